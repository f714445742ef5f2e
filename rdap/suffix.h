/*
 * suffix: where strangers register their domains, by the public suffix list
 * (https://publicsuffix.org/list/) that libpsl brings. All of libpsl is behind
 * this wall. Names are keys (address.h).
 */
#ifndef RDAP_SUFFIX_H
#define RDAP_SUFFIX_H

#include <stdbool.h>

/* Does everybody register below it ("com", "co.uk")? A word that no rule of
 * the list knows is none. */
bool suffix_public(const char *name);

/* The part of a name that somebody registered: "example.co.uk" of
 * "mail.example.co.uk". Borrowed from `name`; NULL where it is itself a public
 * suffix. */
const char *suffix_registrable(const char *name);

/* Can names be registered below its last label, as far as the list knows? */
bool suffix_known(const char *name);

#endif
