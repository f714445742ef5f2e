#include <stdlib.h>
#include <string.h>
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "view.h"

#define ROLES_NOT_ASKED (ROLE_ROUTING | ROLE_DNS)

/* ---- facts that rest on facts ------------------------------------------- */

/* Which state counts where any of the facts will do: the lowest; and where
 * all are needed: the highest. */
static const int rank_any[] = {
    [STATE_OPEN] = 0,
    [STATE_UNKNOWN] = 1,
    [STATE_UNCONFIRMED] = 2,
    [STATE_REMOVED] = 3,
};
static const int rank_all[] = {
    [STATE_OPEN] = 0,
    [STATE_UNCONFIRMED] = 1,
    [STATE_UNKNOWN] = 2,
    [STATE_REMOVED] = 3,
};

static int64_t
smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* Since when it is there without a break. */
static int64_t
there_since(const struct seen *seen)
{
	return seen->returned != 0 ? seen->returned : seen->first;
}

void
seen_any(struct seen *into, const struct seen *seen)
{
	int order = rank_any[seen->state] - rank_any[into->state];

	if (there_since(seen) <= there_since(into))
		into->returned = seen->returned;
	into->first = smaller(into->first, seen->first);
	into->last = larger(into->last, seen->last);
	into->last_complete = larger(into->last_complete, seen->last_complete);
	if (order == 0)
		into->since = smaller(into->since, seen->since);
	if (order < 0) {
		into->state = seen->state;
		into->since = seen->since;
	}
}

void
seen_all(struct seen *into, const struct seen *seen)
{
	int order = rank_all[seen->state] - rank_all[into->state];

	into->first = larger(into->first, seen->first);
	into->last = smaller(into->last, seen->last);
	into->last_complete = smaller(into->last_complete, seen->last_complete);
	if (order == 0)
		into->since = larger(into->since, seen->since);
	if (order > 0) {
		into->state = seen->state;
		into->since = seen->since;
	}
}

/* ---- orders ------------------------------------------------------------- */

/* Things of one array are told apart by their place in it. */
static int
by_place(const void *a, const void *b)
{
	return (a > b) - (a < b);
}

/* Facts share their texts (inventory.h): most are the same pointer. */
static int
compare(const char *a, const char *b)
{
	return a == b ? 0 : strcmp(a, b);
}

static int
compare_two(const char *a1, const char *b1, const char *a2, const char *b2)
{
	int order = compare(a1, b1);

	return order != 0 ? order : compare(a2, b2);
}

static int
by_address(const void *a, const void *b)
{
	const struct sighting *x = *(const struct sighting *const *)a;
	const struct sighting *y = *(const struct sighting *const *)b;
	int order = compare_two(x->org, y->org, x->address, y->address);

	return order != 0 ? order : by_place(x, y);
}

static int
by_poc(const void *a, const void *b)
{
	const struct sighting *x = *(const struct sighting *const *)a;
	const struct sighting *y = *(const struct sighting *const *)b;
	int order = compare_two(x->org, y->org, x->address, y->address);

	if (order == 0)
		order = compare(x->poc, y->poc);
	return order != 0 ? order : by_place(x, y);
}

static int
by_holder(const void *a, const void *b)
{
	const struct link *x = *(const struct link *const *)a;
	const struct link *y = *(const struct link *const *)b;
	int order = compare_two(x->org, y->org, x->poc, y->poc);

	if (order == 0)
		order = (int)x->holder_kind - (int)y->holder_kind;
	if (order == 0)
		order = compare(x->holder, y->holder);
	return order != 0 ? order : by_place(x, y);
}

static int
by_org(const void *a, const void *b)
{
	const struct org_view *x = a, *y = b;

	return compare(x->org, y->org);
}

static int
by_handle(const void *a, const void *b)
{
	const struct contact *x = a, *y = b;

	return compare_two(x->org, y->org, x->handle, y->handle);
}

static int
by_key(const void *a, const void *b)
{
	const struct address_view *x = a, *y = b;

	return compare_two(x->org, y->org, x->address, y->address);
}

static void
sort(void *array, size_t count, size_t size,
    int (*order)(const void *, const void *))
{
	if (count > 1)
		qsort(array, count, size, order);
}

static void *
find(const void *key, void *array, size_t count, size_t size,
    int (*order)(const void *, const void *))
{
	return count > 0 ? bsearch(key, array, count, size, order) : NULL;
}

/* ---- organizations ------------------------------------------------------ */

