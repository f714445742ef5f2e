#include "tests/suites.h"
#include "tests/world.h"

#define ADDRESS "noc@old.example"
#define EARLIER (WORLD_NOW - 10 * WORLD_DAY)

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

static void
dns_says(const char *name, enum mail_state state, const char *evidence)
{
	struct mail_domain m = {
	    .org = xstrdup(WORLD_ORG),
	    .name = xstrdup(name),
	    .registrable = xstrdup(name),
	    .state = state,
	    .evidence = xstrdup(evidence),
	    .time = WORLD_NOW,
	};

	inventory_add_mail_domain(&w.inv, &m);
}

/* The same domain, at another time. */
static void
dns_says_now(enum mail_state state)
{
	w.inv.mail_domains[0].state = state;
}

START_TEST(we303_is_critical_where_the_domain_does_not_exist)
{
	const struct finding *f;
	struct report *r;

	world_role(&w, "NOC1-ARIN", ADDRESS, ROLE_NOC);
	world_role(&w, "TECH1-ARIN", "tech@other.example", ROLE_TECHNICAL);
	dns_says("old.example", MAIL_GONE, "old.example does not exist");
	dns_says("other.example", MAIL_LIVE, "its mail host has an address");
	r = world_assess(&w);
	ck_assert_uint_eq(world_count(r, "WE303"), 1);
	f = world_find(r, "WE303", ADDRESS, "NOC1-ARIN");
	ck_assert_int_eq(f->severity, SEVERITY_CRITICAL);
	ck_assert_str_eq(f->evidence,
	    "NOC1-ARIN publishes noc@old.example; old.example does not exist "
	    "(DNS)");
	ck_assert_ptr_nonnull(strstr(f->source_url, "/entity/"));
	ck_assert_ptr_nonnull(strstr(f->remedy, "register the domain"));
	ck_assert_uint_eq(world_count(r, "WE305"), 0);
	report_free(r);
}
END_TEST

START_TEST(we305_is_high_for_a_null_mx_and_for_no_host)
{
	world_role(&w, "NOC1-ARIN", ADDRESS, ROLE_NOC);
	dns_says("old.example", MAIL_NULL, "a null MX");
	world_expect(&w, "WE305", "high");
	world_expect(&w, "WE303", "");
	dns_says_now(MAIL_NO_HOST);
	world_expect(&w, "WE305", "high");
	world_expect(&w, "WE303", "");
}
END_TEST

START_TEST(neither_holds_where_dns_proves_nothing)
{
	static const enum mail_state states[] = {
	    MAIL_LIVE, MAIL_UNKNOWN, MAIL_NOT_ASKED};

	world_role(&w, "NOC1-ARIN", ADDRESS, ROLE_NOC);
	dns_says("old.example", MAIL_LIVE, "x");
	for (size_t i = 0; i < 3; i++) {
		dns_says_now(states[i]);
		world_expect(&w, "WE303", "");
		world_expect(&w, "WE305", "");
	}
}
END_TEST

START_TEST(the_domain_is_that_of_the_address_exactly)
{
	world_role(&w, "NOC1-ARIN", "noc@mail.old.example", ROLE_NOC);
	world_role(&w, "NOC2-ARIN", "noc@notold.example", ROLE_NOC);
	world_role(&w, "NOC3-ARIN", "nothing that is an address", ROLE_NOC);
	dns_says("old.example", MAIL_GONE, "x");
	world_expect(&w, "WE303", "");
}
END_TEST

START_TEST(free_text_and_the_routing_registry_are_judged_by_other_rules)
{
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, ADDRESS);
	world_irr(&w, "route 192.0.2.0/24", ADDRESS);
	dns_says("old.example", MAIL_GONE, "x");
	world_expect(&w, "WE303", "");
	world_expect(&w, "WE305", "");
}
END_TEST

START_TEST(one_poc_is_one_finding_wherever_it_is_linked)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", ADDRESS, ROLE_NOC);
	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_serves(&w, "NOC1-ARIN", ADDRESS, RECORD_NETWORK,
	    "NET-192-0-2-0-1", ROLE_ABUSE);
	dns_says("old.example", MAIL_GONE, "x");
	r = world_assess(&w);
	ck_assert_uint_eq(world_count(r, "WE303"), 1);
	report_free(r);
}
END_TEST

