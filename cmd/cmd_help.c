#include <string.h>

#include "command.h"
#include "help.h"
#include "options.h"

int
cmd_help(const struct options *options, struct error *err)
{
	const struct command *command;

	if (options->operands.count == 0) {
		help_program(stdout, false);
		return 0;
	}
	command = command_find(options->operands.items[0]);
	if (command == NULL)
		return options_unknown_command(options->operands.items[0], err),
		       ERROR_USAGE;
	help_command(stdout, command);
	return 0;
}
