/*
 * The plan for a person who sits down to do it: what it comes to, what one
 * must have, then phase by phase.
 */
#include <stdlib.h>
#include <string.h>
#include "assess.h"
#include "page.h"
#include "plan.h"
#include "rdap/alloc.h"

#define LEFT_MAX 6

static const struct {
	const char *title;
	const char *text;
} phases[PLAN_PHASES] = {
    [PHASE_FIRST] = {"First of all", ""},
    [PHASE_CREATE] = {"New role POCs",
	"A POC of type Person cannot be made one of type Role: its type and "
	"name are fixed. So new ones come first, and the old ones go at the "
	"end."},
    [PHASE_VALIDATE] = {"Their validation", ""},
    [PHASE_EDIT] = {"POCs that stay", ""},
    [PHASE_LINK] = {"Functions change hands",
	"Linked before anything is unlinked, so that no function is without a "
	"contact in between."},
    [PHASE_UNLINK] = {"The old ones are unlinked", ""},
    [PHASE_DELETE] = {"And deleted",
	"An address is published until its POC is deleted, linked or not. A "
	"person's POC has one user only: if that person has left, put it into "
	"the letter to ARIN below. If ARIN refuses (409), something else still "
	"uses the POC: its page shows what. A deleted handle does not come "
	"back."},
    [PHASE_TEXT] = {"Addresses in free text", ""},
    [PHASE_ASK] = {"What others have to do", ""},
    [PHASE_OPTION] = {"If you like",
	"Tidy, not necessary. To leave one as it is, accept its findings."},
};

const char *
plan_phase_title(enum plan_phase phase)
{
	return phases[phase].title;
}

/* ---- pieces ------------------------------------------------------------- */

static void
item(struct page *p, const char *label)
{
	page_item(p, 4, STYLE_DIM, label);
}

static void
item_text(struct page *p, const char *label, const char *text)
{
	if (text[0] == '\0')
		return;
	page_text(p, text);
	item(p, label);
}

/* Text of several lines, the label before the first. */
static void
item_lines(struct page *p, const char *label, const char *text)
{
	struct strings lines = {0};

	strings_split(&lines, text, '\n');
	for (size_t i = 0; i < lines.count; i++)
		if (lines.items[i][0] != '\0')
			item_text(p, i == 0 ? label : "", lines.items[i]);
	strings_clear(&lines);
}

static void
sentence(struct page *p, const char *text)
{
	if (text[0] == '\0')
		return;
	page_own(p, text);
	page_set(p, 2, 2);
}

/* ---- the head ----------------------------------------------------------- */

static size_t
count_steps(const struct plan_steps *plan, bool optional)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->step_count; i++)
		count += (plan->steps[i].phase == PHASE_OPTION) == optional;
	return count;
}

static void
head(struct page *p, const struct plan_steps *plan)
{
	const struct report *r = plan->report;
	size_t optional = count_steps(plan, true);

	page_number(p, r->published);
	page_own(p, " published, ");
	page_number(p, r->needed_count);
	page_own(p, " needed; after this plan ");
	page_number(p, plan->after);
	if (optional > 0 && plan->at_most != plan->after) {
		page_own(p, " (");
		page_number(p, plan->at_most);
		page_own(p, " with the optional steps)");
	}
	page_heading(p);
	page_count(p, count_steps(plan, false), "step", "steps");
	if (optional > 0) {
		page_own(p, " and ");
		page_count(p, optional, "optional one", "optional ones");
	}
	page_own(p, "; about ");
	page_count(p, (plan->minutes + 4) / 5 * 5, "minute", "minutes");
	page_own(p, " of work; ");
	page_count(p, plan->mails, "mail", "mails");
	page_own(p, " from ARIN to answer.");
	page_item(p, 2, STYLE_DIM, "Effort");
}

static void
severities(struct page *p, const size_t *counts)
{
	size_t told = 0;

	for (size_t i = SEVERITY_COUNT; i-- > 1;) {
		if (counts[i] == 0)
			continue;
		page_next(p, told++, ", ");
		page_number(p, counts[i]);
		page_own(p, " ");
		page_own(p, severity_name((enum severity)i));
	}
	if (told == 0)
		page_own(p, "none");
}

