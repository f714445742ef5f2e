#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "answer.h"
#include "find.h"
#include "registrant.h"

struct finder {
	const char *base;
	struct transport *transport;
	struct owners *owners;
	struct error *err;
};

/* How many networks and autnums an organization has a POC on. */
struct tally {
	const char *org; /* borrowed */
	const char *name;
	size_t networks;
	size_t autnums;
};

struct tallies {
	struct tally *items;
	size_t count;
};

void
owners_clear(struct owners *o)
{
	for (size_t i = 0; i < o->count; i++) {
		free(o->items[i].org);
		free(o->items[i].name);
		free(o->items[i].via);
	}
	free(o->items);
	free(o->note);
	*o = (struct owners){0};
}

/* Takes `note`. */
static void
note_add(struct owners *o, char *note)
{
	char *both;

	if (*o->note == '\0') {
		free(o->note);
		o->note = note;
		return;
	}
	both = xasprintf("%s; %s", o->note, note);
	free(o->note);
	free(note);
	o->note = both;
}

/* Takes `via`. */
static void
owner_add(struct owners *o, const char *org, const char *name, char *via)
{
	o->items = xgrow(o->items, o->count, sizeof(*o->items));
	o->items[o->count++] = (struct owner){
	    .org = xstrdup(org),
	    .name = xstrdup(name),
	    .via = via,
	};
}

/* An entity that stands where an organization belongs. */
static bool
is_organization(const struct object *e)
{
	if (e->entity_kind != ENTITY_UNKNOWN)
		return e->entity_kind == ENTITY_ORGANIZATION;
	return (e->roles & ROLE_REGISTRANT) != 0 ||
	       strcmp(e->card_kind, "org") == 0;
}

/* A person's name is none of ours to tell. */
static const char *
organization_name(const struct object *e)
{
	return e->entity_kind == ENTITY_ORGANIZATION ||
		       strcmp(e->card_kind, "org") == 0
		   ? e->name
		   : "";
}

/* The first organization nested in `o`; siblings before what is in them. */
static const struct object *
organization_in(const struct object *o)
{
	const struct object *found = NULL;

	for (size_t i = 0; i < o->entity_count; i++)
		if (is_organization(o->entities[i]))
			return o->entities[i];
	for (size_t i = 0; found == NULL && i < o->entity_count; i++)
		found = organization_in(o->entities[i]);
	return found;
}

static char *
resource_text(const struct object *o)
{
	char *range, *text;

	if (o->class == OBJECT_AUTNUM)
		return xstrdup(o->handle);
	range = ip_range_valid(&o->range) ? ip_range_text(&o->range)
					  : xstrdup("no range given");
	text = xasprintf("%s (%s)", o->handle, range);
	free(range);
	return text;
}

/*
 * Ask for one thing. Its document is the caller's, in `reply`; what else may
 * come is an error.
 */
static int
get(struct finder *f, struct query *q, struct reply *reply)
{
	const struct answer *a = &reply->answer;

	reply_get(f->transport, q, reply);
	query_clear(q);
	if (reply->document != NULL)
		return 0;
	if (reply->absent)
		return error_set(
		    f->err, ERROR_NO_ORG, "the registry has no such record");
	return error_set(f->err, a->fault == 0 ? ERROR_PROTOCOL : a->fault,
	    "%s: %s", a->url, a->reason);
}

/* The organization that a customer is nested with; in `o`, where the customer
 * itself does not hold it. */
static int
owners_of_customer(
    struct finder *f, const struct object *customer, const struct object *o)
{
	const struct object *org = organization_in(customer);

	if (org == NULL)
		org = organization_in(o);
	if (org == NULL)
		return error_set(f->err, ERROR_NO_ORG,
		    "%s is a customer, and the answer names no organization "
		    "that it belongs to",
		    customer->handle);
	owner_add(f->owners, org->handle, organization_name(org),
	    xasprintf("provider of customer %s", customer->handle));
	return 0;
}

/* A network or an autnum. */
static int
owners_of_resource(struct finder *f, const struct object *o)
{
	struct registrants nearest;
	const struct object *customer;
	char *what = resource_text(o);
	int rc = 0;

	registrants_nearest(o, &nearest);
	customer = registrants_customer(&nearest);
	if (nearest.count == 0) {
		rc = error_set(f->err, ERROR_NO_ORG,
		    "the answer names no registrant of %s", what);
	} else if (customer != NULL) {
		note_add(f->owners, xasprintf("%s is reassigned to customer %s",
					what, customer->handle));
		rc = owners_of_customer(f, customer, o);
	} else {
		for (size_t i = 0; i < nearest.count; i++)
			owner_add(f->owners, nearest.items[i]->handle,
			    organization_name(nearest.items[i]),
			    xasprintf("registrant of %s", what));
	}
	free(what);
	return rc;
}

static bool
shows_term(const struct object *o, const struct term *term)
{
	if (term->kind == TERM_AUTNUM)
		return o->first_autnum <= term->autnum &&
		       term->autnum <= o->last_autnum;
	return ip_range_contains(&o->range, &term->range);
}

