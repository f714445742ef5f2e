/*
 * transport: where answers come from, the network (fetch) or a recording.
 *
 * One request at a time. A transport decides nothing about content: it brings
 * the bytes of one URL, bounded, and says how that went. It never follows a
 * redirect off the host, never returns a cut body as if it were whole.
 */
#ifndef RDAP_TRANSPORT_H
#define RDAP_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "digest.h"

enum outcome {
	OUTCOME_ANSWERED, /* status, type and the whole body are there */
	OUTCOME_FAILED,   /* asked; nothing that can be believed came back */
	OUTCOME_SKIPPED,  /* not asked: budget, deadline, interrupted */
};

/* How one request ended. Life: zero it, get(), response_clear(). */
struct response {
	enum outcome outcome;
	int status;          /* HTTP status; 0 when none came */
	char *content_type;  /* owned; media type, lower case, no parameters;
	                           "" when none. NULL until get() */
	char *reason;        /* owned; FAILED, SKIPPED: why, for a person */
	int fault;           /* FAILED, SKIPPED: ERROR_UNAVAILABLE,
	                           ERROR_TRY_AGAIN (rate limited, budget) or
	                           ERROR_PROTOCOL */
	int64_t time;        /* when the answer was complete, seconds UTC */
	int64_t server_time; /* the Date header, or CLOCK_NONE */
	char *etag;     /* owned; the ETag header, or "". NULL until get() */
	uint64_t bytes; /* of the body, decompressed */
	bool framed;    /* length or chunking vouches for the body's end;
	                           an unframed body may prove presence only */
	char digest[DIGEST_TEXT_MAX]; /* SHA-256 of the decompressed body */
};

void response_clear(struct response *r);

/*
 * Receives a body as it comes. `data` NULL means: forget what came so far, a
 * (new) attempt begins; it is called so before each attempt. Bodies of all
 * statuses that can be ANSWERED are delivered, 404 among them; those of
 * redirects, 429 and 5xx (but not 501) are not: there the status decides.
 * Returns 0, or -1 to stop the transfer (outcome FAILED, reason "the answer
 * was refused by its reader").
 */
typedef int body_fn(void *arg, const char *data, size_t len);

struct transport {
	/*
	 * Ask for `url`, at most `limit` bytes of decompressed body. Always
	 * fills `r`. Retries and pacing happen inside. With an `etag` (else
	 * NULL) only if it is another one now: status 304 without a body where
	 * it is not.
	 */
	void (*get)(struct transport *t, const char *url, const char *etag,
	    size_t limit, body_fn *body, void *arg, struct response *r);
	/* Is it of no use to ask any more (deadline, budget, interrupted,
	 * rate limited beyond patience)? */
	bool (*spent)(const struct transport *t);
	/* How many requests may be made still, retries included: by the
	 * budgets, and by the deadline at the rate allowed. NULL: any number.
	 * Ask transport_left(). */
	size_t (*left)(const struct transport *t);
	void (*free)(struct transport *t);
	/* Does a recording hold this URL (`prefix`: any that begins so)? NULL
	 * where whatever is asked may be answered. */
	bool (*holds)(const struct transport *t, const char *url, bool prefix);
};

void transport_free(struct transport *t);         /* NULL is fine */
size_t transport_left(const struct transport *t); /* SIZE_MAX: any number */

/*
 * For those who implement a transport. response_begin() clears and makes an
 * empty FAILED one; response_fail() gives it a reason (a printf format) and a
 * fault; response_too_long() is the reason "longer than 16 MiB".
 */
void response_begin(struct response *r);
void response_fail(struct response *r, int fault, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void response_too_long(struct response *r, size_t limit);

#endif
