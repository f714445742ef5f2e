#include <stdlib.h>

#include "alloc.h"
#include "repair.h"
#include "statistics.h"

/*
 * Does a list hold what the registry is known to show at most? Then a notice
 * means that one. What was learnt from lists that lack something is a guess,
 * and clears no other list.
 */
static bool
any_capped(const struct survey *s, const struct target *t)
{
	return t->listed[RECORD_NETWORK] >= s->cap_known ||
	       t->listed[RECORD_AUTNUM] >= s->cap_known ||
	       t->listed[RECORD_POC] >= s->cap_known;
}

/* What the file knows of and the lists did not show. */
static size_t
lacking(const struct target *t, enum record_kind kind)
{
	if (kind == RECORD_POC)
		return 0;
	return repair_items(t, kind, true, ITEM_SEEN) +
	       repair_items(t, kind, true, ITEM_FAILED) +
	       repair_items(t, kind, true, ITEM_UNSEEN);
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

bool
repair_suspected(
    const struct survey *s, const struct target *t, enum record_kind kind)
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

/* Own blocks of the registry itself that the file does not have. */
static size_t
beyond_file(const struct survey *s, const struct target *t)
{
	const struct repair *r = t->repair;
	struct space space = {0};
	size_t count = 0;

	for (size_t i = 0; i < r->holding.count; i++) {
		struct ip_range range = repair_item_range(&r->holding.items[i]);

		space_add(&space, &range);
	}
	space_settle(&space);
	for (size_t i = 0; i < s->subject_count; i++) {
		const struct subject *x = s->subjects[i];
		struct ip_range range = repair_subject_range(x);

		count += repair_owns(x, t) && !x->reassigned &&
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
	foreign = repair_items(t, RECORD_NETWORK, true, ITEM_FOREIGN) +
		  repair_items(t, RECORD_AUTNUM, true, ITEM_FOREIGN);
	more = r->holding.count == 0 ? 0 : beyond_file(s, t);
	text = foreign > 0 ? xasprintf("the statistics file of %s gives it %zu "
				       "that the registry does not",
				 st->day, foreign)
	       : more > 0  ? xasprintf("the statistics file of %s has not %zu "
					"that the registry gives it",
				 st->day, more)
			   : NULL;
	if (text != NULL)
		repair_trouble(r, text);
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
	       repair_items(t, kind, true, ITEM_UNSEEN) +
		       repair_items(t, kind, true, ITEM_FAILED) ==
		   0;
}

static void
note_repaired(struct survey *s, const struct target *t, enum record_kind kind,
    const char *why, const char *remains)
{
	size_t seen = repair_items(t, kind, true, ITEM_SEEN) +
		      repair_items(t, kind, false, ITEM_SEEN);

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

	repair_count_reassigned(s, t, &inside, &outside);
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
			repair_mark_seen(s, &s->targets[i], 0);
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
