/*
 * mail_domain: does mail to the addresses on the POCs arrive, as far as DNS
 * tells? Asked when all records were read, of the domain of each address that
 * stands on a POC (what stands in free text only, ARIN writes to nobody).
 *
 *   1. NS of what is registered of it (suffix.h), and MX of itself.
 *   2. The addresses of the mail hosts; where it has no MX, its own: they are
 *      its mail host then (RFC 5321 section 5.1).
 *
 * GONE: the registered domain is NXDOMAIN, and nothing contradicts it. Under a
 * last label that nobody registers domains in it is NO_HOST. NULL: the MX "0 ."
 * alone (RFC 7505). NO_HOST: each mail host has neither A nor AAAA, or the name
 * itself does not exist. LIVE: one has an address. Everything else, an answer
 * that did not come, came from a resolver that lies, or is SERVFAIL or REFUSED,
 * is UNKNOWN: it proves nothing. NODATA for NS proves nothing either: an
 * answer for the name is not its absence.
 *
 * No more than MAIL_DOMAINS_MAX are asked in a run.
 */
#ifndef RDAP_MAIL_DOMAIN_H
#define RDAP_MAIL_DOMAIN_H

#include "dns.h"
#include "inventory.h"

#define MAIL_DOMAINS_MAX 1000

/* Fill inv->mail_domains. `dns` NULL: none is asked, and `off` says why; NULL:
 * "not asked". */
void mail_domains_ask(struct inventory *inv, struct dns *dns, const char *off);

const char *mail_state_name(enum mail_state state);

/*
 * Is a declared own domain its owner's, by a TXT record "whoexposed=HANDLE" at
 * _whoexposed.DOMAIN that names one of `orgs`? Upper and lower case are one.
 */
enum confirmation {
	CONFIRMED,
	CONFIRMED_NOT,        /* there is none, or it names somebody else */
	CONFIRMATION_UNKNOWN, /* DNS did not say */
	CONFIRMATION_NOT_ASKED,
};

/* `*text`, the caller's, is a clause for a person: "the TXT record at
 * _whoexposed.example.org names EXMPL-1". */
enum confirmation domain_confirmation(struct dns *dns, const char *domain,
    const struct strings *orgs, char **text);

/* Ask for the domains of the inventory that are not confirmed yet; what comes
 * of it is noted with each of the organizations. */
void domains_confirm(
    struct inventory *inv, struct dns *dns, const struct strings *orgs);

/* What would be asked, for a run that asks nothing. */
void mail_domains_plan(const struct strings *declared, struct strings *lines);

#endif
