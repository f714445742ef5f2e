/*
 * What the report rests on: the answers it was read from, what was not asked,
 * how it was made and under which terms.
 */
#include <stdlib.h>
#include <string.h>
#include "coverage.h"
#include "web.h"

void
web_evidence(struct web *w)
{
	static const char *const columns[] = {"No.", "Answer", "SHA-256", NULL};
	struct element *section, *p, *body, *row, *e;

	if (w->source_count == 0)
		return;
	section = web_section(w, "evidence", "Evidence");
	p = html_with(section, "p", NULL,
	    "Each finding names the answer that it was read from. The lines "
	    "that show it are in the store of who made this report: ");
	html_with(p, "code", NULL, "whoexposed evidence FINDING");
	html_own(p, " prints them, with ");
	html_with(p, "code", NULL, "--bundle FILE.tar");
	html_own(p, " all of them to hand over.");
	body = html_table(section, "answers",
	    "Answers of the registry that findings rest on", columns);
	for (size_t i = 0; i < w->source_count && i < WEB_ROWS; i++) {
		const struct finding *f = w->sources[i];

		row = html_add(body, "tr", NULL);
		html_setf(row, "id", "answer-%zu", i + 1);
		html_number(html_row_head(row), i + 1);
		e = html_add(row, "td", "url");
		html_text(e, f->source_url);
		e = html_add(row, "td", "digest");
		html_code(e, f->source_digest);
	}
	web_more(section, WEB_ROWS, w->source_count, "-f csv");
}

void
web_not_asked(struct web *w)
{
	size_t count;
	const char **items = coverage_not_asked(w->report->inv, &count);
	struct element *section, *list;

	if (count > 0) {
		section = web_section(w, "not-asked", "What was not asked");
		list = html_add(section, "ul", NULL);
		for (size_t i = 0; i < count; i++)
			html_with(list, "li", NULL, items[i]);
	}
	free(items);
}

/* What WE000 says of each run's coverage. */
static void
coverage_rows(struct web *w, struct element *list)
{
	const struct report *report = w->report;

	for (size_t i = 0; i < report->finding_count; i++)
		if (web_coverage(&report->findings[i]))
			html_text(web_fact(list, "Coverage"),
			    report->findings[i].evidence);
}

void
web_method(struct web *w)
{
	struct element *section, *list, *dd;

	section = web_section(w, "method", "Method and terms");
	html_with(section, "p", NULL,
	    "The organization\xe2\x80\x99s own records were read from the "
	    "public registry, as anybody can: its record, its networks and AS "
	    "numbers, and the points of contact (POCs) that they show. "
	    "Contacts of other organizations are neither kept nor told. Rules "
	    "judge what was read; a record that could not be read is told as "
	    "unknown, and never as mended.");
	html_with(section, "p", NULL,
	    "Severities, the worst first: critical, high, medium, low, info. "
	    "A finding of info says what is published as it should be.");
	list = html_add(section, "dl", "facts");
	coverage_rows(w, list);
	dd = web_fact(list, "Terms of use");
	html_text(dd, w->report->terms);
	html_own(dd, " (ARIN\xe2\x80\x99s, for what its registry shows)");
	dd = web_fact(list, "Keep it safe");
	html_own(dd, "this report is a list of addresses that is worth "
		     "stealing: keep it as you keep passwords");
}
