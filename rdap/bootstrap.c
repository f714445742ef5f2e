#include <jansson.h>

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "bootstrap.h"
#include "bootstrap_bundled.h"
#include "clock.h"
#include "json.h"

#define FILE_LIMIT ((size_t)16 << 20) /* IANA's are of tens of kilobytes */

static const struct {
	const char *base;
	const char *domain; /* what the hosts of a registry are under */
	const char *name;
	const char *terms; /* of use; ARIN's are in every report anyway */
} registries[] = {
    [AFRINIC] = {"https://rdap.afrinic.net/rdap/", "afrinic.net", "AFRINIC",
	"https://afrinic.net/whois/terms"},
    [APNIC] = {"https://rdap.apnic.net/", "apnic.net", "APNIC",
	"http://www.apnic.net/db/dbcopyright.html"},
    [ARIN] = {"https://rdap.arin.net/registry/", "arin.net", "ARIN", NULL},
    [LACNIC] = {"https://rdap.lacnic.net/rdap/", "lacnic.net", "LACNIC",
	"http://www.lacnic.net/web/lacnic/registration-data-access-protocol"},
    [RIPE] = {"https://rdap.db.ripe.net/", "ripe.net", "RIPE NCC",
	"http://www.ripe.net/db/support/db-terms-conditions.pdf"},
};

#define REGISTRY_COUNT (sizeof(registries) / sizeof(registries[0]))

enum table_kind {
	AUTNUMS = BOOTSTRAP_AUTNUMS,
	IPV4 = BOOTSTRAP_IPV4,
	IPV6 = BOOTSTRAP_IPV6,
	TABLE_COUNT = BOOTSTRAP_FILES,
	NO_TABLE = TABLE_COUNT
};

struct entry {
	struct ip_range range; /* IPV4, IPV6 */
	unsigned first, last;  /* AUTNUMS */
	const char *base;      /* of the table's bases */
};

struct table {
	int64_t made;
	bool bundled;
	struct entry *entries;
	size_t count;
	struct strings bases;
};

struct bootstrap {
	struct table tables[TABLE_COUNT];
};

const char *
bootstrap_file_name(enum bootstrap_file which)
{
	static const char *const names[] = {
	    "asn.json", "ipv4.json", "ipv6.json"};

	return names[which];
}

static void
table_clear(struct table *t)
{
	free(t->entries);
	strings_clear(&t->bases);
	memset(t, 0, sizeof(*t));
}

static void
table_add(struct table *t, const struct entry *entry)
{
	t->entries = xgrow(t->entries, t->count, sizeof(*t->entries));
	t->entries[t->count++] = *entry;
}

static void
add_bundled_ipv4(struct table *t)
{
	size_t i;
	unsigned octet;

	clock_parse(bundled_ipv4_made, &t->made);
	t->bundled = true;
	for (i = 0; i < bundled_ipv4_count; i++) {
		const struct bundled_octets *row = &bundled_ipv4[i];

		for (octet = row->first; octet <= row->last; octet++) {
			struct entry e = {
			    .base = registries[row->registry].base};

			e.range.first.version = e.range.last.version = 4;
			memset(e.range.last.bytes, 0xff, 4);
			e.range.first.bytes[0] = (unsigned char)octet;
			e.range.last.bytes[0] = (unsigned char)octet;
			table_add(t, &e);
		}
	}
}

static void
add_bundled_ipv6(struct table *t)
{
	size_t i;

	clock_parse(bundled_ipv6_made, &t->made);
	t->bundled = true;
	for (i = 0; i < bundled_ipv6_count; i++) {
		struct entry e = {
		    .base = registries[bundled_ipv6[i].registry].base};

		if (ip_prefix_parse(bundled_ipv6[i].prefix, &e.range) == 0)
			table_add(t, &e);
	}
}

static void
add_bundled_autnums(struct table *t)
{
	size_t i;

	clock_parse(bundled_autnums_made, &t->made);
	t->bundled = true;
	for (i = 0; i < bundled_autnum_count; i++) {
		const struct bundled_numbers *row = &bundled_autnums[i];
		struct entry e = {.first = row->first,
		    .last = row->last,
		    .base = registries[row->registry].base};

		table_add(t, &e);
	}
}

struct bootstrap *
bootstrap_bundled(void)
{
	struct bootstrap *b = xcalloc(1, sizeof(*b));

	add_bundled_autnums(&b->tables[AUTNUMS]);
	add_bundled_ipv4(&b->tables[IPV4]);
	add_bundled_ipv6(&b->tables[IPV6]);
	return b;
}

