#include <search.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "buf.h"
#include "clock.h"
#include "inventory.h"

/* In the URL of a search for the POCs at a domain, before that. */
#define SEARCH "/pocs;domain="

/*
 * Trees of glibc's tsearch(), from a key that says what a thing is to its
 * place in the array: places stay good while the arrays move.
 */
struct index {
	void *records;
	void *links;
	void *sightings;
	void *parts;
	void *gaps;
	void *elsewheres;
	void *differences;
	void *mail_domains;
};

struct node {
	size_t place;
	char key[];
};

static int
node_compare(const void *a, const void *b)
{
	return strcmp(
	    ((const struct node *)a)->key, ((const struct node *)b)->key);
}

/* The words, each with a byte behind it that has no business in a handle or an
 * address. The place is for the caller to fill. */
static struct node *
node_new(const char *const words[], size_t count)
{
	struct node *node;
	size_t len[8], sum = 0, at = 0;

	for (size_t i = 0; i < count; i++)
		sum += (len[i] = strlen(words[i])) + 1;
	node = xmalloc(sizeof(*node) + sum + 1);
	for (size_t i = 0; i < count; i++) {
		memcpy(node->key + at, words[i], len[i]);
		node->key[at + len[i]] = '\x1f';
		at += len[i] + 1;
	}
	node->key[at] = '\0';
	return node;
}

/*
 * The place of the thing these words name. `next` is the place it gets when
 * it is new; `*known` tells.
 */
static size_t
index_place(void **tree, const char *const words[], size_t count, size_t next,
    bool *known)
{
	struct node *node = node_new(words, count), **found;

	node->place = next;
	found = tsearch(node, tree, node_compare);
	if (found == NULL)
		alloc_fail();
	*known = *found != node;
	if (*known)
		free(node);
	return (*found)->place;
}

static struct index *
index_of(struct inventory *inv)
{
	if (inv->index == NULL)
		inv->index = xcalloc(1, sizeof(struct index));
	return inv->index;
}

static void
index_free(struct index *index)
{
	if (index == NULL)
		return;
	tdestroy(index->records, free);
	tdestroy(index->links, free);
	tdestroy(index->sightings, free);
	tdestroy(index->parts, free);
	tdestroy(index->gaps, free);
	tdestroy(index->elsewheres, free);
	tdestroy(index->differences, free);
	tdestroy(index->mail_domains, free);
	free(index);
}

const char *
verdict_name(enum verdict verdict)
{
	static const char *const names[] = {
	    [VERDICT_COMPLETE] = "complete",
	    [VERDICT_PARTIAL] = "partial",
	    [VERDICT_FAILED] = "failed",
	    [VERDICT_SKIPPED] = "skipped",
	};

	return names[verdict];
}

static void
scope_clear(struct scope *x)
{
	free(x->org);
	free(x->name);
	free(x->reason);
	*x = (struct scope){0};
}

void
answer_clear(struct answer *x)
{
	free(x->org);
	free(x->url);
	free(x->why);
	free(x->content_type);
	free(x->reason);
	*x = (struct answer){0};
}

static void
part_clear(struct part *x)
{
	free(x->org);
	free(x->handle);
	free(x->path);
	free(x->body);
	*x = (struct part){0};
}

static void
gap_clear(struct gap *x)
{
	free(x->id);
	free(x->org);
	free(x->subject);
	free(x->reason);
	*x = (struct gap){0};
}

static void
elsewhere_clear(struct elsewhere *x)
{
	free(x->org);
	free(x->poc);
	free(x->stranger);
	*x = (struct elsewhere){0};
}

static void
difference_clear(struct difference *x)
{
	free(x->org);
	free(x->handle);
	free(x->what);
	free(x->rdap);
	free(x->whois);
	free(x->source_url);
	*x = (struct difference){0};
}

static void
note_clear(struct note *x)
{
	free(x->org);
	free(x->subject);
	free(x->text);
	*x = (struct note){0};
}

void
known_poc_clear(struct known_poc *x)
{
	free(x->org);
	free(x->poc);
	free(x->addresses);
	*x = (struct known_poc){0};
}

static void
domain_clear(struct domain *x)
{
	free(x->name);
	free(x->evidence);
	free(x->search_url);
	*x = (struct domain){0};
}

static void
mail_domain_clear(struct mail_domain *x)
{
	free(x->org);
	free(x->name);
	free(x->registrable);
	free(x->evidence);
	*x = (struct mail_domain){0};
}

static void
record_clear(struct record *x)
{
	strings_clear(&x->status);
}

