/*
 * Each organization by itself: what it holds, what is wrong with it that
 * belongs to no address, its own domains, and what the run noted.
 */
#include <stdlib.h>
#include <string.h>
#include "coverage.h"
#include "rdap/alloc.h"
#include "web.h"

/* Its findings that belong to no address; the caller frees. */
static size_t *
own_findings(const struct web *w, const char *org, size_t *count)
{
	const struct report *report = w->report;
	size_t *list = xcalloc(report->finding_count + 1, sizeof(*list));

	*count = 0;
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct finding *f = &report->findings[i];

		if (f->of < 0 && web_told(w, f) && strcmp(f->org, org) == 0)
			list[(*count)++] = i;
	}
	return list;
}

static void
holds(struct web *w, struct element *list, const struct scope *scope)
{
	size_t counts[RECORD_KINDS], addresses = 0;
	struct element *dd = web_fact(list, "Holds");

	if (scope->state == SCOPE_ABSENT) {
		html_own(dd, "not in the registry");
		return;
	}
	coverage_count(w->report, scope->org, counts);
	html_count(dd, counts[RECORD_NETWORK], "network", "networks");
	html_own(dd, ", ");
	html_count(dd, counts[RECORD_AUTNUM], "AS number", "AS numbers");
	html_own(dd, ", ");
	html_count(dd, counts[RECORD_POC], "POC", "POCs");
	for (size_t i = 0; i < w->report->address_count; i++)
		addresses +=
		    strcmp(w->report->addresses[i].org, scope->org) == 0;
	html_own(dd, ", which show ");
	html_count(dd, addresses, "mail address", "mail addresses");
}

/* ---- domains ------------------------------------------------------------- */

/* One that several organizations declare is told once. */
static bool
told_before(const struct inventory *inv, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(inv->domains[i].name, inv->domains[n].name) == 0)
			return true;
	return false;
}

static void
domain_shown(struct element *dd, const struct domain *d)
{
	struct element *line = html_add(dd, "div", NULL);

	html_text(line, d->name);
	if (!d->confirmed) {
		html_own(line, ", declared but not confirmed: no POC of yours "
			       "uses it, so it counts for nothing");
		return;
	}
	html_own(line, ", confirmed by ");
	if (domain_record(d) != NULL) {
		html_own(line, "the TXT record at ");
		html_text(line, domain_record(d));
	} else
		html_code(line, d->evidence);
}

static void
unanswered(const struct inventory *inv, struct element *list)
{
	size_t n = 0, count = coverage_unanswered(inv);
	struct element *dd;

	if (count == 0)
		return;
	dd = web_fact(list, "Mail domains");
	for (size_t i = 0; i < inv->mail_domain_count && n < WEB_LIST; i++)
		if (inv->mail_domains[i].state == MAIL_UNKNOWN) {
			html_next(dd, n++, ", ");
			html_text(dd, inv->mail_domains[i].name);
		}
	if (n < count) {
		html_own(dd, " and ");
		html_number(dd, count - n);
		html_own(dd, " more");
	}
	html_own(dd, ": DNS gave no answer that proves anything");
}

static void
suggested(const struct inventory *inv, struct element *list)
{
	struct strings seen = {0};
	struct element *dd;

	coverage_domains_seen(inv, &seen);
	if (seen.count > 0) {
		dd = web_fact(list, "Seen on your POCs");
		for (size_t i = 0; i < seen.count && i < WEB_LIST; i++) {
			html_next(dd, i, ", ");
			html_text(dd, seen.items[i]);
		}
		if (seen.count > WEB_LIST) {
			html_own(dd, " and ");
			html_number(dd, seen.count - WEB_LIST);
			html_own(dd, " more");
		}
		html_own(dd, "; if yours, declare with --domain");
	}
	strings_clear(&seen);
}

static void
domains(struct web *w, struct element *section)
{
	const struct inventory *inv = w->report->inv;
	struct element *list = html_add(section, "dl", "facts");
	struct element *dd = web_fact(list, "Own domains");

	for (size_t i = 0; i < inv->domain_count; i++)
		if (!told_before(inv, i))
			domain_shown(dd, &inv->domains[i]);
	if (inv->domain_count == 0)
		html_own(dd, "none declared: no address is judged as somebody "
			     "else\xe2\x80\x99s (--domain)");
	suggested(inv, list);
	unanswered(inv, list);
}

/* ---- the whole ----------------------------------------------------------- */

static void
notes(struct web *w, struct element *list, const struct scope *scope)
{
	const struct inventory *inv = w->report->inv;
	struct element *dd = NULL, *line;
	size_t n = 0;

	for (size_t i = 0; i < inv->note_count; i++) {
		const struct note *x = &inv->notes[i];

		if (strcmp(x->org, scope->org) != 0)
			continue;
		if (dd == NULL)
			dd = web_fact(list, "Noted");
		if (n++ >= WEB_LIST)
			continue;
		line = html_add(dd, "div", NULL);
		html_text(line, x->subject);
		html_own(line, ": ");
		html_text(line, x->text);
	}
	if (n > WEB_LIST) {
		line = html_with(dd, "div", NULL, "and ");
		html_number(line, n - WEB_LIST);
		html_own(line, " more, which the JSON has");
	}
}

static void
organization(struct web *w, struct element *section, const struct scope *scope)
{
	struct element *h = html_add(section, "h3", NULL), *list;
	size_t count;
	size_t *own = own_findings(w, scope->org, &count);

	web_organization(h, scope);
	list = html_add(section, "dl", "facts");
	holds(w, list, scope);
	notes(w, list, scope);
	if (count > 0) {
		html_with(
		    section, "h4", NULL, "Findings about the organization");
		web_findings(w, section, own, count);
	}
	free(own);
}

void
web_organizations(struct web *w)
{
	const struct inventory *inv = w->report->inv;
	struct element *section;

	if (inv->scope_count == 0)
		return;
	section = web_section(w, "organizations",
	    inv->scope_count == 1 ? "The organization" : "Organizations");
	for (size_t i = 0; i < inv->scope_count; i++)
		organization(w, section, &inv->scopes[i]);
	html_with(section, "h3", NULL, "Mail domains");
	domains(w, section);
}
