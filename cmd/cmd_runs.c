#include <stdlib.h>

#include "command.h"
#include "options.h"
#include "rdap/clock.h"
#include "reports/escape.h"
#include "store/store.h"
#include "stored.h"

static void
print_run(const struct run *run, bool ascii)
{
	struct buf scope = {0};
	char when[CLOCK_TEXT_MAX], status[16] = "died";

	escape_terminal(&scope, run->scope, ascii);
	if (run_status(run) >= 0)
		snprintf(status, sizeof(status), "%d", run_status(run));
	printf("%5lld  %s  %-10s %4s  %5u/%u/%u/%u", (long long)run->id,
	    clock_format(run->started, when),
	    run->finished == CLOCK_NONE ? "unfinished"
	    : run->complete             ? "complete"
					: "incomplete",
	    status, run->queries[VERDICT_COMPLETE],
	    run->queries[VERDICT_PARTIAL], run->queries[VERDICT_FAILED],
	    run->queries[VERDICT_SKIPPED]);
	printf("  %3u/%u/%u/%u/%u  %s\n", run->findings[SEVERITY_CRITICAL],
	    run->findings[SEVERITY_HIGH], run->findings[SEVERITY_MEDIUM],
	    run->findings[SEVERITY_LOW], run->findings[SEVERITY_INFO],
	    scope.data);
	buf_clear(&scope);
}

int
cmd_runs(const struct options *options, struct error *err)
{
	struct store *store = NULL;
	struct run *runs = NULL;
	size_t count = 0, i;
	int status = 0;

	if (stored_exists(options->database, err) == 0)
		store = store_open(options->database, STORE_READ, err);
	if (store == NULL || store_runs(store, &runs, &count, err) == -1) {
		status = err->code;
		goto out;
	}
	if (!options->quiet && count > 0)
		printf("%5s  %-20s  %-10s %4s  %s  %s  %s\n", "run", "started",
		    "", "exit", "queries", "findings", "scope");
	for (i = 0; i < count; i++)
		print_run(&runs[i], true);
	if (!options->quiet && count > 0)
		puts("queries: complete/partial/failed/skipped\n"
		     "findings: critical/high/medium/low/info");
out:
	for (i = 0; i < count; i++)
		run_clear(&runs[i]);
	free(runs);
	store_close(store);
	return status;
}
