#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rdap/alloc.h"
#include "rdap/buf.h"
#include "rdap/delegated.h"
#include "tests/suites.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define VERSION_LINE(records) \
	"2.3|arin|1764000000000|" records "|19700101|20261123|-0400\n"

static const char sample[] =
    VERSION_LINE("9") "arin|*|asn|*|3|summary\n"
		      "arin|*|ipv4|*|4|summary\n"
		      "arin|*|ipv6|*|2|summary\n"
		      "# a comment\n"
		      "arin|US|asn|64500|2|20010203|assigned|aaaa\n"
		      "arin|US|asn|4200000000|1|20100203|assigned|bbbb\n"
		      "arin||asn|64511|1||reserved|\n"
		      "arin|US|ipv4|192.0.2.0|128|20010203|allocated|aaaa\n"
		      "arin|CA|ipv4|192.0.2.128|96|20010203|assigned|bbbb\n"
		      "arin|US|ipv4|198.51.100.0|768|20010203|allocated|aaaa\n"
		      "arin||ipv4|203.0.113.0|256||available|\n"
		      "arin|US|ipv6|2001:db8::|32|20010203|allocated|aaaa|x\n"
		      "arin|US|ipv6|2001:db9::|32|20010203|allocated\n";

static FILE *
text_file(const char *text, size_t len)
{
	FILE *file = tmpfile();

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text, 1, len, file), len);
	rewind(file);
	return file;
}

static int
list(void *arg, const struct delegation *d, const char *holder)
{
	struct buf *to = arg;
	char *range;

	if (d->kind == DELEGATION_AUTNUM) {
		buf_printf(to, "AS%u-%u %s\n", d->first_autnum, d->last_autnum,
		    holder);
		return 0;
	}
	range = ip_range_text(&d->range);
	buf_printf(to, "%s %s\n", range, holder);
	free(range);
	return 0;
}

static int
ignore(void *arg, const struct delegation *d, const char *holder)
{
	(void)arg;
	(void)d;
	(void)holder;
	return 0;
}

static int
stop(void *arg, const struct delegation *d, const char *holder)
{
	(void)d;
	(void)holder;
	++*(int *)arg;
	return -1;
}

static void
assert_reads(const char *text, const char *expected)
{
	FILE *file = text_file(text, strlen(text));
	struct buf found = {0};
	struct error err = {0};

	ck_assert_msg(
	    delegated_read(file, "file", NULL, list, &found, &err) == 0, "%s",
	    err.text);
	ck_assert_str_eq(found.len > 0 ? found.data : "", expected);
	buf_clear(&found);
	fclose(file);
}

static void
assert_refused(const char *text, const char *expected)
{
	FILE *file = text_file(text, strlen(text));
	struct error err = {0};

	ck_assert_msg(
	    delegated_read(file, "file", NULL, ignore, NULL, &err) == -1,
	    "accepted: %.200s", text);
	ck_assert_int_eq(err.code, ERROR_DATA);
	ck_assert_str_eq(err.text, expected);
	fclose(file);
}

static void
assert_record_refused(const char *record, const char *what)
{
	char *text = xasprintf(VERSION_LINE("1") "%s\n", record);
	char *expected = xasprintf("file, line 2: %s", what);

	assert_refused(text, expected);
	free(text);
	free(expected);
}

START_TEST(delegations_that_are_held_come_in_file_order)
{
	assert_reads(sample,
	    "AS64500-64501 aaaa\nAS4200000000-4200000000 bbbb\n"
	    "192.0.2.0/25 aaaa\n"
	    "192.0.2.128 - 192.0.2.223 bbbb\n"
	    "198.51.100.0 - 198.51.102.255 aaaa\n"
	    "2001:db8::/32 aaaa\n2001:db9::/32 \n");
}
END_TEST

START_TEST(the_header_says_the_date_and_how_many_were_counted)
{
	FILE *file = text_file(sample, sizeof(sample) - 1);
	struct delegated_header header = {0};

	ck_assert_int_eq(
	    delegated_read(file, "file", &header, ignore, NULL, NULL), 0);
	ck_assert_int_eq(header.made, 1795392000);
	ck_assert_uint_eq(header.records, 9);
	fclose(file);
}
END_TEST

