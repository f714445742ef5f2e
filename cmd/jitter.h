/*
 * jitter: a delay that is the same for this host each time and spread over
 * hosts, so that not all of them ask the registry in the same second.
 */
#ifndef CMD_JITTER_H
#define CMD_JITTER_H

#include "options.h"

/*
 * Wait as options_jitter() wants, before anything is locked or asked; 0 at once
 * where that is nothing. While it waits, `*lock` is that of PATH.wait beside
 * the store, for the caller to close when the audit is over: a second start
 * with a delay is ERROR_TRY_AGAIN at once, so that what was meant once is not
 * asked twice. Returns the seconds waited; -1 also when a signal came.
 */
int64_t
jitter_wait(const struct options *options, int *lock, struct error *err);

#endif
