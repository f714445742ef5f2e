#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/irr.h"
#include "tests/suites.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char route[] = "route:      192.0.2.0/24\n"
			    "origin:     AS64500\n"
			    "descr:      Example, see noc@example.com\n"
			    "changed:    pat@example.com 20180810\n"
			    "mnt-by:     MNT-EXMPL-1\n"
			    "source:     ARIN\n";
static const char stranger[] = "route6:     2001:db8::/32\n"
			       "origin:     AS64510\n"
			       "notify:     stranger@example.net\n"
			       "mnt-by:     MNT-EXMPL-10\n"
			       "source:     ARIN\n";

/* What came, one line for each object and each address. */
struct seen {
	struct buf text;
	char *last; /* text of the last object */
	size_t count;
	bool stops;
};

static int
see(void *arg, const struct irr_object *o)
{
	struct seen *seen = arg;

	buf_printf(
	    &seen->text, "%s|%s|%s|%s\n", o->org, o->name, o->key, o->changed);
	ck_assert_uint_eq(o->found.count, o->found_in.count);
	for (size_t i = 0; i < o->found.count; i++)
		buf_printf(&seen->text, " %s %s\n", o->found_in.items[i],
		    o->found.items[i]);
	free(seen->last);
	seen->last = xstrdup(o->text);
	seen->count++;
	return seen->stops ? -1 : 0;
}

static void
seen_clear(struct seen *seen)
{
	buf_clear(&seen->text);
	free(seen->last);
}

/* In pieces of `step` bytes; `orgs` are separated by blanks. */
static int
read_steps(const char *orgs, const char *data, size_t len, size_t step,
    struct seen *seen, struct error *err)
{
	struct strings list = {0};
	struct irr *r;
	int rc = 0;

	strings_split(&list, orgs, ' ');
	r = irr_new(&list, see, seen);
	for (size_t i = 0; i < len && rc == 0; i += step)
		rc =
		    irr_feed(r, data + i, len - i < step ? len - i : step, err);
	if (rc == 0)
		rc = irr_finish(r, err);
	irr_free(r);
	strings_clear(&list);
	return rc;
}

static void
assert_reads(const char *orgs, const char *text, const char *expected)
{
	struct seen seen = {0};
	struct error err = {0};

	ck_assert_msg(read_steps(orgs, text, strlen(text), SIZE_MAX / 2, &seen,
			  &err) == 0,
	    "%s", err.text);
	ck_assert_str_eq(seen.text.len > 0 ? seen.text.data : "", expected);
	seen_clear(&seen);
}

static void
assert_bytes_refused(const char *data, size_t len, const char *expected)
{
	struct seen seen = {0};
	struct error err = {0};

	ck_assert_int_eq(
	    read_steps("EXMPL-1", data, len, SIZE_MAX / 2, &seen, &err), -1);
	ck_assert_int_eq(err.code, ERROR_DATA);
	ck_assert_str_eq(err.text, expected);
	seen_clear(&seen);
}

static void
assert_refused(const char *text, const char *expected)
{
	assert_bytes_refused(text, strlen(text), expected);
}

