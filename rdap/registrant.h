/*
 * registrant: who holds a network or an autnum, as its answer says.
 *
 * An answer may name several registrants, one nested in the other: a customer
 * inside its provider. Those nested least deep are the nearest, and they alone
 * decide; where several stand side by side, a customer does.
 */
#ifndef RDAP_REGISTRANT_H
#define RDAP_REGISTRANT_H

#include "object.h"

#define REGISTRANT_MAX 16 /* side by side; more are not looked at */

struct registrants {
	const struct object *items[REGISTRANT_MAX]; /* borrowed */
	size_t count;
};

/* None found: count is 0. */
void
registrants_nearest(const struct object *object, struct registrants *nearest);
/* The customer among them, or NULL. */
const struct object *registrants_customer(const struct registrants *nearest);

#endif
