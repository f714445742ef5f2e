#include <check.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "rdap/alloc.h"
#include "rdap/error.h"
#include "reports/output.h"
#include "tests/scratch.h"
#include "tests/suites.h"

static char dir[64];
static char path[128];

static void
set_up(void)
{
	char *made = scratch_new("output");

	ck_assert_uint_lt(strlen(made), sizeof(dir));
	strcpy(dir, made);
	free(made);
	snprintf(path, sizeof(path), "%s/report.txt", dir);
}

/* How many files are in the directory; they are removed. */
static size_t
sweep(void)
{
	DIR *d = opendir(dir);
	struct dirent *entry;
	size_t n = 0;

	ck_assert_ptr_nonnull(d);
	while ((entry = readdir(d)) != NULL)
		if (strcmp(entry->d_name, ".") != 0 &&
		    strcmp(entry->d_name, "..") != 0) {
			unlinkat(dirfd(d), entry->d_name, 0);
			n++;
		}
	closedir(d);
	return n;
}

static void
tear_down(void)
{
	sweep();
	rmdir(dir);
}

/* ---- formats of our own ------------------------------------------------ */

static int
write_words(const struct report *report, const struct format_options *options,
    FILE *out)
{
	(void)report;
	(void)options;
	return fputs("the report\n", out) == EOF ? -1 : 0;
}

static int
write_fails(const struct report *report, const struct format_options *options,
    FILE *out)
{
	write_words(report, options, out);
	errno = ENOSPC;
	return -1;
}

static int
write_killed(const struct report *report, const struct format_options *options,
    FILE *out)
{
	write_words(report, options, out);
	fflush(out);
	output_abandon();
	_exit(0);
}

static const struct format words = {
    .name = "words", .mode = 0600, .write = write_words};
static const struct format public = {
    .name = "public", .mode = 0644, .write = write_words};
static const struct format fails = {
    .name = "fails", .mode = 0600, .write = write_fails};
static const struct format killed = {
    .name = "killed", .mode = 0600, .write = write_killed};

static int
write_to(const char *name, const struct format *format, struct error *err)
{
	static const struct format_options options;

	return output_write(name, format, NULL, &options, err);
}

