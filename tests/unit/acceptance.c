#include "reports/acceptance.h"
#include "reports/coverage.h"
#include "store/state.h"
#include "tests/suites.h"
#include "tests/world.h"

#define TECH  ROLE_TECHNICAL
#define TODAY (WORLD_NOW - WORLD_NOW % WORLD_DAY)

static struct world w;
static struct acceptances all;

static void
begin(void)
{
	world_init(&w);
	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "cleo.dahl@example.com", TECH);
	all = (struct acceptances){0};
}

static void
end(void)
{
	acceptances_clear(&all);
	world_clear(&w);
}

static struct acceptance *
add(const char *finding, const char *address, const char *rule,
    const char *record)
{
	all.items = xgrow(all.items, all.count, sizeof(*all.items));
	all.items[all.count] = (struct acceptance){.finding = xstrdup(finding),
	    .address = xstrdup(address),
	    .rule = xstrdup(rule),
	    .record = xstrdup(record),
	    .reason = xstrdup("until her successor starts"),
	    .by = xstrdup("Ada Brook"),
	    .title = xstrdup(""),
	    .until = TODAY + 31 * WORLD_DAY - 1,
	    .on = TODAY};
	return &all.items[all.count++];
}

static struct report *
judge_at(int64_t now, const struct kept_finding *kept, size_t count)
{
	struct assess_options how = {.acceptances = &all};

	return assess(&w.inv, &w.run, kept, count, &how, now);
}

static struct report *
judge(void)
{
	return judge_at(WORLD_NOW, NULL, 0);
}

static const char *
status_at(int64_t now)
{
	struct report *r = judge_at(now, NULL, 0);
	const char *status =
	    status_name(world_find(r, "WE102", "", "")->status);

	report_free(r);
	return status;
}

static char *
id_of(const char *rule)
{
	struct report *r = world_assess(&w);
	char *id = xstrdup(world_find(r, rule, "", "")->id);

	report_free(r);
	return id;
}

/* ---- which one decides -------------------------------------------------- */

static const struct acceptance *
decides(void)
{
	return acceptance_of_finding(
	    &all, "WE102-000000000000", "WE102", "a@example.com", "A1-ARIN");
}

START_TEST(an_entry_covers_what_all_its_fields_fit)
{
	add("", "a@example.com", "WE103", "");
	add("", "a@example.com", "", "B1-ARIN");
	add("WE102-111111111111", "", "", "");
	ck_assert_ptr_null(decides());
	add("", "a@example.com", "WE102", "");
	ck_assert_ptr_eq(decides(), &all.items[3]);
	ck_assert_ptr_null(acceptance_of_finding(NULL, "", "", "", ""));
}
END_TEST

START_TEST(an_entry_without_any_field_covers_nothing)
{
	add("", "", "", "");
	ck_assert_ptr_null(decides());
	ck_assert_ptr_null(acceptance_of_finding(&all, "", "", "", ""));
}
END_TEST

START_TEST(the_narrowest_decides_then_the_one_that_ends_first)
{
	add("", "a@example.com", "", "")->until += 9;
	add("", "", "", "A1-ARIN");
	ck_assert_ptr_eq(decides(), &all.items[1]);
	add("", "a@example.com", "WE102", "")->until += 99;
	ck_assert_ptr_eq(decides(), &all.items[2]);
	add("WE102-000000000000", "", "", "")->until -= 99;
	ck_assert_ptr_eq(decides(), &all.items[3]);
}
END_TEST

/* ---- when one holds ----------------------------------------------------- */

START_TEST(an_entry_holds_from_its_day_through_its_last)
{
	struct acceptance *x = add("", "a@example.com", "", "");

	ck_assert_int_eq(acceptance_state(x, TODAY - 1), ACCEPTANCE_EARLY);
	ck_assert_int_eq(acceptance_state(x, TODAY), ACCEPTANCE_HOLDS);
	ck_assert_int_eq(acceptance_state(x, x->until), ACCEPTANCE_HOLDS);
	ck_assert_int_eq(acceptance_state(x, x->until + 1), ACCEPTANCE_ENDED);
}
END_TEST

