/* truth_ask(): the answers, in both views. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "dice.h"
#include "rdap/clock.h"
#include "rdap/record.h"
#include "truth.h"

#define RDAP_TYPE "application/rdap+json"
#define NOTHING                                                        \
	"<!DOCTYPE html><html><body><p>Your search did not yield any " \
	"results.</p></body></html>"
#define NOTICE                                                                 \
	"\"notices\":[{\"title\":\"Cut\",\"type\":\"result set truncated due " \
	"to excessive load\",\"description\":[\"\"]}],"
#define CORE "xmlns=\"https://www.arin.net/whoisrws/core/v1\""

struct asked {
	const struct truth *t;
	struct buf *out;
	uint64_t cut;
	bool notice;
	bool any; /* was something of a list written? */
};

static const struct {
	unsigned role;
	const char *function;
} functions[] = {{ROLE_ADMINISTRATIVE, "AD"}, {ROLE_TECHNICAL, "T"},
    {ROLE_ABUSE, "AB"}, {ROLE_NOC, "N"}, {ROLE_DNS, "D"}, {ROLE_ROUTING, "R"}};

static void
put_mail(struct buf *out, int mail)
{
	static const char *const desks[] = {
	    "noc", "abuse", "hostmaster", "peering", "dns", "security"};

	if (mail <= 6)
		buf_printf(out, "%s@" TRUTH_DOMAIN, desks[mail - 1]);
	else
		buf_printf(out, "ann.name%d@%s", mail,
		    mail <= 26   ? TRUTH_DOMAIN
		    : mail <= 33 ? "freemail.example"
				 : "contractor.example");
}

static void
put_poc_handle(struct buf *out, size_t poc)
{
	buf_printf(out, "POC%zu-ARIN", poc);
}

static void
put_place_handle(const struct truth *t, struct buf *out, size_t place)
{
	if (place == 0)
		buf_puts(out, TRUTH_ORG);
	else if (place <= t->network_count)
		buf_printf(out, "NET-10-%zu-%zu-0-1", place / 256, place % 256);
	else
		buf_printf(out, "AS%zu",
		    (size_t)4200000000u + place - t->network_count);
}

static bool
live(const struct truth *t, const struct truth_link *l)
{
	return l->roles != 0 && t->pocs[l->poc].there;
}

/* Is the next entry of a list left out? */
static bool
left_out(struct asked *a)
{
	return a->cut != 0 && dice_next(&a->cut) % 2 == 0;
}

static void
comma(struct asked *a)
{
	if (a->any)
		buf_putc(a->out, ',');
	a->any = true;
}

/* ---- RDAP ---------------------------------------------------------------- */

static void
put_changed(struct buf *out, int64_t when)
{
	char text[CLOCK_TEXT_MAX];

	buf_printf(out,
	    "\"events\":[{\"eventAction\":\"last changed\",\"eventDate\":"
	    "\"%s\"}],",
	    clock_format(when, text));
}

static void
put_roles(struct buf *out, unsigned roles)
{
	const char *between = "";

	buf_puts(out, "\"roles\":[");
	for (unsigned bit = 1; bit <= ROLE_OTHER; bit <<= 1)
		if ((roles & bit) != 0) {
			buf_printf(out, "%s\"%s\"", between, role_name(bit));
			between = ",";
		}
	buf_puts(out, "],");
}

