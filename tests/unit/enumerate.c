#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "tests/enumeration.h"
#include "tests/suites.h"

#define SIBLING BASE "entity/EXMPL-2"
#define NET_A   "NET-192-0-2-0-1"
#define NET_B   "NET-198-51-100-0-1"
#define URL_A   BASE "ip/192.0.2.0/24"
#define URL_B   BASE "ip/198.51.100.0/24"
#define URL_AS  BASE "autnum/64500"

static char *
noc(void)
{
	return text_poc("NOC1-ARIN", "NOC", "noc@example.com", ROLE_NOC, "");
}

static char *
abuse(void)
{
	return text_poc(
	    "ABUSE1-ARIN", "Abuse", "abuse@example.net", ROLE_ABUSE, "");
}

/* The organization as it stands in a network, with its NOC. */
static char *
registrant(void)
{
	return text_org("EXMPL-1", "Example Networks", ROLE_REGISTRANT,
	    text_list(noc(), NULL), "");
}

static char *
stranger(char *poc)
{
	return text_org(
	    "STRNG-1", "Stranger", ROLE_REGISTRANT, text_list(poc, NULL), "");
}

static char *
entries(const char *member, char *list)
{
	char *text = xasprintf("\"%s\":%s,", member, list);

	free(list);
	return text;
}

/* /entity/EXMPL-1 with its own lists, which are taken; NULL: none. */
static void
serve_org(char *pocs, char *networks, char *autnums)
{
	char *n =
	    entries("networks", networks == NULL ? xstrdup("[]") : networks);
	char *a = entries("autnums", autnums == NULL ? xstrdup("[]") : autnums);
	char *more = xasprintf("%s%s", n, a);

	serve(ORG, text_org("EXMPL-1", "Example Networks", 0, pocs, more));
	free(n);
	free(a);
	free(more);
}

static char *
listed(const char *handle, const char *prefix)
{
	return text_network(handle, prefix, xstrdup("[]"), "");
}

static char *
listed_both(void)
{
	return text_list(listed(NET_A, "192.0.2.0/24"),
	    listed(NET_B, "198.51.100.0/24"), NULL);
}

static char *
network_a(void)
{
	return text_network(
	    NET_A, "192.0.2.0/24", text_list(registrant(), abuse(), NULL), "");
}

static char *
network_b(void)
{
	return text_network(
	    NET_B, "198.51.100.0/24", text_list(registrant(), NULL), "");
}

static void
serve_networks(char *list)
{
	serve(NETWORKS, text_search("ipSearchResults", list, ""));
}

/* The organization with one POC, two networks and one autnum, in all the ways
 * it can be asked for. */
static void
serve_all(void)
{
	char *as = text_autnum(64500, text_list(registrant(), NULL), "");

	serve_org(text_list(noc(), NULL), listed_both(),
	    text_list(text_autnum(64500, xstrdup("[]"), ""), NULL));
	serve_networks(text_list(network_a(), network_b(), NULL));
	serve(URL_A, network_a());
	serve(URL_B, network_b());
	serve(URL_AS, xstrdup(as));
	serve(AUTNUMS,
	    text_search("autnumSearchResults", text_list(as, NULL), ""));
}

static const struct record *
record_of(enum record_kind kind, const char *handle)
{
	return inventory_record(&inv, "EXMPL-1", kind, handle);
}

static enum look
look_of(enum record_kind kind, const char *handle)
{
	const struct record *r = record_of(kind, handle);

	ck_assert_msg(r != NULL, "no record of %s", handle);
	return r->look;
}

static const struct sighting *
sighting_of(const char *address, const char *record)
{
	for (size_t i = 0; i < inv.sighting_count; i++)
		if (strcmp(inv.sightings[i].address, address) == 0 &&
		    strcmp(inv.sightings[i].record, record) == 0)
			return &inv.sightings[i];
	return NULL;
}

static const struct answer *
answer_to(const char *url)
{
	for (size_t i = 0; i < inv.answer_count; i++)
		if (strcmp(inv.answers[i].url, url) == 0)
			return &inv.answers[i];
	return NULL;
}

static const struct gap *
gap_of(const char *subject)
{
	for (size_t i = 0; i < inv.gap_count; i++)
		if (strcmp(inv.gaps[i].subject, subject) == 0)
			return &inv.gaps[i];
	return NULL;
}

/* Is a word anywhere in what would be stored? */
static bool
stored(const char *word)
{
	for (size_t i = 0; i < inv.part_count; i++)
		if (strstr(inv.parts[i].body, word) != NULL)
			return true;
	for (size_t i = 0; i < inv.sighting_count; i++)
		if (strstr(inv.sightings[i].address, word) != NULL)
			return true;
	for (size_t i = 0; i < inv.record_count; i++)
		if (strstr(inv.records[i].handle, word) != NULL ||
		    strstr(inv.records[i].name, word) != NULL)
			return true;
	for (size_t i = 0; i < inv.domains_seen.count; i++)
		if (strstr(inv.domains_seen.items[i], word) != NULL)
			return true;
	return false;
}

static void
expect_verdict(const char *url, enum verdict verdict, const char *why)
{
	const struct answer *a = answer_to(url);

	ck_assert_msg(a != NULL, "%s was not asked", url);
	ck_assert_str_eq(verdict_name(a->verdict), verdict_name(verdict));
	ck_assert_msg(strstr(a->reason, why) != NULL, "reason: %s", a->reason);
	ck_assert_int_eq(*a->reason == '\0', verdict == VERDICT_COMPLETE);
}

/* ---- the plan ---- */

START_TEST(three_answers_show_an_organization_whole)
{
	serve_all();
	run();
	ck_assert_uint_eq(fixture_log()->count, 3);
	ck_assert(inventory_complete(&inv));
	ck_assert_str_eq(inv.scopes[0].name, "Example Networks");
	ck_assert_int_eq(look_of(RECORD_NETWORK, NET_A), LOOK_COMPLETE);
	ck_assert_int_eq(look_of(RECORD_AUTNUM, "AS64500"), LOOK_COMPLETE);
	ck_assert_str_eq(
	    record_of(RECORD_NETWORK, NET_A)->range, "192.0.2.0/24");
	ck_assert_int_eq(
	    sighting_of("noc@example.com", "EXMPL-1")->level, LEVEL_ORG);
	ck_assert_int_eq(
	    sighting_of("abuse@example.net", NET_A)->level, LEVEL_NETWORK);
	ck_assert_uint_eq(inv.sighting_count, 2);
	ck_assert_uint_eq(inv.link_count, 2);
	ck_assert(inv.scopes[0].searched);
}
END_TEST

