#include <stdlib.h>
#include <string.h>
#include "assess.h"
#include "plan_private.h"
#include "rdap/address.h"
#include "rdap/alloc.h"

#define ACTING (ROLE_ADMINISTRATIVE | ROLE_TECHNICAL)

/* ---- the floor after each step ------------------------------------------ */

/* A mailbox that something prints: a POC, or a record's text. Each once,
 * however many networks repeat it: a floor is counted for every step. */
struct print {
	char *owner;
	bool text;
	char *address;
	char *mailbox;
};

struct floor {
	struct print *prints;
	size_t count;
};

static void
floor_add(struct floor *f, const char *owner, bool text, const char *address)
{
	f->prints = xgrow(f->prints, f->count, sizeof(*f->prints));
	f->prints[f->count++] = (struct print){
	    xstrdup(owner), text, xstrdup(address), address_mailbox(address)};
}

static int
by_print(const void *a, const void *b)
{
	const struct print *x = a, *y = b;
	int order = strcmp(x->address, y->address);

	if (order == 0)
		order = strcmp(x->owner, y->owner);
	return order != 0 ? order : (int)x->text - (int)y->text;
}

static void
print_clear(struct print *x)
{
	free(x->owner);
	free(x->address);
	free(x->mailbox);
}

static void
floor_init(struct floor *f, const struct inventory *inv)
{
	size_t kept = 0;

	*f = (struct floor){0};
	for (size_t i = 0; i < inv->sighting_count; i++) {
		const struct sighting *s = &inv->sightings[i];
		bool text = s->field != FIELD_POC_EMAIL;

		floor_add(f, text ? s->record : s->poc, text, s->address);
	}
	if (f->count > 1)
		qsort(f->prints, f->count, sizeof(*f->prints), by_print);
	for (size_t i = 0; i < f->count; i++)
		if (kept > 0 &&
		    by_print(&f->prints[kept - 1], &f->prints[i]) == 0)
			print_clear(&f->prints[i]);
		else
			f->prints[kept++] = f->prints[i];
	f->count = kept;
}

static void
floor_clear(struct floor *f)
{
	for (size_t i = 0; i < f->count; i++)
		print_clear(&f->prints[i]);
	free(f->prints);
}

/* `address` NULL: all that it prints. */
static void
floor_remove(
    struct floor *f, const char *owner, const bool *text, const char *address)
{
	size_t kept = 0;

	for (size_t i = 0; i < f->count; i++) {
		struct print *x = &f->prints[i];

		if (strcmp(x->owner, owner) == 0 &&
		    (text == NULL || x->text == *text) &&
		    (address == NULL || strcmp(x->address, address) == 0))
			print_clear(x);
		else
			f->prints[kept++] = *x;
	}
	f->count = kept;
}

