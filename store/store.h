/*
 * store: what is known, over runs. An SQLite file behind one wall.
 *
 * Opening: directories are made 0700 and the file 0600 where they are not
 * there, whatever the umask. The directory may be a symbolic link, the file may
 * not. Refused with ERROR_DATA: a store that is not there (STORE_READ), a file
 * that is no database or damaged (with a hint at `sqlite3 FILE .recover`), one
 * of another application_id ("is not a store of whoexposed"), one of a newer
 * version (not a byte of it is changed), a symbolic link, a file with two
 * names, what is no regular file. Refused with ERROR_PERMISSION: a file that
 * others may write to; for STORE_WRITE also a file that everybody may read and
 * a directory that others may write into (unless it is sticky, like /tmp), and
 * either of them where it is another user's, but root's.
 * STORE_WRITE on a network file system is ERROR_DATA, since locks cannot be
 * trusted there; reading is tried.
 * The schema is the files of schema/, which are frozen: each is one step, never
 * edited once a store may have been made of it; what changes is a new file.
 * history.sql is no step: it is made for each connection anew.
 * An older store is upgraded by STORE_WRITE, each step in one transaction,
 * after a copy to PATH.before-N. A file that is moved or replaced during a run
 * is found at the next commit, and so is one that another was copied into, or
 * at the next store_begin(), since the run is not in it: ERROR_DATA.
 * ":memory:" keeps nothing.
 *
 * Size: it grows with what changes, not with runs. A run that finds nothing new
 * adds one row, its own: facts have columns for when they were seen, and the
 * answers of a run are dropped once a newer one covers their organization.
 *
 * What is synced when: journal_mode DELETE, synchronous EXTRA. A commit returns
 * once the journal and its name, then the file, and then that the journal is
 * gone are on the disk: what was committed survives a power cut, what was not
 * is rolled back by whoever opens it next. When a store is made, its own name
 * and the names of directories made for it are synced first; a copy (before an
 * upgrade, a backup) is synced before it gets its name, and its directory after
 * that. Since reports are, too (reports/output.h), nothing that an exit status
 * of 0 speaks of is lost; locks and the spool may be, and nobody misses them.
 *
 * Answers are committed as they come, into tables that no report reads; all
 * facts of a run, its findings and its end are one transaction after the last
 * answer. A crash leaves the run wholly there or not at all.
 *
 * Privacy: only what inventory holds, which is the audited organizations' own.
 * secure_delete is on.
 *
 * Errors: ERROR_TRY_AGAIN when another process holds the database for more
 * than ten seconds, ERROR_IO for a full disk, ERROR_PERMISSION, ERROR_DATA.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "rdap/inventory.h"

#define STORE_APPLICATION_ID 0x77686f65 /* "whoe" */

struct store;

enum store_mode {
	STORE_READ, /* must be there; works on a read-only file and directory */
	STORE_WRITE, /* made where it is not there; upgraded where it is older */
};

struct store *
store_open(const char *path, enum store_mode mode, struct error *err);
void store_close(struct store *s);

/* Is all of it whole? To open it looks at each page, and not whether what stands
 * in one agrees with another (PRAGMA integrity_check; quick_check). */
int store_examine(struct store *s, struct error *err);

/* "FUSE": locks may not hold on the file system of `path`, which is not known
 * to be a network's. NULL: nothing is known against it. */
const char *store_doubtful(const char *path);

/*
 * The lock beside the store, PATH.lock: flock(2), exclusive, 0600, never
 * unlinked, gone with the process. A second one fails at once with
 * ERROR_TRY_AGAIN ("PATH: another audit is using it"). Not for ":memory:".
 * Returns a descriptor to be closed, or -1.
 */
int store_lock(const char *path, struct error *err);

/* One audit. */
struct run {
	int64_t id; /* 0: not stored */
	int64_t started;
	int64_t finished;    /* CLOCK_NONE while it runs or when it died */
	int64_t observed_at; /* dated by its oldest answer */
	char *scope;         /* handles, joined by ';' */
	char *tool;          /* "whoexposed 0.1.0" */
	char *rules;         /* version of the rules */
	char *source;        /* base URL, or "replay of DIR" */
	bool complete;
	int exit_status;      /* -1 while it runs */
	unsigned queries[4];  /* by enum verdict */
	unsigned findings[5]; /* open ones, by severity, info first */
	unsigned published;   /* mailboxes: the left of the exposure floor */
	int output_status;    /* 0, or what the program ended with since a
	                         report could not be written; -1 until it is,
	                         where it has news */
};
void run_clear(struct run *r);
/* What the program ended with: not always what its facts came to; -1: it did
 * not, or died. */
int run_status(const struct run *r);

