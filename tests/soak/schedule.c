#include "dice.h"
#include "schedule.h"

static unsigned
size_of(uint64_t *seed)
{
	unsigned n = dice(seed, 1000);

	return n < 850   ? 1 + dice(seed, 10)
	       : n < 985 ? 10 + dice(seed, 40)
	       : n < 999 ? 50 + dice(seed, 250)
			 : 300 + dice(seed, 1700);
}

static int64_t
gap_of(uint64_t *seed)
{
	static const int64_t gaps[] = {1, 3600, 6 * 3600 - 1, 6 * 3600,
	    7 * 3600, 86400, 86400, 86400, 8 * 86400};

	return gaps[dice(seed, 9)];
}

static struct weather
weather_of(uint64_t *seed, bool lies)
{
	static const unsigned percents[] = {0, 5, 15, 30, 60, 100};
	struct weather w = {.percent = percents[dice(seed, 6)],
	    .first = FAULT_NONE + 1,
	    .end = lies ? FAULT_COUNT : FAULT_LIES,
	    .seed = dice_next(seed)};

	if (dice_percent(seed, 35)) { /* all of one kind */
		w.first += dice(seed, w.end - w.first);
		w.end = w.first + 1;
	}
	return w;
}

static enum world
world_of(uint64_t number)
{
	return number >= HIDING && number % 2 == 1 ? WORLD_HIDING
	       : number >= RICH                    ? WORLD_RICH
						   : WORLD_PLAIN;
}

void
schedule_make(struct schedule *s, uint64_t number)
{
	static const enum cross_check checks[] = {CROSS_CHECK_AUTO,
	    CROSS_CHECK_AUTO, CROSS_CHECK_AUTO, CROSS_CHECK_ALWAYS,
	    CROSS_CHECK_NEVER};
	enum world world = world_of(number);
	uint64_t seed = number;
	int64_t now = START;
	bool lies;

	*s = (struct schedule){0};
	dice_next(&seed);
	s->runs = CALM + 2 + dice(&seed, RUNS_MOST - CALM - 2);
	lies = dice_percent(&seed, 40);
	s->plan = (struct plan_of_life){
	    .plan = dice_percent(&seed, 80) ? PLAN_REVERSE : PLAN_OBJECTS,
	    .cross_check = checks[dice(&seed, world == WORLD_HIDING ? 4 : 5)],
	    .domain = dice_percent(&seed, 80)};
	truth_make(&s->truths[0], world, &seed, size_of(&seed), now);
	for (size_t i = 0; i < s->runs; i++) {
		bool last = i + CALM >= s->runs;

		s->times[i] = now;
		if (i > 0) {
			truth_copy(&s->truths[i], &s->truths[i - 1]);
			if (!last)
				truth_change(&s->truths[i], &seed, now);
		}
		if (!last)
			s->weathers[i] = weather_of(&seed, lies);
		now += gap_of(&seed);
		if (last)
			now += s->plan.cross_check == CROSS_CHECK_AUTO
				   ? 7 * 86400
				   : 6 * 3600;
	}
}

void
schedule_clear(struct schedule *s)
{
	for (size_t i = 0; i < s->runs; i++)
		truth_clear(&s->truths[i]);
}
