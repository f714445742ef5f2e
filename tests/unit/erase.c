/*
 * What is erased is erased: looked for as bytes in every file of the
 * directory, in any case. And what is not, is there.
 */
#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
#define ORG  "EXMPL-1"
#define URL  "https://rdap.example/registry/"
#define POCS 6
#define RUNS 8

static char *dir;
static char *path;
static struct store *store;
static struct error err;

static void
open_store(void)
{
	store = store_open(path, STORE_WRITE, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
}

static void
set_up(void)
{
	dir = scratch_new("erase");
	path = xasprintf("%s/whoexposed.db", dir);
	err = (struct error){0};
	open_store();
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

/* ---- bytes in files ------------------------------------------------------ */

static void
read_file(const char *name, struct buf *all)
{
	char *file = xasprintf("%s/%s", dir, name), chunk[4096];
	FILE *in = fopen(file, "r");
	size_t n;

	ck_assert_msg(in != NULL, "%s", file);
	while ((n = fread(chunk, 1, sizeof(chunk), in)) > 0)
		buf_add(all, chunk, n);
	fclose(in);
	free(file);
}

static bool
holds(const struct buf *all, const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0; i + len <= all->len; i++)
		if (strncasecmp(all->data + i, text, len) == 0)
			return true;
	return false;
}

/* Is it in any file beside the store, in any case? */
static bool
in_files(const char *text)
{
	DIR *d = opendir(dir);
	const struct dirent *entry;
	bool found = false;

	ck_assert_ptr_nonnull(d);
	while ((entry = readdir(d)) != NULL) {
		struct buf all = {0};

		if (entry->d_name[0] == '.')
			continue;
		read_file(entry->d_name, &all);
		found |= holds(&all, text);
		buf_clear(&all);
	}
	closedir(d);
	return found;
}

static void
expect_gone(const char *text)
{
	ck_assert_msg(!in_files(text), "\"%s\" is there still", text);
}

static void
expect_there(const char *text)
{
	ck_assert_msg(in_files(text), "\"%s\" is not there", text);
}

/* ---- inventories --------------------------------------------------------- */

static void
add_scope(struct inventory *inv, const char *org)
{
	struct scope scope = {.org = xstrdup(org),
	    .name = xstrdup("Example"),
	    .state = SCOPE_READ,
	    .reason = xstrdup("")};

	for (size_t i = 0; i < RECORD_KINDS; i++)
		scope.list_complete[i] = true;
	inventory_add_scope(inv, &scope);
}

static void
add_answer(struct inventory *inv, const char *org, const char *url)
{
	struct answer a = {.org = xstrdup(org),
	    .url = xstrdup(url),
	    .why = xstrdup("to see"),
	    .time = NOW,
	    .status = 200,
	    .content_type = xstrdup("application/rdap+json"),
	    .reason = xstrdup("")};

	inventory_add_answer(inv, &a);
}

static void
add_record(struct inventory *inv, const char *org, enum record_kind kind,
    const char *handle, const char *name, const char *surname)
{
	char *url = xasprintf(URL "entity/%s", handle);
	struct record r = {.kind = kind,
	    .org = org,
	    .handle = handle,
	    .name = name,
	    .range = "",
	    .type = "",
	    .card_kind = "",
	    .given = "",
	    .surname = surname,
	    .unvalidated_since = CLOCK_NONE,
	    .registered = CLOCK_NONE,
	    .last_changed = NOW,
	    .look_reason = "",
	    .source_url = url,
	    .source_digest = "",
	    .observed_at = NOW};

	inventory_add_record(inv, &r);
	free(url);
}

static void
add_sighting(struct inventory *inv, const char *org, enum field field,
    enum record_kind kind, const char *record, const char *poc,
    const char *address, const char *spelling)
{
	char *url = xasprintf(URL "entity/%s", poc);
	struct sighting s = {.org = org,
	    .address = address,
	    .spelling = spelling,
	    .field = field,
	    .record_kind = kind,
	    .record = record,
	    .poc = poc,
	    .roles = ROLE_ABUSE,
	    .level = LEVEL_ORG,
	    .source_url = url,
	    .source_digest = "",
	    .observed_at = NOW};

	inventory_add_sighting(inv, &s);
	free(url);
}

static void
add_poc(struct inventory *inv, const char *org, const char *handle,
    const char *name, const char *surname, const char *address)
{
	struct link l = {.org = org,
	    .poc = handle,
	    .holder_kind = RECORD_ORGANIZATION,
	    .holder = org,
	    .roles = ROLE_ABUSE};

	add_record(inv, org, RECORD_POC, handle, name, surname);
	inventory_add_link(inv, &l);
	add_sighting(inv, org, FIELD_POC_EMAIL, RECORD_ORGANIZATION, org,
	    handle, address, address);
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
begin_inventory(struct inventory *inv, const char *org)
{
	*inv = (struct inventory){0};
	add_scope(inv, org);
	add_answer(inv, org, URL "entity/" ORG);
	add_record(inv, org, RECORD_ORGANIZATION, org, "Example", "");
}

static struct kept_finding
finding_of(const struct sighting *s, int64_t when)
{
	return (struct kept_finding){
	    .id = xasprintf("WE101-%s-%s", s->address, s->poc),
	    .org = xstrdup(s->org),
	    .rule = xstrdup("WE101"),
	    .address = xstrdup(s->address),
	    .record = xstrdup(s->poc),
	    .severity = 2,
	    .status =
		xstrdup(s->seen.state == STATE_REMOVED ? "removed" : "open"),
	    .rules = xstrdup("1"),
	    .cause = xstrdup(""),
	    .seen = {STATE_OPEN, when, when, when, when, 0}};
}

/* One for each address that is there; those that are gone are removed. */
static void
put_findings(int64_t run, const struct inventory *known, int64_t when)
{
	struct kept_finding *kept = NULL, one;
	size_t count = 0;

	must(store_findings_load(store, NULL, &kept, &count, &err));
	for (size_t i = 0; i < count; i++) {
		bool there = false;

		for (size_t j = 0; j < known->sighting_count; j++)
			there |= strcmp(known->sightings[j].address,
				     kept[i].address) == 0;
		if (!there && strcmp(kept[i].status, "removed") != 0) {
			free(kept[i].status);
			kept[i].status = xstrdup("removed");
			kept[i].seen.state = STATE_REMOVED;
			kept[i].seen.since = when;
			must(store_findings_put(store, run, &kept[i], 1, &err));
		}
		kept_finding_clear(&kept[i]);
	}
	free(kept);
	for (size_t j = 0; j < known->sighting_count; j++) {
		one = finding_of(&known->sightings[j], when);
		must(store_findings_put(store, run, &one, 1, &err));
		kept_finding_clear(&one);
	}
}

static int64_t
put(struct inventory *inv, int64_t when)
{
	char text[] = "x", scope[] = ORG;
	struct inventory known;
	struct run run = {.started = when,
		       .scope = scope,
		       .tool = text,
		       .rules = text,
		       .source = text,
		       .complete = true},
		   loaded;

	run.id = store_run_begin(store, &run, &err);
	ck_assert_int_gt(run.id, 0);
	run.finished = run.observed_at = when;
	must(store_begin(store, &err));
	must(store_facts_put(store, run.id, inv, when, &err));
	must(store_run_end(store, &run, &err));
	must(store_load(store, NULL, &known, &loaded, &err));
	put_findings(run.id, &known, when);
	must(store_commit(store, &err));
	inventory_clear(&known);
	run_clear(&loaded);
	inventory_clear(inv);
	return run.id;
}

/* Nothing but the organization, in two looks: what was there is removed. */
static void
put_nothing(int64_t when)
{
	struct inventory inv;

	for (int i = 0; i < 2; i++) {
		begin_inventory(&inv, ORG);
		put(&inv, when + i * 7 * HOUR);
	}
}

static struct erased
prune(int64_t before)
{
	struct erased e;
	size_t copies = 0;

	must(store_prune(store, before, &e, &err));
	must(store_drop_copies(store, &copies, &err));
	must(store_compact(store, &err));
	return e;
}

static struct erased
forget(const char *what, enum erase_kind kind)
{
	struct erased e;
	size_t copies = 0;

	must(store_forget(store, what, kind, &e, &err));
	must(store_drop_copies(store, &copies, &err));
	must(store_compact(store, &err));
	return e;
}

struct counts {
	size_t records, links, sightings, addresses, findings;
};

static size_t
different(const struct inventory *inv)
{
	struct strings seen = {0};
	size_t count = 0;

	for (size_t i = 0; i < inv->sighting_count; i++)
		count += strings_add_unique(&seen, inv->sightings[i].address);
	strings_clear(&seen);
	return count;
}

static struct counts
counts_at(int64_t run)
{
	struct kept_finding *kept = NULL;
	struct inventory inv;
	struct counts c = {0};
	struct run loaded;

	must(store_load_at(store, NULL, run, &inv, &loaded, &err));
	must(store_findings_at(store, NULL, run, &kept, &c.findings, &err));
	c.records = inv.record_count;
	c.links = inv.link_count;
	c.sightings = inv.sighting_count;
	c.addresses = different(&inv);
	for (size_t i = 0; i < c.findings; i++)
		kept_finding_clear(&kept[i]);
	free(kept);
	inventory_clear(&inv);
	run_clear(&loaded);
	return c;
}

static void
expect_counts(struct counts was, struct counts is)
{
	ck_assert_uint_eq(is.records, was.records);
	ck_assert_uint_eq(is.links, was.links);
	ck_assert_uint_eq(is.sightings, was.sightings);
	ck_assert_uint_eq(is.addresses, was.addresses);
	ck_assert_uint_eq(is.findings, was.findings);
}

/* ---- prune --------------------------------------------------------------- */

static int64_t
put_canary(int64_t when)
{
	struct inventory inv;

	begin_inventory(&inv, ORG);
	add_poc(&inv, ORG, "CAN1-EX", "Cana Ryder", "Ryder",
	    "cana.ryder@example.com");
	add_part(&inv, ORG, RECORD_POC, "CAN1-EX",
	    "{\"email\":\"Cana.Ryder@example.com\"}");
	return put(&inv, when);
}

START_TEST(what_was_removed_before_is_in_no_file)
{
	struct erased e;

	put_canary(NOW);
	put_nothing(NOW + DAY);
	expect_there("cana.ryder@example.com");
	e = prune(NOW + 2 * DAY);
	ck_assert_int_eq(e.addresses, 1);
	expect_gone("cana.ryder@example.com");
	expect_gone("Cana Ryder");
	expect_gone("Ryder");
	expect_gone("WE101-cana");
	e = prune(NOW + 2 * DAY);
	ck_assert(!erased_any(&e));
}
END_TEST

START_TEST(what_was_removed_later_stays)
{
	struct erased e;

	put_canary(NOW);
	put_nothing(NOW + DAY);
	e = prune(NOW + DAY);
	ck_assert(!erased_any(&e));
	expect_there("cana.ryder@example.com");
	expect_there("Cana Ryder");
}
END_TEST

START_TEST(what_is_there_stays_whenever_it_was_seen)
{
	struct erased e;

	put_canary(NOW);
	e = prune(NOW + 1000 * DAY);
	ck_assert(!erased_any(&e));
	expect_there("cana.ryder@example.com");
}
END_TEST

START_TEST(what_went_and_came_back_stays)
{
	put_canary(NOW);
	put_nothing(NOW + DAY);
	put_canary(NOW + 3 * DAY);
	prune(NOW + 1000 * DAY);
	expect_there("cana.ryder@example.com");
	expect_there("Cana Ryder");
}
END_TEST

START_TEST(counts_of_earlier_runs_stay)
{
	int64_t run = put_canary(NOW);
	struct counts was = counts_at(run);

	put_nothing(NOW + DAY);
	prune(NOW + 2 * DAY);
	expect_counts(was, counts_at(run));
	ck_assert_uint_eq(was.addresses, 1);
}
END_TEST

START_TEST(a_removed_finding_is_told_of_earlier_runs_only)
{
	put_canary(NOW);
	put_nothing(NOW + DAY);
	ck_assert_uint_eq(counts_at(0).findings, 1);
	prune(NOW + 2 * DAY);
	ck_assert_uint_eq(counts_at(0).findings, 0);
	ck_assert_uint_eq(counts_at(3).findings, 1);
}
END_TEST

static void
put_named(const char *name, int64_t when)
{
	struct inventory inv;

	begin_inventory(&inv, ORG);
	add_poc(&inv, ORG, "NOC1-EX", name, "", "noc@example.com");
	put(&inv, when);
}

START_TEST(a_name_that_a_contact_had_goes)
{
	put_named("Olda Namen", NOW);
	put_named("New Name", NOW + DAY);
	prune(NOW + 2 * DAY);
	expect_gone("Olda Namen");
	expect_there("New Name");
	expect_there("noc@example.com");
}
END_TEST

START_TEST(a_name_that_a_contact_has_again_stays)
{
	put_named("Olda Namen", NOW);
	put_named("New Name", NOW + DAY);
	put_named("Olda Namen", NOW + 2 * DAY);
	prune(NOW + 9 * DAY);
	expect_there("Olda Namen");
	expect_gone("New Name");
}
END_TEST

START_TEST(what_was_rolled_back_was_not_erased)
{
	struct erased e;

	put_canary(NOW);
	put_nothing(NOW + DAY);
	must(store_begin(store, &err));
	must(store_prune(store, NOW + 2 * DAY, &e, &err));
	ck_assert_int_eq(e.addresses, 1);
	store_rollback(store);
	expect_there("cana.ryder@example.com");
	ck_assert_uint_eq(counts_at(0).findings, 1);
}
END_TEST

START_TEST(whether_something_is_superseded_can_be_asked)
{
	bool any;

	put_canary(NOW);
	put_nothing(NOW + DAY);
	must(store_superseded(store, NOW + DAY, &any, &err));
	ck_assert(!any);
	must(store_superseded(store, NOW + 2 * DAY, &any, &err));
	ck_assert(any);
	expect_there("cana.ryder@example.com");
}
END_TEST

START_TEST(the_newest_run_dates_the_store)
{
	int64_t when;

	must(store_newest(store, 0, &when, &err));
	ck_assert_int_eq(when, CLOCK_NONE);
	put_named("A", NOW + DAY);
	put_named("B", NOW);
	must(store_newest(store, 0, &when, &err));
	ck_assert_int_eq(when, NOW + DAY);
	must(store_newest(store, 1, &when, &err));
	ck_assert_int_eq(when, NOW);
}
END_TEST

static uint32_t
draw(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 16) % below;
}

static char *
random_address(unsigned n, unsigned variant)
{
	return xasprintf("q%u.v%u@example.com", n, variant);
}

static int64_t
put_random(uint32_t *seed, int64_t when)
{
	struct inventory inv;

	begin_inventory(&inv, ORG);
	for (unsigned n = 0; n < POCS; n++) {
		char *handle = xasprintf("P%u-EX", n);
		char *address = random_address(n, draw(seed, 2));

		if (draw(seed, 3) != 0)
			add_poc(&inv, ORG, handle, "Name", "", address);
		free(handle);
		free(address);
	}
	return put(&inv, when);
}

/* When an address was known last, by what each run knew: the moment of the
 * run that knew it no more; INT64_MAX while it is known; 0: it never was. */
static int64_t
known_until(const char *address, const int64_t *whens)
{
	int64_t until = 0;

	for (int64_t run = 1; run <= RUNS; run++) {
		struct inventory inv;
		struct run loaded;

		must(store_load_at(store, NULL, run, &inv, &loaded, &err));
		for (size_t i = 0; i < inv.sighting_count; i++)
			if (strcmp(inv.sightings[i].address, address) == 0)
				until = run == RUNS ? INT64_MAX : whens[run];
		inventory_clear(&inv);
		run_clear(&loaded);
	}
	return until;
}

START_TEST(what_goes_is_what_no_run_since_then_knew)
{
	uint32_t seed = (uint32_t)_i + 1;
	int64_t whens[RUNS], when = NOW, before, until[POCS][2];
	struct counts was[RUNS];

	for (size_t i = 0; i < RUNS; i++) {
		when += 7 * HOUR + draw(&seed, 20 * 3600);
		whens[i] = when;
		ck_assert_int_eq(put_random(&seed, when), (int64_t)i + 1);
	}
	before = NOW + draw(&seed, (uint32_t)(when - NOW));
	for (unsigned n = 0; n < POCS; n++)
		for (unsigned v = 0; v < 2; v++) {
			char *address = random_address(n, v);

			until[n][v] = known_until(address, whens);
			free(address);
		}
	for (size_t i = 0; i < RUNS; i++)
		was[i] = counts_at((int64_t)i + 1);
	prune(before);
	for (unsigned n = 0; n < POCS; n++)
		for (unsigned v = 0; v < 2; v++) {
			char *address = random_address(n, v);

			ck_assert_msg(
			    in_files(address) == (until[n][v] >= before),
			    "seed %d: %s, known until %lld, before %lld",
			    _i + 1, address, (long long)until[n][v],
			    (long long)before);
			free(address);
		}
	for (size_t i = 0; i < RUNS; i++)
		expect_counts(was[i], counts_at((int64_t)i + 1));
}
END_TEST

/* ---- forget -------------------------------------------------------------- */

/* The address in every place that can hold one, in several spellings. */
static void
put_everywhere(int64_t when)
{
	struct inventory inv;
	struct difference d = {.org = xstrdup(ORG),
	    .kind = RECORD_POC,
	    .handle = xstrdup("ANN1-EX"),
	    .what = xstrdup("addresses"),
	    .rdap = xstrdup("ann@example.com"),
	    .whois = xstrdup("ANN@Example.COM other@example.com"),
	    .source_url = xstrdup("https://whois.example/rest/poc/ANN1-EX")};
	struct domain domain = {.name = xstrdup("example.com"),
	    .confirmed = true,
	    .evidence = xstrdup("ANN1-EX")};

	begin_inventory(&inv, ORG);
	add_answer(&inv, ORG, "https://whois.example/rest/poc/ANN1-EX");
	add_poc(&inv, ORG, "ANN1-EX", "Ann Example", "Example-Ann",
	    "ann@example.com");
	add_poc(&inv, ORG, "XANN1-EX", "Other", "", "joann@example.com");
	add_poc(&inv, ORG, "BOB1-EX", "Bob", "", "ann@example.com.test");
	add_record(
	    &inv, ORG, RECORD_NETWORK, "NET-1", "ask Ann@example.com", "");
	add_sighting(&inv, ORG, FIELD_NAME, RECORD_NETWORK, "NET-1", "",
	    "ann@example.com", "Ann@example.com");
	add_sighting(&inv, ORG, FIELD_REMARK, RECORD_ORGANIZATION, ORG, "",
	    "ann@example.com", "ann at example dot com");
	add_sighting(&inv, ORG, FIELD_POC_EMAIL, RECORD_ORGANIZATION, ORG,
	    "XANN1-EX", "shared@example.com", "shared@example.com");
	add_sighting(&inv, ORG, FIELD_POC_EMAIL, RECORD_ORGANIZATION, ORG,
	    "ANN1-EX", "shared@example.com", "shared@example.com");
	add_part(&inv, ORG, RECORD_POC, "ANN1-EX",
	    "{\"handle\":\"ANN1-EX\",\"email\":\"ann@example.com\"}");
	add_part(&inv, ORG, RECORD_POC, "XANN1-EX",
	    "{\"email\":\"joann@example.com\"}");
	add_part(&inv, ORG, RECORD_NETWORK, "NET-1",
	    "{\"remarks\":\"mail\\nann@EXAMPLE.com\"}");
	add_part(&inv, ORG, RECORD_ORGANIZATION, ORG,
	    "{\"remarks\":\"ann at  example dot com\"}");
	inventory_add_gap(&inv, ORG, "ANN1-EX", "ann1-ex, ann@example.com");
	inventory_add_note(&inv, ORG, "POCs", "as ann@example.com, ANN1-EX.");
	inventory_add_difference(&inv, &d);
	inv.domains = xgrow(NULL, 0, sizeof(*inv.domains));
	inv.domains[inv.domain_count++] = domain;
	put(&inv, when);
}

static void
put_twice(void)
{
	put_everywhere(NOW);
	put_nothing(NOW + DAY);
	put_everywhere(NOW + 2 * DAY);
}

static void
expect_digests(void)
{
	static const struct {
		enum record_kind kind;
		const char *handle;
	} all[] = {{RECORD_POC, "ANN1-EX"}, {RECORD_POC, "XANN1-EX"},
	    {RECORD_NETWORK, "NET-1"}, {RECORD_ORGANIZATION, ORG}};
	char digest[DIGEST_TEXT_MAX], again[DIGEST_TEXT_MAX], *body;

	struct proof_check check;

	must(store_proofs_check(store, &check, &err));
	ck_assert_uint_eq(check.altered.count, 0);
	proof_check_clear(&check);
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		body = store_part(
		    store, ORG, all[i].kind, all[i].handle, digest, &err);
		if (body != NULL)
			ck_assert_str_eq(
			    digest_of(body, strlen(body), again), digest);
		free(body);
	}
}

