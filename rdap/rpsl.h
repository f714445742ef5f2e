/*
 * rpsl: one object of a routing registry as text (RFC 2622 section 2), taken
 * apart into its attributes. Inside irr.h's module.
 */
#ifndef RDAP_RPSL_H
#define RDAP_RPSL_H

#include <stdbool.h>
#include <stddef.h>
#include "buf.h"
#include "strings.h"

/* An attribute with its continuation lines. */
struct rpsl_attribute {
	char *name;     /* lower case */
	struct buf raw; /* UTF-8, comments included, lines joined by '\n' */
};

struct rpsl_object {
	struct rpsl_attribute *attributes;
	size_t count;
};

/* Does the line, which ends at `len`, begin with the name of an attribute? */
bool rpsl_is_attribute(const char *line, size_t len);
/* Add the bytes as UTF-8; those that are none are taken for Latin-1. */
void rpsl_utf8(struct buf *to, const char *bytes, size_t len);
/*
 * `text` is lines that end in '\n', the first of them an attribute. A line
 * that is nothing known goes to the attribute above it.
 */
void rpsl_parse(struct rpsl_object *o, const char *text, size_t len);
void rpsl_clear(struct rpsl_object *o);
/* Without comments, runs of blanks as one; owned by the caller. */
char *rpsl_value(const struct rpsl_attribute *a);
/* The words of a list, between blanks and commas. */
void rpsl_words(const struct rpsl_attribute *a, struct strings *words);

#endif
