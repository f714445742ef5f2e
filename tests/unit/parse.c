#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "rdap/parse.h"
#include "tests/suites.h"

/* In these texts ' stands for ". */
static char *
quoted(const char *text)
{
	char *copy = xstrdup(text), *c;

	for (c = copy; *c != '\0'; c++) {
		if (*c == '\'')
			*c = '"';
	}
	return copy;
}

static struct document *
document(enum parse_as as, const char *text)
{
	struct error err = {0};
	struct document *d;
	char *json = quoted(text);

	d = parse(as, NULL, json, strlen(json), &err);
	ck_assert_msg(d != NULL, "%s: %s", text, err.text);
	free(json);
	return d;
}

static void
assert_bytes_refused(
    enum parse_as as, const char *data, size_t len, const char *expected)
{
	struct error err = {0};
	struct document *d;

	d = parse(as, NULL, data, len, &err);
	ck_assert_msg(d == NULL, "accepted: %.60s", data);
	ck_assert_int_eq(err.code, ERROR_PROTOCOL);
	ck_assert_str_eq(err.text, expected);
}

static void
assert_refused(enum parse_as as, const char *text, const char *expected)
{
	char *json = quoted(text);

	assert_bytes_refused(as, json, strlen(json), expected);
	free(json);
}

static void
assert_entity_refused(const char *members, const char *expected)
{
	char *text;

	text = xasprintf("{'objectClassName':'entity',%s}", members);
	assert_refused(PARSE_OBJECT, text, expected);
	free(text);
}

static struct document *
entity(const char *members)
{
	struct document *d;
	char *text;

	text = xasprintf("{'objectClassName':'entity',%s}", members);
	d = document(PARSE_OBJECT, text);
	free(text);
	ck_assert_int_eq(d->kind, DOCUMENT_OBJECT);
	ck_assert_int_eq(d->object->class, OBJECT_ENTITY);
	return d;
}

static const char poc[] =
    "{'rdapConformance':['rdap_level_0'],"
    "'notices':[{'title':'Terms of Service','description':['x']}],"
    "'handle':'Person1-Arin',"
    "'vcardArray':['vcard',[['version',{},'text','4.0'],"
    "['adr',{'label':'1 Street'},'text',['','','','','','','']],"
    "['fn',{},'text','Ada Example'],"
    "['n',{},'text',['Example','Ada','','','']],"
    "['kind',{},'text','individual'],"
    "['email',{},'text','Ada@Example.COM'],"
    "['email',{},'text','noc@example.com'],"
    "['tel',{'type':['work','cell']},'text','+1-555-0100']]],"
    "'roles':['technical','abuse'],"
    "'remarks':[{'title':'Registration Comments','description':"
    "['one\\r','two'],'links':[{'href':'https://example.com/'}]}],"
    "'links':[{'rel':'alternate','href':"
    "'https://whois.arin.net/rest/poc/PERSON1-ARIN'}],"
    "'events':[{'eventAction':'last changed',"
    "'eventDate':'2023-12-19T09:08:46-05:00'},"
    "{'eventAction':'registration','eventDate':'2013-01-01T00:00:00Z'}],"
    "'status':['validated'],'port43':'whois.arin.net',"
    "'objectClassName':'entity'}";

START_TEST(a_point_of_contact_is_read_with_all_its_members)
{
	struct document *d = document(PARSE_OBJECT, poc);
	struct object *o = d->object;
	char text[CLOCK_TEXT_MAX];

	ck_assert_str_eq(o->handle, "PERSON1-ARIN");
	ck_assert_str_eq(o->name, "Ada Example");
	ck_assert_str_eq(o->given, "Ada");
	ck_assert_str_eq(o->surname, "Example");
	ck_assert_str_eq(o->card_kind, "individual");
	ck_assert(o->described);
	ck_assert(o->cell);
	ck_assert_uint_eq(o->emails.count, 2);
	ck_assert_str_eq(o->emails.items[0], "Ada@Example.COM");
	ck_assert_int_eq(o->entity_kind, ENTITY_POC);
	ck_assert_uint_eq(o->roles, ROLE_TECHNICAL | ROLE_ABUSE);
	ck_assert_int_eq(o->validated, VALIDATION_YES);
	ck_assert_str_eq(
	    clock_format(o->last_changed, text), "2023-12-19T14:08:46Z");
	ck_assert_str_eq(
	    clock_format(o->registered, text), "2013-01-01T00:00:00Z");
	ck_assert_uint_eq(o->remarks.count, 1);
	ck_assert_str_eq(
	    o->remarks.items[0], "Registration Comments\none\ntwo");
	ck_assert_str_eq(o->truncated, "");
	ck_assert_str_eq(o->path, "$");
	document_free(d);
}
END_TEST

START_TEST(the_part_leaves_out_what_no_rule_needs)
{
	struct document *d = document(PARSE_OBJECT, poc);
	char *expected;

	expected = quoted("{'handle':'Person1-Arin',"
			  "'vcardArray':['vcard',[['version',{},'text','4.0'],"
			  "['fn',{},'text','Ada Example'],"
			  "['n',{},'text',['Example','Ada','','','']],"
			  "['kind',{},'text','individual'],"
			  "['email',{},'text','Ada@Example.COM'],"
			  "['email',{},'text','noc@example.com']]],"
			  "'roles':['technical','abuse'],"
			  "'remarks':[{'title':'Registration Comments',"
			  "'description':['one\\r','two']}],"
			  "'events':[{'eventAction':'last changed',"
			  "'eventDate':'2023-12-19T09:08:46-05:00'},"
			  "{'eventAction':'registration',"
			  "'eventDate':'2013-01-01T00:00:00Z'}],"
			  "'status':['validated'],'objectClassName':'entity'}");
	ck_assert_str_eq(d->object->part, expected);
	free(expected);
	document_free(d);
}
END_TEST

