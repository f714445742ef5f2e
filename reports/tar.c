#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>

#include "rdap/alloc.h"
#include "tar.h"

struct tar {
	struct archive *archive;
	FILE *out;
	int64_t time;
};

static la_ssize_t
put(struct archive *archive, void *arg, const void *data, size_t len)
{
	struct tar *tar = arg;

	if (fwrite(data, 1, len, tar->out) == len)
		return (la_ssize_t)len;
	archive_set_error(archive, errno, "cannot be written");
	return -1;
}

struct tar *
tar_new(FILE *out, int64_t time)
{
	struct tar *tar = xcalloc(1, sizeof(*tar));

	tar->out = out;
	tar->time = time;
	tar->archive = archive_write_new();
	if (tar->archive == NULL)
		alloc_fail();
	archive_write_set_format_ustar(tar->archive);
	archive_write_open(tar->archive, tar, NULL, put, NULL);
	return tar;
}

static int
failed(const struct tar *tar)
{
	errno = archive_errno(tar->archive);
	if (errno <= 0)
		errno = EIO;
	return -1;
}

int
tar_add(struct tar *tar, const char *name, const void *data, size_t len)
{
	struct archive_entry *entry = archive_entry_new();
	int rc;

	if (entry == NULL)
		alloc_fail();
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0600);
	archive_entry_set_size(entry, (la_int64_t)len);
	archive_entry_set_mtime(entry, (time_t)tar->time, 0);
	rc = archive_write_header(tar->archive, entry);
	archive_entry_free(entry);
	if (rc != ARCHIVE_OK ||
	    archive_write_data(tar->archive, data, len) != (la_ssize_t)len)
		return failed(tar);
	return 0;
}

int
tar_end(struct tar *tar)
{
	int rc = 0;

	if (archive_write_close(tar->archive) != ARCHIVE_OK)
		rc = failed(tar);
	archive_write_free(tar->archive);
	free(tar);
	return rc;
}
