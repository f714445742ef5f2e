/*
 * OpenMetrics text, 1.0, for the node exporter's textfile collector: gauges
 * only, so that its older text parser reads it as well. Counts and times, and
 * of handles the organizations' only.
 *
 * After a run that ended without facts (report.ended) it tells how that one
 * ended, beside what is known from the runs before; what was never known has
 * no line at all, since a zero would look like a clean registry.
 */
#include <stdlib.h>
#include <string.h>
#include "coverage.h"
#include "escape.h"
#include "format.h"
#include "rdap/clock.h"

struct metrics {
	FILE *out;
	const struct report *report;
	const struct run *last; /* the newest run, whatever came of it */
	struct buf label;
};

static void
family(struct metrics *m, const char *name, const char *unit, const char *help)
{
	fprintf(m->out, "# TYPE whoexposed_%s gauge\n", name);
	if (unit != NULL)
		fprintf(m->out, "# UNIT whoexposed_%s %s\n", name, unit);
	fprintf(m->out, "# HELP whoexposed_%s %s\n", name, help);
}

static void
sample(struct metrics *m, const char *name)
{
	fprintf(m->out, "whoexposed_%s", name);
}

/* ' ' NUMBER ends the sample. */
static void
value(struct metrics *m, int64_t n)
{
	fprintf(m->out, " %lld\n", (long long)n);
}

static void
label(struct metrics *m, char before, const char *name, const char *text)
{
	buf_reset(&m->label);
	escape_label(&m->label, text != NULL ? text : "");
	fprintf(m->out, "%c%s=\"%s\"", before, name, m->label.data);
}

static void
close_labels(struct metrics *m, int64_t n)
{
	fputc('}', m->out);
	value(m, n);
}

static void
one(struct metrics *m, const char *name, const char *help, int64_t n)
{
	family(m, name, NULL, help);
	sample(m, name);
	value(m, n);
}

/* ---- the last run -------------------------------------------------------- */

static void
time_of(struct metrics *m, const char *name, const char *help, int64_t when)
{
	if (when == CLOCK_NONE)
		return;
	family(m, name, "seconds", help);
	sample(m, name);
	value(m, when);
}

static void
queries(struct metrics *m)
{
	int i;

	family(m, "last_run_queries", NULL,
	    "Queries of the last run, by what became of them.");
	for (i = VERDICT_COMPLETE; i <= VERDICT_SKIPPED; i++) {
		sample(m, "last_run_queries");
		label(m, '{', "verdict", verdict_name((enum verdict)i));
		close_labels(m, m->last->queries[i]);
	}
}

static void
last_run(struct metrics *m)
{
	const struct run *run = m->last;

	family(m, "build_info", NULL, "Versions, in the labels.");
	sample(m, "build_info");
	label(m, '{', "tool", m->report->tool);
	label(m, ',', "rules", run->rules);
	close_labels(m, 1);
	time_of(m, "last_run_timestamp_seconds",
	    "When the last run began, whatever came of it.", run->started);
	if (run_status(run) >= 0)
		one(m, "last_run_exit_status",
		    "Exit status of the last run: 0, 1 and 3 stored facts.",
		    run_status(run));
	one(m, "last_run_complete",
	    "Did the last run see all there is, but for accepted gaps?",
	    m->report->ended == NULL && m->report->complete);
	queries(m);
}

/* ---- what is known ------------------------------------------------------- */

static void
data_age(struct metrics *m)
{
	const struct report *report = m->report;
	const struct scope *scope;
	int64_t when;
	size_t i;

	time_of(m, "data_timestamp_seconds",
	    "When the oldest answer came that the figures rest on.",
	    report->run->observed_at);
	family(m, "last_complete_run_timestamp_seconds", "seconds",
	    "When the last complete run was; none: there was none.");
	for (i = 0; i < report->inv->scope_count; i++) {
		scope = &report->inv->scopes[i];
		when = report->complete ? report->run->started
					: scope->complete_last;
		if (when == CLOCK_NONE || when == 0)
			continue;
		sample(m, "last_complete_run_timestamp_seconds");
		label(m, '{', "org", scope->org);
		close_labels(m, when);
	}
}

static void
exposure_floor(struct metrics *m)
{
	const struct report *report = m->report;
	size_t i, filled = 0;

	for (i = 0; i < report->needed_count; i++)
		filled += report->needed[i].mailbox != NULL;
	one(m, "published_mailboxes", "Mailboxes that the registry shows.",
	    (int64_t)report->published);
	one(m, "needed_mailboxes", "Mailboxes that good practice needs.",
	    (int64_t)report->needed_count);
	one(m, "needed_mailboxes_filled",
	    "How many of them a published role mailbox fills.",
	    (int64_t)filled);
}

static size_t
count_open(const struct report *report, const char *org, enum severity severity)
{
	const struct finding *f;
	size_t i, n = 0;

	for (i = 0; i < report->finding_count; i++) {
		f = &report->findings[i];
		n += f->severity == severity && finding_counts(f) &&
		     strcmp(f->org, org) == 0;
	}
	return n;
}

