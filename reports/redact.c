#include <ctype.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "rdap/address.h"
#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "redact.h"

#define TOKEN_DIGITS 12
#define TERM_MIN     3 /* shorter words are too many other things */
#define LOCAL_MIN    5
#define MAILBOX      "mailbox-"

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
};

/* ---- tokens ------------------------------------------------------------- */

static char *
token(const struct redaction *r, const char *kind, const char *text)
{
	char *data = xasprintf("%s\n%s", kind, text), *result;
	char hex[DIGEST_TEXT_MAX];

	digest_keyed(r->key, REDACT_KEY_SIZE, data, strlen(data), hex);
	result = xasprintf("%s-%.*s", kind, TOKEN_DIGITS, hex);
	free(data);
	return result;
}

static void
replace(char **text, char *by)
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
	for (size_t i = 0; i < r->inv->domain_count; i++)
		if (domain_within(domain, r->inv->domains[i].name))
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

static bool
poc_stays(const struct redaction *r, const char *org, const char *handle)
{
	const struct record *poc =
	    inventory_record(r->inv, org, RECORD_POC, handle);

	return poc != NULL && strcmp(poc->card_kind, "group") == 0 &&
	       *poc->name != '\0' && role_words(r, poc->name, org_name(r, org));
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
	found =
	    term->len >= TERM_MIN ? tsearch(term, &r->tree, by_text) : &term;
	if (found == NULL)
		alloc_fail();
	if (term->len < TERM_MIN || *found != term) {
		term_free(term);
		return;
	}
	r->terms = xgrow(r->terms, r->count, sizeof(*r->terms));
	r->terms[r->count++] = term;
}

static void
add_name(struct redaction *r, const char *name)
{
	if (*name != '\0')
		add_term(r, name, token(r, "name", name));
}

/* Another domain than its own may tell who it is. */
static char *
domain_token(const struct redaction *r, const char *domain)
{
	char *name, *whole;

	if (*domain == '\0' || domain_stays(r, domain))
		return xstrdup(domain);
	name = token(r, "domain", domain);
	whole = xasprintf("%s.invalid", name);
	free(name);
	return whole;
}

static char *
address_token(const struct redaction *r, const char *key)
{
	const char *domain = address_domain(key);
	char *left = token(r, "mailbox", key), *right, *whole;

	right = domain_token(r, domain);
	whole =
	    *right != '\0' ? xasprintf("%s@%s", left, right) : xstrdup(left);
	free(left);
	free(right);
	return whole;
}

static void
add_address(struct redaction *r, const char *key, enum mailbox_kind kind)
{
	bool stays = kind == MAILBOX_ROLE && role_address(r, key) &&
		     domain_stays(r, address_domain(key));
	char *local = address_local(key);

	add_term(r, key, stays ? xstrdup(key) : address_token(r, key));
	if (!stays && !domain_stays(r, address_domain(key)))
		add_term(r, address_domain(key),
		    domain_token(r, address_domain(key)));
	if (!stays &&
	    (strlen(local) >= LOCAL_MIN || strpbrk(local, "._-") != NULL) &&
	    !role_words(r, local, NULL))
		add_term(r, local, token(r, "mailbox", local));
	free(local);
}

static void
add_poc(struct redaction *r, const char *org, const char *handle)
{
	if (*handle != '\0' && !poc_stays(r, org, handle))
		add_term(r, handle, token(r, "POC", handle));
}

static void
add_record(struct redaction *r, const struct record *x)
{
	char *both;

	if (x->kind == RECORD_IRR && (strncmp(x->handle, "person ", 7) == 0 ||
					 strncmp(x->handle, "role ", 5) == 0))
		add_name(r, strchr(x->handle, ' ') + 1);
	if (x->kind != RECORD_POC || poc_stays(r, x->org, x->handle))
		return;
	add_poc(r, x->org, x->handle);
	add_name(r, x->name);
	add_name(r, x->given);
	add_name(r, x->surname);
	both = xasprintf("%s %s", x->given, x->surname);
	add_name(r, both);
	replace(&both, xasprintf("%s, %s", x->surname, x->given));
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
			    poc_stays(r, r->inv->scopes[j].org, handle);
		if (!known)
			add_term(r, handle, token(r, "POC", handle));
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
static const char *
term_of(const struct redaction *r, const char *text)
{
	struct term want = {.text = folded(text)}, **found;

	found = tfind(&want, &r->tree, by_text);
	free(want.text);
	return found != NULL ? (*found)->token : NULL;
}

/* Spellings mean what their keys do. */
static void
collect_spellings(struct redaction *r)
{
	for (size_t i = 0; i < r->inv->sighting_count; i++) {
		const struct sighting *s = &r->inv->sightings[i];
		const char *by = term_of(r, s->address);

		if (by != NULL && strcmp(by, s->address) != 0)
			add_term(r, s->spelling, xstrdup(by));
	}
	if (r->count > 1)
		qsort(r->terms, r->count, sizeof(*r->terms), by_head);
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
			buf_putc(&out, *p++);
		else {
			buf_puts(&out, term->token);
			p += term->len;
		}
	}
	return buf_take(&out);
}

