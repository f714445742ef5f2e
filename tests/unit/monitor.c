/* What monitoring is told: the status file and the line of `check`. */
#include "reports/monitor.h"
#include "tests/suites.h"
#include "tests/world.h"

#define HOUR 3600

static const struct monitor_limits limits = {
    SEVERITY_HIGH, SEVERITY_CRITICAL, 26 * HOUR, 72 * HOUR};

static struct monitored
healthy(void)
{
	return (struct monitored){.last_run = WORLD_NOW - HOUR,
	    .last_complete = WORLD_NOW - HOUR,
	    .counted = true,
	    .organizations = 1,
	    .published = 14,
	    .needed = 3,
	    .findings = {5, 4, 3, 0, 0}};
}

static void
expect_line(
    const struct monitored *m, enum monitor_level level, const char *text)
{
	struct buf line = {0};
	enum monitor_level got = monitor_line(&line, m, &limits, WORLD_NOW);

	ck_assert_msg(strncmp(line.data, text, strlen(text)) == 0,
	    "expected \"%s...\", got \"%s\"", text, line.data);
	ck_assert_int_eq(got, level);
	buf_clear(&line);
}

/* ---- the line ------------------------------------------------------------- */

START_TEST(a_healthy_organization_is_ok_with_every_figure)
{
	struct monitored m = healthy();

	expect_line(&m, MONITOR_OK,
	    "WHOEXPOSED OK - 14 published, 3 needed, complete 1 hour ago | "
	    "published=14;;;0 needed=3;;;0 critical=0;0;0;0 high=0;0;;0 "
	    "medium=3;;;0 low=4;;;0 info=5;;;0 gaps=0;0;;0 "
	    "organizations=1;;;0 age=3600s;93600;259200;0 "
	    "run_age=3600s;93600;259200;0");
}
END_TEST

START_TEST(findings_count_from_their_thresholds_on)
{
	struct monitored m = healthy();

	m.findings[SEVERITY_HIGH] = 2;
	expect_line(&m, MONITOR_WARNING, "WHOEXPOSED WARNING - 2 high; 14 pub");
	m.findings[SEVERITY_CRITICAL] = 1;
	expect_line(&m, MONITOR_CRITICAL,
	    "WHOEXPOSED CRITICAL - 1 critical, 2 high; 14 published");
}
END_TEST

static const struct {
	int complete, run; /* ages in hours; -1: none */
	enum monitor_level level;
	const char *says;
} ages[] = {
    {26, 26, MONITOR_OK, "WHOEXPOSED OK - 14"},
    {27, 1, MONITOR_WARNING, "WHOEXPOSED WARNING - no complete audit for 1"},
    {27, 27, MONITOR_WARNING, "WHOEXPOSED WARNING - no audit for 1 day"},
    {72, 72, MONITOR_WARNING, "WHOEXPOSED WARNING - no audit for 3 days"},
    {73, 27, MONITOR_CRITICAL, "WHOEXPOSED CRITICAL - no complete audit for"},
    {73, 73, MONITOR_CRITICAL, "WHOEXPOSED CRITICAL - no audit for 3 days"},
    {-1, 1, MONITOR_CRITICAL, "WHOEXPOSED CRITICAL - no audit was complete"},
    {-1, -1, MONITOR_UNKNOWN, "WHOEXPOSED UNKNOWN - no audit has ended yet"},
    {87660, 87660, MONITOR_CRITICAL, "WHOEXPOSED CRITICAL - no audit for 10"},
};

START_TEST(an_old_audit_is_told_by_its_age)
{
	struct monitored m = healthy();

	m.last_complete = ages[_i].complete == -1
			      ? CLOCK_NONE
			      : WORLD_NOW - (int64_t)ages[_i].complete * HOUR;
	m.last_run = ages[_i].run == -1
			 ? CLOCK_NONE
			 : WORLD_NOW - (int64_t)ages[_i].run * HOUR;
	if (ages[_i].complete == 26)
		m.last_complete = m.last_run = WORLD_NOW - 26 * HOUR;
	expect_line(&m, ages[_i].level, ages[_i].says);
}
END_TEST

