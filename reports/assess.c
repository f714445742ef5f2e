#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "assess.h"
#include "coverage.h"
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/digest.h"

#define TERMS             "https://www.arin.net/resources/registry/whois/tou/"
#define ID_DIGITS         12
#define UNVALIDATED_YEARS 2
#define STALE_YEARS       3

static const enum status state_status[] = {
    [STATE_OPEN] = STATUS_OPEN,
    [STATE_UNCONFIRMED] = STATUS_UNCONFIRMED,
    [STATE_REMOVED] = STATUS_REMOVED,
    [STATE_UNKNOWN] = STATUS_UNKNOWN,
};

/* The state that is shown as a status; ACCEPTED is decided later. */
static const enum state status_state[] = {
    [STATUS_OPEN] = STATE_OPEN,
    [STATUS_ACCEPTED] = STATE_OPEN,
    [STATUS_UNCONFIRMED] = STATE_UNCONFIRMED,
    [STATUS_REMOVED] = STATE_REMOVED,
    [STATUS_UNKNOWN] = STATE_UNKNOWN,
};

/* ---- dates -------------------------------------------------------------- */

int64_t
years_before(int64_t now, unsigned years)
{
	time_t t = (time_t)now;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL)
		return CLOCK_NONE;
	tm.tm_year -= (int)years;
	return (int64_t)timegm(&tm);
}

void
date_text(int64_t when, char out[CLOCK_TEXT_MAX])
{
	clock_format(when, out);
	if (out[0] == '\0')
		memcpy(out, "an unknown date", sizeof("an unknown date"));
	else
		out[strcspn(out, "T")] = '\0';
}

/* ---- making findings ---------------------------------------------------- */

void
finding_set(char **member, const char *text)
{
	free(*member);
	*member = xstrdup(text);
}

void
finding_evidence(struct finding *f, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	free(f->evidence);
	f->evidence = xvasprintf(fmt, ap);
	va_end(ap);
}

void
finding_source(struct finding *f, const char *url, const char *digest)
{
	finding_set(&f->source_url, url);
	finding_set(&f->source_digest, digest);
}

void
finding_rests_on(struct finding *f, const struct seen *seen)
{
	struct seen s = {.state = status_state[f->status],
	    .first = f->first_seen,
	    .last = f->last_seen,
	    .last_complete = f->last_complete,
	    .since = f->status_since};

	if (f->first_seen == CLOCK_NONE)
		s = *seen;
	else
		seen_all(&s, seen);
	f->status = state_status[s.state];
	f->first_seen = s.first;
	f->last_seen = s.last;
	f->last_complete = s.last_complete;
	f->status_since = s.since;
}

void
finding_rests_on_record(struct finding *f, const struct record *r)
{
	struct seen seen = r->seen;

	if (seen.state == STATE_OPEN &&
	    (r->look == LOOK_FAILED || r->look == LOOK_SKIPPED)) {
		seen.state = STATE_UNKNOWN;
		seen.since = seen.last_complete;
	}
	finding_rests_on(f, &seen);
}

void
finding_may_be(struct finding *f, bool likely, enum severity mildest)
{
	if ((likely || f->status == STATUS_UNCONFIRMED) && mildest < f->mildest)
		f->mildest = mildest;
}

/* Names are told apart by the NUL behind each. */
static char *
finding_id(const struct rule *rule, const char *org, const char *address,
    const char *record, const char *role)
{
	const char *parts[] = {rule->id, org, address, record, role};
	struct digest *d = digest_new();
	char hex[DIGEST_TEXT_MAX];

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		digest_add(d, parts[i], strlen(parts[i]) + 1);
	digest_text(d, hex);
	digest_free(d);
	return xasprintf("%s-%.*s", rule->id, ID_DIGITS, hex);
}

