/*
 * The tests of the real fetch: runner [DIRECTORY OF server.py]. The server is
 * a process of its own on loopback; its log tells when it was asked what.
 */
#include <sys/time.h>
#include <sys/wait.h>

#include <arpa/inet.h>
#include <check.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "rdap/fetch.h"

#define BODY  "{\"objectClassName\":\"entity\",\"handle\":\"EXMPL-1\"}\n"
#define LIMIT ((size_t)1 << 20)

/* Of the whole run */
static char dir[] = "/tmp/fetch.XXXXXX"; /* log and certificates */
static char *log_path;
static char *ca_file;
static char *ports; /* "http=1 mute=2 good=3 ..." */

/* Of one test */
static struct fetch_options options;
static struct transport *transport;
static const char *etag; /* of the next request, or NULL */
static struct response got;
static struct buf body;
static struct buf notices;
static unsigned resets; /* how often the reader was told to forget */

static volatile sig_atomic_t stop;

static int64_t
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int
port_of(const char *name)
{
	char *key = xasprintf("%s=", name);
	char *found = strstr(ports, key);
	int port;

	ck_assert_msg(found != NULL, "no port %s in \"%s\"", name, ports);
	port = atoi(found + strlen(key));
	free(key);
	return port;
}

static char *
url_of(const char *port, const char *path)
{
	return xasprintf("%s://127.0.0.1:%d%s",
	    strcmp(port, "http") == 0 ? "http" : "https", port_of(port), path);
}

static void
on_notice(void *arg, const char *line)
{
	(void)arg;
	buf_printf(&notices, "%s\n", line);
}

static void
set_up(void)
{
	memset(&options, 0, sizeof(options));
	options.rate = 1000;
	options.backoff = 10;
	options.deadline = 20;
	options.ca_file = ca_file;
	options.notice = on_notice;
	options.stop = &stop;
	stop = 0;
	transport = NULL;
	etag = NULL;
	resets = 0;
}

static void
tear_down(void)
{
	transport_free(transport);
	response_clear(&got);
	buf_clear(&body);
	buf_clear(&notices);
}

static int
collect(void *arg, const char *data, size_t len)
{
	(void)arg;
	if (data == NULL) {
		buf_reset(&body);
		resets++;
	} else {
		buf_add(&body, data, len);
	}
	return 0;
}

static int
refuse(void *arg, const char *data, size_t len)
{
	(void)arg;
	(void)len;
	return data == NULL ? 0 : -1;
}

static void
get_with(const char *url, size_t limit, body_fn *reader)
{
	struct error err = {0};

	if (transport == NULL)
		transport = fetch_new(&options, &err);
	ck_assert_msg(transport != NULL, "%s", err.text);
	transport->get(transport, url, etag, limit, reader, NULL, &got);
	ck_assert_ptr_nonnull(got.content_type);
	ck_assert((got.outcome == OUTCOME_ANSWERED) == (got.reason == NULL));
}

static void
get(const char *path)
{
	char *url = url_of("http", path);

	get_with(url, LIMIT, collect);
	free(url);
}

static void
get_tls(const char *port, const char *path)
{
	char *url = url_of(port, path);

	get_with(url, LIMIT, collect);
	free(url);
}

static void
assert_answered(int status)
{
	ck_assert_msg(got.outcome == OUTCOME_ANSWERED, "%s", got.reason);
	ck_assert_int_eq(got.status, status);
}

static void
assert_body(void)
{
	assert_answered(200);
	ck_assert_uint_eq(body.len, strlen(BODY));
	ck_assert_str_eq(body.data, BODY);
}

static void
assert_failed(int fault, const char *words)
{
	ck_assert_int_eq(got.outcome, OUTCOME_FAILED);
	ck_assert_msg(strstr(got.reason, words) != NULL, "\"%s\" for \"%s\"",
	    got.reason, words);
	ck_assert_int_eq(got.fault, fault);
}

static void
assert_skipped(const char *words)
{
	ck_assert_int_eq(got.outcome, OUTCOME_SKIPPED);
	ck_assert_msg(strstr(got.reason, words) != NULL, "%s", got.reason);
	ck_assert_int_eq(got.fault, ERROR_TRY_AGAIN);
	ck_assert(transport->spent(transport));
}

/* The requests in the log whose target holds `key`. */
struct request {
	long long when; /* ms */
	int connection;
};

static size_t
requests(const char *key, struct request *found, size_t max)
{
	char line[4096];
	FILE *f = fopen(log_path, "r");
	size_t n = 0;

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		struct request r;

		if (strstr(line, key) == NULL)
			continue;
		ck_assert_int_eq(
		    sscanf(line, "%lld %d", &r.when, &r.connection), 2);
		if (n < max)
			found[n] = r;
		n++;
	}
	fclose(f);
	return n;
}

static size_t
request_count(const char *key)
{
	return requests(key, NULL, 0);
}

static void
assert_gap(const char *key, long long at_least, long long below)
{
	struct request r[2];

	ck_assert_uint_ge(requests(key, r, 2), 2);
	ck_assert_int_ge(r[1].when - r[0].when, at_least);
	ck_assert_int_lt(r[1].when - r[0].when, below);
}

static void
on_alarm(int number)
{
	(void)number;
	stop = 1;
}

static void
stop_after(int ms)
{
	struct itimerval t = {{0, 0}, {0, ms * 1000}};

	signal(SIGALRM, on_alarm);
	setitimer(ITIMER_REAL, &t, NULL);
}

