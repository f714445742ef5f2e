/*
 * delegated: the NRO extended statistics file, version 2.3
 * (https://ftp.arin.net/pub/stats/arin/delegated-arin-extended-latest;
 * https://www.nro.net/wp-content/uploads/nro-extended-stats-readme5.txt): every
 * direct delegation of the registry, and by an opaque id which of them have one
 * holder. No names, no reassignments. Ids are constant within one file only:
 * never stored, never compared across files.
 *
 * The file is tens of megabytes: each question is one pass over it at constant
 * memory (that of the answer). It is read from a local copy.
 */
#ifndef RDAP_DELEGATED_H
#define RDAP_DELEGATED_H

#include <stdint.h>
#include <stdio.h>
#include "error.h"
#include "ip.h"
#include "strings.h"

enum delegation_kind {
	DELEGATION_IP, /* IPv4: a range, not always one prefix; IPv6 */
	DELEGATION_AUTNUM,
};

struct delegation {
	enum delegation_kind kind;
	struct ip_range range;
	unsigned first_autnum, last_autnum;
};

/* What one pass found out of the file itself. */
struct delegated_header {
	int64_t made;     /* its date (end date of the version line), UTC */
	uint64_t records; /* as counted; no fewer than the version line says */
};

/*
 * Called for each delegation that is held (status "allocated" or "assigned"),
 * in file order. `holder` is the opaque id, "" when there is none.
 */
typedef int
delegated_fn(void *arg, const struct delegation *d, const char *holder);

/*
 * One pass. ERROR_DATA with name and line for a file of another format, cut
 * short (fewer records than the version line or a summary line says, or no
 * end of line at the end), of more than one registry, or with a line that is
 * none; ERROR_IO. `name` is for messages. A -1 of `fn` ends the pass with -1;
 * what it was told counts only once the pass ended with 0. `header` may be
 * NULL. Lines end in LF or CRLF; '#' comments and empty lines are skipped.
 */
int
delegated_read(FILE *file, const char *name, struct delegated_header *header,
    delegated_fn *fn, void *arg, struct error *err);

/* The smallest prefix around some neighbouring items of a holding. */
struct holding_prefix {
	struct ip_range range;
	size_t first, count; /* the items that lie in it */
	size_t strangers;    /* delegations of others that lie in it */
};

/* All that one holder has. */
struct holding {
	struct strings holders;   /* opaque ids, of this file only; sorted */
	struct delegation *items; /* IP sorted by address, then autnums; none
	                               twice */
	size_t count;
	/* One for each two or more IP items that a prefix joins, the wider
	 * ones first; any two are disjoint or one is within the other. */
	struct holding_prefix *prefixes;
	size_t prefix_count;
	struct delegated_header header;
};
void holding_clear(struct holding *h);

/*
 * The holding of whoever has any of `seeds` (ranges and AS numbers seen to be
 * the organization's: a seed counts where a delegation equals it, contains it
 * or lies within it). Seeds must be direct allocations: one that a provider
 * reassigned lies in the provider's delegation and would bring in all of
 * that. A delegation without an id belongs to the holding only where a seed
 * touches it. Three passes; the file must be seekable. An empty holding when
 * no seed is in the file; on -1 it is empty too.
 */
int
delegated_holding(FILE *file, const char *name, const struct delegation *seeds,
    size_t seed_count, struct holding *h, struct error *err);

/*
 * Prefixes worth one large question each: in each at least half of the
 * delegations are the holder's, fewer than `cap` stand in all, and at least two
 * of `wanted` (indices into h->items, ascending, IP only) lie in it. `covers`
 * gets a sorted list of disjoint ranges that are one prefix each; what of
 * `wanted` lies in none is to be asked one by one. Delegations that stick out
 * of a prefix are not in it, as in the answer to a search below it. The caller
 * frees *covers, which is NULL when there is none.
 */
void holding_covers(const struct holding *h, const size_t *wanted,
    size_t wanted_count, size_t cap, struct ip_range **covers, size_t *count);

#endif
