/*
 * whoisrws_object: what the elements of Whois-RWS mean, for whoisrws_tree.c
 * only. Fields become a struct object (whoisrws_object.c); references become
 * one that has a handle and little else (whoisrws_reference.c). Knows nothing
 * of XML.
 */
#ifndef RDAP_WHOISRWS_OBJECT_H
#define RDAP_WHOISRWS_OBJECT_H

#include "error.h"
#include "object.h"

/* An element that stands for an object: "net", "netRef", "netPocLinkRef". */
struct rws_element {
	const char *name;
	enum object_class class;
	enum entity_kind kind;
	bool reference; /* by handle only */
};

#define RWS_ELEMENT_COUNT 14
extern const struct rws_element rws_elements[RWS_ELEMENT_COUNT];

/* One attribute of an element. Borrowed. */
struct rws_attribute {
	const char *name;
	const char *value;
};

struct rws_attributes {
	const struct rws_attribute *items;
	size_t count;
};
/* "" when there is none */
const char *
rws_attribute(const struct rws_attributes *attributes, const char *name);

/* ---- an object whose fields are still coming ---- */
struct rws_object;

struct rws_object *
rws_object_new(const struct rws_element *element, const char *path);
/* Borrowed, for what is nested in it. */
struct object *rws_object_of(struct rws_object *o);
/* Is it a field that is read, by its place in the object: "emails/email"? */
bool rws_is_field(const char *place);
/* Nothing for fields that are not read. */
int rws_object_field(struct rws_object *o, const char *place, const char *text,
    struct error *err);
/* parentNetRef of a network, parentOrgRef of a customer. */
int rws_object_parent(struct rws_object *o,
    const struct rws_attributes *attributes, struct error *err);
/* All fields are there: frees `o`; the caller owns the object. */
struct object *rws_object_finish(struct rws_object *o, struct error *err);
void rws_object_free(struct rws_object *o);

/* ---- references ---- */

/* The caller owns it. */
struct object *
rws_reference(const struct rws_element *element, const char *path,
    const struct rws_attributes *attributes, struct error *err);

/*
 * Unite each reference with what has its class, kind and handle in the list:
 * the object that came whole, else the first reference, gets the roles of all
 * and keeps its place; a reference gets the parts of all too.
 */
void rws_unite(struct object **list, size_t *count);

/* ---- what both need ---- */

struct object *rws_new(const struct rws_element *element, const char *path);
/* Replace an owned string. */
void rws_set(char **text, const char *value);
/* "path/place: what: \"value\"", the value only where it is short and plain */
int rws_refuse(const struct object *object, const char *place, const char *what,
    const char *value, struct error *err);
/* ASCII, in capitals; replaces *handle. */
int rws_read_handle(const struct object *object, const char *place,
    const char *text, char **handle, struct error *err);
/* Untouched when there is no text. */
int rws_read_address(const struct object *object, const char *place,
    const char *text, struct ip *ip, struct error *err);

#endif
