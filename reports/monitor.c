#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "coverage.h"
#include "escape.h"
#include "monitor.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"

#define FORMAT_VERSION 1
/* What a clock that is set right may step back. */
#define CLOCK_SLACK 300

static const struct {
	int status;
	const char *words;
} results[] = {
    {-1, "died before it ended"},
    {0, "complete"},
    {1, "complete, with findings that --fail-on names"},
    {3, "incomplete"},
    {ERROR_USAGE, "used wrongly"},
    {ERROR_DATA, "the store cannot be used"},
    {ERROR_NO_ORG, "the registry has no such organization"},
    {ERROR_UNAVAILABLE, "the registry could not be reached"},
    {ERROR_INTERNAL, "internal error"},
    {ERROR_SYSTEM, "the operating system refused"},
    {ERROR_CREATE, "a report could not be created"},
    {ERROR_IO, "input/output error or full disk"},
    {ERROR_TRY_AGAIN, "limited by the registry or by the day's budget"},
    {ERROR_PROTOCOL, "the server does not speak RDAP"},
    {ERROR_PERMISSION, "permission"},
    {ERROR_CONFIG, "configuration"},
};

bool
monitored_complete(int exit_status)
{
	return exit_status == 0 || exit_status == 1;
}

const char *
monitored_result(int exit_status)
{
	for (size_t i = 0; i < sizeof(results) / sizeof(*results); i++)
		if (results[i].status == exit_status)
			return results[i].words;
	return exit_status > 128 ? "ended by a signal" : "failed";
}

void
monitored_count(struct monitored *m, const struct report *report)
{
	struct missing *missing;
	size_t count;

	m->gaps = 0;
	missing = coverage_missing(report, &count);
	for (size_t i = 0; i < count; i++)
		m->gaps += missing[i].accepted == NULL;
	free(missing);
	m->counted = true;
	m->organizations = (unsigned)report->inv->scope_count;
	m->published = (unsigned)report->published;
	m->needed = (unsigned)report->needed_count;
	memset(m->findings, 0, sizeof(m->findings));
	for (size_t i = 0; i < report->finding_count; i++)
		if (finding_counts(&report->findings[i]))
			m->findings[report->findings[i].severity]++;
}

/* ---- the status file ----------------------------------------------------- */

enum kind {
	KIND_VERSION,
	KIND_TIME,
	KIND_NEVER, /* a time, or "never" */
	KIND_EXIT,
	KIND_RESULT,
	KIND_COUNT,
};

static const struct status_field {
	const char *name;
	enum kind kind;
	size_t offset;
} fields[] = {
    {"whoexposed_status", KIND_VERSION, 0},
    {"last_run", KIND_TIME, offsetof(struct monitored, last_run)},
    {"last_exit", KIND_EXIT, offsetof(struct monitored, last_exit)},
    {"last_result", KIND_RESULT, offsetof(struct monitored, last_exit)},
    {"last_complete", KIND_NEVER, offsetof(struct monitored, last_complete)},
    {"organizations", KIND_COUNT, offsetof(struct monitored, organizations)},
    {"published", KIND_COUNT, offsetof(struct monitored, published)},
    {"needed", KIND_COUNT, offsetof(struct monitored, needed)},
    {"gaps", KIND_COUNT, offsetof(struct monitored, gaps)},
    {"critical", KIND_COUNT,
	offsetof(struct monitored, findings[SEVERITY_CRITICAL])},
    {"high", KIND_COUNT, offsetof(struct monitored, findings[SEVERITY_HIGH])},
    {"medium", KIND_COUNT,
	offsetof(struct monitored, findings[SEVERITY_MEDIUM])},
    {"low", KIND_COUNT, offsetof(struct monitored, findings[SEVERITY_LOW])},
    {"info", KIND_COUNT, offsetof(struct monitored, findings[SEVERITY_INFO])},
};
#define FIELD_COUNT (sizeof(fields) / sizeof(*fields))

static const void *
member(const struct monitored *m, const struct status_field *field)
{
	return (const char *)m + field->offset;
}

