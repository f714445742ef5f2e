#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/rewrite.h"
#include "rdap/whoisrws.h"
#include "redact_recording.h"
#include "redaction.h"

#define REDACTED "redacted"
#define NO_RESULTS \
	"<html><body>Your search did not yield any results.</body></html>\n"
#define NO_URL     "https://redacted.invalid/"
#define PHONE_MIN  7 /* digits */
#define PREFIX_MAX 3 /* of a search's letters: a longer one may be a name */
#define STREET_MIN 8

struct redacting {
	struct redaction *words;
	struct redact_recording *how;
	struct strings orgs;    /* that are audited */
	struct strings holders; /* handles of organizations and customers */
	struct strings hosts;   /* that were asked */
};

/* ---- learning ----------------------------------------------------------- */

/* "12 High Street" tells where somebody is, "Canada" does not. */
static bool
is_place(const char *line)
{
	return strlen(line) >= STREET_MIN && strpbrk(line, "0123456789");
}

static void
learn_lines(struct redacting *x, const char *text)
{
	struct strings lines = {0};

	strings_split(&lines, text, '\n');
	for (size_t i = 0; i < lines.count; i++)
		if (is_place(lines.items[i]))
			redaction_learn(x->words, lines.items[i], REDACTED);
	strings_clear(&lines);
}

static void
learn_name(struct redacting *x, enum rewrite_what what, const char *name,
    const struct rewrite_of *of)
{
	if (redaction_stays(x->words, of->handle) ||
	    (what == REWRITE_PART && !of->individual) ||
	    redaction_role(x->words, name))
		return;
	redaction_learn_name(x->words, name);
}

static char *
learn(void *arg, enum rewrite_what what, const char *text,
    const struct rewrite_of *of)
{
	struct redacting *x = arg;

	switch (what) {
	case REWRITE_ADDRESS:
		redaction_learn_address(x->words, text, of->individual);
		break;
	case REWRITE_HANDLE:
		redaction_learn_handle(x->words, text);
		break;
	case REWRITE_HOLDER:
		strings_add_unique(&x->holders, text);
		break;
	case REWRITE_NAME:
	case REWRITE_PART:
		learn_name(x, what, text, of);
		break;
	case REWRITE_NUMBER:
		if (strlen(text) >= PHONE_MIN)
			redaction_learn(x->words, text, REDACTED);
		break;
	case REWRITE_STREET:
		learn_lines(x, text);
		break;
	default:
		break;
	}
	return xstrdup(text);
}

/* ---- free text ---------------------------------------------------------- */

/* How long a telephone number stands here: "+1 555 0100", "(555) 555-0100". */
static size_t
phone_length(const char *text)
{
	size_t len = 0, digits = 0, last = 0;
	size_t groups[4] = {0}, group = 0;

	for (; len < 32 && text[len] != '\0' &&
	       strchr("0123456789+-. ()", text[len]) != NULL;
	     len++) {
		if (isdigit((unsigned char)text[len])) {
			digits++;
			last = len + 1;
			if (group < 4)
				groups[group]++;
		} else if (len > 0 && isdigit((unsigned char)text[len - 1]))
			group++;
	}
	if (text[0] == '+' && digits >= PHONE_MIN)
		return last;
	return digits == 10 && groups[0] == 3 && groups[1] == 3 &&
		       groups[2] == 4
		   ? last
		   : 0;
}

static char *
without_phones(const char *text)
{
	struct buf out = {0};
	const char *p = text;

	while (*p != '\0') {
		size_t len = p == text || !isalnum((unsigned char)p[-1])
				 ? phone_length(p)
				 : 0;

		if (len > 0 && !isalnum((unsigned char)p[len])) {
			buf_puts(&out, REDACTED);
			p += len;
		} else
			buf_putc(&out, *p++);
	}
	return buf_take(&out);
}

/* Runs of blanks are one in `form`. True: it stands there, `*len` long. */
static bool
form_at(const char *text, const char *form, size_t *len)
{
	const char *p = text;

	for (; *form != '\0'; form++) {
		if (isspace((unsigned char)*form)) {
			if (!isspace((unsigned char)*p))
				return false;
			while (isspace((unsigned char)*p))
				p++;
		} else if (*p++ != *form)
			return false;
	}
	*len = (size_t)(p - text);
	return true;
}

