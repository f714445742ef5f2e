#include <stdlib.h>
#include <string.h>
#include "plan_private.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"

/* A change leaves the inventory's index behind: from here on it is arrays. */
static void
push_record(struct inventory *inv, struct record x)
{
	inv->records =
	    xgrow(inv->records, inv->record_count, sizeof(*inv->records));
	inv->records[inv->record_count++] = x;
}

static struct seen
seen_now(int64_t now)
{
	return (struct seen){.state = STATE_OPEN,
	    .first = now,
	    .last = now,
	    .last_complete = now,
	    .since = now};
}

static struct record *
poc_of(const struct inventory *inv, const char *org, const char *handle)
{
	for (size_t i = 0; i < inv->record_count; i++)
		if (inv->records[i].kind == RECORD_POC &&
		    strcmp(inv->records[i].handle, handle) == 0 &&
		    (org == NULL || strcmp(inv->records[i].org, org) == 0))
			return &inv->records[i];
	return NULL;
}

/* The addresses of a POC, once each, whatever they are printed with. */
static void
addresses_of(const struct inventory *inv, const char *poc, struct strings *keys,
    struct strings *spellings)
{
	for (size_t i = 0; i < inv->sighting_count; i++)
		if (inv->sightings[i].field == FIELD_POC_EMAIL &&
		    strcmp(inv->sightings[i].poc, poc) == 0 &&
		    strings_add_unique(keys, inv->sightings[i].address))
			strings_add(spellings, inv->sightings[i].spelling);
}

static void
sight(struct inventory *inv, const struct record *poc, const char *key,
    const char *spelling, const struct link *l, int64_t now)
{
	static const enum level levels[] = {[RECORD_ORGANIZATION] = LEVEL_ORG,
	    [RECORD_NETWORK] = LEVEL_NETWORK,
	    [RECORD_AUTNUM] = LEVEL_AUTNUM};
	struct sighting s = {
	    .org = poc->org,
	    .address = key,
	    .spelling = spelling,
	    .field = FIELD_POC_EMAIL,
	    .record_kind = l != NULL ? l->holder_kind : RECORD_POC,
	    .record = l != NULL ? l->holder : poc->handle,
	    .poc = poc->handle,
	    .roles = l != NULL ? l->roles : 0,
	    .level = l != NULL ? levels[l->holder_kind] : LEVEL_NONE,
	    .source_url = poc->source_url,
	    .source_digest = poc->source_digest,
	    .observed_at = now,
	    .seen = seen_now(now),
	};

	inventory_append_sighting(inv, &s);
}

static bool
is_linked(const struct inventory *inv, const char *poc, const char *org)
{
	for (size_t i = 0; i < inv->link_count; i++)
		if (strcmp(inv->links[i].poc, poc) == 0 &&
		    (org == NULL || strcmp(inv->links[i].org, org) == 0))
			return true;
	return false;
}

/* Write the sightings of a POC's address anew, after its links. */
static void
sight_all(struct inventory *inv, const struct record *poc, const char *key,
    const char *spelling, int64_t now)
{
	size_t links = 0;

	for (size_t i = 0; i < inv->link_count; i++)
		if (strcmp(inv->links[i].poc, poc->handle) == 0 &&
		    strcmp(inv->links[i].org, poc->org) == 0) {
			sight(inv, poc, key, spelling, &inv->links[i], now);
			links++;
		}
	if (links == 0)
		sight(inv, poc, key, spelling, NULL, now);
}

/* `address` NULL: all. */
static void
unsight(struct inventory *inv, const char *poc, const char *address)
{
	size_t kept = 0;

	for (size_t i = 0; i < inv->sighting_count; i++) {
		struct sighting *s = &inv->sightings[i];

		if (s->field != FIELD_POC_EMAIL || strcmp(s->poc, poc) != 0 ||
		    (address != NULL && strcmp(s->address, address) != 0))
			inv->sightings[kept++] = *s;
	}
	inv->sighting_count = kept;
}

