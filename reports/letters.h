/*
 * letters: text as mailboxes are called after it, in small letters without
 * accents. For mailbox*.c. The text is a stranger's: any octets may come, and
 * what is no UTF-8 stays what it is.
 */
#ifndef REPORTS_LETTERS_H
#define REPORTS_LETTERS_H

#include "rdap/strings.h"

/*
 * `text` in small letters without accents (Latin, with Vietnamese), without
 * apostrophes and combining marks; Greek and Cyrillic in small letters. The
 * caller owns it. `german`: an umlaut is two letters ("juergen", not
 * "jurgen"), as a Scandinavian's is.
 */
char *letters_fold(const char *text, bool german);

/* The rest takes folded text. A letter: 'a' to 'z', or no ASCII. */
bool letters_is(char c);
/* Letters of a word, not octets. */
size_t letters_count(const char *word);
/* The first letter; the caller owns it. */
char *letters_initial(const char *word);
/* Add the words: what stands between separators, or, with NULL, what is
 * between anything but letters. */
void
letters_split(struct strings *words, const char *text, const char *separators);
/* Several words count as a whole, too: add them joined. */
void letters_join(struct strings *words);

#endif
