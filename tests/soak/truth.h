/*
 * truth: what an invented registry holds of EXMPL-1 at one moment, and what it
 * answers, in RDAP and in Whois-RWS. A stranger, OTHER-1, stands in between:
 * its network is shown with EXMPL-1's, and all of its contacts hold STRANGER.
 */
#ifndef TESTS_SOAK_TRUTH_H
#define TESTS_SOAK_TRUTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rdap/buf.h"

#define TRUTH_ORG    "EXMPL-1"
#define TRUTH_DOMAIN "example.com"
#define TRUTH_RDAP   "https://rdap.example/registry/"
#define TRUTH_WHOIS  "https://whois.example/rest/"
#define STRANGER     "strangers-own"

#define TRUTH_LINKS 4

struct truth_poc {
	bool there;
	bool person;
	bool cell;
	bool unvalidated;
	int mails[2];    /* 0: none; the first is one */
	int64_t changed; /* as the registry says */
};

/* What POCs serve: the organization, a network, an autnum. */
struct truth_place {
	bool there;
	bool stranger; /* OTHER-1's: shown, and not ours */
	bool hidden;   /* a network that only Whois-RWS shows */
	struct truth_link {
		size_t poc;
		unsigned roles; /* ROLE_*; 0: no link */
	} links[TRUTH_LINKS];
	int remark; /* which address stands in its text; 0: none */
	int64_t changed;
};

enum world {
	WORLD_PLAIN,
	WORLD_RICH,   /* all roles, and networks that were reassigned */
	WORLD_HIDING, /* and networks that only Whois-RWS shows */
};

struct truth {
	enum world world;
	struct truth_poc *pocs;
	struct truth_place *places; /* the organization, networks, autnums */
	size_t poc_count, network_count, autnum_count;
};

/* An organization of about so many objects, at `now`. */
void truth_make(struct truth *t, enum world world, uint64_t *seed,
    unsigned objects, int64_t now);
void truth_copy(struct truth *to, const struct truth *from);
/* Some true changes, or none. */
void truth_change(struct truth *t, uint64_t *seed, int64_t now);
void truth_clear(struct truth *t);

/* Does this POC serve the organization, or something of its? */
bool truth_linked(const struct truth *t, size_t poc);
/* Does one of those that do have an address at TRUTH_DOMAIN? */
bool truth_confirmed(const struct truth *t);
/* When the record with this handle was changed last; 0: none has it. */
int64_t truth_changed(const struct truth *t, const char *handle, size_t len);
/* Is a mail number an address at TRUTH_DOMAIN? */
bool truth_at_domain(const struct truth_poc *p);

/* One answer. */
struct truth_answer {
	int status;
	const char *type;
	struct buf body;
};

/*
 * What this registry answers to a URL. `cut`: half of the entries of a list
 * are left out, which ones the number decides; with `notice` that is said. 0:
 * all is there. The caller clears the body.
 */
void truth_ask(const struct truth *t, const char *url, uint64_t cut,
    bool notice, struct truth_answer *answer);

/* Nothing is there: by 404, or by a list that is empty where a list was asked
 * for. */
void truth_nothing(const char *url, bool list, struct truth_answer *answer);
/* OTHER-1's, whatever was asked. */
void truth_strangers(const char *url, struct truth_answer *answer);

#endif
