#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "interrupt.h"
#include "jitter.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "rdap/digest.h"
#include "store/store.h"

/* machine-id(5) asks for it not to be shown as it is: a hash is all that is
 * used. Containers that share one are told apart by another file. */
#define MACHINE_ID "/etc/machine-id"

/* What is this host's own: the file's text, or its name. */
static char *
host_identity(void)
{
	const char *path = getenv("WHOEXPOSED_MACHINE_ID");
	char text[256] = "";
	ssize_t n = 0;
	int fd;

	if (path == NULL || *path == '\0')
		path = MACHINE_ID;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd != -1) {
		n = read(fd, text, sizeof(text) - 1);
		close(fd);
	}
	if (n <= 0 && gethostname(text, sizeof(text) - 1) == 0)
		n = (ssize_t)strlen(text);
	return xstrndup(text, n > 0 ? (size_t)n : 0);
}

/* The first 40 bits of a hash, as a fraction of `below`. */
static unsigned
delay_of_host(unsigned below)
{
	char *host = host_identity();
	char *salted = xasprintf("whoexposed jitter %s", host);
	char digest[DIGEST_TEXT_MAX];
	uint64_t bits;

	digest_of(salted, strlen(salted), digest);
	digest[10] = '\0';
	bits = strtoull(digest, NULL, 16);
	free(salted);
	free(host);
	return (unsigned)((bits * below) >> 40);
}

static int
lock_waiting(const struct options *options, int *lock, struct error *err)
{
	struct error why = {0};
	char *path;

	if (strcmp(options->database, ":memory:") == 0)
		return 0;
	path = xasprintf("%s.wait", options->database);
	*lock = store_lock(path, &why);
	free(path);
	if (*lock != -1)
		return 0;
	if (why.code != ERROR_TRY_AGAIN)
		return error_set(err, why.code, "%s", why.text);
	return error_set(err, why.code,
	    "%s: another audit with a delay waits or runs already",
	    options->database);
}

static void
announce(const struct options *options, unsigned delay)
{
	char span[CLOCK_TEXT_MAX];

	if (isatty(STDERR_FILENO) != 1 && options->quiet)
		return;
	fprintf(stderr,
	    "whoexposed: starts in %s (--jitter; with --jitter 0 it starts at "
	    "once)\n",
	    clock_span(delay, span));
}

static double
monotonic(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* A signal that comes between looking and sleeping ends the sleep as well. */
static void
sleep_until(double end)
{
	struct timespec span;
	sigset_t ends, before;
	double left;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	sigprocmask(SIG_BLOCK, &ends, &before);
	while (interrupted == 0 && (left = end - monotonic()) > 0) {
		span.tv_sec = (time_t)left;
		span.tv_nsec = (long)((left - (double)span.tv_sec) * 1e9);
		ppoll(NULL, 0, &span, &before);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
}

int64_t
jitter_wait(const struct options *options, int *lock, struct error *err)
{
	unsigned delay, below = options_jitter(options);

	if (below == 0)
		return 0;
	if (lock_waiting(options, lock, err) == -1)
		return -1;
	delay = delay_of_host(below);
	if (delay > 0) {
		announce(options, delay);
		sleep_until(monotonic() + delay);
	}
	if (interrupted != 0)
		return error_set(err, ERROR_TRY_AGAIN,
		    "interrupted before it began; nothing was asked");
	return delay;
}
