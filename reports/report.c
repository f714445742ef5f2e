#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "report.h"

static const char *const status_names[] = {
    [STATUS_OPEN] = "open",
    [STATUS_ACCEPTED] = "accepted",
    [STATUS_UNCONFIRMED] = "unconfirmed",
    [STATUS_REMOVED] = "removed",
    [STATUS_UNKNOWN] = "unknown",
};

static const enum state status_states[] = {
    [STATUS_OPEN] = STATE_OPEN,
    [STATUS_ACCEPTED] = STATE_OPEN,
    [STATUS_UNCONFIRMED] = STATE_UNCONFIRMED,
    [STATUS_REMOVED] = STATE_REMOVED,
    [STATUS_UNKNOWN] = STATE_UNKNOWN,
};

const char *
status_name(enum status status)
{
	return status_names[status];
}

int
status_parse(const char *text, enum status *status)
{
	for (size_t i = 0; i < sizeof(status_names) / sizeof(*status_names);
	     i++)
		if (strcmp(text, status_names[i]) == 0) {
			*status = (enum status)i;
			return 0;
		}
	return -1;
}

void
finding_clear(struct finding *f)
{
	char *owned[] = {f->id, f->org, f->org_name, f->address, f->record,
	    f->field, f->poc, f->poc_kind, f->validated, f->evidence, f->remedy,
	    f->source_url, f->source_digest, f->role, f->rules,
	    f->accepted.reason, f->accepted.by};

	for (size_t i = 0; i < sizeof(owned) / sizeof(owned[0]); i++)
		free(owned[i]);
}

static void
address_clear(struct address_report *a)
{
	free(a->org);
	free(a->address);
	free(a->exposures);
	free(a->sightings);
	free(a->findings);
}

void
report_free(struct report *report)
{
	if (report == NULL)
		return;
	for (size_t i = 0; i < report->finding_count; i++)
		finding_clear(&report->findings[i]);
	for (size_t i = 0; i < report->address_count; i++)
		address_clear(&report->addresses[i]);
	for (size_t i = 0; i < report->gap_count; i++) {
		free(report->gaps[i].reason);
		free(report->gaps[i].by);
	}
	free(report->gaps);
	strings_clear(&report->owned);
	free(report->findings);
	free(report->addresses);
	free(report);
}

bool
finding_counts(const struct finding *f)
{
	return strcmp(f->rule->id, "WE000") != 0 &&
	       f->accepted.reason == NULL && f->status != STATUS_ACCEPTED &&
	       f->status != STATUS_REMOVED;
}

int
report_worst(const struct report *report)
{
	int worst = -1;

	for (size_t i = 0; i < report->finding_count; i++)
		if (finding_counts(&report->findings[i]) &&
		    (int)report->findings[i].severity > worst)
			worst = (int)report->findings[i].severity;
	return worst;
}

static bool
holds(const struct report *report, const char *id)
{
	for (size_t i = 0; i < report->finding_count; i++)
		if (strcmp(report->findings[i].id, id) == 0)
			return true;
	return false;
}

void
report_ended(const struct report *report, const struct kept_finding *kept,
    size_t count, struct strings *ids)
{
	for (size_t i = 0; i < count; i++) {
		const struct rule *rule = rule_find(kept[i].rule);

		if (rule != NULL && rule->passing && !holds(report, kept[i].id))
			strings_add(ids, kept[i].id);
	}
}

static bool
in_doubt(const struct finding *f)
{
	return f->status == STATUS_UNKNOWN || f->status == STATUS_UNCONFIRMED;
}

static struct kept_finding
keep(const struct finding *f)
{
	return (struct kept_finding){
	    .id = xstrdup(f->id),
	    .org = xstrdup(f->org),
	    .rule = xstrdup(f->rule->id),
	    .address = xstrdup(f->address),
	    .record = xstrdup(f->record),
	    .severity = (int)f->severity,
	    .status = xstrdup(status_name(f->status)),
	    .rules = xstrdup(f->rules),
	    .cause = xstrdup(f->cause),
	    .never_open = f->never_open,
	    .accepted = f->status == STATUS_ACCEPTED ||
			(in_doubt(f) &&
			    (f->was_accepted || f->accepted.reason != NULL)),
	    .configured = f->configured,
	    .seen = {.state = status_states[f->status],
		.first = f->first_seen,
		.last = f->last_seen,
		.last_complete = f->last_complete,
		.since = f->status_since},
	};
}

struct kept_finding *
report_findings(const struct report *report, size_t *count)
{
	struct kept_finding *kept;

	kept = xcalloc(report->finding_count + 1, sizeof(*kept));
	for (size_t i = 0; i < report->finding_count; i++)
		kept[i] = keep(&report->findings[i]);
	*count = report->finding_count;
	return kept;
}
