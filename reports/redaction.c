#include <ctype.h>
#include <search.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/dns.h"
#include "rdap/suffix.h"
#include "redaction.h"

#define TOKEN_DIGITS MAILBOX_TOKEN_DIGITS
#define TERM_MIN     3 /* shorter words are too many other things */
#define LOCAL_MIN    5

/* A text, folded, and what stands in its place. */
struct term {
	char *text;
	char *token;
	size_t len;
};

struct redaction {
	const unsigned char *key;
	struct report *report;
	struct inventory *inv;
	struct mailbox_lists *lists;
	struct mailbox_names *nobody;
	struct strings domains; /* that stay, besides own ones */
	void *tree;             /* of terms, by text; owns them */
	struct term **terms;    /* by their first TERM_MIN bytes, longest
	                           first */
	size_t count;
	struct term **brief; /* addresses shorter than that */
	size_t brief_count;
};

/* ---- tokens ------------------------------------------------------------- */

/* What is a token stays it: a redacted recording may be redacted again. */
static bool
is_made(const char *kind, const char *text)
{
	size_t len = strlen(kind);

	return strncasecmp(text, kind, len) == 0 && text[len] == '-' &&
	       strspn(text + len + 1, "0123456789abcdefABCDEF") ==
		   TOKEN_DIGITS &&
	       text[len + 1 + TOKEN_DIGITS] == '\0';
}

char *
redaction_token(const struct redaction *r, const char *kind, const char *text)
{
	char *data, *result;
	char hex[DIGEST_TEXT_MAX];

	if (is_made(kind, text))
		return xstrdup(text);
	data = xasprintf("%s\n%s", kind, text);
	digest_keyed(r->key, REDACT_KEY_SIZE, data, strlen(data), hex);
	result = xasprintf("%s-%.*s", kind, TOKEN_DIGITS, hex);
	free(data);
	return result;
}

/* Handles are in capitals. */
char *
redaction_handle(const struct redaction *r, const char *handle)
{
	char *made = redaction_token(r, "POC", handle);

	for (char *p = made; *p != '\0'; p++)
		*p = (char)toupper((unsigned char)*p);
	return made;
}

void
redaction_replace(char **text, char *by)
{
	free(*text);
	*text = by;
}

/* ---- what stays --------------------------------------------------------- */

/* Is each word of it, letters alone, a role's (or `also`)? */
static bool
role_words(const struct redaction *r, const char *text, const char *also)
{
	while (*text != '\0') {
		size_t len = 0;
		char *word, *key;
		bool role;

		while (isalpha((unsigned char)text[len]) ||
		       (unsigned char)text[len] >= 0x80)
			len++;
		if (len == 0) {
			text++;
			continue;
		}
		word = xstrndup(text, len);
		key = xasprintf("%s@invalid.invalid", word);
		for (char *p = key; *p != '\0'; p++)
			*p = (char)tolower((unsigned char)*p);
		role = mailbox_classify(r->lists, r->nobody, key, true) ==
			   MAILBOX_ROLE_WORDS ||
		       strcasecmp(word, "arin") == 0 ||
		       (also != NULL && strcasestr(also, word) != NULL);
		free(key);
		free(word);
		if (!role)
			return false;
		text += len;
	}
	return true;
}

static bool
role_address(const struct redaction *r, const char *key)
{
	const char *at = strrchr(key, '@');
	char *local = at != NULL ? xstrndup(key, (size_t)(at - key)) : NULL;
	bool role = local != NULL && role_words(r, local, NULL);

	free(local);
	return role;
}

static bool
domain_stays(const struct redaction *r, const char *domain)
{
	const char *last;

	for (size_t i = 0; i < r->inv->domain_count; i++)
		if (domain_within(domain, r->inv->domains[i].name))
			return true;
	/* An address of the network is no name. */
	last = strrchr(domain, '.');
	if (last != NULL && last[1 + strspn(last + 1, "0123456789")] == '\0')
		return true;
	return mailbox_consumer(r->lists, domain) ||
	       strings_contain(&r->domains, domain);
}

static const char *
org_name(const struct redaction *r, const char *org)
{
	const struct scope *scope = inventory_scope(r->inv, org);

	return scope != NULL ? scope->name : "";
}

bool
redaction_poc_stays(
    const struct redaction *r, const char *org, const char *handle)
{
	const struct record *poc =
	    inventory_record(r->inv, org, RECORD_POC, handle);

	return poc != NULL && strcmp(poc->card_kind, "group") == 0 &&
	       *poc->name != '\0' && role_words(r, poc->name, org_name(r, org));
}