/* Zeros too: an alert needs a series to compare with. */
static void
open_findings(struct metrics *m)
{
	const struct inventory *inv = m->report->inv;
	size_t i;
	int j;

	family(m, "open_findings", NULL,
	    "Findings not known to be mended, by organization and severity.");
	for (i = 0; i < inv->scope_count; i++)
		for (j = 0; j < SEVERITY_COUNT; j++) {
			sample(m, "open_findings");
			label(m, '{', "org", inv->scopes[i].org);
			label(m, ',', "severity",
			    severity_name((enum severity)j));
			close_labels(
			    m, (int64_t)count_open(m->report,
				   inv->scopes[i].org, (enum severity)j));
		}
}

#define STATUS_COUNT (STATUS_UNKNOWN + 1)

static void
rule_samples(struct metrics *m, const char *org, const struct rule *rule)
{
	const struct report *report = m->report;
	size_t counts[SEVERITY_COUNT][STATUS_COUNT] = {0}, i;
	int j, k;

	for (i = 0; i < report->finding_count; i++)
		if (report->findings[i].rule == rule &&
		    strcmp(report->findings[i].org, org) == 0)
			counts[report->findings[i].severity]
			      [report->findings[i].status]++;
	for (j = 0; j < SEVERITY_COUNT; j++)
		for (k = 0; k < STATUS_COUNT; k++) {
			if (counts[j][k] == 0)
				continue;
			sample(m, "findings");
			label(m, '{', "org", org);
			label(m, ',', "rule", rule->id);
			label(m, ',', "slug", rule->slug);
			label(m, ',', "severity",
			    severity_name((enum severity)j));
			label(m, ',', "status", status_name((enum status)k));
			close_labels(m, (int64_t)counts[j][k]);
		}
}

static void
findings(struct metrics *m)
{
	const struct inventory *inv = m->report->inv;
	size_t i, j;

	family(m, "findings", NULL,
	    "Findings by organization, rule, severity and status.");
	for (i = 0; i < inv->scope_count; i++)
		for (j = 0; j < rule_count; j++)
			if (strcmp(rules[j].id, "WE000") != 0)
				rule_samples(m, inv->scopes[i].org, &rules[j]);
}

static void
records(struct metrics *m)
{
	const struct inventory *inv = m->report->inv;
	size_t counts[RECORD_KINDS], i;
	int j;

	family(m, "records", NULL, "Records by organization and kind.");
	for (i = 0; i < inv->scope_count; i++) {
		coverage_count(m->report, inv->scopes[i].org, counts);
		for (j = 0; j < RECORD_KINDS; j++) {
			sample(m, "records");
			label(m, '{', "org", inv->scopes[i].org);
			label(m, ',', "kind",
			    record_kind_name((enum record_kind)j));
			close_labels(m, (int64_t)counts[j]);
		}
	}
}

static void
addresses(struct metrics *m)
{
	const struct report *report = m->report;
	const struct address_report *a;
	size_t i, j;
	int kind;

	family(m, "addresses", NULL,
	    "Published addresses by organization and kind of mailbox.");
	for (i = 0; i < report->inv->scope_count; i++)
		for (kind = MAILBOX_ROLE; kind <= MAILBOX_UNCLEAR; kind++) {
			int64_t n = 0;

			for (j = 0; j < report->address_count; j++) {
				a = &report->addresses[j];
				n += (int)a->mailbox_kind == kind &&
				     a->status != STATUS_REMOVED &&
				     strcmp(a->org,
					 report->inv->scopes[i].org) == 0;
			}
			sample(m, "addresses");
			label(m, '{', "org", report->inv->scopes[i].org);
			label(m, ',', "mailbox",
			    mailbox_kind_name((enum mailbox_kind)kind));
			close_labels(m, n);
		}
}

static int64_t
count_missing(
    const struct missing *list, size_t count, const char *org, bool accepted)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < count; i++)
		n += (list[i].accepted != NULL) == accepted &&
		     strcmp(list[i].org, org) == 0;
	return n;
}

static void
gaps(struct metrics *m)
{
	const struct inventory *inv = m->report->inv;
	size_t count, i;
	struct missing *list = coverage_missing(m->report, &count);

	family(m, "gaps", NULL, "What could not be read, by organization.");
	for (i = 0; i < inv->scope_count; i++) {
		sample(m, "gaps");
		label(m, '{', "org", inv->scopes[i].org);
		label(m, ',', "accepted", "no");
		close_labels(
		    m, count_missing(list, count, inv->scopes[i].org, false));
		sample(m, "gaps");
		label(m, '{', "org", inv->scopes[i].org);
		label(m, ',', "accepted", "yes");
		close_labels(
		    m, count_missing(list, count, inv->scopes[i].org, true));
	}
	free(list);
}

int
format_openmetrics(const struct report *report,
    const struct format_options *options, FILE *out)
{
	struct metrics m = {
	    .out = out,
	    .report = report,
	    .last = report->ended != NULL ? report->ended : report->run,
	};

	(void)options;
	last_run(&m);
	if (report->inv->scope_count > 0) {
		data_age(&m);
		exposure_floor(&m);
		open_findings(&m);
		findings(&m);
		addresses(&m);
		records(&m);
		gaps(&m);
	}
	fputs("# EOF\n", out);
	buf_clear(&m.label);
	return ferror(out) ? -1 : 0;
}
