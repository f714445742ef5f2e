#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "interrupt.h"
#include "rdap/alloc.h"
#include "rdap/fetch.h"
#include "rdap/recording.h"
#include "rdap/resolver.h"
#include "rdap/spool.h"
#include "rdap/withheld.h"
#include "reports/escape.h"
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

int
wire_counted(
    struct budget *budget, const struct options *options, struct error *err)
{
	struct buf line = {0};
	char *trouble;
	int result = budget_open(budget, options, &trouble, err);

	if (trouble != NULL && !options->quiet) {
		escape_terminal(&line, trouble, false);
		fprintf(stderr,
		    "whoexposed: the requests are not counted: %s\n",
		    line.data);
	}
	buf_clear(&line);
	free(trouble);
	return result;
}

struct transport *
wire_open(const struct options *options, struct progress *progress,
    struct budget *budget, struct error *err)
{
	struct fetch_options how = fetch_options(options, progress);
	struct transport *transport;

	if (options->replay != NULL)
		return recording_open(options->replay, err);
	if (budget->store != NULL)
		budget_watch(budget, &how);
	transport = fetch_new(&how, err);
	if (transport != NULL && options->record != NULL && !options->redact)
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
	const char *dir;

	if (options->replay != NULL ||
	    (options->database != NULL &&
		strcmp(options->database, ":memory:") == 0))
		return NULL;
	if ((dir = getenv("CACHE_DIRECTORY")) != NULL && *dir == '/')
		return xasprintf("%.*s", (int)strcspn(dir, ":"), dir);
	if ((dir = getenv("XDG_CACHE_HOME")) != NULL && *dir == '/')
		return xasprintf("%s/whoexposed", dir);
	if ((dir = getenv("HOME")) != NULL && *dir == '/')
		return xasprintf("%s/.cache/whoexposed", dir);
	return NULL;
}

struct bootstrap *
wire_bootstrap(const struct options *options)
{
	char *cache = wire_cache(options);
	struct bootstrap *b = iana_kept(cache, options_bootstrap(options));

	free(cache);
	return b;
}

int
wire_refresh(const struct options *options, struct bootstrap *b,
    struct transport *transport, struct error *err)
{
	const char *base = options_bootstrap(options);
	char *cache = wire_cache(options);
	int result = 1;

	if (base != NULL)
		result = iana_refresh(b, cache, base, transport, err);
	free(cache);
	return result;
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

/* Beside the store, or where files come and go. */
static struct transport *
open_withheld(
    const struct options *options, struct transport *inner, struct error *err)
{
	const char *slash = strrchr(options->database, '/');
	const char *temporary = getenv("TMPDIR");
	struct transport *transport;
	char *dir;

	if (strcmp(options->database, ":memory:") == 0)
		dir = xstrdup(temporary != NULL && *temporary == '/' ? temporary
								     : "/tmp");
	else
		dir = slash == NULL
			  ? xstrdup(".")
			  : xstrndup(options->database,
				(size_t)(slash - options->database) + 1);
	transport = withheld_new(options->record, dir, inner, err);
	free(dir);
	return transport;
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
	if (options->record != NULL && options->redact)
		transport = open_withheld(options, transport, err);
	else if (options->record != NULL)
		transport = recording_new(options->record, transport, err);
	return transport;
}

static void
on_dns(void *arg, size_t questions)
{
	char *what = xasprintf(
	    "%zu question%s to DNS", questions, questions == 1 ? "" : "s");

	progress_doing(arg, what);
	free(what);
}

struct dns *
wire_dns(const struct options *options, struct progress *progress,
    struct transport *wire)
{
	struct resolver_options how = {
	    .servers = &options->resolvers,
	    .stop = &interrupted,
	    .seed = (unsigned)time(NULL) ^ (unsigned)getpid(),
	    .asking = on_dns,
	    .arg = progress,
	};
	struct dns *dns;

	if (options_dns_off(options) != NULL)
		return NULL;
	if (options->replay != NULL)
		return wire == NULL ? NULL : recording_dns(wire, NULL);
	dns = resolver_new(&how);
	if (options->record != NULL && wire != NULL && options->redact)
		dns = withheld_dns(wire, dns);
	else if (options->record != NULL && wire != NULL)
		dns = recording_dns(wire, dns);
	return dns;
}

double
wire_pause(const struct options *options)
{
	if (options->replay != NULL)
		return 0;
	return 1 / (options->rate > 0 ? options->rate : 1);
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
	if (isatty(STDERR_FILENO) != 1)
		return PROGRESS_NOTICES;
	term = getenv("TERM");
	return term != NULL && strcmp(term, "dumb") != 0 ? PROGRESS_LINE
							 : PROGRESS_PLAIN;
}
