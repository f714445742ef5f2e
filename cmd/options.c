#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "accept_file.h"
#include "config.h"
#include "domains.h"
#include "options.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "rdap/resolver.h"

#define RDAP_URL  "https://rdap.arin.net/registry/"
#define WHOIS_URL "https://whois.arin.net/rest/"
#define STATS_URL                              \
	"https://ftp.arin.net/pub/stats/arin/" \
	"delegated-arin-extended-latest"
#define IRR_URL       "https://ftp.arin.net/pub/rr/arin.db.gz"
#define BOOTSTRAP_URL "https://data.iana.org/rdap/"

struct option_row {
	const char *name;
	char letter;       /* or 0 */
	const char *value; /* "FILE", or NULL when it takes none */
	char group;        /* a command lists the groups it takes; '*': all */
	const char *help;
	int (*set)(struct options *, const char *value, struct error *);
};

static int
bad_value(struct error *err, const char *value, const char *expected)
{
	return error_set(
	    err, ERROR_USAGE, "expected %s, not \"%s\"", expected, value);
}

static int
set_database(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	free(o->database);
	o->database = xstrdup(value);
	o->database_chosen = true;
	return 0;
}

static int
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

/* Is it one name of one directory, however it is spelled? */
static bool
same_file(const char *a, const char *b)
{
	const char *name_a = strrchr(a, '/'), *name_b = strrchr(b, '/');
	char *dir_a = name_a == NULL ? xstrdup(".")
				     : xstrndup(a, (size_t)(name_a - a) + 1);
	char *dir_b = name_b == NULL ? xstrdup(".")
				     : xstrndup(b, (size_t)(name_b - b) + 1);
	struct stat x, y;
	bool same;

	same = strcmp(name_a == NULL ? a : name_a + 1,
		   name_b == NULL ? b : name_b + 1) == 0 &&
	       (strcmp(dir_a, dir_b) == 0 ||
		   (stat(dir_a, &x) == 0 && stat(dir_b, &y) == 0 &&
		       x.st_dev == y.st_dev && x.st_ino == y.st_ino));
	free(dir_a);
	free(dir_b);
	return same;
}

static int
set_output(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	for (size_t i = 0; i < o->outputs.count; i++)
		if (same_file(o->outputs.items[i], value))
			return error_set(
			    err, ERROR_USAGE, "\"%s\" is given twice", value);
	strings_add(&o->outputs, value);
	return 0;
}

static int
set_no_pager(struct options *o, const char *value, struct error *err)
{
	(void)value;
	(void)err;
	o->no_pager = true;
	return 0;
}

static int
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

static int
set_min_severity(struct options *o, const char *value, struct error *err)
{
	return parse_severity(value, &o->min_severity, err);
}

static int
set_fail_on(struct options *o, const char *value, struct error *err)
{
	enum severity severity;

	if (parse_severity(value, &severity, err) == -1)
		return -1;
	o->fail_on = (int)severity;
	return 0;
}

/* One, or several joined by commas. */
static int
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

static int
set_mailboxes(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	free(o->mailboxes);
	o->mailboxes = xstrdup(value);
	return 0;
}

static int
set_redact(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->redact = true;
	return 0;
}

static int
set_reason(struct options *o, const char *value, struct error *err)
{
	o->accept.reason = value;
	return accept_words(value, err);
}

static int
set_by(struct options *o, const char *value, struct error *err)
{
	o->accept.by = value;
	return accept_words(value, err);
}

static int
set_until(struct options *o, const char *value, struct error *err)
{
	return accept_date(value, &o->accept.until, err);
}

static int
set_accepted_address(struct options *o, const char *value, struct error *err)
{
	if (strchr(value, '@') == NULL || strpbrk(value, "*?") != NULL)
		return error_set(err, ERROR_USAGE,
		    "expected a mail address, whole and without wildcards");
	free(o->accept.address);
	o->accept.address = xstrdup(value);
	return 0;
}

static int
set_accepted_rule(struct options *o, const char *value, struct error *err)
{
	const struct rule *rule = rule_find(value);

	if (rule == NULL || strcmp(rule->id, "WE000") == 0)
		return bad_value(err, value,
		    "a rule but WE000, such as WE102 or personal-on-role-poc");
	o->accept.rule = rule->id;
	return 0;
}

