/*
 * past_runs: the runs that a report tells of as its history.
 */
#ifndef CMD_PAST_RUNS_H
#define CMD_PAST_RUNS_H

#include "reports/report.h"

struct past_runs {
	struct run *items;
	size_t count;
};

/*
 * Those that stored facts of the organizations of `report`, all of them and no
 * other, up to its own run. Oldest first; the report borrows them. None where
 * it is of other organizations than its run was.
 */
int past_runs_load(struct past_runs *runs, struct store *store,
    struct report *report, struct error *err);
void past_runs_clear(struct past_runs *runs);

/* Did it store facts? One that only failed, or died, has none. */
bool run_has_facts(const struct run *run);

#endif
