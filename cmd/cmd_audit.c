/*
 * audit: ask, keep, judge, tell.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "authority.h"
#include "budget.h"
#include "command.h"
#include "deliver.h"
#include "ended.h"
#include "estimate.h"
#include "interrupt.h"
#include "judging.h"
#include "jitter.h"
#include "owners.h"
#include "past.h"
#include "past_runs.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "rdap/recording.h"
#include "rdap/spool.h"
#include "rdap/withheld.h"
#include "registries.h"
#include "reports/assess.h"
#include "reports/changes.h"
#include "reports/coverage.h"
#include "reports/redact_recording.h"
#include "retention.h"
#include "status.h"
#include "welcome.h"
#include "wire.h"

struct audit {
	const struct options *options;
	struct options late; /* the same after a wait; borrows all of it */
	struct strings orgs; /* handles */
	struct progress *progress;
	struct transport *wire;
	struct dns *dns; /* or NULL */
	struct store *store;
	struct budget budget;
	struct budget counted; /* of a word that is no organization */
	int lock;              /* or -1 */
	int waiting;           /* jitter.h's, likewise */
	bool begun;            /* what follows is told in the status file */
	bool stored;           /* the report is of facts that were stored */
	struct run run;
	struct known_poc *pocs; /* that earlier runs saw */
	size_t poc_count;
	struct inventory inv;   /* what this run saw */
	struct inventory known; /* united with what was known */
	struct kept_finding *kept;
	size_t kept_count;
	char *cache; /* directory for downloads, or NULL */
	struct judging judging;
	struct report *report;
	struct stored earlier;   /* what it is compared with */
	struct changes *changes; /* or NULL */
	struct erased erased;    /* superseded, as the retention says */
	char *suspect;           /* why the clock is not believed, or NULL */
	int64_t ahead;           /* of every server's, seconds; 0: it is not */
	int64_t dated_anew;      /* runs that were in the future */
	bool withheld;           /* and that is to be told */
	struct past_runs runs;
};

static void
audit_clear(struct audit *a)
{
	size_t i;

	free(a->suspect);
	changes_free(a->changes);
	stored_clear(&a->earlier);
	report_free(a->report);
	past_runs_clear(&a->runs);
	judging_clear(&a->judging);
	free(a->cache);
	for (i = 0; i < a->kept_count; i++)
		kept_finding_clear(&a->kept[i]);
	free(a->kept);
	for (i = 0; i < a->poc_count; i++)
		known_poc_clear(&a->pocs[i]);
	free(a->pocs);
	inventory_clear(&a->known);
	inventory_clear(&a->inv);
	run_clear(&a->run);
	store_close(a->store);
	if (a->lock != -1)
		close(a->lock);
	dns_free(a->dns);
	if (a->waiting != -1)
		close(a->waiting);
	transport_free(a->wire);
	budget_close(&a->counted);
	progress_free(a->progress);
	strings_clear(&a->orgs);
}

/*
 * `word` is no organization: say whose it is, so that the next try is right.
 */
static int
name_owner(struct audit *a, const char *word, struct error *err)
{
	if (a->wire == NULL && wire_counted(&a->counted, a->options, err) == 0)
		a->wire = wire_open(a->options, a->progress, &a->counted, err);
	if (a->wire == NULL ||
	    owners_print(stderr, a->options, word, a->wire, err) == -1)
		return -1;
	return error_set(err, ERROR_USAGE,
	    "\"%s\" is no organization; audit the one it belongs to", word);
}

static int
parse_orgs(struct audit *a, struct error *err)
{
	const struct strings *words = &a->options->operands;
	struct term term;
	size_t i;

	if (words->count == 0)
		words = &a->options->orgs;
	if (words->count == 0)
		return error_set(err, ERROR_USAGE,
		    "audit: expected ORG...: the configuration names no "
		    "organization either; \"whoexposed init TERM\" writes one");
	for (i = 0; i < words->count; i++) {
		if (term_parse(words->items[i], &term, err) == -1)
			return error_prefix(err, "audit");
		if (term.kind != TERM_HANDLE)
			return a->options->dry_run
				   ? error_set(err, ERROR_USAGE,
					 "\"%s\" is no organization; "
					 "\"whoexposed find "
					 "%s\" names it",
					 words->items[i], words->items[i])
				   : name_owner(a, words->items[i], err);
		strings_add_unique(&a->orgs, term.handle);
	}
	return 0;
}

