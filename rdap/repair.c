#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "delegated.h"
#include "space.h"
#include "statistics.h"
#include "survey.h"

/* A list that lacks something by accident of timing is not cut; one of so many
 * entries hardly is by accident. */
#define LEARN_MIN 10

#define CLIMB_MAX 8 /* networks around one another */

/* What became of a delegation in the file. */
enum item_state {
	ITEM_UNSEEN,
	ITEM_SEEN,    /* read as the organization's, or in its list */
	ITEM_FOREIGN, /* asked for: it is not the organization's */
	ITEM_FAILED,  /* asked for, and not answered */
};

struct repair {
	struct holding holding; /* by the statistics file */
	enum item_state *states;
	bool *missed;        /* was it unseen when the lists were all read? */
	bool looked_up;      /* in the statistics file */
	char *trouble;       /* why the file proves nothing, or "" */
	bool below;          /* looked below the own blocks, all of them */
	size_t below_failed; /* prefixes below which nothing was read whole */
};

enum below {
	BELOW_WHOLE,
	BELOW_CUT, /* or too large: to be divided */
	BELOW_FAILED,
};

struct ranges {
	struct ip_range *items;
	size_t count;
};

static void
ranges_add(struct ranges *r, const struct ip_range *range)
{
	r->items = xgrow(r->items, r->count, sizeof(*r->items));
	r->items[r->count++] = *range;
}

static struct repair *
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

/* ---- what is the organization's, as seen so far ------------------------- */

static bool
own(const struct subject *x, const struct target *t)
{
	return x->kind != RECORD_POC && x->target == t && !x->strange &&
	       (x->shown || x->lister == t);
}

static struct ip_range
subject_range(const struct subject *x)
{
	if (x->kind == RECORD_AUTNUM)
		return space_numbers(x->autnum, x->last_autnum);
	return x->range;
}

static struct ip_range
item_range(const struct delegation *d)
{
	if (d->kind == DELEGATION_AUTNUM)
		return space_numbers(d->first_autnum, d->last_autnum);
	return d->range;
}

/* What it has of the registry itself, of the subjects from that one on. */
static void
own_space(const struct survey *s, const struct target *t, size_t from,
    struct space *space)
{
	for (size_t i = from; i < s->subject_count; i++) {
		const struct subject *x = s->subjects[i];
		struct ip_range range;

		if (!own(x, t) || x->reassigned)
			continue;
		range = subject_range(x);
		space_add(space, &range);
	}
	space_settle(space);
}

static void
mark_seen(const struct survey *s, struct target *t, size_t from)
{
	struct repair *r = t->repair;
	struct space space = {0};

	own_space(s, t, from, &space);
	for (size_t i = 0; i < r->holding.count; i++) {
		struct ip_range range = item_range(&r->holding.items[i]);

		if (r->states[i] != ITEM_SEEN && space_contains(&space, &range))
			r->states[i] = ITEM_SEEN;
	}
	space_clear(&space);
}

/* ---- is a list cut? ----------------------------------------------------- */

static bool
any_capped(const struct survey *s, const struct target *t)
{
	return t->listed[RECORD_NETWORK] >= s->cap ||
	       t->listed[RECORD_AUTNUM] >= s->cap ||
	       t->listed[RECORD_POC] >= s->cap;
}

