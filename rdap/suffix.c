#include <libpsl.h>
#include <stddef.h>
#include <string.h>

#include "suffix.h"

bool
suffix_public(const char *name)
{
	const psl_ctx_t *psl = psl_builtin();

	return psl != NULL && psl_is_public_suffix2(psl, name,
				  PSL_TYPE_ANY | PSL_TYPE_NO_STAR_RULE);
}

const char *
suffix_registrable(const char *name)
{
	const psl_ctx_t *psl = psl_builtin();

	return psl == NULL ? NULL : psl_registrable_domain(psl, name);
}

bool
suffix_known(const char *name)
{
	const char *dot = strrchr(name, '.');

	return suffix_public(dot == NULL ? name : dot + 1);
}
