/*
 * budget: politeness that outlives a process. What may still be asked today,
 * and which servers want to be left alone, by the counts kept in the store.
 * The real time counts here, whatever --now says.
 *
 * An audit has its store open. The other commands that ask use the one that is
 * there; they make none just to count in, so that before the first audit their
 * few requests are not counted.
 */
#ifndef CMD_BUDGET_H
#define CMD_BUDGET_H

#include "options.h"
#include "rdap/fetch.h"
#include "store/store.h"

#define BUDGET_PER_DAY 5000

struct budget {
	struct store *store;  /* borrowed, or of budget_open() */
	unsigned max_per_day; /* 0: BUDGET_PER_DAY */
	struct error error;   /* the first failure to keep count */
};

/* Let `how` ask the budget before each request. */
void budget_watch(struct budget *b, struct fetch_options *how);

/* ERROR_TRY_AGAIN when the server of `url` wants to be left alone still. */
int budget_check(struct budget *b, const char *url, struct error *err);

/*
 * For a command that has no store: of the one of the options, where it is there
 * and this is no replay. -1 and ERROR_TRY_AGAIN: nothing may be asked, why. A
 * store that cannot be written to counts nothing: `*trouble` is why, the
 * caller's, else NULL. budget_close() is due in any case.
 */
int budget_open(struct budget *b, const struct options *options, char **trouble,
    struct error *err);
void budget_close(struct budget *b);
/* "12 of 5000 within 24 hours", the caller's; NULL where nothing is counted. */
char *budget_text(struct budget *b);

#endif