static void
on_asking(void *arg, const struct query *query, size_t number, size_t planned)
{
	struct audit *a = arg;

	progress_asking(a->progress, number, planned, query->why);
}

static int
on_answered(void *arg, const struct answer *answer, struct error *err)
{
	struct audit *a = arg;

	a->run.queries[answer->verdict]++;
	if (a->budget.error.code != ERROR_NONE)
		return error_set(
		    err, a->budget.error.code, "%s", a->budget.error.text);
	return store_answer_add(a->store, a->run.id, answer, err);
}

static struct enumerate_options
enumerate_options(struct audit *a)
{
	return (struct enumerate_options){
	    .base = a->options->rdap_url,
	    .orgs = &a->orgs,
	    .domains = &a->options->domains,
	    .shared_domains = &a->options->shared_domains,
	    .all_searched = a->options->domain_is_own,
	    .irr = a->options->irr ? a->options->irr_url : NULL,
	    .dns = a->dns,
	    .dns_off = options_dns_off(a->options),
	    .whois = options_whois(a->options),
	    .stats = options_stats(a->options),
	    .cache = a->cache,
	    .cross_check = a->options->cross_check,
	    .reassignments = a->options->reassignments,
	    .plan = a->options->plan,
	    .known = a->pocs,
	    .known_count = a->poc_count,
	    .asking = on_asking,
	    .answered = on_answered,
	    .arg = a,
	};
}

static int
dry_run(struct audit *a)
{
	struct enumerate_options how;
	struct strings lines = {0};
	size_t i;

	a->dns = wire_dns(a->options, a->progress, NULL);
	how = enumerate_options(a);

	enumerate_plan(&how, &lines);
	for (i = 0; i < lines.count; i++)
		puts(lines.items[i]);
	strings_clear(&lines);
	estimate_print(stdout, a->options, &a->orgs);
	return 0;
}

/* The time to judge by is when it begins. */
static int
wait_for_it(struct audit *a, struct error *err)
{
	int64_t waited = jitter_wait(a->options, &a->waiting, err);

	if (waited == -1)
		return -1;
	a->late = *a->options;
	if (!strings_contain(&a->options->given, "now"))
		a->late.now += waited;
	a->options = &a->late;
	return 0;
}

static int
open_store(struct audit *a, struct error *err)
{
	const char *path = a->options->database;

	if (strcmp(path, ":memory:") != 0)
		a->lock = store_lock(path, err);
	if (err->code == ERROR_NONE)
		a->store = store_open(path, STORE_WRITE, err);
	/* Where another one is at work, it will tell. */
	a->begun = err->code != ERROR_TRY_AGAIN;
	return err->code == ERROR_NONE ? 0 : -1;
}

static int
open_wire(struct audit *a, struct error *err)
{
	const struct options *o = a->options;
	size_t found;

	a->budget.store = a->store;
	a->budget.max_per_day = o->max_per_day;
	if (o->replay == NULL &&
	    budget_check(&a->budget, o->rdap_url, err) == -1) {
		wire_expire(o, a->progress);
		return -1;
	}
	a->wire = wire_open_audit(o, a->progress, &a->budget, &found, err);
	if (a->wire == NULL)
		return -1;
	if (o->resume && found == 0)
		progress_notice(
		    a->progress, "nothing to resume; this audit begins anew");
	return 0;
}

static void
run_init(struct audit *a)
{
	struct run *run = &a->run;

	run->started = a->options->now;
	run->finished = CLOCK_NONE;
	run->observed_at = a->options->now;
	run->scope = strings_join(&a->orgs, ";");
	run->tool = xstrdup("whoexposed " VERSION);
	run->rules = xstrdup(RULES_VERSION);
	run->source = a->options->replay == NULL
			  ? xstrdup(a->options->rdap_url)
			  : xasprintf("replay of %s", a->options->replay);
	run->exit_status = -1;
}

/* Is it a week since any of them was compared with the second view? */
static int
cross_check_due(struct audit *a, bool *due, struct error *err)
{
	int64_t when;
	size_t i;

	*due = false;
	for (i = 0; i < a->orgs.count; i++) {
		if (store_checked(a->store, a->orgs.items[i], &when, err) == -1)
			return -1;
		/* A clock that was ahead once puts nothing off. */
		*due |= when == CLOCK_NONE || when > a->options->now ||
			a->options->now - when >= 7 * 86400;
	}
	return 0;
}

