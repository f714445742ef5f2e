/*
 * plan, inside: the POCs of a report as the plan sees them. Private to
 * plan*.c.
 */
#ifndef REPORTS_PLAN_PRIVATE_H
#define REPORTS_PLAN_PRIVATE_H

#include "plan.h"

/* A function that a POC can have. */
struct function {
	unsigned role;
	const char *code;     /* Reg-RWS's pocFunction */
	const char *word;     /* ARIN's, in a sentence: "admin" */
	const char *title;    /* "Admin" */
	const char *name;     /* of a role POC that is made for it */
	const char *local;    /* of a mailbox that is made for it */
	const char *words;    /* in the name of a mailbox that is there */
	const char *variable; /* a shell's, for the handle of a new POC */
	const char *payload;  /* the file with its template */
};
extern const struct function functions[];
extern const size_t function_count;
const struct function *function_of(unsigned role);
/* "tech and NOC"; the caller owns it. */
char *functions_text(unsigned roles);

/* What findings ask for. */
enum wish {
	WISH_REPLACE = 1 << 0,   /* a role POC instead */
	WISH_ADDRESS = 1 << 1,   /* another address */
	WISH_TRIM = 1 << 2,      /* one address only */
	WISH_DELETE = 1 << 3,    /* nobody needs it */
	WISH_ELSEWHERE = 1 << 4, /* it is on others' resources only */
	WISH_SHARED = 1 << 5,    /* on others' as well */
	WISH_RELEASE = 1 << 6,   /* off single resources */
	WISH_CONFIRM = 1 << 7,
	WISH_SAVE = 1 << 8,
	WISH_TEXT = 1 << 9,
	WISH_IRR = 1 << 10,
	WISH_FILL = 1 << 11,   /* a function that nobody has */
	WISH_ABUSE = 1 << 12,  /* the abuse function goes elsewhere */
	WISH_SPLIT = 1 << 13,  /* a mailbox of its own */
	WISH_UNLOCK = 1 << 14, /* ARIN restricts the account */
	WISH_PHONE = 1 << 15,
};

/* What has an address, or a POC, replaced. */
#define MISPLACED (WISH_ADDRESS | WISH_REPLACE | WISH_ABUSE)

/* What becomes of a POC. */
enum fate {
	FATE_STAY,
	FATE_PERSON,  /* the one person who may stay as admin */
	FATE_GO,      /* its functions go to others; it is deleted */
	FATE_RELEASE, /* it may go; nobody needs to have its functions */
	FATE_ORPHAN,
	FATE_ASK, /* others use it, and nobody of ours */
};

struct held {
	const char *org;
	unsigned roles;
};

struct resource {
	const char *org;
	const char *handle;
	enum record_kind kind;
	bool reassigned; /* its record is the upstream's */
};

struct spot {
	const char *key;
	const char *spelling;
	enum mailbox_kind kind;
	unsigned wishes;
	bool goes; /* decided: it is taken off */
};

struct plan_poc {
	const char *handle;          /* new: nothing that a registry has */
	char *shown;                 /* "AB1-ARIN", "the new Abuse POC" */
	const struct record *record; /* NULL: new */
	bool individual;
	unsigned makes; /* new: the function it is made for */
	char *mailbox;  /* new: its address */
	struct held *at_org;
	size_t org_count;
	struct resource *resources;
	size_t resource_count;
	unsigned resource_roles;
	struct spot *spots;
	size_t spot_count;
	struct strings strangers; /* others that it serves */
	bool unused;              /* none of those holds resources */
	unsigned wishes;
	enum severity worst;
	struct strings findings; /* ids */
	enum fate fate;
	unsigned drop;    /* functions taken off one that stays */
	const char *gets; /* an address to put in place, or NULL */
	bool published;   /* mailbox, gets: it is one already */
	bool unlocks;     /* it is confirmed first of all */
};

/* A finding that is about no POC. */
struct errand {
	const struct finding *finding;
	enum wish wish;
};

/* A function of an organization that goes to a POC. */
struct gift {
	const char *org;
	unsigned role;
	size_t poc; /* index */
};

