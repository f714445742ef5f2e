#include <stdlib.h>

#include "alloc.h"
#include "repair.h"

void
ranges_add(struct ranges *r, const struct ip_range *range)
{
	r->items = xgrow(r->items, r->count, sizeof(*r->items));
	r->items[r->count++] = *range;
}

/* Networks that a prefix's halves do not show: one that is a half, and one
 * that lies across the middle. All are around an address beside it. */
static int
ask_middle(struct survey *s, struct target *t, const struct ip_range *whole,
    const struct ip half_ends[2], bool *known, struct error *err)
{
	*known = true;
	for (size_t i = 0; i < 2; i++) {
		struct ip_range one = {half_ends[i], half_ends[i]};
		bool answered;

		if (repair_ask_around(s, t, &one,
			"networks around the middle of a prefix that had to "
			"be divided",
			whole, &answered, err) == -1)
			return -1;
		*known &= answered;
	}
	return 0;
}

static int
divide(struct survey *s, struct target *t, const struct ip_range *prefix,
    struct ranges *queue, struct error *err)
{
	struct ip_range half[2];
	bool known;

	if (!prefix_halves(prefix, half)) {
		t->repair->below_failed++;
		return 0;
	}
	if (ask_middle(s, t, prefix,
		(const struct ip[2]){half[0].last, half[1].first}, &known,
		err) == -1)
		return -1;
	t->repair->below_failed += !known;
	ranges_add(queue, &half[0]);
	ranges_add(queue, &half[1]);
	return 0;
}

static int
ask_queue(
    struct survey *s, struct target *t, struct ranges *queue, struct error *err)
{
	for (size_t i = 0; i < queue->count; i++) {
		struct ip_range rest = queue->items[i], prefix;
		enum below outcome;

		while (range_prefix_take(&rest, &prefix)) {
			char text[IP_PREFIX_MAX];
			int rc = 0;

			ip_range_prefix(&prefix, text);
			if (!survey_note(&s->urls, text))
				continue;
			if (s->no_below || s->transport->spent(s->transport)) {
				t->repair->below_failed++;
				continue;
			}
			rc = repair_ask_below(s, t, &prefix,
			    "networks below an own block", queue, &outcome,
			    err);
			if (rc == 0 && outcome == BELOW_CUT)
				rc = divide(s, t, &prefix, queue, err);
			else if (outcome == BELOW_FAILED)
				t->repair->below_failed++;
			if (rc == -1)
				return -1;
		}
	}
	return 0;
}

int
repair_look_below(struct survey *s, struct target *t, struct error *err)
{
	bool optional = s->options->reassignments;
	struct ranges queue = {0};
	size_t inside, outside;
	int rc;

	if (t->repair != NULL && t->repair->below)
		return 0;
	repair_count_reassigned(s, t, &inside, &outside);
	if (s->options->stats != NULL && inside > 0 &&
	    repair_suspected(s, t, RECORD_NETWORK))
		optional = false;
	else if (!optional)
		return 0;
	repair_of(t)->below = !optional;
	for (size_t i = 0; i < s->subject_count; i++) {
		const struct subject *x = s->subjects[i];

		if (x->kind == RECORD_NETWORK && repair_owns(x, t) &&
		    x->direct && (x->allocation || !optional) &&
		    ip_range_valid(&x->range))
			ranges_add(&queue, &x->range);
	}
	survey_expect(s, queue.count);
	rc = ask_queue(s, t, &queue, err);
	free(queue.items);
	return rc;
}
