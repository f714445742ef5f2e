#include "tests/suites.h"

#include <stdlib.h>
#include <string.h>

#include "rdap/alloc.h"
#include "rdap/dns.h"
#include "rdap/suffix.h"

static struct dns_answer a;

static int
parse(enum dns_type type, const char *text, struct error *err)
{
	dns_answer_clear(&a);
	a.type = type;
	return dns_read(&a, text, strlen(text), err);
}

static void
end(void)
{
	dns_answer_clear(&a);
}

static void
round_trip(enum dns_type type, const char *text)
{
	char *again;

	ck_assert_int_eq(parse(type, text, NULL), 0);
	again = dns_write(&a);
	ck_assert_str_eq(again, text);
	free(again);
}

START_TEST(records_are_written_as_they_were_read)
{
	round_trip(DNS_MX, "10 mail.example.com.\n0 .\n");
	round_trip(DNS_NS, "ns1.example.com.\n");
	round_trip(DNS_A, "192.0.2.1\n192.0.2.2\n");
	round_trip(DNS_AAAA, "2001:db8::25\n");
	round_trip(DNS_TXT, "\"whoexposed=EXMPL-1\"\n\"a \\\"b\\\" \\\\ "
			    "\\195\\169\\010\"\n\"\"\n");
	round_trip(DNS_MX, "");
}
END_TEST

START_TEST(the_strings_of_a_text_record_are_joined)
{
	ck_assert_int_eq(
	    parse(DNS_TXT, "\"whoexposed=\" \"EXMPL\" \"-1\"\n", NULL), 0);
	ck_assert_uint_eq(a.count, 1);
	ck_assert_str_eq(a.records[0].text, "whoexposed=EXMPL-1");
}
END_TEST

START_TEST(a_long_text_is_written_in_strings_of_255_octets)
{
	struct dns_answer b = {.type = DNS_TXT};
	char text[600], *written;

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	dns_answer_add(&b, 0, text);
	written = dns_write(&b);
	ck_assert_ptr_eq(strstr(written, "\" \""), written + 256);
	ck_assert_int_eq(parse(DNS_TXT, written, NULL), 0);
	ck_assert_str_eq(a.records[0].text, text);
	free(written);
	dns_answer_clear(&b);
}
END_TEST

START_TEST(names_are_folded_and_lose_their_last_dot)
{
	ck_assert_int_eq(parse(DNS_MX, "5 Mail.Example.COM.\r\n\n", NULL), 0);
	ck_assert_uint_eq(a.count, 1);
	ck_assert_uint_eq(a.records[0].preference, 5);
	ck_assert_str_eq(a.records[0].text, "mail.example.com");
}
END_TEST

static const struct {
	enum dns_type type;
	const char *text;
} bad[] = {
    {DNS_MX, "mail.example.com."},
    {DNS_MX, "10 mail.example.com"},
    {DNS_MX, "65536 mail.example.com."},
    {DNS_MX, "-1 mail.example.com."},
    {DNS_MX, "10  mail.example.com."},
    {DNS_MX, "10 "},
    {DNS_MX, "10 a..example."},
    {DNS_MX, "10 a b.example."},
    {DNS_MX, "10 \x1b[2J.example."},
    {DNS_NS, "example.com. 300 IN NS ns.example.com."},
    {DNS_A, "192.0.2.256"},
    {DNS_A, "2001:db8::1"},
    {DNS_A, "192.0.2.1 "},
    {DNS_AAAA, "192.0.2.1"},
    {DNS_TXT, "whoexposed=EXMPL-1"},
    {DNS_TXT, "\"open"},
    {DNS_TXT, "\"a\"\"b\""},
    {DNS_TXT, "\"a\" "},
    {DNS_TXT, "\"\\"},
    {DNS_TXT, "\"\\000\""},
    {DNS_TXT, "\"\\256\""},
    {DNS_TXT, "\"\\12\""},
};

