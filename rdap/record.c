#include <stdlib.h>

#include "record.h"

const char *
record_kind_name(enum record_kind kind)
{
	static const char *const names[] = {
	    [RECORD_ORGANIZATION] = "organization",
	    [RECORD_POC] = "poc",
	    [RECORD_NETWORK] = "network",
	    [RECORD_AUTNUM] = "autnum",
	    [RECORD_IRR] = "irr",
	};

	return names[kind];
}

const char *
look_name(enum look look)
{
	static const char *const names[] = {
	    [LOOK_COMPLETE] = "complete",
	    [LOOK_PARTIAL] = "partial",
	    [LOOK_FAILED] = "failed",
	    [LOOK_SKIPPED] = "skipped",
	};

	return names[look];
}

const char *
state_name(enum state state)
{
	static const char *const names[] = {
	    [STATE_OPEN] = "open",
	    [STATE_UNCONFIRMED] = "unconfirmed",
	    [STATE_REMOVED] = "removed",
	    [STATE_UNKNOWN] = "unknown",
	};

	return names[state];
}

const char *
field_name(enum field field)
{
	static const char *const names[] = {
	    [FIELD_POC_EMAIL] = "poc-email",
	    [FIELD_REMARK] = "remark",
	    [FIELD_NAME] = "name",
	    [FIELD_IRR_ATTRIBUTE] = "irr-attribute",
	};

	return names[field];
}

const char *
level_name(enum level level)
{
	static const char *const names[] = {
	    [LEVEL_ORG] = "org",
	    [LEVEL_NETWORK] = "network",
	    [LEVEL_AUTNUM] = "autnum",
	    [LEVEL_NONE] = "none",
	};

	return names[level];
}

void
record_clear(struct record *r)
{
	free(r->org);
	free(r->handle);
	free(r->name);
	free(r->range);
	free(r->type);
	free(r->card_kind);
	free(r->given);
	free(r->surname);
	strings_clear(&r->status);
	free(r->look_reason);
	free(r->source_url);
	free(r->source_digest);
	*r = (struct record){0};
}

void
link_clear(struct link *l)
{
	free(l->org);
	free(l->poc);
	free(l->holder);
	*l = (struct link){0};
}

void
sighting_clear(struct sighting *s)
{
	free(s->org);
	free(s->address);
	free(s->spelling);
	free(s->record);
	free(s->poc);
	free(s->source_url);
	free(s->source_digest);
	*s = (struct sighting){0};
}
