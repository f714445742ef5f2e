/*
 * audit: what one audit holds from its words to its end. audit_ask.c asks,
 * audit_keep.c keeps and judges, cmd_audit.c is what they are steps of.
 */
#ifndef CMD_AUDIT_H
#define CMD_AUDIT_H

#include "budget.h"
#include "judging.h"
#include "options.h"
#include "past_runs.h"
#include "stored.h"

struct audit {
	const struct options *options;
	struct options late; /* the same after a wait; borrows all of it */
	struct strings orgs; /* handles */
	struct progress *progress;
	struct transport *wire;
	struct dns *dns; /* or NULL */
	struct store *store;
	struct budget budget;
	struct budget counted; /* of a word that is no organization */
	int lock;              /* or -1 */
	int waiting;           /* jitter.h's, likewise */
	bool begun;            /* what follows is told in the status file */
	bool stored;           /* the report is of facts that were stored */
	bool told;             /* and it was written, or should have been */
	bool owed;             /* and the store has it that it was not told */
	struct run run;
	struct known_poc *pocs; /* that earlier runs saw */
	size_t poc_count;
	size_t estimate;        /* requests, by the last run; 0: none known */
	struct inventory inv;   /* what this run saw */
	struct inventory known; /* united with what was known */
	struct kept_finding *kept;
	size_t kept_count;
	char *cache; /* directory for downloads, or NULL */
	struct judging judging;
	struct report *report;
	struct stored earlier;   /* what it is compared with */
	struct changes *changes; /* or NULL */
	int worst_new;           /* since the last complete run: what
	                            --fail-on-new looks at */
	struct erased erased;    /* superseded, as the retention says */
	char *suspect;           /* why the clock is not believed, or NULL */
	int64_t ahead;           /* of every server's, seconds; 0: it is not */
	int64_t dated_anew;      /* runs that were in the future */
	bool withheld;           /* and that is to be told */
	struct past_runs runs;
};

/* Print what would be asked, and what that comes to. */
int audit_dry_run(struct audit *a);
/* Begin a run in the store, and ask all. ERROR_TRY_AGAIN when interrupted. */
int audit_ask(struct audit *a, struct error *err);

/* Facts, findings and the end of the run, all or nothing; and what changed. */
int audit_keep(struct audit *a, struct error *err);
/* What was superseded is gone from the file, too; what else is to be told of
 * the clock. What cannot be done is told, and done next time. */
void audit_compact(struct audit *a);
/* Date the run, by the server's clock where this one is ahead. */
void audit_date(struct audit *a, int64_t observed_at);
/* Is any of the organizations none? */
bool audit_absent(const struct audit *a);

#endif
