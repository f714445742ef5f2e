#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "options.h"
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"

#define RDAP_URL "https://rdap.arin.net/registry/"

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

static int
set_output(struct options *o, const char *value, struct error *err)
{
	if (*value == '\0')
		return bad_value(err, value, "a file name");
	if (!strings_add_unique(&o->outputs, value))
		return error_set(
		    err, ERROR_USAGE, "\"%s\" is given twice", value);
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

static int
set_domain(struct options *o, const char *value, struct error *err)
{
	char *key;

	if (strchr(value, '@') != NULL)
		return error_set(err, ERROR_USAGE,
		    "expected a mail domain "
		    "such as example.com, not a mail address");
	key = domain_key(value);
	if (key == NULL)
		return bad_value(err, value,
		    "a mail domain such as example.com, without a wildcard");
	strings_add_unique(&o->domains, key);
	free(key);
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

static const struct {
	const char *unit;
	unsigned seconds;
} spans[] = {{"", 1}, {"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};

static int
set_deadline(struct options *o, const char *value, struct error *err)
{
	static const unsigned week = 7 * 86400;
	const char *end;
	unsigned number;
	size_t i;

	if (parse_number(value, week, &number, &end) == 0)
		for (i = 0; i < sizeof(spans) / sizeof(*spans); i++)
			if (strcmp(end, spans[i].unit) == 0 &&
			    number <= week / spans[i].seconds) {
				o->deadline = number * spans[i].seconds;
				return 0;
			}
	return bad_value(
	    err, value, "a time of at most a week, such as 90s, 30m or 2h");
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
set_ca_file(struct options *o, const char *value, struct error *err)
{
	(void)err;
	o->ca_file = value;
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
 * plans an audit, s uses the store. */
static const struct option_row rows[] = {
    {"domain", 0, "D", 'p',
	"an own mail domain: contacts at it are yours (repeatable)",
	set_domain},
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
    {"deadline", 0, "T", 'a', "give up after this long (1h)", set_deadline},
    {"rdap-url", 0, "URL", 'a', "ask this server (" RDAP_URL ")", set_rdap_url},
    {"ca-file", 0, "FILE", 'a', "trust these certificates", set_ca_file},
    {"format", 'f', "F", 'w', "text, csv or json (text, or by suffix)",
	set_format},
    {"output", 'o', "FILE", 'w', "write the report there (repeatable)",
	set_output},
    {"table", 't', "T", 'w',
	"findings, addresses, sightings, vectors or records", set_table},
    {"min-severity", 0, "S", 'w', "leave out what is below S",
	set_min_severity},
    {"fail-on", 0, "S", 'w', "exit 1 when an open finding is at or above S",
	set_fail_on},
    {"database", 'd', "FILE", 's', "the store; \":memory:\" keeps nothing",
	set_database},
    {"now", 0, "TIME", '*', "the time to judge by", set_now},
    {"color", 0, "WHEN", '*', "auto, always or never (auto)", set_color},
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
	return 0;
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
	o->min_severity = SEVERITY_INFO;
	o->rdap_url = xstrdup(RDAP_URL);
}

int
options_parse(struct options *o, int argc, char **argv, struct error *err)
{
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
	if (o->database == NULL && strchr(o->command->options, 's') != NULL &&
	    default_database(o, err) == -1)
		goto fail;
	return 0;
fail:
	return o->command == NULL ? -1
				  : error_prefix(err, "%s", o->command->name);
}

void
options_clear(struct options *o)
{
	strings_clear(&o->operands);
	strings_clear(&o->outputs);
	strings_clear(&o->domains);
	free(o->database);
	free(o->rdap_url);
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
