#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "delegated.h"

#define AUTNUM_VERSION 100 /* behind IPv4 and IPv6 for ip_compare() */
#define NONE           SIZE_MAX

/* AS numbers as a third kind of address, so that one order serves all. */
static struct ip
number_ip(unsigned number)
{
	struct ip ip = {.version = AUTNUM_VERSION};
	int i;

	for (i = 3; i >= 0; i--, number >>= 8)
		ip.bytes[i] = (unsigned char)number;
	return ip;
}

static struct ip_range
span(const struct delegation *d)
{
	struct ip_range range = d->range;

	if (d->kind == DELEGATION_AUTNUM) {
		range.first = number_ip(d->first_autnum);
		range.last = number_ip(d->last_autnum);
	}
	return range;
}

/* ---- the seeds ---------------------------------------------------------- */

struct seed {
	struct ip_range range;
	struct ip highest; /* last address of all seeds up to this one */
	struct ip lowest;  /* least last address of all from this one on */
};

struct seeds {
	struct seed *items; /* by first address */
	size_t count;
};

static int
compare_seeds(const void *a, const void *b)
{
	const struct seed *x = a, *y = b;

	return ip_compare(&x->range.first, &y->range.first);
}

static void
seeds_sort(struct seeds *s, const struct delegation *from, size_t count)
{
	size_t i;

	s->items = xcalloc(count, sizeof(*s->items));
	s->count = count;
	for (i = 0; i < count; i++)
		s->items[i].range = span(&from[i]);
	if (count > 0)
		qsort(s->items, count, sizeof(*s->items), compare_seeds);
	for (i = 0; i < count; i++) {
		s->items[i].highest = s->items[i].range.last;
		if (i > 0 && ip_compare(&s->items[i - 1].highest,
				 &s->items[i].highest) > 0)
			s->items[i].highest = s->items[i - 1].highest;
	}
	for (i = count; i-- > 0;) {
		s->items[i].lowest = s->items[i].range.last;
		if (i + 1 < count && ip_compare(&s->items[i + 1].lowest,
					 &s->items[i].lowest) < 0)
			s->items[i].lowest = s->items[i + 1].lowest;
	}
}

