#include <search.h>
#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "alloc.h"
#include "buf.h"
#include "second.h"

/* More POCs that are linked to nothing than this, and than so many times the
 * linked ones, are hardly one organization's. */
#define MANY       20
#define MANY_TIMES 3

/* Handles begin with one of these, and go on with one of those; so the parts
 * of a search that is cut are all of it. ARIN makes them of up to five letters
 * and a number. */
#define FIRST  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
#define SECOND FIRST "-_"
#define SPLITS 6

/* Parts by last name that are cut and show nobody new: it divides nothing. */
#define STALE_MAX 2

struct search {
	const char *domain; /* in the inventory */
	struct target *target;
	struct strings found;
	void *index; /* of those */
	size_t linked;
	size_t unlinked; /* of those found */
	bool many;
	char *reason;           /* why it is not whole, or NULL */
	bool broken;            /* and no other part will be */
	struct strings crowded; /* parts that no division made whole */
};

/* What is asked for at once; each "" for any. */
struct slice {
	const char *prefix; /* of the handle */
	const char *last;   /* beginning of the last name */
};

/* Takes `reason`. */
static void
search_fails(struct search *x, char *reason, bool broken)
{
	x->broken |= broken;
	if (x->reason == NULL)
		x->reason = reason;
	else
		free(reason);
}

static void
search_add(struct second *v, struct search *x, const char *handle)
{
	if (!survey_note(&x->index, handle))
		return;
	strings_add(&x->found, handle);
	x->unlinked += !set_has(&v->linked, handle);
}

/* What the server did not search for shows that it heeds no prefix. */
static void
search_read(struct second *v, struct search *x, const char *prefix,
    const struct sight *sight)
{
	const struct document *d = sight->document;

	for (size_t i = 0; d != NULL && i < d->result_count; i++) {
		const char *handle = d->results[i]->handle;

		if (strncmp(handle, prefix, strlen(prefix)) == 0)
			search_add(v, x, handle);
		else
			search_fails(x,
			    xasprintf("asked for handles with %s, the server "
				      "answered %s",
				prefix, handle),
			    true);
	}
}

static bool
too_many(const struct second *v, const struct search *x)
{
	return !v->s->options->all_searched && x->unlinked > MANY &&
	       x->unlinked > MANY_TIMES * x->linked;
}

/* To divide what shows nothing would go on until the budget ends. */
static bool
empty(const struct sight *sight)
{
	return sight->document == NULL || sight->document->result_count == 0;
}

/* `*cut`: there is more, and a smaller part may show it. */
static int
ask_slice(struct second *v, struct search *x, struct slice slice, bool *cut,
    struct error *err)
{
	struct query q = {0};
	struct sight sight;
	int rc;

	*cut = false;
	if (!query_whois_search(&q, v->s->options->whois, x->domain,
		slice.prefix, slice.last, "the POCs at %s%s%s%s%s", x->domain,
		*slice.prefix == '\0' ? "" : " with handles that begin with ",
		slice.prefix,
		*slice.last == '\0' ? "" : " and last names with ",
		slice.last)) {
		search_fails(x, xstrdup("not a domain to search for"), true);
		return 0;
	}
	rc = sight_get(v, x->target, &q, &sight, err);
	search_read(v, x, slice.prefix, &sight);
	x->many |= too_many(v, x);
	if (!x->many && !x->broken && !sight.whole) {
		*cut = sight.cut && !empty(&sight);
		if (!*cut)
			search_fails(x,
			    sight.cut ? xstrdup("the search says that there "
						"is more, and shows nothing")
				      : xstrdup(sight.reason),
			    true);
	}
	sight_clear(&sight);
	return rc;
}

/* That is never all: nothing shows who has no last name. */
static void
search_crowded(
    struct search *x, const char *prefix, const struct buf *still, bool stale)
{
	bool cut = still->len > 0;

	if (stale)
		strings_take(&x->crowded,
		    xasprintf("more handles begin with %s than a list shows, "
			      "and asking by last name shows no others",
			prefix));
	else
		strings_take(&x->crowded,
		    xasprintf("more handles begin with %s than a list "
			      "shows%s%s; POCs "
			      "without a last name may be missing%s",
			prefix,
			cut ? ", and of those more last names with" : "",
			cut ? still->data : "", cut ? " too" : ""));
}

static int
split_by_name(
    struct second *v, struct search *x, const char *prefix, struct error *err)
{
	struct buf still = {0};
	size_t stale = 0;
	int rc = 0;

