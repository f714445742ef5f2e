#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "rpsl.h"

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

bool
rpsl_is_attribute(const char *line, size_t len)
{
	size_t i = 0;

	if (len == 0 || !is_letter(line[0]))
		return false;
	while (i < len && is_name(line[i]))
		i++;
	return i < len && line[i] == ':';
}

/* Octets of the UTF-8 character at `s`, or 0: none (RFC 3629 section 4). */
static size_t
character(const unsigned char *s, size_t len)
{
	size_t more, i;
	unsigned char low = 0x80, high = 0xbf;

	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xc2 || s[0] > 0xf4)
		return 0;
	more = s[0] < 0xe0 ? 1 : s[0] < 0xf0 ? 2 : 3;
	if (s[0] == 0xe0)
		low = 0xa0;
	if (s[0] == 0xed)
		high = 0x9f;
	if (s[0] == 0xf0)
		low = 0x90;
	if (s[0] == 0xf4)
		high = 0x8f;
	for (i = 1; i <= more; i++, low = 0x80, high = 0xbf) {
		if (i >= len || s[i] < low || s[i] > high)
			return 0;
	}
	return more + 1;
}

static bool
is_utf8(const unsigned char *s, size_t len)
{
	size_t i, octets;

	for (i = 0; i < len; i += octets) {
		if ((octets = character(s + i, len - i)) == 0)
			return false;
	}
	return true;
}

void
rpsl_utf8(struct buf *to, const char *bytes, size_t len)
{
	const unsigned char *s = (const unsigned char *)bytes;
	size_t i;

	if (is_utf8(s, len)) {
		buf_add(to, bytes, len);
		return;
	}
	for (i = 0; i < len; i++) {
		if (s[i] < 0x80) {
			buf_putc(to, bytes[i]);
			continue;
		}
		buf_putc(to, (char)(0xc0 | s[i] >> 6));
		buf_putc(to, (char)(0x80 | (s[i] & 0x3f)));
	}
}

static void
begin_attribute(struct rpsl_object *o, const char *line, size_t name_len)
{
	struct rpsl_attribute *a;
	char *c;

	o->attributes = xgrow(o->attributes, o->count, sizeof(*o->attributes));
	a = &o->attributes[o->count++];
	*a = (struct rpsl_attribute){.name = xstrndup(line, name_len)};
	for (c = a->name; *c != '\0'; c++) {
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	}
}

static void
add_line(struct rpsl_object *o, const char *line, size_t len)
{
	size_t name_len;

	if (line[0] == '%' || line[0] == '#')
		return;
	if (rpsl_is_attribute(line, len)) {
		name_len =
		    (size_t)((const char *)memchr(line, ':', len) - line);
		begin_attribute(o, line, name_len);
		line += name_len + 1;
		len -= name_len + 1;
	} else if (o->count == 0) {
		return;
	} else {
		buf_putc(&o->attributes[o->count - 1].raw, '\n');
		if (line[0] == '+') {
			line++;
			len--;
		}
	}
	rpsl_utf8(&o->attributes[o->count - 1].raw, line, len);
}

void
rpsl_parse(struct rpsl_object *o, const char *text, size_t len)
{
	const char *end = text + len, *newline;
	size_t line_len;

	for (; text < end; text = newline + 1) {
		newline = memchr(text, '\n', (size_t)(end - text));
		if (newline == NULL)
			break;
		line_len = (size_t)(newline - text);
		if (line_len > 0 && text[line_len - 1] == '\r')
			line_len--;
		if (line_len > 0)
			add_line(o, text, line_len);
	}
}

void
rpsl_clear(struct rpsl_object *o)
{
	size_t i;

	for (i = 0; i < o->count; i++) {
		free(o->attributes[i].name);
		buf_clear(&o->attributes[i].raw);
	}
	free(o->attributes);
	memset(o, 0, sizeof(*o));
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

char *
rpsl_value(const struct rpsl_attribute *a)
{
	const char *c = a->raw.data != NULL ? a->raw.data : "";
	struct buf value = {0};
	bool pending = false;

	while (*c != '\0') {
		if (*c == '#')
			c += strcspn(c, "\n");
		if (*c == '\0')
			break;
		if (is_blank(*c)) {
			pending = value.len > 0;
		} else {
			if (pending)
				buf_putc(&value, ' ');
			pending = false;
			buf_putc(&value, *c);
		}
		c++;
	}
	return buf_take(&value);
}

void
rpsl_words(const struct rpsl_attribute *a, struct strings *words)
{
	char *value = rpsl_value(a), *rest = value, *word;

	while ((word = strsep(&rest, " ,")) != NULL) {
		if (*word != '\0')
			strings_add(words, word);
	}
	free(value);
}
