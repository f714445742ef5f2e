#include "tests/suites.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "rdap/recording.h"
#include "rdap/resolver.h"
#include "tests/fake_dns.h"
#include "tests/scratch.h"

static char dir[64];
static struct transport *t;
static struct dns *d;
static struct dns_answer a;

static void
put(const char *name, const char *text, size_t len)
{
	char *path = xasprintf("%s/%s", dir, name);
	FILE *f = fopen(path, "w");

	ck_assert_ptr_nonnull(f);
	fwrite(text, 1, len, f);
	ck_assert_int_eq(fclose(f), 0);
	free(path);
}

static void
puts_to(const char *name, const char *text)
{
	put(name, text, strlen(text));
}

static void
begin(void)
{
	char *made = scratch_new("dns");

	ck_assert_uint_lt(strlen(made), sizeof(dir));
	strcpy(dir, made);
	free(made);
}

static void
end(void)
{
	char *command = xasprintf("rm -rf %s", dir);

	dns_answer_clear(&a);
	dns_free(d);
	transport_free(t);
	d = NULL;
	t = NULL;
	ck_assert_int_eq(system(command), 0);
	free(command);
}

static void
replay(const char *index)
{
	struct error err = {0};

	if (index != NULL)
		puts_to("index.tsv", index);
	t = recording_open(dir, &err);
	ck_assert_msg(t != NULL, "%s", err.text);
	d = recording_dns(t, NULL);
}

static void
ask(enum dns_type type, const char *name)
{
	dns_answer_clear(&a);
	a.type = type;
	a.name = xstrdup(name);
	d->ask(d, &a, 1);
}

START_TEST(a_replay_answers_from_its_lines_and_asks_nobody)
{
	puts_to("mx.txt", "10 mail.example.com.\n20 mail2.example.com.\n");
	puts_to("none.txt", "");
	replay("dns:MX:example.com\tNOERROR\ttext/dns\tmx.txt\t"
	       "2026-11-24T09:30:00Z\n"
	       "dns:A:example.com\tTIMEOUT\ttext/dns\tnone.txt\n"
	       "dns:AAAA:example.com\tNOERROR\ttext/dns\tnone.txt\n"
	       "dns:NS:example.com\tREFUSED\ttext/dns\tnone.txt\n");
	ask(DNS_MX, "example.com");
	ck_assert_int_eq(a.status, DNS_NOERROR);
	ck_assert_uint_eq(a.count, 2);
	ck_assert_str_eq(a.records[1].text, "mail2.example.com");
	ck_assert_int_eq(a.time, FAKE_TIME);
	ask(DNS_A, "example.com");
	ck_assert_int_eq(a.status, DNS_TIMEOUT);
	ask(DNS_AAAA, "example.com");
	ck_assert(dns_none(&a));
	ask(DNS_NS, "example.com");
	ck_assert_int_eq(a.status, DNS_REFUSED);
	ask(DNS_TXT, "example.com");
	ck_assert_int_eq(a.status, DNS_NOT_HELD);
	ck_assert(d->replay);
}
END_TEST

START_TEST(a_replay_asks_for_names_that_have_a_line)
{
	puts_to("none.txt", "");
	replay("dns:NS:gone.example\tNXDOMAIN\ttext/dns\tnone.txt\n");
	ck_assert(d->asks(d, "gone.example"));
	ck_assert(!d->asks(d, "mail.gone.example"));
	ck_assert(!d->asks(d, "example"));
	ck_assert(!d->asks(d, ""));
}
END_TEST

START_TEST(the_last_line_of_a_question_counts)
{
	puts_to("none.txt", "");
	replay("dns:NS:a.example\tSERVFAIL\ttext/dns\tnone.txt\n"
	       "dns:NS:a.example\tNXDOMAIN\ttext/dns\tnone.txt\n");
	ask(DNS_NS, "a.example");
	ck_assert(dns_gone(&a));
}
END_TEST

START_TEST(a_file_that_cannot_be_read_proves_nothing)
{
	puts_to("bad.txt", "10 mail.example.com.\nten mail.example.com.\n");
	put("nul.txt", "0 .\n\0", 5);
	replay("dns:MX:a.example\tNOERROR\ttext/dns\tbad.txt\n"
	       "dns:MX:b.example\tNOERROR\ttext/dns\tnul.txt\n"
	       "dns:MX:c.example\tNOERROR\ttext/dns\tmissing.txt\n"
	       "dns:MX:d.example\tNXDOMAIN\ttext/dns\tmissing.txt\n"
	       "dns:MX:e.example\tYXDOMAIN\ttext/dns\tbad.txt\n");
	for (const char *name = "abcde"; *name != '\0'; name++) {
		char *domain = xasprintf("%c.example", *name);

		ask(DNS_MX, domain);
		ck_assert_msg(!dns_gone(&a) && !dns_has(&a) && !dns_none(&a),
		    "%s", domain);
		ck_assert_uint_eq(a.count, 0);
		free(domain);
	}
}
END_TEST

START_TEST(a_dns_line_is_no_web_page)
{
	puts_to("mx.txt", "0 .\n");
	replay("dns:MX:a.example\tNOERROR\ttext/dns\tmx.txt\n");
	struct response r = {0};

	t->get(t, "dns:MX:a.example", NULL, 100, NULL, NULL, &r);
	ck_assert_int_eq(r.outcome, OUTCOME_FAILED);
	response_clear(&r);
}
END_TEST

/* A transport that brings nothing, to record beside. */
static void
no_free(struct transport *x)
{
	(void)x;
}

static void
fake_free(struct dns *x)
{
	(void)x;
}

static struct transport nothing = {.free = no_free};

static void
record(struct fake_dns *f)
{
	struct error err = {0};

