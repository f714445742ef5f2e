/*
 * jcard: the vCard of an entity in JSON (RFC 7095, RFC 9083 section 5.1):
 * ["vcard", [[name, {parameters}, type, value, ...], ...]]
 *
 * Kept is what the audit judges by. Postal addresses and telephone numbers
 * are not among it, and jcard_part() leaves them out.
 */
#ifndef RDAP_JCARD_H
#define RDAP_JCARD_H

#include <stdbool.h>
#include "error.h"
#include "strings.h"

struct json_t;

struct jcard {
	char *name;  /* fn; all "" when absent, never NULL */
	char *kind;  /* lower case as spelled: "individual" "group" "org" */
	char *given; /* of n; several are joined by spaces */
	char *surname;
	struct strings emails; /* every string value, as spelled, in order */
	bool cell;             /* a tel has the type "cell" */
};

/*
 * Fill `card`, which is to be cleared in any case. A value of an unexpected
 * type in a well-formed property is ignored; a property that has not the form
 * above is an error, "path: ..." with its index. The first of several fn,
 * kind or n counts.
 */
int jcard_parse(const struct json_t *json, const char *path, struct jcard *card,
    struct error *err);
void jcard_clear(struct jcard *card);

/* A new jCard without the tel and adr properties, of one that was parsed. */
struct json_t *jcard_part(const struct json_t *json);

#endif
