/*
 * markup: bounds what libxml2 is given, before it is given. libxml2 2.9.14
 * compares each attribute of a tag with all before it, so that one tag of some
 * megabytes takes hours; it looks through a CDATA section again with each
 * piece that comes; and it reads a document type before it says so. This
 * follows the borders of tags, comments, CDATA and instructions, and nothing
 * else: whether they are well formed is libxml2's to say.
 *
 * Life: `struct markup m = {0};`, markup_feed() as bytes come.
 */
#ifndef RDAP_MARKUP_H
#define RDAP_MARKUP_H

#include <stdbool.h>
#include <stddef.h>
#include "error.h"

#define MARKUP_TAG_LIMIT   ((size_t)8 << 10) /* bytes; real ones are of 500 */
#define MARKUP_OTHER_LIMIT ((64 << 10) + (size_t)16)

enum markup_place {
	MARKUP_START, /* nothing came yet */
	MARKUP_TEXT,
	MARKUP_OPEN, /* '<' came; what of is not known yet */
	MARKUP_TAG,
	MARKUP_SINGLE_QUOTED, /* a value in a tag */
	MARKUP_DOUBLE_QUOTED,
	MARKUP_DECLARATION, /* "<!" came */
	MARKUP_COMMENT,
	MARKUP_CDATA,
	MARKUP_INSTRUCTION,
};

struct markup {
	enum markup_place place;
	size_t len;   /* bytes since '<' */
	char last[2]; /* the bytes before this one */
};

/*
 * ERROR_PROTOCOL for a document type, a NUL, what is too long, and text
 * that begins as no XML in UTF-8 does.
 */
int
markup_feed(struct markup *m, const char *data, size_t len, struct error *err);

#endif
