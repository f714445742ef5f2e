/* What the second view shows, over runs. */
#include "store/store.h"
#include "tests/suites.h"
#include "tests/world.h"

#define GONE "GONE1-ARIN"

static struct world w;
static struct store *store;
static struct error err;
static struct inventory loaded;

/* One organization with a NOC and, found by its domain, an orphan. */
static void
begin(void)
{
	store = store_open(":memory:", STORE_WRITE, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
	world_init(&w);
	world_domain(&w, "example.com", true);
	world_role(&w, "NOC1-ARIN", "noc@example.com", ROLE_NOC);
	w.inv.scopes[0].searched = true;
	w.inv.domains[0].searched = true;
}

static void
end(void)
{
	inventory_clear(&loaded);
	world_clear(&w);
	store_close(store);
}

static void
orphan(void)
{
	struct record *r =
	    world_poc(&w, WORLD_ORG, GONE, "group", "Hosting", VALIDATION_YES);

	r->links_known = r->orgs_known = r->second = true;
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, GONE, GONE,
	    "hosting@example.com", 0)
	    ->second = true;
}

static void
serves(const char *stranger, int resources)
{
	struct elsewhere x = {.org = xstrdup(WORLD_ORG),
	    .poc = xstrdup(GONE),
	    .stranger = xstrdup(stranger),
	    .resources = resources};

	inventory_add_elsewhere(&w.inv, &x);
}

/* Store what the world is, so many days after its time, and load it. */
static void
run(int days)
{
	int64_t when = WORLD_NOW + days * WORLD_DAY;
	struct strings orgs = {0};
	struct run of = {.started = when,
	    .finished = when,
	    .observed_at = when,
	    .scope = xstrdup(WORLD_ORG),
	    .tool = xstrdup("test"),
	    .rules = xstrdup("2"),
	    .source = xstrdup("test")};
	int64_t id = store_run_begin(store, &of, &err);

	ck_assert_msg(id > 0, "%s", err.text);
	of.id = id;
	ck_assert_msg(store_facts_put(store, id, &w.inv, when, &err) == 0, "%s",
	    err.text);
	ck_assert_int_eq(store_run_end(store, &of, &err), 0);
	run_clear(&of);
	inventory_clear(&loaded);
	strings_add(&orgs, WORLD_ORG);
	ck_assert_int_eq(store_load(store, &orgs, &loaded, &of, &err), 0);
	strings_clear(&orgs);
	run_clear(&of);
}

/* The world without what was added. */
static void
again(void)
{
	world_clear(&w);
	world_init(&w);
	world_domain(&w, "example.com", true);
	world_role(&w, "NOC1-ARIN", "noc@example.com", ROLE_NOC);
	w.inv.scopes[0].searched = true;
}

static enum state
state_of_record(void)
{
	const struct record *r =
	    inventory_record(&loaded, WORLD_ORG, RECORD_POC, GONE);

	return r == NULL ? STATE_REMOVED : r->seen.state;
}

static enum state
state_of(const char *address)
{
	for (size_t i = 0; i < loaded.sighting_count; i++)
		if (strcmp(loaded.sightings[i].address, address) == 0)
			return loaded.sightings[i].seen.state;
	return STATE_REMOVED;
}

START_TEST(all_of_it_is_loaded_again)
{
	struct difference x = {.org = xstrdup(WORLD_ORG),
	    .kind = RECORD_POC,
	    .handle = xstrdup("NOC1-ARIN"),
	    .what = xstrdup("addresses"),
	    .rdap = xstrdup("a"),
	    .whois = xstrdup("b"),
	    .source_url = xstrdup("c")};

	orphan();
	serves("EXHST-4", 0);
	inventory_add_difference(&w.inv, &x);
	inventory_add_note(&w.inv, WORLD_ORG, "second view", "100%% compared");
	w.inv.scopes[0].cross_checked = true;
	run(0);
	ck_assert_uint_eq(loaded.note_count, 1);
	ck_assert_str_eq(loaded.notes[0].text, "100% compared");
	ck_assert_uint_eq(loaded.difference_count, 1);
	ck_assert_str_eq(loaded.differences[0].whois, "b");
	ck_assert_uint_eq(loaded.elsewhere_count, 1);
	ck_assert_int_eq(loaded.elsewheres[0].resources, 0);
	ck_assert(loaded.scopes[0].cross_checked);
	ck_assert(loaded.domains[0].searched);
	ck_assert(inventory_record(&loaded, WORLD_ORG, RECORD_POC, GONE)
		      ->links_known);
}
END_TEST

