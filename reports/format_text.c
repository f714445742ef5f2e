/*
 * The report for a reader in a hurry: what it covers and how far it can be
 * trusted, the exposure floor, then addresses worst first, findings about the
 * organizations, what is gone, and what was not asked.
 */
#include <stdlib.h>
#include <string.h>
#include "coverage.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "table.h"
#include "text.h"

static void
item(struct text *t, const char *label)
{
	page_item(&t->page, 2, STYLE_DIM, label);
}

/* ---- what it covers ---------------------------------------------------- */

static void
title(struct text *t)
{
	const struct inventory *inv = t->report->inv;
	struct page *p = &t->page;
	const struct scope *scope = inv->scopes;

	page_own(p, "Exposure of ");
	if (inv->scope_count == 0)
		page_own(p, "no organization");
	else if (inv->scope_count == 1)
		page_text(p, scope->name[0] != '\0' ? scope->name : scope->org);
	else
		page_count(p, inv->scope_count, "", "organizations");
	page_heading(p);
}

static void
scope_counts(struct text *t, const struct scope *scope)
{
	size_t counts[RECORD_KINDS];
	struct page *p = &t->page;

	coverage_count(t->report, scope->org, counts);
	page_own(p, ": ");
	page_count(p, counts[RECORD_NETWORK], "network", "networks");
	page_own(p, ", ");
	page_count(p, counts[RECORD_AUTNUM], "AS number", "AS numbers");
	page_own(p, ", ");
	page_count(p, counts[RECORD_POC], "POC", "POCs");
	if (counts[RECORD_IRR] == 0)
		return;
	page_own(p, ", ");
	page_count(p, counts[RECORD_IRR], "routing registry object",
	    "routing registry objects");
}

static void
covers(struct text *t)
{
	const struct inventory *inv = t->report->inv;
	const struct scope *scope;
	size_t i;

	for (i = 0; i < inv->scope_count; i++) {
		scope = &inv->scopes[i];
		page_styled(&t->page, STYLE_BOLD, scope->org);
		if (scope->name[0] != '\0') {
			page_own(&t->page, ", ");
			page_text(&t->page, scope->name);
		}
		if (scope->state == SCOPE_ABSENT)
			page_own(&t->page, ": not in the registry");
		else
			scope_counts(t, scope);
		item(t, i == 0 ? "Covers" : "");
	}
}

static void
queries(struct text *t)
{
	static const char *const words[] = {
	    [VERDICT_COMPLETE] = "answered in full",
	    [VERDICT_PARTIAL] = "in part",
	    [VERDICT_FAILED] = "failed",
	    [VERDICT_SKIPPED] = "not made",
	};
	const unsigned *counts = t->report->run->queries;
	size_t i, n = 0;

	for (i = 0; i < 4; i++) {
		if (counts[i] == 0)
			continue;
		page_next(&t->page, n, ", ");
		if (n++ == 0)
			page_count(&t->page, counts[i], "query", "queries");
		else
			page_number(&t->page, counts[i]);
		page_own(&t->page, " ");
		page_own(&t->page, words[i]);
	}
	page_own(&t->page, n == 0 ? "no query was made" : "");
}

static void
made_up(struct text *t)
{
	size_t count;
	const struct answer **list = coverage_made_up(t->report, &count);

	for (size_t i = 0; i < text_most(t, count); i++) {
		page_own(
		    &t->page, i == 0 ? "; other answers made up for " : ", ");
		page_text(&t->page, list[i]->why);
	}
	text_more(t, count);
	free(list);
}

