/*
 * whom: whom forget and export are about: the one word after the command,
 * a mail address or a handle.
 */
#ifndef CMD_WHOM_H
#define CMD_WHOM_H

#include "options.h"
#include "store/store.h"

struct whom {
	char *key; /* an address key, or a handle in upper case */
	enum erase_kind kind;
};

/* ERROR_USAGE for a word that is neither; before a store is opened. */
int whom_check(const struct options *options, struct error *err);
/* What it is to the store. ERROR_USAGE for a handle of something that cannot
 * be meant; `orgs`: may it be an organization's? */
int whom_find(struct whom *whom, struct store *store,
    const struct options *options, bool orgs, struct error *err);
/* ERROR_NO_ORG: nothing of that name is in the store. -1. */
int whom_unknown(const struct options *options, struct error *err);
void whom_clear(struct whom *whom);

#endif