START_TEST(an_answer_comes_with_all_that_is_known_of_it)
{
	int64_t before = time(NULL);

	get("/ok?key=all");
	assert_body();
	ck_assert_str_eq(got.content_type, "application/rdap+json");
	ck_assert_uint_eq(got.bytes, strlen(BODY));
	ck_assert_int_ge(got.time, before);
	ck_assert_int_ge(got.server_time, before);
	ck_assert_int_le(got.server_time, time(NULL));
	ck_assert(got.framed);
	ck_assert_uint_eq(strlen(got.digest), DIGEST_TEXT_MAX - 1);
	ck_assert_uint_eq(resets, 1);
	ck_assert(!transport->spent(transport));
}
END_TEST

START_TEST(what_did_not_change_is_not_sent_again)
{
	get("/tagged");
	assert_answered(200);
	ck_assert_str_eq(got.etag, "\"v1\"");
	etag = "\"v1\"";
	get("/tagged");
	assert_answered(304);
	ck_assert_uint_eq(body.len, 0);
	etag = "\"v0\"";
	get("/tagged");
	assert_answered(200);
}
END_TEST

START_TEST(a_tag_cannot_add_a_header)
{
	etag = "\"v\"\r\nCookie: a=b";
	get("/echo");
	assert_answered(200);
	ck_assert_ptr_null(strstr(body.data, "Cookie"));
	ck_assert_ptr_null(strstr(body.data, "If-None-Match"));
}
END_TEST

START_TEST(a_request_says_what_it_wants_and_no_more)
{
	static const char *const absent[] = {
	    "Cookie", "Referer", "Authorization", "Origin", "Upgrade"};

	get("/cookie");
	get("/echo");
	assert_answered(200);
	ck_assert_ptr_nonnull(
	    strstr(body.data, "\nAccept: application/rdap+json, "
			      "application/xml;q=0.9, */*;q=0.1\n"));
	ck_assert_ptr_nonnull(strstr(body.data, "\nAccept-Encoding: gzip"));
	ck_assert_ptr_nonnull(
	    strstr(body.data, "\nUser-Agent: whoexposed/" VERSION "\n"));
	for (size_t i = 0; i < sizeof(absent) / sizeof(absent[0]); i++)
		ck_assert_msg(
		    strcasestr(body.data, absent[i]) == NULL, "%s", body.data);
}
END_TEST

START_TEST(the_user_agent_can_be_named)
{
	char name[] = "auditor/1";

	options.user_agent = name;
	get("/ok");
	name[0] = 'X';
	get("/echo?key=agent");
	ck_assert_ptr_nonnull(strstr(body.data, "\nUser-Agent: auditor/1"));
}
END_TEST

START_TEST(a_content_type_is_reported_and_not_judged)
{
	get("/kind?type=Text/HTML;+charset%3Dutf-8");
	assert_body();
	ck_assert_str_eq(got.content_type, "text/html");
	get("/kind?type=%09junk");
	assert_body();
	ck_assert_str_eq(got.content_type, "");
	get("/chunked?key=type");
	ck_assert_str_eq(got.content_type, "application/rdap+json");
}
END_TEST

START_TEST(statuses_that_the_caller_judges_come_with_their_bodies)
{
	static const int codes[] = {400, 401, 403, 404, 410, 422, 501};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		char *path = xasprintf("/status?code=%d&key=judge", codes[i]);

		get(path);
		assert_answered(codes[i]);
		ck_assert_str_eq(body.data, BODY);
		ck_assert_uint_eq(request_count(path), 1);
		free(path);
	}
}
END_TEST

START_TEST(one_connection_serves_many_requests)
{
	struct request r[5];

	for (int i = 0; i < 5; i++) {
		get("/ok?key=alive");
		assert_body();
	}
	ck_assert_uint_eq(requests("key=alive", r, 5), 5);
	for (int i = 1; i < 5; i++)
		ck_assert_int_eq(r[i].connection, r[0].connection);
}
END_TEST

START_TEST(requests_start_no_faster_than_the_rate)
{
	struct request r[4];

	options.rate = 4;
	get("/ok"); /* what follows is not delayed by connecting */
	for (int i = 0; i < 4; i++)
		get("/ok?key=rate");
	ck_assert_uint_eq(requests("key=rate", r, 4), 4);
	ck_assert_int_ge(r[3].when - r[0].when, 3 * 250 - 100);
	ck_assert_int_lt(r[3].when - r[0].when, 3000);
}
END_TEST

START_TEST(a_body_is_framed_by_its_length_or_by_chunks_or_not_at_all)
{
	get("/ok");
	ck_assert(got.framed);
	get("/chunked");
	assert_body();
	ck_assert(got.framed);
	get("/unframed");
	assert_body();
	ck_assert(!got.framed);
}
END_TEST

START_TEST(a_gzip_body_is_inflated_and_its_digest_is_of_the_text)
{
	char digest[DIGEST_TEXT_MAX];

	get("/encoded?as=gzip");
	assert_answered(200);
	ck_assert_uint_eq(got.bytes, 100 * strlen(BODY));
	ck_assert_uint_eq(body.len, got.bytes);
	ck_assert_str_eq(got.digest, digest_of(body.data, body.len, digest));
	get("/encoded?as=GZip");
	assert_answered(200);
}
END_TEST

