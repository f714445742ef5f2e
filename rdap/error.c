#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "error.h"

/*
 * What a prefix may take of the text at most, lest a long subject cover the
 * cause.
 */
#define SUBJECT_MAX 512

/* Cut `text` in `size` bytes, full to the brim, so that it ends in "...". */
static void
cut(char *text, size_t size)
{
	size_t end = size - sizeof("...");

	for (int i = 0; i < 3 && ((unsigned char)text[end] & 0xc0) == 0x80; i++)
		end--;
	memcpy(text + end, "...", sizeof("..."));
}

__attribute__((format(printf, 3, 0))) static void
print(char *text, size_t size, const char *fmt, va_list ap)
{
	int len = vsnprintf(text, size, fmt, ap);

	if (len < 0)
		len = snprintf(text, size, "%s", fmt);
	if ((size_t)len >= size)
		cut(text, size);
}

int
error_set(struct error *err, int code, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL || err->code != ERROR_NONE)
		return -1;
	err->code = code;
	va_start(ap, fmt);
	print(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return -1;
}

int
error_prefix(struct error *err, const char *fmt, ...)
{
	char subject[SUBJECT_MAX], cause[sizeof(err->text)];
	va_list ap;
	int len;

	if (err == NULL || err->code == ERROR_NONE)
		return -1;
	va_start(ap, fmt);
	print(subject, sizeof(subject), fmt, ap);
	va_end(ap);
	memcpy(cause, err->text, sizeof(cause));
	len = snprintf(err->text, sizeof(err->text), "%s: %s", subject, cause);
	if (len >= (int)sizeof(err->text))
		cut(err->text, sizeof(err->text));
	return -1;
}
