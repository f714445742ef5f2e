#include "tests/suites.h"
#include "tests/world.h"

#define TECH    ROLE_TECHNICAL
#define NET     "NET-192-0-2-0-1"
#define EARLIER (WORLD_NOW - 7 * WORLD_DAY)

static struct world w;

static void
begin(void)
{
	world_init(&w);
}

static void
end(void)
{
	world_clear(&w);
}

/* What an earlier run kept of the present world, one finding or all. */
struct past {
	struct kept_finding *kept;
	size_t count;
};

static struct past
remember(void)
{
	struct world then = {.inv = w.inv, .run = w.run};
	struct past p;
	struct report *r;

	then.run.observed_at = EARLIER;
	r = world_assess(&then);
	p.kept = report_findings(r, &p.count);
	for (size_t i = 0; i < p.count; i++)
		p.kept[i].seen =
		    (struct seen){p.kept[i].seen.state, EARLIER - WORLD_DAY,
			EARLIER, EARLIER, EARLIER - WORLD_DAY, 0};
	report_free(r);
	return p;
}

static void
forget(struct past *p)
{
	for (size_t i = 0; i < p->count; i++)
		kept_finding_clear(&p->kept[i]);
	free(p->kept);
}

static struct report *
judge(const struct past *p)
{
	return assess(&w.inv, &w.run, p->kept, p->count, NULL, WORLD_NOW);
}

static const char *
status_of(const struct report *r, const char *rule)
{
	const struct finding *f = world_find(r, rule, "", "");

	return f != NULL ? status_name(f->status) : "";
}

/* Judge the world with that past, and say how a rule's finding stands. */
static void
expect_status(const struct past *p, const char *rule, const char *status)
{
	struct report *r = judge(p);

	ck_assert_str_eq(status_of(r, rule), status);
	report_free(r);
}

static void
expect_severity(const struct past *p, const char *rule, const char *severity)
{
	struct report *r = judge(p);

	ck_assert_str_eq(world_severity(r, rule), severity);
	report_free(r);
}

/* A role POC with a person's mailbox: WE102, to be mended or not. */
static void
sinful(void)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "cleo.dahl@example.com", TECH);
}

/* The same world with the mailbox mended. */
static void
mended(void)
{
	end();
	begin();
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH)->last_changed =
	    WORLD_NOW - WORLD_DAY;
}

/* ---- the floor ---------------------------------------------------------- */

START_TEST(the_floor_counts_mailboxes_without_their_tags)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_role(&w, "NOC2-ARIN", "noc+two@example.com", TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ROLE_ABUSE);
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "info@example.com");
	r = world_assess(&w);
	ck_assert_uint_eq(r->address_count, 4);
	ck_assert_uint_eq(r->published, 3);
	ck_assert_uint_eq(r->needed_count, 3);
	ck_assert_ptr_null(r->needed[0].mailbox);
	ck_assert_str_eq(r->needed[1].mailbox, "noc+two@example.com");
	ck_assert_str_eq(r->needed[2].mailbox, "abuse@example.com");
	report_free(r);
}
END_TEST

START_TEST(a_noc_poc_anywhere_makes_a_fourth_needed_role)
{
	struct report *r;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	world_serves(
	    &w, "NOC1-ARIN", "noc@example.com", RECORD_NETWORK, NET, ROLE_NOC);
	r = world_assess(&w);
	ck_assert_uint_eq(r->needed_count, 4);
	ck_assert_int_eq(r->needed[3].role, ROLE_NOC);
	ck_assert_str_eq(r->needed[3].mailbox, "noc@example.com");
	report_free(r);
}
END_TEST

START_TEST(what_is_no_mail_address_fills_no_role)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com.", TECH);
	r = world_assess(&w);
	ck_assert_uint_eq(world_count(r, "WE304"), 1);
	ck_assert_ptr_null(r->needed[1].mailbox);
	report_free(r);
	world_role(&w, "NOC2-ARIN", "noc@example.com", TECH);
	r = world_assess(&w);
	ck_assert_str_eq(r->needed[1].mailbox, "noc@example.com");
	report_free(r);
}
END_TEST

START_TEST(a_role_at_the_organization_fills_before_one_at_a_network)
{
	struct report *r;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_poc(&w, WORLD_ORG, "A1-ARIN", "group", "NOC", VALIDATION_YES);
	world_serves(
	    &w, "A1-ARIN", "abuse@example.com", RECORD_NETWORK, NET, TECH);
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", TECH);
	r = world_assess(&w);
	ck_assert_str_eq(r->needed[1].mailbox, "noc@example.com");
	report_free(r);
}
END_TEST

START_TEST(organizations_share_the_floor)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_org(&w, "EXMPL-2");
	world_poc(&w, "EXMPL-2", "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	world_sighting(&w, "EXMPL-2", FIELD_POC_EMAIL, RECORD_ORGANIZATION,
	    "EXMPL-2", "NOC1-ARIN", "noc@example.com", TECH);
	r = world_assess(&w);
	ck_assert_uint_eq(r->address_count, 2);
	ck_assert_uint_eq(r->published, 1);
	ck_assert_uint_eq(world_count(r, "WE000"), 2);
	report_free(r);
}
END_TEST

/* ---- order and counts --------------------------------------------------- */

START_TEST(addresses_and_findings_come_worst_first)
{
	struct report *r;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_role(&w, "NOC2-ARIN", "zz@freemail.example", TECH);
	world_role(&w, "NOC3-ARIN", "cleo.dahl@example.com", TECH);
	r = world_assess(&w);
	ck_assert_uint_eq(r->address_count, 3);
	ck_assert_str_eq(r->addresses[0].address, "zz@freemail.example");
	ck_assert_str_eq(r->addresses[0].domain, "freemail.example");
	ck_assert_str_eq(r->addresses[1].address, "cleo.dahl@example.com");
	ck_assert_str_eq(r->addresses[2].address, "noc@example.com");
	for (size_t i = 1; i < r->finding_count; i++)
		ck_assert_int_le(
		    r->findings[i].severity, r->findings[i - 1].severity);
	for (size_t i = 0; i < r->finding_count; i++) {
		const struct finding *f = &r->findings[i];

		if (f->address[0] == '\0')
			ck_assert_int_eq(f->of, -1);
		else
			ck_assert_str_eq(
			    r->addresses[f->of].address, f->address);
	}
	ck_assert_uint_eq(r->addresses[0].finding_count, 2);
	ck_assert_int_eq(report_worst(r), SEVERITY_HIGH);
	report_free(r);
}
END_TEST

START_TEST(coverage_alone_is_no_finding_to_count)
{
	struct report *r;

	w.inv.scopes[0].state = SCOPE_FAILED;
	r = world_assess(&w);
	ck_assert_uint_eq(r->finding_count, 1);
	ck_assert_int_eq(report_worst(r), -1);
	ck_assert(!r->complete);
	report_free(r);
}
END_TEST

