/*
 * doctor: what is wrong with the set-up, and how to mend it; and whether the
 * service does what this program assumes. A line each.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "accept_file.h"
#include "authority.h"
#include "command.h"
#include "deliver.h"
#include "domains.h"
#include "judging.h"
#include "options.h"
#include "probe.h"
#include "rdap/alloc.h"
#include "rdap/bootstrap.h"
#include "rdap/clock.h"
#include "rdap/mail_domain.h"
#include "rdap/recording.h"
#include "reports/escape.h"
#include "reports/page.h"
#include "store/store.h"
#include "stored.h"
#include "wire.h"

#define WEEK         (7 * 86400)
#define SIBLINGS_MAX 10 /* named at most */

struct doctor {
	const struct options *options;
	struct dns *dns;             /* or NULL */
	struct transport *recording; /* or NULL */
	bool failed;                 /* something is not as assumed */
	int unwritten;               /* why a line could not be written, or 0 */
};

/* No mail address is printed, whoever wrote it into what. */
static void
hide_addresses(char *text)
{
	char *at, *p;

	while ((at = strchr(text, '@')) != NULL) {
		for (p = at; p > text && strchr(" \"<(", p[-1]) == NULL; p--)
			;
		for (; *p != '\0' && strchr(" \">)", *p) == NULL; p++)
			*p = '*';
	}
}

static const char *const mark_words[] = {"ok", "warn", "fail"};

/* For a script: one line, however long. */
static void
put_line(enum mark mark, const char *what, const char *text)
{
	struct buf line = {0};

	escape_terminal(&line, text, true);
	printf("%-4s  %s: %s\n", mark_words[mark], what, line.data);
	buf_clear(&line);
}

/* On a terminal broken between words. */
static void
put_lines(const struct options *options, enum mark mark, const char *what,
    const char *text)
{
	static const enum style styles[] = {STYLE_GOOD, STYLE_WARN, STYLE_HIGH};
	struct options at_once = *options;
	struct format_options how = {0};
	struct page page;

	at_once.no_pager = true;
	deliver_terminal(&at_once, stdout, &how);
	page_init(&page, stdout, &how);
	page_own(&page, what);
	page_own(&page, ": ");
	page_text(&page, text);
	page_column(&page, 0, 6, styles[mark], mark_words[mark]);
	page_clear(&page);
}

static void
tell(void *arg, enum mark mark, const char *what, const char *text)
{
	struct doctor *d = arg;
	char *shown = xstrdup(text);

	hide_addresses(shown);
	if (mark == MARK_FAIL)
		d->failed = true;
	if (mark == MARK_OK && d->options->quiet)
		;
	else if (isatty(STDOUT_FILENO) == 1)
		put_lines(d->options, mark, what, shown);
	else
		put_line(mark, what, shown);
	if (fflush(stdout) == EOF && d->unwritten == 0)
		d->unwritten = errno;
	free(shown);
}

