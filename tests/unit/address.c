#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "tests/suites.h"

#define MUENCHEN       "m\xc3\xbcnchen.example"
#define MUENCHEN_NFD   "mu\xcc\x88nchen.example"
#define MUENCHEN_ASCII "xn--mnchen-3ya.example"
#define COUNT(array)   (sizeof(array) / sizeof((array)[0]))

static void
assert_key(const char *spelling, const char *expected)
{
	char *key = address_key(spelling);
	char *again = address_key(key);

	ck_assert_str_eq(key, expected);
	ck_assert_str_eq(again, key);
	free(again);
	free(key);
}

static void
assert_domain(const char *text, const char *expected)
{
	char *key = domain_key(text);

	if (expected == NULL)
		ck_assert_msg(key == NULL, "accepted: %s", text);
	else
		ck_assert_pstr_eq(key, expected);
	free(key);
}

static void
assert_mailbox(const char *key, const char *mailbox, const char *local)
{
	char *found = address_mailbox(key), *found_local = address_local(key);

	ck_assert_str_eq(found, mailbox);
	ck_assert_str_eq(found_local, local);
	free(found);
	free(found_local);
}

static void
assert_found(const char *text, const char *expected)
{
	struct strings found = {0};
	char *joined;

	address_find(text, &found);
	joined = strings_join(&found, " ");
	ck_assert_str_eq(joined, expected);
	free(joined);
	strings_clear(&found);
}

/* "xxx...@" and a domain of `labels` labels of `len` octets before "example". */
static char *
long_address(size_t local, size_t labels, size_t len)
{
	char *text = xcalloc(1, local + 1 + labels * (len + 1) + 8);
	char *p = text;

	memset(p, 'x', local);
	p += local;
	*p++ = '@';
	for (size_t i = 0; i < labels; i++) {
		memset(p, 'y', len);
		p += len;
		*p++ = '.';
	}
	memcpy(p, "example", 8);
	return text;
}

static bool
long_address_valid(size_t local, size_t labels, size_t len)
{
	char *text = long_address(local, labels, len);
	bool valid = address_valid(text);

	free(text);
	return valid;
}

START_TEST(ordinary_addresses_are_valid)
{
	static const char *const texts[] = {"noc@example.com",
	    "NOC+arin@Mail.Example.COM", "o'neill@example.com",
	    "first.last@sub-domain.example", "a@b.example", "1@2.example",
	    "!#$%&'*+-/=?^_`{|}~@example.com", "+@example.com",
	    "j\xc3\xb6rg@example.com", "noc@" MUENCHEN, "noc@" MUENCHEN_NFD,
	    "noc@" MUENCHEN_ASCII, "noc@3com.example", "noc@ab--cd.example"};

	for (size_t i = 0; i < COUNT(texts); i++)
		ck_assert_msg(address_valid(texts[i]), "%s", texts[i]);
}
END_TEST

START_TEST(what_mail_cannot_be_sent_to_is_not_valid)
{
	static const char *const texts[] = {"", "@", "noc", "noc@",
	    "@example.com", "noc@localhost", "noc@example", "a@b@example.com",
	    "noc@@example.com", ".noc@example.com", "noc.@example.com",
	    "n..oc@example.com", "noc@.example.com", "noc@example..com",
	    "noc@example.com.", "noc@-example.com", "noc@example-.com",
	    "noc@a_b.example", "noc@*.example.com", "noc@[192.0.2.1]",
	    "noc@192.0.2.1", "noc@example.123", "noc@[IPv6:2001:db8::1]",
	    "\"n oc\"@example.com", "noc(night)@example.com",
	    "<noc@example.com>", "mailto:noc@example.com", "noc@example.com>",
	    "noc@example.com,abuse@example.com", "noc@exa mple.com",
	    "n oc@example.com", " noc@example.com", "noc@example.com\n",
	    "noc@example.com\r\nBcc: all@example.com", "n\toc@example.com",
	    "n\x7foc@example.com", "noc\\@example.com", "noc:x@example.com",
	    "noc@example.com/x", "noc@example.com:25"};

	for (size_t i = 0; i < COUNT(texts); i++)
		ck_assert_msg(!address_valid(texts[i]), "%s", texts[i]);
}
END_TEST

