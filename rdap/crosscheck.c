#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "alloc.h"
#include "second.h"

/* Networks that only this view lists, read one by one. */
#define NETWORKS_MAX 32

/* A POC of the organization, at one place that it serves, or one address of
 * it, as RDAP shows them. The strings are the inventory's. */
struct place {
	const char *poc;
	enum record_kind kind;
	const char *holder;
	unsigned roles;
};

struct mail {
	const char *poc;
	const char *address;
};

struct check {
	struct second *v;
	struct survey *s;
	struct target *target;
	struct place *places; /* by POC */
	size_t place_count;
	struct mail *mails; /* by POC, address */
	size_t mail_count;
	void *listed;     /* POCs that org/H/pocs has */
	size_t pocs;      /* compared */
	size_t networks;  /* compared */
	size_t extra;     /* networks that were read here only */
	bool pocs_listed; /* org/H/pocs was whole */
	bool pocs_read;   /* each of those was, or of a network's */
	bool asked;
	char *trouble; /* what was not read, or NULL */
};

static int
by_poc(const void *a, const void *b)
{
	return strcmp(
	    ((const struct place *)a)->poc, ((const struct place *)b)->poc);
}

static int
by_mail(const void *a, const void *b)
{
	const struct mail *x = a, *y = b;
	int order = strcmp(x->poc, y->poc);

	return order != 0 ? order : strcmp(x->address, y->address);
}

static void
check_places(struct check *c)
{
	const struct inventory *inv = c->s->inv;

	c->places = xcalloc(inv->link_count + 1, sizeof(*c->places));
	for (size_t i = 0; i < inv->link_count; i++) {
		const struct link *l = &inv->links[i];

		if (strcmp(l->org, c->target->org) == 0 && !l->second)
			c->places[c->place_count++] = (struct place){
			    l->poc, l->holder_kind, l->holder, l->roles};
	}
	if (c->place_count > 1)
		qsort(c->places, c->place_count, sizeof(*c->places), by_poc);
}

static void
check_mails(struct check *c)
{
	const struct inventory *inv = c->s->inv;

	c->mails = xcalloc(inv->sighting_count + 1, sizeof(*c->mails));
	for (size_t i = 0; i < inv->sighting_count; i++) {
		const struct sighting *x = &inv->sightings[i];

		if (strcmp(x->org, c->target->org) == 0 && !x->second &&
		    x->field == FIELD_POC_EMAIL)
			c->mails[c->mail_count++] =
			    (struct mail){x->poc, x->address};
	}
	if (c->mail_count > 1)
		qsort(c->mails, c->mail_count, sizeof(*c->mails), by_mail);
}

static void
check_clear(struct check *c)
{
	free(c->places);
	free(c->mails);
	free(c->trouble);
	tdestroy(c->listed, free);
}

/* The first of them stands for all. */
static void
check_fails(struct check *c, const char *what, const struct sight *sight)
{
	c->asked |= sight->made;
	if (!sight->whole && c->trouble == NULL)
		c->trouble = xasprintf("%s: %s", what, sight->reason);
}

static void
differs(struct check *c, enum record_kind kind, const char *handle,
    const char *what, const char *rdap, const char *whois,
    const struct sight *sight)
{
	second_differs(c->s, c->target, kind, handle, what, rdap, whois, sight);
}

/* ---- one POC ------------------------------------------------------------ */

/* The first of its places; `*count` of them. */
static const struct place *
places_of(const struct check *c, const char *poc, size_t *count)
{
	size_t low = 0, high = c->place_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(c->places[mid].poc, poc) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	*count = 0;
	while (low + *count < c->place_count &&
	       strcmp(c->places[low + *count].poc, poc) == 0)
		++*count;
	return c->places + low;
}

