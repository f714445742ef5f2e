/*
 * world: inventories made by hand, for the suites of reports/. One invented
 * organization, EXMPL-1, unless said otherwise; everything was looked at
 * completely at WORLD_NOW.
 */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "reports/assess.h"

#define WORLD_ORG  "EXMPL-1"
#define WORLD_BASE "https://rdap.example.net/registry"
#define WORLD_NOW  1795512600 /* 2026-11-24T09:30:00Z */
#define WORLD_DAY  86400
#define WORLD_YEAR (365 * (int64_t)WORLD_DAY)

struct world {
	struct inventory inv;
	struct run run;
	char source[256]; /* of what is added next */
};

static inline struct seen
world_seen(void)
{
	return (struct seen){STATE_OPEN, WORLD_NOW - 30 * WORLD_DAY, WORLD_NOW,
	    WORLD_NOW, WORLD_NOW - 30 * WORLD_DAY, 0};
}

static inline struct record *
world_record(struct world *w, const char *org, enum record_kind kind,
    const char *handle, const char *type)
{
	struct record r = {.kind = kind,
	    .org = org,
	    .handle = handle,
	    .name = "",
	    .range = "",
	    .type = type,
	    .card_kind = "",
	    .given = "",
	    .surname = "",
	    .unvalidated_since = CLOCK_NONE,
	    .registered = CLOCK_NONE,
	    .last_changed = CLOCK_NONE,
	    .look_reason = "",
	    .source_url = w->source,
	    .source_digest = "",
	    .observed_at = WORLD_NOW,
	    .seen = world_seen()};

	return inventory_add_record(&w->inv, &r);
}

static inline struct scope *
world_org(struct world *w, const char *org)
{
	struct scope s = {.org = xstrdup(org),
	    .name = xstrdup("Example Networks"),
	    .reason = xstrdup(""),
	    .list_complete = {true, true, true, true}};

	snprintf(w->source, sizeof(w->source), WORLD_BASE "/entity/%s", org);
	world_record(w, org, RECORD_ORGANIZATION, org, "");
	return inventory_add_scope(&w->inv, &s);
}

static inline void
world_init(struct world *w)
{
	*w = (struct world){.run = {.started = WORLD_NOW,
				.finished = WORLD_NOW,
				.observed_at = WORLD_NOW}};
	world_org(w, WORLD_ORG);
}

static inline void
world_clear(struct world *w)
{
	inventory_clear(&w->inv);
}

/* `kind` "individual": `name` is "Given Surname"; "group": its name. */
static inline struct record *
world_poc(struct world *w, const char *org, const char *handle,
    const char *kind, const char *name, enum validation validated)
{
	struct record *r = world_record(w, org, RECORD_POC, handle, "");
	const char *blank = strrchr(name, ' ');

	r->card_kind = inventory_text(&w->inv, kind);
	r->name = inventory_text(&w->inv, name);
	r->validated = validated;
	if (strcmp(kind, "individual") == 0 && blank != NULL) {
		char *given = xstrndup(name, (size_t)(blank - name));

		r->given = inventory_text(&w->inv, given);
		r->surname = inventory_text(&w->inv, blank + 1);
		free(given);
	}
	return r;
}

static inline void
world_link(struct world *w, const char *org, const char *poc,
    enum record_kind kind, const char *holder, unsigned roles)
{
	struct link l = {.org = org,
	    .poc = poc,
	    .holder_kind = kind,
	    .holder = holder,
	    .roles = roles,
	    .seen = world_seen()};

	inventory_add_link(&w->inv, &l);
}

static inline struct sighting *
world_sighting(struct world *w, const char *org, enum field field,
    enum record_kind kind, const char *record, const char *poc,
    const char *address, unsigned roles)
{
	static const enum level levels[] = {[RECORD_ORGANIZATION] = LEVEL_ORG,
	    [RECORD_POC] = LEVEL_NONE,
	    [RECORD_NETWORK] = LEVEL_NETWORK,
	    [RECORD_AUTNUM] = LEVEL_AUTNUM,
	    [RECORD_IRR] = LEVEL_NONE};
	struct sighting s = {.org = org,
	    .address = address,
	    .spelling = address,
	    .field = field,
	    .record_kind = kind,
	    .record = record,
	    .poc = poc,
	    .roles = roles,
	    .level = levels[kind],
	    .source_url = w->source,
	    .source_digest = "",
	    .observed_at = WORLD_NOW,
	    .seen = world_seen()};

	return inventory_add_sighting(&w->inv, &s);
}

