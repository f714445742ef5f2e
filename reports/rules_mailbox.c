#include <stdlib.h>
#include <string.h>
#include "assess.h"
#include "rdap/address.h"

/* ---- WE101 to WE106: whose mailbox stands on a POC ---------------------- */

static const char *
kind_of(const struct poc_view *p)
{
	return p->poc != NULL ? p->poc->card_kind : "";
}

static bool
is_person_poc(const struct poc_view *p)
{
	return strcmp(kind_of(p), "individual") == 0;
}

/* Then WE402 tells it, and these rules do not count it again. */
static bool
is_abuse(const struct poc_view *p)
{
	return (p->roles & ROLE_ABUSE) != 0 && p->view->kind != MAILBOX_ROLE;
}

static bool
unvalidated_long(const struct assessment *a, const struct record *poc)
{
	return poc->validated == VALIDATION_NO &&
	       poc->unvalidated_since != CLOCK_NONE &&
	       poc->unvalidated_since <=
		   years_before(a->now, a->options->unvalidated_years);
}

/* Only then does a role that was not seen not exist. */
static bool
all_roles_known(const struct org_view *o)
{
	return o->scope != NULL && o->scope->list_complete[RECORD_POC] &&
	       o->scope->list_complete[RECORD_NETWORK] &&
	       o->scope->list_complete[RECORD_AUTNUM];
}

static bool
is_validated_admin(const struct poc_view *p)
{
	return p->roles == ROLE_ADMINISTRATIVE &&
	       p->poc->validated == VALIDATION_YES;
}

static enum severity
personal_severity(const struct assessment *a, const struct poc_view *p)
{
	if (unvalidated_long(a, p->poc))
		return SEVERITY_HIGH;
	if (is_validated_admin(p) && p->roles_shown != 0 &&
	    all_roles_known(p->contact->organization))
		return SEVERITY_LOW;
	return SEVERITY_MEDIUM;
}

/* The caller owns it. */
static char *
roles_in_words(unsigned roles)
{
	struct strings words = {0};
	char *list = roles_text(roles), *text;

	strings_split(&words, list, ';');
	text = strings_join(&words, ", ");
	strings_clear(&words);
	free(list);
	return text;
}

void
judge_personal_mailbox(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		struct finding *f;
		char *roles;

		if (p->view->kind != MAILBOX_PERSON || !is_person_poc(p) ||
		    is_abuse(p) || contact_orphan(a->inv, p->contact))
			continue;
		f = assessment_add_poc(a, rule, personal_severity(a, p), p);
		if (is_validated_admin(p))
			finding_may_be(f, p->roles_likely != 0, SEVERITY_LOW);
		roles = roles_in_words(p->roles);
		finding_evidence(f,
		    "%s, a contact of kind individual (roles: %s), publishes "
		    "%s, a person's mailbox by its name or holder",
		    f->poc, roles[0] != '\0' ? roles : "none",
		    p->first->spelling);
		free(roles);
	}
}

void
judge_personal_on_role_poc(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		enum mailbox_kind kind = p->view->kind;
		struct finding *f;

		if (kind == MAILBOX_ROLE || strcmp(kind_of(p), "group") != 0 ||
		    is_abuse(p))
			continue;
		f = assessment_add_poc(a, rule,
		    kind == MAILBOX_PERSON ? SEVERITY_MEDIUM : SEVERITY_LOW, p);
		finding_evidence(f,
		    "%s, a role contact (\"%s\"), publishes "
		    "%s, %s",
		    f->poc, p->poc->name, p->first->spelling,
		    kind == MAILBOX_PERSON
			? "which is named like a person"
			: "of which the name does not tell whose it is");
	}
}

void
judge_consumer_mailbox(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		const char *domain = address_domain(p->view->address);
		struct finding *f;

		if (!mailbox_consumer(a->lists, domain))
			continue;
		f = assessment_add_poc(a, rule, rule->severity, p);
		finding_evidence(f,
		    "%s publishes %s; %s is a consumer mail provider's", f->poc,
		    p->first->spelling, domain);
	}
}

bool
own_domain_known(const struct inventory *inv)
{
	for (size_t i = 0; i < inv->domain_count; i++)
		if (inv->domains[i].confirmed)
			return true;
	return false;
}

bool
within_own(const struct assessment *a, const char *domain)
{
	const struct strings *shared = a->options->shared_domains;

	for (size_t i = 0; i < a->inv->domain_count; i++)
		if (domain_within(domain, a->inv->domains[i].name))
			return true;
	for (size_t i = 0; shared != NULL && i < shared->count; i++)
		if (domain_within(domain, shared->items[i]))
			return true;
	return false;
}

void
judge_off_domain(const struct rule *rule, struct assessment *a)
{
	if (!own_domain_known(a->inv))
		return;
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		const char *domain = address_domain(p->view->address);
		struct finding *f;

		if (domain[0] == '\0' || within_own(a, domain))
			continue;
		f = assessment_add_poc(a, rule, rule->severity, p);
		finding_evidence(f,
		    "%s publishes %s; %s is none of the declared own domains",
		    f->poc, p->first->spelling, domain);
	}
}

void
judge_role_mailbox(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		struct finding *f;

		if (p->view->kind != MAILBOX_ROLE)
			continue;
		f = assessment_add_poc(a, rule, rule->severity, p);
		finding_evidence(f, "%s publishes %s, a role mailbox by %s",
		    f->poc, p->first->spelling,
		    p->view->reason == MAILBOX_CONFIGURED ? "the configuration"
							  : "its name");
	}
}

void
judge_mobile_number(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		struct finding *f;

		if (!is_person_poc(p) || !p->poc->cell)
			continue;
		f = assessment_add_poc(a, rule, rule->severity, p);
		finding_rests_on_record(f, p->poc);
		finding_evidence(f,
		    "%s, a contact of kind individual with %s, publishes a "
		    "mobile number (type cell); the number is not kept",
		    f->poc, p->first->spelling);
	}
}
