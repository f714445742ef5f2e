/*
 * withheld: answers kept for a recording that is only written when the run is
 * over and it is known what has to be redacted.
 *
 * A transport around another one, in the place of recording_new()'s. DIR is
 * made, or refused, at once, and gets nothing but an empty index until
 * withheld_put(). The bodies wait in a file without a name, 0600, that is gone
 * with the process however it ends: raw bytes are never in DIR. What is kept,
 * and of which answers, is recording.h's to say.
 */
#ifndef RDAP_WITHHELD_H
#define RDAP_WITHHELD_H

#include "buf.h"
#include "dns.h"
#include "error.h"
#include "transport.h"

/* An answer that is kept; borrowed. */
struct withheld_answer {
	const char *url;
	const char *status;
	const char *content_type;
	int64_t time;
};

/*
 * `spare`: the directory for the file without a name. Takes `inner`, also on
 * failure: ERROR_CREATE.
 */
struct transport *withheld_new(const char *dir, const char *spare,
    struct transport *inner, struct error *err);
/* DNS answers that `inner` brings are kept as well. Takes `inner`. */
struct dns *withheld_dns(struct transport *t, struct dns *inner);

size_t withheld_count(const struct transport *t);
/* Nothing is asked any more. `body` is overwritten. -1: ERROR_IO. */
int withheld_get(struct transport *t, size_t i, struct withheld_answer *answer,
    struct buf *body, struct error *err);

/*
 * Write an answer into DIR. `body` NULL: its place in the index stays, its
 * file, whose name says so, is not there, and a replay counts it as failed.
 */
int withheld_put(struct transport *t, const struct withheld_answer *answer,
    const struct buf *body, struct error *err);

/* 0, or -1 and the first write error. */
int withheld_error(const struct transport *t, struct error *err);

#endif
