/*
 * starve: preloaded, it lets an allocation fail: STARVE=12 the twelfth, STARVE=12+
 * that and all that follow. Without STARVE_COUNT nothing is told; with it, the
 * number of allocations is written there at the end.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *ptr, size_t size);

static unsigned long first, made;
static int always;

__attribute__((constructor)) static void
begin(void)
{
	const char *when = getenv("STARVE");

	made = 0;
	first = when != NULL ? strtoul(when, NULL, 10) : 0;
	always = when != NULL && strchr(when, '+') != NULL;
}

__attribute__((destructor)) static void
end(void)
{
	const char *path = getenv("STARVE_COUNT");
	unsigned long count = made;
	FILE *file = path != NULL ? fopen(path, "w") : NULL;

	if (file == NULL)
		return;
	fprintf(file, "%lu\n", count);
	fclose(file);
}

static int
refused(void)
{
	unsigned long number = ++made;

	if (first == 0 || number < first || (number > first && !always))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t size)
{
	return refused() ? NULL : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return refused() ? NULL : __libc_calloc(count, size);
}

void *
realloc(void *ptr, size_t size)
{
	return refused() ? NULL : __libc_realloc(ptr, size);
}
