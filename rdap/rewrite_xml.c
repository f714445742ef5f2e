#include <libxml/parser.h>
#include <libxml/tree.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "rewrite.h"
#include "whoisrws.h"

#define NAMESPACES "www.arin.net/whoisrws/"

struct writing {
	const struct rewriter *w;
	struct rewrite_of of;
};

/* What the text of an element is; those that are not here go, with all that is
 * in them. */
static const struct {
	const char *name;
	enum rewrite_what what;
} elements[] = {
    {"poc", REWRITE_TEXT},
    {"org", REWRITE_TEXT},
    {"customer", REWRITE_TEXT},
    {"net", REWRITE_TEXT},
    {"asn", REWRITE_TEXT},
    {"pocs", REWRITE_TEXT},
    {"orgs", REWRITE_TEXT},
    {"customers", REWRITE_TEXT},
    {"nets", REWRITE_TEXT},
    {"asns", REWRITE_TEXT},
    {"pft", REWRITE_TEXT},
    {"pocRef", REWRITE_URL},
    {"pocLinkRef", REWRITE_URL},
    {"orgRef", REWRITE_URL},
    {"parentOrgRef", REWRITE_URL},
    {"orgPocLinkRef", REWRITE_URL},
    {"customerRef", REWRITE_URL},
    {"netRef", REWRITE_URL},
    {"parentNetRef", REWRITE_URL},
    {"netPocLinkRef", REWRITE_URL},
    {"asnRef", REWRITE_URL},
    {"asnPocLinkRef", REWRITE_URL},
    {"ref", REWRITE_URL},
    {"rdapRef", REWRITE_URL},
    {"handle", REWRITE_TEXT},
    {"name", REWRITE_TEXT},
    {"companyName", REWRITE_TEXT},
    {"firstName", REWRITE_PART},
    {"lastName", REWRITE_PART},
    {"isRoleAccount", REWRITE_TEXT},
    {"emails", REWRITE_TEXT},
    {"email", REWRITE_ADDRESS},
    {"phones", REWRITE_TEXT},
    {"phone", REWRITE_TEXT},
    {"number", REWRITE_NUMBER},
    {"type", REWRITE_TEXT},
    {"pocType", REWRITE_TEXT},
    {"code", REWRITE_TEXT},
    {"description", REWRITE_TEXT},
    {"status", REWRITE_TEXT},
    {"comment", REWRITE_TEXT},
    {"line", REWRITE_TEXT},
    {"streetAddress", REWRITE_STREET},
    {"registrationDate", REWRITE_TEXT},
    {"updateDate", REWRITE_TEXT},
    {"startAddress", REWRITE_TEXT},
    {"endAddress", REWRITE_TEXT},
    {"cidrLength", REWRITE_TEXT},
    {"version", REWRITE_TEXT},
    {"netBlocks", REWRITE_TEXT},
    {"netBlock", REWRITE_TEXT},
    {"originASes", REWRITE_TEXT},
    {"originAS", REWRITE_TEXT},
    {"startAsNumber", REWRITE_TEXT},
    {"endAsNumber", REWRITE_TEXT},
    {"canAllocate", REWRITE_TEXT},
    {"resources", REWRITE_TEXT},
    {"limitExceeded", REWRITE_TEXT},
};

#define ELEMENT_COUNT (sizeof(elements) / sizeof(*elements))

static const char *const plain_attributes[] = {"relPocDescription",
    "relPocFunction", "description", "function", "startAddress", "endAddress",
    "startAsNumber", "endAsNumber", "limit", "number", NULL};

static bool
is_named(const xmlNode *node, const char *name)
{
	return node != NULL && node->type == XML_ELEMENT_NODE &&
	       strcmp((const char *)node->name, name) == 0;
}

static bool
is_of(const xmlNode *node, const char *head)
{
	return node != NULL &&
	       strncmp((const char *)node->name, head, strlen(head)) == 0;
}

static bool
is_holder(const xmlNode *node)
{
	return is_of(node, "org") || is_of(node, "parentOrg") ||
	       is_of(node, "customer");
}