START_TEST(lines_may_end_in_crlf)
{
	assert_reads(
	    VERSION_LINE("1") "\r\n"
			      "arin|US|asn|64500|1|20010203|assigned|aaaa\r\n",
	    "AS64500-64500 aaaa\n");
}
END_TEST

START_TEST(a_file_of_another_format_is_refused)
{
	static const char *const first_lines[] = {
	    "2|arin|1764000000000|0|19700101|20261123|-0400",
	    "2.4|arin|1764000000000|0|19700101|20261123|-0400", "<html>",
	    "arin|US|asn|64500|1|20010203|assigned|aaaa", "2.3",
	    "2.3|arin|1|0|19700101|20261123"};

	for (size_t i = 0; i < COUNT(first_lines); i++) {
		char *text = xasprintf("%s\n", first_lines[i]);

		assert_refused(text, "file, line 1: not the version line of "
				     "extended statistics 2.3");
		free(text);
	}
	assert_refused("", "file: no version line");
	assert_refused("# nothing\n", "file: no version line");
	assert_refused("2.3|arin|1|0|19700101|20261332|-0400\n",
	    "file, line 1: no end date in the version line");
	assert_refused("2.3|arin|1|-1|19700101|20261123|-0400\n",
	    "file, line 1: no number of records in the version line");
	assert_refused("2.3||1|1|19700101|20261123|-0400\n",
	    "file, line 1: no registry in the version line");
}
END_TEST

START_TEST(a_file_cut_short_anywhere_is_refused)
{
	for (size_t len = 0; len < sizeof(sample) - 1; len++) {
		FILE *file = text_file(sample, len);
		struct error err = {0};

		ck_assert_msg(delegated_read(
				  file, "file", NULL, ignore, NULL, &err) == -1,
		    "at %zu", len);
		ck_assert_int_eq(err.code, ERROR_DATA);
		fclose(file);
	}
}
END_TEST

START_TEST(fewer_records_than_a_summary_says_are_refused)
{
	assert_refused(
	    VERSION_LINE("1") "arin|*|ipv6|*|1|summary\n"
			      "arin|US|asn|64500|1|20010203|assigned|aaaa\n",
	    "file: cut short: 0 ipv6 records of 1");
	assert_refused(
	    VERSION_LINE("2") "arin|US|asn|64500|1|20010203|assigned|aaaa\n",
	    "file: cut short: 1 records of 2");
	assert_record_refused("arin|*|dns|*|1|summary", "not a summary line");
	assert_record_refused("arin|*|asn|*|x|summary", "not a summary line");
}
END_TEST

START_TEST(a_line_that_is_no_record_is_refused)
{
	assert_record_refused("arin|US|asn|64500|1|20010203", "not a record");
	assert_record_refused("arin", "not a record");
	assert_record_refused(
	    "arin|US|ipv5|1|1|20010203|assigned|a", "not a record");
	assert_record_refused(
	    "arin|US|asn|64500|1|20010203|given|a", "no status that is known");
	assert_record_refused("ripencc|NL|asn|64500|1|20010203|assigned|a",
	    "not of the registry of the version line");
}
END_TEST

START_TEST(a_resource_that_is_none_is_refused)
{
	static const char *const resources[] = {"asn|64500|0", "asn|64500|",
	    "asn|AS64500|1", "asn|4294967295|2", "asn|4294967296|1", "asn|-1|1",
	    "asn|1|99999999999999999999", "ipv4|192.0.2.0|0",
	    "ipv4|192.0.2.256|1", "ipv4|2001:db8::|1", "ipv4|255.255.255.255|2",
	    "ipv4|192.0.2.0|4294967295", "ipv4|192.0.2.0|4294967296",
	    "ipv6|2001:db8::|129", "ipv6|2001:db8::1|32", "ipv6|192.0.2.0|24",
	    "ipv6|2001:db8::|",
	    "ipv6|2001:db8:0000:0000:0000:0000:0000:0000:0000|32"};

	for (size_t i = 0; i < COUNT(resources); i++) {
		char *record =
		    xasprintf("arin|US|%s|20010203|assigned|a", resources[i]);

		assert_record_refused(
		    record, "start and value are no such resource");
		free(record);
	}
}
END_TEST

