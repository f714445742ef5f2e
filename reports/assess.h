/*
 * assess: facts + rules + the time to judge by = a report. Pure: no network,
 * no database, no clock.
 */
#ifndef REPORTS_ASSESS_H
#define REPORTS_ASSESS_H

#include "acceptance.h"
#include "report.h"
#include "view.h"
#include "rdap/clock.h"

struct assess_options {
	unsigned unvalidated_years; /* WE101 is high after; 0: 2 */
	unsigned stale_years;       /* WE302 holds after; 0: 3 */
	const char *authority;      /* borrowed by the report; NULL: "own" */
	bool then; /* `kept` are the findings of this very run: they are told
	              as they were judged then, and none besides */
	/* Keys of domains that are declared shared, no stranger's to WE104;
	 * may be NULL. */
	const struct strings *shared_domains;
	/* `roles` of the configuration, borrowed; mailbox_role_valid() holds
	 * for each. NULL: none. */
	const struct strings *roles;
	const struct acceptances *acceptances; /* NULL: nothing is accepted */
	/* Keys of the live mailboxes at the own domains, sorted; NULL: no list,
	 * and WE306 is not judged. */
	const struct strings *mailboxes;
};

/*
 * `inv` and `run` are borrowed by the report for its life. `kept` are the
 * findings of earlier runs: they give first_seen, and those that do not hold
 * any more stay in the report, counted nowhere:
 *
 *   its rule is a passing one                                 -> left out
 *   it was REMOVED before                                     -> REMOVED
 *   the look could not have shown it (below)                  -> UNKNOWN
 *   the facts it was about are REMOVED, or it is WE104 and its
 *     domain is an own or a shared one now, or it is WE306 and its
 *     mailbox is on the list now, or it is WE101, WE102 or WE402
 *     and `roles` names its mailbox, or it is WE105 and `roles`
 *     does no more (the cause is "config"), or whom its POC serves
 *     is audited since, and it is WE203, or that POC served nobody
 *     else, and its facts were UNCONFIRMED so (the cause is
 *     "scope")                                                -> REMOVED
 *   it was UNCONFIRMED, for six hours or more                 -> REMOVED
 *   else                                                      -> UNCONFIRMED
 *
 * A look could not have shown it when it is older than the finding; the
 * organization's own record was not read; the record it is about is there and
 * was not looked at completely, or is gone while the lists of records are not
 * whole; it is about the organization and some POC of it was not looked at
 * completely, or the list of POCs is not whole, or a network that only the
 * second view shows was not read; or nothing could be judged
 * (WE104 without a confirmed own domain; WE306 without a list; WE203 while it
 * was not read in this run whom the POC serves; WE303 and WE305 while the
 * address is there and DNS was not asked about its domain, or gave no answer
 * that proves anything); or what speaks against it was not seen any more
 * (kept_doubted()). A failed look never looks like a fix: so a finding that
 * still holds while its facts are UNKNOWN keeps its earlier severity, too,
 * where that was higher; and what makes one milder must have been seen in this
 * run, or the finding was as mild before and nothing denies it. What a POC
 * publishes is not gone with its places while the POC is there, and was not
 * changed.
 *
 * What is accepted (acceptance.h) and open becomes ACCEPTED: it counts neither
 * as open nor for its address, but its mailbox is published all the same. Past
 * its date it is open since then.
 */
struct report *assess(const struct inventory *inv, const struct run *run,
    const struct kept_finding *kept, size_t kept_count,
    const struct assess_options *options, int64_t now);

/* ---- for rules ---------------------------------------------------------- */

struct assessment {
	const struct inventory *inv;
	const struct run *run;
	const struct assess_options *options; /* defaults filled in */
	const struct mailbox_lists *lists;
	const struct views *views;
	int64_t now;
	const bool *listed;    /* as inv->domains: is any mailbox of it on the
	                         list of live ones? */
	struct report *report; /* under construction */
};

/*
 * A new finding of `rule`: its id, org_name, fixable_by and severity are set,
 * the address's `of` is linked. The judge fills the rest (evidence, poc,
 * roles, ...) and says what it rests on; the remedy is made at the end.
 * `address` may be "", `role` "" or what the id must tell apart as well. Good
 * until the next call.
 */
struct finding *assessment_add(struct assessment *a, const struct rule *rule,
    enum severity severity, const char *org, const char *address,
    const char *record, const char *role);

/* The same about an address on a POC, all but the evidence filled in. */
struct finding *assessment_add_poc(struct assessment *a,
    const struct rule *rule, enum severity severity, const struct poc_view *p);

/*
 * For a finding about an organization that an address makes: roles and levels
 * of all POCs with the address that hold one of `roles` (~0U: any POC); poc,
 * kind and source of the first of them. It rests on any of them.
 */
void
finding_pocs(struct finding *f, const struct address_view *v, unsigned roles);
/* poc, poc_kind, validated; nothing when NULL. */
void finding_poc(struct finding *f, const struct contact *c);

