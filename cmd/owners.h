/*
 * owners: what find learnt, on a stream. For `find`, and for `audit` when it
 * was given something that is no organization.
 */
#ifndef CMD_OWNERS_H
#define CMD_OWNERS_H

#include <stdio.h>
#include "options.h"
#include "rdap/find.h"

/*
 * find_owners() for a word, unless another registry has it for certain; where
 * one is only likely to, that is asked first. -1 with the word in the text.
 */
int owners_find(const struct options *options, const char *word,
    struct transport *transport, struct owners *owners, struct error *err);

/*
 * "EXMPL-1  Example Networks  registrant of AS64500 (AS64500)", a line each;
 * notes go to stderr. -1 with the term in the error's text.
 */
int owners_print(FILE *out, const struct options *options, const char *word,
    struct transport *transport, struct error *err);

#endif