struct finding *
assessment_add(struct assessment *a, const struct rule *rule,
    enum severity severity, const char *org, const char *address,
    const char *record, const char *role)
{
	const struct address_view *view = views_address(a->views, org, address);
	const struct org_view *o = views_org(a->views, org);
	struct report *r = a->report;
	struct finding *f;

	r->findings = xgrow(r->findings, r->finding_count, sizeof(*f));
	f = &r->findings[r->finding_count++];
	*f = (struct finding){
	    .id = finding_id(rule, org, address, record, role),
	    .rule = rule,
	    .severity = severity,
	    .mildest = severity,
	    .status = STATUS_OPEN,
	    .org = xstrdup(org),
	    .org_name = xstrdup(o != NULL ? o->name : ""),
	    .address = xstrdup(address),
	    .record = xstrdup(record),
	    .field = xstrdup(""),
	    .poc = xstrdup(""),
	    .poc_kind = xstrdup(""),
	    .validated = xstrdup(""),
	    .evidence = xstrdup(""),
	    .source_url = xstrdup(""),
	    .source_digest = xstrdup(""),
	    .fixable_by = rule->fixable_by,
	    .first_seen = CLOCK_NONE,
	    .last_seen = CLOCK_NONE,
	    .last_complete = CLOCK_NONE,
	    .status_since = CLOCK_NONE,
	    .cause = "",
	    .made_by = "",
	    .of = view != NULL ? view - a->views->addresses : -1,
	    .configured = view != NULL && view->reason == MAILBOX_CONFIGURED,
	    .accepted = {.until = CLOCK_NONE, .on = CLOCK_NONE},
	    .role = xstrdup(role),
	    .rules = xstrdup(RULES_VERSION),
	};
	return f;
}

void
finding_poc(struct finding *f, const struct contact *c)
{
	if (c == NULL)
		return;
	finding_set(&f->poc, c->handle);
	finding_set(&f->validated, contact_validated(c));
	if (c->record != NULL)
		finding_set(&f->poc_kind, c->record->card_kind);
}

/*
 * Where an address was found on a POC. That it is not there any more is no news
 * of the POC while that was not looked at completely: it may serve something
 * else now.
 */
static struct seen
poc_view_seen(const struct poc_view *p, unsigned roles)
{
	struct seen seen = p->seen;
	bool any = false;

	for (size_t i = 0; roles != ~0U && i < p->sighting_count; i++) {
		const struct sighting *s = p->sightings[i];

		if ((s->roles & roles) == 0)
			continue;
		if (any)
			seen_any(&seen, &s->seen);
		else
			seen = s->seen;
		any = true;
	}
	if (seen.state == STATE_UNCONFIRMED && p->poc != NULL &&
	    p->poc->seen.state == STATE_UNKNOWN) {
		seen.state = STATE_UNKNOWN;
		seen.since = p->poc->seen.since;
	}
	return seen;
}

struct finding *
assessment_add_poc(struct assessment *a, const struct rule *rule,
    enum severity severity, const struct poc_view *p)
{
	const struct sighting *s = p->first;
	struct finding *f;
	struct seen seen;

	f = assessment_add(a, rule, severity, s->org, s->address, s->poc, "");
	finding_set(&f->field, field_name(s->field));
	finding_poc(f, p->contact);
	f->roles = p->roles;
	f->levels = p->levels;
	finding_source(f, s->source_url, s->source_digest);
	seen = poc_view_seen(p, ~0U);
	finding_rests_on(f, &seen);
	return f;
}

void
finding_pocs(struct finding *f, const struct address_view *v, unsigned roles)
{
	struct seen seen, one;
	bool any = false;

	for (size_t i = 0; i < v->poc_count; i++) {
		const struct poc_view *p = &v->pocs[i];

		if (roles != ~0U && (p->roles & roles) == 0)
			continue;
		f->roles |= p->roles;
		f->levels |= p->levels;
		if (f->poc[0] == '\0') {
			finding_poc(f, p->contact);
			finding_set(&f->field, field_name(p->first->field));
			finding_source(
			    f, p->first->source_url, p->first->source_digest);
		}
		one = poc_view_seen(p, roles);
		if (any)
			seen_any(&seen, &one);
		else
			seen = one;
		any = true;
	}
	if (any)
		finding_rests_on(f, &seen);
}

/* ---- addresses ---------------------------------------------------------- */

static void
add_exposures(struct address_report *r, const struct address_view *v)
{
	bool named = false;

	r->exposures = xcalloc(vector_count, sizeof(*r->exposures));
	r->knows = KNOWS_ACCOUNT;
	for (size_t i = 0; i < vector_count; i++) {
		const struct vector *vector = &vectors[i];

		if (!vector->reaches(v))
			continue;
		r->exposures[r->exposure_count++] =
		    (struct exposure){.vector = vector,
			.requests = vector->requests(v),
			.source_url = vector->observed(v)};
		if (vector->knows != KNOWS_NOTHING &&
		    vector->knows <= r->knows) {
			r->knows = vector->knows;
			named = true;
		}
	}
	/* A copy has it, and no query that names the owner. */
	if (r->exposure_count > 0 && !named)
		r->knows = KNOWS_NOTHING;
}

