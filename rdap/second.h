/*
 * second: the second view of the registry, Whois-RWS, after RDAP was read.
 *
 *   1. For each own domain that is confirmed and not shared, a search for the
 *      POCs at it (domainsearch.c). Those that RDAP has not shown as linked
 *      are read (orphans.c), from RDAP where it has them, and what they serve:
 *      /poc/H/orgs, /nets and /asns. Where RDAP could not be read, Whois-RWS is
 *      no complete look; where RDAP lacks an address that an earlier run saw,
 *      Whois-RWS is asked as well.
 *   2. The cross-check (crosscheck.c): always, or when it is due, or when a
 *      list was cut: org/H and its lists, and poc/H for each POC, compared
 *      with what RDAP shows. Where a POC that only this links confirms an own
 *      domain, step 1 is made for that now.
 *   3. POCs that an earlier run saw at such a domain, and that nothing has
 *      shown, are asked for by handle (known.c), in RDAP and, where that has
 *      none at an own domain, in Whois-RWS. One that is there is read like the
 *      others, and a search that should have shown it is not believed; one
 *      that both say is not there was looked at completely. Where that is not
 *      to be known, as it takes more requests than are left, or one fails, no
 *      search at its domain is believed either.
 *
 * Nothing is asked where options->whois is NULL. In a replay, only what the
 * recording holds is asked unless the cross-check is wanted always: what it
 * does not hold was not made. One that holds nothing of Whois-RWS is taken as
 * if it were not to be asked; a POC at an own domain that was met on strangers'
 * objects has unknown links then, and that is a gap. Private to the
 * enumeration.
 */
#ifndef RDAP_SECOND_H
#define RDAP_SECOND_H

#include "describe.h"
#include "survey.h"

/* After settle(). -1 only when `answered` failed. */
int second_view(struct survey *s, struct error *err);
/* What it would ask, for a run that asks nothing. */
void second_view_plan(
    const struct enumerate_options *options, struct strings *lines);
/* After repair_judge(): a view that failed or was not made, as wanted or where
 * a list is not whole, is a gap. */
void second_view_judge(struct survey *s);
/* Did it list all POCs of the organization, and were all of them read? */
bool
second_view_lists_pocs(const struct survey *s, const struct target *target);

/* ---- for its files ------------------------------------------------------ */

/* An organization that is not audited: does it hold resources? */
struct stranger {
	char *handle;
	int resources; /* as in struct elsewhere */
};

struct second {
	struct survey *s;
	struct stranger *strangers;
	size_t stranger_count;
	void *linked;         /* POCs that serve something audited */
	void *read;           /* POCs of which the links were read */
	struct strings asked; /* own domains that were searched */
	unsigned failed; /* requests without any answer, one after another */
	bool many; /* a search brought too many to be the organization's */
};

/* One answer of Whois-RWS. */
struct sight {
	struct document *document; /* or NULL */
	struct origin origin;
	bool made;    /* it was asked */
	bool whole;   /* all there is, also when that is nothing */
	bool absent;  /* nothing is there */
	bool cut;     /* there is more */
	char *reason; /* "" when whole */
};

/* Ask; takes the query. sight_clear() in any case. */
int sight_get(struct second *v, struct target *target, struct query *q,
    struct sight *sight, struct error *err);
void sight_clear(struct sight *sight);
/* The one record of a look-up, or NULL. */
const struct object *sight_object(const struct sight *sight);

bool set_has(void *const *set, const char *text);
/* Does a confirmed own domain hold an address of it? */
bool second_own(const struct survey *s, const struct object *poc);
void second_differs(struct survey *s, const struct target *target,
    enum record_kind kind, const char *handle, const char *what,
    const char *rdap, const char *whois, const struct sight *sight);
/* The addresses of a POC, as keys, in order. */
void second_addresses(const struct object *poc, struct strings *keys);
/* Where both views show a POC: do they show the same addresses? */
void second_differ(struct survey *s, const struct target *target,
    const char *poc, const struct strings *rdap, const struct strings *whois,
    const struct sight *sight);

/* The organizations that a POC serves; those of others go into the inventory,
 * with what they hold when `resources`. sight_clear() in any case. */
int second_orgs(struct second *v, struct target *target, const char *poc,
    bool resources, struct sight *sight, struct error *err);

/*
 * The POCs at an own domain, `found`, the caller's. A search that is cut is
 * divided by what handles begin with, which loses none, and where too many
 * begin alike by last name as well; who has none may be missing then, and that
 * is a gap, as is each part that is cut still. `*many`: too many are linked to
 * nothing to be the organization's.
 */
int
domain_search(struct second *v, struct target *target, struct domain *domain,
    struct strings *found, bool *many, struct error *err);
/* Of domains that are confirmed, and not in v->asked yet. */
int orphans_ask(struct second *v, struct error *err);
/* What became of a POC that only an earlier run saw at an own domain. */
enum fate {
	FATE_UNKNOWN, /* a view could not be read */
	FATE_THERE,   /* at an own domain still; it was read */
	FATE_LEFT,    /* at no own domain any more */
	FATE_GONE,    /* neither view has it */
};
/*
 * A POC, and what it serves: from RDAP where that shows an address at an own
 * domain, else from Whois-RWS. Nothing is asked of one that was read before.
 * `fate` is of one that only an earlier run saw, else NULL: what then could not
 * be read leaves no trace.
 */
int orphan_read(struct second *v, struct target *target, const char *handle,
    enum fate *fate, struct error *err);
int known_ask(struct second *v, struct error *err);
/* Where nothing is asked: what POCs at own domains serve that were met on
 * strangers' objects stays unknown, each a gap. */
void orphans_unasked(struct survey *s);
/* Not where it takes more requests than are left. */
int crosscheck_ask(struct second *v, struct target *target, struct error *err);

#endif
