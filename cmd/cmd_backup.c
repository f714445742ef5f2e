/*
 * backup: a copy of the store that can be trusted, while others use it.
 */
#include <string.h>

#include "command.h"
#include "options.h"
#include "store/store.h"
#include "stored.h"

int
cmd_backup(const struct options *options, struct error *err)
{
	const char *file = options->operands.items[0];
	struct store *store = NULL;

	if (strcmp(file, "-") == 0 || *file == '\0')
		error_set(err, ERROR_USAGE,
		    "backup: expected the name of a file: a store is no "
		    "stream");
	else if (stored_exists(options->database, err) == 0)
		store = store_open(options->database, STORE_READ, err);
	if (store != NULL && store_backup(store, file, err) == 0 &&
	    !options->quiet)
		printf("wrote %s\n", file);
	store_close(store);
	return err->code;
}
