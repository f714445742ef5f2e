/* Where a store lies: the file, its directory, its lock, its version. */
#include <check.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include "tests/scratch.h"
#include "tests/suites.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "store/private.h"

static char *dir;  /* of this test */
static char *path; /* of its store */
static mode_t mask;

static char *
in_dir(const char *name)
{
	return xasprintf("%s/%s", dir, name);
}

static void
set_up(void)
{
	mask = umask(077);
	dir = scratch_new("place");
	path = in_dir("whoexposed.db");
}

static void
tear_down(void)
{
	char *command = xasprintf("chmod -R u+rwX '%s'; rm -rf '%s'", dir, dir);

	ck_assert_int_eq(system(command), 0);
	free(command);
	free(path);
	free(dir);
	umask(mask);
}

static unsigned
mode_of(const char *name)
{
	struct stat st;

	ck_assert_int_eq(lstat(name, &st), 0);
	return st.st_mode & 07777;
}

static void
make(const char *name)
{
	struct error err = {0};
	struct store *s = store_open(name, STORE_WRITE, &err);

	ck_assert_msg(s != NULL, "%s", err.text);
	store_close(s);
}

static void
expect_open(const char *name, enum store_mode mode)
{
	struct error err = {0};
	struct store *s = store_open(name, mode, &err);

	ck_assert_msg(s != NULL, "%s", err.text);
	store_close(s);
}

static void
expect_refusal(
    const char *name, enum store_mode mode, int code, const char *words)
{
	struct error err = {0};

	ck_assert_ptr_null(store_open(name, mode, &err));
	ck_assert_msg(err.code == code, "%d: %s", err.code, err.text);
	ck_assert_msg(strstr(err.text, words) != NULL, "%s", err.text);
	ck_assert_msg(strstr(err.text, name) != NULL, "%s", err.text);
}

static void
slurp(const char *name, struct buf *b)
{
	char chunk[4096];
	FILE *f = fopen(name, "rb");
	size_t n;

	ck_assert_ptr_nonnull(f);
	while ((n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		buf_add(b, chunk, n);
	fclose(f);
}

static void
spit(const char *name, const void *data, size_t len)
{
	FILE *f = fopen(name, "wb");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(data, 1, len, f), len);
	ck_assert_int_eq(fclose(f), 0);
}

/* What somebody else does to the file. */
static void
meddle(const char *name, const char *sql)
{
	char *message = NULL;
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(name, &db), SQLITE_OK);
	ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK,
	    "%s", message);
	sqlite3_close(db);
}

static void
expect_untouched(enum store_mode mode, int code, const char *words)
{
	struct buf was = {0}, is = {0};

	slurp(path, &was);
	expect_refusal(path, mode, code, words);
	slurp(path, &is);
	ck_assert_uint_eq(was.len, is.len);
	ck_assert_mem_eq(was.data, is.data, was.len);
	buf_clear(&was);
	buf_clear(&is);
}

START_TEST(files_are_0600_and_directories_0700_whatever_the_umask)
{
	static const mode_t masks[] = {0, 022, 077, 0277, 0777};

	for (size_t i = 0; i < sizeof(masks) / sizeof(*masks); i++) {
		char *top = xasprintf("%s/%zu", dir, i);
		char *deep = xasprintf("%s/deep", top);
		char *file = xasprintf("%s/store.db", deep);
		char *lock = xasprintf("%s.lock", file);
		struct error err = {0};
		int fd;

		umask(masks[i]);
		fd = store_lock(file, &err);
		ck_assert_msg(fd != -1, "%s", err.text);
		make(file);
		close(fd);
		ck_assert_uint_eq(mode_of(top), 0700);
		ck_assert_uint_eq(mode_of(deep), 0700);
		ck_assert_uint_eq(mode_of(file), 0600);
		ck_assert_uint_eq(mode_of(lock), 0600);
		free(top);
		free(deep);
		free(file);
		free(lock);
	}
	umask(077);
}
END_TEST

