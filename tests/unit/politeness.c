/* What was sent today, and who wants to be left alone, over processes. */
#include <check.h>
#include <stdlib.h>
#include <unistd.h>

#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "store/store.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define NOW    INT64_C(1795510800) /* 2026-11-24T09:00:00Z */
#define HOUR   INT64_C(3600)
#define DAY    (24 * HOUR)
#define SERVER "rdap.example"

static char *dir;
static char *path;
static struct store *store;

static void
reopen(void)
{
	struct error err = {0};

	store_close(store);
	store = store_open(path, STORE_WRITE, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
}

static void
set_up(void)
{
	dir = scratch_new("politeness");
	path = xasprintf("%s/whoexposed.db", dir);
	reopen();
}

static void
tear_down(void)
{
	char *command = xasprintf("rm -rf '%s'", dir);

	store_close(store);
	store = NULL;
	ck_assert_int_eq(system(command), 0);
	free(command);
	free(path);
	free(dir);
}

static void
send(int64_t when, unsigned count)
{
	while (count-- > 0)
		ck_assert_int_eq(store_request_add(store, when, NULL), 0);
}

static struct day
day(int64_t now)
{
	struct day d;

	ck_assert_int_eq(store_day(store, now, &d, NULL), 0);
	return d;
}

static int64_t
until(const char *server, int64_t now)
{
	int64_t when;

	ck_assert_int_eq(store_backoff(store, server, now, &when, NULL), 0);
	return when;
}

START_TEST(nothing_sent_is_nothing_counted)
{
	ck_assert_int_eq(day(NOW).requests, 0);
	ck_assert_int_eq(day(NOW).more, CLOCK_NONE);
}
END_TEST

START_TEST(requests_count_for_a_day_over_restarts)
{
	send(NOW, 3);
	send(NOW + HOUR, 2);
	reopen();
	ck_assert_int_eq(day(NOW + HOUR).requests, 5);
	ck_assert_int_eq(day(NOW + HOUR).more, NOW + DAY + 60);
	ck_assert_int_eq(day(NOW + DAY + 59).requests, 5);
	ck_assert_int_eq(day(NOW + DAY + 60).requests, 2);
	ck_assert_int_eq(day(NOW + 2 * DAY).requests, 0);
}
END_TEST

START_TEST(a_clock_that_was_wrong_blocks_nothing)
{
	send(NOW + 1000 * DAY, 7);
	ck_assert_int_eq(day(NOW).requests, 0);
	send(NOW, 1);
	ck_assert_int_eq(day(NOW + 1000 * DAY).requests, 0);
}
END_TEST

START_TEST(a_server_is_left_alone_until_then)
{
	ck_assert_int_eq(until(SERVER, NOW), CLOCK_NONE);
	ck_assert_int_eq(
	    store_backoff_put(store, SERVER, NOW, NOW + HOUR, NULL), 0);
	reopen();
	ck_assert_int_eq(until(SERVER, NOW), NOW + HOUR);
	ck_assert_int_eq(until("whois.example", NOW), CLOCK_NONE);
	ck_assert_int_eq(until(SERVER, NOW + HOUR), CLOCK_NONE);
}
END_TEST

START_TEST(nobody_is_left_alone_for_more_than_a_day)
{
	ck_assert_int_eq(
	    store_backoff_put(store, SERVER, NOW, NOW + 90 * DAY, NULL), 0);
	ck_assert_int_eq(until(SERVER, NOW), NOW + DAY);
	ck_assert_int_eq(until(SERVER, NOW - 90 * DAY), CLOCK_NONE);
}
END_TEST

Suite *
suite_politeness(void)
{
	Suite *s = suite_create("politeness");
	TCase *c = tcase_create("politeness");

	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_test(c, nothing_sent_is_nothing_counted);
	tcase_add_test(c, requests_count_for_a_day_over_restarts);
	tcase_add_test(c, a_clock_that_was_wrong_blocks_nothing);
	tcase_add_test(c, a_server_is_left_alone_until_then);
	tcase_add_test(c, nobody_is_left_alone_for_more_than_a_day);
	suite_add_tcase(s, c);
	return s;
}
