/*
 * What an earlier run knew: whatever happened since, a store says of a run
 * what it said when that run had ended.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "tests/suites.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "store/store.h"

#define NOW  INT64_C(1795510800) /* 2026-11-24T09:00:00Z */
#define HOUR INT64_C(3600)
#define ORG  "EXMPL-1"
#define POCS 6
#define RUNS 10

static struct store *store;
static struct error err;
static const char *audited;

static void
set_up(void)
{
	err = (struct error){0};
	audited = ORG;
	store = store_open(":memory:", STORE_WRITE, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
}

static void
tear_down(void)
{
	store_close(store);
}

static void
must(int result)
{
	ck_assert_msg(result == 0, "%s", err.text);
}

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 16) % below;
}

static void
add_record(struct inventory *inv, enum record_kind kind, const char *handle,
    const char *name, enum look look, int64_t changed)
{
	struct record r = {.kind = kind,
	    .org = audited,
	    .handle = handle,
	    .name = name,
	    .range = "",
	    .type = "",
	    .card_kind = "",
	    .given = "",
	    .surname = "",
	    .unvalidated_since = CLOCK_NONE,
	    .registered = CLOCK_NONE,
	    .last_changed = changed,
	    .look = look,
	    .look_reason = "",
	    .source_url = "https://rdap.example/",
	    .source_digest = "",
	    .observed_at = NOW};

	inventory_add_record(inv, &r);
}

static void
add_poc(struct inventory *inv, unsigned n, unsigned variant, enum look look,
    int64_t changed)
{
	char *handle = xasprintf("P%u-ARIN", n);
	char *address = xasprintf("p%u@example.com", n);
	struct link l = {.org = audited,
	    .poc = handle,
	    .holder_kind = RECORD_ORGANIZATION,
	    .holder = audited,
	    .roles = 1u << variant % 3};
	struct sighting s = {.org = audited,
	    .address = address,
	    .spelling = address,
	    .field = FIELD_POC_EMAIL,
	    .record_kind = RECORD_ORGANIZATION,
	    .record = audited,
	    .poc = handle,
	    .roles = 1u << variant % 3,
	    .level = LEVEL_ORG,
	    .source_url = "https://rdap.example/",
	    .source_digest = "",
	    .observed_at = NOW};

	add_record(inv, RECORD_POC, handle, variant & 1 ? "One" : "Two", look,
	    changed);
	inventory_add_link(inv, &l);
	inventory_add_sighting(inv, &s);
	free(handle);
	free(address);
}

static void
add_domain(struct inventory *inv, const char *name)
{
	struct domain x = {.name = xstrdup(name), .evidence = xstrdup("")};

	inv->domains =
	    xgrow(inv->domains, inv->domain_count, sizeof(*inv->domains));
	inv->domains[inv->domain_count++] = x;
}

static void
add_scope(struct inventory *inv, bool whole, bool both)
{
	struct scope scope = {.org = xstrdup(audited),
	    .name = xstrdup("Example"),
	    .state = SCOPE_READ,
	    .reason = xstrdup(""),
	    .cross_checked = both};

	for (size_t i = 0; i < RECORD_KINDS; i++)
		scope.list_complete[i] = whole;
	inventory_add_scope(inv, &scope);
	if (!whole)
		inventory_add_gap(inv, audited, "POCs", "the list was cut");
}

static int64_t
put(struct inventory *inv, int64_t when)
{
	char text[] = "x";
	struct run run = {.started = when,
	    .scope = text,
	    .tool = text,
	    .rules = text,
	    .source = text};

	run.id = store_run_begin(store, &run, &err);
	ck_assert_int_gt(run.id, 0);
	run.finished = run.observed_at = when;
	must(store_begin(store, &err));
	must(store_facts_put(store, run.id, inv, when, &err));
	must(store_run_end(store, &run, &err));
	must(store_commit(store, &err));
	inventory_clear(inv);
	return run.id;
}

