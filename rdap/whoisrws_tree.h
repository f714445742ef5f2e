/*
 * whoisrws_tree: from elements that open and close to the objects they stand
 * for, for whoisrws.c only. Nothing of libxml2 is in here; that elements nest
 * as they should is its word.
 */
#ifndef RDAP_WHOISRWS_TREE_H
#define RDAP_WHOISRWS_TREE_H

#include "buf.h"
#include "parse.h"
#include "whoisrws_object.h"

#define RWS_DEPTH_LIMIT 64

/* An element that is open. */
struct rws_frame {
	size_t path_len; /* of the path before it */
	bool foreign;    /* of another vocabulary, or within such */
	bool hidden;     /* not in the part of the object it is in */
	bool holds;      /* objects may stand directly in it */
	bool parent;     /* elements stand in it */
	bool opened;     /* it is an object */
	unsigned counts[RWS_ELEMENT_COUNT]; /* of objects directly in it */
};

/* An object that is open. */
struct rws_opened {
	struct rws_object *object;
	struct buf part;
	size_t base; /* in the path: where the places of its fields begin */
};

struct rws_tree {
	struct rws_frame frames[RWS_DEPTH_LIMIT];
	size_t depth;
	struct rws_opened opened[RWS_DEPTH_LIMIT];
	size_t open_count;
	struct buf path; /* "/nets/net/netBlocks" */
	struct buf text; /* of the innermost element, since the last tag */
	struct document *document; /* NULL before the root */
	size_t objects;
	size_t parts; /* bytes */
	bool closed;  /* the root */
};

/* Life: zeroed, then these as elements come, rws_tree_clear(). -1: refused */
int rws_tree_open(struct rws_tree *t, const char *namespace, const char *name,
    const struct rws_attributes *attributes, struct error *err);
int rws_tree_text(
    struct rws_tree *t, const char *text, size_t len, struct error *err);
int rws_tree_close(struct rws_tree *t, const char *name, struct error *err);
/* Once the root is closed: the caller owns the document. */
struct document *rws_tree_take(struct rws_tree *t);
void rws_tree_clear(struct rws_tree *t);

#endif
