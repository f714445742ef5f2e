/*
 * registries: what an audit met that another registry has: named in the report,
 * with that registry's terms of use, and not audited. It is seen in two places:
 * the server sends a question on to another registry, as ARIN does for space
 * that has moved; and the organization's objects in the routing registry are
 * about space or AS numbers that are not among its records here and are, by
 * IANA's data, another registry's (cmd/elsewhere.h).
 */
#ifndef CMD_REGISTRIES_H
#define CMD_REGISTRIES_H

#include "options.h"

/* As notes on coverage. */
void registries_note(struct inventory *inv, const struct options *options);

#endif