START_TEST(a_mailbox_that_gets_no_mail_fills_no_role)
{
	struct report *r;

	world_role(&w, "NOC1-ARIN", ADDRESS, ROLE_TECHNICAL);
	dns_says("old.example", MAIL_NULL, "x");
	r = world_assess(&w);
	ck_assert_ptr_null(r->needed[1].mailbox);
	report_free(r);
	dns_says_now(MAIL_UNKNOWN);
	r = world_assess(&w);
	ck_assert_str_eq(r->needed[1].mailbox, ADDRESS);
	report_free(r);
}
END_TEST

/* ---- over time ---------------------------------------------------------- */

/* The status of WE303, which was kept and does not hold now. */
static const char *
status_of_kept(void)
{
	struct kept_finding k = {.id = xstrdup("WE303-0123456789ab"),
	    .org = xstrdup(WORLD_ORG),
	    .rule = xstrdup("WE303"),
	    .address = xstrdup(ADDRESS),
	    .record = xstrdup("NOC1-ARIN"),
	    .severity = SEVERITY_CRITICAL,
	    .status = xstrdup("open"),
	    .rules = xstrdup(RULES_VERSION),
	    .cause = xstrdup(""),
	    .seen = {.state = STATE_OPEN,
		.first = EARLIER,
		.last = EARLIER,
		.last_complete = EARLIER,
		.since = EARLIER}};
	struct report *r = assess(&w.inv, &w.run, &k, 1, NULL, WORLD_NOW);
	const char *status =
	    status_name(world_find(r, "WE303", ADDRESS, "")->status);

	report_free(r);
	kept_finding_clear(&k);
	return status;
}

/* The status of WE303 in this run, after one in which it held. */
static const char *
then_and_now(enum mail_state now)
{
	struct world then = {.inv = w.inv, .run = w.run};
	struct kept_finding *kept;
	const struct finding *f;
	struct report *r;
	const char *status;
	size_t count;

	then.run.observed_at = EARLIER;
	r = world_assess(&then);
	kept = report_findings(r, &count);
	report_free(r);
	for (size_t i = 0; i < count; i++)
		kept[i].seen = (struct seen){.state = STATE_OPEN,
		    .first = EARLIER,
		    .last = EARLIER,
		    .last_complete = EARLIER,
		    .since = EARLIER};
	dns_says_now(now);
	r = assess(&w.inv, &w.run, kept, count, NULL, WORLD_NOW);
	f = world_find(r, "WE303", ADDRESS, "NOC1-ARIN");
	ck_assert_ptr_nonnull(f);
	status = status_name(f->status);
	if (strcmp(status, "unknown") == 0)
		ck_assert_ptr_nonnull(strstr(f->evidence, "DNS"));
	report_free(r);
	for (size_t i = 0; i < count; i++)
		kept_finding_clear(&kept[i]);
	free(kept);
	return status;
}

static void
gone_before(void)
{
	world_role(&w, "NOC1-ARIN", ADDRESS, ROLE_NOC);
	dns_says("old.example", MAIL_GONE, "x");
}

START_TEST(a_look_at_dns_that_failed_mends_nothing)
{
	gone_before();
	ck_assert_str_eq(then_and_now(MAIL_UNKNOWN), "unknown");
}
END_TEST

START_TEST(a_look_at_dns_that_was_not_made_mends_nothing)
{
	gone_before();
	ck_assert_str_eq(then_and_now(MAIL_NOT_ASKED), "unknown");
}
END_TEST

START_TEST(a_domain_of_which_nothing_is_known_mends_nothing)
{
	world_role(&w, "NOC1-ARIN", ADDRESS, ROLE_NOC);
	ck_assert_str_eq(status_of_kept(), "unknown");
}
END_TEST

START_TEST(a_domain_that_is_back_ends_it_like_any_other)
{
	gone_before();
	ck_assert_str_eq(then_and_now(MAIL_LIVE), "unconfirmed");
}
END_TEST

