/*
 * gunzip: a gzip body (RFC 1952) becomes the bytes it stands for, as it
 * comes. All of zlib is behind this wall. fetch does not leave this to
 * libcurl, since 7.88.1 takes a gzip stream that was cut short for whole.
 *
 * Exactly one member: what follows it is refused. An empty body is one of
 * zero bytes (servers send that with 404 and 304).
 */
#ifndef RDAP_GUNZIP_H
#define RDAP_GUNZIP_H

#include <stdbool.h>
#include <stddef.h>

struct gunzip;

/* Takes the next decompressed bytes; -1 stops. */
typedef int gunzip_fn(void *arg, const char *data, size_t len);

enum gunzip_result {
	GUNZIP_OK,
	GUNZIP_STOPPED, /* by the receiver */
	GUNZIP_BROKEN,  /* not gzip, wrong check sum, or more after its end */
};

struct gunzip *gunzip_new(void);
/* Memory is bounded whatever comes: `out` gets 16 KiB at most at a time. */
enum gunzip_result gunzip_feed(
    struct gunzip *g, const void *data, size_t len, gunzip_fn *out, void *arg);
/* Did the stream come to its end? */
bool gunzip_whole(const struct gunzip *g);
void gunzip_free(struct gunzip *g);

#endif