START_TEST(of_several_organizations_the_late_one_is_named)
{
	struct monitored m = healthy();

	snprintf(m.whose, sizeof(m.whose), "EXMPL-2");
	expect_line(&m, MONITOR_OK, "WHOEXPOSED OK - 14 published");
	m.last_complete = WORLD_NOW - 80 * HOUR;
	expect_line(&m, MONITOR_CRITICAL,
	    "WHOEXPOSED CRITICAL - no complete audit of EXMPL-2 for 3 days; ");
	m.last_complete = CLOCK_NONE;
	expect_line(&m, MONITOR_CRITICAL,
	    "WHOEXPOSED CRITICAL - no audit of EXMPL-2 was complete yet; ");
}
END_TEST

START_TEST(a_run_that_failed_or_left_gaps_is_a_warning)
{
	struct monitored m = healthy();

	m.last_exit = 3;
	m.gaps = 2;
	expect_line(&m, MONITOR_WARNING,
	    "WHOEXPOSED WARNING - the last audit was incomplete, 2 gaps; 14");
	m.gaps = 0; /* accepted since */
	expect_line(&m, MONITOR_OK, "WHOEXPOSED OK");
	m.last_exit = ERROR_UNAVAILABLE;
	expect_line(&m, MONITOR_WARNING,
	    "WHOEXPOSED WARNING - the last audit failed: the registry could "
	    "not be reached (69); 14");
	m.last_exit = 143;
	expect_line(&m, MONITOR_WARNING,
	    "WHOEXPOSED WARNING - the last audit failed: ended by a signal");
	m.last_exit = -1;
	expect_line(&m, MONITOR_WARNING,
	    "WHOEXPOSED WARNING - the last audit died before it ended; 14");
	m.last_exit = 1; /* findings, as wanted: they are judged here anew */
	expect_line(&m, MONITOR_OK, "WHOEXPOSED OK");
}
END_TEST

START_TEST(a_clock_behind_the_newest_run_leaves_it_unknown)
{
	struct monitored m = healthy();

	m.last_complete = m.last_run = WORLD_NOW + 300;
	expect_line(&m, MONITOR_OK, "WHOEXPOSED OK");
	m.last_complete = m.last_run = WORLD_NOW + 301;
	expect_line(&m, MONITOR_UNKNOWN,
	    "WHOEXPOSED UNKNOWN - the clock is behind the newest audit, which "
	    "ended 2026-11-24T09:35:01Z; 14");
	m.findings[SEVERITY_HIGH] = 1;
	expect_line(&m, MONITOR_UNKNOWN, "WHOEXPOSED UNKNOWN - 1 high; the cl");
	m.findings[SEVERITY_CRITICAL] = 1;
	expect_line(
	    &m, MONITOR_CRITICAL, "WHOEXPOSED CRITICAL - 1 critical, 1 high; ");
}
END_TEST

START_TEST(a_message_cannot_begin_performance_data_or_a_second_line)
{
	struct buf line = {0};

	monitor_unknown(&line, "a|b\nc\033[31m");
	ck_assert_ptr_null(strchr(line.data, '|'));
	ck_assert_ptr_null(strchr(line.data, '\n'));
	ck_assert_ptr_null(strchr(line.data, '\033'));
	buf_clear(&line);
}
END_TEST

/* ---- counts --------------------------------------------------------------- */

