#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "explain.h"
#include "page.h"
#include "rdap/alloc.h"
#include "text.h"

#define RULE_COLUMN 19
#define NAME_COLUMN 24

/* ---- pieces ------------------------------------------------------------- */

static const struct told *
told_of(const struct rule *rule)
{
	for (size_t i = 0; i < told_count; i++)
		if (strcmp(told[i].id, rule->id) == 0)
			return &told[i];
	return NULL;
}

static void
item(struct page *p, const char *label, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	page_text(p, text);
	page_item(p, 2, STYLE_BOLD, label);
}

/* Set each piece between separators with `set`; returns how many. */
static size_t
each_piece(struct page *p, const char *text, char separator,
    void (*set)(struct page *, const char *piece, size_t i))
{
	size_t i = 0;

	while (text != NULL && *text != '\0') {
		const char *end = strchr(text, separator);
		size_t len = end != NULL ? (size_t)(end - text) : strlen(text);
		char *piece = xstrndup(text, len);

		set(p, piece, i++);
		free(piece);
		text += len + (end != NULL);
	}
	return i;
}

static void
set_step(struct page *p, const char *piece, size_t i)
{
	page_text(p, piece);
	page_numbered(p, 2, STYLE_BOLD, i == 0 ? "What to do" : "", i + 1);
}

static void
set_reference(struct page *p, const char *piece, size_t i)
{
	page_text(p, piece);
	page_item(p, 2, STYLE_BOLD, i == 0 ? "Read more" : "");
}

static void
set_further(struct page *p, const char *piece, size_t i)
{
	(void)i;
	page_text(p, piece);
	page_item(p, 2, STYLE_BOLD, "");
}

static void
references(struct page *p, const char *first, const char *more)
{
	page_text(p, first);
	page_item(p, 2, STYLE_BOLD, "Read more");
	each_piece(p, more, ' ', set_further);
}

static void
heading(struct page *p, const char *name, const char *title)
{
	page_text(p, name);
	page_own(p, "  ");
	page_text(p, title);
	page_heading(p);
}

/* ---- a rule ------------------------------------------------------------- */

static void
severity_of(struct page *p, const struct rule *rule)
{
	page_styled(p, text_severity_style(rule->severity),
	    severity_name(rule->severity));
	if (rule->severity_note[0] != '\0') {
		page_own(p, "; ");
		page_text(p, rule->severity_note);
	}
	page_item(p, 2, STYLE_BOLD, "Severity");
}

static void
mended_by(struct page *p, const char *by)
{
	static const struct {
		const char *by, *text;
	} all[] = {
	    {"owner", "you"},
	    {"upstream", "the provider that reassigned the network; write to "
			 "them"},
	    {"arin", "ARIN, by a ticket, where no account of yours is linked "
		     "to the record"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i].by, by) == 0)
			page_own(p, all[i].text);
	page_own(p, " (");
	page_own(p, by);
	page_own(p, ")");
	page_item(p, 2, STYLE_BOLD, "Mended by");
}

static void
steps(struct page *p, const struct rule *rule, const struct told *more)
{
	char *remedy = rule_remedy(rule, NULL);

	if (more != NULL)
		each_piece(p, more->steps, '\n', set_step);
	else
		item(p, "What to do", remedy);
	free(remedy);
}

static void
explain_rule(struct page *p, const struct rule *rule)
{
	const struct told *more = told_of(rule);

	heading(p, rule->id, rule->title);
	item(p, "Name", rule->slug);
	severity_of(p, rule);
	if (rule->judge == NULL)
		item(p, "Judged", "not in this version");
	if (more != NULL)
		item(p, "Holds when", more->holds);
	page_blank(p);
	item(p, "Why", rule->rationale);
	page_blank(p);
	steps(p, rule, more);
	mended_by(p, rule->fixable_by);
	page_blank(p);
	if (more != NULL) {
		item(p, "Cannot say", more->limits);
		item(p, "Decided", more->decided);
	}
	references(p, rule->reference, more != NULL ? more->more : NULL);
}

/* ---- a vector ----------------------------------------------------------- */

static const char *
start_in_words(enum knows knows)
{
	static const char *const starts[] = {
	    [KNOWS_NOTHING] = "nothing",
	    [KNOWS_NUMBER] = "a number: an IP address or an AS number",
	    [KNOWS_NAME] = "a name: the organization's, or a person's",
	    [KNOWS_DOMAIN] = "a mail domain",
	    [KNOWS_HANDLE] = "a handle of the registry",
	    [KNOWS_ACCOUNT] = "an account, and a signed agreement",
	};

	return starts[knows];
}

