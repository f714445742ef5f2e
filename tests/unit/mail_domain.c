#include "tests/suites.h"
#include "tests/world.h"

#include "rdap/mail_domain.h"
#include "tests/fake_dns.h"

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

/* What becomes of one domain, by these answers. */
static const struct mail_domain *
look(const char *domain, const char *const *lines, bool doubtful, bool replay)
{
	struct fake_dns f = fake_dns(lines);
	char *address = xasprintf("noc@%s", domain);
	const struct mail_domain *m;

	f.doubtful = doubtful;
	f.dns.replay = replay;
	world_role(&w, "NOC1-ARIN", address, ROLE_NOC);
	mail_domains_ask(&w.inv, &f.dns, NULL);
	m = inventory_mail_domain(&w.inv, WORLD_ORG, domain);
	free(address);
	ck_assert_ptr_nonnull(m);
	return m;
}

#define CASE_LINES 20

static const struct {
	const char *domain;
	const char *lines[CASE_LINES];
	enum mail_state state;
	const char *evidence;
} cases[] = {
    {"a.example",
	{"MX a.example", "10 mx.a.example.", "NS a.example", "",
	    "A mx.a.example", "192.0.2.1", "AAAA mx.a.example", "TIMEOUT"},
	MAIL_LIVE, "its mail host mx.a.example has an address"},
    {"a.example", {"MX a.example", "NXDOMAIN", "NS a.example", "NXDOMAIN"},
	MAIL_GONE, "a.example does not exist: NS is NXDOMAIN"},
    /* the domain of the address is below what is registered */
    {"mail.a.example",
	{"MX mail.a.example", "NXDOMAIN", "NS a.example", "NXDOMAIN"},
	MAIL_GONE, "a.example does not exist: NS is NXDOMAIN"},
    {"mail.a.example",
	{"MX mail.a.example", "NXDOMAIN", "NS a.example", "ns.b.example."},
	MAIL_NO_HOST, "mail.a.example does not exist: MX is NXDOMAIN"},
    /* NODATA is not gone */
    {"a.example",
	{"MX a.example", "", "NS a.example", "", "A a.example", "192.0.2.1",
	    "AAAA a.example", ""},
	MAIL_LIVE, "has no MX and an address"},
    {"a.example",
	{"MX a.example", "", "NS a.example", "", "A a.example", "",
	    "AAAA a.example", ""},
	MAIL_NO_HOST, "a.example has no MX, A or AAAA record"},
    /* an NXDOMAIN that another answer contradicts */
    {"a.example",
	{"MX a.example", "", "NS a.example", "NXDOMAIN", "A a.example", "",
	    "AAAA a.example", ""},
	MAIL_UNKNOWN, "contradicts"},
    {"a.example", {"MX a.example", "NXDOMAIN", "NS a.example", ""},
	MAIL_UNKNOWN, "contradicts"},
    /* one answer is missing, and the other is enough */
    {"a.example", {"MX a.example", "NXDOMAIN", "NS a.example", "SERVFAIL"},
	MAIL_GONE, "MX is NXDOMAIN"},
    {"a.example", {"MX a.example", "TIMEOUT", "NS a.example", "NXDOMAIN"},
	MAIL_GONE, "NS is NXDOMAIN"},
    {"a.example", {"MX a.example", "0 .", "NS a.example", "TIMEOUT"}, MAIL_NULL,
	"a null MX"},
    /* "." beside others is no null MX, and no host either */
    {"a.example",
	{"MX a.example", "0 .|10 mx.a.example.", "NS a.example", "",
	    "A mx.a.example", "", "AAAA mx.a.example", "2001:db8::1"},
	MAIL_LIVE, "mx.a.example"},
    {"a.example",
	{"MX a.example", "10 x.a.example.|20 y.a.example.", "NS a.example", "",
	    "A x.a.example", "NXDOMAIN", "AAAA x.a.example", "NXDOMAIN",
	    "A y.a.example", "", "AAAA y.a.example", ""},
	MAIL_NO_HOST,
	"its mail hosts have no address: x.a.example, y.a.example"},
    {"a.example",
	{"MX a.example", "10 x.a.example.|20 y.a.example.", "NS a.example", "",
	    "A x.a.example", "NXDOMAIN", "AAAA x.a.example", "NXDOMAIN",
	    "A y.a.example", "", "AAAA y.a.example", "SERVFAIL"},
	MAIL_UNKNOWN, "the answer to AAAA of y.a.example was SERVFAIL"},
    {"a.example",
	{"MX a.example", "REFUSED", "NS a.example", "", "A a.example",
	    "192.0.2.1"},
	MAIL_UNKNOWN, "the answer to MX of a.example was REFUSED"},
    /* a mail host of a reserved name is not asked for */
    {"a.example", {"MX a.example", "10 mx.other.test.", "NS a.example", ""},
	MAIL_UNKNOWN, "mx.other.test is a name that is not asked for"},
    /* nobody can register what ends so */
    {"host.lan", {"MX host.lan", "NXDOMAIN", "NS host.lan", "NXDOMAIN"},
	MAIL_NO_HOST, "nobody is known to register names below .lan"},
    {"gone.co.uk", {"MX gone.co.uk", "NXDOMAIN", "NS gone.co.uk", "NXDOMAIN"},
	MAIL_GONE, "gone.co.uk does not exist"},
    {"example.com", {NULL}, MAIL_NOT_ASKED, "a reserved name"},
};

