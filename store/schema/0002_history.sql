-- History: what was known in an earlier run. A row of a fact is its newest
-- version; it `began` with a run, and when something of it that a report shows
-- changes, triggers put the old one into past_X, where it `ended` with the run
-- that changed it. So the store grows with changes, not with runs: when a fact
-- was seen last, and in which answer, is no version of its own. ever_X has all
-- of them; a run R shows those with began <= R and R < ended.
--
-- A part is the proof of what is there now, and has no past. Facts of a store
-- older than this are as old as its newest run.

PRAGMA user_version = 2;

CREATE VIEW now AS SELECT coalesce(max(id), 0) AS run FROM runs;

ALTER TABLE records ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sightings ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;
ALTER TABLE scopes ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE domains ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE gaps ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE elsewheres ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE links ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sightings ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
ALTER TABLE records ADD COLUMN changed_run INTEGER NOT NULL DEFAULT 0;
ALTER TABLE findings ADD COLUMN cause TEXT NOT NULL DEFAULT '';

UPDATE scopes SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE domains SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE gaps SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE elsewheres SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE records SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE links SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE sightings SET began = (SELECT coalesce(max(id), 0) FROM runs);
UPDATE findings SET began = (SELECT coalesce(max(id), 0) FROM runs);

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
CREATE VIEW ever_scopes AS
	SELECT org, run, name, state, reason, lists_complete, associated,
	    cross_checked, checked_at, began, 9223372036854775807 AS ended
	FROM scopes UNION ALL
	SELECT org, run, name, state, reason, lists_complete, associated,
	    cross_checked, checked_at, began, ended
	FROM past_scopes;
CREATE TRIGGER scopes_changed AFTER UPDATE ON scopes
WHEN (OLD.name, OLD.state, OLD.reason, OLD.lists_complete, OLD.cross_checked)
    IS NOT (NEW.name, NEW.state, NEW.reason, NEW.lists_complete,
    NEW.cross_checked)
BEGIN
	INSERT INTO past_scopes SELECT
	    OLD.org, OLD.run, OLD.name, OLD.state, OLD.reason,
	    OLD.lists_complete, OLD.associated, OLD.cross_checked,
	    OLD.checked_at, OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE scopes SET began = (SELECT run FROM now)
	    WHERE org = OLD.org;
END;
CREATE TRIGGER scopes_began AFTER INSERT ON scopes WHEN NEW.began = 0
BEGIN
	UPDATE scopes SET began = (SELECT run FROM now)
	    WHERE org = NEW.org;
END;

CREATE TABLE past_domains (
	org       TEXT NOT NULL,
	name      TEXT NOT NULL,
	declared  INTEGER NOT NULL,
	confirmed INTEGER NOT NULL,
	evidence  TEXT NOT NULL,
	searched  INTEGER NOT NULL,
	run       INTEGER NOT NULL,
	began     INTEGER NOT NULL,
	ended     INTEGER NOT NULL,
	PRIMARY KEY (org, name, began)
) STRICT, WITHOUT ROWID;
CREATE VIEW ever_domains AS
	SELECT org, name, declared, confirmed, evidence, searched, run, began,
	    9223372036854775807 AS ended
	FROM domains UNION ALL
	SELECT org, name, declared, confirmed, evidence, searched, run, began,
	    ended
	FROM past_domains;
CREATE TRIGGER domains_changed AFTER UPDATE ON domains
WHEN (OLD.declared, OLD.confirmed, OLD.evidence, OLD.searched)
    IS NOT (NEW.declared, NEW.confirmed, NEW.evidence, NEW.searched)
BEGIN
	INSERT INTO past_domains SELECT
	    OLD.org, OLD.name, OLD.declared, OLD.confirmed, OLD.evidence,
	    OLD.searched, OLD.run, OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE domains SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND name = OLD.name;
END;
CREATE TRIGGER domains_ended AFTER DELETE ON domains BEGIN
	INSERT INTO past_domains SELECT
	    OLD.org, OLD.name, OLD.declared, OLD.confirmed, OLD.evidence,
	    OLD.searched, OLD.run, OLD.began, run
	    FROM now WHERE OLD.began < run;
END;
CREATE TRIGGER domains_began AFTER INSERT ON domains WHEN NEW.began = 0
BEGIN
	UPDATE domains SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND name = NEW.name;
END;

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
CREATE VIEW ever_gaps AS
	SELECT org, id, subject, reason, run, began,
	    9223372036854775807 AS ended
	FROM gaps UNION ALL
	SELECT org, id, subject, reason, run, began, ended
	FROM past_gaps;