static void
assert_content(const char *name, const char *expected)
{
	char text[256];
	FILE *f = fopen(name, "r");
	size_t n;

	ck_assert_ptr_nonnull(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	ck_assert_str_eq(text, expected);
}

static void
put_content(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	ck_assert_ptr_nonnull(f);
	fputs(text, f);
	fclose(f);
}

static mode_t
mode_of(const char *name)
{
	struct stat st;

	ck_assert_int_eq(stat(name, &st), 0);
	return st.st_mode & 07777;
}

/* ---- files ------------------------------------------------------------- */

START_TEST(a_new_file_has_the_mode_of_its_format_whatever_the_umask)
{
	static const mode_t umasks[] = {0, 022, 077, 0777};
	struct error err = {0};
	size_t i;

	for (i = 0; i < 4; i++) {
		umask(umasks[i]);
		ck_assert_int_eq(write_to(path, &words, &err), 0);
		ck_assert_uint_eq(mode_of(path), 0600);
		assert_content(path, "the report\n");
		ck_assert_int_eq(write_to(path, &public, &err), 0);
		ck_assert_uint_eq(mode_of(path), 0644);
		ck_assert_int_eq(unlink(path), 0);
	}
	umask(022);
	ck_assert_int_eq(err.code, 0);
	ck_assert_uint_eq(sweep(), 0);
}
END_TEST

START_TEST(an_old_file_is_replaced)
{
	struct error err = {0};

	put_content(path, "old, and longer than the new one\n");
	ck_assert_int_eq(write_to(path, &words, &err), 0);
	assert_content(path, "the report\n");
	ck_assert_uint_eq(sweep(), 1);
}
END_TEST

START_TEST(an_old_file_stays_when_writing_fails)
{
	struct error err = {0};
	char expected[256];

	put_content(path, "old\n");
	ck_assert_int_eq(write_to(path, &fails, &err), -1);
	ck_assert_int_eq(err.code, ERROR_IO);
	snprintf(
	    expected, sizeof(expected), "%s: No space left on device", path);
	ck_assert_str_eq(err.text, expected);
	assert_content(path, "old\n");
	ck_assert_uint_eq(sweep(), 1);
}
END_TEST

START_TEST(a_link_is_replaced_and_its_target_untouched)
{
	struct error err = {0};
	char link[128];
	struct stat st;

	snprintf(link, sizeof(link), "%s/link", dir);
	put_content(path, "victim\n");
	ck_assert_int_eq(symlink(path, link), 0);
	ck_assert_int_eq(write_to(link, &words, &err), 0);
	assert_content(path, "victim\n");
	assert_content(link, "the report\n");
	ck_assert_int_eq(lstat(link, &st), 0);
	ck_assert(S_ISREG(st.st_mode));
}
END_TEST

START_TEST(a_link_to_nothing_is_replaced)
{
	struct error err = {0};

	ck_assert_int_eq(symlink("/nonexistent/x", path), 0);
	ck_assert_int_eq(write_to(path, &words, &err), 0);
	assert_content(path, "the report\n");
}
END_TEST

START_TEST(a_file_of_the_working_directory_needs_no_slash)
{
	struct error err = {0};
	int here = open(".", O_RDONLY | O_DIRECTORY);

	ck_assert_int_ge(here, 0);
	ck_assert_int_eq(chdir(dir), 0);
	ck_assert_int_eq(write_to("report.txt", &words, &err), 0);
	ck_assert_int_eq(fchdir(here), 0);
	close(here);
	assert_content(path, "the report\n");
}
END_TEST

START_TEST(a_directory_is_refused)
{
	struct error err = {0};

	ck_assert_int_eq(write_to(dir, &words, &err), -1);
	ck_assert_int_eq(err.code, ERROR_CREATE);
	ck_assert_ptr_nonnull(strstr(err.text, "is a directory"));
	ck_assert_uint_eq(sweep(), 0);
}
END_TEST

START_TEST(a_missing_directory_is_named_with_what_to_do)
{
	struct error err = {0};

	ck_assert_int_eq(write_to("/nonexistent/x.csv", &words, &err), -1);
	ck_assert_int_eq(err.code, ERROR_CREATE);
	ck_assert_str_eq(err.text,
	    "/nonexistent/x.csv: there is no directory \"/nonexistent\"; "
	    "make it first: mkdir -p '/nonexistent'");
}
END_TEST

START_TEST(odd_names_are_refused)
{
	struct error err = {0};
	char deep[200];

	ck_assert_int_eq(write_to("", &words, &err), -1);
	ck_assert_int_eq(err.code, ERROR_CREATE);
	snprintf(deep, sizeof(deep), "%s/none/", dir);
	ck_assert_int_eq(write_to(deep, &words, NULL), -1);
	put_content(path, "a file\n");
	snprintf(deep, sizeof(deep), "%s/x", path);
	ck_assert_int_eq(write_to(deep, &words, NULL), -1);
	ck_assert_uint_eq(sweep(), 1);
}
END_TEST

START_TEST(abandon_removes_what_was_begun)
{
	int status;
	pid_t pid;

	put_content(path, "old\n");
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0)
		write_to(path, &killed, NULL);
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFEXITED(status));
	assert_content(path, "old\n");
	ck_assert_uint_eq(sweep(), 1);
	output_abandon();
}
END_TEST

/* ---- devices, pipes, streams ------------------------------------------- */

START_TEST(a_full_device_is_told)
{
	struct error err = {0};
	struct stat st;

	ck_assert_int_eq(write_to("/dev/full", &words, &err), -1);
	ck_assert_int_eq(err.code, ERROR_IO);
	ck_assert_str_eq(err.text, "/dev/full: No space left on device");
	ck_assert_int_eq(lstat("/dev/full", &st), 0);
	ck_assert(S_ISCHR(st.st_mode));
}
END_TEST

START_TEST(a_device_is_written_in_place)
{
	struct error err = {0};
	char link[128];
	struct stat st;

	ck_assert_int_eq(write_to("/dev/null", &words, &err), 0);
	snprintf(link, sizeof(link), "%s/null", dir);
	ck_assert_int_eq(symlink("/dev/null", link), 0);
	ck_assert_int_eq(write_to(link, &words, &err), 0);
	ck_assert_int_eq(lstat(link, &st), 0);
	ck_assert(S_ISLNK(st.st_mode));
}
END_TEST

