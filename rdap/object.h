/*
 * object: an RDAP object as it stands in one answer, with all that is nested
 * in it (RFC 9083 section 5). Not yet a record of anybody: who owns what is
 * decided by enumerate.
 *
 * Every string is valid UTF-8 without NUL. A member that is absent is "" (or
 * CLOCK_NONE), never NULL. Owned by the object; object_free() frees the tree.
 */
#ifndef RDAP_OBJECT_H
#define RDAP_OBJECT_H

#include <stdbool.h>
#include <stdint.h>
#include "ip.h"
#include "strings.h"

enum object_class {
	OBJECT_ENTITY,
	OBJECT_NETWORK, /* "ip network" */
	OBJECT_AUTNUM,
	OBJECT_OTHER, /* domain, nameserver, or nothing said */
};

/* What an entity is. ARIN's alternate link tells (/rest/poc/, /rest/org/,
 * /rest/customer/), a handle C+digits is a customer wherever it points, and
 * where there is no such link, the vCard: individual and group are POCs. */
enum entity_kind {
	ENTITY_UNKNOWN,
	ENTITY_ORGANIZATION,
	ENTITY_POC,
	ENTITY_CUSTOMER,
};

/* RFC 9083 section 10.2.4, and the two of ARIN's own. A set of bits. */
enum role {
	ROLE_REGISTRANT = 1 << 0,
	ROLE_ADMINISTRATIVE = 1 << 1,
	ROLE_TECHNICAL = 1 << 2,
	ROLE_ABUSE = 1 << 3,
	ROLE_NOC = 1 << 4,
	ROLE_ROUTING = 1 << 5, /* ARIN's */
	ROLE_DNS = 1 << 6,     /* ARIN's */
	ROLE_BILLING = 1 << 7,
	ROLE_OTHER = 1 << 8, /* any other word */
};

enum validation {
	VALIDATION_UNKNOWN,      /* the answer does not say */
	VALIDATION_YES,          /* status "validated" */
	VALIDATION_NO,           /* remark "Unvalidated POC" */
	VALIDATION_NOT_REQUIRED, /* never set by the parser */
};

struct object {
	enum object_class class;
	char *handle;   /* as compared: ASCII upper case */
	char *name;     /* network, autnum: name; entity: jCard fn */
	unsigned roles; /* of enum role, where it is nested */
	struct strings status;
	int64_t registered; /* events; CLOCK_NONE when absent */
	int64_t last_changed;
	struct strings remarks; /* one string each: title, then the lines,
	                           joined by '\n', '\r' taken off; ARIN's
	                           "Unvalidated POC" is not among them */
	char *truncated; /* "" or the notice or remark of this object that
	                          says so (RFC 9083 section 10.2.1), or "redacted"
	                          (RFC 9537) */

	/* entity */
	enum entity_kind entity_kind;
	bool described;  /* a jCard with a name came with it; false for an
	                          entity met by handle only */
	char *card_kind; /* jCard kind: "individual" "group" "org" or "" */
	char *given;     /* of jCard n, or "" */
	char *surname;
	struct strings
	    emails; /* every email of the jCard, as spelled, in order */
	bool cell;  /* a tel of type cell is published (its number is
	                          not kept) */
	enum validation validated;
	int64_t unvalidated_since; /* CLOCK_NONE when not said */

	/* network; autnum */
	struct ip_range range; /* version 0 when absent or not a range */
	char *type;            /* "DIRECT ALLOCATION" */
	char *parent;          /* parentHandle, upper case */
	unsigned first_autnum, last_autnum;

	/* nested, in the order of the answer */
	struct object **entities;
	size_t entity_count;
	struct object **networks;
	size_t network_count;
	struct object **autnums;
	size_t autnum_count;

	char *path; /* where in the answer: "$", "$.networks[3]",
	                          "$.ipSearchResults[0].entities[1]" */
	/*
	 * The proof that is kept: this object's own members as compact JSON in
	 * the answer's order, less `entities` `networks` `autnums` `links`
	 * (those within remarks and events too: they repeat the address that
	 * was asked for) `notices` `port43` `rdapConformance` and the jCard's
	 * `tel` and `adr` rows. The same record gives the same part wherever
	 * it is nested with equal roles.
	 */
	char *part;
};

void object_free(struct object *object);

/* Set `truncated` of the object and of all that is nested in it, where it is
 * not set: something is left out, and nobody says where. */
void object_cut(struct object *object, const char *why);

/* "administrative;technical", in the order of enum role; the caller owns. */
char *roles_text(unsigned roles);
/* One RDAP word to its bit; ROLE_OTHER for words not known. */
unsigned role_parse(const char *word);
const char *role_name(unsigned single_role);

#endif
