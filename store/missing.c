#include <stdlib.h>
#include <string.h>
#include "rdap/alloc.h"
#include "looks.h"
#include "put.h"
#include "state.h"

/*
 * Each pass updates the row that it stands on, which SQLite
 * allows while a SELECT is under way (isolation.html); no key changes.
 */

static const char *
why(const struct put *put, const char *org, enum record_kind kind,
    enum look look)
{
	const struct scope *scope = inventory_scope(put->inv, org);

	if (look == LOOK_COMPLETE)
		return "";
	if (kind == RECORD_IRR && *scope->reason == '\0')
		return "the routing registry was not read";
	return *scope->reason != '\0' ? scope->reason
				      : "the list it stood in was not whole";
}

/*
 * Is it gone for certain at once: not in Whois-RWS either, which was read
 * whole, while the record that it stood on was changed since it was read last?
 * The cross-check reads organizations and POCs; of networks RDAP has shown, it
 * reads no more than that they are there.
 */
static bool
agreed(const struct put *put, const char *org, enum record_kind kind,
    const char *handle, int64_t changed_run)
{
	const struct scope *scope = inventory_scope(put->inv, org);
	const struct record *r = inventory_record(put->inv, org, kind, handle);

	return changed_run == put->run && scope != NULL &&
	       scope->cross_checked &&
	       (kind == RECORD_ORGANIZATION || kind == RECORD_POC) &&
	       r != NULL && r->look == LOOK_COMPLETE;
}

static int
miss_record(const struct put *put, const char *org, struct call *row)
{
	enum record_kind kind = (enum record_kind)row_int(row);
	char *handle = row_text(row);
	bool unlinked = row_int(row) != 0, second = row_int(row) != 0;
	bool hideable = row_int(row) != 0;
	char *addresses = row_text(row);
	struct seen before = row_seen(row), after;
	enum look look = unlinked ? look_at_unlinked(put->inv, org, handle,
					addresses, second)
				  : look_at_record(put->inv, org, kind, handle);
	struct call call;
	int result = -1;

	if (((!unlinked && second) || hideable) && look == LOOK_COMPLETE)
		look = look_at_second(put->inv, org, kind, NULL);
	if (kind == RECORD_POC && look == LOOK_COMPLETE &&
	    search_failed(put->inv))
		look = LOOK_FAILED;
	if (kind == RECORD_POC && inventory_gone(put->inv, org, handle))
		look = LOOK_COMPLETE;
	after = state_next(
	    &before, &(struct look_result){.look = look, .now = put->when});
	if (put_begin(put, &call, STATEMENT_RECORD_STATE) == -1)
		goto out;
	call_text(&call, org);
	call_int(&call, kind);
	call_text(&call, handle);
	call_int(&call, look);
	call_text(&call, why(put, org, kind, look));
	call_seen(&call, &after);
	result = put_run(put, &call);
out:
	free(handle);
	free(addresses);
	return result;
}

static int
miss_link(const struct put *put, const char *org, struct call *row)
{
	enum record_kind kind = (enum record_kind)row_int(row);
	char *holder = row_text(row), *poc = row_text(row);
	bool second = row_int(row) != 0;
	int64_t changed_run = row_int(row);
	struct seen before = row_seen(row), after;
	enum look look = look_at_link(put->inv, org, kind, holder);
	struct call call;
	int result = -1;

	if (second && look == LOOK_COMPLETE)
		look = look_at_second(put->inv, org, kind, poc);
	if (inventory_gone(put->inv, org, poc))
		look = LOOK_COMPLETE;
	after = state_next(
	    &before, &(struct look_result){
			 .agreed = agreed(put, org, kind, holder, changed_run),
			 .look = look,
			 .now = put->when});
	if (put_begin(put, &call, STATEMENT_LINK_STATE) == -1)
		goto out;
	call_text(&call, org);
	call_int(&call, kind);
	call_text(&call, holder);
	call_text(&call, poc);
	call_seen(&call, &after);
	result = put_run(put, &call);
out:
	free(holder);
	free(poc);
	return result;
}

/* Copies of one POC may disagree: does any of this run have the address? */
static bool
on_poc_still(const struct inventory *inv, const struct sighting *x)
{
	for (size_t i = 0; i < inv->sighting_count; i++)
		if (strcmp(inv->sightings[i].address, x->address) == 0 &&
		    strcmp(inv->sightings[i].poc, x->poc) == 0)
			return true;
	return false;
}

static int
miss_sighting(const struct put *put, const char *org, struct call *row)
{
	struct sighting x = {.org = org};
	struct look_result look = {.now = put->when};
	struct seen before, after;
	struct call call;
	int64_t changed_run;
	int result = -1;
	bool linked;

	x.record_kind = (enum record_kind)row_int(row);
	x.record = row_borrow(row);
	x.field = (enum field)row_int(row);
	x.poc = row_borrow(row);
	x.address = row_borrow(row);
	x.second = row_int(row) != 0;
	linked = row_int(row) != 0;
	changed_run = row_int(row);
	/* That a POC is linked now is no change of it. */
	look.agreed = x.record_kind != RECORD_POC &&
		      agreed(put, org, linked ? RECORD_POC : x.record_kind,
			  linked ? x.poc : x.record, changed_run) &&
		      !(linked && on_poc_still(put->inv, &x));
	look.look = inventory_gone(put->inv, org,
			x.record_kind == RECORD_POC ? x.record : x.poc)
			? LOOK_COMPLETE
			: look_at_sighting(put->inv, &x);
	before = row_seen(row);
	after = state_next(&before, &look);
	if (put_begin(put, &call, STATEMENT_SIGHTING_STATE) == 0) {
		put_name(&call, &x);
		call_seen(&call, &after);
		result = put_run(put, &call);
	}
	return result;
}

static int
miss(const struct put *put, const char *org, enum statement absent,
    int (*one)(const struct put *put, const char *org, struct call *row))
{
	struct call call;
	int got;

	if (put_begin(put, &call, absent) == -1)
		return -1;
	call_text(&call, org);
	call_int(&call, put->run);
	while ((got = call_row(&call, put->err)) == 1)
		if (one(put, org, &call) == -1) {
			call_end(&call);
			return -1;
		}
	return got;
}

int
put_missing(const struct put *put, const char *org)
{
	if (miss(put, org, STATEMENT_RECORD_ABSENT, miss_record) == -1 ||
	    miss(put, org, STATEMENT_LINK_ABSENT, miss_link) == -1)
		return -1;
	return miss(put, org, STATEMENT_SIGHTING_ABSENT, miss_sighting);
}
