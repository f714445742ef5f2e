#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "alloc.h"
#include "buf.h"
#include "clock.h"
#include "describe.h"
#include "irr.h"
#include "routing.h"

#define DUMP_LIMIT ((size_t)2 << 30)  /* of the body */
#define KEPT_LIMIT ((size_t)64 << 20) /* of the organizations' own text */

/* An object, until the dump is known to be whole. */
struct own {
	struct target *target;
	char *name;
	char *changed;
	char *proof;
	struct strings found;   /* addresses */
	struct strings written; /* parallel: as they stand there */
};

struct dump {
	const struct survey *survey;
	struct irr *irr;
	struct own *objects;
	size_t count;
	size_t kept;             /* octets of their texts */
	unsigned char begins[2]; /* the body's first two octets */
	size_t begun;
	struct error err; /* the first thing that was wrong with it */
};

static void
own_clear(struct own *own)
{
	free(own->name);
	free(own->changed);
	free(own->proof);
	strings_clear(&own->found);
	strings_clear(&own->written);
}

static void
dump_forget(struct dump *d)
{
	for (size_t i = 0; i < d->count; i++)
		own_clear(&d->objects[i]);
	free(d->objects);
	d->objects = NULL;
	d->count = d->kept = d->begun = 0;
	d->err = (struct error){0};
	irr_reset(d->irr);
}

/* ---- its proof ---------------------------------------------------------- */

static bool
is_personal(const char *line)
{
	static const char *const names[] = {"address", "phone", "fax-no"};
	size_t len = strcspn(line, ":\n");

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (line[len] == ':' && strlen(names[i]) == len &&
		    strncasecmp(line, names[i], len) == 0)
			return true;
	return false;
}

char *
routing_proof(const char *text)
{
	struct buf proof = {0};
	bool dropped = false;
	size_t len;

	for (; *text != '\0'; text += len) {
		len = strcspn(text, "\n");
		len += text[len] == '\n';
		if (strchr(" \t+", *text) == NULL)
			dropped = is_personal(text);
		if (!dropped)
			buf_add(&proof, text, len);
	}
	return buf_take(&proof);
}

/* ---- the stream --------------------------------------------------------- */

static int
take_object(void *arg, const struct irr_object *object)
{
	struct dump *d = arg;
	struct own *own;

	d->kept += strlen(object->text);
	if (d->kept > KEPT_LIMIT)
		return error_set(&d->err, ERROR_DATA,
		    "routing registry: more than 64 MiB of own objects");
	d->objects = xgrow(d->objects, d->count, sizeof(*d->objects));
	own = &d->objects[d->count++];
	*own = (struct own){
	    .target = survey_target(d->survey, object->org),
	    .name = xstrdup(object->name),
	    .changed = xstrdup(object->changed),
	    .proof = routing_proof(object->text),
	};
	strings_copy(&own->found, &object->found);
	strings_copy(&own->written, &object->written);
	return 0;
}

static int
take_body(void *arg, const char *data, size_t len)
{
	struct dump *d = arg;

	if (data == NULL) {
		dump_forget(d);
		return 0;
	}
	for (size_t i = 0; i < len && d->begun < sizeof(d->begins); i++)
		d->begins[d->begun++] = (unsigned char)data[i];
	return irr_feed(d->irr, data, len, &d->err);
}

/* A gzip stream says itself where it ends. */
static bool
is_gzip(const struct dump *d)
{
	return d->begun == 2 && d->begins[0] == 0x1f && d->begins[1] == 0x8b;
}

/* ---- what the answer is worth ------------------------------------------- */

static void
judged(struct answer *a, enum verdict verdict, int fault, char *reason)
{
	a->verdict = verdict;
	a->fault = fault;
	free(a->reason);
	a->reason = reason;
}

static bool
type_fits(const char *type)
{
	static const char *const types[] = {"application/gzip",
	    "application/x-gzip", "application/octet-stream", "text/plain"};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(type, types[i]) == 0)
			return true;
	return false;
}

/* What the reader says, without the subject that a gap names anyway. */
static char *
flaw(const struct dump *d)
{
	const char *text = d->err.text;
	size_t len = strlen(ROUTING_SUBJECT);

	if (strncmp(text, ROUTING_SUBJECT, len) == 0)
		text += len + strspn(text + len, ":, ");
	return xstrdup(text);
}

static void
judge_body(struct dump *d, struct answer *a, bool framed)
{
	if (d->err.code == ERROR_NONE)
		irr_finish(d->irr, &d->err);
	if (d->err.code != ERROR_NONE)
		judged(a, VERDICT_FAILED, ERROR_PROTOCOL, flaw(d));
	else if (!framed && !is_gzip(d))
		judged(a, VERDICT_PARTIAL, 0,
		    xstrdup("the server did not say where the body ends"));
}

/* A body that its reader has stopped is one that came. */
static void
judge(struct dump *d, const struct response *r, struct answer *a)
{
	bool stopped = d->err.code != ERROR_NONE;

	if (r->outcome == OUTCOME_SKIPPED)
		judged(a, VERDICT_SKIPPED, r->fault, xstrdup(r->reason));
	else if (r->outcome == OUTCOME_FAILED && !stopped)
		judged(a, VERDICT_FAILED, r->fault, xstrdup(r->reason));
	else if (r->status != 200 && r->status != 0)
		judged(a, VERDICT_FAILED, ERROR_UNAVAILABLE,
		    xasprintf("answered with status %d", r->status));
	else if (!type_fits(a->content_type) &&
		 (!stopped || *a->content_type != '\0'))
		judged(a, VERDICT_FAILED, ERROR_PROTOCOL,
		    xasprintf("answered with %s, not the dump",
			*a->content_type == '\0' ? "no content type"
						 : a->content_type));
	else
		judge_body(d, a, r->framed);
}