static int
set_accepted_record(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0' || strpbrk(value, "*?@") != NULL)
		return bad_value(
		    err, value, "a handle, whole and without wildcards");
	o->accept.record = value;
	return 0;
}

static int
set_fail_on_new(struct options *o, const char *value, struct error *err)
{
	enum severity severity;

	if (parse_severity(value, &severity, err) == -1)
		return -1;
	o->fail_on_new = (int)severity;
	return 0;
}

static int
set_changes_only(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->changes_only = true;
	return 0;
}

static int
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
static int
set_as_of(struct options *o, const char *value, struct error *err)
{
	if (parse_moment(value, &o->as_of, err) == -1)
		return -1;
	if (strchr(value, ':') == NULL)
		o->as_of += 86400 - 1;
	return 0;
}

static int
set_since(struct options *o, const char *value, struct error *err)
{
	return parse_moment(value, &o->since, err);
}

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

static int
set_domain(struct options *o, const char *value, struct error *err)
{
	return add_domain(&o->domains, &o->shared_domains, value, err);
}

static int
set_shared_domain(struct options *o, const char *value, struct error *err)
{
	return add_domain(&o->shared_domains, &o->domains, value, err);
}

static int
set_domain_is_own(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->domain_is_own = true;
	return 0;
}

static int
set_config(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	free(o->config);
	o->config = xstrdup(value);
	return 0;
}

static int
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

