#include <stdlib.h>
#include <string.h>

#include "accept_file.h"
#include "authority.h"
#include "config.h"
#include "judging.h"
#include "mailboxes.h"
#include "rdap/buf.h"
#include "redact_key.h"
#include "reports/escape.h"

int
judging_open(
    struct judging *j, const struct options *options, struct error *err)
{
	j->accept_path = config_beside(options, "accept");
	j->how.acceptances = &j->acceptances;
	j->how.shared_domains = &options->shared_domains;
	j->how.roles = &options->roles;
	if (accept_file_read(j->accept_path, &j->acceptances, err) == -1)
		return -1;
	if (options->redact && redact_key_read(options, j->key, err) == -1)
		return -1;
	if (options->mailboxes == NULL)
		return 0;
	j->how.mailboxes = &j->mailboxes;
	return mailboxes_read(options->mailboxes, &j->mailboxes, err);
}

void
judging_orgs(struct judging *j, const struct options *options,
    const struct strings *orgs)
{
	free(j->authority);
	j->how.authority = j->authority = authority_text(options, orgs);
}

void
judging_clear(struct judging *j)
{
	free(j->accept_path);
	free(j->authority);
	acceptances_clear(&j->acceptances);
	strings_clear(&j->mailboxes);
	*j = (struct judging){0};
}

void
judging_redact(const struct judging *j, const struct options *options,
    struct report *report, struct inventory *inv, struct run *run)
{
	if (options->redact)
		redact_report(report, inv, run, j->key);
}

static void
warn(void *arg, const char *text)
{
	struct buf line = {0};

	(void)arg;
	escape_terminal(&line, text, false);
	fprintf(stderr, "whoexposed: warning: %s\n", line.data);
	buf_clear(&line);
}

void
judging_warn(const struct judging *j, const struct options *options,
    const struct report *report, bool whole)
{
	/* What is kept nowhere says nothing of what there is. */
	if (strcmp(options->database, ":memory:") == 0)
		whole = false;
	if (!options->quiet)
		accept_file_tell(j->accept_path, &j->acceptances,
		    whole ? report : NULL, options->now, warn, NULL);
}