static void
make_address(struct address_report *r, const struct address_view *v)
{
	struct seen seen = v->sightings[0]->seen;

	*r = (struct address_report){
	    .org = xstrdup(v->org),
	    .address = xstrdup(v->address),
	    .mailbox_kind = v->kind,
	    .mailbox_reason = v->reason,
	    .networks = v->places.networks,
	    .autnums = v->places.autnums,
	    .sightings = xcalloc(v->sighting_count, sizeof(size_t)),
	    .sighting_count = v->sighting_count,
	};
	r->domain = address_domain(r->address);
	for (size_t i = 0; i < v->sighting_count; i++) {
		r->sightings[i] = (size_t)(v->sightings[i] - v->inv->sightings);
		seen_any(&seen, &v->sightings[i]->seen);
	}
	r->status = state_status[seen.state];
	add_exposures(r, v);
	for (size_t i = 0; i < TOOL_COUNT; i++)
		r->collects[i] = tool_collects(&tools[i], v);
}

static void
make_addresses(struct assessment *a)
{
	struct report *r = a->report;

	r->address_count = a->views->address_count;
	r->addresses = xcalloc(r->address_count + 1, sizeof(*r->addresses));
	for (size_t i = 0; i < r->address_count; i++)
		make_address(&r->addresses[i], &a->views->addresses[i]);
}

/* Findings of an address that are open; where none is, those that may be. */
static void
rate_addresses(struct report *r)
{
	bool *open = xcalloc(r->address_count + 1, sizeof(*open));

	for (size_t i = 0; i < r->finding_count; i++)
		if (r->findings[i].of >= 0 &&
		    r->findings[i].status == STATUS_OPEN)
			open[r->findings[i].of] = true;
	for (size_t i = 0; i < r->finding_count; i++) {
		const struct finding *f = &r->findings[i];
		struct address_report *address;

		if (f->of < 0 || f->accepted.reason != NULL ||
		    f->status == STATUS_ACCEPTED ||
		    f->status == STATUS_REMOVED ||
		    (open[f->of] && f->status != STATUS_OPEN))
			continue;
		address = &r->addresses[f->of];
		if (f->severity > address->severity)
			address->severity = f->severity;
	}
	free(open);
}

struct ranked {
	struct address_report report;
	size_t view;
};

/* exposure-model.md: severity, number of vectors, number of networks and
 * autnums, the address. */
static int
by_rank(const void *a, const void *b)
{
	const struct address_report *x = &((const struct ranked *)a)->report;
	const struct address_report *y = &((const struct ranked *)b)->report;
	size_t xn = x->networks + x->autnums, yn = y->networks + y->autnums;
	int order = strcmp(x->org, y->org);

	if (order != 0)
		return order;
	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	if (x->exposure_count != y->exposure_count)
		return x->exposure_count > y->exposure_count ? -1 : 1;
	if (xn != yn)
		return xn > yn ? -1 : 1;
	return strcmp(x->address, y->address);
}

/* `place[i]` becomes the new index of the i-th address. */
static void
rank_addresses(struct report *r, size_t *place)
{
	struct ranked *all = xcalloc(r->address_count + 1, sizeof(*all));

	for (size_t i = 0; i < r->address_count; i++)
		all[i] = (struct ranked){r->addresses[i], i};
	if (r->address_count > 1)
		qsort(all, r->address_count, sizeof(*all), by_rank);
	for (size_t i = 0; i < r->address_count; i++) {
		r->addresses[i] = all[i].report;
		place[all[i].view] = i;
	}
	free(all);
	for (size_t i = 0; i < r->finding_count; i++)
		if (r->findings[i].of >= 0)
			r->findings[i].of = (ptrdiff_t)place[r->findings[i].of];
}

/* ---- findings in order -------------------------------------------------- */

static int
by_weight(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	bool x_gone = x->status == STATUS_REMOVED;
	bool y_gone = y->status == STATUS_REMOVED;
	int order = strcmp(x->org, y->org);

	if (order != 0)
		return order;
	if (x_gone != y_gone)
		return x_gone ? 1 : -1;
	if (x->severity != y->severity)
		return x->severity > y->severity ? -1 : 1;
	if (x->of != y->of)
		return x->of < y->of ? -1 : 1;
	order = strcmp(x->rule->id, y->rule->id);
	if (order == 0)
		order = strcmp(x->record, y->record);
	return order != 0 ? order : strcmp(x->id, y->id);
}