START_TEST(a_damaged_gzip_body_fails)
{
	get("/encoded?cut=1");
	assert_failed(ERROR_UNAVAILABLE, "ends too early after 4 attempts");
	get("/encoded?cut=8");
	assert_failed(ERROR_UNAVAILABLE, "ends too early");
	get("/encoded?cut=40&times=1");
	assert_body();
	get("/encoded?junk=1");
	assert_failed(ERROR_PROTOCOL, "gzip");
	get("/encoded?flip=1");
	assert_failed(ERROR_PROTOCOL, "gzip");
	get("/kind?type=text/plain");
	assert_body();
}
END_TEST

START_TEST(an_encoding_that_was_not_asked_for_fails)
{
	get("/encoded?as=br");
	assert_failed(ERROR_PROTOCOL, "encoding that was not asked for");
	get("/encoded?as=gzip,+gzip");
	assert_failed(ERROR_PROTOCOL, "encoding that was not asked for");
	get("/encoded?te=1");
	ck_assert_int_eq(got.outcome, OUTCOME_FAILED);
}
END_TEST

START_TEST(a_429_waits_as_long_as_it_says)
{
	get("/status?code=429&after=1&times=1&key=wait");
	assert_body();
	assert_gap("key=wait", 1000, 2500);
	ck_assert_uint_eq(resets, 2);
	ck_assert_str_eq(
	    notices.data, "127.0.0.1: HTTP 429, asking again in 1 second\n");
}
END_TEST

START_TEST(a_429_may_name_a_date_by_the_clock_of_the_server)
{
	get("/status?code=429&after=date:3602&date=3600&times=1&key=date");
	assert_body();
	assert_gap("key=date", 1000, 3500);
}
END_TEST

START_TEST(a_retry_after_in_the_past_or_of_zero_waits_a_second)
{
	get("/status?code=429&after=date:-60&times=1&key=past");
	assert_body();
	assert_gap("key=past", 1000, 2500);
	get("/status?code=429&after=0&times=1&key=zero");
	assert_body();
	assert_gap("key=zero", 1000, 2500);
}
END_TEST

START_TEST(the_longest_of_several_waits_counts)
{
	get("/status?code=429&after=2&after=1&times=1&key=twice");
	assert_body();
	assert_gap("key=twice", 2000, 3500);
}
END_TEST

static void
assert_too_long(const char *query, const char *words)
{
	char *path = xasprintf("/status?%s&key=long", query);

	set_up();
	get(path);
	assert_failed(ERROR_TRY_AGAIN, words);
	ck_assert(transport->spent(transport));
	ck_assert_uint_eq(request_count(path), 1);
	get("/ok");
	assert_skipped("limits the rate");
	ck_assert_uint_eq(request_count(path), 1);
	tear_down();
	free(path);
}

START_TEST(a_wait_that_does_not_fit_ends_the_run_at_once)
{
	int64_t begin = now_ms();

	assert_too_long("code=429&after=30", "30 seconds");
	assert_too_long("code=429&after=86400", "86400 seconds");
	assert_too_long(
	    "code=429&after=99999999999999999999", "2147483647 seconds");
	assert_too_long("code=429&after=date:7200", "seconds");
	assert_too_long("code=503&after=86400", "HTTP 503");
	ck_assert_int_lt(now_ms() - begin, 2000);
	set_up();
}
END_TEST

START_TEST(what_cannot_be_read_counts_as_thirty_seconds)
{
	assert_too_long("code=429", "in 30 seconds");
	assert_too_long("code=429&after=", "in 30 seconds");
	assert_too_long("code=429&after=-5", "in 30 seconds");
	assert_too_long("code=429&after=soon", "in 30 seconds");
	assert_too_long("code=429&after=1.5", "in 30 seconds");
	assert_too_long("code=503", "in 30 seconds");
	set_up();
}
END_TEST

START_TEST(a_day_is_not_waited_for_even_where_it_would_fit)
{
	options.deadline = 1000000;
	get("/status?code=429&after=86400&key=day");
	assert_failed(ERROR_TRY_AGAIN, "86400 seconds");
	ck_assert(transport->spent(transport));
}
END_TEST

START_TEST(a_third_429_ends_the_run)
{
	get("/status?code=429&after=1&key=third");
	assert_failed(ERROR_TRY_AGAIN, "three times in a row");
	ck_assert(transport->spent(transport));
	ck_assert_uint_eq(request_count("key=third"), 3);
	assert_gap("key=third", 1000, 2500);
	get("/ok?key=after-third");
	assert_skipped("limits the rate");
	ck_assert_uint_eq(request_count("key=after-third"), 0);
}
END_TEST

START_TEST(a_429_is_heeded_however_its_body_ends)
{
	get("/status_reset?code=429&after=1&times=1&key=rst");
	assert_body();
	assert_gap("key=rst", 1000, 2500);
	get("/status_endless?code=429&after=1&times=1&key=end");
	assert_body();
	assert_gap("key=end", 1000, 2500);
}
END_TEST

START_TEST(the_body_of_a_refusal_never_reaches_the_reader)
{
	char *url = url_of("http", "/status?code=500&type=text/html&key=html");

	get_with(url, LIMIT, refuse);
	assert_failed(ERROR_UNAVAILABLE, "HTTP 500 after 4 attempts");
	free(url);
}
END_TEST

