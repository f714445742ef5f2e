/*
 * monitor: what a monitoring system is told: a few counts and times of the
 * audits, the status file that holds them, and the line of `check`
 * (monitoring-plugins.org, "Development Guidelines": one line of text, a bar,
 * performance data). Numbers, times and fixed words only: nothing of the
 * registry's text, nobody's data.
 *
 * A finding counts until it is known to be mended: open, unconfirmed or
 * unknown; one that is accepted does not, nor does a gap. So a failed or cut look makes no
 * count smaller.
 *
 * The status file has a line NAME=VALUE for each of these, in this order:
 *   whoexposed_status    1
 *   last_run             time at which the newest run ended
 *   last_exit            its exit status
 *   last_result          that status in words; made from it, for people
 *   last_complete        time of the data of the newest complete run, or
 *                        "never"
 *   organizations, published, needed, gaps, critical, high, medium, low, info
 *                        counts of the newest run that stored facts, or
 *                        "unknown"
 */
#ifndef REPORTS_MONITOR_H
#define REPORTS_MONITOR_H

#include "rdap/buf.h"
#include "report.h"

#define MONITOR_FILE_MAX 4096

struct monitored {
	int64_t last_run;      /* CLOCK_NONE: there was none that ended */
	int last_exit;         /* -1: it died */
	int64_t last_complete; /* CLOCK_NONE: none was complete */
	char whose[64]; /* of several organizations, the handle of that which
	                   is complete for longest; else "" */
	bool counted;   /* the rest is known */
	unsigned organizations, published, needed, gaps;
	unsigned findings[SEVERITY_COUNT];
};

/* The counts of a report; times and statuses stay as they are. */
void monitored_count(struct monitored *m, const struct report *report);

/* Did a run that ended so read all it wanted? */
bool monitored_complete(int exit_status);
/* "the registry could not be reached": an exit status of `audit`, in words. */
const char *monitored_result(int exit_status);

/* The status file's text. */
void monitored_print(struct buf *out, const struct monitored *m);
/* Read back; `name` is for messages ("NAME:3: last_exit: expected ..."), which
 * repeat nothing of the text. ERROR_DATA. */
int monitored_parse(struct monitored *m, const char *text, size_t len,
    const char *name, struct error *err);

enum monitor_level {
	MONITOR_OK,
	MONITOR_WARNING,
	MONITOR_CRITICAL,
	MONITOR_UNKNOWN,
};

struct monitor_limits {
	enum severity warning, critical;   /* findings at or above */
	int64_t warning_age, critical_age; /* seconds */
};

/*
 * Judge, and say it in one line without its end. CRITICAL: a finding at or
 * above `critical`; the newest complete run is older than critical_age, or
 * there is none. WARNING: the same with the other pair; the newest run failed,
 * or left gaps. UNKNOWN: nothing is critical, but the clock is behind the
 * newest run by more than five minutes, so that no age can be told; or there
 * was no run.
 */
enum monitor_level monitor_line(struct buf *line, const struct monitored *m,
    const struct monitor_limits *limits, int64_t now);
/* The line where nothing can be told, and why. */
void monitor_unknown(struct buf *line, const char *why);

#endif
