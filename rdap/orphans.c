#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "registrant.h"
#include "second.h"

/* Holders of networks and AS numbers that are looked up for one POC. */
#define HOLDERS_MAX 8

/* Requests for one POC at least: itself and the lists of what it serves. */
#define REQUESTS_EACH 4

/* ---- what one POC serves ------------------------------------------------ */

struct orphan {
	struct target *target;
	const char *handle;
	const struct object *card;
	struct origin origin; /* of the card */
	const char *unread;   /* why RDAP's copy was not read whole, or NULL */
	bool own;             /* it serves something that is audited */
	bool whole;           /* all that it serves was read */
};

static void
add_elsewhere(struct survey *s, const struct orphan *x, const char *stranger,
    int resources)
{
	struct elsewhere e = {
	    .org = xstrdup(x->target->org),
	    .poc = xstrdup(x->handle),
	    .stranger = xstrdup(stranger),
	    .resources = resources,
	};

	inventory_add_elsewhere(s->inv, &e);
}

/* A resource of an audited organization that only this view links it to. */
static void
add_own(struct survey *s, struct orphan *x, struct target *owner,
    const struct object *resource, unsigned roles, const struct sight *sight)
{
	struct holder holder = {owner,
	    resource->class == OBJECT_AUTNUM ? RECORD_AUTNUM : RECORD_NETWORK,
	    resource->handle};

	x->own = true;
	s->second_only = true;
	if (inventory_record(s->inv, owner->org, holder.kind, holder.handle) ==
	    NULL)
		describe_object(s, &holder, resource, LOOK_PARTIAL,
		    "only Whois-RWS shows it", sight->origin.answer);
	describe_poc(
	    s, &holder, x->card, roles, x->origin.framed, x->origin.answer);
	s->second_only = false;
}

/* Whose is the network or AS number that it serves? */
static int
ask_holder(struct second *v, struct orphan *x, const struct object *ref,
    struct error *err)
{
	bool network = ref->class == OBJECT_NETWORK;
	struct registrants nearest = {0};
	const struct object *o;
	struct query q = {0};
	struct sight sight;
	struct target *owner = NULL;
	int rc;

	query_whois_object(&q, network ? QUERY_WHOIS_NET : QUERY_WHOIS_ASN,
	    v->s->options->whois, ref->handle, "whose is %s, which %s serves?",
	    ref->handle, x->handle);
	rc = sight_get(v, x->target, &q, &sight, err);
	x->whole &= sight.whole;
	o = sight_object(&sight);
	if (o != NULL)
		registrants_nearest(o, &nearest);
	if (nearest.count > 0)
		owner = survey_target(v->s, nearest.items[0]->handle);
	if (owner != NULL)
		add_own(v->s, x, owner, o, ref->roles, &sight);
	else if (nearest.count > 0)
		add_elsewhere(v->s, x, nearest.items[0]->handle, 1);
	else if (sight.whole)
		add_elsewhere(v->s, x, ref->handle, 1);
	sight_clear(&sight);
	return rc;
}

static int
ask_served(
    struct second *v, struct orphan *x, enum query_kind kind, struct error *err)
{
	struct query q = {0};
	struct sight sight;
	int rc;

	query_whois_list(&q, kind, v->s->options->whois, QUERY_WHOIS_POC,
	    x->handle, "the %s that %s serves",
	    kind == QUERY_WHOIS_NETS ? "networks" : "AS numbers", x->handle);
	rc = sight_get(v, x->target, &q, &sight, err);
	x->whole &= sight.whole;
	for (size_t i = 0; rc == 0 && sight.document != NULL &&
			   i < sight.document->result_count;
	     i++) {
		const struct object *ref = sight.document->results[i];

		if (i < HOLDERS_MAX && handle_valid(ref->handle))
			rc = ask_holder(v, x, ref, err);
		else
			add_elsewhere(v->s, x, ref->handle, 1);
	}
	sight_clear(&sight);
	return rc;
}

