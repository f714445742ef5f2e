#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include "rdap/alloc.h"
#include "rdap/strings.h"
#include "tests/suites.h"

static void
assert_joined(const struct strings *s, const char *expected)
{
	char *joined = strings_join(s, "|");

	ck_assert_str_eq(joined, expected);
	free(joined);
}

START_TEST(items_keep_the_order_they_were_added_in)
{
	struct strings s = {0};
	char text[16];

	for (int i = 0; i < 1000; i++) {
		snprintf(text, sizeof(text), "item %d", 999 - i);
		strings_add(&s, text);
	}
	ck_assert_uint_eq(s.count, 1000);
	ck_assert_str_eq(s.items[0], "item 999");
	ck_assert_str_eq(s.items[511], "item 488");
	ck_assert_str_eq(s.items[512], "item 487");
	ck_assert_str_eq(s.items[999], "item 0");
	strings_clear(&s);
}
END_TEST

START_TEST(an_added_item_outlives_its_source)
{
	struct strings s = {0};
	char text[] = "EXAMPLE-1";

	strings_add(&s, text);
	text[0] = 'X';
	strings_take(&s, xstrdup("EXAMPLE-2"));
	assert_joined(&s, "EXAMPLE-1|EXAMPLE-2");
	strings_clear(&s);
}
END_TEST

START_TEST(a_unique_item_is_added_once_and_case_counts)
{
	struct strings s = {0};

	ck_assert(strings_add_unique(&s, "NOC1"));
	ck_assert(!strings_add_unique(&s, "NOC1"));
	ck_assert(strings_add_unique(&s, "noc1"));
	ck_assert(strings_add_unique(&s, ""));
	ck_assert(!strings_add_unique(&s, ""));
	ck_assert(strings_contain(&s, "noc1"));
	ck_assert(!strings_contain(&s, "NOC"));
	assert_joined(&s, "NOC1|noc1|");
	strings_clear(&s);
}
END_TEST

START_TEST(sorting_is_by_bytes_in_every_locale)
{
	struct strings s = {0};

	strings_sort(&s);
	strings_split(&s, "b,a,B,,\xc3\xa4,z,aa", ',');
	strings_sort(&s);
	assert_joined(&s, "|B|a|aa|b|z|\xc3\xa4");
	strings_clear(&s);
}
END_TEST

START_TEST(splitting_keeps_empty_items)
{
	struct strings s = {0};

	strings_split(&s, ",a,,b,", ',');
	ck_assert_uint_eq(s.count, 5);
	assert_joined(&s, "|a||b|");
	strings_clear(&s);
	strings_split(&s, "", ',');
	ck_assert_uint_eq(s.count, 1);
	ck_assert_str_eq(s.items[0], "");
	strings_clear(&s);
}
END_TEST

START_TEST(splitting_at_no_character_gives_the_whole)
{
	struct strings s = {0};

	strings_split(&s, "a b", '\0');
	ck_assert_uint_eq(s.count, 1);
	ck_assert_str_eq(s.items[0], "a b");
	strings_clear(&s);
}
END_TEST

START_TEST(copies_are_added_and_stand_on_their_own)
{
	struct strings from = {0}, to = {0};

	strings_add(&to, "a");
	strings_split(&from, "b,c", ',');
	strings_copy(&to, &from);
	strings_clear(&from);
	assert_joined(&to, "a|b|c");
	strings_copy(&to, &to);
	assert_joined(&to, "a|b|c|a|b|c");
	strings_clear(&to);
}
END_TEST

START_TEST(an_empty_list_joins_to_the_empty_string)
{
	struct strings s = {0};

	assert_joined(&s, "");
	strings_clear(&s);
	ck_assert_uint_eq(s.count, 0);
}
END_TEST

Suite *
suite_strings(void)
{
	Suite *s = suite_create("strings");
	TCase *t = tcase_create("strings");

	tcase_add_test(t, items_keep_the_order_they_were_added_in);
	tcase_add_test(t, an_added_item_outlives_its_source);
	tcase_add_test(t, a_unique_item_is_added_once_and_case_counts);
	tcase_add_test(t, sorting_is_by_bytes_in_every_locale);
	tcase_add_test(t, splitting_keeps_empty_items);
	tcase_add_test(t, splitting_at_no_character_gives_the_whole);
	tcase_add_test(t, copies_are_added_and_stand_on_their_own);
	tcase_add_test(t, an_empty_list_joins_to_the_empty_string);
	suite_add_tcase(s, t);
	return s;
}
