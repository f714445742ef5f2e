#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rdap/clock.h"
#include "reports/output.h"
#include "status.h"
#include "stored.h"

static int
read_text(int fd, char *text, size_t room, size_t *len)
{
	ssize_t n;

	*len = 0;
	while ((n = read(fd, text + *len, room - *len)) > 0)
		*len += (size_t)n;
	return n == -1 ? -1 : 0;
}

int
status_read(struct monitored *m, const char *path, struct error *err)
{
	char text[MONITOR_FILE_MAX + 2];
	struct stat st;
	size_t len;
	/* not held up by a pipe */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int result = -1;

	if (fd == -1 && errno == ENOENT)
		return error_set(err, ERROR_NO_ORG,
		    "%s: is not there; \"whoexposed audit --status-file\" "
		    "writes it",
		    path);
	if (fd == -1)
		return error_set(
		    err, ERROR_PERMISSION, "%s: %s", path, strerror(errno));
	if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode))
		error_set(err, ERROR_DATA,
		    "%s: is not a regular file; expected one", path);
	else if (read_text(fd, text, sizeof(text) - 1, &len) == -1)
		error_set(err, ERROR_IO, "%s: %s", path, strerror(errno));
	else
		result = monitored_parse(m, text, len, path, err);
	close(fd);
	return result;
}

static int
write_text(const void *what, FILE *out)
{
	const struct buf *text = what;

	return fwrite(text->data, 1, text->len, out) == text->len ? 0 : -1;
}

int
status_write(const char *path, const struct monitored *m, struct error *err)
{
	struct buf text = {0};
	struct content content = {0644, write_text, &text};
	int result;

	monitored_print(&text, m);
	result = output_file(path, &content, err);
	buf_clear(&text);
	return result;
}

/* ---- from the store ------------------------------------------------------ */

/* How long a run that has not ended may still be at work. */
static int64_t
patience(const struct options *o)
{
	return (o->deadline != 0 ? o->deadline : 3600) + 600;
}

static bool
covers(const struct run *run, const char *org)
{
	struct strings scope = {0};
	bool found;

	strings_split(&scope, run->scope, ';');
	found = strings_contain(&scope, org);
	strings_clear(&scope);
	return found;
}

/* What the runs say of one organization; of several, the worst counts. */
static void
look_at_runs(struct monitored *m, const struct run *runs, size_t count,
    const char *org, const struct options *o)
{
	int64_t complete = CLOCK_NONE, ended = CLOCK_NONE;
	int status = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct run *run = &runs[i];
		bool died = run_status(run) == -1;

		if (!covers(run, org) ||
		    (died && o->now - run->started < patience(o)))
			continue;
		if (ended == CLOCK_NONE) {
			ended = run->finished == CLOCK_NONE ? run->started
							    : run->finished;
			status = run_status(run);
		}
		if (run->complete && complete == CLOCK_NONE)
			complete = run->observed_at;
	}
	if (m->organizations == 0 || ended < m->last_run)
		m->last_run = ended;
	if (m->organizations == 0 || complete < m->last_complete) {
		m->last_complete = complete;
		snprintf(m->whose, sizeof(m->whose), "%s", org);
	}
	if (monitored_complete(m->last_exit))
		m->last_exit = status;
	m->organizations++;
}

static int
read_runs(struct monitored *m, struct store *store, const struct strings *orgs,
    const struct options *o, struct error *err)
{
	struct run *runs = NULL;
	size_t count = 0, i;

	if (store_runs(store, &runs, &count, err) == -1)
		return -1;
	for (i = 0; i < orgs->count; i++)
		look_at_runs(m, runs, count, orgs->items[i], o);
	for (i = 0; i < count; i++)
		run_clear(&runs[i]);
	free(runs);
	return 0;
}

/* Those named, else those configured, else all. */
static const struct strings *
wanted(const struct options *o)
{
	return o->operands.count > 0 ? &o->operands : &o->orgs;
}

int
status_stored(struct monitored *m, const struct options *o, struct error *err)
{
	struct store *store = NULL;
	struct stored stored = {0};
	struct strings orgs = {0};
	size_t i;
	int result = -1;

	*m = (struct monitored){.last_run = CLOCK_NONE};
	if (judging_open(&stored.judging, o, err) == 0 &&
	    stored_exists(o->database, err) == 0)
		store = store_open(o->database, STORE_READ, err);
	if (store != NULL && store_begin_reading(store, err) == 0 &&
	    stored_judge(&stored, store, o, wanted(o), 0, true, err) == 0) {
		for (i = 0; i < stored.inv.scope_count; i++)
			strings_add(&orgs, stored.inv.scopes[i].org);
		result = read_runs(m, store, &orgs, o, err);
	}
	if (result == 0)
		monitored_count(m, stored.report);
	if (orgs.count == 1)
		m->whose[0] = '\0';
	strings_clear(&orgs);
	stored_clear(&stored);
	store_close(store);
	return result;
}
