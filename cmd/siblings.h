/*
 * siblings: other organizations that share a POC with one, and so may be the
 * same owner's; and the mail domains of its POCs. Handles and domains only.
 */
#ifndef CMD_SIBLINGS_H
#define CMD_SIBLINGS_H

#include "rdap/object.h"
#include "rdap/transport.h"

#define SIBLINGS_POCS 10 /* POCs asked about at most; two requests each */

struct sibling {
	char *org;           /* handle */
	struct strings pocs; /* handles of the POCs shared */
};

struct met_domain {
	char *name;          /* key */
	struct strings pocs; /* handles of the POCs that use it */
};

struct siblings {
	struct sibling *items;
	size_t count;
	struct met_domain *domains;
	size_t domain_count;
	struct strings gaps; /* what was left out, a clause each */
};

/*
 * From an organization's own object: its POCs' domains, and by reverse search
 * for each POC whose networks and autnums it is on. What fails is a gap.
 */
void siblings_find(struct siblings *s, const struct object *org,
    const char *base, struct transport *transport);
void siblings_clear(struct siblings *s);

#endif
