#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "address.h"
#include "alloc.h"
#include "buf.h"
#include "dns.h"
#include "strings.h"

#define NAME_MAX_OCTETS 253
#define LABEL_MAX       63
#define RECORDS_MAX     4096
#define STRING_MAX      255 /* of one string of a TXT record */

const char *
dns_type_name(enum dns_type type)
{
	static const char *const names[DNS_TYPES] = {
	    [DNS_MX] = "MX",
	    [DNS_A] = "A",
	    [DNS_AAAA] = "AAAA",
	    [DNS_NS] = "NS",
	    [DNS_TXT] = "TXT",
	};

	return names[type];
}

static const char *const statuses[] = {
    [DNS_NOERROR] = "NOERROR",
    [DNS_NXDOMAIN] = "NXDOMAIN",
    [DNS_SERVFAIL] = "SERVFAIL",
    [DNS_REFUSED] = "REFUSED",
    [DNS_FORMERR] = "FORMERR",
    [DNS_NOTIMP] = "NOTIMP",
    [DNS_OTHER] = "",
    [DNS_TIMEOUT] = "TIMEOUT",
    [DNS_NOT_HELD] = "",
};

const char *
dns_status_name(enum dns_status status)
{
	return statuses[status];
}

enum dns_status
dns_status_parse(const char *word)
{
	for (size_t i = 0; i < DNS_NOT_HELD; i++)
		if (*word != '\0' && strcmp(word, statuses[i]) == 0)
			return (enum dns_status)i;
	return DNS_OTHER;
}

void
dns_answer_empty(struct dns_answer *a)
{
	for (size_t i = 0; i < a->count; i++)
		free(a->records[i].text);
	free(a->records);
	a->records = NULL;
	a->count = 0;
}

void
dns_answer_clear(struct dns_answer *a)
{
	dns_answer_empty(a);
	free(a->name);
	*a = (struct dns_answer){0};
}

void
dns_answer_add(struct dns_answer *a, unsigned preference, const char *text)
{
	a->records = xgrow(a->records, a->count, sizeof(*a->records));
	a->records[a->count++] = (struct dns_record){preference, xstrdup(text)};
}

bool
dns_gone(const struct dns_answer *a)
{
	return a->status == DNS_NXDOMAIN;
}

bool
dns_has(const struct dns_answer *a)
{
	return a->status == DNS_NOERROR && !a->doubtful && a->count > 0;
}

bool
dns_none(const struct dns_answer *a)
{
	return a->status == DNS_NXDOMAIN ||
	       (a->status == DNS_NOERROR && !a->doubtful && a->count == 0);
}

const char *
dns_trouble(const struct dns *d)
{
	return d == NULL || d->trouble == NULL ? "" : d->trouble(d);
}

void
dns_free(struct dns *d)
{
	if (d != NULL)
		d->free(d);
}

bool
dns_reserved(const char *name)
{
	static const char *const reserved[] = {"example", "test", "invalid",
	    "localhost", "example.com", "example.net", "example.org", "local",
	    "onion", "alt", "internal", "home.arpa"};

	for (size_t i = 0; i < sizeof(reserved) / sizeof(*reserved); i++)
		if (domain_within(name, reserved[i]))
			return true;
	return false;
}

bool
dns_name_valid(const char *name)
{
	size_t label = 0;
	const char *p;

	for (p = name; *p != '\0'; p++) {
		if (*p == '.') {
			if (label == 0)
				return false;
			label = 0;
		} else if ((!isalnum((unsigned char)*p) && *p != '-' &&
			       *p != '_') ||
			   ++label > LABEL_MAX) {
			return false;
		}
	}
	return label > 0 && p - name <= NAME_MAX_OCTETS;
}

/* ---- presentation format ------------------------------------------------ */

static void
write_string(struct buf *out, const char *text, size_t len)
{
	buf_putc(out, '"');
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c < ' ' || c > '~')
			buf_printf(out, "\\%03u", c);
		else if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else
			buf_putc(out, (char)c);
	}
	buf_putc(out, '"');
}

static void
write_txt(struct buf *out, const char *text)
{
	size_t len = strlen(text), piece;
	bool first = true;

	do {
		piece = len < STRING_MAX ? len : STRING_MAX;
		if (!first)
			buf_putc(out, ' ');
		write_string(out, text, piece);
		text += piece;
		len -= piece;
		first = false;
	} while (len > 0);
}