static const char *
asked_in_words(const char *asked)
{
	static const struct {
		const char *asked, *text;
	} all[] = {
	    {"no", "never by this program; told from the records only"},
	    {"own", "for the audited organizations' own resources and handles "
		    "only"},
	    {"own objects", "with --irr; only the audited organizations' own "
			    "objects are kept"},
	    {"own domain", "for confirmed own domains only"},
	    {"own handle only", "by the audited organizations' own handles "
				"only, never by an address or a name"},
	    {"import", "never; a file that you were given by ARIN is to be "
		       "imported (not in this version)"},
	};

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		if (strcmp(all[i].asked, asked) == 0)
			return all[i].text;
	return asked;
}

static void
tools_with(struct page *p, const char *vector)
{
	size_t found = 0;

	for (size_t i = 0; i < TOOL_COUNT; i++)
		for (size_t q = 0; tools[i].queries[q] != NULL; q++)
			if (strcmp(tools[i].queries[q], vector) == 0) {
				page_next(p, found++, ", ");
				page_own(p, tools[i].name);
			}
	if (found > 0)
		page_item(p, 2, STYLE_BOLD, "Tools");
}

static void
explain_vector(struct page *p, const struct vector *v)
{
	heading(p, v->id, v->title);
	item(p, "Must know", start_in_words(v->knows));
	item(p, "How", v->meaning);
	item(p, "Asked", asked_in_words(v->asked));
	tools_with(p, v->id);
	item(p, "Cannot say",
	    "That somebody did so. A report says \"reachable "
	    "by\", and whether this audit saw it (observed) "
	    "or tells it from the records (derived).");
	references(p, v->reference, NULL);
}

/* ---- tools -------------------------------------------------------------- */

static void
set_tool(struct page *p, const struct tool *tool)
{
	page_own(p, "by ");
	for (size_t q = 0; tool->queries[q] != NULL; q++) {
		page_next(p, q, ", ");
		page_own(p, tool->queries[q]);
	}
	page_own(p, "; reads ");
	page_own(p, tool->reads);
	if (tool->misses[0] != '\0') {
		page_own(p, "; misses ");
		page_own(p, tool->misses);
	}
	page_column(p, 2, NAME_COLUMN + 2, STYLE_BOLD, tool->name);
}

static void
explain_tools(struct page *p)
{
	heading(p, "tools", "public tools that collect contacts");
	page_own(p, "What each asks and how it reads the answer, from its "
		    "published source. \"Collected by\" in a report follows "
		    "from both. It is information, and no protection: what "
		    "one misses the next one reads.");
	page_set(p, 2, 2);
	page_blank(p);
	for (size_t i = 0; i < TOOL_COUNT; i++)
		set_tool(p, &tools[i]);
}

/* ---- words -------------------------------------------------------------- */

static void
set_paragraph(struct page *p, const char *piece, size_t i)
{
	if (strncmp(piece, "- ", 2) == 0) {
		page_own(p, p->utf8 ? "\u2022 " : "- ");
		page_text(p, piece + 2);
		page_set(p, 4, 6);
		return;
	}
	if (i > 0)
		page_blank(p);
	page_text(p, piece);
	page_set(p, 2, 2);
}

static void
explain_word(struct page *p, const struct word *word)
{
	heading(p, word->name, word->title);
	each_piece(p, word->meaning, '\n', set_paragraph);
	if (word->more != NULL) {
		page_blank(p);
		each_piece(p, word->more, ' ', set_reference);
	}
}

static bool
is_other(const struct word *word, const char *name)
{
	struct strings others = {0};
	bool found = false;

	strings_split(&others, word->others, ' ');
	for (size_t i = 0; i < others.count; i++)
		found |= strcasecmp(others.items[i], name) == 0;
	strings_clear(&others);
	return found;
}

static const struct word *
word_find(const char *name)
{
	for (size_t i = 0; i < word_count; i++)
		if (strcasecmp(words[i].name, name) == 0 ||
		    is_other(&words[i], name))
			return &words[i];
	return NULL;
}

/* ---- finding what is meant ---------------------------------------------- */

static const struct vector *
vector_of(const char *name)
{
	for (size_t i = 0; i < vector_count; i++)
		if (strcasecmp(vectors[i].id, name) == 0)
			return &vectors[i];
	return NULL;
}

