/*
 * options: the command line, understood. One table of options; each command
 * takes those of its groups, the global ones go everywhere.
 */
#ifndef CMD_OPTIONS_H
#define CMD_OPTIONS_H

#include <stdint.h>
#include <stdio.h>
#include "command.h"
#include "rdap/enumerate.h"
#include "reports/format.h"

enum when {
	WHEN_AUTO,
	WHEN_ALWAYS,
	WHEN_NEVER,
};

struct options {
	const struct command *command;
	struct strings operands;
	bool help;
	bool version;

	char *database; /* resolved path, or ":memory:" */
	bool database_chosen;
	const struct format *format; /* NULL: text, or as the suffix says */
	struct strings outputs;
	enum table table;
	bool table_chosen;
	enum severity min_severity;
	int fail_on; /* a severity, or -1 */
	int64_t now; /* the time to judge by */
	bool quiet;
	unsigned verbose;
	enum when color;
	enum when progress;

	struct strings domains; /* keys */
	double rate;
	unsigned max_requests;
	unsigned deadline; /* seconds */
	enum plan plan;
	char *rdap_url;
	const char *ca_file;
	const char *record;
	const char *replay;
	bool dry_run;
};

/*
 * Understand argv[1..]. ERROR_USAGE names the command, the option and what was
 * expected, and has a "did you mean" for words that are nearly right.
 */
int options_parse(
    struct options *options, int argc, char **argv, struct error *err);
void options_clear(struct options *options);

/* The options of a command as its --help shows them; NULL: the global ones. */
void options_help(FILE *out, const struct command *command);

/* ERROR_USAGE for a word that is no command, with the nearest one; -1. */
int options_unknown_command(const char *word, struct error *err);

/* The nearest of the words, or NULL when none is near. */
const char *options_nearest(const char *word, const char *const *words);

#endif
