#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "output.h"
#include "rdap/alloc.h"
#include "rdap/error.h"

/* The temporary file of the write in progress, for output_abandon(), which a
 * signal handler calls: hence not on the heap, and set and unset with signals
 * blocked. */
static char temporary[PATH_MAX];
static volatile sig_atomic_t pending;

void
output_abandon(void)
{
	if (pending) {
		pending = 0;
		unlink(temporary);
	}
}

static void
signals_block(sigset_t *before)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, before);
}

/* ---- where it goes ----------------------------------------------------- */

/* "out/report.csv" gives "out", "report.csv" gives "."; the caller frees. */
static char *
directory_of(const char *path)
{
	char *copy = xstrdup(path);
	char *dir = xstrdup(dirname(copy));

	free(copy);
	return dir;
}

/*
 * A stream that this process has already, by name: opening the name anew would
 * begin at the start of a file that the shell redirected it to. -1: it is
 * none.
 */
static int
inherited(const char *path)
{
	static const char *const fds[] = {"/dev/fd/", "/proc/self/fd/"};
	size_t i, len;

	if (strcmp(path, "-") == 0 || strcmp(path, "/dev/stdout") == 0)
		return STDOUT_FILENO;
	if (strcmp(path, "/dev/stderr") == 0)
		return STDERR_FILENO;
	for (i = 0; i < sizeof(fds) / sizeof(fds[0]); i++) {
		len = strlen(fds[i]);
		if (strncmp(path, fds[i], len) == 0 && path[len] != '\0' &&
		    strlen(path + len) < 6 &&
		    strspn(path + len, "0123456789") == strlen(path + len))
			return (int)strtol(path + len, NULL, 10);
	}
	return -1;
}

enum target {
	TARGET_REPLACE,
	TARGET_IN_PLACE,
	TARGET_DIRECTORY,
};

/* A link counts as what it leads to unless that is a regular file or nothing:
 * then it is replaced itself. */
static enum target
target_of(const char *path)
{
	struct stat st;

	if (stat(path, &st) != 0)
		return TARGET_REPLACE;
	if (S_ISDIR(st.st_mode))
		return TARGET_DIRECTORY;
	return S_ISREG(st.st_mode) ? TARGET_REPLACE : TARGET_IN_PLACE;
}

static int
cannot_create(const char *path, const char *dir, struct error *err)
{
	int number = errno;
	const char *why = strerror(number);

	if (number == ENOENT && access(dir, F_OK) == -1)
		return error_set(err, ERROR_CREATE,
		    "%s: there is no directory \"%s\"; make it first: "
		    "mkdir -p '%s'",
		    path, dir, dir);
	if (number == ENOTDIR)
		return error_set(err, ERROR_CREATE,
		    "%s: \"%s\" is not a directory", path, dir);
	if (number == ENOSPC || number == EDQUOT || number == EIO)
		return error_set(err, ERROR_IO, "%s: %s", path, why);
	return error_set(err, ERROR_CREATE,
	    "%s: cannot create a file in \"%s\": %s", path, dir, why);
}

/* ---- writing ----------------------------------------------------------- */

/* Write it all, as far as the kernel. -1 with errno set; EPIPE too. */
static int
write_out(FILE *out, const struct content *content)
{
	errno = 0;
	if (content->write(content->what, out) == 0 && fflush(out) == 0 &&
	    !ferror(out))
		return 0;
	if (errno == 0)
		errno = EIO;
	return -1;
}

static int
write_error(const char *name, struct error *err)
{
	return error_set(err, ERROR_IO, "%s: %s", name, strerror(errno));
}

static int
to_stream(FILE *out, const char *name, const struct content *content,
    struct error *err)
{
	if (write_out(out, content) == 0 || errno == EPIPE)
		return 0;
	return write_error(name, err);
}

/* ---- in place ---------------------------------------------------------- */