const char *
domain_record(const struct domain *domain)
{
	static const char begin[] = "dns:TXT:";
	const size_t len = sizeof(begin) - 1;

	return strncmp(domain->evidence, begin, len) == 0
		   ? domain->evidence + len
		   : NULL;
}

#define CLEAR_ALL(items, count, clear)               \
	do {                                         \
		for (size_t i = 0; i < (count); i++) \
			clear(&(items)[i]);          \
		free(items);                         \
	} while (0)

void
inventory_clear(struct inventory *inv)
{
	CLEAR_ALL(inv->scopes, inv->scope_count, scope_clear);
	CLEAR_ALL(inv->domains, inv->domain_count, domain_clear);
	CLEAR_ALL(inv->mail_domains, inv->mail_domain_count, mail_domain_clear);
	CLEAR_ALL(inv->records, inv->record_count, record_clear);
	free(inv->links);
	free(inv->sightings);
	CLEAR_ALL(inv->answers, inv->answer_count, answer_clear);
	CLEAR_ALL(inv->parts, inv->part_count, part_clear);
	CLEAR_ALL(inv->gaps, inv->gap_count, gap_clear);
	CLEAR_ALL(inv->elsewheres, inv->elsewhere_count, elsewhere_clear);
	CLEAR_ALL(inv->differences, inv->difference_count, difference_clear);
	CLEAR_ALL(inv->notes, inv->note_count, note_clear);
	CLEAR_ALL(inv->gone, inv->gone_count, known_poc_clear);
	strings_clear(&inv->domains_seen);
	index_free(inv->index);
	pool_free(inv->pool);
	*inv = (struct inventory){0};
}

void
inventory_reindex(struct inventory *inv)
{
	index_free(inv->index);
	inv->index = NULL;
	for (size_t i = 0; i < inv->record_count; i++) {
		const struct record *x = &inv->records[i];
		const char *const words[] = {
		    x->org, record_kind_name(x->kind), x->handle};
		bool known;

		index_place(&index_of(inv)->records, words, 3, i, &known);
	}
}

struct scope *
inventory_add_scope(struct inventory *inv, struct scope *x)
{
	struct scope *old = inventory_scope(inv, x->org);

	if (old == NULL) {
		inv->scopes =
		    xgrow(inv->scopes, inv->scope_count, sizeof(*inv->scopes));
		old = &inv->scopes[inv->scope_count++];
	} else {
		scope_clear(old);
	}
	*old = *x;
	*x = (struct scope){0};
	return old;
}

const char *
inventory_text(struct inventory *inv, const char *text)
{
	return pool_text(&inv->pool, text);
}

/* "" is of no worth: keep what is there. */
static void
text_unite(struct inventory *inv, const char **to, const char *from, bool newer)
{
	if (*from != '\0' && (**to == '\0' || newer))
		*to = inventory_text(inv, from);
}

static void
time_take(int64_t *to, int64_t from, bool newer)
{
	if (from != CLOCK_NONE && (*to == CLOCK_NONE || newer))
		*to = from;
}

static void
status_unite(struct strings *to, const struct strings *from, bool newer)
{
	if (from->count == 0 || (to->count != 0 && !newer))
		return;
	strings_clear(to);
	strings_copy(to, from);
}

/* Whois-RWS has no date of it: that of RDAP stands while both say the same. */
static void
validation_take(struct record *to, const struct record *from, bool newer)
{
	if (from->validated == VALIDATION_UNKNOWN ||
	    (to->validated != VALIDATION_UNKNOWN && !newer))
		return;
	if (from->validated != to->validated ||
	    from->unvalidated_since != CLOCK_NONE)
		to->unvalidated_since = from->unvalidated_since;
	to->validated = from->validated;
}

static bool
record_newer(const struct record *x, const struct record *than)
{
	if (x->look != than->look)
		return x->look < than->look;
	if (x->last_changed != than->last_changed &&
	    x->last_changed != CLOCK_NONE && than->last_changed != CLOCK_NONE)
		return x->last_changed > than->last_changed;
	return x->nth_answer > than->nth_answer;
}

static void
look_unite(struct inventory *inv, struct record *old, const struct record *x)
{
	if (x->look > old->look ||
	    (x->look == old->look && *x->look_reason == '\0'))
		return;
	old->look = x->look;
	old->look_reason = inventory_text(inv, x->look_reason);
}

