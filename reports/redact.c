#include <stdlib.h>
#include <string.h>

#include "rdap/address.h"
#include "rdap/alloc.h"
#include "redact.h"
#include "redaction.h"

/* ---- the report --------------------------------------------------------- */

static void
accepted(const struct redaction *r, struct accepted *x)
{
	if (x->reason == NULL)
		return;
	redaction_replace(&x->reason, xstrdup("redacted"));
	redaction_replace(&x->by, redaction_token(r, "name", x->by));
}

/* "WE102-..." stays one, with other digits. */
static void
identifier(const struct redaction *r, char **id)
{
	char *made = redaction_token(r, "id", *id);

	redaction_replace(id, xasprintf("%.*s%s", (int)strcspn(*id, "-"), *id,
				  strchr(made, '-')));
	free(made);
}

static void
finding(const struct redaction *r, struct finding *f)
{
	char *usual = rule_remedy(f->rule, f);
	bool is_usual = strcmp(usual, f->remedy) == 0;

	free(usual);
	identifier(r, &f->id);
	redaction_whole(r, &f->address);
	redaction_whole(r, &f->record);
	redaction_whole(r, &f->poc);
	redaction_sentence(r, &f->org_name);
	redaction_sentence(r, &f->role);
	redaction_sentence(r, &f->evidence);
	/* Its own words are nobody's name. */
	if (is_usual)
		redaction_replace(&f->remedy, rule_remedy(f->rule, f));
	else
		redaction_sentence(r, &f->remedy);
	redaction_url(r, &f->source_url);
	redaction_empty(&f->source_digest);
	accepted(r, &f->accepted);
}

static void
address(
    const struct redaction *r, struct report *report, struct address_report *a)
{
	char *old = a->address;

	a->address = xstrdup(old);
	redaction_whole(r, &a->address);
	a->domain = address_domain(a->address);
	for (size_t i = 0; i < report->needed_count; i++)
		if (report->needed[i].mailbox == old)
			report->needed[i].mailbox = a->address;
	free(old);
	for (size_t i = 0; i < a->exposure_count; i++) {
		char *copy;

		if (a->exposures[i].source_url == NULL)
			continue;
		copy = xstrdup(a->exposures[i].source_url);
		redaction_url(r, &copy);
		strings_take(&report->owned, copy);
		a->exposures[i].source_url = copy;
	}
}

/* Facts share their texts: one gets another. */
static void
fact(const struct redaction *r, struct inventory *inv, const char **text,
    void (*change)(const struct redaction *r, char **text))
{
	char *changed = xstrdup(*text);

	change(r, &changed);
	*text = inventory_text(inv, changed);
	free(changed);
}

static void
poc_name(const struct redaction *r, char **name)
{
	if (**name != '\0')
		redaction_replace(name, redaction_token(r, "name", *name));
}

static void
record(const struct redaction *r, struct inventory *inv, struct record *x)
{
	bool stays =
	    x->kind != RECORD_POC || redaction_poc_stays(r, x->org, x->handle);

	fact(r, inv, &x->name, stays ? redaction_sentence : poc_name);
	x->given = x->surname = "";
	fact(r, inv, &x->look_reason, redaction_sentence);
	fact(r, inv, &x->source_url, redaction_url);
	x->source_digest = "";
}

static void
records(const struct redaction *r, struct inventory *inv)
{
	for (size_t i = 0; i < inv->record_count; i++)
		record(r, inv, &inv->records[i]);
	/* Only now: until then they are looked up by it. */
	for (size_t i = 0; i < inv->record_count; i++)
		fact(r, inv, &inv->records[i].handle, redaction_whole);
	for (size_t i = 0; i < inv->link_count; i++) {
		fact(r, inv, &inv->links[i].poc, redaction_whole);
		fact(r, inv, &inv->links[i].holder, redaction_whole);
	}
	for (size_t i = 0; i < inv->sighting_count; i++) {
		struct sighting *s = &inv->sightings[i];

		fact(r, inv, &s->spelling, redaction_whole);
		fact(r, inv, &s->address, redaction_whole);
		fact(r, inv, &s->record, redaction_whole);
		fact(r, inv, &s->poc, redaction_whole);
		fact(r, inv, &s->source_url, redaction_url);
		s->source_digest = "";
	}
	for (size_t i = 0; i < inv->elsewhere_count; i++)
		redaction_whole(r, &inv->elsewheres[i].poc);
}

static void
coverage(
    const struct redaction *r, struct report *report, struct inventory *inv)
{
	for (size_t i = 0; i < inv->scope_count; i++) {
		redaction_sentence(r, &inv->scopes[i].name);
		redaction_sentence(r, &inv->scopes[i].reason);
	}
	for (size_t i = 0; i < inv->domain_count; i++) {
		redaction_whole(r, &inv->domains[i].evidence);
		if (inv->domains[i].search_url != NULL)
			redaction_url(r, &inv->domains[i].search_url);
	}
	for (size_t i = 0; i < inv->domains_seen.count; i++)
		redaction_replace(&inv->domains_seen.items[i],
		    redaction_domain(r, inv->domains_seen.items[i]));
	for (size_t i = 0; i < inv->answer_count; i++) {
		redaction_url(r, &inv->answers[i].url);
		redaction_sentence(r, &inv->answers[i].why);
		redaction_sentence(r, &inv->answers[i].reason);
		inv->answers[i].digest[0] = '\0';
	}
	for (size_t i = 0; i < inv->part_count; i++)
		redaction_empty(&inv->parts[i].body);
	for (size_t i = 0; i < inv->gap_count; i++) {
		identifier(r, &inv->gaps[i].id);
		redaction_whole(r, &inv->gaps[i].subject);
		redaction_sentence(r, &inv->gaps[i].reason);
		accepted(r, &report->gaps[i]);
	}
	for (size_t i = 0; i < inv->difference_count; i++) {
		redaction_whole(r, &inv->differences[i].handle);
		redaction_sentence(r, &inv->differences[i].rdap);
		redaction_sentence(r, &inv->differences[i].whois);
		redaction_url(r, &inv->differences[i].source_url);
	}
	for (size_t i = 0; i < inv->note_count; i++) {
		redaction_sentence(r, &inv->notes[i].subject);
		redaction_sentence(r, &inv->notes[i].text);
	}
}

void
redact_report(struct report *report, struct inventory *inv, struct run *run,
    const unsigned char key[REDACT_KEY_SIZE])
{
	struct redaction *r = redaction_new(report, inv, key);

	for (size_t i = 0; i < report->finding_count; i++)
		finding(r, &report->findings[i]);
	for (size_t i = 0; i < report->address_count; i++)
		address(r, report, &report->addresses[i]);
	coverage(r, report, inv);
	records(r, inv);
	inventory_reindex(inv);
	report->redacted = true;
	if (strncmp(run->source, "replay of ", 10) == 0)
		redaction_replace(&run->source, xstrdup("a replay"));
	redaction_free(r);
}
