#include "registrant.h"

/* False when nothing is nested so deep. */
static bool
collect(const struct object *object, unsigned depth, struct registrants *found)
{
	bool any = object->entity_count > 0;

	if (depth > 0) {
		any = false;
		for (size_t i = 0; i < object->entity_count; i++)
			any |= collect(object->entities[i], depth - 1, found);
		return any;
	}
	for (size_t i = 0; i < object->entity_count; i++)
		if ((object->entities[i]->roles & ROLE_REGISTRANT) != 0 &&
		    found->count < REGISTRANT_MAX)
			found->items[found->count++] = object->entities[i];
	return any;
}

void
registrants_nearest(const struct object *object, struct registrants *nearest)
{
	nearest->count = 0;
	for (unsigned depth = 0;
	     nearest->count == 0 && collect(object, depth, nearest);)
		depth++;
}

const struct object *
registrants_customer(const struct registrants *nearest)
{
	for (size_t i = 0; i < nearest->count; i++)
		if (nearest->items[i]->entity_kind == ENTITY_CUSTOMER)
			return nearest->items[i];
	return NULL;
}