static char *
content(const xmlNode *node)
{
	xmlChar *text = node != NULL ? xmlNodeGetContent(node) : NULL;
	const char *from = text != NULL ? (const char *)text : "";
	size_t len;
	char *copy;

	from += strspn(from, " \t\r\n");
	len = strlen(from);
	while (len > 0 && strchr(" \t\r\n", from[len - 1]) != NULL)
		len--;
	copy = xstrndup(from, len);
	xmlFree(text);
	return copy;
}

static xmlNode *
child(const xmlNode *node, const char *name)
{
	for (xmlNode *c = node->children; c != NULL; c = c->next)
		if (is_named(c, name))
			return c;
	return NULL;
}

static char *
word(struct writing *x, enum rewrite_what what, const char *text)
{
	return *text != '\0' ? x->w->word(x->w->arg, what, text, &x->of)
			     : xstrdup("");
}

/* Takes `text`. */
static void
set_content(xmlNode *node, char *text)
{
	xmlNodeSetContent(node, NULL);
	xmlNodeAddContent(node, (const xmlChar *)text);
	free(text);
}

static enum rewrite_what
what_of(const xmlNode *node, enum rewrite_what usual)
{
	const xmlNode *parent = node->parent;

	if (is_named(node, "handle"))
		return is_named(parent, "poc") ? REWRITE_HANDLE
		       : is_holder(parent)     ? REWRITE_HOLDER
					       : REWRITE_TEXT;
	if (is_named(node, "name") && is_named(parent, "customer"))
		return REWRITE_NAME;
	if (is_named(node, "line") && is_named(parent, "streetAddress"))
		return REWRITE_STREET;
	return usual;
}

static bool
attribute_what(const xmlNode *node, const char *name, enum rewrite_what *what)
{
	*what = REWRITE_TEXT;
	if (strcmp(name, "relPocHandle") == 0)
		*what = REWRITE_HANDLE;
	else if (strcmp(name, "relPocName") == 0)
		*what = REWRITE_NAME;
	else if (strcmp(name, "handle") == 0)
		*what = is_of(node, "poc") ? REWRITE_HANDLE
			: is_holder(node)  ? REWRITE_HOLDER
					   : REWRITE_TEXT;
	else if (strcmp(name, "name") == 0)
		*what = is_of(node, "poc") || is_of(node, "customer")
			    ? REWRITE_NAME
			    : REWRITE_TEXT;
	else
		for (size_t i = 0;; i++) {
			if (plain_attributes[i] == NULL)
				return false;
			if (strcmp(name, plain_attributes[i]) == 0)
				break;
		}
	return true;
}

static void
attributes(struct writing *x, xmlNode *node)
{
	struct rewrite_of outer = x->of;
	xmlChar *handle = NULL;
	xmlAttr *next;

	handle = xmlGetNoNsProp(node, (const xmlChar *)"relPocHandle");
	if (handle == NULL)
		handle = xmlGetNoNsProp(node, (const xmlChar *)"handle");
	if (handle != NULL)
		x->of = (struct rewrite_of){.handle = (const char *)handle};
	for (xmlAttr *a = node->properties; a != NULL; a = next) {
		enum rewrite_what what;
		xmlChar *value;
		char *by;

		next = a->next;
		if (a->ns != NULL ||
		    !attribute_what(node, (const char *)a->name, &what)) {
			xmlRemoveProp(a);
			continue;
		}
		value = xmlNodeGetContent((xmlNode *)a);
		by = word(x, what, value != NULL ? (const char *)value : "");
		xmlSetNsProp(node, NULL, a->name, (const xmlChar *)by);
		free(by);
		xmlFree(value);
	}
	x->of = outer;
	xmlFree(handle);
}

/*
 * The whole name is what RDAP gives: it goes into one of the two elements, the
 * other is empty. A first name tells a person where nothing else does.
 */
