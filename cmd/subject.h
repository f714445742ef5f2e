/*
 * subject: the address, handle or routing-registry object that a command looks
 * up in the store.
 */
#ifndef CMD_SUBJECT_H
#define CMD_SUBJECT_H

#include "options.h"

/*
 * The operands, as they are looked up: an address key, a handle, or "route
 * 192.0.2.0/24 AS64500", which may be several words. The caller frees it.
 * ERROR_USAGE and NULL for names, wildcards and a word too many.
 */
char *subject_key(const struct options *options, struct error *err);

/* Is such a key a mail address? */
bool subject_is_address(const char *key);

/* What to say when the store has none: ERROR_USAGE for a wildcard, else
 * ERROR_NO_ORG. Repeats no mail address. Always -1. */
int subject_missing(
    const struct options *options, const char *key, struct error *err);

#endif