START_TEST(dns_decides_what_is_said_of_a_domain)
{
	const struct mail_domain *m =
	    look(cases[_i].domain, cases[_i].lines, false, false);

	ck_assert_msg(m->state == cases[_i].state &&
			  strstr(m->evidence, cases[_i].evidence) != NULL,
	    "%s: %s, %s", m->name, mail_state_name(m->state), m->evidence);
	ck_assert_int_eq(
	    m->time, m->state == MAIL_NOT_ASKED ? CLOCK_NONE : FAKE_TIME);
}
END_TEST

START_TEST(a_resolver_that_lies_proves_nothing_by_what_it_finds)
{
	static const char *const found[] = {
	    "MX a.example", "0 .", "NS a.example", "ns.a.example.", NULL};

	ck_assert_int_eq(
	    look("a.example", found, true, false)->state, MAIL_UNKNOWN);
}
END_TEST

START_TEST(a_resolver_that_lies_is_believed_when_it_finds_nothing)
{
	static const char *const gone[] = {
	    "MX a.example", "NXDOMAIN", "NS a.example", "NXDOMAIN", NULL};
	static const char *const half[] = {
	    "MX b.example", "0 .", "NS b.example", "NXDOMAIN", NULL};

	ck_assert_int_eq(
	    look("a.example", gone, true, false)->state, MAIL_GONE);
	ck_assert_int_eq(
	    look("b.example", half, true, false)->state, MAIL_UNKNOWN);
}
END_TEST

START_TEST(in_a_replay_a_name_without_lines_was_not_asked)
{
	static const char *const other[] = {"MX b.test", "0 .", NULL};
	const struct mail_domain *m = look("a.test", other, false, true);

	ck_assert_int_eq(m->state, MAIL_NOT_ASKED);
	ck_assert_ptr_nonnull(strstr(m->evidence, "recording"));
}
END_TEST

START_TEST(in_a_replay_a_question_that_is_not_held_proves_nothing)
{
	static const char *const half[] = {
	    "MX a.test", "10 mx.a.test.", "NS a.test", "", NULL};

	ck_assert_int_eq(
	    look("a.test", half, false, true)->state, MAIL_UNKNOWN);
}
END_TEST

START_TEST(without_dns_no_domain_is_asked)
{
	world_role(&w, "NOC1-ARIN", "noc@a.example", ROLE_NOC);
	mail_domains_ask(&w.inv, NULL, "off (--no-dns)");
	ck_assert_uint_eq(w.inv.mail_domain_count, 1);
	ck_assert_int_eq(w.inv.mail_domains[0].state, MAIL_NOT_ASKED);
	ck_assert_ptr_nonnull(
	    strstr(w.inv.mail_domains[0].evidence, "--no-dns"));
}
END_TEST

START_TEST(domains_that_stand_in_free_text_only_are_not_asked)
{
	static const char *const none[] = {NULL};
	struct fake_dns f = fake_dns(none);

	world_remark(&w, RECORD_ORGANIZATION, WORLD_ORG, "a@text.co.uk");
	world_irr(&w, "route 192.0.2.0/24", "b@irr.co.uk");
	world_role(&w, "NOC1-ARIN", "no address at all", ROLE_NOC);
	world_role(&w, "NOC2-ARIN", "x@sp ace.co.uk", ROLE_NOC);
	world_role(&w, "NOC3-ARIN", "x@nodot", ROLE_NOC);
	mail_domains_ask(&w.inv, &f.dns, NULL);
	ck_assert_uint_eq(w.inv.mail_domain_count, 0);
	ck_assert_uint_eq(f.asked, 0);
}
END_TEST

START_TEST(a_domain_of_many_pocs_is_asked_once)
{
	static const char *const lines[] = {
	    "MX a.example", "0 .", "NS a.example", "", NULL};
	struct fake_dns f = fake_dns(lines);

	world_org(&w, "OTHER-1");
	world_role(&w, "NOC1-ARIN", "noc@a.example", ROLE_NOC);
	world_role(&w, "NOC2-ARIN", "abuse@a.example", ROLE_ABUSE);
	world_sighting(&w, "OTHER-1", FIELD_POC_EMAIL, RECORD_ORGANIZATION,
	    "OTHER-1", "NOC1-ARIN", "noc@a.example", ROLE_NOC);
	mail_domains_ask(&w.inv, &f.dns, NULL);
	ck_assert_uint_eq(f.asked, 2);
	ck_assert_uint_eq(w.inv.mail_domain_count, 2);
	ck_assert_ptr_nonnull(
	    inventory_mail_domain(&w.inv, "OTHER-1", "a.example"));
}
END_TEST