static void
missing(struct text *t)
{
	size_t count, i, most;
	struct missing *list = coverage_missing(t->report, &count);

	most = text_most(t, count);
	for (i = 0; i < most; i++) {
		page_text(&t->page, list[i].org);
		if (strcmp(list[i].org, list[i].subject) != 0) {
			page_own(&t->page, ", ");
			page_text(&t->page, list[i].subject);
		}
		page_own(&t->page, ": ");
		page_text(&t->page, list[i].reason);
		if (list[i].gap[0] != '\0') {
			page_own(&t->page, " [");
			page_styled(&t->page, STYLE_DIM, list[i].gap);
			page_own(&t->page, "]");
		}
		if (list[i].accepted != NULL) {
			page_own(&t->page, ", accepted until ");
			page_date(&t->page, list[i].accepted->until);
			page_own(&t->page, " by ");
			page_text(&t->page, list[i].accepted->by);
			page_own(&t->page, ": ");
			page_text(&t->page, list[i].accepted->reason);
		}
		page_bullet(&t->page, 2, STYLE_WARN, i == 0 ? "Missing" : "");
	}
	if (most < count) {
		page_own(&t->page, "and ");
		page_number(&t->page, count - most);
		page_own(&t->page, " more (-v shows them)");
		item(t, "");
	}
	free(list);
}

static void
notes(struct text *t)
{
	const struct inventory *inv = t->report->inv;
	size_t i, most = text_most(t, inv->note_count);

	for (i = 0; i < most; i++) {
		page_text(&t->page, inv->notes[i].org);
		page_own(&t->page, ", ");
		page_text(&t->page, inv->notes[i].subject);
		page_own(&t->page, ": ");
		page_text(&t->page, inv->notes[i].text);
		page_bullet(&t->page, 2, STYLE_DIM, i == 0 ? "Notes" : "");
	}
	if (most < inv->note_count) {
		page_own(&t->page, "and ");
		page_number(&t->page, inv->note_count - most);
		page_own(&t->page, " more (-v shows them)");
		item(t, "");
	}
}

static void
differences(struct text *t)
{
	const struct inventory *inv = t->report->inv;
	size_t i, most = text_most(t, inv->difference_count);

	for (i = 0; i < most; i++) {
		const struct difference *x = &inv->differences[i];

		page_text(&t->page, x->handle);
		page_own(&t->page, ": ");
		page_text(&t->page, x->what);
		if (x->rdap[0] != '\0') {
			page_own(&t->page, "; RDAP: ");
			page_text(&t->page, x->rdap);
		}
		if (x->whois[0] != '\0') {
			page_own(&t->page, "; Whois-RWS: ");
			page_text(&t->page, x->whois);
		}
		page_bullet(&t->page, 2, STYLE_DIM, i == 0 ? "Differing" : "");
	}
	if (most < inv->difference_count) {
		page_own(&t->page, "and ");
		page_number(&t->page, inv->difference_count - most);
		page_own(&t->page, " more (-v shows them)");
		item(t, "");
	}
}

static void
complete(struct text *t)
{
	struct page *p = &t->page;

	if (t->report->complete) {
		page_styled(p, STYLE_GOOD, "yes");
		page_own(p, t->report->gaps_accepted > 0
				? ", but for what is accepted: "
				: ": ");
		queries(t);
		made_up(t);
		item(t, "Complete");
		if (t->report->gaps_accepted > 0)
			missing(t);
		notes(t);
		differences(t);
		return;
	}
	page_styled(p, STYLE_WARN, "INCOMPLETE");
	page_own(p, ": ");
	queries(t);
	page_own(p, ". More may be published than is told here; nothing is "
		    "called removed on the strength of a failed look.");
	item(t, "Complete");
	missing(t);
	notes(t);
	differences(t);
}

/* Those that the newest run did not look at. */
static void
older(struct text *t)
{
	const struct inventory *inv = t->report->inv;

	for (size_t i = 0; i < inv->scope_count; i++) {
		const struct scope *s = &inv->scopes[i];

		if (s->run == 0 || s->run == t->report->run->id)
			continue;
		page_own(&t->page, "; ");
		page_text(&t->page, s->org);
		page_own(&t->page, " ");
		page_moment(&t->page, s->observed_at);
	}
}