START_TEST(a_forgotten_address_is_in_no_file_in_any_spelling)
{
	struct erased e;

	put_twice();
	e = forget("ann@example.com", ERASE_ADDRESS);
	ck_assert(e.published);
	expect_there("ann@example.com.test");
	expect_there("joann@example.com");
	/* What is longer and holds it goes, so that bytes can be looked for. */
	forget("ann@example.com.test", ERASE_ADDRESS);
	forget("joann@example.com", ERASE_ADDRESS);
	expect_gone("ann@example.com");
	expect_gone("ann at example dot com");
	expect_gone("ann at  example dot com");
	expect_there("ANN1-EX");
	expect_there("Ann Example");
	expect_there("other@example.com");
	expect_digests();
}
END_TEST

START_TEST(a_longer_address_is_another)
{
	char digest[DIGEST_TEXT_MAX], *body;

	put_twice();
	forget("ann@example.com", ERASE_ADDRESS);
	body = store_part(store, ORG, RECORD_POC, "XANN1-EX", digest, &err);
	ck_assert_str_eq(body, "{\"email\":\"joann@example.com\"}");
	free(body);
	ck_assert_ptr_null(
	    store_part(store, ORG, RECORD_NETWORK, "NET-1", digest, &err));
}
END_TEST

/* The second view was read again, and shows nothing else any more. */
static void
put_agreeing(int64_t when)
{
	struct inventory inv;

	for (int i = 0; i < 2; i++) {
		begin_inventory(&inv, ORG);
		inv.scopes[0].cross_checked = true;
		put(&inv, when + i * 7 * HOUR);
	}
}

