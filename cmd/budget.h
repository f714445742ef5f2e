/*
 * budget: politeness that outlives a process. What an audit may still ask
 * today, and which servers want to be left alone, by the counts kept in the
 * store. The real time counts here, whatever --now says.
 */
#ifndef CMD_BUDGET_H
#define CMD_BUDGET_H

#include "rdap/fetch.h"
#include "store/store.h"

#define BUDGET_PER_DAY 5000

struct budget {
	struct store *store;  /* borrowed */
	unsigned max_per_day; /* 0: BUDGET_PER_DAY */
	struct error error;   /* the first failure to keep count */
};

/* Let `how` ask the budget before each request. */
void budget_watch(struct budget *b, struct fetch_options *how);

/* ERROR_TRY_AGAIN when the server of `url` wants to be left alone still. */
int budget_check(struct budget *b, const char *url, struct error *err);

#endif
