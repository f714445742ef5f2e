/*
 * rwsdump: what the readers of the second view read in a file, for
 * tests/rwscorpus.py to compare with a reading of its own.
 *
 * usage: rwsdump rws file        one line for each object of an XML answer
 *        rwsdump bootstrap file  the base for each term on standard input
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/bootstrap.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "rdap/whoisrws.h"

static int
refused(const struct error *err)
{
	printf("refused %s\n", err->text);
	return 1;
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

/* Remarks in one line: tabs and newlines as blanks. */
static void
print_remarks(const struct object *object)
{
	char *text = strings_join(&object->remarks, "\n"), *c;

	for (c = text; *c != '\0'; c++)
		putchar(*c == '\n' || *c == '\t' ? ' ' : *c);
	free(text);
}

static void
print_object(const struct object *object, int level)
{
	static const char *const kinds[] = {
	    [ENTITY_UNKNOWN] = "",
	    [ENTITY_ORGANIZATION] = "org",
	    [ENTITY_POC] = "poc",
	    [ENTITY_CUSTOMER] = "customer",
	};
	char moment[CLOCK_TEXT_MAX], *roles, *emails;

	roles = roles_text(object->roles);
	emails = strings_join(&object->emails, ",");
	printf("%d\t%s\t%s\t%s\t%s\t%s\t", level, object->path,
	    kinds[object->entity_kind], object->handle, object->name, roles);
	printf("%s\t", emails);
	print_range(object);
	printf("\t%s\t%s\t", object->type, object->parent);
	printf("%s\t", clock_format(object->registered, moment));
	printf("%s\t", clock_format(object->last_changed, moment));
	print_remarks(object);
	printf("\t%s\n", object->truncated);
	free(roles);
	free(emails);
}

static void
print_tree(const struct object *object, int level)
{
	size_t i;

	print_object(object, level);
	for (i = 0; i < object->entity_count; i++)
		print_tree(object->entities[i], level + 1);
	for (i = 0; i < object->network_count; i++)
		print_tree(object->networks[i], level + 1);
	for (i = 0; i < object->autnum_count; i++)
		print_tree(object->autnums[i], level + 1);
}

static int
dump_answer(const struct buf *text)
{
	struct error err = {0};
	struct document *d = whoisrws_parse(text->data, text->len, &err);
	size_t i;

	if (d == NULL)
		return refused(&err);
	printf("%s\t%s\n", d->kind == DOCUMENT_SEARCH ? "search" : "object",
	    d->truncated);
	if (d->object != NULL)
		print_tree(d->object, 0);
	for (i = 0; i < d->result_count; i++)
		print_tree(d->results[i], 0);
	document_free(d);
	return 0;
}

static int
dump_bases(const struct buf *text)
{
	struct bootstrap *b = bootstrap_bundled();
	struct error err = {0};
	struct term term;
	char line[128];
	const char *base;
	int rc = 0;

	if (bootstrap_read(b, text->data, text->len, &err) == -1)
		rc = refused(&err);
	while (rc == 0 && fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (term_parse(line, &term, &err) == -1) {
			rc = refused(&err);
			break;
		}
		base = bootstrap_find(b, &term);
		puts(base != NULL ? base : "");
	}
	bootstrap_free(b);
	return rc;
}

static int
read_file(const char *name, struct buf *text)
{
	static char piece[16384];
	FILE *f = fopen(name, "rb");
	size_t len;

	if (f == NULL)
		return -1;
	buf_puts(text, "");
	while ((len = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(text, piece, len);
	fclose(f);
	return 0;
}

int
main(int argc, char *argv[])
{
	struct buf text = {0};
	int rc = 64;

	if (argc != 3 || read_file(argv[2], &text) == -1)
		fprintf(stderr, "usage: rwsdump rws|bootstrap file\n");
	else if (strcmp(argv[1], "rws") == 0)
		rc = dump_answer(&text);
	else if (strcmp(argv[1], "bootstrap") == 0)
		rc = dump_bases(&text);
	buf_clear(&text);
	return rc;
}