START_TEST(an_id_is_the_rule_and_twelve_digits_and_stable)
{
	struct report *a, *b;

	sinful();
	a = world_assess(&w);
	b = world_assess(&w);
	ck_assert_uint_eq(strlen(a->findings[0].id), strlen("WE102-") + 12);
	for (size_t i = 0; i < a->finding_count; i++) {
		ck_assert_str_eq(a->findings[i].id, b->findings[i].id);
		for (size_t j = 0; j < i; j++)
			ck_assert_str_ne(a->findings[i].id, a->findings[j].id);
	}
	report_free(a);
	report_free(b);
}
END_TEST

START_TEST(places_of_a_mailbox_on_one_poc_are_one_finding)
{
	struct report *r;
	const struct finding *f;

	sinful();
	world_serves(&w, "NOC1-ARIN", "cleo.dahl@example.com", RECORD_NETWORK,
	    NET, ROLE_NOC);
	r = world_assess(&w);
	ck_assert_uint_eq(world_count(r, "WE102"), 1);
	f = world_find(r, "WE102", "", "");
	ck_assert_uint_eq(f->roles, TECH | ROLE_NOC);
	ck_assert_uint_eq(f->levels, 1U << LEVEL_ORG | 1U << LEVEL_NETWORK);
	report_free(r);
}
END_TEST

START_TEST(an_empty_inventory_is_an_empty_report)
{
	struct report *r;

	end();
	w = (struct world){0};
	r = world_assess(&w);
	ck_assert_uint_eq(r->finding_count, 0);
	ck_assert_uint_eq(r->address_count, 0);
	ck_assert_uint_eq(r->published, 0);
	ck_assert_int_eq(report_worst(r), -1);
	report_free(r);
}
END_TEST

/* ---- over time ---------------------------------------------------------- */

