/*
 * soak: nothing lost, nothing falsely fixed, over random schedules of faults.
 *
 *   soak [-kv] [-f TEXT] [-j JOBS] [-n COUNT] [-t SECONDS] [-s SEED] [FILE...]
 *
 * Schedules from SEED on (a number of the clock where none is given), COUNT of
 * them or for SECONDS; or the seeds that FILEs list, one a line. The first that
 * breaks a promise is printed, and the exit status is 1; -k goes on after it. -v
 * tells of it all, -f after each run of all facts and findings with TEXT in them:
 * the state without faults, and with.
 *
 * Each seed makes an organization, true changes of it from run to run, the
 * times of the runs, and faults. The last four runs are without, six hours
 * apart or more, and nothing changes from the first of them on. What is true at
 * a run is what a new store holds after one run without faults: its facts and
 * its findings. Promised of the store that lives through it all:
 *
 *   (a) what becomes REMOVED was not true in this run, nor in one six hours
 *       earlier, nor in any between, and no look saw it meanwhile; or
 *       Whois-RWS was read whole as well, and its record was changed; or, of a
 *       finding, nothing is left that it is about;
 *   (b) what is true and was known is OPEN or UNKNOWN, no less and no more
 *       severe than it is or was; and nothing known is ever forgotten;
 *   (c) after two runs without faults, six hours apart, all facts are as they
 *       are in truth, and after four all findings: what rests on facts that
 *       stay, in another way, ends by two looks of its own. Where the
 *       cross-check is made once a week, facts are compared after four as well,
 *       a week apart: what only that shows waits for it;
 *   (d) of a stranger nothing is stored but handles;
 *   (e) a run that calls itself complete saw all that is true.
 *
 * What no reader can tell, or exposure-model.md does not promise:
 *
 *   - What was REMOVED, came back, and is hidden by a fault stays REMOVED
 *     until it is seen ("leaves the state as it was"): (b) leaves it out.
 *   - A POC that serves nothing of the organization's is met by the search for
 *     its mail domain alone. While that is no confirmed own domain nothing
 *     shows whether it is there: in (c) it may be UNKNOWN. So may all in an
 *     organization of which not even a run without faults sees all (lists at
 *     the cap), and what Whois-RWS has shown where no cross-check is ever made.
 *     Findings that a fact which is UNKNOWN there speaks for, or against, are
 *     left out with it.
 *   - WE203, WE207: what a POC serves besides is read of POCs that are met
 *     alone, and by the cross-check; known once, it is known until it is read
 *     anew. WE104 is judged where an own domain was confirmed once. In (c) they
 *     may be OPEN though one run alone would not tell.
 *   - A lie: a well-formed answer that is not true (404 as it should be, an
 *     empty or shortened list without a notice, the answer of an earlier
 *     moment). One makes a fact UNCONFIRMED; a second one, or the truth, six
 *     hours later makes it REMOVED. A schedule with lies has no two lying runs
 *     without one between them that kept its facts, and there
 *     (a) what becomes REMOVED was not true in some run since it was seen last;
 *         or both views lied while the record was changed (exposure-model.md's
 *         second way to be sure),
 *     (b) is about what is forgotten only,
 *     (e) is not asked of a run that was lied to.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
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

#define SURE (INT64_C(6) * 3600) /* between two looks that end something */

struct lives {
	const struct schedule *s;
	struct moment plain[RUNS_MOST], faulty[RUNS_MOST];
	const char *broken; /* NULL: nothing */
	char *what;
};

