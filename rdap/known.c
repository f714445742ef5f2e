#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "alloc.h"
#include "second.h"

static bool
is_shared(const struct survey *s, const char *domain)
{
	const struct strings *shared = s->options->shared_domains;

	return shared != NULL && strings_contain(shared, domain);
}

/* Was it at an own domain that is confirmed in this run, so that it would be
 * the organization's still? Anybody else's is not asked for. */
static bool
was_own(const struct survey *s, const struct known_poc *x)
{
	struct strings list = {0};
	bool own = false;

	strings_split(&list, x->addresses, ' ');
	for (size_t i = 0; i < list.count; i++)
		for (size_t j = 0; j < s->inv->domain_count; j++) {
			const struct domain *d = &s->inv->domains[j];

			own |= d->confirmed && !is_shared(s, d->name) &&
			       domain_within(
				   address_domain(list.items[i]), d->name);
		}
	strings_clear(&list);
	return own;
}

static bool
is_shown(struct survey *s, const char *handle)
{
	if (second_own(s, survey_subject(s, RECORD_POC, handle)->card))
		return true;
	for (size_t i = 0; i < s->target_count; i++)
		if (inventory_record(
			s->inv, s->targets[i].org, RECORD_POC, handle) != NULL)
			return true;
	return false;
}

/* In a replay, only what the recording holds. */
static bool
can_be_asked(const struct survey *s, const char *handle)
{
	const struct transport *t = s->transport;
	struct query rdap = {0}, whois = {0};
	bool can;

	query_entity(&rdap, s->options->base, handle, "%s", handle);
	query_whois_object(
	    &whois, QUERY_WHOIS_POC, s->options->whois, handle, "%s", handle);
	can = t->holds == NULL ||
	      (t->holds(t, rdap.url, false) && t->holds(t, whois.url, false));
	query_clear(&rdap);
	query_clear(&whois);
	return can;
}

static bool
is_wanted(const struct second *v, const struct known_poc *x)
{
	struct survey *s = v->s;
	const struct target *target = survey_target(s, x->org);

	return target != NULL &&
	       s->inv->scopes[target->scope].state == SCOPE_READ &&
	       handle_valid(x->poc) && !set_has(&v->read, x->poc) &&
	       !is_shown(s, x->poc) && was_own(s, x) && can_be_asked(s, x->poc);
}

static void
not_found(struct survey *s, const struct known_poc *x, struct domain *domain)
{
	char *subject = xasprintf("POCs at %s", domain->name);

	domain->searched = false;
	inventory_add_gap(s->inv, x->org, subject,
	    "the search does not find %s, which is at this domain", x->poc);
	free(subject);
}

/* It is there: a search of exactly its domain should have shown it. */
static void
disbelieve(struct survey *s, const struct known_poc *x)
{
	const struct inventory *inv = s->inv;

	for (size_t i = 0; i < inv->sighting_count; i++) {
		const struct sighting *at = &inv->sightings[i];

		if (at->field != FIELD_POC_EMAIL ||
		    strcmp(at->poc, x->poc) != 0)
			continue;
		for (size_t j = 0; j < inv->domain_count; j++)
			if (inv->domains[j].searched &&
			    strcmp(address_domain(at->address),
				inv->domains[j].name) == 0)
				not_found(s, x, &inv->domains[j]);
	}
}

/* Of all organizations whose it was. */
static void
note_gone(struct survey *s, const char *handle)
{
	for (size_t i = 0; i < s->options->known_count; i++)
		if (strcmp(s->options->known[i].poc, handle) == 0)
			inventory_add_gone(s->inv, &s->options->known[i]);
}

static int
ask(struct second *v, const struct known_poc *x, struct error *err)
{
	bool gone = false;

	if (orphan_read(v, survey_target(v->s, x->org), x->poc, &gone, err) ==
	    -1)
		return -1;
	if (gone)
		note_gone(v->s, x->poc);
	else
		disbelieve(v->s, x);
	return 0;
}

int
known_ask(struct second *v, struct error *err)
{
	const struct enumerate_options *o = v->s->options;
	size_t wanted = 0;

	for (size_t i = 0; i < o->known_count; i++)
		wanted += is_wanted(v, &o->known[i]);
	if (v->many || wanted == 0 ||
	    transport_left(v->s->transport) / 2 < wanted)
		return 0;
	for (size_t i = 0; i < o->known_count; i++)
		if (is_wanted(v, &o->known[i]) &&
		    ask(v, &o->known[i], err) == -1)
			return -1;
	return 0;
}
