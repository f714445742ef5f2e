/*
 * stored: the newest report that the store can give, for the commands that
 * make no query.
 */
#ifndef CMD_STORED_H
#define CMD_STORED_H

#include "judging.h"
#include "past_runs.h"

struct stored {
	struct run run;
	struct inventory inv;
	bool prove;   /* set before: load the proofs, too */
	bool compare; /* set before: with the last complete run before, where
	                 that looked at the same organizations */
	bool findings_only; /* set before stored_judge() of an earlier run: what
	                       it was judged to be, and no facts, which are many
	                       and half of the time of a report */
	struct proofs proofs;
	struct judging judging;
	struct report *report;   /* of these */
	struct past_runs runs;   /* its history */
	bool whole;              /* of all organizations stored */
	struct stored *earlier;  /* what it is compared with, or NULL */
	struct changes *changes; /* report->changes */
};

/*
 * ERROR_NO_ORG when there is no store at `path`: names it, and where else
 * there is one.
 */
int stored_exists(const char *path, struct error *err);

/* Adds the handles as they are stored. ERROR_USAGE for words that are none. */
int stored_handles(
    const struct strings *words, struct strings *handles, struct error *err);

/*
 * Open the store read-only, load `orgs` (all when empty), judge. ERROR_USAGE
 * for words that are no handles, ERROR_NO_ORG for an organization that was
 * never audited; an empty or missing store names its path, and where else
 * there is one.
 */
int stored_load(struct stored *stored, const struct options *options,
    const struct strings *orgs, struct error *err);
/* The same of an open store; with `at`, a run, as it was judged then. `all`:
 * one of `orgs` that is not there is an error. */
int stored_judge(struct stored *stored, struct store *store,
    const struct options *options, const struct strings *orgs, int64_t at,
    bool all, struct error *err);
/* An organization of the report that its run did not look at, or NULL. */
const char *stored_other(const struct stored *stored);
void stored_clear(struct stored *stored);

#endif