/* A finding as it is kept between runs. */
struct kept_finding {
	char *id;
	char *org;
	char *rule;    /* "WE102" */
	char *address; /* "" for findings about an organization */
	char *record;
	int severity;    /* 0 info .. 4 critical */
	char *status;    /* interface.md's words */
	char *rules;     /* version that judged it last */
	char *cause;     /* of its newest change, or "" */
	bool never_open; /* it was never but in doubt */
	bool accepted;   /* when it was judged last, or before it came into
	                    doubt */
	bool configured; /* the configuration says what its mailbox is */
	struct seen seen;
};
void kept_finding_clear(struct kept_finding *f);

/* Begin a run: its id, or -1. Committed at once. */
int64_t
store_run_begin(struct store *s, const struct run *run, struct error *err);
/* An answer of it. Committed at once. */
int store_answer_add(struct store *s, int64_t run, const struct answer *answer,
    struct error *err);

/*
 * All that follows for one run belongs between these two; called outside, each
 * is a transaction of its own. A commit that fails has rolled back.
 */
int store_begin(struct store *s, struct error *err);
int store_commit(struct store *s, struct error *err);
void store_rollback(struct store *s);

/*
 * All that is read from here to store_rollback() is of one moment: no run that
 * ends meanwhile is half in it. A writer waits with its commit so long, hence
 * only to read, never while something is printed.
 */
int store_begin_reading(struct store *s, struct error *err);

/*
 * The facts of a run: unite the inventory with what is known of its
 * organizations. `when` dates the run. What is there now is OPEN; for what is
 * not, state_next() decides by the look at where it stood:
 *   record    the scope's list_complete of its kind
 *   link      of the organization: list_complete[RECORD_POC]; else the look
 *             at its holder, or where the holder is gone, its list
 *   sighting  the link's and, where the POC is there, the look at the POC;
 *             in free text, the look at the record, or where that is gone,
 *             its list
 * A POC that neither view has, each asked for it by its handle
 * (inventory_gone()), was looked at completely by that, and so was what was on
 * it.
 * A POC that is linked to nothing, and what stands on it, needs in place of
 * the list an own domain of its addresses that is confirmed in this run, and
 * searches that were whole.
 * An organization that was absent or could not be read: all UNKNOWN.
 * Organizations that are no scope of `inv` are not touched; a fact of one is a
 * bug of the caller (ERROR_INTERNAL).
 *
 * When more than 30 % of at least ten known addresses are missed for the first
 * time at once, a gap, "addresses", is stored as well: the run is not complete.
 *
 * A look that was not complete adds and never takes away: texts, times and
 * roles that it did not show stay as they were. A record that was not seen gets
 * the look that judged it. The run's answers become those of `inv`, which count
 * as its queries.
 */
int store_facts_put(struct store *s, int64_t run, const struct inventory *inv,
    int64_t when, struct error *err);

/*
 * `now` is certain, and another clock was ahead before run `run`: what is dated
 * a day or more after it (runs, facts, findings, of all organizations) is dated
 * `now`. How many runs that were goes to `*runs`.
 */
int store_date_anew(struct store *s, int64_t run, int64_t now, int64_t *runs,
    struct error *err);

/* Insert each, or replace the one of its id; all others stay as they are. */
int store_findings_put(struct store *s, int64_t run,
    const struct kept_finding *findings, size_t count, struct error *err);
int store_findings_load(struct store *s, const struct strings *orgs,
    struct kept_finding **findings, size_t *count, struct error *err);

/* Those that end without being news: their ids. What is said of earlier runs
 * stays. */
int store_findings_end(
    struct store *s, const struct strings *ids, struct error *err);

/* The end of a run: finished, complete, exit_status, findings, published,
 * observed_at. A complete one, once it has an exit status, is what later runs
 * compare with.
 */
int store_run_end(struct store *s, const struct run *run, struct error *err);

/* The facts of the run are stored; what became of its reports. */
int
store_run_output(struct store *s, int64_t run, int status, struct error *err);

/*
 * What a report needs, in one short read: the newest stored run that covers
 * any of `orgs` (all organizations ever stored when NULL or empty), and the
 * current facts of them, in states OPEN, UNCONFIRMED and UNKNOWN; scopes,
 * domains, gaps and answers as of each organization's newest stored run. Sorted
 * by organization, kind, handle, so that a report is the same every time.
 * `run->id` 0 and an empty inventory when nothing is stored. Parts are not
 * loaded, store_part() has them. Within store_begin() and store_commit() it
 * shows what was put so far. `*inv` and `*run` are overwritten, and are zero
 * when it fails.
 */
int store_load(struct store *s, const struct strings *orgs,
    struct inventory *inv, struct run *run, struct error *err);

