#include <string.h>

#include "interrupt.h"
#include "reports/output.h"

volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
	if (interrupted == number) {
		output_abandon();
		signal(number, SIG_DFL);
		raise(number);
	}
	interrupted = number;
}

void
interrupt_init(void)
{
	static const int caught[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action;
	size_t i;

	memset(&action, 0, sizeof(action));
	action.sa_handler = on_signal;
	for (i = 0; i < sizeof(caught) / sizeof(*caught); i++)
		sigaction(caught[i], &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
	sigaction(SIGXFSZ, &action, NULL);
}