START_TEST(unseen_and_turning_characters_are_not_valid)
{
	static const char *const texts[] = {
	    "noc\xe2\x80\xae@example.com", /* right-to-left override */
	    "noc\xd8\x9c@example.com",     /* Arabic letter mark */
	    "noc\xe2\x81\xa6@example.com", /* isolate */
	    "noc\xe2\x80\x8b@example.com", /* zero-width space */
	    "noc\xc2\xa0@example.com",     /* no-break space */
	    "noc\xc2\xad@example.com",     /* soft hyphen */
	    "noc@exam\xc2\xadple.com",     /* IDNA would drop it */
	    "noc@exam\xe2\x80\xaeple.com", "\xef\xbb\xbfnoc@example.com",
	    "noc\xc2\x9b@example.com", /* C1: control sequence */
	    "noc\xf3\xa0\x81\x81@example.com" /* tag letter */};

	for (size_t i = 0; i < COUNT(texts); i++)
		ck_assert_msg(!address_valid(texts[i]), "case %zu", i);
}
END_TEST

START_TEST(bytes_that_are_not_utf8_are_not_valid)
{
	static const char *const texts[] = {"n\xff@example.com",
	    "n\xc3@example.com", "n\xc0\xae@example.com",
	    "n\xe0\x80\xae@example.com", "n\xed\xa0\x80@example.com",
	    "n\xf4\x90\x80\x80@example.com", "n\xfc\x84\x80\x80@example.com",
	    "n\x80@example.com", "noc@exam\xffple.com", "noc@example.com\xc3"};

	for (size_t i = 0; i < COUNT(texts); i++)
		ck_assert_msg(!address_valid(texts[i]), "case %zu", i);
}
END_TEST

START_TEST(lengths_are_limited_in_octets)
{
	ck_assert(long_address_valid(64, 1, 63));
	ck_assert(!long_address_valid(65, 1, 63));
	ck_assert(!long_address_valid(64, 1, 64));
	ck_assert(long_address_valid(64, 123, 1));
	ck_assert(!long_address_valid(64, 19, 12));
	ck_assert(!long_address_valid(64, 124, 1));
	ck_assert(!long_address_valid(1, 100000, 60));
	ck_assert(!address_valid("xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
				 "xxxxxxxxxxxxxxxxxx\xc3\xa4@example.com"));
}
END_TEST

/* A local part of 64 octets, and as many labels as make up the length. */
static char *
of_length(size_t len)
{
	char *text = xcalloc(1, len + 1);

	memset(text, 'x', len);
	text[64] = '@';
	for (size_t i = 128; i + 1 < len; i += 64)
		text[i] = '.';
	return text;
}

START_TEST(an_address_of_320_octets_is_kept_and_not_valid)
{
	static const size_t lengths[] = {ADDRESS_MAX, ADDRESS_MAX + 1, 10240};
	char *longest = of_length(64 + 1 + 253);

	ck_assert(address_valid(longest));
	free(longest);
	for (size_t i = 0; i < COUNT(lengths); i++) {
		char *text = of_length(lengths[i]);

		ck_assert(!address_valid(text));
		assert_key(text, text);
		free(text);
	}
}
END_TEST

/* What registries publish in an address's place: each has a key, of which
 * domain and mailbox are what a reader would take for them. */
