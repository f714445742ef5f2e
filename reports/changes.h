/*
 * changes: what two reports of the same organizations differ in, as
 * exposure-model.md's "Judgements over time" names it.
 *
 *   in the later report     in the earlier one             is
 *   open                    not there                      NEW
 *   open                    removed, unconfirmed           RETURNED
 *   open                    open, less severe              WORSE
 *   open                    open, more severe              BETTER
 *   open                    accepted, or in doubt since    RETURNED
 *   accepted                open                           BETTER
 *   unconfirmed             open, unknown                  UNCONFIRMED
 *   removed                 anything but removed           REMOVED
 *   unknown                 open, unconfirmed              UNKNOWN
 *   organization not there  anything but removed           OUT_OF_SCOPE
 *
 * One that was never but in doubt is as if it were not there: what nobody was
 * told of does not end, and is NEW once it is open.
 *
 * Anything else is no change: what was unknown and is there again, what
 * stayed as it was. WE000 and the passing rules, which tell of changes
 * themselves, are left out.
 */
#ifndef REPORTS_CHANGES_H
#define REPORTS_CHANGES_H

#include "report.h"

enum change_kind {
	CHANGE_NEW,
	CHANGE_RETURNED,
	CHANGE_WORSE,
	CHANGE_BETTER,
	CHANGE_UNCONFIRMED,
	CHANGE_REMOVED,
	CHANGE_UNKNOWN,
	CHANGE_OUT_OF_SCOPE,
};
#define CHANGE_KINDS 8
const char *change_kind_name(enum change_kind kind);    /* "out of scope" */
const char *change_kind_heading(enum change_kind kind); /* "Not audited..." */

struct change {
	enum change_kind kind;
	const struct finding *before; /* or NULL; both borrowed */
	const struct finding *after;  /* or NULL */
	/* "registry", or what else made it: "rules" (the program's), "config"
	 * (the owner's), "scope" (the organization was not audited before, or
	 * is not any more) */
	const char *cause;
	/* What is gone from its organization, and stands on the same record
	 * of another one that was audited: that one, as for a POC that two
	 * shared or swapped; else NULL. */
	const char *still_at;
};

/* A gap in coverage that came or went, has another reason, or is told again. */
enum gap_change_kind {
	GAP_NEW,
	GAP_CHANGED,
	GAP_CLOSED,
	GAP_STAYS,
};

struct gap_change {
	const struct gap *gap; /* borrowed */
	enum gap_change_kind kind;
};

struct changes {
	const struct report *before; /* NULL: there was none; all is as found */
	const struct report *after;
	struct change *items; /* by kind, then worst first */
	size_t count;
	size_t counts[CHANGE_KINDS];
	struct gap_change *gaps;
	size_t gap_count;
	size_t places_more; /* networks and autnums that show a known address */
	size_t places_less; /* and did not, or do not any more */
};

/* `before` NULL: no change at all. Both are borrowed for its life. */
struct changes *
changes_new(const struct report *before, const struct report *after);
void changes_free(struct changes *c); /* NULL is fine */
/* Tell of each gap that stays once a week: when another week of it ended
 * between the two reports. */
void changes_remind(struct changes *c);
/* Leave out what is unknown since it was not looked at: a gap tells of that, or
 * the second view was not due. */
void changes_drop_unseen(struct changes *c);

/* Leave out what is below `least`, then and now, and other statuses than
 * `statuses` (bits 1 << enum status; 0: all). Gaps stay. */
void changes_narrow(struct changes *c, enum severity least, unsigned statuses);

/* Was there any, a gap among them? */
bool changes_any(const struct changes *c);
/* The worst of what is new, returned or worse: a severity, or -1, as for NULL. */
int changes_worst(const struct changes *c);

/* The finding that a change is about: the later one where there is one. */
const struct finding *change_finding(const struct change *x);

#endif