static void
expect_said_in_run_1(bool there)
{
	struct inventory inv;
	struct run run;

	must(store_load_at(store, NULL, 1, &inv, &run, &err));
	ck_assert_uint_eq(inv.note_count, 2); /* and that answers are lost */
	ck_assert_uint_eq(inv.difference_count, 1);
	ck_assert_int_eq(
	    strstr(inv.notes[0].text, "ann@example.com") != NULL, there);
	ck_assert_int_eq(
	    strstr(inv.differences[0].rdap, "ann@example.com") != NULL, there);
	ck_assert_ptr_nonnull(
	    strstr(inv.differences[0].whois, "other@example.com"));
	inventory_clear(&inv);
	run_clear(&run);
}

START_TEST(what_an_earlier_run_said_of_an_address_is_erased_with_it)
{
	struct inventory inv;
	struct run run;

	put_everywhere(NOW);
	put_agreeing(NOW + DAY);
	must(store_load(store, NULL, &inv, &run, &err));
	ck_assert_uint_eq(inv.note_count + inv.difference_count, 0);
	inventory_clear(&inv);
	run_clear(&run);
	expect_said_in_run_1(true);
	if (_i == 0)
		forget("ann@example.com", ERASE_ADDRESS);
	else
		prune(NOW + 10 * DAY);
	forget("ann@example.com.test", ERASE_ADDRESS);
	forget("joann@example.com", ERASE_ADDRESS);
	expect_gone("ann@example.com");
	expect_said_in_run_1(false);
}
END_TEST

