/*
 * export: a person's right to know what is held.
 */
#include <errno.h>
#include <string.h>

#include "command.h"
#include "reports/export_json.h"
#include "stored.h"
#include "whom.h"

static int
run(struct store *store, const struct options *options, struct error *err)
{
	struct whom whom = {0};
	struct export *x = NULL;
	size_t rows;
	int result = whom_find(&whom, store, options, false, err);

	if (result == 0) {
		x = export_new("whoexposed " VERSION, whom.key, options->now);
		result = store_held(
		    store, whom.key, whom.kind, export_row, x, &rows, err);
	}
	if (result == 0 && rows == 0)
		result = whom_unknown(options, err);
	if (result == 0 && export_write(x, stdout) == -1 && errno != EPIPE)
		result = error_set(
		    err, ERROR_IO, "standard output: %s", strerror(errno));
	export_free(x);
	whom_clear(&whom);
	return result;
}

int
cmd_export(const struct options *options, struct error *err)
{
	struct store *store = NULL;

	if (whom_check(options, err) == 0 &&
	    stored_exists(options->database, err) == 0)
		store = store_open(options->database, STORE_READ, err);
	if (store != NULL)
		run(store, options, err);
	store_close(store);
	return err->code;
}
