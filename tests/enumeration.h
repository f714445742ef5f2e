/*
 * enumeration: one enumeration against the fixture's answers, for the unit
 * suites of it. A suite is one source file, which includes this once: the
 * variables are its own.
 *
 * In its fixture: enumeration_begin(), then what else `options` needs; at the
 * end enumeration_end(). In a test: serve(), run(), and look at `inv`.
 */
#ifndef TESTS_ENUMERATION_H
#define TESTS_ENUMERATION_H

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "rdap/enumerate.h"
#include "tests/fixture_fetch.h"
#include "tests/rdap_text.h"

#define BASE     "https://rdap.example/registry/"
#define ORG      BASE "entity/EXMPL-1"
#define NETWORKS BASE "ips/reverse_search/entity?handle=EXMPL-1"
#define AUTNUMS  BASE "autnums/reverse_search/entity?handle=EXMPL-1"

static struct inventory inv;
static struct strings orgs, domains;
static struct enumerate_options options;

/* EXMPL-1 is to be audited; nothing but RDAP is asked. */
static inline void
enumeration_begin(void)
{
	inv = (struct inventory){0};
	strings_add(&orgs, "EXMPL-1");
	options = (struct enumerate_options){
	    .base = BASE,
	    .orgs = &orgs,
	    .domains = &domains,
	};
}

static inline void
enumeration_end(void)
{
	inventory_clear(&inv);
	strings_clear(&orgs);
	strings_clear(&domains);
	fixture_reset();
}

static inline void
run(void)
{
	struct error err = {0};
	struct fetch_options fetch = {0};
	struct transport *t = fetch_new(&fetch, &err);

	ck_assert_int_eq(enumerate(&options, t, &inv, &err), 0);
	transport_free(t);
}

/* Takes `body`. */
static inline void
serve(const char *url, char *body)
{
	fixture_serve(url, 200, body);
	free(body);
}

/* EXMPL-1 with those POCs, which are taken, and nothing else. */
static inline void
serve_contacts(char *pocs)
{
	serve(ORG, text_org("EXMPL-1", "Example Networks", 0, pocs,
		       "\"networks\":[],\"autnums\":[],"));
}

static inline const struct sighting *
sighting(const char *address)
{
	for (size_t i = 0; i < inv.sighting_count; i++)
		if (strcmp(inv.sightings[i].address, address) == 0)
			return &inv.sightings[i];
	return NULL;
}

static inline bool
gap(const char *subject)
{
	for (size_t i = 0; i < inv.gap_count; i++)
		if (strcmp(inv.gaps[i].subject, subject) == 0)
			return true;
	return false;
}

#endif
