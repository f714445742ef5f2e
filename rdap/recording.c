#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "alloc.h"
#include "buf.h"
#include "clock.h"
#include "http.h"
#include "recording.h"
#include "strings.h"

#define INDEX     "index.tsv"
#define INDEX_MAX ((size_t)64 << 20)
#define CHUNK     65536
#define EXPECTED  "expected url<TAB>status<TAB>content-type<TAB>file"

struct entry {
	char *url;
	int status; /* of DNS: an enum dns_status */
	char *content_type;
	char *file;
	int64_t time;
	size_t line;
};

struct replay {
	struct transport transport; /* first: it is what callers hold */
	char *name;
	int dir;
	struct entry *entries; /* sorted by URL, each URL once */
	size_t count;
};

struct recorder {
	struct transport transport; /* first: it is what callers hold */
	struct transport *inner;
	char *name;
	int dir;
	int index;
	off_t index_len; /* of the whole lines */
	unsigned sequence;
	struct error error; /* the first write error */
};

static bool
has_control(const char *s)
{
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

static bool
file_name_valid(const char *name)
{
	return name[0] != '\0' && name[0] != '.' && strlen(name) <= 255 &&
	       strchr(name, '/') == NULL && !has_control(name) &&
	       strcmp(name, INDEX) != 0;
}

static bool
url_valid(const char *url)
{
	return url[0] != '\0' && strchr(url, ' ') == NULL && !has_control(url);
}

/*
 * Only regular files are read, whatever somebody put there: no link is
 * followed, and a pipe without a writer does not make us wait. -1: errno is
 * set; `*what` says it for a person.
 */
static int
open_regular(int dir, const char *name, struct stat *st, const char **what)
{
	int fd =
	    openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd == -1 || fstat(fd, st) == -1)
		*what = errno == ELOOP ? "not a regular file" : strerror(errno);
	else if (!S_ISREG(st->st_mode))
		*what = "not a regular file";
	else
		return fd;
	if (fd != -1)
		close(fd);
	return -1;
}

static int
open_dir(const char *dir)
{
	return open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static ssize_t
read_some(int fd, char *chunk, size_t size)
{
	ssize_t n;

	do
		n = read(fd, chunk, size);
	while (n == -1 && errno == EINTR);
	return n;
}

static void
entry_clear(struct entry *e)
{
	free(e->url);
	free(e->content_type);
	free(e->file);
}

static void
replay_free(struct transport *t)
{
	struct replay *p = (struct replay *)t;

	for (size_t i = 0; i < p->count; i++)
		entry_clear(&p->entries[i]);
	free(p->entries);
	free(p->name);
	if (p->dir != -1)
		close(p->dir);
	free(p);
}

static bool
replay_spent(const struct transport *t)
{
	(void)t;
	return false;
}

static bool
replay_holds(const struct transport *t, const char *url, bool prefix)
{
	const struct replay *p = (const struct replay *)t;
	size_t len = strlen(url) + !prefix;

	for (size_t i = 0; i < p->count; i++)
		if (strncmp(p->entries[i].url, url, len) == 0)
			return true;
	return false;
}

static int
entry_compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->url, y->url);

	if (order != 0)
		return order;
	return x->line < y->line ? -1 : x->line > y->line;
}

static int
url_compare(const void *url, const void *entry)
{
	const struct entry *e = entry;

	return strcmp(url, e->url);
}

static const struct entry *
replay_find(const struct replay *p, const char *url)
{
	if (p->count == 0)
		return NULL;
	return bsearch(
	    url, p->entries, p->count, sizeof(*p->entries), url_compare);
}

static bool
is_dns(const char *url)
{
	return strncmp(url, "dns:", 4) == 0;
}

/* True when all of the body went to its reader. */
static bool
replay_body(int fd, size_t limit, body_fn *body, void *arg, const char *file,
    struct response *r)
{
	struct digest *digest = digest_new();
	char chunk[CHUNK];
	ssize_t n;
	bool whole = false;

