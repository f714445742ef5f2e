#include <jansson.h>

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "ip.h"
#include "json.h"
#include "parse_object.h"

static int
parse_address(const json_t *json, const char *path, const char *member,
    struct ip *ip, struct error *err)
{
	const char *text;

	if (json_get_text(json, path, member, &text, err) == -1)
		return -1;
	if (*text != '\0' && ip_parse(text, ip) == -1)
		return json_refuse(err, path, member, "not an address", text);
	return 0;
}

static int
parse_cidr(const json_t *cidr, const char *path, struct ip_range *range,
    struct error *err)
{
	const char *v4, *v6;
	unsigned length;
	char *text;
	int rc;

	if (!json_is_object(cidr))
		return error_set(
		    err, ERROR_PROTOCOL, "%s: not an object", path);
	if (json_get_text(cidr, path, "v4prefix", &v4, err) == -1 ||
	    json_get_text(cidr, path, "v6prefix", &v6, err) == -1)
		return -1;
	switch (json_get_number(cidr, path, "length", 128, &length, err)) {
	case -1:
		return -1;
	case 1:
		return json_refuse(err, path, "length", "missing", NULL);
	}
	text = xasprintf("%s/%u", *v4 != '\0' ? v4 : v6, length);
	rc = ip_prefix_parse(text, range);
	if (rc == -1)
		error_set(err, ERROR_PROTOCOL, "%s: not a prefix", path);
	free(text);
	return rc;
}

static void
widen(struct ip_range *range, const struct ip_range *by)
{
	if (range->first.version == 0 ||
	    ip_compare(&by->first, &range->first) < 0)
		range->first = by->first;
	if (range->last.version == 0 || ip_compare(&by->last, &range->last) > 0)
		range->last = by->last;
}

/* ARIN's prefixes of one network lie side by side. */
static int
parse_cidrs(const json_t *json, const char *path, struct ip_range *range,
    struct error *err)
{
	struct ip_range one;
	json_t *cidrs, *cidr;
	size_t i;
	char *place;
	int rc;

	if (json_get_array(json, path, "cidr0_cidrs", &cidrs, err) == -1)
		return -1;
	json_array_foreach (cidrs, i, cidr) {
		place = json_path(path, "cidr0_cidrs", i);
		rc = parse_cidr(cidr, place, &one, err);
		free(place);
		if (rc == -1)
			return -1;
		widen(range, &one);
	}
	return 0;
}

static int
parse_range(const json_t *json, struct object *object, struct error *err)
{
	struct ip_range range = {0};

	if (parse_address(
		json, object->path, "startAddress", &range.first, err) == -1 ||
	    parse_address(json, object->path, "endAddress", &range.last, err) ==
		-1)
		return -1;
	if (range.first.version == 0 || range.last.version == 0) {
		memset(&range, 0, sizeof(range));
		if (parse_cidrs(json, object->path, &range, err) == -1)
			return -1;
	}
	if (ip_range_valid(&range))
		object->range = range;
	return 0;
}

static int
parse_labels(const json_t *json, struct object *object, struct error *err)
{
	const char *name, *type;

	if (json_get_text(json, object->path, "name", &name, err) == -1 ||
	    json_get_text(json, object->path, "type", &type, err) == -1)
		return -1;
	text_set(&object->name, name);
	text_set(&object->type, type);
	return 0;
}

int
parse_network(const json_t *json, struct object *object, struct error *err)
{
	char *parent;

	if (parse_labels(json, object, err) == -1 ||
	    parse_range(json, object, err) == -1 ||
	    parse_handle(json, object->path, "parentHandle", &parent, err) ==
		-1)
		return -1;
	free(object->parent);
	object->parent = parent;
	return 0;
}

int
parse_autnum(const json_t *json, struct object *object, struct error *err)
{
	unsigned first = 0, last;

	if (parse_labels(json, object, err) == -1 ||
	    json_get_number(
		json, object->path, "startAutnum", UINT_MAX, &first, err) == -1)
		return -1;
	last = first;
	if (json_get_number(
		json, object->path, "endAutnum", UINT_MAX, &last, err) == -1)
		return -1;
	if (first > last)
		return json_refuse(
		    err, object->path, "endAutnum", "before startAutnum", NULL);
	object->first_autnum = first;
	object->last_autnum = last;
	return 0;
}
