/*
 * explain: what the rules, the vectors and the words of a report mean, set on
 * a page. What they say is in const tables: rules.c and vector.c (what reports
 * print as well), tool.c, and the two tables below (what only an explanation
 * has). No network, no store.
 */
#ifndef REPORTS_EXPLAIN_H
#define REPORTS_EXPLAIN_H

#include "format.h"

/*
 * What is told of a rule beyond its descriptor. Every rule of
 * exposure-model.md has a row, also one that has no judge yet.
 */
struct told {
	const char *id;      /* "WE102" */
	const char *holds;   /* exactly when */
	const char *steps;   /* the remedy, a step a line */
	const char *limits;  /* what it cannot say */
	const char *decided; /* where the definition left room; or NULL */
	const char *more;    /* further URLs, blank-separated; or NULL */
};

extern const struct told told[];
extern const size_t told_count;

/* A word of reports, or a matter behind them. */
struct word {
	const char *name;    /* "floor" */
	const char *others;  /* what finds it as well, blank-separated */
	const char *title;   /* a clause for the list */
	const char *meaning; /* a paragraph a line; "- " begins a listed one */
	const char *more;    /* URLs, blank-separated; or NULL */
};

extern const struct word words[];
extern const size_t word_count;

/* The list of all that can be explained. 0, or -1 when writing failed. */
int explain_list(const struct format_options *options, FILE *out);

/*
 * A rule by id or slug, a finding by its id, a vector, a tool, a word; case
 * does not matter. 1 when there is nothing of that name (nothing is written),
 * 0, or -1 when writing failed.
 */
int explain(const char *name, const struct format_options *options, FILE *out);

/* All names, NULL behind the last: for a "did you mean". The array is the
 * caller's. */
const char **explain_names(void);

#endif