START_TEST(what_an_earlier_run_said_goes_with_a_contact_or_all)
{
	put_everywhere(NOW);
	put_agreeing(NOW + DAY);
	expect_there("other@example.com");
	if (_i == 0)
		forget("ANN1-EX", ERASE_POC);
	else
		forget(ORG, ERASE_ORG);
	expect_gone("other@example.com");
}
END_TEST

/* One part shows two addresses: it goes with either. */
START_TEST(a_proof_that_goes_with_another_address_is_told)
{
	struct proof_check check;
	struct inventory inv;

	begin_inventory(&inv, ORG);
	add_poc(&inv, ORG, "TWO1-EX", "Two", "", "two.ann@example.com");
	add_sighting(&inv, ORG, FIELD_POC_EMAIL, RECORD_ORGANIZATION, ORG,
	    "TWO1-EX", "two.bob@example.com", "two.bob@example.com");
	add_part(&inv, ORG, RECORD_POC, "TWO1-EX",
	    "{\"emails\":\"two.ann@example.com two.bob@example.com\"}");
	inv.sightings[0].part = inv.sightings[1].part = 1;
	put(&inv, NOW);
	must(store_proofs_check(store, &check, &err));
	ck_assert_uint_eq(check.verified, 1);
	ck_assert_uint_eq(check.lacking.count, 0);
	ck_assert_uint_eq(check.erased.count, 0);
	proof_check_clear(&check);
	forget("two.ann@example.com", ERASE_ADDRESS);
	expect_gone("two.ann@example.com");
	expect_there("two.bob@example.com");
	must(store_proofs_check(store, &check, &err));
	ck_assert_uint_eq(check.verified, 0);
	ck_assert_uint_eq(check.lacking.count, 0);
	ck_assert_uint_eq(check.erased.count, 1);
	proof_check_clear(&check);
}
END_TEST

