#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "survey.h"

/* What one POC or one resource takes in a search answer, as ARIN writes. */
#define ENTRY_BYTES 3000

#define NO_HANDLE "its handle is not one to ask for"

void
survey_expect(struct survey *s, size_t count)
{
	if (s->planned < s->number + count)
		s->planned = s->number + count;
}

void
survey_asking(struct survey *s, const struct query *query)
{
	const struct enumerate_options *o = s->options;

	if (s->transport->spent(s->transport))
		return;
	if (++s->number > s->planned)
		s->planned = s->number;
	if (o->asking != NULL)
		o->asking(o->arg, query, s->number, s->planned);
}

int
survey_answered(struct survey *s, const struct target *target,
    struct answer *from, struct error *err)
{
	const struct enumerate_options *o = s->options;
	struct answer *answer;

	free(from->org);
	from->org = xstrdup(target->org);
	answer = inventory_add_answer(s->inv, from);
	if (o->answered == NULL)
		return 0;
	return o->answered(o->arg, answer, err);
}

int
survey_ask(struct survey *s, struct target *target, const struct query *query,
    struct reply *reply, struct origin *origin, struct error *err)
{
	survey_asking(s, query);
	reply_get(s->transport, query, reply);
	*origin = (struct origin){
	    .target = target,
	    .answer = s->inv->answer_count,
	    .framed = !reply->unframed,
	};
	return survey_answered(s, target, &reply->answer, err);
}

static const struct answer *
answer_of(const struct survey *s, const struct origin *origin)
{
	return &s->inv->answers[origin->answer];
}

static void
scope_set(struct survey *s, const struct target *target, enum scope_state state,
    const char *name, const char *reason)
{
	struct scope *scope = &s->inv->scopes[target->scope];

	free(scope->name);
	scope->name = xstrdup(name);
	free(scope->reason);
	scope->reason = xstrdup(reason);
	scope->state = state;
	scope->list_complete[RECORD_ORGANIZATION] = state == SCOPE_READ;
}

static void
other_kind(struct survey *s, const struct target *target, const char *kind)
{
	char *reason =
	    xasprintf("%s is a %s, not an organization", target->org, kind);

	scope_set(s, target, SCOPE_OTHER, "", reason);
	free(reason);
}

const char *
list_name(enum record_kind kind)
{
	return kind == RECORD_NETWORK  ? "networks"
	       : kind == RECORD_AUTNUM ? "autnums"
				       : "POCs";
}

static const enum record_kind lists[] = {
    RECORD_POC, RECORD_NETWORK, RECORD_AUTNUM};

#define LIST_COUNT (sizeof(lists) / sizeof(lists[0]))

/*
 * Are the organization's own lists all there is? As far as they say it
 * themselves; the last word is repair_judge()'s.
 */
static void
judge_lists(struct survey *s, struct target *target)
{
	const struct answer *answer = &s->inv->answers[target->answer];
	bool cut = answer->verdict != VERDICT_COMPLETE;

	if (cut)
		target->cut = xstrdup(answer->reason);
	for (size_t i = 0; i < LIST_COUNT; i++)
		target->whole[lists[i]] =
		    !cut && target->listed[lists[i]] < s->cap;
}

/* An /entity/ORG that was believed. Takes the document, which must live as
 * long as the lists in it are of use. */
static void
organization_read(
    struct survey *s, const struct origin *origin, struct reply *reply)
{
	struct target *target = origin->target;
	const struct object *o = reply->document->object;

	if (o->entity_kind == ENTITY_POC) {
		other_kind(s, target, "POC");
		return;
	}
	if (o->entity_kind == ENTITY_CUSTOMER) {
		other_kind(s, target, "customer");
		return;
	}
	target->document = reply->document;
	reply->document = NULL;
	target->answer = origin->answer;
	scope_set(s, target, SCOPE_READ, o->name, "");
	attribute_organization(s, origin, o);
	judge_lists(s, target);
}

void
organization_query(
    const struct enumerate_options *options, const char *org, struct query *q)
{
	query_entity(q, options->base, org,
	    "the organization %s, its POCs and what it holds", org);
}

int
ask_organization(struct survey *s, struct target *target, struct error *err)
{
	struct query q = {0};
	struct reply reply = {0};
	struct origin origin;
	const struct answer *answer;
	int rc;

	organization_query(s->options, target->org, &q);
	rc = survey_ask(s, target, &q, &reply, &origin, err);
	answer = answer_of(s, &origin);
	s->unframed_single |= reply.unframed;
	if (reply.document != NULL)
		organization_read(s, &origin, &reply);
	else if (reply.absent)
		scope_set(s, target, SCOPE_ABSENT, "",
		    "the registry has no such organization");
	else
		scope_set(s, target, SCOPE_FAILED, "", answer->reason);
	reply_clear(&reply);
	query_clear(&q);
	return rc;
}

size_t
search_limit(const struct target *target)
{
	size_t limit = PARSE_SEARCH_LIMIT / ENTRY_BYTES;

	return limit / (1 + target->listed[RECORD_POC]);
}

bool
search_too_large(const struct target *target, enum record_kind kind)
{
	return target->listed[kind] > search_limit(target);
}