START_TEST(a_finding_keeps_the_time_it_was_first_seen)
{
	struct past p;
	struct report *r;
	const struct finding *f;

	sinful();
	p = remember();
	r = judge(&p);
	f = world_find(r, "WE102", "", "");
	ck_assert_int_eq(f->first_seen, EARLIER - WORLD_DAY);
	ck_assert_int_eq(f->status_since, EARLIER - WORLD_DAY);
	ck_assert_int_eq(f->last_seen, WORLD_NOW);
	ck_assert_str_eq(f->cause, "");
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(a_new_finding_is_new_by_the_registry)
{
	struct past p;
	struct report *r;
	const struct finding *f;

	mended();
	p = remember();
	sinful();
	r = judge(&p);
	f = world_find(r, "WE102", "", "");
	ck_assert_int_eq(f->first_seen, WORLD_NOW);
	ck_assert_str_eq(f->cause, "registry");
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(states_of_facts_are_statuses_of_findings)
{
	struct past none = {0};

	sinful();
	w.inv.sightings[0].seen.state = STATE_UNCONFIRMED;
	expect_status(&none, "WE102", "unconfirmed");
	w.inv.sightings[0].seen.state = STATE_UNKNOWN;
	expect_status(&none, "WE102", "unknown");
}
END_TEST

START_TEST(one_place_that_is_seen_is_enough)
{
	struct past none = {0};

	sinful();
	world_serves(&w, "NOC1-ARIN", "cleo.dahl@example.com", RECORD_NETWORK,
	    NET, TECH);
	w.inv.sightings[0].seen.state = STATE_UNCONFIRMED;
	expect_status(&none, "WE102", "open");
}
END_TEST

START_TEST(only_open_findings_count_and_an_unknown_one_still_rates)
{
	struct report *r;

	sinful();
	w.inv.sightings[0].seen.state = STATE_UNKNOWN;
	r = world_assess(&w);
	ck_assert_uint_eq(r->open[SEVERITY_MEDIUM], 2); /* WE401 */
	ck_assert_int_eq(r->addresses[0].severity, SEVERITY_MEDIUM);
	ck_assert_int_eq(r->addresses[0].status, STATUS_UNKNOWN);
	report_free(r);
}
END_TEST

START_TEST(what_a_complete_look_does_not_find_is_removed_and_last)
{
	struct past p;
	struct report *r;
	const struct finding *last;

	sinful();
	p = remember();
	mended();
	r = judge(&p);
	last = &r->findings[r->finding_count - 1];
	ck_assert_str_eq(last->rule->id, "WE102");
	ck_assert_int_eq(last->status, STATUS_REMOVED);
	ck_assert_int_eq(last->severity, SEVERITY_MEDIUM);
	ck_assert_int_eq(last->status_since, WORLD_NOW);
	ck_assert_int_eq(last->last_seen, EARLIER);
	ck_assert_int_eq(last->of, -1);
	ck_assert_str_eq(last->cause, "registry");
	ck_assert_ptr_nonnull(strstr(last->evidence, "mirrors"));
	ck_assert_uint_eq(r->open[SEVERITY_MEDIUM], 2); /* WE401 */
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(a_removed_finding_stays_removed_whatever_the_look)
{
	struct past p;
	struct report *r;

	sinful();
	p = remember();
	mended();
	for (size_t i = 0; i < p.count; i++) {
		free(p.kept[i].status);
		p.kept[i].status = xstrdup("removed");
		p.kept[i].seen.state = STATE_REMOVED;
	}
	w.inv.scopes[0].state = SCOPE_FAILED;
	r = judge(&p);
	ck_assert_str_eq(status_of(r, "WE102"), "removed");
	ck_assert_int_eq(
	    world_find(r, "WE102", "", "")->status_since, EARLIER - WORLD_DAY);
	ck_assert_str_eq(world_find(r, "WE102", "", "")->cause, "");
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(a_failed_look_at_the_organization_mends_nothing)
{
	struct past p;
	struct report *r;
	const struct finding *f;

	sinful();
	p = remember();
	mended();
	w.inv.scopes[0].state = SCOPE_FAILED;
	r = judge(&p);
	f = world_find(r, "WE102", "", "");
	ck_assert_int_eq(f->status, STATUS_UNKNOWN);
	ck_assert_int_eq(f->severity, SEVERITY_MEDIUM);
	ck_assert_int_eq(f->last_seen, EARLIER);
	ck_assert_str_eq(status_of(r, "WE401"), "unknown");
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(a_failed_look_at_the_poc_mends_nothing)
{
	struct past p;
	struct record *poc;

	sinful();
	p = remember();
	mended();
	poc = inventory_record(&w.inv, WORLD_ORG, RECORD_POC, "NOC1-ARIN");
	for (int look = LOOK_PARTIAL; look <= LOOK_SKIPPED; look++) {
		poc->look = (enum look)look;
		expect_status(&p, "WE102", "unknown");
	}
	poc->look = LOOK_COMPLETE;
	poc->seen.state = STATE_UNKNOWN;
	expect_status(&p, "WE102", "unknown");
	poc->seen.state = STATE_OPEN;
	expect_status(&p, "WE102", "removed"); /* its address is gone */
	forget(&p);
}
END_TEST

START_TEST(a_poc_that_is_gone_needs_whole_lists_to_be_believed)
{
	struct past p;

	sinful();
	p = remember();
	end();
	begin();
	w.inv.scopes[0].list_complete[RECORD_POC] = false;
	expect_status(&p, "WE102", "unknown");
	w.inv.scopes[0].list_complete[RECORD_POC] = true;
	expect_status(&p, "WE102", "removed");
	forget(&p);
}
END_TEST

START_TEST(a_missing_role_is_not_filled_by_a_list_that_is_cut)
{
	struct past p;

	sinful();
	p = remember();
	w.inv.scopes[0].list_complete[RECORD_POC] = false;
	expect_status(&p, "WE401", "unknown");
	w.inv.scopes[0].list_complete[RECORD_POC] = true;
	expect_status(&p, "WE401", "open");
	world_role(&w, "ALL1-ARIN", "info@example.com",
	    ROLE_ADMINISTRATIVE | ROLE_ABUSE);
	expect_status(&p, "WE401", "unconfirmed");
	forget(&p);
}
END_TEST

START_TEST(a_poc_that_could_not_be_read_makes_no_account_valid)
{
	struct past p;
	struct record *r;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	r = inventory_record(&w.inv, WORLD_ORG, RECORD_POC, "NOC1-ARIN");
	r->validated = VALIDATION_NO;
	p = remember();
	expect_status(&p, "WE404", "open");
	r->look = LOOK_FAILED;
	expect_status(&p, "WE404", "unknown");
	expect_status(&p, "WE301", "unknown");
	r->validated = VALIDATION_UNKNOWN;
	expect_status(&p, "WE404", "unknown");
	expect_status(&p, "WE301", "unknown");
	r->look = LOOK_COMPLETE;
	expect_status(&p, "WE404", "unconfirmed");
	expect_status(&p, "WE301", "unconfirmed");
	forget(&p);
}
END_TEST

static void
two_unvalidated(void)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH)->validated =
	    VALIDATION_NO;
	world_role(&w, "NOC2-ARIN", "noc2@example.com", TECH)->validated =
	    VALIDATION_NO;
}

/* Two of them, none valid: that one may be gone makes the other no better. That
 * one may be valid ends nothing while nobody saw that it may act. */
START_TEST(an_acting_poc_that_was_not_seen_makes_no_account_valid)
{
	struct past p;
	struct record *r;

	two_unvalidated();
	p = remember();
	expect_status(&p, "WE404", "open");
	r = inventory_record(&w.inv, WORLD_ORG, RECORD_POC, "NOC2-ARIN");
	r->seen.state = STATE_UNCONFIRMED;
	w.inv.links[1].seen.state = STATE_UNKNOWN;
	expect_status(&p, "WE404", "open");
	r->seen.state = STATE_OPEN;
	r->validated = VALIDATION_YES;
	expect_status(&p, "WE404", "unknown");
	w.inv.links[1].seen.state = STATE_OPEN;
	expect_status(&p, "WE404", "unconfirmed");
	forget(&p);
}
END_TEST

/* All links and places of the organization itself, as one look shows them. */
static void
at_org(enum state state)
{
	for (size_t i = 0; i < w.inv.link_count; i++)
		if (w.inv.links[i].holder_kind == RECORD_ORGANIZATION)
			w.inv.links[i].seen.state = state;
	for (size_t i = 0; i < w.inv.sighting_count; i++)
		if (w.inv.sightings[i].level == LEVEL_ORG)
			w.inv.sightings[i].seen.state = state;
}

START_TEST(a_link_that_may_be_gone_makes_no_orphan_good)
{
	struct past p;

	world_poc(
	    &w, WORLD_ORG, "OLD1-ARIN", "group", "Old Desk", VALIDATION_YES)
	    ->links_known = true;
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "OLD1-ARIN",
	    "OLD1-ARIN", "cleo.dahl@example.com", 0);
	p = remember();
	expect_status(&p, "WE202", "open");
	world_serves(&w, "OLD1-ARIN", "cleo.dahl@example.com",
	    RECORD_ORGANIZATION, WORLD_ORG, TECH);
	at_org(STATE_UNCONFIRMED);
	expect_status(&p, "WE202", "unknown");
	at_org(STATE_OPEN);
	expect_status(&p, "WE202", "unconfirmed");
	forget(&p);
}
END_TEST

START_TEST(links_that_were_not_read_make_no_orphan_and_end_nothing)
{
	struct past p, none = {0};
	struct record *r;

	world_poc(&w, WORLD_ORG, "OLD1-ARIN", "individual", "Cleo Dahl",
	    VALIDATION_YES);
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "OLD1-ARIN",
	    "OLD1-ARIN", "cleo.dahl@example.com", 0);
	p = remember();
	expect_status(&p, "WE101", "open");
	r = inventory_record(&w.inv, WORLD_ORG, RECORD_POC, "OLD1-ARIN");
	r->links_known = true;
	expect_status(&p, "WE101", "unconfirmed");
	expect_status(&none, "WE202", "open");
	inventory_add_gap(&w.inv, WORLD_ORG, "links of OLD1-ARIN", "unread");
	expect_status(&p, "WE101", "unknown");
	expect_status(&none, "WE202", "unknown");
	forget(&p);
}
END_TEST

START_TEST(a_link_that_may_be_gone_ends_no_elsewhere)
{
	struct past p;
	struct elsewhere x = {.org = xstrdup(WORLD_ORG),
	    .poc = xstrdup("OLD1-ARIN"),
	    .stranger = xstrdup("OTHER-1"),
	    .resources = 1};

	world_poc(
	    &w, WORLD_ORG, "OLD1-ARIN", "group", "Old Desk", VALIDATION_YES)
	    ->links_known = true;
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "OLD1-ARIN",
	    "OLD1-ARIN", "cleo.dahl@example.com", 0);
	inventory_add_elsewhere(&w.inv, &x);
	p = remember();
	expect_status(&p, "WE207", "open");
	world_serves(&w, "OLD1-ARIN", "cleo.dahl@example.com",
	    RECORD_ORGANIZATION, WORLD_ORG, TECH);
	at_org(STATE_UNCONFIRMED);
	expect_status(&p, "WE207", "unknown");
	at_org(STATE_OPEN);
	expect_status(&p, "WE207", "unconfirmed");
	forget(&p);
}
END_TEST

/* SITE1-ARIN serves it, and not the organization. */
static void
site_on_a_network(void)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_poc(&w, WORLD_ORG, "SITE1-ARIN", "group", "Site", VALIDATION_YES);
	world_serves(
	    &w, "SITE1-ARIN", "site@example.com", RECORD_NETWORK, NET, TECH);
}

START_TEST(a_place_that_may_be_gone_makes_no_contact_the_organizations)
{
	struct past p;

	site_on_a_network();
	p = remember();
	expect_status(&p, "WE205", "open");
	world_serves(&w, "SITE1-ARIN", "site@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, TECH);
	at_org(STATE_UNCONFIRMED);
	expect_status(&p, "WE205", "unknown");
	at_org(STATE_OPEN);
	expect_status(&p, "WE205", "unconfirmed");
	forget(&p);
}
END_TEST

/* What it serves could not be read: it may be a network of the organization's
 * still, though no look has shown that. */
START_TEST(a_poc_with_unknown_links_is_no_orphan)
{
	struct past p;

	site_on_a_network();
	p = remember();
	w.inv.link_count--;
	w.inv.sighting_count--;
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "SITE1-ARIN",
	    "SITE1-ARIN", "site@example.com", 0);
	expect_status(&p, "WE205", "unconfirmed");
	inventory_add_gap(&w.inv, WORLD_ORG, "links of SITE1-ARIN", "refused");
	expect_status(&p, "WE205", "unknown");
	forget(&p);
}
END_TEST

