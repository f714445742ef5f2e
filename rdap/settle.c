#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "alloc.h"
#include "describe.h"
#include "mail_domain.h"
#include "survey.h"

static void
settle_meeting(struct survey *s, const struct meeting *meeting)
{
	struct holder holder = {
	    meeting->target, meeting->holder_kind, meeting->holder};
	const struct subject *poc = meeting->poc;
	struct record r;

	if (poc->card != NULL) {
		describe_poc(s, &holder, poc->card, meeting->roles,
		    poc->card_framed, poc->card_answer);
		return;
	}
	describe_link(s, &holder, poc->handle, meeting->roles);
	r = describe_bare(
	    holder.target, RECORD_POC, poc->handle, poc->look, poc->reason);
	inventory_add_record(s->inv, &r);
}

/* On the organization's list, and not shown with its contacts by anything. */
static void
settle_listing(struct survey *s, const struct subject *subject)
{
	struct holder holder = {
	    subject->lister, subject->kind, subject->handle};

	describe_object(s, &holder, subject->listing, subject->look,
	    subject->reason, subject->lister->answer);
}

/* Does text hold an address that is at no own domain? */
static bool
holds_foreign(const struct survey *s, const char *text)
{
	struct strings found = {0};
	bool foreign = false;

	address_find(text, &found);
	for (size_t i = 0; i < found.count; i++)
		foreign |= !describe_own_domain(s, found.items[i], true);
	strings_clear(&found);
	return foreign;
}

/*
 * A POC that only strangers' objects show, with an address at an own domain:
 * those addresses are kept, and the proof unless somebody else's address
 * stands in it.
 */
static void
settle_stranger(struct survey *s, const struct subject *poc)
{
	const struct object *card = poc->card;
	struct holder self = {poc->met_by, RECORD_POC, poc->handle};
	struct record r;
	bool own = false, foreign = false;
	bool proof = !holds_foreign(s, card->part);
	size_t part = 0;

	for (size_t i = 0; i < card->emails.count; i++) {
		bool ours = describe_own_domain(s, card->emails.items[i], true);

		own |= ours;
		foreign |= !ours;
	}
	proof &= !foreign;
	if (!own || inventory_linked(s->inv, poc->handle))
		return;
	if (proof)
		part = describe_part(
		    s, poc->met_by, RECORD_POC, card, poc->card_answer);
	for (size_t i = 0; i < card->emails.count; i++)
		if (describe_own_domain(s, card->emails.items[i], true))
			describe_address(s, &self, FIELD_POC_EMAIL,
			    card->emails.items[i], poc->handle, 0,
			    poc->card_answer, part);
	r = describe_bare(
	    poc->met_by, RECORD_POC, poc->handle, LOOK_COMPLETE, "");
	r.look = describe_look(card, poc->card_framed, &r.look_reason);
	r.own_only = foreign;
	describe_record(s, &r, card, poc->card_answer);
	inventory_add_record(s->inv, &r);
}

/* The domains that would be worth declaring. */
static void
settle_domains(struct survey *s)
{
	struct strings *seen = &s->inv->domains_seen, kept = {0};

	for (size_t i = 0; i < seen->count; i++) {
		bool own = false;

		for (size_t j = 0; j < s->inv->domain_count; j++)
			own |= s->inv->domains[j].confirmed &&
			       domain_within(
				   seen->items[i], s->inv->domains[j].name);
		if (!own)
			strings_add(&kept, seen->items[i]);
	}
	strings_clear(seen);
	strings_sort(&kept);
	*seen = kept;
}

static void
settle_organization(struct survey *s, const struct target *target)
{
	const struct scope *scope = &s->inv->scopes[target->scope];
	struct record r;

	if (scope->state != SCOPE_FAILED)
		return;
	r = describe_bare(target, RECORD_ORGANIZATION, target->org, LOOK_FAILED,
	    scope->reason);
	inventory_add_record(s->inv, &r);
}

void
settle(struct survey *s)
{
	for (size_t i = 0; i < s->target_count; i++)
		settle_organization(s, &s->targets[i]);
	for (size_t i = 0; i < s->meeting_count; i++)
		settle_meeting(s, &s->meetings[i]);
	for (size_t i = 0; i < s->subject_count; i++) {
		const struct subject *subject = s->subjects[i];

		if (subject->lister != NULL && !subject->shown &&
		    !subject->strange)
			settle_listing(s, subject);
	}
	/* Only now are the own domains confirmed that RDAP confirms: what no POC
	 * does, DNS may. */
	domains_confirm(s->inv, s->options->dns, s->options->orgs);
}

void
settle_strangers(struct survey *s)
{
	for (size_t i = 0; i < s->subject_count; i++) {
		const struct subject *subject = s->subjects[i];

		if (subject->met_by != NULL && subject->target == NULL)
			settle_stranger(s, subject);
	}
	settle_domains(s);
}