START_TEST(resources_may_reach_the_end_of_their_space)
{
	assert_reads(
	    VERSION_LINE(
		"3") "arin|US|asn|4294967295|1|20010203|assigned|a\n"
		     "arin|US|ipv4|255.255.255.0|256|20010203|assigned|a\n"
		     "arin|US|ipv6|ffff::|16|20010203|assigned|a\n",
	    "AS4294967295-4294967295 a\n255.255.255.0/24 a\nffff::/16 a\n");
}
END_TEST

START_TEST(a_line_that_is_too_long_or_has_a_nul_is_refused)
{
	char text[2000], nul[] = VERSION_LINE("0") "arin\0|x\n";
	FILE *file = text_file(nul, sizeof(nul) - 1);
	struct error err = {0};

	ck_assert_int_eq(
	    delegated_read(file, "file", NULL, ignore, NULL, &err), -1);
	ck_assert_str_eq(err.text, "file, line 2: not a line");
	fclose(file);
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 2] = '\n';
	text[sizeof(text) - 1] = '\0';
	assert_refused(text, "file, line 1: not a line");
}
END_TEST

START_TEST(the_receiver_can_end_the_pass)
{
	FILE *file = text_file(sample, sizeof(sample) - 1);
	int calls = 0;

	ck_assert_int_eq(
	    delegated_read(file, "file", NULL, stop, &calls, NULL), -1);
	ck_assert_int_eq(calls, 1);
	fclose(file);
}
END_TEST

/* ---- holdings ----------------------------------------------------------- */

static struct delegation
seed(const char *text)
{
	struct delegation d = {.kind = DELEGATION_IP};

	if (ip_prefix_parse(text, &d.range) == 0)
		return d;
	d.kind = DELEGATION_AUTNUM;
	ck_assert_int_eq(autnum_parse(text, &d.first_autnum), 0);
	d.last_autnum = d.first_autnum;
	return d;
}

static void
hold(struct holding *h, const char *text, const char *seed_text)
{
	FILE *file = text_file(text, strlen(text));
	struct delegation s = seed(seed_text);
	struct error err = {0};

	ck_assert_msg(delegated_holding(file, "file", &s, 1, h, &err) == 0,
	    "%s", err.text);
	fclose(file);
}

static void
assert_items(const struct holding *h, const char *expected)
{
	struct buf found = {0};

	for (size_t i = 0; i < h->count; i++)
		list(&found, &h->items[i], "");
	ck_assert_str_eq(found.len > 0 ? found.data : "", expected);
	buf_clear(&found);
}

START_TEST(whoever_has_a_seed_has_all_of_the_same_id)
{
	static const char *const seeds[] = {"192.0.2.0/25", "192.0.2.64/26",
	    "192.0.2.0/24", "198.51.100.0/22", "AS64501", "2001:db8::/48",
	    "2001:db8::/31"};
	static const char all[] =
	    "192.0.2.0/25 \n198.51.100.0 - 198.51.102.255 \n"
	    "2001:db8::/32 \nAS64500-64501 \n";

	for (size_t i = 0; i < COUNT(seeds); i++) {
		struct holding h;

		hold(&h, sample, seeds[i]);
		/* A seed of both counts for both. */
		if (strcmp(seeds[i], "192.0.2.0/24") == 0) {
			ck_assert_uint_eq(h.holders.count, 2);
		} else if (strcmp(seeds[i], "2001:db8::/31") == 0) {
			ck_assert_uint_eq(h.count, 5);
		} else {
			ck_assert_uint_eq(h.holders.count, 1);
			ck_assert_str_eq(h.holders.items[0], "aaaa");
			assert_items(&h, all);
		}
		ck_assert_uint_eq(h.header.records, 9);
		holding_clear(&h);
	}
}
END_TEST

