#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "accept_file.h"
#include "options_rows.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"

int
bad_value(struct error *err, const char *value, const char *expected)
{
	return error_set(
	    err, ERROR_USAGE, "expected %s, not \"%s\"", expected, value);
}

int
set_database(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	free(o->database);
	o->database = xstrdup(value);
	o->database_chosen = true;
	return 0;
}

int
set_format(struct options *o, const char *value, struct error *err)
{
	struct buf names = {0};
	size_t i;

	o->format = format_find(value);
	if (o->format != NULL)
		return 0;
	for (i = 0; i < format_count; i++)
		buf_printf(&names, "%s%s", i > 0 ? ", " : "", formats[i].name);
	bad_value(err, value, names.data);
	buf_clear(&names);
	return -1;
}

int
set_output(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	strings_add(&o->outputs, value);
	return 0;
}

int
set_no_pager(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->no_pager = true;
	return 0;
}

int
set_table(struct options *o, const char *value, struct error *err)
{
	if (table_parse(value, &o->table) == -1)
		return bad_value(err, value,
		    "findings, addresses, sightings, vectors or records");
	o->table_chosen = true;
	return 0;
}

static int
parse_severity(const char *value, enum severity *severity, struct error *err)
{
	if (severity_parse(value, severity) == 0)
		return 0;
	return bad_value(err, value, "info, low, medium, high or critical");
}

int
set_min_severity(struct options *o, const char *value, struct error *err)
{
	return parse_severity(value, &o->min_severity, err);
}

int
set_fail_on(struct options *o, const char *value, struct error *err)
{
	enum severity severity;

	if (parse_severity(value, &severity, err) == -1)
		return -1;
	o->fail_on = (int)severity;
	return 0;
}

/* One, or several joined by commas. */
int
set_status(struct options *o, const char *value, struct error *err)
{
	struct strings words = {0};
	unsigned bits = 0, bit;

	strings_split(&words, value, ',');
	for (size_t i = 0; i < words.count; i++) {
		bit = strcmp(words.items[i], "all") == 0 ? ~0U : 0;
		for (unsigned s = STATUS_OPEN; s <= STATUS_UNKNOWN; s++)
			if (strcmp(words.items[i],
				status_name((enum status)s)) == 0)
				bit = 1U << s;
		if (bit == 0) {
			strings_clear(&words);
			return bad_value(err, value,
			    "open, accepted, unconfirmed, removed or unknown, "
			    "or several joined by commas");
		}
		bits |= bit;
	}
	strings_clear(&words);
	o->statuses |= bits;
	return 0;
}

int
set_mailboxes(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	free(o->mailboxes);
	o->mailboxes = xstrdup(value);
	return 0;
}

int
set_redact(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->redact = true;
	return 0;
}

int
set_reason(struct options *o, const char *value, struct error *err)
{
	o->accept.reason = value;
	return accept_words(value, err);
}

int
set_by(struct options *o, const char *value, struct error *err)
{
	o->accept.by = value;
	return accept_words(value, err);
}

int
set_until(struct options *o, const char *value, struct error *err)
{
	return accept_date(value, &o->accept.until, err);
}

int
set_accepted_address(struct options *o, const char *value, struct error *err)
{
	if (strchr(value, '@') == NULL || strpbrk(value, "*?") != NULL)
		return error_set(err, ERROR_USAGE,
		    "expected a mail address, whole and without wildcards");
	free(o->accept.address);
	o->accept.address = xstrdup(value);
	return 0;
}

int
set_accepted_rule(struct options *o, const char *value, struct error *err)
{
	const struct rule *rule = rule_find(value);

	if (rule == NULL || strcmp(rule->id, "WE000") == 0)
		return bad_value(err, value,
		    "a rule but WE000, such as WE102 or personal-on-role-poc");
	o->accept.rule = rule->id;
	return 0;
}

int
set_accepted_record(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0' || strpbrk(value, "*?@") != NULL)
		return bad_value(
		    err, value, "a handle, whole and without wildcards");
	o->accept.record = value;
	return 0;
}

