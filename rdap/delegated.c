#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "clock.h"
#include "delegated.h"

#define LINE_MAX_OCTETS 512 /* real ones are of 80 */
#define FIELDS_MAX      16
#define FIELDS_RECORD   7 /* the eighth is the id */
#define FIELDS_VERSION  7
#define FIELDS_SUMMARY  6

enum record_type { TYPE_ASN, TYPE_IPV4, TYPE_IPV6, TYPE_COUNT };

static const char *const type_names[TYPE_COUNT] = {
    [TYPE_ASN] = "asn",
    [TYPE_IPV4] = "ipv4",
    [TYPE_IPV6] = "ipv6",
};

/* One pass over a file. */
struct pass {
	FILE *file;
	const char *name;
	uint64_t line;
	char registry[32]; /* of the version line; "" before it */
	int64_t made;
	uint64_t promised;            /* records, by the version line */
	uint64_t summary[TYPE_COUNT]; /* by the summary lines */
	uint64_t counted[TYPE_COUNT];
	delegated_fn *fn;
	void *arg;
	struct error *err;
};

static int
refuse(struct pass *p, const char *what)
{
	return error_set(p->err, ERROR_DATA, "%s, line %llu: %s", p->name,
	    (unsigned long long)p->line, what);
}

/* Digits only. */
static int
parse_number(const char *text, uint64_t max, uint64_t *number)
{
	uint64_t value = 0;

	if (*text == '\0')
		return -1;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return -1;
		if (value > (max - (uint64_t)(*text - '0')) / 10)
			return -1;
		value = 10 * value + (uint64_t)(*text - '0');
	}
	*number = value;
	return 0;
}

/* "20261123" */
static int
parse_date(const char *text, int64_t *when)
{
	char date[sizeof("2026-11-23")];

	if (strlen(text) != 8)
		return -1;
	snprintf(
	    date, sizeof(date), "%.4s-%.2s-%.2s", text, text + 4, text + 6);
	return clock_parse(date, when);
}

/* Cuts the line in place; how many fields there are. */
static size_t
split(char *line, char *fields[FIELDS_MAX])
{
	size_t count = 0;
	char *field;

	while ((field = strsep(&line, "|")) != NULL) {
		if (count == FIELDS_MAX)
			break;
		fields[count++] = field;
	}
	return count;
}

static int
parse_type(const char *text, enum record_type *type)
{
	size_t i;

	for (i = 0; i < TYPE_COUNT; i++) {
		if (strcmp(text, type_names[i]) == 0) {
			*type = (enum record_type)i;
			return 0;
		}
	}
	return -1;
}

static int
read_version(struct pass *p, char *fields[], size_t count)
{
	if (count < FIELDS_VERSION || strcmp(fields[0], "2.3") != 0)
		return refuse(
		    p, "not the version line of extended statistics 2.3");
	if (*fields[1] == '\0' || strlen(fields[1]) >= sizeof(p->registry))
		return refuse(p, "no registry in the version line");
	if (parse_number(fields[3], UINT32_MAX, &p->promised) == -1)
		return refuse(p, "no number of records in the version line");
	if (parse_date(fields[5], &p->made) == -1)
		return refuse(p, "no end date in the version line");
	memcpy(p->registry, fields[1], strlen(fields[1]) + 1);
	return 0;
}

static int
read_summary(struct pass *p, char *fields[], size_t count)
{
	enum record_type type;

	if (count < FIELDS_SUMMARY || strcmp(fields[5], "summary") != 0 ||
	    parse_type(fields[2], &type) == -1 ||
	    parse_number(fields[4], UINT32_MAX, &p->summary[type]) == -1)
		return refuse(p, "not a summary line");
	return 0;
}

static int
read_ipv4(const char *start, const char *value, struct ip_range *range)
{
	struct ip *first = &range->first, *last = &range->last;
	uint64_t number = 0, size;
	int i;

	if (ip_parse(start, first) == -1 || first->version != 4)
		return -1;
	for (i = 0; i < 4; i++)
		number = number << 8 | first->bytes[i];
	if (parse_number(value, UINT32_MAX, &size) == -1 || size == 0 ||
	    size - 1 > UINT32_MAX - number)
		return -1;
	number += size - 1;
	*last = (struct ip){.version = 4};
	for (i = 3; i >= 0; i--, number >>= 8)
		last->bytes[i] = (unsigned char)number;
	return 0;
}

static int
read_ipv6(const char *start, const char *value, struct ip_range *range)
{
	char prefix[IP_PREFIX_MAX];
	int len;

	len = snprintf(prefix, sizeof(prefix), "%s/%s", start, value);
	if (len < 0 || (size_t)len >= sizeof(prefix) ||
	    ip_prefix_parse(prefix, range) == -1)
		return -1;
	return range->first.version == 6 ? 0 : -1;
}