START_TEST(an_orphan_is_unknown_while_its_domain_was_not_searched)
{
	orphan();
	run(0);
	again();
	run(1);
	ck_assert_int_eq(state_of_record(), STATE_UNKNOWN);
	ck_assert_int_eq(state_of("hosting@example.com"), STATE_UNKNOWN);
}
END_TEST

/* It was asked for by handle, which failed, and stands in no search. */
START_TEST(an_orphan_is_unknown_while_a_search_for_it_failed)
{
	orphan();
	w.inv.sightings[w.inv.sighting_count - 1].second = false;
	run(0);
	again();
	inventory_add_gap(
	    &w.inv, WORLD_ORG, "POCs at example.com", "redirected");
	run(1);
	ck_assert_int_eq(state_of_record(), STATE_UNKNOWN);
	ck_assert_int_eq(state_of("hosting@example.com"), STATE_UNKNOWN);
}
END_TEST

START_TEST(an_orphan_is_gone_after_two_whole_searches)
{
	orphan();
	run(0);
	for (int day = 1; day < 3; day++) {
		ck_assert_int_eq(state_of_record(),
		    day == 1 ? STATE_OPEN : STATE_UNCONFIRMED);
		again();
		w.inv.domains[0].searched = true;
		run(day);
	}
	ck_assert_int_eq(state_of_record(), STATE_REMOVED);
	ck_assert_int_eq(state_of("hosting@example.com"), STATE_REMOVED);
}
END_TEST

START_TEST(what_only_the_second_view_shows_is_unknown_without_it)
{
	world_serves(&w, "NOC1-ARIN", "old@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, ROLE_NOC)
	    ->second = true;
	w.inv.scopes[0].cross_checked = true;
	run(0);
	again();
	run(1);
	ck_assert_int_eq(state_of("old@example.com"), STATE_UNKNOWN);
	ck_assert_int_eq(state_of("noc@example.com"), STATE_OPEN);
	again();
	w.inv.scopes[0].cross_checked = true;
	run(2);
	ck_assert_int_eq(state_of("old@example.com"), STATE_UNCONFIRMED);
}
END_TEST

static enum state
state_of_link(const char *holder)
{
	for (size_t i = 0; i < loaded.link_count; i++)
		if (strcmp(loaded.links[i].holder, holder) == 0)
			return loaded.links[i].seen.state;
	return STATE_REMOVED;
}

/* Missed by both views: the second one's, and RDAP's look at its holder. */
START_TEST(a_link_of_the_second_view_is_missed_by_both)
{
	world_record(&w, WORLD_ORG, RECORD_AUTNUM, "AS64500", "");
	world_link(
	    &w, WORLD_ORG, "NOC1-ARIN", RECORD_AUTNUM, "AS64500", ROLE_NOC);
	w.inv.links[w.inv.link_count - 1].second = true;
	w.inv.scopes[0].cross_checked = true;
	run(0);
	for (int day = 1; day < 4; day++) {
		again();
		world_record(&w, WORLD_ORG, RECORD_AUTNUM, "AS64500", "")
		    ->look = day == 2 ? LOOK_FAILED : LOOK_COMPLETE;
		w.inv.scopes[0].cross_checked = day > 1;
		run(day);
		ck_assert_int_eq(state_of_link("AS64500"),
		    day < 3 ? STATE_UNKNOWN : STATE_UNCONFIRMED);
	}
}
END_TEST

/* The cross-check reads the organization's text, and no network's. */
START_TEST(both_views_agree_on_what_both_have_read)
{
	for (int day = 0; day < 2; day++) {
		again();
		world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
		w.inv.scopes[0].cross_checked = true;
		for (size_t i = 0; i < w.inv.record_count; i++)
			w.inv.records[i].last_changed =
			    WORLD_NOW + day * WORLD_DAY - 1;
		if (day == 0) {
			world_remark(&w, RECORD_NETWORK, "NET-192-0-2-0-1",
			    "net@example.com");
			world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG,
			    "org@example.com");
		}
		run(day);
	}
	ck_assert_int_eq(state_of("org@example.com"), STATE_REMOVED);
	ck_assert_int_eq(state_of("net@example.com"), STATE_UNCONFIRMED);
}
END_TEST

/* The list is whole; the record that it belongs to, which was changed, is not:
 * what it lacks may stand in the rest. */