CREATE TRIGGER gaps_changed AFTER UPDATE ON gaps
WHEN (OLD.subject)
    IS NOT (NEW.subject)
BEGIN
	INSERT INTO past_gaps SELECT
	    OLD.org, OLD.id, OLD.subject, OLD.reason, OLD.run, OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE gaps SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND id = OLD.id;
END;
CREATE TRIGGER gaps_ended AFTER DELETE ON gaps BEGIN
	INSERT INTO past_gaps SELECT
	    OLD.org, OLD.id, OLD.subject, OLD.reason, OLD.run, OLD.began, run
	    FROM now WHERE OLD.began < run;
END;
CREATE TRIGGER gaps_began AFTER INSERT ON gaps WHEN NEW.began = 0
BEGIN
	UPDATE gaps SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND id = NEW.id;
END;

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
CREATE VIEW ever_elsewheres AS
	SELECT org, poc, stranger, resources, run, began,
	    9223372036854775807 AS ended
	FROM elsewheres UNION ALL
	SELECT org, poc, stranger, resources, run, began, ended
	FROM past_elsewheres;
CREATE TRIGGER elsewheres_changed AFTER UPDATE ON elsewheres
WHEN (OLD.resources)
    IS NOT (NEW.resources)
BEGIN
	INSERT INTO past_elsewheres SELECT
	    OLD.org, OLD.poc, OLD.stranger, OLD.resources, OLD.run, OLD.began,
	    run
	    FROM now WHERE OLD.began < run;
	UPDATE elsewheres SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND poc = OLD.poc AND stranger = OLD.stranger;
END;
CREATE TRIGGER elsewheres_ended AFTER DELETE ON elsewheres BEGIN
	INSERT INTO past_elsewheres SELECT
	    OLD.org, OLD.poc, OLD.stranger, OLD.resources, OLD.run, OLD.began,
	    run
	    FROM now WHERE OLD.began < run;
END;
CREATE TRIGGER elsewheres_began AFTER INSERT ON elsewheres WHEN NEW.began = 0
BEGIN
	UPDATE elsewheres SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND poc = NEW.poc AND stranger = NEW.stranger;
END;

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
CREATE VIEW ever_records AS
	SELECT org, kind, handle, name, range, type, card_kind, given, surname,
	    cell, links_known, orgs_known, second, validated,
	    unvalidated_since, status, registered, last_changed, look,
	    look_reason, source, observed_at, run, state, first_seen,
	    last_seen, last_complete, state_since, returned, changed_run,
	    began, 9223372036854775807 AS ended
	FROM records UNION ALL
	SELECT org, kind, handle, name, range, type, card_kind, given, surname,
	    cell, links_known, orgs_known, second, validated,
	    unvalidated_since, status, registered, last_changed, look,
	    look_reason, source, observed_at, run, state, first_seen,
	    last_seen, last_complete, state_since, returned, changed_run,
	    began, ended
	FROM past_records;
CREATE TRIGGER records_changed AFTER UPDATE ON records
WHEN (OLD.name, OLD.range, OLD.type, OLD.card_kind, OLD.given, OLD.surname,
    OLD.cell, OLD.links_known, OLD.orgs_known, OLD.second, OLD.validated,
    OLD.unvalidated_since, OLD.status, OLD.registered, OLD.last_changed,
    OLD.state, OLD.returned)
    IS NOT (NEW.name, NEW.range, NEW.type, NEW.card_kind, NEW.given,
    NEW.surname, NEW.cell, NEW.links_known, NEW.orgs_known, NEW.second,
    NEW.validated, NEW.unvalidated_since, NEW.status, NEW.registered,
    NEW.last_changed, NEW.state, NEW.returned)
BEGIN
	INSERT INTO past_records SELECT
	    OLD.org, OLD.kind, OLD.handle, OLD.name, OLD.range, OLD.type,
	    OLD.card_kind, OLD.given, OLD.surname, OLD.cell, OLD.links_known,
	    OLD.orgs_known, OLD.second, OLD.validated, OLD.unvalidated_since,
	    OLD.status, OLD.registered, OLD.last_changed, OLD.look,
	    OLD.look_reason, OLD.source, OLD.observed_at, OLD.run, OLD.state,
	    OLD.first_seen, OLD.last_seen, OLD.last_complete, OLD.state_since,
	    OLD.returned, OLD.changed_run, OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE records SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND kind = OLD.kind AND handle = OLD.handle;
END;
CREATE TRIGGER records_began AFTER INSERT ON records WHEN NEW.began = 0
BEGIN
	UPDATE records SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND kind = NEW.kind AND handle = NEW.handle;
