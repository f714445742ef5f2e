#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "alloc.h"
#include "buf.h"

static void
reserve(struct buf *b, size_t extra)
{
	size_t need;

	if (extra >= SIZE_MAX - b->len)
		alloc_fail();
	need = b->len + extra + 1;
	if (need <= b->cap)
		return;
	if (need < b->cap + b->cap / 2)
		need = b->cap + b->cap / 2;
	if (need < 64)
		need = 64;
	b->data = xreallocarray(b->data, need, 1);
	b->cap = need;
}

void
buf_add(struct buf *b, const void *data, size_t len)
{
	reserve(b, len);
	if (len > 0)
		memcpy(b->data + b->len, data, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void
buf_putc(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void
buf_puts(struct buf *b, const char *s)
{
	buf_add(b, s, strlen(s));
}

void
buf_printf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = xvasprintf(fmt, ap);
	va_end(ap);
	buf_puts(b, s);
	free(s);
}

void
buf_reset(struct buf *b)
{
	b->len = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

void
buf_drop(struct buf *b, size_t len)
{
	if (len >= b->len) {
		buf_reset(b);
		return;
	}
	b->len -= len;
	memmove(b->data, b->data + len, b->len + 1);
}

void
buf_clear(struct buf *b)
{
	free(b->data);
	*b = (struct buf){0};
}

char *
buf_take(struct buf *b)
{
	char *s = b->data != NULL ? b->data : xstrdup("");

	*b = (struct buf){0};
	return s;
}
