/*
 * soak: nothing lost, nothing falsely fixed, over random schedules of faults.
 *
 *   soak [-kv] [-f TEXT] [-n COUNT] [-t SECONDS] [-s SEED] [FILE...]
 *
 * Schedules from SEED on (a number of the clock where none is given), COUNT of
 * them or for SECONDS; or the seeds that FILEs list, one a line. The first that
 * breaks a promise is printed, and the exit status is 1; -k goes on after it. -v
 * tells of it all, -f after each run of all facts and findings with TEXT in them:
 * the state without faults, and with.
 *
 * Each seed makes an organization, true changes of it from run to run, the
 * times of the runs, and faults. It is lived twice, with the faults and
 * without; the last four runs of both are without, six hours apart or more, and
 * nothing changes from the first of them on. Promised:
 *
 *   (a) a fact or finding that becomes REMOVED under faults is REMOVED at that
 *       time without them;
 *   (b) what is OPEN without faults is OPEN or UNKNOWN with them, if it was
 *       known, no less severe than it was or is, and never forgotten; what is
 *       UNCONFIRMED without is not REMOVED with them;
 *   (c) after two runs without faults, six hours apart, all facts are in the same state in both;
 *       after four, all findings: what rests on facts that stay, in another
 *       way, ends by two looks of its own;
 *       where the cross-check is made once a week, facts are compared after
 *       four as well, a week apart, since what only that shows waits for it;
 *   (d) of a stranger nothing is stored but handles;
 *   (e) a run that calls itself complete saw all that the run without faults
 *       saw.
 *
 * What no reader can tell, or exposure-model.md does not promise:
 *
 *   - What was REMOVED, came back, and is hidden by a fault stays REMOVED
 *     until it is seen ("leaves the state as it was"). So (a) is about what
 *     becomes REMOVED, and (b) leaves out what had been.
 *   - A POC that serves nothing of the organization's is met by the search for
 *     its mail domain alone. While that is no confirmed own domain nothing
 *     shows whether it is there: it is UNKNOWN from the moment on at which that
 *     was so, and another order of looks makes another moment. (a) and (c)
 *     leave out what is UNKNOWN of these.
 *   - WE205 says that an address is not on the organization; while a place
 *     there is UNCONFIRMED it does not hold. A fault may keep that place alive
 *     longer, and so WE205 may be UNCONFIRMED where it is OPEN without: (b)
 *     wants of it that it is not REMOVED.
 *   - WE203 and WE207 rest on what a POC serves besides, which is read of POCs
 *     that are met alone and by the cross-check. A fault may let a POC be met
 *     alone: that is known of it from then on, and (c) leaves out these where
 *     the other life never had them.
 *   - What a partial look takes for something else: a stranger's network that
 *     is known by its handle only; WE101 where the link was not seen that makes
 *     it WE402. It ends with the first whole look, and never was without
 *     faults: (a) leaves out what the life without faults never had.
 *   - Both views agree and the record was changed since it was read last: that
 *     removes at once. A fault may put off the reading of a change until a run
 *     in which the second view is read, too; without it, it was read earlier,
 *     and waits its six hours. So where the second view was read whole, (a)
 *     wants UNCONFIRMED at least.
 *   - A lie: a well-formed answer that is not true (404 as it should be, an
 *     empty or shortened list without a notice, the answer of an earlier
 *     moment). One makes a fact UNCONFIRMED; a second one, or the truth, six
 *     hours later makes it REMOVED. A schedule with lies has no two lying runs
 *     without one between them that kept its facts, and there
 *     (a) what becomes REMOVED was not there in truth in some run since it was
 *         seen last,
 *     (b) is about REMOVED and about what is forgotten only,
 *     (e) is not asked of a run that was lied to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "dice.h"
#include "life.h"
#include "rdap/alloc.h"

#define CALM      4 /* runs without faults at the end */
#define RUNS_MOST 14
#define START     INT64_C(1795512600) /* 2026-11-24T09:30:00Z */

struct schedule {
	uint64_t seed;
	bool lies; /* are there any? */
	struct plan_of_life plan;
	size_t runs;
	int64_t times[RUNS_MOST];
	struct truth truths[RUNS_MOST];
	struct weather weathers[RUNS_MOST];
};

static int verbose;
static const char *followed;

