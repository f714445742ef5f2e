/*
 * The accept file, written and looked over. Its text is edited line by line:
 * what its owner wrote stays.
 */
#include <stdlib.h>
#include <string.h>

#include "accept_file.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "trusted_file.h"

static const char header[] =
    "# whoexposed: findings and gaps that are accepted, see ACCEPTING in\n"
    "# whoexposed(1). \"whoexposed accept\" writes entries; edit them as you "
    "like,\n"
    "# \"whoexposed doctor\" looks them over.\n";

/* ---- writing ------------------------------------------------------------ */

static void
put_field(struct buf *out, const char *name, const char *value)
{
	if (*value == '\0')
		return;
	buf_printf(out, "\t%s = \"", name);
	for (; *value != '\0'; value++) {
		/* "${NAME}" would be taken for a variable's value */
		if (strchr("\"\\$", *value) != NULL)
			buf_putc(out, '\\');
		buf_putc(out, *value);
	}
	buf_puts(out, "\"\n");
}

static void
put_day(struct buf *out, const char *name, int64_t when)
{
	char day[CLOCK_TEXT_MAX];

	clock_format(when, day);
	day[strcspn(day, "T")] = '\0';
	put_field(out, name, day);
}

static void
put_entry(struct buf *out, const struct acceptance *x)
{
	buf_printf(out, "accept \"%s\" {\n", x->title);
	put_field(out, "finding", x->finding);
	put_field(out, "address", x->address);
	put_field(out, "rule", x->rule);
	put_field(out, "record", x->record);
	put_field(out, "reason", x->reason);
	put_day(out, "until", x->until);
	put_field(out, "by", x->by);
	put_day(out, "on", x->on);
	buf_puts(out, "}\n");
}

/* Lines that are only a comment above a line belong to it. */
static unsigned
with_comment(const struct strings *lines, unsigned line)
{
	while (line > 1) {
		const char *above = lines->items[line - 2];

		above += strspn(above, " \t");
		if (*above != '#' && strncmp(above, "//", 2) != 0 &&
		    strncmp(above, "/*", 2) != 0)
			break;
		line--;
	}
	return line;
}

struct place {
	unsigned first; /* the line before which it goes; 0: at the end */
	unsigned last;  /* the last line that it replaces; 0: none */
};

static struct place
place_of(const struct strings *lines, const struct acceptances *all,
    const struct acceptance *x)
{
	const struct acceptance *next = NULL;

	for (size_t i = 0; i < all->count; i++) {
		const struct acceptance *e = &all->items[i];

		if (acceptance_same(e, x))
			return (struct place){e->line, e->last};
		if (next == NULL && strcmp(e->title, x->title) > 0)
			next = e;
	}
	if (next == NULL)
		return (struct place){0, 0};
	return (struct place){with_comment(lines, next->line), 0};
}

static void
compose(struct buf *out, const struct strings *lines,
    const struct acceptances *all, const struct acceptance *x,
    const char *comment)
{
	struct place place = place_of(lines, all, x);
	unsigned n = 1;

	for (; n <= lines->count && (place.first == 0 || n < place.first); n++)
		buf_printf(out, "%s\n", lines->items[n - 1]);
	if (place.last == 0 && place.first == 0)
		buf_putc(out, '\n');
	if (place.last == 0)
		buf_printf(out, "# %s\n", comment);
	put_entry(out, x);
	if (place.last == 0 && place.first != 0)
		buf_putc(out, '\n');
	for (n = place.last != 0 ? place.last + 1 : n; n <= lines->count; n++)
		buf_printf(out, "%s\n", lines->items[n - 1]);
}

/* Does the new text say what the old one did, and the new entry besides? */
static int
check_composed(const char *path, const char *text,
    const struct acceptances *before, const struct acceptance *x,
    struct error *err)
{
	struct acceptances after = {0};
	struct error why = {0};
	size_t matched = 0, expected = before->count + 1;

