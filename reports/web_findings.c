/*
 * Findings of one address or organization: one entry for each rule, with what
 * in the records shows it, and where that was read.
 */
#include <string.h>
#include "group.h"
#include "web.h"

static bool
told(const struct finding *f, const void *arg)
{
	return web_told(arg, f);
}

/* The evidence often names its record already. */
static void
sentence(struct element *e, const struct finding *f)
{
	const char *text = f->evidence != NULL ? f->evidence : "";

	/* One that belongs to no address of the report any more names it. */
	if (f->of < 0 && f->address != NULL && f->address[0] != '\0') {
		html_text(e, f->address);
		html_own(e, ", ");
	}
	if (f->record != NULL && f->record[0] != '\0' &&
	    strstr(text, f->record) == NULL) {
		html_text(e, f->record);
		html_own(e, text[0] != '\0' ? ": " : "");
	}
	html_text(e, text);
}

/* Its id, and the number of the answer it was read from. */
static void
proof(struct web *w, struct element *e, const struct finding *f)
{
	size_t n = w->answers[f - w->report->findings];
	struct element *ref = html_add(e, "span", "ref");

	html_code(ref, f->id);
	if (n == 0)
		return;
	html_own(ref, " ");
	if (n <= WEB_ROWS) {
		ref = html_add(ref, "a", NULL);
		html_setf(ref, "href", "#answer-%zu", n);
	}
	html_own(ref, "answer\xc2\xa0");
	html_number(ref, n);
}

static void
evidence(struct web *w, struct element *parent, const struct finding *f)
{
	struct element *p = html_add(parent, "p", NULL);

	sentence(p, f);
	html_own(p, " ");
	proof(w, p, f);
	if (f->accepted.reason == NULL)
		return;
	p = html_with(parent, "p", NULL, "Accepted by ");
	html_text(p, f->accepted.by);
	html_own(p, ": ");
	html_text(p, f->accepted.reason);
}

static void
group_shown(
    struct web *w, struct element *list, const struct finding_group *group)
{
	const struct finding *f = group->members[0];
	struct element *item = html_add(list, "li", NULL), *p;
	/* One more instead of "and 1 more". */
	size_t most = group->count <= WEB_SHORT + 1 ? group->count : WEB_SHORT;

	p = html_add(item, "p", "what");
	web_severity(p, f->severity);
	html_own(p, " ");
	html_with(p, "strong", NULL, f->rule->title);
	html_own(p, " ");
	html_with(p, "span", "rule", f->rule->id);
	web_status(p, f);
	for (size_t i = 0; i < most; i++)
		evidence(w, item, group->members[i]);
	if (most == group->count)
		return;
	p = html_with(item, "p", "more", "And likewise ");
	html_count(p, group->count - most, "more record", "more records");
	html_own(p, ", which the CSV has.");
}

void
web_findings(
    struct web *w, struct element *parent, const size_t *indices, size_t count)
{
	struct finding_groups g =
	    groups_make(w->report, indices, count, told, w);
	struct element *list;

	if (g.count > 0) {
		list = html_add(parent, "ul", "findings");
		for (size_t i = 0; i < g.count; i++)
			group_shown(w, list, &g.items[i]);
	}
	groups_clear(&g);
}
