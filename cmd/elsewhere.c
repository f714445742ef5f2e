#include <string.h>

#include "elsewhere.h"
#include "wire.h"

/* RFC 5737, RFC 3849, RFC 9637; RFC 5398 has AS numbers, in nobody's block. */
static bool
for_documentation(const struct ip_range *range)
{
	static const char *const prefixes[] = {"192.0.2.0/24",
	    "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "3fff::/20"};
	struct ip_range set_aside;
	size_t i;

	for (i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (ip_prefix_parse(prefixes[i], &set_aside) == 0 &&
		    ip_range_contains(&set_aside, range))
			return true;
	return false;
}

/*
 * IPv6 is not transferred between registries, nor does AFRINIC take part;
 * IPv4 blocks and AS numbers of the others may have come to ARIN.
 */
static bool
moves(const struct term *term, const char *registry)
{
	if (strcmp(registry, "AFRINIC") == 0)
		return false;
	return term->kind == TERM_AUTNUM || term->range.first.version == 4;
}

enum elsewhere_answer
elsewhere_by(
    const struct bootstrap *b, const struct term *term, const char **registry)
{
	static const char *const names[] = {
	    "RIPE NCC", "APNIC", "LACNIC", "AFRINIC"};
	const char *url, *name;
	size_t i;

	if (term->kind == TERM_HANDLE || term->kind == TERM_CUSTOMER ||
	    (term->kind != TERM_AUTNUM && for_documentation(&term->range)))
		return ELSEWHERE_NO;
	url = bootstrap_find(b, term);
	name = url != NULL ? bootstrap_registry(url) : "";
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (strcmp(name, names[i]) != 0)
			continue;
		*registry = names[i];
		return moves(term, names[i]) ? ELSEWHERE_LIKELY
					     : ELSEWHERE_CERTAIN;
	}
	return ELSEWHERE_NO;
}

enum elsewhere_answer
elsewhere(const struct options *options, const struct term *term,
    const char **registry)
{
	enum elsewhere_answer result;
	struct bootstrap *b;

	if (options_bootstrap(options) == NULL)
		return ELSEWHERE_NO;
	b = wire_bootstrap(options);
	result = elsewhere_by(b, term, registry);
	bootstrap_free(b);
	return result;
}
