/*
 * kinds: what the classifier says of the mailboxes on standard input, lines as
 * tests/mailbox_line.h has them: "KIND<TAB>WHY" for each, "" for one that is
 * none. For tests/mailboxes.py.
 */
#include <stdio.h>
#include "tests/mailbox_line.h"

int
main(void)
{
	struct mailbox_lists *lists = mailbox_lists_new();
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, stdin) > 0) {
		struct strings fields = {0};
		enum mailbox_reason why;

		line[strcspn(line, "\n")] = '\0';
		if (line_split(line, &fields)) {
			why = line_reason(lists, &fields);
			fputs(mailbox_kind_name(mailbox_reason_kind(why)),
			    stdout);
			printf("\t%s", mailbox_reason_text(why));
		}
		putchar('\n');
		strings_clear(&fields);
	}
	free(line);
	mailbox_lists_free(lists);
	return ferror(stdin) || fflush(stdout) == EOF;
}
