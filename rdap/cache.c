#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alloc.h"
#include "cache.h"

#define ETAG_MAX 256
#define LINE_MAX 4096

static int
make_directories(const char *path)
{
	char *copy = xstrdup(path), *p;
	int result = 0;

	for (p = strchr(copy + 1, '/'); p != NULL && result == 0;
	     p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(copy, 0700) == -1 && errno != EEXIST)
			result = -1;
		*p = '/';
	}
	if (result == 0 && mkdir(copy, 0700) == -1 && errno != EEXIST)
		result = -1;
	free(copy);
	return result;
}

int
cache_open(const char *path)
{
	struct stat st;
	int dir;

	if (path == NULL || *path == '\0' || make_directories(path) == -1)
		return -1;
	dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir == -1)
		return -1;
	if (fstat(dir, &st) == 0 && st.st_uid == geteuid() &&
	    (st.st_mode & 022) == 0)
		return dir;
	close(dir);
	return -1;
}

static FILE *
make(int dir, const char *name)
{
	FILE *file;
	int fd;

	unlinkat(dir, name, 0);
	fd = openat(dir, name,
	    O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd == -1)
		return NULL;
	file = fdopen(fd, "w+");
	if (file == NULL)
		close(fd);
	return file;
}

FILE *
cache_make(int dir, const char *name)
{
	char *fresh = xasprintf("%s.new", name);
	FILE *file = make(dir, fresh);

	free(fresh);
	return file;
}

/* A regular file, not a link. */
static FILE *
read_file(int dir, const char *name)
{
	struct stat st;
	FILE *file;
	int fd;

	if (dir == -1)
		return NULL;
	fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd == -1)
		return NULL;
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode) ||
	    (file = fdopen(fd, "r")) == NULL) {
		close(fd);
		return NULL;
	}
	return file;
}

static bool
read_line(FILE *file, char line[LINE_MAX])
{
	*line = '\0';
	if (fgets(line, LINE_MAX, file) == NULL)
		return false;
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

/* What stands beside it; false: another URL does. */
static bool
read_origin(int dir, const char *name, const char *url, char etag[LINE_MAX])
{
	char *beside = xasprintf("%s.etag", name), from[LINE_MAX];
	FILE *file = read_file(dir, beside);
	bool same = true;

	*etag = '\0';
	if (file != NULL) {
		read_line(file, etag);
		same = !read_line(file, from) || strcmp(from, url) == 0;
		fclose(file);
	}
	free(beside);
	return same;
}

FILE *
cache_read(int dir, const char *name, const char *url)
{
	char etag[LINE_MAX];

	return read_origin(dir, name, url, etag) ? read_file(dir, name) : NULL;
}

char *
cache_etag(int dir, const char *name, const char *url)
{
	char etag[LINE_MAX];

	if (dir == -1 || !read_origin(dir, name, url, etag) || *etag == '\0' ||
	    strlen(etag) >= ETAG_MAX || faccessat(dir, name, R_OK, 0) == -1)
		return NULL;
	return xstrdup(etag);
}

static void
write_origin(int dir, const char *beside, const char *url, const char *etag)
{
	char *fresh = xasprintf("%s.new", beside);
	FILE *file = make(dir, fresh);
	bool written = false;

	if (strlen(etag) >= ETAG_MAX || strpbrk(etag, "\r\n") != NULL)
		etag = "";
	if (file != NULL) {
		written = fprintf(file, "%s\n%s\n", etag, url) > 0;
		written &= fclose(file) == 0;
	}
	if (!written || renameat(dir, fresh, dir, beside) == -1)
		unlinkat(dir, fresh, 0);
	free(fresh);
}

void
cache_keep(
    int dir, const char *name, FILE *file, const char *url, const char *etag)
{
	char *beside, *fresh;

	if (dir == -1 || fflush(file) == EOF || fsync(fileno(file)) == -1)
		return;
	beside = xasprintf("%s.etag", name);
	fresh = xasprintf("%s.new", name);
	if ((unlinkat(dir, beside, 0) == 0 || errno == ENOENT) &&
	    renameat(dir, fresh, dir, name) == 0)
		write_origin(dir, beside, url, etag);
	fsync(dir);
	free(beside);
	free(fresh);
}

void
cache_drop(int dir, const char *name)
{
	char *fresh = xasprintf("%s.new", name);

	if (dir != -1)
		unlinkat(dir, fresh, 0);
	free(fresh);
}
