/*
 * estimate: how many requests an audit is likely to make, and how long that
 * takes, before the first is made. From the last run over the organizations
 * where the store has one, else a range. Nothing is written.
 */
#ifndef CMD_ESTIMATE_H
#define CMD_ESTIMATE_H

#include "options.h"
#include "store/store.h"

/* One line on `out`. */
void estimate_print(
    FILE *out, const struct options *options, const struct strings *orgs);
/* The range, in few words, for a first audit. */
void estimate_first(FILE *out, const struct options *options, size_t orgs);
/* How many, by the last run in that store; 0 where it has none. */
size_t estimate_requests(struct store *store, const struct options *options,
    const struct strings *orgs);
/* Is a second view due: is it a week since any of them was compared with it? In
 * a replay always, which asks what the recording holds. */
int estimate_due(struct store *store, const struct options *options,
    const struct strings *orgs, bool *due, struct error *err);

#endif