START_TEST(the_journal_is_0600_too)
{
	char *journal = in_dir("whoexposed.db-journal");
	struct error err = {0};
	struct run run = {.started = 1,
	    .scope = path,
	    .tool = path,
	    .rules = path,
	    .source = path};
	struct store *s;

	umask(0);
	s = store_open(path, STORE_WRITE, &err);
	ck_assert_msg(s != NULL, "%s", err.text);
	ck_assert_int_eq(store_begin(s, &err), 0);
	ck_assert_int_ge(store_run_begin(s, &run, &err), 1);
	ck_assert_uint_eq(mode_of(journal), 0600);
	store_rollback(s);
	store_close(s);
	free(journal);
}
END_TEST

START_TEST(a_directory_that_is_there_keeps_its_mode)
{
	ck_assert_int_eq(chmod(dir, 0755), 0);
	make(path);
	ck_assert_uint_eq(mode_of(dir), 0755);
}
END_TEST

START_TEST(a_path_without_directory_is_in_this_one)
{
	char *cwd = getcwd(NULL, 0);

	ck_assert_int_eq(chdir(dir), 0);
	make("here.db");
	ck_assert_uint_eq(mode_of("here.db"), 0600);
	ck_assert_int_eq(chdir(cwd), 0);
	free(cwd);
}
END_TEST

START_TEST(a_directory_that_is_a_link_is_followed)
{
	char *real = in_dir("real"), *link = in_dir("link");
	char *file = in_dir("link/store.db");

	ck_assert_int_eq(mkdir(real, 0700), 0);
	ck_assert_int_eq(symlink("real", link), 0);
	make(file);
	expect_open(file, STORE_READ);
	free(real);
	free(link);
	free(file);
}
END_TEST

START_TEST(a_file_that_is_a_link_is_refused)
{
	char *link = in_dir("link.db"), *dangling = in_dir("dangling.db");
	char *victim = in_dir("victim");

	make(path);
	ck_assert_int_eq(symlink(path, link), 0);
	expect_refusal(link, STORE_WRITE, ERROR_DATA, "symbolic link");
	expect_refusal(link, STORE_READ, ERROR_DATA, "symbolic link");
	ck_assert_int_eq(symlink(victim, dangling), 0);
	expect_refusal(dangling, STORE_WRITE, ERROR_DATA, "symbolic link");
	ck_assert_int_eq(access(victim, F_OK), -1);
	free(link);
	free(dangling);
	free(victim);
}
END_TEST

START_TEST(a_file_with_two_names_is_refused)
{
	char *other = in_dir("other.db");

	make(path);
	ck_assert_int_eq(link(path, other), 0);
	expect_refusal(path, STORE_WRITE, ERROR_DATA, "2 names");
	expect_refusal(other, STORE_READ, ERROR_DATA, "2 names");
	free(other);
}
END_TEST

START_TEST(a_pipe_is_refused_and_does_not_hang)
{
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	expect_refusal(path, STORE_READ, ERROR_DATA, "named pipe");
	expect_refusal(path, STORE_WRITE, ERROR_DATA, "named pipe");
}
END_TEST

START_TEST(a_directory_in_the_way_is_refused)
{
	char *slash = xasprintf("%s/", dir);

	expect_refusal(dir, STORE_WRITE, ERROR_DATA, "a directory");
	expect_refusal(slash, STORE_WRITE, ERROR_DATA, "a directory");
	free(slash);
}
END_TEST

START_TEST(a_file_in_place_of_the_directory_is_refused)
{
	char *below = xasprintf("%s/x.db", path);

	make(path);
	expect_refusal(below, STORE_WRITE, ERROR_DATA, "Not a directory");
	expect_refusal(below, STORE_READ, ERROR_DATA, "Not a directory");
	free(below);
}
END_TEST

START_TEST(a_file_that_others_may_write_is_refused)
{
	make(path);
	ck_assert_int_eq(chmod(path, 0620), 0);
	expect_refusal(path, STORE_WRITE, ERROR_PERMISSION, "mode 0620");
	ck_assert_int_eq(chmod(path, 0602), 0);
	expect_refusal(path, STORE_READ, ERROR_PERMISSION, "mode 0602");
}
END_TEST

START_TEST(a_file_that_everybody_may_read_is_not_written)
{
	make(path);
	ck_assert_int_eq(chmod(path, 0644), 0);
	expect_refusal(path, STORE_WRITE, ERROR_PERMISSION, "mode 0644");
	expect_open(path, STORE_READ);
	ck_assert_int_eq(chmod(path, 0640), 0);
	expect_open(path, STORE_WRITE);
}
END_TEST

