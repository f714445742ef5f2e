/*
 * A report in which each character of a range stands in an address, on a
 * record and in what is said of it: last, between and first. For
 * characters.py, which reads it.
 *
 *   characters FORMAT FIRST LAST    hexadecimal; without surrogates
 *   characters label FIRST LAST     one OpenMetrics sample for each
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "reports/assess.h"
#include "reports/escape.h"
#include "reports/format.h"

static void
encode(unsigned long c, char out[5])
{
	int n = 0;

	if (c < 0x80)
		out[n++] = (char)c;
	else if (c < 0x800)
		out[n++] = (char)(0xc0 | c >> 6);
	else if (c < 0x10000)
		out[n++] = (char)(0xe0 | c >> 12);
	else {
		out[n++] = (char)(0xf0 | c >> 18);
		out[n++] = (char)(0x80 | (c >> 12 & 0x3f));
	}
	if (c >= 0x800)
		out[n++] = (char)(0x80 | (c >> 6 & 0x3f));
	if (c >= 0x80)
		out[n++] = (char)(0x80 | (c & 0x3f));
	out[n] = '\0';
}

static struct finding
finding_with(unsigned long c)
{
	char text[5];

	encode(c, text);
	return (struct finding){
	    .id = xasprintf("WE101-%012lx", c),
	    .rule = rule_find("WE101"),
	    .severity = SEVERITY_HIGH,
	    .status = STATUS_OPEN,
	    .org = xstrdup("ORG-1"),
	    .org_name = xstrdup("Org"),
	    .address = xasprintf("ab%s", text),
	    .record = xasprintf("a%sb", text),
	    .field = xstrdup("poc-email"),
	    .poc = xstrdup(""),
	    .poc_kind = xstrdup(""),
	    .validated = xstrdup(""),
	    .evidence = xasprintf("%sab", text),
	    .remedy = xstrdup(""),
	    .source_url = xstrdup(""),
	    .source_digest = xstrdup(""),
	    .fixable_by = "owner",
	    .first_seen = 0,
	    .last_seen = 0,
	    .last_complete = 0,
	    .status_since = 0,
	    .cause = "",
	    .of = -1,
	    .role = xstrdup(""),
	    .rules = xstrdup("1"),
	    .accepted = {.until = CLOCK_NONE, .on = CLOCK_NONE},
	};
}

static int
write_report(
    const struct format *format, unsigned long first, unsigned long last)
{
	const struct format_options how = {.utf8 = true, .verbose = true};
	struct scope scope = {.state = SCOPE_READ};
	struct inventory inv = {.scopes = &scope, .scope_count = 1};
	struct run run = {.exit_status = 0};
	struct report *report = xcalloc(1, sizeof(*report));
	int result;

	scope.org = xstrdup("ORG-1");
	scope.name = xstrdup("Org");
	scope.reason = xstrdup("");
	run.rules = xstrdup("1");
	run.tool = xstrdup("t");
	run.source = xstrdup("s");
	report->tool = "t";
	report->terms = "u";
	report->authority = "own";
	report->run = &run;
	report->inv = &inv;
	report->complete = true;
	report->findings = xcalloc(last - first, sizeof(struct finding));
	for (unsigned long c = first; c < last; c++)
		if (c != 0 && (c < 0xd800 || c > 0xdfff))
			report->findings[report->finding_count++] =
			    finding_with(c);
	report->open[SEVERITY_HIGH] = report->finding_count;
	result = format->write(report, &how, stdout);
	report_free(report);
	free(scope.org);
	free(scope.name);
	free(scope.reason);
	run_clear(&run);
	return result;
}

static void
label(const char *name, const char *text)
{
	struct buf b = {0};

	escape_label(&b, text);
	printf("%s=\"%s\"", name, b.data);
	buf_clear(&b);
}

static void
write_labels(unsigned long first, unsigned long last)
{
	char text[5], placed[8];

	puts("# TYPE x gauge");
	for (unsigned long c = first; c < last; c++) {
		if (c == 0 || (c >= 0xd800 && c <= 0xdfff))
			continue;
		encode(c, text);
		printf("x{c=\"%lx\",", c);
		snprintf(placed, sizeof(placed), "%sab", text);
		label("first", placed);
		snprintf(placed, sizeof(placed), "a%sb", text);
		label(",between", placed);
		snprintf(placed, sizeof(placed), "ab%s", text);
		label(",last", placed);
		puts("} 1");
	}
	puts("# EOF");
}

int
main(int argc, char **argv)
{
	unsigned long first, last;
	const struct format *format;

	if (argc != 4)
		return 64;
	first = strtoul(argv[2], NULL, 16);
	last = strtoul(argv[3], NULL, 16);
	if (strcmp(argv[1], "label") == 0) {
		write_labels(first, last);
		return fflush(stdout) == 0 ? 0 : 74;
	}
	format = format_find(argv[1]);
	if (format == NULL || first >= last || last > 0x110000)
		return 64;
	return write_report(format, first, last) == 0 && fflush(stdout) == 0
		   ? 0
		   : 74;
}
