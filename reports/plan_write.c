#include <stdlib.h>
#include <string.h>
#include "plan_private.h"
#include "rdap/alloc.h"

const char *
org_name(const struct planning *p, const char *org)
{
	const struct scope *scope = inventory_scope(p->report->inv, org);

	return scope != NULL ? scope->name : "";
}

const char *
home(const struct planning *p, const struct plan_poc *poc)
{
	if (poc->org_count > 0)
		return poc->at_org[0].org;
	if (poc->record != NULL)
		return poc->record->org;
	for (size_t i = 0; i < p->gift_count; i++)
		if (&p->pocs[p->gifts[i].poc] == poc)
			return p->gifts[i].org;
	return "";
}

void
sign_in_poc(struct plan_step *s, const struct plan_poc *poc)
{
	if (poc->individual)
		step_say(&s->sign_in,
		    "as the user linked to %s: that person, or nobody",
		    poc->shown);
	else
		step_say(&s->sign_in, "as a user linked to %s", poc->shown);
}

void
sign_in_org(struct plan_step *s, const char *org)
{
	step_say(
	    &s->sign_in, "as a user linked to an Admin or Tech POC of %s", org);
}

void
change_role(struct plan_step *s, enum plan_change_kind kind, const char *org,
    const char *poc, unsigned role)
{
	step_change(s, kind, org, poc)->role = role;
}

void
change_address(struct plan_step *s, enum plan_change_kind kind, const char *org,
    const char *poc, const char *key)
{
	struct plan_change *c = step_change(s, kind, org, poc);

	free(c->address);
	c->address = xstrdup(key);
}

/* ---- 1: the account ----------------------------------------------------- */

static void
write_unlock(struct planning *p, struct plan_poc *poc)
{
	const char *org = home(p, poc);
	struct plan_step *s = step_add(p, PHASE_FIRST, org, poc->handle);

	step_say(&s->what, "Confirm %s", poc->shown);
	step_say(&s->online,
	    MENU_POC ": the list of unvalidated POCs, %s, validate it.",
	    poc->shown);
	step_say(&s->note,
	    "Every admin and tech POC of %s is unvalidated: until one is "
	    "confirmed, ARIN lets you do nothing else.",
	    org);
	if (!poc_stays(poc))
		step_say(&s->note,
		    "This POC goes later on; it is confirmed only because no "
		    "other can open the door.");
	step_say(&s->sign_in,
	    "as a user linked to %s. If nobody can: " MENU_ORG
	    " > Org Actions > Recover Org ID (ARIN takes a fee, and answers "
	    "within two business days)",
	    poc->shown);
	step_change(s, CHANGE_VALIDATE, org, poc->handle);
	step_ends(s, &poc->findings);
	for (size_t i = 0; i < p->errand_count; i++)
		if (p->errands[i].wish == WISH_UNLOCK &&
		    poc_roles_at(poc, p->errands[i].finding->org) != 0)
			strings_add_unique(&s->ends, p->errands[i].finding->id);
}

/* ---- mailboxes ---------------------------------------------------------- */

static void
tell_mailbox(struct plan_step *s, const struct plan_poc *poc)
{
	step_say(&s->note,
	    poc->published
		? "The mailbox is published already, so it should exist: send "
		  "it a test mail first."
		: "The mailbox is a suggestion: make it in your mail system "
		  "first, read by more than one person, or take another role "
		  "mailbox of yours.");
}

/* ---- 2, 3: new POCs ----------------------------------------------------- */

static void
write_create(struct planning *p, struct plan_poc *poc)
{
	const struct function *f = function_of(poc->makes);
	const char *org = home(p, poc);
	struct plan_step *s = step_add(p, PHASE_CREATE, org, poc->handle);
	struct plan_change *c;

	step_say(&s->what, "Create a role POC \"%s\" with %s", f->name,
	    poc->mailbox);
	step_say(&s->online,
	    MENU_POC " > POC Actions > Create POC: type Role, name \"%s\", "
		     "e-mail %s, the office's address and telephone.",
	    f->name, poc->mailbox);
	tell_mailbox(s, poc);
	step_say(&s->note, "Note the handle that ARIN gives it.");
	step_say(&s->sign_in,
	    "as the user who will look after it: who creates a POC is linked "
	    "to it");
	c = step_change(s, CHANGE_CREATE, org, poc->handle);
	free(c->address);
	c->address = xstrdup(poc->mailbox);
	free(c->name);
	c->name = xstrdup(f->name);
	request_create(s, poc, org_name(p, org));
}

