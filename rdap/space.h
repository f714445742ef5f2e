/*
 * space: a set of addresses, or of AS numbers, as ranges that neither touch
 * nor overlap; and prefixes that are divided.
 *
 * Life: `struct space s = {0};`, space_add(), space_settle(), questions,
 * space_clear().
 */
#ifndef RDAP_SPACE_H
#define RDAP_SPACE_H

#include "ip.h"

struct space {
	struct ip_range *items; /* sorted once settled */
	size_t count;
};

/* AS numbers as a kind of address of their own, behind IPv4 and IPv6. */
struct ip_range space_numbers(unsigned first, unsigned last);

/* A range of no version is left out. */
void space_add(struct space *s, const struct ip_range *range);
void space_settle(struct space *s);
bool space_contains(const struct space *s, const struct ip_range *range);
void space_clear(struct space *s);

/* The two halves of a prefix; false for a single address. */
bool prefix_halves(const struct ip_range *prefix, struct ip_range half[2]);
/* Take the largest prefix off the beginning of a range; false when nothing is
 * left, which is then of version 0. */
bool range_prefix_take(struct ip_range *rest, struct ip_range *prefix);

#endif
