/*
 * completions: scripts for shells that complete what is typed behind
 * "whoexposed": commands, the options of each, and their values. Made from the
 * tables of commands and options; what is in no table (handles, addresses) is
 * not completed, since a shell would show people's data unasked.
 */
#ifndef CMD_COMPLETIONS_H
#define CMD_COMPLETIONS_H

#include <stdio.h>

void complete_bash(FILE *out);
void complete_zsh(FILE *out);
void complete_fish(FILE *out);

#endif