/* The address may stand there now. */
START_TEST(networks_beyond_rdap_that_were_not_read_end_nothing)
{
	struct past p;

	site_on_a_network();
	world_network(&w, "NET-192-0-2-128-1", "");
	p = remember();
	w.inv.link_count--;
	w.inv.sighting_count--;
	expect_status(&p, "WE205", "removed");
	inventory_record(&w.inv, WORLD_ORG, RECORD_NETWORK, "NET-192-0-2-128-1")
	    ->second = true;
	expect_status(&p, "WE205", "removed");
	inventory_record(&w.inv, WORLD_ORG, RECORD_NETWORK, "NET-192-0-2-128-1")
	    ->seen.state = STATE_UNKNOWN;
	expect_status(&p, "WE205", "unknown");
	forget(&p);
}
END_TEST

START_TEST(an_abuse_role_that_may_be_gone_hides_no_personal_mailbox)
{
	struct past p;

	sinful();
	p = remember();
	expect_status(&p, "WE102", "open");
	w.inv.links[0].roles |= ROLE_ABUSE;
	w.inv.sightings[0].roles |= ROLE_ABUSE;
	at_org(STATE_UNCONFIRMED);
	expect_status(&p, "WE102", "unknown");
	at_org(STATE_OPEN);
	expect_status(&p, "WE102", "unconfirmed");
	expect_status(&p, "WE402", "open");
	/* Roles of an earlier look are kept while one is not complete. */
	w.inv.sightings[0].seen.last_complete -= WORLD_DAY;
	expect_status(&p, "WE102", "unknown");
	w.inv.sightings[0].seen.last_complete += WORLD_DAY;
	w.inv.sightings[0].seen.state = STATE_UNCONFIRMED;
	w.inv.link_count--; /* the link is gone for certain, and freed below */
	expect_status(&p, "WE102", "unknown");
	w.inv.link_count++;
	forget(&p);
}
END_TEST

START_TEST(a_place_that_may_be_gone_is_not_the_only_one_while_lists_are_cut)
{
	struct past p;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cleo.dahl@example.com", ROLE_ABUSE);
	p = remember();
	expect_status(&p, "WE402", "open");
	at_org(STATE_UNCONFIRMED);
	expect_status(&p, "WE402", "unconfirmed");
	w.inv.scopes[0].list_complete[RECORD_POC] = false;
	expect_status(&p, "WE402", "unknown");
	forget(&p);
}
END_TEST

START_TEST(a_role_is_known_as_well_as_where_it_is_held)
{
	struct past none = {0};
	size_t org = w.inv.sighting_count;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "cleo.dahl@example.com", TECH | ROLE_ABUSE);
	world_serves(&w, "NOC1-ARIN", "cleo.dahl@example.com", RECORD_NETWORK,
	    NET, TECH);
	expect_status(&none, "WE402", "open");
	w.inv.sightings[org].seen.state = STATE_UNKNOWN;
	expect_status(&none, "WE402", "unknown");
}
END_TEST

START_TEST(a_rule_that_could_not_be_judged_mends_nothing)
{
	struct past p;

	world_role(&w, "NOC1-ARIN", "noc@example.net", TECH);
	world_domain(&w, "example.com", true);
	p = remember();
	expect_status(&p, "WE104", "open");
	w.inv.domains[0].confirmed = false;
	expect_status(&p, "WE104", "unknown");
	forget(&p);
}
END_TEST

/* WE301 and nothing of it left; what was kept says it is unconfirmed since. */
static struct past
unvalidated(const char *status, int64_t since)
{
	struct past p;
	struct record *r;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	r = inventory_record(&w.inv, WORLD_ORG, RECORD_POC, "NOC1-ARIN");
	r->validated = VALIDATION_NO;
	p = remember();
	r->validated = VALIDATION_UNKNOWN;
	for (size_t i = 0; i < p.count; i++) {
		free(p.kept[i].status);
		p.kept[i].status = xstrdup(status);
		p.kept[i].seen.since = since;
	}
	return p;
}

static void
expect_ended(const char *before, int64_t since, const char *status,
    int64_t status_since, const char *cause)
{
	struct past p = unvalidated(before, since);
	struct report *r = judge(&p);
	const struct finding *f = world_find(r, "WE301", "", "");

	ck_assert_str_eq(status_name(f->status), status);
	ck_assert_int_eq(f->status_since, status_since);
	ck_assert_str_eq(f->cause, cause);
	ck_assert_uint_eq(f->evidence[0] != '\0', 1);
	report_free(r);
	forget(&p);
}

/* One of two addresses may be gone for a week: the finding was open by another
 * place of it until now, and the two looks begin with this one. */
