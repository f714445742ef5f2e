#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "private.h"

int
call_begin_at(struct call *call, struct store *s, enum statement now,
    enum statement then, const char *org, int64_t at, struct error *err)
{
	if (call_begin(call, s, at != 0 ? then : now, err) == -1)
		return -1;
	if (org != NULL)
		call_text(call, org);
	if (at != 0)
		call_int(call, at);
	return 0;
}

static int
all_orgs(struct store *s, int64_t at, struct strings *chosen, struct error *err)
{
	struct call call;
	int got;

	if (call_begin_at(&call, s, STATEMENT_SCOPE_LIST,
		STATEMENT_SCOPE_LIST_AT, NULL, at, err) == -1)
		return -1;
	while ((got = call_row(&call, err)) == 1)
		strings_take(chosen, row_text(&call));
	return got;
}

int
orgs_choose(struct store *s, const struct strings *orgs, int64_t at,
    struct strings *chosen, struct error *err)
{
	if (orgs == NULL || orgs->count == 0)
		return all_orgs(s, at, chosen, err);
	for (size_t i = 0; i < orgs->count; i++)
		strings_add_unique(chosen, orgs->items[i]);
	strings_sort(chosen);
	return 0;
}

/* Each of these adds the current row. */

static void
add_domain(struct call *call, const char *org, struct inventory *inv)
{
	struct domain domain = {.name = row_text(call)};
	bool declared = row_int(call) != 0;

	(void)org;
	domain.confirmed = row_int(call) != 0;
	domain.evidence = row_text(call);
	domain.searched = row_int(call) != 0;
	domain.own_since = row_time(call);
	domain.search_url = row_text(call);
	if (declared) {
		inv->domains = xgrow(
		    inv->domains, inv->domain_count, sizeof(*inv->domains));
		inv->domains[inv->domain_count++] = domain;
		return;
	}
	strings_take(&inv->domains_seen, domain.name);
	free(domain.evidence);
	free(domain.search_url);
}

static void
add_mail_domain(struct call *call, const char *org, struct inventory *inv)
{
	struct mail_domain x = {.org = xstrdup(org)};

	x.name = row_text(call);
	x.registrable = row_text(call);
	x.state = (enum mail_state)row_int(call);
	x.evidence = row_text(call);
	x.time = row_time(call);
	inventory_add_mail_domain(inv, &x);
}

static void
add_gap(struct call *call, const char *org, struct inventory *inv)
{
	struct gap *gap;

	inv->gaps = xgrow(inv->gaps, inv->gap_count, sizeof(*inv->gaps));
	gap = &inv->gaps[inv->gap_count++];
	gap->id = row_text(call);
	gap->org = xstrdup(org);
	gap->subject = row_text(call);
	gap->reason = row_text(call);
	gap->since = row_time(call);
}

static void
add_note(struct call *call, const char *org, struct inventory *inv)
{
	char *subject = row_text(call), *text = row_text(call);

	inventory_add_note(inv, org, subject, "%s", text);
	free(subject);
	free(text);
}

static void
add_difference(struct call *call, const char *org, struct inventory *inv)
{
	struct difference x = {.org = xstrdup(org)};

	x.kind = (enum record_kind)row_int(call);
	x.handle = row_text(call);
	x.what = row_text(call);
	x.rdap = row_text(call);
	x.whois = row_text(call);
	x.source_url = row_text(call);
	inventory_add_difference(inv, &x);
}

static void
add_elsewhere(struct call *call, const char *org, struct inventory *inv)
{
	struct elsewhere x = {.org = xstrdup(org)};

	x.poc = row_text(call);
	x.stranger = row_text(call);
	x.resources = (int)row_int(call);
	inventory_add_elsewhere(inv, &x);
}

static void
take_digest(struct call *call, char digest[DIGEST_TEXT_MAX])
{
	char *text = row_text(call);
	size_t len = strlen(text);

	if (len >= DIGEST_TEXT_MAX)
		len = 0;
	memcpy(digest, text, len);
	digest[len] = '\0';
	free(text);
}

static void
add_answer(struct call *call, const char *org, struct inventory *inv)
{
	struct answer a = {0};

	(void)org;
	a.org = row_text(call);
	a.url = row_text(call);
	a.why = row_text(call);
	a.time = row_time(call);
	a.status = (int)row_int(call);
	a.content_type = row_text(call);
	a.bytes = (uint64_t)row_int(call);
	take_digest(call, a.digest);
	a.verdict = (enum verdict)row_int(call);
	a.reason = row_text(call);
	a.fault = (int)row_int(call);
	inventory_add_answer(inv, &a);
}