START_TEST(a_5xx_is_asked_again_three_times)
{
	static const int codes[] = {500, 502, 504, 599};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		char *fine =
		    xasprintf("/status?code=%d&times=3&key=fine", codes[i]);
		char *bad = xasprintf("/status?code=%d&key=bad", codes[i]);

		get(fine);
		assert_body();
		get(bad);
		assert_failed(ERROR_UNAVAILABLE, " after 4 attempts");
		ck_assert_int_eq(got.status, codes[i]);
		ck_assert_uint_eq(request_count(bad), 4);
		free(fine);
		free(bad);
	}
	ck_assert(!transport->spent(transport));
}
END_TEST

START_TEST(retries_come_ever_later)
{
	struct request r[4];

	options.backoff = 100;
	get("/status?code=500&key=later");
	ck_assert_uint_eq(requests("key=later", r, 4), 4);
	ck_assert_int_ge(r[1].when - r[0].when, 90);
	ck_assert_int_ge(r[2].when - r[1].when, 190);
	ck_assert_int_ge(r[3].when - r[2].when, 390);
}
END_TEST

START_TEST(no_request_starts_within_the_window_of_another_one)
{
	struct request r[8];
	size_t n;

	get("/status?code=503&after=1&key=window");
	assert_failed(ERROR_UNAVAILABLE, "HTTP 503 after 4 attempts");
	get("/ok?key=window");
	n = requests("key=window", r, 8);
	ck_assert_uint_eq(n, 5);
	for (size_t i = 1; i < n; i++)
		ck_assert_int_ge(r[i].when - r[i - 1].when, 1000);
}
END_TEST

START_TEST(a_connection_reset_at_any_byte_gives_the_answer_or_nothing)
{
	static const int at[] = {0, 1, 9, 17, 60, -49, -48, -24, -1};

	for (size_t i = 0; i < sizeof(at) / sizeof(at[0]); i++) {
		char *once = xasprintf("/reset?at=%d&times=1&key=once", at[i]);
		char *ever = xasprintf("/reset?at=%d&key=ever", at[i]);

		get(once);
		assert_body();
		get(ever);
		assert_failed(ERROR_UNAVAILABLE, "127.0.0.1: connection");
		ck_assert_ptr_nonnull(strstr(got.reason, "after 4 attempts"));
		free(once);
		free(ever);
	}
}
END_TEST

START_TEST(a_body_shorter_than_its_length_fails)
{
	get("/close?at=-1&key=short");
	assert_failed(ERROR_UNAVAILABLE, "in the middle of an answer");
	get("/close?at=-1&times=2&key=short");
	assert_body();
	ck_assert_ptr_nonnull(strstr(notices.data,
	    "127.0.0.1: connection closed in the middle of an answer; "
	    "trying again in 0 seconds, attempt 3 of 4: http://"));
}
END_TEST

START_TEST(chunks_without_an_end_fail)
{
	get("/chunked?cut=1");
	assert_failed(ERROR_UNAVAILABLE, "connection");
}
END_TEST

START_TEST(a_refused_connection_says_so)
{
	get_with("http://127.0.0.1:1/", LIMIT, collect);
	assert_failed(ERROR_UNAVAILABLE,
	    "127.0.0.1: connection refused after 4 attempts");
	ck_assert_int_eq(got.status, 0);
}
END_TEST

START_TEST(a_name_that_does_not_resolve_says_so)
{
	get_with("https://rdap.invalid/", LIMIT, collect);
	assert_failed(ERROR_UNAVAILABLE,
	    "rdap.invalid: the name does not resolve after 4 attempts");
}
END_TEST

START_TEST(what_is_not_http_is_not_asked_again)
{
	get("/banner");
	assert_failed(ERROR_PROTOCOL, "127.0.0.1: what came is not HTTP");
	ck_assert_uint_eq(request_count("/banner"), 1);
}
END_TEST

START_TEST(the_limit_is_exact)
{
	char *url = url_of("http", "/size?n=1024");

	get_with(url, 1024, collect);
	assert_answered(200);
	ck_assert_uint_eq(got.bytes, 1024);
	get_with(url, 1023, collect);
	assert_failed(ERROR_PROTOCOL, "longer than 1023 bytes");
	free(url);
}
END_TEST

START_TEST(bodies_without_an_end_stop_at_the_limit)
{
	get("/endless");
	assert_failed(ERROR_PROTOCOL, "longer than 1 MiB");
	get("/huge");
	assert_failed(ERROR_PROTOCOL, "longer than 1 MiB");
	ck_assert_uint_le(body.len, LIMIT);
	ck_assert_uint_eq(request_count("/endless"), 1);
}
END_TEST

START_TEST(the_limit_counts_what_was_inflated)
{
	get("/bomb?mib=256");
	assert_failed(ERROR_PROTOCOL, "longer than 1 MiB");
	ck_assert_uint_le(body.len, LIMIT);
}
END_TEST

START_TEST(headers_are_bounded)
{
	get("/headers?n=100");
	assert_answered(200);
	get("/headers?n=10000");
	assert_failed(ERROR_PROTOCOL, "more than 300 KiB of headers");
	get("/headers?n=0");
	assert_failed(ERROR_PROTOCOL, "more than 300 KiB of headers");
}
END_TEST

START_TEST(a_reader_may_refuse)
{
	char *url = url_of("http", "/ok?key=refuse");

	get_with(url, LIMIT, refuse);
	assert_failed(ERROR_PROTOCOL, "the answer was refused by its reader");
	ck_assert_uint_eq(request_count("key=refuse"), 1);
	free(url);
	get("/ok");
	assert_body();
}
END_TEST

