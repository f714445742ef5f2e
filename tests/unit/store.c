/* What is known, over runs. */
#include <check.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "tests/scratch.h"
#include "tests/suites.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "store/store.h"

#define NOW  INT64_C(1795510800) /* 2026-11-24T09:00:00Z */
#define HOUR INT64_C(3600)
#define DAY  (24 * HOUR)
#define URL  "https://rdap.example/registry/entity/"
#define SHA  "d2a84f4b8b650937ec8f73cd8be2c74add5a911ba64df27458ed8229da804a26"

static char *dir;
static char *path;
static struct store *store;
static struct error err;

static void
set_up(void)
{
	dir = scratch_new("store");
	path = xasprintf("%s/whoexposed.db", dir);
	err = (struct error){0};
	store = store_open(path, STORE_WRITE, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
}

static void
tear_down(void)
{
	char *command = xasprintf("rm -rf '%s'", dir);

	store_close(store);
	ck_assert_int_eq(system(command), 0);
	free(command);
	free(path);
	free(dir);
}

static void
must(int result)
{
	ck_assert_msg(result == 0, "%s", err.text);
}

/* Inventories of an invented organization. */

static struct scope *
add_scope(struct inventory *inv, const char *org, enum scope_state state)
{
	struct scope x = {.org = xstrdup(org),
	    .name = xstrdup(state == SCOPE_READ ? "Example Networks" : ""),
	    .state = state,
	    .reason = xstrdup(state == SCOPE_READ ? "" : "it was not read"),
	    .associated = 3};

	for (size_t i = 0; i < 4; i++)
		x.list_complete[i] = state == SCOPE_READ;
	return inventory_add_scope(inv, &x);
}

static struct record *
add_record(struct inventory *inv, const char *org, enum record_kind kind,
    const char *handle, enum look look)
{
	char *url = xasprintf(URL "%s", org);
	struct record x = {.kind = kind,
	    .org = org,
	    .handle = handle,
	    .name = look == LOOK_COMPLETE ? "A name" : "",
	    .range = kind == RECORD_NETWORK ? "192.0.2.0/24" : "",
	    .type = "",
	    .card_kind = kind == RECORD_POC ? "group" : "",
	    .given = "",
	    .surname = "",
	    .unvalidated_since = CLOCK_NONE,
	    .registered = NOW - 1000 * DAY,
	    .last_changed = CLOCK_NONE,
	    .look = look,
	    .look_reason = look == LOOK_COMPLETE ? "" : "timed out",
	    .source_url = url,
	    .source_digest = SHA,
	    .observed_at = NOW};

	struct record *r;

	strings_add(&x.status, "active");
	r = inventory_add_record(inv, &x);
	strings_clear(&x.status);
	free(url);
	return r;
}

static void
add_link(struct inventory *inv, const char *org, const char *poc,
    enum record_kind kind, const char *holder, unsigned roles)
{
	struct link x = {.org = org,
	    .poc = poc,
	    .holder_kind = kind,
	    .holder = holder,
	    .roles = roles};

	inventory_add_link(inv, &x);
}

static struct sighting *
add_sighting(struct inventory *inv, const char *org, const char *poc,
    enum record_kind kind, const char *record, const char *address)
{
	char *url = xasprintf(URL "%s", org);
	struct sighting *s;
	struct sighting x = {.org = org,
	    .address = address,
	    .spelling = address,
	    .field = *poc != '\0' ? FIELD_POC_EMAIL : FIELD_REMARK,
	    .record_kind = kind,
	    .record = record,
	    .poc = poc,
	    .roles = ROLE_ABUSE,
	    .level = kind == RECORD_ORGANIZATION ? LEVEL_ORG : LEVEL_NETWORK,
	    .source_url = url,
	    .source_digest = SHA,
	    .observed_at = NOW};

	s = inventory_add_sighting(inv, &x);
	free(url);
	return s;
}

static void
add_answer(struct inventory *inv, const char *org, enum verdict verdict)
{
	struct answer x = {.org = xstrdup(org),
	    .url = xasprintf(URL "%s", org),
	    .why = xstrdup("the organization"),
	    .time = NOW,
	    .status = 200,
	    .content_type = xstrdup("application/rdap+json"),
	    .bytes = 1234,
	    .digest = SHA,
	    .verdict = verdict,
	    .reason = xstrdup(verdict == VERDICT_COMPLETE ? "" : "timed out")};

	inventory_add_answer(inv, &x);
}

static void
add_part(struct inventory *inv, const char *org, enum record_kind kind,
    const char *handle, const char *body)
{
	struct part x = {.org = xstrdup(org),
	    .kind = kind,
	    .handle = xstrdup(handle),
	    .path = xstrdup("$"),
	    .body = xstrdup(body)};

	digest_of(body, strlen(body), x.digest);
	inventory_add_part(inv, &x);
}

static void
add_domain(struct inventory *inv, const char *name, const char *evidence)
{
	struct domain x = {.name = xstrdup(name),
	    .confirmed = *evidence != '\0',
	    .evidence = xstrdup(evidence)};

	inv->domains =
	    xgrow(inv->domains, inv->domain_count, sizeof(*inv->domains));
	inv->domains[inv->domain_count++] = x;
}

/* EX1 with a POC at the organization and at a network, and a remark. */
static void
add_whole(struct inventory *inv, const char *org)
{
	add_scope(inv, org, SCOPE_READ);
	add_answer(inv, org, VERDICT_COMPLETE);
	add_record(inv, org, RECORD_ORGANIZATION, org, LOOK_COMPLETE);
	add_record(inv, org, RECORD_POC, "NOC1-EX", LOOK_COMPLETE);
	add_record(inv, org, RECORD_NETWORK, "NET-192-0-2-0-1", LOOK_COMPLETE);
	add_link(inv, org, "NOC1-EX", RECORD_ORGANIZATION, org,
	    ROLE_ABUSE | ROLE_NOC);
	add_link(inv, org, "NOC1-EX", RECORD_NETWORK, "NET-192-0-2-0-1",
	    ROLE_TECHNICAL);
	add_sighting(
	    inv, org, "NOC1-EX", RECORD_ORGANIZATION, org, "noc@example.com");
	add_sighting(inv, org, "NOC1-EX", RECORD_NETWORK, "NET-192-0-2-0-1",
	    "noc@example.com");
	add_sighting(inv, org, "", RECORD_NETWORK, "NET-192-0-2-0-1",
	    "jane.doe@example.com");
	add_part(inv, org, RECORD_POC, "NOC1-EX", "{\"handle\":\"NOC1-EX\"}");
}

/* The same organization, when all of its own answers failed. */
static void
add_failed(struct inventory *inv, const char *org, enum scope_state state)
{
	add_scope(inv, org, state);
	add_answer(inv, org, VERDICT_FAILED);
}

/* Read whole, and nothing but the organization's own record is there. */
static void
add_bare(struct inventory *inv, const char *org)
{
	add_scope(inv, org, SCOPE_READ);
	add_answer(inv, org, VERDICT_COMPLETE);
	add_record(inv, org, RECORD_ORGANIZATION, org, LOOK_COMPLETE);
}

static int64_t
begin_run(int64_t when)
{
	char scope[] = "EX1", tool[] = "whoexposed 0.1.0", rules[] = "1";
	char source[] = "https://rdap.example/registry/";
	struct run run = {.started = when,
	    .scope = scope,
	    .tool = tool,
	    .rules = rules,
	    .source = source};
	int64_t id = store_run_begin(store, &run, &err);

	ck_assert_msg(id > 0, "%s", err.text);
	return id;
}

/* A run from begin to end; the inventory is cleared. */
static int64_t
run_with(struct inventory *inv, int64_t when)
{
	int64_t id = begin_run(when);
	struct run run = {.id = id,
	    .finished = when + 60,
	    .observed_at = when,
	    .complete = inventory_complete(inv),
	    .findings = {5, 4, 3, 2, 1},
	    .published = 14};

	for (size_t i = 0; i < inv->answer_count; i++)
		must(store_answer_add(store, id, &inv->answers[i], &err));
	must(store_begin(store, &err));
	must(store_facts_put(store, id, inv, when, &err));
	must(store_run_end(store, &run, &err));
	must(store_commit(store, &err));
	inventory_clear(inv);
	return id;
}

static int64_t
run_whole(int64_t when)
{
	struct inventory inv = {0};

	add_whole(&inv, "EX1");
	return run_with(&inv, when);
}

static int64_t
run_bare(int64_t when)
{
	struct inventory inv = {0};

	add_bare(&inv, "EX1");
	return run_with(&inv, when);
}

static void
load(const char *org, struct inventory *inv, struct run *run)
{
	struct strings orgs = {0};

	if (org != NULL)
		strings_add(&orgs, org);
	must(store_load(store, &orgs, inv, run, &err));
	strings_clear(&orgs);
}

static void
expect_counts(const char *org, size_t records, size_t links, size_t sightings)
{
	struct inventory inv;
	struct run run;

	load(org, &inv, &run);
	ck_assert_uint_eq(inv.record_count, records);
	ck_assert_uint_eq(inv.link_count, links);
	ck_assert_uint_eq(inv.sighting_count, sightings);
	inventory_clear(&inv);
	run_clear(&run);
}

/* All of EX1 but the organization's own record. */
static void
expect_all(enum state state, int64_t first, int64_t last, int64_t since)
{
	struct inventory inv;
	struct run run;

	load("EX1", &inv, &run);
	ck_assert_uint_eq(inv.record_count, 3);
	ck_assert_uint_eq(inv.link_count, 2);
	ck_assert_uint_eq(inv.sighting_count, 3);
	for (size_t i = 0; i < 7; i++) {
		struct seen seen = i < 2   ? inv.records[i + 1].seen
				   : i < 4 ? inv.links[i - 2].seen
					   : inv.sightings[i - 4].seen;

		ck_assert_int_eq(seen.state, state);
		ck_assert_int_eq(seen.first, first);
		ck_assert_int_eq(seen.last, last);
		ck_assert_int_eq(seen.since, since);
	}
	inventory_clear(&inv);
	run_clear(&run);
}

/* A number that another reader of the file finds. */
static int64_t
ask(const char *sql)
{
	sqlite3_stmt *stmt;
	int64_t n;
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(path, &db), SQLITE_OK);
	ck_assert_int_eq(
	    sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return n;
}

static int64_t
rows(void)
{
	return ask("SELECT (SELECT count(*) FROM answers) + "
		   "(SELECT count(*) FROM scopes) + "
		   "(SELECT count(*) FROM domains) + "
		   "(SELECT count(*) FROM gaps) + "
		   "(SELECT count(*) FROM sources) + "
		   "(SELECT count(*) FROM parts) + "
		   "(SELECT count(*) FROM records) + "
		   "(SELECT count(*) FROM links) + "
		   "(SELECT count(*) FROM sightings) + "
		   "(SELECT count(*) FROM findings)");
}

START_TEST(nothing_stored_is_nothing_loaded)
{
	struct inventory inv;
	struct run run;

	load(NULL, &inv, &run);
	ck_assert_int_eq(run.id, 0);
	ck_assert_uint_eq(inv.scope_count + inv.record_count, 0);
	inventory_clear(&inv);
	run_clear(&run);
	load("NOBODY", &inv, &run);
	ck_assert_int_eq(run.id, 0);
	ck_assert_uint_eq(inv.scope_count, 0);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

START_TEST(what_a_run_found_is_loaded)
{
	int64_t id = run_whole(NOW);
	struct inventory inv;
	struct run run;

	expect_all(STATE_OPEN, NOW, NOW, NOW);
	load("EX1", &inv, &run);
	ck_assert_int_eq(run.id, id);
	ck_assert_int_eq(run.started, NOW);
	ck_assert_int_eq(run.finished, NOW + 60);
	ck_assert_int_eq(run.observed_at, NOW);
	ck_assert_str_eq(run.scope, "EX1");
	ck_assert_str_eq(run.tool, "whoexposed 0.1.0");
	ck_assert(run.complete);
	ck_assert_uint_eq(run.queries[VERDICT_COMPLETE], 1);
	ck_assert_uint_eq(run.findings[0], 5);
	ck_assert_uint_eq(run.findings[4], 1);
	ck_assert_uint_eq(run.published, 14);
	ck_assert_uint_eq(inv.scope_count, 1);
	ck_assert_str_eq(inv.scopes[0].name, "Example Networks");
	ck_assert_uint_eq(inv.scopes[0].associated, 3);
	ck_assert(inv.scopes[0].list_complete[RECORD_AUTNUM]);
	ck_assert_uint_eq(inv.answer_count, 1);
	ck_assert_str_eq(inv.answers[0].digest, SHA);
	ck_assert_uint_eq(inv.answers[0].bytes, 1234);
	ck_assert_str_eq(inv.records[2].handle, "NET-192-0-2-0-1");
	ck_assert_str_eq(inv.records[2].range, "192.0.2.0/24");
	ck_assert_int_eq(inv.records[2].registered, NOW - 1000 * DAY);
	ck_assert_int_eq(inv.records[2].last_changed, CLOCK_NONE);
	ck_assert_str_eq(inv.records[2].source_url, URL "EX1");
	ck_assert_str_eq(inv.records[2].source_digest, SHA);
	ck_assert_uint_eq(inv.records[2].status.count, 1);
	ck_assert_str_eq(inv.records[2].status.items[0], "active");
	ck_assert_uint_eq(inv.links[0].roles, ROLE_ABUSE | ROLE_NOC);
	ck_assert_int_eq(inv.sightings[0].level, LEVEL_ORG);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

START_TEST(a_failed_second_run_leaves_everything_unknown)
{
	static const enum scope_state states[] = {SCOPE_FAILED, SCOPE_ABSENT};

	run_whole(NOW);
	for (size_t i = 0; i < 2; i++) {
		struct inventory inv = {0};

		add_failed(&inv, "EX1", states[i]);
		run_with(&inv, NOW + (int64_t)(i + 1) * DAY);
		expect_all(STATE_UNKNOWN, NOW, NOW, NOW + DAY);
	}
}
END_TEST

START_TEST(an_unknown_record_says_how_it_was_looked_at)
{
	struct inventory inv = {0};
	struct run run;

	run_whole(NOW);
	add_failed(&inv, "EX1", SCOPE_FAILED);
	run_with(&inv, NOW + DAY);
	load("EX1", &inv, &run);
	ck_assert_int_eq(inv.scopes[0].state, SCOPE_FAILED);
	ck_assert_int_eq(inv.records[1].look, LOOK_FAILED);
	ck_assert_str_eq(inv.records[1].look_reason, "it was not read");
	ck_assert_str_eq(inv.records[1].name, "A name");
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

START_TEST(a_complete_look_without_it_makes_unconfirmed_then_removed)
{
	run_whole(NOW);
	run_bare(NOW + DAY);
	expect_all(STATE_UNCONFIRMED, NOW, NOW, NOW + DAY);
	run_bare(NOW + DAY + 6 * HOUR - 1);
	expect_all(STATE_UNCONFIRMED, NOW, NOW, NOW + DAY);
	run_bare(NOW + DAY + 6 * HOUR);
	expect_counts("EX1", 1, 0, 0);
}
END_TEST

START_TEST(what_returns_is_open_and_was_first_seen_long_ago)
{
	run_whole(NOW);
	run_bare(NOW + DAY);
	run_bare(NOW + 2 * DAY);
	expect_counts("EX1", 1, 0, 0);
	run_whole(NOW + 3 * DAY);
	expect_all(STATE_OPEN, NOW, NOW + 3 * DAY, NOW + 3 * DAY);
}
END_TEST

START_TEST(a_list_that_was_not_whole_removes_nothing)
{
	struct inventory inv = {0};

	run_whole(NOW);
	for (int day = 1; day < 4; day++) {
		add_bare(&inv, "EX1");
		for (size_t i = 0; i < 4; i++)
			inv.scopes[0].list_complete[i] = false;
		run_with(&inv, NOW + day * DAY);
		expect_all(STATE_UNKNOWN, NOW, NOW, NOW + DAY);
	}
}
END_TEST

/* A list that is said to be whole, of an organization that was not read. */
START_TEST(the_lists_of_an_organization_that_failed_say_nothing)
{
	struct inventory inv = {0};

	run_whole(NOW);
	for (int day = 1; day < 4; day++) {
		add_failed(&inv, "EX1", SCOPE_FAILED);
		for (size_t i = 0; i < 4; i++)
			inv.scopes[0].list_complete[i] = true;
		run_with(&inv, NOW + day * DAY);
		expect_all(STATE_UNKNOWN, NOW, NOW, NOW + DAY);
	}
}
END_TEST

/* It is not linked any more; whom else it serves only the search would show. */
START_TEST(a_poc_is_unknown_while_a_search_that_may_show_it_failed)
{
	struct inventory inv = {0};
	struct run run;

	run_whole(NOW);
	for (int day = 1; day < 4; day++) {
		add_bare(&inv, "EX1");
		inventory_add_gap(
		    &inv, "EX1", "POCs at example.com", "timed out");
		run_with(&inv, NOW + day * DAY);
	}
	load("EX1", &inv, &run);
	ck_assert_int_eq(
	    inventory_record(&inv, "EX1", RECORD_POC, "NOC1-EX")->seen.state,
	    STATE_UNKNOWN);
	ck_assert_ptr_null(
	    inventory_record(&inv, "EX1", RECORD_NETWORK, "NET-192-0-2-0-1"));
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

/* The network is there and was not read; its POC is. */
START_TEST(a_record_that_was_not_read_keeps_what_is_on_it)
{
	struct inventory inv = {0};
	struct run run;

	run_whole(NOW);
	add_bare(&inv, "EX1");
	add_record(&inv, "EX1", RECORD_NETWORK, "NET-192-0-2-0-1", LOOK_FAILED);
	run_with(&inv, NOW + DAY);
	load("EX1", &inv, &run);
	ck_assert_int_eq(inv.records[1].seen.state, STATE_UNCONFIRMED);
	ck_assert_int_eq(inv.records[2].seen.state, STATE_OPEN);
	ck_assert_int_eq(inv.records[2].seen.last_complete, NOW);
	ck_assert_int_eq(inv.records[2].look, LOOK_FAILED);
	ck_assert_str_eq(inv.records[2].look_reason, "timed out");
	ck_assert_str_eq(inv.records[2].name, "A name");
	ck_assert_int_eq(inv.links[0].seen.state, STATE_UNCONFIRMED);
	ck_assert_int_eq(inv.links[1].seen.state, STATE_UNKNOWN);
	ck_assert_int_eq(inv.sightings[0].seen.state, STATE_UNCONFIRMED);
	ck_assert_int_eq(inv.sightings[1].seen.state, STATE_UNKNOWN);
	ck_assert_int_eq(inv.sightings[2].seen.state, STATE_UNKNOWN);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

/* The link is there, the POC's own answer was cut: its address may be. */
START_TEST(a_poc_that_was_half_read_keeps_its_addresses)
{
	struct inventory inv = {0};
	struct run run;

	run_whole(NOW);
	add_bare(&inv, "EX1");
	add_record(&inv, "EX1", RECORD_POC, "NOC1-EX", LOOK_PARTIAL);
	add_link(
	    &inv, "EX1", "NOC1-EX", RECORD_ORGANIZATION, "EX1", ROLE_ABUSE);
	run_with(&inv, NOW + DAY);
	load("EX1", &inv, &run);
	ck_assert_int_eq(inv.links[0].seen.state, STATE_OPEN);
	ck_assert_int_eq(inv.links[0].roles, ROLE_ABUSE);
	ck_assert_int_eq(inv.sightings[0].seen.state, STATE_UNKNOWN);
	ck_assert_int_eq(inv.sightings[1].seen.state, STATE_UNKNOWN);
	ck_assert_int_eq(inv.sightings[2].seen.state, STATE_UNCONFIRMED);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

/* A POC that only strangers' objects show comes by the searches alone. */
static void
expect_unlinked(bool searched, const char *domain, const char *evidence,
    enum state expected)
{
	struct inventory inv = {0};
	struct run run;

	add_bare(&inv, "EX1");
	add_record(&inv, "EX1", RECORD_POC, "OLD1-EX", LOOK_COMPLETE);
	add_sighting(
	    &inv, "EX1", "OLD1-EX", RECORD_POC, "OLD1-EX", "old@example.com");
	run_with(&inv, NOW);
	add_bare(&inv, "EX1");
	inv.scopes[0].searched = searched;
	if (domain != NULL)
		add_domain(&inv, domain, evidence);
	run_with(&inv, NOW + DAY);
	load("EX1", &inv, &run);
	ck_assert_uint_eq(inv.sighting_count, 1);
	ck_assert_int_eq(inv.sightings[0].seen.state, expected);
	ck_assert_int_eq(
	    inventory_record(&inv, "EX1", RECORD_POC, "OLD1-EX")->seen.state,
	    expected);
	ck_assert(inv.scopes[0].searched == searched);
	inventory_clear(&inv);
	run_clear(&run);
}

/* Was the routing registry read again, and did it show less? */
static void
expect_object(bool read, enum state expected)
{
	static const char route[] = "route 192.0.2.0/24 AS64500";
	struct inventory inv = {0};
	const struct record *r;
	struct run run;

	add_bare(&inv, "EX1");
	inv.scopes[0].list_complete[RECORD_IRR] = true;
	add_record(&inv, "EX1", RECORD_IRR, route, LOOK_COMPLETE);
	add_sighting(&inv, "EX1", "", RECORD_IRR, route, "a@example.com")
	    ->field = FIELD_IRR_ATTRIBUTE;
	run_with(&inv, NOW);
	add_bare(&inv, "EX1");
	inv.scopes[0].list_complete[RECORD_IRR] = read;
	run_with(&inv, NOW + DAY);
	load("EX1", &inv, &run);
	ck_assert(inv.scopes[0].list_complete[RECORD_IRR] == read);
	r = inventory_record(&inv, "EX1", RECORD_IRR, route);
	ck_assert_ptr_nonnull(r);
	ck_assert_int_eq(r->seen.state, expected);
	ck_assert_str_eq(
	    r->look_reason, read ? "" : "the routing registry was not read");
	ck_assert_uint_eq(inv.sighting_count, 1);
	ck_assert_int_eq(inv.sightings[0].field, FIELD_IRR_ATTRIBUTE);
	ck_assert_int_eq(inv.sightings[0].record_kind, RECORD_IRR);
	ck_assert_int_eq(inv.sightings[0].seen.state, expected);
	inventory_clear(&inv);
	run_clear(&run);
}

START_TEST(a_routing_object_is_unknown_while_the_dump_was_not_read)
{
	expect_object(false, STATE_UNKNOWN);
}
END_TEST

START_TEST(a_routing_object_that_the_dump_lacks_is_unconfirmed)
{
	expect_object(true, STATE_UNCONFIRMED);
}
END_TEST

START_TEST(an_unlinked_poc_is_unknown_while_the_searches_failed)
{
	expect_unlinked(false, "example.com", "NOC1-EX", STATE_UNKNOWN);
}
END_TEST

START_TEST(an_unlinked_poc_is_missed_once_the_searches_were_whole)
{
	expect_unlinked(true, "example.com", "NOC1-EX", STATE_UNCONFIRMED);
}
END_TEST

START_TEST(an_unlinked_poc_is_unknown_while_its_domain_is_not_declared)
{
	expect_unlinked(true, NULL, NULL, STATE_UNKNOWN);
}
END_TEST

START_TEST(an_unlinked_poc_is_unknown_while_its_domain_is_not_confirmed)
{
	expect_unlinked(true, "example.com", "", STATE_UNKNOWN);
}
END_TEST

START_TEST(an_unlinked_poc_is_unknown_while_only_another_domain_is_confirmed)
{
	expect_unlinked(true, "example.net", "NOC1-EX", STATE_UNKNOWN);
}
END_TEST

/* The link was seen to be gone before, while the list of POCs was not whole. */
static void
expect_once_linked(bool also_unlinked, enum state expected)
{
	struct inventory inv = {0};
	const struct record *poc;
	struct run run;

	add_bare(&inv, "EX1");
	add_record(&inv, "EX1", RECORD_POC, "NOC1-EX", LOOK_COMPLETE);
	add_record(
	    &inv, "EX1", RECORD_NETWORK, "NET-192-0-2-0-1", LOOK_COMPLETE);
	if (also_unlinked)
		add_sighting(&inv, "EX1", "NOC1-EX", RECORD_POC, "NOC1-EX",
		    "noc@example.com");
	add_link(&inv, "EX1", "NOC1-EX", RECORD_NETWORK, "NET-192-0-2-0-1",
	    ROLE_TECHNICAL);
	run_with(&inv, NOW);
	for (int day = 1; day < 4; day++) {
		add_bare(&inv, "EX1");
		inv.scopes[0].searched = true;
		inv.scopes[0].list_complete[RECORD_POC] = day == 3;
		run_with(&inv, NOW + day * DAY);
	}
	load("EX1", &inv, &run);
	ck_assert_uint_eq(inv.link_count, 0);
	poc = inventory_record(&inv, "EX1", RECORD_POC, "NOC1-EX");
	ck_assert_ptr_nonnull(poc);
	ck_assert_int_eq(poc->seen.state, expected);
	inventory_clear(&inv);
	run_clear(&run);
}

START_TEST(a_link_that_is_removed_makes_no_poc_a_linked_one)
{
	expect_once_linked(true, STATE_UNKNOWN);
}
END_TEST

START_TEST(a_poc_that_was_linked_once_needs_no_domain)
{
	expect_once_linked(false, STATE_UNCONFIRMED);
}
END_TEST

START_TEST(roles_are_only_added_while_the_holder_is_in_doubt)
{
	struct inventory inv = {0};
	struct run run;

	run_whole(NOW);
	add_whole(&inv, "EX1");
	inv.scopes[0].list_complete[RECORD_POC] = false;
	inv.links[0].roles = ROLE_DNS;
	run_with(&inv, NOW + DAY);
	load("EX1", &inv, &run);
	ck_assert_uint_eq(inv.links[0].roles, ROLE_ABUSE | ROLE_NOC | ROLE_DNS);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

START_TEST(another_organization_is_not_touched)
{
	struct inventory inv = {0};

	run_whole(NOW);
	add_bare(&inv, "EX2");
	run_with(&inv, NOW + DAY);
	expect_all(STATE_OPEN, NOW, NOW, NOW);
	expect_counts(NULL, 4, 2, 3);
}
END_TEST

START_TEST(two_organizations_that_share_a_poc_stay_apart)
{
	struct inventory inv = {0};
	struct run run;
	char digest[DIGEST_TEXT_MAX];
	char *body;

	add_whole(&inv, "EX2");
	add_whole(&inv, "EX1");
	run_with(&inv, NOW);
	ck_assert_int_eq(ask("SELECT count(*) FROM parts"), 1);
	expect_counts("EX1", 3, 2, 3);
	expect_counts("EX2", 3, 2, 3);
	load(NULL, &inv, &run);
	ck_assert_str_eq(inv.scopes[0].org, "EX1");
	ck_assert_str_eq(inv.records[0].org, "EX1");
	ck_assert_str_eq(inv.records[5].org, "EX2");
	inventory_clear(&inv);
	run_clear(&run);
	run_bare(NOW + DAY);
	run_bare(NOW + 2 * DAY);
	expect_counts("EX1", 1, 0, 0);
	expect_counts("EX2", 3, 2, 3);
	body = store_part(store, "EX2", RECORD_POC, "NOC1-EX", digest, &err);
	ck_assert_str_eq(body, "{\"handle\":\"NOC1-EX\"}");
	free(body);
	ck_assert_ptr_null(
	    store_part(store, "EX1", RECORD_POC, "NOC1-EX", digest, &err));
	ck_assert_int_eq(err.code, 0);
}
END_TEST

START_TEST(the_proof_is_that_of_the_newest_answer)
{
	struct inventory inv = {0};
	char digest[DIGEST_TEXT_MAX], expected[DIGEST_TEXT_MAX];
	char *body;

	run_whole(NOW);
	add_whole(&inv, "EX1");
	free(inv.parts[0].body);
	inv.parts[0].body = xstrdup("{\"new\":1}");
	digest_of("{\"new\":1}", 9, inv.parts[0].digest);
	run_with(&inv, NOW + DAY);
	body = store_part(store, "EX1", RECORD_POC, "NOC1-EX", digest, &err);
	ck_assert_str_eq(body, "{\"new\":1}");
	ck_assert_str_eq(digest, digest_of(body, 9, expected));
	free(body);
	ck_assert_int_eq(ask("SELECT count(*) FROM parts"), 1);
}
END_TEST

START_TEST(unchanged_runs_add_no_rows_but_their_own)
{
	int64_t after_one, runs;

	run_whole(NOW);
	after_one = rows();
	runs = ask("SELECT count(*) FROM runs");
	for (int day = 1; day <= 30; day++)
		run_whole(NOW + day * DAY);
	ck_assert_int_eq(rows(), after_one);
	ck_assert_int_eq(ask("SELECT count(*) FROM runs"), runs + 30);
	expect_all(STATE_OPEN, NOW, NOW + 30 * DAY, NOW);
}
END_TEST

START_TEST(domains_are_those_of_the_newest_run)
{
	struct inventory inv = {0};
	struct run run;

	add_whole(&inv, "EX1");
	add_whole(&inv, "EX2");
	add_domain(&inv, "example.com", "NOC1-EX");
	add_domain(&inv, "example.net", "");
	strings_add(&inv.domains_seen, "example.org");
	run_with(&inv, NOW);
	load(NULL, &inv, &run);
	ck_assert_uint_eq(inv.domain_count, 2);
	ck_assert_str_eq(inv.domains[0].name, "example.com");
	ck_assert(inv.domains[0].confirmed);
	ck_assert_str_eq(inv.domains[0].evidence, "NOC1-EX");
	ck_assert(!inv.domains[1].confirmed);
	ck_assert_uint_eq(inv.domains_seen.count, 1);
	inventory_clear(&inv);
	run_clear(&run);
	add_whole(&inv, "EX1");
	add_whole(&inv, "EX2");
	add_domain(&inv, "example.org", "");
	run_with(&inv, NOW + DAY);
	load(NULL, &inv, &run);
	ck_assert_uint_eq(inv.domain_count, 1);
	ck_assert_str_eq(inv.domains[0].name, "example.org");
	ck_assert_uint_eq(inv.domains_seen.count, 0);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

START_TEST(a_domain_once_confirmed_stays_so)
{
	struct inventory inv = {0};
	struct run run;

	add_whole(&inv, "EX1");
	add_domain(&inv, "example.com", "NOC1-EX");
	add_domain(&inv, "example.net", "GONE-EX");
	run_with(&inv, NOW);
	add_bare(&inv, "EX1");
	add_domain(&inv, "example.com", "");
	add_domain(&inv, "example.net", "");
	run_with(&inv, NOW + DAY);
	load("EX1", &inv, &run);
	ck_assert(inv.domains[0].confirmed);
	ck_assert_str_eq(inv.domains[0].evidence, "NOC1-EX");
	ck_assert(!inv.domains[1].confirmed);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

static void
run_with_domain(int64_t when, const char *evidence, bool denied)
{
	struct inventory inv = {0};

	add_bare(&inv, "EX1");
	add_domain(&inv, "example.com", evidence);
	inv.domains[0].denied = denied;
	run_with(&inv, when);
}

static void
expect_confirmed(bool confirmed)
{
	struct inventory inv;
	struct run run;

	load("EX1", &inv, &run);
	ck_assert_int_eq(inv.domains[0].confirmed, confirmed);
	inventory_clear(&inv);
	run_clear(&run);
}

START_TEST(a_domain_that_dns_confirmed_stays_so_until_dns_denies_it)
{
	run_with_domain(NOW, "dns:TXT:_whoexposed.example.com", false);
	expect_confirmed(true);
	run_with_domain(NOW + DAY, "", false);
	expect_confirmed(true);
	run_with_domain(NOW + 2 * DAY, "", true);
	expect_confirmed(false);
}
END_TEST

static void
add_mail_domain(struct inventory *inv, const char *name, enum mail_state state)
{
	struct mail_domain x = {
	    .org = xstrdup("EX1"),
	    .name = xstrdup(name),
	    .registrable = xstrdup(name),
	    .state = state,
	    .evidence = xstrdup("so it is"),
	    .time = state == MAIL_NOT_ASKED ? CLOCK_NONE : NOW,
	};

	inventory_add_mail_domain(inv, &x);
}

START_TEST(mail_domains_are_those_of_the_newest_run_that_met_them)
{
	struct inventory inv = {0};
	const struct mail_domain *m;
	struct run run;

	add_whole(&inv, "EX1");
	add_mail_domain(&inv, "example.com", MAIL_GONE);
	add_mail_domain(&inv, "nobody.example", MAIL_NULL);
	run_with(&inv, NOW);
	load("EX1", &inv, &run);
	m = inventory_mail_domain(&inv, "EX1", "example.com");
	ck_assert_int_eq(m->state, MAIL_GONE);
	ck_assert_str_eq(m->registrable, "example.com");
	ck_assert_str_eq(m->evidence, "so it is");
	ck_assert_int_eq(m->time, NOW);
	inventory_clear(&inv);
	run_clear(&run);

	/* Its address was not seen, and may still be there. */
	add_failed(&inv, "EX1", SCOPE_FAILED);
	run_with(&inv, NOW + DAY);
	load("EX1", &inv, &run);
	ck_assert_uint_eq(inv.mail_domain_count, 1);
	ck_assert_int_eq(inv.mail_domains[0].state, MAIL_GONE);
	inventory_clear(&inv);
	run_clear(&run);

	add_whole(&inv, "EX1");
	add_mail_domain(&inv, "example.com", MAIL_NOT_ASKED);
	run_with(&inv, NOW + 2 * DAY);
	load("EX1", &inv, &run);
	ck_assert_int_eq(inv.mail_domains[0].state, MAIL_NOT_ASKED);
	ck_assert_int_eq(inv.mail_domains[0].time, CLOCK_NONE);
	inventory_clear(&inv);
	run_clear(&run);

	/* Gone for certain. */
	run_bare(NOW + 3 * DAY);
	run_bare(NOW + 4 * DAY);
	load("EX1", &inv, &run);
	ck_assert_uint_eq(inv.mail_domain_count, 0);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

START_TEST(gaps_are_those_of_the_newest_run)
{
	struct inventory inv = {0};
	struct run run;

	add_whole(&inv, "EX1");
	inventory_add_gap(&inv, "EX1", "networks", "holds %d entries", 256);
	run_with(&inv, NOW);
	load("EX1", &inv, &run);
	ck_assert_uint_eq(inv.gap_count, 1);
	ck_assert_str_eq(inv.gaps[0].subject, "networks");
	ck_assert_str_eq(inv.gaps[0].reason, "holds 256 entries");
	ck_assert(!run.complete);
	inventory_clear(&inv);
	run_clear(&run);
	run_whole(NOW + DAY);
	load("EX1", &inv, &run);
	ck_assert_uint_eq(inv.gap_count, 0);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

START_TEST(a_run_that_died_is_listed_with_its_answers_and_not_loaded)
{
	struct inventory inv = {0};
	struct run *runs, run;
	size_t count;
	int64_t first = run_whole(NOW), second = begin_run(NOW + DAY);

	add_answer(&inv, "EX1", VERDICT_FAILED);
	must(store_answer_add(store, second, &inv.answers[0], &err));
	inventory_clear(&inv);
	must(store_runs(store, &runs, &count, &err));
	ck_assert_uint_eq(count, 2);
	ck_assert_int_eq(runs[0].id, second);
	ck_assert_int_eq(runs[0].finished, CLOCK_NONE);
	ck_assert_int_eq(runs[0].exit_status, -1);
	ck_assert_uint_eq(runs[0].queries[VERDICT_FAILED], 1);
	ck_assert_int_eq(runs[1].id, first);
	for (size_t i = 0; i < count; i++)
		run_clear(&runs[i]);
	free(runs);
	load("EX1", &inv, &run);
	ck_assert_int_eq(run.id, first);
	ck_assert_uint_eq(inv.answer_count, 1);
	ck_assert_int_eq(inv.answers[0].verdict, VERDICT_COMPLETE);
	inventory_clear(&inv);
	run_clear(&run);
}
END_TEST

/* Large enough that the transaction does not fit into memory. */
static void
die_in_mid_transaction(size_t networks)
{
	struct inventory inv = {0};
	int64_t id = begin_run(NOW + DAY);
	char name[1001] = "";

	memset(name, 'x', sizeof(name) - 1);
	add_bare(&inv, "EX1");
	for (size_t i = 0; i < networks; i++) {
		char *handle = xasprintf("NET-%zu", i);
		struct record *r = add_record(
		    &inv, "EX1", RECORD_NETWORK, handle, LOOK_COMPLETE);

		r->name = inventory_text(&inv, name);
		free(handle);
	}
	must(store_begin(store, &err));
	must(store_facts_put(store, id, &inv, NOW + DAY, &err));
	kill(getpid(), SIGKILL);
}

static void
expect_whole_after_death(size_t networks)
{
	pid_t child;
	int status;

	run_whole(NOW);
	store_close(store);
	child = fork();
	ck_assert_int_ne(child, -1);
	if (child == 0) {
		store = store_open(path, STORE_WRITE, &err);
		if (store != NULL)
			die_in_mid_transaction(networks);
		_exit(1);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFSIGNALED(status));
	store = store_open(path, STORE_READ, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
	expect_all(STATE_OPEN, NOW, NOW, NOW);
	store_close(store);
	store = store_open(path, STORE_WRITE, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
	run_whole(NOW + 2 * DAY);
	expect_all(STATE_OPEN, NOW, NOW + 2 * DAY, NOW);
}

START_TEST(a_killed_writer_leaves_the_earlier_run_whole)
{
	expect_whole_after_death(1);
}
END_TEST

START_TEST(a_writer_killed_with_half_of_it_on_the_disk_does_too)
{
	expect_whole_after_death(60000);
}
END_TEST

START_TEST(what_is_rolled_back_did_not_happen)
{
	struct inventory inv = {0};
	int64_t id;

	run_whole(NOW);
	id = begin_run(NOW + DAY);
	add_bare(&inv, "EX1");
	must(store_begin(store, &err));
	must(store_facts_put(store, id, &inv, NOW + DAY, &err));
	expect_all(STATE_UNCONFIRMED, NOW, NOW, NOW + DAY);
	store_rollback(store);
	expect_all(STATE_OPEN, NOW, NOW, NOW);
	inventory_clear(&inv);
}
END_TEST

START_TEST(a_store_that_is_replaced_during_a_run_is_told)
{
	char *away = xasprintf("%s/away.db", dir);
	struct inventory inv = {0};
	int64_t id = begin_run(NOW);

	add_whole(&inv, "EX1");
	must(store_begin(store, &err));
	must(store_facts_put(store, id, &inv, NOW, &err));
	ck_assert_int_eq(rename(path, away), 0);
	ck_assert_int_eq(store_commit(store, &err), -1);
	ck_assert_int_eq(err.code, ERROR_DATA);
	ck_assert_ptr_nonnull(strstr(err.text, "moved or replaced"));
	ck_assert_int_eq(rename(away, path), 0);
	expect_counts(NULL, 0, 0, 0);
	inventory_clear(&inv);
	free(away);
}
END_TEST

/* As with `cp backup whoexposed.db`. */
static void
copy_into(const char *from, const char *to)
{
	char *command = xasprintf("cp '%s' '%s'", from, to);

	ck_assert_int_eq(system(command), 0);
	free(command);
}

static void
expect_restored(const char *backup)
{
	char *command = xasprintf("cmp '%s' '%s'", backup, path);

	ck_assert_int_eq(err.code, ERROR_DATA);
	ck_assert_ptr_nonnull(strstr(err.text, "moved or replaced"));
	ck_assert_int_eq(system(command), 0);
	free(command);
}

START_TEST(a_store_that_is_restored_within_a_transaction_is_left_alone)
{
	char *backup = xasprintf("%s/backup.db", dir);
	struct inventory inv = {0};
	int64_t id;

	run_whole(NOW);
	copy_into(path, backup);
	id = begin_run(NOW + DAY);
	add_bare(&inv, "EX1");
	must(store_begin(store, &err));
	must(store_facts_put(store, id, &inv, NOW + DAY, &err));
	copy_into(backup, path);
	ck_assert_int_eq(store_commit(store, &err), -1);
	expect_restored(backup);
	inventory_clear(&inv);
	free(backup);
}
END_TEST

/* A run of the number of this one: of another time, or that ended. */
START_TEST(a_store_that_is_restored_during_a_run_is_left_alone)
{
	char *backup = xasprintf("%s/backup.db", dir);
	char *before = xasprintf("%s/before.db", dir);
	int64_t day = _i == 2 ? NOW : NOW + DAY;
	struct run run = {.finished = day, .observed_at = day};

	copy_into(path, before);
	if (_i == 1) {
		begin_run(NOW);
		begin_run(NOW);
	} else if (_i == 2)
		run_whole(NOW);
	store_close(store);
	copy_into(path, backup);
	copy_into(before, path);
	store = store_open(path, STORE_WRITE, &err);
	run.id = begin_run(day);
	ck_assert_int_eq(run.id, 1);
	copy_into(backup, path);
	ck_assert_int_eq(store_run_end(store, &run, &err), -1);
	expect_restored(backup);
	free(backup);
	free(before);
}
END_TEST

START_TEST(a_store_opened_for_reading_is_not_written)
{
	struct inventory inv = {0};

	run_whole(NOW);
	store_close(store);
	store = store_open(path, STORE_READ, &err);
	add_bare(&inv, "EX1");
	ck_assert_int_eq(store_facts_put(store, 1, &inv, NOW, &err), -1);
	ck_assert_int_eq(err.code, ERROR_PERMISSION);
	inventory_clear(&inv);
	expect_all(STATE_OPEN, NOW, NOW, NOW);
}
END_TEST

START_TEST(a_reader_sees_the_run_before_until_the_commit)
{
	struct store *writer = store, *reader;
	struct inventory inv = {0};
	int64_t id;

	run_whole(NOW);
	reader = store_open(path, STORE_READ, &err);
	id = begin_run(NOW + DAY);
	add_bare(&inv, "EX1");
	must(store_begin(writer, &err));
	must(store_facts_put(writer, id, &inv, NOW + DAY, &err));
	store = reader;
	expect_all(STATE_OPEN, NOW, NOW, NOW);
	must(store_commit(writer, &err));
	expect_all(STATE_UNCONFIRMED, NOW, NOW, NOW + DAY);
	store_close(reader);
	store = writer;
	inventory_clear(&inv);
}
END_TEST

START_TEST(hostile_text_comes_back_as_it_went_in)
{
	static const char *const texts[] = {
	    "Robert'); DROP TABLE records;--",
	    "\"quoted\" 'twice' `back` [square]",
	    "?1 :name @name $name %s %n",
	    "\xc3\xa9\xcc\x81 \xe2\x80\xae gnp.exe \xf0\x9f\x92\xa9",
	    "\x01\x02\x1b[31m\x7f\r\n\t\x1f",
	    "\xef\xbb\xbf bom \xef\xbf\xbf \xf4\x8f\xbf\xbf",
	    "=cmd|' /C calc'!A0",
	    " ",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct inventory inv = {0};
		struct record *r;
		struct sighting *x;
		struct run run;

		add_bare(&inv, "EX1");
		r = add_record(
		    &inv, "EX1", RECORD_POC, texts[i], LOOK_COMPLETE);
		r->surname = texts[i];
		strings_add(&r->status, texts[i]);
		strings_add(&r->status, "");
		x = add_sighting(
		    &inv, "EX1", texts[i], RECORD_POC, texts[i], texts[i]);
		x->source_url = texts[i];
		add_part(&inv, "EX1", RECORD_POC, texts[i], texts[i]);
		inventory_add_gap(&inv, "EX1", texts[i], "%s", texts[i]);
		run_with(&inv, NOW + (int64_t)i * DAY);
		load("EX1", &inv, &run);
		r = inventory_record(&inv, "EX1", RECORD_POC, texts[i]);
		ck_assert_ptr_nonnull(r);
		ck_assert_str_eq(r->surname, texts[i]);
		ck_assert_uint_eq(r->status.count, 3);
		ck_assert_str_eq(r->status.items[1], texts[i]);
		ck_assert_str_eq(r->status.items[2], "");
		ck_assert_str_eq(inv.gaps[0].reason, texts[i]);
		for (size_t k = 0; k < inv.sighting_count; k++)
			if (strcmp(inv.sightings[k].address, texts[i]) == 0)
				x = &inv.sightings[k];
		ck_assert_str_eq(x->poc, texts[i]);
		ck_assert_str_eq(x->spelling, texts[i]);
		ck_assert_str_eq(x->source_url, texts[i]);
		inventory_clear(&inv);
		run_clear(&run);
	}
}
END_TEST

static void
name_finding(struct kept_finding *f, const char *id, const char *org)
{
	*f = (struct kept_finding){.id = xstrdup(id),
	    .org = xstrdup(org),
	    .rule = xstrdup("WE102"),
	    .address = xstrdup("jane.doe@example.com"),
	    .record = xstrdup("NOC1-EX"),
	    .severity = 2,
	    .status = xstrdup("open"),
	    .rules = xstrdup("1"),
	    .seen = {.first = NOW,
		.last = NOW,
		.last_complete = CLOCK_NONE,
		.since = NOW}};
}

START_TEST(findings_are_kept_and_replaced_by_their_id)
{
	struct kept_finding put[2], *got;
	int64_t run = run_whole(NOW);
	size_t count;

	name_finding(&put[0], "WE102-b", "EX1");
	name_finding(&put[1], "WE102-a", "EX1");
	must(store_findings_put(store, run, put, 2, &err));
	free(put[0].status);
	put[0].status = xstrdup("removed");
	put[0].seen.state = STATE_REMOVED;
	must(store_findings_put(store, run, put, 1, &err));
	must(store_findings_load(store, NULL, &got, &count, &err));
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(got[0].id, "WE102-a");
	ck_assert_str_eq(got[0].status, "open");
	ck_assert_str_eq(got[1].status, "removed");
	ck_assert_int_eq(got[1].seen.state, STATE_REMOVED);
	ck_assert_int_eq(got[1].seen.last_complete, CLOCK_NONE);
	ck_assert_int_eq(got[1].severity, 2);
	for (size_t i = 0; i < 2; i++) {
		kept_finding_clear(&put[i]);
		kept_finding_clear(&got[i]);
	}
	free(got);
}
END_TEST

START_TEST(loaded_facts_can_be_judged_before_the_commit)
{
	struct inventory inv = {0}, loaded;
	int64_t id = begin_run(NOW);
	struct run run;

	add_whole(&inv, "EX1");
	must(store_begin(store, &err));
	must(store_facts_put(store, id, &inv, NOW, &err));
	must(store_load(store, NULL, &loaded, &run, &err));
	ck_assert_int_eq(run.id, id);
	ck_assert_uint_eq(loaded.sighting_count, 3);
	must(store_commit(store, &err));
	inventory_clear(&inv);
	inventory_clear(&loaded);
	run_clear(&run);
}
END_TEST

START_TEST(facts_of_an_organization_without_scope_are_refused)
{
	struct inventory inv = {0};
	int64_t id = begin_run(NOW);

	add_record(&inv, "EX1", RECORD_POC, "NOC1-EX", LOOK_COMPLETE);
	ck_assert_int_eq(store_facts_put(store, id, &inv, NOW, &err), -1);
	ck_assert_int_eq(err.code, ERROR_INTERNAL);
	inventory_clear(&inv);
	expect_counts(NULL, 0, 0, 0);
}
END_TEST

/*
 * Random organizations under random faults: what is not loaded any more was
 * missed by two complete looks in a row.
 */
START_TEST(no_run_with_faults_removes_a_record)
{
	srand(4711);
	store_close(store);
	store = store_open(":memory:", STORE_WRITE, &err);
	for (int round = 0; round < 40; round++) {
		char *org = xasprintf("EX%d", round);
		struct inventory inv = {0};
		int missed = 0;

		add_whole(&inv, org);
		run_with(&inv, NOW);
		for (int day = 1; day < 12; day++) {
			int fault = rand() % 5;

			if (fault == 0)
				add_failed(&inv, org, SCOPE_FAILED);
			else if (fault == 1)
				add_failed(&inv, org, SCOPE_ABSENT);
			else
				add_bare(&inv, org);
			if (fault == 2)
				memset(inv.scopes[0].list_complete, 0,
				    sizeof(inv.scopes[0].list_complete));
			missed = fault > 2    ? missed + 1
				 : missed > 1 ? missed
					      : 0;
			run_with(&inv, NOW + day * DAY);
			if (missed < 2)
				expect_counts(org, 3, 2, 3);
			else
				expect_counts(org, 1, 0, 0);
		}
		free(org);
	}
}
END_TEST

static TCase *
over_runs(void)
{
	TCase *c = tcase_create("facts over runs");

	tcase_add_test(c, nothing_stored_is_nothing_loaded);
	tcase_add_test(c, what_a_run_found_is_loaded);
	tcase_add_test(c, a_failed_second_run_leaves_everything_unknown);
	tcase_add_test(c, an_unknown_record_says_how_it_was_looked_at);
	tcase_add_test(
	    c, a_complete_look_without_it_makes_unconfirmed_then_removed);
	tcase_add_test(c, what_returns_is_open_and_was_first_seen_long_ago);
	tcase_add_test(c, a_list_that_was_not_whole_removes_nothing);
	tcase_add_test(c, the_lists_of_an_organization_that_failed_say_nothing);
	tcase_add_test(
	    c, a_poc_is_unknown_while_a_search_that_may_show_it_failed);
	tcase_add_test(c, a_record_that_was_not_read_keeps_what_is_on_it);
	tcase_add_test(c, a_poc_that_was_half_read_keeps_its_addresses);
	tcase_add_test(c, an_unlinked_poc_is_unknown_while_the_searches_failed);
	tcase_add_test(
	    c, a_routing_object_is_unknown_while_the_dump_was_not_read);
	tcase_add_test(
	    c, an_unlinked_poc_is_unknown_while_its_domain_is_not_declared);
	tcase_add_test(
	    c, an_unlinked_poc_is_unknown_while_its_domain_is_not_confirmed);
	tcase_add_test(c,
	    an_unlinked_poc_is_unknown_while_only_another_domain_is_confirmed);
	tcase_add_test(c, a_link_that_is_removed_makes_no_poc_a_linked_one);
	tcase_add_test(c, a_poc_that_was_linked_once_needs_no_domain);
	tcase_add_test(c, a_routing_object_that_the_dump_lacks_is_unconfirmed);
	tcase_add_test(
	    c, an_unlinked_poc_is_missed_once_the_searches_were_whole);
	tcase_add_test(c, roles_are_only_added_while_the_holder_is_in_doubt);
	tcase_add_test(c, another_organization_is_not_touched);
	tcase_add_test(c, two_organizations_that_share_a_poc_stay_apart);
	tcase_add_test(c, the_proof_is_that_of_the_newest_answer);
	tcase_add_test(c, unchanged_runs_add_no_rows_but_their_own);
	tcase_add_test(c, domains_are_those_of_the_newest_run);
	tcase_add_test(c, a_domain_once_confirmed_stays_so);
	tcase_add_test(
	    c, a_domain_that_dns_confirmed_stays_so_until_dns_denies_it);
	tcase_add_test(
	    c, mail_domains_are_those_of_the_newest_run_that_met_them);
	tcase_add_test(c, gaps_are_those_of_the_newest_run);
	tcase_add_test(c, hostile_text_comes_back_as_it_went_in);
	tcase_add_test(c, findings_are_kept_and_replaced_by_their_id);
	tcase_add_test(c, facts_of_an_organization_without_scope_are_refused);
	tcase_add_test(c, no_run_with_faults_removes_a_record);
	return c;
}

static TCase *
transactions(void)
{
	TCase *c = tcase_create("a run is wholly there or not at all");

	tcase_add_test(
	    c, a_run_that_died_is_listed_with_its_answers_and_not_loaded);
	tcase_add_test(c, a_killed_writer_leaves_the_earlier_run_whole);
	tcase_add_test(c, a_writer_killed_with_half_of_it_on_the_disk_does_too);
	tcase_add_test(c, what_is_rolled_back_did_not_happen);
	tcase_add_test(c, a_store_that_is_replaced_during_a_run_is_told);
	tcase_add_test(
	    c, a_store_that_is_restored_within_a_transaction_is_left_alone);
	tcase_add_loop_test(
	    c, a_store_that_is_restored_during_a_run_is_left_alone, 0, 3);
	tcase_add_test(c, a_store_opened_for_reading_is_not_written);
	tcase_add_test(c, a_reader_sees_the_run_before_until_the_commit);
	tcase_add_test(c, loaded_facts_can_be_judged_before_the_commit);
	return c;
}

Suite *
suite_store(void)
{
	TCase *cases[] = {over_runs(), transactions()};
	Suite *suite = suite_create("store");

	for (size_t i = 0; i < 2; i++) {
		tcase_add_checked_fixture(cases[i], set_up, tear_down);
		tcase_set_timeout(cases[i], 120);
		suite_add_tcase(suite, cases[i]);
	}
	return suite;
}
