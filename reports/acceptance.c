#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include "acceptance.h"

#define DAY 86400

void
acceptance_clear(struct acceptance *x)
{
	free(x->finding);
	free(x->address);
	free(x->rule);
	free(x->record);
	free(x->reason);
	free(x->by);
	free(x->title);
	*x = (struct acceptance){0};
}

void
acceptances_clear(struct acceptances *x)
{
	for (size_t i = 0; i < x->count; i++)
		acceptance_clear(&x->items[i]);
	free(x->items);
	*x = (struct acceptances){0};
}

static bool
allows(const char *pattern, const char *value)
{
	return *pattern == '\0' || strcasecmp(pattern, value) == 0;
}

static unsigned
fields(const struct acceptance *x)
{
	if (*x->finding != '\0')
		return 4;
	return (unsigned)(*x->address != '\0') + (*x->rule != '\0') +
	       (*x->record != '\0');
}

static bool
covers(const struct acceptance *x, const char *id, const char *rule,
    const char *address, const char *record)
{
	if (*x->finding != '\0')
		return strcmp(x->finding, id) == 0;
	return fields(x) > 0 && allows(x->address, address) &&
	       allows(x->rule, rule) && allows(x->record, record);
}

static bool
goes_first(const struct acceptance *x, const struct acceptance *than)
{
	if (fields(x) != fields(than))
		return fields(x) > fields(than);
	return x->until < than->until;
}

const struct acceptance *
acceptance_of_finding(const struct acceptances *all, const char *id,
    const char *rule, const char *address, const char *record)
{
	const struct acceptance *best = NULL;

	for (size_t i = 0; all != NULL && i < all->count; i++) {
		const struct acceptance *x = &all->items[i];

		if (covers(x, id, rule, address, record) &&
		    (best == NULL || goes_first(x, best)))
			best = x;
	}
	return best;
}

const struct acceptance *
acceptance_of_gap(const struct acceptances *all, const char *id)
{
	for (size_t i = 0; all != NULL && i < all->count; i++)
		if (strcmp(all->items[i].finding, id) == 0)
			return &all->items[i];
	return NULL;
}

int
acceptance_same(const struct acceptance *a, const struct acceptance *b)
{
	return strcmp(a->finding, b->finding) == 0 &&
	       strcasecmp(a->address, b->address) == 0 &&
	       strcasecmp(a->rule, b->rule) == 0 &&
	       strcasecmp(a->record, b->record) == 0;
}

int64_t
acceptance_latest(int64_t on)
{
	time_t t = (time_t)on;
	struct tm tm;

	if (gmtime_r(&t, &tm) == NULL)
		return on;
	tm.tm_year += ACCEPTANCE_YEARS;
	return (int64_t)timegm(&tm) + DAY - 1;
}

enum acceptance_state
acceptance_state(const struct acceptance *x, int64_t now)
{
	if (x->until > acceptance_latest(x->on))
		return ACCEPTANCE_TOO_LONG;
	if (now < x->on)
		return ACCEPTANCE_EARLY;
	return now > x->until ? ACCEPTANCE_ENDED : ACCEPTANCE_HOLDS;
}
