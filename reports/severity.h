/*
 * severity: how bad, in the five words that reports, options and accept lists
 * use. Ordered: a higher number is worse.
 */
#ifndef REPORTS_SEVERITY_H
#define REPORTS_SEVERITY_H

enum severity {
	SEVERITY_INFO,
	SEVERITY_LOW,
	SEVERITY_MEDIUM,
	SEVERITY_HIGH,
	SEVERITY_CRITICAL,
};
#define SEVERITY_COUNT 5

const char *severity_name(enum severity severity);
/* 0/-1 */
int severity_parse(const char *text, enum severity *severity);

#endif
