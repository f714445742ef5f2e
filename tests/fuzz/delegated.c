/*
 * Any bytes, read as a statistics file: the three passes end, keep their
 * memory, and what comes of them holds: items in order, prefixes that nest,
 * covers that are disjoint prefixes below the cap.
 *
 * With -fsanitize=fuzzer a fuzzer; with -DREPLAY it reads the files named.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "rdap/alloc.h"
#include "rdap/delegated.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(bool holds)
{
	if (!holds)
		abort();
}

static void
check_covers(const struct holding *h, size_t cap)
{
	struct ip_range *covers;
	size_t *wanted, i, n = 0, count;

	wanted = xcalloc(h->count, sizeof(*wanted));
	for (i = 0; i < h->count; i++) {
		if (h->items[i].kind == DELEGATION_IP)
			wanted[n++] = i;
	}
	holding_covers(h, wanted, n, cap, &covers, &count);
	for (i = 0; i < count; i++) {
		check(ip_range_is_prefix(&covers[i]));
		check(i == 0 ||
		      ip_compare(&covers[i - 1].last, &covers[i].first) < 0);
	}
	free(covers);
	free(wanted);
}

static void
check_holding(const struct holding *h)
{
	const struct holding_prefix *p;
	size_t i;

	for (i = 0; i < h->count; i++)
		check(h->items[i].kind == DELEGATION_AUTNUM ||
		      ip_range_valid(&h->items[i].range));
	for (i = 0; i < h->prefix_count; i++) {
		p = &h->prefixes[i];
		check(ip_range_is_prefix(&p->range));
		check(p->count >= 2 && p->first + p->count <= h->count);
		check(p->count + p->strangers <= h->header.records);
	}
	check_covers(h, 4);
	check_covers(h, 256);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct delegation seeds[3] = {{.kind = DELEGATION_IP},
	    {.kind = DELEGATION_IP}, {.kind = DELEGATION_AUTNUM}};
	struct error err = {0};
	struct holding h;
	FILE *file;

	ip_prefix_parse("10.0.0.0/9", &seeds[0].range);
	ip_prefix_parse("fd00::/9", &seeds[1].range);
	seeds[2].first_autnum = 64500;
	seeds[2].last_autnum = 64510;
	if (size == 0)
		return 0;
	file = fmemopen((void *)(uintptr_t)data, size, "r");
	if (file == NULL)
		abort();
	if (delegated_holding(file, "file", seeds, 3, &h, &err) == 0)
		check_holding(&h);
	else
		check(err.code == ERROR_DATA);
	holding_clear(&h);
	fclose(file);
	return 0;
}

#ifdef REPLAY
int
main(int argc, char *argv[])
{
	static uint8_t data[1 << 20];
	FILE *f;
	int i;

	for (i = 1; i < argc; i++) {
		if ((f = fopen(argv[i], "rb")) == NULL) {
			perror(argv[i]);
			return 1;
		}
		LLVMFuzzerTestOneInput(data, fread(data, 1, sizeof(data), f));
		fclose(f);
	}
	printf("%d files replayed\n", argc - 1);
	return 0;
}
#endif
