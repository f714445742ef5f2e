/*
 * elsewhere: is this another registry's? By IANA's data (rdap/bootstrap.h), as
 * it is known without asking.
 */
#ifndef CMD_ELSEWHERE_H
#define CMD_ELSEWHERE_H

#include "options.h"
#include "rdap/bootstrap.h"

enum elsewhere_answer {
	ELSEWHERE_NO, /* or not known */
	/* Blocks and numbers have moved between registries, which the data
	 * does not tell: only asking does. */
	ELSEWHERE_LIKELY,
	ELSEWHERE_CERTAIN,
};

/*
 * For a term that is asked of ARIN, or of the server that stands in its place
 * (options_bootstrap()); else always NO. `*registry` is its name then ("RIPE
 * NCC"), static. What is set aside for documentation belongs to nobody.
 */
enum elsewhere_answer elsewhere(const struct options *options,
    const struct term *term, const char **registry);
/* For many terms: by data that was read once. */
enum elsewhere_answer elsewhere_by(
    const struct bootstrap *b, const struct term *term, const char **registry);

#endif
