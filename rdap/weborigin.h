/*
 * weborigin: whose answer it is, by the parts of a URL that decide it.
 *
 * Life: zero it, fill in what the URL has (each owned, NULL for what it has
 * not), web_origin_clear().
 */
#ifndef RDAP_WEBORIGIN_H
#define RDAP_WEBORIGIN_H

#include <stdbool.h>

struct web_origin {
	char *scheme, *host, *port, *user, *password;
};

/* https, or http on loopback; without credentials. */
bool web_origin_allowed(const struct web_origin *o);
/* May a request for one go to the other as well? Credentials in `to` say no. */
bool
web_origin_same(const struct web_origin *from, const struct web_origin *to);
/* `to` for a person, owned by the caller: the host; where that alone would not
 * tell the two apart, the scheme and port as well. */
char *
web_origin_text(const struct web_origin *from, const struct web_origin *to);
void web_origin_clear(struct web_origin *o);

/* Text that may have come from the other side, for a message: at most 200
 * octets, and printable. Owned by the caller. */
char *web_harmless(const char *text);

#endif