/* An audited organization that only this view links it to. */
static void
add_own_orgs(struct survey *s, struct orphan *x, const struct document *d)
{
	for (size_t i = 0; d != NULL && i < d->result_count; i++) {
		const struct object *ref = d->results[i];
		struct holder holder = {survey_target(s, ref->handle),
		    RECORD_ORGANIZATION, ref->handle};

		if (holder.target == NULL)
			continue;
		x->own = true;
		s->second_only = true;
		describe_poc(s, &holder, x->card, ref->roles, x->origin.framed,
		    x->origin.answer);
		s->second_only = false;
	}
}

static int
ask_links(struct second *v, struct orphan *x, struct error *err)
{
	struct sight sight;
	int rc = second_orgs(v, x->target, x->handle, true, &sight, err);

	x->whole = sight.whole;
	add_own_orgs(v->s, x, sight.document);
	sight_clear(&sight);
	if (rc == -1 || ask_served(v, x, QUERY_WHOIS_NETS, err) == -1)
		return -1;
	return ask_served(v, x, QUERY_WHOIS_ASNS, err);
}

/* ---- one POC ------------------------------------------------------------ */

static struct record *
record_of(struct survey *s, const struct orphan *x)
{
	return inventory_record(s->inv, x->target->org, RECORD_POC, x->handle);
}

/* All its addresses count, wherever they are. */
static void
describe_unlinked(struct survey *s, const struct orphan *x, bool met)
{
	struct holder self = {x->target, RECORD_POC, x->handle};
	const char *reason;
	enum look look = describe_look(x->card, x->origin.framed, &reason);
	size_t part;

	s->second_only = !met;
	part =
	    describe_object(s, &self, x->card, look, reason, x->origin.answer);
	for (size_t i = 0; i < x->card->emails.count; i++)
		describe_address(s, &self, FIELD_POC_EMAIL,
		    x->card->emails.items[i], x->handle, 0, x->origin.answer,
		    part);
	s->second_only = false;
}

static void
links_unknown(struct survey *s, const struct target *target, const char *handle,
    const char *why)
{
	char *subject = xasprintf("links of %s", handle);

	inventory_add_gap(
	    s->inv, target->org, subject, "links unknown: %s", why);
	free(subject);
}

/* One view alone is no complete look: it may show less. */
static void
one_view(struct survey *s, struct record *r, const char *why)
{
	if (r->look == LOOK_COMPLETE) {
		r->look = LOOK_PARTIAL;
		r->look_reason = inventory_text(s->inv, why);
	}
	if (r->validated == VALIDATION_YES)
		r->validated = VALIDATION_UNKNOWN;
}

static int
orphan_described(
    struct second *v, struct orphan *x, bool met, struct error *err)
{
	struct record *r;
	int rc = ask_links(v, x, err);

	if (!x->own)
		describe_unlinked(v->s, x, met);
	r = record_of(v->s, x);
	if (r == NULL)
		return rc;
	if (x->unread != NULL)
		one_view(v->s, r, x->unread);
	r->links_known |= x->whole;
	r->orgs_known |= x->whole;
	if (!x->whole)
		links_unknown(v->s, x->target, x->handle,
		    "what this POC serves could not be read whole");
	return rc;
}

/* RDAP's copy, where there is none that is whole. */
static int
ask_card(struct survey *s, struct subject *poc, struct target *target,
    bool known, struct error *err)
{
	struct query q = {0};
	struct reply reply = {0};
	struct origin origin;
	int rc;

	if (poc->asked || (poc->card != NULL && poc->card_framed &&
			      *poc->card->truncated == '\0'))
		return 0;
	poc->asked = true;
	query_entity(&q, s->options->base, poc->handle, "the POC %s, %s",
	    poc->handle,
	    known ? "which an earlier audit saw" : "at an own domain");
	rc = survey_ask(s, target, &q, &reply, &origin, err);
	if (reply.document != NULL)
		attribute_poc(s, &origin, reply.document->object);
	else
		subject_look(
		    poc, LOOK_FAILED, s->inv->answers[origin.answer].reason);
	if (reply.absent)
		subject_look(poc, LOOK_COMPLETE, "");
	reply_clear(&reply);
	query_clear(&q);
	return rc;
}

