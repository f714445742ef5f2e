/*
 * evidence: the answers that a report was read from: URL, time, the very
 * lines, and digests that somebody else can check. What is kept are the parts
 * of the organization's own records (store.h); of a whole answer, only its
 * digest is.
 *
 * A block is one kept part, or where none may be kept one record by one answer.
 */
#ifndef REPORTS_EVIDENCE_H
#define REPORTS_EVIDENCE_H

#include "format.h"

struct evidence_block {
	const struct proof *proof;       /* NULL: none is kept of */
	const struct sighting *sighting; /* this; else NULL */
};

struct evidence {
	const struct report *report;
	const struct finding *finding; /* what was asked for; or NULL */
	const char *address;           /* key, or NULL: any */
	bool named; /* a record, an address or a finding was named */
	struct evidence_block *blocks;
	size_t block_count;
};

/*
 * What `word` names: a finding's id, a record's handle, an address; NULL:
 * everything. `report` and `proofs`, which are of the same organizations, and
 * `key`, the address key of `word`, are borrowed. False when it names nothing.
 */
bool evidence_choose(struct evidence *e, const struct report *report,
    const struct proofs *proofs, const char *word, const char *key);
void evidence_clear(struct evidence *e);

/* Does the kept part still have its digest? */
bool proof_intact(const struct proof *p);

/* On a terminal. 0, or -1 when writing failed. */
int evidence_print(
    const struct evidence *e, const struct format_options *options, FILE *out);

#endif
