#include <string.h>

#include "options.h"

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
			best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
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

const char *
options_nearest(const char *word, const char *const *words)
{
	const char *nearest = NULL;
	size_t distance, best = strlen(word) / 3 + 2;

	for (; *words != NULL; words++) {
		distance = word_distance(word, *words);
		if (distance < best) {
			best = distance;
			nearest = *words;
		}
	}
	return nearest;
}
