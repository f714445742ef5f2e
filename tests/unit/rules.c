#include "tests/suites.h"
#include "tests/world.h"

#define ADMIN ROLE_ADMINISTRATIVE
#define TECH  ROLE_TECHNICAL
#define ABUSE ROLE_ABUSE

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

START_TEST(a_healthy_organization_is_low_at_worst)
{
	struct report *r;

	end();
	world_healthy(&w);
	r = world_assess(&w);
	ck_assert_int_eq(report_worst(r), SEVERITY_LOW);
	ck_assert_uint_eq(r->open[SEVERITY_LOW], 1);
	ck_assert_str_eq(world_severity(r, "WE101"), "low");
	ck_assert_uint_eq(world_count(r, "WE105"), 3);
	ck_assert_uint_eq(world_count(r, "WE000"), 1);
	ck_assert_uint_eq(r->finding_count, 5);
	report_free(r);
}
END_TEST

START_TEST(every_rule_is_described_and_found_by_id_and_slug)
{
	for (size_t i = 0; i < rule_count; i++) {
		const struct rule *rule = &rules[i];
		char *remedy = rule_remedy(rule, NULL);

		ck_assert_ptr_eq(rule_find(rule->id), rule);
		ck_assert_ptr_eq(rule_find(rule->slug), rule);
		ck_assert_uint_gt(strlen(rule->title), 10);
		ck_assert_uint_gt(strlen(rule->rationale), 60);
		ck_assert_int_eq(strncmp(rule->reference, "https://", 8), 0);
		ck_assert_ptr_null(strchr(remedy, '{'));
		ck_assert_ptr_null(strchr(remedy, '\n'));
		ck_assert_ptr_null(strstr(rule->rationale, "was used"));
		free(remedy);
	}
	ck_assert_ptr_null(rule_find("WE999"));
}
END_TEST

START_TEST(coverage_tells_queries_gaps_domains_and_what_was_not_asked)
{
	struct answer a = {.org = xstrdup(WORLD_ORG),
	    .url = xstrdup(WORLD_BASE "/entity/EXMPL-1"),
	    .why = xstrdup(""),
	    .content_type = xstrdup(""),
	    .reason = xstrdup("timed out"),
	    .verdict = VERDICT_FAILED};
	struct report *r;
	const struct finding *f;

	inventory_add_answer(&w.inv, &a);
	inventory_add_gap(&w.inv, WORLD_ORG, "networks", "the list is cut");
	world_domain(&w, "example.com", true);
	world_domain(&w, "example.org", false);
	w.inv.scopes[0].associated = 2;
	r = world_assess(&w);
	f = world_find(r, "WE000", "", WORLD_ORG);
	ck_assert_ptr_nonnull(f);
	ck_assert_str_eq(f->address, "");
	ck_assert_ptr_nonnull(strstr(f->evidence, "run incomplete"));
	ck_assert_ptr_nonnull(strstr(f->evidence, "queries: 1 (0 complete, 0 "
						  "partial, 1 failed"));
	ck_assert_ptr_nonnull(
	    strstr(f->evidence, "missing: networks: the list is cut [gap-"));
	ck_assert_ptr_nonnull(
	    strstr(f->evidence, "example.com (confirmed by AB1-ARIN)"));
	ck_assert_ptr_nonnull(
	    strstr(f->evidence, "example.org (not confirmed"));
	ck_assert_ptr_nonnull(strstr(f->evidence, "2 associated"));
	ck_assert_ptr_nonnull(strstr(f->evidence, "PeeringDB"));
	ck_assert_ptr_nonnull(strstr(f->evidence, "authority: own"));
	ck_assert_ptr_nonnull(strstr(f->evidence, "rules " RULES_VERSION));
	ck_assert_int_eq(report_worst(r) == SEVERITY_INFO, false);
	report_free(r);
}
END_TEST

/* ---- WE101 -------------------------------------------------------------- */

START_TEST(we101_is_medium_for_a_person_with_another_role)
{
	world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cleo.dahl@example.com", ADMIN | TECH);
	world_expect(&w, "WE101", "medium");
}
END_TEST

START_TEST(we101_is_low_for_a_validated_admin_only)
{
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", ADMIN);
	world_expect(&w, "WE101", "low");
}
END_TEST

