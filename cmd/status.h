/*
 * status: the status file (reports/monitor.h) where it lies: written by an
 * audit, mode 0644, whole or not at all, and read by `check` under any user.
 */
#ifndef CMD_STATUS_H
#define CMD_STATUS_H

#include "options.h"

/* ERROR_DATA: it is no status file, with its name and line; ERROR_PERMISSION;
 * ERROR_NO_ORG: it is not there. */
int status_read(struct monitored *m, const char *path, struct error *err);

/*
 * The same from the store, without a word to it: of the organizations that are
 * named, else configured, else of all; of several, the one that is worst off
 * decides on times and statuses. A run that has not ended counts as dead once
 * it is older than the deadline. As stored_load().
 */
int status_stored(
    struct monitored *m, const struct options *options, struct error *err);

/* As output_file(). */
int
status_write(const char *path, const struct monitored *m, struct error *err);

#endif
