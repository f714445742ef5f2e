#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rdap/alloc.h"
#include "past.h"
#include "rdap/clock.h"
#include "reports/changes.h"
#include "stored.h"

/* Other places where a store of this user may be. */
static char *
elsewhere(const char *not_this)
{
	const char *home = getenv("HOME"), *xdg = getenv("XDG_STATE_HOME");
	char *places[3], *found = NULL;
	size_t i;

	places[0] = xstrdup("/var/lib/whoexposed/whoexposed.db");
	places[1] =
	    xasprintf("%s/whoexposed/whoexposed.db", xdg != NULL ? xdg : "");
	places[2] = xasprintf("%s/.local/state/whoexposed/whoexposed.db",
	    home != NULL ? home : "");
	for (i = 0; i < 3; i++) {
		if (found == NULL && strcmp(places[i], not_this) != 0 &&
		    access(places[i], F_OK) == 0)
			found = places[i];
		else
			free(places[i]);
	}
	return found;
}

static int
nothing_stored(const char *path, struct error *err)
{
	char *other = elsewhere(path);

	if (other != NULL)
		error_set(err, ERROR_NO_ORG,
		    "%s: no audit is stored there; there is a store at %s "
		    "(--database)",
		    path, other);
	else
		error_set(err, ERROR_NO_ORG,
		    "%s: no audit is stored there; \"whoexposed audit ORG\" "
		    "makes one",
		    path);
	free(other);
	return -1;
}

int
stored_exists(const char *path, struct error *err)
{
	if (access(path, F_OK) == 0)
		return 0;
	if (errno != ENOENT && errno != ENOTDIR)
		return error_set(
		    err, ERROR_PERMISSION, "%s: %s", path, strerror(errno));
	return nothing_stored(path, err);
}

int
stored_handles(
    const struct strings *words, struct strings *handles, struct error *err)
{
	struct term term;
	size_t i;

	for (i = 0; i < words->count; i++) {
		if (term_parse(words->items[i], &term, err) == -1)
			return -1;
		if (term.kind != TERM_HANDLE)
			return error_set(err, ERROR_USAGE,
			    "expected the handle of an organization, not "
			    "\"%s\"",
			    words->items[i]);
		strings_add_unique(handles, term.handle);
	}
	return 0;
}

/* An organization that was audited and never there, or NULL. */
static const struct scope *
never_there(const struct inventory *inv)
{
	size_t i, j;

	for (i = 0; i < inv->scope_count; i++) {
		if (inv->scopes[i].state != SCOPE_ABSENT)
			continue;
		for (j = 0; j < inv->record_count; j++)
			if (strcmp(inv->records[j].org, inv->scopes[i].org) ==
			    0)
				break;
		if (j == inv->record_count)
			return &inv->scopes[i];
	}
	return NULL;
}

static int
check_loaded(const struct stored *stored, const struct strings *handles,
    const char *path, struct error *err)
{
	const struct scope *absent = never_there(&stored->inv);
	size_t i;

	if (stored->run.id == 0 && handles->count == 0)
		return nothing_stored(path, err);
	for (i = 0; i < handles->count; i++)
		if (inventory_scope(&stored->inv, handles->items[i]) == NULL)
			return error_set(err, ERROR_NO_ORG,
			    "%s: no audit of %s is stored there", path,
			    handles->items[i]);
	if (absent != NULL)
		return error_set(err, ERROR_NO_ORG, "%s: %s: %s", path,
		    absent->org, absent->reason);
	return 0;
}

static void
judged_orgs(struct stored *stored, const struct options *options)
{
	struct strings orgs = {0};
	size_t i;

	for (i = 0; i < stored->inv.scope_count; i++)
		strings_add(&orgs, stored->inv.scopes[i].org);
	judging_orgs(&stored->judging, options, &orgs);
	strings_clear(&orgs);
}

/* --run and --as-of. */
static int
chosen_run(struct store *store, const struct options *options, int64_t *at,
    struct error *err)
{
	char when[CLOCK_TEXT_MAX];

	*at = options->run;
	if (options->run != 0)
		return past_run(store, options->run, err);
	if (options->as_of == CLOCK_NONE)
		return 0;
	*at = past_at(store, options->as_of, false, NULL, err);
	if (*at == 0)
		return error_set(err, ERROR_NO_ORG,
		    "%s: no run is stored from before %s", options->database,
		    clock_format(options->as_of, when));
	return *at == -1 ? -1 : 0;
}

