#include <check.h>
#include <stdint.h>
#include "tests/suites.h"
#include "rdap/clock.h"
#include "store/state.h"

#define NOW  INT64_C(1795510800) /* 2026-11-24T09:00:00Z */
#define HOUR INT64_C(3600)

static const enum look looks[] = {
    LOOK_COMPLETE, LOOK_PARTIAL, LOOK_FAILED, LOOK_SKIPPED};
static const enum state states[] = {
    STATE_OPEN, STATE_UNCONFIRMED, STATE_REMOVED, STATE_UNKNOWN};

static struct seen
before(enum state state, int64_t since)
{
	return (struct seen){.state = state,
	    .first = NOW - 100 * HOUR,
	    .last = NOW - 50 * HOUR,
	    .last_complete = NOW - 40 * HOUR,
	    .since = since};
}

static struct seen
step(const struct seen *was, bool present, enum look look, int64_t now)
{
	return state_next(
	    was, &(struct look_result){
		     .present = present, .look = look, .now = now});
}

static struct seen
never(void)
{
	return (struct seen){.first = CLOCK_NONE};
}

static void
expect(const struct seen *was, bool present, enum look look, enum state state,
    int64_t since)
{
	struct seen is = step(was, present, look, NOW);

	ck_assert_int_eq(is.state, state);
	ck_assert_int_eq(is.since, since);
	ck_assert_int_eq(is.first, was->first);
	ck_assert_int_eq(is.last, present ? NOW : was->last);
}

START_TEST(what_is_seen_is_open)
{
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < 4; k++) {
			struct seen was = before(states[i], NOW - 30 * HOUR);

			expect(&was, true, looks[k], STATE_OPEN,
			    states[i] == STATE_OPEN ? was.since : NOW);
		}
}
END_TEST

START_TEST(what_is_new_was_first_seen_now)
{
	struct seen was = never();
	struct seen is = step(&was, true, LOOK_COMPLETE, NOW);

	ck_assert_int_eq(is.state, STATE_OPEN);
	ck_assert_int_eq(is.first, NOW);
	ck_assert_int_eq(is.last, NOW);
	ck_assert_int_eq(is.last_complete, NOW);
	ck_assert_int_eq(is.since, NOW);
}
END_TEST

START_TEST(what_is_new_in_a_cut_answer_had_no_complete_look)
{
	struct seen was = never();
	struct seen is = step(&was, true, LOOK_PARTIAL, NOW);

	ck_assert_int_eq(is.state, STATE_OPEN);
	ck_assert_int_eq(is.first, NOW);
	ck_assert_int_eq(is.last_complete, CLOCK_NONE);
}
END_TEST

START_TEST(a_look_that_failed_leaves_removed_as_it_is)
{
	struct seen was = before(STATE_REMOVED, NOW - 30 * HOUR);

	for (size_t k = 1; k < 4; k++)
		expect(&was, false, looks[k], STATE_REMOVED, was.since);
}
END_TEST

START_TEST(a_look_that_failed_makes_all_else_unknown)
{
	static const enum state from[] = {STATE_OPEN, STATE_UNCONFIRMED};

	for (size_t i = 0; i < 2; i++)
		for (size_t k = 1; k < 4; k++) {
			struct seen was = before(from[i], NOW - 30 * HOUR);

			expect(&was, false, looks[k], STATE_UNKNOWN, NOW);
		}
}
END_TEST

START_TEST(unknown_is_unknown_since_the_first_look_that_failed)
{
	struct seen was = before(STATE_UNKNOWN, NOW - 30 * HOUR);

	for (size_t k = 1; k < 4; k++)
		expect(&was, false, looks[k], STATE_UNKNOWN, was.since);
}
END_TEST

START_TEST(a_complete_look_without_it_makes_open_unconfirmed)
{
	struct seen was = before(STATE_OPEN, NOW - 30 * HOUR);

	expect(&was, false, LOOK_COMPLETE, STATE_UNCONFIRMED, NOW);
}
END_TEST

START_TEST(a_complete_look_without_it_makes_unknown_unconfirmed)
{
	struct seen was = before(STATE_UNKNOWN, NOW - 30 * HOUR);

	expect(&was, false, LOOK_COMPLETE, STATE_UNCONFIRMED, NOW);
}
END_TEST

START_TEST(a_second_complete_look_after_six_hours_removes)
{
	struct seen was = before(STATE_UNCONFIRMED, NOW - 6 * HOUR);

	expect(&was, false, LOOK_COMPLETE, STATE_REMOVED, NOW);
}
END_TEST

START_TEST(a_second_complete_look_one_second_sooner_does_not)
{
	struct seen was = before(STATE_UNCONFIRMED, NOW - 6 * HOUR + 1);

	expect(&was, false, LOOK_COMPLETE, STATE_UNCONFIRMED, was.since);
}
END_TEST

START_TEST(a_clock_that_went_back_confirms_nothing)
{
	struct seen was = before(STATE_UNCONFIRMED, NOW + 1000 * HOUR);

	expect(&was, false, LOOK_COMPLETE, STATE_UNCONFIRMED, was.since);
	was.since = INT64_MAX;
	expect(&was, false, LOOK_COMPLETE, STATE_UNCONFIRMED, was.since);
}
END_TEST

