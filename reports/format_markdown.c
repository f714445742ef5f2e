/*
 * Markdown, for a ticket: what is covered and how far it can be trusted, the
 * exposure floor, findings worst first, and what to do as a list to tick. No
 * table, since a registry's text could end a cell, and no HTML. Each list is
 * cut where a ticket would get too long for most trackers; it says so, and the
 * CSV has the rest.
 */
#include <stdlib.h>
#include <string.h>
#include "coverage.h"
#include "escape.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "table.h"

#define MOST 40 /* items of one list, unless verbose */

struct ticket {
	FILE *out;
	const struct report *report;
	const struct format_options *options;
	enum severity least;
	struct buf text;      /* escaped */
	struct strings asked; /* ids of rules of which something is to do */
};

/* Our own words, which may be markup. */
static void
own(struct ticket *t, const char *words)
{
	fputs(words, t->out);
}

static void
text(struct ticket *t, const char *words)
{
	buf_reset(&t->text);
	buf_puts(&t->text, "");
	escape_markdown(&t->text, words != NULL ? words : "");
	fwrite(t->text.data, 1, t->text.len, t->out);
}

static void
number(struct ticket *t, size_t n, const char *one, const char *many)
{
	fprintf(t->out, "%zu %s", n, n == 1 ? one : many);
}

static void
moment(struct ticket *t, int64_t when, size_t len)
{
	char words[CLOCK_TEXT_MAX];

	clock_format(when, words);
	if (words[0] == '\0')
		own(t, "an unknown time");
	else
		fprintf(t->out, "%.*s", (int)len, words);
}

#define DAY 10 /* of "2026-11-24T09:30:00Z" */
#define ALL CLOCK_TEXT_MAX

/* As many of a list as are told. */
static size_t
most(const struct ticket *t, size_t count)
{
	return t->options->verbose || count <= MOST ? count : MOST;
}

static void
more(struct ticket *t, size_t count)
{
	if (most(t, count) < count)
		fprintf(t->out,
		    "- and %zu more: `-v` tells them here, and "
		    "they are in the CSV\n",
		    count - most(t, count));
}

/* ---- the head ----------------------------------------------------------- */

static void
title(struct ticket *t)
{
	const struct report *report = t->report;
	const struct inventory *inv = report->inv;

	own(t, "# Exposure of ");
	if (inv->scope_count == 1)
		text(t, inv->scopes[0].name[0] != '\0' ? inv->scopes[0].name
						       : inv->scopes[0].org);
	else
		number(t, inv->scope_count, "organization", "organizations");
	fprintf(t->out, ": %zu published, %zu needed\n\n", report->published,
	    report->needed_count);
}

static void
covers(struct ticket *t)
{
	const struct inventory *inv = t->report->inv;
	size_t counts[RECORD_KINDS], i;

	for (i = 0; i < inv->scope_count; i++) {
		coverage_count(t->report, inv->scopes[i].org, counts);
		own(t, "- **Covers** ");
		text(t, inv->scopes[i].org);
		if (inv->scopes[i].name[0] != '\0') {
			own(t, ", ");
			text(t, inv->scopes[i].name);
		}
		own(t, ": ");
		number(t, counts[RECORD_NETWORK], "network", "networks");
		own(t, ", ");
		number(t, counts[RECORD_AUTNUM], "AS number", "AS numbers");
		own(t, ", ");
		number(t, counts[RECORD_POC], "POC", "POCs");
		own(t, "\n");
	}
}

static void
missing(struct ticket *t)
{
	size_t count, i;
	struct missing *list = coverage_missing(t->report, &count);

	for (i = 0; i < most(t, count); i++) {
		own(t, "  - ");
		text(t, list[i].org);
		own(t, ", ");
		text(t, list[i].subject);
		own(t, ": ");
		text(t, list[i].reason);
		if (list[i].accepted != NULL) {
			own(t, " (accepted until ");
			moment(t, list[i].accepted->until, DAY);
			own(t, ")");
		}
		own(t, "\n");
	}
	if (most(t, count) < count)
		own(t, "  ");
	more(t, count);
	free(list);
}

static void
complete(struct ticket *t)
{
	own(t,
	    t->report->complete
		? "- **Complete**: yes"
		: "- **INCOMPLETE**: more may be published than is told here");
	own(t, t->report->gaps_accepted > 0 && t->report->complete
		   ? ", but for what is accepted\n"
		   : "\n");
	missing(t);
}

