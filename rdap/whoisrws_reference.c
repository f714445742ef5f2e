#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "buf.h"
#include "whoisrws_object.h"

/* POC functions, as attributes of links spell them. */
static const struct {
	const char *code;
	enum role role;
} functions[] = {
    {"AD", ROLE_ADMINISTRATIVE},
    {"T", ROLE_TECHNICAL},
    {"AB", ROLE_ABUSE},
    {"N", ROLE_NOC},
    {"R", ROLE_ROUTING},
    {"D", ROLE_DNS},
};

static unsigned
function_role(const char *code)
{
	size_t i;

	if (*code == '\0')
		return 0;
	for (i = 0; i < sizeof(functions) / sizeof(functions[0]); i++) {
		if (strcasecmp(code, functions[i].code) == 0)
			return functions[i].role;
	}
	return ROLE_OTHER;
}

/* "" when there is none */
const char *
rws_attribute(const struct rws_attributes *attributes, const char *name)
{
	size_t i;

	for (i = 0; i < attributes->count; i++) {
		if (strcmp(attributes->items[i].name, name) == 0)
			return attributes->items[i].value;
	}
	return "";
}

static int
reference_range(struct object *object, const struct rws_attributes *attributes,
    struct error *err)
{
	struct ip_range range = {0};

	if (object->class == OBJECT_AUTNUM) {
		if (autnum_parse(object->handle, &object->first_autnum) == 0)
			object->last_autnum = object->first_autnum;
		return 0;
	}
	if (rws_read_address(object, "@startAddress",
		rws_attribute(attributes, "startAddress"), &range.first,
		err) == -1 ||
	    rws_read_address(object, "@endAddress",
		rws_attribute(attributes, "endAddress"), &range.last,
		err) == -1)
		return -1;
	if (object->class == OBJECT_NETWORK && ip_range_valid(&range))
		object->range = range;
	return 0;
}

struct object *
rws_reference(const struct rws_element *element, const char *path,
    const struct rws_attributes *attributes, struct error *err)
{
	struct object *object = rws_new(element, path);

	rws_set(&object->name, rws_attribute(attributes, "name"));
	object->roles =
	    function_role(rws_attribute(attributes, "function")) |
	    function_role(rws_attribute(attributes, "relPocFunction"));
	if (rws_read_handle(object, "@handle",
		rws_attribute(attributes, "handle"), &object->handle,
		err) == -1 ||
	    reference_range(object, attributes, err) == -1)
		goto refused;
	if (*object->handle == '\0') {
		rws_refuse(object, "@handle", "missing", "", err);
		goto refused;
	}
	return object;
refused:
	object_free(object);
	return NULL;
}

/* ---- uniting ------------------------------------------------------------ */

struct slot {
	struct object *object;
	size_t place;
};

/* Its place says so: "/pocs/pocLinkRef[2]". */
static bool
is_reference(const struct object *object)
{
	const char *name = strrchr(object->path, '/');

	return name != NULL && strstr(name, "Ref[") != NULL;
}

static int
compare_same(const struct object *a, const struct object *b)
{
	if (a->class != b->class)
		return a->class < b->class ? -1 : 1;
	if (a->entity_kind != b->entity_kind)
		return a->entity_kind < b->entity_kind ? -1 : 1;
	return strcmp(a->handle, b->handle);
}

/* What came whole stands before the references to it. */
static int
compare_slots(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;
	int order = compare_same(x->object, y->object);

	if (order == 0)
		order = is_reference(x->object) - is_reference(y->object);
	return order != 0 ? order
			  : (x->place > y->place) - (x->place < y->place);
}

/* `count` references to the same become the first of them. */
static void
unite(struct slot *same, size_t count)
{
	struct object *to = same[0].object;
	struct buf part = {0};
	size_t i;

	if (count == 1)
		return;
	buf_puts(&part, to->part);
	for (i = 1; i < count; i++) {
		to->roles |= same[i].object->roles;
		if (is_reference(to))
			buf_puts(&part, same[i].object->part);
		object_free(same[i].object);
		same[i].object = NULL;
	}
	free(to->part);
	to->part = buf_take(&part);
}

/* Objects that came whole stay as many as they are. */
static size_t
same_count(const struct slot *slots, size_t count)
{
	size_t n = 1;

	while (n < count && is_reference(slots[n].object) &&
	       compare_same(slots[0].object, slots[n].object) == 0)
		n++;
	return n;
}

static int
compare_places(const void *a, const void *b)
{
	const struct slot *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

void
rws_unite(struct object **list, size_t *count)
{
	struct slot *slots = xcalloc(*count, sizeof(*slots));
	size_t i, n, kept = 0;

	for (i = 0; i < *count; i++)
		slots[i] = (struct slot){list[i], i};
	if (*count > 1)
		qsort(slots, *count, sizeof(*slots), compare_slots);
	for (i = 0; i < *count; i += n) {
		n = same_count(&slots[i], *count - i);
		unite(&slots[i], n);
	}
	if (*count > 1)
		qsort(slots, *count, sizeof(*slots), compare_places);
	for (i = 0; i < *count; i++) {
		if (slots[i].object != NULL)
			list[kept++] = slots[i].object;
	}
	*count = kept;
	free(slots);
}
