#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "rdap/ip.h"
#include "tests/suites.h"

static struct ip
address(const char *text)
{
	struct ip ip = {0};

	ck_assert_msg(ip_parse(text, &ip) == 0, "refused: %s", text);
	return ip;
}

static struct ip_range
between(const char *first, const char *last)
{
	return (struct ip_range){address(first), address(last)};
}

static struct ip_range
prefix(const char *text)
{
	struct ip_range range = {0};

	ck_assert_msg(ip_prefix_parse(text, &range) == 0, "refused: %s", text);
	return range;
}

static void
assert_reads(const char *text, const char *expected)
{
	struct ip ip = address(text);
	char out[IP_TEXT_MAX];

	ck_assert_str_eq(ip_format(&ip, out), expected);
}

static void
assert_refused(const char *text)
{
	struct ip ip = {.version = 42};

	ck_assert_msg(ip_parse(text, &ip) == -1, "accepted: %s", text);
	ck_assert_int_eq(ip.version, 42);
}

static void
assert_no_prefix(const char *text)
{
	struct ip_range range = {.first = {.version = 42}};

	ck_assert_msg(
	    ip_prefix_parse(text, &range) == -1, "accepted: %s", text);
	ck_assert_int_eq(range.first.version, 42);
}

static void
assert_text(const struct ip_range *range, const char *expected)
{
	char *text = ip_range_text(range);

	ck_assert_str_eq(text, expected);
	free(text);
}

START_TEST(an_ipv4_octet_with_leading_zeros_is_decimal)
{
	assert_reads("108.000.000.000", "108.0.0.0");
	assert_reads("192.000.002.010", "192.0.2.10");
	assert_reads("010.010.010.099", "10.10.10.99");
	assert_reads("255.255.255.255", "255.255.255.255");
}
END_TEST

