#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "address.h"
#include "alloc.h"
#include "clock.h"
#include "gunzip.h"
#include "irr.h"
#include "rpsl.h"

#define OBJECT_LIMIT  ((size_t)1 << 20)
#define DUMP_LIMIT    ((uint64_t)2 << 30) /* of text */
#define ADDRESSES_MAX 4096                /* in one object */
#define MAINTAINER    "MNT-"

struct irr {
	const struct strings *orgs;
	irr_fn *fn;
	void *arg;

	unsigned char magic[2]; /* first bytes, until both are there */
	size_t magic_len;
	struct gunzip *gunzip; /* NULL: plain text */
	struct buf line;       /* one that is not whole yet */
	struct buf object;     /* its lines, each with its '\n' */
	uint64_t size;
	uint64_t lines;
	uint64_t objects;
	bool failed;
	struct error *err; /* of the call under way */
};

struct irr *
irr_new(const struct strings *orgs, irr_fn *fn, void *arg)
{
	struct irr *r = xcalloc(1, sizeof(*r));

	r->orgs = orgs;
	r->fn = fn;
	r->arg = arg;
	return r;
}

void
irr_reset(struct irr *r)
{
	r->magic_len = 0;
	gunzip_free(r->gunzip);
	r->gunzip = NULL;
	buf_clear(&r->line);
	buf_clear(&r->object);
	r->size = r->lines = r->objects = 0;
	r->failed = false;
}

void
irr_free(struct irr *r)
{
	if (r == NULL)
		return;
	irr_reset(r);
	free(r);
}

static int
refuse(struct irr *r, const char *what)
{
	return error_set(r->err, ERROR_DATA, "routing registry, line %llu: %s",
	    (unsigned long long)r->lines, what);
}

/* ---- an object ---------------------------------------------------------- */

static const struct rpsl_attribute *
attribute(const struct rpsl_object *o, const char *name)
{
	size_t i;

	for (i = 0; i < o->count; i++) {
		if (strcmp(o->attributes[i].name, name) == 0)
			return &o->attributes[i];
	}
	return NULL;
}

static bool
is_maintainer_of(const char *word, const char *org)
{
	size_t len = strlen(MAINTAINER);

	return strncasecmp(word, MAINTAINER, len) == 0 &&
	       strcasecmp(word + len, org) == 0;
}

/* Those who maintain the object; a mntner is maintained by its own name. */
static void
maintainers(const struct rpsl_object *o, struct strings *words)
{
	size_t i;

	if (strcmp(o->attributes[0].name, "mntner") == 0)
		rpsl_words(&o->attributes[0], words);
	for (i = 0; i < o->count; i++) {
		if (strcmp(o->attributes[i].name, "mnt-by") == 0)
			rpsl_words(&o->attributes[i], words);
	}
}

static bool
is_maintained_by(const struct strings *words, const char *org)
{
	size_t i;

	for (i = 0; i < words->count; i++) {
		if (is_maintainer_of(words->items[i], org))
			return true;
	}
	return false;
}

static bool
is_searched(const char *name)
{
	static const char *const names[] = {"changed", "notify", "upd-to",
	    "mnt-nfy", "e-mail", "descr", "remarks"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(name, names[i]) == 0)
			return true;
	}
	return false;
}

static bool
is_found(const struct irr_object *object, const char *name, const char *address)
{
	size_t i;

	for (i = 0; i < object->found.count; i++) {
		if (strcmp(object->found_in.items[i], name) == 0 &&
		    strcmp(object->found.items[i], address) == 0)
			return true;
	}
	return false;
}

static void
find_in(struct irr_object *object, const char *name, const char *text)
{
	struct strings found = {0}, written = {0};
	size_t i;

	address_find(text, &found);
	strings_copy(&written, &found);
	if (strcmp(name, "descr") == 0 || strcmp(name, "remarks") == 0)
		address_find_hidden(text, &found, &written);
	for (i = 0; i < found.count; i++) {
		if (is_found(object, name, found.items[i]))
			continue;
		strings_add(&object->found_in, name);
		strings_add(&object->found, found.items[i]);
		strings_add(&object->written, written.items[i]);
	}
	strings_clear(&found);
	strings_clear(&written);
}

