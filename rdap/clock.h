/*
 * clock: moments as seconds since 1970-01-01T00:00:00Z, and their one written
 * form. Nothing here asks what time it is: the time to judge by is a
 * parameter everywhere, so that a report can be made again byte for byte.
 */
#ifndef RDAP_CLOCK_H
#define RDAP_CLOCK_H

#include <stdint.h>

#define CLOCK_NONE     INT64_MIN /* no time known */
#define CLOCK_TEXT_MAX 32        /* room for the written form and its NUL */

/*
 * RFC 3339 date-time with any offset ("2023-12-19T09:08:46-05:00"), or a
 * plain date ("2021-04-23", midnight UTC). Returns 0, or -1 when `text` is
 * neither or no such moment exists; `*when` is untouched then. Years 1 to
 * 9999; a leap second counts as the second after it.
 */
int clock_parse(const char *text, int64_t *when);

/*
 * "2026-11-24T09:30:00Z", or "" for CLOCK_NONE and any other moment outside
 * the years 1 to 9999. Returns `out`.
 */
char *clock_format(int64_t when, char out[CLOCK_TEXT_MAX]);

/*
 * A duration in words for a person: "40 seconds", "3 minutes", "5 hours",
 * "12 days", "2 years", rounded down; "1 minute" in the singular. Negative
 * durations read as "0 seconds". Returns `out`.
 */
char *clock_span(int64_t seconds, char out[CLOCK_TEXT_MAX]);
/* The age of what was read at `then`: "5 hours old"; where that is later than
 * `now`, "2 years ahead of the clock", one of the two being wrong. */
char *clock_age(int64_t then, int64_t now, char out[CLOCK_TEXT_MAX]);

#endif
