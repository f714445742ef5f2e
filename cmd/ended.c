#include <stdio.h>
#include <string.h>

#include "deliver.h"
#include "ended.h"
#include "reports/escape.h"
#include "reports/output.h"
#include "stored.h"

static const struct format *
wanted(const struct options *options, const char *path)
{
	const struct format *metrics = format_find("openmetrics");
	const struct format *format = options->format;

	if (format == NULL && path != NULL)
		format = format_for_path(path);
	return format == metrics ? metrics : NULL;
}

static bool
any_wanted(const struct options *options)
{
	if (options->outputs.count == 0)
		return wanted(options, NULL) != NULL;
	for (size_t i = 0; i < options->outputs.count; i++)
		if (wanted(options, options->outputs.items[i]) != NULL)
			return true;
	return false;
}

static void
complain(struct error *err)
{
	struct buf line = {0};

	escape_terminal(&line, err->text, false);
	fprintf(stderr, "whoexposed: %s\n", line.data);
	buf_clear(&line);
	*err = (struct error){0};
}

static void
write_all(
    const struct options *options, const struct report *report, bool on_stdout)
{
	const struct format_options how = {.utf8 = true};
	const struct format *format;
	struct error err = {0};

	for (size_t i = 0; i < options->outputs.count; i++) {
		const char *path = options->outputs.items[i];

		format = wanted(options, path);
		if (format != NULL && (on_stdout || strcmp(path, "-") != 0) &&
		    output_write(path, format, report, &how, &err) == -1)
			complain(&err);
	}
	format = wanted(options, NULL);
	if (options->outputs.count == 0 && on_stdout && format != NULL &&
	    output_stream(
		stdout, "standard output", format, report, &how, &err) == -1)
		complain(&err);
}

void
ended_tell(const struct options *options, const struct run *run,
    const struct strings *orgs, int status, bool told)
{
	/* Where standard output failed just now, that has been told. */
	bool on_stdout = !told && !ferror(stdout);
	struct run last = *run;
	char version[] = RULES_VERSION;
	const struct inventory nothing = {0};
	struct report empty = {
	    .tool = "whoexposed " VERSION,
	    .now = options->now,
	    .run = &last,
	    .ended = &last,
	    .inv = &nothing,
	};
	struct stored stored = {0};
	struct error err = {0};

	if (!any_wanted(options))
		return;
	last.exit_status = status;
	if (last.rules == NULL)
		last.rules = version;
	if (last.id == 0)
		last.started = options->now;
	if (strcmp(options->database, ":memory:") != 0 &&
	    stored_load(&stored, options, orgs, &err) == 0) {
		stored.report->ended = &last;
		write_all(options, stored.report, on_stdout);
	} else
		write_all(options, &empty, on_stdout);
	stored_clear(&stored);
}
