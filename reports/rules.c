#include <stddef.h>
#include <string.h>
#include <strings.h>
#include "assess.h"
#include "rdap/buf.h"

#define POC_GUIDE "https://www.arin.net/resources/guide/account/records/poc/"
#define NRPM      "https://www.arin.net/participate/policy/nrpm/"
#define ROLE_GUIDE                              \
	"https://www.arin.net/blog/2017/09/12/" \
	"how-role-point-of-contact-can-help-you/"
#define REGISTRY_DATA "https://www.arin.net/reference/materials/data/"

#define INCIDENT                                                           \
	"https://www.bankinfosecurity.com/misconfigured-fbi-email-system-" \
	"abused-to-run-hoax-campaign-a-17907"

/* A person POC cannot be made a role POC: type and name are fixed. */
#define NEW_ROLE_POC                                                        \
	"in ARIN Online create a new POC of type Role with a role mailbox " \
	"(a POC of type Person cannot be changed into one), answer its "    \
	"validation mail, "

const struct rule rules[] = {
    {
	.id = "WE000",
	.slug = "coverage",
	.title = "What was asked and answered",
	.severity = SEVERITY_INFO,
	.severity_note = "",
	.rationale =
	    "A report is worth what was looked at. This finding says it: the "
	    "queries and how they ended, what is missing, and what was not "
	    "asked at all, so that a clean report is not an empty one.",
	.action = "",
	.remedy = "If something is missing, run the audit again later; a gap "
		  "that stays has its reason in the evidence.",
	.reference = "https://www.arin.net/resources/registry/whois/rdap/",
	.fixable_by = "owner",
	.judge = judge_coverage,
    },
    {
	.id = "WE101",
	.slug = "personal-mailbox",
	.title = "A person's mailbox on a person's contact",
	.severity = SEVERITY_MEDIUM,
	.severity_note =
	    "low when it holds the administrative role only and is validated; "
	    "high when it has been unvalidated for two years",
	.rationale =
	    "A person's mailbox in the registry is reachable by anybody who "
	    "walks it, cannot be filtered hard without losing that person's "
	    "other mail, and stays when the person leaves. A role mailbox "
	    "kept for registry mail can be watched and filtered.",
	.action = "Put a role mailbox in the place of {poc}",
	.remedy =
	    "To take {address} off {poc}: " NEW_ROLE_POC
	    "link it wherever {poc} is linked, with the same functions, "
	    "unlink {poc}, then delete it; an address cannot be hidden, only "
	    "replaced. One person as Admin POC may well stay.",
	.reference = ROLE_GUIDE,
	.fixable_by = "owner",
	.judge = judge_personal_mailbox,
    },
    {
	.id = "WE102",
	.slug = "personal-on-role-poc",
	.title = "A personal mailbox on a role contact",
	.severity = SEVERITY_MEDIUM,
	.severity_note = "low when it is unclear whose mailbox it is",
	.rationale =
	    "A role contact is there so that no person need be published. "
	    "With a person's mailbox on it, that person gets the role's mail, "
	    "abuse and fraud included, and the role is unreachable once the "
	    "person is gone.",
	.action = "Replace the address on {poc} by a role mailbox",
	.remedy = "In ARIN Online edit {poc}: add a role mailbox, then remove "
		  "{address}; a POC needs at least one address, so the new "
		  "one comes first.",
	.reference = ROLE_GUIDE,
	.fixable_by = "owner",
	.judge = judge_personal_on_role_poc,
    },
    {
	.id = "WE103",
	.slug = "consumer-mailbox",
	.title = "A mailbox at a consumer mail provider",
	.severity = SEVERITY_HIGH,
	.severity_note = "",
	.rationale =
	    "The organization neither controls nor can filter a mailbox at a "
	    "consumer provider, and cannot take it back. Whoever gets into it "
	    "receives what ARIN sends to this contact.",
	.action = "Replace the address on {poc} by one at a domain of your own",
	.remedy = "In ARIN Online edit {poc}: add a mailbox at a domain of "
		  "your own, then remove {address}. Where {poc} is a former "
		  "employee's: " NEW_ROLE_POC
		  "link it, unlink {poc}, then delete it.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_consumer_mailbox,
    },
    {
	.id = "WE104",
	.slug = "off-domain",
	.title = "A mailbox at somebody else's domain",
	.severity = SEVERITY_MEDIUM,
	.severity_note = "",
	.rationale =
	    "The mail domain is none of the organization's own: a "
	    "contractor's, a former parent's, an acquired company's. Others "
	    "decide who reads it, how it is filtered, and whether the domain "
	    "is renewed.",
	.action =
	    "Replace the address on {poc}, or declare its domain with --domain",
	.remedy = "In ARIN Online edit {poc}: add a mailbox at a domain of "
		  "your own, then remove {address}. If the domain is yours, "
		  "declare it with --domain.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_off_domain,
    },
    {
	.id = "WE105",
	.slug = "role-mailbox",
	.title = "A role mailbox is published",
	.severity = SEVERITY_INFO,
	.severity_note = "",
	.rationale =
	    "This is what good practice looks like. It is reachable by "
	    "scrapers all the same: no published address is not.",
	.action = "Nothing to mend: filter it hard, and watch it",
	.remedy = "Nothing to mend. Filter {address} hard for anything that "
		  "is no registry or operator mail, and watch what arrives.",
	.reference = "https://www.rfc-editor.org/rfc/rfc2142",
	.fixable_by = "owner",
	.judge = judge_role_mailbox,
    },
    {
	.id = "WE106",
	.slug = "mobile-number",
	.title = "A mobile number is published",
	.severity = SEVERITY_LOW,
	.severity_note = "",
	.rationale =
	    "A person's mobile number stands beside the mail address, for "
	    "everybody. It is called and texted where a mailbox is only "
	    "written to, it helps whoever pretends to be that person or the "
	    "telephone company, and it stays when the person leaves. This "
	    "program notes that there is one, and does not keep it.",
	.action = "Replace the mobile number on {poc} by an office number",
	.remedy = "In ARIN Online edit {poc}: add a telephone of type Office, "
		  "such as the switchboard's, then remove the one of type "
		  "Mobile; a POC needs one office number, and no mobile one.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_mobile_number,
    },
    {
	.id = "WE201",
	.slug = "address-in-remark",
	.title = "A mail address in free text",
	.severity = SEVERITY_MEDIUM,
	.severity_note = "info for a role mailbox that is on a contact of the "
			 "organization anyway; high for a person's",
	.rationale =
	    "What stands in public comments is never validated, is forgotten "
	    "when contacts are cleaned up, and is found by tools that run a "
	    "pattern over the whole answer.",
	.action = "Take {address} out of the public comments of {record}",
	.remedy = "In ARIN Online open {record}, edit its public comments and "
		  "take {address} out; where readers need an address, name "
		  "the contact's role instead (\"see our abuse POC\").",
	.reference = REGISTRY_DATA,
	.fixable_by = "owner",
	.judge = judge_address_in_remark,
    },
    {
	.id = "WE202",
	.slug = "orphan-poc",
	.title = "A contact that is linked to nothing",
	.severity = SEVERITY_HIGH,
	.severity_note = "low for a role mailbox",
	.rationale =
	    "People who left and records that were forgotten: the contact is "
	    "linked to nothing that holds number resources, and whoever "
	    "searches your mail domain still finds its address. ARIN removes "
	    "an unvalidated one after two years and tells its mailbox 60 days "
	    "before; a validated one stays.",
	.action = "Delete {poc}, and do not answer its validation mail",
	.remedy = "In ARIN Online delete {poc}, where an account of yours is "
		  "linked to it; else open a ticket with ARIN and ask for its "
		  "removal. Never answer its validation mail: that would keep "
		  "{address} public.",
	.reference = "https://www.arin.net/reference/materials/accuracy/"
		     "orphaned_records/",
	.fixable_by = "arin",
	.judge = judge_orphan_poc,
    },
    {
	.id = "WE203",
	.slug = "shared-poc",
	.title = "A contact that others use, too",
	.severity = SEVERITY_LOW,
	.severity_note = "",
	.rationale =
	    "The contact also serves organizations that were not audited: "
	    "whoever looks those up finds the same address, and a change to "
	    "it changes their records as well.",
	.action = "See whether {poc} still belongs to all that it serves",
	.remedy = "If the other organizations are yours, audit them together "
		  "with {org}. If not, give {org} a POC of its own in ARIN "
		  "Online, link it with the same functions, then unlink {poc}.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_shared_poc,
    },
    {
	.id = "WE204",
	.slug = "several-addresses",
	.title = "A contact with more than one address",
	.severity = SEVERITY_LOW,
	.severity_note = "",
	.rationale =
	    "One contact needs one mailbox. Each further one is published to "
	    "everybody, gets no other mail from ARIN than the first, and is "
	    "the one that is forgotten.",
	.action =
	    "Keep one role mailbox on {poc} and remove its other addresses",
	.remedy = "In ARIN Online edit {poc}: keep one role mailbox and "
		  "remove the other addresses; forward inside your own mail "
		  "system where several people shall read it.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_several_addresses,
    },
    {
	.id = "WE205",
	.slug = "resource-only-contact",
	.title = "A contact on single resources only",
	.severity = SEVERITY_LOW,
	.severity_note = "",
	.rationale =
	    "Contacts on single networks or AS numbers are easily overlooked: "
	    "the organization's own record does not show them, and they stay "
	    "when its contacts are changed.",
	.action = "Unlink the POC with {address} where the POCs of {org} "
		  "will do",
	.remedy = "In ARIN Online open the networks or AS numbers named, and "
		  "unlink the POC with {address} where the POCs of {org} will "
		  "do; delete the POC once it is linked to nothing.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_resource_only_contact,
    },
    {
	.id = "WE206",
	.slug = "irr-attribute",
	.title = "A mail address in the routing registry",
	.severity = SEVERITY_MEDIUM,
	.severity_note = "info for a role mailbox",
	.rationale =
	    "ARIN's routing registry is offered as one anonymous download, "
	    "and mirrored by others. What stands in its objects is never "
	    "validated, and is forgotten when contacts are cleaned up; "
	    "objects need contact handles only, no address.",
	.action = "Take {address} out of the routing registry's {record}",
	.remedy = "In ARIN Online, under IRR, or with the IRR REST interface, "
		  "open {record} and save it without {address}: remove "
		  "changed:, notify:, e-mail: and like attributes, and the "
		  "address from descr: and remarks:; admin-c: and tech-c: "
		  "name POC handles instead. What you do not route any more, "
		  "delete.",
	.reference = "https://www.arin.net/resources/manage/irr/",
	.fixable_by = "owner",
	.judge = judge_irr_attribute,
    },
    {
	.id = "WE207",
	.slug = "elsewhere",
	.title = "A contact of yours at somebody else's resources",
	.severity = SEVERITY_LOW,
	.severity_note = "",
	.rationale =
	    "A mailbox at your domain is a contact only of what was not "
	    "audited: an organization of yours that was forgotten, or a "
	    "customer's or partner's that lists one of your people.",
	.action = "Audit what {poc} serves if it is yours, or have it unlinked",
	.remedy = "If what it is linked to is yours, audit that as well. If "
		  "not, ask its owner to replace {poc} in ARIN Online, then "
		  "delete {poc} once it is linked to nothing.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_elsewhere,
    },
    {
	.id = "WE301",
	.slug = "unvalidated-poc",
	.title = "An unvalidated contact",
	.severity = SEVERITY_MEDIUM,
	.severity_note =
	    "info where ARIN asks no validation: only routing or dns "
	    "functions, or only reassigned space",
	.rationale =
	    "ARIN writes to every admin, tech, NOC and abuse contact once a "
	    "year. One that does not answer within 60 days is marked in "
	    "public: a scraper reads that nobody looks after it, and ARIN "
	    "limits what the users linked to it can do.",
	.action =
	    "Confirm {poc} in ARIN Online, or replace it if its owner has left",
	.remedy = "If {poc} is still right, sign in to ARIN Online with the "
		  "account linked to it, and confirm it under Points of "
		  "Contact. If its owner has left: " NEW_ROLE_POC
		  "link it, unlink {poc}, then delete it.",
	.reference = NRPM "#3-6-annual-validation-of-arin-s-public-whois-"
			  "point-of-contact-data",
	.fixable_by = "owner",
	.judge = judge_unvalidated_poc,
    },
    {
	.id = "WE302",
	.slug = "stale-record",
	.title = "A contact that nobody touched for years",
	.severity = SEVERITY_LOW,
	.severity_note = "",
	.rationale =
	    "The record says nothing of a validation and was not changed for "
	    "three years: nobody knows whether the mailbox is still read, or "
	    "by whom.",
	.action = "Check {poc} in ARIN Online and save it, or delete it",
	.remedy = "In ARIN Online open {poc}, check every field, and save it; "
		  "if it is not needed, unlink and delete it.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_stale_record,
    },
    {
	.id = "WE303",
	.slug = "dead-mail-domain",
	.title = "A mail domain that does not exist",
	.severity = SEVERITY_CRITICAL,
	.severity_note = "",
	.rationale =
	    "The domain of this address is not registered. Whoever registers "
	    "it receives the POC's mail: validation, tickets, whatever ARIN "
	    "or others write to the contact, and may so get hold of the "
	    "account and the resources behind it. A scraper's list shows "
	    "anybody that it is to be had.",
	.action = "Register the domain of {address}, or replace the address "
		  "on {poc}, now",
	.remedy = "Today: register the domain of {address}, if it was yours "
		  "and can be had; that takes its mail out of others' reach. "
		  "Then in ARIN Online edit {poc}: add a mailbox at a domain "
		  "that you keep, and remove {address}. Where no account of "
		  "yours is linked to {poc}, open a ticket with ARIN. Look "
		  "for changes that you did not make.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_dead_mail_domain,
    },
    {
	.id = "WE304",
	.slug = "malformed-address",
	.title = "What is published is no mail address",
	.severity = SEVERITY_MEDIUM,
	.severity_note = "",
	.rationale =
	    "Nobody can write to it: neither somebody with a report of abuse, "
	    "nor ARIN with the yearly validation. The contact goes "
	    "unvalidated without anybody noticing why.",
	.action = "Correct the address on {poc}",
	.remedy = "In ARIN Online edit {poc}: add the address as it should "
		  "be, a role mailbox where there is one, then remove "
		  "{address}.",
	.reference = "https://www.rfc-editor.org/rfc/rfc5321#section-4.1.2",
	.fixable_by = "owner",
	.judge = judge_malformed_address,
    },
    {
	.id = "WE305",
	.slug = "undeliverable",
	.title = "A mailbox that no mail reaches",
	.severity = SEVERITY_HIGH,
	.severity_note = "",
	.rationale =
	    "The domain takes no mail (a null MX), or none of its mail hosts "
	    "has an address. Abuse reports and ARIN's validation mail do not "
	    "arrive; a POC that does not answer within 60 days is marked "
	    "unvalidated in public.",
	.action = "Replace the address on {poc}, or mend its domain's MX",
	.remedy = "If mail to {address} is meant to arrive, have the MX "
		  "record of its domain point to a host with an address. If "
		  "not, in ARIN Online edit {poc}: add a mailbox that is "
		  "read, then remove {address}.",
	.reference = "https://www.rfc-editor.org/rfc/rfc5321#section-5.1",
	.fixable_by = "owner",
	.judge = judge_undeliverable,
    },
    {
	.id = "WE306",
	.slug = "mailbox-gone",
	.title = "The mailbox is not on the list of live ones",
	.severity = SEVERITY_HIGH,
	.severity_note = "",
	.rationale =
	    "Your own directory does not know the mailbox any more: its owner "
	    "has left, or it was renamed. Mail from ARIN is lost there, or is "
	    "read by whoever gets the name next; a validation that goes "
	    "unanswered leaves the contact unvalidated.",
	.action = "Put a live mailbox in the place of {address} on {poc}",
	.remedy =
	    "If {address} lives after all, add it to the list; else in "
	    "ARIN Online open {poc} and replace it by a role mailbox that "
	    "somebody reads, or unlink and delete {poc} where the person "
	    "has left. If nobody can sign in for it, open a ticket with "
	    "ARIN.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_mailbox_gone,
    },
    {
	.id = "WE401",
	.slug = "mandatory-role-missing",
	.title = "A mandatory contact is missing",
	.severity = SEVERITY_MEDIUM,
	.severity_note = "",
	.rationale =
	    "ARIN wants an admin, a tech and an abuse contact on every "
	    "organization. Who finds none writes to whatever other address "
	    "is printed there.",
	.action = "Link a role POC to {org} for the {role} function",
	.remedy = "In ARIN Online create a POC of type Role with a role "
		  "mailbox, answer its validation mail, and link it to {org} "
		  "for the {role} function.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.judge = judge_mandatory_role_missing,
    },
    {
	.id = "WE402",
	.slug = "abuse-is-personal",
	.title = "Abuse reports go to a person's mailbox",
	.severity = SEVERITY_HIGH,
	.severity_note = "medium when it is unclear whose mailbox it is",
	.rationale =
	    "The abuse contact is the address most often collected and "
	    "written to, by machines too. A person's mailbox drowns in it, "
	    "and reports are lost when that person is away or gone.",
	.action = "Give the abuse function of {org} to a role mailbox",
	.remedy = "For {org}: " NEW_ROLE_POC
		  "link it for the Abuse function, then unlink {poc} from "
		  "that function. If {poc} is a role POC already, replace "
		  "{address} on it by a role mailbox.",
	.reference = "https://www.rfc-editor.org/rfc/rfc2142#section-4",
	.fixable_by = "owner",
	.judge = judge_abuse_is_personal,
    },
    {
	.id = "WE403",
	.slug = "one-mailbox-for-all",
	.title = "One mailbox for admin, tech and abuse",
	.severity = SEVERITY_LOW,
	.severity_note = "medium when it is a person's",
	.rationale =
	    "The abuse address gets floods. If it is the admin and tech "
	    "address as well, they bury what ARIN writes: invoices, "
	    "validation, transfer requests.",
	.action = "Move the abuse function of {org} to a mailbox of its own",
	.remedy = "In ARIN Online give {org} one role POC for each function, "
		  "each with a mailbox of its own; move Abuse away from "
		  "{address} first.",
	.reference = ROLE_GUIDE,
	.fixable_by = "owner",
	.judge = judge_one_mailbox_for_all,
    },
    {
	.id = "WE404",
	.slug = "no-valid-admin-or-tech",
	.title = "No validated admin or tech contact",
	.severity = SEVERITY_HIGH,
	.severity_note = "",
	.rationale =
	    "When every admin and tech contact is unvalidated, ARIN restricts "
	    "the account: it takes no requests for the organization's "
	    "resources until one of them is confirmed.",
	.action = "Confirm an admin or tech POC of {org} in ARIN Online, "
		  "before all else",
	.remedy = "Sign in to ARIN Online with an account linked to an admin "
		  "or tech POC of {org} and confirm it; if nobody can, open a "
		  "ticket with ARIN to have a new POC linked.",
	.reference = NRPM "#3-6-annual-validation-of-arin-s-public-whois-"
			  "point-of-contact-data",
	.fixable_by = "owner",
	.judge = judge_no_valid_admin_or_tech,
    },
    /* Last: they are as severe as what the others found. */
    {
	.id = "WE501",
	.slug = "new-exposure",
	.title = "An address that was not published before",
	.severity = SEVERITY_MEDIUM,
	.severity_note = "the highest of the address's other findings",
	.rationale =
	    "The registry shows an address at a place where the complete "
	    "audit before did not find it. Whoever put it there may not have "
	    "thought of who will read it, and it is easier to take back now "
	    "than once it has been copied.",
	.action = "See who published {address} on {record}, and whether it "
		  "has to be there",
	.remedy = "Ask who changed {record}. If {address} need not be there, "
		  "do now what its other findings say; what was published "
		  "even for a day may have been copied.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.passing = true,
	.judge = judge_new_exposure,
    },
    {
	.id = "WE502",
	.slug = "returned",
	.title = "An address that was gone is back",
	.severity = SEVERITY_MEDIUM,
	.severity_note = "",
	.rationale =
	    "It had been taken out of the registry, and somebody or some "
	    "process put it back: a template, a script, a colleague who did "
	    "not know. Without finding out which, it will return again.",
	.action = "Find out what put {address} back on {record}",
	.remedy = "Look for a template, a script or a colleague that still "
		  "has {address}, mend that first, then take it off {record} "
		  "again.",
	.reference = POC_GUIDE,
	.fixable_by = "owner",
	.passing = true,
	.judge = judge_returned,
    },
    {
	.id = "WE601",
	.slug = "campaign-hit",
	.title = "A known campaign reached this mailbox",
	.severity = SEVERITY_HIGH,
	.severity_note = "info from 90 days after the campaign on",
	.rationale =
	    "A mailbox or a mail log of yours shows mail of a campaign that "
	    "is known to have gone to harvested addresses. That the address "
	    "was taken from the registry does not follow from it: it may "
	    "stand elsewhere, too.",
	.action = "Tell the people who read {address}",
	.remedy = "Tell the people who read {address} what the campaign looked "
		  "like and what it wanted, look for answers that were sent, "
		  "and mend the address's other findings.",
	.reference = INCIDENT,
	.fixable_by = "owner",
	.judge = NULL,
    },
    {
	.id = "WE602",
	.slug = "canary-tripped",
	.title = "A planted address received mail",
	.severity = SEVERITY_CRITICAL,
	.severity_note = "until the canary is replaced",
	.rationale =
	    "The address stood in one record and nowhere else, and nobody "
	    "had reason to write to it. Mail to it says that this record was "
	    "read by somebody who collects addresses, at the registry or in "
	    "a copy of it.",
	.action = "Replace the planted address on {record}",
	.remedy = "Keep the mail with its headers, warn the people who read "
		  "the other addresses of {record}, then plant a new address "
		  "there.",
	.reference = "https://www.arin.net/resources/registry/whois/tou/",
	.fixable_by = "owner",
	.judge = NULL,
    },
};

