/*
 * prune: what was superseded longer ago than the retention period goes.
 */
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "rdap/clock.h"
#include "retention.h"
#include "wire.h"

/* Done, and with --dry-run undone. */
static int
prune(struct store *store, const struct options *options, struct erased *e,
    size_t *copies, struct error *err)
{
	int result;

	if (store_begin(store, err) == -1)
		return -1;
	result = store_prune(store, retention_before(options), e, err);
	if (result == 0 && !options->dry_run && erased_any(e))
		result = store_drop_copies(store, copies, err);
	if (result == 0 && !options->dry_run)
		return store_commit(store, err);
	store_rollback(store);
	return result;
}

static void
tell(const struct options *options, const struct erased *e, size_t copies)
{
	char day[CLOCK_TEXT_MAX], *text = retention_text(e);

	clock_format(retention_before(options), day);
	day[10] = '\0';
	if (options->quiet)
		;
	else if (!erased_any(e))
		printf("nothing was superseded before %s\n", day);
	else
		printf("%s before %s, superseded: %s\n",
		    options->dry_run ? "would be erased" : "erased", day, text);
	if (copies > 0 && !options->quiet)
		printf("deleted: %zu cop%s of the store from before an "
		       "upgrade\n",
		    copies, copies == 1 ? "y" : "ies");
	free(text);
}

static int
run(struct store *store, const struct options *options, struct error *err)
{
	struct erased e = {0};
	size_t copies = 0;
	char *why;

	if (retention_suspect(store, options, 0, NULL, &why, err) == -1)
		return -1;
	if (why != NULL) {
		error_set(err, ERROR_TRY_AGAIN, "%s: %s; nothing was erased",
		    options->database, why);
		free(why);
		return -1;
	}
	if (prune(store, options, &e, &copies, err) == -1)
		return -1;
	/* Whoever erased before may have been killed here. */
	if (!options->dry_run && store_compact(store, err) == -1)
		return -1;
	tell(options, &e, copies);
	return 0;
}

int
cmd_prune(const struct options *options, struct error *err)
{
	int lock;
	struct store *store = retention_open(options, &lock, err);

	if (store == NULL)
		return err->code;
	if (run(store, options, err) == 0 && !options->dry_run)
		wire_expire(options, NULL);
	store_close(store);
	close(lock);
	return err->code;
}