START_TEST(a_card_of_what_is_no_entity_is_not_kept)
{
	struct document *d;

	d = document(PARSE_OBJECT,
	    "{'handle':'A','vcardArray':['vcard',[[{}],7]],"
	    "'autnums':[{'handle':'B','vcardArray':7}]}");
	ck_assert_str_eq(d->object->part, "{\"handle\":\"A\"}");
	ck_assert_str_eq(d->object->autnums[0]->part, "{\"handle\":\"B\"}");
	document_free(d);
}
END_TEST

START_TEST(the_part_is_the_same_alone_and_nested)
{
	struct document *alone = document(PARSE_OBJECT, poc), *nested;
	char *text;

	text = xasprintf("{'objectClassName':'entity','entities':[%s]}", poc);
	nested = document(PARSE_OBJECT, text);
	ck_assert_str_eq(
	    nested->object->entities[0]->part, alone->object->part);
	ck_assert_str_eq(nested->object->entities[0]->path, "$.entities[0]");
	ck_assert_str_eq(
	    nested->object->part, "{\"objectClassName\":\"entity\"}");
	free(text);
	document_free(alone);
	document_free(nested);
}
END_TEST

START_TEST(a_class_that_is_not_said_is_that_of_its_place)
{
	struct document *d;

	d = entity("'entities':[{'handle':'A'}],'networks':[{'handle':'B'}],"
		   "'autnums':[{'handle':'C'},{}]");
	ck_assert_int_eq(d->object->entities[0]->class, OBJECT_ENTITY);
	ck_assert_int_eq(d->object->networks[0]->class, OBJECT_NETWORK);
	ck_assert_uint_eq(d->object->autnum_count, 2);
	ck_assert_int_eq(d->object->autnums[1]->class, OBJECT_AUTNUM);
	ck_assert_str_eq(d->object->autnums[1]->handle, "");
	document_free(d);
	assert_entity_refused("'networks':[{'objectClassName':'autnum'}]",
	    "$.networks[0].objectClassName: not what belongs here: "
	    "\"autnum\"");
}
END_TEST

START_TEST(what_an_entity_is_its_link_or_handle_or_card_tells)
{
	static const struct {
		const char *members;
		enum entity_kind kind;
	} cases[] = {
	    {"'handle':'C01','links':[{'rel':'alternate','href':"
	     "'https://whois.arin.net/rest/org/C01'}]",
		ENTITY_CUSTOMER},
	    {"'handle':'c1'", ENTITY_CUSTOMER},
	    {"'handle':'C','vcardArray':['vcard',[['kind',{},'text','org']]]",
		ENTITY_ORGANIZATION},
	    {"'links':[{'rel':'self','href':'/rest/poc/A'},"
	     "{'rel':'alternate','href':'/rest/org/A'}]",
		ENTITY_ORGANIZATION},
	    {"'links':[{'rel':'alternate','href':'/rest/customer/A'}]",
		ENTITY_CUSTOMER},
	    {"'links':[3,{'rel':null},{'rel':'alternate','href':7}]",
		ENTITY_UNKNOWN},
	    {"'vcardArray':['vcard',[['kind',{},'text','group']]]", ENTITY_POC},
	    {"'vcardArray':['vcard',[['kind',{},'text','device']]]",
		ENTITY_UNKNOWN},
	    {"'handle':'A'", ENTITY_UNKNOWN},
	};
	struct document *d;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		d = entity(cases[i].members);
		ck_assert_msg(d->object->entity_kind == cases[i].kind, "%s",
		    cases[i].members);
		document_free(d);
	}
}
END_TEST

START_TEST(an_entity_without_a_card_is_met_by_handle_only)
{
	struct document *d = entity("'handle':'A'");

	ck_assert(!d->object->described);
	ck_assert_str_eq(d->object->name, "");
	ck_assert_int_eq(d->object->validated, VALIDATION_UNKNOWN);
	ck_assert(d->object->registered == CLOCK_NONE);
	document_free(d);
}
END_TEST

START_TEST(an_unvalidated_contact_carries_the_date_of_its_silence)
{
	struct document *d;
	char text[CLOCK_TEXT_MAX];

	d = entity(
	    "'status':['validated'],"
	    "'remarks':[{'title':'UNVALIDATED poc','description':['ARIN "
	    "has received no response since 2019-13-01 or 2019-04-23.']}]");
	ck_assert_int_eq(d->object->validated, VALIDATION_NO);
	ck_assert_str_eq(clock_format(d->object->unvalidated_since, text),
	    "2019-04-23T00:00:00Z");
	ck_assert_uint_eq(d->object->remarks.count, 0);
	document_free(d);
	d = entity("'remarks':[{'title':'Unvalidated POC'}]");
	ck_assert_int_eq(d->object->validated, VALIDATION_NO);
	ck_assert(d->object->unvalidated_since == CLOCK_NONE);
	document_free(d);
}
END_TEST

START_TEST(a_description_may_be_a_string_alone)
{
	struct document *d = entity("'remarks':[{'description':'a\\r\\nb'}]");

	ck_assert_str_eq(d->object->remarks.items[0], "a\nb");
	document_free(d);
}
END_TEST

START_TEST(events_without_a_moment_are_none)
{
	struct document *d;

	d = entity(
	    "'events':[{'eventAction':'registration','eventDate':'soon'},"
	    "{'eventAction':'last changed','eventDate':7},{},"
	    "{'eventAction':'reregistration','eventDate':'2020-01-01'}]");
	ck_assert(d->object->registered == CLOCK_NONE);
	ck_assert(d->object->last_changed == CLOCK_NONE);
	document_free(d);
}
END_TEST

