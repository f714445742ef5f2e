#include <stdlib.h>
#include <string.h>
#include "changes.h"
#include "rdap/alloc.h"

static const char *const names[CHANGE_KINDS] = {
    [CHANGE_NEW] = "new",
    [CHANGE_RETURNED] = "returned",
    [CHANGE_WORSE] = "worse",
    [CHANGE_BETTER] = "better",
    [CHANGE_UNCONFIRMED] = "unconfirmed",
    [CHANGE_REMOVED] = "removed",
    [CHANGE_UNKNOWN] = "unknown",
    [CHANGE_OUT_OF_SCOPE] = "out of scope",
};

static const char *const headings[CHANGE_KINDS] = {
    [CHANGE_NEW] = "New",
    [CHANGE_RETURNED] = "Returned",
    [CHANGE_WORSE] = "Worse",
    [CHANGE_BETTER] = "Better",
    [CHANGE_UNCONFIRMED] = "Not seen any more, not confirmed yet",
    [CHANGE_REMOVED] = "Removed",
    [CHANGE_UNKNOWN] = "Not known any more",
    [CHANGE_OUT_OF_SCOPE] = "Not audited any more",
};

const char *
change_kind_heading(enum change_kind kind)
{
	return headings[kind];
}

const char *
change_kind_name(enum change_kind kind)
{
	return names[kind];
}

const struct finding *
change_finding(const struct change *x)
{
	return x->after != NULL ? x->after : x->before;
}

/* ---- findings ------------------------------------------------------------ */

static bool
counts(const struct finding *f)
{
	return !f->rule->passing && strcmp(f->rule->id, "WE000") != 0;
}

static int
by_id(const void *a, const void *b)
{
	const struct finding *x = *(const struct finding *const *)a;
	const struct finding *y = *(const struct finding *const *)b;

	return strcmp(x->id, y->id);
}

struct index {
	const struct finding **all;
	size_t count;
};

static struct index
index_make(const struct report *r)
{
	struct index x = {.all = xcalloc(r->finding_count + 1, sizeof(*x.all))};

	for (size_t i = 0; i < r->finding_count; i++)
		if (counts(&r->findings[i]))
			x.all[x.count++] = &r->findings[i];
	if (x.count > 1)
		qsort(x.all, x.count, sizeof(*x.all), by_id);
	return x;
}

/* The kind, or -1 for none; one of the two may be NULL. */
static int
kind_of(const struct finding *before, const struct finding *after)
{
	enum status was = before != NULL ? before->status : STATUS_REMOVED;

	/* What nobody was told of did not end. */
	if (before != NULL && before->never_open)
		was = STATUS_REMOVED;
	switch (after->status) {
	case STATUS_OPEN:
		if (before == NULL || before->never_open)
			return CHANGE_NEW;
		if (was == STATUS_REMOVED || was == STATUS_UNCONFIRMED ||
		    was == STATUS_ACCEPTED || before->was_accepted)
			return CHANGE_RETURNED;
		if (after->severity > before->severity)
			return CHANGE_WORSE;
		return after->severity < before->severity ? CHANGE_BETTER : -1;
	case STATUS_ACCEPTED:
		return was == STATUS_OPEN ? CHANGE_BETTER : -1;
	case STATUS_UNCONFIRMED:
		return was == STATUS_OPEN || was == STATUS_UNKNOWN
			   ? CHANGE_UNCONFIRMED
			   : -1;
	case STATUS_REMOVED:
		return was != STATUS_REMOVED ? CHANGE_REMOVED : -1;
	case STATUS_UNKNOWN:
		return was == STATUS_OPEN || was == STATUS_UNCONFIRMED
			   ? CHANGE_UNKNOWN
			   : -1;
	}
	return -1;
}

static const char *
cause_of(const struct changes *c, const struct finding *before,
    const struct finding *after)
{
	bool was_accepted =
	    before != NULL &&
	    (before->status == STATUS_ACCEPTED || before->was_accepted);

	if (inventory_scope(c->before->inv, after->org) == NULL)
		return "scope";
	if (was_accepted ? after->status == STATUS_OPEN
			 : after->status == STATUS_ACCEPTED)
		return "config";
	if (after->cause[0] != '\0')
		return after->cause;
	return after->made_by[0] != '\0' ? after->made_by : "registry";
}