END;

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
CREATE VIEW ever_links AS
	SELECT org, holder_kind, holder, poc, roles, second, run, state,
	    first_seen, last_seen, last_complete, state_since, returned, began,
	    9223372036854775807 AS ended
	FROM links UNION ALL
	SELECT org, holder_kind, holder, poc, roles, second, run, state,
	    first_seen, last_seen, last_complete, state_since, returned, began,
	    ended
	FROM past_links;
CREATE TRIGGER links_changed AFTER UPDATE ON links
WHEN (OLD.roles, OLD.second, OLD.state, OLD.returned)
    IS NOT (NEW.roles, NEW.second, NEW.state, NEW.returned)
BEGIN
	INSERT INTO past_links SELECT
	    OLD.org, OLD.holder_kind, OLD.holder, OLD.poc, OLD.roles,
	    OLD.second, OLD.run, OLD.state, OLD.first_seen, OLD.last_seen,
	    OLD.last_complete, OLD.state_since, OLD.returned, OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE links SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND holder_kind = OLD.holder_kind AND
	    holder = OLD.holder AND poc = OLD.poc;
END;
CREATE TRIGGER links_began AFTER INSERT ON links WHEN NEW.began = 0
BEGIN
	UPDATE links SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND holder_kind = NEW.holder_kind AND
	    holder = NEW.holder AND poc = NEW.poc;
END;

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
CREATE VIEW ever_sightings AS
	SELECT org, record_kind, record, field, poc, address, spelling, roles,
	    level, second, source, observed_at, run, state, first_seen,
	    last_seen, last_complete, state_since, returned, began,
	    9223372036854775807 AS ended
	FROM sightings UNION ALL
	SELECT org, record_kind, record, field, poc, address, spelling, roles,
	    level, second, source, observed_at, run, state, first_seen,
	    last_seen, last_complete, state_since, returned, began, ended
	FROM past_sightings;
CREATE TRIGGER sightings_changed AFTER UPDATE ON sightings
WHEN (OLD.spelling, OLD.roles, OLD.level, OLD.second, OLD.state, OLD.returned)
    IS NOT (NEW.spelling, NEW.roles, NEW.level, NEW.second, NEW.state,
    NEW.returned)
BEGIN
	INSERT INTO past_sightings SELECT
	    OLD.org, OLD.record_kind, OLD.record, OLD.field, OLD.poc,
	    OLD.address, OLD.spelling, OLD.roles, OLD.level, OLD.second,
	    OLD.source, OLD.observed_at, OLD.run, OLD.state, OLD.first_seen,
	    OLD.last_seen, OLD.last_complete, OLD.state_since, OLD.returned,
	    OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE sightings SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND record_kind = OLD.record_kind AND
	    record = OLD.record AND field = OLD.field AND poc = OLD.poc AND
	    address = OLD.address;
END;
CREATE TRIGGER sightings_began AFTER INSERT ON sightings WHEN NEW.began = 0
BEGIN
	UPDATE sightings SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND record_kind = NEW.record_kind AND
	    record = NEW.record AND field = NEW.field AND poc = NEW.poc AND
	    address = NEW.address;
END;

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
CREATE VIEW ever_findings AS
	SELECT id, org, rule, address, record, severity, status, rules, run,
	    state, first_seen, last_seen, last_complete, state_since, returned,
	    cause, began, 9223372036854775807 AS ended
	FROM findings UNION ALL
	SELECT id, org, rule, address, record, severity, status, rules, run,
	    state, first_seen, last_seen, last_complete, state_since, returned,
	    cause, began, ended
	FROM past_findings;
CREATE TRIGGER findings_changed AFTER UPDATE ON findings
WHEN (OLD.org, OLD.rule, OLD.address, OLD.record, OLD.severity, OLD.status,
    OLD.rules, OLD.state, OLD.returned)
    IS NOT (NEW.org, NEW.rule, NEW.address, NEW.record, NEW.severity,
    NEW.status, NEW.rules, NEW.state, NEW.returned)
BEGIN
	INSERT INTO past_findings SELECT
	    OLD.id, OLD.org, OLD.rule, OLD.address, OLD.record, OLD.severity,
	    OLD.status, OLD.rules, OLD.run, OLD.state, OLD.first_seen,
	    OLD.last_seen, OLD.last_complete, OLD.state_since, OLD.returned,
	    OLD.cause, OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE findings SET began = (SELECT run FROM now)
	    WHERE id = OLD.id;
END;
CREATE TRIGGER findings_began AFTER INSERT ON findings WHEN NEW.began = 0
BEGIN
	UPDATE findings SET began = (SELECT run FROM now)
	    WHERE id = NEW.id;
END;

