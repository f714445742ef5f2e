#include <stdlib.h>
#include <string.h>
#include "plan_private.h"
#include "rdap/alloc.h"

#define NEW_POCS_MAX 8 /* one a function */

/* ---- what findings ask for ---------------------------------------------- */

enum about {
	ABOUT_POC,     /* the record is the POC */
	ABOUT_ADDRESS, /* the POCs of the organization with that address */
	ABOUT_RECORD,  /* an errand of its own */
};

static const struct recipe {
	const char *rule;
	enum wish wish;
	enum about about;
	unsigned roles; /* ABOUT_ADDRESS: only POCs with one of these */
} recipes[] = {
    {"WE101", WISH_REPLACE, ABOUT_POC, 0},
    {"WE102", WISH_ADDRESS, ABOUT_POC, 0},
    {"WE103", WISH_ADDRESS, ABOUT_POC, 0},
    {"WE104", WISH_ADDRESS, ABOUT_POC, 0},
    {"WE106", WISH_PHONE, ABOUT_POC, 0},
    {"WE201", WISH_TEXT, ABOUT_RECORD, 0},
    {"WE202", WISH_DELETE, ABOUT_POC, 0},
    {"WE203", WISH_SHARED, ABOUT_POC, 0},
    {"WE204", WISH_TRIM, ABOUT_POC, 0},
    {"WE205", WISH_RELEASE, ABOUT_ADDRESS, 0},
    {"WE206", WISH_IRR, ABOUT_RECORD, 0},
    {"WE207", WISH_ELSEWHERE, ABOUT_POC, 0},
    {"WE301", WISH_CONFIRM, ABOUT_POC, 0},
    {"WE302", WISH_SAVE, ABOUT_POC, 0},
    {"WE303", WISH_ADDRESS, ABOUT_POC, 0},
    {"WE304", WISH_ADDRESS, ABOUT_POC, 0},
    {"WE305", WISH_ADDRESS, ABOUT_POC, 0},
    {"WE306", WISH_ADDRESS, ABOUT_POC, 0},
    {"WE401", WISH_FILL, ABOUT_RECORD, 0},
    {"WE402", WISH_ABUSE, ABOUT_ADDRESS, ROLE_ABUSE},
    {"WE403", WISH_SPLIT, ABOUT_ADDRESS, 0},
    {"WE404", WISH_UNLOCK, ABOUT_RECORD, 0},
};

static const struct recipe *
recipe_of(const struct finding *f)
{
	if (f->status != STATUS_OPEN || f->severity == SEVERITY_INFO)
		return NULL;
	for (size_t i = 0; i < sizeof(recipes) / sizeof(recipes[0]); i++)
		if (strcmp(recipes[i].rule, f->rule->id) == 0)
			return &recipes[i];
	return NULL;
}

/* ---- POCs --------------------------------------------------------------- */

static int
by_handle(const void *a, const void *b)
{
	return strcmp(((const struct plan_poc *)a)->handle,
	    ((const struct plan_poc *)b)->handle);
}

struct plan_poc *
planning_poc(const struct planning *p, const char *handle)
{
	struct plan_poc key = {.handle = handle};

	if (p->known == 0)
		return NULL;
	return bsearch(&key, p->pocs, p->known, sizeof(key), by_handle);
}

/* Seen in the last look, or not looked at since it was. */
static bool
is_there(const struct seen *seen)
{
	return seen->state == STATE_OPEN || seen->state == STATE_UNKNOWN;
}

static void
gather_pocs(struct planning *p)
{
	const struct inventory *inv = p->report->inv;
	size_t n = 0, kept = 0;

	p->pocs = xcalloc(inv->record_count + NEW_POCS_MAX, sizeof(*p->pocs));
	for (size_t i = 0; i < inv->record_count; i++) {
		const struct record *r = &inv->records[i];

		if (r->kind == RECORD_POC && is_there(&r->seen))
			p->pocs[n++] =
			    (struct plan_poc){.handle = r->handle, .record = r};
	}
	if (n > 1)
		qsort(p->pocs, n, sizeof(*p->pocs), by_handle);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || by_handle(&p->pocs[kept - 1], &p->pocs[i]))
			p->pocs[kept++] = p->pocs[i];
	p->known = p->poc_count = kept;
	for (size_t i = 0; i < kept; i++) {
		struct plan_poc *poc = &p->pocs[i];

		poc->shown = xstrdup(poc->handle);
		poc->individual =
		    strcmp(poc->record->card_kind, "individual") == 0;
	}
}

static void
add_held(struct plan_poc *poc, const char *org, unsigned roles)
{
	for (size_t i = 0; i < poc->org_count; i++)
		if (strcmp(poc->at_org[i].org, org) == 0) {
			poc->at_org[i].roles |= roles;
			return;
		}
	poc->at_org = xgrow(poc->at_org, poc->org_count, sizeof(*poc->at_org));
	poc->at_org[poc->org_count++] = (struct held){org, roles};
}

/* Records are in no order; POCs are on few of many networks. */
static bool
is_reassigned(const struct inventory *inv, const struct link *l)
{
	const struct record *r = NULL;

	if (l->holder_kind == RECORD_NETWORK)
		r = inventory_record(inv, l->org, RECORD_NETWORK, l->holder);
	return r != NULL && strcmp(r->type, "REASSIGNMENT") == 0;
}

static void
gather_links(struct planning *p)
{
	const struct inventory *inv = p->report->inv;

	for (size_t i = 0; i < inv->link_count; i++) {
		const struct link *l = &inv->links[i];
		struct plan_poc *poc = planning_poc(p, l->poc);

		if (poc == NULL || !is_there(&l->seen))
			continue;
		if (l->holder_kind == RECORD_ORGANIZATION) {
			add_held(poc, l->org, l->roles);
			continue;
		}
		poc->resource_roles |= l->roles;
		poc->resources = xgrow(poc->resources, poc->resource_count,
		    sizeof(*poc->resources));
		poc->resources[poc->resource_count++] = (struct resource){
		    l->org, l->holder, l->holder_kind, is_reassigned(inv, l)};
	}
}

