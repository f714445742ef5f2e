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

#endif
