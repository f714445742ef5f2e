/*
 * The head of the page: what it is about, the exposure floor, how far it can
 * be trusted, how old it is and under whose authority.
 */
#include <stdlib.h>
#include <string.h>
#include "changes.h"
#include "coverage.h"
#include "rdap/clock.h"
#include "table.h"
#include "web.h"

/* ---- the floor ----------------------------------------------------------- */

static void
title(struct web *w, struct element *header)
{
	const struct inventory *inv = w->report->inv;
	struct element *h;

	html_with(
	    header, "p", "kicker", "What the registry shows to everybody");
	h = html_with(header, "h1", NULL, "Exposure of ");
	if (inv->scope_count == 1)
		html_text(h, inv->scopes->name[0] != '\0' ? inv->scopes->name
							  : inv->scopes->org);
	else
		html_count(
		    h, inv->scope_count, "organization", "organizations");
}

static void
floor_line(struct web *w, struct element *header)
{
	struct element *p = html_add(header, "p", "floor"), *n;

	n = html_add(p, "strong", NULL);
	html_number(n, w->report->published);
	html_own(p, " published, ");
	n = html_add(p, "strong", NULL);
	html_number(n, w->report->needed_count);
	html_own(p, " needed");
	html_with(header, "p", NULL,
	    "Mailboxes that anybody can read from the registry, beside the "
	    "role mailboxes that good practice needs.");
}

static void
queries(struct web *w, struct element *p)
{
	static const char *const words[] = {
	    [VERDICT_COMPLETE] = " answered in full",
	    [VERDICT_PARTIAL] = " in part",
	    [VERDICT_FAILED] = " failed",
	    [VERDICT_SKIPPED] = " not made",
	};
	const unsigned *counts = w->report->run->queries;
	size_t n = 0;

	for (size_t i = 0; i < 4; i++) {
		if (counts[i] == 0)
			continue;
		html_next(p, n, ", ");
		if (n++ == 0)
			html_count(p, counts[i], "query", "queries");
		else
			html_number(p, counts[i]);
		html_own(p, words[i]);
	}
	if (n == 0)
		html_own(p, "no query was made");
}

static void
made_up(struct web *w, struct element *p)
{
	size_t count;
	const struct answer **list = coverage_made_up(w->report, &count);

	for (size_t i = 0; i < count && i < WEB_LIST; i++) {
		html_own(p, i == 0 ? "; other answers made up for " : ", ");
		html_text(p, list[i]->why);
	}
	if (count > WEB_LIST) {
		html_own(p, " and ");
		html_number(p, count - WEB_LIST);
		html_own(p, " more");
	}
	free(list);
}

static void
verdict(struct web *w, struct element *header)
{
	const struct report *report = w->report;
	struct element *p =
	    html_add(header, "p", report->complete ? "verdict" : "verdict bad");
	struct element *sign;

	sign = html_with(p, "span", NULL,
	    report->complete ? "\xe2\x9c\x94" : "\xe2\x9c\x96");
	html_set(sign, "aria-hidden", "true");
	html_own(p, " ");
	html_with(
	    p, "strong", NULL, report->complete ? "Complete" : "INCOMPLETE");
	if (report->complete && report->gaps_accepted > 0)
		html_own(p, ", but for what is accepted");
	html_own(p, ": ");
	queries(w, p);
	made_up(w, p);
	html_own(p, ".");
	if (!report->complete)
		html_own(p, " More may be published than is told here; nothing "
			    "is called removed on the strength of a failed "
			    "look.");
}

static void
severities(struct web *w, struct element *header)
{
	const struct report *report = w->report;
	struct element *list = html_add(header, "ul", "counts"), *item;
	size_t left = 0, n = 0, accepted = 0;
	size_t others = findings_left_out(report, w->options, w->least);

	html_set(list, "aria-label", "Open findings by severity");
	for (int i = SEVERITY_CRITICAL; i >= SEVERITY_INFO; i--) {
		accepted += report->accepted[i];
		if (i < (int)w->least) {
			left += report->open[i];
			continue;
		}
		item = html_add(list, "li", NULL);
		n += report->open[i];
		html_number(html_add(item, "strong", NULL), report->open[i]);
		html_own(item, " ");
		web_severity(item, (enum severity)i);
	}
	if (n == 0)
		html_with(header, "p", NULL,
		    report->complete ? "Nothing to mend: no open finding."
				     : "No open finding in what was read.");
	if (left + others + accepted == 0)
		return;
	item = html_add(header, "p", "note");
	if (left > 0) {
		html_count(item, left, "more finding", "more findings");
		html_own(item, " below ");
		html_own(item, severity_name(w->least));
		html_own(item, left == 1 ? " is" : " are");
		html_own(item, " not told here. ");
	}
	if (others > 0) {
		html_number(item, others);
		html_own(item, " of another status left out. ");
	}
	if (accepted > 0) {
		html_number(item, accepted);
		html_own(item, " accepted: counted as published only.");
	}
}

/* ---- facts --------------------------------------------------------------- */

static void
scope_counts(struct web *w, struct element *e, const struct scope *scope)
{
	static const struct {
		enum record_kind kind;
		const char *one, *many;
	} kinds[] = {
	    {RECORD_NETWORK, "network", "networks"},
	    {RECORD_AUTNUM, "AS number", "AS numbers"},
	    {RECORD_POC, "POC", "POCs"},
	    {RECORD_IRR, "routing registry object", "routing registry objects"},
	};
	size_t counts[RECORD_KINDS];

	coverage_count(w->report, scope->org, counts);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (kinds[i].kind == RECORD_IRR && counts[RECORD_IRR] == 0)
			continue;
		html_own(e, i == 0 ? ": " : ", ");
		html_count(
		    e, counts[kinds[i].kind], kinds[i].one, kinds[i].many);
	}
}

