#include <stdlib.h>
#include <string.h>
#include "assess.h"
#include "rdap/alloc.h"
#include "rdap/address.h"
#include "rdap/buf.h"
#include "store/state.h"

#define REMOVED_REMEDY "Nothing more to do in the registry."

/* What is known of an organization's earlier runs. */
struct org_past {
	bool looked;    /* there was one, so that a change is news */
	bool otherwise; /* by other rules */
	int64_t when;   /* of the run that looked at it last */
	int64_t before; /* when anything of it was seen before, or CLOCK_NONE */
};

/* Findings of earlier runs, by id. */
struct past {
	const struct kept_finding **all;
	size_t count;
	bool *matched;         /* the same order */
	struct org_past *orgs; /* as views.orgs */
};

static int
by_id(const void *a, const void *b)
{
	const struct kept_finding *x = *(const struct kept_finding *const *)a;
	const struct kept_finding *y = *(const struct kept_finding *const *)b;

	return strcmp(x->id, y->id);
}

static bool
is_moment(int64_t when)
{
	return when != CLOCK_NONE && when != 0;
}

/* When the facts of this organization were seen: a later run of another one is
 * no look at it. */
static int64_t
look_time(const struct assessment *a, const struct org_view *o)
{
	const int64_t moments[] = {o->scope != NULL ? o->scope->observed_at : 0,
	    a->run->observed_at, a->run->finished, a->run->started};

	for (size_t i = 0; i < sizeof(moments) / sizeof(moments[0]); i++)
		if (is_moment(moments[i]))
			return moments[i];
	return a->now;
}

static struct org_past *
org_past(const struct assessment *a, const struct past *p, const char *org)
{
	const struct org_view *o = views_org(a->views, org);

	return o != NULL ? &p->orgs[o - a->views->orgs] : NULL;
}

static void
past_build(struct past *p, const struct assessment *a,
    const struct kept_finding *kept, size_t count)
{
	p->orgs = xcalloc(a->views->org_count + 1, sizeof(*p->orgs));
	for (size_t i = 0; i < a->views->org_count; i++) {
		p->orgs[i].when = look_time(a, &a->views->orgs[i]);
		p->orgs[i].before = CLOCK_NONE;
	}
	p->all = xcalloc(count + 1, sizeof(const struct kept_finding *));
	p->matched = xcalloc(count + 1, sizeof(*p->matched));
	p->count = count;
	for (size_t i = 0; i < count; i++) {
		struct org_past *o = org_past(a, p, kept[i].org);

		p->all[i] = &kept[i];
		if (o == NULL)
			continue;
		o->looked = o->looked || kept[i].seen.first < o->when;
		if (o->before < kept[i].seen.last &&
		    strcmp(kept[i].rule, "WE000") != 0)
			o->before = kept[i].seen.last;
		o->otherwise =
		    o->otherwise || strcmp(kept[i].rules, RULES_VERSION) != 0;
	}
	if (count > 1)
		qsort(
		    p->all, count, sizeof(const struct kept_finding *), by_id);
}

static void
past_clear(struct past *p)
{
	free(p->all);
	free(p->matched);
	free(p->orgs);
}

