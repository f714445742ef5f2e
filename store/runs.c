#include <stdlib.h>
#include "rdap/alloc.h"
#include "private.h"

void
run_clear(struct run *r)
{
	free(r->scope);
	free(r->tool);
	free(r->rules);
	free(r->source);
	*r = (struct run){0};
}

int
run_status(const struct run *r)
{
	return r->output_status != 0 ? r->output_status : r->exit_status;
}

void
run_take(struct call *call, struct run *run)
{
	run->id = row_int(call);
	run->started = row_time(call);
	run->finished = row_time(call);
	run->observed_at = row_time(call);
	run->scope = row_text(call);
	run->tool = row_text(call);
	run->rules = row_text(call);
	run->source = row_text(call);
	run->complete = row_int(call) != 0;
	run->exit_status = (int)row_int(call);
	for (size_t i = 0; i < 4; i++)
		run->queries[i] = (unsigned)row_int(call);
	for (size_t i = 0; i < 5; i++)
		run->findings[i] = (unsigned)row_int(call);
	run->published = (unsigned)row_int(call);
	run->output_status = (int)row_int(call);
}

static int
insert(struct store *s, const struct run *run, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, STATEMENT_RUN_BEGIN, err) == -1)
		return -1;
	call_time(&call, run->started);
	call_text(&call, run->scope);
	call_text(&call, run->tool);
	call_text(&call, run->rules);
	call_text(&call, run->source);
	return call_run(&call, err);
}

int64_t
store_run_begin(struct store *s, const struct run *run, struct error *err)
{
	int64_t id = -1;
	bool own;
	int result;

	if (store_begin_own(s, &own, err) == -1)
		return -1;
	result = insert(s, run, err);
	if (result == 0)
		id = sqlite3_last_insert_rowid(s->db);
	if (store_end_own(s, own, result, err) == -1)
		return -1;
	s->run = id;
	s->run_started = run->started;
	return id;
}

static int
complete(struct store *s, const struct run *run, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, STATEMENT_SCOPE_COMPLETE, err) == -1)
		return -1;
	call_int(&call, run->id);
	call_time(&call, run->observed_at);
	return call_run(&call, err);
}

static int
end(struct store *s, const struct run *run, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, STATEMENT_RUN_END, err) == -1)
		return -1;
	call_int(&call, run->id);
	call_time(&call, run->finished);
	call_time(&call, run->observed_at);
	call_int(&call, run->complete);
	call_int(&call, run->exit_status);
	for (size_t i = 0; i < 5; i++)
		call_int(&call, run->findings[i]);
	call_int(&call, run->published);
	if (call_run(&call, err) == -1)
		return -1;
	return run->complete && run->exit_status >= 0 ? complete(s, run, err)
						      : 0;
}

int
store_run_end(struct store *s, const struct run *run, struct error *err)
{
	bool own;
	int result;

	if (store_begin_own(s, &own, err) == -1)
		return -1;
	result = store_end_own(s, own, end(s, run, err), err);
	if (result == 0)
		s->run = 0;
	return result;
}

static int
anew(
    struct store *s, int64_t run, int64_t now, int64_t *runs, struct error *err)
{
	struct call call;

	for (int i = STATEMENT_ANEW_RUNS; i <= STATEMENT_ANEW_FINDINGS; i++) {
		if (call_begin(&call, s, (enum statement)i, err) == -1)
			return -1;
		call_int(&call, now);
		if (i == STATEMENT_ANEW_RUNS)
			call_int(&call, run);
		if (call_run(&call, err) == -1)
			return -1;
		if (i == STATEMENT_ANEW_RUNS)
			*runs = sqlite3_changes64(s->db);
	}
	return 0;
}

int
store_date_anew(
    struct store *s, int64_t run, int64_t now, int64_t *runs, struct error *err)
{
	bool own;

	*runs = 0;
	if (store_begin_own(s, &own, err) == -1)
		return -1;
	return store_end_own(s, own, anew(s, run, now, runs, err), err);
}

int
store_run_output(struct store *s, int64_t run, int status, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, STATEMENT_RUN_OUTPUT, err) == -1)
		return -1;
	call_int(&call, run);
	call_int(&call, status);
	return call_run(&call, err);
}

int
store_runs(struct store *s, struct run **runs, size_t *count, struct error *err)
{
	struct run *list = NULL;
	struct call call;
	size_t n = 0;
	int got;

	if (call_begin(&call, s, STATEMENT_RUN_LIST, err) == -1)
		return -1;
	while ((got = call_row(&call, err)) == 1) {
		list = xgrow(list, n, sizeof(*list));
		run_take(&call, &list[n++]);
	}
	if (got == 0) {
		*runs = list;
		*count = n;
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		run_clear(&list[i]);
	free(list);
	return -1;
}
