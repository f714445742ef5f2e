/*
 * probe: each kind of query tried once, on an organization's own records, to
 * see whether the service does what this program assumes. At most 12 requests.
 */
#ifndef CMD_PROBE_H
#define CMD_PROBE_H

#include "options.h"
#include "rdap/transport.h"

enum mark {
	MARK_OK,
	MARK_WARN, /* worth a look; nothing is wrong */
	MARK_FAIL, /* not as it should be, or not as assumed */
};

/* What was found of `what`, one line, no newline. */
typedef void
probe_fn(void *arg, enum mark mark, const char *what, const char *text);

/*
 * Returns 0; ERROR_UNAVAILABLE, ERROR_TRY_AGAIN, ERROR_PROTOCOL or
 * ERROR_NO_ORG when the organization itself could not be read, and all else
 * was left out.
 */
int probe_all(const struct options *options, const char *org,
    struct transport *transport, probe_fn *tell, void *arg);

#endif
