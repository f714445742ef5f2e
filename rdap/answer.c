#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "answer.h"
#include "buf.h"
#include "clock.h"
#include "whoisrws.h"

/* A body that is not RDAP is still read so far, since its status and its type
 * say more than the parser can. */
#define REFUSED_LIMIT ((size_t)1 << 20)

/* Of a page that says that there are no results. */
#define PAGE_LIMIT ((size_t)64 << 10)

struct reader {
	struct parser *parser; /* one of the two */
	struct whoisrws *whois;
	struct error err; /* why the parser refused, if it did */
	size_t refused;   /* bytes that came since */
	struct buf page;  /* of Whois-RWS, how the body begins */
};

static void
reader_open(struct reader *r, const struct query *query, enum parse_as as)
{
	if (query_is_whois(query))
		r->whois = whoisrws_new();
	else
		r->parser = parser_new(as, NULL);
}

static void
reader_close(struct reader *r)
{
	parser_free(r->parser);
	whoisrws_free(r->whois);
	buf_clear(&r->page);
}

static void
page_keep(struct reader *r, const char *data, size_t len)
{
	size_t room = PAGE_LIMIT - r->page.len;

	if (r->whois != NULL)
		buf_add(&r->page, data, len < room ? len : room);
}

static int
reader_feed(struct reader *r, const char *data, size_t len)
{
	page_keep(r, data, len);
	if (r->err.code != ERROR_NONE)
		return -1;
	return r->parser != NULL ? parser_feed(r->parser, data, len, &r->err)
				 : whoisrws_feed(r->whois, data, len, &r->err);
}

static void
reader_reset(struct reader *r)
{
	if (r->parser != NULL)
		parser_reset(r->parser);
	else
		whoisrws_reset(r->whois);
	buf_reset(&r->page);
	r->err = (struct error){0};
	r->refused = 0;
}

static struct document *
reader_finish(struct reader *r)
{
	if (r->err.code != ERROR_NONE)
		return NULL;
	return r->parser != NULL ? parser_finish(r->parser, &r->err)
				 : whoisrws_finish(r->whois, &r->err);
}

static int
reader_take(void *arg, const char *data, size_t len)
{
	struct reader *r = arg;

	if (data == NULL) {
		reader_reset(r);
		return 0;
	}
	if (reader_feed(r, data, len) == 0)
		return 0;
	r->refused += len;
	return r->refused > REFUSED_LIMIT ? -1 : 0;
}

static enum parse_as
query_parse_as(const struct query *query)
{
	switch (query->kind) {
	case QUERY_NETWORKS_OF:
	case QUERY_NETWORK_BY_HANDLE:
	case QUERY_NETWORKS_BELOW:
		return PARSE_NETWORKS;
	case QUERY_AUTNUMS_OF:
		return PARSE_AUTNUMS;
	default:
		return PARSE_OBJECT;
	}
}

static enum object_class
query_class(const struct query *query)
{
	switch (query->kind) {
	case QUERY_ENTITY:
	case QUERY_WHOIS_ORG:
	case QUERY_WHOIS_POC:
	case QUERY_WHOIS_POCS:
	case QUERY_WHOIS_ORGS:
	case QUERY_WHOIS_SEARCH:
		return OBJECT_ENTITY;
	case QUERY_AUTNUM:
	case QUERY_AUTNUMS_OF:
	case QUERY_WHOIS_ASN:
	case QUERY_WHOIS_ASNS:
		return OBJECT_AUTNUM;
	default:
		return OBJECT_NETWORK;
	}
}

/* Whois-RWS tells what an entity is. */
static bool
entity_expected(const struct query *query, enum entity_kind kind)
{
	switch (query->kind) {
	case QUERY_WHOIS_ORG:
		return kind == ENTITY_ORGANIZATION;
	case QUERY_WHOIS_ORGS:
		return kind != ENTITY_POC;
	case QUERY_WHOIS_POC:
	case QUERY_WHOIS_POCS:
	case QUERY_WHOIS_SEARCH:
		return kind == ENTITY_POC;
	default:
		return true;
	}
}

static bool
is_whois_list(const struct query *query)
{
	return query->kind >= QUERY_WHOIS_POCS &&
	       query->kind <= QUERY_WHOIS_SEARCH;
}

/* As RFC 9083 has them. */
static const char *object_class_name(enum object_class class)
{
	switch (class) {
	case OBJECT_ENTITY:
		return "entity";
	case OBJECT_NETWORK:
		return "ip network";
	case OBJECT_AUTNUM:
		return "autnum";
	default:
		return "object";
	}
}

