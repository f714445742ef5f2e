/*
 * interrupt: signals that ask the program to end. The first SIGINT, SIGTERM
 * or SIGHUP sets a flag that long work looks at; a second one of the same
 * kind ends the process at once. SIGPIPE and SIGXFSZ are ignored: the write
 * that caused them reports an error.
 */
#ifndef CMD_INTERRUPT_H
#define CMD_INTERRUPT_H

#include <signal.h>

/* The signal that came, or 0. */
extern volatile sig_atomic_t interrupted;

void interrupt_init(void);

#endif
