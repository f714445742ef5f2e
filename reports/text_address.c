/*
 * One address of the text report.
 */
#include <stdlib.h>
#include <string.h>
#include "printed.h"
#include "text.h"

/* ---- where it is printed ----------------------------------------------- */

static void
short_roles(struct page *p, unsigned roles)
{
	size_t i, n = 0;

	for (i = 0; i < printed_role_count; i++)
		if (roles & printed_roles[i].role) {
			page_next(p, n, ", ");
			page_own(p, n++ == 0 ? " as " : "");
			page_own(p, printed_roles[i].word);
		}
}

/* "organization, NET-192-0-2-0-1, 3 AS numbers": one is named, more are
 * counted. */
static void
holders(struct text *t, const struct printed *place)
{
	static const struct {
		enum record_kind kind;
		const char *many;
	} kinds[] = {
	    {RECORD_POC, "POCs"},
	    {RECORD_NETWORK, "networks"},
	    {RECORD_AUTNUM, "AS numbers"},
	    {RECORD_IRR, "objects"},
	};
	struct page *p = &t->page;
	size_t i, n = 0;

	if (place->counts[RECORD_ORGANIZATION] > 0) {
		page_own(p, "the organization");
		n++;
	}
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (place->counts[kinds[i].kind] == 0)
			continue;
		page_next(p, n++, ", ");
		if (place->counts[kinds[i].kind] == 1)
			page_text(p, place->last[kinds[i].kind]);
		else
			page_count(
			    p, place->counts[kinds[i].kind], "", kinds[i].many);
	}
	if (n == 0 && place->unlinked)
		page_own(p, printed_links_known(t->report, place->first)
				? "linked to nothing of yours"
				: "links unknown");
}

static void
poc_kind(struct text *t, const struct sighting *s)
{
	const struct record *poc =
	    inventory_record(t->report->inv, s->org, RECORD_POC, s->poc);

	if (poc == NULL || poc->card_kind[0] == '\0')
		return;
	page_own(&t->page, " (");
	page_text(&t->page, poc->card_kind);
	page_own(&t->page, ")");
}

static void
set_place(struct text *t, const struct printed *place, const char *label)
{
	static const char *const fields[] = {
	    [FIELD_REMARK] = "free text of ",
	    [FIELD_NAME] = "the name of ",
	    [FIELD_IRR_ATTRIBUTE] = "the routing registry: ",
	};
	const struct sighting *s = place->first;
	struct page *p = &t->page;

	if (s->field == FIELD_POC_EMAIL) {
		page_text(p, s->poc);
		poc_kind(t, s);
		short_roles(p, place->roles);
		page_own(p, ": ");
	} else
		page_own(p, fields[s->field]);
	holders(t, place);
	page_item(p, 2, STYLE_DIM, label);
}

static void
set_places(struct text *t, const struct address_report *address)
{
	size_t i, count, most;
	struct printed *places = printed_on(t->report, address, &count);

	most = text_most(t, count);
	for (i = 0; i < most; i++)
		set_place(t, &places[i], i == 0 ? "Printed on" : "");
	if (most < count) {
		page_own(&t->page, "and ");
		page_number(&t->page, count - most);
		page_own(&t->page, " more");
		page_item(&t->page, 2, STYLE_DIM, "");
	}
	free(places);
}

/* ---- reachable by ------------------------------------------------------ */

#define START_COUNT (KNOWS_ACCOUNT + 1)

/* "(3 ways)", or which. */
static void
ways(struct text *t, const struct address_report *address, enum knows knows,
    size_t count)
{
	struct page *p = &t->page;
	size_t i, n = 0;

	page_own(p, " (");
	if (!t->options->verbose)
		page_count(p, count, "way", "ways");
	for (i = 0; t->options->verbose && i < address->exposure_count; i++)
		if (address->exposures[i].vector->knows == knows) {
			page_next(p, n++, ", ");
			page_own(p, address->exposures[i].vector->id);
		}
	page_own(p, ")");
}

static void
reachable_by(struct text *t, const struct address_report *address)
{
	/* What starts from nothing, and what a copy has, is told once, above
	 * all addresses. */
	bool all = t->options->verbose || address->knows == KNOWS_NOTHING;
	size_t first = all ? KNOWS_NOTHING : KNOWS_NUMBER;
	size_t end = all || address->knows == KNOWS_ACCOUNT ? START_COUNT
							    : KNOWS_ACCOUNT;
	size_t counts[START_COUNT] = {0}, i, n = 0;

	for (i = 0; i < address->exposure_count; i++)
		counts[address->exposures[i].vector->knows]++;
	for (i = first; i < end; i++)
		if (counts[i] > 0) {
			page_next(&t->page, n++, ", ");
			page_own(&t->page, printed_starts[i]);
			ways(t, address, (enum knows)i, counts[i]);
		}
	if (n > 0)
		page_item(&t->page, 2, STYLE_DIM, "Reachable by");
}

/* ---- collected by ------------------------------------------------------- */

/* Tools of one verdict, as a list; how many. */
static size_t
tools_that(struct text *t, const struct address_report *address,
    enum collects verdict, const char *lead)
{
	size_t i, n = 0;

	for (i = 0; i < TOOL_COUNT; i++)
		if (address->collects[i] == verdict) {
			page_own(&t->page, n++ == 0 ? lead : ", ");
			page_own(&t->page, tools[i].name);
		}
	return n;
}

void
text_collected_by(struct text *t, const struct address_report *address)
{
	size_t n;

	n = tools_that(t, address, COLLECTS_YES,
	    "would be, as these tools read answers: ");
	n += tools_that(t, address, COLLECTS_PERHAPS,
	    n > 0 ? "; perhaps, if it stands first on its POC: "
		  : "perhaps, as these tools read answers, if it stands "
		    "first on its POC: ");
	if (n == 0)
		page_own(&t->page, "none of the tools known, as they read "
				   "answers; others read more");
	page_item(&t->page, 2, STYLE_DIM, "Collected by");
}

/* ---- the whole --------------------------------------------------------- */

static void
address_head(struct text *t, const struct address_report *address)
{
	static const char *const kinds[] = {
	    [MAILBOX_ROLE] = "a role mailbox",
	    [MAILBOX_PERSON] = "a person's mailbox",
	    [MAILBOX_UNCLEAR] = "whose mailbox is unclear",
	};
	struct page *p = &t->page;

	page_styled(p, STYLE_BOLD, address->address);
	page_own(p, "  ");
	page_style(p, STYLE_DIM);
	page_own(p, kinds[address->mailbox_kind]);
	page_style(p, STYLE_PLAIN);
	page_item(p, 0, text_severity_style(address->severity),
	    severity_name(address->severity));
}

void
text_address(struct text *t, const struct address_report *address)
{
	page_blank(&t->page);
	address_head(t, address);
	text_whose(t, address);
	text_findings(t, address->findings, address->finding_count);
	set_places(t, address);
	reachable_by(t, address);
	if (t->options->verbose)
		text_collected_by(t, address);
	text_remedies(t, address->findings, address->finding_count);
}
