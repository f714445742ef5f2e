/*
 * life: a store, and the runs over it, as audit makes them: enumerate, keep,
 * judge, keep the findings. What is known after each run is a list of words
 * with a state, so that two lives can be compared.
 */
#ifndef TESTS_SOAK_LIFE_H
#define TESTS_SOAK_LIFE_H

#include "faulty.h"
#include "rdap/enumerate.h"
#include "reports/report.h"
#include "store/store.h"

/* A fact, or a finding. */
struct known {
	char *key;    /* "poc-email NET-10-0-1-0-1 POC3-ARIN noc@example.com" */
	int state;    /* enum state; of a finding enum status */
	int severity; /* of a finding */
	bool passing; /* of a finding: it ends with the next run */
};
struct knowns {
	struct known *items;
	size_t count;
};
const struct known *known_find(const struct knowns *list, const char *key);

struct moment {
	struct knowns facts;    /* all ever known; REMOVED as well */
	struct knowns findings; /* of the report */
	struct knowns seen;     /* in this run's answers; state is the look */
	bool kept;          /* facts were stored; else nothing could be read */
	bool complete;      /* as the report says */
	bool cross_checked; /* the second view was read whole */
	unsigned asked, hit, lies;
};
void moment_clear(struct moment *m);

struct life {
	struct store *store;
	struct knowns ever; /* keys of all facts ever known */
};

struct plan_of_life {
	enum plan plan;
	enum cross_check cross_check;
	bool domain; /* is an own one declared? */
};

void life_begin(struct life *life);
void life_run(struct life *life, const struct plan_of_life *plan,
    struct faulty *registry, int64_t now, struct moment *moment);
/* As if it had just begun: a store takes longer to make than to fill. */
void life_again(struct life *life);
/* Does the store hold this text anywhere? */
bool life_holds(const struct life *life, const char *text);
void life_end(struct life *life);

#endif
