#include <stdlib.h>
#include <string.h>
#include "plan_private.h"
#include "rdap/address.h"
#include "rdap/alloc.h"

#define ADMIN          ROLE_ADMINISTRATIVE
#define TECH           ROLE_TECHNICAL
#define ABUSE          ROLE_ABUSE
#define NOC            ROLE_NOC
#define MANDATORY      (ADMIN | TECH | ABUSE)
#define UNKNOWN_DOMAIN "your-domain.example"

static bool
is_needed(const struct report *r, const char *key)
{
	for (size_t i = 0; i < r->needed_count; i++)
		if (r->needed[i].mailbox != NULL &&
		    strcmp(r->needed[i].mailbox, key) == 0)
			return true;
	return false;
}

/* The address to keep on a POC that shall have one. */
static const struct spot *
to_keep(const struct report *r, const struct plan_poc *poc)
{
	const struct spot *best = NULL;
	int score, most = -1;

	for (size_t i = 0; i < poc->spot_count; i++) {
		const struct spot *s = &poc->spots[i];

		if (s->goes)
			continue;
		score = (s->kind == MAILBOX_ROLE) * 2 + is_needed(r, s->key);
		if (score > most) {
			most = score;
			best = s;
		}
	}
	return best;
}

unsigned
all_roles(const struct plan_poc *poc)
{
	unsigned roles = poc->resource_roles | poc->makes;

	for (size_t i = 0; i < poc->org_count; i++)
		roles |= poc->at_org[i].roles & ~poc->drop;
	return roles;
}

bool
has_word(const char *key, const char *words)
{
	char *local = address_local(key);
	struct strings list = {0};
	bool found = false;

	strings_split(&list, words, ' ');
	for (size_t i = 0; i < list.count; i++)
		found = found || strstr(local, list.items[i]) != NULL;
	strings_clear(&list);
	free(local);
	return found;
}

/* What a mailbox keeps that had all functions: abuse when it is called so, else
 * all but abuse. */
static unsigned
keeps(const char *key)
{
	return has_word(key, "abuse") ? ABUSE : ~(unsigned)ABUSE;
}

/* Which functions a POC keeps, or which address goes when it has but others. */
static void
split_spots(struct plan_poc *poc)
{
	unsigned kept = ~(unsigned)ABUSE, roles = all_roles(poc);

	for (size_t i = poc->spot_count; i-- > 0;)
		if ((poc->spots[i].wishes & (WISH_SPLIT | MISPLACED)) ==
		    WISH_SPLIT)
			kept = keeps(poc->spots[i].key);
	for (size_t i = 0; i < poc->spot_count; i++)
		if ((poc->spots[i].wishes & WISH_SPLIT) != 0 &&
		    (roles & kept) == 0)
			poc->spots[i].goes = true;
	if ((roles & kept) != 0)
		poc->drop |= MANDATORY & ~kept;
}

static void
choose_spots(const struct report *r, struct plan_poc *poc)
{
	const struct spot *keep;

	if ((poc->wishes & WISH_SPLIT) != 0)
		split_spots(poc);
	for (size_t i = 0; i < poc->spot_count; i++)
		if ((poc->spots[i].wishes & MISPLACED) != 0)
			poc->spots[i].goes = true;
	if ((poc->wishes & WISH_TRIM) == 0)
		return;
	keep = to_keep(r, poc);
	for (size_t i = 0; i < poc->spot_count; i++)
		if (keep != NULL && &poc->spots[i] != keep)
			poc->spots[i].goes = true;
}

static bool
keeps_none(const struct plan_poc *poc)
{
	for (size_t i = 0; i < poc->spot_count; i++)
		if (!poc->spots[i].goes)
			return false;
	return poc->spot_count > 0;
}

unsigned
roles_then(const struct planning *p, const char *key)
{
	unsigned roles = 0;

	for (size_t i = 0; i < p->poc_count; i++) {
		const struct plan_poc *poc = &p->pocs[i];
		bool has = poc->gets != NULL && strcmp(poc->gets, key) == 0;

		if (!poc_stays(poc))
			continue;
		if (poc->mailbox != NULL)
			has = has || strcmp(poc->mailbox, key) == 0;
		for (size_t j = 0; j < poc->spot_count; j++)
			has = has || (!poc->spots[j].goes &&
					 strcmp(poc->spots[j].key, key) == 0);
		roles |= has ? all_roles(poc) : 0;
		for (size_t j = 0; has && j < p->gift_count; j++)
			if (p->gifts[j].poc == i)
				roles |= p->gifts[j].role;
	}
	return roles;
}

bool
has_all(unsigned roles)
{
	return (roles & MANDATORY) == MANDATORY;
}

/* May a mailbox be had for functions? Not where it is a bad one anywhere, nor
 * where it would have them all. */
static bool
is_fit(const struct planning *p, const char *key, unsigned roles)
{
	for (size_t i = 0; i < p->known; i++)
		for (size_t j = 0; j < p->pocs[i].spot_count; j++) {
			const struct spot *s = &p->pocs[i].spots[j];

			if (strcmp(s->key, key) != 0)
				continue;
			if ((s->wishes & MISPLACED) != 0 ||
			    ((s->wishes & WISH_SPLIT) != 0 &&
				(keeps(key) & roles) == 0))
				return false;
		}
	if (has_all(roles)) /* one POC has them, of several organizations */
		return roles_then(p, key) == 0;
	return !has_all(roles_then(p, key) | roles);
}

