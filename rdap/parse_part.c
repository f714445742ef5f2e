#include <jansson.h>

#include <string.h>

#include "jcard.h"
#include "parse_object.h"

/*
 * Nested objects have their own parts. The others differ between two answers
 * that show the same record: links repeat the address that was asked for.
 */
static bool
is_dropped(const char *member, enum object_class class)
{
	static const char *const dropped[] = {"entities", "networks", "autnums",
	    "links", "notices", "port43", "rdapConformance"};
	size_t i;

	for (i = 0; i < sizeof(dropped) / sizeof(dropped[0]); i++) {
		if (strcmp(member, dropped[i]) == 0)
			return true;
	}
	/* Only an entity's jCard was judged, and is known to be one. */
	return class != OBJECT_ENTITY && strcmp(member, "vcardArray") == 0;
}

/* remarks or events without the links in them */
static json_t *
without_links(json_t *list)
{
	json_t *copy = json_array(), *element, *own;
	size_t i;

	json_array_foreach (list, i, element) {
		own = json_copy(element);
		json_object_del(own, "links");
		json_array_append_new(copy, own);
	}
	return copy;
}

static json_t *
kept_value(const char *member, json_t *value)
{
	if (strcmp(member, "vcardArray") == 0 && json_is_array(value))
		return jcard_part(value);
	if ((strcmp(member, "remarks") == 0 || strcmp(member, "events") == 0) &&
	    json_is_array(value))
		return without_links(value);
	return json_incref(value);
}

char *
parse_part(json_t *json, enum object_class class)
{
	json_t *copy = json_object(), *value;
	const char *member;
	char *part;

	json_object_foreach (json, member, value) {
		if (!is_dropped(member, class))
			json_object_set_new(
			    copy, member, kept_value(member, value));
	}
	part = json_dumps(copy, JSON_COMPACT);
	json_decref(copy);
	return part;
}
