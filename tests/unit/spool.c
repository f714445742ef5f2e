/* The answers of a run that is open, kept so that it can be resumed. */
#include <sys/stat.h>

#include <check.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/spool.h"
#include "tests/fixture_fetch.h"
#include "tests/scratch.h"
#include "tests/suites.h"

#define URL   "https://rdap.example/registry/entity/EXMPL-1"
#define OTHER "https://rdap.example/registry/entity/EXMPL-2"
#define LIMIT ((size_t)1 << 20)
#define NOW   (FIXTURE_TIME + 10)

static char *dir; /* fresh for each test */
static char *path;
static struct buf body, notices;
static struct response got;

static void
set_up(void)
{
	dir = scratch_new("spool");
	path = xasprintf("%s/s.db.spool", dir);
	fixture_reset();
	fixture_serve(URL, 200, "{\"handle\": \"EXMPL-1\"}");
	fixture_serve(OTHER, 404, "");
}

static void
tear_down(void)
{
	char *command = xasprintf("rm -rf '%s'", dir);

	ck_assert_int_eq(system(command), 0);
	free(command);
	free(dir);
	free(path);
	buf_clear(&body);
	buf_clear(&notices);
	response_clear(&got);
	fixture_reset();
}

static void
on_notice(void *arg, const char *line)
{
	(void)arg;
	buf_printf(&notices, "%s\n", line);
}

