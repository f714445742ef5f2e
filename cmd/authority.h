/*
 * authority: by what right an organization is audited. "own", or for somebody
 * else's "customer: REFERENCE until DATE": ARIN's terms do not allow the data
 * as part of a commercial service, and REFERENCE names ARIN's permission or
 * counsel's opinion. It stands in every report.
 */
#ifndef CMD_AUTHORITY_H
#define CMD_AUTHORITY_H

#include <stdint.h>
#include "rdap/strings.h"
#include "rdap/error.h"

struct options;

/* ERROR_USAGE, with what was expected, for any other text. `until` (may be
 * NULL): the first moment at which it has ended, CLOCK_NONE for "own". */
int authority_parse(const char *text, int64_t *until, struct error *err);

/* What the reports of these organizations say, as configured; "own" for those
 * that the configuration does not name. Owned by the caller. */
char *authority_text(const struct options *options, const struct strings *orgs);

/* Before an audit: ERROR_CONFIG when one has ended by options->now. Prints what
 * the terms say where one is a customer's. */
int authority_check(const struct options *options, const struct strings *orgs,
    struct error *err);

#endif
