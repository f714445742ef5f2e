#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/strings.h"
#include "reports/data.h"
#include "reports/mailbox.h"
#include "tests/mailbox_line.h"
#include "tests/suites.h"

#define LABELLED "tests/data/mailboxes.tsv"
#define HELD_OUT "tests/data/mailboxes-held-out.tsv"

static struct mailbox_lists *lists;

static void
begin(void)
{
	lists = mailbox_lists_new();
}

static void
end(void)
{
	mailbox_lists_free(lists);
}

static enum mailbox_kind
classify(
    const char *address, const char *name, bool individual, const char *other)
{
	return mailbox_reason_kind(
	    line_classify(lists, address, name, individual, other));
}

static void
check_reason(const char *address, const char *name, bool individual,
    enum mailbox_reason reason)
{
	enum mailbox_reason found =
	    line_classify(lists, address, name, individual, "");

	ck_assert_msg(
	    found == reason, "%s: %s", address, mailbox_reason_text(found));
}

/* Where the set says "known:" the label is not met, and nowhere else; and a
 * person's mailbox is nowhere taken for a role's. */
static void
check_line(const char *line, bool exact)
{
	struct strings f = {0};
	enum mailbox_kind found;
	bool person, known, met;

	ck_assert_msg(line_split(line, &f), "fields: %s", line);
	found = mailbox_reason_kind(line_reason(lists, &f));
	person = strcmp(f.items[LINE_EXPECTED], "person") == 0;
	known = strncmp(f.items[LINE_NOTE], "known:", 6) == 0;
	met = strcmp(mailbox_kind_name(found), f.items[LINE_EXPECTED]) == 0;
	ck_assert_msg(!person || found != MAILBOX_ROLE,
	    "a person's mailbox is taken for a role's: %s", line);
	ck_assert_msg(!exact || met != known, "%s: found %s", line,
	    mailbox_kind_name(found));
	strings_clear(&f);
}

static size_t
check_set(const char *path, bool exact)
{
	FILE *in = fopen(path, "r");
	char *line = NULL;
	size_t size = 0, count = 0;

	ck_assert_msg(in != NULL, "%s: cannot open", path);
	while (getline(&line, &size, in) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		check_line(line, exact);
		count++;
	}
	free(line);
	fclose(in);
	return count;
}

START_TEST(the_labelled_mailboxes_are_what_they_are_labelled)
{
	ck_assert_uint_ge(check_set(LABELLED, true), 450);
}
END_TEST

START_TEST(no_persons_mailbox_is_taken_for_a_roles)
{
	ck_assert_uint_ge(check_set(HELD_OUT, false), 200);
}
END_TEST

START_TEST(the_reason_is_the_step_that_decided)
{
	check_reason(
	    "arin-noc@example.com", "Cleo Dahl", true, MAILBOX_ROLE_WORDS);
	check_reason("cdahl@example.com", "Cleo Dahl", true, MAILBOX_NAMED);
	check_reason(
	    "noc-east@example.com", "Cleo Dahl", true, MAILBOX_ROLE_WORD);
	check_reason(
	    "zorblax@example.com", "Cleo Dahl", true, MAILBOX_INDIVIDUAL);
	check_reason("ada.brook@example.com", "NOC", false, MAILBOX_FIRST_LAST);
	check_reason("zorblax@example.com", "NOC", false, MAILBOX_NOTHING);
}
END_TEST

START_TEST(a_text_that_is_no_address_has_a_kind_too)
{
	static const char *const texts[] = {"", "@", "@example.com", "noc",
	    "noc@", "+", "+noc@example.com", "....", "1234", "\xff\xfe@x",
	    "\xc3", "noc@example..com", "noc@."};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_ptr_nonnull(mailbox_kind_name(
		    classify(texts[i], "", false, "\xc3 \xf0\x9f")));
	ck_assert_int_eq(classify("noc", "", false, ""), MAILBOX_ROLE);
	ck_assert_int_eq(classify("1234", "", false, ""), MAILBOX_UNCLEAR);
}
END_TEST

