#include <stdlib.h>
#include "group.h"
#include "rdap/alloc.h"

static bool
belong_together(const struct finding *a, const struct finding *b)
{
	return a->rule == b->rule && a->severity == b->severity &&
	       a->status == b->status && a->accepted.until == b->accepted.until;
}

static void
gather(const struct report *report, struct finding_groups *g,
    const size_t *indices, size_t count, bool *taken, size_t first)
{
	const struct finding *all = report->findings;
	struct finding_group *group = &g->items[g->count];
	size_t i;

	group->members = g->members;
	if (g->count > 0)
		group->members = group[-1].members + group[-1].count;
	for (i = first; i < count; i++)
		if (!taken[i] &&
		    belong_together(&all[indices[first]], &all[indices[i]])) {
			group->members[group->count++] = &all[indices[i]];
			taken[i] = true;
		}
	g->count++;
}

struct finding_groups
groups_make(const struct report *report, const size_t *indices, size_t count,
    bool (*told)(const struct finding *f, const void *arg), const void *arg)
{
	struct finding_groups g = {
	    .items = xcalloc(count + 1, sizeof(*g.items)),
	    .members = xcalloc(count + 1, sizeof(*g.members)),
	};
	bool *taken = xcalloc(count + 1, sizeof(*taken));
	size_t i;

	for (i = 0; i < count; i++)
		taken[i] = !told(&report->findings[indices[i]], arg);
	for (i = 0; i < count; i++)
		if (!taken[i])
			gather(report, &g, indices, count, taken, i);
	free(taken);
	return g;
}

void
groups_clear(struct finding_groups *g)
{
	free(g->items);
	free(g->members);
}