static void
provenance(struct ticket *t)
{
	const struct report *report = t->report;

	own(t, "- **Read** ");
	moment(t, report->run->observed_at, ALL);
	own(t, " from ");
	text(t, report->run->source);
	own(t, "\n- **Authority**: ");
	text(t, report->authority);
	own(t,
	    strcmp(report->authority, "own") == 0 ? " organization\n" : "\n");
	own(t, "- **Judged** ");
	moment(t, report->now, ALL);
	own(t, " by ");
	text(t, report->tool);
	own(t, ", rules ");
	text(t, report->run->rules);
	own(t, report->redacted
		   ? "\n- **Redacted**: tokens stand for people's data\n"
		   : "\n");
}

static void
counts(struct ticket *t)
{
	const struct report *report = t->report;
	size_t n = 0;
	int i;

	own(t, "- **Findings**: ");
	for (i = SEVERITY_CRITICAL; i >= SEVERITY_INFO; i--)
		if (report->open[i] > 0)
			fprintf(t->out, "%s%zu %s", n++ > 0 ? ", " : "",
			    report->open[i], severity_name((enum severity)i));
	own(t, n > 0              ? "\n"
	       : report->complete ? "nothing to mend\n"
				  : "none in what was read\n");
}

static void
needed(struct ticket *t)
{
	const struct report *report = t->report;
	size_t i;

	own(t, "\n## Needed\n\n");
	for (i = 0; i < report->needed_count; i++) {
		fprintf(t->out, "- %s: ", role_name(report->needed[i].role));
		if (report->needed[i].mailbox != NULL)
			text(t, report->needed[i].mailbox);
		else
			own(t, "**none**, no published role mailbox fills it");
		own(t, "\n");
	}
}

/* ---- findings ----------------------------------------------------------- */

static bool
told(const struct ticket *t, const struct finding *f)
{
	return f->severity >= t->least && f->status != STATUS_REMOVED &&
	       strcmp(f->rule->id, "WE000") != 0 &&
	       finding_shown(f, t->options);
}

static void
status_note(struct ticket *t, const struct finding *f)
{
	if (f->status == STATUS_OPEN)
		return;
	fprintf(t->out, " (%s%s", status_name(f->status),
	    f->status == STATUS_ACCEPTED ? " until " : " since ");
	moment(t,
	    f->status == STATUS_ACCEPTED ? f->accepted.until : f->status_since,
	    DAY);
	if (f->status == STATUS_ACCEPTED) {
		own(t, " by ");
		text(t, f->accepted.by);
		own(t, ": ");
		text(t, f->accepted.reason);
	}
	own(t, ")");
}

static void
finding(struct ticket *t, const struct finding *f)
{
	const char *evidence = f->evidence != NULL ? f->evidence : "";

	own(t, "- **");
	own(t, f->rule->title);
	fprintf(t->out, "** (%s) ", f->rule->id);
	if (f->address[0] != '\0' && strstr(evidence, f->address) == NULL) {
		text(t, f->address);
		own(t, ", ");
	}
	if (f->record[0] != '\0' && strstr(evidence, f->record) == NULL) {
		text(t, f->record);
		own(t, evidence[0] != '\0' ? ": " : "");
	}
	text(t, evidence);
	status_note(t, f);
	own(t, "\n");
}

static void
of_severity(struct ticket *t, enum severity severity)
{
	const struct report *report = t->report;
	size_t i, n = 0, count = 0;

	for (i = 0; i < report->finding_count; i++)
		count += report->findings[i].severity == severity &&
			 told(t, &report->findings[i]);
	if (count == 0)
		return;
	fprintf(t->out, "\n## %c%s (%zu)\n\n",
	    severity_name(severity)[0] - 'a' + 'A', severity_name(severity) + 1,
	    count);
	for (i = 0; i < report->finding_count && n < most(t, count); i++)
		if (report->findings[i].severity == severity &&
		    told(t, &report->findings[i])) {
			finding(t, &report->findings[i]);
			n++;
		}
	more(t, count);
}

/* ---- what to do --------------------------------------------------------- */

static bool
to_do(const struct ticket *t, const struct finding *f)
{
	return told(t, f) && f->status != STATUS_ACCEPTED &&
	       f->severity > SEVERITY_INFO;
}

