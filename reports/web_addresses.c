/*
 * The published addresses: all of them in a table, worst first, and those with
 * something to mend in full.
 */
#include <stdlib.h>
#include <string.h>
#include "printed.h"
#include "rdap/alloc.h"
#include "web.h"

static const char *const kinds[] = {
    [MAILBOX_ROLE] = "a role mailbox",
    [MAILBOX_PERSON] = "a person\xe2\x80\x99s mailbox",
    [MAILBOX_UNCLEAR] = "whose mailbox is unclear",
};

#define START_COUNT (KNOWS_ACCOUNT + 1)

/* ---- where it is printed ------------------------------------------------- */

/* "the organization, NET-192-0-2-0-1, 3 AS numbers": one is named, more are
 * counted. */
static void
holders(struct web *w, struct element *e, const struct printed *place)
{
	static const struct {
		enum record_kind kind;
		const char *many;
	} words[] = {
	    {RECORD_POC, "POCs"},
	    {RECORD_NETWORK, "networks"},
	    {RECORD_AUTNUM, "AS numbers"},
	    {RECORD_IRR, "objects"},
	};
	size_t n = 0;

	if (place->counts[RECORD_ORGANIZATION] > 0) {
		html_own(e, "the organization");
		n++;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t count = place->counts[words[i].kind];

		if (count == 0)
			continue;
		html_next(e, n++, ", ");
		if (count == 1)
			html_code(e, place->last[words[i].kind]);
		else
			html_count(e, count, "", words[i].many);
	}
	if (n == 0 && place->unlinked)
		html_own(e, printed_links_known(w->report, place->first)
				? "linked to nothing of yours"
				: "links unknown");
}

static void
by_poc(struct web *w, struct element *e, const struct printed *place)
{
	const struct sighting *s = place->first;
	const struct record *poc =
	    inventory_record(w->report->inv, s->org, RECORD_POC, s->poc);

	html_code(e, s->poc);
	if (poc != NULL && poc->card_kind[0] != '\0') {
		html_own(e, " (");
		html_text(e, poc->card_kind);
		html_own(e, ")");
	}
	if (place->roles != 0) {
		html_own(e, " as ");
		web_roles(e, place->roles);
	}
	html_own(e, ": ");
}

static void
printed(struct web *w, struct element *list, const struct address_report *a)
{
	static const char *const fields[] = {
	    [FIELD_REMARK] = "free text of ",
	    [FIELD_NAME] = "the name of ",
	    [FIELD_IRR_ATTRIBUTE] = "the routing registry: ",
	};
	size_t count;
	struct printed *places = printed_on(w->report, a, &count);
	struct element *dd = count > 0 ? web_fact(list, "Printed on") : NULL,
		       *line;

	for (size_t i = 0; i < count && i < WEB_LIST; i++) {
		line = html_add(dd, "div", NULL);
		if (places[i].first->field == FIELD_POC_EMAIL)
			by_poc(w, line, &places[i]);
		else
			html_own(line, fields[places[i].first->field]);
		holders(w, line, &places[i]);
	}
	if (count > WEB_LIST) {
		line = html_with(dd, "div", NULL, "and ");
		html_number(line, count - WEB_LIST);
		html_own(line, " more");
	}
	free(places);
}

/* ---- how it is reached --------------------------------------------------- */

static void
reachable(struct element *list, const struct address_report *a)
{
	/* What starts from nothing, and what a copy has, is told once, above
	 * all addresses. */
	size_t first = a->knows == KNOWS_NOTHING ? KNOWS_NOTHING : KNOWS_NUMBER;
	size_t end = first == KNOWS_NOTHING || a->knows == KNOWS_ACCOUNT
			 ? START_COUNT
			 : KNOWS_ACCOUNT;
	struct element *dd = NULL, *line;

	for (size_t start = first; start < end; start++) {
		size_t n = 0;

		line = NULL;
		for (size_t i = 0; i < a->exposure_count; i++) {
			const struct vector *v = a->exposures[i].vector;

			if ((size_t)v->knows != start)
				continue;
			if (dd == NULL)
				dd = web_fact(list, "Reachable from");
			if (line == NULL) {
				line = html_with(
				    dd, "div", NULL, printed_starts[start]);
				html_own(line, ": ");
			}
			html_next(line, n++, ", ");
			html_with(line, "span", "way", v->id);
		}
	}
}

/* ---- one in full --------------------------------------------------------- */

static void
to_do(struct web *w, struct element *list, const struct address_report *a)
{
	struct strings told = {0};
	struct element *dd = NULL, *line;

	for (size_t i = 0; i < a->finding_count; i++) {
		const struct finding *f = &w->report->findings[a->findings[i]];
		char *text;

		if (!web_told(w, f) || f->status == STATUS_ACCEPTED)
			continue;
		text = rule_action(f->rule, f);
		if (text[0] != '\0' && told.count < WEB_LIST &&
		    strings_add_unique(&told, text)) {
			if (dd == NULL)
				dd = web_fact(list, "To do");
			line = html_add(dd, "div", NULL);
			html_text(line, text);
			html_own(line, " ");
			if (!f->rule->passing) {
				line = html_add(line, "a", "rule");
				html_setf(line, "href", "#do-%s", f->rule->id);
			}
			html_own(line, f->rule->id);
		}
		free(text);
	}
	strings_clear(&told);
}

