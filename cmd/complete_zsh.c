#include <stdlib.h>
#include <string.h>

#include "completions.h"
#include "options_rows.h"

static const char head[] =
    "#compdef whoexposed\n"
    "# zsh completion for whoexposed; made from its tables\n"
    "\n"
    "_whoexposed() {\n"
    "\tlocal curcontext=$curcontext state line\n"
    "\tlocal -a commands\n"
    "\tlocal -A opt_args\n"
    "\n"
    "\tcommands=(\n";

static const char middle[] =
    "\t)\n"
    "\t_arguments -C '(- *)'{-h,--help}'[this help]' \\\n"
    "\t\t'(- *)'{-V,--version}'[the version]' \\\n"
    "\t\t'1: :->command' '*:: :->words' && return\n"
    "\tif [[ $state == command ]]; then\n"
    "\t\t_describe -t commands command commands\n"
    "\t\treturn\n"
    "\tfi\n"
    "\tcase $words[1] in\n";

static const char tail[] = "\tesac\n"
			   "}\n"
			   "\n"
			   "_whoexposed \"$@\"\n";

/* Within single quotes; `special` gets a backslash. */
static void
put_quoted(FILE *out, const char *text, const char *special)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			fputs("'\\'", out);
		else if (strchr(special, *text) != NULL)
			fputc('\\', out);
		fputc(*text, out);
	}
}

static void
put_action(FILE *out, const struct option_row *row)
{
	struct strings words = {0};
	char *joined;

	option_words(row, &words);
	joined = strings_join(&words, " ");
	fprintf(out, ":%s:", row->value);
	if (words.count > 0 && option_listed(row))
		fprintf(out, "_sequence compadd - %s", joined);
	else if (words.count > 0)
		fprintf(out, "(%s)", joined);
	else if (strcmp(row->value, "FILE") == 0)
		fputs("_files", out);
	else if (strcmp(row->value, "DIR") == 0)
		fputs("_files -/", out);
	else
		fputc(' ', out);
	free(joined);
	strings_clear(&words);
}

/* '(-f --format)'{-f,--format=}'[help]:F:(text csv)' */
static void
put_option(FILE *out, const struct option_row *row)
{
	const char *sign = row->value != NULL ? "=" : "";

	fputs(" \\\n\t\t\t", out);
	if (option_repeatable(row))
		fputs("'*'", out);
	else if (row->letter != 0)
		fprintf(out, "'(-%c --%s)'", row->letter, row->name);
	if (row->letter != 0)
		fprintf(out, "{-%c%s,--%s%s}'", row->letter,
		    row->value != NULL ? "+" : "", row->name, sign);
	else
		fprintf(out, "'--%s%s", row->name, sign);
	fputc('[', out);
	put_quoted(out, row->help, "[]\\:");
	fputc(']', out);
	if (row->value != NULL)
		put_action(out, row);
	fputc('\'', out);
}

static void
put_operands(FILE *out, const struct command *command)
{
	struct strings words = {0};
	char *joined;

	operand_words(command, &words);
	joined = strings_join(&words, " ");
	if (words.count > 0)
		fprintf(out, " \\\n\t\t\t'*: :(%s)'", joined);
	else if (strstr(command->operands, "FILE") != NULL)
		fputs(" \\\n\t\t\t'*:file:_files'", out);
	else if (*command->operands != '\0')
		fputs(" \\\n\t\t\t'*: :{:}'", out);
	free(joined);
	strings_clear(&words);
}

void
complete_zsh(FILE *out)
{
	const struct option_row *row;
	unsigned i;

	fputs(head, out);
	for (i = 0; i < command_count; i++) {
		if (commands[i].task == TASK_HIDDEN)
			continue;
		fprintf(out, "\t\t'%s:", commands[i].name);
		put_quoted(out, commands[i].summary, "\\:");
		fputs("'\n", out);
	}
	fputs(middle, out);
	for (i = 0; i < command_count; i++) {
		if (commands[i].task == TASK_HIDDEN)
			continue;
		fprintf(out, "\t%s)\n\t\t_arguments -s -S", commands[i].name);
		for (row = option_rows; row < option_rows + option_row_count;
		     row++)
			if (option_taken(row, &commands[i]))
				put_option(out, row);
		put_operands(out, &commands[i]);
		fputs("\n\t\t;;\n", out);
	}
	fputs(tail, out);
}
