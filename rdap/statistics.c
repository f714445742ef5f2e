#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alloc.h"
#include "cache.h"
#include "clock.h"
#include "statistics.h"

#define LIMIT ((size_t)512 << 20)
#define DAY   86400
#define WEEK  (7 * DAY)
#define KEPT  "statistics" /* its name below the cache directory */

/* A download on its way into a file. */
struct download {
	int dir; /* the cache, or -1 */
	FILE *file;
	bool failed;
};

static int
download_take(void *arg, const char *data, size_t len)
{
	struct download *d = arg;

	if (data == NULL) {
		d->failed = fflush(d->file) == EOF ||
			    fseek(d->file, 0, SEEK_SET) == -1 ||
			    ftruncate(fileno(d->file), 0) == -1;
		return d->failed ? -1 : 0;
	}
	if (fwrite(data, 1, len, d->file) != len)
		d->failed = true;
	return d->failed ? -1 : 0;
}

static int
ignore(void *arg, const struct delegation *delegation, const char *holder)
{
	(void)arg;
	(void)delegation;
	(void)holder;
	return 0;
}

static bool
file_whole(struct statistics *st, FILE *file, struct error *err)
{
	rewind(file);
	return delegated_read(file, st->name, &st->header, ignore, NULL, err) ==
	       0;
}

static void
trouble_set(struct statistics *st, char *text)
{
	free(st->trouble);
	st->trouble = text;
}

/* Use the one that is kept. */
static void
fall_back(struct statistics *st, int dir, const char *why)
{
	struct error err = {0};
	FILE *file = cache_read(dir, KEPT, st->name);

	if (file != NULL && file_whole(st, file, &err)) {
		st->file = file;
		return;
	}
	if (file != NULL)
		fclose(file);
	trouble_set(st, xasprintf("the statistics file: %s", why));
}

static void
answer_make(struct answer *a, const struct query *q, const struct response *r)
{
	bool came = r->outcome == OUTCOME_ANSWERED;

	*a = (struct answer){
	    .org = xstrdup(""),
	    .url = xstrdup(q->url),
	    .why = xstrdup(q->why),
	    .time = came ? r->time : CLOCK_NONE,
	    .status = r->status,
	    .content_type =
		xstrdup(r->content_type == NULL ? "" : r->content_type),
	    .bytes = r->bytes,
	    .reason = xstrdup(r->reason == NULL ? "" : r->reason),
	    .fault = r->fault,
	};
	a->verdict = r->outcome == OUTCOME_SKIPPED ? VERDICT_SKIPPED
		     : came                        ? VERDICT_COMPLETE
						   : VERDICT_FAILED;
	if (came) {
		memcpy(a->digest, r->digest, sizeof(a->digest));
		a->fault = 0;
	}
}

static void
answer_refuse(struct answer *a, const char *reason)
{
	free(a->reason);
	a->reason = xstrdup(reason);
	a->verdict = VERDICT_FAILED;
	a->fault = ERROR_PROTOCOL;
}

/* What came becomes the file to use, or is refused. */
static void
download_judge(struct statistics *st, struct download *d,
    const struct response *r, struct answer *a)
{
	struct error err = {0};
	char *status;

	if (r->outcome != OUTCOME_ANSWERED)
		return;
	if (r->status == 304 && d->dir != -1)
		return;
	if (r->status != 200) {
		status = xasprintf("answered with status %d", r->status);
		answer_refuse(a, status);
		free(status);
	} else if (d->failed || fflush(d->file) == EOF) {
		answer_refuse(a, "cannot be written");
	} else if (!file_whole(st, d->file, &err)) {
		answer_refuse(a, err.text);
	} else {
		cache_keep(d->dir, KEPT, d->file, st->name,
		    r->etag == NULL ? "" : r->etag);
		st->file = d->file;
		d->file = NULL;
	}
}

/* The day is the file's whole day, in the registry's time zone. */
static void
judge_age(struct statistics *st, int64_t now, const char *why)
{
	char text[CLOCK_TEXT_MAX], span[CLOCK_TEXT_MAX];
	int64_t age = now - st->header.made - DAY;

	clock_format(st->header.made, text);
	snprintf(st->day, sizeof(st->day), "%.10s", text);
	clock_span(now == CLOCK_NONE ? 0 : now - st->header.made, span);
	if (*why != '\0') {
		free(st->note);
		st->note = xasprintf("no newer statistics file than that of "
				     "%s, %s old, could be had: %s",
		    st->day, span, why);
	}
	if (now != CLOCK_NONE && age > WEEK)
		trouble_set(
		    st, xasprintf("the statistics file is of %s, %s old",
			    st->day, span));
}

static void
get(struct survey *s, struct download *d, const struct query *q,
    struct answer *a)
{
	struct statistics *st = s->statistics;
	struct transport *t = s->transport;
	struct response r = {0};
	char *etag = cache_etag(d->dir, KEPT, st->name);

	t->get(t, q->url, etag, LIMIT, download_take, d, &r);
	answer_make(a, q, &r);
	download_judge(st, d, &r, a);
	if (st->file == NULL)
		fall_back(st, d->dir, a->reason);
	free(etag);
	response_clear(&r);
}

int
statistics_get(struct survey *s, struct target *target, struct error *err)
{
	struct statistics *st = s->statistics;
	int64_t now = s->inv->answers[target->answer].time;
	struct download d = {.dir = -1};
	struct query q = {0};
	struct answer a;
	int rc;

	if (st != NULL)
		return 0;
	st = s->statistics = xcalloc(1, sizeof(*st));
	st->name = xstrdup(s->options->stats);
	st->trouble = xstrdup("");
	st->note = xstrdup("");
	d.dir = cache_open(s->options->cache);
	d.file = d.dir == -1 ? tmpfile() : cache_make(d.dir, KEPT);
	if (d.file == NULL) {
		trouble_set(st, xasprintf("the statistics file: no place for "
					  "it: %s",
				    strerror(errno)));
		rc = 0;
		goto out;
	}
	query_statistics(&q, s->options->stats,
	    "the statistics file, which names every direct block of a holder");
	survey_asking(s, &q);
	get(s, &d, &q, &a);
	if (st->file != NULL)
		judge_age(st, now, a.reason);
	rc = survey_answered(s, target, &a, err);
out:
	if (d.file != NULL)
		fclose(d.file);
	if (d.dir != -1) {
		cache_drop(d.dir, KEPT);
		close(d.dir);
	}
	query_clear(&q);
	return rc;
}

void
statistics_free(struct statistics *st)
{
	if (st == NULL)
		return;
	if (st->file != NULL)
		fclose(st->file);
	free(st->name);
	free(st->trouble);
	free(st->note);
	free(st);
}
