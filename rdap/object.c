#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "buf.h"
#include "object.h"

static const struct {
	enum role role;
	const char *name;
} roles[] = {
    {ROLE_REGISTRANT, "registrant"},
    {ROLE_ADMINISTRATIVE, "administrative"},
    {ROLE_TECHNICAL, "technical"},
    {ROLE_ABUSE, "abuse"},
    {ROLE_NOC, "noc"},
    {ROLE_ROUTING, "routing"},
    {ROLE_DNS, "dns"},
    {ROLE_BILLING, "billing"},
    {ROLE_OTHER, "other"},
};

#define ROLE_COUNT (sizeof(roles) / sizeof(roles[0]))

static void
objects_free(struct object **list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		object_free(list[i]);
	free(list);
}

void
object_free(struct object *object)
{
	if (object == NULL)
		return;
	free(object->handle);
	free(object->name);
	strings_clear(&object->status);
	strings_clear(&object->remarks);
	free(object->truncated);
	free(object->card_kind);
	free(object->given);
	free(object->surname);
	strings_clear(&object->emails);
	free(object->type);
	free(object->parent);
	objects_free(object->entities, object->entity_count);
	objects_free(object->networks, object->network_count);
	objects_free(object->autnums, object->autnum_count);
	free(object->path);
	free(object->part);
	free(object);
}

char *
roles_text(unsigned set)
{
	struct buf text = {0};
	size_t i;

	for (i = 0; i < ROLE_COUNT; i++) {
		if ((set & roles[i].role) == 0)
			continue;
		if (text.len > 0)
			buf_putc(&text, ';');
		buf_puts(&text, roles[i].name);
	}
	return buf_take(&text);
}

unsigned
role_parse(const char *word)
{
	size_t i;

	for (i = 0; i < ROLE_COUNT; i++) {
		if (strcasecmp(word, roles[i].name) == 0)
			return roles[i].role;
	}
	return ROLE_OTHER;
}

const char *
role_name(unsigned single_role)
{
	size_t i;

	for (i = 0; i < ROLE_COUNT; i++) {
		if (single_role == (unsigned)roles[i].role)
			return roles[i].name;
	}
	return "";
}

static void
list_cut(struct object **list, size_t count, const char *why)
{
	for (size_t i = 0; i < count; i++)
		object_cut(list[i], why);
}

void
object_cut(struct object *object, const char *why)
{
	if (*object->truncated == '\0') {
		free(object->truncated);
		object->truncated = xstrdup(why);
	}
	list_cut(object->entities, object->entity_count, why);
	list_cut(object->networks, object->network_count, why);
	list_cut(object->autnums, object->autnum_count, why);
}
