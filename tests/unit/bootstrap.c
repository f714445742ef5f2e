#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/alloc.h"
#include "rdap/bootstrap.h"
#include "tests/suites.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* In these texts ' stands for ". */
static int
read_text(struct bootstrap *b, const char *text, struct error *err)
{
	char *json = xstrdup(text), *c;
	int rc;

	for (c = json; *c != '\0'; c++) {
		if (*c == '\'')
			*c = '"';
	}
	rc = bootstrap_read(b, json, strlen(json), err);
	free(json);
	return rc;
}

static const char *
find(const struct bootstrap *b, const char *text)
{
	struct error err = {0};
	struct term term;

	ck_assert_msg(
	    term_parse(text, &term, &err) == 0, "%s: %s", text, err.text);
	return bootstrap_find(b, &term);
}

static void
assert_finds(const struct bootstrap *b, const char *text, const char *name)
{
	const char *base = find(b, text);

	if (name == NULL)
		ck_assert_msg(base == NULL, "%s: %s", text, base);
	else
		ck_assert_str_eq(
		    base != NULL ? bootstrap_registry(base) : "", name);
}

START_TEST(the_bundled_copy_knows_the_five_registries)
{
	struct bootstrap *b = bootstrap_bundled();

	assert_finds(b, "192.0.2.1", "ARIN");
	assert_finds(b, "198.51.100.0/24", "ARIN");
	assert_finds(b, "203.0.113.7", "APNIC");
	assert_finds(b, "193.0.0.1", "RIPE NCC");
	assert_finds(b, "200.0.0.0/9", "LACNIC");
	assert_finds(b, "41.255.255.255", "AFRINIC");
	assert_finds(b, "2600::/12", "ARIN");
	assert_finds(b, "2001:4800::1", "ARIN");
	assert_finds(b, "2a00::1", "RIPE NCC");
	assert_finds(b, "2001:400::/23", "ARIN");
	assert_finds(b, "2001:d00::/24", "APNIC");
	assert_finds(b, "AS1", "ARIN");
	assert_finds(b, "AS1877", "RIPE NCC");
	assert_finds(b, "AS401308", "ARIN");
	assert_finds(b, "AS262144", "LACNIC");
	assert_finds(b, "AS327680", "AFRINIC");
	assert_finds(b, "AS147769", "APNIC");
	bootstrap_free(b);
}
END_TEST

START_TEST(what_nobody_has_has_no_registry)
{
	static const char *const terms[] = {"10.0.0.1", "127.0.0.1",
	    "224.0.0.1", "0.0.0.0/0", "192.0.0.0/7", "2000::/16", "fd00::1",
	    "3fff::1", "AS0", "AS23456", "AS64496", "AS65535", "AS131071",
	    "AS4294967295", "EXMPL-1", "C01234567"};
	struct bootstrap *b = bootstrap_bundled();

	for (size_t i = 0; i < COUNT(terms); i++)
		assert_finds(b, terms[i], NULL);
	bootstrap_free(b);
	bootstrap_free(NULL);
}
END_TEST

START_TEST(a_file_replaces_what_is_known_of_its_kind_only)
{
	struct bootstrap *b = bootstrap_bundled();
	struct error err = {0};

	ck_assert_int_eq(bootstrap_made(b), 1559865600);
	ck_assert_msg(
	    read_text(b,
		"{'version':'1.0','publication':"
		"'2026-11-01T00:00:00Z','services':[[['192.0.0.0/8',"
		"'10.0.0.0/8'],['http://a.example/x','https://b.example/rdap',"
		"'https://c.example/']],[['192.0.2.0/24'],"
		"['https://rdap.arin.net/registry']]]}",
		&err) == 0,
	    "%s", err.text);
	ck_assert_str_eq(find(b, "192.0.3.1"), "https://b.example/rdap/");
	ck_assert_str_eq(
	    find(b, "192.0.2.1"), "https://rdap.arin.net/registry/");
	ck_assert_str_eq(find(b, "192.0.2.0/23"), "https://b.example/rdap/");
	ck_assert_ptr_null(find(b, "203.0.113.1"));
	assert_finds(b, "2600::1", "ARIN");
	assert_finds(b, "AS1", "ARIN");
	ck_assert_int_eq(bootstrap_made(b), 1572998400);
	bootstrap_free(b);
}
END_TEST

static int
renew(struct bootstrap *b, enum bootstrap_file which, const char *date,
    const char *key, struct error *err)
{
	char *text =
	    xasprintf("{\"version\":\"1.0\",\"publication\":\"%s\","
		      "\"services\":[[[\"%s\"],[\"https://b.example/\"]]]}",
		date, key);
	int rc = bootstrap_renew(
	    b, which, text, strlen(text), INT64_C(1795510800), err);

	free(text);
	return rc;
}