START_TEST(a_trickle_is_not_waited_for)
{
	options.low_speed_time = 1;
	options.max_requests = 1;
	get("/trickle");
	assert_failed(ERROR_UNAVAILABLE, "slower than 100 bytes a second");
}
END_TEST

START_TEST(a_trickle_of_headers_is_not_waited_for)
{
	options.low_speed_time = 1;
	options.max_requests = 1;
	get("/trickle?into=headers");
	assert_failed(ERROR_UNAVAILABLE, "slower than 100 bytes a second");
}
END_TEST

START_TEST(silence_ends_with_the_time_of_a_request)
{
	options.timeout = 1;
	options.max_requests = 1;
	get("/silent");
	assert_failed(ERROR_UNAVAILABLE, "no whole answer within 1 seconds");
}
END_TEST

START_TEST(a_handshake_without_an_answer_ends)
{
	options.connect_timeout = 1;
	options.max_requests = 1;
	get_tls("mute", "/");
	assert_failed(ERROR_UNAVAILABLE, "no connection within 1 seconds");
}
END_TEST

START_TEST(the_deadline_ends_a_transfer)
{
	int64_t begin = now_ms();

	options.deadline = 1;
	get("/silent?key=deadline");
	assert_failed(ERROR_UNAVAILABLE, "before the deadline of the run");
	ck_assert(transport->spent(transport));
	ck_assert_int_lt(now_ms() - begin, 2000);
	get("/ok");
	assert_skipped("the deadline of 1 seconds leaves no time");
}
END_TEST

START_TEST(the_budget_counts_retries)
{
	options.max_requests = 3;
	get("/status?code=500&key=budget");
	assert_failed(
	    ERROR_UNAVAILABLE, "HTTP 500; the budget of 3 requests is used up");
	ck_assert_uint_eq(request_count("key=budget"), 3);
	get("/ok?key=budget");
	assert_skipped("the budget of 3 requests is used up");
	ck_assert_uint_eq(request_count("key=budget"), 3);
}
END_TEST

static size_t
permit_two(void *arg)
{
	(void)arg;
	return 2;
}

START_TEST(what_is_left_is_what_the_tightest_budget_leaves)
{
	options.max_requests = 5;
	get("/status?code=500&times=1&key=left");
	assert_body();
	ck_assert_uint_eq(transport_left(transport), 3);
	transport_free(transport);
	transport = NULL;
	options.permits = permit_two;
	get("/ok");
	ck_assert_uint_eq(transport_left(transport), 2);
	transport_free(transport);
	transport = NULL;
	options.permits = NULL;
	options.max_requests = 0;
	options.rate = 0.1;
	options.deadline = 60;
	get("/ok");
	ck_assert_uint_le(transport_left(transport), 6);
	ck_assert_uint_gt(transport_left(transport), 0);
	stop = 1;
	ck_assert_uint_eq(transport_left(transport), 0);
}
END_TEST

START_TEST(a_stop_ends_a_transfer)
{
	int64_t begin;

	get("/ok");
	begin = now_ms();
	stop_after(300);
	get("/silent?key=stop");
	assert_failed(ERROR_TRY_AGAIN, "interrupted");
	ck_assert_int_lt(now_ms() - begin, 1200);
	get("/ok");
	assert_skipped("interrupted");
}
END_TEST

START_TEST(a_stop_ends_a_wait)
{
	int64_t begin;

	get("/ok");
	begin = now_ms();
	stop_after(500);
	get("/status?code=429&after=10&key=stop");
	assert_failed(ERROR_TRY_AGAIN, "HTTP 429: rate limited; interrupted");
	ck_assert_int_lt(now_ms() - begin, 1500);
}
END_TEST

START_TEST(three_redirects_on_the_same_host_are_followed)
{
	static const int codes[] = {301, 302, 303, 307, 308};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		char *path =
		    xasprintf("/chain?n=1&code=%d&key=%zu", codes[i], i);

		get(path);
		assert_body();
		free(path);
	}
	get("/chain?n=3&key=three");
	assert_body();
	ck_assert_uint_eq(request_count("key=three"), 4);
}
END_TEST

START_TEST(a_fourth_redirect_is_not_followed)
{
	get("/chain?n=4&key=four");
	assert_failed(ERROR_PROTOCOL, "more than 3 redirects");
	ck_assert_uint_eq(request_count("key=four"), 4);
	get("/loop?key=loop");
	assert_failed(ERROR_PROTOCOL, "more than 3 redirects");
	ck_assert_uint_eq(request_count("key=loop"), 4);
}
END_TEST

START_TEST(redirects_keep_to_the_rate)
{
	options.rate = 5;
	get("/ok");
	get("/chain?n=1&key=paced");
	assert_body();
	assert_gap("key=paced", 150, 1500);
}
END_TEST

