/* Every id of the exposure model is explained, and reads well. */
#include <ctype.h>
#include "rdap/buf.h"
#include "reports/escape.h"
#include "reports/explain.h"
#include "tests/suites.h"
#include "tests/world.h"

/* The ids of exposure-model's "Rules", all of them. */
static const char *const rule_ids[] = {"WE000", "WE101", "WE102", "WE103",
    "WE104", "WE105", "WE106", "WE201", "WE202", "WE203", "WE204", "WE205",
    "WE206", "WE207", "WE301", "WE302", "WE303", "WE304", "WE305", "WE306",
    "WE401", "WE402", "WE403", "WE404", "WE501", "WE502", "WE601", "WE602"};

/* And of its "Vectors". */
static const char *const vector_ids[] = {"ip-walk", "asn-walk", "name-walk",
    "irr-dump", "mirrors", "rdap-ip", "port43-ip", "rdap-autnum",
    "rdap-name-search", "port43-name", "rws-org-name", "rws-person",
    "rws-company", "rdap-reverse-search", "rws-domain", "port43-domain",
    "rdap-org", "rdap-poc", "bulk-whois"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* What is set, or NULL where there is nothing of that name. */
static char *
explained(const char *name, const struct format_options *options)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int missing = name == NULL ? explain_list(options, out)
				   : explain(name, options, out);

	ck_assert_int_eq(fclose(out), 0);
	ck_assert_int_ge(missing, 0);
	if (missing == 1) {
		ck_assert_uint_eq(size, 0);
		free(text);
		return NULL;
	}
	return text;
}

/* As it reads, whatever the lines. */
static void
squeeze(char *text)
{
	char *to = text;

	for (const char *from = text; *from != '\0'; from++)
		if (!isspace((unsigned char)*from))
			*to++ = *from;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	*to = '\0';
}

static void
expect_part(const char *name, const char *part)
{
	struct format_options how = {0};
	char *text = explained(name, &how);

	ck_assert_msg(text != NULL, "%s is not explained", name);
	squeeze(text);
	ck_assert_msg(strstr(text, part) != NULL, "%s: no \"%s\" in:\n%s", name,
	    part, text);
	free(text);
}

START_TEST(every_rule_of_the_model_is_in_the_table_and_no_other)
{
	for (size_t i = 0; i < COUNT(rule_ids); i++)
		ck_assert_msg(rule_find(rule_ids[i]) != NULL, "%s has no row",
		    rule_ids[i]);
	ck_assert_uint_eq(rule_count, COUNT(rule_ids));
	for (size_t i = 1; i < rule_count; i++)
		ck_assert_int_lt(strcmp(rules[i - 1].id, rules[i].id), 0);
}
END_TEST

START_TEST(every_vector_of_the_model_is_in_the_table_and_no_other)
{
	for (size_t i = 0; i < COUNT(vector_ids); i++)
		ck_assert_str_eq(vectors[i].id, vector_ids[i]);
	ck_assert_uint_eq(vector_count, COUNT(vector_ids));
}
END_TEST

START_TEST(every_rule_of_the_model_is_told_whole)
{
	for (size_t i = 0; i < COUNT(rule_ids); i++) {
		const struct told *t = &told[i];

		ck_assert_str_eq(t->id, rule_ids[i]);
		ck_assert_uint_gt(strlen(t->holds), 40);
		ck_assert_uint_gt(strlen(t->steps), 40);
		ck_assert_uint_gt(strlen(t->limits), 40);
		ck_assert_ptr_null(strchr(t->holds, '\n'));
		ck_assert_ptr_null(strstr(t->steps, "\n\n"));
		ck_assert_int_ne(t->steps[strlen(t->steps) - 1], '\n');
	}
	ck_assert_uint_eq(told_count, COUNT(rule_ids));
}
END_TEST

START_TEST(every_rule_in_the_table_is_explained_by_id_slug_and_finding)
{
	char finding[32];

	for (size_t i = 0; i < rule_count; i++) {
		const struct rule *rule = &rules[i];

		expect_part(rule->id, rule->title);
		expect_part(rule->slug, rule->rationale);
		snprintf(finding, sizeof(finding), "%s-3f9c0a71b2d4", rule->id);
		expect_part(finding, severity_name(rule->severity));
		expect_part(rule->id, rule->reference);
		expect_part(rule->id, "Holds when");
		expect_part(rule->id, "1. ");
		expect_part(rule->id, "Cannot say");
	}
	expect_part("we102", "personal-on-role-poc");
}
END_TEST