/* ---- schedules ----------------------------------------------------------- */

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
weather_of(const struct schedule *s, uint64_t *seed, bool lies)
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
	(void)s;
	return w;
}

static void
schedule_make(struct schedule *s, uint64_t number)
{
	static const enum cross_check checks[] = {CROSS_CHECK_AUTO,
	    CROSS_CHECK_AUTO, CROSS_CHECK_AUTO, CROSS_CHECK_ALWAYS,
	    CROSS_CHECK_NEVER};
	uint64_t seed = number;
	int64_t now = START;

	*s = (struct schedule){.seed = number};
	dice_next(&seed);
	s->runs = CALM + 2 + dice(&seed, RUNS_MOST - CALM - 2);
	s->lies = dice_percent(&seed, 40);
	s->plan = (struct plan_of_life){
	    .plan = dice_percent(&seed, 80) ? PLAN_REVERSE : PLAN_OBJECTS,
	    .cross_check = checks[dice(&seed, 5)],
	    .domain = dice_percent(&seed, 80)};
	truth_make(&s->truths[0], &seed, size_of(&seed), now);
	for (size_t i = 0; i < s->runs; i++) {
		bool last = i + CALM >= s->runs;

		s->times[i] = now;
		if (i > 0) {
			truth_copy(&s->truths[i], &s->truths[i - 1]);
			if (!last)
				truth_change(&s->truths[i], &seed, now);
		}
		if (!last)
			s->weathers[i] = weather_of(s, &seed, s->lies);
		now += gap_of(&seed);
		if (last)
			now += s->plan.cross_check == CROSS_CHECK_AUTO
				   ? 7 * 86400
				   : 6 * 3600;
	}
}

static void
schedule_clear(struct schedule *s)
{
	for (size_t i = 0; i < s->runs; i++)
		truth_clear(&s->truths[i]);
}

/* ---- promises ------------------------------------------------------------ */

struct lives {
	const struct schedule *s;
	struct moment clean[RUNS_MOST], faulty[RUNS_MOST];
	const char *broken; /* NULL: nothing */
	char *what;
};

static bool
broken(struct lives *l, size_t run, const char *promise, const char *key,
    int is, int was)
{
	if (l->broken == NULL) {
		l->broken = promise;
		l->what = xasprintf("run %zu: %s (%d; without faults %d)",
		    run + 1, key, is, was);
	}
	return false;
}

static const struct knowns *
list_of(const struct moment *m, bool findings)
{
	return findings ? &m->findings : &m->facts;
}

/* The states of facts and findings mean the same here. */
enum meaning { OPEN, UNCONFIRMED, REMOVED, UNKNOWN, NEVER };

static enum meaning
meaning(const struct known *k, bool finding)
{
	if (k == NULL)
		return NEVER;
	if (!finding)
		return (enum meaning)k->state;
	return k->state == STATUS_UNCONFIRMED ? UNCONFIRMED
	       : k->state == STATUS_REMOVED   ? REMOVED
	       : k->state == STATUS_UNKNOWN   ? UNKNOWN
					      : OPEN;
}

static enum meaning
meaning_at(
    const struct moment *moments, size_t run, bool findings, const char *key)
{
	return meaning(
	    known_find(list_of(&moments[run], findings), key), findings);
}

/* The last run before `run` with findings: one that kept nothing has none. */
static bool
kept_before(const struct moment *moments, size_t run, size_t *before)
{
	for (size_t i = run; i-- > 0;)
		if (moments[i].kept) {
			*before = i;
			return true;
		}
	return false;
}

/* Was it not there in truth, in some run since it was seen last? */
static bool
gone_meanwhile(
    const struct lives *l, size_t run, bool findings, const char *key)
{
	for (size_t i = run + 1; i-- > 0;) {
		enum meaning was = meaning_at(l->clean, i, findings, key);

		if (was == UNCONFIRMED || was == REMOVED || was == NEVER)
			return true;
		if (i < run && meaning_at(l->faulty, i, findings, key) == OPEN)
			return false;
	}
	return false;
}

/* Is it about a POC that serves nothing of the organization's in truth? */
static bool
beyond_reach(const struct lives *l, size_t run, const char *key)
{
	const char *poc = strstr(key, "POC");
	size_t n;

	return poc != NULL && sscanf(poc, "POC%zu-ARIN", &n) == 1 &&
	       !truth_linked(&l->s->truths[run], n);
}