static void
record_unite(struct inventory *inv, struct record *old, const struct record *x)
{
	bool newer = record_newer(x, old);

	text_unite(inv, &old->name, x->name, newer);
	text_unite(inv, &old->range, x->range, newer);
	text_unite(inv, &old->type, x->type, newer);
	text_unite(inv, &old->card_kind, x->card_kind, newer);
	text_unite(inv, &old->given, x->given, newer);
	text_unite(inv, &old->surname, x->surname, newer);
	old->cell |= x->cell;
	old->links_known |= x->links_known;
	old->orgs_known |= x->orgs_known;
	old->own_only &= x->own_only;
	old->second &= x->second;
	validation_take(old, x, newer);
	status_unite(&old->status, &x->status, newer);
	time_take(&old->registered, x->registered, newer);
	time_take(&old->last_changed, x->last_changed, newer);
	if (*x->source_url != '\0') {
		newer |= *old->source_url == '\0';
		text_unite(inv, &old->source_url, x->source_url, newer);
		text_unite(inv, &old->source_digest, x->source_digest, newer);
		time_take(&old->observed_at, x->observed_at, newer);
		if (newer)
			old->nth_answer = x->nth_answer;
	}
	look_unite(inv, old, x);
}

static void
record_append(struct inventory *inv, const struct record *x)
{
	struct record *r;

	inv->records =
	    xgrow(inv->records, inv->record_count, sizeof(*inv->records));
	r = &inv->records[inv->record_count++];
	*r = *x;
	r->org = inventory_text(inv, x->org);
	r->handle = inventory_text(inv, x->handle);
	r->name = inventory_text(inv, x->name);
	r->range = inventory_text(inv, x->range);
	r->type = inventory_text(inv, x->type);
	r->card_kind = inventory_text(inv, x->card_kind);
	r->given = inventory_text(inv, x->given);
	r->surname = inventory_text(inv, x->surname);
	r->status = (struct strings){0};
	strings_copy(&r->status, &x->status);
	r->look_reason = inventory_text(inv, x->look_reason);
	r->source_url = inventory_text(inv, x->source_url);
	r->source_digest = inventory_text(inv, x->source_digest);
}

bool
inventory_linked(const struct inventory *inv, const char *poc)
{
	for (size_t i = 0; i < inv->link_count; i++)
		if (strcmp(inv->links[i].poc, poc) == 0)
			return true;
	return false;
}

struct record *
inventory_add_record(struct inventory *inv, const struct record *x)
{
	const char *const words[] = {
	    x->org, record_kind_name(x->kind), x->handle};
	bool known;
	size_t place = index_place(
	    &index_of(inv)->records, words, 3, inv->record_count, &known);

	if (known)
		record_unite(inv, &inv->records[place], x);
	else
		record_append(inv, x);
	return &inv->records[place];
}

struct link *
inventory_append_link(struct inventory *inv, const struct link *x)
{
	struct link *l;

	inv->links = xgrow(inv->links, inv->link_count, sizeof(*inv->links));
	l = &inv->links[inv->link_count++];
	*l = *x;
	l->org = inventory_text(inv, x->org);
	l->poc = inventory_text(inv, x->poc);
	l->holder = inventory_text(inv, x->holder);
	return l;
}

struct sighting *
inventory_append_sighting(struct inventory *inv, const struct sighting *x)
{
	struct sighting *s;

	inv->sightings =
	    xgrow(inv->sightings, inv->sighting_count, sizeof(*inv->sightings));
	s = &inv->sightings[inv->sighting_count++];
	*s = *x;
	s->org = inventory_text(inv, x->org);
	s->address = inventory_text(inv, x->address);
	s->spelling = inventory_text(inv, x->spelling);
	s->record = inventory_text(inv, x->record);
	s->poc = inventory_text(inv, x->poc);
	s->source_url = inventory_text(inv, x->source_url);
	s->source_digest = inventory_text(inv, x->source_digest);
	return s;
}

struct link *
inventory_add_link(struct inventory *inv, const struct link *x)
{
	const char *const words[] = {
	    x->org, x->poc, record_kind_name(x->holder_kind), x->holder};
	bool known;
	size_t place = index_place(
	    &index_of(inv)->links, words, 4, inv->link_count, &known);

	if (!known)
		return inventory_append_link(inv, x);
	inv->links[place].roles |= x->roles;
	inv->links[place].second &= x->second;
	return &inv->links[place];
}

struct sighting *
inventory_add_sighting(struct inventory *inv, const struct sighting *x)
{
	const char *const words[] = {x->org, field_name(x->field),
	    record_kind_name(x->record_kind), x->record, x->poc, x->address};
	bool known;
	size_t place = index_place(
	    &index_of(inv)->sightings, words, 6, inv->sighting_count, &known);

	if (!known)
		return inventory_append_sighting(inv, x);
	inv->sightings[place].roles |= x->roles;
	inv->sightings[place].second &= x->second;
	return &inv->sightings[place];
}

