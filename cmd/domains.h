/*
 * domains: may this be declared as an organization's mail domain? What belongs
 * to everybody may not: a public suffix (publicsuffix.org, as libpsl has it
 * built in) and a consumer mail provider's domain; nor what is no domain.
 */
#ifndef CMD_DOMAINS_H
#define CMD_DOMAINS_H

#include "rdap/error.h"

/*
 * The key (rdap/address.h) of an own or a shared domain, owned by the caller;
 * U-labels and A-labels are taken alike. NULL and ERROR_USAGE with a line that
 * says what was expected; a mail address is not repeated in it.
 */
char *domains_own_key(const char *text, struct error *err);

/* Why the domain (a key) may not be declared, a clause; NULL when it may. */
const char *domains_refused(const char *key);

#endif
