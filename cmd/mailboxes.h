/*
 * mailboxes: the owner's list of live mailboxes (--mailboxes FILE), as exported
 * from a directory: an address a line, aliases too; '#' begins a comment; blank
 * lines, a byte-order mark and CRLF do not matter; a domain in either form.
 * Read, never stored.
 *
 * A line that is no address is an error, not a warning: what it meant may be a
 * mailbox that would then be called gone. So is a list without any.
 */
#ifndef CMD_MAILBOXES_H
#define CMD_MAILBOXES_H

#include "rdap/error.h"
#include "rdap/strings.h"

/*
 * Into `keys`, each mailbox once (what follows a '+' left out), sorted.
 * ERROR_CONFIG with the file and line, never the address.
 */
int mailboxes_read(const char *path, struct strings *keys, struct error *err);

#endif