struct planning {
	const struct report *report;
	struct plan_steps *plan;
	struct plan_poc *pocs; /* by handle, then new ones */
	size_t known;          /* not new */
	size_t poc_count;
	struct errand *errands;
	size_t errand_count;
	struct gift *gifts;
	size_t gift_count;
	char *domain;         /* to make mailboxes at */
	struct strings texts; /* made ones that others borrow */
};

/* plan_facts.c: fill `pocs` and `errands`. */
void planning_gather(struct planning *p);
void planning_clear(struct planning *p);
struct plan_poc *planning_poc(const struct planning *p, const char *handle);
unsigned poc_roles_at(const struct plan_poc *poc, const char *org);
bool poc_stays(const struct plan_poc *poc);
/* Its first role mailbox that may stay; or NULL. */
const struct spot *poc_good(const struct plan_poc *poc);

/* plan_choose.c: fates, gifts, new POCs; the addresses are plan_address.c's. */
void planning_decide(struct planning *p);

/* plan_address.c: which addresses stay, which mailbox takes a place. */
void choose_addresses(struct planning *p);
/* All functions that a POC keeps, wherever. */
unsigned all_roles(const struct plan_poc *poc);
/* Does one of the words, separated by blanks, stand in the local part? */
bool has_word(const char *key, const char *words);
/* Functions that a mailbox has when all is done, as far as decided. */
unsigned roles_then(const struct planning *p, const char *key);
/* Admin, tech and abuse? */
bool has_all(unsigned roles);
/* The mailbox for functions: one that is published for the main one of them,
 * one that is printed elsewhere, or one to be made. Borrowed. */
const char *mailbox_for(struct planning *p, unsigned roles, bool *published);
/* The domain for new ones: the declared one, else what most of the POCs have,
 * else a name that nobody can have. The caller owns it. */
char *own_domain(const struct planning *p);

#define MENU_POC "Your Records > Point of Contact Records"
#define MENU_ORG "Your Records > Organization Identifiers"
#define MENU_NET "IP Addresses > Manage Networks"

/* plan_write.c: the steps, and what several of them say. */
void planning_write(struct planning *p);
const char *org_name(const struct planning *p, const char *org);
/* The organization a POC's step is told of: the first it is known with. */
const char *home(const struct planning *p, const struct plan_poc *poc);
void sign_in_poc(struct plan_step *s, const struct plan_poc *poc);
void sign_in_org(struct plan_step *s, const char *org);
void change_role(struct plan_step *s, enum plan_change_kind kind,
    const char *org, const char *poc, unsigned role);
void change_address(struct plan_step *s, enum plan_change_kind kind,
    const char *org, const char *poc, const char *key);

/* plan_links.c: functions change hands; what goes is unlinked, and deleted. */
void write_gifts(struct planning *p);
void
write_unlink(struct planning *p, struct plan_poc *poc, enum plan_phase phase);
void
write_delete(struct planning *p, struct plan_poc *poc, enum plan_phase phase);

/* plan_others.c: free text, letters, what is left to one's taste. */
bool goes_with_poc(struct planning *p, const struct errand *e);
void write_texts(struct planning *p);
void write_ask(struct planning *p, struct plan_poc *poc);
void write_arin(struct planning *p, const char *org);
void write_shared(struct planning *p, struct plan_poc *poc);
void write_phone(struct planning *p, struct plan_poc *poc);

/* plan_step.c: a step with what it does. */
struct plan_step *step_add(struct planning *p, enum plan_phase phase,
    const char *org, const char *subject);
void step_clear(struct plan_step *s);
/* Add to one of its texts, behind a blank unless it is empty or a new line
 * begins. */
void step_say(char **text, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
struct plan_change *step_change(struct plan_step *s, enum plan_change_kind kind,
    const char *org, const char *poc);
void step_ends(struct plan_step *s, const struct strings *findings);

/* plan_request.c */
void request_email(struct plan_step *s, const char *method,
    const struct plan_poc *poc, const char *spelling);
void request_link(struct plan_step *s, const char *method, const char *org,
    const struct plan_poc *poc, unsigned role);
void request_delete(struct plan_step *s, const struct plan_poc *poc);
void request_create(
    struct plan_step *s, const struct plan_poc *poc, const char *name);

#endif
