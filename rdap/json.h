/*
 * json: JSON read strictly (RFC 8259), and its members read with their type.
 *
 * `path` is where the value stands in the answer ("$.networks[3]"); it is
 * borrowed and begins every message: "$.networks[3].name: not a string". A
 * member that is absent or null reads as "" or NULL, which is no error; a
 * member of another type is one (ERROR_PROTOCOL).
 *
 * `struct json_t` is jansson's; only the parsers look inside.
 */
#ifndef RDAP_JSON_H
#define RDAP_JSON_H

#include <stddef.h>
#include "error.h"
#include "strings.h"

#define JSON_DEPTH_LIMIT 64 /* objects and arrays in each other */
#define JSON_VALUE_LIMIT ((size_t)64 << 10) /* bytes of a string or a name */

struct json_t;

/*
 * Parse one value and nothing after it. Refused: duplicate members, invalid
 * UTF-8, NUL, numbers out of range, values over JSON_VALUE_LIMIT. Does not
 * check the depth (scan does). The caller drops it with json_decref().
 */
struct json_t *
json_read(const char *data, size_t len, const char *path, struct error *err);

/* Borrowed from `object`. */
int json_get_text(const struct json_t *object, const char *path,
    const char *name, const char **text, struct error *err);
int json_get_array(const struct json_t *object, const char *path,
    const char *name, struct json_t **array, struct error *err);
/* An array of strings, or a string alone; added to `lines`. */
int json_get_lines(const struct json_t *object, const char *path,
    const char *name, struct strings *lines, struct error *err);
/* A whole number of 0 to `max`; *number is untouched when absent. 1: absent */
int json_get_number(const struct json_t *object, const char *path,
    const char *name, unsigned max, unsigned *number, struct error *err);

/* "$.networks[3]": an element of an array member. The caller owns it. */
char *json_path(const char *path, const char *name, size_t index);

/* "path.name: not a string: \"value\""; the value only where it is plain. */
int json_refuse(struct error *err, const char *path, const char *name,
    const char *what, const char *value);

#endif
