#include <check.h>
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "rdap/whoisrws.h"
#include "tests/suites.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define CORE         "http://www.arin.net/whoisrws/core/v1"
#define NS           " xmlns=\"" CORE "\""
#define HTTPS_NS     " xmlns=\"https://www.arin.net/whoisrws/core/v1\""

static const char organization[] =
    "<?xml version='1.0'?>"
    "<?xml-stylesheet type='text/xsl' href='https://x.example/site.xsl' ?>"
    "<org" NS " termsOfUse=\"https://x.example/tou\">"
    "<registrationDate>2001-02-03T00:00:00-05:00</registrationDate>"
    "<ref>https://x.example/rest/org/EXMPL-1</ref>"
    "<city>Nowhere</city><iso3166-1><code2>US</code2><name>United States"
    "</name></iso3166-1><handle>exmpl-1</handle>"
    "<name>Example &amp; Sons</name><postalCode>00000</postalCode>"
    "<comment><line number=\"0\">Abuse: abuse@example.com &#13;</line>"
    "<line number=\"1\"></line><line number=\"2\">Thanks</line></comment>"
    "<streetAddress><line number=\"0\">1 Example Street</line>"
    "</streetAddress><updateDate>2019-10-31T15:45:45-04:00</updateDate>"
    "<pocs><pocLinkRef handle=\"ADM1-ARIN\" function=\"AD\" "
    "description=\"Admin\">u</pocLinkRef>"
    "<pocLinkRef handle=\"NOC1-ARIN\" function=\"N\">u</pocLinkRef>"
    "<pocLinkRef handle=\"ADM1-ARIN\" function=\"T\" "
    "description=\"Tech\">u</pocLinkRef></pocs>"
    "<resources><limitExceeded limit=\"256\">false</limitExceeded>"
    "</resources></org>";

static const char poc[] =
    "<poc" HTTPS_NS "><handle>PE1-ARIN</handle>"
    "<firstName>Pat</firstName><middleName>Q</middleName>"
    "<lastName>Example</lastName><companyName>Example Inc.</companyName>"
    "<isRoleAccount>N</isRoleAccount><status><code>V</code>"
    "<description>Validated</description></status>"
    "<emails><email>Pat@Example.com</email><email>\n noc@example.com\n"
    "</email></emails><phones><phone><number>+1-555-0100</number><type>"
    "<description>Mobile</description><code>M</code></type></phone></phones>"
    "<streetAddress><line number='0'>2 Example Street</line></streetAddress>"
    "<city>Nowhere</city></poc>";

static const char network[] =
    "<net" NS "><endAddress>192.000.002.255</endAddress>"
    "<handle>NET-192-0-2-0-1</handle><name>EXAMPLE-NET</name>"
    "<netBlocks><netBlock><cidrLength>25</cidrLength>"
    "<endAddress>192.0.2.127</endAddress>"
    "<description>Direct Allocation</description><type>DA</type>"
    "<startAddress>192.0.2.0</startAddress></netBlock><netBlock>"
    "<endAddress>192.0.2.255</endAddress><description>Other</description>"
    "<startAddress>192.0.2.128</startAddress></netBlock></netBlocks>"
    "<orgRef handle=\"EXMPL-1\" name=\"Example &amp; Sons\">u</orgRef>"
    "<parentNetRef handle=\"net-192-0-0-0-0\" name=\"NET192\">u"
    "</parentNetRef><startAddress>192.000.002.000</startAddress>"
    "<version>4</version></net>";

static struct document *
read_text(const char *text)
{
	struct error err = {0};
	struct document *d = whoisrws_parse(text, strlen(text), &err);

	ck_assert_msg(d != NULL, "%.80s: %s", text, err.text);
	ck_assert_int_eq(err.code, ERROR_NONE);
	return d;
}

static void
assert_bytes_refused(const char *data, size_t len, const char *expected)
{
	struct error err = {0};
	struct document *d = whoisrws_parse(data, len, &err);

	ck_assert_msg(d == NULL, "accepted: %.80s", data);
	ck_assert_int_eq(err.code, ERROR_PROTOCOL);
	ck_assert_str_eq(err.text, expected);
}

static void
assert_refused(const char *text, const char *expected)
{
	assert_bytes_refused(text, strlen(text), expected);
}

static void
assert_joined(const struct strings *s, const char *expected)
{
	char *joined = strings_join(s, "|");

	ck_assert_str_eq(joined, expected);
	free(joined);
}

