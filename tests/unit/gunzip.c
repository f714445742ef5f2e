#include <check.h>
#include <string.h>

#include "rdap/buf.h"
#include "rdap/gunzip.h"
#include "tests/suites.h"

#define TEXT "hello, hello, hello, hello\n"

static const unsigned char packed[] = {0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51, 0xc8, 0xc0,
    0xa4, 0xb8, 0x00, 0x4b, 0x21, 0xa1, 0x29, 0x1b, 0x00, 0x00, 0x00};

static int
collect(void *arg, const char *data, size_t len)
{
	buf_add(arg, data, len);
	return 0;
}

static int
refuse(void *arg, const char *data, size_t len)
{
	(void)arg;
	(void)data;
	(void)len;
	return -1;
}

START_TEST(a_stream_fed_byte_by_byte_comes_out_whole)
{
	struct gunzip *g = gunzip_new();
	struct buf b = {0};

	for (size_t i = 0; i < sizeof(packed); i++) {
		ck_assert(i == 0 || !gunzip_whole(g));
		ck_assert_int_eq(
		    gunzip_feed(g, packed + i, 1, collect, &b), GUNZIP_OK);
	}
	ck_assert(gunzip_whole(g));
	ck_assert_str_eq(b.data, TEXT);
	buf_clear(&b);
	gunzip_free(g);
}
END_TEST

START_TEST(a_stream_cut_anywhere_is_not_whole)
{
	for (size_t cut = 1; cut < sizeof(packed); cut++) {
		struct gunzip *g = gunzip_new();
		struct buf b = {0};

		ck_assert_int_eq(
		    gunzip_feed(g, packed, cut, collect, &b), GUNZIP_OK);
		ck_assert(!gunzip_whole(g));
		buf_clear(&b);
		gunzip_free(g);
	}
}
END_TEST

START_TEST(a_changed_byte_never_gives_another_text)
{
	for (size_t at = 0; at < sizeof(packed); at++) {
		unsigned char bad[sizeof(packed)];
		struct gunzip *g = gunzip_new();
		struct buf b = {0};

		memcpy(bad, packed, sizeof(bad));
		bad[at] ^= 0x55;
		if (gunzip_feed(g, bad, sizeof(bad), collect, &b) ==
			GUNZIP_OK &&
		    gunzip_whole(g))
			ck_assert_str_eq(b.data, TEXT);
		buf_clear(&b);
		gunzip_free(g);
	}
}
END_TEST

START_TEST(what_follows_the_end_is_refused)
{
	struct gunzip *g = gunzip_new();
	struct buf b = {0};
	unsigned char more[sizeof(packed) + 1];

	memcpy(more, packed, sizeof(packed));
	more[sizeof(packed)] = 'x';
	ck_assert_int_eq(
	    gunzip_feed(g, more, sizeof(more), collect, &b), GUNZIP_BROKEN);
	gunzip_free(g);
	g = gunzip_new();
	ck_assert_int_eq(
	    gunzip_feed(g, packed, sizeof(packed), collect, &b), GUNZIP_OK);
	ck_assert_int_eq(
	    gunzip_feed(g, packed, sizeof(packed), collect, &b), GUNZIP_BROKEN);
	buf_clear(&b);
	gunzip_free(g);
}
END_TEST

START_TEST(a_receiver_can_stop)
{
	struct gunzip *g = gunzip_new();

	ck_assert_int_eq(gunzip_feed(g, packed, sizeof(packed), refuse, NULL),
	    GUNZIP_STOPPED);
	gunzip_free(g);
	gunzip_free(NULL);
}
END_TEST

START_TEST(nothing_at_all_is_a_whole_empty_body)
{
	struct gunzip *g = gunzip_new();

	ck_assert(gunzip_whole(g));
	gunzip_free(g);
}
END_TEST

Suite *
suite_gunzip(void)
{
	Suite *s = suite_create("gunzip");
	TCase *t = tcase_create("gunzip");

	suite_add_tcase(s, t);
	tcase_add_test(t, a_stream_fed_byte_by_byte_comes_out_whole);
	tcase_add_test(t, a_stream_cut_anywhere_is_not_whole);
	tcase_add_test(t, a_changed_byte_never_gives_another_text);
	tcase_add_test(t, what_follows_the_end_is_refused);
	tcase_add_test(t, a_receiver_can_stop);
	tcase_add_test(t, nothing_at_all_is_a_whole_empty_body);
	return s;
}
