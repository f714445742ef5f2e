#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/query.h"
#include "tests/suites.h"

#define BASE "https://rdap.example/registry/"

static void
assert_refused(const char *text, const char *words)
{
	struct term term;
	struct error err = {0};

	ck_assert_msg(term_parse(text, &term, &err) == -1, "\"%s\"", text);
	ck_assert_int_eq(err.code, ERROR_USAGE);
	ck_assert_msg(
	    strstr(err.text, words) != NULL, "\"%s\": %s", text, err.text);
	ck_assert_ptr_null(strchr(err.text, '\n'));
}

static struct term
understood(const char *text, enum term_kind kind)
{
	struct term term;
	struct error err = {0};

	ck_assert_msg(term_parse(text, &term, &err) == 0, "%s", err.text);
	ck_assert_int_eq(term.kind, kind);
	ck_assert_int_eq(err.code, ERROR_NONE);
	return term;
}

START_TEST(a_handle_is_upper_case)
{
	ck_assert_str_eq(understood("exmpl-1", TERM_HANDLE).handle, "EXMPL-1");
	ck_assert_str_eq(
	    understood("ab12-arin", TERM_HANDLE).handle, "AB12-ARIN");
	understood("CUST-7", TERM_HANDLE);
	understood("ASH-12", TERM_HANDLE);
	understood("AS", TERM_HANDLE);
	understood("AS64500X", TERM_HANDLE);
	understood("C", TERM_HANDLE);
}
END_TEST

START_TEST(c_and_digits_is_a_customer)
{
	ck_assert_str_eq(
	    understood("c01234567", TERM_CUSTOMER).handle, "C01234567");
}
END_TEST

START_TEST(an_address_is_a_range_of_one)
{
	struct term t = understood("203.0.113.7", TERM_ADDRESS);

	ck_assert_int_eq(ip_compare(&t.range.first, &t.range.last), 0);
	ck_assert_str_eq(t.handle, "");
	understood("2001:db8::1", TERM_ADDRESS);
}
END_TEST

START_TEST(a_prefix_is_a_range)
{
	struct term t = understood("203.0.113.0/24", TERM_PREFIX);

	ck_assert_int_eq(t.range.last.bytes[3], 255);
	understood("2001:db8::/32", TERM_PREFIX);
}
END_TEST

START_TEST(an_as_number_has_32_bits)
{
	ck_assert_uint_eq(understood("AS64500", TERM_AUTNUM).autnum, 64500);
	ck_assert_uint_eq(understood("as64500", TERM_AUTNUM).autnum, 64500);
	ck_assert_uint_eq(understood("64500", TERM_AUTNUM).autnum, 64500);
	ck_assert_uint_eq(
	    understood("AS4294967295", TERM_AUTNUM).autnum, 4294967295);
	assert_refused("AS4294967296", "0 to 4294967295");
	assert_refused("AS99999999999999999999", "0 to 4294967295");
}
END_TEST

START_TEST(what_is_not_understood_says_what_was_expected)
{
	assert_refused("", "expected a handle");
	assert_refused("EXMPL*", "wildcards");
	assert_refused("*", "wildcards");
	assert_refused("noc@example.com", "a mail address");
	assert_refused("Example Networks", "names are not searched for");
	assert_refused("EXMPL-1\n", "a control character");
	assert_refused("https://rdap.example/entity/EXMPL-1", "a URL");
	assert_refused("203.0.113.7/24", "bits are set beyond");
	assert_refused("2001:db8::1/32", "bits are set beyond");
	assert_refused("203.0.113.0/33", "not a prefix");
	assert_refused("203.0.113.0/", "not a prefix");
	assert_refused("/", "not a prefix");
	assert_refused("../../etc/passwd", "not a prefix");
	assert_refused("203.0.113.256", "letters, digits");
	assert_refused("example.com", "letters, digits");
	assert_refused("EXMPL\303\211-1", "letters, digits");
	assert_refused("-EXMPL", "letters, digits");
	assert_refused("fe80::1%eth0", "wildcards");
}
END_TEST

