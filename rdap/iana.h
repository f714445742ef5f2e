/*
 * iana: IANA's bootstrap data (bootstrap.h) as it is kept between runs: the
 * files as they came, in the cache directory (cache.h), as `iana-asn.json`,
 * `iana-ipv4.json` and `iana-ipv6.json`. None of the three is needed: what is
 * not there, malformed, or older than the bundled copy is not used.
 */
#ifndef RDAP_IANA_H
#define RDAP_IANA_H

#include "bootstrap.h"
#include "transport.h"

/* The bundled copy, and what is newer in `cache` (NULL: nothing is) of the
 * files below `base` (NULL: whichever are kept are not used). */
struct bootstrap *iana_kept(const char *cache, const char *base);

/*
 * Ask for the three files below `base`, each only if it has changed, into `b`
 * (of iana_kept()) and the cache. One that cannot be had or used leaves what
 * is known as it was: -1 and the first such trouble, which is no reason to
 * stop; once a server cannot be reached the other files are not asked for. 1
 * when there was nothing to ask: a recording that has none of them.
 */
int iana_refresh(struct bootstrap *b, const char *cache, const char *base,
    struct transport *transport, struct error *err);

#endif
