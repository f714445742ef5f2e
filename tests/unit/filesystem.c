/* Where a store is not to lie. */
#include <check.h>
#include <linux/magic.h>

#include "store/filesystem.h"
#include "tests/suites.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

START_TEST(a_networks_file_system_is_told_by_its_number)
{
	static const struct {
		unsigned long type;
		const char *name;
	} rows[] = {{NFS_SUPER_MAGIC, "NFS"}, {SMB_SUPER_MAGIC, "SMB"},
	    {0xff534d42, "CIFS"}, {0xfe534d42, "SMB2"},
	    {AFS_SUPER_MAGIC, "AFS"}, {CODA_SUPER_MAGIC, "Coda"},
	    /* as a 64-bit f_type that was a negative int */
	    {0xffffffffff534d42, "CIFS"}};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct filesystem *fs = filesystem_find(rows[i].type);

		ck_assert_msg(fs != NULL, "%s", rows[i].name);
		ck_assert_str_eq(fs->name, rows[i].name);
		ck_assert_msg(fs->network, "%s", rows[i].name);
	}
}
END_TEST

START_TEST(what_may_be_local_is_doubtful_only)
{
	static const unsigned long types[] = {
	    V9FS_MAGIC, 0x65735546 /* FUSE */};

	for (size_t i = 0; i < COUNT(types); i++) {
		const struct filesystem *fs = filesystem_find(types[i]);

		ck_assert_ptr_nonnull(fs);
		ck_assert_msg(!fs->network, "%s", fs->name);
	}
}
END_TEST

START_TEST(nothing_is_known_against_local_ones)
{
	static const unsigned long types[] = {EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC,
	    BTRFS_SUPER_MAGIC, TMPFS_MAGIC, OVERLAYFS_SUPER_MAGIC, 0x2fc12fc1,
	    0};

	for (size_t i = 0; i < COUNT(types); i++)
		ck_assert_ptr_null(filesystem_find(types[i]));
}
END_TEST

Suite *
suite_filesystem(void)
{
	Suite *s = suite_create("filesystem");
	TCase *t = tcase_create("filesystem");

	tcase_add_test(t, a_networks_file_system_is_told_by_its_number);
	tcase_add_test(t, what_may_be_local_is_doubtful_only);
	tcase_add_test(t, nothing_is_known_against_local_ones);
	suite_add_tcase(s, t);
	return s;
}
