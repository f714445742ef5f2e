/*
 * A table on a terminal: its main columns, aligned. Where they do not fit side
 * by side the optional ones are left out; where the others do not fit either,
 * each row becomes a block of lines.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "escape.h"
#include "table.h"
#include "text.h"

#define COLUMNS_MAX 10
#define GUTTER      2

struct grid {
	struct page page;
	const struct column *columns[COLUMNS_MAX];
	bool optional[COLUMNS_MAX];
	unsigned widths[COLUMNS_MAX];
	size_t count;
	size_t rows;
	bool blocks; /* too narrow for a table */
};

static void
add_column(struct grid *g, const struct column *column, bool optional)
{
	if (column == NULL || g->count == COLUMNS_MAX)
		return;
	g->widths[g->count] = escape_width(column->name);
	g->optional[g->count] = optional;
	g->columns[g->count++] = column;
}

static void
choose(struct grid *g, const struct table_layout *layout, bool several)
{
	const char *name = layout->main;
	bool optional;
	size_t len;

	if (several)
		add_column(
		    g, table_column(layout, "org", strlen("org")), false);
	for (; *name != '\0'; name += len) {
		name += strspn(name, " ");
		optional = *name == '?';
		name += optional;
		len = strcspn(name, " ");
		add_column(g, table_column(layout, name, len), optional);
	}
}

/* The cell as it will stand there: escaped, into page.text. */
static void
compose(struct grid *g, const struct row *row, size_t i)
{
	struct buf cell = {0};

	buf_puts(&cell, "");
	g->columns[i]->get(row, &cell);
	page_text(&g->page, cell.data);
	buf_clear(&cell);
}

static int
measure(const struct row *row, void *arg)
{
	struct grid *g = arg;
	unsigned width;
	size_t i;

	g->rows++;
	for (i = 0; i < g->count; i++) {
		compose(g, row, i);
		width =
		    g->page.text.len > 0 ? escape_width(g->page.text.data) : 0;
		if (width > g->widths[i])
			g->widths[i] = width;
		buf_reset(&g->page.text);
	}
	return 0;
}

static unsigned
total(const struct grid *g)
{
	unsigned width = 0;
	size_t i;

	for (i = 0; i < g->count; i++)
		width += g->widths[i] + GUTTER;
	return width - GUTTER;
}

/* Leave out the last of the optional columns. */
static bool
narrow(struct grid *g)
{
	size_t i, rest;

	for (i = g->count; i > 0 && !g->optional[i - 1]; i--)
		;
	if (i == 0)
		return false;
	rest = g->count - i;
	memmove(
	    &g->columns[i - 1], &g->columns[i], rest * sizeof(g->columns[0]));
	memmove(&g->widths[i - 1], &g->widths[i], rest * sizeof(g->widths[0]));
	memmove(&g->optional[i - 1], &g->optional[i],
	    rest * sizeof(g->optional[0]));
	g->count--;
	return true;
}

static void
put_padded(struct grid *g, size_t i, bool right)
{
	const char *text = g->page.text.len > 0 ? g->page.text.data : "";
	int pad = (int)(g->widths[i] - escape_width(text));

	if (right)
		fprintf(g->page.out, "%*s", pad, "");
	fputs(text, g->page.out);
	/* No blanks at the end of a line. */
	if (i + 1 < g->count)
		fprintf(g->page.out, "%*s", GUTTER + (right ? 0 : pad), "");
	buf_reset(&g->page.text);
}

static enum style
cell_style(const struct grid *g, const struct row *row, size_t i)
{
	if (strcmp(g->columns[i]->name, "severity") != 0)
		return STYLE_PLAIN;
	return text_severity_style(row->finding != NULL
				       ? row->finding->severity
				       : row->address->severity);
}

static int
put_block(struct grid *g, const struct row *row)
{
	size_t i;

	page_blank(&g->page);
	for (i = 0; i < g->count; i++) {
		compose(g, row, i);
		if (g->page.text.len > 0)
			page_item(&g->page, 0, STYLE_DIM, g->columns[i]->name);
	}
	return ferror(g->page.out) ? -1 : 0;
}

static int
put_row(const struct row *row, void *arg)
{
	struct grid *g = arg;
	enum style style;
	size_t i;

	if (g->blocks)
		return put_block(g, row);
	for (i = 0; i < g->count; i++) {
		compose(g, row, i);
		style = cell_style(g, row, i);
		page_sgr(&g->page, style);
		put_padded(g, i, g->columns[i]->kind == COLUMN_NUMBER);
		page_sgr(&g->page, STYLE_PLAIN);
	}
	fputc('\n', g->page.out);
	return ferror(g->page.out) ? -1 : 0;
}

static void
put_header(struct grid *g)
{
	const char *name;
	size_t i;

	page_sgr(&g->page, STYLE_BOLD);
	for (i = 0; i < g->count; i++) {
		for (name = g->columns[i]->name; *name != '\0'; name++)
			buf_putc(&g->page.text,
			    *name == '_' ? ' ' : (char)toupper(*name));
		put_padded(g, i, g->columns[i]->kind == COLUMN_NUMBER);
	}
	page_sgr(&g->page, STYLE_PLAIN);
	fputc('\n', g->page.out);
}

int
text_table(const struct report *report, const struct format_options *options,
    FILE *out)
{
	struct grid g = {0};
	int rc;

	page_init(&g.page, out, options);
	/* A table may be as wide as the terminal. */
	g.page.width = options->width != 0 ? options->width : 80;
	choose(&g, table_layout(options->table), report->inv->scope_count > 1);
	table_each(report, options, measure, &g);
	while (total(&g) > g.page.width && narrow(&g))
		;
	g.blocks = total(&g) > g.page.width;
	if (!g.blocks)
		put_header(&g);
	rc = table_each(report, options, put_row, &g);
	page_clear(&g.page);
	return rc != 0 || ferror(out) ? -1 : 0;
}
