/*
 * bundle: evidence for somebody who has neither this program nor its store: a
 * tar archive that is checked with tar, jq and sha256sum. Its README.txt says
 * how.
 *
 *   evidence/README.txt
 *   evidence/SHA256SUMS    of all files but itself
 *   evidence/index.jsonl   a line for each address in each part
 *   evidence/parts/...     the parts themselves, to the byte
 *   evidence/report.csv    the findings, in a bundle of everything
 *
 * The members of index.jsonl's lines: org, kind, record, address and spelling
 * (null: the part shows the record alone), url, time, path, jq (the path as a
 * filter, null where the answer is no JSON), file and sha256 (null: no part
 * may be kept), answer_sha256, answer (always "needs the recording").
 *
 * File names are a number, the kind of record, and of its handle what is
 * letter, digit, '.' or '-'.
 */
#ifndef REPORTS_BUNDLE_H
#define REPORTS_BUNDLE_H

#include "evidence.h"
#include "rdap/error.h"

/* Atomically, mode 0600, as output.h has it. ERROR_DATA when a kept part is not
 * what it was: nothing is written then. */
int bundle_write(const char *path, const struct evidence *e, struct error *err);

#endif
