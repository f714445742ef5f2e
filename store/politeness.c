#include "rdap/clock.h"
#include "private.h"

#define DAY         INT64_C(86400)
#define DAY_MINUTES INT64_C(1440)

static int64_t
minute_of(int64_t when)
{
	return when / 60;
}

/* Two parameters around now: what lies outside is forgotten. */
static int
sweep(struct store *s, enum statement id, int64_t first, int64_t last,
    struct error *err)
{
	struct call call;

	if (call_begin(&call, s, id, err) == -1)
		return -1;
	call_int(&call, first);
	call_int(&call, last);
	return call_run(&call, err);
}

int
store_day(struct store *s, int64_t now, struct day *day, struct error *err)
{
	int64_t minute = minute_of(now);
	struct call call;

	if (call_begin(&call, s, STATEMENT_REQUEST_SUM, err) == -1)
		return -1;
	call_int(&call, minute - DAY_MINUTES);
	call_int(&call, minute + DAY_MINUTES);
	if (call_row(&call, err) != 1)
		return -1;
	day->requests = row_int(&call);
	day->more = row_time(&call);
	if (day->more != CLOCK_NONE)
		day->more = (day->more + DAY_MINUTES + 1) * 60;
	call_end(&call);
	return 0;
}

static int
add(struct store *s, int64_t minute, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, STATEMENT_REQUEST_ADD, err) == -1)
		return -1;
	call_int(&call, minute);
	return call_run(&call, err);
}

int
store_request_add(struct store *s, int64_t now, struct error *err)
{
	int64_t minute = minute_of(now);
	bool own;
	int result;

	if (store_begin_own(s, &own, err) == -1)
		return -1;
	result = add(s, minute, err);
	if (result == 0)
		result = sweep(s, STATEMENT_REQUEST_SWEEP, minute - DAY_MINUTES,
		    minute + DAY_MINUTES, err);
	return store_end_own(s, own, result, err);
}

static int
put(struct store *s, const char *server, int64_t until, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, STATEMENT_BACKOFF_PUT, err) == -1)
		return -1;
	call_text(&call, server);
	call_int(&call, until);
	return call_run(&call, err);
}

int
store_backoff_put(struct store *s, const char *server, int64_t now,
    int64_t until, struct error *err)
{
	bool own;
	int result;

	if (until > now + DAY)
		until = now + DAY;
	if (store_begin_own(s, &own, err) == -1)
		return -1;
	result = put(s, server, until, err);
	if (result == 0)
		result =
		    sweep(s, STATEMENT_BACKOFF_SWEEP, now + 1, now + DAY, err);
	return store_end_own(s, own, result, err);
}

int
store_backoff(struct store *s, const char *server, int64_t now, int64_t *until,
    struct error *err)
{
	struct call call;
	int got;

	*until = CLOCK_NONE;
	if (call_begin(&call, s, STATEMENT_BACKOFF_GET, err) == -1)
		return -1;
	call_text(&call, server);
	got = call_row(&call, err);
	if (got != 1)
		return got;
	*until = row_int(&call);
	call_end(&call);
	if (*until <= now || *until > now + DAY)
		*until = CLOCK_NONE;
	return 0;
}
