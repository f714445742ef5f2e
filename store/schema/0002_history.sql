-- FROZEN: stores are made of this file. It is never edited again, not even this
-- comment (tests/frozen looks): what is to change becomes a new file, 000N_*.sql.
--
-- History: what was known in an earlier run. A row of a fact is its newest
-- version; it `began` with a run. When something of it changes that a report
-- shows, the old one goes into past_X, where it `ended` with the run that
-- changed it (history.sql). So the store grows with changes, not with runs:
-- when a fact was seen last, and in which answer, is no version of its own. A
-- run R knew what began <= R and R < ended.
--
-- A part is the proof of what is there now, and has no past; nor have answers.
-- Facts of a store older than this are as old as its newest run.

PRAGMA user_version = 2;

ALTER TABLE records ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sightings ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scopes ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE domains ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE gaps ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE elsewheres ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mail_domains ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE notes ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE differences ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sightings ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN began INTEGER NOT NULL DEFAULT 0;

-- What became of the reports of a run that stored its facts: 0, or what the
-- program ended with because one could not be written.
ALTER TABLE runs ADD COLUMN output_status INTEGER NOT NULL DEFAULT 0;

-- Answers are kept of the newest run only. Of how many queries an earlier one
-- knew, and of whom it asked (bits, rdap/inventory.h).
ALTER TABLE scopes ADD COLUMN asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scopes ADD COLUMN queries_complete INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scopes ADD COLUMN queries_partial INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scopes ADD COLUMN queries_failed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scopes ADD COLUMN queries_skipped INTEGER NOT NULL DEFAULT 0;
-- The URL that listed the POCs at it, or ''.
ALTER TABLE domains ADD COLUMN search_url TEXT NOT NULL DEFAULT '';
-- When it was first met, whatever the reason since.
ALTER TABLE gaps ADD COLUMN since INTEGER;

-- The newest complete run over it, and the one before: what both lack is news.
ALTER TABLE scopes ADD COLUMN complete_run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scopes ADD COLUMN complete_at INTEGER;
ALTER TABLE scopes ADD COLUMN complete_before INTEGER;
ALTER TABLE domains ADD COLUMN own_since INTEGER;
-- The run in which the registry called it changed.
ALTER TABLE records ADD COLUMN changed_run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN cause TEXT NOT NULL DEFAULT '';
-- Was it never but in doubt, so that its end is no news? Was it accepted when it
-- was judged last, or before it came into doubt? Is its mailbox what it is by the
-- configuration?
ALTER TABLE findings ADD COLUMN never_open INTEGER NOT NULL DEFAULT 0
	CHECK (never_open IN (0, 1));
ALTER TABLE findings ADD COLUMN accepted INTEGER NOT NULL DEFAULT 0
	CHECK (accepted IN (0, 1));
ALTER TABLE findings ADD COLUMN configured INTEGER NOT NULL DEFAULT 0
	CHECK (configured IN (0, 1));
UPDATE findings SET accepted = 1 WHERE status = 'accepted';

UPDATE scopes SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE domains SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE gaps SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE elsewheres SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE mail_domains SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE notes SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE differences SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE records SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE links SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE sightings SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE findings SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE gaps SET since = (SELECT observed_at FROM runs WHERE runs.id = gaps.run);
UPDATE scopes SET (queries_complete, queries_partial, queries_failed,
	queries_skipped, asked) = (SELECT
	count(*) FILTER (WHERE verdict = 0), count(*) FILTER (WHERE verdict = 1),
	count(*) FILTER (WHERE verdict = 2), count(*) FILTER (WHERE verdict = 3),
	max(instr(url, '/pocs;domain=') > 0) | 2 * max(instr(url, '/rest/') > 0)
	FROM answers a WHERE a.org = scopes.org AND a.run = scopes.run)
	WHERE EXISTS (SELECT 1 FROM answers a WHERE a.org = scopes.org AND
	a.run = scopes.run);