void
bootstrap_free(struct bootstrap *b)
{
	size_t i;

	if (b == NULL)
		return;
	for (i = 0; i < TABLE_COUNT; i++)
		table_clear(&b->tables[i]);
	free(b);
}

static const struct table *
oldest(const struct bootstrap *b)
{
	const struct table *t = &b->tables[0];
	size_t i;

	for (i = 1; i < TABLE_COUNT; i++) {
		if (b->tables[i].made < t->made)
			t = &b->tables[i];
	}
	return t;
}

int64_t
bootstrap_made(const struct bootstrap *b)
{
	return oldest(b)->made;
}

bool
bootstrap_as_bundled(const struct bootstrap *b)
{
	return oldest(b)->bundled;
}

/* ---- reading a file of IANA's (RFC 9224 section 3) ---------------------- */

static int
refuse(struct error *err, const char *path, const char *what)
{
	return error_set(err, ERROR_DATA, "%s: %s", path, what);
}

/* "1228-1232", or "2018" alone */
static int
parse_numbers(const char *key, struct entry *e)
{
	const char *dash = strchr(key, '-');
	char *first;
	int rc;

	if (strspn(key, "0123456789-") != strlen(key))
		return -1;
	if (dash == NULL)
		dash = key + strlen(key);
	first = xstrndup(key, (size_t)(dash - key));
	rc = autnum_parse(first, &e->first);
	free(first);
	if (rc == -1 ||
	    autnum_parse(*dash == '-' ? dash + 1 : key, &e->last) == -1)
		return -1;
	return e->first <= e->last ? 0 : -1;
}

/* Which kind of key it is tells which of the three files this is. */
static enum table_kind
parse_key(const char *key, struct entry *e)
{
	if (ip_prefix_parse(key, &e->range) == 0)
		return e->range.first.version == 4 ? IPV4 : IPV6;
	if (parse_numbers(key, e) == 0)
		return AUTNUMS;
	return NO_TABLE;
}

