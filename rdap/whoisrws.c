#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "markup.h"
#include "whoisrws.h"
#include "whoisrws_tree.h"

#define ATTRIBUTES_MAX 64 /* read of one element; the tag itself is bounded */
#define SLICE          16384
#define PAGE_LIMIT     ((size_t)1 << 20)

struct whoisrws {
	xmlParserCtxtPtr ctxt;
	struct markup markup;
	struct rws_tree tree;
	size_t size;
	bool failed;
	struct error *err; /* of the call under way */
};

/* ---- libxml2's callbacks ------------------------------------------------ */

static void
stop_if(struct whoisrws *w, int rc)
{
	if (rc == 0)
		return;
	w->failed = true;
	xmlStopParser(w->ctxt);
}

/* In a value libxml2 leaves each '&' as "&#38;", and no other '&' stands. */
static char *
value_text(const char *value, const char *value_end)
{
	static const char escaped[] = "&#38;";
	struct buf text = {0};
	const char *amp;

	while (value < value_end) {
		amp = memchr(value, '&', (size_t)(value_end - value));
		if (amp == NULL)
			break;
		buf_add(&text, value, (size_t)(amp + 1 - value));
		value = amp + 1;
		if ((size_t)(value_end - amp) >= sizeof(escaped) - 1 &&
		    memcmp(amp, escaped, sizeof(escaped) - 1) == 0)
			value = amp + sizeof(escaped) - 1;
	}
	buf_add(&text, value, (size_t)(value_end - value));
	return buf_take(&text);
}

/* Those of no namespace; five pointers each: name, prefix, namespace, value
 * and its end. */
static void
read_attributes(const xmlChar **from, int count,
    struct rws_attribute items[ATTRIBUTES_MAX], struct rws_attributes *to,
    struct strings *values)
{
	int i;

	to->items = items;
	to->count = 0;
	for (i = 0; i < count && to->count < ATTRIBUTES_MAX; i++, from += 5) {
		if (from[2] != NULL)
			continue;
		strings_take(values,
		    value_text((const char *)from[3], (const char *)from[4]));
		items[to->count++] = (struct rws_attribute){
		    (const char *)from[0], values->items[values->count - 1]};
	}
}

static void
start_element(void *arg, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *namespace, int namespace_count, const xmlChar **namespaces,
    int count, int defaulted, const xmlChar **from)
{
	struct rws_attribute items[ATTRIBUTES_MAX];
	struct rws_attributes attributes;
	struct strings values = {0};
	struct whoisrws *w = arg;

	(void)prefix;
	(void)namespace_count;
	(void)namespaces;
	(void)defaulted;
	if (w->failed)
		return;
	read_attributes(from, count, items, &attributes, &values);
	stop_if(w, rws_tree_open(&w->tree,
		       namespace != NULL ? (const char *)namespace : "",
		       (const char *)name, &attributes, w->err));
	strings_clear(&values);
}

static void
end_element(void *arg, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *namespace)
{
	struct whoisrws *w = arg;

	(void)prefix;
	(void)namespace;
	if (!w->failed)
		stop_if(
		    w, rws_tree_close(&w->tree, (const char *)name, w->err));
}

static void
characters(void *arg, const xmlChar *text, int len)
{
	struct whoisrws *w = arg;

	if (!w->failed)
		stop_if(w, rws_tree_text(&w->tree, (const char *)text,
			       (size_t)len, w->err));
}

/* markup.c refuses it before; this is the second lock. */
static void
internal_subset(void *arg, const xmlChar *name, const xmlChar *external_id,
    const xmlChar *system_id)
{
	struct whoisrws *w = arg;

	(void)name;
	(void)external_id;
	(void)system_id;
	stop_if(w, error_set(w->err, ERROR_PROTOCOL, "/: a document type"));
}

/* Nothing in this process has a reason to have libxml2 load anything. */
static xmlParserInputPtr
load_nothing(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
	(void)url;
	(void)id;
	(void)ctxt;
	return NULL;
}

/* ---- the reader --------------------------------------------------------- */

