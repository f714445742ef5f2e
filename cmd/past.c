#include <stdlib.h>
#include <string.h>

#include "past.h"
#include "past_runs.h"
#include "reports/changes.h"

/* Did it look at each of them? */
static bool
covers(const struct run *run, const struct strings *orgs)
{
	struct strings scope = {0};
	bool all = true;

	strings_split(&scope, run->scope, ';');
	for (size_t i = 0; orgs != NULL && i < orgs->count; i++)
		all = all && strings_contain(&scope, orgs->items[i]);
	strings_clear(&scope);
	return all;
}

/* The newest run that `fits`, of those that looked at `orgs` (may be NULL) if
 * any did; or 0, or -1. */
static int64_t
newest(struct store *store, bool (*fits)(const struct run *run, int64_t arg),
    int64_t arg, const struct strings *orgs, struct error *err)
{
	struct run *runs;
	size_t count;
	int64_t id = 0, any = 0;

	if (store_runs(store, &runs, &count, err) == -1)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (id == 0 && run_has_facts(&runs[i]) && fits(&runs[i], arg)) {
			any = any != 0 ? any : runs[i].id;
			id = covers(&runs[i], orgs) ? runs[i].id : 0;
		}
		run_clear(&runs[i]);
	}
	free(runs);
	return id != 0 ? id : any;
}

static bool
is_run(const struct run *run, int64_t id)
{
	return run->id == id;
}

static bool
is_until(const struct run *run, int64_t when)
{
	return run->observed_at <= when;
}

static bool
is_complete_until(const struct run *run, int64_t when)
{
	return run->complete && run->observed_at <= when;
}

static bool
is_complete_before(const struct run *run, int64_t id)
{
	return run->complete && (id == 0 || run->id < id);
}

int
past_run(struct store *store, int64_t id, struct error *err)
{
	int64_t found = newest(store, is_run, id, NULL, err);

	if (found == 0)
		return error_set(err, ERROR_NO_ORG,
		    "there is no run %lld that stored what it read; "
		    "\"whoexposed runs\" lists them",
		    (long long)id);
	return found == -1 ? -1 : 0;
}

int
past_scope(
    struct store *store, int64_t id, struct strings *orgs, struct error *err)
{
	struct run *runs;
	size_t count;

	if (store_runs(store, &runs, &count, err) == -1)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (runs[i].id == id)
			strings_split(orgs, runs[i].scope, ';');
		run_clear(&runs[i]);
	}
	free(runs);
	return 0;
}

int64_t
past_at(struct store *store, int64_t when, bool complete,
    const struct strings *orgs, struct error *err)
{
	return newest(
	    store, complete ? is_complete_until : is_until, when, orgs, err);
}

int64_t
past_complete(struct store *store, int64_t id, const struct strings *orgs,
    struct error *err)
{
	return newest(store, is_complete_before, id, orgs, err);
}

static bool
is_told_before(const struct run *run, int64_t id)
{
	return run->id < id && run->output_status == 0;
}

int64_t
past_told(struct store *store, int64_t id, struct error *err)
{
	return newest(store, is_told_before, id, NULL, err);
}

/* Formats that tell of them. */
static bool
tells_changes(const struct format *format)
{
	static const char *const names[] = {"text", "json", "html", "markdown"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (format == format_find(names[i]))
			return true;
	return false;
}

/* The format of a file or, without a path, of stdout. */
static bool
tells(const struct options *options, const char *path)
{
	const struct format *format = options->format;

	if (format == NULL && path != NULL)
		format = format_for_path(path);
	if (format == NULL)
		format = format_find("text");
	if (format == format_find("text") && options->table_chosen)
		return false;
	return tells_changes(format);
}

bool
past_wanted(const struct options *options)
{
	if (options->changes_only || options->fail_on_new >= 0)
		return true;
	for (size_t i = 0; i < options->outputs.count; i++)
		if (tells(options, options->outputs.items[i]))
			return true;
	return options->outputs.count == 0 && tells(options, NULL);
}

struct changes *
past_compare(struct stored *earlier, struct store *store,
    const struct options *options, int64_t before, const struct strings *orgs,
    struct report *after, struct error *err)
{
	struct changes *changes;

	if (stored_judge(earlier, store, options, orgs, before, false, err) ==
	    -1)
		return NULL;
	changes = changes_new(earlier->report, after);
	after->changes = changes;
	return changes;
}
