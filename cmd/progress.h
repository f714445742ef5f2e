/*
 * progress: what an audit is doing, on stderr. A live line on a terminal; on a
 * dumb one a plain line at the start and then every ten seconds; elsewhere only
 * what is out of the ordinary. Times are of the monotonic clock.
 */
#ifndef CMD_PROGRESS_H
#define CMD_PROGRESS_H

#include <stddef.h>

enum progress_mode {
	PROGRESS_NONE,
	PROGRESS_NOTICES, /* progress_notice() only */
	PROGRESS_LINE,    /* one line, rewritten */
	PROGRESS_PLAIN,   /* a line now and then */
	PROGRESS_EACH,    /* a line a request */
};

struct progress;

/* `pause`: seconds from one request to the next at least. */
struct progress *progress_new(enum progress_mode mode, double pause);
/* Request `number` of `planned` begins; `what` it is to show. Tells how long
 * still, as it went so far and never shorter than the rate allows. */
void progress_asking(
    struct progress *p, size_t number, size_t planned, const char *what);
/* What is not asked request by request. */
void progress_doing(struct progress *p, const char *what);
/* Something else worth a line: a wait, a retry. */
void progress_notice(struct progress *p, const char *line);
/* Wipe the live line: other output follows. NULL is fine, here and in all
 * others. */
void progress_wipe(struct progress *p);
void progress_free(struct progress *p);

#endif
