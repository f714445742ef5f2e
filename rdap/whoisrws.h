/*
 * whoisrws: ARIN's Whois-RWS, the second view of the same registry, in XML
 * (https://www.arin.net/resources/registry/whois/rws/api/). Its JSON is not
 * read. All of libxml2 for input is behind this wall: the push parser with SAX2
 * callbacks, so that an answer is read as it streams.
 *
 * The result is the same `struct document` that RDAP answers give, so that
 * both views can be compared object by object:
 *   org, customer       ENTITY of that kind, card_kind "org"; `comment` lines
 *                       as one remark (RDAP puts a title before them); pocs/
 *                       pocLinkRef become nested POCs by handle only
 *                       (described = false), with the role of `function`
 *                       (AD administrative, T technical, AB abuse, N noc,
 *                       R routing, D dns), one per handle, roles united; a
 *                       customer's `parent` is its parentOrgRef
 *   poc                 ENTITY_POC; name "First Last" or the company; card_kind
 *                       "individual" or, isRoleAccount Y, "group" (where that
 *                       is not said, a first name makes an individual); emails;
 *                       a mobile number sets `cell`; validated from
 *                       status/description "Validated" or "Unvalidated" when
 *                       it says so, else unknown; orgs, nets, asns that it
 *                       serves are nested by handle with its roles there
 *   net                 NETWORK; its range, else that around its netBlocks;
 *                       parent; type of its first netBlock in capitals, as RDAP
 *                       spells it; orgRef or customerRef is the nested
 *                       registrant
 *   asn                 AUTNUM
 *   pocs orgs nets asns customers, pft
 *                       DOCUMENT_SEARCH; one result by handle only for each
 *                       xRef or xLinkRef, one-element lists too, and whole
 *                       objects where showDetails put them inline. A netRef has
 *                       its range, an asnRef the number of its handle
 * An object without a handle takes the last word of its `ref`. `limitExceeded`
 * other than false makes `truncated` of the object it is in, else of the
 * document. `path` is XPath: "/pocs/poc[2]/orgs/orgPocLinkRef[1]".
 *
 * `part` is the object's own elements as they stand, less postal address and
 * phone numbers, as compact XML text without namespaces; of a reference its
 * tag, of united ones all tags.
 *
 * Namespaces: http and https://www.arin.net/whoisrws/core/v1 (and those of
 * rdns, netref, pft); elements of others are ignored with all in them.
 * Zero-padded addresses are decimal. Whatever encoding an answer claims, it is
 * read as UTF-8.
 *
 * Refused, ERROR_PROTOCOL: any DOCTYPE, entities but the five, more than 64
 * levels, more than 128 MiB, more than 100,000 objects, more than 48 MiB of
 * parts, invalid UTF-8, a text, comment or CDATA of more than 64 KiB, a tag of
 * more than 8 KiB, junk after the end, a root that is none of the above, a
 * reference without a handle, a handle that is not ASCII, an address or AS
 * number that is none. Nothing is ever loaded from file or network;
 * whoisrws_new() sees to it for all of libxml2 in this process.
 */
#ifndef RDAP_WHOISRWS_H
#define RDAP_WHOISRWS_H

#include "parse.h"

struct whoisrws;

struct whoisrws *whoisrws_new(void);
/* Forget all, begin again: a new attempt. */
void whoisrws_reset(struct whoisrws *w);
/* The next bytes. -1: refused; later calls return -1 as well. */
int whoisrws_feed(
    struct whoisrws *w, const char *data, size_t len, struct error *err);
/* The end: NULL when refused or cut short. Then reset or free. */
struct document *whoisrws_finish(struct whoisrws *w, struct error *err);
void whoisrws_free(struct whoisrws *w);

struct document *
whoisrws_parse(const char *data, size_t len, struct error *err);

/*
 * Is this body of a 404 ARIN's page that says that there are no results
 * ("Your search did not yield any results", "No Search Results")? A plain 404
 * is none: it proves nothing.
 */
bool whoisrws_no_results(const char *body, size_t len);

#endif
