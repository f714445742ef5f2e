#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "whoisrws_tree.h"

#define TEXT_LIMIT    ((size_t)64 << 10)
#define OBJECTS_LIMIT 100000
#define PARTS_LIMIT   ((size_t)48 << 20)
#define BLANKS        " \t\r\n"

static int
refuse(struct error *err, const char *place, const char *what)
{
	return error_set(err, ERROR_PROTOCOL, "%s: %s", place, what);
}

static struct rws_opened *
innermost(struct rws_tree *t)
{
	return t->open_count > 0 ? &t->opened[t->open_count - 1] : NULL;
}

static const char *
path_of(const struct rws_tree *t)
{
	return t->path.data != NULL ? t->path.data : "";
}

/* The place of the innermost element in its object; "" for that itself. */
static const char *
place_of(const struct rws_tree *t)
{
	size_t base = t->opened[t->open_count - 1].base;

	return t->path.len >= base ? t->path.data + base : "";
}

static bool
is_one_of(const char *name, const char *const *names)
{
	for (; *names != NULL; names++) {
		if (strcmp(name, *names) == 0)
			return true;
	}
	return false;
}

static bool
is_list(const char *name)
{
	static const char *const names[] = {
	    "pocs", "orgs", "nets", "asns", "customers", NULL};

	return is_one_of(name, names);
}

/* ---- the part that is kept ---------------------------------------------- */

/* Postal address, phone numbers; what is nested has parts of its own. */
static bool
is_hidden(const char *place)
{
	static const char *const places[] = {"streetAddress", "city",
	    "postalCode", "iso3166-1", "iso3166-2", "phones/phone/number",
	    "resources", NULL};

	return is_list(place) || is_one_of(place, places);
}

static bool
is_blank(const char *text)
{
	return text[strspn(text, BLANKS)] == '\0';
}

static void
add_escaped(struct buf *to, const char *text)
{
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '&':
			buf_puts(to, "&amp;");
			break;
		case '<':
			buf_puts(to, "&lt;");
			break;
		case '>':
			buf_puts(to, "&gt;");
			break;
		case '"':
			buf_puts(to, "&quot;");
			break;
		default:
			buf_putc(to, *text);
			break;
		}
	}
}

static void
add_tag(struct buf *to, const char *name,
    const struct rws_attributes *attributes, const char *end)
{
	size_t i;

	buf_printf(to, "<%s", name);
	for (i = 0; i < attributes->count; i++) {
		buf_printf(to, " %s=\"", attributes->items[i].name);
		add_escaped(to, attributes->items[i].value);
		buf_putc(to, '"');
	}
	buf_puts(to, end);
}

static int
keep_part(struct rws_tree *t, struct object *object, struct buf *part,
    struct error *err)
{
	t->parts += part->len;
	free(object->part);
	object->part = buf_take(part);
	if (t->parts > PARTS_LIMIT)
		return refuse(err, object->path, "more than can be kept");
	return 0;
}

/* ---- objects ------------------------------------------------------------ */

static const struct rws_element *
element_find(const char *name)
{
	size_t i;

	for (i = 0; i < RWS_ELEMENT_COUNT; i++) {
		if (strcmp(rws_elements[i].name, name) == 0)
			return &rws_elements[i];
	}
	return NULL;
}

/* Of whom a network or an autnum is: an org or a customer directly in it. */
static bool
is_registrant(const struct object *object, const struct object *in)
{
	return in->class != OBJECT_ENTITY && object->class == OBJECT_ENTITY &&
	       object->entity_kind != ENTITY_POC;
}

static void
add_object(struct object ***list, size_t *count, struct object *object)
{
	*list = xgrow(*list, *count, sizeof(**list));
	(*list)[(*count)++] = object;
}

static void
nest(struct object *in, struct object *object)
{
	if (object->class == OBJECT_ENTITY)
		add_object(&in->entities, &in->entity_count, object);
	else if (object->class == OBJECT_NETWORK)
		add_object(&in->networks, &in->network_count, object);
	else
		add_object(&in->autnums, &in->autnum_count, object);
}

/* The innermost element is the object's own, which is no longer open. */
static void
attach(struct rws_tree *t, struct object *object)
{
	struct rws_opened *o = innermost(t);
	struct document *d = t->document;
	struct object *in;

	if (o == NULL && d->kind == DOCUMENT_OBJECT) {
		d->object = object;
		return;
	}
	if (o == NULL) {
		add_object(&d->results, &d->result_count, object);
		return;
	}
	in = rws_object_of(o->object);
	if (t->frames[t->depth - 2].opened && is_registrant(object, in))
		object->roles |= ROLE_REGISTRANT;
	nest(in, object);
}

