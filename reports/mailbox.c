#include <stdlib.h>
#include <string.h>
#include "letters.h"
#include "mailbox_lists.h"
#include "rdap/address.h"
#include "rdap/alloc.h"

/* The four of whole addresses; those that others put around or between them. A
 * '=' is none: what a forwarder makes of an address is no role's. */
#define SEPARATORS ".-_0123456789 \t\"()<>[],:;/\\&@"

#define TOKEN_TEXT "it is redacted, and was such a one"

static const char *const kind_names[] = {
    [MAILBOX_ROLE] = "role",
    [MAILBOX_PERSON] = "person",
    [MAILBOX_UNCLEAR] = "unclear",
};

static const struct {
	enum mailbox_kind kind;
	const char *text;
} reasons[] = {
    [MAILBOX_CONFIGURED] = {MAILBOX_ROLE, "the configuration says so"},
    [MAILBOX_ROLE_WORDS] = {MAILBOX_ROLE, "every word is a role word"},
    [MAILBOX_NAMED] = {MAILBOX_PERSON, "it holds the name of a contact"},
    [MAILBOX_ROLE_WORD] = {MAILBOX_ROLE, "a word is a role word"},
    [MAILBOX_INDIVIDUAL] = {MAILBOX_PERSON,
	"its contact is of kind individual"},
    [MAILBOX_FIRST_LAST] = {MAILBOX_PERSON, "it reads like first.last"},
    [MAILBOX_NOTHING] = {MAILBOX_UNCLEAR,
	"it holds neither a plain role word nor the name of a contact"},
    [MAILBOX_TOKEN_ROLE] = {MAILBOX_ROLE, TOKEN_TEXT},
    [MAILBOX_TOKEN_PERSON] = {MAILBOX_PERSON, TOKEN_TEXT},
    [MAILBOX_TOKEN_UNCLEAR] = {MAILBOX_UNCLEAR, TOKEN_TEXT},
};

static const struct {
	const char *word;
	enum mailbox_reason reason;
} tokens[] = {
    [MAILBOX_ROLE] = {"role", MAILBOX_TOKEN_ROLE},
    [MAILBOX_PERSON] = {"person", MAILBOX_TOKEN_PERSON},
    [MAILBOX_UNCLEAR] = {"mailbox", MAILBOX_TOKEN_UNCLEAR},
};

const char *
mailbox_kind_name(enum mailbox_kind kind)
{
	return kind_names[kind];
}

enum mailbox_kind
mailbox_reason_kind(enum mailbox_reason reason)
{
	return reasons[reason].kind;
}

const char *
mailbox_reason_text(enum mailbox_reason reason)
{
	return reasons[reason].text;
}

const char *
mailbox_token_word(enum mailbox_kind kind)
{
	return tokens[kind].word;
}

bool
mailbox_token(const char *local, enum mailbox_kind *kind)
{
	for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++) {
		size_t len = strlen(tokens[i].word);
		const char *digits = local + len + 1, *end;

		if (strncmp(local, tokens[i].word, len) != 0 ||
		    local[len] != '-' ||
		    strspn(digits, "0123456789abcdef") != MAILBOX_TOKEN_DIGITS)
			continue;
		end = digits + MAILBOX_TOKEN_DIGITS;
		*kind = (enum mailbox_kind)i;
		return *end == '\0' || strcmp(end, ".") == 0;
	}
	return false;
}

/* ---- the five steps ----------------------------------------------------- */

/* The labels of a domain but the last, and their parts: "my-isp" is "myisp",
 * "my" and "isp". */
static void
domain_labels(struct strings *labels, const char *domain)
{
	const char *end;

	for (; (end = strchr(domain, '.')) != NULL; domain = end + 1) {
		struct strings parts = {0};
		char *label = xstrndup(domain, (size_t)(end - domain));

		letters_split(&parts, label, NULL);
		letters_join(&parts);
		for (size_t i = 0; i < parts.count; i++)
			if (letters_count(parts.items[i]) > 1)
				strings_add(labels, parts.items[i]);
		strings_clear(&parts);
		free(label);
	}
}

