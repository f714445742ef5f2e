#include "escape.h"
#include "ticket.h"

void
ticket_clear(struct ticket *t)
{
	buf_clear(&t->text);
	strings_clear(&t->asked);
}

void
ticket_own(struct ticket *t, const char *words)
{
	fputs(words, t->out);
}

void
ticket_text(struct ticket *t, const char *words)
{
	buf_reset(&t->text);
	buf_puts(&t->text, "");
	escape_markdown(&t->text, words != NULL ? words : "");
	fwrite(t->text.data, 1, t->text.len, t->out);
}

void
ticket_count(struct ticket *t, size_t n, const char *one, const char *many)
{
	fprintf(t->out, "%zu %s", n, n == 1 ? one : many);
}

void
ticket_moment(struct ticket *t, int64_t when, size_t len)
{
	char words[CLOCK_TEXT_MAX];

	clock_format(when, words);
	if (words[0] == '\0')
		ticket_own(t, "an unknown time");
	else
		fprintf(t->out, "%.*s", (int)len, words);
}

size_t
ticket_most(const struct ticket *t, size_t count)
{
	return t->options->verbose || count <= TICKET_MOST ? count
							   : TICKET_MOST;
}

void
ticket_more(struct ticket *t, size_t count)
{
	if (ticket_most(t, count) < count)
		fprintf(t->out,
		    "- and %zu more: `-v` tells them here, and "
		    "they are in the CSV\n",
		    count - ticket_most(t, count));
}
