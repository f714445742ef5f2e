/*
 * Findings for a reader in a hurry: one entry for each rule, with the records
 * where it holds, rather than one for each record.
 */
#include <stdlib.h>
#include <string.h>
#include "group.h"
#include "rdap/alloc.h"
#include "table.h"
#include "text.h"

size_t
text_most(const struct text *t, size_t count)
{
	/* One more instead of "and 1 more". */
	if (t->options->verbose || count <= TEXT_SHORT + 1)
		return count;
	return TEXT_SHORT;
}

void
text_more(struct text *t, size_t count)
{
	size_t most = text_most(t, count);

	if (most == count)
		return;
	page_own(&t->page, " and ");
	page_number(&t->page, count - most);
	page_own(&t->page, " more");
}

enum style
text_severity_style(enum severity severity)
{
	static const enum style styles[] = {
	    [SEVERITY_INFO] = STYLE_INFO,
	    [SEVERITY_LOW] = STYLE_LOW,
	    [SEVERITY_MEDIUM] = STYLE_MEDIUM,
	    [SEVERITY_HIGH] = STYLE_HIGH,
	    [SEVERITY_CRITICAL] = STYLE_CRITICAL,
	};

	return styles[severity];
}

bool
text_told(const struct text *t, const struct finding *f)
{
	return f->severity >= t->least && f->status != STATUS_REMOVED &&
	       finding_shown(f, t->options);
}

static bool
told(const struct finding *f, const void *arg)
{
	return text_told(arg, f);
}

/* ---- what is wrong ----------------------------------------------------- */

static void
status_note(struct page *p, const struct finding *f)
{
	static const char *const notes[] = {
	    [STATUS_OPEN] = NULL,
	    [STATUS_ACCEPTED] = "accepted until ",
	    [STATUS_UNCONFIRMED] = "not confirmed gone yet, not seen since ",
	    [STATUS_REMOVED] = "removed, ",
	    [STATUS_UNKNOWN] = "unknown since ",
	};

	if (notes[f->status] == NULL)
		return;
	page_own(p, "  ");
	page_style(p, STYLE_WARN);
	page_own(p, "[");
	page_own(p, notes[f->status]);
	page_date(p,
	    f->status == STATUS_ACCEPTED ? f->accepted.until : f->status_since);
	page_own(p, "]");
	page_style(p, STYLE_PLAIN);
}

static void
group_title(struct text *t, const struct finding_group *group)
{
	const struct finding *f = group->members[0];
	struct page *p = &t->page;

	page_style(p, STYLE_BOLD);
	page_own(p, f->rule->title);
	page_style(p, STYLE_PLAIN);
	page_own(p, "  ");
	page_style(p, STYLE_DIM);
	page_own(p, f->rule->id);
	page_style(p, STYLE_PLAIN);
	status_note(p, f);
	page_item(
	    p, 2, text_severity_style(f->severity), severity_name(f->severity));
}

/* The evidence often names its record already. */
static void
evidence(struct text *t, const struct finding *f)
{
	struct page *p = &t->page;
	const char *text = f->evidence != NULL ? f->evidence : "";

	/* One that belongs to no address of the report any more names it. */
	if (f->of < 0 && f->address != NULL && f->address[0] != '\0') {
		page_text(p, f->address);
		page_own(p, ", ");
	}
	if (f->record != NULL && f->record[0] != '\0' &&
	    strstr(text, f->record) == NULL) {
		page_text(p, f->record);
		if (text[0] != '\0')
			page_own(p, ": ");
	}
	page_text(p, text);
	if (t->options->verbose) {
		page_own(p, "  ");
		page_styled(p, STYLE_DIM, f->id);
	}
	if (p->text.len > 0)
		page_item(p, 2, STYLE_PLAIN, "");
	if (f->accepted.reason == NULL)
		return;
	page_own(p, "accepted by ");
	page_text(p, f->accepted.by);
	page_own(p, ": ");
	page_text(p, f->accepted.reason);
	page_item(p, 2, STYLE_DIM, "");
}

/* Handles of the members from `first` on, as many as are told. */
static void
handles(struct text *t, const struct finding_group *group, size_t first)
{
	size_t i, count = group->count - first;

	for (i = 0; i < text_most(t, count); i++) {
		page_next(&t->page, i, ", ");
		page_text(&t->page, group->members[first + i]->record);
	}
	text_more(t, count);
}

static void
group_evidence(struct text *t, const struct finding_group *group)
{
	size_t i, most = text_most(t, group->count);

	for (i = 0; i < most; i++)
		evidence(t, group->members[i]);
	if (most < group->count) {
		page_own(&t->page, "and likewise ");
		page_count(&t->page, group->count - most, "more record",
		    "more records");
		page_item(&t->page, 2, STYLE_PLAIN, "");
	}
}

void
text_findings(struct text *t, const size_t *indices, size_t count)
{
	struct finding_groups g =
	    groups_make(t->report, indices, count, told, t);
	size_t i;

	for (i = 0; i < g.count; i++) {
		group_title(t, &g.items[i]);
		group_evidence(t, &g.items[i]);
	}
	groups_clear(&g);
}

/* ---- what to do -------------------------------------------------------- */

static void
remedy_who(struct page *p, const char *fixable_by)
{
	if (fixable_by == NULL || strcmp(fixable_by, "owner") == 0)
		return;
	page_own(p, strcmp(fixable_by, "arin") == 0
			? " (ARIN does it: open a ticket)"
			: " (your upstream does it: ask them)");
}

/* The rule's steps are told further down, once. */
static void
steps_below(struct text *t, const struct rule *rule)
{
	size_t i;

	for (i = 0; i < t->step_count; i++)
		if (t->steps[i] == rule)
			return;
	t->steps[t->step_count++] = rule;
}

static char *
what_to_do(const struct text *t, const struct finding *f)
{
	return t->steps != NULL ? rule_action(f->rule, f) : xstrdup(f->remedy);
}

/* How many of the group are to be mended in other words than its first? */
static size_t
different(const struct text *t, const struct finding_group *group)
{
	char *first = what_to_do(t, group->members[0]), *other;
	size_t i, n = 0;

	for (i = 1; i < group->count; i++) {
		other = what_to_do(t, group->members[i]);
		n += strcmp(first, other) != 0;
		free(other);
	}
	free(first);
	return n;
}

static void
remedy(struct text *t, const struct finding_group *group, const char *text,
    const char *label)
{
	const struct finding *f = group->members[0];
	struct page *p = &t->page;

	page_text(p, text);
	if (t->steps != NULL) {
		steps_below(t, f->rule);
		page_own(p, "  ");
		page_styled(p, STYLE_DIM, f->rule->id);
	}
	remedy_who(p, f->fixable_by);
	if (different(t, group) > 0) {
		page_own(p, "; the same for ");
		handles(t, group, 1);
	}
	page_bullet(p, 2, STYLE_GOOD, label);
}

void
text_remedies(struct text *t, const size_t *indices, size_t count)
{
	struct finding_groups g =
	    groups_make(t->report, indices, count, told, t);
	struct strings once = {0};
	const char *label = "To do";
	char *text;
	size_t i;

	for (i = 0; i < g.count; i++) {
		if (g.items[i].members[0]->status == STATUS_ACCEPTED)
			continue;
		text = what_to_do(t, g.items[i].members[0]);
		if (*text != '\0' && strings_add_unique(&once, text)) {
			remedy(t, &g.items[i], text, label);
			label = "";
		}
		free(text);
	}
	strings_clear(&once);
	groups_clear(&g);
}
