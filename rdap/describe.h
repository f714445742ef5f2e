/*
 * describe: an object that is known to be somebody's becomes flat: a record,
 * its proof, its links, and the addresses on it, in the survey's inventory.
 *
 * `from` is the index of the answer that shows the object. Private to the
 * enumeration.
 */
#ifndef RDAP_DESCRIBE_H
#define RDAP_DESCRIBE_H

#include "survey.h"

/* A record of an audited organization; what a POC is found at. */
struct holder {
	struct target *target;
	enum record_kind kind;
	const char *handle;
};

/* How well this copy was seen; `*reason` is "" or borrowed from `object`. */
enum look
describe_look(const struct object *object, bool framed, const char **reason);

/* A record of which only the handle is known. It borrows what it is made of,
 * here and below, until it is added. */
struct record describe_bare(const struct target *target, enum record_kind kind,
    const char *handle, enum look look, const char *reason);
void describe_record(
    struct survey *s, struct record *r, const struct object *o, size_t from);
/* Its proof, as sightings refer to it. */
size_t describe_part(struct survey *s, const struct target *target,
    enum record_kind kind, const struct object *o, size_t from);
/* An address on `holder`, or of a POC that serves it; `part` shows it, 0 when
 * no proof of it may be kept. */
void describe_address(struct survey *s, const struct holder *holder,
    enum field field, const char *spelling, const char *poc, unsigned roles,
    size_t from, size_t part);
/* The same, hidden in free text: `written` is how it stands there. */
void describe_hidden(struct survey *s, const struct holder *holder,
    enum field field, const char *address, const char *written, const char *poc,
    size_t from, size_t part);
void describe_link(struct survey *s, const struct holder *holder,
    const char *poc, unsigned roles);

/* The addresses in its name and its remarks. */
void describe_texts(struct survey *s, const struct holder *holder,
    const struct object *o, size_t from, size_t part);
/* The record that `o` is, its proof, which is returned, and the addresses in
 * its texts. */
size_t describe_object(struct survey *s, const struct holder *holder,
    const struct object *o, enum look look, const char *reason, size_t from);
/* A POC with its card, its link to `holder` and its addresses there. */
void describe_poc(struct survey *s, const struct holder *holder,
    const struct object *card, unsigned roles, bool framed, size_t from);

/* Is an address within a declared domain, or only a confirmed one? */
bool
describe_own_domain(const struct survey *s, const char *email, bool confirmed);

#endif
