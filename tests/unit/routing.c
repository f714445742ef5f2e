#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "rdap/alloc.h"
#include "rdap/enumerate.h"
#include "rdap/routing.h"
#include "tests/fixture_fetch.h"
#include "tests/rdap_text.h"
#include "tests/suites.h"

#define BASE  "https://rdap.example/registry/"
#define DUMP  "https://ftp.example/rr/arin.db.gz"
#define ROUTE "route 192.0.2.0/24 AS64500"

#define STRANGER                         \
	"route: 198.51.100.0/24\n"       \
	"origin: AS64510\n"              \
	"notify: stranger@example.net\n" \
	"mnt-by: MNT-STRNG-1\n\n"
#define OWN                                   \
	"route: 192.0.2.0/24\n"               \
	"descr: ask noc at example dot com\n" \
	"origin: AS64500\n"                   \
	"mnt-by: MNT-EXMPL-1\n"               \
	"phone: +1-555-0100\n"                \
	"changed: Cleo.Dahl@Example.com 20180810\n\n"

static struct inventory inv;
static struct strings orgs, domains;
static struct enumerate_options options;

static void
setup(void)
{
	inv = (struct inventory){0};
	strings_add(&orgs, "EXMPL-1");
	options = (struct enumerate_options){
	    .base = BASE,
	    .orgs = &orgs,
	    .domains = &domains,
	    .irr = DUMP,
	};
}

static void
teardown(void)
{
	inventory_clear(&inv);
	strings_clear(&orgs);
	strings_clear(&domains);
	fixture_reset();
}

static void
serve_org(const char *handle)
{
	char *url = xasprintf(BASE "entity/%s", handle);
	char *body = text_org(handle, "Example Networks", 0, xstrdup("[]"),
	    "\"networks\":[],\"autnums\":[],");

	fixture_serve(url, 200, body);
	free(body);
	free(url);
}

static void
serve_dump(const char *text, const char *type)
{
	fixture_serve(DUMP, 200, text);
	fixture_type(DUMP, type);
}

static void
run(void)
{
	struct error err = {0};
	struct fetch_options fetch = {0};
	struct transport *t = fetch_new(&fetch, &err);

	serve_org("EXMPL-1");
	ck_assert_int_eq(enumerate(&options, t, &inv, &err), 0);
	transport_free(t);
}

static const struct answer *
answer(void)
{
	const struct answer *found = NULL;

	for (size_t i = 0; i < inv.answer_count; i++)
		if (strcmp(inv.answers[i].url, DUMP) == 0)
			found = &inv.answers[i];
	ck_assert_ptr_nonnull(found);
	return found;
}

static const struct gap *
gap(const char *org)
{
	for (size_t i = 0; i < inv.gap_count; i++)
		if (strcmp(inv.gaps[i].subject, ROUTING_SUBJECT) == 0 &&
		    strcmp(inv.gaps[i].org, org) == 0)
			return &inv.gaps[i];
	return NULL;
}

static void
expect_refused(enum verdict verdict, const char *reason)
{
	ck_assert_int_eq(answer()->verdict, verdict);
	ck_assert_msg(
	    strstr(answer()->reason, reason) != NULL, "%s", answer()->reason);
	ck_assert_ptr_nonnull(gap("EXMPL-1"));
	ck_assert(!inv.scopes[0].list_complete[RECORD_IRR]);
	ck_assert(!inventory_complete(&inv));
	ck_assert_ptr_null(
	    inventory_record(&inv, "EXMPL-1", RECORD_IRR, ROUTE));
	ck_assert_uint_eq(inv.sighting_count, 0);
}

START_TEST(objects_of_the_organization_become_records)
{
	const struct record *r;

	serve_dump(STRANGER OWN, "application/x-gzip");
	run();
	ck_assert_int_eq(answer()->verdict, VERDICT_COMPLETE);
	ck_assert_str_eq(answer()->why,
	    "the routing registry, for objects that MNT-EXMPL-1 maintains");
	r = inventory_record(&inv, "EXMPL-1", RECORD_IRR, ROUTE);
	ck_assert_ptr_nonnull(r);
	ck_assert_int_eq(r->last_changed, 1533859200);
	ck_assert_int_eq(r->look, LOOK_COMPLETE);
	ck_assert_str_eq(r->source_url, DUMP);
	ck_assert_str_eq(r->source_digest, answer()->digest);
	ck_assert(inv.scopes[0].list_complete[RECORD_IRR]);
	ck_assert(inventory_complete(&inv));
	ck_assert_uint_eq(inv.record_count, 2);
}
END_TEST

START_TEST(addresses_in_them_are_sightings_hidden_ones_too)
{
	const struct sighting *s;

	serve_dump(STRANGER OWN, "text/plain");
	run();
	ck_assert_uint_eq(inv.sighting_count, 2);
	s = &inv.sightings[0];
	ck_assert_str_eq(s->address, "noc@example.com");
	ck_assert_str_eq(s->spelling, "noc at example dot com");
	s = &inv.sightings[1];
	ck_assert_str_eq(s->address, "cleo.dahl@example.com");
	ck_assert_str_eq(s->spelling, "Cleo.Dahl@Example.com");
	ck_assert_int_eq(s->field, FIELD_IRR_ATTRIBUTE);
	ck_assert_int_eq(s->record_kind, RECORD_IRR);
	ck_assert_str_eq(s->record, ROUTE);
	ck_assert_str_eq(s->poc, "");
	ck_assert_int_eq(s->level, LEVEL_NONE);
}
END_TEST