static void
print_value(
    struct buf *out, const struct monitored *m, const struct status_field *f)
{
	char when[CLOCK_TEXT_MAX];
	const int64_t *time = member(m, f);

	switch (f->kind) {
	case KIND_VERSION:
		buf_printf(out, "%d", FORMAT_VERSION);
		break;
	case KIND_TIME:
	case KIND_NEVER:
		buf_puts(out,
		    *time == CLOCK_NONE ? "never" : clock_format(*time, when));
		break;
	case KIND_EXIT:
		buf_printf(out, "%d", m->last_exit);
		break;
	case KIND_RESULT:
		buf_puts(out, monitored_result(m->last_exit));
		break;
	case KIND_COUNT:
		if (m->counted)
			buf_printf(out, "%u", *(const unsigned *)member(m, f));
		else
			buf_puts(out, "unknown");
		break;
	}
}

void
monitored_print(struct buf *out, const struct monitored *m)
{
	for (size_t i = 0; i < FIELD_COUNT; i++) {
		buf_printf(out, "%s=", fields[i].name);
		print_value(out, m, &fields[i]);
		buf_putc(out, '\n');
	}
}

/* Decimal digits only, `most` at most. */
static int
parse_number(const char *text, unsigned most, unsigned *number)
{
	unsigned long long n = 0;

	if (*text == '\0')
		return -1;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return -1;
		n = n * 10 + (unsigned)(*text - '0');
		if (n > most)
			return -1;
	}
	*number = (unsigned)n;
	return 0;
}

/* The one form that is written, in UTC. */
static int
parse_time(const char *text, int64_t *when)
{
	char again[CLOCK_TEXT_MAX];

	if (clock_parse(text, when) == -1)
		return -1;
	return strcmp(text, clock_format(*when, again)) == 0 ? 0 : -1;
}

/* NULL, or what was expected. */
static const char *
parse_value(struct monitored *m, const struct status_field *f, const char *text)
{
	void *to = (char *)m + f->offset;
	unsigned number = 0;

	switch (f->kind) {
	case KIND_VERSION:
		if (parse_number(text, 1000000, &number) == 0 &&
		    number == FORMAT_VERSION)
			return NULL;
		return "1, the version that this whoexposed knows";
	case KIND_NEVER:
		*(int64_t *)to = CLOCK_NONE;
		if (strcmp(text, "never") == 0)
			return NULL;
		/* FALLTHROUGH */
	case KIND_TIME:
		if (parse_time(text, to) == 0)
			return NULL;
		return f->kind == KIND_TIME
			   ? "a time such as 2026-11-24T09:30:00Z"
			   : "\"never\", or a time such as "
			     "2026-11-24T09:30:00Z";
	case KIND_EXIT:
		if (parse_number(text, 255, &number) == -1)
			return "an exit status";
		m->last_exit = (int)number;
		return NULL;
	case KIND_RESULT:
		return strcmp(text, monitored_result(m->last_exit)) == 0
			   ? NULL
			   : "the words for that exit status";
	case KIND_COUNT:
		/* The first says for all. */
		if (to == &m->organizations)
			m->counted = strcmp(text, "unknown") != 0;
		if (!m->counted)
			return strcmp(text, "unknown") == 0
				   ? NULL
				   : "\"unknown\", as above";
		return parse_number(text, 1000000000, to) == 0 ? NULL
							       : "a number";
	}
	return NULL;
}

static int
bad_line(struct error *err, const char *name, size_t line, const char *expected)
{
	return error_set(err, ERROR_DATA, "%s:%zu: %s: expected %s", name,
	    line + 1, fields[line].name, expected);
}