/*
 * The same as it was known when run `at` had ended: what changed since is as
 * it was, and nothing was seen later than any run until then. Answers are kept
 * of the newest run of an organization only; where `at` is another, a note says
 * so, their counts are the scope's, and which answer showed a fact is as read
 * last. `at` 0: now. Nothing is loaded of an organization
 * that had not been stored by then.
 */
int store_load_at(struct store *s, const struct strings *orgs, int64_t at,
    struct inventory *inv, struct run *run, struct error *err);
/* Of that, how well the registry was read, and no facts: scopes, own domains,
 * gaps, notes and differences. */
int store_load_coverage(struct store *s, const struct strings *orgs, int64_t at,
    struct inventory *inv, struct run *run, struct error *err);
int store_findings_at(struct store *s, const struct strings *orgs, int64_t at,
    struct kept_finding **findings, size_t *count, struct error *err);

/*
 * What is known of one name over time: each version of each fact about it,
 * in the order in which they began; without a name, each address once.
 */
enum past_kind {
	PAST_ADDRESS,  /* subject: the address; seen: of all its places */
	PAST_RECORD,   /* subject: its handle, text: its name */
	PAST_LINK,     /* subject: what it serves, poc, roles */
	PAST_SIGHTING, /* subject: the record, poc, text: the address, roles */
	PAST_FINDING,  /* subject: the record, poc: the rule, text: the
	                  address, severity */
};

struct past_fact {
	enum past_kind kind;
	enum record_kind record_kind;
	char *org, *subject, *poc, *text;
	unsigned roles;
	int severity;
	struct seen seen;
	int64_t began; /* when it became so */
	int64_t ended; /* when it changed; CLOCK_NONE: it is so */
};
void past_fact_clear(struct past_fact *x);

/* `name`: an address key, or a handle in any case; NULL for all addresses. The
 * caller clears each and frees the array. */
int store_history(struct store *s, const char *name, struct past_fact **facts,
    size_t *count, struct error *err);

/*
 * Politeness that outlives a process. `now` is the real time: what was sent is
 * no matter of the time to judge by. Minutes outside the 24 hours before and
 * after it are forgotten, so that a clock that was wrong blocks nothing for
 * longer than a day. Each is committed at once.
 */
struct day {
	int64_t requests; /* sent in the last 24 hours */
	int64_t more;     /* when the first of them counts no more; CLOCK_NONE
	                     when there is none */
};
int store_day(struct store *s, int64_t now, struct day *day, struct error *err);
int store_request_add(struct store *s, int64_t now, struct error *err);
/* `server` ("rdap.arin.net") is not to be asked before `until`, a day from now
 * at most. */
int store_backoff_put(struct store *s, const char *server, int64_t now,
    int64_t until, struct error *err);
/* `*until` is CLOCK_NONE when it may be asked. */
int store_backoff(struct store *s, const char *server, int64_t now,
    int64_t *until, struct error *err);

/* All runs, newest first; the caller clears each and frees the array. */
int store_runs(
    struct store *s, struct run **runs, size_t *count, struct error *err);

/* The POCs of these organizations that are not known to be gone, and which
 * addresses they have; the caller clears each and frees the array. */
int store_known_pocs(struct store *s, const struct strings *orgs,
    struct known_poc **pocs, size_t *count, struct error *err);

/* When the second view was compared whole with the first, last; or CLOCK_NONE.
 */
int store_checked(
    struct store *s, const char *org, int64_t *when, struct error *err);

/*
 * What is kept no longer. Erasing is complete: rows, earlier versions, texts,
 * URLs, kept parts; store_drop_copies() and store_compact() see to the rest. A
 * handle or an address is found
 * whatever its case (ASCII), an address in each of its spellings.
 */
struct erased {
	int64_t addresses; /* different ones */
	int64_t places;    /* rows that said where */
	int64_t names;     /* records, and versions of them, with names */
	int64_t findings;
	int64_t parts;     /* records whose proof is gone */
	int64_t texts;     /* other rows with a word in them */
	int64_t elsewhere; /* forget: addresses of the POC that stay, since
	                      they stand on other records as well */
	bool published;    /* forget: it is there still, as far as is known */
};
bool erased_any(const struct erased *e);

/*
 * Of what was superseded before the moment `before`: an address that stands
 * nowhere since (not in a fact that is there, nor in one REMOVED later, nor in
 * a version that ended later) goes; so do the names of POCs, and of objects of
 * the routing registry, in versions that ended before, unless the record has
 * the same name still or had it later. What earlier runs knew keeps its
 * shape, so that counts stay: in facts and findings of the past a token stands
 * for the address ("erased-3f9a0c1b2d4e", the same one in all of them), and a
 * finding has another id, since the old one is a digest of the address.
 * Findings that were removed before then are no longer told now, only of runs
 * that knew them. Handles stay.
 */
int store_prune(
    struct store *s, int64_t before, struct erased *e, struct error *err);

