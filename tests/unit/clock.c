#include <check.h>
#include <stdlib.h>
#include <time.h>
#include "rdap/clock.h"
#include "tests/suites.h"

static int64_t
parsed(const char *text)
{
	int64_t when = CLOCK_NONE;

	ck_assert_msg(clock_parse(text, &when) == 0, "refused: %s", text);
	return when;
}

static void
assert_refused(const char *text)
{
	int64_t when = 42;

	ck_assert_msg(clock_parse(text, &when) == -1, "accepted: %s", text);
	ck_assert_int_eq(when, 42);
}

static void
assert_same(const char *text, const char *utc)
{
	char out[CLOCK_TEXT_MAX];

	ck_assert_str_eq(clock_format(parsed(text), out), utc);
}

START_TEST(the_epoch_is_zero)
{
	ck_assert_int_eq(parsed("1970-01-01T00:00:00Z"), 0);
	ck_assert_int_eq(parsed("1970-01-01"), 0);
	ck_assert_int_eq(parsed("1969-12-31T23:59:59Z"), -1);
	ck_assert_int_eq(parsed("2038-01-19T03:14:08Z"), INT64_C(2147483648));
}
END_TEST

START_TEST(offsets_are_taken_off)
{
	assert_same("2023-12-19T09:08:46-05:00", "2023-12-19T14:08:46Z");
	assert_same("2024-01-01T00:30:00+01:00", "2023-12-31T23:30:00Z");
	assert_same("2024-02-29T23:59:59-00:01", "2024-03-01T00:00:59Z");
	assert_same("2024-02-29T12:00:00-00:00", "2024-02-29T12:00:00Z");
	assert_same("2024-02-29T12:00:00+23:59", "2024-02-28T12:01:00Z");
}
END_TEST

START_TEST(small_letters_and_fractions_are_allowed)
{
	assert_same("2024-02-29t12:00:00z", "2024-02-29T12:00:00Z");
	assert_same("2024-02-29T12:00:00.9Z", "2024-02-29T12:00:00Z");
	assert_same("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59Z");
	assert_same("2024-02-29T12:00:00.12345678901234567890+00:00",
	    "2024-02-29T12:00:00Z");
}
END_TEST

START_TEST(leap_days_follow_the_gregorian_rule)
{
	assert_same("2024-02-29", "2024-02-29T00:00:00Z");
	assert_same("2000-02-29", "2000-02-29T00:00:00Z");
	assert_same("0004-02-29", "0004-02-29T00:00:00Z");
	assert_refused("2023-02-29");
	assert_refused("1900-02-29");
	assert_refused("2100-02-29T00:00:00Z");
}
END_TEST

START_TEST(days_that_do_not_exist_are_refused)
{
	assert_refused("2024-04-31");
	assert_refused("2024-01-00");
	assert_refused("2024-01-32");
	assert_refused("2024-00-10");
	assert_refused("2024-13-10");
	assert_refused("2024-01-01T24:00:00Z");
	assert_refused("2024-01-01T23:60:00Z");
	assert_refused("2024-01-01T23:00:61Z");
	assert_refused("2024-01-01T00:00:00+24:00");
	assert_refused("2024-01-01T00:00:00+01:60");
}
END_TEST

START_TEST(a_leap_second_is_the_second_after_it)
{
	assert_same("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z");
	assert_same("1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00Z");
	assert_same("1968-12-31T23:59:60Z", "1969-01-01T00:00:00Z");
	assert_refused("2016-12-31T12:59:60Z");
	assert_refused("2016-12-30T23:59:60Z");
	assert_refused("2016-12-31T23:59:60-08:00");
}
END_TEST

START_TEST(years_run_from_1_to_9999)
{
	assert_same("0001-01-01", "0001-01-01T00:00:00Z");
	assert_same("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z");
	assert_refused("0000-12-31");
	assert_refused("10000-01-01");
	assert_refused("-0001-01-01");
	assert_refused("0001-01-01T00:00:00+00:01");
	assert_refused("9999-12-31T23:59:59-00:01");
	assert_refused("9999-12-31T23:59:60Z");
}
END_TEST

