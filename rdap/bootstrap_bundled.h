/*
 * bootstrap_bundled: IANA's bootstrap data as compiled in, for bootstrap.c
 * only: which of the five registries has which blocks, and from when that is.
 */
#ifndef RDAP_BOOTSTRAP_BUNDLED_H
#define RDAP_BOOTSTRAP_BUNDLED_H

#include <stddef.h>

enum registry { AFRINIC, APNIC, ARIN, LACNIC, RIPE };

/* IPv4 blocks of 8 bits, by their first octet. */
struct bundled_octets {
	enum registry registry;
	unsigned char first, last;
};

struct bundled_prefix {
	enum registry registry;
	const char *prefix;
};

struct bundled_numbers {
	enum registry registry;
	unsigned first, last;
};

/* Dates as clock_parse() reads them. */
extern const char *const bundled_ipv4_made;
extern const struct bundled_octets bundled_ipv4[];
extern const size_t bundled_ipv4_count;
extern const char *const bundled_ipv6_made;
extern const struct bundled_prefix bundled_ipv6[];
extern const size_t bundled_ipv6_count;
extern const char *const bundled_autnums_made;
extern const struct bundled_numbers bundled_autnums[];
extern const size_t bundled_autnum_count;

#endif
