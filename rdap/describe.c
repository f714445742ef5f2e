#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "alloc.h"
#include "clock.h"
#include "describe.h"

#define UNFRAMED "the server did not say where the body ends"

static enum level
level_of(enum record_kind kind)
{
	static const enum level levels[] = {
	    [RECORD_ORGANIZATION] = LEVEL_ORG,
	    [RECORD_POC] = LEVEL_NONE,
	    [RECORD_NETWORK] = LEVEL_NETWORK,
	    [RECORD_AUTNUM] = LEVEL_AUTNUM,
	    [RECORD_IRR] = LEVEL_NONE,
	};

	return levels[kind];
}

enum look
describe_look(const struct object *object, bool framed, const char **reason)
{
	*reason = *object->truncated != '\0' ? object->truncated
		  : framed                   ? ""
					     : UNFRAMED;
	return **reason == '\0' ? LOOK_COMPLETE : LOOK_PARTIAL;
}

static char *
autnum_text(const struct object *o)
{
	if (o->first_autnum == o->last_autnum)
		return xasprintf("AS%u", o->first_autnum);
	return xasprintf("AS%u - AS%u", o->first_autnum, o->last_autnum);
}

static const char *
range_text(struct inventory *inv, enum record_kind kind, const struct object *o)
{
	const char *kept;
	char *text;

	if (kind == RECORD_AUTNUM)
		text = autnum_text(o);
	else if (kind == RECORD_NETWORK && ip_range_valid(&o->range))
		text = ip_range_text(&o->range);
	else
		return "";
	kept = inventory_text(inv, text);
	free(text);
	return kept;
}

struct record
describe_bare(const struct target *target, enum record_kind kind,
    const char *handle, enum look look, const char *reason)
{
	return (struct record){
	    .kind = kind,
	    .org = target->org,
	    .handle = handle,
	    .name = "",
	    .range = "",
	    .type = "",
	    .card_kind = "",
	    .given = "",
	    .surname = "",
	    .unvalidated_since = CLOCK_NONE,
	    .registered = CLOCK_NONE,
	    .last_changed = CLOCK_NONE,
	    .look = look,
	    .look_reason = reason,
	    .source_url = "",
	    .source_digest = "",
	    .observed_at = CLOCK_NONE,
	};
}

static void
text_set(char **to, const char *text)
{
	free(*to);
	*to = xstrdup(text);
}

void
describe_record(
    struct survey *s, struct record *r, const struct object *o, size_t from)
{
	const struct answer *answer = &s->inv->answers[from];

	r->name = o->name;
	r->range = range_text(s->inv, r->kind, o);
	if (r->kind == RECORD_NETWORK)
		r->type = o->type;
	if (r->kind == RECORD_POC) {
		r->card_kind = o->card_kind;
		r->given = o->given;
		r->surname = o->surname;
		r->cell = o->cell;
		r->validated = o->validated;
		r->unvalidated_since = o->unvalidated_since;
	}
	r->status = o->status;
	r->registered = o->registered;
	r->last_changed = o->last_changed;
	r->second = s->second_only;
	r->source_url = answer->url;
	r->source_digest = answer->digest;
	r->observed_at = answer->time;
	r->nth_answer = from + 1;
}

size_t
describe_part(struct survey *s, const struct target *target,
    enum record_kind kind, const struct object *o, size_t from)
{
	struct part part = {
	    .org = xstrdup(target->org),
	    .kind = kind,
	    .handle = xstrdup(o->handle),
	    .answer = from,
	    .path = xstrdup(o->path),
	    .body = xstrdup(o->part),
	};

	digest_of(part.body, strlen(part.body), part.digest);
	return inventory_add_part(s->inv, &part);
}

/* Takes nothing; `holder` is the record the address stands on or serves. */
void
describe_address(struct survey *s, const struct holder *holder,
    enum field field, const char *spelling, const char *poc, unsigned roles,
    size_t from, size_t part)
{
	const struct answer *answer = &s->inv->answers[from];
	char *key = address_key(spelling);
	struct sighting sighting = {
	    .org = holder->target->org,
	    .address = key,
	    .spelling = spelling,
	    .field = field,
	    .record_kind = holder->kind,
	    .record = holder->handle,
	    .poc = poc,
	    .roles = roles,
	    .level = level_of(holder->kind),
	    .second = s->second_only,
	    .source_url = answer->url,
	    .source_digest = answer->digest,
	    .observed_at = answer->time,
	    .part = part,
	};

	if (*key != '\0')
		inventory_add_sighting(s->inv, &sighting);
	free(key);
}