static void
covers(struct web *w, struct element *list)
{
	const struct inventory *inv = w->report->inv;
	struct element *dd = web_fact(list, "Covers");

	for (size_t i = 0; i < inv->scope_count; i++) {
		struct element *line = html_add(dd, "div", NULL);

		web_organization(line, &inv->scopes[i]);
		if (inv->scopes[i].state == SCOPE_ABSENT)
			html_own(line, ": not in the registry");
		else
			scope_counts(w, line, &inv->scopes[i]);
	}
	if (inv->scope_count == 0)
		html_own(dd, "nothing");
}

static void
age(struct web *w, struct element *list)
{
	const struct report *report = w->report;
	struct element *dd = web_fact(list, "Data");
	char span[CLOCK_TEXT_MAX];

	if (report->run->observed_at == CLOCK_NONE)
		html_own(dd, "no answer was read");
	else {
		clock_age(report->run->observed_at, report->now, span);
		html_own(dd, "read ");
		html_moment(dd, report->run->observed_at);
		html_own(dd, ", ");
		html_own(dd, span);
		html_own(dd, " when judged");
	}
	html_text(web_fact(list, "Source"), report->run->source);
	dd = web_fact(list, "Authority");
	html_text(dd, report->authority);
	if (report->authority != NULL && strcmp(report->authority, "own") == 0)
		html_own(dd, " organization");
	dd = web_fact(list, "Judged");
	html_moment(dd, report->now);
	html_own(dd, " by ");
	html_text(dd, report->tool);
	html_own(dd, ", rules ");
	html_text(dd, report->run->rules);
	if (report->redacted)
		html_own(web_fact(list, "Redacted"),
		    "people\xe2\x80\x99s data is replaced by tokens, whose key "
		    "stays with the owner");
}

static void
changed(struct web *w, struct element *list)
{
	const struct changes *c = w->report->changes;
	struct element *dd, *a;
	size_t n = 0;

	if (c == NULL || c->before == NULL)
		return;
	dd = web_fact(list, "Changed");
	a = html_add(dd, "a", NULL);
	html_set(a, "href", "#changes");
	for (int kind = 0; kind < CHANGE_KINDS; kind++) {
		if (c->counts[kind] == 0)
			continue;
		html_next(a, n++, ", ");
		html_number(a, c->counts[kind]);
		html_own(a, " ");
		html_own(a, change_kind_name((enum change_kind)kind));
	}
	if (n == 0)
		html_own(a, changes_any(c) ? "what could be read" : "nothing");
	html_own(dd, " since ");
	html_moment(dd, c->before->run->observed_at);
	html_own(dd, ", when ");
	html_count(dd, c->before->published, "mailbox was published",
	    "mailboxes were published");
}

/* ---- what good practice needs -------------------------------------------- */

static void
needed(struct web *w, struct element *list)
{
	static const struct {
		enum role role;
		const char *label;
	} labels[] = {
	    {ROLE_ADMINISTRATIVE, "Admin mailbox"},
	    {ROLE_TECHNICAL, "Tech mailbox"},
	    {ROLE_ABUSE, "Abuse mailbox"},
	    {ROLE_NOC, "NOC mailbox"},
	};
	const struct report *report = w->report;

	for (size_t i = 0; i < report->needed_count; i++) {
		const char *label = role_name(report->needed[i].role);
		struct element *dd;

		for (size_t k = 0; k < sizeof(labels) / sizeof(labels[0]); k++)
			if (labels[k].role == report->needed[i].role)
				label = labels[k].label;
		dd = web_fact(list, label);
		if (report->needed[i].mailbox != NULL)
			html_text(dd, report->needed[i].mailbox);
		else
			html_own(dd, "none: no published role mailbox fills "
				     "it");
	}
}

void
web_head(struct web *w, struct element *header)
{
	struct element *facts;

	title(w, header);
	floor_line(w, header);
	severities(w, header);
	verdict(w, header);
	facts = html_add(header, "dl", "facts");
	covers(w, facts);
	age(w, facts);
	changed(w, facts);
	needed(w, facts);
}

/* ---- what is missing ------------------------------------------------------ */

static void
missing_one(struct element *list, const struct missing *x)
{
	struct element *item = html_add(list, "li", NULL);

	html_text(item, x->org);
	if (strcmp(x->org, x->subject) != 0) {
		html_own(item, ", ");
		html_text(item, x->subject);
	}
	html_own(item, ": ");
	html_text(item, x->reason);
	if (x->gap[0] != '\0') {
		html_own(item, " [");
		html_code(item, x->gap);
		html_own(item, "]");
	}
	if (x->accepted == NULL)
		return;
	html_own(item, ", accepted until ");
	html_date(item, x->accepted->until);
	html_own(item, " by ");
	html_text(item, x->accepted->by);
	html_own(item, ": ");
	html_text(item, x->accepted->reason);
}

void
web_missing(struct web *w)
{
	size_t count;
	struct missing *items = coverage_missing(w->report, &count);
	struct element *section, *list;

	if (count > 0) {
		section = web_section(w, "missing", "What is missing");
		html_with(section, "p", NULL,
		    "These could not be read, or not whole. What they would "
		    "have shown is not in this report; earlier facts are "
		    "kept.");
		list = html_add(section, "ul", NULL);
		for (size_t i = 0; i < count && i < WEB_LIST; i++)
			missing_one(list, &items[i]);
		web_more(section, WEB_LIST, count, "-f json");
	}
	free(items);
}
