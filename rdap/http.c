#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "alloc.h"
#include "clock.h"
#include "http.h"

#define MEDIA_TYPE_MAX 127

static bool
is_token_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       (c != '\0' && strchr("!#$&^_.+-", c) != NULL);
}

bool
http_media_type_valid(const char *type)
{
	const char *slash = strchr(type, '/');

	if (slash == NULL || slash == type || slash[1] == '\0' ||
	    strlen(type) > MEDIA_TYPE_MAX)
		return false;
	for (const char *p = type; *p != '\0'; p++)
		if (p != slash && !is_token_char(*p))
			return false;
	return true;
}

char *
http_media_type(const char *value)
{
	char *type;

	if (value == NULL)
		return xstrdup("");
	type = xstrndup(value, strcspn(value, "; \t"));
	for (char *p = type; *p != '\0'; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p += 'a' - 'A';
	if (!http_media_type_valid(type))
		type[0] = '\0';
	return type;
}

static int
month_number(const char *name)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	const char *found = strstr(months, name);

	if (strlen(name) != 3 || found == NULL || (found - months) % 3 != 0)
		return -1;
	return (int)(found - months) / 3;
}

/* Did sscanf() fill `want` fields and come to the end? */
static bool
scanned(const char *value, int fields, int want, int end)
{
	return fields == want && end > 0 && value[end] == '\0';
}

/* Fills tm, the name of the month aside. */
static bool
date_scan(const char *value, struct tm *tm, char month[4])
{
	int end = 0, n;

	n = sscanf(value, "%*3[A-Za-z], %2d %3[A-Za-z] %4d %2d:%2d:%2d GMT%n",
	    &tm->tm_mday, month, &tm->tm_year, &tm->tm_hour, &tm->tm_min,
	    &tm->tm_sec, &end);
	if (scanned(value, n, 6, end))
		return true;
	n = sscanf(value, "%*9[A-Za-z], %2d-%3[A-Za-z]-%2d %2d:%2d:%2d GMT%n",
	    &tm->tm_mday, month, &tm->tm_year, &tm->tm_hour, &tm->tm_min,
	    &tm->tm_sec, &end);
	if (scanned(value, n, 6, end)) {
		tm->tm_year += tm->tm_year < 70 ? 2000 : 1900;
		return true;
	}
	n = sscanf(value, "%*3[A-Za-z] %3[A-Za-z] %2d %2d:%2d:%2d %4d%n", month,
	    &tm->tm_mday, &tm->tm_hour, &tm->tm_min, &tm->tm_sec, &tm->tm_year,
	    &end);
	return scanned(value, n, 6, end);
}

static bool
date_in_range(const struct tm *tm)
{
	return tm->tm_mon >= 0 && tm->tm_mday >= 1 && tm->tm_mday <= 31 &&
	       tm->tm_hour >= 0 && tm->tm_hour <= 23 && tm->tm_min >= 0 &&
	       tm->tm_min <= 59 && tm->tm_sec >= 0 && tm->tm_sec <= 60 &&
	       tm->tm_year >= 1;
}

int64_t
http_date(const char *value)
{
	struct tm tm = {0};
	char month[4] = "";

	if (value == NULL || !date_scan(value, &tm, month))
		return CLOCK_NONE;
	tm.tm_mon = month_number(month);
	if (!date_in_range(&tm))
		return CLOCK_NONE;
	tm.tm_year -= 1900;
	return timegm(&tm);
}

int64_t
http_retry_after(const char *value, int64_t now)
{
	int64_t when;

	if (isdigit((unsigned char)value[0])) {
		if (value[strspn(value, "0123456789")] != '\0')
			return -1;
		value += strspn(value, "0");
		return strlen(value) > 9 ? INT32_MAX : atol(value);
	}
	when = http_date(value);
	if (when == CLOCK_NONE)
		return -1;
	if (when - now > INT32_MAX)
		return INT32_MAX;
	return when > now ? when - now : 0;
}

bool
http_redirects(int status)
{
	return (status >= 301 && status <= 303) || status == 307 ||
	       status == 308;
}

bool
http_unavailable(int status)
{
	return status >= 500 && status != 501;
}