static void
put_poc(const struct truth *t, struct buf *out, size_t i, unsigned held)
{
	const struct truth_poc *p = &t->pocs[i];

	buf_puts(out, "{\"objectClassName\":\"entity\",\"handle\":\"");
	put_poc_handle(out, i);
	buf_puts(out, "\",");
	put_roles(out, held);
	put_changed(out, p->changed);
	if (p->unvalidated)
		buf_puts(out,
		    "\"remarks\":[{\"title\":\"Unvalidated POC\","
		    "\"description\":[\"ARIN has attempted to validate the "
		    "data for this POC, but has received no response from the "
		    "POC since 2021-11-08\"]}],");
	else
		buf_puts(out, "\"status\":[\"validated\"],");
	buf_printf(out,
	    "\"vcardArray\":[\"vcard\",[[\"version\",{},\"text\",\"4.0\"],"
	    "[\"fn\",{},\"text\",\"%s %zu\"],[\"kind\",{},\"text\",\"%s\"]",
	    p->person ? "Ann Name" : "Desk", i,
	    p->person ? "individual" : "group");
	for (int m = 0; m < 2; m++)
		if (p->mails[m] != 0) {
			buf_puts(out, ",[\"email\",{},\"text\",\"");
			put_mail(out, p->mails[m]);
			buf_puts(out, "\"]");
		}
	if (p->cell)
		buf_puts(out, ",[\"tel\",{\"type\":[\"cell\"]},\"text\",\"+1-"
			      "555-0101\"]");
	buf_puts(out,
	    "]],\"links\":[{\"rel\":\"alternate\",\"type\":"
	    "\"application/xml\",\"href\":\"https://whois.example/rest/poc/");
	put_poc_handle(out, i);
	buf_puts(out, "\"}]}");
}

static void
put_strangers_poc(struct buf *out)
{
	buf_puts(out,
	    "{\"objectClassName\":\"entity\",\"handle\":\"STRNG1-ARIN\","
	    "\"roles\":[\"technical\"],\"vcardArray\":[\"vcard\",["
	    "[\"version\",{},\"text\",\"4.0\"],[\"fn\",{},\"text\",\"" STRANGER
	    " Desk\"],[\"kind\",{},\"text\",\"group\"],[\"email\",{},"
	    "\"text\",\"" STRANGER "@stranger.example\"]]],"
	    "\"links\":[{\"rel\":\"alternate\",\"type\":"
	    "\"application/xml\",\"href\":"
	    "\"https://whois.example/rest/poc/STRNG1-ARIN\"}]}");
}

static void
put_org_head(
    struct buf *out, const char *handle, const char *name, unsigned held)
{
	buf_printf(out,
	    "{\"objectClassName\":\"entity\",\"handle\":\"%s\",\"vcardArray\":"
	    "[\"vcard\",[[\"version\",{},\"text\",\"4.0\"],[\"fn\",{},"
	    "\"text\",\"%s\"],[\"kind\",{},\"text\",\"org\"]]],\"links\":["
	    "{\"rel\":\"alternate\",\"type\":\"application/xml\",\"href\":"
	    "\"https://whois.example/rest/org/%s\"}],",
	    handle, name, handle);
	put_roles(out, held);
}

static void
put_strangers_org(struct buf *out, unsigned held)
{
	put_org_head(out, "OTHER-1", "Other", held);
	buf_puts(out, "\"entities\":[");
	put_strangers_poc(out);
	buf_puts(out, "]}");
}

static void
put_remark(struct buf *out, int mail)
{
	if (mail == 0)
		return;
	buf_puts(out, "\"remarks\":[{\"title\":\"Registration Comments\","
		      "\"description\":[\"write to ");
	put_mail(out, mail);
	buf_puts(out, "\"]}],");
}

static void
put_pocs_of(struct asked *a, const struct truth_place *x, bool first)
{
	a->any = !first;
	for (size_t i = 0; i < TRUTH_LINKS; i++)
		if (live(a->t, &x->links[i]) && !left_out(a)) {
			comma(a);
			put_poc(
			    a->t, a->out, x->links[i].poc, x->links[i].roles);
		}
}

static bool
reassigned(const struct truth *t, size_t i)
{
	return t->world >= WORLD_RICH && (t->autnum_count == 0 || i % 4 != 0);
}

