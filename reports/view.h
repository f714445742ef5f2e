/*
 * view: an inventory seen from its addresses and its POCs, for rules and
 * vectors. Everything in it points into the inventory, which outlives it; all
 * is sorted, so that what is made of it is the same every time.
 *
 * Cost: sorting. Nothing here or in a judge may look at every network once
 * for every address: an organization can have 20,000 of them.
 */
#ifndef REPORTS_VIEW_H
#define REPORTS_VIEW_H

#include "mailbox.h"
#include "rdap/inventory.h"

/* An audited organization. */
struct org_view {
	const char *org;
	const char *name;            /* "" when not read */
	const struct scope *scope;   /* or NULL */
	const struct record *record; /* its own, or NULL */
	size_t networks, autnums;
	bool direct;         /* it holds space from ARIN, or an autnum */
	bool resources_read; /* all networks and autnums, in this run */
	bool second_unread;  /* some that only the second view shows, not in
	                       this run */
	/* All its networks are known, at least one, all are reassignments, and
	 * it has no autnum: NRPM 3.6 asks its POCs for no validation. Likely:
	 * so it is with those that were read. */
	bool only_reassigned, reassigned_likely;
	/* Its POCs and addresses, within views.contacts and .addresses */
	const struct contact *contacts;
	size_t contact_count;
	const struct address_view *addresses;
	size_t address_count;
};

/*
 * What makes a finding milder must be `shown`: by a whole look of this run. What
 * is `likely` was shown once, and no whole look has missed it since: it leaves
 * the finding as mild as it was (finding_may_be() in assess.h).
 */
bool seen_shown(const struct seen *seen);
bool seen_likely(const struct seen *seen);

/* A POC of an organization, with what it serves. */
struct contact {
	const char *org, *handle;
	const struct org_view *organization;
	const struct record *record; /* NULL: known by handle only */
	const struct link **links;   /* by holder kind, holder */
	size_t link_count;
	unsigned roles;         /* united over the links */
	bool shown, likely;     /* any of the links (above) */
	bool serves_org;        /* linked to the organization */
	bool serves_reassigned; /* linked to reassigned networks and to nothing
	                           else */
	bool at_own_domain;     /* publishes an address at a confirmed one */
	size_t address_count;   /* how many it publishes */
};

/* Where an address is printed. */
struct places {
	bool poc; /* on a POC: its mail addresses or its text */
	bool org; /* with the organization: its POC, or its own text */
	bool org_text;
	bool person_poc, role_poc; /* on a POC of that kind */
	bool domain_poc; /* on a POC that is found by an own mail domain */
	bool org_poc;    /* on a POC of the organization's own record */
	size_t networks, autnums; /* all of the organization's when with it */
};

/* An address of one organization with all that is known of it. */
struct address_view {
	const char *org;
	const char *address; /* the key */
	char *mailbox;       /* owned; address_mailbox() */
	enum mailbox_kind kind;
	enum mailbox_reason reason; /* why */
	const struct inventory *inv;
	const struct org_view *organization;
	const struct sighting **sightings; /* its own, in inventory order */
	size_t sighting_count;
	const struct poc_view *pocs; /* POCs that publish it, by handle */
	size_t poc_count;
	struct places places;
};

/* All sightings (POC_EMAIL) of an address on one POC, united. */
struct poc_view {
	const struct contact *contact;
	const struct record *poc; /* = contact->record; or NULL */
	const struct address_view *view;
	const struct sighting **sightings;
	size_t sighting_count;
	unsigned roles, roles_shown, roles_likely;
	unsigned levels;              /* bits 1 << enum level */
	struct seen seen;             /* of any of the sightings */
	const struct sighting *first; /* the best seen, then first */
};

struct views {
	const struct inventory *inv;
	struct org_view *orgs;
	size_t org_count;
	struct contact *contacts; /* by org, handle */
	size_t contact_count;
	struct address_view *addresses; /* by org, address */
	size_t address_count;
	struct poc_view *pocs; /* by org, address, handle */
	size_t poc_count;
	const struct link **links; /* private, what the others point to */
	const struct sighting **sightings;
	const struct sighting **emails;
};

void views_build(struct views *v, const struct inventory *inv,
    const struct mailbox_lists *lists);
void views_clear(struct views *v);

const struct org_view *
views_org(const struct views *v, const char *org); /* or NULL */
const struct address_view *views_address(
    const struct views *v, const char *org, const char *address); /* or NULL */
const struct contact *views_contact(
    const struct views *v, const char *org, const char *handle); /* or NULL */

/* Does ARIN ask for no validation of this POC (NRPM 3.6)? */
bool contact_exempt(const struct contact *c);
/* The same by what was `shown`, and by what is `likely`. */
bool contact_exempt_shown(const struct contact *c);
bool contact_exempt_likely(const struct contact *c);
/* "yes" "no" "not-required" "unknown" */
const char *contact_validated(const struct contact *c);

/* `into` becomes what is known of a fact that any of the two shows, or that
 * needs both. */
void seen_any(struct seen *into, const struct seen *seen);
void seen_all(struct seen *into, const struct seen *seen);

#endif
