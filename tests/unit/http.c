#include <check.h>
#include <stdint.h>
#include <stdlib.h>

#include "rdap/clock.h"
#include "rdap/http.h"
#include "tests/suites.h"

static void
assert_media_type(const char *value, const char *expected)
{
	char *type = http_media_type(value);

	ck_assert_str_eq(type, expected);
	free(type);
}

START_TEST(a_media_type_loses_its_parameters_and_its_capitals)
{
	assert_media_type("application/rdap+json", "application/rdap+json");
	assert_media_type("Application/RDAP+JSON", "application/rdap+json");
	assert_media_type("text/html; charset=utf-8", "text/html");
	assert_media_type("text/html;charset=utf-8", "text/html");
	assert_media_type("text/html ; x", "text/html");
}
END_TEST

START_TEST(what_is_no_media_type_is_none)
{
	static const char *const values[] = {"", ";", "json", "/json", "text/",
	    "a/b/c", "te xt/html", "t\303\251xt/html", "text/ht\"ml", "\x01/a"};

	assert_media_type(NULL, "");
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		assert_media_type(values[i], "");
}
END_TEST

START_TEST(an_endless_media_type_is_none)
{
	char value[1000] = "text/";

	for (size_t i = 5; i < sizeof(value) - 1; i++)
		value[i] = 'a';
	value[sizeof(value) - 1] = '\0';
	assert_media_type(value, "");
}
END_TEST

START_TEST(three_forms_of_a_date_mean_the_same_moment)
{
	ck_assert_int_eq(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), 784111777);
	ck_assert_int_eq(
	    http_date("Sunday, 06-Nov-94 08:49:37 GMT"), 784111777);
	ck_assert_int_eq(http_date("Sun Nov  6 08:49:37 1994"), 784111777);
}
END_TEST

START_TEST(what_is_no_date_is_none)
{
	static const char *const values[] = {"", "soon", "-5", "784111777",
	    "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37",
	    "Sun, 06 Nov 1994 08:49:37 GMT+1", "Sun, 06 Nov 1994 25:49:37 GMT",
	    "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 ovD 1994 08:49:37 GMT",
	    "Sun, 06 No 1994 08:49:37 GMT", "Sun, 06 Nov 0000 08:49:37 GMT",
	    "Sun, -6 Nov 1994 08:49:37 GMT"};

	ck_assert(http_date(NULL) == CLOCK_NONE);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		ck_assert_msg(
		    http_date(values[i]) == CLOCK_NONE, "\"%s\"", values[i]);
}
END_TEST

START_TEST(retry_after_counts_seconds_or_names_a_date)
{
	const char *date = "Sun, 06 Nov 1994 08:49:37 GMT";

	ck_assert_int_eq(http_retry_after("0", 0), 0);
	ck_assert_int_eq(http_retry_after("120", 0), 120);
	ck_assert_int_eq(http_retry_after("000000000000120", 0), 120);
	ck_assert_int_eq(http_retry_after(date, 784111777 - 60), 60);
	ck_assert_int_eq(http_retry_after(date, 784111777), 0);
	ck_assert_int_eq(http_retry_after(date, 784111777 + 60), 0);
}
END_TEST

START_TEST(a_huge_retry_after_stays_huge_and_never_turns_negative)
{
	ck_assert_int_eq(
	    http_retry_after("99999999999999999999", 0), INT32_MAX);
	ck_assert_int_eq(http_retry_after("4294967297", 0), INT32_MAX);
	ck_assert_int_eq(
	    http_retry_after("Fri, 31 Dec 9999 23:59:59 GMT", 0), INT32_MAX);
}
END_TEST

START_TEST(a_retry_after_that_cannot_be_read_is_minus_one)
{
	static const char *const values[] = {"", "-1", "-5", "+5", "1.5",
	    "5 seconds", "soon", "0x10", " 7", "\xff"};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		ck_assert_msg(
		    http_retry_after(values[i], 0) == -1, "\"%s\"", values[i]);
}
END_TEST

START_TEST(statuses_fall_into_their_families)
{
	ck_assert(http_redirects(301) && http_redirects(308));
	ck_assert(!http_redirects(300) && !http_redirects(304));
	ck_assert(http_unavailable(500) && http_unavailable(503));
	ck_assert(!http_unavailable(501) && !http_unavailable(404));
}
END_TEST

Suite *
suite_http(void)
{
	Suite *s = suite_create("http");
	TCase *t = tcase_create("http");

	suite_add_tcase(s, t);
	tcase_add_test(t, a_media_type_loses_its_parameters_and_its_capitals);
	tcase_add_test(t, what_is_no_media_type_is_none);
	tcase_add_test(t, an_endless_media_type_is_none);
	tcase_add_test(t, three_forms_of_a_date_mean_the_same_moment);
	tcase_add_test(t, what_is_no_date_is_none);
	tcase_add_test(t, retry_after_counts_seconds_or_names_a_date);
	tcase_add_test(
	    t, a_huge_retry_after_stays_huge_and_never_turns_negative);
	tcase_add_test(t, a_retry_after_that_cannot_be_read_is_minus_one);
	tcase_add_test(t, statuses_fall_into_their_families);
	return s;
}
