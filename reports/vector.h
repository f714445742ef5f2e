/*
 * vector: one way a scraper gets an address out of the registry.
 *
 * A const table of descriptors, in the order of exposure-model's "Vectors":
 * adding one is one row and its two functions. Which public records a vector
 * reaches is judged from the records alone; `asked` says whether the audit
 * ever makes such a query. Nothing here claims that somebody did.
 */
#ifndef REPORTS_VECTOR_H
#define REPORTS_VECTOR_H

#include <stdbool.h>
#include <stddef.h>

/* What the scraper must start from, cheapest first. */
enum knows {
	KNOWS_NOTHING,
	KNOWS_NUMBER,
	KNOWS_NAME,
	KNOWS_DOMAIN,
	KNOWS_HANDLE,
	KNOWS_ACCOUNT,
};
const char *knows_name(enum knows knows);

struct address_view; /* view.h: an address with its sightings and records */

struct vector {
	const char *id;
	enum knows knows;
	const char *asked;   /* "no", "own", "own objects", "own domain",
	                        "own handle only", "import" */
	const char *title;   /* one clause for a person */
	const char *meaning; /* a paragraph: how it is done, what it reaches */
	const char *reference;
	/* Does it reach the address? */
	bool (*reaches)(const struct address_view *address);
	/* The fewest queries from the start to the address, as registry and
	 * tools need them; -1: a walk or a copy, no figure. */
	int (*requests)(const struct address_view *address);
	/* The answer of this audit that was such a query and brought the
	 * address, or NULL: then it is derived. */
	const char *(*observed)(const struct address_view *address);
};

extern const struct vector vectors[];
extern const size_t vector_count;

const struct vector *vector_find(const char *id); /* or NULL */

#endif