static size_t
items_where(const struct target *t, enum record_kind kind, bool missed,
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

/* What the file knows of and the lists did not show. */
static size_t
lacking(const struct target *t, enum record_kind kind)
{
	if (kind == RECORD_POC)
		return 0;
	return items_where(t, kind, true, ITEM_SEEN) +
	       items_where(t, kind, true, ITEM_FAILED) +
	       items_where(t, kind, true, ITEM_UNSEEN);
}

/* Why a list may not be all there is, for a person, or NULL; the caller's. */
static char *
suspicion(const struct survey *s, const struct target *t, enum record_kind kind)
{
	size_t lacks = lacking(t, kind);

	if (t->listed[kind] >= s->cap)
		return xasprintf("the list holds %zu entries, the most the "
				 "registry shows",
		    s->cap);
	if (t->cut != NULL && !any_capped(s, t))
		return xasprintf("the list may be cut: %s", t->cut);
	if (lacks > 0)
		return xasprintf("the list lacks %zu that the statistics "
				 "file names",
		    lacks);
	if (t->beyond[kind] > 0)
		return xasprintf("the list lacks %zu that other answers show",
		    t->beyond[kind]);
	return NULL;
}

static bool
suspected(const struct survey *s, const struct target *t, enum record_kind kind)
{
	char *why = suspicion(s, t, kind);

	free(why);
	return why != NULL;
}

static void
learn(struct survey *s, const struct target *t)
{
	static const enum record_kind kinds[] = {RECORD_NETWORK, RECORD_AUTNUM};

	for (size_t k = 0; k < 2; k++) {
		size_t listed = t->listed[kinds[k]];

		if (t->beyond[kinds[k]] + lacking(t, kinds[k]) > 0 &&
		    (t->cut != NULL || listed >= LEARN_MIN))
			repair_learn_cap(s, listed);
	}
}

/* ---- the statistics file ------------------------------------------------ */

static bool
statistics_wanted(const struct survey *s, const struct target *t)
{
	const struct enumerate_options *o = s->options;

	if (o->stats == NULL)
		return false;
	if (o->cross_check == CROSS_CHECK_AUTO && s->transport->holds != NULL &&
	    !s->transport->holds(s->transport, o->stats, false))
		return false;
	if (suspected(s, t, RECORD_NETWORK) || suspected(s, t, RECORD_AUTNUM))
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

		if (!own(x, t))
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

static void
trouble(struct repair *r, const char *text)
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
		trouble(r, st->trouble);
	if (st->file == NULL)
		return;
	seeds = seeds_of(s, t, &count);
	if (delegated_holding(
		st->file, st->name, seeds, count, &r->holding, &err) == -1)
		trouble(r, err.text);
	else if (r->holding.count == 0)
		trouble(r, "the statistics file has none of its blocks");
	free(seeds);
	r->states = xcalloc(r->holding.count + 1, sizeof(*r->states));
	r->missed = xcalloc(r->holding.count + 1, sizeof(*r->missed));
	mark_seen(s, t, 0);
	for (size_t i = 0; i < r->holding.count; i++)
		r->missed[i] = r->states[i] != ITEM_SEEN;
}

/* ---- large questions ---------------------------------------------------- */

static enum below
below_outcome(struct survey *s, const struct answer *a,
    const struct reply *reply, size_t results)
{
	if (a->verdict == VERDICT_FAILED &&
	    (a->status == 501 || a->status == 400))
		s->no_below = true;
	if (reply->cut)
		repair_learn_cap(s, results);
	if (reply->cut || reply->long_body ||
	    (results > 0 && results >= s->cap))
		return BELOW_CUT;
	if (a->verdict == VERDICT_FAILED || a->verdict == VERDICT_SKIPPED ||
	    reply->unframed)
		return BELOW_FAILED;
	return BELOW_WHOLE;
}

/* What may have networks of its own below it goes to `deeper`, unless NULL. */
static int
ask_below(struct survey *s, struct target *t, const struct ip_range *prefix,
    const char *why, struct ranges *deeper, enum below *outcome,
    struct error *err)
{
	struct query q = {0};
	struct reply reply = {0};
	struct origin origin;
	size_t count = 0;
	int rc;

	query_below(&q, s->options->base, prefix, "%s", why);
	rc = survey_ask(s, t, &q, &reply, &origin, err);
	origin.own_only = true;
	if (reply.document != NULL)
		count = reply.document->result_count;
	for (size_t i = 0; i < count; i++) {
		const struct object *o = reply.document->results[i];

		attribute_resource(s, &origin, o);
		if (deeper != NULL && strcmp(o->type, "REALLOCATION") == 0 &&
		    ip_range_valid(&o->range))
			ranges_add(deeper, &o->range);
	}
	*outcome =
	    below_outcome(s, &s->inv->answers[origin.answer], &reply, count);
	reply_clear(&reply);
	query_clear(&q);
	return rc;
}

static size_t
unseen_within(const struct target *t, const struct ip_range *range)
{
	const struct repair *r = t->repair;
	size_t count = 0;

	for (size_t i = 0; i < r->holding.count; i++)
		count += r->holding.items[i].kind == DELEGATION_IP &&
			 r->states[i] == ITEM_UNSEEN &&
			 ip_range_contains(range, &r->holding.items[i].range);
	return count;
}

/* An answer that lacks several of the networks that the file names is cut,
 * whatever it says. */
static int
ask_cover(struct survey *s, struct target *t, const struct ip_range *cover,
    struct error *err)
{
	size_t before = s->subject_count;
	struct ip_range half[2];
	enum below outcome;

	if (s->no_below || s->transport->spent(s->transport))
		return 0;
	if (ask_below(s, t, cover,
		"networks that the statistics file names, and no list", NULL,
		&outcome, err) == -1)
		return -1;
	mark_seen(s, t, before);
	if (outcome == BELOW_WHOLE && s->subject_count - before >= LEARN_MIN)
		outcome = BELOW_CUT;
	if (outcome != BELOW_CUT || !prefix_halves(cover, half))
		return 0;
	for (size_t i = 0; i < 2; i++)
		if (unseen_within(t, &half[i]) >= 2 &&
		    ask_cover(s, t, &half[i], err) == -1)
			return -1;
	return 0;
}

static int
ask_covers(struct survey *s, struct target *t, struct error *err)
{
	struct repair *r = t->repair;
	size_t most = search_limit(t) < s->cap ? search_limit(t) : s->cap;
	size_t *wanted, wanted_count = 0, count, i;
	struct ip_range *covers;
	int rc = 0;

	wanted = xcalloc(r->holding.count + 1, sizeof(*wanted));
	for (i = 0; i < r->holding.count; i++)
		if (r->holding.items[i].kind == DELEGATION_IP &&
		    r->states[i] == ITEM_UNSEEN)
			wanted[wanted_count++] = i;
	holding_covers(
	    &r->holding, wanted, wanted_count, most, &covers, &count);
	if (s->planned < s->number + count)
		s->planned = s->number + count;
	for (i = 0; rc == 0 && i < count; i++)
		rc = ask_cover(s, t, &covers[i], err);
	free(covers);
	free(wanted);
	mark_seen(s, t, 0);
	return rc;
}

/* ---- one by one --------------------------------------------------------- */

/* The network around the one just shown, where that is a part of somebody's
 * block: the block is further out. */
static const struct object *
shown_object(const struct reply *reply)
{
	const struct document *d = reply->document;

	if (d == NULL)
		return NULL;
	if (d->kind == DOCUMENT_OBJECT)
		return d->object;
	return d->result_count == 1 ? d->results[0] : NULL;
}

/*
 * The network at a range, and those around it until `until` is reached, or,
 * where that is NULL, the first that no provider reassigned.
 */
static int
ask_around(struct survey *s, struct target *t, const struct ip_range *range,
    const char *why, const struct ip_range *until, bool *known,
    struct error *err)
{
	struct query q = {0};
	int rc = 0;

	*known = true;
	query_ip(&q, s->options->base, range, NULL, "%s", why);
	for (size_t i = 0; rc == 0 && q.url != NULL && i < CLIMB_MAX; i++) {
		struct query next = {0};
		struct reply reply = {0};
		struct origin origin;
		const struct object *o;

		if (!survey_note(&s->urls, q.url))
			break;
		rc = survey_ask(s, t, &q, &reply, &origin, err);
		origin.own_only = true;
		o = shown_object(&reply);
		*known &=
		    s->inv->answers[origin.answer].verdict == VERDICT_COMPLETE;
		if (o != NULL && *o->handle != '\0')
			attribute_resource(s, &origin, o);
		if (o != NULL && strncmp(o->type, "RE", 2) == 0 &&
		    handle_valid(o->parent) &&
		    (until == NULL ||
			(ip_range_contains(until, &o->range) &&
			    !ip_range_contains(&o->range, until))))
			query_search(&next, QUERY_NETWORK_BY_HANDLE,
			    s->options->base, o->parent, "%s", why);
		reply_clear(&reply);
		query_clear(&q);
		q = next;
	}
	query_clear(&q);
	return rc;
}

static int
ask_numbers(struct survey *s, struct target *t, const struct delegation *d,
    bool *known, struct error *err)
{
	uint64_t n = d->first_autnum;
	int rc = 0;

	*known = true;
	while (rc == 0 && n <= d->last_autnum &&
	       !s->transport->spent(s->transport)) {
		struct query q = {0};
		struct reply reply = {0};
		struct origin origin;
		uint64_t next = n + 1;

		query_autnum(&q, s->options->base, (unsigned)n, NULL,
		    "AS%u, which the statistics file names, and no list",
		    (unsigned)n);
		if (survey_note(&s->urls, q.url)) {
			rc = survey_ask(s, t, &q, &reply, &origin, err);
			origin.own_only = true;
			*known &= s->inv->answers[origin.answer].verdict ==
				  VERDICT_COMPLETE;
			if (shown_object(&reply) != NULL) {
				attribute_resource(
				    s, &origin, shown_object(&reply));
				if (shown_object(&reply)->last_autnum >= n)
					next = (uint64_t)shown_object(&reply)
						   ->last_autnum +
					       1;
			}
			reply_clear(&reply);
		}
		query_clear(&q);
		n = next;
	}
	*known &= n > d->last_autnum;
	return rc;
}

static int
ask_items(struct survey *s, struct target *t, enum delegation_kind kind,
    struct error *err)
{
	struct repair *r = t->repair;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->holding.count; i++) {
		const struct delegation *d = &r->holding.items[i];
		bool known = false;

		if (d->kind != kind || r->states[i] != ITEM_UNSEEN)
			continue;
		if (s->transport->spent(s->transport))
			known = false;
		else if (kind == DELEGATION_AUTNUM)
			rc = ask_numbers(s, t, d, &known, err);
		else
			rc = ask_around(s, t, &d->range,
			    "a block that the statistics file names, and no "
			    "list",
			    NULL, &known, err);
		r->states[i] = known ? ITEM_FOREIGN : ITEM_FAILED;
	}
	mark_seen(s, t, 0);
	return rc;
}

