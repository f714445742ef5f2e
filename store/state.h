/*
 * state: what one more look makes of a fact (a record, a link, a sighting).
 *
 * A pure function, so that the one bug this program must not have, a failed
 * look that makes something seem fixed, can be tested without network and
 * database. The decision table, first line that fits:
 *
 *   seen in this run                              -> OPEN
 *   older than it was seen, or looked at
 *     completely (an older recording)             -> unchanged
 *   COMPLETE without it at that very moment       -> unchanged
 *   look is not COMPLETE, before REMOVED          -> REMOVED (unchanged)
 *   look is not COMPLETE                          -> UNKNOWN
 *   COMPLETE without it, both views agree         -> REMOVED
 *   COMPLETE without it, before OPEN              -> UNCONFIRMED
 *   COMPLETE without it, before UNKNOWN           -> UNCONFIRMED
 *   COMPLETE without it, before UNCONFIRMED,
 *     at least six hours after that began         -> REMOVED
 *     sooner                                      -> UNCONFIRMED (unchanged)
 *   COMPLETE without it, before REMOVED           -> REMOVED (unchanged)
 *
 * A failed look at an UNCONFIRMED fact makes it UNKNOWN: the two complete
 * looks that remove something are counted afresh. What is seen again after
 * REMOVED has `.returned`.
 */
#ifndef STORE_STATE_H
#define STORE_STATE_H

#include "rdap/record.h"

#define STATE_CONFIRM_SECONDS (6 * 60 * 60)

/* What one run shows of a fact. */
struct look_result {
	bool present;   /* it is in the run's inventory */
	bool agreed;    /* it is not: neither in RDAP nor in Whois-RWS, and the
	                   record that it stood on was changed since */
	enum look look; /* at the record it belongs to */
	int64_t now;    /* dates the run */
};

/* `before` as it was (a fact never stored before: .first == CLOCK_NONE). `.since` moves only when the state changes.
 * What is REMOVED and still not there, and what never was, comes back as it
 * is. A clock that went back confirms nothing, and moves no time back. */
struct seen
state_next(const struct seen *before, const struct look_result *look);

#endif
