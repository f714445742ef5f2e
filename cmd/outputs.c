#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "config.h"
#include "deliver.h"
#include "outputs.h"
#include "rdap/alloc.h"

static bool
same_inode(const struct stat *x, const struct stat *y)
{
	return x->st_dev == y->st_dev && x->st_ino == y->st_ino;
}

/* Is it one name of one directory, however it is spelled? */
static bool
same_name(const char *a, const char *b)
{
	const char *name_a = strrchr(a, '/'), *name_b = strrchr(b, '/');
	char *dir_a = name_a == NULL ? xstrdup(".")
				     : xstrndup(a, (size_t)(name_a - a) + 1);
	char *dir_b = name_b == NULL ? xstrdup(".")
				     : xstrndup(b, (size_t)(name_b - b) + 1);
	struct stat x, y;
	bool same;

	same = strcmp(name_a == NULL ? a : name_a + 1,
		   name_b == NULL ? b : name_b + 1) == 0 &&
	       (strcmp(dir_a, dir_b) == 0 ||
		   (stat(dir_a, &x) == 0 && stat(dir_b, &y) == 0 &&
		       same_inode(&x, &y)));
	free(dir_a);
	free(dir_b);
	return same;
}

/* By whichever name; the file may not be there yet. */
static bool
same_file(const char *a, const char *b)
{
	struct stat x, y;

	return same_name(a, b) || (stat(a, &x) == 0 && stat(b, &y) == 0 &&
				      S_ISREG(x.st_mode) && same_inode(&x, &y));
}

/* ---- what is not to be written over -------------------------------------- */

static int
keep(const char *path, const char *kept, const char *what, struct error *err)
{
	if (kept == NULL || !same_file(path, kept))
		return 0;
	return error_set(
	    err, ERROR_CREATE, "%s: is %s; name another file", path, what);
}

static int
keep_store(const struct options *o, const char *path, struct error *err)
{
	static const char *const suffixes[] = {"", "-wal", "-shm", "-journal",
	    ".lock", ".wait", ".wait.lock", ".spool"};
	size_t i;
	int result = 0;

	for (i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++) {
		char *kept = xasprintf("%s%s", o->database, suffixes[i]);

		if (result == 0)
			result = keep(path, kept,
			    i == 0 ? "the store itself" : "part of the store",
			    err);
		free(kept);
	}
	return result;
}

static int
keep_beside(const struct options *o, const char *path, const char *name,
    const char *what, struct error *err)
{
	char *kept = config_beside(o, name);
	int result = keep(path, kept, what, err);

	free(kept);
	return result;
}

static int
check(const struct options *o, const char *path, struct error *err)
{
	if (o->database != NULL && strcmp(o->database, ":memory:") != 0 &&
	    keep_store(o, path, err) == -1)
		return -1;
	if (keep(path, o->config, "the configuration", err) == -1 ||
	    keep_beside(o, path, "accept", "the accept file", err) == -1 ||
	    keep_beside(o, path, "redact.key", "the redaction key", err) == -1)
		return -1;
	if (keep(path, o->mailboxes, "the list of mailboxes", err) == -1)
		return -1;
	return keep(path, o->ca_file, "the file of certificates", err);
}

/* ---- what the options name ------------------------------------------------ */

static int
check_suffix(const struct options *o, const char *path, struct error *err)
{
	const char *suffix = format_suffix(path);
	struct buf known = {0};

	if (o->format != NULL || suffix == NULL ||
	    format_for_path(path) != NULL)
		return 0;
	for (size_t i = 0; i < format_count; i++)
		buf_printf(&known, "%s%s",
		    known.len > 0 && *formats[i].suffixes != '\0' ? " " : "",
		    formats[i].suffixes);
	error_set(err, ERROR_USAGE,
	    "%s: no format has the suffix %s; expected one of %s, or --format",
	    path, suffix, known.data);
	buf_clear(&known);
	return -1;
}

/* The i-th, the status file behind the reports; NULL behind the last. */
static const char *
output_at(const struct options *o, size_t i)
{
	if (i < o->outputs.count)
		return o->outputs.items[i];
	return i == o->outputs.count && strchr(o->command->options, 'p') != NULL
		   ? o->status_file
		   : NULL;
}

static int
check_names(const struct options *o, struct error *err)
{
	const char *a, *b;

	for (size_t i = 0; (a = output_at(o, i)) != NULL; i++)
		for (size_t j = i + 1; (b = output_at(o, j)) != NULL; j++)
			if (same_name(a, b))
				return error_set(err, ERROR_USAGE,
				    "%s: \"%s\" is to be written twice",
				    o->command->name, b);
	return 0;
}

static void
check_reports(struct options *o)
{
	struct strings good = {0};

	for (size_t i = 0; i < o->outputs.count; i++) {
		const char *path = o->outputs.items[i];
		struct error why = {0};

		if (check(o, path, &why) == -1 ||
		    check_suffix(o, path, &why) == -1)
			deliver_failed(&why, &o->refused);
		else
			strings_add(&good, path);
	}
	strings_clear(&o->outputs);
	o->outputs = good;
}

static void
check_status_file(struct options *o)
{
	struct error why = {0};

	if (o->status_file == NULL || check(o, o->status_file, &why) == 0)
		return;
	deliver_failed(&why, &o->refused);
	free(o->status_file);
	o->status_file = NULL;
}

int
outputs_check(struct options *o, struct error *err)
{
	const char *groups = o->command->options;

	if (check_names(o, err) == -1)
		return -1;
	if (strchr(groups, 'w') != NULL)
		check_reports(o);
	if (strchr(groups, 'p') != NULL)
		check_status_file(o);
	if (o->refused.code != ERROR_NONE && o->outputs.count == 0)
		return error_set(err, o->refused.code, "%s", o->refused.text);
	if (o->command->run == cmd_backup)
		return check(o, o->operands.items[0], err);
	if (o->record != NULL && check(o, o->record, err) == -1)
		return -1;
	return o->bundle != NULL ? check(o, o->bundle, err) : 0;
}
