/*
 * resolver: DNS answers from the network. All of c-ares is behind this wall.
 *
 * Asks the system's resolvers (/etc/resolv.conf), or those given, the first
 * four of them, each by its own channel: recursion wanted, names absolute (no
 * search domain, no hosts file), TCP when an answer is truncated, at most 16
 * questions at a time. A resolver has 2 s, then 4 s for an answer; what it does
 * not answer, or answers with an error, goes to the next one. NXDOMAIN is asked
 * again, at the next one where there are several; only when that says the same
 * it is believed. All ends at the deadline (RFC 1035, 7766, 8020).
 *
 * A resolver that lies: before the first question each is asked for the
 * addresses and the mail hosts of a random name below .invalid, which does not
 * exist (RFC 6761 section 6.4). Those that say so are asked. Where none does,
 * what they say to exist is marked doubtful.
 *
 * dns_trouble() then says what is wrong: "there is no resolver to ask", "the
 * resolver 192.0.2.53 answers for names that do not exist", "... does not
 * answer, or not properly".
 *
 * Nothing is opened or read before the first question.
 *
 * Reserved names are not asked (dns.h), but where the only resolvers are given
 * ones on loopback addresses, with ports of their own: that is a laboratory,
 * and knows them.
 */
#ifndef RDAP_RESOLVER_H
#define RDAP_RESOLVER_H

#include <signal.h>
#include "dns.h"
#include "strings.h"

struct resolver_options {
	const struct strings *servers; /* as resolver_server_parse() makes them;
	                                  NULL or empty: the system's */
	unsigned deadline; /* seconds for all questions together; 0: 30 */
	unsigned timeout;  /* ms for the first try at a resolver; 0: 2000 */
	const volatile sig_atomic_t *stop; /* may be NULL */
	unsigned seed;                     /* of the random names */
	/* Before so many questions are asked. May be NULL. */
	void (*asking)(void *arg, size_t questions);
	void *arg;
};

/* Copies what it needs. Never fails: a resolver that is not there answers
 * nothing. */
struct dns *resolver_new(const struct resolver_options *options);

/*
 * 192.0.2.53, 192.0.2.53:5353, 2001:db8::53, [2001:db8::53]:5353, in the form
 * that resolver_new() takes. The caller owns it. NULL and ERROR_USAGE.
 */
char *resolver_server_parse(const char *text, struct error *err);

#endif
