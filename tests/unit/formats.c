#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "reports/escape.h"
#include "reports/table.h"
#include "reports/unicode.h"
#include "tests/suites.h"

#define NOW INT64_C(1795521600) /* 2026-11-24T12:00:00Z */
#define DAY INT64_C(86400)

/* ---- a report made by hand --------------------------------------------- */

static const struct rule coverage = {.id = "WE000",
    .slug = "coverage",
    .title = "What was asked and answered",
    .action = "",
    .remedy = ", as the steps say.",
    .fixable_by = "owner"};
static const struct rule personal = {.id = "WE101",
    .slug = "personal-mailbox",
    .title = "A person's mailbox on a person's contact",
    .action = "Put a role mailbox in the place of {poc}",
    .remedy = "Put a role mailbox in the place of {poc}, as the steps say.",
    .fixable_by = "owner"};
static const struct rule consumer = {.id = "WE103",
    .slug = "consumer-mailbox",
    .title = "A mailbox at a consumer mail provider",
    .action = "Replace the address on {poc}",
    .remedy = "Replace the address on {poc}, as the steps say.",
    .fixable_by = "owner"};
static const struct rule expected = {.id = "WE105",
    .slug = "role-mailbox",
    .title = "A role mailbox is published",
    .action = "Nothing to mend",
    .remedy = "Nothing to mend, as the steps say.",
    .fixable_by = "owner"};
static const struct rule remark = {.id = "WE201",
    .slug = "address-in-remark",
    .title = "A mail address in free text",
    .action = "Take the address out of {record}",
    .remedy = "Take the address out of {record}, as the steps say.",
    .fixable_by = "owner"};
static const struct rule unvalidated = {.id = "WE301",
    .slug = "unvalidated-poc",
    .title = "An unvalidated contact",
    .action = "Confirm {poc}",
    .remedy = "Confirm {poc}, as the steps say.",
    .fixable_by = "owner"};
static const struct rule mandatory = {.id = "WE401",
    .slug = "mandatory-role-missing",
    .title = "A mandatory contact is missing",
    .action = "Link a role POC to {org}",
    .remedy = "Link a role POC to {org}, as the steps say.",
    .fixable_by = "owner"};

static const struct vector ways[] = {
    {.id = "ip-walk",
	.knows = KNOWS_NOTHING,
	.asked = "no",
	.title = "walking the address space"},
    {.id = "rdap-ip",
	.knows = KNOWS_NUMBER,
	.asked = "own",
	.title = "asking RDAP for an address"},
    {.id = "rdap-org",
	.knows = KNOWS_HANDLE,
	.asked = "own",
	.title = "asking RDAP for the organization"},
};

struct sample {
	struct inventory inv;
	struct run run;
	struct report *report;
	const char *hostile; /* stands for every text, if not NULL */
};

static const char *
said(const struct sample *s, const char *text)
{
	return s->hostile != NULL ? s->hostile : text;
}

static char *
words(const struct sample *s, const char *text)
{
	return xstrdup(said(s, text));
}

static void
add_record(struct sample *s, enum record_kind kind, const char *handle,
    const char *name, const char *range, const char *card_kind)
{
	struct record r = {
	    .kind = kind,
	    .org = said(s, "EXMPL-1"),
	    .handle = said(s, handle),
	    .name = said(s, name),
	    .range = said(s, range),
	    .type = said(s, "DIRECT ALLOCATION"),
	    .card_kind = said(s, card_kind),
	    .given = said(s, "Jane"),
	    .surname = said(s, "Roe"),
	    .validated = VALIDATION_NO,
	    .unvalidated_since = NOW - 900 * DAY,
	    .registered = NOW - 5000 * DAY,
	    .last_changed = CLOCK_NONE,
	    .look_reason = said(s, ""),
	    .source_url = said(s, "https://rdap.arin.net/registry/entity/X"),
	    .source_digest = said(s, "00ff"),
	    .observed_at = NOW - 10800,
	};

	strings_add(&r.status, s->hostile != NULL ? s->hostile : "active");
	inventory_add_record(&s->inv, &r);
	strings_clear(&r.status);
}

static void
add_sighting(struct sample *s, const char *address, const char *poc,
    enum record_kind kind, const char *record, enum level level, unsigned roles)
{
	struct sighting x = {
	    .org = said(s, "EXMPL-1"),
	    .address = said(s, address),
	    .spelling = said(s, address),
	    .field = poc[0] != '\0' ? FIELD_POC_EMAIL : FIELD_REMARK,
	    .record_kind = kind,
	    .record = said(s, record),
	    .poc = said(s, poc),
	    .roles = roles,
	    .level = level,
	    .source_url = said(s, "https://rdap.arin.net/registry/entity/X"),
	    .source_digest = said(s, "00ff"),
	    .observed_at = NOW - 10800,
	    .seen = {.first = NOW - 40 * DAY, .last = NOW},
	};
	struct address_report *a =
	    &s->report->addresses[s->report->address_count - 1];

	a->sightings =
	    xgrow(a->sightings, a->sighting_count, sizeof(*a->sightings));
	a->sightings[a->sighting_count++] =
	    (size_t)(inventory_add_sighting(&s->inv, &x) - s->inv.sightings);
}

