/*
 * JSON: one object, described by report.schema.json. Jansson makes the items,
 * the frame around them is written by hand: a large report never stands in
 * memory as one tree, and every record, answer and sighting has a line of its
 * own, which diff(1) likes. All text is ASCII with \u escapes, so that no
 * terminal and no log is steered by it; read again it is the same to the byte.
 */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include "changes.h"
#include "coverage.h"
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "table.h"
#include "unicode.h"

struct writer {
	FILE *out;
	const struct report *report;
	const struct format_options *options;
	bool follows; /* something stands before in this object or array */
	const struct address_report *address; /* being written */
};

/* ---- making values ----------------------------------------------------- */

/* Takes `value`. */
static void
put(json_t *object, const char *key, json_t *value)
{
	/* Keys are our own words. */
	if (json_object_set_new_nocheck(object, key, value) != 0)
		alloc_fail();
}

static void
append(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		alloc_fail();
}

/* Bytes that are no UTF-8, which no parser lets in, become FFFD. */
static json_t *
repaired(const char *text)
{
	struct buf b = {0};
	uint32_t c;
	size_t len;
	json_t *value;

	for (; *text != '\0'; text += len) {
		len = unicode_decode(text, &c);
		if (len > 0)
			buf_add(&b, text, len);
		else {
			buf_puts(&b, "\xef\xbf\xbd");
			len = 1;
		}
	}
	value = json_stringn(b.data, b.len);
	buf_clear(&b);
	return value;
}

static json_t *
text_of(const char *text)
{
	json_t *value = json_string(text != NULL ? text : "");

	return value != NULL ? value : repaired(text);
}

static json_t *
time_of(int64_t when)
{
	char text[CLOCK_TEXT_MAX];

	clock_format(when, text);
	return text[0] != '\0' ? json_string(text) : json_null();
}

static void
put_text(json_t *object, const char *key, const char *text)
{
	put(object, key, text_of(text));
}

static void
put_time(json_t *object, const char *key, int64_t when)
{
	put(object, key, time_of(when));
}

static void
put_count(json_t *object, const char *key, uint64_t count)
{
	put(object, key, json_integer((json_int_t)count));
}

static json_t *
list_of(const struct strings *s)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < s->count; i++)
		append(array, text_of(s->items[i]));
	return array;
}

/* Words joined by `separator` as a list; "" is an empty one. */
static json_t *
split(const char *text, char separator)
{
	struct strings words = {0};
	json_t *array;

	if (text != NULL && text[0] != '\0')
		strings_split(&words, text, separator);
	array = list_of(&words);
	strings_clear(&words);
	return array;
}

static json_t *
roles_of(unsigned roles)
{
	json_t *array = json_array();
	unsigned role;

	for (role = ROLE_REGISTRANT; role <= ROLE_OTHER; role <<= 1)
		if (roles & role)
			append(array, text_of(role_name(role)));
	return array;
}

static json_t *
levels_of(unsigned levels)
{
	json_t *array = json_array();
	unsigned i;

	for (i = LEVEL_ORG; i <= LEVEL_NONE; i++)
		if (levels & 1U << i)
			append(array, text_of(level_name((enum level)i)));
	return array;
}

/* ---- writing ----------------------------------------------------------- */

/* DEL is a control as well, and Jansson lets it through. */
static void
add_dumped(struct buf *out, const char *text)
{
	size_t len;

	for (;; text += len + 1) {
		len = strcspn(text, "\x7f");
		buf_add(out, text, len);
		if (text[len] == '\0')
			return;
		buf_puts(out, "\\u007f");
	}
}

static void
put_dumped(FILE *out, const char *text)
{
	struct buf b = {0};

	add_dumped(&b, text);
	fwrite(b.data, 1, b.len, out);
	buf_clear(&b);
}

static void
lead(struct writer *w, const char *key)
{
	fputs(w->follows ? ",\n" : "\n", w->out);
	w->follows = true;
	if (key != NULL)
		fprintf(w->out, "\"%s\": ", key);
}

/* Write `value` and free it; `key` NULL in an array. */
static int
emit(struct writer *w, const char *key, json_t *value)
{
	char *text;

	if (value == NULL)
		alloc_fail();
	lead(w, key);
	text = json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
	if (text == NULL)
		alloc_fail();
	put_dumped(w->out, text);
	free(text);
	json_decref(value);
	return ferror(w->out) ? -1 : 0;
}