/* Was the second view read whole, in a run since it was seen last? */
static bool
both_views(const struct lives *l, size_t run, bool findings, const char *key)
{
	for (size_t i = run + 1; i-- > 0;) {
		if (l->faulty[i].cross_checked)
			return true;
		if (i < run && l->faulty[i].kept &&
		    meaning_at(l->faulty, i, findings, key) == OPEN)
			return false;
	}
	return false;
}

static bool
check_removed(struct lives *l, size_t run, bool findings)
{
	const struct knowns *list = list_of(&l->faulty[run], findings);
	size_t before;

	for (size_t i = 0; i < list->count; i++) {
		const struct known *k = &list->items[i];
		enum meaning clean =
		    meaning_at(l->clean, run, findings, k->key);

		if (meaning(k, findings) != REMOVED || k->passing ||
		    (kept_before(l->faulty, run, &before) &&
			meaning_at(l->faulty, before, findings, k->key) ==
			    REMOVED))
			continue;
		if (l->s->lies
			? !gone_meanwhile(l, run, findings, k->key) &&
			      !(clean == UNKNOWN &&
				  beyond_reach(l, run, k->key))
			: clean != REMOVED && clean != NEVER &&
			      !(clean == UNCONFIRMED &&
				  both_views(l, run, findings, k->key)) &&
			      !(clean == UNKNOWN &&
				  beyond_reach(l, run, k->key)))
			return broken(l, run, "(a) falsely removed", k->key,
			    REMOVED, (int)clean);
	}
	return true;
}

/* WE205 holds for what is not there. */
static bool
by_absence(const char *key)
{
	return strncmp(key, "WE205-", 6) == 0;
}

/* WE203 and WE207 rest on what a POC serves besides. */
static bool
by_chance(const char *key)
{
	return strncmp(key, "WE203-", 6) == 0 || strncmp(key, "WE207-", 6) == 0;
}

/* A person's mailbox with the abuse role is told by WE402, and by these only
 * once that is gone. */
static bool
told_by_abuse(const struct lives *l, size_t run, const char *key)
{
	const struct knowns *list = &l->faulty[run].findings;
	const char *address = strchr(key, ' ');
	size_t len;

	if (strncmp(key, "WE101-", 6) != 0 && strncmp(key, "WE102-", 6) != 0)
		return false;
	len = strcspn(address + 1, " ") + 2;
	for (size_t i = 0; i < list->count; i++) {
		const struct known *k = &list->items[i];

		if (strncmp(k->key, "WE402-", 6) == 0 &&
		    strncmp(strchr(k->key, ' '), address, len) == 0 &&
		    meaning(k, true) != REMOVED)
			return true;
	}
	return false;
}

/* WE104 is judged where an own domain was confirmed, once. */
static bool
own_unconfirmed(const struct lives *l, size_t run, const char *key)
{
	return strncmp(key, "WE104-", 6) == 0 &&
	       !truth_confirmed(&l->s->truths[run]);
}

static bool
check_open(struct lives *l, size_t run, bool findings,
    const struct known *clean, const struct known *before)
{
	const struct known *k =
	    known_find(list_of(&l->faulty[run], findings), clean->key);
	enum meaning is = meaning(k, findings), was = meaning(before, findings);

	if (was != NEVER && is == NEVER)
		return broken(l, run, "(b) forgotten", clean->key, NEVER, OPEN);
	if (was == REMOVED || is == NEVER || l->s->lies)
		return true;
	if (is == REMOVED || (is == UNCONFIRMED && !by_absence(clean->key) &&
				 !told_by_abuse(l, run, clean->key)))
		return broken(l, run, "(b) better", clean->key, (int)is, OPEN);
	if (findings && k->severity < clean->severity && before != NULL &&
	    k->severity < before->severity)
		return broken(l, run, "(b) less severe", clean->key,
		    k->severity, clean->severity);
	return true;
}

static bool
check_better(struct lives *l, size_t run, bool findings)
{
	const struct knowns *list = list_of(&l->clean[run], findings);
	size_t before;

	if (!kept_before(l->faulty, run, &before))
		return true;
	for (size_t i = 0; i < list->count; i++) {
		const struct known *k = &list->items[i];

		if (!k->passing && meaning(k, findings) == OPEN &&
		    !check_open(l, run, findings, k,
			known_find(
			    list_of(&l->faulty[before], findings), k->key)))
			return false;
	}
	return true;
}