/* The links of a POC have changed. */
static void
resight(struct inventory *inv, const char *handle, int64_t now)
{
	struct strings keys = {0}, spellings = {0};

	addresses_of(inv, handle, &keys, &spellings);
	unsight(inv, handle, NULL);
	for (size_t i = 0; i < inv->record_count; i++) {
		const struct record *r = &inv->records[i];

		if (r->kind != RECORD_POC || strcmp(r->handle, handle) != 0)
			continue;
		for (size_t j = 0; j < keys.count; j++)
			sight_all(
			    inv, r, keys.items[j], spellings.items[j], now);
	}
	strings_clear(&keys);
	strings_clear(&spellings);
}

static void
do_create(struct inventory *inv, const struct plan_change *c, int64_t now)
{
	struct record r = {.kind = RECORD_POC,
	    .org = inventory_text(inv, c->org),
	    .handle = inventory_text(inv, c->poc),
	    .name = inventory_text(inv, c->name),
	    .range = "",
	    .type = "",
	    .card_kind = "group",
	    .given = "",
	    .surname = "",
	    .links_known = true,
	    .orgs_known = true,
	    .validated = VALIDATION_UNKNOWN,
	    .unvalidated_since = CLOCK_NONE,
	    .registered = now,
	    .last_changed = now,
	    .look_reason = "",
	    .source_url = "",
	    .source_digest = "",
	    .observed_at = now,
	    .seen = seen_now(now)};

	push_record(inv, r);
	sight(inv, &r, c->address, c->address, NULL, now);
}

static void
do_save(struct inventory *inv, const struct plan_change *c, int64_t now)
{
	for (size_t i = 0; i < inv->record_count; i++) {
		struct record *r = &inv->records[i];

		if (r->kind != RECORD_POC || strcmp(r->handle, c->poc) != 0)
			continue;
		r->last_changed = now;
		if (c->kind == CHANGE_PHONE)
			r->cell = false;
		if (c->kind != CHANGE_VALIDATE)
			continue;
		r->validated = VALIDATION_YES;
		r->unvalidated_since = CLOCK_NONE;
	}
}

static void
do_add(struct inventory *inv, const struct plan_change *c, int64_t now)
{
	unsight(inv, c->poc, c->address);
	for (size_t i = 0; i < inv->record_count; i++)
		if (inv->records[i].kind == RECORD_POC &&
		    strcmp(inv->records[i].handle, c->poc) == 0)
			sight_all(
			    inv, &inv->records[i], c->address, c->address, now);
}

static void
do_remove(struct inventory *inv, const struct plan_change *c, int64_t now)
{
	(void)now;
	unsight(inv, c->poc, c->address);
}

static struct link *
link_to(struct inventory *inv, const char *org, const char *poc)
{
	for (size_t i = 0; i < inv->link_count; i++)
		if (inv->links[i].holder_kind == RECORD_ORGANIZATION &&
		    strcmp(inv->links[i].holder, org) == 0 &&
		    strcmp(inv->links[i].poc, poc) == 0)
			return &inv->links[i];
	return NULL;
}

/* A POC of a sibling gets a record with the organization as well. */
static void
do_link(struct inventory *inv, const struct plan_change *c, int64_t now)
{
	struct link *l = link_to(inv, c->org, c->poc);
	const struct record *other = poc_of(inv, NULL, c->poc);

	if (poc_of(inv, c->org, c->poc) == NULL && other != NULL) {
		struct record r = *other;

		r.org = inventory_text(inv, c->org);
		r.status = (struct strings){0};
		strings_copy(&r.status, &other->status);
		push_record(inv, r);
	}
	if (l != NULL)
		l->roles |= c->role;
	else {
		const struct link new = {.org = c->org,
		    .poc = c->poc,
		    .holder_kind = RECORD_ORGANIZATION,
		    .holder = c->org,
		    .roles = c->role,
		    .seen = seen_now(now)};

		inventory_append_link(inv, &new);
	}
	resight(inv, c->poc, now);
}

