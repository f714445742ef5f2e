/*
 * The report as one page for a browser or for paper: no script, nothing that
 * is loaded, and a policy that allows its own style and nothing else.
 */
#include <stdlib.h>
#include <string.h>
#include "data.h"
#include "rdap/alloc.h"
#include "rdap/digest.h"
#include "web.h"

/* ---- the policy ---------------------------------------------------------- */

/* Base64 (RFC 4648) of what a digest says in hex: 32 bytes, 44 characters. */
static void
base64_of_digest(const char *hex, char out[45])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char byte[3] = "";
	uint32_t bits = 0;
	size_t n = 0, have = 0;

	for (size_t i = 0; i < 33; i++) { /* one more, of zero, to end with */
		memcpy(byte, i < 32 ? hex + 2 * i : "00", 2);
		bits = bits << 8 | (uint32_t)strtoul(byte, NULL, 16);
		for (have += 8; have >= 6; have -= 6)
			out[n++] = digits[bits >> (have - 6) & 63];
	}
	out[43] = '=';
	out[44] = '\0';
}

static void
policy(struct element *head, const char *style)
{
	char hex[DIGEST_TEXT_MAX], base64[45];
	struct element *meta = html_add(head, "meta", NULL);

	base64_of_digest(digest_of(style, strlen(style), hex), base64);
	html_set(meta, "http-equiv", "Content-Security-Policy");
	html_setf(meta, "content",
	    "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; "
	    "form-action 'none'",
	    base64);
}

/* ---- the head ------------------------------------------------------------ */

static void
meta_of(struct element *head, const char *name, const char *content)
{
	struct element *meta = html_add(head, "meta", NULL);

	html_set(meta, "name", name);
	html_set(meta, "content", content);
}

static void
head_of(const struct report *report, struct element *html)
{
	struct element *head = html_add(html, "head", NULL), *title;
	const struct inventory *inv = report->inv;

	html_set(html_add(head, "meta", NULL), "charset", "utf-8");
	policy(head, data_style);
	meta_of(head, "viewport", "width=device-width, initial-scale=1");
	meta_of(head, "color-scheme", "light dark");
	meta_of(head, "referrer", "no-referrer");
	meta_of(head, "robots", "noindex, nofollow, noarchive");
	title = html_with(head, "title", NULL, "Exposure of ");
	if (inv->scope_count == 1)
		html_stranger(title, inv->scopes->name[0] != '\0'
					 ? inv->scopes->name
					 : inv->scopes->org);
	else
		html_count(
		    title, inv->scope_count, "organization", "organizations");
	html_with(head, "style", NULL, data_style);
}

/* ---- which answers the findings rest on ----------------------------------- */

static int
by_source(const void *a, const void *b)
{
	const struct finding *const *x = a, *const *y = b;
	int order = strcmp((*x)->source_url, (*y)->source_url);

	if (order == 0)
		order = strcmp((*x)->source_digest, (*y)->source_digest);
	return order != 0 ? order : *x < *y ? -1 : *x > *y;
}

static bool
same_source(const struct finding *a, const struct finding *b)
{
	return strcmp(a->source_url, b->source_url) == 0 &&
	       strcmp(a->source_digest, b->source_digest) == 0;
}

static void
number_answers(struct web *w)
{
	const struct report *report = w->report;
	const struct finding **all =
	    xcalloc(report->finding_count + 1, sizeof(*all));
	size_t count = 0;

	w->answers = xcalloc(report->finding_count + 1, sizeof(*w->answers));
	for (size_t i = 0; i < report->finding_count; i++) {
		const struct finding *f = &report->findings[i];

		if (web_told(w, f) && f->source_url != NULL &&
		    f->source_url[0] != '\0')
			all[count++] = f;
	}
	if (count > 0)
		qsort(all, count, sizeof(*all), by_source);
	for (size_t i = 0; i < count; i++) {
		const struct finding *f = all[i];

		if (w->source_count == 0 ||
		    !same_source(f, all[w->source_count - 1]))
			all[w->source_count++] = f;
		w->answers[f - report->findings] = w->source_count;
	}
	w->sources = all;
}

/* ---- the page ------------------------------------------------------------ */

static void
body_of(struct web *w, struct element *html)
{
	struct element *body = html_add(html, "body", NULL), *header, *nav;

	nav = html_with(body, "a", "skip", "Skip the contents");
	html_set(nav, "href", "#report");
	header = html_add(body, "header", NULL);
	web_head(w, header);
	nav = html_add(body, "nav", NULL);
	html_set(nav, "aria-label", "Contents");
	w->contents = html_add(nav, "ul", NULL);
	w->main = html_add(body, "main", NULL);
	html_set(w->main, "id", "report");
	web_missing(w);
	web_todo(w);
	web_resources(w);
	web_history(w);
	web_changes(w);
	web_addresses(w);
	web_ways(w);
	web_organizations(w);
	web_accepted(w);
	web_removed(w);
	web_differences(w);
	web_evidence(w);
	web_not_asked(w);
	web_method(w);
	html_own(body, "\n");
}

int
format_html(const struct report *report, const struct format_options *options,
    FILE *out)
{
	struct web w = {
	    .report = report,
	    .options = options,
	    .least = options->min_severity,
	};
	struct element *html = html_new();
	int result;

	if (!options->verbose && w.least < SEVERITY_LOW)
		w.least = SEVERITY_LOW;
	number_answers(&w);
	html_set(html, "lang", "en");
	head_of(report, html);
	body_of(&w, html);
	result = html_write(html, out);
	html_free(html);
	free(w.answers);
	free(w.sources);
	return result;
}
