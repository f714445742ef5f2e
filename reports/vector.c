#include <string.h>
#include "vector.h"
#include "view.h"
#include "rdap/address.h"

#define RDAP_GUIDE "https://www.arin.net/resources/registry/whois/rdap/"
#define RWS_GUIDE  "https://www.arin.net/resources/registry/whois/rws/api/"

static const char *const knows_names[] = {
    [KNOWS_NOTHING] = "nothing",
    [KNOWS_NUMBER] = "number",
    [KNOWS_NAME] = "name",
    [KNOWS_DOMAIN] = "domain",
    [KNOWS_HANDLE] = "handle",
    [KNOWS_ACCOUNT] = "account",
};

const char *
knows_name(enum knows knows)
{
	return knows_names[knows];
}

/* ---- what reaches an address, by the records alone ---------------------- */

static bool
with_networks(const struct address_view *a)
{
	return a->places.networks > 0;
}

static bool
with_autnums(const struct address_view *a)
{
	return a->places.autnums > 0;
}

static bool
with_resources(const struct address_view *a)
{
	return with_networks(a) || with_autnums(a);
}

static bool
with_organization(const struct address_view *a)
{
	return a->places.org;
}

static bool
in_routing_registry(const struct address_view *a)
{
	for (size_t i = 0; i < a->sighting_count; i++)
		if (a->sightings[i]->field == FIELD_IRR_ATTRIBUTE)
			return true;
	return false;
}

static bool
on_poc(const struct address_view *a)
{
	return a->places.poc;
}

static bool
on_named_entity(const struct address_view *a)
{
	return a->places.poc || a->places.org_text;
}

static bool
on_persons_poc(const struct address_view *a)
{
	return a->places.person_poc;
}

static bool
on_role_poc(const struct address_view *a)
{
	return a->places.role_poc;
}

static bool
found_by_domain(const struct address_view *a)
{
	return a->places.domain_poc;
}

/* A copy has what is shown, whatever it stands on. */
static bool
shown_at_all(const struct address_view *a)
{
	return a->sighting_count > 0;
}

static const struct domain *
own_domain(const struct address_view *a)
{
	const char *domain = address_domain(a->address);

	for (size_t i = 0; i < a->inv->domain_count; i++)
		if (a->inv->domains[i].confirmed &&
		    strcmp(a->inv->domains[i].name, domain) == 0)
			return &a->inv->domains[i];
	return NULL;
}

/* ---- what it costs ------------------------------------------------------ */

static int
walk(const struct address_view *a)
{
	(void)a;
	return -1;
}

static int
one_request(const struct address_view *a)
{
	(void)a;
	return 1;
}

static int
two_requests(const struct address_view *a)
{
	(void)a;
	return 2;
}

/* The search for the organization and the list of its POCs, then the POC; the
 * organization's own text comes with its record, behind the search. */
static int
organization_requests(const struct address_view *a)
{
	return a->places.org_poc ? 3 : 2;
}

/* A summary line shows the POC's address at that domain; its others, and its
 * text, come with the POC. */
static int
summary_requests(const struct address_view *a)
{
	return a->poc_count > 0 && own_domain(a) != NULL ? 1 : 2;
}

/* The same for a name; an organization's text comes with its record. */
static int
name_summary_requests(const struct address_view *a)
{
	return a->poc_count > 0 ? 1 : 2;
}

/* ---- what this audit's answers show ------------------------------------- */

static const char *
never(const struct address_view *a)
{
	(void)a;
	return NULL;
}

/* The first answer with the address whose URL has `part` in its path. */
static const char *
source_with(const struct address_view *a, const char *part)
{
	for (size_t i = 0; i < a->sighting_count; i++)
		if (strstr(a->sightings[i]->source_url, part) != NULL)
			return a->sightings[i]->source_url;
	return NULL;
}

/* Is it the answer to /entity/HANDLE? */
static bool
is_entity(const char *url, const char *handle)
{
	const char *path = strstr(url, "/entity/");

	return handle[0] != '\0' && path != NULL &&
	       strcmp(path + strlen("/entity/"), handle) == 0;
}

