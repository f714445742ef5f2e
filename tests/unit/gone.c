#include "tests/suites.h"
#include "tests/world.h"

/* WE306, with and without a list of live mailboxes. */

#define TECH ROLE_TECHNICAL

static struct world w;
static struct strings live, shared;

static void
begin(void)
{
	world_init(&w);
	world_domain(&w, "example.com", true);
	strings_add(&live, "abuse@example.com");
	strings_add(&live, "noc@example.com");
}

static void
end(void)
{
	strings_clear(&live);
	strings_clear(&shared);
	world_clear(&w);
}

static struct report *
judge(bool list, const struct kept_finding *kept, size_t count)
{
	struct assess_options how = {
	    .mailboxes = list ? &live : NULL, .shared_domains = &shared};

	return assess(&w.inv, &w.run, kept, count, &how, WORLD_NOW);
}

static void
expect(size_t findings)
{
	struct report *r = judge(true, NULL, 0);

	ck_assert_uint_eq(world_count(r, "WE306"), findings);
	report_free(r);
}

static void
tells(bool list, const char *what)
{
	struct report *r = judge(list, NULL, 0);

	ck_assert_ptr_nonnull(
	    strstr(world_find(r, "WE000", "", "")->evidence, what));
	report_free(r);
}

START_TEST(who_is_not_on_the_list_has_left)
{
	struct report *r;
	const struct finding *f;

	world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cleo.dahl@example.com", TECH);
	r = judge(true, NULL, 0);
	f = world_find(r, "WE306", "", "");
	ck_assert_str_eq(severity_name(f->severity), "high");
	ck_assert_str_eq(f->record, "CD1-ARIN");
	ck_assert_str_eq(f->evidence,
	    "CD1-ARIN publishes cleo.dahl@example.com, which is not on the "
	    "list of live mailboxes");
	report_free(r);
}
END_TEST

START_TEST(who_is_on_the_list_lives_whatever_follows_the_plus)
{
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_role(&w, "NOC2-ARIN", "noc+arin@example.com", TECH);
	expect(0);
}
END_TEST

START_TEST(other_domains_are_not_judged)
{
	world_role(&w, "NOC1-ARIN", "noc@example.net", TECH);
	world_role(&w, "NOC2-ARIN", "gone@notexample.com", TECH);
	world_role(&w, "NOC3-ARIN", "gone at example", TECH);
	expect(0);
	world_role(&w, "NOC4-ARIN", "gone@mail.example.com", TECH);
	expect(1);
}
END_TEST

START_TEST(a_domain_that_is_not_confirmed_is_not_judged)
{
	world_role(&w, "NOC1-ARIN", "gone@example.com", TECH);
	expect(1);
	w.inv.domains[0].confirmed = false;
	expect(0);
	tells(true, "and no own domain to judge WE306 by");
}
END_TEST

START_TEST(a_shared_domain_below_an_own_one_is_not_judged)
{
	world_role(&w, "NOC1-ARIN", "gone@users.example.com", TECH);
	expect(1);
	strings_add(&shared, "users.example.com");
	expect(0);
}
END_TEST

START_TEST(a_list_of_another_domain_makes_nobody_gone)
{
	world_role(&w, "NOC1-ARIN", "gone@example.com", TECH);
	strings_clear(&live);
	strings_add(&live, "noc@example.net");
	expect(0);
	tells(true, "a list of 1, with none at example.com, where WE306 was "
		    "not judged");
}
END_TEST

START_TEST(without_a_list_nothing_is_judged_and_that_is_told)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", "gone@example.com", TECH);
	r = judge(false, NULL, 0);
	ck_assert_uint_eq(world_count(r, "WE306"), 0);
	report_free(r);
	tells(false, "no list was given, so WE306 was not judged");
}
END_TEST

/* The status of the earlier finding, and what made it, judged with or without
 * the list. */
static void
later(bool list, const char *status, const char *cause)
{
	struct world then = w;
	struct kept_finding *kept;
	struct report *r;
	size_t count;

	then.run.observed_at -= 7 * WORLD_DAY;
	w.run = then.run;
	r = judge(true, NULL, 0);
	kept = report_findings(r, &count);
	report_free(r);
	w.run.observed_at = WORLD_NOW;
	if (list)
		strings_add(&live, "zoe@example.com");
	r = judge(list, kept, count);
	ck_assert_str_eq(
	    status_name(world_find(r, "WE306", "", "")->status), status);
	ck_assert_str_eq(world_find(r, "WE306", "", "")->cause, cause);
	report_free(r);
	for (size_t i = 0; i < count; i++)
		kept_finding_clear(&kept[i]);
	free(kept);
}

START_TEST(without_the_list_an_earlier_finding_is_unknown_not_removed)
{
	world_role(&w, "NOC1-ARIN", "zoe@example.com", TECH);
	later(false, "unknown", "");
}
END_TEST

START_TEST(once_it_is_on_the_list_an_earlier_finding_ends)
{
	world_role(&w, "NOC1-ARIN", "zoe@example.com", TECH);
	later(true, "removed", "config");
}
END_TEST

START_TEST(what_a_list_begins_is_no_news_of_the_registry)
{
	struct kept_finding *kept;
	struct report *r;
	size_t count;

	world_role(&w, "NOC1-ARIN", "gone@example.com", TECH);
	w.run.observed_at = WORLD_NOW - 7 * WORLD_DAY;
	r = judge(false, NULL, 0);
	kept = report_findings(r, &count);
	report_free(r);
	w.run.observed_at = WORLD_NOW;
	r = judge(true, kept, count);
	ck_assert_str_eq(world_find(r, "WE306", "", "")->cause, "config");
	report_free(r);
	for (size_t i = 0; i < count; i++)
		kept_finding_clear(&kept[i]);
	free(kept);
}
END_TEST

Suite *
suite_gone(void)
{
	Suite *s = suite_create("gone");
	TCase *t = tcase_create("gone");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, who_is_not_on_the_list_has_left);
	tcase_add_test(t, who_is_on_the_list_lives_whatever_follows_the_plus);
	tcase_add_test(t, other_domains_are_not_judged);
	tcase_add_test(t, a_domain_that_is_not_confirmed_is_not_judged);
	tcase_add_test(t, a_shared_domain_below_an_own_one_is_not_judged);
	tcase_add_test(t, a_list_of_another_domain_makes_nobody_gone);
	tcase_add_test(t, without_a_list_nothing_is_judged_and_that_is_told);
	tcase_add_test(
	    t, without_the_list_an_earlier_finding_is_unknown_not_removed);
	tcase_add_test(t, once_it_is_on_the_list_an_earlier_finding_ends);
	tcase_add_test(t, what_a_list_begins_is_no_news_of_the_registry);
	suite_add_tcase(s, t);
	return s;
}