START_TEST(no_seed_in_the_file_is_an_empty_holding)
{
	static const char *const seeds[] = {"10.0.0.0/8", "203.0.113.0/24",
	    "AS64511", "2001:dba::/32", "192.0.2.224/27"};

	for (size_t i = 0; i < COUNT(seeds); i++) {
		struct holding h;

		hold(&h, sample, seeds[i]);
		ck_assert_uint_eq(h.count, 0);
		ck_assert_uint_eq(h.holders.count, 0);
		holding_clear(&h);
	}
}
END_TEST

START_TEST(a_delegation_without_an_id_stands_alone)
{
	struct holding h;

	hold(&h, sample, "2001:db9::/32");
	ck_assert_uint_eq(h.holders.count, 0);
	assert_items(&h, "2001:db9::/32 \n");
	holding_clear(&h);
}
END_TEST

START_TEST(the_same_line_twice_is_one_item)
{
	struct holding h;

	hold(&h,
	    VERSION_LINE(
		"3") "arin|US|ipv4|192.0.2.0|256|20010203|assigned|a\n"
		     "arin|US|asn|64500|1|20010203|assigned|a\n"
		     "arin|US|ipv4|192.0.2.0|256|20010203|assigned|a\n",
	    "AS64500");
	assert_items(&h, "192.0.2.0/24 \nAS64500-64500 \n");
	holding_clear(&h);
}
END_TEST

START_TEST(a_file_that_is_refused_leaves_no_holding)
{
	FILE *file = text_file(sample, sizeof(sample) - 5);
	struct delegation s = seed("AS64500");
	struct error err = {0};
	struct holding h;

	ck_assert_int_eq(delegated_holding(file, "file", &s, 1, &h, &err), -1);
	ck_assert_int_eq(err.code, ERROR_DATA);
	ck_assert_uint_eq(h.count, 0);
	ck_assert_ptr_null(h.items);
	fclose(file);
}
END_TEST

/* ---- covers ------------------------------------------------------------- */

/*
 * A file of /24s below 10.0.0.0/8, one for each letter: 'o' one's own, 'x' a
 * stranger's, '.' nobody's; and an autnum of one's own.
 */
static char *
space(const char *map, const char *own, const char *other, const char *first,
    const char *last)
{
	struct buf text = {0};
	char network[32];

	buf_puts(&text,
	    VERSION_LINE("0") "arin|US|asn|64500|1|20010203|assigned|o\n");
	for (size_t i = 0; map[i] != '\0'; i++) {
		snprintf(network, sizeof(network), "%s%zu%s", first, i, last);
		if (map[i] == 'o')
			buf_printf(&text, "%s%s%s|o\n", own, network, other);
		else if (map[i] == 'x')
			buf_printf(&text, "%s%s%s|x\n", own, network, other);
	}
	return buf_take(&text);
}

static char *
space4(const char *map)
{
	return space(
	    map, "arin|US|ipv4|", "|256|20010203|assigned", "10.0.", ".0");
}

static void
assert_text_covers(const char *text, size_t cap, const char *expected)
{
	struct ip_range *covers;
	struct buf found = {0};
	struct holding h;
	size_t *wanted, count, n = 0;

	hold(&h, text, "AS64500");
	wanted = xcalloc(h.count, sizeof(*wanted));
	for (size_t i = 0; i < h.count; i++) {
		if (h.items[i].kind == DELEGATION_IP)
			wanted[n++] = i;
	}
	holding_covers(&h, wanted, n, cap, &covers, &count);
	for (size_t i = 0; i < count; i++) {
		char *range = ip_range_text(&covers[i]);

		ck_assert(ip_range_is_prefix(&covers[i]));
		buf_printf(&found, "%s ", range);
		free(range);
	}
	ck_assert_str_eq(found.len > 0 ? found.data : "", expected);
	buf_clear(&found);
	free(covers);
	free(wanted);
	holding_clear(&h);
}

static void
assert_covers(const char *map, size_t cap, const char *expected)
{
	char *text = space4(map);

	assert_text_covers(text, cap, expected);
	free(text);
}

