/* Which public tools would collect an address, as they read answers: each of
 * them collects, misses, and does not reach. */
#include "tests/suites.h"
#include "tests/world.h"

#define TECH ROLE_TECHNICAL
#define NET  "NET-192-0-2-0-1"
#define NOC  "noc@example.com"

static struct world w;

static void
begin(void)
{
	world_init(&w);
	world_network(&w, NET, "DIRECT ALLOCATION");
	world_domain(&w, "example.com", true);
}

static void
end(void)
{
	world_clear(&w);
}

static void
again(void)
{
	end();
	begin();
}

/* What the tool makes of the address. */
static void
expect(const char *tool, const char *address, enum collects expected)
{
	static const char *const names[] = {
	    "not reached", "misses", "perhaps", "collects"};
	struct report *r = world_assess(&w);
	ptrdiff_t which = tool_find(tool) - tools;
	int found = -1;

	for (size_t i = 0; i < r->address_count; i++)
		if (strcmp(r->addresses[i].address, address) == 0)
			found = (int)r->addresses[i].collects[which];
	ck_assert_int_ge(found, 0);
	ck_assert_msg(found == (int)expected, "%s, %s: %s, expected %s", tool,
	    address, names[found], names[expected]);
	report_free(r);
}

/* On a POC of the organization, on one of the network only, and on an object
 * of the routing registry only. */
static void
on_organization(const char *address, unsigned roles)
{
	world_role(&w, "NOC1-ARIN", address, roles);
}

static void
on_network(const char *address, unsigned roles)
{
	world_poc(&w, WORLD_ORG, "SITE1-ARIN", "group", "Site", VALIDATION_YES);
	world_serves(&w, "SITE1-ARIN", address, RECORD_NETWORK, NET, roles);
}

static void
on_route(const char *address)
{
	world_irr(&w, "route 192.0.2.0/24 AS64500", address);
}

START_TEST(every_tool_is_described_and_asks_by_known_vectors)
{
	for (size_t i = 0; i < TOOL_COUNT; i++) {
		ck_assert_ptr_eq(tool_find(tools[i].name), &tools[i]);
		ck_assert_uint_gt(strlen(tools[i].reads), 10);
		ck_assert_ptr_nonnull(tools[i].queries[0]);
		for (size_t q = 0; tools[i].queries[q] != NULL; q++)
			ck_assert_ptr_nonnull(vector_find(tools[i].queries[q]));
	}
	ck_assert_ptr_eq(
	    tool_find("SPIDERFOOT SFP_ARIN"), tool_find("SpiderFoot sfp_arin"));
	ck_assert_ptr_null(tool_find("telepathy"));
}
END_TEST

START_TEST(whois_pocs_collects_at_the_domain_and_misses_second_addresses)
{
	on_organization(NOC, TECH);
	expect("recon-ng whois_pocs", NOC, COLLECTS_YES);
	world_serves(&w, "NOC1-ARIN", "noc@partner.test", RECORD_ORGANIZATION,
	    WORLD_ORG, TECH);
	expect("recon-ng whois_pocs", "noc@partner.test", COLLECTS_MISSES);
	world_serves(&w, "NOC1-ARIN", "noc@notexample.com", RECORD_ORGANIZATION,
	    WORLD_ORG, TECH);
	expect("recon-ng whois_pocs", "noc@notexample.com", COLLECTS_YES);
	world_remark(&w, RECORD_POC, "NOC1-ARIN", "old@example.com");
	expect("recon-ng whois_pocs", "old@example.com", COLLECTS_MISSES);
}
END_TEST

START_TEST(whois_pocs_reaches_nothing_off_the_own_domain)
{
	on_organization("noc@partner.test", TECH);
	expect("recon-ng whois_pocs", "noc@partner.test", COLLECTS_NOT_REACHED);
}
END_TEST

START_TEST(whois_miner_collects_any_domain_and_misses_remarks)
{
	on_organization("noc@partner.test", TECH);
	expect("recon-ng whois_miner", "noc@partner.test", COLLECTS_YES);
	world_remark(&w, RECORD_POC, "NOC1-ARIN", "old@example.com");
	expect("recon-ng whois_miner", "old@example.com", COLLECTS_MISSES);
	again();
	on_network(NOC, TECH);
	expect("recon-ng whois_miner", NOC, COLLECTS_NOT_REACHED);
}
END_TEST

START_TEST(an_organizations_text_does_not_make_a_networks_poc_reached)
{
	on_network("noc@partner.test", TECH);
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "noc@partner.test");
	expect("recon-ng whois_miner", "noc@partner.test", COLLECTS_MISSES);
	expect("hardCIDR", "noc@partner.test", COLLECTS_MISSES);
}
END_TEST

START_TEST(spiderfoot_collects_remarks_and_misses_what_is_hidden)
{
	struct sighting *s;

	on_organization(NOC, TECH);
	expect("SpiderFoot sfp_arin", NOC, COLLECTS_YES);
	world_remark(&w, RECORD_POC, "NOC1-ARIN", "old@example.com");
	expect("SpiderFoot sfp_arin", "old@example.com", COLLECTS_YES);
	s = world_remark(&w, RECORD_POC, "NOC1-ARIN", "older@example.com");
	s->spelling = "older at example dot com";
	expect("SpiderFoot sfp_arin", "older@example.com", COLLECTS_MISSES);
}
END_TEST

START_TEST(spiderfoot_reaches_own_domains_and_persons_only)
{
	on_organization("noc@partner.test", TECH);
	expect("SpiderFoot sfp_arin", "noc@partner.test", COLLECTS_NOT_REACHED);
	world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cleo.dahl@partner.test", TECH);
	expect("SpiderFoot sfp_arin", "cleo.dahl@partner.test", COLLECTS_YES);
}
END_TEST

