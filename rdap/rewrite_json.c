#include <jansson.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "json.h"
#include "parse.h"
#include "parse_object.h"
#include "rewrite.h"
#include "scan.h"

#define ITEM_LIMIT PARSE_OBJECT_LIMIT
#define COST_LIMIT ((size_t)208 << 20) /* as parse.c's of one object */

enum { NAME, PARAMETERS, TYPE, VALUE }; /* places in a property */

struct writing {
	const struct rewriter *w;
	struct rewrite_of of;
	const char *array;  /* the one that is cut out, or NULL */
	struct buf items;   /* of it, rewritten */
	struct error error; /* of an item */
};

static json_t *
rewrite(struct writing *x, json_t *json, enum rewrite_what what, bool entity);

static json_t *
string(struct writing *x, enum rewrite_what what, const char *text)
{
	char *word = *text != '\0' ? x->w->word(x->w->arg, what, text, &x->of)
				   : xstrdup("");
	json_t *json = json_string(word);

	free(word);
	if (json == NULL)
		alloc_fail();
	return json;
}

/* ---- jCard -------------------------------------------------------------- */

static const char *
card_word(const json_t *card, const char *name)
{
	json_t *property;
	size_t i;

	json_array_foreach (json_array_get(card, 1), i, property) {
		const char *own =
		    json_string_value(json_array_get(property, NAME));
		const char *value =
		    json_string_value(json_array_get(property, VALUE));

		if (own != NULL && value != NULL && strcasecmp(own, name) == 0)
			return value;
	}
	return "";
}

static const struct {
	const char *name;
	enum rewrite_what what;
} properties[] = {
    {"version", REWRITE_TEXT},
    {"kind", REWRITE_TEXT},
    {"fn", REWRITE_NAME},
    {"n", REWRITE_PART},
    {"org", REWRITE_TEXT},
    {"email", REWRITE_ADDRESS},
    {"tel", REWRITE_NUMBER},
    {"adr", REWRITE_STREET},
};

/* Only what kind of number it is. */
static json_t *
parameters(struct writing *x, json_t *json, enum rewrite_what what)
{
	json_t *kept = json_object(), *value;
	const char *name;

	json_object_foreach (json, name, value) {
		if (strcasecmp(name, "type") == 0)
			json_object_set_new(
			    kept, name, rewrite(x, value, REWRITE_TEXT, false));
		else if (what == REWRITE_STREET &&
			 strcasecmp(name, "label") == 0)
			json_object_set_new(
			    kept, name, rewrite(x, value, what, false));
	}
	return kept;
}

/* Places in a card stay, whatever was there. */
static json_t *
property(struct writing *x, const json_t *json, bool person)
{
	const char *name = json_string_value(json_array_get(json, NAME));
	const char *type = json_string_value(json_array_get(json, TYPE));
	json_t *parts = json_array_get(json, PARAMETERS), *made = json_array();
	size_t i, known = 0, count = sizeof(properties) / sizeof(*properties);
	enum rewrite_what what;

	if (name == NULL || type == NULL || !json_is_object(parts) ||
	    json_array_size(json) <= VALUE)
		return made;
	while (known < count && strcasecmp(name, properties[known].name) != 0)
		known++;
	if (known == count) {
		json_array_append_new(made, json_string("x-redacted"));
		json_array_append_new(made, json_object());
		json_array_append_new(made, json_string("text"));
		json_array_append_new(made, json_string(""));
		return made;
	}
	what = properties[known].what;
	if (!person && (what == REWRITE_NAME || what == REWRITE_PART))
		what = REWRITE_TEXT;
	json_array_append_new(made, json_string(properties[known].name));
	json_array_append_new(made, parameters(x, parts, what));
	json_array_append_new(made, string(x, REWRITE_TEXT, type));
	for (i = VALUE; i < json_array_size(json); i++)
		json_array_append_new(
		    made, rewrite(x, json_array_get(json, i), what, false));
	return made;
}

static json_t *
card(struct writing *x, const json_t *json, bool person)
{
	json_t *made = json_array(), *list = json_array(), *one;
	size_t i;

	if (json_is_null(json)) {
		json_decref(made);
		json_decref(list);
		return json_null();
	}
	json_array_foreach (json_array_get(json, 1), i, one) {
		json_array_append_new(list, property(x, one, person));
	}
	if (json_array_size(json) == 2 &&
	    json_is_array(json_array_get(json, 1))) {
		json_array_append_new(made,
		    rewrite(x, json_array_get(json, 0), REWRITE_TEXT, false));
		json_array_append(made, list);
	}
	json_decref(list);
	return made;
}