int
set_fail_on_new(struct options *o, const char *value, struct error *err)
{
	enum severity severity;

	if (parse_severity(value, &severity, err) == -1)
		return -1;
	o->fail_on_new = (int)severity;
	return 0;
}

int
set_changes_only(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->changes_only = true;
	return 0;
}

int
set_cron(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->cron = o->changes_only = o->quiet = true;
	return 0;
}

static int
parse_moment(const char *value, int64_t *when, struct error *err)
{
	if (clock_parse(value, when) == 0)
		return 0;
	return bad_value(err, value,
	    "a day or a time such as 2026-11-24 or 2026-11-24T09:30:00Z");
}

/* A day is meant until its end. */
int
set_as_of(struct options *o, const char *value, struct error *err)
{
	if (parse_moment(value, &o->as_of, err) == -1)
		return -1;
	if (strchr(value, ':') == NULL)
		o->as_of += 86400 - 1;
	return 0;
}

int
set_since(struct options *o, const char *value, struct error *err)
{
	return parse_moment(value, &o->since, err);
}

int
set_config(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	free(o->config);
	o->config = xstrdup(value);
	return 0;
}

int
parse_number(
    const char *value, unsigned most, unsigned *number, const char **end)
{
	unsigned long long n = 0;

	if (*value < '0' || *value > '9')
		return -1;
	for (; *value >= '0' && *value <= '9'; value++) {
		n = n * 10 + (unsigned)(*value - '0');
		if (n > most)
			return -1;
	}
	*number = (unsigned)n;
	*end = value;
	return n == 0 ? -1 : 0;
}

static int
parse_run(const char *value, int64_t *id, struct error *err)
{
	const char *end;
	unsigned number;

	if (parse_number(value, UINT_MAX / 2, &number, &end) == -1 ||
	    *end != '\0')
		return bad_value(
		    err, value, "the number of a run, as \"runs\" lists it");
	*id = number;
	return 0;
}

int
set_run(struct options *o, const char *value, struct error *err)
{
	return parse_run(value, &o->run, err);
}

int
set_from(struct options *o, const char *value, struct error *err)
{
	return parse_run(value, &o->from, err);
}

int
set_to(struct options *o, const char *value, struct error *err)
{
	return parse_run(value, &o->to, err);
}

int
set_retention(struct options *o, const char *value, struct error *err)
{
	const char *end;

	if (parse_number(value, 36500, &o->retention, &end) == -1 ||
	    strcmp(end, "d") != 0) {
		o->retention = 0;
		return bad_value(
		    err, value, "days, from 1d to 36500d, such as 400d");
	}
	return 0;
}

int
set_status_file(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	free(o->status_file);
	o->status_file = xstrdup(value);
	return 0;
}

int
set_warning(struct options *o, const char *value, struct error *err)
{
	return parse_severity(value, &o->limits.warning, err);
}

int
set_critical(struct options *o, const char *value, struct error *err)
{
	return parse_severity(value, &o->limits.critical, err);
}

int
set_bundle(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	o->bundle = value;
	return 0;
}

int
set_what_if(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->what_if = true;
	return 0;
}

int
set_now(struct options *o, const char *value, struct error *err)
{
	if (clock_parse(value, &o->now) == -1)
		return bad_value(
		    err, value, "a time such as 2026-11-24T09:30:00Z");
	return 0;
}

static int
parse_when(const char *value, enum when *when, struct error *err)
{
	if (strcmp(value, "auto") == 0)
		*when = WHEN_AUTO;
	else if (strcmp(value, "always") == 0)
		*when = WHEN_ALWAYS;
	else if (strcmp(value, "never") == 0)
		*when = WHEN_NEVER;
	else
		return bad_value(err, value, "auto, always or never");
	return 0;
}

int
set_color(struct options *o, const char *value, struct error *err)
{
	return parse_when(value, &o->color, err);
}

int
set_progress(struct options *o, const char *value, struct error *err)
{
	return parse_when(value, &o->progress, err);
}

int
set_quiet(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->quiet = true;
	return 0;
}

int
set_verbose(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->verbose++;
	return 0;
}

int
set_help(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->help = true;
	return 0;
}

int
set_version(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->version = true;
	return 0;
}