START_TEST(two_years_is_the_longest_and_waiting_does_not_mend_it)
{
	struct acceptance *x = add("", "a@example.com", "", "");

	/* 2028-11-24 is 731 days after 2026-11-24: a leap year is between */
	x->until = acceptance_latest(TODAY);
	ck_assert_int_eq(x->until, TODAY + 732 * WORLD_DAY - 1);
	ck_assert_int_eq(acceptance_state(x, TODAY), ACCEPTANCE_HOLDS);
	x->until += WORLD_DAY;
	ck_assert_int_eq(acceptance_state(x, TODAY), ACCEPTANCE_TOO_LONG);
	ck_assert_int_eq(
	    acceptance_state(x, TODAY + WORLD_YEAR), ACCEPTANCE_TOO_LONG);
}
END_TEST

/* ---- in a report -------------------------------------------------------- */

START_TEST(what_is_accepted_stays_marked_and_counts_as_published_only)
{
	char *id = id_of("WE102");
	const struct finding *f;
	struct report *before = world_assess(&w), *r;

	add(id, "", "", "");
	r = judge();
	f = world_find(r, "WE102", "", "");
	ck_assert_str_eq(status_name(f->status), "accepted");
	ck_assert_str_eq(f->accepted.reason, "until her successor starts");
	ck_assert_str_eq(f->accepted.by, "Ada Brook");
	ck_assert_int_eq(f->accepted.until, TODAY + 31 * WORLD_DAY - 1);
	ck_assert_int_eq(f->status_since, TODAY);
	ck_assert_str_eq(f->cause, "config");
	ck_assert_uint_eq(
	    before->open[SEVERITY_MEDIUM], r->open[SEVERITY_MEDIUM] + 1);
	ck_assert_uint_eq(r->accepted[SEVERITY_MEDIUM], 1);
	ck_assert_int_eq(before->addresses[0].severity, SEVERITY_MEDIUM);
	ck_assert_int_eq(r->addresses[0].severity, SEVERITY_INFO);
	ck_assert_uint_eq(r->published, before->published);
	report_free(before);
	report_free(r);
	free(id);
}
END_TEST

START_TEST(past_its_date_it_is_open_since_then)
{
	char *id = id_of("WE102");
	struct acceptance *x = add(id, "", "", "");
	struct kept_finding *kept;
	const struct finding *f;
	struct report *r = judge();
	size_t count;

	kept = report_findings(r, &count);
	report_free(r);
	ck_assert_str_eq(status_at(x->until), "accepted");
	r = judge_at(x->until + 1, kept, count);
	f = world_find(r, "WE102", "", "");
	ck_assert_str_eq(status_name(f->status), "open");
	ck_assert_int_eq(f->status_since, x->until + 1);
	ck_assert_str_eq(f->cause, "config");
	ck_assert_ptr_null(f->accepted.reason);
	report_free(r);
	for (size_t i = 0; i < count; i++)
		kept_finding_clear(&kept[i]);
	free(kept);
	free(id);
}
END_TEST

START_TEST(an_entry_that_is_too_long_or_early_accepts_nothing)
{
	struct acceptance *x = add("", "cleo.dahl@example.com", "", "");

	ck_assert_str_eq(status_at(WORLD_NOW), "accepted");
	x->until = TODAY + 3 * WORLD_YEAR;
	ck_assert_str_eq(status_at(WORLD_NOW), "open");
	x->until = TODAY + 30 * WORLD_DAY;
	x->on = TODAY + WORLD_DAY;
	ck_assert_str_eq(status_at(WORLD_NOW), "open");
}
END_TEST

START_TEST(a_broad_entry_revives_no_narrower_one_that_has_ended)
{
	add("", "", "", "NOC1-ARIN");
	ck_assert_str_eq(status_at(WORLD_NOW + WORLD_DAY), "accepted");
	add("", "cleo.dahl@example.com", "WE102", "")->until = TODAY;
	ck_assert_str_eq(status_at(WORLD_NOW + WORLD_DAY), "open");
}
END_TEST

START_TEST(a_finding_that_may_be_there_is_marked_and_stays_unknown)
{
	struct report *r;

	add("", "cleo.dahl@example.com", "", "");
	w.inv.sightings[0].seen.state = STATE_UNKNOWN;
	r = judge();
	ck_assert_str_eq(
	    status_name(world_find(r, "WE102", "", "")->status), "unknown");
	ck_assert_ptr_nonnull(world_find(r, "WE102", "", "")->accepted.reason);
	ck_assert_int_eq(r->addresses[0].severity, SEVERITY_INFO);
	report_free(r);
}
END_TEST

