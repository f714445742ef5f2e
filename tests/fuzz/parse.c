/*
 * Any bytes, read as each kind of answer, whole and in two pieces: the parser
 * ends, keeps its memory, and comes to the same judgement both times; and
 * what it accepts item by item is JSON as a whole.
 *
 * With -fsanitize=fuzzer a fuzzer; with -DREPLAY it reads the files named.
 */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct document *
parse_pieces(enum parse_as as, const char *data, size_t len, size_t first,
    struct error *err)
{
	struct parser *p = parser_new(as, NULL);
	struct document *d = NULL;

	if (parser_feed(p, data, first, err) == 0 &&
	    parser_feed(p, data + first, len - first, err) == 0)
		d = parser_finish(p, err);
	parser_free(p);
	return d;
}

static bool
is_json(const char *data, size_t len)
{
	json_t *json;

	json = json_loadb(data, len, JSON_REJECT_DUPLICATES, NULL);
	json_decref(json);
	return json != NULL;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum parse_as all[] = {
	    PARSE_OBJECT, PARSE_NETWORKS, PARSE_AUTNUMS};
	struct document *d, *e;
	size_t i, first = size > 0 ? data[size / 2] % size : 0;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct error whole = {0}, pieces = {0};

		d = parse(all[i], NULL, (const char *)data, size, &whole);
		e = parse_pieces(
		    all[i], (const char *)data, size, first, &pieces);
		if ((d == NULL) != (e == NULL) ||
		    strcmp(whole.text, pieces.text) != 0)
			abort();
		if (d != NULL && !is_json((const char *)data, size))
			abort();
		document_free(d);
		document_free(e);
	}
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
