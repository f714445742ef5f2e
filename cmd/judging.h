/*
 * judging: what the owner gives to judge by: what is accepted, which mailboxes
 * live, by what right it is done. Read before anything is asked.
 */
#ifndef CMD_JUDGING_H
#define CMD_JUDGING_H

#include "options.h"
#include "reports/assess.h"
#include "reports/redact.h"

struct judging {
	char *accept_path;
	struct acceptances acceptances;
	struct strings mailboxes;
	char *authority;
	unsigned char key[REDACT_KEY_SIZE]; /* with --redact */
	struct assess_options how; /* for assess(); points into the others */
};

/* ERROR_CONFIG when a file is not as it should be. */
int judging_open(
    struct judging *j, const struct options *options, struct error *err);
/* The organizations that are judged. */
void judging_orgs(struct judging *j, const struct options *options,
    const struct strings *orgs);
void judging_clear(struct judging *j);

/* With --redact, redact the report, its inventory and its run: the last thing
 * before it is written. */
void judging_redact(const struct judging *j, const struct options *options,
    struct report *report, struct inventory *inv, struct run *run);

/* Warnings on stderr of what is accepted in vain; none with --quiet. `whole`:
 * the report covers all there is. */
void judging_warn(const struct judging *j, const struct options *options,
    const struct report *report, bool whole);

#endif
