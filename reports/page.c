#include <stdlib.h>
#include <string.h>
#include "escape.h"
#include "page.h"
#include "rdap/clock.h"

/* A style in a paragraph is one control byte, and so is a hard blank: nobody's
 * text can hold one once it is escaped. */
#define MARK(style)    ((char)((style) + 1))
#define IS_MARK(c)     ((c) > 0 && (c) <= MARK(STYLE_CRITICAL))
#define STYLE_OF(mark) ((enum style)((mark)-1))

/* A blank where no line may be broken. */
#define HARD '\x1f'

static const char *const sgr[] = {
    [STYLE_PLAIN] = "0",
    [STYLE_BOLD] = "1",
    [STYLE_DIM] = "2",
    [STYLE_GOOD] = "1;32",
    [STYLE_WARN] = "1;33",
    [STYLE_INFO] = "2",
    [STYLE_LOW] = "36",
    [STYLE_MEDIUM] = "33",
    [STYLE_HIGH] = "1;31",
    [STYLE_CRITICAL] = "1;7;31",
};

void
page_init(struct page *p, FILE *out, const struct format_options *options)
{
	unsigned width = options->width != 0 ? options->width : 80;

	*p = (struct page){
	    .out = out,
	    .width = width < PAGE_WIDE ? width : PAGE_WIDE,
	    .color = options->color,
	    .utf8 = options->utf8,
	};
}

void
page_clear(struct page *p)
{
	buf_clear(&p->text);
}

/* ---- composing --------------------------------------------------------- */

void
page_own(struct page *p, const char *text)
{
	buf_puts(&p->text, text);
}

void
page_text(struct page *p, const char *text)
{
	if (text != NULL)
		escape_terminal(&p->text, text, !p->utf8);
}

void
page_number(struct page *p, size_t n)
{
	buf_printf(&p->text, "%zu", n);
}

void
page_count(struct page *p, size_t n, const char *one, const char *many)
{
	buf_printf(&p->text, "%zu%c%s", n, HARD, n == 1 ? one : many);
}

void
page_next(struct page *p, size_t i, const char *separator)
{
	if (i > 0)
		buf_puts(&p->text, separator);
}

void
page_style(struct page *p, enum style style)
{
	buf_putc(&p->text, MARK(style));
}

void
page_styled(struct page *p, enum style style, const char *text)
{
	page_style(p, style);
	page_text(p, text);
	page_style(p, STYLE_PLAIN);
}

/* The first `len` characters of the written form, 'T' made a blank. */
static void
add_time(struct page *p, int64_t when, size_t len, const char *zone)
{
	char text[CLOCK_TEXT_MAX], *t;

	clock_format(when, text);
	if (text[0] == '\0') {
		page_own(p, "an unknown time");
		return;
	}
	text[len] = '\0';
	t = strchr(text, 'T');
	if (t != NULL)
		*t = ' ';
	page_own(p, text);
	page_own(p, zone);
}

void
page_date(struct page *p, int64_t when)
{
	add_time(p, when, strlen("2026-11-24"), "");
}

void
page_moment(struct page *p, int64_t when)
{
	add_time(p, when, strlen("2026-11-24T09:30"), " UTC");
}

/* ---- setting ----------------------------------------------------------- */

void
page_sgr(const struct page *p, enum style style)
{
	if (p->color)
		fprintf(p->out, "\033[%sm", sgr[style]);
}

/* Styles of one piece of text do not nest: each ends the one before. */
static void
put_sgr(struct page *p, enum style style)
{
	if (style != STYLE_PLAIN)
		page_sgr(p, style);
}

static void
put_reset(struct page *p)
{
	if (p->style != STYLE_PLAIN)
		page_sgr(p, STYLE_PLAIN);
}

static void
put_blanks(struct page *p, unsigned n)
{
	if (n > 0)
		fprintf(p->out, "%*s", (int)n, "");
}

/* Write a piece; its marks become sequences, or nothing. */
static void
put_piece(struct page *p, const char *piece, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (!IS_MARK(piece[i])) {
			fputc(piece[i] == HARD ? ' ' : piece[i], p->out);
			continue;
		}
		put_reset(p);
		p->style = STYLE_OF(piece[i]);
		put_sgr(p, p->style);
	}
}

/* A style ends with its line, so that a pager can start on any. */
static void
new_line(struct page *p, unsigned indent)
{
	put_reset(p);
	fputc('\n', p->out);
	put_blanks(p, indent);
	put_sgr(p, p->style);
}