START_TEST(a_line_that_cannot_be_read_leaves_no_record)
{
	struct error err = {0};
	char *text;

	text = xasprintf("%s\n%s\n",
	    bad[_i].type == DNS_MX     ? "1 good.example."
	    : bad[_i].type == DNS_NS   ? "good.example."
	    : bad[_i].type == DNS_A    ? "192.0.2.9"
	    : bad[_i].type == DNS_AAAA ? "2001:db8::9"
				       : "\"good\"",
	    bad[_i].text);
	ck_assert_int_eq(parse(bad[_i].type, text, &err), -1);
	ck_assert_int_eq(err.code, ERROR_DATA);
	ck_assert_ptr_nonnull(strstr(err.text, "line 2: expected "));
	ck_assert_uint_eq(a.count, 0);
	free(text);
}
END_TEST

START_TEST(a_nul_is_refused)
{
	ck_assert_int_eq(dns_read(&a, "\"a\0\"\n", 5, NULL), -1);
}
END_TEST

START_TEST(reserved_names_are_known_with_all_below_them)
{
	static const char *const yes[] = {"example.com", "mail.example.org",
	    "a.test", "test", "gone.example", "x.invalid", "localhost",
	    "host.local", "abc.onion", "corp.internal", "x.home.arpa"};
	static const char *const no[] = {"notexample.com", "example.edu",
	    "contest", "latest.com", "example.com.net", "arpa"};

	for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
		ck_assert_msg(dns_reserved(yes[i]), "%s", yes[i]);
	for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
		ck_assert_msg(!dns_reserved(no[i]), "%s", no[i]);
}
END_TEST

START_TEST(only_names_of_hosts_are_asked_for)
{
	char label[80] = "";

	ck_assert(dns_name_valid("_whoexposed.xn--bcher-kva.example"));
	ck_assert(!dns_name_valid(""));
	ck_assert(!dns_name_valid("a..b"));
	ck_assert(!dns_name_valid("a."));
	ck_assert(!dns_name_valid(".a"));
	ck_assert(!dns_name_valid("a b.example"));
	ck_assert(!dns_name_valid("b\xc3\xbc"
				  "cher.example"));
	memset(label, 'a', 64);
	ck_assert(!dns_name_valid(label));
	label[63] = '\0';
	ck_assert(dns_name_valid(label));
}
END_TEST

START_TEST(codes_that_are_not_known_prove_nothing)
{
	for (int i = 0; i < DNS_OTHER; i++)
		ck_assert_int_eq(
		    dns_status_parse(dns_status_name((enum dns_status)i)), i);
	ck_assert_int_eq(dns_status_parse("TIMEOUT"), DNS_TIMEOUT);
	ck_assert_int_eq(dns_status_parse("YXDOMAIN"), DNS_OTHER);
	ck_assert_int_eq(dns_status_parse(""), DNS_OTHER);
	a.status = DNS_OTHER;
	ck_assert(!dns_gone(&a) && !dns_has(&a) && !dns_none(&a));
}
END_TEST

START_TEST(the_public_suffix_list_says_where_domains_are_registered)
{
	ck_assert_str_eq(suffix_registrable("mail.foo.whoexposed.co.uk"),
	    "whoexposed.co.uk");
	ck_assert_str_eq(suffix_registrable("gone.example"), "gone.example");
	ck_assert_ptr_null(suffix_registrable("co.uk"));
	ck_assert(suffix_public("com"));
	ck_assert(suffix_known("whoexposed.net"));
	ck_assert(!suffix_known("host.lan"));
}
END_TEST

Suite *
suite_dns(void)
{
	Suite *s = suite_create("dns");
	TCase *t = tcase_create("dns");

	tcase_add_checked_fixture(t, NULL, end);
	tcase_add_test(t, records_are_written_as_they_were_read);
	tcase_add_test(t, the_strings_of_a_text_record_are_joined);
	tcase_add_test(t, a_long_text_is_written_in_strings_of_255_octets);
	tcase_add_test(t, names_are_folded_and_lose_their_last_dot);
	tcase_add_loop_test(t, a_line_that_cannot_be_read_leaves_no_record, 0,
	    (int)(sizeof(bad) / sizeof(*bad)));
	tcase_add_test(t, a_nul_is_refused);
	tcase_add_test(t, reserved_names_are_known_with_all_below_them);
	tcase_add_test(t, only_names_of_hosts_are_asked_for);
	tcase_add_test(t, codes_that_are_not_known_prove_nothing);
	tcase_add_test(
	    t, the_public_suffix_list_says_where_domains_are_registered);
	suite_add_tcase(s, t);
	return s;
}