static char *
without_form(const char *text, const char *form, const char *by)
{
	struct buf out = {0};
	size_t len = 0;

	while (*text != '\0')
		if (form_at(text, form, &len) && len > 0) {
			buf_puts(&out, by);
			text += len;
		} else
			buf_putc(&out, *text++);
	return buf_take(&out);
}

static char *
without_hidden(const struct redacting *x, char *text)
{
	struct strings found = {0}, forms = {0};

	address_find_hidden(text, &found, &forms);
	for (size_t i = 0; i < found.count; i++) {
		char *key = address_key(found.items[i]), *token, *by;

		if (!redaction_mailbox_stays(x->words, key)) {
			token = redaction_address(x->words, key,
			    redaction_kind(x->words, key, false));
			by = redaction_hidden(token);
			redaction_replace(
			    &text, without_form(text, forms.items[i], by));
			free(by);
			free(token);
		}
		free(key);
	}
	strings_clear(&found);
	strings_clear(&forms);
	return text;
}

/* How many '@' of a word are of addresses that were looked at? */
static size_t
signs_found(const struct strings *found, const char *word)
{
	size_t signs = 0;

	for (size_t i = 0; i < found->count; i++)
		for (const char *at = word;
		     (at = strstr(at, found->items[i])) != NULL; at++)
			signs++;
	return signs;
}

/* What has an '@' in it and is no address may still be somebody's. */
static char *
without_others(const char *text)
{
	struct strings found = {0};
	struct buf out = {0};

	address_find(text, &found);
	while (*text != '\0') {
		size_t len = strcspn(text, " \t\r\n"), signs = 0;
		char *word = xstrndup(text, len);

		for (size_t i = 1; i < len; i++)
			signs += word[i] == '@';
		buf_puts(
		    &out, signs > signs_found(&found, word) ? REDACTED : word);
		free(word);
		text += len;
		len = strspn(text, " \t\r\n");
		buf_add(&out, text, len);
		text += len;
	}
	strings_clear(&found);
	return buf_take(&out);
}

/*
 * Words of the protocols themselves, also where somebody is called so: without
 * them an answer could not be read. And times and addresses.
 */
static bool
is_protocol(const char *text)
{
	static const char *const words[] = {"entity", "ip network", "autnum",
	    "help", "vcard", "text", "uri", "individual", "group", "org",
	    "work", "home", "voice", "cell", "fax", "registrant",
	    "administrative", "technical", "abuse", "noc", "routing", "dns",
	    "active", "validated", "unvalidated", "registration",
	    "last changed", "self", "alternate", "direct allocation",
	    "direct assignment", "allocation", "assignment", "reallocation",
	    "reassignment", "unvalidated poc", "registration comments",
	    "office", "mobile", "admin", "tech", "false", "true"};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (strcasecmp(text, words[i]) == 0)
			return true;
	return text[strspn(text, "0123456789abcdefABCDEF:.TZ+-/")] == '\0' &&
	       strpbrk(text, "0123456789") != NULL && strchr(text, ':') != NULL;
}

static char *
text_of(const struct redacting *x, const char *text)
{
	char *copy;

	if (is_protocol(text))
		return xstrdup(text);
	copy = strchr(text, '@') != NULL ? without_others(text) : xstrdup(text);
	redaction_sentence(x->words, &copy);
	redaction_replace(&copy, without_phones(copy));
	return without_hidden(x, copy);
}

/* ---- words -------------------------------------------------------------- */

static char *
host_of(const char *url)
{
	const char *host = strstr(url, "://");

	return host != NULL ? xstrndup(host, 3 + strcspn(host + 3, "/?#"))
			    : xstrdup("");
}

/* Only those of the registry lead to what is redacted as well. */
static char *
url_of(const struct redacting *x, const char *text)
{
	char *host = host_of(text), *copy = xstrdup(text);
	bool known = strings_contain(&x->hosts, host) ||
		     (*host != '\0' && domain_within(host + 3, "arin.net"));

	redaction_url(x->words, &copy);
	if (!known && strchr(text, ':') != NULL)
		redaction_replace(&copy, xstrdup(NO_URL));
	free(host);
	return copy;
}

static char *
address_of(
    const struct redacting *x, const char *text, const struct rewrite_of *of)
{
	char *key = address_key(text), *made;
	const char *known = redaction_known(x->words, text);

	if (known == NULL)
		known = redaction_known(x->words, key);
	if (known != NULL && strcmp(known, key) != 0)
		made = xstrdup(known);
	else if (known != NULL || redaction_mailbox_stays(x->words, key))
		made = xstrdup(strcasecmp(text, key) == 0 ? key : text);
	else
		made = redaction_address(x->words, key,
		    redaction_kind(x->words, key, of->individual));
	free(key);
	key = redaction_spelling(text, made);
	free(made);
	return key;
}

