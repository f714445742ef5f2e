#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "show.h"
#include "table.h"
#include "text.h"

static void
text_open(struct text *t, const struct report *report,
    const struct format_options *options, FILE *out)
{
	memset(t, 0, sizeof(*t));
	page_init(&t->page, out, options);
	t->report = report;
	t->options = options;
	t->least = SEVERITY_INFO;
	t->whose = WHOSE_NAMED;
}

static int
text_close(struct text *t, FILE *out)
{
	page_clear(&t->page);
	return ferror(out) ? -1 : 0;
}

/* ---- a record ---------------------------------------------------------- */

static void
item_text(struct text *t, const char *label, const char *text)
{
	if (*text == '\0')
		return;
	page_text(&t->page, text);
	page_item(&t->page, 2, STYLE_DIM, label);
}

static void
item_time(struct text *t, const char *label, int64_t when)
{
	if (when == CLOCK_NONE)
		return;
	page_moment(&t->page, when);
	page_item(&t->page, 2, STYLE_DIM, label);
}

/* "read 2026-11-24 09:30 UTC, completely", or what came of the look. */
static void
item_look(struct text *t, const struct record *r)
{
	page_own(&t->page, look_name(r->look));
	if (*r->look_reason != '\0') {
		page_own(&t->page, ": ");
		page_text(&t->page, r->look_reason);
	}
	if (r->seen.state != STATE_OPEN) {
		page_own(&t->page, "; ");
		page_own(&t->page, state_name(r->seen.state));
		page_own(&t->page, " since ");
		page_moment(&t->page, r->seen.since);
	}
	page_item(&t->page, 2, STYLE_DIM, "look");
}

static void
link_line(struct text *t, const struct link *l, const char *other)
{
	char *roles = roles_text(l->roles);

	page_text(&t->page, other);
	page_own(&t->page, " as ");
	page_text(&t->page, *roles == '\0' ? "(no role)" : roles);
	free(roles);
}

/* What a POC serves, or which POCs serve the record. */
static void
item_links(struct text *t, const struct record *r)
{
	const struct inventory *inv = t->report->inv;
	const struct link *l;
	size_t i, told = 0;
	bool poc = r->kind == RECORD_POC;

	for (i = 0; i < inv->link_count; i++) {
		l = &inv->links[i];
		if (strcmp(l->org, r->org) != 0 ||
		    strcmp(poc ? l->poc : l->holder, r->handle) != 0 ||
		    (!poc && l->holder_kind != r->kind))
			continue;
		link_line(t, l, poc ? l->holder : l->poc);
		page_item(&t->page, 2, STYLE_DIM,
		    told++ > 0 ? ""
		    : poc      ? "serves"
			       : "contacts");
	}
}

static void
item_sightings(struct text *t, const struct record *r)
{
	const struct inventory *inv = t->report->inv;
	const struct sighting *s;
	struct strings spellings = {0};
	size_t i;

	for (i = 0; i < inv->sighting_count; i++) {
		s = &inv->sightings[i];
		if (strcmp(s->org, r->org) == 0 &&
		    strcmp(r->kind == RECORD_POC ? s->poc : s->record,
			r->handle) == 0 &&
		    strings_add_unique(&spellings, s->spelling)) {
			page_text(&t->page, s->spelling);
			page_own(&t->page, " (");
			page_own(&t->page, field_name(s->field));
			page_own(&t->page, ")");
			page_item(&t->page, 2, STYLE_DIM,
			    spellings.count > 1 ? "" : "addresses");
		}
	}
	strings_clear(&spellings);
}

static void
record_findings(struct text *t, const struct record *r)
{
	const struct report *report = t->report;
	const struct finding *f;
	size_t *indices, count = 0, i;

	indices = xcalloc(report->finding_count + 1, sizeof(*indices));
	for (i = 0; i < report->finding_count; i++) {
		f = &report->findings[i];
		if (strcmp(f->org, r->org) == 0 &&
		    (strcmp(f->record, r->handle) == 0 ||
			strcmp(f->poc, r->handle) == 0))
			indices[count++] = i;
	}
	if (count > 0) {
		page_blank(&t->page);
		text_findings(t, indices, count);
		text_remedies(t, indices, count);
	}
	free(indices);
}

