#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "query.h"
#include "weborigin.h"

char *
web_harmless(const char *text)
{
	char *copy = xstrndup(text, 200);

	for (char *p = copy; *p != '\0'; p++)
		if (*p < ' ' || *p > '~')
			*p = '?';
	return copy;
}

static bool
part_equal(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcasecmp(a, b) == 0;
}

bool
web_origin_same(const struct web_origin *from, const struct web_origin *to)
{
	return part_equal(from->scheme, to->scheme) &&
	       part_equal(from->host, to->host) &&
	       part_equal(from->port, to->port) && to->user == NULL &&
	       to->password == NULL;
}

char *
web_origin_text(const struct web_origin *from, const struct web_origin *to)
{
	bool web =
	    part_equal(to->scheme, "https") || part_equal(to->scheme, "http");
	char *text, *plain;

	if (web && to->host != NULL && !part_equal(from->host, to->host))
		return web_harmless(to->host);
	text = xasprintf("%s://%s%s%s%s", to->scheme == NULL ? "" : to->scheme,
	    to->user != NULL || to->password != NULL ? "USER@" : "",
	    to->host == NULL ? "" : to->host, to->port == NULL ? "" : ":",
	    to->port == NULL ? "" : to->port);
	plain = web_harmless(text);
	free(text);
	return plain;
}

bool
web_origin_allowed(const struct web_origin *o)
{
	return o->user == NULL && o->password == NULL &&
	       (part_equal(o->scheme, "https") ||
		   (part_equal(o->scheme, "http") && o->host != NULL &&
		       host_is_loopback(o->host)));
}

void
web_origin_clear(struct web_origin *o)
{
	free(o->scheme);
	free(o->host);
	free(o->port);
	free(o->user);
	free(o->password);
	*o = (struct web_origin){0};
}
