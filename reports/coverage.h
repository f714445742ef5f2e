/*
 * coverage: what a report covers and what it does not, for all formats alike.
 * What is returned borrows its strings from the report.
 */
#ifndef REPORTS_COVERAGE_H
#define REPORTS_COVERAGE_H

#include "acceptance.h"
#include "report.h"

/* Something that the audit should have seen and did not. */
struct missing {
	const char *org;
	const char *subject; /* "networks", a handle, or the organization's */
	const char *reason;
	const char *gap;                 /* its id, or "" when it is no gap */
	const struct accepted *accepted; /* NULL: it is not */
};

/*
 * Is nothing missing, but for gaps that are accepted? What is no gap cannot be:
 * an organization whose own record was not read, and a list that is not whole
 * though no gap of its organization says so.
 */
bool coverage_settled(const struct inventory *inv,
    const struct acceptances *acceptances, int64_t now);

/* Organizations not read, gaps, and records whose look is not complete and
 * that are no gap already: accepted with the gaps of their organization. The
 * caller frees the array. */
struct missing *coverage_missing(const struct report *report, size_t *count);

/* Answers that failed or were not whole, and that nothing is missing for: other
 * answers made up for them. None where gaps are. The caller frees the array. */
const struct answer **
coverage_made_up(const struct report *report, size_t *count);

/* Records of an organization by kind, less those not confirmed gone yet. */
void coverage_count(
    const struct report *report, const char *org, size_t counts[RECORD_KINDS]);

/* Domains seen on the POCs that may be own ones; no consumer provider's is. */
void
coverage_domains_seen(const struct inventory *inv, struct strings *domains);

/* Mail domains of which DNS did not say anything that proves something. */
size_t coverage_unanswered(const struct inventory *inv);

/* What was not asked, one clause each; the caller frees the array. */
const char **coverage_not_asked(const struct inventory *inv, size_t *count);

#endif
