/*
 * enumerate: the plan. From the handles of organizations to an inventory of
 * all that RDAP shows of them, in few large answers:
 *
 *   1. /entity/ORG: the organization, its POCs, the lists of its networks and
 *      autnums (those lists carry no contacts);
 *   2. /ips/reverse_search/entity?handle=ORG (when it has networks) and
 *      /autnums/... (when it has autnums): the same with all POCs inline;
 *   3. only what is still unknown, one request each: a network or autnum the
 *      list has and the search did not show, a POC met by handle only.
 *
 * With PLAN_OBJECTS, or where the search answers 400 or 501, is larger than
 * the bound or would be by the counts of step 1, step 2 is replaced by one
 * request per object. Nothing is asked twice in a run, for whichever of the
 * organizations it was asked first.
 *
 * Whose is it: an object is the organization's when its nearest registrant
 * (registrant.h) is audited; otherwise (merely associated, a customer inside)
 * only its handle counts and nothing of it is kept. POCs of a nested
 * organization belong to that organization, POCs beside it to the object. A
 * POC at a stranger's object is kept, without a link, when an own domain that
 * is confirmed is found to hold an address of it; then only those addresses
 * are. Such a POC is not asked for, whatever its copy lacks.
 *
 * What is believed: answer.h. What an object itself says is left out of it
 * (object.truncated), and what only an unframed body shows, is PARTIAL, and is
 * asked for alone once; not so once a single object came unframed as well,
 * since then the server frames nothing.
 *
 * A list of /entity/ORG may be cut: with exactly `cap` entries of a type (or as
 * many as a cut answer was seen to hold), with a truncation notice (which does
 * not say which list is meant: that at the cap, else any of them), when another
 * answer shows more, or when the statistics file names more. Then (repair.c)
 * the blocks that the file gives the holder and nothing has shown are read:
 * those below a prefix that holds few others' in one question, the rest one by
 * one. The list is repaired, a note and no gap, when all were read and the
 * file is whole, no more than a week old and agrees with the registry. It says
 * nothing of what a provider reassigned: where the list shows some, there may
 * be more, inside own blocks to be looked for, elsewhere a gap. A cut search is
 * none while that list is whole. Where /entity/ORG failed the searches are made
 * all the same.
 */
#ifndef RDAP_ENUMERATE_H
#define RDAP_ENUMERATE_H

#include "dns.h"
#include "inventory.h"
#include "query.h"
#include "transport.h"

enum plan {
	PLAN_REVERSE,
	PLAN_OBJECTS,
};

/* The second view, Whois-RWS, against the first; never where the transport's
 * budget would not last. */
enum cross_check {
	CROSS_CHECK_AUTO, /* when due, and whenever a list was cut */
	CROSS_CHECK_ALWAYS,
	CROSS_CHECK_NEVER,
};

struct enumerate_options {
	const char *base;           /* of RDAP, ends in '/' (base_parse) */
	const struct strings *orgs; /* handles, valid, upper case, no double */
	const struct strings *domains; /* declared own domains, as keys */
	enum plan plan;
	const struct strings *shared_domains; /* declared, never searched; keys;
	                                         may be NULL */
	const char *whois;   /* base of Whois-RWS, or NULL: not asked */
	const char *stats;   /* URL of the statistics file, or NULL */
	const char *irr;     /* URL of the routing-registry dump, or NULL */
	struct dns *dns;     /* asked of mail domains; NULL: none is */
	const char *dns_off; /* why, a clause; may be NULL */
	const char *cache;  /* directory for downloads, or NULL: none is kept */
	bool reassignments; /* look below the own blocks */
	enum cross_check cross_check;
	bool cross_check_due; /* first run, or a week since the last one */
	bool all_searched; /* the user has said which kind of domain it is: POCs
	                       that a domain search brings are the organization's
	                       however many */
	/* POCs that the store knows, of these organizations; may be NULL. Those
	 * at a confirmed own domain that nothing shows any more are asked for
	 * by handle, in both views. */
	const struct known_poc *known;
	size_t known_count;
	size_t cap; /* entries of a type the registry shows at
	                                 most; 0: 256 */
	/* Before each request: what, the how-manieth, of how many as known so
	 * far. May be NULL. */
	void (*asking)(void *arg, const struct query *query, size_t number,
	    size_t planned);
	/* After each: to be stored at once. -1 stops the run. May be NULL. */
	int (*answered)(
	    void *arg, const struct answer *answer, struct error *err);
	void *arg;
};

/*
 * Fill `inv`. 0 also when queries failed: that stands in the inventory.
 * -1 only when `answered` failed.
 */
int enumerate(const struct enumerate_options *options,
    struct transport *transport, struct inventory *inv, struct error *err);

/*
 * The queries that a run would begin with, and what would follow, one line
 * each: the URL, a TAB, why. Asks nothing.
 */
void
enumerate_plan(const struct enumerate_options *options, struct strings *lines);

/*
 * The status to exit with if nothing usable was read: 0 when something was
 * (or there is nothing to complain of); else ERROR_NO_ORG when every
 * organization is absent or something else; else ERROR_TRY_AGAIN,
 * ERROR_PROTOCOL or ERROR_UNAVAILABLE, whichever the first failure says.
 */
int enumerate_fault(const struct inventory *inv);

#endif
