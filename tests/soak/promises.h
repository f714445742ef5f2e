/*
 * promises: what is promised of a store that lives through a schedule.
 *
 * What is true at a run is what a new store holds after one run without faults:
 * its facts and its findings. Promised:
 *
 *   (a) what becomes REMOVED was not true in this run, nor in one six hours
 *       earlier, nor in any between, and no look saw it meanwhile; or
 *       Whois-RWS was read whole as well, and its record was changed; or, of a
 *       finding, nothing is left that it is about;
 *   (b) what is true and was known is OPEN or UNKNOWN, no less severe than it
 *       is or was, nor, where no fact of its is in doubt, more; and nothing
 *       known is ever forgotten;
 *   (c) after two runs without faults, six hours apart, all facts are as they
 *       are in truth, and after four all findings: what rests on facts that
 *       stay, in another way, ends by two looks of its own. Where the
 *       cross-check is made once a week, facts are compared after four as well,
 *       a week apart: what only that shows waits for it;
 *   (d) of a stranger nothing is stored but handles;
 *   (e) a run that calls itself complete saw all that is true.
 *
 * What no reader can tell, or exposure-model.md does not promise:
 *
 *   - What was REMOVED, came back, and is hidden by a fault stays REMOVED
 *     until it is seen ("leaves the state as it was"): (b) leaves it out.
 *   - A POC that serves nothing of the organization's is met by the search for
 *     its mail domain alone. While that is no confirmed own domain nothing
 *     shows whether it is there: in (c) it may be UNKNOWN. So may all in an
 *     organization of which not even a run without faults sees all (lists at
 *     the cap), and what Whois-RWS has shown where no cross-check is ever made.
 *     Findings that a fact which is UNKNOWN there speaks for, or against, are
 *     left out with it; and one that holds may be more severe by a network or
 *     autnum of which that is all that is known.
 *   - WE202, WE203, WE207: what a POC serves besides is read of POCs that are met
 *     alone, and by the cross-check; known once, it is known until it is read
 *     anew. WE104 is judged where an own domain was confirmed once. In (c) they
 *     may be OPEN though one run alone would not tell.
 *   - Networks that only Whois-RWS shows: (e), and in (b) how severe a finding
 *     is, are asked of runs that were cross-checked; (a) and (b), who moved
 *     there, once one of them was seen. WE101 may be more severe there than one
 *     run alone would tell, as since when a POC is unvalidated only RDAP shows.
 *   - A lie: a well-formed answer that is not true (404 as it should be, an
 *     empty or shortened list without a notice, the answer of an earlier
 *     moment). One makes a fact UNCONFIRMED; a second one, or the truth, six
 *     hours later makes it REMOVED. There are no two lying runs without an
 *     honest one between them that kept its facts, and
 *     (a) what becomes REMOVED, and was lied about since it was seen last, was
 *         not true in some run since; or both views lied while the record was
 *         changed (exposure-model.md's second way to be sure),
 *     (b) is about what is forgotten only, once there was a lie,
 *     (e) is not asked of a run that was lied to.
 */
#ifndef TESTS_SOAK_PROMISES_H
#define TESTS_SOAK_PROMISES_H

#include "schedule.h"

/* A life, and at each run what is true. */
struct lives {
	const struct schedule *s;
	struct moment plain[RUNS_MOST], faulty[RUNS_MOST];
	const char *broken; /* the first promise that was; NULL: none */
	char *what;         /* and by what */
};

/* Are they kept: (a), (b), (e) by a run; (c) in the end; (d) by the store? */
bool promises_of_run(struct lives *l, size_t run);
bool promises_in_the_end(struct lives *l);
bool promises_of_strangers(struct lives *l, const struct life *life);

/* The states of facts and findings mean the same here. */
enum meaning { OPEN, UNCONFIRMED, REMOVED, UNKNOWN, NEVER };
extern const char *const meanings[];
enum meaning meaning(const struct known *k, bool finding);
bool true_at(const struct lives *l, size_t run, bool findings, const char *key);
const struct knowns *list_of(const struct moment *m, bool findings);

#endif