static void
age(struct text *t)
{
	const struct report *report = t->report;
	char span[CLOCK_TEXT_MAX];

	if (report->run->observed_at == CLOCK_NONE)
		page_own(&t->page, "no answer was read");
	else {
		clock_age(report->run->observed_at, report->now, span);
		page_own(&t->page, "read ");
		page_moment(&t->page, report->run->observed_at);
		page_own(&t->page, ", ");
		page_own(&t->page, span);
		older(t);
	}
	item(t, "Data");
	page_text(&t->page, report->run->source);
	item(t, "Source");
}

static void
authority(struct text *t)
{
	const char *words = t->report->authority;

	page_text(&t->page, words);
	if (words != NULL && strcmp(words, "own") == 0)
		page_own(&t->page, " organization");
	item(t, "Authority");
}

/* One that several organizations declare is told once. */
static bool
told_before(const struct inventory *inv, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strcmp(inv->domains[i].name, inv->domains[n].name) == 0)
			return true;
	return false;
}

static void
suggested(struct text *t)
{
	const struct inventory *inv = t->report->inv;
	struct strings list = {0};
	size_t i;

	coverage_domains_seen(inv, &list);
	for (i = 0; i < text_most(t, list.count); i++) {
		page_next(&t->page, i, ", ");
		page_text(&t->page, list.items[i]);
	}
	if (list.count > 0) {
		text_more(t, list.count);
		page_own(&t->page, " seen on your POCs; if yours, declare with "
				   "--domain");
		item(t, inv->domain_count == 0 ? "Own domains" : "");
	}
	strings_clear(&list);
}

static void
domains(struct text *t)
{
	const struct inventory *inv = t->report->inv;
	const struct domain *domain;
	struct page *p = &t->page;
	size_t i;

	for (i = 0; i < inv->domain_count; i++) {
		domain = &inv->domains[i];
		if (told_before(inv, i))
			continue;
		page_text(p, domain->name);
		page_own(p, domain->confirmed
				? ", confirmed by "
				: ", declared but not confirmed: no POC of "
				  "yours uses it, so it counts for nothing");
		if (domain->confirmed && domain_record(domain) != NULL)
			page_own(p, "the TXT record at ");
		page_text(p, !domain->confirmed ? ""
			     : domain_record(domain) != NULL
				 ? domain_record(domain)
				 : domain->evidence);
		item(t, i == 0 ? "Own domains" : "");
	}
	suggested(t);
}

/* What DNS did not tell, where it was to. */
static void
mail_domains(struct text *t)
{
	const struct inventory *inv = t->report->inv;
	size_t i, n = 0, unknown = coverage_unanswered(inv);

	for (i = 0; i < inv->mail_domain_count; i++) {
		if (inv->mail_domains[i].state != MAIL_UNKNOWN)
			continue;
		if (n++ == text_most(t, unknown))
			break;
		page_next(&t->page, n - 1, ", ");
		page_text(&t->page, inv->mail_domains[i].name);
	}
	if (unknown == 0)
		return;
	text_more(t, unknown);
	page_own(&t->page, ": DNS gave no answer that proves anything");
	item(t, "Mail domains");
}

static void
redacted(struct text *t)
{
	if (!t->report->redacted)
		return;
	page_own(&t->page, "people's data is replaced by tokens, whose key "
			   "stays with the owner");
	item(t, "Redacted");
}

static void
judged(struct text *t)
{
	page_moment(&t->page, t->report->now);
	page_own(&t->page, " by ");
	page_text(&t->page, t->report->tool);
	page_own(&t->page, ", rules ");
	page_text(&t->page, t->report->run->rules);
	item(t, "Judged");
}

/* ---- the exposure floor ------------------------------------------------ */

static void
needed(struct text *t, const struct needed_role *role)
{
	static const struct {
		enum role role;
		const char *label;
	} labels[] = {
	    {ROLE_ADMINISTRATIVE, "Admin"},
	    {ROLE_TECHNICAL, "Tech"},
	    {ROLE_ABUSE, "Abuse"},
	    {ROLE_NOC, "NOC"},
	};
	const char *label = role_name(role->role);
	size_t i;

	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (labels[i].role == role->role)
			label = labels[i].label;
	if (role->mailbox != NULL)
		page_text(&t->page, role->mailbox);
	else {
		page_styled(&t->page, STYLE_WARN, "none");
		page_own(&t->page, ": no published role mailbox fills it");
	}
	item(t, label);
}