void
search_query(const struct enumerate_options *options, const char *org,
    enum record_kind kind, struct query *q)
{
	query_search(q,
	    kind == RECORD_NETWORK ? QUERY_NETWORKS_OF : QUERY_AUTNUMS_OF,
	    options->base, org, "the %s of %s with their contacts",
	    list_name(kind), org);
}

static void
search_read(struct survey *s, struct target *target,
    const struct origin *origin, const struct reply *reply)
{
	const struct document *d = reply->document;

	if (d == NULL)
		return;
	if (reply->cut)
		repair_learn_cap(s, d->result_count);
	if (d->result_count >= s->cap)
		target->unsearched = true;
	for (size_t i = 0; i < d->result_count; i++)
		attribute_resource(s, origin, d->results[i]);
}

int
ask_search(struct survey *s, struct target *target, enum record_kind kind,
    struct error *err)
{
	struct query q = {0};
	struct reply reply = {0};
	struct origin origin;
	int rc;

	search_query(s->options, target->org, kind, &q);
	rc = survey_ask(s, target, &q, &reply, &origin, err);
	if (answer_of(s, &origin)->verdict != VERDICT_COMPLETE)
		target->unsearched = true;
	if (answer_of(s, &origin)->verdict >= VERDICT_FAILED &&
	    answer_of(s, &origin)->status != 400 &&
	    answer_of(s, &origin)->status != 501)
		target->search_failed = true;
	if (answer_of(s, &origin)->status == 501)
		s->no_search[kind == RECORD_AUTNUM] = true;
	search_read(s, target, &origin, &reply);
	reply_clear(&reply);
	query_clear(&q);
	return rc;
}

/* Why one request each, where a search would have done. */
static const char *
alone_because(const struct survey *s, const struct subject *x)
{
	if (s->options->plan == PLAN_OBJECTS)
		return "";
	if (search_too_large(x->target, x->kind))
		return ", alone because a search would be over 128 MiB";
	return ", which no search has shown whole";
}

/* False when there is no way to ask. */
static bool
subject_query(struct survey *s, const struct subject *x, struct query *q)
{
	const char *base = s->options->base;

	if (x->kind == RECORD_POC) {
		if (!handle_valid(x->handle))
			return false;
		query_entity(q, base, x->handle,
		    "the POC %s, met without its card", x->handle);
	} else if (x->kind == RECORD_AUTNUM) {
		query_autnum(q, base, x->autnum, x->handle,
		    "the contacts of %s%s", x->handle, alone_because(s, x));
	} else if (ip_range_valid(&x->range)) {
		query_ip(q, base, &x->range, x->handle, "the contacts of %s%s",
		    x->handle, alone_because(s, x));
	} else {
		return false;
	}
	return true;
}

static void
handle_query(struct survey *s, const struct subject *x, struct query *q)
{
	query_search(q, QUERY_NETWORK_BY_HANDLE, s->options->base, x->handle,
	    "%s by its handle, since its addresses lead elsewhere", x->handle);
	q->expect = xstrdup(x->handle);
}

/* What the answer to a question for one thing shows of it. */
static void
subject_read(struct survey *s, struct subject *x, const struct origin *origin,
    const struct reply *reply)
{
	const struct answer *answer = answer_of(s, origin);
	const struct document *d = reply->document;

	if (reply->absent)
		subject_look(x, LOOK_FAILED,
		    "the registry says there is no such record");
	else if (d == NULL)
		subject_look(x,
		    answer->verdict == VERDICT_SKIPPED ? LOOK_SKIPPED
						       : LOOK_FAILED,
		    answer->reason);
	else if (x->kind == RECORD_POC)
		attribute_poc(s, origin, d->object);
	else if (d->kind == DOCUMENT_OBJECT)
		attribute_resource(s, origin, d->object);
	else
		for (size_t i = 0; i < d->result_count; i++)
			attribute_resource(s, origin, d->results[i]);
}

static int
ask_query(struct survey *s, struct subject *x, const struct query *q,
    bool *other, struct error *err)
{
	struct reply reply = {0};
	struct origin origin;
	int rc = survey_ask(s, x->target, q, &reply, &origin, err);

	s->unframed_single |= reply.unframed;
	*other = reply.other;
	subject_read(s, x, &origin, &reply);
	reply_clear(&reply);
	return rc;
}

/*
 * One request for one thing. The smallest network around a prefix may be
 * another than that which begins there (a /24 reassigned whole): then its
 * handle is asked for.
 */
int
ask_subject(struct survey *s, struct subject *x, struct error *err)
{
	struct query q = {0};
	bool other = false;
	int rc = 0;

	x->asked = true;
	if (subject_query(s, x, &q)) {
		if (survey_note(&s->urls, q.url))
			rc = ask_query(s, x, &q, &other, err);
		else
			other = true;
	} else if (x->kind == RECORD_NETWORK) {
		other = true;
	} else {
		subject_look(x, LOOK_FAILED, NO_HANDLE);
	}
	query_clear(&q);
	if (rc == -1 || !other || x->kind != RECORD_NETWORK)
		return rc;
	if (!handle_valid(x->handle)) {
		subject_look(x, LOOK_FAILED, NO_HANDLE);
		return 0;
	}
	handle_query(s, x, &q);
	rc = ask_query(s, x, &q, &other, err);
	query_clear(&q);
	return rc;
}
