#include <errno.h>
#include <string.h>

#include "command.h"
#include "deliver.h"
#include "reports/plan.h"
#include "stored.h"

int
cmd_plan(const struct options *options, struct error *err)
{
	bool ticket = options->format == format_find("markdown");
	struct format_options how = {.verbose = options->verbose > 0};
	struct stored stored = {0};
	struct plan_steps *plan = NULL;
	int status, written;

	if (options->format != NULL && !ticket &&
	    options->format != format_find("text"))
		return error_set(err, ERROR_USAGE,
			   "plan: expected text or markdown, not %s",
			   options->format->name),
		       err->code;
	if (ticket && options->what_if)
		return error_set(err, ERROR_USAGE,
			   "plan: --what-if is a report as text"),
		       err->code;
	if (stored_load(&stored, options, &options->operands, err) == -1) {
		status = err->code;
		goto out;
	}
	deliver_terminal(options, stdout, &how);
	plan = plan_make(stored.report, &stored.judging.how);
	written = options->what_if ? format_what_if(plan, &how, stdout)
		  : ticket         ? format_plan_markdown(plan, &how, stdout)
				   : format_plan(plan, &how, stdout);
	status = stored.report->complete ? 0 : 3;
	if (written == -1 && errno != EPIPE)
		status = (error_set(err, ERROR_IO, "standard output: %s",
			      strerror(errno)),
		    ERROR_IO);
out:
	plan_free(plan);
	stored_clear(&stored);
	return status;
}