	while ((n = read_some(fd, chunk, sizeof(chunk))) > 0) {
		if ((size_t)n > limit - r->bytes) {
			response_too_long(r, limit);
			break;
		}
		r->bytes += n;
		digest_add(digest, chunk, n);
		if (body(arg, chunk, n) == -1) {
			response_fail(r, ERROR_PROTOCOL,
			    "the answer was refused by its reader");
			break;
		}
	}
	if (n == -1)
		response_fail(
		    r, ERROR_UNAVAILABLE, "%s: %s", file, strerror(errno));
	whole = n == 0;
	digest_text(digest, r->digest);
	digest_free(digest);
	return whole;
}

/* Statuses that fetch does not answer with either. True: it is one. */
static bool
replay_refused(struct response *r)
{
	if (r->status == 429)
		response_fail(r, ERROR_TRY_AGAIN, "HTTP 429: rate limited");
	else if (http_unavailable(r->status))
		response_fail(r, ERROR_UNAVAILABLE, "HTTP %d", r->status);
	else if (http_redirects(r->status))
		response_fail(
		    r, ERROR_PROTOCOL, "HTTP %d: redirected", r->status);
	else
		return false;
	return true;
}

static void
replay_entry(struct replay *p, const struct entry *e, size_t limit,
    body_fn *body, void *arg, struct response *r)
{
	struct stat st;
	const char *what;
	int fd;

	free(r->content_type);
	r->content_type = xstrdup(e->content_type);
	r->status = e->status;
	r->time = e->time;
	r->framed = true;
	if (replay_refused(r))
		return;
	if ((fd = open_regular(p->dir, e->file, &st, &what)) == -1) {
		response_fail(
		    r, ERROR_UNAVAILABLE, "%s/%s: %s", p->name, e->file, what);
		return;
	}
	if (body(arg, NULL, 0) == -1)
		response_fail(
		    r, ERROR_PROTOCOL, "the answer was refused by its reader");
	else if (replay_body(fd, limit, body, arg, e->file, r))
		r->outcome = OUTCOME_ANSWERED;
	close(fd);
}

static void
replay_get(struct transport *t, const char *url, const char *etag, size_t limit,
    body_fn *body, void *arg, struct response *r)
{
	struct replay *p = (struct replay *)t;
	const struct entry *e = replay_find(p, url);

	(void)etag; /* a recording has whole answers only */
	response_begin(r);
	if (e == NULL || is_dns(url))
		response_fail(r, ERROR_UNAVAILABLE, "not in the recording");
	else
		replay_entry(p, e, limit, body, arg, r);
}

