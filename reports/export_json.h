/*
 * export_json: all that a store holds of a POC or of an address, as one JSON
 * object, for a person who asks what is held: "schema" (1), "tool", "about",
 * "exported_at", and then an array for each table that has something, with an
 * object for each row. Members are named as the columns; numbers that stand for
 * something are words, times are RFC 3339. past_X is what was known earlier,
 * from run `began` until run `ended`. ASCII only, as in the report.
 */
#ifndef REPORTS_EXPORT_JSON_H
#define REPORTS_EXPORT_JSON_H

#include <stdio.h>
#include "store/store.h"

struct export;

struct export *export_new(const char *tool, const char *about, int64_t now);
/* A held_fn; `arg` is the export. */
void export_row(void *arg, const struct held_row *row);
/* -1 and errno when it cannot be written. */
int export_write(const struct export *x, FILE *out);
void export_free(struct export *x);

#endif
