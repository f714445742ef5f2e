#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "rdap/find.h"
#include "tests/fixture_fetch.h"
#include "tests/rdap_text.h"
#include "tests/suites.h"

#define BASE "https://rdap.example/registry/"

static struct owners owners;
static struct error err;

static void
setup(void)
{
	owners = (struct owners){0};
	err = (struct error){0};
}

static void
teardown(void)
{
	owners_clear(&owners);
	fixture_reset();
}

static int
find(const char *text)
{
	struct fetch_options fetch = {0};
	struct transport *t = fetch_new(&fetch, &err);
	struct term term;
	int rc;

	ck_assert_int_eq(term_parse(text, &term, &err), 0);
	rc = find_owners(BASE, &term, t, &owners, &err);
	transport_free(t);
	return rc;
}

static void
serve(const char *url, char *body)
{
	fixture_serve(url, 200, body);
	free(body);
}

static char *
person(void)
{
	return text_poc("EX12-ARIN", "Ada Person", "ada@example.com",
	    ROLE_ADMINISTRATIVE, "");
}

static char *
org(unsigned roles)
{
	return text_org("EXMPL-1", "Example Networks", roles,
	    text_list(person(), NULL), "");
}

static char *
network(char *holder)
{
	return text_network(
	    "NET-203-0-113-0-1", "203.0.113.0/24", text_list(holder, NULL), "");
}

static char *
networks(char *list)
{
	return text_search("ipSearchResults", list, "");
}

START_TEST(an_address_leads_to_the_registrant)
{
	serve(BASE "ip/203.0.113.7", network(org(ROLE_REGISTRANT)));
	ck_assert_int_eq(find("203.0.113.7"), 0);
	ck_assert_uint_eq(owners.count, 1);
	ck_assert_str_eq(owners.items[0].org, "EXMPL-1");
	ck_assert_str_eq(owners.items[0].name, "Example Networks");
	ck_assert_str_eq(owners.items[0].via,
	    "registrant of NET-203-0-113-0-1 (203.0.113.0/24)");
	ck_assert_str_eq(owners.note, "");
	ck_assert_uint_eq(fixture_log()->count, 1);
}
END_TEST

START_TEST(an_as_number_leads_to_the_registrant)
{
	serve(BASE "autnum/64500",
	    text_autnum(64500, text_list(org(ROLE_REGISTRANT), NULL), ""));
	ck_assert_int_eq(find("AS64500"), 0);
	ck_assert_str_eq(owners.items[0].via, "registrant of AS64500");
}
END_TEST

START_TEST(an_organization_is_itself)
{
	serve(BASE "entity/EXMPL-1", org(0));
	ck_assert_int_eq(find("exmpl-1"), 0);
	ck_assert_str_eq(owners.items[0].via, "itself");
}
END_TEST

START_TEST(a_poc_leads_to_those_that_have_it)
{
	serve(BASE "entity/EX12-ARIN", person());
	serve(BASE "ips/reverse_search/entity?handle=EX12-ARIN",
	    networks(text_list(network(org(ROLE_REGISTRANT)),
		network(org(ROLE_REGISTRANT)), NULL)));
	serve(BASE "autnums/reverse_search/entity?handle=EX12-ARIN",
	    text_search("autnumSearchResults",
		text_list(text_autnum(
			      64500, text_list(org(ROLE_REGISTRANT), NULL), ""),
		    NULL),
		""));
	ck_assert_int_eq(find("EX12-ARIN"), 0);
	ck_assert_uint_eq(owners.count, 1);
	ck_assert_str_eq(owners.items[0].org, "EXMPL-1");
	ck_assert_str_eq(owners.items[0].via,
	    "has the POC EX12-ARIN (2 networks, 1 autnum)");
	ck_assert_uint_eq(fixture_log()->count, 3);
}
END_TEST

START_TEST(no_person_is_named)
{
	serve(BASE "entity/EX12-ARIN", person());
	serve(BASE "ips/reverse_search/entity?handle=EX12-ARIN",
	    networks(text_list(network(text_poc("EX13-ARIN", "Bo Person",
				   "bo@example.com", ROLE_REGISTRANT, "")),
		NULL)));
	fixture_fail(BASE "autnums/reverse_search/entity?handle=EX12-ARIN",
	    FIXTURE_ERROR, 404);
	ck_assert_int_eq(find("EX12-ARIN"), 0);
	ck_assert_str_eq(owners.items[0].name, "");
}
END_TEST

START_TEST(a_search_that_failed_is_told)
{
	serve(BASE "entity/EX12-ARIN", person());
	serve(BASE "ips/reverse_search/entity?handle=EX12-ARIN",
	    networks(text_list(network(org(ROLE_REGISTRANT)), NULL)));
	fixture_fail(BASE "autnums/reverse_search/entity?handle=EX12-ARIN",
	    FIXTURE_STATUS, 503);
	ck_assert_int_eq(find("EX12-ARIN"), 0);
	ck_assert_str_eq(
	    owners.items[0].via, "has the POC EX12-ARIN (1 network)");
	ck_assert_ptr_nonnull(strstr(owners.note, "autnums are not known"));
}
END_TEST