bool
redaction_stays(const struct redaction *r, const char *handle)
{
	for (size_t i = 0; i < r->inv->scope_count; i++)
		if (redaction_poc_stays(r, r->inv->scopes[i].org, handle))
			return true;
	return false;
}

bool
redaction_role(const struct redaction *r, const char *name)
{
	return role_words(r, name, NULL);
}

/* ---- terms -------------------------------------------------------------- */

static int
by_text(const void *a, const void *b)
{
	return strcmp(
	    ((const struct term *)a)->text, ((const struct term *)b)->text);
}

static char *
folded(const char *text)
{
	char *copy = xstrdup(text);

	for (char *p = copy; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	return copy;
}

static void
term_free(void *x)
{
	struct term *term = x;

	free(term->text);
	free(term->token);
	free(term);
}

/* The first one to say what becomes of a text stands. Takes `by`. */
static void
add_term(struct redaction *r, const char *text, char *by)
{
	struct term *term = xmalloc(sizeof(*term)), **found;

	*term = (struct term){folded(text), by, strlen(text)};
	found = tsearch(term, &r->tree, by_text);
	if (found == NULL)
		alloc_fail();
	if (*found != term) {
		term_free(term);
		return;
	}
	/* Only as a whole, and "x@" where it stands alone. */
	if (term->len < TERM_MIN && strchr(text, '@') == NULL)
		return;
	if (term->len < TERM_MIN) {
		r->brief = xgrow(r->brief, r->brief_count, sizeof(*r->brief));
		r->brief[r->brief_count++] = term;
		return;
	}
	r->terms = xgrow(r->terms, r->count, sizeof(*r->terms));
	r->terms[r->count++] = term;
}

static void
add_name(struct redaction *r, const char *name)
{
	if (*name != '\0')
		add_term(r, name, redaction_token(r, "name", name));
}

static bool
domain_made(const char *domain)
{
	const char *label = strstr(domain, "domain-");
	char *first;
	bool made;

	if (label == NULL)
		return false;
	first = xstrndup(label, strcspn(label, "."));
	label += strlen(first);
	made = is_made("domain", first) && (strcmp(label, ".invalid") == 0 ||
					       strcmp(label, "..invalid") == 0);
	free(first);
	return made;
}

/* Another domain than its own may tell who it is; that one of them is below
 * another stays to be seen, and so does that one is no name at all. */
char *
redaction_domain(const struct redaction *r, const char *domain)
{
	const char *own = suffix_registrable(domain);
	char *name, *whole, *below;

	if (*domain == '\0' || domain_stays(r, domain) || domain_made(domain))
		return xstrdup(domain);
	name = redaction_token(r, "domain", own != NULL ? own : domain);
	whole = xasprintf("%s%s", name,
	    dns_name_valid(domain) && strchr(domain, '.') != NULL
		? ".invalid"
		: "..invalid");
	free(name);
	if (own == NULL || own == domain)
		return whole;
	below = redaction_token(r, "host", domain);
	name = xasprintf("%s.%s", below, whole);
	free(below);
	free(whole);
	return name;
}

/* Tags of one mailbox are told apart as its own are. */
char *
redaction_address(
    const struct redaction *r, const char *key, enum mailbox_kind kind)
{
	const char *domain = address_domain(key), *digits;
	char *mailbox = address_mailbox(key), *left, *right, *whole, *tag;
	bool tagged = strcmp(mailbox, key) != 0;

	left = redaction_token(r, "mailbox", mailbox);
	tag = redaction_token(r, "tag", key);
	right = redaction_domain(r, domain);
	digits = strchr(left, '-');
	whole = xasprintf("%s%s%s%s%s%s%s", mailbox_token_word(kind), digits,
	    tagged ? "+" : "", tagged ? strchr(tag, '-') + 1 : "",
	    *right != '\0' && !address_valid(key) ? "." : "",
	    *right != '\0' ? "@" : "", right);
	free(mailbox);
	free(left);
	free(right);
	free(tag);
	return whole;
}

static bool
address_made(const char *key)
{
	char *local = address_local(key);
	enum mailbox_kind kind;
	bool made = mailbox_token(local, &kind);

	free(local);
	return made;
}

enum mailbox_kind
redaction_kind(const struct redaction *r, const char *key, bool individual)
{
	return mailbox_reason_kind(
	    mailbox_classify(r->lists, r->nobody, key, individual));
}

static char *
local_token(
    const struct redaction *r, const char *local, enum mailbox_kind kind)
{
	char *made = redaction_token(r, "mailbox", local);
	char *whole =
	    xasprintf("%s%s", mailbox_token_word(kind), strchr(made, '-'));

	free(made);
	return whole;
}

/* And what of it was registered, which findings name as well. */
static void
add_domain(struct redaction *r, const char *domain)
{
	const char *own = suffix_registrable(domain);

	if (*domain == '\0' || domain_stays(r, domain))
		return;
	add_term(r, domain, redaction_domain(r, domain));
	if (own != NULL && own != domain)
		add_term(r, own, redaction_domain(r, own));
}

static void
add_address(struct redaction *r, const char *key, enum mailbox_kind kind)
{
	bool stays = address_made(key) ||
		     (kind == MAILBOX_ROLE && role_address(r, key) &&
			 domain_stays(r, address_domain(key)));
	char *local = address_local(key);

	add_term(
	    r, key, stays ? xstrdup(key) : redaction_address(r, key, kind));
	if (!stays)
		add_domain(r, address_domain(key));
	if (!stays &&
	    (strlen(local) >= LOCAL_MIN || strpbrk(local, "._-") != NULL) &&
	    !role_words(r, local, NULL))
		add_term(r, local, local_token(r, local, kind));
	free(local);
}

static void
add_poc(struct redaction *r, const char *org, const char *handle)
{
	if (*handle != '\0' && !redaction_poc_stays(r, org, handle))
		add_term(r, handle, redaction_handle(r, handle));
}

static void
add_record(struct redaction *r, const struct record *x)
{
	char *both;

	if (x->kind == RECORD_IRR && (strncmp(x->handle, "person ", 7) == 0 ||
					 strncmp(x->handle, "role ", 5) == 0))
		add_name(r, strchr(x->handle, ' ') + 1);
	if (x->kind != RECORD_POC || redaction_poc_stays(r, x->org, x->handle))
		return;
	add_poc(r, x->org, x->handle);
	add_name(r, x->name);
	add_name(r, x->given);
	add_name(r, x->surname);
	both = xasprintf("%s %s", x->given, x->surname);
	add_name(r, both);
	redaction_replace(&both, xasprintf("%s, %s", x->surname, x->given));
	add_name(r, both);
	free(both);
}

/* ".../entity/AB1-ARIN?..." of a POC that did not become a record. */
static void
add_url(struct redaction *r, const char *url)
{
	static const char *const heads[] = {"/entity/", "/poc/"};

	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
		const char *at = strstr(url, heads[i]);
		char *handle;
		bool known = false;

		if (at == NULL)
			continue;
		at += strlen(heads[i]);
		handle = xstrndup(at, strcspn(at, "/?;&#"));
		for (size_t j = 0; j < r->inv->scope_count && !known; j++)
			known =
			    strcasecmp(r->inv->scopes[j].org, handle) == 0 ||
			    redaction_poc_stays(
				r, r->inv->scopes[j].org, handle);
		if (!known)
			add_term(r, handle, redaction_handle(r, handle));
		free(handle);
	}
}