static struct answer *
answer_add(
    struct survey *s, const struct query *q, struct dump *d, struct response *r)
{
	bool came = r->outcome == OUTCOME_ANSWERED;
	struct answer a = {
	    .org = xstrdup(s->targets[0].org),
	    .url = xstrdup(q->url),
	    .why = xstrdup(q->why),
	    .time = came ? r->time : CLOCK_NONE,
	    .status = r->status,
	    .content_type = r->content_type,
	    .bytes = r->bytes,
	    .verdict = VERDICT_COMPLETE,
	    .reason = xstrdup(""),
	};

	r->content_type = NULL;
	if (came)
		memcpy(a.digest, r->digest, sizeof(a.digest));
	judge(d, r, &a);
	return inventory_add_answer(s->inv, &a);
}

/* ---- what it shows ------------------------------------------------------ */

static size_t
add_proof(struct survey *s, const struct own *own, size_t from)
{
	struct part part = {
	    .org = xstrdup(own->target->org),
	    .kind = RECORD_IRR,
	    .handle = xstrdup(own->name),
	    .answer = from,
	    .path = xasprintf("object %s", own->name),
	    .body = xstrdup(own->proof),
	};

	digest_of(part.body, strlen(part.body), part.digest);
	return inventory_add_part(s->inv, &part);
}

static void
add_object(struct survey *s, const struct own *own, size_t from)
{
	const struct answer *a = &s->inv->answers[from];
	bool whole = a->verdict == VERDICT_COMPLETE;
	struct holder holder = {own->target, RECORD_IRR, own->name};
	struct record r = describe_bare(own->target, RECORD_IRR, own->name,
	    whole ? LOOK_COMPLETE : LOOK_PARTIAL, a->reason);
	size_t part;

	if (clock_parse(own->changed, &r.last_changed) == -1)
		r.last_changed = CLOCK_NONE;
	r.source_url = a->url;
	r.source_digest = a->digest;
	r.observed_at = a->time;
	r.nth_answer = from + 1;
	inventory_add_record(s->inv, &r);
	part = add_proof(s, own, from);
	for (size_t i = 0; i < own->found.count; i++)
		describe_hidden(s, &holder, FIELD_IRR_ATTRIBUTE,
		    own->found.items[i], own->written.items[i], "", from, part);
}

/* What is no organization has no objects. */
static bool
is_wanted(const struct survey *s, const struct target *target)
{
	enum scope_state state = s->inv->scopes[target->scope].state;

	return state == SCOPE_READ || state == SCOPE_FAILED;
}

static void
settle_target(struct survey *s, struct target *target, size_t from)
{
	const struct answer *a = &s->inv->answers[from];
	struct scope *scope = &s->inv->scopes[target->scope];

	if (!is_wanted(s, target))
		return;
	if (a->verdict == VERDICT_COMPLETE)
		scope->list_complete[RECORD_IRR] = true;
	else
		inventory_add_gap(
		    s->inv, target->org, ROUTING_SUBJECT, "%s", a->reason);
}

static void
settle_dump(struct survey *s, const struct dump *d, size_t from)
{
	enum verdict verdict = s->inv->answers[from].verdict;

	for (size_t i = 0; i < s->target_count; i++)
		settle_target(s, &s->targets[i], from);
	if (verdict != VERDICT_COMPLETE && verdict != VERDICT_PARTIAL)
		return;
	for (size_t i = 0; i < d->count; i++)
		if (is_wanted(s, d->objects[i].target))
			add_object(s, &d->objects[i], from);
}

/* ---- asking ------------------------------------------------------------- */

void
routing_query(const struct enumerate_options *options, struct query *q)
{
	char *orgs = strings_join(options->orgs, ", MNT-");

	*q = (struct query){
	    .url = xstrdup(options->irr),
	    .why = xasprintf(
		"the routing registry, for objects that MNT-%s maintains",
		orgs),
	};
	free(orgs);
}

static int
ask_dump(struct survey *s, struct error *err)
{
	const struct enumerate_options *o = s->options;
	struct dump d = {.survey = s};
	struct query q = {0};
	struct response r = {0};
	struct answer *answer;
	int rc = 0;

	routing_query(o, &q);
	if (!s->transport->spent(s->transport)) {
		if (++s->number > s->planned)
			s->planned = s->number;
		if (o->asking != NULL)
			o->asking(o->arg, &q, s->number, s->planned);
	}
	d.irr = irr_new(o->orgs, take_object, &d);
	s->transport->get(
	    s->transport, q.url, NULL, DUMP_LIMIT, take_body, &d, &r);
	answer = answer_add(s, &q, &d, &r);
	settle_dump(s, &d, s->inv->answer_count - 1);
	if (o->answered != NULL)
		rc = o->answered(o->arg, answer, err);
	dump_forget(&d);
	irr_free(d.irr);
	response_clear(&r);
	query_clear(&q);
	return rc;
}

int
routing_read(struct survey *s, struct error *err)
{
	bool wanted = false;

	for (size_t i = 0; i < s->target_count; i++)
		wanted |= is_wanted(s, &s->targets[i]);
	if (s->options->irr == NULL || !wanted)
		return 0;
	return ask_dump(s, err);
}
