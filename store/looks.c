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

enum look
look_at_unlinked(const struct inventory *inv, const char *org, const char *poc)
{
	const struct scope *scope = inventory_scope(inv, org);
	enum look look = look_at_record(inv, org, RECORD_POC, poc);

	if (look == LOOK_COMPLETE && !scope->searched &&
	    inventory_record(inv, org, RECORD_POC, poc) == NULL)
		return LOOK_FAILED;
	return look;
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
look_at_sighting(const struct inventory *inv, const struct sighting *sighting)
{
	const char *org = sighting->org;
	const struct record *poc;
	enum look look;

	if (sighting->field == FIELD_POC_EMAIL &&
	    sighting->record_kind == RECORD_POC)
		return look_at_unlinked(inv, org, sighting->record);
	if (sighting->field != FIELD_POC_EMAIL)
		return look_at_record(
		    inv, org, sighting->record_kind, sighting->record);
	look = look_at_link(inv, org, sighting->record_kind, sighting->record);
	poc = inventory_record(inv, org, RECORD_POC, sighting->poc);
	return poc != NULL ? worse(look, poc->look) : look;
}
