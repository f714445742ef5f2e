#include <stdlib.h>
#include <string.h>

#include "address.h"
#include "alloc.h"
#include "clock.h"
#include "mail_domain.h"
#include "suffix.h"

#define HOSTS_NAMED 3
#define HOSTS_MAX   16 /* mail hosts of one domain that are looked at */

/* The questions of one look, each once. */
struct questions {
	struct dns *dns;
	const char *off; /* why that is NULL */
	struct dns_answer *all;
	size_t count;
	size_t asked; /* of them */
};

/* What is found out about one domain; several organizations may have it. */
struct inquiry {
	const char *name; /* borrowed from a sighting */
	char *registrable;
	enum mail_state state;
	char *evidence;
	int64_t time;
};

struct inquiries {
	struct inquiry *all;
	size_t count;
};

const char *
mail_state_name(enum mail_state state)
{
	static const char *const names[] = {
	    [MAIL_LIVE] = "live",
	    [MAIL_GONE] = "gone",
	    [MAIL_NULL] = "null-mx",
	    [MAIL_NO_HOST] = "no-host",
	    [MAIL_UNKNOWN] = "unknown",
	    [MAIL_NOT_ASKED] = "not-asked",
	};

	return names[state];
}

/* ---- questions ---------------------------------------------------------- */

static const struct dns_answer *
answer_to(const struct questions *q, enum dns_type type, const char *name)
{
	for (size_t i = 0; i < q->count; i++)
		if (q->all[i].type == type && strcmp(q->all[i].name, name) == 0)
			return &q->all[i];
	return NULL;
}

static void
question_add(struct questions *q, enum dns_type type, const char *name)
{
	if (answer_to(q, type, name) != NULL)
		return;
	q->all = xgrow(q->all, q->count, sizeof(*q->all));
	q->all[q->count++] =
	    (struct dns_answer){.type = type, .name = xstrdup(name)};
}

static void
questions_ask(struct questions *q)
{
	if (q->count > q->asked)
		q->dns->ask(q->dns, q->all + q->asked, q->count - q->asked);
	q->asked = q->count;
}

static void
questions_clear(struct questions *q)
{
	for (size_t i = 0; i < q->count; i++)
		dns_answer_clear(&q->all[i]);
	free(q->all);
}

/* Why an answer proves nothing. */
static const char *
trouble(const struct dns_answer *a)
{
	switch (a->status) {
	case DNS_NOERROR:
		return "came from a resolver that answers for names which do "
		       "not exist, or may";
	case DNS_TIMEOUT:
		return "did not come in time";
	case DNS_SERVFAIL:
		return "was SERVFAIL";
	case DNS_REFUSED:
		return "was REFUSED";
	case DNS_NOT_HELD:
		return "is not in the recording";
	default:
		return "was an error";
	}
}

/* ---- one domain --------------------------------------------------------- */

