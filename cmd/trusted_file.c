#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rdap/alloc.h"
#include "reports/output.h"
#include "trusted_file.h"

#define TEXT_MAX ((size_t)1 << 20)

static int
refuse(const char *path, struct error *err, const char *why)
{
	return error_set(err, ERROR_CONFIG, "%s: %s", path, why);
}

/* Could anybody but its owner decide what stands in it? */
static int
check_place(const char *path, const struct stat *file, struct error *err)
{
	struct stat dir;
	char *real, *slash;
	int result = 0;

	if (!S_ISREG(file->st_mode))
		return refuse(path, err, "is not a regular file; expected one");
	if ((file->st_mode & 022) != 0)
		return refuse(path, err,
		    "others may write it; expected a file that only its owner "
		    "may (chmod go-w)");
	if (file->st_uid != geteuid() && file->st_uid != 0)
		return refuse(path, err,
		    "belongs to another user; expected one of yours or of "
		    "root");
	real = realpath(path, NULL);
	if (real == NULL)
		return refuse(path, err, strerror(errno));
	slash = strrchr(real, '/');
	slash[slash == real] = '\0';
	if (stat(real, &dir) == -1)
		result = refuse(path, err, strerror(errno));
	else if ((dir.st_mode & 022) != 0 && (dir.st_mode & S_ISVTX) == 0)
		result = error_set(err, ERROR_CONFIG,
		    "%s: others may write into its directory %s; expected one "
		    "that only its owner may (chmod go-w)",
		    path, real);
	free(real);
	return result;
}

static int
read_all(int fd, const char *path, struct buf *text, struct error *err)
{
	char chunk[8192];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) > 0) {
		buf_add(text, chunk, (size_t)n);
		if (text->len > TEXT_MAX)
			return refuse(
			    path, err, "is longer than 1 MiB; expected less");
	}
	if (n == -1)
		return refuse(path, err, strerror(errno));
	if (text->len > 0 && memchr(text->data, '\0', text->len) != NULL)
		return refuse(path, err, "expected text, not NUL bytes");
	return 0;
}

int
trusted_file_read(const char *path, struct buf *text, struct error *err)
{
	struct stat st;
	int fd, result = -1;

	/* not held up by a pipe */
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd == -1 && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	if (fd == -1 || fstat(fd, &st) == -1)
		refuse(path, err, strerror(errno));
	else if (check_place(path, &st, err) == 0 &&
		 read_all(fd, path, text, err) == 0)
		result = 1;
	if (fd != -1)
		close(fd);
	return result;
}

/* Those above it as well, 0700. */
static int
make_directory(const char *path, struct error *err)
{
	char *dir = xstrdup(path), *slash;

	for (slash = strchr(dir + 1, '/'); slash != NULL;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(dir, S_IRWXU) == -1 && errno != EEXIST) {
			error_set(
			    err, ERROR_CREATE, "%s: %s", dir, strerror(errno));
			free(dir);
			return -1;
		}
		*slash = '/';
	}
	free(dir);
	return 0;
}

int
trusted_file_write(const char *path, const struct buf *text, struct error *err)
{
	if (make_directory(path, err) == -1)
		return -1;
	return output_text(path, text, err);
}
