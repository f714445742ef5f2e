#include "rdap/address.h"
#include "reports/format.h"
#include "reports/redact.h"
#include "tests/suites.h"
#include "tests/world.h"

#define TECH ROLE_TECHNICAL

static struct world w;
static struct report *r;
static unsigned char key[REDACT_KEY_SIZE];

static void
begin(void)
{
	world_init(&w);
	w.run.source = xstrdup("replay of /home/cleo/kept");
	memset(key, 1, sizeof(key));
	world_domain(&w, "example.com", true);
	world_network(&w, "NET-192-0-2-0-1", "DIRECT ALLOCATION");
	world_role(&w, "NOC1-ARIN", "noc+arin@example.com", TECH);
	r = NULL;
}

static void
end(void)
{
	report_free(r);
	free(w.run.source);
	world_clear(&w);
}

static void
redact(void)
{
	report_free(r);
	r = world_assess(&w);
	redact_report(r, &w.inv, &w.run, key);
}

/* All formats, one after another; the caller frees. */
static char *
written(void)
{
	struct format_options how = {.verbose = true, .utf8 = true};
	char *text = NULL;
	size_t len;
	FILE *out = open_memstream(&text, &len);

	for (size_t i = 0; i < format_count; i++)
		ck_assert_int_eq(formats[i].write(r, &how, out), 0);
	fclose(out);
	return text;
}

static void
nowhere(const char *word)
{
	char *text = written();

	ck_assert_msg(
	    strcasestr(text, word) == NULL, "\"%s\" is in the report", word);
	free(text);
}

static void
somewhere(const char *word)
{
	char *text = written();

	ck_assert_msg(
	    strstr(text, word) != NULL, "\"%s\" is not in the report", word);
	free(text);
}

START_TEST(a_person_is_in_no_cell_sentence_or_url)
{
	struct answer x = {.org = xstrdup(WORLD_ORG),
	    .url = xstrdup(WORLD_BASE "/entity/DAHL4-ARIN"),
	    .why = xstrdup("POC DAHL4-ARIN"),
	    .content_type = xstrdup(""),
	    .reason = xstrdup("Cleo Dahl <Cleo.Dahl@Example.com> says no")};

	world_person(
	    &w, "DAHL4-ARIN", "Cleo Dahl", "cleo.dahl@example.com", TECH);
	inventory_add_answer(&w.inv, &x);
	inventory_add_gap(
	    &w.inv, WORLD_ORG, "DAHL4-ARIN", "a stranger, bo@example.net");
	inventory_add_note(&w.inv, WORLD_ORG, "POCs", "Dahl, Cleo is one");
	redact();
	nowhere("dahl");
	nowhere("cleo");
	nowhere("bo@");
	nowhere("/home");
	somewhere("person-");
	somewhere("POC-");
}
END_TEST

/* Its last digit and the rest of the token are an address as well. */
START_TEST(an_address_that_ends_a_token_is_replaced_once)
{
	for (char c = 'a'; c <= 'f'; c++)
		inventory_add_note(
		    &w.inv, WORLD_ORG, "POCs", "ask %c@example.net", c);
	redact();
	nowhere(" c@example.net");
	somewhere("mailbox-");
}
END_TEST

START_TEST(a_tag_of_a_mailbox_stays_one)
{
	char *tagged, *plain;

	world_person(&w, "DAHL4-ARIN", "Cleo Dahl", "cleo@example.com", TECH);
	world_serves(&w, "DAHL4-ARIN", "cleo+x@example.com",
	    RECORD_ORGANIZATION, WORLD_ORG, TECH);
	redact();
	tagged = plain = NULL;
	for (size_t i = 0; i < r->address_count; i++) {
		char *address = r->addresses[i].address;

		if (strncmp(address, "person-", 7) != 0)
			continue;
		if (strchr(address, '+') != NULL)
			tagged = address_mailbox(address);
		else
			plain = xstrdup(address);
	}
	ck_assert_ptr_nonnull(tagged);
	ck_assert_ptr_nonnull(plain);
	ck_assert_str_eq(tagged, plain);
	free(tagged);
	free(plain);
}
END_TEST

START_TEST(a_role_stays)
{
	world_role(&w, "NOC2-ARIN", "noc.dahl@example.com", TECH);
	world_role(&w, "NOC3-ARIN", "noc+dahl@example.com", TECH);
	redact();
	somewhere("noc+arin@example.com");
	somewhere("NOC1-ARIN");
	nowhere("dahl");
}
END_TEST

START_TEST(a_group_named_like_a_person_does_not_stay)
{
	world_poc(
	    &w, WORLD_ORG, "CD9-ARIN", "group", "Cleo Dahl", VALIDATION_YES);
	world_serves(&w, "CD9-ARIN", "hostmaster@example.com",
	    RECORD_ORGANIZATION, WORLD_ORG, TECH);
	redact();
	nowhere("dahl");
	nowhere("CD9-ARIN");
	somewhere("hostmaster@example.com");
}
END_TEST