START_TEST(one_request_per_object_shows_the_same)
{
	serve_all();
	options.plan = PLAN_OBJECTS;
	run();
	ck_assert_uint_eq(fixture_log()->count, 4);
	ck_assert(inventory_complete(&inv));
	ck_assert_uint_eq(inv.sighting_count, 2);
	ck_assert(!inv.scopes[0].searched);
}
END_TEST

START_TEST(nothing_is_searched_for_where_the_lists_are_empty)
{
	serve_org(text_list(noc(), NULL), NULL, NULL);
	run();
	ck_assert_uint_eq(fixture_log()->count, 1);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_network_that_the_search_did_not_show_is_asked_for_alone)
{
	serve_all();
	serve_networks(text_list(network_a(), NULL));
	run();
	ck_assert_uint_eq(fixture_asked(URL_B), 1);
	ck_assert_uint_eq(fixture_asked(URL_A), 0);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_search_that_failed_is_no_gap_when_all_were_read_one_by_one)
{
	serve_all();
	fixture_fail(NETWORKS, FIXTURE_STATUS, 503);
	run();
	expect_verdict(NETWORKS, VERDICT_FAILED, "503");
	ck_assert_uint_eq(inv.gap_count, 0);
	ck_assert(inventory_complete(&inv));
	ck_assert(!inv.scopes[0].searched);
}
END_TEST

START_TEST(a_search_not_offered_is_replaced_by_one_request_each)
{
	static const int statuses[] = {400, 501};

	serve_all();
	fixture_fail(NETWORKS, FIXTURE_ERROR, (size_t)statuses[_i]);
	run();
	expect_verdict(NETWORKS, VERDICT_FAILED, "does not offer");
	ck_assert_uint_eq(fixture_asked(URL_A), 1);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_search_over_the_bound_is_replaced_by_one_request_each)
{
	serve_all();
	fixture_fail(NETWORKS, FIXTURE_TOO_LONG, 0);
	run();
	expect_verdict(NETWORKS, VERDICT_FAILED, "128 MiB");
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_search_that_would_be_over_the_bound_is_not_made)
{
	struct buf list = {0};
	char *poc = noc();

	buf_puts(&list, "[");
	for (int i = 0; i < 22400; i++)
		buf_printf(&list,
		    "%s{\"objectClassName\":\"autnum\",\"handle\":\"AS%d\","
		    "\"startAutnum\":%d,\"endAutnum\":%d}",
		    i == 0 ? "" : ",", i + 1, i + 1, i + 1);
	buf_puts(&list, "]");
	serve_org(text_list(poc, NULL), NULL, buf_take(&list));
	fixture_budget(2);
	run();
	ck_assert_ptr_null(answer_to(AUTNUMS));
	ck_assert_ptr_nonnull(strstr(inv.answers[1].why, "over 128 MiB"));
	ck_assert_uint_eq(inv.answer_count, 22401);
}
END_TEST

START_TEST(a_search_of_404_does_not_unmake_what_the_list_holds)
{
	serve_all();
	fixture_fail(NETWORKS, FIXTURE_ERROR, 404);
	run();
	expect_verdict(NETWORKS, VERDICT_COMPLETE, "");
	ck_assert_uint_eq(fixture_asked(URL_A) + fixture_asked(URL_B), 2);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_404_with_an_empty_result_array_is_an_answer)
{
	char *text = text_search("ipSearchResults", xstrdup("[]"), "");

	serve_all();
	fixture_serve(NETWORKS, 404, text);
	free(text);
	run();
	expect_verdict(NETWORKS, VERDICT_COMPLETE, "");
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(the_first_queries_can_be_listed_without_asking)
{
	struct strings lines = {0};

	enumerate_plan(&options, &lines);
	ck_assert_uint_eq(lines.count, 6);
	ck_assert_int_eq(strncmp(lines.items[0], ORG "\t", strlen(ORG) + 1), 0);
	ck_assert_int_eq(
	    strncmp(lines.items[1], NETWORKS "\t", strlen(NETWORKS) + 1), 0);
	strings_clear(&lines);
	options.plan = PLAN_OBJECTS;
	enumerate_plan(&options, &lines);
	ck_assert_uint_eq(lines.count, 4);
	strings_clear(&lines);
	ck_assert_uint_eq(fixture_log()->count, 0);
}
END_TEST

static size_t asked, last_number, last_planned;

static void
count_asking(
    void *arg, const struct query *query, size_t number, size_t planned)
{
	(void)arg;
	ck_assert_ptr_nonnull(query->why);
	asked++;
	last_number = number;
	last_planned = planned;
	ck_assert_uint_le(number, planned);
}

static int
refuse_second(void *arg, const struct answer *answer, struct error *err)
{
	(void)arg;
	(void)answer;
	return inv.answer_count == 2
		   ? error_set(err, ERROR_IO, "the disk is full")
		   : 0;
}

START_TEST(progress_is_told_before_each_request)
{
	asked = 0;
	serve_all();
	fixture_fail(NETWORKS, FIXTURE_STATUS, 503);
	options.asking = count_asking;
	run();
	ck_assert_uint_eq(asked, 5);
	ck_assert_uint_eq(last_number, 5);
	ck_assert_uint_eq(last_planned, 5);
}
END_TEST

START_TEST(an_answer_that_cannot_be_stored_stops_the_run)
{
	struct error err = {0};
	struct fetch_options fetch = {0};
	struct transport *t = fetch_new(&fetch, &err);

	serve_all();
	options.answered = refuse_second;
	ck_assert_int_eq(enumerate(&options, t, &inv, &err), -1);
	ck_assert_int_eq(err.code, ERROR_IO);
	ck_assert_uint_eq(fixture_log()->count, 2);
	transport_free(t);
}
END_TEST

/* ---- what is believed ---- */

START_TEST(a_404_in_rdap_form_means_that_there_is_no_such_organization)
{
	fixture_fail(ORG, FIXTURE_ERROR, 404);
	run();
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_ABSENT);
	ck_assert_int_eq(enumerate_fault(&inv), ERROR_NO_ORG);
	ck_assert_uint_eq(fixture_log()->count, 1);
	expect_verdict(ORG, VERDICT_COMPLETE, "");
}
END_TEST