START_TEST(roles_not_known_are_other)
{
	struct document *d;
	char *text;

	d = entity("'roles':['DNS','routing','janitor','registrant']");
	text = roles_text(d->object->roles);
	ck_assert_str_eq(text, "registrant;routing;dns;other");
	free(text);
	document_free(d);
	ck_assert_str_eq(role_name(ROLE_NOC), "noc");
	ck_assert_str_eq(role_name(ROLE_NOC | ROLE_DNS), "");
}
END_TEST

START_TEST(handles_are_printable_ascii)
{
	assert_entity_refused(
	    "'handle':'PERS\xc3\x96N'", "$.handle: not a handle");
	assert_entity_refused("'handle':'A\\nB'", "$.handle: not a handle");
	assert_entity_refused("'handle':'A\\u007f'", "$.handle: not a handle");
	assert_entity_refused("'handle':7", "$.handle: not a string");
}
END_TEST

static struct document *
network(const char *members)
{
	struct document *d;
	char *text;

	text = xasprintf("{'objectClassName':'ip network',%s}", members);
	d = document(PARSE_OBJECT, text);
	free(text);
	return d;
}

static void
assert_range(const char *members, const char *expected)
{
	struct document *d = network(members);
	char *text;

	text = ip_range_text(&d->object->range);
	ck_assert_str_eq(text, expected);
	free(text);
	document_free(d);
}

START_TEST(a_network_is_its_range)
{
	assert_range("'startAddress':'192.000.002.000',"
		     "'endAddress':'192.000.002.255'",
	    "192.0.2.0/24");
	assert_range("'startAddress':'2001:DB8::','endAddress':"
		     "'2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'",
	    "2001:db8::/32");
	assert_range("'cidr0_cidrs':[{'v4prefix':'192.0.2.128','length':25},"
		     "{'v4prefix':'192.0.2.0','length':25}]",
	    "192.0.2.0/24");
	assert_range("'startAddress':'192.0.2.0','cidr0_cidrs':"
		     "[{'v6prefix':'2001:db8::','length':32}]",
	    "2001:db8::/32");
}
END_TEST

START_TEST(a_network_without_a_range_has_none)
{
	static const char *const cases[] = {
	    "'handle':'NET-1'",
	    "'startAddress':'192.0.2.1','endAddress':'192.0.2.0'",
	    "'startAddress':'192.0.2.1','endAddress':'2001:db8::'",
	    "'startAddress':null,'endAddress':'192.0.2.0'",
	};
	struct document *d;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		d = network(cases[i]);
		ck_assert_int_eq(d->object->range.first.version, 0);
		ck_assert_int_eq(d->object->range.last.version, 0);
		document_free(d);
	}
}
END_TEST

START_TEST(a_bad_address_is_refused_with_its_place)
{
	assert_entity_refused("'networks':[{},{'startAddress':'192.0.2.256'}]",
	    "$.networks[1].startAddress: not an address: \"192.0.2.256\"");
	assert_entity_refused("'networks':[{'endAddress':'\\u001b[31m'}]",
	    "$.networks[0].endAddress: not an address");
	assert_entity_refused("'networks':[{'cidr0_cidrs':[{'length':8}]}]",
	    "$.networks[0].cidr0_cidrs[0]: not a prefix");
	assert_entity_refused("'networks':[{'cidr0_cidrs':"
			      "[{'v4prefix':'192.0.2.0'}]}]",
	    "$.networks[0].cidr0_cidrs[0].length: missing");
}
END_TEST

START_TEST(network_members_are_kept)
{
	struct document *d;

	d = network("'handle':'net-1','name':'EXAMPLE-NET',"
		    "'type':'DIRECT ALLOCATION','parentHandle':'net-0',"
		    "'status':['active']");
	ck_assert_str_eq(d->object->name, "EXAMPLE-NET");
	ck_assert_str_eq(d->object->type, "DIRECT ALLOCATION");
	ck_assert_str_eq(d->object->parent, "NET-0");
	ck_assert_str_eq(d->object->status.items[0], "active");
	document_free(d);
}
END_TEST

static void
assert_autnum(const char *members, unsigned first, unsigned last)
{
	struct document *d;
	char *text;

	text = xasprintf("{'objectClassName':'autnum',%s}", members);
	d = document(PARSE_OBJECT, text);
	ck_assert_uint_eq(d->object->first_autnum, first);
	ck_assert_uint_eq(d->object->last_autnum, last);
	free(text);
	document_free(d);
}

START_TEST(an_autonomous_system_number_has_32_bits)
{
	assert_autnum("'startAutnum':64496,'endAutnum':64511", 64496, 64511);
	assert_autnum("'startAutnum':64496", 64496, 64496);
	assert_autnum("'startAutnum':0,'endAutnum':4294967295", 0, 4294967295U);
	assert_autnum("'startAutnum':-0", 0, 0);
	assert_entity_refused("'autnums':[{'startAutnum':4294967296}]",
	    "$.autnums[0].startAutnum: not a number of 0 to 4294967295: "
	    "4294967296");
	assert_entity_refused("'autnums':[{'startAutnum':-1}]",
	    "$.autnums[0].startAutnum: not a number of 0 to 4294967295: -1");
	assert_entity_refused("'autnums':[{'startAutnum':1.0}]",
	    "$.autnums[0].startAutnum: not a whole number");
	assert_entity_refused("'autnums':[{'startAutnum':2,'endAutnum':1}]",
	    "$.autnums[0].endAutnum: before startAutnum");
}
END_TEST

START_TEST(numbers_out_of_range_are_refused)
{
	assert_entity_refused("'x':1e400", "$: number out of range at byte 37");
	assert_entity_refused(
	    "'x':9223372036854775808", "$: number out of range at byte 51");
}
END_TEST