static bool
is_same_elsewhere(const struct finding *a, const struct finding *b)
{
	return a->rule == b->rule && strcmp(a->org, b->org) != 0 &&
	       strcmp(a->address, b->address) == 0 &&
	       strcmp(a->record, b->record) == 0 &&
	       strcmp(a->role, b->role) == 0;
}

/* The organization where it is to be mended still, or NULL. */
static const char *
still_at(const struct changes *c, const struct change *x)
{
	const struct finding *f = change_finding(x), *g;

	if (x->kind != CHANGE_UNCONFIRMED && x->kind != CHANGE_REMOVED &&
	    x->kind != CHANGE_OUT_OF_SCOPE)
		return NULL;
	for (size_t i = 0; i < c->after->finding_count; i++) {
		g = &c->after->findings[i];
		if ((g->status == STATUS_OPEN ||
			g->status == STATUS_ACCEPTED) &&
		    is_same_elsewhere(f, g))
			return g->org;
	}
	return NULL;
}

static void
add(struct changes *c, enum change_kind kind, const struct finding *before,
    const struct finding *after, const char *cause)
{
	c->items = xgrow(c->items, c->count, sizeof(*c->items));
	c->items[c->count] = (struct change){
	    .kind = kind, .before = before, .after = after, .cause = cause};
	c->items[c->count].still_at = still_at(c, &c->items[c->count]);
	c->count++;
	c->counts[kind]++;
}

static const struct finding *
find(const struct index *x, const struct finding *f)
{
	const struct finding **found;

	if (x->count == 0)
		return NULL;
	found = bsearch(&f, x->all, x->count, sizeof(*x->all), by_id);
	return found != NULL ? *found : NULL;
}

static void
compare_findings(struct changes *c)
{
	struct index old = index_make(c->before), new = index_make(c->after);

	for (size_t i = 0; i < new.count; i++) {
		const struct finding *before = find(&old, new.all[i]);
		int kind = kind_of(before, new.all[i]);

		if (kind != -1)
			add(c, (enum change_kind)kind, before, new.all[i],
			    cause_of(c, before, new.all[i]));
	}
	for (size_t i = 0; i < old.count; i++)
		if (old.all[i]->status != STATUS_REMOVED &&
		    find(&new, old.all[i]) == NULL &&
		    inventory_scope(c->after->inv, old.all[i]->org) == NULL)
			add(c, CHANGE_OUT_OF_SCOPE, old.all[i], NULL, "scope");
	free(old.all);
	free(new.all);
}

static int
by_weight(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	const struct finding *f = change_finding(x), *g = change_finding(y);

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (f->severity != g->severity)
		return f->severity > g->severity ? -1 : 1;
	if (strcmp(f->org, g->org) != 0)
		return strcmp(f->org, g->org);
	return strcmp(f->id, g->id);
}

/* ---- coverage and places -------------------------------------------------- */

static const struct gap *
same_gap(const struct inventory *inv, const struct gap *gap)
{
	for (size_t i = 0; i < inv->gap_count; i++)
		if (strcmp(inv->gaps[i].id, gap->id) == 0)
			return &inv->gaps[i];
	return NULL;
}

/* The same but for numbers: how often it was tried, until when to wait. */
static bool
same_reason(const struct gap *x, const struct gap *y)
{
	static const char digits[] = "0123456789";
	const char *a = x->reason, *b = y->reason;

	for (;;) {
		a += strspn(a, digits);
		b += strspn(b, digits);
		if (*a != *b || *a == '\0')
			return *a == *b;
		a++;
		b++;
	}
}

static void
add_gap(struct changes *c, const struct gap *gap, enum gap_change_kind kind)
{
	c->gaps = xgrow(c->gaps, c->gap_count, sizeof(*c->gaps));
	c->gaps[c->gap_count++] = (struct gap_change){.gap = gap, .kind = kind};
}

static void
compare_gaps(struct changes *c)
{
	const struct inventory *old = c->before->inv, *new = c->after->inv;

	for (size_t i = 0; i < new->gap_count; i++) {
		const struct gap *was = same_gap(old, &new->gaps[i]);

		if (was == NULL)
			add_gap(c, &new->gaps[i], GAP_NEW);
		else if (!same_reason(was, &new->gaps[i]))
			add_gap(c, &new->gaps[i], GAP_CHANGED);
	}
	for (size_t i = 0; i < old->gap_count; i++)
		if (same_gap(new, &old->gaps[i]) == NULL)
			add_gap(c, &old->gaps[i], GAP_CLOSED);
}