static void
note_org(struct views *v, const char *org)
{
	size_t n = v->org_count;

	if (n > 0 && strcmp(v->orgs[n - 1].org, org) == 0)
		return;
	v->orgs = xgrow(v->orgs, n, sizeof(*v->orgs));
	v->orgs[v->org_count++] = (struct org_view){.org = org, .name = ""};
}

static struct org_view *
org_of(const struct views *v, const char *org)
{
	struct org_view key = {.org = org};

	return find(&key, v->orgs, v->org_count, sizeof(*v->orgs), by_org);
}

const struct org_view *
views_org(const struct views *v, const char *org)
{
	return org_of(v, org);
}

static void
sort_orgs(struct views *v)
{
	size_t kept = 0;

	sort(v->orgs, v->org_count, sizeof(*v->orgs), by_org);
	for (size_t i = 0; i < v->org_count; i++)
		if (kept == 0 || by_org(&v->orgs[kept - 1], &v->orgs[i]) != 0)
			v->orgs[kept++] = v->orgs[i];
	v->org_count = kept;
}

static bool
is_direct(const struct record *r)
{
	return r->kind == RECORD_AUTNUM ||
	       strcmp(r->type, "DIRECT ALLOCATION") == 0 ||
	       strcmp(r->type, "DIRECT ASSIGNMENT") == 0;
}

static void
count_record(struct org_view *o, const struct record *r)
{
	if (r->kind == RECORD_ORGANIZATION)
		o->record = r;
	if (r->kind != RECORD_NETWORK && r->kind != RECORD_AUTNUM)
		return;
	if (r->kind == RECORD_NETWORK)
		o->networks++;
	else
		o->autnums++;
	if (is_direct(r))
		o->direct = true;
	if (r->second && r->seen.state == STATE_UNKNOWN)
		o->second_unread = true;
	if (r->look != LOOK_COMPLETE || r->seen.state != STATE_OPEN)
		o->resources_read = false;
	else if (strcmp(r->type, "REASSIGNMENT") != 0)
		o->reassigned_likely = false;
}

static void
build_orgs(struct views *v)
{
	const struct inventory *inv = v->inv;

	for (size_t i = 0; i < inv->scope_count; i++)
		note_org(v, inv->scopes[i].org);
	for (size_t i = 0; i < inv->record_count; i++)
		note_org(v, inv->records[i].org);
	for (size_t i = 0; i < inv->link_count; i++)
		note_org(v, inv->links[i].org);
	for (size_t i = 0; i < inv->sighting_count; i++)
		note_org(v, inv->sightings[i].org);
	sort_orgs(v);
	for (size_t i = 0; i < inv->scope_count; i++) {
		const struct scope *s = &inv->scopes[i];
		struct org_view *o = org_of(v, s->org);

		o->scope = s;
		o->name = s->name;
		o->reassigned_likely = true;
		o->resources_read = s->list_complete[RECORD_NETWORK] &&
				    s->list_complete[RECORD_AUTNUM];
	}
	for (size_t i = 0; i < inv->record_count; i++)
		count_record(org_of(v, inv->records[i].org), &inv->records[i]);
	for (size_t i = 0; i < v->org_count; i++) {
		struct org_view *o = &v->orgs[i];

		o->reassigned_likely &= o->networks > 0;
		o->only_reassigned = o->reassigned_likely && o->resources_read;
	}
}

/* ---- POCs --------------------------------------------------------------- */

static void
note_contact(struct views *v, const char *org, const char *handle,
    const struct record *record)
{
	size_t n = v->contact_count;

	v->contacts = xgrow(v->contacts, n, sizeof(*v->contacts));
	v->contacts[v->contact_count++] = (struct contact){.org = org,
	    .handle = handle,
	    .organization = org_of(v, org),
	    .record = record};
}

static void
sort_contacts(struct views *v)
{
	struct contact *c = v->contacts;
	size_t kept = 0;

	sort(c, v->contact_count, sizeof(*c), by_handle);
	for (size_t i = 0; i < v->contact_count; i++) {
		if (kept == 0 || by_handle(&c[kept - 1], &c[i]) != 0)
			c[kept++] = c[i];
		else if (c[kept - 1].record == NULL)
			c[kept - 1].record = c[i].record;
	}
	v->contact_count = kept;
}

/* Is it linked to nothing but networks that others reassigned? Organizations
 * come first among the links: most contacts are told at once. */
static bool
only_reassigned(const struct views *v, const struct contact *c)
{
	for (size_t i = 0; i < c->link_count; i++) {
		const struct link *l = c->links[i];
		const struct record *r = NULL;

		if (l->holder_kind == RECORD_NETWORK)
			r = inventory_record(
			    v->inv, l->org, RECORD_NETWORK, l->holder);
		if (r == NULL || strcmp(r->type, "REASSIGNMENT") != 0)
			return false;
	}
	return c->link_count > 0;
}

