#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "alloc.h"
#include "second.h"

/* ---- one answer --------------------------------------------------------- */

/* In a replay, was it asked at all when the recording was made? */
static bool
holds(const struct survey *s, const char *url)
{
	const struct transport *t = s->transport;

	return t->holds == NULL ||
	       s->options->cross_check == CROSS_CHECK_ALWAYS ||
	       t->holds(t, url, false);
}

/* A list without a word about being cut, and as long as any can be. */
static bool
at_cap(const struct survey *s, const struct document *d)
{
	return d != NULL && d->kind == DOCUMENT_SEARCH &&
	       d->result_count >= s->cap;
}

/* Each that is not answered was tried several times, with waits between. */
#define FAILED_MAX 2

static void
count_failure(struct second *v, const struct sight *sight)
{
	const struct answer *a = &v->s->inv->answers[sight->origin.answer];

	if (a->verdict == VERDICT_FAILED && a->fault == ERROR_UNAVAILABLE)
		v->failed++;
	else
		v->failed = 0;
}

static void
sight_take(struct survey *s, struct sight *sight, struct reply *reply)
{
	const struct answer *a = &s->inv->answers[sight->origin.answer];

	sight->made = true;
	sight->document = reply->document;
	reply->document = NULL;
	sight->absent = reply->absent;
	sight->cut = at_cap(s, sight->document) ||
		     (a->verdict == VERDICT_PARTIAL && !reply->unframed);
	sight->whole = a->verdict == VERDICT_COMPLETE && !sight->cut;
	free(sight->reason);
	sight->reason = sight->whole ? xstrdup("")
			: *a->reason != '\0'
			    ? xstrdup(a->reason)
			    : xasprintf("the list holds %zu entries, the "
					"most the registry shows",
				  s->cap);
}

int
sight_get(struct second *v, struct target *target, struct query *q,
    struct sight *sight, struct error *err)
{
	struct reply reply = {0};
	int rc = 0;

	*sight = (struct sight){.reason = xstrdup("not in the recording")};
	if (v->failed >= FAILED_MAX) {
		free(sight->reason);
		sight->reason = xstrdup("Whois-RWS does not answer");
	} else if (holds(v->s, q->url)) {
		rc = survey_ask(v->s, target, q, &reply, &sight->origin, err);
		sight_take(v->s, sight, &reply);
		count_failure(v, sight);
		reply_clear(&reply);
	}
	query_clear(q);
	return rc;
}

void
sight_clear(struct sight *sight)
{
	document_free(sight->document);
	free(sight->reason);
	*sight = (struct sight){0};
}

const struct object *
sight_object(const struct sight *sight)
{
	return sight->document == NULL ? NULL : sight->document->object;
}

/* ---- what both halves need ---------------------------------------------- */

static int
text_compare(const void *a, const void *b)
{
	return strcmp(a, b);
}

bool
set_has(void *const *set, const char *text)
{
	return tfind(text, set, text_compare) != NULL;
}

bool
second_own(const struct survey *s, const struct object *poc)
{
	for (size_t i = 0; poc != NULL && i < poc->emails.count; i++)
		if (describe_own_domain(s, poc->emails.items[i], true))
			return true;
	return false;
}

void
second_differs(struct survey *s, const struct target *target,
    enum record_kind kind, const char *handle, const char *what,
    const char *rdap, const char *whois, const struct sight *sight)
{
	struct difference x = {
	    .org = xstrdup(target->org),
	    .kind = kind,
	    .handle = xstrdup(handle),
	    .what = xstrdup(what),
	    .rdap = xstrdup(rdap),
	    .whois = xstrdup(whois),
	    .source_url = xstrdup(s->inv->answers[sight->origin.answer].url),
	};

	inventory_add_difference(s->inv, &x);
}

void
second_addresses(const struct object *poc, struct strings *keys)
{
	for (size_t i = 0; i < poc->emails.count; i++) {
		char *key = address_key(poc->emails.items[i]);

		if (*key != '\0')
			strings_add_unique(keys, key);
		free(key);
	}
	strings_sort(keys);
}