static struct transport *
spool(bool resume, int64_t now)
{
	struct fetch_options fetch = {0};
	struct spool_options how = {path, resume, now, on_notice, NULL};
	struct transport *inner = fetch_new(&fetch, NULL);

	ck_assert_ptr_nonnull(inner);
	buf_reset(&notices);
	return spool_new(&how, inner);
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

static void
get(struct transport *t, const char *url)
{
	buf_reset(&body);
	t->get(t, url, NULL, LIMIT, collect, NULL, &got);
}

/* Ask for both, and end as a process that was killed would. */
static void
ask_both(void)
{
	struct transport *t = spool(false, NOW);

	get(t, URL);
	get(t, OTHER);
	transport_free(t);
}

static size_t
files(void)
{
	DIR *d = opendir(path);
	struct dirent *e;
	size_t count = 0;

	if (d == NULL)
		return 0;
	while ((e = readdir(d)) != NULL)
		count += e->d_name[0] != '.';
	closedir(d);
	return count;
}

static char *
file_of(const char *url)
{
	char name[DIGEST_TEXT_MAX];

	return xasprintf("%s/%s", path, digest_of(url, strlen(url), name));
}

static int
mode_of(const char *name)
{
	struct stat st;

	ck_assert_int_eq(lstat(name, &st), 0);
	return st.st_mode & 07777;
}

/* Write over a file of the spool, from `offset` on. */
static void
spoil(const char *url, off_t offset, const char *text)
{
	char *name = file_of(url);
	int fd = open(name, O_WRONLY);

	ck_assert_int_ne(fd, -1);
	ck_assert_int_eq(
	    pwrite(fd, text, strlen(text), offset), (ssize_t)strlen(text));
	close(fd);
	free(name);
}

static void
assert_told(const char *words)
{
	ck_assert_msg(notices.len > 0 && strstr(notices.data, words) != NULL,
	    "%s", notices.len > 0 ? notices.data : "");
}

START_TEST(what_was_answered_is_not_asked_again)
{
	struct transport *t;
	struct response first = {0};

	t = spool(false, NOW);
	t->get(t, URL, NULL, LIMIT, collect, NULL, &first);
	transport_free(t);
	t = spool(true, NOW + 60);
	ck_assert_uint_eq(spool_found(t), 1);
	get(t, URL);
	ck_assert_int_eq(got.outcome, OUTCOME_ANSWERED);
	ck_assert_int_eq(got.status, 200);
	ck_assert_str_eq(got.content_type, "application/rdap+json");
	ck_assert(got.framed);
	ck_assert_int_eq(got.time, first.time);
	ck_assert_str_eq(got.digest, first.digest);
	ck_assert_uint_eq(got.bytes, first.bytes);
	ck_assert_uint_eq(body.len, first.bytes);
	ck_assert_uint_eq(fixture_asked(URL), 1);
	get(t, OTHER);
	ck_assert_int_eq(got.status, 404);
	ck_assert_uint_eq(fixture_asked(OTHER), 1);
	transport_free(t);
	response_clear(&first);
}
END_TEST

START_TEST(an_absence_is_kept_as_well)
{
	struct transport *t;

	ask_both();
	t = spool(true, NOW);
	get(t, OTHER);
	ck_assert_int_eq(got.status, 404);
	ck_assert_uint_eq(body.len, 0);
	ck_assert_uint_eq(fixture_asked(OTHER), 1);
	transport_free(t);
}
END_TEST

START_TEST(without_resume_it_begins_empty)
{
	struct transport *t;

	ask_both();
	t = spool(false, NOW);
	ck_assert_uint_eq(spool_found(t), 0);
	ck_assert_uint_eq(files(), 0);
	get(t, URL);
	ck_assert_uint_eq(fixture_asked(URL), 2);
	transport_free(t);
}
END_TEST

START_TEST(what_is_older_than_six_hours_is_deleted)
{
	struct transport *t;

	ask_both();
	t = spool(true, FIXTURE_TIME + SPOOL_AGE + 60);
	ck_assert_uint_eq(spool_found(t), 0);
	ck_assert_uint_eq(files(), 0);
	ck_assert_uint_eq(notices.len, 0);
	get(t, URL);
	ck_assert_uint_eq(fixture_asked(URL), 2);
	transport_free(t);
}
END_TEST

START_TEST(an_answer_from_the_future_is_not_believed)
{
	struct transport *t;

	ask_both();
	t = spool(true, FIXTURE_TIME - 86400);
	ck_assert_uint_eq(spool_found(t), 0);
	transport_free(t);
}
END_TEST

START_TEST(what_failed_or_was_not_framed_is_not_kept)
{
	struct transport *t = spool(false, NOW);

	fixture_fail(URL, FIXTURE_UNFRAMED, 0);
	get(t, URL);
	fixture_fail(OTHER, FIXTURE_STATUS, 503);
	get(t, OTHER);
	ck_assert_uint_eq(files(), 0);
	transport_free(t);
}
END_TEST

START_TEST(a_changed_body_is_asked_again)
{
	struct transport *t;

	ask_both();
	spoil(URL, 4096 + 12, "X");
	t = spool(true, NOW);
	get(t, URL);
	assert_told("damaged");
	ck_assert_int_eq(got.outcome, OUTCOME_ANSWERED);
	ck_assert_uint_eq(fixture_asked(URL), 2);
	ck_assert_int_eq(memcmp(body.data, "{\"handle\": \"EXMPL-1\"}", 21), 0);
	transport_free(t);
}
END_TEST

START_TEST(a_body_cut_short_is_asked_again)
{
	char *name = file_of(URL);
	struct transport *t;

	ask_both();
	ck_assert_int_eq(truncate(name, 4096 + 5), 0);
	t = spool(true, NOW);
	get(t, URL);
	ck_assert_uint_eq(got.bytes, 21);
	ck_assert_uint_eq(fixture_asked(URL), 2);
	transport_free(t);
	free(name);
}
END_TEST

START_TEST(a_broken_head_is_thrown_away)
{
	static const char *const heads[] = {"x", "whoexposed spool 2\t",
	    "whoexposed spool 1\t999\t", "whoexposed spool 1\t200\tsoon\t",
	    "\t\t\t\t\t\t\t\t"};

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		struct transport *t;

		ask_both();
		spoil(URL, 0, heads[i]);
		t = spool(true, NOW);
		assert_told("broken");
		ck_assert_uint_eq(spool_found(t), 1);
		ck_assert_uint_eq(files(), 1);
		transport_free(t);
	}
}
END_TEST

START_TEST(the_answer_of_another_url_is_not_served)
{
	struct transport *t;
	char *from, *to;

	ask_both();
	from = file_of(OTHER);
	to = file_of(URL);
	ck_assert_int_eq(rename(from, to), 0);
	t = spool(true, NOW);
	get(t, URL);
	ck_assert_int_eq(got.status, 200);
	ck_assert_uint_eq(fixture_asked(URL), 2);
	transport_free(t);
	free(from);
	free(to);
}
END_TEST