START_TEST(a_copy_that_is_worse_than_what_is_known_is_refused)
{
	static const struct {
		enum bootstrap_file which;
		const char *date, *key, *error;
	} rows[] = {
	    {BOOTSTRAP_IPV4, "2019-06-06T00:00:00Z", "10.0.0.0/8",
		"$.publication: 2019-06-06, older than what is known, of "
		"2019-06-07"},
	    {BOOTSTRAP_IPV4, "2026-11-01T00:00:00Z", "fd00::/8",
		"$.services: is no ipv4.json: it has other keys"},
	    {BOOTSTRAP_IPV6, "2026-11-01T00:00:00Z", "4200000000",
		"$.services: is no ipv6.json: it has other keys"},
	    {BOOTSTRAP_AUTNUMS, "2026-11-01T00:00:00Z", "10.0.0.0/8",
		"$.services: is no asn.json: it has other keys"},
	    {BOOTSTRAP_IPV4, "2026-11-26T00:00:00Z", "10.0.0.0/8",
		"$.publication: is of the future"},
	    {BOOTSTRAP_IPV4, "yesterday", "10.0.0.0/8",
		"$.publication: not a date"},
	};
	struct bootstrap *b = bootstrap_bundled();

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct error err = {0};

		ck_assert_int_eq(
		    renew(b, rows[i].which, rows[i].date, rows[i].key, &err),
		    -1);
		ck_assert_str_eq(err.text, rows[i].error);
		ck_assert_int_eq(err.code, ERROR_DATA);
	}
	assert_finds(b, "193.0.0.1", "RIPE NCC");
	ck_assert(bootstrap_as_bundled(b));
	bootstrap_free(b);
}
END_TEST

START_TEST(a_newer_copy_is_taken_and_so_is_one_of_the_same_day)
{
	struct bootstrap *b = bootstrap_bundled();
	struct error err = {0};

	ck_assert_int_eq(renew(b, BOOTSTRAP_IPV4, "2026-11-01T00:00:00Z",
			     "10.0.0.0/8", &err),
	    0);
	ck_assert_str_eq(find(b, "10.1.2.3"), "https://b.example/");
	ck_assert_int_eq(renew(b, BOOTSTRAP_IPV4, "2026-11-01T00:00:00Z",
			     "10.0.0.0/9", &err),
	    0);
	ck_assert_ptr_null(find(b, "10.255.2.3"));
	ck_assert_int_eq(
	    renew(b, BOOTSTRAP_IPV6, "2026-11-02T00:00:00Z", "fd00::/8", &err),
	    0);
	ck_assert(bootstrap_as_bundled(b));
	ck_assert_int_eq(renew(b, BOOTSTRAP_AUTNUMS, "2026-11-03T00:00:00Z",
			     "4200000000", &err),
	    0);
	ck_assert(!bootstrap_as_bundled(b));
	ck_assert_int_eq(bootstrap_made(b), 1793491200);
	bootstrap_free(b);
}
END_TEST

START_TEST(each_other_registry_has_terms_of_use)
{
	static const char *const names[] = {
	    "AFRINIC", "APNIC", "LACNIC", "RIPE NCC"};

	for (size_t i = 0; i < COUNT(names); i++) {
		ck_assert_ptr_nonnull(bootstrap_terms(names[i]));
		ck_assert(strncmp(bootstrap_terms(names[i]), "http", 4) == 0);
	}
	ck_assert_ptr_null(bootstrap_terms("ARIN"));
	ck_assert_ptr_null(bootstrap_terms("https://rdap.example/"));
}
END_TEST

START_TEST(autnums_are_read_alone_and_as_ranges_the_narrowest_first)
{
	struct bootstrap *b = bootstrap_bundled();

	ck_assert_int_eq(
	    read_text(b,
		"{'version':'1.0','publication':"
		"'2026-11-01T00:00:00Z','services':[[['64496-64511',"
		"'4294967295'],['https://a.example/']],[['64500'],"
		"['http://b.example/']]]}",
		NULL),
	    0);
	ck_assert_str_eq(find(b, "AS64496"), "https://a.example/");
	ck_assert_str_eq(find(b, "AS64500"), "http://b.example/");
	ck_assert_str_eq(find(b, "AS64511"), "https://a.example/");
	ck_assert_str_eq(find(b, "AS4294967295"), "https://a.example/");
	ck_assert_ptr_null(find(b, "AS64512"));
	ck_assert_ptr_null(find(b, "AS1"));
	bootstrap_free(b);
}
END_TEST

#define HEAD "{'version':'1.0','publication':'2026-11-01T00:00:00Z',"