START_TEST(we101_is_medium_for_an_admin_of_whom_no_validation_is_said)
{
	struct record *r = world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", ADMIN);

	r->validated = VALIDATION_UNKNOWN;
	world_expect(&w, "WE101", "medium");
}
END_TEST

START_TEST(we101_is_high_when_unvalidated_for_two_years_to_the_day)
{
	struct record *r = world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", ADMIN);

	r->validated = VALIDATION_NO;
	ck_assert_int_eq(
	    clock_parse("2024-11-24T09:30:00Z", &r->unvalidated_since), 0);
	world_expect(&w, "WE101", "high");
	r->unvalidated_since++;
	world_expect(&w, "WE101", "medium");
	r->unvalidated_since = CLOCK_NONE;
	world_expect(&w, "WE101", "medium");
}
END_TEST

START_TEST(we101_does_not_hold_for_a_role_mailbox_on_a_persons_poc)
{
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "noc@example.com", TECH);
	world_expect(&w, "WE101", "");
	world_expect(&w, "WE105", "info");
}
END_TEST

/* ---- WE102 -------------------------------------------------------------- */

START_TEST(we102_is_medium_for_a_person_on_a_role_poc)
{
	world_role(&w, "NOC1-ARIN", "cleo.dahl@example.com", TECH);
	world_expect(&w, "WE102", "medium");
	world_expect(&w, "WE101", "");
}
END_TEST

START_TEST(we102_is_low_when_it_is_unclear)
{
	world_role(&w, "NOC1-ARIN", "nocera@example.com", TECH);
	world_expect(&w, "WE102", "low");
}
END_TEST

START_TEST(we102_does_not_hold_for_a_role_mailbox)
{
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_expect(&w, "WE102", "");
}
END_TEST

/* ---- WE103, WE104, WE105 ------------------------------------------------ */

START_TEST(we103_holds_at_and_below_a_consumer_domain_only)
{
	world_role(&w, "NOC1-ARIN", "noc@mail.freemail.example", TECH);
	world_role(&w, "NOC2-ARIN", "noc@notfreemail.example", TECH);
	world_expect(&w, "WE103", "high");
	end();
	begin();
	world_role(&w, "NOC2-ARIN", "noc@notfreemail.example", TECH);
	world_expect(&w, "WE103", "");
}
END_TEST

START_TEST(we104_holds_off_the_own_domains_once_one_is_confirmed)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@mail.example.com", TECH);
	world_role(&w, "NOC2-ARIN", "noc@notexample.com", TECH);
	world_role(&w, "NOC3-ARIN", "noc@example.com.evil.test", TECH);
	world_expect(&w, "WE104", "");
	world_domain(&w, "example.com", false);
	world_expect(&w, "WE104", "");
	w.inv.domains[0].confirmed = true;
	r = world_assess(&w);
	ck_assert_uint_eq(world_count(r, "WE104"), 2);
	ck_assert_ptr_null(world_find(r, "WE104", "noc@mail.example.com", ""));
	ck_assert_str_eq(world_severity(r, "WE104"), "medium");
	report_free(r);
}
END_TEST

START_TEST(we105_holds_for_a_role_mailbox_only)
{
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_role(&w, "NOC2-ARIN", "zorblax@example.com", TECH);
	world_expect(&w, "WE105", "info");
	world_expect(&w, "WE102", "low");
}
END_TEST

/* ---- WE201 -------------------------------------------------------------- */

START_TEST(we201_is_info_for_a_role_mailbox_that_is_on_a_poc)
{
	world_role(&w, "NOC1-ARIN", "noc+arin@example.com", TECH);
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "noc@example.com");
	world_expect(&w, "WE201", "info");
}
END_TEST

START_TEST(we201_is_medium_for_a_role_mailbox_that_is_on_none)
{
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "noc@example.com");
	world_expect(&w, "WE201", "medium");
}
END_TEST

START_TEST(we201_is_medium_for_an_unclear_mailbox)
{
	world_role(&w, "NOC1-ARIN", "zorblax@example.com", TECH);
	world_remark(&w, RECORD_POC, "NOC1-ARIN", "zorblax@example.com");
	world_expect(&w, "WE201", "medium");
}
END_TEST