static void
take_links(struct views *v)
{
	size_t l = 0;

	for (size_t i = 0; i < v->contact_count; i++) {
		struct contact *c = &v->contacts[i];

		c->links = v->links + l;
		for (; l < v->inv->link_count; l++) {
			const struct link *link = v->links[l];

			if (compare_two(
				link->org, c->org, link->poc, c->handle) != 0)
				break;
			c->link_count++;
			c->roles |= link->roles;
			c->shown |= seen_shown(&link->seen);
			c->likely |= seen_likely(&link->seen);
			if (link->holder_kind == RECORD_ORGANIZATION)
				c->serves_org = true;
		}
		c->serves_reassigned = only_reassigned(v, c);
	}
}

static void
note_new_contact(struct views *v, const char *org, const char *handle)
{
	const struct contact *last = NULL;

	if (v->contact_count > 0)
		last = &v->contacts[v->contact_count - 1];
	if (last == NULL ||
	    compare_two(last->org, org, last->handle, handle) != 0)
		note_contact(v, org, handle, NULL);
}

static void
build_contacts(struct views *v)
{
	const struct inventory *inv = v->inv;

	v->links = xcalloc(inv->link_count + 1, sizeof(const struct link *));
	for (size_t i = 0; i < inv->link_count; i++)
		v->links[i] = &inv->links[i];
	sort(v->links, inv->link_count, sizeof(const struct link *), by_holder);
	for (size_t i = 0; i < inv->record_count; i++)
		if (inv->records[i].kind == RECORD_POC)
			note_contact(v, inv->records[i].org,
			    inv->records[i].handle, &inv->records[i]);
	for (size_t i = 0; i < inv->link_count; i++)
		note_new_contact(v, v->links[i]->org, v->links[i]->poc);
	for (size_t i = 0; i < inv->sighting_count; i++)
		if (inv->sightings[i].poc[0] != '\0')
			note_new_contact(
			    v, inv->sightings[i].org, inv->sightings[i].poc);
	sort_contacts(v);
	take_links(v);
	for (size_t i = v->contact_count; i-- > 0;) {
		struct org_view *o = org_of(v, v->contacts[i].org);

		o->contacts = &v->contacts[i];
		o->contact_count++;
	}
}

const struct contact *
views_contact(const struct views *v, const char *org, const char *handle)
{
	struct contact key = {.org = org, .handle = handle};

	return find(&key, v->contacts, v->contact_count, sizeof(*v->contacts),
	    by_handle);
}

static bool
exempt_by_links(const struct contact *c)
{
	return c->serves_reassigned ||
	       (c->roles != 0 && (c->roles & ~(unsigned)ROLES_NOT_ASKED) == 0);
}

bool
contact_exempt(const struct contact *c)
{
	return c->organization->only_reassigned || exempt_by_links(c);
}

bool
contact_exempt_shown(const struct contact *c)
{
	const struct org_view *o = c->organization;

	return o->only_reassigned ||
	       (c->shown && o->resources_read &&
		   o->scope->list_complete[RECORD_POC] && exempt_by_links(c));
}

bool
contact_exempt_likely(const struct contact *c)
{
	return c->organization->reassigned_likely ||
	       (c->likely && exempt_by_links(c));
}

const char *
contact_validated(const struct contact *c)
{
	enum validation v = VALIDATION_UNKNOWN;

	if (c->record != NULL)
		v = c->record->validated;
	if (v == VALIDATION_YES)
		return "yes";
	if (v == VALIDATION_NO)
		return "no";
	if (v == VALIDATION_NOT_REQUIRED || contact_exempt(c))
		return "not-required";
	return "unknown";
}

/* ---- addresses ---------------------------------------------------------- */

static const struct sighting **
sorted_sightings(const struct inventory *inv, bool emails, size_t *count,
    int (*order)(const void *, const void *))
{
	const struct sighting **s;

	s = xcalloc(inv->sighting_count + 1, sizeof(const struct sighting *));
	*count = 0;
	for (size_t i = 0; i < inv->sighting_count; i++)
		if (!emails || inv->sightings[i].field == FIELD_POC_EMAIL)
			s[(*count)++] = &inv->sightings[i];
	sort(s, *count, sizeof(const struct sighting *), order);
	return s;
}

