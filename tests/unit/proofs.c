/* The proofs of what is stored: kept, loaded, checked, chosen, shown. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reports/bundle.h"
#include "store/store.h"
#include "tests/scratch.h"
#include "tests/suites.h"
#include "tests/world.h"

#define POC    "NOC1-ARIN"
#define NET    "NET-192-0-2-0-1"
#define FIRST  "{\"handle\":\"NOC1-ARIN\",\"e\":\"noc@example.com\"}"
#define SECOND "<poc><email>old@example.com</email></poc>"

static struct world w;
static struct store *store;
static struct error err;
static struct proofs proofs;
static struct inventory loaded;
static struct run loaded_run;

static void
begin(void)
{
	struct answer rdap = {.org = xstrdup(WORLD_ORG),
	    .url = xstrdup(WORLD_BASE "/entity/" WORLD_ORG),
	    .why = xstrdup(""),
	    .time = WORLD_NOW,
	    .content_type = xstrdup(""),
	    .reason = xstrdup("")};
	struct answer whois = {.org = xstrdup(WORLD_ORG),
	    .url = xstrdup("https://whois.example/rest/poc/" POC),
	    .why = xstrdup(""),
	    .time = WORLD_NOW + 5,
	    .content_type = xstrdup(""),
	    .reason = xstrdup("")};

	err = (struct error){0};
	proofs = (struct proofs){0};
	loaded = (struct inventory){0};
	loaded_run = (struct run){0};
	store = store_open(":memory:", STORE_WRITE, &err);
	ck_assert_msg(store != NULL, "%s", err.text);
	world_init(&w);
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, POC, "noc@example.com", ROLE_NOC);
	inventory_add_answer(&w.inv, &rdap);
	inventory_add_answer(&w.inv, &whois);
}

static void
end(void)
{
	proofs_clear(&proofs);
	inventory_clear(&loaded);
	run_clear(&loaded_run);
	world_clear(&w);
	store_close(store);
}

static size_t
part(enum record_kind kind, const char *handle, size_t answer, const char *path,
    const char *body)
{
	struct part x = {.org = xstrdup(WORLD_ORG),
	    .kind = kind,
	    .handle = xstrdup(handle),
	    .answer = answer,
	    .path = xstrdup(path),
	    .body = xstrdup(body)};

	digest_of(x.body, strlen(x.body), x.digest);
	return inventory_add_part(&w.inv, &x);
}

/* What RDAP shows of the POC, and what only Whois-RWS does. */
static void
two_views(void)
{
	w.inv.sightings[0].part =
	    part(RECORD_POC, POC, 0, "$.entities[0]", FIRST);
	world_serves(&w, POC, "noc@example.com", RECORD_NETWORK, NET, ROLE_NOC);
	w.inv.sightings[1].part = w.inv.sightings[0].part;
	world_serves(&w, POC, "old@example.com", RECORD_ORGANIZATION, WORLD_ORG,
	    ROLE_NOC);
	w.inv.sightings[2].part = part(RECORD_POC, POC, 1, "/poc", SECOND);
}

/* Store what the world is, so many days after its time, and load it. */
static void
keep(int days)
{
	struct run run = {.started = WORLD_NOW + days * 86400,
	    .scope = xstrdup(WORLD_ORG),
	    .tool = xstrdup(""),
	    .rules = xstrdup(""),
	    .source = xstrdup("")};
	int64_t id = store_run_begin(store, &run, &err);

	ck_assert_msg(
	    store_facts_put(store, id, &w.inv, run.started, &err) == 0, "%s",
	    err.text);
	run_clear(&run);
	proofs_clear(&proofs);
	inventory_clear(&loaded);
	run_clear(&loaded_run);
	ck_assert_int_eq(store_proofs(store, NULL, &proofs, &err), 0);
	ck_assert_int_eq(
	    store_load(store, NULL, &loaded, &loaded_run, &err), 0);
}

static struct proof_check
check(void)
{
	struct proof_check x;

	ck_assert_int_eq(store_proofs_check(store, &x, &err), 0);
	return x;
}

