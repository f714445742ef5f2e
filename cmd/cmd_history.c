/*
 * history: what is known of an address or a record over time.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "deliver.h"
#include "reports/history.h"
#include "stored.h"
#include "subject.h"

static int
print(const struct past_fact *facts, size_t count,
    const struct options *options, struct error *err)
{
	struct format_options how = {.verbose = options->verbose > 0};
	int result;

	deliver_terminal(options, stdout, &how);
	result = options->format == format_find("csv")
		     ? history_csv(facts, count, stdout)
		     : history_text(facts, count, &how, stdout);
	if (result == -1 && errno != EPIPE)
		return error_set(
		    err, ERROR_IO, "standard output: %s", strerror(errno));
	return 0;
}

static int
history(struct store *store, const char *key, const struct options *options,
    struct error *err)
{
	struct past_fact *facts = NULL;
	size_t count = 0;
	int result = store_history(store, key, &facts, &count, err);

	if (result == 0 && count == 0)
		result = key != NULL ? subject_missing(options, key, err)
				     : error_set(err, ERROR_NO_ORG,
					   "history: nothing yet is in %s",
					   options->database);
	if (result == 0)
		result = print(facts, count, options, err);
	for (size_t i = 0; i < count; i++)
		past_fact_clear(&facts[i]);
	free(facts);
	return result;
}

int
cmd_history(const struct options *options, struct error *err)
{
	struct store *store = NULL;
	char *key = NULL;

	if (options->format != NULL && options->format != format_find("text") &&
	    options->format != format_find("csv"))
		return error_set(err, ERROR_USAGE,
			   "history: expected text or csv, not %s",
			   options->format->name),
		       err->code;
	if (options->operands.count > 0 &&
	    (key = subject_key(options, err)) == NULL)
		return err->code;
	if (stored_exists(options->database, err) == 0)
		store = store_open(options->database, STORE_READ, err);
	if (store != NULL)
		history(store, key, options, err);
	store_close(store);
	free(key);
	return err->code;
}