static void
list_findings(struct report *r)
{
	for (size_t i = 0; i < r->finding_count; i++) {
		struct address_report *a;

		if (r->findings[i].of < 0)
			continue;
		a = &r->addresses[r->findings[i].of];
		a->findings =
		    xgrow(a->findings, a->finding_count, sizeof(*a->findings));
		a->findings[a->finding_count++] = i;
	}
}

static void
count_findings(struct report *r)
{
	for (size_t i = 0; i < r->finding_count; i++) {
		const struct finding *f = &r->findings[i];

		if (strcmp(f->rule->id, "WE000") == 0)
			continue;
		if (f->status == STATUS_OPEN)
			r->open[f->severity]++;
		else if (f->status == STATUS_ACCEPTED)
			r->accepted[f->severity]++;
	}
}

static void
fill_remedies(struct report *r)
{
	for (size_t i = 0; i < r->finding_count; i++)
		if (r->findings[i].remedy == NULL)
			r->findings[i].remedy =
			    rule_remedy(r->findings[i].rule, &r->findings[i]);
}

/* ---- what is accepted --------------------------------------------------- */

static struct accepted
accepted_as(const struct acceptance *x)
{
	return (struct accepted){.reason = xstrdup(x->reason),
	    .by = xstrdup(x->by),
	    .until = x->until,
	    .on = x->on};
}

static void
accept_finding(struct finding *f, const struct acceptances *all, int64_t now)
{
	const struct acceptance *x = acceptance_of_finding(
	    all, f->id, f->rule->id, f->address, f->record);
	enum acceptance_state state;

	if (x == NULL || f->status == STATUS_REMOVED)
		return;
	state = acceptance_state(x, now);
	if (state == ACCEPTANCE_HOLDS) {
		f->accepted = accepted_as(x);
		if (f->status != STATUS_OPEN)
			return;
		f->status = STATUS_ACCEPTED;
		f->status_since = x->on;
		f->cause = "config";
	} else if (state == ACCEPTANCE_ENDED && f->status == STATUS_OPEN &&
		   strcmp(f->cause, "config") == 0 && !f->was_accepted)
		f->status_since = x->until + 1;
}

/* One that was accepted then: as the file has it now. */
static void
recall(struct finding *f, const struct acceptances *all)
{
	const struct acceptance *x = acceptance_of_finding(
	    all, f->id, f->rule->id, f->address, f->record);

	if (x != NULL && f->status == STATUS_ACCEPTED)
		f->accepted = accepted_as(x);
}

static void
accept_findings(struct assessment *a)
{
	struct report *r = a->report;

	for (size_t i = 0; i < r->finding_count; i++) {
		if (strcmp(r->findings[i].rule->id, "WE000") == 0)
			continue;
		if (a->options->then)
			recall(&r->findings[i], a->options->acceptances);
		else
			accept_finding(
			    &r->findings[i], a->options->acceptances, a->now);
	}
}

/* Before anything is judged: coverage tells of it. */
static void
accept_gaps(struct assessment *a)
{
	struct report *r = a->report;

	r->gap_count = a->inv->gap_count;
	r->gaps = xcalloc(r->gap_count + 1, sizeof(*r->gaps));
	for (size_t i = 0; i < r->gap_count; i++) {
		const struct acceptance *x = acceptance_of_gap(
		    a->options->acceptances, a->inv->gaps[i].id);

		r->gaps[i].until = r->gaps[i].on = CLOCK_NONE;
		if (x == NULL ||
		    acceptance_state(x, a->now) != ACCEPTANCE_HOLDS)
			continue;
		r->gaps[i] = accepted_as(x);
		r->gaps_accepted++;
	}
	r->complete = coverage_settled(a->inv, a->options->acceptances, a->now);
}

/* ---- the exposure floor ------------------------------------------------- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Mailboxes over all organizations: one that two of them publish is one. */
static size_t
count_mailboxes(const struct views *v)
{
	const char **all = xcalloc(v->address_count + 1, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < v->address_count; i++)
		all[i] = v->addresses[i].mailbox;
	if (v->address_count > 1)
		qsort(all, v->address_count, sizeof(*all), by_text);
	for (size_t i = 0; i < v->address_count; i++)
		count += i == 0 || strcmp(all[i - 1], all[i]) != 0;
	free(all);
	return count;
}

static bool
noc_exists(const struct views *v)
{
	for (size_t i = 0; i < v->contact_count; i++)
		if ((v->contacts[i].roles & ROLE_NOC) != 0)
			return true;
	for (size_t i = 0; i < v->poc_count; i++)
		if ((v->pocs[i].roles & ROLE_NOC) != 0)
			return true;
	return false;
}