START_TEST(the_proof_is_the_text_without_what_tells_of_people)
{
	const struct part *part = NULL;
	char *proof;

	serve_dump(OWN, "text/plain");
	run();
	for (size_t i = 0; i < inv.part_count; i++)
		if (inv.parts[i].kind == RECORD_IRR)
			part = &inv.parts[i];
	ck_assert_ptr_nonnull(part);
	ck_assert_str_eq(part->path, "object " ROUTE);
	ck_assert_ptr_nonnull(strstr(part->body, "Cleo.Dahl@Example.com"));
	ck_assert_ptr_null(strstr(part->body, "555"));
	proof = routing_proof("person: A\nAddress: 1 Main Street\n Anytown\n"
			      "+\n\tX\nphone:1\nfax-no: 2\ne-mail: a@b.test\n");
	ck_assert_str_eq(proof, "person: A\ne-mail: a@b.test\n");
	free(proof);
}
END_TEST

START_TEST(without_the_option_nothing_is_asked)
{
	options.irr = NULL;
	run();
	ck_assert_uint_eq(fixture_asked(DUMP), 0);
	ck_assert_ptr_null(gap("EXMPL-1"));
	ck_assert(inventory_complete(&inv));
	ck_assert(!inv.scopes[0].list_complete[RECORD_IRR]);
}
END_TEST

START_TEST(one_dump_serves_all_organizations)
{
	strings_add(&orgs, "EXMPL-2");
	strings_add(&orgs, "GONE-1");
	serve_org("EXMPL-2");
	serve_dump(OWN "route6: 2001:db8::/32\norigin: AS64500\n"
		       "mnt-by: MNT-EXMPL-1, MNT-EXMPL-2\n\n",
	    "application/gzip");
	run();
	ck_assert_uint_eq(fixture_asked(DUMP), 1);
	ck_assert_ptr_nonnull(inventory_record(
	    &inv, "EXMPL-2", RECORD_IRR, "route6 2001:db8::/32 AS64500"));
	ck_assert_ptr_nonnull(inventory_record(
	    &inv, "EXMPL-1", RECORD_IRR, "route6 2001:db8::/32 AS64500"));
	ck_assert(inv.scopes[1].list_complete[RECORD_IRR]);
}
END_TEST

START_TEST(a_page_of_html_is_refused)
{
	serve_dump(OWN, "text/html");
	run();
	expect_refused(VERDICT_FAILED, "answered with text/html, not the dump");
}
END_TEST

START_TEST(a_dump_that_is_no_rpsl_is_refused)
{
	serve_dump(OWN "<html>\n", "text/plain");
	run();
	expect_refused(VERDICT_FAILED, "not RPSL");
}
END_TEST

START_TEST(a_dump_that_is_cut_in_a_line_is_refused)
{
	serve_dump(OWN "route: 192.0.2", "text/plain");
	run();
	expect_refused(VERDICT_FAILED, "cut short");
}
END_TEST

START_TEST(a_dump_that_cannot_be_had_is_a_gap)
{
	fixture_fail(DUMP, FIXTURE_FAILED, ERROR_UNAVAILABLE);
	run();
	expect_refused(VERDICT_FAILED, "");
}
END_TEST

START_TEST(a_status_other_than_200_is_a_gap)
{
	fixture_serve(DUMP, 404, OWN);
	fixture_type(DUMP, "text/plain");
	run();
	expect_refused(VERDICT_FAILED, "answered with status 404");
}
END_TEST

START_TEST(a_dump_that_was_not_asked_for_any_more_is_a_gap)
{
	fixture_fail(DUMP, FIXTURE_SKIPPED, 0);
	run();
	expect_refused(VERDICT_SKIPPED, "");
}
END_TEST

START_TEST(text_whose_end_nothing_vouches_for_adds_and_proves_no_absence)
{
	serve_dump(OWN, "text/plain");
	fixture_fail(DUMP, FIXTURE_UNFRAMED, 0);
	run();
	ck_assert_int_eq(answer()->verdict, VERDICT_PARTIAL);
	ck_assert_uint_eq(inv.sighting_count, 2);
	ck_assert_ptr_nonnull(gap("EXMPL-1"));
	ck_assert(!inv.scopes[0].list_complete[RECORD_IRR]);
	ck_assert_int_eq(
	    inventory_record(&inv, "EXMPL-1", RECORD_IRR, ROUTE)->look,
	    LOOK_PARTIAL);
}
END_TEST

START_TEST(the_plan_names_it)
{
	struct strings lines = {0};
	char *all;

	enumerate_plan(&options, &lines);
	all = strings_join(&lines, "\n");
	ck_assert_ptr_nonnull(strstr(all, DUMP "\tthe routing registry"));
	free(all);
	strings_clear(&lines);
}
END_TEST

Suite *
suite_routing(void)
{
	Suite *s = suite_create("routing");
	TCase *t = tcase_create("dump");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, objects_of_the_organization_become_records);
	tcase_add_test(t, addresses_in_them_are_sightings_hidden_ones_too);
	tcase_add_test(t, the_proof_is_the_text_without_what_tells_of_people);
	tcase_add_test(t, without_the_option_nothing_is_asked);
	tcase_add_test(t, one_dump_serves_all_organizations);
	tcase_add_test(t, a_page_of_html_is_refused);
	tcase_add_test(t, a_dump_that_is_no_rpsl_is_refused);
	tcase_add_test(t, a_dump_that_is_cut_in_a_line_is_refused);
	tcase_add_test(t, a_dump_that_cannot_be_had_is_a_gap);
	tcase_add_test(t, a_status_other_than_200_is_a_gap);
	tcase_add_test(t, a_dump_that_was_not_asked_for_any_more_is_a_gap);
	tcase_add_test(
	    t, text_whose_end_nothing_vouches_for_adds_and_proves_no_absence);
	tcase_add_test(t, the_plan_names_it);
	suite_add_tcase(s, t);
	return s;
}
