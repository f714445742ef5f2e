#include <stdbool.h>
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "alloc.h"
#include "error.h"

void
alloc_fail(void)
{
	fputs("whoexposed: out of memory\n", stderr);
	_exit(ERROR_SYSTEM);
}

static void *
checked(void *ptr)
{
	if (ptr == NULL)
		alloc_fail();
	return ptr;
}

void *
xmalloc(size_t size)
{
	return checked(malloc(size > 0 ? size : 1));
}

void *
xcalloc(size_t count, size_t size)
{
	if (count == 0 || size == 0)
		count = size = 1;
	return checked(calloc(count, size));
}

void *
xreallocarray(void *ptr, size_t count, size_t size)
{
	/* Size 0 would free. */
	if (count == 0 || size == 0)
		count = size = 1;
	return checked(reallocarray(ptr, count, size));
}

char *
xstrdup(const char *s)
{
	return checked(strdup(s));
}

char *
xstrndup(const char *s, size_t len)
{
	return checked(strndup(s, len));
}

char *
xvasprintf(const char *fmt, va_list ap)
{
	char *s;

	if (vasprintf(&s, fmt, ap) == -1)
		alloc_fail();
	return s;
}

char *
xasprintf(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = xvasprintf(fmt, ap);
	va_end(ap);
	return s;
}

void *
xgrow(void *array, size_t count, size_t size)
{
	bool full = (count & (count - 1)) == 0;

	if (!full)
		return array;
	if (count > SIZE_MAX / 2)
		alloc_fail();
	return xreallocarray(array, count > 0 ? count * 2 : 1, size);
}
