#include <ctype.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "alloc.h"
#include "clock.h"
#include "fetch.h"
#include "http.h"
#include "intake.h"
#include "retry.h"
#include "weborigin.h"

#define HOPS        3           /* redirects followed */
#define HEADERS_MAX (300 << 10) /* bytes of an answer's header */
#define LOW_SPEED   100         /* bytes a second */

struct fetcher {
	struct transport transport; /* first: it is what callers hold */
	struct fetch_options options;
	char *user_agent;
	char *ca_file;
	CURLM *multi;
	CURL *easy;
	struct curl_slist *headers;
	struct digest *digest;
	struct pace pace;
};

/* One get(), and within it one attempt at a time. */
struct request {
	struct fetcher *f;
	struct response *r;
	CURLU *url;
	char *host;
	const char *text;           /* the URL that was asked for */
	struct curl_slist *headers; /* of a conditional one, else NULL */
	unsigned attempts;          /* requests sent */
	unsigned hops;
	struct retry retry;

	struct intake in;
	CURLcode code;
	size_t header_bytes;
	char detail[CURL_ERROR_SIZE];
};

static bool
fetch_spent(const struct transport *t)
{
	return pace_spent(&((const struct fetcher *)t)->pace);
}

static size_t
fetch_left(const struct transport *t)
{
	return pace_left(&((const struct fetcher *)t)->pace);
}

/* Every failure ends here: false, for "no further attempt". */
static bool
fail(struct request *q, int fault, const char *reason)
{
	response_fail(q->r, fault, "%s", reason);
	return false;
}

/*
 * Wait for our turn. False: there will be none, and the response says why; it
 * is SKIPPED when nothing was sent yet, else it keeps what failed before.
 */
static bool
take_turn(struct request *q)
{
	char *why = pace_turn(&q->f->pace, q->text), *before;

	if (why == NULL)
		return true;
	if (q->attempts == 0) {
		fail(q, ERROR_TRY_AGAIN, why);
		q->r->outcome = OUTCOME_SKIPPED;
	} else {
		before = q->r->reason;
		q->r->reason = before == NULL
				   ? xstrdup(why)
				   : xasprintf("%s; %s", before, why);
		free(before);
	}
	free(why);
	return false;
}

static int
status_of(const struct request *q)
{
	long status = 0;

	curl_easy_getinfo(q->f->easy, CURLINFO_RESPONSE_CODE, &status);
	return (int)status;
}

/* Does the status alone decide what happens? */
static bool
status_decides(int status)
{
	return http_redirects(status) || status == 429 ||
	       http_unavailable(status);
}

/* The `index`th header of that name, or NULL. Borrowed from libcurl. */
static const char *
header(const struct request *q, const char *name, size_t index)
{
	struct curl_header *h;

	if (curl_easy_header(q->f->easy, name, index, CURLH_HEADER, -1, &h) !=
	    CURLHE_OK)
		return NULL;
	return h->value;
}

static size_t
on_header(char *data, size_t size, size_t count, void *arg)
{
	struct request *q = arg;

	(void)data;
	q->header_bytes += size * count;
	if (q->header_bytes <= HEADERS_MAX)
		return size * count;
	q->in.cut = CUT_HEADERS;
	return 0;
}

/* Is it absent, or the one word that is expected? */
static bool
header_is(const struct request *q, const char *name, const char *word)
{
	const char *value = header(q, name, 0);

	return value == NULL ||
	       (strcasecmp(value, word) == 0 && header(q, name, 1) == NULL);
}

static void
begin_body(struct request *q)
{
	q->in.begun = true;
	if (!header_is(q, "Transfer-Encoding", "chunked"))
		q->in.cut = CUT_ENCODING;
	else if (header_is(q, "Content-Encoding", "identity"))
		return;
	else if (header_is(q, "Content-Encoding", "gzip"))
		intake_compressed(&q->in);
	else
		q->in.cut = CUT_ENCODING;
}

static size_t
on_body(char *data, size_t size, size_t count, void *arg)
{
	struct request *q = arg;
	size_t len = size * count;

	if (status_decides(status_of(q)))
		return intake_ignore(&q->in, len) == 0 ? len : 0;
	if (!q->in.begun)
		begin_body(q);
	if (q->in.cut != CUT_NONE)
		return 0;
	return intake_feed(&q->in, data, len) == 0 ? len : 0;
}