static void
add_address(struct sample *s, const char *address, enum mailbox_kind kind,
    enum severity severity, size_t networks)
{
	struct report *r = s->report;
	struct address_report *a;
	size_t i;

	r->addresses =
	    xgrow(r->addresses, r->address_count, sizeof(*r->addresses));
	a = &r->addresses[r->address_count++];
	*a = (struct address_report){
	    .org = words(s, "EXMPL-1"),
	    .address = words(s, address),
	    .domain = "example.net",
	    .mailbox_kind = kind,
	    .severity = severity,
	    .knows = KNOWS_NUMBER,
	    .networks = networks,
	    .autnums = 1,
	    .exposures = xcalloc(3, sizeof(*a->exposures)),
	    .exposure_count = 3,
	};
	for (i = 0; i < 3; i++)
		a->exposures[i] = (struct exposure){.vector = &ways[i],
		    .requests = i == 0 ? -1 : 1,
		    .source_url =
			i == 2 ? "https://rdap.arin.net/registry/x" : NULL};
	if (r->published < r->address_count)
		r->published = r->address_count;
}

/* Of the address added last, or of none when `address` is "". */
static struct finding *
add_finding(struct sample *s, const struct rule *rule, enum severity severity,
    const char *address, const char *record, const char *evidence,
    const char *remedy)
{
	struct report *r = s->report;
	struct address_report *a;
	struct finding *f;

	r->findings =
	    xgrow(r->findings, r->finding_count, sizeof(*r->findings));
	f = &r->findings[r->finding_count];
	*f = (struct finding){
	    .id = words(s, "WE101-3f9c0a71b2d4"),
	    .rule = rule,
	    .severity = severity,
	    .org = words(s, "EXMPL-1"),
	    .org_name = words(s, "Example Networks, Inc."),
	    .address = words(s, address),
	    .record = words(s, record),
	    .field = words(s, "poc-email"),
	    .roles = ROLE_ADMINISTRATIVE | ROLE_TECHNICAL,
	    .levels = 1U << LEVEL_ORG | 1U << LEVEL_NETWORK,
	    .poc = words(s, record),
	    .poc_kind = words(s, "individual"),
	    .validated = words(s, "no"),
	    .evidence = words(s, evidence),
	    .remedy = words(s, remedy),
	    .source_url = words(s, "https://rdap.arin.net/registry/entity/X"),
	    .source_digest = words(s, "00ff"),
	    .fixable_by = rule->fixable_by,
	    .first_seen = NOW - 40 * DAY,
	    .last_seen = NOW,
	    .last_complete = NOW,
	    .status_since = NOW - 40 * DAY,
	    .cause = "",
	    .of = -1,
	};
	if (rule != &coverage)
		r->open[severity]++;
	if (address[0] != '\0' && r->address_count > 0) {
		a = &r->addresses[r->address_count - 1];
		f->of = (ptrdiff_t)r->address_count - 1;
		a->findings =
		    xgrow(a->findings, a->finding_count, sizeof(*a->findings));
		a->findings[a->finding_count++] = r->finding_count;
	}
	r->finding_count++;
	return f;
}

static void
add_answer(struct sample *s, const char *url, enum verdict verdict)
{
	struct answer a = {
	    .org = words(s, "EXMPL-1"),
	    .url = words(s, url),
	    .why = words(s, "the organization"),
	    .time = verdict == VERDICT_COMPLETE ? NOW - 10800 : CLOCK_NONE,
	    .status = verdict == VERDICT_COMPLETE ? 200 : 0,
	    .content_type = words(s, "application/rdap+json"),
	    .bytes = 1234,
	    .verdict = verdict,
	    .reason = words(s, verdict == VERDICT_COMPLETE ? "" : "timed out"),
	};

	inventory_add_answer(&s->inv, &a);
	s->run.queries[verdict]++;
}

static void
sample_init(struct sample *s, const char *hostile)
{
	struct scope scope = {0};
	struct domain domain = {0};

	*s = (struct sample){.hostile = hostile};
	scope.org = words(s, "EXMPL-1");
	scope.name = words(s, "Example Networks, Inc.");
	scope.reason = words(s, "");
	inventory_add_scope(&s->inv, &scope);
	domain.name = words(s, "example.net");
	domain.evidence = words(s, "NOC12-ARIN");
	domain.confirmed = true;
	s->inv.domains = xgrow(NULL, 0, sizeof(domain));
	s->inv.domains[s->inv.domain_count++] = domain;
	s->run = (struct run){
	    .id = 7,
	    .started = NOW - 10860,
	    .finished = NOW - 10700,
	    .observed_at = NOW - 10800,
	    .scope = words(s, "EXMPL-1"),
	    .tool = words(s, "whoexposed 0.1.0"),
	    .rules = words(s, "1"),
	    .source = words(s, "https://rdap.arin.net/registry/"),
	    .complete = true,
	};
	s->report = xcalloc(1, sizeof(*s->report));
	s->report->tool = "whoexposed 0.1.0";
	s->report->terms = "https://www.arin.net/resources/registry/whois/tou/";
	s->report->authority = "own";
	s->report->now = NOW;
	s->report->run = &s->run;
	s->report->inv = &s->inv;
	s->report->complete = true;
	s->report->needed[0] = (struct needed_role){ROLE_ADMINISTRATIVE, NULL};
	s->report->needed[1] = (struct needed_role){ROLE_TECHNICAL, NULL};
	s->report->needed[2] =
	    (struct needed_role){ROLE_ABUSE, "abuse@example.net"};
	s->report->needed_count = 3;
	add_answer(s, "https://rdap.arin.net/registry/entity/EXMPL-1",
	    VERDICT_COMPLETE);
}