static bool
is_label(const struct strings *labels, const char *word, size_t len)
{
	for (size_t i = 0; i < labels->count; i++)
		if (strlen(labels->items[i]) == len &&
		    memcmp(labels->items[i], word, len) == 0)
			return true;
	return false;
}

/*
 * Can the word be cut into role words and labels without rest? `*role` is set
 * when some cut has a role word in it. Each position is reached or not, and
 * with a role word behind it or not.
 */
static bool
is_chain(const struct mailbox_lists *lists, const struct strings *labels,
    const char *word, bool *role)
{
	enum { REACHED = 1, WITH_ROLE = 2 };
	unsigned char at[WORD_MAX + 1] = {REACHED};
	size_t len = strlen(word);

	if (len > WORD_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (at[i] == 0)
			continue;
		for (size_t n = 2; i + n <= len; n++) {
			if (lists_chain_word(lists, word + i, n))
				at[i + n] |= REACHED | WITH_ROLE;
			else if (is_label(labels, word + i, n))
				at[i + n] |= at[i];
		}
	}
	*role = *role || (at[len] & WITH_ROLE) != 0;
	return at[len] != 0;
}

static bool
all_chains(const struct mailbox_lists *lists, const struct strings *words,
    const char *domain)
{
	struct strings labels = {0};
	bool all = true, role = false;

	domain_labels(&labels, domain);
	for (size_t i = 0; i < words->count && all; i++)
		all = is_chain(lists, &labels, words->items[i], &role);
	strings_clear(&labels);
	return all && role;
}

static bool
has_pair(const struct mailbox_names *names, const char *a, const char *b)
{
	char *pair = xasprintf("%s.%s", a, b);
	bool found = words_have(names, pair);

	free(pair);
	return found;
}

static bool
has_name(const struct mailbox_lists *lists, const struct mailbox_names *names,
    const struct strings *words)
{
	for (size_t i = 0; i < words->count; i++) {
		const char *word = words->items[i];

		if (words_have(names, word) && !words_have(&lists->roles, word))
			return true;
		if (i + 1 < words->count &&
		    has_pair(names, word, words->items[i + 1]))
			return true;
	}
	return false;
}

static bool
has_any(const struct mailbox_names *set, const struct strings *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (words_have(set, words->items[i]))
			return true;
	return false;
}

/* A role word that cannot be somebody's surname, or a chain of several. */
static bool
is_plain_role(const struct mailbox_lists *lists, const struct strings *labels,
    const char *word)
{
	bool role = false;

	if (words_have(&lists->roles, word))
		return !words_have(&lists->surnames, word);
	if (lists_chain_word(lists, word, strlen(word)))
		return false;
	return is_chain(lists, labels, word, &role) && role;
}

/* "first.last", "f.last", "first_m_last": two or three words of letters, the
 * last one a name's length. */
static bool
first_last(const char *local)
{
	size_t words = 0, len = 0;
	char before = '.';

	for (; *local != '\0'; before = *local++) {
		bool joint = *local == '.' || *local == '_';

		if (letters_is(*local)) {
			len = before == '.' || before == '_' ? 1 : len + 1;
			words += before == '.' || before == '_';
		} else if ((*local < '0' || *local > '9') &&
			   (!joint || before == '.' || before == '_'))
			return false;
	}
	return (words == 2 || words == 3) && len > 1;
}

static bool
has_plain_role(const struct mailbox_lists *lists, const struct strings *words,
    const char *domain)
{
	struct strings labels = {0};
	bool found = false;

	domain_labels(&labels, domain);
	for (size_t i = 0; i < words->count && !found; i++)
		found = is_plain_role(lists, &labels, words->items[i]);
	strings_clear(&labels);
	return found;
}

/* One that is a surname as well, where no surname would stand: those are last
 * in first.last form, and have an initial beside them. */
