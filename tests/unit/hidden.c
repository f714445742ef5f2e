#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/strings.h"
#include "tests/suites.h"

struct sample {
	const char *text, *address;
};

static const struct sample hidden[] = {
    {"name at example dot com", "name@example.com"},
    {"name AT example DOT com", "name@example.com"},
    {"Name At Example Dot Com", "Name@Example.Com"},
    {"name[at]example.com", "name@example.com"},
    {"name[AT]example.com", "name@example.com"},
    {"name [at] example.com", "name@example.com"},
    {"name (at) example (dot) com", "name@example.com"},
    {"name(at)example(dot)com", "name@example.com"},
    {"name{at}example{dot}com", "name@example.com"},
    {"name<at>example<dot>com", "name@example.com"},
    {"name _at_ example.com", "name@example.com"},
    {"name _at_ example _dot_ com", "name@example.com"},
    {"name [ at ] example [ dot ] com", "name@example.com"},
    {"name ( at ) example ( dot ) com", "name@example.com"},
    {"name[@]example[.]com", "name@example.com"},
    {"name(@)example(.)com", "name@example.com"},
    {"name@example[dot]com", "name@example.com"},
    {"name@example dot com", "name@example.com"},
    {"name@example (dot) com", "name@example.com"},
    {"name@example[.]com", "name@example.com"},
    {"first dot last at example dot com", "first.last@example.com"},
    {"first[dot]last[at]example[dot]com", "first.last@example.com"},
    {"first.last at example dot com", "first.last@example.com"},
    {"first.last (at) example.net", "first.last@example.net"},
    {"noc+arin at example dot net", "noc+arin@example.net"},
    {"noc_one at example dot org", "noc_one@example.org"},
    {"noc at noc dot example dot net", "noc@noc.example.net"},
    {"noc [at] noc.example.net", "noc@noc.example.net"},
    {"abuse: abuse at example dot com, day and night", "abuse@example.com"},
    {"Mail abuse (at) example.com.", "abuse@example.com"},
    {"(abuse at example dot com)", "abuse@example.com"},
    {"\"abuse [at] example [dot] com\"", "abuse@example.com"},
    {"write to peering at example dot net.", "peering@example.net"},
    {"peering  at\n   example dot net", "peering@example.net"},
    {"E-mail:\tpeering[at]example.net", "peering@example.net"},
    {"peering at as64500 dot example", "peering@as64500.example"},
    {"hostmaster at example dot co dot uk", "hostmaster@example.co.uk"},
    {"hostmaster(at)example.de", "hostmaster@example.de"},
    {"hostmaster at ex-ample dot test", "hostmaster@ex-ample.test"},
    {"x at example dot com", "x@example.com"},
};

static const char *const prose[] = {
    "meet at noon dot com",
    "Meet us at example dot com",
    "find us at example dot com",
    "look at example dot com",
    "see the website at example dot com",
    "the page at example dot com",
    "more information at example dot com",
    "registered at example dot net",
    "we are at example dot net",
    "documentation at example dot org",
    "name at example.com",
    "See the policy at www.example.com",
    "peering policy at https://www.example.com/peering",
    "Colocated at 60 Hudson Street",
    "Routers at Anytown and Othertown.",
    "open at night",
    "a dot on the map",
    "at",
    " at ",
    "at at at",
    "[at]",
    "(at)example.com",
    "name(at)",
    "name [at] example",
    "name at example",
    "name at example dot",
    "name at dot com",
    "name at example dot zorblax",
    "the price is 5 at 10 dot 50",
    "bring 2 (at) 10.00 each",
    "rack 5 (at) 192.0.2.1",
    "name at example dot c0m",
    "name@example.com",
    "mailto:name@example.com",
    "name@example.com at example dot com",
    "name@example.com dot net",
    "name @ example.com",
    "user_at_example.com",
    "traffic at peak dot Then it falls",
    "Attention: dot matrix printer at desk",
};

