#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include "clock.h"

#define MINUTE   INT64_C(60)
#define HOUR     (60 * MINUTE)
#define DAY      (24 * HOUR)
#define YEAR     (365 * DAY)
#define EARLIEST INT64_C(-62135596800) /* 0001-01-01T00:00:00Z */
#define LATEST   INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

/*
 * The C library's gmtime and timegm heed leap seconds when TZ names a
 * "right/" zone, hence the own arithmetic. Years begin in March in it, so that
 * the leap day comes last; 719468 days lie between 0000-03-01 and 1970-01-01,
 * 146097 in 400 years.
 */
struct date {
	int year, month, day;
};

static int64_t
date_to_days(const struct date *date)
{
	int year = date->month > 2 ? date->year : date->year - 1;
	int month = date->month > 2 ? date->month - 3 : date->month + 9;

	return INT64_C(365) * year + year / 4 - year / 100 + year / 400 +
	       (153 * month + 2) / 5 + date->day - 1 - 719468;
}

static struct date
date_from_days(int64_t days)
{
	int64_t n = days + 719468;
	int64_t era = n / 146097, rest = n % 146097;
	int64_t year =
	    (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
	int64_t day = rest - (365 * year + year / 4 - year / 100);
	int64_t month = (5 * day + 2) / 153;
	struct date date;

	date.day = (int)(day - (153 * month + 2) / 5 + 1);
	date.month = (int)(month < 10 ? month + 3 : month - 9);
	date.year = (int)(year + era * 400) + (date.month <= 2);
	return date;
}

static int64_t
days_of(int64_t when)
{
	return when >= 0 ? when / DAY : (when - DAY + 1) / DAY;
}

static int
month_length(int year, int month)
{
	static const int length[] = {
	    31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return length[month - 1] + (month == 2 && leap);
}

/* Take exactly `count` digits whose value lies between `min` and `max`. */
static bool
take_number(const char **p, int count, int min, int max, int *value)
{
	int n = 0;

	for (int i = 0; i < count; i++, (*p)++) {
		if (**p < '0' || **p > '9')
			return false;
		n = 10 * n + (**p - '0');
	}
	*value = n;
	return n >= min && n <= max;
}

static bool
take_char(const char **p, char upper, char lower)
{
	if (**p != upper && **p != lower)
		return false;
	(*p)++;
	return true;
}

static bool
take_date(const char **p, int64_t *when)
{
	struct date d;

	if (!take_number(p, 4, 1, 9999, &d.year) || !take_char(p, '-', '-') ||
	    !take_number(p, 2, 1, 12, &d.month) || !take_char(p, '-', '-') ||
	    !take_number(p, 2, 1, month_length(d.year, d.month), &d.day))
		return false;
	*when = date_to_days(&d) * DAY;
	return true;
}

static bool
take_fraction(const char **p)
{
	if (!take_char(p, '.', '.'))
		return true;
	if (**p < '0' || **p > '9')
		return false;
	while (**p >= '0' && **p <= '9')
		(*p)++;
	return true;
}

/* The offset is what local time is ahead of UTC, so it is subtracted. */
static bool
take_offset(const char **p, int64_t *when)
{
	int sign = **p == '-' ? -1 : 1, hours, minutes;

	if (take_char(p, 'Z', 'z'))
		return true;
	if (!take_char(p, '+', '-') || !take_number(p, 2, 0, 23, &hours) ||
	    !take_char(p, ':', ':') || !take_number(p, 2, 0, 59, &minutes))
		return false;
	*when -= sign * (hours * HOUR + minutes * MINUTE);
	return true;
}

/* Leap seconds end a month of UTC; nowhere else is there a second 60. */
static bool
month_begins(int64_t when)
{
	return when % DAY == 0 && date_from_days(when / DAY).day == 1;
}

static bool
take_time(const char **p, int64_t *when)
{
	int hours, minutes, seconds;

	if (!take_char(p, 'T', 't') || !take_number(p, 2, 0, 23, &hours) ||
	    !take_char(p, ':', ':') || !take_number(p, 2, 0, 59, &minutes) ||
	    !take_char(p, ':', ':') || !take_number(p, 2, 0, 60, &seconds) ||
	    !take_fraction(p) || !take_offset(p, when))
		return false;
	*when += hours * HOUR + minutes * MINUTE + seconds;
	return seconds < 60 || month_begins(*when);
}

int
clock_parse(const char *text, int64_t *when)
{
	const char *p = text;
	int64_t moment;

	if (!take_date(&p, &moment))
		return -1;
	if (*p != '\0' && !take_time(&p, &moment))
		return -1;
	if (*p != '\0' || moment < EARLIEST || moment > LATEST)
		return -1;
	*when = moment;
	return 0;
}

char *
clock_format(int64_t when, char out[CLOCK_TEXT_MAX])
{
	struct date date;
	int second;

	out[0] = '\0';
	if (when < EARLIEST || when > LATEST)
		return out;
	date = date_from_days(days_of(when));
	second = (int)(when - days_of(when) * DAY);
	snprintf(out, CLOCK_TEXT_MAX, "%04u-%02u-%02uT%02u:%02u:%02uZ",
	    (unsigned)date.year % 10000, (unsigned)date.month % 100,
	    (unsigned)date.day % 100, (unsigned)second / 3600 % 24,
	    (unsigned)second / 60 % 60, (unsigned)second % 60);
	return out;
}

char *
clock_span(int64_t seconds, char out[CLOCK_TEXT_MAX])
{
	static const struct {
		int64_t length;
		const char *name;
	} units[] = {{YEAR, "year"}, {DAY, "day"}, {HOUR, "hour"},
	    {MINUTE, "minute"}, {1, "second"}};
	size_t u = 0;
	int64_t count;

	if (seconds < 0)
		seconds = 0;
	while (units[u].length > 1 && seconds < units[u].length)
		u++;
	count = seconds / units[u].length;
	snprintf(out, CLOCK_TEXT_MAX, "%lld %s%s", (long long)count,
	    units[u].name, count == 1 ? "" : "s");
	return out;
}

char *
clock_age(int64_t then, int64_t now, char out[CLOCK_TEXT_MAX])
{
	size_t len;

	clock_span(then > now ? then - now : now - then, out);
	len = strlen(out);
	snprintf(out + len, CLOCK_TEXT_MAX - len, "%s",
	    then > now ? " ahead of the clock" : " old");
	return out;
}