static void tellf(struct doctor *d, enum mark mark, const char *what,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

static void
tellf(struct doctor *d, enum mark mark, const char *what, const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = xvasprintf(fmt, ap);
	va_end(ap);
	tell(d, mark, what, text);
	free(text);
}

/* ---- configuration ------------------------------------------------------ */

static int
examine_configuration(struct doctor *d)
{
	static const char what[] = "configuration";
	const struct options *o = d->options;
	struct error err = {0};

	if (o->config_error.code != ERROR_NONE) {
		tell(d, MARK_FAIL, what, o->config_error.text);
		return o->config_error.code;
	}
	if (o->config == NULL) {
		tell(d, MARK_WARN, what,
		    "there is none; \"whoexposed init TERM -o FILE\" writes "
		    "one");
		return 0;
	}
	tellf(d, MARK_OK, what, "%s: organizations: %zu, own domains: %zu",
	    o->config, o->orgs.count, o->domains.count);
	if (o->orgs.count == 0)
		tellf(d, MARK_WARN, what,
		    "it names no organization, so that audit needs one on the "
		    "command line; add: org \"EXMPL-1\" { authority = \"own\" "
		    "}");
	if (authority_check(o, &o->orgs, &err) == 0)
		return 0;
	tellf(d, MARK_FAIL, "authority", "%s; mend that line", err.text);
	return err.code;
}

static void
examine_certificates(struct doctor *d)
{
	const char *file = d->options->ca_file;

	if (file == NULL)
		return;
	if (access(file, R_OK) == -1)
		tellf(d, MARK_FAIL, "certificates",
		    "%s cannot be read; mend ca-file, or leave it out", file);
	else
		tellf(
		    d, MARK_OK, "certificates", "those in %s, no others", file);
}

/* ---- store -------------------------------------------------------------- */

/* A domain that no POC confirms: does DNS, now? */
static void
examine_record(
    struct doctor *d, const struct domain *domain, const struct inventory *inv)
{
	static const char what[] = "own domain";
	struct strings orgs = {0};
	char *text;
	size_t i;

	for (i = 0; i < inv->scope_count; i++)
		strings_add(&orgs, inv->scopes[i].org);
	switch (domain_confirmation(d->dns, domain->name, &orgs, &text)) {
	case CONFIRMED:
		tellf(d, MARK_OK, what, "%s: %s%s", domain->name, text,
		    domain->confirmed ? "" : "; the next audit searches it");
		break;
	case CONFIRMED_NOT:
		tellf(d, MARK_WARN, what,
		    "%s: not confirmed: no linked POC uses it, and %s; it is "
		    "not searched and makes nothing yours",
		    domain->name, text);
		break;
	default:
		if (domain->confirmed)
			tellf(d, MARK_WARN, what,
			    "%s: confirmed by the TXT record at %s; now %s",
			    domain->name, domain_record(domain), text);
		else
			tellf(d, MARK_WARN, what,
			    "%s: not confirmed: no linked POC uses it, and "
			    "%s; it is not searched and makes nothing yours",
			    domain->name, text);
	}
	strings_clear(&orgs);
	free(text);
}

/* Do the resolvers answer, and truly? */
static void
examine_resolver(struct doctor *d)
{
	const char *trouble;

	if (d->dns == NULL) {
		tell(d, MARK_OK, "DNS", options_dns_off(d->options));
		return;
	}
	if (d->options->replay != NULL)
		return;
	d->dns->ask(d->dns, NULL, 0);
	trouble = dns_trouble(d->dns);
	if (*trouble != '\0')
		tellf(d, MARK_WARN, "DNS",
		    "%s; mail domains cannot be judged (WE303, WE305): name "
		    "another one with --resolver",
		    trouble);
	else
		tell(d, MARK_OK, "DNS",
		    "a resolver answers, and invents nothing");
}

static void
examine_domains(struct doctor *d, const struct inventory *inv)
{
	const struct strings *declared = &d->options->domains;
	const struct domain *seen;
	size_t i, j;

	for (i = 0; i < declared->count; i++) {
		seen = NULL;
		for (j = 0; j < inv->domain_count; j++)
			if (strcmp(inv->domains[j].name, declared->items[i]) ==
			    0)
				seen = &inv->domains[j];
		if (seen == NULL)
			tellf(d, MARK_WARN, "own domain",
			    "%s: not known yet; the next audit tells",
			    declared->items[i]);
		else if (seen->confirmed && domain_record(seen) == NULL)
			tellf(d, MARK_OK, "own domain", "%s: confirmed by %s",
			    seen->name, seen->evidence);
		else
			examine_record(d, seen, inv);
	}
	for (i = 0; i < inv->domains_seen.count; i++)
		if (domains_refused(inv->domains_seen.items[i]) == NULL &&
		    !strings_contain(&d->options->shared_domains,
			inv->domains_seen.items[i]) &&
		    !strings_contain(declared, inv->domains_seen.items[i]))
			tellf(d, MARK_WARN, "own domain",
			    "%s is on your POCs and not declared; if it is "
			    "yours, add it to domains or shared-domains",
			    inv->domains_seen.items[i]);
}

/* Other organizations on the same POCs, which may be the same owner's. */
static void
examine_siblings(struct doctor *d, const struct inventory *inv)
{
	const struct elsewhere *e;
	struct strings told = {0};
	size_t i;

	for (i = 0; i < inv->elsewhere_count && told.count < SIBLINGS_MAX;
	     i++) {
		e = &inv->elsewheres[i];
		if (e->resources != 0 &&
		    !strings_contain(&d->options->orgs, e->stranger) &&
		    inventory_scope(inv, e->stranger) == NULL &&
		    strings_add_unique(&told, e->stranger))
			tellf(d, MARK_WARN, "sibling",
			    "%s has the POC %s as well; if it is yours, add: "
			    "org \"%s\" { authority = \"own\" }",
			    e->stranger, e->poc, e->stranger);
	}
	strings_clear(&told);
}

/* What a run of the future saw is believed until its date. */
static void
examine_clock(struct doctor *d, struct store *store, struct error *err)
{
	int64_t newest, now = d->options->now;
	char span[CLOCK_TEXT_MAX];

	if (store_newest(store, 0, &newest, err) == -1 ||
	    newest == CLOCK_NONE || newest <= now)
		return;
	tellf(d, MARK_WARN, "clock",
	    "it is %s behind a run in the store, and one of the two is wrong: "
	    "until then nothing that this run saw is called removed, and "
	    "nothing is erased; if it is the run, restore a backup from before",
	    clock_span(newest - now, span));
}

static void
examine_runs(struct doctor *d, struct store *store, struct error *err)
{
	char span[CLOCK_TEXT_MAX];
	struct run *runs = NULL;
	size_t count = 0, i;
	int64_t age = -1;

	if (store_runs(store, &runs, &count, err) == -1)
		return;
	for (i = 0; i < count; i++) {
		if (age == -1 && runs[i].finished != CLOCK_NONE &&
		    runs[i].complete)
			age = d->options->now > runs[i].observed_at
				  ? d->options->now - runs[i].observed_at
				  : 0;
		run_clear(&runs[i]);
	}
	free(runs);
	if (age == -1)
		tellf(d, MARK_WARN, "last complete run",
		    "none yet; \"whoexposed runs\" tells of the others");
	else
		tellf(d, age > WEEK ? MARK_WARN : MARK_OK, "last complete run",
		    "%s ago%s", clock_span(age, span),
		    age > WEEK ? "; is the job still running?" : "");
}

#define NAMED_MAX 10 /* records of one kind of trouble */

static void
tell_records(struct doctor *d, enum mark mark, const struct strings *records,
    const char *trouble)
{
	for (size_t i = 0; i < records->count && i < NAMED_MAX; i++)
		tellf(
		    d, mark, "evidence", "%s: %s", records->items[i], trouble);
	if (records->count > NAMED_MAX)
		tellf(d, mark, "evidence", "and %zu more: %s",
		    records->count - NAMED_MAX, trouble);
}

/* Are the kept parts of answers what they were when they came? */
static void
examine_evidence(struct doctor *d, struct store *store, struct error *err)
{
	struct proof_check check;

	if (store_proofs_check(store, &check, err) == 0) {
		tellf(d, MARK_OK, "evidence",
		    "kept parts with the digest they came with: %zu",
		    check.verified);
		tell_records(d, MARK_FAIL, &check.altered,
		    "its kept part was altered; restore a backup, or audit "
		    "again");
		tell_records(d, MARK_FAIL, &check.lacking,
		    "no part is kept of an answer that shows an address on "
		    "it; audit again");
		if (check.withheld.count > 0)
			tellf(d, MARK_OK, "evidence",
			    "POCs without a kept part, since somebody else's "
			    "address stands in it: %zu",
			    check.withheld.count);
		if (check.erased.count > 0)
			tellf(d, MARK_OK, "evidence",
			    "records without a kept part until the next "
			    "audit, since what was erased stood in it: %zu",
			    check.erased.count);
	}
	proof_check_clear(&check);
}

static int
examine_store(struct doctor *d)
{
	const char *path = d->options->database;
	struct inventory inv = {0};
	struct error err = {0};
	struct run run = {0};
	struct store *store = NULL;

	if (strcmp(path, ":memory:") == 0) {
		tell(d, MARK_OK, "store", "none: nothing is kept");
	} else if (access(path, F_OK) == -1) {
		tellf(d, MARK_WARN, "store",
		    "%s is not there yet; the first audit makes it", path);
	} else if ((store = store_open(path, STORE_READ, &err)) == NULL &&
		   err.code == ERROR_NO_ORG) {
		tell(d, MARK_WARN, "store", err.text);
		err = (struct error){0};
	} else if (store != NULL && store_examine(store, &err) == 0) {
		tellf(d, MARK_OK, "store", "%s: opens, whole, of this version",
		    path);
		if (store_doubtful(path) != NULL)
			tellf(d, MARK_WARN, "store",
			    "%s: lies on %s, where locks may not hold; a local "
			    "disk is better (--database)",
			    path, store_doubtful(path));
		if (store_begin_reading(store, &err) == 0)
			examine_runs(d, store, &err);
		if (err.code == ERROR_NONE)
			examine_clock(d, store, &err);
		if (err.code == ERROR_NONE)
			examine_evidence(d, store, &err);
		if (err.code == ERROR_NONE)
			store_load(store, NULL, &inv, &run, &err);
		store_rollback(store);
	}
	if (err.code != ERROR_NONE)
		tell(d, MARK_FAIL, "store", err.text);
	examine_domains(d, &inv);
	examine_siblings(d, &inv);
	run_clear(&run);
	inventory_clear(&inv);
	store_close(store);
	return err.code;
}

/* ---- what the owner gives to judge by ----------------------------------- */

static void
tell_entry(void *arg, const char *line)
{
	tell(arg, MARK_WARN, "accepted", line);
}

static int
examine_judging(struct doctor *d)
{
	const struct options *o = d->options;
	struct strings all = {0};
	struct stored stored = {0};
	struct judging judging = {0};
	struct error err = {0}, unread = {0};

	if (judging_open(&judging, o, &err) == -1) {
		tell(d, MARK_FAIL, "accepted", err.text);
	} else {
		/* Where nothing is stored, nothing can be gone. */
		stored_load(&stored, o, &all, &unread);
		if (judging.acceptances.count == 0)
			tellf(d, MARK_OK, "accepted", "nothing; %s would say",
			    judging.accept_path);
		else
			tellf(d, MARK_OK, "accepted", "%s: entries: %zu",
			    judging.accept_path, judging.acceptances.count);
		accept_file_tell(judging.accept_path, &judging.acceptances,
		    stored.report, o->now, tell_entry, d);
		if (o->mailboxes != NULL)
			tellf(d, MARK_OK, "live mailboxes",
			    "%s: addresses: %zu", o->mailboxes,
			    judging.mailboxes.count);
	}
	stored_clear(&stored);
	judging_clear(&judging);
	return err.code;
}

/* ---- service ------------------------------------------------------------ */

static void
examine_bootstrap(struct doctor *d, struct transport *wire)
{
	struct bootstrap *b = wire_bootstrap(d->options);
	char date[CLOCK_TEXT_MAX], age[CLOCK_TEXT_MAX];
	struct error err = {0};
	int asked = 1;
	bool bundled;

	if (wire != NULL)
		asked = wire_refresh(d->options, b, wire, &err);
	bundled = bootstrap_as_bundled(b);
	clock_format(bootstrap_made(b), date);
	date[strcspn(date, "T")] = '\0';
	clock_span(d->options->now - bootstrap_made(b), age);
	tellf(d, asked == -1 ? MARK_WARN : MARK_OK, "other registries",
	    "told apart by IANA's data of %s, %s old, %s%s%s", date, age,
	    asked == 0 ? "as it is there now"
	    : bundled  ? "as bundled"
		       : "as kept",
	    asked == -1 ? "; no newer one: " : "", err.text);
	bootstrap_free(b);
}

static void
examine_budget(struct doctor *d, struct budget *budget)
{
	char *text = budget_text(budget);

	if (text != NULL)
		tell(d, MARK_OK, "requests", text);
	free(text);
}

static int
probe_organization(struct doctor *d, const char *org, struct transport *wire)
{
	int fault;

	if (*org == '\0') {
		tell(d, MARK_WARN, "service",
		    "not tried: no organization is named or configured");
		return 0;
	}
	fault = probe_all(d->options, org, wire, tell, d);
	if (fault != 0)
		tellf(d, MARK_FAIL, "service",
		    "%s could not be read from %s; the other queries are not "
		    "tried",
		    org, d->options->rdap_url);
	return fault;
}

/* Nothing may be asked: so much can be said. */
static int
not_asked(struct doctor *d, const struct error *err)
{
	tell(d, MARK_FAIL, "service", err->text);
	examine_bootstrap(d, NULL);
	return err->code;
}

static int
examine_service(struct doctor *d, const char *org, bool store_told)
{
	struct progress *progress;
	struct transport *wire = NULL;
	struct budget budget;
	struct error err = {0};
	char *trouble;
	int fault;

	progress =
	    progress_new(wire_progress(d->options), wire_pause(d->options));
	if (budget_open(&budget, d->options, &trouble, &err) == 0)
		wire = wire_open(d->options, progress, &budget, &err);
	if (trouble != NULL && !store_told)
		tellf(d, MARK_WARN, "requests", "are not counted: %s", trouble);
	if (wire == NULL) {
		fault = not_asked(d, &err);
	} else {
		fault = probe_organization(d, org, wire);
		examine_bootstrap(d, wire);
		examine_budget(d, &budget);
	}
	transport_free(wire);
	budget_close(&budget);
	free(trouble);
	progress_free(progress);
	return fault;
}

/* The organization to try on, as a handle; "" when there is none. */
static int
choose_organization(
    const struct options *o, struct term *term, struct error *err)
{
	const char *word = o->operands.count > 0 ? o->operands.items[0]
			   : o->orgs.count > 0   ? o->orgs.items[0]
						 : NULL;

	*term = (struct term){0};
	if (word == NULL)
		return 0;
	if (term_parse(word, term, err) == -1)
		return error_prefix(err, "doctor");
	if (term->kind != TERM_HANDLE)
		return error_set(err, ERROR_USAGE,
		    "doctor: expected the handle of an organization, not "
		    "\"%s\"",
		    word);
	return 0;
}

/* In a replay, the recording is opened twice: here for its DNS lines. */
static void
open_dns(struct doctor *d)
{
	if (d->options->replay != NULL)
		d->recording = recording_open(d->options->replay, NULL);
	d->dns = wire_dns(d->options, NULL, d->recording);
}

static int
examine(struct doctor *d, struct error *err)
{
	const struct options *options = d->options;
	struct term term;
	int config, judging, store, service;

	if (choose_organization(options, &term, err) == -1)
		return err->code;
	config = examine_configuration(d);
	examine_certificates(d);
	open_dns(d);
	store = examine_store(d);
	judging = examine_judging(d);
	examine_resolver(d);
	service = examine_service(d, term.handle, store != 0);
	if (config != 0 || judging != 0)
		return config != 0 ? config : judging;
	if (store != 0)
		return store;
	if (service != 0)
		return service;
	return d->failed ? 3 : 0;
}

int
cmd_doctor(const struct options *options, struct error *err)
{
	struct doctor d = {.options = options};
	int status = examine(&d, err);

	if (d.unwritten != 0 && d.unwritten != EPIPE) {
		error_set(err, ERROR_IO, "standard output: %s",
		    strerror(d.unwritten));
		status = err->code;
	}
	dns_free(d.dns);
	transport_free(d.recording);
	return status;
}
