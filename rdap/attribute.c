#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "describe.h"
#include "registrant.h"
#include "survey.h"

/* All of a POC but what is nested in it. */
static struct object *
card_copy(const struct object *o)
{
	struct object *card = xmalloc(sizeof(*card));

	*card = *o;
	card->handle = xstrdup(o->handle);
	card->name = xstrdup(o->name);
	card->status = card->remarks = card->emails = (struct strings){0};
	strings_copy(&card->status, &o->status);
	strings_copy(&card->remarks, &o->remarks);
	strings_copy(&card->emails, &o->emails);
	card->truncated = xstrdup(o->truncated);
	card->card_kind = xstrdup(o->card_kind);
	card->given = xstrdup(o->given);
	card->surname = xstrdup(o->surname);
	card->type = xstrdup(o->type);
	card->parent = xstrdup(o->parent);
	card->entities = card->networks = card->autnums = NULL;
	card->entity_count = card->network_count = card->autnum_count = 0;
	card->path = xstrdup(o->path);
	card->part = xstrdup(o->part);
	return card;
}

/* Keep this copy of the card where it is better than the one there is. */
static void
offer_card(
    struct subject *poc, const struct origin *origin, const struct object *o)
{
	bool cut = *o->truncated != '\0';

	if (poc->card != NULL) {
		bool was_cut = *poc->card->truncated != '\0';

		if (cut > was_cut ||
		    (cut == was_cut && origin->framed <= poc->card_framed))
			return;
		object_free(poc->card);
	}
	poc->card = card_copy(o);
	poc->card_answer = origin->answer;
	poc->card_framed = origin->framed;
}

/*
 * The same POC stands in every network of an organization, with the same part
 * and roles: it is read once for each holder.
 */
static bool
copy_is_new(struct survey *s, const struct holder *holder,
    const struct object *poc, bool framed)
{
	char digest[DIGEST_TEXT_MAX], *text;
	bool new;

	digest_of(poc->part, strlen(poc->part), digest);
	text =
	    xasprintf("%s %d %s %s %x %d %s", holder->target->org, holder->kind,
		holder->handle, poc->handle, poc->roles, framed, digest);
	new = survey_note(&s->copies, text);
	free(text);
	return new;
}

static void
add_meeting(struct survey *s, const struct holder *holder, struct subject *poc,
    unsigned roles)
{
	s->meetings =
	    xgrow(s->meetings, s->meeting_count, sizeof(*s->meetings));
	s->meetings[s->meeting_count++] = (struct meeting){
	    .target = holder->target,
	    .poc = poc,
	    .holder_kind = holder->kind,
	    .holder = xstrdup(holder->handle),
	    .roles = roles,
	};
}

static void
no_handle(struct survey *s, const struct target *target, const char *subject)
{
	inventory_add_gap(
	    s->inv, target->org, subject, "an entry has no handle");
}

static void
take_poc(struct survey *s, const struct origin *origin,
    const struct holder *holder, const struct object *o)
{
	struct subject *poc;

	if (*o->handle == '\0') {
		no_handle(s, holder->target, "POCs");
		return;
	}
	if (o->described && !copy_is_new(s, holder, o, origin->framed))
		return;
	poc = survey_subject(s, RECORD_POC, o->handle);
	if (poc->target == NULL)
		poc->target = holder->target;
	if (o->described) {
		offer_card(poc, origin, o);
		describe_poc(
		    s, holder, o, o->roles, origin->framed, origin->answer);
	}
	if (!o->described || *o->truncated != '\0')
		add_meeting(s, holder, poc, o->roles);
}

/* A stranger's POC is of interest only at a domain that may prove to be an own
 * one, and only in memory until that is known. */
static void
take_stranger(
    struct survey *s, const struct origin *origin, const struct object *o)
{
	bool own = false;
	struct subject *poc;

	for (size_t i = 0; i < o->emails.count; i++)
		own |= describe_own_domain(s, o->emails.items[i], false);
	if (!own || *o->handle == '\0')
		return;
	poc = survey_subject(s, RECORD_POC, o->handle);
	offer_card(poc, origin, o);
	if (poc->met_by == NULL)
		poc->met_by = origin->target;
}

/* Where the answer does not say what an entity is, its place does. */
static bool
is_poc(const struct object *entity)
{
	if (entity->entity_kind != ENTITY_UNKNOWN)
		return entity->entity_kind == ENTITY_POC;
	return (entity->roles & ROLE_REGISTRANT) == 0 &&
	       strcmp(entity->card_kind, "org") != 0;
}

static struct target *
audited(const struct survey *s, const struct object *entity)
{
	if (entity->entity_kind == ENTITY_CUSTOMER ||
	    entity->entity_kind == ENTITY_POC)
		return NULL;
	return survey_target(s, entity->handle);
}

/* All that is nested in `o`, which is `holder`, or a stranger's when that is
 * NULL. */
static void
take_entities(struct survey *s, const struct origin *origin,
    const struct holder *holder, const struct object *o)
{
	for (size_t i = 0; i < o->entity_count; i++) {
		const struct object *e = o->entities[i];
		struct target *target = audited(s, e);

		if (target != NULL) {
			struct holder copy = {
			    target, RECORD_ORGANIZATION, target->org};

			if (e->described)
				describe_object(s, &copy, e, LOOK_PARTIAL,
				    "seen inside other records only",
				    origin->answer);
			take_entities(s, origin, &copy, e);
			continue;
		}
		if (is_poc(e) && holder != NULL)
			take_poc(s, origin, holder, e);
		else if (is_poc(e))
			take_stranger(s, origin, e);
		take_entities(s, origin, NULL, e);
	}
}