static const struct kept_finding *
past_match(struct past *p, const char *id)
{
	size_t low = 0, high = p->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(id, p->all[middle]->id);

		if (order == 0) {
			p->matched[middle] = true;
			return p->all[middle];
		}
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static bool
had_status(const struct kept_finding *k, enum status status)
{
	return strcmp(k->status, status_name(status)) == 0;
}

static const char *
cause_known(const char *cause)
{
	static const char *const causes[] = {
	    "registry", "rules", "config", "scope"};

	for (size_t i = 0; i < sizeof(causes) / sizeof(*causes); i++)
		if (strcmp(cause, causes[i]) == 0)
			return causes[i];
	return "";
}

/* ---- findings that hold ------------------------------------------------- */

/* Is it about a POC that serves somebody who is audited now, and was not when
 * it held last? Then that POC is no stranger's (WE203), and where it served
 * nobody else, that one's from now on. */
static bool
joined(const struct assessment *a, const struct past *p,
    const struct kept_finding *k)
{
	const struct contact *c = views_contact(a->views, k->org, k->record);

	if (!had_status(k, STATUS_OPEN) && strcmp(k->cause, "scope") == 0)
		return true; /* that was seen when it ended */
	if (strcmp(k->rule, "WE203") != 0 && (c == NULL || c->link_count > 0))
		return false;
	for (size_t i = 0; i < a->inv->link_count; i++) {
		const struct link *l = &a->inv->links[i];
		const struct org_past *o = org_past(a, p, l->org);

		if (strcmp(l->poc, k->record) == 0 &&
		    strcmp(l->org, k->org) != 0 &&
		    l->seen.state == STATE_OPEN && o != NULL &&
		    o->before < k->seen.last)
			return true;
	}
	return false;
}

static void
default_to(int64_t *moment, int64_t when)
{
	if (!is_moment(*moment))
		*moment = when;
}

/* Does it hold of what stood there by what the owner lists? Not where that was
 * gone in between. */
static bool
lists_made(const struct finding *f, const struct kept_finding *k)
{
	return (strcmp(f->rule->id, "WE104") == 0 ||
		   strcmp(f->rule->id, "WE306") == 0) &&
	       (k == NULL || strcmp(k->cause, "config") == 0);
}

/* What made the change of this run; the facts are as old as `fact`. */
static const char *
cause_of(const struct assessment *a, const struct past *p,
    const struct org_past *o, const struct finding *f,
    const struct kept_finding *k, int64_t fact)
{
	if (!o->looked || f->status_since < o->when ||
	    f->status == STATUS_UNKNOWN)
		return "";
	if (fact >= o->when)
		return "registry";
	return roles_made(a, f, p->all, p->count) ? "config"
	       : o->otherwise                     ? "rules"
	       : lists_made(f, k)                 ? "config"
						  : "registry";
}

static void
take_over(struct finding *f, const struct kept_finding *k, int64_t when)
{
	if (is_moment(k->seen.first))
		f->first_seen = k->seen.first;
	if (strcmp(k->status, status_name(f->status)) == 0)
		f->status_since = k->seen.since;
	else if (f->status == STATUS_OPEN ||
		 (f->status == STATUS_UNCONFIRMED && f->status_since < when))
		f->status_since = when; /* what it rests on may be longer */
	if (k->severity < 0 || k->severity >= SEVERITY_COUNT ||
	    had_status(k, STATUS_REMOVED))
		return;
	/* What was not looked at, or earlier than it was, is no better for it. */
	if ((f->status == STATUS_UNKNOWN || when < k->seen.last) &&
	    k->severity > (int)f->severity)
		f->severity = (enum severity)k->severity;
	/* And what would make it milder could not be looked at. */
	if (k->severity >= (int)f->mildest && k->severity < (int)f->severity)
		f->severity = (enum severity)k->severity;
}

static bool
in_doubt(enum status status)
{
	return status == STATUS_UNKNOWN || status == STATUS_UNCONFIRMED;
}

/* What made it more or less severe, and nothing else of it. */
static const char *
severity_cause(const struct finding *f, const struct kept_finding *k)
{
	if (f->configured != k->configured)
		return "config";
	return strcmp(k->rules, RULES_VERSION) != 0 ? "rules" : "registry";
}

static bool
whole(const struct record *r)
{
	return r->look == LOOK_COMPLETE && r->seen.state != STATE_UNKNOWN;
}

/* Why an organization's finding may hold though nothing shows it, or NULL. */
static const char *
blind_to_org(const struct org_view *o)
{
	if (!o->scope->list_complete[RECORD_POC])
		return "not all of its POCs are known";
	if (o->second_unread)
		return "networks that only Whois-RWS shows were not read";
	for (size_t i = 0; i < o->contact_count; i++) {
		const struct contact *c = &o->contacts[i];

		/* What is linked to nothing is no POC of its. */
		if (c->link_count > 0 &&
		    (c->record == NULL || !whole(c->record)))
			return "one of its POCs was not looked at completely";
	}
	return NULL;
}

/* That its places may be gone tells nothing of a finding about the organization
 * while there may be others. */
static void
doubt_places(struct finding *f, const struct assessment *a, int64_t when)
{
	const struct org_view *o = views_org(a->views, f->org);

	if (f->status != STATUS_UNCONFIRMED || strcmp(f->record, f->org) != 0 ||
	    strcmp(f->rule->id, "WE201") == 0 || o->scope == NULL ||
	    blind_to_org(o) == NULL)
		return;
	f->status = STATUS_UNKNOWN;
	f->status_since = when;
}

static void
merge(const struct assessment *a, struct finding *f, struct past *p)
{
	const struct kept_finding *k = past_match(p, f->id);
	const struct org_past *o = org_past(a, p, f->org);
	int64_t fact;

	default_to(&f->first_seen, o->when);
	default_to(&f->last_seen, o->when);
	default_to(&f->last_complete, o->when);
	default_to(&f->status_since, o->when);
	fact = f->first_seen;
	doubt_places(f, a, o->when);
	if (k != NULL)
		take_over(f, k, o->when);
	else if (o->looked)
		f->first_seen = f->status_since = o->when;
	f->cause = cause_of(a, p, o, f, k, fact);
	f->never_open = in_doubt(f->status) && (k == NULL || k->never_open);
	if (k == NULL)
		return;
	f->made_by = cause_known(k->cause);
	f->was_accepted = k->accepted && (in_doubt(f->status) ||
					     !had_status(k, STATUS_ACCEPTED));
	if (f->status == STATUS_UNCONFIRMED && *f->cause != '\0' &&
	    joined(a, p, k))
		f->cause = "scope";
	if (f->status == STATUS_OPEN &&
	    (k->accepted || had_status(k, STATUS_ACCEPTED)))
		f->cause = "config";
	else if (f->status == STATUS_OPEN && had_status(k, STATUS_OPEN) &&
		 (int)f->severity != k->severity && o->when > k->seen.last)
		f->cause = severity_cause(f, k);
}

/* ---- findings that do not hold any more --------------------------------- */

/* A record that the finding names: any kind has handles of its own. */
static const struct record *
record_of(const struct inventory *inv, const char *org, const char *handle)
{
	static const enum record_kind kinds[] = {
	    RECORD_POC, RECORD_NETWORK, RECORD_AUTNUM, RECORD_IRR};
	const struct record *r = NULL;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]) && !r; i++)
		r = inventory_record(inv, org, kinds[i], handle);
	return r;
}

