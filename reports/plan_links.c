#include <stdlib.h>
#include <string.h>
#include "plan_private.h"
#include "rdap/alloc.h"

/* ---- 5: links ----------------------------------------------------------- */

/* Who has the admin function of an organization and shall not keep it. */
static const struct plan_poc *
old_admin(const struct planning *p, const char *org)
{
	for (size_t i = 0; i < p->known; i++)
		if (!poc_stays(&p->pocs[i]) &&
		    (poc_roles_at(&p->pocs[i], org) & ROLE_ADMINISTRATIVE) != 0)
			return &p->pocs[i];
	return NULL;
}

static void
write_admin(struct planning *p, const struct gift *g)
{
	struct plan_poc *poc = &p->pocs[g->poc];
	struct plan_step *s = step_add(p, PHASE_LINK, g->org, poc->handle);
	const struct plan_poc *old = old_admin(p, g->org);

	step_say(&s->what, "Make %s the Admin POC of %s%s%s", poc->shown,
	    g->org, old != NULL ? " in the place of " : "",
	    old != NULL ? old->shown : "");
	step_say(&s->online,
	    MENU_ORG " > %s > Organization Points of Contact > Manage: Find "
		     "POCs, Use this POC, as Admin, submit.",
	    g->org);
	step_say(&s->note,
	    "ARIN keeps one Admin POC for each organization and changes it in "
	    "one go. Reg-RWS has no request for that without sending the "
	    "whole organization back, so there is none here.");
	sign_in_org(s, g->org);
	change_role(s, CHANGE_LINK, g->org, poc->handle, ROLE_ADMINISTRATIVE);
	if (old != NULL)
		change_role(
		    s, CHANGE_UNLINK, g->org, old->handle, ROLE_ADMINISTRATIVE);
}

/* All functions but admin that a POC gets at an organization. */
static void
write_links(struct planning *p, const struct plan_poc *poc, const char *org,
    unsigned roles)
{
	struct plan_step *s = step_add(p, PHASE_LINK, org, poc->handle);
	char *words = functions_text(roles);

	step_say(&s->what, "Link %s to %s as %s POC", poc->shown, org, words);
	step_say(&s->online,
	    MENU_ORG " > %s > Organization Points of Contact > Manage: Find "
		     "POCs, Use this POC, as %s, submit.",
	    org, words);
	sign_in_org(s, org);
	if ((roles & (ROLE_ROUTING | ROLE_DNS | ROLE_NOC)) == roles)
		step_say(&s->note,
		    "ARIN does not ask for %s: leave it out if nobody needs "
		    "it.",
		    words);
	for (size_t i = 0; i < function_count; i++) {
		if ((functions[i].role & roles) == 0)
			continue;
		request_link(s, "PUT", org, poc, functions[i].role);
		change_role(
		    s, CHANGE_LINK, org, poc->handle, functions[i].role);
	}
	free(words);
}

static void
end_missing(struct planning *p, const char *org, unsigned role)
{
	struct plan_step *s = &p->plan->steps[p->plan->step_count - 1];

	for (size_t i = 0; i < p->errand_count; i++) {
		const struct finding *f = p->errands[i].finding;

		if (p->errands[i].wish == WISH_FILL && (f->roles & role) != 0 &&
		    strcmp(f->org, org) == 0)
			strings_add_unique(&s->ends, f->id);
	}
}

void
write_gifts(struct planning *p)
{
	for (size_t i = 0; i < p->gift_count; i++) {
		const struct gift *g = &p->gifts[i];
		unsigned roles = 0;
		bool told = false;

		if (g->role == ROLE_ADMINISTRATIVE) {
			write_admin(p, g);
			end_missing(p, g->org, g->role);
			continue;
		}
		for (size_t j = 0; j < p->gift_count; j++) {
			const struct gift *x = &p->gifts[j];

			if (x->poc != g->poc || strcmp(x->org, g->org) != 0 ||
			    x->role == ROLE_ADMINISTRATIVE)
				continue;
			told = told || j < i;
			roles |= x->role;
		}
		if (told)
			continue;
		write_links(p, &p->pocs[g->poc], g->org, roles);
		end_missing(p, g->org, roles);
	}
}

/* ---- 6: what goes is unlinked ------------------------------------------- */

static bool
admin_is_given(
    const struct planning *p, const char *org, const struct plan_poc *poc)
{
	for (size_t i = 0; i < p->gift_count; i++)
		if (p->gifts[i].role == ROLE_ADMINISTRATIVE &&
		    strcmp(p->gifts[i].org, org) == 0)
			return old_admin(p, org) == poc;
	return false;
}