START_TEST(members_not_known_are_ignored)
{
	document_free(entity("'x':[1,2.5,-0,true,null,{'y':'z'}],'lang':'en'"));
}
END_TEST

START_TEST(members_that_are_null_are_absent)
{
	struct document *d;

	d = entity("'handle':null,'vcardArray':null,'roles':null,"
		   "'remarks':null,'links':null,'events':null,"
		   "'status':[null],'redacted':null");
	ck_assert_str_eq(d->object->handle, "");
	ck_assert_uint_eq(d->object->status.count, 0);
	document_free(d);
}
END_TEST

START_TEST(what_is_redacted_at_the_top_is_cut_everywhere_below)
{
	struct document *d;

	d = entity("'entities':[{'handle':'A-1','entities':[{'handle':'B-1'}]}]"
		   ",'redacted':[{'name':{'type':'Email'}}]");
	ck_assert_str_eq(d->truncated, "redacted");
	ck_assert_str_eq(d->object->entities[0]->truncated, "redacted");
	ck_assert_str_eq(
	    d->object->entities[0]->entities[0]->truncated, "redacted");
	document_free(d);
}
END_TEST

START_TEST(members_of_another_type_are_refused)
{
	static const char *const cases[][2] = {
	    {"'entities':{}", "$.entities: not an array"},
	    {"'entities':null", "$.entities: null, not an array"},
	    {"'networks':null", "$.networks: null, not an array"},
	    {"'autnums':null", "$.autnums: null, not an array"},
	    {"'entities':[[]]", "$.entities[0]: not an object"},
	    {"'roles':[1]", "$.roles[0]: not a string"},
	    {"'status':{}", "$.status: not an array"},
	    {"'events':[1]", "$.events[0]: not an object"},
	    {"'events':''", "$.events: not an array"},
	    {"'remarks':['x']", "$.remarks[0]: not an object"},
	    {"'remarks':[{'title':1}]", "$.remarks[0].title: not a string"},
	    {"'remarks':[{'description':[1]}]",
		"$.remarks[0].description[0]: not a string"},
	    {"'notices':{}", "$.notices: not an array"},
	    {"'links':{}", "$.links: not an array"},
	    {"'redacted':true", "$.redacted: not an array"},
	    {"'vcardArray':{}", "$.vcardArray: not a jCard"},
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_entity_refused(cases[i][0], cases[i][1]);
}
END_TEST

START_TEST(duplicate_members_are_refused)
{
	assert_refused(
	    PARSE_OBJECT, "{'a':1,'a':1}", "$: duplicate member at byte 10");
	assert_refused(PARSE_OBJECT, "{'a':1,'\\u0061':1}",
	    "$: duplicate member at byte 15");
	assert_entity_refused("'entities':[{'handle':'A','handle':'B'}]",
	    "$: duplicate member at byte 62");
	assert_refused(PARSE_NETWORKS,
	    "{'ipSearchResults':[{'handle':'A','h\\u0061ndle':'B'}]}",
	    "$.ipSearchResults[0]: duplicate member at byte 27");
}
END_TEST

START_TEST(text_that_is_no_unicode_is_refused)
{
	static const struct {
		const char *data;
		size_t len;
		const char *expected;
	} cases[] = {
	    {"{\"a\":\"\xff\"}", 9, "$: invalid UTF-8 at byte 6"},
	    {"{\"a\":\"\xc0\x80\"}", 10, "$: invalid UTF-8 at byte 6"},
	    {"{\"a\":\"\xed\xa0\x80\"}", 11, "$: invalid UTF-8 at byte 6"},
	    {"{\"a\":\"\xf4\x90\x80\x80\"}", 12, "$: invalid UTF-8 at byte 6"},
	    {"{\"a\":\"\\ud800\"}", 14, "$: not JSON at byte 13"},
	    {"{\"a\":\"\\udc00\"}", 14, "$: not JSON at byte 13"},
	    {"{\"a\":\"\\ud800\\u0041\"}", 20, "$: not JSON at byte 19"},
	    {"{\"a\":\"\\u0000\"}", 14, "$: NUL in a string at byte 13"},
	    {"{\"\\u0000\":1}", 12, "$: NUL in a string at byte 9"},
	    {"{\"a\":\"\0\"}", 9, "$: holds a NUL byte"},
	    {"{\"a\":1\0}", 8, "$: holds a NUL byte"},
	    {"{\"a\":1}\0", 8, "$: goes on after its end"},
	    {"\0{}", 3, "$: not a JSON object"},
	    {"\xef\xbb\xbf{}", 5, "$: not a JSON object"},
	    {"{\0\"\0a\0", 6, "$: cut short"},
	    {"\xff\xfe{\0}\0", 6, "$: not a JSON object"},
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_bytes_refused(PARSE_OBJECT, cases[i].data, cases[i].len,
		    cases[i].expected);
}
END_TEST

START_TEST(what_is_no_json_object_is_refused)
{
	static const char *const cases[] = {"null", "[]", "''", "7", "true",
	    "<html><body>Sign in</body></html>", "[{}]", "}", "]", ":", ","};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_refused(PARSE_OBJECT, cases[i], "$: not a JSON object");
		assert_refused(
		    PARSE_NETWORKS, cases[i], "$: not a JSON object");
	}
	assert_refused(PARSE_OBJECT, "", "$: empty");
	assert_refused(PARSE_AUTNUMS, " \n", "$: empty");
	assert_refused(PARSE_OBJECT, "{}", "$: not an RDAP object");
	assert_refused(
	    PARSE_OBJECT, "{'status':'ok'}", "$: not an RDAP object");
	assert_refused(
	    PARSE_OBJECT, "{'handle':'A'}}", "$: goes on after its end");
	assert_refused(
	    PARSE_OBJECT, "{'handle':'A'}{}", "$: goes on after its end");
	assert_refused(
	    PARSE_OBJECT, "{'handle':'A']", "$: not JSON at byte 14");
}
END_TEST

static char *
nested(const char *before, const char *open, size_t depth, const char *after)
{
	struct buf text = {0};
	size_t i;

	buf_puts(&text, before);
	for (i = 0; i < depth; i++)
		buf_puts(&text, open);
	for (i = 0; i < depth; i++)
		buf_puts(&text, *open == '[' ? "]" : "}");
	buf_puts(&text, after);
	return buf_take(&text);
}

START_TEST(deep_nesting_is_refused)
{
	static const size_t depths[] = {64, 65, 2048, 2049, 5000000};
	char *text;
	size_t i;

	text = nested("{'handle':'A','x':", "[", 63, "}");
	document_free(document(PARSE_OBJECT, text));
	free(text);
	for (i = 0; i < sizeof(depths) / sizeof(depths[0]); i++) {
		text = nested("{'handle':'A','x':", "[", depths[i], "}");
		assert_refused(PARSE_OBJECT, text, "$: more than 64 levels");
		free(text);
		text =
		    nested("{'ipSearchResults':[{'x':", "[", depths[i], "}]}");
		assert_refused(PARSE_NETWORKS, text, "$: more than 64 levels");
		free(text);
	}
}
END_TEST

START_TEST(entities_nest_as_deep_as_the_levels_go)
{
	struct buf text = {0};
	struct document *d;
	struct object *o;
	size_t i, depth = 0;

	for (i = 0; i < 31; i++)
		buf_puts(&text, "{'handle':'A','entities':[");
	buf_puts(&text, "{}");
	for (i = 0; i < 31; i++)
		buf_puts(&text, "]}");
	d = document(PARSE_OBJECT, text.data);
	for (o = d->object; o->entity_count > 0; o = o->entities[0])
		depth++;
	ck_assert_uint_eq(depth, 31);
	document_free(d);
	buf_clear(&text);
}
END_TEST

static char *
long_value(size_t len, const char *end)
{
	struct buf text = {0};
	size_t i;

	buf_puts(&text, "'remarks':[{'title':'");
	for (i = 0; i < len; i++)
		buf_putc(&text, 'a');
	buf_puts(&text, end);
	buf_puts(&text, "'}]");
	return buf_take(&text);
}

START_TEST(a_value_has_at_most_64_kib)
{
	char *text;

	text = long_value(65536, "");
	document_free(entity(text));
	free(text);
	text = long_value(65534, "\xc3\xa4");
	document_free(entity(text));
	free(text);
	text = long_value(65535, "\xc3\xa4");
	assert_entity_refused(
	    text, "$.remarks[0].title: longer than 65536 bytes");
	free(text);
	text = long_value(65537, "");
	assert_entity_refused(
	    text, "$.remarks[0].title: longer than 65536 bytes");
	free(text);
}
END_TEST

static char *
repeated(const char *before, const char *item, size_t count, const char *after)
{
	struct buf text = {0};
	size_t i;

	buf_puts(&text, before);
	for (i = 0; i < count; i++) {
		if (i > 0)
			buf_putc(&text, ',');
		buf_puts(&text, item);
	}
	buf_puts(&text, after);
	return buf_take(&text);
}

START_TEST(an_answer_holds_at_most_100000_objects)
{
	struct document *d;
	char *text;

	text = repeated("{'ipSearchResults':[", "{}", 100000, "]}");
	d = document(PARSE_NETWORKS, text);
	ck_assert_uint_eq(d->result_count, 100000);
	document_free(d);
	free(text);
	text = repeated("{'ipSearchResults':[", "{}", 100001, "]}");
	assert_refused(PARSE_NETWORKS, text,
	    "$.ipSearchResults[100000]: the answer holds more than 100000 "
	    "objects");
	free(text);
}
END_TEST

START_TEST(more_values_than_memory_can_hold_are_refused)
{
	char *text;

	text = repeated("{'handle':'A','x':[", "{}", 900000, "]}");
	assert_refused(PARSE_OBJECT, text, "$: too many values");
	free(text);
	text = repeated("{'ipSearchResults':[{'x':[", "{}", 300000, "]}]}");
	assert_refused(PARSE_NETWORKS, text, "$: too many values");
	free(text);
}
END_TEST

START_TEST(more_bytes_than_allowed_are_refused)
{
	struct error err = {0};
	struct parser *p = parser_new(PARSE_OBJECT, NULL);
	char *space = xmalloc(1 << 20);
	int i;

	memset(space, ' ', 1 << 20);
	for (i = 0; i < 16; i++)
		ck_assert_int_eq(parser_feed(p, space, 1 << 20, &err), 0);
	ck_assert_int_eq(parser_feed(p, space, 1, &err), -1);
	ck_assert_str_eq(err.text, "$: more than 16777216 bytes");
	parser_free(p);
	free(space);
}
END_TEST

static void
assert_fed_until(const char *begin, const char *more, const char *expected)
{
	struct error err = {0};
	struct parser *p = parser_new(PARSE_NETWORKS, NULL);
	char *first = quoted(begin), *next = quoted(more);
	int rc, i;

	rc = parser_feed(p, first, strlen(first), &err);
	for (i = 0; rc == 0 && i < 1000; i++)
		rc = parser_feed(p, next, strlen(next), &err);
	ck_assert_int_eq(rc, -1);
	ck_assert_str_eq(err.text, expected);
	parser_free(p);
	free(first);
	free(next);
}

START_TEST(what_is_kept_and_what_is_collected_is_bounded)
{
	char *space, *item, *value;

	space = xmalloc(65537);
	memset(space, ' ', 65536);
	space[65536] = '\0';
	assert_fed_until("{'x':", space, "$: more than 4194304 bytes");
	assert_fed_until("{'ipSearchResults':[{", space,
	    "$: an item of more than 16777216 bytes");
	value = long_value(65000, "");
	item = xasprintf(",{%s}", value);
	assert_fed_until("{'ipSearchResults':[{}", item,
	    "$.ipSearchResults[775]: the answer holds more than 50331648 "
	    "bytes to be kept");
	free(item);
	free(value);
	free(space);
}
END_TEST

static void
assert_truncated(const char *members, const char *expected)
{
	struct document *d = entity(members);

	ck_assert_str_eq(d->object->truncated, expected);
	ck_assert_str_eq(d->truncated, expected);
	document_free(d);
}

static const char *const truncation_types[] = {
    "result set truncated due to authorization",
    "result set truncated due to excessive load",
    "result set truncated due to unexplainable reasons",
    "object truncated due to authorization",
    "object truncated due to excessive load",
    "object truncated due to unexplainable reasons",
    "RESULT SET TRUNCATED DUE TO AUTHORIZATION",
    "Object Truncated Due To Excessive Load",
    "object redacted due to authorization",
    "Data Incomplete",
    "limit exceeded",
};

START_TEST(every_type_of_truncation_counts_in_notices_and_remarks)
{
	char *text;
	size_t i;

	for (i = 0; i < sizeof(truncation_types) / sizeof(truncation_types[0]);
	     i++) {
		text = xasprintf("'notices':[{'title':'x'},{'type':'%s'}]",
		    truncation_types[i]);
		assert_truncated(text, truncation_types[i]);
		free(text);
		text = xasprintf("'remarks':[{'title':'x','type':'%s'}]",
		    truncation_types[i]);
		assert_truncated(text, truncation_types[i]);
		free(text);
	}
}
END_TEST

START_TEST(other_notices_and_comments_are_no_truncation)
{
	assert_truncated("'notices':[{'title':'Terms of Service',"
			 "'type':'about','description':['limited liability']}]",
	    "");
	assert_truncated("'remarks':[{'title':'Registration Comments',"
			 "'description':['This list is truncated.']}]",
	    "");
}
END_TEST

START_TEST(a_title_or_notice_that_says_truncation_counts)
{
	assert_truncated(
	    "'notices':[{'title':'Rate Limit Notice'}]", "Rate Limit Notice");
	assert_truncated(
	    "'remarks':[{'title':'Truncated object'}]", "Truncated object");
	assert_truncated("'notices':[{'title':'Search Policy','description':"
			 "['hello','The list was truncated.']}]",
	    "The list was truncated.");
}
END_TEST

START_TEST(redacted_members_make_an_object_less_than_whole)
{
	assert_truncated("'redacted':[{'name':{'type':'Email'}}]", "redacted");
	assert_truncated("'redacted':[]", "");
}
END_TEST

START_TEST(truncation_of_a_nested_object_is_its_own)
{
	struct document *d;

	d = entity("'entities':[{'remarks':[{'type':'object truncated due to "
		   "authorization'}]},{'notices':[{'type':'incomplete'}]}]");
	ck_assert_str_eq(d->truncated, "");
	ck_assert_str_eq(d->object->entities[0]->truncated,
	    "object truncated due to authorization");
	ck_assert_str_eq(d->object->entities[1]->truncated, "incomplete");
	document_free(d);
}
END_TEST

static void
assert_error(enum parse_as as, const char *text, int code, const char *words)
{
	struct document *d = document(as, text);

	ck_assert_int_eq(d->kind, DOCUMENT_ERROR);
	ck_assert_int_eq(d->error_code, code);
	ck_assert_str_eq(d->error_text, words);
	document_free(d);
}

START_TEST(errors_are_read_with_and_without_their_code)
{
	static const enum parse_as all[] = {
	    PARSE_OBJECT, PARSE_NETWORKS, PARSE_AUTNUMS};
	size_t i;

	for (i = 0; i < 3; i++) {
		assert_error(all[i],
		    "{'errorCode':404,'title':'NOT FOUND',"
		    "'description':['one','two']}",
		    404, "NOT FOUND: one: two");
		assert_error(all[i], "{'errorCode':501}", 501, "");
		assert_error(
		    all[i], "{'errorCode':'400','title':'x'}", 400, "x");
		assert_error(all[i],
		    "{'title':'Sorry','description':'come back'}", 0,
		    "Sorry: come back");
	}
	assert_refused(PARSE_OBJECT, "{'errorCode':1000}",
	    "$.errorCode: not a number of 0 to 999: 1000");
	assert_refused(PARSE_OBJECT, "{'errorCode':'4O4'}",
	    "$.errorCode: not a number: \"4O4\"");
}
END_TEST

START_TEST(a_rate_limit_notice_beside_an_error_is_reported)
{
	struct document *d;

	d = document(PARSE_OBJECT,
	    "{'errorCode':429,'notices':[{'title':'Rate Limit Notice'}]}");
	ck_assert_str_eq(d->truncated, "Rate Limit Notice");
	document_free(d);
}
END_TEST

START_TEST(an_empty_result_array_is_an_answer)
{
	struct document *d =
	    document(PARSE_NETWORKS, "{'ipSearchResults':[ ]}");

	ck_assert_int_eq(d->kind, DOCUMENT_SEARCH);
	ck_assert_uint_eq(d->result_count, 0);
	document_free(d);
}
END_TEST

START_TEST(a_search_answer_without_its_array_is_refused)
{
	assert_refused(PARSE_NETWORKS, "{'autnumSearchResults':[]}",
	    "$.ipSearchResults: missing");
	assert_refused(PARSE_AUTNUMS, "{'autnumSearchResults':{}}",
	    "$.autnumSearchResults: not an array");
	assert_refused(PARSE_NETWORKS, "{'ipSearchResults':null}",
	    "$.ipSearchResults: missing");
	assert_refused(PARSE_NETWORKS, "{'x':{'ipSearchResults':[{}]}}",
	    "$.ipSearchResults: missing");
}
END_TEST

START_TEST(results_come_before_or_after_the_notices)
{
	static const char *const cases[] = {
	    "{'notices':[{'type':'result set truncated due to "
	    "authorization'}],'ipSearchResults':[{'handle':'A'},"
	    "{'handle':'B'}]}",
	    "{'ipSearchResults':[{'handle':'A'},{'handle':'B'}],"
	    "'notices':[{'type':'result set truncated due to "
	    "authorization'}]}",
	    "{'x':{'ipSearchResults':[1]},'y':'ipSearchResults',"
	    "'ipSearchResult\\u0073':[{'handle':'A'},{'handle':'B'}],"
	    "'remarks':[{'type':'result set truncated due to "
	    "authorization'}]}",
	};
	struct document *d;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		d = document(PARSE_NETWORKS, cases[i]);
		ck_assert_int_eq(d->kind, DOCUMENT_SEARCH);
		ck_assert_uint_eq(d->result_count, 2);
		ck_assert_str_eq(d->results[1]->handle, "B");
		ck_assert_str_eq(d->results[1]->path, "$.ipSearchResults[1]");
		ck_assert_int_eq(d->results[0]->class, OBJECT_NETWORK);
		ck_assert_str_eq(
		    d->truncated, "result set truncated due to authorization");
		document_free(d);
	}
}
END_TEST