static bool
unlinks(const struct plan_change *c, struct link *l)
{
	if (strcmp(l->poc, c->poc) != 0)
		return false;
	if (c->kind == CHANGE_RELEASE)
		return l->holder_kind != RECORD_ORGANIZATION &&
		       (c->record[0] == '\0' ||
			   strcmp(l->holder, c->record) == 0);
	if (l->holder_kind != RECORD_ORGANIZATION ||
	    strcmp(l->holder, c->org) != 0)
		return false;
	l->roles &= ~c->role;
	return l->roles == 0;
}

/* What a POC does not serve any more is no concern of it, while it serves
 * another audited organization. */
static void
leave(struct inventory *inv, const char *poc)
{
	size_t kept = 0;

	if (!is_linked(inv, poc, NULL))
		return;
	for (size_t i = 0; i < inv->record_count; i++) {
		struct record *r = &inv->records[i];

		if (r->kind == RECORD_POC && strcmp(r->handle, poc) == 0 &&
		    !is_linked(inv, poc, r->org))
			strings_clear(&r->status);
		else
			inv->records[kept++] = *r;
	}
	inv->record_count = kept;
}

static void
do_unlink(struct inventory *inv, const struct plan_change *c, int64_t now)
{
	size_t kept = 0;

	for (size_t i = 0; i < inv->link_count; i++)
		if (!unlinks(c, &inv->links[i]))
			inv->links[kept++] = inv->links[i];
	inv->link_count = kept;
	leave(inv, c->poc);
	resight(inv, c->poc, now);
}

static void
do_delete(struct inventory *inv, const struct plan_change *c, int64_t now)
{
	size_t kept = 0;

	(void)now;
	unsight(inv, c->poc, NULL);
	for (size_t i = 0; i < inv->record_count; i++) {
		struct record *r = &inv->records[i];

		if (r->kind == RECORD_POC && strcmp(r->handle, c->poc) == 0)
			strings_clear(&r->status);
		else
			inv->records[kept++] = *r;
	}
	inv->record_count = kept;
	kept = 0;
	for (size_t i = 0; i < inv->sighting_count; i++) {
		struct sighting *s = &inv->sightings[i];

		if (strcmp(s->poc, c->poc) != 0)
			inv->sightings[kept++] = *s;
	}
	inv->sighting_count = kept;
}

static void
do_text(struct inventory *inv, const struct plan_change *c, int64_t now)
{
	size_t kept = 0;

	(void)now;
	for (size_t i = 0; i < inv->sighting_count; i++) {
		struct sighting *s = &inv->sightings[i];

		if (s->field == FIELD_POC_EMAIL ||
		    strcmp(s->record, c->record) != 0 ||
		    strcmp(s->address, c->address) != 0)
			inv->sightings[kept++] = *s;
	}
	inv->sighting_count = kept;
}

void
plan_apply(struct inventory *inv, const struct plan_change *c, int64_t now)
{
	static void (*const does[])(
	    struct inventory *, const struct plan_change *, int64_t) = {
	    [CHANGE_CREATE] = do_create,
	    [CHANGE_VALIDATE] = do_save,
	    [CHANGE_SAVE] = do_save,
	    [CHANGE_PHONE] = do_save,
	    [CHANGE_ADD] = do_add,
	    [CHANGE_REMOVE] = do_remove,
	    [CHANGE_LINK] = do_link,
	    [CHANGE_UNLINK] = do_unlink,
	    [CHANGE_RELEASE] = do_unlink,
	    [CHANGE_DELETE] = do_delete,
	    [CHANGE_TEXT] = do_text,
	};

	does[c->kind](inv, c, now);
}

void
plan_what_if(struct inventory *to, const struct plan_steps *plan)
{
	const struct report *r = plan->report;
	struct inventory work;

	plan_copy(&work, r->inv);
	for (size_t i = 0; i < plan->step_count; i++)
		for (size_t j = 0; j < plan->steps[i].change_count; j++)
			plan_apply(&work, &plan->steps[i].changes[j], r->now);
	plan_copy(to, &work);
	inventory_clear(&work);
}