static void
findings(struct page *p, const struct plan_steps *plan)
{
	page_own(p, "now ");
	severities(p, plan->report->open);
	page_own(p, "; with every step done ");
	severities(p, plan->open);
	page_item(p, 2, STYLE_DIM, "Findings");
	if (plan->left.count == 0)
		return;
	for (size_t i = 0; i < plan->left.count && i < LEFT_MAX; i++) {
		page_next(p, i, ", ");
		page_text(p, plan->left.items[i]);
	}
	if (plan->left.count > LEFT_MAX) {
		page_own(p, " and ");
		page_count(p, plan->left.count - LEFT_MAX, "other", "others");
	}
	page_own(p, ": what may stay, or depends on others");
	page_item(p, 2, STYLE_DIM, "Left");
}

/* POC by POC: in which steps. */
static void
fates(struct page *p, const struct plan_steps *plan)
{
	page_blank(p);
	page_own(p, "POC by POC");
	page_heading(p);
	for (size_t i = 0; i < plan->fate_count; i++) {
		const struct plan_fate *f = &plan->fates[i];
		size_t told = 0, count = 0;

		for (size_t j = 0; j < plan->step_count; j++)
			count += step_concerns(&plan->steps[j], f->poc);
		page_styled(p, STYLE_BOLD, f->shown);
		page_own(p, " ");
		page_own(p, f->words);
		page_own(p, count == 1 ? ": step " : ": steps ");
		for (size_t j = 0; j < plan->step_count; j++) {
			if (!step_concerns(&plan->steps[j], f->poc))
				continue;
			page_next(p, told++, ", ");
			page_number(p, j + 1);
		}
		page_set(p, 2, 4);
	}
}

static void
organizations(struct page *p, const struct report *r)
{
	for (size_t i = 0; i < r->inv->scope_count; i++) {
		page_next(p, i, "; ");
		page_text(p, r->inv->scopes[i].org);
		page_own(p, ", ");
		page_text(p, r->inv->scopes[i].name);
	}
	page_own(p, "; as the registry was read ");
	page_moment(p, r->run->observed_at);
	page_item(p, 2, STYLE_DIM, "For");
	if (r->complete)
		return;
	page_own(p, "The audit was INCOMPLETE: there may be more to do than is "
		    "told here.");
	page_item(p, 2, STYLE_WARN, "Beware");
}

static bool
any_request(const struct plan_steps *plan)
{
	for (size_t i = 0; i < plan->step_count; i++)
		if (plan->steps[i].request_count > 0)
			return true;
	return false;
}

static void
before(struct page *p, const struct plan_steps *plan)
{
	page_blank(p);
	page_own(p, "Before you start");
	page_heading(p);
	sentence(p, "ARIN Online lets a user change what the user is linked "
		    "to. See that yours is linked to:");
	for (size_t i = 0; i < plan->accounts.count; i++) {
		page_text(p, plan->accounts.items[i]);
		page_bullet(p, 2, STYLE_DIM, i == 0 ? "One of" : "");
	}
	page_own(p, "each POC that is edited or deleted, as its step says");
	page_bullet(p, 2, STYLE_DIM, "And");
	page_own(p, "for a role POC: Your Records > Point of Contact Records > "
		    "POC Actions > Link POC; a user who is linked approves it. "
		    "Where nobody is left who could: Your Records > "
		    "Organization Identifiers > Org Actions > Recover Org ID "
		    "(with a fee; answered within two business days), or Ask "
		    "ARIN, a ticket.");
	page_item(p, 2, STYLE_DIM, "If not");
	page_own(p, "Top to bottom. Each step can be the last of a day; look "
		    "at each in ARIN's Whois ten minutes later.");
	page_item(p, 2, STYLE_DIM, "Order");
}

/*
 * The key goes from the shell's variable through a pipe: it stands in no
 * argument list and no file.
 */
static const char *const setup[] = {
    "REG=https://reg.arin.net/rest",
    "arin() {  # METHOD PATH [curl's options]",
    "    m=$1 u=$REG$2; shift 2",
    "    printf 'header = \"Authorization: ApiKey %s\"\\n' \"$ARIN_APIKEY\" |",
    "    curl -sS --fail-with-body -K - -X \"$m\" \\",
    "        -H 'Accept: application/xml' \\",
    "        -H 'Content-Type: application/xml' \"$@\" \"$u\"",
    "}",
};

