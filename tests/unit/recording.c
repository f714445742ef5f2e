#include <sys/stat.h>

#include <check.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "rdap/recording.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define URL   "https://rdap.example/registry/entity/EXMPL-1"
#define OTHER "https://rdap.example/registry/entity/EXMPL-2"
#define RDAP  "application/rdap+json"
#define LIMIT ((size_t)1 << 20)

static char *dir; /* fresh for each test */
static struct buf body;
static struct response got;

static char *
path_of(const char *name)
{
	return xasprintf("%s/%s", dir, name);
}

static void
put(const char *name, const char *text)
{
	char *path = path_of(name);
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	ck_assert_int_eq(fclose(f), 0);
	free(path);
}

static char *
slurp(const char *name)
{
	char *path = path_of(name);
	FILE *f = fopen(path, "r");
	struct buf b = {0};
	int c;

	ck_assert_ptr_nonnull(f);
	while ((c = getc(f)) != EOF)
		buf_putc(&b, (char)c);
	fclose(f);
	free(path);
	return buf_take(&b);
}

static bool
exists(const char *name)
{
	char *path = path_of(name);
	bool there = access(path, F_OK) == 0;

	free(path);
	return there;
}

static int
mode_of(const char *name)
{
	char *path = path_of(name);
	struct stat st;

	ck_assert_int_eq(lstat(path, &st), 0);
	free(path);
	return st.st_mode & 07777;
}

static void
set_up(void)
{
	dir = scratch_new("recording");
}

static void
tear_down(void)
{
	char *command = xasprintf("rm -rf '%s'", dir);

	ck_assert_int_eq(system(command), 0);
	free(command);
	free(dir);
	buf_clear(&body);
	response_clear(&got);
}

static int
collect(void *arg, const char *data, size_t len)
{
	(void)arg;
	if (data == NULL)
		buf_reset(&body);
	else
		buf_add(&body, data, len);
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
get(struct transport *t, const char *url, size_t limit)
{
	buf_reset(&body);
	t->get(t, url, NULL, limit, collect, NULL, &got);
}

static struct transport *
replay(const char *index)
{
	struct error err = {0};
	struct transport *t;

	put("index.tsv", index);
	t = recording_open(dir, &err);
	ck_assert_msg(t != NULL, "%s", err.text);
	return t;
}

static void
assert_failed(int fault, const char *words)
{
	ck_assert_int_eq(got.outcome, OUTCOME_FAILED);
	ck_assert_int_eq(got.fault, fault);
	ck_assert_ptr_nonnull(got.content_type);
	ck_assert_msg(strstr(got.reason, words) != NULL, "%s", got.reason);
}

START_TEST(an_answer_comes_back_as_it_was)
{
	struct transport *t =
	    replay(URL "\t200\t" RDAP "\ta.json\t2026-11-24T09:30:00Z\n");

	put("a.json", "{}");
	get(t, URL, LIMIT);
	ck_assert_int_eq(got.outcome, OUTCOME_ANSWERED);
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.content_type, RDAP);
	ck_assert_str_eq(body.data, "{}");
	ck_assert_uint_eq(got.bytes, 2);
	ck_assert_int_eq(got.time, 1795512600);
	ck_assert(got.server_time == CLOCK_NONE);
	ck_assert(got.framed);
	ck_assert_str_eq(got.digest,
	    "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
	ck_assert(!t->spent(t));
	transport_free(t);
}
END_TEST

START_TEST(without_a_time_it_is_that_of_the_index)
{
	struct transport *t;
	char *path = path_of("index.tsv");
	struct timespec times[2] = {{1000000000, 0}, {1000000000, 0}};
	struct error err = {0};

	put("index.tsv", URL "\t404\t" RDAP "\ta.json");
	put("a.json", "{}");
	ck_assert_int_eq(utimensat(AT_FDCWD, path, times, 0), 0);
	t = recording_open(dir, &err);
	get(t, URL, LIMIT);
	ck_assert_int_eq(got.outcome, OUTCOME_ANSWERED);
	ck_assert_int_eq(got.status, 404);
	ck_assert_int_eq(got.time, 1000000000);
	transport_free(t);
	free(path);
}
END_TEST

START_TEST(the_last_line_of_a_url_counts)
{
	struct transport *t =
	    replay(URL "\t404\t\ta\n" OTHER "\t404\t\ta\n" URL
		       "\t200\tApplication/RDAP+JSON;charset=utf-8\tb\n" OTHER
		       "\t400\t\ta\n");

	put("a", "no");
	put("b", "yes");
	get(t, URL, LIMIT);
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.content_type, RDAP);
	ck_assert_str_eq(body.data, "yes");
	get(t, OTHER, LIMIT);
	ck_assert_int_eq(got.status, 400);
	ck_assert_str_eq(got.content_type, "");
	transport_free(t);
}
END_TEST

