#include "escape.h"
#include "unicode.h"

/* No script stacks more marks on a letter; more of them write over the lines
 * above and below. */
#define MARKS_MAX 4

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

void
escape_csv(struct buf *out, const char *text)
{
	uint32_t c = 0;
	size_t len;

	buf_putc(out, '"');
	if (unicode_decode(text, &c) > 0 && formula_sign(c))
		buf_putc(out, '\'');
	for (; *text != '\0'; text += len) {
		len = unicode_decode(text, &c);
		if (len == 0) {
			len = 1;
			buf_puts(out, "\xef\xbf\xbd");
		} else if (c == '"')
			buf_puts(out, "\"\"");
		else if (unicode_hidden(c) && !formula_sign(c))
			visible(out, c);
		else
			buf_add(out, text, len);
	}
	buf_putc(out, '"');
}
