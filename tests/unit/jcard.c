#include <check.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/jcard.h"
#include "rdap/json.h"
#include "tests/suites.h"

static json_t *
json(const char *text)
{
	struct error err = {0};
	json_t *value;
	char copy[1024];
	size_t i;

	ck_assert_uint_lt(strlen(text), sizeof(copy));
	for (i = 0; text[i] != '\0'; i++)
		copy[i] = text[i] == '\'' ? '"' : text[i];
	value = json_read(copy, i, "$", &err);
	ck_assert_msg(value != NULL, "%s: %s", text, err.text);
	return value;
}

/* In these texts ' stands for ". */
static struct jcard
card(const char *text)
{
	struct error err = {0};
	struct jcard read;
	json_t *value = json(text);

	ck_assert_msg(jcard_parse(value, "$.vcardArray", &read, &err) == 0,
	    "%s: %s", text, err.text);
	json_decref(value);
	return read;
}

static void
assert_refused(const char *text, const char *expected)
{
	struct error err = {0};
	struct jcard read;
	json_t *value = json(text);

	ck_assert_msg(jcard_parse(value, "$.vcardArray", &read, &err) == -1,
	    "accepted: %s", text);
	ck_assert_str_eq(err.text, expected);
	ck_assert_int_eq(err.code, ERROR_PROTOCOL);
	jcard_clear(&read);
	json_decref(value);
}

START_TEST(an_empty_card_says_nothing)
{
	struct jcard c = card("['vcard',[]]");

	ck_assert_str_eq(c.name, "");
	ck_assert_str_eq(c.kind, "");
	ck_assert_uint_eq(c.emails.count, 0);
	ck_assert(!c.cell);
	jcard_clear(&c);
}
END_TEST

START_TEST(every_email_is_kept_as_spelled_and_in_order)
{
	struct jcard c =
	    card("['vcard',[['email',{},'text','B@Example.com'],"
		 "['EMAIL',{},'text','a@example.com'],"
		 "['email',{},'text','c@example.com','d@example.com'],"
		 "['email',{},'text','a@example.com']]]");

	ck_assert_uint_eq(c.emails.count, 5);
	ck_assert_str_eq(c.emails.items[0], "B@Example.com");
	ck_assert_str_eq(c.emails.items[1], "a@example.com");
	ck_assert_str_eq(c.emails.items[3], "d@example.com");
	jcard_clear(&c);
}
END_TEST

START_TEST(an_email_that_is_no_string_is_ignored)
{
	struct jcard c = card("['vcard',[['email',{},'text',7],"
			      "['email',{},'text',null],['email',{},'text',''],"
			      "['email',{},'text',['x@example.com']],"
			      "['email',{},'text',{'a':'b'}]]]");

	ck_assert_uint_eq(c.emails.count, 0);
	jcard_clear(&c);
}
END_TEST

START_TEST(the_components_of_a_name_may_be_lists)
{
	static const struct {
		const char *n, *surname, *given;
	} cases[] = {
	    {"['Example','Ada','','','']", "Example", "Ada"},
	    {"[['Example','Sample'],['Ada','',7,'B'],'']", "Example Sample",
		"Ada B"},
	    {"[['Example','Ada','','','']]", "Example", "Ada"},
	    {"['Example']", "Example", ""},
	    {"[null,{}]", "", ""},
	    {"[]", "", ""},
	    {"'Ada Example'", "", ""},
	    {"7", "", ""},
	};
	struct jcard c;
	char text[256];
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(text, sizeof(text), "['vcard',[['n',{},'text',%s]]]",
		    cases[i].n);
		c = card(text);
		ck_assert_str_eq(c.surname, cases[i].surname);
		ck_assert_str_eq(c.given, cases[i].given);
		jcard_clear(&c);
	}
}
END_TEST

