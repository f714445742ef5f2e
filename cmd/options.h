/*
 * options: the command line and the configuration file, understood. One table
 * of options; each command takes those of its groups, the global ones go
 * everywhere.
 */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include <stdint.h>
#include <stdio.h>
#include "command.h"
#include "rdap/buf.h"
#include "rdap/enumerate.h"
#include "reports/format.h"
#include "reports/monitor.h"

enum when {
	WHEN_AUTO,
	WHEN_ALWAYS,
	WHEN_NEVER,
};

struct options {
	const struct command *command;
	struct strings operands;
	struct strings given; /* options, by name, on the command line */
	bool help;
	bool version;

	char *config;               /* the file that was read, or NULL */
	struct error config_error;  /* doctor, audit: what is wrong */
	struct strings orgs;        /* configured: handles */
	struct strings authorities; /* of each, authority.h */
	struct strings roles;       /* mailbox_role_valid() */

	char *database; /* resolved path, or ":memory:" */
	bool database_chosen;
	const struct format *format; /* NULL: text, or as the suffix says */
	struct strings outputs;
	struct error refused; /* another output, by outputs_check() */
	enum table table;
	bool table_chosen;
	enum severity min_severity;
	unsigned statuses; /* bits 1 << enum status; 0: all */
	bool redact;
	char *mailboxes; /* the list of live ones, a file, or NULL */
	int fail_on;     /* a severity, or -1 */
	int fail_on_new;
	bool changes_only;
	bool cron;
	int64_t run;      /* --run, or 0 */
	int64_t as_of;    /* or CLOCK_NONE, as the next */
	int64_t since;    /* diff */
	int64_t from, to; /* diff: runs, or 0 */
	int64_t now;      /* the time to judge by */
	bool quiet;
	unsigned verbose;
	enum when color;
	bool no_pager;
	enum when progress;

	struct strings domains;        /* keys */
	struct strings shared_domains; /* keys */
	bool domain_is_own; /* however many POCs are at one, they are ours */
	double rate;
	unsigned max_requests;
	unsigned deadline; /* seconds */
	unsigned max_per_day;
	unsigned retention; /* days, or 0 */
	int jitter;         /* seconds; -1: not given */
	char *status_file;
	struct monitor_limits limits; /* check */
	bool resume;
	enum plan plan;
	enum cross_check cross_check;
	char *rdap_url;
	char *whois_url;
	char *stats_url;
	char *irr_url;
	char *bootstrap_url;
	bool irr;                 /* read the routing registry */
	bool reassignments;       /* look below the own blocks */
	bool no_dns;              /* make no DNS queries */
	struct strings resolvers; /* to ask in place of the system's */
	char *ca_file;
	const char *record;
	const char *replay;
	const char *bundle; /* evidence: into this file */
	bool dry_run;
	bool what_if;

	struct {
		char *address;      /* or NULL */
		const char *rule;   /* its id, or NULL */
		const char *record; /* or NULL */
		const char *reason;
		const char *by;
		int64_t until; /* a day, or CLOCK_NONE */
	} accept;
};

/*
 * Understand argv[1..]. ERROR_USAGE names the command, the option and what was
 * expected, and has a "did you mean" for words that are nearly right.
 */
int options_parse(
    struct options *options, int argc, char **argv, struct error *err);
void options_clear(struct options *options);

/* An audit starts after a delay below this many seconds: as given; an hour with
 * --cron, or what the configuration says in its place; none in a replay. */
unsigned options_jitter(const struct options *options);

/* Whois-RWS as given; NULL where another RDAP server than ARIN's is asked and
 * nothing was said of a Whois-RWS that goes with it. */
const char *options_whois(const struct options *options);
/* The statistics file, likewise. */
const char *options_stats(const struct options *options);
/* Why DNS is not asked, a clause; NULL when it is. It is not beside a registry
 * on a loopback address, a laboratory's, unless a resolver is named. */
const char *options_dns_off(const struct options *options);

/* The base of IANA's bootstrap files, likewise: where it is NULL, what the
 * server is asked for may be anybody's. */
const char *options_bootstrap(const struct options *options);

/*
 * For config.c. The name of the i-th option that a configuration file can hold,
 * NULL behind the last; `list`: it may have several values.
 */
const char *options_file_name(size_t i, bool *list);
/* Is it one that only the command line takes? */
bool options_passing(const char *name);
/*
 * One value of an option, by its long name, as the file has it; "true" or
 * "false" for what takes none on the command line. Always checked; without
 * effect where the command line said otherwise. -1 and ERROR_USAGE.
 */
int options_configure(struct options *options, const char *name,
    const char *value, struct error *err);

/* All of these as comments of a configuration, with their defaults. */
void options_defaults(struct buf *out);

/* ERROR_USAGE for a word that is no command, with the nearest one; -1. */
int options_unknown_command(const char *word, struct error *err);

/* The nearest of the words, or NULL when none is near. */
const char *options_nearest(const char *word, const char *const *words);

#endif