START_TEST(a_domain_that_only_takes_no_mail_now_ends_it)
{
	gone_before();
	ck_assert_str_eq(then_and_now(MAIL_NULL), "unconfirmed");
}
END_TEST

START_TEST(an_address_that_is_gone_needs_no_dns_to_end_it)
{
	struct sighting *s;

	gone_before();
	s = &w.inv.sightings[0];
	s->address = "noc@example.com";
	s->spelling = "noc@example.com";
	inventory_record(&w.inv, WORLD_ORG, RECORD_POC, "NOC1-ARIN")
	    ->last_changed = WORLD_NOW;
	ck_assert_str_eq(status_of_kept(), "removed");
}
END_TEST

/* ---- WE000 -------------------------------------------------------------- */

START_TEST(coverage_tells_what_dns_did_not_say)
{
	struct report *r;
	const char *text;

	dns_says("a.example", MAIL_LIVE, "fine");
	dns_says("b.example", MAIL_UNKNOWN, "the answer was SERVFAIL");
	dns_says("c.test", MAIL_NOT_ASKED, "a reserved name");
	r = world_assess(&w);
	text = world_find(r, "WE000", "", "")->evidence;
	ck_assert_ptr_nonnull(strstr(text,
	    "DNS: 2 of 3 mail domains asked, 1 answered, not known: b.example "
	    "(the answer was SERVFAIL), not asked: c.test (a reserved name)"));
	ck_assert_ptr_null(strstr(text, "DNS: whether"));
	ck_assert(r->complete);
	report_free(r);
}
END_TEST

START_TEST(coverage_tells_that_dns_was_off)
{
	struct report *r;
	const char *text;

	dns_says("a.example", MAIL_NOT_ASKED, "off (--no-dns)");
	r = world_assess(&w);
	text = world_find(r, "WE000", "", "")->evidence;
	ck_assert_ptr_nonnull(
	    strstr(text, "DNS: none of 1 mail domains asked: off (--no-dns)"));
	ck_assert_ptr_nonnull(strstr(text, "DNS: whether the mail domains"));
	report_free(r);
}
END_TEST

START_TEST(coverage_tells_which_record_confirmed_a_domain)
{
	struct report *r;

	world_domain(&w, "brand.example", true);
	free(w.inv.domains[0].evidence);
	w.inv.domains[0].evidence =
	    xstrdup("dns:TXT:_whoexposed.brand.example");
	r = world_assess(&w);
	ck_assert_ptr_nonnull(strstr(world_find(r, "WE000", "", "")->evidence,
	    "brand.example (confirmed by the TXT record at "
	    "_whoexposed.brand.example)"));
	report_free(r);
}
END_TEST

Suite *
suite_rules_domain(void)
{
	Suite *s = suite_create("rules_domain");
	TCase *t = tcase_create("rules_domain");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, we303_is_critical_where_the_domain_does_not_exist);
	tcase_add_test(t, we305_is_high_for_a_null_mx_and_for_no_host);
	tcase_add_test(t, neither_holds_where_dns_proves_nothing);
	tcase_add_test(t, the_domain_is_that_of_the_address_exactly);
	tcase_add_test(
	    t, free_text_and_the_routing_registry_are_judged_by_other_rules);
	tcase_add_test(t, one_poc_is_one_finding_wherever_it_is_linked);
	tcase_add_test(t, a_mailbox_that_gets_no_mail_fills_no_role);
	tcase_add_test(t, a_look_at_dns_that_failed_mends_nothing);
	tcase_add_test(t, a_look_at_dns_that_was_not_made_mends_nothing);
	tcase_add_test(t, a_domain_of_which_nothing_is_known_mends_nothing);
	tcase_add_test(t, a_domain_that_is_back_ends_it_like_any_other);
	tcase_add_test(t, a_domain_that_only_takes_no_mail_now_ends_it);
	tcase_add_test(t, an_address_that_is_gone_needs_no_dns_to_end_it);
	tcase_add_test(t, coverage_tells_what_dns_did_not_say);
	tcase_add_test(t, coverage_tells_that_dns_was_off);
	tcase_add_test(t, coverage_tells_which_record_confirmed_a_domain);
	suite_add_tcase(s, t);
	return s;
}