/* A network or autnum; without contacts in the lists of an organization. */
static void
put_place(struct asked *a, size_t i, bool contacts)
{
	const struct truth_place *x = &a->t->places[i];
	bool network = i <= a->t->network_count;
	struct asked whole = *a;

	whole.cut = 0;
	buf_printf(a->out, "{\"objectClassName\":\"%s\",\"handle\":\"",
	    network ? "ip network" : "autnum");
	put_place_handle(a->t, a->out, i);
	buf_puts(a->out, "\",\"name\":\"EXAMPLE\",");
	if (network)
		buf_printf(a->out,
		    "\"startAddress\":\"10.%zu.%zu.0\",\"endAddress\":"
		    "\"10.%zu.%zu.255\",\"ipVersion\":\"v4\",\"type\":"
		    "\"%s\"",
		    i / 256, i % 256, i / 256, i % 256,
		    reassigned(a->t, i) ? "REASSIGNMENT" : "DIRECT ALLOCATION");
	else
		buf_printf(a->out, "\"startAutnum\":%zu,\"endAutnum\":%zu",
		    (size_t)4200000000u + i - a->t->network_count,
		    (size_t)4200000000u + i - a->t->network_count);
	if (contacts) {
		buf_putc(a->out, ',');
		put_changed(a->out, x->changed);
		put_remark(a->out, x->remark);
		buf_puts(a->out, "\"entities\":[");
		if (x->stranger) {
			put_strangers_org(a->out, ROLE_REGISTRANT);
			buf_putc(a->out, ',');
			put_strangers_poc(a->out);
			whole.any = true;
		} else {
			put_org_head(a->out, TRUTH_ORG, "Example Networks",
			    ROLE_REGISTRANT);
			buf_puts(a->out, "\"entities\":[]}");
		}
		put_pocs_of(&whole, x, false);
		buf_putc(a->out, ']');
	}
	buf_putc(a->out, '}');
}

static void
put_places(struct asked *a, bool networks, bool contacts)
{
	size_t first = networks ? 1 : a->t->network_count + 1;
	size_t end =
	    networks ? first + a->t->network_count : first + a->t->autnum_count;

	a->any = false;
	for (size_t i = first; i < end; i++)
		if (a->t->places[i].there && !a->t->places[i].hidden &&
		    !left_out(a)) {
			comma(a);
			put_place(a, i, contacts);
		}
}

static void
put_org(struct asked *a)
{
	const struct truth_place *x = &a->t->places[0];

	put_org_head(a->out, TRUTH_ORG, "Example Networks", 0);
	put_changed(a->out, x->changed);
	if (a->notice)
		buf_puts(a->out, NOTICE);
	put_remark(a->out, x->remark);
	buf_puts(a->out, "\"entities\":[");
	put_pocs_of(a, x, true);
	buf_puts(a->out, "],\"networks\":[");
	put_places(a, true, false);
	buf_puts(a->out, "],\"autnums\":[");
	put_places(a, false, false);
	buf_puts(a->out, "]}");
}

static void
put_search(struct asked *a, bool networks)
{
	buf_puts(a->out, "{\"rdapConformance\":[\"rdap_level_0\"],");
	if (a->notice)
		buf_puts(a->out, NOTICE);
	buf_puts(a->out,
	    networks ? "\"ipSearchResults\":[" : "\"autnumSearchResults\":[");
	put_places(a, networks, true);
	buf_puts(a->out, "]}");
}

static bool
ask_rdap(struct asked *a, const char *path)
{
	const struct truth *t = a->t;
	size_t n, m;
	int end = 0;

	if (strcmp(path, "entity/" TRUTH_ORG) == 0)
		put_org(a);
	else if (strcmp(path, "entity/STRNG1-ARIN") == 0)
		put_strangers_poc(a->out);
	else if (strcmp(path, "entity/OTHER-1") == 0)
		put_strangers_org(a->out, 0);
	else if (sscanf(path, "entity/POC%zu-ARIN%n", &n, &end) == 1 &&
		 end > 0 && n < t->poc_count && t->pocs[n].there)
		put_poc(t, a->out, n, 0);
	else if (strstr(path, "ips/reverse_search/") == path)
		put_search(a, true);
	else if (strstr(path, "autnums/reverse_search/") == path)
		put_search(a, false);
	else if (sscanf(path, "ip/10.%zu.%zu.0/24%n", &n, &m, &end) == 2 &&
		 end > 0 && (n = n * 256 + m) >= 1 && n <= t->network_count &&
		 t->places[n].there && !t->places[n].hidden)
		put_place(a, n, true);
	else if (sscanf(path, "autnum/%zu%n", &n, &end) == 1 && end > 0 &&
		 n > 4200000000u && n - 4200000000u <= t->autnum_count &&
		 t->places[n - 4200000000u + t->network_count].there)
		put_place(a, n - 4200000000u + t->network_count, true);
	else
		return false;
	return true;
}