START_TEST(what_stands_around_an_address_hides_no_name)
{
	ck_assert_int_eq(
	    classify("\"cleo dahl\"@example.com", "x", false, "Cleo Dahl"),
	    MAILBOX_PERSON);
	ck_assert_int_eq(
	    classify("noc <cdahl@example.com>", "x", false, "Cleo Dahl"),
	    MAILBOX_PERSON);
	ck_assert_int_eq(
	    classify("mailto:cdahl@example.com", "x", false, "Cleo Dahl"),
	    MAILBOX_PERSON);
	ck_assert_int_eq(
	    classify("noc/cdahl@example.com", "x", false, "Cleo Dahl"),
	    MAILBOX_PERSON);
	ck_assert_int_eq(
	    classify("<noc@example.com>", "x", false, ""), MAILBOX_ROLE);
	ck_assert_int_eq(classify("srs0=ab=cd=example.net=cdahl@example.com",
			     "x", false, ""),
	    MAILBOX_UNCLEAR);
}
END_TEST

START_TEST(a_very_long_local_part_is_no_chain)
{
	char key[2048];

	memset(key, 0, sizeof(key));
	for (size_t i = 0; i < 600; i += 3)
		memcpy(key + i, "noc", 3);
	memcpy(key + 600, "@example.com", 12);
	ck_assert_int_eq(classify(key, "", false, ""), MAILBOX_UNCLEAR);
}
END_TEST

START_TEST(a_name_of_one_letter_or_none_makes_nobody)
{
	ck_assert_int_eq(
	    classify("a@example.com", "x", false, "A"), MAILBOX_UNCLEAR);
	ck_assert_int_eq(
	    classify("zorblax@example.com", "x", false, ""), MAILBOX_UNCLEAR);
	ck_assert_int_eq(
	    classify("ab@example.com", "x", false, "A B"), MAILBOX_UNCLEAR);
}
END_TEST

/* ---- `roles` of the configuration --------------------------------------- */

static void
configure(const char *entry)
{
	struct strings roles = {0};

	ck_assert_msg(mailbox_role_valid(entry), "refused: %s", entry);
	strings_add(&roles, entry);
	mailbox_lists_add(lists, &roles);
	strings_clear(&roles);
}

START_TEST(a_configured_mailbox_is_a_role_whatever_its_name_is)
{
	check_reason("cdahl@example.com", "Cleo Dahl", true, MAILBOX_NAMED);
	configure("CDahl@Example.com");
	check_reason(
	    "cdahl@example.com", "Cleo Dahl", true, MAILBOX_CONFIGURED);
	check_reason(
	    "cdahl+arin@example.com", "Cleo Dahl", true, MAILBOX_CONFIGURED);
	check_reason("cdahl@example.net", "Cleo Dahl", true, MAILBOX_NAMED);
	check_reason("dahl@example.com", "Cleo Dahl", true, MAILBOX_NAMED);
}
END_TEST

START_TEST(a_configured_tag_stands_for_its_mailbox)
{
	configure("zorblax+arin@b\xc3\xbc"
		  "cher.example");
	check_reason("zorblax@xn--bcher-kva.example", "Cleo Dahl", true,
	    MAILBOX_CONFIGURED);
}
END_TEST

START_TEST(a_configured_word_joins_the_role_words)
{
	check_reason("leitwarte-nord@example.com", "x", false, MAILBOX_NOTHING);
	configure("Leitwarte");
	configure("St\xc3\xb6rpunkt");
	configure("sales");
	check_reason("leitwarte@example.com", "x", false, MAILBOX_CONFIGURED);
	check_reason(
	    "leitwartenoc@example.com", "x", false, MAILBOX_CONFIGURED);
	check_reason(
	    "leitwarte-nord@example.com", "x", false, MAILBOX_CONFIGURED);
	check_reason("stoerpunkt@example.com", "x", false, MAILBOX_CONFIGURED);
	check_reason("storpunkt@example.com", "x", false, MAILBOX_CONFIGURED);
	check_reason("emea.sales@example.com", "x", false, MAILBOX_CONFIGURED);
	check_reason("noc-nord@example.com", "x", false, MAILBOX_ROLE_WORD);
	check_reason("zorblax@example.com", "x", false, MAILBOX_NOTHING);
}
END_TEST

