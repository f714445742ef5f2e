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

/* The word as it is looked up: an address key, or a handle. */
static char *
key_of(const char *word, struct error *err)
{
	struct term term;

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
	const char *word = options->operands.items[0];
	struct strings all = {0};
	struct stored stored = {0};
	struct format_options how = {.verbose = options->verbose > 0};
	char *key;
	int missing;

	key = key_of(word, err);
	if (key == NULL || stored_load(&stored, options, &all, err) == -1)
		goto out;
	deliver_terminal(options, stdout, &how);
	missing = strchr(word, '@') != NULL
		      ? show_address(stored.report, &how, key, stdout)
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
	stored_clear(&stored);
	return err->code;
}