static bool
dns_line_valid(const struct strings *fields)
{
	const char *status = fields->items[1];

	return status[0] != '\0' &&
	       status[strspn(status, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")] == '\0' &&
	       strcmp(fields->items[2], "text/dns") == 0;
}

static int
http_status(const char *text)
{
	if (strlen(text) != 3 || strspn(text, "0123456789") != 3 ||
	    text[0] < '1' || text[0] > '5')
		return -1;
	return atoi(text);
}

/* Four or five fields, each as it should be, or what is not. `*when` is the
 * fifth, or stays what it was. */
static const char *
line_flaw(const struct strings *fields, bool dns, int64_t *when)
{
	if (fields->count != 4 && fields->count != 5)
		return "not four or five fields";
	if (!url_valid(fields->items[0]))
		return "not a URL";
	if (!file_name_valid(fields->items[3]))
		return "not the plain name of a file";
	if (dns ? !dns_line_valid(fields) : http_status(fields->items[1]) == -1)
		return "not a status";
	if (has_control(fields->items[2]))
		return "not a content type";
	if (fields->count == 5 && clock_parse(fields->items[4], when) == -1)
		return "not a time";
	return NULL;
}

static void
add_entry(
    struct replay *p, const struct strings *fields, size_t number, int64_t when)
{
	const char *status = fields->items[1];
	struct entry e = {
	    .url = xstrdup(fields->items[0]),
	    .status = is_dns(fields->items[0]) ? (int)dns_status_parse(status)
					       : http_status(status),
	    .content_type = http_media_type(fields->items[2]),
	    .file = xstrdup(fields->items[3]),
	    .time = when,
	    .line = number,
	};

	p->entries = xgrow(p->entries, p->count, sizeof(e));
	p->entries[p->count++] = e;
}

static int
parse_line(struct replay *p, const char *line, size_t number, int64_t when,
    struct error *err)
{
	struct strings fields = {0};
	bool dns = is_dns(line);
	const char *flaw;
	int rc = 0;

	strings_split(&fields, line, '\t');
	flaw = line_flaw(&fields, dns, &when);
	if (flaw != NULL)
		rc = error_set(err, ERROR_DATA, "%s/%s:%zu: %s; %s", p->name,
		    INDEX, number, flaw, EXPECTED);
	else
		add_entry(p, &fields, number, when);
	strings_clear(&fields);
	return rc;
}

static int
parse_index(
    struct replay *p, char *text, size_t len, int64_t when, struct error *err)
{
	size_t number = 1;
	char *end;

	for (char *line = text; line < text + len; line = end + 1, number++) {
		end = memchr(line, '\n', text + len - line);
		if (end == NULL)
			end = text + len;
		*end = '\0';
		if (strlen(line) != (size_t)(end - line))
			return error_set(err, ERROR_DATA, "%s/%s:%zu: %s",
			    p->name, INDEX, number, EXPECTED);
		if (parse_line(p, line, number, when, err) == -1)
			return -1;
	}
	return 0;
}

/* The last line of a URL counts. */
static void
settle(struct replay *p)
{
	size_t kept = 0;

	if (p->count == 0)
		return;
	qsort(p->entries, p->count, sizeof(*p->entries), entry_compare);
	for (size_t i = 0; i < p->count; i++)
		if (i + 1 < p->count &&
		    strcmp(p->entries[i].url, p->entries[i + 1].url) == 0)
			entry_clear(&p->entries[i]);
		else
			p->entries[kept++] = p->entries[i];
	p->count = kept;
}

static int
read_index(struct replay *p, struct buf *text, int64_t *when, struct error *err)
{
	struct stat st;
	const char *what = NULL;
	char chunk[CHUNK];
	ssize_t n;
	int fd = open_regular(p->dir, INDEX, &st, &what);

	if (fd == -1)
		return error_set(
		    err, ERROR_DATA, "%s/%s: %s", p->name, INDEX, what);
	*when = st.st_mtime;
	while ((n = read_some(fd, chunk, sizeof(chunk))) > 0 &&
	       text->len <= INDEX_MAX)
		buf_add(text, chunk, n);
	if (n == -1)
		what = strerror(errno);
	else if (text->len > INDEX_MAX)
		what = "longer than 64 MiB";
	close(fd);
	return what == NULL ? 0
			    : error_set(err, ERROR_DATA, "%s/%s: %s", p->name,
				  INDEX, what);
}

struct transport *
recording_open(const char *dir, struct error *err)
{
	struct replay *p = xcalloc(1, sizeof(*p));
	struct buf text = {0};
	int64_t when;
	int rc;

	p->transport.get = replay_get;
	p->transport.spent = replay_spent;
	p->transport.holds = replay_holds;
	p->transport.free = replay_free;
	p->name = xstrdup(dir);
	p->dir = open_dir(dir);
	if (p->dir == -1)
		rc = error_set(err, ERROR_DATA, "%s: not a recording: %s", dir,
		    strerror(errno));
	else
		rc = read_index(p, &text, &when, err);
	if (rc == 0 && text.len > 0)
		rc = parse_index(p, text.data, text.len, when, err);
	buf_clear(&text);
	settle(p);
	if (rc == 0)
		return &p->transport;
	replay_free(&p->transport);
	return NULL;
}

static int
record_error(struct recorder *c, const char *file)
{
	return error_set(
	    &c->error, ERROR_IO, "%s/%s: %s", c->name, file, strerror(errno));
}

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
		len -= n;
	}
	return 0;
}

/* 0600 whatever the umask. */
static int
create_file(int dir, const char *name, int flags)
{
	int fd = openat(
	    dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | flags, 0600);

	if (fd != -1 && fchmod(fd, 0600) == -1) {
		close(fd);
		return -1;
	}
	return fd;
}

