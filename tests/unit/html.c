/* The page for a browser, read back as a browser reads it. */
#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>
#include "tests/suites.h"
#include "tests/world.h"
#include "reports/changes.h"
#include "reports/escape.h"
#include "reports/format.h"
#include "reports/html.h"
#include "reports/unicode.h"

#define HOSTILE                                                                \
	"</title></style></bdi><script>alert(1)</script>"                      \
	"<img src=x onerror=alert(1)>\"'><!-- & &amp; &#x3c; ]]> \xe2\x80\xae" \
	"txt \x1b[31m\r\n javascript:alert(1)"
#define HARMLESS "a text of the same shape"

static struct world w;

/* ---- reading back -------------------------------------------------------- */

static char *
page_of(const struct report *report, bool verbose, size_t *size)
{
	struct format_options o = {.verbose = verbose};
	char *text = NULL;
	FILE *out = open_memstream(&text, size);

	ck_assert_int_eq(format_html(report, &o, out), 0);
	fclose(out);
	return text;
}

static htmlDocPtr
parse(const char *page, size_t size)
{
	htmlDocPtr doc = htmlReadMemory(page, (int)size, NULL, "utf-8",
	    HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);

	ck_assert_ptr_nonnull(doc);
	return doc;
}

static size_t
count(htmlDocPtr doc, const char *path)
{
	xmlXPathContextPtr context = xmlXPathNewContext(doc);
	xmlXPathObjectPtr found =
	    xmlXPathEvalExpression((const xmlChar *)path, context);
	size_t n;

	ck_assert_ptr_nonnull(found);
	n = found->nodesetval != NULL ? (size_t)found->nodesetval->nodeNr : 0;
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	return n;
}

/* The text of the first node of a path; the caller frees it with xmlFree(). */
static char *
text_at(htmlDocPtr doc, const char *path)
{
	xmlXPathContextPtr context = xmlXPathNewContext(doc);
	xmlXPathObjectPtr found =
	    xmlXPathEvalExpression((const xmlChar *)path, context);
	char *text;

	ck_assert_msg(found != NULL && found->nodesetval != NULL &&
			  found->nodesetval->nodeNr > 0,
	    "nothing at %s", path);
	text = (char *)xmlNodeGetContent(found->nodesetval->nodeTab[0]);
	xmlXPathFreeObject(found);
	xmlXPathFreeContext(context);
	return text;
}

static void
expect_text(htmlDocPtr doc, const char *path, const char *part)
{
	char *text = text_at(doc, path);

	ck_assert_msg(
	    strstr(text, part) != NULL, "no \"%s\" in: %s", part, text);
	xmlFree(text);
}

/* ---- a report in which every text of the registry is the same ------------- */

static void
put(char **member, const char *text)
{
	free(*member);
	*member = xstrdup(text);
}

static void
put_records(const char *text)
{
	for (size_t i = 0; i < w.inv.record_count; i++) {
		struct record *r = &w.inv.records[i];

		r->name = inventory_text(&w.inv, text);
		r->range = r->card_kind = r->name;
	}
	for (size_t i = 0; i < w.inv.scope_count; i++)
		put(&w.inv.scopes[i].name, text);
	for (size_t i = 0; i < w.inv.domain_count; i++) {
		put(&w.inv.domains[i].name, text);
		put(&w.inv.domains[i].evidence, text);
	}
}

static void
put_findings(struct report *r, const char *text)
{
	for (size_t i = 0; i < r->finding_count; i++) {
		struct finding *f = &r->findings[i];

		put(&f->id, text);
		put(&f->address, text);
		put(&f->record, text);
		put(&f->evidence, text);
		put(&f->source_url, text);
		put(&f->source_digest, text);
		put(&f->role, text);
	}
	for (size_t i = 0; i < r->address_count; i++) {
		put(&r->addresses[i].address, text);
		r->addresses[i].domain = r->addresses[i].address;
	}
	for (size_t i = 0; i < r->needed_count; i++)
		r->needed[i].mailbox = text;
}

static void
add_differences(const char *text)
{
	struct difference x = {.org = xstrdup(WORLD_ORG),
	    .kind = RECORD_POC,
	    .handle = xstrdup(text),
	    .what = xstrdup(text),
	    .rdap = xstrdup(text),
	    .whois = xstrdup(text),
	    .source_url = xstrdup(text)};

	inventory_add_difference(&w.inv, &x);
	inventory_add_note(&w.inv, WORLD_ORG, text, "%s", text);
	inventory_add_gap(&w.inv, WORLD_ORG, text, "%s", text);
}

