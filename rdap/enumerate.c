#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "mail_domain.h"
#include "routing.h"
#include "second.h"
#include "survey.h"

/* Is it worth a search what this organization has of the kind? */
static bool
search_wanted(
    const struct survey *s, const struct target *target, enum record_kind kind)
{
	const struct scope *scope = &s->inv->scopes[target->scope];

	if (s->options->plan == PLAN_OBJECTS ||
	    s->no_search[kind == RECORD_AUTNUM])
		return false;
	if (scope->state != SCOPE_READ)
		return scope->state == SCOPE_FAILED;
	if (target->listed[kind] == 0)
		return !target->whole[kind];
	return !search_too_large(target, kind);
}

/* Must it be asked for alone? */
static bool
subject_open(const struct survey *s, const struct subject *x)
{
	if (x->asked)
		return false;
	if (x->kind == RECORD_POC) {
		if (x->target == NULL || x->card == NULL)
			return x->target != NULL;
		return *x->card->truncated != '\0' ||
		       (!x->card_framed && !s->unframed_single);
	}
	if (x->shown)
		return x->cut || (x->unframed && !s->unframed_single);
	return x->lister != NULL && !x->strange;
}

static size_t
count_open(const struct survey *s)
{
	size_t open = 0;

	for (size_t i = 0; i < s->subject_count; i++)
		open += subject_open(s, s->subjects[i]);
	return open;
}

/* The subjects grow while they are asked for. */
static int
ask_subjects(struct survey *s, bool pocs, struct error *err)
{
	s->planned = s->number + count_open(s);
	for (size_t i = 0; i < s->subject_count; i++) {
		struct subject *x = s->subjects[i];

		if ((x->kind == RECORD_POC) == pocs && subject_open(s, x) &&
		    ask_subject(s, x, err) == -1)
			return -1;
	}
	return 0;
}

static int
ask_searches_of(struct survey *s, struct target *target, struct error *err)
{
	static const enum record_kind kinds[] = {RECORD_NETWORK, RECORD_AUTNUM};

	for (size_t k = 0; k < 2; k++) {
		if (search_wanted(s, target, kinds[k])) {
			if (ask_search(s, target, kinds[k], err) == -1)
				return -1;
		} else if (target->listed[kinds[k]] > 0 ||
			   !target->whole[kinds[k]]) {
			target->unsearched = true;
		}
	}
	return 0;
}

static int
ask_searches(struct survey *s, struct error *err)
{
	size_t wanted = 0;

	for (size_t i = 0; i < s->target_count; i++)
		wanted += search_wanted(s, &s->targets[i], RECORD_NETWORK) +
			  search_wanted(s, &s->targets[i], RECORD_AUTNUM);
	s->planned = s->number + wanted;
	for (size_t i = 0; i < s->target_count; i++)
		if (ask_searches_of(s, &s->targets[i], err) == -1)
			return -1;
	return 0;
}

static int
ask_all(struct survey *s, struct error *err)
{
	s->planned =
	    s->target_count * (s->options->plan == PLAN_REVERSE ? 3 : 1);
	for (size_t i = 0; i < s->target_count; i++)
		if (ask_organization(s, &s->targets[i], err) == -1)
			return -1;
	if (ask_searches(s, err) == -1 || repair(s, err) == -1 ||
	    ask_subjects(s, false, err) == -1)
		return -1;
	return ask_subjects(s, true, err);
}

/* The inventory says of each record whether it was seen whole; what was not is
 * a gap. The organization's own has its gaps by now. */
static void
judge_records(struct survey *s)
{
	for (size_t i = 0; i < s->inv->record_count; i++) {
		const struct record *r = &s->inv->records[i];
		struct target *target = survey_target(s, r->org);

		if (r->kind == RECORD_ORGANIZATION || r->look == LOOK_COMPLETE)
			continue;
		inventory_add_gap(
		    s->inv, r->org, r->handle, "%s", r->look_reason);
		if (r->kind != RECORD_POC)
			target->whole[RECORD_POC] = false;
	}
}

/*
 * A search that failed is made good by one request for each object of the
 * organization's own; only strangers' objects that carry a POC at an own
 * domain are then not seen, unless that domain was searched.
 */
