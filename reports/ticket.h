/*
 * ticket: the parts that Markdown is written from, for what somebody puts into
 * a tracker: no table, since a registry's text could end a cell, and no HTML.
 * Private to format_markdown.c, changes_markdown.c and plan_markdown.c.
 */
#ifndef REPORTS_TICKET_H
#define REPORTS_TICKET_H

#include "format.h"
#include "rdap/buf.h"
#include "rdap/clock.h"

struct ticket {
	FILE *out;
	const struct report *report;
	const struct format_options *options;
	enum severity least;
	struct buf text;      /* escaped */
	struct strings asked; /* ids of rules of which something is to do */
};
void ticket_clear(struct ticket *t);

/* Our own words, which may be markup. */
void ticket_own(struct ticket *t, const char *words);
/* A stranger's: escape_markdown(). Never at the start of a line. */
void ticket_text(struct ticket *t, const char *words);
/* "1 network", "12 networks" */
void
ticket_count(struct ticket *t, size_t n, const char *one, const char *many);

#define TICKET_DAY 10 /* of "2026-11-24T09:30:00Z" */
#define TICKET_ALL CLOCK_TEXT_MAX
void ticket_moment(struct ticket *t, int64_t when, size_t len);

#define TICKET_MOST 40 /* items of one list, unless verbose */
/* As many of a list as are told, and a line for those that are not. */
size_t ticket_most(const struct ticket *t, size_t count);
void ticket_more(struct ticket *t, size_t count);

/* What changed, as a section; nothing where nothing is compared. */
void ticket_changes(struct ticket *t);

#endif
