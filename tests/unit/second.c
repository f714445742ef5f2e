#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "tests/enumeration.h"
#include "tests/suites.h"
#include "tests/whois_text.h"

/* RDAP: one organization with a NOC and nothing else. */
static void
setup(void)
{
	enumeration_begin();
	options.whois = WHOIS;
	options.cross_check = CROSS_CHECK_ALWAYS;
	serve_contacts(text_list(
	    text_poc("NOC1-ARIN", "NOC", "noc@example.com", ROLE_NOC, ""),
	    NULL));
	whois_serve("org/EXMPL-1", "org",
	    "<handle>EXMPL-1</handle><name>Example Networks</name>");
	whois_list(
	    "org/EXMPL-1/pocs", "pocs", "pocLinkRef", "NOC1-ARIN:N", false);
	whois_nothing("org/EXMPL-1/nets");
	whois_poc("NOC1-ARIN", "noc@example.com");
	whois_serves("NOC1-ARIN", "EXMPL-1");
}

static const struct difference *
differs(const char *handle, const char *what)
{
	for (size_t i = 0; i < inv.difference_count; i++)
		if (strcmp(inv.differences[i].handle, handle) == 0 &&
		    strcmp(inv.differences[i].what, what) == 0)
			return &inv.differences[i];
	return NULL;
}

START_TEST(two_views_that_agree_differ_in_nothing)
{
	run();
	ck_assert_uint_eq(inv.difference_count, 0);
	ck_assert(inv.scopes[0].cross_checked);
	ck_assert(inventory_complete(&inv));
	ck_assert_uint_eq(inv.elsewhere_count, 0);
}
END_TEST

START_TEST(an_address_that_only_one_shows_counts_as_published)
{
	const struct difference *x;
	const struct sighting *s;

	whois_poc("NOC1-ARIN", "Old-NOC@example.com");
	run();
	x = differs("NOC1-ARIN", "addresses");
	ck_assert_ptr_nonnull(x);
	ck_assert_str_eq(x->rdap, "noc@example.com");
	ck_assert_str_eq(x->whois, "old-noc@example.com");
	s = sighting("old-noc@example.com");
	ck_assert_ptr_nonnull(s);
	ck_assert(s->second);
	ck_assert_int_eq(s->level, LEVEL_ORG);
	ck_assert_uint_eq(s->roles, ROLE_NOC);
	ck_assert(!sighting("noc@example.com")->second);
	/* Each has the part that shows it. */
	ck_assert_uint_ne(s->part, 0);
	ck_assert_ptr_nonnull(
	    strstr(inv.parts[s->part - 1].body, "Old-NOC@example.com"));
	s = sighting("noc@example.com");
	ck_assert_uint_ne(s->part, 0);
	ck_assert_ptr_nonnull(
	    strstr(inv.parts[s->part - 1].body, "noc@example.com"));
}
END_TEST

START_TEST(spelling_is_no_difference)
{
	whois_poc("NOC1-ARIN", "NOC@Example.COM");
	run();
	ck_assert_uint_eq(inv.difference_count, 0);
}
END_TEST

START_TEST(functions_are_compared)
{
	whois_list("org/EXMPL-1/pocs", "pocs", "pocLinkRef",
	    "NOC1-ARIN:N NOC1-ARIN:AB", false);
	run();
	ck_assert_ptr_nonnull(differs("NOC1-ARIN", "functions"));
	ck_assert_str_eq(differs("NOC1-ARIN", "functions")->whois, "abuse;noc");
}
END_TEST

START_TEST(a_poc_that_only_whois_links_is_seen)
{
	whois_list("org/EXMPL-1/pocs", "pocs", "pocLinkRef",
	    "NOC1-ARIN:N TECH1-ARIN:T", false);
	whois_poc("TECH1-ARIN", "tech@example.com");
	run();
	ck_assert_ptr_nonnull(differs("TECH1-ARIN", "only in Whois-RWS"));
	ck_assert(sighting("tech@example.com")->second);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_poc_that_only_rdap_links_is_a_difference)
{
	whois_nothing("org/EXMPL-1/pocs");
	run();
	ck_assert_ptr_nonnull(differs("NOC1-ARIN", "only in RDAP"));
	ck_assert(!sighting("noc@example.com")->second);
}
END_TEST

