/*
 * What to do first: each rule once, the worst first, with the records that it
 * is to be done for, and its steps.
 */
#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "web.h"

/* All findings of one rule that are open and can be mended. */
struct todo {
	const struct rule *rule;
	const struct finding **members; /* the worst first */
	size_t count;
	enum severity worst;
};

#define TODO_RECORDS 12

static bool
to_mend(const struct web *w, const struct finding *f)
{
	return web_told(w, f) && f->rule->action[0] != '\0' &&
	       f->status != STATUS_ACCEPTED && !f->rule->passing;
}

static int
more_urgent(const void *a, const void *b)
{
	const struct todo *x = a, *y = b;

	if (x->worst != y->worst)
		return x->worst > y->worst ? -1 : 1;
	if (x->count != y->count)
		return x->count > y->count ? -1 : 1;
	return strcmp(x->rule->id, y->rule->id);
}

static struct todo *
todo_of(struct todo **list, size_t *count, const struct rule *rule)
{
	for (size_t i = 0; i < *count; i++)
		if ((*list)[i].rule == rule)
			return &(*list)[i];
	*list = xgrow(*list, *count, sizeof(**list));
	(*list)[*count] = (struct todo){.rule = rule};
	return &(*list)[(*count)++];
}

static struct todo *
gather(const struct web *w, size_t *count)
{
	const struct report *report = w->report;
	struct todo *list = NULL;

	*count = 0;
	/* Findings come worst first within their organization. */
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct finding *f = &report->findings[i];
		struct todo *x;

		if (!to_mend(w, f))
			continue;
		x = todo_of(&list, count, f->rule);
		x->members = xgrow(x->members, x->count, sizeof(*x->members));
		x->members[x->count++] = f;
		if (f->severity > x->worst)
			x->worst = f->severity;
	}
	if (*count > 0)
		qsort(list, *count, sizeof(*list), more_urgent);
	return list;
}

static void
who_does(struct element *e, const char *they, size_t n, size_t count,
    const char *how)
{
	if (n == 0)
		return;
	html_own(e, they);
	if (n < count) {
		html_own(e, " for ");
		html_number(e, n);
		html_own(e, " of them");
	}
	html_own(e, how);
}

static void
who(struct element *e, const struct todo *x)
{
	size_t arin = 0, upstream = 0;

	for (size_t i = 0; i < x->count; i++) {
		arin += strcmp(x->members[i]->fixable_by, "arin") == 0;
		upstream += strcmp(x->members[i]->fixable_by, "upstream") == 0;
	}
	who_does(e, " ARIN does it", arin, x->count, ": open a ticket.");
	who_does(
	    e, " Your upstream does it", upstream, x->count, ": ask them.");
}

/* Its record; where that is the organization, what about it. */
static const char *
where(const struct finding *f)
{
	if (f->record[0] != '\0' && strcmp(f->record, f->org) != 0)
		return f->record;
	return f->address[0] != '\0' ? f->address : f->org;
}

/* The records, each once. */
static void
records(struct element *item, const struct todo *x)
{
	struct element *p = html_add(item, "p", "records");
	struct strings told = {0};
	size_t left = 0;

	html_count(p, x->count, "finding", "findings");
	html_own(p, ": ");
	for (size_t i = 0; i < x->count; i++) {
		const char *record = where(x->members[i]);

		if (told.count >= TODO_RECORDS) {
			left += !strings_contain(&told, record);
			continue;
		}
		if (!strings_add_unique(&told, record))
			continue;
		html_next(p, told.count - 1, ", ");
		html_code(p, record);
	}
	if (left > 0) {
		html_own(p, " and ");
		html_number(p, left);
		html_own(p, " more");
	}
	strings_clear(&told);
}

static void
todo_shown(struct element *list, const struct todo *x)
{
	struct element *item = html_add(list, "li", NULL), *e;
	char *text = rule_action(x->rule, x->count == 1 ? x->members[0] : NULL);

	html_setf(item, "id", "do-%s", x->rule->id);
	e = html_add(item, "p", "what");
	web_severity(e, x->worst);
	html_own(e, " ");
	html_text(html_add(e, "strong", NULL), text);
	html_own(e, " ");
	html_with(e, "span", "rule", x->rule->id);
	free(text);
	records(item, x);
	text = rule_remedy(x->rule, NULL);
	e = html_add(item, "p", "steps");
	html_with(e, "span", "label", "Steps");
	html_own(e, " ");
	html_own(e, text);
	who(e, x);
	free(text);
	if (x->rule->reference != NULL && x->rule->reference[0] != '\0') {
		html_own(e, " ");
		html_with(e, "span", "url", x->rule->reference);
	}
}

void
web_todo(struct web *w)
{
	size_t count;
	struct todo *list = gather(w, &count);
	struct element *section, *items;

	if (count > 0) {
		section = web_section(w, "first", "What to do first");
		html_with(section, "p", NULL,
		    "The worst first; each thing to do stands here once, with "
		    "all the records that it is to be done for.");
		items = html_add(section, "ol", "todo");
		for (size_t i = 0; i < count; i++) {
			todo_shown(items, &list[i]);
			free(list[i].members);
		}
	}
	free(list);
}
