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
#include "rdap/alloc.h"
#include "table.h"
#include "ticket.h"

/* ---- the head ----------------------------------------------------------- */

static void
title(struct ticket *t)
{
	const struct report *report = t->report;
	const struct inventory *inv = report->inv;

	ticket_own(t, "# Exposure of ");
	if (inv->scope_count == 1)
		ticket_text(t, inv->scopes[0].name[0] != '\0'
				   ? inv->scopes[0].name
				   : inv->scopes[0].org);
	else
		ticket_count(
		    t, inv->scope_count, "organization", "organizations");
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
		ticket_own(t, "- **Covers** ");
		ticket_text(t, inv->scopes[i].org);
		if (inv->scopes[i].name[0] != '\0') {
			ticket_own(t, ", ");
			ticket_text(t, inv->scopes[i].name);
		}
		ticket_own(t, ": ");
		ticket_count(t, counts[RECORD_NETWORK], "network", "networks");
		ticket_own(t, ", ");
		ticket_count(
		    t, counts[RECORD_AUTNUM], "AS number", "AS numbers");
		ticket_own(t, ", ");
		ticket_count(t, counts[RECORD_POC], "POC", "POCs");
		ticket_own(t, "\n");
	}
}

static void
missing(struct ticket *t)
{
	size_t count, i;
	struct missing *list = coverage_missing(t->report, &count);

	for (i = 0; i < ticket_most(t, count); i++) {
		ticket_own(t, "  - ");
		ticket_text(t, list[i].org);
		ticket_own(t, ", ");
		ticket_text(t, list[i].subject);
		ticket_own(t, ": ");
		ticket_text(t, list[i].reason);
		if (list[i].accepted != NULL) {
			ticket_own(t, " (accepted until ");
			ticket_moment(t, list[i].accepted->until, TICKET_DAY);
			ticket_own(t, ")");
		}
		ticket_own(t, "\n");
	}
	if (ticket_most(t, count) < count)
		ticket_own(t, "  ");
	ticket_more(t, count);
	free(list);
}

static void
complete(struct ticket *t)
{
	ticket_own(t,
	    t->report->complete
		? "- **Complete**: yes"
		: "- **INCOMPLETE**: more may be published than is told here");
	ticket_own(t, t->report->gaps_accepted > 0 && t->report->complete
			  ? ", but for what is accepted\n"
			  : "\n");
	missing(t);
}

static void
provenance(struct ticket *t)
{
	const struct report *report = t->report;

	ticket_own(t, "- **Read** ");
	ticket_moment(t, report->run->observed_at, TICKET_ALL);
	ticket_own(t, " from ");
	ticket_text(t, report->run->source);
	ticket_own(t, "\n- **Authority**: ");
	ticket_text(t, report->authority);
	ticket_own(t,
	    strcmp(report->authority, "own") == 0 ? " organization\n" : "\n");
	ticket_own(t, "- **Judged** ");
	ticket_moment(t, report->now, TICKET_ALL);
	ticket_own(t, " by ");
	ticket_text(t, report->tool);
	ticket_own(t, ", rules ");
	ticket_text(t, report->run->rules);
	ticket_own(t, report->redacted
			  ? "\n- **Redacted**: tokens stand for people's data\n"
			  : "\n");
}

static void
suggested(struct ticket *t)
{
	struct strings seen = {0};
	size_t i, most;

	coverage_domains_seen(t->report->inv, &seen);
	most = ticket_most(t, seen.count);
	for (i = 0; i < most; i++) {
		ticket_own(t, i == 0 ? "- **Seen** on your POCs: " : ", ");
		ticket_text(t, seen.items[i]);
	}
	if (most < seen.count)
		fprintf(t->out, " and %zu more", seen.count - most);
	if (most > 0)
		ticket_own(t, "; if yours, declare with `--domain`\n");
	strings_clear(&seen);
}

static void
counts(struct ticket *t)
{
	const struct report *report = t->report;
	size_t n = 0;
	int i;

	ticket_own(t, "- **Findings**: ");
	for (i = SEVERITY_CRITICAL; i >= SEVERITY_INFO; i--)
		if (report->open[i] > 0)
			fprintf(t->out, "%s%zu %s", n++ > 0 ? ", " : "",
			    report->open[i], severity_name((enum severity)i));
	ticket_own(t, n > 0              ? ""
		      : report->complete ? "nothing to mend"
					 : "none in what was read");
	n = findings_left_out(report, t->options, t->least);
	if (n > 0)
		fprintf(t->out, "; %zu of another status left out", n);
	ticket_own(t, "\n");
}

