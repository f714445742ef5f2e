/*
 * deliver: a report to where it was asked for, and the exit status it means.
 */
#ifndef CMD_DELIVER_H
#define CMD_DELIVER_H

#include "options.h"

/*
 * Write the report to every --output, or to stdout where there is none. All
 * outputs are tried; the first failure is the error returned (-1), one that
 * was refused before (outputs.h) among them.
 */
int deliver(const struct report *report, const struct options *options,
    struct error *err);

/* The first failure goes to `err`, which the end of the program tells; one that
 * comes after it is told here. */
void deliver_failed(const struct error *one, struct error *err);

/* What changed, likewise, in the formats of changes_formats[]. */
int deliver_changes(const struct report *report, const struct options *options,
    struct error *err);
/* ERROR_USAGE where changes are not told in that format (NULL: text). */
int deliver_changes_format(const struct format *format, struct error *err);
/* Only that, and only when there is something, on stdout: in brief for --cron,
 * else in the format asked for. The whole report still goes to every --output. */
int deliver_news(const struct report *report, const struct options *options,
    struct error *err);

/* 3 when something of the run is missing, 1 when --fail-on or --fail-on-new
 * (by changes_worst()) is met, else 0. */
int deliver_status(
    const struct report *report, int worst_new, const struct options *options);

/* How to write to the stream: columns, colour, characters. What is printed on a
 * terminal from here on goes through a pager (pager.h), so this comes last
 * before it is. */
void deliver_terminal(
    const struct options *options, FILE *out, struct format_options *format);

#endif
