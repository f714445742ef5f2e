/*
 * tool: public programs that collect contacts from the registry, and whether
 * one would collect an address, as it reads answers.
 *
 * A const table of descriptors, in the order of exposure-model's list. Each
 * follows from two things: a query of the tool reaches the address (the
 * vector's own predicate), and the tool's parser reads the place where it
 * stands. Information, and never a protection: an address that one of these
 * misses is read by the next, and by anybody with a browser.
 */
#ifndef REPORTS_TOOL_H
#define REPORTS_TOOL_H

#include <stddef.h>

enum collects {
	COLLECTS_NOT_REACHED, /* no query of the tool brings the record */
	COLLECTS_MISSES,      /* brought, and not read */
	COLLECTS_PERHAPS,     /* it reads one address of a POC that has several;
	                     which one is the first is not kept */
	COLLECTS_YES,
};

struct address_view;

struct tool {
	const char *name;       /* "recon-ng whois_pocs" */
	const char *queries[4]; /* ids of vectors, NULL behind the last */
	const char *reads;      /* as an explanation has it */
	const char *misses;     /* "" when nothing is known */
	/* How it reads an address that a query brought. */
	enum collects (*parse)(
	    const struct tool *tool, const struct address_view *address);
};

#define TOOL_COUNT 8
extern const struct tool tools[TOOL_COUNT];

const struct tool *tool_find(const char *name); /* in any case; or NULL */

enum collects
tool_collects(const struct tool *tool, const struct address_view *address);

#endif
