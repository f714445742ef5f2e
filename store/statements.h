/*
 * statements: all SQL that the store runs, by name, and how it is run.
 * Private to store/, with store/private.h.
 *
 * A call is one execution of a statement: begin it, give its parameters in
 * order, then either call_run() it, or take rows with call_row() and their
 * columns in order. It ends by itself when it ran, failed, or had its last
 * row; call_end() ends it sooner. One statement serves one call at a time.
 *
 * Texts are borrowed until the call ends.
 */
#ifndef STORE_STATEMENTS_H
#define STORE_STATEMENTS_H

#include <sqlite3.h>
#include "rdap/record.h"

enum statement {
	STATEMENT_APPLICATION_ID,
	STATEMENT_USER_VERSION,
	STATEMENT_TABLES,
	STATEMENT_QUICK_CHECK,
	STATEMENT_COPY,

	STATEMENT_BEGIN_READ,
	STATEMENT_BEGIN_WRITE,
	STATEMENT_COMMIT,
	STATEMENT_ROLLBACK,

	STATEMENT_RUN_BEGIN,
	STATEMENT_RUN_END,
	STATEMENT_RUN_COUNT,
	STATEMENT_RUN_RECOUNT,
	STATEMENT_RUN_GET,
	STATEMENT_RUN_LIST,

	STATEMENT_ANSWER_ADD,
	STATEMENT_ANSWER_LOAD,
	STATEMENT_ANSWER_DELETE_RUN,
	STATEMENT_ANSWER_DELETE_OLD,

	STATEMENT_SCOPE_PUT,
	STATEMENT_SCOPE_LIST,
	STATEMENT_SCOPE_LIST_AT,
	STATEMENT_SCOPE_LOAD,
	STATEMENT_SCOPE_LOAD_AT,
	STATEMENT_DOMAIN_PUT,
	STATEMENT_DOMAIN_DELETE_OLD,
	STATEMENT_DOMAIN_LOAD,
	STATEMENT_DOMAIN_LOAD_AT,
	STATEMENT_MAIL_DOMAIN_PUT,
	STATEMENT_MAIL_DOMAIN_DELETE_OLD,
	STATEMENT_MAIL_DOMAIN_LOAD,
	STATEMENT_MAIL_DOMAIN_LOAD_AT,
	STATEMENT_GAP_PUT,
	STATEMENT_GAP_DELETE_OLD,
	STATEMENT_GAP_LOAD,
	STATEMENT_GAP_LOAD_AT,
	STATEMENT_SCOPE_COMPLETE,
	STATEMENT_SCOPE_NEWS,
	STATEMENT_SCOPE_CHECKED,
	STATEMENT_NOTE_PUT,
	STATEMENT_NOTE_DELETE_OLD,
	STATEMENT_NOTE_LOAD,
	STATEMENT_DIFFERENCE_PUT,
	STATEMENT_DIFFERENCE_DELETE_OLD,
	STATEMENT_DIFFERENCE_LOAD,
	STATEMENT_ELSEWHERE_PUT,
	STATEMENT_ELSEWHERE_DELETE_OLD,
	STATEMENT_ELSEWHERE_LOAD,
	STATEMENT_ELSEWHERE_LOAD_AT,

	STATEMENT_SOURCE_FIND,
	STATEMENT_SOURCE_ADD,
	STATEMENT_SOURCE_SWEEP,
	STATEMENT_PART_FIND,
	STATEMENT_PART_ADD,
	STATEMENT_PART_SWEEP,
	STATEMENT_PROOF_PUT,
	STATEMENT_PROOF_SWEEP,
	STATEMENT_PROOF_OF,
	STATEMENT_PROOF_LOAD,
	STATEMENT_PROOF_ADDRESSES,
	STATEMENT_PART_CHECK,
	STATEMENT_PART_RECORDS,
	STATEMENT_PROOF_LACKING,

	STATEMENT_RECORD_SEEN,
	STATEMENT_RECORD_PUT,
	STATEMENT_RECORD_ABSENT,
	STATEMENT_RECORD_STATE,
	STATEMENT_RECORD_PROOF,
	STATEMENT_RECORD_DROP_PROOFS,
	STATEMENT_RECORD_LOAD,
	STATEMENT_RECORD_LOAD_AT,

	STATEMENT_LINK_SEEN,
	STATEMENT_LINK_PUT,
	STATEMENT_LINK_ABSENT,
	STATEMENT_LINK_STATE,
	STATEMENT_LINK_LOAD,
	STATEMENT_LINK_LOAD_AT,

	STATEMENT_SIGHTING_SEEN,
	STATEMENT_SIGHTING_PUT,
	STATEMENT_SIGHTING_ABSENT,
	STATEMENT_SIGHTING_STATE,
	STATEMENT_SIGHTING_VANISHED,
	STATEMENT_SIGHTING_DROP_PROOFS,
	STATEMENT_SIGHTING_LOAD,
	STATEMENT_SIGHTING_LOAD_AT,

	STATEMENT_PAST_ADDRESSES,
	STATEMENT_PAST_RECORDS,
	STATEMENT_PAST_LINKS,
	STATEMENT_PAST_SIGHTINGS,
	STATEMENT_PAST_FINDINGS,

	STATEMENT_FINDING_PUT,
	STATEMENT_FINDING_END,
	STATEMENT_FINDING_LOAD,
	STATEMENT_FINDING_LOAD_AT,

	STATEMENT_REQUEST_ADD,
	STATEMENT_REQUEST_SUM,
	STATEMENT_REQUEST_SWEEP,
	STATEMENT_BACKOFF_PUT,
	STATEMENT_BACKOFF_GET,
	STATEMENT_BACKOFF_SWEEP,

	STATEMENT_COUNT,
};

struct store;

struct call {
	struct store *store;
	sqlite3_stmt *stmt;
	int bound; /* parameters given so far */
	int taken; /* columns taken of this row so far */
	int rc;    /* the first failure to bind, else SQLITE_OK */
};

int call_begin(
    struct call *call, struct store *s, enum statement id, struct error *err);

void call_text(struct call *call, const char *text);
void call_int(struct call *call, int64_t n);
void call_id(struct call *call, int64_t id);     /* 0 is NULL */
void call_time(struct call *call, int64_t when); /* CLOCK_NONE is NULL */
void call_blob(struct call *call, const void *data, size_t len);
void call_seen(struct call *call, const struct seen *seen);

/* Run a statement that gives no rows. */
int call_run(struct call *call, struct error *err);
/* 1: a row, 0: no more, -1: failed. */
int call_row(struct call *call, struct error *err);
void call_end(struct call *call);

char *row_text(struct call *call); /* owned by the caller, never NULL */
int64_t row_int(struct call *call);
int64_t row_time(struct call *call);
const void *row_blob(struct call *call, size_t *len); /* until the next row */
struct seen row_seen(struct call *call);

/* A statement without parameters and rows. */
int statement_run(struct store *s, enum statement id, struct error *err);
/* Its first column of its one row, a number. */
int statement_number(
    struct store *s, enum statement id, int64_t *n, struct error *err);
/* Run each statement of a schema file. */
int statement_script(struct store *s, const char *sql, struct error *err);
/* Let go of all that were prepared. */
void statements_free(struct store *s);

#endif
