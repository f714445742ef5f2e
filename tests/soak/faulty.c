#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dice.h"
#include "faulty.h"
#include "rdap/alloc.h"
#include "rdap/error.h"

const char *const fault_names[FAULT_COUNT] = {"none", "refused", "timeout",
    "status 500", "rate limited", "plain 404", "404 that is no RDAP", "HTML",
    "[]", "half a body", "half a body, open end", "open end", "cut with notice",
    "another's record", "redirect", "too long", "404", "empty list",
    "cut without notice", "stale"};

static void
deliver(struct faulty *f, struct response *r, bool framed, size_t len,
    body_fn *body, void *arg)
{
	const struct truth_answer *a = &f->answer;

	r->status = a->status;
	r->time = f->time;
	r->framed = framed;
	free(r->content_type);
	r->content_type = xstrdup(a->type);
	if (len > 0 && body(arg, a->body.data, len) == -1) {
		response_fail(
		    r, ERROR_PROTOCOL, "the answer was refused by its reader");
		return;
	}
	digest_of(a->body.data, len, r->digest);
	r->bytes = len;
	r->outcome = OUTCOME_ANSWERED;
}

static void
page(struct faulty *f, int status, const char *type, const char *text)
{
	f->answer.status = status;
	f->answer.type = type;
	buf_reset(&f->answer.body);
	buf_puts(&f->answer.body, text);
}

/* A type that its reader takes. */
static const char *
type_of(const char *url)
{
	return strstr(url, TRUTH_WHOIS) == url ? "application/xml"
					       : "application/rdap+json";
}

static bool
is_list(const char *url)
{
	if (strstr(url, TRUTH_WHOIS) == url)
		return strstr(url, "/orgs") != NULL ||
		       strstr(url, "/pocs") != NULL ||
		       strstr(url, "/nets") != NULL ||
		       strstr(url, "/asns") != NULL;
	return strstr(url, "/reverse_search/") != NULL;
}

/* The answer that a fault makes. False: none comes, `r` says why. */
static bool
spoil(struct faulty *f, enum fault fault, const char *url, uint64_t number,
    struct response *r)
{
	switch (fault) {
	case FAULT_REFUSED:
		response_fail(r, ERROR_UNAVAILABLE, "connection refused");
		return false;
	case FAULT_TIMEOUT:
		response_fail(r, ERROR_UNAVAILABLE, "timed out");
		return false;
	case FAULT_STATUS:
		response_fail(r, ERROR_UNAVAILABLE,
		    "status 500, also after 3 more tries");
		return false;
	case FAULT_LIMITED:
		f->spent = true;
		response_fail(r, ERROR_TRY_AGAIN, "rate limited");
		return false;
	case FAULT_REDIRECT:
		response_fail(r, ERROR_PROTOCOL, "redirected");
		return false;
	case FAULT_TOO_LONG:
		response_fail(r, ERROR_PROTOCOL, "longer than 16 MiB");
		return false;
	case FAULT_PLAIN_404:
		page(f, 404, "text/html", "<html><p>Not Found</p></html>");
		return true;
	case FAULT_BARE_404:
		page(f, 404, type_of(url), "{\"title\":\"Not Found\"}");
		return true;
	case FAULT_HTML:
		page(f, 200, "text/html", "<html><p>Sign in</p></html>");
		return true;
	case FAULT_ARRAY:
		page(f, 200, type_of(url), "[]");
		return true;
	case FAULT_OTHER:
		truth_strangers(url, &f->answer);
		return true;
	case FAULT_ABSENT:
		truth_nothing(url, false, &f->answer);
		return true;
	case FAULT_EMPTY:
		truth_nothing(url, is_list(url), &f->answer);
		return true;
	case FAULT_NOTICE:
	case FAULT_SHORT:
		truth_ask(
		    f->now, url, number | 1, fault == FAULT_NOTICE, &f->answer);
		return true;
	case FAULT_STALE:
		truth_ask(f->before, url, 0, false, &f->answer);
		return true;
	default:
		truth_ask(f->now, url, 0, false, &f->answer);
		return true;
	}
}

static enum fault
fault_of(const struct faulty *f, const char *url, uint64_t *number)
{
	const struct weather *w = &f->weather;

	*number = dice_of(w->seed, url);
	if (w->percent == 0 || !dice_percent(number, w->percent))
		return FAULT_NONE;
	return w->first + dice(number, w->end - w->first);
}

static void
faulty_get(struct transport *t, const char *url, const char *etag, size_t limit,
    body_fn *body, void *arg, struct response *r)
{
	struct faulty *f = (struct faulty *)t;
	uint64_t number;
	enum fault fault = fault_of(f, url, &number);
	size_t len;

	(void)etag;
	(void)limit;
	response_begin(r);
	if (f->spent) {
		f->hit++;
		response_fail(r, ERROR_TRY_AGAIN, "not asked");
		r->outcome = OUTCOME_SKIPPED;
		return;
	}
	f->asked++;
	f->hit += fault != FAULT_NONE;
	f->lies += fault >= FAULT_LIES;
	if (f->told)
		printf("    %s: %s\n", url, fault_names[fault]);
	body(arg, NULL, 0);
	if (!spoil(f, fault, url, number, r))
		return;
	len = f->answer.body.len;
	if (fault == FAULT_HALF || fault == FAULT_HALF_OPEN)
		len /= 2;
	deliver(f, r, fault != FAULT_UNFRAMED && fault != FAULT_HALF_OPEN, len,
	    body, arg);
	if (fault == FAULT_HALF)
		response_fail(r, ERROR_UNAVAILABLE, "the body was cut short");
}

static bool
faulty_spent(const struct transport *t)
{
	return ((const struct faulty *)t)->spent;
}

static void
faulty_free(struct transport *t)
{
	(void)t;
}

void
faulty_begin(struct faulty *f, const struct truth *now,
    const struct truth *before, const struct weather *weather, int64_t time)
{
	*f = (struct faulty){.now = now,
	    .before = before,
	    .weather = *weather,
	    .time = time,
	    .transport = {
		.get = faulty_get, .spent = faulty_spent, .free = faulty_free}};
}

void
faulty_end(struct faulty *f)
{
	buf_clear(&f->answer.body);
}
