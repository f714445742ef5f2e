#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <check.h>

#include "rdap/space.h"
#include "tests/enumeration.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define DOWN  BASE "ips/rirSearch1/rdap-down/"
#define STATS "https://ftp.example/delegated"

#define CAP    4
#define BLOCKS 6 /* 192.0.2.0/28 and those that follow */

static char cache[64];

static void
setup(void)
{
	char *made;

	enumeration_begin();
	options.stats = STATS;
	options.cap = CAP;
	made = scratch_new("repair");
	ck_assert_uint_lt(strlen(made), sizeof(cache));
	strcpy(cache, made);
	free(made);
}

static char *
kept(const char *name)
{
	return xasprintf("%s/%s", cache, name);
}

static void
teardown(void)
{
	static const char *const names[] = {"statistics", "statistics.etag"};

	for (size_t i = 0; i < 2; i++) {
		char *path = kept(names[i]);

		unlink(path);
		free(path);
	}
	ck_assert_int_eq(rmdir(cache), 0);
	enumeration_end();
}

static char *
block(size_t i)
{
	return xasprintf("192.0.2.%zu/28", 16 * i);
}

static char *
registrant(const char *handle, const char *mailbox)
{
	char *email = xasprintf("%s@example.com", mailbox);
	char *poc = xasprintf("%s-ARIN", mailbox), *text;

	for (char *p = poc; *p != '\0'; p++)
		*p = *p >= 'a' && *p <= 'z' ? *p - 'a' + 'A' : *p;
	text = text_org(handle, "Example Networks", ROLE_REGISTRANT,
	    text_list(text_poc(poc, "Desk", email, ROLE_NOC, ""), NULL), "");
	free(email);
	free(poc);
	return text;
}

static char *
network_at(const char *prefix, const char *type, char *entities)
{
	char *dashed = xstrndup(prefix, strcspn(prefix, "/"));
	char *handle, *more, *text;

	for (char *p = dashed; *p != '\0'; p++)
		if (*p == '.')
			*p = '-';
	handle = xasprintf("NET-%s-%s", dashed, *type == 'D' ? "1" : "2");
	more = xasprintf(
	    "\"type\":\"%s\",\"parentHandle\":\"NET-%s-1\",", type, dashed);
	text = text_network(handle, prefix, entities, more);
	free(dashed);
	free(handle);
	free(more);
	return text;
}

/* As a list shows it, or with its contacts: a mailbox of its own. */
static char *
network(size_t i, bool contacts)
{
	char *prefix = block(i), *mailbox = xasprintf("desk%zu", i);
	char *text = network_at(prefix, "DIRECT ALLOCATION",
	    contacts ? text_list(registrant("EXMPL-1", mailbox), NULL)
		     : xstrdup("[]"));

	free(prefix);
	free(mailbox);
	return text;
}

/* Of blocks from `first` on; `more` is a further item, taken, or NULL. */
static char *
blocks(size_t first, size_t count, bool contacts, const char *more)
{
	struct buf text = {0};

	buf_putc(&text, '[');
	for (size_t i = first; i < first + count; i++) {
		char *item = network(i, contacts);

		buf_printf(&text, "%s%s", i > first ? "," : "", item);
		free(item);
	}
	if (more != NULL)
		buf_printf(&text, "%s%s", count > 0 ? "," : "", more);
	buf_putc(&text, ']');
	return buf_take(&text);
}

static void
serve_results(const char *url, char *list)
{
	serve(url, text_search("ipSearchResults", list, ""));
}

/* The first `listed` blocks, and what else is in the list and the search. */
static void
serve_lists(size_t listed, const char *listed_too, const char *shown_too)
{
	char *list = blocks(0, listed, false, listed_too);
	char *more = xasprintf("\"networks\":%s,", list);

	serve(ORG,
	    text_org("EXMPL-1", "Example Networks", 0, xstrdup("[]"), more));
	serve_results(NETWORKS, blocks(0, listed, true, shown_too));
	free(list);
	free(more);
}

