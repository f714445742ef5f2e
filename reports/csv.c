#include "csv.h"
#include "escape.h"
#include "rdap/clock.h"

void
csv_text(struct buf *line, const char *text)
{
	if (line->len > 0)
		buf_putc(line, ',');
	escape_csv(line, text);
}

void
csv_time(struct buf *line, int64_t when)
{
	char text[CLOCK_TEXT_MAX];

	if (line->len > 0)
		buf_putc(line, ',');
	buf_puts(line, clock_format(when, text));
}
