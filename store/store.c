#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>
#include "rdap/alloc.h"
#include "filesystem.h"
#include "private.h"

#define BUSY_MILLISECONDS 10000

/* fileformat2.html, 1.3 */
#define HEADER_CHANGES 24
#define HEADER_VERSION 60

/* A copy would not do: a journal that was left is played into it. */
#define RESTORE                                                               \
	"restore a backup with: whoexposed backup FILE -d BACKUP, or rescue " \
	"what is left with: sqlite3 FILE .recover"

/* What SQLite says, in this program's words. */
struct fault {
	int rc;
	int code;
	const char *hint;
};

static const struct fault faults[] = {
    {SQLITE_BUSY, ERROR_TRY_AGAIN,
	"another program has held it for ten seconds; try again"},
    {SQLITE_LOCKED, ERROR_TRY_AGAIN, "it is in use; try again"},
    {SQLITE_FULL, ERROR_IO, "the disk is full; nothing was changed"},
    {SQLITE_IOERR, ERROR_IO, "nothing was changed"},
    {SQLITE_TOOBIG, ERROR_IO, "a value is larger than a store holds"},
    {SQLITE_READONLY, ERROR_PERMISSION, "it may only be read"},
    {SQLITE_PERM, ERROR_PERMISSION, "it may not be accessed"},
    {SQLITE_CORRUPT, ERROR_DATA, "it is damaged; " RESTORE},
    {SQLITE_NOTADB, ERROR_DATA,
	"expected a store of whoexposed; if it was one, rescue what is left "
	"with: sqlite3 FILE .recover"},
};

static int
cannot_open_code(int number)
{
	return number == EACCES || number == EPERM || number == EROFS
		   ? ERROR_PERMISSION
		   : ERROR_IO;
}

/* A number of the file's header as it is there, not in a cache; by SQLite's
 * descriptor, since to close another one gives up its locks. */
