/* The lines of a kept part, and which of them show an address. */
#include <stdlib.h>
#include <string.h>

#include "rdap/buf.h"
#include "reports/excerpt.h"
#include "tests/suites.h"

/* The lines, those marked behind a '>'. */
static char *
set(const char *part, unsigned width, const char *spelling, bool found)
{
	struct buf out = {0};
	struct excerpt x;

	excerpt_init(&x, part, width);
	if (spelling != NULL)
		ck_assert_int_eq(excerpt_mark(&x, spelling), found);
	for (size_t i = 0; i < x.lines.count; i++)
		buf_printf(
		    &out, "%s%s\n", x.marked[i] ? ">" : "", x.lines.items[i]);
	excerpt_clear(&x);
	return buf_take(&out);
}

static void
expect(const char *part, unsigned width, const char *spelling,
    const char *expected)
{
	char *text = set(part, width, spelling, true);

	ck_assert_str_eq(text, expected);
	free(text);
}

static void
absent(const char *part, const char *spelling)
{
	char *text = set(part, 80, spelling, false);

	ck_assert_ptr_null(strchr(text, '>'));
	free(text);
}

START_TEST(json_is_broken_where_it_is_too_long)
{
	expect("{\"a\":[1,[2,3]],\"b\":{}}", 80, NULL,
	    "{\n  \"a\":[1,[2,3]],\n  \"b\":{}\n}\n");
	expect("{\"a\":[\"one\",[2,3]]}", 14, NULL,
	    "{\n  \"a\":[\n    \"one\",\n    [2,3]\n  ]\n}\n");
	expect("{\"a\":\"x],{\\\"\",\"b\":1}", 80, NULL,
	    "{\n  \"a\":\"x],{\\\"\",\n  \"b\":1\n}\n");
}
END_TEST

START_TEST(xml_has_a_line_for_each_element)
{
	expect("<poc><a>1</a><b><c x=\"y\">2</c><d/></b></poc>", 80, NULL,
	    "<poc>\n  <a>1</a>\n  <b>\n    <c x=\"y\">2</c>\n    <d/>\n"
	    "  </b>\n</poc>\n");
}
END_TEST

START_TEST(what_is_cut_off_is_set_as_far_as_it_goes)
{
	static const char *const parts[] = {"{", "{\"a", "{\"a\\", "{\"a\":[",
	    "{\"a\":[}", "}", "{]]]", "<", "<a", "<a>", "</a></a>", "<a></b",
	    "\\", "\n", ""};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		for (unsigned width = 0; width < 12; width++)
			free(set(parts[i], width, "a@b.test", false));
}
END_TEST

START_TEST(text_is_in_lines_already)
{
	expect("route: x\nnotify: a@b.test\n\nsource: ARIN", 10, "a@b.test",
	    "route: x\n>notify: a@b.test\n\nsource: ARIN\n");
}
END_TEST

START_TEST(an_address_is_found_whatever_way_it_is_written)
{
	expect("{\"e\":\"\\\"quoted local\\\"@b.test\"}", 80,
	    "\"quoted local\"@b.test",
	    "{\n>  \"e\":\"\\\"quoted local\\\"@b.test\"\n}\n");
	expect("{\"e\":\"a\\nb@c.test\"}", 80, "a\nb@c.test",
	    "{\n>  \"e\":\"a\\nb@c.test\"\n}\n");
	expect("{\"e\":\"a\\u001Bb@c.test\"}", 80, "a\033b@c.test",
	    "{\n>  \"e\":\"a\\u001Bb@c.test\"\n}\n");
	expect("<p><e>r&amp;d@b.test</e></p>", 80, "r&d@b.test",
	    "<p>\n>  <e>r&amp;d@b.test</e>\n</p>\n");
	expect("{\"d\":[\"write to noc at\\r\",\"b dot test\",\"x\"]}", 20,
	    "noc at b dot test",
	    "{\n  \"d\":[\n>    \"write to noc at\\r\",\n>    \"b dot test\",\n"
	    "    \"x\"\n  ]\n}\n");
}
END_TEST

START_TEST(a_longer_address_is_another)
{
	absent("{\"e\":\"ipnoc@b.test\"}", "noc@b.test");
	absent("{\"e\":\"my-noc@b.test\"}", "noc@b.test");
	absent("{\"e\":\"noc@b.testing\"}", "noc@b.test");
	absent("{\"e\":\"noc@b.test\"}", "");
	absent("{\"e\":\"noc@b.test\"}", "\"");
	expect("{\"e\":\"ipnoc@b.test, noc@b.test.\"}", 80, "noc@b.test",
	    "{\n>  \"e\":\"ipnoc@b.test, noc@b.test.\"\n}\n");
}
END_TEST

Suite *
suite_excerpt(void)
{
	Suite *s = suite_create("excerpt");
	TCase *t = tcase_create("excerpt");

	suite_add_tcase(s, t);
	tcase_add_test(t, json_is_broken_where_it_is_too_long);
	tcase_add_test(t, xml_has_a_line_for_each_element);
	tcase_add_test(t, what_is_cut_off_is_set_as_far_as_it_goes);
	tcase_add_test(t, text_is_in_lines_already);
	tcase_add_test(t, an_address_is_found_whatever_way_it_is_written);
	tcase_add_test(t, a_longer_address_is_another);
	return s;
}
