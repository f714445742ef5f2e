/*
 * error: what went wrong, in words for a person and a number for a script.
 *
 * Functions that can fail take a `struct error *` as their last argument and
 * return 0/-1 or pointer/NULL. On success they leave it untouched; on failure
 * they fill it, and the first one to fill it wins, so that a caller higher up
 * cannot cover the cause. Initialize with `struct error err = {0};`. A NULL
 * pointer is allowed where the caller does not want to know.
 *
 * The codes are the exit statuses that the program ends with: sysexits.h,
 * spelled in the words of this program.
 */
#ifndef RDAP_ERROR_H
#define RDAP_ERROR_H

enum {
	ERROR_NONE = 0,
	ERROR_USAGE = 64,       /* the command line is wrong */
	ERROR_DATA = 65,        /* store corrupt, not ours, or newer */
	ERROR_NO_ORG = 66,      /* the registry has no such organization */
	ERROR_UNAVAILABLE = 69, /* registry not reachable at all */
	ERROR_INTERNAL = 70,    /* a bug in this program */
	ERROR_SYSTEM = 71,      /* the operating system refused, no memory */
	ERROR_CREATE = 73,      /* cannot create output */
	ERROR_IO = 74,          /* input/output error, disk full */
	ERROR_TRY_AGAIN = 75,   /* locked, rate limited */
	ERROR_PROTOCOL = 76,    /* the server does not speak RDAP */
	ERROR_PERMISSION = 77,  /* not allowed to read or write */
	ERROR_CONFIG = 78,      /* configuration */
};

struct error {
	int code; /* ERROR_NONE while nothing failed */
	char text[1024];
};

/*
 * Fill `err` unless it is NULL or filled already. Over-long text is cut at a
 * character boundary and ends in "...". Returns -1, so that a failing function
 * can `return error_set(...)`.
 */
int error_set(struct error *err, int code, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/*
 * Put "subject: " before the text of a filled error. A subject is cut at 511
 * octets, so that the cause is still seen. Returns -1.
 */
int error_prefix(struct error *err, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
