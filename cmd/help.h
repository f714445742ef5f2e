/*
 * help: --help, made from the tables of commands and options.
 */
#ifndef CMD_HELP_H
#define CMD_HELP_H

#include <stdbool.h>
#include <stdio.h>
#include "command.h"

/* `brief`: on one screen. */
void help_program(FILE *out, bool brief);
void help_command(FILE *out, const struct command *command);

#endif
