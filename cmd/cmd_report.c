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
	else {
		judging_warn(
		    &stored.judging, options, stored.report, stored.whole);
		judging_redact(&stored.judging, options, stored.report,
		    &stored.inv, &stored.run);
		status = deliver(stored.report, options, err) == -1
			     ? err->code
			     : deliver_status(stored.report, options);
	}
	stored_clear(&stored);
	return status;
}
