#include <stdlib.h>
#include <string.h>

#include "completions.h"
#include "options_rows.h"

static const char head[] =
    "# bash completion for whoexposed; made from its tables\n"
    "\n"
    "_whoexposed()\n"
    "{\n"
    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev='' command='' kind='' words='' "
    "i\n"
    "\n"
    "\tCOMPREPLY=()\n"
    "\t((COMP_CWORD > 0)) && prev=${COMP_WORDS[COMP_CWORD-1]}\n"
    "\t((COMP_CWORD > 1)) && command=${COMP_WORDS[1]}\n"
    "\t# --option=value comes as three words\n"
    "\tif [[ $cur == = ]]; then\n"
    "\t\tcur=''\n"
    "\telif [[ $prev == = ]]; then\n"
    "\t\tprev=${COMP_WORDS[COMP_CWORD-2]}\n"
    "\tfi\n"
    "\tfor ((i = 2; i < COMP_CWORD; i++)); do\n"
    "\t\t[[ ${COMP_WORDS[i]} == -- ]] && prev=-- cur=${cur/#-/}\n"
    "\tdone\n"
    "\n"
    "\tcase $command:$prev in\n";

static const char middle[] = "\t*)\n"
			     "\t\tcase $command in\n";

static const char tail[] =
    "\t\tesac\n"
    "\t\t[[ $command && $cur == -* ]] && kind=options\n"
    "\tesac\n"
    "\n"
    "\tcase $kind in\n"
    "\tfile)\n"
    "\t\tcompopt -o filenames\n"
    "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
    "\t\t;;\n"
    "\tdirectory)\n"
    "\t\tcompopt -o filenames\n"
    "\t\tmapfile -t COMPREPLY < <(compgen -d -- \"$cur\")\n"
    "\t\t;;\n"
    "\tlist)\n"
    "\t\ti=''\n"
    "\t\t[[ $cur == *,* ]] && i=${cur%,*},\n"
    "\t\tmapfile -t COMPREPLY < <(compgen -P \"$i\" -W \"$words\" -- "
    "\"${cur##*,}\")\n"
    "\t\tcompopt -o nospace\n"
    "\t\t;;\n"
    "\toptions)\n"
    "\t\tmapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n"
    "\t\t;;\n"
    "\twords)\n"
    "\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
    "\t\t;;\n"
    "\tesac\n"
    "} &&\n"
    "\tcomplete -F _whoexposed whoexposed\n";

/* "diff:-f|diff:--format|": what stands before its value. */
static void
put_pattern(FILE *out, const struct option_row *row, const char *command)
{
	if (row->letter != 0)
		fprintf(out, "%s:-%c|", command, row->letter);
	fprintf(out, "%s:--%s", command, row->name);
}

static void
put_patterns(FILE *out, const struct option_row *row)
{
	const char *separator = "\t";
	unsigned i;

	for (i = 0; i < command_count; i++) {
		if (commands[i].task == TASK_HIDDEN ||
		    !option_taken(row, &commands[i]))
			continue;
		fputs(separator, out);
		put_pattern(
		    out, row, row->group == '*' ? "*" : commands[i].name);
		separator = "|";
		if (row->group == '*')
			break;
	}
	fputs(")\n", out);
}

static void
put_value(FILE *out, const struct option_row *row)
{
	struct strings words = {0};
	char *joined;

	put_patterns(out, row);
	option_words(row, &words);
	joined = strings_join(&words, " ");
	if (words.count > 0)
		fprintf(out, "\t\tkind=%s words='%s'\n",
		    option_listed(row) ? "list" : "words", joined);
	else if (strcmp(row->value, "FILE") == 0)
		fputs("\t\tkind='file'\n", out);
	else if (strcmp(row->value, "DIR") == 0)
		fputs("\t\tkind=directory\n", out);
	fputs("\t\t;;\n", out);
	free(joined);
	strings_clear(&words);
}

static void
put_options(FILE *out, const struct command *command)
{
	const struct option_row *row = option_rows;
	const char *separator = "";

	for (; row < option_rows + option_row_count; row++) {
		if (!option_taken(row, command))
			continue;
		fprintf(out, "%s--%s", separator, row->name);
		separator = " ";
	}
}

static void
put_command(FILE *out, const struct command *command)
{
	struct strings words = {0};
	char *joined;

	operand_words(command, &words);
	joined = strings_join(&words, " ");
	fprintf(out, "\t\t%s)\n\t\t\tlocal options='", command->name);
	put_options(out, command);
	fputs("'\n", out);
	if (words.count > 0)
		fprintf(out, "\t\t\tkind='words' words='%s'\n", joined);
	else if (strstr(command->operands, "FILE") != NULL)
		fputs("\t\t\tkind='file'\n", out);
	fputs("\t\t\t;;\n", out);
	free(joined);
	strings_clear(&words);
}

void
complete_bash(FILE *out)
{
	const struct option_row *row = option_rows;
	unsigned i;

	fputs(head, out);
	fputs("\t:*)\n\t\tkind='words' words='", out);
	for (i = 0; i < command_count; i++)
		if (commands[i].task != TASK_HIDDEN)
			fprintf(out, "%s ", commands[i].name);
	fputs("--help --version'\n\t\t;;\n", out);
	for (; row < option_rows + option_row_count; row++)
		if (row->value != NULL)
			put_value(out, row);
	fputs(middle, out);
	for (i = 0; i < command_count; i++)
		if (commands[i].task != TASK_HIDDEN)
			put_command(out, &commands[i]);
	fputs(tail, out);
}
