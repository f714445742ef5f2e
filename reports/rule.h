/*
 * rule: one thing that can be wrong, as a const descriptor. rules.c holds the
 * one table, rules_<family>.c the judges. Adding a rule is one row there and
 * one function.
 */
#ifndef REPORTS_RULE_H
#define REPORTS_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include "severity.h"

/* Raised whenever a rule, a list or a threshold changes what is found. */
#define RULES_VERSION "3"

struct assessment; /* assess.h */
struct finding;    /* report.h */

struct rule {
	const char *id;            /* "WE102" */
	const char *slug;          /* "personal-on-role-poc" */
	const char *title;         /* "A personal mailbox on a role contact" */
	enum severity severity;    /* the usual one */
	const char *severity_note; /* when it differs, or "" */
	const char *rationale;     /* why it matters, a paragraph */
	/* What to do: in a clause, and as steps in ARIN Online. {poc}
	 * {record} {org} {address} {role} stand for the finding's;
	 * rule_action() and rule_remedy() fill them in. */
	const char *action;
	const char *remedy;
	const char *reference;  /* ARIN page or NRPM section, URL */
	const char *fixable_by; /* "owner", "upstream", "arin": the usual
	                           one; a judge may say otherwise */
	/* It tells what is new, and holds until the next complete run: its end
	 * is no change, and no news. */
	bool passing;
	/* NULL: known, and not judged in this version.
	 * Look at everything once and add a finding for each thing to mend:
	 * assessment_add() in assess.h. */
	void (*judge)(const struct rule *rule, struct assessment *a);
};

extern const struct rule rules[];
extern const size_t rule_count;

const struct rule *rule_find(const char *id_or_slug); /* or NULL */

/* For a finding, or with NULL in general ("the POC"); the caller owns it. */
char *rule_action(const struct rule *rule, const struct finding *finding);
char *rule_remedy(const struct rule *rule, const struct finding *finding);

#endif