static bool
check_complete(struct lives *l, size_t run)
{
	const struct moment *f = &l->faulty[run], *c = &l->clean[run];

	if (!f->complete || f->lies > 0)
		return true;
	for (size_t i = 0; i < c->seen.count; i++) {
		const char *key = c->seen.items[i].key;
		const struct known *k = known_find(&f->seen, key);

		/* What only the cross-check shows is looked at when it is due,
		 * which it may be at another time. */
		if (k == NULL)
			return broken(l, run, "(e) complete, and it lacks", key,
			    NEVER, OPEN);
	}
	return true;
}

static bool
same(struct lives *l, size_t run, bool findings, const struct knowns *list,
    const struct moment *other, bool reversed)
{
	bool at_end = run + 1 == l->s->runs;

	for (size_t i = 0; i < list->count; i++) {
		const struct known *k = &list->items[i];
		const struct known *o =
		    known_find(list_of(other, findings), k->key);
		enum meaning a = meaning(k, findings), b = meaning(o, findings);

		/* What was removed, and what never was, are alike. */
		if (k->passing || (a == REMOVED && b == NEVER) ||
		    (findings && b == NEVER &&
			(by_chance(k->key) ||
			    own_unconfirmed(l, run, k->key))) ||
		    (a == b && (a == REMOVED || o->severity == k->severity)) ||
		    ((a == UNKNOWN || b == UNKNOWN || !at_end) &&
			beyond_reach(l, run, k->key)))
			continue;
		return broken(l, run, "(c) not settled", k->key,
		    (int)(reversed ? b : a), (int)(reversed ? a : b));
	}
	return true;
}

static bool
check_settled(struct lives *l)
{
	for (int findings = 0; findings < 2; findings++) {
		bool weekly = l->s->plan.cross_check == CROSS_CHECK_AUTO;
		size_t run = l->s->runs - (findings || weekly ? 1 : CALM - 1);

		if (!same(l, run, findings, list_of(&l->faulty[run], findings),
			&l->clean[run], false) ||
		    !same(l, run, findings, list_of(&l->clean[run], findings),
			&l->faulty[run], true))
			return false;
	}
	return true;
}

static bool
check_run(struct lives *l, size_t run)
{
	for (int findings = 0; findings < 2; findings++) {
		if (!l->faulty[run].kept)
			continue;
		if (!check_removed(l, run, findings) ||
		    !check_better(l, run, findings))
			return false;
	}
	return check_complete(l, run);
}

/* ---- lives --------------------------------------------------------------- */

static void
tell(const struct lives *l, size_t run, bool findings)
{
	const struct knowns *list = list_of(&l->faulty[run], findings);

	for (size_t i = 0; i < list->count; i++) {
		enum meaning is = meaning(&list->items[i], findings);
		enum meaning was =
		    meaning_at(l->clean, run, findings, list->items[i].key);

		if (is != was || verbose > 1)
			printf("    %s: %d, without faults %d\n",
			    list->items[i].key, (int)is, (int)was);
	}
}

/* What has the text in one of two lists, and once what is in both. */
static void
follow_list(const struct lives *l, size_t run, bool findings,
    const struct knowns *list, const struct knowns *other)
{
	static const char *const words[] = {
	    "open", "unconfirmed", "removed", "unknown", "never"};

	for (size_t i = 0; i < list->count; i++) {
		const char *key = list->items[i].key;

		if (strstr(key, followed) == NULL ||
		    (other != NULL && known_find(other, key) != NULL))
			continue;
		printf("  run %zu: %-11s %-11s %s\n", run + 1,
		    words[meaning_at(l->clean, run, findings, key)],
		    words[meaning_at(l->faulty, run, findings, key)], key);
	}
}

static void
follow(const struct lives *l, size_t run)
{
	for (int findings = 0; findings < 2; findings++) {
		const struct knowns *c = list_of(&l->clean[run], findings);
		const struct knowns *f = list_of(&l->faulty[run], findings);

		follow_list(l, run, findings, c, NULL);
		follow_list(l, run, findings, f, c);
	}
}

