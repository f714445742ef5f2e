/*
 * rdap_text: RDAP answers in the shape of ARIN's, written out for the unit
 * tests. Every function gives a string the caller owns. Lists of nested objects
 * end with NULL; they and their items are taken.
 */
#ifndef TESTS_RDAP_TEXT_H
#define TESTS_RDAP_TEXT_H

#include <stdarg.h>
#include <stdlib.h>

#include <check.h>

#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/object.h"

/* As `more`: something of this object is left out. */
#define TEXT_TRUNCATED                              \
	"\"remarks\":[{\"title\":\"Cut\",\"type\":" \
	"\"object truncated due to authorization\",\"description\":[\"\"]}],"

/* "[a,b,c]" */
static inline char *
text_list(char *first, ...)
{
	struct buf text = {0};
	va_list ap;

	buf_putc(&text, '[');
	va_start(ap, first);
	for (char *item = first; item != NULL; item = va_arg(ap, char *)) {
		if (text.len > 1)
			buf_putc(&text, ',');
		buf_puts(&text, item);
		free(item);
	}
	va_end(ap);
	buf_putc(&text, ']');
	return buf_take(&text);
}

static inline char *
roles_json(unsigned roles)
{
	struct buf text = {0};

	buf_putc(&text, '[');
	for (unsigned bit = 1; bit <= ROLE_OTHER; bit <<= 1)
		if ((roles & bit) != 0)
			buf_printf(&text, "%s\"%s\"", text.len > 1 ? "," : "",
			    role_name(bit));
	buf_putc(&text, ']');
	return buf_take(&text);
}

static inline char *
alternate(const char *path, const char *handle)
{
	return xasprintf("\"links\":[{\"rel\":\"alternate\",\"type\":"
			 "\"application/xml\",\"href\":"
			 "\"https://whois.example/rest/%s/%s\"}]",
	    path, handle);
}

/* A POC with one address; `more` is further members with their comma. */
static inline char *
text_poc(const char *handle, const char *name, const char *email,
    unsigned roles, const char *more)
{
	char *words = roles_json(roles), *links = alternate("poc", handle);
	char *text = xasprintf(
	    "{\"objectClassName\":\"entity\",\"handle\":\"%s\",\"roles\":%s,"
	    "\"vcardArray\":[\"vcard\",[[\"version\",{},\"text\",\"4.0\"],"
	    "[\"fn\",{},\"text\",\"%s\"],[\"kind\",{},\"text\",\"group\"],"
	    "[\"email\",{},\"text\",\"%s\"]]],%s%s}",
	    handle, words, name, email, more, links);

	free(words);
	free(links);
	return text;
}

/* A POC, or whatever it is, of which only handle and roles are shown. */
static inline char *
text_handle(const char *handle, unsigned roles)
{
	char *words = roles_json(roles);
	char *text = xasprintf("{\"objectClassName\":\"entity\",\"handle\":"
			       "\"%s\",\"roles\":%s}",
	    handle, words);

	free(words);
	return text;
}

/* An organization; customers (C and digits) look the same. */
static inline char *
text_org(const char *handle, const char *name, unsigned roles, char *entities,
    const char *more)
{
	char *words = roles_json(roles), *links = alternate("org", handle);
	char *text = xasprintf(
	    "{\"objectClassName\":\"entity\",\"handle\":\"%s\",\"roles\":%s,"
	    "\"vcardArray\":[\"vcard\",[[\"version\",{},\"text\",\"4.0\"],"
	    "[\"fn\",{},\"text\",\"%s\"],[\"kind\",{},\"text\",\"org\"]]],"
	    "%s\"entities\":%s,%s}",
	    handle, words, name, more, entities, links);

	free(words);
	free(links);
	free(entities);
	return text;
}

/* A network of exactly `prefix`. */
static inline char *
text_network(
    const char *handle, const char *prefix, char *entities, const char *more)
{
	struct ip_range range;
	char first[IP_TEXT_MAX], last[IP_TEXT_MAX], *text;

	ck_assert_int_eq(ip_prefix_parse(prefix, &range), 0);
	ip_format(&range.first, first);
	ip_format(&range.last, last);
	text = xasprintf(
	    "{\"objectClassName\":\"ip network\",\"handle\":\"%s\","
	    "\"startAddress\":\"%s\",\"endAddress\":\"%s\","
	    "\"ipVersion\":\"v%d\",\"name\":\"EXAMPLE\",%s\"entities\":%s}",
	    handle, first, last, range.first.version, more, entities);
	free(entities);
	return text;
}

static inline char *
text_autnum(unsigned number, char *entities, const char *more)
{
	char *text = xasprintf(
	    "{\"objectClassName\":\"autnum\",\"handle\":\"AS%u\","
	    "\"startAutnum\":%u,\"endAutnum\":%u,\"name\":\"EXAMPLE-AS\","
	    "%s\"entities\":%s}",
	    number, number, number, more, entities);

	free(entities);
	return text;
}

/* A search answer: `results` as the member of that name. */
static inline char *
text_search(const char *member, char *results, const char *more)
{
	char *text =
	    xasprintf("{\"rdapConformance\":[\"rdap_level_0\"],%s\"%s\":%s}",
		more, member, results);

	free(results);
	return text;
}

#endif