/* ---- Whois-RWS ----------------------------------------------------------- */

static void
put_reference(struct asked *a, const char *tag, const char *handle,
    const char *attribute, unsigned held)
{
	for (size_t i = 0; i < sizeof(functions) / sizeof(functions[0]); i++)
		if (held == 0 || (held & functions[i].role) != 0) {
			buf_printf(a->out, "<%s handle=\"%s\"", tag, handle);
			if (held != 0)
				buf_printf(a->out, " %s=\"%s\"", attribute,
				    functions[i].function);
			buf_printf(a->out, ">x</%s>", tag);
			a->any = true;
			if (held == 0)
				break;
		}
}

static void
whois_pocs_of(struct asked *a, const struct truth_place *x)
{
	struct buf handle = {0};

	for (size_t i = 0; i < TRUTH_LINKS; i++)
		if (live(a->t, &x->links[i]) && !left_out(a)) {
			buf_reset(&handle);
			put_poc_handle(&handle, x->links[i].poc);
			put_reference(a, "pocLinkRef", handle.data, "function",
			    x->links[i].roles);
		}
	buf_clear(&handle);
}

static void
whois_places(struct asked *a, bool networks)
{
	size_t first = networks ? 1 : a->t->network_count + 1;
	size_t end =
	    networks ? first + a->t->network_count : first + a->t->autnum_count;
	struct buf handle = {0};

	for (size_t i = first; i < end; i++) {
		if (!a->t->places[i].there || a->t->places[i].stranger ||
		    left_out(a))
			continue;
		buf_reset(&handle);
		put_place_handle(a->t, &handle, i);
		a->any = true;
		if (!networks) {
			put_reference(a, "asnRef", handle.data, "", 0);
			continue;
		}
		buf_printf(a->out,
		    "<netRef handle=\"%s\" startAddress=\"10.%zu.%zu.0\" "
		    "endAddress=\"10.%zu.%zu.255\" name=\"EXAMPLE\">x</netRef>",
		    handle.data, i / 256, i % 256, i / 256, i % 256);
	}
	buf_clear(&handle);
}

/* What a POC serves: the organization, networks or autnums. */
static void
whois_served(struct asked *a, size_t poc, const char *list)
{
	const struct truth *t = a->t;
	bool orgs = strcmp(list, "orgs") == 0, nets = strcmp(list, "nets") == 0;
	size_t first = orgs ? 0 : nets ? 1 : t->network_count + 1;
	size_t end = orgs   ? 1
		     : nets ? 1 + t->network_count
			    : 1 + t->network_count + t->autnum_count;
	struct buf handle = {0};

	for (size_t i = first; i < end; i++)
		for (size_t k = 0; t->places[i].there && k < TRUTH_LINKS; k++) {
			const struct truth_link *l = &t->places[i].links[k];

			if (l->poc != poc || !live(t, l) || left_out(a))
				continue;
			buf_reset(&handle);
			put_place_handle(t, &handle, i);
			put_reference(a,
			    orgs   ? "orgPocLinkRef"
			    : nets ? "netPocLinkRef"
				   : "asnPocLinkRef",
			    handle.data, "relPocFunction", l->roles);
		}
	buf_clear(&handle);
}

/* All at the domain, or those with a handle or a last name that begins so. */
static bool
wanted(const char *path, const char *key, const char *text)
{
	const char *prefix = strstr(path, key);
	size_t len;

	if (prefix == NULL)
		return true;
	prefix += strlen(key);
	len = strcspn(prefix, "*");
	return strncasecmp(prefix, text, len) == 0;
}