/* One of every kind of list that the page has. */
static struct report *
report_of(const char *text)
{
	struct report *r;

	world_healthy(&w);
	world_remark(
	    &w, RECORD_NETWORK, "NET-192-0-2-0-1", "zoe.hill@example.org");
	put(&w.run.source, text);
	put(&w.run.rules, text);
	add_differences(text);
	r = world_assess(&w);
	put_records(text);
	r->authority = r->terms = r->tool = text;
	for (size_t i = 0; i < r->finding_count; i++) {
		struct finding *f = &r->findings[i];

		if (i % 4 == 1) {
			f->status = STATUS_ACCEPTED;
			put(&f->accepted.reason, text);
			put(&f->accepted.by, text);
		} else if (i % 4 == 2)
			f->status = STATUS_REMOVED;
	}
	put_findings(r, text);
	return r;
}

static void
clear(struct report *r)
{
	report_free(r);
	run_clear(&w.run);
	world_clear(&w);
}

/* ---- tests --------------------------------------------------------------- */

START_TEST(no_text_of_a_registry_adds_an_element_or_an_attribute)
{
	static const char *const paths[] = {
	    "//*", "//@*", "//comment()", "//processing-instruction()"};
	struct report *hostile, *harmless;
	size_t size, expected[4];
	htmlDocPtr doc;
	char *page;

	harmless = report_of(HARMLESS);
	page = page_of(harmless, true, &size);
	doc = parse(page, size);
	for (size_t i = 0; i < 4; i++)
		expected[i] = count(doc, paths[i]);
	ck_assert_uint_gt(expected[0], 300);
	ck_assert_uint_gt(expected[1], 100);
	xmlFreeDoc(doc);
	free(page);
	clear(harmless);
	hostile = report_of(HOSTILE);
	page = page_of(hostile, true, &size);
	doc = parse(page, size);
	for (size_t i = 0; i < 4; i++)
		ck_assert_msg(count(doc, paths[i]) == expected[i],
		    "%s: %zu, expected %zu", paths[i], count(doc, paths[i]),
		    expected[i]);
	ck_assert_uint_eq(count(doc, "//script | //img | //@onerror"), 0);
	expect_text(doc, "//h1", "<script>alert(1)</script>");
	expect_text(doc, "//title", "\\u{202e}txt \\u{1b}[31m\\u{d}\\u{a}");
	xmlFreeDoc(doc);
	free(page);
	clear(hostile);
}
END_TEST

START_TEST(no_attribute_holds_anything_of_a_registry)
{
	struct report *r = report_of("Qx7registry");
	size_t size;
	char *page = page_of(r, true, &size);
	htmlDocPtr doc = parse(page, size);

	ck_assert_uint_gt(
	    count(doc, "//*[contains(text(), 'Qx7registry')]"), 20);
	ck_assert_uint_eq(count(doc, "//@*[contains(., 'Qx7')]"), 0);
	/* Only within what isolates it. */
	ck_assert_uint_eq(
	    count(doc, "//text()[contains(., 'Qx7') and "
		       "not(ancestor::bdi or parent::code or parent::title)]"),
	    0);
	xmlFreeDoc(doc);
	free(page);
	clear(r);
}
END_TEST

static void
encode(uint32_t c, char out[5])
{
	char *p = out;

	if (c < 0x80)
		*p++ = (char)c;
	else if (c < 0x800)
		*p++ = (char)(0xc0 | c >> 6);
	else if (c < 0x10000)
		*p++ = (char)(0xe0 | c >> 12);
	else {
		*p++ = (char)(0xf0 | c >> 18);
		*p++ = (char)(0x80 | (c >> 12 & 0x3f));
	}
	if (c >= 0x800)
		*p++ = (char)(0x80 | (c >> 6 & 0x3f));
	if (c >= 0x80)
		*p++ = (char)(0x80 | (c & 0x3f));
	*p = '\0';
}

START_TEST(every_character_of_unicode_is_shown_or_made_visible)
{
	struct element *html = html_new(), *body = html_add(html, "body", NULL);
	struct buf made = {0};
	char *page = NULL;
	size_t size = 0, n = 0;
	FILE *out = open_memstream(&page, &size);
	xmlNodePtr node;
	htmlDocPtr doc;
	uint32_t c;
	/* At the start, between others, at the end. */
	char text[16], utf8[5];

	for (c = 1; c <= 0x10ffff; c += c < 0x3000 ? 1 : 7) {
		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		encode(c, utf8);
		snprintf(text, sizeof(text), "%sa%sb%s", utf8, utf8, utf8);
		html_text(body, text);
		n++;
	}
	ck_assert_int_eq(html_write(html, out), 0);
	fclose(out);
	html_free(html);
	doc = parse(page, size);
	ck_assert_uint_eq(count(doc, "//bdi"), n);
	ck_assert_uint_eq(count(doc, "//*"), n + 2);
	ck_assert_uint_eq(count(doc, "//@*"), 0);
	node = xmlDocGetRootElement(doc)->children;
	while (node->type != XML_ELEMENT_NODE)
		node = node->next;
	node = node->children;
	for (c = 1; c <= 0x10ffff; c += c < 0x3000 ? 1 : 7) {
		char *read;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		while (node->type != XML_ELEMENT_NODE)
			node = node->next;
		encode(c, utf8);
		snprintf(text, sizeof(text), "%sa%sb%s", utf8, utf8, utf8);
		buf_reset(&made);
		escape_terminal(&made, text, false);
		read = (char *)xmlNodeGetContent(node);
		ck_assert_msg(strcmp(read, made.data) == 0, "U+%04X: %s",
		    (unsigned)c, read);
		xmlFree(read);
		node = node->next;
	}
	xmlFreeDoc(doc);
	buf_clear(&made);
	free(page);
}
END_TEST

