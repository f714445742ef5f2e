#include <stdlib.h>
#include "rdap/alloc.h"
#include "private.h"
#include "words.h"

/* Run it with `text` (unless NULL); how many rows that changed is added. */
static int
change(struct store *s, enum statement id, const char *text, int64_t *count,
    struct error *err)
{
	struct call call;

	if (call_begin(&call, s, id, err) == -1)
		return -1;
	if (text != NULL)
		call_text(&call, text);
	if (call_run(&call, err) == -1)
		return -1;
	*count += sqlite3_changes64(s->db);
	return 0;
}

static int
change_before(struct store *s, enum statement id, int64_t before,
    int64_t *count, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, id, err) == -1)
		return -1;
	call_int(&call, before);
	if (call_run(&call, err) == -1)
		return -1;
	*count += sqlite3_changes64(s->db);
	return 0;
}

static int
number(struct store *s, enum statement id, const char *text, int64_t *n,
    struct error *err)
{
	struct call call;

	if (call_begin(&call, s, id, err) == -1)
		return -1;
	if (text != NULL)
		call_text(&call, text);
	if (call_row(&call, err) != 1)
		return error_set(err, ERROR_DATA, "%s: is damaged", s->name);
	*n = row_int(&call);
	call_end(&call);
	return 0;
}

/* What is there now before what was: a trigger keeps the former as the
 * latter. Returns -1, or 0 with the rows that changed added. */
static int
change_all(struct store *s, const enum statement *ids, size_t count,
    const char *text, int64_t *changed, struct error *err)
{
	for (size_t i = 0; i < count; i++)
		if (change(s, ids[i], text, changed, err) == -1)
			return -1;
	return 0;
}

#define CHANGE_ALL(s, ids, text, changed, err) \
	change_all(s, ids, sizeof(ids) / sizeof(*(ids)), text, changed, err)

/* ---- words in texts ------------------------------------------------------ */

static int
scrub_word(struct store *s, const char *word, const char *token,
    struct erased *e, struct error *err)
{
	static const enum statement ids[] = {STATEMENT_SCRUB_RUNS,
	    STATEMENT_SCRUB_ANSWERS, STATEMENT_SCRUB_SCOPES,
	    STATEMENT_SCRUB_DOMAINS, STATEMENT_SCRUB_GAPS,
	    STATEMENT_SCRUB_NOTES, STATEMENT_SCRUB_DIFFERENCES,
	    STATEMENT_SCRUB_RECORDS, STATEMENT_SCRUB_SOURCES,
	    STATEMENT_SCRUB_PAST_SCOPES, STATEMENT_SCRUB_PAST_DOMAINS,
	    STATEMENT_SCRUB_PAST_GAPS, STATEMENT_SCRUB_PAST_NOTES,
	    STATEMENT_SCRUB_PAST_DIFFERENCES, STATEMENT_SCRUB_PAST_RECORDS};
	struct call call;

	if (change(s, STATEMENT_SCRUB_PROOF, word, &e->parts, err) == -1)
		return -1;
	for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
		if (call_begin(&call, s, ids[i], err) == -1)
			return -1;
		call_text(&call, word);
		call_text(&call, token);
		if (call_run(&call, err) == -1)
			return -1;
		e->texts += sqlite3_changes64(s->db);
	}
	return 0;
}

/* The list is copied, since one statement serves one call at a time and what
 * runs in between changes tables. */
static int
scrub(struct store *s, struct erased *e, struct error *err)
{
	struct strings words = {0}, tokens = {0};
	struct call call;
	int result = call_begin(&call, s, STATEMENT_ERASING_LIST, err);

	if (result == -1)
		return -1;
	while ((result = call_row(&call, err)) == 1) {
		strings_take(&words, row_text(&call));
		strings_take(&tokens, row_text(&call));
	}
	for (size_t i = 0; i < words.count && result == 0; i++)
		result = scrub_word(s, words.items[i], tokens.items[i], e, err);
	strings_clear(&words);
	strings_clear(&tokens);
	return result;
}

