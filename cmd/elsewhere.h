/*
 * elsewhere: is this another registry's? By the bundled copy of IANA's
 * bootstrap data (rdap/bootstrap.h).
 */
#ifndef CMD_ELSEWHERE_H
#define CMD_ELSEWHERE_H

#include <stdbool.h>
#include "rdap/query.h"

enum elsewhere_answer {
	ELSEWHERE_NO, /* or not known */
	/* Blocks and numbers have moved between registries, which the data
	 * does not tell: only asking does. */
	ELSEWHERE_LIKELY,
	ELSEWHERE_CERTAIN,
};

/*
 * For a term that is asked of the server at `base`; only of ARIN's the answer
 * is ever but NO. `*registry` is its name then ("RIPE NCC"), static. What is
 * set aside for documentation belongs to nobody.
 */
enum elsewhere_answer
elsewhere(const char *base, const struct term *term, const char **registry);

#endif
