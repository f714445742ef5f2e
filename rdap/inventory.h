/*
 * inventory: all that one run learnt, in memory, between the wire and the
 * store. enumerate fills one; the store writes it in one transaction, and
 * fills another when a report asks for it.
 *
 * Everything is owned by the inventory. Of a record, a link or a sighting
 * that is added it makes what it keeps, so that the caller's stays the
 * caller's; their texts it keeps once each (pool.h), as the same handle, URL
 * and digest stands on thousands of them. Who changes a text of theirs sets
 * it to one from inventory_text(). Adding the same thing twice unites:
 * roles are or-ed, the better look wins, the newer description wins (that of
 * a better look; else the one changed last; else the one read last, by the
 * order of the answers and not by a clock: the same answers make the same
 * inventory), what it lacks is kept from the other. A sighting keeps the
 * answer it was first read from. The same thing is: a record of one kind and
 * handle; a link of one POC to one holder; a sighting of one address in one
 * field of one record by one POC; a part of one record with one digest; a gap
 * of one subject; each within one audited organization. Answers are never
 * united.
 */
#ifndef RDAP_INVENTORY_H
#define RDAP_INVENTORY_H

#include "digest.h"
#include "pool.h"
#include "record.h"

/* How a query ended. Exactly one each. */
enum verdict {
	VERDICT_COMPLETE,
	VERDICT_PARTIAL, /* adds are allowed, nothing may be called gone */
	VERDICT_FAILED,
	VERDICT_SKIPPED,
};
const char *verdict_name(enum verdict verdict);

/* One query and what became of it. */
struct answer {
	char *org; /* the organization it was asked for */
	char *url;
	char *why;           /* what it was to show, one clause */
	int64_t time;        /* CLOCK_NONE when no answer came */
	int64_t server_time; /* what the server's clock said, as it came from
	                        the network in this run; else 0 */
	int status;
	char *content_type;
	uint64_t bytes;
	char digest[DIGEST_TEXT_MAX]; /* "" when no answer came */
	enum verdict verdict;
	char *reason; /* "" when complete */
	int fault;    /* ERROR_* when failed or skipped, else 0 */
};

/* The proof of one record, and of the addresses on it: the part of an answer
 * that shows them. */
struct part {
	char *org;
	enum record_kind kind;
	char *handle;
	size_t answer;                /* index into inventory.answers */
	char *path;                   /* where in the answer, object.h */
	char *body;                   /* object.part */
	char digest[DIGEST_TEXT_MAX]; /* of body */
};

/* Something that may exist and was not seen. Makes the run incomplete. */
struct gap {
	char *id; /* "gap-" and 12 hex digits, of org and subject: the same
	                 gap has the same id in every run, whatever the
	                 reason */
	char *org;
	char *subject; /* "networks", "autnums", "POCs", or a record's handle */
	char *reason;  /* "the list holds 256 entries, the most ARIN shows" */
	int64_t since; /* from the store: when it was first met; else 0 */
};

enum scope_state {
	SCOPE_READ,   /* its own record was read */
	SCOPE_ABSENT, /* the registry says there is no such organization */
	SCOPE_FAILED, /* its own record could not be read */
	SCOPE_OTHER,  /* the handle is a POC's or a customer's */
};

/* An audited organization. */
struct scope {
	char *org;
	char *name; /* "" unless read */
	enum scope_state state;
	char *reason; /* "" when read */
	bool list_complete
	    [RECORD_KINDS]; /* by record_kind: is every record of that kind
	                         which the organization has in this inventory?
	                         [RECORD_ORGANIZATION]: was its record read? */
	size_t associated;  /* networks and autnums shown that are strangers' */
	bool searched;      /* were all of those shown? Only then can a POC
	                         met on them (LEVEL_NONE) be called gone */
	bool cross_checked; /* was the second view read whole? Only then can
	                         what only it shows be called gone */
	/* From the store: when the newest complete run before this one was, and
	 * the one before that; CLOCK_NONE or 0: there was none. */
	int64_t complete_last, complete_before;
	/* From the store: the run that looked at it last, and what dates that;
	 * 0: not from there. */
	int64_t run, observed_at;
	/* From the store, of an earlier run: its answers are not kept, but how
	 * many there were, by verdict, and of whom they were (bits of enum
	 * asked). */
	bool answers_lost;
	unsigned queries[4], asked;
};