START_TEST(what_is_published_instead_of_an_address_keeps_its_parts)
{
	static const struct {
		const char *spelling, *key, *domain, *mailbox;
	} rows[] = {
	    {"\"John Doe\"@Example.com", "\"john doe\"@example.com",
		"example.com", "\"john doe\"@example.com"},
	    {"\"a@b\"@example.com", "\"a@b\"@example.com", "example.com",
		"\"a@b\"@example.com"},
	    {"noc(night shift)@example.com", "noc(night shift)@example.com",
		"example.com", "noc(night shift)@example.com"},
	    {"noc@example.com(night)", "noc@example.com(night)",
		"example.com(night)", "noc@example.com(night)"},
	    {"Noc+x@Example.com.", "noc+x@example.com", "example.com",
		"noc@example.com"},
	    {"a@b@example.com", "a@b@example.com", "example.com",
		"a@b@example.com"},
	    {"noc @ example.com", "noc @ example.com", " example.com",
		"noc @ example.com"},
	    {"<noc@example.com>", "<noc@example.com>", "example.com>",
		"<noc@example.com>"},
	    {"NOC <noc@example.com>", "noc <noc@example.com>", "example.com>",
		"noc <noc@example.com>"},
	    {"mailto:NOC@example.com", "mailto:noc@example.com", "example.com",
		"mailto:noc@example.com"},
	    {"noc@" MUENCHEN ".", "noc@" MUENCHEN_ASCII, MUENCHEN_ASCII,
		"noc@" MUENCHEN_ASCII},
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		char *mailbox = address_mailbox(rows[i].key);

		ck_assert_msg(
		    !address_valid(rows[i].spelling), "%s", rows[i].spelling);
		assert_key(rows[i].spelling, rows[i].key);
		ck_assert_str_eq(address_domain(rows[i].key), rows[i].domain);
		ck_assert_str_eq(mailbox, rows[i].mailbox);
		free(mailbox);
	}
}
END_TEST

START_TEST(spellings_of_one_mailbox_share_a_key)
{
	assert_key("noc@example.com", "noc@example.com");
	assert_key(" \t\r\nNOC@Example.COM \n", "noc@example.com");
	assert_key("noc@example.com.", "noc@example.com");
	assert_key("NOC+ARIN@example.com", "noc+arin@example.com");
}
END_TEST

START_TEST(both_forms_of_an_idn_share_a_key)
{
	assert_key("NOC@" MUENCHEN, "noc@" MUENCHEN_ASCII);
	assert_key("noc@M\xc3\x9cNCHEN.EXAMPLE", "noc@" MUENCHEN_ASCII);
	assert_key("noc@" MUENCHEN_NFD, "noc@" MUENCHEN_ASCII);
	assert_key("noc@XN--MNCHEN-3YA.example", "noc@" MUENCHEN_ASCII);
	assert_key("noc@stra\xc3\x9f"
		   "e.example",
	    "noc@xn--strae-oqa.example");
	assert_key("noc@m\xc3\xbcnchen\xe3\x80\x82"
		   "example",
	    "noc@" MUENCHEN_ASCII);
}
END_TEST

START_TEST(letters_beyond_ascii_in_a_local_part_are_not_folded)
{
	assert_key("J\xc3\x96RG@example.com", "j\xc3\x96rg@example.com");
	assert_key("\xe2\x84\xaa@example.com", "\xe2\x84\xaa@example.com");
}
END_TEST

START_TEST(text_that_is_no_address_keeps_a_key)
{
	assert_key("", "");
	assert_key(" \n", "");
	assert_key(" See Web Page ", "see web page");
	assert_key("NOC", "noc");
	assert_key("@", "@");
	assert_key("NOC@", "noc@");
	assert_key("NOC@LOCALHOST", "noc@localhost");
	assert_key("A@B@Example.COM", "a@b@example.com");
	assert_key("A..B@" MUENCHEN, "a..b@" MUENCHEN_ASCII);
	assert_key("noc@a_b.Example", "noc@a_b.example");
	assert_key("NOC@exam\xffple.com", "noc@exam\xffple.com");
	assert_key("NOC@[192.0.2.1]", "noc@[192.0.2.1]");
	assert_key("noc@example.com..", "noc@example.com..");
}
END_TEST

START_TEST(the_domain_stands_behind_the_last_at_sign)
{
	ck_assert_str_eq(address_domain("noc@example.com"), "example.com");
	ck_assert_str_eq(
	    address_domain("a@example.com@evil.example"), "evil.example");
	ck_assert_str_eq(address_domain("noc"), "");
	ck_assert_str_eq(address_domain("noc@"), "");
	ck_assert_str_eq(address_domain(""), "");
}
END_TEST

