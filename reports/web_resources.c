/*
 * Which networks and AS numbers carry contacts of their own beside the
 * organization's: as a picture, one square each, and as a table.
 *
 * A contact of its own is a POC linked to the resource and not to the
 * organization's record, or an address in the resource's own text.
 */
#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "web.h"

enum shows {
	SHOWS_ORGANIZATION, /* the organization's contacts only */
	SHOWS_ROLE,         /* contacts of its own: role mailboxes, or none */
	SHOWS_UNCLEAR,      /* a mailbox of which it is unclear whose it is */
	SHOWS_PERSON,       /* a person's mailbox */
};
#define SHOWS 4

struct resource {
	const struct record *record;
	enum shows shows;
	struct strings contacts; /* handles of its own contacts */
	bool text;               /* an address in its own text */
};

struct resources {
	struct resource *items; /* the most telling first */
	size_t count;
	size_t *of_record; /* 1 + index into items, by record; 0: none */
	bool *org_poc;     /* by record: linked to the organization's record */
	size_t with_own;
};

/* ---- gathering ----------------------------------------------------------- */

static size_t
index_of(const struct inventory *inv, const char *org, enum record_kind kind,
    const char *handle, bool *found)
{
	const struct record *r = inventory_record(inv, org, kind, handle);

	*found = r != NULL;
	return r != NULL ? (size_t)(r - inv->records) : 0;
}

static struct resource *
resource_of(struct resources *all, const struct inventory *inv, const char *org,
    enum record_kind kind, const char *handle)
{
	bool found;
	size_t i = index_of(inv, org, kind, handle, &found);

	if (!found || all->of_record[i] == 0)
		return NULL;
	return &all->items[all->of_record[i] - 1];
}

static void
list_records(struct resources *all, const struct inventory *inv)
{
	all->items = xcalloc(inv->record_count + 1, sizeof(*all->items));
	all->of_record = xcalloc(inv->record_count + 1, sizeof(size_t));
	all->org_poc = xcalloc(inv->record_count + 1, sizeof(bool));
	for (size_t i = 0; i < inv->record_count; i++) {
		const struct record *r = &inv->records[i];

		if ((r->kind != RECORD_NETWORK && r->kind != RECORD_AUTNUM) ||
		    r->seen.state == STATE_UNCONFIRMED)
			continue;
		all->items[all->count].record = r;
		all->of_record[i] = ++all->count;
	}
}

static void
organizations_pocs(struct resources *all, const struct inventory *inv)
{
	for (size_t i = 0; i < inv->link_count; i++) {
		const struct link *l = &inv->links[i];
		bool found;
		size_t poc = index_of(inv, l->org, RECORD_POC, l->poc, &found);

		if (found && l->holder_kind == RECORD_ORGANIZATION &&
		    l->seen.state != STATE_UNCONFIRMED)
			all->org_poc[poc] = true;
	}
}

static bool
of_organization(const struct resources *all, const struct inventory *inv,
    const char *org, const char *handle)
{
	bool found;
	size_t poc = index_of(inv, org, RECORD_POC, handle, &found);

	return found && all->org_poc[poc];
}

static void
own_contacts(struct resources *all, const struct inventory *inv)
{
	for (size_t i = 0; i < inv->link_count; i++) {
		const struct link *l = &inv->links[i];
		struct resource *x = l->seen.state == STATE_UNCONFIRMED
					 ? NULL
					 : resource_of(all, inv, l->org,
					       l->holder_kind, l->holder);

		if (x == NULL || of_organization(all, inv, l->org, l->poc))
			continue;
		strings_add_unique(&x->contacts, l->poc);
		if (x->shows < SHOWS_ROLE)
			x->shows = SHOWS_ROLE;
	}
}

static void
own_addresses(struct resources *all, const struct report *report)
{
	static const enum shows of_kind[] = {
	    [MAILBOX_ROLE] = SHOWS_ROLE,
	    [MAILBOX_PERSON] = SHOWS_PERSON,
	    [MAILBOX_UNCLEAR] = SHOWS_UNCLEAR,
	};
	const struct inventory *inv = report->inv;

	for (size_t i = 0; i < report->address_count; i++) {
		const struct address_report *a = &report->addresses[i];
		enum shows shows = of_kind[a->mailbox_kind];

		for (size_t k = 0; k < a->sighting_count; k++) {
			const struct sighting *s =
			    &inv->sightings[a->sightings[k]];
			bool email = s->field == FIELD_POC_EMAIL;
			struct resource *x =
			    s->seen.state == STATE_UNCONFIRMED
				? NULL
				: resource_of(all, inv, s->org, s->record_kind,
				      s->record);

			if (x == NULL || (email && of_organization(all, inv,
						       s->org, s->poc)))
				continue;
			x->text |= !email;
			if (shows > x->shows)
				x->shows = shows;
		}
	}
}