struct answer *
inventory_add_answer(struct inventory *inv, struct answer *x)
{
	inv->answers =
	    xgrow(inv->answers, inv->answer_count, sizeof(*inv->answers));
	inv->answers[inv->answer_count] = *x;
	*x = (struct answer){0};
	return &inv->answers[inv->answer_count++];
}

size_t
inventory_add_part(struct inventory *inv, struct part *x)
{
	const char *const words[] = {
	    x->org, record_kind_name(x->kind), x->handle, x->digest};
	bool known;
	size_t place = index_place(
	    &index_of(inv)->parts, words, 4, inv->part_count, &known);

	if (known) {
		part_clear(x);
		return place + 1;
	}
	inv->parts = xgrow(inv->parts, inv->part_count, sizeof(*inv->parts));
	inv->parts[inv->part_count++] = *x;
	*x = (struct part){0};
	return inv->part_count;
}

static char *
gap_id(const char *org, const char *subject)
{
	char *text = xasprintf("%s\n%s", org, subject);
	char digest[DIGEST_TEXT_MAX];

	digest_of(text, strlen(text), digest);
	free(text);
	return xasprintf("gap-%.12s", digest);
}

void
inventory_add_gap(struct inventory *inv, const char *org, const char *subject,
    const char *fmt, ...)
{
	const char *const words[] = {org, subject};
	struct gap gap = {0};
	va_list ap;
	bool known;

	index_place(&index_of(inv)->gaps, words, 2, inv->gap_count, &known);
	if (known)
		return;
	gap.id = gap_id(org, subject);
	gap.org = xstrdup(org);
	gap.subject = xstrdup(subject);
	va_start(ap, fmt);
	gap.reason = xvasprintf(fmt, ap);
	va_end(ap);
	inv->gaps = xgrow(inv->gaps, inv->gap_count, sizeof(*inv->gaps));
	inv->gaps[inv->gap_count++] = gap;
}

struct elsewhere *
inventory_add_elsewhere(struct inventory *inv, struct elsewhere *x)
{
	const char *const words[] = {x->org, x->poc, x->stranger};
	bool known;
	size_t place = index_place(
	    &index_of(inv)->elsewheres, words, 3, inv->elsewhere_count, &known);

	if (known) {
		if (inv->elsewheres[place].resources == -1)
			inv->elsewheres[place].resources = x->resources;
		elsewhere_clear(x);
	} else {
		inv->elsewheres = xgrow(inv->elsewheres, inv->elsewhere_count,
		    sizeof(*inv->elsewheres));
		inv->elsewheres[inv->elsewhere_count++] = *x;
		*x = (struct elsewhere){0};
	}
	return &inv->elsewheres[place];
}

void
inventory_add_mail_domain(struct inventory *inv, struct mail_domain *x)
{
	const char *const words[] = {x->org, x->name};
	bool known;

	index_place(&index_of(inv)->mail_domains, words, 2,
	    inv->mail_domain_count, &known);
	if (known) {
		mail_domain_clear(x);
		return;
	}
	inv->mail_domains = xgrow(inv->mail_domains, inv->mail_domain_count,
	    sizeof(*inv->mail_domains));
	inv->mail_domains[inv->mail_domain_count++] = *x;
	*x = (struct mail_domain){0};
}

const struct mail_domain *
inventory_mail_domain(
    const struct inventory *inv, const char *org, const char *name)
{
	const char *const words[] = {org, name};
	const struct index *index = inv->index;
	struct node *node, **found;

	if (index == NULL)
		return NULL;
	node = node_new(words, 2);
	found = tfind(node, &index->mail_domains, node_compare);
	free(node);
	return found == NULL ? NULL : &inv->mail_domains[(*found)->place];
}

struct difference *
inventory_add_difference(struct inventory *inv, struct difference *x)
{
	const char *const words[] = {
	    x->org, record_kind_name(x->kind), x->handle, x->what};
	bool known;
	size_t place = index_place(&index_of(inv)->differences, words, 4,
	    inv->difference_count, &known);

	if (known) {
		difference_clear(x);
	} else {
		inv->differences = xgrow(inv->differences,
		    inv->difference_count, sizeof(*inv->differences));
		inv->differences[inv->difference_count++] = *x;
		*x = (struct difference){0};
	}
	return &inv->differences[place];
}

