#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "export_json.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "severity.h"
#include "table.h"

struct export
{
	json_t *all;
};

/* ---- what numbers stand for ---------------------------------------------- */

static json_t *
word(const char *text)
{
	return json_string(text);
}

static json_t *
kind_of(int64_t n)
{
	return word(record_kind_name((enum record_kind)n));
}

static json_t *
field_of(int64_t n)
{
	return word(field_name((enum field)n));
}

static json_t *
level_of(int64_t n)
{
	return word(level_name((enum level)n));
}

static json_t *
state_of(int64_t n)
{
	return word(state_name((enum state)n));
}

static json_t *
look_of(int64_t n)
{
	return word(look_name((enum look)n));
}

static json_t *
validated_of(int64_t n)
{
	return word(validation_name((enum validation)n));
}

static json_t *
severity_of(int64_t n)
{
	return word(severity_name((enum severity)n));
}

static json_t *
verdict_of(int64_t n)
{
	return word(verdict_name((enum verdict)n));
}

static json_t *
truth_of(int64_t n)
{
	return json_boolean(n != 0);
}

static json_t *
roles_of(int64_t n)
{
	char *text = roles_text((unsigned)n);
	json_t *value = word(text);

	free(text);
	return value;
}

static json_t *
time_of(int64_t n)
{
	char text[CLOCK_TEXT_MAX];

	/* 0: it never happened */
	return n == 0 ? json_null() : word(clock_format(n, text));
}

/* Numbers that point into another table say nothing outside the store. */
static json_t *
nothing_of(int64_t n)
{
	(void)n;
	return NULL;
}

static const struct {
	const char *column;
	json_t *(*value)(int64_t n);
	int64_t most; /* of those that are names; beyond it is the number */
} columns[] = {
    {"kind", kind_of, RECORD_KINDS - 1},
    {"record_kind", kind_of, RECORD_KINDS - 1},
    {"holder_kind", kind_of, RECORD_KINDS - 1},
    {"field", field_of, FIELD_IRR_ATTRIBUTE},
    {"level", level_of, LEVEL_NONE},
    {"state", state_of, STATE_UNKNOWN},
    {"look", look_of, LOOK_SKIPPED},
    {"validated", validated_of, VALIDATION_NOT_REQUIRED},
    {"severity", severity_of, SEVERITY_CRITICAL},
    {"verdict", verdict_of, VERDICT_SKIPPED},
    {"roles", roles_of, INT64_MAX},
    {"cell", truth_of, INT64_MAX},
    {"links_known", truth_of, INT64_MAX},
    {"orgs_known", truth_of, INT64_MAX},
    {"second", truth_of, INT64_MAX},
    {"declared", truth_of, INT64_MAX},
    {"confirmed", truth_of, INT64_MAX},
    {"searched", truth_of, INT64_MAX},
    {"unvalidated_since", time_of, INT64_MAX},
    {"registered", time_of, INT64_MAX},
    {"last_changed", time_of, INT64_MAX},
    {"observed_at", time_of, INT64_MAX},
    {"first_seen", time_of, INT64_MAX},
    {"last_seen", time_of, INT64_MAX},
    {"last_complete", time_of, INT64_MAX},
    {"state_since", time_of, INT64_MAX},
    {"returned", time_of, INT64_MAX},
    {"own_since", time_of, INT64_MAX},
    {"part_time", time_of, INT64_MAX},
    {"time", time_of, INT64_MAX},
    {"started", time_of, INT64_MAX},
    {"source", nothing_of, INT64_MAX},
    {"part", nothing_of, INT64_MAX},
    {"part_source", nothing_of, INT64_MAX},
    {"proof", nothing_of, INT64_MAX},
};

static json_t *
number_of(const char *column, int64_t n)
{
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (strcmp(columns[i].column, column) == 0 && n >= 0 &&
		    n <= columns[i].most)
			return columns[i].value(n);
	return json_integer(n);
}

/* ---- rows ---------------------------------------------------------------- */

/* Bytes that are no UTF-8, which no parser lets in, are told as such. */
static json_t *
text_of(const char *text)
{
	json_t *value = json_string(text);

	return value != NULL ? value : json_string("\xef\xbf\xbd");
}

static json_t *
texts_of(const char *text, size_t len)
{
	json_t *list = json_array();

	for (size_t at = 0; at < len; at += strlen(text + at) + 1)
		json_array_append_new(list, text_of(text + at));
	return list;
}

static json_t *
value_of(const struct held_value *v)
{
	switch (v->kind) {
	case HELD_NUMBER:
		return number_of(v->name, v->number);
	case HELD_TEXT:
		return text_of(v->text);
	case HELD_TEXTS:
		return texts_of(v->text, v->len);
	case HELD_NOTHING:
		break;
	}
	return strcmp(v->name, "proof") == 0 || strcmp(v->name, "part") == 0
		   ? NULL
		   : json_null();
}

struct export *
export_new(const char *tool, const char *about, int64_t now)
{
	struct export *x = xcalloc(1, sizeof(*x));

	x->all = json_object();
	if (x->all == NULL ||
	    json_object_set_new(x->all, "schema", json_integer(1)) != 0 ||
	    json_object_set_new(x->all, "tool", text_of(tool)) != 0 ||
	    json_object_set_new(x->all, "about", text_of(about)) != 0 ||
	    json_object_set_new(x->all, "exported_at", time_of(now)) != 0)
		alloc_fail();
	return x;
}

void
export_row(void *arg, const struct held_row *row)
{
	struct export *x = arg;
	json_t *table = json_object_get(x->all, row->table), *object, *value;

	if (table == NULL &&
	    (json_object_set_new(x->all, row->table, json_array()) != 0 ||
		(table = json_object_get(x->all, row->table)) == NULL))
		alloc_fail();
	object = json_object();
	for (size_t i = 0; i < row->count; i++) {
		value = value_of(&row->values[i]);
		if (value != NULL && json_object_set_new(object,
					 row->values[i].name, value) != 0)
			alloc_fail();
	}
	if (json_array_append_new(table, object) != 0)
		alloc_fail();
}

int
export_write(const struct export *x, FILE *out)
{
	if (json_dumpf(x->all, out, JSON_INDENT(1) | JSON_ENSURE_ASCII) != 0 ||
	    fputc('\n', out) == EOF || fflush(out) == EOF)
		return -1;
	return 0;
}

void
export_free(struct export *x)
{
	if (x == NULL)
		return;
	json_decref(x->all);
	free(x);
}