/* How many seeds begin before `ip`, or at it too. */
static size_t
seeds_before(const struct seeds *s, const struct ip *ip, bool or_at)
{
	size_t low = 0, high = s->count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = ip_compare(&s->items[middle].range.first, ip);
		if (order < 0 || (or_at && order == 0))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Does a seed equal the range, contain it, or lie within it? */
static bool
seeds_touch(const struct seeds *s, const struct ip_range *range)
{
	size_t n;

	n = seeds_before(s, &range->first, true);
	if (n > 0 && ip_compare(&s->items[n - 1].highest, &range->last) >= 0)
		return true;
	n = seeds_before(s, &range->first, false);
	return n < s->count &&
	       ip_compare(&s->items[n].lowest, &range->last) <= 0;
}

/* ---- the first pass: who; the second: what ------------------------------ */

struct search {
	struct seeds seeds;
	struct holding *h;
};

static int
note_holder(void *arg, const struct delegation *d, const char *holder)
{
	struct search *s = arg;
	struct ip_range range = span(d);
	struct strings *holders = &s->h->holders;

	if (*holder == '\0' || !seeds_touch(&s->seeds, &range))
		return 0;
	if (holders->count == 0 ||
	    strcmp(holders->items[holders->count - 1], holder) != 0)
		strings_add(holders, holder);
	return 0;
}

static void
sort_unique(struct strings *s)
{
	size_t i, kept = 0;

	strings_sort(s);
	for (i = 0; i < s->count; i++) {
		if (kept > 0 && strcmp(s->items[kept - 1], s->items[i]) == 0)
			free(s->items[i]);
		else
			s->items[kept++] = s->items[i];
	}
	s->count = kept;
}

static int
compare_texts(const void *key, const void *item)
{
	return strcmp(key, *(char *const *)item);
}

static bool
is_held(
    const struct search *s, const struct ip_range *range, const char *holder)
{
	const struct strings *holders = &s->h->holders;

	if (*holder == '\0')
		return seeds_touch(&s->seeds, range);
	return holders->count > 0 &&
	       bsearch(holder, holders->items, holders->count,
		   sizeof(*holders->items), compare_texts) != NULL;
}

static int
note_item(void *arg, const struct delegation *d, const char *holder)
{
	struct search *s = arg;
	struct holding *h = s->h;
	struct ip_range range = span(d);

	if (!is_held(s, &range, holder))
		return 0;
	h->items = xgrow(h->items, h->count, sizeof(*h->items));
	h->items[h->count++] = *d;
	return 0;
}

static int
compare_items(const void *a, const void *b)
{
	struct ip_range x = span(a), y = span(b);
	int order = ip_compare(&x.first, &y.first);

	return order != 0 ? order : ip_compare(&x.last, &y.last);
}

static void
items_sort(struct holding *h)
{
	size_t i, kept = 0;

	if (h->count > 0)
		qsort(h->items, h->count, sizeof(*h->items), compare_items);
	for (i = 0; i < h->count; i++) {
		if (kept == 0 ||
		    compare_items(&h->items[kept - 1], &h->items[i]) != 0)
			h->items[kept++] = h->items[i];
	}
	h->count = kept;
}

/* ---- the prefixes around neighbours ------------------------------------- */

/* The smallest prefix that both addresses are in. */
static struct ip_range
common_prefix(const struct ip *a, const struct ip *b)
{
	struct ip_range range = {*a, *a};
	int octets = a->version == 4 ? 4 : 16, i, bits;
	unsigned char mask = 0;

	for (i = 0; i < octets && a->bytes[i] == b->bytes[i]; i++)
		continue;
	if (i == octets)
		return range;
	for (bits = a->bytes[i] ^ b->bytes[i]; bits != 0; bits >>= 1)
		mask = (unsigned char)(mask << 1 | 1);
	range.first.bytes[i] &= (unsigned char)~mask;
	range.last.bytes[i] |= mask;
	for (i++; i < octets; i++) {
		range.first.bytes[i] = 0;
		range.last.bytes[i] = 0xff;
	}
	return range;
}

/* How many items begin before `ip`. */
static size_t
items_before(const struct holding *h, const struct ip *ip)
{
	size_t low = 0, high = h->count, middle;
	struct ip_range range;

	while (low < high) {
		middle = low + (high - low) / 2;
		range = span(&h->items[middle]);
		if (ip_compare(&range.first, ip) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The items in a prefix that has `seen` in it, which is one of them. */
static void
count_items(const struct holding *h, struct holding_prefix *p, size_t seen)
{
	size_t last = seen;

	p->first = items_before(h, &p->range.first);
	while (last + 1 < h->count &&
	       ip_range_contains(&p->range, &h->items[last + 1].range))
		last++;
	p->count = last - p->first + 1;
}

/* By address, the wider ones first. */
static int
compare_prefixes(const void *a, const void *b)
{
	const struct holding_prefix *x = a, *y = b;
	int order = ip_compare(&x->range.first, &y->range.first);

	return order != 0 ? order : ip_compare(&y->range.last, &x->range.last);
}

/*
 * Whatever prefix is the smallest around two or more neighbours is the
 * smallest around two that stand side by side in it, at its middle.
 */
static void
find_prefixes(struct holding *h)
{
	struct holding_prefix *p;
	size_t i, kept = 0;

	for (i = 0; i + 1 < h->count; i++) {
		const struct delegation *a = &h->items[i], *b = a + 1;

		if (a->kind != DELEGATION_IP || b->kind != DELEGATION_IP ||
		    a->range.first.version != b->range.first.version)
			continue;
		h->prefixes =
		    xgrow(h->prefixes, h->prefix_count, sizeof(*h->prefixes));
		p = &h->prefixes[h->prefix_count++];
		*p = (struct holding_prefix){0};
		p->range = common_prefix(&a->range.first, &b->range.last);
		p->first = i;
	}
	if (h->prefix_count > 0)
		qsort(h->prefixes, h->prefix_count, sizeof(*h->prefixes),
		    compare_prefixes);
	for (i = 0; i < h->prefix_count; i++) {
		p = &h->prefixes[i];
		if (kept > 0 &&
		    compare_prefixes(&h->prefixes[kept - 1], p) == 0)
			continue;
		count_items(h, p, p->first + 1);
		h->prefixes[kept++] = *p;
	}
	h->prefix_count = kept;
}

/* ---- the third pass: strangers ------------------------------------------ */

struct count {
	struct search *search;
	size_t *around; /* of each prefix: the one it lies in, or NONE */
};

static size_t *
prefixes_around(const struct holding *h)
{
	size_t *around = xcalloc(h->prefix_count, sizeof(*around));
	size_t i, outer;

	for (i = 0; i < h->prefix_count; i++) {
		outer = i > 0 ? i - 1 : NONE;
		while (outer != NONE &&
		       !ip_range_contains(
			   &h->prefixes[outer].range, &h->prefixes[i].range))
			outer = around[outer];
		around[i] = outer;
	}
	return around;
}

static size_t
innermost(const struct count *c, const struct ip_range *range)
{
	const struct holding *h = c->search->h;
	size_t low = 0, high = h->prefix_count, middle, found;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (ip_compare(
			&h->prefixes[middle].range.first, &range->first) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	found = low > 0 ? low - 1 : NONE;
	while (found != NONE &&
	       !ip_range_contains(&h->prefixes[found].range, range))
		found = c->around[found];
	return found;
}

static int
note_stranger(void *arg, const struct delegation *d, const char *holder)
{
	struct count *c = arg;
	size_t found;

	if (d->kind != DELEGATION_IP || is_held(c->search, &d->range, holder))
		return 0;
	if ((found = innermost(c, &d->range)) != NONE)
		c->search->h->prefixes[found].strangers++;
	return 0;
}

static void
add_up(struct holding *h, const size_t *around)
{
	size_t i;

	for (i = h->prefix_count; i-- > 0;) {
		if (around[i] != NONE)
			h->prefixes[around[i]].strangers +=
			    h->prefixes[i].strangers;
	}
}

/* ---- all together ------------------------------------------------------- */

void
holding_clear(struct holding *h)
{
	strings_clear(&h->holders);
	free(h->items);
	free(h->prefixes);
	memset(h, 0, sizeof(*h));
}

static int
again(FILE *file, const char *name, struct error *err)
{
	if (fseek(file, 0, SEEK_SET) == -1)
		return error_set(
		    err, ERROR_IO, "%s: cannot be read again", name);
	return 0;
}

static int
count_strangers(
    FILE *file, const char *name, struct search *s, struct error *err)
{
	struct count c = {.search = s};
	int rc = -1;

	c.around = prefixes_around(s->h);
	if (again(file, name, err) == 0 &&
	    delegated_read(file, name, NULL, note_stranger, &c, err) == 0)
		rc = 0;
	add_up(s->h, c.around);
	free(c.around);
	return rc;
}

int
delegated_holding(FILE *file, const char *name, const struct delegation *seeds,
    size_t seed_count, struct holding *h, struct error *err)
{
	struct search s = {.h = h};
	int rc = -1;

	memset(h, 0, sizeof(*h));
	seeds_sort(&s.seeds, seeds, seed_count);
	if (again(file, name, err) == -1 ||
	    delegated_read(file, name, &h->header, note_holder, &s, err) == -1)
		goto out;
	sort_unique(&h->holders);
	if (again(file, name, err) == -1 ||
	    delegated_read(file, name, NULL, note_item, &s, err) == -1)
		goto out;
	items_sort(h);
	find_prefixes(h);
	rc = count_strangers(file, name, &s, err);
out:
	free(s.seeds.items);
	if (rc == -1)
		holding_clear(h);
	return rc;
}

/* ---- covers ------------------------------------------------------------- */

/* How many of the ascending `wanted` are less than `item`. */
static size_t
wanted_before(const size_t *wanted, size_t count, size_t item)
{
	size_t low = 0, high = count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (wanted[middle] < item)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
holding_covers(const struct holding *h, const size_t *wanted,
    size_t wanted_count, size_t cap, struct ip_range **covers, size_t *count)
{
	const struct holding_prefix *p;
	size_t i, hits;

	*covers = NULL;
	*count = 0;
	for (i = 0; i < h->prefix_count; i++) {
		p = &h->prefixes[i];
		if (*count > 0 &&
		    ip_range_contains(&(*covers)[*count - 1], &p->range))
			continue;
		if (p->count < p->strangers || p->count + p->strangers >= cap)
			continue;
		hits =
		    wanted_before(wanted, wanted_count, p->first + p->count) -
		    wanted_before(wanted, wanted_count, p->first);
		if (hits < 2)
			continue;
		*covers = xgrow(*covers, *count, sizeof(**covers));
		(*covers)[(*count)++] = p->range;
	}
}
