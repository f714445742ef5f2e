#include <ares.h>
#include <ares_nameser.h>
#include <arpa/inet.h>
#include <ctype.h>
#include <netdb.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "alloc.h"
#include "buf.h"
#include "ip.h"
#include "query.h"
#include "resolver.h"

#define SERVERS_MAX 4
#define IN_FLIGHT   16
#define TRIES       2 /* of c-ares at one resolver; the second waits double */
#define DEADLINE    30
#define TIMEOUT_MS  2000
#define TICK_MS     200 /* to see that it was interrupted */
#define PORT        53

/* One resolver. */
struct server {
	char *name; /* as in messages: without the usual port */
	ares_channel channel;
	unsigned probes;
	unsigned denied;   /* probes it answered truly */
	unsigned invented; /* probes it answered with something */
	unsigned silent;   /* probes it did not answer */
};

struct resolver {
	struct dns dns; /* first: it is what callers hold */
	struct strings given;
	bool laboratory;
	bool opened;
	bool doubtful; /* none of the resolvers is known to be honest */
	struct server servers[SERVERS_MAX]; /* those in use come first */
	size_t count;
	unsigned timeout;
	int64_t patience; /* ms that are left for asking */
	int64_t end;      /* of this asking, by the monotonic clock */
	const volatile sig_atomic_t *stop;
	unsigned seed;
	void (*asking)(void *arg, size_t questions);
	void *arg;
	size_t flying;
	char *trouble;
};

/* A question on its way. */
struct flight {
	struct resolver *r;
	struct dns_answer *answer;
	size_t server;   /* asked now */
	size_t attempts; /* made so far */
	unsigned denials;
	bool broken; /* the last one ended with a connection, not by waiting:
	                another question's may have been the reason */
};

/* A question that only tells what a resolver is worth. */
struct probe {
	struct resolver *r;
	struct server *server;
};

/* ---- servers ------------------------------------------------------------ */

static bool
port_parse(const char *text, unsigned *port)
{
	char *end;
	unsigned long n;

	if (!isdigit((unsigned char)*text))
		return false;
	n = strtoul(text, &end, 10);
	*port = (unsigned)n;
	return *end == '\0' && n > 0 && n <= 65535;
}

/* The address goes to `host`, without brackets. */
static bool
server_split(const char *text, char **host, unsigned *port)
{
	const char *end = strchr(text, ']');
	const char *colon = strchr(text, ':');

	*port = PORT;
	if (*text == '[') {
		if (end == NULL || (end[1] != ':' && end[1] != '\0'))
			return false;
		*host = xstrndup(text + 1, (size_t)(end - text - 1));
		return end[1] == '\0' || port_parse(end + 2, port);
	}
	if (colon != NULL && strchr(colon + 1, ':') == NULL) {
		*host = xstrndup(text, (size_t)(colon - text));
		return port_parse(colon + 1, port);
	}
	*host = xstrdup(text);
	return true;
}

char *
resolver_server_parse(const char *text, struct error *err)
{
	char *host = NULL, *server = NULL;
	unsigned port = PORT;
	struct ip ip;

	if (server_split(text, &host, &port) && ip_parse(host, &ip) == 0)
		server =
		    xasprintf(strchr(host, ':') != NULL ? "[%s]:%u" : "%s:%u",
			host, port);
	else
		error_set(err, ERROR_USAGE,
		    "expected the address of a resolver such as 192.0.2.53 or "
		    "[2001:db8::53]:5353, not \"%s\"",
		    text);
	free(host);
	return server;
}

static bool
node_fill(struct ares_addr_port_node *node, const char *server)
{
	unsigned port;
	char *host = NULL;
	bool valid = server_split(server, &host, &port);

	*node = (struct ares_addr_port_node){
	    .family = valid && strchr(host, ':') != NULL ? AF_INET6 : AF_INET,
	    .udp_port = (int)port,
	    .tcp_port = (int)port,
	};
	valid = valid && inet_pton(node->family, host, &node->addr) == 1;
	free(host);
	return valid;
}

