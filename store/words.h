/*
 * words: two functions for the SQL of erasing, and one for export. Private to
 * store/, with statements.h.
 *
 *   mentions(text, word)             1 when the word stands in the text
 *   without(text, word, instead)     the text with `instead` for each
 *   token(text)                      "erased-" and 12 hex digits
 *
 * A word is a mail address or a handle. It is found whatever its case (ASCII),
 * and only whole: "noc@example.com" stands neither in "nanoc@example.com" nor
 * in "noc@example.com.au", and "AB1-ARIN" not in "XAB1-ARIN". An escape of
 * JSON before it ("\nnoc@example.com") is no part of it.
 *
 * A token is a digest with a key that is drawn for the connection and kept
 * nowhere: the same text has the same token while the store is open, and
 * afterwards nobody can tell which text a token stands for by trying.
 */
#ifndef STORE_WORDS_H
#define STORE_WORDS_H

#include <stdbool.h>
#include "private.h"

#define TOKEN_FORM "erased-????????????" /* GLOB */

/* Make them known to the connection; again is fine. */
int words_register(struct store *s, struct error *err);

#endif
