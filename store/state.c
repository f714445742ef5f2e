#include "rdap/clock.h"
#include "state.h"

static bool
confirmed(int64_t since, int64_t now)
{
	return now >= since &&
	       (uint64_t)now - (uint64_t)since >= STATE_CONFIRM_SECONDS;
}

static enum state
next(const struct seen *before, bool present, enum look look, int64_t now)
{
	if (present)
		return STATE_OPEN;
	if (before->state == STATE_REMOVED)
		return STATE_REMOVED;
	if (look != LOOK_COMPLETE)
		return STATE_UNKNOWN;
	if (before->state == STATE_UNCONFIRMED && confirmed(before->since, now))
		return STATE_REMOVED;
	return STATE_UNCONFIRMED;
}

static int64_t
later(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* An older recording; at the very same moment only doubt is news. */
static bool
stale(const struct seen *before, enum look look, int64_t now)
{
	int64_t known = later(before->last, before->last_complete);

	return look == LOOK_COMPLETE ? now <= known : now < known;
}

static struct seen
begin(int64_t now)
{
	return (struct seen){
	    .first = now,
	    .last = now,
	    .last_complete = CLOCK_NONE,
	    .since = now,
	};
}

struct seen
state_next(const struct seen *before, bool present, enum look look, int64_t now)
{
	bool new = before->first == CLOCK_NONE;
	struct seen after = new ? begin(now) : *before;
	enum state state;

	if (!present &&
	    (new || before->state == STATE_REMOVED || stale(before, look, now)))
		return *before;
	state = next(before, present, look, now);
	if (state != after.state)
		after.since = later(after.since, now);
	after.state = state;
	if (present)
		after.last = later(after.last, now);
	if (look == LOOK_COMPLETE)
		after.last_complete = later(after.last_complete, now);
	return after;
}
