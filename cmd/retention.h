/*
 * retention: for the commands that erase. When what was superseded goes, and
 * whether the clock that says so can be believed.
 */
#ifndef CMD_RETENTION_H
#define CMD_RETENTION_H

#include "options.h"
#include "store/store.h"

#define RETENTION_DAYS 400

/* What was superseded before this moment goes. */
int64_t retention_before(const struct options *options);

/*
 * Why the clock is not to be believed, owned by the caller; NULL: it may be.
 * It is behind the newest run (`run`, the one that is made, is not looked at),
 * or a day or more from what a server said (`inv`, of this run; or NULL). -1
 * when the store cannot be asked.
 */
int retention_suspect(struct store *store, const struct options *options,
    int64_t run, const struct inventory *inv, char **why, struct error *err);

/*
 * How many seconds the clock that the answers were dated by is ahead of the
 * server's that is the nearest to it, where that is a day or more; else 0. A
 * server that is behind alone (a copy that a proxy kept) decides nothing.
 */
int64_t clock_ahead(const struct inventory *inv);

/* Does a server say that the clock is right, to a day, and none otherwise? */
bool clock_sure(const struct inventory *inv);

/*
 * The store of the options, which has to be there, to erase in it, and its
 * lock: ERROR_TRY_AGAIN while an audit is made. Both are the caller's.
 */
struct store *
retention_open(const struct options *options, int *lock, struct error *err);

/* "3 addresses, 1 name, 2 findings"; owned by the caller. */
char *retention_text(const struct erased *e);

#endif
