/*
 * ended: what is still told of an audit that ended without a report. The
 * outputs in OpenMetrics are written after every run: how it ended, and beside
 * it what the store knows of the runs before. All others stay as they were.
 */
#ifndef CMD_ENDED_H
#define CMD_ENDED_H

#include "options.h"
#include "store/store.h"

/*
 * `run` ended with `status`; `orgs` are those that it was about. Nothing that
 * fails here changes the exit status: what cannot be written is told on stderr.
 * `told`: its report was written, and what went to standard output, which cannot
 * be taken back, is not written there again.
 */
void ended_tell(const struct options *options, const struct run *run,
    const struct strings *orgs, int status, bool told);

#endif
