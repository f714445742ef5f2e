#include <stdlib.h>
#include <string.h>

#include "completions.h"
#include "options_rows.h"

static const char head[] =
    "# fish completion for whoexposed; made from its tables\n"
    "\n"
    "function __whoexposed_first\n"
    "\tset -l words (commandline -opc)\n"
    "\ttest (count $words) -eq 1\n"
    "end\n"
    "function __whoexposed_in\n"
    "\tset -l words (commandline -opc)\n"
    "\ttest (count $words) -gt 1; and contains -- $words[2] $argv\n"
    "end\n"
    "complete -c whoexposed -f\n"
    "complete -c whoexposed -n __whoexposed_first -s h -l help "
    "-d 'this help'\n"
    "complete -c whoexposed -n __whoexposed_first -s V -l version "
    "-d 'the version'\n";

static void
put_quoted(FILE *out, const char *text)
{
	fputc('\'', out);
	for (; *text != '\0'; text++) {
		if (*text == '\'' || *text == '\\')
			fputc('\\', out);
		fputc(*text, out);
	}
	fputc('\'', out);
}

static void
put_value(FILE *out, const struct option_row *row)
{
	struct strings words = {0};
	char *joined;

	option_words(row, &words);
	joined = strings_join(&words, " ");
	if (words.count > 0 && option_listed(row))
		fprintf(out, " -x -a '(__fish_append , %s)'", joined);
	else if (words.count > 0)
		fprintf(out, " -x -a '%s'", joined);
	else if (strcmp(row->value, "FILE") == 0)
		fputs(" -r -F", out);
	else if (strcmp(row->value, "DIR") == 0)
		fputs(" -x -a '(__fish_complete_directories)'", out);
	else
		fputs(" -x", out);
	free(joined);
	strings_clear(&words);
}

static void
put_option(FILE *out, const struct option_row *row)
{
	const char *before = " -n '__whoexposed_in";
	unsigned i;

	fputs("complete -c whoexposed", out);
	for (i = 0; i < command_count; i++) {
		if (commands[i].task == TASK_HIDDEN ||
		    !option_taken(row, &commands[i]))
			continue;
		fprintf(out, "%s %s", before, commands[i].name);
		before = "";
	}
	fputc('\'', out);
	if (row->letter != 0)
		fprintf(out, " -s %c", row->letter);
	fprintf(out, " -l %s", row->name);
	if (row->value != NULL)
		put_value(out, row);
	fputs(" -d ", out);
	put_quoted(out, row->help);
	fputc('\n', out);
}

static void
put_operands(FILE *out, const struct command *command)
{
	struct strings words = {0};
	char *joined;

	operand_words(command, &words);
	joined = strings_join(&words, " ");
	if (words.count > 0)
		fprintf(out,
		    "complete -c whoexposed -n '__whoexposed_in %s' -a '%s'\n",
		    command->name, joined);
	else if (strstr(command->operands, "FILE") != NULL)
		fprintf(out,
		    "complete -c whoexposed -n '__whoexposed_in %s' -F\n",
		    command->name);
	free(joined);
	strings_clear(&words);
}

void
complete_fish(FILE *out)
{
	const struct option_row *row = option_rows;
	unsigned i;

	fputs(head, out);
	for (i = 0; i < command_count; i++) {
		if (commands[i].task == TASK_HIDDEN)
			continue;
		fprintf(out,
		    "complete -c whoexposed -n __whoexposed_first "
		    "-a %s -d ",
		    commands[i].name);
		put_quoted(out, commands[i].summary);
		fputc('\n', out);
		put_operands(out, &commands[i]);
	}
	for (; row < option_rows + option_row_count; row++)
		put_option(out, row);
}