START_TEST(an_organization_is_read_with_its_pocs_by_handle)
{
	struct document *d = read_text(organization);
	struct object *o = d->object;

	ck_assert_int_eq(d->kind, DOCUMENT_OBJECT);
	ck_assert_int_eq(o->class, OBJECT_ENTITY);
	ck_assert_int_eq(o->entity_kind, ENTITY_ORGANIZATION);
	ck_assert_str_eq(o->handle, "EXMPL-1");
	ck_assert_str_eq(o->name, "Example & Sons");
	ck_assert_str_eq(o->card_kind, "org");
	ck_assert(o->described);
	assert_joined(&o->remarks, "Abuse: abuse@example.com \n\nThanks");
	ck_assert_int_eq(o->registered, 981176400);
	ck_assert_int_eq(o->last_changed, 1572551145);
	ck_assert_str_eq(o->truncated, "");
	ck_assert_str_eq(o->path, "/org");
	ck_assert_uint_eq(o->entity_count, 2);
	ck_assert_str_eq(o->entities[0]->handle, "ADM1-ARIN");
	ck_assert_uint_eq(
	    o->entities[0]->roles, ROLE_ADMINISTRATIVE | ROLE_TECHNICAL);
	ck_assert_int_eq(o->entities[0]->entity_kind, ENTITY_POC);
	ck_assert(!o->entities[0]->described);
	ck_assert_str_eq(o->entities[0]->path, "/org/pocs/pocLinkRef[1]");
	ck_assert_str_eq(o->entities[0]->part,
	    "<pocLinkRef handle=\"ADM1-ARIN\" function=\"AD\" "
	    "description=\"Admin\"/><pocLinkRef handle=\"ADM1-ARIN\" "
	    "function=\"T\" description=\"Tech\"/>");
	ck_assert_str_eq(o->entities[1]->handle, "NOC1-ARIN");
	ck_assert_uint_eq(o->entities[1]->roles, ROLE_NOC);
	document_free(d);
}
END_TEST

START_TEST(the_part_that_is_kept_has_no_postal_address_and_no_phone_number)
{
	struct document *d = read_text(organization);
	struct document *e = read_text(poc);

	ck_assert_str_eq(d->object->part,
	    "<org><registrationDate>2001-02-03T00:00:00-05:00"
	    "</registrationDate><ref>https://x.example/rest/org/EXMPL-1</ref>"
	    "<handle>exmpl-1</handle><name>Example &amp; Sons</name>"
	    "<comment><line number=\"0\">Abuse: abuse@example.com \r</line>"
	    "<line number=\"1\"></line><line number=\"2\">Thanks</line>"
	    "</comment><updateDate>2019-10-31T15:45:45-04:00</updateDate>"
	    "</org>");
	ck_assert_ptr_null(strstr(e->object->part, "555"));
	ck_assert_ptr_null(strstr(e->object->part, "Street"));
	ck_assert_ptr_nonnull(strstr(e->object->part, "<code>M</code>"));
	document_free(d);
	document_free(e);
}
END_TEST

START_TEST(a_person_is_read_with_addresses_validation_and_mobile_phone)
{
	struct document *d = read_text(poc);
	struct object *o = d->object;

	ck_assert_int_eq(o->entity_kind, ENTITY_POC);
	ck_assert_str_eq(o->name, "Pat Example");
	ck_assert_str_eq(o->given, "Pat");
	ck_assert_str_eq(o->surname, "Example");
	ck_assert_str_eq(o->card_kind, "individual");
	assert_joined(&o->emails, "Pat@Example.com|noc@example.com");
	ck_assert_int_eq(o->validated, VALIDATION_YES);
	ck_assert(o->cell);
	ck_assert(o->described);
	document_free(d);
}
END_TEST

START_TEST(a_role_account_is_a_group_without_given_name_and_surname)
{
	struct document *d = read_text(
	    "<poc" NS "><handle>N1-ARIN</handle>"
	    "<lastName>Network Operations</lastName>"
	    "<isRoleAccount>Y</isRoleAccount>"
	    "<status><description>Unvalidated</description></status></poc>");
	struct object *o = d->object;

	ck_assert_str_eq(o->card_kind, "group");
	ck_assert_str_eq(o->name, "Network Operations");
	ck_assert_str_eq(o->given, "");
	ck_assert_str_eq(o->surname, "");
	ck_assert_int_eq(o->validated, VALIDATION_NO);
	ck_assert(!o->cell);
	document_free(d);
}
END_TEST

START_TEST(a_poc_that_does_not_say_whether_it_is_a_role_is_told_by_its_name)
{
	struct document *d;

	d = read_text("<poc" NS "><lastName>Operations</lastName></poc>");
	ck_assert_str_eq(d->object->card_kind, "group");
	document_free(d);
	d = read_text("<poc" NS "><firstName>Pat</firstName></poc>");
	ck_assert_str_eq(d->object->card_kind, "individual");
	ck_assert_str_eq(d->object->name, "Pat");
	document_free(d);
	d = read_text(
	    "<poc" NS "><companyName>Example Inc.</companyName></poc>");
	ck_assert_str_eq(d->object->name, "Example Inc.");
	document_free(d);
}
END_TEST

START_TEST(validation_is_unknown_unless_the_answer_says_so)
{
	static const char *const said[] = {
	    "", "Valid", "Not Validated", "Validated soon"};

	for (size_t i = 0; i < COUNT(said); i++) {
		char *text = xasprintf("<poc" NS "><status><description>%s"
				       "</description></status></poc>",
		    said[i]);
		struct document *d = read_text(text);

		ck_assert_int_eq(d->object->validated, VALIDATION_UNKNOWN);
		document_free(d);
		free(text);
	}
}
END_TEST

