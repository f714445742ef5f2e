#include <stdlib.h>
#include "assess.h"

#define MANDATORY (ROLE_ADMINISTRATIVE | ROLE_TECHNICAL | ROLE_ABUSE)

static const struct mandatory {
	enum role role;
	const char *name; /* ARIN's word */
} mandatory[] = {
    {ROLE_ADMINISTRATIVE, "admin"},
    {ROLE_TECHNICAL, "tech"},
    {ROLE_ABUSE, "abuse"},
};

/* ---- WE401: roles that nobody holds ------------------------------------- */

/* Was all seen that could hold a role? Only then can one be missing. */
static bool
looked_at(const struct org_view *o)
{
	return o->scope != NULL && o->scope->state == SCOPE_READ &&
	       o->scope->list_complete[RECORD_ORGANIZATION] &&
	       o->scope->list_complete[RECORD_POC] && o->record != NULL &&
	       o->record->look == LOOK_COMPLETE &&
	       o->record->seen.state == STATE_OPEN;
}

/* Roles held by POCs that this run showed on the organization. */
static unsigned
roles_held(const struct org_view *o)
{
	unsigned roles = 0;

	for (size_t i = 0; i < o->contact_count; i++) {
		const struct contact *c = &o->contacts[i];

		for (size_t j = 0; j < c->link_count; j++)
			if (c->links[j]->holder_kind == RECORD_ORGANIZATION &&
			    c->links[j]->seen.state == STATE_OPEN)
				roles |= c->links[j]->roles;
	}
	return roles;
}

/* What may hold it was not looked at: then that it is missing is not known. */
static void
rest_on_likely(struct finding *f, const struct org_view *o, enum role role)
{
	for (size_t i = 0; i < o->contact_count; i++) {
		const struct contact *c = &o->contacts[i];

		for (size_t j = 0; j < c->link_count; j++)
			if (c->links[j]->holder_kind == RECORD_ORGANIZATION &&
			    (c->links[j]->roles & role) != 0 &&
			    c->links[j]->seen.state == STATE_UNKNOWN)
				finding_rests_on(f, &c->links[j]->seen);
	}
}

static void
add_missing(const struct rule *rule, struct assessment *a,
    const struct org_view *o, const struct mandatory *m)
{
	struct finding *f;

	f = assessment_add(
	    a, rule, rule->severity, o->org, "", o->org, m->name);
	f->roles = m->role;
	f->levels = 1U << LEVEL_ORG;
	finding_source(f, o->record->source_url, o->record->source_digest);
	finding_rests_on_record(f, o->record);
	rest_on_likely(f, o, m->role);
	finding_evidence(f, "%s shows no %s POC", o->org, m->name);
}

void
judge_mandatory_role_missing(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->org_count; i++) {
		const struct org_view *o = &a->views->orgs[i];
		unsigned held = roles_held(o);

		if (!looked_at(o))
			continue;
		for (size_t m = 0; m < 3; m++)
			if ((held & mandatory[m].role) == 0)
				add_missing(rule, a, o, &mandatory[m]);
	}
}

/* ---- WE402, WE403: mailboxes and the roles they hold -------------------- */

static unsigned
roles_of(const struct address_view *v)
{
	unsigned roles = 0;

	for (size_t i = 0; i < v->poc_count; i++)
		roles |= v->pocs[i].roles;
	return roles;
}

void
judge_abuse_is_personal(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->address_count; i++) {
		const struct address_view *v = &a->views->addresses[i];
		bool person = v->kind == MAILBOX_PERSON;
		struct finding *f;

		if (v->kind == MAILBOX_ROLE || (roles_of(v) & ROLE_ABUSE) == 0)
			continue;
		f = assessment_add(a, rule,
		    person ? SEVERITY_HIGH : SEVERITY_MEDIUM, v->org,
		    v->address, v->org, "");
		finding_pocs(f, v, ROLE_ABUSE);
		finding_evidence(f, "%s holds the abuse role of %s by %s, %s",
		    v->address, v->org, f->poc,
		    person ? "and is a person's mailbox"
			   : "and its name does not tell whose it is");
	}
}

void
judge_one_mailbox_for_all(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->address_count; i++) {
		const struct address_view *v = &a->views->addresses[i];
		struct finding *f;

		if ((roles_of(v) & MANDATORY) != MANDATORY)
			continue;
		f = assessment_add(a, rule,
		    v->kind == MAILBOX_PERSON ? SEVERITY_MEDIUM
					      : rule->severity,
		    v->org, v->address, v->org, "");
		for (size_t m = 0; m < 3; m++)
			finding_pocs(f, v, mandatory[m].role);
		finding_evidence(f,
		    "%s is the admin, the tech and the abuse address of %s",
		    v->address, v->org);
	}
}

/* ---- WE404: nobody who can act ------------------------------------------ */

#define ACTING (ROLE_ADMINISTRATIVE | ROLE_TECHNICAL)

/* What was looked for and is not there, the link or the POC, saves nobody. */
bool
contact_acts(const struct contact *c, bool (*counts)(const struct seen *seen))
{
	if (c->record != NULL && c->record->seen.state == STATE_UNCONFIRMED)
		return false;
	for (size_t i = 0; i < c->link_count; i++)
		if (c->links[i]->holder_kind == RECORD_ORGANIZATION &&
		    (c->links[i]->roles & ACTING) != 0 &&
		    counts(&c->links[i]->seen))
			return true;
	return false;
}

static bool
acts(const struct contact *c)
{
	return contact_acts(c, seen_likely);
}

/* The number of acting POCs when all are unvalidated, else 0. */
static size_t
unvalidated_acting(const struct org_view *o)
{
	size_t count = 0;

	for (size_t i = 0; i < o->contact_count; i++) {
		const struct contact *c = &o->contacts[i];

		if (!acts(c))
			continue;
		if (c->record == NULL || c->record->validated != VALIDATION_NO)
			return 0;
		count++;
	}
	return count;
}

static char *
acting_list(const struct org_view *o)
{
	struct strings handles = {0};
	char *text;

	for (size_t i = 0; i < o->contact_count; i++)
		if (acts(&o->contacts[i]))
			strings_add(&handles, o->contacts[i].handle);
	text = strings_join(&handles, ", ");
	strings_clear(&handles);
	return text;
}

static void
add_no_valid(const struct rule *rule, struct assessment *a,
    const struct org_view *o, size_t count)
{
	char *list = acting_list(o);
	struct finding *f;

	f = assessment_add(a, rule, rule->severity, o->org, "", o->org, "");
	f->roles = ACTING;
	f->levels = 1U << LEVEL_ORG;
	finding_source(f, o->record->source_url, o->record->source_digest);
	for (size_t i = 0; i < o->contact_count; i++)
		if (acts(&o->contacts[i]))
			finding_rests_on_record(f, o->contacts[i].record);
	finding_evidence(f,
	    "%s holds resources from ARIN, and %s carries ARIN's remark "
	    "\"Unvalidated POC\": %s",
	    o->org,
	    count == 1 ? "its only admin or tech POC"
		       : "every admin and tech POC",
	    list);
	free(list);
}

void
judge_no_valid_admin_or_tech(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->org_count; i++) {
		const struct org_view *o = &a->views->orgs[i];
		size_t count = unvalidated_acting(o);

		/* One that a cut record leaves out may be validated. */
		if (count > 0 && o->direct && o->record != NULL &&
		    o->record->look == LOOK_COMPLETE)
			add_no_valid(rule, a, o, count);
	}
}