static char *
handle_of(const struct redacting *x, const char *text, bool is_poc)
{
	const char *known = redaction_known(x->words, text);

	if (known != NULL)
		return xstrdup(known);
	if (redaction_stays(x->words, text) ||
	    (!is_poc && strings_contain(&x->holders, text)))
		return xstrdup(text);
	return redaction_handle(x->words, text);
}

static char *
apply(void *arg, enum rewrite_what what, const char *text,
    const struct rewrite_of *of)
{
	struct redacting *x = arg;

	switch (what) {
	case REWRITE_URL:
		return url_of(x, text);
	case REWRITE_ADDRESS:
		return address_of(x, text, of);
	case REWRITE_HANDLE:
		return handle_of(x, text, true);
	case REWRITE_UNKNOWN:
		return handle_of(x, text, false);
	case REWRITE_HOLDER:
		return xstrdup(text);
	case REWRITE_NAME:
	case REWRITE_PART:
		return redaction_stays(x->words, of->handle)
			   ? text_of(x, text)
			   : redaction_token(x->words, "name", text);
	case REWRITE_NUMBER:
	case REWRITE_STREET:
		return xstrdup(REDACTED);
	default:
		return text_of(x, text);
	}
}

/* ---- DNS ---------------------------------------------------------------- */

static void
put_record(struct redacting *x, const struct dns_answer *from,
    const struct dns_record *record, bool own, struct dns_answer *to)
{
	char *host;

	switch (from->type) {
	case DNS_A:
		dns_answer_add(to, 0, own ? record->text : "192.0.2.1");
		return;
	case DNS_AAAA:
		dns_answer_add(to, 0, own ? record->text : "2001:db8::1");
		return;
	case DNS_TXT:
		if (strncmp(record->text, "whoexposed=", 11) == 0)
			dns_answer_add(to, 0, record->text);
		return;
	default:
		host = redaction_domain(x->words, record->text);
		dns_answer_add(to, record->preference, host);
		free(host);
	}
}

/* "dns:MX:example.com" */
static int
names(struct redacting *x, struct withheld_answer *answer,
    const struct buf *body, struct buf *out, char **url)
{
	struct dns_answer from = {0}, to = {0};
	const char *type = answer->url + strlen("dns:");
	const char *name = strrchr(answer->url, ':') + 1;
	char *made = redaction_domain(x->words, name), *text;
	bool own = strcmp(made, name) == 0;
	int rc = 0;

	for (int t = 0; t < DNS_TYPES; t++)
		if (strncmp(type, dns_type_name((enum dns_type)t),
			(size_t)(name - 1 - type)) == 0 &&
		    strlen(dns_type_name((enum dns_type)t)) ==
			(size_t)(name - 1 - type))
			from.type = to.type = (enum dns_type)t;
	*url =
	    xasprintf("%.*s%s", (int)(name - answer->url), answer->url, made);
	if (body->len > 0)
		rc = dns_read(&from, body->data, body->len, NULL);
	for (size_t i = 0; i < from.count && rc == 0; i++)
		put_record(x, &from, &from.records[i], own, &to);
	text = dns_write(&to);
	buf_puts(out, text);
	free(text);
	free(made);
	dns_answer_clear(&from);
	dns_answer_clear(&to);
	return rc;
}

/* ---- answers ------------------------------------------------------------ */

static bool
is_url(const char *url, const char *of)
{
	return of != NULL && strcmp(url, of) == 0;
}

/* Nothing of the statistics file is anybody's, if it is one. */
static int
plain(const struct buf *body, struct buf *out, struct error *err)
{
	for (size_t i = 0; i < body->len; i++)
		if (!isalnum((unsigned char)body->data[i]) &&
		    memchr("|.:*+-_/ #,\r\n", body->data[i], 13) == NULL)
			return error_set(
			    err, ERROR_DATA, "more than a statistics file has");
	buf_add(out, body->data, body->len);
	return 0;
}

static int
rewrite(struct redacting *x, const struct rewriter *w,
    const struct withheld_answer *answer, const struct buf *body,
    struct buf *out, struct error *err)
{
	const char *type = answer->content_type;