START_TEST(a_domain_of_ones_own_name_does_not_stay)
{
	world_person(
	    &w, "DAHL4-ARIN", "Cleo Dahl", "me@cleodahl.example", TECH);
	strings_add(&w.inv.domains_seen, "cleodahl.example");
	redact();
	nowhere("cleodahl");
	somewhere(".invalid");
}
END_TEST

START_TEST(a_finding_that_is_gone_names_nobody_either)
{
	struct kept_finding kept = {.id = xstrdup("WE102-0123456789ab"),
	    .org = xstrdup(WORLD_ORG),
	    .rule = xstrdup("WE102"),
	    .address = xstrdup("cleo.dahl@example.com"),
	    .record = xstrdup("DAHL4-ARIN"),
	    .severity = SEVERITY_HIGH,
	    .status = xstrdup("removed"),
	    .rules = xstrdup(RULES_VERSION),
	    .cause = xstrdup("registry")};

	r = assess(&w.inv, &w.run, &kept, 1, NULL, WORLD_NOW);
	redact_report(r, &w.inv, &w.run, key);
	kept_finding_clear(&kept);
	somewhere("removed");
	nowhere("dahl");
	nowhere("0123456789ab");
}
END_TEST

static char *
first_token(void)
{
	for (size_t i = 0; i < r->address_count; i++)
		if (strncmp(r->addresses[i].address, "person-", 7) == 0)
			return xstrdup(r->addresses[i].address);
	return xstrdup("");
}

START_TEST(a_token_is_stable_while_the_key_is)
{
	char *token[3];

	for (int i = 0; i < 3; i++) {
		end();
		begin();
		world_person(&w, "DAHL4-ARIN", "Cleo Dahl",
		    i == 1 ? "CLEO@example.com" : "cleo@example.com", TECH);
		w.inv.sightings[1].address = "cleo@example.com";
		memset(key, i == 2 ? 2 : 1, sizeof(key));
		redact();
		token[i] = first_token();
		ck_assert_str_ne(token[i], "");
	}
	ck_assert_str_eq(token[0], token[1]);
	ck_assert_str_ne(token[0], token[2]);
	for (int i = 0; i < 3; i++)
		free(token[i]);
}
END_TEST

START_TEST(what_was_judged_is_not_judged_by_tokens)
{
	struct report *plain;

	world_person(
	    &w, "DAHL4-ARIN", "Cleo Dahl", "cleo.dahl@example.com", TECH);
	plain = world_assess(&w);
	redact();
	ck_assert_uint_eq(plain->finding_count, r->finding_count);
	ck_assert_uint_eq(plain->published, r->published);
	for (size_t i = 0; i < r->finding_count; i++) {
		ck_assert_ptr_eq(plain->findings[i].rule, r->findings[i].rule);
		ck_assert_int_eq(
		    plain->findings[i].severity, r->findings[i].severity);
		ck_assert_str_ne(plain->findings[i].id, r->findings[i].id);
	}
	for (size_t i = 0; i < r->address_count; i++)
		ck_assert_int_eq(plain->addresses[i].mailbox_kind,
		    r->addresses[i].mailbox_kind);
	report_free(plain);
}
END_TEST

START_TEST(nothing_that_could_be_tried_out_is_left)
{
	world_person(
	    &w, "DAHL4-ARIN", "Cleo Dahl", "cleo.dahl@example.com", TECH);
	w.inv.sightings[1].source_digest = "00ff00ff";
	redact();
	nowhere("00ff00ff");
}
END_TEST

Suite *
suite_redact(void)
{
	Suite *s = suite_create("redact");
	TCase *t = tcase_create("redact");

	tcase_add_checked_fixture(t, begin, end);
	tcase_add_test(t, a_person_is_in_no_cell_sentence_or_url);
	tcase_add_test(t, an_address_that_ends_a_token_is_replaced_once);
	tcase_add_test(t, a_tag_of_a_mailbox_stays_one);
	tcase_add_test(t, a_role_stays);
	tcase_add_test(t, a_group_named_like_a_person_does_not_stay);
	tcase_add_test(t, a_domain_of_ones_own_name_does_not_stay);
	tcase_add_test(t, a_finding_that_is_gone_names_nobody_either);
	tcase_add_test(t, a_token_is_stable_while_the_key_is);
	tcase_add_test(t, what_was_judged_is_not_judged_by_tokens);
	tcase_add_test(t, nothing_that_could_be_tried_out_is_left);
	suite_add_tcase(s, t);
	return s;
}
