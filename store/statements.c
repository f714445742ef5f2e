#include <string.h>
#include "rdap/alloc.h"
#include "rdap/clock.h"
#include "private.h"
#include "words.h"

#define SEEN                                                         \
	"state, first_seen, last_seen, last_complete, state_since, " \
	"returned"

#define PUT_SEEN                                                             \
	"state = excluded.state, first_seen = excluded.first_seen, "         \
	"last_seen = excluded.last_seen, "                                   \
	"last_complete = excluded.last_complete, "                           \
	"state_since = excluded.state_since, returned = excluded.returned, " \
	"run = excluded.run"

#define RUN                                                                    \
	"id, started, finished, observed_at, scope, tool, rules, source, "     \
	"complete, exit_status, queries_complete, queries_partial, "           \
	"queries_failed, queries_skipped, info, low, medium, high, critical, " \
	"published, output_status"

/* What a look that was not complete did not show stays as it was. */
#define KEEP_TEXT(column)                                                  \
#column " = iif(excluded.look = 0 OR excluded." #column " <> '', " \
		"excluded." #column ", " #column "), "
/* Whois-RWS has no word for it: what is not there is not gone. */
#define KEEP_TYPE                                                    \
	"type = iif((excluded.look = 0 AND NOT excluded.second) OR " \
	"excluded.type <> '', excluded.type, type), "
#define KEEP_TIME(column)                                          \
#column " = iif(excluded.look = 0, excluded." #column ", " \
		"coalesce(excluded." #column ", " #column ")), "

/* Since when a POC is unvalidated: Whois-RWS does not say. */
#define KEEP_UNVALIDATED                                                     \
	"unvalidated_since = iif(excluded.validated = 2 AND validated = 2, " \
	"coalesce(excluded.unvalidated_since, unvalidated_since), "          \
	"iif(excluded.look = 0 OR excluded.validated <> 0, "                 \
	"excluded.unvalidated_since, unvalidated_since)), "

/*
 * What RDAP has shown becomes the second view's alone when RDAP was read there
 * and does not show it (`sure`), now or in a complete look since: never
 * because RDAP could not be read.
 */
#define PUT_SECOND(sure)                                         \
	"second = excluded.second AND (second OR " sure          \
	" OR state NOT IN (0, 3) OR coalesce(last_complete, 0) " \
	"> last_seen), "