START_TEST(hardcidr_collects_all_and_misses_remarks)
{
	on_organization("noc@partner.test", TECH);
	world_serves(&w, "NOC1-ARIN", "noc_two+a@partner.test",
	    RECORD_ORGANIZATION, WORLD_ORG, TECH);
	expect("hardCIDR", "noc@partner.test", COLLECTS_YES);
	expect("hardCIDR", "noc_two+a@partner.test", COLLECTS_YES);
	world_remark(&w, RECORD_POC, "NOC1-ARIN", "old@example.com");
	expect("hardCIDR", "old@example.com", COLLECTS_MISSES);
	on_route("route@example.com");
	expect("hardCIDR", "route@example.com", COLLECTS_NOT_REACHED);
}
END_TEST

#define PORT "hardCIDR's Python port"

START_TEST(the_python_port_collects_a_short_plain_first_address)
{
	on_organization("n12345678901234567@example.com", TECH);
	expect(PORT, "n12345678901234567@example.com", COLLECTS_YES);
	again();
	on_organization("n123456789012345678@example.com", TECH);
	expect(PORT, "n123456789012345678@example.com", COLLECTS_MISSES);
	again();
	on_organization("noc+arin@example.com", TECH);
	expect(PORT, "noc+arin@example.com", COLLECTS_MISSES);
	again();
	on_organization("noc_arin@example.com", TECH);
	expect(PORT, "noc_arin@example.com", COLLECTS_MISSES);
}
END_TEST

START_TEST(the_python_port_takes_one_of_several_or_none)
{
	on_organization(NOC, TECH);
	world_serves(&w, "NOC1-ARIN", "noc2@example.com", RECORD_ORGANIZATION,
	    WORLD_ORG, TECH);
	expect(PORT, NOC, COLLECTS_PERHAPS);
	expect(PORT, "noc2@example.com", COLLECTS_PERHAPS);
	on_route("route@example.com");
	expect(PORT, "route@example.com", COLLECTS_NOT_REACHED);
}
END_TEST

START_TEST(netblocktool_collects_and_misses_remarks)
{
	on_organization("noc+arin@partner.test", TECH);
	expect("NetblockTool", "noc+arin@partner.test", COLLECTS_YES);
	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "old@example.com");
	expect("NetblockTool", "old@example.com", COLLECTS_MISSES);
	again();
	on_network(NOC, TECH);
	expect("NetblockTool", NOC, COLLECTS_NOT_REACHED);
}
END_TEST

START_TEST(amass_collects_by_role_and_misses_noc_routing_and_dns)
{
	on_network(NOC, ROLE_ABUSE);
	expect("Amass", NOC, COLLECTS_YES);
	again();
	on_network(NOC, ROLE_NOC | ROLE_ROUTING | ROLE_DNS);
	expect("Amass", NOC, COLLECTS_MISSES);
	again();
	on_network(NOC, ROLE_ABUSE);
	world_serves(&w, "SITE1-ARIN", "noc2@example.com", RECORD_NETWORK, NET,
	    ROLE_ABUSE);
	expect("Amass", NOC, COLLECTS_PERHAPS);
	on_route("route@example.com");
	expect("Amass", "route@example.com", COLLECTS_NOT_REACHED);
}
END_TEST

START_TEST(amass_reaches_autnums_and_ipwhois_does_not)
{
	world_record(&w, WORLD_ORG, RECORD_AUTNUM, "AS64500", "");
	world_poc(
	    &w, WORLD_ORG, "AS1-ARIN", "group", "Peering", VALIDATION_YES);
	world_serves(&w, "AS1-ARIN", NOC, RECORD_AUTNUM, "AS64500", TECH);
	expect("Amass", NOC, COLLECTS_YES);
	expect("ipwhois", NOC, COLLECTS_NOT_REACHED);
}
END_TEST

START_TEST(ipwhois_collects_every_role_and_misses_remarks)
{
	on_network(NOC, ROLE_DNS);
	expect("ipwhois", NOC, COLLECTS_YES);
	world_remark(&w, RECORD_NETWORK, NET, "old@example.com");
	expect("ipwhois", "old@example.com", COLLECTS_MISSES);
	on_route("route@example.com");
	expect("ipwhois", "route@example.com", COLLECTS_NOT_REACHED);
}
END_TEST

Suite *
suite_tools(void)
{
	Suite *s = suite_create("tools");
	TCase *t = tcase_create("tools");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, every_tool_is_described_and_asks_by_known_vectors);
	tcase_add_test(
	    t, whois_pocs_collects_at_the_domain_and_misses_second_addresses);
	tcase_add_test(t, whois_pocs_reaches_nothing_off_the_own_domain);
	tcase_add_test(t, whois_miner_collects_any_domain_and_misses_remarks);
	tcase_add_test(
	    t, an_organizations_text_does_not_make_a_networks_poc_reached);
	tcase_add_test(
	    t, spiderfoot_collects_remarks_and_misses_what_is_hidden);
	tcase_add_test(t, spiderfoot_reaches_own_domains_and_persons_only);
	tcase_add_test(t, hardcidr_collects_all_and_misses_remarks);
	tcase_add_test(t, the_python_port_collects_a_short_plain_first_address);
	tcase_add_test(t, the_python_port_takes_one_of_several_or_none);
	tcase_add_test(t, netblocktool_collects_and_misses_remarks);
	tcase_add_test(
	    t, amass_collects_by_role_and_misses_noc_routing_and_dns);
	tcase_add_test(t, amass_reaches_autnums_and_ipwhois_does_not);
	tcase_add_test(t, ipwhois_collects_every_role_and_misses_remarks);
	suite_add_tcase(s, t);
	return s;
}
