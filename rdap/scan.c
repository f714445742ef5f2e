#include <string.h>

#include "json.h"
#include "scan.h"

/*
 * What jansson 2.14 allocates for a value of each kind on a 64-bit machine,
 * rounded up; a string's text comes on top and is bounded by the text's size.
 */
enum {
	COST_OBJECT = 224,
	COST_ARRAY = 112,
	COST_STRING = 80, /* a name as well */
	COST_COMMA = 48,
};

void
scan_init(struct scan *s)
{
	memset(s, 0, sizeof(*s));
}

static int
refuse(struct error *err, const char *what)
{
	return error_set(err, ERROR_PROTOCOL, "$: %s", what);
}

static int
count_cost(struct scan *s, char c, struct error *err)
{
	size_t *cost =
	    s->place == SCAN_ITEM ? &s->item_cost : &s->skeleton_cost;

	switch (c) {
	case '{':
		*cost += COST_OBJECT;
		break;
	case '[':
		*cost += COST_ARRAY;
		break;
	case '"':
		*cost += COST_STRING;
		break;
	case ',':
		*cost += COST_COMMA;
		break;
	}
	if (*cost > s->cost_limit)
		return refuse(err, "too many values");
	return 0;
}

static int
collect(struct scan *s, enum scan_place place, const char *data, size_t len,
    struct error *err)
{
	struct buf *b = place == SCAN_ITEM ? &s->piece : &s->skeleton;
	size_t limit = place == SCAN_ITEM ? s->item_limit : s->skeleton_limit;

	if (len > limit - b->len)
		return error_set(err, ERROR_PROTOCOL, "$: %s than %zu bytes",
		    place == SCAN_ITEM ? "an item of more" : "more", limit);
	buf_add(b, data, len);
	return 0;
}

/* Bytes of the string that is open, up to and with its closing quote. */
static size_t
string_run(struct scan *s, const char *data, size_t len)
{
	size_t i;

	for (i = 0; i < len && s->in_string; i++) {
		if (s->escaped)
			s->escaped = false;
		else if (data[i] == '\\')
			s->escaped = true;
		else if (data[i] == '"')
			s->in_string = false;
		if (s->in_string && s->depth == 1 &&
		    s->name_len < sizeof(s->name))
			s->name[s->name_len++] = data[i];
	}
	return i;
}

static bool
opens_array(const struct scan *s)
{
	return s->array != NULL && s->place == SCAN_MEMBERS && s->depth == 1 &&
	       s->previous == ':' && s->name_len == strlen(s->array) &&
	       memcmp(s->name, s->array, s->name_len) == 0;
}

static int
open_bracket(struct scan *s, char c, struct error *err)
{
	if (s->depth == JSON_DEPTH_LIMIT)
		return error_set(err, ERROR_PROTOCOL, "$: more than %d levels",
		    JSON_DEPTH_LIMIT);
	if (s->place == SCAN_BEFORE) {
		s->place = SCAN_MEMBERS;
	} else if (s->place == SCAN_ARRAY) {
		s->place = SCAN_ITEM;
		s->item_cost = 0;
	} else if (c == '[' && opens_array(s)) {
		s->place = SCAN_ARRAY;
		s->next = SCAN_FIRST;
	}
	s->depth++;
	return 0;
}

static void
close_bracket(struct scan *s)
{
	s->depth--;
	if (s->place == SCAN_ARRAY) {
		s->place = SCAN_MEMBERS;
	} else if (s->place == SCAN_ITEM && s->depth == 2) {
		s->place = SCAN_ARRAY;
		s->next = SCAN_COMMA;
	} else if (s->depth == 0) {
		s->place = SCAN_AFTER;
	}
}

/* Between the items, where jansson never looks. */
static int
check_between(struct scan *s, char c, struct error *err)
{
	bool fits;

	switch (c) {
	case '{':
		fits = s->next != SCAN_COMMA;
		break;
	case ']':
		fits = s->next != SCAN_OTHER;
		break;
	case ',':
		fits = s->next == SCAN_COMMA;
		s->next = SCAN_OTHER;
		break;
	default:
		fits = false;
	}
	if (!fits)
		return error_set(err, ERROR_PROTOCOL,
		    "$.%s: not an array of objects", s->array);
	return 0;
}

/* A byte outside strings that is no white space. */
static int
token(struct scan *s, char c, struct error *err)
{
	if (s->place == SCAN_BEFORE && c != '{')
		return refuse(err, "not a JSON object");
	if (s->place == SCAN_AFTER)
		return refuse(err, "goes on after its end");
	if (s->place == SCAN_ARRAY && check_between(s, c, err) == -1)
		return -1;
	if ((c == '{' || c == '[') && open_bracket(s, c, err) == -1)
		return -1;
	if (count_cost(s, c, err) == -1)
		return -1;
	if (c == '}' || c == ']')
		close_bracket(s);
	if (c == '"') {
		s->in_string = true;
		s->name_len = 0;
	}
	s->previous = c;
	return 0;
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
collected(enum scan_place place)
{
	return place == SCAN_MEMBERS || place == SCAN_ITEM;
}

static int
hand_over(struct scan *s, struct error *err)
{
	int rc;

	rc = s->item(s->owner, s->piece.data, s->piece.len, err);
	buf_reset(&s->piece);
	return rc;
}

/* A bracket belongs to the place it opens or closes. */
static int
scan_byte(struct scan *s, const char *data, struct error *err)
{
	enum scan_place was = s->place;

	if (!is_space(*data) && token(s, *data, err) == -1)
		return -1;
	if (collected(was)) {
		if (collect(s, was, data, 1, err) == -1)
			return -1;
	} else if (collected(s->place)) {
		if (collect(s, s->place, data, 1, err) == -1)
			return -1;
	}
	if (was == SCAN_ITEM && s->place == SCAN_ARRAY)
		return hand_over(s, err);
	return 0;
}

int
scan_feed(struct scan *s, const char *data, size_t len, struct error *err)
{
	size_t i, run;

	for (i = 0; i < len; i += run) {
		if (s->in_string) {
			run = string_run(s, data + i, len - i);
			if (collect(s, s->place, data + i, run, err) == -1)
				return -1;
		} else {
			run = 1;
			if (scan_byte(s, data + i, err) == -1)
				return -1;
		}
	}
	return 0;
}

int
scan_finish(const struct scan *s, struct error *err)
{
	if (s->place == SCAN_BEFORE)
		return refuse(err, "empty");
	if (s->place != SCAN_AFTER)
		return refuse(err, "cut short");
	return 0;
}

void
scan_clear(struct scan *s)
{
	buf_clear(&s->skeleton);
	buf_clear(&s->piece);
}
