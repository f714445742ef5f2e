/*
 * report: what is told, ready to be written in any format. assess() makes one
 * from an inventory; writers take it const and add nothing of their own.
 *
 * Sorted for reading: findings and addresses worst first within their
 * organization, then as exposure-model.md ranks them; the same input gives the
 * same report byte for byte.
 */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include "mailbox.h"
#include "rdap/inventory.h"
#include "rule.h"
#include "store/store.h"
#include "tool.h"
#include "vector.h"

enum status {
	STATUS_OPEN,
	STATUS_ACCEPTED,
	STATUS_UNCONFIRMED,
	STATUS_REMOVED,
	STATUS_UNKNOWN,
};
const char *status_name(enum status status);
int status_parse(const char *text, enum status *status); /* 0/-1 */

/* How something was accepted (acceptance.h); NULL and CLOCK_NONE: it is not. */
struct accepted {
	char *reason;
	char *by;
	int64_t until; /* the last second of that day */
	int64_t on;
};

/* One rule that holds for one address (or one organization) on one record. */
struct finding {
	/* "WE102-3f9c0a71b2d4": rule, and 12 hex digits of SHA-256 over rule,
	 * org, address, record and role */
	char *id;
	const struct rule *rule;
	enum severity severity;
	enum severity mildest; /* finding_may_be() */
	enum status status;
	char *org;
	char *org_name;
	char *address;   /* key, or "" */
	char *record;    /* handle */
	char *field;     /* "poc-email", "remark", ... or "" */
	unsigned roles;  /* united over the places */
	unsigned levels; /* bits 1 << enum level */
	char *poc;       /* handle or "" */
	char *poc_kind;  /* "individual", "group", "" */
	char *validated; /* "yes" "no" "not-required" "unknown" "" */
	char *evidence;  /* a sentence: what in the record shows it */
	char *remedy;    /* the rule's, with the handles filled in */
	char *source_url;
	char *source_digest;
	const char *fixable_by;
	int64_t first_seen, last_seen, last_complete, status_since;
	const char *cause;   /* of a change in this run: "registry", "rules",
	                      "config" or "scope"; else "" */
	const char *made_by; /* the same of its newest change before, or "" */
	ptrdiff_t of;        /* index into report.addresses, or -1 */
	char *role;          /* where the rule is about one, else "" */
	char *rules;         /* version of the rules that judged it */
	/* Set for one that is unknown or unconfirmed, too, whose status that
	 * stays. */
	struct accepted accepted;
	/* Of the store's kept_finding: in doubt since it was accepted; never
	 * but in doubt; its mailbox is what it is by the configuration. */
	bool was_accepted, never_open, configured;
	/* It is unknown since it could not be judged, by DNS, own domains or
	 * the list of mailboxes: no gap in coverage tells of that. */
	bool unjudged;
};

/* One vector by which one address is reachable. */
struct exposure {
	const struct vector *vector;
	int requests;           /* -1: no figure */
	const char *source_url; /* observed: that answer; else NULL: derived */
};

struct address_report {
	char *org;
	char *address;      /* key */
	const char *domain; /* borrowed from `address` */
	enum mailbox_kind mailbox_kind;
	enum mailbox_reason mailbox_reason; /* why it is of that kind */
	enum severity severity; /* of its highest open finding; where none
	                               is open, of one that is not mended for
	                               certain (unconfirmed, unknown) */
	enum knows knows;       /* cheapest start that names the owner */
	enum status status;     /* OPEN when seen in this run */
	struct exposure *exposures;
	size_t exposure_count;
	enum collects collects[TOOL_COUNT]; /* by the tools, in their order */
	size_t networks;                    /* it is printed with */
	size_t autnums;
	size_t *sightings; /* indices into report.inv->sightings */
	size_t sighting_count;
	size_t *findings; /* indices into report.findings */
	size_t finding_count;
};

/* A role that good practice fills with one role mailbox. */
struct needed_role {
	enum role role;
	const char
	    *mailbox; /* the published role mailbox that fills it, or NULL */
};

struct changes; /* changes.h */

struct report {
	const char *tool;            /* "whoexposed 0.1.0" */
	const char *terms;           /* ARIN's terms of use, a URL */
	const char *authority;       /* "own" */
	int64_t now;                 /* judged by this time */
	const struct run *run;       /* borrowed */
	const struct run *ended;     /* a later one that ended without facts,
	                                borrowed; or NULL */
	const struct inventory *inv; /* borrowed */
	bool complete; /* nothing of this run is missing, but for gaps that
	                    are accepted */
	struct accepted *gaps; /* how those of inv->gaps are, in that order */
	size_t gap_count;
	size_t gaps_accepted; /* how many are */
	struct finding *findings;
	size_t finding_count;
	struct address_report *addresses;
	size_t address_count;
	size_t published; /* mailboxes: the exposure floor's left */
	struct needed_role needed[4];
	size_t needed_count;           /* its right: 3, or 4 with a NOC */
	size_t open[SEVERITY_COUNT];   /* findings but WE000 */
	const struct changes *changes; /* since an earlier run; borrowed; NULL
	                                  where nothing is compared */
	const struct run *history;     /* the runs of the same organizations
	                                  up to this one, oldest first;
	                                  borrowed */
	size_t history_count;
	size_t accepted[SEVERITY_COUNT];
	bool redacted;        /* redact.h */
	struct strings owned; /* what redaction made; borrowed by others */
};

void report_free(struct report *report);
void finding_clear(struct finding *f);

/* Is it an alarm: not known to be mended, and not accepted? What only is not
 * known any more, since a look failed or was not made, is no better for it.
 * WE000 never is one. */
bool finding_counts(const struct finding *f);
/* The worst that counts; -1 when there is none. */
int report_worst(const struct report *report);

/* Ids of findings kept by earlier runs that end with this report without
 * being news: those of passing rules that do not hold any more. */
void report_ended(const struct report *report, const struct kept_finding *kept,
    size_t count, struct strings *ids);

/* The findings as the store keeps them; the caller clears each and frees. */
struct kept_finding *
report_findings(const struct report *report, size_t *count);

#endif
