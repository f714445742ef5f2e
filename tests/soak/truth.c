#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dice.h"
#include "rdap/alloc.h"
#include "rdap/record.h"
#include "truth.h"

static const unsigned roles[] = {ROLE_ADMINISTRATIVE, ROLE_TECHNICAL,
    ROLE_ABUSE, ROLE_NOC, ROLE_ADMINISTRATIVE | ROLE_TECHNICAL, ROLE_DNS,
    ROLE_ROUTING, ROLE_DNS | ROLE_ROUTING};

static unsigned
role_of(const struct truth *t, uint64_t *seed)
{
	return roles[dice(seed, t->world >= WORLD_RICH ? 8 : 5)];
}

static size_t
place_count(const struct truth *t)
{
	return 1 + t->network_count + t->autnum_count;
}

static void
make_poc(struct truth_poc *p, enum world world, uint64_t *seed, int64_t now)
{
	p->there = true;
	p->person = dice_percent(seed, 40);
	p->cell = p->person && dice_percent(seed, 20);
	p->unvalidated = dice_percent(seed, world >= WORLD_RICH ? 40 : 20);
	p->mails[0] = 1 + (int)dice(seed, 40);
	p->mails[1] = dice_percent(seed, 15) ? 1 + (int)dice(seed, 40) : 0;
	p->changed = now - dice(seed, 2000) * INT64_C(86400);
}

static void
link_some(
    const struct truth *t, struct truth_place *x, uint64_t *seed, unsigned most)
{
	unsigned n = dice(seed, most + 1);

	for (unsigned i = 0; i < n; i++) {
		size_t poc = dice(seed, (unsigned)t->poc_count);
		bool known = false;

		for (unsigned k = 0; k < i; k++)
			known |=
			    x->links[k].roles != 0 && x->links[k].poc == poc;
		if (!known)
			x->links[i] =
			    (struct truth_link){poc, role_of(t, seed)};
	}
}

void
truth_make(struct truth *t, enum world world, uint64_t *seed, unsigned objects,
    int64_t now)
{
	*t = (struct truth){.world = world};
	t->poc_count = 1 + dice(seed, objects / 2 + 2);
	t->network_count = dice(seed, objects / 2 + 2);
	if (world == WORLD_PLAIN || dice_percent(seed, 50))
		t->autnum_count = dice(seed, objects / 6 + 2);
	t->pocs = xcalloc(t->poc_count, sizeof(*t->pocs));
	t->places = xcalloc(place_count(t), sizeof(*t->places));
	for (size_t i = 0; i < t->poc_count; i++)
		make_poc(&t->pocs[i], world, seed, now);
	for (size_t i = 0; i < place_count(t); i++) {
		struct truth_place *x = &t->places[i];

		x->there = i == 0 || dice_percent(seed, 85);
		x->stranger =
		    i > 0 && i <= t->network_count && dice_percent(seed, 12);
		x->hidden = world == WORLD_HIDING && i > 0 &&
			    i <= t->network_count && !x->stranger &&
			    dice_percent(seed, 15);
		x->remark =
		    dice_percent(seed, 15) ? 1 + (int)dice(seed, 40) : 0;
		x->changed = now - dice(seed, 2000) * INT64_C(86400);
		link_some(t, x, seed, i == 0 ? TRUTH_LINKS : 2);
	}
}

void
truth_copy(struct truth *to, const struct truth *from)
{
	*to = *from;
	to->pocs = xcalloc(from->poc_count, sizeof(*to->pocs));
	memcpy(to->pocs, from->pocs, from->poc_count * sizeof(*to->pocs));
	to->places = xcalloc(place_count(from), sizeof(*to->places));
	memcpy(
	    to->places, from->places, place_count(from) * sizeof(*to->places));
}

void
truth_clear(struct truth *t)
{
	free(t->pocs);
	free(t->places);
}

/* In the hour before, and after the last one. */
static int64_t
later_change(int64_t last, int64_t now, uint64_t *seed)
{
	int64_t when = now - dice(seed, 3600);

	return when > last ? when : last < now ? last + 1 : now;
}