START_TEST(a_handle_has_letters_digits_hyphens_and_64_octets)
{
	char longest[HANDLE_MAX + 2];

	memset(longest, 'A', sizeof(longest));
	longest[HANDLE_MAX + 1] = '\0';
	ck_assert(!handle_valid(longest));
	longest[HANDLE_MAX] = '\0';
	ck_assert(handle_valid(longest));
	ck_assert(handle_valid("NET-203-0-113-0-1"));
	ck_assert(handle_valid("7"));
	ck_assert(!handle_valid(""));
	ck_assert(!handle_valid("-A"));
	ck_assert(!handle_valid("A/B"));
	ck_assert(!handle_valid("A?x=1"));
	ck_assert(!handle_valid("A%2F"));
	ck_assert(!handle_valid("A.B"));
	ck_assert(!handle_valid("A B"));
	ck_assert(!handle_valid("\303\204"));
}
END_TEST

START_TEST(an_entity_is_asked_by_handle)
{
	struct query q;

	query_entity(&q, BASE, "EXMPL-1", "POC of %s", "NET-1");
	ck_assert_str_eq(q.url, BASE "entity/EXMPL-1");
	ck_assert_str_eq(q.expect, "EXMPL-1");
	ck_assert_str_eq(q.why, "POC of NET-1");
	query_clear(&q);
	ck_assert_ptr_null(q.url);
}
END_TEST

static void
assert_ip_url(const char *text, const char *url)
{
	struct term term;
	struct query q;

	ck_assert_int_eq(term_parse(text, &term, NULL), 0);
	query_ip(&q, BASE, &term.range, NULL, "it was asked for");
	ck_assert_str_eq(q.url, url);
	ck_assert_ptr_null(q.expect);
	query_clear(&q);
}

START_TEST(a_network_is_asked_by_prefix_and_a_single_address_as_such)
{
	assert_ip_url("203.0.113.0/24", BASE "ip/203.0.113.0/24");
	assert_ip_url("203.0.113.7", BASE "ip/203.0.113.7");
	assert_ip_url("203.0.113.7/32", BASE "ip/203.0.113.7");
	assert_ip_url("2001:db8::/32", BASE "ip/2001:db8::/32");
}
END_TEST

START_TEST(an_autnum_is_asked_by_number)
{
	struct query q;

	query_autnum(&q, BASE, 4294967295, "AS4294967295", "own");
	ck_assert_str_eq(q.url, BASE "autnum/4294967295");
	ck_assert_str_eq(q.expect, "AS4294967295");
	query_clear(&q);
}
END_TEST

START_TEST(searches_go_by_handle_and_expect_none)
{
	static const struct {
		enum query_kind kind;
		const char *url;
	} rows[] = {
	    {QUERY_NETWORKS_OF,
		BASE "ips/reverse_search/entity?handle=EXMPL-1"},
	    {QUERY_AUTNUMS_OF,
		BASE "autnums/reverse_search/entity?handle=EXMPL-1"},
	    {QUERY_NETWORK_BY_HANDLE, BASE "ips?handle=EXMPL-1"},
	};
	struct query q;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		query_search(&q, rows[i].kind, BASE, "EXMPL-1", "why");
		ck_assert_int_eq(q.kind, rows[i].kind);
		ck_assert_str_eq(q.url, rows[i].url);
		ck_assert_ptr_null(q.expect);
		query_clear(&q);
	}
}
END_TEST

static void
assert_base(const char *text, const char *expected)
{
	struct error err = {0};
	char *base = NULL;

	ck_assert_msg(base_parse(text, &base, &err) == 0, "%s", err.text);
	ck_assert_str_eq(base, expected);
	free(base);
}

START_TEST(a_base_ends_in_a_slash_and_its_host_is_lower_case)
{
	assert_base("https://rdap.arin.net/registry/",
	    "https://rdap.arin.net/registry/");
	assert_base(
	    "HTTPS://RDAP.Example/Registry", "https://rdap.example/Registry/");
	assert_base("https://rdap.example", "https://rdap.example/");
	assert_base(
	    "https://rdap.example:8443/a/", "https://rdap.example:8443/a/");
	assert_base("https://192.0.2.1/", "https://192.0.2.1/");
	assert_base("https://[2001:DB8::1]:443", "https://[2001:db8::1]:443/");
}
END_TEST

START_TEST(plain_http_is_for_loopback_only)
{
	assert_base("http://127.0.0.1:8080/", "http://127.0.0.1:8080/");
	assert_base("http://127.9.9.9/x", "http://127.9.9.9/x/");
	assert_base("http://[::1]:80/", "http://[::1]:80/");
	assert_base("http://localhost/", "http://localhost/");
}
END_TEST