START_TEST(only_the_owner_may_read_it)
{
	mode_t before = umask(0);
	char *name = file_of(URL);

	ask_both();
	umask(before);
	ck_assert_int_eq(mode_of(path), 0700);
	ck_assert_int_eq(mode_of(name), 0600);
	free(name);
}
END_TEST

START_TEST(one_that_others_may_write_to_is_not_trusted)
{
	struct transport *t;

	ask_both();
	ck_assert_int_eq(chmod(path, 0777), 0);
	t = spool(true, NOW);
	assert_told("not ours alone");
	ck_assert_uint_eq(spool_found(t), 0);
	ck_assert_int_eq(mode_of(path), 0700);
	transport_free(t);
}
END_TEST

START_TEST(a_link_is_replaced_and_its_target_left)
{
	struct transport *t;
	char *target = xasprintf("%s/target", dir);
	char *kept = xasprintf("%s/part", target);

	ck_assert_int_eq(mkdir(target, 0700), 0);
	close(open(kept, O_WRONLY | O_CREAT, 0600));
	ck_assert_int_eq(symlink(target, path), 0);
	t = spool(true, NOW);
	get(t, URL);
	transport_free(t);
	ck_assert_int_eq(access(kept, F_OK), 0);
	ck_assert_uint_eq(files(), 1);
	ck_assert(spool_remove(path));
	ck_assert_int_eq(access(kept, F_OK), 0);
	free(target);
	free(kept);
}
END_TEST

START_TEST(it_is_removed_with_all_that_is_ours)
{
	char *strange = xasprintf("%s/letter.txt", path);

	ask_both();
	ck_assert(spool_remove(path));
	ck_assert_int_eq(access(path, F_OK), -1);
	ck_assert(spool_remove(path));
	ask_both();
	close(open(strange, O_WRONLY | O_CREAT, 0600));
	ck_assert(!spool_remove(path));
	ck_assert_uint_eq(files(), 1);
	free(strange);
}
END_TEST

START_TEST(where_nothing_can_be_kept_all_is_asked_all_the_same)
{
	struct transport *t;

	free(path);
	path = xasprintf("%s/no/such/s.db.spool", dir);
	t = spool(false, NOW);
	assert_told("cannot be resumed");
	get(t, URL);
	ck_assert_int_eq(got.outcome, OUTCOME_ANSWERED);
	transport_free(t);
}
END_TEST

START_TEST(what_is_old_goes_without_a_run)
{
	struct spool_options how = {
	    path, false, FIXTURE_TIME + SPOOL_AGE + 60, NULL, NULL};

	spool_expire(&how);
	ck_assert_int_eq(access(path, F_OK), -1);
	ask_both();
	spool_expire(&how);
	ck_assert_uint_eq(files(), 0);
}
END_TEST

Suite *
suite_spool(void)
{
	Suite *s = suite_create("spool");
	TCase *c = tcase_create("spool");

	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_add_test(c, what_was_answered_is_not_asked_again);
	tcase_add_test(c, an_absence_is_kept_as_well);
	tcase_add_test(c, without_resume_it_begins_empty);
	tcase_add_test(c, what_is_older_than_six_hours_is_deleted);
	tcase_add_test(c, an_answer_from_the_future_is_not_believed);
	tcase_add_test(c, what_failed_or_was_not_framed_is_not_kept);
	tcase_add_test(c, a_changed_body_is_asked_again);
	tcase_add_test(c, a_body_cut_short_is_asked_again);
	tcase_add_test(c, a_broken_head_is_thrown_away);
	tcase_add_test(c, the_answer_of_another_url_is_not_served);
	tcase_add_test(c, only_the_owner_may_read_it);
	tcase_add_test(c, one_that_others_may_write_to_is_not_trusted);
	tcase_add_test(c, a_link_is_replaced_and_its_target_left);
	tcase_add_test(c, it_is_removed_with_all_that_is_ours);
	tcase_add_test(c, where_nothing_can_be_kept_all_is_asked_all_the_same);
	tcase_add_test(c, what_is_old_goes_without_a_run);
	suite_add_tcase(s, c);
	return s;
}