/* What a run says of its own coverage, and what both views show. */
static void
add_said(struct inventory *inv, uint32_t *seed)
{
	for (unsigned n = draw(seed, 4); n > 0; n--) {
		struct answer a = {.org = xstrdup(ORG),
		    .url = xstrdup("https://rdap.example/"),
		    .why = xstrdup("to see"),
		    .time = NOW,
		    .content_type = xstrdup(""),
		    .verdict = (enum verdict)draw(seed, 4),
		    .reason = xstrdup("")};

		inventory_add_answer(inv, &a);
	}
	for (unsigned n = 0; n < 3; n++)
		if (draw(seed, 2))
			inventory_add_note(
			    inv, ORG, "POCs", "%u, as of %u", n, draw(seed, 2));
	for (unsigned n = 0; n < 2; n++) {
		struct difference d = {.org = xstrdup(ORG),
		    .kind = RECORD_POC,
		    .handle = xasprintf("P%u-ARIN", n),
		    .what = xstrdup("addresses"),
		    .rdap = xasprintf("p%u@example.com", draw(seed, 2)),
		    .whois = xstrdup(""),
		    .source_url = xstrdup("https://whois.example/")};

		inventory_add_difference(inv, &d);
	}
	if (draw(seed, 3) == 0)
		inventory_add_gap(
		    inv, ORG, "networks", "reason %u", draw(seed, 3));
}

static int64_t
put_random(uint32_t *seed, int64_t when)
{
	struct inventory inv = {0};
	bool whole = draw(seed, 4) != 0;

	add_scope(&inv, whole, draw(seed, 3) == 0);
	add_record(
	    &inv, RECORD_ORGANIZATION, ORG, "Example", LOOK_COMPLETE, when);
	for (unsigned n = 0; n < POCS; n++)
		if (draw(seed, 3) != 0)
			add_poc(&inv, n, draw(seed, 4),
			    draw(seed, 5) == 0 ? LOOK_PARTIAL : LOOK_COMPLETE,
			    draw(seed, 2) ? when : NOW);
	if (draw(seed, 2))
		add_domain(&inv, "example.com");
	add_said(&inv, seed);
	return put(&inv, when);
}

static void
tell_seen(struct buf *out, const struct seen *seen)
{
	buf_printf(out, " %s since %lld first %lld last %lld returned %lld\n",
	    state_name(seen->state), (long long)seen->since,
	    (long long)seen->first, (long long)seen->last,
	    (long long)seen->returned);
}

static void
tell_said(struct buf *out, const struct inventory *inv)
{
	unsigned counts[4];

	inventory_queries(inv, ORG, counts);
	buf_printf(out, "queries %u %u %u %u\n", counts[0], counts[1],
	    counts[2], counts[3]);
	for (size_t i = 0; i < inv->note_count; i++)
		if (strcmp(inv->notes[i].subject, "answers") != 0)
			buf_printf(out, "note %s\n", inv->notes[i].text);
	for (size_t i = 0; i < inv->difference_count; i++)
		buf_printf(out, "difference %s %s\n",
		    inv->differences[i].handle, inv->differences[i].rdap);
}

/* What is known as of a run, 0 for now, as text. */
static char *
tell(int64_t at)
{
	struct inventory inv;
	struct buf out = {0};
	struct run run;

	must(store_load_at(store, NULL, at, &inv, &run, &err));
	buf_printf(&out, "run %lld\n", (long long)run.id);
	for (size_t i = 0; i < inv.scope_count; i++)
		buf_printf(&out, "scope %s %d\n", inv.scopes[i].org,
		    inv.scopes[i].list_complete[RECORD_POC]);
	for (size_t i = 0; i < inv.domain_count; i++)
		buf_printf(&out, "domain %s\n", inv.domains[i].name);
	for (size_t i = 0; i < inv.gap_count; i++)
		buf_printf(&out, "gap %s: %s, since %lld\n",
		    inv.gaps[i].subject, inv.gaps[i].reason,
		    (long long)inv.gaps[i].since);
	tell_said(&out, &inv);
	for (size_t i = 0; i < inv.record_count; i++) {
		buf_printf(&out, "record %s %s %d %lld", inv.records[i].handle,
		    inv.records[i].name, (int)inv.records[i].look,
		    (long long)inv.records[i].last_changed);
		tell_seen(&out, &inv.records[i].seen);
	}
	for (size_t i = 0; i < inv.link_count; i++) {
		buf_printf(
		    &out, "link %s %u", inv.links[i].poc, inv.links[i].roles);
		tell_seen(&out, &inv.links[i].seen);
	}
	for (size_t i = 0; i < inv.sighting_count; i++) {
		buf_printf(&out, "sighting %s %u", inv.sightings[i].address,
		    inv.sightings[i].roles);
		tell_seen(&out, &inv.sightings[i].seen);
	}
	inventory_clear(&inv);
	run_clear(&run);
	return buf_take(&out);
}