/* ---- below the own blocks ----------------------------------------------- */

/* Networks that a prefix's halves do not show: one that is a half, and one
 * that lies across the middle. All are around an address beside it. */
static int
ask_middle(struct survey *s, struct target *t, const struct ip_range *whole,
    const struct ip half_ends[2], bool *known, struct error *err)
{
	*known = true;
	for (size_t i = 0; i < 2; i++) {
		struct ip_range one = {half_ends[i], half_ends[i]};
		bool answered;

		if (ask_around(s, t, &one,
			"networks around the middle of a prefix that had to "
			"be divided",
			whole, &answered, err) == -1)
			return -1;
		*known &= answered;
	}
	return 0;
}

static int
divide(struct survey *s, struct target *t, const struct ip_range *prefix,
    struct ranges *queue, struct error *err)
{
	struct ip_range half[2];
	bool known;

	if (!prefix_halves(prefix, half)) {
		t->repair->below_failed++;
		return 0;
	}
	if (ask_middle(s, t, prefix,
		(const struct ip[2]){half[0].last, half[1].first}, &known,
		err) == -1)
		return -1;
	t->repair->below_failed += !known;
	ranges_add(queue, &half[0]);
	ranges_add(queue, &half[1]);
	return 0;
}

static int
ask_queue(
    struct survey *s, struct target *t, struct ranges *queue, struct error *err)
{
	for (size_t i = 0; i < queue->count; i++) {
		struct ip_range rest = queue->items[i], prefix;
		enum below outcome;

		while (range_prefix_take(&rest, &prefix)) {
			char text[IP_PREFIX_MAX];
			int rc = 0;

			ip_range_prefix(&prefix, text);
			if (!survey_note(&s->urls, text))
				continue;
			if (s->no_below || s->transport->spent(s->transport)) {
				t->repair->below_failed++;
				continue;
			}
			rc = ask_below(s, t, &prefix,
			    "networks below an own block", queue, &outcome,
			    err);
			if (rc == 0 && outcome == BELOW_CUT)
				rc = divide(s, t, &prefix, queue, err);
			else if (outcome == BELOW_FAILED)
				t->repair->below_failed++;
			if (rc == -1)
				return -1;
		}
	}
	return 0;
}