START_TEST(what_is_not_in_the_index_failed_and_is_not_absent)
{
	struct transport *t = replay("");

	get(t, URL, LIMIT);
	assert_failed(ERROR_UNAVAILABLE, "not in the recording");
	ck_assert_int_eq(got.status, 0);
	transport_free(t);
}
END_TEST

START_TEST(recorded_refusals_fail_as_they_would_live)
{
	static const struct {
		const char *status;
		int fault;
	} rows[] = {
	    {"429", ERROR_TRY_AGAIN},
	    {"500", ERROR_UNAVAILABLE},
	    {"503", ERROR_UNAVAILABLE},
	    {"302", ERROR_PROTOCOL},
	};

	put("a", "<html>");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *line =
		    xasprintf(URL "\t%s\ttext/html\ta\n", rows[i].status);
		struct transport *t = replay(line);

		get(t, URL, LIMIT);
		assert_failed(rows[i].fault, rows[i].status);
		ck_assert_uint_eq(body.len, 0);
		transport_free(t);
		free(line);
	}
}
END_TEST

START_TEST(a_501_is_an_answer)
{
	struct transport *t = replay(URL "\t501\t" RDAP "\ta\n");

	put("a", "{}");
	get(t, URL, LIMIT);
	ck_assert_int_eq(got.outcome, OUTCOME_ANSWERED);
	transport_free(t);
}
END_TEST

START_TEST(the_limit_is_kept)
{
	struct transport *t = replay(URL "\t200\t" RDAP "\ta\n");

	put("a", "12345");
	get(t, URL, 5);
	ck_assert_int_eq(got.outcome, OUTCOME_ANSWERED);
	get(t, URL, 4);
	assert_failed(ERROR_PROTOCOL, "longer than 4 bytes");
	transport_free(t);
}
END_TEST

START_TEST(a_reader_may_refuse)
{
	struct transport *t = replay(URL "\t200\t" RDAP "\ta\n");

	put("a", "12345");
	t->get(t, URL, NULL, LIMIT, refuse, NULL, &got);
	assert_failed(ERROR_PROTOCOL, "refused by its reader");
	transport_free(t);
}
END_TEST

START_TEST(only_regular_files_are_read)
{
	struct transport *t = replay("https://a.example/\t200\t\tfifo\n"
				     "https://b.example/\t200\t\tlink\n"
				     "https://c.example/\t200\t\tfolder\n"
				     "https://d.example/\t200\t\tmissing\n");
	char *fifo = path_of("fifo"), *link = path_of("link");
	char *folder = path_of("folder");

	ck_assert_int_eq(mkfifo(fifo, 0600), 0);
	ck_assert_int_eq(symlink("/etc/passwd", link), 0);
	ck_assert_int_eq(mkdir(folder, 0700), 0);
	get(t, "https://a.example/", LIMIT);
	assert_failed(ERROR_UNAVAILABLE, "fifo: not a regular file");
	get(t, "https://b.example/", LIMIT);
	assert_failed(ERROR_UNAVAILABLE, "link: not a regular file");
	get(t, "https://c.example/", LIMIT);
	assert_failed(ERROR_UNAVAILABLE, "folder: not a regular file");
	get(t, "https://d.example/", LIMIT);
	assert_failed(ERROR_UNAVAILABLE, "missing: No such file");
	transport_free(t);
	free(fifo);
	free(link);
	free(folder);
}
END_TEST

