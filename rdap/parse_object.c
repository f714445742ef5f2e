#include <jansson.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "clock.h"
#include "json.h"
#include "parse_object.h"

static const struct {
	enum object_class class;
	const char *name;
	int (*members)(const json_t *, struct object *, struct error *);
} classes[] = {
    {OBJECT_ENTITY, "entity", parse_entity},
    {OBJECT_NETWORK, "ip network", parse_network},
    {OBJECT_AUTNUM, "autnum", parse_autnum},
};

#define CLASS_COUNT (sizeof(classes) / sizeof(classes[0]))

void
text_set(char **text, const char *value)
{
	free(*text);
	*text = xstrdup(value);
}

static struct object *
object_new(enum object_class class, const char *path)
{
	struct object *object = xcalloc(1, sizeof(*object));

	object->class = class;
	object->handle = xstrdup("");
	object->name = xstrdup("");
	object->registered = CLOCK_NONE;
	object->last_changed = CLOCK_NONE;
	object->truncated = xstrdup("");
	object->card_kind = xstrdup("");
	object->given = xstrdup("");
	object->surname = xstrdup("");
	object->unvalidated_since = CLOCK_NONE;
	object->type = xstrdup("");
	object->parent = xstrdup("");
	object->path = xstrdup(path);
	object->part = xstrdup("");
	return object;
}

int
parse_handle(const json_t *json, const char *path, const char *member,
    char **handle, struct error *err)
{
	const char *text;
	char *c;

	if (json_get_text(json, path, member, &text, err) == -1)
		return -1;
	for (; *text == ' '; text++)
		continue;
	*handle = xstrdup(text);
	for (c = *handle; *c != '\0'; c++) {
		if (*c < ' ' || *c > '~') {
			free(*handle);
			*handle = NULL;
			return json_refuse(
			    err, path, member, "not a handle", NULL);
		}
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	}
	return 0;
}

static int
parse_class(const json_t *json, enum object_class expected, const char *path,
    enum object_class *class, struct error *err)
{
	const char *name;
	size_t i;

	if (json_get_text(json, path, "objectClassName", &name, err) == -1)
		return -1;
	*class = *name == '\0' ? expected : OBJECT_OTHER;
	for (i = 0; i < CLASS_COUNT; i++) {
		if (strcmp(name, classes[i].name) == 0)
			*class = classes[i].class;
	}
	if (expected != OBJECT_OTHER && *class != expected)
		return json_refuse(err, path, "objectClassName",
		    "not what belongs here", name);
	return 0;
}

static int
parse_words(const json_t *json, struct object *object, struct error *err)
{
	struct strings roles = {0};
	size_t i;
	int rc;

	rc = json_get_lines(json, object->path, "roles", &roles, err);
	for (i = 0; i < roles.count; i++)
		object->roles |= role_parse(roles.items[i]);
	strings_clear(&roles);
	if (rc == -1)
		return -1;
	return json_get_lines(
	    json, object->path, "status", &object->status, err);
}

static void
parse_event(const json_t *event, struct object *object)
{
	const char *action, *date;
	int64_t *moment;

	action = json_string_value(json_object_get(event, "eventAction"));
	date = json_string_value(json_object_get(event, "eventDate"));
	if (action == NULL || date == NULL)
		return;
	if (strcasecmp(action, "registration") == 0)
		moment = &object->registered;
	else if (strcasecmp(action, "last changed") == 0)
		moment = &object->last_changed;
	else
		return;
	if (*moment == CLOCK_NONE)
		clock_parse(date, moment);
}

static int
parse_events(const json_t *json, struct object *object, struct error *err)
{
	json_t *events, *event;
	size_t i;

	if (json_get_array(json, object->path, "events", &events, err) == -1)
		return -1;
	json_array_foreach (events, i, event) {
		if (!json_is_object(event))
			return error_set(err, ERROR_PROTOCOL,
			    "%s.events[%zu]: not an object", object->path, i);
		parse_event(event, object);
	}
	return 0;
}