/* A network that only Whois-RWS lists, with SITE1-ARIN on it. */
static void
serve_network(bool cut)
{
	whois_serve("org/EXMPL-1/nets", "nets",
	    "<netRef handle=\"NET-192-0-2-0-1\" startAddress=\"192.0.2.0\" "
	    "endAddress=\"192.0.2.255\" name=\"A\">x</netRef>");
	whois_serve("net/NET-192-0-2-0-1", "net",
	    "<handle>NET-192-0-2-0-1</handle><name>A</name>"
	    "<startAddress>192.0.2.0</startAddress>"
	    "<endAddress>192.0.2.255</endAddress>"
	    "<orgRef handle=\"EXMPL-1\" name=\"x\">x</orgRef>");
	whois_list("net/NET-192-0-2-0-1/pocs", "pocs", "pocLinkRef",
	    "SITE1-ARIN:T", cut);
}

START_TEST(a_network_that_only_whois_lists_is_seen)
{
	serve_network(false);
	whois_poc("SITE1-ARIN", "site@example.com");
	run();
	ck_assert_str_eq(differs("NET-192-0-2-0-1", "only in Whois-RWS")->whois,
	    "192.0.2.0/24");
	ck_assert_int_eq(sighting("site@example.com")->level, LEVEL_NETWORK);
	ck_assert(inventory_complete(&inv));
}
END_TEST

/* Another kind of answer each, of which only ARIN's page says anything. */
START_TEST(a_network_that_only_whois_lists_is_whole_with_all_its_pocs_only)
{
	const struct record *r;

	serve_network(true);
	whois_poc("SITE1-ARIN", "site@example.com");
	run();
	r = inventory_record(
	    &inv, "EXMPL-1", RECORD_NETWORK, "NET-192-0-2-0-1");
	ck_assert_int_eq(r->look, LOOK_PARTIAL);
	ck_assert_str_eq(r->look_reason, "limitExceeded");
	ck_assert_int_eq(sighting("site@example.com")->level, LEVEL_NETWORK);
}
END_TEST

START_TEST(a_network_with_a_poc_that_cannot_be_read_is_seen_in_part)
{
	serve_network(false);
	whois_404("poc/SITE1-ARIN", "<html>Not Found</html>");
	run();
	ck_assert_int_eq(
	    inventory_record(&inv, "EXMPL-1", RECORD_NETWORK, "NET-192-0-2-0-1")
		->look,
	    LOOK_PARTIAL);
}
END_TEST

START_TEST(what_does_not_say_so_is_no_absence)
{
	whois_404("org/EXMPL-1/pocs", "<html>404 Not Found</html>");
	run();
	ck_assert_uint_eq(inv.difference_count, 0);
	ck_assert(!inv.scopes[0].cross_checked);
	ck_assert(gap("second view"));
}
END_TEST

START_TEST(another_record_than_asked_is_not_believed)
{
	whois_serve("poc/NOC1-ARIN", "poc",
	    "<handle>OTHER1-ARIN</handle><companyName>x</companyName>"
	    "<emails><email>other@example.net</email></emails>");
	run();
	ck_assert_ptr_null(sighting("other@example.net"));
	ck_assert(gap("second view"));
}
END_TEST

START_TEST(xml_of_another_type_is_refused)
{
	fixture_type(WHOIS "poc/NOC1-ARIN", "text/html");
	run();
	ck_assert(!inv.scopes[0].cross_checked);
	ck_assert(gap("second view"));
}
END_TEST

START_TEST(a_second_view_that_fails_is_a_gap_only_when_wanted)
{
	fixture_fail(WHOIS "org/EXMPL-1", FIXTURE_FAILED, ERROR_UNAVAILABLE);
	options.cross_check = CROSS_CHECK_AUTO;
	options.cross_check_due = true;
	run();
	ck_assert(!gap("second view"));
	ck_assert(inventory_complete(&inv));
	ck_assert_uint_gt(inv.note_count, 0);
}
END_TEST

/* One request for RDAP, then the organization, two lists and a POC. */
START_TEST(it_is_asked_where_the_budget_lasts_for_it)
{
	options.cross_check = CROSS_CHECK_AUTO;
	options.cross_check_due = true;
	fixture_budget(1 + 4);
	run();
	ck_assert(inv.scopes[0].cross_checked);
	ck_assert(inventory_complete(&inv));
	ck_assert_uint_eq(fixture_log()->count, 5);
}
END_TEST

START_TEST(it_is_not_begun_where_the_budget_does_not_last)
{
	options.cross_check = CROSS_CHECK_AUTO;
	options.cross_check_due = true;
	fixture_budget(1 + 3);
	run();
	ck_assert_uint_eq(fixture_log()->count, 1);
	ck_assert(!inv.scopes[0].cross_checked);
	ck_assert(inventory_complete(&inv));
	ck_assert_uint_eq(inv.note_count, 1);
	ck_assert_str_eq(inv.notes[0].text,
	    "not compared with Whois-RWS: that takes 4 requests or more, and 3 "
	    "are left of the budget");
}
END_TEST