START_TEST(lines_about_names_are_accepted)
{
	transport_free(replay("dns:MX:example.com\tNOERROR\ttext/dns\tmx.txt\n"
			      "dns:A:example.com\tTIMEOUT\ttext/dns\ta.txt\n"));
}
END_TEST

START_TEST(a_broken_line_is_named_with_what_was_expected)
{
	static const char *const lines[] = {"", "x", URL, URL "\t200",
	    URL "\t200\t" RDAP, URL "\t200\t" RDAP "\t",
	    URL "\t200\t" RDAP "\ta\tlater",
	    URL "\t200\t" RDAP "\ta\t2026-11-24T09:30:00Z\tmore",
	    URL "\t200\t" RDAP "\ta\t", URL "\tOK\t" RDAP "\ta",
	    URL "\t0200\t" RDAP "\ta", URL "\t999\t" RDAP "\ta",
	    URL "\t-20\t" RDAP "\ta", URL "\t200\t" RDAP "\t../a",
	    URL "\t200\t" RDAP "\t/etc/passwd", URL "\t200\t" RDAP "\t.a",
	    URL "\t200\t" RDAP "\t..", URL "\t200\t" RDAP "\ta\r",
	    URL "\t200\t" RDAP "\ta\x1b", URL "\t200\tx\x01/y\ta",
	    URL "\t200\t" RDAP "\tindex.tsv", "a b\t200\t" RDAP "\ta",
	    "\t200\t" RDAP "\ta", "dns:MX:a.example\t200\ttext/dns\ta",
	    "dns:MX:a.example\tNOERROR\ttext/plain\ta"};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct error err = {0};
		char *text = xasprintf(URL "\t200\t\ta\n%s\n", lines[i]);

		put("index.tsv", text);
		ck_assert_msg(recording_open(dir, &err) == NULL, "line %zu", i);
		ck_assert_int_eq(err.code, ERROR_DATA);
		ck_assert_ptr_nonnull(strstr(err.text, "/index.tsv:2: not "));
		ck_assert_ptr_nonnull(strstr(err.text,
		    "; expected url<TAB>status<TAB>content-type<TAB>file"));
		free(text);
	}
}
END_TEST

START_TEST(a_nul_in_the_index_is_refused)
{
	char *path = path_of("index.tsv");
	FILE *f = fopen(path, "w");
	struct error err = {0};

	fputs(URL "\t200\t\ta", f);
	fwrite("\0b\n", 1, 3, f);
	fclose(f);
	ck_assert_ptr_null(recording_open(dir, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "index.tsv:1:"));
	free(path);
}
END_TEST

START_TEST(a_directory_without_an_index_is_no_recording)
{
	struct error err = {0}, none = {0};
	char *path = path_of("index.tsv");

	ck_assert_ptr_null(recording_open(dir, &err));
	ck_assert_int_eq(err.code, ERROR_DATA);
	ck_assert_ptr_nonnull(strstr(err.text, "index.tsv: No such file"));
	ck_assert_ptr_null(recording_open("/nonexistent", &none));
	ck_assert_int_eq(none.code, ERROR_DATA);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	memset(&err, 0, sizeof(err));
	ck_assert_ptr_null(recording_open(dir, &err));
	ck_assert_ptr_nonnull(strstr(err.text, "not a regular file"));
	free(path);
}
END_TEST

/* A transport that answers as it is told. */
struct stub {
	struct transport transport;
	enum outcome outcome;
	bool unframed;
	bool twice; /* a broken attempt first */
	bool *freed;
};