START_TEST(the_result_array_comes_once)
{
	assert_refused(PARSE_NETWORKS,
	    "{'ipSearchResults':[{}],'ipSearchResults':[]}",
	    "$: duplicate member at byte 39");
	assert_refused(PARSE_NETWORKS,
	    "{'ipSearchResults':[{}],'ipSearchResult\\u0073':[{}]}",
	    "$: duplicate member at byte 44");
}
END_TEST

START_TEST(the_result_array_holds_objects_with_commas_between)
{
	static const char *const cases[] = {"{}{}", ",{}", "{},", "{},,{}", "1",
	    "null", "'x'", "[]", "[{}]", "{},1", "{} x", "}", "{}:{}", "{}}",
	    ":"};
	char *text;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		text = xasprintf("{'ipSearchResults':[%s]}", cases[i]);
		assert_refused(PARSE_NETWORKS, text,
		    "$.ipSearchResults: not an array of objects");
		free(text);
	}
	assert_refused(PARSE_NETWORKS, "{'ipSearchResults':[{]]}",
	    "$.ipSearchResults[0]: not JSON at byte 2");
	assert_refused(PARSE_NETWORKS, "{'ipSearchResults' 1:[{}]}",
	    "$: not JSON at byte 20");
	assert_refused(PARSE_NETWORKS, "{'ipSearchResults':1[{}]}",
	    "$: not JSON at byte 21");
	assert_refused(PARSE_NETWORKS, "{'ipSearchResults':[{}]} x",
	    "$: goes on after its end");
}
END_TEST

