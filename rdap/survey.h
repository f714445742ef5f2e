/*
 * survey: the state of one enumeration, and what its files know of each other.
 * enumerate.c decides what is asked and when, ask.c asks, attribute.c says of
 * what came back whose it is, describe.c makes records of it, settle.c closes
 * what was left open, survey.c keeps what has been met. Private to these.
 */
#ifndef RDAP_SURVEY_H
#define RDAP_SURVEY_H

#include "answer.h"
#include "enumerate.h"

/* An audited organization. */
struct target {
	const char *org;           /* borrowed */
	size_t scope;              /* index into inventory.scopes */
	struct document *document; /* of /entity/ORG; its lists are borrowed */
	size_t answer;             /* index into inventory.answers */
	size_t
	    listed[RECORD_KINDS]; /* entries of its own list, by record_kind */
	bool whole[RECORD_KINDS]; /* is that all there is? */
	bool unsearched;          /* a search was not answered whole */
	bool search_failed;       /* though it is one that the server answers */
	char *cut; /* what its own answer says of being cut, or NULL */
	size_t beyond[RECORD_KINDS]; /* shown elsewhere, not in its own list */
	bool second_pocs;            /* Whois-RWS lists all POCs, all read */
	char *second_trouble;        /* what it did not show whole, or NULL */
	bool pocs_proved;            /* another view has all of its POCs */
	struct repair *repair;       /* private to repair.c; may be NULL */
};

/* A network, an autnum or a POC that was met; one each, whoever has it. */
struct subject {
	enum record_kind kind;
	char *handle;
	bool asked;     /* for itself alone */
	enum look look; /* of that; not of what was seen elsewhere */
	char *reason;
	struct target *target; /* audited, and had it first; or NULL */

	/* network, autnum */
	struct ip_range range; /* version 0 while not known */
	unsigned autnum, last_autnum;
	bool direct;     /* of the registry itself */
	bool reassigned; /* of somebody's block: reassigned or reallocated */
	bool allocation; /* others may have parts of it */
	struct target *lister;        /* whose own list has it, or NULL */
	const struct object *listing; /* that entry; in lister->document */
	bool shown;    /* as somebody's who is audited, with contacts */
	bool cut;      /* so, but something is left out */
	bool unframed; /* so, and nothing vouches for the body's end */
	bool strange;  /* as a stranger's */
	struct target *counted; /* who counted it as associated last */

	/* POC */
	struct object *card; /* the best copy met, without what is nested */
	size_t card_answer;
	bool card_framed;
	struct target *met_by; /* whose answer had it at a stranger's */
};

/* A POC met where its card was not, or not whole. */
struct meeting {
	struct target *target;
	struct subject *poc;
	enum record_kind holder_kind;
	char *holder;
	unsigned roles;
};

/* What an object was read from. */
struct origin {
	struct target *target; /* for whom it was asked */
	size_t answer;         /* index into inventory.answers */
	bool framed;
	bool own_only; /* of strangers in it nothing is kept */
};

struct survey {
	const struct enumerate_options *options;
	struct transport *transport;
	struct inventory *inv;
	struct target *targets;
	size_t target_count;
	struct subject **subjects; /* each owned; in the order they were met */
	size_t subject_count;
	struct meeting *meetings;
	size_t meeting_count;
	size_t number;        /* requests made */
	size_t planned;       /* to be made in all, as known so far */
	bool unframed_single; /* a single object came unframed: to ask
	                               again for better ones is of no use */
	bool no_search[2];    /* networks, autnums: not offered (501) */
	bool second_only;     /* what is described now, only the second view
	                         leads to */
	bool no_below;        /* nor the networks below a prefix */
	size_t cap;           /* entries of a type shown at most: as given, or
	                         as learnt when the server cuts lower */
	size_t cap_known;     /* as given */
	struct statistics *statistics; /* private to statistics.c */
	void *index;                   /* of subjects, by kind and handle */
	void *copies;                  /* of POCs that were read already */
	void *domains;                 /* that are in inventory.domains_seen */
	void *urls;                    /* that were asked for single things */
};

void survey_init(struct survey *s, const struct enumerate_options *options,
    struct transport *transport, struct inventory *inv);
void survey_clear(struct survey *s);

/* The audited organization of this handle, or NULL. */
struct target *survey_target(const struct survey *s, const char *handle);
/* Made when it is new. */
struct subject *
survey_subject(struct survey *s, enum record_kind kind, const char *handle);
/* Add to a set of texts (`copies`, `domains`, `urls`); true when it is new. */
bool survey_note(void **set, const char *text);
void subject_look(struct subject *subject, enum look look, const char *reason);

/* attribute.c: an object and all that is nested in it. */

/* /entity/ORG of origin->target, which keeps `object` alive */
void attribute_organization(
    struct survey *s, const struct origin *origin, const struct object *object);
/* a network or autnum as a search or a look-up shows it */
void attribute_resource(
    struct survey *s, const struct origin *origin, const struct object *object);
/* /entity/POC */
void attribute_poc(
    struct survey *s, const struct origin *origin, const struct object *object);
/* settle.c: when nothing more is to be asked, what was left open. */
void settle(struct survey *s);
/* After the second view, which may link them: POCs that were met with
 * strangers. */
void settle_strangers(struct survey *s);

/*
 * repair.c: what the lists do not show. repair() comes after the searches and
 * before single objects; repair_judge() when nothing more is to be asked: it
 * says of each list whether it is whole, with a gap or a note.
 */
int repair(struct survey *s, struct error *err);
void repair_judge(struct survey *s);
void repair_free(struct repair *repair);
/* Another view shows all POCs of the organization: a cut list is no gap. */
void repair_pocs_proved(struct survey *s, struct target *target);
/* A server that cuts after so many entries of a type. */
void repair_learn_cap(struct survey *s, size_t entries);

/* Progress: as many requests follow, as far as is known. */
void survey_expect(struct survey *s, size_t count);
/* Progress, before a request; its answer into the inventory, after it. */
void survey_asking(struct survey *s, const struct query *query);
int survey_answered(struct survey *s, const struct target *target,
    struct answer *from, struct error *err);
/* Any RDAP query; origin->answer is set. -1 only when `answered` failed. */
int
survey_ask(struct survey *s, struct target *target, const struct query *query,
    struct reply *reply, struct origin *origin, struct error *err);

/* ask.c: one request each, read at once. -1 only when `answered` failed. */
int
ask_organization(struct survey *s, struct target *target, struct error *err);
/* The networks or the autnums of an organization, by reverse search. */
int ask_search(struct survey *s, struct target *target, enum record_kind kind,
    struct error *err);
/* One thing alone; a network by its handle too, where its addresses lead to
 * another. */
int ask_subject(struct survey *s, struct subject *x, struct error *err);
/* How many of its resources a search answer can hold within the bound. */
size_t search_limit(const struct target *target);
/* Would a search for what `target` has of the kind be over the bound? */
bool search_too_large(const struct target *target, enum record_kind kind);
const char *list_name(enum record_kind kind); /* "networks" ... */
/* The queries that a run begins with. */
void organization_query(
    const struct enumerate_options *options, const char *org, struct query *q);
void search_query(const struct enumerate_options *options, const char *org,
    enum record_kind kind, struct query *q);

#endif
