/*
 * mailbox_line: one line of a labelled set (tests/data/mailboxes.tsv), and
 * what the classifier says of it:
 *
 *   address, name of its POC, kind of the POC, expected kind of mailbox,
 *   other individuals of the organization (joined with ';'), a note
 *
 * The last two may be missing. A person's surname is the last word.
 */
#ifndef TESTS_MAILBOX_LINE_H
#define TESTS_MAILBOX_LINE_H

#include <stdlib.h>
#include <string.h>
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "reports/mailbox.h"

enum {
	LINE_ADDRESS,
	LINE_NAME,
	LINE_KIND,
	LINE_EXPECTED,
	LINE_OTHERS,
	LINE_NOTE,
	LINE_FIELDS,
};

/* The name in its two parts, both kept in `owned`. */
static inline struct person
line_person(const char *name, struct strings *owned)
{
	const char *blank = strrchr(name, ' ');
	size_t len = blank != NULL ? (size_t)(blank - name) : 0;

	strings_take(owned, xstrndup(name, len));
	strings_add(owned, blank != NULL ? blank + 1 : name);
	return (struct person){
	    owned->items[owned->count - 2], owned->items[owned->count - 1]};
}

static inline enum mailbox_reason
line_classify(const struct mailbox_lists *lists, const char *address,
    const char *name, bool individual, const char *others)
{
	struct strings owned = {0}, all = {0};
	struct mailbox_names *names;
	struct person *people;
	char *key = address_key(address);
	enum mailbox_reason reason;

	strings_split(&all, others, ';');
	if (individual)
		strings_add(&all, name);
	people = xcalloc(all.count + 1, sizeof(*people));
	for (size_t i = 0; i < all.count; i++)
		people[i] = line_person(all.items[i], &owned);
	names = mailbox_names_new(lists, people, all.count);
	reason = mailbox_classify(lists, names, key, individual);
	mailbox_names_free(names);
	free(people);
	free(key);
	strings_clear(&all);
	strings_clear(&owned);
	return reason;
}

/* `fields` become LINE_FIELDS; false when the line is none. */
static inline bool
line_split(const char *line, struct strings *fields)
{
	strings_split(fields, line, '\t');
	if (fields->count <= LINE_EXPECTED || fields->count > LINE_FIELDS)
		return false;
	while (fields->count < LINE_FIELDS)
		strings_add(fields, "");
	return true;
}

static inline enum mailbox_reason
line_reason(const struct mailbox_lists *lists, const struct strings *fields)
{
	return line_classify(lists, fields->items[LINE_ADDRESS],
	    fields->items[LINE_NAME],
	    strcmp(fields->items[LINE_KIND], "individual") == 0,
	    fields->items[LINE_OTHERS]);
}

#endif
