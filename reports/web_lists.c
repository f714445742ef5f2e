/*
 * What is accepted, what is gone, and what the two views differ in.
 */
#include <stdlib.h>
#include <string.h>
#include "coverage.h"
#include "table.h"
#include "web.h"

/* ---- accepted ------------------------------------------------------------ */

static void
accepted_cells(struct element *row, const struct accepted *x)
{
	html_text(html_add(row, "td", NULL), x->reason);
	html_text(html_add(row, "td", NULL), x->by);
	html_date(html_add(row, "td", NULL), x->until);
}

static void
accepted_finding(struct element *body, const struct finding *f)
{
	struct element *row = html_add(body, "tr", NULL), *e;

	e = html_row_head(row);
	html_own(e, f->rule->title);
	html_own(e, " ");
	html_code(e, f->id);
	e = html_add(row, "td", NULL);
	web_severity(e, f->severity);
	e = html_add(row, "td", NULL);
	if (f->address[0] != '\0') {
		html_text(e, f->address);
		html_own(e, " on ");
	}
	html_code(e, f->record[0] != '\0' ? f->record : f->org);
	accepted_cells(row, &f->accepted);
}

static void
accepted_gap(struct element *body, const struct missing *x)
{
	struct element *row = html_add(body, "tr", NULL), *e;

	e = html_with(html_row_head(row), "span", NULL,
	    "Something that could not be read ");
	html_code(e, x->gap);
	html_with(row, "td", NULL, "gap");
	html_text(html_add(row, "td", NULL), x->subject);
	accepted_cells(row, x->accepted);
}

static bool
is_accepted(const struct web *w, const struct finding *f)
{
	return f->accepted.reason != NULL && f->status != STATUS_REMOVED &&
	       finding_shown(f, w->options);
}

void
web_accepted(struct web *w)
{
	static const char *const columns[] = {
	    "What", "Severity", "Where", "Reason", "By", "Until", NULL};
	const struct report *report = w->report;
	struct element *section, *body;
	size_t count = report->gaps_accepted, gaps, n = 0;
	struct missing *list;

	for (size_t i = 0; i < report->finding_count; i++)
		count += is_accepted(w, &report->findings[i]);
	if (count == 0)
		return;
	section = web_section(w, "accepted", "Accepted");
	html_with(section, "p", NULL,
	    "The owner lives with these for a while: they count as published "
	    "and as nothing else.");
	body = html_table(section, "all-accepted",
	    "What is accepted, by whom, until when and why", columns);
	for (size_t i = 0; i < report->finding_count && n < WEB_ROWS; i++)
		if (is_accepted(w, &report->findings[i])) {
			accepted_finding(body, &report->findings[i]);
			n++;
		}
	list = coverage_missing(report, &gaps);
	for (size_t i = 0; i < gaps && n < WEB_ROWS; i++)
		if (list[i].accepted != NULL && list[i].gap[0] != '\0') {
			accepted_gap(body, &list[i]);
			n++;
		}
	free(list);
	web_more(section, n, count, "-f csv --status accepted");
}

/* ---- gone ---------------------------------------------------------------- */

static bool
is_removed(const struct web *w, const struct finding *f)
{
	return f->status == STATUS_REMOVED && finding_shown(f, w->options);
}

void
web_removed(struct web *w)
{
	const struct report *report = w->report;
	struct element *section, *list, *item;
	size_t count = 0, n = 0;

	for (size_t i = 0; i < report->finding_count; i++)
		count += is_removed(w, &report->findings[i]);
	if (count == 0)
		return;
	section = web_section(w, "removed", "No longer found");
	html_with(section, "p", NULL,
	    "Removed is not un-exposed: copies, mirrors and old bulk files "
	    "remain.");
	list = html_add(section, "ul", NULL);
	for (size_t i = 0; i < report->finding_count && n < WEB_LIST; i++) {
		const struct finding *f = &report->findings[i];

		if (!is_removed(w, f))
			continue;
		n++;
		item = html_add(list, "li", NULL);
		html_text(item, f->address[0] != '\0' ? f->address : f->org);
		html_own(item, ", ");
		html_code(item, f->record);
		html_own(item, ": ");
		html_own(item, f->rule->title);
		html_own(item, " ");
		html_with(item, "span", "rule", f->rule->id);
		html_own(item, ", ");
		html_date(item, f->status_since);
	}
	web_more(section, n, count, "-f csv --status removed");
}

/* ---- the two views -------------------------------------------------------- */

void
web_differences(struct web *w)
{
	static const char *const columns[] = {
	    "Record", "Differs in", "RDAP", "Whois-RWS", NULL};
	const struct inventory *inv = w->report->inv;
	struct element *section, *body, *row;

	if (inv->difference_count == 0)
		return;
	section = web_section(w, "views", "Where the two views differ");
	html_with(section, "p", NULL,
	    "RDAP and Whois-RWS both show these records, and not the same. "
	    "What either shows counts as published.");
	body = html_table(section, "all-differences",
	    "Differences between RDAP and Whois-RWS", columns);
	for (size_t i = 0; i < inv->difference_count && i < WEB_ROWS; i++) {
		const struct difference *x = &inv->differences[i];

		row = html_add(body, "tr", NULL);
		html_code(html_row_head(row), x->handle);
		html_text(html_add(row, "td", NULL), x->what);
		html_text(html_add(row, "td", NULL), x->rdap);
		html_text(html_add(row, "td", NULL), x->whois);
	}
	web_more(section, WEB_ROWS, inv->difference_count, "-f json");
}