static void
requests_head(struct page *p)
{
	page_blank(p);
	page_own(p, "The same by Reg-RWS");
	page_heading(p);
	sentence(p,
	    "Steps that need no record sent back have their request beside "
	    "them, for a shell with this function. whoexposed sends none of "
	    "them and never has your key: put it into ARIN_APIKEY yourself "
	    "(read -r ARIN_APIKEY), not into a command. A key can do what its "
	    "user can, so "
	    "a person's POC takes that person's key. Send them one at a "
	    "time and look at each answer: ARIN may lose one of two that "
	    "arrive together. To rehearse, REG=https://reg.ote.arin.net/rest "
	    "is a copy of the registry, made monthly.");
	page_blank(p);
	for (size_t i = 0; i < sizeof(setup) / sizeof(setup[0]); i++)
		page_verbatim(p, 4, setup[i]);
}

/* ---- a step ------------------------------------------------------------- */

static size_t
ended(const struct plan_steps *plan, const struct plan_step *s,
    const struct rule *rule, enum severity severity)
{
	const struct report *r = plan->report;
	size_t count = 0;

	for (size_t i = 0; i < r->finding_count; i++)
		count += r->findings[i].rule == rule &&
			 r->findings[i].severity == severity &&
			 strings_contain(&s->ends, r->findings[i].id);
	return count;
}

static void
ends(struct page *p, const struct plan_steps *plan, const struct plan_step *s)
{
	size_t told = 0, count;

	for (size_t v = SEVERITY_COUNT; s->ends.count > 0 && v-- > 0;)
		for (size_t i = 0; i < rule_count; i++) {
			count = ended(plan, s, &rules[i], (enum severity)v);
			if (count == 0)
				continue;
			page_next(p, told++, ", ");
			page_own(p, rules[i].id);
			page_own(p, " (");
			page_own(p, severity_name((enum severity)v));
			if (count > 1) {
				page_own(p, ", ");
				page_number(p, count);
				page_own(p, " times");
			}
			page_own(p, ")");
		}
	if (told > 0)
		item(p, "ends");
}

static void
effect(struct page *p, const struct plan_step *s)
{
	if (s->before == s->after)
		return;
	page_number(p, s->before);
	page_own(p, p->utf8 ? " \u2192 " : " -> ");
	page_number(p, s->after);
	page_own(p, " published");
	item(p, "floor");
}

static void
request(struct page *p, const struct plan_request *q)
{
	bool variable = strchr(q->path, '$') != NULL;
	char *line;

	line = xasprintf("arin %s %c%s%c%s%s", q->method, variable ? '"' : '\'',
	    q->path, variable ? '"' : '\'',
	    q->payload != NULL                 ? " --data-binary @"
	    : strcmp(q->method, "DELETE") == 0 ? ""
					       : " -d ''",
	    q->payload != NULL ? q->payload : "");
	page_verbatim(p, PAGE_LABEL, line);
	free(line);
}

static void
requests(struct page *p, const struct plan_step *s)
{
	struct strings lines = {0};

	if (s->request_count == 0)
		return;
	page_own(p, "or by Reg-RWS:");
	item(p, "");
	for (size_t i = 0; i < s->request_count; i++)
		request(p, &s->requests[i]);
	if (s->payload[0] == '\0')
		return;
	page_own(p, "where ");
	page_own(p, s->requests[0].payload);
	page_own(p, " is this, each comment replaced by what it asks for; the "
		    "answer holds the new handle:");
	item(p, "");
	strings_split(&lines, s->payload, '\n');
	for (size_t i = 0; i < lines.count; i++)
		if (lines.items[i][0] != '\0')
			page_verbatim(p, PAGE_LABEL, lines.items[i]);
	strings_clear(&lines);
	if (s->variable != NULL) {
		char *line = xasprintf("%s=...-ARIN", s->variable);

		page_own(p, "then, for the requests that follow:");
		item(p, "");
		page_verbatim(p, PAGE_LABEL, line);
		free(line);
	}
}

