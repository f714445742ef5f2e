#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alloc.h"
#include "spool.h"
#include "strings.h"

#define MAGIC       "whoexposed spool 1"
#define PROVISIONAL "part"
#define CHUNK       65536

/* Each file begins with one line, filled up with blanks. */
#define HEAD 4096

/* A clock may be set back a little between two runs. */
#define AHEAD 300

struct spool {
	struct transport transport; /* first: it is what callers hold */
	struct transport *inner;
	struct spool_options options;
	char *name;
	int dir; /* or -1: done without */
	size_t found;
};

/* What the head of a file says. */
struct entry {
	int status;
	int64_t time;
	uint64_t bytes;
	const char *digest;
	const char *type;
	const char *url;
	struct strings fields;
};

static void notice(const struct spool *s, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void
notice(const struct spool *s, const char *fmt, ...)
{
	va_list ap;
	char *line;

	if (s->options.notice == NULL)
		return;
	va_start(ap, fmt);
	line = xvasprintf(fmt, ap);
	va_end(ap);
	s->options.notice(s->options.notice_arg, line);
	free(line);
}

static bool
is_ours(const char *name)
{
	return strcmp(name, PROVISIONAL) == 0 ||
	       (strlen(name) == DIGEST_TEXT_MAX - 1 &&
		   strspn(name, "0123456789abcdef") == DIGEST_TEXT_MAX - 1);
}

static int
open_file(int dir, const char *name)
{
	struct stat st;
	int fd =
	    openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd == -1)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_uid == geteuid() && (st.st_mode & 077) == 0 &&
	    st.st_size >= HEAD)
		return fd;
	close(fd);
	return -1;
}

static bool
status_kept(int64_t status)
{
	return status == 200 || status == 404 || status == 501;
}

