#include <stdlib.h>
#include <string.h>
#include "csv.h"
#include "history.h"
#include "page.h"
#include "rdap/clock.h"
#include "rdap/query.h"
#include "rule.h"
#include "text.h"

static const char *const kinds[] = {
    [PAST_ADDRESS] = "address",
    [PAST_RECORD] = "record",
    [PAST_LINK] = "link",
    [PAST_SIGHTING] = "sighting",
    [PAST_FINDING] = "finding",
};

/* ---- text ----------------------------------------------------------------- */

static void
tell_roles(struct page *p, unsigned roles)
{
	char *text = roles_text(roles);

	if (*text != '\0') {
		page_own(p, " as ");
		page_own(p, text);
	}
	free(text);
}

static void
tell_record(struct page *p, const struct past_fact *x)
{
	page_own(p, record_kind_name(x->record_kind));
	page_own(p, " ");
	page_text(p, x->subject);
	if (*x->text != '\0') {
		page_own(p, ", ");
		page_text(p, x->text);
	}
}

static void
tell_link(struct page *p, const struct past_fact *x)
{
	page_text(p, x->poc);
	page_own(p, " serves ");
	page_text(p, x->subject);
	tell_roles(p, x->roles);
}

static void
tell_sighting(struct page *p, const struct past_fact *x)
{
	page_text(p, x->text);
	if (*x->poc != '\0') {
		page_own(p, " on ");
		page_text(p, x->poc);
	}
	if (strcmp(x->poc, x->subject) != 0) {
		page_own(p, *x->poc != '\0' ? ", at " : " in the text of ");
		page_text(p, x->subject);
	}
	tell_roles(p, x->roles);
}

static void
tell_finding(struct page *p, const struct past_fact *x)
{
	const struct rule *rule = rule_find(x->poc);

	page_text(p, x->poc);
	page_own(p, " ");
	if (rule != NULL)
		page_own(p, rule->slug);
	page_own(p, ", ");
	if (x->severity >= 0 && x->severity < SEVERITY_COUNT)
		page_styled(p, text_severity_style((enum severity)x->severity),
		    severity_name((enum severity)x->severity));
	page_own(p, ": ");
	if (*x->text != '\0') {
		page_text(p, x->text);
		page_own(p, " on ");
	}
	page_text(p, x->subject);
}

static void (*const tell[])(struct page *, const struct past_fact *) = {
    [PAST_RECORD] = tell_record,
    [PAST_LINK] = tell_link,
    [PAST_SIGHTING] = tell_sighting,
    [PAST_FINDING] = tell_finding,
};

static const char *const headings[] = {
    [PAST_RECORD] = "The record",
    [PAST_LINK] = "What serves what",
    [PAST_SIGHTING] = "Mail addresses",
    [PAST_FINDING] = "Findings",
};

static void
tell_version(struct page *p, const struct past_fact *x)
{
	char day[CLOCK_TEXT_MAX];

	clock_format(x->began, day);
	day[strcspn(day, "T")] = '\0';
	page_own(p, state_name(x->seen.state));
	if (x->seen.returned != 0 && x->seen.state == STATE_OPEN)
		page_own(p, " (back)");
	page_own(p, ": ");
	tell[x->kind](p, x);
	page_item(p, 2, STYLE_DIM, *day != '\0' ? day : "?");
}

static void
tell_address(struct page *p, const struct past_fact *x)
{
	page_styled(p, STYLE_BOLD, x->subject);
	page_own(p, ": first seen ");
	page_date(p, x->seen.first);
	page_own(p, ", last ");
	page_date(p, x->seen.last);
	if (x->seen.state != STATE_OPEN) {
		page_own(p, ", ");
		page_own(p, state_name(x->seen.state));
		page_own(p, " since ");
		page_date(p, x->seen.since);
	} else if (x->seen.returned != 0) {
		page_own(p, ", gone in between, back on ");
		page_date(p, x->seen.returned);
	}
	page_set(p, 2, 4);
}

int
history_text(const struct past_fact *facts, size_t count,
    const struct format_options *options, FILE *out)
{
	struct page p;

	page_init(&p, out, options);
	for (size_t i = 0; i < count; i++) {
		const struct past_fact *x = &facts[i];
		bool first = i == 0 || x->kind != facts[i - 1].kind;

		if (x->kind == PAST_ADDRESS) {
			tell_address(&p, x);
			continue;
		}
		if (first && i > 0)
			page_blank(&p);
		if (first) {
			page_style(&p, STYLE_BOLD);
			page_own(&p, headings[x->kind]);
			page_style(&p, STYLE_PLAIN);
			page_set(&p, 0, 0);
		}
		tell_version(&p, x);
	}
	page_clear(&p);
	return ferror(out) ? -1 : 0;
}

/* ---- CSV ------------------------------------------------------------------ */

int
history_csv(const struct past_fact *facts, size_t count, FILE *out)
{
	struct buf line = {0};

	fputs("kind,org,record,poc,rule,text,roles,severity,state,began,ended,"
	      "first_seen,last_seen\n",
	    out);
	for (size_t i = 0; i < count; i++) {
		const struct past_fact *x = &facts[i];
		bool finding = x->kind == PAST_FINDING;
		char *roles = roles_text(x->roles);

		buf_reset(&line);
		csv_text(&line, kinds[x->kind]);
		csv_text(&line, x->org);
		csv_text(&line, x->subject);
		csv_text(&line, finding ? "" : x->poc);
		csv_text(&line, finding ? x->poc : "");
		csv_text(&line, x->text);
		csv_text(&line, roles);
		csv_text(&line,
		    finding && x->severity >= 0 && x->severity < SEVERITY_COUNT
			? severity_name((enum severity)x->severity)
			: "");
		csv_text(&line, state_name(x->seen.state));
		csv_time(&line, x->began);
		csv_time(&line, x->ended);
		csv_time(&line, x->seen.first);
		csv_time(&line, x->seen.last);
		buf_putc(&line, '\n');
		fwrite(line.data, 1, line.len, out);
		free(roles);
	}
	buf_clear(&line);
	return ferror(out) ? -1 : 0;
}
