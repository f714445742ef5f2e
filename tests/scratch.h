/*
 * scratch: a directory of a test's own, below one of the whole run that the
 * runner deletes at its end, whatever became of the test.
 */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <check.h>
#include <stdlib.h>
#include "rdap/alloc.h"

/* The caller frees it. */
static inline char *
scratch_new(const char *what)
{
	const char *parent = getenv("TMPDIR");
	char *dir =
	    xasprintf("%s/%s-XXXXXX", parent != NULL ? parent : "/tmp", what);

	ck_assert_ptr_nonnull(mkdtemp(dir));
	return dir;
}

#endif