static bool
in_good_shape(const struct report *report)
{
	return report->complete && report_worst(report) <= SEVERITY_LOW;
}

static void
floor_line(struct text *t)
{
	const struct report *report = t->report;
	struct page *p = &t->page;
	size_t i;

	page_blank(p);
	page_style(p, in_good_shape(report) ? STYLE_GOOD : STYLE_BOLD);
	page_number(p, report->published);
	page_own(p, " published, ");
	page_number(p, report->needed_count);
	page_own(p, " needed");
	page_heading(p);
	page_own(p, "Mailboxes that the registry shows to everybody, beside "
		    "the role mailboxes that good practice needs:");
	page_set(p, 2, 2);
	for (i = 0; i < report->needed_count; i++)
		needed(t, &report->needed[i]);
}

/* ---- how many ---------------------------------------------------------- */

static size_t
below(const struct text *t)
{
	size_t n = 0;
	int i;

	for (i = 0; i < (int)t->least; i++)
		n += t->report->open[i];
	return n;
}

static void
hidden(struct text *t)
{
	struct page *p = &t->page;
	size_t n = below(t);

	if (n == 0)
		return;
	page_style(p, STYLE_DIM);
	page_number(p, n);
	if (t->options->min_severity >= t->least) {
		page_own(p, " below ");
		page_own(p, severity_name(t->least));
		page_own(p, " left out");
	} else
		page_own(p, " info left out (-v shows them)");
	page_style(p, STYLE_PLAIN);
}

static void
other_status(struct text *t)
{
	struct page *p = &t->page;
	size_t n = findings_left_out(t->report, t->options, t->least);

	if (n == 0)
		return;
	page_own(p, "; ");
	page_style(p, STYLE_DIM);
	page_number(p, n);
	page_own(p, " of another status left out");
	page_style(p, STYLE_PLAIN);
}

static void
accepted(struct text *t)
{
	size_t n = 0;

	for (int i = 0; i < SEVERITY_COUNT; i++)
		n += t->report->accepted[i];
	if (n == 0)
		return;
	page_number(&t->page, n);
	page_own(&t->page, ": marked below where shown, and counted nowhere "
			   "else but as published");
	item(t, "Accepted");
}

static void
severities(struct text *t)
{
	const struct report *report = t->report;
	struct page *p = &t->page;
	size_t n = 0;
	int i;

	page_blank(p);
	for (i = SEVERITY_CRITICAL; i >= (int)t->least; i--) {
		if (report->open[i] == 0)
			continue;
		page_next(p, n++, ", ");
		page_style(p, text_severity_style((enum severity)i));
		page_number(p, report->open[i]);
		page_own(p, " ");
		page_own(p, severity_name((enum severity)i));
		page_style(p, STYLE_PLAIN);
	}
	if (n == 0 && report->complete)
		page_styled(p, STYLE_GOOD, "nothing to mend");
	else if (n == 0)
		page_own(p, "no open finding above info in what was read");
	if (below(t) > 0)
		page_own(p, n == 0 ? "; " : ", ");
	hidden(t);
	if (n > 0 && in_good_shape(report)) {
		page_own(p, ": ");
		page_styled(p, STYLE_GOOD, "in good shape");
	}
	other_status(t);
	item(t, "Findings");
	accepted(t);
	text_changed(t);
}

/* ---- addresses --------------------------------------------------------- */

/* Has it anything to be told? */
static bool
shown(const struct text *t, const struct address_report *address)
{
	size_t i;

	for (i = 0; i < address->finding_count; i++)
		if (text_told(t, &t->report->findings[address->findings[i]]))
			return true;
	return false;
}

