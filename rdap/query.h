/*
 * query: what may be asked of a registry, and the URL that asks it.
 *
 * URLs are built from validated terms only: handles, addresses, prefixes, AS
 * numbers (RFC 9082 section 3.1, RFC 9536 section 2, RFC 9910). A link in an
 * answer is data and is never followed. Wildcards and names have no way
 * through here: this program audits one's own organization.
 */
#ifndef RDAP_QUERY_H
#define RDAP_QUERY_H

#include <stdbool.h>
#include "error.h"
#include "ip.h"

#define HANDLE_MAX 64 /* longest handle accepted, in octets */

enum term_kind {
	TERM_HANDLE,   /* organization or POC: only the registry knows which */
	TERM_CUSTOMER, /* C and digits: a simple reassignment's holder */
	TERM_ADDRESS,  /* 203.0.113.7 */
	TERM_PREFIX,   /* 203.0.113.0/24 */
	TERM_AUTNUM,   /* AS64500 */
};

/* Something a user typed, understood. */
struct term {
	enum term_kind kind;
	char handle[HANDLE_MAX + 1]; /* upper-case; or "" */
	struct ip_range range;       /* address: first == last */
	unsigned autnum;
};

/*
 * Understand `text`. ERROR_USAGE with a line that says what was expected for
 * wildcards, mail addresses, names with blanks, URLs, prefixes with host
 * bits, handles with anything but A-Z a-z 0-9 '-' '_'.
 */
int term_parse(const char *text, struct term *term, struct error *err);

/* Letters, digits, '-' and '_', 1 to HANDLE_MAX octets, a letter or digit
 * first? Handles from answers go through here before they go into a URL. */
bool handle_valid(const char *handle);

enum query_kind {
	QUERY_ENTITY,            /* /entity/HANDLE */
	QUERY_IP,                /* /ip/PREFIX, or /ip/ADDRESS for a single one:
	                            the smallest network around it */
	QUERY_AUTNUM,            /* /autnum/N */
	QUERY_NETWORKS_OF,       /* /ips/reverse_search/entity?handle=HANDLE */
	QUERY_AUTNUMS_OF,        /* /autnums/reverse_search/entity?handle=H */
	QUERY_NETWORK_BY_HANDLE, /* /ips?handle=HANDLE */
	QUERY_NETWORKS_BELOW,    /* /ips/rirSearch1/rdap-down/PREFIX: the
	                            topmost networks strictly inside */
	QUERY_STATISTICS,        /* the statistics file */

	/* Whois-RWS */
	QUERY_WHOIS_ORG,    /* org/HANDLE */
	QUERY_WHOIS_POC,    /* poc/HANDLE */
	QUERY_WHOIS_NET,    /* net/HANDLE */
	QUERY_WHOIS_ASN,    /* asn/ASn */
	QUERY_WHOIS_POCS,   /* org/HANDLE/pocs, net/..., asn/... */
	QUERY_WHOIS_ORGS,   /* poc/HANDLE/orgs */
	QUERY_WHOIS_NETS,   /* org/HANDLE/nets, poc/HANDLE/nets */
	QUERY_WHOIS_ASNS,   /* org/HANDLE/asns, poc/HANDLE/asns */
	QUERY_WHOIS_SEARCH, /* pocs;domain=D, or ...;handle=X*;last=Y* */
};

struct query {
	enum query_kind kind;
	char *url;    /* owned */
	char *expect; /* owned; the handle that must come back, or NULL
	                           where the question is what it is */
	char *why;    /* owned; one clause for a person */
};

/*
 * `base` ends in '/'. `expect` may be NULL; for searches it is NULL. `why` is
 * a printf format. All strings are copied. query_clear() frees them.
 */
void query_entity(struct query *q, const char *base, const char *handle,
    const char *why, ...) __attribute__((format(printf, 4, 5)));
void query_ip(struct query *q, const char *base, const struct ip_range *range,
    const char *expect, const char *why, ...)
    __attribute__((format(printf, 5, 6)));
void query_autnum(struct query *q, const char *base, unsigned number,
    const char *expect, const char *why, ...)
    __attribute__((format(printf, 5, 6)));
/* QUERY_NETWORKS_OF, QUERY_AUTNUMS_OF or QUERY_NETWORK_BY_HANDLE */
void query_search(struct query *q, enum query_kind kind, const char *base,
    const char *handle, const char *why, ...)
    __attribute__((format(printf, 5, 6)));
/* QUERY_NETWORKS_BELOW; `range` is one prefix. */
void
query_below(struct query *q, const char *base, const struct ip_range *range,
    const char *why, ...) __attribute__((format(printf, 4, 5)));
/* QUERY_STATISTICS; `url` is taken as it is. */
void query_statistics(struct query *q, const char *url, const char *why, ...)
    __attribute__((format(printf, 3, 4)));
/* QUERY_WHOIS_ORG, _POC, _NET or _ASN of that handle, which must come back. */
void query_whois_object(struct query *q, enum query_kind kind, const char *base,
    const char *handle, const char *why, ...)
    __attribute__((format(printf, 5, 6)));
/* QUERY_WHOIS_POCS, _ORGS, _NETS or _ASNS of an `of`, which is a kind of those
 * above. */
void query_whois_list(struct query *q, enum query_kind kind, const char *base,
    enum query_kind of, const char *handle, const char *why, ...)
    __attribute__((format(printf, 6, 7)));
/*
 * The POCs at exactly this mail domain, a key (address.h), of which the handle
 * begins with `prefix` and the last name with `last`, both of which may be "".
 * False when it is no domain that can be searched.
 */
bool query_whois_search(struct query *q, const char *base, const char *domain,
    const char *prefix, const char *last, const char *why, ...)
    __attribute__((format(printf, 6, 7)));
/* Is it one of those of Whois-RWS? */
bool query_is_whois(const struct query *q);
void query_clear(struct query *q);

/*
 * The base of a registry: https, or http for loopback addresses only
 * (127.0.0.0/8, [::1], localhost); no user, query or fragment; a '/' is added
 * at the end where it lacks one. `*base` is owned by the caller.
 * ERROR_USAGE otherwise.
 */
int base_parse(const char *text, char **base, struct error *err);

/* 127.0.0.0/8, [::1], localhost; other spellings of these are not. */
bool host_is_loopback(const char *host);

#endif
