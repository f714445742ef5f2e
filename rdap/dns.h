/*
 * dns: questions to the domain name system (RFC 1035) and their answers,
 * wherever these come from: a resolver (resolver.h) or a recording.
 *
 * Names are lower-case A-labels without a dot at the end, and are always
 * absolute. An answer's record is the data alone, in presentation format as
 * `dig +short` prints it: "10 mail.example.com.", "192.0.2.1",
 * "\"whoexposed=EXMPL-1\"".
 */
#ifndef RDAP_DNS_H
#define RDAP_DNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "error.h"

enum dns_type {
	DNS_MX,
	DNS_A,
	DNS_AAAA,
	DNS_NS,
	DNS_TXT,
};
#define DNS_TYPES 5
const char *dns_type_name(enum dns_type type);

/* How a question ended. Only the first two say anything about the name. */
enum dns_status {
	DNS_NOERROR,  /* also without a record: it exists, and has none of the
	                 type */
	DNS_NXDOMAIN, /* twice, at different resolvers where there are */
	DNS_SERVFAIL,
	DNS_REFUSED,
	DNS_FORMERR,
	DNS_NOTIMP,
	DNS_OTHER,    /* any other response code */
	DNS_TIMEOUT,  /* no answer, or none that can be read */
	DNS_NOT_HELD, /* not asked: a recording does not hold it */
};
/* "NOERROR" ... "TIMEOUT"; "" for DNS_OTHER and DNS_NOT_HELD. */
const char *dns_status_name(enum dns_status status);
/* DNS_OTHER for a word that is another code's. */
enum dns_status dns_status_parse(const char *word);

struct dns_record {
	unsigned preference; /* MX */
	char *text; /* owned. MX, NS: the host's name, "" for the root; A, AAAA:
	               the address; TXT: its strings, joined */
};

/* A question and its answer. Zeroed but for the first two, it is a question;
 * dns_answer_clear() in any case. */
struct dns_answer {
	enum dns_type type;
	char *name; /* owned */
	enum dns_status status;
	bool doubtful; /* NOERROR of a resolver that answers for names which do
	                  not exist, or may: it proves nothing */
	struct dns_record *records;
	size_t count;
	int64_t time;
};
void dns_answer_clear(struct dns_answer *a);
void
dns_answer_add(struct dns_answer *a, unsigned preference, const char *text);
/* Drop its records. */
void dns_answer_empty(struct dns_answer *a);
/* Does it say that the name does not exist; that it has such records; that it
 * is there or not, without such records? */
bool dns_gone(const struct dns_answer *a);
bool dns_has(const struct dns_answer *a);
bool dns_none(const struct dns_answer *a);

/* Where answers come from. */
struct dns {
	/* Fill all; as many at a time as is polite. Without a question, only
	 * find out whether something is wrong. */
	void (*ask)(struct dns *d, struct dns_answer *answers, size_t count);
	/* Is it to be asked at all? Not where the name is reserved; of a
	 * recording, when it holds a line for the name. */
	bool (*asks)(const struct dns *d, const char *name);
	/* What is wrong with where they come from, a clause for a person; "" when
	 * nothing is, or nothing was asked yet. */
	const char *(*trouble)(const struct dns *d);
	void (*free)(struct dns *d);
	bool replay;
};
const char *dns_trouble(const struct dns *d); /* "" for NULL */
void dns_free(struct dns *d);                 /* NULL is fine */

/*
 * Is it a name that nobody can have in the public DNS? RFC 2606, and IANA's
 * registry of special-use names (RFC 6761) with .alt, .home.arpa, .local and
 * .onion; .internal (ICANN resolution 2024.07.29.06).
 */
bool dns_reserved(const char *name);

/* A name that may be asked for: labels of letters, digits, '-' and '_', 253
 * octets at most. */
bool dns_name_valid(const char *name);

/* The answer's records, a line each; owned by the caller. */
char *dns_write(const struct dns_answer *a);
/*
 * Read such lines into an answer of which the type is set; blank lines do not
 * count, a line may end in CR LF. ERROR_DATA and no record at all where one
 * cannot be read: names the line and what was expected. NUL is refused, and
 * more than 4096 records.
 */
int
dns_read(struct dns_answer *a, const char *text, size_t len, struct error *err);

#endif