static unsigned
width_of(const char *text, size_t len)
{
	struct buf b = {0};
	unsigned width;
	size_t i;

	buf_add(&b, text, len);
	for (i = 0; i < len; i++)
		if (b.data[i] == HARD)
			b.data[i] = ' ';
	width = escape_width(b.data);
	buf_clear(&b);
	return width;
}

/* Set the paragraph from `column` on, further lines at `hanging`. */
static void
wrap(struct page *p, unsigned column, unsigned hanging)
{
	const char *s = p->text.len > 0 ? p->text.data : "";
	size_t blanks, len;
	unsigned width;
	bool fresh = true; /* nothing on this line yet */

	for (; *s != '\0'; s += len) {
		blanks = strspn(s, " ");
		len = strcspn(s + blanks, " ");
		width = width_of(s + blanks, len);
		if (!fresh && column + blanks + width > p->width && len > 0) {
			new_line(p, hanging);
			column = hanging;
		} else if (len > 0 && !fresh) {
			put_blanks(p, (unsigned)blanks);
			column += (unsigned)blanks;
		}
		s += blanks;
		put_piece(p, s, len);
		column += width;
		fresh = fresh && width == 0;
	}
	put_reset(p);
	p->style = STYLE_PLAIN;
	fputc('\n', p->out);
	buf_reset(&p->text);
}

static unsigned
indented(const struct page *p, unsigned indent)
{
	return p->width < PAGE_NARROW && indent > 2 ? 2 : indent;
}

void
page_set(struct page *p, unsigned indent, unsigned hanging)
{
	put_blanks(p, indented(p, indent));
	wrap(p, indented(p, indent), indented(p, hanging));
}

void
page_verbatim(struct page *p, unsigned indent, const char *text)
{
	size_t i = p->text.len;

	page_text(p, text);
	for (; i < p->text.len; i++)
		if (p->text.data[i] == ' ')
			p->text.data[i] = HARD;
	page_set(p, indent, indent);
}

static void
put_styled(struct page *p, enum style style, const char *text)
{
	if (text[0] == '\0')
		return;
	put_sgr(p, style);
	fputs(text, p->out);
	p->style = style;
	put_reset(p);
	p->style = STYLE_PLAIN;
}

/* Returns the column where the paragraph begins. */
static unsigned
put_label(struct page *p, unsigned indent, unsigned column, enum style style,
    const char *label)
{
	unsigned width = indent + escape_width(label);

	if (width >= column)
		column = width + 2;

	if (p->width < PAGE_NARROW && label[0] != '\0') {
		put_blanks(p, indented(p, indent));
		put_styled(p, style, label);
		fputc('\n', p->out);
	}
	if (p->width < PAGE_NARROW) {
		put_blanks(p, indented(p, indent) + 2);
		return indented(p, indent) + 2;
	}
	put_blanks(p, indent);
	put_styled(p, style, label);
	put_blanks(p, column - width);
	return column;
}

static void
set_item(struct page *p, unsigned indent, unsigned column, enum style style,
    const char *label, const char *bullet)
{
	column = put_label(p, indent, column, style, label);

	fputs(bullet, p->out);
	column += escape_width(bullet);
	wrap(p, column, column);
}

void
page_item(struct page *p, unsigned indent, enum style style, const char *label)
{
	set_item(p, indent, PAGE_LABEL, style, label, "");
}

void
page_column(struct page *p, unsigned indent, unsigned column, enum style style,
    const char *label)
{
	set_item(p, indent, column, style, label, "");
}

void
page_bullet(
    struct page *p, unsigned indent, enum style style, const char *label)
{
	set_item(
	    p, indent, PAGE_LABEL, style, label, p->utf8 ? "\u2022 " : "- ");
}

void
page_numbered(struct page *p, unsigned indent, enum style style,
    const char *label, size_t number)
{
	char bullet[24];

	snprintf(bullet, sizeof(bullet), "%zu. ", number);
	set_item(p, indent, PAGE_LABEL, style, label, bullet);
}

void
page_rule(struct page *p)
{
	struct buf rule = {0};
	unsigned i;

	for (i = 0; i < p->width; i++)
		buf_puts(&rule, p->utf8 ? "\u2500" : "-");
	put_styled(p, STYLE_DIM, rule.data);
	fputc('\n', p->out);
	buf_clear(&rule);
}

void
page_heading(struct page *p)
{
	if (p->text.len == 0 || !IS_MARK(p->text.data[0])) {
		put_sgr(p, STYLE_BOLD);
		p->style = STYLE_BOLD;
	}
	wrap(p, 0, 0);
	page_rule(p);
}

void
page_blank(struct page *p)
{
	fputc('\n', p->out);
}