	for (size_t i = 0; i < before->count; i++)
		expected -= acceptance_same(&before->items[i], x) != 0;
	if (accept_file_parse(path, text, &after, &why) == 0)
		for (size_t i = 0; i < after.count; i++) {
			matched +=
			    acceptance_same(&after.items[i], x) &&
			    strcmp(after.items[i].reason, x->reason) == 0 &&
			    after.items[i].until == x->until;
			for (size_t j = 0; j < before->count; j++)
				matched +=
				    !acceptance_same(&before->items[j], x) &&
				    acceptance_same(
					&before->items[j], &after.items[i]);
		}
	if (matched == expected && after.count == expected) {
		acceptances_clear(&after);
		return 0;
	}
	acceptances_clear(&after);
	return error_set(err, ERROR_CONFIG,
	    "%s: cannot be edited as it is; expected each entry on lines of "
	    "its own, with accept \"TITLE\" { on one of them",
	    path);
}

static int
read_lines(const char *path, struct strings *lines, struct acceptances *all,
    struct error *err)
{
	struct buf text = {0};
	int result = trusted_file_read(path, &text, err);

	if (result == 1) {
		const char *data = text.data != NULL ? text.data : "";

		result = accept_file_parse(path, data, all, err);
		strings_split(lines, data, '\n');
	} else if (result == 0)
		strings_split(lines, header, '\n');
	buf_clear(&text);
	while (lines->count > 0 && *lines->items[lines->count - 1] == '\0')
		free(lines->items[--lines->count]);
	return result;
}

int
accept_file_put(const char *path, const struct acceptance *x,
    const char *comment, struct error *err)
{
	struct acceptances all = {0};
	struct strings lines = {0};
	struct buf text = {0};
	int result = read_lines(path, &lines, &all, err);

	if (result == 0) {
		compose(&text, &lines, &all, x, comment);
		result = check_composed(path, text.data, &all, x, err);
	}
	if (result == 0)
		result = trusted_file_write(path, &text, err);
	buf_clear(&text);
	strings_clear(&lines);
	acceptances_clear(&all);
	return result;
}

/* ---- what is to be told ------------------------------------------------- */

static bool
found(const struct report *r, const struct acceptance *x)
{
	struct acceptances one = {
	    .items = (struct acceptance *)(uintptr_t)x, .count = 1};

	for (size_t i = 0; i < r->finding_count; i++) {
		const struct finding *f = &r->findings[i];

		if (f->status != STATUS_REMOVED &&
		    acceptance_of_finding(&one, f->id, f->rule->id, f->address,
			f->record) != NULL)
			return true;
	}
	for (size_t i = 0; i < r->inv->gap_count; i++)
		if (strcmp(r->inv->gaps[i].id, x->finding) == 0)
			return true;
	return false;
}

static void
tell_state(const struct acceptance *x, int64_t now, struct buf *line)
{
	char day[CLOCK_TEXT_MAX];

	clock_format(x->until, day);
	day[strcspn(day, "T")] = '\0';
	switch (acceptance_state(x, now)) {
	case ACCEPTANCE_HOLDS:
		break;
	case ACCEPTANCE_ENDED:
		buf_printf(line,
		    "ended on %s; what it covered is open again; accept it "
		    "anew or delete the entry",
		    day);
		break;
	case ACCEPTANCE_TOO_LONG:
		buf_printf(line,
		    "not honoured: %s is more than %d years after it was "
		    "written",
		    day, ACCEPTANCE_YEARS);
		break;
	case ACCEPTANCE_EARLY:
		buf_puts(line, "not honoured: it begins in the future");
		break;
	}
}

void
accept_file_tell(const char *path, const struct acceptances *all,
    const struct report *report, int64_t now,
    void (*tell)(void *arg, const char *line), void *arg)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct acceptance *x = &all->items[i];
		struct buf line = {0};
		size_t head;

		buf_printf(&line, "%s:%u: ", path, x->line);
		if (*x->finding != '\0')
			buf_printf(&line, "%s: ", x->finding);
		head = line.len;
		if (report != NULL && !found(report, x))
			buf_puts(&line, *x->finding != '\0'
					    ? "is not found any more; the "
					      "entry can go"
					    : "nothing that it covers is "
					      "found any more; the entry can "
					      "go");
		else
			tell_state(x, now, &line);
		if (line.len > head)
			tell(arg, line.data);
		buf_clear(&line);
	}
}