/* The file: blocks of the organization, and lines about others. */
static char *
statistics(const char *day, size_t count, const char *others)
{
	struct buf lines = {0}, text = {0};
	size_t total = count;

	for (size_t i = 0; i < count; i++)
		buf_printf(&lines,
		    "arin|US|ipv4|192.0.2.%zu|16|20110322|allocated|aa11\n",
		    16 * i);
	for (const char *p = others; *p != '\0'; p++)
		total += *p == '\n';
	buf_printf(&text, "2.3|arin|1795413600000|%zu|19700101|%s|-0500\n",
	    total, day);
	buf_printf(&text, "arin|*|ipv4|*|%zu|summary\n", total);
	buf_printf(&text, "%s%s", lines.data, others);
	buf_clear(&lines);
	return buf_take(&text);
}

static void
serve_statistics(char *text)
{
	serve(STATS, text);
	fixture_type(STATS, "text/plain");
}

/* Four of six blocks are listed, without a word. */
static void
serve_cut(void)
{
	serve_lists(CAP, NULL, NULL);
	serve_statistics(statistics("20261123", BLOCKS, ""));
	serve_results(DOWN "192.0.2.64/27", blocks(4, 2, true, NULL));
	for (size_t i = CAP; i < BLOCKS; i++) {
		char *url = xasprintf(BASE "ip/192.0.2.%zu/28", 16 * i);

		serve(url, network(i, true));
		free(url);
	}
}

static const struct gap *
gap_of(const char *subject)
{
	for (size_t i = 0; i < inv.gap_count; i++)
		if (strcmp(inv.gaps[i].subject, subject) == 0)
			return &inv.gaps[i];
	return NULL;
}

static void
expect_note(const char *subject, const char *words)
{
	for (size_t i = 0; i < inv.note_count; i++)
		if (strcmp(inv.notes[i].subject, subject) == 0 &&
		    strstr(inv.notes[i].text, words) != NULL)
			return;
	ck_abort_msg("no note on %s: %s", subject, words);
}

static bool
sighted(const char *address)
{
	for (size_t i = 0; i < inv.sighting_count; i++)
		if (strcmp(inv.sightings[i].address, address) == 0)
			return true;
	return false;
}

static void
expect_all_sighted(void)
{
	for (size_t i = 0; i < BLOCKS; i++) {
		char *address = xasprintf("desk%zu@example.com", i);

		ck_assert_msg(sighted(address), "%s", address);
		free(address);
	}
}

static void
expect_still_cut(void)
{
	ck_assert_ptr_nonnull(gap_of("networks"));
	ck_assert(!inv.scopes[0].list_complete[RECORD_NETWORK]);
	ck_assert(!inventory_complete(&inv));
}

/* ---- repaired ---- */

START_TEST(a_cut_list_is_repaired_by_one_large_question)
{
	serve_cut();
	run();
	ck_assert_uint_eq(fixture_log()->count, 4);
	ck_assert_uint_eq(fixture_asked(DOWN "192.0.2.64/27"), 1);
	expect_all_sighted();
	ck_assert(inventory_complete(&inv));
	expect_note("networks", "repaired: all 6 blocks");
}
END_TEST

