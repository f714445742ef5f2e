#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "rdap/address.h"
#include "tool.h"
#include "vector.h"
#include "view.h"

/* What the Python port of hardCIDR takes for a mail address. */
#define PORT_LENGTH 30
#define PORT_NOT    "_+"

#define ANY_ROLE (~0U)
#define AMASS_ROLES \
	(ROLE_REGISTRANT | ROLE_ADMINISTRATIVE | ROLE_ABUSE | ROLE_TECHNICAL)

/* ---- how they read ------------------------------------------------------ */

/* Does a query of the tool bring this POC? */
static bool
query_brings(const char *query, const struct poc_view *p)
{
	const unsigned org = 1U << LEVEL_ORG;

	if (strcmp(query, "rws-org-name") == 0)
		return (p->levels & org) != 0;
	if (strcmp(query, "rws-domain") == 0)
		return p->contact->at_own_domain;
	if (strcmp(query, "rws-person") == 0)
		return p->poc != NULL &&
		       strcmp(p->poc->card_kind, "individual") == 0;
	if (strcmp(query, "rdap-ip") == 0)
		return (p->levels & (org | 1U << LEVEL_NETWORK)) != 0;
	return (p->levels & (org | 1U << LEVEL_AUTNUM)) != 0;
}

static bool
brings(const struct tool *tool, const struct poc_view *p)
{
	for (size_t i = 0; tool->queries[i] != NULL; i++)
		if (query_brings(tool->queries[i], p))
			return true;
	return false;
}

/* Every mail field of a POC. */
static enum collects
structured(const struct tool *tool, const struct address_view *a)
{
	for (size_t i = 0; i < a->poc_count; i++)
		if (brings(tool, &a->pocs[i]))
			return COLLECTS_YES;
	return COLLECTS_MISSES;
}

static bool
ends_with(const char *text, const char *end)
{
	size_t len = strlen(text), n = strlen(end);

	return len >= n && strcmp(text + len - n, end) == 0;
}

/* Mail fields that end in the domain searched for: as text, so that those at
 * names that merely end so are taken too. */
static enum collects
structured_at_domain(const struct tool *tool, const struct address_view *a)
{
	for (size_t i = 0; i < a->inv->domain_count; i++)
		if (a->inv->domains[i].confirmed &&
		    ends_with(a->address, a->inv->domains[i].name))
			return structured(tool, a);
	return COLLECTS_MISSES;
}

/* Written as an address, not hidden from patterns in words or brackets? */
static bool
is_plain(const struct sighting *s)
{
	char *key = address_key(s->spelling);
	bool plain = strcmp(key, s->address) == 0;

	free(key);
	return plain;
}

/* A pattern over the whole record: fields and remarks. */
static enum collects
pattern(const struct tool *tool, const struct address_view *a)
{
	if (structured(tool, a) == COLLECTS_YES)
		return COLLECTS_YES;
	for (size_t i = 0; i < a->sighting_count; i++)
		if (a->sightings[i]->field != FIELD_POC_EMAIL &&
		    a->sightings[i]->record_kind == RECORD_POC &&
		    is_plain(a->sightings[i]))
			return COLLECTS_YES;
	return COLLECTS_MISSES;
}

/* The first mail field of a POC that holds one of the roles. */
static enum collects
first_of_poc(
    const struct tool *tool, const struct address_view *a, unsigned roles)
{
	enum collects best = COLLECTS_MISSES;

	for (size_t i = 0; i < a->poc_count; i++) {
		const struct poc_view *p = &a->pocs[i];

		if (!brings(tool, p) ||
		    (roles != ANY_ROLE && (p->roles & roles) == 0))
			continue;
		if (p->contact->address_count < 2)
			return COLLECTS_YES;
		best = COLLECTS_PERHAPS;
	}
	return best;
}

static enum collects
first_and_plain(const struct tool *tool, const struct address_view *a)
{
	const char *at = strrchr(a->address, '@');

	if (at == NULL || strlen(a->address) > PORT_LENGTH ||
	    strcspn(a->address, PORT_NOT) < (size_t)(at - a->address))
		return COLLECTS_MISSES;
	return first_of_poc(tool, a, ANY_ROLE);
}

static enum collects
first_by_role(const struct tool *tool, const struct address_view *a)
{
	return first_of_poc(tool, a, AMASS_ROLES);
}

/* ---- the table ---------------------------------------------------------- */

const struct tool tools[TOOL_COUNT] = {
    {
	.name = "recon-ng whois_pocs",
	.queries = {"rws-domain"},
	.reads = "the mail fields of a POC that end with the domain it "
		 "searched for",
	.misses = "second addresses at another domain, and remarks",
	.parse = structured_at_domain,
    },
    {
	.name = "recon-ng whois_miner",
	.queries = {"rws-org-name"},
	.reads = "all mail fields of a POC, at any domain",
	.misses = "remarks",
	.parse = structured,
    },
    {
	.name = "SpiderFoot sfp_arin",
	.queries = {"rws-domain", "rws-person"},
	.reads = "the whole record with a pattern, remarks included",
	.misses = "",
	.parse = pattern,
    },
    {
	.name = "hardCIDR",
	.queries = {"rws-org-name", "rws-domain"},
	.reads = "all mail fields of a POC",
	.misses = "remarks",
	.parse = structured,
    },
    {
	.name = "hardCIDR's Python port",
	.queries = {"rws-org-name", "rws-domain"},
	.reads = "the first mail field of a POC, of at most 30 characters, "
		 "without \"_\" and \"+\" before the \"@\"",
	.misses = "later addresses, and remarks",
	.parse = first_and_plain,
    },
    {
	.name = "NetblockTool",
	.queries = {"rws-org-name"},
	.reads = "all mail fields of a POC",
	.misses = "remarks",
	.parse = structured,
    },
    {
	.name = "Amass",
	.queries = {"rdap-ip", "rdap-autnum"},
	.reads = "the first mail field of a POC with the registrant, "
		 "administrative, abuse or technical role",
	.misses = "noc, routing and dns POCs, later addresses, and remarks",
	.parse = first_by_role,
    },
    {
	.name = "ipwhois",
	.queries = {"rdap-ip"},
	.reads = "all mail fields of a POC, where it asks RDAP",
	.misses = "remarks",
	.parse = structured,
    },
};

const struct tool *
tool_find(const char *name)
{
	for (size_t i = 0; i < TOOL_COUNT; i++)
		if (strcasecmp(tools[i].name, name) == 0)
			return &tools[i];
	return NULL;
}

enum collects
tool_collects(const struct tool *tool, const struct address_view *address)
{
	for (size_t i = 0; tool->queries[i] != NULL; i++)
		if (vector_find(tool->queries[i])->reaches(address))
			return tool->parse(tool, address);
	return COLLECTS_NOT_REACHED;
}
