/*
 * parse_object: from jansson's tree to struct object; inside the wall that
 * parse.h describes, for parse.c and its siblings only.
 */
#ifndef RDAP_PARSE_OBJECT_H
#define RDAP_PARSE_OBJECT_H

#include "error.h"
#include "object.h"

#define PARSE_OBJECTS_MAX 100000
#define PARSE_PARTS_MAX   ((size_t)48 << 20) /* bytes */

struct json_t;

/* What one answer has used of what it may; begins as zero. */
struct parse_used {
	size_t objects;
	size_t parts; /* bytes */
};

/*
 * An object and all that is nested in it. `class` is what stands at that
 * place: an object that says it is another is refused, one that says nothing
 * is taken for it. OBJECT_OTHER takes anything.
 */
struct object *object_parse(struct json_t *json, enum object_class class,
    const char *path, struct parse_used *used, struct error *err);

/* What an entity is, by its handle, its links and the kind of its card: sets
 * entity_kind. */
int parse_entity_kind(
    const struct json_t *json, struct object *object, struct error *err);

/* The members of each class. */
int parse_entity(
    const struct json_t *json, struct object *object, struct error *err);
int parse_network(
    const struct json_t *json, struct object *object, struct error *err);
int parse_autnum(
    const struct json_t *json, struct object *object, struct error *err);

/* remarks: what they say, validation, truncation. */
int parse_remarks(
    const struct json_t *json, struct object *object, struct error *err);

/*
 * What makes this answer or object less than whole, replacing `*text` while
 * that is "": the type (else title) of an entry of the array `member`, which
 * is notices or remarks; for notices also a rate limit, or a description that
 * says so.
 */
int parse_truncation(const struct json_t *json, const char *path,
    const char *member, char **text, struct error *err);

/* A handle as compared; the caller owns *handle, set on success only. */
int parse_handle(const struct json_t *json, const char *path,
    const char *member, char **handle, struct error *err);

/* Replace an owned string. */
void text_set(char **text, const char *value);

/* The proof: object.h says what is left out. The caller owns it. */
char *parse_part(struct json_t *json, enum object_class class);

#endif
