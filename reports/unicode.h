/*
 * unicode: what an output must know of a character, without the locale: does
 * it show anything, and how many columns does it take?
 *
 * Tables after Unicode 14.0: UnicodeData.txt, EastAsianWidth.txt (UAX #11),
 * DerivedCoreProperties.txt.
 */
#ifndef REPORTS_UNICODE_H
#define REPORTS_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The character that a string begins with, into *c; returns its length in
 * bytes. 0 when the string ends there or is no UTF-8 (overlong forms,
 * surrogates, more than 10FFFF are none).
 */
size_t unicode_decode(const char *s, uint32_t *c);

/*
 * Does it show nothing, steer the terminal or the reading direction, or mean
 * nothing to others? C0, DEL, C1, format characters and all else that is
 * ignored by default, line and paragraph separators, the blank braille
 * pattern, private use, noncharacters.
 */
bool unicode_hidden(uint32_t c);

/* Columns: 0 for a mark on the character before it and for what is hidden, 2
 * for a wide one, else 1. */
unsigned unicode_width(uint32_t c);

#endif
