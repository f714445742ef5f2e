/*
 * What changed, for a person: by kind, the worst first, one line for each with
 * what it was and what it is. In brief, for mail: no address.
 */
#include <string.h>
#include "changes.h"
#include "csv.h"
#include "rdap/clock.h"
#include "text.h"

const struct format changes_formats[] = {
    {"text", ".txt .text", "for reading on a terminal", 0600, false,
	changes_text},
    {"csv", ".csv", "one row for each change", 0600, false, changes_csv},
    {"json", ".json", "for programs", 0600, false, changes_json},
};
const size_t changes_format_count =
    sizeof(changes_formats) / sizeof(changes_formats[0]);

const struct format changes_brief = {"brief", "",
    "for mail: counts and handles only", 0600, false, changes_in_brief};

/* What a kind is called as a heading, and for whom it is good. */
static const struct {
	const char *heading;
	enum style style;
} kinds[CHANGE_KINDS] = {
    [CHANGE_NEW] = {"New", STYLE_WARN},
    [CHANGE_RETURNED] = {"Returned", STYLE_WARN},
    [CHANGE_WORSE] = {"Worse", STYLE_WARN},
    [CHANGE_BETTER] = {"Better", STYLE_GOOD},
    [CHANGE_UNCONFIRMED] = {"Not seen any more, not confirmed yet", STYLE_BOLD},
    [CHANGE_REMOVED] = {"Removed", STYLE_GOOD},
    [CHANGE_UNKNOWN] = {"Not known any more", STYLE_BOLD},
    [CHANGE_OUT_OF_SCOPE] = {"Not audited any more", STYLE_BOLD},
};

/* ---- text ----------------------------------------------------------------- */

static void
tell_runs(struct page *p, const struct changes *c)
{
	page_own(p, "Changes from ");
	page_moment(p, c->before->run->observed_at);
	page_own(p, " (run ");
	page_number(p, (size_t)c->before->run->id);
	page_own(p, ") to ");
	page_moment(p, c->after->run->observed_at);
	page_own(p, " (run ");
	page_number(p, (size_t)c->after->run->id);
	page_own(p, ")");
	page_heading(p);
}

static void
tell_floor(struct page *p, const struct changes *c)
{
	page_number(p, c->after->published);
	page_own(p, " published, ");
	page_number(p, c->after->needed_count);
	page_own(p, " needed; before: ");
	page_number(p, c->before->published);
	page_own(p, " published");
	page_item(p, 0, STYLE_DIM, "Mailboxes");
}

static void
tell_incomplete(struct page *p, const struct report *r, const char *label)
{
	if (r->complete)
		return;
	page_style(p, STYLE_WARN);
	page_own(p, "incomplete");
	page_style(p, STYLE_PLAIN);
	page_own(p, ": what it could not see is told as unknown, and never as "
		    "removed");
	page_item(p, 0, STYLE_DIM, label);
}

static void
tell_severity(struct page *p, const struct change *x)
{
	const struct finding *f = change_finding(x);

	if (x->kind == CHANGE_WORSE || x->kind == CHANGE_BETTER) {
		page_own(p, severity_name(x->before->severity));
		page_own(p, " -> ");
	}
	if (x->after != NULL && x->after->status == STATUS_ACCEPTED) {
		page_own(p, "accepted");
		return;
	}
	page_styled(
	    p, text_severity_style(f->severity), severity_name(f->severity));
}

static void
tell_change(struct page *p, const struct change *x)
{
	const struct finding *f = change_finding(x);

	tell_severity(p, x);
	page_own(p, "  ");
	page_own(p, f->rule->id);
	page_own(p, " ");
	page_own(p, f->rule->title);
	page_own(p, ": ");
	if (f->address[0] != '\0') {
		page_styled(p, STYLE_BOLD, f->address);
		page_own(p, " on ");
	}
	page_text(p, f->record);
	if (f->role[0] != '\0') {
		page_own(p, ", ");
		page_text(p, f->role);
	}
	if (strcmp(x->cause, "registry") != 0) {
		page_own(p, " (cause: ");
		page_own(p, x->cause);
		page_own(p, ")");
	}
	if (x->still_at != NULL) {
		page_own(p, ", of ");
		page_text(p, f->org);
		page_own(p, "; it is there still, of ");
		page_text(p, x->still_at);
	}
	page_set(p, 2, 4);
}

static void
tell_kind(struct page *p, const struct changes *c, enum change_kind kind)
{
	if (c->counts[kind] == 0)
		return;
	page_blank(p);
	page_style(p, kinds[kind].style);
	page_own(p, kinds[kind].heading);
	page_own(p, " (");
	page_number(p, c->counts[kind]);
	page_own(p, ")");
	page_style(p, STYLE_PLAIN);
	page_set(p, 0, 0);
	for (size_t i = 0; i < c->count; i++)
		if (c->items[i].kind == kind)
			tell_change(p, &c->items[i]);
	if (kind == CHANGE_REMOVED) {
		page_own(p, "Copies, mirrors and old bulk files may show it "
			    "still.");
		page_set(p, 2, 2);
	}
}

static const char *const gap_labels[] = {
    [GAP_NEW] = "New gap",
    [GAP_CLOSED] = "Gap closed",
    [GAP_STAYS] = "Gap stays",
};

