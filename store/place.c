#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>
#include "rdap/alloc.h"
#include "filesystem.h"
#include "place.h"

#define FILE_MODE 0600
#define DIR_MODE  0700

#define OPEN_FLAGS (O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)

static int
system_code(int number)
{
	switch (number) {
	case EACCES:
	case EPERM:
	case EROFS:
		return ERROR_PERMISSION;
	case ENOTDIR:
	case ELOOP:
	case EISDIR:
	case ENOENT:
	case ENAMETOOLONG:
		return ERROR_DATA;
	default:
		return ERROR_IO;
	}
}

static int
fail(const char *path, const char *what, struct error *err)
{
	int number = errno;

	return error_set(err, system_code(number), "%s: %s: %s", path, what,
	    strerror(number));
}

/* The name of a directory that was made is in the one above it, which one may
 * write to and not be allowed to read: then it is left to the system. */
static int
sync_above(int fd)
{
	int above = openat(fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int result = 0;

	if (above == -1)
		return errno == EACCES ? 0 : -1;
	if (fsync(above) == -1 && errno != EINVAL)
		result = -1;
	close(above);
	return result;
}

/* One directory; whatever the umask. */
static int
make_directory(const char *path, struct error *err)
{
	struct stat st;
	int fd, result = -1;

	if (stat(path, &st) == 0)
		return 0;
	if (mkdir(path, DIR_MODE) == -1) {
		if (errno == EEXIST)
			return 0;
		return fail(path, "cannot make this directory", err);
	}
	/* With a umask of 0700 it cannot even be opened, hence by path. */
	if (chmod(path, DIR_MODE) == -1)
		return fail(path, "cannot set the mode of it", err);
	fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1)
		return fail(path, "cannot open this directory", err);
	if (fstat(fd, &st) == -1 || (st.st_mode & 07777) != DIR_MODE)
		fail(path, "cannot set the mode of it", err);
	else if (sync_above(fd) == -1)
		fail(path, "cannot be synced", err);
	else
		result = 0;
	close(fd);
	return result;
}

static int
make_directories(const char *path, struct error *err)
{
	char *copy = xstrdup(path);
	int result = 0;

	for (char *p = copy + 1; result == 0; p++) {
		char c = *p;

		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		result = make_directory(copy, err);
		*p = c;
		if (c == '\0')
			break;
	}
	free(copy);
	return result;
}

static int
split(struct place *p, struct error *err)
{
	const char *slash = strrchr(p->name, '/');

	if (slash == NULL)
		p->dir = xstrdup(".");
	else if (slash == p->name)
		p->dir = xstrdup("/");
	else
		p->dir = xstrndup(p->name, (size_t)(slash - p->name));
	p->base = xstrdup(slash != NULL ? slash + 1 : p->name);
	if (p->base[0] == '\0' || strcmp(p->base, ".") == 0 ||
	    strcmp(p->base, "..") == 0)
		return error_set(err, ERROR_DATA,
		    "%s: is a directory; expected the name of a file", p->name);
	return 0;
}