/* Was it read whom the POC serves, and of those that are audited, all? */
static bool
serves_known(const struct assessment *a, const struct record *poc)
{
	if (!poc->orgs_known || poc->seen.state != STATE_OPEN)
		return false;
	for (size_t i = 0; i < a->inv->scope_count; i++)
		if (!a->inv->scopes[i].list_complete[RECORD_POC])
			return false;
	return true;
}

static const char *
blind_to_record(const struct assessment *a, const struct past *p,
    const struct org_view *o, const struct kept_finding *k)
{
	const struct record *r = record_of(a->inv, k->org, k->record);
	const bool *lists = o->scope->list_complete;

	if (r != NULL && !whole(r))
		return "the record was not looked at completely";
	if (r != NULL && strcmp(k->rule, "WE203") == 0 && !serves_known(a, r) &&
	    !joined(a, p, k))
		return "whom else it serves was not read";
	if (r != NULL)
		return NULL;
	if (strcmp(k->rule, "WE206") == 0)
		return lists[RECORD_IRR] ? NULL
					 : "the routing registry was not read";
	if (lists[RECORD_POC] && lists[RECORD_NETWORK] && lists[RECORD_AUTNUM])
		return NULL;
	return "not all records are known";
}

/* A look at DNS that was not made, or failed, mends nothing. */
static const char *
blind_to_domain(const struct assessment *a, const struct kept_finding *k)
{
	const struct mail_domain *m;

	if ((strcmp(k->rule, "WE303") != 0 && strcmp(k->rule, "WE305") != 0) ||
	    !kept_stands(a, k))
		return NULL;
	m = mail_domain_of(a->inv, k->org, k->address);
	if (m == NULL || m->state == MAIL_NOT_ASKED)
		return "DNS was not asked about its domain";
	return m->state == MAIL_UNKNOWN
		   ? "DNS gave no answer about its domain that proves anything"
		   : NULL;
}

/* Why it could not be judged, whatever was looked at, or NULL. */
static const char *
unjudged(const struct assessment *a, const struct kept_finding *k)
{
	if (strcmp(k->rule, "WE104") == 0 && !own_domain_known(a->inv))
		return "no own domain is declared and confirmed";
	if (strcmp(k->rule, "WE306") == 0 && !mailbox_judged(a, k->address))
		return "no list of the live mailboxes there was given";
	return blind_to_domain(a, k);
}

/* Why it may hold though this look did not find it, or NULL. */
static const char *
blind(const struct assessment *a, const struct past *p,
    const struct org_view *o, const struct kept_finding *k)
{
	if (o->scope == NULL || o->scope->state != SCOPE_READ ||
	    !o->scope->list_complete[RECORD_ORGANIZATION] ||
	    o->record == NULL || !whole(o->record))
		return "the organization's own record was not read";
	if (unjudged(a, k) != NULL)
		return unjudged(a, k);
	if (kept_doubted(a, k))
		return "what speaks against it was not seen again";
	if (strcmp(k->record, k->org) == 0) /* in its own text: read */
		return strcmp(k->rule, "WE201") == 0 ? NULL : blind_to_org(o);
	return blind_to_record(a, p, o, k);
}