static void
whois_search(struct asked *a, const char *path)
{
	struct buf handle = {0};

	for (size_t i = 0; i < a->t->poc_count; i++) {
		const struct truth_poc *p = &a->t->pocs[i];

		buf_reset(&handle);
		put_poc_handle(&handle, i);
		if (truth_at_domain(p) &&
		    wanted(path, ";handle=", handle.data) &&
		    wanted(path, ";last=", p->person ? "Name" : "") &&
		    !left_out(a))
			put_reference(a, "pocRef", handle.data, "", 0);
	}
	buf_clear(&handle);
}

static void
whois_poc(struct asked *a, size_t i)
{
	const struct truth_poc *p = &a->t->pocs[i];
	char changed[CLOCK_TEXT_MAX];

	buf_puts(a->out, "<poc " CORE "><handle>");
	put_poc_handle(a->out, i);
	buf_printf(a->out, "</handle><isRoleAccount>%s</isRoleAccount>",
	    p->person ? "N" : "Y");
	if (p->person)
		buf_printf(a->out,
		    "<firstName>Ann</firstName><lastName>Name %zu</lastName>",
		    i);
	else
		buf_printf(a->out, "<companyName>Desk %zu</companyName>", i);
	buf_puts(a->out, "<emails>");
	for (int m = 0; m < 2; m++)
		if (p->mails[m] != 0) {
			buf_puts(a->out, "<email>");
			put_mail(a->out, p->mails[m]);
			buf_puts(a->out, "</email>");
		}
	buf_printf(a->out, "</emails>%s",
	    p->cell ? "<phones><phone><number>+1-555-0101</number><type>"
		      "<code>M</code></type></phone></phones>"
		    : "");
	buf_printf(a->out,
	    "<status><description>%salidated</description></status>"
	    "<updateDate>%s</updateDate></poc>",
	    p->unvalidated ? "Unv" : "V", clock_format(p->changed, changed));
}

static void
whois_comment(struct asked *a, int mail)
{
	if (mail == 0)
		return;
	buf_puts(a->out, "<comment><line number=\"0\">write to ");
	put_mail(a->out, mail);
	buf_puts(a->out, "</line></comment>");
}

static void
whois_place(struct asked *a, size_t i)
{
	const struct truth_place *x = &a->t->places[i];
	bool network = i <= a->t->network_count;

	buf_printf(a->out, "<%s " CORE "><handle>", network ? "net" : "asn");
	put_place_handle(a->t, a->out, i);
	buf_puts(a->out, "</handle><name>EXAMPLE</name>");
	if (network)
		buf_printf(a->out,
		    "<startAddress>10.%zu.%zu.0</startAddress>"
		    "<endAddress>10.%zu.%zu.255</endAddress>",
		    i / 256, i % 256, i / 256, i % 256);
	whois_comment(a, x->remark);
	buf_printf(a->out, "<orgRef handle=\"%s\" name=\"x\">x</orgRef></%s>",
	    x->stranger ? "OTHER-1" : TRUTH_ORG, network ? "net" : "asn");
}

static void
list_begin(struct asked *a, const char *root)
{
	a->any = false;
	buf_printf(a->out,
	    "<%s " CORE "><limitExceeded limit=\"256\">%s</limitExceeded>",
	    root, a->notice ? "true" : "false");
}

static bool
list_end(struct asked *a, const char *root)
{
	buf_printf(a->out, "</%s>", root);
	return a->any || a->cut != 0;
}

static bool
ask_place(struct asked *a, size_t i, const char *rest)
{
	if (i > a->t->network_count + a->t->autnum_count ||
	    !a->t->places[i].there)
		return false;
	if (*rest == '\0') {
		whois_place(a, i);
		return true;
	}
	if (strcmp(rest, "/pocs") != 0)
		return false;
	list_begin(a, "pocs");
	whois_pocs_of(a, &a->t->places[i]);
	return list_end(a, "pocs");
}

static bool
ask_whois_org(struct asked *a, const char *list)
{
	if (*list == '\0') {
		buf_puts(a->out, "<org " CORE "><handle>" TRUTH_ORG
				 "</handle><name>Example Networks</name>");
		whois_comment(a, a->t->places[0].remark);
		buf_puts(a->out, "</org>");
		return true;
	}
	list++;
	list_begin(a, list);
	if (strcmp(list, "pocs") == 0)
		whois_pocs_of(a, &a->t->places[0]);
	else if (strcmp(list, "nets") == 0 || strcmp(list, "asns") == 0)
		whois_places(a, *list == 'n');
	return list_end(a, list);
}

