#include "private.h"

static int
insert(struct store *s, int64_t run, const struct answer *a, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, STATEMENT_ANSWER_ADD, err) == -1)
		return -1;
	call_int(&call, run);
	call_text(&call, a->org);
	call_text(&call, a->url);
	call_text(&call, a->why);
	call_time(&call, a->time);
	call_int(&call, a->status);
	call_text(&call, a->content_type);
	call_int(&call, (int64_t)a->bytes);
	call_text(&call, a->digest);
	call_int(&call, a->verdict);
	call_text(&call, a->reason);
	call_int(&call, a->fault);
	return call_run(&call, err);
}

static int
count(struct store *s, int64_t run, enum verdict verdict, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, STATEMENT_RUN_COUNT, err) == -1)
		return -1;
	call_int(&call, run);
	call_int(&call, verdict);
	return call_run(&call, err);
}

int
store_answer_add(struct store *s, int64_t run, const struct answer *answer,
    struct error *err)
{
	bool own;
	int result;

	if (store_begin_own(s, &own, err) == -1)
		return -1;
	result = insert(s, run, answer, err);
	if (result == 0)
		result = count(s, run, answer->verdict, err);
	return store_end_own(s, own, result, err);
}

static int
with_run(struct store *s, enum statement id, int64_t run, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, id, err) == -1)
		return -1;
	call_int(&call, run);
	return call_run(&call, err);
}

/*
 * What was committed as it came may lack the queries that were skipped; the
 * inventory has all.
 */
int
answers_replace(struct store *s, int64_t run, const struct inventory *inv,
    struct error *err)
{
	if (with_run(s, STATEMENT_ANSWER_DELETE_RUN, run, err) == -1)
		return -1;
	for (size_t i = 0; i < inv->answer_count; i++)
		if (insert(s, run, &inv->answers[i], err) == -1)
			return -1;
	return with_run(s, STATEMENT_RUN_RECOUNT, run, err);
}
