/*
 * tar: a ustar archive (POSIX.1-1988) of a few files, from libarchive. One
 * wall around it.
 *
 * The same files give the same archive byte for byte: one time, mode 0600,
 * owner and group 0 and without names. Names are the caller's: ASCII, at most
 * 99 characters.
 */
#ifndef REPORTS_TAR_H
#define REPORTS_TAR_H

#include <stdint.h>
#include <stdio.h>

struct tar;

/* `out` is borrowed. */
struct tar *tar_new(FILE *out, int64_t time);
/* 0, or -1 with errno set. */
int tar_add(struct tar *tar, const char *name, const void *data, size_t len);
/* The end of the archive; frees, whatever came before. The same. */
int tar_end(struct tar *tar);

#endif
