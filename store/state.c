#include "rdap/clock.h"
#include "state.h"

static bool
confirmed(int64_t since, int64_t now)
{
	return now >= since &&
	       (uint64_t)now - (uint64_t)since >= STATE_CONFIRM_SECONDS;
}

static enum state
next(const struct seen *before, const struct look_result *look)
{
	if (look->present)
		return STATE_OPEN;
	if (before->state == STATE_REMOVED)
		return STATE_REMOVED;
	if (look->look != LOOK_COMPLETE)
		return STATE_UNKNOWN;
	if (look->agreed || (before->state == STATE_UNCONFIRMED &&
				confirmed(before->since, look->now)))
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
stale(const struct seen *before, const struct look_result *look)
{
	int64_t known = later(before->last, before->last_complete);

	return look->look == LOOK_COMPLETE ? look->now <= known
					   : look->now < known;
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
state_next(const struct seen *before, const struct look_result *look)
{
	bool new = before->first == CLOCK_NONE;
	struct seen after = new ? begin(look->now) : *before;
	enum state state;

	if (!look->present &&
	    (new || before->state == STATE_REMOVED || stale(before, look)))
		return *before;
	state = next(before, look);
	if (state != after.state)
		after.since = later(after.since, look->now);
	if (before->state == STATE_REMOVED && !new)
		after.returned = after.since;
	after.state = state;
	if (look->present)
		after.last = later(after.last, look->now);
	if (look->look == LOOK_COMPLETE)
		after.last_complete = later(after.last_complete, look->now);
	return after;
}
