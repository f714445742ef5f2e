#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alloc.h"
#include "recording.h"
#include "withheld.h"

struct kept {
	char *url;
	char *status;
	char *content_type;
	int64_t time;
	off_t at;
	size_t len;
};

struct withheld {
	struct transport transport; /* first: it is what callers hold */
	struct transport *inner;
	struct transport *recording; /* DIR */
	char *spare;
	int fd;
	off_t end; /* of the whole answers */
	struct kept *kept;
	size_t count;
	struct error error; /* the first write error */
};

struct capture {
	struct withheld *owner;
	size_t len;
	body_fn *body;
	void *arg;
};

static int
file_error(struct withheld *w)
{
	return error_set(
	    &w->error, ERROR_IO, "%s: %s", w->spare, strerror(errno));
}

static int
write_at(struct withheld *w, const char *data, size_t len, off_t at)
{
	while (len > 0) {
		ssize_t n = pwrite(w->fd, data, len, at);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return file_error(w);
		data += n;
		len -= (size_t)n;
		at += n;
	}
	return 0;
}

static int
capture_body(void *arg, const char *data, size_t len)
{
	struct capture *k = arg;

	if (data == NULL)
		k->len = 0;
	else if (write_at(k->owner, data, len, k->owner->end + (off_t)k->len) ==
		 -1)
		return -1;
	else
		k->len += len;
	return k->body(k->arg, data, len);
}

static void
keep(struct withheld *w, const char *url, const char *status,
    const char *content_type, int64_t time, size_t len)
{
	w->kept = xgrow(w->kept, w->count, sizeof(*w->kept));
	w->kept[w->count++] = (struct kept){
	    .url = xstrdup(url),
	    .status = xstrdup(status),
	    .content_type = xstrdup(content_type),
	    .time = time,
	    .at = w->end,
	    .len = len,
	};
	w->end += (off_t)len;
}

static void
withheld_ask(struct transport *t, const char *url, const char *etag,
    size_t limit, body_fn *body, void *arg, struct response *r)
{
	struct withheld *w = (struct withheld *)t;
	struct capture k = {w, 0, body, arg};
	char status[16];

	/* Whole answers only: never conditional. */
	(void)etag;
	if (w->error.code == ERROR_NONE)
		w->inner->get(w->inner, url, NULL, limit, capture_body, &k, r);
	else
		response_begin(r);
	if (w->error.code != ERROR_NONE) {
		response_fail(r, ERROR_UNAVAILABLE, "%s", w->error.text);
		return;
	}
	if (r->outcome != OUTCOME_ANSWERED || !r->framed)
		return;
	snprintf(status, sizeof(status), "%d", r->status);
	keep(w, url, status, r->content_type, r->time, k.len);
}

static bool
withheld_spent(const struct transport *t)
{
	const struct withheld *w = (const struct withheld *)t;

	return w->error.code != ERROR_NONE || w->inner->spent(w->inner);
}

static size_t
withheld_left(const struct transport *t)
{
	return transport_left(((const struct withheld *)t)->inner);
}

static void
withheld_free(struct transport *t)
{
	struct withheld *w = (struct withheld *)t;

	transport_free(w->inner);
	transport_free(w->recording);
	if (w->fd != -1)
		close(w->fd);
	for (size_t i = 0; i < w->count; i++) {
		free(w->kept[i].url);
		free(w->kept[i].status);
		free(w->kept[i].content_type);
	}
	free(w->kept);
	free(w->spare);
	free(w);
}

/* Not every file system has files without a name: then one that has lost it. */
static int
open_spare(const char *dir)
{
	int fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	char *path;

	if (fd != -1 ||
	    (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT))
		return fd;
	path = xasprintf("%s/.whoexposed.XXXXXX", dir);
	fd = mkostemp(path, O_CLOEXEC);
	if (fd != -1)
		unlink(path);
	free(path);
	return fd;
}

struct transport *
withheld_new(const char *dir, const char *spare, struct transport *inner,
    struct error *err)
{
	struct withheld *w = xcalloc(1, sizeof(*w));

