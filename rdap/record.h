/*
 * record: what the registry holds about an audited organization: records
 * (organization, POC, network, autnum), the links of POCs to what they serve,
 * and the sightings of mail addresses on them.
 *
 * These are flat, since they go into tables. Strings are borrowed and never
 * NULL ("" when absent): in an inventory from that inventory (inventory.h), in
 * one that is being made from wherever they are until it is added. Everything
 * belongs to exactly one audited organization
 * (`org`); a POC that two audited organizations share is two records.
 * Nobody else's contacts come in here: of strangers only handles are kept.
 */
#ifndef RDAP_RECORD_H
#define RDAP_RECORD_H

#include "object.h"

enum record_kind {
	RECORD_ORGANIZATION,
	RECORD_POC,
	RECORD_NETWORK,
	RECORD_AUTNUM,
	RECORD_IRR, /* an object of the routing registry; handle: its class and
	               key, "route 192.0.2.0/24 AS64500" */
};
#define RECORD_KINDS 5
const char *record_kind_name(enum record_kind kind); /* "organization" ... */

/* How well a record was seen in one run. Only LOOK_COMPLETE can show that
 * something is gone. */
enum look {
	LOOK_COMPLETE,
	LOOK_PARTIAL, /* read, but the answer says that something is left out */
	LOOK_FAILED,  /* known to be there; asked and not answered */
	LOOK_SKIPPED, /* known to be there; not asked (budget, deadline) */
};
const char *look_name(enum look look);

/* What is known of a fact over runs; the store keeps it (store/state.h). */
enum state {
	STATE_OPEN,        /* seen in this run */
	STATE_UNCONFIRMED, /* not there in one complete look */
	STATE_REMOVED,     /* gone for certain */
	STATE_UNKNOWN,     /* not looked at completely since it was seen */
};
const char *state_name(enum state state);

/* When and where a fact was seen; filled by the store. Zero in a new one. */
struct seen {
	enum state state;
	int64_t first;         /* when it was first seen */
	int64_t last;          /* when it was last seen */
	int64_t last_complete; /* last complete look at its record */
	int64_t since;         /* when `state` began */
	int64_t returned;      /* when it was back after STATE_REMOVED; 0: never
	                          was */
};

struct record {
	enum record_kind kind;
	const char *org; /* handle of the audited organization */
	const char *handle;
	const char *name;
	const char *range;     /* network "192.0.2.0/24"; autnum "AS64500" or
	                          "AS64500 - AS64510"; else "" */
	const char *type;      /* network: "DIRECT ALLOCATION"; else "" */
	const char *card_kind; /* POC: "individual" or "group"; else "" */
	const char *given;     /* POC of kind individual */
	const char *surname;
	bool cell;
	bool links_known; /* POC: all it serves, anywhere, was read whole */
	bool orgs_known;  /* POC: all organizations it serves were, just now */
	bool second;      /* only the second view leads to it */
	bool own_only;    /* POC: met with a stranger, and its addresses at
	                     other domains were left out; not stored */
	enum validation validated; /* POC */
	int64_t unvalidated_since;
	struct strings status; /* as with the other strings, the items too */
	int64_t registered;
	int64_t last_changed;
	enum look look;
	const char *look_reason; /* "" when complete */
	const char *source_url;  /* the answer it was read from */
	const char *source_digest;
	int64_t observed_at;
	size_t nth_answer; /* of its run: 1 is the first; 0 from the store, or
	                      where there is no answer */
	struct seen seen;
};

/* A POC serves an organization, a network or an autnum. */
struct link {
	const char *org;
	const char *poc;
	enum record_kind holder_kind;
	const char *holder;
	unsigned roles; /* united over all places that say so */
	bool second;    /* only the second view shows it */
	struct seen seen;
};

enum field {
	FIELD_POC_EMAIL,
	FIELD_REMARK,
	FIELD_NAME,
	FIELD_IRR_ATTRIBUTE,
};
const char *field_name(enum field field); /* "poc-email", "remark", ... */

enum level {
	LEVEL_ORG,
	LEVEL_NETWORK,
	LEVEL_AUTNUM,
	LEVEL_NONE, /* a POC that is linked to nothing of the organization's */
};
const char *level_name(enum level level);

/*
 * One address in one field of one record.
 * POC_EMAIL: `record` is what the POC is linked to (the POC itself at
 * LEVEL_NONE), `poc` the POC, `roles` those it holds there.
 * REMARK and NAME: `record` is the record whose text it is; `poc` is its
 * handle when that record is a POC, else ""; no roles; level of the record
 * (LEVEL_NONE for a POC).
 */
struct sighting {
	const char *org;
	const char *address; /* the key (address.h) */
	const char *spelling;
	enum field field;
	enum record_kind record_kind;
	const char *record;
	const char *poc;
	unsigned roles;
	enum level level;
	bool second; /* only the second view shows it */
	const char *source_url;
	const char *source_digest;
	int64_t observed_at;
	size_t part; /* its proof: 1 + index into inventory.parts; 0: none is
	                kept, or it is in the store (store_proofs()) */
	struct seen seen;
};

#endif
