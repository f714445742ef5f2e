-- FROZEN: stores are made of this file. It is never edited again, not even this
-- comment (tests/frozen looks): what is to change becomes a new file, 000N_*.sql.
--
-- The first schema. Numbers are those of the enums in rdap/record.h and
-- rdap/inventory.h, which therefore only ever grow at their end. Times are
-- seconds since 1970, NULL where none is known.
--
-- It grows with what changes at the registry, not with the runs: what a fact
-- was seen in is a column of it. A run adds its own row in runs, and replaces
-- the answers of the run before.

PRAGMA application_id = 0x77686f65; -- "whoe"
PRAGMA user_version = 1;

CREATE TABLE runs (
	id               INTEGER PRIMARY KEY AUTOINCREMENT,
	started          INTEGER,
	finished         INTEGER,
	observed_at      INTEGER,
	scope            TEXT NOT NULL,
	tool             TEXT NOT NULL,
	rules            TEXT NOT NULL,
	source           TEXT NOT NULL,
	complete         INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
	exit_status      INTEGER NOT NULL DEFAULT -1,
	queries_complete INTEGER NOT NULL DEFAULT 0,
	queries_partial  INTEGER NOT NULL DEFAULT 0,
	queries_failed   INTEGER NOT NULL DEFAULT 0,
	queries_skipped  INTEGER NOT NULL DEFAULT 0,
	info             INTEGER NOT NULL DEFAULT 0,
	low              INTEGER NOT NULL DEFAULT 0,
	medium           INTEGER NOT NULL DEFAULT 0,
	high             INTEGER NOT NULL DEFAULT 0,
	critical         INTEGER NOT NULL DEFAULT 0,
	published        INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Committed as they come. No report reads those of a run that did not end.
CREATE TABLE answers (
	id           INTEGER PRIMARY KEY,
	run          INTEGER NOT NULL REFERENCES runs (id),
	org          TEXT NOT NULL,
	url          TEXT NOT NULL,
	why          TEXT NOT NULL,
	time         INTEGER,
	status       INTEGER NOT NULL,
	content_type TEXT NOT NULL,
	bytes        INTEGER NOT NULL,
	digest       TEXT NOT NULL,
	verdict      INTEGER NOT NULL CHECK (verdict BETWEEN 0 AND 3),
	reason       TEXT NOT NULL,
	fault        INTEGER NOT NULL
) STRICT;
CREATE INDEX answers_by_run ON answers (run);
CREATE INDEX answers_by_org ON answers (org, run);

-- Each organization that was ever audited, as of the newest run over it.
CREATE TABLE scopes (
	org            TEXT PRIMARY KEY,
	run            INTEGER NOT NULL REFERENCES runs (id),
	name           TEXT NOT NULL,
	state          INTEGER NOT NULL CHECK (state BETWEEN 0 AND 2),
	reason         TEXT NOT NULL,
	lists_complete INTEGER NOT NULL CHECK (lists_complete BETWEEN 0 AND 63),
	associated     INTEGER NOT NULL,
	cross_checked  INTEGER NOT NULL CHECK (cross_checked IN (0, 1)),
	checked_at     INTEGER -- when it was, last
) STRICT, WITHOUT ROWID;
CREATE INDEX scopes_by_run ON scopes (run);

-- Own domains: those declared, and those seen and not declared.
CREATE TABLE domains (
	org       TEXT NOT NULL REFERENCES scopes (org),
	name      TEXT NOT NULL,
	declared  INTEGER NOT NULL CHECK (declared IN (0, 1)),
	confirmed INTEGER NOT NULL CHECK (confirmed IN (0, 1)),
	evidence  TEXT NOT NULL,
	searched  INTEGER NOT NULL CHECK (searched IN (0, 1)),
	run       INTEGER NOT NULL,
	PRIMARY KEY (org, name)
) STRICT, WITHOUT ROWID;

-- What DNS says of the domains of addresses on POCs: as of the newest run that
-- met one; kept while an address at it is.
CREATE TABLE mail_domains (
	org         TEXT NOT NULL REFERENCES scopes (org),
	name        TEXT NOT NULL,
	registrable TEXT NOT NULL,
	state       INTEGER NOT NULL CHECK (state BETWEEN 0 AND 5),
	evidence    TEXT NOT NULL,
	time        INTEGER,
	run         INTEGER NOT NULL,
	PRIMARY KEY (org, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE gaps (
	org     TEXT NOT NULL REFERENCES scopes (org),
	id      TEXT NOT NULL,
	subject TEXT NOT NULL,
	reason  TEXT NOT NULL,
	run     INTEGER NOT NULL,
	PRIMARY KEY (org, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE notes (
	org     TEXT NOT NULL REFERENCES scopes (org),
	place   INTEGER NOT NULL,
	subject TEXT NOT NULL,
	text    TEXT NOT NULL,
	run     INTEGER NOT NULL,
	PRIMARY KEY (org, place)
) STRICT, WITHOUT ROWID;

-- As of the newest run that compared both views.
CREATE TABLE differences (
	org    TEXT NOT NULL REFERENCES scopes (org),
	kind   INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),
	handle TEXT NOT NULL,
	what   TEXT NOT NULL,
	rdap   TEXT NOT NULL,
	whois  TEXT NOT NULL,
	url    TEXT NOT NULL,
	run    INTEGER NOT NULL,
	PRIMARY KEY (org, kind, handle, what)
) STRICT, WITHOUT ROWID;

-- As of the newest run that read all organizations that the POC serves.
CREATE TABLE elsewheres (
	org       TEXT NOT NULL REFERENCES scopes (org),
	poc       TEXT NOT NULL,
	stranger  TEXT NOT NULL,
	resources INTEGER NOT NULL CHECK (resources BETWEEN -1 AND 1),
	run       INTEGER NOT NULL,
	PRIMARY KEY (org, poc, stranger)
) STRICT, WITHOUT ROWID;

-- The answers that facts were read from. Facts refer to them without a
-- foreign key: it would want an index over every fact only to delete here;
-- the sweep at the end of store_facts_put() keeps both in step.
CREATE TABLE sources (
	id     INTEGER PRIMARY KEY,
	url    TEXT NOT NULL,
	digest TEXT NOT NULL,
	UNIQUE (url, digest)
) STRICT;

-- The parts of answers that are kept, equal ones once; and the proofs: which
-- part of which answer shows a record, or an address on it. Records and
-- sightings refer to them as to sources.
CREATE TABLE parts (
	id     INTEGER PRIMARY KEY,
	digest TEXT NOT NULL UNIQUE,
	body   TEXT NOT NULL
) STRICT;

CREATE TABLE proofs (
	id     INTEGER PRIMARY KEY,
	part   INTEGER NOT NULL REFERENCES parts (id),
	source INTEGER NOT NULL,
	path   TEXT NOT NULL,
	time   INTEGER, -- when the answer came, last
	UNIQUE (part, source, path)
) STRICT;

-- `run` of a fact is the newest run that it was seen in.
CREATE TABLE records (
	org               TEXT NOT NULL REFERENCES scopes (org),
	kind              INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 4),
	handle            TEXT NOT NULL,
	name              TEXT NOT NULL,
	range             TEXT NOT NULL,
	type              TEXT NOT NULL,
	card_kind         TEXT NOT NULL,
	given             TEXT NOT NULL,
	surname           TEXT NOT NULL,
	cell              INTEGER NOT NULL CHECK (cell IN (0, 1)),
	links_known       INTEGER NOT NULL CHECK (links_known IN (0, 1)),
	orgs_known        INTEGER NOT NULL CHECK (orgs_known IN (0, 1)),
	second            INTEGER NOT NULL CHECK (second IN (0, 1)),
	validated         INTEGER NOT NULL CHECK (validated BETWEEN 0 AND 3),
	unvalidated_since INTEGER,
	status            BLOB NOT NULL, -- each ends in a NUL
	registered        INTEGER,
	last_changed      INTEGER,
	look              INTEGER NOT NULL CHECK (look BETWEEN 0 AND 3),
	look_reason       TEXT NOT NULL,
	source            INTEGER NOT NULL,
	observed_at       INTEGER,
	proof             INTEGER, -- of what describes it
	run               INTEGER NOT NULL,
	state             INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
	first_seen        INTEGER NOT NULL,
	last_seen         INTEGER NOT NULL,
	last_complete     INTEGER,
	state_since       INTEGER NOT NULL,
	PRIMARY KEY (org, kind, handle)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
	org           TEXT NOT NULL REFERENCES scopes (org),
	holder_kind   INTEGER NOT NULL CHECK (holder_kind BETWEEN 0 AND 4),
	holder        TEXT NOT NULL,
	poc           TEXT NOT NULL,
	roles         INTEGER NOT NULL,
	second        INTEGER NOT NULL CHECK (second IN (0, 1)),
	run           INTEGER NOT NULL,
	state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
	first_seen    INTEGER NOT NULL,
	last_seen     INTEGER NOT NULL,
	last_complete INTEGER,
	state_since   INTEGER NOT NULL,
	PRIMARY KEY (org, holder_kind, holder, poc)
) STRICT, WITHOUT ROWID;

CREATE TABLE sightings (
	org           TEXT NOT NULL REFERENCES scopes (org),
	record_kind   INTEGER NOT NULL CHECK (record_kind BETWEEN 0 AND 4),
	record        TEXT NOT NULL,
	field         INTEGER NOT NULL CHECK (field BETWEEN 0 AND 3),
	poc           TEXT NOT NULL,
	address       TEXT NOT NULL,
	spelling      TEXT NOT NULL,
	roles         INTEGER NOT NULL,
	level         INTEGER NOT NULL CHECK (level BETWEEN 0 AND 3),
	second        INTEGER NOT NULL CHECK (second IN (0, 1)),
	source        INTEGER NOT NULL,
	proof         INTEGER, -- NULL where none may be kept
	observed_at   INTEGER,
	run           INTEGER NOT NULL,
	state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
	first_seen    INTEGER NOT NULL,
	last_seen     INTEGER NOT NULL,
	last_complete INTEGER,
	state_since   INTEGER NOT NULL,
	PRIMARY KEY (org, record_kind, record, field, poc, address)
) STRICT, WITHOUT ROWID;

CREATE TABLE findings (
	id            TEXT PRIMARY KEY,
	org           TEXT NOT NULL REFERENCES scopes (org),
	rule          TEXT NOT NULL,
	address       TEXT NOT NULL,
	record        TEXT NOT NULL,
	severity      INTEGER NOT NULL CHECK (severity BETWEEN 0 AND 4),
	status        TEXT NOT NULL,
	rules         TEXT NOT NULL,
	run           INTEGER NOT NULL,
	state         INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
	first_seen    INTEGER,
	last_seen     INTEGER,
	last_complete INTEGER,
	state_since   INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX findings_by_org ON findings (org);

-- Politeness, committed as it comes, so that a restart resets nothing. How many
-- requests were sent in each minute of the last 24 hours (minutes since 1970),
-- and until when a server wants to be left alone.
CREATE TABLE requests (
	minute INTEGER PRIMARY KEY,
	count  INTEGER NOT NULL
) STRICT;

CREATE TABLE backoffs (
	server TEXT PRIMARY KEY,
	until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
