#include <stdlib.h>
#include <string.h>
#include "assess.h"
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"

/* ---- WE201: free text --------------------------------------------------- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Mailboxes that stand on POCs of an organization, sorted. */
struct mailboxes {
	const char **items;
	size_t count;
};

static bool
is_open(const struct seen *seen)
{
	return seen->state == STATE_OPEN;
}

static bool
any_counts(
    const struct address_view *v, bool (*counts)(const struct seen *seen))
{
	for (size_t i = 0; i < v->poc_count; i++)
		if (counts(&v->pocs[i].seen))
			return true;
	return false;
}

/* The caller frees the items. */
static struct mailboxes
poc_mailboxes(const struct org_view *o, bool (*counts)(const struct seen *seen))
{
	struct mailboxes m = {0};

	m.items = xcalloc(o->address_count + 1, sizeof(*m.items));
	for (size_t i = 0; i < o->address_count; i++)
		if (any_counts(&o->addresses[i], counts))
			m.items[m.count++] = o->addresses[i].mailbox;
	if (m.count > 1)
		qsort(m.items, m.count, sizeof(*m.items), by_text);
	return m;
}

static bool
is_among(const char *mailbox, const struct mailboxes *m)
{
	return m->count > 0 && bsearch(&mailbox, m->items, m->count,
				   sizeof(*m->items), by_text) != NULL;
}

static bool
is_free_text(const struct sighting *s)
{
	return s->field == FIELD_REMARK || s->field == FIELD_NAME;
}

static enum severity
text_severity(const struct address_view *v, bool on_poc)
{
	if (v->kind == MAILBOX_PERSON)
		return SEVERITY_HIGH;
	if (v->kind == MAILBOX_ROLE && on_poc)
		return SEVERITY_INFO;
	return SEVERITY_MEDIUM;
}

bool
network_reassigned(
    const struct inventory *inv, const char *org, const char *handle)
{
	const struct record *r =
	    inventory_record(inv, org, RECORD_NETWORK, handle);

	return r != NULL && strcmp(r->type, "REASSIGNMENT") == 0;
}

/* The address, and how it is hidden where it is (address_find_hidden). */
static char *
written_text(const struct sighting *s)
{
	char *key = address_key(s->spelling), *text;

	text = strcmp(key, s->address) == 0 ? xstrdup(s->spelling)
					    : xasprintf("%s, written as \"%s\"",
						  s->address, s->spelling);
	free(key);
	return text;
}

static void
add_text(const struct rule *rule, struct assessment *a,
    const struct address_view *v, const struct sighting *s,
    const struct seen *seen, bool on_poc, bool likely)
{
	const struct contact *c = views_contact(a->views, v->org, s->poc);
	struct finding *f;
	char *written;

	f = assessment_add(a, rule, text_severity(v, on_poc), v->org,
	    v->address, s->record, "");
	finding_may_be(f, true, text_severity(v, likely));
	finding_set(&f->field, field_name(s->field));
	finding_poc(f, c);
	f->levels = 1U << s->level;
	if (s->record_kind == RECORD_NETWORK &&
	    network_reassigned(a->inv, s->org, s->record))
		f->fixable_by = "upstream";
	finding_source(f, s->source_url, s->source_digest);
	finding_rests_on(f, seen);
	written = written_text(s);
	finding_evidence(f, "the %s of %s %s contains %s",
	    s->field == FIELD_NAME ? "name" : "public text",
	    record_kind_name(s->record_kind), s->record, written);
	free(written);
}

static int
by_record(const void *a, const void *b)
{
	const struct sighting *x = *(const struct sighting *const *)a;
	const struct sighting *y = *(const struct sighting *const *)b;
	int order = strcmp(x->record, y->record);

	return order != 0 ? order : (x > y) - (x < y);
}

static bool
same_record(const struct sighting *a, const struct sighting *b)
{
	return strcmp(a->record, b->record) == 0;
}

/* One finding for each record, however often its texts have the address: it
 * rests on any of them. */
