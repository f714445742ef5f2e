#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alloc.h"
#include "buf.h"
#include "cache.h"
#include "clock.h"
#include "iana.h"

#define LIMIT ((size_t)4 << 20) /* IANA's are of tens of kilobytes */

static char *
url_of(const char *base, unsigned which)
{
	return xasprintf(
	    "%s%s", base, bootstrap_file_name((enum bootstrap_file)which));
}

static char *
name_of(unsigned which)
{
	return xasprintf(
	    "iana-%s", bootstrap_file_name((enum bootstrap_file)which));
}

/* Into `b`. False: there is none that can be used. */
static bool
read_kept(struct bootstrap *b, int dir, const char *url, unsigned which)
{
	char *name = name_of(which);
	FILE *file = cache_read(dir, name, url);
	struct buf text = {0};
	char chunk[8192];
	bool used;
	size_t n;

	while (file != NULL && text.len <= LIMIT &&
	       (n = fread(chunk, 1, sizeof(chunk), file)) > 0)
		buf_add(&text, chunk, n);
	used = text.len > 0 && bootstrap_renew(b, (enum bootstrap_file)which,
				   text.data, text.len, CLOCK_NONE, NULL) == 0;
	if (file != NULL)
		fclose(file);
	buf_clear(&text);
	free(name);
	return used;
}

struct bootstrap *
iana_kept(const char *cache, const char *base)
{
	struct bootstrap *b = bootstrap_bundled();
	int dir = base == NULL || cache == NULL || access(cache, F_OK) == -1
		      ? -1
		      : cache_open(cache);
	unsigned i;

	for (i = 0; dir != -1 && i < BOOTSTRAP_FILES; i++) {
		char *url = url_of(base, i);

		read_kept(b, dir, url, i);
		free(url);
	}
	if (dir != -1)
		close(dir);
	return b;
}

static int
take(void *arg, const char *data, size_t len)
{
	struct buf *body = arg;

	if (data == NULL)
		buf_reset(body);
	else
		buf_add(body, data, len);
	return 0;
}

static void
keep(int dir, const char *name, const char *url, const struct buf *body,
    const char *etag)
{
	FILE *file = dir == -1 ? NULL : cache_make(dir, name);

	if (file == NULL)
		return;
	if (fwrite(body->data, 1, body->len, file) == body->len)
		cache_keep(dir, name, file, url, etag != NULL ? etag : "");
	fclose(file);
	cache_drop(dir, name);
}

static int
judge(struct bootstrap *b, unsigned which, const char *etag,
    const struct response *r, const struct buf *body, struct error *err)
{
	if (r->outcome != OUTCOME_ANSWERED)
		return error_set(err,
		    r->fault != 0 ? r->fault : ERROR_UNAVAILABLE, "%s",
		    r->reason);
	if (r->status == 304 && etag != NULL)
		return 0;
	if (r->status != 200)
		return error_set(
		    err, ERROR_PROTOCOL, "answered with status %d", r->status);
	return bootstrap_renew(b, (enum bootstrap_file)which,
	    body->len > 0 ? body->data : "", body->len, r->time, err);
}

static int
refresh(struct bootstrap *b, int dir, const char *url, unsigned which,
    struct transport *t, struct error *err)
{
	char *name = name_of(which), *etag = NULL;
	struct response r = {0};
	struct buf body = {0};
	int result;

	/* for a damaged one "unchanged" would be no help */
	if (read_kept(b, dir, url, which))
		etag = cache_etag(dir, name, url);
	t->get(t, url, etag, LIMIT, take, &body, &r);
	result = judge(b, which, etag, &r, &body, err);
	if (result == 0 && r.status == 200)
		keep(dir, name, url, &body, r.etag);
	response_clear(&r);
	buf_clear(&body);
	free(etag);
	free(name);
	return result;
}

static bool
may_ask(const struct transport *t, const char *url)
{
	return t->holds == NULL || t->holds(t, url, false);
}

int
iana_refresh(struct bootstrap *b, const char *cache, const char *base,
    struct transport *t, struct error *err)
{
	int dir = cache_open(cache), result = 1, rc = 0;
	unsigned i;

	for (i = 0; i < BOOTSTRAP_FILES; i++) {
		char *url = url_of(base, i);
		struct error why = {0};

		if (may_ask(t, url)) {
			rc = refresh(b, dir, url, i, t, &why);
			if (rc == -1)
				error_set(
				    err, why.code, "%s: %s", url, why.text);
			result = rc == -1 || result == -1 ? -1 : 0;
		}
		free(url);
		if (rc == -1 && why.code != ERROR_PROTOCOL &&
		    why.code != ERROR_DATA)
			break;
	}
	if (dir != -1)
		close(dir);
	return result;
}
