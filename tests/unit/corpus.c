/*
 * Recorded answers of registries, which are no part of the project: however
 * they are cut into pieces they read the same, and what is cut short is
 * refused. tests/corpus.py says whether they are read right. Without the
 * recordings ($WHOEXPOSED_CORPUS or ../shared/corpus) nothing is tested.
 */
#include <check.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/parse.h"
#include "tests/suites.h"

static void
read_file(const char *path, struct buf *data)
{
	FILE *f = fopen(path, "rb");
	char piece[8192];
	size_t len;

	ck_assert_msg(f != NULL, "%s", path);
	while ((len = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(data, piece, len);
	fclose(f);
}

static struct parser *
parser_for(const struct buf *data)
{
	static const char *const names[] = {
	    "entitySearchResults", "arin_originas0_networkSearchResults"};
	size_t i;

	for (i = 0; i < 2 && data->len > 0; i++) {
		if (strstr(data->data, names[i]) != NULL)
			return parser_new(PARSE_NETWORKS, names[i]);
	}
	return parser_new(PARSE_OBJECT, NULL);
}

static void
write_object(struct buf *out, const struct object *o)
{
	size_t i;

	buf_printf(out, "%s %s\n", o->path, o->part);
	for (i = 0; i < o->entity_count; i++)
		write_object(out, o->entities[i]);
	for (i = 0; i < o->network_count; i++)
		write_object(out, o->networks[i]);
	for (i = 0; i < o->autnum_count; i++)
		write_object(out, o->autnums[i]);
}

/* What is read when the data comes in pieces of `size` bytes. */
static char *
reading(struct parser *p, const char *data, size_t len, size_t size)
{
	struct error err = {0};
	struct document *d = NULL;
	struct buf out = {0};
	size_t i, n;
	int rc = 0;

	parser_reset(p);
	for (i = 0; rc == 0 && i < len; i += n) {
		n = len - i < size ? len - i : size;
		rc = parser_feed(p, data + i, n, &err);
	}
	if (rc == 0)
		d = parser_finish(p, &err);
	buf_printf(&out, "%s\n", d != NULL ? d->truncated : err.text);
	if (d != NULL && d->object != NULL)
		write_object(&out, d->object);
	for (i = 0; d != NULL && i < d->result_count; i++)
		write_object(&out, d->results[i]);
	document_free(d);
	return buf_take(&out);
}

static void
check_pieces(struct parser *p, const struct buf *data, const char *path)
{
	static const size_t sizes[] = {1, 7, 4096};
	char *whole, *pieces;
	size_t i;

	whole = reading(p, data->data, data->len, data->len);
	for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		pieces = reading(p, data->data, data->len, sizes[i]);
		ck_assert_msg(strcmp(whole, pieces) == 0, "%s by %zu: %.200s",
		    path, sizes[i], pieces);
		free(pieces);
	}
	free(whole);
}

static void
check_cut(struct parser *p, const struct buf *data, const char *path)
{
	size_t step = data->len / 50 + 1, last, len;
	char *text;

	for (last = data->len; last > 0; last--) {
		if (strchr(" \t\r\n", data->data[last - 1]) == NULL)
			break;
	}
	for (len = 0; len < last; len += step) {
		text = reading(p, data->data, len, step);
		ck_assert_msg(*text == '$', "%s cut at %zu", path, len);
		free(text);
	}
}

static void
check_folder(const char *folder)
{
	const char *corpus = getenv("WHOEXPOSED_CORPUS");
	struct buf data;
	struct parser *p;
	char *pattern;
	glob_t found;
	size_t i;

	pattern = xasprintf(
	    "%s/%s/*", corpus != NULL ? corpus : "../shared/corpus", folder);
	if (glob(pattern, 0, NULL, &found) == 0) {
		for (i = 0; i < found.gl_pathc; i++) {
			data = (struct buf){0};
			read_file(found.gl_pathv[i], &data);
			p = parser_for(&data);
			check_pieces(p, &data, found.gl_pathv[i]);
			check_cut(p, &data, found.gl_pathv[i]);
			parser_free(p);
			buf_clear(&data);
		}
		globfree(&found);
	}
	free(pattern);
}

START_TEST(recorded_answers_of_arin_read_the_same_in_pieces)
{
	check_folder("rdap");
}
END_TEST

START_TEST(recorded_answers_of_others_read_the_same_in_pieces)
{
	check_folder("other-rir");
}
END_TEST

Suite *
suite_corpus(void)
{
	Suite *s = suite_create("corpus");
	TCase *t = tcase_create("corpus");

	tcase_set_timeout(t, 300);
	tcase_add_test(t, recorded_answers_of_arin_read_the_same_in_pieces);
	tcase_add_test(t, recorded_answers_of_others_read_the_same_in_pieces);
	suite_add_tcase(s, t);
	return s;
}