START_TEST(contiguous_space_is_covered_by_one_prefix)
{
	assert_covers("oooooooo", 256, "10.0.0.0/21 ");
	assert_covers(".oo.", 256, "10.0.0.0/22 ");
	assert_covers("oo", 256, "10.0.0.0/23 ");
	assert_covers("o", 256, "");
	assert_covers("", 256, "");
}
END_TEST

START_TEST(scattered_space_is_covered_where_half_is_ones_own)
{
	assert_covers("ooxxxxxxxxxxxxoo", 256, "10.0.0.0/23 10.0.14.0/23 ");
	assert_covers("oxxxxxxxxxxxxxxo", 256, "");
	assert_covers("oo......xxxxxxxxxo", 256, "10.0.0.0/23 ");
}
END_TEST

START_TEST(half_is_enough_and_less_is_not)
{
	assert_covers("oxxo", 256, "10.0.0.0/22 ");
	assert_covers("oxxoxxxx", 256, "10.0.0.0/22 ");
	assert_covers("oxxxxxxo", 256, "");
	assert_covers("oxoxxoxo", 256, "10.0.0.0/21 ");
	assert_covers("oxoxxoxxo", 256, "10.0.0.0/22 ");
	assert_covers("oxxoxxoxxoxx", 256, "10.0.0.0/22 ");
}
END_TEST

START_TEST(the_cap_is_never_reached)
{
	assert_covers("oooooooo", 9, "10.0.0.0/21 ");
	assert_covers("oooooooo", 8, "10.0.0.0/22 10.0.4.0/22 ");
	assert_covers(
	    "oooooooo", 4, "10.0.0.0/23 10.0.2.0/23 10.0.4.0/23 10.0.6.0/23 ");
	assert_covers("oooooooo", 2, "");
	assert_covers("oxxo", 5, "10.0.0.0/22 ");
	assert_covers("oxxo", 4, "");
}
END_TEST

START_TEST(strangers_outside_a_prefix_do_not_count)
{
	assert_covers("xxxxooooxxxx", 256, "10.0.4.0/22 ");
	assert_text_covers(
	    VERSION_LINE(
		"0") "arin|US|asn|64500|1|20010203|assigned|o\n"
		     "arin|US|ipv4|9.0.0.0|33554432|20010203|assigned|x\n"
		     "arin|US|ipv4|10.0.0.0|256|20010203|assigned|o\n"
		     "arin|US|ipv4|10.0.1.0|256|20010203|assigned|o\n"
		     "arin|US|ipv4|10.0.2.0|256|20010203|available|\n"
		     "arin|US|ipv6|fd00::|16|20010203|assigned|x\n",
	    256, "10.0.0.0/23 ");
}
END_TEST

START_TEST(ranges_that_are_no_prefix_are_covered_as_a_whole)
{
	assert_text_covers(
	    VERSION_LINE("0") "arin|US|asn|64500|1|20010203|assigned|o\n"
			      "arin|US|ipv4|10.0.1.0|1536|20010203|assigned|o\n"
			      "arin|US|ipv4|10.0.7.0|256|20010203|assigned|o\n",
	    256, "10.0.0.0/21 ");
}
END_TEST

START_TEST(ipv6_is_covered_like_ipv4)
{
	char *text = space("ooooxxxxo", "arin|US|ipv6|",
	    "|32|20010203|assigned", "fd00:", "::");

	assert_text_covers(text, 256, "fd00::/28 ");
	assert_text_covers(text, 9, "fd00::/30 ");
	free(text);
}
END_TEST

START_TEST(only_what_is_wanted_makes_a_cover)
{
	static const size_t one[] = {1}, two[] = {2, 3};
	char *text = space4("oooooooo");
	struct ip_range *covers;
	struct holding h;
	size_t count;
	char *range;

	hold(&h, text, "AS64500");
	holding_covers(&h, one, 1, 256, &covers, &count);
	ck_assert_uint_eq(count, 0);
	ck_assert_ptr_null(covers);
	holding_covers(&h, two, 2, 5, &covers, &count);
	ck_assert_uint_eq(count, 1);
	range = ip_range_text(&covers[0]);
	ck_assert_str_eq(range, "10.0.0.0/22");
	free(range);
	free(covers);
	holding_clear(&h);
	free(text);
}
END_TEST

