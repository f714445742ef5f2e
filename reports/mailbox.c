#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "data.h"
#include "mailbox.h"
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"

#define WORD_MAX 64 /* a local part has no more octets */

/* A set of words: sorted bytewise once all are in. */
struct mailbox_names {
	struct strings words;
};

struct mailbox_lists {
	struct mailbox_names roles;
	struct mailbox_names consumers;
};

/* Extra links of a chain. Alone they are words of other languages, or
 * people's names. */
static const char *const chain_words[] = {"arin", "ip", "it"};

/* Base letters of U+00C0 to U+00FF and U+0100 to U+017F; '-' is no letter. */
static const char latin_1[] = "aaaaaaaceeeeiiiidnooooo-ouuuuyts"
			      "aaaaaaaceeeeiiiidnooooo-ouuuuyty";
static const char latin_a[] = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhh"
			      "iiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooo"
			      "rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static const struct digraph {
	uint32_t upper, lower;
	bool always; /* not only where Germans and Scandinavians do so */
	const char *letters;
} digraphs[] = {
    {0xc4, 0xe4, false, "ae"},
    {0xc5, 0xe5, false, "aa"},
    {0xc6, 0xe6, true, "ae"},
    {0xd6, 0xf6, false, "oe"},
    {0xd8, 0xf8, false, "oe"},
    {0xdc, 0xfc, false, "ue"},
    {0xde, 0xfe, true, "th"},
    {0xdf, 0xdf, true, "ss"},
    {0x152, 0x153, true, "oe"},
};

static const char *const kind_names[] = {
    [MAILBOX_ROLE] = "role",
    [MAILBOX_PERSON] = "person",
    [MAILBOX_UNCLEAR] = "unclear",
};

const char *
mailbox_kind_name(enum mailbox_kind kind)
{
	return kind_names[kind];
}

/* ---- a sorted set of words ---------------------------------------------- */

static void
words_finish(struct mailbox_names *set)
{
	struct strings *w = &set->words;
	size_t kept = 0;

	strings_sort(w);
	for (size_t i = 0; i < w->count; i++) {
		if (kept > 0 && strcmp(w->items[kept - 1], w->items[i]) == 0)
			free(w->items[i]);
		else
			w->items[kept++] = w->items[i];
	}
	w->count = kept;
}

