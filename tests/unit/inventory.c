#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "rdap/inventory.h"
#include "tests/suites.h"

static struct inventory inv;

static void
setup(void)
{
	inv = (struct inventory){0};
}

static void
teardown(void)
{
	inventory_clear(&inv);
}

static struct record
record_of(enum record_kind kind, const char *handle, const char *name)
{
	return (struct record){
	    .kind = kind,
	    .org = "EXMPL-1",
	    .handle = handle,
	    .name = name,
	    .range = "",
	    .type = "",
	    .card_kind = "",
	    .given = "",
	    .surname = "",
	    .unvalidated_since = CLOCK_NONE,
	    .registered = CLOCK_NONE,
	    .last_changed = CLOCK_NONE,
	    .look_reason = "",
	    .source_url = "https://rdap.example/",
	    .source_digest = "d",
	};
}

static struct record *
add_record(const char *name, enum look look, const char *reason,
    int64_t last_changed, size_t nth_answer)
{
	struct record r = record_of(RECORD_POC, "NOC1-ARIN", name);

	r.look = look;
	r.look_reason = reason;
	r.last_changed = last_changed;
	r.nth_answer = nth_answer;
	return inventory_add_record(&inv, &r);
}

static struct link *
add_link(const char *poc, const char *holder, unsigned roles)
{
	struct link link = {
	    .org = "EXMPL-1",
	    .poc = poc,
	    .holder_kind = RECORD_NETWORK,
	    .holder = holder,
	    .roles = roles,
	};

	return inventory_add_link(&inv, &link);
}

static struct sighting *
add_sighting(
    const char *address, const char *spelling, const char *poc, unsigned roles)
{
	struct sighting sighting = {
	    .org = "EXMPL-1",
	    .address = address,
	    .spelling = spelling,
	    .record_kind = RECORD_NETWORK,
	    .record = "NET-192-0-2-0-1",
	    .poc = poc,
	    .roles = roles,
	    .source_url = "https://rdap.example/",
	    .source_digest = spelling,
	};

	return inventory_add_sighting(&inv, &sighting);
}

static void
add_scope(const char *org, enum scope_state state)
{
	struct scope scope = {
	    .org = xstrdup(org),
	    .name = xstrdup(""),
	    .state = state,
	    .reason = xstrdup(""),
	    .list_complete = {true, true, true, true},
	};

	inventory_add_scope(&inv, &scope);
}

START_TEST(what_is_added_is_kept_when_the_caller_s_is_gone)
{
	char handle[] = "NET-192-0-2-0-1";
	struct record r = record_of(RECORD_NETWORK, handle, "A");

	strings_add(&r.status, "active");
	inventory_add_record(&inv, &r);
	handle[0] = 'X';
	strings_clear(&r.status);
	ck_assert_uint_eq(inv.record_count, 1);
	ck_assert_str_eq(inv.records[0].handle, "NET-192-0-2-0-1");
	ck_assert_str_eq(inv.records[0].status.items[0], "active");
}
END_TEST

START_TEST(facts_share_their_texts)
{
	struct record r = record_of(RECORD_NETWORK, "NET-192-0-2-0-1", "A");
	char holder[] = "NET-192-0-2-0-1";

	inventory_add_record(&inv, &r);
	ck_assert_ptr_eq(
	    inv.records[0].handle, add_link("NOC1-ARIN", holder, 1)->holder);
	ck_assert_ptr_eq(inv.records[0].handle,
	    add_sighting("noc@example.com", "noc@example.com", "NOC1-ARIN", 1)
		->record);
}
END_TEST

START_TEST(a_record_is_found_by_organization_kind_and_handle)
{
	struct record r = record_of(RECORD_NETWORK, "NET-192-0-2-0-1", "A");

	ck_assert_ptr_null(inventory_record(
	    &inv, "EXMPL-1", RECORD_NETWORK, "NET-192-0-2-0-1"));
	inventory_add_record(&inv, &r);
	ck_assert_ptr_eq(inventory_record(&inv, "EXMPL-1", RECORD_NETWORK,
			     "NET-192-0-2-0-1"),
	    &inv.records[0]);
	ck_assert_ptr_null(inventory_record(
	    &inv, "EXMPL-1", RECORD_AUTNUM, "NET-192-0-2-0-1"));
	ck_assert_ptr_null(inventory_record(
	    &inv, "EXMPL-2", RECORD_NETWORK, "NET-192-0-2-0-1"));
}
END_TEST

START_TEST(the_better_look_wins_whichever_came_first)
{
	add_record("", LOOK_FAILED, "timed out", CLOCK_NONE, 1);
	add_record("NOC", LOOK_COMPLETE, "", CLOCK_NONE, 2);
	add_record("", LOOK_SKIPPED, "no time", CLOCK_NONE, 3);
	ck_assert_uint_eq(inv.record_count, 1);
	ck_assert_int_eq(inv.records[0].look, LOOK_COMPLETE);
	ck_assert_str_eq(inv.records[0].look_reason, "");
	ck_assert_str_eq(inv.records[0].name, "NOC");
}
END_TEST

