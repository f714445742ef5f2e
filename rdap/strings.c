#include <stdlib.h>
#include <string.h>
#include "alloc.h"
#include "buf.h"
#include "strings.h"

void
strings_take(struct strings *s, char *item)
{
	s->items = xgrow(s->items, s->count, sizeof(*s->items));
	s->items[s->count++] = item;
}

void
strings_add(struct strings *s, const char *item)
{
	strings_take(s, xstrdup(item));
}

bool
strings_contain(const struct strings *s, const char *item)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->items[i], item) == 0)
			return true;
	return false;
}

bool
strings_add_unique(struct strings *s, const char *item)
{
	if (strings_contain(s, item))
		return false;
	strings_add(s, item);
	return true;
}

static int
compare_items(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void
strings_sort(struct strings *s)
{
	if (s->count > 1)
		qsort(s->items, s->count, sizeof(*s->items), compare_items);
}

void
strings_copy(struct strings *to, const struct strings *from)
{
	size_t count = from->count;

	for (size_t i = 0; i < count; i++)
		strings_add(to, from->items[i]);
}

char *
strings_join(const struct strings *s, const char *separator)
{
	struct buf b = {0};

	for (size_t i = 0; i < s->count; i++) {
		if (i > 0)
			buf_puts(&b, separator);
		buf_puts(&b, s->items[i]);
	}
	return buf_take(&b);
}

void
strings_split(struct strings *s, const char *text, char separator)
{
	const char *end;

	while ((end = strchr(text, separator)) != NULL && *end != '\0') {
		strings_take(s, xstrndup(text, (size_t)(end - text)));
		text = end + 1;
	}
	strings_add(s, text);
}

void
strings_clear(struct strings *s)
{
	for (size_t i = 0; i < s->count; i++)
		free(s->items[i]);
	free(s->items);
	*s = (struct strings){0};
}