START_TEST(anything_else_is_refused)
{
	static const char *const texts[] = {"", " 2024-01-01", "2024-01-01 ",
	    "2024-1-1", "20240101", "2024-01", "2024/01/01", "24-01-01",
	    "2024-01-01T", "2024-01-01Z", "2024-01-01T00:00Z",
	    "2024-01-01T00:00:00", "2024-01-01T00:00:00.Z",
	    "2024-01-01T00:00:00,5Z", "2024-01-01 00:00:00Z",
	    "2024-01-01T00:00:00ZZ", "2024-01-01T00:00:00+0100",
	    "2024-01-01T00:00:00+01", "2024-01-01T00:00:00 +01:00",
	    "2024-01-01T00:00:00+01:00Z", "2024-01-01T+1:00:00Z",
	    "2024-01-01T00:00:00\xe2\x88\x92"
	    "05:00",
	    "2024-01-01\n", "\xd9\xa2\xd9\xa0\xd9\xa2\xd9\xa4-01-01",
	    "2024-W01-1", "now", "1700000000"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_refused(texts[i]);
}
END_TEST

START_TEST(the_time_zone_of_the_machine_does_not_matter)
{
	static const char *const zones[] = {
	    "America/New_York", "right/UTC", "EST5EDT,M3.2.0,M11.1.0", "Z-14"};

	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		setenv("TZ", zones[i], 1);
		tzset();
		ck_assert_int_eq(
		    parsed("2026-11-24T09:30:00Z"), INT64_C(1795512600));
		assert_same("2026-07-01", "2026-07-01T00:00:00Z");
	}
	unsetenv("TZ");
	tzset();
}
END_TEST

/* The step is prime to a day, so that all times of day get their turn. */
START_TEST(what_was_written_reads_back_the_same)
{
	char out[CLOCK_TEXT_MAX];
	int64_t when = parsed("0001-01-01");
	int64_t last = parsed("9999-12-31T23:59:59Z");

	for (; when <= last; when += 86400 * 97 + 32713)
		ck_assert_int_eq(parsed(clock_format(when, out)), when);
}
END_TEST

START_TEST(every_day_of_four_centuries_follows_the_one_before)
{
	char out[CLOCK_TEXT_MAX], text[CLOCK_TEXT_MAX];
	int64_t when = parsed("1801-01-01");

	for (int day = 0; day < 146097; day++, when += 86400) {
		time_t t = (time_t)when;
		struct tm tm;

		gmtime_r(&t, &tm);
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
		ck_assert_str_eq(clock_format(when, out), text);
	}
	ck_assert_int_eq(when, parsed("2201-01-01"));
}
END_TEST

START_TEST(moments_without_a_written_form_are_empty)
{
	char out[CLOCK_TEXT_MAX] = "old";

	ck_assert_str_eq(clock_format(CLOCK_NONE, out), "");
	ck_assert_str_eq(clock_format(INT64_MAX, out), "");
	ck_assert_str_eq(clock_format(INT64_C(253402300800), out), "");
	ck_assert_str_eq(clock_format(INT64_C(-62135596801), out), "");
}
END_TEST

START_TEST(durations_are_in_words_and_rounded_down)
{
	static const struct {
		int64_t seconds;
		const char *text;
	} cases[] = {{0, "0 seconds"}, {1, "1 second"}, {59, "59 seconds"},
	    {60, "1 minute"}, {119, "1 minute"}, {180, "3 minutes"},
	    {3599, "59 minutes"}, {3600, "1 hour"}, {86399, "23 hours"},
	    {86400, "1 day"}, {12 * 86400 + 86399, "12 days"},
	    {365 * 86400 - 1, "364 days"}, {365 * 86400, "1 year"},
	    {2 * 365 * 86400, "2 years"}, {-1, "0 seconds"},
	    {INT64_MIN, "0 seconds"}, {INT64_MAX, "292471208677 years"}};
	char out[CLOCK_TEXT_MAX];

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		ck_assert_str_eq(
		    clock_span(cases[i].seconds, out), cases[i].text);
}
END_TEST

START_TEST(what_was_read_later_than_now_is_not_called_old)
{
	char out[CLOCK_TEXT_MAX];

	ck_assert_str_eq(clock_age(1000, 1000, out), "0 seconds old");
	ck_assert_str_eq(clock_age(1000, 8200, out), "2 hours old");
	ck_assert_str_eq(
	    clock_age(1001, 1000, out), "1 second ahead of the clock");
	ck_assert_str_eq(clock_age(INT64_C(315360000), 0, out),
	    "10 years ahead of the clock");
}
END_TEST

Suite *
suite_clock(void)
{
	Suite *s = suite_create("clock");
	TCase *t = tcase_create("clock");

	tcase_add_test(t, the_epoch_is_zero);
	tcase_add_test(t, offsets_are_taken_off);
	tcase_add_test(t, small_letters_and_fractions_are_allowed);
	tcase_add_test(t, leap_days_follow_the_gregorian_rule);
	tcase_add_test(t, days_that_do_not_exist_are_refused);
	tcase_add_test(t, a_leap_second_is_the_second_after_it);
	tcase_add_test(t, years_run_from_1_to_9999);
	tcase_add_test(t, anything_else_is_refused);
	tcase_add_test(t, the_time_zone_of_the_machine_does_not_matter);
	tcase_add_test(t, what_was_written_reads_back_the_same);
	tcase_add_test(t, every_day_of_four_centuries_follows_the_one_before);
	tcase_add_test(t, moments_without_a_written_form_are_empty);
	tcase_add_test(t, durations_are_in_words_and_rounded_down);
	tcase_add_test(t, what_was_read_later_than_now_is_not_called_old);
	suite_add_tcase(s, t);
	return s;
}