START_TEST(a_pipe_is_written_in_place)
{
	struct error err = {0};
	char text[32] = "";
	int fd;

	ck_assert_int_eq(mkfifo(path, 0600), 0);
	fd = open(path, O_RDONLY | O_NONBLOCK);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write_to(path, &words, &err), 0);
	ck_assert_int_eq(read(fd, text, sizeof(text) - 1), 11);
	ck_assert_str_eq(text, "the report\n");
	close(fd);
}
END_TEST

/* Standard output goes to the file while it lasts. */
static int
stdout_to(const char *name)
{
	int saved = dup(STDOUT_FILENO);
	int fd = open(name, O_WRONLY | O_CREAT | O_APPEND, 0600);

	ck_assert(saved >= 0 && fd >= 0);
	fflush(stdout);
	ck_assert_int_eq(dup2(fd, STDOUT_FILENO), STDOUT_FILENO);
	close(fd);
	return saved;
}

START_TEST(standard_output_by_name_goes_on_where_it_stands)
{
	static const char *const names[] = {
	    "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"};
	struct error err = {0};
	struct stat st;
	size_t i;
	int saved;

	put_content(path, "before\n");
	saved = stdout_to(path);
	for (i = 0; i < 3; i++)
		ck_assert_int_eq(write_to(names[i], &words, &err), 0);
	dup2(saved, STDOUT_FILENO);
	close(saved);
	assert_content(path, "before\nthe report\nthe report\nthe report\n");
	ck_assert_int_eq(lstat("/dev/stdout", &st), 0);
	ck_assert(!S_ISREG(st.st_mode));
}
END_TEST

START_TEST(a_reader_that_had_enough_is_no_error)
{
	static const struct format_options options;
	struct error err = {0};
	int ends[2];
	FILE *out;

	signal(SIGPIPE, SIG_IGN);
	ck_assert_int_eq(pipe(ends), 0);
	close(ends[0]);
	out = fdopen(ends[1], "w");
	ck_assert_int_eq(
	    output_stream(out, "standard output", &words, NULL, &options, &err),
	    0);
	fclose(out);
	ck_assert_int_eq(err.code, 0);
}
END_TEST

START_TEST(a_stream_on_a_full_disk_is_told)
{
	static const struct format_options options;
	struct error err = {0};
	FILE *out = fopen("/dev/full", "w");

	ck_assert_int_eq(
	    output_stream(out, "standard output", &words, NULL, &options, &err),
	    -1);
	fclose(out);
	ck_assert_int_eq(err.code, ERROR_IO);
	ck_assert_str_eq(err.text, "standard output: No space left on device");
}
END_TEST

Suite *
suite_output(void)
{
	Suite *suite = suite_create("output");
	TCase *file = tcase_create("file");
	TCase *stream = tcase_create("stream");

	tcase_add_checked_fixture(file, set_up, tear_down);
	tcase_add_checked_fixture(stream, set_up, tear_down);
	tcase_add_test(
	    file, a_new_file_has_the_mode_of_its_format_whatever_the_umask);
	tcase_add_test(file, an_old_file_is_replaced);
	tcase_add_test(file, an_old_file_stays_when_writing_fails);
	tcase_add_test(file, a_link_is_replaced_and_its_target_untouched);
	tcase_add_test(file, a_link_to_nothing_is_replaced);
	tcase_add_test(file, a_file_of_the_working_directory_needs_no_slash);
	tcase_add_test(file, a_directory_is_refused);
	tcase_add_test(file, a_missing_directory_is_named_with_what_to_do);
	tcase_add_test(file, odd_names_are_refused);
	tcase_add_test(file, abandon_removes_what_was_begun);
	tcase_add_test(stream, a_full_device_is_told);
	tcase_add_test(stream, a_device_is_written_in_place);
	tcase_add_test(stream, a_pipe_is_written_in_place);
	tcase_add_test(stream, standard_output_by_name_goes_on_where_it_stands);
	tcase_add_test(stream, a_reader_that_had_enough_is_no_error);
	tcase_add_test(stream, a_stream_on_a_full_disk_is_told);
	suite_add_tcase(suite, file);
	suite_add_tcase(suite, stream);
	return suite;
}