START_TEST(a_changed_record_read_in_part_is_no_agreement)
{
	for (int day = 0; day < 2; day++) {
		struct record *org;

		again();
		org = inventory_record(
		    &w.inv, WORLD_ORG, RECORD_ORGANIZATION, WORLD_ORG);
		org->last_changed = WORLD_NOW + day * WORLD_DAY - 1;
		org->look = day == 0 ? LOOK_COMPLETE : LOOK_PARTIAL;
		w.inv.scopes[0].cross_checked = true;
		if (day == 0)
			world_role(&w, GONE, "hosting@example.com", ROLE_NOC);
		run(day);
	}
	ck_assert_uint_eq(loaded.link_count, 2);
	ck_assert_str_eq(loaded.links[0].poc, GONE);
	ck_assert_int_eq(loaded.links[0].seen.state, STATE_UNCONFIRMED);
	ck_assert_int_eq(state_of("hosting@example.com"), STATE_UNCONFIRMED);
}
END_TEST

/* It left the organization, and may serve a network that is not in RDAP. */
START_TEST(a_poc_that_the_second_view_links_is_unknown_without_it)
{
	world_poc(&w, WORLD_ORG, GONE, "group", "Hosting", VALIDATION_YES);
	world_link(
	    &w, WORLD_ORG, GONE, RECORD_ORGANIZATION, WORLD_ORG, ROLE_NOC);
	world_link(
	    &w, WORLD_ORG, GONE, RECORD_NETWORK, "NET-192-0-2-0-1", ROLE_NOC);
	w.inv.links[w.inv.link_count - 1].second = true;
	w.inv.scopes[0].cross_checked = true;
	run(0);
	again();
	run(1);
	ck_assert_int_eq(state_of_record(), STATE_UNKNOWN);
	again();
	w.inv.scopes[0].cross_checked = true;
	run(2);
	ck_assert_int_eq(state_of_record(), STATE_UNCONFIRMED);
}
END_TEST

/* It left a network, and may serve one that is not in RDAP. */
START_TEST(a_poc_is_not_gone_while_networks_beyond_rdap_are_not_read)
{
	world_poc(&w, WORLD_ORG, GONE, "group", "Hosting", VALIDATION_YES);
	world_link(
	    &w, WORLD_ORG, GONE, RECORD_ORGANIZATION, WORLD_ORG, ROLE_NOC);
	world_network(&w, "NET-192-0-2-0-1", "");
	w.inv.records[w.inv.record_count - 1].second = true;
	w.inv.scopes[0].cross_checked = true;
	run(0);
	for (int day = 1; day < 4; day++) {
		again();
		w.inv.scopes[0].cross_checked = day == 3;
		run(day);
		ck_assert_int_eq(state_of_record(),
		    day == 3 ? STATE_UNCONFIRMED : STATE_UNKNOWN);
	}
}
END_TEST

START_TEST(what_kind_a_network_is_whois_rws_does_not_tell)
{
	const struct record *r;

	for (int day = 0; day < 2; day++) {
		again();
		world_network(
		    &w, "NET-192-0-2-0-1", day == 0 ? "DIRECT ALLOCATION" : "");
		w.inv.records[w.inv.record_count - 1].second = day == 1;
		run(day);
	}
	r = inventory_record(
	    &loaded, WORLD_ORG, RECORD_NETWORK, "NET-192-0-2-0-1");
	ck_assert_str_eq(r->type, "DIRECT ALLOCATION");
}
END_TEST

/* Met with a stranger it shows addresses at own domains only. */
START_TEST(what_was_left_out_of_a_poc_is_not_missed)
{
	orphan();
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, GONE, GONE,
	    "hosting@example.net", 0);
	run(0);
	again();
	w.inv.domains[0].searched = true;
	orphan();
	w.inv.records[w.inv.record_count - 1].own_only = true;
	run(1);
	ck_assert_int_eq(state_of("hosting@example.com"), STATE_OPEN);
	ck_assert_int_eq(state_of("hosting@example.net"), STATE_UNKNOWN);
}
END_TEST

