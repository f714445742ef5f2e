/*
 * redact: a report for somebody who may know what is wrong and not whom it
 * concerns. People's data becomes tokens, HMAC-SHA256 (RFC 2104) under a key
 * that stays with the owner: stable while the key is, worth nothing without
 * it.
 *
 * After all is judged, since tokens say nothing of whose mailbox it is.
 *
 *   stays      organizations and their handles, networks, AS numbers, rules,
 *              dates, counts; a mailbox all of whose words are role words
 *              ("noc+arin@example.com"), and a POC of kind group all of whose
 *              name is role words or the organization's ("Example NOC")
 *   a token    every other mail address ("person-3f9c0a71b2d4@example.com";
 *              "role-" a role's, "mailbox-" an unclear one; a tag behind '+'
 *              stays one) and its spellings; every other POC's handle and names; a mail
 *              domain that is no own one, no consumer provider's and no kept
 *              role mailbox's; ids of findings and gaps; who accepted what
 *   gone       digests of answers, which could be tried out; why something was
 *              accepted; the place of a recording
 *
 * What changed is redacted when both reports are, by the same key.
 *
 * All of it in sentences and URLs as well. Names are found where they stand
 * as words of their own.
 */
#ifndef REPORTS_REDACT_H
#define REPORTS_REDACT_H

#include "report.h"

#define REDACT_KEY_SIZE 32

/*
 * In place. `inv` and `run` are those of the report. Nothing can be stored or
 * judged of them any more; they are cleared as always.
 */
void redact_report(struct report *report, struct inventory *inv,
    struct run *run, const unsigned char key[REDACT_KEY_SIZE]);

#endif