static void verdict_set(struct answer *a, enum verdict verdict, int fault,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static void
verdict_set(
    struct answer *a, enum verdict verdict, int fault, const char *fmt, ...)
{
	va_list ap;

	a->verdict = verdict;
	a->fault = fault;
	free(a->reason);
	va_start(ap, fmt);
	a->reason = xvasprintf(fmt, ap);
	va_end(ap);
}

#define refuse(a, ...) \
	verdict_set(a, VERDICT_FAILED, ERROR_PROTOCOL, __VA_ARGS__)

static bool
type_is_rdap(const char *type)
{
	return strcmp(type, "application/rdap+json") == 0 ||
	       strcmp(type, "application/json") == 0;
}

/* Is this object what was asked for? If not, `reply` is refused. */
static bool
object_expected(
    struct reply *reply, const struct query *query, const struct object *object)
{
	enum object_class class = query_class(query);

	if (object->class != class) {
		refuse(&reply->answer, "answered with an %s, not an %s",
		    object_class_name(object->class), object_class_name(class));
		return false;
	}
	if (!entity_expected(query, object->entity_kind)) {
		refuse(&reply->answer,
		    "answered with another kind of record: %s", object->handle);
		return false;
	}
	if (query->expect == NULL || strcmp(object->handle, query->expect) == 0)
		return true;
	refuse(&reply->answer, "answered with %s, not %s",
	    *object->handle == '\0' ? "a record without handle"
				    : object->handle,
	    query->expect);
	reply->other = true;
	return false;
}

/* What a document says of being cut, at its top or in one of its results. */
static const char *
document_cut(const struct document *d)
{
	if (*d->truncated != '\0')
		return d->truncated;
	if (d->kind == DOCUMENT_OBJECT)
		return d->object->truncated;
	for (size_t i = 0; i < d->result_count; i++)
		if (*d->results[i]->truncated != '\0')
			return d->results[i]->truncated;
	return "";
}

static void
judge_error(struct reply *reply, const struct document *d)
{
	struct answer *a = &reply->answer;

	if (a->status == 404 && d->error_code == 404)
		reply->absent = true;
	else
		verdict_set(a, VERDICT_FAILED,
		    d->error_code == 429 ? ERROR_TRY_AGAIN : ERROR_PROTOCOL,
		    "answered with an error object of code %d", d->error_code);
}

static void
judge_results(
    struct reply *reply, const struct query *query, const struct document *d)
{
	if (reply->answer.status == 404 && d->result_count > 0) {
		refuse(&reply->answer, "answered with status 404 and results");
		return;
	}
	for (size_t i = 0; i < d->result_count; i++)
		if (!object_expected(reply, query, d->results[i]))
			return;
	reply->absent = d->result_count == 0;
}

static void
judge_object(
    struct reply *reply, const struct query *query, const struct document *d)
{
	if (reply->answer.status == 404)
		refuse(&reply->answer, "answered with status 404 and an %s",
		    object_class_name(d->object->class));
	else
		object_expected(reply, query, d->object);
}

static void
judge_document(struct reply *reply, const struct query *query,
    const struct document *d, bool framed)
{
	struct answer *a = &reply->answer;
	const char *cut;

	if (query_is_whois(query) &&
	    (d->kind == DOCUMENT_SEARCH) != is_whois_list(query))
		refuse(a, "answered with %s",
		    is_whois_list(query) ? "a record, not a list"
					 : "a list, not a record");
	else if (d->kind == DOCUMENT_ERROR)
		judge_error(reply, d);
	else if (d->kind == DOCUMENT_SEARCH)
		judge_results(reply, query, d);
	else
		judge_object(reply, query, d);
	if (a->verdict == VERDICT_FAILED)
		return;
	cut = d->kind == DOCUMENT_ERROR ? d->truncated : document_cut(d);
	if (*cut != '\0') {
		/* What is meant for a person may hold anybody's address. */
		verdict_set(a, VERDICT_PARTIAL, 0, "%s",
		    strchr(cut, '@') == NULL ? cut : "something is left out");
	} else if (!framed) {
		verdict_set(a, VERDICT_PARTIAL, 0,
		    "the server did not say where the body ends");
	}
	reply->unframed = !framed;
	reply->cut = *d->truncated != '\0';
	reply->absent &= a->verdict == VERDICT_COMPLETE;
}

static bool
type_is_whois(const char *type)
{
	return strcmp(type, "application/xml") == 0 ||
	       strcmp(type, "text/xml") == 0 ||
	       strcmp(type, "application/arin.whoisrws-v1+xml") == 0;
}

/* The part of the judgement that needs no look into the body. */
static bool
status_readable(struct reply *reply, bool whois)
{
	struct answer *a = &reply->answer;

	switch (a->status) {
	case 200:
	case 404:
		if (whois ? type_is_whois(a->content_type)
			  : type_is_rdap(a->content_type))
			return true;
		refuse(a, "%sanswered with %s, not %s",
		    a->status == 404 ? "404, but " : "",
		    *a->content_type == '\0' ? "no content type"
					     : a->content_type,
		    whois ? "XML" : "RDAP");
		return false;
	case 400:
	case 501:
		refuse(a, "the server does not offer this query (status %d)",
		    a->status);
		return false;
	default:
		verdict_set(a, VERDICT_FAILED, ERROR_UNAVAILABLE,
		    "answered with status %d", a->status);
		return false;
	}
}

/* Is it a 404 of Whois-RWS? Only ARIN's own page says that nothing is there. */
static bool
judge_page(struct reply *reply, const struct reader *reader, bool framed)
{
	struct answer *a = &reply->answer;

	if (a->status != 404 || reader->whois == NULL)
		return false;
	reply->unframed = !framed;
	if (!whoisrws_no_results(reader->page.data, reader->page.len))
		refuse(a, "404, but not the page that says so");
	else if (!framed)
		verdict_set(a, VERDICT_PARTIAL, 0,
		    "the server did not say where the body ends");
	else
		reply->absent = true;
	return true;
}

static void
judge(struct reply *reply, const struct query *query, struct reader *reader,
    bool framed)
{
	struct answer *a = &reply->answer;
	struct document *d = NULL;

	if (judge_page(reply, reader, framed) ||
	    !status_readable(reply, query_is_whois(query)))
		return;
	d = reader_finish(reader);
	if (d == NULL) {
		refuse(a, "%s", reader->err.text);
		return;
	}
	judge_document(reply, query, d, framed);
	if (a->verdict != VERDICT_FAILED && d->kind != DOCUMENT_ERROR &&
	    !reply->absent)
		reply->document = d;
	else
		document_free(d);
}

/* Moves what an answer keeps out of a response. */
static void
answer_fill(
    struct answer *a, const struct query *query, struct response *response)
{
	bool came = response->outcome == OUTCOME_ANSWERED;

	a->org = xstrdup("");
	a->url = xstrdup(query->url);
	a->why = xstrdup(query->why);
	a->time = came ? response->time : CLOCK_NONE;
	if (response->server_time != CLOCK_NONE)
		a->server_time = response->server_time;
	a->status = response->status;
	a->content_type = response->content_type;
	response->content_type = NULL;
	a->bytes = response->bytes;
	if (came)
		memcpy(a->digest, response->digest, sizeof(a->digest));
	a->reason = xstrdup("");
}

void
reply_get(
    struct transport *transport, const struct query *query, struct reply *reply)
{
	struct reader reader = {0};
	struct response r = {0};
	enum parse_as as = query_parse_as(query);

	*reply = (struct reply){0};
	reader_open(&reader, query, as);
	transport->get(transport, query->url, NULL,
	    as == PARSE_OBJECT && !is_whois_list(query) ? PARSE_OBJECT_LIMIT
							: PARSE_SEARCH_LIMIT,
	    reader_take, &reader, &r);
	answer_fill(&reply->answer, query, &r);
	if (r.outcome == OUTCOME_ANSWERED)
		judge(reply, query, &reader, r.framed);
	else if (r.outcome == OUTCOME_FAILED && reader.refused > REFUSED_LIMIT)
		refuse(&reply->answer, "%s", reader.err.text);
	else
		verdict_set(&reply->answer,
		    r.outcome == OUTCOME_SKIPPED ? VERDICT_SKIPPED
						 : VERDICT_FAILED,
		    r.fault, "%s", r.reason);
	reply->long_body = r.outcome == OUTCOME_FAILED &&
			   r.fault == ERROR_PROTOCOL &&
			   strncmp(r.reason, "longer than ", 12) == 0;
	response_clear(&r);
	reader_close(&reader);
}

void
reply_clear(struct reply *reply)
{
	answer_clear(&reply->answer);
	document_free(reply->document);
	*reply = (struct reply){0};
}