static void
record_block(struct text *t, const struct record *r)
{
	page_text(&t->page, r->handle);
	page_own(&t->page, "  ");
	page_text(&t->page, r->name);
	page_heading(&t->page);
	page_own(&t->page, record_kind_name(r->kind));
	page_own(&t->page, " of ");
	page_text(&t->page, r->org);
	page_item(&t->page, 2, STYLE_DIM, "record");
	item_text(t, "range", r->range);
	item_text(t, "type", r->type);
	item_text(t, "kind", r->card_kind);
	if (r->kind == RECORD_POC)
		item_text(t, "validated", validation_name(r->validated));
	item_time(t, "unvalidated", r->unvalidated_since);
	item_time(t, "registered", r->registered);
	item_time(t, "last changed", r->last_changed);
	item_links(t, r);
	item_sightings(t, r);
	item_time(t, "first seen", r->seen.first);
	item_time(t, "last seen", r->seen.last);
	item_look(t, r);
	item_text(t, "source", r->source_url);
	item_text(t, "sha-256", r->source_digest);
	record_findings(t, r);
}

int
show_record(const struct report *report, const struct format_options *options,
    const char *handle, FILE *out)
{
	const struct inventory *inv = report->inv;
	struct text t;
	size_t i, shown = 0;

	text_open(&t, report, options, out);
	for (i = 0; i < inv->record_count; i++) {
		if (strcasecmp(inv->records[i].handle, handle) != 0)
			continue;
		if (shown++ > 0)
			page_blank(&t.page);
		record_block(&t, &inv->records[i]);
	}
	return text_close(&t, out) == -1 ? -1 : shown == 0;
}

/* ---- an address -------------------------------------------------------- */

/* Behind the longest id, rdap-reverse-search. */
#define VECTOR_COLUMN 23

static void
exposure_line(struct text *t, const struct exposure *e)
{
	page_own(&t->page, e->vector->title);
	if (e->requests >= 0) {
		page_own(&t->page, ", ");
		page_count(
		    &t->page, (size_t)e->requests, "request", "requests");
	}
	page_own(&t->page, e->source_url != NULL
			       ? " (observed: "
			       : " (derived from the records)");
	if (e->source_url != NULL) {
		page_text(&t->page, e->source_url);
		page_own(&t->page, ")");
	}
	page_column(&t->page, 2, VECTOR_COLUMN, STYLE_DIM, e->vector->id);
}

/* One spelling in one field, as it was read. */
static void
sighting_line(struct text *t, const struct sighting *s)
{
	char *roles = roles_text(s->roles);

	page_text(&t->page, s->spelling);
	page_own(&t->page, " in ");
	page_own(&t->page, field_name(s->field));
	if (*s->poc != '\0') {
		page_own(&t->page, " of ");
		page_text(&t->page, s->poc);
	}
	if (*roles != '\0') {
		page_own(&t->page, ", ");
		page_text(&t->page, roles);
	}
	page_item(&t->page, 2, STYLE_DIM, s->record);
	free(roles);
}

static void
address_block(struct text *t, const struct address_report *a)
{
	const struct inventory *inv = t->report->inv;
	size_t i, most;

	text_address(t, a);
	page_blank(&t->page);
	page_own(&t->page, "In these ways");
	page_set(&t->page, 0, 0);
	for (i = 0; i < a->exposure_count; i++)
		exposure_line(t, &a->exposures[i]);
	if (!t->options->verbose)
		text_collected_by(t, a);
	page_blank(&t->page);
	page_own(&t->page, "Printed in");
	page_set(&t->page, 0, 0);
	most = text_most(t, a->sighting_count);
	for (i = 0; i < most; i++)
		sighting_line(t, &inv->sightings[a->sightings[i]]);
	if (most < a->sighting_count) {
		page_count(&t->page, a->sighting_count - most, "more place",
		    "more places");
		page_own(&t->page, "; -v shows all");
		page_item(&t->page, 2, STYLE_DIM, "");
	}
	item_text(t, "source", inv->sightings[a->sightings[0]].source_url);
	item_text(t, "sha-256", inv->sightings[a->sightings[0]].source_digest);
}

int
show_address(const struct report *report, const struct format_options *options,
    const char *key, FILE *out)
{
	struct text t;
	size_t i, shown = 0;

	text_open(&t, report, options, out);
	for (i = 0; i < report->address_count; i++) {
		if (strcmp(report->addresses[i].address, key) != 0)
			continue;
		if (shown++ > 0)
			page_blank(&t.page);
		address_block(&t, &report->addresses[i]);
	}
	return text_close(&t, out) == -1 ? -1 : shown == 0;
}