/* Is there anything of that? Erases nothing. */
int
store_superseded(struct store *s, int64_t before, bool *any, struct error *err);

enum erase_kind {
	ERASE_ADDRESS, /* a key */
	ERASE_POC,
	ERASE_ORG,   /* all of an audited organization */
	ERASE_OTHER, /* a network, an autnum: not to be forgotten by itself */
};
/* What a handle is to the store; ERASE_POC where it knows none. */
int store_handle_kind(struct store *s, const char *handle,
    enum erase_kind *kind, struct error *err);
/*
 * All that is known of it now, and all that earlier runs knew: nothing stands
 * for it in the past, so that no change is told that the registry did not
 * show; the counts of runs stay. Of a POC also those of its addresses that
 * stand nowhere else. In texts a token stands for it.
 */
int store_forget(struct store *s, const char *what, enum erase_kind kind,
    struct erased *e, struct error *err);

/*
 * Upgrades leave copies, PATH.before-N: they go before the commit, so that who
 * is killed in between finds in the store still what is to be erased. How many
 * went is added to `*copies`. After the commit the file is written anew, with
 * nothing in its free pages.
 */
int store_drop_copies(struct store *s, size_t *copies, struct error *err);
int store_compact(struct store *s, struct error *err);

/* The newest moment that any run but `but_run` is dated with, CLOCK_NONE when
 * there is none: a clock behind it is not to be believed. */
int store_newest(
    struct store *s, int64_t but_run, int64_t *when, struct error *err);

/* What is held of a POC or an address: what store_forget() would erase, row by
 * row, as the tables have it. All borrowed until the call returns. */
enum held_kind {
	HELD_NOTHING,
	HELD_NUMBER,
	HELD_TEXT,
	HELD_TEXTS, /* each ends in a NUL */
};
struct held_value {
	const char *name; /* of the column */
	enum held_kind kind;
	int64_t number;
	const char *text;
	size_t len; /* HELD_TEXTS */
};
struct held_row {
	const char *table; /* rows of one follow each other */
	const struct held_value *values;
	size_t count;
};
typedef void held_fn(void *arg, const struct held_row *row);
int store_held(struct store *s, const char *what, enum erase_kind kind,
    held_fn *fn, void *arg, size_t *rows, struct error *err);

/*
 * A consistent copy of the store in `file`, 0600, whole or not at all, while
 * others read and write the store: made beside it as FILE.new, opened and
 * checked, synced, renamed. ERROR_CREATE where something is there that is no
 * store of whoexposed, or is the store itself, or is in use (a journal beside
 * it).
 */
int store_backup(struct store *s, const char *file, struct error *err);

/* The kept proof of a record: the body of its current part, from the answer
 * that described it. NULL when there is none, or with `err` set. Dropped when
 * the record is REMOVED. */
char *store_part(struct store *s, const char *org, enum record_kind kind,
    const char *handle, char digest[DIGEST_TEXT_MAX], struct error *err);

/* An address that a proof shows, and on how many records of the organization
 * it was read there. */
struct shown {
	char *address; /* key */
	char *spelling;
	size_t places;
};

/*
 * A kept part of an answer: what shows a record, or addresses on it, or both.
 * An address of a POC stands in the proof of the POC, whatever that serves. A
 * record has several where two answers show it differently. Kept while any
 * record or sighting that it shows is not REMOVED. Not kept, and the sighting
 * then has none: the part of a POC on strangers' objects in which somebody
 * else's address stands as well.
 */
struct proof {
	int64_t id;
	char *org;
	enum record_kind kind;
	char *handle;
	char *url;           /* of the answer */
	char *answer_digest; /* of the whole answer, which is not kept */
	int64_t time;        /* when it came */
	char *path;          /* where in the answer (inventory.h) */
	char *body;
	char *digest; /* of body */
	struct shown *shown;
	size_t shown_count;
};

struct proofs {
	struct proof *items; /* by organization, kind, handle, url, path */
	size_t count;
};

/* Those of `orgs`, or all. `*proofs` is overwritten. */
int store_proofs(struct store *s, const struct strings *orgs,
    struct proofs *proofs, struct error *err);
void proofs_clear(struct proofs *proofs);

/* Does each kept part still have its digest, and each sighting that is not
 * REMOVED its part? Records by kind and handle. */
struct proof_check {
	size_t verified;
	struct strings altered;  /* another body than was kept */
	struct strings lacking;  /* a sighting without a part */
	struct strings withheld; /* the same, as it has to be (above) */
	struct strings erased;   /* the same, since it showed what was erased;
	                            until the next audit */
};

int store_proofs_check(
    struct store *s, struct proof_check *check, struct error *err);
void proof_check_clear(struct proof_check *check);

#endif
