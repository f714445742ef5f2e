#include <check.h>
#include <string.h>
#include "rdap/error.h"
#include "tests/suites.h"

START_TEST(the_first_cause_wins)
{
	struct error err = {0};

	ck_assert_int_eq(error_set(&err, ERROR_IO, "disk %s", "full"), -1);
	ck_assert_int_eq(error_set(&err, ERROR_USAGE, "other"), -1);
	ck_assert_int_eq(err.code, ERROR_IO);
	ck_assert_str_eq(err.text, "disk full");
}
END_TEST

START_TEST(nobody_has_to_listen)
{
	ck_assert_int_eq(error_set(NULL, ERROR_IO, "disk full"), -1);
	ck_assert_int_eq(error_prefix(NULL, "store"), -1);
}
END_TEST

START_TEST(a_strangers_percent_signs_are_text)
{
	struct error err = {0};

	error_set(&err, ERROR_PROTOCOL, "%s", "%s%n%1000d");
	error_prefix(&err, "%s", "%n");
	ck_assert_str_eq(err.text, "%n: %s%n%1000d");
}
END_TEST

START_TEST(prefixes_stack_outermost_first)
{
	struct error err = {0};

	error_set(&err, ERROR_PROTOCOL, "not an address");
	ck_assert_int_eq(error_prefix(&err, "$.networks[%d]", 3), -1);
	error_prefix(&err, "EXAMPLE-1");
	ck_assert_int_eq(err.code, ERROR_PROTOCOL);
	ck_assert_str_eq(err.text, "EXAMPLE-1: $.networks[3]: not an address");
}
END_TEST

START_TEST(success_takes_no_prefix)
{
	struct error err = {0};

	ck_assert_int_eq(error_prefix(&err, "EXAMPLE-1"), -1);
	ck_assert_int_eq(err.code, ERROR_NONE);
	ck_assert_str_eq(err.text, "");
}
END_TEST

START_TEST(text_that_just_fits_is_not_cut)
{
	struct error err = {0};

	error_set(&err, ERROR_IO, "%01023d", 5);
	ck_assert_uint_eq(strlen(err.text), 1023);
	ck_assert_int_eq(err.text[1022], '5');
	err = (struct error){0};
	error_set(&err, ERROR_IO, "%01024d", 5);
	ck_assert_uint_eq(strlen(err.text), 1023);
	ck_assert_str_eq(err.text + 1019, "0...");
}
END_TEST

/* `pad` letters and then three-octet characters up to the brim and beyond. */
static void
fill_with_euros(struct error *err, int pad)
{
	char text[2048];

	memset(text, 'x', (size_t)pad);
	for (size_t i = (size_t)pad; i < sizeof(text) - 3; i += 3)
		memcpy(text + i, "\xe2\x82\xac", 4);
	text[1200 + pad - pad % 3] = '\0';
	error_set(err, ERROR_PROTOCOL, "%s", text);
}

START_TEST(a_cut_never_halves_a_character)
{
	for (int pad = 0; pad < 3; pad++) {
		struct error err = {0};
		size_t len;

		fill_with_euros(&err, pad);
		len = strlen(err.text);
		ck_assert_uint_le(len, 1023);
		ck_assert_uint_ge(len, 1020);
		ck_assert_uint_eq((len - 3 - (size_t)pad) % 3, 0);
		ck_assert_str_eq(err.text + len - 6, "\xe2\x82\xac...");
	}
}
END_TEST

START_TEST(bytes_that_are_no_characters_are_cut_all_the_same)
{
	struct error err = {0};
	char text[2000];

	memset(text, 0x80, sizeof(text));
	text[sizeof(text) - 1] = '\0';
	error_set(&err, ERROR_PROTOCOL, "%s", text);
	ck_assert_uint_le(strlen(err.text), 1023);
	ck_assert_uint_ge(strlen(err.text), 1017);
	ck_assert_str_eq(err.text + strlen(err.text) - 3, "...");
}
END_TEST

START_TEST(a_long_subject_does_not_cover_the_cause)
{
	struct error err = {0};

	error_set(&err, ERROR_PROTOCOL, "not an address");
	error_prefix(&err, "%05000d", 0);
	ck_assert_uint_eq(strlen(err.text), 511 + strlen(": not an address"));
	ck_assert_str_eq(err.text + 508, "...: not an address");
}
END_TEST

START_TEST(a_prefix_to_a_full_text_cuts_its_end)
{
	struct error err = {0};

	error_set(&err, ERROR_PROTOCOL, "%01023d", 5);
	error_prefix(&err, "EXAMPLE-1");
	ck_assert_uint_eq(strlen(err.text), 1023);
	ck_assert(strncmp(err.text, "EXAMPLE-1: 000", 14) == 0);
	ck_assert_str_eq(err.text + 1019, "0...");
}
END_TEST

Suite *
suite_error(void)
{
	Suite *s = suite_create("error");
	TCase *t = tcase_create("error");

	tcase_add_test(t, the_first_cause_wins);
	tcase_add_test(t, nobody_has_to_listen);
	tcase_add_test(t, a_strangers_percent_signs_are_text);
	tcase_add_test(t, prefixes_stack_outermost_first);
	tcase_add_test(t, success_takes_no_prefix);
	tcase_add_test(t, text_that_just_fits_is_not_cut);
	tcase_add_test(t, a_cut_never_halves_a_character);
	tcase_add_test(t, bytes_that_are_no_characters_are_cut_all_the_same);
	tcase_add_test(t, a_long_subject_does_not_cover_the_cause);
	tcase_add_test(t, a_prefix_to_a_full_text_cuts_its_end);
	suite_add_tcase(s, t);
	return s;
}
