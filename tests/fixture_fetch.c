#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "rdap/recording.h"
#include "tests/fixture_fetch.h"

#define HTML "<!DOCTYPE html><title>Sign in</title><p>Welcome</p>"

struct page {
	char *url;
	int status; /* 0: only a fault is known */
	char *type;
	char *body;
	char *alias; /* or NULL */
	bool faulty;
	enum fixture_fault fault;
	size_t argument;
};

static struct {
	struct page *pages;
	size_t page_count;
	struct transport *recording;
	struct strings log;
	size_t budget;
	bool limited; /* is there a budget? */
	bool spent;
} fixture;

/* The body of an answer, on its way from a recording. */
struct capture {
	struct buf body;
};

void
fixture_reset(void)
{
	for (size_t i = 0; i < fixture.page_count; i++) {
		free(fixture.pages[i].url);
		free(fixture.pages[i].type);
		free(fixture.pages[i].body);
		free(fixture.pages[i].alias);
	}
	free(fixture.pages);
	transport_free(fixture.recording);
	strings_clear(&fixture.log);
	memset(&fixture, 0, sizeof(fixture));
}

static struct page *
page_find(const char *url)
{
	for (size_t i = 0; i < fixture.page_count; i++)
		if (strcmp(fixture.pages[i].url, url) == 0)
			return &fixture.pages[i];
	return NULL;
}

static struct page *
page_make(const char *url)
{
	struct page *page = page_find(url);

	if (page != NULL)
		return page;
	fixture.pages =
	    xgrow(fixture.pages, fixture.page_count, sizeof(*fixture.pages));
	page = &fixture.pages[fixture.page_count++];
	*page = (struct page){.url = xstrdup(url)};
	return page;
}

static void
text_set(char **to, const char *text)
{
	free(*to);
	*to = xstrdup(text);
}

void
fixture_serve(const char *url, int status, const char *body)
{
	struct page *page = page_make(url);

	page->status = status;
	text_set(&page->body, body);
	text_set(&page->type, "application/rdap+json");
}

void
fixture_type(const char *url, const char *content_type)
{
	text_set(&page_make(url)->type, content_type);
}

void
fixture_alias(const char *url, const char *as)
{
	text_set(&page_make(url)->alias, as);
}

void
fixture_recording(const char *dir)
{
	struct error err = {0};

	transport_free(fixture.recording);
	fixture.recording = recording_open(dir, &err);
	ck_assert_msg(fixture.recording != NULL, "%s: %s", dir, err.text);
}

void
fixture_fail(const char *url, enum fixture_fault fault, size_t argument)
{
	struct page *page = page_make(url);

	page->faulty = true;
	page->fault = fault;
	page->argument = argument;
}

void
fixture_budget(size_t requests)
{
	fixture.limited = true;
	fixture.budget = requests;
}

const struct strings *
fixture_log(void)
{
	return &fixture.log;
}

size_t
fixture_asked(const char *url)
{
	size_t asked = 0;

	for (size_t i = 0; i < fixture.log.count; i++)
		asked += strcmp(fixture.log.items[i], url) == 0;
	return asked;
}

/* As it comes from a network: in pieces that end anywhere. */
static void
deliver(struct response *r, const char *data, size_t len, size_t limit,
    body_fn *body, void *arg)
{
	size_t done = 0, piece;

	if (len > limit) {
		response_too_long(r, limit);
		return;
	}
	for (; done < len; done += piece) {
		piece = len - done < 1009 ? len - done : 1009;
		if (body(arg, data + done, piece) == 0)
			continue;
		response_fail(
		    r, ERROR_PROTOCOL, "the answer was refused by its reader");
		return;
	}
	digest_of(data, len, r->digest);
	r->bytes = len;
	r->outcome = OUTCOME_ANSWERED;
}

static void
answer_with(struct response *r, int status, const char *type, const char *data,
    size_t limit, body_fn *body, void *arg)
{
	r->status = status;
	r->framed = true;
	r->time = FIXTURE_TIME + (int64_t)fixture.log.count;
	text_set(&r->content_type, type);
	deliver(r, data, strlen(data), limit, body, arg);
}

static void
status_decides(
    struct response *r, int status, size_t limit, body_fn *body, void *arg)
{
	if (status == 429) {
		fixture.spent = true;
		response_fail(r, ERROR_TRY_AGAIN,
		    "rate limited: asked to wait longer than there is time");
	} else if (status >= 500 && status != 501) {
		response_fail(r, ERROR_UNAVAILABLE,
		    "status %d, also after 3 more tries", status);
	} else {
		answer_with(r, status, "", "", limit, body, arg);
	}
}

