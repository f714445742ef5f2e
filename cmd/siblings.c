#include <stdlib.h>
#include <string.h>

#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/answer.h"
#include "rdap/registrant.h"
#include "siblings.h"

void
siblings_clear(struct siblings *s)
{
	size_t i;

	for (i = 0; i < s->count; i++) {
		free(s->items[i].org);
		strings_clear(&s->items[i].pocs);
	}
	for (i = 0; i < s->domain_count; i++) {
		free(s->domains[i].name);
		strings_clear(&s->domains[i].pocs);
	}
	free(s->items);
	free(s->domains);
	strings_clear(&s->gaps);
	*s = (struct siblings){0};
}

static void
add_sibling(struct siblings *s, const char *org, const char *poc)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (strcmp(s->items[i].org, org) == 0)
			break;
	if (i == s->count) {
		s->items = xgrow(s->items, s->count, sizeof(*s->items));
		s->items[s->count++] = (struct sibling){.org = xstrdup(org)};
	}
	strings_add_unique(&s->items[i].pocs, poc);
}

static void
add_domain(struct siblings *s, const char *name, const char *poc)
{
	size_t i;

	for (i = 0; i < s->domain_count; i++)
		if (strcmp(s->domains[i].name, name) == 0)
			break;
	if (i == s->domain_count) {
		s->domains =
		    xgrow(s->domains, s->domain_count, sizeof(*s->domains));
		s->domains[s->domain_count++] =
		    (struct met_domain){.name = xstrdup(name)};
	}
	strings_add_unique(&s->domains[i].pocs, poc);
}

static void
read_domains(struct siblings *s, const struct object *poc)
{
	const char *domain;
	char *key;
	size_t i;

	for (i = 0; i < poc->emails.count; i++) {
		if (!address_valid(poc->emails.items[i]))
			continue;
		key = address_key(poc->emails.items[i]);
		domain = address_domain(key);
		if (*domain != '\0')
			add_domain(s, domain, poc->handle);
		free(key);
	}
}

/* Whose is a network or an autnum that the POC is on? A customer is nobody
 * that can be audited. */
static void
read_resource(struct siblings *s, const struct object *resource,
    const char *org, const char *poc)
{
	const struct object *holder;
	struct registrants nearest;
	size_t i;

	registrants_nearest(resource, &nearest);
	if (registrants_customer(&nearest) != NULL)
		return;
	for (i = 0; i < nearest.count; i++) {
		holder = nearest.items[i];
		if (holder->entity_kind != ENTITY_POC &&
		    handle_valid(holder->handle) &&
		    strcmp(holder->handle, org) != 0)
			add_sibling(s, holder->handle, poc);
	}
}

static void
search(struct siblings *s, enum query_kind kind, const char *org,
    const char *poc, const char *base, struct transport *transport)
{
	const char *what = kind == QUERY_NETWORKS_OF ? "networks" : "autnums";
	struct reply reply;
	struct query q = {0};
	size_t i;

	if (transport->spent(transport)) {
		strings_take(
		    &s->gaps, xasprintf("%s with %s: not asked", what, poc));
		return;
	}
	query_search(&q, kind, base, poc, "the %s with %s", what, poc);
	reply_get(transport, &q, &reply);
	query_clear(&q);
	for (i = 0; reply.document != NULL && i < reply.document->result_count;
	     i++)
		read_resource(s, reply.document->results[i], org, poc);
	if (reply.answer.verdict != VERDICT_COMPLETE)
		strings_take(&s->gaps, xasprintf("%s with %s: %s", what, poc,
					   reply.answer.reason));
	reply_clear(&reply);
}

static int
by_use(const void *x, const void *y)
{
	const struct met_domain *a = x, *b = y;

	if (a->pocs.count != b->pocs.count)
		return a->pocs.count < b->pocs.count ? 1 : -1;
	return strcmp(a->name, b->name);
}

void
siblings_find(struct siblings *s, const struct object *org, const char *base,
    struct transport *transport)
{
	struct strings pocs = {0};
	const struct object *e;
	size_t i, asked;

	for (i = 0; i < org->entity_count; i++) {
		e = org->entities[i];
		if (e->entity_kind != ENTITY_POC || !handle_valid(e->handle))
			continue;
		strings_add_unique(&pocs, e->handle);
		read_domains(s, e);
	}
	asked = pocs.count < SIBLINGS_POCS ? pocs.count : SIBLINGS_POCS;
	for (i = 0; i < asked; i++) {
		search(s, QUERY_NETWORKS_OF, org->handle, pocs.items[i], base,
		    transport);
		search(s, QUERY_AUTNUMS_OF, org->handle, pocs.items[i], base,
		    transport);
	}
	if (asked < pocs.count)
		strings_take(
		    &s->gaps, xasprintf("%zu more POCs were not asked about",
				  pocs.count - asked));
	if (*org->truncated != '\0')
		strings_take(
		    &s->gaps, xasprintf("the list of POCs may be cut: %s",
				  org->truncated));
	if (s->domain_count > 1)
		qsort(s->domains, s->domain_count, sizeof(*s->domains), by_use);
	strings_clear(&pocs);
}