START_TEST(a_network_is_read_with_its_registrant_and_decimal_addresses)
{
	struct document *d = read_text(network);
	struct object *o = d->object;
	char *range = ip_range_text(&o->range);

	ck_assert_int_eq(o->class, OBJECT_NETWORK);
	ck_assert_str_eq(o->handle, "NET-192-0-2-0-1");
	ck_assert_str_eq(o->name, "EXAMPLE-NET");
	ck_assert_str_eq(range, "192.0.2.0/24");
	ck_assert_str_eq(o->type, "DIRECT ALLOCATION");
	ck_assert_str_eq(o->parent, "NET-192-0-0-0-0");
	ck_assert_uint_eq(o->entity_count, 1);
	ck_assert_str_eq(o->entities[0]->handle, "EXMPL-1");
	ck_assert_str_eq(o->entities[0]->name, "Example & Sons");
	ck_assert_uint_eq(o->entities[0]->roles, ROLE_REGISTRANT);
	ck_assert_ptr_nonnull(strstr(o->part,
	    "<orgRef handle=\"EXMPL-1\" name=\"Example &amp; Sons\">u"
	    "</orgRef>"));
	free(range);
	document_free(d);
}
END_TEST

START_TEST(the_range_of_a_network_may_stand_in_its_blocks_alone)
{
	struct document *d = read_text(
	    "<net" NS "><netBlocks><netBlock>"
	    "<endAddress>2001:db8:1::ffff</endAddress>"
	    "<startAddress>2001:db8:1::</startAddress></netBlock><netBlock>"
	    "<startAddress>2001:db8::</startAddress>"
	    "<endAddress>2001:db8::ffff</endAddress></netBlock></netBlocks>"
	    "<customerRef handle=\"C01234567\" name=\"Someone\"/></net>");
	char *range = ip_range_text(&d->object->range);

	ck_assert_str_eq(range, "2001:db8:: - 2001:db8:1::ffff");
	ck_assert_int_eq(d->object->entities[0]->entity_kind, ENTITY_CUSTOMER);
	ck_assert_uint_eq(d->object->entities[0]->roles, ROLE_REGISTRANT);
	free(range);
	document_free(d);
}
END_TEST

START_TEST(an_autnum_is_read_with_both_its_ends)
{
	struct document *d = read_text(
	    "<asn" NS ">"
	    "<endAsNumber>64501</endAsNumber><handle>AS64500</handle>"
	    "<name>EXAMPLE-AS</name><startAsNumber>64500</startAsNumber>"
	    "<orgRef handle='EXMPL-1'/><pocs><pocLinkRef handle='P1-ARIN' "
	    "function='R'/></pocs></asn>");
	struct object *o = d->object;

	ck_assert_int_eq(o->class, OBJECT_AUTNUM);
	ck_assert_uint_eq(o->first_autnum, 64500);
	ck_assert_uint_eq(o->last_autnum, 64501);
	ck_assert_uint_eq(o->entity_count, 2);
	ck_assert_uint_eq(o->entities[0]->roles, ROLE_REGISTRANT);
	ck_assert_uint_eq(o->entities[1]->roles, ROLE_ROUTING);
	document_free(d);
	d = read_text("<asn" NS "><startAsNumber>AS4294967295</startAsNumber>"
		      "</asn>");
	ck_assert_uint_eq(d->object->last_autnum, 4294967295);
	document_free(d);
}
END_TEST

START_TEST(a_customer_has_its_parent_organization)
{
	struct document *d = read_text(
	    "<customer" NS ">"
	    "<handle>C01234567</handle><name>Private Customer</name>"
	    "<parentOrgRef handle='EXMPL-1' name='Example'>u</parentOrgRef>"
	    "</customer>");

	ck_assert_int_eq(d->object->entity_kind, ENTITY_CUSTOMER);
	ck_assert_str_eq(d->object->parent, "EXMPL-1");
	ck_assert_uint_eq(d->object->entity_count, 0);
	document_free(d);
}
END_TEST

