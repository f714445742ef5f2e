/*
 * redact_key: the key of --redact, `redact.key` beside the configuration, so
 * outside the store and its backups: 64 hex digits, mode 0600, made on first
 * use. Who has it can find out by trial whose a token is: one that others can
 * read is refused (ERROR_PERMISSION).
 */
#ifndef CMD_REDACT_KEY_H
#define CMD_REDACT_KEY_H

#include "options.h"
#include "reports/redact.h"

int redact_key_read(const struct options *options,
    unsigned char key[REDACT_KEY_SIZE], struct error *err);

/* A new one in its place. `*path` is owned by the caller. */
int
redact_key_make(const struct options *options, char **path, struct error *err);

#endif