START_TEST(a_finding_counts_until_it_is_known_to_be_mended)
{
	static const struct {
		enum status status;
		bool accepted;
		unsigned counted;
	} table[] = {{STATUS_OPEN, false, 1}, {STATUS_UNCONFIRMED, false, 1},
	    {STATUS_UNKNOWN, false, 1}, {STATUS_ACCEPTED, true, 0},
	    {STATUS_UNKNOWN, true, 0}, {STATUS_UNCONFIRMED, true, 0},
	    {STATUS_REMOVED, false, 0}};
	struct monitored m = {0};
	struct world w;
	struct report *r;
	size_t i;

	world_healthy(&w);
	r = world_assess(&w);
	for (i = 0; i < r->finding_count; i++)
		r->findings[i].status = STATUS_REMOVED;
	for (i = 0; strcmp(r->findings[i].rule->id, "WE000") == 0;)
		i++;
	r->findings[i].severity = SEVERITY_CRITICAL;
	r->findings[i].status = table[_i].status;
	if (table[_i].accepted)
		r->findings[i].accepted.reason = xstrdup("for a while");
	monitored_count(&m, r);
	ck_assert(m.counted);
	ck_assert_uint_eq(m.organizations, 1);
	ck_assert_uint_eq(m.published, r->published);
	ck_assert_uint_eq(m.findings[SEVERITY_CRITICAL], table[_i].counted);
	ck_assert_uint_eq(m.findings[SEVERITY_INFO], 0);
	ck_assert_int_eq(report_worst(r),
	    table[_i].counted > 0 ? (int)SEVERITY_CRITICAL : -1);
	report_free(r);
	world_clear(&w);
}
END_TEST

/* ---- the file ------------------------------------------------------------- */

static void
expect_same(const struct monitored *m)
{
	struct error err = {0};
	struct monitored again;
	struct buf text = {0}, second = {0};

	monitored_print(&text, m);
	ck_assert_msg(
	    monitored_parse(&again, text.data, text.len, "F", &err) == 0, "%s",
	    err.text);
	monitored_print(&second, &again);
	ck_assert_str_eq(text.data, second.data);
	ck_assert_int_eq(again.counted, m->counted);
	ck_assert_int_eq(again.last_exit, m->last_exit);
	ck_assert_int_eq(again.last_complete, m->last_complete);
	buf_clear(&text);
	buf_clear(&second);
}

START_TEST(what_was_written_is_read_back)
{
	struct monitored m = healthy();

	expect_same(&m);
	m.last_exit = 143;
	expect_same(&m);
	m.counted = false;
	m.last_complete = CLOCK_NONE;
	expect_same(&m);
}
END_TEST

/* `from` of a good file replaced by `to`. */
static const struct {
	const char *from, *to, *says;
} bad[] = {
    {"whoexposed_status=1", "whoexposed_status=2",
	"F:1: whoexposed_status: expected 1, the version"},
    {"whoexposed_status=1\n", "", "F:1: whoexposed_status: expected NAME="},
    {"last_run=2026-11-24T08:30:00Z", "last_run=never",
	"F:2: last_run: expected a time"},
    {"last_run=2026-11-24T08:30:00Z", "last_run=2026-11-24",
	"F:2: last_run: expected a time"},
    {"last_run=2026", "last_run=99999", "F:2: last_run: expected a time"},
    {"last_exit=0", "last_exit=-1", "F:3: last_exit: expected an exit status"},
    {"last_exit=0", "last_exit=256", "F:3: last_exit: expected an exit st"},
    {"last_exit=0", "last_exit=", "F:3: last_exit: expected an exit status"},
    {"last_result=complete", "last_result=all <b>is</b> well",
	"F:4: last_result: expected the words"},
    {"last_exit=0", "last_exit=69", "F:4: last_result: expected the words"},
    {"last_complete=2026", "last_complete=2O26",
	"F:5: last_complete: expected \"never\""},
    {"organizations=1", "organizations=unknown",
	"F:7: published: expected \"unknown\""},
    {"published=14", "published=99999999999999999999",
	"F:7: published: expected a number"},
    {"published=14", "published= 14", "F:7: published: expected a number"},
    {"published=14", "published=noc@example.com",
	"F:7: published: expected a number"},
    {"gaps=0", "gapz=0", "F:9: gaps: expected NAME=VALUE"},
    {"gaps=0\n", "", "F:9: gaps: expected NAME=VALUE"},
    {"info=5\n", "info=5", "F:14: info: expected NAME=VALUE"},
    {"info=5\n", "info=5\nhigh=0\n", "F:15: expected the end of the file"},
};