/* Replace a text of a finding. */
void finding_set(char **member, const char *text);
void finding_evidence(struct finding *f, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* The finding holds only while this fact does, too. */
void finding_rests_on(struct finding *f, const struct seen *seen);
/* The same; what was only met, and could not be read, is not known now. */
void finding_rests_on_record(struct finding *f, const struct record *r);
/* Is it a network that somebody else reassigned to the organization? Then only
 * they can change the record. */
bool network_reassigned(
    const struct inventory *inv, const char *org, const char *handle);
/* It may be as mild as that, by what is `likely` (view.h), or since all that it
 * rests on is unconfirmed: if it was, it stays so. Else it is as severe as what
 * was seen makes it. */
void finding_may_be(struct finding *f, bool likely, enum severity mildest);
/* Where it was read. */
void finding_source(struct finding *f, const char *url, const char *digest);

/* The moment `years` years before `now`, by the calendar. */
int64_t years_before(int64_t now, unsigned years);
/* "2021-11-03", or "an unknown date". */
void date_text(int64_t when, char out[CLOCK_TEXT_MAX]);

/* Is an own domain declared and confirmed? Without, WE104 is not judged. */
bool own_domain_known(const struct inventory *inv);
/* Is it no stranger's, to WE104? Nor is one that is declared and not confirmed
 * yet, or declared shared. */
bool within_own(const struct assessment *a, const char *domain);

/*
 * Can WE306 be judged for the address? There is a list of live mailboxes, its
 * domain is a confirmed own one and not shared, and the list has mailboxes of
 * that own domain at all: one of another domain makes nobody gone.
 */
bool mailbox_judged(const struct assessment *a, const char *address);
/* For assessment.listed; the caller frees it. */
bool *mailboxes_listed(const struct inventory *inv, const struct strings *list);

/* What DNS says of the domain of an address on a POC, or NULL. */
const struct mail_domain *mail_domain_of(
    const struct inventory *inv, const char *org, const char *address);

/* Private to assess.c and kept.c: what of `kept` belongs into the report. */
void
kept_merge(struct assessment *a, const struct kept_finding *kept, size_t count);
/* The same where `kept` are the findings of this very run. */
void
kept_then(struct assessment *a, const struct kept_finding *kept, size_t count);

/*
 * Private to kept.c and kept_roles.c. Does the address still stand where a
 * kept finding found it? Did that end only because of what `roles` says of its
 * mailbox (a clause that says so, or NULL)? Does a finding hold only because
 * of what they say, or, by a kept one, do not say any more?
 */
bool kept_stands(const struct assessment *a, const struct kept_finding *k);
const char *
roles_ended(const struct assessment *a, const struct kept_finding *k);
bool roles_made(const struct assessment *a, const struct finding *f,
    const struct kept_finding *const *kept, size_t count);

/* Does a kept finding that says what is not there (WE202, WE205, WE207), or that
 * gives way to WE402 or WE202, not hold only because of facts that the last look did not show?
 * They may be gone: then it holds again. */
bool kept_doubted(const struct assessment *a, const struct kept_finding *k);

/* Is it linked to nothing, or only to what holds no resources (WE202)? False
 * as well when that is not known. */
bool contact_orphan(const struct inventory *inv, const struct contact *c);
/* Could what it serves be read in the run that this is of? What an earlier one
 * read of it is known still, and may have changed. */
bool contact_links_read(const struct inventory *inv, const struct contact *c);
/* Does it serve a stranger of whose resources that is known: 1 some, 0 none, -1
 * nothing? */
bool contact_serves(
    const struct inventory *inv, const struct contact *c, int resources);
/* May it act for the organization (WE404), by a link that counts? */
bool
contact_acts(const struct contact *c, bool (*counts)(const struct seen *seen));

/* Private to assess.c and rules_*.c: the judges. */
void judge_coverage(const struct rule *, struct assessment *);
void judge_personal_mailbox(const struct rule *, struct assessment *);
void judge_personal_on_role_poc(const struct rule *, struct assessment *);
void judge_consumer_mailbox(const struct rule *, struct assessment *);
void judge_off_domain(const struct rule *, struct assessment *);
void judge_role_mailbox(const struct rule *, struct assessment *);
void judge_mobile_number(const struct rule *, struct assessment *);
void judge_address_in_remark(const struct rule *, struct assessment *);
void judge_irr_attribute(const struct rule *, struct assessment *);
void judge_orphan_poc(const struct rule *, struct assessment *);
void judge_shared_poc(const struct rule *, struct assessment *);
void judge_elsewhere(const struct rule *, struct assessment *);
void judge_several_addresses(const struct rule *, struct assessment *);
void judge_resource_only_contact(const struct rule *, struct assessment *);
void judge_unvalidated_poc(const struct rule *, struct assessment *);
void judge_stale_record(const struct rule *, struct assessment *);
void judge_malformed_address(const struct rule *, struct assessment *);
void judge_mailbox_gone(const struct rule *, struct assessment *);
void judge_dead_mail_domain(const struct rule *, struct assessment *);
void judge_undeliverable(const struct rule *, struct assessment *);
void judge_mandatory_role_missing(const struct rule *, struct assessment *);
void judge_abuse_is_personal(const struct rule *, struct assessment *);
void judge_one_mailbox_for_all(const struct rule *, struct assessment *);
void judge_no_valid_admin_or_tech(const struct rule *, struct assessment *);
void judge_new_exposure(const struct rule *, struct assessment *);
void judge_returned(const struct rule *, struct assessment *);

#endif