	if (body->len == 0)
		return 0;
	if (is_url(answer->url, x->how->irr_url))
		return rewrite_irr(
		    w, &x->orgs, body->data, body->len, out, err);
	if (is_url(answer->url, x->how->stats_url))
		return plain(body, out, err);
	if (strstr(type, "json") != NULL)
		return rewrite_json(w, body->data, body->len, out, err);
	if (strstr(type, "xml") != NULL && strstr(type, "html") == NULL)
		return rewrite_xml(w, body->data, body->len, out, err);
	if (strcmp(answer->status, "404") == 0 &&
	    whoisrws_no_results(body->data, body->len)) {
		buf_puts(out, NO_RESULTS);
		return 0;
	}
	return error_set(
	    err, ERROR_PROTOCOL, "nothing that can be redacted: %s", type);
}

/* A search by letters of names or handles, too many of them. */
static bool
tells_a_name(const char *url)
{
	static const char *const words[] = {";handle=", ";last="};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		const char *at = strstr(url, words[i]);

		if (at != NULL &&
		    strcspn(at + strlen(words[i]), "*;") > PREFIX_MAX)
			return true;
	}
	return false;
}

static void
leave_out(struct redacting *x, const char *url, const char *why)
{
	if (x->how->withheld++ == 0)
		x->how->first = xasprintf("%s: %s", url, why);
}

static int
put(struct redacting *x, struct transport *recording, size_t i,
    struct buf *body, struct error *err)
{
	const struct rewriter w = {apply, x};
	struct withheld_answer answer;
	struct error why = {0};
	struct buf out = {0};
	char *url = NULL;
	int rc;

	if (withheld_get(recording, i, &answer, body, err) == -1)
		return -1;
	if (strncmp(answer.url, "dns:", 4) == 0) {
		if ((rc = names(x, &answer, body, &out, &url)) == -1)
			error_set(&why, ERROR_DATA, "not DNS");
	} else {
		url = text_of(x, answer.url);
		rc = rewrite(x, &w, &answer, body, &out, &why);
	}
	if (strstr(answer.url, "%40") != NULL || tells_a_name(answer.url)) {
		leave_out(x, "an answer", "its URL cannot be redacted");
		rc = 0;
	} else {
		answer.url = url;
		if (rc == -1)
			leave_out(x, url, why.text);
		rc = withheld_put(
		    recording, &answer, rc == -1 ? NULL : &out, err);
	}
	buf_clear(&out);
	free(url);
	return rc;
}

static int
learn_all(struct redacting *x, struct transport *recording, struct buf *body,
    struct error *err)
{
	const struct rewriter w = {learn, x};

	for (size_t i = 0; i < withheld_count(recording); i++) {
		struct withheld_answer answer;
		struct error none = {0};
		struct buf out = {0};
		char *host;

		if (withheld_get(recording, i, &answer, body, err) == -1)
			return -1;
		host = host_of(answer.url);
		if (*host != '\0')
			strings_add_unique(&x->hosts, host);
		free(host);
		if (strncmp(answer.url, "dns:", 4) != 0)
			rewrite(x, &w, &answer, body, &out, &none);
		buf_clear(&out);
	}
	/* Only now is it known who is no POC. */
	for (size_t i = 0; i < withheld_count(recording); i++) {
		struct withheld_answer answer;

		if (withheld_get(recording, i, &answer, body, err) == -1)
			return -1;
		redaction_learn_url(x->words, answer.url);
	}
	redaction_sort(x->words);
	return 0;
}

int
redact_recording(struct report *report, struct inventory *inv,
    const unsigned char key[REDACT_KEY_SIZE], struct transport *recording,
    struct redact_recording *how, struct error *err)
{
	struct redacting x = {.how = how};
	struct buf body = {0};
	int rc;

	x.words = redaction_new(report, inv, key);
	for (size_t i = 0; i < inv->scope_count; i++)
		strings_add_unique(&x.orgs, inv->scopes[i].org);
	strings_copy(&x.holders, &x.orgs);
	rc = learn_all(&x, recording, &body, err);
	for (size_t i = 0; i < withheld_count(recording) && rc == 0; i++)
		rc = put(&x, recording, i, &body, err);
	buf_clear(&body);
	strings_clear(&x.orgs);
	strings_clear(&x.holders);
	strings_clear(&x.hosts);
	redaction_free(x.words);
	return rc;
}
