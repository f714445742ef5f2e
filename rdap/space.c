#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "space.h"

#define AUTNUM_VERSION 100

static struct ip
number_ip(unsigned number)
{
	struct ip ip = {.version = AUTNUM_VERSION};

	for (int i = 3; i >= 0; i--, number >>= 8)
		ip.bytes[i] = (unsigned char)number;
	return ip;
}

struct ip_range
space_numbers(unsigned first, unsigned last)
{
	return (struct ip_range){
	    number_ip(first), number_ip(last < first ? first : last)};
}

static size_t
octets(const struct ip *ip)
{
	return ip->version == 6 ? 16 : 4;
}

/* False, and unchanged, when it is the last there is. */
static bool
ip_next(struct ip *ip)
{
	size_t i = octets(ip);

	while (i > 0 && ip->bytes[i - 1] == 0xff)
		i--;
	if (i == 0)
		return false;
	ip->bytes[i - 1]++;
	memset(ip->bytes + i, 0, octets(ip) - i);
	return true;
}

void
space_add(struct space *s, const struct ip_range *range)
{
	if (range->first.version == 0)
		return;
	s->items = xgrow(s->items, s->count, sizeof(*s->items));
	s->items[s->count++] = *range;
}

static int
compare_first(const void *a, const void *b)
{
	const struct ip_range *x = a, *y = b;

	return ip_compare(&x->first, &y->first);
}

static bool
touches(const struct ip_range *a, const struct ip_range *b)
{
	struct ip next = a->last;

	return ip_compare(&b->first, &a->last) <= 0 ||
	       (ip_next(&next) && ip_compare(&b->first, &next) == 0);
}

void
space_settle(struct space *s)
{
	size_t kept = 0;

	if (s->count == 0)
		return;
	qsort(s->items, s->count, sizeof(*s->items), compare_first);
	for (size_t i = 1; i < s->count; i++) {
		struct ip_range *a = &s->items[kept];
		const struct ip_range *b = &s->items[i];

		if (!touches(a, b))
			s->items[++kept] = *b;
		else if (ip_compare(&b->last, &a->last) > 0)
			a->last = b->last;
	}
	s->count = kept + 1;
}

bool
space_contains(const struct space *s, const struct ip_range *range)
{
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (ip_compare(&s->items[middle].first, &range->first) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 &&
	       ip_compare(&range->last, &s->items[low - 1].last) <= 0;
}

void
space_clear(struct space *s)
{
	free(s->items);
	*s = (struct space){0};
}

bool
prefix_halves(const struct ip_range *prefix, struct ip_range half[2])
{
	size_t i = 0;
	unsigned char bit = 0x80, differ;

	while (i < octets(&prefix->first) &&
	       prefix->first.bytes[i] == prefix->last.bytes[i])
		i++;
	if (i == octets(&prefix->first))
		return false;
	differ = prefix->first.bytes[i] ^ prefix->last.bytes[i];
	while ((differ & bit) == 0)
		bit >>= 1;
	half[0] = half[1] = *prefix;
	half[0].last.bytes[i] &= (unsigned char)~bit;
	half[1].first.bytes[i] |= bit;
	return true;
}

bool
range_prefix_take(struct ip_range *rest, struct ip_range *prefix)
{
	char text[IP_PREFIX_MAX];

	if (!ip_range_valid(rest) ||
	    ip_prefix_parse(ip_range_prefix(rest, text), prefix) == -1)
		return false;
	if (ip_compare(&prefix->last, &rest->last) == 0) {
		*rest = (struct ip_range){0};
		return true;
	}
	rest->first = prefix->last;
	return ip_next(&rest->first);
}
