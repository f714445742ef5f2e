#include "rdap/strings.h"
#include "tests/suites.h"
#include "tests/world.h"

#define TECH ROLE_TECHNICAL
#define NET  "NET-192-0-2-0-1"

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

/* The ids of the vectors that reach the one address, blank-separated. */
static void
expect_vectors(const char *expected)
{
	struct report *r = world_assess(&w);
	struct strings ids = {0};
	char *found;

	ck_assert_uint_eq(r->address_count, 1);
	for (size_t i = 0; i < r->addresses[0].exposure_count; i++)
		strings_add(&ids, r->addresses[0].exposures[i].vector->id);
	found = strings_join(&ids, " ");
	ck_assert_str_eq(found, expected);
	free(found);
	strings_clear(&ids);
	report_free(r);
}

static const char *
source_of(const struct report *r, const char *id)
{
	for (size_t i = 0; i < r->addresses[0].exposure_count; i++)
		if (strcmp(r->addresses[0].exposures[i].vector->id, id) == 0)
			return r->addresses[0].exposures[i].source_url;
	return NULL;
}

static void
expect_source(const char *id, const char *path)
{
	struct report *r = world_assess(&w);
	const char *url = source_of(r, id);

	if (path == NULL) {
		ck_assert_ptr_null(url);
	} else {
		ck_assert_msg(url != NULL, "%s is derived", id);
		ck_assert_str_eq(url + strlen(WORLD_BASE), path);
	}
	report_free(r);
}

/* -1: no figure, -2: the address is not reached so. */
static void
expect_requests(const char *id, int requests)
{
	struct report *r = world_assess(&w);
	int found = -2;

	for (size_t i = 0; i < r->addresses[0].exposure_count; i++)
		if (strcmp(r->addresses[0].exposures[i].vector->id, id) == 0)
			found = r->addresses[0].exposures[i].requests;
	ck_assert_msg(found == requests, "%s: %d requests, expected %d", id,
	    found, requests);
	report_free(r);
}

static void
read_from(const char *path)
{
	snprintf(w.source, sizeof(w.source), WORLD_BASE "%s", path);
}

START_TEST(the_table_is_whole_and_found_by_id)
{
	for (size_t i = 0; i < vector_count; i++) {
		const struct vector *v = &vectors[i];

		ck_assert_ptr_eq(vector_find(v->id), v);
		ck_assert_uint_gt(strlen(v->title), 10);
		ck_assert_uint_gt(strlen(v->meaning), 60);
		ck_assert(strcmp(v->asked, "no") == 0 ||
			  strcmp(v->asked, "own") == 0 ||
			  strcmp(v->asked, "own objects") == 0 ||
			  strcmp(v->asked, "own domain") == 0 ||
			  strcmp(v->asked, "own handle only") == 0 ||
			  strcmp(v->asked, "import") == 0);
		ck_assert_int_eq(strncmp(v->reference, "https://", 8), 0);
		ck_assert_ptr_null(strstr(v->meaning, "was used"));
		if (i > 0)
			ck_assert_int_ge(v->knows, vectors[i - 1].knows);
	}
	ck_assert_uint_eq(vector_count, 19);
	ck_assert_ptr_null(vector_find("telepathy"));
}
END_TEST

START_TEST(the_routing_registry_alone_is_reached_by_its_dump_alone)
{
	struct report *r;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_irr(&w, "route 192.0.2.0/24 AS64500", "noc@example.com");
	expect_vectors("irr-dump mirrors");
	r = world_assess(&w);
	ck_assert_int_eq(r->addresses[0].knows, KNOWS_NOTHING);
	ck_assert_int_eq(r->addresses[0].exposures[0].requests, -1);
	ck_assert_ptr_nonnull(r->addresses[0].exposures[0].source_url);
	report_free(r);
}
END_TEST

START_TEST(an_organizations_poc_without_resources_needs_a_name)
{
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	expect_vectors("name-walk mirrors rdap-name-search port43-name "
		       "rws-org-name rws-company rdap-org rdap-poc bulk-whois");
}
END_TEST

START_TEST(an_organizations_poc_comes_with_every_network)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_network(&w, "NET-198-51-100-0-1", "REASSIGNMENT");
	expect_vectors("ip-walk name-walk mirrors rdap-ip port43-ip "
		       "rdap-name-search port43-name rws-org-name rws-company "
		       "rdap-reverse-search rdap-org rdap-poc bulk-whois");
	r = world_assess(&w);
	ck_assert_uint_eq(r->addresses[0].networks, 2);
	ck_assert_uint_eq(r->addresses[0].autnums, 0);
	ck_assert_int_eq(r->addresses[0].knows, KNOWS_NUMBER);
	report_free(r);
	expect_requests("ip-walk", -1);
	expect_requests("mirrors", -1);
	expect_requests("bulk-whois", -1);
	expect_requests("rdap-ip", 1);
	expect_requests("rdap-name-search", 1);
	expect_requests("port43-name", 1);
	expect_requests("rws-org-name", 3);
	expect_requests("rws-company", 2);
	expect_requests("rdap-reverse-search", 1);
	expect_requests("rdap-org", 1);
	expect_requests("rdap-poc", 1);
}
END_TEST

