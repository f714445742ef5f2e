/*
 * routing: the routing registry in an enumeration. The dump is read once for
 * all organizations of a run, as it streams; what they maintain becomes
 * records (RECORD_IRR), their proofs, and sightings of the addresses in them.
 *
 * An object's sightings stand at LEVEL_NONE, with no POC and no roles: no
 * network's or organization's answer shows them. Its proof is its text, less
 * the attributes that tell of people and are no mail addresses (address:,
 * phone:, fax-no:).
 *
 * COMPLETE, and with it list_complete[RECORD_IRR], only when the dump was read
 * to its end: that of the gzip stream, or of a body that was framed. PARTIAL
 * is text of which nothing vouches for the end; of a FAILED one nothing is
 * kept. Either is the gap "routing registry" of each organization. Private to
 * the enumeration.
 */
#ifndef RDAP_ROUTING_H
#define RDAP_ROUTING_H

#include "survey.h"

#define ROUTING_SUBJECT "routing registry"

/* Nothing when options->irr is NULL. After the rest was judged. -1 only when
 * `answered` failed. */
int routing_read(struct survey *s, struct error *err);
/* The text of an object as its proof; owned by the caller. */
char *routing_proof(const char *text);
/* The query, for a run that only tells what it would ask. */
void routing_query(const struct enumerate_options *options, struct query *q);

#endif
