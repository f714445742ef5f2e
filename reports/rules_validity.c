#include <stdlib.h>
#include <string.h>
#include "assess.h"
#include "rdap/address.h"
#include "rdap/alloc.h"

/* ---- WE301, WE302: is the record looked after? -------------------------- */

void
judge_unvalidated_poc(const struct rule *rule, struct assessment *a)
{
	char since[CLOCK_TEXT_MAX];

	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		bool exempt, likely;
		struct finding *f;

		if (p->poc == NULL || p->poc->validated != VALIDATION_NO ||
		    contact_orphan(a->inv, p->contact))
			continue;
		exempt = contact_exempt_shown(p->contact);
		likely = contact_exempt_likely(p->contact);
		f = assessment_add_poc(
		    a, rule, exempt ? SEVERITY_INFO : rule->severity, p);
		finding_rests_on_record(f, p->poc);
		if (likely || contact_exempt(p->contact))
			finding_may_be(f, likely, SEVERITY_INFO);
		date_text(p->poc->unvalidated_since, since);
		finding_evidence(f,
		    "%s carries ARIN's remark \"Unvalidated POC\" since %s%s",
		    f->poc, since,
		    exempt ? "; ARIN asks this contact for no validation" : "");
	}
}

static bool
is_stale(const struct assessment *a, const struct record *poc)
{
	return poc != NULL && poc->validated == VALIDATION_UNKNOWN &&
	       poc->look == LOOK_COMPLETE && poc->last_changed != CLOCK_NONE &&
	       poc->last_changed <=
		   years_before(a->now, a->options->stale_years);
}

void
judge_stale_record(const struct rule *rule, struct assessment *a)
{
	char changed[CLOCK_TEXT_MAX];

	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		struct finding *f;

		if (!is_stale(a, p->poc) || contact_orphan(a->inv, p->contact))
			continue;
		f = assessment_add_poc(a, rule, rule->severity, p);
		finding_rests_on_record(f, p->poc);
		date_text(p->poc->last_changed, changed);
		finding_evidence(f,
		    "%s says nothing of a validation and was last changed on "
		    "%s",
		    f->poc, changed);
	}
}

/* ---- WE304: can it be an address at all? -------------------------------- */

void
judge_malformed_address(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		struct finding *f;

		if (address_valid(p->first->spelling))
			continue;
		f = assessment_add_poc(a, rule, rule->severity, p);
		finding_evidence(f,
		    "%s publishes \"%s\", which is no address that mail can be "
		    "sent to",
		    f->poc, p->first->spelling);
	}
}

/* ---- WE306: who has left? ----------------------------------------------- */

static bool
any_within(const struct strings *list, const char *domain)
{
	for (size_t i = 0; list != NULL && i < list->count; i++)
		if (domain_within(address_domain(list->items[i]), domain))
			return true;
	return false;
}

bool *
mailboxes_listed(const struct inventory *inv, const struct strings *list)
{
	bool *listed = xcalloc(inv->domain_count + 1, sizeof(*listed));

	for (size_t i = 0; i < inv->domain_count; i++)
		listed[i] = any_within(list, inv->domains[i].name);
	return listed;
}

/* The nearest domain above it decides: an own one, or one that is shared. */
bool
mailbox_judged(const struct assessment *a, const char *address)
{
	const struct strings *shared = a->options->shared_domains;
	const char *domain = address_domain(address);
	size_t nearest = 0;
	bool judged = false;

	for (size_t i = 0; i < a->inv->domain_count; i++) {
		const struct domain *d = &a->inv->domains[i];

		if (strlen(d->name) < nearest ||
		    !domain_within(domain, d->name))
			continue;
		nearest = strlen(d->name);
		judged = d->confirmed && a->listed[i];
	}
	for (size_t i = 0; shared != NULL && i < shared->count; i++)
		if (strlen(shared->items[i]) >= nearest &&
		    domain_within(domain, shared->items[i]))
			return false;
	return judged;
}

static int
by_text(const void *key, const void *item)
{
	return strcmp(key, *(char *const *)item);
}

static bool
lives(const struct strings *list, const char *mailbox)
{
	return bsearch(mailbox, list->items, list->count, sizeof(*list->items),
		   by_text) != NULL;
}

void
judge_mailbox_gone(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		struct finding *f;

		if (!mailbox_judged(a, p->view->address) ||
		    !address_valid(p->view->address) ||
		    lives(a->options->mailboxes, p->view->mailbox))
			continue;
		f = assessment_add_poc(a, rule, rule->severity, p);
		finding_evidence(f,
		    "%s publishes %s, which is not on the list of live "
		    "mailboxes",
		    f->poc, p->first->spelling);
	}
}
