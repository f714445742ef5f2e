/*
 * pager: a long text on a terminal, page by page, as git does it.
 *
 * $PAGER says with what, a command for the shell; unset, less is used where it
 * is installed, with LESS=FRX unless that is set: what fits on the screen is
 * just printed, colours are kept. "cat", "" and TERM=dumb: none. Text of a
 * registry was escaped before it gets there. The exit status stays the
 * program's own, and whoever leaves the pager early has had enough: no error.
 */
#ifndef CMD_PAGER_H
#define CMD_PAGER_H

/* From here on stdout goes through it. Once; nothing where there is none. */
void pager_begin(void);
/* Flush, and wait until the reader has left it; stdout is as it was. Nothing
 * when it was not begun. */
void pager_end(void);

#endif