START_TEST(of_two_equal_failures_the_later_reason_stands)
{
	add_record("", LOOK_SKIPPED, "not asked for", CLOCK_NONE, 1);
	add_record("", LOOK_SKIPPED, "no time left", CLOCK_NONE, 2);
	ck_assert_str_eq(inv.records[0].look_reason, "no time left");
}
END_TEST

START_TEST(the_newer_description_wins)
{
	add_record("NEW", LOOK_COMPLETE, "", 200, 1);
	add_record("OLD", LOOK_COMPLETE, "", 100, 2);
	ck_assert_str_eq(inv.records[0].name, "NEW");
	add_record("NEWEST", LOOK_COMPLETE, "", 300, 3);
	ck_assert_str_eq(inv.records[0].name, "NEWEST");
	ck_assert_uint_eq(inv.records[0].nth_answer, 3);
}
END_TEST

/* Of two in one second as well: no clock decides. */
START_TEST(of_two_of_one_date_the_one_read_last_stands)
{
	add_record("FIRST", LOOK_COMPLETE, "", 100, 1);
	add_record("LAST", LOOK_COMPLETE, "", 100, 3);
	add_record("BETWEEN", LOOK_COMPLETE, "", 100, 2);
	ck_assert_str_eq(inv.records[0].name, "LAST");
	add_record("UNDATED", LOOK_COMPLETE, "", CLOCK_NONE, 4);
	ck_assert_str_eq(inv.records[0].name, "UNDATED");
}
END_TEST

/* Whois-RWS says no more than that it is not validated. */
START_TEST(since_when_a_poc_is_unvalidated_the_second_view_does_not_take)
{
	struct record *r = add_record("NOC", LOOK_COMPLETE, "", 100, 1);

	r->validated = VALIDATION_NO;
	r->unvalidated_since = 7;
	for (size_t i = 2; i < 4; i++) {
		struct record x = record_of(RECORD_POC, "NOC1-ARIN", "NOC");

		x.last_changed = 100;
		x.validated = i == 2 ? VALIDATION_NO : VALIDATION_YES;
		x.nth_answer = i;
		inventory_add_record(&inv, &x);
		ck_assert_int_eq(inv.records[0].validated, x.validated);
		ck_assert_int_eq(
		    inv.records[0].unvalidated_since, i == 2 ? 7 : CLOCK_NONE);
	}
}
END_TEST

START_TEST(what_a_newer_description_lacks_is_kept)
{
	add_record("NOC", LOOK_COMPLETE, "", 100, 1);
	add_record("", LOOK_COMPLETE, "", 200, 2);
	ck_assert_str_eq(inv.records[0].name, "NOC");
	ck_assert_int_eq(inv.records[0].last_changed, 200);
}
END_TEST

START_TEST(a_mobile_number_shown_once_stays_shown)
{
	add_record("NOC", LOOK_COMPLETE, "", 100, 1)->cell = true;
	add_record("NOC", LOOK_COMPLETE, "", 200, 2);
	ck_assert(inv.records[0].cell);
}
END_TEST

START_TEST(roles_of_a_link_are_united)
{
	add_link("NOC1-ARIN", "NET-192-0-2-0-1", ROLE_NOC);
	ck_assert_uint_eq(
	    add_link("NOC1-ARIN", "NET-192-0-2-0-1", ROLE_ABUSE)->roles,
	    ROLE_NOC | ROLE_ABUSE);
	add_link("NOC1-ARIN", "NET-198-51-100-0-1", ROLE_NOC);
	ck_assert_uint_eq(inv.link_count, 2);
}
END_TEST

START_TEST(a_sighting_keeps_its_first_spelling_and_source)
{
	add_sighting("noc@example.com", "NOC@example.com", "A-ARIN", ROLE_NOC);
	add_sighting("noc@example.com", "noc@example.com", "A-ARIN", ROLE_DNS);
	add_sighting("noc@example.com", "noc@example.com", "B-ARIN", ROLE_DNS);
	ck_assert_uint_eq(inv.sighting_count, 2);
	ck_assert_str_eq(inv.sightings[0].spelling, "NOC@example.com");
	ck_assert_str_eq(inv.sightings[0].source_digest, "NOC@example.com");
	ck_assert_uint_eq(inv.sightings[0].roles, ROLE_NOC | ROLE_DNS);
}
END_TEST

START_TEST(a_part_is_kept_once_for_each_digest)
{
	for (int i = 0; i < 3; i++) {
		struct part part = {
		    .org = xstrdup("EXMPL-1"),
		    .handle = xstrdup("EXMPL-1"),
		    .path = xstrdup("$"),
		    .body = xstrdup(i < 2 ? "{}" : "{\"a\":1}"),
		};

		digest_of(part.body, strlen(part.body), part.digest);
		inventory_add_part(&inv, &part);
	}
	ck_assert_uint_eq(inv.part_count, 2);
}
END_TEST

