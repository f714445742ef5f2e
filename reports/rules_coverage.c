#include <stdlib.h>
#include <string.h>
#include "assess.h"
#include "coverage.h"
#include "rdap/buf.h"

/* ---- WE000: what this report rests on ----------------------------------- */

static void
tell_not_asked(struct buf *out, const struct inventory *inv)
{
	size_t count;
	const char **list = coverage_not_asked(inv, &count);

	buf_puts(out, "; not asked in this version");
	for (size_t i = 0; i < count; i++)
		buf_printf(out, "%s%s", i == 0 ? ": " : "; ", list[i]);
	free(list);
}

static void
tell_queries(struct buf *out, const struct inventory *inv, const char *org)
{
	unsigned counts[4];

	inventory_queries(inv, org, counts);
	buf_printf(
	    out, "queries: %u", counts[0] + counts[1] + counts[2] + counts[3]);
	for (int v = 0; v < 4; v++)
		buf_printf(out, "%s%u %s", v == 0 ? " (" : ", ", counts[v],
		    verdict_name((enum verdict)v));
	buf_puts(out, ")");
}

static void
tell_scope(struct buf *out, const struct org_view *o)
{
	const struct scope *s = o->scope;

	if (s == NULL)
		buf_puts(out, "; the organization was not asked for");
	else if (s->state == SCOPE_ABSENT)
		buf_puts(out, "; the registry says it has no such "
			      "organization");
	else if (s->state == SCOPE_FAILED)
		buf_printf(out,
		    "; the organization's own record could not be "
		    "read: %s",
		    s->reason);
}

static void
tell_gaps(struct buf *out, const struct report *report, const char *org)
{
	const struct inventory *inv = report->inv;
	char day[CLOCK_TEXT_MAX];

	for (size_t i = 0; i < inv->gap_count; i++) {
		if (strcmp(inv->gaps[i].org, org) != 0)
			continue;
		buf_printf(out, "; missing: %s: %s [%s", inv->gaps[i].subject,
		    inv->gaps[i].reason, inv->gaps[i].id);
		if (report->gaps[i].reason != NULL) {
			date_text(report->gaps[i].until, day);
			buf_printf(out, ", accepted until %s", day);
		}
		buf_puts(out, "]");
	}
}

static void
tell_notes(struct buf *out, const struct inventory *inv, const char *org)
{
	for (size_t i = 0; i < inv->note_count; i++)
		if (strcmp(inv->notes[i].org, org) == 0)
			buf_printf(out, "; %s: %s", inv->notes[i].subject,
			    inv->notes[i].text);
	for (size_t i = 0; i < inv->difference_count; i++) {
		const struct difference *x = &inv->differences[i];

		if (strcmp(x->org, org) != 0)
			continue;
		buf_printf(out, "; %s: %s", x->handle, x->what);
		if (*x->rdap != '\0' || *x->whois != '\0')
			buf_printf(out, ", RDAP \"%s\", Whois-RWS \"%s\"",
			    x->rdap, x->whois);
	}
}

/* A domain that two organizations declare is told once. */
static bool
told(const struct inventory *inv, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (strcmp(inv->domains[j].name, inv->domains[i].name) == 0)
			return true;
	return false;
}

static void
tell_domains(struct buf *out, const struct inventory *inv)
{
	buf_puts(out, "; own domains: ");
	if (inv->domain_count == 0)
		buf_puts(out, "none declared");
	for (size_t i = 0; i < inv->domain_count; i++) {
		const struct domain *d = &inv->domains[i];

		if (told(inv, i))
			continue;
		buf_printf(out, "%s%s ", i > 0 ? ", " : "", d->name);
		if (!d->confirmed)
			buf_puts(out, "(not confirmed: no linked POC uses it)");
		else if (domain_record(d) != NULL)
			buf_printf(out, "(confirmed by the TXT record at %s)",
			    domain_record(d));
		else
			buf_printf(out, "(confirmed by %s)", d->evidence);
	}
	if (!own_domain_known(inv))
		buf_puts(out, ", so WE104 was not judged");
}

static const struct mail_domain *
next_domain(const struct inventory *inv, const char *org, enum mail_state state,
    size_t *i)
{
	while (*i < inv->mail_domain_count) {
		const struct mail_domain *m = &inv->mail_domains[(*i)++];

		if (m->state == state && strcmp(m->org, org) == 0)
			return m;
	}
	return NULL;
}

/* Those that are not told of the first of their kind: they are many. */
#define DOMAINS_NAMED 5