enum asked {
	ASKED_DOMAINS = 1, /* Whois-RWS for the POCs at an own domain */
	ASKED_WHOIS = 2,   /* Whois-RWS at all */
};

/* A declared own domain. */
struct domain {
	char *name;     /* key */
	bool confirmed; /* a POC linked to an audited organization uses it, or
	                   DNS names one there */
	bool denied;    /* DNS was asked, and names none */
	char *evidence; /* that POC's handle; "dns:TXT:NAME"; or "" */
	bool searched;  /* all POCs at it were listed, and all are here */
	int64_t own_since; /* from the store: declared and confirmed since */
	char *search_url;  /* from the store: what listed them, or ""; else
	                      NULL, the answers tell */
};

/* Is it DNS that confirms the domain? Then the name of the record, else NULL.
 * Borrowed. */
const char *domain_record(const struct domain *domain);

enum mail_state {
	MAIL_LIVE,      /* it takes mail, as far as DNS tells */
	MAIL_GONE,      /* the registrable domain does not exist */
	MAIL_NULL,      /* null MX: it takes no mail (RFC 7505) */
	MAIL_NO_HOST,   /* it has no mail host with an address */
	MAIL_UNKNOWN,   /* asked, and not answered so that it proves anything */
	MAIL_NOT_ASKED, /* not wanted, reserved, or not in the recording */
};

/* The domain of addresses on an organization's POCs, as DNS has it; one each
 * for an organization (mail_domain.h). */
struct mail_domain {
	char *org;
	char *name;        /* key */
	char *registrable; /* what somebody registered of it; "" when nothing */
	enum mail_state state;
	char
	    *evidence; /* a clause: what DNS answered, or why it is not known */
	int64_t time;  /* of the answer; CLOCK_NONE when there is none */
};

/*
 * What a POC serves besides the audited organizations: a stranger's handle.
 * From Whois-RWS /poc/H/orgs, /nets and /asns; only when all three were read
 * completely (record.links_known) does the absence of one mean anything.
 */
struct elsewhere {
	char *org; /* audited organization whose record the POC is */
	char *poc;
	char *stranger; /* handle of the other organization */
	int resources;  /* does it hold any? 1 yes, 0 no, -1 not known */
};

/* A POC that an earlier run saw. */
struct known_poc {
	char *org; /* audited organization whose record it was */
	char *poc;
	char *addresses; /* on it, with blanks between; "" when there are none*/
};
void known_poc_clear(struct known_poc *x);

/* Both views show a record, and not the same. Both count as published. */
struct difference {
	char *org;
	enum record_kind kind;
	char *handle;
	char *what;       /* "addresses", "functions", "validation", "range",
	                  "only in RDAP", "only in Whois-RWS" */
	char *rdap;       /* as RDAP has it; "" when it has not */
	char *whois;      /* as Whois-RWS has it */
	char *source_url; /* of the Whois-RWS answer */
};

/* What else the run found out about an organization's coverage, in words. */
struct note {
	char *org;
	char *subject; /* "networks", "POCs at example.com", "cross-check" */
	char *text;    /* "the list was cut at 256; repaired: all 700 networks
	                  that the statistics file names were read" */
};

