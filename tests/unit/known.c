#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "tests/enumeration.h"
#include "tests/suites.h"
#include "tests/whois_text.h"

/* POCs that an earlier run saw, and that nothing shows any more. */

#define SEARCH "pocs;domain=example.com"
#define LOST   BASE "entity/LOST1-ARIN"

static char org[] = "EXMPL-1", handle[] = "LOST1-ARIN";
static char own[] = "lost@example.net lost@example.com";
static char foreign[] = "lost@example.net";
static struct known_poc known;
static struct strings shared;

static void
serve_poc(const char *email)
{
	serve(LOST, text_poc("LOST1-ARIN", "Lost", email, 0, ""));
}

/* An organization with a NOC at example.com, which is all that the search
 * shows. */
static void
setup(void)
{
	enumeration_begin();
	known = (struct known_poc){org, handle, own};
	options.known = &known;
	options.known_count = 1;
	options.shared_domains = &shared;
	options.whois = WHOIS;
	options.cross_check = CROSS_CHECK_NEVER;
	strings_add(&domains, "example.com");
	serve_contacts(text_list(
	    text_poc("NOC1-ARIN", "NOC", "noc@example.com", ROLE_NOC, ""),
	    NULL));
	whois_list(SEARCH, "pocs", "pocRef", "NOC1-ARIN", false);
	fixture_serve(LOST, 404,
	    "{\"rdapConformance\":[\"rdap_level_0\"],\"errorCode\":404,"
	    "\"title\":\"Not Found\"}");
	whois_nothing("poc/LOST1-ARIN");
	whois_serves("LOST1-ARIN", NULL);
}

static void
teardown(void)
{
	strings_clear(&shared);
	enumeration_end();
}

static const struct record *
lost(void)
{
	return inventory_record(&inv, "EXMPL-1", RECORD_POC, "LOST1-ARIN");
}

static void
expect_gone(bool gone)
{
	ck_assert_int_eq(inventory_gone(&inv, "EXMPL-1", "LOST1-ARIN"), gone);
	ck_assert_ptr_null(lost());
	ck_assert(inv.domains[0].searched);
	ck_assert(inventory_complete(&inv));
}

static void
expect_unasked(void)
{
	run();
	ck_assert_uint_eq(fixture_asked(LOST), 0);
	ck_assert_uint_eq(fixture_asked(WHOIS "poc/LOST1-ARIN"), 0);
	ck_assert(!inventory_gone(&inv, "EXMPL-1", "LOST1-ARIN"));
}

START_TEST(what_neither_view_has_is_gone)
{
	run();
	expect_gone(true);
	ck_assert_uint_eq(fixture_asked(LOST), 1);
	ck_assert_uint_eq(fixture_asked(WHOIS "poc/LOST1-ARIN"), 1);
}
END_TEST

START_TEST(what_is_not_sure_of_both_views_is_not_gone)
{
	if (_i == 0)
		fixture_fail(LOST, FIXTURE_HTML, 404);
	else if (_i == 1)
		fixture_fail(LOST, FIXTURE_ERROR, 500);
	else if (_i == 2)
		whois_404("poc/LOST1-ARIN", "<html>Not Found</html>");
	else
		fixture_fail(WHOIS "poc/LOST1-ARIN", FIXTURE_ERROR, 500);
	run();
	ck_assert(!inventory_gone(&inv, "EXMPL-1", "LOST1-ARIN"));
	ck_assert_ptr_null(lost());
	ck_assert(!inv.domains[0].searched);
	ck_assert(gap("POCs at example.com"));
}
END_TEST

/* Two requests come before it, and it takes two: no more than half of what is
 * left. */
START_TEST(what_the_budget_does_not_last_for_is_not_gone)
{
	fixture_budget(2 + 1);
	run();
	ck_assert_uint_eq(fixture_asked(LOST), 0);
	ck_assert(!inv.domains[0].searched);
	ck_assert(gap("POCs at example.com"));
}
END_TEST

START_TEST(what_is_there_is_read_and_the_search_is_not_believed)
{
	serve_poc("lost@example.com");
	run();
	ck_assert_ptr_nonnull(lost());
	ck_assert(lost()->links_known);
	ck_assert_ptr_nonnull(sighting("lost@example.com"));
	ck_assert(!inv.domains[0].searched);
	ck_assert(gap("POCs at example.com"));
	ck_assert_uint_eq(inv.gone_count, 0);
}
END_TEST

