/*
 * help: --help, made from the tables of commands and options.
 */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include <stdio.h>
#include "command.h"

void help_program(FILE *out);
void help_command(FILE *out, const struct command *command);

#endif