START_TEST(a_404_of_a_web_server_means_nothing)
{
	fixture_fail(ORG, FIXTURE_HTML, 404);
	run();
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_FAILED);
	expect_verdict(ORG, VERDICT_FAILED, "text/html, not RDAP");
	ck_assert_ptr_nonnull(gap_of("EXMPL-1"));
	ck_assert_int_eq(enumerate_fault(&inv), ERROR_PROTOCOL);
}
END_TEST

START_TEST(a_404_with_another_error_code_means_nothing)
{
	fixture_serve(ORG, 404, "{\"errorCode\":500}");
	run();
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_FAILED);
}
END_TEST

START_TEST(a_200_with_an_error_of_404_means_nothing)
{
	fixture_serve(ORG, 200, "{\"errorCode\":404}");
	run();
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_FAILED);
	expect_verdict(ORG, VERDICT_FAILED, "an error object of code 404");
}
END_TEST

START_TEST(a_404_with_results_is_refused)
{
	char *text = text_search(
	    "ipSearchResults", text_list(network_a(), network_b(), NULL), "");

	serve_all();
	fixture_serve(NETWORKS, 404, text);
	free(text);
	run();
	expect_verdict(NETWORKS, VERDICT_FAILED, "status 404 and results");
}
END_TEST

START_TEST(a_404_with_a_record_is_refused)
{
	char *text = text_org("EXMPL-1", "Example Networks", 0,
	    text_list(noc(), NULL), "\"networks\":[],\"autnums\":[],");

	fixture_serve(ORG, 404, text);
	free(text);
	run();
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_FAILED);
	expect_verdict(ORG, VERDICT_FAILED, "status 404 and an entity");
	ck_assert_uint_eq(inv.sighting_count, 0);
}
END_TEST

START_TEST(a_404_whose_end_is_not_vouched_for_means_nothing)
{
	fixture_serve(ORG, 404, "{\"errorCode\":404}");
	fixture_fail(ORG, FIXTURE_UNFRAMED, 0);
	run();
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_FAILED);
}
END_TEST

START_TEST(a_page_of_html_is_not_rdap)
{
	serve_all();
	fixture_fail(ORG, FIXTURE_HTML, 200);
	run();
	expect_verdict(
	    ORG, VERDICT_FAILED, "answered with text/html, not RDAP");
	ck_assert_int_eq(answer_to(ORG)->fault, ERROR_PROTOCOL);
	ck_assert_int_eq(look_of(RECORD_NETWORK, NET_A), LOOK_COMPLETE);
	ck_assert_int_eq(look_of(RECORD_ORGANIZATION, "EXMPL-1"), LOOK_PARTIAL);
	ck_assert(!inventory_complete(&inv));
	ck_assert_int_eq(enumerate_fault(&inv), 0);
}
END_TEST

START_TEST(another_organizations_record_is_refused)
{
	serve_all();
	serve(ORG,
	    text_org("STRNG-1", "Stranger", 0, text_list(abuse(), NULL), ""));
	options.plan = PLAN_OBJECTS;
	run();
	expect_verdict(
	    ORG, VERDICT_FAILED, "answered with STRNG-1, not EXMPL-1");
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_FAILED);
	ck_assert(!stored("abuse@"));
	ck_assert(!stored("STRNG"));
}
END_TEST

START_TEST(an_answer_of_another_class_is_refused)
{
	serve_all();
	serve(ORG, network_a());
	run();
	expect_verdict(ORG, VERDICT_FAILED, "an ip network, not an entity");
}
END_TEST

START_TEST(a_body_that_is_no_json_is_refused_with_the_reason)
{
	serve_all();
	fixture_serve(ORG, 200, "{\"handle\": \"EXMPL-1\", nonsense}");
	run();
	ck_assert_int_eq(answer_to(ORG)->verdict, VERDICT_FAILED);
	ck_assert_int_eq(answer_to(ORG)->fault, ERROR_PROTOCOL);
	ck_assert_str_ne(answer_to(ORG)->reason, "");
}
END_TEST

START_TEST(a_body_cut_short_leaves_nothing_behind)
{
	serve_all();
	fixture_fail(ORG, FIXTURE_CUT, 300);
	options.plan = PLAN_OBJECTS;
	run();
	expect_verdict(ORG, VERDICT_FAILED, "cut short");
	ck_assert_str_eq(answer_to(ORG)->digest, "");
	ck_assert_uint_eq(inv.sighting_count, 0);
	ck_assert_int_eq(look_of(RECORD_ORGANIZATION, "EXMPL-1"), LOOK_FAILED);
	ck_assert_int_eq(enumerate_fault(&inv), ERROR_UNAVAILABLE);
}
END_TEST

START_TEST(a_redirect_to_another_registry_fails_with_its_reason)
{
	fixture_fail(ORG, FIXTURE_REDIRECT, 0);
	run();
	expect_verdict(ORG, VERDICT_FAILED, "redirected to rdap.example.net");
}
END_TEST

START_TEST(an_unframed_body_proves_presence_only)
{
	serve_all();
	fixture_fail(ORG, FIXTURE_UNFRAMED, 0);
	run();
	expect_verdict(
	    ORG, VERDICT_PARTIAL, "the server did not say where the body ends");
	ck_assert_ptr_nonnull(sighting_of("noc@example.com", "EXMPL-1"));
	ck_assert(!inv.scopes[0].list_complete[RECORD_NETWORK]);
	ck_assert_ptr_nonnull(gap_of("networks"));
	ck_assert_int_eq(look_of(RECORD_ORGANIZATION, "EXMPL-1"), LOOK_PARTIAL);
	/* framed in the search, where the same card stands */
	ck_assert_int_eq(look_of(RECORD_POC, "NOC1-ARIN"), LOOK_COMPLETE);
}
END_TEST

START_TEST(an_unframed_search_is_made_good_by_single_look_ups)
{
	serve_all();
	fixture_fail(NETWORKS, FIXTURE_UNFRAMED, 0);
	run();
	ck_assert_uint_eq(fixture_asked(URL_A) + fixture_asked(URL_B), 2);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_server_that_frames_nothing_is_not_asked_again_and_again)
{
	serve_all();
	fixture_fail(ORG, FIXTURE_UNFRAMED, 0);
	fixture_fail(NETWORKS, FIXTURE_UNFRAMED, 0);
	fixture_fail(AUTNUMS, FIXTURE_UNFRAMED, 0);
	run();
	ck_assert_uint_eq(fixture_log()->count, 3);
	ck_assert_ptr_nonnull(gap_of(NET_A));
}
END_TEST

