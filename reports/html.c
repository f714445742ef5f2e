#include <libxml/HTMLtree.h>
#include <string.h>

#include "escape.h"
#include "html.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"

static const xmlChar *
chars(const char *text)
{
	return (const xmlChar *)text;
}

static xmlNodePtr
node_of(struct element *e)
{
	return (xmlNodePtr)(void *)e;
}

static struct element *
element_of(xmlNodePtr node)
{
	if (node == NULL)
		alloc_fail();
	return (struct element *)(void *)node;
}

struct element *
html_new(void)
{
	xmlDocPtr doc = htmlNewDocNoDtD(NULL, NULL);
	xmlNodePtr root;

	if (doc == NULL ||
	    xmlCreateIntSubset(doc, chars("html"), NULL, NULL) == NULL)
		alloc_fail();
	root = xmlNewDocNode(doc, NULL, chars("html"), NULL);
	if (root == NULL)
		alloc_fail();
	xmlDocSetRootElement(doc, root);
	return element_of(root);
}

void
html_free(struct element *html)
{
	if (html != NULL)
		xmlFreeDoc(node_of(html)->doc);
}

/* What fails is told by the stream afterwards; the library would tell of it
 * on stderr. */
static int
write_out(void *stream, const char *data, int len)
{
	if (!ferror(stream))
		fwrite(data, 1, (size_t)len, stream);
	return len;
}

int
html_write(struct element *html, FILE *out)
{
	xmlOutputBufferPtr buffer =
	    xmlOutputBufferCreateIO(write_out, NULL, out, NULL);

	if (buffer == NULL)
		alloc_fail();
	htmlDocContentDumpFormatOutput(buffer, node_of(html)->doc, NULL, 0);
	if (xmlOutputBufferClose(buffer) < 0 || ferror(out))
		return -1;
	return 0;
}

/* Those that begin a line, so that the file can be read and compared. */
static bool
begins_line(const char *name)
{
	static const char *const names[] = {"head", "body", "meta", "style",
	    "header", "nav", "main", "footer", "section", "article", "h1", "h2",
	    "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "div", "table",
	    "caption", "thead", "tbody", "tr", "figure", "svg", "rect", "path"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

struct element *
html_add(struct element *parent, const char *name, const char *class)
{
	xmlNodePtr node;

	if (begins_line(name))
		html_own(parent, "\n");
	node = xmlNewChild(node_of(parent), NULL, chars(name), NULL);
	if (class != NULL && node != NULL)
		html_set(element_of(node), "class", class);
	return element_of(node);
}

struct element *
html_with(struct element *parent, const char *name, const char *class,
    const char *own)
{
	struct element *e = html_add(parent, name, class);

	html_own(e, own);
	return e;
}

void
html_set(struct element *e, const char *name, const char *own)
{
	if (xmlNewProp(node_of(e), chars(name), chars(own)) == NULL)
		alloc_fail();
}

void
html_setf(struct element *e, const char *name, const char *fmt, ...)
{
	va_list ap;
	char *value;

	va_start(ap, fmt);
	value = xvasprintf(fmt, ap);
	va_end(ap);
	html_set(e, name, value);
	free(value);
}

void
html_own(struct element *e, const char *text)
{
	xmlNodePtr parent = node_of(e);
	xmlNodePtr node = xmlNewDocText(parent->doc, chars(text));

	if (node == NULL || xmlAddChild(parent, node) == NULL)
		alloc_fail();
}

void
html_stranger(struct element *e, const char *text)
{
	struct buf visible = {0};

	if (text == NULL)
		return;
	escape_terminal(&visible, text, false);
	if (visible.len > 0)
		html_own(e, visible.data);
	buf_clear(&visible);
}

void
html_text(struct element *e, const char *text)
{
	html_stranger(html_add(e, "bdi", NULL), text);
}

void
html_address(struct element *e, const char *text)
{
	const char *at = strrchr(text, '@');
	char *local = xstrndup(text, at != NULL ? (size_t)(at - text) + 1 : 0);

	e = html_add(e, "bdi", NULL);
	html_stranger(e, local);
	html_stranger(html_add(e, "span", "host"), text + strlen(local));
	free(local);
}

void
html_code(struct element *e, const char *text)
{
	struct element *code = html_add(e, "code", NULL);

	html_set(code, "dir", "auto");
	html_stranger(code, text);
}

void
html_number(struct element *e, size_t n)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%zu", n);
	html_own(e, digits);
}

void
html_count(struct element *e, size_t n, const char *one, const char *many)
{
	html_number(e, n);
	html_own(e, "\xc2\xa0");
	html_own(e, n == 1 ? one : many);
}

void
html_next(struct element *e, size_t i, const char *separator)
{
	if (i > 0)
		html_own(e, separator);
}

static void
time_of(struct element *e, int64_t when, size_t len, const char *zone)
{
	char text[CLOCK_TEXT_MAX];
	struct element *time;

	if (when == CLOCK_NONE) {
		html_own(e, "an unknown time");
		return;
	}
	time = html_add(e, "time", NULL);
	clock_format(when, text);
	html_set(time, "datetime", text);
	if (strlen(text) > len)
		text[len] = '\0';
	if (len > 10)
		text[10] = ' ';
	html_own(time, text);
	html_own(time, zone);
}

void
html_date(struct element *e, int64_t when)
{
	time_of(e, when, 10, "");
}

void
html_moment(struct element *e, int64_t when)
{
	time_of(e, when, 16, " UTC");
}

struct element *
html_table(struct element *parent, const char *id, const char *caption,
    const char *const *columns)
{
	struct element *region = html_add(parent, "div", "scroll"), *table, *e;

	html_set(region, "id", id);
	html_set(region, "role", "region");
	html_set(region, "tabindex", "0");
	html_setf(region, "aria-labelledby", "%s-caption", id);
	table = html_add(region, "table", NULL);
	e = html_with(table, "caption", NULL, caption);
	html_setf(e, "id", "%s-caption", id);
	e = html_add(html_add(table, "thead", NULL), "tr", NULL);
	for (; *columns != NULL; columns++) {
		bool numbers = **columns == '>';

		html_set(html_with(
			     e, "th", numbers ? "n" : NULL, *columns + numbers),
		    "scope", "col");
	}
	return html_add(table, "tbody", NULL);
}

struct element *
html_row_head(struct element *row)
{
	struct element *cell = html_add(row, "th", NULL);

	html_set(cell, "scope", "row");
	return cell;
}
