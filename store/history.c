#include <stdlib.h>
#include "rdap/alloc.h"
#include "private.h"

void
past_fact_clear(struct past_fact *x)
{
	free(x->org);
	free(x->subject);
	free(x->poc);
	free(x->text);
	*x = (struct past_fact){0};
}

/* In the order of the statements' columns. */
static void
take(struct call *call, enum past_kind kind, struct past_fact *x)
{
	x->kind = kind;
	x->org = row_text(call);
	x->record_kind = (enum record_kind)row_int(call);
	x->subject = row_text(call);
	x->poc = row_text(call);
	x->text = row_text(call);
	x->roles = (unsigned)row_int(call);
	x->severity = (int)row_int(call);
	x->seen = row_seen(call);
	x->began = row_time(call);
	x->ended = row_time(call);
}

static int
load(struct store *s, enum past_kind kind, enum statement id, const char *name,
    struct past_fact **list, size_t *n, struct error *err)
{
	struct call call;
	int got;

	if (call_begin(&call, s, id, err) == -1)
		return -1;
	call_text(&call, name);
	while ((got = call_row(&call, err)) == 1) {
		*list = xgrow(*list, *n, sizeof(**list));
		take(&call, kind, &(*list)[(*n)++]);
	}
	return got;
}

/* What is told of one name, and of all addresses where there is none. */
static const struct {
	enum past_kind kind;
	enum statement id;
} of_name[] = {
    {PAST_RECORD, STATEMENT_PAST_RECORDS},
    {PAST_LINK, STATEMENT_PAST_LINKS},
    {PAST_SIGHTING, STATEMENT_PAST_SIGHTINGS},
    {PAST_FINDING, STATEMENT_PAST_FINDINGS},
};

static int
load_all(struct store *s, const char *name, struct past_fact **list, size_t *n,
    struct error *err)
{
	int result = 0;

	if (name == NULL)
		return load(s, PAST_ADDRESS, STATEMENT_PAST_ADDRESSES, "", list,
		    n, err);
	for (size_t i = 0;
	     i < sizeof(of_name) / sizeof(*of_name) && result == 0; i++)
		result =
		    load(s, of_name[i].kind, of_name[i].id, name, list, n, err);
	return result;
}

int
store_history(struct store *s, const char *name, struct past_fact **facts,
    size_t *count, struct error *err)
{
	struct past_fact *list = NULL;
	size_t n = 0;
	bool own;
	int result;

	if (store_read_own(s, &own, err) == -1)
		return -1;
	result = load_all(s, name, &list, &n, err);
	if (own)
		store_rollback(s);
	if (result == 0) {
		*facts = list;
		*count = n;
		return 0;
	}
	for (size_t i = 0; i < n; i++)
		past_fact_clear(&list[i]);
	free(list);
	return -1;
}