static void
unlink_org(struct planning *p, struct plan_step *s, struct plan_poc *poc,
    const struct held *held, unsigned roles)
{
	char *words;

	if (admin_is_given(p, held->org, poc))
		roles &= ~(unsigned)ROLE_ADMINISTRATIVE;
	if (roles == 0)
		return;
	words = functions_text(roles);
	step_say(&s->online,
	    MENU_ORG " > %s > Organization Points of Contact > Manage: take "
		     "off %s as %s, submit.",
	    held->org, poc->shown, words);
	free(words);
	if (strstr(s->sign_in, held->org) == NULL)
		sign_in_org(s, held->org);
	if ((roles & ROLE_ADMINISTRATIVE) != 0)
		step_say(&s->note,
		    "ARIN's rules know one Admin POC for each organization: "
		    "if it refuses the request for AD, use Manage.");
	for (size_t i = 0; i < function_count; i++) {
		if ((functions[i].role & roles) == 0)
			continue;
		request_link(s, "DELETE", held->org, poc, functions[i].role);
		change_role(s, CHANGE_UNLINK, held->org, poc->handle,
		    functions[i].role);
	}
}

#define NAMED_MAX 8 /* handles in a sentence; show lists them all */

static char *
resource_list(
    const struct plan_poc *poc, bool reassigned, unsigned kinds, size_t most)
{
	struct strings all = {0};
	size_t count = 0;
	char *text, *list;

	for (size_t i = 0; i < poc->resource_count; i++)
		if (poc->resources[i].reassigned == reassigned &&
		    (kinds & 1U << poc->resources[i].kind) != 0 &&
		    count++ < most)
			strings_add(&all, poc->resources[i].handle);
	list = strings_join(&all, ", ");
	text = count <= most
		   ? xstrdup(list)
		   : xasprintf("%s and %zu more (\"whoexposed show %s\")", list,
			 count - most, poc->handle);
	free(list);
	strings_clear(&all);
	return text;
}

static bool
any_reassigned(const struct plan_poc *poc)
{
	for (size_t i = 0; i < poc->resource_count; i++)
		if (poc->resources[i].reassigned)
			return true;
	return false;
}

static void
release_changes(
    struct plan_step *s, const struct plan_poc *poc, bool reassigned)
{
	if (!any_reassigned(poc)) {
		step_change(s, CHANGE_RELEASE, s->org, poc->handle);
		return;
	}
	for (size_t i = 0; i < poc->resource_count; i++) {
		struct plan_change *c;

		if (poc->resources[i].reassigned != reassigned)
			continue;
		c = step_change(
		    s, CHANGE_RELEASE, poc->resources[i].org, poc->handle);
		free(c->record);
		c->record = xstrdup(poc->resources[i].handle);
	}
}

static void
unlink_resources(struct plan_step *s, const struct plan_poc *poc)
{
	char *nets = resource_list(poc, false, 1U << RECORD_NETWORK, NAMED_MAX);
	char *asns = resource_list(poc, false, 1U << RECORD_AUTNUM, NAMED_MAX);
	bool any = nets[0] != '\0' || asns[0] != '\0';

	if (nets[0] != '\0')
		step_say(&s->online,
		    MENU_NET " > %s > Actions > Modify: take %s off the "
			     "resource POCs, submit.",
		    nets, poc->shown);
	if (asns[0] != '\0')
		step_say(&s->online,
		    "From the list of your AS numbers, %s: take %s off the "
		    "resource POCs, submit.",
		    asns, poc->shown);
	if (any) {
		if (poc->org_count == 0)
			step_say(&s->what, "from %s%s%s", nets,
			    nets[0] != '\0' && asns[0] != '\0' ? " and " : "",
			    asns);
		step_say(&s->note,
		    "The organization's POCs apply there without being named. "
		    "Reg-RWS would need the whole record sent back, so there "
		    "is no request.");
		if (s->sign_in[0] == '\0')
			sign_in_org(s, s->org);
		release_changes(s, poc, false);
	}
	free(nets);
	free(asns);
}

static void
write_upstream(struct planning *p, struct plan_poc *poc, enum plan_phase phase)
{
	char *list = resource_list(poc, true, ~0U, SIZE_MAX);
	struct plan_step *s;

	if (list[0] != '\0') {
		s = step_add(p, phase, home(p, poc), poc->handle);
		s->who = PLAN_UPSTREAM;
		step_say(&s->what, "Have %s taken off %s", poc->shown, list);
		step_say(&s->note,
		    "Reassigned networks: their records are the upstream's.");
		step_say(&s->letter,
		    "Please take the contact %s off the resource POCs of %s, "
		    "which you have reassigned to us (%s), and add none "
		    "instead: our organization's contacts apply.",
		    poc->shown, list, s->org);
		release_changes(s, poc, true);
	}
	free(list);
}