static void
answer_error(
    struct response *r, int status, size_t limit, body_fn *body, void *arg)
{
	char *data = xasprintf("{\"errorCode\":%d,\"title\":\"NO\","
			       "\"description\":[\"not so\"]}",
	    status);

	answer_with(r, status, "application/rdap+json", data, limit, body, arg);
	free(data);
}

static void
serve(
    const char *url, size_t limit, body_fn *body, void *arg, struct response *r)
{
	const struct page *page = page_find(url);

	if (page != NULL && page->alias != NULL)
		url = page->alias;
	if (page != NULL && page->alias != NULL && page_find(url) != NULL)
		page = page_find(url);
	if (page != NULL && page->status != 0)
		answer_with(
		    r, page->status, page->type, page->body, limit, body, arg);
	else if (fixture.recording != NULL)
		fixture.recording->get(
		    fixture.recording, url, NULL, limit, body, arg, r);
	else
		response_fail(r, ERROR_UNAVAILABLE, "not reachable");
	if (page != NULL && page->type != NULL &&
	    r->outcome == OUTCOME_ANSWERED)
		text_set(&r->content_type, page->type);
}

static int
capture_take(void *arg, const char *data, size_t len)
{
	struct capture *capture = arg;

	if (data == NULL)
		buf_reset(&capture->body);
	else
		buf_add(&capture->body, data, len);
	return 0;
}

/* The reader has seen the bytes that came, and then the connection broke. */
static void
serve_cut(const char *url, size_t keep, size_t limit, body_fn *body, void *arg,
    struct response *r)
{
	struct capture capture = {0};

	serve(url, limit, capture_take, &capture, r);
	if (keep > capture.body.len)
		keep = capture.body.len;
	if (keep > 0)
		body(arg, capture.body.data, keep);
	r->digest[0] = '\0';
	response_fail(r, ERROR_UNAVAILABLE, "the body was cut short");
	buf_clear(&capture.body);
}

static void
serve_fault(const struct page *page, const char *url, size_t limit,
    body_fn *body, void *arg, struct response *r)
{
	switch (page->fault) {
	case FIXTURE_STATUS:
		status_decides(r, (int)page->argument, limit, body, arg);
		break;
	case FIXTURE_ERROR:
		answer_error(r, (int)page->argument, limit, body, arg);
		break;
	case FIXTURE_HTML:
		answer_with(r, (int)page->argument, "text/html", HTML, limit,
		    body, arg);
		break;
	case FIXTURE_FAILED:
		response_fail(r, (int)page->argument, "connection refused");
		break;
	case FIXTURE_REDIRECT:
		response_fail(r, ERROR_PROTOCOL,
		    "not ARIN's data: redirected to rdap.example.net");
		break;
	case FIXTURE_SKIPPED:
		break;
	case FIXTURE_CUT:
		serve_cut(url, page->argument, limit, body, arg, r);
		break;
	case FIXTURE_UNFRAMED:
		serve(url, limit, body, arg, r);
		r->framed = false;
		break;
	case FIXTURE_TOO_LONG:
		response_too_long(r, limit);
		break;
	}
}

static void
fixture_get(struct transport *t, const char *url, const char *etag,
    size_t limit, body_fn *body, void *arg, struct response *r)
{
	const struct page *page = page_find(url);

	(void)etag;
	response_begin(r);
	if (page != NULL && page->faulty && page->fault == FIXTURE_SKIPPED)
		fixture.spent = true;
	if (t->spent(t)) {
		response_fail(r, ERROR_TRY_AGAIN,
		    "not asked: the budget of "
		    "requests is used up");
		r->outcome = OUTCOME_SKIPPED;
		return;
	}
	strings_add(&fixture.log, url);
	body(arg, NULL, 0);
	if (page != NULL && page->faulty)
		serve_fault(page, url, limit, body, arg, r);
	else
		serve(url, limit, body, arg, r);
}

static bool
fixture_spent(const struct transport *t)
{
	(void)t;
	return fixture.spent ||
	       (fixture.limited && fixture.log.count >= fixture.budget);
}

static size_t
fixture_left(const struct transport *t)
{
	if (t->spent(t))
		return 0;
	return fixture.limited ? fixture.budget - fixture.log.count : SIZE_MAX;
}

static void
fixture_free(struct transport *t)
{
	free(t);
}

struct transport *
fetch_new(const struct fetch_options *options, struct error *err)
{
	struct transport *t = xcalloc(1, sizeof(*t));

	(void)options;
	(void)err;
	t->get = fixture_get;
	t->spent = fixture_spent;
	t->left = fixture_left;
	t->free = fixture_free;
	return t;
}