/* Is it on a POC that stays? */
static bool
is_kept(const struct planning *p, const char *key)
{
	for (size_t i = 0; i < p->known; i++) {
		const struct plan_poc *poc = &p->pocs[i];

		for (size_t j = 0; poc_stays(poc) && j < poc->spot_count; j++)
			if (strcmp(poc->spots[j].key, key) == 0 &&
			    poc->spots[j].kind == MAILBOX_ROLE &&
			    !poc->spots[j].goes)
				return true;
	}
	return false;
}

/* Printed somewhere, at the own domain, and named for the function. */
static const char *
in_print(const struct planning *p, const struct function *f, unsigned roles)
{
	const struct report *r = p->report;

	for (size_t i = 0; i < r->address_count; i++) {
		const struct address_report *a = &r->addresses[i];

		if (a->mailbox_kind == MAILBOX_ROLE &&
		    a->status == STATUS_OPEN && address_valid(a->address) &&
		    domain_within(a->domain, p->domain) &&
		    has_word(a->address, f->words) &&
		    is_fit(p, a->address, roles))
			return a->address;
	}
	return NULL;
}

/* One to be made. */
static const char *
suggested(struct planning *p, const struct function *f, unsigned roles)
{
	char *key = xasprintf("%s@%s", f->local, p->domain);

	while (!is_fit(p, key, roles)) {
		char *other = xasprintf("arin-%s", key);

		free(key);
		key = other;
	}
	strings_take(&p->texts, key);
	return key;
}

/* Of several functions, the one that its mailbox is chosen for. */
static unsigned
main_role(unsigned roles)
{
	static const unsigned order[] = {ABUSE, TECH, NOC, ADMIN};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if ((roles & order[i]) != 0)
			return order[i];
	return TECH;
}

const char *
mailbox_for(struct planning *p, unsigned roles, bool *published)
{
	unsigned role = main_role(roles);
	const struct function *f = function_of(role);
	const struct report *r = p->report;
	const char *found;

	*published = true;
	for (size_t i = 0; i < r->needed_count; i++)
		if (r->needed[i].role == role && r->needed[i].mailbox != NULL &&
		    is_kept(p, r->needed[i].mailbox) &&
		    is_fit(p, r->needed[i].mailbox, roles))
			return r->needed[i].mailbox;
	found = in_print(p, f, roles);
	if (found != NULL)
		return found;
	*published = false;
	return suggested(p, f, roles);
}

/* One that it has stays. */
static void
choose_new(struct planning *p, struct plan_poc *poc)
{
	poc->gets = mailbox_for(p, all_roles(poc), &poc->published);
	for (size_t i = 0; i < poc->spot_count; i++)
		if (strcmp(poc->spots[i].key, poc->gets) == 0) {
			poc->spots[i].goes = false;
			poc->gets = NULL;
			return;
		}
}

void
choose_addresses(struct planning *p)
{
	for (size_t i = 0; i < p->known; i++)
		if (p->pocs[i].fate == FATE_STAY)
			choose_spots(p->report, &p->pocs[i]);
	for (size_t i = 0; i < p->known; i++) {
		struct plan_poc *poc = &p->pocs[i];

		if (poc->fate == FATE_STAY && keeps_none(poc))
			choose_new(p, poc);
	}
}

/* ---- the domain for new mailboxes --------------------------------------- */

static size_t
domain_weight(const struct planning *p, const char *domain)
{
	size_t weight = 0;

	for (size_t i = 0; i < p->known; i++)
		for (size_t j = 0; j < p->pocs[i].spot_count; j++) {
			const struct spot *s = &p->pocs[i].spots[j];

			if ((s->wishes & WISH_ADDRESS) == 0 &&
			    strcmp(address_domain(s->key), domain) == 0)
				weight += s->kind == MAILBOX_ROLE ? 2 : 1;
		}
	return weight;
}

/* Can anybody register it? */
static bool
is_dead(const struct report *r, const char *domain)
{
	for (size_t i = 0; i < r->finding_count; i++)
		if (strcmp(r->findings[i].rule->id, "WE303") == 0 &&
		    strcmp(address_domain(r->findings[i].address), domain) == 0)
			return true;
	return false;
}

char *
own_domain(const struct planning *p)
{
	const struct inventory *inv = p->report->inv;
	struct mailbox_lists *lists = mailbox_lists_new();
	const char *best = UNKNOWN_DOMAIN;
	size_t most = 0;

	for (size_t i = 0; i < p->known; i++)
		for (size_t j = 0; j < p->pocs[i].spot_count; j++) {
			const char *key = p->pocs[i].spots[j].key;
			const char *domain = address_domain(key);
			size_t weight = domain_weight(p, domain);

			if (weight > most && address_valid(key) &&
			    !mailbox_consumer(lists, domain)) {
				most = weight;
				best = domain;
			}
		}
	for (size_t i = inv->domain_count; i-- > 0;)
		if (inv->domains[i].confirmed &&
		    !is_dead(p->report, inv->domains[i].name))
			best = inv->domains[i].name;
	mailbox_lists_free(lists);
	return xstrdup(best);
}
