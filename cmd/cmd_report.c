#include <stdlib.h>

#include "command.h"
#include "deliver.h"
#include "stored.h"

int
cmd_report(const struct options *options, struct error *err)
{
	struct stored stored = {0};
	int status = ERROR_INTERNAL;

	if (stored_load(&stored, options, &options->operands, err) == -1)
		status = err->code;
	else if (deliver(stored.report, options, err) == -1)
		status = err->code;
	else
		status = deliver_status(stored.report, options);
	stored_clear(&stored);
	return status;
}
