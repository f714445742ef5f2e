/*
 * text: the parts that the text report is set from. Private to format_text.c,
 * text_findings.c, text_address.c, text_whose.c, text_table.c, text_changes.c,
 * format_changes.c and show.c.
 */
#ifndef REPORTS_TEXT_H
#define REPORTS_TEXT_H

#include "page.h"

struct change;
struct changes;
struct gap_change;

struct text {
	struct page page;
	const struct report *report;
	const struct format_options *options;
	enum severity least; /* what is below is only counted */
	enum { WHOSE_NOT, WHOSE_WHY, WHOSE_NAMED } whose; /* text_whose() */
	/* Rules of which the steps are still to be told, below; NULL: they
	 * are told where they are needed. */
	const struct rule **steps;
	size_t step_count;
};

/* How many of a long list are told unless verbose. */
#define TEXT_SHORT 4
size_t text_most(const struct text *t, size_t count);

enum style text_severity_style(enum severity severity);
/* ", and 12 more": what text_most() left out of `count`. */
void text_more(struct text *t, size_t count);

/* Findings, given by their indices into the report: those with the same rule,
 * severity and status together. `text_remedies` tells what to do, each thing
 * once: a clause where the steps are told below, else the steps. */
void text_findings(struct text *t, const size_t *indices, size_t count);
void text_remedies(struct text *t, const size_t *indices, size_t count);

/* Is the finding told in full? */
bool text_told(const struct text *t, const struct finding *f);

/* An address of the report: what is wrong, where it stands, who gets it, what
 * to do. */
void text_address(struct text *t, const struct address_report *address);

/* Which of the tools known would collect it: information, no protection. */
void text_collected_by(struct text *t, const struct address_report *address);
/* Why its mailbox is a role's, a person's or unclear, a line where `whose` is
 * WHOSE_WHY; with WHOSE_NAMED it says which contact's name is in it, for which
 * all contacts are looked at. */
void text_whose(struct text *t, const struct address_report *address);

/* What changed: in one line, and as a section; nothing where nothing is
 * compared. */
void text_changed(struct text *t);
void text_changes(struct text *t);
/* Pieces of it. A change, to be set; "2 new, 1 removed", likewise; a gap's,
 * set. */
void text_change(struct page *p, const struct change *x);
void text_change_counts(struct page *p, const struct changes *c);
void
text_gap_change(struct page *p, const struct gap_change *x, unsigned indent);

/* An aligned table. */
int text_table(const struct report *report,
    const struct format_options *options, FILE *out);

#endif