static int
open_reference(struct rws_tree *t, const struct rws_element *element,
    const struct rws_attributes *attributes, struct error *err)
{
	struct buf part = {0};
	struct object *object;

	object = rws_reference(element, path_of(t), attributes, err);
	if (object == NULL)
		return -1;
	attach(t, object);
	add_tag(&part, element->name, attributes, "/>");
	return keep_part(t, object, &part, err);
}

static void
open_whole(struct rws_tree *t, const struct rws_element *element)
{
	struct rws_opened *o = &t->opened[t->open_count++];
	struct rws_frame *f = &t->frames[t->depth - 1];

	*o = (struct rws_opened){.object = rws_object_new(element, path_of(t))};
	o->base = t->path.len + 1;
	buf_printf(&o->part, "<%s>", element->name);
	f->opened = true;
	f->holds = true;
	f->hidden = false;
}

static int
open_object(struct rws_tree *t, const struct rws_element *element,
    const struct rws_attributes *attributes, struct error *err)
{
	size_t place = (size_t)(element - rws_elements);

	if (t->objects++ == OBJECTS_LIMIT)
		return refuse(err, path_of(t), "more than 100000 objects");
	if (t->depth > 1)
		buf_printf(
		    &t->path, "[%u]", ++t->frames[t->depth - 2].counts[place]);
	if (element->reference)
		return open_reference(t, element, attributes, err);
	open_whole(t, element);
	return 0;
}

static int
close_object(struct rws_tree *t, const char *name, struct error *err)
{
	struct rws_opened o = t->opened[--t->open_count];
	struct object *object = rws_object_finish(o.object, err);

	if (object == NULL) {
		buf_clear(&o.part);
		return -1;
	}
	rws_unite(object->entities, &object->entity_count);
	rws_unite(object->networks, &object->network_count);
	rws_unite(object->autnums, &object->autnum_count);
	attach(t, object);
	buf_printf(&o.part, "</%s>", name);
	return keep_part(t, object, &o.part, err);
}

/* ---- fields ------------------------------------------------------------- */

static bool
is_parent(const char *name)
{
	static const char *const names[] = {
	    "parentNetRef", "parentOrgRef", NULL};

	return is_one_of(name, names);
}

static int
open_field(struct rws_tree *t, const char *name,
    const struct rws_attributes *attributes, struct error *err)
{
	struct rws_frame *f = &t->frames[t->depth - 1];
	struct rws_opened *o = innermost(t);

	f->hidden = f->hidden || is_hidden(place_of(t));
	if (!f->hidden)
		add_tag(&o->part, name, attributes, ">");
	if (f[-1].opened && is_parent(name))
		return rws_object_parent(o->object, attributes, err);
	return 0;
}

static int
close_field(
    struct rws_tree *t, const char *name, const char *text, struct error *err)
{
	struct rws_frame *f = &t->frames[t->depth - 1];
	struct rws_opened *o = innermost(t);

	if (!f->parent &&
	    rws_object_field(o->object, place_of(t), text, err) == -1)
		return -1;
	if (f->hidden)
		return 0;
	if (!f->parent && !is_blank(text))
		add_escaped(&o->part, text);
	buf_printf(&o->part, "</%s>", name);
	if (o->part.len > PARTS_LIMIT)
		return refuse(err, path_of(t), "more than can be kept");
	return 0;
}

/* Anything but "false" may mean that something was left out. */
static void
close_limit(struct rws_tree *t, const char *text)
{
	struct rws_opened *o = innermost(t);
	char **truncated = &t->document->truncated;

	text += strspn(text, BLANKS);
	if (strncasecmp(text, "false", 5) == 0 && is_blank(text + 5))
		return;
	if (o != NULL)
		truncated = &rws_object_of(o->object)->truncated;
	rws_set(truncated, "limitExceeded");
}

/* ---- elements ----------------------------------------------------------- */

static const char *
after(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(text, prefix, len) == 0 ? text + len : NULL;
}

/* One of ARIN's vocabularies for Whois-RWS, in both spellings seen. */
static bool
is_arins(const char *namespace)
{
	static const char *const names[] = {
	    "core/v", "rdns/v", "netref/v", "pft/v"};
	const char *rest, *version;
	size_t i;

	if ((rest = after(namespace, "http://www.arin.net/whoisrws/")) == NULL)
		rest = after(namespace, "https://www.arin.net/whoisrws/");
	for (i = 0; rest != NULL && i < sizeof(names) / sizeof(names[0]); i++) {
		version = after(rest, names[i]);
		if (version != NULL && *version >= '1' && *version <= '9')
			return true;
	}
	return false;
}

