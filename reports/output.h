/*
 * output: a report into a file, whole or not at all.
 *
 * A regular file, or a symbolic link itself (never its target), is replaced:
 * written beside it under a temporary name with the format's mode, flushed,
 * synced, renamed, the directory synced. A device, a pipe or /dev/stdout, which
 * "-" is as well, is written in place and never replaced. A directory is
 * ERROR_CREATE. On failure the temporary file is gone and the old file is as it
 * was.
 */
#ifndef REPORTS_OUTPUT_H
#define REPORTS_OUTPUT_H

#include "format.h"
#include "rdap/buf.h"

/* What is written, where it is no report: `write` returns 0, or -1 with errno
 * set. */
struct content {
	mode_t mode;
	int (*write)(const void *what, FILE *out);
	const void *what;
};

/* ERROR_CREATE: it cannot be made; ERROR_IO: writing failed, disk full. */
int
output_file(const char *path, const struct content *content, struct error *err);

/* A report, likewise. */
int output_write(const char *path, const struct format *format,
    const struct report *report, const struct format_options *options,
    struct error *err);

/* The same onto an open stream (stdout), flushed and checked. EPIPE is no
 * error: the reader had enough. */
int output_stream(FILE *out, const char *name, const struct format *format,
    const struct report *report, const struct format_options *options,
    struct error *err);

/* A text instead, into a regular file of mode 0600. */
int output_text(const char *path, const struct buf *text, struct error *err);

/* Remove the temporary file of a write in progress; async-signal-safe. */
void output_abandon(void);

#endif