START_TEST(the_first_name_and_kind_count)
{
	struct jcard c =
	    card("['vcard',[['fn',{},'text',7],"
		 "['fn',{},'text','One'],['fn',{},'text','Two'],"
		 "['kind',{},'text','group'],['kind',{},'text','org'],"
		 "['n',{},'text',['A','B']],['n',{},'text',['C','D']]]]");

	ck_assert_str_eq(c.name, "One");
	ck_assert_str_eq(c.kind, "group");
	ck_assert_str_eq(c.surname, "A");
	jcard_clear(&c);
}
END_TEST

START_TEST(a_cell_phone_is_told_by_its_type)
{
	static const struct {
		const char *property;
		bool cell;
	} cases[] = {
	    {"['tel',{'type':'cell'},'text','1']", true},
	    {"['tel',{'type':['work','CELL']},'uri','tel:1']", true},
	    {"['TEL',{'TYPE':['cell']},'text',7]", true},
	    {"['tel',{'type':['work','voice']},'text','1']", false},
	    {"['tel',{'type':[7,null,['cell']]},'text','1']", false},
	    {"['tel',{'type':{'cell':'cell'}},'text','1']", false},
	    {"['tel',{},'text','cell']", false},
	    {"['email',{'type':'cell'},'text','1']", false},
	};
	struct jcard c;
	char text[256];
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(
		    text, sizeof(text), "['vcard',[%s]]", cases[i].property);
		c = card(text);
		ck_assert_msg(c.cell == cases[i].cell, "%s", text);
		jcard_clear(&c);
	}
}
END_TEST

START_TEST(what_is_no_card_is_refused)
{
	static const char *const cases[] = {"{}", "[]", "['vcard']",
	    "['vcard',{}]", "['vcard',null]", "[7,[]]", "['vcardX',[]]",
	    "['vcard',[],[]]", "[[],'vcard']"};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_refused(cases[i], "$.vcardArray: not a jCard");
}
END_TEST

START_TEST(what_is_no_property_is_refused_with_its_place)
{
	static const char *const cases[] = {"7", "'fn'", "[]", "{}", "['fn']",
	    "['fn',{},'text']", "[7,{},'text','A']", "[null,{},'text','A']",
	    "['fn',[],'text','A']", "['fn',null,'text','A']", "['fn',{},7,'A']",
	    "['fn',{},null,'A']"};
	char text[256];
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(text, sizeof(text),
		    "['vcard',[['version',{},'text','4.0'],%s]]", cases[i]);
		assert_refused(
		    text, "$.vcardArray[1][1]: not a jCard property");
	}
}
END_TEST

START_TEST(the_part_has_no_addresses_and_no_telephones)
{
	json_t *value, *part;
	char *text;

	value = json("['vcard',[['fn',{},'text','A'],"
		     "['adr',{'label':'x'},'text',['','']],"
		     "['TEL',{},'text','1'],['Adr',{},'text',''],"
		     "['email',{},'text','a@example.com']]]");
	part = jcard_part(value);
	text = json_dumps(part, JSON_COMPACT);
	ck_assert_str_eq(text, "[\"vcard\",[[\"fn\",{},\"text\",\"A\"],"
			       "[\"email\",{},\"text\",\"a@example.com\"]]]");
	free(text);
	json_decref(part);
	json_decref(value);
}
END_TEST

Suite *
suite_jcard(void)
{
	Suite *s = suite_create("jcard");
	TCase *t = tcase_create("jcard");

	tcase_add_test(t, an_empty_card_says_nothing);
	tcase_add_test(t, every_email_is_kept_as_spelled_and_in_order);
	tcase_add_test(t, an_email_that_is_no_string_is_ignored);
	tcase_add_test(t, the_components_of_a_name_may_be_lists);
	tcase_add_test(t, the_first_name_and_kind_count);
	tcase_add_test(t, a_cell_phone_is_told_by_its_type);
	tcase_add_test(t, what_is_no_card_is_refused);
	tcase_add_test(t, what_is_no_property_is_refused_with_its_place);
	tcase_add_test(t, the_part_has_no_addresses_and_no_telephones);
	suite_add_tcase(s, t);
	return s;
}
