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
 * promises.h says what is promised, schedule.h what a schedule is.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "promises.h"

static int verbose;
static const char *followed;

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
				    meanings[meaning(
					known_find(lists[0], key), findings)],
				    key);
		}
}

/* No lies again before a run without any was kept; other faults may be. */
static struct weather
weather_at(const struct lives *l, size_t run)
{
	static const struct weather fair = {0};
	struct weather weather = l->s->weathers[run];

	if (weather.end > FAULT_LIES)
		for (size_t i = run; i-- > 0;) {
			if (l->faulty[i].lies > 0) {
				weather.end = FAULT_LIES;
				return weather.first < FAULT_LIES ? weather
								  : fair;
			}
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
		good = promises_of_run(&l, i);
		(*runs)++;
	}
	good = good && promises_in_the_end(&l);
	good = good && promises_of_strangers(&l, &life);
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