/* RDAP was asked for it alone, and says that it has none. */
static bool
absent(const struct subject *poc)
{
	return poc->asked && poc->card == NULL && poc->look == LOOK_COMPLETE;
}

/* Whois-RWS may know an address of it that RDAP does not show. */
static int
orphan_by_whois(struct second *v, struct orphan *x, const struct subject *poc,
    enum fate *fate, struct error *err)
{
	struct query q = {0};
	struct sight sight;
	int rc;

	query_whois_object(&q, QUERY_WHOIS_POC, v->s->options->whois, x->handle,
	    "the POC %s, which RDAP does not show so", x->handle);
	rc = sight_get(v, x->target, &q, &sight, err);
	x->card = sight_object(&sight);
	x->origin = sight.origin;
	x->unread = poc->look > LOOK_COMPLETE ? poc->reason : NULL;
	if (rc == 0 && second_own(v->s, x->card)) {
		if (fate != NULL)
			*fate = FATE_THERE;
		rc = orphan_described(v, x, false, err);
		if (x->unread == NULL)
			second_differs(v->s, x->target, RECORD_POC, x->handle,
			    poc->card == NULL ? "only in Whois-RWS"
					      : "addresses",
			    "", "an address at an own domain", &sight);
	} else if (fate != NULL) {
		*fate = x->unread != NULL || !sight.whole ? FATE_UNKNOWN
			: absent(poc) && sight.absent     ? FATE_GONE
							  : FATE_LEFT;
	} else if (rc == 0 && (x->unread != NULL || !sight.whole)) {
		struct record r =
		    describe_bare(x->target, RECORD_POC, x->handle, LOOK_FAILED,
			x->unread != NULL ? x->unread : sight.reason);

		inventory_add_record(v->s->inv, &r);
	}
	x->card = NULL;
	sight_clear(&sight);
	return rc;
}

/* Does RDAP lack an address that an earlier run saw on it? */
static bool
lacks_known(const struct survey *s, const struct orphan *x)
{
	const struct enumerate_options *o = s->options;
	struct strings shown = {0}, known = {0};
	bool lacks = false;

	second_addresses(x->card, &shown);
	for (size_t i = 0; i < o->known_count; i++)
		if (strcmp(o->known[i].poc, x->handle) == 0 &&
		    strcmp(o->known[i].org, x->target->org) == 0)
			strings_split(&known, o->known[i].addresses, ' ');
	for (size_t i = 0; i < known.count; i++)
		lacks |= !strings_contain(&shown, known.items[i]);
	strings_clear(&shown);
	strings_clear(&known);
	return lacks;
}

static void
compare_card(struct survey *s, const struct orphan *x,
    const struct object *card, const struct sight *sight)
{
	struct holder self = {x->target, RECORD_POC, x->handle};
	struct strings rdap = {0}, whois = {0};
	size_t part =
	    describe_part(s, x->target, RECORD_POC, card, sight->origin.answer);

	second_addresses(x->card, &rdap);
	second_addresses(card, &whois);
	second_differ(s, x->target, x->handle, &rdap, &whois, sight);
	s->second_only = true;
	for (size_t i = 0; i < whois.count; i++)
		if (!strings_contain(&rdap, whois.items[i]))
			describe_address(s, &self, FIELD_POC_EMAIL,
			    whois.items[i], x->handle, 0, sight->origin.answer,
			    part);
	s->second_only = false;
	strings_clear(&rdap);
	strings_clear(&whois);
}

/* It may be Whois-RWS that shows it. */
static int
orphan_compare(struct second *v, const struct orphan *x, struct error *err)
{
	struct record *r = record_of(v->s, x);
	struct query q = {0};
	struct sight sight;
	int rc;

	query_whois_object(&q, QUERY_WHOIS_POC, v->s->options->whois, x->handle,
	    "the POC %s, of which RDAP does not show all that was seen",
	    x->handle);
	rc = sight_get(v, x->target, &q, &sight, err);
	if (!sight.whole && r != NULL)
		one_view(v->s, r, sight.reason);
	if (sight_object(&sight) != NULL)
		compare_card(v->s, x, sight_object(&sight), &sight);
	sight_clear(&sight);
	return rc;
}

