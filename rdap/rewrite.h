/*
 * rewrite: answers of the registry with other words in the places where
 * people's data stands, for recordings that can be given away.
 *
 * Structure and order stay, so that a replay reads the same records from
 * them: what has no place in the lists of what is known (members of JSON,
 * elements of XML, attributes of RPSL) goes, the rest is handed to the owner's
 * function, which says what becomes of it. What this program would not read is
 * not rewritten: -1, ERROR_PROTOCOL or ERROR_DATA, and nothing in `out`.
 */
#ifndef RDAP_REWRITE_H
#define RDAP_REWRITE_H

#include "buf.h"
#include "error.h"
#include "strings.h"

enum rewrite_what {
	REWRITE_TEXT, /* of anybody, about anything */
	REWRITE_URL,
	REWRITE_ADDRESS, /* a mail address, or what stands in its place */
	REWRITE_HANDLE,  /* a POC's */
	REWRITE_UNKNOWN, /* a handle of who knows what */
	REWRITE_HOLDER,  /* an organization's or a customer's */
	REWRITE_NAME,    /* a POC's or a customer's, whole */
	REWRITE_PART,    /* of such a name */
	REWRITE_NUMBER,  /* a telephone's */
	REWRITE_STREET,  /* lines of a postal address */
};

/* Whose it is. */
struct rewrite_of {
	const char *handle; /* or "" */
	bool individual;
};

struct rewriter {
	/* What to put there; the caller owns it. */
	char *(*word)(void *arg, enum rewrite_what what, const char *text,
	    const struct rewrite_of *of);
	void *arg;
};

/* An answer of RDAP (RFC 9083), jCards (RFC 7095) in it. */
int rewrite_json(const struct rewriter *w, const char *data, size_t len,
    struct buf *out, struct error *err);
/* One of ARIN's Whois-RWS, all libxml2 of it. */
int rewrite_xml(const struct rewriter *w, const char *data, size_t len,
    struct buf *out, struct error *err);
/*
 * The dump of the routing registry (irr.h), gzip or plain, becomes plain. Of
 * objects that `orgs` maintain all but contacts is rewritten; others keep
 * class, key, origin and maintainers, those of classes that are people's
 * vanish.
 */
int rewrite_irr(const struct rewriter *w, const struct strings *orgs,
    const char *data, size_t len, struct buf *out, struct error *err);

#endif