START_TEST(we201_is_high_for_a_person)
{
	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_remark(
	    &w, RECORD_NETWORK, "NET-192-0-2-0-1", "cleo.dahl@example.com");
	world_expect(&w, "WE201", "high");
}
END_TEST

START_TEST(we201_is_one_finding_for_each_record_that_carries_it)
{
	struct report *r;
	const struct finding *f;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_remark(&w, RECORD_NETWORK, "NET-192-0-2-0-1", "noc@example.com");
	world_remark(&w, RECORD_POC, "NOC1-ARIN", "noc@example.com");
	world_sighting(&w, WORLD_ORG, FIELD_NAME, RECORD_POC, "NOC1-ARIN",
	    "NOC1-ARIN", "noc@example.com", 0);
	r = world_assess(&w);
	ck_assert_uint_eq(world_count(r, "WE201"), 2);
	f = world_find(r, "WE201", "", "NOC1-ARIN");
	ck_assert_ptr_nonnull(f);
	ck_assert_str_eq(f->poc, "NOC1-ARIN");
	ck_assert_str_eq(f->field, "remark");
	ck_assert_str_eq(f->poc_kind, "group");
	report_free(r);
}
END_TEST

START_TEST(we201_says_how_an_address_is_hidden)
{
	struct report *r;
	struct sighting *s;

	s = world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "noc@example.com");
	s->spelling = "noc at example dot com";
	r = world_assess(&w);
	ck_assert_str_eq(world_find(r, "WE201", "", WORLD_ORG)->evidence,
	    "the public text of organization EXMPL-1 contains noc@example.com, "
	    "written as \"noc at example dot com\"");
	report_free(r);
}
END_TEST

/* ---- WE206 -------------------------------------------------------------- */

#define ROUTE "route 192.0.2.0/24 AS64500"

START_TEST(we206_is_info_for_a_role_mailbox)
{
	world_irr(&w, ROUTE, "noc@example.com");
	world_expect(&w, "WE206", "info");
	world_expect(&w, "WE201", "");
	world_expect(&w, "WE205", "");
}
END_TEST

START_TEST(we206_is_medium_for_any_other)
{
	world_irr(&w, ROUTE, "cleo.dahl@example.com");
	world_expect(&w, "WE206", "medium");
}
END_TEST

START_TEST(we206_is_one_finding_for_each_object)
{
	struct report *r;
	const struct finding *f;

	world_record(&w, WORLD_ORG, RECORD_IRR, ROUTE, "");
	world_irr(&w, ROUTE, "cleo.dahl@example.com");
	world_irr(&w, "mntner MNT-EXMPL-1", "cleo.dahl@example.com");
	r = world_assess(&w);
	ck_assert_uint_eq(world_count(r, "WE206"), 2);
	f = world_find(r, "WE206", "", ROUTE);
	ck_assert_str_eq(f->field, "irr-attribute");
	ck_assert_str_eq(f->evidence, "the routing registry's object " ROUTE
				      " contains cleo.dahl@example.com");
	ck_assert_uint_eq(r->addresses[0].networks, 0);
	ck_assert_uint_eq(r->addresses[0].autnums, 0);
	report_free(r);
}
END_TEST

/* ---- WE204, WE205 ------------------------------------------------------- */

START_TEST(we204_holds_for_each_address_of_a_poc_with_several)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_role(&w, "NOC2-ARIN", "peering@example.com", TECH);
	world_expect(&w, "WE204", "");
	world_serves(&w, "NOC1-ARIN", "noc2@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, TECH);
	r = world_assess(&w);
	ck_assert_uint_eq(world_count(r, "WE204"), 2);
	ck_assert_str_eq(world_severity(r, "WE204"), "low");
	ck_assert_str_eq(world_find(r, "WE204", "", "")->record, "NOC1-ARIN");
	report_free(r);
}
END_TEST

START_TEST(we204_does_not_hold_for_one_address_in_several_places)
{
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_serves(&w, "NOC1-ARIN", "noc@example.com", RECORD_NETWORK,
	    "NET-192-0-2-0-1", ABUSE);
	world_expect(&w, "WE204", "");
}
END_TEST