static bool
broken(struct lives *l, size_t run, const char *promise, const char *key,
    const char *is)
{
	if (l->broken == NULL) {
		l->broken = promise;
		l->what = xasprintf("run %zu: %s: %s", run + 1, key, is);
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
static const char *const meanings[] = {
    "open", "unconfirmed", "removed", "unknown", "never known"};

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

static bool
true_at(const struct lives *l, size_t run, bool findings, const char *key)
{
	return meaning_at(l->plain, run, findings, key) == OPEN;
}

/* How it stood before `run`: one that kept nothing changed nothing. */
static const struct known *
before(const struct lives *l, size_t run, bool findings, const char *key)
{
	for (size_t i = run; i-- > 0;)
		if (l->faulty[i].kept)
			return known_find(
			    list_of(&l->faulty[i], findings), key);
	return NULL;
}

/* Is it about a POC that serves nothing of the organization's? */
static bool
beyond_reach(const struct lives *l, size_t run, const char *key)
{
	const char *poc = strstr(key, "POC");
	size_t n;

	return poc != NULL && sscanf(poc, "POC%zu-ARIN", &n) == 1 &&
	       !truth_linked(&l->s->truths[run], n);
}

/* ---- (a) */

/* Since when has it not been true, in runs that kept something and did not see
 * it? */
static int64_t
gone_since(const struct lives *l, size_t run, bool findings, const char *key)
{
	int64_t since = l->s->times[run];

	for (size_t i = run + 1; i-- > 0;) {
		if (!l->faulty[i].kept)
			continue;
		if (true_at(l, i, findings, key) ||
		    (!findings && meaning_at(l->faulty, i, false, key) == OPEN))
			break;
		since = l->s->times[i];
	}
	return since;
}

/* Was it untrue once, since it was seen last? */
static bool
gone_meanwhile(
    const struct lives *l, size_t run, bool findings, const char *key)
{
	for (size_t i = run + 1; i-- > 0;) {
		if (!true_at(l, i, findings, key))
			return true;
		if (i < run && meaning_at(l->faulty, i, findings, key) == OPEN)
			return false;
	}
	return false;
}

static size_t
word(const char *text, size_t number, const char **start)
{
	for (; number > 0; number--)
		text += strcspn(text, " ") + 1;
	*start = text;
	return strcspn(text, " ");
}

static bool
has_word(const char *text, const char *wanted, size_t len)
{
	for (; *text != '\0'; text += *text == ' ') {
		size_t n = strcspn(text, " ");

		if (n == len && memcmp(text, wanted, n) == 0)
			return true;
		text += n;
	}
	return false;
}

/* Does a fact stand that the finding is about: its address, on its record? */
static bool
facts_stand(const struct lives *l, size_t run, const char *key)
{
	const struct knowns *facts = &l->faulty[run].facts;
	const char *address, *record;
	size_t len = word(key, 1, &address), n = word(key, 2, &record);

	for (size_t i = 0; i < facts->count; i++)
		if (facts->items[i].state != STATE_REMOVED &&
		    has_word(facts->items[i].key, record, n) &&
		    (len == 0 || has_word(facts->items[i].key, address, len)))
			return true;
	return false;
}

/* Was one of its records changed since it was seen last, of those that the
 * cross-check reads? */
static bool
changed_since(const struct lives *l, size_t run, bool findings, const char *key)
{
	const struct truth *truths = l->s->truths;
	size_t seen = run, len;

	while (
	    seen > 0 && (seen == run || !l->faulty[seen].kept ||
			    meaning_at(l->faulty, seen, findings, key) != OPEN))
		seen--;
	for (; *key != '\0'; key += len + (key[len] == ' ')) {
		len = strcspn(key, " ");
		if (strncmp(key, "NET-", 4) != 0 &&
		    strncmp(key, "AS", 2) != 0 &&
		    truth_changed(&truths[run], key, len) !=
			truth_changed(&truths[seen], key, len))
			return true;
	}
	return false;
}

static bool
may_be_removed(
    const struct lives *l, size_t run, bool findings, const char *key)
{
	bool both = l->faulty[run].cross_checked &&
		    changed_since(l, run, findings, key);

	if (l->s->lies)
		return both || gone_meanwhile(l, run, findings, key);
	if (true_at(l, run, findings, key))
		return false;
	return both ||
	       l->s->times[run] - gone_since(l, run, findings, key) >= SURE ||
	       (findings && !facts_stand(l, run, key));
}

static bool
check_removed(struct lives *l, size_t run, bool findings)
{
	const struct knowns *list = list_of(&l->faulty[run], findings);

	for (size_t i = 0; i < list->count; i++) {
		const struct known *k = &list->items[i];

		if (meaning(k, findings) == REMOVED && !k->passing &&
		    meaning(before(l, run, findings, k->key), findings) !=
			REMOVED &&
		    !may_be_removed(l, run, findings, k->key))
			return broken(
			    l, run, "(a) falsely removed", k->key, "removed");
	}
	return true;
}

/* ---- (b) */

static bool
check_true(
    struct lives *l, size_t run, bool findings, const struct known *truth)
{
	const struct known *was = before(l, run, findings, truth->key);
	const struct known *k =
	    known_find(list_of(&l->faulty[run], findings), truth->key);
	enum meaning is = meaning(k, findings);

	if (was == NULL || meaning(was, findings) == REMOVED || l->s->lies)
		return true;
	if (is == REMOVED || is == UNCONFIRMED)
		return broken(l, run, "(b) better", truth->key, meanings[is]);
	if (findings && k->severity < truth->severity &&
	    k->severity < was->severity)
		return broken(l, run, "(b) less severe", truth->key, "");
	if (findings && k->severity > truth->severity &&
	    k->severity > was->severity)
		return broken(l, run, "(b) more severe", truth->key, "");
	return true;
}

static bool
check_better(struct lives *l, size_t run, bool findings)
{
	const struct knowns *now = list_of(&l->faulty[run], findings);
	const struct knowns *truth = list_of(&l->plain[run], findings);

	for (size_t i = run; i-- > 0;) {
		const struct knowns *was = list_of(&l->faulty[i], findings);

		for (size_t k = 0; k < was->count; k++)
			if (!was->items[k].passing &&
			    known_find(now, was->items[k].key) == NULL)
				return broken(l, run, "(b) forgotten",
				    was->items[k].key, "never known");
		if (l->faulty[i].kept)
			break;
	}
	for (size_t i = 0; i < truth->count; i++)
		if (!truth->items[i].passing &&
		    !check_true(l, run, findings, &truth->items[i]))
			return false;
	return true;
}

/* ---- (c) */

/* What one run alone cannot know. */
static bool
known_from_before(const struct lives *l, size_t run, const char *key)
{
	return strncmp(key, "WE203-", 6) == 0 ||
	       strncmp(key, "WE207-", 6) == 0 ||
	       (strncmp(key, "WE104-", 6) == 0 &&
		   !truth_confirmed(&l->s->truths[run]));
}

/* Does a finding rest, or not rest, on a fact that is UNKNOWN: of its address, or
 * its record? */
static bool
rests_on_unknown(const struct lives *l, size_t run, const char *key)
{
	const struct knowns *facts = &l->faulty[run].facts;
	const char *address, *record;
	size_t len = word(key, 1, &address), n = word(key, 2, &record);

	for (size_t i = 0; i < facts->count; i++) {
		const char *fact = facts->items[i].key;

		if (facts->items[i].state == STATE_UNKNOWN &&
		    (len > 0 && strcmp(record, TRUTH_ORG) == 0
			    ? has_word(fact, address, len)
			    : has_word(fact, record, n) ||
				  (len > 0 && has_word(fact, address, len))))
			return true;
	}
	return false;
}

static bool
may_be_unknown(const struct lives *l, size_t run, const char *key)
{
	return !l->plain[run].complete || beyond_reach(l, run, key) ||
	       l->s->plan.cross_check == CROSS_CHECK_NEVER;
}

static bool
check_untrue(struct lives *l, size_t run, bool findings)
{
	const struct knowns *list = list_of(&l->faulty[run], findings);

	for (size_t i = 0; i < list->count; i++) {
		const struct known *k = &list->items[i];
		enum meaning is = meaning(k, findings);

		if (is == REMOVED || k->passing ||
		    true_at(l, run, findings, k->key) ||
		    (is == UNKNOWN && may_be_unknown(l, run, k->key)) ||
		    (findings && (known_from_before(l, run, k->key) ||
				     rests_on_unknown(l, run, k->key))))
			continue;
		return broken(l, run, "(c) not settled", k->key, meanings[is]);
	}
	return true;
}

static bool
check_all_true(struct lives *l, size_t run, bool findings)
{
	const struct knowns *list = list_of(&l->plain[run], findings);

	for (size_t i = 0; i < list->count; i++) {
		const struct known *truth = &list->items[i];
		const struct known *k =
		    known_find(list_of(&l->faulty[run], findings), truth->key);
		enum meaning is = meaning(k, findings);

		if (!truth->passing &&
		    (is != OPEN || k->severity != truth->severity) &&
		    !(findings && rests_on_unknown(l, run, truth->key)))
			return broken(l, run, "(c) not settled", truth->key,
			    meanings[is]);
	}
	return true;
}

static bool
check_settled(struct lives *l)
{
	bool weekly = l->s->plan.cross_check == CROSS_CHECK_AUTO;

	for (int findings = 0; findings < 2; findings++) {
		size_t run = l->s->runs - (findings || weekly ? 1 : CALM - 1);

		if (!check_untrue(l, run, findings) ||
		    !check_all_true(l, run, findings))
			return false;
	}
	return true;
}

/* ---- (e) */

static bool
check_complete(struct lives *l, size_t run)
{
	const struct moment *f = &l->faulty[run], *p = &l->plain[run];

	if (!f->complete || f->lies > 0)
		return true;
	for (size_t i = 0; i < p->seen.count; i++)
		if (known_find(&f->seen, p->seen.items[i].key) == NULL)
			return broken(l, run, "(e) complete, and it lacks",
			    p->seen.items[i].key, "not seen");
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
		const char *key = list->items[i].key;
		enum meaning is = meaning(&list->items[i], findings);
		bool holds = true_at(l, run, findings, key);

		if (verbose > 1 ||
		    (is == OPEN ? !holds : is != REMOVED || holds))
			printf("    %s: %s, %s\n", key, meanings[is],
			    holds ? "true" : "not true");
	}
}

/* What has the text in it, in any list. */
static void
follow(const struct lives *l, size_t run, bool findings)
{
	const struct knowns *lists[] = {list_of(&l->faulty[run], findings),
	    list_of(&l->plain[run], findings)};

	for (int which = 0; which < 2; which++)
		for (size_t i = 0; i < lists[which]->count; i++) {
			const char *key = lists[which]->items[i].key;

			if (strstr(key, followed) != NULL &&
			    (which == 0 || known_find(lists[0], key) == NULL))
				printf("  run %zu: %-8s %-11s %s\n", run + 1,
				    true_at(l, run, findings, key) ? "true"
								   : "not true",
				    meanings[meaning_at(
					l->faulty, run, findings, key)],
				    key);
		}
}

/* No lies again before a run without any was kept. */
static struct weather
weather_at(const struct lives *l, size_t run)
{
	static const struct weather fair = {0};
	struct weather weather = l->s->weathers[run];

	if (weather.end > FAULT_LIES)
		for (size_t i = run; i-- > 0;) {
			if (l->faulty[i].lies > 0)
				return fair;
			if (l->faulty[i].kept)
				break;
		}
	return weather;
}

static void
live_run(struct lives *l, struct life *life, size_t run)
{
	const struct schedule *s = l->s;
	struct weather weather = weather_at(l, run);
	struct moment *m = &l->faulty[run];
	struct faulty registry;
	size_t earlier = run == 0 ? 0 : s->weathers[run].seed % run;

	faulty_begin(&registry, &s->truths[run], &s->truths[earlier], &weather,
	    s->times[run]);
	registry.told = verbose > 0;
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
	for (int findings = 0; findings < 2 && followed != NULL; findings++)
		follow(l, run, findings);
	faulty_end(&registry);
}

/* A run of its own. */
static void
live_plainly(struct lives *l, struct life *life, size_t run)
{
	static const struct weather fair = {0};
	const struct schedule *s = l->s;
	struct faulty registry;

	life_again(life);
	faulty_begin(
	    &registry, &s->truths[run], &s->truths[run], &fair, s->times[run]);
	life_run(life, &s->plan, &registry, s->times[run], &l->plain[run]);
	faulty_end(&registry);
}

static bool
soak(uint64_t number, struct life *plain, uint64_t *runs)
{
	struct schedule s;
	struct lives l = {.s = &s};
	struct life life;
	bool good = true;

	schedule_make(&s, number);
	life_begin(&life);
	for (size_t i = 0; i < s.runs && good; i++) {
		live_plainly(&l, plain, i);
		live_run(&l, &life, i);
		good = check_run(&l, i);
		(*runs)++;
	}
	if (good)
		good = check_settled(&l);
	if (good && life_holds(&life, STRANGER))
		good = broken(&l, s.runs - 1, "(d) a stranger's contact",
		    STRANGER, "kept");
	if (!good)
		printf("seed %llu: %s: %s\n", (unsigned long long)number,
		    l.broken, l.what);
	free(l.what);
	for (size_t i = 0; i < s.runs; i++) {
		moment_clear(&l.plain[i]);
		moment_clear(&l.faulty[i]);
	}
	life_end(&life);
	schedule_clear(&s);
	return good;
}

static int
soak_file(const char *path, struct life *plain, uint64_t *runs, uint64_t *done)
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
		bad += !soak(strtoull(line, NULL, 10), plain, runs);
		(*done)++;
	}
	fclose(file);
	return bad;
}

