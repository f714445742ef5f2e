/*
 * put: what the two halves of store_facts_put() share: facts.c, for what a run
 * saw, and missing.c, for what it did not see. Private to store/.
 */
#ifndef STORE_PUT_H
#define STORE_PUT_H

#include "private.h"

/* What one store_facts_put() is about. */
struct put {
	struct store *s;
	const struct inventory *inv;
	int64_t run;
	int64_t when;
	struct error *err;
	/* The source used last: neighbours were mostly read from one answer. */
	const char *url;
	const char *digest;
	int64_t source;
	int64_t *proofs; /* by index into inv->parts; 0: not put */
};

static inline int
put_begin(const struct put *put, struct call *call, enum statement id)
{
	return call_begin(call, put->s, id, put->err);
}

static inline int
put_run(const struct put *put, struct call *call)
{
	return call_run(call, put->err);
}

/* The key of a sighting. */
static inline void
put_name(struct call *call, const struct sighting *x)
{
	call_text(call, x->org);
	call_int(call, x->record_kind);
	call_text(call, x->record);
	call_int(call, x->field);
	call_text(call, x->poc);
	call_text(call, x->address);
}

/* Judge each fact of the organization that this run has not seen, after all
 * that it has seen was put. */
int put_missing(const struct put *put, const char *org);

#endif
