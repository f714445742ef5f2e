/* What two reports differ in, and what a run tells as new. */
#include "tests/suites.h"
#include "tests/world.h"
#include "reports/changes.h"

#define EARLIER (WORLD_NOW - 2 * WORLD_DAY)
#define BEFORE  (WORLD_NOW - 9 * WORLD_DAY)
#define NET     "NET-192-0-2-0-1"

static struct world w;

static void
begin(void)
{
	world_healthy(&w);
	w.inv.scopes[0].complete_last = EARLIER;
	w.inv.scopes[0].complete_before = CLOCK_NONE;
}

static void
end(void)
{
	world_clear(&w);
}

/* ---- changes -------------------------------------------------------------- */

/* A finding as one of two reports has it; severity -1: it has not. */
struct side {
	enum status status;
	int severity;
	bool was_accepted, never_open;
};

static struct report *
report_with(const struct side *side)
{
	struct report *r = world_assess(&w);
	struct finding *f = &r->findings[0];

	/* Only one is left: what is compared is that one alone. */
	for (size_t i = 1; i < r->finding_count; i++)
		finding_clear(&r->findings[i]);
	r->finding_count = 1;
	f->rule = rule_find("WE101");
	finding_set(&f->id, "WE101-000000000000");
	f->status = side->status;
	if (side->severity == -1) {
		finding_clear(f);
		r->finding_count = 0;
	} else
		f->severity = (enum severity)side->severity;
	f->was_accepted = side->was_accepted;
	f->never_open = side->never_open;
	return r;
}

#define SIDE(status_, severity_, flag)                                   \
	{                                                                \
		.status = STATUS_##status_, .severity = severity_, .flag \
	}