static void
sample_clear(struct sample *s)
{
	report_free(s->report);
	inventory_clear(&s->inv);
	run_clear(&s->run);
}

/* Three addresses, all rules above, sins of every severity. */
static void
sample_typical(struct sample *s, const char *hostile)
{
	sample_init(s, hostile);
	add_record(s, RECORD_ORGANIZATION, "EXMPL-1", "Example Networks, Inc.",
	    "", "");
	add_record(s, RECORD_POC, "JR12-ARIN", "Jane Roe", "", "individual");
	add_record(s, RECORD_NETWORK, "NET-192-0-2-0-1", "EXAMPLE-NET",
	    "192.0.2.0/24", "");
	add_record(s, RECORD_AUTNUM, "AS64500", "EXAMPLE-AS", "AS64500", "");
	add_finding(s, &coverage, SEVERITY_INFO, "", "EXMPL-1",
	    "1 query in full; complete; own.", "");
	add_address(
	    s, "jane.roe@example.net", MAILBOX_PERSON, SEVERITY_HIGH, 2);
	add_sighting(s, "jane.roe@example.net", "JR12-ARIN",
	    RECORD_ORGANIZATION, "EXMPL-1", LEVEL_ORG, ROLE_ADMINISTRATIVE);
	add_sighting(s, "jane.roe@example.net", "JR12-ARIN", RECORD_NETWORK,
	    "NET-192-0-2-0-1", LEVEL_NETWORK, ROLE_TECHNICAL);
	add_sighting(s, "jane.roe@example.net", "JR12-ARIN", RECORD_NETWORK,
	    "NET-198-51-100-0-1", LEVEL_NETWORK, ROLE_TECHNICAL);
	add_sighting(s, "jane.roe@example.net", "", RECORD_NETWORK,
	    "NET-192-0-2-0-1", LEVEL_NETWORK, 0);
	add_finding(s, &personal, SEVERITY_HIGH, "jane.roe@example.net",
	    "JR12-ARIN", "JR12-ARIN is a person's contact, unvalidated.",
	    "Replace JR12-ARIN by a role contact.");
	add_finding(s, &unvalidated, SEVERITY_MEDIUM, "jane.roe@example.net",
	    "JR12-ARIN", "Marked unvalidated since 2024-06-07.",
	    "Replace JR12-ARIN by a role contact.");
	add_finding(s, &remark, SEVERITY_MEDIUM, "jane.roe@example.net",
	    "NET-192-0-2-0-1", "It stands in the comments.",
	    "Take it out of the comments of NET-192-0-2-0-1.");
	add_address(
	    s, "roe@freemail.example", MAILBOX_UNCLEAR, SEVERITY_LOW, 0);
	add_sighting(s, "roe@freemail.example", "JR12-ARIN",
	    RECORD_ORGANIZATION, "EXMPL-1", LEVEL_ORG, ROLE_ADMINISTRATIVE);
	add_finding(s, &consumer, SEVERITY_LOW, "roe@freemail.example",
	    "JR12-ARIN", "freemail.example is a consumer provider.",
	    "Use a mailbox of your own.");
	add_address(s, "abuse@example.net", MAILBOX_ROLE, SEVERITY_INFO, 1);
	add_sighting(s, "abuse@example.net", "ABU1-ARIN", RECORD_ORGANIZATION,
	    "EXMPL-1", LEVEL_ORG, ROLE_ABUSE);
	add_finding(s, &expected, SEVERITY_INFO, "abuse@example.net",
	    "ABU1-ARIN", "A role mailbox.", "Nothing to mend.");
	add_finding(s, &mandatory, SEVERITY_MEDIUM, "", "EXMPL-1",
	    "No tech POC is shown.", "Add a tech POC to EXMPL-1.");
}

static void
sample_healthy(struct sample *s)
{
	sample_init(s, NULL);
	add_finding(s, &coverage, SEVERITY_INFO, "", "EXMPL-1",
	    "1 query in full; complete; own.", "");
	add_address(s, "abuse@example.net", MAILBOX_ROLE, SEVERITY_INFO, 1);
	add_finding(s, &expected, SEVERITY_INFO, "abuse@example.net",
	    "ABU1-ARIN", "A role mailbox.", "Nothing to mend.");
}

/* The report in a format; the caller frees. */
static char *
render(const struct sample *s, const char *format,
    const struct format_options *options)
{
	char *data = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&data, &size);

	ck_assert_ptr_nonnull(out);
	ck_assert_int_eq(
	    format_find(format)->write(s->report, options, out), 0);
	ck_assert_int_eq(fclose(out), 0);
	ck_assert_uint_eq(strlen(data), size);
	return data;
}

#define ck_assert_contains(text, part) \
	ck_assert_msg(                 \
	    strstr(text, part) != NULL, "no \"%s\" in:\n%s", part, text)