/* What nothing refers to any more, and the list of what was erased. */
static int
sweep(struct store *s, struct error *err)
{
	if (statement_run(s, STATEMENT_PROOFLESS_RECORDS, err) == -1 ||
	    statement_run(s, STATEMENT_PROOFLESS_SIGHTINGS, err) == -1 ||
	    statement_run(s, STATEMENT_PROOF_SWEEP, err) == -1 ||
	    statement_run(s, STATEMENT_PART_SWEEP, err) == -1 ||
	    statement_run(s, STATEMENT_SOURCE_SWEEP, err) == -1)
		return -1;
	return statement_run(s, STATEMENT_ERASING_CLEAR, err);
}

/* ---- prune --------------------------------------------------------------- */

static int
prune(struct store *s, int64_t before, struct erased *e, struct error *err)
{
	static const enum statement live[] = {STATEMENT_PRUNE_SIGHTING};
	static const enum statement past[] = {
	    STATEMENT_PRUNE_PAST_SIGHTING, STATEMENT_PRUNE_PAST_FINDING};
	int64_t moved = 0;

	if (change_before(s, STATEMENT_ERASING_ADD_SUPERSEDED, before,
		&e->addresses, err) == -1 ||
	    change(s, STATEMENT_ERASING_ADD_SPELLINGS, NULL, &moved, err) ==
		-1 ||
	    change_before(
		s, STATEMENT_PRUNE_FINDING_MOVE, before, &moved, err) == -1 ||
	    change_before(
		s, STATEMENT_PRUNE_FINDING, before, &e->findings, err) == -1 ||
	    CHANGE_ALL(s, live, NULL, &e->places, err) == -1 ||
	    change_before(s, STATEMENT_PRUNE_RECORD, before, &e->names, err) ==
		-1 ||
	    CHANGE_ALL(s, past, NULL, &e->places, err) == -1 ||
	    change_before(
		s, STATEMENT_PRUNE_PAST_RECORD, before, &e->names, err) == -1 ||
	    scrub(s, e, err) == -1)
		return -1;
	return sweep(s, err);
}

static int
begin(struct store *s, bool *own, struct erased *e, struct error *err)
{
	*e = (struct erased){0};
	if (words_register(s, err) == -1 || store_begin_own(s, own, err) == -1)
		return -1;
	if (statement_run(s, STATEMENT_ERASING_CLEAR, err) == 0)
		return 0;
	return store_end_own(s, *own, -1, err);
}

int
store_prune(
    struct store *s, int64_t before, struct erased *e, struct error *err)
{
	bool own;

	if (begin(s, &own, e, err) == -1)
		return -1;
	return store_end_own(s, own, prune(s, before, e, err), err);
}

static int
superseded(struct store *s, int64_t before, bool *any, struct error *err)
{
	struct call call;
	int64_t count = 0;

	if (change_before(s, STATEMENT_ERASING_ADD_SUPERSEDED, before, &count,
		err) == -1 ||
	    call_begin(&call, s, STATEMENT_ERASING_ANY, err) == -1)
		return -1;
	call_int(&call, before);
	if (call_row(&call, err) != 1)
		return error_set(err, ERROR_DATA, "%s: is damaged", s->name);
	*any = row_int(&call) != 0;
	call_end(&call);
	return statement_run(s, STATEMENT_ERASING_CLEAR, err);
}

int
store_superseded(struct store *s, int64_t before, bool *any, struct error *err)
{
	struct erased none;
	bool own;

	if (begin(s, &own, &none, err) == -1)
		return -1;
	return store_end_own(s, own, superseded(s, before, any, err), err);
}

/* ---- forget -------------------------------------------------------------- */

int
erasing_fill(
    struct store *s, const char *what, enum erase_kind kind, struct error *err)
{
	int64_t count = 0;

	if (change(s, STATEMENT_ERASING_ADD, what, &count, err) == -1)
		return -1;
	if (kind == ERASE_POC &&
	    change(s, STATEMENT_ERASING_ADD_OF, what, &count, err) == -1)
		return -1;
	return kind == ERASE_ORG ? 0
				 : change(s, STATEMENT_ERASING_ADD_SPELLINGS,
				       NULL, &count, err);
}

/* What is said of it afterwards, while it can still be asked. */
static int
foresee(struct store *s, const char *what, enum erase_kind kind,
    struct erased *e, struct error *err)
{
	int64_t published;

