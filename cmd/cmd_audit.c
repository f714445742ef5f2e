/*
 * audit: ask, keep, judge, tell.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "audit.h"
#include "authority.h"
#include "command.h"
#include "deliver.h"
#include "ended.h"
#include "interrupt.h"
#include "jitter.h"
#include "owners.h"
#include "rdap/spool.h"
#include "reports/changes.h"
#include "reports/redact_recording.h"
#include "status.h"
#include "welcome.h"
#include "wire.h"

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
	audit_date(a, a->run.observed_at);
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

/* The half of a configuration that could be read is nothing to judge by. */
static int
check_configuration(struct audit *a, struct error *err)
{
	static char nothing[] = ":memory:";
	const struct error *broken = &a->options->config_error;

	if (broken->code == ERROR_NONE)
		return 0;
	a->late = *a->options;
	a->late.database = nothing;
	a->options = &a->late;
	return error_set(err, broken->code, "%s", broken->text);
}

static int
audit(struct audit *a, struct error *err)
{
	const char *other;
	int fault;

	if (check_configuration(a, err) == 0 && parse_orgs(a, err) == -1)
		return err->code;
	a->begun = !a->options->dry_run;
	if (err->code != ERROR_NONE ||
	    judging_open(&a->judging, a->options, err) == -1 ||
	    authority_check(a->options, &a->orgs, err) == -1)
		return err->code;
	if (a->options->dry_run)
		return audit_dry_run(a);
	welcome(a->options, &a->orgs);
	if (wait_for_it(a, err) == -1 || open_store(a, err) == -1) {
		/* Where another one is at work, it will tell. */
		a->begun = err->code != ERROR_TRY_AGAIN;
		return err->code;
	}
	if (open_wire(a, err) == -1)
		return err->code;
	if (audit_ask(a, err) == -1) {
		if (a->run.id > 0)
			end_without_facts(a,
			    interrupted != 0 ? 128 + interrupted : err->code,
			    err);
		return err->code;
	}
	progress_wipe(a->progress);
	other = other_handle(&a->inv);
	if (other != NULL) {
		if (end_without_facts(a, ERROR_USAGE, err) == 0)
			name_owner(a, other, err);
		end_spool(a);
		return err->code;
	}
	fault = enumerate_fault(&a->inv);
	if (fault != 0 && fault != ERROR_NO_ORG) {
		end_spool(a);
		if (end_without_facts(a, fault, err) == 0)
			blame(a, fault, err);
		return err->code;
	}
	if (audit_keep(a, err) == -1 ||
	    past_runs_load(&a->runs, a->store, a->report, err) == -1)
		return err->code;
	audit_compact(a);
	a->stored = true;
	end_spool(a);
	judging_warn(&a->judging, a->options, a->report, all_stored(a));
	if (record_redacted(a, err) == -1)
		return err->code;
	judging_redact(&a->judging, a->options, a->report, &a->known, &a->run);
	if (a->changes != NULL)
		judging_redact(&a->judging, a->options, a->earlier.report,
		    &a->earlier.inv, &a->earlier.run);
	a->told = fault == 0;
	if (a->told && tell(a, err) == -1)
		return err->code;
	if (audit_absent(a))
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

	if (path == NULL || !a->begun || (status == ERROR_USAGE && !a->stored))
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
	return a->run.id > 0 ||
	       ((a->begun || a->orgs.count > 0) && status != ERROR_USAGE);
}

/* The end of it. The store is open, and for us alone, until it is cleared. */
static void
clear_and_tell(struct audit *a, int status)
{
	const struct options *options = a->options;
	bool metrics = unreported(a, status), told = a->told;
	struct strings orgs = a->orgs;
	struct run run = a->run;

	a->orgs = (struct strings){0};
	a->run = (struct run){0};
	audit_clear(a);
	if (metrics)
		ended_tell(options, &run, &orgs, status, told);
	strings_clear(&orgs);
	run_clear(&run);
}

/* The facts are stored. Did it end as they would have it, or could a report not
 * be written? Where this fails, that has been told. */
static void
keep_status(struct audit *a, int status, struct error *err)
{
	int output = status == a->run.exit_status ? 0 : status;
	struct error again = {0};

	if (a->stored && (output != 0 || a->owed) &&
	    store_run_output(a->store, a->run.id, output, &again) == -1 &&
	    err->code == ERROR_NONE)
		*err = again;
}

int
cmd_audit(const struct options *options, struct error *err)
{
	struct audit a = {
	    .options = options, .lock = -1, .waiting = -1, .worst_new = -1};
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