static void
stub_get(struct transport *t, const char *url, const char *etag, size_t limit,
    body_fn *to, void *arg, struct response *r)
{
	struct stub *stub = (struct stub *)t;

	(void)url;
	(void)etag;
	(void)limit;
	response_begin(r);
	free(r->content_type);
	r->content_type = xstrdup(RDAP);
	r->status = 200;
	r->time = 1795512600;
	r->framed = !stub->unframed;
	r->outcome = stub->outcome;
	to(arg, NULL, 0);
	if (stub->twice) {
		to(arg, "{\"half", 6);
		to(arg, NULL, 0);
	}
	if (to(arg, "{\"a\":", 5) == -1 || to(arg, "1}", 2) == -1)
		response_fail(r, ERROR_PROTOCOL, "refused");
}

static bool
stub_spent(const struct transport *t)
{
	(void)t;
	return false;
}

static void
stub_free(struct transport *t)
{
	struct stub *stub = (struct stub *)t;

	if (stub->freed != NULL)
		*stub->freed = true;
	free(stub);
}

static struct stub *
stub_new(void)
{
	struct stub *stub = xcalloc(1, sizeof(*stub));

	stub->transport.get = stub_get;
	stub->transport.spent = stub_spent;
	stub->transport.free = stub_free;
	return stub;
}

static struct transport *
record(struct stub *stub)
{
	struct error err = {0};
	struct transport *t = recording_new(dir, &stub->transport, &err);

	ck_assert_msg(t != NULL, "%s", err.text);
	return t;
}

START_TEST(what_is_recorded_can_be_replayed)
{
	struct transport *t = record(stub_new());
	struct error err = {0};

	get(t, URL, LIMIT);
	ck_assert_str_eq(body.data, "{\"a\":1}");
	get(t, OTHER, LIMIT);
	ck_assert_int_eq(recording_error(t, &err), 0);
	transport_free(t);
	t = recording_open(dir, &err);
	ck_assert_msg(t != NULL, "%s", err.text);
	get(t, OTHER, LIMIT);
	ck_assert_int_eq(got.outcome, OUTCOME_ANSWERED);
	ck_assert_int_eq(got.time, 1795512600);
	ck_assert_str_eq(body.data, "{\"a\":1}");
	transport_free(t);
}
END_TEST

START_TEST(a_line_stands_in_the_index_as_soon_as_its_body_is_whole)
{
	struct stub *stub = stub_new();
	struct transport *t = record(stub);
	char *index, *file;

	stub->twice = true;
	get(t, URL, LIMIT);
	index = slurp("index.tsv");
	file = slurp("0001.json");
	ck_assert_str_eq(
	    index, URL "\t200\t" RDAP "\t0001.json\t2026-11-24T09:30:00Z\n");
	ck_assert_str_eq(file, "{\"a\":1}");
	ck_assert(!exists("body.part"));
	free(index);
	free(file);
	transport_free(t);
}
END_TEST

START_TEST(failed_and_unframed_answers_are_not_recorded)
{
	struct stub *stub = stub_new();
	struct transport *t = record(stub);
	char *index;

	stub->outcome = OUTCOME_FAILED;
	get(t, URL, LIMIT);
	ck_assert_int_eq(got.outcome, OUTCOME_FAILED);
	stub->outcome = OUTCOME_ANSWERED;
	stub->unframed = true;
	get(t, URL, LIMIT);
	ck_assert_int_eq(got.outcome, OUTCOME_ANSWERED);
	index = slurp("index.tsv");
	ck_assert_str_eq(index, "");
	ck_assert(!exists("body.part"));
	ck_assert(!exists("0001.json"));
	free(index);
	transport_free(t);
}
END_TEST

START_TEST(modes_are_tight_whatever_the_umask)
{
	static const mode_t masks[] = {0, 022, 0777};
	mode_t old;

	for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
		struct transport *t;

		ck_assert_int_eq(rmdir(dir), 0);
		old = umask(masks[i]);
		t = record(stub_new());
		get(t, URL, LIMIT);
		umask(old);
		ck_assert_int_eq(mode_of("."), 0700);
		ck_assert_int_eq(mode_of("index.tsv"), 0600);
		ck_assert_int_eq(mode_of("0001.json"), 0600);
		transport_free(t);
		tear_down();
		set_up();
	}
}
END_TEST