/* What is asked for on the command line. */
struct wanted {
	uint64_t seed, count;
	time_t end; /* or 0: by count */
	bool going;
};

/* Every `step`th seed, from `first` on. */
static int
soak_range(
    const struct wanted *w, struct life *plain, uint64_t first, uint64_t step)
{
	uint64_t runs = 0, done = 0;
	int bad = 0;

	for (uint64_t i = first;
	     (w->end > 0 ? time(NULL) < w->end : i < w->count) &&
	     (bad == 0 || w->going);
	     i += step, done++)
		bad += !soak(w->seed + i, plain, &runs);
	printf("soak: %llu schedules, %llu runs with faults, %d broken\n",
	    (unsigned long long)done, (unsigned long long)runs, bad);
	return bad > 0;
}

static int
soak_jobs(const struct wanted *w, uint64_t jobs)
{
	int bad = 0, status;

	for (uint64_t i = 0; i < jobs; i++) {
		struct life plain;
		pid_t child = fork();

		if (child == -1) {
			perror("fork");
			return 1;
		}
		if (child > 0)
			continue;
		life_begin(&plain);
		status = soak_range(w, &plain, i, jobs);
		life_end(&plain);
		exit(status);
	}
	while (wait(&status) != -1)
		bad |= status != 0;
	return bad;
}