START_TEST(what_follows_a_plus_is_no_part_of_the_mailbox)
{
	assert_mailbox("noc+arin@example.com", "noc@example.com", "noc");
	assert_mailbox("noc+a+b@example.com", "noc@example.com", "noc");
	assert_mailbox("noc+@example.com", "noc@example.com", "noc");
	assert_mailbox("noc@a+b.example", "noc@a+b.example", "noc");
	assert_mailbox("+noc@example.com", "+noc@example.com", "+noc");
	assert_mailbox("a+b@c@example.com", "a@example.com", "a");
	assert_mailbox(
	    "call +1 555 0100", "call +1 555 0100", "call +1 555 0100");
	assert_mailbox("", "", "");
}
END_TEST

START_TEST(mail_domains_are_lower_case_a_labels)
{
	assert_domain("Example.COM", "example.com");
	assert_domain("example.com.", "example.com");
	assert_domain("a.b.c.example", "a.b.c.example");
	assert_domain(MUENCHEN, MUENCHEN_ASCII);
	assert_domain(MUENCHEN_NFD, MUENCHEN_ASCII);
	assert_domain("XN--MNCHEN-3YA.EXAMPLE", MUENCHEN_ASCII);
	assert_domain("ex\xef\xbd\x81mple.com", "example.com");
	assert_domain("a_b.example", "a_b.example");
	assert_domain("r3---x.example", "r3---x.example");
}
END_TEST

START_TEST(what_is_no_mail_domain_has_no_key)
{
	static const char *const texts[] = {"", ".", "..", "example",
	    "example.", ".example.com", "example..com", "example.com..",
	    "*.example.com", "*", "noc@example.com", "@example.com",
	    "[192.0.2.1]", "192.0.2.1", "192.0.2.1.", "2001:db8::1",
	    "example.com/x", "example.com:25", "exa mple.com", " example.com",
	    "example.com\n", "-a.example", "a-.example", "exam\xffple.com",
	    "exam\xc3", "%.example.com", "\xef\xbc\xa0m\xc3\xbcnchen.example",
	    "\xef\xbc\x91.\xef\xbc\x92.\xef\xbc\x93.\xef\xbc\x94"};

	for (size_t i = 0; i < COUNT(texts); i++)
		assert_domain(texts[i], NULL);
}
END_TEST

START_TEST(a_domain_lies_within_another_by_whole_labels)
{
	ck_assert(domain_within("example.com", "example.com"));
	ck_assert(domain_within("mail.example.com", "example.com"));
	ck_assert(domain_within("a.b.example.com", "example.com"));
	ck_assert(!domain_within("notexample.com", "example.com"));
	ck_assert(!domain_within("example.com", "mail.example.com"));
	ck_assert(!domain_within("example.com.evil.example", "example.com"));
	ck_assert(!domain_within("example.comx", "example.com"));
	ck_assert(!domain_within("", "example.com"));
	ck_assert(!domain_within("example.com", ""));
	ck_assert(!domain_within("", ""));
}
END_TEST

START_TEST(addresses_are_found_amid_their_punctuation)
{
	assert_found("noc@example.com", "noc@example.com");
	assert_found("Write to NOC@Example.com.", "NOC@Example.com");
	assert_found("Noc <noc@example.com>, (abuse@example.com)!",
	    "noc@example.com abuse@example.com");
	assert_found(
	    "mailto:noc+arin@example.com?subject=x", "noc+arin@example.com");
	assert_found("'noc@example.com' \"a@example.com\" `b@example.com`",
	    "noc@example.com a@example.com b@example.com");
	assert_found("*a@example.com* _b@example.com_ -c@example.com-",
	    "a@example.com b@example.com c@example.com");
	assert_found("\xe2\x80\x9cnoc@example.com\xe2\x80\x9d\xe2\x80\x94see",
	    "noc@example.com");
	assert_found("e-mail=noc@example.com;b@example.com|c@example.com",
	    "noc@example.com b@example.com c@example.com");
	assert_found("a@example.com/b@example.com&c@example.com",
	    "a@example.com b@example.com c@example.com");
	assert_found("see...noc@example.com...thanks", "noc@example.com");
	assert_found("noc@example.com\nabuse@example.com\r\n",
	    "noc@example.com abuse@example.com");
	assert_found("o'neill@example.com _x@example.com",
	    "o'neill@example.com _x@example.com");
}
END_TEST

