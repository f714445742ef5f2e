#include <idn2.h>
#include <search.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "address.h"
#include "alloc.h"

#define LOCAL_MAX    64
#define LABEL_MAX    63
#define DOMAIN_MAX   253
#define SPELLING_MAX (4 * DOMAIN_MAX) /* no U-labels of a domain are longer */

struct span {
	uint32_t first, last;
};

/* Controls, spaces, and what shows nothing or turns the reading direction. */
static const struct span unseen[] = {{0x0000, 0x0020}, {0x007f, 0x00a0},
    {0x00ad, 0x00ad}, {0x061c, 0x061c}, {0x1680, 0x1680}, {0x180e, 0x180e},
    {0x2000, 0x200b}, {0x200e, 0x200f}, {0x2028, 0x202f}, {0x205f, 0x206f},
    {0x3000, 0x3000}, {0xfeff, 0xfeff}, {0xfff0, 0xffff}, {0xe0000, 0xe0fff}};

/* What surrounds words in the running text of other scripts than ASCII. */
static const struct span punctuation[] = {{0x00a1, 0x00a9}, {0x00ab, 0x00b4},
    {0x00b6, 0x00b6}, {0x00b8, 0x00b9}, {0x00bb, 0x00bf}, {0x00d7, 0x00d7},
    {0x00f7, 0x00f7}, {0x2010, 0x2027}, {0x2030, 0x205e}, {0x2190, 0x2bff},
    {0x3001, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0xff00, 0xff0f},
    {0xff1a, 0xff20}, {0xff3b, 0xff40}, {0xff5b, 0xff65}};

#define WITHIN(c, spans) within(c, spans, sizeof(spans) / sizeof((spans)[0]))