START_TEST(what_is_neither_a_mailbox_nor_a_word_is_no_role)
{
	static const char *const texts[] = {"", "@", "noc@", "@example.com",
	    "noc@localhost", "a@b@example.com", "noc @example.com",
	    "<noc@example.com>", "mailto:noc@example.com", "x", "two words",
	    "noc-east", "noc1", "noc.east", "*", "n*c", "*@example.com",
	    "noc@*.example.com", "n\xff", "n\xc3", "\xc0\xaeoc",
	    "noc\xe2\x80\xae", "noc\xe2\x80\x8b", "noc\n", "noc\x1b[31m",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "a"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		ck_assert_msg(!mailbox_role_valid(texts[i]), "case %zu", i);
}
END_TEST

/* ---- names that a stranger wrote ---------------------------------------- */

START_TEST(names_of_controls_or_nothing_make_nobody)
{
	static const char *const names[] = {"", " ", "  ", "\x01\x02 \x1b[31m",
	    "\xe2\x80\xae \xe2\x80\x8b", "- -", "1 2", "\xff \xfe", "\t\t",
	    ". .", "O 'o"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		ck_assert_int_eq(
		    classify("zorblax@example.com", "x", false, names[i]),
		    MAILBOX_UNCLEAR);
		ck_assert_int_eq(
		    classify("noc@example.com", names[i], true, ""),
		    MAILBOX_ROLE);
		ck_assert_int_eq(
		    classify("zorblax@example.com", names[i], true, ""),
		    MAILBOX_PERSON);
	}
}
END_TEST

START_TEST(a_name_in_right_to_left_script_is_a_name)
{
#define YAEL "\xd7\x99\xd7\xa2\xd7\x9c"
#define LEVI "\xd7\x9c\xd7\x95\xd7\x99"
	ck_assert_int_eq(
	    classify(YAEL "-noc@example.com", "x", false, YAEL " " LEVI),
	    MAILBOX_PERSON);
	ck_assert_int_eq(
	    classify(LEVI "@example.com", "x", false, YAEL " " LEVI),
	    MAILBOX_PERSON);
	ck_assert_int_eq(
	    classify(YAEL "@example.com", "x", false, ""), MAILBOX_UNCLEAR);
}
END_TEST

/* Pairs of all words with all would be millions. */
START_TEST(a_name_of_ten_thousand_octets_does_no_harm)
{
	char name[10241];
	struct person person = {name, name};
	struct mailbox_names *names;

	for (size_t i = 0; i + 3 < sizeof(name); i += 4)
		snprintf(name + i, 5, "%c%c%c ", (int)('a' + i / 4 % 26),
		    (int)('a' + i / 104 % 26), (int)('a' + i / 2704 % 26));
	names = mailbox_names_new(lists, &person, 1);
	ck_assert_int_eq(
	    mailbox_classify(lists, names, "aaa.baa@example.com", false),
	    MAILBOX_NAMED);
	ck_assert_int_eq(
	    mailbox_classify(lists, names, "zorblax@example.com", false),
	    MAILBOX_NOTHING);
	mailbox_names_free(names);
	memset(name, 'n', sizeof(name) - 1);
	names = mailbox_names_new(lists, &person, 1);
	ck_assert_int_eq(
	    mailbox_classify(lists, names, "zorblax@example.com", false),
	    MAILBOX_NOTHING);
	mailbox_names_free(names);
}
END_TEST

START_TEST(particles_of_a_surname_are_nobodys_name)
{
	ck_assert_int_eq(
	    classify("van-noc@example.com", "x", false, "Jo van Dijk"),
	    MAILBOX_ROLE);
	ck_assert_int_eq(classify("van@example.com", "x", false, "Linh Van"),
	    MAILBOX_PERSON);
}
END_TEST

START_TEST(consumer_domains_match_whole_labels)
{
	ck_assert(mailbox_consumer(lists, "freemail.example"));
	ck_assert(mailbox_consumer(lists, "mail.freemail.example"));
	ck_assert(!mailbox_consumer(lists, "notfreemail.example"));
	ck_assert(!mailbox_consumer(lists, "freemail.example.com"));
	ck_assert(!mailbox_consumer(lists, "example"));
	ck_assert(!mailbox_consumer(lists, ""));
	ck_assert(!mailbox_consumer(lists, "."));
}
END_TEST

/* A word: nothing that folding would change, or that splits. */
static void
check_list(const char *text, const char *allowed, bool doubtful)
{
	struct strings lines = {0};
	size_t words = 0;

	strings_split(&lines, text, '\n');
	for (size_t i = 0; i < lines.count; i++) {
		const char *line = lines.items[i];
		size_t len = strspn(line, allowed);

		if (line[0] == '#' || line[0] == '\0')
			continue;
		if (doubtful && line[len] == '?')
			len++;
		ck_assert_msg(len > 1 && line[len] == '\0',
		    "not a plain word: \"%s\"", line);
		words++;
	}
	ck_assert_uint_gt(words, 100);
	strings_clear(&lines);
}

START_TEST(the_word_lists_hold_plain_words)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz";

	check_list(data_role_words, letters, true);
	check_list(data_given_names, letters, false);
	check_list(data_consumer_domains,
	    "abcdefghijklmnopqrstuvwxyz0123456789-.", false);
}
END_TEST

