/*
 * The ways that lead to the addresses: how many each of them reaches.
 */
#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "web.h"

struct way {
	const struct vector *vector;
	size_t addresses;
	size_t observed; /* of which a query of this audit brought */
};

/* Those that reach anything, in the order in which they are met: that of the
 * table for each address. */
static struct way *
gather(const struct report *report, size_t *count)
{
	struct way *list = NULL;

	*count = 0;
	for (size_t i = 0; i < report->address_count; i++) {
		const struct address_report *a = &report->addresses[i];

		for (size_t k = 0; k < a->exposure_count; k++) {
			const struct exposure *x = &a->exposures[k];
			size_t n = 0;

			while (n < *count && list[n].vector != x->vector)
				n++;
			if (n == *count) {
				list = xgrow(list, n, sizeof(*list));
				list[n] = (struct way){.vector = x->vector};
				++*count;
			}
			list[n].addresses++;
			list[n].observed += x->source_url != NULL;
		}
	}
	return list;
}

static int
cheapest_first(const void *a, const void *b)
{
	const struct way *x = a, *y = b;

	if (x->vector->knows != y->vector->knows)
		return x->vector->knows < y->vector->knows ? -1 : 1;
	if (x->addresses != y->addresses)
		return x->addresses > y->addresses ? -1 : 1;
	return strcmp(x->vector->id, y->vector->id);
}

void
web_ways(struct web *w)
{
	static const char *const columns[] = {"Way", "How", "Starts from",
	    ">Reaches", ">Seen by this audit", NULL};
	size_t count;
	struct way *list = gather(w->report, &count);
	struct element *section, *body;

	if (count > 0) {
		qsort(list, count, sizeof(*list), cheapest_first);
		section = web_section(w, "ways", "Ways to the addresses");
		html_with(section, "p", NULL,
		    "How a scraper gets them, the cheapest start first. Most "
		    "of it is derived from the records; what a query of this "
		    "audit brought is counted in the last column.");
		body = html_table(section, "all-ways",
		    "Ways, what they start from and how many addresses they "
		    "reach",
		    columns);
		for (size_t i = 0; i < count; i++) {
			const struct vector *v = list[i].vector;
			struct element *row = html_add(body, "tr", NULL);

			html_with(html_row_head(row), "span", "way", v->id);
			html_with(row, "td", NULL, v->title);
			html_with(row, "td", NULL, knows_name(v->knows));
			html_number(
			    html_add(row, "td", "n"), list[i].addresses);
			html_number(html_add(row, "td", "n"), list[i].observed);
		}
	}
	free(list);
}
