/*
 * CSV, RFC 4180: a header always, LF line ends, UTF-8 without a byte-order
 * mark; for Excel the same with a mark and CRLF. Text cells are quoted, all of them and empty ones too (escape_csv);
 * the header, numbers and times are not, since nothing of a registry's text
 * is in them. Lists inside a cell are joined with ';', times are UTC. The
 * columns are those of table.c.
 */
#include "escape.h"
#include "table.h"

struct csv {
	FILE *out;
	const char *end; /* of a line */
	void (*escape)(struct buf *out, const char *text);
	const struct table_layout *layout;
	struct buf cell;
	struct buf line;
};

static int
put_line(struct csv *csv)
{
	buf_puts(&csv->line, csv->end);
	fwrite(csv->line.data, 1, csv->line.len, csv->out);
	buf_reset(&csv->line);
	return ferror(csv->out) ? -1 : 0;
}

static int
put_header(struct csv *csv)
{
	size_t i;

	for (i = 0; i < csv->layout->column_count; i++) {
		if (i > 0)
			buf_putc(&csv->line, ',');
		buf_puts(&csv->line, csv->layout->columns[i].name);
	}
	return put_line(csv);
}

static int
put_row(const struct row *row, void *arg)
{
	struct csv *csv = arg;
	const struct column *column = csv->layout->columns;
	size_t i;

	for (i = 0; i < csv->layout->column_count; i++, column++) {
		if (i > 0)
			buf_putc(&csv->line, ',');
		buf_reset(&csv->cell);
		buf_puts(&csv->cell, "");
		column->get(row, &csv->cell);
		if (column->kind == COLUMN_TEXT)
			csv->escape(&csv->line, csv->cell.data);
		else
			buf_puts(&csv->line, csv->cell.data);
	}
	return put_line(csv);
}

static int
write_csv(struct csv *csv, const struct report *report,
    const struct format_options *options)
{
	int rc;

	csv->layout = table_layout(options->table);
	rc = put_header(csv);
	if (rc == 0)
		rc = table_each(report, options, put_row, csv);
	buf_clear(&csv->cell);
	buf_clear(&csv->line);
	return rc;
}

int
format_csv(const struct report *report, const struct format_options *options,
    FILE *out)
{
	struct csv csv = {.out = out, .end = "\n", .escape = escape_csv};

	return write_csv(&csv, report, options);
}

int
format_excel(const struct report *report, const struct format_options *options,
    FILE *out)
{
	struct csv csv = {.out = out, .end = "\r\n", .escape = escape_excel};

	fputs("\xef\xbb\xbf", out);
	return write_csv(&csv, report, options);
}