static void
begin(struct whoisrws *w)
{
	xmlSAXHandler sax;

	/* What has no callback goes nowhere: no tree, no words to stderr. */
	memset(&sax, 0, sizeof(sax));
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = start_element;
	sax.endElementNs = end_element;
	sax.characters = characters;
	sax.ignorableWhitespace = characters;
	sax.cdataBlock = characters;
	sax.internalSubset = internal_subset;
	w->ctxt = xmlCreatePushParserCtxt(&sax, w, NULL, 0, NULL);
	if (w->ctxt == NULL)
		alloc_fail();
	/* What says it is not UTF-8 is read as UTF-8 all the same. */
	xmlCtxtUseOptions(w->ctxt, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
}

static void
end(struct whoisrws *w)
{
	xmlFreeParserCtxt(w->ctxt);
	rws_tree_clear(&w->tree);
	memset(w, 0, sizeof(*w));
}

struct whoisrws *
whoisrws_new(void)
{
	struct whoisrws *w = xcalloc(1, sizeof(*w));

	xmlInitParser();
	xmlSetExternalEntityLoader(load_nothing);
	begin(w);
	return w;
}

void
whoisrws_reset(struct whoisrws *w)
{
	end(w);
	begin(w);
}

void
whoisrws_free(struct whoisrws *w)
{
	if (w == NULL)
		return;
	end(w);
	free(w);
}

/*
 * libxml2's own words may quote what stands there, which may be personal
 * data; what is wrong and where is enough.
 */
static const char *
reason(const struct whoisrws *w, int code)
{
	switch (code) {
	case XML_ERR_INVALID_CHAR:
	case XML_ERR_INVALID_ENCODING:
		return "invalid UTF-8, or a character that XML does not have";
	case XML_ERR_UNDECLARED_ENTITY:
		return "an entity that XML does not have";
	case XML_ERR_DOCUMENT_END:
		return w->tree.closed ? "goes on after its end" : "cut short";
	default:
		return "not well-formed XML";
	}
}

static int
parse_slice(struct whoisrws *w, const char *data, size_t len, bool last)
{
	int code = xmlParseChunk(w->ctxt, data, (int)len, last);

	if (w->failed)
		return -1;
	/* A prefix that stands for nothing is no error to libxml2. */
	if (code == XML_ERR_OK && w->ctxt->nsWellFormed)
		return 0;
	if (code == XML_ERR_NO_MEMORY)
		alloc_fail();
	return error_set(w->err, ERROR_PROTOCOL, "/: line %d: %s",
	    w->ctxt->lastError.line, reason(w, code));
}

static int
feed(struct whoisrws *w, const char *data, size_t len)
{
	size_t n;

	w->size += len;
	if (w->size > PARSE_SEARCH_LIMIT)
		return error_set(
		    w->err, ERROR_PROTOCOL, "/: more than 128 MiB");
	/* Whatever the caller's pieces are, libxml2 sees small ones. */
	for (; len > 0; data += n, len -= n) {
		n = len < SLICE ? len : SLICE;
		if (markup_feed(&w->markup, data, n, w->err) == -1 ||
		    parse_slice(w, data, n, false) == -1)
			return -1;
	}
	return 0;
}

int
whoisrws_feed(
    struct whoisrws *w, const char *data, size_t len, struct error *err)
{
	w->err = err;
	if (!w->failed && feed(w, data, len) == -1)
		w->failed = true;
	w->err = NULL;
	return w->failed ? -1 : 0;
}

struct document *
whoisrws_finish(struct whoisrws *w, struct error *err)
{
	struct document *d = NULL;

	w->err = err;
	if (!w->failed && parse_slice(w, NULL, 0, true) == 0) {
		if (w->tree.closed)
			d = rws_tree_take(&w->tree);
		else
			error_set(err, ERROR_PROTOCOL, "/: cut short");
	}
	w->failed = true;
	w->err = NULL;
	return d;
}

struct document *
whoisrws_parse(const char *data, size_t len, struct error *err)
{
	struct whoisrws *w = whoisrws_new();
	struct document *d = NULL;

	if (whoisrws_feed(w, data, len, err) == 0)
		d = whoisrws_finish(w, err);
	whoisrws_free(w);
	return d;
}

bool
whoisrws_no_results(const char *body, size_t len)
{
	char *text = xstrndup(body, len < PAGE_LIMIT ? len : PAGE_LIMIT);
	bool found;

	found = strcasestr(text, "did not yield any results") != NULL ||
		strcasestr(text, "no search results") != NULL;
	free(text);
	return found;
}
