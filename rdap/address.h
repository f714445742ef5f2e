/*
 * address: mail addresses as the registry publishes them.
 *
 * The registry's text is a stranger's: any bytes may come. Every spelling has
 * a key under which sightings of the same mailbox meet: local part
 * case-folded (ASCII), domain in lower-case A-labels (RFC 5890, by libidn2,
 * non-transitional). Text that is no valid address still has a key (itself,
 * trimmed and folded; a domain it ends in, behind the last '@', is in A-labels
 * even so), so that nothing published is lost.
 */
#ifndef RDAP_ADDRESS_H
#define RDAP_ADDRESS_H

#include <stdbool.h>
#include "strings.h"

#define ADDRESS_MAX 320 /* RFC 3696: 64 + 1 + 255 octets */

/*
 * Is it an addr-spec that mail could be sent to (RFC 5321 dot-string local
 * part, UTF-8 allowed as in RFC 6531; a domain of at least two labels of
 * letters, digits, hyphens; no literals, no quoted local part, no comments)?
 * Nothing is trimmed. Not valid either: what is not UTF-8, controls, spaces,
 * characters that show nothing or turn the reading direction, and a domain
 * whose last label is a number.
 */
bool address_valid(const char *spelling);

/* The key; owned by the caller, never NULL. */
char *address_key(const char *spelling);

/* The domain of a key, or "" when it has none. Borrowed from `key`. */
const char *address_domain(const char *key);

/*
 * The mailbox of a key: what follows a '+' in the local part does not count.
 * Owned by the caller. "noc+arin@example.com" gives "noc@example.com". A '+'
 * at the very front stays; a key without '@' is its own mailbox.
 */
char *address_mailbox(const char *key);

/*
 * The local part of a key without what follows a '+', or all of a key that has
 * no '@'; owned by the caller.
 */
char *address_local(const char *key);

/*
 * A mail domain in lower-case A-labels; owned by the caller. NULL when it is
 * none: wildcards, addresses, single labels, literals, and names whose last
 * label is a number are none. Underscores are let through, as DNS does; one
 * dot at the end (the root) is dropped.
 */
char *domain_key(const char *text);

/*
 * Is `domain` the same as `own` or below it? Whole labels only:
 * "mail.example.com" is within "example.com", "notexample.com" is not.
 * Both as keys.
 */
bool domain_within(const char *domain, const char *own);

/*
 * Add every mail address that stands in free text, plain form
 * ("name@example.com", also within "mailto:" and angle brackets), to `found`,
 * as spelled, each spelling once. Surrounding punctuation is no part of it.
 * Of the signs RFC 5322 allows in a local part only . _ - + ' & % are taken
 * for part of it: the others stand between addresses more often than in them
 * ("mail=noc@example.com", "a@example.com/b@example.com"). Words joined by
 * more than one '@' are no address.
 */
void address_find(const char *text, struct strings *found);

/*
 * The same for addresses that people hide from machines: "name at example dot
 * com", "name[at]example.com", "name (at) example (dot) com", "name _at_
 * example.com", "name@example[dot]com"; case does not matter. The address is
 * added to `found`, as it would be written, unless one of the same key is there
 * already; what stands in the text, with runs of blanks as one, to `forms`, in
 * the same order.
 *
 * It would rather miss one than take prose for an address. Spelled in words
 * alone, the domain needs " dot " before each label and a last label that is
 * known, and the word before " at " must not be one that sentences have there
 * ("meet at noon dot com"). "name at example.com" is none: so sites are named.
 * At most 4096 in one text.
 */
void address_find_hidden(
    const char *text, struct strings *found, struct strings *forms);

#endif
