#include <string.h>

#include "help.h"
#include "options_rows.h"

#define WIDTH 80
#define LEFT  27 /* columns of an option's name */

/* ---- the program -------------------------------------------------------- */

static const struct {
	enum task task;
	const char *title;
} tasks[] = {
    {TASK_START, "Start"},
    {TASK_AUDIT, "Audit"},
    {TASK_UNDERSTAND, "Understand"},
    {TASK_TIME, "Over time"},
    {TASK_HOUSE, "Keep house"},
};

static void
help_task(FILE *out, enum task task, const char *title)
{
	unsigned i;

	for (i = 0; i < command_count; i++) {
		if (commands[i].task != task)
			continue;
		fprintf(out, "%-11s %-10s %s\n", title, commands[i].name,
		    commands[i].summary);
		title = "";
	}
}

/* Their names only. */
static void
help_house(FILE *out)
{
	int used = 0;
	unsigned i;

	for (i = 0; i < command_count; i++) {
		if (commands[i].task != TASK_HOUSE)
			continue;
		if (used == 0 ||
		    used + 1 + (int)strlen(commands[i].name) > WIDTH)
			used = fprintf(out, "%s%-11s", used == 0 ? "" : "\n",
			    used == 0 ? "Keep house" : "");
		used += fprintf(out, " %s", commands[i].name);
	}
	fputc('\n', out);
}

void
help_program(FILE *out, bool brief)
{
	size_t i;

	fputs("whoexposed: which of your mail addresses ARIN's public registry "
	      "shows, to\nwhom, and how to fix each. For your own "
	      "organization: it refuses wildcards and\nsearches by name. "
	      "Usage: whoexposed COMMAND [OPTION]... [WORD]...\n\n",
	    out);
	for (i = 0; i < sizeof(tasks) / sizeof(*tasks); i++)
		if (brief && tasks[i].task == TASK_HOUSE)
			help_house(out);
		else
			help_task(out, tasks[i].task, tasks[i].title);
	fputs("\nEverywhere: -c FILE, -q, -v, --help, --version. All of it: "
	      "whoexposed(1).\n"
	      "ARIN's terms apply: "
	      "https://www.arin.net/resources/registry/whois/tou/\n",
	    out);
}

/* ---- a command ---------------------------------------------------------- */

/* Where an option stands: by its group, else by its name; the rest, by none,
 * says what comes back. */
static const struct section {
	const char *title;
	const char *groups;
	const char *names; /* blank-separated, with blanks around */
} sections[] = {
    {"What is accepted", "k", ""},
    {"What to ask", "",
	" domain shared-domain domain-is-own reassignments irr no-dns "
	"cross-check plan dry-run resume "},
    {"How fast, how long", "",
	" rate max-requests max-per-day deadline jitter "},
    {"Whom to ask", "",
	" record replay rdap-url whois-url stats-url irr-url bootstrap-url "
	"resolver ca-file "},
    {"What comes back", NULL, NULL},
    {"Everywhere", "*", " database progress "},
};
#define SECTION_COUNT (sizeof(sections) / sizeof(*sections))

static const struct section *
section_of(const struct option_row *row)
{
	const struct section *s, *rest = NULL;
	const char *found;
	size_t len = strlen(row->name);

	for (s = sections; s < sections + SECTION_COUNT; s++) {
		if (s->groups == NULL) {
			rest = s;
			continue;
		}
		if (strchr(s->groups, row->group) != NULL)
			return s;
		for (found = s->names;
		     (found = strstr(found, row->name)) != NULL; found++)
			if (found[-1] == ' ' && found[len] == ' ')
				return s;
	}
	return rest;
}

/* In lines of at most WIDTH columns. */
static void
put_wrapped(FILE *out, const char *text, int column)
{
	size_t len;
	int used = column;

	while (*text != '\0') {
		len = strcspn(text, " ");
		if (used > column && used + 1 + (int)len > WIDTH) {
			fprintf(out, "\n%*s", column, "");
			used = column;
		}
		used += fprintf(
		    out, "%s%.*s", used > column ? " " : "", (int)len, text);
		text += len + strspn(text + len, " ");
	}
	fputc('\n', out);
}

static void
help_row(FILE *out, const struct option_row *row)
{
	char left[40];
	int n;

	n = row->letter != 0
		? snprintf(left, sizeof(left), "-%c, ", row->letter)
		: snprintf(left, sizeof(left), "    ");
	snprintf(left + n, sizeof(left) - (size_t)n, "--%s%s%s", row->name,
	    row->value != NULL ? " " : "",
	    row->value != NULL ? row->value : "");
	fprintf(out, "  %-*s ", LEFT - 3, left);
	put_wrapped(out, row->help, LEFT);
}

static void
help_section(
    FILE *out, const struct command *command, const struct section *section)
{
	const struct option_row *row = option_rows;
	bool titled = false;

	for (; row < option_rows + option_row_count; row++) {
		if (!option_taken(row, command) || section_of(row) != section)
			continue;
		if (!titled)
			fprintf(out, "\n%s:\n", section->title);
		titled = true;
		help_row(out, row);
	}
}

void
help_command(FILE *out, const struct command *command)
{
	const struct section *section = sections;

	fprintf(out, "usage: whoexposed %s [OPTION]...%s%s\n\n%s\n",
	    command->name, *command->operands == '\0' ? "" : " ",
	    command->operands, command->text);
	for (; section < sections + SECTION_COUNT; section++)
		help_section(out, command, section);
	fprintf(out, "\nExamples:\n%s", command->examples);
}
