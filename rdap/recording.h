/*
 * recording: answers kept in a directory, and taken from it again.
 *
 * A directory with `index.tsv`: `url<TAB>status<TAB>content-type<TAB>file
 * [<TAB>time]`, one line per answer, and the bodies as files beside it (plain
 * names: no '/', no leading '.'). The url is the full request URL, or
 * `dns:TYPE:NAME`: then the status is the response code's name or TIMEOUT, the
 * content type text/dns, and the file has the records (dns.h: the data of
 * each, a line each), none when there are none. The last line of a URL counts;
 * without a time it is the index file's. A request that is not in the index
 * FAILED ("not in the recording"), it is never "not there". One recording may
 * hold several organizations. The content type may be empty, its
 * parameters do not count.
 */
#ifndef RDAP_RECORDING_H
#define RDAP_RECORDING_H

#include "buf.h"
#include "dns.h"
#include "error.h"
#include "transport.h"

/*
 * Replay DIR. NULL with ERROR_DATA for a broken index (names file, line and
 * what was expected) or a directory that is none. Body files are read when
 * asked for; one that is missing or not a regular file FAILS that request,
 * and so does a status that fetch would not answer with (redirects, 429, 5xx
 * but 501).
 */
struct transport *recording_open(const char *dir, struct error *err);

/*
 * Record what `inner` brings into DIR, which is made (0700) or is empty;
 * ERROR_CREATE otherwise. Files are 0600. The index line is written after the
 * body is whole, so a run that dies leaves a recording of what it had. Takes
 * `inner` (also on failure). Failed requests are not recorded, nor are answers
 * that are not framed: the index could not say so, and a replay would believe
 * them too much. A write error fails the request, makes the transport spent,
 * and is kept: recording_error().
 */
struct transport *
recording_new(const char *dir, struct transport *inner, struct error *err);

/*
 * The DNS answers of a recording that was opened, or those that `inner` brings
 * into one that is being made; `t` is of recording_open() or recording_new()
 * and outlives it. Takes `inner` (NULL for the former). What a replay does not
 * hold is DNS_NOT_HELD, and a name is asked only where some line is for it.
 * Doubtful answers are not recorded, for the reason given above; a file that
 * cannot be read makes its answer DNS_TIMEOUT.
 */
struct dns *recording_dns(struct transport *t, struct dns *inner);

/* "dns:MX:example.com"; owned by the caller. */
char *recording_dns_url(enum dns_type type, const char *name);

/*
 * Write an answer into a recording that is being made (`inner` may be NULL
 * then). `body` NULL: the file that the index names, NNNN.withheld, is not
 * there, so that a replay counts the answer as failed. -1: ERROR_IO.
 */
int recording_put(struct transport *t, const char *url, const char *status,
    const char *content_type, int64_t time, const struct buf *body,
    struct error *err);

/* 0, or -1 and the first write error of a recording being made. */
int recording_error(const struct transport *t, struct error *err);

#endif