static bool
is_token(const char *address)
{
	size_t len = strlen(MAILBOX);

	return strncmp(address, MAILBOX, len) == 0 &&
	       strspn(address + len, "0123456789abcdef") == TOKEN_DIGITS;
}

/* Addresses that nobody knew: of strangers, in an error's words. */
static char *
without_addresses(const struct redaction *r, char *text)
{
	struct strings found = {0};

	if (strchr(text, '@') != NULL)
		address_find(text, &found);
	for (size_t i = 0; i < found.count; i++) {
		const char *old = found.items[i];
		char *key = address_key(old), *at, *by;

		if (!is_token(old) &&
		    (!role_address(r, key) ||
			!domain_stays(r, address_domain(key)))) {
			by = address_token(r, key);
			while ((at = strstr(text, old)) != NULL)
				replace(&text,
				    xasprintf("%.*s%s%s", (int)(at - text),
					text, by, at + strlen(old)));
			free(by);
		}
		free(key);
	}
	strings_clear(&found);
	return text;
}

static void
sentence(const struct redaction *r, char **text)
{
	if (*text != NULL && **text != '\0')
		replace(text, without_addresses(r, without_terms(r, *text)));
}

/* Nothing is asked by mail address today; if it ever is, it does not show. */
static void
url(const struct redaction *r, char **text)
{
	if (strcasestr(*text, "%40") != NULL)
		replace(text, xstrdup(""));
	else
		sentence(r, text);
}

static void
whole(const struct redaction *r, char **text)
{
	const char *by = term_of(r, *text);

	if (by != NULL)
		replace(text, xstrdup(by));
	else
		sentence(r, text);
}

static void
empty(char **text)
{
	replace(text, xstrdup(""));
}

/* ---- the report --------------------------------------------------------- */

static void
accepted(const struct redaction *r, struct accepted *x)
{
	if (x->reason == NULL)
		return;
	replace(&x->reason, xstrdup("redacted"));
	replace(&x->by, token(r, "name", x->by));
}

/* "WE102-..." stays one, with other digits. */
static void
identifier(const struct redaction *r, char **id)
{
	char *made = token(r, "id", *id);

	replace(id, xasprintf("%.*s%s", (int)strcspn(*id, "-"), *id,
			strchr(made, '-')));
	free(made);
}

static void
finding(const struct redaction *r, struct finding *f)
{
	char *usual = rule_remedy(f->rule, f);
	bool is_usual = strcmp(usual, f->remedy) == 0;

	free(usual);
	identifier(r, &f->id);
	whole(r, &f->address);
	whole(r, &f->record);
	whole(r, &f->poc);
	sentence(r, &f->org_name);
	sentence(r, &f->role);
	sentence(r, &f->evidence);
	/* Its own words are nobody's name. */
	if (is_usual)
		replace(&f->remedy, rule_remedy(f->rule, f));
	else
		sentence(r, &f->remedy);
	url(r, &f->source_url);
	empty(&f->source_digest);
	accepted(r, &f->accepted);
}

static void
address(struct redaction *r, struct address_report *a)
{
	struct report *report = r->report;
	char *old = a->address;

	a->address = xstrdup(old);
	whole(r, &a->address);
	a->domain = address_domain(a->address);
	for (size_t i = 0; i < report->needed_count; i++)
		if (report->needed[i].mailbox == old)
			report->needed[i].mailbox = a->address;
	free(old);
	for (size_t i = 0; i < a->exposure_count; i++) {
		char *copy;

		if (a->exposures[i].source_url == NULL)
			continue;
		copy = xstrdup(a->exposures[i].source_url);
		url(r, &copy);
		strings_take(&report->owned, copy);
		a->exposures[i].source_url = copy;
	}
}

