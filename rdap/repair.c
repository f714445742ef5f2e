#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "repair.h"
#include "statistics.h"

struct repair *
repair_of(struct target *t)
{
	if (t->repair == NULL) {
		t->repair = xcalloc(1, sizeof(*t->repair));
		t->repair->trouble = xstrdup("");
	}
	return t->repair;
}

void
repair_free(struct repair *r)
{
	if (r == NULL)
		return;
	holding_clear(&r->holding);
	free(r->states);
	free(r->missed);
	free(r->trouble);
	free(r);
}

void
repair_pocs_proved(struct survey *s, struct target *target)
{
	(void)s;
	target->pocs_proved = true;
}

void
repair_learn_cap(struct survey *s, size_t entries)
{
	static const enum record_kind kinds[] = {
	    RECORD_POC, RECORD_NETWORK, RECORD_AUTNUM};

	if (entries == 0 || entries >= s->cap)
		return;
	for (size_t i = 0; i < s->target_count; i++)
		for (size_t k = 0; k < 3; k++)
			if (s->targets[i].listed[kinds[k]] > entries)
				return;
	s->cap = entries;
}

static bool
statistics_wanted(const struct survey *s, const struct target *t)
{
	const struct enumerate_options *o = s->options;

	if (o->stats == NULL)
		return false;
	if (o->cross_check == CROSS_CHECK_AUTO && s->transport->holds != NULL &&
	    !s->transport->holds(s->transport, o->stats, false))
		return false;
	if (repair_suspected(s, t, RECORD_NETWORK) ||
	    repair_suspected(s, t, RECORD_AUTNUM))
		return true;
	return o->cross_check == CROSS_CHECK_ALWAYS ||
	       (o->cross_check == CROSS_CHECK_AUTO && o->cross_check_due);
}

static struct delegation *
seeds_of(const struct survey *s, const struct target *t, size_t *count)
{
	struct delegation *seeds = NULL;

	*count = 0;
	for (size_t i = 0; i < s->subject_count; i++) {
		const struct subject *x = s->subjects[i];
		struct delegation d = {.kind = DELEGATION_IP};

		if (!repair_owns(x, t))
			continue;
		if (x->kind == RECORD_AUTNUM) {
			d.kind = DELEGATION_AUTNUM;
			d.first_autnum = x->autnum;
			d.last_autnum = x->last_autnum;
		} else if (x->direct && ip_range_valid(&x->range)) {
			d.range = x->range;
		} else {
			continue;
		}
		seeds = xgrow(seeds, *count, sizeof(*seeds));
		seeds[(*count)++] = d;
	}
	return seeds;
}

void
repair_trouble(struct repair *r, const char *text)
{
	if (*r->trouble != '\0')
		return;
	free(r->trouble);
	r->trouble = xstrdup(text);
}

static void
find_holding(struct survey *s, struct target *t)
{
	const struct statistics *st = s->statistics;
	struct repair *r = repair_of(t);
	struct error err = {0};
	size_t count;
	struct delegation *seeds;

	r->looked_up = true;
	if (*st->trouble != '\0')
		repair_trouble(r, st->trouble);
	if (st->file == NULL)
		return;
	seeds = seeds_of(s, t, &count);
	if (delegated_holding(
		st->file, st->name, seeds, count, &r->holding, &err) == -1)
		repair_trouble(r, err.text);
	else if (r->holding.count == 0)
		repair_trouble(r, "the statistics file has none of its blocks");
	free(seeds);
	r->states = xcalloc(r->holding.count + 1, sizeof(*r->states));
	r->missed = xcalloc(r->holding.count + 1, sizeof(*r->missed));
	repair_mark_seen(s, t, 0);
	for (size_t i = 0; i < r->holding.count; i++)
		r->missed[i] = r->states[i] != ITEM_SEEN;
}

static int
each(struct survey *s, struct error *err,
    int (*step)(struct survey *, struct target *, struct error *))
{
	for (size_t i = 0; i < s->target_count; i++)
		if (s->targets[i].document != NULL &&
		    step(s, &s->targets[i], err) == -1)
			return -1;
	return 0;
}

static int
look_up(struct survey *s, struct target *t, struct error *err)
{
	if (!statistics_wanted(s, t) ||
	    (t->repair != NULL && t->repair->looked_up))
		return 0;
	if (statistics_get(s, t, err) == -1)
		return -1;
	find_holding(s, t);
	return repair_ask_covers(s, t, err);
}

static int
ask_numbers_alone(struct survey *s, struct target *t, struct error *err)
{
	return t->repair == NULL
		   ? 0
		   : repair_ask_items(s, t, DELEGATION_AUTNUM, err);
}

static int
ask_blocks_alone(struct survey *s, struct target *t, struct error *err)
{
	return t->repair == NULL ? 0
				 : repair_ask_items(s, t, DELEGATION_IP, err);
}

/*
 * What can show most comes first; of single things autnums, since each has
 * contacts of its own more often. Twice, since what lies below own blocks may
 * show that a list is cut.
 */
int
repair(struct survey *s, struct error *err)
{
	for (size_t round = 0; round < 2; round++)
		if (each(s, err, look_up) == -1 ||
		    each(s, err, ask_numbers_alone) == -1 ||
		    each(s, err, ask_blocks_alone) == -1 ||
		    each(s, err, repair_look_below) == -1)
			return -1;
	return 0;
}