START_TEST(a_status_file_that_is_not_as_written_names_its_line)
{
	struct monitored m = healthy();
	struct error err = {0};
	struct buf text = {0}, changed = {0};
	const char *at;

	monitored_print(&text, &m);
	at = strstr(text.data, bad[_i].from);
	ck_assert_ptr_nonnull(at);
	buf_add(&changed, text.data, (size_t)(at - text.data));
	buf_puts(&changed, bad[_i].to);
	buf_puts(&changed, at + strlen(bad[_i].from));
	ck_assert_int_eq(
	    monitored_parse(&m, changed.data, changed.len, "F", &err), -1);
	ck_assert_int_eq(err.code, ERROR_DATA);
	ck_assert_msg(
	    strncmp(err.text, bad[_i].says, strlen(bad[_i].says)) == 0, "%s",
	    err.text);
	ck_assert_ptr_null(strchr(err.text, '@'));
	buf_clear(&text);
	buf_clear(&changed);
}
END_TEST

START_TEST(an_empty_a_torn_and_a_huge_status_file_are_refused)
{
	struct monitored m = healthy();
	struct buf text = {0}, huge = {0};
	struct error err = {0};

	monitored_print(&text, &m);
	for (size_t len = 0; len < text.len; len++) {
		char *torn = xstrndup(text.data, len);

		ck_assert_int_eq(monitored_parse(&m, torn, len, "F", NULL), -1);
		free(torn);
	}
	text.data[2] = '\0';
	ck_assert_int_eq(
	    monitored_parse(&m, text.data, text.len, "F", NULL), -1);
	text.data[2] = 'o';
	text.data[text.len - 2] = '\0';
	ck_assert_int_eq(
	    monitored_parse(&m, text.data, text.len, "F", NULL), -1);
	while (huge.len <= MONITOR_FILE_MAX)
		buf_puts(&huge, "info=5\n");
	ck_assert_int_eq(
	    monitored_parse(&m, huge.data, huge.len, "F", &err), -1);
	ck_assert_ptr_nonnull(strstr(err.text, "longer than 4096"));
	buf_clear(&text);
	buf_clear(&huge);
}
END_TEST

Suite *
suite_monitor(void)
{
	Suite *s = suite_create("monitor");
	TCase *line = tcase_create("line"), *file = tcase_create("file");

	tcase_add_test(line, a_healthy_organization_is_ok_with_every_figure);
	tcase_add_test(line, findings_count_from_their_thresholds_on);
	tcase_add_loop_test(line, an_old_audit_is_told_by_its_age, 0,
	    (int)(sizeof(ages) / sizeof(*ages)));
	tcase_add_test(line, of_several_organizations_the_late_one_is_named);
	tcase_add_test(line, a_run_that_failed_or_left_gaps_is_a_warning);
	tcase_add_test(line, a_clock_behind_the_newest_run_leaves_it_unknown);
	tcase_add_test(
	    line, a_message_cannot_begin_performance_data_or_a_second_line);
	tcase_add_loop_test(
	    line, a_finding_counts_until_it_is_known_to_be_mended, 0, 7);
	tcase_add_test(file, what_was_written_is_read_back);
	tcase_add_loop_test(file,
	    a_status_file_that_is_not_as_written_names_its_line, 0,
	    (int)(sizeof(bad) / sizeof(*bad)));
	tcase_add_test(
	    file, an_empty_a_torn_and_a_huge_status_file_are_refused);
	suite_add_tcase(s, line);
	suite_add_tcase(s, file);
	return s;
}
