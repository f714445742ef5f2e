#include "explain.h"

const struct word words[] = {
    {
	.name = "november-2021",
	.others = "2021 13-november-2021 2021-11-13 leep fbi spamhaus campaign "
		  "incident",
	.title = "what happened on 13 November 2021, and what is not known",
	.meaning =
	    "On Saturday, 13 November 2021, somebody used a misconfigured web "
	    "portal of the FBI, LEEP, to send a false warning. It came from "
	    "eims@ic.fbi.gov through the FBI's own mail server, "
	    "153.31.119.142, with the subject \"Urgent: Threat actor in "
	    "systems\", in two waves, to at least 100,000 mailboxes.\n"
	    "What is known:\n"
	    "- The mail was genuine in what a receiver can check: the server "
	    "and the headers were the FBI's. Checks of the sender did not "
	    "help.\n"
	    "- The FBI spoke of a software misconfiguration, and said that "
	    "nobody got at data on its network.\n"
	    "- Spamhaus said on that day that the warnings were \"apparently "
	    "being sent to addresses scraped from ARIN database\": the "
	    "contacts of network owners.\n"
	    "- Spamhaus said later that the list was not ARIN's alone: "
	    "\"Other, non-ARIN related harvested emails were included\".\n"
	    "What is not known:\n"
	    "- How the list was scraped. It was never published: not the way, "
	    "not the tool, not when.\n"
	    "- How many of the addresses came from the registry, and whether "
	    "any one of them did.\n"
	    "- What ARIN made of it: no public statement was found.\n"
	    "So this program says of an address that it is \"reachable by\" a "
	    "way, and never that a way was taken. What follows from "
	    "that day is this: whoever is published can be written to, and "
	    "even a genuine sender proves nothing about what is said. Fewer "
	    "published people means fewer people reached; a role mailbox that "
	    "is kept for registry mail can be filtered hard, and its readers "
	    "can know what to expect. It is still reachable.",
	.more = "https://threadreaderapp.com/thread/1459450061696417792.html "
		"https://globalnews.ca/news/8372354/fbi-email-hack/ "
		"https://www.bankinfosecurity.com/misconfigured-fbi-email-"
		"system-abused-to-run-hoax-campaign-a-17907 "
		"https://www.business-standard.com/article/news-ani/us-"
		"hackers-break-into-fbi-email-server-confirms-spamhaus-"
		"121111400038_1.html",
    },
    {
	.name = "reachable-by",
	.others = "reachable exposed exposure",
	.title = "what \"reachable by\" says, and what it does not",
	.meaning =
	    "Every contact that is linked to something can be read by "
	    "somebody who knows nothing: by walking the address space, the AS "
	    "numbers, or the alphabet. \"Exposed: yes\" is true of all of "
	    "them, and worth nothing.\n"
	    "What differs, and what an owner can act on: whose mailbox it is, "
	    "in how many ways and with how little knowledge it comes out, on "
	    "how many records it is printed, whether it is needed there, and "
	    "whether the record is looked after.\n"
	    "\"Reachable by\" says that a query exists which brings the "
	    "address: observed, when this audit made that query and the "
	    "address came back; else derived from the records. It never says "
	    "that somebody used it.",
    },
    {
	.name = "floor",
	.others = "exposure-floor needed",
	.title = "the headline: mailboxes published, and how many are needed",
	.meaning =
	    "The exposure floor is two numbers. The first is how many "
	    "mailboxes the registry publishes of the audited organizations; "
	    "what follows a \"+\" does not count, and a mailbox that two of "
	    "them publish counts once.\n"
	    "The second is what good practice needs: one role mailbox each "
	    "for admin, tech and abuse, and one for noc where a NOC contact "
	    "exists, shared by all audited organizations. ARIN itself would "
	    "accept one for all.\n"
	    "\"14 published, 3 needed\" is a goal that people can quote and "
	    "reach. For each needed role the report names the published role "
	    "mailbox that fills it, or says that none does. There is no "
	    "score.",
    },
    {
	.name = "mailbox-kind",
	.others = "person role unclear kind mailbox",
	.title = "whose mailbox it is: person, role or unclear",
	.meaning =
	    "The kind is told from the local part of the address; what follows "
	    "a \"+\" is no part of it. It is split at \".\", \"-\", \"_\" and "
	    "digits, and the first of these that holds decides:\n"
	    "- Every word is a role word (RFC 2142, and what network operators "
	    "use), or the whole is a chain of role words, the domain's own "
	    "name, \"arin\", \"ip\" and \"it\": role. So noc, abuse, "
	    "arinadmin, iphostmaster.\n"
	    "- It holds the name of a POC of kind individual of the "
	    "organization, as a whole word of three letters or more, or as "
	    "initial and surname: person.\n"
	    "- One of its words is a role word: role.\n"
	    "- It has the form first.last, or the POC is of kind individual: "
	    "person.\n"
	    "- Else it is unclear.\n"
	    "A mailbox that looks like a person's and is none, or the other "
	    "way round, is named in the configuration (roles).",
	.more = "https://www.rfc-editor.org/rfc/rfc2142",
    },
    {
	.name = "own-domain",
	.others = "domain own-domains shared-domain",
	.title = "which mail domains count as yours",
	.meaning =
	    "A mail domain that you declare (--domain, or domains in the "
	    "configuration), and that a POC linked to an audited organization "
	    "uses, exactly. Once it is confirmed so, POCs at it are yours "
	    "wherever they are found, and addresses elsewhere are off-domain "
	    "(WE104).\n"
	    "A declared domain that is not confirmed is not searched and makes "
	    "nothing yours; WE000 says so. Whole labels count: "
	    "mail.example.com "
	    "is within example.com, notexample.com is not.\n"
	    "A domain where customers have mailboxes too is declared shared: "
	    "it is never searched, and POCs at it count only where they are "
	    "linked. Domains seen on your POCs are suggested, never assumed.",
    },
    {
	.name = "orphan",
	.others = "orphans orphaned",
	.title = "a POC that is linked to nothing",
	.meaning =
	    "A POC at an own domain that is linked to no organization, network "
	    "or AS number, or only to organizations known to hold no number "
	    "resources: people who left, and records that were forgotten. "
	    "WE202 judges it.\n"
	    "ARIN deletes an orphaned POC that is unvalidated after two years, "
	    "and writes to its mailbox 60 days before. One that is validated "
	    "is no orphan to ARIN: whoever answers the validation mail of a "
	    "leaver's POC keeps that address public.",
	.more = "https://www.arin.net/reference/materials/accuracy/"
		"orphaned_records/",
    },
    {
	.name = "severity",
	.others = "severities info low medium high critical",
	.title = "info, low, medium, high, critical",
	.meaning =
	    "Critical: somebody else can take the mail, or a planted address "
	    "was written to. Act today.\n"
	    "High: a person who left, a mailbox nobody controls, mail that "
	    "cannot arrive, or an account that ARIN restricts.\n"
	    "Medium: a person where a role should be, or a record nobody "
	    "looks after.\n"
	    "Low: worth mending when the record is touched anyway. A healthy "
	    "organization is low at worst.\n"
	    "Info: as it should be, and good to know.\n"
	    "An address is as severe as its worst open finding. Addresses are "
	    "ranked by severity, then by the number of ways to them, then by "
	    "the number of networks and AS numbers they are printed with.",
    },
    {
	.name = "status",
	.others = "open accepted unconfirmed removed unknown",
	.title = "open, accepted, unconfirmed, removed, unknown",
	.meaning =
	    "Open: seen in the last run.\n"
	    "Accepted: you gave a reason and an end date; it stays in every "
	    "report, marked.\n"
	    "Unconfirmed: not there in one complete look.\n"
	    "Removed: not there in a second complete look at least six hours "
	    "later. Removed is not un-exposed: copies, mirrors and old bulk "
	    "files remain.\n"
	    "Unknown: not looked at completely since it was seen. A look that "
	    "failed never looks like a fix.\n"
	    "Open, unconfirmed and unknown ones count for --fail-on, for check "
	    "and for the alerts.",
    },
    {
	.name = "knows",
	.others = "vector vectors way ways",
	.title = "what a scraper must start from",
	.meaning =
	    "A vector is one way to get the address out of the registry. What "
	    "it must start from, cheapest first: nothing, a number (an IP "
	    "address or an AS number), a name, a mail domain, a handle, an "
	    "account.\n"
	    "Since some way from nothing reaches nearly every address, reports "
	    "say those once; an address's own start is the cheapest that names "
	    "its owner. \"requests\" is the fewest queries from there to the "
	    "address, and empty for walks and copies.\n"
	    "\"asked\" says whether this program ever makes such a query. The "
	    "others are told from the records only, because ARIN's terms or "
	    "good manners forbid them to us.",
	.more = "https://www.arin.net/resources/registry/whois/tou/",
    },
    {
	.name = "finding",
	.others = "record sighting address attributable",
	.title = "finding, record, sighting, attributable",
	.meaning =
	    "Record: an organization, a POC, a network, an AS number, a "
	    "customer, or an object of the routing registry.\n"
	    "Sighting: one address in one field of one record, with the roles "
	    "it holds there and the answer it was read from.\n"
	    "Attributable: the address is on a POC linked to an audited "
	    "organization or its resources, or in the free text of one of its "
	    "records, or on any POC at an own domain that is not shared. "
	    "Contacts of anybody else are not stored: their handles are.\n"
	    "Finding: one rule that holds for one address, or one "
	    "organization, on one record: one thing to mend, with its evidence "
	    "and an id that stays the same.",
    },
    {
	.name = "fixable-by",
	.others = "fixable upstream owner arin",
	.title = "who can mend it: owner, upstream, arin",
	.meaning =
	    "Owner: you, in ARIN Online, with an account that is linked to a "
	    "POC of the organization.\n"
	    "Upstream: the provider that reassigned the network to you. The "
	    "record is theirs to edit; write to them.\n"
	    "ARIN: by a ticket (Ask ARIN), where no account of yours is linked "
	    "to the record.",
	.more = "https://www.arin.net/resources/registry/reassignments/",
    },
    {
	.name = "hide",
	.others = "private hiding",
	.title = "why an address cannot simply be hidden",
	.meaning =
	    "An organization must show an admin, a tech and an abuse POC, and "
	    "every POC needs an address. An address can be replaced, not "
	    "hidden. NRPM 3.3 lets an organization make further POCs private "
	    "as long as one stays visible; how to ask for it was found nowhere "
	    "(ask ARIN).\n"
	    "What remains: a role mailbox in the place of a person's, one "
	    "mailbox per role, a POC removed where it is not needed, an "
	    "answered validation, an address taken out of free text, and a "
	    "distinct address per record, so that a leak names its source.",
	.more = "https://www.arin.net/reference/materials/data/ "
		"https://www.arin.net/participate/policy/nrpm/",
    },
};

const size_t word_count = sizeof(words) / sizeof(words[0]);
