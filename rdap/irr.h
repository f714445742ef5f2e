/*
 * irr: the dump of ARIN's routing registry, RPSL text (RFC 2622; RFC 7909
 * section 3 for the form), https://ftp.arin.net/pub/rr/arin.db.gz: the objects
 * that one organization maintains (mnt-by: or the name of a mntner object is
 * MNT-<organization>), and the mail addresses in their attributes.
 *
 * Read as it streams, one object at a time, at constant memory: the dump is of
 * tens of megabytes. Gzip (one member) or plain, told by the first bytes; a cut
 * gzip stream is an error. Latin-1 or UTF-8: a line that is no UTF-8 is taken
 * for Latin-1.
 *
 * Lines end in LF or CRLF. A line of blanks alone ends an object, so that two
 * of them never run together. Continuation lines (blank, tab or '+' first),
 * comments ('#' to the end of line), attribute names in any case; lines that
 * begin with '%' or '#' are the server's own. Mail addresses are looked for in
 * comments as well, since they are published with the rest. Maintainers are
 * told apart without regard to case, in lists too ("mnt-by: MNT-A, MNT-B"); an
 * object that two of `orgs` maintain is given once for each. Objects of others
 * leave no trace.
 */
#ifndef RDAP_IRR_H
#define RDAP_IRR_H

#include "error.h"
#include "strings.h"

/* An object that a wanted maintainer has. Borrowed by the callback. */
struct irr_object {
	const char *class;   /* "route6", lower case */
	const char *key;     /* "2001:db8::/32", as written */
	const char *name;    /* "route6 2001:db8::/32 AS64500": with the origin
	                         for routes: unique within the registry */
	const char *org;     /* of `orgs`: whose maintainer */
	const char *changed; /* newest date in changed:/last-modified: as
	                         "2026-11-24", or "" */
	const char *text;    /* the object as it stands, UTF-8 */
	struct strings found_in; /* attribute names, lower case, parallel to */
	struct strings found;    /* addresses, as spelled; no pair twice */
	struct strings written;  /* parallel: as they stand there, which differs
	                             for hidden ones in descr and remarks
	                             (address_find_hidden) */
};
/* Attributes that are searched: changed notify upd-to mnt-nfy e-mail descr
 * remarks. */

typedef int irr_fn(void *arg, const struct irr_object *object);

struct irr;

/* `orgs`: handles; borrowed for the life of the reader. */
struct irr *irr_new(const struct strings *orgs, irr_fn *fn, void *arg);
void irr_reset(struct irr *r); /* a new attempt: begin again */
/*
 * -1: not gzip after all, not RPSL (an object that does not begin with an
 * attribute, a NUL), an object over 1 MiB or one of `orgs` with more than 4096
 * '@', more than 2 GiB in all (ERROR_DATA), or fn said so. Later calls return
 * -1 as well.
 */
int irr_feed(struct irr *r, const char *data, size_t len, struct error *err);
/* The end: ERROR_DATA when it is cut short (inside a line, inside the gzip
 * stream) or held no object at all. */
int irr_finish(struct irr *r, struct error *err);
void irr_free(struct irr *r);

#endif