/* Each item ends in a NUL. */
static void
take_status(struct call *call, struct strings *status)
{
	size_t len;
	const char *data = row_blob(call, &len);

	while (len > 0) {
		char *item = xstrndup(data, len);
		size_t used = strlen(item) + 1;

		strings_take(status, item);
		if (used > len)
			used = len;
		data += used;
		len -= used;
	}
}

static void
add_record(struct call *call, const char *org, struct inventory *inv)
{
	struct record r = {.org = org};

	r.kind = (enum record_kind)row_int(call);
	r.handle = row_borrow(call);
	r.name = row_borrow(call);
	r.range = row_borrow(call);
	r.type = row_borrow(call);
	r.card_kind = row_borrow(call);
	r.given = row_borrow(call);
	r.surname = row_borrow(call);
	r.cell = row_int(call) != 0;
	r.links_known = row_int(call) != 0;
	r.orgs_known = row_int(call) != 0;
	r.second = row_int(call) != 0;
	r.validated = (enum validation)row_int(call);
	r.unvalidated_since = row_time(call);
	take_status(call, &r.status);
	r.registered = row_time(call);
	r.last_changed = row_time(call);
	r.look = (enum look)row_int(call);
	r.look_reason = row_borrow(call);
	r.source_url = row_borrow(call);
	r.source_digest = row_borrow(call);
	r.observed_at = row_time(call);
	r.seen = row_seen(call);
	inventory_add_record(inv, &r);
	strings_clear(&r.status);
}

static void
add_link(struct call *call, const char *org, struct inventory *inv)
{
	struct link l = {.org = org};

	l.holder_kind = (enum record_kind)row_int(call);
	l.holder = row_borrow(call);
	l.poc = row_borrow(call);
	l.roles = (unsigned)row_int(call);
	l.second = row_int(call) != 0;
	l.seen = row_seen(call);
	inventory_append_link(inv, &l);
}

static void
add_sighting(struct call *call, const char *org, struct inventory *inv)
{
	struct sighting x = {.org = org};

	x.record_kind = (enum record_kind)row_int(call);
	x.record = row_borrow(call);
	x.field = (enum field)row_int(call);
	x.poc = row_borrow(call);
	x.address = row_borrow(call);
	x.spelling = row_borrow(call);
	x.roles = (unsigned)row_int(call);
	x.level = (enum level)row_int(call);
	x.second = row_int(call) != 0;
	x.source_url = row_borrow(call);
	x.source_digest = row_borrow(call);
	x.observed_at = row_time(call);
	x.seen = row_seen(call);
	inventory_append_sighting(inv, &x);
}

/* What one organization has, in the order of a report. */
static const struct {
	enum statement now, then;
	void (*add)(struct call *call, const char *org, struct inventory *inv);
	bool facts;
} tables[] = {
    {STATEMENT_DOMAIN_LOAD, STATEMENT_DOMAIN_LOAD_AT, add_domain, false},
    {STATEMENT_MAIL_DOMAIN_LOAD, STATEMENT_MAIL_DOMAIN_LOAD_AT, add_mail_domain,
	false},
    {STATEMENT_GAP_LOAD, STATEMENT_GAP_LOAD_AT, add_gap, false},
    {STATEMENT_NOTE_LOAD, STATEMENT_NOTE_LOAD_AT, add_note, false},
    {STATEMENT_DIFFERENCE_LOAD, STATEMENT_DIFFERENCE_LOAD_AT, add_difference,
	false},
    {STATEMENT_ELSEWHERE_LOAD, STATEMENT_ELSEWHERE_LOAD_AT, add_elsewhere,
	true},
    {STATEMENT_ANSWER_LOAD, STATEMENT_ANSWER_LOAD_AT, add_answer, true},
    {STATEMENT_RECORD_LOAD, STATEMENT_RECORD_LOAD_AT, add_record, true},
    {STATEMENT_LINK_LOAD, STATEMENT_LINK_LOAD_AT, add_link, true},
    {STATEMENT_SIGHTING_LOAD, STATEMENT_SIGHTING_LOAD_AT, add_sighting, true},
};

static int
load_table(struct store *s, size_t table, const char *org, int64_t at,
    struct inventory *inv, struct error *err)
{
	struct call call;
	int got;

	if (call_begin_at(&call, s, tables[table].now, tables[table].then, org,
		at, err) == -1)
		return -1;
	while ((got = call_row(&call, err)) == 1)
		tables[table].add(&call, org, inv);
	return got;
}

