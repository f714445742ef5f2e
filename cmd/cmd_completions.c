/*
 * completions: the script for a shell. Hidden: the build asks for it, and who
 * installs by hand.
 */
#include <string.h>

#include "command.h"
#include "completions.h"
#include "options.h"

static const struct {
	const char *name;
	void (*write)(FILE *out);
} shells[] = {
    {"bash", complete_bash},
    {"zsh", complete_zsh},
    {"fish", complete_fish},
};

int
cmd_completions(const struct options *options, struct error *err)
{
	const char *name = options->operands.items[0];
	size_t i;

	for (i = 0; i < sizeof(shells) / sizeof(*shells); i++) {
		if (strcmp(name, shells[i].name) != 0)
			continue;
		shells[i].write(stdout);
		return 0;
	}
	error_set(err, ERROR_USAGE,
	    "completions: expected bash, zsh or fish, not \"%s\"", name);
	return err->code;
}
