#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "life.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "reports/assess.h"
#include "store/private.h"

static _Noreturn void
die(const struct error *err)
{
	fprintf(stderr, "soak: %s\n", err->text);
	abort();
}

/* ---- lists --------------------------------------------------------------- */

static int
by_key(const void *a, const void *b)
{
	return strcmp(
	    ((const struct known *)a)->key, ((const struct known *)b)->key);
}

const struct known *
known_find(const struct knowns *list, const char *key)
{
	struct known k = {.key = NULL};

	if (list->count == 0)
		return NULL;
	k.key = xstrdup(key);
	const struct known *found =
	    bsearch(&k, list->items, list->count, sizeof(*list->items), by_key);
	free(k.key);
	return found;
}

static void
add(struct knowns *list, char *key, int state, int severity, bool passing)
{
	list->items = xgrow(list->items, list->count, sizeof(*list->items));
	list->items[list->count++] =
	    (struct known){key, state, severity, passing};
}

static void
clear(struct knowns *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->items[i].key);
	free(list->items);
	*list = (struct knowns){0};
}

static void
sort(struct knowns *list)
{
	if (list->count > 1)
		qsort(list->items, list->count, sizeof(*list->items), by_key);
}

void
moment_clear(struct moment *m)
{
	clear(&m->facts);
	clear(&m->findings);
	clear(&m->seen);
}

/* ---- a run --------------------------------------------------------------- */

static void
add_facts(struct knowns *list, const struct inventory *inv, bool looks)
{
	for (size_t i = 0; i < inv->record_count; i++) {
		const struct record *r = &inv->records[i];

		add(list,
		    xasprintf("%s %s", record_kind_name(r->kind), r->handle),
		    looks ? (int)r->look : (int)r->seen.state, 0, false);
	}
	for (size_t i = 0; i < inv->link_count; i++) {
		const struct link *l = &inv->links[i];

		add(list, xasprintf("link %s %s", l->holder, l->poc),
		    looks ? (int)l->roles : (int)l->seen.state, 0, false);
	}
	for (size_t i = 0; i < inv->sighting_count; i++) {
		const struct sighting *s = &inv->sightings[i];

		add(list,
		    xasprintf("%s %s %s %s", field_name(s->field), s->record,
			s->poc, s->address),
		    looks ? 0 : (int)s->seen.state, 0, false);
	}
	sort(list);
}

static void
add_findings(struct knowns *list, const struct report *report)
{
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct finding *f = &report->findings[i];

		add(list, xasprintf("%s %s %s", f->id, f->address, f->record),
		    (int)f->status, (int)f->severity,
		    f->rule->passing || strcmp(f->rule->id, "WE000") == 0);
	}
	sort(list);
}

/* What was known once and is not loaded any more is REMOVED. */
static void
remember(struct life *life, struct knowns *facts)
{
	size_t loaded = facts->count;
	struct knowns fresh = {0};

	for (size_t i = 0; i < loaded; i++)
		if (known_find(&life->ever, facts->items[i].key) == NULL)
			add(&fresh, xstrdup(facts->items[i].key), 0, 0, false);
	for (size_t i = 0; i < life->ever.count; i++) {
		struct knowns now = {facts->items, loaded};

		if (known_find(&now, life->ever.items[i].key) == NULL)
			add(facts, xstrdup(life->ever.items[i].key),
			    STATE_REMOVED, 0, false);
	}
	sort(facts);
	for (size_t i = 0; i < fresh.count; i++)
		add(&life->ever, fresh.items[i].key, 0, 0, false);
	free(fresh.items);
	sort(&life->ever);
}

struct work {
	struct life *life;
	struct run run;
	struct inventory seen, known;
	struct kept_finding *kept;
	size_t kept_count;
	struct report *report;
	struct error err;
};

static int
answered(void *arg, const struct answer *answer, struct error *err)
{
	struct work *w = arg;

	w->run.queries[answer->verdict]++;
	return store_answer_add(w->life->store, w->run.id, answer, err);
}

static void
look(struct work *w, const struct plan_of_life *plan, struct faulty *registry,
    int64_t now)
{
	struct strings orgs = {0}, domains = {0};
	struct enumerate_options how = {.base = TRUTH_RDAP,
	    .orgs = &orgs,
	    .domains = &domains,
	    .whois = TRUTH_WHOIS,
	    .plan = plan->plan,
	    .cross_check = plan->cross_check,
	    .answered = answered,
	    .arg = w};
	struct known_poc *known;
	int64_t when;

	strings_add(&orgs, TRUTH_ORG);
	if (plan->domain)
		strings_add(&domains, TRUTH_DOMAIN);
	w->run = (struct run){.started = now,
	    .finished = CLOCK_NONE,
	    .observed_at = now,
	    .scope = xstrdup(TRUTH_ORG),
	    .tool = xstrdup("soak"),
	    .rules = xstrdup(RULES_VERSION),
	    .source = xstrdup("soak"),
	    .exit_status = -1};
	w->run.id = store_run_begin(w->life->store, &w->run, &w->err);
	if (w->run.id == -1 ||
	    store_checked(w->life->store, TRUTH_ORG, &when, &w->err) == -1)
		die(&w->err);
	how.cross_check_due = when == CLOCK_NONE || now - when >= 7 * 86400;
	if (store_known_pocs(
		w->life->store, &orgs, &known, &how.known_count, &w->err) == -1)
		die(&w->err);
	how.known = known;
	if (enumerate(&how, &registry->transport, &w->seen, &w->err) == -1)
		die(&w->err);
	for (size_t i = 0; i < how.known_count; i++)
		known_poc_clear(&known[i]);
	free(known);
	strings_clear(&orgs);
	strings_clear(&domains);
}