/* The run it is as of goes to `*run`, 0 when it was never stored. */
static int
load_scope(struct store *s, const char *org, int64_t at, struct inventory *inv,
    int64_t *run, struct error *err)
{
	struct scope scope = {0};
	struct call call;
	int64_t lists;
	int got;

	*run = 0;
	if (call_begin_at(&call, s, STATEMENT_SCOPE_LOAD,
		STATEMENT_SCOPE_LOAD_AT, org, at, err) == -1)
		return -1;
	got = call_row(&call, err);
	if (got != 1)
		return got;
	*run = row_int(&call);
	scope.org = xstrdup(org);
	scope.name = row_text(&call);
	scope.state = (enum scope_state)row_int(&call);
	scope.reason = row_text(&call);
	lists = row_int(&call);
	for (size_t i = 0; i < RECORD_KINDS; i++)
		scope.list_complete[i] = (lists & (1 << i)) != 0;
	scope.searched = (lists & (1 << RECORD_KINDS)) != 0;
	scope.associated = (size_t)row_int(&call);
	scope.cross_checked = row_int(&call) != 0;
	scope.complete_last = scope.complete_before = CLOCK_NONE;
	scope.run = scope.observed_at = 0;
	scope.asked = (unsigned)row_int(&call);
	for (size_t i = 0; i < 4; i++)
		scope.queries[i] = (unsigned)row_int(&call);
	scope.answers_lost = at != 0 && row_int(&call) > at;
	call_end(&call);
	inventory_add_scope(inv, &scope);
	return 0;
}

/* What is news to a reader of the run is new since one of these. */
static int
load_news(struct store *s, const char *org, int64_t at, struct inventory *inv,
    struct error *err)
{
	struct scope *scope = inventory_scope(inv, org);
	struct call call;
	bool newest;
	int64_t last;
	int got;

	if (call_begin_at(&call, s, STATEMENT_SCOPE_NEWS,
		STATEMENT_SCOPE_NEWS_AT, org, at, err) == -1)
		return -1;
	got = call_row(&call, err);
	if (got != 1)
		return got;
	newest = row_int(&call) != 0;
	last = row_time(&call);
	scope->complete_before = row_time(&call);
	scope->complete_last = newest ? scope->complete_before : last;
	scope->run = row_int(&call);
	scope->observed_at = row_time(&call);
	call_end(&call);
	return 0;
}

static int
load_org(struct store *s, const char *org, int64_t at, bool facts,
    struct inventory *inv, int64_t *newest, struct error *err)
{
	int64_t run;

	if (load_scope(s, org, at, inv, &run, err) == -1)
		return -1;
	if (run == 0)
		return 0;
	if (run > *newest)
		*newest = run;
	if (load_news(s, org, at, inv, err) == -1)
		return -1;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++)
		if ((facts || !tables[i].facts) &&
		    load_table(s, i, org, at, inv, err) == -1)
			return -1;
	if (inventory_scope(inv, org)->answers_lost)
		inventory_add_note(inv, org, "answers",
		    "those of this run are not kept; where one is named, it is "
		    "the newest that showed the same");
	return 0;
}

static int
load_run(struct store *s, int64_t id, struct run *run, struct error *err)
{
	struct call call;
	int got;

	if (call_begin(&call, s, STATEMENT_RUN_GET, err) == -1)
		return -1;
	call_int(&call, id);
	got = call_row(&call, err);
	if (got != 1)
		return got;
	run_take(&call, run);
	call_end(&call);
	return 0;
}

static int
compare_domains(const void *a, const void *b)
{
	const struct domain *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : y->confirmed - x->confirmed;
}

static bool
is_declared(const struct inventory *inv, const char *name)
{
	for (size_t i = 0; i < inv->domain_count; i++)
		if (strcmp(inv->domains[i].name, name) == 0)
			return true;
	return false;
}

/*
 * Domains are declared for a run and stored with each of its organizations:
 * one that any confirms is confirmed, one that any declares is declared.
 */
static void
unite_domains(struct inventory *inv)
{
	struct strings seen = inv->domains_seen;
	size_t kept = 0;

	if (inv->domain_count > 0)
		qsort(inv->domains, inv->domain_count, sizeof(*inv->domains),
		    compare_domains);
	for (size_t i = 0; i < inv->domain_count; i++) {
		struct domain *x = &inv->domains[i];

		if (kept > 0 &&
		    strcmp(inv->domains[kept - 1].name, x->name) == 0) {
			free(x->name);
			free(x->evidence);
			free(x->search_url);
		} else {
			inv->domains[kept++] = *x;
		}
	}
	inv->domain_count = kept;
	inv->domains_seen = (struct strings){0};
	strings_sort(&seen);
	for (size_t i = 0; i < seen.count; i++)
		if (!is_declared(inv, seen.items[i]))
			strings_add_unique(&inv->domains_seen, seen.items[i]);
	strings_clear(&seen);
}

