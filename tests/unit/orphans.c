#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "tests/enumeration.h"
#include "tests/suites.h"
#include "tests/whois_text.h"

#define SEARCH "pocs;domain=example.com"

static struct strings shared;

static void
serve_poc(const char *handle, const char *email)
{
	char *url = xasprintf(BASE "entity/%s", handle);
	char *text = text_poc(handle, "Gone", email, 0, "");

	fixture_serve(url, 200, text);
	free(url);
	free(text);
}

static void
search(const char *handles, bool cut)
{
	whois_list(SEARCH, "pocs", "pocRef", handles, cut);
}

/* An organization with a NOC at example.com, and GONE1-ARIN, linked to
 * nothing. */
static void
setup(void)
{
	enumeration_begin();
	options.shared_domains = &shared;
	options.whois = WHOIS;
	options.cross_check = CROSS_CHECK_NEVER;
	strings_add(&domains, "example.com");
	serve_contacts(text_list(
	    text_poc("NOC1-ARIN", "NOC", "noc@example.com", ROLE_NOC, ""),
	    NULL));
	search("NOC1-ARIN GONE1-ARIN", false);
	serve_poc("GONE1-ARIN", "gone@example.com");
	whois_serves("GONE1-ARIN", NULL);
}

static void
teardown(void)
{
	strings_clear(&shared);
	enumeration_end();
}

static const struct record *
poc(const char *handle)
{
	return inventory_record(&inv, "EXMPL-1", RECORD_POC, handle);
}

START_TEST(a_poc_that_is_linked_to_nothing_is_found)
{
	run();
	ck_assert(inv.domains[0].searched);
	ck_assert(inventory_complete(&inv));
	ck_assert_ptr_nonnull(poc("GONE1-ARIN"));
	ck_assert(poc("GONE1-ARIN")->links_known);
	ck_assert(poc("GONE1-ARIN")->second);
	ck_assert_int_eq(sighting("gone@example.com")->level, LEVEL_NONE);
	ck_assert_str_eq(
	    sighting("gone@example.com")->source_url, BASE "entity/GONE1-ARIN");
}
END_TEST

START_TEST(whom_it_serves_is_asked_with_what_they_hold)
{
	whois_serves("GONE1-ARIN", "HOLDS-1 EMPTY-1");
	whois_list(
	    "org/HOLDS-1/nets", "nets", "netRef", "NET-192-0-2-0-1", false);
	whois_nothing("org/EMPTY-1/nets");
	whois_nothing("org/EMPTY-1/asns");
	run();
	ck_assert_uint_eq(inv.elsewhere_count, 2);
	ck_assert_int_eq(inv.elsewheres[0].resources, 1);
	ck_assert_int_eq(inv.elsewheres[1].resources, 0);
	ck_assert_uint_eq(fixture_asked(WHOIS "org/HOLDS-1/asns"), 0);
}
END_TEST

START_TEST(what_they_hold_may_stay_unknown)
{
	whois_serves("GONE1-ARIN", "OTHER-1");
	whois_nothing("org/OTHER-1/nets");
	run();
	ck_assert_int_eq(inv.elsewheres[0].resources, -1);
	ck_assert(gap("links of GONE1-ARIN"));
}
END_TEST

START_TEST(a_network_that_cannot_be_read_is_nobodys)
{
	whois_list("poc/GONE1-ARIN/nets", "nets", "netPocLinkRef",
	    "NET-192-0-2-0-1:T", false);
	whois_404("net/NET-192-0-2-0-1", "<html>Not Found</html>");
	run();
	ck_assert(gap("links of GONE1-ARIN"));
	ck_assert(!poc("GONE1-ARIN")->links_known);
	ck_assert_uint_eq(inv.elsewhere_count, 0);
}
END_TEST

START_TEST(links_that_are_not_read_whole_are_a_gap)
{
	whois_404("poc/GONE1-ARIN/nets", "<html>Not Found</html>");
	run();
	ck_assert(!poc("GONE1-ARIN")->links_known);
	ck_assert(gap("links of GONE1-ARIN"));
	ck_assert(!inventory_complete(&inv));
}
END_TEST

