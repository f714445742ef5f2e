/*
 * comments: blanks in their place, before libconfuse 3.3 sees them: it counts a
 * line with a comment three times, and a message that names a wrong line sends
 * its reader astray.
 */
#ifndef CMD_COMMENTS_H
#define CMD_COMMENTS_H

/* From '#' or "//" to the end of the line, and what stands in C's marks; not
 * within quotes, and not within a word. */
void comments_blank(char *text);

#endif
