/*
 * check: one line for a monitoring system, from the store or the status file.
 */
#include <stdio.h>

#include "command.h"
#include "options.h"
#include "status.h"

int
cmd_check_unknown(const struct error *err)
{
	struct buf line = {0};

	monitor_unknown(&line, err->text);
	puts(line.data);
	buf_clear(&line);
	return MONITOR_UNKNOWN;
}

int
cmd_check(const struct options *o, struct error *err)
{
	struct monitored m;
	struct buf line = {0};
	int level;

	if (o->status_file != NULL && o->operands.count > 0)
		return error_set(err, ERROR_USAGE,
		    "check: --status-file is about all that was audited; "
		    "expected no ORG beside it");
	if ((o->status_file != NULL ? status_read(&m, o->status_file, err)
				    : status_stored(&m, o, err)) == -1)
		return err->code;
	level = monitor_line(&line, &m, &o->limits, o->now);
	puts(line.data);
	buf_clear(&line);
	return level;
}