static void
judge(struct work *w, int64_t now)
{
	struct assess_options how = {0};
	struct strings orgs = {0};
	struct run loaded = {0};

	strings_add(&orgs, TRUTH_ORG);
	if (store_load(w->life->store, &orgs, &w->known, &loaded, &w->err) ==
		-1 ||
	    store_findings_load(
		w->life->store, &orgs, &w->kept, &w->kept_count, &w->err) == -1)
		die(&w->err);
	run_clear(&loaded);
	strings_clear(&orgs);
	w->report =
	    assess(&w->known, &w->run, w->kept, w->kept_count, &how, now);
}

static void
keep_findings(struct work *w)
{
	struct strings ended = {0};
	struct kept_finding *findings;
	size_t count;

	findings = report_findings(w->report, &count);
	report_ended(w->report, w->kept, w->kept_count, &ended);
	if (store_findings_put(
		w->life->store, w->run.id, findings, count, &w->err) == -1 ||
	    store_findings_end(w->life->store, &ended, &w->err) == -1)
		die(&w->err);
	strings_clear(&ended);
	for (size_t i = 0; i < count; i++)
		kept_finding_clear(&findings[i]);
	free(findings);
}

static void
keep(struct work *w, int64_t now)
{
	struct store *s = w->life->store;

	w->run.finished = now;
	w->run.complete = inventory_complete(&w->seen);
	if (store_begin(s, &w->err) == -1 ||
	    store_facts_put(s, w->run.id, &w->seen, now, &w->err) == -1 ||
	    store_run_end(s, &w->run, &w->err) == -1)
		die(&w->err);
	judge(w, now);
	keep_findings(w);
	w->run.complete = w->report->complete;
	w->run.exit_status = w->run.complete ? 0 : 3;
	if (store_run_end(s, &w->run, &w->err) == -1 ||
	    store_commit(s, &w->err) == -1)
		die(&w->err);
}

static void
work_clear(struct work *w)
{
	report_free(w->report);
	for (size_t i = 0; i < w->kept_count; i++)
		kept_finding_clear(&w->kept[i]);
	free(w->kept);
	inventory_clear(&w->known);
	inventory_clear(&w->seen);
	run_clear(&w->run);
}

static void
tell(const struct inventory *inv)
{
	for (size_t i = 0; i < inv->scope_count; i++)
		for (int k = 0; k < RECORD_KINDS; k++)
			if (!inv->scopes[i].list_complete[k])
				printf("    not all: %s\n",
				    record_kind_name((enum record_kind)k));
	for (size_t i = 0; i < inv->gap_count; i++)
		printf("    gap: %s: %s\n", inv->gaps[i].subject,
		    inv->gaps[i].reason);
}

void
life_run(struct life *life, const struct plan_of_life *plan,
    struct faulty *registry, int64_t now, struct moment *m)
{
	struct work w = {.life = life};
	int fault;

	*m = (struct moment){0};
	look(&w, plan, registry, now);
	if (registry->told)
		tell(&w.seen);
	fault = enumerate_fault(&w.seen);
	m->kept = fault == 0 || fault == ERROR_NO_ORG;
	if (m->kept) {
		keep(&w, now);
		m->complete = w.report->complete;
		m->cross_checked =
		    w.seen.scope_count > 0 && w.seen.scopes[0].cross_checked;
		add_findings(&m->findings, w.report);
	} else {
		w.run.finished = now;
		w.run.exit_status = fault;
		if (store_run_end(life->store, &w.run, &w.err) == -1)
			die(&w.err);
		judge(&w, now);
	}
	add_facts(&m->facts, &w.known, false);
	remember(life, &m->facts);
	add_facts(&m->seen, &w.seen, true);
	m->asked = registry->asked;
	m->hit = registry->hit;
	m->lies = registry->lies;
	work_clear(&w);
}

void
life_begin(struct life *life)
{
	struct error err = {0};

	*life = (struct life){0};
	life->store = store_open(":memory:", STORE_WRITE, &err);
	if (life->store == NULL)
		die(&err);
}

/* What refers to another table was made after it; and what is deleted from some
 * is kept as the past, so the second round empties that. */
void
life_again(struct life *life)
{
	sqlite3 *db = life->store->db;
	struct strings tables = {0};
	sqlite3_stmt *names;
	char *sql;

	life->store->setting_up = true;
	if (sqlite3_prepare_v2(db,
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name "
		"NOT LIKE 'sqlite%' ORDER BY rowid DESC",
		-1, &names, NULL) != SQLITE_OK)
		abort();
	while (sqlite3_step(names) == SQLITE_ROW)
		strings_add(
		    &tables, (const char *)sqlite3_column_text(names, 0));
	sqlite3_finalize(names);
	for (size_t i = 0; i < 2 * tables.count; i++) {
		sql = xasprintf(
		    "DELETE FROM \"%s\"", tables.items[i % tables.count]);
		if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK &&
		    i >= tables.count)
			abort();
		free(sql);
	}
	life->store->setting_up = false;
	strings_clear(&tables);
	clear(&life->ever);
}

bool
life_holds(const struct life *life, const char *text)
{
	sqlite3_int64 size;
	unsigned char *bytes;
	bool found;

	life->store->setting_up = true; /* it asks with a PRAGMA */
	bytes = sqlite3_serialize(life->store->db, "main", &size, 0);
	life->store->setting_up = false;
	if (bytes == NULL)
		abort();
	found = memmem(bytes, (size_t)size, text, strlen(text)) != NULL;
	sqlite3_free(bytes);
	return found;
}

void
life_end(struct life *life)
{
	clear(&life->ever);
	store_close(life->store);
}