START_TEST(where_large_questions_are_refused_it_is_one_by_one)
{
	static const int statuses[] = {400, 501};

	serve_cut();
	fixture_fail(DOWN "192.0.2.64/27", FIXTURE_ERROR, statuses[_i]);
	run();
	ck_assert_uint_eq(fixture_log()->count, 6);
	expect_all_sighted();
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(strangers_in_a_large_answer_leave_no_trace)
{
	char *stranger = network_at("192.0.2.96/28", "DIRECT ALLOCATION",
	    text_list(registrant("STRNG-1", "somebody"), NULL));

	strings_add(&domains, "example.com");
	serve_cut();
	serve_results(DOWN "192.0.2.64/27", blocks(4, 2, true, stranger));
	run();
	ck_assert(inventory_complete(&inv));
	ck_assert(!sighted("somebody@example.com"));
	ck_assert_uint_eq(inv.scopes[0].associated, 0);
	free(stranger);
}
END_TEST

START_TEST(a_large_question_that_fails_is_replaced_by_small_ones)
{
	serve_cut();
	fixture_fail(DOWN "192.0.2.64/27", FIXTURE_FAILED, ERROR_UNAVAILABLE);
	run();
	expect_all_sighted();
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_block_that_cannot_be_read_stays_a_gap)
{
	serve_cut();
	fixture_fail(DOWN "192.0.2.64/27", FIXTURE_ERROR, 501);
	fixture_fail(
	    BASE "ip/192.0.2.80/28", FIXTURE_FAILED, ERROR_UNAVAILABLE);
	run();
	expect_still_cut();
}
END_TEST

START_TEST(numbers_that_no_list_has_are_asked_for_one_by_one)
{
	char *text =
	    xasprintf("2.3|arin|1795413600000|7|19700101|20261123|-0500\n"
		      "arin|*|ipv4|*|4|summary\narin|*|asn|*|3|summary\n"
		      "arin|US|asn|64500|1|20110322|assigned|aa11\n"
		      "arin|US|asn|64501|2|20110322|assigned|aa11\n"
		      "arin|US|asn|64510|1|20110322|assigned|bb22\n"
		      "arin|US|ipv4|192.0.2.0|16|20110322|allocated|aa11\n"
		      "arin|US|ipv4|192.0.2.16|16|20110322|allocated|aa11\n"
		      "arin|US|ipv4|192.0.2.32|16|20110322|allocated|aa11\n"
		      "arin|US|ipv4|192.0.2.48|16|20110322|allocated|aa11\n");

	serve_lists(CAP, NULL, NULL);
	serve_statistics(text);
	for (unsigned n = 64500; n <= 64502; n++) {
		char *url = xasprintf(BASE "autnum/%u", n);
		char *mailbox = xasprintf("as%u", n);

		serve(url,
		    text_autnum(n,
			text_list(registrant("EXMPL-1", mailbox), NULL), ""));
		free(url);
		free(mailbox);
	}
	run();
	ck_assert(sighted("as64500@example.com"));
	ck_assert(sighted("as64502@example.com"));
	ck_assert_uint_eq(fixture_asked(BASE "autnum/64510"), 0);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_silent_cut_below_the_cap_is_noticed_when_a_check_is_due)
{
	options.cross_check_due = true;
	serve_cut();
	serve_lists(3, NULL, NULL);
	serve_results(DOWN "192.0.2.48/28", blocks(3, 1, true, NULL));
	serve(BASE "ip/192.0.2.48/28", network(3, true));
	run();
	expect_all_sighted();
	ck_assert(inventory_complete(&inv));
	expect_note("networks", "the list lacks 3 that the statistics file");
}
END_TEST

/* ---- not repaired ---- */

START_TEST(a_whole_list_needs_no_statistics)
{
	serve_cut();
	serve_lists(3, NULL, NULL);
	run();
	ck_assert_uint_eq(fixture_asked(STATS), 0);
	options.cross_check = CROSS_CHECK_NEVER;
	options.cross_check_due = true;
	inventory_clear(&inv);
	run();
	ck_assert_uint_eq(fixture_asked(STATS), 0);
}
END_TEST

START_TEST(without_a_url_the_gap_stays)
{
	options.stats = NULL;
	serve_cut();
	run();
	ck_assert_uint_eq(fixture_log()->count, 2);
	expect_still_cut();
}
END_TEST

START_TEST(without_the_file_the_gap_stays)
{
	serve_cut();
	fixture_fail(STATS, FIXTURE_HTML, 404);
	run();
	expect_still_cut();
	expect_note("statistics file", "status 404");
}
END_TEST

START_TEST(a_file_cut_short_proves_nothing)
{
	char *text = statistics("20261123", BLOCKS, "");

	serve_cut();
	text[strlen(text) - 60] = '\0';
	serve_statistics(text);
	run();
	expect_still_cut();
	expect_note("statistics file", "cut short");
}
END_TEST

START_TEST(an_old_file_shows_more_and_proves_nothing)
{
	serve_cut();
	serve_statistics(statistics("20261113", BLOCKS, ""));
	run();
	expect_still_cut();
	expect_all_sighted();
	expect_note("statistics file", "of 2026-11-13");
}
END_TEST

START_TEST(a_file_that_gives_it_anothers_block_proves_nothing)
{
	char *foreign = network_at("198.51.100.0/24", "DIRECT ALLOCATION",
	    text_list(registrant("STRNG-1", "somebody"), NULL));

	serve_cut();
	serve_statistics(statistics("20261123", BLOCKS,
	    "arin|US|ipv4|198.51.100.0|256|20110322|allocated|aa11\n"));
	serve(BASE "ip/198.51.100.0/24", foreign);
	run();
	expect_still_cut();
	ck_assert(!sighted("somebody@example.com"));
	expect_note("statistics file", "1 that the registry does not");
}
END_TEST

START_TEST(a_search_that_shows_more_than_the_list_makes_it_suspect)
{
	char *more = network(3, true);

	options.stats = NULL;
	serve_lists(3, NULL, more);
	run();
	expect_still_cut();
	ck_assert_ptr_nonnull(
	    strstr(gap_of("networks")->reason, "that other answers show"));
	free(more);
}
END_TEST

START_TEST(what_a_provider_reassigned_is_a_gap_of_its_own)
{
	char *listed =
	    network_at("203.0.113.0/25", "REASSIGNMENT", xstrdup("[]"));
	char *shown = network_at("203.0.113.0/25", "REASSIGNMENT",
	    text_list(registrant("EXMPL-1", "provided"), NULL));

	options.cap = CAP + 1;
	serve_cut();
	serve_lists(CAP, listed, shown);
	run();
	ck_assert_ptr_null(gap_of("networks"));
	ck_assert_ptr_nonnull(gap_of("reassigned networks"));
	ck_assert(!inventory_complete(&inv));
	expect_all_sighted();
	free(listed);
	free(shown);
}
END_TEST

/* ---- below own blocks ---- */

/* A part of the first block, reassigned to the organization itself. */
static char *
inner(const char *prefix, const char *type, bool contacts, const char *mailbox)
{
	return network_at(prefix, type,
	    contacts ? text_list(registrant("EXMPL-1", mailbox), NULL)
		     : xstrdup("[]"));
}

START_TEST(parts_of_own_blocks_are_looked_for_where_the_list_shows_some)
{
	char *listed = inner("192.0.2.4/30", "REASSIGNMENT", false, "");
	char *shown = inner("192.0.2.4/30", "REASSIGNMENT", true, "part");
	char *hidden = inner("192.0.2.20/30", "REASSIGNMENT", true, "hidden");

	options.cap = CAP + 1;
	serve_cut();
	serve_lists(CAP, listed, shown);
	for (size_t i = 0; i < BLOCKS; i++) {
		char *prefix = block(i), *url = xasprintf(DOWN "%s", prefix);

		serve_results(url, blocks(0, 0, false, i == 1 ? hidden : NULL));
		free(prefix);
		free(url);
	}
	run();
	ck_assert(sighted("hidden@example.com"));
	ck_assert(inventory_complete(&inv));
	free(listed);
	free(shown);
	free(hidden);
}
END_TEST

START_TEST(reallocations_below_are_looked_into_when_asked_to)
{
	char *part = inner("192.0.2.8/29", "REALLOCATION", true, "part");
	char *hidden = inner("192.0.2.12/30", "REASSIGNMENT", true, "hidden");

	options.reassignments = true;
	serve_lists(1, NULL, NULL);
	serve_statistics(statistics("20261123", 1, ""));
	serve_results(DOWN "192.0.2.0/28", blocks(0, 0, false, part));
	serve_results(DOWN "192.0.2.8/29", blocks(0, 0, false, hidden));
	run();
	ck_assert(sighted("part@example.com"));
	ck_assert(sighted("hidden@example.com"));
	ck_assert(inventory_complete(&inv));
	free(part);
	free(hidden);
}
END_TEST

START_TEST(what_cannot_be_read_below_is_a_gap)
{
	options.reassignments = true;
	serve_lists(1, NULL, NULL);
	fixture_fail(DOWN "192.0.2.0/28", FIXTURE_ERROR, 501);
	run();
	ck_assert_ptr_nonnull(gap_of("reassigned networks"));
}
END_TEST

/* ---- the cache ---- */

static void
write_kept(const char *name, const char *text)
{
	char *path = kept(name);
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	fputs(text, file);
	ck_assert_int_eq(fclose(file), 0);
	free(path);
}

START_TEST(a_download_is_kept_for_the_owner_only)
{
	char *path = kept("statistics");
	struct stat st;

	options.cache = cache;
	serve_cut();
	run();
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	free(path);
}
END_TEST

START_TEST(a_file_that_has_not_changed_is_taken_from_the_cache)
{
	char *text = statistics("20261123", BLOCKS, "");

	options.cache = cache;
	serve_cut();
	write_kept("statistics", text);
	write_kept("statistics.etag", "\"abc\"\n");
	fixture_serve(STATS, 304, "");
	run();
	expect_all_sighted();
	ck_assert(inventory_complete(&inv));
	free(text);
}
END_TEST

START_TEST(a_failed_download_is_replaced_by_the_one_kept)
{
	char *text = statistics("20261120", BLOCKS, "");

	options.cache = cache;
	serve_cut();
	write_kept("statistics", text);
	fixture_fail(STATS, FIXTURE_FAILED, ERROR_UNAVAILABLE);
	run();
	expect_all_sighted();
	ck_assert(inventory_complete(&inv));
	expect_note("statistics file", "of 2026-11-20, 4 days old");
	free(text);
}
END_TEST

START_TEST(a_prefix_has_two_halves_until_it_is_one_address)
{
	struct ip_range range, half[2];
	char text[IP_PREFIX_MAX];

	ck_assert_int_eq(ip_prefix_parse("192.0.2.0/23", &range), 0);
	ck_assert(prefix_halves(&range, half));
	ck_assert_str_eq(ip_range_prefix(&half[0], text), "192.0.2.0/24");
	ck_assert_str_eq(ip_range_prefix(&half[1], text), "192.0.3.0/24");
	ck_assert_int_eq(ip_prefix_parse("192.0.2.1/32", &range), 0);
	ck_assert(!prefix_halves(&range, half));
}
END_TEST

Suite *
suite_repair(void)
{
	Suite *s = suite_create("repair");
	TCase *t = tcase_create("repair");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_cut_list_is_repaired_by_one_large_question);
	tcase_add_loop_test(
	    t, where_large_questions_are_refused_it_is_one_by_one, 0, 2);
	tcase_add_test(t, strangers_in_a_large_answer_leave_no_trace);
	tcase_add_test(
	    t, a_large_question_that_fails_is_replaced_by_small_ones);
	tcase_add_test(t, a_block_that_cannot_be_read_stays_a_gap);
	tcase_add_test(t, numbers_that_no_list_has_are_asked_for_one_by_one);
	tcase_add_test(
	    t, a_silent_cut_below_the_cap_is_noticed_when_a_check_is_due);
	tcase_add_test(t, a_whole_list_needs_no_statistics);
	tcase_add_test(t, without_a_url_the_gap_stays);
	tcase_add_test(t, without_the_file_the_gap_stays);
	tcase_add_test(t, a_file_cut_short_proves_nothing);
	tcase_add_test(t, an_old_file_shows_more_and_proves_nothing);
	tcase_add_test(t, a_file_that_gives_it_anothers_block_proves_nothing);
	tcase_add_test(
	    t, a_search_that_shows_more_than_the_list_makes_it_suspect);
	tcase_add_test(t, what_a_provider_reassigned_is_a_gap_of_its_own);
	tcase_add_test(
	    t, parts_of_own_blocks_are_looked_for_where_the_list_shows_some);
	tcase_add_test(t, reallocations_below_are_looked_into_when_asked_to);
	tcase_add_test(t, what_cannot_be_read_below_is_a_gap);
	tcase_add_test(t, a_download_is_kept_for_the_owner_only);
	tcase_add_test(t, a_file_that_has_not_changed_is_taken_from_the_cache);
	tcase_add_test(t, a_failed_download_is_replaced_by_the_one_kept);
	tcase_add_test(t, a_prefix_has_two_halves_until_it_is_one_address);
	suite_add_tcase(s, t);
	return s;
}
