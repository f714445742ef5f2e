#include <stdint.h>
#include <string.h>
#include "letters.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"

#define APOSTROPHE "\xe2\x80\x99" /* as typesetters have it */
#define COUNT(a)   (sizeof(a) / sizeof((a)[0]))

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
char *
letters_fold(const char *text, bool german)
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
size_t
letters_count(const char *word)
{
	size_t count = 0;

	for (; *word != '\0'; word++)
		count += ((unsigned char)*word & 0xc0) != 0x80;
	return count;
}

char *
letters_initial(const char *word)
{
	size_t len = 1;

	while (((unsigned char)word[len] & 0xc0) == 0x80)
		len++;
	return xstrndup(word, len);
}

bool
letters_is(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The words of folded text: what is between anything but letters, or, of a
 * local part, between its separators. */
void
letters_split(struct strings *words, const char *text, const char *separators)
{
	size_t len;

	for (; *text != '\0'; text += len > 0 ? len : 1) {
		len = 0;
		if (separators != NULL)
			len = strcspn(text, separators);
		else
			while (letters_is(text[len]))
				len++;
		if (len > 0)
			strings_take(words, xstrndup(text, len));
	}
}

void
letters_join(struct strings *words)
{
	char *whole;

	if (words->count < 2)
		return;
	whole = strings_join(words, "");
	strings_take(words, whole);
}