static void
open_frame(struct writer *w, const char *key, char bracket)
{
	lead(w, key);
	fputc(bracket, w->out);
	w->follows = false;
}

static int
close_frame(struct writer *w, char bracket)
{
	if (w->follows)
		fputc('\n', w->out);
	fputc(bracket, w->out);
	w->follows = true;
	return ferror(w->out) ? -1 : 0;
}

/* An array of `count` items, each made and written by itself. */
static int
emit_array(struct writer *w, const char *key, size_t count,
    json_t *(*make)(const struct writer *w, size_t i))
{
	size_t i;
	json_t *item;

	open_frame(w, key, '[');
	for (i = 0; i < count; i++) {
		item = make(w, i);
		if (item != NULL && emit(w, NULL, item) != 0)
			return -1;
	}
	return close_frame(w, ']');
}

/* ---- lines -------------------------------------------------------------- */

/*
 * Of records and sightings there are tens of thousands: each is written into
 * one buffer, member by member, as Jansson would write it. A text of more than
 * plain ASCII is left to Jansson.
 */
struct line {
	struct buf text;
};

static void
line_key(struct line *l, const char *key)
{
	buf_puts(&l->text, l->text.len > 0 ? ", \"" : "{\"");
	buf_puts(&l->text, key);
	buf_puts(&l->text, "\": ");
}

static bool
plain(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < 0x20 || *text > 0x7e || *text == '"' ||
		    *text == '\\')
			return false;
	return true;
}

static void
line_string(struct line *l, const char *text)
{
	json_t *value;
	char *dumped;

	if (text == NULL || plain(text)) {
		buf_putc(&l->text, '"');
		buf_puts(&l->text, text != NULL ? text : "");
		buf_putc(&l->text, '"');
		return;
	}
	value = text_of(text);
	dumped = json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII);
	if (dumped == NULL)
		alloc_fail();
	add_dumped(&l->text, dumped);
	free(dumped);
	json_decref(value);
}

static void
line_text(struct line *l, const char *key, const char *text)
{
	line_key(l, key);
	line_string(l, text);
}

static void
line_time(struct line *l, const char *key, int64_t when)
{
	char text[CLOCK_TEXT_MAX];

	line_key(l, key);
	if (*clock_format(when, text) != '\0')
		line_string(l, text);
	else
		buf_puts(&l->text, "null");
}

static void
line_list(struct line *l, const char *key, const struct strings *s)
{
	size_t i;

	line_key(l, key);
	buf_putc(&l->text, '[');
	for (i = 0; i < s->count; i++) {
		buf_puts(&l->text, i > 0 ? ", " : "");
		line_string(l, s->items[i]);
	}
	buf_putc(&l->text, ']');
}

static void
line_roles(struct line *l, const char *key, unsigned roles)
{
	unsigned role;
	size_t n = 0;

	line_key(l, key);
	buf_putc(&l->text, '[');
	for (role = ROLE_REGISTRANT; role <= ROLE_OTHER; role <<= 1)
		if (roles & role) {
			buf_puts(&l->text, n++ > 0 ? ", " : "");
			line_string(l, role_name(role));
		}
	buf_putc(&l->text, ']');
}

static void
line_seen(struct line *l, const struct seen *seen)
{
	line_text(l, "state", state_name(seen->state));
	line_time(l, "first_seen", seen->first);
	line_time(l, "last_seen", seen->last);
	line_time(l, "last_complete", seen->last_complete);
	line_time(l, "state_since", seen->since);
}

static int
emit_lines(struct writer *w, const char *key, size_t count,
    void (*make)(const struct writer *w, size_t i, struct line *l))
{
	struct line l = {0};
	size_t i;

	open_frame(w, key, '[');
	for (i = 0; i < count && !ferror(w->out); i++) {
		buf_reset(&l.text);
		make(w, i, &l);
		buf_putc(&l.text, '}');
		lead(w, NULL);
		fwrite(l.text.data, 1, l.text.len, w->out);
	}
	buf_clear(&l.text);
	return close_frame(w, ']');
}

/* ---- run, scope -------------------------------------------------------- */

static json_t *
tool_object(const struct report *report)
{
	json_t *o = json_object();

	put_text(o, "version", report->tool);
	put_text(o, "rules", report->run->rules);
	return o;
}

