/*
 * Evidence on a terminal.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "evidence.h"
#include "excerpt.h"
#include "page.h"
#include "rdap/strings.h"

#define CONTEXT 2 /* lines before and after one that shows an address */
#define INDENT  4

struct sheet {
	struct page page;
	const struct evidence *evidence;
	bool verbose;
};

static void
label(struct sheet *t, const char *name)
{
	page_item(&t->page, 2, STYLE_DIM, name);
}

/* "POC AB1-ARIN of EXMPL-1" */
static void
heading(
    struct sheet *t, enum record_kind kind, const char *handle, const char *org)
{
	page_own(&t->page, record_kind_name(kind));
	page_own(&t->page, " ");
	page_text(&t->page, handle);
	if (strcmp(handle, org) != 0) {
		page_own(&t->page, " of ");
		page_text(&t->page, org);
	}
	page_heading(&t->page);
}

static void
origin(struct sheet *t, const char *url, int64_t when, const char *path)
{
	page_text(&t->page, url);
	label(t, "answer");
	page_moment(&t->page, when);
	label(t, "read");
	if (*path != '\0') {
		page_text(&t->page, path);
		label(t, "part");
	}
}

static void
answer_digest(struct sheet *t, const char *digest)
{
	if (*digest == '\0')
		return;
	page_text(&t->page, digest);
	label(t, "sha-256");
	page_own(&t->page, "of the whole answer: needs the recording");
	label(t, "");
}

/* ---- the lines ----------------------------------------------------------- */

static bool
is_near(const struct excerpt *x, size_t line)
{
	size_t first = line < CONTEXT ? 0 : line - CONTEXT;

	for (size_t i = first; i <= line + CONTEXT && i < x->lines.count; i++)
		if (x->marked[i])
			return true;
	return false;
}

static void
print_line(struct sheet *t, const char *line, bool marked)
{
	unsigned indent = (unsigned)strspn(line, " ");

	if (indent > t->page.width / 2)
		indent = t->page.width / 2;
	page_own(&t->page, marked ? "> " : "  ");
	page_style(&t->page, marked ? STYLE_BOLD : STYLE_PLAIN);
	page_text(&t->page, line + strspn(line, " "));
	page_style(&t->page, STYLE_PLAIN);
	if (marked)
		page_set(&t->page, INDENT - 2 + indent, INDENT + indent);
	else
		page_set(&t->page, INDENT + indent, INDENT + indent);
}

static void
print_lines(struct sheet *t, const struct excerpt *x, bool all)
{
	bool gap = false;

	for (size_t i = 0; i < x->lines.count; i++) {
		if (!all && !is_near(x, i)) {
			gap = true;
			continue;
		}
		if (gap) {
			page_own(&t->page, "...");
			page_set(&t->page, INDENT, INDENT);
		}
		gap = false;
		print_line(t, x->lines.items[i], x->marked[i]);
	}
	if (gap) {
		page_own(&t->page, "...");
		page_set(&t->page, INDENT, INDENT);
	}
}

/* The addresses it shows, and their lines. */
static void
item_shown(struct sheet *t, const struct proof *p, struct excerpt *x)
{
	const char *wanted = t->evidence->address;
	size_t told = 0;

	for (size_t i = 0; i < p->shown_count; i++) {
		const struct shown *s = &p->shown[i];

		if (wanted != NULL && strcmp(s->address, wanted) != 0)
			continue;
		page_text(&t->page, s->spelling);
		if (s->places > 1) {
			page_own(&t->page, ", ");
			page_count(&t->page, s->places, "record", "records");
			page_own(&t->page, " printed with it");
		}
		if (!excerpt_mark(x, s->spelling))
			page_own(&t->page, "; not word for word, see below");
		label(t, told++ == 0 ? "shows" : "");
	}
}

static void
proof_block(struct sheet *t, const struct proof *p)
{
	struct excerpt x;
	bool marked = false;

	excerpt_init(&x, p->body,
	    t->page.width > INDENT ? t->page.width - INDENT : t->page.width);
	heading(t, p->kind, p->handle, p->org);
	item_shown(t, p, &x);
	origin(t, p->url, p->time, p->path);
	page_text(&t->page, p->digest);
	label(t, "sha-256");
	page_own(&t->page,
	    proof_intact(p) ? "of the part: it is kept, and was checked now"
			    : "of the part as it was kept: WHAT IS THERE NOW "
			      "IS ANOTHER TEXT");
	label(t, "");
	answer_digest(t, p->answer_digest);
	for (size_t i = 0; i < x.lines.count; i++)
		marked |= x.marked[i];
	/* Of many records, those without an address are only listed. */
	if (marked || t->verbose || t->evidence->named) {
		page_blank(&t->page);
		print_lines(t, &x, t->verbose || !marked);
	}
	excerpt_clear(&x);
}

static void
bare_block(struct sheet *t, const struct sighting *s)
{
	bool poc = *s->poc != '\0';

	heading(t, poc ? RECORD_POC : s->record_kind, poc ? s->poc : s->record,
	    s->org);
	page_text(&t->page, s->spelling);
	label(t, "shows");
	origin(t, s->source_url, s->observed_at, "");
	answer_digest(t, s->source_digest);
	page_own(&t->page, "is not kept: somebody else's address stands in it");
	label(t, "part");
}

static void
finding_head(struct sheet *t, const struct finding *f)
{
	page_text(&t->page, f->id);
	page_own(&t->page, "  ");
	page_text(&t->page, f->rule->title);
	page_set(&t->page, 0, 2);
	page_text(&t->page, f->evidence);
	page_set(&t->page, 2, 2);
	page_blank(&t->page);
}

int
evidence_print(
    const struct evidence *e, const struct format_options *options, FILE *out)
{
	struct sheet t = {.evidence = e, .verbose = options->verbose};

	page_init(&t.page, out, options);
	if (e->finding != NULL)
		finding_head(&t, e->finding);
	if (e->block_count == 0) {
		page_own(&t.page, "No part of an answer is kept of it any "
				  "more: the registry does not show it.");
		page_set(&t.page, 0, 0);
	}
	for (size_t i = 0; i < e->block_count; i++) {
		if (i > 0)
			page_blank(&t.page);
		if (e->blocks[i].proof != NULL)
			proof_block(&t, e->blocks[i].proof);
		else
			bare_block(&t, e->blocks[i].sighting);
	}
	page_clear(&t.page);
	return ferror(out) ? -1 : 0;
}