START_TEST(a_file_that_is_none_changes_nothing)
{
	static const struct {
		const char *text, *error;
	} files[] = {
	    {"", "$: not JSON at byte 0"},
	    {"[]", "$.version: not 1.0"},
	    {"{}", "$.version: not 1.0"},
	    {"{'version':'2.0'}", "$.version: not 1.0"},
	    {"{'version':'1.0'}", "$.publication: not a date"},
	    {"{'version':'1.0','version':'1.0'}", NULL},
	    {HEAD "'services':[]}", "$.services: missing or empty"},
	    {HEAD "'services':{}}", "$.services: missing or empty"},
	    {HEAD "'services':[[]]}", "$.services[0]: not a service"},
	    {HEAD "'services':[[['10.0.0.0/8']]]}",
		"$.services[0]: not a service"},
	    {HEAD "'services':[[['10.0.0.0/8'],[]]]}",
		"$.services[0]: no list of URLs"},
	    {HEAD "'services':[[['10.0.0.0/8'],['ftp://a.example/']]]}",
		"$.services[0]: no list of URLs"},
	    {HEAD "'services':[[['10.0.0.0/8'],[1]]]}",
		"$.services[0]: no list of URLs"},
	    {HEAD "'services':[[[],['https://a.example/']]]}",
		"$.services[0]: not a service"},
	    {HEAD "'services':[[['com'],['https://a.example/']]]}",
		"$.services[0]: no prefixes and no AS numbers"},
	    {HEAD "'services':[[['10.0.0.1/8'],['https://a.example/']]]}",
		"$.services[0]: no prefixes and no AS numbers"},
	    {HEAD "'services':[[['2-1'],['https://a.example/']]]}",
		"$.services[0]: no prefixes and no AS numbers"},
	    {HEAD "'services':[[['1-2-3'],['https://a.example/']]]}",
		"$.services[0]: no prefixes and no AS numbers"},
	    {HEAD "'services':[[['-'],['https://a.example/']]]}",
		"$.services[0]: no prefixes and no AS numbers"},
	    {HEAD "'services':[[['4294967296'],['https://a.example/']]]}",
		"$.services[0]: no prefixes and no AS numbers"},
	    {HEAD "'services':[[[7],['https://a.example/']]]}",
		"$.services[0]: no prefixes and no AS numbers"},
	    {HEAD "'services':[[['10.0.0.0/8'],['https://a.example/']],"
		  "[['fd00::/8'],['https://a.example/']]]}",
		"$.services[1]: of another kind than before"},
	};
	struct bootstrap *b = bootstrap_bundled();

	for (size_t i = 0; i < COUNT(files); i++) {
		struct error err = {0};

		ck_assert_msg(read_text(b, files[i].text, &err) == -1,
		    "accepted: %s", files[i].text);
		ck_assert_int_eq(err.code, ERROR_DATA);
		if (files[i].error != NULL && *files[i].text != '\0')
			ck_assert_str_eq(err.text, files[i].error);
		assert_finds(b, "193.0.0.1", "RIPE NCC");
		assert_finds(b, "AS1", "ARIN");
	}
	bootstrap_free(b);
}
END_TEST

START_TEST(a_registry_is_told_by_the_host_of_its_base)
{
	static const struct {
		const char *base, *name;
	} bases[] = {{"https://rdap.arin.net/registry/", "ARIN"},
	    {"http://RDAP.ARIN.NET", "ARIN"},
	    {"https://rdap.db.ripe.net/", "RIPE NCC"},
	    {"https://rdap.lacnic.net:443/rdap/", "LACNIC"},
	    {"https://afrinic.net/", "AFRINIC"},
	    {"https://notarin.net/", "https://notarin.net/"},
	    {"https://arin.net.example/", "https://arin.net.example/"},
	    {"https://arin.net@a.example/", "https://arin.net@a.example/"},
	    {"https://a.example/arin.net", "https://a.example/arin.net"},
	    {"arin.net", "arin.net"}, {"", ""}};

	for (size_t i = 0; i < COUNT(bases); i++)
		ck_assert_str_eq(
		    bootstrap_registry(bases[i].base), bases[i].name);
}
END_TEST

Suite *
suite_bootstrap(void)
{
	Suite *s = suite_create("bootstrap");
	TCase *t = tcase_create("bootstrap");

	suite_add_tcase(s, t);
	tcase_add_test(t, the_bundled_copy_knows_the_five_registries);
	tcase_add_test(t, what_nobody_has_has_no_registry);
	tcase_add_test(t, a_file_replaces_what_is_known_of_its_kind_only);
	tcase_add_test(
	    t, autnums_are_read_alone_and_as_ranges_the_narrowest_first);
	tcase_add_test(t, a_copy_that_is_worse_than_what_is_known_is_refused);
	tcase_add_test(t, a_newer_copy_is_taken_and_so_is_one_of_the_same_day);
	tcase_add_test(t, each_other_registry_has_terms_of_use);
	tcase_add_test(t, a_file_that_is_none_changes_nothing);
	tcase_add_test(t, a_registry_is_told_by_the_host_of_its_base);
	return s;
}
