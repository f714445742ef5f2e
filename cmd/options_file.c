#include <stdlib.h>
#include <string.h>

#include "domains.h"
#include "options_rows.h"
#include "rdap/buf.h"

/* What has a meaning for one run only. */
static const char *const passing[] = {"domain-is-own", "bundle", "record",
    "replay", "dry-run", "resume", "now", "config", "help", "version",
    "changes-only", "cron", "run", "as-of", "since", "from", "to", "reason",
    "until", "by", "address", "rule", "what-if"};

bool
options_passing(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(passing) / sizeof(*passing); i++)
		if (strcmp(name, passing[i]) == 0)
			return true;
	return false;
}

/* Domains stand there by other names. */
static bool
row_in_file(const struct option_row *row)
{
	return row->group != 'i' && row->group != 'h' && row->group != 'k' &&
	       row->group != 'y' && row->group != 'e' &&
	       row->set != set_domain && row->set != set_shared_domain &&
	       !options_passing(row->name);
}

const char *
options_file_name(size_t i, bool *list)
{
	const struct option_row *row;

	for (row = option_rows; row < option_rows + option_row_count; row++) {
		if (!row_in_file(row) || i-- > 0)
			continue;
		*list = row->set == set_output || row->set == set_resolver;
		return row->name;
	}
	return NULL;
}

/* 1, 0, or -1 and what was expected. */
static int
parse_truth(const char *value, struct error *err)
{
	if (strcmp(value, "true") == 0)
		return 1;
	if (strcmp(value, "false") == 0)
		return 0;
	return bad_value(err, value, "true or false");
}

/* Does the command line, or what is being done, leave it to the file? */
static bool
left_to_file(
    const struct options *o, const struct option_row *row, const char *value)
{
	struct error ignored = {0};
	bool shared = row->set == set_shared_domain, other;
	char *key;

	if (shared || row->set == set_domain) {
		key = domains_own_key(value, &ignored);
		other = strings_contain(
			    &o->given, shared ? "domain" : "shared-domain") &&
			key != NULL &&
			strings_contain(
			    shared ? &o->domains : &o->shared_domains, key);
		free(key);
		return !other;
	}
	if (strings_contain(&o->given, row->name))
		return false;
	if (row->set == set_format)
		return option_taken(row, o->command);
	/* Reports of what is configured, as it is now. */
	if (row->set == set_output)
		return strchr(o->command->options, 'p') != NULL &&
		       o->operands.count == 0;
	if (row->set == set_status_file && o->operands.count > 0)
		return false;
	return (row->set != set_database && row->set != set_status_file) ||
	       o->replay == NULL;
}

int
options_configure(
    struct options *o, const char *name, const char *value, struct error *err)
{
	const struct option_row *row = option_rows;
	struct options unused;
	int truth = 1, result;

	while (strcmp(row->name, name) != 0)
		if (++row == option_rows + option_row_count)
			return error_set(err, ERROR_INTERNAL, "no option");
	if (row->value == NULL && (truth = parse_truth(value, err)) != 1)
		return truth;
	options_init(&unused);
	result = option_set(
	    row, left_to_file(o, row, value) ? o : &unused, value, err);
	options_clear(&unused);
	return result;
}

/* "(1)" at the end of a help text says what holds when nothing is given. */
static void
put_default(struct buf *out, const struct option_row *row)
{
	const char *open = strrchr(row->help, '(');
	size_t len = open != NULL ? strcspn(open + 1, ")") : 0;

	if (len == 0 || strcmp(open + 1 + len, ")") != 0 ||
	    memchr(open, ' ', len) != NULL || strcmp(open, "(repeatable)") == 0)
		buf_printf(out, "\"%s\"\n", row->value);
	else
		buf_printf(out, "\"%.*s\"\n", (int)len, open + 1);
}

void
options_defaults(struct buf *out)
{
	const struct option_row *row;

	for (row = option_rows; row < option_rows + option_row_count; row++) {
		if (!row_in_file(row))
			continue;
		buf_printf(out, "# %s\n#%s = ", row->help, row->name);
		if (row->value == NULL)
			buf_puts(out, "false\n");
		else
			put_default(out, row);
	}
}
