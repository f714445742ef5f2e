/*
 * alloc: memory that is there, or the process ends.
 *
 * Running out of memory is not a condition this program can repair: these
 * functions print one line to stderr and end the process with ERROR_SYSTEM.
 * Nothing stored is harmed, since facts are written in one transaction.
 * Everything returned is freed with free().
 */
#ifndef RDAP_ALLOC_H
#define RDAP_ALLOC_H

#include <stdarg.h>
#include <stddef.h>

/* For a library that says it got no memory: the same line, the same end. */
void alloc_fail(void) __attribute__((noreturn));

void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xreallocarray(void *ptr, size_t count, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t len);
char *xasprintf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
char *
xvasprintf(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));

/*
 * Grow `array` (of `count` elements of `size` bytes) so that one more fits;
 * capacity doubles at powers of two, hence needs no field of its own. Use:
 * a = xgrow(a, n, sizeof(*a)); a[n++] = x;
 */
void *xgrow(void *array, size_t count, size_t size);

#endif