START_TEST(an_older_recording_is_no_look)
{
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < 4; k++)
			for (int hour = 0; hour < 2; hour++) {
				struct seen was = before(states[i], NOW);

				was.last = hour == 0 ? NOW : was.last;
				if (hour == 0 && looks[k] != LOOK_COMPLETE)
					continue;
				was.last_complete = NOW + hour * HOUR;
				was.since = NOW - 30 * HOUR;
				expect(&was, false, looks[k], states[i],
				    was.since);
			}
}
END_TEST

START_TEST(a_failed_look_at_the_same_moment_is_doubt)
{
	struct seen was = before(STATE_OPEN, NOW - 30 * HOUR);

	was.last = was.last_complete = NOW;
	expect(&was, false, LOOK_COMPLETE, STATE_OPEN, was.since);
	expect(&was, false, LOOK_FAILED, STATE_UNKNOWN, NOW);
}
END_TEST

START_TEST(an_older_recording_moves_no_time_back)
{
	struct seen was = before(STATE_UNCONFIRMED, NOW + 2 * HOUR);
	struct seen is;

	was.last = NOW + HOUR;
	was.last_complete = NOW + 2 * HOUR;
	is = step(&was, true, LOOK_COMPLETE, NOW);
	ck_assert_int_eq(is.state, STATE_OPEN);
	ck_assert_int_eq(is.last, was.last);
	ck_assert_int_eq(is.last_complete, was.last_complete);
	ck_assert_int_eq(is.since, was.since);
}
END_TEST

START_TEST(both_views_that_agree_remove_at_once)
{
	for (size_t i = 0; i < 4; i++) {
		struct seen was = before(states[i], NOW - 30 * HOUR);
		struct seen is = state_next(&was,
		    &(struct look_result){
			.agreed = true, .look = LOOK_COMPLETE, .now = NOW});

		ck_assert_int_eq(is.state, STATE_REMOVED);
	}
}
END_TEST

START_TEST(an_agreement_that_was_not_looked_at_removes_nothing)
{
	for (size_t k = 1; k < 4; k++) {
		struct seen was = before(STATE_OPEN, NOW - 30 * HOUR);
		struct seen is = state_next(
		    &was, &(struct look_result){
			      .agreed = true, .look = looks[k], .now = NOW});

		ck_assert_int_eq(is.state, STATE_UNKNOWN);
	}
}
END_TEST

START_TEST(what_comes_back_is_known_to_have_been_removed)
{
	struct seen was = before(STATE_REMOVED, NOW - 30 * HOUR);
	struct seen is = step(&was, true, LOOK_COMPLETE, NOW);

	ck_assert_int_eq(was.returned, 0);
	ck_assert_int_eq(is.returned, NOW);
	is = step(&is, true, LOOK_COMPLETE, NOW + HOUR);
	ck_assert_int_eq(is.returned, NOW);
	was = before(STATE_UNCONFIRMED, NOW - 30 * HOUR);
	ck_assert_int_eq(step(&was, true, LOOK_COMPLETE, NOW).returned, 0);
}
END_TEST

START_TEST(removed_stays_removed)
{
	struct seen was = before(STATE_REMOVED, NOW - 30 * HOUR);

	expect(&was, false, LOOK_COMPLETE, STATE_REMOVED, was.since);
}
END_TEST

START_TEST(a_failed_look_in_between_starts_the_count_afresh)
{
	struct seen is = before(STATE_OPEN, NOW - 30 * HOUR);

	is = step(&is, false, LOOK_COMPLETE, NOW);
	is = step(&is, false, LOOK_FAILED, NOW + 5 * HOUR);
	is = step(&is, false, LOOK_COMPLETE, NOW + 10 * HOUR);
	ck_assert_int_eq(is.state, STATE_UNCONFIRMED);
	is = step(&is, false, LOOK_COMPLETE, NOW + 15 * HOUR);
	ck_assert_int_eq(is.state, STATE_UNCONFIRMED);
	is = step(&is, false, LOOK_COMPLETE, NOW + 16 * HOUR);
	ck_assert_int_eq(is.state, STATE_REMOVED);
}
END_TEST

START_TEST(the_last_complete_look_is_kept)
{
	struct seen was = before(STATE_OPEN, NOW - 30 * HOUR);
	struct seen is = step(&was, false, LOOK_FAILED, NOW);

	ck_assert_int_eq(is.last_complete, was.last_complete);
	is = step(&was, false, LOOK_COMPLETE, NOW);
	ck_assert_int_eq(is.last_complete, NOW);
}
END_TEST

/* Every state, look, presence and moment: 4 x 4 x 2 and the ages around the
 * limit. */
