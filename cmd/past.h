/*
 * past: which earlier run a command is about, and its report as it was judged
 * then.
 */
#ifndef CMD_PAST_H
#define CMD_PAST_H

#include "stored.h"

/* A run that stored facts, by its number as `runs` lists it. ERROR_NO_ORG when
 * there is none, or it stored nothing. */
int past_run(struct store *store, int64_t id, struct error *err);

/* Adds the organizations that run `id` looked at. */
int past_scope(
    struct store *store, int64_t id, struct strings *orgs, struct error *err);

/* The newest that stored facts (`complete`: and was) not after `when`; 0 when
 * there is none, -1 on failure. One that looked at all of `orgs` (may be NULL)
 * goes before one that did not: what that shows of them is of an earlier run,
 * which need not have been complete. */
int64_t past_at(struct store *store, int64_t when, bool complete,
    const struct strings *orgs, struct error *err);

/* The newest complete one before run `id` (0: of all); likewise. */
int64_t past_complete(struct store *store, int64_t id,
    const struct strings *orgs, struct error *err);

/* The newest before run `id` whose report was written, complete or not; 0 when
 * there is none, -1 on failure. */
int64_t past_told(struct store *store, int64_t id, struct error *err);

/* Does a report by these options tell of changes? */
bool past_wanted(const struct options *options);

/* What the report of `after` changed since run `before`, which is judged as it
 * was then, into `earlier`; all three have to outlive the changes. */
struct changes *past_compare(struct stored *earlier, struct store *store,
    const struct options *options, int64_t before, const struct strings *orgs,
    struct report *after, struct error *err);

#endif
