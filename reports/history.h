/*
 * history: what is known of one name over time, or of all addresses, as text
 * or CSV. The facts are store_history()'s.
 */
#ifndef REPORTS_HISTORY_H
#define REPORTS_HISTORY_H

#include <stdio.h>
#include "format.h"
#include "store/store.h"

/* 0, or -1 when writing failed. */
int history_text(const struct past_fact *facts, size_t count,
    const struct format_options *options, FILE *out);
int history_csv(const struct past_fact *facts, size_t count, FILE *out);

#endif