/* A record of an earlier run that is in no list now may be a POC. */
static void
add_finding(struct redaction *r, const struct finding *f)
{
	bool known = strcmp(f->record, f->org) == 0;

	for (int kind = 0; kind < RECORD_KINDS && !known; kind++)
		known = kind != RECORD_POC &&
			inventory_record(r->inv, f->org, (enum record_kind)kind,
			    f->record) != NULL;
	if (!known)
		add_poc(r, f->org, f->record);
	add_poc(r, f->org, f->poc);
	if (*f->address != '\0')
		add_address(r, f->address,
		    f->of >= 0 ? r->report->addresses[f->of].mailbox_kind
			       : MAILBOX_ROLE);
}

static int
by_head(const void *a, const void *b)
{
	const struct term *x = *(const struct term *const *)a;
	const struct term *y = *(const struct term *const *)b;
	int order = strncmp(x->text, y->text, TERM_MIN);

	if (order != 0)
		return order;
	if (x->len != y->len)
		return x->len > y->len ? -1 : 1;
	return strcmp(x->text, y->text);
}

static void
keep_domains(struct redaction *r)
{
	for (size_t i = 0; i < r->report->address_count; i++) {
		const struct address_report *a = &r->report->addresses[i];

		if (a->mailbox_kind == MAILBOX_ROLE &&
		    role_address(r, a->address))
			strings_add_unique(&r->domains, a->domain);
	}
}

