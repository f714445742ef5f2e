/* Where rules hold, just do not, and cannot apply: what rules.c and
 * rules_links.c leave out, and whose turn it is to mend. */
#include "tests/suites.h"
#include "tests/world.h"

#define ADMIN ROLE_ADMINISTRATIVE
#define TECH  ROLE_TECHNICAL
#define ABUSE ROLE_ABUSE
#define NET   "NET-192-0-2-0-1"
#define NOC   "noc@example.com"

static struct world w;

static void
begin(void)
{
	world_init(&w);
}

static void
end(void)
{
	world_clear(&w);
}

static void
again(void)
{
	end();
	begin();
}

static void
expect_mended_by(const char *rule, const char *by)
{
	struct report *r = world_assess(&w);
	const struct finding *f = world_find(r, rule, "", "");

	ck_assert_ptr_nonnull(f);
	ck_assert_str_eq(f->fixable_by, by);
	report_free(r);
}

/* A POC that serves nothing, all of which is known. */
static struct record *
orphan(const char *kind, const char *name, const char *address)
{
	struct record *r = world_poc(
	    &w, WORLD_ORG, "GONE1-ARIN", kind, name, VALIDATION_UNKNOWN);

	r->links_known = true;
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "GONE1-ARIN",
	    "GONE1-ARIN", address, 0);
	return r;
}

static void
shared_with(const char *poc, const char *stranger)
{
	struct elsewhere x = {.org = xstrdup(WORLD_ORG),
	    .poc = xstrdup(poc),
	    .stranger = xstrdup(stranger),
	    .resources = 1};

	inventory_add_elsewhere(&w.inv, &x);
}

/* ---- WE1xx -------------------------------------------------------------- */

START_TEST(we101_cannot_apply_to_a_role_poc_or_an_orphan)
{
	world_role(&w, "NOC1-ARIN", "cleo.dahl@example.com", TECH);
	world_expect(&w, "WE101", "");
	again();
	orphan("individual", "Cleo Dahl", "cleo.dahl@example.com");
	world_expect(&w, "WE101", "");
	world_expect(&w, "WE202", "high");
}
END_TEST

START_TEST(we101_is_low_for_an_admin_only_where_all_roles_are_known)
{
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", ADMIN);
	world_expect(&w, "WE101", "low");
	w.inv.scopes[0].list_complete[RECORD_NETWORK] = false;
	world_expect(&w, "WE101", "medium");
}
END_TEST

START_TEST(we102_cannot_apply_to_a_persons_poc)
{
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", TECH);
	world_expect(&w, "WE102", "");
}
END_TEST

START_TEST(mailbox_rules_cannot_apply_to_free_text)
{
	world_domain(&w, "example.com", true);
	world_remark(
	    &w, RECORD_ORGANIZATION, WORLD_ORG, "cleo.dahl@freemail.example");
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, NOC);
	world_expect(&w, "WE101", "");
	world_expect(&w, "WE102", "");
	world_expect(&w, "WE103", "");
	world_expect(&w, "WE104", "");
	world_expect(&w, "WE105", "");
	world_expect(&w, "WE201", "high");
}
END_TEST

START_TEST(we104_does_not_hold_at_a_domain_that_is_declared_shared)
{
	struct strings shared = {0};
	struct assess_options how = {.shared_domains = &shared};
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@subscribers.example", TECH);
	world_domain(&w, "example.com", true);
	world_expect(&w, "WE104", "medium");
	strings_add(&shared, "subscribers.example");
	r = assess(&w.inv, &w.run, NULL, 0, &how, WORLD_NOW);
	ck_assert_str_eq(world_severity(r, "WE104"), "");
	report_free(r);
	strings_clear(&shared);
}
END_TEST

START_TEST(we106_is_low_for_a_person_with_a_mobile_number)
{
	struct report *r;

	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", ADMIN)
	    ->cell = true;
	r = world_assess(&w);
	ck_assert_str_eq(world_severity(r, "WE106"), "low");
	ck_assert_str_eq(world_find(r, "WE106", "", "")->record, "CD1-ARIN");
	report_free(r);
}
END_TEST

START_TEST(we106_does_not_hold_without_one_nor_on_a_role_poc)
{
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", ADMIN);
	world_expect(&w, "WE106", "");
	world_role(&w, "NOC1-ARIN", NOC, TECH)->cell = true;
	world_expect(&w, "WE106", "");
}
END_TEST

/* ---- WE2xx -------------------------------------------------------------- */

START_TEST(we201_does_not_hold_for_a_mail_field)
{
	world_role(&w, "NOC1-ARIN", "cleo.dahl@example.com", TECH);
	world_expect(&w, "WE201", "");
}
END_TEST

START_TEST(we201_on_a_reassigned_network_is_the_upstreams)
{
	world_network(&w, NET, "REASSIGNMENT");
	world_remark(&w, RECORD_NETWORK, NET, NOC);
	expect_mended_by("WE201", "upstream");
	again();
	world_network(&w, NET, "REALLOCATION");
	world_remark(&w, RECORD_NETWORK, NET, NOC);
	expect_mended_by("WE201", "owner");
	again();
	world_network(&w, NET, "REASSIGNMENT");
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, NOC);
	expect_mended_by("WE201", "owner");
}
END_TEST

