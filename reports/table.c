/*
 * The columns. New ones come at the end of their table.
 *
 * findings: a row for each finding.
 *   schema           1
 *   run, observed_at the last that looked at the row's organization, and when
 *                    its oldest answer was read
 *   org              handle of the organization
 *   address          folded; empty only for WE000, WE401, WE404
 *   domain           of the address
 *   rule, slug       WE102, personal-on-role-poc
 *   severity         info low medium high critical
 *   status           open accepted unconfirmed removed unknown
 *   record           handle of what is to be mended
 *   field            poc-email remark name irr-attribute
 *   roles            RDAP's words, over all places
 *   level            org network autnum none, over all places
 *   poc, poc_kind    handle; individual or group
 *   validated        yes no not-required unknown
 *   vectors          ids of all that reach the address
 *   vector_count     how many
 *   knows            cheapest start that names the owner
 *   networks         how many the address is printed with
 *   autnums          the same
 *   first_seen, last_seen, last_complete (the last complete look)
 *   accepted_reason, accepted_until
 *   remedy           what to do
 *   source_url       the answer that shows it
 *   evidence         what in the record shows it
 *   finding          stable id
 *   org_name         of the organization
 *   fixable_by       owner upstream arin
 *   mailbox_kind     role person unclear
 *   cause            of its last change: registry rules config scope
 *   status_since     when the status began
 *   accepted_by, accepted_on
 *   source_digest    SHA-256 of the answer
 *
 * addresses: a row for each address of each organization.
 *   schema, run, org, address, domain, severity (of its worst open finding),
 *   mailbox_kind, vector_count, knows, networks, autnums, vectors, status,
 *   sightings (how many), findings (open ones), rules (their ids), org_name
 *
 * sightings: a row for each place where an address stands.
 *   schema, run, org, address, record (which carries it or which the POC is
 *   linked to), field, roles, level, poc, poc_kind, validated, spelling (as
 *   found), source_url, record_kind, status, observed_at, first_seen,
 *   last_seen, source_digest
 *
 * vectors: a row for each way to each address.
 *   schema, run, org, address, vector, knows, requests (empty for a walk or a
 *   copy), evidence (observed or derived), source_url (observed only), asked
 *   (does an audit ever ask so: no own), title
 *
 * records: a row for each record.
 *   schema, run, org, kind, handle, name, range, status (RDAP's), last_changed,
 *   look (complete partial failed skipped), look_reason, type, poc_kind,
 *   validated, unvalidated_since, registered, observed_at, state, first_seen,
 *   last_seen, source_url, source_digest
 */
#include <stdlib.h>
#include <string.h>
#include "rdap/address.h"
#include "rdap/clock.h"
#include "table.h"

/* One function for each cell: what of a row stands in it. */
#define TEXT(function, value)                                        \
	static void function(const struct row *row, struct buf *out) \
	{                                                            \
		put_text(out, value);                                \
	}
#define NUMBER(function, value)                                      \
	static void function(const struct row *row, struct buf *out) \
	{                                                            \
		buf_printf(out, "%lld", (long long)(value));         \
		(void)row;                                           \
	}
#define TIME(function, value)                                        \
	static void function(const struct row *row, struct buf *out) \
	{                                                            \
		put_time(out, value);                                \
	}

static void
put_text(struct buf *out, const char *text)
{
	if (text != NULL)
		buf_puts(out, text);
}

static void
put_time(struct buf *out, int64_t when)
{
	char text[CLOCK_TEXT_MAX];

	buf_puts(out, clock_format(when, text));
}

static void
put_next(struct buf *out, const char *text)
{
	if (out->len > 0)
		buf_putc(out, ';');
	buf_puts(out, text);
}

static void
put_roles(struct buf *out, unsigned roles)
{
	char *text = roles_text(roles);

	buf_puts(out, text);
	free(text);
}

const char *
validation_name(enum validation validated)
{
	static const char *const names[] = {
	    [VALIDATION_UNKNOWN] = "unknown",
	    [VALIDATION_YES] = "yes",
	    [VALIDATION_NO] = "no",
	    [VALIDATION_NOT_REQUIRED] = "not-required",
	};

	return names[validated];
}

/* ---- cells of several tables ------------------------------------------- */

