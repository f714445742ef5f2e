#include <stdlib.h>
#include <string.h>
#include "plan_private.h"
#include "rdap/alloc.h"

/* ---- 8: free text ------------------------------------------------------- */

static const struct record *
errand_network(const struct planning *p, const struct finding *f)
{
	return inventory_record(
	    p->report->inv, f->org, RECORD_NETWORK, f->record);
}

static bool
same_text(const struct errand *a, const struct errand *b)
{
	return a->wish == b->wish &&
	       strcmp(a->finding->record, b->finding->record) == 0;
}

static void
text_words(struct plan_step *s, const struct planning *p,
    const struct errand *e, const char *list)
{
	const struct finding *f = e->finding;
	const struct plan_poc *poc = planning_poc(p, f->record);
	const char *part =
	    strcmp(f->field, "name") == 0 ? "name" : "public comments";

	if (e->wish == WISH_IRR) {
		step_say(&s->what, "Take %s out of the routing registry's %s",
		    list, f->record);
		step_say(&s->online,
		    "IRR > %s > edit: drop changed:, notify:, e-mail: and the "
		    "like, and addresses in descr: and remarks:; admin-c: and "
		    "tech-c: name POC handles. Delete what you do not route.",
		    f->record);
		sign_in_org(s, f->org);
		return;
	}
	step_say(
	    &s->what, "Take %s out of the %s of %s", list, part, f->record);
	if (poc != NULL) {
		step_say(&s->online,
		    MENU_POC " > %s > Modify: take it out of the %s, submit.",
		    f->record, part);
		sign_in_poc(s, poc);
		return;
	}
	step_say(&s->online,
	    "%s > %s > Actions > Modify: take it out of the %s, submit.",
	    strcmp(f->record, f->org) == 0 ? MENU_ORG
	    : errand_network(p, f) != NULL ? MENU_NET
					   : "the list of AS numbers",
	    f->record, part);
	sign_in_org(s, f->org);
}

static void
text_letter(struct plan_step *s, const struct finding *f, const char *list)
{
	s->who = PLAN_UPSTREAM;
	s->online[0] = s->sign_in[0] = '\0';
	step_say(
	    &s->note, "A reassigned network: its record is the upstream's.");
	step_say(&s->letter,
	    "Please take %s out of the record of %s, which you have "
	    "reassigned to us (%s).",
	    list, f->record, f->org);
}

static char *
text_list(const struct planning *p, size_t first)
{
	struct strings all = {0};
	char *list;

	for (size_t i = first; i < p->errand_count; i++)
		if (same_text(&p->errands[first], &p->errands[i]))
			strings_add_unique(
			    &all, p->errands[i].finding->address);
	list = strings_join(&all, ", ");
	strings_clear(&all);
	return list;
}

static void
write_text(struct planning *p, size_t first)
{
	const struct errand *e = &p->errands[first];
	const struct finding *f = e->finding;
	const struct record *net = errand_network(p, f);
	struct plan_step *s = step_add(p, PHASE_TEXT, f->org, f->record);
	char *list = text_list(p, first);

	text_words(s, p, e, list);
	if (e->wish == WISH_TEXT)
		step_say(&s->note,
		    "Where readers need somebody to write to, name the "
		    "function: \"see our abuse POC\".");
	if (net != NULL && strcmp(net->type, "REASSIGNMENT") == 0)
		text_letter(s, f, list);
	for (size_t i = first; i < p->errand_count; i++) {
		const struct finding *x = p->errands[i].finding;
		struct plan_change *c;

		if (!same_text(e, &p->errands[i]))
			continue;
		c = step_change(s, CHANGE_TEXT, x->org, "");
		free(c->record);
		free(c->address);
		c->record = xstrdup(x->record);
		c->address = xstrdup(x->address);
		strings_add_unique(&s->ends, x->id);
	}
	free(list);
}

/* The text of a POC that goes, goes with it. */
bool
goes_with_poc(struct planning *p, const struct errand *e)
{
	struct plan_poc *poc = planning_poc(p, e->finding->record);

	if (poc == NULL || poc_stays(poc) || poc->fate == FATE_ASK)
		return false;
	strings_add_unique(&poc->findings, e->finding->id);
	return true;
}