START_TEST(each_list_gives_one_result_for_each_handle)
{
	static const struct {
		const char *text;
		enum object_class class;
		enum entity_kind kind;
		unsigned roles;
	} lists[] = {
	    {"<pocs" NS "><pocRef handle='X-1' name='A, B'/></pocs>",
		OBJECT_ENTITY, ENTITY_POC, 0},
	    {"<pocs" NS "><pocLinkRef handle='X-1' function='AB'/>"
	     "<pocLinkRef handle='x-1' function='D'/></pocs>",
		OBJECT_ENTITY, ENTITY_POC, ROLE_ABUSE | ROLE_DNS},
	    {"<orgs" HTTPS_NS "><orgRef handle='X-1' name='A'/></orgs>",
		OBJECT_ENTITY, ENTITY_ORGANIZATION, 0},
	    {"<orgs" NS "><orgPocLinkRef relPocHandle='P' handle='X-1' "
	     "relPocFunction='T'/><orgPocLinkRef handle='X-1' "
	     "relPocFunction='AD'/></orgs>",
		OBJECT_ENTITY, ENTITY_ORGANIZATION,
		ROLE_TECHNICAL | ROLE_ADMINISTRATIVE},
	    {"<nets" NS "><netRef handle='X-1' startAddress='192.0.2.0' "
	     "endAddress='192.0.2.255'/></nets>",
		OBJECT_NETWORK, ENTITY_UNKNOWN, 0},
	    {"<nets" NS "><netPocLinkRef handle='X-1' relPocFunction='N'/>"
	     "</nets>",
		OBJECT_NETWORK, ENTITY_UNKNOWN, ROLE_NOC},
	    {"<asns" NS "><asnRef handle='X-1'/></asns>", OBJECT_AUTNUM,
		ENTITY_UNKNOWN, 0},
	    {"<asns" NS "><asnPocLinkRef handle='X-1' relPocFunction='ZZ'/>"
	     "</asns>",
		OBJECT_AUTNUM, ENTITY_UNKNOWN, ROLE_OTHER},
	    {"<customers" NS "><customerRef handle='X-1'/></customers>",
		OBJECT_ENTITY, ENTITY_CUSTOMER, 0},
	};

	for (size_t i = 0; i < COUNT(lists); i++) {
		struct document *d = read_text(lists[i].text);

		ck_assert_int_eq(d->kind, DOCUMENT_SEARCH);
		ck_assert_uint_eq(d->result_count, 1);
		ck_assert_str_eq(d->results[0]->handle, "X-1");
		ck_assert_int_eq(d->results[0]->class, lists[i].class);
		ck_assert_int_eq(d->results[0]->entity_kind, lists[i].kind);
		ck_assert_uint_eq(d->results[0]->roles, lists[i].roles);
		ck_assert(!d->results[0]->described);
		document_free(d);
	}
}
END_TEST

START_TEST(a_reference_to_a_network_or_an_autnum_says_its_numbers)
{
	struct document *d =
	    read_text("<nets" NS ">"
		      "<netRef handle='N' startAddress='192.000.002.000' "
		      "endAddress='192.000.002.127' name='EXAMPLE'/></nets>");
	char *range = ip_range_text(&d->results[0]->range);

	ck_assert_str_eq(range, "192.0.2.0/25");
	ck_assert_str_eq(d->results[0]->name, "EXAMPLE");
	ck_assert_str_eq(d->results[0]->path, "/nets/netRef[1]");
	free(range);
	document_free(d);
	d = read_text("<asns" NS "><asnRef handle='AS65550'/></asns>");
	ck_assert_uint_eq(d->results[0]->first_autnum, 65550);
	ck_assert_uint_eq(d->results[0]->last_autnum, 65550);
	document_free(d);
}
END_TEST

START_TEST(an_empty_list_is_a_search_without_results)
{
	struct document *d = read_text(
	    "<nets" NS ">"
	    "<limitExceeded limit=\"256\">false</limitExceeded></nets>");

	ck_assert_int_eq(d->kind, DOCUMENT_SEARCH);
	ck_assert_uint_eq(d->result_count, 0);
	ck_assert_str_eq(d->truncated, "");
	document_free(d);
	d = read_text("<pocs" NS "/>");
	ck_assert_uint_eq(d->result_count, 0);
	document_free(d);
}
END_TEST

START_TEST(whole_objects_in_a_list_are_read_with_what_they_relate_to)
{
	struct document *d = read_text(
	    "<pocs" NS "><poc>"
	    "<handle>P1-ARIN</handle><emails><email>a@example.com</email>"
	    "</emails><orgs><limitExceeded limit='256'>TRUE</limitExceeded>"
	    "<orgPocLinkRef handle='EXMPL-1' relPocFunction='T'/>"
	    "<orgPocLinkRef handle='EXMPL-1' relPocFunction='AD'/></orgs>"
	    "<nets><netPocLinkRef handle='NET-1' relPocFunction='T'/></nets>"
	    "<asns><asnPocLinkRef handle='AS64500' relPocFunction='AB'/>"
	    "</asns></poc><poc><handle>P2-ARIN</handle></poc>"
	    "<pocLinkRef handle='P1-ARIN' function='N'/></pocs>");
	struct object *o = d->results[0];

	ck_assert_uint_eq(d->result_count, 2);
	ck_assert_str_eq(d->truncated, "");
	ck_assert_str_eq(o->truncated, "limitExceeded");
	assert_joined(&o->emails, "a@example.com");
	ck_assert_uint_eq(o->roles, ROLE_NOC);
	ck_assert_uint_eq(o->entity_count, 1);
	ck_assert_uint_eq(
	    o->entities[0]->roles, ROLE_ADMINISTRATIVE | ROLE_TECHNICAL);
	ck_assert_uint_eq(o->network_count, 1);
	ck_assert_uint_eq(o->autnum_count, 1);
	ck_assert_str_eq(
	    o->networks[0]->path, "/pocs/poc[1]/nets/netPocLinkRef[1]");
	ck_assert_str_eq(o->part,
	    "<poc><handle>P1-ARIN</handle><emails>"
	    "<email>a@example.com</email></emails></poc>");
	ck_assert_str_eq(d->results[1]->path, "/pocs/poc[2]");
	document_free(d);
}
END_TEST