static void
judge_text(const struct rule *rule, struct assessment *a,
    const struct address_view *v, bool on_poc, bool likely)
{
	const struct sighting **texts;
	size_t n = 0, count;

	texts = xcalloc(v->sighting_count, sizeof(const struct sighting *));
	for (size_t i = 0; i < v->sighting_count; i++)
		if (is_free_text(v->sightings[i]))
			texts[n++] = v->sightings[i];
	if (n > 1)
		qsort(texts, n, sizeof(const struct sighting *), by_record);
	for (size_t i = 0; i < n; i += count) {
		const struct sighting *best = texts[i];
		struct seen any = best->seen;

		for (count = 1;
		     i + count < n && same_record(best, texts[i + count]);
		     count++) {
			seen_any(&any, &texts[i + count]->seen);
			if (best->seen.state != STATE_OPEN)
				best = texts[i + count];
		}
		add_text(rule, a, v, best, &any, on_poc, likely);
	}
	free(texts);
}

void
judge_address_in_remark(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->org_count; i++) {
		const struct org_view *o = &a->views->orgs[i];
		struct mailboxes open = poc_mailboxes(o, is_open);
		struct mailboxes likely = poc_mailboxes(o, seen_likely);

		for (size_t j = 0; j < o->address_count; j++) {
			const struct address_view *v = &o->addresses[j];

			judge_text(rule, a, v, is_among(v->mailbox, &open),
			    is_among(v->mailbox, &likely));
		}
		free(open.items);
		free(likely.items);
	}
}

/* ---- WE206: the routing registry ---------------------------------------- */

static void
judge_objects(
    const struct rule *rule, struct assessment *a, const struct address_view *v)
{
	enum severity severity =
	    v->kind == MAILBOX_ROLE ? SEVERITY_INFO : rule->severity;

	for (size_t i = 0; i < v->sighting_count; i++) {
		const struct sighting *s = v->sightings[i];
		struct finding *f;
		char *written;

		if (s->field != FIELD_IRR_ATTRIBUTE)
			continue;
		f = assessment_add(
		    a, rule, severity, v->org, v->address, s->record, "");
		finding_set(&f->field, field_name(s->field));
		f->levels = 1U << s->level;
		finding_source(f, s->source_url, s->source_digest);
		finding_rests_on(f, &s->seen);
		written = written_text(s);
		finding_evidence(f,
		    "the routing registry's object %s contains %s", s->record,
		    written);
		free(written);
	}
}

void
judge_irr_attribute(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->address_count; i++)
		judge_objects(rule, a, &a->views->addresses[i]);
}

/* ---- WE204: several addresses on one POC -------------------------------- */

static int
by_contact(const void *a, const void *b)
{
	const struct poc_view *x = *(const struct poc_view *const *)a;
	const struct poc_view *y = *(const struct poc_view *const *)b;

	if (x->contact != y->contact)
		return x->contact < y->contact ? -1 : 1;
	return (x > y) - (x < y);
}

static const struct poc_view **
pocs_by_contact(const struct views *v)
{
	const struct poc_view **pocs;

	pocs = xcalloc(v->poc_count + 1, sizeof(const struct poc_view *));
	for (size_t i = 0; i < v->poc_count; i++)
		pocs[i] = &v->pocs[i];
	if (v->poc_count > 1)
		qsort(pocs, v->poc_count, sizeof(const struct poc_view *),
		    by_contact);
	return pocs;
}

static char *
address_list(const struct poc_view **pocs, size_t count)
{
	struct strings all = {0};
	char *text;

	for (size_t i = 0; i < count; i++)
		strings_add(&all, pocs[i]->first->spelling);
	text = strings_join(&all, ", ");
	strings_clear(&all);
	return text;
}

/* It rests on its own address and on any other one. */
static void
rest_on_another(
    struct finding *f, const struct poc_view **pocs, size_t count, size_t own)
{
	struct seen any = pocs[own == 0]->seen;