START_TEST(what_it_rests_on_was_in_doubt_before_it_was)
{
	const struct finding *f;
	struct past p;
	struct report *r;

	sinful();
	p = remember();
	w.inv.sightings[0].seen.state = STATE_UNCONFIRMED;
	w.inv.sightings[0].seen.since = EARLIER;
	r = judge(&p);
	f = world_find(r, "WE102", "", "");
	ck_assert_int_eq(f->status, STATUS_UNCONFIRMED);
	ck_assert_int_eq(f->status_since, WORLD_NOW);
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(one_complete_look_makes_a_finding_unconfirmed)
{
	expect_ended("open", EARLIER, "unconfirmed", WORLD_NOW, "registry");
}
END_TEST

START_TEST(a_failed_look_in_between_makes_it_unconfirmed_again)
{
	expect_ended("unknown", EARLIER, "unconfirmed", WORLD_NOW, "registry");
}
END_TEST

START_TEST(a_second_complete_look_after_six_hours_removes_a_finding)
{
	expect_ended("unconfirmed", WORLD_NOW - 6 * 3600, "removed", WORLD_NOW,
	    "registry");
}
END_TEST

START_TEST(a_second_complete_look_one_second_sooner_removes_no_finding)
{
	expect_ended("unconfirmed", WORLD_NOW - 6 * 3600 + 1, "unconfirmed",
	    WORLD_NOW - 6 * 3600 + 1, "");
}
END_TEST

START_TEST(a_look_older_than_the_finding_ends_nothing)
{
	struct past p = unvalidated("open", EARLIER);

	for (size_t i = 0; i < p.count; i++)
		p.kept[i].seen.last = WORLD_NOW + WORLD_DAY;
	expect_status(&p, "WE301", "unknown");
	forget(&p);
}
END_TEST

START_TEST(a_domain_that_is_declared_own_is_no_news_of_the_registry)
{
	struct past p;
	struct report *r;
	const struct finding *f;

	world_role(&w, "NOC1-ARIN", "noc@example.net", TECH);
	world_domain(&w, "example.com", true);
	p = remember();
	world_domain(&w, "example.net", false);
	r = judge(&p);
	f = world_find(r, "WE104", "", "");
	ck_assert_str_eq(status_name(f->status), "removed");
	ck_assert_str_eq(f->cause, "config");
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(a_domain_that_is_declared_shared_is_no_news_of_the_registry)
{
	struct strings shared = {0};
	struct assess_options how = {.shared_domains = &shared};
	struct past p;
	struct report *r;
	const struct finding *f;

	world_role(&w, "NOC1-ARIN", "noc@example.net", TECH);
	world_domain(&w, "example.com", true);
	p = remember();
	strings_add(&shared, "example.net");
	r = assess(&w.inv, &w.run, p.kept, p.count, &how, WORLD_NOW);
	f = world_find(r, "WE104", "", "");
	ck_assert_str_eq(status_name(f->status), "removed");
	ck_assert_str_eq(f->cause, "config");
	ck_assert_ptr_nonnull(strstr(f->evidence, "a shared one"));
	report_free(r);
	strings_clear(&shared);
	forget(&p);
}
END_TEST

START_TEST(what_a_first_own_domain_begins_is_no_news_of_the_registry)
{
	struct past p;
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.net", TECH);
	p = remember();
	world_domain(&w, "example.com", true);
	r = judge(&p);
	ck_assert_str_eq(world_find(r, "WE104", "", "")->cause, "config");
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(what_the_registry_ended_and_shows_again_is_its_news)
{
	struct past p;
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.net", TECH);
	world_domain(&w, "example.com", true);
	p = remember();
	for (size_t i = 0; i < p.count; i++) {
		free(p.kept[i].status);
		free(p.kept[i].cause);
		p.kept[i].status = xstrdup("removed");
		p.kept[i].cause = xstrdup("registry");
	}
	r = judge(&p);
	ck_assert_str_eq(world_find(r, "WE104", "", "")->cause, "registry");
	report_free(r);
	forget(&p);
}
END_TEST

/* ---- whom a POC serves, and who of them is audited ----------------------- */

static void
shared_with(const char *stranger)
{
	struct elsewhere x = {.org = xstrdup(WORLD_ORG),
	    .poc = xstrdup("NOC1-ARIN"),
	    .stranger = xstrdup(stranger),
	    .resources = 1};

	inventory_add_elsewhere(&w.inv, &x);
}

/* Whom it serves was read, and is nobody else. */
static void
shared_no_more(bool read)
{
	end();
	begin();
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH)->orgs_known = read;
}

START_TEST(that_a_poc_is_shared_no_more_is_seen_only_where_that_was_asked)
{
	struct past p;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	shared_with("EXMPL-2");
	p = remember();
	expect_status(&p, "WE203", "open");
	shared_no_more(true);
	expect_status(&p, "WE203", "unconfirmed");
	for (size_t i = 0; i < p.count; i++) {
		free(p.kept[i].status);
		p.kept[i].status = xstrdup("unconfirmed");
	}
	expect_status(&p, "WE203", "removed");
	inventory_record(&w.inv, WORLD_ORG, RECORD_POC, "NOC1-ARIN")
	    ->seen.state = STATE_UNCONFIRMED;
	expect_status(&p, "WE203", "unknown");
	shared_no_more(false);
	expect_status(&p, "WE203", "unknown");
	/* It may serve one that is audited and could not be read. */
	shared_no_more(true);
	world_org(&w, "EXMPL-2")->list_complete[RECORD_POC] = false;
	expect_status(&p, "WE203", "unknown");
	forget(&p);
}
END_TEST

static void
expect_cause(const struct past *p, const char *rule, const char *status,
    const char *cause)
{
	struct report *r = judge(p);
	const struct finding *f = world_find(r, rule, "", "NOC1-ARIN");

	ck_assert_str_eq(status_name(f->status), status);
	ck_assert_str_eq(f->cause, cause);
	report_free(r);
}

START_TEST(a_poc_that_serves_who_is_audited_now_is_no_news_of_the_registry)
{
	struct past p, both;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	shared_with("EXMPL-2");
	p = remember();
	shared_no_more(false);
	world_org(&w, "EXMPL-2");
	world_link(
	    &w, "EXMPL-2", "NOC1-ARIN", RECORD_ORGANIZATION, "EXMPL-2", TECH);
	expect_cause(&p, "WE203", "removed", "scope");
	/* It was audited before, and somebody else was a stranger. */
	shared_with("OTHER-9");
	both = remember();
	w.inv.elsewhere_count = 0;
	inventory_record(&w.inv, WORLD_ORG, RECORD_POC, "NOC1-ARIN")
	    ->orgs_known = true;
	expect_cause(&both, "WE203", "unconfirmed", "registry");
	w.inv.elsewhere_count = 1;
	forget(&both);
	forget(&p);
}
END_TEST

START_TEST(a_poc_that_is_now_with_who_is_audited_now_is_no_news_either)
{
	struct record *poc;
	struct past p;

	world_domain(&w, "example.com", true);
	poc = world_poc(
	    &w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	poc->links_known = true;
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "NOC1-ARIN",
	    "NOC1-ARIN", "noc@example.com", 0);
	shared_with("EXMPL-2");
	p = remember();
	expect_cause(&p, "WE207", "open", "");
	poc->seen.state = w.inv.sightings[0].seen.state = STATE_UNCONFIRMED;
	poc->seen.since = w.inv.sightings[0].seen.since = WORLD_NOW;
	expect_cause(&p, "WE207", "unconfirmed", "registry");
	world_org(&w, "EXMPL-2");
	world_link(
	    &w, "EXMPL-2", "NOC1-ARIN", RECORD_ORGANIZATION, "EXMPL-2", TECH);
	expect_cause(&p, "WE207", "unconfirmed", "scope");
	expect_cause(&p, "WE105", "unconfirmed", "scope");
	forget(&p);
}
END_TEST

static struct report *
judge_with_role(const struct past *p, const char *role)
{
	struct strings roles = {0};
	struct assess_options how = {.roles = &roles};
	struct report *r;

	strings_add(&roles, role);
	r = assess(&w.inv, &w.run, p->kept, p->count, &how, WORLD_NOW);
	strings_clear(&roles);
	return r;
}

START_TEST(a_mailbox_that_is_configured_as_a_role_is_no_news_of_the_registry)
{
	struct past p;
	struct report *r;
	const struct finding *f;

	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cleo@example.com", TECH);
	world_role(&w, "NOC1-ARIN", "kontor@example.com", ROLE_ABUSE);
	p = remember();
	expect_status(&p, "WE101", "open");
	expect_status(&p, "WE402", "open");
	r = judge_with_role(&p, "Cleo+arin@Example.com");
	f = world_find(r, "WE101", "", "");
	ck_assert_str_eq(status_name(f->status), "removed");
	ck_assert_str_eq(f->cause, "config");
	ck_assert_ptr_nonnull(
	    strstr(f->evidence, "as the configuration says now"));
	f = world_find(r, "WE105", "", "");
	ck_assert_str_eq(f->address, "cleo@example.com");
	ck_assert_str_eq(f->cause, "config");
	ck_assert_ptr_nonnull(strstr(f->evidence, "by the configuration"));
	ck_assert_str_eq(status_of(r, "WE402"), "open");
	report_free(r);
	r = judge_with_role(&p, "kontor");
	ck_assert_str_eq(status_of(r, "WE101"), "open");
	ck_assert_ptr_nonnull(world_find(r, "WE105", "kontor@example.com", ""));
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(a_mailbox_that_is_configured_no_more_is_no_news_of_the_registry)
{
	struct past p, without;
	struct report *r;
	const struct finding *f;

	world_role(&w, "NOC1-ARIN", "kontor@example.com", TECH);
	without = remember();
	r = judge_with_role(&without, "kontor");
	p.kept = report_findings(r, &p.count);
	report_free(r);
	for (size_t i = 0; i < p.count; i++)
		p.kept[i].seen = without.kept[0].seen;
	r = judge(&p);
	f = world_find(r, "WE105", "", "");
	ck_assert_str_eq(status_name(f->status), "removed");
	ck_assert_str_eq(f->cause, "config");
	ck_assert_ptr_nonnull(strstr(f->evidence, "does not say so any more"));
	f = world_find(r, "WE102", "", "");
	ck_assert_str_eq(status_name(f->status), "open");
	ck_assert_str_eq(f->cause, "config");
	report_free(r);
	forget(&p);
	forget(&without);
}
END_TEST

START_TEST(a_role_that_a_new_contacts_name_makes_a_persons_is_news)
{
	struct past p;
	struct report *r;

	world_role(&w, "NOC1-ARIN", "cdahl-noc@example.com", TECH);
	p = remember();
	expect_status(&p, "WE105", "open");
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "dahl@example.com", TECH);
	r = judge(&p);
	ck_assert_str_eq(status_of(r, "WE105"), "unconfirmed");
	ck_assert_str_eq(world_find(r, "WE102", "", "")->cause, "registry");
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(a_configured_role_fills_the_floor)
{
	struct past none = {0};
	struct report *r;

	world_role(&w, "NOC1-ARIN", "kontor@example.com", ROLE_ABUSE);
	r = judge(&none);
	ck_assert_ptr_null(r->needed[2].mailbox);
	report_free(r);
	r = judge_with_role(&none, "kontor@example.com");
	ck_assert_pstr_eq(r->needed[2].mailbox, "kontor@example.com");
	report_free(r);
}
END_TEST

START_TEST(a_configured_role_that_could_not_be_read_is_unknown_still)
{
	struct past p;
	struct report *r;
	struct record *poc;

	poc =
	    world_person(&w, "CD1-ARIN", "Cleo Dahl", "cleo@example.com", TECH);
	p = remember();
	poc->look = LOOK_FAILED;
	r = judge_with_role(&p, "cleo@example.com");
	ck_assert_str_eq(status_of(r, "WE101"), "unknown");
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(an_unknown_finding_keeps_its_earlier_severity)
{
	struct past p;
	struct report *r;
	struct record *poc = world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com", TECH);

	poc->validated = VALIDATION_NO;
	poc->unvalidated_since = WORLD_NOW - 4 * WORLD_YEAR;
	p = remember();
	poc->validated = VALIDATION_UNKNOWN;
	poc->look = LOOK_FAILED;
	w.inv.sightings[0].seen.state = STATE_UNKNOWN;
	r = judge(&p);
	ck_assert_str_eq(status_of(r, "WE101"), "unknown");
	ck_assert_str_eq(world_severity(r, "WE101"), "high");
	report_free(r);
	forget(&p);
}
END_TEST

/* Mild by a place of a POC; what is it when the place is in that state? */
static void
expect_by_place(const struct past *p, const char *rule, enum state place,
    const char *severity)
{
	struct report *r;

	w.inv.sightings[0].seen.state = place;
	w.inv.links[0].seen.state = place;
	r = judge(p);
	ck_assert_msg(strcmp(world_severity(r, rule), severity) == 0,
	    "%s: place %d: %s, not %s", rule, place, world_severity(r, rule),
	    severity);
	report_free(r);
}

static void
role_mailbox_in_a_remark(void)
{
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "noc@example.com");
}

/* It was met by its domain as well, so that the finding is open. */
static void
for_itself(const char *poc, const char *address)
{
	world_sighting(
	    &w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, poc, poc, address, 0);
}

static void
validated_admin(void)
{
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com",
	    ROLE_ADMINISTRATIVE);
	for_itself("CD1-ARIN", "cdahl@example.com");
}

static void
unvalidated_dns_contact(void)
{
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "noc@example.com", ROLE_DNS)->validated =
	    VALIDATION_NO;
	for_itself("NOC1-ARIN", "noc@example.com");
}

static const struct mild {
	const char *rule, *mild, *severe;
	void (*make)(void);
} milds[] = {
    {"WE101", "low", "medium", validated_admin},
    {"WE201", "info", "medium", role_mailbox_in_a_remark},
    {"WE301", "info", "medium", unvalidated_dns_contact},
};

START_TEST(a_place_that_may_be_gone_makes_nothing_milder)
{
	const struct mild *m = &milds[_i];
	struct past p, none = {0};

	m->make();
	p = remember();
	expect_by_place(&p, m->rule, STATE_OPEN, m->mild);
	expect_by_place(&p, m->rule, STATE_UNCONFIRMED, m->severe);
	/* Not looked at: as it was, and severe where nothing was before. */
	expect_by_place(&p, m->rule, STATE_UNKNOWN, m->mild);
	expect_by_place(&none, m->rule, STATE_UNKNOWN, m->severe);
	forget(&p);
	w.inv.sightings[0].seen.state = STATE_UNCONFIRMED;
	w.inv.links[0].seen.state = STATE_UNCONFIRMED;
	p = remember();
	expect_by_place(&p, m->rule, STATE_UNKNOWN, m->severe);
	expect_by_place(&p, m->rule, STATE_OPEN, m->mild);
	forget(&p);
}
END_TEST

START_TEST(a_cut_list_makes_nothing_worse)
{
	const bool reassigned = _i == 1;
	struct past p, none = {0};
	struct report *r;

	if (reassigned)
		world_network(&w, NET, "REASSIGNMENT");
	validated_admin();
	if (reassigned)
		w.inv.records[w.inv.record_count - 1].validated = VALIDATION_NO;
	p = remember();
	w.inv.scopes[0].list_complete[RECORD_NETWORK] = false;
	r = judge(&p);
	ck_assert_str_eq(world_severity(r, reassigned ? "WE301" : "WE101"),
	    reassigned ? "info" : "low");
	report_free(r);
	r = judge(&none);
	ck_assert_str_eq(
	    world_severity(r, reassigned ? "WE301" : "WE101"), "medium");
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(what_its_poc_may_have_still_is_not_removed_with_its_place)
{
	struct past p;

	sinful();
	p = remember();
	w.inv.sighting_count--; /* gone for certain, and freed below */
	w.inv.links[0].seen.state = STATE_UNCONFIRMED;
	w.inv.records[w.inv.record_count - 1].seen.state = STATE_UNCONFIRMED;
	expect_status(&p, "WE102", "unconfirmed");
	w.inv.records[w.inv.record_count - 1].seen.state = STATE_OPEN;
	expect_status(&p, "WE102", "unconfirmed");
	w.inv.records[w.inv.record_count - 1].last_changed = EARLIER + 1;
	expect_status(&p, "WE102", "removed");
	w.inv.sighting_count++;
	forget(&p);
}
END_TEST

START_TEST(findings_of_organizations_not_in_this_report_are_left_alone)
{
	struct past p;
	struct report *r;

	sinful();
	p = remember();
	for (size_t i = 0; i < p.count; i++) {
		free(p.kept[i].org);
		p.kept[i].org = xstrdup("EXMPL-9");
		p.kept[i].id[0] = 'X';
	}
	r = judge(&p);
	for (size_t i = 0; i < r->finding_count; i++)
		ck_assert_str_eq(r->findings[i].org, WORLD_ORG);
	report_free(r);
	forget(&p);
}
END_TEST

START_TEST(what_is_kept_and_judged_again_is_the_same)
{
	struct past first, second;
	struct report *r;

	sinful();
	first = remember();
	mended();
	r = judge(&first);
	second.kept = report_findings(r, &second.count);
	report_free(r);
	r = judge(&second);
	ck_assert_uint_eq(r->finding_count, second.count);
	for (size_t i = 0; i < r->finding_count; i++) {
		ck_assert_str_eq(r->findings[i].id, second.kept[i].id);
		ck_assert_str_eq(
		    status_name(r->findings[i].status), second.kept[i].status);
		ck_assert_int_eq(
		    r->findings[i].status_since, second.kept[i].seen.since);
	}
	report_free(r);
	forget(&first);
	forget(&second);
}
END_TEST

/* ---- what was not seen mends nothing ------------------------------------ */

START_TEST(a_stranger_of_unknown_holdings_ends_no_orphan)
{
	struct past p;
	struct elsewhere x = {.org = xstrdup(WORLD_ORG),
	    .poc = xstrdup("OLD1-ARIN"),
	    .stranger = xstrdup("OTHER-1"),
	    .resources = -1};

	world_poc(
	    &w, WORLD_ORG, "OLD1-ARIN", "group", "Old Desk", VALIDATION_YES)
	    ->links_known = true;
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "OLD1-ARIN",
	    "OLD1-ARIN", "cleo.dahl@example.com", 0);
	p = remember();
	expect_status(&p, "WE202", "open");
	inventory_add_elsewhere(&w.inv, &x);
	expect_status(&p, "WE202", "unknown");
	/* It holds some, as was read once; now whom it serves was not. */
	w.inv.elsewheres[0].resources = 1;
	inventory_add_gap(&w.inv, WORLD_ORG, "links of OLD1-ARIN", "timed out");
	expect_status(&p, "WE202", "unknown");
	w.inv.gap_count--; /* freed below */
	expect_status(&p, "WE202", "unconfirmed");
	w.inv.gap_count++;
	forget(&p);
}
END_TEST

START_TEST(a_network_that_failed_makes_no_contact_exempt)
{
	struct past p;
	struct record *net;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH)->validated =
	    VALIDATION_NO;
	p = remember();
	world_network(&w, NET, "REASSIGNMENT");
	net = inventory_record(&w.inv, WORLD_ORG, RECORD_NETWORK, NET);
	net->look = LOOK_FAILED;
	expect_severity(&p, "WE301", "medium");
	forget(&p);
}
END_TEST