START_TEST(a_poc_is_a_wrong_handle_for_an_organization)
{
	serve(
	    ORG, text_poc("EXMPL-1", "A. Person", "person@example.com", 0, ""));
	run();
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_OTHER);
	ck_assert_str_eq(
	    inv.scopes[0].reason, "EXMPL-1 is a POC, not an organization");
	ck_assert_int_eq(enumerate_fault(&inv), ERROR_NO_ORG);
	ck_assert(!stored("person"));
	ck_assert_uint_eq(fixture_log()->count, 1);
}
END_TEST

/* ---- what is missing ---- */

START_TEST(a_list_at_the_cap_is_a_gap_and_says_which)
{
	serve_all();
	options.cap = 2;
	run();
	ck_assert_uint_eq(inv.gap_count, 1);
	ck_assert_str_eq(gap_of("networks")->reason,
	    "the list holds 2 entries, the most the registry shows");
	ck_assert(!inv.scopes[0].list_complete[RECORD_NETWORK]);
	ck_assert(!inv.scopes[0].list_complete[RECORD_POC]);
	ck_assert(inv.scopes[0].list_complete[RECORD_AUTNUM]);
}
END_TEST

START_TEST(a_truncated_organization_may_lack_entries_of_any_list)
{
	serve(ORG, text_org("EXMPL-1", "Example Networks", 0,
		       text_list(noc(), NULL), TEXT_TRUNCATED));
	run();
	expect_verdict(ORG, VERDICT_PARTIAL, "truncated");
	ck_assert_uint_eq(inv.gap_count, 3);
	ck_assert_ptr_nonnull(gap_of("POCs"));
	ck_assert_ptr_nonnull(gap_of("autnums"));
}
END_TEST

START_TEST(a_cut_search_does_no_harm_while_the_list_is_whole)
{
	serve_all();
	serve(NETWORKS,
	    text_search("ipSearchResults", text_list(network_a(), NULL),
		"\"notices\":[{\"title\":\"Search Policy\",\"type\":\"result "
		"set truncated due to authorization\",\"description\":[]}],"));
	run();
	expect_verdict(NETWORKS, VERDICT_PARTIAL, "truncated");
	ck_assert_uint_eq(fixture_asked(URL_B), 1);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_network_that_cannot_be_read_is_a_gap)
{
	serve_all();
	options.plan = PLAN_OBJECTS;
	fixture_fail(URL_A, FIXTURE_FAILED, ERROR_UNAVAILABLE);
	run();
	ck_assert_int_eq(look_of(RECORD_NETWORK, NET_A), LOOK_FAILED);
	ck_assert_str_eq(gap_of(NET_A)->reason, "connection refused");
	ck_assert_str_eq(
	    record_of(RECORD_NETWORK, NET_A)->range, "192.0.2.0/24");
	ck_assert(inv.scopes[0].list_complete[RECORD_NETWORK]);
	ck_assert(!inv.scopes[0].list_complete[RECORD_POC]);
	ck_assert(!inventory_complete(&inv));
}
END_TEST

START_TEST(what_the_budget_does_not_reach_is_skipped_each_for_itself)
{
	serve_all();
	options.plan = PLAN_OBJECTS;
	fixture_budget(2);
	run();
	ck_assert_int_eq(look_of(RECORD_NETWORK, NET_A), LOOK_COMPLETE);
	ck_assert_int_eq(look_of(RECORD_NETWORK, NET_B), LOOK_SKIPPED);
	expect_verdict(URL_AS, VERDICT_SKIPPED, "budget");
	ck_assert_uint_eq(inv.gap_count, 2);
	ck_assert_uint_eq(inv.answer_count, 4);
}
END_TEST

START_TEST(rate_limiting_from_the_start_means_to_try_again)
{
	fixture_fail(ORG, FIXTURE_STATUS, 429);
	run();
	ck_assert_int_eq(enumerate_fault(&inv), ERROR_TRY_AGAIN);
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_FAILED);
}
END_TEST

START_TEST(nothing_to_complain_of_is_no_fault)
{
	ck_assert_int_eq(enumerate_fault(&inv), 0);
}
END_TEST

