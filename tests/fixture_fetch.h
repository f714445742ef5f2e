/*
 * fixture_fetch: stands in for rdap/fetch.c in the unit tests. fetch_new()
 * serves what a test put here, keeps no clock, waits for nothing and touches
 * no network; every URL it is asked for is logged.
 *
 * What a URL gets: the fault set for it, if any, applied to the answer set for
 * it, else to that of the recording. A URL of which nothing is known fails as
 * one that is not reachable. All is forgotten by fixture_reset().
 */
#ifndef TESTS_FIXTURE_FETCH_H
#define TESTS_FIXTURE_FETCH_H

#include "rdap/fetch.h"
#include "rdap/strings.h"

#define FIXTURE_TIME 1795512600 /* 2026-11-24T09:30:00Z, plus one an answer */

enum fixture_fault {
	FIXTURE_STATUS,   /* argument: the status; what a real transport makes
	                     of it: 429 is rate limiting, the transport is spent;
	                     other 5xx but 501 fail */
	FIXTURE_ERROR,    /* argument: a status; with an RDAP error object */
	FIXTURE_HTML,     /* argument: a status; with a page of HTML */
	FIXTURE_FAILED,   /* argument: ERROR_*: no answer came */
	FIXTURE_REDIRECT, /* to another host */
	FIXTURE_SKIPPED,  /* not asked; the transport is spent */
	FIXTURE_CUT,      /* argument: bytes that came, of a framed body */
	FIXTURE_UNFRAMED, /* all came, and nothing vouches for that */
	FIXTURE_TOO_LONG, /* over the limit */
};

void fixture_reset(void);
/* An answer: status 200 has type application/rdap+json. Copied. */
void fixture_serve(const char *url, int status, const char *body);
void fixture_type(const char *url, const char *content_type);
/* The answer of one URL for another. */
void fixture_alias(const char *url, const char *as);
/* Serve DIR (recording.h). Fails the test where that cannot be read. */
void fixture_recording(const char *dir);
void fixture_fail(const char *url, enum fixture_fault fault, size_t argument);
/* After so many requests all others are skipped. */
void fixture_budget(size_t requests);

/* The URLs that were asked, in order, not those skipped. */
const struct strings *fixture_log(void);
/* How often a URL was asked. */
size_t fixture_asked(const char *url);

#endif
