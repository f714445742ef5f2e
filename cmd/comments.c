#include <stdbool.h>
#include <string.h>

#include "comments.h"

/* Behind the string that begins at `p`, or at the end of the text. */
static char *
skip_string(char *p)
{
	char quote = *p++;

	while (*p != '\0' && *p != quote)
		p += *p == '\\' && p[1] != '\0' ? 2 : 1;
	return *p == '\0' ? p : p + 1;
}

static char *
blank_line(char *p)
{
	while (*p != '\0' && *p != '\n')
		*p++ = ' ';
	return p;
}

static char *
blank_block(char *p)
{
	char *end = strstr(p + 2, "*/");

	if (end == NULL)
		return p + strlen(p);
	for (; p < end + 2; p++)
		if (*p != '\n')
			*p = ' ';
	return p;
}

void
comments_blank(char *text)
{
	char *p = text;

	while (*p != '\0') {
		bool fresh =
		    p == text || strchr(" \t\r\n{}()=+,\"'", p[-1]) != NULL;

		if (*p == '"' || *p == '\'')
			p = skip_string(p);
		else if (fresh && (*p == '#' || strncmp(p, "//", 2) == 0))
			p = blank_line(p);
		else if (fresh && strncmp(p, "/*", 2) == 0)
			p = blank_block(p);
		else
			p++;
	}
}
