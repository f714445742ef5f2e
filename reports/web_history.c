/*
 * Change over time: published mailboxes and open findings, run by run, as a
 * small chart and as a table. Nothing where there is only one run to tell of.
 */
#include "rdap/buf.h"
#include "rdap/clock.h"
#include "web.h"

#define WIDTH  640 /* of the drawing */
#define HEIGHT 200
#define LEFT   36 /* margins */
#define RIGHT  180
#define TOP    16
#define BOTTOM 30
#define ROWS   20 /* of the table */

/* What is drawn of a run. */
struct series {
	const char *name;
	const char *class;
	size_t (*value)(const struct run *run);
};

static size_t
published(const struct run *run)
{
	return run->published;
}

/* `info` is what is as it should be. */
static size_t
open_findings(const struct run *run)
{
	size_t n = 0;

	for (int i = SEVERITY_LOW; i <= SEVERITY_CRITICAL; i++)
		n += run->findings[i];
	return n;
}

static const struct series both[] = {
    {"published", "line first", published},
    {"open findings", "line second", open_findings},
};

struct chart {
	const struct run *runs; /* oldest first */
	size_t count;
	size_t most;
	struct element *svg;
};

static size_t
most_of(const struct chart *c)
{
	size_t most = 1;

	for (size_t i = 0; i < c->count; i++)
		for (size_t k = 0; k < 2; k++)
			if (both[k].value(&c->runs[i]) > most)
				most = both[k].value(&c->runs[i]);
	return most;
}

/* By the time that passed between the runs. */
static long
x_of(const struct chart *c, size_t i)
{
	int64_t first = c->runs[0].observed_at;
	int64_t span = c->runs[c->count - 1].observed_at - first;
	const long room = WIDTH - LEFT - RIGHT;

	if (span <= 0 || span > INT64_MAX / room)
		return LEFT + (long)i * room / (long)(c->count - 1);
	return LEFT + (long)((c->runs[i].observed_at - first) * room / span);
}

static long
y_of(const struct chart *c, size_t value)
{
	return HEIGHT - BOTTOM -
	       (long)(value * (HEIGHT - TOP - BOTTOM) / c->most);
}

static struct element *
label(struct chart *c, long x, long y, const char *anchor)
{
	struct element *e = html_add(c->svg, "text", NULL);

	html_setf(e, "x", "%ld", x);
	html_setf(e, "y", "%ld", y);
	html_set(e, "text-anchor", anchor);
	return e;
}

/* A drawing has no <time>. */
static void
day(struct element *e, int64_t when)
{
	char text[CLOCK_TEXT_MAX];

	if (when == CLOCK_NONE)
		return;
	clock_format(when, text);
	text[10] = '\0';
	html_own(e, text);
}

static void
axes(struct chart *c)
{
	size_t marks[] = {0, c->most};
	struct element *e;

	for (size_t i = 0; i < 2; i++) {
		e = html_add(c->svg, "path", "grid");
		html_setf(e, "d", "M%d %ldH%d", LEFT, y_of(c, marks[i]),
		    WIDTH - RIGHT);
		html_number(
		    label(c, LEFT - 6, y_of(c, marks[i]) + 4, "end"), marks[i]);
	}
	day(label(c, LEFT, HEIGHT - 8, "start"), c->runs[0].observed_at);
	day(label(c, WIDTH - RIGHT, HEIGHT - 8, "end"),
	    c->runs[c->count - 1].observed_at);
}

/* A run that was not complete has a hollow mark: it may have seen less than
 * there was. */
static void
mark(struct chart *c, const struct series *s, size_t i, bool round)
{
	long x = x_of(c, i), y = y_of(c, s->value(&c->runs[i]));
	struct element *e = html_add(c->svg, round ? "circle" : "rect", NULL);

	html_set(e, "class", c->runs[i].complete ? "ink" : "box");
	if (round) {
		html_setf(e, "cx", "%ld", x);
		html_setf(e, "cy", "%ld", y);
		html_set(e, "r", "3.5");
	} else {
		html_setf(e, "x", "%ld", x - 3);
		html_setf(e, "y", "%ld", y - 3);
		html_set(e, "width", "6");
		html_set(e, "height", "6");
	}
}

