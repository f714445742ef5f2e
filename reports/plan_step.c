#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include "plan_private.h"
#include "rdap/alloc.h"

const struct function functions[] = {
    {ROLE_ADMINISTRATIVE, "AD", "admin", "Admin", "Registry Administration",
	"ipadmin", "admin registry arin", "NEW_ADMIN", "new-admin-poc.xml"},
    {ROLE_TECHNICAL, "T", "tech", "Tech", "Network Engineering", "hostmaster",
	"hostmaster tech noc netops", "NEW_TECH", "new-tech-poc.xml"},
    {ROLE_ABUSE, "AB", "abuse", "Abuse", "Abuse Desk", "abuse", "abuse",
	"NEW_ABUSE", "new-abuse-poc.xml"},
    {ROLE_NOC, "N", "NOC", "NOC", "Network Operations Center", "noc",
	"noc netops", "NEW_NOC", "new-noc-poc.xml"},
    {ROLE_ROUTING, "R", "routing", "Routing", "Routing", "peering",
	"peering routing", "NEW_ROUTING", "new-routing-poc.xml"},
    {ROLE_DNS, "D", "DNS", "DNS", "DNS", "hostmaster", "hostmaster dns",
	"NEW_DNS", "new-dns-poc.xml"},
};
const size_t function_count = sizeof(functions) / sizeof(functions[0]);

/* How long each takes one who knows the way. */
static const struct {
	unsigned minutes, mails;
} efforts[PLAN_PHASES] = {
    [PHASE_FIRST] = {5, 0},
    [PHASE_CREATE] = {10, 0},
    [PHASE_VALIDATE] = {5, 1},
    [PHASE_EDIT] = {3, 0},
    [PHASE_LINK] = {3, 0},
    [PHASE_UNLINK] = {3, 0},
    [PHASE_DELETE] = {2, 0},
    [PHASE_TEXT] = {5, 0},
    [PHASE_ASK] = {10, 0},
    [PHASE_OPTION] = {5, 0},
};

const struct function *
function_of(unsigned role)
{
	for (size_t i = 0; i < function_count; i++)
		if ((functions[i].role & role) != 0)
			return &functions[i];
	return &functions[1];
}

char *
functions_text(unsigned roles)
{
	struct strings words = {0};
	char *head, *text;

	for (size_t i = 0; i < function_count; i++)
		if ((functions[i].role & roles) != 0)
			strings_add(&words, functions[i].word);
	if (words.count < 2) {
		text = strings_join(&words, "");
		strings_clear(&words);
		return text;
	}
	free(words.items[words.count - 1]);
	words.count--;
	head = strings_join(&words, ", ");
	strings_clear(&words);
	for (size_t i = function_count; i-- > 0;)
		if ((functions[i].role & roles) != 0) {
			text = xasprintf("%s and %s", head, functions[i].word);
			free(head);
			return text;
		}
	return head;
}

struct plan_step *
step_add(struct planning *p, enum plan_phase phase, const char *org,
    const char *subject)
{
	struct plan_steps *plan = p->plan;
	struct plan_step *s;

	plan->steps =
	    xgrow(plan->steps, plan->step_count, sizeof(*plan->steps));
	s = &plan->steps[plan->step_count++];
	*s = (struct plan_step){.phase = phase,
	    .who = PLAN_OWNER,
	    .org = xstrdup(org),
	    .subject = xstrdup(subject),
	    .what = xstrdup(""),
	    .online = xstrdup(""),
	    .note = xstrdup(""),
	    .sign_in = xstrdup(""),
	    .letter = xstrdup(""),
	    .payload = xstrdup(""),
	    .minutes = efforts[phase].minutes,
	    .mails = efforts[phase].mails};
	return s;
}

static void
change_clear(struct plan_change *c)
{
	free(c->org);
	free(c->poc);
	free(c->record);
	free(c->name);
	free(c->address);
}

void
step_clear(struct plan_step *s)
{
	for (size_t i = 0; i < s->request_count; i++)
		free(s->requests[i].path);
	for (size_t i = 0; i < s->change_count; i++)
		change_clear(&s->changes[i]);
	free(s->requests);
	free(s->changes);
	free(s->org);
	free(s->subject);
	free(s->what);
	free(s->online);
	free(s->note);
	free(s->sign_in);
	free(s->letter);
	free(s->payload);
	strings_clear(&s->ends);
}

void
step_say(char **text, const char *fmt, ...)
{
	size_t len = strlen(*text);
	char *more, *old = *text;
	va_list ap;

	va_start(ap, fmt);
	more = xvasprintf(fmt, ap);
	va_end(ap);
	*text = xasprintf("%s%s%s", old,
	    len == 0 || old[len - 1] == '\n' || more[0] == '\n' ||
		    more[0] == ',' || more[0] == ';'
		? ""
		: " ",
	    more);
	free(more);
	free(old);
}

struct plan_change *
step_change(struct plan_step *s, enum plan_change_kind kind, const char *org,
    const char *poc)
{
	struct plan_change *c;

	s->changes = xgrow(s->changes, s->change_count, sizeof(*s->changes));
	c = &s->changes[s->change_count++];
	*c = (struct plan_change){.kind = kind,
	    .org = xstrdup(org),
	    .poc = xstrdup(poc),
	    .record = xstrdup(""),
	    .name = xstrdup(""),
	    .address = xstrdup("")};
	return c;
}

void
step_ends(struct plan_step *s, const struct strings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		strings_add_unique(&s->ends, findings->items[i]);
}