START_TEST(each_view_of_a_record_has_its_own_proof)
{
	two_views();
	keep(0);
	ck_assert_uint_eq(proofs.count, 2);
	ck_assert_str_eq(proofs.items[0].body, FIRST);
	ck_assert_str_eq(proofs.items[0].path, "$.entities[0]");
	ck_assert_int_eq(proofs.items[0].time, WORLD_NOW);
	ck_assert_uint_eq(proofs.items[0].shown_count, 1);
	ck_assert_str_eq(proofs.items[0].shown[0].address, "noc@example.com");
	ck_assert_uint_eq(proofs.items[0].shown[0].places, 2);
	ck_assert_str_eq(proofs.items[1].body, SECOND);
	ck_assert_str_eq(
	    proofs.items[1].url, "https://whois.example/rest/poc/" POC);
	ck_assert_int_eq(proofs.items[1].time, WORLD_NOW + 5);
	ck_assert_str_eq(proofs.items[1].shown[0].address, "old@example.com");
	ck_assert(proof_intact(&proofs.items[1]));
}
END_TEST

START_TEST(a_proof_is_kept_as_long_as_what_it_shows_is_not_gone)
{
	two_views();
	keep(0);
	/* Then only RDAP's: unconfirmed first, removed a day later. */
	w.inv.scopes[0].cross_checked = true;
	w.inv.sighting_count--;
	keep(1);
	ck_assert_uint_eq(proofs.count, 2);
	ck_assert_uint_eq(proofs.items[1].shown_count, 1);
	keep(2);
	ck_assert_uint_eq(proofs.count, 1);
	ck_assert_str_eq(proofs.items[0].body, FIRST);
	ck_assert_uint_eq(check().verified, 1);
}
END_TEST

START_TEST(a_sighting_without_its_part_is_named)
{
	struct proof_check x;

	two_views();
	w.inv.sightings[2].part = 0;
	keep(0);
	x = check();
	ck_assert_uint_eq(x.verified, 1);
	ck_assert_uint_eq(x.altered.count, 0);
	ck_assert_uint_eq(x.withheld.count, 0);
	ck_assert_uint_eq(x.lacking.count, 1);
	ck_assert_str_eq(x.lacking.items[0], "poc " POC);
	proof_check_clear(&x);
}
END_TEST

/* A POC on strangers' objects, beside somebody else's address. */
static void
met_at_strangers(void)
{
	world_poc(
	    &w, WORLD_ORG, "MET1-ARIN", "group", "Hosting", VALIDATION_YES);
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "MET1-ARIN",
	    "MET1-ARIN", "hosting@example.com", 0);
}

START_TEST(what_may_not_be_kept_is_no_fault)
{
	struct proof_check x;

	two_views();
	met_at_strangers();
	keep(0);
	x = check();
	ck_assert_uint_eq(x.lacking.count, 0);
	ck_assert_uint_eq(x.withheld.count, 1);
	ck_assert_str_eq(x.withheld.items[0], "poc MET1-ARIN");
	proof_check_clear(&x);
}
END_TEST

/* ---- chosen and shown ---------------------------------------------------- */

static char *
shown(const char *word, bool expected)
{
	struct format_options how = {.width = 80};
	struct report *report =
	    assess(&loaded, &loaded_run, NULL, 0, NULL, WORLD_NOW);
	struct evidence e;
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	ck_assert_int_eq(
	    evidence_choose(&e, report, &proofs, word, word), expected);
	ck_assert_int_eq(evidence_print(&e, &how, out), 0);
	fclose(out);
	evidence_clear(&e);
	report_free(report);
	return text;
}

static void
has(const char *text, const char *word, bool expected)
{
	ck_assert_msg((strstr(text, word) != NULL) == expected,
	    "%s\"%s\" in:\n%s", expected ? "no " : "", word, text);
}

START_TEST(an_address_is_shown_with_its_own_part_only)
{
	char *text;

	two_views();
	keep(0);
	text = shown("old@example.com", true);
	has(text, "> <email>old@example.com</email>", true);
	has(text, "$.entities[0]", false);
	free(text);
	text = shown("noc1-arin", true);
	has(text, "> \"e\":\"noc@example.com\"", true);
	has(text, "on 2 records", false);
	has(text, "2 records printed with it", true);
	has(text, "> <email>old@example.com</email>", true);
	free(text);
	free(shown("nobody@example.com", false));
}
END_TEST