static int
by_mailbox(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t
floor_count(const struct floor *f)
{
	const char **all = xcalloc(f->count + 1, sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < f->count; i++)
		all[i] = f->prints[i].mailbox;
	if (f->count > 1)
		qsort(all, f->count, sizeof(*all), by_mailbox);
	for (size_t i = 0; i < f->count; i++)
		count += i == 0 || strcmp(all[i - 1], all[i]) != 0;
	free(all);
	return count;
}

static void
floor_apply(struct floor *f, const struct plan_change *c)
{
	static const bool text = true, email = false;

	if (c->kind == CHANGE_CREATE || c->kind == CHANGE_ADD)
		floor_add(f, c->poc, false, c->address);
	else if (c->kind == CHANGE_REMOVE)
		floor_remove(f, c->poc, &email, c->address);
	else if (c->kind == CHANGE_DELETE)
		floor_remove(f, c->poc, NULL, NULL);
	else if (c->kind == CHANGE_TEXT)
		floor_remove(f, c->record, &text, c->address);
}

static void
tell_floors(struct plan_steps *plan)
{
	struct floor f;

	floor_init(&f, plan->report->inv);
	plan->after = plan->at_most = plan->report->published;
	for (size_t i = 0; i < plan->step_count; i++) {
		struct plan_step *s = &plan->steps[i];

		s->before = plan->at_most;
		for (size_t j = 0; j < s->change_count; j++)
			floor_apply(&f, &s->changes[j]);
		s->after = s->change_count > 0 ? floor_count(&f) : s->before;
		plan->at_most = s->after;
		if (s->phase == PHASE_OPTION)
			continue;
		plan->after = s->after;
		plan->minutes += s->minutes;
		plan->mails += s->mails;
	}
	floor_clear(&f);
}

/* ---- what it ends ------------------------------------------------------- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_in(const char *id, const char **ids, size_t count)
{
	return count > 0 &&
	       bsearch(&id, ids, count, sizeof(*ids), by_text) != NULL;
}

/* Ids of findings with one of the statuses, sorted. */
static const char **
ids_of(const struct report *r, enum status status, size_t *count)
{
	const char **ids = xcalloc(r->finding_count + 1, sizeof(*ids));

	*count = 0;
	for (size_t i = 0; i < r->finding_count; i++)
		if (r->findings[i].status == status)
			ids[(*count)++] = r->findings[i].id;
	if (*count > 1)
		qsort(ids, *count, sizeof(*ids), by_text);
	return ids;
}

/* A finding is ended by the last step that has to do with it, if at all. */
static void
prune_ends(struct plan_steps *plan, const char **left, size_t count)
{
	struct strings told = {0};

	for (size_t i = plan->step_count; i-- > 0;) {
		struct plan_step *s = &plan->steps[i];
		struct strings kept = {0};

		for (size_t j = 0; j < s->ends.count; j++)
			if (!is_in(s->ends.items[j], left, count) &&
			    strings_add_unique(&told, s->ends.items[j]))
				strings_add(&kept, s->ends.items[j]);
		strings_clear(&s->ends);
		s->ends = kept;
	}
	strings_clear(&told);
}

static void
tell_left(struct plan_steps *plan, const struct finding *f)
{
	char *text = xasprintf("%s on %s", f->rule->id, f->record);

	strings_add_unique(&plan->left, text);
	free(text);
}

struct report *
plan_judge(const struct plan_steps *plan, const struct inventory *inv)
{
	const struct report *r = plan->report;

	return assess(inv, r->run, NULL, 0, plan->how, r->now);
}

static void
judge_after(struct plan_steps *plan)
{
	const struct report *r = plan->report;
	struct inventory inv;
	struct report *after;
	const char **left, **accepted;
	size_t left_count, accepted_count;

	plan_what_if(&inv, plan);
	after = plan_judge(plan, &inv);
	left = ids_of(after, STATUS_OPEN, &left_count);
	accepted = ids_of(r, STATUS_ACCEPTED, &accepted_count);
	prune_ends(plan, left, left_count);
	for (size_t i = 0; i < after->finding_count; i++) {
		const struct finding *f = &after->findings[i];

		if (f->status != STATUS_OPEN ||
		    strcmp(f->rule->id, "WE000") == 0 ||
		    is_in(f->id, accepted, accepted_count))
			continue;
		plan->open[f->severity]++;
		if (f->severity > SEVERITY_INFO)
			tell_left(plan, f);
	}
	free(left);
	free(accepted);
	report_free(after);
	inventory_clear(&inv);
}

/* ---- who must be linked to what ----------------------------------------- */

static bool
needs_org(const struct plan_steps *plan, const char *org)
{
	for (size_t i = 0; i < plan->step_count; i++)
		if (strcmp(plan->steps[i].org, org) == 0 &&
		    strstr(plan->steps[i].sign_in, "Admin or Tech POC") != NULL)
			return true;
	return false;
}

/* Those that stay come first; those that go will do until they do. */
static void
tell_account(struct planning *p, const char *org)
{
	struct strings stay = {0}, go = {0};
	char *list;

	for (size_t i = 0; i < p->known; i++) {
		const struct plan_poc *poc = &p->pocs[i];

		if ((poc_roles_at(poc, org) & ACTING & ~poc->drop) != 0)
			strings_add(poc_stays(poc) ? &stay : &go, poc->handle);
	}
	list = strings_join(stay.count > 0 ? &stay : &go, ", ");
	if (list[0] == '\0')
		strings_take(&p->plan->accounts,
		    xasprintf("%s: it shows no Admin or Tech POC", org));
	else
		strings_take(&p->plan->accounts,
		    xasprintf(
			"%s, its functions, networks and AS numbers: %s%s", org,
			list, stay.count > 0 ? "" : ", until it is deleted"));
	free(list);
	strings_clear(&stay);
	strings_clear(&go);
}

static void
tell_stays(struct planning *p)
{
	for (size_t i = 0; i < p->known; i++) {
		const struct plan_poc *poc = &p->pocs[i];

		if (poc->fate == FATE_PERSON)
			strings_take(&p->plan->stays,
			    xasprintf("%s may stay: one validated person as "
				      "Admin POC is good practice. To put a "
				      "role POC in its place is up to you.",
				poc->handle));
	}
}

static const char *
fate_words(const struct plan_poc *poc)
{
	static const char *const words[] = {
	    [FATE_STAY] = "stays, changed",
	    [FATE_PERSON] = "stays, as the one person",
	    [FATE_GO] = "goes",
	    [FATE_RELEASE] = "can go",
	    [FATE_ORPHAN] = "goes",
	    [FATE_ASK] = "depends on others",
	};

	return poc->makes != 0 ? "is made" : words[poc->fate];
}

static void
tell_fates(struct planning *p)
{
	struct plan_steps *plan = p->plan;

	for (size_t i = 0; i < p->poc_count; i++)
		for (size_t j = 0; j < plan->step_count; j++) {
			const struct plan_poc *poc = &p->pocs[i];

			if (!step_concerns(&plan->steps[j], poc->handle))
				continue;
			plan->fates = xgrow(plan->fates, plan->fate_count,
			    sizeof(*plan->fates));
			plan->fates[plan->fate_count++] =
			    (struct plan_fate){xstrdup(poc->handle),
				xstrdup(poc->shown), fate_words(poc)};
			break;
		}
}

/* ---- the whole ---------------------------------------------------------- */

bool
step_concerns(const struct plan_step *s, const char *poc)
{
	if (strcmp(s->subject, poc) == 0)
		return true;
	for (size_t i = 0; i < s->change_count; i++)
		if (strcmp(s->changes[i].poc, poc) == 0)
			return true;
	return false;
}

struct plan_steps *
plan_make(const struct report *report, const struct assess_options *how)
{
	struct plan_steps *plan = xcalloc(1, sizeof(*plan));
	struct planning p = {.report = report, .plan = plan};

	plan->report = report;
	plan->how = how;
	planning_gather(&p);
	planning_decide(&p);
	planning_write(&p);
	tell_stays(&p);
	tell_fates(&p);
	for (size_t i = 0; i < report->inv->scope_count; i++)
		if (needs_org(plan, report->inv->scopes[i].org))
			tell_account(&p, report->inv->scopes[i].org);
	tell_floors(plan);
	judge_after(plan);
	planning_clear(&p);
	return plan;
}

void
plan_free(struct plan_steps *plan)
{
	if (plan == NULL)
		return;
	for (size_t i = 0; i < plan->step_count; i++)
		step_clear(&plan->steps[i]);
	for (size_t i = 0; i < plan->fate_count; i++) {
		free(plan->fates[i].poc);
		free(plan->fates[i].shown);
	}
	free(plan->steps);
	free(plan->fates);
	strings_clear(&plan->left);
	strings_clear(&plan->stays);
	strings_clear(&plan->accounts);
	free(plan);
}
