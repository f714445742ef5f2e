/*
 * scan: finds the borders in a JSON text that arrives in pieces, without
 * understanding it. The top level must be an object. When one of its members
 * is the array asked for, each of that array's objects is cut out and handed
 * over alone, so that no more than one has to be in memory; all the rest is
 * the skeleton, in which the array stands as [].
 *
 * What is inside an item or the skeleton is not judged here: whatever is
 * malformed there reaches jansson as it came. Between the items of the array
 * this module is the only judge. It also counts what jansson would need in
 * memory, and refuses before jansson sees the text.
 *
 * An array whose name is spelled with escapes is not recognized and stays in
 * the skeleton with all its items.
 *
 * Life: scan_init(), scan_feed() as bytes come, scan_finish(), scan_clear().
 */
#ifndef RDAP_SCAN_H
#define RDAP_SCAN_H

#include <stdbool.h>
#include "buf.h"
#include "error.h"

#define SCAN_NAME_MAX 64 /* of the array asked for, with its NUL */

enum scan_place {
	SCAN_BEFORE,  /* of the top-level object */
	SCAN_MEMBERS, /* in it: the skeleton */
	SCAN_ARRAY,   /* between the items of the array */
	SCAN_ITEM,    /* in one */
	SCAN_AFTER,   /* of the top-level object */
};

/* What may come next between the items. */
enum scan_next {
	SCAN_FIRST, /* an item, or the end of the array */
	SCAN_COMMA, /* a comma, or the end */
	SCAN_OTHER, /* another item */
};

struct scan {
	/* set by the owner after scan_init() */
	const char *array; /* borrowed; NULL: cut nothing out */
	size_t skeleton_limit;
	size_t item_limit;
	size_t cost_limit; /* bytes of memory, roughly, of one parsed tree */
	/* Called with each item; -1 refuses the text. */
	int (*item)(
	    void *owner, const char *data, size_t len, struct error *err);
	void *owner;

	struct buf skeleton; /* to be read after scan_finish() */

	/* private */
	struct buf piece;
	enum scan_place place;
	enum scan_next next;
	unsigned depth;
	bool in_string;
	bool escaped;
	char previous; /* significant byte outside strings */
	char name[SCAN_NAME_MAX];
	size_t name_len;
	size_t skeleton_cost;
	size_t item_cost;
};

void scan_init(struct scan *s);
/* 0, or -1: refused, by scan or by `item`; to be fed no more then. */
int scan_feed(struct scan *s, const char *data, size_t len, struct error *err);
/* Was that all of it? */
int scan_finish(const struct scan *s, struct error *err);
void scan_clear(struct scan *s);

#endif
