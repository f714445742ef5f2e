#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "interrupt.h"
#include "rdap/alloc.h"
#include "rdap/fetch.h"
#include "rdap/recording.h"
#include "rdap/spool.h"
#include "wire.h"

static void
on_notice(void *arg, const char *line)
{
	progress_notice(arg, line);
}

static struct fetch_options
fetch_options(const struct options *options, struct progress *progress)
{
	return (struct fetch_options){
	    .rate = options->rate,
	    .max_requests = options->max_requests,
	    .deadline = options->deadline,
	    .ca_file = options->ca_file,
	    .stop = &interrupted,
	    .notice = on_notice,
	    .notice_arg = progress,
	    .seed = (unsigned)time(NULL) ^ (unsigned)getpid(),
	};
}

struct transport *
wire_open(
    const struct options *options, struct progress *progress, struct error *err)
{
	struct fetch_options how = fetch_options(options, progress);
	struct transport *transport;

	if (options->replay != NULL)
		return recording_open(options->replay, err);
	transport = fetch_new(&how, err);
	if (transport != NULL && options->record != NULL)
		transport = recording_new(options->record, transport, err);
	return transport;
}

char *
wire_spool(const struct options *options)
{
	if (options->replay != NULL ||
	    strcmp(options->database, ":memory:") == 0)
		return NULL;
	return xasprintf("%s.spool", options->database);
}

char *
wire_cache(const struct options *options)
{
	if (options->replay != NULL ||
	    strcmp(options->database, ":memory:") == 0)
		return NULL;
	return xasprintf("%s.cache", options->database);
}

static struct spool_options
spool_options(
    const struct options *options, struct progress *progress, const char *dir)
{
	return (struct spool_options){
	    .dir = dir,
	    .resume = options->resume,
	    .now = options->now,
	    .notice = on_notice,
	    .notice_arg = progress,
	};
}

static struct transport *
open_spool(const struct options *options, struct progress *progress,
    struct transport *inner, size_t *found)
{
	char *dir = wire_spool(options);
	struct spool_options how = spool_options(options, progress, dir);
	struct transport *transport = inner;

	if (dir != NULL) {
		transport = spool_new(&how, inner);
		*found = spool_found(transport);
	}
	free(dir);
	return transport;
}

void
wire_expire(const struct options *options, struct progress *progress)
{
	char *dir = wire_spool(options);
	struct spool_options how = spool_options(options, progress, dir);

	if (dir != NULL)
		spool_expire(&how);
	free(dir);
}

struct transport *
wire_open_audit(const struct options *options, struct progress *progress,
    struct budget *budget, size_t *found, struct error *err)
{
	struct fetch_options how = fetch_options(options, progress);
	struct transport *transport;

	*found = 0;
	if (options->replay != NULL)
		return recording_open(options->replay, err);
	budget_watch(budget, &how);
	transport = fetch_new(&how, err);
	if (transport == NULL)
		return NULL;
	transport = open_spool(options, progress, transport, found);
	if (options->record != NULL)
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
		       strcmp(term, "dumb") != 0
		   ? PROGRESS_LINE
		   : PROGRESS_PLAIN;
}
