/*
 * fetch: answers from the network. All of libcurl is behind this wall.
 *
 * One thread, one multi handle, one connection kept alive, HTTP/2 where it is
 * offered. https with verified certificates; plain http for loopback only.
 * Sends `Accept: application/rdap+json` (RFC 7480 section 4.2), a User-Agent
 * that names the program, no cookies, no credentials, no Referer. Proxies
 * only as curl's environment variables say (https_proxy, no_proxy, ...), and
 * none for plain http, which would leave the machine that way.
 *
 * Pacing: at most `rate` requests a second start, retries and redirects
 * included. 429 and 503 wait as Retry-After says (seconds or HTTP-date, the
 * latest of several; at least 1 s, 30 s where there is none that can be
 * read). No request starts inside such a window, whatever it is for. A wait
 * longer than 10 min or past the deadline is not begun: the request fails at
 * once with ERROR_TRY_AGAIN and the transport is spent. A third 429 in a row
 * for one request does the same. 5xx (but not 501) and broken connections are
 * tried again up to 3 times, without a Retry-After after 1, 2, 4 s with
 * jitter (503: 30 s). Certificates that do not verify, answers that are no
 * HTTP and those over a limit are not tried again. Every wait ends early when
 * `*stop` becomes non-zero.
 *
 * Redirects: none is followed by libcurl. On the same scheme, host and port at
 * most three are followed by hand; anything else is FAILED with reason
 * "not ARIN's data: redirected to HOST" and ERROR_PROTOCOL.
 *
 * Limits: decompressed bytes counted as they come; 300 KiB of headers; connect
 * (name, TCP and TLS) 15 s; fewer than 100 bytes/s for 30 s; `timeout` an
 * attempt; `deadline` for everything, by the monotonic clock. A gzip body that
 * is cut, damaged or goes on after its end FAILS; no other encoding is asked
 * for or taken.
 *
 * The process must ignore SIGPIPE.
 */
#ifndef RDAP_FETCH_H
#define RDAP_FETCH_H

#include <signal.h>
#include "error.h"
#include "transport.h"

struct fetch_options {
	double rate;              /* requests a second at most; 0: 1 */
	unsigned max_requests;    /* of this run, retries included; 0: 2000 */
	unsigned deadline;        /* seconds for the whole run; 0: 3600 */
	unsigned timeout;         /* seconds for one attempt; 0: 300 */
	unsigned connect_timeout; /* seconds; 0: 15 */
	unsigned low_speed_time;  /* seconds; 0: 30 */
	unsigned backoff;         /* ms before the first retry, doubled before
	                             each further one; 0: 1000 */
	const char *ca_file;      /* trust these certificates and no others;
	                             NULL: the system's */
	const char *user_agent;   /* NULL: whoexposed/VERSION */
	const volatile sig_atomic_t *stop; /* may be NULL */
	/* Told of waits and retries, one line each, no newline; may be NULL. */
	void (*notice)(void *arg, const char *line);
	void *notice_arg;
	unsigned seed; /* of the jitter */
	/* Asked right before each request is sent, retries and redirects
	 * included: NULL lets it go, else why not, owned by the caller; it is
	 * SKIPPED then, or keeps what failed before. May be NULL. */
	char *(*permit)(void *arg, const char *url);
	/* How many requests it would let go still. May be NULL. */
	size_t (*permits)(void *arg);
	/* The server of `url` is not to be asked for so many seconds, longer
	 * than this run waits. May be NULL. */
	void (*told_off)(void *arg, const char *url, int64_t seconds);
	void *permit_arg; /* of these three */
};

/* Options are copied, strings too. NULL: ERROR_SYSTEM, ERROR_CONFIG (CA file
 * that cannot be read). Free with transport_free(). */
struct transport *
fetch_new(const struct fetch_options *options, struct error *err);

/* fetchoptions.c, for fetch_new(): can they be used? ERROR_CONFIG; and what is
 * not given gets its default. */
int fetch_options_check(const struct fetch_options *options, struct error *err);
void fetch_options_complete(struct fetch_options *options);

#endif
