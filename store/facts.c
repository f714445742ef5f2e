#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "looks.h"
#include "put.h"
#include "state.h"

#define BREAKER_LEAST   10
#define BREAKER_PERCENT 30

/* The id that `find` gives for two texts, or that `add` makes. */
static int
find_or_add(const struct put *put, enum statement find, enum statement add,
    const char *key, const char *second, int64_t *id)
{
	struct call call;
	int got;

	if (put_begin(put, &call, find) == -1)
		return -1;
	call_text(&call, key);
	if (find == STATEMENT_SOURCE_FIND)
		call_text(&call, second);
	got = call_row(&call, put->err);
	if (got == -1)
		return -1;
	if (got == 1) {
		*id = row_int(&call);
		call_end(&call);
		return 0;
	}
	if (put_begin(put, &call, add) == -1)
		return -1;
	call_text(&call, key);
	call_text(&call, second);
	if (put_run(put, &call) == -1)
		return -1;
	*id = sqlite3_last_insert_rowid(put->s->db);
	return 0;
}

static int
source(struct put *put, const char *url, const char *digest)
{
	if (put->url != NULL && strcmp(put->url, url) == 0 &&
	    strcmp(put->digest, digest) == 0)
		return 0;
	put->url = NULL;
	if (find_or_add(put, STATEMENT_SOURCE_FIND, STATEMENT_SOURCE_ADD, url,
		digest, &put->source) == -1)
		return -1;
	put->url = url;
	put->digest = digest;
	return 0;
}

/* Run a call that asks for the seen of a fact, and say what comes next. */
static int
see(const struct put *put, struct call *call, enum look look,
    struct seen *after)
{
	struct seen before = {.first = CLOCK_NONE};
	int got = call_row(call, put->err);

	if (got == -1)
		return -1;
	if (got == 1) {
		before = row_seen(call);
		call_end(call);
	}
	*after = state_next(
	    &before, &(struct look_result){
			 .present = true, .look = look, .now = put->when});
	return 0;
}

static int
put_scope(const struct put *put, const struct scope *scope)
{
	struct call call;
	int64_t lists = 0;
	unsigned queries[4];

	for (int i = 0; i < RECORD_KINDS; i++)
		if (scope->list_complete[i])
			lists |= 1 << i;
	if (scope->searched)
		lists |= 1 << RECORD_KINDS;
	if (put_begin(put, &call, STATEMENT_SCOPE_PUT) == -1)
		return -1;
	call_text(&call, scope->org);
	call_int(&call, put->run);
	call_text(&call, scope->name);
	call_int(&call, scope->state);
	call_text(&call, scope->reason);
	call_int(&call, lists);
	call_int(&call, (int64_t)scope->associated);
	call_int(&call, scope->cross_checked);
	call_time(&call, put->when);
	call_int(&call, inventory_asked(put->inv));
	inventory_queries(put->inv, scope->org, queries);
	for (size_t i = 0; i < 4; i++)
		call_int(&call, queries[i]);
	return put_run(put, &call);
}

static int
put_domain(const struct put *put, const char *org, bool declared,
    const struct domain *domain)
{
	const char *url = inventory_search_url(put->inv, domain);
	struct call call;

	if (put_begin(put, &call, STATEMENT_DOMAIN_PUT) == -1)
		return -1;
	call_text(&call, org);
	call_text(&call, domain->name);
	call_int(&call, declared);
	call_int(&call, domain->confirmed);
	call_text(&call, domain->evidence);
	call_int(&call, domain->searched);
	call_int(&call, put->run);
	call_time(&call, put->when);
	call_int(&call, domain->denied);
	call_text(&call, url != NULL ? url : "");
	return put_run(put, &call);
}

static int
put_domains(const struct put *put, const char *org)
{
	const struct inventory *inv = put->inv;
	char none[] = "";

	for (size_t i = 0; i < inv->domains_seen.count; i++) {
		struct domain seen = {
		    .name = inv->domains_seen.items[i], .evidence = none};

		if (put_domain(put, org, false, &seen) == -1)
			return -1;
	}
	for (size_t i = 0; i < inv->domain_count; i++)
		if (put_domain(put, org, true, &inv->domains[i]) == -1)
			return -1;
	return 0;
}

static int
put_mail_domain(const struct put *put, const struct mail_domain *x)
{
	struct call call;

	if (put_begin(put, &call, STATEMENT_MAIL_DOMAIN_PUT) == -1)
		return -1;
	call_text(&call, x->org);
	call_text(&call, x->name);
	call_text(&call, x->registrable);
	call_int(&call, x->state);
	call_text(&call, x->evidence);
	call_time(&call, x->time);
	call_int(&call, put->run);
	return put_run(put, &call);
}