char *
dns_write(const struct dns_answer *a)
{
	struct buf out = {0};

	for (size_t i = 0; i < a->count; i++) {
		const struct dns_record *r = &a->records[i];

		if (a->type == DNS_MX)
			buf_printf(&out, "%u %s.", r->preference, r->text);
		else if (a->type == DNS_NS)
			buf_printf(&out, "%s.", r->text);
		else if (a->type == DNS_TXT)
			write_txt(&out, r->text);
		else
			buf_puts(&out, r->text);
		buf_putc(&out, '\n');
	}
	return buf_take(&out);
}

/* Each of these adds the record that a line is, or says what was expected. */

static const char *
read_host(struct dns_answer *a, unsigned preference, const char *text)
{
	static const char expected[] = "a host's name with a dot at its end";
	size_t len = strlen(text);
	char *name;

	if (len == 0 || text[len - 1] != '.')
		return expected;
	name = xstrndup(text, len - 1);
	for (char *p = name; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	if (*name != '\0' && !dns_name_valid(name)) {
		free(name);
		return expected;
	}
	dns_answer_add(a, preference, name);
	free(name);
	return NULL;
}

static const char *
read_mx(struct dns_answer *a, const char *text)
{
	unsigned long preference;
	char *end;

	if (!isdigit((unsigned char)*text))
		return "a preference and a host's name";
	preference = strtoul(text, &end, 10);
	if (preference > 65535 || *end != ' ')
		return "a preference and a host's name";
	return read_host(a, (unsigned)preference, end + 1);
}

static const char *
read_address(struct dns_answer *a, const char *text)
{
	int family = a->type == DNS_A ? AF_INET : AF_INET6;
	char canonical[INET6_ADDRSTRLEN];
	struct in6_addr address;

	if (inet_pton(family, text, &address) != 1 ||
	    inet_ntop(family, &address, canonical, sizeof(canonical)) == NULL)
		return a->type == DNS_A ? "an IPv4 address" : "an IPv6 address";
	dns_answer_add(a, 0, canonical);
	return NULL;
}

/* One character behind a backslash: itself, or three digits. */
static bool
read_escape(const char **text, struct buf *out)
{
	const char *p = *text;
	unsigned n = 0;

	if (!isdigit((unsigned char)*p)) {
		*text = p + 1;
		buf_putc(out, *p);
		return *p != '\0';
	}
	for (int i = 0; i < 3; i++, p++) {
		if (!isdigit((unsigned char)*p))
			return false;
		n = n * 10 + (unsigned)(*p - '0');
	}
	*text = p;
	buf_putc(out, (char)n);
	return n > 0 && n < 256;
}

static const char *
read_txt(struct dns_answer *a, const char *text)
{
	static const char expected[] = "strings in quotes";
	struct buf out = {0};
	char *joined;

	do {
		if (*text++ != '"')
			break;
		while (*text != '"' && *text != '\0')
			if (*text != '\\')
				buf_putc(&out, *text++);
			else if (++text, !read_escape(&text, &out))
				goto fail;
		if (*text++ != '"')
			goto fail;
		if (*text == '\0') {
			joined = buf_take(&out);
			dns_answer_add(a, 0, joined);
			free(joined);
			return NULL;
		}
	} while (*text++ == ' ');
fail:
	buf_clear(&out);
	return expected;
}

static const char *
read_line(struct dns_answer *a, const char *line)
{
	if (a->count >= RECORDS_MAX)
		return "fewer records";
	switch (a->type) {
	case DNS_MX:
		return read_mx(a, line);
	case DNS_NS:
		return read_host(a, 0, line);
	case DNS_TXT:
		return read_txt(a, line);
	default:
		return read_address(a, line);
	}
}

int
dns_read(struct dns_answer *a, const char *text, size_t len, struct error *err)
{
	struct strings lines = {0};
	const char *expected = NULL;
	size_t n;
	char *copy;

	if (len == 0)
		return 0;
	if (memchr(text, '\0', len) != NULL)
		return error_set(err, ERROR_DATA, "expected text, not NUL");
	copy = xstrndup(text, len);
	strings_split(&lines, copy, '\n');
	free(copy);
	for (n = 0; n < lines.count && expected == NULL; n++) {
		char *line = lines.items[n];
		size_t end = strlen(line);

		if (end > 0 && line[end - 1] == '\r')
			line[end - 1] = '\0';
		if (*line != '\0')
			expected = read_line(a, line);
	}
	strings_clear(&lines);
	if (expected == NULL)
		return 0;
	dns_answer_empty(a);
	return error_set(err, ERROR_DATA, "line %zu: expected %s", n, expected);
}