int
knew_until(struct store *s, int64_t at, int64_t *when, struct error *err)
{
	struct call call;
	int got;

	*when = CLOCK_NONE;
	if (call_begin(&call, s, STATEMENT_RUN_KNEW, err) == -1)
		return -1;
	call_int(&call, at);
	got = call_row(&call, err);
	if (got != 1)
		return got;
	*when = row_time(&call);
	call_end(&call);
	return 0;
}

void
seen_clamp(struct seen *seen, int64_t when)
{
	if (when == CLOCK_NONE)
		return;
	if (seen->last > when)
		seen->last = when;
	if (seen->last_complete > when)
		seen->last_complete = when;
}

static void
clamp_all(struct inventory *inv, int64_t when)
{
	for (size_t i = 0; i < inv->record_count; i++)
		seen_clamp(&inv->records[i].seen, when);
	for (size_t i = 0; i < inv->link_count; i++)
		seen_clamp(&inv->links[i].seen, when);
	for (size_t i = 0; i < inv->sighting_count; i++)
		seen_clamp(&inv->sightings[i].seen, when);
}

int
store_load(struct store *s, const struct strings *orgs, struct inventory *inv,
    struct run *run, struct error *err)
{
	return store_load_at(s, orgs, 0, inv, run, err);
}

static int
load_all(struct store *s, const struct strings *orgs, int64_t at, bool facts,
    struct inventory *inv, struct run *run, struct error *err)
{
	struct strings chosen = {0};
	int64_t newest = 0, until = CLOCK_NONE;
	bool own;
	int result;

	*inv = (struct inventory){0};
	*run = (struct run){0};
	/* One transaction, so that all is of one moment. */
	if (store_read_own(s, &own, err) == -1)
		return -1;
	result = orgs_choose(s, orgs, at, &chosen, err);
	for (size_t i = 0; i < chosen.count && result == 0; i++)
		result =
		    load_org(s, chosen.items[i], at, facts, inv, &newest, err);
	if (at != 0 && newest != 0)
		newest = at;
	if (result == 0 && newest != 0)
		result = load_run(s, newest, run, err);
	if (result == 0 && at != 0)
		result = knew_until(s, at, &until, err);
	if (own)
		store_rollback(s);
	strings_clear(&chosen);
	unite_domains(inv);
	clamp_all(inv, until);
	if (result == -1) {
		inventory_clear(inv);
		run_clear(run);
	}
	return result;
}

int
store_load_at(struct store *s, const struct strings *orgs, int64_t at,
    struct inventory *inv, struct run *run, struct error *err)
{
	return load_all(s, orgs, at, true, inv, run, err);
}

int
store_load_coverage(struct store *s, const struct strings *orgs, int64_t at,
    struct inventory *inv, struct run *run, struct error *err)
{
	return load_all(s, orgs, at, false, inv, run, err);
}

static int
known_pocs(struct store *s, const char *org, struct known_poc **list, size_t *n,
    struct error *err)
{
	struct call call;
	int got;

	if (call_begin(&call, s, STATEMENT_RECORD_POCS, err) == -1)
		return -1;
	call_text(&call, org);
	while ((got = call_row(&call, err)) == 1) {
		*list = xgrow(*list, *n, sizeof(**list));
		(*list)[*n].org = xstrdup(org);
		(*list)[*n].poc = row_text(&call);
		(*list)[(*n)++].addresses = row_text(&call);
	}
	return got;
}

int
store_known_pocs(struct store *s, const struct strings *orgs,
    struct known_poc **pocs, size_t *count, struct error *err)
{
	struct known_poc *list = NULL;
	size_t n = 0;
	int result = 0;

	for (size_t i = 0; i < orgs->count && result == 0; i++)
		result = known_pocs(s, orgs->items[i], &list, &n, err);
	if (result == 0) {
		*pocs = list;
		*count = n;
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		known_poc_clear(&list[i]);
	free(list);
	return -1;
}

int
store_checked(
    struct store *s, const char *org, int64_t *when, struct error *err)
{
	struct call call;
	int got;

	*when = CLOCK_NONE;
	if (call_begin(&call, s, STATEMENT_SCOPE_CHECKED, err) == -1)
		return -1;
	call_text(&call, org);
	got = call_row(&call, err);
	if (got != 1)
		return got;
	*when = row_time(&call);
	call_end(&call);
	return 0;
}

char *
store_part(struct store *s, const char *org, enum record_kind kind,
    const char *handle, char digest[DIGEST_TEXT_MAX], struct error *err)
{
	struct call call;
	char *body;

	if (call_begin(&call, s, STATEMENT_PROOF_OF, err) == -1)
		return NULL;
	call_text(&call, org);
	call_int(&call, kind);
	call_text(&call, handle);
	if (call_row(&call, err) != 1)
		return NULL;
	body = row_text(&call);
	take_digest(&call, digest);
	call_end(&call);
	return body;
}
