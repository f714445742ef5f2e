/*
 * schedule: what a seed makes: an organization, true changes of it from run to
 * run, the times of the runs, and faults. The last CALM runs are without, six
 * hours apart or more, and nothing changes from the first of them on.
 */
#ifndef TESTS_SOAK_SCHEDULE_H
#define TESTS_SOAK_SCHEDULE_H

#include "life.h"

#define CALM      4 /* runs without faults at the end */
#define RUNS_MOST 14
/* Worlds of seeds from there on; of HIDING, every other one. */
#define RICH   UINT64_C(1000000000)
#define HIDING UINT64_C(2000000036)
#define START  INT64_C(1795512600) /* 2026-11-24T09:30:00Z */

struct schedule {
	struct plan_of_life plan;
	size_t runs;
	int64_t times[RUNS_MOST];
	struct truth truths[RUNS_MOST];
	struct weather weathers[RUNS_MOST];
};

void schedule_make(struct schedule *s, uint64_t seed);
void schedule_clear(struct schedule *s);

#endif
