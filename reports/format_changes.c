/*
 * What changed, for a person: by kind, the worst first, one line for each with
 * what it was and what it is. In brief, for mail: no address.
 */
#include <string.h>
#include "changes.h"
#include "csv.h"
#include "escape.h"
#include "rdap/clock.h"
#include "text.h"

const struct format changes_formats[] = {
    {"text", ".txt .text", "for reading on a terminal", 0600, false,
	changes_text},
    {"csv", ".csv", "one row for each change", 0600, false, changes_csv},
    {"excel", "", "the same, as Excel reads it right", 0600, false,
	changes_excel},
    {"markdown", ".md .markdown", "for a ticket", 0600, false,
	changes_markdown},
    {"json", ".json", "for programs", 0600, false, changes_json},
};
const size_t changes_format_count =
    sizeof(changes_formats) / sizeof(changes_formats[0]);

const struct format *
changes_format_find(const char *name)
{
	for (size_t i = 0; i < changes_format_count; i++)
		if (strcmp(changes_formats[i].name, name) == 0)
			return &changes_formats[i];
	return NULL;
}

const struct format changes_brief = {"brief", "",
    "for mail: counts and handles only", 0600, false, changes_in_brief};

/* For whom a kind is good. */
static const enum style styles[CHANGE_KINDS] = {
    [CHANGE_NEW] = STYLE_WARN,
    [CHANGE_RETURNED] = STYLE_WARN,
    [CHANGE_WORSE] = STYLE_WARN,
    [CHANGE_BETTER] = STYLE_GOOD,
    [CHANGE_UNCONFIRMED] = STYLE_BOLD,
    [CHANGE_REMOVED] = STYLE_GOOD,
    [CHANGE_UNKNOWN] = STYLE_BOLD,
    [CHANGE_OUT_OF_SCOPE] = STYLE_BOLD,
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

void
text_change(struct page *p, const struct change *x)
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
}

static void
tell_kind(struct page *p, const struct changes *c, enum change_kind kind)
{
	if (c->counts[kind] == 0)
		return;
	page_blank(p);
	page_style(p, styles[kind]);
	page_own(p, change_kind_heading(kind));
	page_own(p, " (");
	page_number(p, c->counts[kind]);
	page_own(p, ")");
	page_style(p, STYLE_PLAIN);
	page_set(p, 0, 0);
	for (size_t i = 0; i < c->count; i++)
		if (c->items[i].kind == kind) {
			text_change(p, &c->items[i]);
			page_set(p, 2, 4);
		}
	if (kind == CHANGE_REMOVED) {
		page_own(p, "Copies, mirrors and old bulk files may show it "
			    "still.");
		page_set(p, 2, 2);
	}
}

static const char *const gap_labels[] = {
    [GAP_NEW] = "New gap",
    [GAP_CHANGED] = "Gap changed",
    [GAP_CLOSED] = "Gap closed",
    [GAP_STAYS] = "Gap stays",
};

void
text_gap_change(struct page *p, const struct gap_change *x, unsigned indent)
{
	page_text(p, x->gap->org);
	page_own(p, ": ");
	page_text(p, x->gap->subject);
	if (x->kind != GAP_CLOSED) {
		page_own(p, ": ");
		page_text(p, x->gap->reason);
	}
	page_own(p, " [");
	page_text(p, x->gap->id);
	page_own(p, "]");
	page_item(p, indent, STYLE_DIM, gap_labels[x->kind]);
}

static void
tell_gaps(struct page *p, const struct changes *c)
{
	if (c->gap_count > 0)
		page_blank(p);
	for (size_t i = 0; i < c->gap_count; i++)
		text_gap_change(p, &c->gaps[i], 0);
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

void
text_change_counts(struct page *p, const struct changes *c)
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
	text_change_counts(&p, c);
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

struct row {
	struct buf line;
	void (*escape)(struct buf *out, const char *text);
};

static void
cell(struct row *row, const char *text)
{
	if (row->line.len > 0)
		buf_putc(&row->line, ',');
	row->escape(&row->line, text);
}

static void
put_change(struct row *row, const struct change *x)
{
	const struct finding *f = change_finding(x);
	const struct finding *before = x->before, *after = x->after;

	buf_reset(&row->line);
	cell(row, change_kind_name(x->kind));
	cell(row, x->cause);
	cell(row, f->org);
	cell(row, f->rule->id);
	cell(row, f->rule->slug);
	cell(row, f->address);
	cell(row, f->record);
	cell(row, before != NULL ? severity_name(before->severity) : "");
	cell(row, after != NULL ? severity_name(after->severity) : "");
	cell(row, before != NULL ? status_name(before->status) : "");
	cell(row, after != NULL ? status_name(after->status) : "");
	csv_time(&row->line, f->status_since);
	cell(row, f->id);
}

static int
write_rows(const struct changes *c, struct row *row, const char *end, FILE *out)
{
	fprintf(out,
	    "change,cause,org,rule,slug,address,record,severity_before,"
	    "severity,status_before,status,since,finding%s",
	    end);
	for (size_t i = 0; i < c->count; i++) {
		put_change(row, &c->items[i]);
		buf_puts(&row->line, end);
		fwrite(row->line.data, 1, row->line.len, out);
	}
	buf_clear(&row->line);
	return ferror(out) ? -1 : 0;
}

int
changes_csv(const struct report *report, const struct format_options *options,
    FILE *out)
{
	struct row row = {.escape = escape_csv};

	(void)options;
	return write_rows(report->changes, &row, "\n", out);
}

int
changes_excel(const struct report *report, const struct format_options *options,
    FILE *out)
{
	struct row row = {.escape = escape_excel};

	(void)options;
	fputs("\xef\xbb\xbf", out);
	return write_rows(report->changes, &row, "\r\n", out);
}