START_TEST(the_page_loads_nothing_and_runs_nothing)
{
	struct report *r = report_of(HARMLESS);
	size_t size;
	char *page = page_of(r, false, &size);
	htmlDocPtr doc = parse(page, size);

	expect_text(doc,
	    "//meta[@http-equiv='Content-Security-Policy']/@content",
	    "default-src 'none'; style-src 'sha256-");
	ck_assert_uint_eq(
	    count(doc, "//script | //link | //iframe | //object | //embed | "
		       "//img | //form | //base | //@style | //@src | "
		       "//@srcset | //@*[starts-with(name(), 'on')]"),
	    0);
	ck_assert_uint_eq(count(doc, "//style"), 1);
	ck_assert_uint_eq(count(doc, "//@href[not(starts-with(., '#'))]"), 0);
	ck_assert_ptr_null(strstr(page, "url("));
	ck_assert_ptr_null(strstr(page, "@import"));
	xmlFreeDoc(doc);
	free(page);
	clear(r);
}
END_TEST

START_TEST(every_link_within_the_page_arrives)
{
	struct report *r = report_of(HARMLESS);
	size_t size, links;
	char *page = page_of(r, true, &size);
	htmlDocPtr doc = parse(page, size);

	links = count(doc, "//@href");
	ck_assert_uint_gt(links, 10);
	ck_assert_uint_eq(
	    count(doc, "//a[@href and substring(@href, 2) = //@id]"), links);
	ck_assert_uint_eq(count(doc, "//*[@id = following::*/@id or @id = "
				     "descendant::*/@id]"),
	    0);
	ck_assert_uint_eq(
	    count(doc, "//*[@aria-labelledby and not(contains("
		       "@aria-labelledby, ' ')) and not(@aria-labelledby = "
		       "//@id)]"),
	    0);
	xmlFreeDoc(doc);
	free(page);
	clear(r);
}
END_TEST

START_TEST(the_page_begins_with_the_floor_and_how_far_to_trust_it)
{
	struct report *r = report_of(HARMLESS);
	size_t size;
	char *page = page_of(r, false, &size);
	htmlDocPtr doc = parse(page, size);

	expect_text(doc, "//header", " published, ");
	expect_text(doc, "//header/p[@class='floor']", "needed");
	expect_text(
	    doc, "//header/p[starts-with(@class, 'verdict')]", "INCOMPLETE");
	expect_text(doc, "//header", "read 2026-11-24 09:30 UTC");
	expect_text(doc, "//section[@aria-labelledby='missing']", HARMLESS);
	expect_text(doc, "//section[@aria-labelledby='accepted']", HARMLESS);
	expect_text(doc, "//section[@aria-labelledby='removed']",
	    "Removed is not un-exposed");
	expect_text(doc, "//section[@aria-labelledby='views']", HARMLESS);
	expect_text(doc, "//section[@aria-labelledby='evidence']", HARMLESS);
	expect_text(
	    doc, "//section[@aria-labelledby='not-asked']", "PeeringDB");
	xmlFreeDoc(doc);
	free(page);
	clear(r);
}
END_TEST

START_TEST(a_network_with_contacts_of_its_own_is_drawn_and_named)
{
	struct report *r;
	size_t size;
	char *page;
	htmlDocPtr doc;

	world_healthy(&w);
	world_network(&w, "NET-198-51-100-0-1", "DIRECT ALLOCATION");
	world_network(&w, "NET-203-0-113-0-1", "DIRECT ALLOCATION");
	world_remark(
	    &w, RECORD_NETWORK, "NET-203-0-113-0-1", "zoe.hill@example.com");
	r = world_assess(&w);
	page = page_of(r, false, &size);
	doc = parse(page, size);
	expect_text(doc, "//section[@aria-labelledby='resources']//figcaption",
	    "1 of 3");
	ck_assert_uint_eq(
	    count(doc, "//*[@class='squares']/*[@class='box']"), 3);
	ck_assert_uint_eq(
	    count(doc, "//*[@class='squares']/*[@class='ink']"), 1);
	expect_text(
	    doc, "//div[@id='own-contacts']//tbody", "NET-203-0-113-0-1");
	ck_assert_uint_eq(count(doc, "//div[@id='own-contacts']//tbody/tr"), 1);
	xmlFreeDoc(doc);
	free(page);
	clear(r);
}
END_TEST

