#include <stdarg.h>
#include <stdlib.h>
#include <time.h>

#include "alloc.h"
#include "pace.h"

static int64_t
monotonic(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

void
pace_start(struct pace *p, const struct fetch_options *options)
{
	*p = (struct pace){
	    .options = options,
	    .random = options->seed,
	    .end = monotonic() + (int64_t)options->deadline * 1000,
	};
}

/* splitmix64 */
int64_t
pace_jitter(struct pace *p, int64_t below)
{
	uint64_t z = p->random += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	z ^= z >> 31;
	return below > 0 ? (int64_t)(z % (uint64_t)below) : 0;
}

void
pace_notice(const struct pace *p, const char *fmt, ...)
{
	const struct fetch_options *o = p->options;
	va_list ap;
	char *line;

	if (o->notice == NULL)
		return;
	va_start(ap, fmt);
	line = xvasprintf(fmt, ap);
	va_end(ap);
	o->notice(o->notice_arg, line);
	free(line);
}

bool
pace_stopped(const struct pace *p)
{
	return p->options->stop != NULL && *p->options->stop != 0;
}

int64_t
pace_remaining(const struct pace *p)
{
	return p->end - monotonic();
}

char *
pace_excuse(const struct pace *p)
{
	if (pace_stopped(p))
		return xstrdup("interrupted");
	if (p->gave_up)
		return xstrdup("the registry limits the rate");
	if (p->asked >= p->options->max_requests)
		return xasprintf("the budget of %u requests is used up",
		    p->options->max_requests);
	if (pace_remaining(p) <= 0 || p->next >= p->end)
		return xasprintf("the deadline of %u seconds leaves no time",
		    p->options->deadline);
	return NULL;
}

bool
pace_spent(const struct pace *p)
{
	char *why = pace_excuse(p);

	free(why);
	return why != NULL;
}

/* By the clock: what the deadline leaves at the rate allowed. */
static size_t
time_left(const struct pace *p)
{
	int64_t now = monotonic();
	int64_t left = p->end - (p->next > now ? p->next : now);

	return left <= 0 ? 0
			 : (size_t)((double)left * p->options->rate / 1000) + 1;
}

size_t
pace_left(const struct pace *p)
{
	const struct fetch_options *o = p->options;
	size_t left, other;

	if (pace_spent(p))
		return 0;
	left = o->max_requests - p->asked;
	other = time_left(p);
	if (other < left)
		left = other;
	if (o->permits != NULL && (other = o->permits(o->permit_arg)) < left)
		left = other;
	return left;
}

static void
pause_until(const struct pace *p, int64_t when)
{
	int64_t left;
	struct timespec ts;

	while (!pace_stopped(p) && (left = when - monotonic()) > 0) {
		if (left > PACE_SLICE)
			left = PACE_SLICE;
		ts.tv_sec = 0;
		ts.tv_nsec = left * 1000000;
		nanosleep(&ts, NULL);
	}
}

char *
pace_turn(struct pace *p, const char *url)
{
	const struct fetch_options *o = p->options;
	char *why = pace_excuse(p);

	if (why == NULL) {
		pause_until(p, p->next);
		why = pace_excuse(p);
	}
	if (why == NULL && o->permit != NULL)
		why = o->permit(o->permit_arg, url);
	return why;
}

void
pace_sent(struct pace *p)
{
	p->asked++;
	p->next = monotonic() + (int64_t)(1000 / p->options->rate);
}

bool
pace_fits(const struct pace *p, int64_t ms)
{
	return ms < pace_remaining(p);
}

void
pace_hold(struct pace *p, int64_t ms)
{
	int64_t when = monotonic() + ms;

	if (when > p->next)
		p->next = when;
}