static void
needed(struct ticket *t)
{
	const struct report *report = t->report;
	size_t i;

	ticket_own(t, "\n## Needed\n\n");
	for (i = 0; i < report->needed_count; i++) {
		fprintf(t->out, "- %s: ", role_name(report->needed[i].role));
		if (report->needed[i].mailbox != NULL)
			ticket_text(t, report->needed[i].mailbox);
		else
			ticket_own(
			    t, "**none**, no published role mailbox fills it");
		ticket_own(t, "\n");
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
	ticket_moment(t,
	    f->status == STATUS_ACCEPTED ? f->accepted.until : f->status_since,
	    TICKET_DAY);
	if (f->status == STATUS_ACCEPTED) {
		ticket_own(t, " by ");
		ticket_text(t, f->accepted.by);
		ticket_own(t, ": ");
		ticket_text(t, f->accepted.reason);
	}
	ticket_own(t, ")");
}

static void
finding(struct ticket *t, const struct finding *f)
{
	const char *evidence = f->evidence != NULL ? f->evidence : "";

	ticket_own(t, "- **");
	ticket_own(t, f->rule->title);
	fprintf(t->out, "** (%s) ", f->rule->id);
	if (f->address[0] != '\0' && strstr(evidence, f->address) == NULL) {
		ticket_text(t, f->address);
		ticket_own(t, ", ");
	}
	if (f->record[0] != '\0' && strstr(evidence, f->record) == NULL) {
		ticket_text(t, f->record);
		ticket_own(t, evidence[0] != '\0' ? ": " : "");
	}
	ticket_text(t, evidence);
	status_note(t, f);
	ticket_own(t, "\n");
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
	for (i = 0; i < report->finding_count && n < ticket_most(t, count); i++)
		if (report->findings[i].severity == severity &&
		    told(t, &report->findings[i])) {
			finding(t, &report->findings[i]);
			n++;
		}
	ticket_more(t, count);
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
	ticket_text(t, action);
	fprintf(t->out, " (%s", f->rule->id);
	if (strcmp(f->fixable_by, "owner") != 0)
		ticket_own(t, strcmp(f->fixable_by, "arin") == 0
				  ? ", by a ticket to ARIN"
				  : ", by your upstream");
	ticket_own(t, ")\n");
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
	for (i = 0; i < n && (shown < TICKET_MOST || t->options->verbose);
	     i++) {
		action = rule_action(list[i]->rule, list[i]);
		if (action[0] != '\0' && strings_add_unique(&actions, action)) {
			ticket_own(t, shown++ == 0 ? "\n## To do\n\n" : "");
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
		ticket_own(t, n++ == 0 ? "\n## How to do it\n\n" : "");
		remedy = rule_remedy(&rules[i], NULL);
		fprintf(t->out, "- **%s** ", rules[i].id);
		ticket_text(t, remedy);
		ticket_own(t, "\n");
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
	ticket_own(t,
	    "\n## No longer found\n\nRemoved is not un-exposed: copies, "
	    "mirrors and old bulk files remain.\n\n");
	for (i = 0; i < report->finding_count && n < ticket_most(t, count);
	     i++) {
		f = &report->findings[i];
		if (f->status != STATUS_REMOVED ||
		    !finding_shown(f, t->options))
			continue;
		fprintf(t->out, "- %s ", f->rule->id);
		ticket_text(t, f->address[0] != '\0' ? f->address : f->org);
		ticket_own(t, ", ");
		ticket_text(t, f->record);
		ticket_own(t, ", ");
		ticket_moment(t, f->status_since, TICKET_DAY);
		ticket_own(t, "\n");
		n++;
	}
	ticket_more(t, count);
}

static void
closing(struct ticket *t)
{
	size_t i, count;
	const char **list = coverage_not_asked(t->report->inv, &count);

	ticket_own(t, "\n## Not asked\n\n");
	for (i = 0; i < count; i++) {
		ticket_own(t, "- ");
		ticket_text(t, list[i]);
		ticket_own(t, "\n");
	}
	ticket_own(t, "\nTerms of use: ");
	ticket_text(t, t->report->terms);
	ticket_own(t, "\n");
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
	suggested(&t);
	counts(&t);
	needed(&t);
	ticket_changes(&t);
	tasks(&t);
	for (i = SEVERITY_CRITICAL; i >= SEVERITY_INFO; i--)
		of_severity(&t, (enum severity)i);
	steps(&t);
	removed(&t);
	closing(&t);
	ticket_clear(&t);
	return ferror(out) ? -1 : 0;
}