static void
group_addresses(struct views *v, size_t count)
{
	struct address_view *last = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct sighting *s = v->sightings[i];

		if (last != NULL && compare_two(last->org, s->org,
					last->address, s->address) == 0) {
			last->sighting_count++;
			continue;
		}
		v->addresses = xgrow(
		    v->addresses, v->address_count, sizeof(*v->addresses));
		last = &v->addresses[v->address_count++];
		*last = (struct address_view){.org = s->org,
		    .address = s->address,
		    .mailbox = address_mailbox(s->address),
		    .inv = v->inv,
		    .organization = org_of(v, s->org),
		    .sightings = v->sightings + i,
		    .sighting_count = 1};
	}
	for (size_t i = v->address_count; i-- > 0;) {
		struct org_view *o = org_of(v, v->addresses[i].org);

		o->addresses = &v->addresses[i];
		o->address_count++;
	}
}

bool
seen_shown(const struct seen *seen)
{
	return seen->state == STATE_OPEN && seen->last_complete >= seen->last;
}

bool
seen_likely(const struct seen *seen)
{
	return seen->state == STATE_OPEN || seen->state == STATE_UNKNOWN;
}

static bool
better(const struct sighting *a, const struct sighting *b)
{
	return rank_any[a->seen.state] < rank_any[b->seen.state];
}

static void
unite(struct poc_view *p, const struct sighting *s)
{
	if (p->sighting_count++ == 0)
		p->seen = s->seen;
	else
		seen_any(&p->seen, &s->seen);
	p->roles |= s->roles;
	p->roles_shown |= seen_shown(&s->seen) ? s->roles : 0;
	p->roles_likely |= seen_likely(&s->seen) ? s->roles : 0;
	p->levels |= 1U << s->level;
	if (p->first == NULL || better(s, p->first))
		p->first = s;
}

static bool
same_poc(const struct sighting *a, const struct sighting *b)
{
	return compare_two(a->org, b->org, a->address, b->address) == 0 &&
	       compare(a->poc, b->poc) == 0;
}

static void
group_pocs(struct views *v, size_t count)
{
	struct poc_view *p = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct sighting *s = v->emails[i];

		if (p == NULL || !same_poc(p->first, s)) {
			v->pocs =
			    xgrow(v->pocs, v->poc_count, sizeof(*v->pocs));
			p = &v->pocs[v->poc_count++];
			*p = (struct poc_view){.sightings = v->emails + i};
		}
		unite(p, s);
	}
}

static struct address_view *
address_of(const struct views *v, const char *org, const char *address)
{
	struct address_view key = {.org = org, .address = address};

	return find(&key, v->addresses, v->address_count, sizeof(*v->addresses),
	    by_key);
}

const struct address_view *
views_address(const struct views *v, const char *org, const char *address)
{
	return address_of(v, org, address);
}

static bool
at_own_domain(const struct inventory *inv, const char *address)
{
	const char *domain = address_domain(address);

	for (size_t i = 0; i < inv->domain_count; i++)
		if (inv->domains[i].confirmed &&
		    strcmp(inv->domains[i].name, domain) == 0)
			return true;
	return false;
}

/* What a POC publishes, told on the POC. */
static void
note_published(struct views *v, const struct poc_view *p)
{
	struct contact *c = &v->contacts[p->contact - v->contacts];

	c->address_count++;
	if (at_own_domain(v->inv, p->first->address))
		c->at_own_domain = true;
}

static void
join_pocs(struct views *v)
{
	for (size_t i = v->poc_count; i-- > 0;) {
		struct poc_view *p = &v->pocs[i];
		struct address_view *a =
		    address_of(v, p->first->org, p->first->address);

		p->view = a;
		p->contact = views_contact(v, p->first->org, p->first->poc);
		p->poc = p->contact->record;
		a->pocs = p;
		a->poc_count++;
		note_published(v, p);
	}
}

/* Handles of the networks and autnums that a single address stands on. */
struct holders {
	const char **networks, **autnums;
	size_t network_count, autnum_count;
};