static void
collect(struct redaction *r)
{
	const struct inventory *inv = r->inv;
	const struct report *report = r->report;

	keep_domains(r);
	for (size_t i = 0; i < report->address_count; i++)
		add_address(r, report->addresses[i].address,
		    report->addresses[i].mailbox_kind);
	for (size_t i = 0; i < report->finding_count; i++)
		add_finding(r, &report->findings[i]);
	for (size_t i = 0; i < inv->record_count; i++)
		add_record(r, &inv->records[i]);
	for (size_t i = 0; i < inv->link_count; i++)
		add_poc(r, inv->links[i].org, inv->links[i].poc);
	for (size_t i = 0; i < inv->sighting_count; i++)
		add_poc(r, inv->sightings[i].org, inv->sightings[i].poc);
	for (size_t i = 0; i < inv->elsewhere_count; i++)
		add_poc(r, inv->elsewheres[i].org, inv->elsewheres[i].poc);
	for (size_t i = 0; i < inv->domain_count; i++)
		for (size_t j = 0; j < inv->scope_count; j++)
			add_poc(
			    r, inv->scopes[j].org, inv->domains[i].evidence);
	for (size_t i = 0; i < inv->answer_count; i++)
		add_url(r, inv->answers[i].url);
}

/* What becomes of the whole text, or NULL. */
const char *
redaction_known(const struct redaction *r, const char *text)
{
	struct term want = {.text = folded(text)}, **found;

	found = tfind(&want, &r->tree, by_text);
	free(want.text);
	return found != NULL ? (*found)->token : NULL;
}

void
redaction_sort(struct redaction *r)
{
	if (r->count > 1)
		qsort(r->terms, r->count, sizeof(*r->terms), by_head);
}

/* As people hide an address from machines, which is one more thing to be
 * found. */
char *
redaction_hidden(const char *token)
{
	size_t len = strcspn(token, "@");

	return token[len] == '@'
		   ? xasprintf("%.*s[at]%s", (int)len, token, token + len + 1)
		   : xstrdup(token);
}

char *
redaction_spelling(const char *spelling, const char *token)
{
	return xasprintf("%s%s",
	    address_valid(token) && !address_valid(spelling) ? " " : "", token);
}

static bool
is_hidden(const struct sighting *s)
{
	char *key = address_key(s->spelling);
	bool hidden = strcmp(key, s->address) != 0;

	free(key);
	return hidden;
}

/* Spellings mean what their keys do. */
static void
collect_spellings(struct redaction *r)
{
	for (size_t i = 0; i < r->inv->sighting_count; i++) {
		const struct sighting *s = &r->inv->sightings[i];
		const char *by = redaction_known(r, s->address);

		if (by != NULL && strcmp(by, s->address) != 0)
			add_term(r, s->spelling,
			    is_hidden(s) ? redaction_hidden(by)
					 : redaction_spelling(s->spelling, by));
	}
	redaction_sort(r);
}

struct redaction *
redaction_new(struct report *report, struct inventory *inv,
    const unsigned char key[REDACT_KEY_SIZE])
{
	struct redaction *r = xcalloc(1, sizeof(*r));

	r->key = key;
	r->report = report;
	r->inv = inv;
	r->lists = mailbox_lists_new();
	r->nobody = mailbox_names_new(r->lists, NULL, 0);
	collect(r);
	collect_spellings(r);
	return r;
}

void
redaction_free(struct redaction *r)
{
	tdestroy(r->tree, term_free);
	free(r->terms);
	free(r->brief);
	strings_clear(&r->domains);
	mailbox_names_free(r->nobody);
	mailbox_lists_free(r->lists);
	free(r);
}

/* ---- more than the report knows ----------------------------------------- */

void
redaction_learn(struct redaction *r, const char *text, const char *by)
{
	add_term(r, text, xstrdup(by));
}

void
redaction_learn_address(
    struct redaction *r, const char *spelling, bool individual)
{
	char *key = address_key(spelling);
	const char *by;

	add_address(r, key, redaction_kind(r, key, individual));
	by = redaction_known(r, key);
	if (by != NULL && strcmp(by, key) != 0)
		add_term(r, spelling, xstrdup(by));
	free(key);
}

void
redaction_learn_handle(struct redaction *r, const char *handle)
{
	if (*handle != '\0' && !redaction_stays(r, handle))
		add_term(r, handle, redaction_handle(r, handle));
}