/* An address of a POC that serves a holder: link and sighting. */
static inline struct sighting *
world_serves(struct world *w, const char *poc, const char *address,
    enum record_kind kind, const char *holder, unsigned roles)
{
	world_link(w, WORLD_ORG, poc, kind, holder, roles);
	return world_sighting(
	    w, WORLD_ORG, FIELD_POC_EMAIL, kind, holder, poc, address, roles);
}

/* A validated role POC of the organization. */
static inline struct record *
world_role(
    struct world *w, const char *handle, const char *address, unsigned roles)
{
	struct record *r = world_poc(w, WORLD_ORG, handle, "group",
	    "Network Operations", VALIDATION_YES);

	world_serves(w, handle, address, RECORD_ORGANIZATION, WORLD_ORG, roles);
	return r;
}

/* A validated person's POC of the organization. */
static inline struct record *
world_person(struct world *w, const char *handle, const char *name,
    const char *address, unsigned roles)
{
	struct record *r =
	    world_poc(w, WORLD_ORG, handle, "individual", name, VALIDATION_YES);

	world_serves(w, handle, address, RECORD_ORGANIZATION, WORLD_ORG, roles);
	return r;
}

static inline struct sighting *
world_remark(struct world *w, enum record_kind kind, const char *record,
    const char *address)
{
	return world_sighting(w, WORLD_ORG, FIELD_REMARK, kind, record,
	    kind == RECORD_POC ? record : "", address, 0);
}

/* In an object of the routing registry. */
static inline struct sighting *
world_irr(struct world *w, const char *object, const char *address)
{
	return world_sighting(w, WORLD_ORG, FIELD_IRR_ATTRIBUTE, RECORD_IRR,
	    object, "", address, 0);
}

static inline void
world_network(struct world *w, const char *handle, const char *type)
{
	world_record(w, WORLD_ORG, RECORD_NETWORK, handle, type);
}

static inline void
world_domain(struct world *w, const char *name, bool confirmed)
{
	struct inventory *inv = &w->inv;

	inv->domains =
	    xgrow(inv->domains, inv->domain_count, sizeof(*inv->domains));
	inv->domains[inv->domain_count++] =
	    (struct domain){.name = xstrdup(name),
		.confirmed = confirmed,
		.evidence = xstrdup(confirmed ? "AB1-ARIN" : "")};
}

/* Role mailboxes on the mandatory roles, one person as admin: healthy. */
static inline void
world_healthy(struct world *w)
{
	world_init(w);
	world_network(w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_person(w, "AB1-ARIN", "Ada Brook", "ada.brook@example.com",
	    ROLE_ADMINISTRATIVE);
	world_role(w, "NOC1-ARIN", "noc@example.com", ROLE_TECHNICAL);
	world_role(w, "ABUSE1-ARIN", "abuse@example.com", ROLE_ABUSE);
	world_role(
	    w, "HOST1-ARIN", "hostmaster@example.com", ROLE_ADMINISTRATIVE);
	world_domain(w, "example.com", true);
}

static inline struct report *
world_assess(const struct world *w)
{
	return assess(&w->inv, &w->run, NULL, 0, NULL, WORLD_NOW);
}

/* The finding of a rule for an address ("" any) on a record ("" any). */
static inline const struct finding *
world_find(const struct report *r, const char *rule, const char *address,
    const char *record)
{
	for (size_t i = 0; i < r->finding_count; i++) {
		const struct finding *f = &r->findings[i];

		if (strcmp(f->rule->id, rule) == 0 &&
		    (address[0] == '\0' || strcmp(f->address, address) == 0) &&
		    (record[0] == '\0' || strcmp(f->record, record) == 0))
			return f;
	}
	return NULL;
}

static inline size_t
world_count(const struct report *r, const char *rule)
{
	size_t count = 0;

	for (size_t i = 0; i < r->finding_count; i++)
		count += strcmp(r->findings[i].rule->id, rule) == 0;
	return count;
}

/* The severity of the one finding of a rule, "" when it does not hold. */
static inline const char *
world_severity(const struct report *r, const char *rule)
{
	const struct finding *f = world_find(r, rule, "", "");

	return f != NULL ? severity_name(f->severity) : "";
}

/* Assess, compare, free. */
static inline void
world_expect(const struct world *w, const char *rule, const char *severity)
{
	struct report *r = world_assess(w);

	ck_assert_msg(strcmp(world_severity(r, rule), severity) == 0,
	    "%s: expected \"%s\", found \"%s\"", rule, severity,
	    world_severity(r, rule));
	report_free(r);
}

#endif
