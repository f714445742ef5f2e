#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "config.h"
#include "deliver.h"
#include "options_rows.h"
#include "outputs.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"

#define RDAP_URL  "https://rdap.arin.net/registry/"
#define WHOIS_URL "https://whois.arin.net/rest/"
#define STATS_URL                              \
	"https://ftp.arin.net/pub/stats/arin/" \
	"delegated-arin-extended-latest"
#define IRR_URL       "https://ftp.arin.net/pub/rr/arin.db.gz"
#define BOOTSTRAP_URL "https://data.iana.org/rdap/"

/* In the order of --help. Groups: a asks the registry, w writes reports, p
 * plans an audit, s uses the store, u knows own domains and other servers, i
 * writes a configuration, and those of command.h. */
const struct option_row option_rows[] = {
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
	"text, csv, excel, json, html, markdown, openmetrics (text)",
	set_format},
    {"format", 'f', "F", 'y', "text or markdown (text)", set_format},
    {"format", 'f', "F", 'e', "text, csv, excel, json or markdown (text)",
	set_format},
    {"output", 'o', "FILE", 'w',
	"write the report there; - is standard output (repeatable)",
	set_output},
    {"table", 't', "T", 'w',
	"findings, addresses, sightings, vectors or records", set_table},
    {"min-severity", 0, "S", 'w', "leave out what is below S",
	set_min_severity},
    {"fail-on", 0, "S", 'w',
	"exit 1 when a finding that is not mended is at or above S",
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
#define ROW_COUNT (sizeof(option_rows) / sizeof(*option_rows))
const size_t option_row_count = ROW_COUNT;
#define LONG_BASE 256 /* getopt's value for option_rows[i] is LONG_BASE + i */

bool
option_taken(const struct option_row *row, const struct command *command)
{
	/* What tells changes has formats of its own, and one table. */
	if (command != NULL && strchr(command->options, 'e') != NULL &&
	    row->group == 'w' &&
	    (row->set == set_format || row->set == set_table))
		return false;
	return row->group == '*' ||
	       (command != NULL &&
		   strchr(command->options, row->group) != NULL);
}

int
options_unknown_command(const char *word, struct error *err)
{
	const char *names[64] = {0}, *nearest;
	unsigned i, n = 0;

	for (i = 0; i < command_count && n < 63; i++)
		if (commands[i].task != TASK_HIDDEN)
			names[n++] = commands[i].name;
	nearest = options_nearest(word, names);
	if (nearest != NULL)
		return error_set(err, ERROR_USAGE,
		    "unknown command \"%s\"; did you mean \"%s\"?", word,
		    nearest);
	return error_set(err, ERROR_USAGE,
	    "unknown command \"%s\"; \"whoexposed help\" lists them", word);
}

/* getopt met something it does not know at `word`; `first` is what the command
 * line begins with, an option where there is no command. */
static int
unknown_option(const struct command *command, const char *first,
    const char *word, struct error *err)
{
	const char *names[ROW_COUNT + 1] = {0}, *nearest, *help;
	char *bare = xstrdup(word + strspn(word, "-"));
	size_t i, n = 0;

	bare[strcspn(bare, "=")] = '\0';
	help = command == NULL ? "" : command->name;
	for (i = 0; i < ROW_COUNT; i++) {
		bool same = strcmp(option_rows[i].name, bare) == 0 ||
			    (option_rows[i].letter != 0 &&
				bare[0] == option_rows[i].letter &&
				strncmp(word, "--", 2) != 0);

		if (option_taken(&option_rows[i], command)) {
			names[n++] = option_rows[i].name;
			if (same && strchr(word, '=') != NULL)
				error_set(err, ERROR_USAGE,
				    "--%s takes no value", bare);
		} else if (same && command == NULL) {
			error_set(err, ERROR_USAGE,
			    "the command comes first: whoexposed COMMAND %s",
			    first);
		} else if (same) {
			error_set(err, ERROR_USAGE,
			    "--%s does not go with this command",
			    option_rows[i].name);
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
		if (!option_taken(&option_rows[i], command))
			continue;
		t->words[n].name = option_rows[i].name;
		t->words[n].has_arg = option_rows[i].value != NULL;
		t->words[n++].val = LONG_BASE + (int)i;
		if (option_rows[i].letter == 0)
			continue;
		*letter++ = option_rows[i].letter;
		if (option_rows[i].value != NULL)
			*letter++ = ':';
	}
}

static const struct option_row *
row_of(int value)
{
	size_t i;

	if (value >= LONG_BASE)
		return &option_rows[value - LONG_BASE];
	for (i = 0; i < ROW_COUNT; i++)
		if (option_rows[i].letter == value)
			return &option_rows[i];
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
			return unknown_option(o->command, argv[1], word, err);
		}
		if (option_set(row, o, optarg, err) == -1)
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
	if (o->run != 0 && o->as_of != CLOCK_NONE)
		return error_set(
		    err, ERROR_USAGE, "--run and --as-of exclude each other");
	if (o->from != 0 && o->since != CLOCK_NONE)
		return error_set(
		    err, ERROR_USAGE, "--from and --since exclude each other");
	if (o->changes_only && !o->cron && o->outputs.count == 0 &&
	    deliver_changes_format(o->format, err) == -1)
		return -1;
	if (strchr(c->options, 'e') != NULL && o->outputs.count == 0 &&
	    deliver_changes_format(o->format, err) == -1)
		return -1;
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

void
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

/* Where a broken configuration is what is to be told, it is no reason to
 * stop. */
static int
configure(struct options *o, struct error *err)
{
	bool told = strchr(o->command->options, 'd') != NULL;

	if (config_load(o, told ? &o->config_error : err) == -1)
		return told ? 0 : -1;
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
	if (o->database == NULL && default_database(o, &none) == -1 &&
	    strchr(o->command->options, 's') != NULL &&
	    strchr(o->command->options, 'c') == NULL) {
		error_set(err, none.code, "%s", none.text);
		goto fail;
	}
	return outputs_check(o, err);
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