/* Own networks that a provider reassigned: in own blocks, and elsewhere. */
static void
count_reassigned(const struct survey *s, const struct target *t, size_t *inside,
    size_t *outside)
{
	struct space space = {0};

	*inside = *outside = 0;
	own_space(s, t, 0, &space);
	for (size_t i = 0; i < s->subject_count; i++) {
		const struct subject *x = s->subjects[i];

		if (x->kind != RECORD_NETWORK || !own(x, t) || !x->reassigned)
			continue;
		if (space_contains(&space, &x->range))
			++*inside;
		else
			++*outside;
	}
	space_clear(&space);
}

static int
look_below(struct survey *s, struct target *t, struct error *err)
{
	bool optional = s->options->reassignments;
	struct ranges queue = {0};
	size_t inside, outside;
	int rc;

	if (t->repair != NULL && t->repair->below)
		return 0;
	count_reassigned(s, t, &inside, &outside);
	if (s->options->stats != NULL && inside > 0 &&
	    suspected(s, t, RECORD_NETWORK))
		optional = false;
	else if (!optional)
		return 0;
	repair_of(t)->below = !optional;
	for (size_t i = 0; i < s->subject_count; i++) {
		const struct subject *x = s->subjects[i];

		if (x->kind == RECORD_NETWORK && own(x, t) && x->direct &&
		    (x->allocation || !optional) && ip_range_valid(&x->range))
			ranges_add(&queue, &x->range);
	}
	if (s->planned < s->number + queue.count)
		s->planned = s->number + queue.count;
	rc = ask_queue(s, t, &queue, err);
	free(queue.items);
	return rc;
}

