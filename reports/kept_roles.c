#include <string.h>
#include "assess.h"

/* ---- what `roles` of the configuration changed -------------------------- */

/* Findings that a mailbox has only as long as it is no role's. */
static bool
is_about_persons(const char *rule)
{
	static const char *const ids[] = {"WE101", "WE102", "WE402"};

	for (size_t i = 0; i < sizeof(ids) / sizeof(ids[0]); i++)
		if (strcmp(rule, ids[i]) == 0)
			return true;
	return false;
}

/* What nobody's name is in, would it be a role's? */
static bool
role_without_names(const struct assessment *a, const char *address)
{
	struct mailbox_names *none = mailbox_names_new(a->lists, NULL, 0);
	enum mailbox_reason reason =
	    mailbox_classify(a->lists, none, address, false);

	mailbox_names_free(none);
	return mailbox_reason_kind(reason) == MAILBOX_ROLE;
}

/* By the same rules it is no role's by its name: nothing but the configuration
 * of an earlier run can have made it one. */
static bool
is_withdrawn(const struct assessment *a, const struct address_view *v,
    const struct kept_finding *k)
{
	return v->kind != MAILBOX_ROLE &&
	       (strcmp(k->status, status_name(STATUS_OPEN)) == 0 ||
		   strcmp(k->status, status_name(STATUS_ACCEPTED)) == 0) &&
	       strcmp(k->rules, RULES_VERSION) == 0 &&
	       !role_without_names(a, k->address);
}

const char *
roles_ended(const struct assessment *a, const struct kept_finding *k)
{
	const struct address_view *v =
	    views_address(a->views, k->org, k->address);

	if (v == NULL || !kept_stands(a, k))
		return NULL;
	if (is_about_persons(k->rule) && v->reason == MAILBOX_CONFIGURED)
		return "is a role's mailbox, as the configuration says now";
	if (strcmp(k->rule, "WE105") == 0 && is_withdrawn(a, v, k))
		return "is a role's mailbox no more, since the configuration "
		       "does not say so any more";
	return NULL;
}

bool
roles_made(const struct assessment *a, const struct finding *f,
    const struct kept_finding *const *kept, size_t count)
{
	if (f->of < 0)
		return false;
	if (strcmp(f->rule->id, "WE105") == 0)
		return a->views->addresses[f->of].reason == MAILBOX_CONFIGURED;
	if (!is_about_persons(f->rule->id))
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(kept[i]->rule, "WE105") == 0 &&
		    strcmp(kept[i]->address, f->address) == 0 &&
		    strcmp(kept[i]->org, f->org) == 0 &&
		    roles_ended(a, kept[i]) != NULL)
			return true;
	return false;
}
