/* WE202, WE203 and WE207: whom a POC serves. */
#include "tests/suites.h"
#include "tests/world.h"

#define GONE "GONE1-ARIN"

static struct world w;

static struct record *
unlinked(const char *kind, const char *name, const char *address)
{
	struct record *r =
	    world_poc(&w, WORLD_ORG, GONE, kind, name, VALIDATION_NO);

	r->unvalidated_since = WORLD_NOW - 5 * WORLD_YEAR;
	r->links_known = true;
	world_sighting(
	    &w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, GONE, GONE, address, 0);
	return r;
}

static void
serves(const char *poc, const char *stranger, int resources)
{
	struct elsewhere x = {.org = xstrdup(WORLD_ORG),
	    .poc = xstrdup(poc),
	    .stranger = xstrdup(stranger),
	    .resources = resources};

	inventory_add_elsewhere(&w.inv, &x);
}

static void
begin(void)
{
	world_init(&w);
	world_domain(&w, "example.com", true);
}

static void
end(void)
{
	world_clear(&w);
}

START_TEST(an_orphan_is_high_and_judged_by_nothing_else)
{
	const struct finding *f;
	struct report *r;

	unlinked("individual", "Camila Soria", "camila.soria@example.com");
	r = world_assess(&w);
	f = world_find(r, "WE202", "camila.soria@example.com", GONE);
	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(f->severity, SEVERITY_HIGH);
	ck_assert_str_eq(f->fixable_by, "arin");
	ck_assert_str_eq(f->evidence,
	    "GONE1-ARIN publishes camila.soria@example.com and is linked to no "
	    "organization, network or AS number");
	ck_assert_uint_eq(world_count(r, "WE101"), 0);
	ck_assert_uint_eq(world_count(r, "WE301"), 0);
	ck_assert_uint_eq(world_count(r, "WE302"), 0);
	report_free(r);
}
END_TEST

START_TEST(an_orphans_role_mailbox_is_low)
{
	unlinked("group", "Hosting", "hostmaster@example.com");
	world_expect(&w, "WE202", "low");
}
END_TEST

START_TEST(what_serves_only_who_holds_nothing_is_an_orphan)
{
	struct report *r;

	unlinked("group", "Hosting", "hostmaster@example.com");
	serves(GONE, "EXHST-4", 0);
	r = world_assess(&w);
	ck_assert_ptr_nonnull(strstr(
	    world_find(r, "WE202", "", "")->evidence, "resources: EXHST-4"));
	ck_assert_uint_eq(world_count(r, "WE207"), 0);
	report_free(r);
}
END_TEST

START_TEST(what_serves_who_holds_something_is_elsewhere)
{
	struct report *r;

	unlinked("individual", "Sione Faletau", "sione.faletau@example.com");
	serves(GONE, "BLUFF-3", 1);
	r = world_assess(&w);
	ck_assert_str_eq(world_severity(r, "WE207"), "low");
	ck_assert_ptr_nonnull(
	    strstr(world_find(r, "WE207", "", "")->evidence, "BLUFF-3"));
	ck_assert_uint_eq(world_count(r, "WE202"), 0);
	ck_assert_uint_eq(world_count(r, "WE301"), 1);
	report_free(r);
}
END_TEST

START_TEST(unknown_links_are_not_judged)
{
	unlinked("group", "Hosting", "hostmaster@example.com")->links_known =
	    false;
	world_expect(&w, "WE202", "");
	serves(GONE, "BLUFF-3", 1);
	world_expect(&w, "WE207", "");
}
END_TEST

START_TEST(unknown_resources_are_not_judged)
{
	unlinked("group", "Hosting", "hostmaster@example.com");
	serves(GONE, "EXHST-4", -1);
	world_expect(&w, "WE202", "");
	world_expect(&w, "WE207", "");
}
END_TEST

START_TEST(a_linked_poc_that_serves_others_is_shared)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", ROLE_NOC);
	world_expect(&w, "WE203", "");
	serves("NOC1-ARIN", "NETBL-2", -1);
	serves("NOC1-ARIN", "OTHER-9", -1);
	r = world_assess(&w);
	ck_assert_str_eq(world_severity(r, "WE203"), "low");
	ck_assert_ptr_nonnull(strstr(
	    world_find(r, "WE203", "", "")->evidence, "NETBL-2, OTHER-9"));
	ck_assert_uint_eq(world_count(r, "WE207"), 0);
	report_free(r);
}
END_TEST

START_TEST(coverage_tells_notes_and_differences)
{
	struct report *r;
	struct difference x = {.org = xstrdup(WORLD_ORG),
	    .kind = RECORD_POC,
	    .handle = xstrdup("NOC1-ARIN"),
	    .what = xstrdup("addresses"),
	    .rdap = xstrdup("a@example.com"),
	    .whois = xstrdup("b@example.com"),
	    .source_url = xstrdup("")};

	inventory_add_difference(&w.inv, &x);
	inventory_add_note(&w.inv, WORLD_ORG, "second view", "compared");
	r = world_assess(&w);
	ck_assert_ptr_nonnull(strstr(world_find(r, "WE000", "", "")->evidence,
	    "second view: compared; NOC1-ARIN: addresses, RDAP "
	    "\"a@example.com\", Whois-RWS \"b@example.com\""));
	report_free(r);
}
END_TEST

Suite *
suite_rules_links(void)
{
	Suite *s = suite_create("rules_links");
	TCase *t = tcase_create("rules_links");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, an_orphan_is_high_and_judged_by_nothing_else);
	tcase_add_test(t, an_orphans_role_mailbox_is_low);
	tcase_add_test(t, what_serves_only_who_holds_nothing_is_an_orphan);
	tcase_add_test(t, what_serves_who_holds_something_is_elsewhere);
	tcase_add_test(t, unknown_links_are_not_judged);
	tcase_add_test(t, unknown_resources_are_not_judged);
	tcase_add_test(t, a_linked_poc_that_serves_others_is_shared);
	tcase_add_test(t, coverage_tells_notes_and_differences);
	suite_add_tcase(s, t);
	return s;
}