START_TEST(bases_that_are_refused)
{
	static const char *const texts[] = {"", "rdap.example", "/registry/",
	    "ftp://rdap.example/", "file:///etc/passwd", "https://",
	    "https:///x", "http://rdap.example/", "http://192.0.2.1/",
	    "http://10.0.0.1/", "http://[::2]/", "http://[::ffff:127.0.0.1]/",
	    "http://localhost.example/", "http://127.0.0.1.example/",
	    "http://127.1/", "http://0x7f000001/", "http://2130706433/",
	    "http://0177.0.0.1/", "https://user@rdap.example/",
	    "https://user:secret@rdap.example/", "https://rdap.example/?a=b",
	    "https://rdap.example/#top", "https://rdap.example/a b",
	    "https://rdap.example/\r\nX: y",
	    "https://rdap.example\\@192.0.2.1/", "https://rdap.example:0/",
	    "https://rdap.example:65536/", "https://rdap.example:/",
	    "https://rdap.example:8x/", "https://rdap..example/",
	    "https://-rdap.example/", "https://rdap.example./",
	    "https://[2001:db8::1/", "https://[]/", "https://[::1]x/",
	    "https://rdap.example/../x/", "https://rdap.example/%2e%2e/",
	    "https://rd\303\244p.example/", "https://999.1.1.1/", "http://0/",
	    "http://[0:0:0:0:0:0:0:1%25lo]/"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct error err = {0};
		char *base = NULL;

		ck_assert_msg(base_parse(texts[i], &base, &err) == -1,
		    "\"%s\" gave %s", texts[i], base);
		ck_assert_int_eq(err.code, ERROR_USAGE);
		ck_assert_ptr_null(base);
	}
}
END_TEST

START_TEST(a_password_in_a_base_is_not_repeated)
{
	struct error err = {0};
	char *base = NULL;

	ck_assert_int_eq(
	    base_parse("https://user:secret@rdap.example/", &base, &err), -1);
	ck_assert_ptr_null(strstr(err.text, "secret"));
}
END_TEST

START_TEST(loopback_has_few_spellings)
{
	ck_assert(host_is_loopback("127.0.0.1"));
	ck_assert(host_is_loopback("127.255.255.254"));
	ck_assert(host_is_loopback("[::1]"));
	ck_assert(host_is_loopback("LOCALHOST"));
	ck_assert(!host_is_loopback(""));
	ck_assert(!host_is_loopback("["));
	ck_assert(!host_is_loopback("[]"));
	ck_assert(!host_is_loopback("::1"));
	ck_assert(!host_is_loopback("126.0.0.1"));
	ck_assert(!host_is_loopback("0.0.0.0"));
	ck_assert(!host_is_loopback("localhost.example"));
}
END_TEST

Suite *
suite_query(void)
{
	Suite *s = suite_create("query");
	TCase *terms = tcase_create("terms");
	TCase *urls = tcase_create("urls");
	TCase *bases = tcase_create("bases");

	suite_add_tcase(s, terms);
	tcase_add_test(terms, a_handle_is_upper_case);
	tcase_add_test(terms, c_and_digits_is_a_customer);
	tcase_add_test(terms, an_address_is_a_range_of_one);
	tcase_add_test(terms, a_prefix_is_a_range);
	tcase_add_test(terms, an_as_number_has_32_bits);
	tcase_add_test(terms, what_is_not_understood_says_what_was_expected);
	tcase_add_test(
	    terms, a_handle_has_letters_digits_hyphens_and_64_octets);
	suite_add_tcase(s, urls);
	tcase_add_test(urls, an_entity_is_asked_by_handle);
	tcase_add_test(
	    urls, a_network_is_asked_by_prefix_and_a_single_address_as_such);
	tcase_add_test(urls, an_autnum_is_asked_by_number);
	tcase_add_test(urls, searches_go_by_handle_and_expect_none);
	suite_add_tcase(s, bases);
	tcase_add_test(
	    bases, a_base_ends_in_a_slash_and_its_host_is_lower_case);
	tcase_add_test(bases, plain_http_is_for_loopback_only);
	tcase_add_test(bases, bases_that_are_refused);
	tcase_add_test(bases, a_password_in_a_base_is_not_repeated);
	tcase_add_test(bases, loopback_has_few_spellings);
	return s;
}
