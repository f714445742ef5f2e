/*
 * What changed since the run that the report is compared with: a line for who
 * is in a hurry, then one for each change.
 */
#include "changes.h"
#include "text.h"

static void
item(struct text *t, const char *label)
{
	page_item(&t->page, 2, STYLE_DIM, label);
}

static bool
compared(const struct text *t)
{
	const struct changes *c = t->report->changes;

	return c != NULL && c->before != NULL;
}

static bool
narrowed(const struct text *t)
{
	return t->options->min_severity > SEVERITY_INFO ||
	       t->options->statuses != 0;
}

void
text_changed(struct text *t)
{
	const struct changes *c = t->report->changes;
	struct page *p = &t->page;

	if (!compared(t))
		return;
	if (c->count > 0)
		text_change_counts(p, c);
	else
		page_own(p, changes_any(c) ? "what could be read"
			    : narrowed(t)  ? "nothing of what is told here"
					   : "nothing");
	page_own(p, " since ");
	page_moment(p, c->before->run->observed_at);
	if (c->before->published != c->after->published) {
		page_own(p, ", when ");
		page_count(p, c->before->published, "mailbox was published",
		    "mailboxes were published");
	}
	item(t, "Changed");
}

static void
of_kind(struct text *t, const struct changes *c, enum change_kind kind)
{
	static const char *const labels[CHANGE_KINDS] = {
	    [CHANGE_NEW] = "New",
	    [CHANGE_RETURNED] = "Returned",
	    [CHANGE_WORSE] = "Worse",
	    [CHANGE_BETTER] = "Better",
	    [CHANGE_UNCONFIRMED] = "Unconfirmed",
	    [CHANGE_REMOVED] = "Removed",
	    [CHANGE_UNKNOWN] = "Unknown",
	    [CHANGE_OUT_OF_SCOPE] = "Out of scope",
	};
	size_t n = 0, most = text_most(t, c->counts[kind]);

	for (size_t i = 0; i < c->count && n < most; i++)
		if (c->items[i].kind == kind) {
			text_change(&t->page, &c->items[i]);
			page_bullet(&t->page, 2, STYLE_DIM,
			    n++ == 0 ? labels[kind] : "");
		}
	if (n < c->counts[kind]) {
		page_own(&t->page, "and ");
		page_number(&t->page, c->counts[kind] - n);
		page_own(&t->page, " more (-v shows them)");
		item(t, "");
	}
}

static void
gaps(struct text *t, const struct changes *c)
{
	size_t most = text_most(t, c->gap_count);

	for (size_t i = 0; i < most; i++)
		text_gap_change(&t->page, &c->gaps[i], 2);
	if (most < c->gap_count) {
		page_own(&t->page, "and ");
		page_number(&t->page, c->gap_count - most);
		page_own(&t->page, " more (-v shows them)");
		item(t, "");
	}
}

void
text_changes(struct text *t)
{
	const struct changes *c = t->report->changes;

	if (!compared(t) || !changes_any(c))
		return;
	page_blank(&t->page);
	page_own(&t->page, "What changed since ");
	page_moment(&t->page, c->before->run->observed_at);
	page_heading(&t->page);
	for (int kind = 0; kind < CHANGE_KINDS; kind++)
		of_kind(t, c, (enum change_kind)kind);
	gaps(t, c);
	if (c->counts[CHANGE_UNCONFIRMED] > 0) {
		page_own(&t->page,
		    "Unconfirmed: one complete look did not show it; a second "
		    "one, six hours later or more, decides.");
		page_set(&t->page, 2, 2);
	}
}