START_TEST(we202_is_arins_and_cannot_apply_to_a_linked_poc)
{
	orphan("group", "Hosting", "hostmaster@example.com");
	expect_mended_by("WE202", "arin");
	world_link(
	    &w, WORLD_ORG, "GONE1-ARIN", RECORD_ORGANIZATION, WORLD_ORG, TECH);
	world_expect(&w, "WE202", "");
}
END_TEST

START_TEST(we203_cannot_apply_to_a_poc_that_is_linked_to_nothing_of_yours)
{
	orphan("group", "Hosting", "hostmaster@example.com");
	shared_with("GONE1-ARIN", "BLUFF-3");
	world_expect(&w, "WE203", "");
	world_expect(&w, "WE207", "low");
}
END_TEST

START_TEST(we204_cannot_apply_to_a_pocs_free_text)
{
	world_role(&w, "NOC1-ARIN", NOC, TECH);
	world_remark(&w, RECORD_POC, "NOC1-ARIN", "old@example.com");
	world_expect(&w, "WE204", "");
}
END_TEST

START_TEST(we205_on_reassigned_networks_only_is_the_upstreams)
{
	world_network(&w, NET, "REASSIGNMENT");
	world_network(&w, "NET-198-51-100-0-1", "DIRECT ALLOCATION");
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	world_serves(&w, "NOC1-ARIN", NOC, RECORD_NETWORK, NET, TECH);
	expect_mended_by("WE205", "upstream");
	world_serves(
	    &w, "NOC1-ARIN", NOC, RECORD_NETWORK, "NET-198-51-100-0-1", TECH);
	expect_mended_by("WE205", "owner");
}
END_TEST

START_TEST(we206_does_not_hold_for_remarks_nor_without_objects)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_expect(&w, "WE206", "");
	world_remark(&w, RECORD_NETWORK, NET, "cleo.dahl@example.com");
	world_expect(&w, "WE206", "");
}
END_TEST

START_TEST(we207_cannot_apply_to_a_linked_poc)
{
	world_role(&w, "NOC1-ARIN", NOC, TECH)->links_known = true;
	shared_with("NOC1-ARIN", "BLUFF-3");
	world_expect(&w, "WE207", "");
	world_expect(&w, "WE203", "low");
}
END_TEST

/* ---- WE3xx -------------------------------------------------------------- */

START_TEST(we301_is_info_for_a_poc_of_reassigned_networks_only)
{
	world_network(&w, NET, "REASSIGNMENT");
	world_network(&w, "NET-198-51-100-0-1", "DIRECT ALLOCATION");
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_NO);
	world_serves(&w, "NOC1-ARIN", NOC, RECORD_NETWORK, NET, TECH);
	world_expect(&w, "WE301", "info");
	world_link(&w, WORLD_ORG, "NOC1-ARIN", RECORD_NETWORK,
	    "NET-198-51-100-0-1", TECH);
	world_expect(&w, "WE301", "medium");
}
END_TEST

START_TEST(we301_is_medium_for_a_network_of_which_nothing_is_known)
{
	world_network(&w, "NET-198-51-100-0-1", "DIRECT ALLOCATION");
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_NO);
	world_serves(&w, "NOC1-ARIN", NOC, RECORD_NETWORK, NET, TECH);
	world_expect(&w, "WE301", "medium");
}
END_TEST

START_TEST(we302_cannot_apply_to_an_orphan)
{
	orphan("group", "Hosting", "hostmaster@example.com")->last_changed =
	    WORLD_NOW - 9 * WORLD_YEAR;
	world_expect(&w, "WE302", "");
	world_link(
	    &w, WORLD_ORG, "GONE1-ARIN", RECORD_ORGANIZATION, WORLD_ORG, TECH);
	world_expect(&w, "WE302", "low");
}
END_TEST

START_TEST(we304_holds_for_what_is_no_address)
{
	static const char *const broken[] = {"noc", "noc@", "@example.com",
	    "noc at example.com", "noc@example", "noc@@example.com",
	    "\"n o c\"@example.com", "noc@[192.0.2.1]", "noc@example.com.",
	    " noc@example.com", "noc@example.com, abuse@example.com",
	    "noc(team)@example.com", "n\xc2\xa0oc@example.com"};

	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		again();
		world_role(&w, "NOC1-ARIN", broken[i], TECH);
		world_expect(&w, "WE304", "medium");
	}
}
END_TEST

START_TEST(we304_does_not_hold_for_unusual_addresses)
{
	static const char *const sound[] = {NOC, "noc+arin@example.com",
	    "b\xc3\xbcro@b\xc3\xbc"
	    "cher.example",
	    "o'neil@mail.example.com"};

	for (size_t i = 0; i < sizeof(sound) / sizeof(sound[0]); i++) {
		again();
		world_role(&w, "NOC1-ARIN", sound[i], TECH);
		world_expect(&w, "WE304", "");
	}
}
END_TEST