/* What looked at a row's organization last; NULL: the report's run. */
static const struct scope *
look_of(const struct row *row)
{
	const char *org = row->finding != NULL    ? row->finding->org
			  : row->sighting != NULL ? row->sighting->org
			  : row->record != NULL   ? row->record->org
			  : row->address != NULL  ? row->address->org
						  : "";
	const struct scope *scope = inventory_scope(row->report->inv, org);

	return scope != NULL && scope->run != 0 ? scope : NULL;
}

static int64_t
row_run(const struct row *row)
{
	const struct scope *scope = look_of(row);

	return scope != NULL ? scope->run : row->report->run->id;
}

static int64_t
row_observed_at(const struct row *row)
{
	const struct scope *scope = look_of(row);

	return scope != NULL ? scope->observed_at
			     : row->report->run->observed_at;
}

NUMBER(cell_schema, 1)
NUMBER(cell_run, row_run(row))
TIME(cell_run_observed_at, row_observed_at(row))

/* ---- findings ---------------------------------------------------------- */

static int64_t
accepted_time(const struct row *row, int64_t when)
{
	return row->finding->accepted.reason != NULL ? when : CLOCK_NONE;
}

TEXT(finding_org, row->finding->org)
TEXT(finding_address, row->finding->address)
TEXT(finding_rule, row->finding->rule->id)
TEXT(finding_slug, row->finding->rule->slug)
TEXT(finding_severity, severity_name(row->finding->severity))
TEXT(finding_status, status_name(row->finding->status))
TEXT(finding_record, row->finding->record)
TEXT(finding_field, row->finding->field)
TEXT(finding_poc, row->finding->poc)
TEXT(finding_poc_kind, row->finding->poc_kind)
TEXT(finding_validated, row->finding->validated)
TIME(finding_first_seen, row->finding->first_seen)
TIME(finding_last_seen, row->finding->last_seen)
TIME(finding_last_complete, row->finding->last_complete)
TEXT(finding_remedy, row->finding->remedy)
TEXT(finding_source_url, row->finding->source_url)
TEXT(finding_evidence, row->finding->evidence)
TEXT(finding_id, row->finding->id)
TEXT(finding_org_name, row->finding->org_name)
TEXT(finding_fixable_by, row->finding->fixable_by)
TEXT(finding_cause, row->finding->cause)
TIME(finding_status_since, row->finding->status_since)
TEXT(finding_source_digest, row->finding->source_digest)
TEXT(finding_accepted_reason, row->finding->accepted.reason)
TEXT(finding_accepted_by, row->finding->accepted.by)
TIME(finding_accepted_until, accepted_time(row, row->finding->accepted.until))
TIME(finding_accepted_on, accepted_time(row, row->finding->accepted.on))

static void
finding_domain(const struct row *row, struct buf *out)
{
	if (row->finding->address != NULL)
		buf_puts(out, address_domain(row->finding->address));
}

static void
finding_roles(const struct row *row, struct buf *out)
{
	put_roles(out, row->finding->roles);
}

static void
finding_level(const struct row *row, struct buf *out)
{
	unsigned level;

	for (level = LEVEL_ORG; level <= LEVEL_NONE; level++)
		if (row->finding->levels & 1U << level)
			put_next(out, level_name((enum level)level));
}

/* ---- addresses; empty for a finding that belongs to none --------------- */

TEXT(address_org, row->address->org)
TEXT(address_key_cell, row->address->address)
TEXT(address_domain_cell, row->address->domain)
TEXT(address_severity, severity_name(row->address->severity))
TEXT(address_status, status_name(row->address->status))
NUMBER(address_sightings, row->address->sighting_count)

static void
address_kind(const struct row *row, struct buf *out)
{
	if (row->address != NULL)
		buf_puts(out, mailbox_kind_name(row->address->mailbox_kind));
}

static void
address_vectors(const struct row *row, struct buf *out)
{
	size_t i;

	for (i = 0; row->address != NULL && i < row->address->exposure_count;
	     i++)
		put_next(out, row->address->exposures[i].vector->id);
}

static void
address_vector_count(const struct row *row, struct buf *out)
{
	if (row->address != NULL)
		buf_printf(out, "%zu", row->address->exposure_count);
}

