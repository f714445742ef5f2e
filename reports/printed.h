/*
 * printed: where an address is printed, told together as a reader wants it:
 * all sightings by one POC, or in the free text of records of one kind. For
 * every writer that is read by people.
 */
#ifndef REPORTS_PRINTED_H
#define REPORTS_PRINTED_H

#include "report.h"

struct printed {
	const struct sighting *first;   /* borrowed */
	const char *last[RECORD_KINDS]; /* record counted last, by kind */
	size_t counts[RECORD_KINDS];    /* records that carry it, by kind */
	unsigned roles;
	bool unlinked; /* by a POC that nothing of the organization's links */
};

/* What was seen in this run; what was seen before, if that is all. The caller
 * frees the array. */
struct printed *printed_on(const struct report *report,
    const struct address_report *address, size_t *count);

/* Of a POC that nothing of the organization's links: was all that it serves
 * read? */
bool printed_links_known(const struct report *report, const struct sighting *s);

/* A role in a word that readers know, by the order in which they are told. */
struct printed_role {
	enum role role;
	const char *word;
};
extern const struct printed_role printed_roles[];
extern const size_t printed_role_count;

/* By enum knows: what a way to an address starts from. */
extern const char *const printed_starts[KNOWS_ACCOUNT + 1];

#endif
