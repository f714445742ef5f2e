#include <stdio.h>

#include "audit.h"
#include "estimate.h"
#include "interrupt.h"
#include "rdap/alloc.h"
#include "rdap/recording.h"
#include "rdap/withheld.h"
#include "registries.h"
#include "wire.h"

static void
on_asking(void *arg, const struct query *query, size_t number, size_t planned)
{
	struct audit *a = arg;

	progress_asking(a->progress, number,
	    planned > a->estimate ? planned : a->estimate, query->why);
}

static int
on_answered(void *arg, const struct answer *answer, struct error *err)
{
	struct audit *a = arg;

	a->run.queries[answer->verdict]++;
	if (a->budget.error.code != ERROR_NONE)
		return error_set(
		    err, a->budget.error.code, "%s", a->budget.error.text);
	return store_answer_add(a->store, a->run.id, answer, err);
}

static struct enumerate_options
enumerate_options(struct audit *a)
{
	return (struct enumerate_options){
	    .base = a->options->rdap_url,
	    .orgs = &a->orgs,
	    .domains = &a->options->domains,
	    .shared_domains = &a->options->shared_domains,
	    .all_searched = a->options->domain_is_own,
	    .irr = a->options->irr ? a->options->irr_url : NULL,
	    .dns = a->dns,
	    .dns_off = options_dns_off(a->options),
	    .whois = options_whois(a->options),
	    .stats = options_stats(a->options),
	    .cache = a->cache,
	    .cross_check = a->options->cross_check,
	    .reassignments = a->options->reassignments,
	    .plan = a->options->plan,
	    .known = a->pocs,
	    .known_count = a->poc_count,
	    .asking = on_asking,
	    .answered = on_answered,
	    .arg = a,
	};
}

int
audit_dry_run(struct audit *a)
{
	struct enumerate_options how;
	struct strings lines = {0};
	size_t i;

	a->dns = wire_dns(a->options, a->progress, NULL);
	how = enumerate_options(a);

	enumerate_plan(&how, &lines);
	for (i = 0; i < lines.count; i++)
		puts(lines.items[i]);
	strings_clear(&lines);
	estimate_print(stdout, a->options, &a->orgs);
	return 0;
}

static void
run_init(struct audit *a)
{
	struct run *run = &a->run;

	run->started = a->options->now;
	run->finished = CLOCK_NONE;
	run->observed_at = a->options->now;
	run->scope = strings_join(&a->orgs, ";");
	run->tool = xstrdup("whoexposed " VERSION);
	run->rules = xstrdup(RULES_VERSION);
	run->source = a->options->replay == NULL
			  ? xstrdup(a->options->rdap_url)
			  : xasprintf("replay of %s", a->options->replay);
	run->exit_status = -1;
}

/* What is wrong with the resolvers is no gap, but told. */
static void
note_resolver(struct audit *a)
{
	const char *trouble = dns_trouble(a->dns);
	size_t i;

	for (i = 0; *trouble != '\0' && i < a->orgs.count; i++)
		inventory_add_note(
		    &a->inv, a->orgs.items[i], "DNS", "%s", trouble);
}

int
audit_ask(struct audit *a, struct error *err)
{
	struct enumerate_options how;

	run_init(a);
	if (store_known_pocs(
		a->store, &a->orgs, &a->pocs, &a->poc_count, err) == -1)
		return -1;
	if (a->progress != NULL)
		a->estimate = estimate_requests(a->store, a->options, &a->orgs);
	a->dns = wire_dns(a->options, a->progress, a->wire);
	how = enumerate_options(a);
	how.cache = a->cache = wire_cache(a->options);
	a->run.id = store_run_begin(a->store, &a->run, err);
	if (a->run.id == -1 ||
	    estimate_due(a->store, a->options, &a->orgs, &how.cross_check_due,
		err) == -1 ||
	    enumerate(&how, a->wire, &a->inv, err) == -1)
		return -1;
	registries_note(&a->inv, a->options);
	note_resolver(a);
	if (interrupted != 0)
		return error_set(err, ERROR_TRY_AGAIN,
		    "interrupted; what was known before is as it was");
	if (a->options->record != NULL)
		return a->options->redact ? withheld_error(a->wire, err)
					  : recording_error(a->wire, err);
	return 0;
}