static json_t *
run_object(const struct report *report)
{
	const struct run *run = report->run;
	json_t *o = json_object();

	put(o, "id", json_integer(run->id));
	put_time(o, "started", run->started);
	put_time(o, "finished", run->finished);
	put_time(o, "observed_at", run->observed_at);
	put_time(o, "judged_at", report->now);
	put_text(o, "source", run->source);
	put_text(o, "terms", report->terms);
	put_text(o, "tool", run->tool);
	put(o, "complete", json_boolean(report->complete));
	put(o, "exit_status",
	    run_status(run) >= 0 ? json_integer(run_status(run)) : json_null());
	return o;
}

static json_t *
domains_array(const struct inventory *inv)
{
	json_t *array = json_array(), *o;
	size_t i;

	for (i = 0; i < inv->domain_count; i++) {
		o = json_object();
		put_text(o, "name", inv->domains[i].name);
		put(o, "confirmed", json_boolean(inv->domains[i].confirmed));
		put_text(o, "evidence", inv->domains[i].evidence);
		append(array, o);
	}
	return array;
}

static json_t *
scope_object(const struct report *report)
{
	json_t *o = json_object();

	put_text(o, "authority", report->authority);
	put(o, "organizations", split(report->run->scope, ';'));
	put(o, "domains", domains_array(report->inv));
	put(o, "domains_seen", list_of(&report->inv->domains_seen));
	return o;
}

static json_t *
severities_object(const size_t counts[SEVERITY_COUNT])
{
	json_t *o = json_object();
	int i;

	for (i = 0; i < SEVERITY_COUNT; i++)
		put_count(o, severity_name((enum severity)i), counts[i]);
	return o;
}

static json_t *
floor_object(const struct report *report)
{
	json_t *o = json_object(), *roles = json_array(), *role;
	const struct needed_role *needed;
	size_t i;

	for (i = 0; i < report->needed_count; i++) {
		needed = &report->needed[i];
		role = json_object();
		put_text(role, "role", role_name(needed->role));
		put(role, "mailbox",
		    needed->mailbox != NULL ? text_of(needed->mailbox)
					    : json_null());
		append(roles, role);
	}
	put_count(o, "published", report->published);
	put_count(o, "needed", report->needed_count);
	put(o, "roles", roles);
	return o;
}

static void
put_accepted(json_t *o, const struct accepted *accepted)
{
	bool is = accepted != NULL && accepted->reason != NULL;

	put_text(o, "accepted_reason", is ? accepted->reason : "");
	put_time(o, "accepted_until", is ? accepted->until : CLOCK_NONE);
	put_text(o, "accepted_by", is ? accepted->by : "");
	put_time(o, "accepted_on", is ? accepted->on : CLOCK_NONE);
}

/* ---- coverage ---------------------------------------------------------- */

static json_t *
queries_object(const struct run *run)
{
	json_t *o = json_object();
	int i;

	for (i = VERDICT_COMPLETE; i <= VERDICT_SKIPPED; i++)
		put_count(o, verdict_name((enum verdict)i), run->queries[i]);
	return o;
}

static json_t *
missing_array(const struct report *report)
{
	json_t *array = json_array(), *o;
	size_t count, i;
	struct missing *missing = coverage_missing(report, &count);

	for (i = 0; i < count; i++) {
		o = json_object();
		put_text(o, "org", missing[i].org);
		put_text(o, "subject", missing[i].subject);
		put_text(o, "reason", missing[i].reason);
		put(o, "gap",
		    missing[i].gap[0] != '\0' ? text_of(missing[i].gap)
					      : json_null());
		put(o, "accepted", json_boolean(missing[i].accepted != NULL));
		append(array, o);
	}
	free(missing);
	return array;
}

static json_t *
not_asked_array(const struct report *report)
{
	json_t *array = json_array();
	size_t i, count;
	const char **list = coverage_not_asked(report->inv, &count);

	for (i = 0; i < count; i++)
		append(array, text_of(list[i]));
	free(list);
	return array;
}

static json_t *
gap_object(const struct writer *w, size_t i)
{
	const struct gap *gap = &w->report->inv->gaps[i];
	json_t *o = json_object();

	put_text(o, "id", gap->id);
	put_text(o, "org", gap->org);
	put_text(o, "subject", gap->subject);
	put_text(o, "reason", gap->reason);
	put_accepted(o, i < w->report->gap_count ? &w->report->gaps[i] : NULL);
	return o;
}

static json_t *
note_object(const struct writer *w, size_t i)
{
	const struct note *note = &w->report->inv->notes[i];
	json_t *o = json_object();

	put_text(o, "org", note->org);
	put_text(o, "subject", note->subject);
	put_text(o, "text", note->text);
	return o;
}