static bool
has_surname_as_role(const struct mailbox_lists *lists,
    const struct strings *words, const char *local)
{
	size_t last = words->count - first_last(local);
	bool found = false;

	for (size_t i = 0; i < words->count; i++) {
		if (letters_count(words->items[i]) == 1)
			return false;
		found = found || (i < last && words_have(&lists->surnames,
						  words->items[i]));
	}
	return found;
}

/* "first.last-noc": a part between hyphens is like a name, without a role. */
static bool
name_between_hyphens(const struct mailbox_lists *lists, const char *local)
{
	struct strings parts = {0};
	bool found = false;

	letters_split(&parts, local, "-");
	for (size_t i = 0; i < parts.count && parts.count > 1; i++) {
		struct strings words = {0};

		letters_split(&words, parts.items[i], SEPARATORS);
		found = found || (first_last(parts.items[i]) &&
				     !has_any(&lists->roles, &words));
		strings_clear(&words);
	}
	strings_clear(&parts);
	return found;
}

/* Could the whole be somebody's name? */
static bool
like_a_name(const struct mailbox_lists *lists, const struct strings *words,
    const char *local, bool plain_role)
{
	if (!first_last(local))
		return false;
	if (has_any(&lists->given, words))
		return true;
	return !plain_role && (!has_any(&lists->roles, words) ||
				  letters_count(words->items[0]) == 1);
}

static enum mailbox_reason
decide(const struct mailbox_lists *lists, const struct mailbox_names *names,
    const struct strings *words, const char *local, const char *domain,
    bool individual)
{
	bool role;

	if (all_chains(lists, words, domain))
		return MAILBOX_ROLE_WORDS;
	if (has_name(lists, names, words))
		return MAILBOX_NAMED;
	role = has_plain_role(lists, words, domain) ||
	       has_surname_as_role(lists, words, local);
	if (role && !has_any(&lists->given, words) &&
	    !name_between_hyphens(lists, local))
		return MAILBOX_ROLE_WORD;
	if (individual)
		return MAILBOX_INDIVIDUAL;
	return like_a_name(lists, words, local, role) ? MAILBOX_FIRST_LAST
						      : MAILBOX_NOTHING;
}

static bool
is_configured(const struct mailbox_lists *lists, const char *key)
{
	char *mailbox = address_mailbox(key);
	bool found = words_have(&lists->configured, mailbox);

	free(mailbox);
	return found;
}

static enum mailbox_reason
by_lists(const struct mailbox_lists *lists, const struct mailbox_names *names,
    const char *key, bool individual)
{
	char *local = address_local(key);
	const char *domain = address_domain(key);
	enum mailbox_reason reason = MAILBOX_NOTHING;

	/* "störung" is "stoerung" in the list, "sécurité" is "securite". The
	 * reasons stand in the order in which they win. */
	for (int german = 0; german < 2; german++) {
		char *plain = letters_fold(local, german);
		struct strings words = {0};
		enum mailbox_reason found;

		letters_split(&words, plain, SEPARATORS);
		found = decide(lists, names, &words, plain, domain, individual);
		if (found < reason)
			reason = found;
		strings_clear(&words);
		free(plain);
	}
	free(local);
	return reason;
}

static bool
is_token(const char *key, enum mailbox_kind *kind)
{
	char *local = address_local(key);
	bool found = mailbox_token(local, kind);

	free(local);
	return found;
}

/* A configured word decided where the lists alone see no role. */
enum mailbox_reason
mailbox_classify(const struct mailbox_lists *lists,
    const struct mailbox_names *names, const char *key, bool individual)
{
	enum mailbox_reason reason, plain;
	enum mailbox_kind token;

	if (is_configured(lists, key))
		return MAILBOX_CONFIGURED;
	if (is_token(key, &token))
		return tokens[token].reason;
	reason = by_lists(lists, names, key, individual);
	if (lists->plain == NULL || reasons[reason].kind != MAILBOX_ROLE)
		return reason;
	plain = by_lists(lists->plain, names, key, individual);
	return reasons[plain].kind == MAILBOX_ROLE ? reason
						   : MAILBOX_CONFIGURED;
}
