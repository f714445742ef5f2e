/*
 * ip: addresses and ranges of the Internet Protocol, versions 4 and 6.
 *
 * ARIN's registry writes IPv4 addresses zero-padded in places
 * ("108.000.000.000"); octets are always decimal here, never octal. IPv6
 * text is that of RFC 4291, printed as RFC 5952 wants it.
 */
#ifndef RDAP_IP_H
#define RDAP_IP_H

#include <stdbool.h>
#include "error.h"

#define IP_TEXT_MAX   46 /* room for any address and its NUL */
#define IP_PREFIX_MAX 50 /* room for any prefix and its NUL */

struct ip {
	int version;             /* 4 or 6; 0: none */
	unsigned char bytes[16]; /* network order; the first 4 for IPv4 */
};

struct ip_range {
	struct ip first;
	struct ip last; /* inclusive, same version as `first` */
};

/*
 * One address. 0/-1; no zone ids, no ports, no mapped-address magic. On
 * failure the parsers here leave their result untouched.
 */
int ip_parse(const char *text, struct ip *ip);
/* "" for version 0. Returns `out`. */
char *ip_format(const struct ip *ip, char out[IP_TEXT_MAX]);
int ip_compare(const struct ip *a, const struct ip *b); /* version first */

/*
 * "192.0.2.0/24" with no bits set beyond the length (they are an error: the
 * text did not mean what it says) and no leading zeros in it. 0/-1.
 */
int ip_prefix_parse(const char *text, struct ip_range *range);

/*
 * The prefix equal to the range, "192.0.2.0/24", or when there is none the
 * largest prefix that starts at its first address and lies within; "" when
 * the range is not valid. Returns `out`.
 */
char *ip_range_prefix(const struct ip_range *range, char out[IP_PREFIX_MAX]);
/* Is the range exactly one prefix? */
bool ip_range_is_prefix(const struct ip_range *range);
/* "192.0.2.0/24", or "192.0.2.0 - 192.0.2.9"; owned by the caller. */
char *ip_range_text(const struct ip_range *range);
/* first <= last and same version, 4 or 6 */
bool ip_range_valid(const struct ip_range *range);
/* False unless both are valid. */
bool
ip_range_contains(const struct ip_range *outer, const struct ip_range *inner);

/* "AS64500", "as64500" or "64500"; 0 to 4294967295. 0/-1. */
int autnum_parse(const char *text, unsigned *number);

#endif