void
write_texts(struct planning *p)
{
	for (size_t i = 0; i < p->errand_count; i++) {
		const struct errand *e = &p->errands[i];
		bool told = false;

		if (e->wish != WISH_TEXT && e->wish != WISH_IRR)
			continue;
		for (size_t j = 0; j < i; j++)
			told = told || same_text(e, &p->errands[j]);
		if (!told && !goes_with_poc(p, e))
			write_text(p, i);
	}
}

/* ---- 9: others ---------------------------------------------------------- */

void
write_ask(struct planning *p, struct plan_poc *poc)
{
	struct plan_step *s = step_add(p, PHASE_ASK, home(p, poc), poc->handle);
	char *names = strings_join(&poc->strangers, ", ");

	s->who = PLAN_OTHERS;
	if (poc->strangers.count == 0) {
		step_say(&s->what, "Find out what %s is for", poc->shown);
		step_say(&s->note,
		    "Nothing that was audited uses it, and what else does is "
		    "not known; \"whoexposed audit --cross-check always\" "
		    "looks.");
	} else {
		step_say(&s->what, "Settle whose %s is", poc->shown);
		step_say(&s->note,
		    "It serves %s, which was not audited. Is that yours, too? "
		    "Then audit it as well. If not, ask its owner:",
		    names);
		step_say(&s->letter,
		    "Your record (%s) names our contact %s. Please put a "
		    "contact of your own in its place, at the organization "
		    "and at its networks and AS numbers, and tell us when it "
		    "is done: we then delete %s.",
		    names, poc->shown, poc->shown);
	}
	free(names);
}

static bool
for_arin(const struct plan_poc *poc)
{
	return poc->fate == FATE_ORPHAN ||
	       (poc->fate == FATE_GO &&
		   (poc->strangers.count == 0 || poc->unused));
}

static void
letter_line(struct plan_step *s, const struct plan_poc *poc)
{
	char *names = strings_join(&poc->strangers, ", ");

	if (poc->strangers.count > 0)
		step_say(&s->letter,
		    "\n- %s, linked only to %s, which holds no resources",
		    poc->shown, names);
	else
		step_say(&s->letter, "\n- %s, %s", poc->shown,
		    poc->fate == FATE_ORPHAN ? "linked to nothing"
					     : "once it is unlinked");
	free(names);
	if (poc->strangers.count > 0) {
		step_change(s, CHANGE_DELETE, s->org, poc->handle);
		step_ends(s, &poc->findings);
	}
}

void
write_arin(struct planning *p, const char *org)
{
	struct plan_step *s = NULL;

	for (size_t i = 0; i < p->known; i++) {
		const struct plan_poc *poc = &p->pocs[i];

		if (!for_arin(poc) || strcmp(home(p, poc), org) != 0)
			continue;
		if (s == NULL) {
			s = step_add(p, PHASE_ASK, org, "");
			s->who = PLAN_ARIN;
			step_say(&s->what, "Write to ARIN about the POCs that "
					   "nobody of yours can sign in for");
			step_say(&s->note,
			    "Ask ARIN, in ARIN Online: a ticket, from a user "
			    "linked to an Admin or Tech POC of %s. Leave out "
			    "what you could delete yourself above; if that is "
			    "all, there is nothing to write.",
			    org);
			step_say(&s->letter,
			    "For %s (%s): please remove these Points of "
			    "Contact. They stood for us or for people who "
			    "worked for us, and nobody of ours can sign in for "
			    "them any more:",
			    org, org_name(p, org));
		}
		letter_line(s, poc);
	}
}

void
write_shared(struct planning *p, struct plan_poc *poc)
{
	struct plan_step *s =
	    step_add(p, PHASE_OPTION, home(p, poc), poc->handle);
	char *names = strings_join(&poc->strangers, ", ");

	step_say(&s->what, "See whether %s still belongs to all it serves",
	    poc->shown);
	step_say(&s->note,
	    "It serves %s as well. If those are yours, audit them together "
	    "and accept the finding; if not, give %s a POC of its own.",
	    names, home(p, poc));
	free(names);
}

void
write_phone(struct planning *p, struct plan_poc *poc)
{
	struct plan_step *s =
	    step_add(p, PHASE_OPTION, home(p, poc), poc->handle);

	step_say(&s->what, "Take the mobile number off %s", poc->shown);
	step_say(&s->online,
	    MENU_POC " > %s > Modify: an office number in the place of the "
		     "mobile one, submit.",
	    poc->shown);
	sign_in_poc(s, poc);
	step_change(s, CHANGE_PHONE, s->org, poc->handle);
	step_ends(s, &poc->findings);
}
