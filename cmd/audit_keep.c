#include <stdio.h>
#include <stdlib.h>

#include "audit.h"
#include "deliver.h"
#include "past.h"
#include "rdap/clock.h"
#include "reports/changes.h"
#include "reports/coverage.h"
#include "retention.h"

/* A run is as old as the oldest answer it rests on. */
static int64_t
oldest_answer(const struct inventory *inv, int64_t now)
{
	int64_t oldest = now;
	size_t i;

	for (i = 0; i < inv->answer_count; i++)
		if (inv->answers[i].time != CLOCK_NONE &&
		    inv->answers[i].time < oldest)
			oldest = inv->answers[i].time;
	return oldest;
}

/* A clock that is ahead of every server's is not the one to date it by. */
void
audit_date(struct audit *a, int64_t observed_at)
{
	if (!strings_contain(&a->options->given, "now"))
		a->ahead = clock_ahead(&a->inv);
	a->run.observed_at = observed_at - a->ahead;
	a->run.finished = a->options->now - a->ahead;
}

bool
audit_absent(const struct audit *a)
{
	size_t i;

	for (i = 0; i < a->inv.scope_count; i++)
		if (a->inv.scopes[i].state == SCOPE_ABSENT)
			return true;
	return false;
}

static int
judge(struct audit *a, struct error *err)
{
	struct run loaded = {0};
	int result;

	result = store_load(a->store, &a->orgs, &a->known, &loaded, err);
	run_clear(&loaded);
	if (result == -1 || store_findings_load(a->store, &a->orgs, &a->kept,
				&a->kept_count, err) == -1)
		return -1;
	judging_orgs(&a->judging, a->options, &a->orgs);
	a->report = assess(&a->known, &a->run, a->kept, a->kept_count,
	    &a->judging.how, a->options->now);
	for (size_t i = 0; i < SEVERITY_COUNT; i++)
		a->run.findings[i] = (unsigned)a->report->open[i];
	a->run.published = (unsigned)a->report->published;
	return 0;
}

/* `before`: a run, 0 for none, or -1. */
static int
compare_with(struct audit *a, int64_t before, struct error *err)
{
	const struct options *o = a->options;

	changes_free(a->changes);
	stored_clear(&a->earlier);
	a->changes = NULL;
	a->report->changes = NULL;
	a->earlier =
	    (struct stored){.findings_only = !o->changes_only && !o->cron};
	if (before <= 0)
		return (int)before;
	a->changes = past_compare(
	    &a->earlier, a->store, o, before, &a->orgs, a->report, err);
	return a->changes != NULL ? 0 : -1;
}

/*
 * What changed since the last complete run; for mail, since any that was told,
 * so that each change is told once.
 */
static int
compare(struct audit *a, struct error *err)
{
	int64_t complete, told;

	if (!past_wanted(a->options))
		return 0;
	complete = past_complete(a->store, a->run.id, &a->orgs, err);
	if (compare_with(a, complete, err) == -1)
		return -1;
	a->worst_new = changes_worst(a->changes);
	if (!a->options->cron)
		return 0;
	told = past_told(a->store, a->run.id, err);
	if (told != complete && compare_with(a, told, err) == -1)
		return -1;
	if (a->changes != NULL) {
		changes_remind(a->changes);
		changes_drop_unseen(a->changes);
	}
	return 0;
}

static int
keep_findings(struct audit *a, struct error *err)
{
	struct kept_finding *findings;
	struct strings ended = {0};
	size_t count, i;
	int result;

	findings = report_findings(a->report, &count);
	report_ended(a->report, a->kept, a->kept_count, &ended);
	result = store_findings_put(a->store, a->run.id, findings, count, err);
	if (result == 0)
		result = store_findings_end(a->store, &ended, err);
	strings_clear(&ended);
	for (i = 0; i < count; i++)
		kept_finding_clear(&findings[i]);
	free(findings);
	return result;
}

/* What was superseded too long ago, before this run is judged. */
static int
prune(struct audit *a, struct error *err)
{
	size_t copies = 0;

	/* The clock was behind the newest run: the next one may. */
	if (a->dated_anew != 0)
		return 0;
	if (retention_suspect(a->store, a->options, a->run.id, &a->inv,
		&a->suspect, err) == -1)
		return -1;
	if (a->suspect == NULL) {
		if (store_prune(a->store, retention_before(a->options),
			&a->erased, err) == -1)
			return -1;
		return erased_any(&a->erased)
			   ? store_drop_copies(a->store, &copies, err)
			   : 0;
	}
	/* A time that was given is told of only where that matters. */
	if (strings_contain(&a->options->given, "now"))
		return store_superseded(
		    a->store, retention_before(a->options), &a->withheld, err);
	a->withheld = true;
	return 0;
}

/* What another clock said, while this one is right, is put right: nothing would
 * change in the eyes of a later run before that moment came. */
static int
date_anew(struct audit *a, struct error *err)
{
	if (strings_contain(&a->options->given, "now") || !clock_sure(&a->inv))
		return 0;
	return store_date_anew(
	    a->store, a->run.id, a->options->now, &a->dated_anew, err);
}

/* News is as good as lost until it is told. */
static int
owe_news(struct audit *a, struct error *err)
{
	a->owed =
	    a->options->cron && a->changes != NULL && changes_any(a->changes);
	return a->owed ? store_run_output(a->store, a->run.id, -1, err) : 0;
}

/*
 * Facts, findings and the end of the run, all or nothing. The run ends twice:
 * its newest end is what a load shows, and only the judgement says with which
 * status it ended.
 */
int
audit_keep(struct audit *a, struct error *err)
{
	audit_date(a, oldest_answer(&a->inv, a->options->now));
	a->run.complete =
	    coverage_settled(&a->inv, &a->judging.acceptances, a->options->now);
	if (store_begin(a->store, err) == -1)
		return -1;
	if (date_anew(a, err) == -1 ||
	    store_facts_put(
		a->store, a->run.id, &a->inv, a->run.observed_at, err) == -1 ||
	    store_run_end(a->store, &a->run, err) == -1 ||
	    prune(a, err) == -1 || judge(a, err) == -1 ||
	    compare(a, err) == -1 || keep_findings(a, err) == -1)
		goto fail;
	a->run.complete = a->report->complete;
	a->run.exit_status = audit_absent(a) ? ERROR_NO_ORG
					     : deliver_status(a->report,
						   a->worst_new, a->options);
	if (store_run_end(a->store, &a->run, err) == -1 ||
	    owe_news(a, err) == -1 || store_commit(a->store, err) == -1)
		goto fail;
	return 0;
fail:
	store_rollback(a->store);
	return -1;
}

/* The run is stored: what cannot be done here is told and done next time. */
void
audit_compact(struct audit *a)
{
	struct error why = {0};

	if (a->withheld)
		fprintf(stderr,
		    "whoexposed: %s; nothing was erased that the retention "
		    "period is over for%s\n",
		    a->suspect,
		    a->ahead != 0 ? ", and the run is dated by the server's"
				  : "");
	if (a->dated_anew != 0)
		fprintf(stderr,
		    "whoexposed: the clock was ahead when %lld run%s %s made; "
		    "what is dated later than now is dated now, and nothing "
		    "was erased\n",
		    (long long)a->dated_anew, a->dated_anew == 1 ? "" : "s",
		    a->dated_anew == 1 ? "was" : "were");
	if (erased_any(&a->erased) && store_compact(a->store, &why) == -1)
		fprintf(stderr,
		    "whoexposed: %s; what was erased may have left traces in "
		    "the file until \"whoexposed prune\" is done\n",
		    why.text);
}