START_TEST(a_cut_list_lowers_no_severity)
{
	struct past p;

	world_network(&w, NET, "DIRECT ALLOCATION");
	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_NO);
	world_serves(
	    &w, "NOC1-ARIN", "noc@example.com", RECORD_NETWORK, NET, ROLE_DNS);
	w.inv.links[0].seen.last_complete -= WORLD_DAY;
	for (int i = 0; i < 3; i++)
		w.inv.scopes[0].list_complete[i] = false;
	p = remember();
	w.inv.links[0].seen.last_complete += WORLD_DAY;
	expect_severity(&p, "WE301", "medium");
	forget(&p);
}
END_TEST

START_TEST(one_text_of_a_record_is_enough)
{
	struct past none = {0};

	world_remark(
	    &w, RECORD_ORGANIZATION, WORLD_ORG, "cleo.dahl@example.com");
	world_sighting(&w, WORLD_ORG, FIELD_NAME, RECORD_ORGANIZATION,
	    WORLD_ORG, "", "cleo.dahl@example.com", 0);
	expect_status(&none, "WE201", "open");
	w.inv.sightings[0].seen.state = STATE_UNCONFIRMED;
	expect_status(&none, "WE201", "open");
}
END_TEST

START_TEST(a_removed_finding_lends_no_severity)
{
	struct past p;

	validated_admin();
	p = remember();
	for (size_t i = 0; i < p.count; i++) {
		free(p.kept[i].status);
		p.kept[i].status = xstrdup("removed");
	}
	w.inv.sightings[0].seen.state = STATE_UNKNOWN;
	w.inv.links[0].seen.state = STATE_UNKNOWN;
	expect_severity(&p, "WE101", "medium");
	forget(&p);
}
END_TEST