/* ---- size --------------------------------------------------------------- */

/* /28s below 10.0.0.0/8, every eighth one's own, and as many /48s. */
static FILE *
large_file(size_t lines)
{
	FILE *file = tmpfile();

	fputs(VERSION_LINE("0"), file);
	for (size_t i = 0; i < lines / 2; i++)
		fprintf(file,
		    "arin|US|ipv4|10.%zu.%zu.%zu|16|20010203|"
		    "assigned|%032zx\n",
		    i >> 12 & 255, i >> 4 & 255, (i & 15) << 4,
		    i % 8 == 0 ? (size_t)0 : i);
	for (size_t i = 0; i < lines / 2; i++)
		fprintf(file,
		    "arin|US|ipv6|fd00:%zx:%zx::|48|20010203|"
		    "assigned|%032zx\n",
		    i >> 16, i & 0xffff, i % 8 == 0 ? (size_t)0 : i);
	rewind(file);
	return file;
}

START_TEST(a_large_file_is_read_whole)
{
	const size_t lines = 200000;
	FILE *file = large_file(lines);
	struct delegation s = seed("10.0.0.0/28");
	struct error err = {0};
	struct holding h;

	ck_assert_msg(delegated_holding(file, "file", &s, 1, &h, &err) == 0,
	    "%s", err.text);
	ck_assert_uint_eq(h.count, lines / 8);
	ck_assert_uint_eq(
	    h.prefixes[0].strangers + h.prefixes[0].count, lines / 2);
	holding_clear(&h);
	fclose(file);
}
END_TEST

START_TEST(many_seeds_find_one_holding_each)
{
	FILE *file = large_file(200000);
	struct delegation *seeds = xcalloc(20000, sizeof(*seeds));
	struct holding h;

	for (size_t i = 0; i < 20000; i++) {
		char *text = xasprintf("10.%zu.%zu.%zu/28", i >> 12 & 255,
		    i >> 4 & 255, (i & 15) << 4);

		seeds[i] = seed(text);
		free(text);
	}
	ck_assert_int_eq(
	    delegated_holding(file, "file", seeds, 20000, &h, NULL), 0);
	ck_assert_uint_eq(h.holders.count, 20000 - 20000 / 8 + 1);
	holding_clear(&h);
	free(seeds);
	fclose(file);
}
END_TEST

Suite *
suite_delegated(void)
{
	const TTest *const tests[] = {
	    delegations_that_are_held_come_in_file_order,
	    the_header_says_the_date_and_how_many_were_counted,
	    lines_may_end_in_crlf, a_file_of_another_format_is_refused,
	    a_file_cut_short_anywhere_is_refused,
	    fewer_records_than_a_summary_says_are_refused,
	    a_line_that_is_no_record_is_refused,
	    a_resource_that_is_none_is_refused,
	    resources_may_reach_the_end_of_their_space,
	    a_line_that_is_too_long_or_has_a_nul_is_refused,
	    the_receiver_can_end_the_pass,
	    whoever_has_a_seed_has_all_of_the_same_id,
	    no_seed_in_the_file_is_an_empty_holding,
	    a_delegation_without_an_id_stands_alone,
	    the_same_line_twice_is_one_item,
	    a_file_that_is_refused_leaves_no_holding,
	    contiguous_space_is_covered_by_one_prefix,
	    scattered_space_is_covered_where_half_is_ones_own,
	    half_is_enough_and_less_is_not, the_cap_is_never_reached,
	    strangers_outside_a_prefix_do_not_count,
	    ranges_that_are_no_prefix_are_covered_as_a_whole,
	    ipv6_is_covered_like_ipv4, only_what_is_wanted_makes_a_cover,
	    a_large_file_is_read_whole, many_seeds_find_one_holding_each};
	Suite *suite = suite_create("delegated");
	TCase *tcase = tcase_create("delegated");

	for (size_t i = 0; i < COUNT(tests); i++)
		tcase_add_test(tcase, tests[i]);
	tcase_set_timeout(tcase, 60);
	suite_add_tcase(suite, tcase);
	return suite;
}
