#include <ctype.h>
#include "rdap/address.h"
#include "rdap/buf.h"
#include "rdap/enumerate.h"
#include "reports/plan.h"
#include "tests/fixture_fetch.h"
#include "tests/suites.h"
#include "tests/world.h"

#define ADMIN     ROLE_ADMINISTRATIVE
#define TECH      ROLE_TECHNICAL
#define ABUSE     ROLE_ABUSE
#define NOC       ROLE_NOC
#define MANDATORY (ADMIN | TECH | ABUSE)
#define ALL       (MANDATORY | NOC | ROLE_ROUTING | ROLE_DNS)
#define TWO       "TWOOO-2"

static struct world w;

static void
begin(void)
{
	world_init(&w);
}

static void
end(void)
{
	world_clear(&w);
}

/* ---- looking at a plan --------------------------------------------------- */

static const struct plan_step *
step_of(
    const struct plan_steps *plan, enum plan_change_kind kind, const char *poc)
{
	for (size_t i = 0; i < plan->step_count; i++)
		for (size_t j = 0; j < plan->steps[i].change_count; j++)
			if (plan->steps[i].changes[j].kind == kind &&
			    strcmp(plan->steps[i].changes[j].poc, poc) == 0)
				return &plan->steps[i];
	return NULL;
}

static bool
has_request(const struct plan_step *s, const char *method, const char *path)
{
	for (size_t i = 0; i < s->request_count; i++)
		if (strcmp(s->requests[i].method, method) == 0 &&
		    strcmp(s->requests[i].path, path) == 0)
			return true;
	return false;
}

static bool
ends_rule(
    const struct plan_steps *plan, const struct plan_step *s, const char *rule)
{
	(void)plan;
	for (size_t i = 0; i < s->ends.count; i++)
		if (strncmp(s->ends.items[i], rule, strlen(rule)) == 0)
			return true;
	return false;
}

static char *
written(const struct plan_steps *plan, bool what_if)
{
	struct format_options how = {.utf8 = true};
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	ck_assert_int_eq(what_if ? format_what_if(plan, &how, out)
				 : format_plan(plan, &how, out),
	    0);
	fclose(out);
	return text;
}

/* ---- walking one: nothing breaks on the way ------------------------------ */

static unsigned
roles_of(const struct inventory *inv, const char *org)
{
	unsigned roles = 0;

	for (size_t i = 0; i < inv->link_count; i++)
		if (inv->links[i].holder_kind == RECORD_ORGANIZATION &&
		    strcmp(inv->links[i].holder, org) == 0)
			roles |= inv->links[i].roles;
	return roles & MANDATORY;
}

static size_t
addresses_of(const struct inventory *inv, const char *poc)
{
	size_t count = 0;

	for (size_t i = 0; i < inv->sighting_count; i++)
		count += inv->sightings[i].field == FIELD_POC_EMAIL &&
			 strcmp(inv->sightings[i].poc, poc) == 0;
	return count;
}

static size_t
links_of(const struct inventory *inv, const char *poc)
{
	size_t count = 0;

	for (size_t i = 0; i < inv->link_count; i++)
		count += strcmp(inv->links[i].poc, poc) == 0;
	return count;
}

static bool
used_elsewhere(const struct inventory *inv, const char *poc)
{
	for (size_t i = 0; i < inv->elsewhere_count; i++)
		if (strcmp(inv->elsewheres[i].poc, poc) == 0)
			return true;
	return false;
}

static void
check_organizations(const struct inventory *inv, unsigned *held)
{
	for (size_t i = 0; i < inv->scope_count; i++) {
		unsigned roles = roles_of(inv, inv->scopes[i].org);

		ck_assert_msg((held[i] & ~roles) == 0,
		    "%s lost a mandatory function", inv->scopes[i].org);
		held[i] |= roles;
	}
}

/* One that was read with an address has one at every step. */
static void
check_pocs(const struct inventory *inv, const struct inventory *before)
{
	for (size_t i = 0; i < inv->record_count; i++) {
		const struct record *r = &inv->records[i];

		if (r->kind == RECORD_POC &&
		    (addresses_of(before, r->handle) > 0 ||
			inventory_record(
			    before, r->org, RECORD_POC, r->handle) == NULL))
			ck_assert_msg(addresses_of(inv, r->handle) > 0,
			    "%s lost its last address", r->handle);
	}
}

static void
check_change(const struct inventory *inv, const struct plan_step *s,
    const struct plan_change *c)
{
	if (c->kind == CHANGE_ADD || c->kind == CHANGE_CREATE)
		ck_assert_msg(address_valid(c->address), "%s", c->address);
	if (c->kind != CHANGE_DELETE)
		return;
	ck_assert_msg(
	    links_of(inv, c->poc) == 0, "%s deleted while linked", c->poc);
	ck_assert_msg(s->who == PLAN_ARIN || !used_elsewhere(inv, c->poc),
	    "%s deleted while others use it", c->poc);
}

