#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "domains.h"
#include "rdap/address.h"
#include "rdap/ip.h"
#include "rdap/suffix.h"
#include "reports/mailbox.h"

static bool
consumers(const char *key)
{
	struct mailbox_lists *lists = mailbox_lists_new();
	bool result = mailbox_consumer(lists, key);

	mailbox_lists_free(lists);
	return result;
}

const char *
domains_refused(const char *key)
{
	if (suffix_public(key))
		return "a public suffix, under which strangers have their "
		       "domains";
	if (consumers(key))
		return "a consumer mail provider's, where everybody has "
		       "mailboxes";
	return NULL;
}

/* What somebody may have meant to write, or NULL. */
static const char *
not_a_domain(const char *text)
{
	struct ip ip;
	struct ip_range range;

	if (strchr(text, '@') != NULL)
		return "not a mail address";
	if (strchr(text, '*') != NULL || strchr(text, '%') != NULL)
		return "not a wildcard: domains below one count with it";
	if (ip_parse(text, &ip) == 0 || ip_prefix_parse(text, &range) == 0 ||
	    *text == '[')
		return "not an address of a host or a network";
	return NULL;
}

char *
domains_own_key(const char *text, struct error *err)
{
	const char *why = not_a_domain(text);
	char *key;

	if (why != NULL) {
		error_set(err, ERROR_USAGE,
		    "expected a mail domain such as example.com, %s", why);
		return NULL;
	}
	key = domain_key(text);
	if (key == NULL) {
		if (suffix_public(text))
			error_set(err, ERROR_USAGE,
			    "\"%s\" is %s; expected a mail domain of your own",
			    text, domains_refused(text));
		else
			error_set(err, ERROR_USAGE,
			    "expected a mail domain such as example.com, not "
			    "\"%s\"",
			    text);
		return NULL;
	}
	why = domains_refused(key);
	if (why == NULL)
		return key;
	error_set(err, ERROR_USAGE,
	    "\"%s\" is %s; expected a mail domain of your own", key, why);
	free(key);
	return NULL;
}
