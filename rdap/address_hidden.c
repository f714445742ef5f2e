#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "address.h"
#include "alloc.h"
#include "buf.h"

#define FOUND_MAX 4096 /* in one text */
#define WORDS_MAX 8    /* labels of a domain, words of a local part */

enum strength {
	NONE,
	PLAIN, /* what stands in every address: '.', '@' */
	WORD,  /* " at ", which stands in prose as well */
	SIGN,  /* "[at]": nobody writes that for anything else */
};

struct form {
	const char *text;
	enum strength strength;
};

static const struct form ats[] = {
    {" at ", WORD},
    {"[at]", SIGN},
    {"(at)", SIGN},
    {"{at}", SIGN},
    {"<at>", SIGN},
    {"[ at ]", SIGN},
    {"( at )", SIGN},
    {" _at_ ", SIGN},
    {"[@]", SIGN},
    {"(@)", SIGN},
    {"@", PLAIN},
    {NULL, NONE},
};

static const struct form dots[] = {
    {" dot ", WORD},
    {"[dot]", SIGN},
    {"(dot)", SIGN},
    {"{dot}", SIGN},
    {"<dot>", SIGN},
    {"[ dot ]", SIGN},
    {"( dot )", SIGN},
    {" _dot_ ", SIGN},
    {"[.]", SIGN},
    {"(.)", SIGN},
    {".", PLAIN},
    {NULL, NONE},
};

/* Words before " at " that name no mailbox. */
static const char *const prose[] = {"a", "again", "all", "also", "and", "are",
    "arrive", "arrives", "available", "based", "be", "both", "but", "call",
    "colocated", "connect", "connected", "data", "desk", "details", "directly",
    "docs", "documentation", "domain", "down", "find", "for", "form", "found",
    "good", "he", "help", "her", "here", "him", "hosted", "house", "i", "if",
    "information", "installed", "is", "it", "live", "located", "look",
    "maintained", "me", "meet", "meeting", "meets", "more", "network", "not",
    "now", "office", "online", "only", "or", "page", "people", "policy",
    "published", "registered", "router", "run", "see", "server", "service",
    "services", "she", "site", "starts", "stay", "stop", "that", "the", "them",
    "there", "they", "this", "those", "transit", "up", "us", "visit", "was",
    "we", "web", "website", "were", "who", "with", "work", "works", "you",
    NULL};

/* Last labels that a domain spelled in words is believed to have; those of
 * two letters are countries'. */
static const char *const tops[] = {"com", "net", "org", "edu", "gov", "mil",
    "int", "info", "biz", "name", "arpa", "app", "dev", "cloud", "network",
    "online", "tech", "systems", "email", "example", "test", NULL};

/* ---- the text ----------------------------------------------------------- */

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_word(char c, const char *extra)
{
	return is_letter(c) || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr(extra, c) != NULL);
}

/* Runs of blanks as one. */
static char *
squeeze(const char *text)
{
	struct buf out = {0};

	for (; *text != '\0'; text++)
		if (!is_blank(*text))
			buf_putc(&out, *text);
		else if (!is_blank(text[1]))
			buf_putc(&out, ' ');
	return buf_take(&out);
}

static bool
in_list(const char *const *list, const char *word, size_t len)
{
	for (; *list != NULL; list++)
		if (strlen(*list) == len && strncasecmp(*list, word, len) == 0)
			return true;
	return false;
}

/* The form that begins at `p`; its length goes to `*len`. */
static enum strength
form_at(const struct form *forms, const char *p, size_t *len)
{
	size_t blank = *p == ' ';

	for (; forms->text != NULL; forms++) {
		size_t skip =
		    forms->strength == SIGN && *forms->text != ' ' ? blank : 0;

		*len = strlen(forms->text);
		if (strncasecmp(p + skip, forms->text, *len) != 0)
			continue;
		*len += skip;
		if (skip > 0 || forms->strength == SIGN)
			*len += p[*len] == ' ';
		return forms->strength;
	}
	return NONE;
}

/* The dot, written as a word or a sign, that ends at `p`; where it begins. */
static const char *
dot_before(const char *text, const char *p)
{
	const char *start;
	size_t len;

	for (size_t back = 1; back <= 9 && back <= (size_t)(p - text); back++) {
		start = p - back;
		if (form_at(dots, start, &len) > PLAIN && start + len == p)
			return start;
	}
	return NULL;
}

/* ---- one address -------------------------------------------------------- */

struct hidden {
	const char *start, *end; /* in the text */
	const char *first;       /* word of the local part */
	size_t first_len;
	enum strength weakest; /* of what is not plain */
	struct buf address;
};

