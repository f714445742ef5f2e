/*
 * intake: the body of an answer on its way to its reader: decompressed,
 * counted, bounded, digested. Knows no network.
 *
 * Life: one for each get(), zeroed but for what it is given; intake_begin()
 * before each attempt, intake_clear() at the end.
 */
#ifndef RDAP_INTAKE_H
#define RDAP_INTAKE_H

#include "gunzip.h"
#include "transport.h"

/* Why a transfer was ended by us and not by the other side. */
enum cut {
	CUT_NONE,
	CUT_STOP,
	CUT_DEADLINE,
	CUT_HEADERS,
	CUT_LIMIT,
	CUT_READER,
	CUT_ENCODING, /* one we did not ask for */
	CUT_GZIP,
	CUT_IGNORED, /* the status says all; its body is of no interest */
};

struct intake {
	size_t limit;          /* of decompressed bytes */
	body_fn *body;         /* the reader */
	void *arg;             /* its own */
	struct response *r;    /* borrowed */
	struct digest *digest; /* borrowed */
	struct gunzip *gunzip; /* NULL: not compressed */
	bool begun;            /* the body */
	enum cut cut;          /* a caller may set it as well */
};

void intake_begin(struct intake *in);
/* What comes is gzip; before the first byte. */
void intake_compressed(struct intake *in);
/* -1: `cut` says why nothing more is wanted. */
int intake_feed(struct intake *in, const char *data, size_t len);
/* The same for a body that nobody reads. */
int intake_ignore(struct intake *in, size_t len);
/* Compressed, and ended too early? */
bool intake_short(const struct intake *in);
/* Fail the response for what was cut here; not for CUT_STOP, CUT_DEADLINE and
 * CUT_IGNORED, which are no faults of the answer. */
void intake_fail(struct intake *in);
void intake_clear(struct intake *in);

#endif
