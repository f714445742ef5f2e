#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "deliver.h"
#include "reports/show.h"
#include "stored.h"
#include "subject.h"

int
cmd_show(const struct options *options, struct error *err)
{
	struct strings all = {0};
	struct stored stored = {0};
	struct format_options how = {.verbose = options->verbose > 0};
	char *key = subject_key(options, err);
	int missing;

	if (key == NULL || stored_load(&stored, options, &all, err) == -1)
		goto out;
	judging_warn(&stored.judging, options, stored.report, stored.whole);
	deliver_terminal(options, stdout, &how);
	missing = subject_is_address(key)
		      ? show_address(stored.report, &how, key, stdout)
		      : show_record(stored.report, &how, key, stdout);
	if (missing == -1 && errno != EPIPE)
		error_set(
		    err, ERROR_IO, "standard output: %s", strerror(errno));
	else if (missing == 1)
		subject_missing(options, key, err);
out:
	free(key);
	stored_clear(&stored);
	return err->code;
}