START_TEST(a_directory_that_others_may_write_is_refused_unless_sticky)
{
	make(path);
	ck_assert_int_eq(chmod(dir, 0770), 0);
	expect_refusal(path, STORE_WRITE, ERROR_PERMISSION, "mode 0770");
	expect_open(path, STORE_READ);
	ck_assert_int_eq(chmod(dir, 01777), 0);
	expect_open(path, STORE_WRITE);
}
END_TEST

/* Only root can give them away, and root must not be led to write there. */
START_TEST(what_another_user_owns_is_not_written)
{
	struct error err = {0};
	char *lock;

	if (geteuid() != 0)
		return;
	lock = xasprintf("%s.lock", path);
	make(path);
	ck_assert_int_eq(chown(path, 65534, 65534), 0);
	expect_refusal(path, STORE_WRITE, ERROR_PERMISSION, "another user");
	expect_open(path, STORE_READ);
	ck_assert_int_eq(store_lock(path, &err), -1);
	ck_assert_int_eq(err.code, ERROR_PERMISSION);
	ck_assert_int_eq(access(lock, F_OK), -1);
	ck_assert_int_eq(chown(path, 0, 0), 0);
	ck_assert_int_eq(chown(dir, 65534, 65534), 0);
	expect_refusal(path, STORE_WRITE, ERROR_PERMISSION, "its directory");
	expect_open(path, STORE_READ);
	free(lock);
}
END_TEST

START_TEST(a_journal_that_is_a_link_is_refused)
{
	char *journal = in_dir("whoexposed.db-journal");

	make(path);
	ck_assert_int_eq(symlink("/dev/null", journal), 0);
	expect_refusal(path, STORE_WRITE, ERROR_DATA, "symbolic link");
	expect_refusal(path, STORE_READ, ERROR_DATA, "symbolic link");
	free(journal);
}
END_TEST

START_TEST(what_may_not_be_read_is_a_matter_of_permission)
{
	if (geteuid() != 0)
		return;
	make(path);
	ck_assert_int_eq(seteuid(65534), 0);
	expect_refusal(path, STORE_READ, ERROR_PERMISSION, "denied");
	ck_assert_int_eq(seteuid(0), 0);
	ck_assert_int_eq(chmod(dir, 0755), 0);
	ck_assert_int_eq(seteuid(65534), 0);
	expect_refusal(path, STORE_READ, ERROR_PERMISSION, "denied");
	expect_refusal(path, STORE_WRITE, ERROR_PERMISSION, "denied");
	ck_assert_int_eq(seteuid(0), 0);
}
END_TEST

START_TEST(reading_makes_nothing)
{
	char *deep = in_dir("not/there.db"), *not = in_dir("not");

	expect_refusal(path, STORE_READ, ERROR_DATA, "no store");
	ck_assert_int_eq(access(path, F_OK), -1);
	expect_refusal(deep, STORE_READ, ERROR_DATA, "No such file");
	ck_assert_int_eq(access(not, F_OK), -1);
	free(deep);
	free(not );
}
END_TEST

START_TEST(reading_works_on_a_read_only_file_and_directory)
{
	make(path);
	ck_assert_int_eq(chmod(path, 0400), 0);
	ck_assert_int_eq(chmod(dir, 0500), 0);
	expect_open(path, STORE_READ);
	if (geteuid() == 0) {
		ck_assert_int_eq(chown(path, 65534, 65534), 0);
		ck_assert_int_eq(chown(dir, 65534, 65534), 0);
		ck_assert_int_eq(seteuid(65534), 0);
	}
	expect_open(path, STORE_READ);
	expect_refusal(path, STORE_WRITE, ERROR_PERMISSION, "may only be read");
	if (getuid() == 0)
		ck_assert_int_eq(seteuid(0), 0);
}
END_TEST

START_TEST(an_empty_file_becomes_a_store)
{
	spit(path, "", 0);
	expect_refusal(path, STORE_READ, ERROR_NO_ORG, "nothing in this store");
	make(path);
	expect_open(path, STORE_READ);
}
END_TEST

