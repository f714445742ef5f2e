#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "estimate.h"
#include "rdap/buf.h"
#include "reports/escape.h"
#include "welcome.h"

static bool
is_first(const struct options *o)
{
	return !o->quiet && !o->cron && o->replay == NULL &&
	       isatty(STDERR_FILENO) == 1 &&
	       strcmp(o->database, ":memory:") != 0 &&
	       access(o->database, F_OK) == -1 && errno == ENOENT;
}

static void
put_asked(const struct options *o)
{
	struct buf line = {0};

	escape_terminal(&line, o->rdap_url, true);
	if (options_whois(o) != NULL) {
		buf_puts(&line, "\n           ");
		escape_terminal(&line, options_whois(o), true);
	}
	if (options_stats(o) != NULL)
		buf_puts(
		    &line, "\n           the statistics file, when needed");
	if (o->irr)
		buf_puts(&line, "\n           the routing registry's dump");
	if (options_dns_off(o) == NULL)
		buf_puts(&line, "\n           DNS, of the mail domains met");
	fprintf(stderr, "  asks     %s\n  how much ", line.data);
	buf_clear(&line);
}

void
welcome(const struct options *o, const struct strings *orgs)
{
	struct buf name = {0};
	char *joined;

	if (!is_first(o))
		return;
	joined = strings_join(orgs, ", ");
	escape_terminal(&name, joined, true);
	fprintf(stderr,
	    "The first audit here: %s. What it does, and what it never does:\n",
	    name.data);
	put_asked(o);
	estimate_first(stderr, o, orgs->count);
	buf_clear(&name);
	escape_terminal(&name, o->database, true);
	fprintf(stderr,
	    "\n  keeps    your records and their contacts, nobody else's, in\n"
	    "           %s, for you alone\n"
	    "  never    searches by name or wildcard, writes to the registry,\n"
	    "           sends mail, or tells anybody what it found\n"
	    "--dry-run shows each query first; Ctrl-C ends it and does no "
	    "harm.\n\n",
	    name.data);
	buf_clear(&name);
	free(joined);
}
