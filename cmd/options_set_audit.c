#include <stdlib.h>
#include <string.h>

#include "domains.h"
#include "options_rows.h"
#include "rdap/alloc.h"
#include "rdap/resolver.h"

static int
add_domain(struct strings *to, const struct strings *not_in, const char *value,
    struct error *err)
{
	char *key = domains_own_key(value, err);
	int result = 0;

	if (key == NULL)
		return -1;
	if (strings_contain(not_in, key))
		result = error_set(err, ERROR_USAGE,
		    "%s is declared as your own and as shared; expected one "
		    "of the two",
		    key);
	else
		strings_add_unique(to, key);
	free(key);
	return result;
}

int
set_domain(struct options *o, const char *value, struct error *err)
{
	return add_domain(&o->domains, &o->shared_domains, value, err);
}

int
set_shared_domain(struct options *o, const char *value, struct error *err)
{
	return add_domain(&o->shared_domains, &o->domains, value, err);
}

int
set_domain_is_own(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->domain_is_own = true;
	return 0;
}

int
set_rate(struct options *o, const char *value, struct error *err)
{
	char *end;

	o->rate = strtod(value, &end);
	if (end == value || *end != '\0' ||
	    !(o->rate >= 0.001 && o->rate <= 100000))
		return bad_value(
		    err, value, "requests per second, such as 1 or 0.5");
	return 0;
}

int
set_max_requests(struct options *o, const char *value, struct error *err)
{
	const char *end;

	if (parse_number(value, 1000000, &o->max_requests, &end) == -1 ||
	    *end != '\0')
		return bad_value(err, value, "a number from 1 to 1000000");
	return 0;
}

int
set_max_per_day(struct options *o, const char *value, struct error *err)
{
	const char *end;

	if (parse_number(value, 1000000, &o->max_per_day, &end) == -1 ||
	    *end != '\0')
		return bad_value(err, value, "a number from 1 to 1000000");
	return 0;
}

int
set_resume(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->resume = true;
	return 0;
}

static const struct {
	const char *unit;
	unsigned seconds;
} spans[] = {{"", 1}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};

/* A number and a unit; the text behind them is left in `end`. */
static int
parse_span(
    const char *value, unsigned most, unsigned *seconds, const char **end)
{
	unsigned number;
	size_t i, len;

	if (parse_number(value, most, &number, end) == -1)
		return -1;
	len = strcspn(*end, ":");
	for (i = 0; i < sizeof(spans) / sizeof(*spans); i++)
		if (strlen(spans[i].unit) == len &&
		    strncmp(*end, spans[i].unit, len) == 0 &&
		    number <= most / spans[i].seconds) {
			*seconds = number * spans[i].seconds;
			*end += len;
			return 0;
		}
	return -1;
}

int
set_deadline(struct options *o, const char *value, struct error *err)
{
	const char *end;

	if (parse_span(value, 7 * 86400, &o->deadline, &end) == 0 &&
	    *end == '\0')
		return 0;
	return bad_value(
	    err, value, "a time of at most a week, such as 90s, 30m or 2h");
}

int
set_jitter(struct options *o, const char *value, struct error *err)
{
	unsigned seconds = 0;
	const char *end;

	if (strcmp(value, "0") != 0 &&
	    (parse_span(value, 86400, &seconds, &end) == -1 || *end != '\0'))
		return bad_value(err, value,
		    "a time of at most a day, such as 30m or 1h, or 0");
	o->jitter = (int)seconds;
	return 0;
}

int
set_max_age(struct options *o, const char *value, struct error *err)
{
	static const unsigned year = 366 * 86400;
	unsigned warning, critical;
	const char *end;

	if (parse_span(value, year, &warning, &end) == -1 || *end != ':' ||
	    parse_span(end + 1, year, &critical, &end) == -1 || *end != '\0' ||
	    warning > critical)
		return bad_value(err, value,
		    "two times, that of the warning first and a year at most, "
		    "such as 26h:72h");
	o->limits.warning_age = warning;
	o->limits.critical_age = critical;
	return 0;
}

int
set_plan(struct options *o, const char *value, struct error *err)
{
	if (strcmp(value, "reverse") == 0)
		o->plan = PLAN_REVERSE;
	else if (strcmp(value, "objects") == 0)
		o->plan = PLAN_OBJECTS;
	else
		return bad_value(err, value, "reverse or objects");
	return 0;
}

int
set_cross_check(struct options *o, const char *value, struct error *err)
{
	if (strcmp(value, "auto") == 0)
		o->cross_check = CROSS_CHECK_AUTO;
	else if (strcmp(value, "always") == 0)
		o->cross_check = CROSS_CHECK_ALWAYS;
	else if (strcmp(value, "never") == 0)
		o->cross_check = CROSS_CHECK_NEVER;
	else
		return bad_value(err, value, "auto, always or never");
	return 0;
}

int
set_rdap_url(struct options *o, const char *value, struct error *err)
{
	char *base;

	if (base_parse(value, &base, err) == -1)
		return -1;
	free(o->rdap_url);
	o->rdap_url = base;
	return 0;
}

int
set_whois_url(struct options *o, const char *value, struct error *err)
{
	char *base;

	if (base_parse(value, &base, err) == -1)
		return -1;
	free(o->whois_url);
	o->whois_url = base;
	return 0;
}

/* A file's URL: as a base, but that it does not end in '/'. */
static int
set_file_url(char **url, const char *value, struct error *err)
{
	size_t len = strlen(value);
	char *base;

	if (len > 0 && value[len - 1] == '/')
		return bad_value(err, value, "the URL of a file");
	if (base_parse(value, &base, err) == -1)
		return -1;
	base[strlen(base) - 1] = '\0';
	free(*url);
	*url = base;
	return 0;
}

int
set_stats_url(struct options *o, const char *value, struct error *err)
{
	return set_file_url(&o->stats_url, value, err);
}

int
set_irr_url(struct options *o, const char *value, struct error *err)
{
	return set_file_url(&o->irr_url, value, err);
}

int
set_bootstrap_url(struct options *o, const char *value, struct error *err)
{
	char *base;

	if (base_parse(value, &base, err) == -1)
		return -1;
	free(o->bootstrap_url);
	o->bootstrap_url = base;
	return 0;
}

int
set_irr(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->irr = true;
	return 0;
}

int
set_reassignments(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->reassignments = true;
	return 0;
}

int
set_no_dns(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->no_dns = true;
	return 0;
}

int
set_resolver(struct options *o, const char *value, struct error *err)
{
	char *server = resolver_server_parse(value, err);

	if (server == NULL)
		return -1;
	strings_add_unique(&o->resolvers, server);
	free(server);
	return 0;
}

int
set_ca_file(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	free(o->ca_file);
	o->ca_file = xstrdup(value);
	return 0;
}

int
set_record(struct options *o, const char *value, struct error *err)
{
	(void)err;
	o->record = value;
	return 0;
}

int
set_replay(struct options *o, const char *value, struct error *err)
{
	(void)err;
	o->replay = value;
	return 0;
}

int
set_dry_run(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->dry_run = true;
	return 0;
}
