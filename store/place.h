/*
 * place: where the file of a store lies, and who else could get at it. Knows
 * nothing of SQLite. Private to store/.
 *
 * The directory is resolved once, since a state directory may well be a
 * symbolic link (systemd's is); the last component never may. The file itself
 * is never held open here: closing any descriptor of it would drop the locks
 * that SQLite has on it.
 */
#ifndef STORE_PLACE_H
#define STORE_PLACE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include "rdap/error.h"

/* SQLite takes no longer path, and adds "-journal". */
#define PLACE_PATH_MAX 500

struct place {
	char *name; /* as the user wrote it; for messages */
	char *dir;  /* resolved */
	char *base; /* last component */
	char *file; /* dir/base */
	int dirfd;  /* of dir, or -1 */
	dev_t dev;  /* of the file, once it was checked */
	ino_t ino;
};

/* Resolve `path`. With `make`, directories that are not there are made 0700.
 * place_clear() is due even when it fails. */
int place_find(struct place *p, const char *path, bool make, struct error *err);
/* Make the file 0600 where it is not there; nothing on a network file system
 * (filesystem.h), whether it is there or not. */
int place_make(struct place *p, struct error *err);
/* Is the file, and its journal, one that only its owner writes to? For
 * writing, the directory, the right to read and who owns them count as well. */
int place_check(struct place *p, bool writing, struct error *err);
/* Is the file still the one that was checked? */
bool place_same(const struct place *p);
/* Make an empty file 0600 beside it, called base and `suffix`; the path is
 * owned by the caller, NULL when it failed. An older one is replaced. */
char *
place_beside(const struct place *p, const char *suffix, struct error *err);
/* To the disk: `path`, under its new name, and the directory. */
int place_settle(const struct place *p, const char *path, const char *name,
    struct error *err);
/* Delete the copies beside it, base.before-N and those that were cut short. */
int place_drop_copies(const struct place *p, size_t *count, struct error *err);
/* Open or make the lock file of it; the descriptor, or -1. */
int place_lock(const struct place *p, struct error *err);
/* Wait until nobody else upgrades a store of this directory, ten seconds at
 * most; flock(2) of the directory, till place_unguard() or the end of the
 * process. */
int place_guard(const struct place *p, struct error *err);
void place_unguard(const struct place *p);
void place_clear(struct place *p);

#endif