/* ---- all together ------------------------------------------------------- */

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
	return ask_covers(s, t, err);
}

static int
ask_numbers_alone(struct survey *s, struct target *t, struct error *err)
{
	return t->repair == NULL ? 0 : ask_items(s, t, DELEGATION_AUTNUM, err);
}

static int
ask_blocks_alone(struct survey *s, struct target *t, struct error *err)
{
	return t->repair == NULL ? 0 : ask_items(s, t, DELEGATION_IP, err);
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
		    each(s, err, look_below) == -1)
			return -1;
	return 0;
}

/* ---- the judgement ------------------------------------------------------ */

/* Own blocks of the registry itself that the file does not have. */
static size_t
beyond_file(const struct survey *s, const struct target *t)
{
	const struct repair *r = t->repair;
	struct space space = {0};
	size_t count = 0;

	for (size_t i = 0; i < r->holding.count; i++) {
		struct ip_range range = item_range(&r->holding.items[i]);

		space_add(&space, &range);
	}
	space_settle(&space);
	for (size_t i = 0; i < s->subject_count; i++) {
		const struct subject *x = s->subjects[i];
		struct ip_range range = subject_range(x);

		count += own(x, t) && !x->reassigned &&
			 !space_contains(&space, &range);
	}
	space_clear(&space);
	return count;
}

static void
judge_file(struct survey *s, struct target *t)
{
	struct repair *r = t->repair;
	const struct statistics *st = s->statistics;
	size_t foreign, more;
	char *text;

	if (r == NULL || st == NULL)
		return;
	if (*st->note != '\0')
		inventory_add_note(
		    s->inv, t->org, "statistics file", "%s", st->note);
	foreign = items_where(t, RECORD_NETWORK, true, ITEM_FOREIGN) +
		  items_where(t, RECORD_AUTNUM, true, ITEM_FOREIGN);
	more = r->holding.count == 0 ? 0 : beyond_file(s, t);
	text = foreign > 0 ? xasprintf("the statistics file of %s gives it %zu "
				       "that the registry does not",
				 st->day, foreign)
	       : more > 0  ? xasprintf("the statistics file of %s has not %zu "
					"that the registry gives it",
				 st->day, more)
			   : NULL;
	if (text != NULL)
		trouble(r, text);
	free(text);
	if (*r->trouble != '\0')
		inventory_add_note(
		    s->inv, t->org, "statistics file", "%s", r->trouble);
}

