/*
 * check: one line for a monitoring system, from the store or the status file.
 */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "options.h"
#include "rdap/clock.h"
#include "status.h"
#include "stored.h"

/* How long a run that has not ended may still be at work. */
static int64_t
patience(const struct options *o)
{
	return (o->deadline != 0 ? o->deadline : 3600) + 600;
}

static bool
covers(const struct run *run, const char *org)
{
	struct strings scope = {0};
	bool found;

	strings_split(&scope, run->scope, ';');
	found = strings_contain(&scope, org);
	strings_clear(&scope);
	return found;
}

/* What the runs say of one organization; of several, the worst counts. */
static void
look_at_runs(struct monitored *m, const struct run *runs, size_t count,
    const char *org, const struct options *o)
{
	int64_t complete = CLOCK_NONE, ended = CLOCK_NONE;
	int status = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct run *run = &runs[i];
		bool died = run->finished == CLOCK_NONE;

		if (!covers(run, org) ||
		    (died && o->now - run->started < patience(o)))
			continue;
		if (ended == CLOCK_NONE) {
			ended = died ? run->started : run->finished;
			status = died ? -1 : run->exit_status;
		}
		if (!died && run->complete && complete == CLOCK_NONE)
			complete = run->observed_at;
	}
	if (m->organizations == 0 || ended < m->last_run)
		m->last_run = ended;
	if (m->organizations == 0 || complete < m->last_complete)
		m->last_complete = complete;
	if (monitored_complete(m->last_exit))
		m->last_exit = status;
	m->organizations++;
}

static int
read_runs(struct monitored *m, struct store *store, const struct strings *orgs,
    const struct options *o, struct error *err)
{
	struct run *runs = NULL;
	size_t count = 0, i;

	if (store_runs(store, &runs, &count, err) == -1)
		return -1;
	for (i = 0; i < orgs->count; i++)
		look_at_runs(m, runs, count, orgs->items[i], o);
	for (i = 0; i < count; i++)
		run_clear(&runs[i]);
	free(runs);
	return 0;
}

/* Those named, else those configured, else all. */
static const struct strings *
wanted(const struct options *o)
{
	return o->operands.count > 0 ? &o->operands : &o->orgs;
}

static int
from_store(struct monitored *m, const struct options *o, struct error *err)
{
	struct store *store = NULL;
	struct stored stored = {0};
	struct strings orgs = {0};
	size_t i;
	int result = -1;

	*m = (struct monitored){.last_run = CLOCK_NONE};
	if (stored_exists(o->database, err) == 0)
		store = store_open(o->database, STORE_READ, err);
	if (store != NULL &&
	    stored_judge(&stored, store, o, wanted(o), 0, true, err) == 0) {
		for (i = 0; i < stored.inv.scope_count; i++)
			strings_add(&orgs, stored.inv.scopes[i].org);
		result = read_runs(m, store, &orgs, o, err);
	}
	if (result == 0)
		monitored_count(m, stored.report);
	strings_clear(&orgs);
	stored_clear(&stored);
	store_close(store);
	return result;
}

int
cmd_check_unknown(const struct error *err)
{
	struct buf line = {0};

	monitor_unknown(&line, err->text);
	puts(line.data);
	buf_clear(&line);
	return MONITOR_UNKNOWN;
}

int
cmd_check(const struct options *o, struct error *err)
{
	struct monitored m;
	struct buf line = {0};
	int level;

	if (o->status_file != NULL && o->operands.count > 0)
		return error_set(err, ERROR_USAGE,
		    "check: --status-file is about all that was audited; "
		    "expected no ORG beside it");
	if ((o->status_file != NULL ? status_read(&m, o->status_file, err)
				    : from_store(&m, o, err)) == -1)
		return err->code;
	level = monitor_line(&line, &m, &o->limits, o->now);
	puts(line.data);
	buf_clear(&line);
	return level;
}
