/*
 * mailbox: whose mailbox is it, by its name? A role's, a person's, or unclear.
 *
 * Of the local part without what follows a '+', split at '.', '-', '_' and
 * digits. The first that holds:
 *   1. every word is a role word (RFC 2142, and what network operators use),
 *      or a chain of role words, the domain's own label, "arin", "ip", "it"
 *      ("arinadmin", "iphostmaster"; not "nocera"). The domain's label alone
 *      is none: "smith@smith.example" may well be Smith         -> role
 *   2. it holds the name of a POC of kind individual of the organization: a
 *      whole word of three letters or more, or initial and surname, or both
 *      names joined                                             -> person
 *   3. a word is a role word                                    -> role
 *   4. it has first.last form, or the POC is of kind individual -> person
 *   5. otherwise                                                -> unclear
 * Accents do not count ("Jürgen" is "jurgen" and "juergen"). A POC of kind
 * individual all of whose names are role words ("Network Operations") names
 * no person.
 *
 * The word lists are data: reports/data/role-words.txt,
 * reports/data/consumer-domains.txt, each part with its source above it.
 */
#ifndef REPORTS_MAILBOX_H
#define REPORTS_MAILBOX_H

#include <stdbool.h>
#include <stddef.h>

enum mailbox_kind {
	MAILBOX_ROLE,
	MAILBOX_PERSON,
	MAILBOX_UNCLEAR,
};
const char *mailbox_kind_name(enum mailbox_kind kind);

/* The name of a POC of kind individual. */
struct person {
	const char *given;
	const char *surname;
};

/* The word lists, parsed. Const once made; any number may exist. */
struct mailbox_lists;

struct mailbox_lists *mailbox_lists_new(void);
void mailbox_lists_free(struct mailbox_lists *lists);

/* What mailboxes of an organization's people may be called: made once for
 * all its POCs of kind individual. */
struct mailbox_names;

struct mailbox_names *mailbox_names_new(const struct mailbox_lists *lists,
    const struct person *people, size_t people_count);
void mailbox_names_free(struct mailbox_names *names);

/* `key` is an address key. `individual`: it stands on a POC of that kind. */
enum mailbox_kind mailbox_classify(const struct mailbox_lists *lists,
    const struct mailbox_names *names, const char *key, bool individual);

/* Is the domain (a key) a consumer mail provider's, or below one? */
bool mailbox_consumer(const struct mailbox_lists *lists, const char *domain);

#endif
