/*
 * parse: the bytes of an RDAP answer become objects. All of jansson for input
 * is behind this wall (json.c, jcard.c, parse_*.c).
 *
 * Strict: duplicate members, invalid UTF-8, NUL, numbers out of range, more
 * than 64 levels, a body that goes on after its end are refused, with the
 * place: "$.networks[3].startAddress: not an address: \"…\"". Members not
 * known are ignored (RFC 9083 section 2.1), null is the same as absent. A
 * value is at most 64 KiB; an answer holds at most 100,000 objects, 48 MiB of
 * parts to be kept, and no more values than jansson has room for in about
 * 200 MiB (an object) or 64 MiB (an item of a search answer).
 *
 * A single object is parsed at once (PARSE_OBJECT_LIMIT bytes at most). A
 * search answer is parsed item by item while it streams, so that memory holds
 * one item's JSON and the objects made, never the whole text; whatever order
 * its members come in. Truncation is read from notices and remarks at every
 * level, in any spelling; types that are not known count as truncation when
 * they contain "truncat", "incomplete", "limit" or "redact".
 */
#ifndef RDAP_PARSE_H
#define RDAP_PARSE_H

#include "error.h"
#include "object.h"

#define PARSE_OBJECT_LIMIT ((size_t)16 << 20) /* bytes, decompressed */
#define PARSE_SEARCH_LIMIT ((size_t)128 << 20)

enum document_kind {
	DOCUMENT_OBJECT, /* one object */
	DOCUMENT_SEARCH, /* the expected result array, perhaps empty */
	DOCUMENT_ERROR,  /* an error object (RFC 9083 section 6) */
};

struct document {
	enum document_kind kind;
	struct object *object;   /* OBJECT; owned */
	struct object **results; /* SEARCH; owned */
	size_t result_count;
	int error_code;   /* ERROR: errorCode, else 0 */
	char *error_text; /* title and description, or "" */
	char *truncated;  /* "" or the notice or remark that says so,
	                               at the top level, or a rate-limit notice,
	                               or "redacted" */
};

void document_free(struct document *d);

enum parse_as {
	PARSE_OBJECT,
	PARSE_NETWORKS, /* search answer: ipSearchResults */
	PARSE_AUTNUMS,  /* search answer: autnumSearchResults */
};

struct parser;

/* Also read any `arin_originas0_networkSearchResults`, `entitySearchResults`
 * where `results_name` says so; NULL: the RFC 9910 name of `as`. */
struct parser *parser_new(enum parse_as as, const char *results_name);
/* Forget all, begin again: a new attempt. */
void parser_reset(struct parser *p);
/* The next bytes. -1: refused; later calls return -1 as well. ERROR_PROTOCOL */
int
parser_feed(struct parser *p, const char *data, size_t len, struct error *err);
/*
 * The end. A search answer of status 404 with an error object is a
 * DOCUMENT_ERROR. NULL: not JSON, not RDAP, cut short. ERROR_PROTOCOL
 */
struct document *parser_finish(struct parser *p, struct error *err);
void parser_free(struct parser *p);

/* All at once, for tests and fuzzing. */
struct document *parse(enum parse_as as, const char *results_name,
    const char *data, size_t len, struct error *err);

#endif
