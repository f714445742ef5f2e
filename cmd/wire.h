/*
 * wire: the transport that the options ask for: the network, a recording, or
 * the network into a recording.
 */
#ifndef CMD_WIRE_H
#define CMD_WIRE_H

#include "budget.h"
#include "options.h"
#include "progress.h"
#include "rdap/dns.h"
#include "rdap/iana.h"
#include "rdap/transport.h"

/* budget_open(), which says on stderr what keeps it from counting. */
int wire_counted(
    struct budget *budget, const struct options *options, struct error *err);

/* Within the budget, where it has a store. NULL on failure. Free with
 * transport_free(), before the budget's store is closed. */
struct transport *wire_open(const struct options *options,
    struct progress *progress, struct budget *budget, struct error *err);

/*
 * The same for an audit that is stored in `options->database`: within the
 * budget, and with a spool beside the store (wire_spool()). `*found` is how
 * many answers there are to resume from.
 */
struct transport *
wire_open_audit(const struct options *options, struct progress *progress,
    struct budget *budget, size_t *found, struct error *err);

/*
 * Where DNS answers come from, beside `wire`, which outlives it: a resolver, a
 * recording, or the one into the other. NULL where none is wanted. `wire` may
 * be NULL for a resolver whose answers are not recorded.
 */
struct dns *wire_dns(const struct options *options, struct progress *progress,
    struct transport *wire);

/* Only delete what the spool holds for too long already. */
void wire_expire(const struct options *options, struct progress *progress);

/* The spool of the audits of that store, owned by the caller; NULL where there
 * is none: in memory, and in a replay. */
char *wire_spool(const struct options *options);

/* Where downloads are kept: $CACHE_DIRECTORY, $XDG_CACHE_HOME/whoexposed,
 * ~/.cache/whoexposed, the first whose variable is set; NULL where nothing is
 * kept: in memory, and in a replay. The caller's. */
char *wire_cache(const struct options *options);

/* IANA's data, as far as it is known without asking. bootstrap_free() */
struct bootstrap *wire_bootstrap(const struct options *options);
/* Ask for a newer one, iana_refresh(). 1 also where there is nobody to ask. */
int wire_refresh(const struct options *options, struct bootstrap *b,
    struct transport *transport, struct error *err);

/* How much to tell while it is asked. */
enum progress_mode wire_progress(const struct options *options);
/* Seconds from one request to the next at least. */
double wire_pause(const struct options *options);

#endif