static int
open_root(struct rws_tree *t, const char *name,
    const struct rws_element *element, struct error *err)
{
	bool is_object = element != NULL && !element->reference;
	struct document *d;

	if (t->frames[0].foreign ||
	    !(is_list(name) || strcmp(name, "pft") == 0 || is_object))
		return refuse(err, "/", "not an answer of Whois-RWS");
	d = xcalloc(1, sizeof(*d));
	d->kind = is_object ? DOCUMENT_OBJECT : DOCUMENT_SEARCH;
	d->error_text = xstrdup("");
	d->truncated = xstrdup("");
	t->document = d;
	t->frames[0].holds = true;
	return 0;
}

/* A reference directly in an object is a field of that as well. */
static int
open_element(struct rws_tree *t, const char *name,
    const struct rws_attributes *attributes, struct error *err)
{
	const struct rws_element *element = element_find(name);
	struct rws_frame *f = &t->frames[t->depth - 1];
	bool holds = t->depth == 1 || f[-1].holds;

	if (t->depth == 1 && open_root(t, name, element, err) == -1)
		return -1;
	f->holds = f->holds || (holds && is_list(name));
	if (t->open_count > 0 &&
	    (element == NULL || !holds ||
		(element->reference && f[-1].opened)) &&
	    open_field(t, name, attributes, err) == -1)
		return -1;
	if (element == NULL || !holds)
		return 0;
	return open_object(t, element, attributes, err);
}

int
rws_tree_open(struct rws_tree *t, const char *namespace, const char *name,
    const struct rws_attributes *attributes, struct error *err)
{
	struct rws_frame *f;

	if (t->depth == RWS_DEPTH_LIMIT)
		return refuse(err, path_of(t), "more than 64 levels");
	f = &t->frames[t->depth++];
	*f = (struct rws_frame){.path_len = t->path.len};
	f->foreign = !is_arins(namespace);
	if (t->depth > 1) {
		f->foreign = f->foreign || f[-1].foreign;
		f->hidden = f[-1].hidden;
		if (f->foreign)
			return 0;
		f[-1].parent = true;
	}
	if (t->open_count > 0 && rws_is_field(place_of(t)))
		return refuse(err, path_of(t), "not text alone");
	buf_printf(&t->path, "/%s", name);
	buf_reset(&t->text);
	return open_element(t, name, attributes, err);
}

int
rws_tree_text(
    struct rws_tree *t, const char *text, size_t len, struct error *err)
{
	if (t->depth == 0 || t->frames[t->depth - 1].foreign)
		return 0;
	buf_add(&t->text, text, len);
	if (t->text.len > TEXT_LIMIT)
		return refuse(err, path_of(t), "longer than 65536 bytes");
	return 0;
}

static int
close_element(struct rws_tree *t, const char *name, struct error *err)
{
	const char *text = t->text.data != NULL ? t->text.data : "";
	struct rws_frame *f = &t->frames[t->depth - 1];

	if (f->opened)
		return close_object(t, name, err);
	if (strcmp(name, "limitExceeded") == 0)
		close_limit(t, text);
	if (t->open_count > 0)
		return close_field(t, name, text, err);
	return 0;
}

int
rws_tree_close(struct rws_tree *t, const char *name, struct error *err)
{
	struct rws_frame *f = &t->frames[t->depth - 1];

	if (!f->foreign) {
		if (close_element(t, name, err) == -1)
			return -1;
		buf_reset(&t->text);
		t->path.len = f->path_len;
		t->path.data[t->path.len] = '\0';
	}
	t->depth--;
	t->closed = t->depth == 0;
	return 0;
}

struct document *
rws_tree_take(struct rws_tree *t)
{
	struct document *d = t->document;

	t->document = NULL;
	rws_unite(d->results, &d->result_count);
	return d;
}

void
rws_tree_clear(struct rws_tree *t)
{
	size_t i;

	for (i = 0; i < t->open_count; i++) {
		rws_object_free(t->opened[i].object);
		buf_clear(&t->opened[i].part);
	}
	buf_clear(&t->path);
	buf_clear(&t->text);
	document_free(t->document);
	memset(t, 0, sizeof(*t));
}