static void
tell_gaps(struct page *p, const struct changes *c)
{
	for (size_t i = 0; i < c->gap_count; i++) {
		const struct gap *gap = c->gaps[i].gap;

		if (i == 0)
			page_blank(p);
		page_text(p, gap->org);
		page_own(p, ": ");
		page_text(p, gap->subject);
		if (c->gaps[i].kind != GAP_CLOSED) {
			page_own(p, ": ");
			page_text(p, gap->reason);
		}
		page_own(p, " [");
		page_text(p, gap->id);
		page_own(p, "]");
		page_item(p, 0, STYLE_DIM, gap_labels[c->gaps[i].kind]);
	}
}

static void
tell_places(struct page *p, const struct changes *c)
{
	if (c->places_more == 0 && c->places_less == 0)
		return;
	page_blank(p);
	page_own(p, "known addresses: on ");
	page_count(p, c->places_more, "network or AS number",
	    "networks and "
	    "AS numbers");
	page_own(p, " more, on ");
	page_number(p, c->places_less);
	page_own(p, " less");
	page_item(p, 0, STYLE_DIM, "Places");
}

int
changes_text(const struct report *report, const struct format_options *options,
    FILE *out)
{
	const struct changes *c = report->changes;
	struct page p;

	page_init(&p, out, options);
	tell_runs(&p, c);
	tell_floor(&p, c);
	tell_incomplete(&p, c->before, "Before");
	tell_incomplete(&p, c->after, "Now");
	if (c->count == 0) {
		page_own(&p, "none");
		page_item(&p, 0, STYLE_DIM, "Changes");
	}
	for (int kind = 0; kind < CHANGE_KINDS; kind++)
		tell_kind(&p, c, (enum change_kind)kind);
	tell_gaps(&p, c);
	tell_places(&p, c);
	page_clear(&p);
	return ferror(out) ? -1 : 0;
}

/* ---- in brief ------------------------------------------------------------- */

/* "2 new, 1 removed" */
static void
count_kinds(struct page *p, const struct changes *c)
{
	size_t n = 0;

	for (int kind = 0; kind < CHANGE_KINDS; kind++) {
		if (c->counts[kind] == 0)
			continue;
		page_next(p, n++, ", ");
		page_number(p, c->counts[kind]);
		page_own(p, " ");
		page_own(p, change_kind_name((enum change_kind)kind));
	}
}

int
changes_in_brief(const struct report *report,
    const struct format_options *options, FILE *out)
{
	const struct changes *c = report->changes;
	struct page p;

	page_init(&p, out, options);
	page_own(&p, "whoexposed: ");
	count_kinds(&p, c);
	page_own(&p, c->count > 0 ? " since " : "what could be read, since ");
	page_date(&p, c->before->run->observed_at);
	page_set(&p, 0, 2);
	for (size_t i = 0; i < c->count; i++) {
		const struct change *x = &c->items[i];
		const struct finding *f = change_finding(x);

		page_own(&p, change_kind_name(x->kind));
		page_own(&p, " ");
		tell_severity(&p, x);
		page_own(&p, " ");
		page_own(&p, f->rule->id);
		page_own(&p, " ");
		page_own(&p, f->rule->slug);
		page_own(&p, ": ");
		page_text(&p, f->record);
		if (strcmp(f->record, f->org) != 0) {
			page_own(&p, " of ");
			page_text(&p, f->org);
		}
		page_set(&p, 2, 4);
	}
	for (size_t i = 0; i < c->gap_count; i++) {
		page_own(&p, gap_labels[c->gaps[i].kind]);
		page_own(&p, ": ");
		page_text(&p, c->gaps[i].gap->org);
		page_own(&p, ": ");
		page_text(&p, c->gaps[i].gap->subject);
		page_own(&p, " [");
		page_text(&p, c->gaps[i].gap->id);
		page_own(&p, "]");
		page_set(&p, 2, 4);
	}
	page_clear(&p);
	return ferror(out) ? -1 : 0;
}

/* ---- CSV ------------------------------------------------------------------ */

int
changes_csv(const struct report *report, const struct format_options *options,
    FILE *out)
{
	const struct changes *c = report->changes;
	struct buf line = {0};

	(void)options;
	fputs("change,cause,org,rule,slug,address,record,severity_before,"
	      "severity,status_before,status,since,finding\n",
	    out);
	for (size_t i = 0; i < c->count; i++) {
		const struct change *x = &c->items[i];
		const struct finding *f = change_finding(x);

		buf_reset(&line);
		csv_text(&line, change_kind_name(x->kind));
		csv_text(&line, x->cause);
		csv_text(&line, f->org);
		csv_text(&line, f->rule->id);
		csv_text(&line, f->rule->slug);
		csv_text(&line, f->address);
		csv_text(&line, f->record);
		csv_text(&line, x->before != NULL
				    ? severity_name(x->before->severity)
				    : "");
		csv_text(&line,
		    x->after != NULL ? severity_name(x->after->severity) : "");
		csv_text(&line,
		    x->before != NULL ? status_name(x->before->status) : "");
		csv_text(&line,
		    x->after != NULL ? status_name(x->after->status) : "");
		csv_time(&line, f->status_since);
		csv_text(&line, f->id);
		buf_putc(&line, '\n');
		fwrite(line.data, 1, line.len, out);
	}
	buf_clear(&line);
	return ferror(out) ? -1 : 0;
}