static json_t *
difference_object(const struct writer *w, size_t i)
{
	const struct difference *x = &w->report->inv->differences[i];
	json_t *o = json_object();

	put_text(o, "org", x->org);
	put_text(o, "kind", record_kind_name(x->kind));
	put_text(o, "record", x->handle);
	put_text(o, "what", x->what);
	put_text(o, "rdap", x->rdap);
	put_text(o, "whois_rws", x->whois);
	put_text(o, "source_url", x->source_url);
	return o;
}

static json_t *
answer_object(const struct writer *w, size_t i)
{
	const struct answer *answer = &w->report->inv->answers[i];
	json_t *o = json_object();

	put_text(o, "org", answer->org);
	put_text(o, "url", answer->url);
	put_text(o, "why", answer->why);
	put_time(o, "time", answer->time);
	put(o, "status", json_integer(answer->status));
	put_text(o, "content_type", answer->content_type);
	put_count(o, "bytes", answer->bytes);
	put_text(o, "digest", answer->digest);
	put_text(o, "verdict", verdict_name(answer->verdict));
	put_text(o, "reason", answer->reason);
	return o;
}

static int
emit_coverage(struct writer *w)
{
	const struct report *report = w->report;
	const struct inventory *inv = report->inv;

	open_frame(w, "coverage", '{');
	if (emit(w, "complete", json_boolean(report->complete)) != 0 ||
	    emit(w, "queries", queries_object(report->run)) != 0 ||
	    emit(w, "missing", missing_array(report)) != 0 ||
	    emit_array(w, "gaps", inv->gap_count, gap_object) != 0 ||
	    emit_array(w, "notes", inv->note_count, note_object) != 0 ||
	    emit_array(w, "differences", inv->difference_count,
		difference_object) != 0 ||
	    emit(w, "not_asked", not_asked_array(report)) != 0 ||
	    emit_array(w, "answers", inv->answer_count, answer_object) != 0)
		return -1;
	return close_frame(w, '}');
}

/* ---- findings ---------------------------------------------------------- */

static void
put_finding_times(json_t *o, const struct finding *f)
{
	put_time(o, "first_seen", f->first_seen);
	put_time(o, "last_seen", f->last_seen);
	put_time(o, "last_complete", f->last_complete);
	put_time(o, "status_since", f->status_since);
}

static json_t *
finding_object(const struct finding *f)
{
	json_t *o = json_object();

	put_text(o, "finding", f->id);
	put_text(o, "rule", f->rule->id);
	put_text(o, "slug", f->rule->slug);
	put_text(o, "title", f->rule->title);
	put_text(o, "severity", severity_name(f->severity));
	put_text(o, "status", status_name(f->status));
	put_text(o, "address", f->address);
	put_text(o, "record", f->record);
	put_text(o, "field", f->field);
	put(o, "roles", roles_of(f->roles));
	put(o, "levels", levels_of(f->levels));
	put_text(o, "poc", f->poc);
	put_text(o, "poc_kind", f->poc_kind);
	put_text(o, "validated", f->validated);
	put_text(o, "evidence", f->evidence);
	put_text(o, "remedy", f->remedy);
	put_text(o, "fixable_by", f->fixable_by);
	put_text(o, "cause", f->cause);
	put_finding_times(o, f);
	put_text(o, "source_url", f->source_url);
	put_text(o, "source_digest", f->source_digest);
	put_accepted(o, &f->accepted);
	return o;
}

/* ---- organizations ----------------------------------------------------- */

static json_t *
counts_object(const struct report *report, const char *org)
{
	static const char *const names[] = {
	    [RECORD_ORGANIZATION] = "organizations",
	    [RECORD_POC] = "pocs",
	    [RECORD_NETWORK] = "networks",
	    [RECORD_AUTNUM] = "autnums",
	    [RECORD_IRR] = "irr",
	};
	json_t *o = json_object();
	size_t counts[RECORD_KINDS], i;

	coverage_count(report, org, counts);
	for (i = 0; i < RECORD_KINDS; i++)
		put_count(o, names[i], counts[i]);
	return o;
}