START_TEST(odd_numerals_are_no_ipv4_addresses)
{
	static const char *const texts[] = {"", "192.0.2", "192.0.2.",
	    ".192.0.2", "192.0.2.1.", "192.0.2.1.1", "192..2.1", "192.0.2.256",
	    "192.0.2.4294967297", "192.0.2.0001", "0xc0.0.2.1", "3221225985",
	    "192.513", " 192.0.2.1", "192.0.2.1 ", "192.0.2.1\n", "192.0.2.+1",
	    "192.0.2.-1", "192.0.2.1:80", "192.0.2.1/24", "192.0.2.1x",
	    "[192.0.2.1]", "\xd9\xa1.0.2.1",
	    "192\xe3\x80\x82"
	    "0.2.1"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_refused(texts[i]);
}
END_TEST

START_TEST(ipv6_is_written_in_its_short_form)
{
	assert_reads("2001:0DB8:0000:0000:0000:0000:0000:0001", "2001:db8::1");
	assert_reads("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1");
	assert_reads("2001:0:0:1:0:0:0:1", "2001:0:0:1::1");
	assert_reads("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1");
	assert_reads("::", "::");
	assert_reads("0:0:0:0:0:0:0:1", "::1");
	assert_reads("FFFF:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
	    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
}
END_TEST

START_TEST(a_mapped_address_stays_ipv6)
{
	struct ip mapped = address("::ffff:192.0.2.1");
	struct ip plain = address("192.0.2.1");

	ck_assert_int_eq(mapped.version, 6);
	ck_assert_int_ne(ip_compare(&mapped, &plain), 0);
	assert_reads("::ffff:c000:201", "::ffff:192.0.2.1");
}
END_TEST

START_TEST(malformed_ipv6_is_refused)
{
	static const char *const texts[] = {":", ":::", "1:2:3:4:5:6:7",
	    "1:2:3:4:5:6:7:8:9", "2001:db8::1::2", "2001:db8::00001",
	    "2001:db8::g", "fe80::1%eth0", "fe80::1%1", "[2001:db8::1]",
	    "2001:db8::1/64", " 2001:db8::1", "2001:db8::1 ",
	    "2001:db8:", ":2001:db8::", "::ffff:192.0.2.256", "::ffff:192.0.2",
	    "::ffff:192.000.002.001", "::192.0.2.1:1", "2001:db8::-1",
	    "2001:db8::0x1", "1:2:3:4:5:6:7:192.0.2.1"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_refused(texts[i]);
}
END_TEST

START_TEST(no_address_has_no_text)
{
	struct ip none = {0};
	char out[IP_TEXT_MAX] = "old";

	ck_assert_str_eq(ip_format(&none, out), "");
	ck_assert_int_eq(ip_compare(&none, &none), 0);
}
END_TEST

START_TEST(addresses_order_by_version_and_then_by_value)
{
	static const char *const sorted[] = {"0.0.0.0", "9.255.255.255",
	    "10.0.0.0", "127.0.0.1", "128.0.0.0", "255.255.255.255",
	    "::", "::1", "2001:db8::", "2001:db8::100", "8000::", "ffff::"};
	size_t count = sizeof(sorted) / sizeof(sorted[0]);

	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < count; j++) {
			struct ip a = address(sorted[i]);
			struct ip b = address(sorted[j]);

			ck_assert_int_eq(ip_compare(&a, &b), (i > j) - (i < j));
		}
	}
}
END_TEST

START_TEST(a_prefix_spans_its_addresses)
{
	struct ip_range range = prefix("192.0.2.128/25");
	char out[IP_TEXT_MAX];

	ck_assert_str_eq(ip_format(&range.first, out), "192.0.2.128");
	ck_assert_str_eq(ip_format(&range.last, out), "192.0.2.255");
	range = prefix("2001:db8::/33");
	ck_assert_str_eq(ip_format(&range.last, out),
	    "2001:db8:7fff:ffff:ffff:ffff:ffff:ffff");
	range = prefix("0.0.0.0/0");
	ck_assert_str_eq(ip_format(&range.last, out), "255.255.255.255");
	range = prefix("::/0");
	ck_assert_str_eq(ip_format(&range.last, out),
	    "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
	range = prefix("192.000.002.001/32");
	ck_assert_int_eq(ip_compare(&range.first, &range.last), 0);
}
END_TEST

START_TEST(a_prefix_with_bits_beyond_its_length_is_refused)
{
	assert_no_prefix("192.0.2.1/24");
	assert_no_prefix("192.0.2.128/24");
	assert_no_prefix("192.0.2.0/22");
	assert_no_prefix("128.0.0.0/0");
	assert_no_prefix("2001:db8::1/127");
	assert_no_prefix("2001:db8:8000::/32");
}
END_TEST

START_TEST(malformed_prefixes_are_refused)
{
	static const char *const texts[] = {"", "/", "/24", "192.0.2.0",
	    "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/+24",
	    "192.0.2.0/ 24", "192.0.2.0/24 ", "192.0.2.0/24/24",
	    "192.0.2.0/024", "192.0.2.0/4294967320", "192.0.2.0/0x18",
	    "192.0.2.0/255.255.255.0", "192.0.2/24", "2001:db8::/129",
	    "::ffff:192.0.2.0/1000",
	    "2001:0db8:0000:0000:0000:0000:0000:0000:0000:0000:0000:0000/32"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_no_prefix(texts[i]);
}
END_TEST

START_TEST(a_range_that_is_a_prefix_is_written_as_one)
{
	static const char *const texts[] = {"192.0.2.0/24", "0.0.0.0/0",
	    "192.0.2.7/32", "128.0.0.0/1", "::/0", "2001:db8::/32",
	    "2001:db8::1/128"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct ip_range range = prefix(texts[i]);

		ck_assert(ip_range_is_prefix(&range));
		assert_text(&range, texts[i]);
	}
}
END_TEST

START_TEST(a_range_that_is_no_prefix_is_written_by_its_ends)
{
	struct ip_range range = between("192.0.2.0", "192.0.2.9");
	char out[IP_PREFIX_MAX];

	ck_assert(!ip_range_is_prefix(&range));
	assert_text(&range, "192.0.2.0 - 192.0.2.9");
	ck_assert_str_eq(ip_range_prefix(&range, out), "192.0.2.0/29");
	range = between("192.0.2.1", "192.0.2.255");
	ck_assert_str_eq(ip_range_prefix(&range, out), "192.0.2.1/32");
	range = between("192.0.1.0", "192.0.2.255");
	ck_assert_str_eq(ip_range_prefix(&range, out), "192.0.1.0/24");
	range = between("0.0.0.0", "255.255.255.254");
	ck_assert_str_eq(ip_range_prefix(&range, out), "0.0.0.0/1");
	range = between("2001:db8::", "2001:db8::fffe");
	ck_assert_str_eq(ip_range_prefix(&range, out), "2001:db8::/113");
}
END_TEST

START_TEST(a_range_that_runs_backwards_is_not_valid)
{
	struct ip_range back = between("192.0.2.9", "192.0.2.0");
	struct ip_range mixed = between("192.0.2.0", "2001:db8::");
	struct ip_range none = {0};
	char out[IP_PREFIX_MAX] = "old";

	ck_assert(!ip_range_valid(&back));
	ck_assert(!ip_range_valid(&mixed));
	ck_assert(!ip_range_valid(&none));
	ck_assert(!ip_range_is_prefix(&none));
	ck_assert_str_eq(ip_range_prefix(&back, out), "");
	assert_text(&back, "192.0.2.9 - 192.0.2.0");
	ck_assert(!ip_range_contains(&back, &back));
}
END_TEST

START_TEST(a_range_contains_itself_and_what_lies_within)
{
	struct ip_range outer = prefix("192.0.2.0/24");
	struct ip_range inner = prefix("192.0.2.128/25");
	struct ip_range beside = prefix("192.0.3.0/24");
	struct ip_range astride = between("192.0.2.200", "192.0.3.1");
	struct ip_range all4 = prefix("0.0.0.0/0"), all6 = prefix("::/0");

	ck_assert(ip_range_contains(&outer, &outer));
	ck_assert(ip_range_contains(&outer, &inner));
	ck_assert(!ip_range_contains(&inner, &outer));
	ck_assert(!ip_range_contains(&outer, &beside));
	ck_assert(!ip_range_contains(&outer, &astride));
	ck_assert(ip_range_contains(&all4, &outer));
	ck_assert(!ip_range_contains(&all6, &outer));
}
END_TEST

START_TEST(autonomous_system_numbers_have_32_bits)
{
	unsigned number = 0;

	ck_assert_int_eq(autnum_parse("AS64500", &number), 0);
	ck_assert_uint_eq(number, 64500);
	ck_assert_int_eq(autnum_parse("as64501", &number), 0);
	ck_assert_uint_eq(number, 64501);
	ck_assert_int_eq(autnum_parse("0", &number), 0);
	ck_assert_uint_eq(number, 0);
	ck_assert_int_eq(autnum_parse("4294967295", &number), 0);
	ck_assert_uint_eq(number, 4294967295U);
}
END_TEST

START_TEST(what_is_no_autonomous_system_number_is_refused)
{
	static const char *const texts[] = {"", "AS", "A64500", "S64500",
	    "ASAS64500", "AS 64500", " 64500", "64500 ", "-1", "+1", "AS-1",
	    "1.10", "0x1f", "64500x", "4294967296", "AS4294967296",
	    "18446744073709616116", "99999999999999999999999999999999"};
	unsigned number = 42;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		ck_assert_msg(autnum_parse(texts[i], &number) == -1,
		    "accepted: %s", texts[i]);
		ck_assert_uint_eq(number, 42);
	}
}
END_TEST

Suite *
suite_ip(void)
{
	Suite *s = suite_create("ip");
	TCase *t = tcase_create("ip");

	tcase_add_test(t, an_ipv4_octet_with_leading_zeros_is_decimal);
	tcase_add_test(t, odd_numerals_are_no_ipv4_addresses);
	tcase_add_test(t, ipv6_is_written_in_its_short_form);
	tcase_add_test(t, a_mapped_address_stays_ipv6);
	tcase_add_test(t, malformed_ipv6_is_refused);
	tcase_add_test(t, no_address_has_no_text);
	tcase_add_test(t, addresses_order_by_version_and_then_by_value);
	tcase_add_test(t, a_prefix_spans_its_addresses);
	tcase_add_test(t, a_prefix_with_bits_beyond_its_length_is_refused);
	tcase_add_test(t, malformed_prefixes_are_refused);
	tcase_add_test(t, a_range_that_is_a_prefix_is_written_as_one);
	tcase_add_test(t, a_range_that_is_no_prefix_is_written_by_its_ends);
	tcase_add_test(t, a_range_that_runs_backwards_is_not_valid);
	tcase_add_test(t, a_range_contains_itself_and_what_lies_within);
	tcase_add_test(t, autonomous_system_numbers_have_32_bits);
	tcase_add_test(t, what_is_no_autonomous_system_number_is_refused);
	suite_add_tcase(s, t);
	return s;
}
