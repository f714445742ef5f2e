/*
 * escape: the only way registry text gets into an output. Every string that
 * came from a registry (and every handle, URL and address made of one) goes
 * through the one escaper of its format.
 */
#ifndef REPORTS_ESCAPE_H
#define REPORTS_ESCAPE_H

#include <stdbool.h>
#include "rdap/buf.h"

/*
 * For terminals and logs: C0, DEL, C1, bidirectional controls (061C, 200E,
 * 200F, 202A-202E, 2066-2069), zero-width and other invisible or unassigned
 * format characters, line and paragraph separators, private use and
 * noncharacters (unicode.h: hidden) become visible "\u{..}"; a newline or tab
 * too. So do a combining mark at the start or after a blank, and more than four
 * on one letter, since they would mark what is not theirs. Bytes that are no UTF-8 become
 * "\x..". With `ascii`, everything beyond ASCII becomes "\u{..}". A backslash
 * stays as it is: the form is for eyes, not to be read back.
 */
void escape_terminal(struct buf *out, const char *text, bool ascii);

/* Columns a terminal needs for text that went through escape_terminal(), by
 * unicode_width(): no locale is asked. */
unsigned escape_width(const char *escaped);

/*
 * One CSV cell, RFC 4180: in quotes always, '"' doubled; a text that starts
 * with = + - @ TAB CR LF (or their full-width forms) gets a leading "'". TAB,
 * CR and LF stay; all else that is hidden becomes "\u{..}" as on a terminal,
 * since a CSV is printed on one as well; a byte that is no UTF-8 becomes
 * FFFD. Who needs the text to the byte takes JSON.
 */
void escape_csv(struct buf *out, const char *text);

/* The same for Excel, which reads a cell as a number or a date wherever it
 * can, quoted or not: what it would show otherwise then (more than 11 digits,
 * a leading zero, an exponent, a day, a time) gets a leading "'" as well. */
void escape_excel(struct buf *out, const char *text);

/*
 * Markdown (CommonMark 0.30, and what GitHub and GitLab add), inline and on one
 * line. Plain words (letters, with ' - and / among them; at most 9 digits) and
 * the . , ; : ? ( ) " around them stay, as do words of nothing but these and >,
 * without a colon. Every other word is a code span: no
 * markup, no HTML, no entity, no link, no @mention, no #reference and no
 * :emoji: can be made in one, and addresses and handles read well so. In it
 * stands what escape_terminal() makes of the word. Runs of blanks become one.
 * To be put behind words of ours: never at the start of a line, where a
 * number or a word could mean more.
 */
void escape_markdown(struct buf *out, const char *text);

/* A label's value in OpenMetrics 1.0, without its quotes: \\ \" and \n; what
 * is hidden else becomes "\\u{..}", a byte that is no UTF-8 FFFD. */
void escape_label(struct buf *out, const char *text);

#endif
