/*
 * trusted_file: a small text file that decides something here, so that nobody
 * but its owner may write it: the configuration, the accept file.
 */
#ifndef CMD_TRUSTED_FILE_H
#define CMD_TRUSTED_FILE_H

#include "rdap/buf.h"
#include "rdap/error.h"

/*
 * Its text. 1: read; 0: there is no such file; -1 and ERROR_CONFIG: it is no
 * regular file, is longer than 1 MiB, has NUL bytes, belongs to neither this
 * user nor root, or others may write it, or into its directory (unless that is
 * sticky).
 */
int trusted_file_read(const char *path, struct buf *text, struct error *err);

/* Write one, whole or not at all, mode 0600; directories that are not there are
 * made, 0700. A symbolic link is replaced, never its target. */
int
trusted_file_write(const char *path, const struct buf *text, struct error *err);

#endif