static void
line(struct chart *c, size_t n)
{
	const struct series *s = &both[n];
	struct element *e = html_add(c->svg, "path", s->class);
	size_t last = s->value(&c->runs[c->count - 1]);
	size_t other = both[1 - n].value(&c->runs[c->count - 1]);
	struct buf path = {0};
	long y = y_of(c, last) + 4;

	for (size_t i = 0; i < c->count; i++)
		buf_printf(&path, "%s%ld %ld", i == 0 ? "M" : " ", x_of(c, i),
		    y_of(c, s->value(&c->runs[i])));
	html_set(e, "d", path.data);
	buf_clear(&path);
	for (size_t i = 0; i < c->count; i++)
		mark(c, s, i, n == 0);
	/* Two labels at one height would cover each other. */
	if (y_of(c, last) - y_of(c, other) < 14 &&
	    y_of(c, other) - y_of(c, last) < 14)
		y += last > other || (last == other && n == 0) ? -8 : 8;
	e = label(c, WIDTH - RIGHT + 10, y, "start");
	html_number(e, last);
	html_own(e, " ");
	html_own(e, s->name);
}

static void
describe(struct chart *c)
{
	struct element *e = html_with(c->svg, "title", NULL,
	    "Published mailboxes and open findings by run");

	html_set(e, "id", "chart-title");
	e = html_add(c->svg, "desc", NULL);
	html_set(e, "id", "chart-desc");
	for (size_t k = 0; k < 2; k++) {
		html_own(e, k == 0 ? "From " : "; from ");
		html_number(e, both[k].value(&c->runs[0]));
		html_own(e, " to ");
		html_number(e, both[k].value(&c->runs[c->count - 1]));
		html_own(e, " ");
		html_own(e, both[k].name);
	}
	html_own(e, ". The table below has the figures.");
}

static void
draw(struct chart *c, struct element *figure)
{
	c->svg = html_add(figure, "svg", "chart");
	html_set(c->svg, "role", "img");
	html_set(c->svg, "aria-labelledby", "chart-title chart-desc");
	html_setf(c->svg, "viewBox", "0 0 %d %d", WIDTH, HEIGHT);
	describe(c);
	axes(c);
	line(c, 0);
	line(c, 1);
}

static void
table(const struct chart *c, struct element *section)
{
	static const char *const columns[] = {"Run", "Data of", "Complete",
	    ">Published", ">Critical", ">High", ">Medium", ">Low", NULL};
	struct element *body =
	    html_table(section, "runs", "The runs, newest first", columns);

	for (size_t n = 0; n < c->count && n < ROWS; n++) {
		const struct run *run = &c->runs[c->count - 1 - n];
		struct element *row = html_add(body, "tr", NULL);

		html_number(html_row_head(row), (size_t)run->id);
		html_moment(html_add(row, "td", NULL), run->observed_at);
		html_with(row, "td", NULL, run->complete ? "yes" : "no");
		html_number(html_add(row, "td", "n"), run->published);
		for (int i = SEVERITY_CRITICAL; i >= SEVERITY_LOW; i--)
			html_number(html_add(row, "td", "n"), run->findings[i]);
	}
	web_more(section, ROWS, c->count, "whoexposed runs");
}

void
web_history(struct web *w)
{
	struct chart c = {
	    w->report->history, w->report->history_count, 0, NULL};
	struct element *section;

	if (c.count < 2)
		return;
	section = web_section(w, "time", "Change over time");
	html_with(section, "p", NULL,
	    "Round marks and the solid line are published mailboxes, square "
	    "ones and the dashed line open findings above info; a hollow mark "
	    "is a run that was not complete.");
	if (c.count > WEB_RUNS) {
		c.runs += c.count - WEB_RUNS;
		c.count = WEB_RUNS;
	}
	c.most = most_of(&c);
	draw(&c, html_add(section, "figure", NULL));
	c.runs = w->report->history;
	c.count = w->report->history_count;
	table(&c, section);
}