#define AS(status_, severity_) \
	SIDE(status_, SEVERITY_##severity_, never_open = false)
#define GONE             SIDE(REMOVED, -1, never_open = false)
#define DOUBTED(status_) SIDE(status_, SEVERITY_LOW, never_open = true)
#define ACCEPTED_BEFORE(status_) \
	SIDE(status_, SEVERITY_LOW, was_accepted = true)

static const struct {
	struct side before, after;
	int kind; /* or -1 */
} table[] = {
    {GONE, AS(OPEN, LOW), CHANGE_NEW},
    {AS(REMOVED, LOW), AS(OPEN, LOW), CHANGE_RETURNED},
    {AS(ACCEPTED, LOW), AS(OPEN, LOW), CHANGE_RETURNED},
    {AS(OPEN, LOW), AS(OPEN, HIGH), CHANGE_WORSE},
    {AS(UNKNOWN, LOW), AS(OPEN, HIGH), CHANGE_WORSE},
    {AS(OPEN, HIGH), AS(OPEN, LOW), CHANGE_BETTER},
    {AS(OPEN, HIGH), AS(ACCEPTED, HIGH), CHANGE_BETTER},
    {AS(OPEN, HIGH), AS(UNCONFIRMED, HIGH), CHANGE_UNCONFIRMED},
    {AS(UNKNOWN, HIGH), AS(UNCONFIRMED, HIGH), CHANGE_UNCONFIRMED},
    {AS(OPEN, HIGH), AS(REMOVED, HIGH), CHANGE_REMOVED},
    {AS(UNCONFIRMED, HIGH), AS(REMOVED, HIGH), CHANGE_REMOVED},
    {AS(OPEN, HIGH), AS(UNKNOWN, HIGH), CHANGE_UNKNOWN},
    {AS(UNCONFIRMED, HIGH), AS(UNKNOWN, HIGH), CHANGE_UNKNOWN},
    {AS(OPEN, LOW), AS(OPEN, LOW), -1},
    {AS(UNKNOWN, LOW), AS(OPEN, LOW), -1},
    {AS(UNCONFIRMED, LOW), AS(OPEN, LOW), CHANGE_RETURNED},
    {AS(UNCONFIRMED, LOW), AS(OPEN, HIGH), CHANGE_RETURNED},
    {AS(REMOVED, LOW), AS(REMOVED, LOW), -1},
    {AS(UNKNOWN, LOW), AS(UNKNOWN, LOW), -1},
    {ACCEPTED_BEFORE(UNKNOWN), AS(OPEN, LOW), CHANGE_RETURNED},
    {ACCEPTED_BEFORE(UNCONFIRMED), AS(OPEN, LOW), CHANGE_RETURNED},
    {ACCEPTED_BEFORE(UNKNOWN), AS(ACCEPTED, LOW), -1},
    {DOUBTED(UNKNOWN), AS(OPEN, LOW), CHANGE_NEW},
    {DOUBTED(REMOVED), AS(OPEN, LOW), CHANGE_NEW},
    {DOUBTED(UNCONFIRMED), AS(REMOVED, LOW), -1},
    {DOUBTED(UNKNOWN), AS(UNCONFIRMED, LOW), -1},
    {DOUBTED(UNCONFIRMED), AS(UNKNOWN, LOW), -1},
    {GONE, AS(REMOVED, LOW), -1},
    {GONE, AS(UNKNOWN, LOW), -1},
    {GONE, GONE, -1},
};
#define ROWS (sizeof(table) / sizeof(*table))

START_TEST(each_line_of_the_table_of_changes_holds)
{
	struct report *before = report_with(&table[_i].before);
	struct report *after = report_with(&table[_i].after);
	struct changes *c = changes_new(before, after);

	ck_assert_uint_eq(c->count, table[_i].kind != -1);
	if (c->count == 1)
		ck_assert_str_eq(change_kind_name(c->items[0].kind),
		    change_kind_name((enum change_kind)table[_i].kind));
	ck_assert_int_eq(changes_worst(c),
	    table[_i].kind != -1 && table[_i].kind <= CHANGE_WORSE
		? table[_i].after.severity
		: -1);
	changes_free(c);
	report_free(before);
	report_free(after);
}
END_TEST

/* What is told of a change where less is asked for. */
static const struct {
	struct side before, after;
	enum severity least;
	unsigned statuses;
	bool stays;
} narrowed[] = {
    {GONE, AS(OPEN, HIGH), SEVERITY_HIGH, 0, true},
    {GONE, AS(OPEN, MEDIUM), SEVERITY_HIGH, 0, false},
    {AS(OPEN, LOW), AS(OPEN, HIGH), SEVERITY_HIGH, 0, true},
    {AS(OPEN, HIGH), AS(OPEN, LOW), SEVERITY_HIGH, 0, true},
    {AS(OPEN, LOW), AS(REMOVED, LOW), SEVERITY_INFO, 0, true},
    {AS(OPEN, LOW), AS(REMOVED, LOW), SEVERITY_MEDIUM, 0, false},
    {AS(OPEN, LOW), AS(REMOVED, LOW), SEVERITY_INFO, 1U << STATUS_REMOVED,
	true},
    {AS(OPEN, LOW), AS(REMOVED, LOW), SEVERITY_INFO, 1U << STATUS_OPEN, false},
};

START_TEST(of_the_changes_those_asked_for_are_left)
{
	struct report *before = report_with(&narrowed[_i].before);
	struct report *after = report_with(&narrowed[_i].after);
	struct changes *c = changes_new(before, after);
	size_t counted = 0;

	ck_assert_uint_eq(c->count, 1);
	changes_narrow(c, narrowed[_i].least, narrowed[_i].statuses);
	ck_assert_uint_eq(c->count, narrowed[_i].stays);
	for (size_t i = 0; i < CHANGE_KINDS; i++)
		counted += c->counts[i];
	ck_assert_uint_eq(counted, c->count);
	ck_assert_int_eq(changes_any(c), narrowed[_i].stays);
	changes_free(c);
	report_free(before);
	report_free(after);
}
END_TEST

static void
expect_cause(const struct report *before, const struct report *after,
    enum change_kind kind, const char *cause)
{
	struct changes *c = changes_new(before, after);

	ck_assert_uint_gt(c->count, 0);
	for (size_t i = 0; i < c->count; i++) {
		ck_assert_int_eq(c->items[i].kind, kind);
		ck_assert_str_eq(c->items[i].cause, cause);
	}
	changes_free(c);
}

START_TEST(an_organization_that_comes_or_goes_is_a_change_of_scope)
{
	struct world empty = {.run = w.run};
	struct report *none = world_assess(&empty);
	struct report *all = world_assess(&w);

	expect_cause(none, all, CHANGE_NEW, "scope");
	expect_cause(all, none, CHANGE_OUT_OF_SCOPE, "scope");
	report_free(none);
	report_free(all);
}
END_TEST

START_TEST(that_an_entry_ended_is_one_whatever_was_in_between)
{
	struct side unknown = ACCEPTED_BEFORE(UNKNOWN), open = AS(OPEN, LOW);
	struct report *before = report_with(&unknown);
	struct report *after = report_with(&open);

	expect_cause(before, after, CHANGE_RETURNED, "config");
	report_free(before);
	report_free(after);
}
END_TEST

START_TEST(what_was_accepted_is_removed_by_the_registry)
{
	struct side accepted = AS(ACCEPTED, LOW), removed = AS(REMOVED, LOW);
	struct report *before = report_with(&accepted);
	struct report *after = report_with(&removed);

	expect_cause(before, after, CHANGE_REMOVED, "registry");
	report_free(before);
	report_free(after);
}
END_TEST

START_TEST(accepting_is_a_change_of_the_configuration)
{
	struct side open = AS(OPEN, HIGH), accepted = AS(ACCEPTED, HIGH);
	struct report *before = report_with(&open);
	struct report *after = report_with(&accepted);

	expect_cause(before, after, CHANGE_BETTER, "config");
	report_free(before);
	report_free(after);
}
END_TEST

START_TEST(a_known_address_on_one_more_network_is_counted_only)
{
	struct report *before = world_assess(&w), *after;
	struct changes *c;

	world_network(&w, "NET-198-51-100-0-1", "DIRECT ALLOCATION");
	after = world_assess(&w);
	c = changes_new(before, after);
	ck_assert_uint_eq(c->count, 0);
	ck_assert_uint_eq(c->places_more, after->address_count);
	ck_assert_uint_eq(c->places_less, 0);
	ck_assert(!changes_any(c));
	changes_free(c);
	report_free(before);
	report_free(after);
}
END_TEST

START_TEST(a_gap_is_told_when_it_comes_goes_and_after_each_week)
{
	struct run earlier = w.run;
	struct world other;
	struct report *whole, *then, *now;
	struct changes *c;

	world_healthy(&other);
	whole = world_assess(&other);

	inventory_add_gap(&w.inv, WORLD_ORG, "networks", "the list was cut");
	w.inv.gaps[0].since = WORLD_NOW - 8 * WORLD_DAY;
	now = world_assess(&w);
	c = changes_new(whole, now);
	ck_assert_uint_eq(c->gap_count, 1);
	ck_assert_int_eq(c->gaps[0].kind, GAP_NEW);
	changes_free(c);
	c = changes_new(now, whole);
	ck_assert_uint_eq(c->gap_count, 1);
	ck_assert_int_eq(c->gaps[0].kind, GAP_CLOSED);
	changes_free(c);

	earlier.observed_at = WORLD_NOW - 2 * WORLD_DAY;
	then = assess(&w.inv, &earlier, NULL, 0, NULL, WORLD_NOW);
	c = changes_new(then, now);
	changes_remind(c);
	ck_assert_uint_eq(c->gap_count, 1);
	ck_assert_int_eq(c->gaps[0].kind, GAP_STAYS);
	changes_free(c);
	report_free(then);

	earlier.observed_at = WORLD_NOW - WORLD_DAY;
	then = assess(&w.inv, &earlier, NULL, 0, NULL, WORLD_NOW);
	c = changes_new(then, now);
	changes_remind(c);
	ck_assert_uint_eq(c->gap_count, 0);
	changes_free(c);
	report_free(then);
	report_free(now);
	report_free(whole);
	world_clear(&other);
}
END_TEST

START_TEST(a_gap_with_another_reason_is_told_and_one_with_another_number_not)
{
	static const struct {
		const char *was, *is;
		bool told;
	} rows[] = {
	    {"the list was cut", "not in the recording", true},
	    {"the list was cut", "the list was cut, too", true},
	    {"waits for 7 seconds", "waits for 120 seconds", false},
	    {"waits", "waits", false},
	};
	struct world other;
	struct report *then, *now;
	struct changes *c;

	world_healthy(&other);
	inventory_add_gap(
	    &other.inv, WORLD_ORG, "networks", "%s", rows[_i].was);
	inventory_add_gap(&w.inv, WORLD_ORG, "networks", "%s", rows[_i].is);
	w.inv.gaps[0].since = WORLD_NOW - 8 * WORLD_DAY;
	then = world_assess(&other);
	now = world_assess(&w);
	c = changes_new(then, now);
	changes_remind(c);
	ck_assert_uint_eq(c->gap_count, rows[_i].told);
	if (rows[_i].told)
		ck_assert_int_eq(c->gaps[0].kind, GAP_CHANGED);
	changes_free(c);
	report_free(then);
	report_free(now);
	world_clear(&other);
}
END_TEST

/* ---- WE501, WE502 --------------------------------------------------------- */

static struct sighting *
last_sighting(void)
{
	return &w.inv.sightings[w.inv.sighting_count - 1];
}

/* A person's mailbox that was first seen at that time. */
static void
add_since(int64_t first)
{
	world_role(&w, "DESK1-ARIN", "cleo.dahl@example.com", ROLE_TECHNICAL);
	last_sighting()->seen.first = last_sighting()->seen.since = first;
}

static void
add_gap(void)
{
	inventory_add_gap(&w.inv, WORLD_ORG, "networks", "the list was cut");
}

START_TEST(an_address_that_the_complete_run_before_did_not_show_is_new)
{
	struct report *r;
	const struct finding *f;

	add_since(WORLD_NOW);
	r = world_assess(&w);
	f = world_find(r, "WE501", "cleo.dahl@example.com", "DESK1-ARIN");
	ck_assert_ptr_nonnull(f);
	/* As severe as the worst of its other findings. */
	ck_assert_int_eq(f->severity,
	    world_find(r, "WE102", "cleo.dahl@example.com", "")->severity);
	ck_assert_uint_eq(world_count(r, "WE501"), 1);
	report_free(r);
}
END_TEST

START_TEST(what_the_complete_run_before_showed_is_not_new)
{
	add_since(EARLIER);
	world_expect(&w, "WE501", "");
}
END_TEST

START_TEST(in_a_first_run_nothing_is_new)
{
	w.inv.scopes[0].complete_last = CLOCK_NONE;
	add_since(WORLD_NOW);
	world_expect(&w, "WE501", "");
}
END_TEST

START_TEST(what_is_new_stays_so_until_the_next_complete_run)
{
	w.inv.scopes[0].complete_before = BEFORE;
	add_since(EARLIER - WORLD_DAY);
	world_expect(&w, "WE501", "");
	add_gap();
	world_expect(&w, "WE501", "medium");
}
END_TEST

START_TEST(a_known_address_at_a_known_poc_on_one_more_network_is_not_new)
{
	add_since(EARLIER - WORLD_DAY);
	world_serves(&w, "DESK1-ARIN", "cleo.dahl@example.com", RECORD_NETWORK,
	    NET, ROLE_TECHNICAL);
	last_sighting()->seen.first = last_sighting()->seen.since = WORLD_NOW;
	world_expect(&w, "WE501", "");
}
END_TEST

START_TEST(a_new_address_in_free_text_is_new)
{
	world_remark(&w, RECORD_NETWORK, NET, "cleo.dahl@example.com");
	last_sighting()->seen.first = last_sighting()->seen.since = WORLD_NOW;
	world_expect(&w, "WE501", "high");
}
END_TEST

static void
add_unlinked(int64_t declared)
{
	w.inv.domains[0].own_since = declared;
	world_poc(&w, WORLD_ORG, "GONE1-ARIN", "individual", "Cleo Dahl",
	    VALIDATION_YES);
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "GONE1-ARIN",
	    "GONE1-ARIN", "cleo.dahl@example.com", 0);
	last_sighting()->seen.first = last_sighting()->seen.since = WORLD_NOW;
}

