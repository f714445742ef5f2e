#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "private.h"

static void
proof_clear(struct proof *p)
{
	free(p->org);
	free(p->handle);
	free(p->url);
	free(p->answer_digest);
	free(p->path);
	free(p->body);
	free(p->digest);
	for (size_t i = 0; i < p->shown_count; i++) {
		free(p->shown[i].address);
		free(p->shown[i].spelling);
	}
	free(p->shown);
}

void
proofs_clear(struct proofs *proofs)
{
	for (size_t i = 0; i < proofs->count; i++)
		proof_clear(&proofs->items[i]);
	free(proofs->items);
	*proofs = (struct proofs){0};
}

static void
take_proof(struct call *call, const char *org, struct proofs *proofs)
{
	struct proof *p;

	proofs->items =
	    xgrow(proofs->items, proofs->count, sizeof(*proofs->items));
	p = &proofs->items[proofs->count++];
	*p = (struct proof){.id = row_int(call), .org = xstrdup(org)};
	p->kind = (enum record_kind)row_int(call);
	p->handle = row_text(call);
	p->url = row_text(call);
	p->answer_digest = row_text(call);
	p->time = row_time(call);
	p->path = row_text(call);
	p->body = row_text(call);
	p->digest = row_text(call);
}

/* An address that the proofs with this id show, from `first` on. */
struct shown_row {
	int64_t id;
	struct shown shown;
};

static int
compare_rows(const void *a, const void *b)
{
	const struct shown_row *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static void
give_shown(struct proof *p, const struct shown_row *rows, size_t count)
{
	struct shown_row key = {.id = p->id};
	const struct shown_row *row =
	    count == 0
		? NULL
		: bsearch(&key, rows, count, sizeof(*rows), compare_rows);

	if (row == NULL)
		return;
	while (row > rows && row[-1].id == p->id)
		row--;
	for (; row < rows + count && row->id == p->id; row++) {
		p->shown = xgrow(p->shown, p->shown_count, sizeof(*p->shown));
		p->shown[p->shown_count++] = (struct shown){
		    .address = xstrdup(row->shown.address),
		    .spelling = xstrdup(row->shown.spelling),
		    .places = row->shown.places,
		};
	}
}

/* What the proofs from `first` on show. */
static int
load_shown(struct store *s, const char *org, struct proofs *proofs,
    size_t first, struct error *err)
{
	struct shown_row *rows = NULL;
	struct call call;
	size_t count = 0;
	int got;

	if (call_begin(&call, s, STATEMENT_PROOF_ADDRESSES, err) == -1)
		return -1;
	call_text(&call, org);
	while ((got = call_row(&call, err)) == 1) {
		rows = xgrow(rows, count, sizeof(*rows));
		rows[count].id = row_int(&call);
		rows[count].shown.address = row_text(&call);
		rows[count].shown.spelling = row_text(&call);
		rows[count++].shown.places = (size_t)row_int(&call);
	}
	for (; first < proofs->count && got == 0; first++)
		give_shown(&proofs->items[first], rows, count);
	for (size_t i = 0; i < count; i++) {
		free(rows[i].shown.address);
		free(rows[i].shown.spelling);
	}
	free(rows);
	return got;
}

static int
load_org(
    struct store *s, const char *org, struct proofs *proofs, struct error *err)
{
	size_t first = proofs->count;
	struct call call;
	int got;

	if (call_begin(&call, s, STATEMENT_PROOF_LOAD, err) == -1)
		return -1;
	call_text(&call, org);
	while ((got = call_row(&call, err)) == 1)
		take_proof(&call, org, proofs);
	return got == 0 ? load_shown(s, org, proofs, first, err) : -1;
}

int
store_proofs(struct store *s, const struct strings *orgs, struct proofs *proofs,
    struct error *err)
{
	struct strings chosen = {0};
	int result;

	*proofs = (struct proofs){0};
	result = orgs_choose(s, orgs, 0, &chosen, err);
	for (size_t i = 0; i < chosen.count && result == 0; i++)
		result = load_org(s, chosen.items[i], proofs, err);
	strings_clear(&chosen);
	if (result == -1)
		proofs_clear(proofs);
	return result;
}

/* ---- do they still say what they said? ----------------------------------- */

static void
add_name(struct strings *names, enum record_kind kind, char *handle)
{
	char *name = xasprintf("%s %s", record_kind_name(kind), handle);

	strings_add_unique(names, name);
	free(name);
	free(handle);
}

/* The records that a part belongs to. */
static int
name_part(
    struct store *s, int64_t part, struct strings *names, struct error *err)
{
	size_t before = names->count;
	struct call call;
	int got;

	if (call_begin(&call, s, STATEMENT_PART_RECORDS, err) == -1)
		return -1;
	call_int(&call, part);
	while ((got = call_row(&call, err)) == 1) {
		enum record_kind kind = (enum record_kind)row_int(&call);

		add_name(names, kind, row_text(&call));
	}
	if (got == 0 && names->count == before)
		strings_add_unique(names, "a part that no record has");
	return got;
}

static int
check_parts(struct store *s, struct proof_check *check, struct error *err)
{
	struct call call;
	int got;

	if (call_begin(&call, s, STATEMENT_PART_CHECK, err) == -1)
		return -1;
	while ((got = call_row(&call, err)) == 1) {
		char now[DIGEST_TEXT_MAX], *digest;
		int64_t id = row_int(&call);
		const void *body;
		size_t len;

		digest = row_text(&call);
		body = row_blob(&call, &len);
		digest_of(body, len, now);
		if (strcmp(now, digest) == 0)
			check->verified++;
		else if (name_part(s, id, &check->altered, err) == -1)
			got = -1;
		free(digest);
		if (got == -1)
			break;
	}
	call_end(&call);
	return got;
}

int
store_proofs_check(
    struct store *s, struct proof_check *check, struct error *err)
{
	struct strings *lists[] = {
	    &check->lacking, &check->withheld, &check->erased};
	struct call call;
	int got;

	*check = (struct proof_check){0};
	if (check_parts(s, check, err) == -1 ||
	    call_begin(&call, s, STATEMENT_PROOF_LACKING, err) == -1)
		return -1;
	while ((got = call_row(&call, err)) == 1) {
		enum record_kind kind = (enum record_kind)row_int(&call);
		char *handle = row_text(&call);

		add_name(lists[row_int(&call)], kind, handle);
	}
	return got;
}

void
proof_check_clear(struct proof_check *check)
{
	strings_clear(&check->altered);
	strings_clear(&check->lacking);
	strings_clear(&check->erased);
	strings_clear(&check->withheld);
}