/* A rule, or a finding of one: "WE102-3f9c0a71b2d4". */
static const struct rule *
rule_of(const char *name)
{
	size_t id = strlen("WE102"), digits;
	const struct rule *rule = rule_find(name);
	char *head;

	if (rule != NULL || strlen(name) <= id || name[id] != '-')
		return rule;
	digits = strspn(name + id + 1, "0123456789abcdefABCDEF");
	if (digits == 0 || name[id + 1 + digits] != '\0')
		return NULL;
	head = xstrndup(name, id);
	rule = rule_find(head);
	free(head);
	return rule;
}

static bool
is_tool(const char *name)
{
	return strcasecmp(name, "tools") == 0 ||
	       strcasecmp(name, "collected-by") == 0 || tool_find(name) != NULL;
}

int
explain(const char *name, const struct format_options *options, FILE *out)
{
	const struct rule *rule = rule_of(name);
	const struct vector *vector = vector_of(name);
	const struct word *word = word_find(name);
	struct page p;

	if (rule == NULL && vector == NULL && word == NULL && !is_tool(name))
		return 1;
	page_init(&p, out, options);
	if (rule != NULL)
		explain_rule(&p, rule);
	else if (vector != NULL)
		explain_vector(&p, vector);
	else if (word != NULL)
		explain_word(&p, word);
	else
		explain_tools(&p);
	page_clear(&p);
	return ferror(out) ? -1 : 0;
}

const char **
explain_names(void)
{
	const char **names;
	size_t n = 0;

	names = xcalloc(
	    2 * rule_count + vector_count + word_count + 2, sizeof(*names));
	for (size_t i = 0; i < rule_count; i++) {
		names[n++] = rules[i].id;
		names[n++] = rules[i].slug;
	}
	for (size_t i = 0; i < vector_count; i++)
		names[n++] = vectors[i].id;
	for (size_t i = 0; i < word_count; i++)
		names[n++] = words[i].name;
	names[n++] = "tools";
	return names;
}

/* ---- the list ----------------------------------------------------------- */

static const struct {
	char digit; /* of WE1xx */
	const char *title;
} families[] = {
    {'0', "What was looked at"},
    {'1', "Whose mailbox it is"},
    {'2', "Where it stands, and whom it serves"},
    {'3', "Whether the record is looked after, and mail arrives"},
    {'4', "The organization as a whole"},
    {'5', "What changed"},
    {'6', "What mail shows"},
};

static void
subheading(struct page *p, const char *text)
{
	page_blank(p);
	page_styled(p, STYLE_BOLD, text);
	page_set(p, 0, 0);
}

static void
list_rule(struct page *p, const struct rule *rule)
{
	char *label =
	    xasprintf("%s  %s", rule->id, severity_name(rule->severity));

	page_text(p, rule->title);
	page_own(p, "  ");
	page_style(p, STYLE_DIM);
	page_text(p, rule->slug);
	if (rule->judge == NULL)
		page_own(p, ", not judged in this version");
	page_style(p, STYLE_PLAIN);
	page_column(
	    p, 2, RULE_COLUMN, text_severity_style(rule->severity), label);
	free(label);
}

static void
list_rules(struct page *p)
{
	for (size_t f = 0; f < sizeof(families) / sizeof(families[0]); f++) {
		subheading(p, families[f].title);
		for (size_t i = 0; i < rule_count; i++)
			if (rules[i].id[2] == families[f].digit)
				list_rule(p, &rules[i]);
	}
}

static void
list_vectors(struct page *p)
{
	char *line;

	for (size_t i = 0; i < vector_count; i++) {
		if (i == 0 || vectors[i].knows != vectors[i - 1].knows) {
			line = xasprintf("Ways that start from %s",
			    start_in_words(vectors[i].knows));
			subheading(p, line);
			free(line);
		}
		page_text(p, vectors[i].title);
		page_column(p, 2, NAME_COLUMN, STYLE_PLAIN, vectors[i].id);
	}
}

static void
list_words(struct page *p)
{
	subheading(p, "Words");
	for (size_t i = 0; i < word_count; i++) {
		page_text(p, words[i].title);
		page_column(p, 2, NAME_COLUMN, STYLE_PLAIN, words[i].name);
	}
	page_own(p, "public tools that collect contacts, and how they read");
	page_column(p, 2, NAME_COLUMN, STYLE_PLAIN, "tools");
}

int
explain_list(const struct format_options *options, FILE *out)
{
	struct page p;

	page_init(&p, out, options);
	page_own(&p, "What can be explained: \"whoexposed explain WE102\", or "
		     "any other name of this list.");
	page_set(&p, 0, 0);
	list_rules(&p);
	list_vectors(&p);
	list_words(&p);
	page_clear(&p);
	return ferror(out) ? -1 : 0;
}
