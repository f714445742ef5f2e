#include <jansson.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "jcard.h"
#include "json.h"
#include "parse_object.h"

static const struct {
	const char *resource; /* of ARIN's Whois-RWS */
	enum entity_kind kind;
} alternates[] = {
    {"/rest/poc/", ENTITY_POC},
    {"/rest/org/", ENTITY_ORGANIZATION},
    {"/rest/customer/", ENTITY_CUSTOMER},
};

static const struct {
	const char *word;
	enum entity_kind kind;
} card_kinds[] = {
    {"individual", ENTITY_POC},
    {"group", ENTITY_POC},
    {"org", ENTITY_ORGANIZATION},
};

static bool
is_customer_handle(const char *handle)
{
	return handle[0] == 'C' && handle[1] != '\0' &&
	       strspn(handle + 1, "0123456789") == strlen(handle + 1);
}

static enum entity_kind
link_kind(const json_t *link)
{
	const char *rel, *href;
	size_t i;

	rel = json_string_value(json_object_get(link, "rel"));
	href = json_string_value(json_object_get(link, "href"));
	if (rel == NULL || href == NULL || strcasecmp(rel, "alternate") != 0)
		return ENTITY_UNKNOWN;
	for (i = 0; i < sizeof(alternates) / sizeof(alternates[0]); i++) {
		if (strstr(href, alternates[i].resource) != NULL)
			return alternates[i].kind;
	}
	return ENTITY_UNKNOWN;
}

static enum entity_kind
card_entity_kind(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof(card_kinds) / sizeof(card_kinds[0]); i++) {
		if (strcasecmp(word, card_kinds[i].word) == 0)
			return card_kinds[i].kind;
	}
	return ENTITY_UNKNOWN;
}

int
parse_entity_kind(const json_t *json, struct object *object, struct error *err)
{
	json_t *links, *link;
	size_t i;

	if (json_get_array(json, object->path, "links", &links, err) == -1)
		return -1;
	if (is_customer_handle(object->handle)) {
		object->entity_kind = ENTITY_CUSTOMER;
		return 0;
	}
	json_array_foreach (links, i, link) {
		object->entity_kind = link_kind(link);
		if (object->entity_kind != ENTITY_UNKNOWN)
			return 0;
	}
	object->entity_kind = card_entity_kind(object->card_kind);
	return 0;
}

static void
take(char **to, char **from)
{
	free(*to);
	*to = *from;
	*from = NULL;
}

static int
parse_card(const json_t *json, struct object *object, struct error *err)
{
	const json_t *member = json_object_get(json, "vcardArray");
	struct jcard card;
	char *path;
	int rc;

	if (member == NULL || json_is_null(member))
		return 0;
	path = xasprintf("%s.vcardArray", object->path);
	rc = jcard_parse(member, path, &card, err);
	free(path);
	if (rc == 0) {
		object->described = *card.name != '\0';
		take(&object->name, &card.name);
		take(&object->card_kind, &card.kind);
		take(&object->given, &card.given);
		take(&object->surname, &card.surname);
		object->emails = card.emails;
		memset(&card.emails, 0, sizeof(card.emails));
		object->cell = card.cell;
	}
	jcard_clear(&card);
	return rc;
}

static void
judge_validation(struct object *object)
{
	size_t i;

	if (object->validated != VALIDATION_UNKNOWN)
		return;
	for (i = 0; i < object->status.count; i++) {
		if (strcasecmp(object->status.items[i], "validated") == 0)
			object->validated = VALIDATION_YES;
	}
}

int
parse_entity(const json_t *json, struct object *object, struct error *err)
{
	if (parse_card(json, object, err) == -1)
		return -1;
	judge_validation(object);
	return parse_entity_kind(json, object, err);
}