struct inventory {
	struct scope *scopes;
	size_t scope_count;
	struct domain *domains;
	size_t domain_count;
	struct mail_domain *mail_domains;
	size_t mail_domain_count;
	struct strings domains_seen; /* of the POCs linked to the organizations
	                                  and not declared: suggested, no more */
	struct record *records;
	size_t record_count;
	struct link *links;
	size_t link_count;
	struct sighting *sightings;
	size_t sighting_count;
	struct answer *answers;
	size_t answer_count;
	struct part *parts;
	size_t part_count;
	struct gap *gaps;
	size_t gap_count;
	struct elsewhere *elsewheres;
	size_t elsewhere_count;
	struct difference *differences;
	size_t difference_count;
	struct note *notes;
	size_t note_count;
	struct known_poc *gone; /* of those known, the ones that neither view
	                           has: each was asked by handle, and says 404
	                           as it should be */
	size_t gone_count;
	void *index;       /* private to inventory.c */
	struct pool *pool; /* the same */
};

/* Does the POC serve anything audited? One at an own domain may not. */
bool inventory_linked(const struct inventory *inv, const char *poc);

void inventory_clear(struct inventory *inv);
void answer_clear(struct answer *x);

/* After names of records were changed in place: find them by the new ones.
 * Nothing can be added any more. */
void inventory_reindex(struct inventory *inv);

/* A text that is as good as the inventory. */
const char *inventory_text(struct inventory *inv, const char *text);

/* The pointer that an addition returns is good until the next of that kind;
 * `x` is none of them, but may be one of another inventory's. */
struct record *
inventory_add_record(struct inventory *inv, const struct record *x);
struct link *inventory_add_link(struct inventory *inv, const struct link *x);
struct sighting *
inventory_add_sighting(struct inventory *inv, const struct sighting *x);
/* The same for what is known to be new, and will not be added again: it costs
 * no memory but its own. For the store, which has everything once. */
struct link *inventory_append_link(struct inventory *inv, const struct link *x);
struct sighting *
inventory_append_sighting(struct inventory *inv, const struct sighting *x);

/* Each takes the content of *x, which is zeroed. */
struct scope *inventory_add_scope(struct inventory *inv, struct scope *x);
struct answer *inventory_add_answer(struct inventory *inv, struct answer *x);
/* 1 + its index, as sightings refer to it. */
size_t inventory_add_part(struct inventory *inv, struct part *x);
/* Makes the id. The first reason of a gap stands. */
void
inventory_add_gap(struct inventory *inv, const char *org, const char *subject,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Added once, however often. */
void
inventory_add_note(struct inventory *inv, const char *org, const char *subject,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

void inventory_add_gone(struct inventory *inv, const struct known_poc *x);
bool
inventory_gone(const struct inventory *inv, const char *org, const char *poc);

/* The first of one name of one organization stands. */
void inventory_add_mail_domain(struct inventory *inv, struct mail_domain *x);
/* Or NULL. */
const struct mail_domain *inventory_mail_domain(
    const struct inventory *inv, const char *org, const char *name);

/* What is known of `resources` stands. */
struct elsewhere *
inventory_add_elsewhere(struct inventory *inv, struct elsewhere *x);
/* The first of one kind (`what`) of one record stands. */
struct difference *
inventory_add_difference(struct inventory *inv, struct difference *x);

/*
 * Of the queries that were made: whom they asked (bits of enum asked), how many
 * for an organization by verdict, and which listed the POCs at a domain (or
 * NULL). By the answers, and what stands for those that are not kept.
 */
unsigned inventory_asked(const struct inventory *inv);
void inventory_queries(
    const struct inventory *inv, const char *org, unsigned counts[4]);
const char *
inventory_search_url(const struct inventory *inv, const struct domain *domain);
/* Are answers of any of its runs not kept? */
bool inventory_answers_lost(const struct inventory *inv);

struct record *inventory_record(const struct inventory *inv, const char *org,
    enum record_kind kind, const char *handle); /* or NULL */
struct scope *inventory_scope(const struct inventory *inv, const char *org);
/* Every scope read, no gap, nothing else missing. */
bool inventory_complete(const struct inventory *inv);

#endif
