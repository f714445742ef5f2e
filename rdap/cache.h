/*
 * cache: downloads that are kept for the next run, in one directory. They are
 * public files; still, the directory is made 0700 and the files 0600, and a
 * directory that is another user's, or that others may write into, is not used:
 * what stands there decides what counts as complete.
 *
 * NAME is the file, NAME.etag its ETag (perhaps an empty line) and the URL it
 * came from, NAME.new one on its way. That second file goes first and comes
 * last, so that it is never another file's.
 */
#ifndef RDAP_CACHE_H
#define RDAP_CACHE_H

#include <stdio.h>

/* A descriptor of the directory, which is made where it is not there; -1 when
 * there is none to use. `path` may be NULL. */
int cache_open(const char *path);
/* An empty NAME.new, for reading and writing; NULL: errno. */
FILE *cache_make(int dir, const char *name);
/* The file, when it is a regular one, no link, and not known to be of another
 * URL; else NULL. */
FILE *cache_read(int dir, const char *name, const char *url);
/* The ETag of the file that is kept, or NULL; the caller's. */
char *cache_etag(int dir, const char *name, const char *url);
/* NAME.new, which `file` is, becomes NAME. Failing to keep it is no error. */
void cache_keep(
    int dir, const char *name, FILE *file, const char *url, const char *etag);
/* Delete NAME.new, if it is there. */
void cache_drop(int dir, const char *name);

#endif