/* The role is not kept by itself: the id tells it, which is kept. */
static struct finding *
revive(
    struct assessment *a, const struct rule *rule, const struct kept_finding *k)
{
	enum severity severity = rule->severity;
	struct finding *f;

	if (k->severity >= 0 && k->severity < SEVERITY_COUNT)
		severity = (enum severity)k->severity;
	f = assessment_add(
	    a, rule, severity, k->org, k->address, k->record, "");
	finding_set(&f->id, k->id);
	finding_set(&f->rules, k->rules);
	finding_poc(f, views_contact(a->views, k->org, k->record));
	f->first_seen = k->seen.first;
	f->last_seen = k->seen.last;
	f->last_complete = k->seen.last_complete;
	f->status_since = k->seen.since;
	f->of = -1;
	f->never_open = k->never_open;
	f->was_accepted = k->accepted;
	f->configured = k->configured;
	f->made_by = cause_known(k->cause);
	return f;
}

/* Does its address still stand where it was found? What the store calls gone
 * is not in the inventory: two looks have shown that. */
bool
kept_stands(const struct assessment *a, const struct kept_finding *k)
{
	bool whole_org = strcmp(k->record, k->org) == 0;

	if (*k->address == '\0')
		return whole_org ||
		       record_of(a->inv, k->org, k->record) != NULL;
	for (size_t i = 0; i < a->inv->sighting_count; i++) {
		const struct sighting *s = &a->inv->sightings[i];

		if (strcmp(s->org, k->org) == 0 &&
		    strcmp(s->address, k->address) == 0 &&
		    (whole_org || strcmp(s->poc, k->record) == 0 ||
			strcmp(s->record, k->record) == 0))
			return true;
	}
	return false;
}

/* Is nothing left that it was about? A POC that is there still may have the
 * address without the places that are gone, unless it was changed since. */
static bool
stands_no_more(const struct assessment *a, const struct kept_finding *k)
{
	const struct record *poc =
	    inventory_record(a->inv, k->org, RECORD_POC, k->record);

	if (kept_stands(a, k))
		return false;
	return poc == NULL || (poc->seen.state == STATE_OPEN &&
				  poc->last_changed > k->seen.last);
}

/* What of the configuration ended it, a clause that says so; or NULL. */
static const char *
by_configuration(const struct assessment *a, const struct kept_finding *k)
{
	if (!kept_stands(a, k))
		return NULL;
	if (strcmp(k->rule, "WE104") == 0 &&
	    within_own(a, address_domain(k->address)))
		return "is at an own domain, or a shared one, as the "
		       "configuration says now";
	if (strcmp(k->rule, "WE306") == 0 && mailbox_judged(a, k->address))
		return "is on the list of live mailboxes now";
	return roles_ended(a, k);
}

/* Nothing of it changed in the registry: a clause that says so, or NULL. */
static const char *
by_owner(const struct assessment *a, const struct past *p,
    const struct kept_finding *k, const char **cause)
{
	*cause = "scope";
	if (joined(a, p, k))
		return "is on a contact of another organization, which is "
		       "audited now";
	*cause = "config";
	return by_configuration(a, k);
}

/* Is this the second look that does not find it, late enough? */
static bool
missed_twice(const struct kept_finding *k, int64_t when)
{
	return had_status(k, STATUS_UNCONFIRMED) && when >= k->seen.since &&
	       (uint64_t)when - (uint64_t)k->seen.since >=
		   STATE_CONFIRM_SECONDS;
}

static enum status
ended(const struct assessment *a, const struct kept_finding *k, int64_t when)
{
	if (had_status(k, STATUS_REMOVED) || missed_twice(k, when) ||
	    stands_no_more(a, k))
		return STATUS_REMOVED;
	return STATUS_UNCONFIRMED;
}