static void
address_knows(const struct row *row, struct buf *out)
{
	if (row->address != NULL && row->address->exposure_count > 0)
		buf_puts(out, knows_name(row->address->knows));
}

static void
address_networks(const struct row *row, struct buf *out)
{
	if (row->address != NULL)
		buf_printf(out, "%zu", row->address->networks);
}

static void
address_autnums(const struct row *row, struct buf *out)
{
	if (row->address != NULL)
		buf_printf(out, "%zu", row->address->autnums);
}

static const struct finding *
open_finding(const struct row *row, size_t i)
{
	const struct finding *f =
	    &row->report->findings[row->address->findings[i]];

	return f->status == STATUS_OPEN ? f : NULL;
}

static void
address_findings(const struct row *row, struct buf *out)
{
	size_t i, count = 0;

	for (i = 0; i < row->address->finding_count; i++)
		count += open_finding(row, i) != NULL;
	buf_printf(out, "%zu", count);
}

static void
address_rules(const struct row *row, struct buf *out)
{
	struct strings ids = {0};
	char *joined;
	size_t i;

	for (i = 0; i < row->address->finding_count; i++)
		if (open_finding(row, i) != NULL)
			strings_add_unique(
			    &ids, open_finding(row, i)->rule->id);
	strings_sort(&ids);
	joined = strings_join(&ids, ";");
	buf_puts(out, joined);
	free(joined);
	strings_clear(&ids);
}

static void
address_org_name(const struct row *row, struct buf *out)
{
	const struct scope *scope =
	    inventory_scope(row->report->inv, row->address->org);

	if (scope != NULL)
		put_text(out, scope->name);
}

/* ---- sightings; the POC's record stands in row->record, or NULL -------- */

TEXT(sighting_record, row->sighting->record)
TEXT(sighting_field, field_name(row->sighting->field))
TEXT(sighting_level, level_name(row->sighting->level))
TEXT(sighting_poc, row->sighting->poc)
TEXT(sighting_spelling, row->sighting->spelling)
TEXT(sighting_source_url, row->sighting->source_url)
TEXT(sighting_kind, record_kind_name(row->sighting->record_kind))
TEXT(sighting_status, state_name(row->sighting->seen.state))
TIME(sighting_observed_at, row->sighting->observed_at)
TIME(sighting_first_seen, row->sighting->seen.first)
TIME(sighting_last_seen, row->sighting->seen.last)
TEXT(sighting_digest, row->sighting->source_digest)

static void
sighting_roles(const struct row *row, struct buf *out)
{
	put_roles(out, row->sighting->roles);
}

/* ---- vectors ----------------------------------------------------------- */

TEXT(vector_id, row->exposure->vector->id)
TEXT(vector_knows, knows_name(row->exposure->vector->knows))
TEXT(
    vector_evidence, row->exposure->source_url != NULL ? "observed" : "derived")
TEXT(vector_source_url, row->exposure->source_url)
TEXT(vector_asked, row->exposure->vector->asked)
TEXT(vector_title, row->exposure->vector->title)

static void
vector_requests(const struct row *row, struct buf *out)
{
	if (row->exposure->requests >= 0)
		buf_printf(out, "%d", row->exposure->requests);
}

/* ---- records ----------------------------------------------------------- */

TEXT(record_org, row->record->org)
TEXT(record_kind_cell, record_kind_name(row->record->kind))
TEXT(record_handle, row->record->handle)
TEXT(record_name, row->record->name)
TEXT(record_range, row->record->range)
TIME(record_last_changed, row->record->last_changed)
TEXT(record_look, look_name(row->record->look))
TEXT(record_look_reason, row->record->look_reason)
TEXT(record_type, row->record->type)
TIME(record_registered, row->record->registered)
TIME(record_observed_at, row->record->observed_at)
TEXT(record_state, state_name(row->record->seen.state))
TIME(record_first_seen, row->record->seen.first)
TIME(record_last_seen, row->record->seen.last)
TEXT(record_source_url, row->record->source_url)
TEXT(record_digest, row->record->source_digest)

static void
record_status(const struct row *row, struct buf *out)
{
	char *joined = strings_join(&row->record->status, ";");

	buf_puts(out, joined);
	free(joined);
}

