#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "deliver.h"
#include "rdap/address.h"
#include "reports/bundle.h"
#include "stored.h"
#include "subject.h"

/* Wildcards and other words that can name nothing are a slip of the pen. */
static int
nothing(const char *word, const struct options *options, struct error *err)
{
	struct term term;

	if (options->operands.count > 1)
		return error_set(err, ERROR_USAGE,
		    "evidence: expected one mail address, handle or finding, "
		    "or an object of the routing registry that is in %s",
		    options->database);
	if (strpbrk(word, "@ ") == NULL && strchr(word, '-') == NULL &&
	    term_parse(word, &term, err) == -1)
		return error_prefix(err, "evidence");
	return subject_missing(options, word, err);
}

static void
print(
    const struct evidence *e, const struct options *options, struct error *err)
{
	struct format_options how = {.verbose = options->verbose > 0};

	deliver_terminal(options, stdout, &how);
	if (evidence_print(e, &how, stdout) == -1 && errno != EPIPE)
		error_set(
		    err, ERROR_IO, "standard output: %s", strerror(errno));
	for (size_t i = 0; i < e->block_count && err->code == 0; i++) {
		const struct proof *p = e->blocks[i].proof;

		if (p != NULL && !proof_intact(p))
			error_set(err, ERROR_DATA,
			    "%s: the kept part of %s %s is not what it was",
			    options->database, record_kind_name(p->kind),
			    p->handle);
	}
}

static void
bundle(
    const struct evidence *e, const struct options *options, struct error *err)
{
	if (bundle_write(options->bundle, e, err) == 0 && !options->quiet)
		fprintf(stderr,
		    "whoexposed: wrote %s; evidence/README.txt in it says how "
		    "to check it\n",
		    options->bundle);
}

int
cmd_evidence(const struct options *options, struct error *err)
{
	/* "route 192.0.2.0/24 AS64500", as it comes or in one word. */
	char *word = options->operands.count > 0
			 ? strings_join(&options->operands, " ")
			 : NULL;
	struct stored stored = {.prove = true};
	struct strings all = {0};
	struct evidence e = {0};
	char *key = word != NULL ? address_key(word) : NULL;

	if (stored_load(&stored, options, &all, err) == -1)
		goto out;
	if (!evidence_choose(&e, stored.report, &stored.proofs, word, key) &&
	    word != NULL)
		nothing(word, options, err);
	else if (options->bundle != NULL)
		bundle(&e, options, err);
	else
		print(&e, options, err);
out:
	evidence_clear(&e);
	stored_clear(&stored);
	free(key);
	free(word);
	return err->code;
}