START_TEST(a_run_is_told_later_as_it_was_told_then)
{
	char *told[RUNS];
	int64_t ids[RUNS], when = NOW;
	uint32_t seed = (uint32_t)_i + 1;

	for (size_t i = 0; i < RUNS; i++) {
		when += 1 + draw(&seed, 20 * 3600);
		ids[i] = put_random(&seed, when);
		told[i] = tell(0);
	}
	for (size_t i = 0; i < RUNS; i++) {
		char *again = tell(ids[i]);

		ck_assert_msg(strcmp(told[i], again) == 0,
		    "seed %d, run %zu:\n%s\nwas told later as:\n%s", _i + 1, i,
		    told[i], again);
		free(again);
		free(told[i]);
	}
}
END_TEST

static void
put_poc(bool there, int64_t changed, bool both, int64_t when)
{
	struct inventory inv = {0};

	add_scope(&inv, true, both);
	add_record(
	    &inv, RECORD_ORGANIZATION, ORG, "Example", LOOK_COMPLETE, changed);
	if (there)
		add_poc(&inv, 1, 0, LOOK_COMPLETE, NOW);
	put(&inv, when);
}

static size_t
links_known(void)
{
	struct inventory inv;
	struct run run;
	size_t count;

	must(store_load(store, NULL, &inv, &run, &err));
	count = inv.link_count;
	inventory_clear(&inv);
	run_clear(&run);
	return count;
}

START_TEST(a_link_gone_in_both_views_of_a_changed_record_is_removed_at_once)
{
	put_poc(true, NOW - HOUR, false, NOW);
	put_poc(false, NOW + HOUR, true, NOW + 2 * HOUR);
	ck_assert_uint_eq(links_known(), 0);
}
END_TEST

START_TEST(a_link_gone_from_an_unchanged_record_needs_a_second_look)
{
	put_poc(true, NOW - HOUR, false, NOW);
	put_poc(false, NOW - HOUR, true, NOW + 2 * HOUR);
	ck_assert_uint_eq(links_known(), 1);
	put_poc(false, NOW - HOUR, true, NOW + 8 * HOUR);
	ck_assert_uint_eq(links_known(), 0);
}
END_TEST

START_TEST(a_link_gone_in_one_view_only_needs_a_second_look)
{
	put_poc(true, NOW - HOUR, false, NOW);
	put_poc(false, NOW + HOUR, false, NOW + 2 * HOUR);
	ck_assert_uint_eq(links_known(), 1);
}
END_TEST

static void
expect_poc(size_t records, size_t links, size_t sightings)
{
	struct inventory inv;
	struct run run;

	must(store_load(store, NULL, &inv, &run, &err));
	ck_assert_uint_eq(inv.record_count, 1 + records);
	ck_assert_uint_eq(inv.link_count, links);
	ck_assert_uint_eq(inv.sighting_count, sightings);
	inventory_clear(&inv);
	run_clear(&run);
}

START_TEST(a_changed_poc_is_no_news_of_the_record_that_linked_it)
{
	struct inventory inv = {0};

	put_poc(true, NOW - HOUR, false, NOW);
	add_scope(&inv, true, true);
	add_record(&inv, RECORD_ORGANIZATION, ORG, "Example", LOOK_COMPLETE,
	    NOW - HOUR);
	add_record(
	    &inv, RECORD_POC, "P1-ARIN", "Desk", LOOK_COMPLETE, NOW + HOUR);
	put(&inv, NOW + 2 * HOUR);
	expect_poc(1, 1, 1);
}
END_TEST

/* ---- a POC that both views deny ------------------------------------------- */

static void
put_denied(bool whole, int64_t when)
{
	char org[] = ORG, poc[] = "P1-ARIN", none[] = "";
	struct known_poc gone = {org, poc, none};
	struct inventory inv = {0};

	add_scope(&inv, whole, false);
	add_record(
	    &inv, RECORD_ORGANIZATION, ORG, "Example", LOOK_COMPLETE, NOW);
	inventory_add_gone(&inv, &gone);
	put(&inv, when);
}

START_TEST(a_poc_that_both_views_deny_is_gone_after_two_looks)
{
	put_poc(true, NOW, false, NOW);
	put_denied(true, NOW + HOUR);
	expect_poc(1, 1, 1);
	put_denied(true, NOW + 7 * HOUR);
	expect_poc(0, 0, 0);
}
END_TEST