/* Is everything of the kind that the file gives it read, and does the file
 * prove that this is all? */
static bool
proved(const struct target *t, enum record_kind kind)
{
	const struct repair *r = t->repair;

	return r != NULL && r->holding.count > 0 && *r->trouble == '\0' &&
	       items_where(t, kind, true, ITEM_UNSEEN) +
		       items_where(t, kind, true, ITEM_FAILED) ==
		   0;
}

static void
note_repaired(struct survey *s, const struct target *t, enum record_kind kind,
    const char *why, const char *remains)
{
	size_t seen = items_where(t, kind, true, ITEM_SEEN) +
		      items_where(t, kind, false, ITEM_SEEN);

	inventory_add_note(s->inv, t->org, list_name(kind),
	    "%s%sall %zu %s that the statistics file of %s names were read%s",
	    why, *why == '\0' ? "" : "; repaired: ", seen,
	    kind == RECORD_NETWORK ? "blocks" : "delegations of AS numbers",
	    s->statistics->day, remains);
}

/* True where the list is whole. */
static bool
judge_networks(struct survey *s, struct target *t, const char *why)
{
	size_t inside, outside;

	count_reassigned(s, t, &inside, &outside);
	if (outside == 0 &&
	    (inside == 0 ||
		(t->repair->below && t->repair->below_failed == 0))) {
		note_repaired(s, t, RECORD_NETWORK, why,
		    "; it does not have what a provider reassigned, of which "
		    "the list showed no other");
		return true;
	}
	note_repaired(s, t, RECORD_NETWORK, why,
	    "; what was reassigned to it may be more");
	if (outside > 0)
		inventory_add_gap(s->inv, t->org, "reassigned networks",
		    "networks that a provider reassigned to %s beyond the "
		    "first %zu",
		    t->org, t->listed[RECORD_NETWORK]);
	else
		inventory_add_gap(s->inv, t->org, "reassigned networks",
		    "networks below %zu of its own blocks could not be read",
		    t->repair->below_failed);
	return false;
}

static void
judge_list(struct survey *s, struct target *t, enum record_kind kind)
{
	char *why = suspicion(s, t, kind);

	t->whole[kind] = true;
	if (why == NULL) {
		if (kind != RECORD_POC && proved(t, kind))
			note_repaired(s, t, kind, "", "");
	} else if (kind == RECORD_POC && t->pocs_proved) {
		inventory_add_note(s->inv, t->org, list_name(kind),
		    "%s; repaired: Whois-RWS has them all", why);
	} else if (kind != RECORD_POC && proved(t, kind)) {
		if (kind == RECORD_AUTNUM)
			note_repaired(s, t, kind, why, "");
		else
			t->whole[kind] = judge_networks(s, t, why);
	} else {
		t->whole[kind] = false;
		inventory_add_gap(s->inv, t->org, list_name(kind), "%s", why);
	}
	free(why);
}

/* Asked for, and not answered whole. */
static void
judge_below(struct survey *s, const struct target *t)
{
	if (s->options->reassignments && t->repair != NULL &&
	    t->repair->below_failed > 0)
		inventory_add_gap(s->inv, t->org, "reassigned networks",
		    "networks below %zu of its own blocks could not be read",
		    t->repair->below_failed);
}

void
repair_judge(struct survey *s)
{
	for (size_t i = 0; i < s->target_count; i++) {
		if (s->targets[i].repair != NULL)
			mark_seen(s, &s->targets[i], 0);
		learn(s, &s->targets[i]);
	}
	for (size_t i = 0; i < s->target_count; i++) {
		struct target *t = &s->targets[i];

		if (t->document == NULL)
			continue;
		judge_file(s, t);
		judge_list(s, t, RECORD_POC);
		judge_list(s, t, RECORD_NETWORK);
		judge_list(s, t, RECORD_AUTNUM);
		judge_below(s, t);
	}
}