START_TEST(the_coverage_row_cannot_be_accepted)
{
	struct report *r;

	add("", "", "", WORLD_ORG);
	r = judge();
	ck_assert_str_eq(
	    status_name(world_find(r, "WE000", "", "")->status), "open");
	report_free(r);
}
END_TEST

/* ---- gaps --------------------------------------------------------------- */

START_TEST(a_run_whose_only_gaps_are_accepted_counts_as_complete)
{
	struct report *r;
	const char *text;

	inventory_add_gap(&w.inv, WORLD_ORG, "networks", "the list was cut");
	w.inv.scopes[0].list_complete[RECORD_NETWORK] = false;
	r = judge();
	ck_assert(!r->complete);
	report_free(r);
	add(w.inv.gaps[0].id, "", "", "");
	r = judge();
	ck_assert(r->complete);
	ck_assert_uint_eq(r->gaps_accepted, 1);
	text = world_find(r, "WE000", "", "")->evidence;
	ck_assert_ptr_nonnull(
	    strstr(text, "run complete but for what is accepted; "));
	ck_assert_ptr_nonnull(strstr(text, "; missing: networks: the list was "
					   "cut ["));
	ck_assert_ptr_nonnull(strstr(text, ", accepted until 2026-12-24]"));
	report_free(r);
	r = judge_at(all.items[0].until + 1, NULL, 0);
	ck_assert(!r->complete);
	report_free(r);
}
END_TEST

START_TEST(one_gap_that_is_not_accepted_is_enough)
{
	struct report *r;

	inventory_add_gap(&w.inv, WORLD_ORG, "networks", "the list was cut");
	inventory_add_gap(&w.inv, WORLD_ORG, "NOC2-ARIN", "HTTP 500");
	add(w.inv.gaps[0].id, "", "", "");
	r = judge();
	ck_assert(!r->complete);
	report_free(r);
}
END_TEST

START_TEST(what_no_gap_tells_cannot_be_accepted)
{
	w.inv.scopes[0].list_complete[RECORD_POC] = false;
	ck_assert(!coverage_settled(&w.inv, &all, WORLD_NOW));
	w.inv.scopes[0].list_complete[RECORD_POC] = true;
	ck_assert(coverage_settled(&w.inv, &all, WORLD_NOW));
	w.inv.scopes[0].state = SCOPE_FAILED;
	inventory_add_gap(&w.inv, WORLD_ORG, WORLD_ORG, "HTTP 500");
	add(w.inv.gaps[0].id, "", "", "");
	ck_assert(!coverage_settled(&w.inv, &all, WORLD_NOW));
}
END_TEST

Suite *
suite_acceptance(void)
{
	Suite *s = suite_create("acceptance");
	TCase *t = tcase_create("acceptance");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, an_entry_covers_what_all_its_fields_fit);
	tcase_add_test(t, an_entry_without_any_field_covers_nothing);
	tcase_add_test(t, the_narrowest_decides_then_the_one_that_ends_first);
	tcase_add_test(t, an_entry_holds_from_its_day_through_its_last);
	tcase_add_test(
	    t, two_years_is_the_longest_and_waiting_does_not_mend_it);
	tcase_add_test(
	    t, what_is_accepted_stays_marked_and_counts_as_published_only);
	tcase_add_test(t, past_its_date_it_is_open_since_then);
	tcase_add_test(t, an_entry_that_is_too_long_or_early_accepts_nothing);
	tcase_add_test(t, a_broad_entry_revives_no_narrower_one_that_has_ended);
	tcase_add_test(
	    t, a_finding_that_may_be_there_is_marked_and_stays_unknown);
	tcase_add_test(t, the_coverage_row_cannot_be_accepted);
	tcase_add_test(
	    t, a_run_whose_only_gaps_are_accepted_counts_as_complete);
	tcase_add_test(t, one_gap_that_is_not_accepted_is_enough);
	tcase_add_test(t, what_no_gap_tells_cannot_be_accepted);
	suite_add_tcase(s, t);
	return s;
}
