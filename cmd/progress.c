#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "progress.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "reports/escape.h"

#define PLAIN_SECONDS 10

struct progress {
	enum progress_mode mode;
	double pause; /* seconds between two requests at least */
	double started;
	double told; /* when the last plain line was printed */
};

static double
monotonic(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct progress *
progress_new(enum progress_mode mode, double pause)
{
	struct progress *p;

	if (mode == PROGRESS_NONE)
		return NULL;
	p = xcalloc(1, sizeof(*p));
	p->mode = mode;
	p->pause = pause;
	p->started = monotonic();
	p->told = -PLAIN_SECONDS;
	return p;
}

static unsigned
columns(void)
{
	struct winsize size;

	if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

/* "[3/9, about 12 seconds left] networks of EXMPL-1": what is cut on a narrow
 * terminal is the end. */
static void
describe(struct buf *line, const struct progress *p, size_t number,
    size_t planned, const char *what)
{
	char span[CLOCK_TEXT_MAX];
	double each = p->pause, spent = monotonic() - p->started;
	int64_t left = 0;

	if (number > 1 && spent / (double)(number - 1) > each)
		each = spent / (double)(number - 1);
	if (planned >= number)
		left = (int64_t)(each * (double)(planned - number + 1) + 0.5);
	buf_printf(line, "[%zu/%zu", number, planned);
	if (left >= 2)
		buf_printf(line, ", about %s left", clock_span(left, span));
	buf_puts(line, "] ");
	escape_terminal(line, what, true);
}

static void
show(struct progress *p, const struct buf *line)
{
	double now = monotonic();

	if (p->mode == PROGRESS_LINE) {
		fprintf(stderr, "\r%.*s\033[K", (int)columns() - 1, line->data);
	} else if (p->mode == PROGRESS_EACH ||
		   (p->mode == PROGRESS_PLAIN &&
		       now - p->told >= PLAIN_SECONDS)) {
		fprintf(stderr, "%s\n", line->data);
		p->told = now;
	}
}

void
progress_asking(
    struct progress *p, size_t number, size_t planned, const char *what)
{
	struct buf line = {0};

	if (p == NULL)
		return;
	describe(&line, p, number, planned, what);
	show(p, &line);
	buf_clear(&line);
}

void
progress_doing(struct progress *p, const char *what)
{
	struct buf line = {0};

	if (p == NULL)
		return;
	escape_terminal(&line, what, true);
	show(p, &line);
	buf_clear(&line);
}

void
progress_notice(struct progress *p, const char *line)
{
	struct buf text = {0};

	if (p == NULL)
		return;
	escape_terminal(&text, line, true);
	fprintf(stderr, "%swhoexposed: %s\n",
	    p->mode == PROGRESS_LINE ? "\r\033[K" : "", text.data);
	buf_clear(&text);
}

void
progress_wipe(struct progress *p)
{
	if (p != NULL && p->mode == PROGRESS_LINE)
		fputs("\r\033[K", stderr);
}

void
progress_free(struct progress *p)
{
	progress_wipe(p);
	free(p);
}
