#include <jansson.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "buf.h"
#include "clock.h"
#include "json.h"
#include "parse_object.h"

/* RFC 9083 section 10.2.1 registers six types; any like them counts. */
static const char *const type_words[] = {
    "truncat", "incomplete", "limit", "redact", NULL};
static const char *const title_words[] = {
    "truncat", "incomplete", "rate limit", NULL};
static const char *const text_words[] = {"truncat", "rate limit", NULL};

static bool
says(const char *text, const char *const *words)
{
	for (; *words != NULL; words++) {
		if (strcasestr(text, *words) != NULL)
			return true;
	}
	return false;
}

/* A remark's description is the holder's own text: it tells nothing here. */
static int
entry_truncation(const json_t *entry, const char *path, bool is_notice,
    char **text, struct error *err)
{
	struct strings lines = {0};
	const char *type, *title;
	size_t i;
	int rc = -1;

	if (json_get_text(entry, path, "type", &type, err) == -1 ||
	    json_get_text(entry, path, "title", &title, err) == -1 ||
	    json_get_lines(entry, path, "description", &lines, err) == -1)
		goto out;
	rc = 0;
	if (**text != '\0')
		goto out;
	if (says(type, type_words))
		text_set(text, type);
	else if (says(title, title_words))
		text_set(text, title);
	for (i = 0; is_notice && **text == '\0' && i < lines.count; i++) {
		if (says(lines.items[i], text_words))
			text_set(text, lines.items[i]);
	}
out:
	strings_clear(&lines);
	return rc;
}

int
parse_truncation(const json_t *json, const char *path, const char *member,
    char **text, struct error *err)
{
	bool is_notice = strcmp(member, "notices") == 0;
	json_t *list, *entry;
	size_t i;
	char *place;
	int rc;

	if (json_get_array(json, path, member, &list, err) == -1)
		return -1;
	json_array_foreach (list, i, entry) {
		place = json_path(path, member, i);
		if (json_is_object(entry))
			rc = entry_truncation(
			    entry, place, is_notice, text, err);
		else
			rc = error_set(
			    err, ERROR_PROTOCOL, "%s: not an object", place);
		free(place);
		if (rc == -1)
			return -1;
	}
	return 0;
}

static void
add_line(struct buf *text, const char *line)
{
	if (text->len > 0)
		buf_putc(text, '\n');
	for (; *line != '\0'; line++) {
		if (*line != '\r')
			buf_putc(text, *line);
	}
}

/* The first date that stands in the text: "since 2019-04-23". */
static void
find_date(const struct strings *lines, int64_t *when)
{
	const char *c;
	char date[sizeof("2019-04-23")];
	size_t i;

	for (i = 0; i < lines->count; i++) {
		for (c = lines->items[i]; strlen(c) >= sizeof(date) - 1; c++) {
			memcpy(date, c, sizeof(date) - 1);
			date[sizeof(date) - 1] = '\0';
			if (clock_parse(date, when) == 0)
				return;
		}
	}
}

static int
parse_remark(const json_t *remark, const char *path, struct object *object,
    struct error *err)
{
	struct strings lines = {0};
	struct buf text = {0};
	const char *title;
	size_t i;
	int rc = -1;

	if (json_get_text(remark, path, "title", &title, err) == -1 ||
	    json_get_lines(remark, path, "description", &lines, err) == -1)
		goto out;
	rc = 0;
	if (strcasecmp(title, "Unvalidated POC") == 0) {
		object->validated = VALIDATION_NO;
		find_date(&lines, &object->unvalidated_since);
		goto out;
	}
	if (*title != '\0')
		add_line(&text, title);
	for (i = 0; i < lines.count; i++)
		add_line(&text, lines.items[i]);
	if (text.len > 0)
		strings_take(&object->remarks, buf_take(&text));
out:
	strings_clear(&lines);
	buf_clear(&text);
	return rc;
}

int
parse_remarks(const json_t *json, struct object *object, struct error *err)
{
	json_t *list, *remark;
	size_t i;
	char *place;
	int rc;

	if (json_get_array(json, object->path, "remarks", &list, err) == -1)
		return -1;
	json_array_foreach (list, i, remark) {
		place = json_path(object->path, "remarks", i);
		rc = parse_remark(remark, place, object, err);
		free(place);
		if (rc == -1)
			return -1;
	}
	return 0;
}