static void
judge_search(struct survey *s, const struct target *target)
{
	for (size_t i = 0; target->search_failed && i < s->inv->domain_count;
	     i++)
		if (s->inv->domains[i].confirmed &&
		    !s->inv->domains[i].searched) {
			inventory_add_gap(s->inv, target->org,
			    "POCs at own domains",
			    "others' networks and autnums that carry them were "
			    "not shown: a search failed");
			return;
		}
}

static void
judge_scope(struct survey *s, struct target *target)
{
	struct scope *scope = &s->inv->scopes[target->scope];

	if (scope->state == SCOPE_FAILED)
		inventory_add_gap(
		    s->inv, target->org, target->org, "%s", scope->reason);
	judge_search(s, target);
	scope->searched = scope->state == SCOPE_READ && !target->unsearched;
	scope->list_complete[RECORD_NETWORK] = target->whole[RECORD_NETWORK];
	scope->list_complete[RECORD_AUTNUM] = target->whole[RECORD_AUTNUM];
	scope->list_complete[RECORD_POC] = target->whole[RECORD_POC] &&
					   target->whole[RECORD_NETWORK] &&
					   target->whole[RECORD_AUTNUM];
}

int
enumerate(const struct enumerate_options *options, struct transport *transport,
    struct inventory *inv, struct error *err)
{
	struct survey s;
	int rc;

	survey_init(&s, options, transport, inv);
	rc = ask_all(&s, err);
	settle(&s);
	if (rc == 0)
		rc = second_view(&s, err);
	settle_strangers(&s);
	repair_judge(&s);
	second_view_judge(&s);
	judge_records(&s);
	for (size_t i = 0; i < s.target_count; i++)
		judge_scope(&s, &s.targets[i]);
	if (rc == 0)
		rc = routing_read(&s, err);
	if (rc == 0)
		mail_domains_ask(inv, options->dns, options->dns_off);
	survey_clear(&s);
	return rc;
}

static void
plan_add(struct strings *lines, struct query *q)
{
	strings_take(lines, xasprintf("%s\t%s", q->url, q->why));
	query_clear(q);
}

/* What would follow has no URL yet. */
static void
plan_rest(const struct enumerate_options *options, struct strings *lines)
{
	const char *which =
	    options->plan == PLAN_OBJECTS ? "" : " and no search shows";

	strings_take(lines,
	    xasprintf("%sip/PREFIX\tone for each network that is listed%s",
		options->base, which));
	strings_take(lines,
	    xasprintf("%sautnum/NUMBER\tone for each autnum that is listed%s",
		options->base, which));
	strings_take(lines,
	    xasprintf("%sentity/POC\tone for each POC met without its card",
		options->base));
}

void
enumerate_plan(const struct enumerate_options *options, struct strings *lines)
{
	struct query q = {0};

	for (size_t i = 0; i < options->orgs->count; i++) {
		const char *org = options->orgs->items[i];

		organization_query(options, org, &q);
		plan_add(lines, &q);
		if (options->plan == PLAN_OBJECTS)
			continue;
		search_query(options, org, RECORD_NETWORK, &q);
		plan_add(lines, &q);
		search_query(options, org, RECORD_AUTNUM, &q);
		plan_add(lines, &q);
	}
	plan_rest(options, lines);
	second_view_plan(options, lines);
	if (options->irr != NULL) {
		routing_query(options, &q);
		plan_add(lines, &q);
	}
	if (options->dns != NULL)
		mail_domains_plan(options->domains, lines);
}

/* Was anything read that an organization can be told of? */
static bool
any_usable(const struct inventory *inv)
{
	for (size_t i = 0; i < inv->scope_count; i++)
		if (inv->scopes[i].state == SCOPE_READ)
			return true;
	for (size_t i = 0; i < inv->record_count; i++)
		if (inv->records[i].look <= LOOK_PARTIAL)
			return true;
	return false;
}

static bool
all_absent(const struct inventory *inv)
{
	for (size_t i = 0; i < inv->scope_count; i++)
		if (inv->scopes[i].state == SCOPE_FAILED)
			return false;
	return true;
}

int
enumerate_fault(const struct inventory *inv)
{
	if (inv->scope_count == 0 || any_usable(inv))
		return 0;
	if (all_absent(inv))
		return ERROR_NO_ORG;
	for (size_t i = 0; i < inv->answer_count; i++)
		if (inv->answers[i].fault != 0)
			return inv->answers[i].fault;
	return ERROR_UNAVAILABLE;
}
