/*
 * looks: how well a run looked at the place where a fact stands, or stood.
 * By this alone something that is not there any more may be called gone
 * (state.h); store_facts_put() in store.h has the table. An organization that
 * was absent or could not be read was not looked at. Private to store/.
 */
#ifndef STORE_LOOKS_H
#define STORE_LOOKS_H

#include "rdap/inventory.h"

enum look look_at_record(const struct inventory *inv, const char *org,
    enum record_kind kind, const char *handle);
/* Did a search for the POCs at an own domain fail? Then a POC that lost its
 * links, and is not met any more, may be there still: with whatever address it
 * has now, and of whichever organization (the gap is told of one of them). */
bool search_failed(const struct inventory *inv);
/* A POC that is linked to nothing of the organization's: only the searches,
 * answered whole, would show it, and only while an own domain that it has an
 * address at (`addresses`: with blanks between) is confirmed in the same run;
 * where only the second view led to it, that for its domain. */
enum look look_at_unlinked(const struct inventory *inv, const char *org,
    const char *poc, const char *addresses, bool second);
/* What only the second view shows: by the cross-check, or, that a POC serves the
 * organization itself, by the POC's own list of those. `poc`: or NULL. */
enum look look_at_second(const struct inventory *inv, const char *org,
    enum record_kind holder, const char *poc);
/* Would RDAP have shown something that stands there? COMPLETE: then what only
 * the second view shows is not in RDAP; else that is not known. For a link or a
 * sighting of a POC with that POC, else NULL. */
enum look look_by_rdap(const struct inventory *inv, const char *org,
    enum record_kind kind, const char *handle, const char *poc);
enum look look_at_link(const struct inventory *inv, const char *org,
    enum record_kind holder_kind, const char *holder);
enum look
look_at_sighting(const struct inventory *inv, const struct sighting *sighting);

#endif
