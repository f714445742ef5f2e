/*
 * whois_text: answers of Whois-RWS in XML for unit tests, and the page that
 * says that there is nothing. All is served below WHOIS.
 */
#ifndef TESTS_WHOIS_TEXT_H
#define TESTS_WHOIS_TEXT_H

#include <stdlib.h>
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "tests/fixture_fetch.h"

#define WHOIS "https://whois.example/rest/"

#define WHOIS_PAGE                                                 \
	"<!DOCTYPE html><html><body><p>Your search did not yield " \
	"any results.</p></body></html>"

static inline void
whois_serve(const char *path, const char *root, const char *content)
{
	char *url = xasprintf(WHOIS "%s", path);
	char *body = xasprintf("<?xml version='1.0'?><%s xmlns=\"https://"
			       "www.arin.net/whoisrws/core/v1\">%s</%s>",
	    root, content, root);

	fixture_serve(url, 200, body);
	fixture_type(url, "application/xml");
	free(url);
	free(body);
}

/* ARIN's page, or any other. */
static inline void
whois_404(const char *path, const char *page)
{
	char *url = xasprintf(WHOIS "%s", path);

	fixture_serve(url, 404, page);
	fixture_type(url, "text/html");
	free(url);
}

static inline void
whois_nothing(const char *path)
{
	whois_404(path, WHOIS_PAGE);
}

/* A list of `tag`s by handle, with blanks between; "NOC1-ARIN:T" has the
 * function T. `cut`: and that there is more. */
static inline void
whois_list(const char *path, const char *root, const char *tag,
    const char *handles, bool cut)
{
	struct strings list = {0};
	struct buf text = {0};

	strings_split(&list, handles, ' ');
	buf_printf(&text, "<limitExceeded limit=\"256\">%s</limitExceeded>",
	    cut ? "true" : "false");
	for (size_t i = 0; i < list.count; i++) {
		char *handle = list.items[i];
		size_t len = strcspn(handle, ":");

		buf_printf(&text, "<%s handle=\"%.*s\" name=\"x\"", tag,
		    (int)len, handle);
		if (handle[len] != '\0')
			buf_printf(&text, " function=\"%s\"", handle + len + 1);
		buf_printf(&text, ">x</%s>", tag);
	}
	whois_serve(path, root, text.data);
	buf_clear(&text);
	strings_clear(&list);
}

/* poc/HANDLE, a role's, with one address. */
static inline void
whois_poc(const char *handle, const char *email)
{
	char *path = xasprintf("poc/%s", handle);
	char *content =
	    xasprintf("<handle>%s</handle><isRoleAccount>Y</isRoleAccount>"
		      "<companyName>Example</companyName>"
		      "<emails><email>%s</email></emails>",
		handle, email);

	whois_serve(path, "poc", content);
	free(path);
	free(content);
}

/* What a POC serves: organizations, or nothing when NULL; nothing else. */
static inline void
whois_serves(const char *poc, const char *served)
{
	static const char *const lists[] = {"orgs", "nets", "asns"};

	for (size_t i = 0; i < 3; i++) {
		char *path = xasprintf("poc/%s/%s", poc, lists[i]);

		if (i == 0 && served != NULL)
			whois_list(
			    path, "orgs", "orgPocLinkRef", served, false);
		else
			whois_nothing(path);
		free(path);
	}
}

#endif