START_TEST(where_no_part_may_be_kept_it_says_why)
{
	char *text;

	two_views();
	met_at_strangers();
	keep(0);
	text = shown("hosting@example.com", true);
	has(text, "poc MET1-ARIN of " WORLD_ORG, true);
	has(text, "is not kept: somebody else's address stands in it", true);
	has(text, WORLD_BASE, true);
	free(text);
}
END_TEST

START_TEST(a_part_that_was_altered_is_not_bundled)
{
	struct report *report;
	struct evidence e;

	two_views();
	keep(0);
	proofs.items[0].body[3] ^= 1;
	ck_assert(!proof_intact(&proofs.items[0]));
	report = assess(&loaded, &loaded_run, NULL, 0, NULL, WORLD_NOW);
	ck_assert(evidence_choose(&e, report, &proofs, NULL, NULL));
	ck_assert_int_eq(bundle_write("/dev/null", &e, &err), -1);
	ck_assert_int_eq(err.code, ERROR_DATA);
	ck_assert_ptr_nonnull(strstr(err.text, POC));
	evidence_clear(&e);
	report_free(report);
}
END_TEST

/* ---- names --------------------------------------------------------------- */

static size_t
count_text(const char *data, size_t len, const char *word)
{
	size_t n = 0;

	for (const char *p = data; (p = memmem(p, len - (size_t)(p - data),
					word, strlen(word))) != NULL;
	     p++)
		n++;
	return n;
}

START_TEST(no_handle_leads_out_of_the_archive)
{
	static const char *const handles[] = {"../../etc/passwd", "-rf", ".",
	    "/", "a\nb", "",
	    "A-VERY-LONG-HANDLE-A-VERY-LONG-HANDLE-A-VERY-LONG-HANDLE-A-VERY-"
	    "LONG-HANDLE-A-VERY-LONG-HANDLE-A-VERY-LONG-HANDLE"};
	char *dir = scratch_new("bundle"), *data;
	char *path = xasprintf("%s/evidence.tar", dir);
	struct report *report;
	struct evidence e;
	size_t len;
	FILE *file;

	for (size_t i = 0; i < sizeof(handles) / sizeof(*handles); i++) {
		world_network(&w, handles[i], "");
		part(RECORD_NETWORK, handles[i], 0, "$", FIRST);
	}
	keep(0);
	ck_assert_uint_eq(proofs.count, sizeof(handles) / sizeof(*handles));
	report = assess(&loaded, &loaded_run, NULL, 0, NULL, WORLD_NOW);
	ck_assert(evidence_choose(&e, report, &proofs, NULL, NULL));
	ck_assert_msg(bundle_write(path, &e, &err) == 0, "%s", err.text);
	file = fopen(path, "r");
	data = xmalloc(1 << 20);
	len = fread(data, 1, 1 << 20, file);
	fclose(file);
	unlink(path);
	rmdir(dir);
	free(path);
	free(dir);
	ck_assert_uint_eq(count_text(data, len, "evidence/parts/"),
	    sizeof(handles) / sizeof(*handles));
	ck_assert_uint_eq(count_text(data, len, "parts/.."), 0);
	ck_assert_uint_gt(
	    count_text(data, len, "-network-.._.._etc_passwd.json"), 0);
	ck_assert_uint_gt(count_text(data, len, "-network--rf.json"), 0);
	free(data);
	evidence_clear(&e);
	report_free(report);
}
END_TEST

Suite *
suite_proofs(void)
{
	Suite *s = suite_create("proofs");
	TCase *t = tcase_create("proofs");

	suite_add_tcase(s, t);
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, each_view_of_a_record_has_its_own_proof);
	tcase_add_test(t, a_proof_is_kept_as_long_as_what_it_shows_is_not_gone);
	tcase_add_test(t, a_sighting_without_its_part_is_named);
	tcase_add_test(t, what_may_not_be_kept_is_no_fault);
	tcase_add_test(t, an_address_is_shown_with_its_own_part_only);
	tcase_add_test(t, where_no_part_may_be_kept_it_says_why);
	tcase_add_test(t, a_part_that_was_altered_is_not_bundled);
	tcase_add_test(t, no_handle_leads_out_of_the_archive);
	return s;
}
