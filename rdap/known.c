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
was_read(struct survey *s, const char *org)
{
	const struct target *target = survey_target(s, org);

	return target != NULL &&
	       s->inv->scopes[target->scope].state == SCOPE_READ;
}

static bool
is_wanted(const struct second *v, const struct known_poc *x)
{
	struct survey *s = v->s;

	return was_read(s, x->org) && handle_valid(x->poc) &&
	       !set_has(&v->read, x->poc) && !is_shown(s, x->poc) &&
	       was_own(s, x);
}

static void
not_found(struct survey *s, const struct known_poc *x, struct domain *domain,
    const char *why)
{
	char *subject = xasprintf("POCs at %s", domain->name);

	domain->searched = false;
	inventory_add_gap(s->inv, x->org, subject,
	    "the search does not find %s, which %s", x->poc, why);
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
				not_found(s, x, &inv->domains[j],
				    "is at this domain");
	}
}

/* Of all organizations whose it was, and that were read: nothing is said of
 * another. */
static void
note_gone(struct survey *s, const char *handle)
{
	for (size_t i = 0; i < s->options->known_count; i++) {
		const struct known_poc *x = &s->options->known[i];

		if (strcmp(x->poc, handle) == 0 && was_read(s, x->org))
			inventory_add_gone(s->inv, x);
	}
}

/* A search that did not show it may be the one that is wrong. */
static void
doubt(struct survey *s, const struct known_poc *x)
{
	struct strings list = {0};

	strings_split(&list, x->addresses, ' ');
	for (size_t i = 0; i < list.count; i++)
		for (size_t j = 0; j < s->inv->domain_count; j++)
			if (domain_within(address_domain(list.items[i]),
				s->inv->domains[j].name))
				not_found(s, x, &s->inv->domains[j],
				    "was at this domain, and it could not be "
				    "read whether it is there still");
	strings_clear(&list);
}

static int
ask(struct second *v, const struct known_poc *x, struct error *err)
{
	enum fate fate = FATE_UNKNOWN;

	if (can_be_asked(v->s, x->poc) &&
	    orphan_read(v, survey_target(v->s, x->org), x->poc, &fate, err) ==
		-1)
		return -1;
	switch (fate) {
	case FATE_UNKNOWN:
		doubt(v->s, x);
		break;
	case FATE_THERE:
		disbelieve(v->s, x);
		break;
	case FATE_GONE:
		note_gone(v->s, x->poc);
		break;
	case FATE_LEFT:
		break;
	}
	return 0;
}

int
known_ask(struct second *v, struct error *err)
{
	const struct enumerate_options *o = v->s->options;
	size_t wanted = 0;
	bool fits;

	for (size_t i = 0; i < o->known_count; i++)
		wanted += is_wanted(v, &o->known[i]);
	fits = wanted <= transport_left(v->s->transport) / 2;
	for (size_t i = 0; i < o->known_count && !v->many; i++) {
		if (!is_wanted(v, &o->known[i]))
			continue;
		if (!fits)
			doubt(v->s, &o->known[i]);
		else if (ask(v, &o->known[i], err) == -1)
			return -1;
	}
	return 0;
}
