/*
 * bootstrap: which registry has an address or an AS number (RFC 9224), from
 * IANA's files (https://data.iana.org/rdap/{asn,ipv4,ipv6}.json). A bundled
 * copy is compiled in, cut down to what is needed here; fresh ones can be read.
 *
 * The bundled copy is of 2019 to 2021. What IANA gave out since has no row in
 * it, so that it names no registry at all; and it has AS numbers by the blocks
 * in which IANA gave them out, while some early ones moved on since (2 %).
 */
#ifndef RDAP_BOOTSTRAP_H
#define RDAP_BOOTSTRAP_H

#include <stdbool.h>
#include <stdint.h>
#include "error.h"
#include "query.h"

struct bootstrap;

enum bootstrap_file { BOOTSTRAP_AUTNUMS, BOOTSTRAP_IPV4, BOOTSTRAP_IPV6 };
#define BOOTSTRAP_FILES 3
/* "asn.json": its name below the base of IANA's files. */
const char *bootstrap_file_name(enum bootstrap_file which);

/* The compiled-in copy. */
struct bootstrap *bootstrap_bundled(void);
/*
 * Replace what one file says: `data` is the text of asn.json, ipv4.json or
 * ipv6.json (told by its keys). ERROR_DATA, nothing changed, when it is none:
 * JSON that is not strict (json.h), no date, no service, one key that is no
 * prefix or range, keys of two kinds, a service without a URL.
 */
int bootstrap_read(
    struct bootstrap *b, const char *data, size_t len, struct error *err);
/*
 * The same for a copy that may be worse than what is there: also ERROR_DATA,
 * and nothing changed, when it is another of the three files, older, or dated
 * more than a day after `now` (CLOCK_NONE: any), which nothing could replace.
 */
int bootstrap_renew(struct bootstrap *b, enum bootstrap_file which,
    const char *data, size_t len, int64_t now, struct error *err);
/* The date of the oldest of the three ("publication"). */
int64_t bootstrap_made(const struct bootstrap *b);
/* Is the oldest of them the bundled one? */
bool bootstrap_as_bundled(const struct bootstrap *b);
/*
 * The base URL of the registry that has all of it (longest match, https
 * first, a '/' at its end), or NULL when none is named, as for handles.
 * Borrowed until the next bootstrap_read().
 */
const char *bootstrap_find(const struct bootstrap *b, const struct term *term);
/* "RIPE NCC", "APNIC", "LACNIC", "AFRINIC", "ARIN" for a base URL whose host
 * is under their domain; any other is returned as it is. Borrowed. */
const char *bootstrap_registry(const char *base);
/* Where such a name's terms of use are, as its own RDAP answers link to them;
 * NULL for what is none of these names, and for ARIN. */
const char *bootstrap_terms(const char *registry);
void bootstrap_free(struct bootstrap *b);

#endif
