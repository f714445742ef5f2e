/*
 * redaction: which words stand in the place of which, for redact.h: of a whole
 * report, and, with what else is in the answers, of a recording. Inside
 * reports; made of a report that is judged and not yet redacted.
 */
#ifndef REPORTS_REDACTION_H
#define REPORTS_REDACTION_H

#include "mailbox.h"
#include "redact.h"

struct redaction;

/* All are borrowed for its life; until the report is redacted they say what
 * stays. */
struct redaction *redaction_new(struct report *report, struct inventory *inv,
    const unsigned char key[REDACT_KEY_SIZE]);
void redaction_free(struct redaction *r);

/*
 * More than the report knows: what a recording shows besides. The first one to
 * say what becomes of a text stands. redaction_sort() when all is learned.
 */
void redaction_learn(struct redaction *r, const char *text, const char *by);
void redaction_learn_address(
    struct redaction *r, const char *spelling, bool individual);
void redaction_learn_handle(struct redaction *r, const char *handle);
void redaction_learn_name(struct redaction *r, const char *name);
void redaction_learn_url(struct redaction *r, const char *url);
void redaction_sort(struct redaction *r);

/* What becomes of the whole text, where that is known, or NULL. */
const char *redaction_known(const struct redaction *r, const char *text);
/* "POC-3F9C0A71B2D4" of ("POC", handle): owned by the caller, as all below. */
char *
redaction_token(const struct redaction *r, const char *kind, const char *text);
char *redaction_handle(const struct redaction *r, const char *handle);
char *redaction_domain(const struct redaction *r, const char *domain);
char *redaction_address(
    const struct redaction *r, const char *key, enum mailbox_kind kind);
/* As people hide it from machines: "person-3f9c0a71b2d4[at]example.com". */
char *redaction_hidden(const char *token);
/* As no mail can be sent to, where none can be to what stood there. */
char *redaction_spelling(const char *spelling, const char *token);
enum mailbox_kind
redaction_kind(const struct redaction *r, const char *key, bool individual);
bool redaction_poc_stays(
    const struct redaction *r, const char *org, const char *handle);
/* The same for any organization. */
bool redaction_stays(const struct redaction *r, const char *handle);
/* Is every word of a name a role's? */
bool redaction_role(const struct redaction *r, const char *name);
/* Is it a mailbox that is not redacted, or a token already? */
bool redaction_mailbox_stays(const struct redaction *r, const char *key);

/* In place: a sentence; a URL; a text that is a word as a whole, or else a
 * sentence; nothing. */
void redaction_sentence(const struct redaction *r, char **text);
void redaction_url(const struct redaction *r, char **text);
void redaction_whole(const struct redaction *r, char **text);
void redaction_empty(char **text);
/* Takes `by`. */
void redaction_replace(char **text, char *by);

#endif