static const char *
by_ip(const struct address_view *a)
{
	return source_with(a, "/ip/");
}

static const char *
by_autnum(const struct address_view *a)
{
	return source_with(a, "/autnum/");
}

static const char *
by_reverse_search(const struct address_view *a)
{
	const char *url = source_with(a, "/ips/reverse_search/");

	return url != NULL ? url : source_with(a, "/autnums/reverse_search/");
}

/* The search brings the POC, which was read. */
static const char *
by_domain(const struct address_view *a)
{
	const struct domain *own = own_domain(a);

	return own != NULL && own->searched ? inventory_search_url(a->inv, own)
					    : NULL;
}

static const char *
by_dump(const struct address_view *a)
{
	for (size_t i = 0; i < a->sighting_count; i++)
		if (a->sightings[i]->field == FIELD_IRR_ATTRIBUTE)
			return a->sightings[i]->source_url;
	return NULL;
}

/* The answer that an address on a POC was read from, if it names the POC. */
static const char *
by_poc(const struct address_view *a)
{
	for (size_t i = 0; i < a->sighting_count; i++) {
		const struct sighting *s = a->sightings[i];

		if (is_entity(s->source_url, s->poc))
			return s->source_url;
	}
	return NULL;
}

/*
 * A sighting keeps one answer, and the same POC comes with many. Where the
 * organization's own record was read, it showed what is linked to it as well,
 * but for a POC that had to be asked for by its handle.
 */
static const char *
by_org(const struct address_view *a)
{
	const struct record *r = a->organization->record;
	bool read = r != NULL && r->seen.state == STATE_OPEN &&
		    is_entity(r->source_url, r->handle);

	for (size_t i = 0; i < a->sighting_count; i++) {
		const struct sighting *s = a->sightings[i];

		if (is_entity(s->source_url, a->org))
			return s->source_url;
		if (read && s->level == LEVEL_ORG &&
		    !is_entity(s->source_url, s->poc))
			return r->source_url;
	}
	return NULL;
}

/* ---- the table ---------------------------------------------------------- */

