#include <stdlib.h>
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "private.h"

void
kept_finding_clear(struct kept_finding *f)
{
	free(f->id);
	free(f->org);
	free(f->rule);
	free(f->address);
	free(f->record);
	free(f->status);
	free(f->rules);
	free(f->cause);
	*f = (struct kept_finding){0};
}

static int
put(struct store *s, int64_t run, const struct kept_finding *f,
    struct error *err)
{
	struct call call;

	if (call_begin(&call, s, STATEMENT_FINDING_PUT, err) == -1)
		return -1;
	call_text(&call, f->id);
	call_text(&call, f->org);
	call_text(&call, f->rule);
	call_text(&call, f->address);
	call_text(&call, f->record);
	call_int(&call, f->severity);
	call_text(&call, f->status);
	call_text(&call, f->rules);
	call_text(&call, f->cause != NULL ? f->cause : "");
	call_int(&call, f->never_open);
	call_int(&call, f->accepted);
	call_int(&call, f->configured);
	call_int(&call, run);
	call_seen(&call, &f->seen);
	return call_run(&call, err);
}

int
store_findings_put(struct store *s, int64_t run,
    const struct kept_finding *findings, size_t count, struct error *err)
{
	bool own;
	int result = 0;

	if (store_begin_own(s, &own, err) == -1)
		return -1;
	for (size_t i = 0; i < count && result == 0; i++)
		result = put(s, run, &findings[i], err);
	return store_end_own(s, own, result, err);
}

static int
by_its_id(struct store *s, enum statement statement, const char *id,
    struct error *err)
{
	struct call call;

	if (call_begin(&call, s, statement, err) == -1)
		return -1;
	call_text(&call, id);
	return call_run(&call, err);
}

int
store_findings_end(
    struct store *s, const struct strings *ids, struct error *err)
{
	bool own;
	int result = 0;

	if (store_begin_own(s, &own, err) == -1)
		return -1;
	for (size_t i = 0; i < ids->count && result == 0; i++) {
		result = by_its_id(
		    s, STATEMENT_FINDING_END_MOVE, ids->items[i], err);
		if (result == 0)
			result = by_its_id(
			    s, STATEMENT_FINDING_END, ids->items[i], err);
	}
	return store_end_own(s, own, result, err);
}

static void
take(struct call *call, const char *org, struct kept_finding *f)
{
	f->id = row_text(call);
	f->org = xstrdup(org);
	f->rule = row_text(call);
	f->address = row_text(call);
	f->record = row_text(call);
	f->severity = (int)row_int(call);
	f->status = row_text(call);
	f->rules = row_text(call);
	f->cause = row_text(call);
	f->never_open = row_int(call) != 0;
	f->accepted = row_int(call) != 0;
	f->configured = row_int(call) != 0;
	f->seen = row_seen(call);
}

static int
load(struct store *s, const char *org, int64_t at, struct kept_finding **list,
    size_t *n, struct error *err)
{
	struct call call;
	int got;

	if (call_begin_at(&call, s, STATEMENT_FINDING_LOAD,
		STATEMENT_FINDING_LOAD_AT, org, at, err) == -1)
		return -1;
	while ((got = call_row(&call, err)) == 1) {
		*list = xgrow(*list, *n, sizeof(**list));
		take(&call, org, &(*list)[(*n)++]);
	}
	return got;
}

int
store_findings_load(struct store *s, const struct strings *orgs,
    struct kept_finding **findings, size_t *count, struct error *err)
{
	return store_findings_at(s, orgs, 0, findings, count, err);
}

int
store_findings_at(struct store *s, const struct strings *orgs, int64_t at,
    struct kept_finding **findings, size_t *count, struct error *err)
{
	struct strings chosen = {0};
	struct kept_finding *list = NULL;
	size_t n = 0;
	int64_t until = CLOCK_NONE;
	int result = orgs_choose(s, orgs, at, &chosen, err);

	for (size_t i = 0; i < chosen.count && result == 0; i++)
		result = load(s, chosen.items[i], at, &list, &n, err);
	if (result == 0 && at != 0)
		result = knew_until(s, at, &until, err);
	for (size_t i = 0; i < n; i++)
		seen_clamp(&list[i].seen, until);
	strings_clear(&chosen);
	if (result == 0) {
		*findings = list;
		*count = n;
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		kept_finding_clear(&list[i]);
	free(list);
	return -1;
}
