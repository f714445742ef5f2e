#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "options_rows.h"
#include "rdap/alloc.h"

/* A digit in the place of another is no slip of the finger that can be seen. */
static size_t
replacement(char a, char b)
{
	if (a == b)
		return 0;
	return isdigit((unsigned char)a) && isdigit((unsigned char)b) ? 3 : 1;
}

/* The optimal string alignment distance of two short words. */
static size_t
word_distance(const char *a, const char *b)
{
	size_t d[24][24], la = strlen(a), lb = strlen(b), i, j, best;

	if (la > 23 || lb > 23)
		return 99;
	for (i = 0; i <= la; i++)
		for (j = 0; j <= lb; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			best =
			    d[i - 1][j - 1] + replacement(a[i - 1], b[j - 1]);
			if (d[i - 1][j] + 1 < best)
				best = d[i - 1][j] + 1;
			if (d[i][j - 1] + 1 < best)
				best = d[i][j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1] && d[i - 2][j - 2] + 1 < best)
				best = d[i - 2][j - 2] + 1;
			d[i][j] = best;
		}
	return d[la][lb];
}

/* The only one that begins so, or NULL. */
static const char *
beginning_with(const char *word, const char *const *words)
{
	const char *found = NULL;
	size_t len = strlen(word);

	for (; len >= 2 && *words != NULL; words++) {
		if (strncmp(word, *words, len) != 0)
			continue;
		if (found != NULL)
			return NULL;
		found = *words;
	}
	return found;
}

const char *
options_nearest(const char *word, const char *const *words)
{
	const char *nearest = NULL, *const *all = words;
	size_t distance, best = strlen(word) / 3 + 2;

	for (; *words != NULL; words++) {
		distance = word_distance(word, *words);
		if (distance < best) {
			best = distance;
			nearest = *words;
		}
	}
	return nearest != NULL ? nearest : beginning_with(word, all);
}

/* The nearest to what is none of them, in a list joined by commas. */
static const char *
nearest_of(const char *value, const struct strings *words)
{
	const char **all, *nearest = NULL;
	struct strings parts = {0};
	size_t i;

	all = xcalloc(words->count + 1, sizeof(*all));
	for (i = 0; i < words->count; i++)
		all[i] = words->items[i];
	strings_split(&parts, value, ',');
	for (i = 0; i < parts.count && nearest == NULL; i++)
		if (!strings_contain(words, parts.items[i]))
			nearest = options_nearest(parts.items[i], all);
	strings_clear(&parts);
	free(all);
	return nearest;
}

int
option_set(const struct option_row *row, struct options *options,
    const char *value, struct error *err)
{
	struct strings words = {0};
	struct error why = {0};
	const char *nearest;

	if (row->set(options, value, &why) == 0)
		return 0;
	option_words(row, &words);
	nearest = value == NULL ? NULL : nearest_of(value, &words);
	if (nearest != NULL)
		error_set(err, why.code, "%s; did you mean \"%s\"?", why.text,
		    nearest);
	else
		error_set(err, why.code, "%s", why.text);
	strings_clear(&words);
	return -1;
}
