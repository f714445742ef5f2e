/*
 * group: findings that a reader is told together: one entry for each rule, with
 * the records where it holds, rather than one for each record.
 */
#ifndef REPORTS_GROUP_H
#define REPORTS_GROUP_H

#include "report.h"

/* Of the same rule, severity, status and end of acceptance. */
struct finding_group {
	const struct finding **members; /* borrowed */
	size_t count;
};

struct finding_groups {
	struct finding_group *items;
	size_t count;
	const struct finding **members; /* of all groups, one after another */
};

/* Those of `indices` (into report->findings) that are `told`, in the order of
 * their first members. */
struct finding_groups
groups_make(const struct report *report, const size_t *indices, size_t count,
    bool (*told)(const struct finding *f, const void *arg), const void *arg);
void groups_clear(struct finding_groups *g);

#endif