START_TEST(another_result_array_is_read_by_its_name)
{
	static const struct {
		const char *name;
		enum object_class class;
	} cases[] = {
	    {"entitySearchResults", OBJECT_ENTITY},
	    {"arin_originas0_networkSearchResults", OBJECT_NETWORK},
	    {"autnumSearchResults", OBJECT_AUTNUM},
	};
	struct error err = {0};
	struct document *d;
	char *text;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		text = xasprintf("{\"%s\":[{}]}", cases[i].name);
		d = parse(
		    PARSE_NETWORKS, cases[i].name, text, strlen(text), &err);
		ck_assert_msg(d != NULL, "%s", err.text);
		ck_assert_int_eq(d->results[0]->class, cases[i].class);
		document_free(d);
		free(text);
	}
}
END_TEST

static const char search[] =
    " {'notices':[{'title':'\\\\\\'[{'}],'x\\u00e4':'\xc3\xa4',"
    "'ipSearchResults' : [ {'handle':'NET-1','startAddress':'192.0.2.0',"
    "'endAddress':'192.0.2.255','entities':[{'handle':'A','vcardArray':"
    "['vcard',[['fn',{},'text','A \\\\\\' ]}, {\xc3\xa4']]]}]} , "
    "{'handle':'NET-2'}\r\n,{} ] ,'y':[1,-2.5e3,true,null] }\n";

