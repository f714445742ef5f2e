/*
 * wire: the transport that the options ask for: the network, a recording, or
 * the network into a recording.
 */
#ifndef CMD_WIRE_H
#define CMD_WIRE_H

#include "options.h"
#include "progress.h"
#include "rdap/transport.h"

/* NULL on failure. Free with transport_free(). */
struct transport *wire_open(const struct options *options,
    struct progress *progress, struct error *err);

/* How much to tell while it is asked. */
enum progress_mode wire_progress(const struct options *options);

#endif