#define ck_assert_lacks(text, part) \
	ck_assert_msg(strstr(text, part) == NULL, "\"%s\" in:\n%s", part, text)

static const char hostile[] =
    "=cmd|'/C calc'!A0 \033]0;owned\007\033[2J\r\n\t\"quoted\",;\b\177"
    "\xc2\x9b"
    "31m \xe2\x80\xae"
    "desrever\xe2\x80\xac \xe2\x80\x8b\xef\xbb\xbf \xd8\x9c <script> "
    "\xe6\xbc\xa2\xe5\xad\x97 Zo\xc3\xab %s%n \xcc\x81\xf3\xa0\x81\x81";

static bool
is_bidi(uint32_t c)
{
	return c == 0x61c || c == 0x200e || c == 0x200f ||
	       (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/* No raw control but those in `allowed`, no bidirectional one. */
static void
assert_harmless(const char *text, const char *allowed)
{
	const char *s = text;
	uint32_t c;
	size_t len;

	for (; *s != '\0'; s += len) {
		len = unicode_decode(s, &c);
		if (len == 0 || (c < 0x20 && !strchr(allowed, (char)c)) ||
		    (c >= 0x7f && c <= 0x9f) || is_bidi(c))
			ck_abort_msg("raw %x in: %s", c, text);
	}
}

/* ---- text -------------------------------------------------------------- */

START_TEST(text_says_first_what_it_covers_and_how_complete_it_is)
{
	struct format_options o = {.utf8 = true, .width = 80};
	struct sample s;
	char *text;

	sample_typical(&s, NULL);
	text = render(&s, "text", &o);
	ck_assert_contains(text, "Exposure of Example Networks, Inc.\n");
	ck_assert_contains(text, "EXMPL-1, Example Networks, Inc.: 1 network, "
				 "1 AS number, 1 POC\n");
	ck_assert_contains(text, "yes: 1 query answered in full\n");
	ck_assert_contains(text, "read 2026-11-24 09:00 UTC, 3 hours old\n");
	ck_assert_contains(text, "own organization\n");
	ck_assert_contains(text, "3 published, 3 needed\n");
	ck_assert_contains(text, "abuse@example.net\n");
	ck_assert_contains(text, "none: no published role mailbox fills it");
	ck_assert_contains(
	    text, "1 high, 3 medium, 1 low, 1 info left out (-v shows them)");
	ck_assert(strstr(text, "3 published") < strstr(text, "jane.roe@"));
	free(text);
	sample_clear(&s);
}
END_TEST

START_TEST(text_tells_what_to_do_once_for_an_address)
{
	struct format_options o = {.width = 80};
	struct sample s;
	char *text, *first;

	sample_typical(&s, NULL);
	text = render(&s, "text", &o);
	first = strstr(text, "Confirm JR12-ARIN  WE301");
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_null(strstr(first + 1, "Confirm JR12-ARIN"));
	free(text);
	sample_clear(&s);
}
END_TEST

START_TEST(the_steps_of_a_rule_are_told_once_at_the_end)
{
	struct format_options o = {.width = 120};
	struct sample s;
	char *text, *first;

	sample_init(&s, NULL);
	add_address(&s, "a@example.net", MAILBOX_PERSON, SEVERITY_HIGH, 1);
	add_finding(&s, &personal, SEVERITY_HIGH, "a@example.net", "A1-ARIN",
	    "Evidence.", "Steps for A1-ARIN.");
	add_address(&s, "b@example.net", MAILBOX_PERSON, SEVERITY_HIGH, 1);
	add_finding(&s, &personal, SEVERITY_HIGH, "b@example.net", "B1-ARIN",
	    "Evidence.", "Steps for B1-ARIN.");
	text = render(&s, "text", &o);
	ck_assert_contains(text, "in the place of A1-ARIN  WE101");
	ck_assert_contains(text, "in the place of B1-ARIN  WE101");
	first = strstr(text, "in the place of the POC, as the steps say.");
	ck_assert_ptr_nonnull(first);
	ck_assert_ptr_null(strstr(first + 1, "in the place of the POC"));
	free(text);
	sample_clear(&s);
}
END_TEST

START_TEST(text_tells_where_an_address_is_printed)
{
	struct format_options o = {.width = 80};
	struct sample s;
	char *text;

	sample_typical(&s, NULL);
	text = render(&s, "text", &o);
	ck_assert_contains(text,
	    "JR12-ARIN (individual) as admin, tech: the organization,\n"
	    "                2 networks\n");
	ck_assert_contains(text, "free text of NET-192-0-2-0-1\n");
	ck_assert_contains(
	    text, "an IP address or AS number (1 way), a handle (1 way)");
	free(text);
	sample_clear(&s);
}
END_TEST

START_TEST(text_hides_info_unless_verbose)
{
	struct format_options o = {.width = 80};
	struct sample s;
	char *text;

	sample_typical(&s, NULL);
	text = render(&s, "text", &o);
	ck_assert_lacks(text, "A role mailbox is published");
	ck_assert_contains(text, "Also published  abuse@example.net\n");
	free(text);
	o.verbose = true;
	text = render(&s, "text", &o);
	ck_assert_contains(text, "A role mailbox is published");
	ck_assert_contains(text, "nothing (ip-walk)");
	ck_assert_lacks(text, "left out");
	free(text);
	sample_clear(&s);
}
END_TEST

START_TEST(text_leaves_out_what_is_below_the_least_severity)
{
	struct format_options o = {
	    .width = 80, .verbose = true, .min_severity = SEVERITY_HIGH};
	struct sample s;
	char *text;

	sample_typical(&s, NULL);
	text = render(&s, "text", &o);
	ck_assert_contains(text, "1 high, 5 below high left out\n");
	ck_assert_lacks(text, "WE301");
	ck_assert_lacks(text, "WE401");
	ck_assert_contains(text, "1 query in full; complete; own.");
	free(text);
	sample_clear(&s);
}
END_TEST

START_TEST(a_healthy_organization_gets_a_short_report)
{
	struct format_options o = {.width = 80, .color = true, .utf8 = true};
	struct sample s;
	size_t lines = 0;
	char *text, *c;

	sample_healthy(&s);
	text = render(&s, "text", &o);
	ck_assert_contains(text, "\033[1;32mnothing to mend\033[0m");
	ck_assert_lacks(text, "Worst first");
	for (c = text; *c != '\0'; c++)
		lines += *c == '\n';
	ck_assert_uint_le(lines, 30);
	free(text);
	sample_clear(&s);
}
END_TEST

START_TEST(an_incomplete_run_says_what_is_missing_and_why)
{
	struct format_options o = {.width = 80};
	struct sample s;
	char *text;

	sample_healthy(&s);
	add_answer(&s, "https://rdap.arin.net/registry/ips/x", VERDICT_FAILED);
	inventory_add_gap(&s.inv, "EXMPL-1", "networks", "it holds 256");
	s.report->complete = false;
	text = render(&s, "text", &o);
	ck_assert_contains(
	    text, "INCOMPLETE: 1 query answered in full, 1 failed");
	ck_assert_contains(text, "EXMPL-1, networks: it holds 256 [gap-");
	ck_assert_contains(text, "no open finding above info in what was "
				 "read");
	free(text);
	sample_clear(&s);
}
END_TEST

START_TEST(what_is_not_open_is_marked_and_what_is_removed_comes_last)
{
	struct format_options o = {.width = 120};
	struct sample s;
	struct finding *f;
	char *text;

	sample_healthy(&s);
	f = add_finding(&s, &personal, SEVERITY_HIGH, "abuse@example.net",
	    "X1-ARIN", "Evidence.", "Do it.");
	f->status = STATUS_UNKNOWN;
	f = add_finding(&s, &consumer, SEVERITY_HIGH, "abuse@example.net",
	    "X2-ARIN", "Evidence.", "Do it.");
	f->status = STATUS_UNCONFIRMED;
	f = add_finding(
	    &s, &remark, SEVERITY_HIGH, "", "X3-ARIN", "Evidence.", "Do it.");
	f->status = STATUS_REMOVED;
	text = render(&s, "text", &o);
	ck_assert_contains(text, "[unknown since 2026-10-15]");
	ck_assert_contains(text, "[not confirmed gone");
	ck_assert_contains(text, "Removed is not un-exposed");
	ck_assert_contains(
	    text, "WE201         EXMPL-1, X3-ARIN, 2026-10-15\n");
	free(text);
	sample_clear(&s);
}
END_TEST

/* Lines may be wider only when one word is, behind its label or bullet. */
static bool
is_one_word(const char *line)
{
	static const char *const labels[] = {
	    "Source", "Terms of use", "Also published", "Admin", "Covers"};
	size_t i;

	line += strspn(line, " ");
	for (i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (strncmp(line, labels[i], strlen(labels[i])) == 0)
			line += strlen(labels[i]);
	line += strspn(line, " ");
	if (strncmp(line, "- ", 2) == 0)
		line += 2;
	return strchr(line, ' ') == NULL;
}

static void
assert_width(const char *text, unsigned width)
{
	const char *line = text, *end;
	char *copy;

	for (; *line != '\0'; line = end + 1) {
		end = strchr(line, '\n');
		ck_assert_ptr_nonnull(end);
		copy = xstrndup(line, (size_t)(end - line));
		ck_assert_msg(escape_width(copy) <= width || is_one_word(copy),
		    "%u columns: %s", escape_width(copy), copy);
		ck_assert_msg(end == line || end[-1] != ' ',
		    "blanks at the end: \"%s\"", copy);
		free(copy);
	}
}

START_TEST(text_keeps_to_the_width)
{
	static const unsigned widths[] = {20, 40, 50, 80, 100, 120, 200};
	static const char *const fills[] = {NULL, hostile};
	struct format_options o = {.verbose = true};
	struct sample s;
	size_t i, j;
	char *text;

	for (i = 0; i < 2; i++) {
		sample_typical(&s, fills[i]);
		for (j = 0; j < sizeof(widths) / sizeof(widths[0]); j++) {
			o.width = widths[j];
			o.utf8 = false;
			text = render(&s, "text", &o);
			assert_width(text, widths[j]);
			free(text);
			o.utf8 = true;
			text = render(&s, "text", &o);
			free(text);
		}
		sample_clear(&s);
	}
}
END_TEST

START_TEST(text_for_a_plain_terminal_is_printable_ascii)
{
	struct format_options o = {.width = 80, .verbose = true};
	struct sample s;
	const char *c;
	char *text;
	int table;

	sample_typical(&s, hostile);
	for (table = -1; table <= TABLE_RECORDS; table++) {
		o.table_chosen = table >= 0;
		o.table = table >= 0 ? (enum table)table : TABLE_FINDINGS;
		text = render(&s, "text", &o);
		for (c = text; *c != '\0'; c++)
			ck_assert(*c == '\n' || (*c >= 0x20 && *c <= 0x7e));
		free(text);
	}
	sample_clear(&s);
}
END_TEST

START_TEST(no_text_of_a_registry_steers_the_terminal)
{
	struct format_options o = {.verbose = true, .utf8 = true};
	struct sample s;
	char *text;
	int table;

	sample_typical(&s, hostile);
	for (table = -1; table <= TABLE_RECORDS; table++) {
		for (o.width = 20; o.width <= 140; o.width += 40) {
			o.table_chosen = table >= 0;
			o.table =
			    table >= 0 ? (enum table)table : TABLE_FINDINGS;
			text = render(&s, "text", &o);
			assert_harmless(text, "\n");
			free(text);
		}
	}
	sample_clear(&s);
}
END_TEST

START_TEST(colour_changes_nothing_but_colour)
{
	struct format_options o = {.verbose = true, .utf8 = true, .width = 80};
	struct sample s;
	char *plain, *colored, *from, *to;

	sample_typical(&s, hostile);
	plain = render(&s, "text", &o);
	o.color = true;
	colored = render(&s, "text", &o);
	for (from = to = colored; *from != '\0'; from++) {
		if (*from == '\033') {
			ck_assert_int_eq(from[1], '[');
			from += 2 + strspn(from + 2, "0123456789;");
			ck_assert_int_eq(*from, 'm');
		} else
			*to++ = *from;
	}
	*to = '\0';
	ck_assert_str_eq(plain, colored);
	free(plain);
	free(colored);
	sample_clear(&s);
}
END_TEST

START_TEST(a_chosen_table_is_aligned_and_narrow_ones_are_blocks)
{
	struct format_options o = {
	    .table_chosen = true, .table = TABLE_ADDRESSES, .width = 80};
	struct sample s;
	char *text;

	sample_typical(&s, NULL);
	text = render(&s, "text", &o);
	ck_assert_contains(
	    text, "SEVERITY  ADDRESS               MAILBOX KIND");
	ck_assert_contains(text, "high      jane.roe@example.net  person  ");
	free(text);
	o.width = 30;
	text = render(&s, "text", &o);
	ck_assert_contains(text, "\naddress\n  jane.roe@example.net\n");
	assert_width(text, o.width);
	free(text);
	sample_clear(&s);
}
END_TEST

/* ---- CSV --------------------------------------------------------------- */

static const struct {
	enum table table;
	const char *header; /* what interface.md fixes */
} contract[] = {
    {TABLE_FINDINGS,
	"schema,run,observed_at,org,address,domain,rule,slug,severity,status,"
	"record,field,roles,level,poc,poc_kind,validated,vectors,vector_count,"
	"knows,networks,autnums,first_seen,last_seen,last_complete,"
	"accepted_reason,accepted_until,remedy,source_url,evidence,finding,"
	"org_name,fixable_by,mailbox_kind,cause,status_since,accepted_by,"
	"accepted_on,source_digest\n"},
    {TABLE_ADDRESSES,
	"schema,run,org,address,domain,severity,mailbox_kind,vector_count,"
	"knows,networks,autnums"},
    {TABLE_SIGHTINGS,
	"schema,run,org,address,record,field,roles,level,poc,poc_kind,"
	"validated,spelling,source_url"},
    {TABLE_VECTORS,
	"schema,run,org,address,vector,knows,requests,evidence,source_url"},
    {TABLE_RECORDS,
	"schema,run,org,kind,handle,name,range,status,last_changed,look"},
};

START_TEST(csv_columns_are_those_of_the_contract)
{
	struct format_options o = {0};
	struct sample s;
	size_t i;
	char *text;

	sample_healthy(&s);
	for (i = 0; i < sizeof(contract) / sizeof(contract[0]); i++) {
		o.table = contract[i].table;
		text = render(&s, "csv", &o);
		ck_assert_int_eq(strncmp(text, contract[i].header,
				     strlen(contract[i].header)),
		    0);
		free(text);
	}
	sample_clear(&s);
}
END_TEST

START_TEST(a_csv_row_holds_the_finding)
{
	struct format_options o = {0};
	struct sample s;
	char *text;

	sample_typical(&s, NULL);
	text = render(&s, "csv", &o);
	ck_assert_contains(text,
	    "\n1,7,2026-11-24T09:00:00Z,\"EXMPL-1\",\"jane.roe@example.net\","
	    "\"example.net\",\"WE101\",\"personal-mailbox\",\"high\",\"open\","
	    "\"JR12-ARIN\",\"poc-email\",\"administrative;technical\","
	    "\"org;network\",\"JR12-ARIN\",\"individual\",\"no\","
	    "\"ip-walk;rdap-ip;rdap-org\",3,\"number\",2,1,"
	    "2026-10-15T12:00:00Z,2026-11-24T12:00:00Z,2026-11-24T12:00:00Z,"
	    "\"\",,\"Replace JR12-ARIN by a role contact.\",");
	ck_assert_contains(text, "\"person\",\"\",2026-10-15T12:00:00Z,\"\",,"
				 "\"00ff\"\n");
	free(text);
	sample_clear(&s);
}
END_TEST

START_TEST(the_coverage_row_stays_whatever_the_least_severity)
{
	struct format_options o = {.min_severity = SEVERITY_CRITICAL};
	struct sample s;
	char *text;

	sample_typical(&s, NULL);
	text = render(&s, "csv", &o);
	ck_assert_contains(text, "\"WE000\"");
	ck_assert_lacks(text, "\"WE101\"");
	free(text);
	sample_clear(&s);
}
END_TEST

/* Read one cell as RFC 4180 says; returns what follows it. */
static const char *
read_cell(const char *s, char *cell, size_t size, bool *quoted)
{
	size_t n = 0;

	*quoted = *s == '"';
	if (!*quoted) {
		while (*s != ',' && *s != '\n') {
			ck_assert(*s != '"' && *s != '\r' && *s != '\0');
			ck_assert_uint_lt(n + 1, size);
			cell[n++] = *s++;
		}
		cell[n] = '\0';
		return s;
	}
	for (s++; *s != '"' || s[1] == '"'; s++) {
		ck_assert_int_ne(*s, '\0');
		ck_assert_uint_lt(n + 1, size);
		cell[n++] = *s;
		if (*s == '"')
			s++;
	}
	cell[n] = '\0';
	ck_assert(s[1] == ',' || s[1] == '\n');
	return s + 1;
}

static void
assert_csv(const char *text)
{
	char cell[2048];
	size_t columns = 0, n, rows = 0;
	bool quoted;

	while (*text != '\0') {
		for (n = 1;; n++, text++) {
			text = read_cell(text, cell, sizeof(cell), &quoted);
			ck_assert(cell[0] == '\0' ||
				  strchr("=+-@\t\r\n", cell[0]) == NULL);
			ck_assert(
			    quoted || rows == 0 ||
			    strspn(cell, "0123456789-:TZ") == strlen(cell));
			if (*text == '\n')
				break;
		}
		text++;
		if (rows++ == 0)
			columns = n;
		ck_assert_uint_eq(n, columns);
	}
	ck_assert_uint_gt(rows, 1);
}

START_TEST(hostile_text_stays_within_its_csv_cell)
{
	struct format_options o = {0};
	struct sample s;
	char *text;
	int table;

	sample_typical(&s, hostile);
	for (table = 0; table <= TABLE_RECORDS; table++) {
		o.table = (enum table)table;
		text = render(&s, "csv", &o);
		assert_csv(text);
		assert_harmless(text, "\n\r\t");
		free(text);
	}
	sample_clear(&s);
}
END_TEST

/* ---- JSON -------------------------------------------------------------- */

static json_t *
reread(const struct sample *s, const struct format_options *o)
{
	char *text = render(s, "json", o);
	json_error_t err;
	json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &err);
	const char *c;

	ck_assert_msg(root != NULL, "line %d: %s", err.line, err.text);
	for (c = text; *c != '\0'; c++)
		ck_assert(*c == '\n' || (*c >= 0x20 && *c <= 0x7e));
	free(text);
	return root;
}

static const char *
string_at(json_t *item, const char *key)
{
	const char *value = json_string_value(json_object_get(item, key));

	ck_assert_ptr_nonnull(value);
	return value;
}

START_TEST(json_read_again_gives_the_same_text)
{
	struct format_options o = {0};
	struct sample s;
	json_t *root, *address;

	sample_typical(&s, hostile);
	root = reread(&s, &o);
	address = json_array_get(json_object_get(root, "addresses"), 0);
	ck_assert_str_eq(string_at(address, "address"), hostile);
	ck_assert_str_eq(
	    string_at(json_array_get(json_object_get(address, "findings"), 0),
		"evidence"),
	    hostile);
	ck_assert_str_eq(
	    string_at(json_array_get(json_object_get(address, "sightings"), 0),
		"spelling"),
	    hostile);
	ck_assert_str_eq(
	    string_at(json_array_get(json_object_get(root, "organizations"), 0),
		"name"),
	    hostile);
	json_decref(root);
	sample_clear(&s);
}
END_TEST

START_TEST(json_holds_every_finding_once)
{
	struct format_options o = {0};
	struct sample s;
	json_t *root, *item, *orgs;
	size_t i, n = 0;

	sample_typical(&s, NULL);
	root = reread(&s, &o);
	json_array_foreach (json_object_get(root, "addresses"), i, item)
		n += json_array_size(json_object_get(item, "findings"));
	orgs = json_object_get(root, "organizations");
	json_array_foreach (orgs, i, item)
		n += json_array_size(json_object_get(item, "findings"));
	ck_assert_uint_eq(n, s.report->finding_count);
	ck_assert_uint_eq(json_array_size(json_object_get(root, "records")), 4);
	json_decref(root);
	sample_clear(&s);
}
END_TEST

START_TEST(bytes_that_are_no_utf8_are_replaced_in_json)
{
	struct format_options o = {0};
	struct sample s;
	json_t *root;

	sample_typical(&s, "a\xff z\xc3");
	root = reread(&s, &o);
	ck_assert_str_eq(
	    string_at(
		json_array_get(json_object_get(root, "records"), 0), "name"),
	    "a\xef\xbf\xbd z\xef\xbf\xbd");
	json_decref(root);
	sample_clear(&s);
}
END_TEST

/* ---- the format table -------------------------------------------------- */

START_TEST(a_format_is_found_by_name_and_by_suffix)
{
	ck_assert_str_eq(format_find("csv")->name, "csv");
	ck_assert_ptr_null(format_find("CSV"));
	ck_assert_ptr_null(format_find(""));
	ck_assert_str_eq(format_for_path("/x.d/report.json")->name, "json");
	ck_assert_str_eq(format_for_path("REPORT.CSV")->name, "csv");
	ck_assert_str_eq(format_for_path("a.b.txt")->name, "text");
	ck_assert_ptr_null(format_for_path("/x.csv/report"));
	ck_assert_ptr_null(format_for_path("report."));
	ck_assert_ptr_null(format_for_path("report"));
	ck_assert_ptr_null(format_for_path("report.csvx"));
}
END_TEST

START_TEST(tables_are_known_by_name)
{
	enum table table;
	int i;

	for (i = 0; i <= TABLE_RECORDS; i++) {
		ck_assert_int_eq(
		    table_parse(table_name((enum table)i), &table), 0);
		ck_assert_int_eq((int)table, i);
	}
	ck_assert_int_eq(table_parse("finding", &table), -1);
	ck_assert_int_eq(table_parse("", &table), -1);
}
END_TEST

START_TEST(every_main_column_of_a_table_exists)
{
	const struct table_layout *layout;
	const char *name;
	size_t len;
	int i;

	for (i = 0; i <= TABLE_RECORDS; i++) {
		layout = table_layout((enum table)i);
		for (name = layout->main; *name != '\0'; name += len) {
			name += strspn(name, " ?");
			len = strcspn(name, " ");
			ck_assert_ptr_nonnull(table_column(layout, name, len));
		}
	}
}
END_TEST

START_TEST(a_full_disk_is_told_by_every_writer)
{
	struct format_options o = {.width = 80};
	struct sample s;
	FILE *out;
	size_t i;

	sample_typical(&s, NULL);
	for (i = 0; i < format_count; i++) {
		out = fopen("/dev/full", "w");
		ck_assert_ptr_nonnull(out);
		setvbuf(out, NULL, _IONBF, 0);
		ck_assert_int_eq(formats[i].write(s.report, &o, out), -1);
		fclose(out);
	}
	sample_clear(&s);
}
END_TEST

Suite *
suite_formats(void)
{
	Suite *suite = suite_create("formats");
	TCase *text = tcase_create("text");
	TCase *csv = tcase_create("csv");
	TCase *json = tcase_create("json");
	TCase *table = tcase_create("table");

	tcase_add_test(
	    text, text_says_first_what_it_covers_and_how_complete_it_is);
	tcase_add_test(text, text_tells_what_to_do_once_for_an_address);
	tcase_add_test(text, the_steps_of_a_rule_are_told_once_at_the_end);
	tcase_add_test(text, text_tells_where_an_address_is_printed);
	tcase_add_test(text, text_hides_info_unless_verbose);
	tcase_add_test(text, text_leaves_out_what_is_below_the_least_severity);
	tcase_add_test(text, a_healthy_organization_gets_a_short_report);
	tcase_add_test(text, an_incomplete_run_says_what_is_missing_and_why);
	tcase_add_test(
	    text, what_is_not_open_is_marked_and_what_is_removed_comes_last);
	tcase_add_test(text, text_keeps_to_the_width);
	tcase_add_test(text, text_for_a_plain_terminal_is_printable_ascii);
	tcase_add_test(text, no_text_of_a_registry_steers_the_terminal);
	tcase_add_test(text, colour_changes_nothing_but_colour);
	tcase_add_test(
	    text, a_chosen_table_is_aligned_and_narrow_ones_are_blocks);
	tcase_add_test(csv, csv_columns_are_those_of_the_contract);
	tcase_add_test(csv, a_csv_row_holds_the_finding);
	tcase_add_test(csv, the_coverage_row_stays_whatever_the_least_severity);
	tcase_add_test(csv, hostile_text_stays_within_its_csv_cell);
	tcase_add_test(json, json_read_again_gives_the_same_text);
	tcase_add_test(json, json_holds_every_finding_once);
	tcase_add_test(json, bytes_that_are_no_utf8_are_replaced_in_json);
	tcase_add_test(table, a_format_is_found_by_name_and_by_suffix);
	tcase_add_test(table, tables_are_known_by_name);
	tcase_add_test(table, every_main_column_of_a_table_exists);
	tcase_add_test(table, a_full_disk_is_told_by_every_writer);
	suite_add_tcase(suite, text);
	suite_add_tcase(suite, csv);
	suite_add_tcase(suite, json);
	suite_add_tcase(suite, table);
	return suite;
}