static void
task(struct ticket *t, const struct finding *f, const char *action)
{
	fprintf(t->out, "- [ ] **%s**: ", severity_name(f->severity));
	text(t, action);
	fprintf(t->out, " (%s", f->rule->id);
	if (strcmp(f->fixable_by, "owner") != 0)
		own(t, strcmp(f->fixable_by, "arin") == 0
			   ? ", by a ticket to ARIN"
			   : ", by your upstream");
	own(t, ")\n");
	strings_add_unique(&t->asked, f->rule->id);
}

static int
worst_first(const void *a, const void *b)
{
	const struct finding *const *x = a, *const *y = b;

	if ((*x)->severity != (*y)->severity)
		return (*x)->severity > (*y)->severity ? -1 : 1;
	return (*x < *y) ? -1 : *x > *y; /* as they stand in the report */
}

/* What is to be done for several findings is one task. */
static void
tasks(struct ticket *t)
{
	const struct report *report = t->report;
	const struct finding **list =
	    xcalloc(report->finding_count + 1, sizeof(*list));
	struct strings actions = {0};
	size_t i, n = 0, shown = 0;
	char *action;

	for (i = 0; i < report->finding_count; i++)
		if (to_do(t, &report->findings[i]))
			list[n++] = &report->findings[i];
	qsort(list, n, sizeof(*list), worst_first);
	for (i = 0; i < n && (shown < MOST || t->options->verbose); i++) {
		action = rule_action(list[i]->rule, list[i]);
		if (action[0] != '\0' && strings_add_unique(&actions, action)) {
			own(t, shown++ == 0 ? "\n## To do\n\n" : "");
			task(t, list[i], action);
		}
		free(action);
	}
	if (i < n)
		fprintf(t->out,
		    "- what the other %zu findings need: `-v` "
		    "tells it here, and it is in the CSV\n",
		    n - i);
	strings_clear(&actions);
	free(list);
}

static void
steps(struct ticket *t)
{
	char *remedy;
	size_t i, n = 0;

	for (i = 0; i < rule_count; i++) {
		if (!strings_contain(&t->asked, rules[i].id))
			continue;
		own(t, n++ == 0 ? "\n## How to do it\n\n" : "");
		remedy = rule_remedy(&rules[i], NULL);
		fprintf(t->out, "- **%s** ", rules[i].id);
		text(t, remedy);
		own(t, "\n");
		free(remedy);
	}
}

/* ---- the end ------------------------------------------------------------ */

static void
removed(struct ticket *t)
{
	const struct report *report = t->report;
	size_t i, n = 0, count = 0;
	const struct finding *f;

	for (i = 0; i < report->finding_count; i++)
		count += report->findings[i].status == STATUS_REMOVED &&
			 finding_shown(&report->findings[i], t->options);
	if (count == 0)
		return;
	own(t, "\n## No longer found\n\nRemoved is not un-exposed: copies, "
	       "mirrors and old bulk files remain.\n\n");
	for (i = 0; i < report->finding_count && n < most(t, count); i++) {
		f = &report->findings[i];
		if (f->status != STATUS_REMOVED ||
		    !finding_shown(f, t->options))
			continue;
		fprintf(t->out, "- %s ", f->rule->id);
		text(t, f->address[0] != '\0' ? f->address : f->org);
		own(t, ", ");
		text(t, f->record);
		own(t, ", ");
		moment(t, f->status_since, DAY);
		own(t, "\n");
		n++;
	}
	more(t, count);
}

static void
closing(struct ticket *t)
{
	size_t i, count;
	const char **list = coverage_not_asked(t->report->inv, &count);

	own(t, "\n## Not asked\n\n");
	for (i = 0; i < count; i++) {
		own(t, "- ");
		text(t, list[i]);
		own(t, "\n");
	}
	own(t, "\nTerms of use: ");
	text(t, t->report->terms);
	own(t, "\n");
	free(list);
}

int
format_markdown(const struct report *report,
    const struct format_options *options, FILE *out)
{
	struct ticket t = {
	    .out = out,
	    .report = report,
	    .options = options,
	    .least = options->min_severity,
	};
	int i;

	if (!options->verbose && t.least < SEVERITY_LOW)
		t.least = SEVERITY_LOW;
	title(&t);
	covers(&t);
	complete(&t);
	provenance(&t);
	counts(&t);
	needed(&t);
	tasks(&t);
	for (i = SEVERITY_CRITICAL; i >= SEVERITY_INFO; i--)
		of_severity(&t, (enum severity)i);
	steps(&t);
	removed(&t);
	closing(&t);
	buf_clear(&t.text);
	strings_clear(&t.asked);
	return ferror(out) ? -1 : 0;
}
