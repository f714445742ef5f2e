#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "authority.h"
#include "rdap/alloc.h"
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

/* Handles as they are stored. */
static int
parse_handles(
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

static char *
stored_authority(const struct inventory *inv, const struct options *options)
{
	struct strings orgs = {0};
	char *text;
	size_t i;

	for (i = 0; i < inv->scope_count; i++)
		strings_add(&orgs, inv->scopes[i].org);
	text = authority_text(options, &orgs);
	strings_clear(&orgs);
	return text;
}

int
stored_load(struct stored *stored, const struct options *options,
    const struct strings *orgs, struct error *err)
{
	struct assess_options how = {0};
	struct kept_finding *kept = NULL;
	struct strings handles = {0};
	struct store *store = NULL;
	size_t count = 0, i;
	int result = -1;

	if (parse_handles(orgs, &handles, err) == -1) {
		error_prefix(err, "%s", options->command->name);
		goto out;
	}
	if (stored_exists(options->database, err) == -1)
		goto out;
	store = store_open(options->database, STORE_READ, err);
	if (store == NULL ||
	    store_load(store, &handles, &stored->inv, &stored->run, err) ==
		-1 ||
	    check_loaded(stored, &handles, options->database, err) == -1 ||
	    store_findings_load(store, &handles, &kept, &count, err) == -1)
		goto out;
	stored->authority = stored_authority(&stored->inv, options);
	how.authority = stored->authority;
	stored->report =
	    assess(&stored->inv, &stored->run, kept, count, &how, options->now);
	result = 0;
out:
	for (i = 0; i < count; i++)
		kept_finding_clear(&kept[i]);
	free(kept);
	store_close(store);
	strings_clear(&handles);
	return result;
}

void
stored_clear(struct stored *stored)
{
	report_free(stored->report);
	free(stored->authority);
	inventory_clear(&stored->inv);
	run_clear(&stored->run);
}
