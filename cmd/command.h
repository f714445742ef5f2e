/*
 * command: what a user can type. One descriptor a command, in one table
 * (main.c); adding one is one file and one row. --help is made from here.
 */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include "rdap/error.h"

struct options;

struct command {
	const char *name;
	const char *operands; /* "ORG...", "" */
	const char *summary;  /* one line of the program's --help */
	const char *text;     /* a paragraph or two of its own --help */
	const char *examples; /* lines, indented by two blanks */
	const char *options; /* groups of options it takes: a asks the registry,
	                         p plans an audit, w writes reports, s uses the
	                         store, i writes a configuration, d examines
	                         one, so that a broken one does not end it, u
	                         knows own domains and other servers, c does
	                         without a store where there is none */
	int operands_min;
	int operands_max; /* -1: any number */
	/* The exit status; on failure fills `err` and returns its code. */
	int (*run)(const struct options *options, struct error *err);
};

extern const struct command commands[];
extern const unsigned command_count;

const struct command *command_find(const char *name); /* or NULL */

int cmd_audit(const struct options *options, struct error *err);
int cmd_doctor(const struct options *options, struct error *err);
int cmd_find(const struct options *options, struct error *err);
int cmd_help(const struct options *options, struct error *err);
int cmd_init(const struct options *options, struct error *err);
int cmd_report(const struct options *options, struct error *err);
int cmd_runs(const struct options *options, struct error *err);
int cmd_show(const struct options *options, struct error *err);

#endif