static void
record(const struct redaction *r, struct record *x)
{
	bool stays = x->kind != RECORD_POC || poc_stays(r, x->org, x->handle);

	if (stays)
		sentence(r, &x->name);
	else if (*x->name != '\0')
		replace(&x->name, token(r, "name", x->name));
	empty(&x->given);
	empty(&x->surname);
	sentence(r, &x->look_reason);
	url(r, &x->source_url);
	empty(&x->source_digest);
}

static void
records(const struct redaction *r)
{
	struct inventory *inv = r->inv;

	for (size_t i = 0; i < inv->record_count; i++)
		record(r, &inv->records[i]);
	/* Only now: until then they are looked up by it. */
	for (size_t i = 0; i < inv->record_count; i++)
		whole(r, &inv->records[i].handle);
	for (size_t i = 0; i < inv->link_count; i++) {
		whole(r, &inv->links[i].poc);
		whole(r, &inv->links[i].holder);
	}
	for (size_t i = 0; i < inv->sighting_count; i++) {
		struct sighting *s = &inv->sightings[i];

		whole(r, &s->spelling);
		whole(r, &s->address);
		whole(r, &s->record);
		whole(r, &s->poc);
		url(r, &s->source_url);
		empty(&s->source_digest);
	}
	for (size_t i = 0; i < inv->elsewhere_count; i++)
		whole(r, &inv->elsewheres[i].poc);
}

static void
coverage(const struct redaction *r)
{
	struct inventory *inv = r->inv;

	for (size_t i = 0; i < inv->scope_count; i++) {
		sentence(r, &inv->scopes[i].name);
		sentence(r, &inv->scopes[i].reason);
	}
	for (size_t i = 0; i < inv->domain_count; i++)
		whole(r, &inv->domains[i].evidence);
	for (size_t i = 0; i < inv->domains_seen.count; i++)
		replace(&inv->domains_seen.items[i],
		    domain_token(r, inv->domains_seen.items[i]));
	for (size_t i = 0; i < inv->answer_count; i++) {
		url(r, &inv->answers[i].url);
		sentence(r, &inv->answers[i].why);
		sentence(r, &inv->answers[i].reason);
		inv->answers[i].digest[0] = '\0';
	}
	for (size_t i = 0; i < inv->part_count; i++)
		empty(&inv->parts[i].body);
	for (size_t i = 0; i < inv->gap_count; i++) {
		identifier(r, &inv->gaps[i].id);
		whole(r, &inv->gaps[i].subject);
		sentence(r, &inv->gaps[i].reason);
		accepted(r, &r->report->gaps[i]);
	}
	for (size_t i = 0; i < inv->difference_count; i++) {
		whole(r, &inv->differences[i].handle);
		sentence(r, &inv->differences[i].rdap);
		sentence(r, &inv->differences[i].whois);
		url(r, &inv->differences[i].source_url);
	}
	for (size_t i = 0; i < inv->note_count; i++) {
		sentence(r, &inv->notes[i].subject);
		sentence(r, &inv->notes[i].text);
	}
}

void
redact_report(struct report *report, struct inventory *inv, struct run *run,
    const unsigned char key[REDACT_KEY_SIZE])
{
	struct redaction r = {.key = key,
	    .report = report,
	    .inv = inv,
	    .lists = mailbox_lists_new()};

	r.nobody = mailbox_names_new(r.lists, NULL, 0);
	collect(&r);
	collect_spellings(&r);
	for (size_t i = 0; i < report->finding_count; i++)
		finding(&r, &report->findings[i]);
	for (size_t i = 0; i < report->address_count; i++)
		address(&r, &report->addresses[i]);
	coverage(&r);
	records(&r);
	inventory_reindex(inv);
	report->redacted = true;
	report->changes = NULL;
	if (strncmp(run->source, "replay of ", 10) == 0)
		replace(&run->source, xstrdup("a replay"));
	tdestroy(r.tree, term_free);
	free(r.terms);
	strings_clear(&r.domains);
	mailbox_names_free(r.nobody);
	mailbox_lists_free(r.lists);
}