static void
name_of_poc(struct writing *x, xmlNode *poc)
{
	xmlNode *first = child(poc, "firstName"),
		*last = child(poc, "lastName");
	char *given = content(first), *surname = content(last), *whole, *by;

	whole = *given != '\0' && *surname != '\0'
		    ? xasprintf("%s %s", given, surname)
		    : xasprintf("%s%s", given, surname);
	by = word(x, REWRITE_NAME, whole);
	free(word(x, REWRITE_PART, given));
	free(word(x, REWRITE_PART, surname));
	if (child(poc, "isRoleAccount") == NULL)
		xmlNewTextChild(poc, poc->ns, (const xmlChar *)"isRoleAccount",
		    (const xmlChar *)(*given != '\0' ? "N" : "Y"));
	if (strcmp(by, whole) != 0) {
		if (last == NULL)
			last = xmlNewChild(
			    poc, poc->ns, (const xmlChar *)"lastName", NULL);
		set_content(last, xstrdup(by));
		if (first != NULL)
			set_content(first, xstrdup(""));
	}
	free(by);
	free(whole);
	free(given);
	free(surname);
}

static void rewrite(struct writing *x, xmlNode *node, enum rewrite_what what);

static bool
known(const xmlNode *node, enum rewrite_what *what)
{
	if (node->type != XML_ELEMENT_NODE || node->ns == NULL ||
	    strstr((const char *)node->ns->href, NAMESPACES) == NULL)
		return false;
	for (size_t i = 0; i < ELEMENT_COUNT; i++)
		if (is_named(node, elements[i].name)) {
			*what = what_of(node, elements[i].what);
			return true;
		}
	return false;
}

static bool
has_elements(const xmlNode *node)
{
	for (const xmlNode *c = node->children; c != NULL; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			return true;
	return false;
}

static void
children(struct writing *x, xmlNode *node)
{
	xmlNode *next;

	for (xmlNode *c = node->children; c != NULL; c = next) {
		enum rewrite_what what;

		next = c->next;
		if (known(c, &what)) {
			rewrite(x, c, what);
			continue;
		}
		xmlUnlinkNode(c);
		xmlFreeNode(c);
	}
}

static void
rewrite(struct writing *x, xmlNode *node, enum rewrite_what what)
{
	struct rewrite_of outer = x->of;
	char *handle = NULL, *role = NULL, *text;

	attributes(x, node);
	if (is_named(node, "poc")) {
		handle = content(child(node, "handle"));
		role = content(child(node, "isRoleAccount"));
		x->of = (struct rewrite_of){.handle = handle,
		    .individual = strcasecmp(role, "Y") != 0 &&
				  child(node, "firstName") != NULL};
		name_of_poc(x, node);
	} else if (is_named(node, "customer"))
		x->of = (struct rewrite_of){.handle = ""};
	if (has_elements(node))
		children(x, node);
	else if (what != REWRITE_PART) {
		xmlChar *raw = xmlNodeGetContent(node);

		/* Blanks count in lines of a comment. */
		text = is_named(node, "line")
			   ? xstrdup(raw != NULL ? (const char *)raw : "")
			   : content(node);
		set_content(node, word(x, what, text));
		free(text);
		xmlFree(raw);
	}
	x->of = outer;
	free(handle);
	free(role);
}

static int
readable(const char *data, size_t len, struct error *err)
{
	struct document *d = whoisrws_parse(data, len, err);

	document_free(d);
	return d == NULL ? -1 : 0;
}

int
rewrite_xml(const struct rewriter *w, const char *data, size_t len,
    struct buf *out, struct error *err)
{
	struct writing x = {.w = w, .of = {.handle = ""}};
	enum rewrite_what what;
	xmlChar *text = NULL;
	xmlNode *root, *next;
	xmlDoc *doc;
	int size = 0;

	if (readable(data, len, err) == -1)
		return -1;
	doc = xmlReadMemory(data, (int)len, NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR |
		XML_PARSE_NOWARNING);
	root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	if (root == NULL || !known(root, &what)) {
		xmlFreeDoc(doc);
		return error_set(err, ERROR_PROTOCOL, "not XML of Whois-RWS");
	}
	for (xmlNode *n = doc->children; n != NULL; n = next) {
		next = n->next;
		if (n == root)
			continue;
		xmlUnlinkNode(n);
		xmlFreeNode(n);
	}
	rewrite(&x, root, what);
	xmlDocDumpMemoryEnc(doc, &text, &size, "UTF-8");
	xmlFreeDoc(doc);
	if (text == NULL)
		alloc_fail();
	buf_add(out, text, (size_t)size);
	xmlFree(text);
	return 0;
}