static void
everybody(struct text *t)
{
	page_own(&t->page,
	    "Every address on a linked POC can be read by somebody who knows "
	    "nothing at all, by walking the address space, the AS numbers or "
	    "the names, or from a copy of the registry. \"Reachable by\" says "
	    "what else leads to an address; it never says that somebody used "
	    "it.");
	page_set(&t->page, 2, 2);
}

static void
addresses(struct text *t, const char *org)
{
	const struct report *report = t->report;
	size_t i;

	for (i = 0; i < report->address_count; i++)
		if (strcmp(report->addresses[i].org, org) == 0 &&
		    shown(t, &report->addresses[i]))
			text_address(t, &report->addresses[i]);
}

static size_t
count_shown(const struct text *t)
{
	const struct report *report = t->report;
	size_t i, n = 0;

	for (i = 0; i < report->address_count; i++)
		n += shown(t, &report->addresses[i]);
	return n;
}

/* The addresses without anything to be told, in one breath. */
static void
as_expected(struct text *t)
{
	const struct report *report = t->report;
	size_t i, n = 0, count = report->address_count - count_shown(t);
	size_t most = text_most(t, count);

	if (count == 0)
		return;
	page_blank(&t->page);
	for (i = 0; i < report->address_count && n < most; i++)
		if (!shown(t, &report->addresses[i])) {
			page_next(&t->page, n++, ", ");
			page_text(&t->page, report->addresses[i].address);
		}
	text_more(t, count);
	page_item(&t->page, 0, STYLE_DIM, "Also published");
	if (n == report->address_count) {
		page_own(&t->page, "Anyone can read these as well: filter them "
				   "well, and watch them.");
		item(t, "");
	}
}

/* ---- organizations ----------------------------------------------------- */

static bool
is_coverage(const struct finding *f)
{
	return strcmp(f->rule->id, "WE000") == 0;
}

/* Findings of the organization that belong to no address; the caller frees. */
static size_t *
own_findings(const struct text *t, const char *org, size_t *count)
{
	const struct report *report = t->report;
	size_t *list = xcalloc(report->finding_count + 1, sizeof(*list));
	const struct finding *f;
	size_t i;

	*count = 0;
	for (i = 0; i < report->finding_count; i++) {
		f = &report->findings[i];
		if (f->of < 0 && !is_coverage(f) && text_told(t, f) &&
		    strcmp(f->org, org) == 0)
			list[(*count)++] = i;
	}
	return list;
}

static void
section(struct text *t, const char *what, const char *org)
{
	page_blank(&t->page);
	page_own(&t->page, what);
	if (t->report->inv->scope_count > 1) {
		page_own(&t->page, ", ");
		page_text(&t->page, org);
	}
	page_own(&t->page, ", worst first");
	page_heading(&t->page);
}

static void
organization(struct text *t, const struct scope *scope)
{
	size_t count;
	size_t *list = own_findings(t, scope->org, &count);

	if (count > 0) {
		section(t, "Findings about the organization", scope->org);
		text_findings(t, list, count);
		text_remedies(t, list, count);
	}
	free(list);
}

static bool
has_addresses(const struct text *t, const char *org)
{
	const struct report *report = t->report;
	size_t i;

	for (i = 0; i < report->address_count; i++)
		if (strcmp(report->addresses[i].org, org) == 0 &&
		    shown(t, &report->addresses[i]))
			return true;
	return false;
}

static void
sections(struct text *t)
{
	const struct inventory *inv = t->report->inv;
	bool told = false;
	size_t i;

	for (i = 0; i < inv->scope_count; i++) {
		if (!has_addresses(t, inv->scopes[i].org))
			continue;
		section(t, "Addresses", inv->scopes[i].org);
		if (!told)
			everybody(t);
		told = true;
		addresses(t, inv->scopes[i].org);
	}
	as_expected(t);
	for (i = 0; i < inv->scope_count; i++)
		organization(t, &inv->scopes[i]);
}