void
describe_hidden(struct survey *s, const struct holder *holder, enum field field,
    const char *address, const char *written, const char *poc, size_t from,
    size_t part)
{
	const struct answer *answer = &s->inv->answers[from];
	char *key = address_key(address);
	struct sighting sighting = {
	    .org = holder->target->org,
	    .address = key,
	    .spelling = written,
	    .field = field,
	    .record_kind = holder->kind,
	    .record = holder->handle,
	    .poc = poc,
	    .level = level_of(holder->kind),
	    .second = s->second_only,
	    .source_url = answer->url,
	    .source_digest = answer->digest,
	    .observed_at = answer->time,
	    .part = part,
	};

	inventory_add_sighting(s->inv, &sighting);
	free(key);
}

static void
read_text(struct survey *s, const struct holder *holder, enum field field,
    const char *text, size_t from, size_t part)
{
	struct strings found = {0}, written = {0};
	const char *poc = holder->kind == RECORD_POC ? holder->handle : "";

	address_find(text, &found);
	strings_copy(&written, &found);
	if (field == FIELD_REMARK)
		address_find_hidden(text, &found, &written);
	for (size_t i = 0; i < found.count; i++)
		describe_hidden(s, holder, field, found.items[i],
		    written.items[i], poc, from, part);
	strings_clear(&found);
	strings_clear(&written);
}

void
describe_texts(struct survey *s, const struct holder *holder,
    const struct object *o, size_t from, size_t part)
{
	read_text(s, holder, FIELD_NAME, o->name, from, part);
	for (size_t i = 0; i < o->remarks.count; i++)
		read_text(
		    s, holder, FIELD_REMARK, o->remarks.items[i], from, part);
}

/* The record that `o` is, its proof and the addresses in its texts. */
size_t
describe_object(struct survey *s, const struct holder *holder,
    const struct object *o, enum look look, const char *reason, size_t from)
{
	struct record r = describe_bare(
	    holder->target, holder->kind, holder->handle, look, reason);
	size_t part;

	describe_record(s, &r, o, from);
	inventory_add_record(s->inv, &r);
	part = describe_part(s, holder->target, holder->kind, o, from);
	describe_texts(s, holder, o, from, part);
	return part;
}

static void
confirm_domain(struct survey *s, const char *domain, const char *poc)
{
	for (size_t i = 0; i < s->inv->domain_count; i++) {
		struct domain *own = &s->inv->domains[i];

		if (strcmp(own->name, domain) != 0 || own->confirmed)
			continue;
		own->confirmed = true;
		text_set(&own->evidence, poc);
	}
}

static void
note_domain(struct survey *s, const char *email, const char *poc)
{
	char *key = address_key(email);
	const char *domain = address_domain(key);

	if (address_valid(email) && *domain != '\0') {
		confirm_domain(s, domain, poc);
		if (survey_note(&s->domains, domain))
			strings_add(&s->inv->domains_seen, domain);
	}
	free(key);
}

void
describe_link(struct survey *s, const struct holder *holder, const char *poc,
    unsigned roles)
{
	struct link link = {
	    .org = holder->target->org,
	    .poc = poc,
	    .holder_kind = holder->kind,
	    .holder = holder->handle,
	    .roles = roles,
	    .second = s->second_only,
	};

	inventory_add_link(s->inv, &link);
}

/* A POC with its card, at a holder. */
void
describe_poc(struct survey *s, const struct holder *holder,
    const struct object *card, unsigned roles, bool framed, size_t from)
{
	struct holder self = {holder->target, RECORD_POC, card->handle};
	const char *reason;
	enum look look = describe_look(card, framed, &reason);
	size_t part;

	describe_link(s, holder, card->handle, roles);
	part = describe_object(s, &self, card, look, reason, from);
	for (size_t i = 0; i < card->emails.count; i++) {
		describe_address(s, holder, FIELD_POC_EMAIL,
		    card->emails.items[i], card->handle, roles, from, part);
		note_domain(s, card->emails.items[i], card->handle);
	}
}

bool
describe_own_domain(const struct survey *s, const char *email, bool confirmed)
{
	char *key = address_key(email);
	bool within = false;

	for (size_t i = 0; i < s->inv->domain_count; i++)
		within |=
		    (s->inv->domains[i].confirmed || !confirmed) &&
		    domain_within(address_domain(key), s->inv->domains[i].name);
	free(key);
	return within;
}
