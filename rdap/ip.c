#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include "alloc.h"
#include "ip.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* inet_pton refuses the registry's leading zeros, inet_aton reads octal. */
static int
parse_ipv4(const char *text, unsigned char bytes[4])
{
	const char *p = text;

	for (int i = 0; i < 4; i++) {
		unsigned value = 0, digits = 0;

		if (i > 0 && *p++ != '.')
			return -1;
		for (; is_digit(*p); p++) {
			value = 10 * value + (unsigned)(*p - '0');
			if (++digits > 3 || value > 255)
				return -1;
		}
		if (digits == 0)
			return -1;
		bytes[i] = (unsigned char)value;
	}
	return *p == '\0' ? 0 : -1;
}

int
ip_parse(const char *text, struct ip *ip)
{
	struct ip parsed = {0};

	if (parse_ipv4(text, parsed.bytes) == 0) {
		parsed.version = 4;
	} else {
		parsed = (struct ip){.version = 6};
		if (inet_pton(AF_INET6, text, parsed.bytes) != 1)
			return -1;
	}
	*ip = parsed;
	return 0;
}

char *
ip_format(const struct ip *ip, char out[IP_TEXT_MAX])
{
	int family = ip->version == 4 ? AF_INET : AF_INET6;

	out[0] = '\0';
	if (ip->version != 0)
		inet_ntop(family, ip->bytes, out, IP_TEXT_MAX);
	return out;
}

static int
width(const struct ip *ip)
{
	return ip->version == 4 ? 32 : 128;
}

int
ip_compare(const struct ip *a, const struct ip *b)
{
	int order;

	if (a->version != b->version)
		return a->version < b->version ? -1 : 1;
	if (a->version == 0)
		return 0;
	order = memcmp(a->bytes, b->bytes, (size_t)width(a) / 8);
	return (order > 0) - (order < 0);
}

/* The last address of the prefix of `length` bits that begins at `first`. */
static struct ip
prefix_last(const struct ip *first, int length)
{
	struct ip last = *first;

	for (int bit = length; bit < width(first); bit++)
		last.bytes[bit / 8] |= (unsigned char)(0x80 >> bit % 8);
	return last;
}

static bool
prefix_begins_at(const struct ip *first, int length)
{
	for (int bit = length; bit < width(first); bit++)
		if (first->bytes[bit / 8] & (0x80 >> bit % 8))
			return false;
	return true;
}

/* Up to three digits, without leading zeros. */
static int
parse_length(const char *text)
{
	int length = 0;
	size_t digits = strspn(text, "0123456789");

	if (digits == 0 || digits > 3 || text[digits] != '\0')
		return -1;
	if (text[0] == '0' && digits > 1)
		return -1;
	for (; *text != '\0'; text++)
		length = 10 * length + (*text - '0');
	return length;
}

int
ip_prefix_parse(const char *text, struct ip_range *range)
{
	const char *slash = strchr(text, '/');
	char address[IP_TEXT_MAX];
	struct ip first;
	int length;

	if (slash == NULL || (size_t)(slash - text) >= sizeof(address))
		return -1;
	memcpy(address, text, (size_t)(slash - text));
	address[slash - text] = '\0';
	if (ip_parse(address, &first) == -1)
		return -1;
	length = parse_length(slash + 1);
	if (length < 0 || length > width(&first) ||
	    !prefix_begins_at(&first, length))
		return -1;
	range->last = prefix_last(&first, length);
	range->first = first;
	return 0;
}

bool
ip_range_valid(const struct ip_range *range)
{
	int version = range->first.version;

	return (version == 4 || version == 6) &&
	       range->last.version == version &&
	       ip_compare(&range->first, &range->last) <= 0;
}

/* Length of the largest prefix at the start of a valid range. */
static int
range_length(const struct ip_range *range)
{
	int length = 0;

	for (; length < width(&range->first); length++) {
		struct ip last = prefix_last(&range->first, length);

		if (prefix_begins_at(&range->first, length) &&
		    ip_compare(&last, &range->last) <= 0)
			break;
	}
	return length;
}

char *
ip_range_prefix(const struct ip_range *range, char out[IP_PREFIX_MAX])
{
	char address[IP_TEXT_MAX];

	out[0] = '\0';
	if (ip_range_valid(range))
		snprintf(out, IP_PREFIX_MAX, "%s/%u",
		    ip_format(&range->first, address),
		    (unsigned)range_length(range) % 1000);
	return out;
}

bool
ip_range_is_prefix(const struct ip_range *range)
{
	struct ip last;

	if (!ip_range_valid(range))
		return false;
	last = prefix_last(&range->first, range_length(range));
	return ip_compare(&last, &range->last) == 0;
}

char *
ip_range_text(const struct ip_range *range)
{
	char prefix[IP_PREFIX_MAX], first[IP_TEXT_MAX], last[IP_TEXT_MAX];

	if (ip_range_is_prefix(range))
		return xstrdup(ip_range_prefix(range, prefix));
	return xasprintf("%s - %s", ip_format(&range->first, first),
	    ip_format(&range->last, last));
}

bool
ip_range_contains(const struct ip_range *outer, const struct ip_range *inner)
{
	return ip_range_valid(outer) && ip_range_valid(inner) &&
	       outer->first.version == inner->first.version &&
	       ip_compare(&outer->first, &inner->first) <= 0 &&
	       ip_compare(&inner->last, &outer->last) <= 0;
}

int
autnum_parse(const char *text, unsigned *number)
{
	uint64_t value = 0;

	if ((text[0] == 'A' || text[0] == 'a') &&
	    (text[1] == 'S' || text[1] == 's'))
		text += 2;
	if (*text == '\0')
		return -1;
	for (; *text != '\0'; text++) {
		if (!is_digit(*text))
			return -1;
		value = 10 * value + (uint64_t)(*text - '0');
		if (value > UINT32_MAX)
			return -1;
	}
	*number = (unsigned)value;
	return 0;
}