static int
find_number(struct finder *f, const struct term *term)
{
	struct query q = {0};
	struct reply reply;
	const struct object *o;
	int rc;

	if (term->kind == TERM_AUTNUM)
		query_autnum(&q, f->base, term->autnum, NULL, "its registrant");
	else
		query_ip(&q, f->base, &term->range, NULL, "its registrant");
	rc = get(f, &q, &reply);
	if (rc == 0) {
		o = reply.document->object;
		rc = shows_term(o, term)
			 ? owners_of_resource(f, o)
			 : error_set(f->err, ERROR_PROTOCOL,
			       "%s: answered with %s, which does not hold it",
			       reply.answer.url, o->handle);
	}
	reply_clear(&reply);
	return rc;
}

static void
tally_add(struct tallies *t, const struct object *org, enum object_class class)
{
	struct tally *tally = NULL;

	for (size_t i = 0; tally == NULL && i < t->count; i++)
		if (strcmp(t->items[i].org, org->handle) == 0)
			tally = &t->items[i];
	if (tally == NULL) {
		t->items = xgrow(t->items, t->count, sizeof(*t->items));
		tally = &t->items[t->count++];
		*tally = (struct tally){.org = org->handle, .name = ""};
	}
	if (*tally->name == '\0')
		tally->name = organization_name(org);
	if (class == OBJECT_NETWORK)
		tally->networks++;
	else
		tally->autnums++;
}

/* A customer has no POCs of its own: those shown are its provider's. */
static void
tally_resource(struct tallies *t, const struct object *o)
{
	struct registrants nearest;
	const struct object *customer, *org;

	registrants_nearest(o, &nearest);
	customer = registrants_customer(&nearest);
	if (customer != NULL) {
		org = organization_in(customer);
		if (org != NULL)
			tally_add(t, org, o->class);
		return;
	}
	for (size_t i = 0; i < nearest.count; i++)
		tally_add(t, nearest.items[i], o->class);
}

static char *
tally_via(const struct tally *t, const char *poc)
{
	const char *networks = t->networks == 1 ? "network" : "networks";
	const char *autnums = t->autnums == 1 ? "autnum" : "autnums";

	if (t->autnums == 0)
		return xasprintf(
		    "has the POC %s (%zu %s)", poc, t->networks, networks);
	if (t->networks == 0)
		return xasprintf(
		    "has the POC %s (%zu %s)", poc, t->autnums, autnums);
	return xasprintf("has the POC %s (%zu %s, %zu %s)", poc, t->networks,
	    networks, t->autnums, autnums);
}

/* One of the two searches for what a POC is on. True when it was answered. */
static bool
search_poc(struct finder *f, const char *poc, enum query_kind kind,
    struct reply *reply, struct tallies *t)
{
	struct query q = {0};
	const char *what = kind == QUERY_NETWORKS_OF ? "networks" : "autnums";

	query_search(&q, kind, f->base, poc, "the %s with %s", what, poc);
	reply_get(f->transport, &q, reply);
	query_clear(&q);
	if (reply->answer.verdict == VERDICT_PARTIAL)
		note_add(
		    f->owners, xasprintf("the list of its %s may be cut: %s",
				   what, reply->answer.reason));
	if (reply->document == NULL && !reply->absent) {
		note_add(f->owners, xasprintf("its %s are not known: %s", what,
					reply->answer.reason));
		return false;
	}
	for (size_t i = 0;
	     reply->document != NULL && i < reply->document->result_count; i++)
		tally_resource(t, reply->document->results[i]);
	return true;
}

static int
find_poc(struct finder *f, const char *poc)
{
	struct reply networks, autnums;
	struct tallies t = {0};
	bool answered;
	int rc = 0;

	answered = search_poc(f, poc, QUERY_NETWORKS_OF, &networks, &t);
	answered &= search_poc(f, poc, QUERY_AUTNUMS_OF, &autnums, &t);
	for (size_t i = 0; i < t.count; i++)
		owner_add(f->owners, t.items[i].org, t.items[i].name,
		    tally_via(&t.items[i], poc));
	if (t.count == 0 && answered)
		rc = error_set(f->err, ERROR_NO_ORG,
		    "a POC, on no network and no autnum that the registry "
		    "shows");
	else if (t.count == 0)
		rc = error_set(f->err,
		    networks.answer.fault != 0  ? networks.answer.fault
		    : autnums.answer.fault != 0 ? autnums.answer.fault
						: ERROR_PROTOCOL,
		    "a POC, but %s", f->owners->note);
	free(t.items);
	reply_clear(&networks);
	reply_clear(&autnums);
	return rc;
}

static int
find_entity(struct finder *f, const char *handle)
{
	struct query q = {0};
	struct reply reply;
	const struct object *o;
	int rc;

	query_entity(&q, f->base, handle, "what %s is", handle);
	rc = get(f, &q, &reply);
	o = rc == 0 ? reply.document->object : NULL;
	if (o == NULL)
		;
	else if (o->entity_kind == ENTITY_POC)
		rc = find_poc(f, handle);
	else if (o->entity_kind == ENTITY_CUSTOMER)
		rc = owners_of_customer(f, o, o);
	else
		owner_add(f->owners, o->handle, organization_name(o),
		    xstrdup("itself"));
	reply_clear(&reply);
	return rc;
}

int
find_owners(const char *base, const struct term *term,
    struct transport *transport, struct owners *owners, struct error *err)
{
	struct finder f = {base, transport, owners, err};
	int rc;

	*owners = (struct owners){.note = xstrdup("")};
	if (term->kind == TERM_HANDLE || term->kind == TERM_CUSTOMER)
		rc = find_entity(&f, term->handle);
	else
		rc = find_number(&f, term);
	if (rc == -1)
		owners_clear(owners);
	return rc;
}
