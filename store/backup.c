#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "rdap/alloc.h"
#include "private.h"

/* The first page of a database begins so (fileformat2.html, 1.3). */
#define HEADER_SIZE   100
#define HEADER_MAGIC  "SQLite format 3" /* and its NUL */
#define HEADER_APP_ID 68                /* four bytes, big-endian */

static int
refuse(const struct place *to, const char *why, struct error *err)
{
	return error_set(err, ERROR_CREATE, "%s: %s", to->name, why);
}

/* An empty file is taken for one that was made to be filled. */
static bool
is_store(const struct place *to)
{
	unsigned char head[HEADER_SIZE];
	const unsigned char *id = head + HEADER_APP_ID;
	ssize_t n;
	int fd = openat(to->dirfd, to->base,
	    O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

	if (fd == -1)
		return false;
	n = pread(fd, head, sizeof(head), 0);
	close(fd);
	if (n == 0)
		return true;
	return n == HEADER_SIZE &&
	       memcmp(head, HEADER_MAGIC, sizeof(HEADER_MAGIC)) == 0 &&
	       ((unsigned)id[0] << 24 | (unsigned)id[1] << 16 |
		   (unsigned)id[2] << 8 | id[3]) == STORE_APPLICATION_ID;
}

/* May what is there be replaced? */
static int
check_target(struct store *s, const struct place *to, struct error *err)
{
	char *journal = xasprintf("%s-journal", to->base);
	struct stat st;
	int result = 0;

	if (fstatat(to->dirfd, to->base, &st, AT_SYMLINK_NOFOLLOW) == -1)
		result = errno == ENOENT ? 0 : refuse(to, strerror(errno), err);
	else if (!S_ISREG(st.st_mode))
		result = refuse(to, "is no regular file", err);
	else if (st.st_dev == s->place.dev && st.st_ino == s->place.ino)
		result = refuse(to, "is the store itself", err);
	else if (!is_store(to))
		result = refuse(to,
		    "is there already, and is no store of whoexposed; expected "
		    "an older backup, or a name that is not taken",
		    err);
	else if (faccessat(to->dirfd, journal, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		result = refuse(to,
		    "is in use, or was left so: a journal lies beside it, "
		    "which belongs to it; expected a backup, or both deleted",
		    err);
	free(journal);
	return result;
}

/* VACUUM INTO writes into another file, which query_only forbids as well. */
static int
copy(struct store *s, const char *path, struct error *err)
{
	struct call call;
	int result;

	if (store_let_write(s, true, err) == -1)
		return -1;
	s->setting_up = true;
	result = call_begin(&call, s, STATEMENT_COPY, err);
	if (result == 0) {
		call_text(&call, path);
		result = call_run(&call, err);
	}
	s->setting_up = false;
	if (store_let_write(s, false, err) == -1)
		result = -1;
	return result;
}

/* Does it open as a store, and pass its checks? */
static int
verify(const char *path, struct error *err)
{
	struct store *made = store_open(path, STORE_READ, err);

	store_close(made);
	return made != NULL ? 0 : -1;
}

static int
make(struct store *s, const struct place *to, struct error *err)
{
	char *path = place_beside(to, ".new", err);
	int result = -1;

	if (path == NULL)
		return -1;
	if (copy(s, path, err) == 0 && verify(path, err) == 0 &&
	    check_target(s, to, err) == 0)
		result = place_settle(to, path, to->file, err);
	if (result == -1)
		unlink(path);
	free(path);
	return result;
}

int
store_backup(struct store *s, const char *file, struct error *err)
{
	struct error first = {0};
	struct place to;
	int result = place_find(&to, file, false, &first);

	if (result == -1)
		error_set(err, ERROR_CREATE, "%s", first.text);
	else
		result = check_target(s, &to, err);
	if (result == 0 && make(s, &to, &first) == -1) {
		error_prefix(&first, "%s: cannot be written", file);
		result = error_set(err, first.code, "%s", first.text);
	}
	place_clear(&to);
	return result;
}