START_TEST(a_role_that_may_be_held_is_not_known_to_be_missing)
{
	struct past none = {0};

	world_role(&w, "AB1-ARIN", "abuse@example.com",
	    ROLE_ADMINISTRATIVE | ROLE_TECHNICAL | ROLE_ABUSE);
	w.inv.links[0].seen.state = STATE_UNKNOWN;
	w.inv.links[0].second = true;
	expect_status(&none, "WE401", "unknown");
}
END_TEST

START_TEST(a_poc_read_in_part_makes_no_account_valid)
{
	struct past p;
	struct record *r;

	two_unvalidated();
	p = remember();
	expect_status(&p, "WE404", "open");
	r = inventory_record(&w.inv, WORLD_ORG, RECORD_POC, "NOC2-ARIN");
	r->validated = VALIDATION_YES;
	r->look = LOOK_PARTIAL;
	expect_status(&p, "WE404", "unknown");
	forget(&p);
}
END_TEST

START_TEST(what_is_seen_of_a_poc_is_told_while_its_place_may_be_gone)
{
	struct past p;
	struct record *c;

	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cdahl@example.com",
	    ROLE_ADMINISTRATIVE);
	p = remember();
	c = inventory_record(&w.inv, WORLD_ORG, RECORD_POC, "CD1-ARIN");
	c->validated = VALIDATION_NO;
	c->unvalidated_since = WORLD_NOW - 3 * WORLD_YEAR;
	w.inv.sightings[0].seen.state = STATE_UNCONFIRMED;
	expect_severity(&p, "WE101", "high");
	forget(&p);
}
END_TEST

/* ---- size --------------------------------------------------------------- */

