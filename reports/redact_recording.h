/*
 * redact_recording: the answers of a run become a recording that can be given
 * to whoever may have the redacted report: the same tokens stand in it, and
 * its replay judges the same.
 *
 * An answer of which it is not certain what it holds (a content type that is
 * not known, a page of HTML but for ARIN's "no results", what does not parse)
 * is left out: its line in the index stays and names a file that is not there.
 * So is one whose URL cannot be redacted. Customers' names become tokens as
 * well: they may be people's, and no report shows them. Of DNS, hosts and domains that are
 * no own ones become tokens, their addresses those of documentation (RFC 5737,
 * RFC 3849), texts stay only where they confirm a domain.
 */
#ifndef REPORTS_REDACT_RECORDING_H
#define REPORTS_REDACT_RECORDING_H

#include "rdap/withheld.h"
#include "redact.h"

struct redact_recording {
	const char *irr_url;   /* which answer is the dump; or NULL */
	const char *stats_url; /* which one is the statistics file; or NULL */
	size_t withheld;       /* set: answers that were left out */
	char *first; /* set, owned: the first of them and why, or NULL */
};

/* Before redact_report(), with the same report, inventory and key. -1: the
 * recording could not be written or read. */
int redact_recording(struct report *report, struct inventory *inv,
    const unsigned char key[REDACT_KEY_SIZE], struct transport *recording,
    struct redact_recording *how, struct error *err);

#endif