static int
by_address(const void *a, const void *b)
{
	const struct address_report *x =
	    *(const struct address_report *const *)a;
	const struct address_report *y =
	    *(const struct address_report *const *)b;
	int order = strcmp(x->org, y->org);

	return order != 0 ? order : strcmp(x->address, y->address);
}

static const struct address_report **
addresses_sorted(const struct report *r)
{
	const struct address_report **list =
	    xcalloc(r->address_count + 1, sizeof(*list));

	for (size_t i = 0; i < r->address_count; i++)
		list[i] = &r->addresses[i];
	if (r->address_count > 1)
		qsort(list, r->address_count, sizeof(*list), by_address);
	return list;
}

static void
compare_places(struct changes *c)
{
	const struct address_report **old = addresses_sorted(c->before);
	const struct address_report **new = addresses_sorted(c->after);
	size_t i = 0, j = 0;

	while (i < c->before->address_count && j < c->after->address_count) {
		int order = by_address(&old[i], &new[j]);

		if (order == 0) {
			size_t was = old[i]->networks + old[i]->autnums;
			size_t is = new[j]->networks + new[j]->autnums;

			if (is > was)
				c->places_more += is - was;
			else
				c->places_less += was - is;
		}
		i += order <= 0;
		j += order >= 0;
	}
	free(old);
	free(new);
}

/* ---- the whole ------------------------------------------------------------ */

struct changes *
changes_new(const struct report *before, const struct report *after)
{
	struct changes *c = xcalloc(1, sizeof(*c));

	c->before = before;
	c->after = after;
	if (before == NULL)
		return c;
	compare_findings(c);
	compare_gaps(c);
	compare_places(c);
	if (c->count > 1)
		qsort(c->items, c->count, sizeof(*c->items), by_weight);
	return c;
}

void
changes_free(struct changes *c)
{
	if (c == NULL)
		return;
	free(c->items);
	free(c->gaps);
	free(c);
}

static int64_t
weeks(int64_t since, int64_t when)
{
	return when > since ? (when - since) / (7 * 86400) : 0;
}

void
changes_remind(struct changes *c)
{
	const struct inventory *now = c->after->inv;

	if (c->before == NULL)
		return;
	for (size_t i = 0; i < now->gap_count; i++) {
		const struct gap *gap = &now->gaps[i];
		const struct gap *was = same_gap(c->before->inv, gap);

		if (gap->since > 0 && was != NULL && same_reason(was, gap) &&
		    weeks(gap->since, c->after->run->observed_at) !=
			weeks(gap->since, c->before->run->observed_at))
			add_gap(c, gap, GAP_STAYS);
	}
}

static void
keep_if(struct changes *c,
    bool (*wanted)(const struct change *x, const void *arg), const void *arg)
{
	size_t n = 0;

	memset(c->counts, 0, sizeof(c->counts));
	for (size_t i = 0; i < c->count; i++)
		if (wanted(&c->items[i], arg)) {
			c->counts[c->items[i].kind]++;
			c->items[n++] = c->items[i];
		}
	c->count = n;
}

static bool
is_seen(const struct change *x, const void *arg)
{
	(void)arg;
	return x->kind != CHANGE_UNKNOWN || x->after->unjudged;
}

void
changes_drop_unseen(struct changes *c)
{
	keep_if(c, is_seen, NULL);
}

struct limits {
	enum severity least;
	unsigned statuses;
};

static bool
is_within(const struct change *x, const void *arg)
{
	const struct limits *limits = arg;
	const struct finding *f = change_finding(x);
	enum severity worst = f->severity;

	if (x->before != NULL && x->before->severity > worst)
		worst = x->before->severity;
	return worst >= limits->least &&
	       (limits->statuses == 0 ||
		   (limits->statuses & 1U << f->status) != 0);
}

void
changes_narrow(struct changes *c, enum severity least, unsigned statuses)
{
	struct limits limits = {least, statuses};

	keep_if(c, is_within, &limits);
}

bool
changes_any(const struct changes *c)
{
	return c->count > 0 || c->gap_count > 0;
}

int
changes_worst(const struct changes *c)
{
	int worst = -1;

	for (size_t i = 0; c != NULL && i < c->count; i++)
		if (c->items[i].kind <= CHANGE_WORSE &&
		    (int)c->items[i].after->severity > worst)
			worst = (int)c->items[i].after->severity;
	return worst;
}
