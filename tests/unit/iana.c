/* IANA's list of registries, kept and renewed. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rdap/alloc.h"
#include "rdap/iana.h"
#include "tests/fixture_fetch.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define BASE         "https://data.example/rdap/"
#define URL(name)    BASE name ".json"
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static char *dir;
static char *cache; /* below it */
static struct transport *transport;
static struct error err;

static void
setup(void)
{
	struct fetch_options how = {0};

	dir = scratch_new("iana");
	cache = xasprintf("%s/a/b", dir);
	fixture_reset();
	err = (struct error){0};
	transport = fetch_new(&how, &err);
}

static void
teardown(void)
{
	char *command = xasprintf("rm -rf '%s'", dir);

	ck_assert_int_eq(system(command), 0);
	free(command);
	free(cache);
	free(dir);
	transport_free(transport);
	fixture_reset();
}

/* A list that gives 10/8, fd00::/8 or a number to a registry. */
static void
serve(const char *name, const char *date, const char *key, const char *base)
{
	char *url = xasprintf(BASE "%s.json", name);
	char *text = xasprintf("{\"version\":\"1.0\",\"publication\":\"%s\","
			       "\"services\":[[[\"%s\"],[\"%s\"]]]}",
	    date, key, base);

	fixture_serve(url, 200, text);
	fixture_type(url, "application/json");
	free(text);
	free(url);
}

static void
serve_all(const char *date, const char *base)
{
	serve("asn", date, "4200000000", base);
	serve("ipv4", date, "10.0.0.0/8", base);
	serve("ipv6", date, "fd00::/8", base);
}

static const char *
registry(const struct bootstrap *b, const char *text)
{
	struct term term;
	const char *base;

	ck_assert_int_eq(term_parse(text, &term, NULL), 0);
	base = bootstrap_find(b, &term);
	return base == NULL ? "" : bootstrap_registry(base);
}

static int
refresh(void)
{
	struct bootstrap *b = iana_kept(cache, BASE);
	int result = iana_refresh(b, cache, BASE, transport, &err);

	bootstrap_free(b);
	return result;
}

static void
expect_kept(const char *term, const char *name)
{
	struct bootstrap *b = iana_kept(cache, BASE);

	ck_assert_str_eq(registry(b, term), name);
	bootstrap_free(b);
}

