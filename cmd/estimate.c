#include <string.h>
#include <unistd.h>

#include "estimate.h"
#include "rdap/clock.h"
#include "store/store.h"

#define MAX_REQUESTS 2000

/* The last run over all of them. False: there is none. */
static bool
last_run(const struct options *o, const struct strings *orgs,
    struct inventory *inv, struct run *run)
{
	struct store *store;
	bool found;

	if (strcmp(o->database, ":memory:") == 0 ||
	    access(o->database, R_OK) == -1 ||
	    (store = store_open(o->database, STORE_READ, NULL)) == NULL)
		return false;
	found = store_load(store, orgs, inv, run, NULL) == 0 && run->id != 0 &&
		inv->scope_count == orgs->count;
	store_close(store);
	return found;
}

static size_t
requests_then(const struct options *o, const struct inventory *inv)
{
	size_t i, count = inv->scope_count;

	if (o->plan == PLAN_REVERSE)
		return inv->answer_count;
	for (i = 0; i < inv->record_count; i++)
		count += inv->records[i].kind == RECORD_NETWORK ||
			 inv->records[i].kind == RECORD_AUTNUM;
	return count;
}

/* At the rate asked for; answers that are slow take longer. */
static char *
span(const struct options *o, size_t requests, char out[CLOCK_TEXT_MAX])
{
	double rate = o->rate > 0 ? o->rate : 1;

	return clock_span((int64_t)((double)requests / rate + 0.999), out);
}

static void
print_known(FILE *out, const struct options *o, const struct inventory *inv,
    const struct run *run)
{
	size_t n = requests_then(o, inv);
	char when[CLOCK_TEXT_MAX], time[CLOCK_TEXT_MAX];

	fprintf(out, "about %zu request%s, %s, by the last run, of %s\n", n,
	    n == 1 ? "" : "s", span(o, n, time),
	    clock_format(run->started, when));
}

static void
print_range(FILE *out, const struct options *o, size_t orgs)
{
	size_t least = orgs * (o->plan == PLAN_REVERSE ? 3 : 1);
	size_t most = o->max_requests != 0 ? o->max_requests : MAX_REQUESTS;
	char shortest[CLOCK_TEXT_MAX], longest[CLOCK_TEXT_MAX];

	if (most < least)
		least = most;
	fprintf(out,
	    "%zu to at most %zu requests (--max-requests), %s to %s: no audit "
	    "in the store tells more\n",
	    least, most, span(o, least, shortest), span(o, most, longest));
}

void
estimate_print(
    FILE *out, const struct options *options, const struct strings *orgs)
{
	struct inventory inv = {0};
	struct run run = {0};

	if (last_run(options, orgs, &inv, &run))
		print_known(out, options, &inv, &run);
	else
		print_range(out, options, orgs->count);
	inventory_clear(&inv);
	run_clear(&run);
}
