#include <stdlib.h>
#include <string.h>
#include "plan_private.h"
#include "rdap/alloc.h"

#define ADMIN     ROLE_ADMINISTRATIVE
#define TECH      ROLE_TECHNICAL
#define ABUSE     ROLE_ABUSE
#define NOC       ROLE_NOC
#define MANDATORY (ADMIN | TECH | ABUSE)

/* ---- fates -------------------------------------------------------------- */

static bool
is_linked(const struct plan_poc *poc)
{
	return poc->org_count > 0 || poc->resource_count > 0;
}

static enum fate
first_fate(const struct plan_poc *poc)
{
	if (!is_linked(poc) && (poc->wishes & WISH_DELETE) != 0)
		return FATE_ORPHAN;
	if (!is_linked(poc))
		return poc->wishes != 0 ? FATE_ASK : FATE_STAY;
	if (poc->individual && (poc->wishes & MISPLACED) != 0 &&
	    poc_good(poc) == NULL)
		return FATE_GO;
	if ((poc->wishes & WISH_RELEASE) != 0 && poc->org_count == 0 &&
	    poc->strangers.count == 0)
		return FATE_RELEASE;
	return FATE_STAY;
}

static bool
admin_only(const struct plan_poc *poc)
{
	for (size_t i = 0; i < poc->org_count; i++)
		if (poc->at_org[i].roles != ADMIN)
			return false;
	return poc->org_count > 0;
}

static bool
may_stay(const struct plan_poc *poc, const char *org)
{
	return poc->fate == FATE_GO && poc->resource_count == 0 &&
	       (poc->wishes & WISH_ADDRESS) == 0 && poc->strangers.count == 0 &&
	       poc->record->validated == VALIDATION_YES &&
	       (poc_roles_at(poc, org) & ADMIN) != 0 &&
	       (poc->org_count == 1 || admin_only(poc));
}

static bool
has_role_admin(const struct planning *p, const char *org)
{
	for (size_t i = 0; i < p->known; i++)
		if (p->pocs[i].fate == FATE_STAY &&
		    (poc_roles_at(&p->pocs[i], org) & ADMIN) != 0)
			return true;
	return false;
}

/* One person of each organization, an admin only if there is one, may stay. */
static void
choose_person(struct planning *p, const char *org)
{
	bool role_admin = has_role_admin(p, org);
	struct plan_poc *best = NULL;

	for (size_t i = 0; i < p->known; i++) {
		struct plan_poc *poc = &p->pocs[i];

		if (poc->fate == FATE_PERSON &&
		    (poc_roles_at(poc, org) & ADMIN) != 0)
			return;
		if (!may_stay(poc, org) || (role_admin && !admin_only(poc)))
			continue;
		if (best == NULL || (admin_only(poc) && !admin_only(best)))
			best = poc;
	}
	if (best == NULL)
		return;
	best->fate = FATE_PERSON;
	best->drop =
	    admin_only(best) ? 0 : poc_roles_at(best, org) & ~(unsigned)ADMIN;
}

/* ---- functions ---------------------------------------------------------- */

static bool
is_covered(const struct planning *p, const char *org, unsigned role)
{
	for (size_t i = 0; i < p->known; i++)
		if (poc_stays(&p->pocs[i]) && (poc_roles_at(&p->pocs[i], org) &
						  ~p->pocs[i].drop & role) != 0)
			return true;
	return false;
}

static bool
is_lost(const struct planning *p, const char *org, unsigned role)
{
	for (size_t i = 0; i < p->errand_count; i++)
		if (p->errands[i].wish == WISH_FILL &&
		    (p->errands[i].finding->roles & role) != 0 &&
		    strcmp(p->errands[i].finding->org, org) == 0)
			return true;
	for (size_t i = 0; i < p->known; i++)
		if ((poc_roles_at(&p->pocs[i], org) & role) != 0)
			return true;
	return false;
}

/* Functions whose holder does for another as well. */
static unsigned
related(unsigned role)
{
	if (role == TECH)
		return NOC;
	return (role & MANDATORY) == 0 ? TECH | NOC : 0;
}