START_TEST(a_forgotten_contact_is_in_no_file)
{
	struct erased e;

	put_twice();
	e = forget("ANN1-EX", ERASE_POC);
	ck_assert(e.published);
	ck_assert_int_eq(e.elsewhere, 2);
	expect_there("XANN1-EX");
	forget("XANN1-EX", ERASE_POC);
	expect_gone("ANN1-EX");
	expect_gone("Ann Example");
	expect_gone("Example-Ann");
	expect_there("BOB1-EX");
	expect_digests();
}
END_TEST

START_TEST(an_address_that_only_a_forgotten_contact_had_goes_with_it)
{
	struct erased e;

	put_canary(NOW);
	e = forget("CAN1-EX", ERASE_POC);
	ck_assert_int_eq(e.addresses, 1);
	ck_assert_int_eq(e.elsewhere, 0);
	expect_gone("cana.ryder");
	expect_gone("CAN1-EX");
}
END_TEST

START_TEST(what_is_forgotten_is_in_no_earlier_run)
{
	struct counts was;

	put_named("A", NOW);
	was = counts_at(1);
	put_canary(NOW + DAY);
	forget("cana.ryder@example.com", ERASE_ADDRESS);
	forget("CAN1-EX", ERASE_POC);
	expect_counts(was, counts_at(1));
	ck_assert_uint_eq(counts_at(2).findings, was.findings);
	ck_assert_uint_eq(counts_at(2).addresses, was.addresses);
}
END_TEST

