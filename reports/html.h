/*
 * html: a page as a tree. One wall around libxml2's HTML tree and serializer:
 * markup is never put together from strings.
 *
 * A stranger's text comes in through html_text() and its like. It becomes one
 * text node in an element of its own, after escape_terminal(): nothing is read
 * as markup, nothing hidden stays hidden, and its direction is no matter of
 * what stands around it. Names, classes and attributes are our own words and
 * numbers, always: no attribute ever holds anything of a registry's.
 *
 * Elements belong to their page and go with it. Want of memory ends the
 * process (alloc.h).
 */
#ifndef REPORTS_HTML_H
#define REPORTS_HTML_H

#include <stdint.h>
#include <stdio.h>

struct element; /* of the tree; opaque */

/* A page: its <html>. */
struct element *html_new(void);
void html_free(struct element *html); /* NULL is fine */
/* 0, or -1 when writing failed. */
int html_write(struct element *html, FILE *out);

/* A new last child; `class` may be NULL. */
struct element *
html_add(struct element *parent, const char *name, const char *class);
/* The same with own words in it. */
struct element *html_with(struct element *parent, const char *name,
    const char *class, const char *own);
void html_set(struct element *e, const char *name, const char *own);
/* An attribute made of own words and numbers. */
void html_setf(struct element *e, const char *name, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

void html_own(struct element *e, const char *text);
void html_text(struct element *e, const char *text);
/* html_text() of a mail address in two parts, so that a line breaks behind its
 * last "@". */
void html_address(struct element *e, const char *text);
/* html_text() where no element is allowed: in a <title>. */
void html_stranger(struct element *e, const char *text);
/* html_text() for what is to be copied: in a <code>. */
void html_code(struct element *e, const char *text);
void html_number(struct element *e, size_t n);
/* "1 network", "12 networks" */
void html_count(struct element *e, size_t n, const char *one, const char *many);
/* Own words between pieces of a list: before the first of them nothing. */
void html_next(struct element *e, size_t i, const char *separator);
/* "2026-11-24" and "2026-11-24 09:30 UTC" in a <time>; "an unknown time" */
void html_date(struct element *e, int64_t when);
void html_moment(struct element *e, int64_t when);

/*
 * A table with a caption in a region that scrolls sideways; `columns` are its
 * heads, NULL behind the last; one of numbers begins with '>', which is not
 * shown. Returns its body. `id` is the region's.
 */
struct element *html_table(struct element *parent, const char *id,
    const char *caption, const char *const *columns);
/* The first cell of a row, which names it. */
struct element *html_row_head(struct element *row);

#endif