START_TEST(another_network_at_the_prefix_leads_to_the_handle)
{
	serve_all();
	options.plan = PLAN_OBJECTS;
	serve(URL_A, text_network("NET-192-0-2-0-2", "192.0.2.0/24",
			 text_list(stranger(abuse()), NULL), ""));
	serve(BASE "ips?handle=" NET_A,
	    text_search("ipSearchResults", text_list(network_a(), NULL), ""));
	run();
	expect_verdict(
	    URL_A, VERDICT_FAILED, "answered with NET-192-0-2-0-2, not " NET_A);
	ck_assert_int_eq(look_of(RECORD_NETWORK, NET_A), LOOK_COMPLETE);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(two_networks_at_one_prefix_share_one_look_up)
{
	serve_all();
	options.plan = PLAN_OBJECTS;
	serve_org(text_list(noc(), NULL),
	    text_list(listed("NET-192-0-2-0-2", "192.0.2.0/24"),
		listed(NET_A, "192.0.2.0/24"), NULL),
	    NULL);
	serve(URL_A, text_network("NET-192-0-2-0-2", "192.0.2.0/24",
			 text_list(registrant(), NULL), ""));
	serve(BASE "ips?handle=" NET_A,
	    text_search("ipSearchResults", text_list(network_a(), NULL), ""));
	run();
	ck_assert_uint_eq(fixture_asked(URL_A), 1);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_network_that_its_handle_does_not_show_either_is_a_gap)
{
	serve_all();
	options.plan = PLAN_OBJECTS;
	serve(URL_A, network_b());
	fixture_fail(BASE "ips?handle=" NET_A, FIXTURE_ERROR, 404);
	run();
	ck_assert_int_eq(look_of(RECORD_NETWORK, NET_A), LOOK_FAILED);
	ck_assert_ptr_nonnull(gap_of(NET_A));
}
END_TEST

START_TEST(a_truncated_network_is_asked_for_alone_once)
{
	serve_all();
	serve_networks(
	    text_list(text_network(NET_A, "192.0.2.0/24",
			  text_list(registrant(), NULL), TEXT_TRUNCATED),
		network_b(), NULL));
	run();
	ck_assert_uint_eq(fixture_asked(URL_A), 1);
	ck_assert_int_eq(look_of(RECORD_NETWORK, NET_A), LOOK_COMPLETE);
	ck_assert_ptr_nonnull(sighting_of("abuse@example.net", NET_A));
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_network_truncated_both_times_is_a_gap)
{
	char *cut = text_network(NET_A, "192.0.2.0/24",
	    text_list(registrant(), NULL), TEXT_TRUNCATED);

	serve_all();
	fixture_serve(URL_A, 200, cut);
	serve_networks(text_list(cut, network_b(), NULL));
	run();
	ck_assert_uint_eq(fixture_asked(URL_A), 1);
	ck_assert_int_eq(look_of(RECORD_NETWORK, NET_A), LOOK_PARTIAL);
	ck_assert_ptr_nonnull(gap_of(NET_A));
}
END_TEST

/* ---- POCs ---- */

START_TEST(a_poc_met_by_handle_is_asked_for_once)
{
	serve_org(text_list(text_handle("NOC1-ARIN", ROLE_NOC), NULL),
	    text_list(listed(NET_A, "192.0.2.0/24"), NULL), NULL);
	serve_networks(
	    text_list(text_network(NET_A, "192.0.2.0/24",
			  text_list(text_org("EXMPL-1", "E", ROLE_REGISTRANT,
					text_list(NULL), ""),
			      text_handle("NOC1-ARIN", ROLE_ABUSE), NULL),
			  ""),
		NULL));
	serve(BASE "entity/NOC1-ARIN", noc());
	run();
	ck_assert_uint_eq(fixture_asked(BASE "entity/NOC1-ARIN"), 1);
	ck_assert_uint_eq(
	    sighting_of("noc@example.com", "EXMPL-1")->roles, ROLE_NOC);
	ck_assert_uint_eq(
	    sighting_of("noc@example.com", NET_A)->roles, ROLE_ABUSE);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_poc_described_elsewhere_is_not_asked_for)
{
	serve_all();
	serve_org(text_list(text_handle("NOC1-ARIN", ROLE_NOC), NULL),
	    listed_both(), NULL);
	run();
	ck_assert_uint_eq(fixture_asked(BASE "entity/NOC1-ARIN"), 0);
	ck_assert_ptr_nonnull(sighting_of("noc@example.com", "EXMPL-1"));
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_poc_that_cannot_be_read_is_kept_with_its_link)
{
	serve_org(
	    text_list(text_handle("NOC1-ARIN", ROLE_NOC), NULL), NULL, NULL);
	fixture_fail(BASE "entity/NOC1-ARIN", FIXTURE_ERROR, 404);
	run();
	ck_assert_int_eq(look_of(RECORD_POC, "NOC1-ARIN"), LOOK_FAILED);
	ck_assert_uint_eq(inv.link_count, 1);
	ck_assert_ptr_nonnull(gap_of("NOC1-ARIN"));
}
END_TEST

START_TEST(a_truncated_poc_is_asked_for_alone)
{
	serve_org(text_list(text_poc("NOC1-ARIN", "NOC", "noc@example.com",
				ROLE_NOC, TEXT_TRUNCATED),
		      NULL),
	    NULL, NULL);
	serve(BASE "entity/NOC1-ARIN",
	    text_poc("NOC1-ARIN", "NOC", "second@example.com", 0, ""));
	run();
	ck_assert_int_eq(look_of(RECORD_POC, "NOC1-ARIN"), LOOK_COMPLETE);
	ck_assert_ptr_nonnull(sighting_of("noc@example.com", "EXMPL-1"));
	ck_assert_ptr_nonnull(sighting_of("second@example.com", "EXMPL-1"));
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(another_pocs_card_is_refused)
{
	serve_org(
	    text_list(text_handle("NOC1-ARIN", ROLE_NOC), NULL), NULL, NULL);
	serve(BASE "entity/NOC1-ARIN", abuse());
	run();
	ck_assert_int_eq(look_of(RECORD_POC, "NOC1-ARIN"), LOOK_FAILED);
	ck_assert(!stored("abuse@"));
}
END_TEST

START_TEST(a_handle_that_is_none_goes_into_no_url)
{
	serve_org(
	    text_list(text_handle("NOC1/../X", ROLE_NOC), NULL), NULL, NULL);
	run();
	ck_assert_uint_eq(fixture_log()->count, 1);
	ck_assert_int_eq(look_of(RECORD_POC, "NOC1/../X"), LOOK_FAILED);
	ck_assert_ptr_nonnull(gap_of("NOC1/../X"));
}
END_TEST

START_TEST(a_poc_that_answers_as_an_organization_is_not_gone)
{
	serve_org(text_list(text_handle("OTHER-1", ROLE_TECHNICAL), NULL), NULL,
	    NULL);
	serve(BASE "entity/OTHER-1",
	    text_org("OTHER-1", "Other", 0, text_list(abuse(), NULL), ""));
	run();
	ck_assert_int_eq(look_of(RECORD_POC, "OTHER-1"), LOOK_FAILED);
	ck_assert_ptr_nonnull(gap_of("OTHER-1"));
	ck_assert(!stored("abuse@"));
	ck_assert(!inventory_complete(&inv));
}
END_TEST

START_TEST(roles_unite_over_all_the_places_that_say_so)
{
	serve_all();
	serve_networks(text_list(network_a(),
	    text_network(NET_B, "198.51.100.0/24",
		text_list(
		    text_org("EXMPL-1", "E", ROLE_REGISTRANT,
			text_list(text_poc("NOC1-ARIN", "NOC",
				      "NOC@Example.com", ROLE_TECHNICAL, ""),
			    NULL),
			""),
		    NULL),
		""),
	    NULL));
	run();
	ck_assert_uint_eq(sighting_of("noc@example.com", "EXMPL-1")->roles,
	    ROLE_NOC | ROLE_TECHNICAL);
}
END_TEST

START_TEST(the_source_of_a_sighting_is_the_first_answer_that_shows_it)
{
	serve_all();
	run();
	ck_assert_str_eq(
	    sighting_of("noc@example.com", "EXMPL-1")->source_url, ORG);
	ck_assert_str_eq(
	    sighting_of("noc@example.com", "EXMPL-1")->source_digest,
	    answer_to(ORG)->digest);
}
END_TEST

START_TEST(addresses_in_names_and_remarks_are_sighted)
{
	const char *remark = "\"remarks\":[{\"title\":\"Registration "
			     "Comments\",\"description\":[\"ask "
			     "peering@example.com\"]}],";

	serve(ORG, text_org("EXMPL-1", "Example (info@example.com)", 0,
		       text_list(text_poc("NOC1-ARIN", "NOC", "noc@example.com",
				     ROLE_NOC, remark),
			   NULL),
		       remark));
	run();
	ck_assert_int_eq(
	    sighting_of("info@example.com", "EXMPL-1")->field, FIELD_NAME);
	ck_assert_int_eq(
	    sighting_of("peering@example.com", "EXMPL-1")->field, FIELD_REMARK);
	ck_assert_int_eq(
	    sighting_of("peering@example.com", "EXMPL-1")->level, LEVEL_ORG);
	ck_assert_int_eq(
	    sighting_of("peering@example.com", "NOC1-ARIN")->level, LEVEL_NONE);
	ck_assert_str_eq(
	    sighting_of("peering@example.com", "NOC1-ARIN")->poc, "NOC1-ARIN");
}
END_TEST

/* ---- whose it is ---- */

START_TEST(of_a_strangers_network_nothing_is_kept)
{
	serve_all();
	serve_networks(text_list(network_a(), network_b(),
	    text_network("NET-203-0-113-0-1", "203.0.113.0/24",
		text_list(
		    stranger(text_poc("STRNG1-ARIN", "S",
			"person@stranger.example", ROLE_ADMINISTRATIVE, "")),
		    noc(), NULL),
		""),
	    NULL));
	run();
	ck_assert_uint_eq(inv.scopes[0].associated, 1);
	ck_assert(!stored("stranger"));
	ck_assert(!stored("NET-203-0-113-0-1"));
	ck_assert_ptr_null(sighting_of("noc@example.com", "NET-203-0-113-0-1"));
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(a_customer_inside_the_organization_is_a_stranger)
{
	serve_all();
	serve_networks(text_list(network_a(), network_b(),
	    text_network("NET-203-0-113-0-1", "203.0.113.0/24",
		text_list(
		    text_org("C01234567", "Private Customer", ROLE_REGISTRANT,
			text_list(registrant(), NULL), ""),
		    NULL),
		""),
	    NULL));
	run();
	ck_assert_uint_eq(inv.scopes[0].associated, 1);
	ck_assert(!stored("NET-203-0-113-0-1"));
	ck_assert(!stored("C01234567"));
	ck_assert_uint_eq(inv.sighting_count, 2);
}
END_TEST

START_TEST(a_stranger_shown_twice_is_counted_once)
{
	char *other = text_network("NET-203-0-113-0-1", "203.0.113.0/24",
	    text_list(stranger(abuse()), NULL), "");

	serve_all();
	serve_networks(
	    text_list(network_a(), network_b(), xstrdup(other), other, NULL));
	run();
	ck_assert_uint_eq(inv.scopes[0].associated, 1);
}
END_TEST

START_TEST(a_customer_beside_the_organization_is_a_stranger)
{
	serve_all();
	serve_networks(text_list(network_a(), network_b(),
	    text_network("NET-203-0-113-0-1", "203.0.113.0/24",
		text_list(registrant(),
		    text_org("C01234567", "Private Customer", ROLE_REGISTRANT,
			text_list(NULL), ""),
		    NULL),
		""),
	    NULL));
	run();
	ck_assert_uint_eq(inv.scopes[0].associated, 1);
	ck_assert(!stored("NET-203-0-113-0-1"));
}
END_TEST

START_TEST(a_poc_that_is_linked_is_not_taken_for_a_strangers)
{
	serve_all();
	serve_networks(text_list(network_a(), network_b(),
	    text_network("NET-203-0-113-0-1", "203.0.113.0/24",
		text_list(stranger(noc()), NULL), ""),
	    NULL));
	strings_add(&domains, "example.com");
	run();
	ck_assert_uint_eq(inv.sighting_count, 2);
	ck_assert_ptr_null(sighting_of("noc@example.com", "NOC1-ARIN"));
}
END_TEST

START_TEST(a_copy_of_the_organization_within_a_network_is_evidence)
{
	serve_all();
	serve_org(text_list(NULL), listed_both(), NULL);
	run();
	ck_assert_int_eq(
	    sighting_of("noc@example.com", "EXMPL-1")->level, LEVEL_ORG);
	ck_assert_str_eq(
	    sighting_of("noc@example.com", "EXMPL-1")->source_url, NETWORKS);
	ck_assert_int_eq(
	    look_of(RECORD_ORGANIZATION, "EXMPL-1"), LOOK_COMPLETE);
}
END_TEST

START_TEST(a_listed_network_that_names_no_registrant_is_a_gap)
{
	serve_all();
	options.plan = PLAN_OBJECTS;
	serve(URL_A,
	    text_network(NET_A, "192.0.2.0/24", text_list(abuse(), NULL), ""));
	run();
	ck_assert_int_eq(look_of(RECORD_NETWORK, NET_A), LOOK_PARTIAL);
	ck_assert_str_eq(gap_of(NET_A)->reason, "no registrant is named");
	ck_assert(!stored("abuse@"));
}
END_TEST

START_TEST(two_organizations_share_what_was_answered)
{
	char *sibling = text_org(
	    "EXMPL-2", "Sibling", ROLE_REGISTRANT, text_list(noc(), NULL), "");
	char *net = text_network("NET-203-0-113-0-1", "203.0.113.0/24",
	    text_list(sibling, NULL), "");
	char *list = entries("networks",
	    text_list(listed("NET-203-0-113-0-1", "203.0.113.0/24"), NULL));

	serve_all();
	strings_add(&orgs, "EXMPL-2");
	serve(SIBLING,
	    text_org("EXMPL-2", "Sibling", 0,
		text_list(text_handle("NOC1-ARIN", ROLE_NOC), NULL), list));
	serve_networks(text_list(network_a(), network_b(), net, NULL));
	fixture_fail(BASE "ips/reverse_search/entity?handle=EXMPL-2",
	    FIXTURE_STATUS, 503);
	free(list);
	run();
	ck_assert_ptr_nonnull(inventory_record(
	    &inv, "EXMPL-2", RECORD_NETWORK, "NET-203-0-113-0-1"));
	ck_assert_ptr_null(record_of(RECORD_NETWORK, "NET-203-0-113-0-1"));
	ck_assert_uint_eq(inv.scopes[0].associated, 0);
	ck_assert_ptr_nonnull(
	    inventory_record(&inv, "EXMPL-2", RECORD_POC, "NOC1-ARIN"));
	ck_assert_ptr_nonnull(sighting_of("noc@example.com", "EXMPL-2"));
	ck_assert_uint_eq(fixture_log()->count, 5);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(an_absent_organization_does_not_harm_the_other)
{
	serve_all();
	strings_add(&orgs, "EXMPL-2");
	fixture_fail(SIBLING, FIXTURE_ERROR, 404);
	run();
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_READ);
	ck_assert_int_eq(inv.scopes[1].state, SCOPE_ABSENT);
	ck_assert_int_eq(enumerate_fault(&inv), 0);
	ck_assert(!inventory_complete(&inv));
}
END_TEST

/* ---- domains ---- */

START_TEST(a_declared_domain_is_confirmed_by_a_linked_poc)
{
	serve_all();
	strings_add(&domains, "example.com");
	strings_add(&domains, "example.org");
	run();
	ck_assert(inv.domains[0].confirmed);
	ck_assert_str_eq(inv.domains[0].evidence, "NOC1-ARIN");
	ck_assert(!inv.domains[1].confirmed);
	ck_assert_uint_eq(inv.domains_seen.count, 1);
	ck_assert_str_eq(inv.domains_seen.items[0], "example.net");
}
END_TEST

START_TEST(a_domain_below_confirms_nothing)
{
	serve_org(text_list(text_poc("NOC1-ARIN", "NOC", "noc@mail.example.com",
				ROLE_NOC, ""),
		      NULL),
	    NULL, NULL);
	strings_add(&domains, "example.com");
	run();
	ck_assert(!inv.domains[0].confirmed);
	ck_assert_str_eq(inv.domains_seen.items[0], "mail.example.com");
}
END_TEST

static void
serve_with_stranger(const char *email)
{
	serve_all();
	serve_networks(text_list(network_a(), network_b(),
	    text_network("NET-203-0-113-0-1", "203.0.113.0/24",
		text_list(stranger(text_poc("FORMER1-ARIN", "Former", email,
			      ROLE_ADMINISTRATIVE, "")),
		    NULL),
		""),
	    NULL));
}

START_TEST(a_strangers_poc_at_a_confirmed_domain_is_kept)
{
	serve_with_stranger("former@mail.example.com");
	strings_add(&domains, "example.com");
	run();
	ck_assert_int_eq(
	    sighting_of("former@mail.example.com", "FORMER1-ARIN")->level,
	    LEVEL_NONE);
	ck_assert_int_eq(look_of(RECORD_POC, "FORMER1-ARIN"), LOOK_COMPLETE);
	ck_assert_uint_eq(inv.link_count, 2);
	ck_assert_uint_ne(
	    sighting_of("former@mail.example.com", "FORMER1-ARIN")->part, 0);
	ck_assert(!stored("STRNG-1"));
}
END_TEST

START_TEST(of_a_strangers_poc_only_addresses_at_own_domains_are_kept)
{
	serve_with_stranger("former@example.com\"],[\"email\",{},\"text\","
			    "\"private@freemail.example");
	strings_add(&domains, "example.com");
	run();
	ck_assert_ptr_nonnull(
	    sighting_of("former@example.com", "FORMER1-ARIN"));
	/* A proof would show the other address as well. */
	ck_assert_uint_eq(
	    sighting_of("former@example.com", "FORMER1-ARIN")->part, 0);
	ck_assert(!stored("private@"));
	ck_assert(!stored("freemail"));
}
END_TEST

START_TEST(a_strangers_poc_is_dropped_where_the_domain_is_not_confirmed)
{
	serve_with_stranger("former@example.org");
	strings_add(&domains, "example.org");
	run();
	ck_assert(!stored("FORMER1"));
	ck_assert(!stored("former@"));
}
END_TEST

START_TEST(a_domain_that_only_looks_alike_is_a_strangers)
{
	serve_with_stranger("former@notexample.com");
	strings_add(&domains, "example.com");
	run();
	ck_assert(!stored("FORMER1"));
	ck_assert(!stored("notexample"));
}
END_TEST

START_TEST(no_failure_makes_a_run_complete_that_lacks_something)
{
	static const char *const urls[] = {
	    ORG, NETWORKS, AUTNUMS, URL_A, URL_B, URL_AS};
	static const enum fixture_fault faults[] = {FIXTURE_HTML, FIXTURE_CUT,
	    FIXTURE_FAILED, FIXTURE_TOO_LONG, FIXTURE_REDIRECT};
	static const size_t arguments[] = {200, 100, ERROR_UNAVAILABLE, 0, 0};

	for (unsigned set = 0; set < 64; set++) {
		serve_all();
		for (size_t i = 0; i < 6; i++)
			if ((set >> i & 1) != 0)
				fixture_fail(
				    urls[i], faults[_i], arguments[_i]);
		run();
		if (inventory_complete(&inv)) {
			ck_assert_uint_eq(inv.sighting_count, 2);
			ck_assert_uint_eq(inv.link_count, 2);
			ck_assert_uint_eq(inv.record_count, 6);
		} else {
			ck_assert_uint_gt(inv.gap_count, 0);
		}
		for (size_t i = 0; i < inv.answer_count; i++)
			ck_assert_uint_eq(fixture_asked(inv.answers[i].url), 1);
		inventory_clear(&inv);
		fixture_reset();
	}
}
END_TEST

static void
add_plan_tests(TCase *t)
{
	tcase_add_test(t, three_answers_show_an_organization_whole);
	tcase_add_test(t, one_request_per_object_shows_the_same);
	tcase_add_test(t, nothing_is_searched_for_where_the_lists_are_empty);
	tcase_add_test(
	    t, a_network_that_the_search_did_not_show_is_asked_for_alone);
	tcase_add_test(
	    t, a_search_that_failed_is_no_gap_when_all_were_read_one_by_one);
	tcase_add_loop_test(
	    t, a_search_not_offered_is_replaced_by_one_request_each, 0, 2);
	tcase_add_test(
	    t, a_search_over_the_bound_is_replaced_by_one_request_each);
	tcase_add_test(t, a_search_that_would_be_over_the_bound_is_not_made);
	tcase_add_test(t, a_search_of_404_does_not_unmake_what_the_list_holds);
	tcase_add_test(t, a_404_with_an_empty_result_array_is_an_answer);
	tcase_add_test(t, the_first_queries_can_be_listed_without_asking);
	tcase_add_test(t, progress_is_told_before_each_request);
	tcase_add_test(t, an_answer_that_cannot_be_stored_stops_the_run);
}

static void
add_belief_tests(TCase *t)
{
	tcase_add_test(
	    t, a_404_in_rdap_form_means_that_there_is_no_such_organization);
	tcase_add_test(t, a_404_of_a_web_server_means_nothing);
	tcase_add_test(t, a_404_with_another_error_code_means_nothing);
	tcase_add_test(t, a_200_with_an_error_of_404_means_nothing);
	tcase_add_test(t, a_404_with_results_is_refused);
	tcase_add_test(t, a_404_with_a_record_is_refused);
	tcase_add_test(t, a_404_whose_end_is_not_vouched_for_means_nothing);
	tcase_add_test(t, a_page_of_html_is_not_rdap);
	tcase_add_test(t, another_organizations_record_is_refused);
	tcase_add_test(t, an_answer_of_another_class_is_refused);
	tcase_add_test(t, a_body_that_is_no_json_is_refused_with_the_reason);
	tcase_add_test(t, a_body_cut_short_leaves_nothing_behind);
	tcase_add_test(t, a_redirect_to_another_registry_fails_with_its_reason);
	tcase_add_test(t, an_unframed_body_proves_presence_only);
	tcase_add_test(t, an_unframed_search_is_made_good_by_single_look_ups);
	tcase_add_test(
	    t, a_server_that_frames_nothing_is_not_asked_again_and_again);
	tcase_add_test(t, a_poc_is_a_wrong_handle_for_an_organization);
}

static void
add_gap_tests(TCase *t)
{
	tcase_add_test(t, a_list_at_the_cap_is_a_gap_and_says_which);
	tcase_add_test(
	    t, a_truncated_organization_may_lack_entries_of_any_list);
	tcase_add_test(t, a_cut_search_does_no_harm_while_the_list_is_whole);
	tcase_add_test(t, a_network_that_cannot_be_read_is_a_gap);
	tcase_add_test(
	    t, what_the_budget_does_not_reach_is_skipped_each_for_itself);
	tcase_add_test(t, rate_limiting_from_the_start_means_to_try_again);
	tcase_add_test(t, nothing_to_complain_of_is_no_fault);
	tcase_add_test(t, another_network_at_the_prefix_leads_to_the_handle);
	tcase_add_test(t, two_networks_at_one_prefix_share_one_look_up);
	tcase_add_test(
	    t, a_network_that_its_handle_does_not_show_either_is_a_gap);
	tcase_add_test(t, a_truncated_network_is_asked_for_alone_once);
	tcase_add_test(t, a_network_truncated_both_times_is_a_gap);
	tcase_add_loop_test(
	    t, no_failure_makes_a_run_complete_that_lacks_something, 0, 5);
}

static void
add_poc_tests(TCase *t)
{
	tcase_add_test(t, a_poc_met_by_handle_is_asked_for_once);
	tcase_add_test(t, a_poc_described_elsewhere_is_not_asked_for);
	tcase_add_test(t, a_poc_that_cannot_be_read_is_kept_with_its_link);
	tcase_add_test(t, a_truncated_poc_is_asked_for_alone);
	tcase_add_test(t, another_pocs_card_is_refused);
	tcase_add_test(t, a_handle_that_is_none_goes_into_no_url);
	tcase_add_test(t, a_poc_that_answers_as_an_organization_is_not_gone);
	tcase_add_test(t, roles_unite_over_all_the_places_that_say_so);
	tcase_add_test(
	    t, the_source_of_a_sighting_is_the_first_answer_that_shows_it);
	tcase_add_test(t, addresses_in_names_and_remarks_are_sighted);
}

static void
add_owner_tests(TCase *t)
{
	tcase_add_test(t, of_a_strangers_network_nothing_is_kept);
	tcase_add_test(t, a_customer_inside_the_organization_is_a_stranger);
	tcase_add_test(t, a_stranger_shown_twice_is_counted_once);
	tcase_add_test(t, a_customer_beside_the_organization_is_a_stranger);
	tcase_add_test(t, a_poc_that_is_linked_is_not_taken_for_a_strangers);
	tcase_add_test(
	    t, a_copy_of_the_organization_within_a_network_is_evidence);
	tcase_add_test(t, a_listed_network_that_names_no_registrant_is_a_gap);
	tcase_add_test(t, two_organizations_share_what_was_answered);
	tcase_add_test(t, an_absent_organization_does_not_harm_the_other);
	tcase_add_test(t, a_declared_domain_is_confirmed_by_a_linked_poc);
	tcase_add_test(t, a_domain_below_confirms_nothing);
	tcase_add_test(t, a_strangers_poc_at_a_confirmed_domain_is_kept);
	tcase_add_test(
	    t, of_a_strangers_poc_only_addresses_at_own_domains_are_kept);
	tcase_add_test(
	    t, a_strangers_poc_is_dropped_where_the_domain_is_not_confirmed);
	tcase_add_test(t, a_domain_that_only_looks_alike_is_a_strangers);
}

Suite *
suite_enumerate(void)
{
	static const struct {
		const char *name;
		void (*add)(TCase *t);
	} cases[] = {
	    {"plan", add_plan_tests},
	    {"belief", add_belief_tests},
	    {"gaps", add_gap_tests},
	    {"POCs", add_poc_tests},
	    {"owners", add_owner_tests},
	};
	Suite *s = suite_create("enumerate");

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		TCase *t = tcase_create(cases[i].name);

		tcase_add_checked_fixture(
		    t, enumeration_begin, enumeration_end);
		tcase_set_timeout(t, 60);
		cases[i].add(t);
		suite_add_tcase(s, t);
	}
	return s;
}
