#include <string.h>
#include "rdap/address.h"
#include "looks.h"

static enum look
worse(enum look a, enum look b)
{
	return a > b ? a : b;
}

static enum look
look_at_list(
    const struct inventory *inv, const char *org, enum record_kind kind)
{
	const struct scope *scope = inventory_scope(inv, org);

	if (scope == NULL || scope->state != SCOPE_READ ||
	    !scope->list_complete[kind])
		return LOOK_FAILED;
	return LOOK_COMPLETE;
}

enum look
look_at_record(const struct inventory *inv, const char *org,
    enum record_kind kind, const char *handle)
{
	const struct scope *scope = inventory_scope(inv, org);
	const struct record *record;

	if (scope == NULL || scope->state != SCOPE_READ)
		return LOOK_FAILED;
	record = inventory_record(inv, org, kind, handle);
	return record != NULL ? record->look : look_at_list(inv, org, kind);
}

/* Are all POCs at a domain of one of these addresses known? */
static bool
domain_searched(const struct inventory *inv, const char *addresses)
{
	struct strings list = {0};
	bool searched = false;

	strings_split(&list, addresses, ' ');
	for (size_t i = 0; i < list.count; i++)
		for (size_t j = 0; j < inv->domain_count; j++)
			searched |= inv->domains[j].searched &&
				    strcmp(address_domain(list.items[i]),
					inv->domains[j].name) == 0;
	strings_clear(&list);
	return searched;
}

/*
 * Would a POC with one of these addresses be met? Only by an own domain that
 * this run knew. None: it was linked once, and stands in no search.
 */
static bool
domain_confirmed(const struct inventory *inv, const char *addresses)
{
	struct strings list = {0};
	bool own = *addresses == '\0';

	strings_split(&list, addresses, ' ');
	for (size_t i = 0; i < list.count; i++)
		for (size_t j = 0; j < inv->domain_count; j++)
			own |= inv->domains[j].confirmed &&
			       domain_within(address_domain(list.items[i]),
				   inv->domains[j].name);
	strings_clear(&list);
	return own;
}

bool
search_failed(const struct inventory *inv)
{
	const char *subject = "POCs at ";

	for (size_t i = 0; i < inv->gap_count; i++)
		if (strncmp(inv->gaps[i].subject, subject, strlen(subject)) ==
		    0)
			return true;
	return false;
}

enum look
look_at_unlinked(const struct inventory *inv, const char *org, const char *poc,
    const char *addresses, bool second)
{
	const struct scope *scope = inventory_scope(inv, org);
	enum look look = look_at_record(inv, org, RECORD_POC, poc);

	if (look != LOOK_COMPLETE ||
	    inventory_record(inv, org, RECORD_POC, poc) != NULL)
		return look;
	if (!scope->searched || search_failed(inv) ||
	    !domain_confirmed(inv, addresses) ||
	    (second && !domain_searched(inv, addresses)))
		return LOOK_FAILED;
	return look;
}

enum look
look_at_second(const struct inventory *inv, const char *org,
    enum record_kind holder, const char *poc)
{
	const struct scope *scope = inventory_scope(inv, org);
	const struct record *r =
	    poc != NULL ? inventory_record(inv, org, RECORD_POC, poc) : NULL;

	return (scope != NULL && scope->cross_checked) ||
		       (holder == RECORD_ORGANIZATION && r != NULL &&
			   r->orgs_known)
		   ? LOOK_COMPLETE
		   : LOOK_FAILED;
}

enum look
look_at_link(const struct inventory *inv, const char *org,
    enum record_kind holder_kind, const char *holder)
{
	if (holder_kind == RECORD_ORGANIZATION)
		return look_at_list(inv, org, RECORD_POC);
	return look_at_record(inv, org, holder_kind, holder);
}

enum look
look_by_rdap(const struct inventory *inv, const char *org,
    enum record_kind kind, const char *handle, const char *poc)
{
	const struct scope *scope = inventory_scope(inv, org);
	const struct record *r = inventory_record(inv, org, kind, handle);
	const struct record *p =
	    poc != NULL ? inventory_record(inv, org, RECORD_POC, poc) : NULL;
	enum look look;

	if (kind == RECORD_POC && poc != NULL) /* linked to nothing */
		return scope != NULL && scope->searched ? LOOK_COMPLETE
							: LOOK_FAILED;
	if (kind == RECORD_ORGANIZATION && poc != NULL)
		look = look_at_list(inv, org, RECORD_POC);
	else if (r != NULL && !r->second)
		look = r->look;
	else
		look = look_at_list(inv, org, kind);
	return p != NULL && !p->second ? worse(look, p->look) : look;
}

static bool
left_out(const struct inventory *inv, const struct sighting *s)
{
	const struct record *poc =
	    inventory_record(inv, s->org, RECORD_POC, s->record);

	return poc != NULL && poc->own_only &&
	       !domain_confirmed(inv, s->address);
}

static bool
is_linked(const struct inventory *inv, const struct sighting *s)
{
	for (size_t i = 0; i < inv->link_count; i++) {
		const struct link *l = &inv->links[i];

		if (l->holder_kind == s->record_kind &&
		    strcmp(l->holder, s->record) == 0 &&
		    strcmp(l->poc, s->poc) == 0 && strcmp(l->org, s->org) == 0)
			return true;
	}
	return false;
}

enum look
look_at_sighting(const struct inventory *inv, const struct sighting *sighting)
{
	const char *org = sighting->org;
	const struct record *poc;
	enum look look;

	if (sighting->field == FIELD_POC_EMAIL &&
	    sighting->record_kind == RECORD_POC)
		return left_out(inv, sighting)
			   ? LOOK_FAILED
			   : look_at_unlinked(inv, org, sighting->record,
				 sighting->address, sighting->second);
	/* What a POC serves tells nothing of the addresses on it. */
	if (sighting->second &&
	    look_at_second(inv, org, sighting->record_kind,
		sighting->field == FIELD_POC_EMAIL && !is_linked(inv, sighting)
		    ? sighting->poc
		    : NULL) != LOOK_COMPLETE)
		return LOOK_FAILED;
	if (sighting->field != FIELD_POC_EMAIL)
		return look_at_record(
		    inv, org, sighting->record_kind, sighting->record);
	look = look_at_link(inv, org, sighting->record_kind, sighting->record);
	poc = inventory_record(inv, org, RECORD_POC, sighting->poc);
	return poc != NULL ? worse(look, poc->look) : look;
}