static enum record_kind
resource_kind(const struct object *o)
{
	return o->class == OBJECT_AUTNUM ? RECORD_AUTNUM : RECORD_NETWORK;
}

/* How it can be asked for alone. */
static struct subject *
resource_subject(struct survey *s, const struct object *o)
{
	struct subject *subject =
	    survey_subject(s, resource_kind(o), o->handle);

	if (ip_range_valid(&o->range))
		subject->range = o->range;
	if (o->class == OBJECT_AUTNUM) {
		subject->autnum = o->first_autnum;
		subject->last_autnum = o->last_autnum;
	}
	if (*o->type == '\0')
		return subject;
	subject->direct = strncmp(o->type, "DIRECT", 6) == 0;
	subject->allocation = strstr(o->type, "ALLOCATION") != NULL;
	subject->reassigned = strncmp(o->type, "RE", 2) == 0;
	return subject;
}

static struct target *
nearest_owner(const struct survey *s, const struct object *o, bool *named)
{
	struct registrants nearest;
	struct target *target = NULL;

	registrants_nearest(o, &nearest);
	*named = nearest.count > 0;
	if (registrants_customer(&nearest) != NULL)
		return NULL;
	for (size_t i = 0; target == NULL && i < nearest.count; i++)
		target = audited(s, nearest.items[i]);
	return target;
}

static void
count_stranger(
    struct survey *s, const struct origin *origin, struct subject *subject)
{
	subject->strange = true;
	if (origin->own_only)
		return;
	if (subject->counted == origin->target)
		return;
	subject->counted = origin->target;
	s->inv->scopes[origin->target->scope].associated++;
}

static void
take_resource(struct survey *s, const struct origin *origin,
    const struct holder *holder, struct subject *subject,
    const struct object *o)
{
	const char *reason;
	enum look look = describe_look(o, origin->framed, &reason);

	subject->cut =
	    *o->truncated != '\0' && (subject->cut || !subject->shown);
	subject->unframed =
	    !origin->framed && (subject->unframed || !subject->shown);
	if (!subject->shown && subject->lister == NULL &&
	    holder->target->document != NULL)
		holder->target->beyond[subject->kind]++;
	subject->shown = true;
	if (subject->target == NULL)
		subject->target = holder->target;
	describe_object(s, holder, o, look, reason, origin->answer);
}

void
attribute_resource(
    struct survey *s, const struct origin *origin, const struct object *o)
{
	struct holder holder = {NULL, resource_kind(o), o->handle};
	struct subject *subject;
	bool named;

	if (*o->handle == '\0') {
		no_handle(s, origin->target,
		    holder.kind == RECORD_NETWORK ? "networks" : "autnums");
		return;
	}
	subject = resource_subject(s, o);
	holder.target = nearest_owner(s, o, &named);
	if (holder.target != NULL)
		take_resource(s, origin, &holder, subject, o);
	else if (named || subject->lister == NULL)
		count_stranger(s, origin, subject);
	else
		subject_look(subject, LOOK_PARTIAL, "no registrant is named");
	if (holder.target == NULL && origin->own_only)
		return;
	take_entities(s, origin, holder.target == NULL ? NULL : &holder, o);
}

/* An entry of the organization's own list carries no contacts and no
 * registrant; where it names one all the same, that one decides. */
static void
take_listing(
    struct survey *s, const struct origin *origin, const struct object *o)
{
	struct subject *subject;
	bool named;

	origin->target->listed[resource_kind(o)]++;
	nearest_owner(s, o, &named);
	if (named || *o->handle == '\0') {
		attribute_resource(s, origin, o);
		return;
	}
	subject = resource_subject(s, o);
	if (subject->lister != NULL)
		return;
	subject->lister = origin->target;
	subject->listing = o;
	if (subject->target == NULL)
		subject->target = origin->target;
}

void
attribute_organization(
    struct survey *s, const struct origin *origin, const struct object *o)
{
	struct target *target = origin->target;
	struct holder holder = {target, RECORD_ORGANIZATION, target->org};
	const char *reason;
	enum look look = describe_look(o, origin->framed, &reason);

	describe_object(s, &holder, o, look, reason, origin->answer);
	for (size_t i = 0; i < o->entity_count; i++)
		target->listed[RECORD_POC] += is_poc(o->entities[i]);
	take_entities(s, origin, &holder, o);
	for (size_t i = 0; i < o->network_count; i++)
		take_listing(s, origin, o->networks[i]);
	for (size_t i = 0; i < o->autnum_count; i++)
		take_listing(s, origin, o->autnums[i]);
}

void
attribute_poc(
    struct survey *s, const struct origin *origin, const struct object *o)
{
	struct subject *poc = survey_subject(s, RECORD_POC, o->handle);

	if (o->entity_kind == ENTITY_ORGANIZATION ||
	    o->entity_kind == ENTITY_CUSTOMER) {
		subject_look(poc, LOOK_FAILED, "answered as an organization");
		return;
	}
	if (!o->described) {
		subject_look(poc, LOOK_PARTIAL, "answered without a card");
		return;
	}
	offer_card(poc, origin, o);
	subject_look(poc, LOOK_COMPLETE, "");
}
