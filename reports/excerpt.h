/*
 * excerpt: a kept part of an answer, set in lines for eyes, and which of them
 * show an address.
 *
 * Nothing is added but line ends and blanks between the pieces: JSON is broken
 * where an array or an object is too long for its line, XML between elements,
 * the text of the routing registry is in lines already. The lines are a
 * stranger's bytes: whoever prints them escapes them.
 */
#ifndef REPORTS_EXCERPT_H
#define REPORTS_EXCERPT_H

#include <stdbool.h>
#include "rdap/strings.h"

struct excerpt {
	struct strings lines;
	bool *marked; /* by line: does it show what was looked for? */
};

/* `width`: columns that a line should keep to. */
void excerpt_init(struct excerpt *x, const char *part, unsigned width);
void excerpt_clear(struct excerpt *x);

/*
 * Mark the lines in which `spelling` stands, as a word of its own, whatever
 * way the part writes it: with the escapes of JSON or XML, or over several
 * lines of a remark. False when it stands nowhere.
 */
bool excerpt_mark(struct excerpt *x, const char *spelling);

#endif
