#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "buf.h"
#include "clock.h"
#include "whoisrws_object.h"

#define SHOWN_MAX 64

const struct rws_element rws_elements[RWS_ELEMENT_COUNT] = {
    {"poc", OBJECT_ENTITY, ENTITY_POC, false},
    {"org", OBJECT_ENTITY, ENTITY_ORGANIZATION, false},
    {"customer", OBJECT_ENTITY, ENTITY_CUSTOMER, false},
    {"net", OBJECT_NETWORK, ENTITY_UNKNOWN, false},
    {"asn", OBJECT_AUTNUM, ENTITY_UNKNOWN, false},
    {"pocRef", OBJECT_ENTITY, ENTITY_POC, true},
    {"pocLinkRef", OBJECT_ENTITY, ENTITY_POC, true},
    {"orgRef", OBJECT_ENTITY, ENTITY_ORGANIZATION, true},
    {"orgPocLinkRef", OBJECT_ENTITY, ENTITY_ORGANIZATION, true},
    {"customerRef", OBJECT_ENTITY, ENTITY_CUSTOMER, true},
    {"netRef", OBJECT_NETWORK, ENTITY_UNKNOWN, true},
    {"netPocLinkRef", OBJECT_NETWORK, ENTITY_UNKNOWN, true},
    {"asnRef", OBJECT_AUTNUM, ENTITY_UNKNOWN, true},
    {"asnPocLinkRef", OBJECT_AUTNUM, ENTITY_UNKNOWN, true},
};

struct rws_object {
	struct object *object; /* owned */
	char *first_name, *last_name, *company;
	char *ref;          /* URL */
	char *role_account; /* "Y", "N" or "" */
	struct buf comment;
	bool commented;         /* a line came, perhaps an empty one */
	struct ip_range range;  /* of the network itself */
	struct ip_range blocks; /* around its netBlocks */
	bool ends;              /* an endAsNumber came */
};

void
rws_set(char **text, const char *value)
{
	free(*text);
	*text = xstrdup(value);
}

static void
move(char **to, char **from)
{
	free(*to);
	*to = *from;
	*from = xstrdup("");
}

static void
to_upper(char *text)
{
	for (; *text != '\0'; text++) {
		if (*text >= 'a' && *text <= 'z')
			*text = (char)(*text - 'a' + 'A');
	}
}

struct object *
rws_new(const struct rws_element *element, const char *path)
{
	struct object *object = xcalloc(1, sizeof(*object));

	object->class = element->class;
	object->entity_kind = element->kind;
	object->handle = xstrdup("");
	object->name = xstrdup("");
	object->registered = CLOCK_NONE;
	object->last_changed = CLOCK_NONE;
	object->truncated = xstrdup("");
	object->card_kind = xstrdup("");
	object->given = xstrdup("");
	object->surname = xstrdup("");
	object->unvalidated_since = CLOCK_NONE;
	object->type = xstrdup("");
	object->parent = xstrdup("");
	object->path = xstrdup(path);
	object->part = xstrdup("");
	return object;
}

struct rws_object *
rws_object_new(const struct rws_element *element, const char *path)
{
	struct rws_object *o = xcalloc(1, sizeof(*o));

	o->object = rws_new(element, path);
	o->first_name = xstrdup("");
	o->last_name = xstrdup("");
	o->company = xstrdup("");
	o->ref = xstrdup("");
	o->role_account = xstrdup("");
	return o;
}

struct object *
rws_object_of(struct rws_object *o)
{
	return o->object;
}

void
rws_object_free(struct rws_object *o)
{
	if (o == NULL)
		return;
	object_free(o->object);
	free(o->first_name);
	free(o->last_name);
	free(o->company);
	free(o->ref);
	free(o->role_account);
	buf_clear(&o->comment);
	free(o);
}

static bool
is_plain(const char *value)
{
	size_t len = strlen(value);

	if (len == 0 || len > SHOWN_MAX)
		return false;
	for (; *value != '\0'; value++) {
		if (*value < ' ' || *value > '~')
			return false;
	}
	return true;
}

int
rws_refuse(const struct object *object, const char *place, const char *what,
    const char *value, struct error *err)
{
	if (!is_plain(value))
		return error_set(err, ERROR_PROTOCOL, "%s/%s: %s", object->path,
		    place, what);
	return error_set(err, ERROR_PROTOCOL, "%s/%s: %s: \"%s\"", object->path,
	    place, what, value);
}

/* ---- values ------------------------------------------------------------- */