START_TEST(a_newer_store_is_left_as_it_is)
{
	make(path);
	meddle(path, "PRAGMA user_version = 9999");
	expect_untouched(STORE_WRITE, ERROR_DATA, "newer");
	expect_untouched(STORE_READ, ERROR_DATA, "newer");
}
END_TEST

START_TEST(a_newer_store_in_another_journal_mode_is_left_as_it_is)
{
	make(path);
	meddle(path, "PRAGMA journal_mode = WAL; PRAGMA user_version = 9999");
	expect_untouched(STORE_WRITE, ERROR_DATA, "newer");
}
END_TEST

START_TEST(the_database_of_another_program_is_left_as_it_is)
{
	meddle(path, "CREATE TABLE t (x); INSERT INTO t VALUES (1)");
	expect_untouched(STORE_WRITE, ERROR_DATA, "not a store of whoexposed");
	meddle(path, "PRAGMA application_id = 0x0f055112");
	expect_untouched(STORE_WRITE, ERROR_DATA, "not a store of whoexposed");
	expect_untouched(STORE_READ, ERROR_DATA, "not a store of whoexposed");
}
END_TEST

START_TEST(a_store_without_its_tables_is_refused)
{
	struct error err = {0};

	meddle(path, "PRAGMA application_id = 0x77686f65;"
		     "PRAGMA user_version = 2; CREATE TABLE runs (x)");
	ck_assert_ptr_null(store_open(path, STORE_WRITE, &err));
	ck_assert_int_eq(err.code, ERROR_DATA);
}
END_TEST

START_TEST(garbage_is_no_store)
{
	char text[8192];

	memset(text, 'x', sizeof(text));
	spit(path, text, sizeof(text));
	expect_untouched(STORE_WRITE, ERROR_DATA, ".recover");
	expect_untouched(STORE_READ, ERROR_DATA, ".recover");
	spit(path, "short", 5);
	expect_untouched(STORE_WRITE, ERROR_DATA, ".recover");
}
END_TEST

START_TEST(a_file_that_was_cut_short_is_damaged)
{
	struct buf b = {0};

	make(path);
	slurp(path, &b);
	for (size_t len = 512; len + 4096 < b.len; len += 4096) {
		spit(path, b.data, len);
		expect_refusal(path, STORE_WRITE, ERROR_DATA, ".recover");
		expect_refusal(path, STORE_READ, ERROR_DATA, ".recover");
	}
	buf_clear(&b);
}
END_TEST

/* A store with runs in it: one of version 1, brought up to date. */
static void
make_full(void)
{
	struct buf sql = {0};

	slurp("fixtures/stores/version1.sql", &sql);
	buf_add(&sql, "", 1);
	meddle(path, sql.data);
	buf_clear(&sql);
	ck_assert_int_eq(chmod(path, 0600), 0);
	make(path);
}

/* Open it, and load all that it holds. */
static int
use(enum store_mode mode, struct error *err)
{
	struct store *s = store_open(path, mode, err);
	struct inventory inv = {0};
	struct run run = {0};
	int result = -1;

	if (s != NULL && store_load(s, NULL, &inv, &run, err) == 0) {
		result = 0;
		inventory_clear(&inv);
		run_clear(&run);
	}
	store_close(s);
	return result;
}

/* Whatever is flipped: it opens, or it says that it is damaged and leaves it as
 * it is. */
START_TEST(flipped_bytes_do_no_harm)
{
	enum store_mode mode = _i == 0 ? STORE_READ : STORE_WRITE;
	struct buf b = {0}, is = {0};
	size_t refused = 0;

	make_full();
	slurp(path, &b);
	for (size_t at = 0; at < b.len; at += at < 1024 ? 7 : 1021) {
		struct error err = {0};

		b.data[at] ^= (char)0xa5;
		spit(path, b.data, b.len);
		if (use(mode, &err) == -1) {
			ck_assert_msg(err.code == ERROR_DATA, "%zu: %d: %s", at,
			    err.code, err.text);
			buf_reset(&is);
			slurp(path, &is);
			ck_assert_uint_eq(is.len, b.len);
			ck_assert_mem_eq(is.data, b.data, b.len);
			refused++;
		}
		b.data[at] ^= (char)0xa5;
	}
	ck_assert_uint_gt(refused, 20);
	buf_clear(&b);
	buf_clear(&is);
}
END_TEST