/* How well a POC that stays fits; 0: not at all. */
static int
fitness(const struct planning *p, const struct plan_poc *poc, const char *org,
    unsigned role)
{
	unsigned roles = all_roles(poc);
	const struct spot *spot = poc_good(poc);
	const char *key = poc->gets != NULL ? poc->gets
			  : spot != NULL    ? spot->key
					    : "";
	int score = 0;

	if (poc->individual || poc->strangers.count > 0 ||
	    (poc->fate != FATE_STAY && poc->fate != FATE_RELEASE) ||
	    (poc->gets == NULL && spot == NULL))
		return 0;
	if ((poc->drop & role) != 0 || has_all(roles_then(p, key) | role))
		return 0;
	if ((roles & role) != 0)
		score = 8;
	else if ((roles & related(role)) != 0)
		score = 4;
	if (score > 0 && poc_roles_at(poc, org) != 0)
		score += 2;
	if (score > 0 && poc->gets == NULL &&
	    has_word(spot->key, function_of(role)->words))
		score++;
	return score;
}

static struct plan_poc *
new_poc(struct planning *p, unsigned role)
{
	const struct function *f = function_of(role);
	struct plan_poc *poc;
	char *handle;

	for (size_t i = p->known; i < p->poc_count; i++)
		if (p->pocs[i].makes == role)
			return &p->pocs[i];
	handle = xasprintf("new:%s", f->word);
	while (planning_poc(p, handle) != NULL) {
		char *longer = xasprintf("%s:", handle);

		free(handle);
		handle = longer;
	}
	strings_take(&p->texts, handle);
	poc = &p->pocs[p->poc_count];
	*poc = (struct plan_poc){.handle = handle,
	    .shown = xasprintf("the new %s POC", f->title),
	    .makes = role,
	    .fate = FATE_STAY};
	poc->mailbox = xstrdup(mailbox_for(p, role, &poc->published));
	p->poc_count++;
	return poc;
}

static struct plan_poc *
successor(struct planning *p, const char *org, unsigned role)
{
	struct plan_poc *best = NULL;
	int score, most = 0;

	for (size_t i = 0; i < p->known; i++) {
		score = fitness(p, &p->pocs[i], org, role);
		if (score > most) {
			most = score;
			best = &p->pocs[i];
		}
	}
	if (best == NULL && (role & MANDATORY) != 0)
		return new_poc(p, role);
	if (best == NULL)
		return NULL;
	if (best->fate == FATE_RELEASE)
		best->fate = FATE_STAY;
	if (best->record->validated == VALIDATION_NO)
		best->wishes |= WISH_CONFIRM;
	return best;
}

static void
give(struct planning *p, const char *org)
{
	for (size_t i = 0; i < function_count; i++) {
		unsigned role = functions[i].role;
		struct plan_poc *poc;

		if (!is_lost(p, org, role) || is_covered(p, org, role))
			continue;
		poc = successor(p, org, role);
		if (poc == NULL)
			continue;
		p->gifts = xgrow(p->gifts, p->gift_count, sizeof(*p->gifts));
		p->gifts[p->gift_count++] =
		    (struct gift){org, role, (size_t)(poc - p->pocs)};
	}
}

/* ---- an account that is restricted -------------------------------------- */

static void
choose_unlock(struct planning *p, const char *org)
{
	struct plan_poc *best = NULL;
	int score, most = -1;

	for (size_t i = 0; i < p->known; i++) {
		struct plan_poc *poc = &p->pocs[i];

		if ((poc_roles_at(poc, org) & (ADMIN | TECH)) == 0 ||
		    poc->record->validated != VALIDATION_NO)
			continue;
		score = poc_stays(poc) * 2 + !poc->individual;
		if (score > most) {
			most = score;
			best = poc;
		}
	}
	if (best != NULL)
		best->unlocks = true;
}

void
planning_decide(struct planning *p)
{
	const struct inventory *inv = p->report->inv;

	p->domain = own_domain(p);
	for (size_t i = 0; i < p->known; i++)
		p->pocs[i].fate = first_fate(&p->pocs[i]);
	for (size_t i = 0; i < inv->scope_count; i++)
		choose_person(p, inv->scopes[i].org);
	choose_addresses(p);
	for (size_t i = 0; i < inv->scope_count; i++)
		give(p, inv->scopes[i].org);
	for (size_t i = 0; i < p->errand_count; i++)
		if (p->errands[i].wish == WISH_UNLOCK)
			choose_unlock(p, p->errands[i].finding->org);
}
