#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/digest.h"
#include "words.h"

#define KEY_SIZE   32
#define HEX_DIGITS 12

struct text {
	const char *at;
	size_t len;
};

/* Could it be part of a longer handle? */
static bool
is_name(unsigned char c)
{
	return isalnum(c) || c == '_' || c == '-' || c >= 0x80;
}

/* What may stand before an address and make it another one; a control that JSON
 * wrote as a letter may not. */
static bool
joined_before(const struct text *t, size_t at, bool address)
{
	unsigned char c;

	if (at == 0)
		return false;
	c = (unsigned char)t->at[at - 1];
	if (at > 1 && t->at[at - 2] == '\\' && strchr("bfnrt", c) != NULL)
		return false;
	return is_name(c) || (address && strchr(".+'%", c) != NULL);
}

static bool
joined_after(const struct text *t, size_t end, bool address)
{
	if (end == t->len)
		return false;
	if (is_name((unsigned char)t->at[end]))
		return true;
	return address && t->at[end] == '.' && end + 1 < t->len &&
	       is_name((unsigned char)t->at[end + 1]);
}

/* Where the word stands at or behind `from`, or -1. */
static ptrdiff_t
find(const struct text *t, const struct text *word, size_t from)
{
	bool address = memchr(word->at, '@', word->len) != NULL;

	if (word->len == 0)
		return -1;
	for (; from + word->len <= t->len; from++)
		if (tolower((unsigned char)t->at[from]) ==
			tolower((unsigned char)word->at[0]) &&
		    strncasecmp(t->at + from, word->at, word->len) == 0 &&
		    !joined_before(t, from, address) &&
		    !joined_after(t, from + word->len, address))
			return (ptrdiff_t)from;
	return -1;
}

/* NULL is an empty text. */
static struct text
take(sqlite3_value *value)
{
	const unsigned char *text = sqlite3_value_text(value);

	return (struct text){text != NULL ? (const char *)text : "",
	    (size_t)sqlite3_value_bytes(value)};
}

static void
mentions(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct text text = take(values[0]), word = take(values[1]);

	(void)count;
	sqlite3_result_int(context, find(&text, &word, 0) != -1);
}

static void
without(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct text text = take(values[0]), word = take(values[1]);
	struct text instead = take(values[2]);
	struct buf out = {0};
	size_t from = 0;
	ptrdiff_t at;

	(void)count;
	while ((at = find(&text, &word, from)) != -1) {
		buf_add(&out, text.at + from, (size_t)at - from);
		buf_add(&out, instead.at, instead.len);
		from = (size_t)at + word.len;
	}
	buf_add(&out, text.at + from, text.len - from);
	sqlite3_result_text64(
	    context, out.data, out.len, SQLITE_TRANSIENT, SQLITE_UTF8);
	buf_clear(&out);
}

static void
token(sqlite3_context *context, int count, sqlite3_value **values)
{
	const void *key = sqlite3_user_data(context);
	struct text text = take(values[0]);
	struct digest *d = digest_new();
	char hex[DIGEST_TEXT_MAX], *made;

	(void)count;
	digest_add(d, key, KEY_SIZE);
	digest_add(d, text.at, text.len);
	digest_text(d, hex);
	digest_free(d);
	made = xasprintf("erased-%.*s", HEX_DIGITS, hex);
	sqlite3_result_text(context, made, -1, SQLITE_TRANSIENT);
	free(made);
}

static void
forget_key(void *key)
{
	explicit_bzero(key, KEY_SIZE);
	free(key);
}

int
words_register(struct store *s, struct error *err)
{
	const int flags =
	    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY;
	void *key;
	int rc;

	if (s->has_words)
		return 0;
	key = xcalloc(1, KEY_SIZE);
	sqlite3_randomness(KEY_SIZE, key);
	/* The key is freed with the function, made or not. */
	rc = sqlite3_create_function_v2(
	    s->db, "token", 1, flags, key, token, NULL, NULL, forget_key);
	if (rc == SQLITE_OK)
		rc = sqlite3_create_function_v2(s->db, "mentions", 2, flags,
		    NULL, mentions, NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_create_function_v2(s->db, "without", 3, flags,
		    NULL, without, NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		return store_fault(s, rc, "cannot be set up", err);
	s->has_words = true;
	return 0;
}