static bool
holds(const struct poc_view *p, enum role role, bool at_org)
{
	if (!at_org)
		return (p->roles & role) != 0;
	for (size_t i = 0; i < p->sighting_count; i++)
		if (p->sightings[i]->level == LEVEL_ORG &&
		    (p->sightings[i]->roles & role) != 0)
			return true;
	return false;
}

/* A mailbox that gets no mail fills no role. */
static bool
takes_mail(const struct views *v, const struct poc_view *p)
{
	const struct mail_domain *m =
	    mail_domain_of(v->inv, p->view->org, p->view->address);

	return address_valid(p->first->spelling) &&
	       (m == NULL || (m->state != MAIL_GONE && m->state != MAIL_NULL &&
				 m->state != MAIL_NO_HOST));
}

static const struct address_view *
filled_by(const struct views *v, enum role role, bool at_org)
{
	for (size_t i = 0; i < v->poc_count; i++)
		if (v->pocs[i].view->kind == MAILBOX_ROLE &&
		    takes_mail(v, &v->pocs[i]) &&
		    holds(&v->pocs[i], role, at_org))
			return v->pocs[i].view;
	return NULL;
}

static void
find_floor(struct assessment *a, const size_t *place)
{
	static const enum role roles[] = {
	    ROLE_ADMINISTRATIVE, ROLE_TECHNICAL, ROLE_ABUSE, ROLE_NOC};
	struct report *r = a->report;

	r->published = count_mailboxes(a->views);
	r->needed_count = noc_exists(a->views) ? 4 : 3;
	for (size_t i = 0; i < r->needed_count; i++) {
		const struct address_view *v =
		    filled_by(a->views, roles[i], true);

		if (v == NULL)
			v = filled_by(a->views, roles[i], false);
		r->needed[i].role = roles[i];
		if (v != NULL)
			r->needed[i].mailbox =
			    r->addresses[place[v - a->views->addresses]]
				.address;
	}
}

/* ---- the whole ---------------------------------------------------------- */

static struct report *
report_new(const struct inventory *inv, const struct run *run, int64_t now)
{
	struct report *r = xcalloc(1, sizeof(*r));

	r->tool = run->tool != NULL && run->tool[0] != '\0'
		      ? run->tool
		      : "whoexposed " VERSION;
	r->terms = TERMS;
	r->authority = "own";
	r->now = now;
	r->run = run;
	r->inv = inv;
	return r;
}

static struct assess_options
with_defaults(const struct assess_options *options)
{
	struct assess_options o = {0};

	if (options != NULL)
		o = *options;
	if (o.unvalidated_years == 0)
		o.unvalidated_years = UNVALIDATED_YEARS;
	if (o.stale_years == 0)
		o.stale_years = STALE_YEARS;
	return o;
}

static void
finish(struct assessment *a)
{
	struct report *r = a->report;
	size_t *place = xcalloc(r->address_count + 1, sizeof(*place));

	rate_addresses(r);
	rank_addresses(r, place);
	if (r->finding_count > 1)
		qsort(r->findings, r->finding_count, sizeof(*r->findings),
		    by_weight);
	list_findings(r);
	count_findings(r);
	fill_remedies(r);
	find_floor(a, place);
	free(place);
}

struct report *
assess(const struct inventory *inv, const struct run *run,
    const struct kept_finding *kept, size_t kept_count,
    const struct assess_options *options, int64_t now)
{
	struct assess_options defaults = with_defaults(options);
	struct mailbox_lists *lists = mailbox_lists_new();
	struct views views;
	struct assessment a = {.inv = inv,
	    .run = run,
	    .options = &defaults,
	    .lists = lists,
	    .views = &views,
	    .now = now};

	if (defaults.roles != NULL)
		mailbox_lists_add(lists, defaults.roles);
	bool *listed = mailboxes_listed(inv, defaults.mailboxes);

	a.listed = listed;
	views_build(&views, inv, lists);
	a.report = report_new(inv, run, now);
	if (defaults.authority != NULL)
		a.report->authority = defaults.authority;
	accept_gaps(&a);
	make_addresses(&a);
	for (size_t i = 0; i < rule_count; i++)
		if (rules[i].judge != NULL)
			rules[i].judge(&rules[i], &a);
	if (defaults.then)
		kept_then(&a, kept, kept_count);
	else
		kept_merge(&a, kept, kept_count);
	accept_findings(&a);
	finish(&a);
	views_clear(&views);
	mailbox_lists_free(lists);
	free(listed);
	return a.report;
}