START_TEST(what_is_removed_is_not_called_published)
{
	struct erased e;

	put_canary(NOW);
	put_nothing(NOW + DAY);
	e = forget("cana.ryder@example.com", ERASE_ADDRESS);
	ck_assert(!e.published);
	ck_assert(erased_any(&e));
	e = forget("cana.ryder@example.com", ERASE_ADDRESS);
	ck_assert(!erased_any(&e));
}
END_TEST

START_TEST(a_forgotten_organization_leaves_nothing_and_no_other_behind)
{
	struct inventory inv;

	put_twice();
	begin_inventory(&inv, "OTHER-9");
	add_poc(&inv, "OTHER-9", "NOC9-EX", "Nine", "", "nine@example.net");
	put(&inv, NOW + 3 * DAY);
	forget(ORG, ERASE_ORG);
	expect_gone(ORG);
	expect_gone("example.com");
	expect_gone("ANN1-EX");
	expect_there("nine@example.net");
	expect_there("OTHER-9");
}
END_TEST

START_TEST(a_handle_is_told_apart)
{
	enum erase_kind kind;

	put_everywhere(NOW);
	must(store_handle_kind(store, ORG, &kind, &err));
	ck_assert_int_eq(kind, ERASE_ORG);
	must(store_handle_kind(store, "ANN1-EX", &kind, &err));
	ck_assert_int_eq(kind, ERASE_POC);
	must(store_handle_kind(store, "NET-1", &kind, &err));
	ck_assert_int_eq(kind, ERASE_OTHER);
	must(store_handle_kind(store, "NOBODY", &kind, &err));
	ck_assert_int_eq(kind, ERASE_POC);
}
END_TEST