START_TEST(a_second_lock_fails_at_once)
{
	struct timespec from, to;
	struct error err = {0};
	int first = store_lock(path, &err), second;

	ck_assert_int_ne(first, -1);
	clock_gettime(CLOCK_MONOTONIC, &from);
	second = store_lock(path, &err);
	clock_gettime(CLOCK_MONOTONIC, &to);
	ck_assert_int_eq(second, -1);
	ck_assert_int_eq(err.code, ERROR_TRY_AGAIN);
	ck_assert_ptr_nonnull(strstr(err.text, path));
	ck_assert_int_le(to.tv_sec - from.tv_sec, 1);
	close(first);
	second = store_lock(path, NULL);
	ck_assert_int_ne(second, -1);
	close(second);
}
END_TEST

START_TEST(a_lock_dies_with_its_process)
{
	struct error err = {0};
	pid_t child = fork();
	int fd, status;

	ck_assert_int_ne(child, -1);
	if (child == 0)
		_exit(store_lock(path, NULL) == -1);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert_int_eq(status, 0);
	fd = store_lock(path, &err);
	ck_assert_msg(fd != -1, "%s", err.text);
	close(fd);
}
END_TEST

START_TEST(a_lock_file_that_is_a_link_or_a_pipe_is_refused)
{
	char *lock = in_dir("whoexposed.db.lock");
	struct error err = {0};

	ck_assert_int_eq(symlink(path, lock), 0);
	ck_assert_int_eq(store_lock(path, &err), -1);
	ck_assert_int_eq(err.code, ERROR_DATA);
	ck_assert_int_eq(access(path, F_OK), -1);
	ck_assert_int_eq(unlink(lock), 0);
	ck_assert_int_eq(mkfifo(lock, 0600), 0);
	err = (struct error){0};
	ck_assert_int_eq(store_lock(path, &err), -1);
	ck_assert_int_eq(err.code, ERROR_DATA);
	free(lock);
}
END_TEST

/* The newest version, and two steps that a later one might bring. */
#define NEWEST (schema_files[schema_file_count - 1].version)

static const struct schema_file steps[] = {
    {"0901_more", 901,
	"CREATE TABLE more (x INTEGER) STRICT; PRAGMA user_version = 901;"},
    {"0902_most", 902,
	"ALTER TABLE more ADD COLUMN y TEXT; PRAGMA user_version = 902;"},
};

static int64_t
version_of(const char *name)
{
	sqlite3_stmt *stmt;
	int64_t version;
	sqlite3 *db;

	ck_assert_int_eq(sqlite3_open(name, &db), SQLITE_OK);
	sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &stmt, NULL);
	ck_assert_int_eq(sqlite3_step(stmt), SQLITE_ROW);
	version = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_close(db);
	return version;
}

START_TEST(an_upgrade_leaves_a_copy_of_the_older_store)
{
	char *copy = in_dir("whoexposed.db.before-900");
	struct error err = {0};
	struct store *s;

	umask(0);
	spit(copy, "stale", 5);
	s = store_open(path, STORE_WRITE, &err);
	ck_assert_ptr_nonnull(s);
	ck_assert_msg(
	    store_upgrade(s, 900, steps, 2, &err) == 0, "%s", err.text);
	store_close(s);
	ck_assert_int_eq(version_of(path), 902);
	ck_assert_int_eq(version_of(copy), NEWEST);
	ck_assert_uint_eq(mode_of(copy), 0600);
	expect_open(copy, STORE_READ);
	free(copy);
}
END_TEST

START_TEST(an_upgrade_that_fails_changes_nothing)
{
	static const struct schema_file bad[] = {{"0901_bad", 901,
	    "CREATE TABLE more (x); PRAGMA user_version = 901; NONSENSE"}};
	struct error err = {0};
	struct store *s = store_open(path, STORE_WRITE, &err);

	ck_assert_int_eq(store_upgrade(s, 900, bad, 1, &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "0901_bad"));
	store_close(s);
	ck_assert_int_eq(version_of(path), NEWEST);
	expect_open(path, STORE_WRITE);
}
END_TEST