static bool
within(uint32_t c, const struct span *spans, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (c >= spans[i].first && c <= spans[i].last)
			return true;
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alnum(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_ascii(char c)
{
	return (unsigned char)c < 0x80;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static void
fold(char *s)
{
	for (; *s != '\0'; s++)
		if (*s >= 'A' && *s <= 'Z')
			*s = (char)(*s - 'A' + 'a');
}

/* Octets of the UTF-8 character at `s` (RFC 3629), 0 when there is none. */
static size_t
decode(const char *s, uint32_t *c)
{
	static const size_t lengths[16] = {
	    1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 3, 4};
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char head = (unsigned char)s[0];
	size_t len = lengths[head >> 4];

	if (len == 0 || head >= 0xf8)
		return 0;
	*c = len == 1 ? head : head & (0x7fU >> len);
	for (size_t i = 1; i < len; i++) {
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return 0;
		*c = *c << 6 | ((unsigned char)s[i] & 0x3f);
	}
	if (*c < least[len] || *c > 0x10ffff || (*c >= 0xd800 && *c < 0xe000))
		return 0;
	return len;
}

static bool
is_seen(const char *s)
{
	size_t len;
	uint32_t c;

	for (; *s != '\0'; s += len) {
		len = decode(s, &c);
		if (len == 0 || WITHIN(c, unseen))
			return false;
	}
	return true;
}

/* RFC 5321 Dot-string; the caller has looked at what is not ASCII. */
static bool
local_valid(const char *local, size_t len)
{
	if (len == 0 || len > LOCAL_MAX || local[len - 1] == '.')
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = local[i];

		if (c == '.' && (i == 0 || local[i - 1] == '.'))
			return false;
		if (c != '.' && is_ascii(c) && !is_alnum(c) &&
		    strchr("!#$%&'*+-/=?^_`{|}~", c) == NULL)
			return false;
	}
	return true;
}

static bool
label_valid(const char *label, size_t len)
{
	if (len == 0 || len > LABEL_MAX)
		return false;
	if (label[0] == '-' || label[len - 1] == '-')
		return false;
	for (size_t i = 0; i < len; i++)
		if (!is_alnum(label[i]) && label[i] != '-' && label[i] != '_')
			return false;
	return true;
}

/* Of A-labels. One that ends in a number is an IPv4 address, or a try at it. */
static bool
domain_valid(const char *domain)
{
	size_t labels = 0, len;

	if (strlen(domain) > DOMAIN_MAX)
		return false;
	for (;; domain += len + 1) {
		len = strcspn(domain, ".");
		if (!label_valid(domain, len))
			return false;
		labels++;
		if (domain[len] == '\0')
			break;
	}
	return labels > 1 && strspn(domain, "0123456789") < len;
}

static char *
idn_to_ascii(const char *text)
{
	char *found, *copy;
	int rc;

	rc = idn2_to_ascii_8z(
	    text, &found, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
	if (rc == IDN2_MALLOC)
		alloc_fail();
	if (rc != IDN2_OK)
		return NULL;
	copy = xstrdup(found);
	idn2_free(found);
	return copy;
}

/*
 * In lower-case A-labels, or NULL. ASCII is only folded, since IDNA refuses
 * names that are in use ("a_b.example", "ab--c.example").
 */
static char *
to_ascii(const char *text)
{
	size_t len = 0;
	char *ascii;

	if (strlen(text) > SPELLING_MAX)
		return NULL;
	while (text[len] != '\0' && is_ascii(text[len]))
		len++;
	ascii = text[len] == '\0' ? xstrdup(text) : idn_to_ascii(text);
	if (ascii != NULL)
		fold(ascii);
	return ascii;
}

char *
domain_key(const char *text)
{
	char *domain = to_ascii(text);
	size_t len;

	if (domain == NULL)
		return NULL;
	len = strlen(domain);
	if (len > 0 && domain[len - 1] == '.')
		domain[len - 1] = '\0';
	if (domain_valid(domain))
		return domain;
	free(domain);
	return NULL;
}

bool
domain_within(const char *domain, const char *own)
{
	size_t len = strlen(domain), own_len = strlen(own);
	const char *tail;

	if (own_len == 0 || len < own_len)
		return false;
	tail = domain + (len - own_len);
	return strcmp(tail, own) == 0 && (tail == domain || tail[-1] == '.');
}

bool
address_valid(const char *spelling)
{
	const char *at = strchr(spelling, '@');
	char *domain;
	bool valid;

	if (at == NULL || !is_seen(spelling))
		return false;
	if (!local_valid(spelling, (size_t)(at - spelling)))
		return false;
	domain = to_ascii(at + 1);
	valid = domain != NULL && domain_valid(domain) &&
		strchr(domain, '_') == NULL;
	free(domain);
	return valid;
}

char *
address_key(const char *spelling)
{
	char *text, *at, *domain, *key;
	size_t len;

	while (is_space(*spelling))
		spelling++;
	len = strlen(spelling);
	while (len > 0 && is_space(spelling[len - 1]))
		len--;
	text = xstrndup(spelling, len);
	fold(text);
	at = strrchr(text, '@');
	if (at == NULL || (domain = domain_key(at + 1)) == NULL)
		return text;
	key = xasprintf("%.*s@%s", (int)(at - text), text, domain);
	free(domain);
	free(text);
	return key;
}

const char *
address_domain(const char *key)
{
	const char *at = strrchr(key, '@');

	return at != NULL ? at + 1 : "";
}

/* Octets of the local part before a '+', which may not be its first. */
static size_t
base_length(const char *key, size_t local_len)
{
	const char *plus = memchr(key, '+', local_len);

	return plus != NULL && plus > key ? (size_t)(plus - key) : local_len;
}

char *
address_local(const char *key)
{
	const char *at = strrchr(key, '@');

	if (at == NULL)
		return xstrdup(key);
	return xstrndup(key, base_length(key, (size_t)(at - key)));
}

char *
address_mailbox(const char *key)
{
	const char *at = strrchr(key, '@');
	char *local, *mailbox;

	if (at == NULL)
		return xstrdup(key);
	local = address_local(key);
	mailbox = xasprintf("%s%s", local, at);
	free(local);
	return mailbox;
}

/*
 * Octets of the character at `p` when it can belong to a word of an address in
 * running text, else 0. `extra` are the ASCII characters allowed beyond
 * letters and digits. A row of dots belongs to no word.
 */
static size_t
word_char(const char *p, const char *extra)
{
	uint32_t c;
	size_t len;

	if (is_ascii(*p)) {
		if (*p == '\0' || (p[0] == '.' && p[1] == '.'))
			return 0;
		return is_alnum(*p) || strchr(extra, *p) != NULL;
	}
	len = decode(p, &c);
	if (len == 0 || WITHIN(c, unseen) || WITHIN(c, punctuation))
		return 0;
	return len;
}

static const char *
domain_end(const char *p)
{
	size_t len;

	while ((len = word_char(p, ".-")) > 0)
		p += len;
	return p;
}

/* The addresses found so far, in a tree: a text can hold very many. */

static int
by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

static bool
is_known(void *const *known, const char *address)
{
	return tfind(address, known, by_text) != NULL;
}

static void
note(void **known, const char *address)
{
	if (tsearch(address, known, by_text) == NULL)
		alloc_fail();
}

static void
keep(void *borrowed)
{
	(void)borrowed;
}

/* What stands from `start` to `end`, without the punctuation around it. */
static void
add_found(
    const char *start, const char *end, struct strings *found, void **known)
{
	bool emphasis = *end == '_';
	char *address;

	while (strchr(".-'&%+", *start) != NULL || (emphasis && *start == '_'))
		start++;
	while (end[-1] == '.' || end[-1] == '-')
		end--;
	address = xstrndup(start, (size_t)(end - start));
	if (!address_valid(address) || is_known(known, address)) {
		free(address);
		return;
	}
	strings_take(found, address);
	note(known, address);
}

/*
 * One pass: `start` is where the word that may be a local part begins. Of
 * RFC 5322's atext only what is seen in addresses rather than between them
 * counts. Words joined by more than one at-sign are none of ours.
 */
void
address_find(const char *text, struct strings *found)
{
	const char *p = text, *start = text, *end;
	void *known = NULL;
	size_t len;

	for (size_t i = 0; i < found->count; i++)
		note(&known, found->items[i]);
	while (*p != '\0') {
		if (*p != '@') {
			len = word_char(p, "._-+'&%");
			p += len > 0 ? len : 1;
			if (len == 0)
				start = p;
			continue;
		}
		end = domain_end(p + 1);
		if (*end != '@' && (start == text || start[-1] != '@'))
			add_found(start, end, found, &known);
		p = *end == '@' ? p + 1 : end;
		start = p;
	}
	tdestroy(known, keep);
}
