#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "redact_key.h"

int
cmd_redact_key(const struct options *options, struct error *err)
{
	const char *word = options->operands.items[0];
	char *path = NULL;

	if (strcmp(word, "rotate") != 0)
		error_set(err, ERROR_USAGE,
		    "redact-key: expected \"rotate\", not \"%s\"", word);
	else if (redact_key_make(options, &path, err) == 0 && !options->quiet)
		fprintf(stderr,
		    "whoexposed: wrote %s: tokens of earlier reports mean "
		    "nothing any more\n",
		    path);
	free(path);
	return err->code;
}