static struct spot *
spot_of(struct plan_poc *poc, const char *key)
{
	for (size_t i = 0; i < poc->spot_count; i++)
		if (strcmp(poc->spots[i].key, key) == 0)
			return &poc->spots[i];
	return NULL;
}

static void
gather_spot(struct planning *p, const struct sighting *s,
    const struct address_report *a)
{
	struct plan_poc *poc = planning_poc(p, s->poc);

	if (poc == NULL || s->field != FIELD_POC_EMAIL || !is_there(&s->seen) ||
	    spot_of(poc, s->address) != NULL)
		return;
	poc->spots = xgrow(poc->spots, poc->spot_count, sizeof(*poc->spots));
	poc->spots[poc->spot_count++] = (struct spot){.key = s->address,
	    .spelling = s->spelling,
	    .kind = a->mailbox_kind};
}

static void
gather_spots(struct planning *p)
{
	const struct report *r = p->report;

	for (size_t i = 0; i < r->address_count; i++)
		for (size_t j = 0; j < r->addresses[i].sighting_count; j++)
			gather_spot(p,
			    &r->inv->sightings[r->addresses[i].sightings[j]],
			    &r->addresses[i]);
}

static void
gather_strangers(struct planning *p)
{
	const struct inventory *inv = p->report->inv;

	for (size_t i = 0; i < p->known; i++)
		p->pocs[i].unused = true;
	for (size_t i = 0; i < inv->elsewhere_count; i++) {
		const struct elsewhere *x = &inv->elsewheres[i];
		struct plan_poc *poc = planning_poc(p, x->poc);

		if (poc == NULL)
			continue;
		strings_add_unique(&poc->strangers, x->stranger);
		if (x->resources != 0)
			poc->unused = false;
	}
}

/* ---- findings ----------------------------------------------------------- */

static void
mark(struct plan_poc *poc, const struct recipe *recipe, const struct finding *f)
{
	struct spot *spot = spot_of(poc, f->address);

	poc->wishes |= recipe->wish;
	if (spot != NULL)
		spot->wishes |= recipe->wish;
	strings_add_unique(&poc->findings, f->id);
	if (f->severity > poc->worst)
		poc->worst = f->severity;
}

static bool
serves(const struct plan_poc *poc, const char *org)
{
	for (size_t i = 0; i < poc->resource_count; i++)
		if (strcmp(poc->resources[i].org, org) == 0)
			return true;
	return poc_roles_at(poc, org) != 0;
}

static void
mark_address(
    struct planning *p, const struct recipe *recipe, const struct finding *f)
{
	for (size_t i = 0; i < p->known; i++) {
		struct plan_poc *poc = &p->pocs[i];
		unsigned roles =
		    poc_roles_at(poc, f->org) | poc->resource_roles;

		if (spot_of(poc, f->address) != NULL && serves(poc, f->org) &&
		    (recipe->roles == 0 || (roles & recipe->roles) != 0))
			mark(poc, recipe, f);
	}
}

static void
mark_finding(
    struct planning *p, const struct recipe *recipe, const struct finding *f)
{
	struct plan_poc *poc = NULL;

	if (recipe->about == ABOUT_ADDRESS)
		mark_address(p, recipe, f);
	else if (recipe->about == ABOUT_POC) {
		poc = planning_poc(p, f->record);
		if (poc != NULL)
			mark(poc, recipe, f);
	} else {
		p->errands =
		    xgrow(p->errands, p->errand_count, sizeof(*p->errands));
		p->errands[p->errand_count++] =
		    (struct errand){f, recipe->wish};
	}
}

void
planning_gather(struct planning *p)
{
	const struct report *r = p->report;

	gather_pocs(p);
	gather_links(p);
	gather_spots(p);
	gather_strangers(p);
	for (size_t i = 0; i < r->finding_count; i++) {
		const struct recipe *recipe = recipe_of(&r->findings[i]);

		if (recipe != NULL)
			mark_finding(p, recipe, &r->findings[i]);
	}
}

/* ---- a POC -------------------------------------------------------------- */

unsigned
poc_roles_at(const struct plan_poc *poc, const char *org)
{
	for (size_t i = 0; i < poc->org_count; i++)
		if (strcmp(poc->at_org[i].org, org) == 0)
			return poc->at_org[i].roles;
	return 0;
}

bool
poc_stays(const struct plan_poc *poc)
{
	return poc->fate == FATE_STAY || poc->fate == FATE_PERSON;
}

const struct spot *
poc_good(const struct plan_poc *poc)
{
	for (size_t i = 0; i < poc->spot_count; i++)
		if (poc->spots[i].kind == MAILBOX_ROLE && !poc->spots[i].goes &&
		    (poc->spots[i].wishes &
			(WISH_ADDRESS | WISH_REPLACE | WISH_ABUSE)) == 0)
			return &poc->spots[i];
	return NULL;
}

void
planning_clear(struct planning *p)
{
	for (size_t i = 0; i < p->poc_count; i++) {
		struct plan_poc *poc = &p->pocs[i];

		free(poc->shown);
		free(poc->mailbox);
		free(poc->at_org);
		free(poc->resources);
		free(poc->spots);
		strings_clear(&poc->strangers);
		strings_clear(&poc->findings);
	}
	free(p->pocs);
	free(p->errands);
	free(p->gifts);
	free(p->domain);
	strings_clear(&p->texts);
}
