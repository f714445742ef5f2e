/*
 * retry: is a request to be sent once more after what came of it, and when?
 * 429, 5xx and broken connections, as fetch.h tells. Knows no network.
 *
 * Life: one for each get(), zeroed but for its pointers, which are borrowed.
 * Each function gives the response its reason; true: another attempt.
 */
#ifndef RDAP_RETRY_H
#define RDAP_RETRY_H

#include "pace.h"

struct retry {
	struct pace *pace;
	struct response *r; /* of the attempt that is over */
	const char *url;    /* that was asked for */
	const char *host;   /* for notices */
	unsigned failures;  /* so far */
	unsigned limited;   /* 429 in a row */
};

/* HTTP 429; `after` are the seconds it asks for, or -1. */
bool retry_limited(struct retry *t, int64_t after);
/* HTTP 5xx, as http_unavailable() has it. */
bool retry_unavailable(struct retry *t, int64_t after);
/* No whole answer came; the response says why already. */
bool retry_broken(struct retry *t);

#endif
