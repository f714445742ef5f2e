/*
 * options_rows: the rows of the table of options (options.c), and what sets
 * each. Only for the options*.c files and what is made from the table; all
 * others read struct options.
 */
#ifndef CMD_OPTIONS_ROWS_H
#define CMD_OPTIONS_ROWS_H

#include "options.h"

struct option_row {
	const char *name;
	char letter;       /* or 0 */
	const char *value; /* "FILE", or NULL when it takes none */
	char group;        /* a command lists the groups it takes; '*': all */
	const char *help;
	int (*set)(struct options *, const char *value, struct error *);
};

extern const struct option_row option_rows[];
extern const size_t option_row_count;

/* Does the command take it? NULL: only what all take. */
bool option_taken(const struct option_row *row, const struct command *command);

/* "expected EXPECTED, not "VALUE""; -1. */
int bad_value(struct error *err, const char *value, const char *expected);
/* Decimal digits only, 1 to `most`; the text behind them is left in `end`. */
int parse_number(
    const char *value, unsigned most, unsigned *number, const char **end);

/* What sets each: 0, or -1 and ERROR_USAGE with what was expected. The value is
 * NULL for an option that takes none. options_set.c has those of the store and
 * of reports, options_set_audit.c those of what is asked and how. */
typedef int option_setter(struct options *, const char *, struct error *);

option_setter set_accepted_address;
option_setter set_accepted_record;
option_setter set_accepted_rule;
option_setter set_as_of;
option_setter set_bootstrap_url;
option_setter set_bundle;
option_setter set_by;
option_setter set_ca_file;
option_setter set_changes_only;
option_setter set_color;
option_setter set_config;
option_setter set_critical;
option_setter set_cron;
option_setter set_cross_check;
option_setter set_database;
option_setter set_deadline;
option_setter set_domain;
option_setter set_domain_is_own;
option_setter set_dry_run;
option_setter set_fail_on;
option_setter set_fail_on_new;
option_setter set_format;
option_setter set_from;
option_setter set_help;
option_setter set_irr;
option_setter set_irr_url;
option_setter set_jitter;
option_setter set_mailboxes;
option_setter set_max_age;
option_setter set_max_per_day;
option_setter set_max_requests;
option_setter set_min_severity;
option_setter set_no_dns;
option_setter set_no_pager;
option_setter set_now;
option_setter set_output;
option_setter set_plan;
option_setter set_progress;
option_setter set_quiet;
option_setter set_rate;
option_setter set_rdap_url;
option_setter set_reason;
option_setter set_reassignments;
option_setter set_record;
option_setter set_redact;
option_setter set_replay;
option_setter set_resolver;
option_setter set_resume;
option_setter set_retention;
option_setter set_run;
option_setter set_shared_domain;
option_setter set_since;
option_setter set_stats_url;
option_setter set_status;
option_setter set_status_file;
option_setter set_table;
option_setter set_to;
option_setter set_until;
option_setter set_verbose;
option_setter set_version;
option_setter set_warning;
option_setter set_what_if;
option_setter set_whois_url;

/*
 * What can be typed as its value where that is one of some words (none: where
 * it is not), and likewise as a word behind the command. For completions and
 * for a "did you mean".
 */
void option_words(const struct option_row *row, struct strings *words);
void operand_words(const struct command *command, struct strings *words);
/* May several such words be joined by commas? */
bool option_listed(const struct option_row *row);
bool option_repeatable(const struct option_row *row);

/* Set it. What was wrong with the value ends with the nearest word. */
int option_set(const struct option_row *row, struct options *options,
    const char *value, struct error *err);

/* What the options are before anybody said anything. */
void options_init(struct options *options);

#endif
