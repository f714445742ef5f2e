#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "probe.h"
#include "rdap/alloc.h"
#include "rdap/answer.h"
#include "rdap/buf.h"

#define HEAD_BYTES 512 /* of a large file; no more is taken */

struct probe {
	const struct options *options;
	const char *org;
	struct transport *transport;
	probe_fn *tell;
	void *arg;
	char poc[HANDLE_MAX + 1]; /* "" while none is known */
	struct ip_range range;    /* version 0: no network */
	unsigned autnum;
	bool any_autnum;
	bool whois_absent; /* Whois-RWS did not answer: not asked again */
};

static void say(const struct probe *p, enum mark mark, const char *what,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static void
say(const struct probe *p, enum mark mark, const char *what, const char *fmt,
    ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = xvasprintf(fmt, ap);
	va_end(ap);
	p->tell(p->arg, mark, what, text);
	free(text);
}

/* ---- answers that are read whole ---------------------------------------- */

/* Ask, and say how it went. The query is cleared. */
static void
ask(struct probe *p, struct query *q, const char *what, struct reply *reply)
{
	const struct answer *a = &reply->answer;
	char *how;

	reply_get(p->transport, q, reply);
	how = a->status != 0
		  ? xasprintf("status %d, %s", a->status,
			a->content_type != NULL && *a->content_type != '\0'
			    ? a->content_type
			    : "no content type")
		  : xstrdup("no answer");
	if (a->verdict == VERDICT_COMPLETE)
		say(p, MARK_OK, what, "%s%s", how,
		    reply->absent ? ", nothing there" : "");
	else if (a->verdict == VERDICT_PARTIAL)
		say(p, MARK_WARN, what, "%s; %s", how, a->reason);
	else if (a->verdict == VERDICT_SKIPPED)
		say(p, MARK_WARN, what, "not asked: %s", a->reason);
	else
		say(p, MARK_FAIL, what, "%s: %s (%s)", how, a->reason, q->url);
	free(how);
	query_clear(q);
}

static void
ask_and_forget(struct probe *p, struct query *q, const char *what)
{
	struct reply reply;

	ask(p, q, what, &reply);
	reply_clear(&reply);
}

/* What of the organization the other queries can be tried on. */
static void
choose(struct probe *p, const struct object *org)
{
	const struct object *e;
	size_t i;

	for (i = 0; i < org->entity_count && *p->poc == '\0'; i++) {
		e = org->entities[i];
		if (e->entity_kind == ENTITY_POC && handle_valid(e->handle))
			snprintf(p->poc, sizeof(p->poc), "%s", e->handle);
	}
	for (i = 0; i < org->network_count; i++)
		if (p->range.first.version == 0 &&
		    ip_range_is_prefix(&org->networks[i]->range))
			p->range = org->networks[i]->range;
	if (org->autnum_count > 0) {
		p->autnum = org->autnums[0]->first_autnum;
		p->any_autnum = true;
	}
}

static int
probe_organization(struct probe *p)
{
	struct reply reply;
	struct query q = {0};
	int fault;

	query_entity(&q, p->options->rdap_url, p->org, "the organization");
	ask(p, &q, "RDAP entity", &reply);
	fault = reply.document != NULL ? 0
		: reply.absent         ? ERROR_NO_ORG
				       : reply.answer.fault;
	if (reply.document == NULL && fault == 0)
		fault = ERROR_PROTOCOL;
	if (reply.document != NULL)
		choose(p, reply.document->object);
	reply_clear(&reply);
	return fault;
}

static void
probe_networks(struct probe *p)
{
	const char *base = p->options->rdap_url;
	struct query q = {0};

	if (p->range.first.version == 0) {
		say(p, MARK_WARN, "RDAP ip",
		    "not tried: the organization shows no network");
		return;
	}
	query_ip(&q, base, &p->range, NULL, "a network");
	ask_and_forget(p, &q, "RDAP ip");
	query_below(&q, base, &p->range, "what is below a network");
	ask_and_forget(p, &q, "RDAP rdap-down");
}

static void
probe_autnums(struct probe *p)
{
	struct query q = {0};

	if (!p->any_autnum) {
		say(p, MARK_WARN, "RDAP autnum",
		    "not tried: the organization shows no AS number");
		return;
	}
	query_autnum(&q, p->options->rdap_url, p->autnum, NULL, "an AS number");
	ask_and_forget(p, &q, "RDAP autnum");
}

static void
probe_searches(struct probe *p)
{
	struct query q = {0};

	query_search(&q, QUERY_NETWORKS_OF, p->options->rdap_url, p->org,
	    "networks by reverse search");
	ask_and_forget(p, &q, "RDAP networks by reverse search");
	query_search(&q, QUERY_AUTNUMS_OF, p->options->rdap_url, p->org,
	    "autnums by reverse search");
	ask_and_forget(p, &q, "RDAP autnums by reverse search");
}

static void
probe_whois(struct probe *p)
{
	const char *base = p->options->whois_url;
	const struct strings *domains = &p->options->domains;
	struct reply reply;
	struct query q = {0};
	bool reached;

	query_whois_object(
	    &q, QUERY_WHOIS_ORG, base, p->org, "the organization");
	ask(p, &q, "Whois-RWS org", &reply);
	reached = reply.answer.status != 0;
	reply_clear(&reply);
	if (!reached) {
		say(p, MARK_WARN, "Whois-RWS",
		    "the rest is not tried, since it cannot be reached");
		return;
	}
	if (*p->poc != '\0') {
		query_whois_object(&q, QUERY_WHOIS_POC, base, p->poc, "a POC");
		ask_and_forget(p, &q, "Whois-RWS poc");
	}
	if (domains->count == 0)
		say(p, MARK_WARN, "Whois-RWS pocs;domain",
		    "not tried: no own domain is declared");
	else if (query_whois_search(
		     &q, base, domains->items[0], "", "", "POCs at a domain"))
		ask_and_forget(p, &q, "Whois-RWS pocs;domain");
}

/* ---- the beginning of large files --------------------------------------- */

static int
take_head(void *arg, const char *data, size_t len)
{
	struct buf *head = arg;
	size_t room;

	if (data == NULL) {
		buf_reset(head);
		return 0;
	}
	room = HEAD_BYTES - head->len;
	buf_add(head, data, len < room ? len : room);
	return head->len < HEAD_BYTES ? 0 : -1;
}

static bool
is_statistics(const struct buf *head)
{
	return head->len > 6 && (strncmp(head->data, "2.3|", 4) == 0 ||
				    strncmp(head->data, "2|", 2) == 0);
}

static bool
is_dump(const struct buf *head)
{
	return head->len > 6 && (memcmp(head->data, "\x1f\x8b", 2) == 0 ||
				    strchr("%#abcdefghijklmnopqrstuvwxyz",
					head->data[0]) != NULL);
}

/* Taking no more than the beginning looks like a failure; it is none. */
static void
probe_file(struct probe *p, const char *what, const char *url,
    bool (*is)(const struct buf *), const char *expected)
{
	struct response r = {0};
	struct buf head = {0};

	p->transport->get(
	    p->transport, url, NULL, (size_t)1 << 30, take_head, &head, &r);
	if (r.outcome != OUTCOME_ANSWERED && head.len < HEAD_BYTES)
		say(p, r.outcome == OUTCOME_SKIPPED ? MARK_WARN : MARK_FAIL,
		    what, "%s (%s)", r.reason, url);
	else if (r.outcome == OUTCOME_ANSWERED && r.status != 200)
		say(p, MARK_FAIL, what, "status %d (%s)", r.status, url);
	else if (!is(&head))
		say(p, MARK_FAIL, what, "does not begin as %s does (%s)",
		    expected, url);
	else
		say(p, MARK_OK, what, "begins as %s does", expected);
	buf_clear(&head);
	response_clear(&r);
}

int
probe_all(const struct options *options, const char *org,
    struct transport *transport, probe_fn *tell, void *arg)
{
	struct probe p = {
	    .options = options,
	    .org = org,
	    .transport = transport,
	    .tell = tell,
	    .arg = arg,
	};
	int fault = probe_organization(&p);

	if (fault != 0)
		return fault;
	probe_networks(&p);
	probe_autnums(&p);
	probe_searches(&p);
	probe_whois(&p);
	probe_file(&p, "statistics file", options->stats_url, is_statistics,
	    "an extended statistics file");
	probe_file(&p, "routing registry", options->irr_url, is_dump,
	    "a dump in RPSL");
	return 0;
}