static int
put_gap(const struct put *put, const struct gap *gap)
{
	struct call call;

	if (put_begin(put, &call, STATEMENT_GAP_PUT) == -1)
		return -1;
	call_text(&call, gap->org);
	call_text(&call, gap->id);
	call_text(&call, gap->subject);
	call_text(&call, gap->reason);
	call_int(&call, put->run);
	call_time(&call, put->when);
	return put_run(put, &call);
}

static int
put_note(const struct put *put, const struct note *note, size_t place)
{
	struct call call;

	if (put_begin(put, &call, STATEMENT_NOTE_PUT) == -1)
		return -1;
	call_text(&call, note->org);
	call_int(&call, (int64_t)place);
	call_text(&call, note->subject);
	call_text(&call, note->text);
	call_int(&call, put->run);
	return put_run(put, &call);
}

static int
put_difference(const struct put *put, const struct difference *x)
{
	struct call call;

	if (put_begin(put, &call, STATEMENT_DIFFERENCE_PUT) == -1)
		return -1;
	call_text(&call, x->org);
	call_int(&call, x->kind);
	call_text(&call, x->handle);
	call_text(&call, x->what);
	call_text(&call, x->rdap);
	call_text(&call, x->whois);
	call_text(&call, x->source_url);
	call_int(&call, put->run);
	return put_run(put, &call);
}

static int
put_elsewhere(const struct put *put, const struct elsewhere *x)
{
	struct call call;

	if (put_begin(put, &call, STATEMENT_ELSEWHERE_PUT) == -1)
		return -1;
	call_text(&call, x->org);
	call_text(&call, x->poc);
	call_text(&call, x->stranger);
	call_int(&call, x->resources);
	call_int(&call, put->run);
	return put_run(put, &call);
}

/* What else is known of coverage, and what both views show. */
static int
put_views(const struct put *put)
{
	const struct inventory *inv = put->inv;

	for (size_t i = 0; i < inv->note_count; i++)
		if (put_note(put, &inv->notes[i], i) == -1)
			return -1;
	for (size_t i = 0; i < inv->difference_count; i++)
		if (put_difference(put, &inv->differences[i]) == -1)
			return -1;
	for (size_t i = 0; i < inv->elsewhere_count; i++)
		if (put_elsewhere(put, &inv->elsewheres[i]) == -1)
			return -1;
	return 0;
}

/* Those of POCs that were read anew, and who is audited by now. */
static int
forget_elsewheres(const struct put *put, const char *org)
{
	struct call call;

	for (size_t i = 0; i < put->inv->record_count; i++) {
		const struct record *r = &put->inv->records[i];

		if (r->kind != RECORD_POC || strcmp(r->org, org) != 0)
			continue;
		if (put_begin(put, &call, STATEMENT_ELSEWHERE_DELETE_OLD) == -1)
			return -1;
		call_text(&call, org);
		call_int(&call, put->run);
		call_text(&call, r->handle);
		call_int(&call, r->orgs_known);
		if (put_run(put, &call) == -1)
			return -1;
	}
	return 0;
}

/* Is it certain that RDAP does not show what only the second view does? */
static void
call_sure(const struct put *put, struct call *call, const char *org,
    enum record_kind kind, const char *handle, const char *poc)
{
	call_int(call,
	    look_by_rdap(put->inv, org, kind, handle, poc) == LOOK_COMPLETE);
}

static int
write_record(const struct put *put, const struct record *r,
    const struct buf *status, const struct seen *seen)
{
	struct call call;

	if (put_begin(put, &call, STATEMENT_RECORD_PUT) == -1)
		return -1;
	call_text(&call, r->org);
	call_int(&call, r->kind);
	call_text(&call, r->handle);
	call_text(&call, r->name);
	call_text(&call, r->range);
	call_text(&call, r->type);
	call_text(&call, r->card_kind);
	call_text(&call, r->given);
	call_text(&call, r->surname);
	call_int(&call, r->cell);
	call_int(&call, r->links_known);
	call_int(&call, r->orgs_known);
	call_int(&call, r->second);
	call_int(&call, r->validated);
	call_time(&call, r->unvalidated_since);
	call_blob(&call, status->data, status->len);
	call_time(&call, r->registered);
	call_time(&call, r->last_changed);
	call_int(&call, r->look);
	call_text(&call, r->look_reason);
	call_int(&call, put->source);
	call_time(&call, r->observed_at);
	call_int(&call, put->run);
	call_seen(&call, seen);
	call_sure(put, &call, r->org, r->kind, r->handle, NULL);
	return put_run(put, &call);
}

