/*
 * web: the parts that the page is made of. Private to format_html.c and
 * web_*.c.
 *
 * Each part is one section with a heading of the second level and an entry in
 * the contents, or nothing at all where there is nothing to tell. Long lists
 * end after a number of entries that is told with how many there are more: all
 * of them are in the CSV.
 */
#ifndef REPORTS_WEB_H
#define REPORTS_WEB_H

#include "format.h"
#include "html.h"

/* How much of each list is shown. */
#define WEB_SHORT   4   /* records of one finding */
#define WEB_ROWS    500 /* of a table */
#define WEB_CARDS   200 /* addresses in full */
#define WEB_SQUARES 400 /* of the picture of resources */
#define WEB_RUNS    60  /* of the chart */
#define WEB_LIST    50

struct web {
	const struct report *report;
	const struct format_options *options;
	enum severity least; /* what is below is only counted */
	struct element *main;
	struct element *contents;
	/* By finding: number of the answer it was read from, 0: none. */
	size_t *answers;
	/* By number less one: a finding that rests on that answer. */
	const struct finding **sources;
	size_t source_count;
};

/* ---- pieces (web.c) ------------------------------------------------------ */

/* `id` and `title` are our own words. */
struct element *web_section(struct web *w, const char *id, const char *title);
/* A severity as a sign and a word. */
void web_severity(struct element *e, enum severity severity);
/* " [accepted until ...]" where it is not plainly open. */
void web_status(struct element *e, const struct finding *f);
/* "and 12 more, which the CSV has": a paragraph where some are left out. */
void
web_more(struct element *e, size_t shown, size_t count, const char *options);
/* An organization by name and handle. */
void web_organization(struct element *e, const struct scope *scope);
/* Roles in words: "admin, tech". */
void web_roles(struct element *e, unsigned roles);
/* One of a list of facts: `label`, and the place for the rest. */
struct element *web_fact(struct element *list, const char *label);
/* Is the finding told in full? */
bool web_told(const struct web *w, const struct finding *f);
/* Is the address, having a finding that is? */
bool
web_address_told(const struct web *w, const struct address_report *address);
bool web_coverage(const struct finding *f); /* WE000 */

/* ---- findings (web_findings.c) ------------------------------------------- */

void web_findings(
    struct web *w, struct element *parent, const size_t *indices, size_t count);

/* ---- parts, in the order of the page ------------------------------------- */

void web_head(struct web *w, struct element *header); /* web_head.c */
void web_missing(struct web *w);
void web_todo(struct web *w);          /* web_todo.c */
void web_resources(struct web *w);     /* web_resources.c */
void web_history(struct web *w);       /* web_history.c */
void web_changes(struct web *w);       /* web_changes.c */
void web_addresses(struct web *w);     /* web_addresses.c */
void web_ways(struct web *w);          /* web_ways.c */
void web_organizations(struct web *w); /* web_organizations.c */
void web_accepted(struct web *w);      /* web_lists.c */
void web_removed(struct web *w);
void web_differences(struct web *w);
void web_evidence(struct web *w); /* web_method.c */
void web_not_asked(struct web *w);
void web_method(struct web *w);

#endif