START_TEST(what_was_always_wanted_and_not_begun_is_a_gap)
{
	fixture_budget(1 + 4); /* it would also ask what the POC serves */
	run();
	ck_assert_uint_eq(fixture_log()->count, 1);
	ck_assert(gap("second view"));
}
END_TEST

START_TEST(not_begun_where_a_list_was_cut_is_a_gap)
{
	options.cross_check = CROSS_CHECK_AUTO;
	options.cap = 1;
	fixture_budget(1 + 3);
	run();
	ck_assert_uint_eq(fixture_log()->count, 1);
	ck_assert(gap("POCs"));
	ck_assert(gap("second view"));
}
END_TEST

START_TEST(it_is_asked_when_it_is_due_and_not_before)
{
	options.cross_check = CROSS_CHECK_AUTO;
	run();
	ck_assert_uint_eq(fixture_asked(WHOIS "org/EXMPL-1"), 0);
	ck_assert_uint_eq(inv.note_count, 1);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_cut_list_of_pocs_is_proved_whole_by_it)
{
	options.cross_check = CROSS_CHECK_AUTO;
	options.cap = 1;
	whois_list("org/EXMPL-1/pocs", "pocs", "pocLinkRef",
	    "NOC1-ARIN:N TECH1-ARIN:T", false);
	whois_poc("TECH1-ARIN", "tech@example.com");
	run();
	/* That list is at the cap as well. */
	ck_assert(gap("POCs"));
	ck_assert_ptr_nonnull(sighting("tech@example.com"));
}
END_TEST

START_TEST(whom_else_a_poc_serves_is_asked_when_always_wanted)
{
	whois_serves("NOC1-ARIN", "EXMPL-1 STRNG-1");
	run();
	ck_assert_uint_eq(inv.elsewhere_count, 1);
	ck_assert_str_eq(inv.elsewheres[0].stranger, "STRNG-1");
	ck_assert_str_eq(inv.elsewheres[0].poc, "NOC1-ARIN");
	ck_assert_int_eq(inv.elsewheres[0].resources, -1);
}
END_TEST

START_TEST(nothing_is_asked_without_a_whois)
{
	options.whois = NULL;
	run();
	ck_assert_uint_eq(fixture_log()->count, 1);
	ck_assert_uint_eq(inv.note_count, 0);
}
END_TEST

Suite *
suite_second(void)
{
	Suite *s = suite_create("second");
	TCase *t = tcase_create("second");

	tcase_add_checked_fixture(t, setup, enumeration_end);
	tcase_add_test(t, two_views_that_agree_differ_in_nothing);
	tcase_add_test(t, an_address_that_only_one_shows_counts_as_published);
	tcase_add_test(t, spelling_is_no_difference);
	tcase_add_test(t, functions_are_compared);
	tcase_add_test(t, a_poc_that_only_whois_links_is_seen);
	tcase_add_test(t, a_poc_that_only_rdap_links_is_a_difference);
	tcase_add_test(t, a_network_that_only_whois_lists_is_seen);
	tcase_add_test(
	    t, a_network_that_only_whois_lists_is_whole_with_all_its_pocs_only);
	tcase_add_test(
	    t, a_network_with_a_poc_that_cannot_be_read_is_seen_in_part);
	tcase_add_test(t, what_does_not_say_so_is_no_absence);
	tcase_add_test(t, another_record_than_asked_is_not_believed);
	tcase_add_test(t, xml_of_another_type_is_refused);
	tcase_add_test(t, a_second_view_that_fails_is_a_gap_only_when_wanted);
	tcase_add_test(t, it_is_asked_where_the_budget_lasts_for_it);
	tcase_add_test(t, it_is_not_begun_where_the_budget_does_not_last);
	tcase_add_test(t, what_was_always_wanted_and_not_begun_is_a_gap);
	tcase_add_test(t, not_begun_where_a_list_was_cut_is_a_gap);
	tcase_add_test(t, it_is_asked_when_it_is_due_and_not_before);
	tcase_add_test(t, a_cut_list_of_pocs_is_proved_whole_by_it);
	tcase_add_test(t, whom_else_a_poc_serves_is_asked_when_always_wanted);
	tcase_add_test(t, nothing_is_asked_without_a_whois);
	suite_add_tcase(s, t);
	return s;
}
