/*
 * table: the five tables of interface.md as rows and columns, for the writers
 * that show tables. Adding a column is one function and one row at the end of
 * its table: the order is a contract.
 */
#ifndef REPORTS_TABLE_H
#define REPORTS_TABLE_H

#include "format.h"
#include "rdap/buf.h"

/* What a row is about; what the table has not is NULL. */
struct row {
	const struct report *report;
	const struct finding *finding;
	const struct address_report *address;
	const struct sighting *sighting;
	const struct exposure *exposure;
	const struct record *record;
};

enum column_kind {
	COLUMN_TEXT,
	COLUMN_NUMBER,
	COLUMN_TIME, /* UTC, "2026-11-24T09:30:00Z" */
};

struct column {
	const char *name;
	enum column_kind kind;
	/* Add the cell's plain text, unescaped; nothing for an empty one. */
	void (*get)(const struct row *row, struct buf *out);
};

struct table_layout {
	const char *name;
	const struct column *columns;
	size_t column_count;
	/* The main ones for a terminal, separated by blanks; '?' before those
	 * that a narrow one can do without. */
	const char *main;
};

const struct table_layout *table_layout(enum table table);
const struct column *
table_column(const struct table_layout *layout, const char *name, size_t len);

/* Call `each` for every row that the options let through, in the order of the
 * report; -1 from it stops. */
int table_each(const struct report *report, const struct format_options *o,
    int (*each)(const struct row *row, void *arg), void *arg);

/* Do severity and status let it through? WE000 always is. */
bool finding_shown(const struct finding *f, const struct format_options *o);
/* How many that are severe enough does their status leave out? */
size_t findings_left_out(const struct report *report,
    const struct format_options *o, enum severity least);
/* Has an address a finding that is shown, or where no status is chosen, is its
 * severity high enough? */
bool address_shown(const struct report *report, const struct address_report *a,
    const struct format_options *o);

const char *validation_name(enum validation validated); /* "yes" "no" ... */

#endif