static int
write_in_place(
    const char *path, int fd, const struct content *content, struct error *err)
{
	FILE *out;
	int rc;

	if (fd < 0 || (out = fdopen(fd, "w")) == NULL) {
		rc = error_set(err, ERROR_CREATE, "%s: cannot write to it: %s",
		    path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return rc;
	}
	rc = to_stream(out, path, content, err);
	if (fclose(out) != 0 && rc == 0 && errno != EPIPE)
		rc = write_error(path, err);
	return rc;
}

/* ---- a file ------------------------------------------------------------ */

static int
make_temporary(
    const char *path, const char *dir, mode_t mode, struct error *err)
{
	sigset_t before;
	int fd = -1;
	int len = snprintf(
	    temporary, sizeof(temporary), "%s/.whoexposed-XXXXXX", dir);

	if (len < 0 || (size_t)len >= sizeof(temporary)) {
		errno = ENAMETOOLONG;
		return cannot_create(path, dir, err);
	}
	signals_block(&before);
	fd = mkostemp(temporary, O_CLOEXEC);
	pending = fd >= 0;
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (fd < 0)
		return cannot_create(path, dir, err);
	if (fchmod(fd, mode) != 0) {
		cannot_create(path, dir, err);
		close(fd);
		return -1;
	}
	return fd;
}

static int
write_temporary(
    const char *path, int fd, const struct content *content, struct error *err)
{
	FILE *out = fdopen(fd, "w");
	int rc;

	if (out == NULL) {
		close(fd);
		return write_error(path, err);
	}
	rc = write_out(out, content);
	if (rc == 0)
		rc = fsync(fd);
	if (rc != 0)
		write_error(path, err);
	if (fclose(out) != 0 && rc == 0)
		rc = write_error(path, err);
	return rc;
}

/* Some file systems cannot sync a directory; they say EINVAL. */
static int
sync_directory(const char *path, const char *dir, struct error *err)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int rc = 0;

	/* One may write in a directory that one may not read. */
	if (fd < 0)
		return 0;
	if (fsync(fd) != 0 && errno != EINVAL)
		rc = write_error(path, err);
	close(fd);
	return rc;
}

static int
put_in_place(const char *path, const char *dir, struct error *err)
{
	sigset_t before;
	int rc;

	signals_block(&before);
	rc = rename(temporary, path);
	if (rc == 0)
		pending = 0;
	sigprocmask(SIG_SETMASK, &before, NULL);
	if (rc != 0)
		return cannot_create(path, dir, err);
	return sync_directory(path, dir, err);
}

static int
replace(const char *path, const struct content *content, struct error *err)
{
	char *dir = directory_of(path);
	int rc = -1, fd = make_temporary(path, dir, content->mode, err);

	if (fd >= 0)
		rc = write_temporary(path, fd, content, err);
	if (fd >= 0 && rc == 0)
		rc = put_in_place(path, dir, err);
	output_abandon();
	free(dir);
	return rc;
}

int
output_file(const char *path, const struct content *content, struct error *err)
{
	size_t len = strlen(path);
	int fd = inherited(path);

	if (len == 0)
		return error_set(
		    err, ERROR_CREATE, "an output file needs a name");
	if (fd >= 0) {
		fflush(NULL);
		return write_in_place(
		    path, fcntl(fd, F_DUPFD_CLOEXEC, 0), content, err);
	}
	switch (target_of(path)) {
	case TARGET_IN_PLACE:
		return write_in_place(path,
		    open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC), content, err);
	case TARGET_DIRECTORY:
		return error_set(err, ERROR_CREATE,
		    "%s: is a directory; name a file in it", path);
	default:
		break;
	}
	if (path[len - 1] == '/')
		return error_set(err, ERROR_CREATE,
		    "%s: there is no such directory; name a file", path);
	return replace(path, content, err);
}

/* ---- a report ---------------------------------------------------------- */

struct told {
	const struct format *format;
	const struct report *report;
	const struct format_options *options;
};

static int
write_report(const void *what, FILE *out)
{
	const struct told *told = what;

	return told->format->write(told->report, told->options, out);
}

int
output_write(const char *path, const struct format *format,
    const struct report *report, const struct format_options *options,
    struct error *err)
{
	struct told told = {format, report, options};
	struct content content = {format->mode, write_report, &told};

	return output_file(path, &content, err);
}

int
output_stream(FILE *out, const char *name, const struct format *format,
    const struct report *report, const struct format_options *options,
    struct error *err)
{
	struct told told = {format, report, options};
	struct content content = {format->mode, write_report, &told};

	return to_stream(out, name, &content, err);
}

/* ---- a text ------------------------------------------------------------ */

static int
write_text(const void *what, FILE *out)
{
	const struct buf *text = what;

	return fwrite(text->data, 1, text->len, out) == text->len ? 0 : -1;
}

int
output_text(const char *path, const struct buf *text, struct error *err)
{
	struct content content = {S_IRUSR | S_IWUSR, write_text, text};

	if (target_of(path) != TARGET_REPLACE)
		return error_set(err, ERROR_CREATE,
		    "%s: is not a regular file; expected one", path);
	return replace(path, &content, err);
}