/* Those that belong to no address, but stand nowhere else. */
static json_t *
organization_findings(const struct writer *w, const char *org)
{
	const struct report *report = w->report;
	json_t *array = json_array();
	const struct finding *f;
	size_t i;

	for (i = 0; i < report->finding_count; i++) {
		f = &report->findings[i];
		if (f->of < 0 && strcmp(f->org, org) == 0 &&
		    finding_shown(f, w->options))
			append(array, finding_object(f));
	}
	return array;
}

static json_t *
organization_object(const struct writer *w, size_t i)
{
	static const char *const states[] = {
	    [SCOPE_READ] = "read",
	    [SCOPE_ABSENT] = "absent",
	    [SCOPE_FAILED] = "failed",
	    [SCOPE_OTHER] = "other",
	};
	const struct scope *scope = &w->report->inv->scopes[i];
	json_t *o = json_object();

	put_text(o, "handle", scope->org);
	put_text(o, "name", scope->name);
	put_text(o, "state", states[scope->state]);
	put_text(o, "reason", scope->reason);
	put(o, "records", counts_object(w->report, scope->org));
	put_count(o, "associated", scope->associated);
	put(o, "findings", organization_findings(w, scope->org));
	return o;
}

/* ---- records ----------------------------------------------------------- */

static void
record_line(const struct writer *w, size_t i, struct line *l)
{
	const struct record *r = &w->report->inv->records[i];

	line_text(l, "org", r->org);
	line_text(l, "kind", record_kind_name(r->kind));
	line_text(l, "handle", r->handle);
	line_text(l, "name", r->name);
	line_text(l, "range", r->range);
	line_text(l, "type", r->type);
	line_list(l, "status", &r->status);
	if (r->kind == RECORD_POC) {
		line_text(l, "poc_kind", r->card_kind);
		line_text(l, "validated", validation_name(r->validated));
		line_time(l, "unvalidated_since", r->unvalidated_since);
	}
	line_time(l, "registered", r->registered);
	line_time(l, "last_changed", r->last_changed);
	line_text(l, "look", look_name(r->look));
	line_text(l, "look_reason", r->look_reason);
	line_time(l, "observed_at", r->observed_at);
	line_seen(l, &r->seen);
	line_text(l, "source_url", r->source_url);
	line_text(l, "source_digest", r->source_digest);
}

/* ---- addresses --------------------------------------------------------- */

static void
sighting_line(const struct writer *w, size_t i, struct line *l)
{
	const struct sighting *s =
	    &w->report->inv->sightings[w->address->sightings[i]];

	line_text(l, "record", s->record);
	line_text(l, "record_kind", record_kind_name(s->record_kind));
	line_text(l, "field", field_name(s->field));
	line_roles(l, "roles", s->roles);
	line_text(l, "level", level_name(s->level));
	line_text(l, "poc", s->poc);
	line_text(l, "spelling", s->spelling);
	line_time(l, "observed_at", s->observed_at);
	line_seen(l, &s->seen);
	line_text(l, "source_url", s->source_url);
	line_text(l, "source_digest", s->source_digest);
}

static json_t *
vector_object(const struct writer *w, size_t i)
{
	const struct exposure *exposure = &w->address->exposures[i];
	const char *url = exposure->source_url;
	json_t *o = json_object();

	put_text(o, "vector", exposure->vector->id);
	put_text(o, "title", exposure->vector->title);
	put_text(o, "knows", knows_name(exposure->vector->knows));
	put(o, "requests",
	    exposure->requests >= 0 ? json_integer(exposure->requests)
				    : json_null());
	put_text(o, "evidence", url != NULL ? "observed" : "derived");
	put(o, "source_url", url != NULL ? text_of(url) : json_null());
	return o;
}

static json_t *
address_finding(const struct writer *w, size_t i)
{
	const struct finding *f = &w->report->findings[w->address->findings[i]];

	return finding_shown(f, w->options) ? finding_object(f) : NULL;
}

/* What is known of it without its lists. */
static int
emit_members(struct writer *w, const struct address_report *a)
{
	json_t *o = json_object(), *value;
	const char *key;
	int rc = 0;

	put_text(o, "org", a->org);
	put_text(o, "address", a->address);
	put_text(o, "domain", a->domain);
	put_text(o, "mailbox_kind", mailbox_kind_name(a->mailbox_kind));
	put_text(o, "severity", severity_name(a->severity));
	put_text(o, "status", status_name(a->status));
	put(o, "knows",
	    a->exposure_count > 0 ? text_of(knows_name(a->knows))
				  : json_null());
	put_count(o, "networks", a->networks);
	put_count(o, "autnums", a->autnums);
	json_object_foreach (o, key, value)
		if (rc == 0)
			rc = emit(w, key, json_incref(value));
	json_decref(o);
	return rc;
}

