#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "estimate.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"

#define MAX_REQUESTS 2000
#define WEEK         (7 * 86400)
#define SECOND_LISTS 3 /* an organization, its POCs, its networks */

/* What the store tells. */
struct past {
	struct inventory inv; /* of the last run over all organizations */
	struct run run;       /* id 0: there is none */
	bool due;             /* the second view, by its age */
};

int
estimate_due(struct store *store, const struct options *o,
    const struct strings *orgs, bool *due, struct error *err)
{
	int64_t when;
	size_t i;

	*due = o->replay != NULL;
	for (i = 0; i < orgs->count; i++) {
		if (store_checked(store, orgs->items[i], &when, err) == -1)
			return -1;
		/* A clock that was ahead once puts nothing off. */
		*due |= when == CLOCK_NONE || when > o->now ||
			o->now - when >= WEEK;
	}
	return 0;
}

static void
look_into(struct past *past, struct store *store, const struct options *o,
    const struct strings *orgs)
{
	if (store_load(store, orgs, &past->inv, &past->run, NULL) == -1 ||
	    past->inv.scope_count != orgs->count)
		past->run.id = 0;
	if (estimate_due(store, o, orgs, &past->due, NULL) == -1)
		past->due = true;
}

static void
look_back(
    struct past *past, const struct options *o, const struct strings *orgs)
{
	struct store *store;

	past->due = true;
	if (strcmp(o->database, ":memory:") == 0 ||
	    access(o->database, R_OK) == -1 ||
	    (store = store_open(o->database, STORE_READ, NULL)) == NULL)
		return;
	look_into(past, store, o, orgs);
	store_close(store);
}

/* ---- the second view ---------------------------------------------------- */

static bool
second_made(const struct options *o, bool due)
{
	return options_whois(o) != NULL &&
	       (o->cross_check == CROSS_CHECK_ALWAYS ||
		   (o->cross_check == CROSS_CHECK_AUTO && due));
}

/* Was that asked to compare an organization, or a POC of it? */
static bool
compares(const struct options *o, const struct inventory *inv, const char *url)
{
	const char *base = options_whois(o), *stats = options_stats(o);
	size_t i, len = strlen(base);
	bool compared = false;
	char *handle;

	if (strncmp(url, base, len) != 0 || strlen(url + len) < 4)
		return stats != NULL && strcmp(url, stats) == 0;
	url += len;
	handle = xstrndup(url + 4, strcspn(url + 4, "/"));
	if (strncmp(url, "poc/", 4) == 0)
		compared = inventory_linked(inv, handle);
	for (i = 0; i < inv->scope_count && strncmp(url, "org/", 4) == 0; i++)
		compared |= strcmp(inv->scopes[i].org, handle) == 0;
	free(handle);
	return compared;
}

/* Each organization and its lists, each POC, and the statistics file; whom
 * else a POC serves only where it is wanted always. */
static size_t
second_count(const struct options *o, const struct inventory *inv, bool always)
{
	size_t i, pocs = 0;

	for (i = 0; i < inv->record_count; i++)
		pocs += inv->records[i].kind == RECORD_POC &&
			inventory_linked(inv, inv->records[i].handle);
	return inv->scope_count * SECOND_LISTS + pocs * (always ? 2 : 1) +
	       (options_stats(o) != NULL);
}

/* ---- the whole ---------------------------------------------------------- */

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

/* Without the second view. */
static size_t
requests_first(const struct options *o, const struct inventory *inv)
{
	size_t i, all = requests_then(o, inv);

	for (i = 0; o->plan == PLAN_REVERSE && options_whois(o) != NULL &&
		    i < inv->answer_count;
	     i++)
		all -= compares(o, inv, inv->answers[i].url);
	return all > inv->scope_count ? all : inv->scope_count;
}

/* At the rate asked for; answers that are slow take longer. */
static char *
span(const struct options *o, size_t requests, char out[CLOCK_TEXT_MAX])
{
	double rate = o->rate > 0 ? o->rate : 1;

	return clock_span((int64_t)((double)requests / rate + 0.999), out);
}

static size_t
requests_known(const struct options *o, const struct past *past, size_t *second)
{
	bool always = o->cross_check == CROSS_CHECK_ALWAYS;

	*second =
	    second_made(o, past->due) ? second_count(o, &past->inv, always) : 0;
	return requests_first(o, &past->inv) + *second;
}

static void
print_known(FILE *out, const struct options *o, const struct past *past)
{
	size_t second, n = requests_known(o, past, &second);
	char when[CLOCK_TEXT_MAX], time[CLOCK_TEXT_MAX];

	fprintf(out, "about %zu request%s, %s, by the last run, of %s", n,
	    n == 1 ? "" : "s", span(o, n, time),
	    clock_format(past->run.started, when));
	if (second > 0)
		fprintf(out, "; %zu of them for the second view\n", second);
	else
		fprintf(out, "; none for the second view, which is %s\n",
		    options_whois(o) == NULL ? "not known of this server"
		    : past->due              ? "not wanted"
					     : "not due unless a list is cut");
}

/* An organization, its networks and its AS numbers; as much once more, and a
 * POC at least, in the second view. */
static void
range(
    const struct options *o, size_t orgs, bool due, size_t *least, size_t *most)
{
	*least = orgs * (o->plan == PLAN_REVERSE ? 3 : 1);
	*most = o->max_requests != 0 ? o->max_requests : MAX_REQUESTS;
	if (second_made(o, due))
		*least +=
		    orgs * (SECOND_LISTS + 1) + (options_stats(o) != NULL);
	if (*most < *least)
		*least = *most;
}

static void
print_range(FILE *out, const struct options *o, size_t orgs, bool due)
{
	size_t least, most;
	char shortest[CLOCK_TEXT_MAX], longest[CLOCK_TEXT_MAX];

	range(o, orgs, due, &least, &most);
	fprintf(out,
	    "%zu to at most %zu requests (--max-requests), %s to %s%s: no "
	    "audit "
	    "in the store tells more\n",
	    least, most, span(o, least, shortest), span(o, most, longest),
	    second_made(o, due)
		? ", the second view with one for each POC among them"
		: "");
}

void
estimate_first(FILE *out, const struct options *o, size_t orgs)
{
	size_t least, most;
	char shortest[CLOCK_TEXT_MAX], longest[CLOCK_TEXT_MAX];

	range(o, orgs, true, &least, &most);
	fprintf(out, "%zu requests or more, at most %zu: %s to %s", least, most,
	    span(o, least, shortest), span(o, most, longest));
}

void
estimate_print(
    FILE *out, const struct options *options, const struct strings *orgs)
{
	struct past past = {0};

	look_back(&past, options, orgs);
	if (past.run.id != 0)
		print_known(out, options, &past);
	else
		print_range(out, options, orgs->count, past.due);
	inventory_clear(&past.inv);
	run_clear(&past.run);
}

size_t
estimate_requests(struct store *store, const struct options *options,
    const struct strings *orgs)
{
	struct past past = {0};
	size_t second, count = 0;

	look_into(&past, store, options, orgs);
	if (past.run.id != 0)
		count = requests_known(options, &past, &second);
	inventory_clear(&past.inv);
	run_clear(&past.run);
	return count;
}