static void
note_holder(struct holders *h, enum record_kind kind, const char *handle)
{
	if (kind == RECORD_NETWORK) {
		h->networks =
		    xgrow(h->networks, h->network_count, sizeof(*h->networks));
		h->networks[h->network_count++] = handle;
	} else if (kind == RECORD_AUTNUM) {
		h->autnums =
		    xgrow(h->autnums, h->autnum_count, sizeof(*h->autnums));
		h->autnums[h->autnum_count++] = handle;
	}
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t
distinct(const char **handles, size_t count)
{
	size_t found = 0;

	sort(handles, count, sizeof(*handles), by_text);
	for (size_t i = 0; i < count; i++)
		found += i == 0 || strcmp(handles[i - 1], handles[i]) != 0;
	return found;
}

static void
place_by_kind(struct places *p, const struct contact *c)
{
	const char *kind = c->record != NULL ? c->record->card_kind : "";

	p->person_poc |= strcmp(kind, "individual") == 0;
	p->role_poc |= strcmp(kind, "group") == 0;
	p->domain_poc |= c->at_own_domain;
	p->org_poc |= c->serves_org;
}

/* Text on a POC is printed wherever the POC is. */
static void
place_on_poc(const struct views *v, struct places *p, struct holders *h,
    const struct sighting *s)
{
	const struct contact *c = views_contact(v, s->org, s->record);

	p->poc = true;
	if (c == NULL)
		return;
	place_by_kind(p, c);
	p->org = p->org || c->serves_org;
	for (size_t i = 0; i < c->link_count; i++)
		note_holder(h, c->links[i]->holder_kind, c->links[i]->holder);
}

static void
place(const struct views *v, struct places *p, struct holders *h,
    const struct sighting *s)
{
	if (s->field == FIELD_POC_EMAIL)
		p->poc = true;
	else if (s->record_kind == RECORD_POC)
		place_on_poc(v, p, h, s);
	else if (s->level == LEVEL_ORG)
		p->org_text = true;
	if (s->level == LEVEL_ORG)
		p->org = true;
	if (s->level == LEVEL_NETWORK)
		note_holder(h, RECORD_NETWORK, s->record);
	if (s->level == LEVEL_AUTNUM)
		note_holder(h, RECORD_AUTNUM, s->record);
}

static void
find_places(const struct views *v, struct address_view *a)
{
	struct holders h = {0};
	struct places *p = &a->places;

	for (size_t i = 0; i < a->sighting_count; i++)
		place(v, p, &h, a->sightings[i]);
	for (size_t i = 0; i < a->poc_count; i++)
		place_by_kind(p, a->pocs[i].contact);
	p->networks = distinct(h.networks, h.network_count);
	p->autnums = distinct(h.autnums, h.autnum_count);
	if (p->org) {
		p->networks = a->organization->networks;
		p->autnums = a->organization->autnums;
	}
	free(h.networks);
	free(h.autnums);
}

/* ---- whose mailboxes ---------------------------------------------------- */

static bool
is_individual(const struct record *poc)
{
	return poc != NULL && strcmp(poc->card_kind, "individual") == 0;
}

static struct mailbox_names *
names_of(const struct org_view *o, const struct mailbox_lists *lists)
{
	struct person *people = xcalloc(o->contact_count + 1, sizeof(*people));
	struct mailbox_names *names;
	size_t count = 0;

	for (size_t i = 0; i < o->contact_count; i++) {
		const struct record *poc = o->contacts[i].record;

		if (is_individual(poc))
			people[count++] =
			    (struct person){poc->given, poc->surname};
	}
	names = mailbox_names_new(lists, people, count);
	free(people);
	return names;
}

static bool
on_individual(const struct address_view *a)
{
	for (size_t i = 0; i < a->poc_count; i++)
		if (is_individual(a->pocs[i].poc))
			return true;
	return false;
}

static void
classify(struct views *v, const struct mailbox_lists *lists)
{
	struct mailbox_names *names = NULL;
	const struct org_view *o = NULL;

	for (size_t i = 0; i < v->address_count; i++) {
		struct address_view *a = &v->addresses[i];

		if (a->organization != o) {
			o = a->organization;
			mailbox_names_free(names);
			names = names_of(o, lists);
		}
		a->reason = mailbox_classify(
		    lists, names, a->address, on_individual(a));
		a->kind = mailbox_reason_kind(a->reason);
	}
	mailbox_names_free(names);
}

void
views_build(struct views *v, const struct inventory *inv,
    const struct mailbox_lists *lists)
{
	size_t sightings, emails;

	*v = (struct views){.inv = inv};
	v->sightings = sorted_sightings(inv, false, &sightings, by_address);
	v->emails = sorted_sightings(inv, true, &emails, by_poc);
	build_orgs(v);
	build_contacts(v);
	group_addresses(v, sightings);
	group_pocs(v, emails);
	join_pocs(v);
	for (size_t i = 0; i < v->address_count; i++)
		find_places(v, &v->addresses[i]);
	classify(v, lists);
}

void
views_clear(struct views *v)
{
	for (size_t i = 0; i < v->address_count; i++)
		free(v->addresses[i].mailbox);
	free(v->orgs);
	free(v->contacts);
	free(v->addresses);
	free(v->pocs);
	free(v->links);
	free(v->sightings);
	free(v->emails);
	*v = (struct views){0};
}
