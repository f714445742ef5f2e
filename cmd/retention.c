#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "retention.h"
#include "stored.h"

#define DAY INT64_C(86400)

int64_t
retention_before(const struct options *options)
{
	unsigned days =
	    options->retention != 0 ? options->retention : RETENTION_DAYS;

	return options->now - days * DAY;
}

/* The server whose clock is the furthest away says how far, seconds. */
static int64_t
server_difference(const struct inventory *inv, int64_t now)
{
	int64_t most = 0, difference;

	for (size_t i = 0; i < inv->answer_count; i++) {
		if (inv->answers[i].server_time == 0)
			continue;
		difference = now - inv->answers[i].server_time;
		if (llabs(difference) > llabs(most))
			most = difference;
	}
	return most;
}

int64_t
clock_ahead(const struct inventory *inv)
{
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < inv->answer_count; i++) {
		const struct answer *a = &inv->answers[i];

		if (a->server_time != 0 && a->time != CLOCK_NONE &&
		    a->time - a->server_time < least)
			least = a->time - a->server_time;
	}
	return least != INT64_MAX && least >= DAY ? least : 0;
}

bool
clock_sure(const struct inventory *inv)
{
	bool any = false;

	for (size_t i = 0; i < inv->answer_count; i++) {
		const struct answer *a = &inv->answers[i];

		if (a->server_time == 0 || a->time == CLOCK_NONE)
			continue;
		if (llabs(a->time - a->server_time) >= DAY)
			return false;
		any = true;
	}
	return any;
}

int
retention_suspect(struct store *store, const struct options *options,
    int64_t run, const struct inventory *inv, char **why, struct error *err)
{
	char when[CLOCK_TEXT_MAX], span[CLOCK_TEXT_MAX];
	int64_t newest, difference = 0;

	*why = NULL;
	if (store_newest(store, run, &newest, err) == -1)
		return -1;
	if (newest != CLOCK_NONE && newest > options->now) {
		*why = xasprintf("the clock is behind the newest run, of %s",
		    clock_format(newest, when));
		return 0;
	}
	if (inv != NULL)
		difference = server_difference(inv, options->now);
	if (llabs(difference) >= DAY)
		*why = xasprintf("the clock is %s %s the server's",
		    clock_span(llabs(difference), span),
		    difference > 0 ? "ahead of" : "behind");
	return 0;
}

struct store *
retention_open(const struct options *options, int *lock, struct error *err)
{
	struct store *store;

	*lock = -1;
	if (strcmp(options->database, ":memory:") == 0) {
		error_set(err, ERROR_USAGE,
		    "%s: expected --database FILE; \":memory:\" keeps nothing",
		    options->command->name);
		return NULL;
	}
	if (stored_exists(options->database, err) == -1)
		return NULL;
	*lock = store_lock(options->database, err);
	if (*lock == -1)
		return NULL;
	store = store_open(options->database, STORE_WRITE, err);
	if (store == NULL)
		close(*lock);
	return store;
}

char *
retention_text(const struct erased *e)
{
	const struct {
		int64_t count;
		const char *one, *many;
	} parts[] = {
	    {e->addresses, "address", "addresses"},
	    {e->places, "place", "places"},
	    {e->names, "record with a name", "records with names"},
	    {e->findings, "finding", "findings"},
	    {e->parts, "kept part of an answer", "kept parts of answers"},
	    {e->texts, "other text", "other texts"},
	};
	struct buf text = {0};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (parts[i].count != 0)
			buf_printf(&text, "%s%lld %s", text.len > 0 ? ", " : "",
			    (long long)parts[i].count,
			    parts[i].count == 1 ? parts[i].one : parts[i].many);
	return buf_take(&text);
}