	for (const char *next = FIRST; rc == 0 && *next != '\0' && !x->broken &&
				       !x->many && stale < STALE_MAX;
	     next++) {
		char last[2] = {*next, '\0'};
		size_t before = x->found.count;
		bool cut;

		rc = ask_slice(v, x, (struct slice){prefix, last}, &cut, err);
		if (!cut)
			continue;
		buf_printf(&still, " %s", last);
		stale += x->found.count == before;
	}
	search_crowded(x, prefix, &still, stale >= STALE_MAX);
	buf_clear(&still);
	return rc;
}

static int search_part(
    struct second *v, struct search *x, const char *prefix, struct error *err);

static int
split_by_handle(
    struct second *v, struct search *x, const char *prefix, struct error *err)
{
	const char *next = *prefix == '\0' ? FIRST : SECOND;
	int rc = 0;

	for (; rc == 0 && *next != '\0' && !x->broken && !x->many; next++) {
		char *part = xasprintf("%s%c", prefix, *next);

		rc = search_part(v, x, part, err);
		free(part);
	}
	return rc;
}

static int
search_part(
    struct second *v, struct search *x, const char *prefix, struct error *err)
{
	bool cut;

	if (ask_slice(v, x, (struct slice){prefix, ""}, &cut, err) == -1)
		return -1;
	if (!cut)
		return 0;
	return strlen(prefix) < SPLITS ? split_by_handle(v, x, prefix, err)
				       : split_by_name(v, x, prefix, err);
}

/* Is this sighting of a linked POC at exactly this domain? */
static bool
at_domain(const struct sighting *x, const char *domain)
{
	return x->field == FIELD_POC_EMAIL && x->record_kind != RECORD_POC &&
	       !x->second && strcmp(address_domain(x->address), domain) == 0;
}

/* The linked POCs at it are known; a search that does not find them is not
 * believed. */
static void
search_believe(struct second *v, struct search *x, bool count)
{
	const struct inventory *inv = v->s->inv;
	void *met = NULL;

	for (size_t i = 0; i < inv->sighting_count; i++) {
		const struct sighting *s = &inv->sightings[i];

		if (!at_domain(s, x->domain) || !survey_note(&met, s->poc))
			continue;
		if (count)
			x->linked++;
		else if (!set_has(&x->index, s->poc))
			search_fails(x,
			    xasprintf("the search does not find %s, which is "
				      "at this domain",
				s->poc),
			    true);
	}
	tdestroy(met, free);
}

static void
search_judge(struct second *v, struct search *x, struct domain *domain)
{
	struct inventory *inv = v->s->inv;
	char *subject = xasprintf("POCs at %s", x->domain);
	char *missing;

	if (x->reason != NULL)
		strings_add(&x->crowded, x->reason);
	missing = strings_join(&x->crowded, "; ");
	if (x->many)
		inventory_add_note(inv, x->target->org, subject,
		    "%s%zu POCs are linked to nothing audited, %zu are. That "
		    "many may be subscribers': none was stored. If the domain "
		    "is yours alone, add --domain-is-own; if others have "
		    "mailboxes there, declare it with --shared-domain",
		    x->found.count >= v->s->cap ? "at least " : "", x->unlinked,
		    x->linked);
	else if (*missing != '\0')
		inventory_add_gap(inv, x->target->org, subject, "%s", missing);
	else
		inventory_add_note(inv, x->target->org, subject,
		    "%zu, of which %zu linked to nothing audited",
		    x->found.count, x->unlinked);
	domain->searched = !x->many && *missing == '\0';
	free(missing);
	free(subject);
}

/* ---- the whole ---------------------------------------------------------- */

static void
search_clear(struct search *x)
{
	strings_clear(&x->found);
	strings_clear(&x->crowded);
	tdestroy(x->index, free);
	free(x->reason);
}

int
domain_search(struct second *v, struct target *target, struct domain *domain,
    struct strings *found, bool *many, struct error *err)
{
	struct search x = {.domain = domain->name, .target = target};
	int rc;

	search_believe(v, &x, true);
	rc = search_part(v, &x, "", err);
	if (!x.many && x.reason == NULL && x.crowded.count == 0)
		search_believe(v, &x, false);
	search_judge(v, &x, domain);
	*many = x.many;
	*found = x.found;
	x.found = (struct strings){0};
	search_clear(&x);
	return rc;
}