static size_t
published(const struct inventory *inv, const struct report *r)
{
	struct inventory copy;
	struct report *now;
	size_t count;

	plan_copy(&copy, inv);
	now = assess(&copy, r->run, NULL, 0, NULL, r->now);
	count = now->published;
	report_free(now);
	inventory_clear(&copy);
	return count;
}

/* What a shell or curl could act on. */
static void
check_request(const struct plan_request *q)
{
	static const char safe[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "abcdefghijklmnopqrstuvwxyz"
				   "0123456789-._~@%/;=$";
	bool put = strcmp(q->method, "PUT") == 0;

	ck_assert_msg(strspn(q->path, safe) == strlen(q->path), "%s", q->path);
	ck_assert_ptr_null(strstr(q->path, "apikey"));
	ck_assert_ptr_null(strstr(q->path, "/../"));
	ck_assert_ptr_null(strstr(q->path, "//"));
	ck_assert(q->path[strlen(q->path) - 1] != '/');
	for (const char *v = strchr(q->path, '$'); v != NULL;
	     v = strchr(v + 1, '$'))
		ck_assert_int_eq(strncmp(v, "$NEW_", 5), 0);
	ck_assert(put || strcmp(q->method, "POST") == 0 ||
		  strcmp(q->method, "DELETE") == 0);
	if (put) /* a link, never a whole record */
		ck_assert_ptr_nonnull(strstr(q->path, ";pocFunction="));
	if (q->payload != NULL)
		ck_assert_str_eq(q->path, "/poc;makeLink=true");
}

static bool
is_open(const struct report *r, const char *id)
{
	for (size_t i = 0; i < r->finding_count; i++)
		if (strcmp(r->findings[i].id, id) == 0)
			return r->findings[i].status == STATUS_OPEN;
	return false;
}

/* Was anything as bad open on the same POC, or for the same address? A POC that
 * others use can only be unlinked, one rule gives way to another, and a POC
 * that lost a function may be left on its networks only. */
static bool
was_as_bad(const struct report *r, const struct finding *than)
{
	if (strcmp(than->rule->id, "WE205") == 0)
		return true;
	for (size_t i = 0; i < r->finding_count; i++) {
		const struct finding *f = &r->findings[i];

		if (f->status == STATUS_OPEN && f->severity >= than->severity &&
		    (strcmp(f->address, than->address) == 0 ||
			(than->poc[0] != '\0' &&
			    strcmp(f->poc, than->poc) == 0)))
			return true;
	}
	return false;
}

/* No new trouble; what a step ends, it ends. */
static void
check_after(const struct plan_steps *plan, const struct report *r)
{
	struct inventory inv;
	struct report *after;

	plan_what_if(&inv, plan);
	after = assess(&inv, r->run, NULL, 0, NULL, r->now);
	ck_assert_uint_eq(after->published, plan->at_most);
	for (size_t i = 0; i < plan->step_count; i++)
		for (size_t j = 0; j < plan->steps[i].ends.count; j++) {
			const char *id = plan->steps[i].ends.items[j];

			ck_assert(is_open(r, id));
			ck_assert(!is_open(after, id));
		}
	for (size_t i = 0; i < after->finding_count; i++) {
		const struct finding *f = &after->findings[i];

		ck_assert_msg(f->severity == SEVERITY_INFO ||
				  is_open(r, f->id) || was_as_bad(r, f),
		    "the plan makes %s: %s", f->id, f->evidence);
	}
	report_free(after);
	inventory_clear(&inv);
}

static void
walk(const struct report *r)
{
	struct plan_steps *plan = plan_make(r, NULL);
	struct inventory inv;
	unsigned held[4] = {0};
	char *text;

	plan_copy(&inv, r->inv);
	check_organizations(&inv, held);
	for (size_t i = 0; i < plan->step_count; i++) {
		const struct plan_step *s = &plan->steps[i];

		ck_assert(i == 0 || s[-1].phase <= s->phase);
		ck_assert_uint_gt(strlen(s->what), 0);
		for (size_t j = 0; j < s->request_count; j++)
			check_request(&s->requests[j]);
		for (size_t j = 0; j < s->change_count; j++) {
			check_change(&inv, s, &s->changes[j]);
			plan_apply(&inv, &s->changes[j], r->now);
			check_organizations(&inv, held);
			check_pocs(&inv, r->inv);
		}
		ck_assert_msg(s->after == published(&inv, r),
		    "%s: %zu published, not %zu", s->what, published(&inv, r),
		    s->after);
	}
	check_after(plan, r);
	text = written(plan, false);
	ck_assert_uint_gt(strlen(text), 40);
	free(text);
	inventory_clear(&inv);
	plan_free(plan);
}

/* ---- recordings ---------------------------------------------------------- */

static const struct {
	const char *name, *orgs, *domain;
} recordings[] = {
    {"demo", "EXMPL-1", "example.com"},
    {"demo", "EXMPL-1", NULL},
    {"healthy", "HLTHY-1", "example.net"},
    {"hostile", "HOSTL-1", "example.com"},
    {"siblings", "SIBLA-1 SIBLB-1", NULL},
    {"siblings", "SIBLB-1", "example.org"},
    {"bare", "BARE-1", NULL},
    {"absent", "ABSNT-1", NULL},
};

START_TEST(nothing_breaks_on_the_way_in_a_recording)
{
	struct strings orgs = {0}, domains = {0};
	struct enumerate_options options = {
	    .base = "https://rdap.arin.net/registry/",
	    .whois = "https://whois.arin.net/rest/",
	    .orgs = &orgs,
	    .domains = &domains,
	    .cross_check_due = true};
	struct fetch_options fetch = {0};
	struct inventory inv = {0};
	struct run run = {.observed_at = WORLD_NOW};
	struct transport *t;
	struct report *r;
	char *dir = xasprintf("fixtures/recordings/%s", recordings[_i].name);

	fixture_reset();
	fixture_recording(dir);
	strings_split(&orgs, recordings[_i].orgs, ' ');
	if (recordings[_i].domain != NULL)
		strings_add(&domains, recordings[_i].domain);
	t = fetch_new(&fetch, NULL);
	ck_assert_int_eq(enumerate(&options, t, &inv, NULL), 0);
	transport_free(t);
	r = assess(&inv, &run, NULL, 0, NULL, WORLD_NOW);
	walk(r);
	report_free(r);
	inventory_clear(&inv);
	strings_clear(&orgs);
	strings_clear(&domains);
	fixture_reset();
	free(dir);
}
END_TEST

/* ---- organizations that nobody thought of -------------------------------- */

static uint64_t seed;

static unsigned
any(unsigned below)
{
	seed = seed * 6364136223846793005U + 1442695040888963407U;
	return (unsigned)(seed >> 33) % below;
}

static const char *
any_address(void)
{
	static const char *const all[] = {"noc@example.com",
	    "abuse@example.com", "hostmaster@example.com",
	    "ipadmin@example.com", "peering@example.com",
	    "noc+arin@example.com", "ada.brook@example.com",
	    "cleo.dahl@example.com", "e.fox@example.com", "desk@example.com",
	    "b.hill@freemail.example", "noc@netbuild.example", "no-at-sign",
	    "..", "a b@example.com", "$(id)@example.com", "abuse@example.org",
	    "x'; rm -rf ~ #@example.com", "tech-abuse@example.com"};

	return all[any(sizeof(all) / sizeof(all[0]))];
}

static void
any_links(const char *org, const char *poc, const struct strings *addresses)
{
	static const char *const nets[] = {
	    "NET-192-0-2-0-1", "NET-198-51-100-0-1", "NET-203-0-113-0-1"};
	unsigned links = any(4) > 0 ? 1 + any(3) : 0;

	for (unsigned i = 0; i < links; i++) {
		enum record_kind kind =
		    any(3) > 0 ? RECORD_ORGANIZATION : RECORD_NETWORK;
		const char *holder =
		    kind == RECORD_NETWORK ? nets[any(3)] : org;
		unsigned roles = (any(127) << 1) & ALL & (any(127) << 1);

		if (roles == 0)
			roles = any(2) ? TECH : ABUSE;
		world_link(&w, org, poc, kind, holder, roles);
		for (size_t j = 0; j < addresses->count; j++)
			world_sighting(&w, org, FIELD_POC_EMAIL, kind, holder,
			    poc, addresses->items[j], roles);
	}
	for (size_t j = 0; links == 0 && j < addresses->count; j++)
		world_sighting(&w, org, FIELD_POC_EMAIL, RECORD_POC, poc, poc,
		    addresses->items[j], 0);
}

/* The same POC, whichever organization it is seen from. */
static void
any_poc(const char *org, const char *other, const char *poc)
{
	static const char *const names[] = {
	    "Ada Brook", "Cleo Dahl", "Eve Fox", "Bo Hill"};
	const char *const orgs[] = {org, other};
	bool person = any(2), known = any(2), used = any(5) == 0;
	const char *name = person ? names[any(4)] : "Network Operations";
	enum validation validated = (enum validation)any(3);
	int64_t since = WORLD_NOW - any(5) * WORLD_YEAR;
	struct strings addresses = {0};

	for (unsigned i = 1 + (any(4) == 0) + (any(6) == 0); i > 0; i--)
		strings_add_unique(&addresses, any_address());
	for (size_t i = 0; i < 2 && orgs[i] != NULL; i++) {
		struct record *r = world_poc(&w, orgs[i], poc,
		    person ? "individual" : "group", name, validated);

		if (validated == VALIDATION_NO)
			r->unvalidated_since = since;
		r->last_changed = since;
		r->links_known = r->orgs_known = known;
		any_links(orgs[i], poc, &addresses);
		if (used) {
			struct elsewhere x = {.org = xstrdup(orgs[i]),
			    .poc = xstrdup(poc),
			    .stranger = xstrdup("BLUFF-3"),
			    .resources = (int)any(3) - 1};

			inventory_add_elsewhere(&w.inv, &x);
		}
	}
	if (any(6) == 0)
		world_sighting(&w, org, FIELD_REMARK, RECORD_POC, poc, poc,
		    any_address(), 0);
	strings_clear(&addresses);
}

static void
any_world(void)
{
	static const char *const types[] = {
	    "DIRECT ALLOCATION", "REASSIGNMENT", "DIRECT ASSIGNMENT"};
	bool two = any(3) == 0;
	char poc[32];

	world_network(&w, "NET-192-0-2-0-1", types[any(3)]);
	world_network(&w, "NET-198-51-100-0-1", types[any(3)]);
	world_network(&w, "NET-203-0-113-0-1", types[any(3)]);
	if (two)
		world_org(&w, TWO);
	if (any(3) > 0)
		world_domain(&w, "example.com", true);
	for (unsigned i = 1 + any(8); i > 0; i--) {
		snprintf(poc, sizeof(poc), "P%u-ARIN", i);
		any_poc(WORLD_ORG, two && any(3) == 0 ? TWO : NULL, poc);
	}
	for (unsigned i = any(4); i > 0; i--)
		world_remark(&w, any(2) ? RECORD_NETWORK : RECORD_ORGANIZATION,
		    any(2) ? "NET-203-0-113-0-1" : WORLD_ORG, any_address());
	if (any(4) == 0)
		world_irr(&w, "route 192.0.2.0/24 AS64500", any_address());
}

START_TEST(nothing_breaks_on_the_way_in_a_generated_organization)
{
	for (unsigned i = 0; i < 25; i++) {
		struct report *r;

		end();
		begin();
		seed = (uint64_t)_i * 25 + i + 1;
		any_world();
		r = world_assess(&w);
		walk(r);
		report_free(r);
	}
}
END_TEST

/* ---- one thing each ------------------------------------------------------ */

START_TEST(a_healthy_organization_has_nothing_to_do)
{
	struct plan_steps *plan;
	struct report *r;
	char *text;

	end();
	world_healthy(&w);
	for (size_t i = 0; i < w.inv.link_count; i++)
		if (strcmp(w.inv.links[i].poc, "HOST1-ARIN") == 0)
			w.inv.links[i].roles = TECH;
	for (size_t i = 0; i < w.inv.sighting_count; i++)
		if (strcmp(w.inv.sightings[i].poc, "HOST1-ARIN") == 0)
			w.inv.sightings[i].roles = TECH;
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	ck_assert_uint_eq(plan->step_count, 0);
	ck_assert_uint_eq(plan->stays.count, 1);
	text = written(plan, false);
	ck_assert_ptr_nonnull(strstr(text, "Nothing needs doing"));
	ck_assert_ptr_nonnull(strstr(text, "AB1-ARIN may stay"));
	free(text);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(a_person_who_goes_is_not_validated_before)
{
	struct record *p;
	struct plan_steps *plan;
	struct report *r;
	const struct plan_step *s;

	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	p = world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cleo.dahl@freemail.example", TECH);
	p->validated = VALIDATION_NO;
	p->unvalidated_since = WORLD_NOW - 3 * WORLD_YEAR;
	r = world_assess(&w);
	ck_assert_ptr_nonnull(world_find(r, "WE301", "", "CD1-ARIN"));
	plan = plan_make(r, NULL);
	ck_assert_ptr_null(step_of(plan, CHANGE_VALIDATE, "CD1-ARIN"));
	s = step_of(plan, CHANGE_DELETE, "CD1-ARIN");
	ck_assert_ptr_nonnull(s);
	ck_assert(has_request(s, "DELETE", "/poc/CD1-ARIN"));
	ck_assert(ends_rule(plan, s, "WE101") && ends_rule(plan, s, "WE103") &&
		  ends_rule(plan, s, "WE301"));
	ck_assert_ptr_nonnull(strstr(s->note, "Do not answer its validation"));
	ck_assert(has_request(step_of(plan, CHANGE_UNLINK, "CD1-ARIN"),
	    "DELETE", "/org/EXMPL-1/poc/CD1-ARIN;pocFunction=T"));
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(an_account_that_is_locked_is_opened_first)
{
	struct plan_steps *plan;
	struct report *r;
	const struct plan_step *s;

	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cleo.dahl@example.com", ADMIN)
	    ->validated = VALIDATION_NO;
	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH)->validated =
	    VALIDATION_NO;
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	s = &plan->steps[0];
	ck_assert_int_eq(s->phase, PHASE_FIRST);
	ck_assert_str_eq(s->subject, "NOC1-ARIN");
	ck_assert(ends_rule(plan, s, "WE404") && ends_rule(plan, s, "WE301"));
	ck_assert_ptr_nonnull(strstr(s->sign_in, "Recover Org ID"));
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(a_role_poc_gets_the_new_address_before_the_old_one_goes)
{
	struct plan_steps *plan;
	struct report *r;
	const struct plan_step *s;

	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_role(&w, "ENG1-ARIN", "ada.brook@example.com", TECH);
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	ck_assert_uint_eq(plan->step_count, 1);
	s = &plan->steps[0];
	ck_assert_uint_eq(s->change_count, 2);
	ck_assert_int_eq(s->changes[0].kind, CHANGE_ADD);
	ck_assert_str_eq(s->changes[0].address, "noc@example.com");
	ck_assert_int_eq(s->changes[1].kind, CHANGE_REMOVE);
	ck_assert_str_eq(
	    s->requests[0].path, "/poc/ENG1-ARIN/email/noc@example.com");
	ck_assert_str_eq(s->requests[0].method, "POST");
	ck_assert_str_eq(
	    s->requests[1].path, "/poc/ENG1-ARIN/email/ada.brook@example.com");
	ck_assert_str_eq(s->requests[1].method, "DELETE");
	ck_assert_uint_eq(s->before, 3);
	ck_assert_uint_eq(s->after, 2);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(what_is_no_address_gets_no_request)
{
	struct plan_steps *plan;
	struct report *r;
	const struct plan_step *s;

	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_role(&w, "ENG1-ARIN", "..", TECH);
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	s = step_of(plan, CHANGE_REMOVE, "ENG1-ARIN");
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->request_count, 1);
	ck_assert_str_eq(s->requests[0].method, "POST");
	ck_assert_ptr_nonnull(strstr(s->note, "no request"));
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(a_hostile_handle_gets_no_request)
{
	struct plan_steps *plan;
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_role(&w, "X'$(id)`id`", "ada.brook@example.com", TECH);
	world_role(&w, "..", "cleo.dahl@example.com", TECH);
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	ck_assert_ptr_nonnull(step_of(plan, CHANGE_REMOVE, "X'$(id)`id`"));
	ck_assert_ptr_nonnull(step_of(plan, CHANGE_REMOVE, ".."));
	for (size_t i = 0; i < plan->step_count; i++)
		ck_assert_uint_eq(plan->steps[i].request_count, 0);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(a_new_role_poc_has_a_template_with_what_is_missing_named)
{
	struct plan_steps *plan;
	struct report *r;
	const struct plan_step *s;
	const char *parts[] = {
	    "<poc xmlns=\"http://www.arin.net/regrws/core/v1\">",
	    "<iso3166-2><!--", "<code2><!--",
	    "<email>abuse@example.com</email>", "<line number=\"1\"><!--",
	    "<city><!--", "<postalCode><!--", "<contactType>ROLE</contactType>",
	    "<companyName>A &lt;b&gt; &amp; Sons</companyName>",
	    "<lastName>Abuse Desk</lastName>", "<code>O</code>",
	    "<number><!--"};
	const char *at;

	free(w.inv.scopes[0].name);
	w.inv.scopes[0].name = xstrdup("A <b> & Sons");
	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	ck_assert_int_eq(plan->steps[0].phase, PHASE_CREATE);
	s = &plan->steps[0];
	ck_assert_str_eq(s->requests[0].method, "POST");
	ck_assert_str_eq(s->requests[0].path, "/poc;makeLink=true");
	at = s->payload;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		at = strstr(at, parts[i]);
		ck_assert_msg(at != NULL, "%s", parts[i]);
	}
	ck_assert_ptr_null(strstr(s->payload, "firstName"));
	ck_assert_ptr_null(strstr(s->payload, "<handle"));
	ck_assert_int_eq(plan->steps[1].phase, PHASE_VALIDATE);
	ck_assert(ends_rule(plan, &plan->steps[2], "WE401"));
	ck_assert(has_request(&plan->steps[2], "PUT",
	    "/org/EXMPL-1/poc/$NEW_ABUSE;pocFunction=AB"));
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(a_mailbox_that_is_printed_already_is_taken_before_one_is_made)
{
	struct plan_steps *plan;
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_remark(
	    &w, RECORD_ORGANIZATION, WORLD_ORG, "abuse-desk@example.com");
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	ck_assert_ptr_nonnull(
	    strstr(plan->steps[0].what, "abuse-desk@example.com"));
	ck_assert_ptr_nonnull(strstr(plan->steps[0].note, "published already"));
	ck_assert_uint_eq(plan->after, 2);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(admin_changes_hands_without_a_request_that_arin_refuses)
{
	struct plan_steps *plan;
	struct report *r;
	const struct plan_step *s = NULL;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cleo.dahl@example.com", ADMIN)
	    ->validated = VALIDATION_NO;
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	for (size_t i = 0; i < plan->step_count; i++)
		if (plan->steps[i].phase == PHASE_LINK)
			s = &plan->steps[i];
	ck_assert_ptr_nonnull(s);
	ck_assert_uint_eq(s->request_count, 0);
	ck_assert_uint_eq(s->change_count, 2);
	ck_assert_int_eq(s->changes[0].kind, CHANGE_LINK);
	ck_assert_int_eq(s->changes[1].kind, CHANGE_UNLINK);
	ck_assert_str_eq(s->changes[1].poc, "CD1-ARIN");
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(an_orphan_is_deleted_and_is_in_the_letter_to_arin)
{
	struct record *p = world_poc(&w, WORLD_ORG, "CD1-ARIN", "individual",
	    "Cleo Dahl", VALIDATION_NO);
	struct plan_steps *plan;
	struct report *r;
	const struct plan_step *s;

	p->links_known = p->orgs_known = true;
	world_sighting(&w, WORLD_ORG, FIELD_POC_EMAIL, RECORD_POC, "CD1-ARIN",
	    "CD1-ARIN", "cleo.dahl@example.com", 0);
	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	ck_assert_uint_eq(plan->step_count, 2);
	s = step_of(plan, CHANGE_DELETE, "CD1-ARIN");
	ck_assert_ptr_nonnull(s);
	ck_assert_ptr_nonnull(strstr(s->note, "Do not answer"));
	ck_assert_int_eq(plan->steps[1].who, PLAN_ARIN);
	ck_assert_ptr_nonnull(strstr(plan->steps[1].letter, "CD1-ARIN"));
	ck_assert_ptr_null(strchr(plan->steps[1].letter, '@'));
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(a_reassigned_network_is_a_letter_to_the_upstream)
{
	struct plan_steps *plan;
	struct report *r;
	const struct plan_step *s;

	world_network(&w, "NET-192-0-2-0-1", "REASSIGNMENT");
	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_poc(&w, WORLD_ORG, "CD1-ARIN", "individual", "Cleo Dahl",
	    VALIDATION_YES);
	world_serves(&w, "CD1-ARIN", "cleo.dahl@example.com", RECORD_NETWORK,
	    "NET-192-0-2-0-1", TECH);
	world_remark(
	    &w, RECORD_NETWORK, "NET-192-0-2-0-1", "ada.brook@example.com");
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	s = step_of(plan, CHANGE_RELEASE, "CD1-ARIN");
	ck_assert_ptr_nonnull(s);
	ck_assert_int_eq(s->who, PLAN_UPSTREAM);
	ck_assert_ptr_nonnull(strstr(s->letter, "NET-192-0-2-0-1"));
	ck_assert_str_eq(s->online, "");
	s = step_of(plan, CHANGE_TEXT, "");
	ck_assert_ptr_nonnull(s);
	ck_assert_int_eq(s->who, PLAN_UPSTREAM);
	ck_assert_str_eq(s->online, "");
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(a_poc_that_others_use_is_not_deleted)
{
	struct elsewhere x = {.org = xstrdup(WORLD_ORG),
	    .poc = xstrdup("CD1-ARIN"),
	    .stranger = xstrdup("BLUFF-3"),
	    .resources = 1};
	struct plan_steps *plan;
	struct report *r;
	bool asked = false;

	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_person(
	    &w, "CD1-ARIN", "Cleo Dahl", "cleo.dahl@example.com", TECH);
	inventory_add_elsewhere(&w.inv, &x);
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	ck_assert_ptr_nonnull(step_of(plan, CHANGE_UNLINK, "CD1-ARIN"));
	ck_assert_ptr_null(step_of(plan, CHANGE_DELETE, "CD1-ARIN"));
	for (size_t i = 0; i < plan->step_count; i++)
		asked = asked || (plan->steps[i].who == PLAN_OTHERS &&
				     strstr(plan->steps[i].letter, "BLUFF-3"));
	ck_assert(asked);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(findings_that_are_accepted_need_no_step)
{
	struct plan_steps *plan;
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_role(&w, "ENG1-ARIN", "ada.brook@example.com", TECH);
	r = world_assess(&w);
	for (size_t i = 0; i < r->finding_count; i++)
		r->findings[i].status = STATUS_ACCEPTED;
	plan = plan_make(r, NULL);
	ck_assert_uint_eq(plan->step_count, 0);
	for (size_t i = 0; i < SEVERITY_COUNT; i++)
		ck_assert_uint_eq(plan->open[i], 0);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(abuse_moves_away_from_the_mailbox_that_has_all)
{
	struct plan_steps *plan;
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", MANDATORY);
	r = world_assess(&w);
	ck_assert_ptr_nonnull(world_find(r, "WE403", "", ""));
	plan = plan_make(r, NULL);
	ck_assert_int_eq(plan->steps[0].phase, PHASE_CREATE);
	ck_assert_ptr_nonnull(strstr(plan->steps[0].what, "abuse@example.com"));
	ck_assert(has_request(step_of(plan, CHANGE_UNLINK, "NOC1-ARIN"),
	    "DELETE", "/org/EXMPL-1/poc/NOC1-ARIN;pocFunction=AB"));
	walk(r);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(a_mailbox_called_abuse_that_has_all_keeps_abuse)
{
	struct plan_steps *plan;
	struct report *r;

	world_role(&w, "NOC1-ARIN", "abuse@example.com", MANDATORY);
	r = world_assess(&w);
	ck_assert_ptr_nonnull(world_find(r, "WE403", "", ""));
	plan = plan_make(r, NULL);
	ck_assert_ptr_nonnull(step_of(plan, CHANGE_UNLINK, "NOC1-ARIN"));
	for (size_t i = 0; i < plan->step_count; i++)
		ck_assert(!has_request(&plan->steps[i], "DELETE",
		    "/org/EXMPL-1/poc/NOC1-ARIN;pocFunction=AB"));
	walk(r);
	plan_free(plan);
	report_free(r);
}
END_TEST

/* Make the finding of one rule that of another, which is judged elsewhere. */
static void
becomes(struct report *r, const char *from, const char *poc,
    const struct rule *rule)
{
	for (size_t i = 0; i < r->finding_count; i++) {
		struct finding *f = &r->findings[i];

		if (strcmp(f->rule->id, from) == 0 &&
		    strcmp(f->poc, poc) == 0) {
			f->rule = rule;
			f->severity = rule->severity;
			return;
		}
	}
	ck_abort_msg("no %s on %s", from, poc);
}

START_TEST(a_domain_that_anybody_can_register_comes_first)
{
	static const struct rule dead = {
	    .id = "WE303", .severity = SEVERITY_CRITICAL};
	struct plan_steps *plan;
	struct report *r;

	world_domain(&w, "example.com", true);
	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "OLD1-ARIN", "noc@gone.example", TECH);
	r = world_assess(&w);
	becomes(r, "WE105", "OLD1-ARIN", &dead);
	plan = plan_make(r, NULL);
	ck_assert_int_eq(plan->steps[0].phase, PHASE_FIRST);
	ck_assert_str_eq(plan->steps[0].subject, "OLD1-ARIN");
	ck_assert_ptr_nonnull(strstr(plan->steps[0].note, "Without delay"));
	ck_assert_str_eq(plan->steps[0].changes[0].address, "noc@example.com");
	ck_assert_int_eq(plan->steps[1].phase, PHASE_CREATE);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(no_mailbox_is_made_at_a_domain_that_anybody_can_register)
{
	static const struct rule dead = {
	    .id = "WE303", .severity = SEVERITY_CRITICAL};
	struct plan_steps *plan;
	struct report *r;

	world_domain(&w, "example.com", true);
	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	r = world_assess(&w);
	becomes(r, "WE105", "NOC1-ARIN", &dead);
	plan = plan_make(r, NULL);
	for (size_t i = 0; i < plan->step_count; i++)
		for (size_t j = 0; j < plan->steps[i].change_count; j++) {
			const struct plan_change *c =
			    &plan->steps[i].changes[j];

			if (c->kind == CHANGE_CREATE || c->kind == CHANGE_ADD)
				ck_assert_str_ne(
				    address_domain(c->address), "example.com");
		}
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(a_mobile_number_is_taken_off_if_one_likes)
{
	static const struct rule mobile = {
	    .id = "WE106", .severity = SEVERITY_LOW};
	struct plan_steps *plan;
	struct report *r;
	const struct plan_step *s;

	end();
	world_healthy(&w);
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "noc@example.com", NOC)
	    ->cell = true;
	r = world_assess(&w);
	becomes(r, "WE105", "CD1-ARIN", &mobile);
	plan = plan_make(r, NULL);
	s = step_of(plan, CHANGE_PHONE, "CD1-ARIN");
	ck_assert_ptr_nonnull(s);
	ck_assert_int_eq(s->phase, PHASE_OPTION);
	ck_assert_uint_eq(s->request_count, 0);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(a_person_who_stays_as_admin_gives_the_rest_away)
{
	struct plan_steps *plan;
	struct report *r;

	world_role(&w, "NOC1-ARIN", "noc@example.com", TECH);
	world_person(&w, "CD1-ARIN", "Cleo Dahl", "cleo.dahl@example.com",
	    ADMIN | ABUSE);
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	ck_assert_ptr_null(step_of(plan, CHANGE_DELETE, "CD1-ARIN"));
	ck_assert(has_request(step_of(plan, CHANGE_UNLINK, "CD1-ARIN"),
	    "DELETE", "/org/EXMPL-1/poc/CD1-ARIN;pocFunction=AB"));
	ck_assert_uint_eq(plan->stays.count, 1);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(many_networks_are_counted_and_not_all_named)
{
	struct plan_steps *plan;
	struct report *r;
	const struct plan_step *s;
	char net[32];

	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_poc(&w, WORLD_ORG, "CD1-ARIN", "individual", "Cleo Dahl",
	    VALIDATION_YES);
	for (unsigned i = 0; i < 50; i++) {
		snprintf(net, sizeof(net), "NET-10-0-%u-0-1", i);
		world_network(&w, net, "DIRECT ALLOCATION");
		world_serves(&w, "CD1-ARIN", "cleo.dahl@example.com",
		    RECORD_NETWORK, net, TECH);
	}
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	s = step_of(plan, CHANGE_RELEASE, "CD1-ARIN");
	ck_assert_uint_eq(s->change_count, 1);
	ck_assert_ptr_nonnull(strstr(s->what, "and 42 more"));
	walk(r);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(what_if_says_that_it_is_hypothetical)
{
	struct plan_steps *plan;
	struct report *r;
	char *text;

	world_role(&w, "NOC1-ARIN", "noc@example.com", ADMIN | TECH);
	world_role(&w, "ABUSE1-ARIN", "abuse@example.com", ABUSE);
	world_role(&w, "ENG1-ARIN", "ada.brook@example.com", TECH);
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	text = written(plan, true);
	ck_assert_int_eq(strncmp(text, "HYPOTHETICAL", 12), 0);
	ck_assert_ptr_nonnull(strstr(text, "un-exposed"));
	ck_assert_ptr_null(strstr(text, "ada.brook"));
	free(text);
	plan_free(plan);
	report_free(r);
}
END_TEST

START_TEST(the_writer_lets_no_control_through)
{
	struct plan_steps *plan;
	struct report *r;
	char *text;

	free(w.inv.scopes[0].name);
	w.inv.scopes[0].name = xstrdup("E\x1b[31mvil\xe2\x80\xae");
	world_role(&w, "P\x1b[2J", "x\x07y@example.com", MANDATORY);
	world_remark(
	    &w, RECORD_ORGANIZATION, WORLD_ORG, "q\x1b]0;@example.com");
	r = world_assess(&w);
	plan = plan_make(r, NULL);
	ck_assert_uint_gt(plan->step_count, 0);
	text = written(plan, false);
	for (const char *s = text; *s != '\0'; s++)
		ck_assert(*s == '\n' || !iscntrl((unsigned char)*s));
	ck_assert_ptr_null(strstr(text, "\xe2\x80\xae"));
	free(text);
	plan_free(plan);
	report_free(r);
}
END_TEST

Suite *
suite_plan(void)
{
	Suite *s = suite_create("plan");
	TCase *t = tcase_create("walk");

	tcase_add_checked_fixture(t, begin, end);
	tcase_set_timeout(t, 20);
	tcase_add_loop_test(t, nothing_breaks_on_the_way_in_a_recording, 0,
	    sizeof(recordings) / sizeof(recordings[0]));
	tcase_add_loop_test(
	    t, nothing_breaks_on_the_way_in_a_generated_organization, 0, 20);
	suite_add_tcase(s, t);
	t = tcase_create("plan");
	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_healthy_organization_has_nothing_to_do);
	tcase_add_test(t, a_person_who_goes_is_not_validated_before);
	tcase_add_test(t, an_account_that_is_locked_is_opened_first);
	tcase_add_test(
	    t, a_role_poc_gets_the_new_address_before_the_old_one_goes);
	tcase_add_test(t, what_is_no_address_gets_no_request);
	tcase_add_test(t, a_hostile_handle_gets_no_request);
	tcase_add_test(
	    t, a_new_role_poc_has_a_template_with_what_is_missing_named);
	tcase_add_test(
	    t, a_mailbox_that_is_printed_already_is_taken_before_one_is_made);
	tcase_add_test(
	    t, admin_changes_hands_without_a_request_that_arin_refuses);
	tcase_add_test(t, an_orphan_is_deleted_and_is_in_the_letter_to_arin);
	tcase_add_test(t, a_reassigned_network_is_a_letter_to_the_upstream);
	tcase_add_test(t, a_poc_that_others_use_is_not_deleted);
	tcase_add_test(t, findings_that_are_accepted_need_no_step);
	tcase_add_test(t, abuse_moves_away_from_the_mailbox_that_has_all);
	tcase_add_test(t, a_mailbox_called_abuse_that_has_all_keeps_abuse);
	tcase_add_test(t, a_domain_that_anybody_can_register_comes_first);
	tcase_add_test(
	    t, no_mailbox_is_made_at_a_domain_that_anybody_can_register);
	tcase_add_test(t, a_mobile_number_is_taken_off_if_one_likes);
	tcase_add_test(t, a_person_who_stays_as_admin_gives_the_rest_away);
	tcase_add_test(t, many_networks_are_counted_and_not_all_named);
	tcase_add_test(t, what_if_says_that_it_is_hypothetical);
	tcase_add_test(t, the_writer_lets_no_control_through);
	suite_add_tcase(s, t);
	return s;
}
