#include <string.h>

#include "markup.h"

static int
refuse(struct error *err, const char *what)
{
	return error_set(err, ERROR_PROTOCOL, "/: %s", what);
}

/* '<', or the first byte of a mark that says UTF-8; UTF-16 begins otherwise. */
static int
take_first(struct markup *m, char c, struct error *err)
{
	if (c != '<' && c != (char)0xef)
		return refuse(err, "not XML");
	m->place = c == '<' ? MARKUP_OPEN : MARKUP_TEXT;
	return 0;
}

/* After "<!": "--" begins a comment, "[" CDATA, a name a document type. */
static int
take_declaration(struct markup *m, char c, struct error *err)
{
	if (c == '[')
		m->place = MARKUP_CDATA;
	else if (c == '-' && m->last[1] == '-')
		m->place = MARKUP_COMMENT;
	else if (c != '-')
		return refuse(err, "a document type");
	/* "<!-->" is no whole comment. */
	m->last[0] = m->last[1] = '\0';
	if (m->place == MARKUP_DECLARATION)
		m->last[1] = c;
	return 0;
}

static void
take_open(struct markup *m, char c)
{
	switch (c) {
	case '!':
		m->place = MARKUP_DECLARATION;
		break;
	case '?':
		m->place = MARKUP_INSTRUCTION;
		break;
	default:
		m->place = c == '>' ? MARKUP_TEXT : MARKUP_TAG;
		break;
	}
}

static void
take_tag(struct markup *m, char c)
{
	switch (c) {
	case '\'':
		m->place = MARKUP_SINGLE_QUOTED;
		break;
	case '"':
		m->place = MARKUP_DOUBLE_QUOTED;
		break;
	case '>':
		m->place = MARKUP_TEXT;
		break;
	default:
		break;
	}
}

static bool
ends(const struct markup *m, char c, const char *mark)
{
	size_t len = strlen(mark);

	if (c != mark[len - 1] || m->last[1] != mark[len - 2])
		return false;
	return len == 2 || m->last[0] == mark[0];
}

/* Text, and what is skipped up to its end. */
static void
take_other(struct markup *m, char c)
{
	if (m->place == MARKUP_TEXT && c == '<') {
		m->place = MARKUP_OPEN;
		m->len = 0;
	} else if ((m->place == MARKUP_COMMENT && ends(m, c, "-->")) ||
		   (m->place == MARKUP_CDATA && ends(m, c, "]]>")) ||
		   (m->place == MARKUP_INSTRUCTION && ends(m, c, "?>"))) {
		m->place = MARKUP_TEXT;
	} else if ((m->place == MARKUP_SINGLE_QUOTED && c == '\'') ||
		   (m->place == MARKUP_DOUBLE_QUOTED && c == '"')) {
		m->place = MARKUP_TAG;
	}
}

static int
check_length(const struct markup *m, struct error *err)
{
	switch (m->place) {
	case MARKUP_TAG:
	case MARKUP_SINGLE_QUOTED:
	case MARKUP_DOUBLE_QUOTED:
		if (m->len > MARKUP_TAG_LIMIT)
			return refuse(err, "a tag of more than 8 KiB");
		return 0;
	case MARKUP_COMMENT:
	case MARKUP_CDATA:
	case MARKUP_INSTRUCTION:
		if (m->len > MARKUP_OTHER_LIMIT)
			return refuse(err,
			    "a comment, CDATA or instruction of more than "
			    "64 KiB");
		return 0;
	default:
		return 0;
	}
}

static int
take(struct markup *m, char c, struct error *err)
{
	switch (m->place) {
	case MARKUP_START:
		return take_first(m, c, err);
	case MARKUP_DECLARATION:
		return take_declaration(m, c, err);
	case MARKUP_OPEN:
		take_open(m, c);
		c = '\0'; /* "<?>" is no whole instruction */
		break;
	case MARKUP_TAG:
		take_tag(m, c);
		break;
	default:
		take_other(m, c);
		break;
	}
	m->len++;
	m->last[0] = m->last[1];
	m->last[1] = c;
	return check_length(m, err);
}

int
markup_feed(struct markup *m, const char *data, size_t len, struct error *err)
{
	size_t i;

	if (memchr(data, '\0', len) != NULL)
		return refuse(err, "a NUL");
	for (i = 0; i < len; i++) {
		if (take(m, data[i], err) == -1)
			return -1;
	}
	return 0;
}
