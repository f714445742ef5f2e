#include <jansson.h>

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "buf.h"
#include "json.h"
#include "parse.h"
#include "parse_object.h"
#include "scan.h"

/* In a search answer: all but the result array, and one of its items. */
#define SKELETON_LIMIT ((size_t)4 << 20)
#define ITEM_LIMIT     PARSE_OBJECT_LIMIT

/*
 * What jansson may hold at a time, by scan's estimate. ARIN's densest object
 * that fits PARSE_OBJECT_LIMIT needs 196 MiB.
 */
#define OBJECT_COST ((size_t)208 << 20)
#define SEARCH_COST ((size_t)64 << 20)

#define ERROR_CODE_MAX 999

struct parser {
	enum parse_as as;
	char *results_name;      /* NULL for PARSE_OBJECT */
	enum object_class class; /* of the results */
	struct scan scan;
	size_t fed;
	struct parse_used used;
	struct object **results;
	size_t result_count;
	struct error failed;
};

static const struct {
	const char *name;
	enum parse_as as; /* whose RFC 9910 name it is, or PARSE_OBJECT */
	enum object_class class;
} searches[] = {
    {"ipSearchResults", PARSE_NETWORKS, OBJECT_NETWORK},
    {"autnumSearchResults", PARSE_AUTNUMS, OBJECT_AUTNUM},
    {"entitySearchResults", PARSE_OBJECT, OBJECT_ENTITY},
    {"arin_originas0_networkSearchResults", PARSE_OBJECT, OBJECT_NETWORK},
};

#define SEARCH_COUNT (sizeof(searches) / sizeof(searches[0]))

void
document_free(struct document *d)
{
	size_t i;

	if (d == NULL)
		return;
	object_free(d->object);
	for (i = 0; i < d->result_count; i++)
		object_free(d->results[i]);
	free(d->results);
	free(d->error_text);
	free(d->truncated);
	free(d);
}

static int
add_result(struct parser *p, json_t *json, const char *path, struct error *err)
{
	struct object *object;

	object = object_parse(json, p->class, path, &p->used, err);
	if (object == NULL)
		return -1;
	p->results = xgrow(p->results, p->result_count, sizeof(*p->results));
	p->results[p->result_count++] = object;
	return 0;
}

static int
read_item(void *owner, const char *data, size_t len, struct error *err)
{
	struct parser *p = owner;
	json_t *json;
	char *path;
	int rc = -1;

	path = json_path("$", p->results_name, p->result_count);
	json = json_read(data, len, path, err);
	if (json != NULL)
		rc = add_result(p, json, path, err);
	json_decref(json);
	free(path);
	return rc;
}

static void
begin(struct parser *p)
{
	scan_init(&p->scan);
	p->scan.array = p->results_name;
	p->scan.item = read_item;
	p->scan.owner = p;
	p->scan.item_limit = ITEM_LIMIT;
	p->scan.skeleton_limit =
	    p->as == PARSE_OBJECT ? PARSE_OBJECT_LIMIT : SKELETON_LIMIT;
	p->scan.cost_limit = p->as == PARSE_OBJECT ? OBJECT_COST : SEARCH_COST;
}

struct parser *
parser_new(enum parse_as as, const char *results_name)
{
	struct parser *p = xcalloc(1, sizeof(*p));
	size_t i;

	p->as = as;
	p->class = as == PARSE_AUTNUMS ? OBJECT_AUTNUM : OBJECT_NETWORK;
	for (i = 0; i < SEARCH_COUNT && as != PARSE_OBJECT; i++) {
		if (results_name == NULL && searches[i].as == as)
			results_name = searches[i].name;
		if (results_name != NULL &&
		    strcmp(results_name, searches[i].name) == 0)
			p->class = searches[i].class;
	}
	if (as != PARSE_OBJECT)
		p->results_name = xstrdup(results_name);
	begin(p);
	return p;
}

static void
clear(struct parser *p)
{
	size_t i;

	for (i = 0; i < p->result_count; i++)
		object_free(p->results[i]);
	free(p->results);
	p->results = NULL;
	p->result_count = 0;
	scan_clear(&p->scan);
}

void
parser_reset(struct parser *p)
{
	clear(p);
	p->fed = 0;
	memset(&p->used, 0, sizeof(p->used));
	memset(&p->failed, 0, sizeof(p->failed));
	begin(p);
}

void
parser_free(struct parser *p)
{
	if (p == NULL)
		return;
	clear(p);
	free(p->results_name);
	free(p);
}

static int
failed(const struct parser *p, struct error *err)
{
	return error_set(err, p->failed.code, "%s", p->failed.text);
}

int
parser_feed(struct parser *p, const char *data, size_t len, struct error *err)
{
	size_t limit =
	    p->as == PARSE_OBJECT ? PARSE_OBJECT_LIMIT : PARSE_SEARCH_LIMIT;

	if (p->failed.code != ERROR_NONE)
		return failed(p, err);
	if (len > limit - p->fed) {
		error_set(&p->failed, ERROR_PROTOCOL, "$: more than %zu bytes",
		    limit);
		return failed(p, err);
	}
	p->fed += len;
	if (scan_feed(&p->scan, data, len, &p->failed) == -1)
		return failed(p, err);
	return 0;
}