START_TEST(we205_holds_for_an_address_on_single_resources_only)
{
	struct report *r;
	const struct finding *f;

	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	world_serves(&w, "NOC1-ARIN", "noc@example.com", RECORD_NETWORK,
	    "NET-192-0-2-0-1", TECH);
	r = world_assess(&w);
	f = world_find(r, "WE205", "noc@example.com", WORLD_ORG);
	ck_assert_ptr_nonnull(f);
	ck_assert_int_eq(f->severity, SEVERITY_LOW);
	ck_assert_ptr_nonnull(strstr(f->evidence, "NET-192-0-2-0-1"));
	report_free(r);
	world_serves(&w, "NOC1-ARIN", "noc@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, TECH);
	world_expect(&w, "WE205", "");
}
END_TEST

START_TEST(we205_does_not_hold_for_free_text)
{
	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_remark(&w, RECORD_NETWORK, "NET-192-0-2-0-1", "noc@example.com");
	world_expect(&w, "WE205", "");
}
END_TEST

/* ---- WE301, WE302 ------------------------------------------------------- */

static struct record *
unvalidated(unsigned roles)
{
	struct record *r =
	    world_role(&w, "NOC1-ARIN", "noc@example.com", roles);

	r->validated = VALIDATION_NO;
	ck_assert_int_eq(clock_parse("2021-11-03", &r->unvalidated_since), 0);
	return r;
}

START_TEST(we301_is_medium_and_names_the_date)
{
	struct report *r;

	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	unvalidated(TECH | ROLE_DNS);
	r = world_assess(&w);
	ck_assert_str_eq(world_severity(r, "WE301"), "medium");
	ck_assert_str_eq(world_find(r, "WE301", "", "")->evidence,
	    "NOC1-ARIN carries ARIN's remark \"Unvalidated POC\" since "
	    "2021-11-03");
	ck_assert_str_eq(world_find(r, "WE301", "", "")->validated, "no");
	report_free(r);
}
END_TEST

START_TEST(we301_is_info_for_routing_and_dns_roles_only)
{
	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	unvalidated(ROLE_ROUTING | ROLE_DNS);
	world_expect(&w, "WE301", "info");
}
END_TEST

START_TEST(we301_is_info_for_reassigned_space_only)
{
	world_network(&w, "NET-192-0-2-0-1", "REASSIGNMENT");
	unvalidated(TECH);
	world_expect(&w, "WE301", "info");
	w.inv.scopes[0].list_complete[RECORD_AUTNUM] = false;
	world_expect(&w, "WE301", "medium");
	w.inv.scopes[0].list_complete[RECORD_AUTNUM] = true;
	world_network(&w, "NET-192-0-2-128-1", "REALLOCATION");
	world_expect(&w, "WE301", "medium");
}
END_TEST

START_TEST(we301_does_not_hold_for_a_validated_poc)
{
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_expect(&w, "WE301", "");
}
END_TEST

START_TEST(we302_holds_without_any_validation_and_change_for_three_years)
{
	struct record *r = world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);

	r->validated = VALIDATION_UNKNOWN;
	ck_assert_int_eq(
	    clock_parse("2023-11-24T09:30:00Z", &r->last_changed), 0);
	world_expect(&w, "WE302", "low");
	r->last_changed++;
	world_expect(&w, "WE302", "");
	r->last_changed = CLOCK_NONE;
	world_expect(&w, "WE302", "");
}
END_TEST

START_TEST(we302_does_not_hold_where_validation_is_said)
{
	struct record *r = unvalidated(TECH);

	ck_assert_int_eq(clock_parse("2015-01-01", &r->last_changed), 0);
	world_expect(&w, "WE302", "");
	r->validated = VALIDATION_YES;
	world_expect(&w, "WE302", "");
}
END_TEST

/* ---- WE401 to WE404 ----------------------------------------------------- */

START_TEST(we401_is_one_finding_for_each_missing_role)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	r = world_assess(&w);
	ck_assert_uint_eq(world_count(r, "WE401"), 2);
	ck_assert_str_eq(world_severity(r, "WE401"), "medium");
	ck_assert_str_ne(r->findings[0].id, r->findings[1].id);
	ck_assert_str_eq(world_find(r, "WE401", "", "")->address, "");
	report_free(r);
}
END_TEST

