/*
 * accept: write down that a finding, or a gap in coverage, is lived with.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "accept_file.h"
#include "command.h"
#include "judging.h"
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "reports/mailbox.h"
#include "stored.h"

#define DAY 86400

struct accepting {
	const struct options *options;
	struct stored stored;
	struct acceptance entry;
	char *comment; /* what is accepted, in words */
	size_t covered;
};

static int
check_words(const struct options *o, struct error *err)
{
	bool pattern = o->accept.address != NULL || o->accept.rule != NULL ||
		       o->accept.record != NULL;

	if (o->operands.count == 0 && o->accept.address == NULL &&
	    o->accept.record == NULL)
		return error_set(err, ERROR_USAGE,
		    o->accept.rule != NULL
			? "accept: a rule alone would accept what nobody has "
			  "seen yet; expected --address or --record as well"
			: "accept: expected FINDING, or --address or "
			  "--record; \"whoexposed report -v\" has the ids");
	if (o->operands.count > 0 && pattern)
		return error_set(err, ERROR_USAGE,
		    "accept: FINDING and --address, --rule, --record exclude "
		    "each other");
	if (o->operands.count > 0 && !accept_is_id(o->operands.items[0]))
		return error_set(err, ERROR_USAGE,
		    "accept: expected the id of a finding, such as "
		    "WE102-3f9c0a71b2d4, or of a gap; WE000 cannot be "
		    "accepted, its gaps can");
	if (o->accept.reason == NULL || o->accept.until == CLOCK_NONE ||
	    o->accept.by == NULL)
		return error_set(err, ERROR_USAGE,
		    "accept: expected --reason TEXT, --until DATE and --by "
		    "NAME: nothing is accepted without");
	return 0;
}

static int
make_entry(struct accepting *a, struct error *err)
{
	const struct options *o = a->options;
	struct acceptance *x = &a->entry;
	int64_t today = o->now - o->now % DAY;
	char last[CLOCK_TEXT_MAX];

	*x = (struct acceptance){
	    .finding =
		xstrdup(o->operands.count > 0 ? o->operands.items[0] : ""),
	    .address = o->accept.address != NULL
			   ? address_key(o->accept.address)
			   : xstrdup(""),
	    .rule = xstrdup(o->accept.rule != NULL ? o->accept.rule : ""),
	    .record = xstrdup(o->accept.record != NULL ? o->accept.record : ""),
	    .reason = xstrdup(o->accept.reason),
	    .by = xstrdup(o->accept.by),
	    .until = o->accept.until + DAY - 1,
	    .on = today,
	};
	if (x->until < o->now)
		return error_set(
		    err, ERROR_USAGE, "accept: --until: that day is past");
	clock_format(acceptance_latest(today), last);
	last[strcspn(last, "T")] = '\0';
	if (x->until > acceptance_latest(today))
		return error_set(err, ERROR_USAGE,
		    "accept: --until: expected a day within %d years, %s at "
		    "the latest",
		    ACCEPTANCE_YEARS, last);
	return 0;
}

static void
cover(struct accepting *a)
{
	const struct report *r = a->stored.report;
	struct acceptances one = {.items = &a->entry, .count = 1};

	for (size_t i = 0; i < r->finding_count; i++) {
		const struct finding *f = &r->findings[i];

		if (f->status == STATUS_REMOVED ||
		    strcmp(f->rule->id, "WE000") == 0 ||
		    acceptance_of_finding(&one, f->id, f->rule->id, f->address,
			f->record) == NULL)
			continue;
		if (a->covered++ == 0)
			a->comment = xasprintf(
			    "%s %s, %s", f->rule->id, f->rule->slug, f->record);
	}
	for (size_t i = 0; i < r->inv->gap_count; i++) {
		const struct gap *gap = &r->inv->gaps[i];

		if (strcmp(gap->id, a->entry.finding) != 0)
			continue;
		if (a->covered++ == 0)
			a->comment =
			    xasprintf("gap: %s, %s", gap->org, gap->subject);
	}
}

static void
make_title(struct accepting *a)
{
	struct acceptance *x = &a->entry;
	struct strings words = {0};
	const char *parts[] = {x->record, x->rule, x->address};

	if (*x->finding != '\0') {
		x->title = xstrdup(x->finding);
		return;
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (*parts[i] != '\0')
			strings_add(&words, parts[i]);
	x->title = strings_join(&words, " ");
	strings_clear(&words);
	for (char *p = x->title; *p != '\0'; p++)
		if (strchr("\"\\$", *p) != NULL || (unsigned char)*p < 0x20)
			*p = '_';
	free(a->comment);
	a->comment = xasprintf("covers %zu finding%s when written", a->covered,
	    a->covered == 1 ? "" : "s");
}

/* Ids are not told apart; the others look like no handle or address. */
static bool
may_be_token(const struct acceptance *x)
{
	char *local = address_local(x->address);
	enum mailbox_kind kind;
	bool token = *x->finding != '\0' || mailbox_token(local, &kind) ||
		     (strncasecmp(x->record, "POC-", 4) == 0 &&
			 strspn(x->record + 4, "0123456789abcdefABCDEF") ==
			     MAILBOX_TOKEN_DIGITS);

	free(local);
	return token;
}

static int
write_entry(struct accepting *a, struct error *err)
{
	const struct judging *j = &a->stored.judging;

	cover(a);
	if (a->covered == 0)
		return error_set(err, ERROR_USAGE,
		    "accept: %s: %s%s; \"whoexposed report -v\" has the ids",
		    a->options->database,
		    *a->entry.finding != '\0'
			? "the last report has no such finding or gap"
			: "the last report has no such finding",
		    may_be_token(&a->entry)
			? " (what a redacted report shows is a token of it: "
			  "take the real one from a report without --redact)"
			: "");
	make_title(a);
	if (accept_file_put(j->accept_path, &a->entry, a->comment, err) == -1)
		return -1;
	if (!a->options->quiet)
		fprintf(stderr, "whoexposed: wrote %s: %zu %s accepted\n",
		    j->accept_path, a->covered,
		    strncmp(a->entry.finding, "gap-", 4) == 0 ? "gap"
		    : a->covered == 1                         ? "finding"
							      : "findings");
	return 0;
}

int
cmd_accept(const struct options *options, struct error *err)
{
	struct accepting a = {.options = options};
	struct strings all = {0};

	if (check_words(options, err) == 0 && make_entry(&a, err) == 0 &&
	    stored_load(&a.stored, options, &all, err) == 0)
		write_entry(&a, err);
	stored_clear(&a.stored);
	acceptance_clear(&a.entry);
	free(a.comment);
	return err->code;
}
