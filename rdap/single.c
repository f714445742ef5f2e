#include <string.h>

#include "repair.h"

#define CLIMB_MAX 8 /* networks around one another */

/* The network around the one just shown, where that is a part of somebody's
 * block: the block is further out. */
static const struct object *
shown_object(const struct reply *reply)
{
	const struct document *d = reply->document;

	if (d == NULL)
		return NULL;
	if (d->kind == DOCUMENT_OBJECT)
		return d->object;
	return d->result_count == 1 ? d->results[0] : NULL;
}

int
repair_ask_around(struct survey *s, struct target *t,
    const struct ip_range *range, const char *why, const struct ip_range *until,
    bool *known, struct error *err)
{
	struct query q = {0};
	int rc = 0;

	*known = true;
	query_ip(&q, s->options->base, range, NULL, "%s", why);
	for (size_t i = 0; rc == 0 && q.url != NULL && i < CLIMB_MAX; i++) {
		struct query next = {0};
		struct reply reply = {0};
		struct origin origin;
		const struct object *o;

		if (!survey_note(&s->urls, q.url))
			break;
		rc = survey_ask(s, t, &q, &reply, &origin, err);
		origin.own_only = true;
		o = shown_object(&reply);
		*known &=
		    s->inv->answers[origin.answer].verdict == VERDICT_COMPLETE;
		if (o != NULL && *o->handle != '\0')
			attribute_resource(s, &origin, o);
		if (o != NULL && strncmp(o->type, "RE", 2) == 0 &&
		    handle_valid(o->parent) &&
		    (until == NULL ||
			(ip_range_contains(until, &o->range) &&
			    !ip_range_contains(&o->range, until))))
			query_search(&next, QUERY_NETWORK_BY_HANDLE,
			    s->options->base, o->parent, "%s", why);
		reply_clear(&reply);
		query_clear(&q);
		q = next;
	}
	query_clear(&q);
	return rc;
}

static int
ask_numbers(struct survey *s, struct target *t, const struct delegation *d,
    bool *known, struct error *err)
{
	uint64_t n = d->first_autnum;
	int rc = 0;

	*known = true;
	while (rc == 0 && n <= d->last_autnum &&
	       !s->transport->spent(s->transport)) {
		struct query q = {0};
		struct reply reply = {0};
		struct origin origin;
		uint64_t next = n + 1;

		query_autnum(&q, s->options->base, (unsigned)n, NULL,
		    "AS%u, which the statistics file names, and no list",
		    (unsigned)n);
		if (survey_note(&s->urls, q.url)) {
			rc = survey_ask(s, t, &q, &reply, &origin, err);
			origin.own_only = true;
			*known &= s->inv->answers[origin.answer].verdict ==
				  VERDICT_COMPLETE;
			if (shown_object(&reply) != NULL) {
				attribute_resource(
				    s, &origin, shown_object(&reply));
				if (shown_object(&reply)->last_autnum >= n)
					next = (uint64_t)shown_object(&reply)
						   ->last_autnum +
					       1;
			}
			reply_clear(&reply);
		}
		query_clear(&q);
		n = next;
	}
	*known &= n > d->last_autnum;
	return rc;
}

int
repair_ask_items(struct survey *s, struct target *t, enum delegation_kind kind,
    struct error *err)
{
	struct repair *r = t->repair;
	int rc = 0;

	for (size_t i = 0; rc == 0 && i < r->holding.count; i++) {
		const struct delegation *d = &r->holding.items[i];
		bool known = false;

		if (d->kind != kind || r->states[i] != ITEM_UNSEEN)
			continue;
		if (s->transport->spent(s->transport))
			known = false;
		else if (kind == DELEGATION_AUTNUM)
			rc = ask_numbers(s, t, d, &known, err);
		else
			rc = repair_ask_around(s, t, &d->range,
			    "a block that the statistics file names, and no "
			    "list",
			    NULL, &known, err);
		r->states[i] = known ? ITEM_FOREIGN : ITEM_FAILED;
	}
	repair_mark_seen(s, t, 0);
	return rc;
}