/* What is wrong with the resolvers is no gap, but told. */
static void
note_resolver(struct audit *a)
{
	const char *trouble = dns_trouble(a->dns);
	size_t i;

	for (i = 0; *trouble != '\0' && i < a->orgs.count; i++)
		inventory_add_note(
		    &a->inv, a->orgs.items[i], "DNS", "%s", trouble);
}

static int
ask(struct audit *a, struct error *err)
{
	struct enumerate_options how;

	run_init(a);
	if (store_known_pocs(
		a->store, &a->orgs, &a->pocs, &a->poc_count, err) == -1)
		return -1;
	a->dns = wire_dns(a->options, a->progress, a->wire);
	how = enumerate_options(a);
	how.cache = a->cache = wire_cache(a->options);
	a->run.id = store_run_begin(a->store, &a->run, err);
	if (a->run.id == -1 ||
	    cross_check_due(a, &how.cross_check_due, err) == -1 ||
	    enumerate(&how, a->wire, &a->inv, err) == -1)
		return -1;
	registries_note(&a->inv, a->options);
	note_resolver(a);
	if (interrupted != 0)
		return error_set(err, ERROR_TRY_AGAIN,
		    "interrupted; what was known before is as it was");
	if (a->options->record != NULL)
		return a->options->redact ? withheld_error(a->wire, err)
					  : recording_error(a->wire, err);
	return 0;
}

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
static void
date_run(struct audit *a, int64_t observed_at)
{
	if (!strings_contain(&a->options->given, "now"))
		a->ahead = clock_ahead(&a->inv);
	a->run.observed_at = observed_at - a->ahead;
	a->run.finished = a->options->now - a->ahead;
}