START_TEST(what_rdap_has_shown_is_not_the_seconds_because_rdap_failed)
{
	world_serves(&w, "NOC1-ARIN", "old@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, ROLE_NOC);
	run(0);
	again();
	world_serves(&w, "NOC1-ARIN", "old@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, ROLE_NOC)
	    ->second = true;
	w.inv.scopes[0].list_complete[RECORD_POC] = false;
	run(1);
	ck_assert_int_eq(state_of("old@example.com"), STATE_OPEN);
	for (int day = 2; day < 4; day++) {
		again();
		run(day);
	}
	ck_assert_int_eq(state_of("old@example.com"), STATE_REMOVED);
}
END_TEST

START_TEST(what_rdap_does_not_show_any_more_is_the_seconds)
{
	world_serves(&w, "NOC1-ARIN", "old@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, ROLE_NOC);
	run(0);
	again();
	world_serves(&w, "NOC1-ARIN", "old@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, ROLE_NOC)
	    ->second = true;
	w.inv.scopes[0].cross_checked = true;
	run(1);
	again();
	run(2);
	ck_assert_int_eq(state_of("old@example.com"), STATE_UNKNOWN);
}
END_TEST

START_TEST(links_of_a_poc_that_were_all_read_settle_what_only_they_showed)
{
	orphan();
	world_serves(&w, GONE, "hosting@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, ROLE_NOC)
	    ->second = true;
	w.inv.links[w.inv.link_count - 1].second = true;
	run(0);
	for (int day = 1; day < 3; day++) {
		again();
		orphan();
		run(day);
	}
	for (size_t i = 0; i < loaded.link_count; i++)
		ck_assert_str_ne(loaded.links[i].poc, GONE);
	ck_assert_int_eq(state_of_record(), STATE_OPEN);
}
END_TEST

/* That says nothing of the addresses on it, which nobody has read. */
START_TEST(links_of_a_poc_do_not_settle_its_addresses)
{
	for (int day = 0; day < 2; day++) {
		again();
		world_record(&w, WORLD_ORG, RECORD_POC, GONE, "");
		w.inv.records[w.inv.record_count - 1].orgs_known = true;
		if (day == 0)
			world_serves(&w, GONE, "hosting@example.com",
			    RECORD_ORGANIZATION, WORLD_ORG, ROLE_NOC)
			    ->second = true;
		else
			world_link(&w, WORLD_ORG, GONE, RECORD_ORGANIZATION,
			    WORLD_ORG, ROLE_NOC);
		run(day);
	}
	ck_assert_int_eq(state_of("hosting@example.com"), STATE_UNKNOWN);
}
END_TEST

START_TEST(since_when_a_poc_is_unvalidated_is_not_forgotten)
{
	struct record *r;
	const int64_t since = WORLD_NOW - 1000 * WORLD_DAY;

	for (int day = 0; day < 3; day++) {
		again();
		r = inventory_record(
		    &w.inv, WORLD_ORG, RECORD_POC, "NOC1-ARIN");
		r->validated = day == 2 ? VALIDATION_YES : VALIDATION_NO;
		r->unvalidated_since = day == 0 ? since : CLOCK_NONE;
		run(day);
		r = inventory_record(
		    &loaded, WORLD_ORG, RECORD_POC, "NOC1-ARIN");
		ck_assert_int_eq(
		    r->unvalidated_since, day == 2 ? CLOCK_NONE : since);
	}
}
END_TEST

START_TEST(known_links_stay_while_they_are_not_read)
{
	orphan();
	serves("EXHST-4", 0);
	run(0);
	again();
	orphan();
	inventory_record(&w.inv, WORLD_ORG, RECORD_POC, GONE)->links_known =
	    false;
	inventory_record(&w.inv, WORLD_ORG, RECORD_POC, GONE)->orgs_known =
	    false;
	run(1);
	ck_assert(inventory_record(&loaded, WORLD_ORG, RECORD_POC, GONE)
		      ->links_known);
	ck_assert_uint_eq(loaded.elsewhere_count, 1);
}
END_TEST

START_TEST(links_that_are_read_anew_replace_the_old)
{
	orphan();
	serves("EXHST-4", 0);
	run(0);
	again();
	orphan();
	serves("BLUFF-3", 1);
	run(1);
	ck_assert_uint_eq(loaded.elsewhere_count, 1);
	ck_assert_str_eq(loaded.elsewheres[0].stranger, "BLUFF-3");
}
END_TEST

START_TEST(what_was_read_in_this_run_alone_is_known_of_whom_it_serves)
{
	orphan();
	run(0);
	ck_assert(
	    inventory_record(&loaded, WORLD_ORG, RECORD_POC, GONE)->orgs_known);
	again();
	orphan();
	inventory_record(&w.inv, WORLD_ORG, RECORD_POC, GONE)->orgs_known =
	    false;
	run(1);
	ck_assert(!inventory_record(&loaded, WORLD_ORG, RECORD_POC, GONE)
		       ->orgs_known);
}
END_TEST

START_TEST(who_is_audited_by_now_is_no_stranger)
{
	for (int day = 0; day < 2; day++) {
		again();
		orphan();
		inventory_record(&w.inv, WORLD_ORG, RECORD_POC, GONE)
		    ->orgs_known = false;
		if (day == 0) {
			serves("BLUFF-3", 1);
			serves("EXHST-4", 0);
		} else {
			world_org(&w, "BLUFF-3");
		}
		run(day);
	}
	ck_assert_uint_eq(loaded.elsewhere_count, 1);
	ck_assert_str_eq(loaded.elsewheres[0].stranger, "EXHST-4");
}
END_TEST

START_TEST(when_it_was_compared_last_is_kept)
{
	int64_t when = 0;

	ck_assert_int_eq(store_checked(store, WORLD_ORG, &when, &err), 0);
	ck_assert(when == CLOCK_NONE);
	w.inv.scopes[0].cross_checked = true;
	run(0);
	again();
	run(1);
	ck_assert_int_eq(store_checked(store, WORLD_ORG, &when, &err), 0);
	ck_assert_int_eq(when, WORLD_NOW);
}
END_TEST

START_TEST(a_search_that_failed_is_no_look_for_any_organization)
{
	struct strings orgs = {0};
	struct run of = {0};
	const struct record *r;

	for (int day = 0; day < 3; day++) {
		if (day > 0)
			again();
		world_org(&w, "EXMPL-2");
		w.inv.scopes[1].searched = true;
		world_poc(
		    &w, "EXMPL-2", "NOC2-ARIN", "group", "NOC", VALIDATION_YES);
		world_sighting(&w, "EXMPL-2", FIELD_POC_EMAIL,
		    RECORD_ORGANIZATION, "EXMPL-2", "NOC2-ARIN",
		    "noc2@example.com", ROLE_NOC);
		if (day == 0) {
			world_poc(&w, "EXMPL-2", GONE, "group", "Hosting",
			    VALIDATION_YES);
			world_sighting(&w, "EXMPL-2", FIELD_POC_EMAIL,
			    RECORD_POC, GONE, GONE, "hosting@example.com", 0);
		} else
			inventory_add_gap(&w.inv, WORLD_ORG,
			    "POCs at example.com", "redirected");
		run(day);
	}
	inventory_clear(&loaded);
	strings_add(&orgs, "EXMPL-2");
	ck_assert_int_eq(store_load(store, &orgs, &loaded, &of, &err), 0);
	r = inventory_record(&loaded, "EXMPL-2", RECORD_POC, GONE);
	ck_assert_int_eq(
	    r == NULL ? STATE_REMOVED : r->seen.state, STATE_UNKNOWN);
	ck_assert_int_eq(state_of("hosting@example.com"), STATE_UNKNOWN);
	strings_clear(&orgs);
	run_clear(&of);
}
END_TEST

Suite *
suite_second_store(void)
{
	Suite *s = suite_create("second_store");
	TCase *t = tcase_create("second_store");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, all_of_it_is_loaded_again);
	tcase_add_test(
	    t, an_orphan_is_unknown_while_its_domain_was_not_searched);
	tcase_add_test(t, a_search_that_failed_is_no_look_for_any_organization);
	tcase_add_test(t, an_orphan_is_unknown_while_a_search_for_it_failed);
	tcase_add_test(t, an_orphan_is_gone_after_two_whole_searches);
	tcase_add_test(
	    t, what_only_the_second_view_shows_is_unknown_without_it);
	tcase_add_test(t, a_link_of_the_second_view_is_missed_by_both);
	tcase_add_test(t, both_views_agree_on_what_both_have_read);
	tcase_add_test(t, a_changed_record_read_in_part_is_no_agreement);
	tcase_add_test(
	    t, a_poc_that_the_second_view_links_is_unknown_without_it);
	tcase_add_test(
	    t, a_poc_is_not_gone_while_networks_beyond_rdap_are_not_read);
	tcase_add_test(t, what_kind_a_network_is_whois_rws_does_not_tell);
	tcase_add_test(t, what_was_left_out_of_a_poc_is_not_missed);
	tcase_add_test(
	    t, what_rdap_has_shown_is_not_the_seconds_because_rdap_failed);
	tcase_add_test(t, what_rdap_does_not_show_any_more_is_the_seconds);
	tcase_add_test(t, links_of_a_poc_do_not_settle_its_addresses);
	tcase_add_test(t, since_when_a_poc_is_unvalidated_is_not_forgotten);
	tcase_add_test(
	    t, links_of_a_poc_that_were_all_read_settle_what_only_they_showed);
	tcase_add_test(t, known_links_stay_while_they_are_not_read);
	tcase_add_test(t, links_that_are_read_anew_replace_the_old);
	tcase_add_test(
	    t, what_was_read_in_this_run_alone_is_known_of_whom_it_serves);
	tcase_add_test(t, who_is_audited_by_now_is_no_stranger);
	tcase_add_test(t, when_it_was_compared_last_is_kept);
	suite_add_tcase(s, t);
	return s;
}
