#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "private.h"
#include "words.h"

/* In the order in which a person would look for them. */
static const struct {
	const char *name;
	enum statement id;
} tables[] = {
    {"records", STATEMENT_HELD_RECORDS},
    {"links", STATEMENT_HELD_LINKS},
    {"sightings", STATEMENT_HELD_SIGHTINGS},
    {"findings", STATEMENT_HELD_FINDINGS},
    {"elsewheres", STATEMENT_HELD_ELSEWHERES},
    {"past_records", STATEMENT_HELD_PAST_RECORDS},
    {"past_links", STATEMENT_HELD_PAST_LINKS},
    {"past_sightings", STATEMENT_HELD_PAST_SIGHTINGS},
    {"past_findings", STATEMENT_HELD_PAST_FINDINGS},
    {"past_elsewheres", STATEMENT_HELD_PAST_ELSEWHERES},
    {"parts", STATEMENT_HELD_PARTS},
    {"differences", STATEMENT_HELD_DIFFERENCES},
    {"past_differences", STATEMENT_HELD_PAST_DIFFERENCES},
    {"domains", STATEMENT_HELD_DOMAINS},
    {"past_domains", STATEMENT_HELD_PAST_DOMAINS},
    {"gaps", STATEMENT_HELD_GAPS},
    {"past_gaps", STATEMENT_HELD_PAST_GAPS},
    {"notes", STATEMENT_HELD_NOTES},
    {"past_notes", STATEMENT_HELD_PAST_NOTES},
    {"answers", STATEMENT_HELD_ANSWERS},
    {"sources", STATEMENT_HELD_SOURCES},
    {"runs", STATEMENT_HELD_RUNS},
};

static void
take_value(sqlite3_stmt *stmt, int i, struct held_value *v)
{
	*v = (struct held_value){.name = sqlite3_column_name(stmt, i)};
	switch (sqlite3_column_type(stmt, i)) {
	case SQLITE_INTEGER:
		v->kind = HELD_NUMBER;
		v->number = sqlite3_column_int64(stmt, i);
		break;
	case SQLITE_TEXT:
		v->kind = HELD_TEXT;
		v->text = (const char *)sqlite3_column_text(stmt, i);
		break;
	case SQLITE_BLOB:
		v->kind = HELD_TEXTS;
		v->text = sqlite3_column_blob(stmt, i);
		v->len = (size_t)sqlite3_column_bytes(stmt, i);
		break;
	default:
		v->kind = HELD_NOTHING;
		break;
	}
}

static int
give(struct store *s, size_t table, held_fn *fn, void *arg, size_t *rows,
    struct error *err)
{
	struct held_row row = {.table = tables[table].name};
	struct held_value *values;
	struct call call;
	int got;

	if (call_begin(&call, s, tables[table].id, err) == -1)
		return -1;
	row.count = (size_t)sqlite3_column_count(call.stmt);
	row.values = values = xcalloc(row.count, sizeof(*values));
	while ((got = call_row(&call, err)) == 1) {
		for (size_t i = 0; i < row.count; i++)
			take_value(call.stmt, (int)i, &values[i]);
		++*rows;
		fn(arg, &row);
	}
	free(values);
	return got;
}

static int
give_all(struct store *s, const char *what, enum erase_kind kind, held_fn *fn,
    void *arg, size_t *rows, struct error *err)
{
	if (erasing_fill(s, what, kind, err) == -1)
		return -1;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		if (give(s, i, fn, arg, rows, err) == -1)
			return -1;
	return 0;
}

int
store_held(struct store *s, const char *what, enum erase_kind kind, held_fn *fn,
    void *arg, size_t *rows, struct error *err)
{
	int result;

	*rows = 0;
	/* A reader writes to the list of what it looks for, and only there. */
	if (words_register(s, err) == -1 || store_let_write(s, true, err) == -1)
		return -1;
	/* Of one moment; and the list goes with the rollback. */
	result = store_begin_reading(s, err);
	if (result == 0)
		result = give_all(s, what, kind, fn, arg, rows, err);
	store_rollback(s);
	if (store_let_write(s, false, err) == -1)
		result = -1;
	return result;
}