START_TEST(we401_does_not_count_roles_on_single_networks)
{
	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_expect(&w, "WE401", "medium");
	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_serves(&w, "NOC1-ARIN", "noc@example.com", RECORD_NETWORK,
	    "NET-192-0-2-0-1", ABUSE);
	world_expect(&w, "WE401", "medium");
	world_serves(&w, "NOC1-ARIN", "noc@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, ABUSE);
	world_expect(&w, "WE401", "");
}
END_TEST

START_TEST(we401_needs_a_complete_look_at_the_organization)
{
	w.inv.scopes[0].list_complete[RECORD_POC] = false;
	world_expect(&w, "WE401", "");
	w.inv.scopes[0].list_complete[RECORD_POC] = true;
	w.inv.scopes[0].state = SCOPE_FAILED;
	world_expect(&w, "WE401", "");
	w.inv.scopes[0].state = SCOPE_READ;
	w.inv.records[0].look = LOOK_PARTIAL;
	world_expect(&w, "WE401", "");
	w.inv.records[0].look = LOOK_COMPLETE;
	world_expect(&w, "WE401", "medium");
}
END_TEST

START_TEST(we402_is_high_for_a_person_and_counts_alone)
{
	world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", ADMIN | ABUSE);
	world_expect(&w, "WE402", "high");
	world_expect(&w, "WE101", "");
}
END_TEST

START_TEST(we402_is_medium_when_unclear_and_counts_alone)
{
	world_role(&w, "ABUSE1-ARIN", "zorblax@example.com", ABUSE);
	world_expect(&w, "WE402", "medium");
	world_expect(&w, "WE102", "");
}
END_TEST

START_TEST(we402_spares_the_same_mailbox_on_another_poc_no_rule)
{
	struct report *r;

	world_role(&w, "ABUSE1-ARIN", "cleo.dahl@example.com", ABUSE);
	world_role(&w, "NOC1-ARIN", "cleo.dahl@example.com", TECH);
	r = world_assess(&w);
	ck_assert_str_eq(world_severity(r, "WE402"), "high");
	ck_assert_str_eq(world_find(r, "WE402", "", "")->record, WORLD_ORG);
	ck_assert_str_eq(world_find(r, "WE402", "", "")->poc, "ABUSE1-ARIN");
	ck_assert_uint_eq(world_count(r, "WE102"), 1);
	ck_assert_ptr_nonnull(world_find(r, "WE102", "", "NOC1-ARIN"));
	report_free(r);
}
END_TEST

START_TEST(we402_does_not_hold_for_a_role_mailbox)
{
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_expect(&w, "WE402", "");
}
END_TEST

START_TEST(we403_is_low_for_one_role_mailbox_with_all_three_roles)
{
	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_expect(&w, "WE403", "");
	world_role(&w, "NOC2-ARIN", "noc@example.com", ABUSE);
	world_expect(&w, "WE403", "low");
}
END_TEST

START_TEST(we403_is_medium_for_a_person)
{
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com",
	    ADMIN | TECH | ABUSE);
	world_expect(&w, "WE403", "medium");
}
END_TEST

START_TEST(we404_holds_when_all_admin_and_tech_pocs_are_unvalidated)
{
	struct record *r;

	world_record(&w, WORLD_ORG, RECORD_AUTNUM, "AS64500", "");
	unvalidated(ADMIN);
	world_expect(&w, "WE404", "high");
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_expect(&w, "WE404", "high");
	r = world_role(&w, "NOC2-ARIN", "noc2@example.com", TECH);
	world_expect(&w, "WE404", "");
	r->validated = VALIDATION_UNKNOWN;
	world_expect(&w, "WE404", "");
	r->validated = VALIDATION_NO;
	world_expect(&w, "WE404", "high");
}
END_TEST

START_TEST(we404_needs_direct_space_or_an_autnum)
{
	unvalidated(ADMIN | TECH);
	world_expect(&w, "WE404", "");
	world_network(&w, "NET-192-0-2-0-1", "REALLOCATION");
	world_expect(&w, "WE404", "");
	world_network(&w, "NET-198-51-100-0-1", "DIRECT ASSIGNMENT");
	world_expect(&w, "WE404", "high");
}
END_TEST

START_TEST(a_remedy_names_the_handles)
{
	struct report *r;
	const struct finding *f;

	world_role(&w, "NOC1-ARIN", "cleo.dahl@example.com", TECH);
	r = world_assess(&w);
	f = world_find(r, "WE102", "", "");
	ck_assert_ptr_nonnull(strstr(f->remedy, "NOC1-ARIN"));
	ck_assert_ptr_nonnull(strstr(f->remedy, "cleo.dahl@example.com"));
	f = world_find(r, "WE401", "", "");
	ck_assert_ptr_nonnull(strstr(f->remedy, WORLD_ORG));
	report_free(r);
}
END_TEST

