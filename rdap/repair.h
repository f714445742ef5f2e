/*
 * repair: how lists that are cut are made whole (survey.h has the two steps,
 * repair() and repair_judge()). Private to that:
 *
 *   repair.c    the plan: the statistics file, then what it names
 *   ownspace.c  what is the organization's, as seen so far
 *   covers.c    many networks in one question: those below a prefix
 *   single.c    networks and AS numbers one by one
 *   below.c     what is reassigned below the own blocks
 *   cutlist.c   is a list cut, and is it repaired?
 *
 * Whatever asks returns -1 only when `answered` failed.
 */
#ifndef RDAP_REPAIR_H
#define RDAP_REPAIR_H

#include "delegated.h"
#include "space.h"
#include "survey.h"

/* A list that lacks something by accident of timing is not cut; one of so many
 * entries hardly is by accident. */
#define LEARN_MIN 10

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

/* Made when there is none. */
struct repair *repair_of(struct target *t);
/* Why the file proves nothing; the first reason stays. */
void repair_trouble(struct repair *r, const char *text);

/* ---- ownspace.c --------------------------------------------------------- */

bool repair_owns(const struct subject *x, const struct target *t);
struct ip_range repair_subject_range(const struct subject *x);
struct ip_range repair_item_range(const struct delegation *d);
/* What it has of the registry itself, of the subjects from that one on. The
 * caller clears it. */
void repair_own_space(const struct survey *s, const struct target *t,
    size_t from, struct space *space);
/* Those delegations that the subjects from that one on show. */
void repair_mark_seen(const struct survey *s, struct target *t, size_t from);
/* How many delegations of that kind are so. */
size_t repair_items(const struct target *t, enum record_kind kind, bool missed,
    enum item_state state);
/* Own networks that a provider reassigned: in own blocks, and elsewhere. */
void repair_count_reassigned(const struct survey *s, const struct target *t,
    size_t *inside, size_t *outside);

/* ---- cutlist.c ---------------------------------------------------------- */

/* May there be more than the list shows? */
bool repair_suspected(
    const struct survey *s, const struct target *t, enum record_kind kind);

/* ---- covers.c ----------------------------------------------------------- */

/* The networks below a prefix. What may have networks of its own below it goes
 * to `deeper`, unless NULL. */
int repair_ask_below(struct survey *s, struct target *t,
    const struct ip_range *prefix, const char *why, struct ranges *deeper,
    enum below *outcome, struct error *err);
/* The unseen blocks of the file that stand close together. */
int repair_ask_covers(struct survey *s, struct target *t, struct error *err);

/* ---- single.c ----------------------------------------------------------- */

/*
 * The network at a range, and those around it until `until` is reached, or,
 * where that is NULL, the first that no provider reassigned. `*known`: all
 * were answered.
 */
int repair_ask_around(struct survey *s, struct target *t,
    const struct ip_range *range, const char *why, const struct ip_range *until,
    bool *known, struct error *err);
/* The unseen delegations of one kind. */
int repair_ask_items(struct survey *s, struct target *t,
    enum delegation_kind kind, struct error *err);

/* ---- below.c ------------------------------------------------------------ */

void ranges_add(struct ranges *r, const struct ip_range *range);
/* Where it is wanted, or a cut list hides some. */
int repair_look_below(struct survey *s, struct target *t, struct error *err);

#endif