START_TEST(the_schema_files_are_in_order)
{
	for (size_t i = 0; i < schema_file_count; i++)
		ck_assert_int_eq(schema_files[i].version, (int)i + 1);
}
END_TEST

START_TEST(memory_keeps_nothing)
{
	char *cwd = getcwd(NULL, 0);

	ck_assert_int_eq(chdir(dir), 0);
	expect_open(":memory:", STORE_WRITE);
	expect_open(":memory:", STORE_READ);
	ck_assert_int_eq(access(":memory:", F_OK), -1);
	ck_assert_int_eq(chdir(cwd), 0);
	free(cwd);
}
END_TEST

/* With the words of nobody but this program. */
START_TEST(nothing_but_rows_is_changed_once_it_is_open)
{
	static const char *const refused[] = {
	    "ATTACH ':memory:' AS other",
	    "PRAGMA journal_mode = OFF",
	    "CREATE TABLE t (x)",
	    "DROP TABLE runs",
	    "CREATE TEMP TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END",
	    "VACUUM INTO 'elsewhere'",
	};
	struct store *s = store_open(path, STORE_WRITE, NULL);

	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++)
		ck_assert_int_eq(statement_script(s, refused[i], NULL), -1);
	ck_assert_int_eq(statement_script(s, "DELETE FROM gaps", NULL), 0);
	store_close(s);
}
END_TEST

Suite *
suite_place(void)
{
	Suite *suite = suite_create("place");
	TCase *c = tcase_create("where a store lies");

	tcase_add_checked_fixture(c, set_up, tear_down);
	tcase_set_timeout(c, 60);
	tcase_add_test(
	    c, files_are_0600_and_directories_0700_whatever_the_umask);
	tcase_add_test(c, the_journal_is_0600_too);
	tcase_add_test(c, a_directory_that_is_there_keeps_its_mode);
	tcase_add_test(c, a_path_without_directory_is_in_this_one);
	tcase_add_test(c, a_directory_that_is_a_link_is_followed);
	tcase_add_test(c, a_file_that_is_a_link_is_refused);
	tcase_add_test(c, a_file_with_two_names_is_refused);
	tcase_add_test(c, a_pipe_is_refused_and_does_not_hang);
	tcase_add_test(c, a_directory_in_the_way_is_refused);
	tcase_add_test(c, a_file_in_place_of_the_directory_is_refused);
	tcase_add_test(c, a_file_that_others_may_write_is_refused);
	tcase_add_test(c, a_file_that_everybody_may_read_is_not_written);
	tcase_add_test(
	    c, a_directory_that_others_may_write_is_refused_unless_sticky);
	tcase_add_test(c, what_another_user_owns_is_not_written);
	tcase_add_test(c, a_journal_that_is_a_link_is_refused);
	tcase_add_test(c, what_may_not_be_read_is_a_matter_of_permission);
	tcase_add_test(c, reading_makes_nothing);
	tcase_add_test(c, reading_works_on_a_read_only_file_and_directory);
	tcase_add_test(c, an_empty_file_becomes_a_store);
	tcase_add_test(c, a_newer_store_is_left_as_it_is);
	tcase_add_test(
	    c, a_newer_store_in_another_journal_mode_is_left_as_it_is);
	tcase_add_test(c, the_database_of_another_program_is_left_as_it_is);
	tcase_add_test(c, a_store_without_its_tables_is_refused);
	tcase_add_test(c, garbage_is_no_store);
	tcase_add_test(c, a_file_that_was_cut_short_is_damaged);
	tcase_add_loop_test(c, flipped_bytes_do_no_harm, 0, 2);
	tcase_add_test(c, a_second_lock_fails_at_once);
	tcase_add_test(c, a_lock_dies_with_its_process);
	tcase_add_test(c, a_lock_file_that_is_a_link_or_a_pipe_is_refused);
	tcase_add_test(c, an_upgrade_leaves_a_copy_of_the_older_store);
	tcase_add_test(c, an_upgrade_that_fails_changes_nothing);
	tcase_add_test(c, the_schema_files_are_in_order);
	tcase_add_test(c, memory_keeps_nothing);
	tcase_add_test(c, nothing_but_rows_is_changed_once_it_is_open);
	suite_add_tcase(suite, c);
	return suite;
}
