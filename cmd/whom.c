#include <stdlib.h>
#include <string.h>

#include "rdap/address.h"
#include "rdap/alloc.h"
#include "whom.h"

static const char *
word_of(const struct options *options)
{
	return options->operands.items[0];
}

/* "*@example.com" is a search; "@example.com" is nobody's mailbox. */
static int
check_address(const struct options *options, struct error *err)
{
	const char *word = word_of(options);

	if (strpbrk(word, "*%") == NULL && word[0] != '@' &&
	    word[strlen(word) - 1] != '@')
		return 0;
	return error_set(err, ERROR_USAGE,
	    "%s: expected one mail address; wildcards are refused",
	    options->command->name);
}

static int
parse(const struct options *options, struct term *term, struct error *err)
{
	const char *word = word_of(options);

	*term = (struct term){.kind = TERM_HANDLE};
	if (strchr(word, '@') != NULL)
		return check_address(options, err);
	if (term_parse(word, term, err) == -1)
		return error_prefix(err, "%s", options->command->name);
	if (term->kind != TERM_HANDLE)
		return error_set(err, ERROR_USAGE,
		    "%s: expected the handle of a POC or a mail address, not "
		    "\"%s\"",
		    options->command->name, word);
	return 0;
}

int
whom_check(const struct options *options, struct error *err)
{
	struct term term;

	return parse(options, &term, err);
}

int
whom_find(struct whom *whom, struct store *store, const struct options *options,
    bool orgs, struct error *err)
{
	struct term term;

	if (parse(options, &term, err) == -1)
		return -1;
	if (strchr(word_of(options), '@') != NULL) {
		whom->kind = ERASE_ADDRESS;
		whom->key = address_key(word_of(options));
		return 0;
	}
	whom->key = xstrdup(term.handle);
	if (store_handle_kind(store, term.handle, &whom->kind, err) == -1)
		return -1;
	if (whom->kind == ERASE_OTHER || (whom->kind == ERASE_ORG && !orgs))
		return error_set(err, ERROR_USAGE,
		    "%s: %s is the handle of %s; expected that of a POC%s, or "
		    "a mail address",
		    options->command->name, term.handle,
		    whom->kind == ERASE_ORG ? "an organization"
					    : "a network or an AS number",
		    orgs ? " or an audited organization" : "");
	return 0;
}

int
whom_unknown(const struct options *options, struct error *err)
{
	return error_set(err, ERROR_NO_ORG,
	    "%s: nothing of that name or address is in there",
	    options->database);
}

void
whom_clear(struct whom *whom)
{
	free(whom->key);
	*whom = (struct whom){0};
}