static bool
is_plain(const struct request *q)
{
	char *scheme = NULL;
	bool plain;

	curl_url_get(q->url, CURLUPART_SCHEME, &scheme, 0);
	plain = scheme != NULL && strcmp(scheme, "http") == 0;
	curl_free(scheme);
	return plain;
}

static void
set_limits(struct request *q)
{
	const struct fetch_options *o = &q->f->options;
	CURL *easy = q->f->easy;

	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(
	    easy, CURLOPT_CONNECTTIMEOUT, (long)o->connect_timeout);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT, (long)o->timeout);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)LOW_SPEED);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)o->low_speed_time);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(
	    easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (q->f->ca_file != NULL) {
		curl_easy_setopt(easy, CURLOPT_CAINFO, q->f->ca_file);
		curl_easy_setopt(easy, CURLOPT_CAPATH, NULL);
	}
}

static void
set_request(struct request *q)
{
	CURL *easy = q->f->easy;
	bool plain = is_plain(q);

	curl_easy_reset(easy);
	set_limits(q);
	curl_easy_setopt(easy, CURLOPT_CURLU, q->url);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, plain ? "http" : "https");
	if (plain)
		curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(
	    easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER,
	    q->headers != NULL ? q->headers : q->f->headers);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, q->f->user_agent);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, q->detail);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, q);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, q);
}

static void
begin_attempt(struct request *q)
{
	response_begin(q->r);
	intake_begin(&q->in);
	q->header_bytes = 0;
	q->detail[0] = '\0';
	q->code = CURLE_OK;
	q->attempts++;
	pace_sent(&q->f->pace);
}

static void
watch(struct request *q)
{
	int64_t left = pace_remaining(&q->f->pace);

	if (pace_stopped(&q->f->pace))
		q->in.cut = CUT_STOP;
	else if (left <= 0)
		q->in.cut = CUT_DEADLINE;
	else
		curl_multi_poll(q->f->multi, NULL, 0,
		    left < PACE_SLICE ? (int)left : PACE_SLICE, NULL);
}

static void
transfer(struct request *q)
{
	struct fetcher *f = q->f;
	CURLMsg *msg;
	int running, queued;

	if (curl_multi_add_handle(f->multi, f->easy) != CURLM_OK) {
		q->code = CURLE_FAILED_INIT;
		return;
	}
	while (q->in.cut == CUT_NONE) {
		if (curl_multi_perform(f->multi, &running) != CURLM_OK) {
			q->code = CURLE_FAILED_INIT;
			break;
		}
		if (running == 0)
			break;
		if (q->in.cut == CUT_NONE)
			watch(q);
	}
	while ((msg = curl_multi_info_read(f->multi, &queued)) != NULL)
		if (msg->msg == CURLMSG_DONE)
			q->code = msg->data.result;
	/* Do not wait for a resolver that may take its time. */
	curl_easy_setopt(f->easy, CURLOPT_QUICK_EXIT, 1L);
	curl_multi_remove_handle(f->multi, f->easy);
}

