/*
 * find: whose is it? From an address, a prefix, an AS number, or a handle to
 * the organization. Handles and the names of organizations only, never an
 * address, never a person's name.
 */
#ifndef RDAP_FIND_H
#define RDAP_FIND_H

#include "query.h"
#include "transport.h"

struct owner {
	char *org; /* handle */
	char
	    *name; /* of the organization; "" when the answer did not show it */
	char *via; /* "registrant of NET-203-0-113-0-1 (203.0.113.0/24)",
	               "has the POC EX12-ARIN (2 networks)", "itself" */
};

struct owners {
	struct owner *items;
	size_t count;
	char *note; /* "" or something to tell: list was cut, the block is
	                       reassigned to customer C01234567, ... */
};

void owners_clear(struct owners *o);

/*
 * One request for a number or an organization handle; for a POC two more
 * (reverse search by its handle); for a customer the organization it is
 * nested with. -1: ERROR_NO_ORG (nothing there), ERROR_UNAVAILABLE,
 * ERROR_PROTOCOL, ERROR_TRY_AGAIN; a redirect to another registry says so.
 */
int find_owners(const char *base, const struct term *term,
    struct transport *transport, struct owners *owners, struct error *err);

#endif