static int
put_record(struct put *put, const struct record *r)
{
	enum look look = look_at_record(put->inv, r->org, r->kind, r->handle);
	struct buf status = {0};
	struct call call;
	struct seen seen;
	int result;

	if (put_begin(put, &call, STATEMENT_RECORD_SEEN) == -1)
		return -1;
	call_text(&call, r->org);
	call_int(&call, r->kind);
	call_text(&call, r->handle);
	if (see(put, &call, look, &seen) == -1 ||
	    source(put, r->source_url, r->source_digest) == -1)
		return -1;
	for (size_t i = 0; i < r->status.count; i++)
		buf_add(&status, r->status.items[i],
		    strlen(r->status.items[i]) + 1);
	result = write_record(put, r, &status, &seen);
	buf_clear(&status);
	return result;
}

static int
put_link(const struct put *put, const struct link *l)
{
	enum look look =
	    look_at_link(put->inv, l->org, l->holder_kind, l->holder);
	struct call call;
	struct seen seen;

	if (put_begin(put, &call, STATEMENT_LINK_SEEN) == -1)
		return -1;
	call_text(&call, l->org);
	call_int(&call, l->holder_kind);
	call_text(&call, l->holder);
	call_text(&call, l->poc);
	if (see(put, &call, look, &seen) == -1 ||
	    put_begin(put, &call, STATEMENT_LINK_PUT) == -1)
		return -1;
	call_text(&call, l->org);
	call_int(&call, l->holder_kind);
	call_text(&call, l->holder);
	call_text(&call, l->poc);
	call_int(&call, l->roles);
	call_int(&call, look);
	call_int(&call, l->second);
	call_int(&call, put->run);
	call_seen(&call, &seen);
	call_sure(put, &call, l->org, l->holder_kind, l->holder, l->poc);
	return put_run(put, &call);
}

/* The parts of what is a record of ours, before what refers to them. */
static int
put_proof(struct put *put, const struct part *part, int64_t *id)
{
	const struct answer *answer = &put->inv->answers[part->answer];
	struct call call;
	int64_t body;
	int got;

	if (find_or_add(put, STATEMENT_PART_FIND, STATEMENT_PART_ADD,
		part->digest, part->body, &body) == -1 ||
	    source(put, answer->url, answer->digest) == -1 ||
	    put_begin(put, &call, STATEMENT_PROOF_PUT) == -1)
		return -1;
	call_int(&call, body);
	call_int(&call, put->source);
	call_text(&call, part->path);
	call_time(&call, answer->time);
	got = call_row(&call, put->err);
	if (got == -1)
		return -1;
	*id = row_int(&call);
	/* To its end, or nothing is written. */
	return call_row(&call, put->err);
}

static int
put_proofs(struct put *put)
{
	const struct inventory *inv = put->inv;

	for (size_t i = 0; i < inv->part_count; i++) {
		const struct part *part = &inv->parts[i];

		if (inventory_record(
			inv, part->org, part->kind, part->handle) != NULL &&
		    put_proof(put, part, &put->proofs[i]) == -1)
			return -1;
	}
	return 0;
}

/*
 * Of the proofs of a record, that of the answer which described it is the
 * record's; any other only where there is none of that.
 */
static int
put_record_proofs(struct put *put, bool of_source)
{
	const struct inventory *inv = put->inv;
	struct call call;

	for (size_t i = 0; i < inv->part_count; i++) {
		const struct part *part = &inv->parts[i];
		const char *url = inv->answers[part->answer].url;
		const struct record *r =
		    inventory_record(inv, part->org, part->kind, part->handle);

		if (r == NULL || (strcmp(r->source_url, url) == 0) != of_source)
			continue;
		if (put_begin(put, &call, STATEMENT_RECORD_PROOF) == -1)
			return -1;
		call_text(&call, part->org);
		call_int(&call, part->kind);
		call_text(&call, part->handle);
		call_int(&call, put->proofs[i]);
		if (put_run(put, &call) == -1)
			return -1;
	}
	return 0;
}

static int
put_sighting(struct put *put, const struct sighting *x)
{
	enum look look = look_at_sighting(put->inv, x);
	struct call call;
	struct seen seen;

	if (put_begin(put, &call, STATEMENT_SIGHTING_SEEN) == -1)
		return -1;
	put_name(&call, x);
	if (see(put, &call, look, &seen) == -1 ||
	    source(put, x->source_url, x->source_digest) == -1 ||
	    put_begin(put, &call, STATEMENT_SIGHTING_PUT) == -1)
		return -1;
	put_name(&call, x);
	call_text(&call, x->spelling);
	call_int(&call, x->roles);
	call_int(&call, look);
	call_int(&call, x->level);
	call_int(&call, x->second);
	call_int(&call, put->source);
	call_id(&call, x->part == 0 ? 0 : put->proofs[x->part - 1]);
	call_time(&call, x->observed_at);
	call_int(&call, put->run);
	call_seen(&call, &seen);
	call_sure(put, &call, x->org, x->record_kind, x->record,
	    x->field == FIELD_POC_EMAIL ? x->poc : NULL);
	return put_run(put, &call);
}