static bool
is_framed(const struct request *q)
{
	curl_off_t length = -1;
	long version = 0;

	curl_easy_getinfo(q->f->easy, CURLINFO_HTTP_VERSION, &version);
	curl_easy_getinfo(
	    q->f->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
	return version >= CURL_HTTP_VERSION_2_0 || length >= 0 ||
	       header(q, "Transfer-Encoding", 0) != NULL ||
	       q->r->status == 204 || q->r->status == 304;
}

static void
read_headers(struct request *q)
{
	struct response *r = q->r;

	r->status = status_of(q);
	r->time = time(NULL);
	if (r->status == 0)
		return;
	free(r->content_type);
	r->content_type = http_media_type(header(q, "Content-Type", 0));
	if (header(q, "ETag", 0) != NULL) {
		free(r->etag);
		r->etag = xstrdup(header(q, "ETag", 0));
	}
	r->server_time = http_date(header(q, "Date", 0));
	r->framed = is_framed(q);
}

/* The longest wait asked for, or -1; a date is compared with the server's own
 * clock where it shows it. */
static int64_t
retry_after(const struct request *q)
{
	int64_t most = -1, seconds;
	int64_t now = q->r->server_time;
	const char *value;

	if (now == CLOCK_NONE)
		now = q->r->time;
	for (size_t i = 0; (value = header(q, "Retry-After", i)) != NULL; i++) {
		seconds = http_retry_after(value, now);
		if (seconds > most)
			most = seconds;
	}
	return most == 0 ? 1 : most;
}

static char *
url_part(CURLU *url, CURLUPart part, unsigned flags)
{
	char *found = NULL, *copy;

	if (curl_url_get(url, part, &found, flags) != CURLUE_OK)
		return NULL;
	copy = xstrdup(found);
	curl_free(found);
	return copy;
}

static struct web_origin
origin_of(CURLU *url)
{
	return (struct web_origin){
	    .scheme = url_part(url, CURLUPART_SCHEME, 0),
	    .host = url_part(url, CURLUPART_HOST, 0),
	    .port = url_part(url, CURLUPART_PORT, CURLU_DEFAULT_PORT),
	    .user = url_part(url, CURLUPART_USER, 0),
	    .password = url_part(url, CURLUPART_PASSWORD, 0),
	};
}

/* True when `to` is where the request may go as well. */
static bool
hop_allowed(struct request *q, CURLU *to)
{
	struct web_origin here = origin_of(q->url), there = origin_of(to);
	bool same = web_origin_same(&here, &there);
	char *text;

	if (!same) {
		text = web_origin_text(&here, &there);
		response_fail(q->r, ERROR_PROTOCOL,
		    "not ARIN's data: redirected to %s", text);
		free(text);
	}
	web_origin_clear(&here);
	web_origin_clear(&there);
	return same;
}

static bool
follow(struct request *q)
{
	const char *location = header(q, "Location", 0);
	CURLU *to;
	bool go = false;

	if (location == NULL || header(q, "Location", 1) != NULL) {
		response_fail(q->r, ERROR_PROTOCOL,
		    "HTTP %d: a redirect without a destination, or with "
		    "several",
		    q->r->status);
		return false;
	}
	to = curl_url_dup(q->url);
	if (to == NULL)
		alloc_fail();
	if (curl_url_set(to, CURLUPART_URL, location,
		CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
		fail(q, ERROR_PROTOCOL, "redirected to what is no URL");
	else
		go = hop_allowed(q, to);
	if (go && ++q->hops > HOPS)
		go = fail(q, ERROR_PROTOCOL, "more than 3 redirects");
	if (go) {
		response_fail(q->r, ERROR_UNAVAILABLE, "HTTP %d: redirected",
		    q->r->status);
		curl_url_cleanup(q->url);
		q->url = to;
		return true;
	}
	curl_url_cleanup(to);
	return false;
}

/* How libcurl's codes read, and whether another try may help. */
struct breakage {
	CURLcode code;
	int fault;
	bool again;
	const char *text; /* NULL: libcurl's own words */
};

static const struct breakage breakages[] = {
    {CURLE_COULDNT_RESOLVE_HOST, ERROR_UNAVAILABLE, true,
	"the name does not resolve"},
    {CURLE_COULDNT_RESOLVE_PROXY, ERROR_UNAVAILABLE, true,
	"the proxy's name does not resolve"},
    {CURLE_COULDNT_CONNECT, ERROR_UNAVAILABLE, true, NULL},
    {CURLE_GOT_NOTHING, ERROR_UNAVAILABLE, true,
	"connection closed without an answer"},
    {CURLE_PARTIAL_FILE, ERROR_UNAVAILABLE, true,
	"connection closed in the middle of an answer"},
    {CURLE_RECV_ERROR, ERROR_UNAVAILABLE, true, "connection lost"},
    {CURLE_SEND_ERROR, ERROR_UNAVAILABLE, true, "connection lost"},
    {CURLE_HTTP2, ERROR_UNAVAILABLE, true, "HTTP/2 connection lost"},
    {CURLE_HTTP2_STREAM, ERROR_UNAVAILABLE, true,
	"HTTP/2 stream closed in the middle of an answer"},
    {CURLE_OPERATION_TIMEDOUT, ERROR_UNAVAILABLE, true, NULL},
    {CURLE_SSL_CONNECT_ERROR, ERROR_UNAVAILABLE, true, NULL},
    {CURLE_PEER_FAILED_VERIFICATION, ERROR_UNAVAILABLE, false, NULL},
    {CURLE_SSL_CACERT_BADFILE, ERROR_UNAVAILABLE, false, NULL},
    {CURLE_WEIRD_SERVER_REPLY, ERROR_PROTOCOL, false, "what came is not HTTP"},
    {CURLE_UNSUPPORTED_PROTOCOL, ERROR_PROTOCOL, false,
	"what came is not HTTP"},
};

static const struct breakage *
breakage_of(CURLcode code)
{
	static const struct breakage other = {
	    CURLE_OK, ERROR_UNAVAILABLE, false, NULL};

	for (size_t i = 0; i < sizeof(breakages) / sizeof(breakages[0]); i++)
		if (breakages[i].code == code)
			return &breakages[i];
	return &other;
}

static char *
timeout_text(const struct request *q)
{
	const struct fetch_options *o = &q->f->options;
	curl_off_t ready = 0, total = 0;

	curl_easy_getinfo(q->f->easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
	curl_easy_getinfo(q->f->easy, CURLINFO_TOTAL_TIME_T, &total);
	if (ready == 0)
		return xasprintf(
		    "no connection within %u seconds", o->connect_timeout);
	if (total / 1000 + PACE_SLICE >= (curl_off_t)o->timeout * 1000)
		return xasprintf(
		    "no whole answer within %u seconds", o->timeout);
	return xasprintf("slower than %d bytes a second for %u seconds",
	    LOW_SPEED, o->low_speed_time);
}

/* "connection refused", as the system says it but in lower case. */
static char *
connect_text(const struct request *q)
{
	long number = 0;
	char *text;

	curl_easy_getinfo(q->f->easy, CURLINFO_OS_ERRNO, &number);
	text = xstrdup(number == 0 ? "cannot connect" : strerror((int)number));
	text[0] = tolower((unsigned char)text[0]);
	return text;
}

static char *
breakage_text(const struct request *q, const struct breakage *b)
{
	if (b->text != NULL)
		return xstrdup(b->text);
	if (q->code == CURLE_OPERATION_TIMEDOUT)
		return timeout_text(q);
	if (q->code == CURLE_COULDNT_CONNECT)
		return connect_text(q);
	return web_harmless(
	    q->detail[0] != '\0' ? q->detail : curl_easy_strerror(q->code));
}

static bool
broken(struct request *q)
{
	const struct breakage *b = breakage_of(q->code);
	long proxy = 0;
	char *text;

	curl_easy_getinfo(q->f->easy, CURLINFO_HTTP_CONNECTCODE, &proxy);
	if (proxy >= 300) {
		response_fail(q->r, ERROR_UNAVAILABLE,
		    "%s: the proxy refused with HTTP %ld", q->host, proxy);
		return false;
	}
	text = breakage_text(q, b);
	response_fail(q->r, b->fault, "%s: %s", q->host, text);
	free(text);
	return b->again && retry_broken(&q->retry);
}

static bool
answered(struct request *q)
{
	if (intake_short(&q->in)) {
		response_fail(q->r, ERROR_UNAVAILABLE,
		    "%s: the compressed body ends too early", q->host);
		return retry_broken(&q->retry);
	}
	digest_text(q->f->digest, q->r->digest);
	q->r->outcome = OUTCOME_ANSWERED;
	return false;
}

/* What an attempt came to. True: another one is called for. The status goes
 * first where it decides: a 429 is to be heeded however its body ended. */
static bool
judge(struct request *q)
{
	enum cut cut = q->in.cut;

	read_headers(q);
	if (q->r->status != 429)
		q->retry.limited = 0;
	if (cut == CUT_STOP)
		return fail(q, ERROR_TRY_AGAIN, "interrupted");
	if (cut == CUT_DEADLINE)
		return fail(q, ERROR_UNAVAILABLE,
		    "not answered before the deadline of the run");
	if (q->r->status == 429)
		return retry_limited(&q->retry, retry_after(q));
	if (http_unavailable(q->r->status))
		return retry_unavailable(&q->retry, retry_after(q));
	if (cut != CUT_NONE && cut != CUT_IGNORED) {
		intake_fail(&q->in);
		return false;
	}
	if (q->code != CURLE_OK && cut != CUT_IGNORED)
		return broken(q);
	if (http_redirects(q->r->status))
		return follow(q);
	return answered(q);
}

static bool
attempt(struct request *q)
{
	if (!take_turn(q))
		return false;
	set_request(q);
	begin_attempt(q);
	transfer(q);
	return judge(q);
}

/* Only what base_parse() lets through is asked; this is the second lock. */
static bool
url_allowed(struct request *q, const char *text)
{
	struct web_origin o;
	bool allowed;

	if (curl_url_set(q->url, CURLUPART_URL, text, 0) != CURLUE_OK)
		return fail(
		    q, ERROR_PROTOCOL, "what was to be asked is no URL");
	o = origin_of(q->url);
	q->host = xstrdup(o.host == NULL ? "" : o.host);
	allowed = web_origin_allowed(&o);
	web_origin_clear(&o);
	if (!allowed)
		response_fail(q->r, ERROR_PROTOCOL,
		    "%s: not asked without https", q->host);
	return allowed;
}

static struct curl_slist *
standard_headers(void)
{
	struct curl_slist *list = curl_slist_append(NULL,
	    "Accept: application/rdap+json, application/xml;q=0.9, */*;q=0.1");

	if (list != NULL)
		curl_slist_append(list, "Accept-Encoding: gzip");
	return list;
}

/* Headers of its own for a request that is conditional. An entity tag is what
 * some server sent once: one with anything but printable ASCII is left out. */
static struct curl_slist *
conditional(const char *etag)
{
	struct curl_slist *list = NULL;
	char *line;

	for (const char *c = etag; *c != '\0'; c++)
		if (*c < 0x20 || *c > 0x7e)
			return NULL;
	line = xasprintf("If-None-Match: %s", etag);
	list = standard_headers();
	if (list == NULL || curl_slist_append(list, line) == NULL)
		alloc_fail();
	free(line);
	return list;
}

static void
fetch_get(struct transport *t, const char *url, const char *etag, size_t limit,
    body_fn *body, void *arg, struct response *r)
{
	struct fetcher *f = (struct fetcher *)t;
	struct request q = {
	    .f = f,
	    .r = r,
	    .url = curl_url(),
	    .text = url,
	    .in =
		{
		    .limit = limit,
		    .body = body,
		    .arg = arg,
		    .r = r,
		    .digest = f->digest,
		},
	};

	if (q.url == NULL)
		alloc_fail();
	if (etag != NULL)
		q.headers = conditional(etag);
	response_begin(r);
	if (url_allowed(&q, url)) {
		q.retry = (struct retry){
		    .pace = &f->pace, .r = r, .url = url, .host = q.host};
		while (attempt(&q))
			;
	}
	intake_clear(&q.in);
	curl_slist_free_all(q.headers);
	curl_url_cleanup(q.url);
	free(q.host);
}

static void
fetch_free(struct transport *t)
{
	struct fetcher *f = (struct fetcher *)t;

	curl_easy_cleanup(f->easy);
	curl_multi_cleanup(f->multi);
	curl_slist_free_all(f->headers);
	digest_free(f->digest);
	free(f->user_agent);
	free(f->ca_file);
	free(f);
	curl_global_cleanup();
}

static int
curl_start(struct fetcher *f)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return -1;
	f->multi = curl_multi_init();
	f->easy = curl_easy_init();
	f->headers = standard_headers();
	if (f->multi == NULL || f->easy == NULL || f->headers == NULL)
		return -1;
	curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS, 1L);
	return 0;
}

struct transport *
fetch_new(const struct fetch_options *options, struct error *err)
{
	struct fetcher *f;

	if (fetch_options_check(options, err) == -1)
		return NULL;
	f = xcalloc(1, sizeof(*f));
	f->transport.get = fetch_get;
	f->transport.spent = fetch_spent;
	f->transport.left = fetch_left;
	f->transport.free = fetch_free;
	f->options = *options;
	fetch_options_complete(&f->options);
	f->user_agent =
	    xstrdup(options->user_agent != NULL ? options->user_agent
						: "whoexposed/" VERSION);
	if (options->ca_file != NULL)
		f->ca_file = xstrdup(options->ca_file);
	f->digest = digest_new();
	pace_start(&f->pace, &f->options);
	if (curl_start(f) == -1) {
		error_set(err, ERROR_SYSTEM, "libcurl cannot be started");
		fetch_free(&f->transport);
		return NULL;
	}
	return &f->transport;
}