START_TEST(the_chart_is_there_where_there_are_two_runs)
{
	struct run runs[3] = {
	    {.id = 1,
		.observed_at = WORLD_NOW - 9 * WORLD_DAY,
		.complete = true,
		.published = 9,
		.findings = {0, 1, 1, 0, 0}},
	    {.id = 2, .observed_at = WORLD_NOW - 2 * WORLD_DAY, .published = 7},
	    {.id = 3,
		.observed_at = WORLD_NOW,
		.complete = true,
		.published = 4},
	};
	struct report *r = report_of(HARMLESS);
	htmlDocPtr doc;
	size_t size;
	char *page;

	r->history = runs;
	r->history_count = 1;
	page = page_of(r, false, &size);
	ck_assert_ptr_null(strstr(page, "Change over time"));
	free(page);
	r->history_count = 3;
	page = page_of(r, false, &size);
	doc = parse(page, size);
	expect_text(doc, "//desc[@id='chart-desc']",
	    "From 9 to 4 published; from 2 to 0 open findings");
	/* Of the run that was not complete, in both lines. */
	ck_assert_uint_eq(count(doc, "//*[@class='chart']/*[@class='box']"), 2);
	ck_assert_uint_eq(count(doc, "//*[@class='chart']/*[@class='ink']"), 4);
	ck_assert_uint_eq(count(doc, "//div[@id='runs']//tbody/tr"), 3);
	xmlFreeDoc(doc);
	free(page);
	r->history = NULL;
	clear(r);
}
END_TEST

START_TEST(what_changed_is_told_by_kind)
{
	struct report *before, *after;
	struct changes *changes;
	htmlDocPtr doc;
	size_t size;
	char *page;

	world_healthy(&w);
	w.run.id = 4;
	before = world_assess(&w);
	world_remark(
	    &w, RECORD_NETWORK, "NET-192-0-2-0-1", "zoe.hill@example.com");
	after = world_assess(&w);
	changes = changes_new(before, after);
	after->changes = changes;
	page = page_of(after, false, &size);
	doc = parse(page, size);
	expect_text(doc, "//section[@aria-labelledby='changes']/h3", "New (");
	expect_text(doc, "//section[@aria-labelledby='changes']",
	    "zoe.hill@example.com on NET-192-0-2-0-1");
	xmlFreeDoc(doc);
	free(page);
	changes_free(changes);
	report_free(before);
	clear(after);
}
END_TEST

START_TEST(what_is_too_much_for_the_page_is_told)
{
	struct report *r;
	char address[64];
	htmlDocPtr doc;
	size_t size;
	char *page;

	world_healthy(&w);
	for (int i = 0; i < 700; i++) {
		snprintf(address, sizeof(address), "p%d.x@example.com", i);
		world_remark(&w, RECORD_NETWORK, "NET-192-0-2-0-1", address);
	}
	r = world_assess(&w);
	page = page_of(r, false, &size);
	doc = parse(page, size);
	ck_assert_uint_eq(count(doc, "//article"), 200);
	ck_assert_uint_eq(
	    count(doc, "//div[@id='all-addresses']//tbody/tr"), 500);
	expect_text(doc, "//section[@aria-labelledby='addresses']",
	    "And 204 more, left out here: -f csv -t addresses has them all.");
	xmlFreeDoc(doc);
	free(page);
	clear(r);
}
END_TEST

Suite *
suite_html(void)
{
	Suite *suite = suite_create("html");
	TCase *hostile = tcase_create("hostile"), *page = tcase_create("page");

	tcase_set_timeout(hostile, 60);
	tcase_add_test(
	    hostile, no_text_of_a_registry_adds_an_element_or_an_attribute);
	tcase_add_test(hostile, no_attribute_holds_anything_of_a_registry);
	tcase_add_test(
	    hostile, every_character_of_unicode_is_shown_or_made_visible);
	tcase_add_test(page, the_page_loads_nothing_and_runs_nothing);
	tcase_add_test(page, every_link_within_the_page_arrives);
	tcase_add_test(
	    page, the_page_begins_with_the_floor_and_how_far_to_trust_it);
	tcase_add_test(
	    page, a_network_with_contacts_of_its_own_is_drawn_and_named);
	tcase_add_test(page, the_chart_is_there_where_there_are_two_runs);
	tcase_add_test(page, what_changed_is_told_by_kind);
	tcase_add_test(page, what_is_too_much_for_the_page_is_told);
	suite_add_tcase(suite, hostile);
	suite_add_tcase(suite, page);
	return suite;
}