int
rws_read_handle(const struct object *object, const char *place,
    const char *text, char **handle, struct error *err)
{
	const char *c;

	for (c = text; *c != '\0'; c++) {
		if (*c < ' ' || *c > '~')
			return rws_refuse(
			    object, place, "not a handle", "", err);
	}
	rws_set(handle, text);
	to_upper(*handle);
	return 0;
}

int
rws_read_address(const struct object *object, const char *place,
    const char *text, struct ip *ip, struct error *err)
{
	if (*text != '\0' && ip_parse(text, ip) == -1)
		return rws_refuse(object, place, "not an address", text, err);
	return 0;
}

static int
read_autnum(const struct object *object, const char *place, const char *text,
    unsigned *number, struct error *err)
{
	if (*text != '\0' && autnum_parse(text, number) == -1)
		return rws_refuse(object, place, "not an AS number", text, err);
	return 0;
}

/* ---- fields ------------------------------------------------------------- */

struct field {
	const char *place;
	int (*read)(struct rws_object *o, const struct field *f,
	    const char *text, struct error *err);
};

static int
field_handle(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	return rws_read_handle(
	    o->object, f->place, text, &o->object->handle, err);
}

static int
field_ref(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	(void)f;
	(void)err;
	rws_set(&o->ref, text);
	return 0;
}

static int
field_name(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	(void)f;
	(void)err;
	rws_set(&o->object->name, text);
	return 0;
}

static int
field_part_of_name(struct rws_object *o, const struct field *f,
    const char *text, struct error *err)
{
	char **part = &o->company;

	(void)err;
	if (strcmp(f->place, "firstName") == 0)
		part = &o->first_name;
	else if (strcmp(f->place, "lastName") == 0)
		part = &o->last_name;
	else if (strcmp(f->place, "isRoleAccount") == 0)
		part = &o->role_account;
	rws_set(part, text);
	return 0;
}

static int
field_email(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	(void)f;
	(void)err;
	if (*text != '\0')
		strings_add(&o->object->emails, text);
	return 0;
}

static int
field_status(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	(void)f;
	(void)err;
	if (*text != '\0')
		strings_add(&o->object->status, text);
	if (strcasecmp(text, "validated") == 0)
		o->object->validated = VALIDATION_YES;
	else if (strcasecmp(text, "unvalidated") == 0)
		o->object->validated = VALIDATION_NO;
	return 0;
}

static int
field_phone(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	(void)f;
	(void)err;
	if (strcasecmp(text, "M") == 0 || strcasecmp(text, "Mobile") == 0)
		o->object->cell = true;
	return 0;
}

/* A carriage return comes as a newline unless it was escaped. */
static int
field_comment(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	size_t len = strlen(text);

	(void)f;
	(void)err;
	while (len > 0 && (text[len - 1] == '\n' || text[len - 1] == '\r'))
		len--;
	if (o->commented)
		buf_putc(&o->comment, '\n');
	o->commented = true;
	for (; len > 0; text++, len--) {
		if (*text != '\r')
			buf_putc(&o->comment, *text);
	}
	return 0;
}

static int
field_date(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	(void)err;
	clock_parse(text, strcmp(f->place, "updateDate") == 0
			      ? &o->object->last_changed
			      : &o->object->registered);
	return 0;
}

static int
field_address(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	return rws_read_address(o->object, f->place, text,
	    strcmp(f->place, "startAddress") == 0 ? &o->range.first
						  : &o->range.last,
	    err);
}

static int
field_block_address(struct rws_object *o, const struct field *f,
    const char *text, struct error *err)
{
	bool is_first = strstr(f->place, "start") != NULL;
	struct ip *kept = is_first ? &o->blocks.first : &o->blocks.last;
	struct ip ip = {0};
	int order;

	if (rws_read_address(o->object, f->place, text, &ip, err) == -1)
		return -1;
	order = ip_compare(&ip, kept);
	if (kept->version == 0 || (is_first ? order < 0 : order > 0))
		*kept = ip;
	return 0;
}

/* RDAP writes the same words in capitals. */
static int
field_block_type(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	(void)f;
	(void)err;
	if (*o->object->type == '\0')
		rws_set(&o->object->type, text);
	to_upper(o->object->type);
	return 0;
}

static int
field_autnum(struct rws_object *o, const struct field *f, const char *text,
    struct error *err)
{
	bool is_end = strcmp(f->place, "endAsNumber") == 0;

	if (is_end && *text != '\0')
		o->ends = true;
	return read_autnum(o->object, f->place, text,
	    is_end ? &o->object->last_autnum : &o->object->first_autnum, err);
}

