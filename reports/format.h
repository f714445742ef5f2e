/*
 * format: the one table of report formats. A writer takes a const report and
 * a FILE and returns 0, or -1 when writing failed (errno says why). Adding a
 * format is one file and one row.
 */
#ifndef REPORTS_FORMAT_H
#define REPORTS_FORMAT_H

#include <stdio.h>
#include <sys/types.h>
#include "report.h"

enum table {
	TABLE_FINDINGS,
	TABLE_ADDRESSES,
	TABLE_SIGHTINGS,
	TABLE_VECTORS,
	TABLE_RECORDS,
};
/* 0/-1 */
int table_parse(const char *text, enum table *table);
const char *table_name(enum table table);

struct format_options {
	enum table table;
	bool table_chosen;          /* text: the whole report unless chosen */
	enum severity min_severity; /* leave out what is below; WE000 stays */
	unsigned statuses; /* leave out others: bits 1 << enum status; 0: all */
	bool verbose;      /* text: show `info` too */
	bool color;        /* text: may use SGR sequences */
	bool utf8;         /* text: the terminal can show it */
	unsigned width;    /* text: columns; 0: 80 */
};

struct format {
	const char *name;     /* "csv" */
	const char *suffixes; /* ".csv", several separated by blanks */
	const char *summary;  /* one line for --help */
	mode_t mode;          /* of a file written: 0600 */
	bool tables;          /* does it show one table, as chosen? */
	int (*write)(const struct report *report,
	    const struct format_options *options, FILE *out);
};

extern const struct format formats[];
extern const size_t format_count;

const struct format *format_find(const char *name);     /* or NULL */
const struct format *format_for_path(const char *path); /* or NULL */
/* ".csv" of "out/r.csv"; NULL where the name has none, as ".r". */
const char *format_suffix(const char *path);

/* The writers, each in format_<name>.c. */
int format_text(const struct report *, const struct format_options *, FILE *);
int format_csv(const struct report *, const struct format_options *, FILE *);
int format_excel(const struct report *, const struct format_options *, FILE *);
int format_html(const struct report *, const struct format_options *, FILE *);
int format_json(const struct report *, const struct format_options *, FILE *);
int
format_markdown(const struct report *, const struct format_options *, FILE *);
int format_openmetrics(
    const struct report *, const struct format_options *, FILE *);

/*
 * What changed, of a report with `changes`: another table of formats. The
 * brief one is for mail that goes out in clear: counts and handles, and no
 * address.
 */
extern const struct format changes_formats[];
extern const size_t changes_format_count;
extern const struct format changes_brief;
/* The one of that name, or NULL. */
const struct format *changes_format_find(const char *name);

int changes_text(const struct report *, const struct format_options *, FILE *);
int changes_csv(const struct report *, const struct format_options *, FILE *);
int changes_excel(const struct report *, const struct format_options *, FILE *);
int changes_json(const struct report *, const struct format_options *, FILE *);
int
changes_markdown(const struct report *, const struct format_options *, FILE *);
int
changes_in_brief(const struct report *, const struct format_options *, FILE *);

#endif
