#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fetch.h"

static int
ca_file_check(const char *path, struct error *err)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd == -1 || fstat(fd, &st) == -1) {
		error_set(err, ERROR_CONFIG, "%s: %s", path, strerror(errno));
		if (fd != -1)
			close(fd);
		return -1;
	}
	close(fd);
	if (!S_ISREG(st.st_mode))
		return error_set(
		    err, ERROR_CONFIG, "%s: not a file of certificates", path);
	return 0;
}

int
fetch_options_check(const struct fetch_options *o, struct error *err)
{
	return o->ca_file == NULL ? 0 : ca_file_check(o->ca_file, err);
}

void
fetch_options_complete(struct fetch_options *o)
{
	if (!(o->rate > 0))
		o->rate = 1;
	if (o->max_requests == 0)
		o->max_requests = 2000;
	if (o->deadline == 0)
		o->deadline = 3600;
	if (o->timeout == 0)
		o->timeout = 300;
	if (o->connect_timeout == 0)
		o->connect_timeout = 15;
	if (o->low_speed_time == 0)
		o->low_speed_time = 30;
	if (o->backoff == 0)
		o->backoff = 1000;
}