/* A name below is in no search for the domain. */
START_TEST(what_is_there_below_the_domain_is_no_fault_of_the_search)
{
	serve_poc("lost@mail.example.com");
	run();
	ck_assert_ptr_nonnull(lost());
	ck_assert(inv.domains[0].searched);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(what_only_whois_has_is_there)
{
	whois_poc("LOST1-ARIN", "lost@example.com");
	run();
	ck_assert_ptr_nonnull(lost());
	ck_assert_uint_eq(inv.gone_count, 0);
	ck_assert(!inv.domains[0].searched);
}
END_TEST

START_TEST(who_left_the_domain_leaves_no_trace)
{
	serve_poc("lost@example.net");
	whois_poc("LOST1-ARIN", "lost@example.net");
	run();
	expect_gone(false);
	ck_assert_ptr_null(sighting("lost@example.net"));
}
END_TEST

START_TEST(who_was_never_at_an_own_domain_is_not_asked_for)
{
	known.addresses = foreign;
	expect_unasked();
}
END_TEST

START_TEST(who_was_at_a_shared_domain_is_not_asked_for)
{
	strings_add(&shared, "example.com");
	expect_unasked();
}
END_TEST

START_TEST(who_is_shown_is_not_asked_for_again)
{
	known.poc = xstrdup("NOC1-ARIN");
	run();
	ck_assert_uint_eq(fixture_asked(BASE "entity/NOC1-ARIN"), 0);
	ck_assert_uint_eq(inv.gone_count, 0);
	free(known.poc);
}
END_TEST

START_TEST(nobody_is_asked_for_where_the_organization_was_not_read)
{
	fixture_fail(ORG, FIXTURE_ERROR, _i == 0 ? 404 : 500);
	expect_unasked();
}
END_TEST

START_TEST(nobody_is_asked_for_without_whois_rws)
{
	options.whois = NULL;
	expect_unasked();
}
END_TEST

/* Nothing is said of one that could not be read. */
START_TEST(it_is_gone_from_each_organization_that_was_read)
{
	char other[] = "OTHER-1";
	struct known_poc both[] = {{org, handle, own}, {other, handle, own}};

	options.known = both;
	options.known_count = 2;
	strings_add(&orgs, other);
	if (_i == 0)
		serve(BASE "entity/OTHER-1",
		    text_org("OTHER-1", "Other", 0, xstrdup("[]"),
			"\"networks\":[],\"autnums\":[],"));
	else
		fixture_fail(BASE "entity/OTHER-1", FIXTURE_ERROR, 500);
	run();
	ck_assert(inventory_gone(&inv, "EXMPL-1", "LOST1-ARIN"));
	ck_assert_int_eq(
	    inventory_gone(&inv, "OTHER-1", "LOST1-ARIN"), _i == 0);
	ck_assert_uint_eq(fixture_asked(LOST), 1);
}
END_TEST

Suite *
suite_known(void)
{
	Suite *s = suite_create("known");
	TCase *t = tcase_create("known");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, what_neither_view_has_is_gone);
	tcase_add_loop_test(
	    t, what_is_not_sure_of_both_views_is_not_gone, 0, 4);
	tcase_add_test(t, what_the_budget_does_not_last_for_is_not_gone);
	tcase_add_test(t, what_is_there_is_read_and_the_search_is_not_believed);
	tcase_add_test(
	    t, what_is_there_below_the_domain_is_no_fault_of_the_search);
	tcase_add_test(t, what_only_whois_has_is_there);
	tcase_add_test(t, who_left_the_domain_leaves_no_trace);
	tcase_add_test(t, who_was_never_at_an_own_domain_is_not_asked_for);
	tcase_add_test(t, who_was_at_a_shared_domain_is_not_asked_for);
	tcase_add_test(t, who_is_shown_is_not_asked_for_again);
	tcase_add_loop_test(
	    t, nobody_is_asked_for_where_the_organization_was_not_read, 0, 2);
	tcase_add_test(t, nobody_is_asked_for_without_whois_rws);
	tcase_add_loop_test(
	    t, it_is_gone_from_each_organization_that_was_read, 0, 2);
	suite_add_tcase(s, t);
	return s;
}