static void
write_validate(struct planning *p, struct plan_poc *poc)
{
	const char *org = home(p, poc);
	struct plan_step *s = step_add(p, PHASE_VALIDATE, org, poc->handle);

	step_say(&s->what, "Validate %s", poc->shown);
	step_say(&s->online,
	    "Answer ARIN's mail to %s by its link, or validate the POC "
	    "under " MENU_POC
	    ". That is also the test that the mailbox is read.",
	    poc->mailbox);
	step_say(&s->note, "Go on only when this is done.");
	step_say(&s->sign_in, "as the user who created it");
	step_change(s, CHANGE_VALIDATE, org, poc->handle);
}

/* ---- 4: POCs that stay -------------------------------------------------- */

static size_t
going(const struct plan_poc *poc, char **list)
{
	struct strings all = {0};
	size_t count;

	for (size_t i = 0; i < poc->spot_count; i++)
		if (poc->spots[i].goes)
			strings_add(&all, poc->spots[i].spelling);
	count = all.count;
	*list = strings_join(&all, ", ");
	strings_clear(&all);
	return count;
}

static void
edit_words(struct plan_step *s, const struct plan_poc *poc)
{
	char *list;

	going(poc, &list);
	if (poc->gets != NULL) {
		step_say(&s->what, "On %s put %s in the place of %s",
		    poc->shown, poc->gets, list);
		step_say(&s->online,
		    MENU_POC " > %s > Modify: add %s, then take out %s, "
			     "submit.",
		    poc->shown, poc->gets, list);
		step_say(&s->note,
		    "The new one comes first: a POC needs an address.");
		if (!poc->published)
			tell_mailbox(s, poc);
	} else {
		step_say(&s->what, "Take %s off %s", list, poc->shown);
		step_say(&s->online,
		    MENU_POC " > %s > Modify: take out %s, "
			     "submit.",
		    poc->shown, list);
	}
	if (poc->strangers.count > 0)
		step_say(&s->note,
		    "Organizations that were not audited use this POC as well "
		    "and see the change: tell them.");
	free(list);
}

/* A domain that anybody can register: it waits for no new POC. */
static bool
is_urgent(const struct plan_poc *poc)
{
	return poc->fate == FATE_STAY && poc->worst == SEVERITY_CRITICAL &&
	       poc->gets != NULL;
}

static void
write_addresses(struct planning *p, struct plan_poc *poc)
{
	const char *org = home(p, poc);
	struct plan_step *s = step_add(
	    p, is_urgent(poc) ? PHASE_FIRST : PHASE_EDIT, org, poc->handle);

	edit_words(s, poc);
	if (is_urgent(poc))
		step_say(&s->note,
		    "Without delay: whoever registers that domain reads what "
		    "is sent to this POC.");
	sign_in_poc(s, poc);
	if (poc->gets != NULL) {
		request_email(s, "POST", poc, poc->gets);
		change_address(s, CHANGE_ADD, org, poc->handle, poc->gets);
	}
	for (size_t i = 0; i < poc->spot_count; i++) {
		if (!poc->spots[i].goes)
			continue;
		request_email(s, "DELETE", poc, poc->spots[i].spelling);
		change_address(
		    s, CHANGE_REMOVE, org, poc->handle, poc->spots[i].key);
	}
	if (s->request_count < s->change_count)
		step_say(&s->note,
		    "There is no request for what is no valid address: that "
		    "is for ARIN Online.");
	step_ends(s, &poc->findings);
}

static void
write_confirm(struct planning *p, struct plan_poc *poc)
{
	const char *org = home(p, poc);
	struct plan_step *s = step_add(p, PHASE_EDIT, org, poc->handle);
	bool confirm = (poc->wishes & WISH_CONFIRM) != 0;

	step_say(&s->what, "%s %s", confirm ? "Confirm" : "Look through",
	    poc->shown);
	step_say(&s->online,
	    confirm ? MENU_POC ": the list of unvalidated POCs, %s, check "
			       "every field, validate it."
		    : MENU_POC " > %s > Modify: check every field, submit.",
	    poc->shown);
	if (poc->individual)
		step_say(&s->note,
		    "Only if its holder is still with you; otherwise give its "
		    "functions to a role POC and delete it.");
	sign_in_poc(s, poc);
	step_change(
	    s, confirm ? CHANGE_VALIDATE : CHANGE_SAVE, org, poc->handle);
	step_ends(s, &poc->findings);
}