	w->transport.get = withheld_ask;
	w->transport.spent = withheld_spent;
	w->transport.left = withheld_left;
	w->transport.free = withheld_free;
	w->inner = inner;
	w->spare = xstrdup(spare);
	w->fd = open_spare(spare);
	if (w->fd == -1)
		error_set(err, ERROR_CREATE,
		    "%s: answers that wait to be redacted cannot be kept "
		    "there: %s",
		    spare, strerror(errno));
	else if ((w->recording = recording_new(dir, NULL, err)) != NULL)
		return &w->transport;
	withheld_free(&w->transport);
	return NULL;
}

size_t
withheld_count(const struct transport *t)
{
	return ((const struct withheld *)t)->count;
}

int
withheld_get(struct transport *t, size_t i, struct withheld_answer *answer,
    struct buf *body, struct error *err)
{
	struct withheld *w = (struct withheld *)t;
	const struct kept *k = &w->kept[i];
	char chunk[16384];
	size_t done = 0;

	*answer = (struct withheld_answer){
	    k->url, k->status, k->content_type, k->time};
	buf_reset(body);
	while (done < k->len) {
		size_t want = k->len - done < sizeof(chunk) ? k->len - done
							    : sizeof(chunk);
		ssize_t n = pread(w->fd, chunk, want, k->at + (off_t)done);

		if (n == -1 && errno == EINTR)
			continue;
		if (n <= 0)
			return error_set(err, ERROR_IO, "%s: %s", w->spare,
			    n == 0 ? "cut short" : strerror(errno));
		buf_add(body, chunk, (size_t)n);
		done += (size_t)n;
	}
	return 0;
}

int
withheld_put(struct transport *t, const struct withheld_answer *answer,
    const struct buf *body, struct error *err)
{
	struct withheld *w = (struct withheld *)t;

	return recording_put(w->recording, answer->url, answer->status,
	    answer->content_type, answer->time, body, err);
}

int
withheld_error(const struct transport *t, struct error *err)
{
	const struct withheld *w = (const struct withheld *)t;

	if (w->error.code == ERROR_NONE)
		return 0;
	return error_set(err, w->error.code, "%s", w->error.text);
}

/* ---- DNS ---------------------------------------------------------------- */

struct withheld_names {
	struct dns dns; /* first: it is what callers hold */
	struct withheld *owner;
	struct dns *inner;
};

static void
names_ask(struct dns *d, struct dns_answer *answers, size_t count)
{
	const struct withheld_names *x = (const struct withheld_names *)d;

	x->inner->ask(x->inner, answers, count);
	for (size_t i = 0; i < count; i++) {
		const struct dns_answer *a = &answers[i];
		const char *status = dns_status_name(a->status);
		char *url, *text;

		if (*status == '\0' || a->doubtful)
			continue;
		url = recording_dns_url(a->type, a->name);
		text = dns_write(a);
		if (write_at(x->owner, text, strlen(text), x->owner->end) == 0)
			keep(x->owner, url, status, "text/dns", a->time,
			    strlen(text));
		free(text);
		free(url);
	}
}

static bool
names_asks(const struct dns *d, const char *name)
{
	const struct withheld_names *x = (const struct withheld_names *)d;

	return x->inner->asks(x->inner, name);
}

static const char *
names_trouble(const struct dns *d)
{
	return dns_trouble(((const struct withheld_names *)d)->inner);
}

static void
names_free(struct dns *d)
{
	struct withheld_names *x = (struct withheld_names *)d;

	dns_free(x->inner);
	free(x);
}

struct dns *
withheld_dns(struct transport *t, struct dns *inner)
{
	struct withheld_names *x = xcalloc(1, sizeof(*x));

	x->owner = (struct withheld *)t;
	x->inner = inner;
	x->dns = (struct dns){
	    .ask = names_ask,
	    .asks = names_asks,
	    .trouble = names_trouble,
	    .free = names_free,
	};
	return &x->dns;
}
