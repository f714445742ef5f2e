#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rdap/address.h"
#include "rdap/alloc.h"
#include "subject.h"

/* Is it an object of the routing registry, "route 192.0.2.0/24 AS64500"? The
 * classes of RFC 2622, RFC 4012 and RFC 2725. */
static bool
is_routing(const char *words)
{
	static const char *const classes[] = {"as-block", "as-set", "aut-num",
	    "domain", "filter-set", "inet-rtr", "inet6num", "inetnum", "irt",
	    "key-cert", "mntner", "organisation", "peering-set", "person",
	    "role", "route", "route-set", "route6", "rtr-set"};
	size_t i, len = strcspn(words, " ");

	for (i = 0; i < sizeof(classes) / sizeof(*classes); i++)
		if (words[len] == ' ' && strlen(classes[i]) == len &&
		    strncasecmp(words, classes[i], len) == 0)
			return true;
	return false;
}

static char *
key_of(const char *word, const char *command, struct error *err)
{
	struct term term;

	if (is_routing(word))
		return xstrdup(word);
	if (strchr(word, '@') != NULL)
		return address_key(word);
	if (strncasecmp(word, "NET-", 4) != 0 &&
	    strncasecmp(word, "NET6-", 5) != 0 &&
	    term_parse(word, &term, err) == -1) {
		error_prefix(err, "%s", command);
		return NULL;
	}
	return xstrdup(word);
}

char *
subject_key(const struct options *options, struct error *err)
{
	char *word = strings_join(&options->operands, " ");
	const char *command = options->command->name;
	char *key = NULL;

	if (options->operands.count > 1 && !is_routing(word))
		error_set(err, ERROR_USAGE,
		    "%s: \"%s\" is one word too many; see \"whoexposed %s "
		    "--help\"",
		    command, options->operands.items[1], command);
	else
		key = key_of(word, command, err);
	free(word);
	return key;
}

bool
subject_is_address(const char *key)
{
	return strchr(key, '@') != NULL && !is_routing(key);
}

int
subject_missing(
    const struct options *options, const char *key, struct error *err)
{
	const char *command = options->command->name;

	/* An address may have one in it, which is looked up as it stands. */
	if (strpbrk(key, "*?%") != NULL)
		return error_set(err, ERROR_USAGE,
		    "%s: wildcards are refused; expected a mail address or a "
		    "handle, whole",
		    command);
	if (subject_is_address(key))
		return error_set(err, ERROR_NO_ORG,
		    "%s: no such mail address is in %s", command,
		    options->database);
	return error_set(err, ERROR_NO_ORG, "%s: nothing of that name is in %s",
	    key, options->database);
}
