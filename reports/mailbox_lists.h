/*
 * mailbox_lists: the word lists behind mailbox.h. Private to mailbox.c,
 * mailbox_lists.c and mailbox_names.c.
 */
#ifndef REPORTS_MAILBOX_LISTS_H
#define REPORTS_MAILBOX_LISTS_H

#include "mailbox.h"

#define WORD_MAX 64 /* a local part has no more octets */
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A set of words: sorted bytewise once all are in. */
struct mailbox_names {
	struct strings words;
};

struct mailbox_lists {
	struct mailbox_names roles;
	struct mailbox_names surnames; /* those of the roles that are */
	struct mailbox_names given;
	struct mailbox_names consumers;
	struct mailbox_names configured; /* mailboxes */
	struct mailbox_lists *plain;     /* as without configuration, or NULL */
};

/* All words are in: sort, drop what is there twice. */
void words_finish(struct mailbox_names *set);
bool
words_contain(const struct mailbox_names *set, const char *word, size_t len);
bool words_have(const struct mailbox_names *set, const char *word);

/* Can it be a link of a chain of role words? */
bool lists_chain_word(
    const struct mailbox_lists *lists, const char *word, size_t len);

#endif
