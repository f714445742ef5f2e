#include <assert.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "buf.h"
#include "query.h"

#define EXPECTED "expected a handle, an address, a prefix or an AS number"

static bool
is_alnum(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= '0' && c <= '9');
}

static bool
is_digits(const char *s)
{
	return *s != '\0' && s[strspn(s, "0123456789")] == '\0';
}

bool
handle_valid(const char *handle)
{
	size_t len = 0;

	if (!is_alnum(handle[0]))
		return false;
	for (; handle[len] != '\0'; len++) {
		if (len == HANDLE_MAX)
			return false;
		if (!is_alnum(handle[len]) && handle[len] != '-' &&
		    handle[len] != '_')
			return false;
	}
	return true;
}

static void
upper_case(char *out, const char *handle)
{
	for (; *handle != '\0'; handle++)
		*out++ = *handle >= 'a' && *handle <= 'z' ? *handle - 'a' + 'A'
							  : *handle;
	*out = '\0';
}

static bool
has_control(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

/* What is wrong with text that no kind of term looks like, or NULL. */
static const char *
not_a_term(const char *text)
{
	if (text[0] == '\0')
		return "nothing there; " EXPECTED;
	if (strpbrk(text, "*?%") != NULL)
		return "wildcards are not searched for; " EXPECTED;
	if (strstr(text, "://") != NULL)
		return "a URL; " EXPECTED;
	if (strchr(text, ' ') != NULL)
		return "names are not searched for; " EXPECTED;
	return NULL;
}

/* Is the fault of this prefix only that it has bits beyond its length? */
static bool
has_host_bits(const char *text)
{
	char *address = xstrndup(text, strcspn(text, "/"));
	const char *length = strchr(text, '/') + 1;
	struct ip ip;
	unsigned long bits;
	bool found = false;

	if (ip_parse(address, &ip) == 0 && is_digits(length)) {
		bits = strtoul(length, NULL, 10);
		found = bits <= (ip.version == 4 ? 32 : 128);
	}
	free(address);
	return found;
}

static int
prefix_term(const char *text, struct term *term, struct error *err)
{
	if (ip_prefix_parse(text, &term->range) == 0) {
		term->kind = TERM_PREFIX;
		return 0;
	}
	if (has_host_bits(text))
		return error_set(err, ERROR_USAGE,
		    "\"%s\": not a prefix: bits are set beyond its length",
		    text);
	return error_set(err, ERROR_USAGE,
	    "\"%s\": not a prefix; expected ADDRESS/LENGTH, as in "
	    "203.0.113.0/24",
	    text);
}

static int
autnum_term(const char *text, struct term *term, struct error *err)
{
	if (autnum_parse(text, &term->autnum) == -1)
		return error_set(err, ERROR_USAGE,
		    "\"%s\": no AS number: they go from 0 to 4294967295", text);
	term->kind = TERM_AUTNUM;
	return 0;
}

static int
handle_term(const char *text, struct term *term, struct error *err)
{
	if (!handle_valid(text))
		return error_set(err, ERROR_USAGE,
		    "\"%s\": %s; a handle has letters, digits, '-' and '_', "
		    "at most %d",
		    text, EXPECTED, HANDLE_MAX);
	upper_case(term->handle, text);
	term->kind = term->handle[0] == 'C' && is_digits(term->handle + 1)
			 ? TERM_CUSTOMER
			 : TERM_HANDLE;
	return 0;
}

static bool
looks_like_autnum(const char *text)
{
	return is_digits(strncasecmp(text, "AS", 2) == 0 ? text + 2 : text);
}

int
term_parse(const char *text, struct term *term, struct error *err)
{
	const char *wrong = not_a_term(text);

	memset(term, 0, sizeof(*term));
	if (has_control(text))
		return error_set(
		    err, ERROR_USAGE, "a control character; " EXPECTED);
	/* Not repeated: these lines end in logs. */
	if (strchr(text, '@') != NULL)
		return error_set(err, ERROR_USAGE, "a mail address; " EXPECTED);
	if (wrong != NULL)
		return error_set(err, ERROR_USAGE, "\"%s\": %s", text, wrong);
	if (strchr(text, '/') != NULL)
		return prefix_term(text, term, err);
	if (ip_parse(text, &term->range.first) == 0) {
		term->range.last = term->range.first;
		term->kind = TERM_ADDRESS;
		return 0;
	}
	if (looks_like_autnum(text))
		return autnum_term(text, term, err);
	return handle_term(text, term, err);
}

static void
query_init(struct query *q, enum query_kind kind, char *url, const char *expect,
    const char *why, va_list ap) __attribute__((format(printf, 5, 0)));

/* Takes `url`. */
static void
query_init(struct query *q, enum query_kind kind, char *url, const char *expect,
    const char *why, va_list ap)
{
	q->kind = kind;
	q->url = url;
	q->expect = expect == NULL ? NULL : xstrdup(expect);
	q->why = xvasprintf(why, ap);
}

void
query_entity(
    struct query *q, const char *base, const char *handle, const char *why, ...)
{
	va_list ap;

	assert(handle_valid(handle));
	va_start(ap, why);
	query_init(q, QUERY_ENTITY, xasprintf("%sentity/%s", base, handle),
	    handle, why, ap);
	va_end(ap);
}

static char *
ip_url(const char *base, const struct ip_range *range)
{
	char text[IP_PREFIX_MAX];

	if (ip_compare(&range->first, &range->last) == 0)
		ip_format(&range->first, text);
	else
		ip_range_prefix(range, text);
	return xasprintf("%sip/%s", base, text);
}

void
query_ip(struct query *q, const char *base, const struct ip_range *range,
    const char *expect, const char *why, ...)
{
	va_list ap;

	va_start(ap, why);
	query_init(q, QUERY_IP, ip_url(base, range), expect, why, ap);
	va_end(ap);
}

void
query_autnum(struct query *q, const char *base, unsigned number,
    const char *expect, const char *why, ...)
{
	va_list ap;

	va_start(ap, why);
	query_init(q, QUERY_AUTNUM, xasprintf("%sautnum/%u", base, number),
	    expect, why, ap);
	va_end(ap);
}

static const char *
search_path(enum query_kind kind)
{
	switch (kind) {
	case QUERY_NETWORKS_OF:
		return "ips/reverse_search/entity";
	case QUERY_AUTNUMS_OF:
		return "autnums/reverse_search/entity";
	default:
		assert(kind == QUERY_NETWORK_BY_HANDLE);
		return "ips";
	}
}

void
query_search(struct query *q, enum query_kind kind, const char *base,
    const char *handle, const char *why, ...)
{
	va_list ap;
	char *url;

	assert(handle_valid(handle));
	url = xasprintf("%s%s?handle=%s", base, search_path(kind), handle);
	va_start(ap, why);
	query_init(q, kind, url, NULL, why, ap);
	va_end(ap);
}

void
query_below(struct query *q, const char *base, const struct ip_range *range,
    const char *why, ...)
{
	va_list ap;
	char text[IP_PREFIX_MAX];

	assert(ip_range_is_prefix(range));
	ip_range_prefix(range, text);
	va_start(ap, why);
	query_init(q, QUERY_NETWORKS_BELOW,
	    xasprintf("%sips/rirSearch1/rdap-down/%s", base, text), NULL, why,
	    ap);
	va_end(ap);
}

void
query_statistics(struct query *q, const char *url, const char *why, ...)
{
	va_list ap;

	va_start(ap, why);
	query_init(q, QUERY_STATISTICS, xstrdup(url), NULL, why, ap);
	va_end(ap);
}

bool
query_is_whois(const struct query *q)
{
	return q->kind >= QUERY_WHOIS_ORG && q->kind <= QUERY_WHOIS_SEARCH;
}

static const char *
whois_path(enum query_kind kind)
{
	switch (kind) {
	case QUERY_WHOIS_ORG:
		return "org";
	case QUERY_WHOIS_POC:
		return "poc";
	case QUERY_WHOIS_NET:
		return "net";
	case QUERY_WHOIS_ASN:
		return "asn";
	case QUERY_WHOIS_POCS:
		return "pocs";
	case QUERY_WHOIS_ORGS:
		return "orgs";
	case QUERY_WHOIS_NETS:
		return "nets";
	default:
		assert(kind == QUERY_WHOIS_ASNS);
		return "asns";
	}
}

void
query_whois_object(struct query *q, enum query_kind kind, const char *base,
    const char *handle, const char *why, ...)
{
	va_list ap;

	assert(handle_valid(handle));
	va_start(ap, why);
	query_init(q, kind,
	    xasprintf("%s%s/%s", base, whois_path(kind), handle), handle, why,
	    ap);
	va_end(ap);
}

void
query_whois_list(struct query *q, enum query_kind kind, const char *base,
    enum query_kind of, const char *handle, const char *why, ...)
{
	va_list ap;

	assert(handle_valid(handle));
	va_start(ap, why);
	query_init(q, kind,
	    xasprintf(
		"%s%s/%s/%s", base, whois_path(of), handle, whois_path(kind)),
	    NULL, why, ap);
	va_end(ap);
}

void
query_clear(struct query *q)
{
	free(q->url);
	free(q->expect);
	free(q->why);
	memset(q, 0, sizeof(*q));
}

bool
host_is_loopback(const char *host)
{
	struct ip ip;
	char *bare;
	size_t len = strlen(host);
	bool loopback = false;

	if (strcasecmp(host, "localhost") == 0)
		return true;
	if (host[0] != '[')
		return ip_parse(host, &ip) == 0 && ip.version == 4 &&
		       ip.bytes[0] == 127;
	if (host[len - 1] != ']')
		return false;
	bare = xstrndup(host + 1, len - 2);
	if (ip_parse(bare, &ip) == 0 && ip.version == 6)
		loopback = memcmp(ip.bytes, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1",
			       16) == 0;
	free(bare);
	return loopback;
}

static bool
host_name_valid(const char *host)
{
	const char *label = host;
	size_t len;

	if (strlen(host) > 253)
		return false;
	for (;; label += len + 1) {
		len = strcspn(label, ".");
		if (len == 0 || len > 63 || label[0] == '-' ||
		    label[len - 1] == '-')
			return false;
		for (size_t i = 0; i < len; i++)
			if (!is_alnum(label[i]) && label[i] != '-')
				return false;
		if (label[len] == '\0')
			return true;
	}
}

/* Parameters that it does not know the server ignores, so nothing else than
 * what is meant may come in. */
bool
query_whois_search(struct query *q, const char *base, const char *domain,
    const char *prefix, const char *last, const char *why, ...)
{
	va_list ap;

	assert(*prefix == '\0' || handle_valid(prefix));
	assert(*last == '\0' || handle_valid(last));
	if (!host_name_valid(domain))
		return false;
	va_start(ap, why);
	query_init(q, QUERY_WHOIS_SEARCH,
	    xasprintf("%spocs;domain=%s%s%s%s%s%s%s", base, domain,
		*prefix == '\0' ? "" : ";handle=", prefix,
		*prefix == '\0' ? "" : "*", *last == '\0' ? "" : ";last=", last,
		*last == '\0' ? "" : "*"),
	    NULL, why, ap);
	va_end(ap);
	return true;
}

static bool
host_literal_valid(const char *host)
{
	struct ip ip;
	size_t len = strlen(host);
	char *bare;
	bool valid;

	if (len < 3 || host[len - 1] != ']')
		return false;
	bare = xstrndup(host + 1, len - 2);
	valid = ip_parse(bare, &ip) == 0 && ip.version == 6;
	free(bare);
	return valid;
}

/* A name whose last label is a number would be read as an address, in one of
 * the spellings that inet_aton() knows. */
static bool
host_valid(const char *host)
{
	const char *dot = strrchr(host, '.');
	const char *last = dot == NULL ? host : dot + 1;
	struct ip ip;

	if (host[0] == '[')
		return host_literal_valid(host);
	if (isdigit((unsigned char)last[0]))
		return ip_parse(host, &ip) == 0 && ip.version == 4;
	return host_name_valid(host);
}

static bool
port_valid(const char *port)
{
	unsigned long number;

	if (!is_digits(port) || strlen(port) > 5)
		return false;
	number = strtoul(port, NULL, 10);
	return number >= 1 && number <= 65535;
}

/* Split "host:port" into two strings; `*port` is NULL where there is none. */
static void
authority_split(const char *text, size_t len, char **host, char **port)
{
	char *authority = xstrndup(text, len);
	char *colon = strrchr(authority, ':');

	if (colon != NULL && strchr(colon, ']') != NULL)
		colon = NULL;
	*port = colon == NULL ? NULL : xstrdup(colon + 1);
	if (colon != NULL)
		*colon = '\0';
	for (char *p = authority; *p != '\0'; p++)
		*p = tolower((unsigned char)*p);
	*host = authority;
}

/* What is wrong with the characters of a base, or NULL. */
static const char *
base_flaw(const char *text)
{
	if (strpbrk(text, "?#") != NULL)
		return "a base has no query and no fragment";
	if (strpbrk(text, "\"<>\\^`{|}%") != NULL)
		return "a character that has no place in a base";
	for (; *text != '\0'; text++)
		if (*text <= ' ' || *text > '~')
			return "a character that has no place in a URL";
	return NULL;
}

static const char *
path_flaw(const char *path)
{
	const char *dots = strstr(path, "/.");

	return dots == NULL ? NULL : "a path with a name that begins with '.'";
}

static const char *
authority_flaw(const char *host, const char *port, bool secure)
{
	if (!host_valid(host))
		return "not a host name and not an address";
	if (port != NULL && !port_valid(port))
		return "a port goes from 1 to 65535";
	if (!secure && !host_is_loopback(host))
		return "https is wanted; http is for loopback addresses only";
	return NULL;
}

static bool
scheme_skip(const char **text, bool *secure)
{
	*secure = strncasecmp(*text, "https://", 8) == 0;
	if (!*secure && strncasecmp(*text, "http://", 7) != 0)
		return false;
	*text += *secure ? 8 : 7;
	return true;
}

/* As the user typed it, but without a password that may stand in it. */
static int
base_error(struct error *err, const char *text, const char *flaw)
{
	if (text[strcspn(text, "@?#")] != '\0' || has_control(text))
		return error_set(err, ERROR_USAGE, "base URL: %s", flaw);
	return error_set(err, ERROR_USAGE, "\"%s\": %s", text, flaw);
}

int
base_parse(const char *text, char **base, struct error *err)
{
	const char *rest = text, *path, *flaw;
	char *host, *port;
	bool secure;

	if (!scheme_skip(&rest, &secure))
		return base_error(
		    err, text, "expected https://HOST/, as registries have it");
	path = rest + strcspn(rest, "/");
	if (memchr(rest, '@', path - rest) != NULL)
		return base_error(err, text, "no user and no password in it");
	if ((flaw = base_flaw(rest)) != NULL ||
	    (flaw = path_flaw(path)) != NULL)
		return base_error(err, text, flaw);
	authority_split(rest, path - rest, &host, &port);
	flaw = authority_flaw(host, port, secure);
	if (flaw == NULL)
		*base = xasprintf("%s://%s%s%s%s%s", secure ? "https" : "http",
		    host, port == NULL ? "" : ":", port == NULL ? "" : port,
		    path,
		    path[0] == '\0' || path[strlen(path) - 1] != '/' ? "/"
								     : "");
	free(host);
	free(port);
	return flaw == NULL ? 0 : base_error(err, text, flaw);
}
