#include <jansson.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "buf.h"
#include "jcard.h"

enum { NAME, PARAMETERS, TYPE, VALUE }; /* places in a property */
enum { SURNAME, GIVEN };                /* components of n */

static bool
is_named(const json_t *property, const char *name)
{
	return strcasecmp(json_string_value(json_array_get(property, NAME)),
		   name) == 0;
}

static bool
well_formed(const json_t *property)
{
	return json_array_size(property) > VALUE &&
	       json_is_string(json_array_get(property, NAME)) &&
	       json_is_object(json_array_get(property, PARAMETERS)) &&
	       json_is_string(json_array_get(property, TYPE));
}

static void
keep_first(char **kept, const json_t *property)
{
	const char *text = json_string_value(json_array_get(property, VALUE));

	if (**kept != '\0' || text == NULL)
		return;
	free(*kept);
	*kept = xstrdup(text);
}

/* A string, or the strings of an array joined by spaces. */
static char *
component(const json_t *value)
{
	struct buf text = {0};
	json_t *word;
	size_t i;

	if (json_is_string(value))
		return xstrdup(json_string_value(value));
	json_array_foreach (value, i, word) {
		if (!json_is_string(word) || json_string_length(word) == 0)
			continue;
		if (text.len > 0)
			buf_putc(&text, ' ');
		buf_puts(&text, json_string_value(word));
	}
	return buf_take(&text);
}

/* Some servers put the components into one array more. */
static const json_t *
components(const json_t *property)
{
	const json_t *value = json_array_get(property, VALUE);
	const json_t *first = json_array_get(value, 0);

	if (json_array_size(value) == 1 && json_is_array(first))
		return first;
	return value;
}

static void
read_n(const json_t *property, struct jcard *card)
{
	const json_t *names = components(property);

	if (!json_is_array(names) || *card->surname != '\0' ||
	    *card->given != '\0')
		return;
	free(card->surname);
	free(card->given);
	card->surname = component(json_array_get(names, SURNAME));
	card->given = component(json_array_get(names, GIVEN));
}

static void
read_email(const json_t *property, struct jcard *card)
{
	const char *email;
	size_t i;

	for (i = VALUE; i < json_array_size(property); i++) {
		email = json_string_value(json_array_get(property, i));
		if (email != NULL && *email != '\0')
			strings_add(&card->emails, email);
	}
}

static bool
is_cell(const json_t *type)
{
	json_t *one;
	size_t i;

	if (json_is_string(type))
		return strcasecmp(json_string_value(type), "cell") == 0;
	json_array_foreach (type, i, one) {
		if (json_is_string(one) &&
		    strcasecmp(json_string_value(one), "cell") == 0)
			return true;
	}
	return false;
}

static void
read_tel(const json_t *property, struct jcard *card)
{
	json_t *parameters = json_array_get(property, PARAMETERS);
	const char *name;
	json_t *value;

	json_object_foreach (parameters, name, value) {
		if (strcasecmp(name, "type") == 0 && is_cell(value))
			card->cell = true;
	}
}

static void
read_property(const json_t *property, struct jcard *card)
{
	if (is_named(property, "fn"))
		keep_first(&card->name, property);
	else if (is_named(property, "kind"))
		keep_first(&card->kind, property);
	else if (is_named(property, "n"))
		read_n(property, card);
	else if (is_named(property, "email"))
		read_email(property, card);
	else if (is_named(property, "tel"))
		read_tel(property, card);
}

int
jcard_parse(
    const json_t *json, const char *path, struct jcard *card, struct error *err)
{
	const char *label = json_string_value(json_array_get(json, 0));
	json_t *properties = json_array_get(json, 1), *property;
	size_t i;

	memset(card, 0, sizeof(*card));
	card->name = xstrdup("");
	card->kind = xstrdup("");
	card->given = xstrdup("");
	card->surname = xstrdup("");
	if (json_array_size(json) != 2 || label == NULL ||
	    strcasecmp(label, "vcard") != 0 || !json_is_array(properties))
		return error_set(err, ERROR_PROTOCOL, "%s: not a jCard", path);
	json_array_foreach (properties, i, property) {
		if (!well_formed(property))
			return error_set(err, ERROR_PROTOCOL,
			    "%s[1][%zu]: not a jCard property", path, i);
		read_property(property, card);
	}
	return 0;
}

void
jcard_clear(struct jcard *card)
{
	free(card->name);
	free(card->kind);
	free(card->given);
	free(card->surname);
	strings_clear(&card->emails);
	memset(card, 0, sizeof(*card));
}

struct json_t *
jcard_part(const json_t *json)
{
	json_t *card = json_array(), *kept = json_array(), *property;
	size_t i;

	json_array_foreach (json_array_get(json, 1), i, property) {
		if (!is_named(property, "tel") && !is_named(property, "adr"))
			json_array_append(kept, property);
	}
	json_array_append(card, json_array_get(json, 0));
	json_array_append_new(card, kept);
	return card;
}