/* Functions that it loses at an organization. */
static unsigned
loses(const struct plan_poc *poc, const struct held *held)
{
	return poc_stays(poc) ? held->roles & poc->drop : held->roles;
}

static bool
is_over(const struct planning *p, const struct plan_poc *poc)
{
	for (size_t i = 0; i < poc->org_count; i++) {
		unsigned roles = loses(poc, &poc->at_org[i]);

		if (admin_is_given(p, poc->at_org[i].org, poc))
			roles &= ~(unsigned)ROLE_ADMINISTRATIVE;
		if (roles != 0)
			return false;
	}
	return poc_stays(poc) || poc->resource_count == 0;
}

static void
unlink_words(struct plan_step *s, const struct plan_poc *poc)
{
	char *words = functions_text(poc->drop);

	if (poc_stays(poc))
		step_say(&s->what, "Take the %s function from %s", words,
		    poc->shown);
	else
		step_say(&s->what, "Unlink %s", poc->shown);
	free(words);
	for (size_t i = 0; i < poc->org_count && !poc_stays(poc); i++) {
		words = functions_text(poc->at_org[i].roles);
		step_say(&s->what, "%s %s of %s", i == 0 ? ", so far" : "and",
		    words, poc->at_org[i].org);
		free(words);
	}
}

/* Who has a function from now on; the caller owns it. */
static char *
holders_then(const struct planning *p, const char *org, unsigned role)
{
	struct strings all = {0};
	char *text;

	for (size_t i = 0; i < p->gift_count; i++)
		if (p->gifts[i].role == role &&
		    strcmp(p->gifts[i].org, org) == 0)
			strings_add(&all, p->pocs[p->gifts[i].poc].shown);
	for (size_t i = 0; i < p->known; i++)
		if (poc_stays(&p->pocs[i]) && (poc_roles_at(&p->pocs[i], org) &
						  ~p->pocs[i].drop & role) != 0)
			strings_add(&all, p->pocs[i].shown);
	if (all.count == 0)
		strings_add(&all, "nobody, and ARIN does not ask for one");
	text = strings_join(&all, ", ");
	strings_clear(&all);
	return text;
}

static void
tell_holders(const struct planning *p, struct plan_step *s, const char *org,
    unsigned roles)
{
	for (size_t i = 0; i < function_count; i++) {
		char *holders;

		if ((functions[i].role & roles) == 0)
			continue;
		holders = holders_then(p, org, functions[i].role);
		step_say(&s->note, "%s of %s then: %s.", functions[i].title,
		    org, holders);
		free(holders);
	}
}

void
write_unlink(struct planning *p, struct plan_poc *poc, enum plan_phase phase)
{
	struct plan_step *s;

	if (!is_over(p, poc)) {
		s = step_add(p, phase, home(p, poc), poc->handle);
		unlink_words(s, poc);
		for (size_t i = 0; i < poc->org_count; i++) {
			const struct held *h = &poc->at_org[i];

			unlink_org(p, s, poc, h, loses(poc, h));
			tell_holders(p, s, h->org, loses(poc, h));
		}
		if (!poc_stays(poc))
			unlink_resources(s, poc);
		step_ends(s, &poc->findings);
		if (s->change_count == 0) {
			step_clear(s);
			p->plan->step_count--;
		}
	}
	if (!poc_stays(poc))
		write_upstream(p, poc, phase);
}

/* ---- 7: and deleted ----------------------------------------------------- */

void
write_delete(struct planning *p, struct plan_poc *poc, enum plan_phase phase)
{
	struct plan_step *s;

	if (poc->strangers.count > 0)
		return; /* for those, or a letter to ARIN */
	s = step_add(p, phase, home(p, poc), poc->handle);
	step_say(&s->what, "Delete %s", poc->shown);
	step_say(&s->online,
	    MENU_POC " > %s > POC Info > Remove this POC, confirm.",
	    poc->shown);
	if (poc->fate == FATE_ORPHAN)
		step_say(&s->note,
		    "It is linked to nothing. Do not answer its validation "
		    "mail: that would keep it.");
	else if ((poc->wishes & WISH_CONFIRM) != 0 && !poc->unlocks)
		step_say(&s->note,
		    "Do not answer its validation mail meanwhile: it goes.");
	if (any_reassigned(poc))
		step_say(&s->note, "Only when the upstream has taken it off.");
	sign_in_poc(s, poc);
	request_delete(s, poc);
	step_change(s, CHANGE_DELETE, s->org, poc->handle);
	step_ends(s, &poc->findings);
}
