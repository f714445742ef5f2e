#include <string.h>
#include "table.h"
#include "printed.h"
#include "web.h"

struct element *
web_section(struct web *w, const char *id, const char *title)
{
	struct element *section = html_add(w->main, "section", NULL), *e;

	html_setf(section, "aria-labelledby", "%s", id);
	e = html_with(section, "h2", NULL, title);
	html_set(e, "id", id);
	e = html_add(html_add(w->contents, "li", NULL), "a", NULL);
	html_setf(e, "href", "#%s", id);
	html_own(e, title);
	return section;
}

void
web_severity(struct element *e, enum severity severity)
{
	static const char *const signs[] = {
	    [SEVERITY_INFO] = "\xe2\x97\x8b",     /* white circle */
	    [SEVERITY_LOW] = "\xe2\x97\x8f",      /* black circle */
	    [SEVERITY_MEDIUM] = "\xe2\x96\xa0",   /* black square */
	    [SEVERITY_HIGH] = "\xe2\x96\xb2",     /* black triangle */
	    [SEVERITY_CRITICAL] = "\xe2\x97\x86", /* black diamond */
	};
	struct element *tag = html_add(e, "span", NULL), *sign;

	html_setf(tag, "class", "sev %s", severity_name(severity));
	sign = html_with(tag, "span", NULL, signs[severity]);
	html_set(sign, "aria-hidden", "true");
	html_own(tag, " ");
	html_own(tag, severity_name(severity));
}

void
web_status(struct element *e, const struct finding *f)
{
	static const char *const notes[] = {
	    [STATUS_OPEN] = NULL,
	    [STATUS_ACCEPTED] = "accepted until ",
	    [STATUS_UNCONFIRMED] = "not confirmed gone yet, not seen since ",
	    [STATUS_REMOVED] = "removed, ",
	    [STATUS_UNKNOWN] = "unknown since ",
	};
	struct element *note;

	if (notes[f->status] == NULL)
		return;
	html_own(e, " ");
	note = html_with(e, "span", "status", notes[f->status]);
	html_date(note,
	    f->status == STATUS_ACCEPTED ? f->accepted.until : f->status_since);
}

void
web_more(struct element *e, size_t shown, size_t count, const char *options)
{
	struct element *p;

	if (shown >= count)
		return;
	p = html_add(e, "p", "more");
	html_own(p, "And ");
	html_number(p, count - shown);
	html_own(p, " more, left out here: ");
	html_with(p, "code", NULL, options);
	html_own(p, " has them all.");
}

void
web_organization(struct element *e, const struct scope *scope)
{
	if (scope->name[0] != '\0') {
		html_text(e, scope->name);
		html_own(e, " (");
		html_code(e, scope->org);
		html_own(e, ")");
	} else
		html_code(e, scope->org);
}

void
web_roles(struct element *e, unsigned roles)
{
	size_t n = 0;

	for (size_t i = 0; i < printed_role_count; i++)
		if (roles & printed_roles[i].role) {
			html_next(e, n++, ", ");
			html_own(e, printed_roles[i].word);
		}
}

struct element *
web_fact(struct element *list, const char *label)
{
	struct element *row = html_add(list, "div", NULL);

	html_with(row, "dt", NULL, label);
	return html_add(row, "dd", NULL);
}

bool
web_coverage(const struct finding *f)
{
	return strcmp(f->rule->id, "WE000") == 0;
}

bool
web_told(const struct web *w, const struct finding *f)
{
	return f->severity >= w->least && f->status != STATUS_REMOVED &&
	       !web_coverage(f) && finding_shown(f, w->options);
}

bool
web_address_told(const struct web *w, const struct address_report *address)
{
	for (size_t i = 0; i < address->finding_count; i++)
		if (web_told(w, &w->report->findings[address->findings[i]]))
			return true;
	return false;
}