START_TEST(redirects_elsewhere_are_not_followed_and_name_the_place)
{
	static const char *const rows[][2] = {
	    {"https://rdap.example/entity/X", "redirected to rdap.example"},
	    {"http://192.0.2.1/", "redirected to 192.0.2.1"},
	    {"http://169.254.169.254/", "to 169.254.169.254"},
	    {"//rdap.example/x", "redirected to rdap.example"},
	    {"http://[::1]/", "redirected to [::1]"},
	    {"http://localhost/", "redirected to localhost"},
	    {"http://127.0.0.1/", "redirected to http://127.0.0.1:80"},
	    {"http://127.0.0.1:1/", "redirected to http://127.0.0.1:1"},
	    {"https://127.0.0.1/", "redirected to https://127.0.0.1:443"},
	    {"ftp://rdap.example/x", "redirected to ftp://rdap.example"},
	    {"file:///etc/passwd", "redirected to file://"},
	    {"gopher://127.0.0.1/", "redirected to gopher://127.0.0.1"},
	    {"javascript:x", "redirected to"},
	    {"http://", "redirected to what is no URL"},
	    {"http://exa%20mple/", "redirected to what is no URL"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf path = {0};

		buf_puts(&path, "/to?url=");
		for (const char *p = rows[i][0]; *p != '\0'; p++)
			buf_printf(&path, "%%%02x", (unsigned char)*p);
		buf_puts(&path, "&end");
		get(path.data);
		assert_failed(ERROR_PROTOCOL, rows[i][1]);
		ck_assert_uint_eq(request_count(path.data), 1);
		buf_clear(&path);
	}
}
END_TEST

START_TEST(a_redirect_with_user_information_is_not_followed)
{
	char *path = xasprintf(
	    "/to?url=http://a:secret@127.0.0.1:%d/ok", port_of("http"));

	get(path);
	assert_failed(ERROR_PROTOCOL, "redirected to http://USER@127.0.0.1");
	ck_assert_ptr_null(strstr(got.reason, "secret"));
	free(path);
}
END_TEST

START_TEST(a_redirect_from_https_to_http_is_not_followed)
{
	char *path = xasprintf(
	    "/to?url=http://127.0.0.1:%d/ok%%3Fkey=down", port_of("http"));

	get_tls("good", path);
	assert_failed(ERROR_PROTOCOL, "redirected to http://127.0.0.1");
	ck_assert_uint_eq(request_count(" /ok?key=down"), 0);
	free(path);
}
END_TEST

START_TEST(a_redirect_needs_one_destination)
{
	get("/to?key=nowhere");
	assert_failed(ERROR_PROTOCOL, "HTTP 302: a redirect without");
	get("/to?url=/ok&url=/ok");
	assert_failed(ERROR_PROTOCOL, "HTTP 302: a redirect without");
	get("/to?url=ok");
	assert_body();
}
END_TEST

START_TEST(plain_http_goes_to_loopback_only)
{
	static const char *const urls[] = {"http://192.0.2.1/",
	    "http://rdap.example/", "http://127.0.0.1.example/",
	    "http://user:secret@127.0.0.1/", "ftp://127.0.0.1/",
	    "file:///etc/passwd", "https://user@127.0.0.1/", "", "x y"};

	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		get_with(urls[i], LIMIT, collect);
		assert_failed(ERROR_PROTOCOL, "");
		ck_assert_ptr_null(strstr(got.reason, "secret"));
	}
}
END_TEST

START_TEST(loopback_is_not_asked_through_a_proxy)
{
	setenv("http_proxy", "http://192.0.2.1:9/", 1);
	get("/ok?key=direct");
	assert_body();
}
END_TEST

START_TEST(a_proxy_that_refuses_is_named_as_such)
{
	char *proxy = url_of("http", "/");

	setenv("https_proxy", proxy, 1);
	get_with("https://rdap.example/", LIMIT, collect);
	assert_failed(
	    ERROR_UNAVAILABLE, "rdap.example: the proxy refused with HTTP 407");
	ck_assert_uint_eq(request_count(" rdap.example:443"), 1);
	free(proxy);
}
END_TEST

START_TEST(a_certificate_of_the_named_authority_is_trusted)
{
	struct request r[2];

	get_tls("good", "/ok?key=tls");
	assert_body();
	get_tls("good", "/ok?key=tls");
	assert_body();
	ck_assert_uint_eq(requests("key=tls", r, 2), 2);
	ck_assert_int_eq(r[0].connection, r[1].connection);
}
END_TEST

START_TEST(other_certificates_are_not_trusted_and_not_asked_again)
{
	static const char *const rows[][2] = {
	    {"selfsigned", "self-signed certificate"},
	    {"wronghost", "name matches target host name"},
	    {"expired", "certificate has expired"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		get_tls(rows[i][0], "/ok?key=distrust");
		assert_failed(ERROR_UNAVAILABLE, rows[i][1]);
		ck_assert_ptr_null(strstr(got.reason, "attempts"));
	}
	ck_assert_uint_eq(request_count("key=distrust"), 0);
}
END_TEST

START_TEST(without_the_authority_its_certificate_is_not_trusted)
{
	options.ca_file = NULL;
	get_tls("good", "/ok?key=system");
	assert_failed(ERROR_UNAVAILABLE, "127.0.0.1: SSL certificate problem");
}
END_TEST

START_TEST(a_file_of_certificates_must_be_readable)
{
	struct error err = {0};

	options.ca_file = "/nonexistent/ca.crt";
	ck_assert_ptr_null(fetch_new(&options, &err));
	ck_assert_int_eq(err.code, ERROR_CONFIG);
	memset(&err, 0, sizeof(err));
	options.ca_file = "/tmp";
	ck_assert_ptr_null(fetch_new(&options, &err));
	ck_assert_int_eq(err.code, ERROR_CONFIG);
}
END_TEST

static int
free_port(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET};
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	close(fd);
	return ntohs(a.sin_port);
}