	if (number(s, STATEMENT_ERASING_PUBLISHED, NULL, &published, err) == -1)
		return -1;
	e->published = published != 0;
	if (kind == ERASE_ADDRESS)
		e->addresses = 1;
	if (kind != ERASE_POC)
		return 0;
	if (number(s, STATEMENT_ERASING_COUNT, what, &e->addresses, err) == -1)
		return -1;
	return number(s, STATEMENT_ERASING_ELSEWHERE, what, &e->elsewhere, err);
}

static int
forget_org(
    struct store *s, const char *org, struct erased *e, struct error *err)
{
	int64_t count = 0;

	for (int i = STATEMENT_FORGET_ORG_ANSWERS;
	     i <= STATEMENT_FORGET_ORG_PAST_SCOPES; i++)
		if (change(s, (enum statement)i, org, &count, err) == -1)
			return -1;
	e->places += count;
	return 0;
}

static int
forget_rows(struct store *s, struct erased *e, struct error *err)
{
	static const enum statement places[] = {STATEMENT_FORGET_SIGHTING,
	    STATEMENT_FORGET_LINK, STATEMENT_FORGET_ELSEWHERE,
	    STATEMENT_FORGET_DIFFERENCE, STATEMENT_FORGET_PAST_SIGHTING,
	    STATEMENT_FORGET_PAST_LINK, STATEMENT_FORGET_PAST_ELSEWHERE,
	    STATEMENT_FORGET_PAST_DIFFERENCE};
	static const enum statement names[] = {
	    STATEMENT_FORGET_RECORD, STATEMENT_FORGET_PAST_RECORD};
	static const enum statement findings[] = {
	    STATEMENT_FORGET_FINDING, STATEMENT_FORGET_PAST_FINDING};

	if (change(s, STATEMENT_FORGET_PROOF, NULL, &e->parts, err) == -1 ||
	    CHANGE_ALL(s, places, NULL, &e->places, err) == -1 ||
	    CHANGE_ALL(s, names, NULL, &e->names, err) == -1)
		return -1;
	return CHANGE_ALL(s, findings, NULL, &e->findings, err);
}

static int
forget(struct store *s, const char *what, enum erase_kind kind,
    struct erased *e, struct error *err)
{
	if (erasing_fill(s, what, kind, err) == -1 ||
	    foresee(s, what, kind, e, err) == -1)
		return -1;
	if (kind == ERASE_ORG && forget_org(s, what, e, err) == -1)
		return -1;
	if (forget_rows(s, e, err) == -1 || scrub(s, e, err) == -1)
		return -1;
	return sweep(s, err);
}

int
store_forget(struct store *s, const char *what, enum erase_kind kind,
    struct erased *e, struct error *err)
{
	bool own;

	if (begin(s, &own, e, err) == -1)
		return -1;
	return store_end_own(s, own, forget(s, what, kind, e, err), err);
}

bool
erased_any(const struct erased *e)
{
	return e->places != 0 || e->names != 0 || e->findings != 0 ||
	       e->parts != 0 || e->texts != 0;
}

/* ---- what is left of it in the file, and beside it ----------------------- */

int
store_drop_copies(struct store *s, size_t *copies, struct error *err)
{
	return s->in_memory ? 0 : place_drop_copies(&s->place, copies, err);
}

int
store_compact(struct store *s, struct error *err)
{
	int result;

	s->setting_up = true;
	result = statement_run(s, STATEMENT_VACUUM, err);
	s->setting_up = false;
	return result;
}

/* ---- what it is about ---------------------------------------------------- */

int
store_newest(struct store *s, int64_t but_run, int64_t *when, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, STATEMENT_RUN_NEWEST, err) == -1)
		return -1;
	call_int(&call, but_run);
	if (call_row(&call, err) != 1)
		return error_set(err, ERROR_DATA, "%s: is damaged", s->name);
	*when = row_time(&call);
	call_end(&call);
	return 0;
}

int
store_handle_kind(struct store *s, const char *handle, enum erase_kind *kind,
    struct error *err)
{
	int64_t n;

	if (number(s, STATEMENT_HANDLE_KIND, handle, &n, err) == -1)
		return -1;
	*kind = n == 0 ? ERASE_ORG : n == 2 ? ERASE_OTHER : ERASE_POC;
	return 0;
}
