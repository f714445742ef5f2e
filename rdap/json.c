#include <jansson.h>

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "json.h"

#define SHOWN_MAX 64

/*
 * jansson's own words end in the text near the fault, which may be personal
 * data; what is wrong and where is enough.
 */
static const char *
reason(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_invalid_utf8:
		return "invalid UTF-8";
	case json_error_premature_end_of_input:
		return "cut short";
	case json_error_end_of_input_expected:
		return "goes on after its end";
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return "NUL in a string";
	case json_error_duplicate_key:
		return "duplicate member";
	case json_error_numeric_overflow:
		return "number out of range";
	default:
		return "not JSON";
	}
}

/* Where below `value` something is too long, or NULL. */
static char *
too_long(json_t *value)
{
	const char *name;
	json_t *member;
	size_t i;
	char *below, *place = NULL;

	if (json_is_string(value) &&
	    json_string_length(value) > JSON_VALUE_LIMIT)
		return xstrdup("");
	json_array_foreach (value, i, member) {
		if ((below = too_long(member)) == NULL)
			continue;
		place = xasprintf("[%zu]%s", i, below);
		free(below);
		return place;
	}
	json_object_foreach (value, name, member) {
		if (strlen(name) > JSON_VALUE_LIMIT)
			return xstrdup("");
		if ((below = too_long(member)) == NULL)
			continue;
		place = xasprintf(".%s%s", name, below);
		free(below);
		return place;
	}
	return NULL;
}

struct json_t *
json_read(const char *data, size_t len, const char *path, struct error *err)
{
	json_error_t error;
	json_t *value;
	char *place;

	/* jansson overlooks one that follows a number. */
	if (memchr(data, '\0', len) != NULL) {
		error_set(err, ERROR_PROTOCOL, "%s: holds a NUL byte", path);
		return NULL;
	}
	json_set_alloc_funcs(xmalloc, free);
	value = json_loadb(data, len, JSON_REJECT_DUPLICATES, &error);
	if (value == NULL) {
		error_set(err, ERROR_PROTOCOL, "%s: %s at byte %d", path,
		    reason(&error), error.position);
		return NULL;
	}
	if ((place = too_long(value)) != NULL) {
		error_set(err, ERROR_PROTOCOL, "%s%s: longer than %zu bytes",
		    path, place, JSON_VALUE_LIMIT);
		free(place);
		json_decref(value);
		return NULL;
	}
	return value;
}

static bool
plain(const char *text)
{
	size_t i;

	for (i = 0; text[i] != '\0'; i++) {
		if (i == SHOWN_MAX || text[i] < ' ' || text[i] > '~')
			return false;
	}
	return true;
}

int
json_refuse(struct error *err, const char *path, const char *name,
    const char *what, const char *value)
{
	if (value == NULL || !plain(value))
		return error_set(
		    err, ERROR_PROTOCOL, "%s.%s: %s", path, name, what);
	return error_set(
	    err, ERROR_PROTOCOL, "%s.%s: %s: \"%s\"", path, name, what, value);
}

int
json_get_text(const json_t *object, const char *path, const char *name,
    const char **text, struct error *err)
{
	const json_t *member = json_object_get(object, name);

	if (member == NULL || json_is_null(member)) {
		*text = "";
		return 0;
	}
	if (!json_is_string(member))
		return json_refuse(err, path, name, "not a string", NULL);
	*text = json_string_value(member);
	return 0;
}

int
json_get_array(const json_t *object, const char *path, const char *name,
    json_t **array, struct error *err)
{
	json_t *member = json_object_get(object, name);

	*array = NULL;
	if (member == NULL || json_is_null(member))
		return 0;
	if (!json_is_array(member))
		return json_refuse(err, path, name, "not an array", NULL);
	*array = member;
	return 0;
}

int
json_get_lines(const json_t *object, const char *path, const char *name,
    struct strings *lines, struct error *err)
{
	json_t *member = json_object_get(object, name), *line;
	size_t i;

	if (json_is_string(member)) {
		strings_add(lines, json_string_value(member));
		return 0;
	}
	if (json_get_array(object, path, name, &member, err) == -1)
		return -1;
	json_array_foreach (member, i, line) {
		if (json_is_null(line))
			continue;
		if (!json_is_string(line))
			return error_set(err, ERROR_PROTOCOL,
			    "%s.%s[%zu]: not a string", path, name, i);
		strings_add(lines, json_string_value(line));
	}
	return 0;
}

int
json_get_number(const json_t *object, const char *path, const char *name,
    unsigned max, unsigned *number, struct error *err)
{
	const json_t *member = json_object_get(object, name);
	json_int_t value;

	if (member == NULL || json_is_null(member))
		return 1;
	if (!json_is_integer(member))
		return json_refuse(err, path, name, "not a whole number", NULL);
	value = json_integer_value(member);
	if (value < 0 || value > (json_int_t)max)
		return error_set(err, ERROR_PROTOCOL,
		    "%s.%s: not a number of 0 to %u: %" JSON_INTEGER_FORMAT,
		    path, name, max, value);
	*number = (unsigned)value;
	return 0;
}

char *
json_path(const char *path, const char *name, size_t index)
{
	return xasprintf("%s.%s[%zu]", path, name, index);
}