static int
soak_files(char *const *files, int count)
{
	uint64_t runs = 0, done = 0;
	struct life plain;
	int bad = 0;

	life_begin(&plain);
	for (int i = 0; i < count; i++)
		bad += soak_file(files[i], &plain, &runs, &done);
	life_end(&plain);
	printf("soak: %llu schedules, %llu runs with faults, %d broken\n",
	    (unsigned long long)done, (unsigned long long)runs, bad);
	return bad > 0;
}

int
main(int argc, char **argv)
{
	struct wanted w = {
	    .seed = (uint64_t)time(NULL) * 1000000, .count = 1000};
	uint64_t jobs = 1;
	int option;

	while ((option = getopt(argc, argv, "f:j:kn:s:t:v")) != -1)
		switch (option) {
		case 'f':
			followed = optarg;
			break;
		case 'j':
			jobs = strtoull(optarg, NULL, 10);
			break;
		case 'k':
			w.going = true;
			break;
		case 'n':
			w.count = strtoull(optarg, NULL, 10);
			break;
		case 's':
			w.seed = strtoull(optarg, NULL, 10);
			break;
		case 't':
			w.end = time(NULL) + (time_t)strtoull(optarg, NULL, 10);
			break;
		case 'v':
			verbose++;
			break;
		default:
			return 64;
		}
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (optind < argc)
		return soak_files(argv + optind, argc - optind);
	printf("soak: from seed %llu on\n", (unsigned long long)w.seed);
	return soak_jobs(&w, jobs);
}
