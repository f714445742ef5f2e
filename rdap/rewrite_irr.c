#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "gunzip.h"
#include "irr.h"
#include "rewrite.h"
#include "rpsl.h"

struct writing {
	const struct rewriter *w;
	const struct strings *orgs;
	struct buf *out;
	struct buf line; /* one that is not whole yet */
	struct buf object;
};

static const struct {
	const char *name;
	enum rewrite_what what;
	bool others; /* of objects that others maintain it stays as well */
} attributes[] = {
    {"route", REWRITE_TEXT, true},
    {"route6", REWRITE_TEXT, true},
    {"aut-num", REWRITE_TEXT, true},
    {"as-set", REWRITE_TEXT, true},
    {"route-set", REWRITE_TEXT, true},
    {"mntner", REWRITE_TEXT, true},
    {"inetnum", REWRITE_TEXT, true},
    {"inet6num", REWRITE_TEXT, true},
    {"origin", REWRITE_TEXT, true},
    {"mnt-by", REWRITE_TEXT, true},
    {"source", REWRITE_TEXT, true},
    {"person", REWRITE_NAME, false},
    {"role", REWRITE_NAME, false},
    {"nic-hdl", REWRITE_HANDLE, false},
    {"admin-c", REWRITE_HANDLE, false},
    {"tech-c", REWRITE_HANDLE, false},
    {"phone", REWRITE_NUMBER, false},
    {"fax-no", REWRITE_NUMBER, false},
    {"address", REWRITE_STREET, false},
    {"as-name", REWRITE_TEXT, false},
    {"descr", REWRITE_TEXT, false},
    {"remarks", REWRITE_TEXT, false},
    {"members", REWRITE_TEXT, false},
    {"mbrs-by-ref", REWRITE_TEXT, false},
    {"member-of", REWRITE_TEXT, false},
    {"mp-members", REWRITE_TEXT, false},
    {"import", REWRITE_TEXT, false},
    {"export", REWRITE_TEXT, false},
    {"changed", REWRITE_TEXT, false},
    {"created", REWRITE_TEXT, false},
    {"last-modified", REWRITE_TEXT, false},
    {"notify", REWRITE_TEXT, false},
    {"upd-to", REWRITE_TEXT, false},
    {"mnt-nfy", REWRITE_TEXT, false},
    {"e-mail", REWRITE_TEXT, false},
};

#define ATTRIBUTE_COUNT (sizeof(attributes) / sizeof(*attributes))

static bool
is_own(const struct writing *x, const struct rpsl_object *o)
{
	struct strings words = {0};
	bool own = false;

	for (size_t i = 0; i < o->count; i++)
		if (strcmp(o->attributes[i].name, "mnt-by") == 0 ||
		    (i == 0 && strcmp(o->attributes[i].name, "mntner") == 0))
			rpsl_words(&o->attributes[i], &words);
	for (size_t i = 0; i < words.count && !own; i++)
		for (size_t j = 0; j < x->orgs->count && !own; j++)
			own = strncasecmp(words.items[i], "MNT-", 4) == 0 &&
			      strcasecmp(
				  words.items[i] + 4, x->orgs->items[j]) == 0;
	strings_clear(&words);
	return own;
}

/* Lines of one attribute, the first without its name. */
static void
put_value(struct writing *x, const char *name, const char *text)
{
	struct strings lines = {0};

	strings_split(&lines, text, '\n');
	for (size_t i = 0; i < lines.count; i++) {
		const char *line = lines.items[i];

		if (i == 0)
			buf_printf(x->out, "%s: ", name);
		else
			buf_puts(x->out, "+ ");
		buf_puts(x->out, line + strspn(line, " \t+"));
		buf_putc(x->out, '\n');
	}
	strings_clear(&lines);
}

static void
put_attribute(struct writing *x, const struct rpsl_attribute *a, bool own)
{
	static const struct rewrite_of nobody = {.handle = ""};
	char *value, *by;
	size_t i = 0;

	while (i < ATTRIBUTE_COUNT && strcmp(attributes[i].name, a->name) != 0)
		i++;
	if (i == ATTRIBUTE_COUNT || (!own && !attributes[i].others))
		return;
	/* Comments are read only where others than the owner may stand. */
	value = attributes[i].what == REWRITE_TEXT && own && a->raw.len > 0
		    ? xstrdup(a->raw.data)
		    : rpsl_value(a);
	by = *value != '\0'
		 ? x->w->word(x->w->arg, attributes[i].what, value, &nobody)
		 : xstrdup("");
	put_value(x, a->name, by);
	free(value);
	free(by);
}

static void
end_object(struct writing *x)
{
	struct rpsl_object o = {0};
	bool own, people;

	if (x->object.len == 0)
		return;
	rpsl_parse(&o, x->object.data, x->object.len);
	own = is_own(x, &o);
	people = strcmp(o.attributes[0].name, "person") == 0 ||
		 strcmp(o.attributes[0].name, "role") == 0;
	if (own || !people) {
		/* Of a class that is not known, its name alone would be left. */
		size_t before = x->out->len;

		for (size_t i = 0; i < o.count; i++)
			put_attribute(x, &o.attributes[i], own);
		if (x->out->len > before)
			buf_putc(x->out, '\n');
	}
	rpsl_clear(&o);
	buf_reset(&x->object);
}

static void
take_line(struct writing *x, const char *line, size_t len)
{
	size_t blank = 0;

	while (blank < len && strchr(" \t\r", line[blank]) != NULL)
		blank++;
	if (blank == len)
		end_object(x);
	else if (x->object.len > 0 || rpsl_is_attribute(line, len)) {
		buf_add(&x->object, line, len);
		buf_putc(&x->object, '\n');
	}
}

static int
take(void *arg, const char *data, size_t len)
{
	struct writing *x = arg;
	const char *newline;

	while ((newline = memchr(data, '\n', len)) != NULL) {
		size_t n = (size_t)(newline - data);

		buf_add(&x->line, data, n);
		take_line(
		    x, x->line.data != NULL ? x->line.data : "", x->line.len);
		buf_reset(&x->line);
		data += n + 1;
		len -= n + 1;
	}
	buf_add(&x->line, data, len);
	return 0;
}

static int
ignore(void *arg, const struct irr_object *object)
{
	(void)arg;
	(void)object;
	return 0;
}

static int
readable(
    const struct strings *orgs, const char *data, size_t len, struct error *err)
{
	struct irr *r = irr_new(orgs, ignore, NULL);
	int rc = irr_feed(r, data, len, err);

	if (rc == 0)
		rc = irr_finish(r, err);
	irr_free(r);
	return rc;
}

int
rewrite_irr(const struct rewriter *w, const struct strings *orgs,
    const char *data, size_t len, struct buf *out, struct error *err)
{
	struct writing x = {.w = w, .orgs = orgs, .out = out};
	struct gunzip *gunzip;

	if (readable(orgs, data, len, err) == -1)
		return -1;
	if (len > 1 && memcmp(data, "\x1f\x8b", 2) == 0) {
		gunzip = gunzip_new();
		gunzip_feed(gunzip, data, len, take, &x);
		gunzip_free(gunzip);
	} else
		take(&x, data, len);
	end_object(&x);
	/* A dump without any object is none. */
	if (out->len == 0)
		buf_puts(out, "mntner: MNT-REDACTED\nsource: ARIN\n\n");
	buf_clear(&x.line);
	buf_clear(&x.object);
	return 0;
}