const size_t rule_count = sizeof(rules) / sizeof(rules[0]);

const struct rule *
rule_find(const char *id_or_slug)
{
	for (size_t i = 0; i < rule_count; i++)
		if (strcasecmp(rules[i].id, id_or_slug) == 0 ||
		    strcasecmp(rules[i].slug, id_or_slug) == 0)
			return &rules[i];
	return NULL;
}

/* ---- the remedy with its blanks filled in ------------------------------- */

struct blank {
	const char *name;
	const char *general;
	size_t offset; /* of a char * in struct finding */
};

static const struct blank blanks[] = {
    {"{poc}", "the POC", offsetof(struct finding, poc)},
    {"{record}", "the record", offsetof(struct finding, record)},
    {"{org}", "the organization", offsetof(struct finding, org)},
    {"{address}", "the address", offsetof(struct finding, address)},
    {"{role}", "missing", offsetof(struct finding, role)},
};

static const struct blank *
blank_at(const char *text)
{
	for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
		if (strncmp(text, blanks[i].name, strlen(blanks[i].name)) == 0)
			return &blanks[i];
	return NULL;
}

static const char *
blank_fill(const struct blank *blank, const struct finding *f)
{
	const char *value = "";

	if (f != NULL)
		memcpy(&value, (const char *)f + blank->offset, sizeof(value));
	return value[0] != '\0' ? value : blank->general;
}

static char *
fill(const char *text, const struct finding *finding)
{
	struct buf out = {0};

	while (*text != '\0') {
		const struct blank *blank = blank_at(text);
		size_t len = 1 + strcspn(text + 1, "{");

		if (blank != NULL) {
			buf_puts(&out, blank_fill(blank, finding));
			len = strlen(blank->name);
		} else
			buf_add(&out, text, len);
		text += len;
	}
	return buf_take(&out);
}

char *
rule_remedy(const struct rule *rule, const struct finding *finding)
{
	return fill(rule->remedy, finding);
}

char *
rule_action(const struct rule *rule, const struct finding *finding)
{
	return fill(rule->action, finding);
}
