/* kept_doubted(): findings that say what is not there. */
#include <string.h>
#include "assess.h"

/* Of some things, is there one, and was none seen in the last look? */
struct doubt {
	bool any, seen;
};

static void
doubt(struct doubt *d, bool seen)
{
	d->any = true;
	d->seen |= seen;
}

/* WE202 and WE207 end when something links the POC. */
static void
by_link(
    const struct assessment *a, const struct kept_finding *k, struct doubt *d)
{
	const struct contact *c = views_contact(a->views, k->org, k->record);

	for (size_t i = 0; c != NULL && i < c->link_count; i++)
		doubt(d, c->links[i]->seen.state == STATE_OPEN);
}

/* WE101 and WE102 give way to WE402. Roles that a look did not show, where it was
 * not complete, are kept: then none was seen. */
static void
by_abuse(
    const struct assessment *a, const struct kept_finding *k, struct doubt *d)
{
	const struct address_view *v =
	    views_address(a->views, k->org, k->address);

	for (size_t i = 0; v != NULL && i < v->sighting_count; i++)
		if (strcmp(v->sightings[i]->poc, k->record) == 0 &&
		    (v->sightings[i]->roles & ROLE_ABUSE) != 0)
			doubt(d, seen_shown(&v->sightings[i]->seen));
}

/* WE205 ends when the address is published with the organization, or on a POC
 * that is linked to nothing, as all that it serves was read. */
static void
by_org(
    const struct assessment *a, const struct kept_finding *k, struct doubt *d)
{
	const struct address_view *v =
	    views_address(a->views, k->org, k->address);

	for (size_t i = 0; v != NULL && i < v->sighting_count; i++) {
		const struct sighting *s = v->sightings[i];
		const struct contact *c =
		    views_contact(a->views, k->org, s->poc);

		if (s->level == LEVEL_ORG || s->level == LEVEL_NONE)
			doubt(d, s->seen.state == STATE_OPEN &&
				     (s->level == LEVEL_ORG || c == NULL ||
					 contact_links_read(a->inv, c)));
	}
}

/* WE404 ends when an admin or tech POC is not unvalidated. */
static void
by_acting(
    const struct assessment *a, const struct kept_finding *k, struct doubt *d)
{
	const struct org_view *o = views_org(a->views, k->org);

	for (size_t i = 0; o != NULL && i < o->contact_count; i++) {
		const struct contact *c = &o->contacts[i];

		if (contact_acts(c, seen_likely) &&
		    (c->record == NULL ||
			c->record->validated != VALIDATION_NO))
			doubt(d, contact_acts(c, seen_shown));
	}
}

/* Whom it serves could not be read, or whether those hold resources. */
static void
by_stranger(
    const struct assessment *a, const struct kept_finding *k, struct doubt *d)
{
	const struct contact *c = views_contact(a->views, k->org, k->record);

	if (c != NULL && c->link_count == 0 &&
	    (!contact_links_read(a->inv, c) || contact_serves(a->inv, c, -1)))
		d->any = true;
}

/* What is not told of an orphan. */
static void
by_orphan(
    const struct assessment *a, const struct kept_finding *k, struct doubt *d)
{
	const struct contact *c = views_contact(a->views, k->org, k->record);

	if (c != NULL && contact_orphan(a->inv, c) &&
	    !contact_links_read(a->inv, c))
		d->any = true;
}

static const struct {
	const char *rule;
	void (*look)(const struct assessment *, const struct kept_finding *,
	    struct doubt *);
} doubts[] = {
    {"WE101", by_abuse},
    {"WE101", by_orphan},
    {"WE102", by_abuse},
    {"WE202", by_link},
    {"WE202", by_stranger},
    {"WE205", by_org},
    {"WE207", by_link},
    {"WE207", by_stranger},
    {"WE301", by_orphan},
    {"WE302", by_orphan},
    {"WE404", by_acting},
};

bool
kept_doubted(const struct assessment *a, const struct kept_finding *k)
{
	struct doubt d = {0};

	for (size_t i = 0; i < sizeof(doubts) / sizeof(doubts[0]); i++)
		if (strcmp(doubts[i].rule, k->rule) == 0)
			doubts[i].look(a, k, &d);
	return d.any && !d.seen;
}
