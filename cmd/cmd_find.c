#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "owners.h"
#include "wire.h"

/* Is each word something that can be asked for? */
static int
check_terms(const struct options *options, struct error *err)
{
	struct term term;
	size_t i;

	for (i = 0; i < options->operands.count; i++)
		if (term_parse(options->operands.items[i], &term, err) == -1)
			return error_prefix(err, "find");
	return 0;
}

/* Printed when it is found: until then a line of progress stands there. */
static int
find_one(const struct options *options, const char *word,
    struct transport *transport, struct progress *progress, struct error *err)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);
	int result;

	if (out == NULL)
		return error_set(err, ERROR_SYSTEM, "%s", strerror(errno));
	result = owners_print(out, options, word, transport, err);
	fclose(out);
	progress_wipe(progress);
	if ((fputs(text, stdout) == EOF || fflush(stdout) == EOF) &&
	    errno != EPIPE)
		result = error_set(
		    err, ERROR_IO, "standard output: %s", strerror(errno));
	free(text);
	return result;
}

int
cmd_find(const struct options *options, struct error *err)
{
	struct progress *progress;
	struct transport *transport = NULL;
	struct budget budget;
	size_t i;
	int status = 0;

	if (check_terms(options, err) == -1)
		return err->code;
	progress = progress_new(wire_progress(options), wire_pause(options));
	if (wire_counted(&budget, options, err) == 0)
		transport = wire_open(options, progress, &budget, err);
	for (i = 0; transport != NULL && i < options->operands.count; i++) {
		if (progress != NULL)
			progress_asking(progress, i + 1,
			    options->operands.count,
			    options->operands.items[i]);
		if (find_one(options, options->operands.items[i], transport,
			progress, err) == -1)
			break;
	}
	if (err->code != ERROR_NONE)
		status = err->code;
	progress_free(progress);
	transport_free(transport);
	budget_close(&budget);
	return status;
}
