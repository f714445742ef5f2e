#include <string.h>

#include "repair.h"

bool
repair_owns(const struct subject *x, const struct target *t)
{
	return x->kind != RECORD_POC && x->target == t && !x->strange &&
	       (x->shown || x->lister == t);
}

struct ip_range
repair_subject_range(const struct subject *x)
{
	if (x->kind == RECORD_AUTNUM)
		return space_numbers(x->autnum, x->last_autnum);
	return x->range;
}

struct ip_range
repair_item_range(const struct delegation *d)
{
	if (d->kind == DELEGATION_AUTNUM)
		return space_numbers(d->first_autnum, d->last_autnum);
	return d->range;
}

void
repair_own_space(const struct survey *s, const struct target *t, size_t from,
    struct space *space)
{
	for (size_t i = from; i < s->subject_count; i++) {
		const struct subject *x = s->subjects[i];
		struct ip_range range;

		if (!repair_owns(x, t) || x->reassigned)
			continue;
		range = repair_subject_range(x);
		space_add(space, &range);
	}
	space_settle(space);
}

void
repair_mark_seen(const struct survey *s, struct target *t, size_t from)
{
	struct repair *r = t->repair;
	struct space space = {0};

	repair_own_space(s, t, from, &space);
	for (size_t i = 0; i < r->holding.count; i++) {
		struct ip_range range = repair_item_range(&r->holding.items[i]);

		if (r->states[i] != ITEM_SEEN && space_contains(&space, &range))
			r->states[i] = ITEM_SEEN;
	}
	space_clear(&space);
}

size_t
repair_items(const struct target *t, enum record_kind kind, bool missed,
    enum item_state state)
{
	const struct repair *r = t->repair;
	size_t count = 0;

	for (size_t i = 0; r != NULL && i < r->holding.count; i++) {
		bool autnum = r->holding.items[i].kind == DELEGATION_AUTNUM;

		count += autnum == (kind == RECORD_AUTNUM) &&
			 r->missed[i] == missed && r->states[i] == state;
	}
	return count;
}

void
repair_count_reassigned(const struct survey *s, const struct target *t,
    size_t *inside, size_t *outside)
{
	struct space space = {0};

	*inside = *outside = 0;
	repair_own_space(s, t, 0, &space);
	for (size_t i = 0; i < s->subject_count; i++) {
		const struct subject *x = s->subjects[i];

		if (x->kind != RECORD_NETWORK || !repair_owns(x, t) ||
		    !x->reassigned)
			continue;
		if (space_contains(&space, &x->range))
			++*inside;
		else
			++*outside;
	}
	space_clear(&space);
}
