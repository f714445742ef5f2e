#include <stdlib.h>
#include <string.h>

#include "elsewhere.h"
#include "rdap/alloc.h"
#include "registries.h"
#include "wire.h"

#define NAMED_MAX 5 /* of one registry and organization */

struct found {
	const char *org;      /* borrowed from the inventory */
	const char *registry; /* static */
	struct strings what;
};

struct search {
	struct inventory *inv;
	const struct options *options;
	struct found *found;
	size_t count;
};

static void
add(struct search *s, const char *org, const char *registry, const char *what)
{
	struct found *f;
	size_t i;

	for (i = 0; i < s->count; i++)
		if (strcmp(s->found[i].org, org) == 0 &&
		    strcmp(s->found[i].registry, registry) == 0)
			break;
	if (i == s->count) {
		s->found = xgrow(s->found, s->count, sizeof(*s->found));
		s->found[s->count++] =
		    (struct found){.org = org, .registry = registry};
	}
	f = &s->found[i];
	strings_add_unique(&f->what, what);
}

/* ---- what the server sends on ------------------------------------------- */

/* "...: redirected to rdap.db.ripe.net": the registry of that host, or NULL */
static const char *
sent_on_to(const struct answer *a)
{
	static const char word[] = "redirected to ";
	const char *host = strstr(a->reason, word), *name, *result = NULL;
	char *base;

	if (host == NULL)
		return NULL;
	host += strlen(word);
	base =
	    xasprintf("%s%.*s/", strstr(host, "://") == NULL ? "https://" : "",
		(int)strcspn(host, " ;"), host);
	name = bootstrap_registry(base);
	if (bootstrap_terms(name) != NULL)
		result = name;
	free(base);
	return result;
}

/* ---- what the routing registry is about --------------------------------- */

/* Of a route its prefix, of an aut-num its number. */
static int
subject_of(const struct record *r, struct term *term)
{
	static const char *const classes[] = {"route ", "route6 ", "aut-num "};
	struct error ignored = {0};
	const char *key;
	char *word;
	size_t i;
	int result = -1;

	for (i = 0; i < 3 && result == -1; i++) {
		if (strncmp(r->handle, classes[i], strlen(classes[i])) != 0)
			continue;
		key = r->handle + strlen(classes[i]);
		word = xstrndup(key, strcspn(key, " "));
		result = term_parse(word, term, &ignored);
		free(word);
	}
	return result;
}

/* "AS64500" or "AS64500 - AS64510" */
static bool
has_number(const char *range, unsigned number)
{
	const char *dash = strstr(range, " - ");
	unsigned first, last;
	char *word = xstrndup(range, strcspn(range, " "));
	bool read = autnum_parse(word, &first) == 0;

	free(word);
	last = first;
	if (read && dash != NULL)
		read = autnum_parse(dash + 3, &last) == 0;
	return read && first <= number && number <= last;
}

/* "192.0.2.0/24", or "192.0.2.0 - 192.0.2.9" */
static bool
has_block(const char *text, const struct ip_range *block)
{
	const char *dash = strstr(text, " - ");
	struct ip_range range;
	char *word;
	bool read;

	if (dash == NULL) {
		read = ip_prefix_parse(text, &range) == 0;
	} else {
		word = xstrndup(text, (size_t)(dash - text));
		read = ip_parse(word, &range.first) == 0 &&
		       ip_parse(dash + 3, &range.last) == 0;
		free(word);
	}
	return read && ip_range_contains(&range, block);
}

/* Is it within a record of this registry's? Then it has come here. */
static bool
held_here(const struct inventory *inv, const struct term *term)
{
	const struct record *r;
	size_t i;

	for (i = 0; i < inv->record_count; i++) {
		r = &inv->records[i];
		if (term->kind == TERM_AUTNUM
			? r->kind == RECORD_AUTNUM &&
			      has_number(r->range, term->autnum)
			: r->kind == RECORD_NETWORK &&
			      has_block(r->range, &term->range))
			return true;
	}
	return false;
}

static void
look_at_routing(struct search *s)
{
	const struct record *r;
	const char *registry = "";
	struct bootstrap *b;
	struct term term;
	size_t i;

	if (options_bootstrap(s->options) == NULL)
		return;
	b = wire_bootstrap(s->options);
	for (i = 0; i < s->inv->record_count; i++) {
		r = &s->inv->records[i];
		if (r->kind == RECORD_IRR && subject_of(r, &term) == 0 &&
		    elsewhere_by(b, &term, &registry) != ELSEWHERE_NO &&
		    !held_here(s->inv, &term))
			add(s, r->org, registry, r->handle);
	}
	bootstrap_free(b);
}

/* ---- the notes ---------------------------------------------------------- */

static void
note(struct inventory *inv, const struct found *f)
{
	struct strings named = {0};
	size_t i;
	char *list, *more = xstrdup("");

	for (i = 0; i < f->what.count && i < NAMED_MAX; i++)
		strings_add(&named, f->what.items[i]);
	if (f->what.count > NAMED_MAX) {
		free(more);
		more = xasprintf(" and %zu more", f->what.count - NAMED_MAX);
	}
	list = strings_join(&named, ", ");
	inventory_add_note(inv, f->org, f->registry,
	    "not audited; it seems to have %s%s; terms of use there: %s", list,
	    more, bootstrap_terms(f->registry));
	strings_clear(&named);
	free(list);
	free(more);
}

void
registries_note(struct inventory *inv, const struct options *options)
{
	struct search s = {.inv = inv, .options = options};
	const char *registry;
	char *what;
	size_t i;

	for (i = 0; i < inv->answer_count; i++) {
		registry = sent_on_to(&inv->answers[i]);
		if (registry == NULL)
			continue;
		what = xasprintf("what %s asks for", inv->answers[i].url);
		add(&s, inv->answers[i].org, registry, what);
		free(what);
	}
	look_at_routing(&s);
	for (i = 0; i < s.count; i++) {
		note(inv, &s.found[i]);
		strings_clear(&s.found[i].what);
	}
	free(s.found);
}
