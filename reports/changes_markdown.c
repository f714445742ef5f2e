/*
 * What changed, for a ticket: as a text of its own, and as a section of the
 * report's.
 */
#include <string.h>
#include "changes.h"
#include "ticket.h"

static void
severity(struct ticket *t, const struct change *x)
{
	const struct finding *f = change_finding(x);
	bool accepted = x->after != NULL && x->after->status == STATUS_ACCEPTED;

	ticket_own(t, "- **");
	if (x->kind == CHANGE_WORSE || x->kind == CHANGE_BETTER)
		fprintf(t->out, "%s** then, now **",
		    severity_name(x->before->severity));
	ticket_own(t, accepted ? "accepted" : severity_name(f->severity));
	ticket_own(t, "**: ");
}

static void
change(struct ticket *t, const struct change *x)
{
	const struct finding *f = change_finding(x);

	severity(t, x);
	fprintf(t->out, "%s (%s), ", f->rule->title, f->rule->id);
	if (f->address[0] != '\0') {
		ticket_text(t, f->address);
		ticket_own(t, " on ");
	}
	ticket_text(t, f->record);
	if (f->role[0] != '\0') {
		ticket_own(t, ", ");
		ticket_text(t, f->role);
	}
	if (strcmp(x->cause, "registry") != 0)
		fprintf(t->out, " (cause: %s)", x->cause);
	ticket_own(t, "\n");
}

static void
of_kind(struct ticket *t, const struct changes *c, enum change_kind kind,
    const char *level)
{
	size_t n = 0, count = c->counts[kind];

	if (count == 0)
		return;
	fprintf(t->out, "\n%s %s (%zu)\n\n", level, change_kind_heading(kind),
	    count);
	if (kind == CHANGE_REMOVED)
		ticket_own(t, "Removed is not un-exposed: copies, mirrors and "
			      "old bulk files remain.\n\n");
	for (size_t i = 0; i < c->count && n < ticket_most(t, count); i++)
		if (c->items[i].kind == kind) {
			change(t, &c->items[i]);
			n++;
		}
	if (n < count)
		fprintf(t->out,
		    "- and %zu more: `whoexposed diff` tells them\n",
		    count - n);
}

static void
gaps(struct ticket *t, const struct changes *c, const char *level)
{
	static const char *const words[] = {
	    [GAP_NEW] = "- new: ",
	    [GAP_CHANGED] = "- changed: ",
	    [GAP_CLOSED] = "- closed: ",
	    [GAP_STAYS] = "- still there: ",
	};

	if (c->gap_count == 0)
		return;
	fprintf(t->out, "\n%s What could not be read\n\n", level);
	for (size_t i = 0; i < ticket_most(t, c->gap_count); i++) {
		const struct gap *gap = c->gaps[i].gap;

		ticket_own(t, words[c->gaps[i].kind]);
		ticket_text(t, gap->org);
		ticket_own(t, ", ");
		ticket_text(t, gap->subject);
		ticket_own(t, ": ");
		ticket_text(t, gap->reason);
		ticket_own(t, "\n");
	}
	if (ticket_most(t, c->gap_count) < c->gap_count)
		fprintf(t->out,
		    "- and %zu more: `whoexposed diff` tells them\n",
		    c->gap_count - ticket_most(t, c->gap_count));
}

static void
all_kinds(struct ticket *t, const struct changes *c, const char *level)
{
	if (!changes_any(c))
		ticket_own(t, "\nNo finding came, went or changed.\n");
	for (int kind = 0; kind < CHANGE_KINDS; kind++)
		of_kind(t, c, (enum change_kind)kind, level);
	gaps(t, c, level);
}

static void
run(struct ticket *t, const struct report *r, size_t len)
{
	ticket_moment(t, r->run->observed_at, len);
	fprintf(t->out, " (run %lld)", (long long)r->run->id);
}

void
ticket_changes(struct ticket *t)
{
	const struct changes *c = t->report->changes;

	if (c == NULL || c->before == NULL)
		return;
	ticket_own(t, "\n## What changed\n\nSince the data of ");
	run(t, c->before, TICKET_ALL);
	fprintf(t->out, ": %zu published then, %zu now.\n",
	    c->before->published, c->after->published);
	all_kinds(t, c, "###");
}

static void
incomplete(struct ticket *t, const struct report *r, const char *label)
{
	if (!r->complete)
		fprintf(t->out,
		    "- **%s**: incomplete, and what it could not see is told "
		    "as unknown, never as removed\n",
		    label);
}

int
changes_markdown(const struct report *report,
    const struct format_options *options, FILE *out)
{
	const struct changes *c = report->changes;
	struct ticket t = {.out = out, .report = report, .options = options};

	ticket_own(&t, "# Changes from ");
	run(&t, c->before, TICKET_DAY);
	ticket_own(&t, " to ");
	run(&t, c->after, TICKET_DAY);
	fprintf(out,
	    "\n\n- **Mailboxes**: %zu published, %zu needed; before: %zu "
	    "published\n",
	    c->after->published, c->after->needed_count, c->before->published);
	incomplete(&t, c->before, "Before");
	incomplete(&t, c->after, "Now");
	all_kinds(&t, c, "##");
	ticket_clear(&t);
	return ferror(out) ? -1 : 0;
}
