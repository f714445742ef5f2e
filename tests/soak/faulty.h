/*
 * faulty: a registry that tells the truth, but for the faults that a seed
 * decides, URL by URL.
 */
#ifndef TESTS_SOAK_FAULTY_H
#define TESTS_SOAK_FAULTY_H

#include "rdap/transport.h"
#include "truth.h"

enum fault {
	FAULT_NONE,
	/* What a reader can tell from an answer. */
	FAULT_REFUSED,
	FAULT_TIMEOUT,
	FAULT_STATUS,    /* 500 */
	FAULT_LIMITED,   /* 429: what follows is not asked */
	FAULT_PLAIN_404, /* HTML; Whois-RWS: another page than ARIN's */
	FAULT_BARE_404,  /* of the type for RDAP, and no RDAP */
	FAULT_HTML,      /* 200 */
	FAULT_ARRAY,     /* 200, the right type, "[]" */
	FAULT_HALF,      /* a connection that broke */
	FAULT_HALF_OPEN, /* the same, with nothing that says so */
	FAULT_UNFRAMED,  /* all is there, and nothing says so */
	FAULT_NOTICE,    /* lists are cut, and it is said */
	FAULT_OTHER,     /* another's record */
	FAULT_REDIRECT,
	FAULT_TOO_LONG,
	/* Lies: well formed, and nothing in them tells. */
	FAULT_ABSENT, /* 404 as it should be */
	FAULT_EMPTY,  /* a list without entries, else 404 */
	FAULT_SHORT,  /* lists are cut, and nothing says so */
	FAULT_STALE,  /* the answer of an earlier moment */
	FAULT_COUNT,
};
#define FAULT_LIES FAULT_ABSENT
extern const char *const fault_names[FAULT_COUNT];

/* How often, and which. */
struct weather {
	unsigned percent; /* of the queries */
	enum fault first, end;
	uint64_t seed;
};

struct faulty {
	struct transport transport; /* first; not to be freed */
	const struct truth *now, *before;
	struct weather weather;
	int64_t time;
	bool spent;
	unsigned asked, hit; /* queries; those that met a fault */
	unsigned lies;
	bool told; /* print each fault */
	struct truth_answer answer;
};

void faulty_begin(struct faulty *f, const struct truth *now,
    const struct truth *before, const struct weather *weather, int64_t time);
void faulty_end(struct faulty *f);

#endif
