#include <stdio.h>

#include "command.h"
#include "owners.h"
#include "wire.h"

/* Is each word something that can be asked for? */
static int
check_terms(const struct options *options, struct error *err)
{
	struct term term;
	size_t i;

	for (i = 0; i < options->operands.count; i++)
		if (term_parse(options->operands.items[i], &term, err) == -1)
			return error_prefix(err, "find");
	return 0;
}

int
cmd_find(const struct options *options, struct error *err)
{
	struct progress *progress;
	struct transport *transport = NULL;
	struct budget budget;
	size_t i;
	int status = 0;

	if (check_terms(options, err) == -1)
		return err->code;
	progress = progress_new(wire_progress(options), wire_pause(options));
	if (wire_counted(&budget, options, err) == 0)
		transport = wire_open(options, progress, &budget, err);
	for (i = 0; transport != NULL && i < options->operands.count; i++) {
		if (progress != NULL)
			progress_asking(progress, i + 1,
			    options->operands.count,
			    options->operands.items[i]);
		if (owners_print(stdout, options, options->operands.items[i],
			transport, err) == -1)
			break;
	}
	if (err->code != ERROR_NONE)
		status = err->code;
	progress_free(progress);
	transport_free(transport);
	budget_close(&budget);
	return status;
}