/* MET1-ARIN, at an own domain, serves a stranger's network that the search
 * for EXMPL-1 shows. */
static void
serve_met(void)
{
	char *text = text_search("ipSearchResults",
	    text_list(text_network("NET-192-0-2-0-1", "192.0.2.0/24",
			  text_list(text_org("OTHER-1", "Other",
					ROLE_REGISTRANT, xstrdup("[]"), ""),
			      text_poc("MET1-ARIN", "Met", "met@example.com",
				  ROLE_TECHNICAL, ""),
			      NULL),
			  ""),
		NULL),
	    "");

	fixture_serve(
	    BASE "ips/reverse_search/entity?handle=EXMPL-1", 200, text);
	free(text);
	text = text_org("EXMPL-1", "Example Networks", 0,
	    text_list(
		text_poc("NOC1-ARIN", "NOC", "noc@example.com", ROLE_NOC, ""),
		NULL),
	    "\"networks\":[{\"objectClassName\":\"ip network\",\"handle\":"
	    "\"NET-192-0-2-0-1\",\"startAddress\":\"192.0.2.0\","
	    "\"endAddress\":\"192.0.2.255\",\"ipVersion\":\"v4\"}],"
	    "\"autnums\":[],");
	fixture_serve(ORG, 200, text);
	free(text);
}

static bool
links_unknown(void)
{
	return poc("MET1-ARIN") != NULL && !poc("MET1-ARIN")->links_known &&
	       !poc("MET1-ARIN")->orgs_known && gap("links of MET1-ARIN") &&
	       !inventory_complete(&inv);
}

START_TEST(without_whois_rws_the_links_of_who_was_met_are_unknown)
{
	serve_met();
	options.whois = NULL;
	run();
	ck_assert(links_unknown());
	ck_assert_uint_eq(inv.gap_count, 1);
}
END_TEST

START_TEST(without_whois_rws_nothing_is_missing_where_nobody_was_met)
{
	options.whois = NULL;
	run();
	ck_assert(inventory_complete(&inv));
	serve_met();
	strings_clear(&domains);
	inventory_clear(&inv);
	run();
	ck_assert(inventory_complete(&inv));
	ck_assert_ptr_null(poc("MET1-ARIN"));
}
END_TEST