void
second_differ(struct survey *s, const struct target *target, const char *poc,
    const struct strings *rdap, const struct strings *whois,
    const struct sight *sight)
{
	char *one = strings_join(rdap, ", "),
	     *other = strings_join(whois, ", ");

	if (strcmp(one, other) != 0)
		second_differs(
		    s, target, RECORD_POC, poc, "addresses", one, other, sight);
	free(one);
	free(other);
}

/* ---- whom else a POC serves --------------------------------------------- */

static int
ask_holding(struct second *v, struct target *target, const char *org,
    enum query_kind kind, bool *some, bool *none, struct error *err)
{
	struct query q = {0};
	struct sight sight;
	int rc;

	query_whois_list(&q, kind, v->s->options->whois, QUERY_WHOIS_ORG, org,
	    "does %s, which a POC serves, hold %s?", org,
	    kind == QUERY_WHOIS_NETS ? "networks" : "AS numbers");
	rc = sight_get(v, target, &q, &sight, err);
	*some = sight.document != NULL && sight.document->result_count > 0;
	*none = sight.absent;
	sight_clear(&sight);
	return rc;
}

static int
ask_resources(struct second *v, struct target *target, const char *org,
    int *resources, struct error *err)
{
	bool some, none, none_before;

	*resources = -1;
	if (!handle_valid(org))
		return 0;
	if (ask_holding(v, target, org, QUERY_WHOIS_NETS, &some, &none, err) ==
	    -1)
		return -1;
	none_before = none;
	if (!some && ask_holding(v, target, org, QUERY_WHOIS_ASNS, &some, &none,
			 err) == -1)
		return -1;
	if (some)
		*resources = 1;
	else if (none && none_before)
		*resources = 0;
	return 0;
}

/* Each is asked for once. */
static int
resources_of(struct second *v, struct target *target, const char *org,
    int *resources, struct error *err)
{
	for (size_t i = 0; i < v->stranger_count; i++)
		if (strcmp(v->strangers[i].handle, org) == 0) {
			*resources = v->strangers[i].resources;
			return 0;
		}
	if (ask_resources(v, target, org, resources, err) == -1)
		return -1;
	v->strangers =
	    xgrow(v->strangers, v->stranger_count, sizeof(*v->strangers));
	v->strangers[v->stranger_count++] =
	    (struct stranger){xstrdup(org), *resources};
	return 0;
}

static int
add_elsewhere(struct second *v, struct target *target, const char *poc,
    const char *org, bool resources, bool *whole, struct error *err)
{
	struct elsewhere x = {.resources = -1};

	if (survey_target(v->s, org) != NULL)
		return 0;
	if (resources && resources_of(v, target, org, &x.resources, err) == -1)
		return -1;
	*whole &= !resources || x.resources != -1;
	x.org = xstrdup(target->org);
	x.poc = xstrdup(poc);
	x.stranger = xstrdup(org);
	inventory_add_elsewhere(v->s->inv, &x);
	return 0;
}

int
second_orgs(struct second *v, struct target *target, const char *poc,
    bool resources, struct sight *sight, struct error *err)
{
	const struct document *d;
	struct query q = {0};
	int rc;

	query_whois_list(&q, QUERY_WHOIS_ORGS, v->s->options->whois,
	    QUERY_WHOIS_POC, poc, "the organizations that %s serves", poc);
	rc = sight_get(v, target, &q, sight, err);
	d = sight->document;
	for (size_t i = 0; rc == 0 && d != NULL && i < d->result_count; i++)
		rc = add_elsewhere(v, target, poc, d->results[i]->handle,
		    resources, &sight->whole, err);
	return rc;
}

/* ---- the whole ---------------------------------------------------------- */

static bool
any_list_cut(const struct survey *s, const struct target *target)
{
	static const enum record_kind lists[] = {
	    RECORD_POC, RECORD_NETWORK, RECORD_AUTNUM};

	for (size_t i = 0; i < 3; i++)
		if (!target->whole[lists[i]] ||
		    target->listed[lists[i]] >= s->cap)
			return true;
	return target->cut != NULL;
}

static bool
cross_check_wanted(const struct survey *s, const struct target *target)
{
	switch (s->options->cross_check) {
	case CROSS_CHECK_ALWAYS:
		return true;
	case CROSS_CHECK_NEVER:
		return false;
	default:
		return s->options->cross_check_due || any_list_cut(s, target);
	}
}

