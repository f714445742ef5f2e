#include <stdio.h>
#include <stdlib.h>

#include "command.h"
#include "deliver.h"
#include "past.h"
#include "reports/changes.h"

/* Nothing to compare with is no news; not comparing would look like it. */
static int
compared(const struct stored *stored, struct error *err)
{
	const char *other = stored_other(stored);

	if (other == NULL)
		return 0;
	return error_set(err, ERROR_USAGE,
	    "report: --changes-only is about one run, and the last one did not "
	    "look at %s; name organizations that were audited together, or "
	    "see \"whoexposed diff %s\"",
	    other, other);
}

static void
redact(struct stored *stored, const struct options *options)
{
	struct stored *earlier = stored->earlier;

	judging_redact(&stored->judging, options, stored->report, &stored->inv,
	    &stored->run);
	if (earlier != NULL)
		judging_redact(&stored->judging, options, earlier->report,
		    &earlier->inv, &earlier->run);
}

static int
deliver_one(
    struct stored *stored, const struct options *options, struct error *err)
{
	if (options->changes_only && compared(stored, err) == -1)
		return -1;
	if (stored->changes != NULL)
		changes_narrow(
		    stored->changes, options->min_severity, options->statuses);
	else if (options->changes_only && !options->quiet)
		fprintf(stderr,
		    "whoexposed: no complete run before this one, so there is "
		    "nothing to compare with\n");
	return options->changes_only
		   ? deliver_news(stored->report, options, err)
		   : deliver(stored->report, options, err);
}

int
cmd_report(const struct options *options, struct error *err)
{
	struct stored stored = {.compare = past_wanted(options)};
	int status;

	if (stored_load(&stored, options, &options->operands, err) == -1) {
		stored_clear(&stored);
		return err->code;
	}
	judging_warn(&stored.judging, options, stored.report, stored.whole);
	redact(&stored, options);
	status = deliver_status(
	    stored.report, changes_worst(stored.report->changes), options);
	if (deliver_one(&stored, options, err) == -1)
		status = err->code;
	stored_clear(&stored);
	return status;
}
