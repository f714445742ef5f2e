/*
 * mailbox: whose mailbox is it, by its name? A role's, a person's, or unclear.
 *
 * Of the local part without what follows a '+', split at '.', '-', '_' and
 * digits (and at what may stand around or between addresses that are none, as
 * in "noc/abuse@"). The first that holds:
 *   0. `roles` in the configuration names the mailbox, or a word of it makes
 *      one of the steps below say so                           -> role
 *   1. every word is a role word (RFC 2142, and what network operators use),
 *      or a chain of role words, the domain's own label, "arin", "ip", "it"
 *      ("arinadmin", "iphostmaster"; not "nocera"). The domain's label alone
 *      is none: "smith@smith.example" may well be Smith         -> role
 *   2. it holds the name of a POC of kind individual of the organization: a
 *      whole word of three letters or more, or initial and surname, or both
 *      names joined. A name that is a role word as well ("Joana Sales")
 *      counts in the last two ways only                         -> person
 *   3. a word is a role word, or a chain, and nothing says that the rest is
 *      somebody's name: no given name is among the words ("maria-noc"); no
 *      part between hyphens has first.last form ("zelmira.quispe-noc"); and,
 *      where the role word is a surname as well, it is not the last of
 *      first.last form, nor beside an initial ("zelmira.sales")  -> role
 *   4. the POC is of kind individual, or it has first.last form; with a role
 *      word in it that needs a given name, or an initial before a role word
 *      that is a surname ("maria.noc", "t.sales")               -> person
 *   5. otherwise                                                -> unclear
 * Accents do not count ("Jürgen" is "jurgen" and "juergen"). A POC of kind
 * individual all of whose names could be links of a chain ("Network
 * Operations", "ARIN Admin") names no person. Of a name the first eight words
 * count: nobody has more, and the registry's text is a stranger's.
 *
 * When in doubt it is not a role: a person's mailbox that passes for a role's
 * is a finding that nobody sees.
 *
 * The word lists are data: reports/data/role-words.txt, given-names.txt and
 * consumer-domains.txt, each part with its source above it.
 */
#ifndef REPORTS_MAILBOX_H
#define REPORTS_MAILBOX_H

#include <stdbool.h>
#include <stddef.h>
#include "rdap/strings.h"

enum mailbox_kind {
	MAILBOX_ROLE,
	MAILBOX_PERSON,
	MAILBOX_UNCLEAR,
};
const char *mailbox_kind_name(enum mailbox_kind kind);

/* Which of the steps above decided, in their order. */
enum mailbox_reason {
	MAILBOX_CONFIGURED,
	MAILBOX_ROLE_WORDS,
	MAILBOX_NAMED,
	MAILBOX_ROLE_WORD,
	MAILBOX_INDIVIDUAL,
	MAILBOX_FIRST_LAST,
	MAILBOX_NOTHING,
	/* of a token, below */
	MAILBOX_TOKEN_ROLE,
	MAILBOX_TOKEN_PERSON,
	MAILBOX_TOKEN_UNCLEAR,
};
enum mailbox_kind mailbox_reason_kind(enum mailbox_reason reason);
/* A clause: "every word is a role word". */
const char *mailbox_reason_text(enum mailbox_reason reason);

/*
 * Redaction puts tokens in the place of local parts (redact.h). They say whose
 * mailbox it was, so that a redacted recording is judged as the other one was:
 * "role-3f9c0a71b2d4", "person-...", "mailbox-...", with a dot behind it where
 * the address was none.
 */
#define MAILBOX_TOKEN_DIGITS 12
const char *mailbox_token_word(enum mailbox_kind kind);
/* Is a local part, without what follows a '+', such a token? */
bool mailbox_token(const char *local, enum mailbox_kind *kind);

/* The name of a POC of kind individual. */
struct person {
	const char *given;
	const char *surname;
};

/* The word lists, parsed. Const once made; any number may exist. */
struct mailbox_lists;

struct mailbox_lists *mailbox_lists_new(void);
void mailbox_lists_free(struct mailbox_lists *lists);

/*
 * One of `roles` in the configuration: a mail address, of a role though it
 * does not look it (with any tag behind '+'), or a word of letters that names
 * roles there ("leitwarte"), which joins the list. Anything else is refused,
 * as is '*', which somebody may take for a wildcard: false.
 */
bool mailbox_role_valid(const char *text);
/* Entries that are valid; once, before anything is classified. */
void
mailbox_lists_add(struct mailbox_lists *lists, const struct strings *roles);

/* What mailboxes of an organization's people may be called: made once for
 * all its POCs of kind individual. */
struct mailbox_names;

struct mailbox_names *mailbox_names_new(const struct mailbox_lists *lists,
    const struct person *people, size_t people_count);
void mailbox_names_free(struct mailbox_names *names);

/* `key` is an address key. `individual`: it stands on a POC of that kind. */
enum mailbox_reason mailbox_classify(const struct mailbox_lists *lists,
    const struct mailbox_names *names, const char *key, bool individual);

/* Is the domain (a key) a consumer mail provider's, or below one? */
bool mailbox_consumer(const struct mailbox_lists *lists, const char *domain);

#endif