START_TEST(a_networks_own_poc_comes_with_that_network_only)
{
	struct report *r;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_network(&w, "NET-198-51-100-0-1", "DIRECT ALLOCATION");
	world_record(&w, WORLD_ORG, RECORD_AUTNUM, "AS64500", "");
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	world_serves(
	    &w, "NOC1-ARIN", "noc@example.com", RECORD_NETWORK, NET, TECH);
	expect_vectors(
	    "ip-walk name-walk mirrors rdap-ip port43-ip rdap-name-search "
	    "port43-name rws-company rdap-reverse-search rdap-poc bulk-whois");
	r = world_assess(&w);
	ck_assert_uint_eq(r->addresses[0].networks, 1);
	ck_assert_uint_eq(r->addresses[0].autnums, 0);
	report_free(r);
}
END_TEST

START_TEST(an_autnums_poc_comes_with_the_autnum)
{
	world_record(&w, WORLD_ORG, RECORD_AUTNUM, "AS64500", "");
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	world_serves(
	    &w, "NOC1-ARIN", "noc@example.com", RECORD_AUTNUM, "AS64500", TECH);
	expect_vectors(
	    "asn-walk name-walk mirrors rdap-autnum rdap-name-search "
	    "port43-name rws-company rdap-reverse-search rdap-poc bulk-whois");
}
END_TEST

START_TEST(an_organizations_text_comes_with_the_organization)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "noc@example.com");
	expect_vectors(
	    "ip-walk name-walk mirrors rdap-ip port43-ip rdap-name-search "
	    "port43-name rws-org-name rdap-reverse-search rdap-org");
}
END_TEST

START_TEST(a_networks_text_comes_with_the_network)
{
	struct report *r;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_remark(&w, RECORD_NETWORK, NET, "noc@example.com");
	expect_vectors("ip-walk mirrors rdap-ip port43-ip rdap-reverse-search");
	r = world_assess(&w);
	ck_assert_int_eq(r->addresses[0].knows, KNOWS_NUMBER);
	report_free(r);
}
END_TEST

START_TEST(a_pocs_text_comes_wherever_the_poc_does)
{
	world_record(&w, WORLD_ORG, RECORD_AUTNUM, "AS64500", "");
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	world_link(&w, WORLD_ORG, "NOC1-ARIN", RECORD_AUTNUM, "AS64500", TECH);
	world_remark(&w, RECORD_POC, "NOC1-ARIN", "noc@example.com");
	expect_vectors(
	    "asn-walk name-walk mirrors rdap-autnum rdap-name-search "
	    "port43-name rws-company rdap-reverse-search rdap-poc bulk-whois");
	world_link(
	    &w, WORLD_ORG, "NOC1-ARIN", RECORD_ORGANIZATION, WORLD_ORG, TECH);
	expect_vectors(
	    "ip-walk asn-walk name-walk mirrors rdap-ip port43-ip rdap-autnum "
	    "rdap-name-search port43-name rws-org-name rws-company "
	    "rdap-reverse-search rdap-org rdap-poc bulk-whois");
}
END_TEST

START_TEST(a_poc_that_serves_nothing_is_found_by_name_and_handle)
{
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "NOC1-ARIN",
	    "NOC1-ARIN", "noc@example.com", 0);
	expect_vectors("name-walk mirrors rdap-name-search port43-name "
		       "rws-company rdap-poc bulk-whois");
}
END_TEST

START_TEST(what_the_organizations_answer_showed_is_observed)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	expect_source("rdap-org", "/entity/EXMPL-1");
	expect_source("rdap-poc", NULL);
	expect_source("rdap-ip", NULL);
	expect_source("ip-walk", NULL);
	expect_source("port43-ip", NULL);
}
END_TEST

START_TEST(a_linked_poc_was_in_the_organizations_answer_too)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	read_from("/ips/reverse_search/entity?handle=EXMPL-1");
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	expect_source(
	    "rdap-reverse-search", "/ips/reverse_search/entity?handle=EXMPL-1");
	expect_source("rdap-org", "/entity/EXMPL-1");
	w.inv.records[0].seen.state = STATE_UNKNOWN;
	expect_source("rdap-org", NULL);
}
END_TEST

START_TEST(a_poc_asked_for_by_handle_was_not_in_the_organizations_answer)
{
	read_from("/entity/NOC1-ARIN");
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	expect_source("rdap-poc", "/entity/NOC1-ARIN");
	expect_source("rdap-org", NULL);
}
END_TEST