static void
write_edit(struct planning *p, struct plan_poc *poc)
{
	char *list;

	if (!poc_stays(poc) || poc->makes != 0)
		return;
	if (poc->fate == FATE_STAY && going(poc, &list) > 0 && !is_urgent(poc))
		write_addresses(p, poc);
	if (poc->fate == FATE_STAY)
		free(list);
	if ((poc->wishes & (WISH_CONFIRM | WISH_SAVE)) != 0 && !poc->unlocks)
		write_confirm(p, poc);
}

/* ---- 10, and the whole -------------------------------------------------- */

static void
each(struct planning *p, bool (*which)(const struct plan_poc *),
    void (*write)(struct planning *, struct plan_poc *))
{
	for (size_t i = 0; i < p->poc_count; i++)
		if (which == NULL || which(&p->pocs[i]))
			write(p, &p->pocs[i]);
}

static bool
unlocks(const struct plan_poc *poc)
{
	return poc->unlocks;
}

static bool
is_new(const struct plan_poc *poc)
{
	return poc->makes != 0;
}

/* Nobody is hurt while it stays. */
static bool
is_optional(const struct plan_poc *poc)
{
	return poc->fate == FATE_RELEASE && poc->worst <= SEVERITY_LOW;
}

static bool
must_go(const struct plan_poc *poc)
{
	return poc->fate == FATE_GO ||
	       (poc->fate == FATE_RELEASE && !is_optional(poc));
}

static bool
must_be_unlinked(const struct plan_poc *poc)
{
	return must_go(poc) || (poc_stays(poc) && poc->drop != 0);
}

static bool
must_be_deleted(const struct plan_poc *poc)
{
	return must_go(poc) || poc->fate == FATE_ORPHAN;
}

static bool
is_asked(const struct plan_poc *poc)
{
	return poc->fate == FATE_ASK ||
	       (must_go(poc) && poc->strangers.count > 0 && !poc->unused);
}

static bool
is_shared(const struct plan_poc *poc)
{
	return poc_stays(poc) && (poc->wishes & WISH_SHARED) != 0;
}

static bool
has_phone(const struct plan_poc *poc)
{
	return poc_stays(poc) && (poc->wishes & WISH_PHONE) != 0;
}

static void
unlink_now(struct planning *p, struct plan_poc *poc)
{
	write_unlink(p, poc, PHASE_UNLINK);
}

static void
delete_now(struct planning *p, struct plan_poc *poc)
{
	write_delete(p, poc, PHASE_DELETE);
}

static void
write_option(struct planning *p, struct plan_poc *poc)
{
	size_t first = p->plan->step_count;

	write_unlink(p, poc, PHASE_OPTION);
	if (first < p->plan->step_count)
		step_say(&p->plan->steps[first].note,
		    "If people rely on it there, leave it, and accept the "
		    "finding.");
	write_delete(p, poc, PHASE_OPTION);
}

void
planning_write(struct planning *p)
{
	const struct inventory *inv = p->report->inv;

	for (size_t i = 0; i < p->errand_count; i++)
		if (p->errands[i].wish == WISH_TEXT)
			goes_with_poc(p, &p->errands[i]);
	each(p, unlocks, write_unlock);
	each(p, is_urgent, write_addresses);
	each(p, is_new, write_create);
	each(p, is_new, write_validate);
	each(p, NULL, write_edit);
	write_gifts(p);
	each(p, must_be_unlinked, unlink_now);
	each(p, must_be_deleted, delete_now);
	write_texts(p);
	each(p, is_asked, write_ask);
	for (size_t i = 0; i < inv->scope_count; i++)
		write_arin(p, inv->scopes[i].org);
	each(p, is_optional, write_option);
	each(p, has_phone, write_phone);
	each(p, is_shared, write_shared);
}