static void
assert_not_recorded_in(const char *where, const char *words)
{
	struct error err = {0};
	struct stub *stub = stub_new();
	bool freed = false;

	stub->freed = &freed;
	ck_assert_ptr_null(recording_new(where, &stub->transport, &err));
	ck_assert_int_eq(err.code, ERROR_CREATE);
	ck_assert_msg(strstr(err.text, words) != NULL, "%s", err.text);
	ck_assert(freed);
}

START_TEST(a_directory_that_is_not_empty_is_refused)
{
	char *file = path_of("x");

	put("x", "");
	assert_not_recorded_in(dir, "wants an empty directory");
	assert_not_recorded_in(file, "not a directory");
	assert_not_recorded_in("/nonexistent/dir", "No such file");
	ck_assert_int_eq(unlink(file), 0);
	ck_assert_int_eq(chmod(dir, 0777), 0);
	assert_not_recorded_in(dir, "anybody may write to");
	ck_assert(!exists("index.tsv"));
	free(file);
}
END_TEST

START_TEST(a_write_error_fails_the_request_and_is_kept)
{
	struct transport *t = record(stub_new());
	struct error err = {0};
	char *index;

	put("body.part", "somebody else's");
	get(t, URL, LIMIT);
	assert_failed(ERROR_UNAVAILABLE, "body.part: File exists");
	ck_assert(t->spent(t));
	ck_assert_int_eq(recording_error(t, &err), -1);
	ck_assert_int_eq(err.code, ERROR_IO);
	get(t, OTHER, LIMIT);
	assert_failed(ERROR_UNAVAILABLE, "body.part");
	index = slurp("index.tsv");
	ck_assert_str_eq(index, "");
	free(index);
	transport_free(t);
}
END_TEST

START_TEST(other_transports_have_no_write_errors)
{
	struct transport *t = replay("");

	ck_assert_int_eq(recording_error(t, NULL), 0);
	transport_free(t);
	transport_free(NULL);
}
END_TEST

Suite *
suite_recording(void)
{
	Suite *s = suite_create("recording");
	TCase *out = tcase_create("replay");
	TCase *in = tcase_create("record");

	suite_add_tcase(s, out);
	tcase_add_checked_fixture(out, set_up, tear_down);
	tcase_add_test(out, an_answer_comes_back_as_it_was);
	tcase_add_test(out, without_a_time_it_is_that_of_the_index);
	tcase_add_test(out, the_last_line_of_a_url_counts);
	tcase_add_test(out, what_is_not_in_the_index_failed_and_is_not_absent);
	tcase_add_test(out, recorded_refusals_fail_as_they_would_live);
	tcase_add_test(out, a_501_is_an_answer);
	tcase_add_test(out, the_limit_is_kept);
	tcase_add_test(out, a_reader_may_refuse);
	tcase_add_test(out, only_regular_files_are_read);
	tcase_add_test(out, lines_about_names_are_accepted);
	tcase_add_test(out, a_broken_line_is_named_with_what_was_expected);
	tcase_add_test(out, a_nul_in_the_index_is_refused);
	tcase_add_test(out, a_directory_without_an_index_is_no_recording);
	tcase_add_test(out, other_transports_have_no_write_errors);
	suite_add_tcase(s, in);
	tcase_add_checked_fixture(in, set_up, tear_down);
	tcase_add_test(in, what_is_recorded_can_be_replayed);
	tcase_add_test(
	    in, a_line_stands_in_the_index_as_soon_as_its_body_is_whole);
	tcase_add_test(in, failed_and_unframed_answers_are_not_recorded);
	tcase_add_test(in, modes_are_tight_whatever_the_umask);
	tcase_add_test(in, a_directory_that_is_not_empty_is_refused);
	tcase_add_test(in, a_write_error_fails_the_request_and_is_kept);
	return s;
}