START_TEST(what_a_newly_declared_domain_brings_is_no_news_of_the_registry)
{
	add_unlinked(WORLD_NOW);
	world_expect(&w, "WE501", "");
}
END_TEST

START_TEST(an_unlinked_poc_at_a_domain_long_declared_is_new)
{
	struct report *r;

	add_unlinked(BEFORE);
	r = world_assess(&w);
	ck_assert_uint_eq(world_count(r, "WE501"), 1);
	report_free(r);
}
END_TEST

START_TEST(what_was_gone_for_certain_and_is_back_has_returned)
{
	struct report *r;

	add_since(BEFORE - WORLD_DAY);
	last_sighting()->seen.returned = WORLD_NOW;
	r = world_assess(&w);
	ck_assert_str_eq(world_severity(r, "WE502"), "medium");
	ck_assert_uint_eq(world_count(r, "WE501"), 0);
	report_free(r);
	last_sighting()->seen.returned = EARLIER - 1;
	world_expect(&w, "WE502", "");
}
END_TEST

START_TEST(an_address_that_stayed_elsewhere_on_the_poc_has_not_returned)
{
	add_since(BEFORE);
	world_serves(&w, "DESK1-ARIN", "cleo.dahl@example.com", RECORD_NETWORK,
	    NET, ROLE_TECHNICAL);
	last_sighting()->seen.first = BEFORE - WORLD_DAY;
	last_sighting()->seen.returned = WORLD_NOW;
	world_expect(&w, "WE502", "");
}
END_TEST