static void
find(const char *text, struct strings *found, struct strings *forms)
{
	address_find(text, found);
	strings_copy(forms, found);
	address_find_hidden(text, found, forms);
	ck_assert_uint_eq(found->count, forms->count);
}

START_TEST(an_address_that_is_hidden_is_found)
{
	struct strings found = {0}, forms = {0};

	find(hidden[_i].text, &found, &forms);
	ck_assert_msg(
	    found.count == 1, "%s: %zu", hidden[_i].text, found.count);
	ck_assert_str_eq(found.items[0], hidden[_i].address);
	strings_clear(&found);
	strings_clear(&forms);
}
END_TEST

START_TEST(prose_is_no_hidden_address)
{
	struct strings found = {0}, forms = {0};

	address_find_hidden(prose[_i], &found, &forms);
	ck_assert_uint_eq(found.count, forms.count);
	/* What is written plainly, address_find() sees. */
	if (found.count > 0 && strchr(prose[_i], '@') != NULL) {
		ck_assert_str_eq(found.items[0], "name@example.com");
		ck_assert_uint_eq(found.count, 1);
	} else {
		ck_assert_msg(found.count == 0, "%s: %s", prose[_i],
		    found.count == 0 ? "" : found.items[0]);
	}
	strings_clear(&found);
	strings_clear(&forms);
}
END_TEST

START_TEST(the_form_is_what_stands_there)
{
	struct strings found = {0}, forms = {0};

	find("Abuse: first dot last  (at)\n example (dot) com, or noc AT "
	     "example DOT net.",
	    &found, &forms);
	ck_assert_uint_eq(found.count, 2);
	ck_assert_str_eq(found.items[0], "first.last@example.com");
	ck_assert_str_eq(
	    forms.items[0], "first dot last (at) example (dot) com");
	ck_assert_str_eq(found.items[1], "noc@example.net");
	ck_assert_str_eq(forms.items[1], "noc AT example DOT net");
	strings_clear(&found);
	strings_clear(&forms);
}
END_TEST

START_TEST(what_stands_there_plainly_too_is_not_found_again)
{
	struct strings found = {0}, forms = {0};

	find("noc@example.com, that is NOC at EXAMPLE dot com, noc[at]"
	     "example.com",
	    &found, &forms);
	ck_assert_uint_eq(found.count, 1);
	ck_assert_str_eq(forms.items[0], "noc@example.com");
	strings_clear(&found);
	strings_clear(&forms);
}
END_TEST

/* One a line; by hand a quadratic search would take minutes. */
START_TEST(a_large_text_takes_no_longer_for_each_address)
{
	struct strings found = {0}, forms = {0};
	struct buf text = {0};

	for (unsigned i = 0; i < 50000; i++)
		buf_printf(&text, "n%u@example.com\n", i);
	address_find(text.data, &found);
	ck_assert_uint_eq(found.count, 50000);
	address_find(text.data, &found);
	ck_assert_uint_eq(found.count, 50000);
	strings_clear(&found);
	buf_reset(&text);
	for (unsigned i = 0; i < 5000; i++)
		buf_printf(&text, "n%u[at]example.com\n", i);
	address_find_hidden(text.data, &found, &forms);
	ck_assert_uint_eq(found.count, 4096);
	strings_clear(&found);
	strings_clear(&forms);
	buf_clear(&text);
}
END_TEST

Suite *
suite_hidden(void)
{
	Suite *s = suite_create("hidden");
	TCase *t = tcase_create("find");
	int yes = sizeof(hidden) / sizeof(hidden[0]);
	int no = sizeof(prose) / sizeof(prose[0]);

	tcase_add_loop_test(t, an_address_that_is_hidden_is_found, 0, yes);
	tcase_add_loop_test(t, prose_is_no_hidden_address, 0, no);
	tcase_add_test(t, the_form_is_what_stands_there);
	tcase_add_test(t, what_stands_there_plainly_too_is_not_found_again);
	tcase_add_test(t, a_large_text_takes_no_longer_for_each_address);
	suite_add_tcase(s, t);
	return s;
}