static bool
begins(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* The first https URL, else the first; with a '/' at its end. */
static char *
choose_base(const json_t *urls)
{
	const char *base = NULL, *url;
	json_t *element;
	size_t i;

	json_array_foreach (urls, i, element) {
		url = json_string_value(element);
		if (url == NULL ||
		    (!begins(url, "https://") && !begins(url, "http://")))
			return NULL;
		if (base == NULL ||
		    (begins(url, "https://") && !begins(base, "https://")))
			base = url;
	}
	if (base == NULL)
		return NULL;
	return xasprintf(
	    "%s%s", base, base[strlen(base) - 1] == '/' ? "" : "/");
}

/* [[key, ...], [url, ...]] */
static int
read_service(const json_t *service, const char *path, struct table *t,
    enum table_kind *kind, struct error *err)
{
	json_t *keys = json_array_get(service, 0), *key;
	struct entry e = {0};
	enum table_kind found;
	size_t i;
	char *base;

	if (json_array_size(service) != 2 || json_array_size(keys) == 0)
		return refuse(err, path, "not a service");
	if ((base = choose_base(json_array_get(service, 1))) == NULL)
		return refuse(err, path, "no list of URLs");
	strings_take(&t->bases, base);
	json_array_foreach (keys, i, key) {
		found = json_is_string(key)
			    ? parse_key(json_string_value(key), &e)
			    : NO_TABLE;
		if (found == NO_TABLE)
			return refuse(
			    err, path, "no prefixes and no AS numbers");
		if (*kind != NO_TABLE && found != *kind)
			return refuse(err, path, "of another kind than before");
		*kind = found;
		e.base = base;
		table_add(t, &e);
	}
	return 0;
}

static int
read_publication(const json_t *json, struct table *t, struct error *err)
{
	const char *version, *date;

	version = json_string_value(json_object_get(json, "version"));
	date = json_string_value(json_object_get(json, "publication"));
	if (version == NULL || !begins(version, "1."))
		return refuse(err, "$.version", "not 1.0");
	if (date == NULL || clock_parse(date, &t->made) == -1)
		return refuse(err, "$.publication", "not a date");
	return 0;
}

static int
read_file(const json_t *json, struct table *t, enum table_kind *kind,
    struct error *err)
{
	json_t *services = json_object_get(json, "services"), *service;
	size_t i;
	char *path;
	int rc;

	if (read_publication(json, t, err) == -1)
		return -1;
	if (json_array_size(services) == 0)
		return refuse(err, "$.services", "missing or empty");
	json_array_foreach (services, i, service) {
		path = json_path("$", "services", i);
		rc = read_service(service, path, t, kind, err);
		free(path);
		if (rc == -1)
			return -1;
	}
	return 0;
}

static int
read_text(const char *data, size_t len, struct table *t, enum table_kind *kind,
    struct error *err)
{
	struct error cause = {0};
	json_t *json;
	int rc;

	*kind = NO_TABLE;
	if (len > FILE_LIMIT)
		return refuse(err, "$", "longer than any bootstrap file");
	if ((json = json_read(data, len, "$", &cause)) == NULL)
		return error_set(err, ERROR_DATA, "%s", cause.text);
	rc = read_file(json, t, kind, err);
	json_decref(json);
	return rc;
}

static void
replace(struct bootstrap *b, enum table_kind kind, struct table *t)
{
	table_clear(&b->tables[kind]);
	b->tables[kind] = *t;
	memset(t, 0, sizeof(*t));
}

int
bootstrap_read(
    struct bootstrap *b, const char *data, size_t len, struct error *err)
{
	struct table t = {0};
	enum table_kind kind;
	int rc = read_text(data, len, &t, &kind, err);

	if (rc == 0)
		replace(b, kind, &t);
	table_clear(&t);
	return rc;
}

/* "2019-06-07" */
static char *
day_of(int64_t when)
{
	char text[CLOCK_TEXT_MAX];

	return xstrndup(clock_format(when, text), 10);
}

static int
refuse_older(int64_t made, int64_t known, struct error *err)
{
	char *then = day_of(made), *now = day_of(known);

	error_set(err, ERROR_DATA,
	    "$.publication: %s, older than what is known, of %s", then, now);
	free(then);
	free(now);
	return -1;
}

int
bootstrap_renew(struct bootstrap *b, enum bootstrap_file which,
    const char *data, size_t len, int64_t now, struct error *err)
{
	struct table t = {0};
	enum table_kind kind;
	int rc = read_text(data, len, &t, &kind, err);

	if (rc == 0 && now != CLOCK_NONE && t.made > now + 86400)
		rc = refuse(err, "$.publication", "is of the future");
	else if (rc == 0 && kind != (enum table_kind)which)
		rc = error_set(err, ERROR_DATA,
		    "$.services: is no %s: it has other keys",
		    bootstrap_file_name(which));
	else if (rc == 0 && t.made < b->tables[kind].made)
		rc = refuse_older(t.made, b->tables[kind].made, err);
	if (rc == 0)
		replace(b, kind, &t);
	table_clear(&t);
	return rc;
}

/* ---- asking ------------------------------------------------------------- */

static bool
covers(const struct entry *e, const struct term *term)
{
	if (term->kind == TERM_AUTNUM)
		return e->first <= term->autnum && term->autnum <= e->last;
	return ip_range_contains(&e->range, &term->range);
}

static bool
narrower(const struct entry *e, const struct entry *than, bool autnum)
{
	if (autnum)
		return e->last - e->first < than->last - than->first;
	return ip_range_contains(&than->range, &e->range);
}

static enum table_kind
table_of(const struct term *term)
{
	switch (term->kind) {
	case TERM_AUTNUM:
		return AUTNUMS;
	case TERM_ADDRESS:
	case TERM_PREFIX:
		return term->range.first.version == 4 ? IPV4 : IPV6;
	default:
		return NO_TABLE;
	}
}

const char *
bootstrap_find(const struct bootstrap *b, const struct term *term)
{
	enum table_kind kind = table_of(term);
	const struct entry *best = NULL, *e;
	const struct table *t;
	size_t i;

	if (kind == NO_TABLE)
		return NULL;
	t = &b->tables[kind];
	for (i = 0; i < t->count; i++) {
		e = &t->entries[i];
		if (covers(e, term) &&
		    (best == NULL || narrower(e, best, kind == AUTNUMS)))
			best = e;
	}
	return best != NULL ? best->base : NULL;
}

/* Is the host, up to `end`, the domain or below it? */
static bool
host_within(const char *host, size_t len, const char *domain)
{
	size_t tail = strlen(domain);

	if (len < tail || strncasecmp(host + len - tail, domain, tail) != 0)
		return false;
	return len == tail || host[len - tail - 1] == '.';
}

const char *
bootstrap_registry(const char *base)
{
	const char *host = strstr(base, "://");
	size_t i, len;

	if (host == NULL)
		return base;
	host += strlen("://");
	len = strcspn(host, ":/?#@");
	for (i = 0; i < REGISTRY_COUNT; i++) {
		if (host[len] != '@' &&
		    host_within(host, len, registries[i].domain))
			return registries[i].name;
	}
	return base;
}

const char *
bootstrap_terms(const char *registry)
{
	size_t i;

	for (i = 0; i < REGISTRY_COUNT; i++)
		if (strcmp(registries[i].name, registry) == 0)
			return registries[i].terms;
	return NULL;
}