START_TEST(what_has_no_judge_says_so_and_is_found_in_no_report)
{
	struct world w;
	struct report *r;
	size_t unjudged = 0;

	world_healthy(&w);
	r = world_assess(&w);
	for (size_t i = 0; i < rule_count; i++)
		if (rules[i].judge == NULL) {
			expect_part(rules[i].id, "not in this version");
			ck_assert_uint_eq(world_count(r, rules[i].id), 0);
			unjudged++;
		}
	ck_assert_uint_ge(unjudged, 2);
	report_free(r);
	world_clear(&w);
}
END_TEST

START_TEST(severities_are_those_of_the_model)
{
	expect_part("WE101", "low when it holds the administrative role only "
			     "and is validated; high when it has been "
			     "unvalidated for two years");
	expect_part("WE202", "high; low for a role mailbox");
	expect_part("WE602", "critical; until the canary is replaced");
	expect_part("WE601", "info from 90 days after the campaign on");
}
END_TEST

START_TEST(every_vector_is_explained)
{
	for (size_t i = 0; i < vector_count; i++) {
		expect_part(vectors[i].id, vectors[i].title);
		expect_part(vectors[i].id, vectors[i].meaning);
		expect_part(vectors[i].id, vectors[i].reference);
	}
	expect_part("RDAP-IP", "ipwhois");
	expect_part("rdap-reverse-search", "abuse@exam*");
}
END_TEST

START_TEST(the_run_of_2021_is_told_with_what_is_not_known)
{
	static const char *const names[] = {
	    "2021", "november-2021", "November-2021", "2021-11-13"};

	for (size_t i = 0; i < COUNT(names); i++) {
		expect_part(names[i], "13 November 2021");
		expect_part(names[i], "apparently");
		expect_part(
		    names[i], "Other, non-ARIN related harvested emails");
		expect_part(names[i], "It was never published");
		expect_part(names[i], "at least 100,000");
		expect_part(names[i], "no public statement was found");
	}
}
END_TEST

START_TEST(the_words_of_the_model_are_told)
{
	expect_part("floor", "14 published, 3 needed");
	expect_part("person", "RFC 2142");
	expect_part("own-domain", "notexample.com");
	expect_part("orphan", "WE202");
	expect_part("removed", "Removed is not un-exposed");
	expect_part("upstream", "reassigned");
	expect_part("tools", "no protection");
	for (size_t i = 0; i < TOOL_COUNT; i++)
		expect_part(tools[i].name, tools[i].reads);
}
END_TEST

START_TEST(nothing_is_called_used)
{
	struct format_options how = {0};
	const char **names = explain_names();

	for (size_t i = 0; names[i] != NULL; i++) {
		char *text = explained(names[i], &how);

		ck_assert_ptr_nonnull(text);
		squeeze(text);
		if (strcmp(names[i], "WE601") != 0 &&
		    strcmp(names[i], "campaign-hit") != 0)
			ck_assert_msg(strstr(text, "was used") == NULL,
			    "%s: \"was used\"", names[i]);
		free(text);
	}
	free(names);
}
END_TEST

START_TEST(what_is_not_there_writes_nothing)
{
	static const char *const names[] = {"WE999", "", "WE", "WE102-",
	    "WE102-xyz", "WE102-3f9c-1", "telepathy", "2021 2021", "%s",
	    "floor exposure-floor"};
	struct format_options how = {0};

	for (size_t i = 0; i < COUNT(names); i++)
		ck_assert_msg(explained(names[i], &how) == NULL,
		    "\"%s\" is explained", names[i]);
}
END_TEST

/* ---- the manual --------------------------------------------------------- */

#define MANUAL "cmd/whoexposed.1"

static char *
manual(void)
{
	FILE *in = fopen(MANUAL, "r");
	struct buf text = {0};
	char part[4096];
	size_t n;

	ck_assert_msg(in != NULL, "%s: not there", MANUAL);
	while ((n = fread(part, 1, sizeof(part), in)) > 0)
		buf_add(&text, part, n);
	fclose(in);
	return buf_take(&text);
}

static void
expect_line(const char *text, char *line)
{
	ck_assert_msg(
	    strstr(text, line) != NULL, "%s: no line \"%s\"", MANUAL, line);
	free(line);
}

START_TEST(the_manual_has_every_rule_as_it_is)
{
	char *text = manual();

	for (size_t i = 0; i < rule_count; i++)
		expect_line(
		    text, xasprintf("\n.It Cm %s %s , %s , %s\n", rules[i].id,
			      rules[i].slug, severity_name(rules[i].severity),
			      rules[i].fixable_by));
	free(text);
}
END_TEST

START_TEST(the_manual_has_every_vector_as_it_is)
{
	char *text = manual();

	for (size_t i = 0; i < vector_count; i++)
		expect_line(
		    text, xasprintf("\n.It Cm %s , %s , %s\n", vectors[i].id,
			      knows_name(vectors[i].knows), vectors[i].asked));
	free(text);
}
END_TEST