static uint32_t
header(struct store *s, int offset)
{
	unsigned char n[4] = {0};
	sqlite3_file *file;

	sqlite3_file_control(s->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
	file->pMethods->xRead(file, n, sizeof(n), offset);
	return (uint32_t)n[0] << 24 | (uint32_t)n[1] << 16 |
	       (uint32_t)n[2] << 8 | n[3];
}

int
store_moved(struct store *s, struct error *err)
{
	return error_set(err, ERROR_DATA,
	    "%s: was moved or replaced during the run; nothing more "
	    "was stored",
	    s->name);
}

int
store_fault(struct store *s, int rc, const char *doing, struct error *err)
{
	const char *words =
	    s->db != NULL ? sqlite3_errmsg(s->db) : sqlite3_errstr(rc);

	if ((rc & 0xff) == SQLITE_NOMEM)
		alloc_fail();
	if (rc == SQLITE_READONLY_DBMOVED)
		return store_moved(s, err);
	if ((rc & 0xff) == SQLITE_CANTOPEN) {
		int number = s->db != NULL ? sqlite3_system_errno(s->db) : 0;

		return error_set(err, cannot_open_code(number), "%s: %s: %s",
		    s->name, doing, number != 0 ? strerror(number) : words);
	}
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		if ((rc & 0xff) == faults[i].rc)
			return error_set(err, faults[i].code, "%s: %s: %s: %s",
			    s->name, doing, words, faults[i].hint);
	/* What it asks for is not in a store of an older version. */
	if (s->run != 0 && !s->in_memory &&
	    header(s, HEADER_VERSION) !=
		(uint32_t)schema_files[schema_file_count - 1].version)
		return store_moved(s, err);
	return error_set(
	    err, ERROR_INTERNAL, "%s: %s: %s", s->name, doing, words);
}

/*
 * Once it is set up, nothing but rows changes: what is not on the list is
 * refused, whoever asks for it.
 */
static int
authorize(void *arg, int action, const char *a, const char *b,
    const char *database, const char *trigger)
{
	const struct store *s = arg;

	(void)a;
	(void)b;
	(void)database;
	(void)trigger;
	if (s->setting_up)
		return SQLITE_OK;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
	case SQLITE_FUNCTION:
	case SQLITE_TRANSACTION:
		return SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

/* The table of security.html, with room for the largest answer. */
static void
limit(sqlite3 *db)
{
	static const struct {
		int what, most;
	} limits[] = {
	    {SQLITE_LIMIT_LENGTH, 32 << 20},
	    {SQLITE_LIMIT_SQL_LENGTH, 100000},
	    {SQLITE_LIMIT_COLUMN, 100},
	    {SQLITE_LIMIT_EXPR_DEPTH, 40},
	    {SQLITE_LIMIT_COMPOUND_SELECT, 4},
	    {SQLITE_LIMIT_VDBE_OP, 25000},
	    {SQLITE_LIMIT_FUNCTION_ARG, 8},
	    {SQLITE_LIMIT_ATTACHED, 1}, /* VACUUM takes one */
	    {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50},
	    {SQLITE_LIMIT_VARIABLE_NUMBER, 40},
	    {SQLITE_LIMIT_TRIGGER_DEPTH, 10},
	    {SQLITE_LIMIT_WORKER_THREADS, 0},
	};

	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++)
		sqlite3_limit(db, limits[i].what, limits[i].most);
}

/* Before the first byte of a file that may be hostile is read. */
static void
harden(sqlite3 *db)
{
	static const struct {
		int what, on;
	} settings[] = {
	    {SQLITE_DBCONFIG_DEFENSIVE, 1},
	    {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
	    {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
	    {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
	    {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
	    {SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0},
	    {SQLITE_DBCONFIG_DQS_DML, 0},
	    {SQLITE_DBCONFIG_DQS_DDL, 0},
	    {SQLITE_DBCONFIG_ENABLE_FKEY, 1},
	};

	for (size_t i = 0; i < sizeof(settings) / sizeof(*settings); i++)
		sqlite3_db_config(
		    db, settings[i].what, settings[i].on, (int *)NULL);
	limit(db);
}

/* Opened for reading all the same, whatever was in the way. */
static int
cannot_write(const struct store *s, struct error *err)
{
	if (faccessat(AT_FDCWD, s->place.file, W_OK, AT_EACCESS) == 0)
		return error_set(
		    err, ERROR_IO, "%s: cannot be opened for writing", s->name);
	return error_set(err, ERROR_PERMISSION,
	    "%s: may only be read; expected a store that can be written",
	    s->name);
}

static int
connect_as(struct store *s, int flags, struct error *err)
{
	const char *file = s->in_memory ? ":memory:" : s->place.file;
	int rc =
	    sqlite3_open_v2(file, &s->db, flags | SQLITE_OPEN_NOFOLLOW, NULL);

	if (rc != SQLITE_OK)
		return store_fault(s, rc, "cannot be opened", err);
	/* SQLite takes what it gets. */
	if ((flags & SQLITE_OPEN_READWRITE) != 0 &&
	    sqlite3_db_readonly(s->db, "main") == 1)
		return cannot_write(s, err);
	sqlite3_extended_result_codes(s->db, 1);
	harden(s->db);
	sqlite3_busy_timeout(s->db, BUSY_MILLISECONDS);
	sqlite3_set_authorizer(s->db, authorize, s);
	rc = sqlite3_exec(s->db,
	    "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;"
	    "PRAGMA temp_store = MEMORY",
	    NULL, NULL, NULL);
	/* A writer goes back to pages; a reader has each of them once. */
	if (rc == SQLITE_OK && (flags & SQLITE_OPEN_READWRITE) != 0)
		rc = sqlite3_exec(
		    s->db, "PRAGMA cache_size = -32000", NULL, NULL, NULL);
	else if (rc == SQLITE_OK)
		rc = sqlite3_exec(
		    s->db, "PRAGMA cache_size = -2000", NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		return store_fault(s, rc, "cannot be opened", err);
	return 0;
}

static void
disconnect(struct store *s)
{
	statements_free(s);
	sqlite3_close(s->db);
	s->db = NULL;
}

/* Open it and look at it once, which is when SQLite finds a journal. */
static int
look(struct store *s, int flags, struct error *err)
{
	int64_t n;

	if (connect_as(s, flags, err) == -1)
		return -1;
	return statement_number(s, STATEMENT_TABLES, &n, err);
}

/*
 * A writer that was killed may leave a journal, which a connection for reading
 * is not allowed to play back. One for writing does so at its first look.
 */
static int
repair(struct store *s, struct error *err)
{
	disconnect(s);
	if (look(s, SQLITE_OPEN_READWRITE, err) == -1)
		return error_prefix(err,
		    "a run was interrupted; to mend that takes the permission "
		    "to write");
	disconnect(s);
	return look(s, SQLITE_OPEN_READONLY, err);
}

static int
open_database(struct store *s, enum store_mode mode, struct error *err)
{
	struct error first;
	unsigned naps = 0;

	if (mode == STORE_WRITE || s->in_memory)
		return connect_as(
		    s, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err);
	for (;;) {
		first = (struct error){0};
		if (look(s, SQLITE_OPEN_READONLY, &first) == 0)
			return 0;
		if (!reading_nap(s, &naps))
			break;
		disconnect(s);
	}
	if (sqlite3_extended_errcode(s->db) == SQLITE_READONLY_ROLLBACK)
		return repair(s, err);
	return error_set(err, first.code, "%s", first.text);
}

/* Before anything is written: is it ours to touch? */
static int
identify(struct store *s, int64_t *version, struct error *err)
{
	int64_t id, tables,
	    newest = schema_files[schema_file_count - 1].version;

	if (statement_number(s, STATEMENT_APPLICATION_ID, &id, err) == -1 ||
	    statement_number(s, STATEMENT_USER_VERSION, version, err) == -1 ||
	    statement_number(s, STATEMENT_TABLES, &tables, err) == -1)
		return -1;
	if (id == 0 && *version == 0 && tables == 0)
		return 0;
	if (id != STORE_APPLICATION_ID)
		return error_set(err, ERROR_DATA,
		    "%s: is not a store of whoexposed, but another program's "
		    "database (application_id %lld; expected %d)",
		    s->name, (long long)id, STORE_APPLICATION_ID);
	if (*version > newest)
		return error_set(err, ERROR_DATA,
		    "%s: is of version %lld, made by a newer whoexposed; this "
		    "one knows versions up to %lld",
		    s->name, (long long)*version, (long long)newest);
	if (*version < 1)
		return error_set(err, ERROR_DATA,
		    "%s: says that its version is %lld; expected 1 to %lld",
		    s->name, (long long)*version, (long long)newest);
	return 0;
}

/* What keeps it from looking at a page is told like damage. */
static int
not_looked_at(struct store *s, const char *verdict, struct error *err)
{
	const char *code = strstr(verdict, "error code=");
	int rc = code != NULL ? (int)strtol(code + 11, NULL, 10) : SQLITE_OK;

	if ((rc & 0xff) == SQLITE_NOMEM)
		alloc_fail();
	if ((rc & 0xff) == SQLITE_IOERR)
		return error_set(err, ERROR_IO, "%s: cannot be read: %s",
		    s->name, sqlite3_errstr(rc));
	return 0;
}

static int
check(struct store *s, enum statement how, struct error *err)
{
	struct call call;
	char *verdict;
	int result = 0;

	if (call_begin(&call, s, how, err) == -1)
		return -1;
	if (call_row(&call, err) != 1)
		return error_set(err, ERROR_DATA, "%s: is damaged", s->name);
	verdict = row_text(&call);
	call_end(&call);
	result = not_looked_at(s, verdict, err);
	if (result == 0 && strcmp(verdict, "ok") != 0)
		result = error_set(err, ERROR_DATA,
		    "%s: is damaged: %s; " RESTORE, s->name, verdict);
	free(verdict);
	return result;
}

int
store_examine(struct store *s, struct error *err)
{
	int result;

	s->setting_up = true;
	result = check(s, STATEMENT_INTEGRITY_CHECK, err);
	s->setting_up = false;
	return result;
}

/*
 * Rollback journal: one file at rest, and readers need no right to write.
 * EXTRA also syncs the directory after the journal is gone: a commit that was
 * reported survives a power cut.
 */
static int
settle(struct store *s, struct error *err)
{
	int rc = sqlite3_exec(s->db,
	    "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;"
	    "PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON",
	    NULL, NULL, NULL);

	if (rc != SQLITE_OK)
		return store_fault(s, rc, "cannot be set up", err);
	return 0;
}

int
store_let_write(struct store *s, bool on, struct error *err)
{
	bool before = s->setting_up;
	int result;

	if (!s->reading)
		return 0;
	s->setting_up = true;
	result = statement_script(
	    s, on ? "PRAGMA query_only = OFF" : "PRAGMA query_only = ON", err);
	s->setting_up = before;
	return result;
}

/* Temporary ones only: those of the file stay switched off. */
static int
keep_history(struct store *s, bool writing, struct error *err)
{
	struct error first = {0};
	int result;

	s->setting_up = true;
	result = statement_script(s, schema_history, &first);
	s->setting_up = false;
	s->reading = !writing;
	if (result == 0)
		result = store_let_write(s, false, &first);
	if (result == -1)
		return error_set(err,
		    first.code == ERROR_INTERNAL ? ERROR_DATA : first.code,
		    "%s", first.text);
	return 0;
}

static int
set_up(struct store *s, enum store_mode mode, struct error *err)
{
	int64_t version, newest = schema_files[schema_file_count - 1].version;
	bool writing = mode == STORE_WRITE || s->in_memory;

	if (open_database(s, mode, err) == -1 ||
	    identify(s, &version, err) == -1)
		return -1;
	if (version != 0 && check(s, STATEMENT_QUICK_CHECK, err) == -1)
		return -1;
	if (writing && settle(s, err) == -1)
		return -1;
	if (version == newest)
		return keep_history(s, writing, err);
	if (!writing)
		return version == 0
			   ? error_set(err, ERROR_NO_ORG,
				 "%s: there is nothing in this store yet",
				 s->name)
			   : error_set(err, ERROR_DATA,
				 "%s: is a store of an older version; the next "
				 "audit brings it up to date",
				 s->name);
	if (store_upgrade(
		s, (int)version, schema_files, schema_file_count, err) == -1)
		return -1;
	return keep_history(s, writing, err);
}

static int
find_place(struct store *s, const char *path, bool writing, struct error *err)
{
	if (place_find(&s->place, path, writing, err) == -1)
		return -1;
	s->name = s->place.name;
	if (writing && place_make(&s->place, err) == -1)
		return -1;
	return place_check(&s->place, writing, err);
}

struct store *
store_open(const char *path, enum store_mode mode, struct error *err)
{
	struct store *s = xcalloc(1, sizeof(*s));

	s->place.dirfd = -1;
	s->name = ":memory:";
	s->in_memory = strcmp(path, ":memory:") == 0;
	s->setting_up = true;
	if (!s->in_memory &&
	    find_place(s, path, mode == STORE_WRITE, err) == -1)
		goto fail;
	if (set_up(s, mode, err) == -1)
		goto fail;
	if (!s->in_memory && !place_same(&s->place)) {
		error_set(err, ERROR_DATA,
		    "%s: was replaced while it was opened", s->name);
		goto fail;
	}
	s->setting_up = false;
	return s;
fail:
	store_close(s);
	return NULL;
}

void
store_close(struct store *s)
{
	if (s == NULL)
		return;
	disconnect(s);
	place_clear(&s->place);
	free(s);
}

const char *
store_doubtful(const char *path)
{
	const struct filesystem *fs;
	struct statfs st;

	if (statfs(path, &st) == -1)
		return NULL;
	fs = filesystem_find((unsigned long)st.f_type);
	return fs != NULL && !fs->network ? fs->name : NULL;
}

int
store_lock(const char *path, struct error *err)
{
	struct place place;
	int fd = -1;

	if (place_find(&place, path, true, err) == 0)
		fd = place_lock(&place, err);
	place_clear(&place);
	return fd;
}

/* Is it still the file of store_begin()? SQLite would go on writing into one
 * that has no name any more, or that another was copied into. What did not fit
 * into its cache is there already, counted as one change. */
static int
check_same(struct store *s, struct error *err)
{
	int moved = 0;

	if (s->in_memory)
		return 0;
	sqlite3_file_control(s->db, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (!moved && place_same(&s->place) &&
	    header(s, HEADER_CHANGES) - s->changes <= 1)
		return 0;
	return store_moved(s, err);
}

/* Is the run under way in it? A backup has none of this number, or another. */
static int
check_run(struct store *s, struct error *err)
{
	struct call call;
	int row;

	if (s->run == 0)
		return 0;
	if (call_begin(&call, s, STATEMENT_RUN_OPEN, err) == -1)
		return -1;
	call_int(&call, s->run);
	call_time(&call, s->run_started);
	row = call_row(&call, err);
	if (row == 1)
		call_end(&call);
	return row == 0 ? store_moved(s, err) : row == 1 ? 0 : -1;
}

int
store_begin(struct store *s, struct error *err)
{
	if (statement_run(s, STATEMENT_BEGIN_WRITE, err) == -1)
		return -1;
	if (!s->in_memory)
		s->changes = header(s, HEADER_CHANGES);
	if (check_run(s, err) == 0)
		return 0;
	store_rollback(s);
	return -1;
}

int
store_commit(struct store *s, struct error *err)
{
	if (check_same(s, err) == 0 &&
	    statement_run(s, STATEMENT_COMMIT, err) == 0)
		return 0;
	store_rollback(s);
	return -1;
}

void
store_rollback(struct store *s)
{
	if (!sqlite3_get_autocommit(s->db))
		statement_run(s, STATEMENT_ROLLBACK, NULL);
}

int
store_begin_own(struct store *s, bool *own, struct error *err)
{
	*own = sqlite3_get_autocommit(s->db) != 0;
	return *own ? store_begin(s, err) : 0;
}

int
store_end_own(struct store *s, bool own, int result, struct error *err)
{
	if (!own)
		return result;
	if (result == 0)
		return store_commit(s, err);
	store_rollback(s);
	return result;
}