static int
judge(struct stored *stored, struct store *store, const struct options *options,
    const struct strings *handles, int64_t at, bool all, struct error *err)
{
	struct assess_options how;
	struct kept_finding *kept = NULL;
	int64_t now = options->now;
	size_t count = 0, i;

	if ((stored->findings_only ? store_load_coverage : store_load_at)(
		store, handles, at, &stored->inv, &stored->run, err) == -1 ||
	    (all &&
		check_loaded(stored, handles, options->database, err) == -1) ||
	    store_findings_at(store, handles, at, &kept, &count, err) == -1)
		return -1;
	if (at != 0 && stored->run.finished != CLOCK_NONE)
		now = stored->run.finished;
	judged_orgs(stored, options);
	stored->whole = handles->count == 0;
	how = stored->judging.how;
	how.then = at != 0;
	stored->report =
	    assess(&stored->inv, &stored->run, kept, count, &how, now);
	if (stored->findings_only)
		stored->report->published = stored->run.published;
	for (i = 0; i < count; i++)
		kept_finding_clear(&kept[i]);
	free(kept);
	return 0;
}

int
stored_judge(struct stored *stored, struct store *store,
    const struct options *options, const struct strings *orgs, int64_t at,
    bool all, struct error *err)
{
	struct strings handles = {0};
	int result = stored_handles(orgs, &handles, err);

	if (result == -1)
		error_prefix(err, "%s", options->command->name);
	else
		result = judge(stored, store, options, &handles, at, all, err);
	strings_clear(&handles);
	return result;
}

const char *
stored_other(const struct stored *stored)
{
	const struct inventory *inv = &stored->inv;
	const char *other = NULL;
	struct strings scope = {0};

	strings_split(&scope, stored->run.scope, ';');
	for (size_t i = 0; i < inv->scope_count && other == NULL; i++)
		if (!strings_contain(&scope, inv->scopes[i].org))
			other = inv->scopes[i].org;
	strings_clear(&scope);
	return other;
}

static int
compare(struct stored *stored, struct store *store,
    const struct options *options, struct error *err)
{
	struct strings orgs = {0};
	int64_t before;

	if (stored_other(stored) != NULL)
		return 0;
	for (size_t i = 0; i < stored->inv.scope_count; i++)
		strings_add(&orgs, stored->inv.scopes[i].org);
	before = past_complete(store, stored->run.id, &orgs, err);
	if (before > 0) {
		stored->earlier = xcalloc(1, sizeof(*stored->earlier));
		stored->earlier->findings_only = !options->changes_only;
		stored->changes = past_compare(stored->earlier, store, options,
		    before, &orgs, stored->report, err);
	}
	strings_clear(&orgs);
	return before == 0 || stored->changes != NULL ? 0 : -1;
}

int
stored_load(struct stored *stored, const struct options *options,
    const struct strings *orgs, struct error *err)
{
	struct strings handles = {0};
	struct store *store = NULL;
	int64_t at = 0;
	int result = stored_handles(orgs, &handles, err);

	strings_clear(&handles);
	if (result == -1)
		return error_prefix(err, "%s", options->command->name);
	result = -1;
	if (judging_open(&stored->judging, options, err) == -1 ||
	    stored_exists(options->database, err) == -1)
		return -1;
	store = store_open(options->database, STORE_READ, err);
	/* All of one moment, till it is closed. */
	if (store != NULL && store_begin_reading(store, err) == 0 &&
	    chosen_run(store, options, &at, err) == 0)
		result =
		    stored_judge(stored, store, options, orgs, at, true, err);
	if (result == 0)
		result =
		    past_runs_load(&stored->runs, store, stored->report, err);
	if (result == 0 && stored->compare)
		result = compare(stored, store, options, err);
	if (result == 0 && stored->prove)
		result = store_proofs(store, orgs, &stored->proofs, err);
	store_close(store);
	return result;
}

void
stored_clear(struct stored *stored)
{
	changes_free(stored->changes);
	if (stored->earlier != NULL)
		stored_clear(stored->earlier);
	free(stored->earlier);
	report_free(stored->report);
	past_runs_clear(&stored->runs);
	judging_clear(&stored->judging);
	inventory_clear(&stored->inv);
	proofs_clear(&stored->proofs);
	run_clear(&stored->run);
}
