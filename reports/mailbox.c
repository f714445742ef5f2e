#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "data.h"
#include "mailbox.h"
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"

#define WORD_MAX   64             /* a local part has no more octets */
#define NAME_WORDS 8              /* of a given name, of a surname */
#define APOSTROPHE "\xe2\x80\x99" /* as typesetters have it */
/* The four of whole addresses; those that others put around or between them. A
 * '=' is none: what a forwarder makes of an address is no role's. */
#define SEPARATORS ".-_0123456789 \t\"()<>[],:;/\\&@"
#define COUNT(a)   (sizeof(a) / sizeof((a)[0]))

/* A set of words: sorted bytewise once all are in. */
struct mailbox_names {
	struct strings words;
};

struct mailbox_lists {
	struct mailbox_names roles;
	struct mailbox_names surnames; /* those of the roles that are */
	struct mailbox_names given;
	struct mailbox_names consumers;
	struct mailbox_names configured; /* mailboxes */
	struct mailbox_lists *plain;     /* as without configuration */
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

/* U+1E00 to U+1EFF: Vietnamese, and more rows of the same. */
static const char latin_more[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"
    "mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"
    "wwwwwwwwwwxxxxyyzzzzzzhtwyassssdaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"
    "eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy";

/* They stand in surnames of several words and are nobody's own. */
static const char *const particles[] = {"bin", "das", "del", "della", "den",
    "der", "des", "dos", "ibn", "las", "los", "mac", "saint", "san", "santa",
    "ten", "ter", "und", "van", "vom", "von", "zum", "zur"};

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

static const struct {
	enum mailbox_kind kind;
	const char *text;
} reasons[] = {
    [MAILBOX_CONFIGURED] = {MAILBOX_ROLE, "the configuration says so"},
    [MAILBOX_ROLE_WORDS] = {MAILBOX_ROLE, "every word is a role word"},
    [MAILBOX_NAMED] = {MAILBOX_PERSON, "it holds the name of a contact"},
    [MAILBOX_ROLE_WORD] = {MAILBOX_ROLE, "a word is a role word"},
    [MAILBOX_INDIVIDUAL] = {MAILBOX_PERSON,
	"its contact is a person and no word is a role word"},
    [MAILBOX_FIRST_LAST] = {MAILBOX_PERSON, "it reads like first.last"},
    [MAILBOX_NOTHING] = {MAILBOX_UNCLEAR,
	"it holds neither a plain role word nor the name of a contact"},
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

static bool
has_word(const struct mailbox_names *set, const char *word)
{
	return words_contain(set, word, strlen(word));
}

/* Those that end in '?' go into `doubtful` as well, without it. */
static void
words_parse(
    struct mailbox_names *set, struct mailbox_names *doubtful, const char *text)
{
	size_t len, end;

	for (; *text != '\0'; text += end + (text[end] == '\n')) {
		len = end = strcspn(text, "\n");
		if (len == 0 || text[0] == '#')
			continue;
		if (doubtful != NULL && text[len - 1] == '?')
			strings_take(&doubtful->words, xstrndup(text, --len));
		strings_take(&set->words, xstrndup(text, len));
	}
	words_finish(set);
}

struct mailbox_lists *
mailbox_lists_new(void)
{
	struct mailbox_lists *lists = xcalloc(1, sizeof(*lists));

	words_parse(&lists->roles, &lists->surnames, data_role_words);
	words_finish(&lists->surnames);
	words_parse(&lists->given, NULL, data_given_names);
	words_parse(&lists->consumers, NULL, data_consumer_domains);
	return lists;
}

void
mailbox_lists_free(struct mailbox_lists *lists)
{
	if (lists == NULL)
		return;
	strings_clear(&lists->roles.words);
	strings_clear(&lists->surnames.words);
	strings_clear(&lists->given.words);
	strings_clear(&lists->consumers.words);
	strings_clear(&lists->configured.words);
	mailbox_lists_free(lists->plain);
	free(lists);
}

/* ---- letters without accents -------------------------------------------- */

/* The character at `s` and its length; of three octets only those that fold.
 * Any other octet is a character. */
static size_t
decode(const char *s, uint32_t *c)
{
	unsigned char a = (unsigned char)s[0];
	unsigned char b = a < 0xc0 ? 0 : (unsigned char)s[1];
	unsigned char d = (b & 0xc0) != 0x80 ? 0 : (unsigned char)s[2];

	*c = a;
	if (a >= 0xc2 && a < 0xe0 && (b & 0xc0) == 0x80) {
		*c = (a & 0x1fU) << 6 | (b & 0x3fU);
		return 2;
	}
	if (a == 0xe1 && b >= 0xb8 && b <= 0xbb && (d & 0xc0) == 0x80) {
		*c = 0x1000U | (b & 0x3fU) << 6 | (d & 0x3fU);
		return 3;
	}
	return 1;
}

static const char *
digraph(uint32_t c, bool german)
{
	for (size_t i = 0; i < COUNT(digraphs); i++) {
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
	else if (c >= 0x1e00)
		buf_putc(out, latin_more[c - 0x1e00]);
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
		len = strlen(APOSTROPHE);
		if (strncmp(text, APOSTROPHE, len) == 0)
			continue;
		len = decode(text, &c);
		if (len > 1)
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
 * local part, between its separators. */
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

/* ---- roles of the configuration ----------------------------------------- */

static bool
is_plain(const char *folded)
{
	size_t len = strlen(folded);

	for (size_t i = 0; i < len; i++)
		if (!is_letter(folded[i]))
			return false;
	return len > 1 && len <= WORD_MAX;
}

/* A word can be a local part: so it is UTF-8 and shows. */
bool
mailbox_role_valid(const char *text)
{
	char *address, *folded;
	bool valid;

	if (strchr(text, '@') != NULL)
		return strchr(text, '*') == NULL && address_valid(text);
	address = xasprintf("%s@example.com", text);
	folded = fold(text, true);
	valid = address_valid(address) && is_plain(folded);
	free(folded);
	free(address);
	return valid;
}

/* Whoever configures a word means it. */
static void
no_surname(struct mailbox_lists *lists, const char *word)
{
	struct strings kept = {0};
	struct strings *all = &lists->surnames.words;

	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->items[i], word) != 0)
			strings_add(&kept, all->items[i]);
	strings_clear(all);
	*all = kept;
}

static void
add_role_word(struct mailbox_lists *lists, const char *word)
{
	for (int german = 0; german < 2; german++) {
		char *plain = fold(word, german);

		no_surname(lists, plain);
		strings_take(&lists->roles.words, plain);
	}
}

void
mailbox_lists_add(struct mailbox_lists *lists, const struct strings *roles)
{
	for (size_t i = 0; i < roles->count; i++) {
		const char *entry = roles->items[i];
		char *key;

		if (strchr(entry, '@') == NULL) {
			add_role_word(lists, entry);
			continue;
		}
		key = address_key(entry);
		strings_take(&lists->configured.words, address_mailbox(key));
		free(key);
	}
	words_finish(&lists->roles);
	words_finish(&lists->configured);
	if (lists->plain == NULL)
		lists->plain = mailbox_lists_new();
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
is_chain_word(const struct mailbox_lists *lists, const char *word, size_t len)
{
	for (size_t i = 0; i < COUNT(chain_words); i++)
		if (strlen(chain_words[i]) == len &&
		    memcmp(chain_words[i], word, len) == 0)
			return true;
	return words_contain(&lists->roles, word, len);
}

static bool
all_roles(const struct mailbox_lists *lists, const struct strings *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (!is_chain_word(
			lists, words->items[i], strlen(words->items[i])))
			return false;
	return true;
}

static void
name_words(struct strings *words, const char *name)
{
	split(words, name, NULL);
	while (words->count > NAME_WORDS)
		free(words->items[--words->count]);
}

static bool
is_particle(const char *word)
{
	for (size_t i = 0; i < COUNT(particles); i++)
		if (strcmp(particles[i], word) == 0)
			return true;
	return false;
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
			if (letters(both[b]->items[i]) > 2 &&
			    (both[b]->count == 1 ||
				!is_particle(both[b]->items[i])))
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

	name_words(&given, g);
	name_words(&surname, s);
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
has_pair(const struct mailbox_names *names, const char *a, const char *b)
{
	char *pair = xasprintf("%s.%s", a, b);
	bool found = has_word(names, pair);

	free(pair);
	return found;
}

static bool
has_name(const struct mailbox_lists *lists, const struct mailbox_names *names,
    const struct strings *words)
{
	for (size_t i = 0; i < words->count; i++) {
		const char *word = words->items[i];

		if (has_word(names, word) && !has_word(&lists->roles, word))
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
		if (has_word(set, words->items[i]))
			return true;
	return false;
}

/* A role word that cannot be somebody's surname, or a chain of several. */
static bool
is_plain_role(const struct mailbox_lists *lists, const struct strings *labels,
    const char *word)
{
	bool role = false;

	if (has_word(&lists->roles, word))
		return !has_word(&lists->surnames, word);
	if (is_chain_word(lists, word, strlen(word)))
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

		if (is_letter(*local)) {
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
		if (letters(words->items[i]) == 1)
			return false;
		found = found || (i < last && has_word(&lists->surnames,
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

	split(&parts, local, "-");
	for (size_t i = 0; i < parts.count && parts.count > 1; i++) {
		struct strings words = {0};

		split(&words, parts.items[i], SEPARATORS);
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
				  letters(words->items[0]) == 1);
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
	bool found = has_word(&lists->configured, mailbox);

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
		char *plain = fold(local, german);
		struct strings words = {0};
		enum mailbox_reason found;

		split(&words, plain, SEPARATORS);
		found = decide(lists, names, &words, plain, domain, individual);
		if (found < reason)
			reason = found;
		strings_clear(&words);
		free(plain);
	}
	free(local);
	return reason;
}

/* A configured word decided where the lists alone see no role. */
enum mailbox_reason
mailbox_classify(const struct mailbox_lists *lists,
    const struct mailbox_names *names, const char *key, bool individual)
{
	enum mailbox_reason reason, plain;

	if (is_configured(lists, key))
		return MAILBOX_CONFIGURED;
	reason = by_lists(lists, names, key, individual);
	if (lists->plain == NULL || reasons[reason].kind != MAILBOX_ROLE)
		return reason;
	plain = by_lists(lists->plain, names, key, individual);
	return reasons[plain].kind == MAILBOX_ROLE ? reason
						   : MAILBOX_CONFIGURED;
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
