/*
 * What the files of store/ share, and nobody else sees.
 */
#ifndef STORE_PRIVATE_H
#define STORE_PRIVATE_H

#include "place.h"
#include "schema.h"
#include "statements.h"
#include "store.h"

struct store {
	sqlite3 *db;
	struct place place; /* all zero for ":memory:" */
	const char *name;   /* for messages: as the user wrote it; borrowed
	                            from place, or a literal */
	bool in_memory;
	bool reading;    /* query_only is on */
	bool has_words;  /* words.h */
	bool setting_up; /* PRAGMA, CREATE and VACUUM are let through */
	int64_t run;     /* that has begun and not ended, or 0 */
	int64_t run_started;
	uint32_t changes; /* the file's count of them at store_begin() */
	sqlite3_stmt *statements[STATEMENT_COUNT];
};

/* Say in `err` what `rc` of SQLite means for a person. Returns -1. */
int store_fault(struct store *s, int rc, const char *doing, struct error *err);
/* What it finds is not what it wrote. Returns -1. */
int store_moved(struct store *s, struct error *err);

/* Lift query_only, or set it again, where the store is open for reading: of
 * temporary tables, and of a copy elsewhere. */
int store_let_write(struct store *s, bool on, struct error *err);

/* A transaction of its own for what has none around it; `*own` says so. */
int store_begin_own(struct store *s, bool *own, struct error *err);
/* Its end: commit when `result` is 0, else roll back. Returns the result. */
int store_end_own(struct store *s, bool own, int result, struct error *err);

/* One for reading, likewise, that ends with store_rollback(). */
int store_read_own(struct store *s, bool *own, struct error *err);
/* Did the last call fail on a journal that only seemed to be left behind? Then
 * it is to be tried again, after the nap that was taken here; at most so often:
 * `*naps` counts, from 0. */
bool reading_nap(struct store *s, unsigned *naps);

/* Bring the store to the version of the last of `files`; `version` is its
 * own, 0 for an empty one. */
int store_upgrade(struct store *s, int version, const struct schema_file *files,
    size_t count, struct error *err);

/* The organizations to load: `orgs` sorted, each once; all that are stored
 * (with `at`: were, in that run) when it is NULL or empty. */
int orgs_choose(struct store *s, const struct strings *orgs, int64_t at,
    struct strings *chosen, struct error *err);
/* Begin a call of `now`, or where `at` is a run of `then`, with what they want:
 * `org` (unless NULL) and the run. */
int call_begin_at(struct call *call, struct store *s, enum statement now,
    enum statement then, const char *org, int64_t at, struct error *err);

/* What run `at` knew cannot have been seen after `*when`; CLOCK_NONE where that
 * is not known. */
int knew_until(struct store *s, int64_t at, int64_t *when, struct error *err);
void seen_clamp(struct seen *seen, int64_t when);

/* Fill `erasing` with what store_forget() erases. */
int erasing_fill(
    struct store *s, const char *what, enum erase_kind kind, struct error *err);

/* A run of the catalogue's order of columns. */
void run_take(struct call *call, struct run *run);
/* Make the answers of the run those of the inventory, and count them. */
int answers_replace(struct store *s, int64_t run, const struct inventory *inv,
    struct error *err);

#endif
