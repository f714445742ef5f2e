#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "repair.h"

static enum below
below_outcome(struct survey *s, const struct answer *a,
    const struct reply *reply, size_t results)
{
	if (a->verdict == VERDICT_FAILED &&
	    (a->status == 501 || a->status == 400))
		s->no_below = true;
	if (reply->cut)
		repair_learn_cap(s, results);
	if (reply->cut || reply->long_body ||
	    (results > 0 && results >= s->cap))
		return BELOW_CUT;
	if (a->verdict == VERDICT_FAILED || a->verdict == VERDICT_SKIPPED ||
	    reply->unframed)
		return BELOW_FAILED;
	return BELOW_WHOLE;
}

int
repair_ask_below(struct survey *s, struct target *t,
    const struct ip_range *prefix, const char *why, struct ranges *deeper,
    enum below *outcome, struct error *err)
{
	struct query q = {0};
	struct reply reply = {0};
	struct origin origin;
	size_t count = 0;
	int rc;

	query_below(&q, s->options->base, prefix, "%s", why);
	rc = survey_ask(s, t, &q, &reply, &origin, err);
	origin.own_only = true;
	if (reply.document != NULL)
		count = reply.document->result_count;
	for (size_t i = 0; i < count; i++) {
		const struct object *o = reply.document->results[i];

		attribute_resource(s, &origin, o);
		if (deeper != NULL && strcmp(o->type, "REALLOCATION") == 0 &&
		    ip_range_valid(&o->range))
			ranges_add(deeper, &o->range);
	}
	*outcome =
	    below_outcome(s, &s->inv->answers[origin.answer], &reply, count);
	reply_clear(&reply);
	query_clear(&q);
	return rc;
}

static size_t
unseen_within(const struct target *t, const struct ip_range *range)
{
	const struct repair *r = t->repair;
	size_t count = 0;

	for (size_t i = 0; i < r->holding.count; i++)
		count += r->holding.items[i].kind == DELEGATION_IP &&
			 r->states[i] == ITEM_UNSEEN &&
			 ip_range_contains(range, &r->holding.items[i].range);
	return count;
}

/* An answer that lacks several of the networks that the file names is cut,
 * whatever it says. */
static int
ask_cover(struct survey *s, struct target *t, const struct ip_range *cover,
    struct error *err)
{
	size_t before = s->subject_count;
	struct ip_range half[2];
	enum below outcome;

	if (s->no_below || s->transport->spent(s->transport))
		return 0;
	if (repair_ask_below(s, t, cover,
		"networks that the statistics file names, and no list", NULL,
		&outcome, err) == -1)
		return -1;
	repair_mark_seen(s, t, before);
	if (outcome == BELOW_WHOLE && s->subject_count - before >= LEARN_MIN)
		outcome = BELOW_CUT;
	if (outcome != BELOW_CUT || !prefix_halves(cover, half))
		return 0;
	for (size_t i = 0; i < 2; i++)
		if (unseen_within(t, &half[i]) >= 2 &&
		    ask_cover(s, t, &half[i], err) == -1)
			return -1;
	return 0;
}

int
repair_ask_covers(struct survey *s, struct target *t, struct error *err)
{
	struct repair *r = t->repair;
	size_t most = search_limit(t) < s->cap ? search_limit(t) : s->cap;
	size_t *wanted, wanted_count = 0, count, i;
	struct ip_range *covers;
	int rc = 0;

	wanted = xcalloc(r->holding.count + 1, sizeof(*wanted));
	for (i = 0; i < r->holding.count; i++)
		if (r->holding.items[i].kind == DELEGATION_IP &&
		    r->states[i] == ITEM_UNSEEN)
			wanted[wanted_count++] = i;
	holding_covers(
	    &r->holding, wanted, wanted_count, most, &covers, &count);
	survey_expect(s, count);
	for (i = 0; rc == 0 && i < count; i++)
		rc = ask_cover(s, t, &covers[i], err);
	free(covers);
	free(wanted);
	repair_mark_seen(s, t, 0);
	return rc;
}