static void
live_run(struct lives *l, struct life *life, size_t run, bool faults)
{
	static const struct weather fair = {0};
	const struct schedule *s = l->s;
	struct moment *m = faults ? &l->faulty[run] : &l->clean[run];
	struct weather weather = faults ? s->weathers[run] : fair;
	struct faulty registry;
	size_t before = run == 0 ? 0 : s->weathers[run].seed % run;

	/* No lies again before a run without any was kept. */
	if (faults && weather.end > FAULT_LIES && run > 0)
		for (size_t i = run; i-- > 0;) {
			if (l->faulty[i].lies > 0)
				weather = fair;
			else if (!l->faulty[i].kept)
				continue;
			break;
		}
	faulty_begin(&registry, &s->truths[run], &s->truths[before], &weather,
	    s->times[run]);
	registry.told = verbose > 0 && faults;
	if (registry.told)
		printf("  run %zu, %+lld s, %u %% faults\n", run + 1,
		    (long long)(s->times[run] - START), weather.percent);
	life_run(life, &s->plan, &registry, s->times[run], m);
	if (registry.told) {
		printf("  %s, %s\n", m->kept ? "kept" : "not kept",
		    m->complete ? "complete" : "incomplete");
		tell(l, run, false);
		tell(l, run, true);
	}
	faulty_end(&registry);
}

static bool
soak(uint64_t number, uint64_t *runs)
{
	struct schedule s;
	struct lives l = {.s = &s};
	struct life clean, faulty;
	bool good = true;

	schedule_make(&s, number);
	life_begin(&clean);
	life_begin(&faulty);
	for (size_t i = 0; i < s.runs && good; i++) {
		live_run(&l, &clean, i, false);
		live_run(&l, &faulty, i, true);
		if (followed != NULL)
			follow(&l, i);
		good = check_run(&l, i);
		(*runs)++;
	}
	if (good)
		good = check_settled(&l);
	if (good && life_holds(&faulty, STRANGER))
		good = broken(
		    &l, s.runs - 1, "(d) a stranger's contact", "", 0, 0);
	if (!good)
		printf("seed %llu: %s: %s\n", (unsigned long long)number,
		    l.broken, l.what);
	free(l.what);
	for (size_t i = 0; i < s.runs; i++) {
		moment_clear(&l.clean[i]);
		moment_clear(&l.faulty[i]);
	}
	life_end(&clean);
	life_end(&faulty);
	schedule_clear(&s);
	return good;
}

static int
soak_file(const char *path, uint64_t *runs, uint64_t *done)
{
	FILE *file = fopen(path, "r");
	char line[256];
	int bad = 0;

	if (file == NULL) {
		perror(path);
		return 1;
	}
	while (fgets(line, sizeof(line), file) != NULL) {
		if (*line == '#' || *line == '\n')
			continue;
		bad += !soak(strtoull(line, NULL, 10), runs);
		(*done)++;
	}
	fclose(file);
	return bad;
}

int
main(int argc, char **argv)
{
	uint64_t seed = (uint64_t)time(NULL) * 1000000, runs = 0, done = 0;
	uint64_t count = 1000;
	time_t seconds = 0, begun = time(NULL);
	int option, bad = 0;
	bool going = false;

	while ((option = getopt(argc, argv, "f:kn:s:t:v")) != -1)
		switch (option) {
		case 'f':
			followed = optarg;
			break;
		case 'v':
			verbose++;
			break;
		case 'k':
			going = true;
			break;
		case 'n':
			count = strtoull(optarg, NULL, 10);
			break;
		case 't':
			seconds = (time_t)strtoull(optarg, NULL, 10);
			break;
		case 's':
			seed = strtoull(optarg, NULL, 10);
			break;
		default:
			return 64;
		}
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (optind < argc) {
		for (int i = optind; i < argc; i++)
			bad += soak_file(argv[i], &runs, &done);
	} else {
		printf("soak: from seed %llu on\n", (unsigned long long)seed);
		for (;
		     seconds > 0 ? time(NULL) - begun < seconds : done < count;
		     done++) {
			bad += !soak(seed++, &runs);
			if (bad > 0 && !going)
				break;
		}
	}
	printf("soak: %llu schedules, %llu runs with faults, %d broken\n",
	    (unsigned long long)done, (unsigned long long)runs, bad);
	return bad > 0;
}