static int
channel_open(const struct resolver *r, ares_channel *channel)
{
	/* Without the last one, SERVFAIL and REFUSED would look like silence,
	 * and all other questions would be sent again. */
	struct ares_options o = {
	    .flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES |
		     ARES_FLAG_NOCHECKRESP,
	    .timeout = (int)r->timeout,
	    .tries = TRIES,
	};

	return ares_init_options(
	    channel, &o, ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES);
}

static void
server_add(struct resolver *r, const char *text)
{
	struct ares_addr_port_node node;
	struct server *s = &r->servers[r->count];
	size_t len;

	if (r->count == SERVERS_MAX || !node_fill(&node, text) ||
	    channel_open(r, &s->channel) != ARES_SUCCESS)
		return;
	if (ares_set_servers_ports(s->channel, &node) != ARES_SUCCESS) {
		ares_destroy(s->channel);
		return;
	}
	s->name = xstrdup(text);
	len = strlen(text);
	if (node.family == AF_INET && len > 3 &&
	    strcmp(text + len - 3, ":53") == 0)
		s->name[len - 3] = '\0';
	r->count++;
}

static char *
node_text(const struct ares_addr_port_node *node)
{
	char text[INET6_ADDRSTRLEN] = "";
	int port = node->udp_port != 0 ? node->udp_port : PORT;

	inet_ntop(node->family, &node->addr, text, sizeof(text));
	return xasprintf(
	    node->family == AF_INET6 ? "[%s]:%d" : "%s:%d", text, port);
}

static void
servers_of_system(struct resolver *r)
{
	struct ares_addr_port_node *nodes = NULL, *node;
	ares_channel channel;
	char *text;

	if (channel_open(r, &channel) != ARES_SUCCESS)
		return;
	if (ares_get_servers_ports(channel, &nodes) == ARES_SUCCESS)
		for (node = nodes; node != NULL; node = node->next) {
			text = node_text(node);
			server_add(r, text);
			free(text);
		}
	ares_free_data(nodes);
	ares_destroy(channel);
}

/* ---- waiting ------------------------------------------------------------ */

static int64_t
monotonic_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool
over(const struct resolver *r)
{
	return (r->stop != NULL && *r->stop != 0) || monotonic_ms() >= r->end;
}

/* How long until some channel has something to do by itself. */
static int
patience_ms(const struct resolver *r)
{
	int64_t least = TICK_MS, left = r->end - monotonic_ms();

	for (size_t i = 0; i < r->count; i++) {
		struct timeval t, *next;

		next = ares_timeout(r->servers[i].channel, NULL, &t);
		if (next != NULL &&
		    next->tv_sec * 1000 + next->tv_usec / 1000 < least)
			least = next->tv_sec * 1000 + next->tv_usec / 1000;
	}
	if (left < least)
		least = left;
	return least < 0 ? 0 : (int)least;
}

static nfds_t
gather(const struct resolver *r, struct pollfd *fds, size_t *of)
{
	nfds_t n = 0;

	for (size_t i = 0; i < r->count; i++) {
		ares_socket_t socks[ARES_GETSOCK_MAXNUM];
		/* Its macros shift a signed 1 into the sign. */
		unsigned bits = (unsigned)ares_getsock(
		    r->servers[i].channel, socks, ARES_GETSOCK_MAXNUM);

		for (int k = 0; k < ARES_GETSOCK_MAXNUM; k++) {
			short events = 0;

			if ((bits >> k & 1) != 0)
				events |= POLLIN;
			if ((bits >> (k + ARES_GETSOCK_MAXNUM) & 1) != 0)
				events |= POLLOUT;
			if (events == 0)
				continue;
			of[n] = i;
			fds[n++] = (struct pollfd){socks[k], events, 0};
		}
	}
	return n;
}