START_TEST(that_it_is_new_no_more_is_no_change)
{
	struct kept_finding *kept;
	struct strings ended = {0};
	struct report *then, *now;
	struct changes *c;
	size_t count;

	add_since(EARLIER + 1);
	then = world_assess(&w);
	kept = report_findings(then, &count);
	w.inv.scopes[0].complete_last = EARLIER + 1;
	now = assess(&w.inv, &w.run, kept, count, NULL, WORLD_NOW);
	ck_assert_uint_eq(world_count(then, "WE501"), 1);
	ck_assert_uint_eq(world_count(now, "WE501"), 0);
	c = changes_new(then, now);
	ck_assert_uint_eq(c->count, 0);
	report_ended(now, kept, count, &ended);
	ck_assert_uint_eq(ended.count, 1);
	ck_assert_int_eq(strncmp(ended.items[0], "WE501-", 6), 0);
	strings_clear(&ended);
	changes_free(c);
	for (size_t i = 0; i < count; i++)
		kept_finding_clear(&kept[i]);
	free(kept);
	report_free(then);
	report_free(now);
}
END_TEST

Suite *
suite_changes(void)
{
	Suite *s = suite_create("changes");
	TCase *c = tcase_create("between two reports");

	tcase_add_checked_fixture(c, begin, end);
	tcase_add_loop_test(
	    c, each_line_of_the_table_of_changes_holds, 0, (int)ROWS);
	tcase_add_test(
	    c, an_organization_that_comes_or_goes_is_a_change_of_scope);
	tcase_add_loop_test(c, of_the_changes_those_asked_for_are_left, 0,
	    sizeof(narrowed) / sizeof(*narrowed));
	tcase_add_test(c, accepting_is_a_change_of_the_configuration);
	tcase_add_test(c, that_an_entry_ended_is_one_whatever_was_in_between);
	tcase_add_test(c, what_was_accepted_is_removed_by_the_registry);
	tcase_add_test(c, a_known_address_on_one_more_network_is_counted_only);
	tcase_add_test(c, a_gap_is_told_when_it_comes_goes_and_after_each_week);
	tcase_add_loop_test(c,
	    a_gap_with_another_reason_is_told_and_one_with_another_number_not,
	    0, 4);
	suite_add_tcase(s, c);

	c = tcase_create("new and returned");
	tcase_add_checked_fixture(c, begin, end);
	tcase_add_test(
	    c, an_address_that_the_complete_run_before_did_not_show_is_new);
	tcase_add_test(c, what_the_complete_run_before_showed_is_not_new);
	tcase_add_test(c, in_a_first_run_nothing_is_new);
	tcase_add_test(c, what_is_new_stays_so_until_the_next_complete_run);
	tcase_add_test(
	    c, a_known_address_at_a_known_poc_on_one_more_network_is_not_new);
	tcase_add_test(c, a_new_address_in_free_text_is_new);
	tcase_add_test(
	    c, what_a_newly_declared_domain_brings_is_no_news_of_the_registry);
	tcase_add_test(c, an_unlinked_poc_at_a_domain_long_declared_is_new);
	tcase_add_test(c, what_was_gone_for_certain_and_is_back_has_returned);
	tcase_add_test(
	    c, an_address_that_stayed_elsewhere_on_the_poc_has_not_returned);
	tcase_add_test(c, that_it_is_new_no_more_is_no_change);
	suite_add_tcase(s, c);
	return s;
}