static int
for_org(const struct put *put, enum statement id, const char *org, bool of_run)
{
	struct call call;

	if (put_begin(put, &call, id) == -1)
		return -1;
	call_text(&call, org);
	if (of_run)
		call_int(&call, put->run);
	return put_run(put, &call);
}

/* What is there now, in the order in which one refers to the other. */
static int
put_all(struct put *put)
{
	const struct inventory *inv = put->inv;

	for (size_t i = 0; i < inv->scope_count; i++)
		if (put_scope(put, &inv->scopes[i]) == -1)
			return -1;
	for (size_t i = 0; i < inv->gap_count; i++)
		if (put_gap(put, &inv->gaps[i]) == -1)
			return -1;
	for (size_t i = 0; i < inv->mail_domain_count; i++)
		if (put_mail_domain(put, &inv->mail_domains[i]) == -1)
			return -1;
	for (size_t i = 0; i < inv->record_count; i++)
		if (put_record(put, &inv->records[i]) == -1)
			return -1;
	for (size_t i = 0; i < inv->link_count; i++)
		if (put_link(put, &inv->links[i]) == -1)
			return -1;
	if (put_proofs(put) == -1)
		return -1;
	for (size_t i = 0; i < inv->sighting_count; i++)
		if (put_sighting(put, &inv->sightings[i]) == -1)
			return -1;
	if (put_views(put) == -1 || put_record_proofs(put, false) == -1)
		return -1;
	return put_record_proofs(put, true);
}

/*
 * The breaker: when more than 30 % of at least ten known addresses vanish at
 * once, unexplained by the records (those are REMOVED by then), an answer may
 * have lied. The run is not complete; the usual second look settles it.
 */
static int
doubt(const struct put *put, const char *org)
{
	struct inventory doubts = {0};
	int64_t known, vanished;
	struct call call;
	int result = 0;

	if (put_begin(put, &call, STATEMENT_SIGHTING_VANISHED) == -1)
		return -1;
	call_text(&call, org);
	call_int(&call, put->when);
	if (call_row(&call, put->err) != 1)
		return -1;
	known = row_int(&call);
	vanished = row_int(&call);
	call_end(&call);
	if (known < BREAKER_LEAST || vanished * 100 <= known * BREAKER_PERCENT)
		return 0;
	inventory_add_gap(&doubts, org, "addresses",
	    "%lld of %lld known addresses are not there any more, all at "
	    "once; a second look, six hours later or more, settles whether "
	    "that is true",
	    (long long)vanished, (long long)known);
	result = put_gap(put, &doubts.gaps[0]);
	inventory_clear(&doubts);
	return result;
}

/* What one organization had before. */
static int
settle(const struct put *put, const char *org)
{
	if (put_domains(put, org) == -1 ||
	    for_org(put, STATEMENT_DOMAIN_DELETE_OLD, org, true) == -1 ||
	    for_org(put, STATEMENT_GAP_DELETE_OLD, org, true) == -1 ||
	    for_org(put, STATEMENT_NOTE_DELETE_OLD, org, true) == -1 ||
	    for_org(put, STATEMENT_DIFFERENCE_DELETE_OLD, org, true) == -1 ||
	    forget_elsewheres(put, org) == -1 ||
	    for_org(put, STATEMENT_ANSWER_DELETE_OLD, org, true) == -1 ||
	    put_missing(put, org) == -1 || doubt(put, org) == -1 ||
	    for_org(put, STATEMENT_MAIL_DOMAIN_DELETE_OLD, org, true) == -1)
		return -1;
	if (for_org(put, STATEMENT_SIGHTING_DROP_PROOFS, org, false) == -1)
		return -1;
	return for_org(put, STATEMENT_RECORD_DROP_PROOFS, org, false);
}

int
store_facts_put(struct store *s, int64_t id, const struct inventory *inv,
    int64_t when, struct error *err)
{
	struct put put = {
	    .s = s, .inv = inv, .run = id, .when = when, .err = err};
	bool own;
	int result;

	if (store_begin_own(s, &own, err) == -1)
		return -1;
	put.proofs = xcalloc(inv->part_count + 1, sizeof(*put.proofs));
	result = answers_replace(s, id, inv, err);
	if (result == 0)
		result = put_all(&put);
	for (size_t i = 0; i < inv->scope_count && result == 0; i++)
		result = settle(&put, inv->scopes[i].org);
	if (result == 0)
		result = statement_run(s, STATEMENT_PROOF_SWEEP, err);
	if (result == 0)
		result = statement_run(s, STATEMENT_PART_SWEEP, err);
	if (result == 0)
		result = statement_run(s, STATEMENT_SOURCE_SWEEP, err);
	free(put.proofs);
	return store_end_own(s, own, result, err);
}