START_TEST(single_networks_and_autnums_are_observed_by_their_own_queries)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_record(&w, WORLD_ORG, RECORD_AUTNUM, "AS64500", "");
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	read_from("/ip/192.0.2.0/24");
	world_serves(
	    &w, "NOC1-ARIN", "noc@example.com", RECORD_NETWORK, NET, TECH);
	expect_source("rdap-ip", "/ip/192.0.2.0/24");
	expect_source("rdap-reverse-search", NULL);
	read_from("/autnum/64500");
	world_serves(
	    &w, "NOC1-ARIN", "noc@example.com", RECORD_AUTNUM, "AS64500", TECH);
	expect_source("rdap-autnum", "/autnum/64500");
}
END_TEST

START_TEST(an_own_domain_is_searched_for_and_a_person_by_name)
{
	struct report *r;
	struct answer search = {.org = xstrdup(WORLD_ORG),
	    .url =
		xstrdup("https://whois.example/rest/pocs;domain=example.com"),
	    .why = xstrdup(""),
	    .content_type = xstrdup(""),
	    .reason = xstrdup("")};
	bool observed = false;

	world_person(
	    &w, "AB1-ARIN", "Ada Brook", "ada.brook@example.com", TECH);
	world_domain(&w, "example.com", true);
	expect_vectors(
	    "name-walk mirrors rdap-name-search port43-name rws-org-name "
	    "rws-person rws-domain port43-domain rdap-org rdap-poc bulk-whois");
	inventory_add_answer(&w.inv, &search);
	w.inv.domains[0].searched = true;
	r = world_assess(&w);
	for (size_t i = 0; i < r->addresses[0].exposure_count; i++)
		observed |= strcmp(r->addresses[0].exposures[i].vector->id,
				"rws-domain") == 0 &&
			    r->addresses[0].exposures[i].source_url != NULL;
	ck_assert(observed);
	report_free(r);
}
END_TEST

START_TEST(an_organizations_text_costs_the_search_and_the_record)
{
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "noc@example.com");
	expect_requests("rws-org-name", 2);
	expect_requests("port43-name", 2);
	expect_requests("rdap-org", 1);
	expect_requests("bulk-whois", -2);
}
END_TEST

START_TEST(an_own_domain_brings_the_other_addresses_of_its_pocs)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@partner.test", TECH);
	world_domain(&w, "example.com", true);
	expect_requests("rws-domain", -2);
	world_serves(&w, "NOC1-ARIN", "noc@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, TECH);
	r = world_assess(&w);
	for (size_t i = 0; i < r->address_count; i++) {
		const struct address_report *a = &r->addresses[i];
		bool own = strcmp(a->address, "noc@example.com") == 0;
		int found = -2, summary = -2;

		for (size_t j = 0; j < a->exposure_count; j++) {
			const struct exposure *e = &a->exposures[j];

			if (strcmp(e->vector->id, "rws-domain") == 0)
				found = e->requests;
			if (strcmp(e->vector->id, "port43-domain") == 0)
				summary = e->requests;
		}
		ck_assert_int_eq(found, 2);
		ck_assert_int_eq(summary, own ? 1 : 2);
	}
	report_free(r);
}
END_TEST

START_TEST(an_own_domain_that_is_not_confirmed_reaches_nothing)
{
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_domain(&w, "example.com", false);
	expect_requests("rws-domain", -2);
	expect_requests("port43-domain", -2);
}
END_TEST

Suite *
suite_vectors(void)
{
	Suite *s = suite_create("vectors");
	TCase *t = tcase_create("vectors");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, the_table_is_whole_and_found_by_id);
	tcase_add_test(
	    t, the_routing_registry_alone_is_reached_by_its_dump_alone);
	tcase_add_test(t, an_organizations_poc_without_resources_needs_a_name);
	tcase_add_test(t, an_organizations_poc_comes_with_every_network);
	tcase_add_test(t, a_networks_own_poc_comes_with_that_network_only);
	tcase_add_test(t, an_autnums_poc_comes_with_the_autnum);
	tcase_add_test(t, an_organizations_text_comes_with_the_organization);
	tcase_add_test(t, a_networks_text_comes_with_the_network);
	tcase_add_test(t, a_pocs_text_comes_wherever_the_poc_does);
	tcase_add_test(
	    t, a_poc_that_serves_nothing_is_found_by_name_and_handle);
	tcase_add_test(
	    t, an_organizations_text_costs_the_search_and_the_record);
	tcase_add_test(t, an_own_domain_brings_the_other_addresses_of_its_pocs);
	tcase_add_test(t, an_own_domain_that_is_not_confirmed_reaches_nothing);
	tcase_add_test(t, an_own_domain_is_searched_for_and_a_person_by_name);
	tcase_add_test(t, what_the_organizations_answer_showed_is_observed);
	tcase_add_test(t, a_linked_poc_was_in_the_organizations_answer_too);
	tcase_add_test(
	    t, a_poc_asked_for_by_handle_was_not_in_the_organizations_answer);
	tcase_add_test(
	    t, single_networks_and_autnums_are_observed_by_their_own_queries);
	suite_add_tcase(s, t);
	return s;
}
