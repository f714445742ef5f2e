#include <string.h>
#include "assess.h"
#include "rdap/address.h"

/* What is first seen later than this was not shown by the complete run before;
 * CLOCK_NONE where there is none to compare with. */
static int64_t
news_since(const struct assessment *a, const char *org)
{
	const struct scope *s = inventory_scope(a->inv, org);

	if (s == NULL || s->complete_last <= 0)
		return CLOCK_NONE;
	if (!a->report->complete && s->complete_before > 0)
		return s->complete_before;
	return s->complete_last;
}

/* The highest of the address's other findings. */
static enum severity
highest(const struct assessment *a, const char *org, const char *address)
{
	const struct address_view *v = views_address(a->views, org, address);
	enum severity severity = SEVERITY_INFO;

	for (size_t i = 0; i < a->report->finding_count; i++) {
		const struct finding *f = &a->report->findings[i];

		if (v != NULL && f->of == v - a->views->addresses &&
		    !f->rule->passing && f->severity > severity)
			severity = f->severity;
	}
	return severity;
}

/* A POC that only a search of an own domain leads to is no news of the
 * registry when the domain became an own one since. */
static bool
own_domain_since(
    const struct assessment *a, const struct poc_view *p, int64_t since)
{
	const char *domain = address_domain(p->first->address);

	if (p->levels != 1U << LEVEL_NONE)
		return false;
	for (size_t i = 0; i < a->inv->domain_count; i++)
		if (domain_within(domain, a->inv->domains[i].name))
			return a->inv->domains[i].own_since > since;
	return true;
}

static bool
is_new(const struct seen *seen, int64_t since)
{
	return since != CLOCK_NONE && seen->state == STATE_OPEN &&
	       seen->returned == 0 && seen->first > since;
}

static bool
is_back(const struct seen *seen, int64_t since)
{
	return since != CLOCK_NONE && seen->state == STATE_OPEN &&
	       seen->returned != 0 && seen->returned > since;
}

/* In free text of a record, once however often it stands there. */
static const struct sighting *
in_text(const struct assessment *a, size_t i)
{
	const struct sighting *s = &a->inv->sightings[i];

	return s->field != FIELD_POC_EMAIL ? s : NULL;
}

static struct finding *
add_text(struct assessment *a, const struct rule *rule, enum severity severity,
    const struct sighting *s)
{
	struct finding *f = assessment_add(a, rule, severity, s->org,
	    s->address, s->record, field_name(s->field));

	finding_set(&f->field, field_name(s->field));
	finding_poc(f, views_contact(a->views, s->org, s->poc));
	f->levels = 1U << s->level;
	finding_source(f, s->source_url, s->source_digest);
	finding_rests_on(f, &s->seen);
	return f;
}

/* ---- WE501: first seen ---------------------------------------------------- */

static void
tell_new(struct finding *f, int64_t first, int64_t since)
{
	char day[CLOCK_TEXT_MAX], before[CLOCK_TEXT_MAX];

	date_text(first, day);
	date_text(since, before);
	finding_evidence(f,
	    "first seen on %s; the complete audit of %s did not show it", day,
	    before);
}

void
judge_new_exposure(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];
		const char *org = p->first->org;
		int64_t since = news_since(a, org);

		if (is_new(&p->seen, since) && !own_domain_since(a, p, since))
			tell_new(assessment_add_poc(a, rule,
				     highest(a, org, p->first->address), p),
			    p->seen.first, since);
	}
	for (size_t i = 0; i < a->inv->sighting_count; i++) {
		const struct sighting *s = in_text(a, i);

		if (s != NULL && s->field != FIELD_IRR_ATTRIBUTE &&
		    is_new(&s->seen, news_since(a, s->org)))
			tell_new(add_text(a, rule,
				     highest(a, s->org, s->address), s),
			    s->seen.first, news_since(a, s->org));
	}
}

/* ---- WE502: back again ---------------------------------------------------- */

static void
tell_back(struct finding *f, const struct seen *seen)
{
	char first[CLOCK_TEXT_MAX], day[CLOCK_TEXT_MAX];

	date_text(seen->first, first);
	date_text(seen->returned, day);
	finding_evidence(f,
	    "first seen on %s, later gone for certain, and back on %s", first,
	    day);
}

void
judge_returned(const struct rule *rule, struct assessment *a)
{
	for (size_t i = 0; i < a->views->poc_count; i++) {
		const struct poc_view *p = &a->views->pocs[i];

		if (is_back(&p->seen, news_since(a, p->first->org)))
			tell_back(
			    assessment_add_poc(a, rule, rule->severity, p),
			    &p->seen);
	}
	for (size_t i = 0; i < a->inv->sighting_count; i++) {
		const struct sighting *s = in_text(a, i);

		if (s != NULL && is_back(&s->seen, news_since(a, s->org)))
			tell_back(
			    add_text(a, rule, rule->severity, s), &s->seen);
	}
}