/* A body on its way to the reader and into a file of a provisional name. */
struct capture {
	struct recorder *recorder;
	int fd;
	body_fn *body;
	void *arg;
};

#define PROVISIONAL "body.part"

static int
capture_body(void *arg, const char *data, size_t len)
{
	struct capture *k = arg;

	if (data == NULL) {
		if (ftruncate(k->fd, 0) == -1 || lseek(k->fd, 0, SEEK_SET) != 0)
			return record_error(k->recorder, PROVISIONAL);
	} else if (write_all(k->fd, data, len) == -1) {
		return record_error(k->recorder, PROVISIONAL);
	}
	return k->body(k->arg, data, len);
}

static const char *
extension_of(const char *content_type)
{
	if (strstr(content_type, "json") != NULL)
		return "json";
	if (strstr(content_type, "xml") != NULL)
		return "xml";
	if (strstr(content_type, "html") != NULL)
		return "html";
	return strncmp(content_type, "text/", 5) == 0 ? "txt" : "bin";
}

/* A line that was not wholly written is taken back. */
static int
index_add(struct recorder *c, const char *url, const char *status,
    const char *content_type, const char *file, int64_t time)
{
	char when[CLOCK_TEXT_MAX];
	char *line = xasprintf("%s\t%s\t%s\t%s\t%s\n", url, status,
	    content_type, file, clock_format(time, when));
	int rc = 0;

	if (write_all(c->index, line, strlen(line)) == 0) {
		c->index_len += (off_t)strlen(line);
	} else {
		rc = record_error(c, INDEX);
		if (ftruncate(c->index, c->index_len) == -1)
			rc = -1;
	}
	free(line);
	return rc;
}

/* The provisional file becomes that of an answer. */
static int
keep(struct recorder *c, const char *url, const char *status,
    const char *content_type, int64_t time)
{
	char *file =
	    xasprintf("%04u.%s", ++c->sequence, extension_of(content_type));
	int rc = 0;

	if (renameat(c->dir, PROVISIONAL, c->dir, file) == -1)
		rc = record_error(c, file);
	else if ((rc = index_add(c, url, status, content_type, file, time)) ==
		 -1)
		unlinkat(c->dir, file, 0);
	free(file);
	return rc;
}

static int
keep_response(struct recorder *c, const char *url, const struct response *r)
{
	char *status = xasprintf("%d", r->status);
	int rc = keep(c, url, status, r->content_type, r->time);

	free(status);
	return rc;
}

static void
record_get(struct transport *t, const char *url, const char *etag, size_t limit,
    body_fn *body, void *arg, struct response *r)
{
	struct recorder *c = (struct recorder *)t;
	struct capture k = {c, -1, body, arg};
	bool kept = false;

	if (c->error.code == ERROR_NONE &&
	    (k.fd = create_file(c->dir, PROVISIONAL, 0)) == -1)
		record_error(c, PROVISIONAL);
	if (k.fd == -1) {
		response_begin(r);
		response_fail(r, ERROR_UNAVAILABLE, "%s", c->error.text);
		return;
	}
	/* Whole answers only: never conditional. */
	(void)etag;
	c->inner->get(c->inner, url, NULL, limit, capture_body, &k, r);
	if (close(k.fd) == -1)
		record_error(c, PROVISIONAL);
	if (c->error.code == ERROR_NONE && r->outcome == OUTCOME_ANSWERED &&
	    r->framed)
		kept = keep_response(c, url, r) == 0;
	if (!kept)
		unlinkat(c->dir, PROVISIONAL, 0);
	if (c->error.code != ERROR_NONE)
		response_fail(r, ERROR_UNAVAILABLE, "%s", c->error.text);
}

static bool
record_spent(const struct transport *t)
{
	const struct recorder *c = (const struct recorder *)t;

	return c->error.code != ERROR_NONE || c->inner->spent(c->inner);
}

static size_t
record_left(const struct transport *t)
{
	const struct recorder *c = (const struct recorder *)t;

	return transport_left(c->inner);
}