static bool
is_poc(const struct row *row)
{
	return row->record != NULL && row->record->kind == RECORD_POC;
}

static void
record_poc_kind(const struct row *row, struct buf *out)
{
	if (is_poc(row))
		put_text(out, row->record->card_kind);
}

static void
record_validated(const struct row *row, struct buf *out)
{
	if (is_poc(row))
		buf_puts(out, validation_name(row->record->validated));
}

static void
record_unvalidated_since(const struct row *row, struct buf *out)
{
	if (is_poc(row))
		put_time(out, row->record->unvalidated_since);
}

/* ---- the tables -------------------------------------------------------- */

static const struct column findings[] = {
    {"schema", COLUMN_NUMBER, cell_schema},
    {"run", COLUMN_NUMBER, cell_run},
    {"observed_at", COLUMN_TIME, cell_run_observed_at},
    {"org", COLUMN_TEXT, finding_org},
    {"address", COLUMN_TEXT, finding_address},
    {"domain", COLUMN_TEXT, finding_domain},
    {"rule", COLUMN_TEXT, finding_rule},
    {"slug", COLUMN_TEXT, finding_slug},
    {"severity", COLUMN_TEXT, finding_severity},
    {"status", COLUMN_TEXT, finding_status},
    {"record", COLUMN_TEXT, finding_record},
    {"field", COLUMN_TEXT, finding_field},
    {"roles", COLUMN_TEXT, finding_roles},
    {"level", COLUMN_TEXT, finding_level},
    {"poc", COLUMN_TEXT, finding_poc},
    {"poc_kind", COLUMN_TEXT, finding_poc_kind},
    {"validated", COLUMN_TEXT, finding_validated},
    {"vectors", COLUMN_TEXT, address_vectors},
    {"vector_count", COLUMN_NUMBER, address_vector_count},
    {"knows", COLUMN_TEXT, address_knows},
    {"networks", COLUMN_NUMBER, address_networks},
    {"autnums", COLUMN_NUMBER, address_autnums},
    {"first_seen", COLUMN_TIME, finding_first_seen},
    {"last_seen", COLUMN_TIME, finding_last_seen},
    {"last_complete", COLUMN_TIME, finding_last_complete},
    {"accepted_reason", COLUMN_TEXT, finding_accepted_reason},
    {"accepted_until", COLUMN_TIME, finding_accepted_until},
    {"remedy", COLUMN_TEXT, finding_remedy},
    {"source_url", COLUMN_TEXT, finding_source_url},
    {"evidence", COLUMN_TEXT, finding_evidence},
    {"finding", COLUMN_TEXT, finding_id},
    {"org_name", COLUMN_TEXT, finding_org_name},
    {"fixable_by", COLUMN_TEXT, finding_fixable_by},
    {"mailbox_kind", COLUMN_TEXT, address_kind},
    {"cause", COLUMN_TEXT, finding_cause},
    {"status_since", COLUMN_TIME, finding_status_since},
    {"accepted_by", COLUMN_TEXT, finding_accepted_by},
    {"accepted_on", COLUMN_TIME, finding_accepted_on},
    {"source_digest", COLUMN_TEXT, finding_source_digest},
};

static const struct column addresses[] = {
    {"schema", COLUMN_NUMBER, cell_schema},
    {"run", COLUMN_NUMBER, cell_run},
    {"org", COLUMN_TEXT, address_org},
    {"address", COLUMN_TEXT, address_key_cell},
    {"domain", COLUMN_TEXT, address_domain_cell},
    {"severity", COLUMN_TEXT, address_severity},
    {"mailbox_kind", COLUMN_TEXT, address_kind},
    {"vector_count", COLUMN_NUMBER, address_vector_count},
    {"knows", COLUMN_TEXT, address_knows},
    {"networks", COLUMN_NUMBER, address_networks},
    {"autnums", COLUMN_NUMBER, address_autnums},
    {"vectors", COLUMN_TEXT, address_vectors},
    {"status", COLUMN_TEXT, address_status},
    {"sightings", COLUMN_NUMBER, address_sightings},
    {"findings", COLUMN_NUMBER, address_findings},
    {"rules", COLUMN_TEXT, address_rules},
    {"org_name", COLUMN_TEXT, address_org_name},
};

