-- History: what was known in an earlier run. A row of a fact is its newest
-- version; it `began` with a run. When something of it changes that a report
-- shows, the old one goes into past_X, where it `ended` with the run that
-- changed it (history.sql). So the store grows with changes, not with runs:
-- when a fact was seen last, and in which answer, is no version of its own. A
-- run R knew what began <= R and R < ended.
--
-- A part is the proof of what is there now, and has no past. Facts of a store
-- older than this are as old as its newest run.

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
ALTER TABLE records ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sightings ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN began INTEGER NOT NULL DEFAULT 0;

-- The newest complete run over it, and the one before: what both lack is news.
ALTER TABLE scopes ADD COLUMN complete_run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scopes ADD COLUMN complete_at INTEGER;
ALTER TABLE scopes ADD COLUMN complete_before INTEGER;
ALTER TABLE domains ADD COLUMN own_since INTEGER;
-- The run in which the registry called it changed.
ALTER TABLE records ADD COLUMN changed_run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN cause TEXT NOT NULL DEFAULT '';

UPDATE scopes SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE domains SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE gaps SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE elsewheres SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE mail_domains SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE records SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE links SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE sightings SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE findings SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE scopes SET (complete_run, complete_at) = (SELECT id, observed_at
	FROM runs WHERE runs.id = scopes.run AND complete)
	WHERE EXISTS (SELECT 1 FROM runs WHERE runs.id = scopes.run AND complete);

CREATE TABLE past_scopes (
	org            TEXT NOT NULL,
	run            INTEGER NOT NULL,
	name           TEXT NOT NULL,
	state          INTEGER NOT NULL,
	reason         TEXT NOT NULL,
	lists_complete INTEGER NOT NULL,
	associated     INTEGER NOT NULL,
	cross_checked  INTEGER NOT NULL,
	checked_at     INTEGER,
	began          INTEGER NOT NULL,
	ended          INTEGER NOT NULL,
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
	own_since INTEGER,
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
	began   INTEGER NOT NULL,
	ended   INTEGER NOT NULL,
	PRIMARY KEY (org, id, began)
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
	began         INTEGER NOT NULL,
	ended         INTEGER NOT NULL,
	PRIMARY KEY (id, began)
) STRICT, WITHOUT ROWID;
