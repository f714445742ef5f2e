/*
 * statistics: the registry's statistics file (delegated.h), fetched once a run
 * and kept in the cache directory of the options (cache.h), as `statistics`. A
 * file is kept only when it is whole. One that cannot
 * be had now is replaced by the one kept, which says how old it is. Private to
 * the enumeration.
 */
#ifndef RDAP_STATISTICS_H
#define RDAP_STATISTICS_H

#include <stdio.h>
#include "delegated.h"
#include "survey.h"

struct statistics {
	FILE *file;    /* NULL when there is none to use */
	char *name;    /* for messages */
	char *trouble; /* why it proves nothing, or "" */
	char *note;    /* what else there is to say, or "" */
	char day[11];  /* its date */
	struct delegated_header header;
};

/* Asks the first time, for `target`. -1 only when `answered` failed. */
int statistics_get(struct survey *s, struct target *target, struct error *err);
void statistics_free(struct statistics *statistics);

#endif