static void
set_ended(struct assessment *a, const struct past *p, struct finding *f,
    const struct kept_finding *k, int64_t when)
{
	const char *cause, *clause = by_owner(a, p, k, &cause);
	char day[CLOCK_TEXT_MAX];

	f->status = clause != NULL ? STATUS_REMOVED : ended(a, k, when);
	if (!had_status(k, f->status))
		f->status_since = when;
	if (!had_status(k, STATUS_REMOVED))
		f->last_complete = when;
	if (f->status_since >= when)
		f->cause = clause != NULL                         ? cause
			   : strcmp(k->rules, RULES_VERSION) != 0 ? "rules"
								  : "registry";
	if (f->status == STATUS_UNCONFIRMED) {
		date_text(f->status_since, day);
		finding_evidence(f,
		    "not found by a complete look of %s; a second one, six "
		    "hours later or more, decides",
		    day);
		return;
	}
	date_text(f->status_since, day);
	if (clause != NULL)
		finding_evidence(f, "%s %s", k->address, clause);
	else
		finding_evidence(f,
		    "not found any more by a complete look of %s; copies, "
		    "mirrors and old bulk files may show it still",
		    day);
	finding_set(&f->remedy, REMOVED_REMEDY);
}

static void
set_unknown(struct finding *f, const struct kept_finding *k, const char *reason,
    int64_t when)
{
	char day[CLOCK_TEXT_MAX];

	f->status = STATUS_UNKNOWN;
	if (!had_status(k, STATUS_UNKNOWN))
		f->status_since = when;
	date_text(f->last_seen, day);
	finding_evidence(f,
	    "found last on %s; whether it still holds is not known, since %s",
	    day, reason);
}

static void
carry(struct assessment *a, const struct past *p, const struct kept_finding *k)
{
	const struct org_view *o = views_org(a->views, k->org);
	const struct rule *rule = rule_find(k->rule);
	bool removed = had_status(k, STATUS_REMOVED);
	const char *reason;
	struct finding *f;
	int64_t when;

	if (o == NULL || rule == NULL || rule->passing ||
	    rule == rule_find("WE000"))
		return;
	when = org_past(a, p, k->org)->when;
	reason = removed               ? NULL
		 : when < k->seen.last ? "the answers of this run are older"
				       : blind(a, p, o, k);
	f = revive(a, rule, k);
	if (reason == NULL)
		set_ended(a, p, f, k, when);
	else
		set_unknown(f, k, reason, when);
	f->unjudged = reason != NULL && reason == unjudged(a, k);
}

void
kept_merge(struct assessment *a, const struct kept_finding *kept, size_t count)
{
	struct past p = {0};

	past_build(&p, a, kept, count);
	for (size_t i = 0; i < a->report->finding_count; i++)
		merge(a, &a->report->findings[i], &p);
	for (size_t i = 0; i < p.count; i++)
		if (!p.matched[i])
			carry(a, &p, p.all[i]);
	past_clear(&p);
}

/* ---- a report of an earlier run ------------------------------------------ */

/* As it was judged then: what these rules make of it now is no matter. */
static void
judged_then(struct finding *f, const struct kept_finding *k)
{
	if (k->severity >= 0 && k->severity < SEVERITY_COUNT)
		f->severity = (enum severity)k->severity;
	if (status_parse(k->status, &f->status) == -1)
		f->status = STATUS_UNKNOWN;
	f->first_seen = k->seen.first;
	f->last_seen = k->seen.last;
	f->last_complete = k->seen.last_complete;
	f->status_since = k->seen.since;
	f->cause = f->made_by = cause_known(k->cause);
	f->was_accepted = k->accepted && f->status != STATUS_ACCEPTED;
	f->never_open = k->never_open;
	finding_set(&f->rules, k->rules);
}

static void
revive_then(struct assessment *a, const struct kept_finding *k)
{
	const struct address_view *v =
	    views_address(a->views, k->org, k->address);
	const struct rule *rule = rule_find(k->rule);
	struct finding *f;

	if (rule == NULL || views_org(a->views, k->org) == NULL)
		return;
	f = revive(a, rule, k);
	judged_then(f, k);
	if (v != NULL && f->status == STATUS_OPEN)
		f->of = v - a->views->addresses;
	finding_evidence(f,
	    "as it was judged then, by rules %s; what showed "
	    "it is not kept",
	    k->rules);
}

void
kept_then(struct assessment *a, const struct kept_finding *kept, size_t count)
{
	struct report *r = a->report;
	struct past p = {0};
	size_t n = 0;

	past_build(&p, a, kept, count);
	for (size_t i = 0; i < r->finding_count; i++) {
		const struct kept_finding *k =
		    past_match(&p, r->findings[i].id);

		if (k == NULL) {
			finding_clear(&r->findings[i]);
			continue;
		}
		judged_then(&r->findings[i], k);
		r->findings[n++] = r->findings[i];
	}
	r->finding_count = n;
	for (size_t i = 0; i < p.count; i++)
		if (!p.matched[i])
			revive_then(a, p.all[i]);
	past_clear(&p);
}
