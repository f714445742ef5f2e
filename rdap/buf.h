/*
 * buf: bytes that grow. Always NUL-terminated once something was added, so
 * `data` can be read as a string when it holds no NUL of its own.
 *
 * Life: `struct buf b = {0};`, add, then buf_clear() or buf_take().
 */
#ifndef RDAP_BUF_H
#define RDAP_BUF_H

#include <stddef.h>

struct buf {
	char *data; /* owned; NULL while empty */
	size_t len; /* without the terminating NUL */
	size_t cap;
};

void buf_add(struct buf *b, const void *data, size_t len);
void buf_putc(struct buf *b, char c);
void buf_puts(struct buf *b, const char *s);
void buf_printf(struct buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Forget the content, keep the memory. */
void buf_reset(struct buf *b);
/* Drop the first `len` bytes. */
void buf_drop(struct buf *b, size_t len);
void buf_clear(struct buf *b);
/* The content as a string the caller owns ("" when empty); b is empty then. */
char *buf_take(struct buf *b);

#endif