static int
cross_check(struct second *v, struct target *target, struct error *err)
{
	struct survey *s = v->s;

	if (s->inv->scopes[target->scope].state != SCOPE_READ)
		return 0;
	if (cross_check_wanted(s, target))
		return crosscheck_ask(v, target, err);
	target->second_trouble = xstrdup("not compared with Whois-RWS");
	inventory_add_note(s->inv, target->org, "second view",
	    s->options->cross_check == CROSS_CHECK_NEVER
		? "not compared with Whois-RWS: not wanted"
		: "not compared with Whois-RWS in this run: that is done once "
		  "a week");
	return 0;
}

static void
note_linked(struct second *v)
{
	const struct inventory *inv = v->s->inv;

	for (size_t i = 0; i < inv->link_count; i++)
		survey_note(&v->linked, inv->links[i].poc);
}

/* Is there a Whois-RWS to ask? */
static bool
second_offered(struct survey *s)
{
	const struct transport *t = s->transport;

	if (s->options->whois == NULL)
		return false;
	if (t->holds == NULL || s->options->cross_check == CROSS_CHECK_ALWAYS ||
	    t->holds(t, s->options->whois, true))
		return true;
	for (size_t i = 0; i < s->target_count; i++)
		inventory_add_note(s->inv, s->targets[i].org, "second view",
		    "the recording holds nothing of Whois-RWS");
	return false;
}

int
second_view(struct survey *s, struct error *err)
{
	struct second v = {.s = s};
	int rc = 0;

	if (!second_offered(s)) {
		orphans_unasked(s);
		return 0;
	}
	note_linked(&v);
	rc = orphans_ask(&v, err);
	for (size_t i = 0; rc == 0 && i < s->target_count; i++)
		rc = cross_check(&v, &s->targets[i], err);
	note_linked(&v);
	if (rc == 0)
		rc = orphans_ask(&v, err);
	if (rc == 0)
		rc = known_ask(&v, err);
	for (size_t i = 0; i < v.stranger_count; i++)
		free(v.strangers[i].handle);
	free(v.strangers);
	tdestroy(v.linked, free);
	tdestroy(v.read, free);
	strings_clear(&v.asked);
	return rc;
}

static void
plan_line(struct strings *lines, struct query *q)
{
	strings_take(lines, xasprintf("%s\t%s", q->url, q->why));
	query_clear(q);
}

void
second_view_plan(const struct enumerate_options *options, struct strings *lines)
{
	struct query q = {0};

	if (options->whois == NULL)
		return;
	for (size_t i = 0; i < options->domains->count; i++)
		if (query_whois_search(&q, options->whois,
			options->domains->items[i], "", "",
			"the POCs at %s, when a linked POC uses it",
			options->domains->items[i]))
			plan_line(lines, &q);
	if (options->domains->count > 0)
		strings_take(lines,
		    xasprintf("%spoc/POC\tand %sentity/POC: one for each POC "
			      "at an own domain that an earlier audit saw and "
			      "nothing shows any more",
			options->whois, options->base));
	for (size_t i = 0; i < options->orgs->count; i++) {
		if (options->cross_check == CROSS_CHECK_NEVER)
			break;
		query_whois_object(&q, QUERY_WHOIS_ORG, options->whois,
		    options->orgs->items[i],
		    "the second view of %s and its lists, once a week",
		    options->orgs->items[i]);
		plan_line(lines, &q);
	}
}

void
second_view_judge(struct survey *s)
{
	for (size_t i = 0; i < s->target_count; i++) {
		const struct target *t = &s->targets[i];

		if (t->second_trouble == NULL ||
		    (s->options->cross_check != CROSS_CHECK_ALWAYS &&
			t->whole[RECORD_POC] && t->whole[RECORD_NETWORK] &&
			t->whole[RECORD_AUTNUM]))
			continue;
		inventory_add_gap(
		    s->inv, t->org, "second view", "%s", t->second_trouble);
	}
}

bool
second_view_lists_pocs(const struct survey *s, const struct target *target)
{
	(void)s;
	return target->second_pocs;
}