/* "20180810" or "2018-08-10T…" in the word to "2018-08-10"; "" for others. */
static void
word_date(const char *word, char date[11])
{
	int64_t when;

	if (strspn(word, "0123456789") == 8 && word[8] == '\0')
		snprintf(date, 11, "%.4s-%.2s-%.2s", word, word + 4, word + 6);
	else
		snprintf(date, 11, "%.10s", word);
	if (clock_parse(date, &when) == -1)
		date[0] = '\0';
}

static void
newest_date(const struct rpsl_object *o, char newest[11])
{
	struct strings words = {0};
	char date[11];
	size_t i;

	newest[0] = '\0';
	for (i = 0; i < o->count; i++) {
		if (strcmp(o->attributes[i].name, "changed") == 0 ||
		    strcmp(o->attributes[i].name, "last-modified") == 0)
			rpsl_words(&o->attributes[i], &words);
	}
	for (i = 0; i < words.count; i++) {
		word_date(words.items[i], date);
		if (strcmp(date, newest) > 0)
			memcpy(newest, date, sizeof(date));
	}
	strings_clear(&words);
}

/* The lines as they stand, '\r' taken off, each in UTF-8. */
static char *
object_text(const struct buf *object)
{
	const char *line = object->data, *end = line + object->len, *newline;
	struct buf text = {0};
	size_t len;

	for (; line < end; line = newline + 1) {
		newline = memchr(line, '\n', (size_t)(end - line));
		len = (size_t)(newline - line);
		if (len > 0 && line[len - 1] == '\r')
			len--;
		rpsl_utf8(&text, line, len);
		buf_putc(&text, '\n');
	}
	return buf_take(&text);
}

static char *
object_name(const struct rpsl_object *o, const char *key)
{
	const struct rpsl_attribute *origin = attribute(o, "origin");
	const char *class = o->attributes[0].name;
	char *value, *name;

	if (strncmp(class, "route", 5) != 0 || origin == NULL)
		return xasprintf("%s %s", class, key);
	value = rpsl_value(origin);
	name = xasprintf("%s %s %s", class, key, value);
	free(value);
	return name;
}

/* Found addresses are compared with each other. */
static bool
is_crowded(const struct buf *object)
{
	size_t i, count = 0;

	for (i = 0; i < object->len; i++)
		count += object->data[i] == '@';
	return count > ADDRESSES_MAX;
}

/* To whom of `orgs` it belongs is in `words`. */
static int
give(struct irr *r, const struct rpsl_object *o, const struct strings *words)
{
	char changed[11], *key, *name, *text;
	struct irr_object object = {0};
	size_t i;
	int rc = 0;

	if (is_crowded(&r->object))
		return refuse(r, "an object of more than 4096 addresses");
	key = rpsl_value(&o->attributes[0]);
	name = object_name(o, key);
	text = object_text(&r->object);
	newest_date(o, changed);
	object.class = o->attributes[0].name;
	object.key = key;
	object.name = name;
	object.changed = changed;
	object.text = text;
	for (i = 0; i < o->count; i++) {
		if (is_searched(o->attributes[i].name) &&
		    o->attributes[i].raw.len > 0)
			find_in(&object, o->attributes[i].name,
			    o->attributes[i].raw.data);
	}
	for (i = 0; i < r->orgs->count && rc == 0; i++) {
		object.org = r->orgs->items[i];
		if (is_maintained_by(words, object.org))
			rc = r->fn(r->arg, &object);
	}
	strings_clear(&object.found_in);
	strings_clear(&object.found);
	strings_clear(&object.written);
	free(key);
	free(name);
	free(text);
	if (rc != 0)
		return error_set(r->err, ERROR_INTERNAL,
		    "routing registry: stopped by its reader");
	return 0;
}

static int
end_object(struct irr *r)
{
	struct rpsl_object o = {0};
	struct strings words = {0};
	bool wanted = false;
	size_t i;
	int rc = 0;

	if (r->object.len == 0)
		return 0;
	r->objects++;
	rpsl_parse(&o, r->object.data, r->object.len);
	maintainers(&o, &words);
	for (i = 0; i < r->orgs->count && !wanted; i++)
		wanted = is_maintained_by(&words, r->orgs->items[i]);
	if (wanted)
		rc = give(r, &o, &words);
	strings_clear(&words);
	rpsl_clear(&o);
	buf_reset(&r->object);
	return rc;
}