int
place_find(struct place *p, const char *path, bool make, struct error *err)
{
	char *resolved;

	*p = (struct place){.name = xstrdup(path), .dirfd = -1};
	if (split(p, err) == -1)
		return -1;
	if (make && make_directories(p->dir, err) == -1)
		return error_prefix(err, "%s", p->name);
	resolved = realpath(p->dir, NULL);
	if (resolved == NULL)
		return fail(p->name, "its directory cannot be reached", err);
	free(p->dir);
	p->dir = resolved;
	p->dirfd =
	    open(p->dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (p->dirfd == -1)
		return fail(p->name, "its directory cannot be opened", err);
	p->file =
	    xasprintf("%s/%s", strcmp(p->dir, "/") == 0 ? "" : p->dir, p->base);
	if (strlen(p->file) > PLACE_PATH_MAX)
		return error_set(err, ERROR_DATA,
		    "%s: is longer than %d octets when resolved", p->name,
		    PLACE_PATH_MAX);
	return 0;
}

static int
make_file(const struct place *p, const char *base, struct error *err)
{
	int fd =
	    openat(p->dirfd, base, OPEN_FLAGS | O_CREAT | O_EXCL, FILE_MODE);

	if (fd == -1) {
		if (errno != EEXIST)
			fail(p->name, "cannot be made", err);
		return -1;
	}
	if (fchmod(fd, FILE_MODE) == -1 || fsync(fd) == -1 ||
	    fsync(p->dirfd) == -1) {
		fail(p->name, "cannot be made", err);
		close(fd);
		return -1;
	}
	return fd;
}

static int
check_filesystem(const struct place *p, struct error *err)
{
	const struct filesystem *fs;
	struct statfs st;

	if (fstatfs(p->dirfd, &st) == -1)
		return fail(p->name, "its file system cannot be told", err);
	fs = filesystem_find((unsigned long)st.f_type);
	if (fs != NULL && fs->network)
		return error_set(err, ERROR_DATA,
		    "%s: lies on a network file system (%s), where locks "
		    "cannot "
		    "be trusted; expected a local disk (--database)",
		    p->name, fs->name);
	return 0;
}

int
place_make(struct place *p, struct error *err)
{
	struct stat st;
	int fd;

	if (check_filesystem(p, err) == -1)
		return -1;
	if (fstatat(p->dirfd, p->base, &st, AT_SYMLINK_NOFOLLOW) == 0)
		return 0;
	fd = make_file(p, p->base, err);
	if (fd == -1)
		return errno == EEXIST ? 0 : -1;
	close(fd);
	return 0;
}

static const char *
kind_of(mode_t mode)
{
	if (S_ISDIR(mode))
		return "a directory";
	if (S_ISLNK(mode))
		return "a symbolic link";
	if (S_ISFIFO(mode))
		return "a named pipe";
	if (S_ISSOCK(mode))
		return "a socket";
	return "a device";
}

/* What another user owns is not for this one's data: he may read it. */
static int
check_owner(const struct place *p, const char *what, const struct stat *st,
    struct error *err)
{
	if (st->st_uid == geteuid() || st->st_uid == 0)
		return 0;
	return error_set(err, ERROR_PERMISSION,
	    "%s: %sbelongs to another user (%lu); expected one of yours or of "
	    "root",
	    p->name, what, (unsigned long)st->st_uid);
}

static int
check_directory(const struct place *p, struct error *err)
{
	struct stat st;

	if (fstat(p->dirfd, &st) == -1)
		return fail(p->name, "its directory cannot be looked at", err);
	if ((st.st_mode & 022) != 0 && (st.st_mode & S_ISVTX) == 0)
		return error_set(err, ERROR_PERMISSION,
		    "%s: others may write into its directory %s (mode %04o); "
		    "expected 0755 or stricter",
		    p->name, p->dir, (unsigned)(st.st_mode & 07777));
	return check_owner(p, "its directory ", &st, err);
}

static int
check_file(const char *name, const struct stat *st, struct error *err)
{
	if (!S_ISREG(st->st_mode))
		return error_set(err, ERROR_DATA,
		    "%s: is %s; expected a regular file", name,
		    kind_of(st->st_mode));
	if (st->st_nlink > 1)
		return error_set(err, ERROR_DATA,
		    "%s: has %lu names (hard links); expected one, since its "
		    "journal is found by name",
		    name, (unsigned long)st->st_nlink);
	if ((st->st_mode & 022) != 0)
		return error_set(err, ERROR_PERMISSION,
		    "%s: others may write to it (mode %04o); expected 0600",
		    name, (unsigned)(st->st_mode & 07777));
	return 0;
}

/*
 * In a directory like /tmp a stranger can lay a journal beside the file, which
 * SQLite would play back into it.
 */
static int
check_beside(
    const struct place *p, const char *suffix, uid_t owner, struct error *err)
{
	char *base = xasprintf("%s%s", p->base, suffix);
	char *name = xasprintf("%s%s", p->name, suffix);
	struct stat st;
	int result = 0;

	if (fstatat(p->dirfd, base, &st, AT_SYMLINK_NOFOLLOW) == 0) {
		result = check_file(name, &st, err);
		if (result == 0 && st.st_uid != owner &&
		    st.st_uid != geteuid() && st.st_uid != 0)
			result = error_set(err, ERROR_PERMISSION,
			    "%s: belongs to another user than the store", name);
	}
	free(base);
	free(name);
	return result;
}

int
place_check(struct place *p, bool writing, struct error *err)
{
	static const char *const beside[] = {"-journal", "-wal", "-shm"};
	struct stat st;

	if (fstatat(p->dirfd, p->base, &st, AT_SYMLINK_NOFOLLOW) == -1) {
		if (errno == ENOENT)
			return error_set(
			    err, ERROR_DATA, "%s: there is no store", p->name);
		return fail(p->name, "cannot be looked at", err);
	}
	if (check_file(p->name, &st, err) == -1)
		return -1;
	if (writing && (check_owner(p, "", &st, err) == -1 ||
			   check_directory(p, err) == -1))
		return -1;
	if (writing && (st.st_mode & 004) != 0)
		return error_set(err, ERROR_PERMISSION,
		    "%s: everybody may read it (mode %04o), and it holds "
		    "addresses of people; expected 0600",
		    p->name, (unsigned)(st.st_mode & 07777));
	for (size_t i = 0; i < sizeof(beside) / sizeof(*beside); i++)
		if (check_beside(p, beside[i], st.st_uid, err) == -1)
			return -1;
	p->dev = st.st_dev;
	p->ino = st.st_ino;
	return 0;
}

bool
place_same(const struct place *p)
{
	struct stat st;

	return lstat(p->file, &st) == 0 && st.st_dev == p->dev &&
	       st.st_ino == p->ino;
}

char *
place_beside(const struct place *p, const char *suffix, struct error *err)
{
	char *base = xasprintf("%s%s", p->base, suffix);
	char *path = NULL;
	int fd;

	if (unlinkat(p->dirfd, base, 0) == -1 && errno != ENOENT) {
		fail(p->name, "the copy beside it cannot be replaced", err);
		goto out;
	}
	fd = make_file(p, base, err);
	if (fd == -1) {
		if (errno == EEXIST)
			error_set(err, ERROR_IO, "%s%s: is in the way", p->name,
			    suffix);
		else
			unlinkat(p->dirfd, base, 0);
		goto out;
	}
	close(fd);
	path = xasprintf("%s%s", p->file, suffix);
out:
	free(base);
	return path;
}

int
place_settle(const struct place *p, const char *path, const char *name,
    struct error *err)
{
	int fd = open(path, OPEN_FLAGS);
	int result = -1;

	if (fd == -1)
		return fail(path, "cannot be opened", err);
	if (fsync(fd) == -1 || rename(path, name) == -1 ||
	    fsync(p->dirfd) == -1)
		fail(name, "cannot be written", err);
	else
		result = 0;
	close(fd);
	return result;
}

/* "store.db.before-2", "store.db.before-2.new" of "store.db". */
static bool
is_copy(const struct place *p, const char *name)
{
	size_t len = strlen(p->base);

	return strncmp(name, p->base, len) == 0 &&
	       strncmp(name + len, ".before-", 8) == 0 &&
	       name[len + 8] >= '0' && name[len + 8] <= '9';
}

int
place_drop_copies(const struct place *p, size_t *count, struct error *err)
{
	int fd = openat(p->dirfd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd != -1 ? fdopendir(fd) : NULL;
	const struct dirent *entry;
	int result = 0;

	if (dir == NULL) {
		fail(p->name, "its directory cannot be read", err);
		if (fd != -1)
			close(fd);
		return -1;
	}
	while (result == 0 && (entry = readdir(dir)) != NULL) {
		if (!is_copy(p, entry->d_name))
			continue;
		if (unlinkat(p->dirfd, entry->d_name, 0) == -1)
			result = fail(
			    p->name, "a copy beside it cannot be deleted", err);
		else
			++*count;
	}
	closedir(dir);
	if (*count > 0 && fsync(p->dirfd) == -1)
		return fail(p->name, "its directory cannot be synced", err);
	return result;
}

static int
open_lock(const struct place *p, const char *base, struct error *err)
{
	int fd = make_file(p, base, err);

	if (fd == -1 && errno == EEXIST) {
		fd = openat(p->dirfd, base, OPEN_FLAGS);
		if (fd == -1)
			fail(p->name, "its lock file cannot be opened", err);
	}
	return fd;
}

int
place_lock(const struct place *p, struct error *err)
{
	char *base = xasprintf("%s.lock", p->base);
	char *name = xasprintf("%s.lock", p->name);
	struct flock sqlites = {.l_type = F_WRLCK};
	struct stat st;
	int rc, fd = -1;

	/* Beside what is refused no lock is left behind. */
	if (fstatat(p->dirfd, p->base, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    (check_file(p->name, &st, err) == -1 ||
		check_owner(p, "", &st, err) == -1))
		goto out;
	fd = open_lock(p, base, err);
	if (fd == -1)
		goto out;
	if (fstat(fd, &st) == -1) {
		fail(name, "cannot be looked at", err);
		goto out;
	}
	if (check_file(name, &st, err) == -1)
		goto out;
	do
		rc = flock(fd, LOCK_EX | LOCK_NB);
	while (rc == -1 && errno == EINTR);
	/* Where these cannot be had SQLite says that another has it. */
	if (rc == 0)
		rc = fcntl(fd, F_SETLK, &sqlites);
	if (rc == 0)
		goto done;
	if (errno == EWOULDBLOCK)
		error_set(err, ERROR_TRY_AGAIN,
		    "%s: another audit is using it; try again when that ended",
		    p->name);
	else
		fail(name, "cannot be locked", err);
out:
	if (fd != -1)
		close(fd);
	fd = -1;
done:
	free(base);
	free(name);
	return fd;
}

int
place_guard(const struct place *p, struct error *err)
{
	const struct timespec nap = {.tv_nsec = 20000000};

	for (int naps = 0; naps < 500; naps++) {
		if (flock(p->dirfd, LOCK_EX | LOCK_NB) == 0)
			return 0;
		if (errno != EWOULDBLOCK && errno != EINTR)
			return fail(
			    p->name, "its directory cannot be locked", err);
		nanosleep(&nap, NULL);
	}
	return error_set(err, ERROR_TRY_AGAIN,
	    "%s: another process is at work in its directory; try again",
	    p->name);
}

void
place_unguard(const struct place *p)
{
	flock(p->dirfd, LOCK_UN);
}

void
place_clear(struct place *p)
{
	free(p->name);
	free(p->dir);
	free(p->base);
	free(p->file);
	if (p->dirfd != -1)
		close(p->dirfd);
	*p = (struct place){.dirfd = -1};
}