START_TEST(copies_from_before_an_upgrade_go)
{
	char *command = xasprintf("cd '%s' && cp whoexposed.db "
				  "whoexposed.db.before-1 && cp whoexposed.db "
				  "whoexposed.db.before-1.new && echo mine "
				  ">whoexposed.db.before-me",
	    dir);
	size_t copies = 0;

	put_canary(NOW);
	ck_assert_int_eq(system(command), 0);
	must(store_drop_copies(store, &copies, &err));
	ck_assert_uint_eq(copies, 2);
	expect_there("mine");
	free(command);
}
END_TEST

/* ---- what is held -------------------------------------------------------- */

static void
note_row(void *arg, const struct held_row *row)
{
	struct buf *out = arg;

	buf_printf(out, "%s", row->table);
	for (size_t i = 0; i < row->count; i++)
		if (row->values[i].kind == HELD_TEXT)
			buf_printf(out, " %s", row->values[i].text);
	buf_putc(out, '\n');
}

/* Each table that a word is erased from is one that has told of it. */
START_TEST(what_is_held_is_what_would_be_erased)
{
	static const char *const expected[] = {"records ", "links ",
	    "sightings ", "findings ", "past_records ", "past_links ",
	    "past_sightings ", "past_findings ", "parts ", "differences ",
	    "domains ", "past_domains ", "gaps ", "past_gaps ", "notes ",
	    "answers ", "sources "};
	struct buf out = {0};
	size_t rows;

	put_twice();
	must(store_held(
	    store, "ANN1-EX", ERASE_POC, note_row, &out, &rows, &err));
	for (size_t i = 0; i < sizeof(expected) / sizeof(*expected); i++)
		ck_assert_msg(strstr(out.data, expected[i]) != NULL,
		    "nothing of %s in:\n%s", expected[i], out.data);
	ck_assert_uint_gt(rows, 15);
	ck_assert_ptr_null(strstr(out.data, "XANN1-EX"));
	buf_reset(&out);
	forget("ANN1-EX", ERASE_POC);
	must(store_held(
	    store, "ANN1-EX", ERASE_POC, note_row, &out, &rows, &err));
	ck_assert_uint_eq(rows, 0);
	buf_clear(&out);
}
END_TEST

START_TEST(what_others_wrote_is_not_told)
{
	struct buf out = {0};
	size_t rows;

	put_everywhere(NOW);
	must(store_held(store, "ann@example.com", ERASE_ADDRESS, note_row, &out,
	    &rows, &err));
	ck_assert_ptr_null(strstr(out.data, "joann"));
	ck_assert_ptr_null(strstr(out.data, "remarks"));
	ck_assert_ptr_nonnull(strstr(out.data, "ann at example dot com"));
	buf_clear(&out);
}
END_TEST

START_TEST(a_reader_can_tell_what_is_held_and_changes_nothing)
{
	struct buf was = {0}, is = {0}, out = {0};
	size_t rows;

	put_everywhere(NOW);
	store_close(store);
	read_file("whoexposed.db", &was);
	store = store_open(path, STORE_READ, &err);
	must(store_held(
	    store, "ANN1-EX", ERASE_POC, note_row, &out, &rows, &err));
	ck_assert_uint_gt(rows, 0);
	read_file("whoexposed.db", &is);
	ck_assert_uint_eq(was.len, is.len);
	ck_assert_mem_eq(was.data, is.data, was.len);
	buf_clear(&was);
	buf_clear(&is);
	buf_clear(&out);
}
END_TEST

/* ---- backup -------------------------------------------------------------- */

static char *
backup_name(void)
{
	return xasprintf("%s/copy.db", dir);
}

