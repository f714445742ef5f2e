#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "command.h"
#include "deliver.h"
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "reports/show.h"
#include "stored.h"

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

/* The word as it is looked up: an address key, or a handle. */
static char *
key_of(const char *word, struct error *err)
{
	struct term term;

	if (is_routing(word))
		return xstrdup(word);
	if (strchr(word, '@') != NULL)
		return address_key(word);
	if (strncasecmp(word, "NET-", 4) != 0 &&
	    strncasecmp(word, "NET6-", 5) != 0 &&
	    term_parse(word, &term, err) == -1) {
		error_prefix(err, "show");
		return NULL;
	}
	return xstrdup(word);
}

int
cmd_show(const struct options *options, struct error *err)
{
	char *word = strings_join(&options->operands, " ");
	bool address = strchr(word, '@') != NULL && !is_routing(word);
	struct strings all = {0};
	struct stored stored = {0};
	struct format_options how = {.verbose = options->verbose > 0};
	char *key = NULL;
	int missing;

	if (options->operands.count > 1 && !is_routing(word))
		error_set(err, ERROR_USAGE,
		    "show: \"%s\" is one word too many; see \"whoexposed show "
		    "--help\"",
		    options->operands.items[1]);
	else
		key = key_of(word, err);
	if (key == NULL || stored_load(&stored, options, &all, err) == -1)
		goto out;
	deliver_terminal(options, stdout, &how);
	missing = address ? show_address(stored.report, &how, key, stdout)
			  : show_record(stored.report, &how, key, stdout);
	if (missing == -1 && errno != EPIPE)
		error_set(
		    err, ERROR_IO, "standard output: %s", strerror(errno));
	else if (missing == 1)
		error_set(err, ERROR_NO_ORG,
		    "%s: nothing of that name is in %s", word,
		    options->database);
out:
	free(key);
	free(word);
	stored_clear(&stored);
	return err->code;
}