/* ---- TXT ---------------------------------------------------------------- */

static const struct {
	const char *answer; /* NULL: nothing is known of the name */
	enum confirmation is;
} records[] = {
    {"\"whoexposed=EXMPL-1\"", CONFIRMED},
    {"\"v=spf1 -all\"|\"WhoExposed=exmpl-1\"", CONFIRMED},
    {"\"whoexp\" \"osed=EXM\" \"PL-1\"", CONFIRMED},
    {"\" whoexposed=EXMPL-1 \"", CONFIRMED},
    {"\"whoexposed=OTHER-9\"|\"whoexposed=SIBLB-1\"", CONFIRMED},
    {"\"whoexposed=OTHER-9\"", CONFIRMED_NOT},
    {"\"whoexposed=EXMPL-10\"", CONFIRMED_NOT},
    {"\"whoexposed=EXMPL-\"", CONFIRMED_NOT},
    {"\"whoexposed=EXMPL-1 OTHER-9\"", CONFIRMED_NOT},
    {"\"whoexposed=\"", CONFIRMED_NOT},
    {"\"xwhoexposed=EXMPL-1\"", CONFIRMED_NOT},
    {"", CONFIRMED_NOT},
    {"NXDOMAIN", CONFIRMED_NOT},
    {"SERVFAIL", CONFIRMATION_UNKNOWN},
    {"TIMEOUT", CONFIRMATION_UNKNOWN},
    {NULL, CONFIRMATION_NOT_ASKED},
};

START_TEST(a_txt_record_confirms_a_domain)
{
	const char *const lines[] = {
	    records[_i].answer == NULL ? NULL : "TXT _whoexposed.brand.example",
	    records[_i].answer, NULL};
	struct fake_dns f = fake_dns(lines);
	struct strings orgs = {0};
	char *text;

	strings_add(&orgs, "EXMPL-1");
	strings_add(&orgs, "SIBLB-1");
	ck_assert_int_eq(
	    domain_confirmation(&f.dns, "brand.example", &orgs, &text),
	    records[_i].is);
	ck_assert_ptr_nonnull(strstr(text, "_whoexposed.brand.example"));
	free(text);
	strings_clear(&orgs);
}
END_TEST

START_TEST(a_domain_that_a_poc_confirms_is_not_asked_for)
{
	static const char *const lines[] = {
	    "TXT _whoexposed.brand.example", "\"whoexposed=EXMPL-1\"", NULL};
	struct fake_dns f = fake_dns(lines);
	struct strings orgs = {0};

	strings_add(&orgs, WORLD_ORG);
	world_domain(&w, "example.com", true);
	world_domain(&w, "brand.example", false);
	domains_confirm(&w.inv, &f.dns, &orgs);
	ck_assert_uint_eq(f.asked, 1);
	ck_assert_str_eq(w.inv.domains[0].evidence, "AB1-ARIN");
	ck_assert(w.inv.domains[1].confirmed);
	ck_assert_str_eq(
	    domain_record(&w.inv.domains[1]), "_whoexposed.brand.example");
	ck_assert_ptr_null(domain_record(&w.inv.domains[0]));
	ck_assert_uint_eq(w.inv.note_count, 1);
	strings_clear(&orgs);
}
END_TEST

Suite *
suite_mail_domain(void)
{
	Suite *s = suite_create("mail_domain");
	TCase *t = tcase_create("mail_domain");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_loop_test(t, dns_decides_what_is_said_of_a_domain, 0,
	    (int)(sizeof(cases) / sizeof(*cases)));
	tcase_add_test(t, a_resolver_that_lies_proves_nothing_by_what_it_finds);
	tcase_add_test(
	    t, a_resolver_that_lies_is_believed_when_it_finds_nothing);
	tcase_add_test(t, in_a_replay_a_name_without_lines_was_not_asked);
	tcase_add_test(
	    t, in_a_replay_a_question_that_is_not_held_proves_nothing);
	tcase_add_test(t, without_dns_no_domain_is_asked);
	tcase_add_test(t, domains_that_stand_in_free_text_only_are_not_asked);
	tcase_add_test(t, a_domain_of_many_pocs_is_asked_once);
	tcase_add_loop_test(t, a_txt_record_confirms_a_domain, 0,
	    (int)(sizeof(records) / sizeof(*records)));
	tcase_add_test(t, a_domain_that_a_poc_confirms_is_not_asked_for);
	suite_add_tcase(s, t);
	return s;
}
