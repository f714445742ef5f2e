#include "plan_private.h"
#include "rdap/alloc.h"

static void
copy_scopes(struct inventory *to, const struct inventory *from)
{
	for (size_t i = 0; i < from->scope_count; i++) {
		struct scope x = from->scopes[i];

		x.org = xstrdup(x.org);
		x.name = xstrdup(x.name);
		x.reason = xstrdup(x.reason);
		/* Nothing that has not happened is news. */
		x.complete_last = x.complete_before = 0;
		x.run = x.observed_at = 0;
		inventory_add_scope(to, &x);
	}
	to->domains = xcalloc(from->domain_count + 1, sizeof(*to->domains));
	for (size_t i = 0; i < from->domain_count; i++) {
		struct domain x = from->domains[i];

		x.name = xstrdup(x.name);
		x.evidence = xstrdup(x.evidence);
		if (x.search_url != NULL)
			x.search_url = xstrdup(x.search_url);
		to->domains[to->domain_count++] = x;
	}
	strings_copy(&to->domains_seen, &from->domains_seen);
}

static void
copy_answers(struct inventory *to, const struct inventory *from)
{
	for (size_t i = 0; i < from->answer_count; i++) {
		struct answer x = from->answers[i];

		x.org = xstrdup(x.org);
		x.url = xstrdup(x.url);
		x.why = xstrdup(x.why);
		x.content_type = xstrdup(x.content_type);
		x.reason = xstrdup(x.reason);
		inventory_add_answer(to, &x);
	}
	for (size_t i = 0; i < from->gap_count; i++)
		inventory_add_gap(to, from->gaps[i].org, from->gaps[i].subject,
		    "%s", from->gaps[i].reason);
}

static void
copy_elsewheres(struct inventory *to, const struct inventory *from)
{
	for (size_t i = 0; i < from->elsewhere_count; i++) {
		struct elsewhere x = from->elsewheres[i];

		x.org = xstrdup(x.org);
		x.poc = xstrdup(x.poc);
		x.stranger = xstrdup(x.stranger);
		inventory_add_elsewhere(to, &x);
	}
}

void
plan_copy(struct inventory *to, const struct inventory *from)
{
	*to = (struct inventory){0};
	copy_scopes(to, from);
	copy_answers(to, from);
	copy_elsewheres(to, from);
	for (size_t i = 0; i < from->record_count; i++)
		inventory_add_record(to, &from->records[i]);
	for (size_t i = 0; i < from->link_count; i++)
		inventory_add_link(to, &from->links[i]);
	for (size_t i = 0; i < from->sighting_count; i++)
		inventory_add_sighting(to, &from->sightings[i]);
}