/* RFC 9083 section 6; servers are known to leave the errorCode out. */
static bool
is_error(const struct parser *p, const json_t *json)
{
	if (json_object_get(json, "errorCode") != NULL)
		return true;
	return json_object_get(json, "objectClassName") == NULL &&
	       json_object_get(json, "handle") == NULL &&
	       json_object_get(json, "title") != NULL &&
	       (p->as == PARSE_OBJECT ||
		   json_object_get(json, p->results_name) == NULL);
}

/* Some servers put the number in quotes. */
static int
read_code(const json_t *json, unsigned *code, struct error *err)
{
	const char *text;

	text = json_string_value(json_object_get(json, "errorCode"));
	if (text == NULL)
		return json_get_number(
		    json, "$", "errorCode", ERROR_CODE_MAX, code, err);
	if (strlen(text) != 3 || strspn(text, "0123456789") != 3)
		return json_refuse(err, "$", "errorCode", "not a number", text);
	*code = (unsigned)strtoul(text, NULL, 10);
	return 0;
}

static int
read_error(const json_t *json, struct document *d, struct error *err)
{
	struct strings lines = {0};
	const char *title;
	unsigned code = 0;
	int rc = -1;

	if (read_code(json, &code, err) == -1 ||
	    json_get_text(json, "$", "title", &title, err) == -1)
		return -1;
	if (*title != '\0')
		strings_add(&lines, title);
	if (json_get_lines(json, "$", "description", &lines, err) == 0) {
		d->kind = DOCUMENT_ERROR;
		d->error_code = (int)code;
		free(d->error_text);
		d->error_text = strings_join(&lines, ": ");
		rc = 0;
	}
	strings_clear(&lines);
	return rc;
}

static int
read_object(
    struct parser *p, json_t *json, struct document *d, struct error *err)
{
	if (json_object_get(json, "objectClassName") == NULL &&
	    json_object_get(json, "handle") == NULL &&
	    json_object_get(json, "rdapConformance") == NULL)
		return error_set(err, ERROR_PROTOCOL, "$: not an RDAP object");
	d->kind = DOCUMENT_OBJECT;
	d->object = object_parse(json, OBJECT_OTHER, "$", &p->used, err);
	if (d->object == NULL)
		return -1;
	if (strcmp(d->object->truncated, "redacted") == 0)
		object_cut(d->object, "redacted");
	text_set(&d->truncated, d->object->truncated);
	return 0;
}

/* Items are left in the skeleton only where scan missed the array's name. */
/* What is redacted at the top may be missing in any of the results. */
static int
search_redacted(
    struct parser *p, json_t *json, struct document *d, struct error *err)
{
	json_t *redacted;

	if (json_get_array(json, "$", "redacted", &redacted, err) == -1)
		return -1;
	if (json_array_size(redacted) == 0)
		return 0;
	text_set(&d->truncated, "redacted");
	for (size_t i = 0; i < p->result_count; i++)
		object_cut(p->results[i], "redacted");
	return 0;
}

static int
read_search(
    struct parser *p, json_t *json, struct document *d, struct error *err)
{
	json_t *array, *item;
	size_t i;
	char *path;
	int rc;

	if (json_get_array(json, "$", p->results_name, &array, err) == -1)
		return -1;
	if (array == NULL)
		return json_refuse(err, "$", p->results_name, "missing", NULL);
	json_array_foreach (array, i, item) {
		path = json_path("$", p->results_name, i);
		rc = add_result(p, item, path, err);
		free(path);
		if (rc == -1)
			return -1;
	}
	if (parse_truncation(json, "$", "remarks", &d->truncated, err) == -1 ||
	    search_redacted(p, json, d, err) == -1)
		return -1;
	d->kind = DOCUMENT_SEARCH;
	d->results = p->results;
	d->result_count = p->result_count;
	p->results = NULL;
	p->result_count = 0;
	return 0;
}

static int
read_document(
    struct parser *p, json_t *json, struct document *d, struct error *err)
{
	if (parse_truncation(json, "$", "notices", &d->truncated, err) == -1)
		return -1;
	if (is_error(p, json))
		return read_error(json, d, err);
	if (p->as == PARSE_OBJECT)
		return read_object(p, json, d, err);
	return read_search(p, json, d, err);
}

static struct document *
finish(struct parser *p, struct error *err)
{
	struct document *d;
	json_t *json;
	int rc;

	if (scan_finish(&p->scan, err) == -1)
		return NULL;
	json = json_read(p->scan.skeleton.data, p->scan.skeleton.len, "$", err);
	buf_clear(&p->scan.skeleton);
	if (json == NULL)
		return NULL;
	d = xcalloc(1, sizeof(*d));
	d->error_text = xstrdup("");
	d->truncated = xstrdup("");
	rc = read_document(p, json, d, err);
	json_decref(json);
	if (rc == -1) {
		document_free(d);
		return NULL;
	}
	return d;
}

struct document *
parser_finish(struct parser *p, struct error *err)
{
	struct document *d = NULL;

	if (p->failed.code == ERROR_NONE)
		d = finish(p, &p->failed);
	if (d == NULL)
		failed(p, err);
	return d;
}

struct document *
parse(enum parse_as as, const char *results_name, const char *data, size_t len,
    struct error *err)
{
	struct parser *p = parser_new(as, results_name);
	struct document *d = NULL;

	if (parser_feed(p, data, len, err) == 0)
		d = parser_finish(p, err);
	parser_free(p);
	return d;
}