/* Decimal digits only, 1 to `most`; the text behind them is left in `end`. */
static int
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
set_max_requests(struct options *o, const char *value, struct error *err)
{
	const char *end;

	if (parse_number(value, 1000000, &o->max_requests, &end) == -1 ||
	    *end != '\0')
		return bad_value(err, value, "a number from 1 to 1000000");
	return 0;
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

static int
set_run(struct options *o, const char *value, struct error *err)
{
	return parse_run(value, &o->run, err);
}

static int
set_from(struct options *o, const char *value, struct error *err)
{
	return parse_run(value, &o->from, err);
}

static int
set_to(struct options *o, const char *value, struct error *err)
{
	return parse_run(value, &o->to, err);
}

static int
set_max_per_day(struct options *o, const char *value, struct error *err)
{
	const char *end;

	if (parse_number(value, 1000000, &o->max_per_day, &end) == -1 ||
	    *end != '\0')
		return bad_value(err, value, "a number from 1 to 1000000");
	return 0;
}

static int
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

static int
set_deadline(struct options *o, const char *value, struct error *err)
{
	const char *end;

	if (parse_span(value, 7 * 86400, &o->deadline, &end) == 0 &&
	    *end == '\0')
		return 0;
	return bad_value(
	    err, value, "a time of at most a week, such as 90s, 30m or 2h");
}

static int
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

static int
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

static int
set_status_file(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	free(o->status_file);
	o->status_file = xstrdup(value);
	return 0;
}

static int
set_warning(struct options *o, const char *value, struct error *err)
{
	return parse_severity(value, &o->limits.warning, err);
}

static int
set_critical(struct options *o, const char *value, struct error *err)
{
	return parse_severity(value, &o->limits.critical, err);
}

static int
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

static int
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

static int
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

static int
set_rdap_url(struct options *o, const char *value, struct error *err)
{
	char *base;

	if (base_parse(value, &base, err) == -1)
		return -1;
	free(o->rdap_url);
	o->rdap_url = base;
	return 0;
}

static int
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

static int
set_stats_url(struct options *o, const char *value, struct error *err)
{
	return set_file_url(&o->stats_url, value, err);
}

static int
set_irr_url(struct options *o, const char *value, struct error *err)
{
	return set_file_url(&o->irr_url, value, err);
}

static int
set_bootstrap_url(struct options *o, const char *value, struct error *err)
{
	char *base;

	if (base_parse(value, &base, err) == -1)
		return -1;
	free(o->bootstrap_url);
	o->bootstrap_url = base;
	return 0;
}

static int
set_irr(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->irr = true;
	return 0;
}

static int
set_reassignments(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->reassignments = true;
	return 0;
}

static int
set_no_dns(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->no_dns = true;
	return 0;
}

static int
set_resolver(struct options *o, const char *value, struct error *err)
{
	char *server = resolver_server_parse(value, err);

	if (server == NULL)
		return -1;
	strings_add_unique(&o->resolvers, server);
	free(server);
	return 0;
}

static int
set_ca_file(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	free(o->ca_file);
	o->ca_file = xstrdup(value);
	return 0;
}

static int
set_record(struct options *o, const char *value, struct error *err)
{
	(void)err;
	o->record = value;
	return 0;
}

static int
set_bundle(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	o->bundle = value;
	return 0;
}

static int
set_replay(struct options *o, const char *value, struct error *err)
{
	(void)err;
	o->replay = value;
	return 0;
}

static int
set_dry_run(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->dry_run = true;
	return 0;
}

static int
set_what_if(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->what_if = true;
	return 0;
}

static int
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

static int
set_color(struct options *o, const char *value, struct error *err)
{
	return parse_when(value, &o->color, err);
}

static int
set_progress(struct options *o, const char *value, struct error *err)
{
	return parse_when(value, &o->progress, err);
}

static int
set_quiet(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->quiet = true;
	return 0;
}

static int
set_verbose(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->verbose++;
	return 0;
}

static int
set_help(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->help = true;
	return 0;
}

static int
set_version(struct options *o, const char *value, struct error *err)
{
	(void)value, (void)err;
	o->version = true;
	return 0;
}

/* In the order of --help. Groups: a asks the registry, w writes reports, p
 * plans an audit, s uses the store, u knows own domains and other servers, i
 * writes a configuration, and those of command.h. */
static const struct option_row rows[] = {
    {"domain", 0, "D", 'u',
	"an own mail domain: contacts at it are yours (repeatable)",
	set_domain},
    {"shared-domain", 0, "D", 'u',
	"a domain where customers have mailboxes too (repeatable)",
	set_shared_domain},
    {"domain-is-own", 0, NULL, 'p',
	"a domain search brought many POCs: all are yours", set_domain_is_own},
    {"record", 0, "DIR", 'a', "keep every answer in DIR", set_record},
    {"replay", 0, "DIR", 'a', "take every answer from DIR, touch no network",
	set_replay},
    {"dry-run", 0, NULL, 'p', "print the queries and why; make none",
	set_dry_run},
    {"plan", 0, "P", 'p',
	"reverse: few large answers; objects: one request each (reverse)",
	set_plan},
    {"rate", 0, "N", 'a', "requests per second at most (1)", set_rate},
    {"max-requests", 0, "N", 'a', "requests of one run at most (2000)",
	set_max_requests},
    {"max-per-day", 0, "N", 'a', "requests of 24 hours at most (5000)",
	set_max_per_day},
    {"deadline", 0, "T", 'a', "give up after this long (1h)", set_deadline},
    {"resume", 0, NULL, 'p', "go on with an audit that did not end",
	set_resume},
    {"rdap-url", 0, "URL", 'a', "ask this server (" RDAP_URL ")", set_rdap_url},
    {"cross-check", 0, "WHEN", 'p',
	"compare with Whois-RWS: auto (weekly), always or never (auto)",
	set_cross_check},
    {"reassignments", 0, NULL, 'p', "look below the own blocks as well",
	set_reassignments},
    {"irr", 0, NULL, 'p', "read the routing registry as well", set_irr},
    {"whois-url", 0, "URL", 'u', "Whois-RWS there (" WHOIS_URL ")",
	set_whois_url},
    {"stats-url", 0, "URL", 'u', "another statistics file", set_stats_url},
    {"irr-url", 0, "URL", 'u', "another dump of the routing registry",
	set_irr_url},
    {"bootstrap-url", 0, "URL", 'a',
	"IANA's list of registries there (" BOOTSTRAP_URL ")",
	set_bootstrap_url},
    {"no-dns", 0, NULL, 'D', "make no DNS queries", set_no_dns},
    {"resolver", 0, "ADDR", 'D',
	"ask this DNS resolver, not the system's (repeatable)", set_resolver},
    {"ca-file", 0, "FILE", 'a', "trust these certificates", set_ca_file},
    {"format", 'f', "F", 'w',
	"text, csv, excel, json, markdown, openmetrics (text)", set_format},
    {"output", 'o', "FILE", 'w', "write the report there (repeatable)",
	set_output},
    {"table", 't', "T", 'w',
	"findings, addresses, sightings, vectors or records", set_table},
    {"min-severity", 0, "S", 'w', "leave out what is below S",
	set_min_severity},
    {"fail-on", 0, "S", 'w', "exit 1 when an open finding is at or above S",
	set_fail_on},
    {"fail-on-new", 0, "S", 'n',
	"exit 1 when what is new, back or worse is at or above S",
	set_fail_on_new},
    {"changes-only", 0, NULL, 'v',
	"print only what changed since the last complete run",
	set_changes_only},
    {"cron", 0, NULL, 'p', "for cron: quiet, changes only, no mail address",
	set_cron},
    {"jitter", 0, "T", 'p',
	"start after a delay below T, the same each day (0; 1h with --cron)",
	set_jitter},
    {"status-file", 0, "FILE", 'S',
	"counts and times for monitoring, readable by all", set_status_file},
    {"warning", 0, "S", 'M', "WARNING from findings of this severity on (high)",
	set_warning},
    {"critical", 0, "S", 'M', "CRITICAL from this severity on (critical)",
	set_critical},
    {"max-age", 0, "W:C", 'M',
	"WARNING and CRITICAL when the last audit is older (26h:72h)",
	set_max_age},
    {"run", 0, "RUN", 'r', "as it was judged in that run", set_run},
    {"as-of", 0, "DATE", 'r', "as it was judged by then", set_as_of},
    {"since", 0, "DATE", 'e', "compare with the last complete run by then",
	set_since},
    {"from", 0, "RUN", 'e', "compare from this run", set_from},
    {"to", 0, "RUN", 'e', "compare to this run", set_to},
    {"status", 0, "S", 'w',
	"only findings that are open, accepted, unconfirmed, ... (all)",
	set_status},
    {"redact", 0, NULL, 'w',
	"tokens for people's data: a report that can be given away",
	set_redact},
    {"mailboxes", 0, "FILE", 'm',
	"live mailboxes at the own domains, one a line: who has left?",
	set_mailboxes},
    {"reason", 0, "TEXT", 'k', "why it is accepted", set_reason},
    {"until", 0, "DATE", 'k', "the last day, within two years", set_until},
    {"by", 0, "NAME", 'k', "who accepts it", set_by},
    {"address", 0, "A", 'k', "what is found of this address",
	set_accepted_address},
    {"record", 0, "H", 'k', "what is found on this record",
	set_accepted_record},
    {"rule", 0, "R", 'k', "what this rule finds there", set_accepted_rule},
    {"what-if", 0, NULL, 'y', "the report as it would be, all steps done",
	set_what_if},
    {"database", 'd', "FILE", 's', "the store; \":memory:\" keeps nothing",
	set_database},
    {"format", 'f', "F", 'h', "text or csv (text)", set_format},
    {"retention", 0, "T", 't', "keep what was superseded this long (400d)",
	set_retention},
    {"dry-run", 0, NULL, 'x', "say what would be erased; erase nothing",
	set_dry_run},
    {"output", 'o', "FILE", 'i', "write the configuration there", set_output},
    {"bundle", 0, "FILE", 'b', "into this tar archive, to be checked by others",
	set_bundle},
    {"config", 'c', "FILE", '*', "the configuration", set_config},
    {"now", 0, "TIME", '*', "the time to judge by", set_now},
    {"color", 0, "WHEN", '*', "auto, always or never (auto)", set_color},
    {"no-pager", 0, NULL, '*', "a long text on a terminal as it is",
	set_no_pager},
    {"progress", 0, "WHEN", 'a', "auto, always or never (auto)", set_progress},
    {"quiet", 'q', NULL, '*', "only the result and errors", set_quiet},
    {"verbose", 'v', NULL, '*', "more: findings of severity info, each query",
	set_verbose},
    {"help", 'h', NULL, '*', "this help", set_help},
    {"version", 'V', NULL, '*', "the version", set_version},
};
#define ROW_COUNT (sizeof(rows) / sizeof(*rows))
#define LONG_BASE 256 /* getopt's value for rows[i] is LONG_BASE + i */

static bool
row_taken(const struct option_row *row, const struct command *command)
{
	return row->group == '*' ||
	       (command != NULL &&
		   strchr(command->options, row->group) != NULL);
}

/* The optimal string alignment distance of two short words. */
static size_t
word_distance(const char *a, const char *b)
{
	size_t d[24][24], la = strlen(a), lb = strlen(b), i, j, best;

	if (la > 23 || lb > 23)
		return 99;
	for (i = 0; i <= la; i++)
		for (j = 0; j <= lb; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			if (d[i - 1][j] + 1 < best)
				best = d[i - 1][j] + 1;
			if (d[i][j - 1] + 1 < best)
				best = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	return d[la][lb];
}

const char *
options_nearest(const char *word, const char *const *words)
{
	const char *nearest = NULL;
	size_t distance, best = strlen(word) / 3 + 2;

	for (; *words != NULL; words++) {
		distance = word_distance(word, *words);
		if (distance < best) {
			best = distance;
			nearest = *words;
		}
	}
	return nearest;
}

int
options_unknown_command(const char *word, struct error *err)
{
	const char *names[32] = {0}, *nearest;
	unsigned i;

	for (i = 0; i < command_count && i < 31; i++)
		names[i] = commands[i].name;
	nearest = options_nearest(word, names);
	if (nearest != NULL)
		return error_set(err, ERROR_USAGE,
		    "unknown command \"%s\"; did you mean \"%s\"?", word,
		    nearest);
	return error_set(err, ERROR_USAGE,
	    "unknown command \"%s\"; \"whoexposed help\" lists them", word);
}

/* getopt met something it does not know at `word`. */
static int
unknown_option(
    const struct command *command, const char *word, struct error *err)
{
	const char *names[ROW_COUNT + 1] = {0}, *nearest, *help;
	char *bare = xstrdup(word + strspn(word, "-"));
	size_t i, n = 0;

	bare[strcspn(bare, "=")] = '\0';
	help = command == NULL ? "" : command->name;
	for (i = 0; i < ROW_COUNT; i++) {
		bool same = strcmp(rows[i].name, bare) == 0 ||
			    (rows[i].letter != 0 && bare[0] == rows[i].letter &&
				strncmp(word, "--", 2) != 0);

		if (row_taken(&rows[i], command)) {
			names[n++] = rows[i].name;
			if (same && strchr(word, '=') != NULL)
				error_set(err, ERROR_USAGE,
				    "--%s takes no value", bare);
		} else if (same && command == NULL) {
			error_set(err, ERROR_USAGE,
			    "the command comes first: whoexposed COMMAND %s",
			    word);
		} else if (same) {
			error_set(err, ERROR_USAGE,
			    "--%s does not go with this command", rows[i].name);
		}
	}
	nearest = options_nearest(bare, names);
	if (strncmp(word, "--", 2) == 0 && nearest != NULL)
		error_set(err, ERROR_USAGE,
		    "unknown option \"--%s\"; did you mean \"--%s\"?", bare,
		    nearest);
	error_set(err, ERROR_USAGE,
	    "unknown option \"%s\"; \"whoexposed %s%s--help\" lists them", word,
	    help, *help == '\0' ? "" : " ");
	free(bare);
	return -1;
}

/* What getopt_long needs to know of the options a command takes. */
struct getopt_tables {
	char letters[2 * ROW_COUNT + 2];
	struct option words[ROW_COUNT + 1];
};

static void
getopt_tables(struct getopt_tables *t, const struct command *command)
{
	char *letter = t->letters;
	size_t i, n = 0;

	*letter++ = ':';
	for (i = 0; i < ROW_COUNT; i++) {
		if (!row_taken(&rows[i], command))
			continue;
		t->words[n].name = rows[i].name;
		t->words[n].has_arg = rows[i].value != NULL;
		t->words[n++].val = LONG_BASE + (int)i;
		if (rows[i].letter == 0)
			continue;
		*letter++ = rows[i].letter;
		if (rows[i].value != NULL)
			*letter++ = ':';
	}
}

static const struct option_row *
row_of(int value)
{
	size_t i;

	if (value >= LONG_BASE)
		return &rows[value - LONG_BASE];
	for (i = 0; i < ROW_COUNT; i++)
		if (rows[i].letter == value)
			return &rows[i];
	return NULL;
}

static int
parse_words(struct options *o, int argc, char **argv, struct error *err)
{
	struct getopt_tables tables = {0};
	const struct option_row *row;
	const char *word;
	int value;

	getopt_tables(&tables, o->command);
	opterr = 0;
	optind = 0;
	for (;;) {
		word = argv[optind == 0 ? 1 : optind];
		value =
		    getopt_long(argc, argv, tables.letters, tables.words, NULL);
		if (value == -1)
			break;
		if (value == ':')
			return error_set(err, ERROR_USAGE, "%s needs a value",
			    argv[optind - 1]);
		row = value == '?' ? NULL : row_of(value);
		if (row == NULL) {
			if (optind > 1 && argv[optind - 1][0] == '-')
				word = argv[optind - 1];
			return unknown_option(o->command, word, err);
		}
		if (row->set(o, optarg, err) == -1)
			return error_prefix(err, "--%s", row->name);
		strings_add_unique(&o->given, row->name);
	}
	for (; optind < argc; optind++)
		strings_add(&o->operands, argv[optind]);
	return 0;
}

static int
check_operands(const struct options *o, struct error *err)
{
	const struct command *c = o->command;
	int count = (int)o->operands.count;

	if (count < c->operands_min)
		return error_set(err, ERROR_USAGE,
		    "expected %s; see \"whoexposed %s --help\"", c->operands,
		    c->name);
	if (c->operands_max >= 0 && count > c->operands_max)
		return error_set(err, ERROR_USAGE,
		    "\"%s\" is one word too many; see \"whoexposed %s --help\"",
		    o->operands.items[c->operands_max], c->name);
	if (o->record != NULL && o->replay != NULL)
		return error_set(err, ERROR_USAGE,
		    "--record and --replay exclude each other");
	if (o->resume && o->replay != NULL)
		return error_set(err, ERROR_USAGE,
		    "--resume and --replay exclude each other");
	return 0;
}

/* Whoever asks for it, the file or the command line. */
static int
check_redaction(const struct options *o, struct error *err)
{
	if (!o->redact)
		return 0;
	if (o->changes_only || strchr(o->command->options, 'e') != NULL)
		return error_set(err, ERROR_USAGE,
		    "--redact cannot redact changes in this version, only "
		    "whole reports");
	if (o->record == NULL)
		return 0;
	return error_set(err, ERROR_USAGE,
	    "--redact cannot redact a recording in this version: what --record "
	    "writes holds people's data; make the report from it with "
	    "--replay");
}

/* Where the store is when nobody says (interface.md of the design; the
 * XDG Base Directory Specification). */
static int
default_database(struct options *o, struct error *err)
{
	const char *dir;

	if (o->replay != NULL)
		o->database = xstrdup(":memory:");
	else if ((dir = getenv("STATE_DIRECTORY")) != NULL && *dir == '/')
		o->database = xasprintf(
		    "%.*s/whoexposed.db", (int)strcspn(dir, ":"), dir);
	else if ((dir = getenv("XDG_STATE_HOME")) != NULL && *dir == '/')
		o->database = xasprintf("%s/whoexposed/whoexposed.db", dir);
	else if ((dir = getenv("HOME")) != NULL && *dir == '/')
		o->database =
		    xasprintf("%s/.local/state/whoexposed/whoexposed.db", dir);
	else
		return error_set(err, ERROR_USAGE,
		    "no place for the store: neither --database nor HOME is "
		    "set");
	return 0;
}

static void
options_init(struct options *o)
{
	memset(o, 0, sizeof(*o));
	o->now = (int64_t)time(NULL);
	o->fail_on = -1;
	o->fail_on_new = -1;
	o->as_of = o->since = CLOCK_NONE;
	o->accept.until = CLOCK_NONE;
	o->jitter = -1;
	o->limits = (struct monitor_limits){
	    SEVERITY_HIGH, SEVERITY_CRITICAL, 26 * 3600, 72 * 3600};
	o->min_severity = SEVERITY_INFO;
	o->rdap_url = xstrdup(RDAP_URL);
	o->whois_url = xstrdup(WHOIS_URL);
	o->stats_url = xstrdup(STATS_URL);
	o->irr_url = xstrdup(IRR_URL);
	o->bootstrap_url = xstrdup(BOOTSTRAP_URL);
}

/* Where a broken configuration is what is looked for, it is no reason to
 * stop. */
static int
configure(struct options *o, struct error *err)
{
	bool examined = strchr(o->command->options, 'd') != NULL;

	if (config_load(o, examined ? &o->config_error : err) == -1)
		return examined ? 0 : -1;
	return 0;
}

int
options_parse(struct options *o, int argc, char **argv, struct error *err)
{
	struct error none = {0};

	options_init(o);
	if (argc > 1 && argv[1][0] != '-') {
		o->command = command_find(argv[1]);
		if (o->command == NULL)
			return options_unknown_command(argv[1], err);
		argc--, argv++;
	}
	if (parse_words(o, argc, argv, err) == -1)
		goto fail;
	if (o->command == NULL && o->operands.count > 0)
		return error_set(err, ERROR_USAGE,
		    "the command comes first: whoexposed %s ...",
		    o->operands.items[0]);
	if (o->command == NULL || o->help || o->version)
		return 0;
	if (check_operands(o, err) == -1)
		goto fail;
	if (*o->command->options != '\0' && configure(o, err) == -1)
		return -1;
	if (check_redaction(o, err) == -1)
		goto fail;
	if (o->database == NULL && default_database(o, &none) == -1 &&
	    strchr(o->command->options, 's') != NULL &&
	    strchr(o->command->options, 'c') == NULL) {
		error_set(err, none.code, "%s", none.text);
		goto fail;
	}
	return 0;
fail:
	return o->command == NULL ? -1
				  : error_prefix(err, "%s", o->command->name);
}

unsigned
options_jitter(const struct options *o)
{
	bool said = strings_contain(&o->given, "jitter");

	if (o->replay != NULL || (!said && !o->cron))
		return 0;
	return o->jitter >= 0 ? (unsigned)o->jitter : 3600;
}

const char *
options_whois(const struct options *o)
{
	if (strcmp(o->whois_url, WHOIS_URL) == 0 &&
	    strcmp(o->rdap_url, RDAP_URL) != 0)
		return NULL;
	return o->whois_url;
}

const char *
options_stats(const struct options *o)
{
	if (strcmp(o->stats_url, STATS_URL) == 0 &&
	    strcmp(o->rdap_url, RDAP_URL) != 0)
		return NULL;
	return o->stats_url;
}

const char *
options_bootstrap(const struct options *o)
{
	if (strcmp(o->bootstrap_url, BOOTSTRAP_URL) == 0 &&
	    strcmp(o->rdap_url, RDAP_URL) != 0)
		return NULL;
	return o->bootstrap_url;
}

static bool
registry_is_local(const struct options *o)
{
	const char *host = strstr(o->rdap_url, "://") + 3;
	size_t len = strcspn(host, *host == '[' ? "]" : ":/");
	char *copy = xstrndup(host, len + (*host == '['));
	bool local = host_is_loopback(copy);

	free(copy);
	return local;
}

const char *
options_dns_off(const struct options *o)
{
	if (o->no_dns)
		return "off (--no-dns)";
	if (o->replay == NULL && o->resolvers.count == 0 &&
	    registry_is_local(o))
		return "off: the registry is a laboratory's, and no --resolver "
		       "is given";
	return NULL;
}

void
options_clear(struct options *o)
{
	strings_clear(&o->operands);
	strings_clear(&o->outputs);
	strings_clear(&o->domains);
	strings_clear(&o->shared_domains);
	strings_clear(&o->given);
	strings_clear(&o->orgs);
	strings_clear(&o->authorities);
	strings_clear(&o->roles);
	strings_clear(&o->resolvers);
	free(o->config);
	free(o->ca_file);
	free(o->mailboxes);
	free(o->accept.address);
	free(o->status_file);
	free(o->database);
	free(o->rdap_url);
	free(o->whois_url);
	free(o->stats_url);
	free(o->irr_url);
	free(o->bootstrap_url);
}

static void
help_row(FILE *out, const struct option_row *row)
{
	char left[40];
	int n;

	n = row->letter != 0
		? snprintf(left, sizeof(left), "-%c, ", row->letter)
		: snprintf(left, sizeof(left), "    ");
	snprintf(left + n, sizeof(left) - (size_t)n, "--%s%s%s", row->name,
	    row->value != NULL ? " " : "",
	    row->value != NULL ? row->value : "");
	fprintf(out, "  %-24s %s\n", left, row->help);
}

void
options_help(FILE *out, const struct command *command)
{
	size_t i;

	for (i = 0; i < ROW_COUNT; i++)
		if (row_taken(&rows[i], command))
			help_row(out, &rows[i]);
}

/* What has a meaning for one run only. */
static const char *const passing[] = {"domain-is-own", "bundle", "record",
    "replay", "dry-run", "resume", "now", "config", "help", "version",
    "changes-only", "cron", "run", "as-of", "since", "from", "to", "reason",
    "until", "by", "address", "rule", "what-if"};

bool
options_passing(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(passing) / sizeof(*passing); i++)
		if (strcmp(name, passing[i]) == 0)
			return true;
	return false;
}

/* Domains stand there by other names. */
static bool
row_in_file(const struct option_row *row)
{
	return row->group != 'i' && row->group != 'h' && row->group != 'k' &&
	       row->set != set_domain && row->set != set_shared_domain &&
	       !options_passing(row->name);
}

const char *
options_file_name(size_t i, bool *list)
{
	const struct option_row *row;

	for (row = rows; row < rows + ROW_COUNT; row++) {
		if (!row_in_file(row) || i-- > 0)
			continue;
		*list = row->set == set_output || row->set == set_resolver;
		return row->name;
	}
	return NULL;
}

/* 1, 0, or -1 and what was expected. */
static int
parse_truth(const char *value, struct error *err)
{
	if (strcmp(value, "true") == 0)
		return 1;
	if (strcmp(value, "false") == 0)
		return 0;
	return bad_value(err, value, "true or false");
}

/* Does the command line, or what is being done, leave it to the file? */
static bool
left_to_file(
    const struct options *o, const struct option_row *row, const char *value)
{
	struct error ignored = {0};
	bool shared = row->set == set_shared_domain, other;
	char *key;

	if (shared || row->set == set_domain) {
		key = domains_own_key(value, &ignored);
		other = strings_contain(
			    &o->given, shared ? "domain" : "shared-domain") &&
			key != NULL &&
			strings_contain(
			    shared ? &o->domains : &o->shared_domains, key);
		free(key);
		return !other;
	}
	if (strings_contain(&o->given, row->name))
		return false;
	if (row->set == set_output)
		return row_taken(row, o->command);
	/* It is about what is configured, as it is now. */
	if (row->set == set_status_file && o->operands.count > 0)
		return false;
	return (row->set != set_database && row->set != set_status_file) ||
	       o->replay == NULL;
}

int
options_configure(
    struct options *o, const char *name, const char *value, struct error *err)
{
	const struct option_row *row = rows;
	struct options unused;
	int truth = 1, result;

	while (strcmp(row->name, name) != 0)
		if (++row == rows + ROW_COUNT)
			return error_set(err, ERROR_INTERNAL, "no option");
	if (row->value == NULL && (truth = parse_truth(value, err)) != 1)
		return truth;
	options_init(&unused);
	result =
	    row->set(left_to_file(o, row, value) ? o : &unused, value, err);
	options_clear(&unused);
	return result;
}

/* "(1)" at the end of a help text says what holds when nothing is given. */
static void
put_default(struct buf *out, const struct option_row *row)
{
	const char *open = strrchr(row->help, '(');
	size_t len = open != NULL ? strcspn(open + 1, ")") : 0;

	if (len == 0 || strcmp(open + 1 + len, ")") != 0 ||
	    memchr(open, ' ', len) != NULL || strcmp(open, "(repeatable)") == 0)
		buf_printf(out, "\"%s\"\n", row->value);
	else
		buf_printf(out, "\"%.*s\"\n", (int)len, open + 1);
}

void
options_defaults(struct buf *out)
{
	const struct option_row *row;

	for (row = rows; row < rows + ROW_COUNT; row++) {
		if (!row_in_file(row))
			continue;
		buf_printf(out, "# %s\n#%s = ", row->help, row->name);
		if (row->value == NULL)
			buf_puts(out, "false\n");
		else
			put_default(out, row);
	}
}