START_TEST(what_came_is_kept_for_the_next_run_and_its_owner)
{
	char *path = xasprintf("%s/iana-ipv4.json", cache);
	struct stat st;

	serve_all("2026-11-01T00:00:00Z", "https://rdap.db.ripe.net/");
	expect_kept("10.1.2.3", "");
	ck_assert_int_eq(refresh(), 0);
	expect_kept("10.1.2.3", "RIPE NCC");
	expect_kept("fd00::1", "RIPE NCC");
	expect_kept("AS4200000000", "RIPE NCC");
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	ck_assert_int_eq(stat(cache, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0700);
	free(path);
}
END_TEST

START_TEST(one_that_fails_leaves_the_others)
{
	serve_all("2026-11-01T00:00:00Z", "https://rdap.db.ripe.net/");
	serve("ipv4", "2026-11-01T00:00:00Z", "fd00::/8",
	    "https://rdap.apnic.net/");
	ck_assert_int_eq(refresh(), -1);
	ck_assert_str_eq(err.text,
	    URL("ipv4") ": $.services: is no ipv4.json: it has other keys");
	expect_kept("AS4200000000", "RIPE NCC");
	expect_kept("10.1.2.3", "");
	expect_kept("fd00::1", "RIPE NCC");
}
END_TEST

START_TEST(a_server_that_cannot_be_reached_is_not_asked_again)
{
	serve_all("2026-11-01T00:00:00Z", "https://rdap.db.ripe.net/");
	fixture_fail(URL("asn"), FIXTURE_FAILED, ERROR_UNAVAILABLE);
	ck_assert_int_eq(refresh(), -1);
	ck_assert_uint_eq(fixture_log()->count, 1);
	ck_assert_int_eq(err.code, ERROR_UNAVAILABLE);
}
END_TEST

static const struct {
	enum fixture_fault fault;
	size_t argument;
} faults[] = {
    {FIXTURE_STATUS, 404},
    {FIXTURE_STATUS, 500},
    /* that nothing has changed is no answer where nothing is kept */
    {FIXTURE_STATUS, 304},
    {FIXTURE_HTML, 200},
    {FIXTURE_CUT, 40},
    {FIXTURE_REDIRECT, 0},
    {FIXTURE_TOO_LONG, 0},
    {FIXTURE_SKIPPED, 0},
};

START_TEST(what_is_no_list_is_told_and_not_kept)
{
	serve_all("2026-11-01T00:00:00Z", "https://rdap.db.ripe.net/");
	fixture_fail(URL("ipv4"), faults[_i].fault, faults[_i].argument);
	ck_assert_int_eq(refresh(), -1);
	ck_assert_ptr_nonnull(strstr(err.text, URL("ipv4") ": "));
	expect_kept("10.1.2.3", "");
	expect_kept("193.0.0.1", "RIPE NCC");
}
END_TEST

START_TEST(another_servers_list_is_not_used)
{
	struct bootstrap *b;

	serve_all("2026-11-01T00:00:00Z", "https://rdap.db.ripe.net/");
	ck_assert_int_eq(refresh(), 0);
	b = iana_kept(cache, "https://other.example/rdap/");
	ck_assert_str_eq(registry(b, "10.1.2.3"), "");
	bootstrap_free(b);
	b = iana_kept(cache, NULL);
	ck_assert_str_eq(registry(b, "10.1.2.3"), "");
	bootstrap_free(b);
}
END_TEST

START_TEST(a_cache_that_a_stranger_may_write_is_neither_read_nor_written)
{
	serve_all("2026-11-01T00:00:00Z", "https://rdap.db.ripe.net/");
	ck_assert_int_eq(refresh(), 0);
	ck_assert_int_eq(chmod(cache, 0770), 0);
	expect_kept("10.1.2.3", "");
	serve_all("2026-11-02T00:00:00Z", "https://rdap.apnic.net/");
	ck_assert_int_eq(refresh(), 0);
	ck_assert_int_eq(chmod(cache, 0700), 0);
	expect_kept("10.1.2.3", "RIPE NCC");
}
END_TEST

START_TEST(a_link_in_the_cache_is_not_followed)
{
	char *path = xasprintf("%s/iana-ipv4.json", cache);
	char *away = xasprintf("%s/away", cache);

	serve_all("2026-11-01T00:00:00Z", "https://rdap.db.ripe.net/");
	ck_assert_int_eq(refresh(), 0);
	ck_assert_int_eq(rename(path, away), 0);
	ck_assert_int_eq(symlink("away", path), 0);
	expect_kept("10.1.2.3", "");
	expect_kept("fd00::1", "RIPE NCC");
	free(path);
	free(away);
}
END_TEST

START_TEST(without_a_cache_it_is_used_all_the_same)
{
	struct bootstrap *b = iana_kept(NULL, BASE);

	serve_all("2026-11-01T00:00:00Z", "https://rdap.db.ripe.net/");
	ck_assert_int_eq(iana_refresh(b, NULL, BASE, transport, &err), 0);
	ck_assert_str_eq(registry(b, "10.1.2.3"), "RIPE NCC");
	bootstrap_free(b);
}
END_TEST

Suite *
suite_iana(void)
{
	Suite *s = suite_create("iana");
	TCase *t = tcase_create("iana");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, what_came_is_kept_for_the_next_run_and_its_owner);
	tcase_add_test(t, one_that_fails_leaves_the_others);
	tcase_add_test(t, a_server_that_cannot_be_reached_is_not_asked_again);
	tcase_add_loop_test(
	    t, what_is_no_list_is_told_and_not_kept, 0, (int)COUNT(faults));
	tcase_add_test(t, another_servers_list_is_not_used);
	tcase_add_test(
	    t, a_cache_that_a_stranger_may_write_is_neither_read_nor_written);
	tcase_add_test(t, a_link_in_the_cache_is_not_followed);
	tcase_add_test(t, without_a_cache_it_is_used_all_the_same);
	suite_add_tcase(s, t);
	return s;
}
