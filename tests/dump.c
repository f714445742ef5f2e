/*
 * dump: what the parser reads in a file, one line per object in the order of
 * the answer, for tests/corpus.py to compare with a reading of its own.
 *
 * usage: dump [object | networks | autnums | RESULTS_NAME] file
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/buf.h"
#include "rdap/parse.h"

static const char *class_name(enum object_class class)
{
	static const char *const names[] = {
	    [OBJECT_ENTITY] = "entity",
	    [OBJECT_NETWORK] = "ip network",
	    [OBJECT_AUTNUM] = "autnum",
	    [OBJECT_OTHER] = "other",
	};

	return names[class];
}

static void
print_range(const struct object *object)
{
	char first[IP_TEXT_MAX], last[IP_TEXT_MAX];

	if (object->class == OBJECT_AUTNUM)
		printf("%u-%u", object->first_autnum, object->last_autnum);
	else if (object->range.first.version != 0)
		printf("%s-%s", ip_format(&object->range.first, first),
		    ip_format(&object->range.last, last));
}

static void
print_object(const struct object *object)
{
	static const char *const validated[] = {
	    [VALIDATION_UNKNOWN] = "",
	    [VALIDATION_YES] = "validated",
	    [VALIDATION_NO] = "unvalidated",
	};
	struct strings emails = {0};
	char *roles, *list;

	strings_copy(&emails, &object->emails);
	strings_sort(&emails);
	roles = roles_text(object->roles);
	list = strings_join(&emails, ",");
	printf("%s\t%s\t%s\t%s\t%s\t", object->path, class_name(object->class),
	    object->handle, roles, list);
	print_range(object);
	printf("\t%s\t%s\n", validated[object->validated], object->card_kind);
	free(roles);
	free(list);
	strings_clear(&emails);
}

static void
print_tree(const struct object *object)
{
	size_t i;

	print_object(object);
	for (i = 0; i < object->entity_count; i++)
		print_tree(object->entities[i]);
	for (i = 0; i < object->network_count; i++)
		print_tree(object->networks[i]);
	for (i = 0; i < object->autnum_count; i++)
		print_tree(object->autnums[i]);
}

static int
print_document(const struct document *d)
{
	size_t i;

	if (d->kind == DOCUMENT_ERROR) {
		printf("error %d\n", d->error_code);
		return 0;
	}
	if (*d->truncated != '\0')
		printf("truncated %s\n", d->truncated);
	if (d->object != NULL)
		print_tree(d->object);
	for (i = 0; i < d->result_count; i++)
		print_tree(d->results[i]);
	return 0;
}

static struct parser *
parser_for(const char *word)
{
	if (strcmp(word, "object") == 0)
		return parser_new(PARSE_OBJECT, NULL);
	if (strcmp(word, "networks") == 0)
		return parser_new(PARSE_NETWORKS, NULL);
	if (strcmp(word, "autnums") == 0)
		return parser_new(PARSE_AUTNUMS, NULL);
	return parser_new(PARSE_NETWORKS, word);
}

static struct document *
read_file(struct parser *p, FILE *f, struct error *err)
{
	static char piece[16384];
	size_t len;

	while ((len = fread(piece, 1, sizeof(piece), f)) > 0) {
		if (parser_feed(p, piece, len, err) == -1)
			return NULL;
	}
	return parser_finish(p, err);
}

int
main(int argc, char *argv[])
{
	struct error err = {0};
	struct parser *p;
	struct document *d;
	FILE *f;
	int status = 1;

	if (argc != 3 || (f = fopen(argv[2], "rb")) == NULL) {
		fprintf(stderr, "usage: dump kind file\n");
		return 64;
	}
	p = parser_for(argv[1]);
	d = read_file(p, f, &err);
	fclose(f);
	parser_free(p);
	if (d != NULL)
		status = print_document(d);
	else
		printf("refused %s\n", err.text);
	document_free(d);
	return status;
}