static bool
note_known(const struct inventory *inv, const struct note *x)
{
	for (size_t i = 0; i < inv->note_count; i++)
		if (strcmp(inv->notes[i].org, x->org) == 0 &&
		    strcmp(inv->notes[i].subject, x->subject) == 0 &&
		    strcmp(inv->notes[i].text, x->text) == 0)
			return true;
	return false;
}

void
inventory_add_note(struct inventory *inv, const char *org, const char *subject,
    const char *fmt, ...)
{
	struct note note = {.org = xstrdup(org), .subject = xstrdup(subject)};
	va_list ap;

	va_start(ap, fmt);
	note.text = xvasprintf(fmt, ap);
	va_end(ap);
	if (note_known(inv, &note)) {
		note_clear(&note);
		return;
	}
	inv->notes = xgrow(inv->notes, inv->note_count, sizeof(*inv->notes));
	inv->notes[inv->note_count++] = note;
}

void
inventory_add_gone(struct inventory *inv, const struct known_poc *x)
{
	inv->gone = xgrow(inv->gone, inv->gone_count, sizeof(*inv->gone));
	inv->gone[inv->gone_count++] =
	    (struct known_poc){.org = xstrdup(x->org),
		.poc = xstrdup(x->poc),
		.addresses = xstrdup(x->addresses)};
}

bool
inventory_gone(const struct inventory *inv, const char *org, const char *poc)
{
	for (size_t i = 0; i < inv->gone_count; i++)
		if (strcmp(inv->gone[i].org, org) == 0 &&
		    strcmp(inv->gone[i].poc, poc) == 0)
			return true;
	return false;
}

/* ---- what was asked ------------------------------------------------------ */

unsigned
inventory_asked(const struct inventory *inv)
{
	unsigned asked = 0;

	for (size_t i = 0; i < inv->scope_count; i++)
		asked |= inv->scopes[i].asked;
	for (size_t i = 0; i < inv->answer_count; i++) {
		const char *url = inv->answers[i].url;

		if (strstr(url, SEARCH) != NULL)
			asked |= ASKED_DOMAINS;
		if (strstr(url, "/rest/") != NULL)
			asked |= ASKED_WHOIS;
	}
	return asked;
}

void
inventory_queries(
    const struct inventory *inv, const char *org, unsigned counts[4])
{
	const struct scope *scope = inventory_scope(inv, org);

	memset(counts, 0, 4 * sizeof(counts[0]));
	if (scope != NULL && scope->answers_lost)
		memcpy(counts, scope->queries, 4 * sizeof(counts[0]));
	for (size_t i = 0; i < inv->answer_count; i++)
		if (strcmp(inv->answers[i].org, org) == 0)
			counts[inv->answers[i].verdict]++;
}

const char *
inventory_search_url(const struct inventory *inv, const struct domain *domain)
{
	for (size_t i = 0; i < inv->answer_count; i++) {
		const char *url = inv->answers[i].url;
		const char *term = strstr(url, SEARCH);

		if (term != NULL &&
		    strcmp(term + strlen(SEARCH), domain->name) == 0)
			return url;
	}
	return domain->search_url != NULL && *domain->search_url != '\0'
		   ? domain->search_url
		   : NULL;
}

bool
inventory_answers_lost(const struct inventory *inv)
{
	for (size_t i = 0; i < inv->scope_count; i++)
		if (inv->scopes[i].answers_lost)
			return true;
	return false;
}

struct record *
inventory_record(const struct inventory *inv, const char *org,
    enum record_kind kind, const char *handle)
{
	const char *const words[] = {org, record_kind_name(kind), handle};
	const struct index *index = inv->index;
	struct node *node, **found;

	if (index == NULL)
		return NULL;
	node = node_new(words, 3);
	found = tfind(node, &index->records, node_compare);
	free(node);
	return found == NULL ? NULL : &inv->records[(*found)->place];
}

struct scope *
inventory_scope(const struct inventory *inv, const char *org)
{
	for (size_t i = 0; i < inv->scope_count; i++)
		if (strcmp(inv->scopes[i].org, org) == 0)
			return &inv->scopes[i];
	return NULL;
}

bool
inventory_complete(const struct inventory *inv)
{
	for (size_t i = 0; i < inv->scope_count; i++) {
		const struct scope *scope = &inv->scopes[i];

		if (scope->state != SCOPE_READ)
			return false;
		/* Of the routing registry, a gap says what is missing. */
		for (size_t kind = 0; kind < RECORD_IRR; kind++)
			if (!scope->list_complete[kind])
				return false;
	}
	return inv->gap_count == 0;
}
