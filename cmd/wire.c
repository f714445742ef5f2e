#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "interrupt.h"
#include "rdap/fetch.h"
#include "rdap/recording.h"
#include "wire.h"

static void
on_notice(void *arg, const char *line)
{
	progress_notice(arg, line);
}

struct transport *
wire_open(
    const struct options *options, struct progress *progress, struct error *err)
{
	struct fetch_options how = {
	    .rate = options->rate,
	    .max_requests = options->max_requests,
	    .deadline = options->deadline,
	    .ca_file = options->ca_file,
	    .stop = &interrupted,
	    .notice = on_notice,
	    .notice_arg = progress,
	    .seed = (unsigned)time(NULL) ^ (unsigned)getpid(),
	};
	struct transport *transport;

	if (options->replay != NULL)
		return recording_open(options->replay, err);
	transport = fetch_new(&how, err);
	if (transport != NULL && options->record != NULL)
		transport = recording_new(options->record, transport, err);
	return transport;
}

enum progress_mode
wire_progress(const struct options *options)
{
	const char *term;

	if (options->quiet || options->progress == WHEN_NEVER)
		return PROGRESS_NONE;
	if (options->progress == WHEN_ALWAYS || options->verbose > 0)
		return PROGRESS_EACH;
	if (options->replay != NULL)
		return PROGRESS_NONE;
	term = getenv("TERM");
	return isatty(STDERR_FILENO) == 1 && term != NULL &&
	        strcmp(term, "dumb") != 0 ?
	    PROGRESS_LINE : PROGRESS_PLAIN;
}