START_TEST(who_was_met_is_asked_for_where_there_is_a_whois_rws)
{
	serve_met();
	whois_serves("MET1-ARIN", "OTHER-1");
	whois_list(
	    "org/OTHER-1/nets", "nets", "netRef", "NET-192-0-2-0-1", false);
	run();
	ck_assert(poc("MET1-ARIN")->links_known);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(what_serves_an_audited_organization_is_no_orphan)
{
	whois_serves("GONE1-ARIN", "EXMPL-1");
	run();
	ck_assert_int_eq(sighting("gone@example.com")->level, LEVEL_ORG);
	ck_assert(sighting("gone@example.com")->second);
	ck_assert_uint_eq(inv.elsewhere_count, 0);
}
END_TEST

/* The search comes before the cross-check, which alone shows TECH1-ARIN. */
START_TEST(a_domain_that_only_the_second_view_confirms_is_searched_then)
{
	options.cross_check = CROSS_CHECK_ALWAYS;
	serve_contacts(text_list(
	    text_poc("NOC1-ARIN", "NOC", "noc@example.net", ROLE_NOC, ""),
	    NULL));
	whois_list("org/EXMPL-1/pocs", "pocs", "pocLinkRef",
	    "NOC1-ARIN:N TECH1-ARIN:T", false);
	whois_poc("TECH1-ARIN", "tech@example.com");
	whois_serve("org/EXMPL-1", "org",
	    "<handle>EXMPL-1</handle><name>Example Networks</name>");
	whois_nothing("org/EXMPL-1/nets");
	whois_poc("NOC1-ARIN", "noc@example.net");
	search("TECH1-ARIN GONE1-ARIN", false);
	run();
	ck_assert(inv.domains[0].searched);
	ck_assert_ptr_nonnull(poc("GONE1-ARIN"));
	ck_assert_uint_eq(fixture_asked(WHOIS SEARCH), 1);
}
END_TEST

/* It was met with a stranger, and serves a network that RDAP has not. */
START_TEST(who_was_met_and_is_linked_is_no_orphan)
{
	serve_met();
	whois_list("poc/MET1-ARIN/nets", "nets", "netPocLinkRef",
	    "NET-192-0-2-0-9:T", false);
	whois_nothing("poc/MET1-ARIN/orgs");
	whois_nothing("poc/MET1-ARIN/asns");
	whois_serve("net/NET-192-0-2-0-9", "net",
	    "<handle>NET-192-0-2-0-9</handle><name>A</name>"
	    "<startAddress>192.0.2.0</startAddress>"
	    "<endAddress>192.0.2.15</endAddress>"
	    "<orgRef handle=\"EXMPL-1\" name=\"x\">x</orgRef>");
	run();
	for (size_t i = 0; i < inv.sighting_count; i++)
		if (strcmp(inv.sightings[i].poc, "MET1-ARIN") == 0)
			ck_assert_int_eq(inv.sightings[i].level, LEVEL_NETWORK);
	ck_assert_ptr_nonnull(sighting("met@example.com"));
}
END_TEST

START_TEST(a_search_without_a_known_poc_is_not_believed)
{
	search("GONE1-ARIN", false);
	run();
	ck_assert(gap("POCs at example.com"));
	ck_assert(!inv.domains[0].searched);
	ck_assert_ptr_nonnull(poc("GONE1-ARIN"));
}
END_TEST

START_TEST(a_plain_404_is_no_empty_search)
{
	whois_404(SEARCH, "<html>Not Found</html>");
	run();
	ck_assert(gap("POCs at example.com"));
}
END_TEST

START_TEST(a_domain_that_nobody_uses_or_that_is_shared_is_not_searched)
{
	strings_add(&domains, "unused.example");
	strings_add(&shared, "example.com");
	run();
	ck_assert_uint_eq(fixture_log()->count, 1);
	ck_assert(inventory_complete(&inv));
}
END_TEST

static void
serve_parts(const char *prefix, const char *alphabet)
{
	for (; *alphabet != '\0'; alphabet++) {
		char *path =
		    xasprintf(SEARCH ";handle=%s%c*", prefix, *alphabet);

		whois_nothing(path);
		free(path);
	}
}

#define LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

START_TEST(a_cut_search_is_divided)
{
	search("NOC1-ARIN", true);
	serve_parts("", LETTERS);
	whois_list(SEARCH ";handle=N*", "pocs", "pocRef", "NOC1-ARIN", false);
	whois_list(SEARCH ";handle=G*", "pocs", "pocRef", "GONE1-ARIN", false);
	run();
	ck_assert(inventory_complete(&inv));
	ck_assert(inv.domains[0].searched);
	ck_assert_ptr_nonnull(sighting("gone@example.com"));
}
END_TEST

static void
serve_part(const char *prefix, const char *last, const char *handles, bool cut)
{
	char *path = *last == '\0' ? xasprintf(SEARCH ";handle=%s*", prefix)
				   : xasprintf(SEARCH ";handle=%s*;last=%s*",
					 prefix, last);

	whois_list(path, "pocs", "pocRef", handles, cut);
	free(path);
}

/* Everything is cut on the way to handles that begin so, nothing lies beside
 * it, and so many of it are shown. */
static void
serve_crowd(const char *prefix, const char *shown)
{
	search(shown, true);
	for (size_t n = 1; n <= strlen(prefix); n++) {
		char *less = xstrndup(prefix, n - 1);
		char *part = xstrndup(prefix, n);

		serve_parts(less, n == 1 ? LETTERS : LETTERS "-_");
		serve_part(part, "", shown, true);
		free(less);
		free(part);
	}
}

static void
serve_names(const char *prefix)
{
	for (const char *c = LETTERS; *c != '\0'; c++) {
		char *path =
		    xasprintf(SEARCH ";handle=%s*;last=%c*", prefix, *c);

		whois_nothing(path);
		free(path);
	}
}

static bool
gap_says(const char *text)
{
	for (size_t i = 0; i < inv.gap_count; i++)
		if (strstr(inv.gaps[i].reason, text) != NULL)
			return true;
	return false;
}

static void
serve_orphan(const char *handle, const char *email)
{
	serve_poc(handle, email);
	whois_serves(handle, NULL);
}

START_TEST(a_crowd_is_divided_by_longer_handles)
{
	serve_crowd("N", "NOC1-ARIN");
	serve_parts("N", LETTERS "-_");
	serve_part("NO", "", "NOC1-ARIN", false);
	serve_part("NE", "", "NET12-ARIN", false);
	serve_orphan("NET12-ARIN", "left@example.com");
	run();
	ck_assert(inventory_complete(&inv));
	ck_assert(inv.domains[0].searched);
	ck_assert_ptr_nonnull(sighting("left@example.com"));
}
END_TEST

START_TEST(a_crowd_of_like_handles_is_divided_by_last_name)
{
	serve_crowd("NETWO1", "NETWO10-ARIN");
	serve_part("N", "", "NETWO10-ARIN NOC1-ARIN", true);
	serve_names("NETWO1");
	serve_part("NETWO1", "S", "NETWO11-ARIN", false);
	serve_orphan("NETWO10-ARIN", "one@example.com");
	serve_orphan("NETWO11-ARIN", "two@example.com");
	run();
	ck_assert_ptr_nonnull(sighting("one@example.com"));
	ck_assert_ptr_nonnull(sighting("two@example.com"));
}
END_TEST

START_TEST(who_has_no_last_name_may_be_missing_then)
{
	serve_crowd("NETWO1", "NETWO10-ARIN");
	serve_part("NO", "", "NOC1-ARIN", false);
	serve_names("NETWO1");
	serve_orphan("NETWO10-ARIN", "one@example.com");
	run();
	ck_assert(!inv.domains[0].searched);
	ck_assert_uint_eq(inv.gap_count, 1);
	ck_assert_str_eq(inv.gaps[0].subject, "POCs at example.com");
	ck_assert_str_eq(inv.gaps[0].reason,
	    "more handles begin with NETWO1 than a list shows; POCs without a "
	    "last name may be missing");
}
END_TEST

START_TEST(what_stays_cut_is_named)
{
	serve_crowd("NETWO1", "NETWO10-ARIN");
	serve_names("NETWO1");
	serve_part("NETWO1", "K", "NETWO12-ARIN", true);
	serve_part("NETWO1", "S", "NETWO11-ARIN", true);
	serve_orphan("NETWO10-ARIN", "one@example.com");
	serve_orphan("NETWO11-ARIN", "two@example.com");
	serve_orphan("NETWO12-ARIN", "three@example.com");
	run();
	ck_assert(!inv.domains[0].searched);
	ck_assert(gap_says("begin with NETWO1 than a list shows, and of those "
			   "more last names with K S"));
	ck_assert_ptr_nonnull(sighting("two@example.com"));
	ck_assert_ptr_nonnull(sighting("three@example.com"));
}
END_TEST

START_TEST(a_server_that_heeds_no_last_name_is_not_asked_on)
{
	serve_crowd("NETWO1", "NETWO10-ARIN");
	serve_names("NETWO1");
	serve_part("NETWO1", "A", "NETWO10-ARIN", true);
	serve_part("NETWO1", "B", "NETWO10-ARIN", true);
	serve_orphan("NETWO10-ARIN", "one@example.com");
	run();
	ck_assert(gap_says("begin with NETWO1 than a list shows, and asking by "
			   "last name shows no others"));
	ck_assert_uint_eq(
	    fixture_asked(WHOIS SEARCH ";handle=NETWO1*;last=B*"), 1);
	ck_assert_uint_eq(
	    fixture_asked(WHOIS SEARCH ";handle=NETWO1*;last=C*"), 0);
}
END_TEST

START_TEST(a_server_that_heeds_no_prefix_is_noticed)
{
	search("NOC1-ARIN", true);
	whois_list(SEARCH ";handle=A*", "pocs", "pocRef", "NOC1-ARIN", false);
	run();
	ck_assert(gap("POCs at example.com"));
	ck_assert_uint_eq(fixture_asked(WHOIS SEARCH ";handle=B*"), 0);
}
END_TEST

/* NOC1-ARIN and 21 others, all of which exist and serve nothing. */
static void
serve_many(void)
{
	struct buf handles = {0};

	buf_puts(&handles, "NOC1-ARIN");
	for (int i = 0; i < 21; i++) {
		char *handle = xasprintf("USER%d-ARIN", i);
		char *email = xasprintf("user%d@example.com", i);

		buf_printf(&handles, " %s", handle);
		serve_poc(handle, email);
		whois_serves(handle, NULL);
		free(handle);
		free(email);
	}
	search(handles.data, false);
	buf_clear(&handles);
}

START_TEST(too_many_are_counted_and_not_stored)
{
	serve_many();
	run();
	ck_assert_ptr_null(poc("USER0-ARIN"));
	ck_assert_uint_eq(inv.record_count, 2);
	ck_assert(inventory_complete(&inv));
	ck_assert(!inv.domains[0].searched);
	ck_assert_ptr_nonnull(strstr(inv.notes[0].text, "21 POCs"));
	ck_assert_ptr_nonnull(strstr(inv.notes[0].text, "--domain-is-own"));
}
END_TEST

START_TEST(too_many_are_stored_once_they_are_said_to_be_own)
{
	serve_many();
	options.all_searched = true;
	run();
	ck_assert_uint_eq(inv.record_count, 23);
	ck_assert(inv.domains[0].searched);
}
END_TEST

START_TEST(what_only_whois_shows_at_the_domain_is_read_there)
{
	fixture_fail(BASE "entity/GONE1-ARIN", FIXTURE_ERROR, 404);
	whois_poc("GONE1-ARIN", "gone@example.com");
	run();
	ck_assert_ptr_nonnull(sighting("gone@example.com"));
	ck_assert_uint_eq(inv.difference_count, 1);
	ck_assert(inventory_complete(&inv));
}
END_TEST

/* It may show less than RDAP would, and that it is validated. */
START_TEST(whois_alone_is_no_complete_look)
{
	fixture_fail(BASE "entity/GONE1-ARIN", FIXTURE_HTML, 200);
	whois_serve("poc/GONE1-ARIN", "poc",
	    "<handle>GONE1-ARIN</handle><isRoleAccount>Y</isRoleAccount>"
	    "<companyName>Gone</companyName><emails><email>gone@example.com"
	    "</email></emails><status><description>Validated</description>"
	    "</status>");
	run();
	ck_assert_ptr_nonnull(sighting("gone@example.com"));
	ck_assert_int_eq(poc("GONE1-ARIN")->look, LOOK_PARTIAL);
	ck_assert_int_eq(poc("GONE1-ARIN")->validated, VALIDATION_UNKNOWN);
	ck_assert(gap("GONE1-ARIN"));
	ck_assert_uint_eq(inv.difference_count, 0);
}
END_TEST

/* An earlier run saw another address on it: where RDAP does not show that,
 * Whois-RWS may. */
static void
knew(const char *address)
{
	static char handle[] = "GONE1-ARIN", org[] = "EXMPL-1";
	static char both[64];
	static const struct known_poc known = {org, handle, both};

	snprintf(both, sizeof(both), "gone@example.com %s", address);
	options.known = &known;
	options.known_count = 1;
	run();
}

START_TEST(what_was_known_of_an_orphan_is_looked_for_in_both_views)
{
	whois_poc("GONE1-ARIN", "imre@example.net");
	knew("imre@example.net");
	ck_assert(sighting("imre@example.net")->second);
	ck_assert_int_eq(sighting("imre@example.net")->level, LEVEL_NONE);
	ck_assert_uint_eq(inv.difference_count, 1);
	ck_assert_str_eq(inv.differences[0].rdap, "gone@example.com");
	ck_assert_int_eq(poc("GONE1-ARIN")->look, LOOK_COMPLETE);
}
END_TEST

START_TEST(what_was_known_of_an_orphan_is_not_gone_by_rdap_alone)
{
	fixture_fail(WHOIS "poc/GONE1-ARIN", FIXTURE_ERROR, 500);
	knew("imre@example.net");
	ck_assert_int_eq(poc("GONE1-ARIN")->look, LOOK_PARTIAL);
	ck_assert(gap("GONE1-ARIN"));
}
END_TEST

START_TEST(an_orphan_with_all_that_was_known_is_asked_for_once)
{
	knew("gone@example.com");
	ck_assert_uint_eq(fixture_asked(WHOIS "poc/GONE1-ARIN"), 0);
	ck_assert(inventory_complete(&inv));
}
END_TEST

START_TEST(who_is_not_at_the_domain_leaves_no_trace)
{
	serve_poc("GONE1-ARIN", "somebody@example.net");
	whois_poc("GONE1-ARIN", "somebody@example.net");
	run();
	ck_assert_ptr_null(poc("GONE1-ARIN"));
	ck_assert_ptr_null(sighting("somebody@example.net"));
}
END_TEST

Suite *
suite_orphans(void)
{
	Suite *s = suite_create("orphans");
	TCase *t = tcase_create("orphans");

	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_poc_that_is_linked_to_nothing_is_found);
	tcase_add_test(t, whom_it_serves_is_asked_with_what_they_hold);
	tcase_add_test(t, what_they_hold_may_stay_unknown);
	tcase_add_test(t, a_network_that_cannot_be_read_is_nobodys);
	tcase_add_test(t, links_that_are_not_read_whole_are_a_gap);
	tcase_add_test(
	    t, without_whois_rws_the_links_of_who_was_met_are_unknown);
	tcase_add_test(
	    t, without_whois_rws_nothing_is_missing_where_nobody_was_met);
	tcase_add_test(t, who_was_met_is_asked_for_where_there_is_a_whois_rws);
	tcase_add_test(t, what_serves_an_audited_organization_is_no_orphan);
	tcase_add_test(
	    t, a_domain_that_only_the_second_view_confirms_is_searched_then);
	tcase_add_test(t, who_was_met_and_is_linked_is_no_orphan);
	tcase_add_test(t, a_search_without_a_known_poc_is_not_believed);
	tcase_add_test(t, a_plain_404_is_no_empty_search);
	tcase_add_test(
	    t, a_domain_that_nobody_uses_or_that_is_shared_is_not_searched);
	tcase_add_test(t, a_cut_search_is_divided);
	tcase_add_test(t, a_crowd_is_divided_by_longer_handles);
	tcase_add_test(t, a_crowd_of_like_handles_is_divided_by_last_name);
	tcase_add_test(t, who_has_no_last_name_may_be_missing_then);
	tcase_add_test(t, what_stays_cut_is_named);
	tcase_add_test(t, a_server_that_heeds_no_last_name_is_not_asked_on);
	tcase_add_test(t, a_server_that_heeds_no_prefix_is_noticed);
	tcase_add_test(t, too_many_are_counted_and_not_stored);
	tcase_add_test(t, too_many_are_stored_once_they_are_said_to_be_own);
	tcase_add_test(t, what_only_whois_shows_at_the_domain_is_read_there);
	tcase_add_test(t, whois_alone_is_no_complete_look);
	tcase_add_test(
	    t, what_was_known_of_an_orphan_is_looked_for_in_both_views);
	tcase_add_test(
	    t, what_was_known_of_an_orphan_is_not_gone_by_rdap_alone);
	tcase_add_test(t, an_orphan_with_all_that_was_known_is_asked_for_once);
	tcase_add_test(t, who_is_not_at_the_domain_leaves_no_trace);
	suite_add_tcase(s, t);
	return s;
}