/* ---- objects ------------------------------------------------------------ */

static const struct {
	const char *name;
	enum rewrite_what what;
	bool entity; /* what is in it */
} members[] = {
    {"entities", REWRITE_TEXT, true},
    {"entitySearchResults", REWRITE_TEXT, true},
    {"networks", REWRITE_TEXT, false},
    {"autnums", REWRITE_TEXT, false},
    {"ipSearchResults", REWRITE_TEXT, false},
    {"autnumSearchResults", REWRITE_TEXT, false},
    {"arin_originas0_networkSearchResults", REWRITE_TEXT, false},
    {"rdapConformance", REWRITE_TEXT, false},
    {"objectClassName", REWRITE_TEXT, false},
    {"name", REWRITE_TEXT, false},
    {"startAddress", REWRITE_TEXT, false},
    {"endAddress", REWRITE_TEXT, false},
    {"ipVersion", REWRITE_TEXT, false},
    {"parentHandle", REWRITE_TEXT, false},
    {"startAutnum", REWRITE_TEXT, false},
    {"endAutnum", REWRITE_TEXT, false},
    {"cidr0_cidrs", REWRITE_TEXT, false},
    {"v4prefix", REWRITE_TEXT, false},
    {"v6prefix", REWRITE_TEXT, false},
    {"length", REWRITE_TEXT, false},
    {"arin_originas0_originautnums", REWRITE_TEXT, false},
    {"type", REWRITE_TEXT, false},
    {"country", REWRITE_TEXT, false},
    {"status", REWRITE_TEXT, false},
    {"roles", REWRITE_TEXT, false},
    {"lang", REWRITE_TEXT, false},
    {"port43", REWRITE_TEXT, false},
    {"remarks", REWRITE_TEXT, false},
    {"notices", REWRITE_TEXT, false},
    {"title", REWRITE_TEXT, false},
    {"description", REWRITE_TEXT, false},
    {"links", REWRITE_TEXT, false},
    {"rel", REWRITE_TEXT, false},
    {"value", REWRITE_URL, false},
    {"href", REWRITE_URL, false},
    {"events", REWRITE_TEXT, false},
    {"eventAction", REWRITE_TEXT, false},
    {"eventDate", REWRITE_TEXT, false},
    {"errorCode", REWRITE_TEXT, false},
};

#define MEMBER_COUNT (sizeof(members) / sizeof(*members))

static enum entity_kind
kind_of(const json_t *json, const char *handle)
{
	struct object object = {.handle = xstrdup(handle)};
	struct error none = {0};

	object.path = xstrdup("$");
	object.card_kind =
	    xstrdup(card_word(json_object_get(json, "vcardArray"), "kind"));
	parse_entity_kind(json, &object, &none);
	free(object.handle);
	free(object.path);
	free(object.card_kind);
	return object.entity_kind;
}