START_TEST(addresses_in_other_scripts_are_found)
{
	assert_found(
	    "j\xc3\xb6rg@" MUENCHEN ", bitte", "j\xc3\xb6rg@" MUENCHEN);
	assert_found("(noc@" MUENCHEN_ASCII ")", "noc@" MUENCHEN_ASCII);
	assert_found("\xe3\x80\x8cnoc@example.com\xe3\x80\x8d\xe3\x80\x82",
	    "noc@example.com");
	assert_found("\xff\xfenoc@example.com\xff", "noc@example.com");
	assert_found(
	    "\xe2\x80\x8bnoc@example.com\xe2\x80\x8b", "noc@example.com");
}
END_TEST

START_TEST(each_spelling_is_found_once)
{
	assert_found("a@example.com A@example.com a@example.com",
	    "a@example.com A@example.com");
}
END_TEST

START_TEST(what_only_looks_like_an_address_is_not_found)
{
	assert_found("", "");
	assert_found("@", "");
	assert_found("a @ b", "");
	assert_found("noc at example dot com", "");
	assert_found("noc@localhost, noc@192.0.2.1, noc@[192.0.2.1]", "");
	assert_found("noc@", "");
	assert_found("@example.com", "");
	assert_found("a@b@example.com a@b.example@example.com", "");
	assert_found("@noc@social.example", "");
	assert_found("noc@@example.com", "");
	assert_found("...@example.com ._-+@...", "");
	assert_found("noc@a_b.example", "");
}
END_TEST

START_TEST(a_flood_of_at_signs_is_read_in_reasonable_time)
{
	size_t len = 4 << 20;
	char *text = xmalloc(len + 1);

	memset(text, '@', len);
	text[len] = '\0';
	assert_found(text, "");
	memset(text, 'a', len);
	text[len / 2] = '@';
	assert_found(text, "");
	for (size_t i = 1; i < len; i += 2)
		text[i] = '@';
	assert_found(text, "");
	free(text);
}
END_TEST

Suite *
suite_address(void)
{
	Suite *s = suite_create("address");
	TCase *t = tcase_create("address");

	tcase_add_test(t, ordinary_addresses_are_valid);
	tcase_add_test(t, what_mail_cannot_be_sent_to_is_not_valid);
	tcase_add_test(t, unseen_and_turning_characters_are_not_valid);
	tcase_add_test(t, bytes_that_are_not_utf8_are_not_valid);
	tcase_add_test(t, lengths_are_limited_in_octets);
	tcase_add_test(t, an_address_of_320_octets_is_kept_and_not_valid);
	tcase_add_test(
	    t, what_is_published_instead_of_an_address_keeps_its_parts);
	tcase_add_test(t, spellings_of_one_mailbox_share_a_key);
	tcase_add_test(t, both_forms_of_an_idn_share_a_key);
	tcase_add_test(t, letters_beyond_ascii_in_a_local_part_are_not_folded);
	tcase_add_test(t, text_that_is_no_address_keeps_a_key);
	tcase_add_test(t, the_domain_stands_behind_the_last_at_sign);
	tcase_add_test(t, what_follows_a_plus_is_no_part_of_the_mailbox);
	tcase_add_test(t, mail_domains_are_lower_case_a_labels);
	tcase_add_test(t, what_is_no_mail_domain_has_no_key);
	tcase_add_test(t, a_domain_lies_within_another_by_whole_labels);
	tcase_add_test(t, addresses_are_found_amid_their_punctuation);
	tcase_add_test(t, addresses_in_other_scripts_are_found);
	tcase_add_test(t, each_spelling_is_found_once);
	tcase_add_test(t, what_only_looks_like_an_address_is_not_found);
	tcase_add_test(t, a_flood_of_at_signs_is_read_in_reasonable_time);
	suite_add_tcase(s, t);
	return s;
}