START_TEST(a_backup_is_a_store_that_knows_the_same)
{
	char *copy = backup_name();
	struct counts was, is;

	put_twice();
	was = counts_at(0);
	must(store_backup(store, copy, &err));
	must(store_backup(store, copy, &err));
	store_close(store);
	store = store_open(copy, STORE_WRITE, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
	is = counts_at(0);
	expect_counts(was, is);
	free(copy);
}
END_TEST

START_TEST(a_backup_can_be_made_while_another_writes)
{
	char *copy = backup_name();
	struct store *reader;
	struct inventory inv;

	put_canary(NOW);
	reader = store_open(path, STORE_READ, &err);
	ck_assert_ptr_nonnull(reader);
	must(store_begin(store, &err));
	begin_inventory(&inv, "OTHER-9");
	must(store_facts_put(store, 1, &inv, NOW, &err));
	must(store_backup(reader, copy, &err));
	must(store_commit(store, &err));
	inventory_clear(&inv);
	store_close(reader);
	store_close(store);
	store = store_open(copy, STORE_READ, &err);
	ck_assert_uint_eq(counts_at(0).records, 2);
	free(copy);
}
END_TEST

START_TEST(a_backup_replaces_nothing_but_a_backup)
{
	char *copy = backup_name();
	FILE *out = fopen(copy, "w");

	fputs("a letter", out);
	fclose(out);
	ck_assert_int_eq(store_backup(store, copy, &err), -1);
	ck_assert_int_eq(err.code, ERROR_CREATE);
	expect_there("a letter");
	err = (struct error){0};
	ck_assert_int_eq(store_backup(store, path, &err), -1);
	ck_assert_int_eq(err.code, ERROR_CREATE);
	err = (struct error){0};
	ck_assert_int_eq(store_backup(store, dir, &err), -1);
	ck_assert_int_eq(err.code, ERROR_CREATE);
	free(copy);
}
END_TEST

START_TEST(a_backup_that_is_in_use_is_not_replaced)
{
	char *copy = backup_name(), *journal = xasprintf("%s-journal", copy);
	FILE *out;

	must(store_backup(store, copy, &err));
	out = fopen(journal, "w");
	fclose(out);
	ck_assert_int_eq(store_backup(store, copy, &err), -1);
	ck_assert_int_eq(err.code, ERROR_CREATE);
	ck_assert_ptr_nonnull(strstr(err.text, "in use"));
	free(copy);
	free(journal);
}
END_TEST

Suite *
suite_erase(void)
{
	Suite *s = suite_create("erase");
	TCase *c = tcase_create("prune");

	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_set_timeout(c, 60);
	tcase_add_test(c, what_was_removed_before_is_in_no_file);
	tcase_add_test(c, what_was_removed_later_stays);
	tcase_add_test(c, what_is_there_stays_whenever_it_was_seen);
	tcase_add_test(c, what_went_and_came_back_stays);
	tcase_add_test(c, counts_of_earlier_runs_stay);
	tcase_add_test(c, a_removed_finding_is_told_of_earlier_runs_only);
	tcase_add_test(c, a_name_that_a_contact_had_goes);
	tcase_add_test(c, a_name_that_a_contact_has_again_stays);
	tcase_add_test(c, what_was_rolled_back_was_not_erased);
	tcase_add_test(c, whether_something_is_superseded_can_be_asked);
	tcase_add_test(c, the_newest_run_dates_the_store);
	tcase_add_loop_test(c, what_goes_is_what_no_run_since_then_knew, 0, 40);
	suite_add_tcase(s, c);

	c = tcase_create("forget");
	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_test(c, a_forgotten_address_is_in_no_file_in_any_spelling);
	tcase_add_test(c, a_longer_address_is_another);
	tcase_add_loop_test(
	    c, what_an_earlier_run_said_of_an_address_is_erased_with_it, 0, 2);
	tcase_add_loop_test(
	    c, what_an_earlier_run_said_goes_with_a_contact_or_all, 0, 2);
	tcase_add_test(c, a_proof_that_goes_with_another_address_is_told);
	tcase_add_test(c, a_forgotten_contact_is_in_no_file);
	tcase_add_test(
	    c, an_address_that_only_a_forgotten_contact_had_goes_with_it);
	tcase_add_test(c, what_is_forgotten_is_in_no_earlier_run);
	tcase_add_test(c, what_is_removed_is_not_called_published);
	tcase_add_test(
	    c, a_forgotten_organization_leaves_nothing_and_no_other_behind);
	tcase_add_test(c, a_handle_is_told_apart);
	tcase_add_test(c, copies_from_before_an_upgrade_go);
	suite_add_tcase(s, c);

	c = tcase_create("held");
	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_test(c, what_is_held_is_what_would_be_erased);
	tcase_add_test(c, what_others_wrote_is_not_told);
	tcase_add_test(c, a_reader_can_tell_what_is_held_and_changes_nothing);
	suite_add_tcase(s, c);

	c = tcase_create("backup");
	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_test(c, a_backup_is_a_store_that_knows_the_same);
	tcase_add_test(c, a_backup_can_be_made_while_another_writes);
	tcase_add_test(c, a_backup_replaces_nothing_but_a_backup);
	tcase_add_test(c, a_backup_that_is_in_use_is_not_replaced);
	suite_add_tcase(s, c);
	return s;
}