/* Lists item by item: a role mailbox may stand on twenty thousand networks. */
static int
emit_address(struct writer *w)
{
	const struct address_report *a = w->address;

	open_frame(w, NULL, '{');
	if (emit_members(w, a) != 0 ||
	    emit_lines(w, "sightings", a->sighting_count, sighting_line) != 0 ||
	    emit_array(w, "vectors", a->exposure_count, vector_object) != 0 ||
	    emit_array(w, "findings", a->finding_count, address_finding) != 0)
		return -1;
	return close_frame(w, '}');
}

static int
emit_addresses(struct writer *w)
{
	size_t i;

	open_frame(w, "addresses", '[');
	for (i = 0; i < w->report->address_count; i++) {
		w->address = &w->report->addresses[i];
		if (address_shown(w->report, w->address, w->options) &&
		    emit_address(w) != 0)
			return -1;
	}
	return close_frame(w, ']');
}

/* ---- changes ----------------------------------------------------------- */

static json_t *
change_object(const struct change *x)
{
	const struct finding *f = change_finding(x);
	json_t *object = json_object();

	put_text(object, "change", change_kind_name(x->kind));
	put_text(object, "cause", x->cause);
	put_text(object, "finding", f->id);
	put_text(object, "org", f->org);
	put_text(object, "rule", f->rule->id);
	put_text(object, "slug", f->rule->slug);
	put_text(object, "address", f->address);
	put_text(object, "record", f->record);
	put(object, "severity_before",
	    x->before != NULL ? text_of(severity_name(x->before->severity))
			      : json_null());
	put(object, "severity",
	    x->after != NULL ? text_of(severity_name(x->after->severity))
			     : json_null());
	put(object, "status_before",
	    x->before != NULL ? text_of(status_name(x->before->status))
			      : json_null());
	put(object, "status",
	    x->after != NULL ? text_of(status_name(x->after->status))
			     : json_null());
	put_time(object, "since", f->status_since);
	return object;
}

static int
emit_changes(struct writer *w)
{
	const struct changes *c = w->report->changes;

	open_frame(w, "changes", '[');
	for (size_t i = 0; c != NULL && i < c->count; i++)
		if (emit(w, NULL, change_object(&c->items[i])) != 0)
			return -1;
	return close_frame(w, ']');
}

int
changes_json(const struct report *report, const struct format_options *options,
    FILE *out)
{
	const struct changes *c = report->changes;
	struct writer w = {.out = out, .report = report, .options = options};

	fputc('{', out);
	if (emit(&w, "schema", json_integer(1)) != 0 ||
	    emit(&w, "tool", tool_object(report)) != 0 ||
	    emit(&w, "from", run_object(c->before)) != 0 ||
	    emit(&w, "to", run_object(report)) != 0 || emit_changes(&w) != 0)
		return -1;
	close_frame(&w, '}');
	return fputc('\n', out) == EOF ? -1 : 0;
}

/* ---- the whole --------------------------------------------------------- */

static int
emit_report(struct writer *w)
{
	const struct report *report = w->report;
	const struct inventory *inv = report->inv;

	fputc('{', w->out);
	if (emit(w, "schema", json_integer(1)) != 0 ||
	    emit(w, "tool", tool_object(report)) != 0 ||
	    emit(w, "redacted", json_boolean(report->redacted)) != 0 ||
	    emit(w, "run", run_object(report)) != 0 ||
	    emit(w, "scope", scope_object(report)) != 0 ||
	    emit_coverage(w) != 0 ||
	    emit(w, "floor", floor_object(report)) != 0 ||
	    emit(w, "open_findings", severities_object(report->open)) != 0 ||
	    emit(w, "accepted_findings", severities_object(report->accepted)) !=
		0 ||
	    emit_array(w, "organizations", inv->scope_count,
		organization_object) != 0 ||
	    emit_lines(w, "records", inv->record_count, record_line) != 0 ||
	    emit_addresses(w) != 0 || emit_changes(w) != 0)
		return -1;
	close_frame(w, '}');
	return fputc('\n', w->out) == EOF ? -1 : 0;
}

int
format_json(const struct report *report, const struct format_options *options,
    FILE *out)
{
	struct writer w = {.out = out, .report = report, .options = options};

	return emit_report(&w);
}
