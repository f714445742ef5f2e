/*
 * Any bytes, read as a routing registry's dump, whole and in two pieces: the
 * reader ends, keeps its memory, and gives the same objects both times.
 *
 * With -fsanitize=fuzzer a fuzzer; with -DREPLAY it reads the files named.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/buf.h"
#include "rdap/irr.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
note(void *arg, const struct irr_object *o)
{
	struct buf *seen = arg;
	size_t i;

	if (o->found.count != o->found_in.count || strcmp(o->org, "A") != 0)
		abort();
	buf_printf(seen, "%s %s %s %s %s\n", o->class, o->key, o->name,
	    o->changed, o->text);
	for (i = 0; i < o->found.count; i++)
		buf_printf(
		    seen, "%s %s\n", o->found_in.items[i], o->found.items[i]);
	return 0;
}

static int
read_pieces(const char *data, size_t len, size_t first, struct buf *seen)
{
	struct strings orgs = {0};
	struct irr *r;
	int rc = -1;

	strings_add(&orgs, "A");
	r = irr_new(&orgs, note, seen);
	if (irr_feed(r, data, first, NULL) == 0 &&
	    irr_feed(r, data + first, len - first, NULL) == 0)
		rc = irr_finish(r, NULL);
	irr_free(r);
	strings_clear(&orgs);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t first = size > 0 ? data[size / 2] * size / 256 : 0;
	struct buf whole = {0}, pieces = {0};
	int a, b;

	a = read_pieces((const char *)data, size, size, &whole);
	b = read_pieces((const char *)data, size, first, &pieces);
	if (a != b)
		abort();
	if (a == 0 && (whole.len != pieces.len ||
			  (whole.len > 0 &&
			      memcmp(whole.data, pieces.data, whole.len) != 0)))
		abort();
	buf_clear(&whole);
	buf_clear(&pieces);
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
