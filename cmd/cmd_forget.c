/*
 * forget: a person's right to be erased.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "rdap/spool.h"
#include "retention.h"
#include "whom.h"
#include "wire.h"

struct told {
	struct erased erased;
	size_t copies; /* of the store, deleted */
	bool spool;    /* deleted */
};

/* Answers kept for --resume hold what the registry sent, whoever's it is. */
static int
drop_spool(const struct options *options, bool *dropped, struct error *err)
{
	char *dir = wire_spool(options);
	int result = 0;

	*dropped = dir != NULL && access(dir, F_OK) == 0;
	if (*dropped && !spool_remove(dir))
		result = error_set(err, ERROR_IO, "%s: cannot be deleted: %s",
		    dir, strerror(errno));
	free(dir);
	return result;
}

/*
 * First, so that who is killed then finds it in the store still; and whatever
 * is found there, since what an audit that did not end was told is in the spool
 * only.
 */
static int
drop(struct store *store, const struct options *options, struct told *told,
    struct error *err)
{
	if (store_drop_copies(store, &told->copies, err) == -1)
		return -1;
	return drop_spool(options, &told->spool, err);
}

static int
forget(struct store *store, const struct options *options,
    const struct whom *whom, struct told *told, struct error *err)
{
	int result;

	if (store_begin(store, err) == -1)
		return -1;
	result = store_forget(store, whom->key, whom->kind, &told->erased, err);
	if (result == 0 && !options->dry_run) {
		result = drop(store, options, told, err);
		if (result == 0)
			return store_commit(store, err);
	}
	store_rollback(store);
	return result;
}

static void
tell(const struct options *options, const struct told *told)
{
	const struct erased *e = &told->erased;
	char *text = retention_text(e);

	printf(
	    "%s: %s\n", options->dry_run ? "would be erased" : "erased", text);
	free(text);
	if (told->copies > 0)
		printf("deleted: %zu cop%s of the store from before an "
		       "upgrade\n",
		    told->copies, told->copies == 1 ? "y" : "ies");
	if (told->spool)
		puts("deleted: the answers kept for --resume");
	if (e->elsewhere > 0)
		printf("%lld of its addresses stand%s on other records as "
		       "well, and stay; forget takes an address too\n",
		    (long long)e->elsewhere, e->elsewhere == 1 ? "s" : "");
	if (e->published)
		puts("The registry shows it still, as far as is known: the "
		     "next audit stores it again, as new.\nWhat is not to "
		     "come back has to go from the registry first "
		     "(https://account.arin.net/).");
	if (!options->dry_run)
		puts("Reports, recordings and backups that were made before "
		     "hold it still.");
}

static int
run(struct store *store, const struct options *options, struct error *err)
{
	struct whom whom = {0};
	struct told told = {0};
	int result = whom_find(&whom, store, options, true, err);

	if (result == 0)
		result = forget(store, options, &whom, &told, err);
	/* Whatever was found: who forgot it before may have been killed. */
	if (result == 0 && !options->dry_run)
		result = store_compact(store, err);
	if (result == 0 && !erased_any(&told.erased))
		result = whom_unknown(options, err);
	if (result == 0 && !options->quiet)
		tell(options, &told);
	whom_clear(&whom);
	return result;
}

int
cmd_forget(const struct options *options, struct error *err)
{
	struct store *store;
	int lock;

	if (whom_check(options, err) == -1)
		return err->code;
	store = retention_open(options, &lock, err);
	if (store == NULL)
		return err->code;
	run(store, options, err);
	store_close(store);
	close(lock);
	return err->code;
}
