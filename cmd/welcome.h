/*
 * welcome: what the first audit here is about to do, before it does it. On a
 * terminal, where no store exists yet; never with --quiet, --cron or in a
 * replay, which asks nobody.
 */
#ifndef CMD_WELCOME_H
#define CMD_WELCOME_H

#include "options.h"

/* Some lines on stderr, or none. Call it before the store is made. */
void welcome(const struct options *options, const struct strings *orgs);

#endif