START_TEST(the_pft_answer_gives_all_its_objects)
{
	struct document *d = read_text(
	    "<ns3:pft" NS " xmlns:ns3='http://www.arin.net/whoisrws/pft/v1'>"
	    "<org><ref>https://x.example/rest/org/EXMPL-1</ref>"
	    "<pocs><pocLinkRef handle='P1-ARIN' function='AD'/></pocs></org>"
	    "<net><handle>NET-1</handle><org><handle>EXMPL-1</handle></org>"
	    "</net></ns3:pft>");

	ck_assert_int_eq(d->kind, DOCUMENT_SEARCH);
	ck_assert_uint_eq(d->result_count, 2);
	ck_assert_str_eq(d->results[0]->handle, "EXMPL-1");
	ck_assert_uint_eq(d->results[0]->entity_count, 1);
	ck_assert_str_eq(d->results[1]->handle, "NET-1");
	ck_assert_uint_eq(d->results[1]->entities[0]->roles, ROLE_REGISTRANT);
	document_free(d);
}
END_TEST

START_TEST(a_limit_that_is_not_said_to_be_kept_means_truncated)
{
	static const struct {
		const char *said, *truncated;
	} limits[] = {{"false", ""}, {"FALSE", ""}, {" false\n", ""},
	    {"true", "limitExceeded"}, {"TRUE", "limitExceeded"},
	    {"True", "limitExceeded"}, {"", "limitExceeded"},
	    {"falsehood", "limitExceeded"}, {"1", "limitExceeded"}};

	for (size_t i = 0; i < COUNT(limits); i++) {
		char *text = xasprintf("<nets" NS "><limitExceeded limit='256'>"
				       "%s</limitExceeded></nets>",
		    limits[i].said);
		struct document *d = read_text(text);

		ck_assert_str_eq(d->truncated, limits[i].truncated);
		document_free(d);
		free(text);
	}
}
END_TEST

START_TEST(elements_of_other_vocabularies_are_ignored_with_all_in_them)
{
	struct document *d = read_text(
	    "<poc" NS " xmlns:o='urn:other' "
	    "o:handle='BAD'><o:handle>BAD</o:handle><handle>P1<o:x>BAD</o:x>"
	    "-ARIN</handle><o:emails><email>bad@example.com</email></o:emails>"
	    "<emails xmlns=''><email>bad@example.com</email></emails>"
	    "<firstName xmlns='http://www.arin.net/whoisrws/core/vx'>B"
	    "</firstName><firstName xmlns='http://www.arin.net/regrws/core/v1'>"
	    "B</firstName><lastName xmlns='http://www.arin.net/whoisrws/rdns/"
	    "v1'>Good</lastName></poc>");

	ck_assert_str_eq(d->object->handle, "P1-ARIN");
	ck_assert_uint_eq(d->object->emails.count, 0);
	ck_assert_str_eq(d->object->name, "Good");
	document_free(d);
}
END_TEST

START_TEST(a_root_that_is_no_answer_is_refused)
{
	static const char *const roots[] = {"<html/>", "<net/>",
	    "<net xmlns='urn:other'/>", "<netRef" NS " handle='N'/>",
	    "<delegation" NS "/>", "<error" NS "/>",
	    "<net xmlns='http://www.arin.net.example/whoisrws/core/v1'/>"};

	for (size_t i = 0; i < COUNT(roots); i++)
		assert_refused(roots[i], "/: not an answer of Whois-RWS");
}
END_TEST

START_TEST(a_document_type_is_refused_before_anything_is_read)
{
	assert_refused("<!DOCTYPE org><org" NS "/>", "/: a document type");
	assert_refused("<!DOCTYPE html PUBLIC '-//W3C//DTD HTML 4.01//EN' "
		       "'http://192.0.2.1/strict.dtd'><html/>",
	    "/: a document type");
	assert_refused("<?xml version='1.0'?><!-- > --><!DOCTYPE poc [<!ENTITY "
		       "x SYSTEM 'file:///etc/hostname'>]><poc" NS
		       "><lastName>&x;</lastName></poc>",
	    "/: a document type");
	assert_refused("<!DOCTYPE poc [<!ENTITY a 'aaaaaaaa'>"
		       "<!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;'>]>"
		       "<poc" NS "><lastName>&c;</lastName></poc>",
	    "/: a document type");
	assert_refused("<!DOCTYPE poc SYSTEM 'http://192.0.2.1/x.dtd'>"
		       "<poc" NS "/>",
	    "/: a document type");
	assert_refused("<!ENTITY x 'y'>", "/: a document type");
}
END_TEST