START_TEST(a_poc_that_both_views_deny_needs_no_whole_list)
{
	put_poc(true, NOW, false, NOW);
	put_denied(false, NOW + HOUR);
	put_denied(false, NOW + 7 * HOUR);
	expect_poc(0, 0, 0);
}
END_TEST

START_TEST(known_pocs_are_told_with_their_addresses_until_they_are_gone)
{
	struct known_poc *known;
	struct strings orgs = {0};
	size_t count;

	strings_add(&orgs, ORG);
	put_poc(true, NOW, false, NOW);
	must(store_known_pocs(store, &orgs, &known, &count, &err));
	ck_assert_uint_eq(count, 1);
	ck_assert_str_eq(known[0].org, ORG);
	ck_assert_str_eq(known[0].poc, "P1-ARIN");
	ck_assert_str_eq(known[0].addresses, "p1@example.com");
	known_poc_clear(&known[0]);
	free(known);
	put_denied(true, NOW + HOUR);
	put_denied(true, NOW + 7 * HOUR);
	must(store_known_pocs(store, &orgs, &known, &count, &err));
	ck_assert_uint_eq(count, 0);
	free(known);
	strings_clear(&orgs);
}
END_TEST

START_TEST(coverage_of_a_run_is_loaded_without_its_facts)
{
	struct inventory inv;
	struct run run;

	put_poc(true, NOW, false, NOW);
	put_poc(true, NOW, true, NOW + HOUR);
	must(store_load_coverage(store, NULL, 1, &inv, &run, &err));
	ck_assert_int_eq(run.id, 1);
	ck_assert_uint_eq(inv.scope_count, 1);
	ck_assert(!inv.scopes[0].cross_checked);
	ck_assert_uint_eq(
	    inv.record_count + inv.link_count + inv.sighting_count, 0);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

/* ---- a clock that was ahead ----------------------------------------------- */

#define YEARS (3652 * 24 * HOUR)

static int64_t
date_anew(int64_t run, int64_t now)
{
	int64_t runs;

	must(store_date_anew(store, run, now, &runs, &err));
	return runs;
}

START_TEST(what_is_dated_in_the_future_is_dated_anew)
{
	struct inventory inv;
	struct run run;
	int64_t when;

	put_poc(true, NOW, false, NOW + YEARS);
	ck_assert_int_eq(date_anew(2, NOW), 1);
	ck_assert_int_eq(date_anew(2, NOW), 0);
	must(store_load(store, NULL, &inv, &run, &err));
	ck_assert_int_eq(run.observed_at, NOW);
	ck_assert_int_eq(inv.links[0].seen.first, NOW);
	ck_assert_int_eq(inv.links[0].seen.last, NOW);
	ck_assert_int_eq(inv.sightings[0].seen.last_complete, NOW);
	ck_assert_int_eq(inv.records[0].seen.since, NOW);
	inventory_clear(&inv);
	run_clear(&run);
	must(store_newest(store, 0, &when, &err));
	ck_assert_int_eq(when, NOW);
	put_poc(false, NOW, false, NOW + HOUR);
	put_poc(false, NOW, false, NOW + 8 * HOUR);
	ck_assert_uint_eq(links_known(), 0);
}
END_TEST

START_TEST(less_than_a_day_is_no_future)
{
	put_poc(true, NOW, false, NOW + 23 * HOUR);
	ck_assert_int_eq(date_anew(2, NOW), 0);
	put_poc(false, NOW, false, NOW + HOUR);
	ck_assert_uint_eq(links_known(), 1);
}
END_TEST

/* ---- the breaker ---------------------------------------------------------- */

static void
put_pocs_of(unsigned from, unsigned to, int64_t changed, int64_t when)
{
	struct inventory inv = {0};

	add_scope(&inv, true, true);
	add_record(&inv, RECORD_ORGANIZATION, audited, "Example", LOOK_COMPLETE,
	    changed);
	for (unsigned n = from; n < to; n++)
		add_poc(&inv, n, 0, LOOK_COMPLETE, NOW);
	put(&inv, when);
}

static void
put_pocs(unsigned from, unsigned to, int64_t when)
{
	put_pocs_of(from, to, NOW, when);
}

static size_t
gaps_known(void)
{
	struct inventory inv;
	struct run run;
	size_t count;

	must(store_load(store, NULL, &inv, &run, &err));
	count = inv.gap_count;
	if (count == 1)
		ck_assert_str_eq(inv.gaps[0].subject, "addresses");
	inventory_clear(&inv);
	run_clear(&run);
	return count;
}

START_TEST(many_addresses_that_vanish_at_once_are_a_gap_once)
{
	put_pocs(0, 10, NOW);
	ck_assert_uint_eq(gaps_known(), 0);
	put_pocs(4, 10, NOW + HOUR);
	ck_assert_uint_eq(gaps_known(), 1);
	ck_assert_uint_eq(links_known(), 10);
	put_pocs(4, 10, NOW + 7 * HOUR);
	ck_assert_uint_eq(gaps_known(), 0);
	ck_assert_uint_eq(links_known(), 6);
}
END_TEST

START_TEST(few_addresses_may_vanish)
{
	put_pocs(0, 10, NOW);
	put_pocs(3, 10, NOW + HOUR);
	ck_assert_uint_eq(gaps_known(), 0);
}
END_TEST

START_TEST(of_a_few_addresses_all_may_vanish)
{
	put_pocs(0, 9, NOW);
	put_pocs(0, 0, NOW + HOUR);
	ck_assert_uint_eq(gaps_known(), 0);
}
END_TEST

START_TEST(new_addresses_hide_no_vanishing)
{
	put_pocs(0, 10, NOW);
	put_pocs(4, 20, NOW + HOUR);
	ck_assert_uint_eq(gaps_known(), 1);
}
END_TEST

START_TEST(what_was_removed_before_counts_no_more)
{
	put_pocs(0, 20, NOW);
	put_pocs(10, 20, NOW + HOUR);
	put_pocs(10, 20, NOW + 7 * HOUR);
	ck_assert_uint_eq(gaps_known(), 0);
	put_pocs(14, 20, NOW + 8 * HOUR);
	ck_assert_uint_eq(gaps_known(), 1);
}
END_TEST

START_TEST(another_organization_is_not_counted)
{
	audited = "EXMPL-2";
	put_pocs(10, 20, NOW);
	audited = ORG;
	put_pocs(0, 10, NOW);
	put_pocs(4, 10, NOW + HOUR);
	ck_assert_uint_eq(gaps_known(), 1);
}
END_TEST

START_TEST(what_both_views_explain_is_no_doubt)
{
	put_pocs(0, 20, NOW);
	put_pocs_of(10, 20, NOW + HOUR, NOW + 2 * HOUR);
	ck_assert_uint_eq(links_known(), 10);
	ck_assert_uint_eq(gaps_known(), 0);
}
END_TEST

Suite *
suite_history(void)
{
	Suite *s = suite_create("history");
	TCase *c = tcase_create("what an earlier run knew");

	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_loop_test(c, a_run_is_told_later_as_it_was_told_then, 0, 60);
	tcase_add_test(c,
	    a_link_gone_in_both_views_of_a_changed_record_is_removed_at_once);
	tcase_add_test(
	    c, a_link_gone_from_an_unchanged_record_needs_a_second_look);
	tcase_add_test(c, a_link_gone_in_one_view_only_needs_a_second_look);
	tcase_add_test(
	    c, a_changed_poc_is_no_news_of_the_record_that_linked_it);
	tcase_add_test(c, a_poc_that_both_views_deny_is_gone_after_two_looks);
	tcase_add_test(c, a_poc_that_both_views_deny_needs_no_whole_list);
	tcase_add_test(
	    c, known_pocs_are_told_with_their_addresses_until_they_are_gone);
	tcase_add_test(c, coverage_of_a_run_is_loaded_without_its_facts);
	tcase_add_test(c, what_is_dated_in_the_future_is_dated_anew);
	tcase_add_test(c, less_than_a_day_is_no_future);
	tcase_add_test(c, many_addresses_that_vanish_at_once_are_a_gap_once);
	tcase_add_test(c, few_addresses_may_vanish);
	tcase_add_test(c, of_a_few_addresses_all_may_vanish);
	tcase_add_test(c, new_addresses_hide_no_vanishing);
	tcase_add_test(c, what_was_removed_before_counts_no_more);
	tcase_add_test(c, another_organization_is_not_counted);
	tcase_add_test(c, what_both_views_explain_is_no_doubt);
	suite_add_tcase(s, c);
	return s;
}
