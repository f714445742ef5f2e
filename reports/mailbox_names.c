#include <stdlib.h>
#include <string.h>
#include "letters.h"
#include "mailbox_lists.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"

#define NAME_WORDS 8 /* of a given name, of a surname */

/* They stand in surnames of several words and are nobody's own. */
static const char *const particles[] = {"bin", "das", "del", "della", "den",
    "der", "des", "dos", "ibn", "las", "los", "mac", "saint", "san", "santa",
    "ten", "ter", "und", "van", "vom", "von", "zum", "zur"};

static void
add_joined(struct mailbox_names *names, const char *a, const char *b)
{
	strings_take(&names->words, xasprintf("%s%s", a, b));
	strings_take(&names->words, xasprintf("%s.%s", a, b));
}

/* "jdoe", "j.doe", "doej", "johndoe", "john.doe", "johnd" and so on. */
static void
add_pair(struct mailbox_names *names, const char *given, const char *surname)
{
	char *first = letters_initial(given), *last = letters_initial(surname);

	if (letters_count(surname) > 1) {
		add_joined(names, first, surname);
		add_joined(names, surname, first);
	}
	if (letters_count(given) > 1 && letters_count(surname) > 1) {
		add_joined(names, given, surname);
		add_joined(names, surname, given);
	}
	if (letters_count(given) > 2)
		add_joined(names, given, last);
	free(first);
	free(last);
}

static char *
initials(const struct strings *words)
{
	struct buf b = {0};

	for (size_t i = 0; i < words->count; i++) {
		char *first = letters_initial(words->items[i]);

		buf_puts(&b, first);
		free(first);
	}
	return buf_take(&b);
}

static bool
all_roles(const struct mailbox_lists *lists, const struct strings *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (!lists_chain_word(
			lists, words->items[i], strlen(words->items[i])))
			return false;
	return true;
}

static void
name_words(struct strings *words, const char *name)
{
	letters_split(words, name, NULL);
	while (words->count > NAME_WORDS)
		free(words->items[--words->count]);
}

static bool
is_particle(const char *word)
{
	for (size_t i = 0; i < COUNT(particles); i++)
		if (strcmp(particles[i], word) == 0)
			return true;
	return false;
}

static void
add_names(
    struct mailbox_names *names, struct strings *given, struct strings *surname)
{
	const struct strings *both[] = {given, surname};
	char *first = initials(given);

	letters_join(given);
	letters_join(surname);
	for (size_t b = 0; b < 2; b++)
		for (size_t i = 0; i < both[b]->count; i++)
			if (letters_count(both[b]->items[i]) > 2 &&
			    (both[b]->count == 1 ||
				!is_particle(both[b]->items[i])))
				strings_add(&names->words, both[b]->items[i]);
	for (size_t s = 0; s < surname->count; s++) {
		for (size_t g = 0; g < given->count; g++)
			add_pair(names, given->items[g], surname->items[s]);
		if (letters_count(first) > 1 &&
		    letters_count(surname->items[s]) > 1)
			add_joined(names, first, surname->items[s]);
	}
	free(first);
}

static void
add_person(struct mailbox_names *names, const struct mailbox_lists *lists,
    const struct person *person, bool german)
{
	struct strings given = {0}, surname = {0};
	char *g = letters_fold(person->given, german);
	char *s = letters_fold(person->surname, german);

	name_words(&given, g);
	name_words(&surname, s);
	if (!all_roles(lists, &given) || !all_roles(lists, &surname))
		add_names(names, &given, &surname);
	strings_clear(&given);
	strings_clear(&surname);
	free(g);
	free(s);
}

struct mailbox_names *
mailbox_names_new(const struct mailbox_lists *lists,
    const struct person *people, size_t people_count)
{
	struct mailbox_names *names = xcalloc(1, sizeof(*names));

	for (size_t i = 0; i < people_count; i++) {
		add_person(names, lists, &people[i], false);
		add_person(names, lists, &people[i], true);
	}
	words_finish(names);
	return names;
}

void
mailbox_names_free(struct mailbox_names *names)
{
	if (names == NULL)
		return;
	strings_clear(&names->words);
	free(names);
}