static int
telling_first(const void *a, const void *b)
{
	const struct resource *x = a, *y = b;

	if (x->shows != y->shows)
		return x->shows > y->shows ? -1 : 1;
	/* As the inventory has them. */
	return x->record < y->record ? -1 : x->record > y->record;
}

static void
resources_make(struct resources *all, const struct report *report)
{
	*all = (struct resources){0};
	list_records(all, report->inv);
	organizations_pocs(all, report->inv);
	own_contacts(all, report->inv);
	own_addresses(all, report);
	for (size_t i = 0; i < all->count; i++)
		all->with_own += all->items[i].shows > SHOWS_ORGANIZATION;
	if (all->count > 0)
		qsort(
		    all->items, all->count, sizeof(*all->items), telling_first);
}

static void
resources_clear(struct resources *all)
{
	for (size_t i = 0; i < all->count; i++)
		strings_clear(&all->items[i].contacts);
	free(all->items);
	free(all->of_record);
	free(all->org_poc);
}

/* ---- the picture --------------------------------------------------------- */

static const char *const words[SHOWS] = {
    [SHOWS_PERSON] = "a person\xe2\x80\x99s mailbox of their own",
    [SHOWS_UNCLEAR] = "a mailbox of their own, unclear whose",
    [SHOWS_ROLE] = "other contacts of their own",
    [SHOWS_ORGANIZATION] = "the organization\xe2\x80\x99s contacts only",
};

#define PITCH   22 /* of the squares, in units of the drawing */
#define SQUARE  16
#define COLUMNS 20

/* What it shows is told by the shape alone: a square that is hollow, half
 * filled, with a smaller one in it, or filled. */
static void
square(struct element *svg, size_t x, size_t y, enum shows shows)
{
	struct element *e = html_add(svg, "rect", "box");

	html_setf(e, "x", "%zu", x);
	html_setf(e, "y", "%zu", y);
	html_setf(e, "width", "%d", SQUARE);
	html_setf(e, "height", "%d", SQUARE);
	if (shows == SHOWS_ORGANIZATION)
		return;
	e = html_add(svg, "path", "ink");
	if (shows == SHOWS_ROLE)
		html_setf(e, "d", "M%zu %zuv%dh%dz", x, y, SQUARE, SQUARE);
	else if (shows == SHOWS_UNCLEAR)
		html_setf(e, "d", "M%zu %zuh%dv%dh-%dz", x + SQUARE / 4,
		    y + SQUARE / 4, SQUARE / 2, SQUARE / 2, SQUARE / 2);
	else
		html_setf(e, "d", "M%zu %zuh%dv%dh-%dz", x, y, SQUARE, SQUARE,
		    SQUARE);
}

/* How many of one kind show what. */
static void
counts_of(
    const struct resources *all, enum record_kind kind, size_t counts[SHOWS])
{
	memset(counts, 0, SHOWS * sizeof(counts[0]));
	for (size_t i = 0; i < all->count; i++)
		if (all->items[i].record->kind == kind)
			counts[all->items[i].shows]++;
}

static size_t
total_of(const size_t counts[SHOWS])
{
	size_t n = 0;

	for (int i = 0; i < SHOWS; i++)
		n += counts[i];
	return n;
}

static void
describe(struct element *svg, const char *name, const size_t counts[SHOWS],
    const char *what)
{
	struct element *e = html_add(svg, "title", NULL);

	html_setf(e, "id", "%s-title", name);
	html_count(e, total_of(counts), "", what);
	html_own(e, ", by the contacts that they show");
	e = html_add(svg, "desc", NULL);
	html_setf(e, "id", "%s-desc", name);
	for (int i = SHOWS_PERSON; i >= SHOWS_ORGANIZATION; i--) {
		html_number(e, counts[i]);
		html_own(e, ": ");
		html_own(e, words[i]);
		html_own(e, i > SHOWS_ORGANIZATION ? "; " : ".");
	}
}

/* One square stands for `each` of them; one that is begun is drawn. */
static void
draw(struct element *figure, const char *name, const size_t counts[SHOWS],
    const char *what, size_t each)
{
	struct element *svg = html_add(figure, "svg", "squares");
	size_t squares = 0, n = 0;

	for (int i = 0; i < SHOWS; i++)
		squares += (counts[i] + each - 1) / each;
	html_set(svg, "role", "img");
	html_setf(svg, "aria-labelledby", "%s-title %s-desc", name, name);
	html_setf(svg, "viewBox", "0 0 %d %zu", COLUMNS * PITCH,
	    (squares + COLUMNS - 1) / COLUMNS * PITCH);
	html_setf(svg, "width", "%d", COLUMNS * PITCH);
	describe(svg, name, counts, what);
	for (int s = SHOWS_PERSON; s >= SHOWS_ORGANIZATION; s--)
		for (size_t i = 0; i < (counts[s] + each - 1) / each; i++) {
			square(svg, 3 + n % COLUMNS * PITCH,
			    3 + n / COLUMNS * PITCH, (enum shows)s);
			n++;
		}
}