void
redaction_learn_name(struct redaction *r, const char *name)
{
	add_name(r, name);
}

void
redaction_learn_url(struct redaction *r, const char *url)
{
	add_url(r, url);
}

/* ---- sentences ---------------------------------------------------------- */

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool
begins(const char *text, const struct term *term)
{
	return strncasecmp(text, term->text, term->len) == 0 &&
	       !is_word(text[term->len]);
}

/* "x@", between blanks, commas or quotes. */
static const struct term *
brief_at(const struct redaction *r, const char *text, char before)
{
	if (strchr(" \",", before) == NULL)
		return NULL;
	for (size_t i = 0; i < r->brief_count; i++) {
		const struct term *term = r->brief[i];

		if (strncasecmp(text, term->text, term->len) == 0 &&
		    strchr(" \",;", text[term->len]) != NULL)
			return term;
	}
	return NULL;
}

static const struct term *
term_at(const struct redaction *r, const char *text)
{
	size_t low = 0, high = r->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strncasecmp(r->terms[middle]->text, text, TERM_MIN) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < r->count &&
	       strncasecmp(r->terms[low]->text, text, TERM_MIN) == 0;
	     low++)
		if (begins(text, r->terms[low]))
			return r->terms[low];
	return NULL;
}

static char *
without_terms(const struct redaction *r, const char *text)
{
	struct buf out = {0};
	const char *p = text;

	while (*p != '\0') {
		const struct term *term =
		    p == text || !is_word(p[-1]) ? term_at(r, p) : NULL;

		if (term == NULL)
			term = brief_at(r, p, p == text ? ' ' : p[-1]);
		if (term == NULL)
			buf_putc(&out, *p++);
		else {
			buf_puts(&out, term->token);
			p += term->len;
		}
	}
	return buf_take(&out);
}

bool
redaction_mailbox_stays(const struct redaction *r, const char *key)
{
	return address_made(key) ||
	       (role_address(r, key) && domain_stays(r, address_domain(key)));
}

/* The longest of `found` that stands here, or SIZE_MAX. */
static size_t
found_at(const struct strings *found, const char *text)
{
	size_t best = SIZE_MAX, longest = 0;

	for (size_t i = 0; i < found->count; i++) {
		size_t len = strlen(found->items[i]);

		if (len > longest && strncmp(text, found->items[i], len) == 0) {
			best = i;
			longest = len;
		}
	}
	return best;
}

/* In one pass: what is put there is not looked at again. */
static char *
with_words(
    const char *text, const struct strings *found, const struct strings *by)
{
	struct buf out = {0};

	while (*text != '\0') {
		size_t i = found_at(found, text);

		if (i == SIZE_MAX)
			buf_putc(&out, *text++);
		else {
			buf_puts(&out, by->items[i]);
			text += strlen(found->items[i]);
		}
	}
	return buf_take(&out);
}

/* Addresses that nobody knew: of strangers, in an error's words. */
static char *
without_addresses(const struct redaction *r, char *text)
{
	struct strings found = {0}, by = {0};

	if (strchr(text, '@') != NULL)
		address_find(text, &found);
	for (size_t i = 0; i < found.count; i++) {
		char *key = address_key(found.items[i]);

		strings_take(&by, redaction_mailbox_stays(r, key)
				      ? xstrdup(found.items[i])
				      : redaction_address(r, key,
					    redaction_kind(r, key, false)));
		free(key);
	}
	if (found.count > 0)
		redaction_replace(&text, with_words(text, &found, &by));
	strings_clear(&found);
	strings_clear(&by);
	return text;
}

void
redaction_sentence(const struct redaction *r, char **text)
{
	if (*text != NULL && **text != '\0')
		redaction_replace(
		    text, without_addresses(r, without_terms(r, *text)));
}

/* Nothing is asked by mail address today; if it ever is, it does not show. */
void
redaction_url(const struct redaction *r, char **text)
{
	if (strcasestr(*text, "%40") != NULL)
		redaction_replace(text, xstrdup(""));
	else
		redaction_sentence(r, text);
}

void
redaction_whole(const struct redaction *r, char **text)
{
	const char *by = redaction_known(r, *text);

	if (by != NULL)
		redaction_replace(text, xstrdup(by));
	else
		redaction_sentence(r, text);
}

void
redaction_empty(char **text)
{
	redaction_replace(text, xstrdup(""));
}
