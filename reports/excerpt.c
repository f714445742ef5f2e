#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "excerpt.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"

/* ---- lines --------------------------------------------------------------- */

static void
add_line(struct excerpt *x, struct buf *line)
{
	strings_add(&x->lines, line->len > 0 ? line->data : "");
	buf_reset(line);
}

/* The length of the JSON string at `s`, quotes included. */
static size_t
string_length(const char *s)
{
	size_t i = 1;

	while (s[i] != '\0' && s[i] != '"')
		i += s[i] == '\\' && s[i + 1] != '\0' ? 2 : 1;
	return s[i] == '"' ? i + 1 : i;
}

/* The length of the array or object at `s`, or 0: more than `most`. */
static size_t
span_length(const char *s, size_t most)
{
	size_t i = 0, depth = 0;

	while (i < most && s[i] != '\0') {
		if (s[i] == '"') {
			i += string_length(s + i);
			continue;
		}
		if (s[i] == '[' || s[i] == '{')
			depth++;
		else if ((s[i] == ']' || s[i] == '}') && --depth == 0)
			return i + 1;
		i++;
	}
	return 0;
}

static void
begin_line(struct excerpt *x, struct buf *line, size_t depth)
{
	add_line(x, line);
	for (size_t i = 0; i < depth; i++)
		buf_puts(line, "  ");
}

static void
set_json(struct excerpt *x, const char *s, unsigned width)
{
	struct buf line = {0};
	size_t depth = 0, len;

	while (*s != '\0') {
		len = 1;
		if (*s == '"') {
			len = string_length(s);
		} else if (*s == '[' || *s == '{') {
			size_t room = width > line.len ? width - line.len : 0;
			size_t span = span_length(s, room);

			if (span > 0 && depth > 0)
				len = span;
			else
				depth++;
		} else if ((*s == ']' || *s == '}') && depth > 0) {
			begin_line(x, &line, --depth);
		}
		buf_add(&line, s, len);
		if (len == 1 && strchr("[{,", *s) != NULL)
			begin_line(x, &line, depth);
		s += len;
	}
	add_line(x, &line);
	buf_clear(&line);
}

/* An element that holds no other stands on a line of its own. */
static void
set_xml(struct excerpt *x, const char *s)
{
	struct buf line = {0};
	size_t depth = 0;

	while (*s != '\0') {
		const char *end = strchr(s, '>');
		size_t len = end != NULL ? (size_t)(end - s) + 1 : strlen(s);
		bool closes = *s == '<' && s[1] == '/';
		bool text = *s != '<';

		if (text)
			len = strcspn(s, "<");
		if (closes && depth > 0)
			depth--;
		buf_add(&line, s, len);
		if (len > 1 && s[len - 2] == '/' && s[len - 1] == '>')
			closes = true;
		else if (!text && !closes && s[len - 1] == '>')
			depth++;
		s += len;
		if (!text && *s == '<' && (closes || s[1] != '/'))
			begin_line(x, &line,
			    s[1] == '/' && depth > 0 ? depth - 1 : depth);
	}
	add_line(x, &line);
	buf_clear(&line);
}

static void
set_text(struct excerpt *x, const char *s)
{
	struct buf line = {0};
	size_t len;

	for (; *s != '\0'; s += len + (s[len] == '\n')) {
		len = strcspn(s, "\n");
		buf_add(&line, s, len);
		add_line(x, &line);
	}
	buf_clear(&line);
}

void
excerpt_init(struct excerpt *x, const char *part, unsigned width)
{
	*x = (struct excerpt){0};
	if (*part == '{')
		set_json(x, part, width);
	else if (*part == '<')
		set_xml(x, part);
	else
		set_text(x, part);
	x->marked = xcalloc(x->lines.count + 1, sizeof(*x->marked));
}

void
excerpt_clear(struct excerpt *x)
{
	strings_clear(&x->lines);
	free(x->marked);
	*x = (struct excerpt){0};
}