static void
step(struct resolver *r)
{
	struct pollfd fds[SERVERS_MAX * ARES_GETSOCK_MAXNUM];
	size_t of[SERVERS_MAX * ARES_GETSOCK_MAXNUM];
	nfds_t n = gather(r, fds, of);

	poll(fds, n, patience_ms(r));
	for (nfds_t i = 0; i < n; i++) {
		short got = fds[i].revents;
		bool failed = (got & (POLLERR | POLLHUP | POLLNVAL)) != 0;

		if (got != 0)
			ares_process_fd(r->servers[of[i]].channel,
			    (got & POLLIN) != 0 || failed ? fds[i].fd
							  : ARES_SOCKET_BAD,
			    (got & POLLOUT) != 0 ? fds[i].fd : ARES_SOCKET_BAD);
	}
	for (size_t i = 0; i < r->count; i++)
		ares_process_fd(
		    r->servers[i].channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}

static void
cancel_all(struct resolver *r)
{
	for (size_t i = 0; i < r->count; i++)
		ares_cancel(r->servers[i].channel);
}

/* ---- reading an answer -------------------------------------------------- */

static void
add_host(struct dns_answer *a, unsigned preference, const char *host)
{
	char *name = xstrdup(host);
	size_t len = strlen(name);

	if (len > 0 && name[len - 1] == '.')
		name[len - 1] = '\0';
	for (char *p = name; *p != '\0'; p++)
		*p = (char)tolower((unsigned char)*p);
	dns_answer_add(a, preference, name);
	free(name);
}

static int
read_mx(struct dns_answer *a, const unsigned char *data, int len)
{
	struct ares_mx_reply *all = NULL, *x;
	int rc = ares_parse_mx_reply(data, len, &all);

	for (x = all; x != NULL; x = x->next)
		add_host(a, x->priority, x->host);
	ares_free_data(all);
	return rc;
}

static int
read_ns(struct dns_answer *a, const unsigned char *data, int len)
{
	struct hostent *h = NULL;
	int rc = ares_parse_ns_reply(data, len, &h);

	for (char **name = h == NULL ? NULL : h->h_aliases;
	     name != NULL && *name != NULL; name++)
		add_host(a, 0, *name);
	if (h != NULL)
		ares_free_hostent(h);
	return rc;
}

static int
read_addresses(struct dns_answer *a, const unsigned char *data, int len)
{
	int family = a->type == DNS_A ? AF_INET : AF_INET6;
	char text[INET6_ADDRSTRLEN];
	struct hostent *h = NULL;
	int rc = a->type == DNS_A
		     ? ares_parse_a_reply(data, len, &h, NULL, NULL)
		     : ares_parse_aaaa_reply(data, len, &h, NULL, NULL);

	for (char **p = h == NULL ? NULL : h->h_addr_list;
	     p != NULL && *p != NULL; p++)
		if (inet_ntop(family, *p, text, sizeof(text)) != NULL)
			dns_answer_add(a, 0, text);
	if (h != NULL)
		ares_free_hostent(h);
	return rc;
}

/* One record may have several strings; one with a NUL is nobody's. */
static int
read_txt(struct dns_answer *a, const unsigned char *data, int len)
{
	struct ares_txt_ext *all = NULL, *x;
	struct buf text = {0};
	int rc = ares_parse_txt_reply_ext(data, len, &all);

	for (x = all; x != NULL; x = x->next) {
		buf_add(&text, x->txt, x->length);
		if (x->next != NULL && x->next->record_start == 0)
			continue;
		if (text.len == 0)
			dns_answer_add(a, 0, "");
		else if (memchr(text.data, '\0', text.len) == NULL)
			dns_answer_add(a, 0, text.data);
		buf_reset(&text);
	}
	buf_clear(&text);
	ares_free_data(all);
	return rc;
}

static const struct {
	int type; /* RFC 1035's number */
	int (*read)(struct dns_answer *a, const unsigned char *data, int len);
} types[DNS_TYPES] = {
    [DNS_MX] = {ns_t_mx, read_mx},
    [DNS_A] = {ns_t_a, read_addresses},
    [DNS_AAAA] = {ns_t_aaaa, read_addresses},
    [DNS_NS] = {ns_t_ns, read_ns},
    [DNS_TXT] = {ns_t_txt, read_txt},
};

static enum dns_status
status_of(int rc, const unsigned char *data, int len)
{
	static const enum dns_status codes[] = {DNS_NOERROR, DNS_FORMERR,
	    DNS_SERVFAIL, DNS_NXDOMAIN, DNS_NOTIMP, DNS_REFUSED};
	unsigned code;

	/* Cut still, over TCP, or no answer. */
	if (rc == ARES_ETIMEOUT || data == NULL || len < 12 ||
	    (data[2] & 0x02) != 0)
		return DNS_TIMEOUT;
	code = data[3] & 0x0f;
	return code < sizeof(codes) / sizeof(*codes) ? codes[code] : DNS_OTHER;
}

/* Records of other types, a CNAME that leads nowhere, are none. */
static void
answer_read(struct dns_answer *a, int rc, const unsigned char *data, int len)
{
	a->status = status_of(rc, data, len);
	a->time = (int64_t)time(NULL);
	if (a->status != DNS_NOERROR || (data[6] == 0 && data[7] == 0))
		return;
	rc = types[a->type].read(a, data, len);
	if (rc == ARES_SUCCESS || rc == ARES_ENODATA)
		return;
	dns_answer_empty(a);
	a->status = DNS_TIMEOUT;
}

/* ---- asking ------------------------------------------------------------- */

static void
query(struct server *s, enum dns_type type, const char *name,
    ares_callback done, void *arg)
{
	char *absolute = xasprintf("%s.", name);

	ares_query(s->channel, absolute, ns_c_in, types[type].type, done, arg);
	free(absolute);
}

/* Is there anybody left to ask, after an answer that proves nothing? */
static bool
ask_again(const struct flight *f)
{
	const struct resolver *r = f->r;

	switch (f->answer->status) {
	case DNS_NOERROR:
		return false;
	case DNS_NXDOMAIN:
		return f->denials < 2;
	default:
		return f->attempts < r->count + (f->denials > 0) + f->broken;
	}
}

static void
on_answer(void *arg, int rc, int timeouts, unsigned char *data, int len)
{
	struct flight *f = arg;
	struct dns_answer *a = f->answer;

	(void)timeouts;
	f->attempts++;
	f->broken = data == NULL && rc != ARES_ETIMEOUT;
	answer_read(a, rc, data, len);
	f->denials += a->status == DNS_NXDOMAIN;
	a->doubtful = a->status == DNS_NOERROR && f->r->doubtful;
	if (rc == ARES_ECANCELLED || rc == ARES_EDESTRUCTION || !ask_again(f)) {
		/* Said once only, before it was over. */
		if (a->status == DNS_NXDOMAIN && f->denials < 2)
			a->status = DNS_TIMEOUT;
		f->r->flying--;
		free(f);
		return;
	}
	f->server = (f->server + 1) % f->r->count;
	query(&f->r->servers[f->server], a->type, a->name, on_answer, f);
}

static void
take_off(struct resolver *r, struct dns_answer *a)
{
	struct flight *f = xcalloc(1, sizeof(*f));

	f->r = r;
	f->answer = a;
	r->flying++;
	query(&r->servers[0], a->type, a->name, on_answer, f);
}

/* ---- what the resolvers are worth --------------------------------------- */

static void
on_probe(void *arg, int rc, int timeouts, unsigned char *data, int len)
{
	struct probe *p = arg;
	enum dns_status status = status_of(rc, data, len);

	(void)timeouts;
	p->server->denied += status == DNS_NXDOMAIN;
	p->server->invented += status == DNS_NOERROR;
	p->server->silent += status == DNS_TIMEOUT;
	p->r->flying--;
	free(p);
}

static void
probe(struct resolver *r, struct server *s, enum dns_type type)
{
	struct probe *p = xmalloc(sizeof(*p));
	char label[21], *name;

	for (size_t i = 0; i < sizeof(label) - 1; i++)
		label[i] = (char)('a' + rand_r(&r->seed) % 26);
	label[sizeof(label) - 1] = '\0';
	name = xasprintf("%s.invalid", label);
	*p = (struct probe){r, s};
	s->probes++;
	r->flying++;
	query(s, type, name, on_probe, p);
	free(name);
}

static void
trouble_set(struct resolver *r)
{
	struct strings names = {0};
	const char *what = "does not answer, or not properly";
	char *list;

	for (size_t i = 0; i < r->count; i++) {
		strings_add(&names, r->servers[i].name);
		if (r->servers[i].invented > 0)
			what = "answers for names that do not exist";
	}
	list = strings_join(&names, ", ");
	free(r->trouble);
	r->trouble = r->count == 0
			 ? xstrdup("there is no resolver to ask")
			 : xasprintf("the resolver %s %s", list, what);
	free(list);
	strings_clear(&names);
}

static void
server_close(struct server *s)
{
	ares_destroy(s->channel);
	free(s->name);
	*s = (struct server){0};
}

static bool
is_honest(const struct server *s)
{
	return s->denied == s->probes;
}

static bool
is_there(const struct server *s)
{
	return s->silent < s->probes;
}

static size_t
servers_keep(struct resolver *r, bool (*wanted)(const struct server *s))
{
	size_t kept = 0;

	for (size_t i = 0; i < r->count; i++)
		if (wanted(&r->servers[i]))
			r->servers[kept++] = r->servers[i];
		else
			server_close(&r->servers[i]);
	return r->count = kept;
}

/* The honest ones where there are any, else those that answer. */
static void
servers_choose(struct resolver *r)
{
	size_t honest = 0;

	for (size_t i = 0; i < r->count; i++)
		honest += is_honest(&r->servers[i]);
	r->doubtful = honest == 0;
	if (r->doubtful)
		trouble_set(r);
	servers_keep(r, honest > 0 ? is_honest : is_there);
}

static void
resolver_open(struct resolver *r)
{
	r->opened = true;
	for (size_t i = 0; i < r->given.count; i++)
		server_add(r, r->given.items[i]);
	if (r->given.count == 0)
		servers_of_system(r);
	for (size_t i = 0; i < r->count; i++) {
		probe(r, &r->servers[i], DNS_A);
		probe(r, &r->servers[i], DNS_MX);
	}
	while (r->flying > 0 && !over(r))
		step(r);
	cancel_all(r);
	servers_choose(r);
}

static void
resolver_ask(struct dns *d, struct dns_answer *answers, size_t count)
{
	struct resolver *r = (struct resolver *)d;
	size_t next = 0;

	if (r->asking != NULL && count > 0)
		r->asking(r->arg, count);
	r->end = monotonic_ms() + r->patience;
	if (!r->opened)
		resolver_open(r);
	for (size_t i = 0; i < count; i++) {
		answers[i].status = DNS_TIMEOUT;
		answers[i].time = (int64_t)time(NULL);
	}
	while (r->count > 0 && (next < count || r->flying > 0) && !over(r)) {
		while (next < count && r->flying < IN_FLIGHT)
			take_off(r, &answers[next++]);
		if (r->flying > 0)
			step(r);
	}
	cancel_all(r);
	r->patience = r->end - monotonic_ms();
}

static bool
resolver_asks(const struct dns *d, const char *name)
{
	const struct resolver *r = (const struct resolver *)d;

	return dns_name_valid(name) && (r->laboratory || !dns_reserved(name));
}

static const char *
resolver_trouble(const struct dns *d)
{
	return ((const struct resolver *)d)->trouble;
}

static void
resolver_free(struct dns *d)
{
	struct resolver *r = (struct resolver *)d;

	for (size_t i = 0; i < r->count; i++)
		server_close(&r->servers[i]);
	strings_clear(&r->given);
	free(r->trouble);
	free(r);
}

static bool
is_laboratory(const struct strings *servers)
{
	for (size_t i = 0; i < servers->count; i++) {
		unsigned port;
		char *host = NULL, *named;
		bool own = server_split(servers->items[i], &host, &port) &&
			   port != PORT;

		named =
		    xasprintf(own && strchr(host, ':') != NULL ? "[%s]" : "%s",
			host != NULL ? host : "");
		own = own && host_is_loopback(named);
		free(named);
		free(host);
		if (!own)
			return false;
	}
	return servers->count > 0;
}

struct dns *
resolver_new(const struct resolver_options *options)
{
	struct resolver *r = xcalloc(1, sizeof(*r));

	r->dns = (struct dns){
	    .ask = resolver_ask,
	    .asks = resolver_asks,
	    .trouble = resolver_trouble,
	    .free = resolver_free,
	};
	if (options->servers != NULL)
		strings_copy(&r->given, options->servers);
	r->laboratory = is_laboratory(&r->given);
	r->timeout = options->timeout != 0 ? options->timeout : TIMEOUT_MS;
	r->patience =
	    1000 *
	    (int64_t)(options->deadline != 0 ? options->deadline : DEADLINE);
	r->stop = options->stop;
	r->seed = options->seed;
	r->asking = options->asking;
	r->arg = options->arg;
	r->trouble = xstrdup("");
	return &r->dns;
}