Suite *
suite_rules(void)
{
	Suite *s = suite_create("rules");
	TCase *t = tcase_create("rules");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_healthy_organization_is_low_at_worst);
	tcase_add_test(t, every_rule_is_described_and_found_by_id_and_slug);
	tcase_add_test(
	    t, coverage_tells_queries_gaps_domains_and_what_was_not_asked);
	tcase_add_test(t, we101_is_medium_for_a_person_with_another_role);
	tcase_add_test(t, we101_is_low_for_a_validated_admin_only);
	tcase_add_test(
	    t, we101_is_medium_for_an_admin_of_whom_no_validation_is_said);
	tcase_add_test(
	    t, we101_is_high_when_unvalidated_for_two_years_to_the_day);
	tcase_add_test(
	    t, we101_does_not_hold_for_a_role_mailbox_on_a_persons_poc);
	tcase_add_test(t, we102_is_medium_for_a_person_on_a_role_poc);
	tcase_add_test(t, we102_is_low_when_it_is_unclear);
	tcase_add_test(t, we102_does_not_hold_for_a_role_mailbox);
	tcase_add_test(t, we103_holds_at_and_below_a_consumer_domain_only);
	tcase_add_test(
	    t, we104_holds_off_the_own_domains_once_one_is_confirmed);
	tcase_add_test(t, we105_holds_for_a_role_mailbox_only);
	tcase_add_test(t, we201_is_info_for_a_role_mailbox_that_is_on_a_poc);
	tcase_add_test(t, we201_is_medium_for_a_role_mailbox_that_is_on_none);
	tcase_add_test(t, we201_is_medium_for_an_unclear_mailbox);
	tcase_add_test(t, we201_is_high_for_a_person);
	tcase_add_test(t, we201_is_one_finding_for_each_record_that_carries_it);
	tcase_add_test(t, we201_says_how_an_address_is_hidden);
	tcase_add_test(t, we206_is_info_for_a_role_mailbox);
	tcase_add_test(t, we206_is_medium_for_any_other);
	tcase_add_test(t, we206_is_one_finding_for_each_object);
	tcase_add_test(t, we204_holds_for_each_address_of_a_poc_with_several);
	tcase_add_test(
	    t, we204_does_not_hold_for_one_address_in_several_places);
	tcase_add_test(t, we205_holds_for_an_address_on_single_resources_only);
	tcase_add_test(t, we205_does_not_hold_for_free_text);
	tcase_add_test(t, we301_is_medium_and_names_the_date);
	tcase_add_test(t, we301_is_info_for_routing_and_dns_roles_only);
	tcase_add_test(t, we301_is_info_for_reassigned_space_only);
	tcase_add_test(t, we301_does_not_hold_for_a_validated_poc);
	tcase_add_test(
	    t, we302_holds_without_any_validation_and_change_for_three_years);
	tcase_add_test(t, we302_does_not_hold_where_validation_is_said);
	tcase_add_test(t, we401_is_one_finding_for_each_missing_role);
	tcase_add_test(t, we401_does_not_count_roles_on_single_networks);
	tcase_add_test(t, we401_needs_a_complete_look_at_the_organization);
	tcase_add_test(t, we402_is_high_for_a_person_and_counts_alone);
	tcase_add_test(t, we402_is_medium_when_unclear_and_counts_alone);
	tcase_add_test(t, we402_spares_the_same_mailbox_on_another_poc_no_rule);
	tcase_add_test(t, we402_does_not_hold_for_a_role_mailbox);
	tcase_add_test(
	    t, we403_is_low_for_one_role_mailbox_with_all_three_roles);
	tcase_add_test(t, we403_is_medium_for_a_person);
	tcase_add_test(
	    t, we404_holds_when_all_admin_and_tech_pocs_are_unvalidated);
	tcase_add_test(t, we404_needs_direct_space_or_an_autnum);
	tcase_add_test(t, a_remedy_names_the_handles);
	suite_add_tcase(s, t);
	return s;
}
