#include "explain.h"

#define ROLE_POC_GUIDE                          \
	"https://www.arin.net/blog/2017/09/12/" \
	"how-role-point-of-contact-can-help-you/"
#define POC_GUIDE "https://www.arin.net/resources/guide/account/records/poc/"
#define REG_RWS   "https://www.arin.net/resources/registry/regrws/methods/"
#define REASSIGN  "https://www.arin.net/resources/registry/reassignments/"

/* A person POC cannot be made a role POC: type and name are fixed. */
#define NEW_ROLE_POC                                                         \
	"In ARIN Online, under Points of Contact, create a new POC of type " \
	"Role with a role mailbox. A POC of type Person cannot be turned "   \
	"into one.\n"                                                        \
	"Answer the validation mail that ARIN sends to the new POC.\n"

const struct told told[] = {
    {
	.id = "WE000",
	.holds = "Always: one finding for each organization and run. It "
		 "counts for no threshold, not for the exposure floor, and in "
		 "no total.",
	.steps = "Read what is missing, if anything is, and why.\n"
		 "Run the audit again later: most gaps are a server that was "
		 "busy.\n"
		 "A gap that stays has its reason in the evidence.",
	.limits = "It speaks of ARIN's registry. Other registries, PeeringDB, "
		  "web pages and mailing lists were not asked; an address "
		  "may stand there as well.",
    },
    {
	.id = "WE101",
	.holds =
	    "The mailbox is a person's (\"explain person\") and stands on a "
	    "POC of kind individual. Low when the POC is validated and holds "
	    "the admin role only, all lists being whole; high when ARIN has "
	    "marked it unvalidated "
	    "for two years or more; else medium. It is not counted where the "
	    "mailbox holds the abuse role (WE402 tells it), nor for an "
	    "orphan (WE202 tells it).",
	.steps = NEW_ROLE_POC
	"Link it wherever the old POC is linked, with the same "
	"functions.\n"
	"Unlink the old POC, then delete it. ARIN refuses to delete one "
	"that is still linked.\n"
	"One person as Admin POC may well stay: somebody has to be able "
	"to sign in.",
	.limits =
	    "Whose mailbox it is follows from its name and its POC, not from "
	    "your directory: a mailbox named like a person may be shared, and "
	    "one that looks like a role may be read by one person alone.",
	.decided = "\"Validated\" means that the record says so. Where it says "
		   "nothing, the finding is medium, not low.",
	.more = POC_GUIDE,
    },
    {
	.id = "WE102",
	.holds = "The mailbox stands on a POC of kind group (a role POC) and "
		 "is a person's: medium; or it is unclear whose it is: low. "
		 "It is not counted where the mailbox holds the abuse role "
		 "(WE402 tells it).",
	.steps = "Have a role mailbox that more than one person reads.\n"
		 "In ARIN Online edit the POC and add that address.\n"
		 "Then remove the person's. A POC needs at least one address, "
		 "so the new one comes first.",
	.limits = "\"Unclear\" says that the name does not tell. If it is a "
		  "role's, name it so in the configuration (roles), and the "
		  "finding goes.",
	.more = REG_RWS,
    },
    {
	.id = "WE103",
	.holds = "The mail domain, or one above it, is on the list of consumer "
		 "mail providers that comes with this program. Always high.",
	.steps = "In ARIN Online edit the POC and add a mailbox at a domain of "
		 "your own.\n"
		 "Then remove the consumer address.\n"
		 "Where the POC is that of somebody who left, make a new role "
		 "POC, link it, unlink the old one, and delete it.",
	.limits = "A small provider that is not on the list is not found so; "
		  "WE104 finds it once your own domains are declared.",
	.more = ROLE_POC_GUIDE,
    },
    {
	.id = "WE104",
	.holds = "Own domains are declared, and the domain of the address is "
		 "none of them, nor below one. Always medium.",
	.steps = "Is the domain yours? Declare it (--domain), and the finding "
		 "goes.\n"
		 "If not, edit the POC in ARIN Online and add a mailbox at a "
		 "domain of your own.\n"
		 "Then remove the other.",
	.limits = "It cannot tell a contractor who should be there from one "
		  "who should not.",
	.decided =
	    "It is judged once at least one declared domain is confirmed by a "
	    "POC that uses it: a slip of the pen in --domain must not make "
	    "every address a stranger's. A domain that is declared and not "
	    "confirmed yet is no stranger's either.",
    },
    {
	.id = "WE105",
	.holds = "A role mailbox stands on a POC. Always info: this is how it "
		 "should be.",
	.steps = "Nothing to mend in the registry.\n"
		 "Filter the mailbox hard for anything that is no mail of "
		 "registries or operators, and let nobody follow links in "
		 "it.\n"
		 "Use an address of its own for each record (noc+arin@...): "
		 "when one leaks, it names its source.",
	.limits = "It is reachable all the same. No published address is not.",
	.more = ROLE_POC_GUIDE,
    },
    {
	.id = "WE106",
	.holds = "A POC of kind individual publishes a telephone number of "
		 "type cell. Always low.",
	.steps = "In ARIN Online edit the POC and add a telephone of type "
		 "Office, such as the switchboard's.\n"
		 "Then remove the one of type Mobile.",
	.limits = "A mobile number that was entered as an office number is "
		  "not recognized: numbers are neither read nor kept.",
	.decided = "There is a finding for each address of the POC, so that "
		   "whoever looks after an address sees it.",
    },
    {
	.id = "WE201",
	.holds =
	    "An address stands in the free text (public comments) or the name "
	    "of a record. High for a person's mailbox; info for a role "
	    "mailbox that is on a POC of the organization anyway; else "
	    "medium. One finding for each record.",
	.steps = "In ARIN Online open the record and edit its public "
		 "comments.\n"
		 "Take the address out. Where readers need one, name the "
		 "contact: \"see our abuse POC\".\n"
		 "A network that your provider reassigned to you is the "
		 "provider's to edit: ask them.",
	.limits = "Addresses that are hidden in words (\"noc at example dot "
		  "com\") are found in their usual forms only.",
	.decided = "What follows a \"+\" does not count when it is asked "
		   "whether the mailbox is on a POC. Whose turn it is: the "
		   "upstream's (fixable_by upstream) where the record is a "
		   "network of type REASSIGNMENT, else the owner's.",
	.more = REASSIGN,
    },
    {
	.id = "WE202",
	.holds =
	    "A POC at an own domain is linked to no organization, network or "
	    "AS number, or only to organizations known to hold no number "
	    "resources. High for a person's or an unclear mailbox, low for a "
	    "role mailbox. WE101, WE301 and WE302 are not counted as well.",
	.steps =
	    "Sign in to ARIN Online. If an account of yours is linked to the "
	    "POC, delete it there.\n"
	    "If none is, open a ticket with ARIN (Ask ARIN), name the handle, "
	    "and ask for its removal.\n"
	    "Do not answer its validation mail, and tell whoever reads the "
	    "mailbox not to: a validated POC is no orphan to ARIN, and stays.\n"
	    "Else ARIN removes an unvalidated one after two years, and says so "
	    "to its mailbox 60 days before.",
	.limits =
	    "Whether an ARIN Online account of yours is linked to it is not "
	    "public. Copies that others made stay.",
	.decided =
	    "It is told as one that ARIN mends (fixable_by arin), since the "
	    "account linked to an orphan is most likely that of somebody who "
	    "left. "
	    "It is judged only where everything the POC is linked to was "
	    "read, and it is known whether those hold anything.",
	.more = "https://arin.net/blog/2025/03/18/orphaned-records",
    },
    {
	.id = "WE203",
	.holds = "The POC is linked to an audited organization, and to "
		 "organizations that were not audited as well. Always low; "
		 "their handles are the evidence.",
	.steps = "Are the others yours? Audit them together with this one.\n"
		 "If not, give your organization a POC of its own in ARIN "
		 "Online, and link it with the same functions.\n"
		 "Then unlink the shared one from your organization.",
	.limits = "What else a POC serves is asked of Whois-RWS in the second "
		  "view only: without it, a shared POC is not seen.",
	.more = REG_RWS,
    },
    {
	.id = "WE204",
	.holds = "A POC publishes more than one address. Always low; a "
		 "finding for each of them, since each may be the one to go.",
	.steps = "Choose the one role mailbox that stays.\n"
		 "In ARIN Online edit the POC and remove the others.\n"
		 "Where several people shall read it, forward inside your own "
		 "mail system.",
	.limits = "Two addresses may be one mailbox in your mail system: the "
		  "registry does not know.",
	.more = REG_RWS,
    },
    {
	.id = "WE205",
	.holds = "An address is on POCs of single networks or AS numbers "
		 "only, and not on the organization itself. Always low.",
	.steps = "Does the network need a contact of its own, as for a site "
		 "with its own staff? Then leave it.\n"
		 "If the organization's contacts will do, open the networks "
		 "or AS numbers in ARIN Online and unlink the POC.\n"
		 "Delete the POC once it is linked to nothing.\n"
		 "A network that your provider reassigned to you is the "
		 "provider's to edit: ask them.",
	.limits = "Whether a contact is wanted there, the registry does not "
		  "say.",
	.decided = "Contacts count, free text does not (WE201 has it). The "
		   "upstream's turn (fixable_by upstream) where the POCs "
		   "serve reassigned networks and nothing else.",
	.more = REASSIGN,
    },
    {
	.id = "WE206",
	.holds = "An address stands in an object of the routing registry that "
		 "the organization maintains. Info for a role mailbox, else "
		 "medium. One finding for each object.",
	.steps =
	    "In ARIN Online, under IRR, or by the IRR REST interface, open "
	    "the object.\n"
	    "Remove attributes such as changed:, notify:, e-mail: and "
	    "mnt-nfy:, and the address from descr: and remarks:. Name POC "
	    "handles in admin-c: and tech-c:.\n"
	    "Delete objects of what you do not route any more.",
	.limits = "Read with --irr only. Objects in other routing registries "
		  "are not seen. Legacy space without an agreement has no "
		  "objects at ARIN, and is not judged.",
	.more = "https://www.arin.net/resources/manage/irr/irr-restful/",
    },
    {
	.id = "WE207",
	.holds = "A POC at an own domain is linked to none of the audited "
		 "organizations, and to others that hold number resources. "
		 "Always low; their handles are the evidence.",
	.steps = "Look the handles up. An organization of your own that was "
		 "forgotten? Audit it as well.\n"
		 "A customer's or a partner's? Ask them to put their own "
		 "contact in the place of yours.\n"
		 "Delete the POC once it is linked to nothing.",
	.limits = "It cannot tell your own organization from a stranger's: "
		  "only their handles are kept.",
    },
    {
	.id = "WE301",
	.holds =
	    "The POC carries ARIN's remark \"Unvalidated POC\"; the date in it "
	    "is the evidence. Info where ARIN asks for no validation: it holds "
	    "the routing or dns role only, or what it serves is reassigned "
	    "space only; else medium. Not counted for an orphan (WE202).",
	.steps =
	    "Is the POC still right? Sign in to ARIN Online with the account "
	    "linked to it, and confirm it under Points of Contact.\n"
	    "Has its owner left? Make a new POC of type Role, answer its "
	    "validation mail, and link it with the same functions.\n"
	    "Then unlink the old one and delete it.\n"
	    "Follow no link in a mail that says it is from ARIN: sign in by "
	    "hand.",
	.limits = "An unvalidated POC may be read by somebody who does not "
		  "answer ARIN's mail.",
	.decided = "Routing and dns contacts, and those of reassigned space, "
		   "are not in the list that NRPM 3.6 gives. \"Only "
		   "reassigned space\" holds for a POC that is linked to "
		   "reassigned networks and nothing else, and for all POCs of "
		   "an organization whose lists were read whole and show "
		   "reassigned networks and no AS number.",
	.more = POC_GUIDE,
    },
    {
	.id = "WE302",
	.holds =
	    "The POC carries no word of a validation, neither \"validated\" "
	    "nor the remark of WE301, and was not changed for three "
	    "years. Always low. Not counted for an orphan (WE202).",
	.steps = "In ARIN Online open the POC and check every field.\n"
		 "If it is right, save it: that sets the date of its last "
		 "change.\n"
		 "If it is not needed, unlink and delete it.",
	.limits = "An old record may be right. That it was changed says little "
		  "about who reads the mailbox.",
	.decided = "Judged only where the record was read completely and "
		   "shows a date.",
    },
    {
	.id = "WE303",
	.holds =
	    "The registrable domain of the address does not exist: the DNS "
	    "answers NXDOMAIN, asked twice. Always critical. Reserved names "
	    "(RFC 2606, RFC 6761) are not looked up.",
	.steps =
	    "Register the domain again yourself, today, if it was yours: the "
	    "POC's mail is then yours again.\n"
	    "In ARIN Online put an address at a living domain on the POC, "
	    "then remove the dead one.\n"
	    "If nobody can sign in for the POC, open a ticket with ARIN.",
	.limits = "It says nothing of what happened to mail so far. A server "
		  "that does not answer proves nothing, and is not taken for "
		  "a domain that is gone.",
    },
    {
	.id = "WE304",
	.holds = "The value published as a POC's mail address is no address "
		 "that mail can be sent to (RFC 5321, letters of other "
		 "scripts allowed). Always medium.",
	.steps = "In ARIN Online edit the POC and add the address as it should "
		 "be.\n"
		 "Then remove the broken one.",
	.limits = "A well-formed address may still be wrong; WE303, WE305 and "
		  "WE306 look at that.",
	.decided =
	    "Quoted local parts, comments, address literals, a blank at "
	    "either end and a dot at the end count as malformed: the "
	    "standards allow some of them, many mail systems do not take "
	    "them.",
    },
    {
	.id = "WE305",
	.holds = "Mail to the domain cannot arrive: it has a null MX (RFC "
		 "7505), or none of its mail hosts has an address. Always "
		 "high.",
	.steps = "Put an address at a domain that receives mail on the POC in "
		 "ARIN Online, then remove this one.\n"
		 "Or give the domain a mail host, if it is to receive mail.",
	.limits = "That the domain has a mail host does not say that the "
		  "mailbox exists: nobody's mail server is probed. A server "
		  "that does not answer proves nothing.",
	.more = "https://www.rfc-editor.org/rfc/rfc7505",
    },
    {
	.id = "WE306",
	.holds = "An address at an own domain is not on your list of live "
		 "mailboxes (--mailboxes FILE). Always high. Without a list "
		 "it is not judged, and WE000 says so.",
	.steps = "Has the person left? Make a role POC, link it in the place "
		 "of this one, unlink this one and delete it.\n"
		 "Is the mailbox alive? Add it, or the alias, to the list you "
		 "export.",
	.limits = "It is as good as the list: aliases and groups that the "
		  "export leaves out look gone. The list is read and never "
		  "stored.",
    },
    {
	.id = "WE401",
	.holds = "A complete look at an organization shows no admin, no tech "
		 "or no abuse POC: medium, one finding for each missing role. "
		 "Never for a customer, who has no POCs.",
	.steps = "In ARIN Online create a POC of type Role with a role "
		 "mailbox.\n"
		 "Answer its validation mail.\n"
		 "Link it to the organization for the missing function.",
	.limits = "What an incomplete look does not show may be there: it is "
		  "not judged.",
	.decided = "Roles on single networks do not count: the organization "
		   "itself must show them.",
    },
    {
	.id = "WE402",
	.holds = "A mailbox that holds the abuse role is a person's: high; or "
		 "it is unclear whose: medium. WE101 and WE102 are not "
		 "counted as well.",
	.steps = NEW_ROLE_POC
	"Link it to the organization for the Abuse function.\n"
	"Unlink the old one from that function.\n"
	"Is it a role POC already? Then replace the address on it.",
	.limits = "Who reads the mailbox, and whether reports are answered, "
		  "the registry does not say.",
	.decided = "The abuse role counts wherever it is held, on a single "
		   "network as well.",
	.more = ROLE_POC_GUIDE,
    },
    {
	.id = "WE403",
	.holds = "One address holds the admin, the tech and the abuse role of "
		 "an organization. Low; medium when it is a person's mailbox.",
	.steps = "Give each function a mailbox of its own. Abuse first: it "
		 "gets the floods.\n"
		 "In ARIN Online link one role POC for each.\n"
		 "An organization with few people may forward all of them to "
		 "one place, and filter there.",
	.limits = "Three addresses may end in one mailbox of your mail system: "
		  "the registry does not know.",
	.more = POC_GUIDE,
    },
    {
	.id = "WE404",
	.holds = "Every admin and tech POC of an organization that holds space "
		 "directly from ARIN, or an AS number, is unvalidated. Always "
		 "high: ARIN restricts the account.",
	.steps = "Sign in to ARIN Online with an account linked to one of "
		 "these POCs, and confirm it. That ends the restriction.\n"
		 "Can nobody? Open a ticket with ARIN to have a new POC "
		 "linked; it will ask who you are.\n"
		 "Then mend the rest (WE301).",
	.limits = "Whether ARIN has restricted the account already is not "
		  "public.",
	.decided = "An AS number counts as held directly. A POC of which the "
		   "record says nothing of validation counts as valid. Judged "
		   "only where the organization's record was read whole. An "
		   "organization with reassigned space only is not judged.",
	.more = POC_GUIDE,
    },
    {
	.id = "WE501",
	.holds =
	    "An address was first seen in this run, because the registry "
	    "changed, while an earlier complete run did not show it. As severe "
	    "as the address's worst other finding. A known address of a known "
	    "POC on one more network is none. It holds until the next complete "
	    "run, and its end is no news.",
	.steps = "Ask who changed the record, while it is remembered.\n"
		 "Was it meant so? Mend the address's other findings.\n"
		 "If not, undo it in ARIN Online.",
	.limits = "It tells when the audit first saw the address, not when it "
		  "was published.",
	.more = REG_RWS,
    },
    {
	.id = "WE502",
	.holds = "An address that was confirmed removed is published again. "
		 "Always medium. It holds until the next complete run.",
	.steps = "Find what wrote it: a template, a script with an API key, a "
		 "person.\n"
		 "Mend that first.\n"
		 "Then remove the address in ARIN Online again.",
	.limits = "Who put it back, the registry does not say.",
	.more = "https://www.arin.net/reference/materials/security/api_keys/",
    },
    {
	.id = "WE601",
	.holds = "A mailbox or a mail log of yours shows that a known campaign "
		 "reached the address. High for 90 days after the campaign, "
		 "then info.",
	.steps = "Tell the people who read it what the campaign looked like.\n"
		 "Look for answers that were sent.\n"
		 "Mend the address's other findings.",
	.limits = "That a campaign reached the address does not say where it "
		  "was taken from: \"reachable by\", never \"was used\".",
    },
    {
	.id = "WE602",
	.holds = "An address that was planted in one record, and nowhere else, "
		 "received mail. Critical until the canary is replaced.",
	.steps = "Keep the mail with its headers.\n"
		 "Warn the people who read the other addresses of that "
		 "record.\n"
		 "Plant a new address there.",
	.limits = "The record was read by a collector, at the registry or in "
		  "a copy; it does not say by which way, nor by whom. Guessing "
		  "a short address is possible: plant long ones.",
    },
};

const size_t told_count = sizeof(told) / sizeof(told[0]);