static struct document *
fed(const char *data, size_t first, size_t len, struct error *err)
{
	struct parser *p = parser_new(PARSE_NETWORKS, NULL);
	struct document *d = NULL;
	size_t i;

	if (parser_feed(p, data, first, err) == 0) {
		for (i = first; i < len; i++)
			parser_feed(p, data + i, 1, err);
		d = parser_finish(p, err);
	}
	parser_free(p);
	return d;
}

START_TEST(an_answer_may_come_in_pieces_of_any_size)
{
	struct error err = {0};
	struct document *d;
	char *json = quoted(search);
	size_t i;

	for (i = 0; i <= strlen(json); i++) {
		d = fed(json, i, strlen(json), &err);
		ck_assert_msg(d != NULL, "%zu: %s", i, err.text);
		ck_assert_uint_eq(d->result_count, 3);
		ck_assert_str_eq(
		    d->results[0]->entities[0]->name, "A \\\" ]}, {\xc3\xa4");
		ck_assert_str_eq(d->results[1]->handle, "NET-2");
		document_free(d);
	}
	free(json);
}
END_TEST

START_TEST(an_answer_cut_at_any_byte_is_refused)
{
	struct error err;
	char *json = quoted(search), *object = quoted(poc);
	size_t i;

	for (i = 0; i + 1 < strlen(json); i++) {
		err = (struct error){0};
		ck_assert_ptr_null(fed(json, i, i, &err));
		ck_assert_int_eq(err.code, ERROR_PROTOCOL);
		ck_assert_str_eq(err.text, i < 2 ? "$: empty" : "$: cut short");
	}
	for (i = 0; i < strlen(object); i++)
		assert_bytes_refused(PARSE_OBJECT, object, i,
		    i == 0 ? "$: empty" : "$: cut short");
	free(json);
	free(object);
}
END_TEST

