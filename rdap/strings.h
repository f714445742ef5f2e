/*
 * strings: a list of owned strings, in the order they were added.
 * Life: `struct strings s = {0};`, add, strings_clear().
 */
#ifndef RDAP_STRINGS_H
#define RDAP_STRINGS_H

#include <stdbool.h>
#include <stddef.h>

struct strings {
	char **items; /* each owned */
	size_t count;
};

void strings_add(struct strings *s, const char *item);
/* Take ownership of `item`. */
void strings_take(struct strings *s, char *item);
/* Add unless it is there already; true when it was added. */
bool strings_add_unique(struct strings *s, const char *item);
bool strings_contain(const struct strings *s, const char *item);
/* Sort bytewise. */
void strings_sort(struct strings *s);
/* Add all that is in `from`. */
void strings_copy(struct strings *to, const struct strings *from);
/* Items joined by `separator`; the caller owns the result. "" when empty. */
char *strings_join(const struct strings *s, const char *separator);
/* The items of `text` between separators, empty ones included. */
void strings_split(struct strings *s, const char *text, char separator);
void strings_clear(struct strings *s);

#endif
