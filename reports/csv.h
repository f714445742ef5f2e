/*
 * csv: a line of CSV that is no row of table.h, cell by cell.
 */
#ifndef REPORTS_CSV_H
#define REPORTS_CSV_H

#include <stdint.h>
#include "rdap/buf.h"

/* Each goes behind a comma, but for the first cell of the line. */
void csv_text(struct buf *line, const char *text); /* escape_csv() */
void csv_time(struct buf *line, int64_t when);     /* UTC, or empty */

#endif
