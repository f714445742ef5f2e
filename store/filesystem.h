/*
 * filesystem: can SQLite's locks be trusted there? By the number that statfs(2)
 * has for it. Over a network they often cannot (sqlite.org/howtocorrupt.html
 * section 2.1): two audits on two machines would write into one store at the
 * same time. Private to store/.
 */
#ifndef STORE_FILESYSTEM_H
#define STORE_FILESYSTEM_H

#include <stdbool.h>

struct filesystem {
	unsigned long type;
	const char *name; /* "NFS" */
	/* Certainly a network's. Else one that may be anything (FUSE), or that
	 * lends a directory of the host to a virtual machine (9p): locks hold
	 * within the machine. */
	bool network;
};

/* NULL: nothing is known against it. */
const struct filesystem *filesystem_find(unsigned long type);

#endif