const struct vector vectors[] = {
    {
	.id = "ip-walk",
	.knows = KNOWS_NOTHING,
	.asked = "no",
	.title = "walking the address space, network by network",
	.meaning =
	    "Ask for an address, jump behind the end of the network that "
	    "comes back, ask again: every registered network answers with "
	    "the POCs of its registrant and its own, addresses included. "
	    "Slow, but it needs no knowledge of anybody.",
	.reference = RDAP_GUIDE,
	.reaches = with_networks,
	.requests = walk,
	.observed = never,
    },
    {
	.id = "asn-walk",
	.knows = KNOWS_NOTHING,
	.asked = "no",
	.title = "walking the AS numbers",
	.meaning =
	    "The same with AS numbers. There are few of them, so it is cheap, "
	    "and what it brings are exactly the people who run networks.",
	.reference = RDAP_GUIDE,
	.reaches = with_autnums,
	.requests = walk,
	.observed = never,
    },
    {
	.id = "name-walk",
	.knows = KNOWS_NOTHING,
	.asked = "no",
	.title = "walking the alphabet through the name search",
	.meaning =
	    "Search for names that begin with \"a\", \"b\" and so on, and "
	    "split what hits the limit of 256 answers: every POC comes out, "
	    "those that are linked to nothing too.",
	.reference = "https://www.rfc-editor.org/rfc/rfc9082#section-3.2.3",
	.reaches = on_named_entity,
	.requests = walk,
	.observed = never,
    },
    {
	.id = "irr-dump",
	.knows = KNOWS_NOTHING,
	.asked = "own objects",
	.title = "the dump of the routing registry",
	.meaning =
	    "One anonymous download holds every object of ARIN's routing "
	    "registry, with the addresses in its attributes and remarks; "
	    "mirrors have it too. This program reads it with --irr, and keeps "
	    "the audited organizations' objects only.",
	.reference = "https://www.arin.net/resources/manage/irr/",
	.reaches = in_routing_registry,
	.requests = walk,
	.observed = by_dump,
    },
    {
	.id = "mirrors",
	.knows = KNOWS_NOTHING,
	.asked = "no",
	.title = "other people's copies of the registry",
	.meaning =
	    "Whois sites, mirrors of the routing registry, old downloads and "
	    "archived pages show what the registry once showed, and whoever "
	    "takes a copy asks the registry nothing. A deletion arrives there "
	    "late or never. Which copies there are nobody knows: this is told "
	    "of every address, and no figure is given.",
	.reference = "https://www.arin.net/resources/registry/whois/tou/",
	.reaches = shown_at_all,
	.requests = walk,
	.observed = never,
    },
    {
	.id = "rdap-ip",
	.knows = KNOWS_NUMBER,
	.asked = "own",
	.title = "RDAP, one of the IP addresses",
	.meaning =
	    "One request for any address of a network brings its registrant "
	    "and the POCs of both, addresses inline. An IP address stands in "
	    "every mail header and every log.",
	.reference = "https://www.rfc-editor.org/rfc/rfc9082#section-3.1.1",
	.reaches = with_networks,
	.requests = one_request,
	.observed = by_ip,
    },
    {
	.id = "port43-ip",
	.knows = KNOWS_NUMBER,
	.asked = "own",
	.title = "Whois on port 43, one of the IP addresses",
	.meaning = "What `whois 192.0.2.1` prints: the network, its registrant "
		   "and their POCs with their addresses, in one answer. This "
		   "version asks nothing on port 43 and derives this from the "
		   "records.",
	.reference = "https://www.arin.net/resources/registry/whois/",
	.reaches = with_networks,
	.requests = one_request,
	.observed = never,
    },
    {
	.id = "rdap-autnum",
	.knows = KNOWS_NUMBER,
	.asked = "own",
	.title = "RDAP, one of the AS numbers",
	.meaning =
	    "One request for an AS number brings its registrant and the POCs "
	    "of both, addresses inline. AS numbers of all networks are "
	    "listed in public routing tables.",
	.reference = "https://www.rfc-editor.org/rfc/rfc9082#section-3.1.2",
	.reaches = with_autnums,
	.requests = one_request,
	.observed = by_autnum,
    },
    {
	.id = "rdap-name-search",
	.knows = KNOWS_NAME,
	.asked = "no",
	.title = "RDAP, a search for a name",
	.meaning =
	    "Search POCs and organizations by a name of which a component "
	    "starts with the term. The answers carry addresses inline. This "
	    "program never asks it: it would bring other people's records.",
	.reference = "https://www.rfc-editor.org/rfc/rfc9082#section-3.2.3",
	.reaches = on_named_entity,
	.requests = one_request,
	.observed = never,
    },
    {
	.id = "port43-name",
	.knows = KNOWS_NAME,
	.asked = "no",
	.title = "Whois on port 43, a search for a name",
	.meaning =
	    "`p / Brook` or `o / Example*` lists up to 256 POCs or "
	    "organizations of that name, POCs with their address beside the "
	    "name in the summary line. This program asks nothing on port 43.",
	.reference = "https://www.arin.net/resources/registry/whois/rws/cli/",
	.reaches = on_named_entity,
	.requests = name_summary_requests,
	.observed = never,
    },
    {
	.id = "rws-org-name",
	.knows = KNOWS_NAME,
	.asked = "no",
	.title = "Whois-RWS, the organization's name, then its POCs",
	.meaning =
	    "Search organizations by name, list the POCs of one, read each: "
	    "three requests for an address, one more for each further POC. "
	    "Brings addresses at any mail domain; recon-ng, hardCIDR and "
	    "NetblockTool do it.",
	.reference = RWS_GUIDE,
	.reaches = with_organization,
	.requests = organization_requests,
	.observed = never,
    },
    {
	.id = "rws-person",
	.knows = KNOWS_NAME,
	.asked = "no",
	.title = "Whois-RWS, a person's name",
	.meaning =
	    "Search POCs by first and last name, read what comes: a person's "
	    "POCs anywhere, whatever they are linked to.",
	.reference = RWS_GUIDE,
	.reaches = on_persons_poc,
	.requests = two_requests,
	.observed = never,
    },
    {
	.id = "rws-company",
	.knows = KNOWS_NAME,
	.asked = "no",
	.title = "Whois-RWS, the company that a POC states",
	.meaning =
	    "Search POCs by the company they state; a role POC's is its name. "
	    "Reaches POCs that are linked to nothing, and addresses at other "
	    "domains.",
	.reference = RWS_GUIDE,
	.reaches = on_role_poc,
	.requests = two_requests,
	.observed = never,
    },
    {
	.id = "rdap-reverse-search",
	.knows = KNOWS_NAME,
	.asked = "own handle only",
	.title = "RDAP reverse search, by a mail address or its beginning",
	.meaning =
	    "Search networks and AS numbers by the handle, name or mail "
	    "address of a contact; `abuse@exam*` will do. All contacts come "
	    "nested in the answer. No known tool uses it yet. This program "
	    "asks it for audited organizations' own handles only.",
	.reference = "https://www.rfc-editor.org/rfc/rfc9536",
	.reaches = with_resources,
	.requests = one_request,
	.observed = by_reverse_search,
    },
    {
	.id = "rws-domain",
	.knows = KNOWS_DOMAIN,
	.asked = "own domain",
	.title = "Whois-RWS, the mail domain",
	.meaning =
	    "One search lists every POC at a mail domain, linked or not; one "
	    "request each brings its addresses, those at other domains as "
	    "well. Most harvesting tools begin so. This program asks it, and "
	    "judges it, for confirmed own domains only: declare yours with "
	    "--domain, or this way is not counted.",
	.reference = RWS_GUIDE,
	.reaches = found_by_domain,
	.requests = two_requests,
	.observed = by_domain,
    },
    {
	.id = "port43-domain",
	.knows = KNOWS_DOMAIN,
	.asked = "own domain",
	.title = "Whois on port 43, the mail domain",
	.meaning =
	    "`p @ example.com` prints up to 256 POCs of a mail domain, each "
	    "with its address in the summary line; a second request brings "
	    "the rest of a POC. This version asks nothing on port 43 and "
	    "derives this from the records, for confirmed own domains.",
	.reference = "https://www.arin.net/resources/registry/whois/rws/cli/",
	.reaches = found_by_domain,
	.requests = summary_requests,
	.observed = never,
    },
    {
	.id = "rdap-org",
	.knows = KNOWS_HANDLE,
	.asked = "own",
	.title = "RDAP, the organization's handle",
	.meaning = "One request for the organization brings the POCs that are "
		   "linked to it, addresses inline, and its own text.",
	.reference = "https://www.rfc-editor.org/rfc/rfc9082#section-3.1.5",
	.reaches = with_organization,
	.requests = one_request,
	.observed = by_org,
    },
    {
	.id = "rdap-poc",
	.knows = KNOWS_HANDLE,
	.asked = "own",
	.title = "RDAP, the POC's handle",
	.meaning = "One request for the POC. Handles are made of initials and "
		   "a number, so they can be guessed and counted up.",
	.reference = "https://www.rfc-editor.org/rfc/rfc9082#section-3.1.5",
	.reaches = on_poc,
	.requests = one_request,
	.observed = by_poc,
    },
    {
	.id = "bulk-whois",
	.knows = KNOWS_ACCOUNT,
	.asked = "import",
	.title = "ARIN's Bulk Whois, a file of everything",
	.meaning =
	    "A signed agreement and an account give a file, made anew every "
	    "day, with every POC of the registry. The agreement forbids "
	    "advertising and passing it on; what was handed out stays "
	    "outside.",
	.reference = "https://www.arin.net/reference/research/bulkwhois/",
	.reaches = on_poc,
	.requests = walk,
	.observed = never,
    },
};

const size_t vector_count = sizeof(vectors) / sizeof(vectors[0]);

const struct vector *
vector_find(const char *id)
{
	for (size_t i = 0; i < vector_count; i++)
		if (strcmp(vectors[i].id, id) == 0)
			return &vectors[i];
	return NULL;
}
