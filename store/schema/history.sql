-- What keeps the history: made anew for each connection, since no trigger and
-- no view that a file brings is run. ever_X has all versions.

-- What is to be erased or exported: handles and addresses, however they are
-- spelled, and what stands for each afterwards (erase.c).
CREATE TEMP TABLE erasing (
	text  TEXT PRIMARY KEY,
	token TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TEMP VIEW now AS SELECT coalesce(max(id), 0) AS run FROM runs;

CREATE TEMP VIEW ever_scopes AS
	SELECT org, run, name, state, reason, lists_complete, associated,
	    cross_checked, checked_at, asked, queries_complete, queries_partial,
	    queries_failed, queries_skipped, began,
	    9223372036854775807 AS ended
	FROM scopes UNION ALL
	SELECT org, run, name, state, reason, lists_complete, associated,
	    cross_checked, checked_at, asked, queries_complete, queries_partial,
	    queries_failed, queries_skipped, began, ended
	FROM past_scopes;
CREATE TEMP TRIGGER scopes_changed AFTER UPDATE ON scopes
WHEN (OLD.name, OLD.state, OLD.reason, OLD.lists_complete, OLD.associated,
    OLD.cross_checked, OLD.asked, OLD.queries_complete, OLD.queries_partial,
    OLD.queries_failed, OLD.queries_skipped)
    IS NOT (NEW.name, NEW.state, NEW.reason, NEW.lists_complete, NEW.associated,
    NEW.cross_checked, NEW.asked, NEW.queries_complete, NEW.queries_partial,
    NEW.queries_failed, NEW.queries_skipped)
BEGIN
	INSERT INTO past_scopes SELECT
	    OLD.org, OLD.run, OLD.name, OLD.state, OLD.reason,
	    OLD.lists_complete, OLD.associated, OLD.cross_checked,
	    OLD.checked_at, OLD.asked, OLD.queries_complete,
	    OLD.queries_partial, OLD.queries_failed, OLD.queries_skipped,
	    OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE scopes SET began = (SELECT run FROM now)
	    WHERE org = OLD.org;
END;
CREATE TEMP TRIGGER scopes_began AFTER INSERT ON scopes WHEN NEW.began = 0
BEGIN
	UPDATE scopes SET began = (SELECT run FROM now)
	    WHERE org = NEW.org;
END;

CREATE TEMP VIEW ever_domains AS
	SELECT org, name, declared, confirmed, evidence, searched, run,
	    own_since, search_url, began, 9223372036854775807 AS ended
	FROM domains UNION ALL
	SELECT org, name, declared, confirmed, evidence, searched, run,
	    own_since, search_url, began, ended
	FROM past_domains;
CREATE TEMP TRIGGER domains_changed AFTER UPDATE ON domains
WHEN (OLD.declared, OLD.confirmed, OLD.evidence, OLD.searched, OLD.search_url)
    IS NOT (NEW.declared, NEW.confirmed, NEW.evidence, NEW.searched,
    NEW.search_url)
BEGIN
	INSERT INTO past_domains SELECT
	    OLD.org, OLD.name, OLD.declared, OLD.confirmed, OLD.evidence,
	    OLD.searched, OLD.run, OLD.own_since, OLD.search_url, OLD.began,
	    run
	    FROM now WHERE OLD.began < run;
	UPDATE domains SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND name = OLD.name;
END;
CREATE TEMP TRIGGER domains_ended AFTER DELETE ON domains BEGIN
	INSERT INTO past_domains SELECT
	    OLD.org, OLD.name, OLD.declared, OLD.confirmed, OLD.evidence,
	    OLD.searched, OLD.run, OLD.own_since, OLD.search_url, OLD.began,
	    run
	    FROM now WHERE OLD.began < run;
END;
CREATE TEMP TRIGGER domains_began AFTER INSERT ON domains WHEN NEW.began = 0
BEGIN
	UPDATE domains SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND name = NEW.name;
END;

CREATE TEMP VIEW ever_gaps AS
	SELECT org, id, subject, reason, run, since, began,
	    9223372036854775807 AS ended
	FROM gaps UNION ALL
	SELECT org, id, subject, reason, run, since, began, ended
	FROM past_gaps;
CREATE TEMP TRIGGER gaps_changed AFTER UPDATE ON gaps
WHEN (OLD.subject, OLD.reason)
    IS NOT (NEW.subject, NEW.reason)
BEGIN
	INSERT INTO past_gaps SELECT
	    OLD.org, OLD.id, OLD.subject, OLD.reason, OLD.run, OLD.since,
	    OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE gaps SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND id = OLD.id;
END;
CREATE TEMP TRIGGER gaps_ended AFTER DELETE ON gaps BEGIN
	INSERT INTO past_gaps SELECT
	    OLD.org, OLD.id, OLD.subject, OLD.reason, OLD.run, OLD.since,
	    OLD.began, run
	    FROM now WHERE OLD.began < run;
END;
CREATE TEMP TRIGGER gaps_began AFTER INSERT ON gaps WHEN NEW.began = 0
BEGIN
	UPDATE gaps SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND id = NEW.id;
END;

CREATE TEMP VIEW ever_notes AS
	SELECT org, place, subject, text, run, began,
	    9223372036854775807 AS ended
	FROM notes UNION ALL
	SELECT org, place, subject, text, run, began, ended
	FROM past_notes;
CREATE TEMP TRIGGER notes_changed AFTER UPDATE ON notes
WHEN (OLD.subject, OLD.text)
    IS NOT (NEW.subject, NEW.text)
BEGIN
	INSERT INTO past_notes SELECT
	    OLD.org, OLD.place, OLD.subject, OLD.text, OLD.run, OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE notes SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND place = OLD.place;
END;
CREATE TEMP TRIGGER notes_ended AFTER DELETE ON notes BEGIN
	INSERT INTO past_notes SELECT
	    OLD.org, OLD.place, OLD.subject, OLD.text, OLD.run, OLD.began, run
	    FROM now WHERE OLD.began < run;
END;
CREATE TEMP TRIGGER notes_began AFTER INSERT ON notes WHEN NEW.began = 0
BEGIN
	UPDATE notes SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND place = NEW.place;
END;

CREATE TEMP VIEW ever_differences AS
	SELECT org, kind, handle, what, rdap, whois, url, run, began,
	    9223372036854775807 AS ended
	FROM differences UNION ALL
	SELECT org, kind, handle, what, rdap, whois, url, run, began, ended
	FROM past_differences;
CREATE TEMP TRIGGER differences_changed AFTER UPDATE ON differences
WHEN (OLD.rdap, OLD.whois, OLD.url)
    IS NOT (NEW.rdap, NEW.whois, NEW.url)
BEGIN
	INSERT INTO past_differences SELECT
	    OLD.org, OLD.kind, OLD.handle, OLD.what, OLD.rdap, OLD.whois,
	    OLD.url, OLD.run, OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE differences SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND kind = OLD.kind AND handle = OLD.handle AND
	    what = OLD.what;
END;
CREATE TEMP TRIGGER differences_ended AFTER DELETE ON differences BEGIN
	INSERT INTO past_differences SELECT
	    OLD.org, OLD.kind, OLD.handle, OLD.what, OLD.rdap, OLD.whois,
	    OLD.url, OLD.run, OLD.began, run
	    FROM now WHERE OLD.began < run;
END;
CREATE TEMP TRIGGER differences_began AFTER INSERT ON differences
WHEN NEW.began = 0
BEGIN
	UPDATE differences SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND kind = NEW.kind AND handle = NEW.handle AND
	    what = NEW.what;
END;

CREATE TEMP VIEW ever_elsewheres AS
	SELECT org, poc, stranger, resources, run, began,
	    9223372036854775807 AS ended
	FROM elsewheres UNION ALL
	SELECT org, poc, stranger, resources, run, began, ended
	FROM past_elsewheres;
CREATE TEMP TRIGGER elsewheres_changed AFTER UPDATE ON elsewheres
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
CREATE TEMP TRIGGER elsewheres_ended AFTER DELETE ON elsewheres BEGIN
	INSERT INTO past_elsewheres SELECT
	    OLD.org, OLD.poc, OLD.stranger, OLD.resources, OLD.run, OLD.began,
	    run
	    FROM now WHERE OLD.began < run;
END;
CREATE TEMP TRIGGER elsewheres_began AFTER INSERT ON elsewheres WHEN NEW.began = 0
BEGIN
	UPDATE elsewheres SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND poc = NEW.poc AND stranger = NEW.stranger;
END;

CREATE TEMP VIEW ever_mail_domains AS
	SELECT org, name, registrable, state, evidence, time, run, began,
	    9223372036854775807 AS ended
	FROM mail_domains UNION ALL
	SELECT org, name, registrable, state, evidence, time, run, began, ended
	FROM past_mail_domains;
CREATE TEMP TRIGGER mail_domains_changed AFTER UPDATE ON mail_domains
WHEN (OLD.registrable, OLD.state, OLD.evidence)
    IS NOT (NEW.registrable, NEW.state, NEW.evidence)
BEGIN
	INSERT INTO past_mail_domains SELECT
	    OLD.org, OLD.name, OLD.registrable, OLD.state, OLD.evidence,
	    OLD.time, OLD.run, OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE mail_domains SET began = (SELECT run FROM now)
	    WHERE org = OLD.org AND name = OLD.name;
END;
CREATE TEMP TRIGGER mail_domains_ended AFTER DELETE ON mail_domains BEGIN
	INSERT INTO past_mail_domains SELECT
	    OLD.org, OLD.name, OLD.registrable, OLD.state, OLD.evidence,
	    OLD.time, OLD.run, OLD.began, run
	    FROM now WHERE OLD.began < run;
END;
CREATE TEMP TRIGGER mail_domains_began AFTER INSERT ON mail_domains
WHEN NEW.began = 0
BEGIN
	UPDATE mail_domains SET began = (SELECT run FROM now)
	    WHERE org = NEW.org AND name = NEW.name;
END;

CREATE TEMP VIEW ever_records AS
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
CREATE TEMP TRIGGER records_changed AFTER UPDATE ON records
WHEN (OLD.name, OLD.range, OLD.type, OLD.card_kind, OLD.given, OLD.surname,
    OLD.cell, OLD.links_known, OLD.orgs_known, OLD.second, OLD.validated,
    OLD.unvalidated_since, OLD.status, OLD.registered, OLD.last_changed,
    OLD.look, OLD.look_reason, OLD.state, OLD.returned)
    IS NOT (NEW.name, NEW.range, NEW.type, NEW.card_kind, NEW.given,
    NEW.surname, NEW.cell, NEW.links_known, NEW.orgs_known, NEW.second,
    NEW.validated, NEW.unvalidated_since, NEW.status, NEW.registered,
    NEW.last_changed, NEW.look, NEW.look_reason, NEW.state, NEW.returned)
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

CREATE TEMP VIEW ever_links AS
	SELECT org, holder_kind, holder, poc, roles, second, run, state,
	    first_seen, last_seen, last_complete, state_since, returned, began,
	    9223372036854775807 AS ended
	FROM links UNION ALL
	SELECT org, holder_kind, holder, poc, roles, second, run, state,
	    first_seen, last_seen, last_complete, state_since, returned, began,
	    ended
	FROM past_links;
CREATE TEMP TRIGGER links_changed AFTER UPDATE ON links
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

CREATE TEMP VIEW ever_sightings AS
	SELECT org, record_kind, record, field, poc, address, spelling, roles,
	    level, second, source, observed_at, run, state, first_seen,
	    last_seen, last_complete, state_since, returned, began,
	    9223372036854775807 AS ended
	FROM sightings UNION ALL
	SELECT org, record_kind, record, field, poc, address, spelling, roles,
	    level, second, source, observed_at, run, state, first_seen,
	    last_seen, last_complete, state_since, returned, began, ended
	FROM past_sightings;
CREATE TEMP TRIGGER sightings_changed AFTER UPDATE ON sightings
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

CREATE TEMP VIEW ever_findings AS
	SELECT id, org, rule, address, record, severity, status, rules, run,
	    state, first_seen, last_seen, last_complete, state_since, returned,
	    cause, never_open, accepted, configured, began,
	    9223372036854775807 AS ended
	FROM findings UNION ALL
	SELECT id, org, rule, address, record, severity, status, rules, run,
	    state, first_seen, last_seen, last_complete, state_since, returned,
	    cause, never_open, accepted, configured, began, ended
	FROM past_findings;
CREATE TEMP TRIGGER findings_changed AFTER UPDATE ON findings
WHEN (OLD.org, OLD.rule, OLD.address, OLD.record, OLD.severity, OLD.status,
    OLD.rules, OLD.state, OLD.returned, OLD.never_open, OLD.accepted, OLD.configured)
    IS NOT (NEW.org, NEW.rule, NEW.address, NEW.record, NEW.severity,
    NEW.status, NEW.rules, NEW.state, NEW.returned, NEW.never_open, NEW.accepted,
    NEW.configured)
BEGIN
	INSERT INTO past_findings SELECT
	    OLD.id, OLD.org, OLD.rule, OLD.address, OLD.record, OLD.severity,
	    OLD.status, OLD.rules, OLD.run, OLD.state, OLD.first_seen,
	    OLD.last_seen, OLD.last_complete, OLD.state_since, OLD.returned,
	    OLD.cause, OLD.never_open, OLD.accepted, OLD.configured, OLD.began, run
	    FROM now WHERE OLD.began < run;
	UPDATE findings SET began = (SELECT run FROM now)
	    WHERE id = OLD.id;
END;
