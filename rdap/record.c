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