static void
pack(const char *text, size_t len, struct buf *out)
{
	z_stream z = {0};
	unsigned char piece[4096];
	int rc;

	ck_assert_int_eq(
	    deflateInit2(&z, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (Bytef *)(uintptr_t)text;
	z.avail_in = (uInt)len;
	do {
		z.next_out = piece;
		z.avail_out = sizeof(piece);
		rc = deflate(&z, Z_FINISH);
		buf_add(out, piece, sizeof(piece) - z.avail_out);
	} while (rc == Z_OK);
	deflateEnd(&z);
}

START_TEST(an_object_of_ones_own_comes_with_its_addresses)
{
	assert_reads("EXMPL-1", route,
	    "EXMPL-1|route 192.0.2.0/24 AS64500|192.0.2.0/24|2018-08-10\n"
	    " descr noc@example.com\n changed pat@example.com\n");
}
END_TEST

START_TEST(objects_of_strangers_leave_nothing)
{
	char *text = xasprintf("%s\n%s\n%s", stranger, route, stranger);
	struct seen seen = {0};

	ck_assert_int_eq(read_steps("EXMPL-1 OTHER", text, strlen(text),
			     SIZE_MAX / 2, &seen, NULL),
	    0);
	ck_assert_uint_eq(seen.count, 1);
	ck_assert_str_eq(seen.last, route);
	seen_clear(&seen);
	free(text);
	assert_reads("EXMPL-1", stranger, "");
	assert_reads("EXMPL", route, "");
	assert_reads("MPL-1", route, "");
	assert_reads("EXMPL-1", "mntner: XMNT-EXMPL-1\nmnt-by: EXMPL-1\n", "");
}
END_TEST

START_TEST(a_maintainer_object_belongs_to_whom_its_name_says)
{
	assert_reads("EXMPL-1",
	    "mntner: MNT-EXMPL-1\nupd-to: a@example.com\n"
	    "mnt-nfy: b@example.com\nauth: MAIL-FROM c@example.com\n"
	    "mnt-by: MNT-OTHER\n",
	    "EXMPL-1|mntner MNT-EXMPL-1|MNT-EXMPL-1|\n"
	    " upd-to a@example.com\n mnt-nfy b@example.com\n");
	assert_reads("EXMPL-1",
	    "as-set: MNT-EXMPL-1\nnotify: a@example.com\nmnt-by: MNT-OTHER\n",
	    "");
}
END_TEST

START_TEST(maintainers_may_stand_in_a_list)
{
	static const char *const lists[] = {"mnt-by: MNT-A, MNT-EXMPL-1\n",
	    "mnt-by: MNT-A,MNT-EXMPL-1,MNT-B\n", "mnt-by: MNT-A MNT-EXMPL-1\n",
	    "mnt-by: MNT-A,\n  MNT-EXMPL-1\n", "mnt-by:MNT-A\n+MNT-EXMPL-1\n",
	    "mnt-by: MNT-A # us\n\tMNT-EXMPL-1 # them\n",
	    "MNT-BY: mnt-exmpl-1\n", "mnt-by: MNT-A\nmnt-by: MNT-EXMPL-1\n"};

	for (size_t i = 0; i < COUNT(lists); i++) {
		char *text = xasprintf("as-set: AS-EXAMPLE\n%s", lists[i]);

		assert_reads(
		    "EXMPL-1", text, "EXMPL-1|as-set AS-EXAMPLE|AS-EXAMPLE|\n");
		free(text);
	}
	assert_reads(
	    "EXMPL-1", "as-set: AS-X\nmnt-by: MNT-A # MNT-EXMPL-1\n", "");
}
END_TEST

START_TEST(an_object_of_two_comes_once_for_each)
{
	assert_reads("A B C", "as-set: AS-X\nmnt-by: MNT-C, MNT-A\n",
	    "A|as-set AS-X|AS-X|\nC|as-set AS-X|AS-X|\n");
}
END_TEST

START_TEST(continuation_lines_belong_to_the_attribute_above)
{
	assert_reads("A",
	    "route6: 2001:db8::/32\nORIGIN: AS64500\n"
	    "remarks: first\n one@example.com\n+two@example.com\n"
	    "\tthree@example.com\n+\nsource: ARIN\n four@example.com\n"
	    "mnt-by: MNT-A\n",
	    "A|route6 2001:db8::/32 AS64500|2001:db8::/32|\n"
	    " remarks one@example.com\n remarks two@example.com\n"
	    " remarks three@example.com\n");
}
END_TEST

START_TEST(an_address_is_found_once_in_each_attribute_that_is_searched)
{
	assert_reads("A",
	    "aut-num: AS64500\nadmin-c: x@example.com\n"
	    "notify: <Noc@Example.com>\nNotify: noc@example.com\n"
	    "notify: noc@example.com\ne-mail: noc@example.com # pat@example.com"
	    "\nremarks: mailto:noc@example.com, or name at example dot com\n"
	    "mnt-by: MNT-A\n",
	    "A|aut-num AS64500|AS64500|\n notify Noc@Example.com\n"
	    " notify noc@example.com\n e-mail noc@example.com\n"
	    " e-mail pat@example.com\n remarks noc@example.com\n"
	    " remarks name@example.com\n");
}
END_TEST

START_TEST(the_newest_date_is_taken)
{
	assert_reads("A",
	    "as-set: X\nchanged: a@example.com 20010203\n"
	    "changed: b@example.com 20180810 # 20300101\n"
	    "changed: 99999999 20011301\n"
	    "last-modified: 2019-02-03T04:05:06Z\nmnt-by: MNT-A\n",
	    "A|as-set X|X|2019-02-03\n changed a@example.com\n"
	    " changed b@example.com\n");
}
END_TEST

START_TEST(lines_that_are_not_utf8_are_latin1)
{
	struct seen seen = {0};
	static const char text[] =
	    "as-set: X\ndescr: J\xf6rg\xa0\nremarks: J\xc3\xb6rg\r\n"
	    "remarks: \xf6@example.com\nmnt-by: MNT-A\n";

	ck_assert_int_eq(
	    read_steps("A", text, sizeof(text) - 1, SIZE_MAX / 2, &seen, NULL),
	    0);
	ck_assert_str_eq(seen.last,
	    "as-set: X\ndescr: J\xc3\xb6rg\xc2\xa0\nremarks: J\xc3\xb6rg\n"
	    "remarks: \xc3\xb6@example.com\nmnt-by: MNT-A\n");
	ck_assert_str_eq(
	    seen.text.data, "A|as-set X|X|\n remarks \xc3\xb6@example.com\n");
	seen_clear(&seen);
}
END_TEST

START_TEST(comments_and_blank_lines_between_objects_are_skipped)
{
	char *text = xasprintf("%% server\n# server\n\n \t\n\r\n%s\r\n\n"
			       "# EOF",
	    route);
	struct seen seen = {0};

	ck_assert_int_eq(
	    read_steps("EXMPL-1", text, strlen(text), 7, &seen, NULL), 0);
	ck_assert_uint_eq(seen.count, 1);
	seen_clear(&seen);
	free(text);
}
END_TEST

START_TEST(a_line_of_blanks_never_joins_two_objects)
{
	char *text = xasprintf("%s \n%s", route, stranger);
	struct seen seen = {0};

	ck_assert_int_eq(
	    read_steps("EXMPL-1", text, strlen(text), 7, &seen, NULL), 0);
	ck_assert_str_eq(seen.last, route);
	seen_clear(&seen);
	free(text);
}
END_TEST

START_TEST(a_dump_in_pieces_is_the_same_plain_or_packed)
{
	char *text =
	    xasprintf("%s\n%s\n%s\n# EOF\n", stranger, route, stranger);
	struct buf packed = {0};
	size_t len = strlen(text);

	pack(text, len, &packed);
	for (size_t step = 1; step <= len; step++) {
		struct seen plain = {0}, unpacked = {0};

		ck_assert_int_eq(
		    read_steps("EXMPL-1", text, len, step, &plain, NULL), 0);
		ck_assert_int_eq(read_steps("EXMPL-1", packed.data, packed.len,
				     step, &unpacked, NULL),
		    0);
		ck_assert_str_eq(plain.text.data, unpacked.text.data);
		ck_assert_str_eq(plain.last, route);
		seen_clear(&plain);
		seen_clear(&unpacked);
	}
	buf_clear(&packed);
	free(text);
}
END_TEST

START_TEST(a_packed_dump_cut_anywhere_is_refused)
{
	struct buf packed = {0};

	pack(route, sizeof(route) - 1, &packed);
	for (size_t len = 0; len < packed.len; len++)
		assert_bytes_refused(packed.data, len,
		    len < 2 ? "routing registry: empty"
			    : "routing registry: gzip stream cut short");
	packed.data[packed.len - 5] ^= 1;
	assert_bytes_refused(
	    packed.data, packed.len, "routing registry: broken gzip stream");
	packed.data[packed.len - 5] ^= 1;
	buf_putc(&packed, 'x');
	assert_bytes_refused(
	    packed.data, packed.len, "routing registry: broken gzip stream");
	buf_clear(&packed);
}
END_TEST

START_TEST(a_dump_that_ends_in_a_line_is_cut_short)
{
	for (size_t len = 2; len < sizeof(route) - 1; len++) {
		struct seen seen = {0};
		struct error err = {0};
		int rc = read_steps("EXMPL-1", route, len, 100, &seen, &err);

		ck_assert_int_eq(rc, route[len - 1] == '\n' ? 0 : -1);
		seen_clear(&seen);
	}
	assert_refused("as-set: X", "routing registry, line 0: cut short");
}
END_TEST

START_TEST(what_is_no_routing_registry_is_refused)
{
	static const char *const texts[] = {"<html></html>\n", "{}\n",
	    " as-set: X\n", "+\n", "as-set\n", ": X\n", "as set: X\n"};

	for (size_t i = 0; i < COUNT(texts); i++)
		assert_refused(texts[i], "routing registry, line 1: not RPSL: "
					 "an object begins with no attribute");
	assert_bytes_refused(
	    "as-set: X\n\0\n", 12, "routing registry, line 0: not RPSL: a NUL");
	assert_refused("", "routing registry: empty");
	assert_refused("# EOF\n", "routing registry: no object in it");
}
END_TEST

START_TEST(a_line_that_is_nothing_known_belongs_to_the_attribute_above)
{
	assert_reads("A",
	    "as-set: X\nremarks: one\ntwo@example.com\nmnt-by: MNT-A\n",
	    "A|as-set X|X|\n remarks two@example.com\n");
}
END_TEST

static int
read_object_of(size_t len, const char *line, struct error *err)
{
	struct seen seen = {0};
	struct buf text = {0};
	int rc;

	buf_puts(&text, "as-set: X\nmnt-by: MNT-A\n");
	while (text.len + strlen(line) <= len)
		buf_puts(&text, line);
	rc = read_steps("A", text.data, text.len, 4096, &seen, err);
	seen_clear(&seen);
	buf_clear(&text);
	return rc;
}

START_TEST(an_object_of_more_than_1_mib_is_refused)
{
	struct error err = {0};

	ck_assert_int_eq(read_object_of(1 << 20, "remarks: x\n", &err), 0);
	ck_assert_int_eq(
	    read_object_of((1 << 20) + 20, "remarks: x\n", &err), -1);
	ck_assert_str_eq(
	    strchr(err.text, ':'), ": an object of more than 1 MiB");
	err = (struct error){0};
	ck_assert_int_eq(read_object_of(3 << 20, "x", &err), -1);
	ck_assert_str_eq(strchr(err.text, ':'), ": a line of more than 1 MiB");
}
END_TEST

START_TEST(an_object_crowded_with_addresses_is_refused)
{
	struct error err = {0};

	ck_assert_int_eq(
	    read_object_of(100000, "notify: a@example.com\n", &err), -1);
	ck_assert_str_eq(
	    strchr(err.text, ':'), ": an object of more than 4096 addresses");
}
END_TEST

START_TEST(the_receiver_can_stop_and_a_refusal_lasts_until_reset)
{
	struct strings orgs = {0};
	struct seen seen = {.stops = true};
	struct error err = {0};
	struct irr *r;

	strings_add(&orgs, "EXMPL-1");
	r = irr_new(&orgs, see, &seen);
	ck_assert_int_eq(irr_feed(r, route, sizeof(route) - 1, &err), 0);
	ck_assert_int_eq(irr_feed(r, "\n", 1, &err), -1);
	ck_assert_int_eq(irr_feed(r, "\n", 1, NULL), -1);
	ck_assert_int_eq(irr_finish(r, NULL), -1);
	ck_assert_uint_eq(seen.count, 1);
	seen.stops = false;
	irr_reset(r);
	ck_assert_int_eq(irr_feed(r, route, sizeof(route) - 1, NULL), 0);
	ck_assert_int_eq(irr_finish(r, NULL), 0);
	ck_assert_uint_eq(seen.count, 2);
	irr_free(r);
	irr_free(NULL);
	seen_clear(&seen);
	strings_clear(&orgs);
}
END_TEST

START_TEST(a_large_dump_is_read_whole)
{
	struct strings orgs = {0};
	struct seen seen = {0};
	struct buf text = {0};
	struct irr *r;

	for (size_t i = 0; i < 1000; i++)
		buf_printf(&text, "%s\n", stranger);
	strings_add(&orgs, "EXMPL-1");
	r = irr_new(&orgs, see, &seen);
	for (size_t i = 0; i < 100; i++)
		ck_assert_int_eq(irr_feed(r, text.data, text.len, NULL), 0);
	ck_assert_int_eq(irr_finish(r, NULL), 0);
	irr_free(r);
	buf_clear(&text);
	seen_clear(&seen);
	strings_clear(&orgs);
}
END_TEST

Suite *
suite_irr(void)
{
	const TTest *const tests[] = {
	    an_object_of_ones_own_comes_with_its_addresses,
	    objects_of_strangers_leave_nothing,
	    a_maintainer_object_belongs_to_whom_its_name_says,
	    maintainers_may_stand_in_a_list,
	    an_object_of_two_comes_once_for_each,
	    continuation_lines_belong_to_the_attribute_above,
	    an_address_is_found_once_in_each_attribute_that_is_searched,
	    the_newest_date_is_taken, lines_that_are_not_utf8_are_latin1,
	    comments_and_blank_lines_between_objects_are_skipped,
	    a_line_of_blanks_never_joins_two_objects,
	    a_dump_in_pieces_is_the_same_plain_or_packed,
	    a_packed_dump_cut_anywhere_is_refused,
	    a_dump_that_ends_in_a_line_is_cut_short,
	    what_is_no_routing_registry_is_refused,
	    a_line_that_is_nothing_known_belongs_to_the_attribute_above,
	    an_object_of_more_than_1_mib_is_refused,
	    an_object_crowded_with_addresses_is_refused,
	    the_receiver_can_stop_and_a_refusal_lasts_until_reset,
	    a_large_dump_is_read_whole};
	Suite *suite = suite_create("irr");
	TCase *tcase = tcase_create("irr");

	for (size_t i = 0; i < COUNT(tests); i++)
		tcase_add_test(tcase, tests[i]);
	tcase_set_timeout(tcase, 60);
	suite_add_tcase(suite, tcase);
	return suite;
}