static bool
words_contain(const struct mailbox_names *set, const char *word, size_t len)
{
	size_t low = 0, high = set->words.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *item = set->words.items[middle];
		int order = strncmp(word, item, len);

		if (order == 0 && item[len] == '\0')
			return true;
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static void
words_parse(struct mailbox_names *set, const char *text)
{
	size_t len;

	for (; *text != '\0'; text += len + (text[len] == '\n')) {
		len = strcspn(text, "\n");
		if (len > 0 && text[0] != '#')
			strings_take(&set->words, xstrndup(text, len));
	}
	words_finish(set);
}

struct mailbox_lists *
mailbox_lists_new(void)
{
	struct mailbox_lists *lists = xcalloc(1, sizeof(*lists));

	words_parse(&lists->roles, data_role_words);
	words_parse(&lists->consumers, data_consumer_domains);
	return lists;
}

void
mailbox_lists_free(struct mailbox_lists *lists)
{
	if (lists == NULL)
		return;
	strings_clear(&lists->roles.words);
	strings_clear(&lists->consumers.words);
	free(lists);
}

/* ---- letters without accents -------------------------------------------- */

/* The character at `s` and its length; any odd octet is a character. */
static size_t
decode(const char *s, uint32_t *c)
{
	unsigned char a = (unsigned char)s[0];
	unsigned char b = a < 0xc0 ? 0 : (unsigned char)s[1];

	*c = a;
	if (a >= 0xc2 && a < 0xe0 && (b & 0xc0) == 0x80) {
		*c = (a & 0x1fU) << 6 | (b & 0x3fU);
		return 2;
	}
	return 1;
}

static const char *
digraph(uint32_t c, bool german)
{
	for (size_t i = 0; i < sizeof(digraphs) / sizeof(digraphs[0]); i++) {
		const struct digraph *d = &digraphs[i];

		if ((c == d->upper || c == d->lower) && (german || d->always))
			return d->letters;
	}
	return NULL;
}

/* Small letters of Greek and Cyrillic; others have no case or are rare. */
static uint32_t
lower(uint32_t c)
{
	if ((c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 0x20;
	return c >= 0x400 && c <= 0x40f ? c + 0x50 : c;
}

static void
fold_wide(struct buf *out, uint32_t c, bool german)
{
	const char *two = digraph(c, german);

	if (two != NULL)
		buf_puts(out, two);
	else if (c >= 0xc0 && c <= 0xff)
		buf_putc(out, latin_1[c - 0xc0]);
	else if (c >= 0x100 && c <= 0x17f)
		buf_putc(out, latin_a[c - 0x100]);
	else if (c < 0x300 || c > 0x36f) { /* combining marks are dropped */
		c = lower(c);
		buf_putc(out, (char)(0xc0 | c >> 6));
		buf_putc(out, (char)(0x80 | (c & 0x3f)));
	}
}

/* `text` in small letters without accents, the caller owns it. `german`: an
 * umlaut is two letters. */
static char *
fold(const char *text, bool german)
{
	struct buf out = {0};
	size_t len;
	uint32_t c;

	for (; *text != '\0'; text += len) {
		len = decode(text, &c);
		if (len == 2)
			fold_wide(&out, c, german);
		else if (c >= 'A' && c <= 'Z')
			buf_putc(&out, (char)(c - 'A' + 'a'));
		else if (c != '\'' && c != '`')
			buf_putc(&out, (char)c);
	}
	return buf_take(&out);
}

/* Letters, not octets. */
static size_t
letters(const char *word)
{
	size_t count = 0;

	for (; *word != '\0'; word++)
		count += ((unsigned char)*word & 0xc0) != 0x80;
	return count;
}

static char *
initial_of(const char *word)
{
	size_t len = 1;

	while (((unsigned char)word[len] & 0xc0) == 0x80)
		len++;
	return xstrndup(word, len);
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The words of folded text: what is between anything but letters, or, of a
 * local part, between its four separators. */
static void
split(struct strings *words, const char *text, const char *separators)
{
	size_t len;

	for (; *text != '\0'; text += len > 0 ? len : 1) {
		len = 0;
		if (separators != NULL)
			len = strcspn(text, separators);
		else
			while (is_letter(text[len]))
				len++;
		if (len > 0)
			strings_take(words, xstrndup(text, len));
	}
}

/* ---- what people's mailboxes are called --------------------------------- */

static void
add_joined(struct mailbox_names *names, const char *a, const char *b)
{
	strings_take(&names->words, xasprintf("%s%s", a, b));
	strings_take(&names->words, xasprintf("%s.%s", a, b));
}

/* "jdoe", "j.doe", "doej", "johndoe", "john.doe", "johnd" and so on. */
static void
add_pair(struct mailbox_names *names, const char *given, const char *surname)
{
	char *first = initial_of(given), *last = initial_of(surname);

	if (letters(surname) > 1) {
		add_joined(names, first, surname);
		add_joined(names, surname, first);
	}
	if (letters(given) > 1 && letters(surname) > 1) {
		add_joined(names, given, surname);
		add_joined(names, surname, given);
	}
	if (letters(given) > 2)
		add_joined(names, given, last);
	free(first);
	free(last);
}

/* Names of several words count word by word and as a whole. */
static void
add_whole(struct strings *words)
{
	char *whole;

	if (words->count < 2)
		return;
	whole = strings_join(words, "");
	strings_take(words, whole);
}

static char *
initials(const struct strings *words)
{
	struct buf b = {0};

	for (size_t i = 0; i < words->count; i++) {
		char *first = initial_of(words->items[i]);

		buf_puts(&b, first);
		free(first);
	}
	return buf_take(&b);
}

static bool
all_roles(const struct mailbox_lists *lists, const struct strings *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (!words_contain(&lists->roles, words->items[i],
			strlen(words->items[i])))
			return false;
	return true;
}

static void
add_names(
    struct mailbox_names *names, struct strings *given, struct strings *surname)
{
	const struct strings *both[] = {given, surname};
	char *first = initials(given);

	add_whole(given);
	add_whole(surname);
	for (size_t b = 0; b < 2; b++)
		for (size_t i = 0; i < both[b]->count; i++)
			if (letters(both[b]->items[i]) > 2)
				strings_add(&names->words, both[b]->items[i]);
	for (size_t s = 0; s < surname->count; s++) {
		for (size_t g = 0; g < given->count; g++)
			add_pair(names, given->items[g], surname->items[s]);
		if (letters(first) > 1 && letters(surname->items[s]) > 1)
			add_joined(names, first, surname->items[s]);
	}
	free(first);
}

static void
add_person(struct mailbox_names *names, const struct mailbox_lists *lists,
    const struct person *person, bool german)
{
	struct strings given = {0}, surname = {0};
	char *g = fold(person->given, german);
	char *s = fold(person->surname, german);

	split(&given, g, NULL);
	split(&surname, s, NULL);
	if (!all_roles(lists, &given) || !all_roles(lists, &surname))
		add_names(names, &given, &surname);
	strings_clear(&given);
	strings_clear(&surname);
	free(g);
	free(s);
}

struct mailbox_names *
mailbox_names_new(const struct mailbox_lists *lists,
    const struct person *people, size_t people_count)
{
	struct mailbox_names *names = xcalloc(1, sizeof(*names));

	for (size_t i = 0; i < people_count; i++) {
		add_person(names, lists, &people[i], false);
		add_person(names, lists, &people[i], true);
	}
	words_finish(names);
	return names;
}

void
mailbox_names_free(struct mailbox_names *names)
{
	if (names == NULL)
		return;
	strings_clear(&names->words);
	free(names);
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

		split(&parts, label, NULL);
		add_whole(&parts);
		for (size_t i = 0; i < parts.count; i++)
			if (letters(parts.items[i]) > 1)
				strings_add(labels, parts.items[i]);
		strings_clear(&parts);
		free(label);
	}
}

static bool
is_chain_word(const struct mailbox_lists *lists, const char *word, size_t len)
{
	for (size_t i = 0; i < sizeof(chain_words) / sizeof(chain_words[0]);
	     i++)
		if (strlen(chain_words[i]) == len &&
		    memcmp(chain_words[i], word, len) == 0)
			return true;
	return words_contain(&lists->roles, word, len);
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
			if (is_chain_word(lists, word + i, n))
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
has_name(const struct mailbox_names *names, const struct strings *words)
{
	for (size_t i = 0; i < words->count; i++) {
		const char *word = words->items[i];
		char *pair;
		bool found = words_contain(names, word, strlen(word));

		if (!found && i + 1 < words->count) {
			pair = xasprintf("%s.%s", word, words->items[i + 1]);
			found = words_contain(names, pair, strlen(pair));
			free(pair);
		}
		if (found)
			return true;
	}
	return false;
}

static bool
has_role(const struct mailbox_lists *lists, const struct strings *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (words_contain(&lists->roles, words->items[i],
			strlen(words->items[i])))
			return true;
	return false;
}

/* "first.last", "f.last", "first_m_last": two or three words of letters, the
 * last one a name's length. */
static bool
first_last(const char *local)
{
	size_t words = 1, len = 0;

	for (; *local != '\0'; local++) {
		if (is_letter(*local))
			len++;
		else if ((*local == '.' || *local == '_') && len > 0) {
			words++;
			len = 0;
		} else if (*local < '0' || *local > '9')
			return false;
	}
	return (words == 2 || words == 3) && len > 1;
}

static enum mailbox_kind
classify(const struct mailbox_lists *lists, const struct mailbox_names *names,
    const char *local, const char *domain, bool individual)
{
	struct strings words = {0};
	enum mailbox_kind kind = MAILBOX_UNCLEAR;

	split(&words, local, ".-_0123456789");
	if (all_chains(lists, &words, domain))
		kind = MAILBOX_ROLE;
	else if (has_name(names, &words))
		kind = MAILBOX_PERSON;
	else if (has_role(lists, &words))
		kind = MAILBOX_ROLE;
	else if (individual || first_last(local))
		kind = MAILBOX_PERSON;
	strings_clear(&words);
	return kind;
}

enum mailbox_kind
mailbox_classify(const struct mailbox_lists *lists,
    const struct mailbox_names *names, const char *key, bool individual)
{
	char *local = address_local(key);
	const char *domain = address_domain(key);
	enum mailbox_kind kind = MAILBOX_UNCLEAR;

	/* "störung" is "stoerung" in the list, "sécurité" is "securite". The
	 * kinds stand in the order in which they win. */
	for (int german = 0; german < 2 && kind != MAILBOX_ROLE; german++) {
		char *plain = fold(local, german);
		enum mailbox_kind found;

		found = classify(lists, names, plain, domain, individual);
		if (found < kind)
			kind = found;
		free(plain);
	}
	free(local);
	return kind;
}

bool
mailbox_consumer(const struct mailbox_lists *lists, const char *domain)
{
	while (domain != NULL && *domain != '\0') {
		if (words_contain(&lists->consumers, domain, strlen(domain)))
			return true;
		domain = strchr(domain, '.');
		if (domain != NULL)
			domain++;
	}
	return false;
}
