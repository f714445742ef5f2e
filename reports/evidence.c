#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "evidence.h"
#include "rdap/alloc.h"

bool
proof_intact(const struct proof *p)
{
	char now[DIGEST_TEXT_MAX];

	return strcmp(digest_of(p->body, strlen(p->body), now), p->digest) == 0;
}

/* ---- which -------------------------------------------------------------- */

/* The record that has the proof of a sighting. */
static enum record_kind
proof_kind(const struct sighting *s)
{
	return *s->poc != '\0' ? RECORD_POC : s->record_kind;
}

static const char *
proof_handle(const struct sighting *s)
{
	return *s->poc != '\0' ? s->poc : s->record;
}

static bool
shows(const struct proof *p, const char *address)
{
	for (size_t i = 0; i < p->shown_count; i++)
		if (strcmp(p->shown[i].address, address) == 0)
			return true;
	return false;
}

static void
add_block(struct evidence *e, const struct proof *p, const struct sighting *s)
{
	e->blocks = xgrow(e->blocks, e->block_count, sizeof(*e->blocks));
	e->blocks[e->block_count++] = (struct evidence_block){p, s};
}

static int
compare_proof(const struct proof *p, const struct sighting *s)
{
	int order = strcmp(p->org, s->org);

	if (order == 0)
		order = (p->kind > proof_kind(s)) - (p->kind < proof_kind(s));
	return order != 0 ? order : strcmp(p->handle, proof_handle(s));
}

/* Is the address of a sighting in any proof of its record? */
static bool
is_proved(const struct proofs *proofs, const struct sighting *s)
{
	size_t low = 0, high = proofs->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (compare_proof(&proofs->items[mid], s) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	for (;
	     low < proofs->count && compare_proof(&proofs->items[low], s) == 0;
	     low++)
		if (shows(&proofs->items[low], s->address))
			return true;
	return false;
}

/* Is it about the handle, if one is asked for, and the address, if one is? */
struct wish {
	const char *handle, *other; /* either of both; NULL: any */
	const char *org;            /* NULL: any */
	const char *address;        /* NULL: any */
};

static bool
is_wished(const struct wish *w, const char *org, const char *handle)
{
	if (w->org != NULL && strcmp(w->org, org) != 0)
		return false;
	return w->handle == NULL || strcasecmp(w->handle, handle) == 0 ||
	       (w->other != NULL && strcasecmp(w->other, handle) == 0);
}

static bool
choose(struct evidence *e, const struct proofs *proofs, const struct wish *w)
{
	const struct inventory *inv = e->report->inv;

	for (size_t i = 0; i < proofs->count; i++) {
		const struct proof *p = &proofs->items[i];

		if (is_wished(w, p->org, p->handle) &&
		    (w->address == NULL || shows(p, w->address)))
			add_block(e, p, NULL);
	}
	for (size_t i = 0; i < inv->sighting_count; i++) {
		const struct sighting *s = &inv->sightings[i];

		if (is_wished(w, s->org, proof_handle(s)) &&
		    (w->address == NULL ||
			strcmp(w->address, s->address) == 0) &&
		    !is_proved(proofs, s))
			add_block(e, NULL, s);
	}
	return e->block_count > 0;
}

/*
 * A finding about an address on a record or a POC rests on what shows it
 * there; one about an organization's address on all that shows it; one without
 * an address on the records themselves.
 */
static bool
choose_finding(
    struct evidence *e, const struct proofs *proofs, const struct finding *f)
{
	const char *address = *f->address != '\0' ? f->address : NULL;
	const char *poc = *f->poc != '\0' ? f->poc : NULL;
	struct wish w = {f->record, poc, f->org, address};

	e->finding = f;
	e->address = address;
	if (choose(e, proofs, &w))
		return true;
	if (address != NULL) {
		w = (struct wish){NULL, NULL, f->org, address};
		if (choose(e, proofs, &w))
			return true;
		w = (struct wish){f->record, poc, f->org, NULL};
		choose(e, proofs, &w);
	}
	return true;
}

bool
evidence_choose(struct evidence *e, const struct report *report,
    const struct proofs *proofs, const char *word, const char *key)
{
	struct wish w = {NULL, NULL, NULL, NULL};

	*e = (struct evidence){.report = report, .named = word != NULL};
	if (word == NULL)
		return choose(e, proofs, &w);
	for (size_t i = 0; i < report->finding_count; i++)
		if (strcasecmp(report->findings[i].id, word) == 0)
			return choose_finding(e, proofs, &report->findings[i]);
	w.handle = word;
	if (choose(e, proofs, &w))
		return true;
	w.handle = NULL;
	w.address = e->address = key;
	return choose(e, proofs, &w);
}

void
evidence_clear(struct evidence *e)
{
	free(e->blocks);
	*e = (struct evidence){0};
}
