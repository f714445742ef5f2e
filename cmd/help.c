#include "help.h"
#include "options.h"

void
help_program(FILE *out)
{
	unsigned i;

	fputs("whoexposed: which of your mail addresses ARIN's public registry "
	      "shows,\nto whom, and how to fix each. For your own "
	      "organization.\n\n"
	      "usage: whoexposed COMMAND [OPTION]... [WORD]...\n\n",
	    out);
	for (i = 0; i < command_count; i++)
		fprintf(
		    out, "  %-10s %s\n", commands[i].name, commands[i].summary);
	fputs(
	    "\nFirst: whoexposed find 203.0.113.7   which organization am I?\n"
	    "Then:  whoexposed audit EXMPL-1      what does the registry show "
	    "of it?\n\nOptions everywhere:\n",
	    out);
	options_help(out, NULL);
	fputs(
	    "\n\"whoexposed COMMAND --help\" tells more of each; the manual is "
	    "whoexposed(1).\n"
	    "Wildcards and searches by name are refused: this audits your own\n"
	    "organization. ARIN's terms of use apply:\n"
	    "https://www.arin.net/resources/registry/whois/tou/\n",
	    out);
}

void
help_command(FILE *out, const struct command *command)
{
	fprintf(out, "usage: whoexposed %s [OPTION]...%s%s\n\n%s\n\nOptions:\n",
	    command->name, *command->operands == '\0' ? "" : " ",
	    command->operands, command->text);
	options_help(out, command);
	fprintf(out, "\nExamples:\n%s", command->examples);
}
