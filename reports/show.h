/*
 * show: everything a report knows of one record or one address, on a terminal.
 */
#ifndef REPORTS_SHOW_H
#define REPORTS_SHOW_H

#include "format.h"

/* By a handle, in any case. 1 when nothing of that name is in the report
 * (nothing is written then), 0, or -1 when writing failed. */
int show_record(const struct report *report,
    const struct format_options *options, const char *handle, FILE *out);

/* By an address key. The same. */
int show_address(const struct report *report,
    const struct format_options *options, const char *key, FILE *out);

#endif