	for (size_t i = 0; i < count; i++)
		if (i != own)
			seen_any(&any, &pocs[i]->seen);
	finding_rests_on(f, &any);
}

/* Each address is a finding, since each may be the one to go. */
static void
add_several(const struct rule *rule, struct assessment *a,
    const struct poc_view **pocs, size_t count)
{
	char *list = address_list(pocs, count);

	for (size_t i = 0; i < count; i++) {
		struct finding *f =
		    assessment_add_poc(a, rule, rule->severity, pocs[i]);

		rest_on_another(f, pocs, count, i);
		finding_evidence(
		    f, "%s publishes %zu addresses: %s", f->poc, count, list);
	}
	free(list);
}

void
judge_several_addresses(const struct rule *rule, struct assessment *a)
{
	const struct poc_view **pocs = pocs_by_contact(a->views);
	size_t count;

	for (size_t i = 0; i < a->views->poc_count; i += count) {
		count = 1;
		while (i + count < a->views->poc_count &&
		       pocs[i + count]->contact == pocs[i]->contact)
			count++;
		if (count > 1)
			add_several(rule, a, pocs + i, count);
	}
	free(pocs);
}

/* ---- WE205: contacts on single resources -------------------------------- */

#define NAMED_MAX 3 /* handles in a sentence, then "and N more" */

static bool
only_on_resources(const struct address_view *v)
{
	const unsigned none = 1U << LEVEL_NONE;
	unsigned levels = 0;

	/* Who is linked is no orphan, whatever an earlier look has shown. */
	for (size_t i = 0; i < v->poc_count; i++)
		levels |= (v->pocs[i].levels & ~none) != 0
			      ? v->pocs[i].levels & ~none
			      : v->pocs[i].levels;
	return !v->places.org && levels != 0 && (levels & none) == 0;
}

/* A POC that is linked to a network twice has two sightings there. */
static char *
holder_list(const struct address_view *v)
{
	struct strings all = {0};
	struct buf out = {0};
	size_t holders = v->places.networks + v->places.autnums;

	for (size_t i = 0; i < v->sighting_count && all.count < NAMED_MAX; i++)
		if (v->sightings[i]->level == LEVEL_NETWORK ||
		    v->sightings[i]->level == LEVEL_AUTNUM)
			strings_add_unique(&all, v->sightings[i]->record);
	for (size_t i = 0; i < all.count; i++)
		buf_printf(&out, "%s%s", i > 0 ? ", " : "", all.items[i]);
	if (holders > all.count)
		buf_printf(&out, " and %zu more", holders - all.count);
	strings_clear(&all);
	return buf_take(&out);
}

/* Do its POCs serve nothing but reassigned networks? */
static bool
only_on_reassigned(const struct address_view *v)
{
	for (size_t i = 0; i < v->poc_count; i++)
		if (!v->pocs[i].contact->serves_reassigned)
			return false;
	return true;
}

static void
add_resource_only(
    const struct rule *rule, struct assessment *a, const struct address_view *v)
{
	struct finding *f;
	char *list = holder_list(v);

	f = assessment_add(
	    a, rule, rule->severity, v->org, v->address, v->org, "");
	finding_pocs(f, v, ~0U);
	if (only_on_reassigned(v))
		f->fixable_by = "upstream";
	finding_evidence(f,
	    "%s stands on %s of %s only, not on the organization itself",
	    v->pocs[0].first->spelling, list, v->org);
	free(list);
}

/* Where not all POCs of the organization were read, one of them may be it. */
static bool
org_pocs_known(const struct assessment *a, const char *org)
{
	const struct scope *scope = inventory_scope(a->inv, org);

	return scope != NULL && scope->state == SCOPE_READ &&
	       scope->list_complete[RECORD_POC];
}

void
judge_resource_only_contact(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->address_count; i++) {
		const struct address_view *v = &a->views->addresses[i];

		if (only_on_resources(v) && org_pocs_known(a, v->org))
			add_resource_only(rule, a, v);
	}
}
