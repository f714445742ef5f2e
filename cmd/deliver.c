#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "deliver.h"
#include "pager.h"
#include "reports/changes.h"
#include "reports/escape.h"
#include "reports/output.h"

static bool
wants_color(enum when when, bool terminal)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	if (when != WHEN_AUTO)
		return when == WHEN_ALWAYS;
	return terminal && (no_color == NULL || *no_color == '\0') &&
	       term != NULL && strcmp(term, "dumb") != 0;
}

static unsigned
columns(int fd)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

void
deliver_terminal(
    const struct options *options, FILE *out, struct format_options *format)
{
	int fd = fileno(out);
	bool terminal = isatty(fd) == 1;

	format->color = wants_color(options->color, terminal);
	format->width = terminal ? columns(fd) : 80;
	format->utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	if (terminal && fd == STDOUT_FILENO && !options->no_pager)
		pager_begin();
}

/* -f wins over a suffix that disagrees, but not silently. */
static const struct format *
format_of(const struct options *options, const char *path)
{
	const struct format *suffix = format_for_path(path);

	if (options->format == NULL)
		return suffix != NULL ? suffix : format_find("text");
	if (suffix != NULL && suffix != options->format && !options->quiet &&
	    !(suffix == format_find("csv") &&
		options->format == format_find("excel")))
		fprintf(stderr,
		    "whoexposed: warning: %s: written as %s, as "
		    "--format says\n",
		    path, options->format->name);
	return options->format;
}

/* Some hold everything, whatever table was chosen. */
static void
table_in_vain(const struct options *options, const struct format *format)
{
	if (options->table_chosen && !format->tables && !options->quiet)
		fprintf(stderr,
		    "whoexposed: warning: --table is for text, csv and excel; "
		    "%s is written as always\n",
		    format->name);
}

void
deliver_failed(const struct error *one, struct error *err)
{
	struct buf line = {0};

	if (err->code == ERROR_NONE) {
		error_set(err, one->code, "%s", one->text);
		return;
	}
	escape_terminal(&line, one->text, false);
	fprintf(stderr, "whoexposed: %s\n", line.data);
	buf_clear(&line);
}

static int
refused(const struct options *options, struct error *err)
{
	if (options->refused.code == ERROR_NONE)
		return 0;
	return error_set(
	    err, options->refused.code, "%s", options->refused.text);
}

static void
say_written(const struct options *options, const char *path,
    const struct format *format)
{
	if (!options->quiet && strcmp(path, "-") != 0)
		fprintf(
		    stderr, "whoexposed: wrote %s (%s)\n", path, format->name);
}

int
deliver(const struct report *report, const struct options *options,
    struct error *err)
{
	struct format_options how = {
	    .table = options->table,
	    .table_chosen = options->table_chosen,
	    .min_severity = options->min_severity,
	    .statuses = options->statuses,
	    .verbose = options->verbose > 0,
	    .utf8 = true,
	};
	const struct format *format = options->format;
	struct error one;
	const char *path;
	size_t i;
	int result = refused(options, err);

	for (i = 0; i < options->outputs.count; i++) {
		path = options->outputs.items[i];
		format = format_of(options, path);
		table_in_vain(options, format);
		one = (struct error){0};
		if (output_write(path, format, report, &how, &one) == -1) {
			deliver_failed(&one, err);
			result = -1;
		} else
			say_written(options, path, format);
	}
	if (options->outputs.count > 0)
		return result;
	if (format == NULL)
		format = format_find("text");
	table_in_vain(options, format);
	deliver_terminal(options, stdout, &how);
	return output_stream(
	    stdout, "standard output", format, report, &how, err);
}

int
deliver_changes_format(const struct format *format, struct error *err)
{
	if (format == NULL || changes_format_find(format->name) != NULL)
		return 0;
	return error_set(err, ERROR_USAGE,
	    "changes are told as text, csv, excel, json or markdown, not as %s",
	    format->name);
}

int
deliver_changes(const struct report *report, const struct options *options,
    struct error *err)
{
	struct format_options how = {.utf8 = true};
	const struct format *format;
	int result = refused(options, err);

	for (size_t i = 0; i < options->outputs.count; i++) {
		const char *path = options->outputs.items[i];

		struct error one = {0};

		format = format_of(options, path);
		if (deliver_changes_format(format, &one) == -1)
			error_prefix(&one, "%s", path);
		else {
			format = changes_format_find(format->name);
			output_write(path, format, report, &how, &one);
		}
		if (one.code != ERROR_NONE) {
			deliver_failed(&one, err);
			result = -1;
		} else
			say_written(options, path, format);
	}
	if (options->outputs.count > 0)
		return result;
	if (deliver_changes_format(options->format, err) == -1)
		return -1;
	format = changes_format_find(
	    options->format != NULL ? options->format->name : "text");
	deliver_terminal(options, stdout, &how);
	return output_stream(
	    stdout, "standard output", format, report, &how, err);
}

int
deliver_news(const struct report *report, const struct options *options,
    struct error *err)
{
	struct format_options how = {.utf8 = true};
	const struct format *format =
	    options->format != NULL ? changes_format_find(options->format->name)
				    : NULL;
	int result = 0;

	if (format == NULL) /* what is said is for the outputs only */
		format = changes_format_find("text");
	if (options->cron)
		format = &changes_brief;

	if (options->outputs.count > 0)
		result = deliver(report, options, err);
	if (report->changes == NULL || !changes_any(report->changes))
		return result;
	deliver_terminal(options, stdout, &how);
	if (output_stream(
		stdout, "standard output", format, report, &how, err) == -1)
		return -1;
	if (options->cron)
		printf(
		    "More: whoexposed diff --database %s\n", options->database);
	return result;
}

int
deliver_status(
    const struct report *report, int worst_new, const struct options *options)
{
	if (!report->complete)
		return 3;
	if (options->fail_on_new >= 0 && worst_new >= options->fail_on_new)
		return 1;
	return options->fail_on >= 0 &&
	       report_worst(report) >= options->fail_on;
}