START_TEST(a_parser_that_refused_refuses_until_it_is_reset)
{
	struct error err = {0}, again = {0}, last = {0};
	struct parser *p = parser_new(PARSE_NETWORKS, NULL);
	struct document *d;

	ck_assert_int_eq(
	    parser_feed(p, "{\"ipSearchResults\":[{},1", 24, &err), -1);
	ck_assert_int_eq(parser_feed(p, "]}", 2, &again), -1);
	ck_assert_str_eq(again.text, err.text);
	ck_assert_ptr_null(parser_finish(p, &last));
	ck_assert_str_eq(last.text, err.text);
	parser_reset(p);
	ck_assert_int_eq(
	    parser_feed(p, "{\"ipSearchResults\":[{}]}", 24, NULL), 0);
	d = parser_finish(p, NULL);
	ck_assert_ptr_nonnull(d);
	ck_assert_uint_eq(d->result_count, 1);
	document_free(d);
	parser_free(p);
	parser_free(NULL);
	document_free(NULL);
	object_free(NULL);
}
END_TEST

static TCase *
objects(void)
{
	TCase *t = tcase_create("objects");

	tcase_add_test(t, a_point_of_contact_is_read_with_all_its_members);
	tcase_add_test(t, the_part_leaves_out_what_no_rule_needs);
	tcase_add_test(t, a_card_of_what_is_no_entity_is_not_kept);
	tcase_add_test(t, the_part_is_the_same_alone_and_nested);
	tcase_add_test(t, a_class_that_is_not_said_is_that_of_its_place);
	tcase_add_test(t, what_an_entity_is_its_link_or_handle_or_card_tells);
	tcase_add_test(t, an_entity_without_a_card_is_met_by_handle_only);
	tcase_add_test(
	    t, an_unvalidated_contact_carries_the_date_of_its_silence);
	tcase_add_test(t, a_description_may_be_a_string_alone);
	tcase_add_test(t, events_without_a_moment_are_none);
	tcase_add_test(t, roles_not_known_are_other);
	tcase_add_test(t, handles_are_printable_ascii);
	tcase_add_test(t, a_network_is_its_range);
	tcase_add_test(t, a_network_without_a_range_has_none);
	tcase_add_test(t, a_bad_address_is_refused_with_its_place);
	tcase_add_test(t, network_members_are_kept);
	tcase_add_test(t, an_autonomous_system_number_has_32_bits);
	tcase_add_test(t, members_not_known_are_ignored);
	tcase_add_test(t, members_that_are_null_are_absent);
	tcase_add_test(t, what_is_redacted_at_the_top_is_cut_everywhere_below);
	tcase_add_test(t, members_of_another_type_are_refused);
	tcase_add_test(t, entities_nest_as_deep_as_the_levels_go);
	return t;
}

static TCase *
hostile(void)
{
	TCase *t = tcase_create("hostile");

	tcase_set_timeout(t, 120);
	tcase_add_test(t, numbers_out_of_range_are_refused);
	tcase_add_test(t, duplicate_members_are_refused);
	tcase_add_test(t, text_that_is_no_unicode_is_refused);
	tcase_add_test(t, what_is_no_json_object_is_refused);
	tcase_add_test(t, deep_nesting_is_refused);
	tcase_add_test(t, a_value_has_at_most_64_kib);
	tcase_add_test(t, an_answer_holds_at_most_100000_objects);
	tcase_add_test(t, more_values_than_memory_can_hold_are_refused);
	tcase_add_test(t, more_bytes_than_allowed_are_refused);
	tcase_add_test(t, what_is_kept_and_what_is_collected_is_bounded);
	return t;
}

static TCase *
answers(void)
{
	TCase *t = tcase_create("answers");

	tcase_set_timeout(t, 60);
	tcase_add_test(
	    t, every_type_of_truncation_counts_in_notices_and_remarks);
	tcase_add_test(t, other_notices_and_comments_are_no_truncation);
	tcase_add_test(t, a_title_or_notice_that_says_truncation_counts);
	tcase_add_test(t, redacted_members_make_an_object_less_than_whole);
	tcase_add_test(t, truncation_of_a_nested_object_is_its_own);
	tcase_add_test(t, errors_are_read_with_and_without_their_code);
	tcase_add_test(t, a_rate_limit_notice_beside_an_error_is_reported);
	tcase_add_test(t, an_empty_result_array_is_an_answer);
	tcase_add_test(t, a_search_answer_without_its_array_is_refused);
	tcase_add_test(t, results_come_before_or_after_the_notices);
	tcase_add_test(t, the_result_array_comes_once);
	tcase_add_test(t, the_result_array_holds_objects_with_commas_between);
	tcase_add_test(t, another_result_array_is_read_by_its_name);
	tcase_add_test(t, an_answer_may_come_in_pieces_of_any_size);
	tcase_add_test(t, an_answer_cut_at_any_byte_is_refused);
	tcase_add_test(t, a_parser_that_refused_refuses_until_it_is_reset);
	return t;
}

Suite *
suite_parse(void)
{
	Suite *s = suite_create("parse");

	suite_add_tcase(s, objects());
	suite_add_tcase(s, hostile());
	suite_add_tcase(s, answers());
	return s;
}