static void
keys_by_rdap(const struct check *c, const char *poc, struct strings *keys)
{
	size_t low = 0, high = c->mail_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (strcmp(c->mails[mid].poc, poc) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (; low < c->mail_count && strcmp(c->mails[low].poc, poc) == 0;
	     low++)
		strings_add_unique(keys, c->mails[low].address);
}

/* An address that RDAP does not show is published at each of its places. */
static void
add_address(struct check *c, const struct object *card, const char *email,
    const struct sight *sight)
{
	size_t count;
	const struct place *p = places_of(c, card->handle, &count);
	size_t part = describe_part(
	    c->s, c->target, RECORD_POC, card, sight->origin.answer);

	c->s->second_only = true;
	for (size_t i = 0; i < count; i++) {
		struct holder holder = {c->target, p[i].kind, p[i].holder};

		describe_address(c->s, &holder, FIELD_POC_EMAIL, email,
		    card->handle, p[i].roles, sight->origin.answer, part);
	}
	c->s->second_only = false;
}

static void
compare_addresses(
    struct check *c, const struct object *card, const struct sight *sight)
{
	struct strings rdap = {0}, whois = {0};

	keys_by_rdap(c, card->handle, &rdap);
	second_addresses(card, &whois);
	second_differ(c->s, c->target, card->handle, &rdap, &whois, sight);
	for (size_t i = 0; i < card->emails.count; i++) {
		char *key = address_key(card->emails.items[i]);

		if (!strings_contain(&rdap, key))
			add_address(c, card, card->emails.items[i], sight);
		free(key);
	}
	strings_clear(&rdap);
	strings_clear(&whois);
}

static void
compare_validation(
    struct check *c, const struct object *card, const struct sight *sight)
{
	const struct record *r = inventory_record(
	    c->s->inv, c->target->org, RECORD_POC, card->handle);

	if (r == NULL || r->validated == card->validated ||
	    r->validated == VALIDATION_UNKNOWN ||
	    card->validated == VALIDATION_UNKNOWN)
		return;
	differs(c, RECORD_POC, card->handle, "validation",
	    r->validated == VALIDATION_YES ? "validated" : "unvalidated",
	    card->validated == VALIDATION_YES ? "validated" : "unvalidated",
	    sight);
}

/* Published, as RDAP's are, at a place that RDAP does not show it at. */
static void
describe_here(struct check *c, const struct holder *holder,
    const struct object *card, unsigned roles, const struct sight *sight)
{
	c->s->second_only = true;
	describe_poc(c->s, holder, card, roles, sight->origin.framed,
	    sight->origin.answer);
	c->s->second_only = false;
}

static int
ask_poc(
    struct check *c, const char *handle, struct sight *sight, struct error *err)
{
	struct query q = {0};

	query_whois_object(&q, QUERY_WHOIS_POC, c->s->options->whois, handle,
	    "the POC %s, to compare", handle);
	return sight_get(c->v, c->target, &q, sight, err);
}

/* A POC that RDAP shows as linked. */
static int
check_poc(struct check *c, const char *handle, struct error *err)
{
	struct record *r;
	struct sight sight;
	int rc;

	if (!handle_valid(handle))
		return 0;
	rc = ask_poc(c, handle, &sight, err);
	check_fails(c, handle, &sight);
	if (sight_object(&sight) != NULL) {
		c->pocs++;
		compare_addresses(c, sight_object(&sight), &sight);
		compare_validation(c, sight_object(&sight), &sight);
	} else if (sight.absent) {
		differs(c, RECORD_POC, handle, "only in RDAP", "", "", &sight);
	}
	sight_clear(&sight);
	if (rc == -1 || c->s->options->cross_check != CROSS_CHECK_ALWAYS)
		return rc;
	rc = second_orgs(c->v, c->target, handle, false, &sight, err);
	r = inventory_record(c->s->inv, c->target->org, RECORD_POC, handle);
	if (r != NULL)
		r->orgs_known |= sight.whole;
	sight_clear(&sight);
	return rc;
}

/* A POC that only this view links to `holder`. */
static int
check_new_poc(struct check *c, const struct holder *holder, const char *handle,
    unsigned roles, struct error *err)
{
	struct sight sight;
	struct record r;
	int rc;

	if (!handle_valid(handle))
		return 0;
	rc = ask_poc(c, handle, &sight, err);
	check_fails(c, handle, &sight);
	if (sight_object(&sight) != NULL) {
		describe_here(c, holder, sight_object(&sight), roles, &sight);
		c->pocs++;
	} else {
		c->pocs_read = false;
		c->s->second_only = true;
		describe_link(c->s, holder, handle, roles);
		c->s->second_only = false;
		r = describe_bare(
		    c->target, RECORD_POC, handle, LOOK_FAILED, sight.reason);
		r.second = true;
		inventory_add_record(c->s->inv, &r);
	}
	sight_clear(&sight);
	return rc;
}

static int
check_pocs(struct check *c, struct error *err)
{
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < c->place_count; i++)
		if (i == 0 ||
		    strcmp(c->places[i - 1].poc, c->places[i].poc) != 0)
			rc = check_poc(c, c->places[i].poc, err);
	return rc;
}