START_TEST(no_word_is_listed_twice)
{
	struct strings seen = {0}, lines = {0};

	strings_split(&lines, data_role_words, '\n');
	strings_split(&lines, data_given_names, '\n');
	for (size_t i = 0; i < lines.count; i++) {
		char *line = lines.items[i];

		if (line[0] == '#' || line[0] == '\0')
			continue;
		line[strcspn(line, "?")] = '\0';
		ck_assert_msg(strings_add_unique(&seen, line), "%s", line);
	}
	strings_clear(&seen);
	strings_clear(&lines);
}
END_TEST

Suite *
suite_mailbox(void)
{
	Suite *s = suite_create("mailbox");
	TCase *t = tcase_create("mailbox");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, the_labelled_mailboxes_are_what_they_are_labelled);
	tcase_add_test(t, no_persons_mailbox_is_taken_for_a_roles);
	tcase_add_test(t, the_reason_is_the_step_that_decided);
	tcase_add_test(t, a_configured_mailbox_is_a_role_whatever_its_name_is);
	tcase_add_test(t, a_configured_tag_stands_for_its_mailbox);
	tcase_add_test(t, a_configured_word_joins_the_role_words);
	tcase_add_test(t, what_is_neither_a_mailbox_nor_a_word_is_no_role);
	tcase_add_test(t, names_of_controls_or_nothing_make_nobody);
	tcase_add_test(t, a_name_in_right_to_left_script_is_a_name);
	tcase_add_test(t, a_name_of_ten_thousand_octets_does_no_harm);
	tcase_add_test(t, particles_of_a_surname_are_nobodys_name);
	tcase_add_test(t, a_text_that_is_no_address_has_a_kind_too);
	tcase_add_test(t, what_stands_around_an_address_hides_no_name);
	tcase_add_test(t, a_very_long_local_part_is_no_chain);
	tcase_add_test(t, a_name_of_one_letter_or_none_makes_nobody);
	tcase_add_test(t, consumer_domains_match_whole_labels);
	tcase_add_test(t, the_word_lists_hold_plain_words);
	tcase_add_test(t, no_word_is_listed_twice);
	suite_add_tcase(s, t);
	return s;
}
