/*
 * Any bytes, read as an answer of Whois-RWS, whole and in two pieces: the
 * reader ends, keeps its memory, comes to the same judgement both times; and
 * each part it keeps is XML again.
 *
 * With -fsanitize=fuzzer a fuzzer; with -DREPLAY it reads the files named.
 */
#include <libxml/parser.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/whoisrws.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct document *
parse_pieces(const char *data, size_t len, size_t first)
{
	struct whoisrws *w = whoisrws_new();
	struct document *d = NULL;

	if (whoisrws_feed(w, data, first, NULL) == 0 &&
	    whoisrws_feed(w, data + first, len - first, NULL) == 0)
		d = whoisrws_finish(w, NULL);
	whoisrws_free(w);
	return d;
}

static void
check_part(const struct object *object)
{
	char text[4096];
	xmlDocPtr doc;
	int len;

	/* References that were united are several elements. */
	len = snprintf(text, sizeof(text), "<x>%s</x>", object->part);
	if (len < 0 || (size_t)len >= sizeof(text))
		return;
	doc = xmlReadMemory(
	    text, len, NULL, NULL, XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (doc == NULL)
		abort();
	xmlFreeDoc(doc);
}

static void
compare(const struct object *a, const struct object *b)
{
	size_t i;

	if (strcmp(a->handle, b->handle) != 0 ||
	    strcmp(a->part, b->part) != 0 ||
	    a->entity_count != b->entity_count ||
	    a->network_count != b->network_count ||
	    a->autnum_count != b->autnum_count)
		abort();
	check_part(a);
	for (i = 0; i < a->entity_count; i++)
		compare(a->entities[i], b->entities[i]);
	for (i = 0; i < a->network_count; i++)
		compare(a->networks[i], b->networks[i]);
	for (i = 0; i < a->autnum_count; i++)
		compare(a->autnums[i], b->autnums[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t i, first = size > 0 ? data[size / 2] * size / 256 : 0;
	struct error err = {0};
	struct document *d, *e;

	d = whoisrws_parse((const char *)data, size, &err);
	e = parse_pieces((const char *)data, size, first);
	if ((d == NULL) != (e == NULL) ||
	    (d == NULL) != (err.code == ERROR_PROTOCOL))
		abort();
	if (d != NULL && d->object != NULL)
		compare(d->object, e->object);
	for (i = 0; d != NULL && i < d->result_count; i++)
		compare(d->results[i], e->results[i]);
	document_free(d);
	document_free(e);
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