int
monitored_parse(struct monitored *m, const char *text, size_t len,
    const char *name, struct error *err)
{
	const char *at = text, *end = text + len, *expected;
	char *value;
	size_t i, length;

	*m = (struct monitored){0};
	if (len > MONITOR_FILE_MAX)
		return error_set(err, ERROR_DATA,
		    "%s: is longer than %d octets; expected the status file "
		    "that an audit wrote",
		    name, MONITOR_FILE_MAX);
	for (i = 0; i < FIELD_COUNT; i++) {
		const char *newline =
		    at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;

		length = strlen(fields[i].name);
		if (newline == NULL || (size_t)(newline - at) <= length ||
		    strncmp(at, fields[i].name, length) != 0 ||
		    at[length] != '=')
			return bad_line(err, name, i, "NAME=VALUE here");
		value = xstrndup(
		    at + length + 1, (size_t)(newline - at) - length - 1);
		expected = memchr(at, '\0', (size_t)(newline - at)) != NULL
			       ? "text, not NUL bytes"
			       : parse_value(m, &fields[i], value);
		free(value);
		if (expected != NULL)
			return bad_line(err, name, i, expected);
		at = newline + 1;
	}
	if (at != end)
		return error_set(err, ERROR_DATA,
		    "%s:%zu: expected the end of the file", name, i + 1);
	return 0;
}

/* ---- the line ------------------------------------------------------------ */

static const char *const words[] = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};
/* Of several, the one that counts. */
static const int rank[] = {0, 1, 3, 2};

struct judgement {
	enum monitor_level level;
	struct buf why;
};

static void
found(struct judgement *j, enum monitor_level level, const char *text)
{
	if (rank[level] > rank[j->level])
		j->level = level;
	if (j->why.len > 0)
		buf_puts(&j->why, "; ");
	buf_puts(&j->why, text);
}

/* "1 critical, 2 high" */
static void
judge_findings(struct judgement *j, const struct monitored *m,
    const struct monitor_limits *limits)
{
	enum monitor_level level = MONITOR_OK;
	struct buf text = {0};

	for (int s = SEVERITY_CRITICAL; s >= 0; s--) {
		bool critical = s >= (int)limits->critical;

		if (m->findings[s] == 0 ||
		    (!critical && s < (int)limits->warning))
			continue;
		buf_printf(&text, "%s%u %s", text.len > 0 ? ", " : "",
		    m->findings[s], severity_name((enum severity)s));
		if (critical)
			level = MONITOR_CRITICAL;
		else if (level == MONITOR_OK)
			level = MONITOR_WARNING;
	}
	if (text.len > 0)
		found(j, level, text.data);
	buf_clear(&text);
}

static enum monitor_level
level_of_age(int64_t age, const struct monitor_limits *limits)
{
	return age > limits->critical_age  ? MONITOR_CRITICAL
	       : age > limits->warning_age ? MONITOR_WARNING
					   : MONITOR_OK;
}

static void
judge_ages(struct judgement *j, const struct monitored *m,
    const struct monitor_limits *limits, int64_t now)
{
	const char *of = m->whose[0] != '\0' ? " of " : "";
	char span[CLOCK_TEXT_MAX], text[160];
	enum monitor_level level;

	if (m->last_complete == CLOCK_NONE) {
		snprintf(text, sizeof(text), "no audit%s%s was complete yet",
		    of, m->whose);
		found(j, MONITOR_CRITICAL, text);
		return;
	}
	level = level_of_age(now - m->last_complete, limits);
	if (level == MONITOR_OK)
		return;
	if (level_of_age(now - m->last_run, limits) == level)
		snprintf(text, sizeof(text), "no audit%s%s for %s", of,
		    m->whose, clock_span(now - m->last_run, span));
	else
		snprintf(text, sizeof(text), "no complete audit%s%s for %s", of,
		    m->whose, clock_span(now - m->last_complete, span));
	found(j, level, text);
}