/* ---- marks --------------------------------------------------------------- */

/* Text without what formats put between words and letters, and where each
 * character of it came from. */
struct bare {
	struct buf text;
	struct from {
		size_t line, at;
	} * from;
};

static bool
is_between(char c)
{
	return (unsigned char)c <= ' ' || c == '"' || c == ',' || c == '\\';
}

static void
bare_add(struct bare *b, char c, size_t line, size_t at)
{
	b->from = xgrow(b->from, b->text.len, sizeof(*b->from));
	b->from[b->text.len] = (struct from){line, at};
	buf_putc(&b->text, c);
}

/* How much of JSON's escape at `s` stands for something between words. */
static size_t
json_escape(const char *s)
{
	if (s[1] == 'u' && strncmp(s + 2, "00", 2) == 0 &&
	    (s[4] == '0' || s[4] == '1') && s[5] != '\0')
		return 6;
	return s[1] != '\0' && strchr("bfnrt\\\"", s[1]) != NULL ? 2 : 1;
}

/* How much of the tag or the entity at `s` does; 0 for anything else. `*c` is
 * the letter it stands for, if any. */
static size_t
xml_escape(const char *s, char *c)
{
	static const struct {
		const char *name;
		char c;
	} entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'},
	    {"&apos;", '\''}, {"&#39;", '\''}, {"&quot;", '\0'},
	    {"&#34;", '\0'}, {"&#13;", '\0'}};

	*c = '\0';
	if (*s == '<')
		return strcspn(s, ">") + (strchr(s, '>') != NULL);
	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++)
		if (strncmp(s, entities[i].name, strlen(entities[i].name)) ==
		    0) {
			*c = entities[i].c;
			return strlen(entities[i].name);
		}
	return 0;
}

static void
bare_line(struct bare *b, const char *text, size_t line, char format)
{
	size_t i = 0, len;
	char c;

	while (text[i] != '\0') {
		if (format == '{' && text[i] == '\\') {
			i += json_escape(text + i);
		} else if (format == '<' && (len = xml_escape(text + i, &c))) {
			if (c != '\0')
				bare_add(b, c, line, i);
			i += len;
		} else {
			if (!is_between(text[i]))
				bare_add(b, text[i], line, i);
			i++;
		}
	}
}

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || (c != '\0' && strchr("-_+", c));
}

/* Does the match end where a word does, at both ends? */
static bool
stands_alone(
    const struct excerpt *x, const struct bare *b, size_t at, size_t len)
{
	const struct from *first = &b->from[at], *last = &b->from[at + len - 1];
	const char *line = x->lines.items[first->line];

	if (first->at > 0 && is_word(line[first->at - 1]) &&
	    is_word(b->text.data[at]) &&
	    !(first->at > 1 && line[first->at - 2] == '\\'))
		return false;
	line = x->lines.items[last->line];
	return !(
	    is_word(line[last->at + 1]) && is_word(b->text.data[at + len - 1]));
}

bool
excerpt_mark(struct excerpt *x, const char *spelling)
{
	char format = x->lines.count > 0 ? x->lines.items[0][0] : '\0';
	struct bare part = {0}, word = {0};
	const char *found;
	bool any = false;

	bare_line(&word, spelling, 0, '\0');
	for (size_t i = 0; i < x->lines.count; i++)
		bare_line(&part, x->lines.items[i], i, format);
	for (found = part.text.len > 0 && word.text.len > 0 ? part.text.data
							    : NULL;
	     found != NULL && (found = strstr(found, word.text.data)) != NULL;
	     found++) {
		size_t at = (size_t)(found - part.text.data);

		if (!stands_alone(x, &part, at, word.text.len))
			continue;
		any = true;
		for (size_t i = part.from[at].line;
		     i <= part.from[at + word.text.len - 1].line; i++)
			x->marked[i] = true;
	}
	buf_clear(&part.text);
	buf_clear(&word.text);
	free(part.from);
	free(word.from);
	return any;
}
