#include <string.h>
#include "printed.h"
#include "rdap/alloc.h"

const struct printed_role printed_roles[] = {
    {ROLE_REGISTRANT, "registrant"},
    {ROLE_ADMINISTRATIVE, "admin"},
    {ROLE_TECHNICAL, "tech"},
    {ROLE_ABUSE, "abuse"},
    {ROLE_NOC, "noc"},
    {ROLE_ROUTING, "routing"},
    {ROLE_DNS, "dns"},
    {ROLE_BILLING, "billing"},
    {ROLE_OTHER, "other"},
};
const size_t printed_role_count =
    sizeof(printed_roles) / sizeof(printed_roles[0]);

const char *const printed_starts[] = {
    [KNOWS_NOTHING] = "nothing",
    [KNOWS_NUMBER] = "an IP address or AS number",
    [KNOWS_NAME] = "a name",
    [KNOWS_DOMAIN] = "a mail domain",
    [KNOWS_HANDLE] = "a handle",
    [KNOWS_ACCOUNT] = "a bulk account",
};

static bool
same_place(const struct sighting *a, const struct sighting *b)
{
	if (a->field != b->field)
		return false;
	return a->field == FIELD_POC_EMAIL ? strcmp(a->poc, b->poc) == 0
					   : a->record_kind == b->record_kind;
}

/* The place of a sighting, among those there are or at their end. */
static struct printed *
place_of(struct printed **places, size_t *count, const struct sighting *s)
{
	struct printed *place;
	size_t i;

	/* Sightings come sorted: the last place is the likely one. */
	for (i = *count; i > 0; i--)
		if (same_place((*places)[i - 1].first, s))
			return &(*places)[i - 1];
	*places = xgrow(*places, *count, sizeof(**places));
	place = &(*places)[(*count)++];
	*place = (struct printed){.first = s};
	return place;
}

static void
place_add(struct printed *place, const struct sighting *s)
{
	const char **last = &place->last[s->record_kind];

	place->roles |= s->roles;
	if (s->field == FIELD_POC_EMAIL && s->level == LEVEL_NONE)
		place->unlinked = true;
	else if (*last == NULL || strcmp(*last, s->record) != 0)
		place->counts[s->record_kind]++;
	*last = s->record;
}

struct printed *
printed_on(const struct report *report, const struct address_report *address,
    size_t *count)
{
	const struct sighting *all = report->inv->sightings, *s;
	struct printed *places = NULL;
	bool any = address->status != STATUS_OPEN;
	size_t i;

	*count = 0;
	for (i = 0; i < address->sighting_count; i++) {
		s = &all[address->sightings[i]];
		if (any || s->seen.state == STATE_OPEN)
			place_add(place_of(&places, count, s), s);
	}
	return places;
}

bool
printed_links_known(const struct report *report, const struct sighting *s)
{
	const struct record *poc =
	    inventory_record(report->inv, s->org, RECORD_POC, s->poc);

	return poc != NULL && poc->links_known;
}