START_TEST(the_manual_has_every_tool_as_it_is)
{
	char *text = manual();

	for (size_t i = 0; i < TOOL_COUNT; i++) {
		struct buf line = {0};

		buf_printf(&line, "\n.It %s ; ", tools[i].name);
		for (size_t q = 0; tools[i].queries[q] != NULL; q++)
			buf_printf(&line, "%s%s", q > 0 ? " , " : "",
			    tools[i].queries[q]);
		buf_puts(&line, "\n");
		expect_line(text, buf_take(&line));
	}
	free(text);
}
END_TEST

/* A URL may stand out, or a name of the list that cannot be broken. */
static void
check_lines(const char *name, char *text, unsigned width)
{
	for (char *line = strtok(text, "\n"); line != NULL;
	     line = strtok(NULL, "\n")) {
		const char *word = line + strspn(line, " ");

		if (strstr(word, "https://") != NULL)
			continue;
		ck_assert_msg(escape_width(line) <= width,
		    "%s: wider than %u: %s", name, width, line);
		ck_assert_msg(line[strlen(line) - 1] != ' ',
		    "%s: a blank at the end: \"%s\"", name, line);
	}
}

START_TEST(lines_are_wrapped_to_the_width)
{
	static const unsigned widths[] = {40, 60, 80, 120};

	for (size_t w = 0; w < COUNT(widths); w++) {
		struct format_options how = {.width = widths[w]};
		const char **names = explain_names();

		for (size_t i = 0; names[i] != NULL; i++) {
			char *text = explained(names[i], &how);

			check_lines(names[i], text, widths[w]);
			free(text);
		}
		free(names);
	}
}
END_TEST

START_TEST(plain_is_ascii_without_colour_and_a_terminal_gets_both)
{
	struct format_options plain = {0};
	struct format_options rich = {.color = true, .utf8 = true};
	char *text = explained("november-2021", &plain);

	for (const char *c = text; *c != '\0'; c++)
		ck_assert(*c == '\n' || isprint((unsigned char)*c));
	free(text);
	text = explained("november-2021", &rich);
	ck_assert_ptr_nonnull(strstr(text, "\033[1m"));
	ck_assert_ptr_nonnull(strstr(text, "\u2022"));
	free(text);
}
END_TEST

START_TEST(the_list_has_every_rule_vector_and_word)
{
	struct format_options how = {0};
	char *text = explained(NULL, &how);

	for (size_t i = 0; i < rule_count; i++) {
		ck_assert_ptr_nonnull(strstr(text, rules[i].id));
		ck_assert_ptr_nonnull(strstr(text, rules[i].slug));
		ck_assert_ptr_nonnull(strstr(text, rules[i].title));
	}
	for (size_t i = 0; i < vector_count; i++)
		ck_assert_ptr_nonnull(strstr(text, vectors[i].id));
	ck_assert_ptr_nonnull(strstr(text, "november-2021"));
	ck_assert_ptr_nonnull(strstr(text, "tools"));
	free(text);
}
END_TEST

Suite *
suite_explain(void)
{
	Suite *s = suite_create("explain");
	TCase *t = tcase_create("explain");

	tcase_add_test(t, every_rule_of_the_model_is_in_the_table_and_no_other);
	tcase_add_test(
	    t, every_vector_of_the_model_is_in_the_table_and_no_other);
	tcase_add_test(t, every_rule_of_the_model_is_told_whole);
	tcase_add_test(
	    t, every_rule_in_the_table_is_explained_by_id_slug_and_finding);
	tcase_add_test(t, what_has_no_judge_says_so_and_is_found_in_no_report);
	tcase_add_test(t, severities_are_those_of_the_model);
	tcase_add_test(t, every_vector_is_explained);
	tcase_add_test(t, the_run_of_2021_is_told_with_what_is_not_known);
	tcase_add_test(t, the_words_of_the_model_are_told);
	tcase_add_test(t, nothing_is_called_used);
	tcase_add_test(t, what_is_not_there_writes_nothing);
	tcase_add_test(t, the_manual_has_every_rule_as_it_is);
	tcase_add_test(t, the_manual_has_every_vector_as_it_is);
	tcase_add_test(t, the_manual_has_every_tool_as_it_is);
	tcase_add_test(t, lines_are_wrapped_to_the_width);
	tcase_add_test(
	    t, plain_is_ascii_without_colour_and_a_terminal_gets_both);
	tcase_add_test(t, the_list_has_every_rule_vector_and_word);
	suite_add_tcase(s, t);
	return s;
}