static void
tell_state(struct buf *out, const struct inventory *inv, const char *org,
    enum mail_state state, const char *what)
{
	const struct mail_domain *m;
	size_t i = 0, n = 0;

	while ((m = next_domain(inv, org, state, &i)) != NULL)
		if (++n <= DOMAINS_NAMED)
			buf_printf(out, "%s%s (%s)", n == 1 ? what : ", ",
			    m->name, m->evidence);
	if (n > DOMAINS_NAMED)
		buf_printf(out, " and %zu more", n - DOMAINS_NAMED);
}

/* Why none was asked, where it is the same of all; else NULL. */
static const char *
one_reason(const struct inventory *inv, const char *org)
{
	const struct mail_domain *m;
	const char *why = NULL;
	size_t i = 0;

	while ((m = next_domain(inv, org, MAIL_NOT_ASKED, &i)) != NULL)
		if (why == NULL)
			why = m->evidence;
		else if (strcmp(why, m->evidence) != 0)
			return NULL;
	return why;
}

/* What was asked of DNS, and what got no answer. */
static void
tell_dns(struct buf *out, const struct inventory *inv, const char *org)
{
	size_t counts[MAIL_NOT_ASKED + 1] = {0}, all = 0, asked;
	const char *why;

	for (size_t i = 0; i < inv->mail_domain_count; i++) {
		if (strcmp(inv->mail_domains[i].org, org) != 0)
			continue;
		counts[inv->mail_domains[i].state]++;
		all++;
	}
	if (all == 0)
		return;
	asked = all - counts[MAIL_NOT_ASKED];
	why = asked == 0 ? one_reason(inv, org) : NULL;
	if (why != NULL) {
		buf_printf(
		    out, "; DNS: none of %zu mail domains asked: %s", all, why);
		return;
	}
	buf_printf(out, "; DNS: %zu of %zu mail domains asked", asked, all);
	if (asked > 0)
		buf_printf(out, ", %zu answered", asked - counts[MAIL_UNKNOWN]);
	tell_state(out, inv, org, MAIL_UNKNOWN, ", not known: ");
	tell_state(out, inv, org, MAIL_NOT_ASKED, ", not asked: ");
}

static void
tell_mailboxes(struct buf *out, const struct assessment *a)
{
	const struct strings *list = a->options->mailboxes;

	if (list == NULL) {
		buf_puts(out, "; live mailboxes: no list was given, so WE306 "
			      "was not judged");
		return;
	}
	buf_printf(out, "; live mailboxes: a list of %zu", list->count);
	if (!own_domain_known(a->inv))
		buf_puts(out, ", and no own domain to judge WE306 by");
	for (size_t i = 0; i < a->inv->domain_count; i++)
		if (a->inv->domains[i].confirmed && !a->listed[i] &&
		    !told(a->inv, i))
			buf_printf(out,
			    ", with none at %s, where WE306 was not judged",
			    a->inv->domains[i].name);
}

static void
tell(struct buf *out, const struct assessment *a, const struct org_view *o)
{
	buf_printf(out, "run %s%s; ",
	    a->report->complete ? "complete" : "incomplete",
	    a->report->complete && a->report->gaps_accepted > 0
		? " but for what is accepted"
		: "");
	tell_queries(out, a->inv, o->org);
	tell_scope(out, o);
	tell_gaps(out, a->report, o->org);
	tell_notes(out, a->inv, o->org);
	if (o->scope != NULL && o->scope->associated > 0)
		buf_printf(out,
		    "; %zu associated network%s or autnum%s of other holders "
		    "counted by handle only",
		    o->scope->associated, o->scope->associated == 1 ? "" : "s",
		    o->scope->associated == 1 ? "" : "s");
	tell_domains(out, a->inv);
	tell_mailboxes(out, a);
	tell_dns(out, a->inv, o->org);
	buf_printf(out, "; authority: %s; %s, rules %s", a->report->authority,
	    a->report->tool, RULES_VERSION);
	tell_not_asked(out, a->inv);
}

void
judge_coverage(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->org_count; i++) {
		const struct org_view *o = &a->views->orgs[i];
		struct buf text = {0};
		struct finding *f;

		tell(&text, a, o);
		f = assessment_add(
		    a, rule, rule->severity, o->org, "", o->org, "");
		if (o->record != NULL)
			finding_source(
			    f, o->record->source_url, o->record->source_digest);
		finding_evidence(f, "%s", text.data);
		buf_clear(&text);
	}
}