static bool
read_all(int fd, char *data, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = read(fd, data, len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

static bool
parse_number(const char *text, int64_t *n)
{
	char *end;

	errno = 0;
	*n = strtoll(text, &end, 10);
	return errno == 0 && end != text && *end == '\0';
}

static bool
parse_head(const struct strings *fields, struct entry *e)
{
	int64_t status, bytes;

	if (fields->count != 7 || strcmp(fields->items[0], MAGIC) != 0 ||
	    !parse_number(fields->items[1], &status) ||
	    !parse_number(fields->items[2], &e->time) ||
	    !parse_number(fields->items[3], &bytes) || bytes < 0 ||
	    !status_kept(status))
		return false;
	e->status = (int)status;
	e->bytes = (uint64_t)bytes;
	e->digest = fields->items[4];
	e->type = fields->items[5];
	e->url = fields->items[6];
	return true;
}

static void
entry_clear(struct entry *e)
{
	strings_clear(&e->fields);
}

/* False when it is no head; else the file is at the body. entry_clear() is
 * due in either case. */
static bool
read_head(int fd, struct entry *e)
{
	char text[HEAD];
	size_t len = HEAD - 1;

	*e = (struct entry){0};
	if (!read_all(fd, text, HEAD) || text[len] != '\n')
		return false;
	while (len > 0 && text[len - 1] == ' ')
		len--;
	text[len] = '\0';
	strings_split(&e->fields, text, '\t');
	return parse_head(&e->fields, e);
}

static bool
fresh(const struct spool *s, const struct entry *e)
{
	return e->time <= s->options.now + AHEAD &&
	       s->options.now - e->time <= SPOOL_AGE;
}

/* Is a file worth more than its space? */
static bool
useful(const struct spool *s, const char *file)
{
	struct entry e;
	int fd = open_file(s->dir, file);
	bool whole = fd != -1 && read_head(fd, &e);
	bool keep = whole && fresh(s, &e);

	if (fd != -1) {
		entry_clear(&e);
		close(fd);
	}
	if (!whole)
		notice(s, "%s/%.12s...: is broken, so it is thrown away",
		    s->name, file);
	return keep;
}

/* Delete all that is ours, or, with `s`, what is of no use to it; the rest is
 * counted there. -1: something could not be deleted. */
static int
sweep(int dir, struct spool *s)
{
	int result = 0, copy = dup(dir);
	struct dirent *d;
	DIR *list = copy == -1 ? NULL : fdopendir(copy);

	if (list == NULL) {
		if (copy != -1)
			close(copy);
		return -1;
	}
	rewinddir(list);
	while ((d = readdir(list)) != NULL) {
		if (!is_ours(d->d_name))
			continue;
		if (s != NULL && strcmp(d->d_name, PROVISIONAL) != 0 &&
		    useful(s, d->d_name))
			s->found++;
		else if (unlinkat(dir, d->d_name, 0) == -1)
			result = -1;
	}
	closedir(list);
	return result;
}

bool
spool_remove(const char *name)
{
	int dir, result;

	if (unlink(name) == 0 || errno == ENOENT)
		return true; /* something else was there */
	dir = open(name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (dir == -1)
		return false;
	result = sweep(dir, NULL);
	close(dir);
	return result == 0 && rmdir(name) == 0;
}

/* May what is there be believed? Only what nobody else could write. */
static bool
is_private(const char *name)
{
	struct stat st;

	return lstat(name, &st) == 0 && S_ISDIR(st.st_mode) &&
	       st.st_uid == geteuid() && (st.st_mode & 077) == 0;
}

static bool
exists(const char *name)
{
	struct stat st;

	return lstat(name, &st) == 0;
}

static int
open_dir(const struct spool *s)
{
	int dir;

	if (exists(s->name) && !is_private(s->name))
		notice(s,
		    "%s: is not ours alone, so it is thrown away and all is "
		    "asked again",
		    s->name);
	if (!s->options.resume || !is_private(s->name))
		spool_remove(s->name);
	if (mkdir(s->name, 0700) == 0)
		chmod(s->name, 0700);
	else if (errno != EEXIST || !is_private(s->name))
		return -1;
	dir = open(s->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return dir;
}

/* A body on its way to the reader and into a file. */
struct capture {
	struct spool *s;
	int fd; /* -1: it cannot be kept */
	body_fn *body;
	void *arg;
};

static int
write_all(int fd, const char *data, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = write(fd, data, len);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return -1;
		data += n;
		len -= (size_t)n;
	}
	return 0;
}

/* No more is kept; what is there serves. */
static void
abandon(struct capture *k)
{
	notice(k->s,
	    "%s: answers cannot be kept there (%s); this run cannot "
	    "be resumed whole",
	    k->s->name, strerror(errno));
	if (k->fd != -1)
		close(k->fd);
	k->fd = -1;
	unlinkat(k->s->dir, PROVISIONAL, 0);
	close(k->s->dir);
	k->s->dir = -1;
}

static int
capture_body(void *arg, const char *data, size_t len)
{
	struct capture *k = arg;

	if (k->fd != -1 && data == NULL &&
	    (ftruncate(k->fd, 0) == -1 || lseek(k->fd, HEAD, SEEK_SET) != HEAD))
		abandon(k);
	if (k->fd != -1 && data != NULL && write_all(k->fd, data, len) == -1)
		abandon(k);
	return k->body(k->arg, data, len);
}

static bool
worth_keeping(const struct response *r, const char *etag)
{
	return etag == NULL && r->outcome == OUTCOME_ANSWERED && r->framed &&
	       status_kept(r->status) &&
	       strpbrk(r->content_type, "\t\n") == NULL;
}

static int
write_head(int fd, const char *url, const struct response *r)
{
	char text[HEAD + 1];
	int n = snprintf(text, sizeof(text),
	    MAGIC "\t%d\t%" PRId64 "\t%" PRIu64 "\t%s\t%s\t%s", r->status,
	    r->time, r->bytes, r->digest, r->content_type, url);

	if (n >= HEAD) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memset(text + n, ' ', (size_t)(HEAD - 1 - n));
	text[HEAD - 1] = '\n';
	return lseek(fd, 0, SEEK_SET) == 0 ? write_all(fd, text, HEAD) : -1;
}

static void
capture_end(struct capture *k, const char *url, const char *etag,
    const char *file, const struct response *r)
{
	int fd = k->fd;

	if (fd == -1)
		return;
	if (worth_keeping(r, etag)) {
		if (write_head(fd, url, r) == -1 ||
		    renameat(k->s->dir, PROVISIONAL, k->s->dir, file) == -1) {
			abandon(k);
			return;
		}
	} else {
		unlinkat(k->s->dir, PROVISIONAL, 0);
	}
	close(fd);
}

static void
ask(struct spool *s, const char *url, const char *etag, const char *file,
    size_t limit, body_fn *body, void *arg, struct response *r)
{
	struct capture k = {s, -1, body, arg};

	if (s->dir == -1 || etag != NULL) {
		s->inner->get(s->inner, url, etag, limit, body, arg, r);
		return;
	}
	unlinkat(s->dir, PROVISIONAL, 0);
	k.fd = openat(
	    s->dir, PROVISIONAL, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (k.fd == -1 || fchmod(k.fd, 0600) == -1)
		abandon(&k);
	s->inner->get(s->inner, url, etag, limit, capture_body, &k, r);
	capture_end(&k, url, etag, file, r);
}

/* All of the body to its reader. False: it is not what its head says, or the
 * reader does not take it. */
static bool
serve_body(
    int fd, const struct entry *e, body_fn *body, void *arg, struct response *r)
{
	struct digest *digest = digest_new();
	char chunk[CHUNK];
	ssize_t n;
	bool whole;

	while ((n = read(fd, chunk, sizeof(chunk))) > 0 ||
	       (n == -1 && errno == EINTR)) {
		if (n == -1)
			continue;
		r->bytes += (uint64_t)n;
		digest_add(digest, chunk, (size_t)n);
		if (r->bytes > e->bytes || body(arg, chunk, (size_t)n) == -1)
			break;
	}
	digest_text(digest, r->digest);
	digest_free(digest);
	whole =
	    n == 0 && r->bytes == e->bytes && strcmp(r->digest, e->digest) == 0;
	return whole;
}

/* True when it is served; `*damaged` when it never will be. */
static bool
serve_file(const struct spool *s, int fd, const char *url, size_t limit,
    body_fn *body, void *arg, struct response *r, bool *damaged)
{
	struct entry e;
	bool served = false;

	response_begin(r);
	*damaged = !read_head(fd, &e) || strcmp(e.url, url) != 0;
	if (!*damaged && fresh(s, &e) && e.bytes <= limit &&
	    body(arg, NULL, 0) == 0) {
		served = serve_body(fd, &e, body, arg, r);
		*damaged = !served;
	}
	if (served) {
		free(r->content_type);
		r->content_type = xstrdup(e.type);
		r->status = e.status;
		r->time = e.time;
		r->framed = true;
		r->outcome = OUTCOME_ANSWERED;
	}
	entry_clear(&e);
	return served;
}

/* Whatever the reader got of what turns out to be damaged, the next attempt
 * begins afresh. */
static bool
serve(const struct spool *s, const char *file, const char *url, size_t limit,
    body_fn *body, void *arg, struct response *r)
{
	int fd = s->dir == -1 ? -1 : open_file(s->dir, file);
	bool served, damaged;

	if (fd == -1)
		return false;
	served = serve_file(s, fd, url, limit, body, arg, r, &damaged);
	close(fd);
	if (damaged) {
		unlinkat(s->dir, file, 0);
		notice(s, "%s/%.12s...: is damaged, so it is asked again",
		    s->name, file);
	}
	return served;
}

static void
spool_get(struct transport *t, const char *url, const char *etag, size_t limit,
    body_fn *body, void *arg, struct response *r)
{
	struct spool *s = (struct spool *)t;
	char file[DIGEST_TEXT_MAX];

	digest_of(url, strlen(url), file);
	if (etag != NULL || !serve(s, file, url, limit, body, arg, r))
		ask(s, url, etag, file, limit, body, arg, r);
}

static bool
spool_spent(const struct transport *t)
{
	const struct spool *s = (const struct spool *)t;

	return s->inner->spent(s->inner);
}

static size_t
spool_left(const struct transport *t)
{
	const struct spool *s = (const struct spool *)t;

	return transport_left(s->inner);
}

static void
spool_free(struct transport *t)
{
	struct spool *s = (struct spool *)t;

	transport_free(s->inner);
	if (s->dir != -1)
		close(s->dir);
	free(s->name);
	free(s);
}

struct transport *
spool_new(const struct spool_options *options, struct transport *inner)
{
	struct spool *s = xcalloc(1, sizeof(*s));

	s->transport.get = spool_get;
	s->transport.spent = spool_spent;
	s->transport.left = spool_left;
	s->transport.free = spool_free;
	s->inner = inner;
	s->options = *options;
	s->name = xstrdup(options->dir);
	s->options.dir = s->name;
	s->dir = open_dir(s);
	if (s->dir == -1)
		notice(s, "%s: %s; this run cannot be resumed", s->name,
		    strerror(errno));
	else if (sweep(s->dir, s) == -1)
		notice(s, "%s: some old answers cannot be deleted", s->name);
	return &s->transport;
}

size_t
spool_found(const struct transport *t)
{
	const struct spool *s = (const struct spool *)t;

	return t->get == spool_get ? s->found : 0;
}

void
spool_expire(const struct spool_options *options)
{
	struct spool_options how = *options;

	how.resume = true;
	if (exists(how.dir))
		transport_free(spool_new(&how, NULL));
}
