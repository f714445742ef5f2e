/*
 * What changed since the run that the report is compared with.
 */
#include <string.h>
#include "changes.h"
#include "web.h"

static void
severity(struct element *e, const struct change *x)
{
	if (x->kind == CHANGE_WORSE || x->kind == CHANGE_BETTER) {
		web_severity(e, x->before->severity);
		html_own(e, " then, now ");
	}
	if (x->after != NULL && x->after->status == STATUS_ACCEPTED)
		html_own(e, "accepted");
	else
		web_severity(e, change_finding(x)->severity);
	html_own(e, " ");
}

static void
change_shown(struct element *list, const struct change *x)
{
	const struct finding *f = change_finding(x);
	struct element *item = html_add(list, "li", NULL);

	severity(item, x);
	html_own(item, f->rule->title);
	html_own(item, " ");
	html_with(item, "span", "rule", f->rule->id);
	html_own(item, ": ");
	if (f->address[0] != '\0') {
		html_text(item, f->address);
		html_own(item, " on ");
	}
	html_code(item, f->record);
	if (f->role[0] != '\0') {
		html_own(item, ", ");
		html_text(item, f->role);
	}
	if (strcmp(x->cause, "registry") != 0) {
		html_own(item, " (cause: ");
		html_own(item, x->cause);
		html_own(item, ")");
	}
	if (x->still_at != NULL) {
		html_own(item, ", of ");
		html_text(item, f->org);
		html_own(item, "; it is there still, of ");
		html_text(item, x->still_at);
	}
}

static void
of_kind(struct element *section, const struct changes *c, enum change_kind kind)
{
	struct element *e, *list;
	size_t n = 0;

	if (c->counts[kind] == 0)
		return;
	e = html_with(section, "h3", NULL, change_kind_heading(kind));
	html_own(e, " (");
	html_number(e, c->counts[kind]);
	html_own(e, ")");
	if (kind == CHANGE_REMOVED)
		html_with(section, "p", NULL,
		    "Removed is not un-exposed: copies, mirrors and old bulk "
		    "files remain.");
	list = html_add(section, "ul", NULL);
	for (size_t i = 0; i < c->count && n < WEB_LIST; i++)
		if (c->items[i].kind == kind) {
			change_shown(list, &c->items[i]);
			n++;
		}
	web_more(section, WEB_LIST, c->counts[kind], "whoexposed diff");
}

static void
gaps(struct element *section, const struct changes *c)
{
	static const char *const words[] = {
	    [GAP_NEW] = "new: ",
	    [GAP_CHANGED] = "changed: ",
	    [GAP_CLOSED] = "closed: ",
	    [GAP_STAYS] = "still there: ",
	};
	struct element *list, *item;

	if (c->gap_count == 0)
		return;
	html_with(section, "h3", NULL, "What could not be read");
	list = html_add(section, "ul", NULL);
	for (size_t i = 0; i < c->gap_count && i < WEB_LIST; i++) {
		item = html_with(list, "li", NULL, words[c->gaps[i].kind]);
		html_text(item, c->gaps[i].gap->org);
		html_own(item, ", ");
		html_text(item, c->gaps[i].gap->subject);
		html_own(item, ": ");
		html_text(item, c->gaps[i].gap->reason);
	}
	web_more(section, WEB_LIST, c->gap_count, "whoexposed diff");
}

void
web_changes(struct web *w)
{
	const struct changes *c = w->report->changes;
	struct element *section, *p;

	if (c == NULL || c->before == NULL)
		return;
	section = web_section(w, "changes", "What changed");
	p = html_with(section, "p", NULL, "Since the data of ");
	html_moment(p, c->before->run->observed_at);
	html_own(p, " (run ");
	html_number(p, (size_t)c->before->run->id);
	html_own(p, "): ");
	html_number(p, c->before->published);
	html_own(p, " published then, ");
	html_number(p, c->after->published);
	html_own(p, " now.");
	if (!changes_any(c))
		html_own(p, " No finding came, went or changed.");
	for (int kind = 0; kind < CHANGE_KINDS; kind++)
		of_kind(section, c, (enum change_kind)kind);
	gaps(section, c);
}