static void
card(struct web *w, struct element *section, const char *heading, size_t number)
{
	const struct address_report *a = &w->report->addresses[number];
	struct element *article = html_add(section, "article", NULL), *e;

	html_setf(article, "aria-labelledby", "address-%zu", number + 1);
	e = html_add(article, heading, NULL);
	html_setf(e, "id", "address-%zu", number + 1);
	web_severity(e, a->severity);
	html_own(e, " ");
	html_address(e, a->address);
	html_with(article, "p", "whose", kinds[a->mailbox_kind]);
	web_findings(w, article, a->findings, a->finding_count);
	e = html_add(article, "dl", "facts");
	to_do(w, e, a);
	printed(w, e, a);
	reachable(e, a);
}

/* ---- all of them in a table ----------------------------------------------- */

static void
rules_of(struct web *w, struct element *e, const struct address_report *a)
{
	const struct rule *last = NULL;
	size_t n = 0;

	for (size_t i = 0; i < a->finding_count; i++) {
		const struct finding *f = &w->report->findings[a->findings[i]];

		if (f->rule == last || f->status == STATUS_REMOVED)
			continue;
		html_next(e, n++, ", ");
		html_own(e, f->rule->id);
		last = f->rule;
	}
}

static void
number_cell(struct element *row, size_t n)
{
	html_number(html_add(row, "td", "n"), n);
}

static void
row_of(struct web *w, struct element *body, size_t number, bool card_follows,
    bool many)
{
	const struct address_report *a = &w->report->addresses[number];
	struct element *row = html_add(body, "tr", NULL), *e;

	e = html_row_head(row);
	if (card_follows) {
		e = html_add(e, "a", NULL);
		html_setf(e, "href", "#address-%zu", number + 1);
	}
	html_address(e, a->address);
	web_severity(html_add(row, "td", NULL), a->severity);
	html_with(row, "td", NULL, mailbox_kind_name(a->mailbox_kind));
	rules_of(w, html_add(row, "td", "rules"), a);
	number_cell(row, a->networks);
	number_cell(row, a->autnums);
	number_cell(row, a->exposure_count);
	html_with(row, "td", NULL, knows_name(a->knows));
	if (many)
		html_code(html_add(row, "td", NULL), a->org);
}

static size_t *
worst_first(const struct report *report)
{
	size_t *order = xcalloc(report->address_count + 1, sizeof(*order));
	size_t n = 0;

	/* Within an organization they are so already. */
	for (int s = SEVERITY_CRITICAL; s >= SEVERITY_INFO; s--)
		for (size_t i = 0; i < report->address_count; i++)
			if ((int)report->addresses[i].severity == s)
				order[n++] = i;
	return order;
}

static void
overview(struct web *w, struct element *section, const bool *full)
{
	static const char *const columns[] = {"Address", "Severity", "Whose",
	    "Rules", ">Networks", ">AS numbers", ">Ways", "Starts from",
	    "Organization", NULL};
	static const char *const of_one[] = {"Address", "Severity", "Whose",
	    "Rules", ">Networks", ">AS numbers", ">Ways", "Starts from", NULL};
	const struct report *report = w->report;
	bool many = report->inv->scope_count > 1;
	size_t *order = worst_first(report);
	struct element *body = html_table(section, "all-addresses",
	    "All published addresses, worst first", many ? columns : of_one);

	for (size_t i = 0; i < report->address_count && i < WEB_ROWS; i++)
		row_of(w, body, order[i], full[order[i]], many);
	free(order);
	web_more(
	    section, WEB_ROWS, report->address_count, "-f csv -t addresses");
}

/* ---- the whole ----------------------------------------------------------- */

/* Which are told in full: the worst of all, as many as there is room for. */
static bool *
in_full(const struct web *w, size_t *left)
{
	const struct report *report = w->report;
	bool *full = xcalloc(report->address_count + 1, sizeof(*full));
	size_t *order = worst_first(report), n = 0;

	*left = 0;
	for (size_t i = 0; i < report->address_count; i++) {
		if (!web_address_told(w, &report->addresses[order[i]]))
			continue;
		if (n < WEB_CARDS) {
			full[order[i]] = true;
			n++;
		} else
			++*left;
	}
	free(order);
	return full;
}

static void
of_organization(struct web *w, struct element *section, const bool *full,
    const struct scope *scope, bool many)
{
	const struct report *report = w->report;
	struct element *heading = NULL;

	for (size_t i = 0; i < report->address_count; i++) {
		if (!full[i] ||
		    strcmp(report->addresses[i].org, scope->org) != 0)
			continue;
		if (many && heading == NULL) {
			heading = html_add(section, "h3", "org");
			web_organization(heading, scope);
		}
		card(w, section, many ? "h4" : "h3", i);
	}
}

void
web_addresses(struct web *w)
{
	const struct inventory *inv = w->report->inv;
	struct element *section, *p;
	size_t left;
	bool *full;

	if (w->report->address_count == 0)
		return;
	full = in_full(w, &left);
	section = web_section(w, "addresses", "Addresses by severity");
	html_with(section, "p", NULL,
	    "Every address on a linked POC can be read by somebody who knows "
	    "nothing at all, by walking the address space, the AS numbers or "
	    "the names, or from a copy of the registry. What is named as a way "
	    "leads to an address; it never says that somebody used it.");
	overview(w, section, full);
	for (size_t i = 0; i < inv->scope_count; i++)
		of_organization(
		    w, section, full, &inv->scopes[i], inv->scope_count > 1);
	if (left > 0) {
		p = html_with(section, "p", "more", "");
		html_count(p, left, "address", "addresses");
		html_own(p, " with less severe findings are not told in full "
			    "here: ");
		html_with(p, "code", NULL, "-f csv");
		html_own(p, " has all.");
	}
	free(full);
}
