#include <stdlib.h>
#include <stdio.h>
#include <unistd.h>
#include "rdap/alloc.h"
#include "private.h"

/*
 * PATH.before-N: the store as it was in version N. Written under another name
 * first, since a copy that was cut short must not pass for one; VACUUM INTO
 * does not sync what it writes.
 */
static int
copy(struct store *s, int version, struct error *err)
{
	char *suffix = xasprintf(".before-%d.new", version);
	char *name = xasprintf("%s.before-%d", s->place.file, version);
	char *path = place_beside(&s->place, suffix, err);
	struct call call;
	int result = -1;

	if (path == NULL || call_begin(&call, s, STATEMENT_COPY, err) == -1)
		goto out;
	call_text(&call, path);
	if (call_run(&call, err) == 0)
		result = place_settle(&s->place, path, name, err);
	if (result == -1)
		unlink(path);
out:
	free(suffix);
	free(name);
	free(path);
	return result;
}

static int
apply(struct store *s, const struct schema_file *file, struct error *err)
{
	int64_t version;

	if (statement_script(s, file->sql, err) == -1 ||
	    statement_number(s, STATEMENT_USER_VERSION, &version, err) == -1)
		return -1;
	if (version != file->version)
		return error_set(err, ERROR_INTERNAL, "%s: sets version %lld",
		    file->name, (long long)version);
	return 0;
}

static int
step(struct store *s, const struct schema_file *file, struct error *err)
{
	int64_t now;

	if (store_begin(s, err) == -1)
		return -1;
	/* Another process may have done it while this one waited. */
	if (statement_number(s, STATEMENT_USER_VERSION, &now, err) == -1)
		goto fail;
	if (now >= file->version) {
		store_rollback(s);
		return 0;
	}
	if (apply(s, file, err) == -1)
		goto fail;
	return store_commit(s, err);
fail:
	store_rollback(s);
	return error_prefix(err, "upgrade by %s", file->name);
}

/* A new store is of the newest version or not there at all: in all the steps
 * nobody is to meet it. */
static int
create(struct store *s, const struct schema_file *files, size_t count,
    struct error *err)
{
	int64_t now;
	int result;

	if (store_begin(s, err) == -1)
		return -1;
	result = statement_number(s, STATEMENT_USER_VERSION, &now, err);
	for (size_t i = 0; i < count && result == 0; i++)
		if (files[i].version > now)
			result = apply(s, &files[i], err);
	if (result == 0)
		return store_commit(s, err);
	store_rollback(s);
	return result;
}

static int
steps(struct store *s, int64_t version, const struct schema_file *files,
    size_t count, struct error *err)
{
	int result = 0;

	if (version == 0)
		return create(s, files, count, err);
	if (!s->in_memory)
		result = copy(s, (int)version, err);
	for (size_t i = 0; i < count && result == 0; i++)
		if (files[i].version > version)
			result = step(s, &files[i], err);
	return result;
}

/* One at a time, since the copy has a name; and who waited may find that it is
 * done. */
static int
guarded(struct store *s, int64_t version, const struct schema_file *files,
    size_t count, struct error *err)
{
	int64_t now;
	int result;

	if (place_guard(&s->place, err) == -1)
		return -1;
	result = statement_number(s, STATEMENT_USER_VERSION, &now, err);
	if (result == 0 && now < files[count - 1].version)
		result =
		    steps(s, now > version ? now : version, files, count, err);
	place_unguard(&s->place);
	return result;
}

int
store_upgrade(struct store *s, int version, const struct schema_file *files,
    size_t count, struct error *err)
{
	bool before = s->setting_up;
	int result;

	s->setting_up = true;
	result = s->in_memory ? steps(s, version, files, count, err)
			      : guarded(s, version, files, count, err);
	s->setting_up = before;
	return result;
}
