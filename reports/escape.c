#include <string.h>
#include "escape.h"
#include "unicode.h"

/* No script stacks more marks on a letter; more of them write over the lines
 * above and below. */
#define MARKS_MAX 4

#define REPLACEMENT "\xef\xbf\xbd" /* FFFD */
#define DIGITS      "0123456789"

static void
visible(struct buf *out, uint32_t c)
{
	buf_printf(out, "\\u{%x}", (unsigned)c);
}

void
escape_terminal(struct buf *out, const char *text, bool ascii)
{
	/* At the start, and after a blank where a line may be broken, a mark
	 * would join what is not the registry's: none is allowed. */
	unsigned marks = MARKS_MAX;
	uint32_t c;
	size_t len;

	for (; *text != '\0'; text += len) {
		len = unicode_decode(text, &c);
		if (len == 0) {
			len = 1;
			buf_printf(out, "\\x%02x", (unsigned char)*text);
			marks = MARKS_MAX;
			continue;
		}
		marks = unicode_width(c) == 0 ? marks + 1 : 0;
		if ((ascii && c > 0x7e) || unicode_hidden(c) ||
		    marks > MARKS_MAX) {
			visible(out, c);
			marks = MARKS_MAX;
		} else
			buf_add(out, text, len);
		if (c == ' ')
			marks = MARKS_MAX;
	}
}

unsigned
escape_width(const char *escaped)
{
	unsigned width = 0;
	uint32_t c;
	size_t len;

	for (; *escaped != '\0'; escaped += len) {
		len = unicode_decode(escaped, &c);
		if (len == 0) {
			len = 1;
			width++;
		} else
			width += unicode_width(c);
	}
	return width;
}

/* Does a spreadsheet take it for the start of a formula? (OWASP's list, and
 * the full-width forms, which Excel folds.) */
static bool
formula_sign(uint32_t c)
{
	static const uint32_t signs[] = {'=', '+', '-', '@', '\t', '\r', '\n',
	    0xff1d, 0xff0b, 0xff0d, 0xff20};
	size_t i;

	for (i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (signs[i] == c)
			return true;
	return false;
}

static void
csv_cell(struct buf *out, const char *text, bool marked)
{
	uint32_t c = 0;
	size_t len;

	buf_puts(out, marked ? "\"'" : "\"");
	for (; *text != '\0'; text += len) {
		len = unicode_decode(text, &c);
		if (len == 0) {
			len = 1;
			buf_puts(out, REPLACEMENT);
		} else if (c == '"')
			buf_puts(out, "\"\"");
		else if (unicode_hidden(c) && !formula_sign(c))
			visible(out, c);
		else
			buf_add(out, text, len);
	}
	buf_putc(out, '"');
}

static bool
formula(const char *text)
{
	uint32_t c = 0;

	return unicode_decode(text, &c) > 0 && formula_sign(c);
}

void
escape_csv(struct buf *out, const char *text)
{
	csv_cell(out, text, formula(text));
}

/* "20260101000001", "0042", "1E5", "1-2", "12:30"; not "64500", "192.0.2.1" */
static bool
misread_number(const char *text)
{
	size_t digits = strspn(text, DIGITS);
	const char *dot = strchr(text, '.');

	if (digits == 0 || text[strspn(text, DIGITS ".,eE+-/: ")] != '\0' ||
	    (dot != NULL && strchr(dot + 1, '.') != NULL))
		return false;
	return text[digits] != '\0' || digits > 11 ||
	       (digits > 1 && text[0] == '0');
}

void
escape_excel(struct buf *out, const char *text)
{
	csv_cell(out, text, formula(text) || misread_number(text));
}

/* ---- Markdown ----------------------------------------------------------- */

#define OPENING "(\"'"
#define CLOSING ".,;:?)\"'"

static bool
letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Words of hexadecimal digits are taken for a commit. */
static bool
like_a_digest(const char *word, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (strchr("abcdefABCDEF", word[i]) == NULL)
			return false;
	return len >= 7;
}

/* May the word, without the signs around it, stand as it is? */
static bool
plain_word(const char *word, size_t len, bool dotted)
{
	uint32_t c;
	size_t i, n, digits = strspn(word, DIGITS);

	if (digits >= len)
		return len <= 9 && !dotted;
	if (like_a_digest(word, len))
		return false;
	for (i = 0; i < len; i += n) {
		n = unicode_decode(word + i, &c);
		if (n == 0 || unicode_hidden(c) || unicode_width(c) == 0)
			return false;
		if (letter(word[i]) || c > 0x7f)
			continue;
		if (i == 0 || i + 1 == len || strchr("'-/", word[i]) == NULL ||
		    word[i] == word[i + 1])
			return false;
	}
	return true;
}

/* Fences longer than any run of backticks inside. */
static void
code_span(struct buf *out, const char *word, size_t len)
{
	struct buf copy = {0}, shown = {0};
	size_t i, run = 0, longest = 0;
	bool ticks;

	buf_add(&copy, word, len);
	escape_terminal(&shown, copy.data, false);
	for (i = 0; i < shown.len; i++) {
		run = shown.data[i] == '`' ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	ticks = shown.data[0] == '`' || shown.data[shown.len - 1] == '`';
	for (i = 0; i <= longest; i++)
		buf_putc(out, '`');
	buf_puts(out, ticks ? " " : "");
	buf_puts(out, shown.data);
	buf_puts(out, ticks ? " " : "");
	for (i = 0; i <= longest; i++)
		buf_putc(out, '`');
	buf_clear(&copy);
	buf_clear(&shown);
}

/* ':' between a scheme or a shortcode and what follows is inside of a word,
 * and makes it a code span. */
static void
markdown_word(struct buf *out, const char *word, size_t len)
{
	size_t lead = strspn(word, OPENING), end = len;

	if (lead > len)
		lead = len;
	while (end > lead && strchr(CLOSING, word[end - 1]) != NULL)
		end--;
	if (end == lead && strspn(word, ".,;?()\">") >= len)
		buf_add(out, word, len);
	else if (end == lead) /* nothing but signs */
		code_span(out, word, len);
	else {
		buf_add(out, word, lead);
		if (plain_word(word + lead, end - lead,
			end < len && strchr(".)", word[end]) != NULL))
			buf_add(out, word + lead, end - lead);
		else
			code_span(out, word + lead, end - lead);
		buf_add(out, word + end, len - end);
	}
}

void
escape_markdown(struct buf *out, const char *text)
{
	size_t len;

	buf_puts(out, *text == ' ' ? " " : "");
	for (text += strspn(text, " "); *text != '\0';) {
		len = strcspn(text, " ");
		markdown_word(out, text, len);
		text += len;
		len = strspn(text, " ");
		buf_puts(out, len > 0 ? " " : "");
		text += len;
	}
}

/* ---- OpenMetrics -------------------------------------------------------- */

void
escape_label(struct buf *out, const char *text)
{
	uint32_t c;
	size_t len;

	buf_puts(out, "");
	for (; *text != '\0'; text += len) {
		len = unicode_decode(text, &c);
		if (len == 0) {
			len = 1;
			buf_puts(out, REPLACEMENT);
		} else if (c == '\n')
			buf_puts(out, "\\n");
		else if (unicode_hidden(c))
			buf_printf(out, "\\\\u{%x}", (unsigned)c);
		else {
			if (c == '\\' || c == '"')
				buf_putc(out, '\\');
			buf_add(out, text, len);
		}
	}
}