static void
legend(struct element *figure, const size_t counts[SHOWS])
{
	struct element *list = html_add(figure, "ul", "legend"), *item, *svg;

	for (int s = SHOWS_PERSON; s >= SHOWS_ORGANIZATION; s--) {
		item = html_add(list, "li", NULL);
		svg = html_add(item, "svg", NULL);
		html_set(svg, "aria-hidden", "true");
		html_setf(svg, "viewBox", "0 0 %d %d", PITCH, PITCH);
		html_set(svg, "width", "16");
		square(svg, 3, 3, (enum shows)s);
		html_own(item, " ");
		html_number(html_add(item, "strong", NULL), counts[s]);
		html_own(item, " ");
		html_own(item, words[s]);
	}
}

static void
picture(struct element *section, const struct resources *all,
    enum record_kind kind, const char *name, const char *what)
{
	size_t counts[SHOWS], total, each;
	struct element *figure, *e;

	counts_of(all, kind, counts);
	total = total_of(counts);
	if (total == 0)
		return;
	each = (total + WEB_SQUARES - 1) / WEB_SQUARES;
	figure = html_add(section, "figure", NULL);
	e = html_add(figure, "figcaption", NULL);
	html_number(
	    html_add(e, "strong", NULL), total - counts[SHOWS_ORGANIZATION]);
	html_own(e, " of ");
	html_count(e, total, "", what);
	if (each > 1) {
		html_own(e, "; one square stands for up to ");
		html_number(e, each);
	}
	draw(figure, name, counts, what, each);
	legend(figure, counts);
}

/* ---- the table ----------------------------------------------------------- */

static void
resource_row(struct element *body, const struct resource *x, bool many)
{
	static const char *const whose[SHOWS] = {
	    [SHOWS_ROLE] = "a role\xe2\x80\x99s, or none",
	    [SHOWS_UNCLEAR] = "unclear whose",
	    [SHOWS_PERSON] = "a person\xe2\x80\x99s",
	};
	struct element *row = html_add(body, "tr", NULL), *e;

	e = html_row_head(row);
	html_code(e, x->record->handle);
	html_text(html_add(row, "td", NULL), x->record->range);
	html_text(html_add(row, "td", NULL), x->record->name);
	html_with(row, "td", NULL, whose[x->shows]);
	e = html_add(row, "td", NULL);
	for (size_t i = 0; i < x->contacts.count && i < WEB_LIST; i++) {
		html_next(e, i, ", ");
		html_code(e, x->contacts.items[i]);
	}
	if (x->text) {
		html_next(e, x->contacts.count, ", ");
		html_own(e, "an address in its text");
	}
	if (many)
		html_code(html_add(row, "td", NULL), x->record->org);
}

static void
table(struct web *w, struct element *section, const struct resources *all)
{
	static const char *const columns[] = {"Record", "Range", "Name",
	    "Mailbox", "Contacts of its own", "Organization", NULL};
	static const char *const of_one[] = {
	    "Record", "Range", "Name", "Mailbox", "Contacts of its own", NULL};
	bool many = w->report->inv->scope_count > 1;
	struct element *body = html_table(section, "own-contacts",
	    "Networks and AS numbers with contacts of their own",
	    many ? columns : of_one);

	for (size_t i = 0; i < all->with_own && i < WEB_ROWS; i++)
		resource_row(body, &all->items[i], many);
	web_more(section, WEB_ROWS, all->with_own, "-f csv -t sightings");
}

void
web_resources(struct web *w)
{
	struct resources all;
	struct element *section, *p;

	resources_make(&all, w->report);
	if (all.count > 0) {
		section = web_section(
		    w, "resources", "Networks with contacts of their own");
		p = html_add(section, "p", NULL);
		html_own(
		    p, all.with_own == 0
			   ? "None carries contacts of its own: all show "
			     "the organization\xe2\x80\x99s, which is one "
			     "place to mend."
			   : "These carry contacts of their own beside the "
			     "organization\xe2\x80\x99s: each is one more "
			     "place to keep right, and to mend.");
		picture(section, &all, RECORD_NETWORK, "networks", "networks");
		picture(section, &all, RECORD_AUTNUM, "autnums",
		    "AS\xc2\xa0numbers");
		if (all.with_own > 0)
			table(w, section, &all);
	}
	resources_clear(&all);
}
