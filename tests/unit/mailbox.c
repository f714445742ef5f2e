#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/strings.h"
#include "reports/data.h"
#include "reports/mailbox.h"
#include "tests/suites.h"

#define LABELLED "tests/unit/mailboxes.tsv"

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

/* The name in its two parts, which `given` and `surname` own. */
static struct person
person_of(const char *name, char **given, char **surname)
{
	const char *blank = strrchr(name, ' ');
	size_t len = blank != NULL ? (size_t)(blank - name) : 0;

	*given = xstrndup(name, len);
	*surname = xstrdup(blank != NULL ? blank + 1 : name);
	return (struct person){*given, *surname};
}

static enum mailbox_kind
classify(
    const char *address, const char *name, bool individual, const char *other)
{
	char *owned[4], *key = address_key(address);
	struct person people[2] = {person_of(name, &owned[0], &owned[1]),
	    person_of(other, &owned[2], &owned[3])};
	struct mailbox_names *names;
	enum mailbox_kind kind;

	names = mailbox_names_new(lists, individual ? people : people + 1,
	    (size_t)individual + (*other != '\0'));
	kind = mailbox_classify(lists, names, key, individual);
	mailbox_names_free(names);
	for (size_t i = 0; i < 4; i++)
		free(owned[i]);
	free(key);
	return kind;
}

static void
check_line(const char *line)
{
	struct strings f = {0};
	const char *found;

	strings_split(&f, line, '\t');
	ck_assert_msg(f.count == 4 || f.count == 5, "fields: %s", line);
	found = mailbox_kind_name(classify(f.items[0], f.items[1],
	    strcmp(f.items[2], "individual") == 0,
	    f.count == 5 ? f.items[4] : ""));
	ck_assert_msg(
	    strcmp(found, f.items[3]) == 0, "%s: found %s", line, found);
	strings_clear(&f);
}

START_TEST(the_labelled_mailboxes_are_what_they_are_labelled)
{
	FILE *in = fopen(LABELLED, "r");
	char *line = NULL;
	size_t size = 0, count = 0;

	ck_assert_msg(in != NULL, LABELLED ": cannot open");
	while (getline(&line, &size, in) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || line[0] == '\0')
			continue;
		check_line(line);
		count++;
	}
	free(line);
	fclose(in);
	ck_assert_uint_ge(count, 120);
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
check_list(const char *text, const char *allowed)
{
	struct strings lines = {0};
	size_t words = 0;

	strings_split(&lines, text, '\n');
	for (size_t i = 0; i < lines.count; i++) {
		const char *line = lines.items[i];

		if (line[0] == '#' || line[0] == '\0')
			continue;
		ck_assert_msg(strspn(line, allowed) == strlen(line),
		    "not a plain word: \"%s\"", line);
		words++;
	}
	ck_assert_uint_gt(words, 100);
	strings_clear(&lines);
}

START_TEST(the_word_lists_hold_plain_words)
{
	check_list(data_role_words, "abcdefghijklmnopqrstuvwxyz");
	check_list(
	    data_consumer_domains, "abcdefghijklmnopqrstuvwxyz0123456789-.");
}
END_TEST

Suite *
suite_mailbox(void)
{
	Suite *s = suite_create("mailbox");
	TCase *t = tcase_create("mailbox");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, the_labelled_mailboxes_are_what_they_are_labelled);
	tcase_add_test(t, a_text_that_is_no_address_has_a_kind_too);
	tcase_add_test(t, a_very_long_local_part_is_no_chain);
	tcase_add_test(t, a_name_of_one_letter_or_none_makes_nobody);
	tcase_add_test(t, consumer_domains_match_whole_labels);
	tcase_add_test(t, the_word_lists_hold_plain_words);
	suite_add_tcase(s, t);
	return s;
}