START_TEST(a_gap_has_the_same_id_whatever_the_reason)
{
	struct inventory other = {0};

	inventory_add_gap(&inv, "EXMPL-1", "networks", "%d entries", 256);
	inventory_add_gap(&inv, "EXMPL-1", "networks", "cut");
	inventory_add_gap(&inv, "EXMPL-1", "autnums", "cut");
	inventory_add_gap(&other, "EXMPL-1", "networks", "timed out");
	ck_assert_uint_eq(inv.gap_count, 2);
	ck_assert_str_eq(inv.gaps[0].reason, "256 entries");
	ck_assert_str_eq(inv.gaps[0].id, other.gaps[0].id);
	ck_assert_str_ne(inv.gaps[0].id, inv.gaps[1].id);
	ck_assert_uint_eq(strlen(inv.gaps[0].id), 16);
	inventory_clear(&other);
}
END_TEST

START_TEST(it_is_complete_without_gaps_and_with_all_read)
{
	add_scope("EXMPL-1", SCOPE_READ);
	ck_assert(inventory_complete(&inv));
	add_scope("EXMPL-2", SCOPE_READ);
	inv.scopes[1].list_complete[RECORD_POC] = false;
	ck_assert(!inventory_complete(&inv));
	add_scope("EXMPL-2", SCOPE_READ);
	ck_assert_uint_eq(inv.scope_count, 2);
	ck_assert(inventory_complete(&inv));
	inventory_add_gap(&inv, "EXMPL-1", "networks", "cut");
	ck_assert(!inventory_complete(&inv));
}
END_TEST

START_TEST(an_organization_that_is_absent_leaves_it_incomplete)
{
	add_scope("EXMPL-1", SCOPE_ABSENT);
	ck_assert(!inventory_complete(&inv));
}
END_TEST

START_TEST(twenty_thousand_networks_with_their_links_go_in_quickly)
{
	char handle[32];

	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < 20000; i++) {
			struct record r;

			snprintf(handle, sizeof(handle), "NET-%d", i);
			r = record_of(RECORD_NETWORK, handle, "N");
			inventory_add_record(&inv, &r);
			for (int poc = 0; poc < 5; poc++)
				add_link((const char *[]){"A", "B", "C", "D",
					     "E"}[poc],
				    handle, ROLE_NOC);
		}
	ck_assert_uint_eq(inv.record_count, 20000);
	ck_assert_uint_eq(inv.link_count, 100000);
}
END_TEST

START_TEST(every_word_of_the_model_has_a_name)
{
	ck_assert_str_eq(record_kind_name(RECORD_AUTNUM), "autnum");
	ck_assert_str_eq(look_name(LOOK_SKIPPED), "skipped");
	ck_assert_str_eq(state_name(STATE_UNKNOWN), "unknown");
	ck_assert_str_eq(field_name(FIELD_IRR_ATTRIBUTE), "irr-attribute");
	ck_assert_str_eq(level_name(LEVEL_NONE), "none");
	ck_assert_str_eq(verdict_name(VERDICT_SKIPPED), "skipped");
}
END_TEST

Suite *
suite_inventory(void)
{
	Suite *s = suite_create("inventory");
	TCase *t = tcase_create("inventory");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, what_is_added_is_kept_when_the_caller_s_is_gone);
	tcase_add_test(t, facts_share_their_texts);
	tcase_add_test(t, a_record_is_found_by_organization_kind_and_handle);
	tcase_add_test(t, the_better_look_wins_whichever_came_first);
	tcase_add_test(t, of_two_equal_failures_the_later_reason_stands);
	tcase_add_test(t, the_newer_description_wins);
	tcase_add_test(t, of_two_of_one_date_the_one_read_last_stands);
	tcase_add_test(
	    t, since_when_a_poc_is_unvalidated_the_second_view_does_not_take);
	tcase_add_test(t, what_a_newer_description_lacks_is_kept);
	tcase_add_test(t, a_mobile_number_shown_once_stays_shown);
	tcase_add_test(t, roles_of_a_link_are_united);
	tcase_add_test(t, a_sighting_keeps_its_first_spelling_and_source);
	tcase_add_test(t, a_part_is_kept_once_for_each_digest);
	tcase_add_test(t, a_gap_has_the_same_id_whatever_the_reason);
	tcase_add_test(t, it_is_complete_without_gaps_and_with_all_read);
	tcase_add_test(t, an_organization_that_is_absent_leaves_it_incomplete);
	tcase_add_test(
	    t, twenty_thousand_networks_with_their_links_go_in_quickly);
	tcase_add_test(t, every_word_of_the_model_has_a_name);
	suite_add_tcase(s, t);
	return s;
}
