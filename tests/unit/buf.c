#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/error.h"
#include "tests/suites.h"

START_TEST(an_untouched_buffer_is_taken_as_the_empty_string)
{
	struct buf b = {0};
	char *s = buf_take(&b);

	ck_assert_str_eq(s, "");
	free(s);
}
END_TEST

START_TEST(adding_nothing_leaves_a_readable_string)
{
	struct buf b = {0};

	buf_add(&b, NULL, 0);
	ck_assert_ptr_nonnull(b.data);
	ck_assert_str_eq(b.data, "");
	ck_assert_uint_eq(b.len, 0);
	buf_clear(&b);
	ck_assert_ptr_null(b.data);
}
END_TEST

START_TEST(many_small_additions_keep_every_byte)
{
	struct buf b = {0};

	for (int i = 0; i < 100000; i++)
		buf_putc(&b, (char)('a' + i % 26));
	ck_assert_uint_eq(b.len, 100000);
	ck_assert_uint_eq(strlen(b.data), 100000);
	for (int i = 0; i < 100000; i++)
		ck_assert_int_eq(b.data[i], 'a' + i % 26);
	buf_clear(&b);
}
END_TEST

START_TEST(bytes_of_value_zero_are_kept)
{
	struct buf b = {0};

	buf_add(&b, "a\0b", 3);
	buf_puts(&b, "c");
	ck_assert_uint_eq(b.len, 4);
	ck_assert_mem_eq(b.data, "a\0bc", 5);
	buf_clear(&b);
}
END_TEST

START_TEST(printed_text_may_be_longer_than_the_buffer)
{
	struct buf b = {0};

	buf_puts(&b, "<");
	buf_printf(&b, "%0200d|%s", 7, "%n%s");
	ck_assert_uint_eq(b.len, 1 + 200 + 1 + 4);
	ck_assert_str_eq(b.data + 200, "7|%n%s");
	buf_clear(&b);
}
END_TEST

START_TEST(dropping_takes_from_the_front_and_never_too_much)
{
	struct buf b = {0};

	buf_drop(&b, 5);
	ck_assert_uint_eq(b.len, 0);
	buf_puts(&b, "headbody");
	buf_drop(&b, 4);
	ck_assert_str_eq(b.data, "body");
	buf_drop(&b, 0);
	ck_assert_uint_eq(b.len, 4);
	buf_drop(&b, (size_t)-1);
	ck_assert_uint_eq(b.len, 0);
	ck_assert_str_eq(b.data, "");
	buf_clear(&b);
}
END_TEST

START_TEST(a_reset_buffer_shows_nothing_of_what_it_held)
{
	struct buf b = {0};

	buf_reset(&b);
	buf_puts(&b, "alice@example.com");
	buf_reset(&b);
	ck_assert_uint_eq(b.len, 0);
	ck_assert_str_eq(b.data, "");
	buf_puts(&b, "x");
	ck_assert_str_eq(b.data, "x");
	buf_clear(&b);
}
END_TEST

START_TEST(a_taken_buffer_begins_anew)
{
	struct buf b = {0};
	char *first, *second;

	buf_puts(&b, "first");
	first = buf_take(&b);
	buf_puts(&b, "second");
	second = buf_take(&b);
	ck_assert_str_eq(first, "first");
	ck_assert_str_eq(second, "second");
	free(first);
	free(second);
}
END_TEST

static void
add_more_than_memory_holds(void)
{
	struct buf b = {0};
	volatile size_t len = (size_t)-1;

	buf_puts(&b, "x");
	buf_add(&b, b.data, len);
}

static void
grow_beyond_the_address_space(void)
{
	volatile size_t count = (size_t)1 << (8 * sizeof(size_t) - 1);

	xgrow(NULL, count, 1);
}

static int
status_of(void (*run)(void))
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		close(STDERR_FILENO);
		run();
		_exit(0);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status));
	return WEXITSTATUS(status);
}

START_TEST(a_length_that_overflows_ends_the_process)
{
	ck_assert_int_eq(status_of(add_more_than_memory_holds), ERROR_SYSTEM);
	ck_assert_int_eq(
	    status_of(grow_beyond_the_address_space), ERROR_SYSTEM);
}
END_TEST

Suite *
suite_buf(void)
{
	Suite *s = suite_create("buf");
	TCase *t = tcase_create("buf");

	tcase_add_test(t, an_untouched_buffer_is_taken_as_the_empty_string);
	tcase_add_test(t, adding_nothing_leaves_a_readable_string);
	tcase_add_test(t, many_small_additions_keep_every_byte);
	tcase_add_test(t, bytes_of_value_zero_are_kept);
	tcase_add_test(t, printed_text_may_be_longer_than_the_buffer);
	tcase_add_test(t, dropping_takes_from_the_front_and_never_too_much);
	tcase_add_test(t, a_reset_buffer_shows_nothing_of_what_it_held);
	tcase_add_test(t, a_taken_buffer_begins_anew);
	tcase_add_test(t, a_length_that_overflows_ends_the_process);
	suite_add_tcase(s, t);
	return s;
}
