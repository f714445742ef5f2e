#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "authority.h"
#include "options.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"

#define DAY 86400

int
authority_parse(const char *text, int64_t *until, struct error *err)
{
	static const char head[] = "customer: ", tail[] = " until ";
	const char *at, *end = NULL;
	int64_t date = CLOCK_NONE;

	if (strcmp(text, "own") != 0) {
		if (strncmp(text, head, strlen(head)) == 0)
			for (at = text + strlen(head);
			     (at = strstr(at, tail)) != NULL; at++)
				end = at;
		if (end == NULL || end <= text + strlen(head) ||
		    strlen(end + strlen(tail)) != strlen("2026-11-24") ||
		    clock_parse(end + strlen(tail), &date) == -1)
			return error_set(err, ERROR_USAGE,
			    "expected \"own\" or \"customer: REFERENCE until "
			    "2027-12-31\", not \"%s\"",
			    text);
		date += DAY;
	}
	if (until != NULL)
		*until = date;
	return 0;
}

static const char *
authority_of(const struct options *options, const char *org)
{
	size_t i;

	for (i = 0; i < options->orgs.count; i++)
		if (strcmp(options->orgs.items[i], org) == 0)
			return options->authorities.items[i];
	return "own";
}

char *
authority_text(const struct options *options, const struct strings *orgs)
{
	struct strings each = {0};
	struct buf line = {0};
	const char *words;
	char *text;
	size_t i;

	for (i = 0; i < orgs->count; i++)
		strings_add_unique(
		    &each, authority_of(options, orgs->items[i]));
	if (each.count == 1) {
		text = xstrdup(each.items[0]);
	} else if (each.count == 0) {
		text = xstrdup("own");
	} else {
		for (i = 0; i < orgs->count; i++) {
			words = authority_of(options, orgs->items[i]);
			buf_printf(&line, "%s%s %s", i > 0 ? "; " : "",
			    orgs->items[i], words);
		}
		text = buf_take(&line);
	}
	strings_clear(&each);
	return text;
}

int
authority_check(const struct options *options, const struct strings *orgs,
    struct error *err)
{
	bool customers = false;
	const char *words;
	int64_t until;
	size_t i;

	for (i = 0; i < orgs->count; i++) {
		words = authority_of(options, orgs->items[i]);
		if (authority_parse(words, &until, err) == -1)
			return -1;
		if (until == CLOCK_NONE)
			continue;
		if (until <= options->now)
			return error_set(err, ERROR_CONFIG,
			    "%s: the authority for %s has ended: \"%s\"",
			    options->config, orgs->items[i], words);
		customers = true;
	}
	if (customers)
		fputs("whoexposed: ARIN's terms of use do not allow use of "
		      "the data as part of a\ncommercial service or product: "
		      "https://www.arin.net/resources/registry/whois/tou/\n",
		    stderr);
	return 0;
}