static const struct column sightings[] = {
    {"schema", COLUMN_NUMBER, cell_schema},
    {"run", COLUMN_NUMBER, cell_run},
    {"org", COLUMN_TEXT, address_org},
    {"address", COLUMN_TEXT, address_key_cell},
    {"record", COLUMN_TEXT, sighting_record},
    {"field", COLUMN_TEXT, sighting_field},
    {"roles", COLUMN_TEXT, sighting_roles},
    {"level", COLUMN_TEXT, sighting_level},
    {"poc", COLUMN_TEXT, sighting_poc},
    {"poc_kind", COLUMN_TEXT, record_poc_kind},
    {"validated", COLUMN_TEXT, record_validated},
    {"spelling", COLUMN_TEXT, sighting_spelling},
    {"source_url", COLUMN_TEXT, sighting_source_url},
    {"record_kind", COLUMN_TEXT, sighting_kind},
    {"status", COLUMN_TEXT, sighting_status},
    {"observed_at", COLUMN_TIME, sighting_observed_at},
    {"first_seen", COLUMN_TIME, sighting_first_seen},
    {"last_seen", COLUMN_TIME, sighting_last_seen},
    {"source_digest", COLUMN_TEXT, sighting_digest},
};

static const struct column vectors_of[] = {
    {"schema", COLUMN_NUMBER, cell_schema},
    {"run", COLUMN_NUMBER, cell_run},
    {"org", COLUMN_TEXT, address_org},
    {"address", COLUMN_TEXT, address_key_cell},
    {"vector", COLUMN_TEXT, vector_id},
    {"knows", COLUMN_TEXT, vector_knows},
    {"requests", COLUMN_NUMBER, vector_requests},
    {"evidence", COLUMN_TEXT, vector_evidence},
    {"source_url", COLUMN_TEXT, vector_source_url},
    {"asked", COLUMN_TEXT, vector_asked},
    {"title", COLUMN_TEXT, vector_title},
};

static const struct column records[] = {
    {"schema", COLUMN_NUMBER, cell_schema},
    {"run", COLUMN_NUMBER, cell_run},
    {"org", COLUMN_TEXT, record_org},
    {"kind", COLUMN_TEXT, record_kind_cell},
    {"handle", COLUMN_TEXT, record_handle},
    {"name", COLUMN_TEXT, record_name},
    {"range", COLUMN_TEXT, record_range},
    {"status", COLUMN_TEXT, record_status},
    {"last_changed", COLUMN_TIME, record_last_changed},
    {"look", COLUMN_TEXT, record_look},
    {"look_reason", COLUMN_TEXT, record_look_reason},
    {"type", COLUMN_TEXT, record_type},
    {"poc_kind", COLUMN_TEXT, record_poc_kind},
    {"validated", COLUMN_TEXT, record_validated},
    {"unvalidated_since", COLUMN_TIME, record_unvalidated_since},
    {"registered", COLUMN_TIME, record_registered},
    {"observed_at", COLUMN_TIME, record_observed_at},
    {"state", COLUMN_TEXT, record_state},
    {"first_seen", COLUMN_TIME, record_first_seen},
    {"last_seen", COLUMN_TIME, record_last_seen},
    {"source_url", COLUMN_TEXT, record_source_url},
    {"source_digest", COLUMN_TEXT, record_digest},
};

#define COLUMNS(table) table, sizeof(table) / sizeof((table)[0])

static const struct table_layout layouts[] = {
    [TABLE_FINDINGS] = {"findings", COLUMNS(findings),
	"severity rule address record ?status ?slug"},
    [TABLE_ADDRESSES] = {"addresses", COLUMNS(addresses),
	"severity address mailbox_kind networks autnums ?vector_count ?knows"},
    [TABLE_SIGHTINGS] = {"sightings", COLUMNS(sightings),
	"address record poc ?level ?field ?roles"},
    [TABLE_VECTORS] = {"vectors", COLUMNS(vectors_of),
	"address vector knows ?requests ?evidence"},
    [TABLE_RECORDS] = {"records", COLUMNS(records),
	"kind handle range ?look ?name"},
};

#define LAYOUT_COUNT (sizeof(layouts) / sizeof(layouts[0]))

