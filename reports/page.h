/*
 * page: text on a terminal: wrapped, indented, coloured where wanted.
 *
 * A paragraph is composed piece by piece and then set with one of the
 * functions that end it. A stranger's text comes in through page_text() only,
 * which escapes it; page_own() is for our own words, in ASCII. Lines are
 * broken between words; a word that is wider than the page stands out, so that
 * addresses and URLs can be copied.
 *
 * Below PAGE_NARROW columns labels stand on a line of their own, two columns
 * left of their text, and indents shrink to two.
 */
#ifndef REPORTS_PAGE_H
#define REPORTS_PAGE_H

#include <stdio.h>
#include "format.h"
#include "rdap/buf.h"

#define PAGE_NARROW 50
#define PAGE_WIDE   120 /* wider lines are hard to read */
#define PAGE_LABEL  16  /* columns that a label takes with its indent */

enum style {
	STYLE_PLAIN,
	STYLE_BOLD,
	STYLE_DIM,
	STYLE_GOOD,
	STYLE_WARN,
	STYLE_INFO, /* these five: by severity */
	STYLE_LOW,
	STYLE_MEDIUM,
	STYLE_HIGH,
	STYLE_CRITICAL,
};

struct page {
	FILE *out;
	unsigned width;
	bool color;
	bool utf8;
	struct buf text;  /* the paragraph; styles are its bytes 1 to 15 */
	enum style style; /* while a line is written */
};

void page_init(struct page *p, FILE *out, const struct format_options *options);
void page_clear(struct page *p);

/* Composing. */
void page_own(struct page *p, const char *text);
void page_text(struct page *p, const char *text);
void page_number(struct page *p, size_t n);
/* "1 network", "12 networks", never broken after the number */
void page_count(struct page *p, size_t n, const char *one, const char *many);
/* Own words between pieces of a list: before the first of them nothing. */
void page_next(struct page *p, size_t i, const char *separator);
void page_style(struct page *p, enum style style);
/* page_text() in a style. */
void page_styled(struct page *p, enum style style, const char *text);
/* "2026-11-24" and "2026-11-24 09:30 UTC"; "an unknown time". */
void page_date(struct page *p, int64_t when);
void page_moment(struct page *p, int64_t when);

/* Setting. */
void page_set(struct page *p, unsigned indent, unsigned hanging);
/* `label` at `indent`, the paragraph in the column behind the labels; an empty
 * label keeps the column. */
void
page_item(struct page *p, unsigned indent, enum style style, const char *label);
/* The same, the paragraph in that column. */
void page_column(struct page *p, unsigned indent, unsigned column,
    enum style style, const char *label);
/* page_item() with a bullet before the paragraph. */
void page_bullet(
    struct page *p, unsigned indent, enum style style, const char *label);
/* The same with a number: "3. ". */
void page_numbered(struct page *p, unsigned indent, enum style style,
    const char *label, size_t number);
/* One line of text to be copied: escaped, and never broken. */
void page_verbatim(struct page *p, unsigned indent, const char *text);
void page_heading(struct page *p); /* the paragraph, bold, and a rule */
void page_rule(struct page *p);
void page_blank(struct page *p);
/* The sequence itself, for those who write cells: STYLE_PLAIN ends one. */
void page_sgr(const struct page *p, enum style style);

#endif