static int
read_numbers(const char *start, const char *value, struct delegation *d)
{
	uint64_t first, count;

	if (parse_number(start, UINT32_MAX, &first) == -1 ||
	    parse_number(value, UINT32_MAX, &count) == -1 || count == 0 ||
	    count - 1 > UINT32_MAX - first)
		return -1;
	d->first_autnum = (unsigned)first;
	d->last_autnum = (unsigned)(first + count - 1);
	return 0;
}

static int
read_resource(struct pass *p, enum record_type type, const char *start,
    const char *value, struct delegation *d)
{
	int rc;

	d->kind = type == TYPE_ASN ? DELEGATION_AUTNUM : DELEGATION_IP;
	if (type == TYPE_ASN)
		rc = read_numbers(start, value, d);
	else if (type == TYPE_IPV4)
		rc = read_ipv4(start, value, &d->range);
	else
		rc = read_ipv6(start, value, &d->range);
	if (rc == -1)
		return refuse(p, "start and value are no such resource");
	return 0;
}

/* 1: held by somebody; 0: not */
static int
is_held(const char *status)
{
	if (strcmp(status, "allocated") == 0 || strcmp(status, "assigned") == 0)
		return 1;
	if (strcmp(status, "available") == 0 || strcmp(status, "reserved") == 0)
		return 0;
	return -1;
}

static int
read_record(struct pass *p, char *fields[], size_t count)
{
	struct delegation d = {0};
	enum record_type type;
	int held;

	if (count < FIELDS_RECORD || parse_type(fields[2], &type) == -1)
		return refuse(p, "not a record");
	if ((held = is_held(fields[6])) == -1)
		return refuse(p, "no status that is known");
	if (read_resource(p, type, fields[3], fields[4], &d) == -1)
		return -1;
	p->counted[type]++;
	if (!held)
		return 0;
	return p->fn(
	    p->arg, &d, count > FIELDS_RECORD ? fields[FIELDS_RECORD] : "");
}

static int
read_line(struct pass *p, char *line)
{
	char *fields[FIELDS_MAX];
	size_t count;

	if (*line == '#' || *line == '\0')
		return 0;
	count = split(line, fields);
	if (*p->registry == '\0')
		return read_version(p, fields, count);
	if (strcmp(fields[0], p->registry) != 0)
		return refuse(p, "not of the registry of the version line");
	if (count > 1 && strcmp(fields[1], "*") == 0)
		return read_summary(p, fields, count);
	return read_record(p, fields, count);
}

/* 0: nothing was cut off. */
static int
check_counts(struct pass *p)
{
	uint64_t total = 0;
	size_t i;

	if (*p->registry == '\0')
		return error_set(
		    p->err, ERROR_DATA, "%s: no version line", p->name);
	for (i = 0; i < TYPE_COUNT; i++) {
		if (p->counted[i] < p->summary[i])
			return error_set(p->err, ERROR_DATA,
			    "%s: cut short: %llu %s records of %llu", p->name,
			    (unsigned long long)p->counted[i], type_names[i],
			    (unsigned long long)p->summary[i]);
		total += p->counted[i];
	}
	if (total < p->promised)
		return error_set(p->err, ERROR_DATA,
		    "%s: cut short: %llu records of %llu", p->name,
		    (unsigned long long)total, (unsigned long long)p->promised);
	return 0;
}

/* 1: a line; 0: the end */
static int
next_line(struct pass *p, char line[LINE_MAX_OCTETS])
{
	size_t len;

	if (fgets(line, LINE_MAX_OCTETS, p->file) == NULL) {
		if (ferror(p->file))
			return error_set(
			    p->err, ERROR_IO, "%s: cannot be read", p->name);
		return 0;
	}
	p->line++;
	len = strlen(line);
	if (len == 0 || line[len - 1] != '\n')
		return refuse(p, feof(p->file) ? "cut short" : "not a line");
	line[--len] = '\0';
	if (len > 0 && line[len - 1] == '\r')
		line[len - 1] = '\0';
	return 1;
}

int
delegated_read(FILE *file, const char *name, struct delegated_header *header,
    delegated_fn *fn, void *arg, struct error *err)
{
	struct pass p = {
	    .file = file, .name = name, .fn = fn, .arg = arg, .err = err};
	char line[LINE_MAX_OCTETS];
	int rc;

	while ((rc = next_line(&p, line)) == 1) {
		if (read_line(&p, line) == -1)
			return -1;
	}
	if (rc == -1 || check_counts(&p) == -1)
		return -1;
	if (header != NULL) {
		header->made = p.made;
		header->records = p.counted[TYPE_ASN] + p.counted[TYPE_IPV4] +
				  p.counted[TYPE_IPV6];
	}
	return 0;
}