const struct table_layout *
table_layout(enum table table)
{
	return &layouts[table];
}

const char *
table_name(enum table table)
{
	return layouts[table].name;
}

int
table_parse(const char *text, enum table *table)
{
	size_t i;

	for (i = 0; i < LAYOUT_COUNT; i++)
		if (strcmp(text, layouts[i].name) == 0) {
			*table = (enum table)i;
			return 0;
		}
	return -1;
}

const struct column *
table_column(const struct table_layout *layout, const char *name, size_t len)
{
	size_t i;

	for (i = 0; i < layout->column_count; i++)
		if (strlen(layout->columns[i].name) == len &&
		    memcmp(layout->columns[i].name, name, len) == 0)
			return &layout->columns[i];
	return NULL;
}

/* ---- rows -------------------------------------------------------------- */

bool
finding_shown(const struct finding *f, const struct format_options *o)
{
	if (strcmp(f->rule->id, "WE000") == 0)
		return true;
	return f->severity >= o->min_severity &&
	       (o->statuses == 0 || (o->statuses & 1U << f->status) != 0);
}

size_t
findings_left_out(const struct report *report, const struct format_options *o,
    enum severity least)
{
	size_t n = 0;

	for (size_t i = 0; i < report->finding_count; i++)
		n += report->findings[i].severity >= least &&
		     !finding_shown(&report->findings[i], o);
	return n;
}

bool
address_shown(const struct report *report, const struct address_report *a,
    const struct format_options *o)
{
	if (o->statuses == 0 && a->severity >= o->min_severity)
		return true;
	for (size_t i = 0; i < a->finding_count; i++)
		if (finding_shown(&report->findings[a->findings[i]], o))
			return true;
	return false;
}

typedef int row_fn(const struct row *row, void *arg);

static int
each_finding(
    struct row *row, const struct format_options *o, row_fn *each, void *arg)
{
	const struct report *report = row->report;
	size_t i;

	for (i = 0; i < report->finding_count; i++) {
		row->finding = &report->findings[i];
		row->address = row->finding->of >= 0
				   ? &report->addresses[row->finding->of]
				   : NULL;
		if (finding_shown(row->finding, o) && each(row, arg) != 0)
			return -1;
	}
	return 0;
}

static int
each_sighting(struct row *row, row_fn *each, void *arg)
{
	const struct inventory *inv = row->report->inv;
	size_t i;

	for (i = 0; i < row->address->sighting_count; i++) {
		row->sighting = &inv->sightings[row->address->sightings[i]];
		row->record = inventory_record(
		    inv, row->sighting->org, RECORD_POC, row->sighting->poc);
		if (each(row, arg) != 0)
			return -1;
	}
	return 0;
}

static int
each_exposure(struct row *row, row_fn *each, void *arg)
{
	size_t i;

	for (i = 0; i < row->address->exposure_count; i++) {
		row->exposure = &row->address->exposures[i];
		if (each(row, arg) != 0)
			return -1;
	}
	return 0;
}

static int
each_address(
    struct row *row, const struct format_options *o, row_fn *each, void *arg)
{
	const struct report *report = row->report;
	size_t i;
	int rc = 0;

	for (i = 0; i < report->address_count && rc == 0; i++) {
		row->address = &report->addresses[i];
		if (!address_shown(report, row->address, o))
			continue;
		if (o->table == TABLE_SIGHTINGS)
			rc = each_sighting(row, each, arg);
		else if (o->table == TABLE_VECTORS)
			rc = each_exposure(row, each, arg);
		else
			rc = each(row, arg);
	}
	return rc;
}

static int
each_record(struct row *row, row_fn *each, void *arg)
{
	size_t i;

	for (i = 0; i < row->report->inv->record_count; i++) {
		row->record = &row->report->inv->records[i];
		if (each(row, arg) != 0)
			return -1;
	}
	return 0;
}

int
table_each(const struct report *report, const struct format_options *o,
    row_fn *each, void *arg)
{
	struct row row = {.report = report};

	if (o->table == TABLE_FINDINGS)
		return each_finding(&row, o, each, arg);
	if (o->table == TABLE_RECORDS)
		return each_record(&row, each, arg);
	return each_address(&row, o, each, arg);
}
