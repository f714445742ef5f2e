#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "deliver.h"
#include "rdap/alloc.h"
#include "reports/explain.h"

/* "November 2021" is "november-2021". */
static char *
name_of(const struct options *options)
{
	char *name = xstrdup(options->operands.items[0]), *longer;
	size_t i;

	for (i = 1; i < options->operands.count; i++) {
		longer = xasprintf("%s-%s", name, options->operands.items[i]);
		free(name);
		name = longer;
	}
	return name;
}

static int
unknown(const char *name, struct error *err)
{
	const char **names, *nearest;

	if (strchr(name, '@') != NULL)
		return error_set(err, ERROR_USAGE,
		    "explain: expected a rule, a vector or a word, not a mail "
		    "address; \"whoexposed show ADDRESS\" tells of one");
	names = explain_names();
	nearest = options_nearest(name, names);
	if (nearest != NULL)
		error_set(err, ERROR_USAGE,
		    "explain: there is no \"%s\"; did you mean \"%s\"?", name,
		    nearest);
	else
		error_set(err, ERROR_USAGE,
		    "explain: there is no \"%s\"; \"whoexposed explain\" lists "
		    "what there is",
		    name);
	free(names);
	return -1;
}

int
cmd_explain(const struct options *options, struct error *err)
{
	struct format_options how = {.verbose = options->verbose > 0};
	char *name = NULL;
	int result;

	deliver_terminal(options, stdout, &how);
	if (options->operands.count == 0) {
		result = explain_list(&how, stdout);
	} else {
		name = name_of(options);
		result = explain(name, &how, stdout);
	}
	if (result == -1 && errno != EPIPE)
		error_set(
		    err, ERROR_IO, "standard output: %s", strerror(errno));
	else if (result == 1)
		unknown(name, err);
	free(name);
	return err->code;
}