/* What a report loads: as it is now, and as it was in run ?2. */
#define LOADS(name, columns, from, join, rest)                           \
	[STATEMENT_##name##_LOAD] =                                      \
	    "SELECT " columns " FROM " from join " WHERE org = ?1" rest, \
	[STATEMENT_##name##_LOAD_AT] =                                   \
	    "SELECT " columns " FROM ever_" from join                    \
	    " WHERE org = ?1 AND began <= ?2 AND ended > ?2" rest

/* When a version of x became so, and when it ended; NULL: it did not. */
#define BEGAN_ENDED                                           \
	"(SELECT observed_at FROM runs WHERE id = x.began), " \
	"(SELECT observed_at FROM runs WHERE id = x.ended)"

/* When a run was, as a moment that is compared with another. */
#define RUN_TIME    "coalesce(runs.observed_at, runs.finished, runs.started)"
#define RUNS_BEFORE "(SELECT id FROM runs WHERE " RUN_TIME " < ?1)"
#define FOREVER     "9223372036854775807"
#define NEWEST      "(SELECT run FROM now)"

/* What erase.c and held.c are about: `erasing` has the handle or the addresses,
 * and how those are spelled. */
#define ERASING      "IN (SELECT text FROM erasing)"
#define ABOUT_RECORD "kind = 1 AND handle " ERASING
#define ABOUT_LINK   "poc " ERASING
#define ABOUT_SIGHTING                         \
	"(address " ERASING " OR poc " ERASING \
	" OR (record_kind = 1 AND record " ERASING "))"
#define ABOUT_FINDING   "(address " ERASING " OR record " ERASING ")"
#define ABOUT_ELSEWHERE "(poc " ERASING " OR stranger " ERASING ")"
#define MENTIONED(column)                                      \
	"EXISTS (SELECT 1 FROM erasing WHERE mentions(" column \
	", erasing.text))"
/* A record on which an address stands, or stood: in its texts, or of a POC
 * whatever that is linked to. */
#define SHOWS_SIGHTING                                                    \
	"EXISTS (SELECT 1 FROM ever_sightings x WHERE x.address " ERASING \
	" AND x.org = records.org AND ((x.field <> 0 AND kind = "         \
	"x.record_kind AND handle = x.record) OR (kind = 1 AND handle = " \
	"x.poc)))"

/* Of one word, ?1; ?2 stands for it afterwards. */
#define WITHOUT(column)  column " = without(" column ", ?1, ?2)"
#define MENTIONS(column) "mentions(" column ", ?1)"
#define SCRUB(table, a)  "UPDATE " table " SET " WITHOUT(a) " WHERE " MENTIONS(a)
#define SCRUB_TWO(table, a, b)                                                 \
	"UPDATE " table " SET " WITHOUT(a) ", " WITHOUT(b) " WHERE " MENTIONS( \
	    a) " OR " MENTIONS(b)
#define SCRUB_THREE(table, a, b, c)                                      \
	"UPDATE " table " SET " WITHOUT(a) ", " WITHOUT(b) ", " WITHOUT( \
	    c) " WHERE " MENTIONS(a) " OR " MENTIONS(b) " OR " MENTIONS(c)

/* The columns of a finding that a past one has. */
#define FINDING_COLUMNS                                                  \
	"id, org, rule, address, record, severity, status, rules, run, " \
	"state, first_seen, last_seen, last_complete, state_since, "     \
	"returned, cause, never_open, accepted, configured, began"

#define ANSWER                                                         \
	"a.org, url, why, time, status, content_type, bytes, digest, " \
	"verdict, "                                                    \
	"a.reason, fault"

#define ANEW(table)                                                           \
	"UPDATE " table " SET first_seen = min(first_seen, ?1), "             \
	"last_seen = min(last_seen, ?1), "                                    \
	"last_complete = min(last_complete, ?1), "                            \
	"state_since = min(state_since, ?1), returned = min(returned, ?1) "   \
	"WHERE max(coalesce(first_seen, 0), coalesce(last_seen, 0), "         \
	"coalesce(last_complete, 0), coalesce(state_since, 0), returned) >= " \
	"?1 + 86400"

#define SOURCE_URL "(SELECT url FROM sources WHERE id = source) AS source_url"

static const char *const catalogue[STATEMENT_COUNT] = {
    [STATEMENT_APPLICATION_ID] = "PRAGMA application_id",
    [STATEMENT_USER_VERSION] = "PRAGMA user_version",
    [STATEMENT_TABLES] = "SELECT count(*) FROM sqlite_schema",
    [STATEMENT_QUICK_CHECK] = "PRAGMA quick_check(1)",
    [STATEMENT_INTEGRITY_CHECK] = "PRAGMA integrity_check(1)",
    [STATEMENT_COPY] = "VACUUM INTO ?",

    [STATEMENT_BEGIN_READ] = "BEGIN",
    [STATEMENT_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_ROLLBACK] = "ROLLBACK",

    [STATEMENT_RUN_BEGIN] =
	"INSERT INTO runs (started, scope, tool, rules, source) "
	"VALUES (?, ?, ?, ?, ?)",
    [STATEMENT_RUN_OPEN] =
	"SELECT 1 FROM runs WHERE id = ?1 AND started IS ?2 AND finished IS "
	"NULL",
    [STATEMENT_RUN_END] =
	"UPDATE runs SET started = min(started, coalesce(?2, started)), "
	"finished = ?2, observed_at = ?3, complete = ?4, "
	"exit_status = ?5, info = ?6, low = ?7, medium = ?8, high = ?9, "
	"critical = ?10, published = ?11 WHERE id = ?1",
    [STATEMENT_RUN_OUTPUT] = "UPDATE runs SET output_status = ?2 WHERE id = ?1",
    [STATEMENT_RUN_COUNT] =
	"UPDATE runs SET queries_complete = queries_complete + (?2 = 0), "
	"queries_partial = queries_partial + (?2 = 1), "
	"queries_failed = queries_failed + (?2 = 2), "
	"queries_skipped = queries_skipped + (?2 = 3) WHERE id = ?1",
    [STATEMENT_RUN_RECOUNT] =
	"UPDATE runs SET (queries_complete, queries_partial, "
	"queries_failed, queries_skipped) = (SELECT "
	"count(*) FILTER (WHERE verdict = 0), "
	"count(*) FILTER (WHERE verdict = 1), "
	"count(*) FILTER (WHERE verdict = 2), "
	"count(*) FILTER (WHERE verdict = 3) "
	"FROM answers WHERE run = ?1) WHERE id = ?1",
    [STATEMENT_RUN_GET] = "SELECT " RUN " FROM runs WHERE id = ?",
    /* The newest moment that run ?1 can have known of. */
    [STATEMENT_RUN_KNEW] = "SELECT max(observed_at) FROM runs WHERE id <= ?",
    [STATEMENT_RUN_LIST] = "SELECT " RUN " FROM runs ORDER BY id DESC",

    [STATEMENT_ANSWER_ADD] =
	"INSERT INTO answers (run, org, url, why, time, status, "
	"content_type, bytes, digest, verdict, reason, fault) "
	"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    [STATEMENT_ANSWER_LOAD] =
	"SELECT " ANSWER " FROM answers a "
	"JOIN scopes s ON s.org = a.org AND s.run = a.run "
	"WHERE a.org = ? ORDER BY a.id",
    /* Those of the newest run; of an earlier one there are none. */
    [STATEMENT_ANSWER_LOAD_AT] =
	"SELECT " ANSWER " FROM answers a "
	"JOIN scopes s ON s.org = a.org AND s.run = a.run "
	"WHERE a.org = ?1 AND s.run <= ?2 ORDER BY a.id",
    [STATEMENT_ANSWER_DELETE_RUN] = "DELETE FROM answers WHERE run = ?",
    [STATEMENT_ANSWER_DELETE_OLD] =
	"DELETE FROM answers WHERE org = ? AND run <> ?",

    [STATEMENT_SCOPE_PUT] =
	"INSERT INTO scopes (org, run, name, state, reason, lists_complete, "
	"associated, cross_checked, checked_at, asked, queries_complete, "
	"queries_partial, queries_failed, queries_skipped) "
	"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, iif(?8, ?9, NULL), ?10, ?11, "
	"?12, ?13, ?14) ON CONFLICT (org) DO UPDATE "
	"SET run = excluded.run, name = excluded.name, "
	"state = excluded.state, reason = excluded.reason, "
	"lists_complete = excluded.lists_complete, "
	"associated = excluded.associated, "
	"cross_checked = excluded.cross_checked, "
	"checked_at = coalesce(excluded.checked_at, checked_at), "
	"asked = excluded.asked, "
	"queries_complete = excluded.queries_complete, "
	"queries_partial = excluded.queries_partial, "
	"queries_failed = excluded.queries_failed, "
	"queries_skipped = excluded.queries_skipped",
    /* Not one that the registry never had: a slip of the pen. */
    [STATEMENT_SCOPE_LIST] =
	"SELECT org FROM scopes AS s WHERE state <> 1 OR EXISTS (SELECT 1 "
	"FROM records AS r WHERE r.org = s.org) ORDER BY org",
    [STATEMENT_SCOPE_LIST_AT] =
	"SELECT DISTINCT org FROM ever_scopes WHERE began <= ?1 AND "
	"ended > ?1 AND state <> 1 ORDER BY org",
    LOADS(SCOPE,
	"run, name, state, reason, lists_complete, associated, cross_checked, "
	"asked, queries_complete, queries_partial, queries_failed, "
	"queries_skipped, (SELECT s.run FROM scopes s WHERE s.org = ?1)",
	"scopes", "", ""),
    /* ?1: the run that is as of now, and was complete. One of older answers
     * makes nothing news that was known. */
    [STATEMENT_SCOPE_COMPLETE] =
	"UPDATE scopes SET complete_before = iif(complete_run = run, "
	"complete_before, complete_at), complete_at = max(?2, "
	"coalesce(complete_at, ?2)), complete_run = run WHERE run = ?1",
    [STATEMENT_SCOPE_NEWS] =
	"SELECT complete_run = run, complete_at, complete_before, run, "
	"(SELECT observed_at FROM runs WHERE runs.id = run) FROM scopes "
	"WHERE org = ?",
    /* The same for run ?2: what earlier ones were complete is known. */
    [STATEMENT_SCOPE_NEWS_AT] =
	"WITH mine AS (SELECT id, complete AND exit_status >= 0 AS complete, "
	"observed_at FROM runs WHERE id <= ?2 AND exit_status IN (0, 1, 3, 66) "
	"AND instr(';' || scope || ';', ';' || ?1 || ';') > 0), "
	"looked AS (SELECT * FROM mine ORDER BY id DESC LIMIT 1), "
	"first AS (SELECT max(mine.id) AS id FROM mine, looked "
	"WHERE mine.complete AND mine.id < looked.id), "
	"last AS (SELECT max(mine.observed_at) AS time FROM mine, looked "
	"WHERE mine.complete AND mine.id < looked.id), "
	"before AS (SELECT max(mine.observed_at) AS time FROM mine, first "
	"WHERE mine.complete AND mine.id < first.id) "
	"SELECT looked.complete, last.time, iif(looked.complete, last.time, "
	"before.time), "
	"looked.id, looked.observed_at FROM looked, last, before",
    [STATEMENT_SCOPE_CHECKED] = "SELECT checked_at FROM scopes WHERE org = ?",
    /* Once confirmed, while the evidence is kept: the POC is stored, or DNS
     * does not say otherwise (?9). */
    [STATEMENT_DOMAIN_PUT] =
	"INSERT INTO domains (org, name, declared, confirmed, evidence, "
	"searched, run, own_since, search_url) VALUES (?1, ?2, ?3, ?4, ?5, "
	"?6, ?7, iif(?3 AND ?4, ?8, NULL), ?10) ON CONFLICT (org, name) DO "
	"UPDATE SET "
	"own_since = iif(excluded.declared AND (excluded.confirmed OR "
	"confirmed), coalesce(own_since, ?8), "
	"NULL), "
	"(confirmed, evidence) = (SELECT excluded.confirmed, "
	"excluded.evidence WHERE excluded.confirmed OR NOT confirmed OR "
	"iif(evidence LIKE 'dns:%', ?9, NOT "
	"EXISTS (SELECT 1 FROM records r WHERE r.org = domains.org AND "
	"r.kind = 1 AND r.handle = domains.evidence)) "
	"UNION ALL SELECT confirmed, evidence LIMIT 1), "
	"declared = excluded.declared, searched = excluded.searched, "
	"search_url = excluded.search_url, run = excluded.run",
    [STATEMENT_DOMAIN_DELETE_OLD] =
	"DELETE FROM domains WHERE org = ? AND run <> ?",
    LOADS(DOMAIN,
	"name, declared, confirmed, evidence, searched, own_since, search_url",
	"domains", "", " ORDER BY name"),
    [STATEMENT_MAIL_DOMAIN_PUT] =
	"INSERT INTO mail_domains (org, name, registrable, state, evidence, "
	"time, run) VALUES (?, ?, ?, ?, ?, ?, ?) "
	"ON CONFLICT (org, name) DO UPDATE SET "
	"registrable = excluded.registrable, state = excluded.state, "
	"evidence = excluded.evidence, time = excluded.time, "
	"run = excluded.run",
    /* Those that no address is at any more. */
    [STATEMENT_MAIL_DOMAIN_DELETE_OLD] =
	"DELETE FROM mail_domains WHERE org = ? AND run <> ? AND name NOT IN "
	"(SELECT substr(address, instr(address, '@') + 1) FROM sightings s "
	"WHERE s.org = mail_domains.org AND s.field = 0 AND s.state <> 2)",
    LOADS(MAIL_DOMAIN, "name, registrable, state, evidence, time",
	"mail_domains", "", " ORDER BY name"),
    [STATEMENT_GAP_PUT] =
	"INSERT INTO gaps (org, id, subject, reason, run, since) "
	"VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (org, id) DO UPDATE SET "
	"subject = excluded.subject, reason = excluded.reason, "
	"run = excluded.run",
    [STATEMENT_GAP_DELETE_OLD] = "DELETE FROM gaps WHERE org = ? AND run <> ?",
    LOADS(
	GAP, "id, subject, reason, since", "gaps", "", " ORDER BY subject, id"),

    [STATEMENT_NOTE_PUT] =
	"INSERT INTO notes (org, place, subject, text, run) "
	"VALUES (?, ?, ?, ?, ?) ON CONFLICT (org, place) DO UPDATE SET "
	"subject = excluded.subject, text = excluded.text, run = excluded.run",
    [STATEMENT_NOTE_DELETE_OLD] =
	"DELETE FROM notes WHERE org = ? AND run <> ?",
    LOADS(NOTE, "subject, text", "notes", "", " ORDER BY place"),
    [STATEMENT_DIFFERENCE_PUT] =
	"INSERT INTO differences (org, kind, handle, what, rdap, whois, url, "
	"run) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
	"ON CONFLICT (org, kind, handle, what) DO UPDATE SET "
	"rdap = excluded.rdap, whois = excluded.whois, url = excluded.url, "
	"run = excluded.run",
    [STATEMENT_DIFFERENCE_DELETE_OLD] =
	"DELETE FROM differences WHERE org = ?1 AND run <> ?2 AND (SELECT "
	"cross_checked FROM scopes WHERE org = ?1)",
    LOADS(DIFFERENCE, "kind, handle, what, rdap, whois, url", "differences", "",
	" ORDER BY kind, handle, what"),
    [STATEMENT_ELSEWHERE_PUT] =
	"INSERT INTO elsewheres (org, poc, stranger, resources, run) "
	"VALUES (?, ?, ?, ?, ?) ON CONFLICT (org, poc, stranger) DO UPDATE "
	"SET resources = iif(excluded.resources = -1, resources, "
	"excluded.resources), run = excluded.run",
    /* ?4: all organizations that the POC serves were read. */
    [STATEMENT_ELSEWHERE_DELETE_OLD] =
	"DELETE FROM elsewheres WHERE org = ?1 AND run <> ?2 AND poc = ?3 "
	"AND (?4 OR stranger IN (SELECT org FROM scopes WHERE run = ?2 "
	"AND state = 0))",
    LOADS(ELSEWHERE, "poc, stranger, resources", "elsewheres", "",
	" ORDER BY poc, stranger"),

    [STATEMENT_SOURCE_FIND] =
	"SELECT id FROM sources WHERE url = ? AND digest = ?",
    [STATEMENT_SOURCE_ADD] = "INSERT INTO sources (url, digest) VALUES (?, ?)",
    [STATEMENT_SOURCE_SWEEP] =
	"DELETE FROM sources WHERE id NOT IN (SELECT source FROM ever_records "
	"UNION SELECT source FROM ever_sightings UNION SELECT source "
	"FROM proofs)",
    [STATEMENT_PART_FIND] = "SELECT id FROM parts WHERE digest = ?",
    [STATEMENT_PART_ADD] = "INSERT INTO parts (digest, body) VALUES (?, ?)",
    [STATEMENT_PART_SWEEP] =
	"DELETE FROM parts WHERE NOT EXISTS (SELECT 1 FROM proofs "
	"WHERE part = parts.id)",
    [STATEMENT_PROOF_PUT] =
	"INSERT INTO proofs (part, source, path, time) VALUES (?, ?, ?, ?) "
	"ON CONFLICT (part, source, path) DO UPDATE SET "
	"time = coalesce(excluded.time, time) RETURNING id",
    [STATEMENT_PROOF_SWEEP] =
	"DELETE FROM proofs WHERE id NOT IN (SELECT proof FROM records "
	"WHERE proof IS NOT NULL UNION SELECT proof FROM sightings "
	"WHERE proof IS NOT NULL)",
    [STATEMENT_PROOF_OF] =
	"SELECT body, digest FROM records JOIN proofs ON proofs.id = proof "
	"JOIN parts ON parts.id = part "
	"WHERE org = ? AND kind = ? AND handle = ?",
    /* An address of a POC stands in the proof of that POC. */
    [STATEMENT_PROOF_LOAD] =
	"SELECT proofs.id, kind, handle, url, sources.digest, time, path, "
	"body, parts.digest FROM (SELECT proof, kind, handle FROM records "
	"WHERE org = ?1 AND proof IS NOT NULL UNION SELECT proof, "
	"iif(poc <> '', 1, record_kind), iif(poc <> '', poc, record) "
	"FROM sightings WHERE org = ?1 AND proof IS NOT NULL) "
	"JOIN proofs ON proofs.id = proof "
	"LEFT JOIN sources ON sources.id = source "
	"JOIN parts ON parts.id = part "
	"ORDER BY kind, handle, url, path, proofs.id",
    [STATEMENT_PROOF_ADDRESSES] =
	"SELECT proof, address, spelling, count(*) FROM sightings "
	"WHERE org = ? AND proof IS NOT NULL GROUP BY proof, address, "
	"spelling ORDER BY proof, address, spelling",
    [STATEMENT_PART_CHECK] = "SELECT id, digest, body FROM parts ORDER BY id",
    [STATEMENT_PART_RECORDS] =
	"SELECT kind, handle FROM (SELECT proof, kind, handle FROM records "
	"UNION SELECT proof, iif(poc <> '', 1, record_kind), "
	"iif(poc <> '', poc, record) FROM sightings) "
	"JOIN proofs ON proofs.id = proof WHERE part = ? "
	"ORDER BY kind, handle",
    /* What only strangers' objects show may have none, inventory.h. */
    [STATEMENT_PROOF_LACKING] =
	"SELECT DISTINCT iif(poc <> '', 1, record_kind), "
	"iif(poc <> '', poc, record), iif(proof = 0, 2, proof IS NULL AND "
	"record_kind = 1) FROM sightings WHERE state <> 2 AND NOT EXISTS "
	"(SELECT 1 "
	"FROM proofs JOIN parts ON parts.id = part "
	"WHERE proofs.id = proof) ORDER BY 1, 2",

    [STATEMENT_RECORD_SEEN] = "SELECT " SEEN " FROM records "
			      "WHERE org = ? AND kind = ? AND handle = ?",
    [STATEMENT_RECORD_PUT] =
	"INSERT INTO records (org, kind, handle, name, range, type, "
	"card_kind, given, surname, cell, links_known, orgs_known, second, "
	"validated, unvalidated_since, "
	"status, registered, last_changed, look, look_reason, source, "
	"observed_at, run, " SEEN ", began, changed_run) VALUES (?, ?, ?, ?, "
	"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?23, ?, ?, ?, "
	"?, ?, ?, ?23, 0) "
	"ON CONFLICT (org, kind, handle) DO UPDATE SET " KEEP_TEXT(
	    name) KEEP_TEXT(range) KEEP_TYPE KEEP_TEXT(card_kind)
	    KEEP_TEXT(given) KEEP_TEXT(
		surname) "cell = iif(excluded.look = 0, excluded.cell, "
			 "max(excluded.cell, cell)), "
			 "links_known = max(excluded.links_known, "
			 "links_known), "
			 "orgs_known = excluded.orgs_known, " PUT_SECOND(
			     "?30") "changed_run = iif(excluded.last_changed > "
				    "last_changed, excluded.run, changed_run), "
				    "validated = iif(excluded.look = 0 OR "
				    "excluded.validated <> 0, "
				    "excluded.validated, "
				    "validated), " KEEP_UNVALIDATED
				    "status = iif(excluded.look = 0 OR "
				    "excluded.status <> "
				    "x'', "
				    "excluded.status, status), " KEEP_TIME(
					registered) KEEP_TIME(last_changed)
					KEEP_TIME(
					    observed_at) "source = "
							 "iif(excluded.look > "
							 "1, "
							 "source, "
							 "excluded.source), "
							 "look = "
							 "excluded.look, "
							 "look_reason = "
							 "excluded.look_reason,"
							 " " PUT_SEEN,
    /* A POC that is linked to nothing, or was met as such; one that only the
     * second view links to something; one that may serve what only the second
     * view shows. */
    [STATEMENT_RECORD_ABSENT] =
	"SELECT kind, handle, iif(kind = 1, handle NOT IN (SELECT poc FROM "
	"links WHERE org = ?1 AND state <> 2) OR EXISTS (SELECT 1 FROM "
	"sightings x WHERE x.org = ?1 AND x.record_kind = 1 AND x.record = "
	"handle AND x.state <> 2), 0), second OR (kind = 1 AND handle IN "
	"(SELECT poc FROM links WHERE org = ?1 AND second AND state <> 2)), "
	"kind = 1 AND EXISTS (SELECT 1 FROM records x WHERE x.org = ?1 AND "
	"x.kind IN (2, 3) AND x.second AND x.state <> 2), "
	"iif(kind = 1, coalesce((SELECT "
	"group_concat(address, ' ') FROM sightings x WHERE x.org = ?1 AND "
	"x.record_kind = 1 AND x.record = handle AND x.field = 0), ''), "
	"''), " SEEN
	" FROM records WHERE org = ?1 AND run <> ?2 AND state <> 2",
    [STATEMENT_RECORD_STATE] =
	"UPDATE records SET look = ?4, look_reason = ?5, state = ?6, "
	"first_seen = ?7, last_seen = ?8, last_complete = ?9, "
	"state_since = ?10, returned = ?11 WHERE org = ?1 AND kind = ?2 AND "
	"handle = ?3",
    [STATEMENT_RECORD_POCS] =
	"SELECT handle, coalesce((SELECT group_concat(address, ' ') "
	"FROM sightings x WHERE x.org = records.org AND x.poc = handle AND "
	"x.field = 0 AND x.state <> 2), '') FROM records WHERE org = ? AND "
	"kind = 1 AND state <> 2 ORDER BY handle",
    [STATEMENT_RECORD_PROOF] = "UPDATE records SET proof = ?4 "
			       "WHERE org = ?1 AND kind = ?2 AND handle = ?3",
    [STATEMENT_RECORD_DROP_PROOFS] =
	"UPDATE records SET proof = NULL "
	"WHERE org = ? AND state = 2 AND proof IS NOT NULL",
    LOADS(RECORD,
	"kind, handle, name, range, type, card_kind, given, surname, cell, "
	"links_known, orgs_known, second, validated, unvalidated_since, "
	"status, registered, last_changed, look, look_reason, url, digest, "
	"observed_at, " SEEN,
	"records", " LEFT JOIN sources ON sources.id = source",
	" AND state <> 2 ORDER BY kind, handle"),

    [STATEMENT_LINK_SEEN] =
	"SELECT " SEEN " FROM links WHERE org = ? AND holder_kind = ? "
	"AND holder = ? AND poc = ?",
    /* ?6: how well the holder was seen; roles are added while in doubt. */
    [STATEMENT_LINK_PUT] =
	"INSERT INTO links (org, holder_kind, holder, poc, roles, second, "
	"run, began, " SEEN ") VALUES (?1, ?2, ?3, ?4, ?5, ?7, ?8, ?8, ?9, "
	"?10, ?11, ?12, ?13, ?14) "
	"ON CONFLICT (org, holder_kind, holder, poc) DO UPDATE SET " PUT_SECOND(
	    "?15") "roles = iif(?6 = 0, excluded.roles, roles | "
		   "excluded.roles), " PUT_SEEN,
    [STATEMENT_LINK_ABSENT] =
	"SELECT holder_kind, holder, poc, second, (SELECT changed_run FROM "
	"records r WHERE r.org = links.org AND r.kind = holder_kind AND "
	"r.handle = holder), " SEEN " FROM links "
	"WHERE org = ? AND run <> ? AND state <> 2",
    [STATEMENT_LINK_STATE] =
	"UPDATE links SET state = ?5, first_seen = ?6, last_seen = ?7, "
	"last_complete = ?8, state_since = ?9, returned = ?10 "
	"WHERE org = ?1 AND holder_kind = ?2 AND holder = ?3 AND poc = ?4",
    LOADS(LINK, "holder_kind, holder, poc, roles, second, " SEEN, "links", "",
	" AND state <> 2 ORDER BY holder_kind, holder, poc"),

    [STATEMENT_SIGHTING_SEEN] =
	"SELECT " SEEN " FROM sightings WHERE org = ? AND record_kind = ? "
	"AND record = ? AND field = ? AND poc = ? AND address = ?",
    [STATEMENT_SIGHTING_PUT] =
	"INSERT INTO sightings (org, record_kind, record, field, poc, "
	"address, spelling, roles, level, second, source, proof, "
	"observed_at, run, began, " SEEN ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
	"?7, ?8, ?10, ?11, ?12, ?13, ?14, ?15, ?15, ?16, ?17, ?18, ?19, ?20, "
	"?21) "
	"ON CONFLICT (org, record_kind, record, field, poc, address) "
	"DO UPDATE SET spelling = excluded.spelling, "
	"roles = iif(?9 = 0, excluded.roles, roles | excluded.roles), "
	"level = excluded.level, " PUT_SECOND(
	    "?22") "source = excluded.source, proof = excluded.proof, "
		   "observed_at = excluded.observed_at, " PUT_SEEN,
    /* With the run that changed what it stood on: where the link is there still,
     * the POC, else the record that was linked. */
    [STATEMENT_SIGHTING_ABSENT] =
	"SELECT record_kind, record, field, poc, address, second, linked, "
	"(SELECT changed_run FROM records r WHERE r.org = ?1 AND "
	"r.kind = iif(linked, 1, record_kind) AND "
	"r.handle = iif(linked, poc, record)), " SEEN
	" FROM (SELECT *, field = 0 AND EXISTS (SELECT 1 FROM links l WHERE "
	"l.org = ?1 AND l.holder_kind = record_kind AND l.holder = record "
	"AND l.poc = sightings.poc AND l.run = ?2) AS linked FROM sightings "
	"WHERE org = ?1 AND run <> ?2 AND state <> 2)",
    [STATEMENT_SIGHTING_STATE] =
	"UPDATE sightings SET state = ?7, first_seen = ?8, last_seen = ?9, "
	"last_complete = ?10, state_since = ?11, returned = ?12 "
	"WHERE org = ?1 AND record_kind = ?2 AND record = ?3 AND field = ?4 "
	"AND poc = ?5 AND "
	"address = ?6",
    /* Addresses known before ?2, and those that ?2 shows nowhere any more. */
    [STATEMENT_SIGHTING_VANISHED] =
	"SELECT count(*), count(*) FILTER (WHERE gone) FROM (SELECT "
	"min(state = 1 AND state_since = ?2) AS gone FROM sightings "
	"WHERE org = ?1 AND state <> 2 GROUP BY address "
	"HAVING min(first_seen) < ?2)",
    [STATEMENT_SIGHTING_DROP_PROOFS] =
	"UPDATE sightings SET proof = NULL "
	"WHERE org = ? AND state = 2 AND proof IS NOT NULL",
    LOADS(SIGHTING,
	"record_kind, record, field, poc, address, spelling, roles, level, "
	"second, url, digest, observed_at, " SEEN,
	"sightings", " LEFT JOIN sources ON sources.id = source",
	" AND state <> 2 ORDER BY record_kind, record, field, poc, address"),

    /* org, kind of record, subject, poc, text, roles, severity, seen, began,
     * ended. ?1: an address or a handle; of addresses, "". */
    [STATEMENT_PAST_ADDRESSES] =
	"SELECT org, 1, address, '', '', 0, 0, CASE min(CASE state WHEN 0 "
	"THEN 0 WHEN 3 THEN 1 WHEN 1 THEN 2 ELSE 3 END) WHEN 0 THEN 0 WHEN 1 "
	"THEN 3 WHEN 2 THEN 1 ELSE 2 END, "
	"min(first_seen), max(last_seen), max(last_complete), "
	"max(state_since), max(returned), NULL, NULL FROM sightings "
	"WHERE ?1 = '' GROUP BY org, address ORDER BY org, address",
    [STATEMENT_PAST_RECORDS] =
	"SELECT org, kind, handle, '', name, 0, 0, " SEEN ", " BEGAN_ENDED
	" FROM ever_records AS x WHERE handle = ?1 COLLATE NOCASE "
	"ORDER BY x.began, org, kind",
    [STATEMENT_PAST_LINKS] =
	"SELECT org, holder_kind, holder, poc, '', roles, 0, " SEEN
	", " BEGAN_ENDED " FROM ever_links AS x WHERE poc = ?1 COLLATE NOCASE "
	"OR holder = ?1 COLLATE NOCASE ORDER BY x.began, org, poc, holder",
    [STATEMENT_PAST_SIGHTINGS] =
	"SELECT org, record_kind, record, poc, address, roles, 0, " SEEN
	", " BEGAN_ENDED " FROM ever_sightings AS x WHERE address = ?1 OR "
	"poc = ?1 COLLATE NOCASE OR (poc = '' AND record = ?1 COLLATE NOCASE) "
	"ORDER BY x.began, org, address, record",
    [STATEMENT_PAST_FINDINGS] =
	"SELECT org, 1, record, rule, address, 0, severity, " SEEN
	", " BEGAN_ENDED " FROM ever_findings AS x WHERE rule <> 'WE000' AND "
	"(address = ?1 OR record = ?1 COLLATE NOCASE) "
	"ORDER BY x.began, org, id",

    [STATEMENT_FINDING_PUT] =
	"INSERT INTO findings (id, org, rule, address, record, severity, "
	"status, rules, cause, never_open, accepted, configured, run, "
	"began, " SEEN
	") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?13, ?13, ?, ?, ?, "
	"?, ?, ?) "
	"ON CONFLICT (id) DO UPDATE SET org = excluded.org, "
	"rule = excluded.rule, address = excluded.address, "
	"record = excluded.record, severity = excluded.severity, "
	"status = excluded.status, rules = excluded.rules, "
	"cause = iif(excluded.cause = '', cause, excluded.cause), "
	"never_open = excluded.never_open, accepted = excluded.accepted, "
	"configured = excluded.configured, " PUT_SEEN,
    /* One that this very run began is no past. */
    [STATEMENT_FINDING_END_MOVE] =
	"INSERT INTO past_findings SELECT " FINDING_COLUMNS ", " NEWEST
	" FROM findings WHERE id = ? AND began < " NEWEST,
    [STATEMENT_FINDING_END] = "DELETE FROM findings WHERE id = ?",
    LOADS(FINDING,
	"id, rule, address, record, severity, status, rules, cause, "
	"never_open, accepted, configured, " SEEN,
	"findings", "", " ORDER BY id"),

    [STATEMENT_REQUEST_ADD] =
	"INSERT INTO requests (minute, count) VALUES (?, 1) "
	"ON CONFLICT (minute) DO UPDATE SET count = count + 1",
    [STATEMENT_REQUEST_SUM] =
	"SELECT coalesce(sum(count), 0), min(minute) FROM requests "
	"WHERE minute BETWEEN ? AND ?",
    [STATEMENT_REQUEST_SWEEP] =
	"DELETE FROM requests WHERE minute NOT BETWEEN ? AND ?",
    [STATEMENT_BACKOFF_PUT] =
	"INSERT INTO backoffs (server, until) VALUES (?, ?) "
	"ON CONFLICT (server) DO UPDATE SET until = excluded.until",
    [STATEMENT_BACKOFF_GET] = "SELECT until FROM backoffs WHERE server = ?",
    [STATEMENT_BACKOFF_SWEEP] =
	"DELETE FROM backoffs WHERE until NOT BETWEEN ? AND ?",

    [STATEMENT_VACUUM] = "VACUUM",
    /* The newest moment of any run but ?1. */
    [STATEMENT_RUN_NEWEST] =
	"SELECT max(max(coalesce(observed_at, started), "
	"coalesce(finished, started), started)) FROM runs WHERE id <> ?",

    /* What is later than ?1, and by a day. */
    [STATEMENT_ANEW_RUNS] =
	"UPDATE runs SET started = min(started, ?1), "
	"finished = min(finished, ?1), observed_at = min(observed_at, ?1) "
	"WHERE id <> ?2 AND max(coalesce(started, 0), coalesce(finished, 0), "
	"coalesce(observed_at, 0)) >= ?1 + 86400",
    [STATEMENT_ANEW_SCOPES] =
	"UPDATE scopes SET complete_at = min(complete_at, ?1), "
	"complete_before = min(complete_before, ?1), "
	"checked_at = min(checked_at, ?1) WHERE max(coalesce(complete_at, 0), "
	"coalesce(complete_before, 0), coalesce(checked_at, 0)) >= ?1 + 86400",
    [STATEMENT_ANEW_DOMAINS] =
	"UPDATE domains SET own_since = ?1 WHERE own_since >= ?1 + 86400",
    [STATEMENT_ANEW_GAPS] =
	"UPDATE gaps SET since = ?1 WHERE since >= ?1 + 86400",
    [STATEMENT_ANEW_RECORDS] = ANEW("records"),
    [STATEMENT_ANEW_LINKS] = ANEW("links"),
    [STATEMENT_ANEW_SIGHTINGS] = ANEW("sightings"),
    [STATEMENT_ANEW_FINDINGS] = ANEW("findings"),

    [STATEMENT_ERASING_CLEAR] = "DELETE FROM erasing",
    [STATEMENT_ERASING_ADD] =
	"INSERT OR IGNORE INTO erasing (text, token) VALUES (?1, token(?1))",
    /* Those of a POC that stand nowhere else. */
    [STATEMENT_ERASING_ADD_OF] =
	"INSERT OR IGNORE INTO erasing (text, token) SELECT address, "
	"token(address) FROM ever_sightings GROUP BY address "
	"HAVING min(poc = ?1 OR (record_kind = 1 AND record = ?1)) "
	"AND address NOT GLOB '" TOKEN_FORM "'",
    /* Those that were nowhere since ?1. */
    [STATEMENT_ERASING_ADD_SUPERSEDED] =
	"INSERT OR IGNORE INTO erasing (text, token) SELECT address, "
	"token(address) FROM (SELECT address, iif(state = 2, "
	"state_since, " FOREVER
	") AS gone FROM sightings UNION ALL SELECT address, "
	"coalesce(" RUN_TIME ", " FOREVER ") FROM past_sightings LEFT JOIN "
	"runs ON runs.id = ended UNION ALL SELECT address, "
	"iif(status = 'removed', coalesce(state_since, " FOREVER "), " FOREVER
	") FROM findings UNION ALL SELECT address, "
	"coalesce(" RUN_TIME ", state_since, " FOREVER
	") FROM past_findings LEFT JOIN "
	"runs ON runs.id = ended) GROUP BY address HAVING max(gone) < ?1 "
	"AND address <> '' AND address NOT GLOB '" TOKEN_FORM "'",
    [STATEMENT_ERASING_ADD_SPELLINGS] =
	"INSERT OR IGNORE INTO erasing (text, token) SELECT spelling, "
	"token(address) FROM ever_sightings WHERE address " ERASING,
    [STATEMENT_ERASING_ANY] =
	"SELECT EXISTS (SELECT 1 FROM erasing) OR EXISTS (SELECT 1 FROM "
	"findings WHERE status = 'removed' AND state_since < ?1) OR EXISTS "
	"(SELECT 1 FROM past_records WHERE kind IN (1, 4) AND (name <> '' OR "
	"given <> '' OR surname <> '') AND ended IN " RUNS_BEFORE ")",
    [STATEMENT_ERASING_LIST] = "SELECT text, token FROM erasing",
    [STATEMENT_ERASING_COUNT] =
	"SELECT count(DISTINCT token) FROM erasing WHERE text <> ?",
    [STATEMENT_ERASING_ELSEWHERE] =
	"SELECT count(DISTINCT address) FROM ever_sightings WHERE (poc = ?1 "
	"OR (record_kind = 1 AND record = ?1)) AND NOT address " ERASING,
    /* Is any of it there still, as far as is known? */
    [STATEMENT_ERASING_PUBLISHED] =
	"SELECT EXISTS (SELECT 1 FROM sightings WHERE state <> 2 "
	"AND " ABOUT_SIGHTING
	") OR EXISTS (SELECT 1 FROM records WHERE state <> 2 "
	"AND " ABOUT_RECORD ")",
    /* 0 an organization that was audited, 1 a POC, 2 another record, -1 none */
    [STATEMENT_HANDLE_KIND] =
	"SELECT CASE WHEN EXISTS (SELECT 1 FROM ever_scopes WHERE org = ?1) "
	"THEN 0 WHEN EXISTS (SELECT 1 FROM ever_records WHERE kind = 1 AND "
	"handle = ?1) OR EXISTS (SELECT 1 FROM ever_links WHERE poc = ?1) OR "
	"EXISTS (SELECT 1 FROM ever_sightings WHERE poc = ?1) THEN 1 "
	"WHEN EXISTS (SELECT 1 FROM ever_records WHERE handle = ?1) THEN 2 "
	"ELSE -1 END",

    /* ---- prune: live rows before past ones ---- */
    [STATEMENT_PRUNE_FINDING_MOVE] =
	"INSERT INTO past_findings SELECT " FINDING_COLUMNS ", "
	"max(began + 1, " NEWEST ") FROM findings "
	"WHERE status = 'removed' AND state_since < ?1",
    [STATEMENT_PRUNE_FINDING] =
	"DELETE FROM findings WHERE status = 'removed' AND state_since < ?1",
    [STATEMENT_PRUNE_SIGHTING] = "DELETE FROM sightings WHERE address " ERASING,
    [STATEMENT_PRUNE_RECORD] =
	"DELETE FROM records WHERE kind IN (1, 4) AND state = 2 AND "
	"state_since < ?1",
    [STATEMENT_PRUNE_PAST_SIGHTING] =
	"UPDATE past_sightings SET (address, spelling) = (SELECT token, token "
	"FROM erasing WHERE text = address) WHERE address " ERASING,
    /* The id is a digest of the address, which one could try. */
    [STATEMENT_PRUNE_PAST_FINDING] =
	"UPDATE past_findings SET id = rule || '-' || substr(token(id), 8), "
	"address = (SELECT token FROM erasing WHERE text = address) "
	"WHERE address " ERASING,
    /* Unless the record has the same name still. */
    [STATEMENT_PRUNE_PAST_RECORD] =
	"UPDATE past_records SET name = '', given = '', surname = '' "
	"WHERE kind IN (1, 4) AND (name <> '' OR given <> '' OR "
	"surname <> '') AND ended IN " RUNS_BEFORE " AND NOT EXISTS (SELECT "
	"1 FROM records r WHERE r.org = past_records.org AND "
	"r.kind = past_records.kind AND r.handle = past_records.handle AND "
	"(r.name, r.given, r.surname) = (past_records.name, "
	"past_records.given, past_records.surname)) AND NOT EXISTS (SELECT 1 "
	"FROM past_records r WHERE r.org = past_records.org AND "
	"r.kind = past_records.kind AND r.handle = past_records.handle AND "
	"(r.name, r.given, r.surname) = (past_records.name, "
	"past_records.given, past_records.surname) AND r.ended NOT "
	"IN " RUNS_BEFORE ")",

    /* ---- forget: the same ---- */
    [STATEMENT_FORGET_PROOF] =
	"DELETE FROM proofs WHERE part IN (SELECT part FROM proofs WHERE id "
	"IN (SELECT proof FROM sightings WHERE " ABOUT_SIGHTING " UNION "
	"SELECT proof FROM records WHERE (" ABOUT_RECORD ") OR " SHOWS_SIGHTING
	"))",
    [STATEMENT_FORGET_SIGHTING] = "DELETE FROM sightings WHERE " ABOUT_SIGHTING,
    [STATEMENT_FORGET_PAST_SIGHTING] =
	"DELETE FROM past_sightings WHERE " ABOUT_SIGHTING,
    [STATEMENT_FORGET_FINDING] = "DELETE FROM findings WHERE " ABOUT_FINDING,
    [STATEMENT_FORGET_PAST_FINDING] =
	"DELETE FROM past_findings WHERE " ABOUT_FINDING,
    [STATEMENT_FORGET_LINK] = "DELETE FROM links WHERE " ABOUT_LINK,
    [STATEMENT_FORGET_PAST_LINK] = "DELETE FROM past_links WHERE " ABOUT_LINK,
    [STATEMENT_FORGET_RECORD] = "DELETE FROM records WHERE " ABOUT_RECORD,
    [STATEMENT_FORGET_PAST_RECORD] =
	"DELETE FROM past_records WHERE " ABOUT_RECORD,
    [STATEMENT_FORGET_ELSEWHERE] =
	"DELETE FROM elsewheres WHERE " ABOUT_ELSEWHERE,
    [STATEMENT_FORGET_PAST_ELSEWHERE] =
	"DELETE FROM past_elsewheres WHERE " ABOUT_ELSEWHERE,
    [STATEMENT_FORGET_DIFFERENCE] =
	"DELETE FROM differences WHERE " ABOUT_RECORD,
    [STATEMENT_FORGET_PAST_DIFFERENCE] =
	"DELETE FROM past_differences WHERE " ABOUT_RECORD,

/* All of an organization, ?1: what refers to its scope first. */
#define FORGET_ORG(name, table) \
	[STATEMENT_FORGET_ORG_##name] = "DELETE FROM " table " WHERE org = ?"
    FORGET_ORG(ANSWERS, "answers"),
    FORGET_ORG(DOMAINS, "domains"),
    FORGET_ORG(GAPS, "gaps"),
    FORGET_ORG(NOTES, "notes"),
    FORGET_ORG(DIFFERENCES, "differences"),
    FORGET_ORG(ELSEWHERES, "elsewheres"),
    FORGET_ORG(MAIL_DOMAINS, "mail_domains"),
    FORGET_ORG(RECORDS, "records"),
    FORGET_ORG(LINKS, "links"),
    FORGET_ORG(SIGHTINGS, "sightings"),
    FORGET_ORG(FINDINGS, "findings"),
    FORGET_ORG(SCOPES, "scopes"),
    FORGET_ORG(PAST_DOMAINS, "past_domains"),
    FORGET_ORG(PAST_GAPS, "past_gaps"),
    FORGET_ORG(PAST_NOTES, "past_notes"),
    FORGET_ORG(PAST_DIFFERENCES, "past_differences"),
    FORGET_ORG(PAST_ELSEWHERES, "past_elsewheres"),
    FORGET_ORG(PAST_MAIL_DOMAINS, "past_mail_domains"),
    FORGET_ORG(PAST_RECORDS, "past_records"),
    FORGET_ORG(PAST_LINKS, "past_links"),
    FORGET_ORG(PAST_SIGHTINGS, "past_sightings"),
    FORGET_ORG(PAST_FINDINGS, "past_findings"),
    FORGET_ORG(PAST_SCOPES, "past_scopes"),

    /* Free texts, and the URLs and places that are made of handles. */
    [STATEMENT_SCRUB_PROOF] = "DELETE FROM proofs WHERE part IN (SELECT id "
			      "FROM parts WHERE " MENTIONS("body") ")",
    /* Whose proof that was. 0: it was erased with somebody else. */
    [STATEMENT_PROOFLESS_RECORDS] =
	"UPDATE records SET proof = NULL WHERE proof IS NOT NULL AND "
	"proof NOT IN (SELECT id FROM proofs)",
    [STATEMENT_PROOFLESS_SIGHTINGS] =
	"UPDATE sightings SET proof = 0 WHERE proof <> 0 AND "
	"proof NOT IN (SELECT id FROM proofs)",
    [STATEMENT_SCRUB_RUNS] = SCRUB_TWO("runs", "scope", "source"),
    [STATEMENT_SCRUB_ANSWERS] = SCRUB_THREE("answers", "url", "why", "reason"),
    [STATEMENT_SCRUB_SCOPES] = SCRUB_TWO("scopes", "name", "reason"),
    [STATEMENT_SCRUB_PAST_SCOPES] = SCRUB_TWO("past_scopes", "name", "reason"),
    [STATEMENT_SCRUB_DOMAINS] = SCRUB("domains", "evidence"),
    [STATEMENT_SCRUB_PAST_DOMAINS] = SCRUB("past_domains", "evidence"),
    [STATEMENT_SCRUB_GAPS] = SCRUB_TWO("gaps", "subject", "reason"),
    [STATEMENT_SCRUB_PAST_GAPS] = SCRUB_TWO("past_gaps", "subject", "reason"),
    [STATEMENT_SCRUB_NOTES] = SCRUB_TWO("notes", "subject", "text"),
    [STATEMENT_SCRUB_PAST_NOTES] = SCRUB_TWO("past_notes", "subject", "text"),
    [STATEMENT_SCRUB_DIFFERENCES] =
	SCRUB_THREE("differences", "rdap", "whois", "url"),
    [STATEMENT_SCRUB_PAST_DIFFERENCES] =
	SCRUB_THREE("past_differences", "rdap", "whois", "url"),
    [STATEMENT_SCRUB_RECORDS] = SCRUB_TWO("records", "name", "look_reason"),
    [STATEMENT_SCRUB_PAST_RECORDS] =
	SCRUB_TWO("past_records", "name", "look_reason"),
    /* Two URLs may differ in nothing else. */
    [STATEMENT_SCRUB_SOURCES] = "UPDATE sources SET url = without(url, ?1, ?2 "
				"|| '-' || id) WHERE " MENTIONS("url"),

    /* ---- held.c: all of it ---- */
    [STATEMENT_HELD_RECORDS] =
	"SELECT *, " SOURCE_URL " FROM records WHERE " ABOUT_RECORD,
    [STATEMENT_HELD_PAST_RECORDS] =
	"SELECT *, " SOURCE_URL " FROM past_records WHERE " ABOUT_RECORD,
    [STATEMENT_HELD_LINKS] = "SELECT * FROM links WHERE " ABOUT_LINK,
    [STATEMENT_HELD_PAST_LINKS] = "SELECT * FROM past_links WHERE " ABOUT_LINK,
    [STATEMENT_HELD_SIGHTINGS] =
	"SELECT *, " SOURCE_URL " FROM sightings WHERE " ABOUT_SIGHTING,
    [STATEMENT_HELD_PAST_SIGHTINGS] =
	"SELECT *, " SOURCE_URL " FROM past_sightings WHERE " ABOUT_SIGHTING,
    [STATEMENT_HELD_FINDINGS] = "SELECT * FROM findings WHERE " ABOUT_FINDING,
    [STATEMENT_HELD_PAST_FINDINGS] =
	"SELECT * FROM past_findings WHERE " ABOUT_FINDING,
    [STATEMENT_HELD_ELSEWHERES] =
	"SELECT * FROM elsewheres WHERE " ABOUT_ELSEWHERE,
    [STATEMENT_HELD_PAST_ELSEWHERES] =
	"SELECT * FROM past_elsewheres WHERE " ABOUT_ELSEWHERE,
    [STATEMENT_HELD_DIFFERENCES] =
	"SELECT * FROM differences WHERE " ABOUT_RECORD
	" OR " MENTIONED("rdap") " OR " MENTIONED("whois"),
    [STATEMENT_HELD_PAST_DIFFERENCES] =
	"SELECT * FROM past_differences WHERE " ABOUT_RECORD
	" OR " MENTIONED("rdap") " OR " MENTIONED("whois"),
    [STATEMENT_HELD_DOMAINS] =
	"SELECT * FROM domains WHERE " MENTIONED("evidence"),
    [STATEMENT_HELD_PAST_DOMAINS] =
	"SELECT * FROM past_domains WHERE " MENTIONED("evidence"),
    [STATEMENT_HELD_GAPS] = "SELECT * FROM gaps WHERE " MENTIONED(
	"subject") " OR " MENTIONED("reason"),
    [STATEMENT_HELD_PAST_GAPS] = "SELECT * FROM past_gaps WHERE " MENTIONED(
	"subject") " OR " MENTIONED("reason"),
    [STATEMENT_HELD_NOTES] = "SELECT * FROM notes WHERE " MENTIONED(
	"subject") " OR " MENTIONED("notes.text"),
    [STATEMENT_HELD_PAST_NOTES] = "SELECT * FROM past_notes WHERE " MENTIONED(
	"subject") " OR " MENTIONED("past_notes.text"),
    [STATEMENT_HELD_ANSWERS] = "SELECT * FROM answers WHERE " MENTIONED(
	"url") " OR " MENTIONED("why") " OR " MENTIONED("reason"),
    [STATEMENT_HELD_SOURCES] =
	"SELECT url, digest FROM sources WHERE " MENTIONED("url"),
    [STATEMENT_HELD_RUNS] =
	"SELECT id, started, scope, source FROM runs WHERE " MENTIONED(
	    "scope") " OR " MENTIONED("source"),
    /* The text of what is not a POC may name others. */
    [STATEMENT_HELD_PARTS] =
	"SELECT kind, handle, url, sources.digest AS answer_digest, time, "
	"path, parts.digest, iif(kind = 1, body, NULL) AS body FROM (SELECT "
	"proof, kind, handle FROM records WHERE " ABOUT_RECORD " UNION "
	"SELECT proof, iif(poc <> '', 1, record_kind), iif(poc <> '', poc, "
	"record) FROM sightings WHERE " ABOUT_SIGHTING " UNION SELECT proof, "
	"kind, handle FROM records WHERE proof IN (SELECT proofs.id FROM "
	"proofs JOIN parts ON parts.id = part WHERE " MENTIONED(
	    "body") ")) "
		    "JOIN proofs ON proofs.id = proof JOIN parts ON parts.id = "
		    "part "
		    "LEFT JOIN sources ON sources.id = source",
};

static int
prepare(struct store *s, enum statement id, struct error *err)
{
	int rc;

	if (s->statements[id] != NULL)
		return 0;
	rc = sqlite3_prepare_v3(s->db, catalogue[id], -1,
	    SQLITE_PREPARE_PERSISTENT, &s->statements[id], NULL);
	if (rc == SQLITE_OK)
		return 0;
	if ((rc & 0xff) == SQLITE_ERROR && !s->setting_up)
		return error_set(err, ERROR_DATA,
		    "%s: its tables are not those of its version: %s", s->name,
		    sqlite3_errmsg(s->db));
	return store_fault(s, rc, "cannot be read", err);
}

int
call_begin(
    struct call *call, struct store *s, enum statement id, struct error *err)
{
	*call = (struct call){.store = s};
	if (prepare(s, id, err) == -1)
		return -1;
	call->stmt = s->statements[id];
	return 0;
}

void
call_end(struct call *call)
{
	sqlite3_reset(call->stmt);
	sqlite3_clear_bindings(call->stmt);
}

static void
bound(struct call *call, int rc)
{
	if (call->rc == SQLITE_OK)
		call->rc = rc;
}

void
call_text(struct call *call, const char *text)
{
	bound(call, sqlite3_bind_text64(call->stmt, ++call->bound, text,
			strlen(text), SQLITE_STATIC, SQLITE_UTF8));
}

void
call_int(struct call *call, int64_t n)
{
	bound(call, sqlite3_bind_int64(call->stmt, ++call->bound, n));
}

void
call_id(struct call *call, int64_t id)
{
	if (id == 0)
		bound(call, sqlite3_bind_null(call->stmt, ++call->bound));
	else
		call_int(call, id);
}

void
call_time(struct call *call, int64_t when)
{
	if (when == CLOCK_NONE)
		bound(call, sqlite3_bind_null(call->stmt, ++call->bound));
	else
		call_int(call, when);
}

void
call_blob(struct call *call, const void *data, size_t len)
{
	/* A NULL pointer would bind NULL. */
	bound(call, sqlite3_bind_blob64(call->stmt, ++call->bound,
			data != NULL ? data : "", len, SQLITE_STATIC));
}

void
call_seen(struct call *call, const struct seen *seen)
{
	call_int(call, seen->state);
	call_time(call, seen->first);
	call_time(call, seen->last);
	call_time(call, seen->last_complete);
	call_time(call, seen->since);
	call_int(call, seen->returned);
}

int
call_row(struct call *call, struct error *err)
{
	int rc = call->rc;

	if (rc == SQLITE_OK)
		rc = sqlite3_step(call->stmt);
	call->taken = 0;
	if (rc == SQLITE_ROW)
		return 1;
	if (rc != SQLITE_DONE)
		store_fault(call->store, rc,
		    sqlite3_stmt_readonly(call->stmt) ? "cannot be read"
						      : "cannot be written",
		    err);
	call_end(call);
	return rc == SQLITE_DONE ? 0 : -1;
}

int
call_run(struct call *call, struct error *err)
{
	int got = call_row(call, err);

	if (got == 1)
		call_end(call);
	return got == -1 ? -1 : 0;
}

const char *
row_borrow(struct call *call)
{
	int column = call->taken++;
	const unsigned char *text = sqlite3_column_text(call->stmt, column);

	if (text != NULL)
		return (const char *)text;
	if (sqlite3_errcode(call->store->db) == SQLITE_NOMEM)
		alloc_fail();
	return "";
}

char *
row_text(struct call *call)
{
	return xstrdup(row_borrow(call));
}

int64_t
row_int(struct call *call)
{
	return sqlite3_column_int64(call->stmt, call->taken++);
}

int64_t
row_time(struct call *call)
{
	int column = call->taken++;

	if (sqlite3_column_type(call->stmt, column) == SQLITE_NULL)
		return CLOCK_NONE;
	return sqlite3_column_int64(call->stmt, column);
}

const void *
row_blob(struct call *call, size_t *len)
{
	int column = call->taken++;
	const void *data = sqlite3_column_blob(call->stmt, column);

	*len = (size_t)sqlite3_column_bytes(call->stmt, column);
	return data;
}

struct seen
row_seen(struct call *call)
{
	struct seen seen;

	seen.state = (enum state)row_int(call);
	seen.first = row_time(call);
	seen.last = row_time(call);
	seen.last_complete = row_time(call);
	seen.since = row_time(call);
	seen.returned = row_int(call);
	return seen;
}

int
statement_run(struct store *s, enum statement id, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, id, err) == -1)
		return -1;
	return call_run(&call, err);
}

int
statement_number(
    struct store *s, enum statement id, int64_t *n, struct error *err)
{
	struct call call;

	if (call_begin(&call, s, id, err) == -1 || call_row(&call, err) != 1)
		return error_set(err, ERROR_DATA, "%s: is damaged", s->name);
	*n = row_int(&call);
	call_end(&call);
	return 0;
}

int
statement_script(struct store *s, const char *sql, struct error *err)
{
	sqlite3_stmt *stmt;
	int rc = SQLITE_OK;

	while (*sql != '\0') {
		rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, &sql);
		if (rc != SQLITE_OK)
			break;
		while (stmt != NULL && (rc = sqlite3_step(stmt)) == SQLITE_ROW)
			;
		sqlite3_finalize(stmt);
		if (rc != SQLITE_OK && rc != SQLITE_DONE)
			break;
	}
	if (rc != SQLITE_OK && rc != SQLITE_DONE)
		return store_fault(s, rc, "cannot be set up", err);
	return 0;
}

void
statements_free(struct store *s)
{
	for (size_t i = 0; i < STATEMENT_COUNT; i++) {
		sqlite3_finalize(s->statements[i]);
		s->statements[i] = NULL;
	}
}