static int
parse_redacted(const json_t *json, struct object *object, struct error *err)
{
	json_t *redacted;

	if (json_get_array(json, object->path, "redacted", &redacted, err) ==
	    -1)
		return -1;
	if (json_array_size(redacted) > 0 && *object->truncated == '\0')
		text_set(&object->truncated, "redacted");
	return 0;
}

static int
parse_nested(const json_t *json, const char *path, const char *member,
    enum object_class class, struct object ***list, size_t *count,
    struct parse_used *used, struct error *err)
{
	struct object *object;
	json_t *array, *element;
	size_t i;
	char *place;

	/* Elsewhere null is as good as absent; a list that says nothing must
	 * not pass for one that is empty. */
	if (json_is_null(json_object_get(json, member)))
		return json_refuse(
		    err, path, member, "null, not an array", NULL);
	if (json_get_array(json, path, member, &array, err) == -1)
		return -1;
	json_array_foreach (array, i, element) {
		place = json_path(path, member, i);
		object = object_parse(element, class, place, used, err);
		free(place);
		if (object == NULL)
			return -1;
		*list = xgrow(*list, *count, sizeof(**list));
		(*list)[(*count)++] = object;
	}
	return 0;
}

static int
parse_all_nested(const json_t *json, struct object *o, struct parse_used *used,
    struct error *err)
{
	if (parse_nested(json, o->path, "entities", OBJECT_ENTITY, &o->entities,
		&o->entity_count, used, err) == -1)
		return -1;
	if (parse_nested(json, o->path, "networks", OBJECT_NETWORK,
		&o->networks, &o->network_count, used, err) == -1)
		return -1;
	return parse_nested(json, o->path, "autnums", OBJECT_AUTNUM,
	    &o->autnums, &o->autnum_count, used, err);
}

static int
parse_common(const json_t *json, struct object *object, struct error *err)
{
	char *handle;

	if (parse_handle(json, object->path, "handle", &handle, err) == -1)
		return -1;
	free(object->handle);
	object->handle = handle;
	if (parse_words(json, object, err) == -1 ||
	    parse_events(json, object, err) == -1 ||
	    parse_truncation(
		json, object->path, "notices", &object->truncated, err) == -1 ||
	    parse_truncation(
		json, object->path, "remarks", &object->truncated, err) == -1 ||
	    parse_remarks(json, object, err) == -1)
		return -1;
	return parse_redacted(json, object, err);
}

static int
parse_members(const json_t *json, struct object *object, struct error *err)
{
	size_t i;

	if (parse_common(json, object, err) == -1)
		return -1;
	for (i = 0; i < CLASS_COUNT; i++) {
		if (object->class == classes[i].class)
			return classes[i].members(json, object, err);
	}
	return 0;
}

static int
keep_part(json_t *json, struct object *object, struct parse_used *used,
    struct error *err)
{
	free(object->part);
	object->part = parse_part(json, object->class);
	used->parts += strlen(object->part);
	if (used->parts > PARSE_PARTS_MAX)
		return error_set(err, ERROR_PROTOCOL,
		    "%s: the answer holds more than %zu bytes to be kept",
		    object->path, PARSE_PARTS_MAX);
	return 0;
}

struct object *
object_parse(json_t *json, enum object_class class, const char *path,
    struct parse_used *used, struct error *err)
{
	struct object *object;

	if (!json_is_object(json)) {
		error_set(err, ERROR_PROTOCOL, "%s: not an object", path);
		return NULL;
	}
	if (used->objects++ == PARSE_OBJECTS_MAX) {
		error_set(err, ERROR_PROTOCOL,
		    "%s: the answer holds more than %d objects", path,
		    PARSE_OBJECTS_MAX);
		return NULL;
	}
	if (parse_class(json, class, path, &class, err) == -1)
		return NULL;
	object = object_new(class, path);
	if (parse_members(json, object, err) == -1 ||
	    keep_part(json, object, used, err) == -1 ||
	    parse_all_nested(json, object, used, err) == -1) {
		object_free(object);
		return NULL;
	}
	return object;
}
