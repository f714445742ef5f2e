#include <stdlib.h>
#include <string.h>

#include "past_runs.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"

bool
run_has_facts(const struct run *run)
{
	return run->finished != CLOCK_NONE &&
	       (run->exit_status == 0 || run->exit_status == 1 ||
		   run->exit_status == 3 || run->exit_status == ERROR_NO_ORG);
}

/* Is the report of the organizations that its run was to audit? */
static bool
of_its_run(const struct report *report)
{
	const struct inventory *inv = report->inv;
	struct strings orgs = {0};
	bool same;

	strings_split(&orgs, report->run->scope, ';');
	same = orgs.count == inv->scope_count;
	for (size_t i = 0; i < inv->scope_count && same; i++)
		same = strings_contain(&orgs, inv->scopes[i].org);
	strings_clear(&orgs);
	return same;
}

int
past_runs_load(struct past_runs *runs, struct store *store,
    struct report *report, struct error *err)
{
	struct run *all;
	size_t count;

	if (report->run->id == 0 || !of_its_run(report))
		return 0;
	if (store_runs(store, &all, &count, err) == -1)
		return -1;
	runs->items = xcalloc(count + 1, sizeof(*runs->items));
	for (size_t i = count; i > 0; i--) { /* the newest is the first */
		struct run *run = &all[i - 1];

		if (run_has_facts(run) && run->id <= report->run->id &&
		    strcmp(run->scope, report->run->scope) == 0)
			runs->items[runs->count++] = *run;
		else
			run_clear(run);
	}
	free(all);
	report->history = runs->items;
	report->history_count = runs->count;
	return 0;
}

void
past_runs_clear(struct past_runs *runs)
{
	for (size_t i = 0; i < runs->count; i++)
		run_clear(&runs->items[i]);
	free(runs->items);
	*runs = (struct past_runs){0};
}
