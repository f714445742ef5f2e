#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "options_rows.h"
#include "reports/explain.h"
#include "reports/rule.h"

static void
formats_of(struct strings *into)
{
	size_t i;

	for (i = 0; i < format_count; i++)
		strings_add(into, formats[i].name);
}

static void
tables_of(struct strings *into)
{
	enum table table;

	for (table = TABLE_FINDINGS; table <= TABLE_RECORDS; table++)
		strings_add(into, table_name(table));
}

static void
severities_of(struct strings *into)
{
	unsigned severity;

	for (severity = 0; severity < SEVERITY_COUNT; severity++)
		strings_add(into, severity_name((enum severity)severity));
}

static void
statuses_of(struct strings *into)
{
	unsigned status;

	for (status = STATUS_OPEN; status <= STATUS_UNKNOWN; status++)
		strings_add(into, status_name((enum status)status));
	strings_add(into, "all");
}

static void
rules_of(struct strings *into)
{
	size_t i;

	for (i = 0; i < rule_count; i++) {
		if (strcmp(rules[i].id, "WE000") == 0)
			continue;
		strings_add(into, rules[i].id);
		strings_add(into, rules[i].slug);
	}
}

static void
commands_of(struct strings *into)
{
	unsigned i;

	for (i = 0; i < command_count; i++)
		if (commands[i].task != TASK_HIDDEN)
			strings_add(into, commands[i].name);
}

static void
explained_of(struct strings *into)
{
	const char **names = explain_names();
	size_t i;

	for (i = 0; names[i] != NULL; i++)
		strings_add(into, names[i]);
	free(names);
}

/* The first that fits. */
static const struct {
	const char *value;  /* of the row, or NULL: any */
	option_setter *set; /* or NULL: any */
	const char *words;  /* blank-separated, or NULL: */
	void (*list)(struct strings *);
} sources[] = {
    {NULL, set_table, NULL, tables_of},
    {NULL, set_status, NULL, statuses_of},
    {NULL, set_accepted_rule, NULL, rules_of},
    {NULL, set_plan, "reverse objects", NULL},
    {"S", NULL, NULL, severities_of},
    {"F", NULL, NULL, formats_of},
    {"WHEN", NULL, "auto always never", NULL},
};

void
option_words(const struct option_row *row, struct strings *into)
{
	size_t i;

	if (row->value == NULL)
		return;
	if (row->set == set_format && row->group != 'w') {
		strings_split(into,
		    row->group == 'h'   ? "text csv"
		    : row->group == 'y' ? "text markdown"
					: "text csv excel json markdown",
		    ' ');
		return;
	}
	for (i = 0; i < sizeof(sources) / sizeof(*sources); i++) {
		if ((sources[i].value != NULL &&
			strcmp(sources[i].value, row->value) != 0) ||
		    (sources[i].set != NULL && sources[i].set != row->set))
			continue;
		if (sources[i].list != NULL)
			sources[i].list(into);
		else
			strings_split(into, sources[i].words, ' ');
		return;
	}
}

void
operand_words(const struct command *command, struct strings *into)
{
	const char *p = command->operands;

	if (command->run == cmd_explain) {
		explained_of(into);
	} else if (command->run == cmd_help) {
		commands_of(into);
	} else if (islower((unsigned char)*p)) { /* to be typed as it stands */
		strings_split(into, p, '|');
	}
}

bool
option_listed(const struct option_row *row)
{
	return row->set == set_status;
}

bool
option_repeatable(const struct option_row *row)
{
	return strstr(row->help, "(repeatable)") != NULL ||
	       row->set == set_verbose || row->set == set_status;
}
