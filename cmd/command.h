/*
 * command: what a user can type. One descriptor a command, in one table
 * (main.c); adding one is one file and one row. --help is made from here.
 */
#ifndef CMD_COMMAND_H
#define CMD_COMMAND_H

#include "rdap/error.h"

struct options;

/* What somebody is about who types it: the heading in --help. */
enum task {
	TASK_HOUSE, /* keep house: unless said */
	TASK_START,
	TASK_AUDIT,
	TASK_UNDERSTAND,
	TASK_TIME,
	TASK_HIDDEN, /* for other programs; not in --help */
};

struct command {
	const char *name;
	enum task task;
	const char *operands; /* "ORG...", "" */
	const char *summary;  /* one line of the program's --help */
	const char *text;     /* a paragraph or two of its own --help */
	const char *examples; /* lines, indented by two blanks */
	/* Groups of options it takes:
	 *   a  asks the registry
	 *   b  bundles evidence
	 *   c  does without a store where there is none
	 *   d  is called with a broken configuration as well, to tell of it
	 *   D  asks DNS
	 *   e  compares two runs
	 *   h  tells history
	 *   i  writes a configuration
	 *   k  accepts
	 *   m  judges
	 *   M  is for monitoring: what is wrong is told on stdout, exit
	 *      status 3
	 *   n  tells news
	 *   p  plans an audit
	 *   r  looks at an earlier run
	 *   s  uses the store
	 *   t  keeps what is superseded for a time
	 *   S  knows the status file
	 *   u  knows own domains and other servers
	 *   v  can tell news and nothing else
	 *   w  writes reports
	 *   x  erases
	 *   y  makes a plan of what to change */
	const char *options;
	int operands_min;
	int operands_max; /* -1: any number */
	/* The exit status; on failure fills `err` and returns its code. */
	int (*run)(const struct options *options, struct error *err);
};

extern const struct command commands[];
extern const unsigned command_count;

const struct command *command_find(const char *name); /* or NULL */

int cmd_accept(const struct options *options, struct error *err);
int cmd_audit(const struct options *options, struct error *err);
int cmd_backup(const struct options *options, struct error *err);
int cmd_check(const struct options *options, struct error *err);
/* The line of `check` for what went wrong before or in it; its exit status. */
int cmd_check_unknown(const struct error *err);
int cmd_completions(const struct options *options, struct error *err);
int cmd_diff(const struct options *options, struct error *err);
int cmd_doctor(const struct options *options, struct error *err);
int cmd_evidence(const struct options *options, struct error *err);
int cmd_explain(const struct options *options, struct error *err);
int cmd_export(const struct options *options, struct error *err);
int cmd_find(const struct options *options, struct error *err);
int cmd_forget(const struct options *options, struct error *err);
int cmd_help(const struct options *options, struct error *err);
int cmd_history(const struct options *options, struct error *err);
int cmd_init(const struct options *options, struct error *err);
int cmd_plan(const struct options *options, struct error *err);
int cmd_redact_key(const struct options *options, struct error *err);
int cmd_prune(const struct options *options, struct error *err);
int cmd_report(const struct options *options, struct error *err);
int cmd_runs(const struct options *options, struct error *err);
int cmd_show(const struct options *options, struct error *err);

#endif