/* ---- the lists ---------------------------------------------------------- */

static int
ask_list(struct check *c, enum query_kind kind, const char *what,
    struct sight *sight, struct error *err)
{
	struct query q = {0};
	int rc;

	query_whois_list(&q, kind, c->s->options->whois, QUERY_WHOIS_ORG,
	    c->target->org, "the %s of %s, to compare", what, c->target->org);
	rc = sight_get(c->v, c->target, &q, sight, err);
	check_fails(c, what, sight);
	return rc;
}

/* Its place at the organization itself, or NULL. */
static const struct place *
place_at_org(const struct check *c, const char *poc)
{
	size_t count;
	const struct place *p = places_of(c, poc, &count);

	for (size_t i = 0; i < count; i++)
		if (p[i].kind == RECORD_ORGANIZATION)
			return &p[i];
	return NULL;
}

static void
compare_functions(struct check *c, const struct place *place,
    const struct object *ref, const struct sight *sight)
{
	char *one, *other;

	if (place->roles == ref->roles)
		return;
	one = roles_text(place->roles);
	other = roles_text(ref->roles);
	differs(c, RECORD_POC, ref->handle, "functions", one, other, sight);
	free(one);
	free(other);
}

static int
compare_listed_poc(struct check *c, const struct object *ref,
    const struct sight *sight, struct error *err)
{
	struct holder org = {c->target, RECORD_ORGANIZATION, c->target->org};
	const struct place *place = place_at_org(c, ref->handle);

	survey_note(&c->listed, ref->handle);
	if (place != NULL) {
		compare_functions(c, place, ref, sight);
		return 0;
	}
	if (c->target->whole[RECORD_POC])
		differs(c, RECORD_POC, ref->handle, "only in Whois-RWS", "",
		    "linked to the organization", sight);
	return check_new_poc(c, &org, ref->handle, ref->roles, err);
}

static int
compare_poc_list(struct check *c, struct error *err)
{
	struct sight sight;
	int rc = ask_list(c, QUERY_WHOIS_POCS, "POCs", &sight, err);

	c->pocs_listed = sight.whole;
	c->pocs_read = true;
	for (size_t i = 0; rc == 0 && sight.document != NULL &&
			   i < sight.document->result_count;
	     i++)
		rc = compare_listed_poc(
		    c, sight.document->results[i], &sight, err);
	for (size_t i = 0; sight.whole && i < c->place_count; i++)
		if (c->places[i].kind == RECORD_ORGANIZATION &&
		    !set_has(&c->listed, c->places[i].poc))
			differs(c, RECORD_POC, c->places[i].poc, "only in RDAP",
			    "linked to the organization", "", &sight);
	sight_clear(&sight);
	return rc;
}

/* ---- networks ----------------------------------------------------------- */

/* The contacts that stand on it. */
static int
new_network_pocs(struct check *c, const struct holder *holder,
    const struct sight *list, struct error *err)
{
	const struct document *d = list->document;
	int rc = 0;

	for (size_t i = 0; rc == 0 && d != NULL && i < d->result_count; i++)
		rc = check_new_poc(c, holder, d->results[i]->handle,
		    d->results[i]->roles, err);
	return rc;
}

static void
describe_network(struct check *c, const struct holder *holder,
    const struct object *o, const char *trouble, const struct sight *sight)
{
	c->s->second_only = true;
	describe_object(c->s, holder, o,
	    *trouble == '\0' ? LOOK_COMPLETE : LOOK_PARTIAL, trouble,
	    sight->origin.answer);
	c->s->second_only = false;
}

