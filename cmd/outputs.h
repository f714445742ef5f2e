/*
 * outputs: the files that the options say to write, looked at before anything
 * is done. One that would take the place of a file this program lives on (the
 * store and what lies beside it, the configuration, the accept file, the
 * redaction key, what it was given to read) is refused.
 */
#ifndef CMD_OUTPUTS_H
#define CMD_OUTPUTS_H

#include "options.h"

/*
 * Take out of the options what must not be written; options->refused says why,
 * and deliver() fails with it once the others are written. -1 where no other
 * is left. ERROR_CREATE; ERROR_USAGE: a report by a suffix that is no
 * format's, or two outputs of one name.
 */
int outputs_check(struct options *options, struct error *err);

#endif