static void
judge_last(struct judgement *j, const struct monitored *m)
{
	char text[160];

	if (monitored_complete(m->last_exit))
		return;
	/* What it left was accepted since. */
	if (m->last_exit == 3 && m->counted && m->gaps == 0)
		return;
	if (m->last_exit == 3)
		snprintf(text, sizeof(text),
		    "the last audit was incomplete, %u gap%s", m->gaps,
		    m->gaps == 1 ? "" : "s");
	else if (m->last_exit == -1)
		snprintf(text, sizeof(text), "the last audit %s",
		    monitored_result(m->last_exit));
	else
		snprintf(text, sizeof(text), "the last audit failed: %s (%d)",
		    monitored_result(m->last_exit), m->last_exit);
	found(j, MONITOR_WARNING, text);
}

static void
judge_clock(struct judgement *j, int64_t newest)
{
	char when[CLOCK_TEXT_MAX], text[128];

	snprintf(text, sizeof(text),
	    "the clock is behind the newest audit, which ended %s",
	    clock_format(newest, when));
	found(j, MONITOR_UNKNOWN, text);
}

static int64_t
newest_time(const struct monitored *m)
{
	return m->last_complete > m->last_run ? m->last_complete : m->last_run;
}

static void
put_summary(struct buf *line, const struct monitored *m, int64_t now)
{
	char span[CLOCK_TEXT_MAX];

	if (m->counted)
		buf_printf(
		    line, "%u published, %u needed", m->published, m->needed);
	else
		buf_puts(line, "nothing counted yet");
	if (m->last_complete != CLOCK_NONE && now >= m->last_complete)
		buf_printf(line, ", complete %s ago",
		    clock_span(now - m->last_complete, span));
}

/* 'label'=value[unit];[warn];[crit];[min]: an alert is outside 0..warn. */
static void
put_data(struct buf *line, const struct monitored *m,
    const struct monitor_limits *limits, int64_t now)
{
	if (m->counted) {
		buf_printf(line, " published=%u;;;0 needed=%u;;;0",
		    m->published, m->needed);
		for (int s = SEVERITY_CRITICAL; s >= 0; s--)
			buf_printf(line, " %s=%u;%s;%s;0",
			    severity_name((enum severity)s), m->findings[s],
			    s >= (int)limits->warning ? "0" : "",
			    s >= (int)limits->critical ? "0" : "");
		buf_printf(line, " gaps=%u;0;;0 organizations=%u;;;0", m->gaps,
		    m->organizations);
	}
	if (m->last_complete != CLOCK_NONE)
		buf_printf(line, " age=%llds;%lld;%lld;0",
		    (long long)(now > m->last_complete ? now - m->last_complete
						       : 0),
		    (long long)limits->warning_age,
		    (long long)limits->critical_age);
	buf_printf(line, " run_age=%llds;%lld;%lld;0",
	    (long long)(now > m->last_run ? now - m->last_run : 0),
	    (long long)limits->warning_age, (long long)limits->critical_age);
}

enum monitor_level
monitor_line(struct buf *line, const struct monitored *m,
    const struct monitor_limits *limits, int64_t now)
{
	struct judgement j = {.level = MONITOR_OK};

	if (m->last_run == CLOCK_NONE) {
		monitor_unknown(line, "no audit has ended yet");
		return MONITOR_UNKNOWN;
	}
	if (m->counted)
		judge_findings(&j, m, limits);
	if (now < newest_time(m) - CLOCK_SLACK)
		judge_clock(&j, newest_time(m));
	else
		judge_ages(&j, m, limits, now);
	judge_last(&j, m);
	buf_printf(line, "WHOEXPOSED %s - ", words[j.level]);
	if (j.why.len > 0)
		buf_printf(line, "%s; ", j.why.data);
	put_summary(line, m, now);
	buf_puts(line, " |");
	put_data(line, m, limits, now);
	buf_clear(&j.why);
	return j.level;
}

/* A bar would begin performance data. */
void
monitor_unknown(struct buf *line, const char *why)
{
	struct buf text = {0};

	escape_terminal(&text, why, true);
	for (size_t i = 0; i < text.len; i++)
		if (text.data[i] == '|')
			text.data[i] = '/';
	buf_printf(
	    line, "WHOEXPOSED UNKNOWN - %s", text.len > 0 ? text.data : "?");
	buf_clear(&text);
}