/* As the program reads them: without blanks before, in capitals. */
static char *
handle_of(const json_t *json)
{
	const char *text = json_string_value(json_object_get(json, "handle"));
	char *handle;

	for (; text != NULL && *text == ' '; text++)
		continue;
	handle = xstrdup(text != NULL ? text : "");
	for (char *c = handle; *c != '\0'; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');
	return handle;
}

static void
set_member(struct writing *x, json_t *made, const char *name, json_t *value)
{
	for (size_t i = 0; i < MEMBER_COUNT; i++)
		if (strcmp(members[i].name, name) == 0)
			json_object_set_new(made, name,
			    rewrite(
				x, value, members[i].what, members[i].entity));
}

/* That something was left out, not what. */
static json_t *
left_out(const json_t *json)
{
	json_t *made = json_array();

	for (size_t i = 0; i < json_array_size(json); i++)
		json_array_append_new(made, json_object());
	return made;
}

static void
set_entity(
    struct writing *x, json_t *made, const json_t *json, const char *handle)
{
	const json_t *vcard = json_object_get(json, "vcardArray");
	enum entity_kind kind = kind_of(json, handle);
	bool person = kind != ENTITY_ORGANIZATION;

	x->of = (struct rewrite_of){.handle = handle,
	    .individual =
		strcasecmp(card_word(vcard, "kind"), "individual") == 0};
	if (*handle != '\0')
		json_object_set_new(made, "handle",
		    string(x,
			kind == ENTITY_POC       ? REWRITE_HANDLE
			: kind == ENTITY_UNKNOWN ? REWRITE_UNKNOWN
						 : REWRITE_HOLDER,
			handle));
	if (vcard != NULL)
		json_object_set_new(made, "vcardArray", card(x, vcard, person));
}

static json_t *
object(struct writing *x, json_t *json, bool entity)
{
	const char *class =
	    json_string_value(json_object_get(json, "objectClassName"));
	struct rewrite_of outer = x->of;
	char *handle = handle_of(json);
	json_t *made = json_object(), *value;
	const char *name;

	entity = entity || json_object_get(json, "vcardArray") != NULL ||
		 (class != NULL && strcmp(class, "entity") == 0);
	if (entity)
		set_entity(x, made, json, handle);
	else if (json_object_get(json, "handle") != NULL)
		json_object_set_new(made, "handle",
		    rewrite(x, json_object_get(json, "handle"), REWRITE_TEXT,
			false));
	json_object_foreach (json, name, value) {
		if (strcmp(name, "redacted") == 0 && json_is_array(value))
			json_object_set_new(made, name, left_out(value));
		else
			set_member(x, made, name, value);
	}
	x->of = outer;
	free(handle);
	return made;
}

/* `entity`: objects in it are. */
static json_t *
rewrite(struct writing *x, json_t *json, enum rewrite_what what, bool entity)
{
	json_t *made, *one;
	size_t i;

	if (json_is_string(json))
		return string(x, what, json_string_value(json));
	if (json_is_object(json))
		return object(x, json, entity);
	if (!json_is_array(json))
		return json_is_number(json) && what == REWRITE_NUMBER
			   ? json_string("redacted")
			   : json_incref(json);
	made = json_array();
	json_array_foreach (json, i, one) {
		json_array_append_new(made, rewrite(x, one, what, entity));
	}
	return made;
}

/* ---- the whole ---------------------------------------------------------- */

static int
add(const char *data, size_t len, void *buf)
{
	buf_add(buf, data, len);
	return 0;
}

static void
dump(const json_t *json, struct buf *out)
{
	if (json_dump_callback(
		json, add, out, JSON_COMPACT | JSON_ENCODE_ANY) == -1)
		alloc_fail();
}

static int
item(void *owner, const char *data, size_t len, struct error *err)
{
	struct writing *x = owner;
	json_t *json = json_read(data, len, "$", err), *made;

	if (json == NULL)
		return -1;
	made =
	    rewrite(x, json, REWRITE_TEXT, strncmp(x->array, "entity", 6) == 0);
	if (x->items.len > 0)
		buf_puts(&x->items, ",\n");
	dump(made, &x->items);
	json_decref(made);
	json_decref(json);
	return 0;
}

static const char *
result_array(const char *data, size_t len)
{
	static const char *const names[] = {"ipSearchResults",
	    "autnumSearchResults", "entitySearchResults",
	    "arin_originas0_networkSearchResults"};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (memmem(data, len, names[i], strlen(names[i])) != NULL)
			return names[i];
	return NULL;
}

/* The skeleton, with the items in the array that stands empty in it. */
static void
assemble(struct writing *x, json_t *json, struct buf *out)
{
	const char *name, *before = "{";
	json_t *value, *key;

	json_object_foreach (json, name, value) {
		buf_puts(out, before);
		before = ",\n";
		key = json_string(name);
		dump(key, out);
		json_decref(key);
		buf_putc(out, ':');
		if (x->items.len > 0 && strcmp(name, x->array) == 0)
			buf_printf(out, "[%s]", x->items.data);
		else
			dump(value, out);
	}
	buf_puts(out, *before == '{' ? "{}\n" : "}\n");
}

static int
finish(struct writing *x, const struct scan *scan, struct buf *out,
    struct error *err)
{
	json_t *json =
		   json_read(scan->skeleton.data, scan->skeleton.len, "$", err),
	       *made;

	if (json == NULL)
		return -1;
	made = rewrite(x, json, REWRITE_TEXT, false);
	assemble(x, made, out);
	json_decref(made);
	json_decref(json);
	return 0;
}

int
rewrite_json(const struct rewriter *w, const char *data, size_t len,
    struct buf *out, struct error *err)
{
	struct writing x = {.w = w, .of = {.handle = ""}};
	struct scan scan;
	int rc;

	scan_init(&scan);
	x.array = scan.array = result_array(data, len);
	scan.item = item;
	scan.owner = &x;
	scan.item_limit = scan.skeleton_limit = ITEM_LIMIT;
	scan.cost_limit = COST_LIMIT;
	rc = scan_feed(&scan, data, len, err);
	if (rc == 0)
		rc = scan_finish(&scan, err);
	if (rc == 0)
		rc = finish(&x, &scan, out, err);
	buf_clear(&x.items);
	scan_clear(&scan);
	return rc;
}