static void
weaken(struct hidden *h, enum strength strength)
{
	if (strength > PLAIN && strength < h->weakest)
		h->weakest = strength;
}

/* The words of the local part, which ends at `p`, from the last to the
 * first. */
static bool
take_local(struct hidden *h, const char *text, const char *p)
{
	const char *words[WORDS_MAX], *ends[WORDS_MAX];
	size_t n = 0;

	do {
		ends[n] = p;
		while (p > text && is_word(p[-1], "._+-"))
			p--;
		if (p == ends[n])
			break;
		words[n++] = p;
	} while (n < WORDS_MAX && (p = dot_before(text, p)) != NULL);
	if (n == 0)
		return false;
	h->start = words[n - 1];
	if (h->start > text &&
	    (h->start[-1] == '@' || (unsigned char)h->start[-1] >= 0x80))
		return false;
	h->first = words[0];
	h->first_len = (size_t)(ends[0] - words[0]);
	for (size_t i = n; i-- > 0;) {
		buf_add(&h->address, words[i], (size_t)(ends[i] - words[i]));
		if (i > 0)
			buf_putc(&h->address, '.');
	}
	return true;
}

/* Labels from `p` on. `*plain`: is one of the dots a mere dot? */
static bool
take_domain(struct hidden *h, const char *p, bool *plain)
{
	const char *label;
	enum strength dot;
	size_t len, labels = 0;

	*plain = false;
	for (;;) {
		for (label = p; is_word(*p, "-"); p++)
			;
		if (p == label)
			break;
		buf_add(&h->address, label, (size_t)(p - label));
		h->end = p;
		if (++labels == WORDS_MAX)
			break;
		dot = form_at(dots, p, &len);
		if (dot == NONE || !is_word(p[len], ""))
			break;
		weaken(h, dot);
		*plain |= dot == PLAIN;
		buf_putc(&h->address, '.');
		p += len;
	}
	return labels > 1 && p == h->end && *p != '@' &&
	       (unsigned char)*p < 0x80;
}

static bool
is_top(const char *address, bool known)
{
	const char *top = strrchr(address, '.') + 1;
	size_t len = strlen(top);

	for (const char *p = top; *p != '\0'; p++)
		if (!is_letter(*p))
			return false;
	return len == 2 || (len > 2 && !known) || in_list(tops, top, len);
}

/* Prose has " at " too, and domains in words; a site's domain it writes
 * plainly. */
static bool
is_meant(const struct hidden *h, enum strength at, bool plain)
{
	bool words = at == WORD;

	if (at == PLAIN)
		return !plain && is_top(h->address.data, true);
	if (words && (plain || in_list(prose, h->first, h->first_len)))
		return false;
	return is_top(h->address.data, words);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Add its key to the tree of those found; true when it is new. */
static bool
is_new(void **keys, const char *address)
{
	char *key = address_key(address), **place;

	place = tsearch(key, keys, by_text);
	if (place == NULL)
		alloc_fail();
	if (*place == key)
		return true;
	free(key);
	return false;
}

/* An at-sign of any form from `p` to `p + len`. Where to go on. */
static const char *
look(const char *text, const char *p, size_t len, enum strength at,
    struct strings *found, struct strings *forms, void **keys)
{
	struct hidden h = {.weakest = SIGN, .end = p + len};
	bool plain;

	weaken(&h, at);
	if (take_local(&h, text, p)) {
		buf_putc(&h.address, '@');
		if (take_domain(&h, p + len, &plain) &&
		    is_meant(&h, at, plain) && address_valid(h.address.data) &&
		    is_new(keys, h.address.data)) {
			strings_add(found, h.address.data);
			strings_take(forms,
			    xstrndup(h.start, (size_t)(h.end - h.start)));
		}
	}
	buf_clear(&h.address);
	return p + len;
}

void
address_find_hidden(
    const char *text, struct strings *found, struct strings *forms)
{
	char *squeezed = squeeze(text);
	const char *p = squeezed;
	size_t len, before = found->count;
	void *keys = NULL;

	for (size_t i = 0; i < before; i++)
		is_new(&keys, found->items[i]);
	while (*p != '\0' && found->count - before < FOUND_MAX) {
		enum strength at = form_at(ats, p, &len);

		if (at == NONE)
			p++;
		else if (at == WORD) /* its last blank may begin another */
			p = look(squeezed, p, len, at, found, forms, &keys) - 1;
		else
			p = look(squeezed, p, len, at, found, forms, &keys);
	}
	tdestroy(keys, free);
	free(squeezed);
}