static void
record_free(struct transport *t)
{
	struct recorder *c = (struct recorder *)t;

	transport_free(c->inner);
	if (c->index != -1)
		close(c->index);
	if (c->dir != -1)
		close(c->dir);
	free(c->name);
	free(c);
}

static int
dir_is_empty(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	int empty = 1;

	if (d == NULL)
		return -1;
	while (empty == 1 && (e = readdir(d)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			empty = 0;
	closedir(d);
	return empty;
}

/* Why nothing can be recorded in an existing directory, or NULL. */
static const char *
dir_flaw(const char *dir)
{
	struct stat st;

	if (stat(dir, &st) == -1)
		return strerror(errno);
	if (!S_ISDIR(st.st_mode))
		return "not a directory";
	if ((st.st_mode & S_IWOTH) != 0)
		return "a directory that anybody may write to";
	switch (dir_is_empty(dir)) {
	case -1:
		return strerror(errno);
	case 0:
		return "a recording wants an empty directory";
	default:
		return NULL;
	}
}

static int
record_open(struct recorder *c, struct error *err)
{
	const char *flaw = NULL;

	if (mkdir(c->name, 0700) == 0)
		flaw = chmod(c->name, 0700) == -1 ? strerror(errno) : NULL;
	else
		flaw = errno == EEXIST ? dir_flaw(c->name) : strerror(errno);
	if (flaw == NULL && (c->dir = open_dir(c->name)) == -1)
		flaw = strerror(errno);
	if (flaw == NULL &&
	    (c->index = create_file(c->dir, INDEX, O_APPEND)) == -1)
		flaw = strerror(errno);
	return flaw == NULL ? 0
			    : error_set(err, ERROR_CREATE,
				  "%s: cannot record there: %s", c->name, flaw);
}

struct transport *
recording_new(const char *dir, struct transport *inner, struct error *err)
{
	struct recorder *c = xcalloc(1, sizeof(*c));

	c->transport.get = record_get;
	c->transport.spent = record_spent;
	c->transport.left = record_left;
	c->transport.free = record_free;
	c->inner = inner;
	c->name = xstrdup(dir);
	c->dir = c->index = -1;
	if (record_open(c, err) == 0)
		return &c->transport;
	record_free(&c->transport);
	return NULL;
}

static int
put_body(struct recorder *c, const struct buf *body)
{
	int fd = create_file(c->dir, PROVISIONAL, 0), rc = 0;

	if (fd == -1)
		return record_error(c, PROVISIONAL);
	if (body->len > 0 && write_all(fd, body->data, body->len) == -1)
		rc = record_error(c, PROVISIONAL);
	if (close(fd) == -1)
		rc = record_error(c, PROVISIONAL);
	return rc;
}

int
recording_put(struct transport *t, const char *url, const char *status,
    const char *content_type, int64_t time, const struct buf *body,
    struct error *err)
{
	struct recorder *c = (struct recorder *)t;
	char *absent;
	int rc = 0;

	if (body == NULL) {
		absent = xasprintf("%04u.withheld", ++c->sequence);
		rc = index_add(c, url, status, content_type, absent, time);
		free(absent);
	} else if ((rc = put_body(c, body)) == -1 ||
		   (rc = keep(c, url, status, content_type, time)) == -1)
		unlinkat(c->dir, PROVISIONAL, 0);
	return rc == 0 ? 0 : error_set(err, c->error.code, "%s", c->error.text);
}

/* ---- DNS ---------------------------------------------------------------- */

#define DNS_FILE_MAX ((size_t)1 << 20)

struct recorded_dns {
	struct dns dns; /* first: it is what callers hold */
	struct transport *recording;
	struct dns *inner; /* NULL: it is a replay */
};

char *
recording_dns_url(enum dns_type type, const char *name)
{
	return xasprintf("dns:%s:%s", dns_type_name(type), name);
}

static void
dns_replay_entry(
    const struct replay *p, const struct entry *e, struct dns_answer *a)
{
	struct buf text = {0};
	char chunk[CHUNK];
	const char *what;
	struct stat st;
	ssize_t n = -1;
	int fd = open_regular(p->dir, e->file, &st, &what);

	a->status = (enum dns_status)e->status;
	a->time = e->time;
	while (fd != -1 && (n = read_some(fd, chunk, sizeof(chunk))) > 0 &&
	       text.len <= DNS_FILE_MAX)
		buf_add(&text, chunk, n);
	if (fd != -1)
		close(fd);
	if (n != 0 || (a->status == DNS_NOERROR &&
			  dns_read(a, text.data, text.len, NULL) == -1))
		a->status = DNS_TIMEOUT;
	buf_clear(&text);
}

static void
dns_replay(struct dns *d, struct dns_answer *answers, size_t count)
{
	const struct recorded_dns *x = (const struct recorded_dns *)d;
	const struct replay *p = (const struct replay *)x->recording;

	for (size_t i = 0; i < count; i++) {
		char *url = recording_dns_url(answers[i].type, answers[i].name);
		const struct entry *e = replay_find(p, url);

		free(url);
		answers[i].status = DNS_NOT_HELD;
		answers[i].time = CLOCK_NONE;
		if (e != NULL)
			dns_replay_entry(p, e, &answers[i]);
	}
}

static bool
dns_replay_asks(const struct dns *d, const char *name)
{
	const struct recorded_dns *x = (const struct recorded_dns *)d;
	const struct replay *p = (const struct replay *)x->recording;
	bool held = false;

	for (int type = 0; type < DNS_TYPES && !held; type++) {
		char *url = recording_dns_url((enum dns_type)type, name);

		held = replay_find(p, url) != NULL;
		free(url);
	}
	return held;
}

static void
dns_keep(struct recorder *c, const struct dns_answer *a)
{
	const char *status = dns_status_name(a->status);
	char *url, *text;
	int fd;

	if (*status == '\0' || a->doubtful || c->error.code != ERROR_NONE)
		return;
	url = recording_dns_url(a->type, a->name);
	text = dns_write(a);
	if ((fd = create_file(c->dir, PROVISIONAL, 0)) == -1)
		record_error(c, PROVISIONAL);
	else if (write_all(fd, text, strlen(text)) == -1)
		record_error(c, PROVISIONAL);
	if (fd != -1 && close(fd) == -1)
		record_error(c, PROVISIONAL);
	if (c->error.code != ERROR_NONE ||
	    keep(c, url, status, "text/dns", a->time) == -1)
		unlinkat(c->dir, PROVISIONAL, 0);
	free(text);
	free(url);
}

static void
dns_record_ask(struct dns *d, struct dns_answer *answers, size_t count)
{
	const struct recorded_dns *x = (const struct recorded_dns *)d;

	x->inner->ask(x->inner, answers, count);
	for (size_t i = 0; i < count; i++)
		dns_keep((struct recorder *)x->recording, &answers[i]);
}

static bool
dns_record_asks(const struct dns *d, const char *name)
{
	const struct recorded_dns *x = (const struct recorded_dns *)d;

	return x->inner->asks(x->inner, name);
}

static const char *
dns_record_trouble(const struct dns *d)
{
	return dns_trouble(((const struct recorded_dns *)d)->inner);
}

static void
dns_recorded_free(struct dns *d)
{
	struct recorded_dns *x = (struct recorded_dns *)d;

	dns_free(x->inner);
	free(x);
}

struct dns *
recording_dns(struct transport *t, struct dns *inner)
{
	struct recorded_dns *x = xcalloc(1, sizeof(*x));

	x->recording = t;
	x->inner = inner;
	x->dns = (struct dns){
	    .ask = inner == NULL ? dns_replay : dns_record_ask,
	    .asks = inner == NULL ? dns_replay_asks : dns_record_asks,
	    .trouble = dns_record_trouble,
	    .free = dns_recorded_free,
	    .replay = inner == NULL,
	};
	return &x->dns;
}

int
recording_error(const struct transport *t, struct error *err)
{
	const struct recorder *c = (const struct recorder *)t;

	if (t->get != record_get || c->error.code == ERROR_NONE)
		return 0;
	return error_set(err, c->error.code, "%s", c->error.text);
}
