/*
 * fake_dns: DNS answers by hand, for the unit tests: lines "MX example.net"
 * with what is answered behind it: a code's name, or records joined by '|';
 * nothing: it exists, without such records. What no line is for was not held.
 */
#ifndef TESTS_FAKE_DNS_H
#define TESTS_FAKE_DNS_H

#include <check.h>
#include <string.h>
#include "rdap/alloc.h"
#include "rdap/dns.h"

struct fake_dns {
	struct dns dns;
	const char *const *lines; /* pairs, NULL behind the last */
	bool doubtful;
	size_t asked;
};

#define FAKE_TIME 1795512600 /* 2026-11-24T09:30:00Z */

static inline const char *
fake_line(const struct fake_dns *f, enum dns_type type, const char *name)
{
	char *key = xasprintf("%s %s", dns_type_name(type), name);
	const char *const *line = f->lines;

	while (*line != NULL && strcmp(line[0], key) != 0)
		line += 2;
	free(key);
	return *line == NULL ? NULL : line[1];
}

static inline void
fake_answer(const struct fake_dns *f, struct dns_answer *a)
{
	const char *text = fake_line(f, a->type, a->name);
	char *lines;

	a->time = FAKE_TIME;
	a->status = text == NULL ? DNS_NOT_HELD : dns_status_parse(text);
	if (text == NULL || a->status != DNS_OTHER)
		return;
	a->status = DNS_NOERROR;
	a->doubtful = f->doubtful;
	lines = xstrdup(text);
	for (char *p = lines; *p != '\0'; p++)
		if (*p == '|')
			*p = '\n';
	ck_assert_int_eq(dns_read(a, lines, strlen(lines), NULL), 0);
	free(lines);
}

static inline void
fake_ask(struct dns *d, struct dns_answer *answers, size_t count)
{
	struct fake_dns *f = (struct fake_dns *)d;

	f->asked += count;
	for (size_t i = 0; i < count; i++)
		fake_answer(f, &answers[i]);
}

/* As of the network: reserved names are asked only where a line is for one. */
static inline bool
fake_asks(const struct dns *d, const char *name)
{
	const struct fake_dns *f = (const struct fake_dns *)d;

	for (int type = 0; type < DNS_TYPES; type++)
		if (fake_line(f, (enum dns_type)type, name) != NULL)
			return true;
	return !dns_reserved(name);
}

static inline struct fake_dns
fake_dns(const char *const *lines)
{
	return (struct fake_dns){
	    .dns = {.ask = fake_ask, .asks = fake_asks},
	    .lines = lines,
	};
}

#endif
