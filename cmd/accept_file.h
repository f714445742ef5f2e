/*
 * accept_file: the file of what is accepted, `accept` beside the configuration,
 * in the same syntax. libconfuse is behind this wall as well.
 *
 *   # WE102 personal-on-role-poc, NOC1-ARIN
 *   accept "WE102-3f9c0a71b2d4" {
 *       finding = "WE102-3f9c0a71b2d4"
 *       reason = "Her successor starts in March"
 *       until = "2027-03-31"
 *       by = "Ada Brook"
 *       on = "2026-11-24"
 *   }
 *
 * In place of `finding` (which may be left out where the title is the id of a
 * finding or a gap) a pattern: `address`, `record`, or both, and `rule`; the
 * title is then any name. A rule alone is none: it would accept what nobody
 * has seen yet. `until` is the last day on which the entry holds.
 *
 * An error (ERROR_CONFIG, with file and line) is whatever only a hand can have
 * done: a file that others may write, syntax, an unknown option or rule, a
 * missing or empty reason, `by`, `until` or `on`, a wrong date, an end before
 * the beginning, an entry that names nothing, two that are about the same. What
 * time does is no error but told by accept_file_tell(): a date that is past, a
 * finding that is gone. So is one that would hold too long or does not hold
 * yet; it is not honoured.
 */
#ifndef CMD_ACCEPT_FILE_H
#define CMD_ACCEPT_FILE_H

#include "reports/report.h"
#include "reports/acceptance.h"
#include "rdap/error.h"

/* No file is no entry. */
int
accept_file_read(const char *path, struct acceptances *into, struct error *err);

/* The same of a text; nothing is in `into` when it fails. */
int accept_file_parse(const char *path, const char *text,
    struct acceptances *into, struct error *err);

/*
 * Write an entry into the file, made where it is not there: in the place of the
 * one that is about the same, else before the first with a greater title. All
 * other lines, comments too, stay as they are. `comment` goes above a new one.
 */
int accept_file_put(const char *path, const struct acceptance *x,
    const char *comment, struct error *err);

/*
 * Call `tell` with a line for each entry that does not do what it says.
 * `report`: NULL, or one that covers all there is, so that what is not in it is
 * gone. No address is in the lines.
 */
void accept_file_tell(const char *path, const struct acceptances *all,
    const struct report *report, int64_t now,
    void (*tell)(void *arg, const char *line), void *arg);

/* The fields, for what is typed as well; -1 and ERROR_USAGE. */
int accept_date(const char *text, int64_t *day, struct error *err);
int accept_words(const char *text, struct error *err);

/* "WE102-3f9c0a71b2d4", not WE000's; "gap-...". */
bool accept_is_id(const char *text);

#endif
