#include <check.h>
#include <stdlib.h>
#include <string.h>
#include "rdap/digest.h"
#include "tests/suites.h"

#define OF_NOTHING                         \
	"e3b0c44298fc1c149afbf4c8996fb924" \
	"27ae41e4649b934ca495991b7852b855"
#define OF_ABC                             \
	"ba7816bf8f01cfea414140de5dae2223" \
	"b00361a396177a9cb410ff61f20015ad"
#define OF_MILLION_A                       \
	"cdc76e5c9914fb9281a1c7e284d73e67" \
	"f1809a48a497200e046d39ccc7112cd0"

START_TEST(the_examples_of_the_standard_hold)
{
	char out[DIGEST_TEXT_MAX];

	ck_assert_str_eq(digest_of("abc", 3, out), OF_ABC);
	ck_assert_str_eq(digest_of(NULL, 0, out), OF_NOTHING);
}
END_TEST

START_TEST(it_does_not_matter_how_the_bytes_are_cut)
{
	struct digest *d = digest_new();
	char out[DIGEST_TEXT_MAX], block[1000];

	memset(block, 'a', sizeof(block));
	digest_add(d, block, 1);
	for (int i = 0; i < 999; i++)
		digest_add(d, block, sizeof(block));
	digest_add(d, block, 0);
	digest_add(d, block, 999);
	ck_assert_str_eq(digest_text(d, out), OF_MILLION_A);
	digest_free(d);
}
END_TEST

START_TEST(a_digest_that_was_read_starts_afresh)
{
	struct digest *d = digest_new();
	char out[DIGEST_TEXT_MAX];

	digest_add(d, "something else", 14);
	digest_text(d, out);
	ck_assert_str_eq(digest_text(d, out), OF_NOTHING);
	digest_add(d, "abc", 3);
	ck_assert_str_eq(digest_text(d, out), OF_ABC);
	digest_free(d);
}
END_TEST

START_TEST(a_byte_of_value_zero_counts)
{
	char with[DIGEST_TEXT_MAX], without[DIGEST_TEXT_MAX];

	digest_of("abc\0", 4, with);
	digest_of("abc", 3, without);
	ck_assert_str_ne(with, without);
}
END_TEST

START_TEST(freeing_no_digest_is_allowed)
{
	digest_free(NULL);
}
END_TEST

/* RFC 4231, test cases 1 and 2. */
START_TEST(the_examples_of_the_standard_hold_under_a_key)
{
	unsigned char key[20];
	char out[DIGEST_TEXT_MAX];

	memset(key, 0x0b, sizeof(key));
	ck_assert_str_eq(digest_keyed(key, sizeof(key), "Hi There", 8, out),
	    "b0344c61d8db38535ca8afceaf0bf12b"
	    "881dc200c9833da726e9376c2e32cff7");
	ck_assert_str_eq(
	    digest_keyed("Jefe", 4, "what do ya want for nothing?", 28, out),
	    "5bdcc146bf60754e6a042426089575c7"
	    "5a003f089d2739839dec58b964ec3843");
}
END_TEST

Suite *
suite_digest(void)
{
	Suite *s = suite_create("digest");
	TCase *t = tcase_create("digest");

	tcase_add_test(t, the_examples_of_the_standard_hold);
	tcase_add_test(t, the_examples_of_the_standard_hold_under_a_key);
	tcase_add_test(t, it_does_not_matter_how_the_bytes_are_cut);
	tcase_add_test(t, a_digest_that_was_read_starts_afresh);
	tcase_add_test(t, a_byte_of_value_zero_counts);
	tcase_add_test(t, freeing_no_digest_is_allowed);
	suite_add_tcase(s, t);
	return s;
}
