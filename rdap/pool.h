/*
 * pool: texts that are wanted many times over, each kept once.
 *
 * Life: `struct pool *pool = NULL;`, pool_text(), pool_free(). A text that was
 * given out is good until then, is never changed, and is the same pointer as
 * every other text that is equal to it.
 */
#ifndef RDAP_POOL_H
#define RDAP_POOL_H

struct pool;

/* The pool's own copy of `text`, which may be one of its own. */
const char *pool_text(struct pool **pool, const char *text);
void pool_free(struct pool *pool);

#endif
