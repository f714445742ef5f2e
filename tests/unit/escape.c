#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "reports/escape.h"
#include "reports/unicode.h"
#include "tests/suites.h"

/*
 * For the sweeps over all characters: a ck_assert() writes to Check's pipe each
 * time, and millions of them take minutes.
 */
#define HOLDS(condition, c)                                                \
	do {                                                               \
		if (!(condition))                                          \
			ck_abort_msg("%s: %x", #condition, (unsigned)(c)); \
	} while (0)

static void
assert_terminal(const char *text, bool ascii, const char *expected)
{
	struct buf b = {0};

	buf_puts(&b, "");
	escape_terminal(&b, text, ascii);
	ck_assert_str_eq(b.data, expected);
	buf_clear(&b);
}

static void
assert_csv(const char *text, const char *expected)
{
	struct buf b = {0};

	escape_csv(&b, text);
	ck_assert_str_eq(b.data, expected);
	buf_clear(&b);
}

static size_t
encode(uint32_t c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

/* By the letter of faults' list, not by our tables. */
static bool
is_dangerous(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
	       (c >= 0xe000 && c <= 0xf8ff) || (c >= 0xe0000 && c <= 0xe0fff) ||
	       (c & 0xfffe) == 0xfffe || c >= 0xf0000;
}

/* `c` at a position of "ab": 0 first, 1 between, 2 last. */
static size_t
placed(uint32_t c, int position, char *out)
{
	size_t n = 0;
	int i;

	for (i = 0; i < 3; i++)
		if (i == position)
			n += encode(c, out + n);
		else
			out[n++] = i < position ? 'a' : 'b';
	out[n] = '\0';
	return n;
}

static void
assert_no_danger(const char *s)
{
	uint32_t c;
	size_t len;

	for (; *s != '\0'; s += len) {
		len = unicode_decode(s, &c);
		HOLDS(len > 0 && !is_dangerous(c), c);
	}
}

START_TEST(no_character_gets_raw_to_a_terminal_that_could_steer_it)
{
	struct buf b = {0};
	char text[8];
	uint32_t c;
	int i;

	for (c = 1; c <= 0x10ffff; c++) {
		if (c == 0xd800)
			c = 0xe000;
		for (i = 0; i < 3; i++) {
			placed(c, i, text);
			buf_reset(&b);
			escape_terminal(&b, text, false);
			assert_no_danger(b.data);
		}
	}
	buf_clear(&b);
}
END_TEST

START_TEST(every_character_is_ascii_where_ascii_is_asked_for)
{
	struct buf b = {0};
	char text[8];
	const char *s;
	uint32_t c;
	int i;

	for (c = 1; c <= 0x10ffff; c++) {
		if (c == 0xd800)
			c = 0xe000;
		for (i = 0; i < 3; i++) {
			placed(c, i, text);
			buf_reset(&b);
			escape_terminal(&b, text, true);
			for (s = b.data; *s != '\0'; s++)
				HOLDS(*s >= 0x20 && *s <= 0x7e, c);
			HOLDS(escape_width(b.data) == b.len, c);
		}
	}
	buf_clear(&b);
}
END_TEST

START_TEST(what_a_character_becomes_does_not_hide_it)
{
	assert_terminal("a\033[31mb", false, "a\\u{1b}[31mb");
	assert_terminal("a\nb\tc\r", false, "a\\u{a}b\\u{9}c\\u{d}");
	assert_terminal("\177\xc2\x9b", false, "\\u{7f}\\u{9b}");
	assert_terminal("x\xe2\x80\xaey", false, "x\\u{202e}y");
	assert_terminal("x\xe2\x80\x8by", false, "x\\u{200b}y");
	assert_terminal("\xf3\xa0\x81\x81", false, "\\u{e0041}");
	assert_terminal("plain text", false, "plain text");
	assert_terminal("", false, "");
}
END_TEST

START_TEST(what_people_write_stays_as_it_is)
{
	assert_terminal("Zo\xc3\xab", false, "Zo\xc3\xab");
	assert_terminal("Zo\xc3\xab", true, "Zo\\u{eb}");
	assert_terminal("Zoe\xcc\x88", false, "Zoe\xcc\x88");
	assert_terminal(
	    "\xe6\xbc\xa2\xe5\xad\x97", false, "\xe6\xbc\xa2\xe5\xad\x97");
	assert_terminal("a\\b", false, "a\\b");
}
END_TEST

START_TEST(marks_that_are_on_nothing_or_too_many_are_shown)
{
	assert_terminal("\xcc\x81z", false, "\\u{301}z");
	assert_terminal("\n\xcc\x81", false, "\\u{a}\\u{301}");
	assert_terminal("a \xcc\x81", false, "a \\u{301}");
	assert_terminal("a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81", false,
	    "a\xcc\x81\xcc\x81\xcc\x81\xcc\x81\\u{301}");
}
END_TEST

START_TEST(bytes_that_are_no_utf8_are_shown)
{
	assert_terminal("a\xff", false, "a\\xff");
	assert_terminal("\xc0\x80", false, "\\xc0\\x80");
	assert_terminal("\xed\xa0\x80", false, "\\xed\\xa0\\x80");
	assert_terminal("\xe2\x80", false, "\\xe2\\x80");
	assert_terminal("\xf4\x90\x80\x80", false, "\\xf4\\x90\\x80\\x80");
	assert_csv("a\xff", "\"a\xef\xbf\xbd\"");
}
END_TEST

START_TEST(width_is_that_of_a_terminal)
{
	ck_assert_uint_eq(escape_width(""), 0);
	ck_assert_uint_eq(escape_width("abc"), 3);
	ck_assert_uint_eq(escape_width("Zo\xc3\xab"), 3);
	ck_assert_uint_eq(escape_width("Zoe\xcc\x88"), 3);
	ck_assert_uint_eq(escape_width("\xe6\xbc\xa2\xe5\xad\x97"), 4);
	ck_assert_uint_eq(escape_width("\xef\xbc\xa1"), 2); /* full-width A */
	ck_assert_uint_eq(escape_width("\xf0\x9f\x98\x80"), 2); /* a face */
	ck_assert_uint_eq(escape_width("\xea\xb0\x80"), 2);     /* Hangul */
	ck_assert_uint_eq(escape_width("\xe2\x80\xa2"), 1);     /* a bullet */
}
END_TEST

START_TEST(a_csv_cell_is_quoted_always)
{
	assert_csv("", "\"\"");
	assert_csv("plain", "\"plain\"");
	assert_csv("a,b;c", "\"a,b;c\"");
	assert_csv("say \"hi\"", "\"say \"\"hi\"\"\"");
	assert_csv("two\nlines", "\"two\nlines\"");
	assert_csv("a=b-c@d", "\"a=b-c@d\"");
	assert_csv("esc\033[2J", "\"esc\\u{1b}[2J\"");
}
END_TEST

START_TEST(no_csv_cell_is_a_formula)
{
	assert_csv("=1+1", "\"'=1+1\"");
	assert_csv("+1", "\"'+1\"");
	assert_csv("-1", "\"'-1\"");
	assert_csv("@SUM(A1)", "\"'@SUM(A1)\"");
	assert_csv("\tx", "\"'\tx\"");
	assert_csv("\rx", "\"'\rx\"");
	assert_csv("\nx", "\"'\nx\"");
	assert_csv("\xef\xbc\x9d"
		   "1",
	    "\"'\xef\xbc\x9d"
	    "1\"");
	assert_csv("'=1", "\"'=1\"");
}
END_TEST

START_TEST(no_character_at_the_start_makes_a_csv_formula)
{
	struct buf b = {0};
	char text[8];
	uint32_t c;

	for (c = 1; c <= 0x10ffff; c++) {
		if (c == 0xd800)
			c = 0xe000;
		placed(c, 0, text);
		buf_reset(&b);
		escape_csv(&b, text);
		HOLDS(b.data[0] == '"' && b.data[b.len - 1] == '"', c);
		HOLDS(strchr("=+-@\t\r\n", b.data[1]) == NULL, c);
	}
	buf_clear(&b);
}
END_TEST

START_TEST(no_character_gets_raw_into_csv_that_could_steer_a_terminal)
{
	struct buf b = {0};
	char text[8];
	uint32_t c;
	int i;

	for (c = 1; c <= 0x10ffff; c++) {
		if (c == 0xd800)
			c = 0xe000;
		if (c == '\t' || c == '\r' || c == '\n')
			continue;
		for (i = 0; i < 3; i++) {
			placed(c, i, text);
			buf_reset(&b);
			escape_csv(&b, text);
			assert_no_danger(b.data);
		}
	}
	buf_clear(&b);
}
END_TEST

static void
assert_escaped(void (*escape)(struct buf *, const char *), const char *text,
    const char *expected)
{
	struct buf b = {0};

	buf_puts(&b, "");
	escape(&b, text);
	ck_assert_str_eq(b.data, expected);
	buf_clear(&b);
}

START_TEST(for_excel_what_it_would_change_is_marked)
{
	static const char *const changed[] = {"20260101000001", "0042", "1E5",
	    "1e+5", "1.50", "3-4", "3/4/2026", "12:30"};
	static const char *const kept[] = {"64500", "0", "12345678901",
	    "192.0.2.1", "192.0.2.0/24", "AS64500", "2001:db8::/32", "1st", "",
	    "Zo\xc3\xab"};
	char expected[64];
	size_t i;

	for (i = 0; i < sizeof(changed) / sizeof(*changed); i++) {
		snprintf(expected, sizeof(expected), "\"'%s\"", changed[i]);
		assert_escaped(escape_excel, changed[i], expected);
	}
	for (i = 0; i < sizeof(kept) / sizeof(*kept); i++) {
		snprintf(expected, sizeof(expected), "\"%s\"", kept[i]);
		assert_escaped(escape_excel, kept[i], expected);
	}
	assert_escaped(escape_excel, "=1+1", "\"'=1+1\"");
}
END_TEST

START_TEST(plain_words_stay_as_they_are_in_markdown)
{
	assert_escaped(escape_markdown, "The \"public\" text, (see below):",
	    "The \"public\" text, (see below):");
	assert_escaped(escape_markdown, "ARIN's and/or so-called",
	    "ARIN's and/or so-called");
	assert_escaped(
	    escape_markdown, "Zo\xc3\xab, 14 times", "Zo\xc3\xab, 14 times");
	assert_escaped(escape_markdown, "", "");
}
END_TEST

START_TEST(what_markdown_or_a_tracker_makes_something_of_is_code)
{
	static const char *const words[] = {"*x*", "_x_", "[x](y)z", "<b>",
	    "&lt", "a@b.example", "@team", "#12", "GH-12", "!3", "~bug",
	    "www.x.example", "http://x", "example.com", ":tada:x", "deadbeef",
	    "1.", "-", "+", "---", "===", ">", "|", "$x$", "\\", "/close",
	    "a//b", "1234567890"};
	char expected[64];
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		bool dotted = strcmp(words[i], "1.") == 0;

		snprintf(expected, sizeof(expected), "`%.*s`%s",
		    (int)strlen(words[i]) - dotted, words[i],
		    dotted ? "." : "");
		assert_escaped(escape_markdown, words[i], expected);
	}
}
END_TEST

START_TEST(a_code_span_in_markdown_cannot_be_ended)
{
	assert_escaped(escape_markdown, "a`b", "``a`b``");
	assert_escaped(escape_markdown, "``", "``` `` ```");
	assert_escaped(escape_markdown, "`<b>`", "`` `<b>` ``");
	assert_escaped(escape_markdown, "a\n# b", "`a\\u{a}#` b");
	assert_escaped(escape_markdown, "a    b", "a b");
	assert_escaped(escape_markdown, "x\xff", "`x\\xff`");
}
END_TEST

START_TEST(a_label_in_metrics_cannot_be_ended)
{
	assert_escaped(escape_label, "a\"} 1", "a\\\"} 1");
	assert_escaped(escape_label, "a\\", "a\\\\");
	assert_escaped(escape_label, "a\nb", "a\\nb");
	assert_escaped(escape_label, "a\033[m", "a\\\\u{1b}[m");
	assert_escaped(escape_label, "a\xff", "a\xef\xbf\xbd");
}
END_TEST

Suite *
suite_escape(void)
{
	Suite *suite = suite_create("escape");
	TCase *terminal = tcase_create("terminal");
	TCase *csv = tcase_create("csv");
	TCase *markdown = tcase_create("markdown and metrics");

	/* Three and a third million texts each: slow under valgrind. */
	tcase_set_timeout(terminal, 300);
	tcase_set_timeout(csv, 300);
	tcase_add_test(
	    terminal, no_character_gets_raw_to_a_terminal_that_could_steer_it);
	tcase_add_test(
	    terminal, every_character_is_ascii_where_ascii_is_asked_for);
	tcase_add_test(terminal, what_a_character_becomes_does_not_hide_it);
	tcase_add_test(terminal, what_people_write_stays_as_it_is);
	tcase_add_test(
	    terminal, marks_that_are_on_nothing_or_too_many_are_shown);
	tcase_add_test(terminal, bytes_that_are_no_utf8_are_shown);
	tcase_add_test(terminal, width_is_that_of_a_terminal);
	tcase_add_test(csv, a_csv_cell_is_quoted_always);
	tcase_add_test(csv, no_csv_cell_is_a_formula);
	tcase_add_test(csv, no_character_at_the_start_makes_a_csv_formula);
	tcase_add_test(
	    csv, no_character_gets_raw_into_csv_that_could_steer_a_terminal);
	tcase_add_test(csv, for_excel_what_it_would_change_is_marked);
	tcase_add_test(markdown, plain_words_stay_as_they_are_in_markdown);
	tcase_add_test(
	    markdown, what_markdown_or_a_tracker_makes_something_of_is_code);
	tcase_add_test(markdown, a_code_span_in_markdown_cannot_be_ended);
	tcase_add_test(markdown, a_label_in_metrics_cannot_be_ended);
	suite_add_tcase(suite, terminal);
	suite_add_tcase(suite, markdown);
	suite_add_tcase(suite, csv);
	return suite;
}
