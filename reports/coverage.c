#include <string.h>
#include "coverage.h"
#include "mailbox.h"
#include "rdap/alloc.h"

static bool
asked_domains(const struct inventory *inv)
{
	return (inventory_asked(inv) & ASKED_DOMAINS) != 0;
}

static bool
asked_whois(const struct inventory *inv)
{
	return (inventory_asked(inv) & ASKED_WHOIS) != 0;
}

static bool
asked_dns(const struct inventory *inv)
{
	for (size_t i = 0; i < inv->mail_domain_count; i++)
		if (inv->mail_domains[i].state != MAIL_NOT_ASKED)
			return true;
	return false;
}

void
coverage_domains_seen(const struct inventory *inv, struct strings *domains)
{
	struct mailbox_lists *lists = mailbox_lists_new();

	for (size_t i = 0; i < inv->domains_seen.count; i++)
		if (!mailbox_consumer(lists, inv->domains_seen.items[i]))
			strings_add(domains, inv->domains_seen.items[i]);
	mailbox_lists_free(lists);
}

size_t
coverage_unanswered(const struct inventory *inv)
{
	size_t count = 0;

	for (size_t i = 0; i < inv->mail_domain_count; i++)
		count += inv->mail_domains[i].state == MAIL_UNKNOWN;
	return count;
}

/* One answer serves all organizations: what came of it stands with each. */
static bool
asked_routing(const struct inventory *inv)
{
	for (size_t i = 0; i < inv->scope_count; i++)
		if (inv->scopes[i].list_complete[RECORD_IRR])
			return true;
	for (size_t i = 0; i < inv->gap_count; i++)
		if (strcmp(inv->gaps[i].subject, "routing registry") == 0)
			return true;
	return false;
}

const char **
coverage_not_asked(const struct inventory *inv, size_t *count)
{
	static const struct {
		const char *text;
		bool (*asked)(const struct inventory *inv);
		const char *rest; /* what is left when it was, or NULL */
	} rows[] = {
	    {"DNS: whether the mail domains exist and take mail", asked_dns,
		NULL},
	    {"POCs at your domains that are linked to nothing", asked_domains,
		NULL},
	    {"ARIN's Whois-RWS and port 43, as a second view", asked_whois,
		"ARIN's port 43"},
	    {"ARIN's routing registry (IRR)", asked_routing, NULL},
	    {"other registries: AFRINIC, APNIC, LACNIC, RIPE NCC", NULL, NULL},
	    {"PeeringDB", NULL, NULL},
	};
	const size_t all = sizeof(rows) / sizeof(rows[0]);
	const char **list = xcalloc(all, sizeof(*list));

	*count = 0;
	for (size_t i = 0; i < all; i++) {
		const char *text = rows[i].text;

		if (rows[i].asked != NULL && rows[i].asked(inv))
			text = rows[i].rest;
		if (text != NULL)
			list[(*count)++] = text;
	}
	return list;
}

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
	/* An organization that was not read is told as such, and whether the
	 * routing registry was. */
	return r->look != LOOK_COMPLETE && r->kind != RECORD_ORGANIZATION &&
	       r->kind != RECORD_IRR && !is_gap(inv, r);
}

/* One that failed has its own gap; one that is absent has none. */
static bool
scope_missing(const struct inventory *inv, const struct scope *scope)
{
	if (scope->state == SCOPE_READ)
		return false;
	for (size_t i = 0; i < inv->gap_count; i++)
		if (strcmp(inv->gaps[i].org, scope->org) == 0 &&
		    strcmp(inv->gaps[i].subject, scope->org) == 0)
			return false;
	return true;
}

static bool
gaps_accepted(const struct inventory *inv, const struct scope *scope,
    const struct acceptances *acceptances, int64_t now, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < inv->gap_count; i++) {
		const struct acceptance *x;

		if (strcmp(inv->gaps[i].org, scope->org) != 0)
			continue;
		x = acceptance_of_gap(acceptances, inv->gaps[i].id);
		if (x == NULL || acceptance_state(x, now) != ACCEPTANCE_HOLDS)
			return false;
		(*count)++;
	}
	return true;
}

bool
coverage_settled(const struct inventory *inv,
    const struct acceptances *acceptances, int64_t now)
{
	size_t gaps, told = 0;

	for (size_t i = 0; i < inv->scope_count; i++) {
		const struct scope *scope = &inv->scopes[i];

		if (scope->state != SCOPE_READ ||
		    !scope->list_complete[RECORD_ORGANIZATION] ||
		    !gaps_accepted(inv, scope, acceptances, now, &gaps))
			return false;
		for (size_t kind = 0; kind < RECORD_IRR; kind++)
			if (!scope->list_complete[kind] && gaps == 0)
				return false;
		told += gaps;
	}
	return told == inv->gap_count;
}

/* What stands in lists that were not read whole is missing by the gaps of its
 * organization: accepted where each of them is, until the first ends. */
static const struct accepted *
accepted_with(const struct report *report, const char *org)
{
	const struct accepted *first = NULL;

	for (size_t i = 0; i < report->gap_count; i++) {
		const struct accepted *x = &report->gaps[i];

		if (strcmp(report->inv->gaps[i].org, org) != 0)
			continue;
		if (x->reason == NULL)
			return NULL;
		if (first == NULL || x->until < first->until)
			first = x;
	}
	return first;
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
		if (scope_missing(inv, &inv->scopes[i]))
			list[n++] = (struct missing){inv->scopes[i].org,
			    inv->scopes[i].org, inv->scopes[i].reason, "",
			    NULL};
	for (i = 0; i < inv->gap_count; i++)
		list[n++] = (struct missing){inv->gaps[i].org,
		    inv->gaps[i].subject, inv->gaps[i].reason, inv->gaps[i].id,
		    i < report->gap_count && report->gaps[i].reason != NULL
			? &report->gaps[i]
			: NULL};
	for (i = 0; i < inv->record_count; i++)
		if (is_missing(inv, &inv->records[i]))
			list[n++] = (struct missing){inv->records[i].org,
			    inv->records[i].handle, inv->records[i].look_reason,
			    "", accepted_with(report, inv->records[i].org)};
	*count = n;
	return list;
}

const struct answer **
coverage_made_up(const struct report *report, size_t *count)
{
	const struct inventory *inv = report->inv;
	const struct answer **list =
	    xcalloc(inv->answer_count + 1, sizeof(*list));

	*count = 0;
	if (!report->complete || inv->gap_count > 0)
		return list;
	for (size_t i = 0; i < inv->answer_count; i++)
		if (inv->answers[i].verdict != VERDICT_COMPLETE)
			list[(*count)++] = &inv->answers[i];
	return list;
}

void
coverage_count(
    const struct report *report, const char *org, size_t counts[RECORD_KINDS])
{
	const struct record *r = report->inv->records;
	const struct record *end = r + report->inv->record_count;

	memset(counts, 0, RECORD_KINDS * sizeof(counts[0]));
	for (; r < end; r++)
		if (strcmp(r->org, org) == 0 &&
		    r->seen.state != STATE_UNCONFIRMED)
			counts[r->kind]++;
}
