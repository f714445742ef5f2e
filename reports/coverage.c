#include <string.h>
#include "coverage.h"
#include "rdap/alloc.h"

const char *const coverage_not_asked[] = {
    "DNS: whether the mail domains exist and take mail",
    "POCs at your domains that are linked to nothing",
    "ARIN's Whois-RWS and port 43, as a second view",
    "ARIN's routing registry (IRR)",
    "other registries: AFRINIC, APNIC, LACNIC, RIPE NCC",
    "PeeringDB",
};
const size_t coverage_not_asked_count =
    sizeof(coverage_not_asked) / sizeof(coverage_not_asked[0]);

static bool
is_gap(const struct inventory *inv, const struct record *r)
{
	size_t i;

	for (i = 0; i < inv->gap_count; i++)
		if (strcmp(inv->gaps[i].subject, r->handle) == 0 &&
		    strcmp(inv->gaps[i].org, r->org) == 0)
			return true;
	return false;
}

static bool
is_missing(const struct inventory *inv, const struct record *r)
{
	/* An organization that was not read is told as such. */
	return r->look != LOOK_COMPLETE && r->kind != RECORD_ORGANIZATION &&
	       !is_gap(inv, r);
}

struct missing *
coverage_missing(const struct report *report, size_t *count)
{
	const struct inventory *inv = report->inv;
	struct missing *list =
	    xcalloc(inv->scope_count + inv->gap_count + inv->record_count + 1,
		sizeof(*list));
	size_t i, n = 0;

	for (i = 0; i < inv->scope_count; i++)
		if (inv->scopes[i].state != SCOPE_READ)
			list[n++] = (struct missing){inv->scopes[i].org,
			    inv->scopes[i].org, inv->scopes[i].reason, ""};
	for (i = 0; i < inv->gap_count; i++)
		list[n++] = (struct missing){inv->gaps[i].org,
		    inv->gaps[i].subject, inv->gaps[i].reason, inv->gaps[i].id};
	for (i = 0; i < inv->record_count; i++)
		if (is_missing(inv, &inv->records[i]))
			list[n++] = (struct missing){inv->records[i].org,
			    inv->records[i].handle, inv->records[i].look_reason,
			    ""};
	*count = n;
	return list;
}

void
coverage_count(const struct report *report, const char *org, size_t counts[4])
{
	const struct record *r = report->inv->records;
	const struct record *end = r + report->inv->record_count;

	memset(counts, 0, 4 * sizeof(counts[0]));
	for (; r < end; r++)
		if (strcmp(r->org, org) == 0 &&
		    r->seen.state != STATE_UNCONFIRMED)
			counts[r->kind]++;
}