static const char *
nginx_path(void)
{
	static const char *const paths[] = {
	    "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"};

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++)
		if (access(paths[i], X_OK) == 0)
			return paths[i];
	return NULL;
}

static const char nginx_conf[] =
    "daemon off;\nmaster_process off;\npid nginx.pid;\n"
    "error_log nginx.err;\nevents {}\nhttp {\n"
    "log_format here '$connection $server_protocol $request_uri';\n"
    "access_log nginx.log here;\n"
    "client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3;\n"
    "uwsgi_temp_path t4; scgi_temp_path t5;\n"
    "gzip on; gzip_min_length 1; gzip_types application/rdap+json;\n"
    "default_type application/rdap+json;\n"
    "server { listen 127.0.0.1:%d ssl http2;\n"
    "ssl_certificate good.crt; ssl_certificate_key good.key;\n"
    "location / { return 200 '{\"ok\":true}'; } } }\n";

static pid_t
nginx_start(const char *nginx, int port)
{
	char *conf = xasprintf("%s/nginx.conf", dir);
	FILE *f = fopen(conf, "w");
	pid_t pid;

	ck_assert_ptr_nonnull(f);
	fprintf(f, nginx_conf, port);
	fclose(f);
	pid = fork();
	if (pid == 0) {
		execl(nginx, nginx, "-p", dir, "-c", conf, "-e", "nginx.err",
		    (char *)NULL);
		_exit(127);
	}
	free(conf);
	return pid;
}

static void
assert_one_http2_connection(const char *path, int expected)
{
	FILE *f = fopen(path, "r");
	char line[256], protocol[32];
	int first = 0, connection, n = 0;

	ck_assert_ptr_nonnull(f);
	while (fgets(line, sizeof(line), f) != NULL) {
		ck_assert_int_eq(
		    sscanf(line, "%d %31s", &connection, protocol), 2);
		ck_assert_str_eq(protocol, "HTTP/2.0");
		if (n++ == 0)
			first = connection;
		ck_assert_int_eq(connection, first);
	}
	ck_assert_int_eq(n, expected);
	fclose(f);
}

START_TEST(http2_works_and_one_connection_serves_several_requests)
{
	const char *nginx = nginx_path();
	int port = free_port();
	char *url = xasprintf("https://127.0.0.1:%d/entity/EXMPL-1", port);
	char *log = xasprintf("%s/nginx.log", dir);
	pid_t pid;

	if (nginx == NULL) {
		printf("skipped: HTTP/2, since there is no nginx\n");
	} else {
		pid = nginx_start(nginx, port);
		options.backoff = 200; /* it takes a moment to start */
		for (int i = 0; i < 3; i++) {
			get_with(url, LIMIT, collect);
			assert_answered(200);
			ck_assert_str_eq(body.data, "{\"ok\":true}");
			ck_assert(got.framed);
		}
		kill(pid, SIGQUIT);
		waitpid(pid, NULL, 0);
		assert_one_http2_connection(log, 3);
	}
	free(url);
	free(log);
}
END_TEST

static TCase *
add_case(Suite *s, const char *name)
{
	TCase *t = tcase_create(name);

	tcase_set_timeout(t, 30);
	tcase_add_checked_fixture(t, set_up, tear_down);
	suite_add_tcase(s, t);
	return t;
}

static void
add_answers(TCase *t)
{
	tcase_add_test(t, an_answer_comes_with_all_that_is_known_of_it);
	tcase_add_test(t, a_request_says_what_it_wants_and_no_more);
	tcase_add_test(t, what_did_not_change_is_not_sent_again);
	tcase_add_test(t, a_tag_cannot_add_a_header);
	tcase_add_test(t, the_user_agent_can_be_named);
	tcase_add_test(t, a_content_type_is_reported_and_not_judged);
	tcase_add_test(
	    t, statuses_that_the_caller_judges_come_with_their_bodies);
	tcase_add_test(t, one_connection_serves_many_requests);
	tcase_add_test(t, requests_start_no_faster_than_the_rate);
	tcase_add_test(
	    t, a_body_is_framed_by_its_length_or_by_chunks_or_not_at_all);
	tcase_add_test(
	    t, a_gzip_body_is_inflated_and_its_digest_is_of_the_text);
	tcase_add_test(t, a_damaged_gzip_body_fails);
	tcase_add_test(t, an_encoding_that_was_not_asked_for_fails);
}

static void
add_refusals(TCase *t)
{
	tcase_add_test(t, a_429_waits_as_long_as_it_says);
	tcase_add_test(t, a_429_may_name_a_date_by_the_clock_of_the_server);
	tcase_add_test(t, a_retry_after_in_the_past_or_of_zero_waits_a_second);
	tcase_add_test(t, the_longest_of_several_waits_counts);
	tcase_add_test(t, a_wait_that_does_not_fit_ends_the_run_at_once);
	tcase_add_test(t, what_cannot_be_read_counts_as_thirty_seconds);
	tcase_add_test(t, a_day_is_not_waited_for_even_where_it_would_fit);
	tcase_add_test(t, a_third_429_ends_the_run);
	tcase_add_test(t, a_429_is_heeded_however_its_body_ends);
	tcase_add_test(t, the_body_of_a_refusal_never_reaches_the_reader);
	tcase_add_test(t, a_5xx_is_asked_again_three_times);
	tcase_add_test(t, retries_come_ever_later);
	tcase_add_test(t, no_request_starts_within_the_window_of_another_one);
}

