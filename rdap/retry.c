#include <stdlib.h>

#include "alloc.h"
#include "retry.h"

#define PATIENCE     600 /* s; the longest wait a server may ask */
#define UNSAID       30  /* s; where it does not say how long */
#define RETRIES      3   /* of 5xx and broken connections */
#define RATE_LIMITED 3   /* 429 in a row that end a run */

static void
give_up(struct retry *t, int64_t seconds, const char *why)
{
	const struct fetch_options *o = t->pace->options;

	t->pace->gave_up = true;
	if (o->told_off != NULL)
		o->told_off(o->permit_arg, t->url, seconds);
	response_fail(t->r, ERROR_TRY_AGAIN, "HTTP %d: %s", t->r->status, why);
}

/* Nothing may start before `seconds` have passed. False: too long. */
static bool
heed(struct retry *t, int64_t seconds)
{
	int64_t ms = seconds * 1000 + pace_jitter(t->pace, 250);
	char *why;

	if (seconds > PATIENCE || !pace_fits(t->pace, ms)) {
		why = xasprintf("to be asked again in %lld seconds, which is "
				"longer than this run waits",
		    (long long)seconds);
		give_up(t, seconds, why);
		free(why);
		return false;
	}
	pace_hold(t->pace, ms);
	return true;
}

bool
retry_limited(struct retry *t, int64_t after)
{
	int64_t seconds = after == -1 ? UNSAID : after;

	if (++t->limited == RATE_LIMITED) {
		give_up(t, seconds, "rate limited three times in a row");
		return false;
	}
	if (!heed(t, seconds))
		return false;
	response_fail(t->r, ERROR_TRY_AGAIN, "HTTP 429: rate limited");
	pace_notice(t->pace, "%s: HTTP 429, asking again in %lld second%s",
	    t->host, (long long)seconds, seconds == 1 ? "" : "s");
	return true;
}

/* Once more, not before `least` seconds have passed, which are held already. */
static bool
again(struct retry *t, int64_t least)
{
	int64_t wait = (int64_t)t->pace->options->backoff << t->failures;
	int64_t seconds = wait / 1000 > least ? wait / 1000 : least;
	char *reason = t->r->reason;

	if (t->failures++ == RETRIES) {
		t->r->reason =
		    xasprintf("%s after %u attempts", reason, RETRIES + 1);
		free(reason);
		return false;
	}
	pace_hold(t->pace, wait + pace_jitter(t->pace, wait / 4));
	pace_notice(t->pace,
	    "%s; trying again in %lld second%s, attempt %u of %u: %s", reason,
	    (long long)seconds, seconds == 1 ? "" : "s", t->failures + 1,
	    RETRIES + 1, t->url);
	return true;
}

bool
retry_broken(struct retry *t)
{
	return again(t, 0);
}

bool
retry_unavailable(struct retry *t, int64_t after)
{
	bool patient = t->r->status == 503;
	int64_t seconds = after;

	if (seconds == -1 && patient && t->failures < RETRIES)
		seconds = UNSAID;
	if (seconds != -1 && !heed(t, seconds))
		return false;
	response_fail(t->r, ERROR_UNAVAILABLE, "HTTP %d", t->r->status);
	return again(t, seconds);
}
