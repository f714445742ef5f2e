#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "rdap/alloc.h"
#include "rdap/rewrite.h"
#include "tests/suites.h"

/* Each word becomes what it is. */
static char *
word(void *arg, enum rewrite_what what, const char *text,
    const struct rewrite_of *of)
{
	static const char *const names[] = {
	    [REWRITE_TEXT] = NULL,
	    [REWRITE_URL] = "URL",
	    [REWRITE_ADDRESS] = "ADDRESS",
	    [REWRITE_HANDLE] = "HANDLE",
	    [REWRITE_UNKNOWN] = "UNKNOWN",
	    [REWRITE_HOLDER] = "HOLDER",
	    [REWRITE_NAME] = "NAME",
	    [REWRITE_PART] = "PART",
	    [REWRITE_NUMBER] = "NUMBER",
	    [REWRITE_STREET] = "STREET",
	};

	(void)arg;
	(void)of;
	return xstrdup(names[what] != NULL ? names[what] : text);
}

static const struct rewriter writer = {word, NULL};

static char *
json(const char *text)
{
	struct buf out = {0};
	struct error err = {0};

	ck_assert_msg(
	    rewrite_json(&writer, text, strlen(text), &out, &err) == 0, "%s",
	    err.text);
	return buf_take(&out);
}

static void
refused_json(const char *text)
{
	struct buf out = {0};
	struct error err = {0};

	ck_assert_int_eq(
	    rewrite_json(&writer, text, strlen(text), &out, &err), -1);
	ck_assert_uint_eq(out.len, 0);
	buf_clear(&out);
}

static const char person[] =
    "{\"objectClassName\":\"entity\",\"handle\":\"AB1-ARIN\",\"secret\":"
    "\"Ada\","
    "\"vcardArray\":[\"vcard\",[[\"fn\",{},\"text\",\"Ada Brook\"],"
    "[\"n\",{},\"text\",[\"Brook\",\"Ada\",\"\",\"\",\"\"]],"
    "[\"kind\",{},\"text\",\"individual\"],[\"org\",{},\"text\",\"Example\"],"
    "[\"note\",{},\"text\",\"Ada\"],"
    "[\"adr\",{\"label\":\"1 Ada St\"},\"text\",[\"\",\"\",\"Ada St\"]],"
    "[\"tel\",{\"type\":[\"cell\"],\"x\":\"Ada\"},\"uri\",\"tel:+1-555-0100\"],"
    "[\"email\",{},\"text\",\"ada@example.com\",\"ada@example.net\"]]],"
    "\"links\":[{\"rel\":\"alternate\",\"href\":\"x/rest/poc/AB1-ARIN\"}]}";

START_TEST(a_card_keeps_its_places_and_no_value)
{
	char *made = json(person);

	ck_assert_ptr_null(strstr(made, "Ada"));
	ck_assert_ptr_null(strstr(made, "555"));
	ck_assert_ptr_null(strstr(made, "ada@"));
	ck_assert_ptr_null(strstr(made, "AB1"));
	ck_assert_ptr_nonnull(strstr(made, "[\"fn\",{},\"text\",\"NAME\"]"));
	ck_assert_ptr_nonnull(
	    strstr(made, "[\"x-redacted\",{},\"text\",\"\"]"));
	ck_assert_ptr_nonnull(strstr(made, "[\"PART\",\"PART\",\"\""));
	ck_assert_ptr_nonnull(strstr(made, "{\"type\":[\"cell\"]}"));
	ck_assert_ptr_nonnull(strstr(made, "\"ADDRESS\",\"ADDRESS\""));
	ck_assert_ptr_nonnull(strstr(made, "\"org\",{},\"text\",\"Example\""));
	free(made);
}
END_TEST

START_TEST(items_of_a_search_stay_in_order)
{
	char *made = json("{\"notices\":[],\"entitySearchResults\":["
			  "{\"handle\":\"A1\"},{\"handle\":\"C123\"}],"
			  "\"rdapConformance\":[\"rdap_level_0\"]}");

	ck_assert_ptr_nonnull(strstr(made, "{\"handle\":\"UNKNOWN\"}"));
	ck_assert_ptr_nonnull(strstr(made, "{\"handle\":\"HOLDER\"}"));
	ck_assert(strstr(made, "UNKNOWN") < strstr(made, "HOLDER"));
	ck_assert_ptr_nonnull(strstr(made, "rdap_level_0"));
	free(made);
}
END_TEST

START_TEST(what_is_no_json_is_not_rewritten)
{
	refused_json("");
	refused_json("[]");
	refused_json("<html>ada@example.com</html>");
	refused_json("{\"handle\":\"A1\"");
	refused_json("{\"handle\":\"A1\"} ada@example.com");
	refused_json("{\"handle\":\"A1\",\"handle\":\"A2\"}");
	refused_json("{\"handle\":\"\xff\"}");
	refused_json("{\"entitySearchResults\":[{\"handle\":}]}");
}
END_TEST