START_TEST(libxml2_loads_nothing_from_file_or_network)
{
	struct whoisrws *w = whoisrws_new();
	static const char text[] =
	    "<!DOCTYPE a [<!ENTITY x SYSTEM '/etc/hostname'>]><a>&x;</a>";
	xmlChar *content;
	xmlDocPtr doc;

	doc = xmlReadFile(
	    "/etc/passwd", NULL, XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	ck_assert_ptr_null(doc);
	doc = xmlReadMemory(text, sizeof(text) - 1, NULL, NULL,
	    XML_PARSE_NOENT | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	ck_assert_ptr_nonnull(doc);
	content = xmlNodeGetContent(xmlDocGetRootElement(doc));
	ck_assert_str_eq((const char *)content, "");
	xmlFree(content);
	xmlFreeDoc(doc);
	whoisrws_free(w);
}
END_TEST

START_TEST(no_entity_but_the_five_is_known)
{
	struct document *d = read_text("<org" NS "><name>&lt;&gt;&amp;&quot;"
				       "&apos;&#65;&#x20AC;</name></org>");

	ck_assert_str_eq(d->object->name, "<>&\"'A\xe2\x82\xac");
	document_free(d);
	assert_refused("<org" NS "><name>&nbsp;</name></org>",
	    "/: line 1: an entity that XML does not have");
	assert_refused("<org" NS "><name>&#0;</name></org>",
	    "/: line 1: invalid UTF-8, or a character that XML does not have");
}
END_TEST

static char *
nested(size_t levels)
{
	struct buf text = {0};

	buf_puts(&text, "<org" NS ">");
	for (size_t i = 1; i < levels; i++)
		buf_puts(&text, "<a>");
	for (size_t i = 1; i < levels; i++)
		buf_puts(&text, "</a>");
	buf_puts(&text, "</org>");
	return buf_take(&text);
}

START_TEST(sixty_four_levels_are_read_and_sixty_five_refused)
{
	char *deep = nested(64), *deeper = nested(65), *place;
	struct document *d = read_text(deep);
	struct error err = {0};

	document_free(d);
	ck_assert_ptr_null(whoisrws_parse(deeper, strlen(deeper), &err));
	place = strstr(err.text, ": more than 64 levels");
	ck_assert_ptr_nonnull(place);
	free(deep);
	free(deeper);
}
END_TEST

static struct document *
parse_long(size_t len, const char *before, const char *after, bool cdata,
    struct error *err)
{
	struct buf text = {0};
	struct document *d;

	buf_puts(&text, before);
	if (cdata)
		buf_puts(&text, "<![CDATA[");
	for (size_t i = 0; i < len; i++)
		buf_putc(&text, 'x');
	if (cdata)
		buf_puts(&text, "]]>");
	buf_puts(&text, after);
	d = whoisrws_parse(text.data, text.len, err);
	buf_clear(&text);
	return d;
}

START_TEST(a_text_of_more_than_64_kib_is_refused)
{
	static const size_t lengths[] = {65537, 70000, 11000000};
	struct document *d;
	struct error err = {0};

	for (int cdata = 0; cdata < 2; cdata++) {
		d = parse_long(65536, "<org" NS "><name>", "</name></org>",
		    cdata == 1, &err);
		ck_assert_msg(d != NULL, "%s", err.text);
		ck_assert_uint_eq(strlen(d->object->name), 65536);
		document_free(d);
		for (size_t i = 0; i < COUNT(lengths); i++) {
			err = (struct error){0};
			d = parse_long(lengths[i], "<org" NS "><name>",
			    "</name></org>", cdata == 1, &err);
			ck_assert_ptr_null(d);
			ck_assert_str_eq(err.text,
			    cdata == 0 || i == 0
				? "/org/name: longer than 65536 bytes"
				: "/: a comment, CDATA or instruction of more "
				  "than 64 KiB");
		}
	}
}
END_TEST

START_TEST(a_tag_of_more_than_8_kib_is_refused_at_once)
{
	struct buf text = {0};
	struct error err = {0};

	buf_puts(&text, "<org" NS);
	for (size_t i = 0; i < 1000000; i++)
		buf_printf(&text, " a%zu='>'", i);
	buf_puts(&text, "/>");
	ck_assert_ptr_null(whoisrws_parse(text.data, text.len, &err));
	ck_assert_str_eq(err.text, "/: a tag of more than 8 KiB");
	buf_clear(&text);
}
END_TEST

START_TEST(what_looks_like_markup_in_comments_and_cdata_is_none)
{
	struct document *d =
	    read_text("<!-- <!DOCTYPE ' \" > --><org" NS
		      "><!-- <a b=\" --><name><![CDATA[<!DOCTYPE x> ]] ]>]]>"
		      "<?x ' ?></name><!----></org><!-- \" -->");

	ck_assert_str_eq(d->object->name, "<!DOCTYPE x> ]] ]>");
	document_free(d);
}
END_TEST

START_TEST(text_that_is_not_utf8_is_refused)
{
	static const char expected[] =
	    "/: line 1: invalid UTF-8, or a character that XML does not have";
	static const char *const texts[] = {"\xff", "\xc0\x80", "\xed\xa0\x80",
	    "\xf4\x90\x80\x80", "\xe2\x82", "\x01", "\xef\xbf\xbf"};
	char *text;

	for (size_t i = 0; i < COUNT(texts); i++) {
		text = xasprintf("<org" NS "><name>%sx</name></org>", texts[i]);
		assert_refused(text, expected);
		free(text);
	}
	assert_refused("<?xml version='1.0' encoding='ISO-8859-1'?><org" NS
		       "><name>J\xf6rg</name></org>",
	    expected);
	assert_bytes_refused("<\0o\0r\0g\0", 8, "/: a NUL");
	assert_bytes_refused("\xff\xfe<\0o\0", 6, "/: a NUL");
	assert_refused("\xff\xfe<", "/: not XML");
	assert_refused("{\"net\":{}}", "/: not XML");
	assert_refused(" <org/>", "/: not XML");
}
END_TEST

START_TEST(a_byte_order_mark_is_allowed)
{
	struct document *d =
	    read_text("\xef\xbb\xbf<org" NS "><name>J\xc3\xb6rg</name></org>");

	ck_assert_str_eq(d->object->name, "J\xc3\xb6rg");
	document_free(d);
}
END_TEST

START_TEST(an_answer_cut_anywhere_is_refused)
{
	const char *const texts[] = {organization, poc, network};

	for (size_t i = 0; i < COUNT(texts); i++) {
		for (size_t cut = 0; cut < strlen(texts[i]); cut++) {
			struct error err = {0};

			ck_assert_ptr_null(whoisrws_parse(texts[i], cut, &err));
			ck_assert_int_eq(err.code, ERROR_PROTOCOL);
		}
	}
}
END_TEST

static struct document *
read_pieces(const char *text, size_t first, size_t step)
{
	struct whoisrws *w = whoisrws_new();
	struct error err = {0};
	struct document *d;
	size_t len = strlen(text), n;

	ck_assert_int_eq(whoisrws_feed(w, text, first, &err), 0);
	for (size_t i = first; i < len; i += n) {
		n = len - i < step ? len - i : step;
		ck_assert_int_eq(whoisrws_feed(w, text + i, n, &err), 0);
	}
	d = whoisrws_finish(w, &err);
	ck_assert_msg(d != NULL, "%zu: %s", first, err.text);
	whoisrws_free(w);
	return d;
}

START_TEST(an_answer_split_at_every_byte_is_the_same)
{
	const char *const texts[] = {organization, poc, network};

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct document *whole = read_text(texts[i]), *d;
		size_t len = strlen(texts[i]);

		for (size_t at = 0; at <= len; at++) {
			d = read_pieces(texts[i], at, len);
			ck_assert_str_eq(d->object->part, whole->object->part);
			document_free(d);
		}
		d = read_pieces(texts[i], 0, 1);
		ck_assert_str_eq(d->object->part, whole->object->part);
		document_free(d);
		document_free(whole);
	}
}
END_TEST

START_TEST(what_follows_the_end_is_refused)
{
	assert_refused(
	    "<org" NS "/><org" NS "/>", "/: line 1: goes on after its end");
	assert_refused("<org" NS "/>x", "/: line 1: goes on after its end");
	document_free(read_text("<org" NS "/>\n<!-- end --> \n"));
}
END_TEST

START_TEST(what_is_not_well_formed_is_refused)
{
	static const char *const texts[] = {"<org" NS "></poc>",
	    "<org" NS " a='1' a='2'/>", "<org" NS "><x:y/></org>",
	    "<org" NS "><a></org>", "<org" NS "><name>&amp</name></org>",
	    "<org" NS "><name>]]></name></org>", "<org" NS " a=b/>"};

	for (size_t i = 0; i < COUNT(texts); i++)
		assert_refused(texts[i], "/: line 1: not well-formed XML");
}
END_TEST

START_TEST(a_value_that_is_not_what_it_should_be_is_refused_with_its_place)
{
	assert_refused("<nets" NS "><net/><net><startAddress>192.0.2.256"
		       "</startAddress></net></nets>",
	    "/nets/net[2]/startAddress: not an address: \"192.0.2.256\"");
	assert_refused("<net" NS "><netBlocks><netBlock><endAddress>x\n y"
		       "</endAddress></netBlock></netBlocks></net>",
	    "/net/netBlocks/netBlock/endAddress: not an address");
	assert_refused("<org" NS "><handle>\xc3\xa9</handle></org>",
	    "/org/handle: not a handle");
	assert_refused("<pocs" NS "><pocRef name='A, B'/></pocs>",
	    "/pocs/pocRef[1]/@handle: missing");
	assert_refused("<asn" NS "><startAsNumber>4294967296</startAsNumber>"
		       "</asn>",
	    "/asn/startAsNumber: not an AS number: \"4294967296\"");
	assert_refused("<asn" NS "><startAsNumber>2</startAsNumber>"
		       "<endAsNumber>1</endAsNumber></asn>",
	    "/asn/endAsNumber: before startAsNumber");
	assert_refused("<org" NS "><handle>A<b/>C</handle></org>",
	    "/org/handle: not text alone");
}
END_TEST

START_TEST(a_refusal_lasts_until_reset)
{
	struct whoisrws *w = whoisrws_new();
	struct error err = {0};
	struct document *d;

	ck_assert_int_eq(whoisrws_feed(w, "<html/>", 7, &err), -1);
	ck_assert_int_eq(
	    whoisrws_feed(w, organization, sizeof(organization) - 1, NULL), -1);
	ck_assert_ptr_null(whoisrws_finish(w, NULL));
	whoisrws_reset(w);
	ck_assert_int_eq(
	    whoisrws_feed(w, organization, sizeof(organization) - 1, NULL), 0);
	d = whoisrws_finish(w, NULL);
	ck_assert_ptr_nonnull(d);
	document_free(d);
	ck_assert_ptr_null(whoisrws_finish(w, NULL));
	whoisrws_free(w);
}
END_TEST

START_TEST(a_long_list_unites_the_functions_of_each_poc)
{
	const size_t count = 50000;
	struct buf text = {0};
	struct error err = {0};
	struct document *d;

	buf_puts(&text, "<pocs" NS ">");
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "<pocLinkRef handle='P%zu' function='T'/>",
		    i % (count / 2));
	buf_puts(&text, "</pocs>");
	d = whoisrws_parse(text.data, text.len, &err);
	ck_assert_msg(d != NULL, "%s", err.text);
	ck_assert_uint_eq(d->result_count, count / 2);
	document_free(d);
	buf_clear(&text);
}
END_TEST