/* ---- the stream --------------------------------------------------------- */

/* A whole line without its '\n'. */
static int
take_line(struct irr *r, const char *line, size_t len)
{
	size_t blank = 0;

	r->lines++;
	while (blank < len && strchr(" \t\r", line[blank]) != NULL)
		blank++;
	if (blank == len)
		return end_object(r);
	if (r->object.len == 0 && (line[0] == '%' || line[0] == '#'))
		return 0;
	if (r->object.len == 0 && !rpsl_is_attribute(line, len))
		return refuse(
		    r, "not RPSL: an object begins with no attribute");
	buf_add(&r->object, line, len);
	buf_putc(&r->object, '\n');
	if (r->object.len > OBJECT_LIMIT)
		return refuse(r, "an object of more than 1 MiB");
	return 0;
}

static int
take_rest(struct irr *r, const char *data, size_t len)
{
	buf_add(&r->line, data, len);
	if (r->line.len > OBJECT_LIMIT)
		return refuse(r, "a line of more than 1 MiB");
	return 0;
}

static int
take_text(void *arg, const char *data, size_t len)
{
	struct irr *r = arg;
	const char *end = data + len, *newline;
	int rc;

	r->size += len;
	if (r->size > DUMP_LIMIT)
		return refuse(r, "more than 2 GiB of text");
	if (memchr(data, '\0', len) != NULL)
		return refuse(r, "not RPSL: a NUL");
	while (data < end) {
		newline = memchr(data, '\n', (size_t)(end - data));
		if (newline == NULL)
			return take_rest(r, data, (size_t)(end - data));
		if (r->line.len == 0) {
			rc = take_line(r, data, (size_t)(newline - data));
		} else {
			rc = take_rest(r, data, (size_t)(newline - data));
			if (rc == 0)
				rc = take_line(r, r->line.data, r->line.len);
			buf_reset(&r->line);
		}
		if (rc == -1)
			return -1;
		data = newline + 1;
	}
	return 0;
}

static int
take(struct irr *r, const char *data, size_t len)
{
	if (r->gunzip == NULL)
		return take_text(r, data, len);
	switch (gunzip_feed(r->gunzip, data, len, take_text, r)) {
	case GUNZIP_OK:
		return 0;
	case GUNZIP_BROKEN:
		return error_set(
		    r->err, ERROR_DATA, "routing registry: broken gzip stream");
	case GUNZIP_STOPPED:
		break;
	}
	return -1;
}

/* The first two bytes tell what it is. */
static int
begin(struct irr *r, const char **data, size_t *len)
{
	static const unsigned char gzip[2] = {0x1f, 0x8b};
	const size_t all = sizeof(r->magic);

	while (r->magic_len<all && * len> 0) {
		r->magic[r->magic_len++] = (unsigned char)*(*data)++;
		(*len)--;
		if (r->magic_len < all)
			continue;
		if (memcmp(r->magic, gzip, all) == 0)
			r->gunzip = gunzip_new();
		return take(r, (const char *)r->magic, all);
	}
	return 0;
}

int
irr_feed(struct irr *r, const char *data, size_t len, struct error *err)
{
	r->err = err;
	if (!r->failed &&
	    (begin(r, &data, &len) == -1 || take(r, data, len) == -1))
		r->failed = true;
	r->err = NULL;
	return r->failed ? -1 : 0;
}

static int
finish(struct irr *r)
{
	if (r->magic_len < sizeof(r->magic))
		return error_set(r->err, ERROR_DATA, "routing registry: empty");
	if (r->gunzip != NULL && !gunzip_whole(r->gunzip))
		return error_set(r->err, ERROR_DATA,
		    "routing registry: gzip stream cut short");
	if (r->line.len > 0 && r->line.data[0] != '#' && r->line.data[0] != '%')
		return refuse(r, "cut short");
	if (end_object(r) == -1)
		return -1;
	if (r->objects == 0)
		return error_set(
		    r->err, ERROR_DATA, "routing registry: no object in it");
	return 0;
}

int
irr_finish(struct irr *r, struct error *err)
{
	r->err = err;
	if (!r->failed && finish(r) == -1)
		r->failed = true;
	r->err = NULL;
	return r->failed ? -1 : 0;
}
