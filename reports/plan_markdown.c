/*
 * The plan for a ticket: a list to tick, step by step. The requests that do
 * the same stay in the text, which has the shell function that they need.
 */
#include "plan.h"
#include "ticket.h"

static void
item(struct ticket *t, const char *label, const char *text)
{
	if (text[0] == '\0')
		return;
	fprintf(t->out, "  - %s: ", label);
	ticket_text(t, text);
	ticket_own(t, "\n");
}

/* Text of several lines, one item each. */
static void
letter(struct ticket *t, const struct plan_step *s)
{
	static const char *const labels[] = {
	    [PLAN_OWNER] = "letter",
	    [PLAN_UPSTREAM] = "to upstream",
	    [PLAN_ARIN] = "to ARIN",
	    [PLAN_OTHERS] = "to them",
	};
	struct strings lines = {0};

	strings_split(&lines, s->letter, '\n');
	for (size_t i = 0; i < lines.count; i++)
		item(t, labels[s->who], lines.items[i]);
	strings_clear(&lines);
}

static void
step(struct ticket *t, const struct plan_step *s, size_t number)
{
	fprintf(t->out, "- [ ] **Step %zu**: ", number);
	ticket_text(t, s->what);
	ticket_own(t, "\n");
	item(t, "sign in", s->sign_in);
	item(t, "do", s->online);
	item(t, "note", s->note);
	letter(t, s);
	if (s->before != s->after)
		fprintf(t->out, "  - published: %zu, then %zu\n", s->before,
		    s->after);
}

static void
organizations(struct ticket *t, const struct report *r)
{
	ticket_own(t, "- **For** ");
	for (size_t i = 0; i < r->inv->scope_count; i++) {
		ticket_own(t, i > 0 ? "; " : "");
		ticket_text(t, r->inv->scopes[i].org);
		ticket_own(t, ", ");
		ticket_text(t, r->inv->scopes[i].name);
	}
	ticket_own(t, "; as the registry was read ");
	ticket_moment(t, r->run->observed_at, TICKET_ALL);
	ticket_own(t, "\n");
	if (!r->complete)
		ticket_own(t, "- **The audit was INCOMPLETE**: there may be "
			      "more to do than is told here\n");
}

static void
head(struct ticket *t, const struct plan_steps *plan)
{
	const struct report *r = plan->report;

	fprintf(t->out,
	    "# Plan: %zu published, %zu needed; after this plan %zu\n\n",
	    r->published, r->needed_count, plan->after);
	organizations(t, r);
	fprintf(t->out, "- **Effort**: about %u minutes of work; ",
	    (plan->minutes + 4) / 5 * 5);
	ticket_count(t, plan->mails, "mail", "mails");
	ticket_own(t, " from ARIN to answer\n- **Order**: top to bottom; each "
		      "step can be the last of a day. `whoexposed plan` has "
		      "the requests that do the same\n");
	for (size_t i = 0; i < plan->accounts.count; i++) {
		ticket_own(t, "- **Sign in** as a user linked to ");
		ticket_text(t, plan->accounts.items[i]);
		ticket_own(t, "\n");
	}
}

static void
nothing(struct ticket *t, const struct plan_steps *plan)
{
	const struct report *r = plan->report;

	fprintf(t->out, "# Plan: nothing %sneeds doing\n\n",
	    r->complete ? "" : "known ");
	organizations(t, r);
	fprintf(t->out,
	    "- **Floor**: %zu published, %zu needed: no open finding asks for "
	    "a change\n",
	    r->published, r->needed_count);
}

int
format_plan_markdown(const struct plan_steps *plan,
    const struct format_options *options, FILE *out)
{
	struct ticket t = {
	    .out = out, .report = plan->report, .options = options};

	if (plan->step_count == 0)
		nothing(&t, plan);
	else
		head(&t, plan);
	for (size_t i = 0; i < plan->step_count; i++) {
		enum plan_phase phase = plan->steps[i].phase;

		if (i == 0 || plan->steps[i - 1].phase != phase)
			fprintf(out, "\n## %s\n\n", plan_phase_title(phase));
		step(&t, &plan->steps[i], i + 1);
	}
	for (size_t i = 0; i < plan->stays.count; i++) {
		ticket_own(&t, i == 0 ? "\n## Stays\n\n- " : "- ");
		ticket_text(&t, plan->stays.items[i]);
		ticket_own(&t, "\n");
	}
	if (plan->step_count > 0)
		ticket_own(&t,
		    "\n## Afterwards\n\n- [ ] Audit again, and once more a day "
		    "later: only two looks call an address removed\n\nRemoved "
		    "is not un-exposed: copies, mirrors and old bulk files "
		    "keep what they have.\n");
	ticket_clear(&t);
	return ferror(out) ? -1 : 0;
}