/* An address of a contact that could not be read may stand there. */
static void
seen_in_part(struct check *c, const struct holder *holder)
{
	struct record *r = inventory_record(
	    c->s->inv, c->target->org, holder->kind, holder->handle);

	if (r == NULL || r->look != LOOK_COMPLETE)
		return;
	r->look = LOOK_PARTIAL;
	r->look_reason =
	    inventory_text(c->s->inv, "one of its POCs could not be read");
}

/* A network that RDAP has not shown: its record, and then its contacts, which
 * are a list of their own here. It was seen whole only if both were. */
static int
read_network(struct check *c, const struct holder *holder,
    const struct object *ref, const struct sight *list, struct error *err)
{
	struct query q = {0};
	struct sight sight, pocs = {0};
	bool of_org = c->pocs_read;
	int rc;

	c->pocs_read = true;
	query_whois_object(&q, QUERY_WHOIS_NET, c->s->options->whois,
	    holder->handle, "the network %s, which RDAP has not shown",
	    holder->handle);
	rc = sight_get(c->v, c->target, &q, &sight, err);
	check_fails(c, holder->handle, &sight);
	if (rc == 0) {
		query_whois_list(&q, QUERY_WHOIS_POCS, c->s->options->whois,
		    QUERY_WHOIS_NET, holder->handle, "the POCs of %s",
		    holder->handle);
		rc = sight_get(c->v, c->target, &q, &pocs, err);
		check_fails(c, holder->handle, &pocs);
	}
	if (rc == 0) {
		const struct object *o = sight_object(&sight);

		describe_network(c, holder, o != NULL ? o : ref,
		    !sight.whole ? sight.reason
		    : o == NULL  ? "listed, and not there when asked for"
				 : pocs.reason,
		    o != NULL ? &sight : list);
		rc = new_network_pocs(c, holder, &pocs, err);
	}
	if (!c->pocs_read)
		seen_in_part(c, holder);
	c->pocs_read = of_org;
	sight_clear(&pocs);
	sight_clear(&sight);
	return rc;
}

static int
new_network(struct check *c, const struct object *ref, const struct sight *list,
    struct error *err)
{
	struct holder holder = {c->target, RECORD_NETWORK, ref->handle};

	if (c->extra++ < NETWORKS_MAX && handle_valid(ref->handle))
		return read_network(c, &holder, ref, list, err);
	describe_network(c, &holder, ref, "only Whois-RWS lists it", list);
	return 0;
}

static int
compare_network(struct check *c, const struct object *ref,
    const struct sight *sight, struct error *err)
{
	const struct record *r = inventory_record(
	    c->s->inv, c->target->org, RECORD_NETWORK, ref->handle);
	char *range = ip_range_valid(&ref->range) ? ip_range_text(&ref->range)
						  : xstrdup("");
	int rc = 0;

	c->networks++;
	survey_note(&c->listed, ref->handle);
	if (r != NULL && !r->second) {
		if (*range != '\0' && *r->range != '\0' &&
		    strcmp(range, r->range) != 0)
			differs(c, RECORD_NETWORK, ref->handle, "range",
			    r->range, range, sight);
	} else {
		if (c->target->whole[RECORD_NETWORK])
			differs(c, RECORD_NETWORK, ref->handle,
			    "only in Whois-RWS", "", range, sight);
		rc = new_network(c, ref, sight, err);
	}
	free(range);
	return rc;
}

static int
compare_networks(struct check *c, struct error *err)
{
	const struct inventory *inv = c->s->inv;
	struct sight sight;
	int rc = ask_list(c, QUERY_WHOIS_NETS, "networks", &sight, err);

	for (size_t i = 0; rc == 0 && sight.document != NULL &&
			   i < sight.document->result_count;
	     i++)
		rc =
		    compare_network(c, sight.document->results[i], &sight, err);
	for (size_t i = 0; sight.whole && i < inv->record_count; i++) {
		const struct record *r = &inv->records[i];

		if (r->kind == RECORD_NETWORK && !r->second &&
		    strcmp(r->org, c->target->org) == 0 &&
		    !set_has(&c->listed, r->handle))
			differs(c, RECORD_NETWORK, r->handle, "only in RDAP",
			    r->range, "", &sight);
	}
	sight_clear(&sight);
	return rc;
}