static void
add_breakages(TCase *t)
{
	tcase_add_test(
	    t, a_connection_reset_at_any_byte_gives_the_answer_or_nothing);
	tcase_add_test(t, a_body_shorter_than_its_length_fails);
	tcase_add_test(t, chunks_without_an_end_fail);
	tcase_add_test(t, a_refused_connection_says_so);
	tcase_add_test(t, a_name_that_does_not_resolve_says_so);
	tcase_add_test(t, what_is_not_http_is_not_asked_again);
}

static void
add_limits(TCase *t)
{
	tcase_add_test(t, the_limit_is_exact);
	tcase_add_test(t, bodies_without_an_end_stop_at_the_limit);
	tcase_add_test(t, the_limit_counts_what_was_inflated);
	tcase_add_test(t, headers_are_bounded);
	tcase_add_test(t, a_reader_may_refuse);
	tcase_add_test(t, a_trickle_is_not_waited_for);
	tcase_add_test(t, a_trickle_of_headers_is_not_waited_for);
	tcase_add_test(t, silence_ends_with_the_time_of_a_request);
	tcase_add_test(t, a_handshake_without_an_answer_ends);
	tcase_add_test(t, the_deadline_ends_a_transfer);
	tcase_add_test(t, the_budget_counts_retries);
	tcase_add_test(t, what_is_left_is_what_the_tightest_budget_leaves);
	tcase_add_test(t, a_stop_ends_a_transfer);
	tcase_add_test(t, a_stop_ends_a_wait);
}

static void
add_places(TCase *t)
{
	tcase_add_test(t, three_redirects_on_the_same_host_are_followed);
	tcase_add_test(t, a_fourth_redirect_is_not_followed);
	tcase_add_test(t, redirects_keep_to_the_rate);
	tcase_add_test(
	    t, redirects_elsewhere_are_not_followed_and_name_the_place);
	tcase_add_test(t, a_redirect_with_user_information_is_not_followed);
	tcase_add_test(t, a_redirect_from_https_to_http_is_not_followed);
	tcase_add_test(t, a_redirect_needs_one_destination);
	tcase_add_test(t, plain_http_goes_to_loopback_only);
	tcase_add_test(t, loopback_is_not_asked_through_a_proxy);
	tcase_add_test(t, a_proxy_that_refuses_is_named_as_such);
}

static void
add_tls(TCase *t)
{
	tcase_add_test(t, a_certificate_of_the_named_authority_is_trusted);
	tcase_add_test(
	    t, other_certificates_are_not_trusted_and_not_asked_again);
	tcase_add_test(t, without_the_authority_its_certificate_is_not_trusted);
	tcase_add_test(t, a_file_of_certificates_must_be_readable);
	tcase_add_test(
	    t, http2_works_and_one_connection_serves_several_requests);
}

static Suite *
suite_fetch(void)
{
	Suite *s = suite_create("fetch");

	add_answers(add_case(s, "answers"));
	add_refusals(add_case(s, "refusals"));
	add_breakages(add_case(s, "breakages"));
	add_limits(add_case(s, "limits"));
	add_places(add_case(s, "places"));
	add_tls(add_case(s, "tls"));
	return s;
}

static void run(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static void
run(const char *fmt, ...)
{
	va_list ap;
	char *command;

	va_start(ap, fmt);
	command = xvasprintf(fmt, ap);
	va_end(ap);
	if (system(command) != 0) {
		fprintf(stderr, "failed: %s\n", command);
		exit(2);
	}
	free(command);
}

struct server {
	pid_t pid;
	int input; /* it ends when this is closed */
};

static void
server_exec(const char *from, int input, int output)
{
	char *script = xasprintf("%s/server.py", from);

	dup2(input, STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	execlp("python3", "python3", script, log_path, dir, (char *)NULL);
	perror("python3");
	_exit(127);
}

static struct server
server_start(const char *from)
{
	struct server server;
	int in[2], out[2];
	char line[512];
	FILE *f;

	if (pipe2(in, O_CLOEXEC) == -1 || pipe2(out, O_CLOEXEC) == -1) {
		perror("pipe");
		exit(2);
	}
	server.pid = fork();
	if (server.pid == 0)
		server_exec(from, in[0], out[1]);
	close(in[0]);
	close(out[1]);
	server.input = in[1];
	f = fdopen(out[0], "r");
	if (f == NULL || fgets(line, sizeof(line), f) == NULL) {
		fprintf(stderr, "server.py does not start\n");
		exit(2);
	}
	ports = xstrdup(line);
	fclose(f);
	return server;
}

static void
forget_proxies(void)
{
	static const char *const names[] = {"http_proxy", "https_proxy",
	    "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
}

int
main(int argc, char *argv[])
{
	const char *from = argc > 1 ? argv[1] : "tests/fetch";
	SRunner *runner = srunner_create(suite_fetch());
	struct server server;
	int failed;

	signal(SIGPIPE, SIG_IGN);
	forget_proxies();
	if (mkdtemp(dir) == NULL) {
		perror(dir);
		return 2;
	}
	log_path = xasprintf("%s/log", dir);
	ca_file = xasprintf("%s/ca.crt", dir);
	run("sh '%s/certificates.sh' '%s'", from, dir);
	server = server_start(from);
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	close(server.input);
	waitpid(server.pid, NULL, 0);
	run("rm -rf '%s'", dir);
	free(log_path);
	free(ca_file);
	free(ports);
	return failed == 0 ? 0 : 1;
}
