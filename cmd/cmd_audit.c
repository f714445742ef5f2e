/*
 * audit: ask, keep, judge, tell.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "deliver.h"
#include "interrupt.h"
#include "owners.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "rdap/recording.h"
#include "reports/assess.h"
#include "wire.h"

struct audit {
	const struct options *options;
	struct strings orgs; /* handles */
	struct progress *progress;
	struct transport *wire;
	struct store *store;
	int lock; /* or -1 */
	struct run run;
	struct inventory inv;   /* what this run saw */
	struct inventory known; /* united with what was known */
	struct kept_finding *kept;
	size_t kept_count;
	struct report *report;
};

static void
audit_clear(struct audit *a)
{
	size_t i;

	report_free(a->report);
	for (i = 0; i < a->kept_count; i++)
		kept_finding_clear(&a->kept[i]);
	free(a->kept);
	inventory_clear(&a->known);
	inventory_clear(&a->inv);
	run_clear(&a->run);
	store_close(a->store);
	if (a->lock != -1)
		close(a->lock);
	transport_free(a->wire);
	progress_free(a->progress);
	strings_clear(&a->orgs);
}

/*
 * `word` is no organization: say whose it is, so that the next try is right.
 */
static int
name_owner(struct audit *a, const char *word, struct error *err)
{
	if (a->wire == NULL)
		a->wire = wire_open(a->options, a->progress, err);
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
	return store_answer_add(a->store, a->run.id, answer, err);
}

static struct enumerate_options
enumerate_options(struct audit *a)
{
	return (struct enumerate_options){
	    .base = a->options->rdap_url,
	    .orgs = &a->orgs,
	    .domains = &a->options->domains,
	    .plan = a->options->plan,
	    .asking = on_asking,
	    .answered = on_answered,
	    .arg = a,
	};
}

static int
dry_run(struct audit *a)
{
	struct enumerate_options how = enumerate_options(a);
	struct strings lines = {0};
	size_t i;

	enumerate_plan(&how, &lines);
	for (i = 0; i < lines.count; i++)
		puts(lines.items[i]);
	strings_clear(&lines);
	return 0;
}

static int
open_store(struct audit *a, struct error *err)
{
	const char *path = a->options->database;

	a->store = store_open(path, STORE_WRITE, err);
	if (a->store == NULL)
		return -1;
	if (strcmp(path, ":memory:") == 0)
		return 0;
	a->lock = store_lock(path, err);
	return a->lock == -1 ? -1 : 0;
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

static int
ask(struct audit *a, struct error *err)
{
	struct enumerate_options how = enumerate_options(a);

	run_init(a);
	a->run.id = store_run_begin(a->store, &a->run, err);
	if (a->run.id == -1 || enumerate(&how, a->wire, &a->inv, err) == -1)
		return -1;
	if (interrupted != 0)
		return error_set(err, ERROR_TRY_AGAIN,
		    "interrupted; what was known before is as it was");
	if (a->options->record != NULL)
		return recording_error(a->wire, err);
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
	a->report = assess(
	    &a->known, &a->run, a->kept, a->kept_count, NULL, a->options->now);
	memcpy(a->run.findings, a->report->open, sizeof(a->run.findings));
	return 0;
}

static int
keep_findings(struct audit *a, struct error *err)
{
	struct kept_finding *findings;
	size_t count, i;
	int result;

	findings = report_findings(a->report, &count);
	result = store_findings_put(a->store, a->run.id, findings, count, err);
	for (i = 0; i < count; i++)
		kept_finding_clear(&findings[i]);
	free(findings);
	return result;
}

/*
 * Facts, findings and the end of the run, all or nothing. The run ends twice:
 * its newest end is what a load shows, and only the judgement says with which
 * status it ended.
 */
static int
keep(struct audit *a, struct error *err)
{
	a->run.observed_at = oldest_answer(&a->inv, a->options->now);
	a->run.finished = a->options->now;
	a->run.complete = inventory_complete(&a->inv);
	if (store_begin(a->store, err) == -1)
		return -1;
	if (store_facts_put(
		a->store, a->run.id, &a->inv, a->run.observed_at, err) == -1 ||
	    store_run_end(a->store, &a->run, err) == -1 ||
	    judge(a, err) == -1 || keep_findings(a, err) == -1)
		goto fail;
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
		return error_set(
		    err, code, "%s: %s", scope->org, scope->reason);
	}
	return error_set(err, code, "nothing could be read");
}

/* A run that ended without facts: only that, and how. */
static int
end_without_facts(struct audit *a, int status, struct error *err)
{
	a->run.finished = a->options->now;
	a->run.exit_status = status;
	return store_run_end(a->store, &a->run, err);
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

static int
audit(struct audit *a, struct error *err)
{
	const char *other;
	int fault;

	if (parse_orgs(a, err) == -1)
		return err->code;
	if (a->options->dry_run)
		return dry_run(a);
	if (open_store(a, err) == -1)
		return err->code;
	a->wire = wire_open(a->options, a->progress, err);
	if (a->wire == NULL || ask(a, err) == -1)
		return err->code;
	progress_free(a->progress);
	a->progress = NULL;
	other = other_handle(&a->inv);
	if (other != NULL) {
		if (end_without_facts(a, ERROR_USAGE, err) == 0)
			name_owner(a, other, err);
		return err->code;
	}
	fault = enumerate_fault(&a->inv);
	if (fault != 0 && fault != ERROR_NO_ORG) {
		if (end_without_facts(a, fault, err) == 0)
			blame(a, fault, err);
		return err->code;
	}
	if (keep(a, err) == -1)
		return err->code;
	if (fault == 0 && deliver(a->report, a->options, err) == -1)
		return err->code;
	if (any_absent(&a->inv))
		blame(a, ERROR_NO_ORG, err);
	return a->run.exit_status;
}

int
cmd_audit(const struct options *options, struct error *err)
{
	struct audit a = {.options = options, .lock = -1};
	int status;

	a.progress = progress_new(wire_progress(options));
	status = audit(&a, err);
	audit_clear(&a);
	return status;
}
