/*
 * plan: what to change at ARIN, in which order, so that the findings of a
 * report end and nothing breaks on the way. Pure: made of a report, asks
 * nobody, sends nothing. The requests are for the reader to send.
 *
 * The order of the phases is the promise: at no step does an organization lose
 * its last admin, tech or abuse POC, a POC its last address, and nothing is
 * deleted that the records still show in use. Where ARIN keeps the steps from
 * the owner (a reassigned network's record, an orphan nobody can sign in for),
 * they are a letter.
 *
 * Several findings on one POC make one set of steps: a person's POC that goes
 * is not validated before. Findings that are not open, or of severity info,
 * need none. What a finding asks for is one row of the table in plan_facts.c.
 *
 * Sources: https://www.arin.net/resources/registry/regrws/methods/ (Add Email
 * to POC, Delete Email from POC, Add POC to Org, Remove POC from Org, Delete
 * POC, Create POC), .../regrws/payloads/ (POC Payload), and the guides
 * https://www.arin.net/resources/guide/account/records/{poc,org}/,
 * https://www.arin.net/resources/registry/manage/netmod/
 */
#ifndef REPORTS_PLAN_H
#define REPORTS_PLAN_H

#include "format.h"
#include "assess.h"
#include "report.h"

/* In this order. */
enum plan_phase {
	PHASE_FIRST,    /* what locks the account, or lets others in */
	PHASE_CREATE,   /* role POCs that are not there yet */
	PHASE_VALIDATE, /* and their validation */
	PHASE_EDIT,     /* POCs that stay: addresses, confirmation */
	PHASE_LINK,     /* give functions to those that stay */
	PHASE_UNLINK,   /* take them from those that go */
	PHASE_DELETE,
	PHASE_TEXT,   /* public comments, the routing registry */
	PHASE_ASK,    /* what only somebody else can do, or knows */
	PHASE_OPTION, /* good, and not necessary */
};
#define PLAN_PHASES 10

enum plan_who {
	PLAN_OWNER,
	PLAN_UPSTREAM, /* whose network it is a part of */
	PLAN_ARIN,
	PLAN_OTHERS, /* who else uses the POC */
};

/* What a step does to the registry, for plan_apply(). Strings are owned, ""
 * where one has no meaning. */
enum plan_change_kind {
	CHANGE_CREATE,   /* poc, name, address */
	CHANGE_VALIDATE, /* poc */
	CHANGE_SAVE,     /* poc: looked through and saved */
	CHANGE_ADD,      /* poc, address */
	CHANGE_REMOVE,   /* poc, address */
	CHANGE_LINK,     /* poc, org, role: to the organization */
	CHANGE_UNLINK,   /* poc, org, role: from the organization */
	CHANGE_RELEASE,  /* poc, record: from a network or AS number; "": from
	                    all of them */
	CHANGE_DELETE,   /* poc */
	CHANGE_PHONE,    /* poc: no mobile number */
	CHANGE_TEXT,     /* org, record, address: out of its free text */
};
struct plan_change {
	enum plan_change_kind kind;
	char *org;
	char *poc;
	char *record;
	char *name;
	char *address; /* key */
	unsigned role; /* one bit */
};

/*
 * A Reg-RWS request. `path` comes after ".../rest"; everything that was a
 * stranger's is percent-encoded in it, so that it holds nothing that a shell
 * or curl would act on; "$NAME" in it is the handle of a POC that is not there
 * yet. `payload`: the name of a file to send, or NULL: none is needed.
 */
struct plan_request {
	const char *method;
	char *path;
	const char *payload;
};

struct plan_step {
	enum plan_phase phase;
	enum plan_who who;
	char *org;            /* audited organization */
	char *subject;        /* handle of what is changed */
	char *what;           /* a clause: "Delete AB1-ARIN" */
	char *online;         /* how, in ARIN Online; "" for a letter */
	char *note;           /* why so, what to beware of; or "" */
	char *sign_in;        /* what the user must be linked to; or "" */
	char *letter;         /* its text, lines; or "" */
	char *payload;        /* the template to fill in; or "" */
	const char *variable; /* a shell's, for the handle it brings, or NULL */
	struct plan_request *requests;
	size_t request_count;
	struct plan_change *changes; /* none: the registry stays as it is */
	size_t change_count;
	struct strings ends; /* ids of the findings that it ends */
	size_t before;       /* mailboxes published */
	size_t after;
	unsigned minutes;
	unsigned mails; /* to answer, from ARIN */
};

struct plan_fate {
	char *poc;   /* as in `subject` of its steps */
	char *shown; /* "AB1-ARIN", "the new Abuse POC" */
	const char *words;
};

struct plan_steps {
	const struct report *report;      /* borrowed */
	const struct assess_options *how; /* borrowed, or NULL */
	struct plan_step *steps;
	size_t step_count;
	struct strings stays;    /* sentences: what may stay as it is */
	struct plan_fate *fates; /* what becomes of each POC with a step */
	size_t fate_count;
	struct strings left;     /* what is open with every step done: "WE101 on
	                        AB1-ARIN" */
	struct strings accounts; /* sentences: what to be linked to */
	size_t after;            /* mailboxes, without optional steps */
	size_t at_most;          /* and with them */
	unsigned minutes, mails; /* of all steps but optional ones */
	size_t open[SEVERITY_COUNT]; /* findings left, all steps done */
};

/* Never NULL; no steps when nothing needs doing. `how` the report was judged,
 * borrowed; NULL: by default. */
struct plan_steps *
plan_make(const struct report *report, const struct assess_options *how);
/* The report as it would be, of an inventory by plan_what_if(). */
struct report *
plan_judge(const struct plan_steps *plan, const struct inventory *inv);
void plan_free(struct plan_steps *plan);

/* Is the step about a POC? */
bool step_concerns(const struct plan_step *step, const char *poc);

/* The registry as it would be. A copy of what reports need (no proof parts);
 * inventory_clear() frees it. */
void plan_copy(struct inventory *to, const struct inventory *from);
/* Do to it what a step does. Handles are looked for from then on only after
 * another plan_copy(). */
void plan_apply(
    struct inventory *inv, const struct plan_change *change, int64_t now);
/* plan_copy(), all changes, so that it can be judged. */
void plan_what_if(struct inventory *to, const struct plan_steps *plan);

/* Writers: 0, or -1 when writing failed. */
int format_plan(const struct plan_steps *plan,
    const struct format_options *options, FILE *out);
/* For a ticket. */
int format_plan_markdown(const struct plan_steps *plan,
    const struct format_options *options, FILE *out);
const char *plan_phase_title(enum plan_phase phase);
/* The report as it would be, under a heading that says so. */
int format_what_if(const struct plan_steps *plan,
    const struct format_options *options, FILE *out);

#endif