START_TEST(only_complete_looks_ever_improve)
{
	static const int64_t ages[] = {
	    -HOUR, 0, 1, 6 * HOUR - 1, 6 * HOUR, 6 * HOUR + 1, 10000 * HOUR};

	for (size_t i = 0; i < 4; i++)
		for (size_t k = 1; k < 4; k++)
			for (size_t a = 0; a < 7; a++)
				for (int present = 0; present < 2; present++) {
					struct seen was =
					    before(states[i], NOW - ages[a]);
					struct seen is =
					    step(&was, present, looks[k], NOW);

					ck_assert(is.state == was.state ||
						  is.state == STATE_OPEN ||
						  is.state == STATE_UNKNOWN);
				}
}
END_TEST

static uint32_t
draw(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

/*
 * Over any history: no step of another look than a complete one goes to
 * UNCONFIRMED or REMOVED, and REMOVED has two complete looks before it, six
 * hours apart, with nothing seen and nothing failed from the first on.
 */
static void
walk(uint32_t seed)
{
	struct seen is = never();
	int64_t now = NOW, missed = CLOCK_NONE, first = CLOCK_NONE;

	for (int n = 0; n < 40; n++) {
		bool present = n == 0 || draw(&seed) % 3 == 0;
		enum look look = looks[draw(&seed) % 2 ? 0 : draw(&seed) % 4];
		struct seen was = is;

		now += 1 + draw(&seed) % (8 * HOUR);
		is = step(&was, present, look, now);
		if (first == CLOCK_NONE)
			first = now;
		if (present || look != LOOK_COMPLETE)
			missed = CLOCK_NONE;
		else if (missed == CLOCK_NONE)
			missed = now;
		ck_assert_int_eq(is.first, first);
		if (is.state == was.state && n > 0)
			ck_assert_int_eq(is.since, was.since);
		if (look != LOOK_COMPLETE && is.state != was.state)
			ck_assert(is.state == STATE_OPEN ||
				  is.state == STATE_UNKNOWN);
		if (is.state == STATE_REMOVED && was.state != STATE_REMOVED) {
			ck_assert_int_eq(look, LOOK_COMPLETE);
			ck_assert_int_ne(missed, CLOCK_NONE);
			ck_assert_int_ge(now - missed, 6 * HOUR);
		}
	}
}

START_TEST(no_history_with_failures_removes_without_two_complete_looks)
{
	for (uint32_t seed = 1; seed <= 20000; seed++)
		walk(seed);
}
END_TEST

/* A run with failures never goes further than the same run without. */
START_TEST(failures_never_remove_more)
{
	for (uint32_t seed = 1; seed <= 20000; seed++) {
		struct seen good = before(STATE_OPEN, NOW), bad = good;
		uint32_t dice = seed;

		for (int n = 1; n < 12; n++) {
			bool there = draw(&dice) % 4 == 0;
			enum look look = looks[draw(&dice) % 4];
			int64_t now = NOW + n * 7 * HOUR;

			good = step(&good, there, LOOK_COMPLETE, now);
			bad = step(
			    &bad, there && look == LOOK_COMPLETE, look, now);
			if (bad.state == STATE_REMOVED && !there)
				ck_assert(good.state == STATE_REMOVED ||
					  good.state == STATE_UNCONFIRMED);
		}
	}
}
END_TEST

Suite *
suite_state(void)
{
	Suite *suite = suite_create("state");
	TCase *c = tcase_create("what one more look makes of a fact");

	/* One of them makes thousands of histories, on a busy machine, too. */
	tcase_set_timeout(c, 120);
	tcase_add_test(c, what_is_seen_is_open);
	tcase_add_test(c, what_is_new_was_first_seen_now);
	tcase_add_test(c, what_is_new_in_a_cut_answer_had_no_complete_look);
	tcase_add_test(c, a_look_that_failed_leaves_removed_as_it_is);
	tcase_add_test(c, a_look_that_failed_makes_all_else_unknown);
	tcase_add_test(c, unknown_is_unknown_since_the_first_look_that_failed);
	tcase_add_test(c, a_complete_look_without_it_makes_open_unconfirmed);
	tcase_add_test(c, a_complete_look_without_it_makes_unknown_unconfirmed);
	tcase_add_test(c, a_second_complete_look_after_six_hours_removes);
	tcase_add_test(c, a_second_complete_look_one_second_sooner_does_not);
	tcase_add_test(c, a_clock_that_went_back_confirms_nothing);
	tcase_add_test(c, an_older_recording_is_no_look);
	tcase_add_test(c, a_failed_look_at_the_same_moment_is_doubt);
	tcase_add_test(c, an_older_recording_moves_no_time_back);
	tcase_add_test(c, removed_stays_removed);
	tcase_add_test(c, both_views_that_agree_remove_at_once);
	tcase_add_test(c, an_agreement_that_was_not_looked_at_removes_nothing);
	tcase_add_test(c, what_comes_back_is_known_to_have_been_removed);
	tcase_add_test(c, a_failed_look_in_between_starts_the_count_afresh);
	tcase_add_test(c, the_last_complete_look_is_kept);
	tcase_add_test(c, only_complete_looks_ever_improve);
	tcase_add_test(
	    c, no_history_with_failures_removes_without_two_complete_looks);
	tcase_add_test(c, failures_never_remove_more);
	tcase_set_timeout(c, 60); /* forty thousand histories */
	suite_add_tcase(suite, c);
	return suite;
}
