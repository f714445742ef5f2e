#include <stdlib.h>
#include <string.h>
#include "data.h"
#include "letters.h"
#include "mailbox_lists.h"
#include "rdap/address.h"
#include "rdap/alloc.h"

/* Extra links of a chain. Alone they are words of other languages, or
 * people's names. */
static const char *const chain_words[] = {"arin", "ip", "it"};

void
words_finish(struct mailbox_names *set)
{
	struct strings *w = &set->words;
	size_t kept = 0;

	strings_sort(w);
	for (size_t i = 0; i < w->count; i++) {
		if (kept > 0 && strcmp(w->items[kept - 1], w->items[i]) == 0)
			free(w->items[i]);
		else
			w->items[kept++] = w->items[i];
	}
	w->count = kept;
}

bool
words_contain(const struct mailbox_names *set, const char *word, size_t len)
{
	size_t low = 0, high = set->words.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *item = set->words.items[middle];
		int order = strncmp(word, item, len);

		if (order == 0 && item[len] == '\0')
			return true;
		if (order > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

bool
words_have(const struct mailbox_names *set, const char *word)
{
	return words_contain(set, word, strlen(word));
}

/* Those that end in '?' go into `doubtful` as well, without it. */
static void
words_parse(
    struct mailbox_names *set, struct mailbox_names *doubtful, const char *text)
{
	size_t len, end;

	for (; *text != '\0'; text += end + (text[end] == '\n')) {
		len = end = strcspn(text, "\n");
		if (len == 0 || text[0] == '#')
			continue;
		if (doubtful != NULL && text[len - 1] == '?')
			strings_take(&doubtful->words, xstrndup(text, --len));
		strings_take(&set->words, xstrndup(text, len));
	}
	words_finish(set);
}

struct mailbox_lists *
mailbox_lists_new(void)
{
	struct mailbox_lists *lists = xcalloc(1, sizeof(*lists));

	words_parse(&lists->roles, &lists->surnames, data_role_words);
	words_finish(&lists->surnames);
	words_parse(&lists->given, NULL, data_given_names);
	words_parse(&lists->consumers, NULL, data_consumer_domains);
	return lists;
}

void
mailbox_lists_free(struct mailbox_lists *lists)
{
	if (lists == NULL)
		return;
	strings_clear(&lists->roles.words);
	strings_clear(&lists->surnames.words);
	strings_clear(&lists->given.words);
	strings_clear(&lists->consumers.words);
	strings_clear(&lists->configured.words);
	mailbox_lists_free(lists->plain);
	free(lists);
}

/* ---- roles of the configuration ----------------------------------------- */

static bool
is_plain(const char *folded)
{
	size_t len = strlen(folded);

	for (size_t i = 0; i < len; i++)
		if (!letters_is(folded[i]))
			return false;
	return len > 1 && len <= WORD_MAX;
}

/* A word can be a local part: so it is UTF-8 and shows. */
bool
mailbox_role_valid(const char *text)
{
	char *address, *folded;
	bool valid;

	if (strchr(text, '@') != NULL)
		return strchr(text, '*') == NULL && address_valid(text);
	address = xasprintf("%s@example.com", text);
	folded = letters_fold(text, true);
	valid = address_valid(address) && is_plain(folded);
	free(folded);
	free(address);
	return valid;
}

/* Whoever configures a word means it. */
static void
no_surname(struct mailbox_lists *lists, const char *word)
{
	struct strings kept = {0};
	struct strings *all = &lists->surnames.words;

	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->items[i], word) != 0)
			strings_add(&kept, all->items[i]);
	strings_clear(all);
	*all = kept;
}

static void
add_role_word(struct mailbox_lists *lists, const char *word)
{
	for (int german = 0; german < 2; german++) {
		char *plain = letters_fold(word, german);

		no_surname(lists, plain);
		strings_take(&lists->roles.words, plain);
	}
}

void
mailbox_lists_add(struct mailbox_lists *lists, const struct strings *roles)
{
	for (size_t i = 0; i < roles->count; i++) {
		const char *entry = roles->items[i];
		char *key;

		if (strchr(entry, '@') == NULL) {
			add_role_word(lists, entry);
			continue;
		}
		key = address_key(entry);
		strings_take(&lists->configured.words, address_mailbox(key));
		free(key);
	}
	words_finish(&lists->roles);
	words_finish(&lists->configured);
	if (lists->plain == NULL)
		lists->plain = mailbox_lists_new();
}

bool
lists_chain_word(
    const struct mailbox_lists *lists, const char *word, size_t len)
{
	for (size_t i = 0; i < COUNT(chain_words); i++)
		if (strlen(chain_words[i]) == len &&
		    memcmp(chain_words[i], word, len) == 0)
			return true;
	return words_contain(&lists->roles, word, len);
}

bool
mailbox_consumer(const struct mailbox_lists *lists, const char *domain)
{
	while (domain != NULL && *domain != '\0') {
		if (words_contain(&lists->consumers, domain, strlen(domain)))
			return true;
		domain = strchr(domain, '.');
		if (domain != NULL)
			domain++;
	}
	return false;
}
