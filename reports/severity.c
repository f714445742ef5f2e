#include <string.h>
#include "severity.h"

static const char *const names[SEVERITY_COUNT] = {
    [SEVERITY_INFO] = "info",
    [SEVERITY_LOW] = "low",
    [SEVERITY_MEDIUM] = "medium",
    [SEVERITY_HIGH] = "high",
    [SEVERITY_CRITICAL] = "critical",
};

const char *
severity_name(enum severity severity)
{
	return names[severity];
}

int
severity_parse(const char *text, enum severity *severity)
{
	for (int i = 0; i < SEVERITY_COUNT; i++) {
		if (strcmp(text, names[i]) == 0) {
			*severity = (enum severity)i;
			return 0;
		}
	}
	return -1;
}
