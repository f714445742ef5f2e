/*
 * acceptance: findings and gaps that the owner lives with for a while, for a
 * reason. cmd/accept_file reads them; assess() marks what they cover. Pure.
 *
 * Which one decides, where several cover a finding: one that names it by its
 * id; else the pattern with the most fields; among those the one that ends
 * first. The one that decides does so even where it does not hold any more: a
 * broad pattern revives no narrower entry that has ended. Nothing is accepted
 * by accident.
 */
#ifndef REPORTS_ACCEPTANCE_H
#define REPORTS_ACCEPTANCE_H

#include <stddef.h>
#include <stdint.h>

#define ACCEPTANCE_YEARS 2 /* the longest that one holds */

/* All strings are owned and never NULL. */
struct acceptance {
	char *finding; /* id of a finding or a gap, or "" for a pattern of: */
	char *address; /* key, or "" for any */
	char *rule;    /* "WE102", or "" for any */
	char *record;  /* handle, or "" for any */
	char *reason;
	char *by;
	int64_t until; /* the last second of the day */
	int64_t on;    /* the first second of the day it was written */
	char *title;   /* of its entry in the file */
	unsigned line; /* where that begins, and */
	unsigned last; /* ends */
};

struct acceptances {
	struct acceptance *items;
	size_t count;
};

void acceptance_clear(struct acceptance *x);
void acceptances_clear(struct acceptances *x);

/* The one that decides about a finding, or NULL. */
const struct acceptance *acceptance_of_finding(const struct acceptances *all,
    const char *id, const char *rule, const char *address, const char *record);
/* About a gap in coverage: by its id only. */
const struct acceptance *
acceptance_of_gap(const struct acceptances *all, const char *id);

/* Would both cover the very same, by id or by all fields? */
int acceptance_same(const struct acceptance *a, const struct acceptance *b);

enum acceptance_state {
	ACCEPTANCE_HOLDS,
	ACCEPTANCE_EARLY,    /* `on` is yet to come */
	ACCEPTANCE_ENDED,    /* `until` is past */
	ACCEPTANCE_TOO_LONG, /* `until` is more than ACCEPTANCE_YEARS after
	                        `on` */
};
enum acceptance_state acceptance_state(const struct acceptance *x, int64_t now);

/* The last second of the last day that one written at `on` may hold. */
int64_t acceptance_latest(int64_t on);

#endif
