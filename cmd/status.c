#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reports/output.h"
#include "status.h"

static int
read_text(int fd, char *text, size_t room, size_t *len)
{
	ssize_t n;

	*len = 0;
	while ((n = read(fd, text + *len, room - *len)) > 0)
		*len += (size_t)n;
	return n == -1 ? -1 : 0;
}

int
status_read(struct monitored *m, const char *path, struct error *err)
{
	char text[MONITOR_FILE_MAX + 2];
	struct stat st;
	size_t len;
	/* not held up by a pipe */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int result = -1;

	if (fd == -1 && errno == ENOENT)
		return error_set(err, ERROR_NO_ORG,
		    "%s: is not there; \"whoexposed audit --status-file\" "
		    "writes it",
		    path);
	if (fd == -1)
		return error_set(
		    err, ERROR_PERMISSION, "%s: %s", path, strerror(errno));
	if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode))
		error_set(err, ERROR_DATA,
		    "%s: is not a regular file; expected one", path);
	else if (read_text(fd, text, sizeof(text) - 1, &len) == -1)
		error_set(err, ERROR_IO, "%s: %s", path, strerror(errno));
	else
		result = monitored_parse(m, text, len, path, err);
	close(fd);
	return result;
}

static int
write_text(const void *what, FILE *out)
{
	const struct buf *text = what;

	return fwrite(text->data, 1, text->len, out) == text->len ? 0 : -1;
}

int
status_write(const char *path, const struct monitored *m, struct error *err)
{
	struct buf text = {0};
	struct content content = {0644, write_text, &text};
	int result;

	monitored_print(&text, m);
	result = output_file(path, &content, err);
	buf_clear(&text);
	return result;
}
