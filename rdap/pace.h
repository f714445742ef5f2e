/*
 * pace: when a request may be sent, and whether any may be at all: the rate,
 * the budgets, the deadline, and what a server asked for. Knows no network.
 *
 * Life: pace_start(), then for each request pace_turn(), pace_sent(). Times
 * are by the monotonic clock. Nothing is owned.
 */
#ifndef RDAP_PACE_H
#define RDAP_PACE_H

#include "fetch.h"

#define PACE_SLICE 200 /* ms; how late a stop may be noticed */

struct pace {
	const struct fetch_options *options; /* with its defaults */
	int64_t end;                         /* of the run, ms */
	int64_t next;                        /* no request starts before */
	uint64_t random;
	unsigned asked;
	bool gave_up; /* rate limited beyond patience */
};

void pace_start(struct pace *p, const struct fetch_options *options);

/* Why nothing is asked any more, owned by the caller; NULL: go on. */
char *pace_excuse(const struct pace *p);
bool pace_spent(const struct pace *p);
/* How many requests may be made still (struct transport). */
size_t pace_left(const struct pace *p);

/* Wait until `url` may be asked for. Why it may not, owned by the caller, or
 * NULL. */
char *pace_turn(struct pace *p, const char *url);
/* It is sent now. */
void pace_sent(struct pace *p);

bool pace_stopped(const struct pace *p);
/* ms until the run has to end; 0 or less: it has. */
int64_t pace_remaining(const struct pace *p);

/* Nothing starts within that many ms from now. */
void pace_hold(struct pace *p, int64_t ms);
/* Would that be within the run? */
bool pace_fits(const struct pace *p, int64_t ms);
/* 0 to `below` - 1 */
int64_t pace_jitter(struct pace *p, int64_t below);

/* A line for the user, where the options name somebody to tell. */
void pace_notice(const struct pace *p, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
