#include <stdlib.h>
#include <string.h>

#include "text.h"

/* The contact of kind individual whose name the mailbox holds, or NULL. */
static const struct record *
namesake(const struct report *report, const struct address_report *address)
{
	const struct inventory *inv = report->inv;
	struct mailbox_lists *lists = mailbox_lists_new();
	const struct record *found = NULL;

	for (size_t i = 0; i < inv->record_count && found == NULL; i++) {
		const struct record *r = &inv->records[i];
		struct person person = {r->given, r->surname};
		struct mailbox_names *names;

		if (r->kind != RECORD_POC ||
		    strcmp(r->org, address->org) != 0 ||
		    strcmp(r->card_kind, "individual") != 0)
			continue;
		names = mailbox_names_new(lists, &person, 1);
		if (mailbox_classify(lists, names, address->address, false) ==
		    MAILBOX_NAMED)
			found = r;
		mailbox_names_free(names);
	}
	mailbox_lists_free(lists);
	return found;
}

void
text_whose(struct text *t, const struct address_report *address)
{
	enum mailbox_reason reason = address->mailbox_reason;
	const struct record *who = NULL;

	if (t->whose == WHOSE_NOT)
		return;
	if (t->whose == WHOSE_NAMED && reason == MAILBOX_NAMED)
		who = namesake(t->report, address);
	page_own(&t->page, mailbox_kind_name(address->mailbox_kind));
	page_own(&t->page, ": ");
	if (who != NULL) {
		page_own(&t->page, "it holds the name of ");
		page_text(&t->page, who->handle);
	} else {
		page_own(&t->page, mailbox_reason_text(reason));
	}
	page_item(&t->page, 2, STYLE_DIM, "Whose");
}
