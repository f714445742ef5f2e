/*
 * answer: one query asked, and what its answer is worth.
 *
 * COMPLETE needs all of: 200, an RDAP content type, a strict parse, class and
 * handle as asked, no notice of truncation, a body whose end is vouched for.
 * "Not there" is as complete as that: 404 with an RDAP type and an error
 * object of errorCode 404, or for a search the expected array present and
 * empty, with 404 or 200; of Whois-RWS, a list that is empty, or with 404
 * ARIN's page that says so (whoisrws.h), never a plain one. What only lacks completeness is PARTIAL; anything
 * else is FAILED, and nothing is read from it.
 */
#ifndef RDAP_ANSWER_H
#define RDAP_ANSWER_H

#include "inventory.h"
#include "parse.h"
#include "query.h"
#include "transport.h"

struct reply {
	struct answer answer;      /* org is "": the caller's to say */
	struct document *document; /* owned; COMPLETE and PARTIAL answers that
	                              show something, else NULL */
	bool absent;    /* COMPLETE, and it says that nothing is there */
	bool other;     /* FAILED, because another record was answered */
	bool unframed;  /* PARTIAL, and nothing vouches for the body's end */
	bool cut;       /* PARTIAL, and a notice at its top says so */
	bool long_body; /* FAILED, because it was over the limit */
};

/* Ask. Always fills `reply`; reply_clear() frees what is left in it. */
void reply_get(struct transport *transport, const struct query *query,
    struct reply *reply);
void reply_clear(struct reply *reply);

#endif
