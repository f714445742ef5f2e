#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/alloc.h"
#include "rdap/pool.h"
#include "tests/suites.h"

static struct pool *pool;

static void
setup(void)
{
	pool = NULL;
}

static void
teardown(void)
{
	pool_free(pool);
}

START_TEST(equal_texts_are_one)
{
	char text[] = "NOC1-ARIN";
	const char *kept = pool_text(&pool, text);

	ck_assert_ptr_ne(kept, text);
	ck_assert_ptr_eq(pool_text(&pool, "NOC1-ARIN"), kept);
	ck_assert_ptr_eq(pool_text(&pool, kept), kept);
	text[0] = 'X';
	ck_assert_str_eq(kept, "NOC1-ARIN");
}
END_TEST

START_TEST(others_are_others)
{
	const char *kept = pool_text(&pool, "noc@example.com");

	ck_assert_ptr_ne(pool_text(&pool, "noc@example.co"), kept);
	ck_assert_ptr_ne(pool_text(&pool, "NOC@example.com"), kept);
	ck_assert_str_eq(pool_text(&pool, ""), "");
	ck_assert_str_eq(kept, "noc@example.com");
}
END_TEST

START_TEST(texts_stay_where_they_are_while_thousands_come)
{
	const char *kept[5000];

	for (size_t i = 0; i < 5000; i++) {
		char *text = xasprintf("NET-%zu", i);

		kept[i] = pool_text(&pool, text);
		free(text);
	}
	for (size_t i = 0; i < 5000; i++) {
		char *text = xasprintf("NET-%zu", i);

		ck_assert_str_eq(kept[i], text);
		ck_assert_ptr_eq(pool_text(&pool, text), kept[i]);
		free(text);
	}
}
END_TEST

Suite *
suite_pool(void)
{
	Suite *s = suite_create("pool");
	TCase *t = tcase_create("pool");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, equal_texts_are_one);
	tcase_add_test(t, others_are_others);
	tcase_add_test(t, texts_stay_where_they_are_while_thousands_come);
	suite_add_tcase(s, t);
	return s;
}
