#include <string.h>
#include "assess.h"
#include "rdap/buf.h"

/* ---- whom a POC serves -------------------------------------------------- */

static bool
is_of(const struct elsewhere *x, const struct contact *c)
{
	return strcmp(x->poc, c->handle) == 0 && strcmp(x->org, c->org) == 0;
}

static bool
unlinked_and_known(const struct contact *c)
{
	return c->link_count == 0 && c->record != NULL &&
	       c->record->links_known;
}

bool
contact_orphan(const struct inventory *inv, const struct contact *c)
{
	if (!unlinked_and_known(c))
		return false;
	for (size_t i = 0; i < inv->elsewhere_count; i++)
		if (is_of(&inv->elsewheres[i], c) &&
		    inv->elsewheres[i].resources != 0)
			return false;
	return true;
}

bool
contact_links_read(const struct inventory *inv, const struct contact *c)
{
	const char *subject = "links of ";
	size_t len = strlen(subject);

	for (size_t i = 0; i < inv->gap_count; i++)
		if (strcmp(inv->gaps[i].org, c->org) == 0 &&
		    strncmp(inv->gaps[i].subject, subject, len) == 0 &&
		    strcmp(inv->gaps[i].subject + len, c->handle) == 0)
			return false;
	return true;
}

static void
rests_on_links(
    struct finding *f, const struct inventory *inv, const struct contact *c)
{
	struct seen seen = c->record->seen;

	if (contact_links_read(inv, c))
		return;
	seen.state = STATE_UNKNOWN;
	seen.since = seen.last_complete;
	finding_rests_on(f, &seen);
}

bool
contact_serves(
    const struct inventory *inv, const struct contact *c, int resources)
{
	for (size_t i = 0; i < inv->elsewhere_count; i++)
		if (is_of(&inv->elsewheres[i], c) &&
		    inv->elsewheres[i].resources == resources)
			return true;
	return false;
}

/* "BLUFF-3, EXHST-4"; "" when there are none. The caller clears it. */
static void
strangers(struct buf *out, const struct inventory *inv, const struct contact *c)
{
	buf_puts(out, "");
	for (size_t i = 0; i < inv->elsewhere_count; i++)
		if (is_of(&inv->elsewheres[i], c))
			buf_printf(out, "%s%s", out->len > 0 ? ", " : "",
			    inv->elsewheres[i].stranger);
}

/* ---- WE202: orphans ----------------------------------------------------- */

void
judge_orphan_poc(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		struct buf names = {0};
		struct finding *f;

		if (!contact_orphan(a->inv, p->contact))
			continue;
		f = assessment_add_poc(a, rule,
		    p->view->kind == MAILBOX_ROLE ? SEVERITY_LOW
						  : rule->severity,
		    p);
		finding_rests_on_record(f, p->poc);
		rests_on_links(f, a->inv, p->contact);
		strangers(&names, a->inv, p->contact);
		if (names.len == 0)
			finding_evidence(f,
			    "%s publishes %s and is linked to no organization, "
			    "network or AS number",
			    f->poc, p->first->spelling);
		else
			finding_evidence(f,
			    "%s publishes %s and is linked only to what holds "
			    "no number resources: %s",
			    f->poc, p->first->spelling, names.data);
		buf_clear(&names);
	}
}

/* ---- WE203: shared ------------------------------------------------------ */

void
judge_shared_poc(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		struct buf names = {0};
		struct finding *f;

		if (p->contact->link_count == 0)
			continue;
		strangers(&names, a->inv, p->contact);
		if (names.len > 0) {
			f = assessment_add_poc(a, rule, rule->severity, p);
			finding_evidence(f,
			    "%s is also linked to organizations that were not "
			    "audited: %s",
			    f->poc, names.data);
		}
		buf_clear(&names);
	}
}

/* ---- WE207: elsewhere --------------------------------------------------- */

void
judge_elsewhere(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		struct buf names = {0};
		struct finding *f;

		if (!unlinked_and_known(p->contact) ||
		    !contact_serves(a->inv, p->contact, 1))
			continue;
		f = assessment_add_poc(a, rule, rule->severity, p);
		finding_rests_on_record(f, p->poc);
		rests_on_links(f, a->inv, p->contact);
		strangers(&names, a->inv, p->contact);
		finding_evidence(f,
		    "%s, with %s, is linked only to what was not audited: %s",
		    f->poc, p->first->spelling, names.data);
		buf_clear(&names);
	}
}