	f->dns.free = fake_free;
	t = recording_new(dir, &nothing, &err);
	ck_assert_msg(t != NULL, "%s", err.text);
	d = recording_dns(t, &f->dns);
}

static void
close_recording(void)
{
	dns_free(d);
	transport_free(t);
	replay(NULL);
}

START_TEST(what_was_recorded_is_replayed)
{
	static const char *const lines[] = {"MX a.test", "5 mx.a.test.|9 .",
	    "NS a.test", "NXDOMAIN", "TXT a.test", "\"a \\\" b\" \"c\"",
	    "AAAA a.test", "2001:db8::1", "A a.test", "SERVFAIL", NULL};
	static const enum dns_status expected[] = {
	    DNS_NOERROR, DNS_SERVFAIL, DNS_NOERROR, DNS_NXDOMAIN, DNS_NOERROR};
	struct fake_dns f = fake_dns(lines);

	record(&f);
	for (int type = 0; type < DNS_TYPES; type++)
		ask((enum dns_type)type, "a.test");
	close_recording();
	for (int type = 0; type < DNS_TYPES; type++) {
		ask((enum dns_type)type, "a.test");
		ck_assert_int_eq(a.status, expected[type]);
		ck_assert_int_eq(a.time, FAKE_TIME);
	}
	ck_assert_str_eq(a.records[0].text, "a \" bc");
	ask(DNS_MX, "a.test");
	ck_assert_uint_eq(a.count, 2);
	ck_assert_str_eq(a.records[1].text, "");
}
END_TEST

START_TEST(answers_that_prove_nothing_by_their_origin_are_not_recorded)
{
	static const char *const lines[] = {
	    "MX a.test", "0 .", "NS a.test", "NXDOMAIN", NULL};
	struct fake_dns f = fake_dns(lines);

	f.doubtful = true;
	record(&f);
	ask(DNS_MX, "a.test");
	ask(DNS_NS, "a.test");
	ask(DNS_A, "a.test");
	close_recording();
	ask(DNS_MX, "a.test");
	ck_assert_int_eq(a.status, DNS_NOT_HELD);
	ask(DNS_NS, "a.test");
	ck_assert(dns_gone(&a));
	ask(DNS_A, "a.test");
	ck_assert_int_eq(a.status, DNS_NOT_HELD);
}
END_TEST

/* ---- resolvers as a user names them ------------------------------------- */

START_TEST(resolvers_are_addresses_with_or_without_a_port)
{
	static const char *const good[][2] = {{"192.0.2.53", "192.0.2.53:53"},
	    {"127.0.0.1:5353", "127.0.0.1:5353"},
	    {"2001:db8::53", "[2001:db8::53]:53"}, {"[::1]:99", "[::1]:99"},
	    {"[::1]", "[::1]:53"}};
	static const char *const bad[] = {"", "dns.example.net",
	    "192.0.2.53:", "192.0.2.53:0", "192.0.2.53:65536", "192.0.2.53:-1",
	    "192.0.2.53:53x", "192.0.2.0/24", "[::1", "[::1]53", "::1]",
	    "[192.0.2", "https://192.0.2.53", "192.0.2.53 ", "1.2.3"};

	for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
		char *server = resolver_server_parse(good[i][0], NULL);

		ck_assert_str_eq(server, good[i][1]);
		free(server);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		struct error err = {0};

		ck_assert_msg(
		    resolver_server_parse(bad[i], &err) == NULL, "%s", bad[i]);
		ck_assert_int_eq(err.code, ERROR_USAGE);
	}
}
END_TEST

static bool
asks_reserved(const char *server, const char *other)
{
	struct strings servers = {0};
	struct resolver_options how = {.servers = &servers};
	bool asks;

	if (server != NULL)
		strings_add(&servers, server);
	if (other != NULL)
		strings_add(&servers, other);
	d = resolver_new(&how);
	asks = d->asks(d, "a.test");
	ck_assert(d->asks(d, "whoexposed.co.uk"));
	ck_assert(!d->asks(d, "a b"));
	ck_assert_str_eq(dns_trouble(d), "");
	dns_free(d);
	d = NULL;
	strings_clear(&servers);
	return asks;
}

START_TEST(only_a_laboratory_is_asked_for_reserved_names)
{
	ck_assert(!asks_reserved(NULL, NULL));
	ck_assert(!asks_reserved("127.0.0.1:53", NULL));
	ck_assert(!asks_reserved("192.0.2.53:5353", NULL));
	ck_assert(!asks_reserved("127.0.0.1:5353", "192.0.2.53:53"));
	ck_assert(asks_reserved("127.0.0.1:5353", NULL));
	ck_assert(asks_reserved("[::1]:5353", "127.0.0.1:5354"));
}
END_TEST

Suite *
suite_recording_dns(void)
{
	Suite *s = suite_create("recording_dns");
	TCase *c = tcase_create("recording_dns");

	tcase_add_checked_fixture(c, begin, end);
	tcase_add_test(c, a_replay_answers_from_its_lines_and_asks_nobody);
	tcase_add_test(c, a_replay_asks_for_names_that_have_a_line);
	tcase_add_test(c, the_last_line_of_a_question_counts);
	tcase_add_test(c, a_file_that_cannot_be_read_proves_nothing);
	tcase_add_test(c, a_dns_line_is_no_web_page);
	tcase_add_test(c, what_was_recorded_is_replayed);
	tcase_add_test(
	    c, answers_that_prove_nothing_by_their_origin_are_not_recorded);
	tcase_add_test(c, resolvers_are_addresses_with_or_without_a_port);
	tcase_add_test(c, only_a_laboratory_is_asked_for_reserved_names);
	suite_add_tcase(s, c);
	return s;
}