START_TEST(we304_holds_for_321_octets_and_cannot_apply_to_free_text)
{
	char longest[400];

	memset(longest, 'a', 309);
	strcpy(longest + 309, "@example.com");
	world_role(&w, "NOC1-ARIN", longest, TECH);
	world_expect(&w, "WE304", "medium");
	again();
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "noc@example");
	world_expect(&w, "WE304", "");
}
END_TEST

/* ---- WE4xx -------------------------------------------------------------- */

START_TEST(we401_and_we404_cannot_apply_to_a_customer)
{
	w.inv.scopes[0].state = SCOPE_OTHER;
	world_expect(&w, "WE401", "");
	world_expect(&w, "WE404", "");
}
END_TEST

START_TEST(we402_cannot_apply_without_the_abuse_role)
{
	world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", ADMIN | TECH);
	world_expect(&w, "WE402", "");
}
END_TEST

START_TEST(we403_does_not_hold_for_three_mailboxes)
{
	world_role(&w, "NOC1-ARIN", NOC, ADMIN);
	world_role(&w, "NOC2-ARIN", "tech@example.com", TECH);
	world_role(&w, "NOC3-ARIN", "abuse@example.com", ABUSE);
	world_expect(&w, "WE403", "");
}
END_TEST

START_TEST(we404_cannot_apply_to_reassigned_space)
{
	world_network(&w, NET, "REASSIGNMENT");
	world_role(&w, "NOC1-ARIN", NOC, ADMIN | TECH)->validated =
	    VALIDATION_NO;
	world_expect(&w, "WE404", "");
}
END_TEST

START_TEST(we404_needs_a_complete_look_at_the_organization)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", NOC, ADMIN | TECH)->validated =
	    VALIDATION_NO;
	world_expect(&w, "WE404", "high");
	w.inv.records[0].look = LOOK_PARTIAL;
	world_expect(&w, "WE404", "");
}
END_TEST

START_TEST(we404_holds_though_a_valid_one_may_still_be_linked)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", NOC, ADMIN | TECH)->validated =
	    VALIDATION_NO;
	world_role(&w, "NOC2-ARIN", "tech@example.com", TECH);
	world_expect(&w, "WE404", "");
	w.inv.links[1].seen.state = STATE_UNCONFIRMED;
	world_expect(&w, "WE404", "high");
	w.inv.links[1].seen.state = STATE_UNKNOWN; /* not looked for */
	world_expect(&w, "WE404", "");
}
END_TEST

Suite *
suite_rules_apply(void)
{
	Suite *s = suite_create("rules_apply");
	TCase *t = tcase_create("rules_apply");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, we101_cannot_apply_to_a_role_poc_or_an_orphan);
	tcase_add_test(
	    t, we101_is_low_for_an_admin_only_where_all_roles_are_known);
	tcase_add_test(t, we102_cannot_apply_to_a_persons_poc);
	tcase_add_test(t, mailbox_rules_cannot_apply_to_free_text);
	tcase_add_test(
	    t, we104_does_not_hold_at_a_domain_that_is_declared_shared);
	tcase_add_test(t, we106_is_low_for_a_person_with_a_mobile_number);
	tcase_add_test(t, we106_does_not_hold_without_one_nor_on_a_role_poc);
	tcase_add_test(t, we201_does_not_hold_for_a_mail_field);
	tcase_add_test(t, we201_on_a_reassigned_network_is_the_upstreams);
	tcase_add_test(t, we202_is_arins_and_cannot_apply_to_a_linked_poc);
	tcase_add_test(
	    t, we203_cannot_apply_to_a_poc_that_is_linked_to_nothing_of_yours);
	tcase_add_test(t, we204_cannot_apply_to_a_pocs_free_text);
	tcase_add_test(t, we205_on_reassigned_networks_only_is_the_upstreams);
	tcase_add_test(t, we206_does_not_hold_for_remarks_nor_without_objects);
	tcase_add_test(t, we207_cannot_apply_to_a_linked_poc);
	tcase_add_test(t, we301_is_info_for_a_poc_of_reassigned_networks_only);
	tcase_add_test(
	    t, we301_is_medium_for_a_network_of_which_nothing_is_known);
	tcase_add_test(t, we302_cannot_apply_to_an_orphan);
	tcase_add_test(t, we304_holds_for_what_is_no_address);
	tcase_add_test(t, we304_does_not_hold_for_unusual_addresses);
	tcase_add_test(
	    t, we304_holds_for_321_octets_and_cannot_apply_to_free_text);
	tcase_add_test(t, we401_and_we404_cannot_apply_to_a_customer);
	tcase_add_test(t, we402_cannot_apply_without_the_abuse_role);
	tcase_add_test(t, we403_does_not_hold_for_three_mailboxes);
	tcase_add_test(t, we404_cannot_apply_to_reassigned_space);
	tcase_add_test(t, we404_needs_a_complete_look_at_the_organization);
	tcase_add_test(t, we404_holds_though_a_valid_one_may_still_be_linked);
	suite_add_tcase(s, t);
	return s;
}