/* ---- the end ----------------------------------------------------------- */

static void
removed_one(struct text *t, const struct finding *f)
{
	struct page *p = &t->page;

	page_text(p, f->address[0] != '\0' ? f->address : f->org);
	page_own(p, ", ");
	page_text(p, f->record);
	page_own(p, ", ");
	page_date(p, f->status_since);
	page_item(p, 2, STYLE_DIM, f->rule->id);
}

static void
removed(struct text *t)
{
	const struct report *report = t->report;
	size_t i, n = 0, count = 0, most;

	if (t->options->statuses != 0 &&
	    (t->options->statuses & 1U << STATUS_REMOVED) == 0)
		return;
	for (i = 0; i < report->finding_count; i++)
		count += report->findings[i].status == STATUS_REMOVED;
	if (count == 0)
		return;
	page_blank(&t->page);
	page_own(&t->page, "No longer found");
	page_heading(&t->page);
	page_own(&t->page, "Removed is not un-exposed: copies, mirrors and old "
			   "bulk files remain.");
	page_set(&t->page, 2, 2);
	most = text_most(t, count);
	for (i = 0; i < report->finding_count && n < most; i++)
		if (report->findings[i].status == STATUS_REMOVED) {
			removed_one(t, &report->findings[i]);
			n++;
		}
	if (most < count) {
		page_own(&t->page, "and ");
		page_number(&t->page, count - most);
		page_own(&t->page, " more (-v shows them)");
		item(t, "");
	}
}

static int
by_id(const void *a, const void *b)
{
	const struct rule *const *x = a, *const *y = b;

	return strcmp((*x)->id, (*y)->id);
}

static void
steps(struct text *t)
{
	char *text;
	size_t i;

	if (t->step_count == 0)
		return;
	page_blank(&t->page);
	page_own(&t->page, "How to do it");
	page_heading(&t->page);
	qsort(t->steps, t->step_count, sizeof(*t->steps), by_id);
	for (i = 0; i < t->step_count; i++) {
		text = rule_remedy(t->steps[i], NULL);
		page_own(&t->page, text);
		page_item(&t->page, 2, STYLE_DIM, t->steps[i]->id);
		free(text);
	}
}

static void
closing(struct text *t)
{
	size_t i, count;
	const char **list = coverage_not_asked(t->report->inv, &count);

	page_blank(&t->page);
	page_rule(&t->page);
	for (i = 0; i < count; i++) {
		page_next(&t->page, i, "; ");
		page_own(&t->page, list[i]);
	}
	free(list);
	item(t, "Not asked");
	page_text(&t->page, t->report->terms);
	item(t, "Terms of use");
}

static void
coverage_rows(struct text *t)
{
	const struct report *report = t->report;
	size_t i;

	for (i = 0; t->options->verbose && i < report->finding_count; i++)
		if (is_coverage(&report->findings[i])) {
			page_text(&t->page, report->findings[i].evidence);
			item(t, "Coverage");
		}
}

int
format_text(const struct report *report, const struct format_options *options,
    FILE *out)
{
	struct text t = {
	    .report = report,
	    .options = options,
	    .least = options->min_severity,
	    .whose = options->verbose ? WHOSE_WHY : WHOSE_NOT,
	};

	if (options->table_chosen)
		return text_table(report, options, out);
	if (!options->verbose && t.least < SEVERITY_LOW)
		t.least = SEVERITY_LOW;
	t.steps = xcalloc(rule_count, sizeof(*t.steps));
	page_init(&t.page, out, options);
	title(&t);
	covers(&t);
	complete(&t);
	age(&t);
	authority(&t);
	domains(&t);
	mail_domains(&t);
	judged(&t);
	redacted(&t);
	coverage_rows(&t);
	floor_line(&t);
	severities(&t);
	text_changes(&t);
	sections(&t);
	steps(&t);
	removed(&t);
	closing(&t);
	free(t.steps);
	page_clear(&t.page);
	return ferror(out) ? -1 : 0;
}