static void
step(struct page *p, const struct plan_steps *plan, size_t n)
{
	static const char *const letters[] = {
	    [PLAN_OWNER] = "letter",
	    [PLAN_UPSTREAM] = "to upstream",
	    [PLAN_ARIN] = "to ARIN",
	    [PLAN_OTHERS] = "to them",
	};
	const struct plan_step *s = &plan->steps[n];

	page_blank(p);
	page_style(p, STYLE_BOLD);
	page_number(p, n + 1);
	page_own(p, ". ");
	page_text(p, s->what);
	page_style(p, STYLE_PLAIN);
	page_set(p, 2, 5);
	item_text(p, "sign in", s->sign_in);
	item_text(p, "do", s->online);
	requests(p, s);
	item_text(p, "note", s->note);
	item_lines(p, letters[s->who], s->letter);
	effect(p, s);
	ends(p, plan, s);
}

static void
phase(struct page *p, const struct plan_steps *plan, size_t first)
{
	enum plan_phase which = plan->steps[first].phase;

	page_blank(p);
	page_own(p, phases[which].title);
	page_heading(p);
	sentence(p, phases[which].text);
	for (size_t i = first; i < plan->step_count; i++)
		if (plan->steps[i].phase == which)
			step(p, plan, i);
}

/* ---- the end ------------------------------------------------------------ */

static void
after(struct page *p)
{
	page_blank(p);
	page_rule(p);
	page_own(p, "Audit again, and once more a day later: only two looks "
		    "call an address removed. Removed is not un-exposed: "
		    "copies, mirrors and old bulk files keep what they have. "
		    "The role mailboxes are reachable like any other: filter "
		    "them for registry mail.");
	page_item(p, 2, STYLE_DIM, "Afterwards");
	page_own(p, "\"whoexposed plan --what-if\" shows the report as it "
		    "would be.");
	page_item(p, 2, STYLE_DIM, "What if");
}

static void
stays(struct page *p, const struct plan_steps *plan)
{
	for (size_t i = 0; i < plan->stays.count; i++) {
		page_text(p, plan->stays.items[i]);
		page_item(p, 2, STYLE_DIM, i == 0 ? "Stays" : "");
	}
}

static void
nothing(struct page *p, const struct plan_steps *plan)
{
	const struct report *r = plan->report;

	page_style(p, r->complete ? STYLE_GOOD : STYLE_WARN);
	page_own(p,
	    r->complete ? "Nothing needs doing" : "Nothing known needs doing");
	page_heading(p);
	page_number(p, r->published);
	page_own(p, " published, ");
	page_number(p, r->needed_count);
	page_own(p, " needed: no open finding asks for a change.");
	page_item(p, 2, STYLE_DIM, "Floor");
	organizations(p, r);
	stays(p, plan);
}

int
format_plan(const struct plan_steps *plan, const struct format_options *options,
    FILE *out)
{
	struct page p;

	page_init(&p, out, options);
	if (plan->step_count == 0)
		nothing(&p, plan);
	else {
		head(&p, plan);
		organizations(&p, plan->report);
		findings(&p, plan);
		stays(&p, plan);
		fates(&p, plan);
		before(&p, plan);
		if (any_request(plan))
			requests_head(&p);
		for (size_t i = 0; i < plan->step_count; i++)
			if (i == 0 ||
			    plan->steps[i].phase != plan->steps[i - 1].phase)
				phase(&p, plan, i);
		after(&p);
	}
	page_clear(&p);
	return ferror(out) ? -1 : 0;
}

int
format_what_if(const struct plan_steps *plan,
    const struct format_options *options, FILE *out)
{
	const struct report *r = plan->report;
	struct inventory inv;
	struct report *hypothetical;
	struct page p;
	int result;

	page_init(&p, out, options);
	page_style(&p, STYLE_WARN);
	page_own(&p, "HYPOTHETICAL: the report as it would be");
	page_heading(&p);
	page_own(&p, "with all ");
	page_count(&p, plan->step_count, "step", "steps");
	page_own(&p, " of \"whoexposed plan\" done, optional ones and what "
		     "others have to do included. Nothing of it has happened, "
		     "and nothing was asked of the registry. Removed is not "
		     "un-exposed: copies, mirrors and old bulk files remain.");
	page_set(&p, 2, 2);
	page_number(&p, r->published);
	page_own(&p, " published now, ");
	page_number(&p, plan->at_most);
	page_own(&p, " then.");
	page_set(&p, 2, 2);
	page_blank(&p);
	page_clear(&p);
	plan_what_if(&inv, plan);
	hypothetical = plan_judge(plan, &inv);
	result = format_text(hypothetical, options, out);
	report_free(hypothetical);
	inventory_clear(&inv);
	return result;
}