static bool
ask_whois_poc(struct asked *a, size_t i, const char *list)
{
	if (i >= a->t->poc_count || !a->t->pocs[i].there)
		return false;
	if (*list == '\0') {
		whois_poc(a, i);
		return true;
	}
	list++;
	list_begin(a, list);
	whois_served(a, i, list);
	return list_end(a, list);
}

static bool
ask_whois(struct asked *a, const char *path)
{
	const size_t org = strlen("org/" TRUTH_ORG);
	const char *search = "pocs;domain=" TRUTH_DOMAIN;
	size_t n, m;
	int end = 0;

	if (strncmp(path, "org/" TRUTH_ORG, org) == 0)
		return ask_whois_org(a, path + org);
	if (strncmp(path, search, strlen(search)) == 0) {
		list_begin(a, "pocs");
		whois_search(a, path);
		return list_end(a, "pocs");
	}
	if (sscanf(path, "poc/POC%zu-ARIN%n", &n, &end) == 1 && end > 0)
		return ask_whois_poc(a, n, path + end);
	if (sscanf(path, "net/NET-10-%zu-%zu-0-1%n", &n, &m, &end) == 2 &&
	    end > 0 && n * 256 + m >= 1 && n * 256 + m <= a->t->network_count)
		return ask_place(a, n * 256 + m, path + end);
	if (sscanf(path, "asn/AS%zu%n", &n, &end) == 1 && end > 0 &&
	    n > 4200000000u)
		return ask_place(
		    a, n - 4200000000u + a->t->network_count, path + end);
	return false;
}

void
truth_nothing(const char *url, bool list, struct truth_answer *answer)
{
	bool whois = strstr(url, TRUTH_WHOIS) == url;
	const char *root;

	buf_reset(&answer->body);
	answer->status = 404;
	answer->type = whois ? "text/html" : RDAP_TYPE;
	if (!list) {
		buf_puts(&answer->body,
		    whois ? NOTHING
			  : "{\"errorCode\":404,\"title\":\"NOT FOUND\","
			    "\"description\":[\"nothing\"]}");
		return;
	}
	answer->status = 200;
	if (!whois) {
		buf_printf(&answer->body,
		    "{\"rdapConformance\":[\"rdap_level_0\"],\"%s\":[]}",
		    strstr(url, "/autnums/") != NULL ? "autnumSearchResults"
						     : "ipSearchResults");
		return;
	}
	answer->type = "application/xml";
	root =
	    strstr(url, "rest/pocs;") != NULL ? "pocs" : strrchr(url, '/') + 1;
	buf_printf(&answer->body, "<%s " CORE "></%s>", root, root);
}

void
truth_strangers(const char *url, struct truth_answer *answer)
{
	buf_reset(&answer->body);
	answer->status = 200;
	answer->type = RDAP_TYPE;
	if (strstr(url, TRUTH_WHOIS) != url) {
		put_strangers_org(&answer->body, 0);
		return;
	}
	answer->type = "application/xml";
	buf_puts(&answer->body,
	    "<poc " CORE "><handle>STRNG1-ARIN</handle><isRoleAccount>Y"
	    "</isRoleAccount><companyName>" STRANGER "</companyName><emails>"
	    "<email>" STRANGER "@stranger.example</email></emails></poc>");
}

void
truth_ask(const struct truth *t, const char *url, uint64_t cut, bool notice,
    struct truth_answer *answer)
{
	struct asked a = {
	    .t = t, .out = &answer->body, .cut = cut, .notice = notice};
	bool whois = strstr(url, TRUTH_WHOIS) == url;

	answer->status = 200;
	answer->type = whois ? "application/xml" : RDAP_TYPE;
	buf_reset(&answer->body);
	if (whois ? !ask_whois(&a, url + strlen(TRUTH_WHOIS))
		  : !ask_rdap(&a, url + strlen(TRUTH_RDAP)))
		truth_nothing(url, false, answer);
}