START_TEST(a_poc_on_nothing_belongs_to_nobody)
{
	serve(BASE "entity/EX12-ARIN", person());
	fixture_fail(BASE "ips/reverse_search/entity?handle=EX12-ARIN",
	    FIXTURE_ERROR, 404);
	fixture_fail(BASE "autnums/reverse_search/entity?handle=EX12-ARIN",
	    FIXTURE_ERROR, 404);
	ck_assert_int_eq(find("EX12-ARIN"), -1);
	ck_assert_int_eq(err.code, ERROR_NO_ORG);
	ck_assert_ptr_nonnull(strstr(err.text, "a POC"));
}
END_TEST

START_TEST(a_poc_whose_searches_failed_is_not_said_to_be_on_nothing)
{
	serve(BASE "entity/EX12-ARIN", person());
	ck_assert_int_eq(find("EX12-ARIN"), -1);
	ck_assert_int_eq(err.code, ERROR_UNAVAILABLE);
}
END_TEST

START_TEST(a_block_of_a_customer_leads_to_its_provider)
{
	serve(BASE "ip/203.0.113.0/24",
	    network(text_org("C01234567", "A Household", ROLE_REGISTRANT,
		text_list(org(ROLE_REGISTRANT), NULL), "")));
	ck_assert_int_eq(find("203.0.113.0/24"), 0);
	ck_assert_str_eq(owners.items[0].org, "EXMPL-1");
	ck_assert_str_eq(owners.items[0].via, "provider of customer C01234567");
	ck_assert_str_eq(owners.note,
	    "NET-203-0-113-0-1 (203.0.113.0/24) is reassigned to customer "
	    "C01234567");
}
END_TEST

START_TEST(a_customer_leads_to_the_organization_it_is_nested_with)
{
	serve(BASE "entity/C01234567",
	    text_org("C01234567", "A Household", 0,
		text_list(org(ROLE_REGISTRANT), NULL), ""));
	ck_assert_int_eq(find("C01234567"), 0);
	ck_assert_str_eq(owners.items[0].org, "EXMPL-1");
}
END_TEST

START_TEST(a_customer_nested_with_nothing_is_said_to_be_one)
{
	serve(BASE "entity/C01234567",
	    text_org("C01234567", "A Household", 0, text_list(NULL), ""));
	ck_assert_int_eq(find("C01234567"), -1);
	ck_assert_int_eq(err.code, ERROR_NO_ORG);
	ck_assert_ptr_nonnull(strstr(err.text, "C01234567 is a customer"));
}
END_TEST

START_TEST(what_the_registry_does_not_have_is_no_organization)
{
	fixture_fail(BASE "entity/EXMPL-9", FIXTURE_ERROR, 404);
	ck_assert_int_eq(find("EXMPL-9"), -1);
	ck_assert_int_eq(err.code, ERROR_NO_ORG);
}
END_TEST

START_TEST(another_registrys_space_is_said_to_be_that)
{
	fixture_fail(BASE "ip/198.51.100.1", FIXTURE_REDIRECT, 0);
	ck_assert_int_eq(find("198.51.100.1"), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "not ARIN's data"));
}
END_TEST

START_TEST(a_network_around_something_else_is_refused)
{
	serve(BASE "ip/198.51.100.1", network(org(ROLE_REGISTRANT)));
	ck_assert_int_eq(find("198.51.100.1"), -1);
	ck_assert_int_eq(err.code, ERROR_PROTOCOL);
}
END_TEST

START_TEST(rate_limiting_means_to_try_again)
{
	fixture_fail(BASE "entity/EXMPL-1", FIXTURE_STATUS, 429);
	ck_assert_int_eq(find("EXMPL-1"), -1);
	ck_assert_int_eq(err.code, ERROR_TRY_AGAIN);
}
END_TEST

Suite *
suite_find(void)
{
	Suite *s = suite_create("find");
	TCase *t = tcase_create("find");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, an_address_leads_to_the_registrant);
	tcase_add_test(t, an_as_number_leads_to_the_registrant);
	tcase_add_test(t, an_organization_is_itself);
	tcase_add_test(t, a_poc_leads_to_those_that_have_it);
	tcase_add_test(t, no_person_is_named);
	tcase_add_test(t, a_search_that_failed_is_told);
	tcase_add_test(t, a_poc_on_nothing_belongs_to_nobody);
	tcase_add_test(
	    t, a_poc_whose_searches_failed_is_not_said_to_be_on_nothing);
	tcase_add_test(t, a_block_of_a_customer_leads_to_its_provider);
	tcase_add_test(
	    t, a_customer_leads_to_the_organization_it_is_nested_with);
	tcase_add_test(t, a_customer_nested_with_nothing_is_said_to_be_one);
	tcase_add_test(t, what_the_registry_does_not_have_is_no_organization);
	tcase_add_test(t, another_registrys_space_is_said_to_be_that);
	tcase_add_test(t, a_network_around_something_else_is_refused);
	tcase_add_test(t, rate_limiting_means_to_try_again);
	suite_add_tcase(s, t);
	return s;
}