UPDATE domains SET search_url = coalesce((SELECT url FROM answers a
	WHERE a.org = domains.org AND a.run = domains.run AND
	url LIKE '%/pocs;domain=' || domains.name ORDER BY a.id LIMIT 1), '')
	WHERE searched;
UPDATE scopes SET (complete_run, complete_at) = (SELECT id, observed_at
	FROM runs WHERE runs.id = scopes.run AND complete)
	WHERE EXISTS (SELECT 1 FROM runs WHERE runs.id = scopes.run AND complete);

CREATE TABLE past_scopes (
	org              TEXT NOT NULL,
	run              INTEGER NOT NULL,
	name             TEXT NOT NULL,
	state            INTEGER NOT NULL,
	reason           TEXT NOT NULL,
	lists_complete   INTEGER NOT NULL,
	associated       INTEGER NOT NULL,
	cross_checked    INTEGER NOT NULL,
	checked_at       INTEGER,
	asked            INTEGER NOT NULL,
	queries_complete INTEGER NOT NULL,
	queries_partial  INTEGER NOT NULL,
	queries_failed   INTEGER NOT NULL,
	queries_skipped  INTEGER NOT NULL,
	began            INTEGER NOT NULL,
	ended            INTEGER NOT NULL,
	PRIMARY KEY (org, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_domains (
	org         TEXT NOT NULL,
	name        TEXT NOT NULL,
	declared    INTEGER NOT NULL,
	confirmed   INTEGER NOT NULL,
	evidence    TEXT NOT NULL,
	searched    INTEGER NOT NULL,
	run         INTEGER NOT NULL,
	own_since   INTEGER,
	search_url  TEXT NOT NULL,
	began       INTEGER NOT NULL,
	ended       INTEGER NOT NULL,
	PRIMARY KEY (org, name, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_gaps (
	org     TEXT NOT NULL,
	id      TEXT NOT NULL,
	subject TEXT NOT NULL,
	reason  TEXT NOT NULL,
	run     INTEGER NOT NULL,
	since   INTEGER,
	began   INTEGER NOT NULL,
	ended   INTEGER NOT NULL,
	PRIMARY KEY (org, id, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_notes (
	org     TEXT NOT NULL,
	place   INTEGER NOT NULL,
	subject TEXT NOT NULL,
	text    TEXT NOT NULL,
	run     INTEGER NOT NULL,
	began   INTEGER NOT NULL,
	ended   INTEGER NOT NULL,
	PRIMARY KEY (org, place, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_differences (
	org    TEXT NOT NULL,
	kind   INTEGER NOT NULL,
	handle TEXT NOT NULL,
	what   TEXT NOT NULL,
	rdap   TEXT NOT NULL,
	whois  TEXT NOT NULL,
	url    TEXT NOT NULL,
	run    INTEGER NOT NULL,
	began  INTEGER NOT NULL,
	ended  INTEGER NOT NULL,
	PRIMARY KEY (org, kind, handle, what, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_elsewheres (
	org       TEXT NOT NULL,
	poc       TEXT NOT NULL,
	stranger  TEXT NOT NULL,
	resources INTEGER NOT NULL,
	run       INTEGER NOT NULL,
	began     INTEGER NOT NULL,
	ended     INTEGER NOT NULL,
	PRIMARY KEY (org, poc, stranger, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_mail_domains (
	org         TEXT NOT NULL,
	name        TEXT NOT NULL,
	registrable TEXT NOT NULL,
	state       INTEGER NOT NULL,
	evidence    TEXT NOT NULL,
	time        INTEGER,
	run         INTEGER NOT NULL,
	began       INTEGER NOT NULL,
	ended       INTEGER NOT NULL,
	PRIMARY KEY (org, name, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_records (
	org               TEXT NOT NULL,
	kind              INTEGER NOT NULL,
	handle            TEXT NOT NULL,
	name              TEXT NOT NULL,
	range             TEXT NOT NULL,
	type              TEXT NOT NULL,
	card_kind         TEXT NOT NULL,
	given             TEXT NOT NULL,
	surname           TEXT NOT NULL,
	cell              INTEGER NOT NULL,
	links_known       INTEGER NOT NULL,
	orgs_known        INTEGER NOT NULL,
	second            INTEGER NOT NULL,
	validated         INTEGER NOT NULL,
	unvalidated_since INTEGER,
	status            BLOB NOT NULL,
	registered        INTEGER,
	last_changed      INTEGER,
	look              INTEGER NOT NULL,
	look_reason       TEXT NOT NULL,
	source            INTEGER NOT NULL,
	observed_at       INTEGER,
	run               INTEGER NOT NULL,
	state             INTEGER NOT NULL,
	first_seen        INTEGER NOT NULL,
	last_seen         INTEGER NOT NULL,
	last_complete     INTEGER,
	state_since       INTEGER NOT NULL,
	returned          INTEGER NOT NULL,
	changed_run       INTEGER NOT NULL,
	began             INTEGER NOT NULL,
	ended             INTEGER NOT NULL,
	PRIMARY KEY (org, kind, handle, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_links (
	org           TEXT NOT NULL,
	holder_kind   INTEGER NOT NULL,
	holder        TEXT NOT NULL,
	poc           TEXT NOT NULL,
	roles         INTEGER NOT NULL,
	second        INTEGER NOT NULL,
	run           INTEGER NOT NULL,
	state         INTEGER NOT NULL,
	first_seen    INTEGER NOT NULL,
	last_seen     INTEGER NOT NULL,
	last_complete INTEGER,
	state_since   INTEGER NOT NULL,
	returned      INTEGER NOT NULL,
	began         INTEGER NOT NULL,
	ended         INTEGER NOT NULL,
	PRIMARY KEY (org, holder_kind, holder, poc, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_sightings (
	org           TEXT NOT NULL,
	record_kind   INTEGER NOT NULL,
	record        TEXT NOT NULL,
	field         INTEGER NOT NULL,
	poc           TEXT NOT NULL,
	address       TEXT NOT NULL,
	spelling      TEXT NOT NULL,
	roles         INTEGER NOT NULL,
	level         INTEGER NOT NULL,
	second        INTEGER NOT NULL,
	source        INTEGER NOT NULL,
	observed_at   INTEGER,
	run           INTEGER NOT NULL,
	state         INTEGER NOT NULL,
	first_seen    INTEGER NOT NULL,
	last_seen     INTEGER NOT NULL,
	last_complete INTEGER,
	state_since   INTEGER NOT NULL,
	returned      INTEGER NOT NULL,
	began         INTEGER NOT NULL,
	ended         INTEGER NOT NULL,
	PRIMARY KEY (org, record_kind, record, field, poc, address, began)
) STRICT, WITHOUT ROWID;

CREATE TABLE past_findings (
	id            TEXT NOT NULL,
	org           TEXT NOT NULL,
	rule          TEXT NOT NULL,
	address       TEXT NOT NULL,
	record        TEXT NOT NULL,
	severity      INTEGER NOT NULL,
	status        TEXT NOT NULL,
	rules         TEXT NOT NULL,
	run           INTEGER NOT NULL,
	state         INTEGER NOT NULL,
	first_seen    INTEGER,
	last_seen     INTEGER,
	last_complete INTEGER,
	state_since   INTEGER,
	returned      INTEGER NOT NULL,
	cause         TEXT NOT NULL,
	never_open    INTEGER NOT NULL,
	accepted      INTEGER NOT NULL,
	configured    INTEGER NOT NULL,
	began         INTEGER NOT NULL,
	ended         INTEGER NOT NULL,
	PRIMARY KEY (id, began)
) STRICT, WITHOUT ROWID;
