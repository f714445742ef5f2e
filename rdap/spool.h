/*
 * spool: the answers of a run that is open, kept so that it can be resumed.
 *
 * A transport around another one. Every framed answer (200, 404, 501) is also
 * kept as a file in a directory of its own, named by the SHA-256 of its URL:
 * whichever organization it was asked for, a URL is asked once. An answer of
 * the spool that is fresh is served with the time it was given at first; all
 * others are asked of the inner transport. Conditional requests (with an
 * entity tag) pass by: what they bring has a cache of its own.
 *
 * Each file says its status, type, time, URL and length, and the SHA-256 of
 * its body, which is checked whenever it is served. A file gets its name when
 * it is whole. What does not check (cut by a power failure, changed, not ours)
 * is thrown away and asked again: it is never trusted, and nothing needs to be
 * repaired.
 *
 * Privacy: answers hold strangers' contacts, which nothing else here keeps.
 * The spool is there only while a run is open: whoever commits a complete run
 * calls spool_remove(); a run that does not resume begins with an empty one;
 * what is older than SPOOL_AGE is deleted whenever a spool is opened. The
 * directory is 0700, files are 0600.
 *
 * A spool that cannot be used is told of in one line and done without; it
 * never fails a request.
 */
#ifndef RDAP_SPOOL_H
#define RDAP_SPOOL_H

#include "transport.h"

#define SPOOL_AGE (6 * 3600) /* seconds; an older answer is asked again */

struct spool_options {
	const char *dir;
	bool resume; /* serve what is there; else it is deleted */
	int64_t now; /* to which answers have an age */
	/* Told what was thrown away or cannot be kept; may be NULL. */
	void (*notice)(void *arg, const char *line);
	void *notice_arg;
};

/* Takes `inner`. Never fails. Free with transport_free(), which leaves the
 * directory as it is. */
struct transport *
spool_new(const struct spool_options *options, struct transport *inner);

/* Answers that were there to resume from when it was opened. */
size_t spool_found(const struct transport *t);

/* Only delete what is too old to be resumed from. */
void spool_expire(const struct spool_options *options);

/* Delete a spool; one that is not there is fine. False: some of it is left,
 * and errno says why. */
bool spool_remove(const char *dir);

#endif