START_TEST(more_than_100000_objects_are_refused)
{
	struct buf text = {0};
	struct error err = {0};

	buf_puts(&text, "<nets" NS ">");
	for (size_t i = 0; i < 100001; i++)
		buf_puts(&text, "<netRef handle='N'/>");
	buf_puts(&text, "</nets>");
	ck_assert_ptr_null(whoisrws_parse(text.data, text.len, &err));
	ck_assert_str_eq(err.text, "/nets/netRef: more than 100000 objects");
	buf_clear(&text);
}
END_TEST

START_TEST(the_page_that_says_there_are_no_results_is_known)
{
	static const char *const pages[] = {
	    "<html><p>Your search did not yield any results.</p></html>",
	    "<h2>NO SEARCH RESULTS</h2>"};
	static const char *const others[] = {
	    "", "<h1>404 Not Found</h1>", "not found", "No such host"};

	for (size_t i = 0; i < COUNT(pages); i++)
		ck_assert(whoisrws_no_results(pages[i], strlen(pages[i])));
	for (size_t i = 0; i < COUNT(others); i++)
		ck_assert(!whoisrws_no_results(others[i], strlen(others[i])));
	ck_assert(!whoisrws_no_results(pages[1], 10));
}
END_TEST

Suite *
suite_whoisrws(void)
{
	const TTest *const tests[] = {
	    an_organization_is_read_with_its_pocs_by_handle,
	    the_part_that_is_kept_has_no_postal_address_and_no_phone_number,
	    a_person_is_read_with_addresses_validation_and_mobile_phone,
	    a_role_account_is_a_group_without_given_name_and_surname,
	    a_poc_that_does_not_say_whether_it_is_a_role_is_told_by_its_name,
	    validation_is_unknown_unless_the_answer_says_so,
	    a_network_is_read_with_its_registrant_and_decimal_addresses,
	    the_range_of_a_network_may_stand_in_its_blocks_alone,
	    an_autnum_is_read_with_both_its_ends,
	    a_customer_has_its_parent_organization,
	    each_list_gives_one_result_for_each_handle,
	    a_reference_to_a_network_or_an_autnum_says_its_numbers,
	    an_empty_list_is_a_search_without_results,
	    whole_objects_in_a_list_are_read_with_what_they_relate_to,
	    the_pft_answer_gives_all_its_objects,
	    a_limit_that_is_not_said_to_be_kept_means_truncated,
	    elements_of_other_vocabularies_are_ignored_with_all_in_them,
	    a_root_that_is_no_answer_is_refused,
	    a_document_type_is_refused_before_anything_is_read,
	    libxml2_loads_nothing_from_file_or_network,
	    no_entity_but_the_five_is_known,
	    sixty_four_levels_are_read_and_sixty_five_refused,
	    a_text_of_more_than_64_kib_is_refused,
	    a_tag_of_more_than_8_kib_is_refused_at_once,
	    what_looks_like_markup_in_comments_and_cdata_is_none,
	    text_that_is_not_utf8_is_refused, a_byte_order_mark_is_allowed,
	    an_answer_cut_anywhere_is_refused,
	    an_answer_split_at_every_byte_is_the_same,
	    what_follows_the_end_is_refused, what_is_not_well_formed_is_refused,
	    a_value_that_is_not_what_it_should_be_is_refused_with_its_place,
	    a_refusal_lasts_until_reset,
	    a_long_list_unites_the_functions_of_each_poc,
	    more_than_100000_objects_are_refused,
	    the_page_that_says_there_are_no_results_is_known};
	Suite *suite = suite_create("whoisrws");
	TCase *tcase = tcase_create("whoisrws");

	for (size_t i = 0; i < COUNT(tests); i++)
		tcase_add_test(tcase, tests[i]);
	tcase_set_timeout(tcase, 60);
	suite_add_tcase(suite, tcase);
	return suite;
}
