/*
 * schema: the files in store/schema, compiled in by a make rule.
 *
 * Each brings a store from the version before to its own, which is the number
 * its name begins with, and sets user_version itself. They are in ascending
 * order, one for each version from 1 on. A file that was released is never
 * changed.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include <stddef.h>

struct schema_file {
	const char *name; /* "0001_start.sql" */
	int version;
	const char *sql;
};

extern const struct schema_file schema_files[];
extern const size_t schema_file_count;

/* history.sql: views and triggers that each connection makes for itself. */
extern const char schema_history[];

#endif