START_TEST(twenty_thousand_networks_are_judged_in_seconds)
{
	char handle[64];
	struct past p;
	struct report *r;

	world_poc(&w, WORLD_ORG, "NOC1-ARIN", "group", "NOC", VALIDATION_YES);
	for (int i = 0; i < 20000; i++) {
		snprintf(handle, sizeof(handle), "NET6-2001-DB8-%X-1", i);
		world_network(&w, handle, "REASSIGNMENT");
		world_serves(&w, "NOC1-ARIN", "noc@example.com", RECORD_NETWORK,
		    handle, TECH);
		world_remark(
		    &w, RECORD_NETWORK, handle, "cleo.dahl@example.com");
	}
	p = remember();
	ck_assert_uint_gt(p.count, 20000);
	r = judge(&p);
	ck_assert_uint_eq(world_count(r, "WE201"), 20000);
	ck_assert_uint_eq(r->addresses[0].networks, 20000);
	report_free(r);
	forget(&p);
}
END_TEST

Suite *
suite_assess(void)
{
	Suite *s = suite_create("assess");
	TCase *t = tcase_create("assess");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 30);
	tcase_add_test(t, the_floor_counts_mailboxes_without_their_tags);
	tcase_add_test(t, a_noc_poc_anywhere_makes_a_fourth_needed_role);
	tcase_add_test(t, what_is_no_mail_address_fills_no_role);
	tcase_add_test(
	    t, a_role_at_the_organization_fills_before_one_at_a_network);
	tcase_add_test(t, organizations_share_the_floor);
	tcase_add_test(t, addresses_and_findings_come_worst_first);
	tcase_add_test(t, coverage_alone_is_no_finding_to_count);
	tcase_add_test(t, an_id_is_the_rule_and_twelve_digits_and_stable);
	tcase_add_test(t, places_of_a_mailbox_on_one_poc_are_one_finding);
	tcase_add_test(t, an_empty_inventory_is_an_empty_report);
	tcase_add_test(t, a_finding_keeps_the_time_it_was_first_seen);
	tcase_add_test(t, a_new_finding_is_new_by_the_registry);
	tcase_add_test(t, states_of_facts_are_statuses_of_findings);
	tcase_add_test(t, one_place_that_is_seen_is_enough);
	tcase_add_test(
	    t, only_open_findings_count_and_an_unknown_one_still_rates);
	tcase_add_test(
	    t, what_a_complete_look_does_not_find_is_removed_and_last);
	tcase_add_test(t, a_removed_finding_stays_removed_whatever_the_look);
	tcase_add_test(t, a_failed_look_at_the_organization_mends_nothing);
	tcase_add_test(t, a_failed_look_at_the_poc_mends_nothing);
	tcase_add_test(t, a_poc_that_is_gone_needs_whole_lists_to_be_believed);
	tcase_add_test(t, a_missing_role_is_not_filled_by_a_list_that_is_cut);
	tcase_add_test(t, a_poc_that_could_not_be_read_makes_no_account_valid);
	tcase_add_test(
	    t, an_acting_poc_that_was_not_seen_makes_no_account_valid);
	tcase_add_test(t, a_stranger_of_unknown_holdings_ends_no_orphan);
	tcase_add_test(t, a_network_that_failed_makes_no_contact_exempt);
	tcase_add_test(t, a_cut_list_lowers_no_severity);
	tcase_add_test(t, one_text_of_a_record_is_enough);
	tcase_add_test(t, a_removed_finding_lends_no_severity);
	tcase_add_test(t, a_role_that_may_be_held_is_not_known_to_be_missing);
	tcase_add_test(t, a_poc_read_in_part_makes_no_account_valid);
	tcase_add_test(
	    t, what_is_seen_of_a_poc_is_told_while_its_place_may_be_gone);
	tcase_add_test(t, a_link_that_may_be_gone_makes_no_orphan_good);
	tcase_add_test(
	    t, links_that_were_not_read_make_no_orphan_and_end_nothing);
	tcase_add_test(t, a_link_that_may_be_gone_ends_no_elsewhere);
	tcase_add_test(
	    t, a_place_that_may_be_gone_makes_no_contact_the_organizations);
	tcase_add_test(t, a_poc_with_unknown_links_is_no_orphan);
	tcase_add_test(t, networks_beyond_rdap_that_were_not_read_end_nothing);
	tcase_add_test(
	    t, an_abuse_role_that_may_be_gone_hides_no_personal_mailbox);
	tcase_add_test(t,
	    a_place_that_may_be_gone_is_not_the_only_one_while_lists_are_cut);
	tcase_add_test(t, a_role_is_known_as_well_as_where_it_is_held);
	tcase_add_test(t, a_rule_that_could_not_be_judged_mends_nothing);
	tcase_add_test(t, what_it_rests_on_was_in_doubt_before_it_was);
	tcase_add_test(t, one_complete_look_makes_a_finding_unconfirmed);
	tcase_add_test(t, a_failed_look_in_between_makes_it_unconfirmed_again);
	tcase_add_test(
	    t, a_second_complete_look_after_six_hours_removes_a_finding);
	tcase_add_test(
	    t, a_second_complete_look_one_second_sooner_removes_no_finding);
	tcase_add_test(t, a_look_older_than_the_finding_ends_nothing);
	tcase_add_test(
	    t, a_domain_that_is_declared_own_is_no_news_of_the_registry);
	tcase_add_test(
	    t, a_domain_that_is_declared_shared_is_no_news_of_the_registry);
	tcase_add_test(
	    t, what_a_first_own_domain_begins_is_no_news_of_the_registry);
	tcase_add_test(t, what_the_registry_ended_and_shows_again_is_its_news);
	tcase_add_test(
	    t, that_a_poc_is_shared_no_more_is_seen_only_where_that_was_asked);
	tcase_add_test(
	    t, a_poc_that_serves_who_is_audited_now_is_no_news_of_the_registry);
	tcase_add_test(
	    t, a_poc_that_is_now_with_who_is_audited_now_is_no_news_either);
	tcase_add_test(t,
	    a_mailbox_that_is_configured_as_a_role_is_no_news_of_the_registry);
	tcase_add_test(
	    t, a_mailbox_that_is_configured_no_more_is_no_news_of_the_registry);
	tcase_add_test(
	    t, a_role_that_a_new_contacts_name_makes_a_persons_is_news);
	tcase_add_test(t, a_configured_role_fills_the_floor);
	tcase_add_test(
	    t, a_configured_role_that_could_not_be_read_is_unknown_still);
	tcase_add_test(t, an_unknown_finding_keeps_its_earlier_severity);
	tcase_add_loop_test(t, a_place_that_may_be_gone_makes_nothing_milder, 0,
	    sizeof(milds) / sizeof(milds[0]));
	tcase_add_loop_test(t, a_cut_list_makes_nothing_worse, 0, 2);
	tcase_add_test(
	    t, what_its_poc_may_have_still_is_not_removed_with_its_place);
	tcase_add_test(
	    t, findings_of_organizations_not_in_this_report_are_left_alone);
	tcase_add_test(t, what_is_kept_and_judged_again_is_the_same);
	tcase_add_test(t, twenty_thousand_networks_are_judged_in_seconds);
	suite_add_tcase(s, t);
	return s;
}