int
orphan_read(struct second *v, struct target *target, const char *handle,
    enum fate *fate, struct error *err)
{
	struct orphan x = {.target = target, .handle = handle};
	struct subject *poc;

	if (!handle_valid(handle) || !survey_note(&v->read, handle))
		return 0;
	poc = survey_subject(v->s, RECORD_POC, handle);
	if (poc->met_by != NULL)
		x.target = poc->met_by;
	if (ask_card(v->s, poc, x.target, fate != NULL, err) == -1)
		return -1;
	if (!second_own(v->s, poc->card))
		return orphan_by_whois(v, &x, poc, fate, err);
	if (fate != NULL)
		*fate = FATE_THERE;
	x.card = poc->card;
	x.origin = (struct origin){.target = x.target,
	    .answer = poc->card_answer,
	    .framed = poc->card_framed};
	if (orphan_described(v, &x, poc->met_by != NULL, err) == -1)
		return -1;
	return !x.own && lacks_known(v->s, &x) ? orphan_compare(v, &x, err) : 0;
}

/* ---- all ---------------------------------------------------------------- */

/* That whose POC confirmed the domain, or the first that was read. */
static struct target *
target_of(struct survey *s, const struct domain *domain)
{
	struct subject *poc = NULL;

	if (*domain->evidence != '\0' && domain_record(domain) == NULL)
		poc = survey_subject(s, RECORD_POC, domain->evidence);
	if (poc != NULL && poc->target != NULL)
		return poc->target;
	for (size_t i = 0; i < s->target_count; i++)
		if (s->inv->scopes[s->targets[i].scope].state == SCOPE_READ)
			return &s->targets[i];
	return NULL;
}

static int
ask_domain(struct second *v, struct domain *domain, struct error *err)
{
	struct target *target = target_of(v->s, domain);
	struct strings found = {0};
	size_t unlinked = 0;
	bool many;
	int rc;

	if (target == NULL)
		return 0;
	rc = domain_search(v, target, domain, &found, &many, err);
	v->many |= many;
	for (size_t i = 0; i < found.count && !many; i++)
		unlinked += !set_has(&v->linked, found.items[i]);
	survey_expect(v->s, unlinked * REQUESTS_EACH);
	for (size_t i = 0; rc == 0 && !many && i < found.count; i++)
		if (!set_has(&v->linked, found.items[i]))
			rc = orphan_read(v, target, found.items[i], NULL, err);
	strings_clear(&found);
	return rc;
}

/* A POC met on strangers' objects only, at an own domain or a name below. */
static bool
is_met(const struct survey *s, const struct subject *poc)
{
	return poc->kind == RECORD_POC && poc->met_by != NULL &&
	       poc->target == NULL && second_own(s, poc->card);
}

static int
ask_met(struct second *v, struct error *err)
{
	struct survey *s = v->s;

	for (size_t i = 0; i < s->subject_count; i++) {
		const struct subject *poc = s->subjects[i];

		if (is_met(s, poc) &&
		    orphan_read(v, poc->met_by, poc->handle, NULL, err) == -1)
			return -1;
	}
	return 0;
}

void
orphans_unasked(struct survey *s)
{
	for (size_t i = 0; i < s->subject_count; i++)
		if (is_met(s, s->subjects[i]))
			links_unknown(s, s->subjects[i]->met_by,
			    s->subjects[i]->handle,
			    "only Whois-RWS shows what this POC serves, and "
			    "it was not asked");
}

int
orphans_ask(struct second *v, struct error *err)
{
	const struct strings *shared = v->s->options->shared_domains;
	struct inventory *inv = v->s->inv;

	for (size_t i = 0; i < inv->domain_count; i++) {
		struct domain *domain = &inv->domains[i];

		if (!domain->confirmed ||
		    strings_contain(&v->asked, domain->name) ||
		    (shared != NULL && strings_contain(shared, domain->name)))
			continue;
		strings_add(&v->asked, domain->name);
		if (ask_domain(v, domain, err) == -1)
			return -1;
	}
	return v->many ? 0 : ask_met(v, err);
}