static bool
any_absent(const struct inventory *inv)
{
	size_t i;

	for (i = 0; i < inv->scope_count; i++)
		if (inv->scopes[i].state == SCOPE_ABSENT)
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

/*
 * What changed since the last complete run; for mail, since any, so that each
 * change is told once.
 */
static int
compare(struct audit *a, struct error *err)
{
	const struct options *o = a->options;
	int64_t before;

	if (!past_wanted(o))
		return 0;
	before = o->cron ? past_before(a->store, a->run.id, err)
			 : past_complete(a->store, a->run.id, &a->orgs, err);
	if (before <= 0)
		return (int)before;
	a->earlier.findings_only = !o->changes_only && !o->cron;
	a->changes = past_compare(
	    &a->earlier, a->store, o, before, &a->orgs, a->report, err);
	if (a->changes == NULL)
		return -1;
	if (o->cron) {
		changes_remind(a->changes);
		changes_drop(a->changes, CHANGE_UNKNOWN);
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

/*
 * Facts, findings and the end of the run, all or nothing. The run ends twice:
 * its newest end is what a load shows, and only the judgement says with which
 * status it ended.
 */
static int
keep(struct audit *a, struct error *err)
{
	date_run(a, oldest_answer(&a->inv, a->options->now));
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
	a->run.exit_status = any_absent(&a->inv)
				 ? ERROR_NO_ORG
				 : deliver_status(a->report, a->options);
	if (store_run_end(a->store, &a->run, err) == -1 ||
	    store_commit(a->store, err) == -1)
		goto fail;
	return 0;
fail:
	store_rollback(a->store);
	return -1;
}

/* The run is stored: what cannot be done here is told and done next time. */
static void
compact(struct audit *a)
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

/* Renamed or merged: where it had a network, the registry tells whose that is
 * now. NULL when none is known. */
static const struct record *
held_before(const struct audit *a, const char *org)
{
	for (size_t i = 0; i < a->known.record_count; i++) {
		const struct record *r = &a->known.records[i];

		if (r->kind == RECORD_NETWORK && strcmp(r->org, org) == 0)
			return r;
	}
	return NULL;
}

static int
absent(const struct audit *a, const struct scope *scope, struct error *err)
{
	const struct record *r = held_before(a, scope->org);

	if (r == NULL)
		return error_set(
		    err, ERROR_NO_ORG, "%s: %s", scope->org, scope->reason);
	return error_set(err, ERROR_NO_ORG,
	    "%s: %s; \"whoexposed find %.*s\" tells who has its %s now",
	    scope->org, scope->reason, (int)strcspn(r->range, " "), r->range,
	    r->handle);
}

/* The first organization that is none, or could not be read, in words. */
static int
blame(struct audit *a, int code, struct error *err)
{
	const struct scope *scope;
	size_t i;

	for (i = 0; i < a->inv.scope_count; i++) {
		scope = &a->inv.scopes[i];
		if (scope->state == SCOPE_READ ||
		    (code == ERROR_NO_ORG && scope->state != SCOPE_ABSENT))
			continue;
		if (scope->state == SCOPE_ABSENT)
			return absent(a, scope, err);
		return error_set(
		    err, code, "%s: %s", scope->org, scope->reason);
	}
	return error_set(err, code, "nothing could be read");
}

/* A run that ended without facts: only that, and how. */
static int
end_without_facts(struct audit *a, int status, struct error *err)
{
	date_run(a, a->run.observed_at);
	a->run.exit_status = status;
	return store_run_end(a->store, &a->run, err);
}

/* Was something not asked that another run may ask? */
static bool
cut_off(const struct audit *a)
{
	size_t i;

	if (inventory_complete(&a->inv))
		return false;
	for (i = 0; i < a->inv.answer_count; i++)
		if (a->inv.answers[i].fault == ERROR_TRY_AGAIN)
			return true;
	return a->wire->spent(a->wire);
}

/* The run is over: the spool goes, unless there is something to resume (only
 * an empty directory can be deleted so). */
static void
end_spool(struct audit *a)
{
	char *dir = wire_spool(a->options);

	if (dir == NULL)
		return;
	if (!cut_off(a)) {
		if (!spool_remove(dir))
			fprintf(
			    stderr, "whoexposed: %s: cannot be deleted\n", dir);
	} else if (rmdir(dir) == -1 && !a->options->quiet) {
		fputs("whoexposed: not all was asked; within six hours "
		      "--resume goes on from here\n",
		    stderr);
	}
	free(dir);
}

/* A handle that turned out to be a POC's or a customer's, or NULL. */
static const char *
other_handle(const struct inventory *inv)
{
	size_t i;

	for (i = 0; i < inv->scope_count; i++)
		if (inv->scopes[i].state == SCOPE_OTHER)
			return inv->scopes[i].org;
	return NULL;
}

/* Does this run cover every organization of the store? */
static bool
all_stored(struct audit *a)
{
	struct run *runs = NULL;
	struct strings handles = {0};
	size_t count = 0, i;
	bool all = store_runs(a->store, &runs, &count, NULL) == 0;

	for (i = 0; i < count; i++) {
		strings_split(&handles, runs[i].scope, ';');
		run_clear(&runs[i]);
	}
	free(runs);
	for (i = 0; i < handles.count && all; i++)
		all = strings_contain(&a->orgs, handles.items[i]);
	strings_clear(&handles);
	return all;
}

/* The recording that was withheld until now, so that tokens in it are the
 * report's. */
static int
record_redacted(struct audit *a, struct error *err)
{
	struct redact_recording how = {
	    .irr_url = a->options->irr_url,
	    .stats_url = a->options->stats_url,
	};
	int result;

	if (a->options->record == NULL || !a->options->redact)
		return 0;
	result = redact_recording(
	    a->report, &a->known, a->judging.key, a->wire, &how, err);
	if (result == 0 && how.withheld > 0)
		fprintf(stderr,
		    "whoexposed: %s: %zu answers are left out, since they "
		    "cannot be redacted; a replay counts them as failed (%s)\n",
		    a->options->record, how.withheld, how.first);
	free(how.first);
	return result;
}

static int
tell(struct audit *a, struct error *err)
{
	if (a->changes != NULL)
		changes_narrow(
		    a->changes, a->options->min_severity, a->options->statuses);
	if (a->options->changes_only)
		return deliver_news(a->report, a->options, err);
	return deliver(a->report, a->options, err);
}

static int
audit(struct audit *a, struct error *err)
{
	const char *other;
	int fault;

	if (parse_orgs(a, err) == -1 ||
	    judging_open(&a->judging, a->options, err) == -1 ||
	    authority_check(a->options, &a->orgs, err) == -1)
		return err->code;
	if (a->options->dry_run)
		return dry_run(a);
	welcome(a->options, &a->orgs);
	if (wait_for_it(a, err) == -1 || open_store(a, err) == -1)
		return err->code;
	if (open_wire(a, err) == -1)
		return err->code;
	if (ask(a, err) == -1) {
		if (a->run.id > 0)
			end_without_facts(a,
			    interrupted != 0 ? 128 + interrupted : err->code,
			    err);
		return err->code;
	}
	progress_wipe(a->progress);
	other = other_handle(&a->inv);
	if (other != NULL) {
		end_spool(a);
		if (end_without_facts(a, ERROR_USAGE, err) == 0)
			name_owner(a, other, err);
		return err->code;
	}
	fault = enumerate_fault(&a->inv);
	if (fault != 0 && fault != ERROR_NO_ORG) {
		end_spool(a);
		if (end_without_facts(a, fault, err) == 0)
			blame(a, fault, err);
		return err->code;
	}
	if (keep(a, err) == -1 ||
	    past_runs_load(&a->runs, a->store, a->report, err) == -1)
		return err->code;
	compact(a);
	a->stored = true;
	end_spool(a);
	judging_warn(&a->judging, a->options, a->report, all_stored(a));
	if (record_redacted(a, err) == -1)
		return err->code;
	judging_redact(&a->judging, a->options, a->report, &a->known, &a->run);
	if (a->changes != NULL)
		judging_redact(&a->judging, a->options, a->earlier.report,
		    &a->earlier.inv, &a->earlier.run);
	if (fault == 0 && tell(a, err) == -1)
		return err->code;
	if (any_absent(&a->inv))
		blame(a, ERROR_NO_ORG, err);
	return a->run.exit_status;
}

/* Counts of earlier runs stay where this one has none. */
static int
tell_monitoring(struct audit *a, int status, struct error *err)
{
	const char *path = a->options->status_file;
	struct error unread = {0};
	struct monitored m;

	if (path == NULL || !a->begun || status == ERROR_USAGE)
		return 0;
	if (status_read(&m, path, &unread) == -1 &&
	    (a->stored || status_stored(&m, a->options, &unread) == -1))
		m = (struct monitored){.last_complete = CLOCK_NONE};
	m.last_run = a->options->now;
	m.last_exit = interrupted != 0 ? 128 + interrupted : status;
	if (a->stored)
		monitored_count(&m, a->report);
	if (a->stored && a->run.complete)
		m.last_complete = a->run.observed_at;
	return status_write(path, &m, err);
}

/* Did it end without its report? What was wrong with the words is no run. */
static bool
unreported(const struct audit *a, int status)
{
	if (a->options->dry_run || status == 0 || status == 1 || status == 3)
		return false;
	return a->run.id > 0 || (a->orgs.count > 0 && status != ERROR_USAGE);
}

/* The end of it. The store is open, and for us alone, until it is cleared. */
static void
clear_and_tell(struct audit *a, int status)
{
	const struct options *options = a->options;
	bool metrics = unreported(a, status);
	struct strings orgs = a->orgs;
	struct run run = a->run;

	a->orgs = (struct strings){0};
	a->run = (struct run){0};
	audit_clear(a);
	if (metrics)
		ended_tell(options, &run, &orgs, status);
	strings_clear(&orgs);
	run_clear(&run);
}

/* The facts are stored, and it did not end as they would have it: a report could
 * not be written. Where this fails, that has been told. */
static void
keep_status(struct audit *a, int status, struct error *err)
{
	struct error again = {0};

	if (a->stored && status != a->run.exit_status &&
	    store_run_output(a->store, a->run.id, status, &again) == -1 &&
	    err->code == ERROR_NONE)
		*err = again;
}

int
cmd_audit(const struct options *options, struct error *err)
{
	struct audit a = {.options = options, .lock = -1, .waiting = -1};
	struct error told = {0};
	int status;

	a.progress = progress_new(wire_progress(options), wire_pause(options));
	status = audit(&a, err);
	if (tell_monitoring(&a, status, &told) == -1 &&
	    (err->code == ERROR_NONE || status == 0))
		status =
		    (error_set(err, told.code, "%s", told.text), err->code);
	if (interrupted != 0)
		status = 128 + interrupted;
	keep_status(&a, status, err);
	clear_and_tell(&a, status);
	return status;
}