static void
conclude(struct inquiry *x, enum mail_state state, const struct dns_answer *by,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static void
conclude(struct inquiry *x, enum mail_state state, const struct dns_answer *by,
    const char *fmt, ...)
{
	va_list ap;

	free(x->evidence);
	va_start(ap, fmt);
	x->evidence = xvasprintf(fmt, ap);
	va_end(ap);
	x->state = state;
	x->time = by->time;
}

static void
not_known(struct inquiry *x, const struct dns_answer *by)
{
	conclude(x, MAIL_UNKNOWN, by, "the answer to %s of %s %s",
	    dns_type_name(by->type), by->name, trouble(by));
}

/* Could somebody register what does not exist? */
static void
conclude_gone(struct inquiry *x, const struct dns_answer *by)
{
	const char *domain = x->registrable;

	if (dns_reserved(domain) || suffix_known(domain))
		conclude(x, MAIL_GONE, by, "%s does not exist: %s is NXDOMAIN",
		    domain, dns_type_name(by->type));
	else
		conclude(x, MAIL_NO_HOST, by,
		    "%s does not exist: %s is NXDOMAIN, and "
		    "nobody is known to register names below .%s",
		    domain, dns_type_name(by->type), strrchr(domain, '.') + 1);
}

/* True when it is settled whether the registered domain exists. */
static bool
judge_registered(struct inquiry *x, const struct questions *q)
{
	const struct dns_answer *mx = answer_to(q, DNS_MX, x->name);
	const struct dns_answer *ns =
	    *x->registrable == '\0' ? NULL
				    : answer_to(q, DNS_NS, x->registrable);
	bool same = strcmp(x->name, x->registrable) == 0;

	if (ns == NULL)
		return false;
	if (dns_gone(ns) && mx->status == DNS_NOERROR)
		conclude(x, MAIL_UNKNOWN, ns,
		    "NS of %s is NXDOMAIN, and MX of %s is not: that "
		    "contradicts itself",
		    ns->name, mx->name);
	else if (dns_gone(ns))
		conclude_gone(x, ns);
	else if (same && dns_gone(mx) && ns->status == DNS_NOERROR)
		conclude(x, MAIL_UNKNOWN, mx,
		    "MX of %s is NXDOMAIN, and NS is not: that contradicts "
		    "itself",
		    mx->name);
	else if (same && dns_gone(mx))
		conclude_gone(x, mx);
	else
		return false;
	return true;
}

static bool
is_null_mx(const struct dns_answer *mx)
{
	return mx->count == 1 && *mx->records[0].text == '\0';
}

/* True when the MX alone settles it. */
static bool
judge_mx(struct inquiry *x, const struct dns_answer *mx)
{
	if (dns_gone(mx))
		conclude(x, MAIL_NO_HOST, mx,
		    "%s does not exist: MX is NXDOMAIN", x->name);
	else if (!dns_has(mx) && !dns_none(mx))
		not_known(x, mx);
	else if (is_null_mx(mx))
		conclude(x, MAIL_NULL, mx, "MX of %s is \"%u .\", a null MX",
		    x->name, mx->records[0].preference);
	else
		return false;
	return true;
}

static void
question_host(struct questions *q, const char *host)
{
	if (!q->dns->replay && !q->dns->asks(q->dns, host))
		return;
	question_add(q, DNS_A, host);
	question_add(q, DNS_AAAA, host);
}

static size_t
host_count(const struct dns_answer *mx)
{
	return mx->count < HOSTS_MAX ? mx->count : HOSTS_MAX;
}

/* `questions` moves while it grows, so the names are copied first. */
static void
question_hosts(struct questions *q, const char *name)
{
	const struct dns_answer *mx = answer_to(q, DNS_MX, name);
	struct strings hosts = {0};

	for (size_t i = 0; i < host_count(mx); i++)
		strings_add(&hosts, mx->records[i].text);
	if (mx->count == 0)
		strings_add(&hosts, name);
	for (size_t i = 0; i < hosts.count; i++)
		if (*hosts.items[i] != '\0')
			question_host(q, hosts.items[i]);
	strings_clear(&hosts);
}

/* Has the host an address? 1, 0, or -1 and the answer that leaves it open,
 * NULL where nothing was asked. */
static int
host_has_address(
    const struct questions *q, const char *host, const struct dns_answer **by)
{
	const struct dns_answer *a = answer_to(q, DNS_A, host);
	const struct dns_answer *aaaa = answer_to(q, DNS_AAAA, host);

	*by = a;
	if (a == NULL || aaaa == NULL)
		return *host == '\0' ? 0 : -1;
	if (dns_has(a) || dns_has(aaaa))
		return 1;
	if (dns_none(a) && dns_none(aaaa))
		return 0;
	if (dns_none(a))
		*by = aaaa;
	return -1;
}

static void
judge_implicit(
    struct inquiry *x, const struct questions *q, const struct dns_answer *mx)
{
	const struct dns_answer *by;
	int has = host_has_address(q, x->name, &by);

	if (has == 1)
		conclude(x, MAIL_LIVE, by,
		    "%s has no MX and an address, which is its mail host then",
		    x->name);
	else if (has == 0)
		conclude(x, MAIL_NO_HOST, mx, "%s has no MX, A or AAAA record",
		    x->name);
	else
		not_known(x, by != NULL ? by : mx);
}

static void
conclude_hostless(struct inquiry *x, const struct dns_answer *mx)
{
	struct strings hosts = {0};
	char *list;

	for (size_t i = 0; i < mx->count && i < HOSTS_NAMED; i++)
		strings_add(&hosts,
		    *mx->records[i].text == '\0' ? "." : mx->records[i].text);
	list = strings_join(&hosts, ", ");
	conclude(x, MAIL_NO_HOST, mx, "%s no address: %s%s",
	    mx->count == 1 ? "its mail host has" : "its mail hosts have", list,
	    mx->count > HOSTS_NAMED ? ", ..." : "");
	free(list);
	strings_clear(&hosts);
}

static void
judge_hosts(
    struct inquiry *x, const struct questions *q, const struct dns_answer *mx)
{
	const struct dns_answer *by, *open = NULL;
	const char *untold = NULL;

	for (size_t i = 0; i < host_count(mx); i++) {
		const char *host = mx->records[i].text;
		int has = host_has_address(q, host, &by);

		if (has == 1) {
			conclude(x, MAIL_LIVE, by,
			    "its mail host %s has an address", host);
			return;
		}
		if (has == -1 && by == NULL)
			untold = host;
		else if (has == -1)
			open = by;
	}
	if (open != NULL)
		not_known(x, open);
	else if (untold != NULL)
		conclude(x, MAIL_UNKNOWN, mx,
		    "its mail host %s is a name that is not asked for", untold);
	else if (mx->count > HOSTS_MAX)
		conclude(x, MAIL_UNKNOWN, mx,
		    "it has %zu mail hosts; the first %d have no address",
		    mx->count, HOSTS_MAX);
	else
		conclude_hostless(x, mx);
}

static void
judge_first(struct inquiry *x, struct questions *q)
{
	if (!judge_registered(x, q) &&
	    !judge_mx(x, answer_to(q, DNS_MX, x->name)))
		question_hosts(q, x->name);
}

static void
judge_second(struct inquiry *x, const struct questions *q)
{
	const struct dns_answer *mx = answer_to(q, DNS_MX, x->name);

	if (x->evidence != NULL)
		return;
	if (mx->count == 0)
		judge_implicit(x, q, mx);
	else
		judge_hosts(x, q, mx);
}

/* ---- all of them -------------------------------------------------------- */

static int
by_name(const void *a, const void *b)
{
	const struct inquiry *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* The domains of addresses on POCs, sorted, each once. */
static void
inquiries_find(struct inquiries *list, const struct inventory *inv)
{
	size_t kept = 0;

	for (size_t i = 0; i < inv->sighting_count; i++) {
		const struct sighting *s = &inv->sightings[i];
		const char *domain = address_domain(s->address);

		if (s->field != FIELD_POC_EMAIL || !dns_name_valid(domain) ||
		    strchr(domain, '.') == NULL)
			continue;
		list->all = xgrow(list->all, list->count, sizeof(*list->all));
		list->all[list->count++] =
		    (struct inquiry){.name = domain, .time = CLOCK_NONE};
	}
	if (list->count > 1)
		qsort(list->all, list->count, sizeof(*list->all), by_name);
	for (size_t i = 0; i < list->count; i++)
		if (kept == 0 ||
		    strcmp(list->all[kept - 1].name, list->all[i].name) != 0)
			list->all[kept++] = list->all[i];
	list->count = kept;
}

static void
not_asked(struct inquiry *x, const char *why)
{
	x->state = MAIL_NOT_ASKED;
	x->evidence = xstrdup(why);
}

/* The first questions of a domain, or why there are none. */
static void
inquiry_begin(struct inquiry *x, struct questions *q, size_t place)
{
	const char *registrable = suffix_registrable(x->name);

	x->registrable = xstrdup(registrable == NULL ? "" : registrable);
	if (q->dns == NULL)
		not_asked(x, q->off != NULL ? q->off : "not asked");
	else if (!q->dns->asks(q->dns, x->name) && q->dns->replay &&
		 !q->dns->asks(q->dns, x->registrable))
		not_asked(x, "not in the recording");
	else if (!q->dns->replay && !q->dns->asks(q->dns, x->name))
		not_asked(x, "a reserved name");
	else if (place >= MAIL_DOMAINS_MAX)
		not_asked(x, "one of too many mail domains");
	if (x->evidence != NULL)
		return;
	question_add(q, DNS_MX, x->name);
	if (*x->registrable != '\0')
		question_add(q, DNS_NS, x->registrable);
}

static void
inquiries_conclude(struct inquiries *list, struct dns *dns, const char *off)
{
	struct questions q = {.dns = dns, .off = off};

	for (size_t i = 0; i < list->count; i++)
		inquiry_begin(&list->all[i], &q, i);
	questions_ask(&q);
	for (size_t i = 0; i < list->count; i++)
		if (list->all[i].evidence == NULL)
			judge_first(&list->all[i], &q);
	questions_ask(&q);
	for (size_t i = 0; i < list->count; i++)
		judge_second(&list->all[i], &q);
	questions_clear(&q);
}

static const struct inquiry *
inquiry_of(const struct inquiries *list, const char *name)
{
	struct inquiry key = {.name = name};

	return list->count == 0 ? NULL
				: bsearch(&key, list->all, list->count,
				      sizeof(*list->all), by_name);
}

static void
give(struct inventory *inv, const char *org, const struct inquiry *x)
{
	struct mail_domain m;

	if (inventory_mail_domain(inv, org, x->name) != NULL)
		return;
	m = (struct mail_domain){
	    .org = xstrdup(org),
	    .name = xstrdup(x->name),
	    .registrable = xstrdup(x->registrable),
	    .state = x->state,
	    .evidence = xstrdup(x->evidence),
	    .time = x->time,
	};
	inventory_add_mail_domain(inv, &m);
}

void
mail_domains_ask(struct inventory *inv, struct dns *dns, const char *off)
{
	struct inquiries list = {0};

	inquiries_find(&list, inv);
	inquiries_conclude(&list, dns, off);
	for (size_t i = 0; i < inv->sighting_count; i++) {
		const struct sighting *s = &inv->sightings[i];
		const struct inquiry *x =
		    s->field != FIELD_POC_EMAIL
			? NULL
			: inquiry_of(&list, address_domain(s->address));

		if (x != NULL)
			give(inv, s->org, x);
	}
	for (size_t i = 0; i < list.count; i++) {
		free(list.all[i].registrable);
		free(list.all[i].evidence);
	}
	free(list.all);
}

void
mail_domains_plan(const struct strings *declared, struct strings *lines)
{
	for (size_t i = 0; i < declared->count; i++)
		if (!dns_reserved(declared->items[i]))
			strings_take(lines,
			    xasprintf("dns:TXT:_whoexposed.%s\tis it yours, "
				      "where no linked POC uses it?",
				declared->items[i]));
	strings_take(lines,
	    xstrdup("dns:NS:DOMAIN\tdoes the domain of each POC's address "
		    "exist?"));
	strings_take(lines,
	    xstrdup("dns:MX:DOMAIN\tdoes it take mail, and (A, AAAA) have its "
		    "mail hosts addresses?"));
}