static const struct field fields[] = {
    {"handle", field_handle},
    {"ref", field_ref},
    {"name", field_name},
    {"firstName", field_part_of_name},
    {"lastName", field_part_of_name},
    {"companyName", field_part_of_name},
    {"isRoleAccount", field_part_of_name},
    {"emails/email", field_email},
    {"status/description", field_status},
    {"phones/phone/type/code", field_phone},
    {"phones/phone/type/description", field_phone},
    {"comment/line", field_comment},
    {"registrationDate", field_date},
    {"updateDate", field_date},
    {"startAddress", field_address},
    {"endAddress", field_address},
    {"netBlocks/netBlock/startAddress", field_block_address},
    {"netBlocks/netBlock/endAddress", field_block_address},
    {"netBlocks/netBlock/description", field_block_type},
    {"startAsNumber", field_autnum},
    {"endAsNumber", field_autnum},
};

static const struct field *
field_find(const char *place)
{
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (strcmp(fields[i].place, place) == 0)
			return &fields[i];
	}
	return NULL;
}

bool
rws_is_field(const char *place)
{
	return field_find(place) != NULL;
}

/* Blanks at both ends are the serializer's, but for lines of a comment. */
static char *
trimmed(const char *text)
{
	static const char blanks[] = " \t\r\n";
	size_t len;

	text += strspn(text, blanks);
	len = strlen(text);
	while (len > 0 && strchr(blanks, text[len - 1]) != NULL)
		len--;
	return xstrndup(text, len);
}

int
rws_object_field(struct rws_object *o, const char *place, const char *text,
    struct error *err)
{
	const struct field *f = field_find(place);
	char *value;
	int rc;

	if (f == NULL)
		return 0;
	if (f->read == field_comment)
		return f->read(o, f, text, err);
	value = trimmed(text);
	rc = f->read(o, f, value, err);
	free(value);
	return rc;
}

int
rws_object_parent(struct rws_object *o, const struct rws_attributes *attributes,
    struct error *err)
{
	return rws_read_handle(o->object, "parent",
	    rws_attribute(attributes, "handle"), &o->object->parent, err);
}

/* ---- the whole ---------------------------------------------------------- */

static void
finish_poc(struct rws_object *o)
{
	struct object *object = o->object;
	bool is_role = strcasecmp(o->role_account, "Y") == 0;

	if (*o->role_account == '\0')
		is_role = *o->first_name == '\0';
	rws_set(&object->card_kind, is_role ? "group" : "individual");
	free(object->name);
	if (*o->first_name != '\0' && *o->last_name != '\0')
		object->name = xasprintf("%s %s", o->first_name, o->last_name);
	else if (*o->first_name != '\0' || *o->last_name != '\0')
		object->name = xasprintf("%s%s", o->first_name, o->last_name);
	else
		object->name = xstrdup(o->company);
	if (!is_role) {
		move(&object->given, &o->first_name);
		move(&object->surname, &o->last_name);
	}
}

static void
finish_network(struct rws_object *o)
{
	if (ip_range_valid(&o->range))
		o->object->range = o->range;
	else if (ip_range_valid(&o->blocks))
		o->object->range = o->blocks;
}

static int
finish_autnum(struct rws_object *o, struct error *err)
{
	if (!o->ends)
		o->object->last_autnum = o->object->first_autnum;
	if (o->object->first_autnum > o->object->last_autnum)
		return rws_refuse(
		    o->object, "endAsNumber", "before startAsNumber", "", err);
	return 0;
}

static int
finish(struct rws_object *o, struct error *err)
{
	const char *slash = strrchr(o->ref, '/');
	struct object *object = o->object;

	if (*object->handle == '\0' && slash != NULL &&
	    rws_read_handle(object, "ref", slash + 1, &object->handle, err) ==
		-1)
		return -1;
	if (o->comment.len > 0)
		strings_take(&object->remarks, buf_take(&o->comment));
	if (object->class == OBJECT_NETWORK)
		finish_network(o);
	if (object->class == OBJECT_AUTNUM)
		return finish_autnum(o, err);
	if (object->entity_kind == ENTITY_POC)
		finish_poc(o);
	else if (object->class == OBJECT_ENTITY)
		rws_set(&object->card_kind, "org");
	object->described =
	    object->class == OBJECT_ENTITY && *object->name != '\0';
	return 0;
}

struct object *
rws_object_finish(struct rws_object *o, struct error *err)
{
	struct object *object = NULL;

	if (finish(o, err) == 0) {
		object = o->object;
		o->object = NULL;
	}
	rws_object_free(o);
	return object;
}
