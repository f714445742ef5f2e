#include <string.h>
#include <strings.h>
#include "format.h"

const struct format formats[] = {
    {"text", ".txt .text", "for reading on a terminal", 0600, true,
	format_text},
    {"csv", ".csv", "one table, for spreadsheets and scripts", 0600, true,
	format_csv},
    {"excel", "", "the same, as Excel reads it right", 0600, true,
	format_excel},
    {"json", ".json", "everything, for programs", 0600, false, format_json},
    {"html", ".html .htm", "one page to read, send or print", 0600, false,
	format_html},
    {"markdown", ".md .markdown", "for a ticket: a list to tick", 0600, false,
	format_markdown},
    {"openmetrics", ".prom .om", "counts and times only, for Prometheus", 0644,
	false, format_openmetrics},
};
const size_t format_count = sizeof(formats) / sizeof(formats[0]);

const struct format *
format_find(const char *name)
{
	size_t i;

	for (i = 0; i < format_count; i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

/* Is `suffix` one of the words in `list`? */
static bool
listed(const char *list, const char *suffix)
{
	size_t len = strlen(suffix), word;

	for (; *list != '\0'; list += word) {
		list += strspn(list, " ");
		word = strcspn(list, " ");
		if (word == len && strncasecmp(list, suffix, len) == 0)
			return true;
	}
	return false;
}

const char *
format_suffix(const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash != NULL ? slash + 1 : path;

	return strrchr(name + strspn(name, "."), '.');
}

const struct format *
format_for_path(const char *path)
{
	const char *suffix = format_suffix(path);
	size_t i;

	for (i = 0; suffix != NULL && i < format_count; i++)
		if (listed(formats[i].suffixes, suffix))
			return &formats[i];
	return NULL;
}