static void
change_poc(struct truth_poc *p, uint64_t *seed, int64_t now)
{
	switch (dice(seed, 6)) {
	case 0:
		p->there = !p->there;
		break;
	case 1:
		p->mails[1] = p->mails[1] == 0 ? 1 + (int)dice(seed, 40) : 0;
		break;
	case 2:
		p->unvalidated = !p->unvalidated;
		break;
	default:
		p->mails[0] = 1 + (int)dice(seed, 40);
		break;
	}
	p->changed = later_change(p->changed, now, seed);
}

static void
change_place(
    const struct truth *t, struct truth_place *x, uint64_t *seed, int64_t now)
{
	struct truth_link *l = &x->links[dice(seed, TRUTH_LINKS)];
	size_t poc = dice(seed, (unsigned)t->poc_count);

	switch (dice(seed, 5)) {
	case 0:
		x->there = x == t->places || !x->there;
		break;
	case 1:
		x->remark = x->remark == 0 ? 1 + (int)dice(seed, 40) : 0;
		break;
	default:
		for (size_t i = 0; i < TRUTH_LINKS; i++)
			if (x->links[i].roles != 0 && x->links[i].poc == poc)
				l = &x->links[i];
		*l = l->roles != 0 ? (struct truth_link){0}
				   : (struct truth_link){poc, role_of(t, seed)};
		break;
	}
	x->changed = later_change(x->changed, now, seed);
}

void
truth_change(struct truth *t, uint64_t *seed, int64_t now)
{
	static const unsigned counts[] = {0, 0, 1, 1, 2, 3, 6};

	for (unsigned n = counts[dice(seed, 7)]; n > 0; n--) {
		if (dice_percent(seed, 50))
			change_poc(&t->pocs[dice(seed, (unsigned)t->poc_count)],
			    seed, now);
		else
			change_place(t,
			    &t->places[dice_percent(seed, 50)
					   ? 0
					   : dice(seed,
						 (unsigned)place_count(t))],
			    seed, now);
	}
}

bool
truth_linked(const struct truth *t, size_t poc)
{
	for (size_t i = 0; poc < t->poc_count && i < place_count(t); i++)
		for (size_t k = 0; k < TRUTH_LINKS; k++)
			if (t->places[i].there && !t->places[i].stranger &&
			    t->pocs[poc].there &&
			    t->places[i].links[k].roles != 0 &&
			    t->places[i].links[k].poc == poc)
				return true;
	return false;
}

bool
truth_at_domain(const struct truth_poc *p)
{
	return p->there && ((p->mails[0] != 0 && p->mails[0] <= 26) ||
			       (p->mails[1] != 0 && p->mails[1] <= 26));
}

bool
truth_confirmed(const struct truth *t)
{
	for (size_t i = 0; i < t->poc_count; i++)
		if (truth_at_domain(&t->pocs[i]) && truth_linked(t, i))
			return true;
	return false;
}

int64_t
truth_changed(const struct truth *t, const char *handle, size_t len)
{
	char *text = xasprintf("%.*s", (int)len, handle);
	int64_t changed = 0;
	size_t n, m;
	int end = 0;

	if (strcmp(text, TRUTH_ORG) == 0)
		changed = t->places[0].changed;
	else if (sscanf(text, "POC%zu-ARIN%n", &n, &end) == 1 && end > 0 &&
		 n < t->poc_count)
		changed = t->pocs[n].changed;
	else if (sscanf(text, "NET-10-%zu-%zu-0-1%n", &n, &m, &end) == 2 &&
		 end > 0 && n * 256 + m <= t->network_count)
		changed = t->places[n * 256 + m].changed;
	else if (sscanf(text, "AS%zu%n", &n, &end) == 1 && end > 0 &&
		 n - 4200000000u <= t->autnum_count)
		changed = t->places[t->network_count + n - 4200000000u].changed;
	free(text);
	return changed;
}
