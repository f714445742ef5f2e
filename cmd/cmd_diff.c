/*
 * diff: what changed between two runs, each as it was judged then.
 */
#include <stdlib.h>

#include "command.h"
#include "deliver.h"
#include "past.h"
#include "rdap/clock.h"
#include "reports/changes.h"

static int
nothing_to_compare(const char *what, struct error *err)
{
	return error_set(err, ERROR_NO_ORG,
	    "%s; \"whoexposed runs\" lists what there is, --from and --to "
	    "take any two",
	    what);
}

/* The last two complete runs, unless the options say otherwise. */
static int
choose(const struct options *o, struct store *store, const struct strings *orgs,
    int64_t *from, int64_t *to, struct error *err)
{

	*to = o->to != 0 ? o->to : past_complete(store, 0, orgs, err);
	if (*to == -1 || (o->to != 0 && past_run(store, o->to, err) == -1))
		return -1;
	if (*to == 0)
		return nothing_to_compare("no complete run is stored", err);
	if (o->from != 0 && past_run(store, o->from, err) == -1)
		return -1;
	*from = o->from != 0 ? o->from
		: o->since != CLOCK_NONE
		    ? past_at(store, o->since, true, orgs, err)
		    : past_complete(store, *to, orgs, err);
	if (*from == -1)
		return -1;
	if (*from == 0)
		return nothing_to_compare(
		    "no complete run is stored from before", err);
	if (*from >= *to)
		return error_set(err, ERROR_USAGE,
		    "run %lld is not before run %lld", (long long)*from,
		    (long long)*to);
	return 0;
}

static int
status_of(const struct changes *c, const struct options *options)
{
	if (!c->after->complete)
		return 3;
	if (options->fail_on >= 0 && report_worst(c->after) >= options->fail_on)
		return 1;
	return options->fail_on_new >= 0 &&
	       changes_worst(c) >= options->fail_on_new;
}

/* What either run looked at; after it, only what the later one did. */
static int
judge(struct stored *before, struct stored *after, struct store *store,
    const struct options *options, const struct strings *words, int64_t from,
    int64_t to, struct changes **changes, struct error *err)
{
	struct strings old = {0}, new = {0};
	int result;

	result = past_scope(store, to, &new, err) == -1 ||
			 past_scope(store, from, &old, err) == -1
		     ? -1
		     : 0;
	for (size_t i = 0; i < new.count; i++)
		strings_add_unique(&old, new.items[i]);
	if (result == 0)
		result = stored_judge(after, store, options,
		    words->count > 0 ? words : &new, to, words->count > 0, err);
	if (result == 0) {
		*changes = past_compare(before, store, options, from,
		    words->count > 0 ? words : &old, after->report, err);
		result = *changes != NULL ? 0 : -1;
	}
	if (result == 0) {
		judging_redact(&after->judging, options, after->report,
		    &after->inv, &after->run);
		judging_redact(&after->judging, options, before->report,
		    &before->inv, &before->run);
	}
	strings_clear(&new);
	strings_clear(&old);
	return result;
}

static int
diff(struct store *store, const struct options *options,
    const struct strings *words, struct error *err)
{
	struct stored before = {0}, after = {0};
	struct changes *changes = NULL;
	int64_t from = 0, to = 0;
	int status = -1;

	if (store_begin_reading(store, err) == 0 &&
	    choose(options, store, words, &from, &to, err) == 0 &&
	    judging_open(&after.judging, options, err) == 0 &&
	    judge(&before, &after, store, options, words, from, to, &changes,
		err) == 0)
		status = 0;
	store_rollback(store);
	if (status == 0) {
		status = status_of(changes, options);
		changes_narrow(
		    changes, options->min_severity, options->statuses);
		if (deliver_changes(after.report, options, err) == -1)
			status = -1;
	}
	changes_free(changes);
	stored_clear(&after);
	stored_clear(&before);
	return status != -1 ? status : (int)err->code;
}

int
cmd_diff(const struct options *options, struct error *err)
{
	struct strings words = {0};
	struct store *store = NULL;
	int status;

	if (stored_handles(&options->operands, &words, err) == -1)
		error_prefix(err, "diff");
	else if (stored_exists(options->database, err) == 0)
		store = store_open(options->database, STORE_READ, err);
	status =
	    store != NULL ? diff(store, options, &words, err) : (int)err->code;
	store_close(store);
	strings_clear(&words);
	return status;
}