/* ---- the organization --------------------------------------------------- */

/* Its record, and what addresses stand in its text. */
static int
compare_organization(struct check *c, struct error *err)
{
	struct holder self = {c->target, RECORD_ORGANIZATION, c->target->org};
	struct query q = {0};
	struct sight sight;
	size_t part;
	int rc;

	query_whois_object(&q, QUERY_WHOIS_ORG, c->s->options->whois,
	    c->target->org, "the organization %s, to compare", c->target->org);
	rc = sight_get(c->v, c->target, &q, &sight, err);
	check_fails(c, c->target->org, &sight);
	if (sight.absent)
		differs(c, RECORD_ORGANIZATION, c->target->org, "only in RDAP",
		    "", "", &sight);
	if (sight_object(&sight) != NULL) {
		part = describe_part(c->s, c->target, RECORD_ORGANIZATION,
		    sight_object(&sight), sight.origin.answer);
		c->s->second_only = true;
		describe_texts(c->s, &self, sight_object(&sight),
		    sight.origin.answer, part);
		c->s->second_only = false;
	}
	sight_clear(&sight);
	return rc;
}

static void
check_judge(struct check *c)
{
	struct inventory *inv = c->s->inv;
	const char *org = c->target->org;
	size_t count = 0;

	for (size_t i = 0; i < inv->difference_count; i++)
		count += strcmp(inv->differences[i].org, org) == 0;
	inv->scopes[c->target->scope].cross_checked = c->trouble == NULL;
	if (c->pocs_listed && c->pocs_read) {
		c->target->second_pocs = true;
		repair_pocs_proved(c->s, c->target);
	}
	if (c->trouble == NULL)
		inventory_add_note(inv, org, "second view",
		    "compared with Whois-RWS: %zu POC%s and %zu network%s, "
		    "%zu difference%s",
		    c->pocs, c->pocs == 1 ? "" : "s", c->networks,
		    c->networks == 1 ? "" : "s", count, count == 1 ? "" : "s");
	else if (!c->asked)
		inventory_add_note(inv, org, "second view",
		    "not compared with Whois-RWS: not in the recording");
	else
		inventory_add_note(inv, org, "second view",
		    "compared with Whois-RWS in part: %s", c->trouble);
	c->target->second_trouble = c->trouble;
	c->trouble = NULL;
}

static int
check_all(struct check *c, struct error *err)
{
	if (compare_organization(c, err) == -1 ||
	    compare_poc_list(c, err) == -1 || compare_networks(c, err) == -1)
		return -1;
	return check_pocs(c, err);
}

/* How many requests that will be, as far as is known. */
static size_t
check_wants(const struct check *c)
{
	bool always = c->s->options->cross_check == CROSS_CHECK_ALWAYS;
	size_t pocs = 0;

	for (size_t i = 0; i < c->place_count; i++)
		pocs += i == 0 ||
			strcmp(c->places[i - 1].poc, c->places[i].poc) != 0;
	return 3 + pocs * (always ? 2 : 1);
}

/* A part of it would cost as much, and prove nothing. */
static bool
check_fits(struct check *c)
{
	size_t wanted = check_wants(c);
	size_t left = transport_left(c->s->transport);

	if (wanted <= left) {
		survey_expect(c->s, wanted);
		return true;
	}
	c->target->second_trouble = xasprintf(
	    "not compared with Whois-RWS: that takes %zu requests or more, and "
	    "%zu are left of the budget",
	    wanted, left);
	inventory_add_note(c->s->inv, c->target->org, "second view", "%s",
	    c->target->second_trouble);
	return false;
}

int
crosscheck_ask(struct second *v, struct target *target, struct error *err)
{
	struct check c = {.v = v, .s = v->s, .target = target};
	int rc = 0;

	check_places(&c);
	check_mails(&c);
	if (check_fits(&c)) {
		rc = check_all(&c, err);
		check_judge(&c);
	}
	check_clear(&c);
	return rc;
}