static int
xml(const char *text, struct buf *out)
{
	struct error err = {0};

	return rewrite_xml(&writer, text, strlen(text), out, &err);
}

#define CORE "xmlns=\"http://www.arin.net/whoisrws/core/v1\""

START_TEST(a_poc_in_xml_keeps_its_kind_and_no_value)
{
	struct buf out = {0};

	ck_assert_int_eq(xml("<?xml version='1.0'?><!-- Ada --><poc " CORE
			     " secret=\"Ada\"><handle>AB1-ARIN</handle>"
			     "<firstName>Ada</firstName>"
			     "<lastName>Brook</lastName><!-- Ada -->"
			     "<city>Adatown</city><nick>Ada</nick>"
			     "<phones><phone><number>+1-555-0100</number>"
			     "</phone></phones><emails><email>ada@example.com"
			     "</email></emails></poc>",
			     &out),
	    0);
	ck_assert_ptr_null(strcasestr(out.data, "ada"));
	ck_assert_ptr_null(strstr(out.data, "555"));
	ck_assert_ptr_null(strstr(out.data, "AB1"));
	ck_assert_ptr_nonnull(strstr(out.data, "<lastName>NAME</lastName>"));
	ck_assert_ptr_nonnull(
	    strstr(out.data, "<isRoleAccount>N</isRoleAccount>"));
	buf_clear(&out);
}
END_TEST

START_TEST(what_is_no_xml_of_the_registry_is_not_rewritten)
{
	static const char *const bad[] = {"", "<html>Ada</html>",
	    "<poc " CORE "><handle>A", "<poc><handle>A1</handle></poc> x",
	    "<!DOCTYPE poc [<!ENTITY a SYSTEM "
	    "\"file:///etc/passwd\">]><poc " CORE
	    "><handle>&a;</handle></poc>"};
	struct buf out = {0};

	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		ck_assert_int_eq(xml(bad[i], &out), -1);
	ck_assert_uint_eq(out.len, 0);
}
END_TEST

static int
irr(const char *text, struct buf *out)
{
	struct strings orgs = {0};
	struct error err = {0};
	int rc;

	strings_add(&orgs, "EXMPL-1");
	rc = rewrite_irr(&writer, &orgs, text, strlen(text), out, &err);
	strings_clear(&orgs);
	return rc;
}

START_TEST(others_objects_keep_their_key_alone)
{
	struct buf out = {0};

	ck_assert_int_eq(
	    irr("route: 192.0.2.0/24 # Ada\norigin: AS64500\ndescr: Ada\n"
		"notify: ada@example.com\nmnt-by: MNT-OTHER\n\n"
		"person: Ada Brook\nmnt-by: MNT-OTHER\n\n"
		"route: 198.51.100.0/24\ndescr: ours\n more\nphone: 555\n"
		"auth: Ada\nmnt-by: MNT-EXMPL-1\n\n",
		&out),
	    0);
	ck_assert_str_eq(out.data,
	    "route: 192.0.2.0/24\norigin: AS64500\nmnt-by: MNT-OTHER\n\n"
	    "route: 198.51.100.0/24\ndescr: ours\n+ more\nphone: NUMBER\n"
	    "mnt-by: MNT-EXMPL-1\n\n");
	buf_clear(&out);
}
END_TEST

START_TEST(what_is_no_dump_is_not_rewritten)
{
	struct buf out = {0};

	ck_assert_int_eq(irr("", &out), -1);
	ck_assert_int_eq(irr("<html>Ada</html>\n", &out), -1);
	ck_assert_int_eq(irr("\x1f\x8bno gzip", &out), -1);
	ck_assert_int_eq(irr("route: 192.0.2.0/24\norigin: AS6", &out), -1);
	ck_assert_uint_eq(out.len, 0);
}
END_TEST

Suite *
suite_rewrite(void)
{
	Suite *s = suite_create("rewrite");
	TCase *t = tcase_create("rewrite");

	tcase_add_test(t, a_card_keeps_its_places_and_no_value);
	tcase_add_test(t, items_of_a_search_stay_in_order);
	tcase_add_test(t, what_is_no_json_is_not_rewritten);
	tcase_add_test(t, a_poc_in_xml_keeps_its_kind_and_no_value);
	tcase_add_test(t, what_is_no_xml_of_the_registry_is_not_rewritten);
	tcase_add_test(t, others_objects_keep_their_key_alone);
	tcase_add_test(t, what_is_no_dump_is_not_rewritten);
	suite_add_tcase(s, t);
	return s;
}
